/* A module: its front matter, its steps, and the minutes they add up to. */
#include "curriculum.h"

#include "base/arena.h"
#include "base/file.h"
#include "rubric.h"

enum { MINUTES_MAX = 600, PEOPLE_MAX = 500, MATERIALS_MAX = 100 };

static struct diags *diags_of(const struct module_work *w)
{
	return w->course->reader.diags;
}

static struct arena *arena_of(const struct module_work *w)
{
	return w->course->reader.arena;
}

/* --- front matter --------------------------------------------------------- */

static const struct node *front_tree(struct module_work *w, enum lang lang)
{
	const struct md *document = w->sheet.document[lang];
	const struct node *tree = NULL;

	if (document == NULL)
		return NULL;
	if (document->body.source != NULL)
		tree = yaml_parse_span(arena_of(w), arena_of(w), document->body,
				       diags_of(w));
	else
		DIAG(diags_of(w), span_make(w->sheet.source[lang], 0, 0),
		     MSG_MODULE_NO_FRONT);
	texts_check(w->course, tree);
	/* What follows is not told: text in no section, unknown ids. */
	w->sheet.faulty[lang] |= tree == NULL;
	return tree;
}

/* As many as in the leading language; false after a diagnostic. */
static bool as_many(struct module_work *w, const struct read_map *m,
		    const struct node *list)
{
	uint32_t count = list != NULL ? list->count : 0;
	uint32_t wanted = w->module->material_count;
	enum lang lead = course_leader(w->course);

	if (count != wanted && !w->sheet.faulty[lead])
		DIAG_STR(diags_of(w),
			 list != NULL ? list->key_span : node_place(m->node),
			 MSG_MODULE_MATERIALS, number_text(arena_of(w), count),
			 number_text(arena_of(w), wanted),
			 str_from(lang_code(lead)));
	return count == wanted;
}

static void materials_read(struct module_work *w, struct read_map *m,
			   enum lang lang)
{
	const struct node *list = read_list(m, "materials", false);
	struct module *module = w->module;
	uint32_t i = 0;

	if (m->node == NULL)
		return;
	if (lang != course_leader(w->course)) {
		if (!as_many(w, m, list))
			return;
	} else if (list != NULL && list->count > MATERIALS_MAX) {
		read_too_many(m->reader, list, MATERIALS_MAX);
		return;
	} else if (list != NULL) {
		module->material_count = list->count;
		module->materials =
		    ARENA_ARRAY(arena_of(w), list->count, struct text);
	}
	for (const struct node *n = list ? list->first : NULL; n; n = n->next) {
		struct text *text = (struct text *)&module->materials[i++];

		node_read_str(m->reader, n, &text->in[lang]);
		text_fold(arena_of(w), text);
		text->span = n->span;
	}
}

static void texts_read(struct module_work *w, struct read_map *m,
		       enum lang lang)
{
	struct module *module = w->module;

	read_str(m, "title", true, &module->title.in[lang]);
	read_str(m, "purpose", true, &module->purpose.in[lang]);
	read_str(m, "artifact", true, &module->artifact.in[lang]);
	text_fold(arena_of(w), &module->title);
	text_fold(arena_of(w), &module->purpose);
	text_fold(arena_of(w), &module->artifact);
	materials_read(w, m, lang);
}

static void served_read(struct module_work *w, const struct node *node,
			struct served *s)
{
	struct read_map m = read_map(&w->course->reader, node, "serves");
	uint32_t from = 1, to = PACK_LEVELS;
	bool good = read_uint(&m, "from", true, 1, PACK_LEVELS, &from);

	good = read_uint(&m, "to", true, 1, PACK_LEVELS, &to) && good;
	read_end(&m);
	if (good && from >= to)
		DIAG_STR(diags_of(w), node_get(node, "to")->span,
			 MSG_MODULE_SERVES_ORDER, s->criterion,
			 number_text(arena_of(w), from),
			 number_text(arena_of(w), to));
	s->from = (uint8_t)from;
	s->to = (uint8_t)to;
}

static void serves_read(struct module_work *w, const struct node *map)
{
	struct served *all;

	if (map == NULL ||
	    read_map(&w->course->reader, map, "serves").node == NULL)
		return;
	if (map->count > PACK_CRITERIA) {
		read_too_many(&w->course->reader, map, PACK_CRITERIA);
		return;
	}
	all = ARENA_ARRAY(arena_of(w), map->count, struct served);
	w->module->serves = all;
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		struct served *s = &all[w->module->serve_count];

		if (!str_is_dotted_id(n->key)) {
			DIAG_STR(diags_of(w), n->key_span, MSG_EXPECTED_ID,
				 n->key);
			continue;
		}
		s->criterion = n->key;
		s->span = n->key_span;
		served_read(w, n, s);
		w->module->serve_count++;
	}
}

