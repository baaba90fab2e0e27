/* A curriculum, from its folder: what is read, and found again. */
#include "curriculum.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "rubric.h"

enum { MINUTES_MAX = 600 };

/* --- the folder ----------------------------------------------------------- */

static struct span nowhere(void)
{
	return (struct span){ 0 };
}

static bool folder_is_good(struct course *c)
{
	struct curriculum *it = c->curriculum;
	struct diag *diag;

	it->id = folder_name(it->arena, it->dir);
	if (!file_is_directory(it->dir)) {
		diag = DIAG(c->reader.diags, nowhere(), MSG_NO_COURSE_FOLDER,
			    it->dir);
		diag->file = it->dir;
		return false;
	}
	if (!is_folder_name(it->id)) {
		diag = DIAG_STR(c->reader.diags, nowhere(),
				MSG_BAD_PACK_FOLDER, it->id);
		diag->file = it->dir;
	}
	return true;
}

bool curriculum_is_at(const char *dir)
{
	struct arena *a = arena_open();
	bool is = file_exists(path_join(a, dir, "curriculum.yaml"));

	arena_close(a);
	return is;
}

/* --- curriculum.yaml ------------------------------------------------------ */

static void modules_name(struct course *c, const struct node *list)
{
	struct curriculum *it = c->curriculum;
	struct name_table ids = { 0 };
	struct arena *a = c->reader.arena;

	if (list == NULL)
		return;
	if (list->count == 0)
		DIAG(c->reader.diags, node_place(list), MSG_EMPTY_LIST);
	if (list->count > CURRICULUM_MODULES) {
		read_too_many(&c->reader, list, CURRICULUM_MODULES);
		return;
	}
	c->modules = ARENA_ARRAY(a, list->count, struct module);
	c->module_ids = ARENA_ARRAY(a, list->count, struct str);
	c->module_spans = ARENA_ARRAY(a, list->count, struct span);
	it->modules = c->modules;
	for (const struct node *n = list->first; n != NULL; n = n->next) {
		uint32_t i = it->module_count;

		if (!node_read_id(&c->reader, n, &c->modules[i].id) ||
		    !names_add(&c->reader, &ids, c->modules[i].id, NAME_SECTION,
			       i, n->span))
			continue;
		c->module_ids[i] = c->modules[i].id;
		c->module_spans[i] = n->span;
		it->module_count++;
	}
}

static void frame_read(struct course *c, const struct node *node)
{
	struct frame *f = &c->curriculum->frame;
	struct read_map m = read_map(&c->reader, node, "frame");

	read_uint(&m, "welcome", true, 0, MINUTES_MAX, &f->welcome);
	read_uint(&m, "closing", true, 0, MINUTES_MAX, &f->closing);
	read_uint(&m, "break", true, 1, MINUTES_MAX, &f->pause);
	read_uint(&m, "work", true, 1, MINUTES_MAX, &f->work);
	read_uint(&m, "lunch", true, 1, MINUTES_MAX, &f->lunch);
	read_uint(&m, "half_day", true, 1, MINUTES_MAX, &f->half_day);
	read_end(&m);
}

static void audience_read(struct course *c, const struct node *node,
			  struct curriculum_audience *audience)
{
	struct read_map m = read_map(&c->reader, node, "audience");
	const struct node *path;

	read_text(&m, "text", true, &audience->text);
	text_fold(c->reader.arena, &audience->text);
	path = read_list(&m, "path", true);
	audience->path = read_indices(&c->reader, path, c->module_ids,
				      c->curriculum->module_count,
				      MSG_UNKNOWN_MODULE,
				      &audience->path_count);
	read_end(&m);
	if (path != NULL && path->count == 0)
		DIAG(c->reader.diags, node_place(path), MSG_EMPTY_LIST);
}

static void audiences_read(struct course *c, const struct node *map)
{
	struct curriculum *it = c->curriculum;
	struct curriculum_audience *all;

	if (map == NULL ||
	    read_map(&c->reader, map, "audiences").node == NULL)
		return;
	if (map->count > CURRICULUM_AUDIENCES) {
		read_too_many(&c->reader, map, CURRICULUM_AUDIENCES);
		return;
	}
	all = ARENA_ARRAY(c->reader.arena, map->count,
			  struct curriculum_audience);
	it->audiences = all;
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		struct curriculum_audience *a = &all[it->audience_count];

		if (!node_read_key_id(&c->reader, n, &a->id))
			continue;
		audience_read(c, n, a);
		it->audience_count++;
	}
}

static void languages_keep(struct course *c)
{
	struct curriculum *it = c->curriculum;

	it->language_count = c->reader.language_count;
	for (uint32_t i = 0; i < it->language_count; i++)
		it->languages[i] = c->reader.languages[i];
}

