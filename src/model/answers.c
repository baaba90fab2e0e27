/*
 * A document of answers, read against its pack.
 *
 * This is the inner loop of a batch: each answer is found by hash, its
 * texts stay slices of the document, and sentences are built only for
 * mistakes.
 */
#include "model/answers.h"

#include "answer.h"
#include "base/arena.h"
#include "load.h"

const struct node *node_given(const struct node *node)
{
	return node != NULL && node->kind == NODE_NULL ? NULL : node;
}

const struct node *read_given(struct read_map *m, const char *key)
{
	return node_given(read_child(m, key, false));
}

void read_optional(struct read_map *m, const char *key, struct str *text)
{
	const struct node *node = read_given(m, key);

	if (node != NULL)
		node_read_words(m->reader, node, text);
}

/* A language left out takes the first one given. */
static bool fill_languages(struct text *text)
{
	struct str first = STR_NONE;

	for (int l = LANG_COUNT; l-- > 0;)
		if (text->in[l].len > 0)
			first = text->in[l];
	for (int l = 0; l < LANG_COUNT; l++)
		if (text->in[l].len == 0)
			text->in[l] = first;
	return first.len > 0;
}

static void read_each_language(struct reader *r, const struct node *node,
			       struct text *text)
{
	struct read_map m = read_map(r, node, "text");
	size_t before = r->diags->errors;

	for (int l = 0; l < LANG_COUNT; l++)
		read_optional(&m, lang_code((enum lang)l), &text->in[l]);
	read_end(&m);
	if (!fill_languages(text) && r->diags->errors == before)
		DIAG(r->diags, node_place(node), MSG_NO_LANGUAGE);
}

void read_texts(struct read_map *m, const char *key, struct text *text)
{
	const struct node *node = read_given(m, key);

	if (node == NULL)
		return;
	text->span = node->span;
	if (node->kind == NODE_MAP)
		read_each_language(m->reader, node, text);
	else if (node_read_words(m->reader, node, &text->in[0]))
		fill_languages(text);
}

uint32_t answers_find_question(struct reading *g, struct str id,
			       struct span span)
{
	const struct pack *p = g->pack;
	uint32_t index = pack_find_question(p, id);

	if (index == NO_INDEX)
		index = pack_find_question(p, pack_renamed(p, id));
	if (index == NO_INDEX)
		read_unknown(&g->reader, span, MSG_UNKNOWN_QUESTION, id,
			     pack_question_names(p), p->question_count);
	return index;
}

/* --- the client ----------------------------------------------------------- */

static void read_staff(struct reading *g, const struct node *node)
{
	const struct pack *p = g->pack;
	uint32_t staff;

	if (!node_read_uint(&g->reader, node, 1, 1000000, &staff))
		return;
	if (p->staff_question == NO_INDEX ||
	    answer_read(&g->reader, &p->questions[p->staff_question], node,
			&g->staff))
		g->answers->staff = staff;
}

static void read_sector(struct reading *g, const struct node *node)
{
	const struct pack *p = g->pack;

	if (p->sector_question == NO_INDEX || node->kind != NODE_SCALAR)
		node_read_words(&g->reader, node, &g->answers->client_sector);
	else if (answer_read(&g->reader, &p->questions[p->sector_question],
			     node, &g->sector))
		g->answers->client_sector = node->text;
}

static void read_client(struct reading *g, const struct node *node)
{
	struct read_map m = read_map(&g->reader, node, "client");
	const struct node *staff, *sector;

	read_optional(&m, "name", &g->answers->client_name);
	staff = read_given(&m, "staff");
	if (staff != NULL)
		read_staff(g, staff);
	sector = read_given(&m, "sector");
	if (sector != NULL)
		read_sector(g, sector);
	read_end(&m);
}

/* --- sets of answers ------------------------------------------------------ */

static bool is_asked(const struct question *q, const struct answer_set *set)
{
	return set->agreed || (q->groups & 1u << set->group) != 0;
}