static void bloom_read(struct module_work *w, const struct node *node,
		       struct objective *o)
{
	static const struct str names[] = {
		[BLOOM_REMEMBER] = STR_INIT("remember"),
		[BLOOM_UNDERSTAND] = STR_INIT("understand"),
		[BLOOM_APPLY] = STR_INIT("apply"),
		[BLOOM_ANALYSE] = STR_INIT("analyse"),
		[BLOOM_EVALUATE] = STR_INIT("evaluate"),
		[BLOOM_CREATE] = STR_INIT("create"),
	};
	enum { NAMES = sizeof(names) / sizeof(*names) };
	struct str word;
	uint32_t i;

	if (!node_read_str(&w->course->reader, node, &word))
		return;
	i = ids_find(names, NAMES, word);
	if (i != NO_INDEX)
		o->bloom = (enum bloom)i;
	else
		read_unknown(&w->course->reader, node->span, MSG_MODULE_BLOOM,
			     word, names, NAMES);
}

static void objectives_read(struct module_work *w, const struct node *map)
{
	struct module *module = w->module;
	struct objective *all;

	if (map == NULL ||
	    read_map(&w->course->reader, map, "objectives").node == NULL)
		return;
	if (map->count == 0)
		DIAG(diags_of(w), node_place(map), MSG_EMPTY_LIST);
	if (map->count > MODULE_OBJECTIVES) {
		read_too_many(&w->course->reader, map, MODULE_OBJECTIVES);
		return;
	}
	all = ARENA_ARRAY(arena_of(w), map->count, struct objective);
	module->objectives = all;
	w->objective_ids = ARENA_ARRAY(arena_of(w), map->count, struct str);
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		struct objective *o = &all[module->objective_count];

		if (!node_read_key_id(&w->course->reader, n, &o->id))
			continue;
		o->span = n->key_span;
		bloom_read(w, n, o);
		w->objective_ids[module->objective_count++] = o->id;
	}
}

static void minutes_read(struct module_work *w, const struct node *node)
{
	struct read_map m = read_map(&w->course->reader, node, "minutes");

	read_uint(&m, "teaching", true, 0, MINUTES_MAX, &w->module->teaching);
	read_uint(&m, "exercises", true, 0, MINUTES_MAX,
		  &w->module->exercises);
	read_end(&m);
}

static void people_read(struct module_work *w, const struct node *node)
{
	struct module *module = w->module;
	struct read_map m = read_map(&w->course->reader, node, "people");
	bool good = read_uint(&m, "min", true, 1, PEOPLE_MAX,
			      &module->people_min);

	good = read_uint(&m, "max", true, 1, PEOPLE_MAX,
			 &module->people_max) && good;
	read_end(&m);
	if (good && module->people_min > module->people_max)
		DIAG_STR(diags_of(w), node_get(node, "max")->span,
			 MSG_MODULE_PEOPLE,
			 number_text(arena_of(w), module->people_min),
			 number_text(arena_of(w), module->people_max));
}

/* The leading language's. */
static const struct node *front_read(struct module_work *w)
{
	enum lang lead = course_leader(w->course);
	const struct node *tree = front_tree(w, lead), *minutes, *people;
	const struct curriculum *c = w->course->curriculum;
	struct read_map m;

	if (tree == NULL)
		return NULL;
	m = read_map(&w->course->reader, tree, "module");
	texts_read(w, &m, lead);
	w->module->requires = read_indices(
	    m.reader, read_list(&m, "requires", false), w->course->module_ids,
	    c->module_count, MSG_UNKNOWN_MODULE, &w->module->require_count);
	serves_read(w, read_child(&m, "serves", false));
	objectives_read(w, read_child(&m, "objectives", true));
	minutes = read_child(&m, "minutes", true);
	if (minutes != NULL)
		minutes_read(w, minutes);
	people = read_child(&m, "people", true);
	if (people != NULL)
		people_read(w, people);
	read_end(&m);
	return minutes;
}

static void front_translation(struct module_work *w, enum lang lang)
{
	const struct node *tree = front_tree(w, lang);
	struct read_map m;

	if (tree == NULL)
		return;
	m = read_map(&w->course->reader, tree, "module");
	texts_read(w, &m, lang);
	read_end(&m);
}

