/* One question: its type, its options, what it is worth. */
#include "load.h"

#include "base/arena.h"

enum { LEVELS_ASKED = 5 };	/* options of an anchored question */

static const struct str type_names[] = {
	[QUESTION_LEVEL] = { "level", 5 },
	[QUESTION_SINGLE] = { "single", 6 },
	[QUESTION_MULTIPLE] = { "multiple", 8 },
	[QUESTION_BOOLEAN] = { "boolean", 7 },
	[QUESTION_NUMBER] = { "number", 6 },
	[QUESTION_TEXT] = { "text", 4 },
	[QUESTION_DATE] = { "date", 4 },
};
enum { TYPES = sizeof(type_names) / sizeof(*type_names) };

static const struct str group_names[] = {
	[GROUP_LEADERS] = { "leaders", 7 },
	[GROUP_STAFF] = { "staff", 5 },
	[GROUP_EXPERTS] = { "experts", 7 },
};

const char *question_type_name(enum question_type type)
{
	return type_names[type].at;
}

const char *group_name(enum group group)
{
	return group_names[group].at;
}

bool node_read_group(struct reader *r, const struct node *node,
		     enum group *group)
{
	struct str text;

	if (!node_read_str(r, node, &text))
		return false;
	for (int g = 0; g < GROUP_COUNT; g++)
		if (str_eq(text, group_names[g])) {
			*group = (enum group)g;
			return true;
		}
	read_unknown(r, node->span, MSG_UNKNOWN_GROUP, text, group_names,
		     GROUP_COUNT);
	return false;
}

static bool read_type(struct loading *l, struct read_map *m,
		      struct question *q)
{
	const struct node *node = read_child(m, "type", true);
	struct str text;

	if (node == NULL || !node_read_str(&l->reader, node, &text))
		return false;
	for (int t = 0; t < TYPES; t++)
		if (str_eq(text, type_names[t])) {
			q->type = (enum question_type)t;
			return true;
		}
	read_unknown(&l->reader, node->span, MSG_UNKNOWN_TYPE, text, type_names,
		     TYPES);
	return false;
}

/* A list in which each scalar may stand once only. */
static bool seen_before(struct reader *r, const struct node *list,
			const struct node *item)
{
	for (const struct node *n = list->first; n != item; n = n->next)
		if (str_eq(n->text, item->text)) {
			DIAG_STR(r->diags, item->span, MSG_REPEATED_ITEM,
				 item->text);
			return true;
		}
	return false;
}

static void read_groups(struct loading *l, struct read_map *m,
			struct question *q)
{
	const struct node *list = read_list(m, "for", false);
	enum group group;

	q->groups = 1u << GROUP_LEADERS;
	if (list == NULL)
		return;
	q->groups = 0;
	if (list->count > GROUP_COUNT) {
		read_too_many(&l->reader, list, GROUP_COUNT);
		return;
	}
	for (const struct node *n = list->first; n != NULL; n = n->next)
		if (!seen_before(&l->reader, list, n) &&
		    node_read_group(&l->reader, n, &group))
			q->groups |= (uint8_t)(1u << group);
	if (list->first == NULL)
		DIAG(l->reader.diags, node_place(list), MSG_EMPTY_LIST);
}

static void read_tags(struct loading *l, struct read_map *m,
		      struct question *q)
{
	const struct node *list = read_list(m, "tags", false);
	struct str *tags;

	if (list == NULL)
		return;
	if (list->count > EXPR_OPTIONS) {
		read_too_many(&l->reader, list, EXPR_OPTIONS);
		return;
	}
	tags = ARENA_ARRAY(l->reader.arena, list->count, struct str);
	for (const struct node *n = list->first; n != NULL; n = n->next)
		if (!seen_before(&l->reader, list, n) &&
		    node_read_id(&l->reader, n, &tags[q->tag_count]))
			q->tag_count++;
	q->tags = tags;
}

/* --- options -------------------------------------------------------------- */

static bool is_plain_text(struct loading *l, const struct node *node)
{
	static const char *const keys[] = { "id", "points", "text",
					    "exclusive" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const struct node *key = node_get(node, keys[i]);

		if (key == NULL)
			continue;
		DIAG(l->reader.diags, key->key_span, MSG_LEVEL_OPTION_KEYS,
		     keys[i]);
		return false;
	}
	return true;
}

static bool read_levels(struct loading *l, const struct node *list,
			struct question *q)
{
	struct option *options;
	struct buf count = buf_make(l->reader.arena);
	uint32_t i = 0;

	if (list->count != LEVELS_ASKED) {
		buf_int(&count, list->count);
		DIAG_STR(l->reader.diags, node_place(list), MSG_LEVEL_OPTIONS,
			 buf_view(&count));
		return false;
	}
	options = ARENA_ARRAY(l->reader.arena, LEVELS_ASKED, struct option);
	for (const struct node *n = list->first; n != NULL; n = n->next, i++) {
		options[i].points = RATIO((int64_t)i + 1);
		options[i].has_points = true;
		options[i].span = n->span;
		if (is_plain_text(l, n))
			node_read_text(&l->reader, n, &options[i].text);
	}
	q->options = options;
	q->option_count = LEVELS_ASKED;
	return true;
}

