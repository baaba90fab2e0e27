/*
 * `jalon run`: the main job. The result, the report and the plan are composed
 * in memory first, so that an error writes nothing; then written under a
 * folder of their own and moved into place, so that a full disk or a kill
 * leaves the previous documents whole.
 */
#include "rows.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "doc/document.h"
#include "logo.h"

enum { OUTPUTS_MAX = 32 };

struct output {
	const char *name;
	struct str bytes;
};

struct outputs {
	struct output items[OUTPUTS_MAX];
	size_t count;
};

static void add(struct outputs *all, const char *name, struct buf *bytes)
{
	if (all->count == OUTPUTS_MAX)
		BUG("more than %d documents", OUTPUTS_MAX);
	all->items[all->count++] = (struct output){ name, buf_view(bytes) };
}

/* report.fr.html, report.consultant.fr.html... */
static const char *file_name(struct arena *a, enum document_kind kind,
			     const struct document_request *request,
			     const char *ending)
{
	struct buf b = buf_make(a);
	bool consultant = request->audience == AUDIENCE_CONSULTANT;

	buf_fmt(&b, "%s%s.%s.%s", document_name(kind),
		consultant ? ".consultant" : "", lang_code(request->lang),
		ending);
	return str_cstr(a, buf_view(&b));
}

static void add_document(struct call *call, struct outputs *all,
			 enum document_kind kind,
			 const struct document_request *request)
{
	struct buf html = buf_make(call->arena), markdown = html;
	const struct document *document =
	    document_make(call->arena, kind, request, &call->diags);

	if (document == NULL)
		return;
	document_html(&html, call->arena, document);
	add(all, file_name(call->arena, kind, request, "html"), &html);
	document_markdown(&markdown, call->arena, document);
	add(all, file_name(call->arena, kind, request, "md"), &markdown);
}

/* Every document of one language and one reader. */
static void add_documents(struct call *call, struct outputs *all,
			  struct document_request *request)
{
	for (int k = 0; k < DOCUMENT_COUNT; k++) {
		if (k == DOCUMENT_PLAN && request->plan == NULL)
			continue;
		add_document(call, all, (enum document_kind)k, request);
	}
}

static bool pack_speaks(const struct pack *pack, enum lang lang)
{
	for (uint32_t l = 0; l < pack->language_count; l++)
		if (pack->languages[l] == lang)
			return true;
	return false;
}

static void compose(struct call *call, struct outputs *all,
		    const struct score *score, const struct plan *plan)
{
	struct document_request request = { .score = score, .plan = plan };
	const char *only = call_flag(call, "lang");
	struct buf result = buf_make(call->arena);

	result_document(&result, call->arena, score, plan, true);
	add(all, "result.json", &result);
	request.logo = logo_load(call, score->answers);
	request.style = style_load(call);
	for (int l = 0; l < LANG_COUNT; l++) {
		if (only != NULL && strcmp(only, lang_code((enum lang)l)) != 0)
			continue;
		if (!pack_speaks(call->pack, (enum lang)l))
			continue;
		request.lang = (enum lang)l;
		request.audience = AUDIENCE_CLIENT;
		add_documents(call, all, &request);
		if (call_flag(call, "consultant") == NULL)
			continue;
		request.audience = AUDIENCE_CONSULTANT;
		add_documents(call, all, &request);
	}
}

/* --- writing ------------------------------------------------------------- */

/* What is left of an earlier attempt that was killed. */
static void empty_folder(struct arena *a, const char *dir)
{
	size_t count;
	const char **names = file_list(a, dir, &count);

	for (size_t i = 0; i < count; i++)
		unlink(path_join(a, dir, names[i]));
}

static int write_staged(struct arena *a, const struct outputs *all,
			const char *stage, const char *dir)
{
	int error = 0;

	for (size_t i = 0; i < all->count && error == 0; i++) {
		/* What cannot be replaced must be known before any is. */
		if (file_is_directory(path_join(a, dir, all->items[i].name)))
			error = EISDIR;
		else
			error =
			    file_write(path_join(a, stage, all->items[i].name),
				       all->items[i].bytes);
	}
	for (size_t i = 0; i < all->count && error == 0; i++)
		if (rename(path_join(a, stage, all->items[i].name),
			   path_join(a, dir, all->items[i].name)) != 0)
			error = errno;
	return error;
}

/*
 * All or nothing: every file is complete in DIR/.jalon before the first one
 * takes its place. A lock keeps two runs on one folder apart.
 */
static int write_all(struct arena *a, const struct outputs *all,
		     const char *dir)
{
	const char *stage = path_join(a, dir, ".jalon");
	int error = file_make_directory(stage), lock;

	if (error != 0)
		return error;
	lock = open(stage, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (lock < 0)
		return errno;
	if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
		error = errno;
		close(lock);
		return error;
	}
	empty_folder(a, stage);
	error = write_staged(a, all, stage, dir);
	empty_folder(a, stage);
	rmdir(stage);
	close(lock);
	return error;
}

