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
	if (!inputs_langs(call, w.curriculum, w.langs) ||
	    !inputs_modules(call, w.curriculum, &w.modules) ||
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