static bool named_options(struct loading *l, const struct node *node,
			  struct answer_sets *sets, struct answer_options *out)
{
	struct str id;
	const struct name *name;

	if (!node_read_id(&l->reader, node, &id))
		return false;
	name = names_find(&sets->names, id);
	if (name == NULL) {
		read_unknown(&l->reader, node->span, MSG_UNKNOWN_ANSWER_SET, id,
			     sets->names.ids, sets->names.count);
		return false;
	}
	sets->sets[name->index].used = true;
	*out = sets->sets[name->index];
	return true;
}

static void check_exclusive(struct loading *l, const struct node *node,
			    const struct question *q)
{
	uint32_t together = 0, exclusive = 0;

	for (uint32_t i = 0; i < q->option_count; i++) {
		const struct option *o = &q->options[i];
		bool here = node->kind == NODE_LIST;

		exclusive += o->exclusive;
		together += !o->exclusive;
		if (o->exclusive && q->type == QUESTION_SINGLE)
			DIAG(l->reader.diags, here ? o->span : node->span,
			     MSG_UNREACHABLE_EXCLUSIVE);
	}
	if (load_warns(l) && q->type == QUESTION_MULTIPLE && exclusive > 0 &&
	    together < 2)
		DIAG(l->reader.diags, node_place(node),
		     MSG_EVERY_OPTION_EXCLUSIVE);
}

static void name_values(struct loading *l, struct question *q)
{
	struct str *ids =
	    ARENA_ARRAY(l->reader.arena, q->option_count, struct str);

	for (uint32_t i = 0; i < q->option_count; i++) {
		ids[i] = q->options[i].id;
		q->scored = q->scored || q->options[i].has_points;
	}
	q->values = (struct expr_values){ ids, q->option_count };
}

static bool read_options(struct loading *l, const struct node *node,
			 struct answer_sets *sets, struct question *q)
{
	struct answer_options found = { 0 };

	if (node->kind == NODE_SCALAR && q->type != QUESTION_LEVEL) {
		if (!named_options(l, node, sets, &found))
			return false;
	} else if (node->kind != NODE_LIST) {
		DIAG_STR(l->reader.diags, node_place(node), MSG_EXPECTED_LIST,
			 STR("..."));
		return false;
	} else if (q->type == QUESTION_LEVEL) {
		if (!read_levels(l, node, q))
			return false;
		name_values(l, q);
		return true;
	} else {
		found = options_load(l, node);
	}
	q->options = found.options;
	q->option_count = found.count;
	check_exclusive(l, node, q);
	name_values(l, q);
	return found.count > 0;
}

/* --- what an answer is worth ---------------------------------------------- */

static void single_points(struct question *q)
{
	bool first = true;

	for (uint32_t i = 0; i < q->option_count; i++) {
		const struct option *o = &q->options[i];

		if (!o->has_points)
			continue;
		q->min_points = first ? o->points
				      : ratio_min(q->min_points, o->points);
		q->max_points = ratio_max(q->max_points, o->points);
		first = false;
	}
}

/* The best and the worst that can be ticked together; none is 0. */
static void multiple_points(struct question *q)
{
	struct ratio worst = RATIO(0), best = RATIO(0);

	for (uint32_t i = 0; i < q->option_count; i++) {
		const struct option *o = &q->options[i];

		if (!o->has_points)
			continue;
		if (o->exclusive) {
			q->min_points = ratio_min(q->min_points, o->points);
			q->max_points = ratio_max(q->max_points, o->points);
		} else if (o->points.num < 0) {
			worst = ratio_add(worst, o->points);
		} else {
			best = ratio_add(best, o->points);
		}
	}
	q->min_points = ratio_min(q->min_points, worst);
	q->max_points = ratio_max(q->max_points, best);
}

static void read_boolean_points(struct loading *l, const struct node *node,
				struct question *q)
{
	struct read_map m = read_map(&l->reader, node, "points");

	q->scored = read_ratio(&m, "if_true", true, &q->if_true);
	q->scored = read_ratio(&m, "if_false", true, &q->if_false) && q->scored;
	read_end(&m);
	if (!q->scored)
		return;
	q->min_points = ratio_min(q->if_true, q->if_false);
	q->max_points = ratio_max(RATIO(0),
				  ratio_max(q->if_true, q->if_false));
}

static void read_bounds(struct loading *l, struct read_map *m,
			struct question *q)
{
	const struct node *min = read_child(m, "min", false);
	const struct node *max = read_child(m, "max", false);

	q->has_min = min != NULL && node_read_ratio(&l->reader, min, &q->min);
	q->has_max = max != NULL && node_read_ratio(&l->reader, max, &q->max);
	if (q->has_min && q->has_max && ratio_cmp(q->min, q->max) > 0)
		DIAG_STR(l->reader.diags, min->span, MSG_MIN_OVER_MAX,
			 min->text, max->text);
}

