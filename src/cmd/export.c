/*
 * `jalon export`: a curriculum for other people's programs. The files are
 * made in memory, then all take the place of the previous ones, or none.
 */
#include "outputs.h"

#include <string.h>

#include "base/file.h"
#include "doc/export.h"

struct wanted {
	const struct curriculum *curriculum;
	bool kinds[EXPORT_COUNT];
	bool langs[LANG_COUNT];
	bool *modules; /* NULL: all */
	const char *dir;
};

/* --- the command line ------------------------------------------------------
 */

static void name_unknown_kind(struct call *call, struct str wrong)
{
	struct str names[EXPORT_COUNT];
	struct buf all = buf_make(call->arena);
	struct diag *diag;

	for (int k = 0; k < EXPORT_COUNT; k++) {
		names[k] = str_from(export_name((enum export_kind)k));
		buf_text(&all, k == 0 ? "" : ", ");
		buf_str(&all, names[k]);
	}
	diag = DIAG_STR(&call->diags, (struct span){ 0 }, MSG_EXPORT_UNKNOWN,
			wrong, buf_view(&all));
	diag_suggest(&call->diags, diag, wrong, names, EXPORT_COUNT);
}

static bool read_kinds(struct call *call, struct wanted *w)
{
	bool all = call->operand_count == 0, good = true;

	for (int k = 0; k < EXPORT_COUNT; k++)
		w->kinds[k] = all;
	for (uint32_t i = 0; i < call->operand_count; i++) {
		struct str name = str_from(call->operands[i]);
		enum export_kind kind;

		if (export_parse(name, &kind)) {
			w->kinds[kind] = true;
		} else {
			name_unknown_kind(call, name);
			good = false;
		}
	}
	return good;
}

static bool read_langs(struct call *call, struct wanted *w)
{
	const struct curriculum *c = w->curriculum;
	const char *only = call_flag(call, "lang");
	bool any = false;

	for (uint32_t l = 0; l < c->language_count; l++) {
		enum lang lang = c->languages[l];

		if (only != NULL && strcmp(only, lang_code(lang)) != 0)
			continue;
		any = w->langs[lang] = true;
	}
	if (!any)
		DIAG_STR(&call->diags, (struct span){ 0 },
			 MSG_CURRICULUM_NO_LANGUAGE, c->id,
			 str_from(only == NULL ? "" : only));
	return any;
}

static void name_unknown_module(struct call *call, const struct curriculum *c,
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

/* m01,m02: commas, spaces around them allowed. */
static bool read_modules(struct call *call, struct wanted *w)
{
	const struct curriculum *c = w->curriculum;
	const char *value = call_flag(call, "modules");
	struct str rest = value == NULL ? STR_NONE : str_from(value);
	bool good = true;

	if (value == NULL)
		return true;
	w->modules = ARENA_ARRAY(call->arena, c->module_count, bool);
	for (bool more = true; more;) {
		size_t comma = str_find(rest, STR(","), 0);
		struct str name = str_trim(str_sub(rest, 0, comma));
		uint32_t module = curriculum_find_module(c, name);

		if (module == NO_INDEX) {
			name_unknown_module(call, c, name);
			good = false;
		} else {
			w->modules[module] = true;
		}
		more = comma != SIZE_MAX;
		rest = str_sub(rest, more ? comma + 1 : rest.len, rest.len);
	}
	return good;
}

static bool read_folder(struct call *call, struct wanted *w)
{
	w->dir = call_flag(call, "output");
	if (w->dir == NULL)
		w->dir = path_join(call->arena, "out",
				   str_cstr(call->arena, w->curriculum->id));
	if (*w->dir != '\0')
		return true;
	DIAG(&call->diags, (struct span){ 0 }, MSG_OUTPUT_EMPTY);
	return false;
}

/* --- writing ---------------------------------------------------------------
 */

/* What making one file takes is given back: only its bytes are kept. */
static void compose(struct call *call, const struct wanted *w,
		    struct outputs *all)
{
	struct arena *scratch = arena_open();

	for (int n = 0; n < EXPORT_COUNT * LANG_COUNT; n++) {
		enum export_kind kind = (enum export_kind)(n / LANG_COUNT);
		enum lang lang = (enum lang)(n % LANG_COUNT);
		const struct export_request request = {
			.curriculum = w->curriculum,
			.lang = lang,
			.modules = w->modules,
		};
		struct buf made = buf_make(scratch);
		struct buf kept = buf_make(call->arena);

		if (!w->kinds[kind] || !w->langs[lang])
			continue;
		export_write(&made, scratch, kind, &request);
		buf_str(&kept, buf_view(&made));
		outputs_add(
		    all,
		    str_cstr(call->arena, export_file(call->arena, kind, lang)),
		    &kept);
		arena_reset(scratch);
	}
	arena_close(scratch);
}

static enum status write_all(struct call *call, const struct wanted *w)
{
	struct outputs all = { .count = 0 };
	int error;

	compose(call, w, &all);
	error = outputs_write(call->arena, &all, w->dir);
	if (error != 0)
		return environment_failed(call, w->dir, error);
	outputs_tell(call, &all, w->dir);
	return STATUS_DONE;
}

static enum status export_run(struct call *call)
{
	struct wanted w = { 0 };

	if (!read_kinds(call, &w))
		return STATUS_USAGE;
	w.curriculum = inputs_curriculum(call);
	if (w.curriculum == NULL)
		return STATUS_INPUT;
	if (!read_langs(call, &w) || !read_modules(call, &w) ||
	    !read_folder(call, &w))
		return STATUS_USAGE;
	return write_all(call, &w);
}

static const struct flag flags[] = {
	{ .name = "output",
	  .letter = 'o',
	  .kind = VALUE_DIRECTORY,
	  .value = { "DOSSIER", "DIR" },
	  .summary = { "où écrire (par défaut out/<nom du parcours>)",
		       "where to write (by default out/<name of the "
		       "curriculum>)" } },
	{ .name = "lang",
	  .kind = VALUE_CHOICE,
	  .value = { "LANGUE", "LANGUAGE" },
	  .choices = "fr en",
	  .summary = { "les fichiers d'une seule langue (par défaut toutes)",
		       "files of one language only (by default all)" } },
	{ .name = "modules",
	  .kind = VALUE_TEXT,
	  .value = { "MODULES", "MODULES" },
	  .summary = { "ces modules seulement, séparés par des virgules",
		       "these modules only, separated by commas" } },
	FLAG_CURRICULUM,
	{ .name = NULL },
};

const struct command command_export = {
	.name = "export",
	.operands = { "[SORTE...]", "[KIND...]" },
	.operand_kind = VALUE_TEXT,
	.max = UINT32_MAX,
	.summary = { "questions, cartes et textes d'un parcours, pour d'autres "
		     "logiciels",
		     "a curriculum's questions, cards and texts, for other "
		     "programs" },
	.about = { "Les sortes : gift et moodle (Moodle), qti (QTI 2.1), scorm "
		   "(SCORM 1.2, avec reprise et score), anki (cartes), epub "
		   "(textes des participants). Sans SORTE, toutes. Le même "
		   "parcours donne les mêmes octets.",
		   "The kinds: gift and moodle (Moodle), qti (QTI 2.1), scorm "
		   "(SCORM 1.2, which resumes and reports a score), anki "
		   "(cards), epub (participants' texts). Without a KIND, all "
		   "of them. The same curriculum gives the same bytes." },
	.example = "jalon export scorm anki --lang fr --modules m01,m02",
	.flags = flags,
	.run = export_run,
};
