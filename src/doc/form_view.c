/* The questionnaire as the form's template is filled with it. */
#include "form_view.h"

#include "doc/typography.h"

/* --- which questions ------------------------------------------------------ */

static bool is_for(const struct form_request *request,
		   const struct question *q)
{
	return request->group == GROUP_COUNT ||
	       (q->groups >> request->group & 1) != 0;
}

struct choosing {
	struct arena *arena;
	const struct form_request *request;
	bool *asked;
	uint32_t *queue;	/* asked, each once, in the order found */
	uint32_t count;
};

static void ask(struct choosing *c, uint32_t q)
{
	if (c->asked[q] || !is_for(c->request, &c->request->pack->questions[q]))
		return;
	c->asked[q] = true;
	c->queue[c->count++] = q;
}

static void ask_deciders(struct choosing *c, const struct expr *e)
{
	const bool *deciders = form_deciders(c->arena, c->request->pack, e);

	for (uint32_t d = 0; d < c->request->pack->question_count; d++)
		if (deciders[d])
			ask(c, d);
}

/* What decides a question is asked too, and what decides that. */
static void choose_short(struct choosing *c)
{
	const struct pack *pack = c->request->pack;

	for (uint32_t i = 0; i < pack->express_count; i++)
		ask(c, pack->express[i]);
	for (uint32_t q = 0; q < pack->question_count; q++)
		if (pack->questions[q].required)
			ask(c, q);
	for (uint32_t i = 0; i < c->count; i++) {
		const struct question *q = &pack->questions[c->queue[i]];

		if (q->when != NULL)
			ask_deciders(c, q->when);
		if (pack->sections[q->section].when != NULL)
			ask_deciders(c, pack->sections[q->section].when);
	}
}

bool *form_questions(struct arena *a, const struct form_request *request)
{
	const struct pack *pack = request->pack;
	struct choosing c = {
		.arena = a,
		.request = request,
		.asked = ARENA_ARRAY(a, pack->question_count, bool),
		.queue = ARENA_ARRAY(a, pack->question_count, uint32_t),
	};

	if (request->express) {
		choose_short(&c);
		return c.asked;
	}
	for (uint32_t q = 0; q < pack->question_count; q++)
		ask(&c, q);
	return c.asked;
}

static bool all_coded(const struct pack *pack)
{
	for (uint32_t q = 0; q < pack->question_count; q++)
		if (pack->questions[q].code.len == 0)
			return false;
	return true;
}

struct str form_number(const struct form_work *w, uint32_t question)
{
	if (w->coded)
		return w->pack->questions[question].code;
	return view_count(&w->view, question + 1);
}

/* --- one question --------------------------------------------------------- */