/* False when nothing could be read from then on: no languages. */
static bool head_read(struct course *c, const struct node **head)
{
	struct curriculum *it = c->curriculum;
	const char *path =
	    path_join(c->reader.arena, it->dir, "curriculum.yaml");
	const struct node *version, *title, *frame, *support, *audiences;
	const struct node *questionnaire;
	const struct source *source;
	struct read_map m;
	bool spoken;

	m = read_map(&c->reader, node_load(c->reader.arena, path, &source,
					   c->reader.diags),
		     "curriculum");
	if (m.node == NULL)
		return false;
	unseen_check(c, source);
	*head = m.node;
	version = read_child(&m, "version", true);
	if (version != NULL)
		node_read_version(&c->reader, version, &it->version);
	spoken = read_languages(&m);
	title = read_child(&m, "title", true);
	questionnaire = read_child(&m, "questionnaire", true);
	if (questionnaire != NULL &&
	    node_read_str(&c->reader, questionnaire, &it->questionnaire))
		c->questionnaire_span = questionnaire->span;
	modules_name(c, read_list(&m, "modules", true));
	frame = read_child(&m, "frame", true);
	audiences = read_child(&m, "audiences", true);
	support = read_child(&m, "support", true);
	read_end(&m);
	if (frame != NULL)
		frame_read(c, frame);
	if (!spoken)
		return false;
	languages_keep(c);
	if (title != NULL)
		node_read_text(&c->reader, title, &it->title);
	text_fold(c->reader.arena, &it->title);
	if (support != NULL)
		node_read_text(&c->reader, support, &it->support);
	audiences_read(c, audiences);
	return true;
}

/* --- take_away ------------------------------------------------------------ */

static void take_away_load(struct course *c)
{
	struct sheet sheet;

	sheet_read(c, c->curriculum->dir, "take_away", false, &sheet);
	for (int i = 0; i < LANG_COUNT; i++)
		c->curriculum->take_away.in[i] = sheet.document[i];
	if (sheet.document[course_leader(c)] == NULL)
		return;
	sheet_check(c, &sheet);
	if (c->author)
		sheet_parity(c, &sheet);
}

/* --- loading -------------------------------------------------------------- */

static void load_files(struct course *c)
{
	const struct node *head;

	if (!head_read(c, &head))
		return;
	facts_load(c);
	texts_check(c, head);
	for (uint32_t i = 0; i < c->curriculum->module_count; i++)
		module_load(c, i);
	modules_order(c);
	take_away_load(c);
}

static bool load(struct course *c, struct arena *a, const char *dir,
		 bool author, struct diags *diags)
{
	*c = (struct course){
		.reader = { .arena = a, .diags = diags },
		.curriculum = ARENA_NEW(a, struct curriculum),
		.author = author,
		.errors = diags->errors,
	};
	c->curriculum->arena = a;
	c->curriculum->dir = str_cstr(a, str_from(dir));
	if (folder_is_good(c))
		load_files(c);
	return diags->errors == c->errors;
}

struct curriculum *curriculum_load(struct arena *a, const char *dir,
				   struct diags *diags)
{
	struct course c;

	return load(&c, a, dir, false, diags) ? c.curriculum : NULL;
}

struct curriculum *curriculum_check(struct arena *a, const char *dir,
				    const struct pack *pack, struct str today,
				    struct diags *diags)
{
	struct course c;

	load(&c, a, dir, true, diags);
	course_author(&c, pack, today);
	return diags->errors == c.errors ? c.curriculum : NULL;
}

/* --- finding -------------------------------------------------------------- */

uint32_t curriculum_find_module(const struct curriculum *c, struct str id)
{
	for (uint32_t i = 0; i < c->module_count; i++)
		if (str_eq(c->modules[i].id, id))
			return i;
	return NO_INDEX;
}

uint32_t curriculum_find_audience(const struct curriculum *c, struct str id)
{
	for (uint32_t i = 0; i < c->audience_count; i++)
		if (str_eq(c->audiences[i].id, id))
			return i;
	return NO_INDEX;
}

uint32_t curriculum_find_fact(const struct curriculum *c, struct str id)
{
	for (uint32_t i = 0; i < c->fact_count; i++)
		if (str_eq(c->facts[i].id, id))
			return i;
	return NO_INDEX;
}

struct str curriculum_text(const struct curriculum *c, const struct text *text,
			   enum lang lang)
{
	return text->in[lang].len > 0 ? text->in[lang]
				      : text->in[c->languages[0]];
}

const struct md *curriculum_passage(const struct curriculum *c,
				    const struct passage *passage,
				    enum lang lang)
{
	return passage->in[lang] != NULL ? passage->in[lang]
					 : passage->in[c->languages[0]];
}