static void read_one(struct reading *g, struct answer_set *set,
		     const struct node *node)
{
	uint32_t index = answers_find_question(g, node->key, node->key_span);
	const struct question *q;

	if (index == NO_INDEX)
		return;
	q = &g->pack->questions[index];
	if (set->answers[index].span.source != NULL) {
		DIAG_STR(g->reader.diags, node->key_span, MSG_ANSWER_TWICE,
			 q->id);
		return;
	}
	answer_read(&g->reader, q, node, &set->answers[index]);
	if (!is_asked(q, set))
		DIAG(g->reader.diags, node->key_span, MSG_ANSWER_OTHER_GROUP,
		     str_cstr(g->reader.arena, q->id), group_name(set->group));
}

static void read_answers(struct reading *g, struct answer_set *set,
			 const struct node *map)
{
	set->answers = ARENA_ARRAY(g->reader.arena, g->pack->question_count,
				   struct answer);
	set->span = map->span;
	if (map->kind == NODE_NULL ||
	    read_map(&g->reader, map, "answers").node == NULL)
		return;
	for (const struct node *n = map->first; n != NULL; n = n->next)
		read_one(g, set, n);
}

struct str answers_proxy_mark(enum lang lang)
{
	static const struct str marks[LANG_COUNT] = {
		[LANG_FR] = STR_INIT(" (à la place d'un spécialiste)"),
		[LANG_EN] = STR_INIT(" (in place of an expert)"),
	};

	return marks[lang];
}

static bool names_proxy(struct str name)
{
	for (int l = 0; l < LANG_COUNT; l++) {
		struct str mark = answers_proxy_mark((enum lang)l);

		if (name.len > mark.len &&
		    str_eq(str_sub(name, name.len - mark.len, name.len), mark))
			return true;
	}
	return false;
}

bool answers_yields(const struct answers *as, const struct answer_set *set,
		    uint32_t question)
{
	for (uint32_t i = 0; i < as->set_count && set->proxy; i++) {
		const struct answer_set *other = &as->sets[i];
		enum answer_kind kind = other->answers[question].kind;

		if (other->group == GROUP_EXPERTS && !other->proxy &&
		    (kind == ANSWER_VALUE || kind == ANSWER_NA))
			return true;
	}
	return false;
}

static void read_respondent(struct reading *g, struct read_map *m,
			    struct answer_set *set)
{
	const struct node *name = read_given(m, "respondent");

	if (set->group == GROUP_STAFF) {
		if (name != NULL)
			DIAG(g->reader.diags, name->key_span, MSG_STAFF_NAMED);
	} else if (name != NULL) {
		node_read_words(&g->reader, name, &set->respondent);
		set->proxy = set->group == GROUP_EXPERTS &&
			     names_proxy(set->respondent);
	} else {
		DIAG(g->reader.diags, node_place(m->node),
		     MSG_RESPONDENT_UNNAMED);
	}
}

static void read_together(struct reading *g, struct read_map *m,
			  struct answer_set *set)
{
	const struct node *node = read_given(m, "together");

	if (node == NULL ||
	    !node_read_bool(&g->reader, node, &set->together) ||
	    !set->together)
		return;
	if (set->group != GROUP_STAFF)
		DIAG(g->reader.diags, node->key_span, MSG_TOGETHER_NOT_STAFF);
	else if (g->together)
		DIAG(g->reader.diags, node->key_span, MSG_TOGETHER_TWICE);
	g->together = true;
}

static void read_set(struct reading *g, const struct node *node,
		     struct answer_set *set)
{
	struct read_map m = read_map(&g->reader, node, "set");
	const struct node *group, *answers;

	group = read_child(&m, "group", true);
	answers = read_child(&m, "answers", true);
	if (group != NULL && node_read_group(&g->reader, group, &set->group)) {
		read_respondent(g, &m, set);
		read_together(g, &m, set);
	} else {
		read_child(&m, "respondent", false);
		read_child(&m, "together", false);
	}
	read_end(&m);
	if (answers != NULL)
		read_answers(g, set, answers);
}

static struct answer_set *sets_new(struct reading *g, const struct node *node,
				   uint32_t count)
{
	g->answers->sets =
	    ARENA_ARRAY(g->reader.arena, count, struct answer_set);
	g->answers->sets_span = node->key_span;
	return g->answers->sets;
}

static void too_many_sets(struct reading *g, const struct node *list)
{
	struct buf count = buf_make(g->reader.arena);

	buf_int(&count, list->count);
	DIAG_STR(g->reader.diags, list->key_span, MSG_TOO_MANY, list->key,
		 buf_view(&count), STR("500"));
	_Static_assert(ANSWERS_SETS == 500, "the sentence above");
}