/* --- steps ---------------------------------------------------------------- */

static bool is_teaching(enum section_kind kind)
{
	return kind == SECTION_FACILITATOR || kind == SECTION_CASE;
}

static bool read_flag(struct module_work *w, const struct md *section,
		      const char *key, const char *word)
{
	const struct str words[] = { str_from(word) };
	uint32_t unused;

	return section_choice(w->course, section, key, words, 1, &unused);
}

static void step_minutes(struct module_work *w, const struct md *section,
			 struct module_step *step)
{
	struct course *c = w->course;

	if (section_attr(section, "minutes") == NULL)
		DIAG_STR(diags_of(w), step->span, MSG_STEP_NO_MINUTES,
			 section->name);
	section_number(c, section, "minutes", 1, MINUTES_MAX, &step->full);
	step->brief = step->full;
	if (section_number(c, section, "short", 1, MINUTES_MAX,
			   &step->brief) &&
	    step->full > 0 && step->brief > step->full)
		DIAG_STR(diags_of(w), section_attr(section, "short")->span,
			 MSG_STEP_SHORT, number_text(arena_of(w), step->brief),
			 number_text(arena_of(w), step->full));
}

static void step_people(struct module_work *w, const struct md *section,
			struct module_step *step)
{
	section_number(w->course, section, "group", 2, PEOPLE_MAX,
		       &step->group);
	section_number(w->course, section, "people", 1, PEOPLE_MAX,
		       &step->people);
	if (step->people > 0 && w->module->people_max > 0 &&
	    step->people > w->module->people_max)
		DIAG_STR(diags_of(w), section_attr(section, "people")->span,
			 MSG_STEP_PEOPLE,
			 number_text(arena_of(w), step->people),
			 number_text(arena_of(w), w->module->people_max));
}

static void step_body(struct module_work *w, struct module_step *step,
		      enum lang lang, const struct md *section)
{
	const struct md *heading = md_visible(section->first);

	step->body.in[lang] = section;
	if (heading == NULL || heading->kind != MD_HEADING)
		return;
	step->title.in[lang] = md_plain_text(arena_of(w), heading);
	if (lang == course_leader(w->course))
		step->title.span = heading->span;
}

static void step_load(struct module_work *w, uint32_t part,
		      struct module_step *step)
{
	const struct reader *r = &w->course->reader;
	const struct part_of_module *p =
	    &w->cuts[r->languages[0]].parts[part];

	step->id = p->id;
	step->kind = p->kind;
	step->span = md_opening(p->node);
	step_minutes(w, p->node, step);
	step_people(w, p->node, step);
	step->optional = read_flag(w, p->node, "optional", "true");
	step->needs_jobs = read_flag(w, p->node, "needs", "jobs");
	step_body(w, step, r->languages[0], p->node);
	for (uint32_t i = 1; i < r->language_count; i++) {
		const struct part_of_module *twin =
		    part_twin(w, part, r->languages[i]);

		if (twin != NULL)
			step_body(w, step, r->languages[i], twin->node);
	}
	if (p->kind == SECTION_CASE && !cites_any(p->node))
		DIAG_STR(r->diags, step->span, MSG_CASE_NO_FACT, p->id);
}

static void steps_load(struct module_work *w)
{
	const struct module_cut *cut = &w->cuts[course_leader(w->course)];
	struct module_step *steps =
	    ARENA_ARRAY(arena_of(w), cut->count, struct module_step);
	struct module *m = w->module;

	m->steps = steps;
	for (uint32_t i = 0; i < cut->count; i++) {
		if (!cut->parts[i].step)
			continue;
		if (m->step_count == MODULE_STEPS) {
			DIAG_STR(diags_of(w), md_opening(cut->parts[i].node),
				 MSG_MODULE_STEPS,
				 number_text(arena_of(w), MODULE_STEPS));
			return;
		}
		step_load(w, i, &steps[m->step_count++]);
	}
}

/* --- minutes -------------------------------------------------------------- */

static void sum_check(struct module_work *w, const struct node *minutes,
		      const char *key, uint32_t said, uint32_t sum)
{
	const struct node *node = node_get(minutes, key);

	if (node != NULL && said != sum)
		DIAG_STR(diags_of(w), node->span, MSG_MODULE_MINUTES,
			 str_from(key), number_text(arena_of(w), said),
			 number_text(arena_of(w), sum));
}

