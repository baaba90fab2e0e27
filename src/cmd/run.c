/*
 * `jalon run`: the main job. The result, the report and the plan are composed
 * in memory, then written all or none.
 */
#include "outputs.h"

#include <string.h>

#include "base/file.h"
#include "doc/document.h"
#include "logo.h"

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
	outputs_add(all, file_name(call->arena, kind, request, "html"), &html);
	document_markdown(&markdown, call->arena, document);
	outputs_add(all, file_name(call->arena, kind, request, "md"), &markdown);
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
	outputs_add(all, "result.json", &result);
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

/* --- where --------------------------------------------------------------- */

/* `case:meunerie@2` is out/meunerie-2: no colon in the name of a folder. */
static const char *folder_of_case(struct call *call, const char *operand)
{
	struct str name = str_sub(str_from(operand), 5, SIZE_MAX);
	struct buf b = buf_make(call->arena);

	buf_text(&b, "out/");
	for (size_t i = 0; i < name.len; i++)
		buf_char(&b, name.at[i] == '@' ? '-' : name.at[i]);
	return str_cstr(call->arena, buf_view(&b));
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
		if (outputs_have(all, name) ||
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
	struct folder documents;
	int error;

	if (score == NULL)
		return STATUS_INPUT;
	if (dir != NULL && *dir == '\0') {
		DIAG(&call->diags, (struct span){ 0 }, MSG_OUTPUT_EMPTY);
		return STATUS_USAGE;
	}
	documents = folder_inside(call->arena, &call->pack->folder,
				  "documents");
	documents_check(call->arena, &documents, &call->diags);
	compose(call, &all, score, plan_make(call->arena, score, &none));
	if (call->diags.errors > 0)
		return STATUS_INPUT;
	if (dir == NULL)
		dir = names_a_case(call->operands[0])
			  ? folder_of_case(call, call->operands[0])
			  : default_folder(call, call->operands[0]);
	error = outputs_write(call->arena, &all, dir);
	if (error != 0)
		return environment_failed(call, dir, error);
	outputs_tell(call, &all, dir);
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
	FLAG_CASES,
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
	.about = { "RÉPONSES est un fichier, ou un dossier : `case:NOM`, "
		   "`case:NOM@2` pour sa ronde 2. Écrit result.json, puis le rapport et le plan en HTML et "
		   "en Markdown. Rien n'est écrit si les réponses ont une "
		   "erreur; les documents précédents restent entiers si "
		   "l'écriture échoue.",
		   "ANSWERS is a file, or a case: `case:NAME`, `case:NAME@2` "
		   "for its round 2. Writes result.json, then the report and the plan as HTML "
		   "and Markdown. Nothing is written when the answers have an "
		   "error; the previous documents stay whole when writing "
		   "fails." },
	.example = "jalon run client.yaml -o out/client",
	.flags = flags,
	.needs = NEEDS_PACK | NEEDS_CATALOGUE | NEEDS_TEXTS,
	.run = run_run,
};