static void read_sets(struct reading *g, const struct node *list)
{
	struct answer_set *set;

	if (list->first == NULL) {
		DIAG(g->reader.diags, node_place(list), MSG_EMPTY_LIST);
		return;
	}
	if (list->count > ANSWERS_SETS) {
		too_many_sets(g, list);
		return;
	}
	set = sets_new(g, list, list->count);
	for (const struct node *n = list->first; n != NULL; n = n->next, set++)
		read_set(g, n, set);
	g->answers->set_count = list->count;
}

static void read_all_sets(struct reading *g, struct read_map *m)
{
	const struct node *agreed = read_child(m, "answers", false);
	const struct node *sets = read_items(m, "sets", false);

	if (agreed == NULL && node_get(m->node, "sets") == NULL) {
		DIAG(g->reader.diags, node_place(m->node), MSG_MISSING_KEY,
		     "answers");
	} else if (agreed != NULL && node_get(m->node, "sets") != NULL) {
		DIAG(g->reader.diags, node_get(m->node, "sets")->key_span,
		     MSG_ANSWERS_AND_SETS);
	} else if (sets != NULL) {
		read_sets(g, sets);
	} else if (agreed != NULL) {
		sets_new(g, agreed, 1)->agreed = true;
		read_answers(g, g->answers->sets, agreed);
		g->answers->set_count = 1;
	}
}

/* The client block answers a question, in every set that is asked it. */
static void take_from_client(struct reading *g, uint32_t question,
			     const struct answer *from)
{
	const struct question *q = &g->pack->questions[question];

	for (uint32_t i = 0; i < g->answers->set_count; i++) {
		struct answer_set *set = &g->answers->sets[i];
		struct answer *to;

		if (set->answers == NULL || !is_asked(q, set))
			continue;
		to = &set->answers[question];
		if (to->kind == ANSWER_MISSING)
			*to = *from;
		else if (!answer_same(q, to, from))
			DIAG_STR(g->reader.diags, to->span, MSG_CLIENT_CONFLICT,
				 q->id);
	}
}

/* The first set that says it speaks for the client block. */
static const struct answer *first_value(const struct reading *g,
					uint32_t question)
{
	for (uint32_t i = 0; i < g->answers->set_count; i++) {
		const struct answer *all = g->answers->sets[i].answers;

		if (all != NULL && all[question].kind == ANSWER_VALUE)
			return &all[question];
	}
	return NULL;
}

static void settle_staff(struct reading *g)
{
	uint32_t question = g->pack->staff_question;
	const struct answer *said;

	if (question == NO_INDEX)
		return;
	if (g->staff.kind == ANSWER_VALUE) {
		take_from_client(g, question, &g->staff);
		return;
	}
	said = first_value(g, question);
	if (said != NULL)
		g->answers->staff = ratio_floor(said->number);
}

static void settle_sector(struct reading *g)
{
	uint32_t question = g->pack->sector_question;
	const struct answer *said;

	if (question == NO_INDEX)
		return;
	if (g->sector.kind == ANSWER_VALUE) {
		take_from_client(g, question, &g->sector);
		return;
	}
	said = first_value(g, question);
	if (said != NULL)
		g->answers->client_sector =
		    g->pack->questions[question].values.ids[said->choice];
}

/* --- the document --------------------------------------------------------- */

/* Of two numbers without sign; 9 is before 10. */
static int number_cmp(struct str a, struct str b)
{
	while (a.len > 1 && a.at[0] == '0')
		a = str_sub(a, 1, a.len);
	while (b.len > 1 && b.at[0] == '0')
		b = str_sub(b, 1, b.len);
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return str_cmp(a, b);
}

/* Takes what comes before the next dot. */
static struct str next_number(struct str *version)
{
	size_t dot = str_find(*version, STR("."), 0);
	size_t to = dot == SIZE_MAX ? version->len : dot;
	struct str number = str_sub(*version, 0, to);

	*version = str_sub(*version, dot == SIZE_MAX ? to : to + 1,
			   version->len);
	return number;
}

static int version_cmp(struct str a, struct str b)
{
	int order = 0;

	for (int i = 0; i < 3 && order == 0; i++) {
		struct str number = next_number(&a);

		order = number_cmp(number, next_number(&b));
	}
	return order;
}

