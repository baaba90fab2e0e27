/* The rubric's first engine block: levels, bands, rounding, what is blank. */
#include "rubric.h"

#include "base/arena.h"

uint32_t key_number(struct str key)
{
	uint32_t n = 0;

	if (key.len == 0 || key.len > 3 || key.at[0] == '0')
		return 0;
	for (size_t i = 0; i < key.len; i++) {
		if (key.at[i] < '0' || key.at[i] > '9')
			return 0;
		n = n * 10 + (uint32_t)(key.at[i] - '0');
	}
	return n;
}

struct str number_text(struct arena *a, uint32_t n)
{
	struct buf b = buf_make(a);

	buf_int(&b, n);
	return str_copy(a, buf_view(&b)); /* with a NUL after it */
}

static void levels_read(struct loading *l, struct read_map *m)
{
	struct rubric *r = &l->pack->rubric;
	const struct node *map = read_child(m, "levels", true);

	if (map == NULL)
		return;
	if (map->kind != NODE_MAP || map->count < 2 ||
	    map->count > PACK_LEVELS) {
		DIAG(l->reader.diags, node_place(map), MSG_RUBRIC_LEVELS);
		return;
	}
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		if (key_number(n->key) != r->level_count + 1)
			DIAG_STR(
			    l->reader.diags, n->key_span,
			    MSG_RUBRIC_LEVEL_ORDER, n->key,
			    number_text(l->reader.arena, r->level_count + 1));
		node_read_text(&l->reader, n, &r->levels[++r->level_count]);
	}
}

/* {2: 1.80, 3: 2.60, ...}: one for each level above the first, ascending. */
static void band_values(struct loading *l, const struct node *map)
{
	struct rubric *r = &l->pack->rubric;
	struct read_map m = read_map(&l->reader, map, "bands");
	uint32_t last = 0;

	for (uint32_t level = 2; level <= r->level_count; level++) {
		struct str key = number_text(l->reader.arena, level);
		const struct node *n = read_child(&m, key.at, false);

		if (n == NULL) {
			DIAG_STR(l->reader.diags, map->key_span,
				 MSG_RUBRIC_BAND_MISSING, key);
			continue;
		}
		if (!node_read_ratio(&l->reader, n, &r->bands[level]))
			continue;
		if (last > 0 && ratio_cmp(r->bands[last], r->bands[level]) > 0)
			DIAG_STR(l->reader.diags, n->span,
				 MSG_RUBRIC_BANDS_DESCEND, key, n->text);
		last = level;
	}
	read_end(&m);
}

static void shares_check(struct loading *l, const struct node *map)
{
	struct ratio share;

	for (const struct node *n = map->first; n != NULL; n = n->next)
		if (ratio_parse(n->text, &share) &&
		    (ratio_cmp(share, RATIO(0)) < 0 ||
		     ratio_cmp(share, RATIO(1)) >= 0))
			DIAG_STR(l->reader.diags, n->span,
				 MSG_RUBRIC_BAND_SHARE, n->text);
}

static void share_bands_read(struct loading *l, const struct node *node)
{
	struct read_map m = read_map(&l->reader, node, "bands");
	const struct node *of = read_child(&m, "of", true);
	const struct node *above = read_child(&m, "above", true);

	l->pack->rubric.bands_are_shares = true;
	if (of != NULL && !str_is(of->text, "max"))
		DIAG_STR(l->reader.diags, of->span, MSG_RUBRIC_BANDS_OF,
			 of->text);
	if (above != NULL && above->kind != NODE_MAP) {
		DIAG(l->reader.diags, node_place(above), MSG_RUBRIC_BANDS);
	} else if (above != NULL) {
		band_values(l, above);
		shares_check(l, above);
	}
	read_end(&m);
}

static void bands_read(struct loading *l, struct read_map *m)
{
	const struct node *bands = read_child(m, "bands", false);

	for (uint32_t n = 0; n <= PACK_LEVELS; n++)
		l->pack->rubric.bands[n] = RATIO(0);
	if (bands == NULL || l->pack->rubric.level_count < 2)
		return;
	l->pack->rubric.has_bands = true;
	if (bands->kind != NODE_MAP)
		DIAG(l->reader.diags, node_place(bands), MSG_RUBRIC_BANDS);
	else if (node_get(bands, "of") != NULL ||
		 node_get(bands, "above") != NULL)
		share_bands_read(l, bands);
	else
		band_values(l, bands);
}

static void range_read(struct loading *l, struct read_map *head)
{
	struct rubric *r = &l->pack->rubric;
	const struct node *range = read_child(head, "range", false);
	struct read_map m;
	bool good;

	r->range_min = RATIO(1);
	r->range_max = RATIO((int64_t)r->level_count);
	if (range == NULL)
		return;
	m = read_map(&l->reader, range, "range");
	good = read_ratio(&m, "min", true, &r->range_min);
	good = read_ratio(&m, "max", true, &r->range_max) && good;
	if (good && ratio_cmp(r->range_min, r->range_max) >= 0)
		DIAG(l->reader.diags, node_place(range), MSG_RUBRIC_RANGE);
	read_end(&m);
}