static void put_type(struct form_work *w, struct node *map,
		     const struct question *q)
{
	static const struct {
		const char *key;
		enum question_type type;
	} types[] = {
		{ "is_level", QUESTION_LEVEL },
		{ "is_single", QUESTION_SINGLE },
		{ "is_multiple", QUESTION_MULTIPLE },
		{ "is_boolean", QUESTION_BOOLEAN },
		{ "is_number", QUESTION_NUMBER },
		{ "is_text", QUESTION_TEXT },
		{ "is_date", QUESTION_DATE },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		view_put_flag(&w->view, map, types[i].key,
			      q->type == types[i].type);
}

/* So many short options stand better in two columns. */
enum { LONG_LIST = 8, SHORT_OPTION = 48 };

static bool in_columns(struct form_work *w, const struct question *q)
{
	if (q->option_count < LONG_LIST)
		return false;
	for (uint32_t i = 0; i < q->option_count; i++)
		if (str_chars(view_text(&w->view, &q->options[i].text)) >
		    SHORT_OPTION)
			return false;
	return true;
}

static void put_options(struct form_work *w, struct node *map,
			const struct question *q)
{
	struct view *v = &w->view;
	struct node *list = view_put_list(v, map, "options");

	view_put_flag(v, map, "columns", in_columns(w, q));
	for (uint32_t i = 0; i < q->option_count; i++) {
		const struct option *o = &q->options[i];
		struct node *option = view_add_map(v, list);

		view_put_own(v, option, "id", o->id);
		view_put_count(v, option, "figure", i + 1);
		view_put_text(v, option, "text", &o->text);
		view_put_flag(v, option, "alone", o->exclusive);
	}
}

static struct str bound(struct form_work *w, bool has, struct ratio n)
{
	return has ? typo_number(w->view.arena, n, -1, w->view.lang)
		   : STR_NONE;
}

static void put_question(struct form_work *w, struct node *map, uint32_t index)
{
	const struct question *q = &w->pack->questions[index];
	struct view *v = &w->view;

	view_put_own(v, map, "number", form_number(w, index));
	view_put_own(v, map, "id", q->id);
	view_put_text(v, map, "text", &q->text);
	view_put_text(v, map, "help", &q->help);
	view_put_text(v, map, "unit", &q->unit);
	view_put_own(v, map, "min", bound(w, q->has_min, q->min));
	view_put_own(v, map, "max", bound(w, q->has_max, q->max));
	view_put_own(v, map, "who",
		     w->request->group == GROUP_COUNT ? view_who(v, q)
						      : STR_NONE);
	view_put_flag(v, map, "required", q->required);
	view_put_flag(v, map, "dont_know", q->dont_know);
	view_put_flag(v, map, "na", q->na_always || q->na_when != NULL);
	put_type(w, map, q);
	put_options(w, map, q);
	form_put_condition(w, map, "when", q->when);
	form_put_condition(w, map, "na_when", q->na_when);
}

/* --- sections ------------------------------------------------------------- */

static bool is_any_asked(const struct form_work *w, const struct section *s)
{
	for (uint32_t i = 0; i < s->question_count; i++)
		if (w->asked[s->questions[i]])
			return true;
	return false;
}

static void put_section(struct form_work *w, struct node *map,
			const struct section *s)
{
	struct view *v = &w->view;
	struct node *list;

	view_put_text(v, map, "title", &s->title);
	view_put_text(v, map, "intro", &s->intro);
	view_put_flag(v, map, "optional", s->optional);
	form_put_condition(w, map, "when", s->when);
	list = view_put_list(v, map, "questions");
	for (uint32_t i = 0; i < s->question_count; i++)
		if (w->asked[s->questions[i]])
			put_question(w, view_add_map(v, list),
				     s->questions[i]);
}

/* --- the whole ------------------------------------------------------------ */

/*
 * A rule of thumb, printed as an estimate: seconds to read and tick, to count
 * something, to write a sentence.
 */
enum { SECONDS_TICK = 30, SECONDS_FIND = 45, SECONDS_WRITE = 60, STEP = 5 };

static uint32_t seconds_of(const struct question *q)
{
	switch (q->type) {
	case QUESTION_LEVEL:
	case QUESTION_SINGLE:
	case QUESTION_BOOLEAN:
		return SECONDS_TICK;
	case QUESTION_MULTIPLE:
	case QUESTION_NUMBER:
	case QUESTION_DATE:
		return SECONDS_FIND;
	case QUESTION_TEXT:
		return SECONDS_WRITE;
	}
	BUG("question type %d", (int)q->type);
}

/* From the questions asked of everybody to all of them, by five minutes. */
static void put_length(struct form_work *w, struct node *root)
{
	const struct pack *pack = w->pack;
	uint32_t least = 0, most = 0, from, to;

	for (uint32_t i = 0; i < pack->question_count; i++) {
		const struct question *q = &pack->questions[i];
		const struct section *s = &pack->sections[q->section];

		if (!w->asked[i])
			continue;
		most += seconds_of(q);
		if (q->when == NULL && s->when == NULL && !s->optional)
			least += seconds_of(q);
	}
	from = least / 60 / STEP * STEP;
	to = (most + 60 * STEP - 1) / (60 * STEP) * STEP;
	view_put_count(&w->view, root, "minutes_from",
		       from < to && from > 0 ? from : 0);
	view_put_count(&w->view, root, "minutes", to);
}

/* What the first page explains only when the form has it. */
static void put_kinds(struct form_work *w, struct node *root)
{
	const struct pack *pack = w->pack;
	bool level = false, multiple = false, when = false, na = false;
	bool dont_know = false;
	uint32_t count = 0;

	for (uint32_t i = 0; i < pack->question_count; i++) {
		const struct question *q = &pack->questions[i];

		if (!w->asked[i])
			continue;
		count++;
		level |= q->type == QUESTION_LEVEL;
		multiple |= q->type == QUESTION_MULTIPLE;
		when |= q->when != NULL ||
			pack->sections[q->section].when != NULL;
		na |= q->na_always || q->na_when != NULL;
		dont_know |= q->dont_know;
	}
	view_put_count(&w->view, root, "count", count);
	view_put_flag(&w->view, root, "has_level", level);
	view_put_flag(&w->view, root, "has_multiple", multiple);
	view_put_flag(&w->view, root, "has_when", when);
	view_put_flag(&w->view, root, "has_na", na);
	view_put_flag(&w->view, root, "has_dont_know", dont_know);
}

static void put_head(struct form_work *w, struct node *root)
{
	const struct pack *pack = w->pack;
	enum group group = w->request->group;
	struct view *v = &w->view;

	view_put_text(v, root, "title", &pack->title);
	view_put_own(v, root, "pack", pack->id);
	view_put_own(v, root, "version", pack->version);
	view_put_own(v, root, "digest",
		     str_sub(str_from(pack->digest.hex), 0, 12));
	view_put_flag(v, root, "express", w->request->express);
	view_put_flag(v, root, "everybody", group == GROUP_COUNT);
	view_put_flag(v, root, "leaders", group == GROUP_LEADERS);
	view_put_flag(v, root, "staff", group == GROUP_STAFF);
	view_put_flag(v, root, "experts", group == GROUP_EXPERTS);
}

struct node *form_view(struct arena *a, const struct form_request *request)
{
	const struct pack *pack = request->pack;
	struct form_work w = {
		.view = { .arena = a, .pack = pack, .lang = request->lang },
		.request = request,
		.pack = pack,
		.asked = form_questions(a, request),
		.coded = all_coded(pack),
	};
	struct node *root = node_map(a), *sections;

	put_head(&w, root);
	put_kinds(&w, root);
	put_length(&w, root);
	form_put_told(&w, root);
	sections = view_put_list(&w.view, root, "sections");
	for (uint32_t i = 0; i < pack->section_count; i++)
		if (is_any_asked(&w, &pack->sections[i]))
			put_section(&w, view_add_map(&w.view, sections),
				    &pack->sections[i]);
	return root;
}