/* An older one can be read, by the renamings; a newer one not surely. */
static void read_version(struct reading *g, const struct node *node)
{
	struct answers *a = g->answers;
	int order;

	if (!node_read_version(&g->reader, node, &a->version))
		return;
	order = version_cmp(a->version, g->pack->version);
	if (order != 0)
		DIAG_STR(g->reader.diags, node->span,
			 order < 0 ? MSG_ANSWERS_OTHER_VERSION
				   : MSG_ANSWERS_NEWER_VERSION,
			 a->version, g->pack->version);
}

/* False for answers to another pack: none of their names can be known. */
static bool read_identity(struct reading *g, struct read_map *m)
{
	struct answers *a = g->answers;
	const struct pack *p = g->pack;
	const struct node *pack = read_child(m, "pack", true);
	const struct node *version = read_given(m, "version");
	const struct node *date = read_given(m, "date");
	const struct node *until = read_given(m, "until");

	if (pack != NULL && node_read_str(&g->reader, pack, &a->pack) &&
	    !str_eq(a->pack, p->id)) {
		DIAG_STR(g->reader.diags, pack->span, MSG_ANSWERS_OTHER_PACK,
			 a->pack, p->id);
		return false;
	}
	if (version == NULL)
		DIAG_STR(g->reader.diags, node_place(m->node),
			 MSG_ANSWERS_NO_VERSION, p->version);
	else
		read_version(g, version);
	if (date != NULL)
		node_read_date(&g->reader, date, &a->date);
	if (until != NULL)
		node_read_date(&g->reader, until, &a->until);
	return true;
}

static void read_block(struct reading *g, struct read_map *m, const char *key,
		       void (*read)(struct reading *, const struct node *))
{
	const struct node *node = read_given(m, key);

	if (node != NULL)
		read(g, node);
}

static void read_document(struct reading *g, struct read_map *m)
{
	const struct node *decisions;

	if (!read_identity(g, m))
		return;
	read_block(g, m, "client", read_client);
	read_all_sets(g, m);
	settle_staff(g);
	settle_sector(g);
	read_block(g, m, "evidence", answers_evidence);
	decisions = read_given(m, "decisions");
	if (decisions != NULL && node_is_list(&g->reader, decisions))
		answers_decisions(g, decisions);
	read_block(g, m, "plan", answers_plan);
	read_block(g, m, "report", answers_report);
	read_end(m);
}

/* What `jalon run` writes has the look of answers, and none of their keys. */
static bool is_result(struct reader *r, const struct node *document)
{
	const struct node *format = node_get(document, "format");

	if (format == NULL || format->kind != NODE_SCALAR ||
	    !str_starts(format->text, "jalon-result"))
		return false;
	DIAG(r->diags, format->key_span, MSG_ANSWERS_RESULT);
	return true;
}

struct answers *answers_read(struct arena *a, const struct pack *pack,
			     const struct node *document, struct diags *diags)
{
	struct reading g = { .reader = { .arena = a, .diags = diags },
			     .pack = pack };
	size_t before = diags->errors;
	struct read_map m = read_map(&g.reader, document, "answers");
	const struct source *source = document->span.source;

	if (m.node == NULL || is_result(&g.reader, document))
		return NULL;
	g.answers = ARENA_NEW(a, struct answers);
	g.answers->evidence =
	    ARENA_ARRAY(a, pack->rubric.criterion_count, uint8_t);
	if (source != NULL) {
		g.answers->file = source->name;
		g.answers->document = source->text;
	}
	read_document(&g, &m);
	return diags->errors == before ? g.answers : NULL;
}

bool answer_read_alone(struct arena *a, const struct question *question,
		       const struct node *node, struct diags *diags,
		       struct answer *out)
{
	struct reader reader = { .arena = a, .diags = diags };

	*out = (struct answer){ 0 };
	return answer_read(&reader, question, node, out);
}

struct answers *answers_load(struct arena *a, const struct pack *pack,
			     const char *path, struct diags *diags)
{
	size_t before = diags->errors;
	const struct node *tree = node_load(a, path, NULL, diags);
	struct answers *answers;

	if (tree == NULL)
		return NULL;
	answers = answers_read(a, pack, tree, diags);
	return diags->errors == before ? answers : NULL;
}