static void round_read(struct loading *l, struct read_map *head)
{
	static const struct str rules[] = { STR_INIT("up"), STR_INIT("even") };
	struct rubric *r = &l->pack->rubric;
	const struct node *round = read_child(head, "round", false), *half;
	struct read_map m;
	uint32_t places;

	r->places = 2;
	r->rounding = ROUND_HALF_UP;
	if (round == NULL)
		return;
	m = read_map(&l->reader, round, "round");
	if (read_uint(&m, "places", false, 0, 6, &places))
		r->places = (int)places;
	half = read_child(&m, "half", false);
	if (half != NULL && str_is(half->text, "even"))
		r->rounding = ROUND_HALF_EVEN;
	else if (half != NULL && !str_is(half->text, "up"))
		read_unknown(&l->reader, half->span, MSG_RUBRIC_HALF,
			     half->text, rules, 2);
	read_end(&m);
}

/* A level of `from` or more that is only declared shows as `shown_as`. */
static void evidence_read(struct loading *l, struct read_map *head)
{
	struct rubric *r = &l->pack->rubric;
	const struct node *node = read_child(head, "evidence", false);
	struct read_map m;
	bool good;

	if (node == NULL)
		return;
	m = read_map(&l->reader, node, "evidence");
	good =
	    read_uint(&m, "from", true, 2, r->level_count, &r->evidence_from);
	good = read_uint(&m, "shown_as", true, 1, r->level_count,
			 &r->evidence_as) &&
	       good;
	if (good && r->evidence_as >= r->evidence_from)
		DIAG(l->reader.diags, node_place(node), MSG_RUBRIC_EVIDENCE);
	read_end(&m);
}

/* Facts that take one of a list of values. */
static void target_by_read(struct loading *l, struct read_map *head)
{
	const struct pack *p = l->pack;
	const struct node *node = read_child(head, "target_by", false);
	struct str *names;
	uint32_t count = 0, first = NO_INDEX;

	l->pack->rubric.target_by = NO_INDEX;
	if (node == NULL)
		return;
	names = ARENA_ARRAY(l->reader.arena, p->fact_count, struct str);
	for (uint32_t i = 0; i < p->fact_count; i++) {
		if (p->facts[i].values.count == 0)
			continue;
		names[count++] = p->facts[i].id;
		/* The first stands for a wrong one: its values are likely
		   meant, and nothing that reads them is reported then. */
		if (count == 1)
			first = i;
		if (str_eq(p->facts[i].id, node->text))
			l->pack->rubric.target_by = i;
	}
	if (l->pack->rubric.target_by != NO_INDEX)
		return;
	read_unknown(&l->reader, node->span, MSG_RUBRIC_TARGET_BY, node->text,
		     names, count);
	l->pack->rubric.target_by = first;
}

static void limits_read(struct loading *l, struct read_map *m)
{
	struct rubric *r = &l->pack->rubric;
	const struct node *node;

	r->blank = RATIO(0);
	r->unknown_above = ratio_make(1, 4);
	r->gap = RATIO(1);
	r->has_blank = read_ratio(m, "blank", false, &r->blank);
	node = read_child(m, "unknown_above", false);
	if (node != NULL &&
	    node_read_ratio(&l->reader, node, &r->unknown_above) &&
	    (ratio_cmp(r->unknown_above, RATIO(0)) < 0 ||
	     ratio_cmp(r->unknown_above, RATIO(1)) > 0))
		DIAG_STR(l->reader.diags, node->span, MSG_RUBRIC_SHARE,
			 node->text);
	node = read_child(m, "gap", false);
	if (node != NULL && node_read_ratio(&l->reader, node, &r->gap) &&
	    ratio_cmp(r->gap, RATIO(0)) <= 0)
		DIAG_STR(l->reader.diags, node->span, MSG_RUBRIC_POSITIVE,
			 node->text);
}

static void overall_read(struct loading *l, struct read_map *head,
			 struct rubric_head *out)
{
	const struct node *node = read_child(head, "overall", false);
	struct read_map m;

	if (node == NULL)
		return;
	m = read_map(&l->reader, node, "overall");
	out->overall_score = read_child(&m, "score", false);
	out->overall_max = read_child(&m, "max", false);
	out->overall_level = read_child(&m, "level", false);
	read_end(&m);
}

bool rubric_head_load(struct loading *l, const struct part *part,
		      struct rubric_head *head)
{
	const struct node *node = part_block(l, part);
	struct read_map m;

	*head = (struct rubric_head){ 0 };
	l->pack->rubric.target_by = NO_INDEX;
	if (node == NULL) {
		if (part->block == NULL)
			DIAG(l->reader.diags, part->span, MSG_RUBRIC_NO_HEAD);
		return false;
	}
	m = read_map(&l->reader, node, "rubric");
	levels_read(l, &m);
	if (m.node == NULL || l->pack->rubric.level_count < 2)
		return false;
	bands_read(l, &m);
	range_read(l, &m);
	round_read(l, &m);
	evidence_read(l, &m);
	target_by_read(l, &m);
	limits_read(l, &m);
	overall_read(l, &m, head);
	head->let = read_child(&m, "let", false);
	head->criterion_score = read_child(&m, "criterion_score", false);
	read_end(&m);
	return true;
}