static void minutes_check(struct module_work *w, const struct node *minutes)
{
	const struct module *m = w->module;
	uint32_t teaching = 0, exercises = 0;

	for (uint32_t i = 0; i < m->step_count; i++) {
		/* A step without minutes was reported: no sum means much. */
		if (m->steps[i].full == 0)
			return;
		if (is_teaching(m->steps[i].kind))
			teaching += m->steps[i].full;
		else
			exercises += m->steps[i].full;
	}
	sum_check(w, minutes, "teaching", m->teaching, teaching);
	sum_check(w, minutes, "exercises", m->exercises, exercises);
}

static void required_check(struct module_work *w)
{
	static const enum section_kind required[] = { SECTION_OBJECTIVES,
						      SECTION_KEYPOINTS };
	const struct module_cut *cut = &w->cuts[course_leader(w->course)];

	for (size_t r = 0; r < sizeof(required) / sizeof(*required); r++) {
		uint32_t i = 0;

		while (i < cut->count && cut->parts[i].kind != required[r])
			i++;
		if (i == cut->count)
			DIAG(diags_of(w), w->module->span, MSG_MODULE_NO_SECTION,
			     section_kind_name(required[r]));
	}
	if (w->module->step_count == 0)
		DIAG(diags_of(w), w->module->span, MSG_MODULE_NO_STEP);
}

/* --- the module ----------------------------------------------------------- */

static bool module_exists(struct module_work *w, uint32_t index)
{
	if (file_is_directory(w->dir))
		return true;
	DIAG_STR(diags_of(w), w->course->module_spans[index],
		 MSG_MODULE_NO_FOLDER, w->module->id);
	return false;
}

/* What the module's own file holds. */
static void sheet_load(struct module_work *w)
{
	struct course *c = w->course;
	enum lang lead = course_leader(c);
	const struct node *minutes = front_read(w);

	for (uint32_t i = 1; i < c->reader.language_count; i++)
		front_translation(w, c->reader.languages[i]);
	for (int i = 0; i < LANG_COUNT; i++)
		w->module->document.in[i] = w->sheet.document[i];
	sections_cut(w);
	steps_load(w);
	lists_load(w);
	if (!w->cuts[lead].broken) {
		required_check(w);
		minutes_check(w, minutes);
	}
	sheet_check(c, &w->sheet);
	if (c->author)
		sections_parity(w);
}

void module_load(struct course *c, uint32_t index)
{
	struct module_work w = { .course = c, .module = &c->modules[index] };

	w.dir = path_join(c->reader.arena, c->curriculum->dir,
			  str_cstr(c->reader.arena, w.module->id));
	if (!module_exists(&w, index) ||
	    !sheet_read(c, w.dir, "module", true, &w.sheet))
		return;
	w.module->span = md_opening(w.sheet.document[course_leader(c)]);
	sheet_load(&w);
	bank_load(&w);
	drill_load(&w);
}

/* --- prerequisites -------------------------------------------------------- */

struct waiting {
	struct course *c;
	uint8_t *seen;		/* 1: on the path; 2: done */
	uint32_t *path;
	uint32_t depth;
};

static void loop_report(const struct waiting *s, uint32_t again)
{
	const struct module *all = s->c->modules;
	struct buf path = buf_make(s->c->reader.arena);
	uint32_t first = 0;

	while (s->path[first] != again)
		first++;
	for (uint32_t i = first; i < s->depth; i++) {
		buf_str(&path, all[s->path[i]].id);
		buf_text(&path, " -> ");
	}
	buf_str(&path, all[again].id);
	DIAG_STR(s->c->reader.diags, all[again].span, MSG_MODULE_LOOP,
		 buf_view(&path));
}

static void wait_for(struct waiting *s, uint32_t i)
{
	const struct module *m = &s->c->modules[i];

	s->seen[i] = 1;
	s->path[s->depth++] = i;
	for (uint32_t j = 0; j < m->require_count; j++) {
		if (s->seen[m->requires[j]] == 0)
			wait_for(s, m->requires[j]);
		else if (s->seen[m->requires[j]] == 1)
			loop_report(s, m->requires[j]);
	}
	s->depth--;
	s->seen[i] = 2;
}

void modules_order(struct course *c)
{
	uint32_t count = c->curriculum->module_count;
	struct waiting s = { .c = c };

	s.seen = ARENA_ARRAY(c->reader.arena, count, uint8_t);
	s.path = ARENA_ARRAY(c->reader.arena, count, uint32_t);
	for (uint32_t i = 0; i < count; i++)
		if (s.seen[i] == 0)
			wait_for(&s, i);
}
