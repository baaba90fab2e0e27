/*
 * Finding packs and curricula; reading answers from a file or standard input.
 */
#include "rows.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "app/case.h"
#include "base/file.h"
#include "format/node.h"

#ifndef JALON_PREFIX
#define JALON_PREFIX "/usr/local"
#endif

/* The folder that holds the running program, or NULL. */
static const char *program_folder(struct arena *a)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (n <= 0)
		return NULL;
	path[n] = '\0';
	return path_parent(a, path);
}

enum { PLACES = 4 };

/*
 * The folders where a bare name is looked for, in order. `kind` is the
 * folder of all packs or of all curricula.
 */
static size_t places(struct arena *a, const char *kind, const char *out[PLACES])
{
	const char *program = program_folder(a);
	size_t n = 0;

	out[n++] = kind;
	if (program != NULL) {
		const char *up = path_parent(a, program);

		out[n++] = path_join(a, path_join(a, up, "share/jalon"), kind);
		/* The source tree: build/jalon beside questionnaires/. */
		out[n++] = path_join(a, up, kind);
	}
	out[n++] = path_join(a, JALON_PREFIX "/share/jalon", kind);
	return n;
}

/* `name`, or where it was found; NULL: `*sought` is where it was sought. */
static const char *find(struct call *call, const char *kind, const char *name,
			struct str *sought)
{
	struct buf looked = buf_make(call->arena);
	const char *where[PLACES];
	size_t count = places(call->pack_arena, kind, where);

	if (file_is_directory(name) || strchr(name, '/'))
		return name; /* if it is missing, the loader says so */
	for (size_t i = 0; i < count; i++) {
		const char *dir = path_join(call->pack_arena, where[i], name);

		if (file_is_directory(dir))
			return dir;
		buf_fmt(&looked, "%s`%s`", i == 0 ? "" : ", ", where[i]);
	}
	*sought = buf_view(&looked);
	return NULL;
}

/* The same; NULL after the diagnostic `missing`. */
static const char *locate(struct call *call, const char *kind, const char *name,
			  enum message missing)
{
	struct str looked;
	const char *dir = find(call, kind, name, &looked);

	if (dir == NULL)
		DIAG_STR(&call->diags, (struct span){ 0 }, missing,
			 str_from(name), looked);
	return dir;
}

static const char packs[] = "questionnaires", shipped[] = "ia-pme";

const char *pack_locate(struct call *call, const char *name)
{
	return locate(call, packs, name == NULL ? shipped : name,
		      MSG_PACK_NOT_FOUND);
}

const char *pack_locate_shipped(struct call *call, struct str *name,
				struct str *looked)
{
	*name = str_from(shipped);
	return find(call, packs, shipped, looked);
}

const char *curriculum_locate(struct call *call, const char *name)
{
	return locate(call, "curricula", name == NULL ? "humain-ia" : name,
		      MSG_CURRICULUM_NOT_FOUND);
}

const char *curriculum_pack(struct call *call, const char *dir,
			    const char *name)
{
	const char *given = call_flag(call, "pack");
	struct arena *a = call->pack_arena;
	const char *beside =
	    path_join(a, path_join(a, dir, "../../questionnaires"), name);

	if (given != NULL && strcmp(path_base(call->arena, given), name) == 0)
		return pack_locate(call, given);
	return file_is_directory(beside) ? beside : pack_locate(call, name);
}

struct curriculum *inputs_curriculum(struct call *call)
{
	const char *dir =
	    curriculum_locate(call, call_flag(call, "curriculum"));

	if (dir == NULL)
		return NULL;
	return curriculum_load(call->pack_arena, dir, &call->diags);
}

/* Standard input whole, as a source named "-"; NULL after a diagnostic. */
static struct source *stdin_source(struct call *call)
{
	struct buf all = buf_make(call->arena);
	char chunk[65536];
	ssize_t n;

	while ((n = read(STDIN_FILENO, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			DIAG(&call->diags, (struct span){ 0 },
			     MSG_FILE_UNREADABLE, "-",
			     error_text(errno, call->lang));
			return NULL;
		}
		buf_str(&all, (struct str){ chunk, (size_t)n });
		if (all.len > SOURCE_MAX_BYTES)
			break; /* source_make refuses it */
	}
	return source_make(call->arena, "-", buf_view(&all), &call->diags);
}

struct answers *inputs_answers(struct call *call, const char *path)
{
	struct source *source;
	struct node *document;
	bool json;

	if (names_a_case(path)) {
		if (call->view == NULL && !inputs_case_operand(call, path))
			return NULL;
		return case_answers(call->desk, call->view, call->pack);
	}
	if (strcmp(path, "-") != 0)
		return answers_load(call->arena, call->pack, path,
				    &call->diags);
	source = stdin_source(call);
	if (source == NULL)
		return NULL;
	json = str_starts(str_trim(source->text), "{");
	document = json ? json_parse(call->arena, source, &call->diags)
			: yaml_parse(call->arena, source, &call->diags);
	if (document == NULL)
		return NULL;
	return answers_read(call->arena, call->pack, document, &call->diags);
}

struct score *inputs_score(struct call *call, const char *path)
{
	struct answers *answers = inputs_answers(call, path);

	if (answers == NULL)
		return NULL;
	return score_case(call->arena, call->pack, answers, &call->diags);
}

/* --- what a command takes of a curriculum --------------------------------- */

bool inputs_langs(struct call *call, const struct curriculum *c,
		  bool langs[LANG_COUNT])
{
	const char *only = call_flag(call, "lang");
	bool any = false;

	for (uint32_t l = 0; l < c->language_count; l++) {
		enum lang lang = c->languages[l];

		if (only != NULL && strcmp(only, lang_code(lang)) != 0)
			continue;
		any = langs[lang] = true;
	}
	if (!any)
		DIAG_STR(&call->diags, (struct span){ 0 },
			 MSG_CURRICULUM_NO_LANGUAGE, c->id,
			 str_from(only == NULL ? "" : only));
	return any;
}

static void unknown_module(struct call *call, const struct curriculum *c,
			   struct str wrong)
{
	struct str *names =
	    ARENA_ARRAY(call->arena, c->module_count, struct str);
	struct buf all = buf_make(call->arena);
	struct diag *diag;

	for (uint32_t m = 0; m < c->module_count; m++) {
		names[m] = c->modules[m].id;
		buf_text(&all, m == 0 ? "" : ", ");
		buf_str(&all, names[m]);
	}
	diag = DIAG_STR(&call->diags, (struct span){ 0 },
			MSG_CURRICULUM_NO_MODULE, wrong, c->id, buf_view(&all));
	diag_suggest(&call->diags, diag, wrong, names, c->module_count);
}

bool inputs_modules(struct call *call, const struct curriculum *c,
		    bool **chosen)
{
	const char *value = call_flag(call, "modules");
	struct str rest = value == NULL ? STR_NONE : str_from(value);
	bool good = true;

	*chosen = value == NULL
		      ? NULL
		      : ARENA_ARRAY(call->arena, c->module_count, bool);
	for (bool more = value != NULL; more;) {
		size_t comma = str_find(rest, STR(","), 0);
		struct str name = str_trim(str_sub(rest, 0, comma));
		uint32_t module = curriculum_find_module(c, name);

		if (module == NO_INDEX) {
			unknown_module(call, c, name);
			good = false;
		} else {
			(*chosen)[module] = true;
		}
		more = comma != SIZE_MAX;
		rest = str_sub(rest, more ? comma + 1 : rest.len, rest.len);
	}
	return good;
}