/* out/<name of the answers file>, without its ending. */
static const char *default_folder(struct call *call, const char *path)
{
	struct str name = str_from(path_base(call->arena, path));
	size_t dot = name.len;

	while (dot > 1 && name.at[dot - 1] != '.')
		dot--;
	if (dot > 1)
		name.len = dot - 1;
	if (str_is(name, "-") || name.len == 0)
		name = STR("answers");
	return path_join(call->arena, "out", str_cstr(call->arena, name));
}

static void tell(struct call *call, const struct outputs *all, const char *dir)
{
	for (size_t i = 0; i < all->count; i++) {
		put_visible(
		    &call->out,
		    str_from(path_join(call->arena, dir, all->items[i].name)));
		buf_char(&call->out, '\n');
	}
}

static bool just_written(const struct outputs *all, const char *name)
{
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->items[i].name, name) == 0)
			return true;
	return false;
}

/* Documents of an earlier run in the same folder may be another client's. */
static void warn_older(struct call *call, const struct outputs *all,
		       const char *dir)
{
	struct document_request request = { 0 };
	static const char *const endings[] = { "html", "md" };

	for (int k = 0; k < DOCUMENT_COUNT * LANG_COUNT * 4; k++) {
		const char *name;

		request.lang = (enum lang)(k / 4 % LANG_COUNT);
		request.audience = k % 2 == 0 ? AUDIENCE_CLIENT
					      : AUDIENCE_CONSULTANT;
		name = file_name(call->arena,
				 (enum document_kind)(k / (4 * LANG_COUNT)),
				 &request, endings[k / 2 % 2]);
		if (just_written(all, name) ||
		    !file_exists(path_join(call->arena, dir, name)))
			continue;
		DIAG(&call->diags, (struct span){ 0 }, MSG_OLDER_DOCUMENT,
		     path_join(call->arena, dir, name));
	}
}

static enum status run_run(struct call *call)
{
	struct outputs all = { .count = 0 };
	struct plan_options none = { 0 };
	const struct score *score = inputs_score(call, call->operands[0]);
	const char *dir = call_flag(call, "output");
	int error;

	if (score == NULL)
		return STATUS_INPUT;
	if (dir != NULL && *dir == '\0') {
		DIAG(&call->diags, (struct span){ 0 }, MSG_OUTPUT_EMPTY);
		return STATUS_USAGE;
	}
	documents_check(call->arena,
			path_join(call->arena, call->pack->dir, "documents"),
			&call->diags);
	compose(call, &all, score, plan_make(call->arena, score, &none));
	if (call->diags.errors > 0)
		return STATUS_INPUT;
	if (dir == NULL)
		dir = default_folder(call, call->operands[0]);
	error = write_all(call->arena, &all, dir);
	if (error != 0)
		return environment_failed(call, dir, error);
	tell(call, &all, dir);
	warn_older(call, &all, dir);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "output",
	  .letter = 'o',
	  .kind = VALUE_DIRECTORY,
	  .value = { "DOSSIER", "DIR" },
	  .summary = { "où écrire (par défaut out/<nom du fichier>)",
		       "where to write (by default out/<name of the file>)" } },
	{ .name = "lang",
	  .kind = VALUE_CHOICE,
	  .value = { "LANGUE", "LANGUAGE" },
	  .choices = "fr en",
	  .summary = { "les documents d'une seule langue (par défaut les deux)",
		       "documents of one language only (by default both)" } },
	{ .name = "consultant",
	  .summary = { "ajoute la version du consultant, qui dit tout",
		       "adds the consultant's version, which says "
		       "everything" } },
	FLAG_PACK,
	{ .name = NULL },
};

const struct command command_run = {
	.name = "run",
	.operands = { "RÉPONSES", "ANSWERS" },
	.operand_kind = VALUE_FILE,
	.min = 1,
	.max = 1,
	.summary = { "le résultat, le rapport et le plan d'un client",
		     "a client's result, report and plan" },
	.about = { "Écrit result.json, puis le rapport et le plan en HTML et "
		   "en Markdown. Rien n'est écrit si les réponses ont une "
		   "erreur; les documents précédents restent entiers si "
		   "l'écriture échoue.",
		   "Writes result.json, then the report and the plan as HTML "
		   "and Markdown. Nothing is written when the answers have an "
		   "error; the previous documents stay whole when writing "
		   "fails." },
	.example = "jalon run client.yaml -o out/client",
	.flags = flags,
	.needs = NEEDS_PACK | NEEDS_CATALOGUE | NEEDS_TEXTS,
	.run = run_run,
};