/* Keys that only some types have; they are read elsewhere. */
static void refuse_keys(struct loading *l, const struct node *node,
			const struct question *q)
{
	static const struct {
		const char *key;
		unsigned types;
	} rows[] = {
		{ "options", 1u << QUESTION_LEVEL | 1u << QUESTION_SINGLE |
				 1u << QUESTION_MULTIPLE },
		{ "points", 1u << QUESTION_BOOLEAN },
		{ "unit", 1u << QUESTION_NUMBER },
		{ "min", 1u << QUESTION_NUMBER },
		{ "max", 1u << QUESTION_NUMBER },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct node *key = node_get(node, rows[i].key);

		if (key != NULL && (rows[i].types & 1u << q->type) == 0)
			DIAG(l->reader.diags, key->key_span,
			     MSG_KEY_NOT_FOR_TYPE, rows[i].key,
			     question_type_name(q->type));
	}
}

static bool read_by_type(struct loading *l, struct read_map *m,
			 struct answer_sets *sets, struct question *q)
{
	bool optioned = q->type <= QUESTION_MULTIPLE;
	const struct node *options = read_child(m, "options", optioned);
	const struct node *points = read_child(m, "points", false);
	bool good = true;

	read_bounds(l, m, q);
	read_text(m, "unit", false, &q->unit);
	refuse_keys(l, m->node, q);
	if (optioned)
		good = options != NULL && read_options(l, options, sets, q);
	if (q->type == QUESTION_MULTIPLE)
		multiple_points(q);
	else
		single_points(q);
	if (q->type == QUESTION_BOOLEAN && points != NULL)
		read_boolean_points(l, points, q);
	return good;
}

/* False when what the author meant cannot be told. */
static bool read_from_client(struct loading *l, struct read_map *m,
			     struct question *q)
{
	static const struct str names[] = { { "staff", 5 }, { "sector", 6 } };
	const struct node *node = read_child(m, "from_client", false);
	bool staff;

	if (node == NULL)
		return true;
	staff = str_eq(node->text, names[0]);
	if (!staff && !str_eq(node->text, names[1])) {
		read_unknown(&l->reader, node->span, MSG_UNKNOWN_FROM_CLIENT,
			     node->text, names, 2);
		return false;
	}
	if (q->type != (staff ? QUESTION_NUMBER : QUESTION_SINGLE)) {
		DIAG(l->reader.diags, node->span, MSG_FROM_CLIENT_TYPE,
		     staff ? "staff" : "sector", staff ? "number" : "single",
		     question_type_name(q->type));
		return false;
	}
	q->from_client = staff ? FROM_CLIENT_STAFF : FROM_CLIENT_SECTOR;
	return true;
}

static bool read_all(struct loading *l, struct read_map *m,
		     struct answer_sets *sets, struct question *q)
{
	bool typed = read_type(l, m, q);

	read_str(m, "code", false, &q->code);
	read_text(m, "text", true, &q->text);
	read_text(m, "help", false, &q->help);
	read_groups(l, m, q);
	read_tags(l, m, q);
	read_child(m, "when", false);
	read_child(m, "na_when", false);
	read_bool(m, "required", false, &q->required);
	q->dont_know = true;
	read_bool(m, "dont_know", false, &q->dont_know);
	if (!typed) {
		/* What the other keys should be is unknown. */
		read_child(m, "options", false);
		read_child(m, "points", false);
		read_child(m, "unit", false);
		read_child(m, "min", false);
		read_child(m, "max", false);
		read_child(m, "from_client", false);
		return false;
	}
	l->incomplete |= !read_from_client(l, m, q);
	return read_by_type(l, m, sets, q);
}

bool question_load(struct loading *l, const struct node *node,
		   struct answer_sets *sets, struct question *q)
{
	struct read_map m = read_map(&l->reader, node, "question");
	const struct node *id = read_child(&m, "id", true);
	bool good = false;

	q->criterion = NO_INDEX;
	q->if_true = q->if_false = q->min = q->max = RATIO(0);
	q->min_points = q->max_points = RATIO(0);
	q->span = id == NULL ? node_place(node) : id->span;
	if (id != NULL)
		node_read_id(&l->reader, id, &q->id);
	if (m.node != NULL)
		good = read_all(l, &m, sets, q);
	read_end(&m);
	return good;
}

void question_conditions(struct loading *l, const struct node *node,
			 struct question *q)
{
	const struct node *when = node_get(node, "when");
	const struct node *na_when = node_get(node, "na_when");
	struct expr_scope scope = load_scope(l, NULL, 0, false, false);

	if (when != NULL)
		q->when = load_expr(l, when, &scope, EXPR_BOOL, NULL);
	if (na_when == NULL)
		return;
	if (na_when->kind == NODE_SCALAR && str_is(na_when->text, "true"))
		q->na_always = true;
	else if (na_when->kind != NODE_SCALAR ||
		 !str_is(na_when->text, "false"))
		q->na_when = load_expr(l, na_when, &scope, EXPR_BOOL, NULL);
}
