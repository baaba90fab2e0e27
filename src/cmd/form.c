/*
 * `jalon form`: the questionnaire on paper, and the sheet to type it into.
 */
#include "outputs.h"

#include <string.h>

#include "doc/form.h"

struct paper {
	struct form_request request;
	bool langs[LANG_COUNT];
	bool sheet;		/* the data sheet alone */
	const char *dir;	/* NULL: one document, on standard output */
};

/* --- the command line ----------------------------------------------------- */

static bool any_question(struct call *call, struct form_request request)
{
	const bool *asked = form_questions(call->arena, &request);

	for (uint32_t q = 0; q < request.pack->question_count; q++)
		if (asked[q])
			return true;
	return false;
}

static void not_a_value(struct call *call, const char *flag, struct buf *all)
{
	DIAG_STR(&call->diags, (struct span){ 0 }, MSG_FLAG_CHOICE,
		 str_from(flag), str_from(call_flag(call, flag + 2)),
		 buf_view(all));
}

static void add_value(struct buf *all, const char *value)
{
	buf_text(all, all->len > 0 ? ", " : "");
	buf_text(all, value);
}

/* A group that this pack asks nothing of has no form. */
static bool read_group(struct call *call, struct form_request *request)
{
	const char *name = call_flag(call, "group");
	struct buf asked = buf_make(call->arena);

	request->group = GROUP_COUNT;
	if (name == NULL)
		return true;
	for (int g = 0; g < GROUP_COUNT; g++) {
		struct form_request one = *request;

		one.group = (enum group)g;
		if (!any_question(call, one))
			continue;
		add_value(&asked, group_name(one.group));
		if (strcmp(name, group_name(one.group)) == 0)
			request->group = one.group;
	}
	if (request->group == GROUP_COUNT)
		not_a_value(call, "--group", &asked);
	return request->group != GROUP_COUNT;
}

static bool read_langs(struct call *call, bool langs[LANG_COUNT])
{
	const char *only = call_flag(call, "lang");
	struct buf spoken = buf_make(call->arena);
	bool any = false;

	for (uint32_t l = 0; l < call->pack->language_count; l++) {
		enum lang lang = call->pack->languages[l];

		add_value(&spoken, lang_code(lang));
		if (only == NULL || strcmp(only, lang_code(lang)) == 0)
			any = langs[lang] = true;
	}
	if (!any)
		not_a_value(call, "--lang", &spoken);
	return any;
}

static bool read_paper(struct call *call, struct paper *paper)
{
	paper->request.pack = call->pack;
	paper->request.express = call_flag(call, "express") != NULL;
	paper->sheet = call_flag(call, "sheet") != NULL;
	paper->dir = call_flag(call, "output");
	if (paper->dir != NULL && *paper->dir == '\0') {
		DIAG(&call->diags, (struct span){ 0 }, MSG_OUTPUT_EMPTY);
		return false;
	}
	if (paper->request.express && call->pack->express_count == 0) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_FLAG_NEEDS,
		     "--express", "express:");
		return false;
	}
	return read_group(call, &paper->request) &&
	       read_langs(call, paper->langs);
}

/* --- writing -------------------------------------------------------------- */

/* "form", "form_staff", "form_leaders_express" */
static const char *file_name(struct arena *a,
			     const struct form_request *request,
			     const char *ending)
{
	struct buf b = buf_make(a);

	buf_text(&b, "form");
	if (request->group != GROUP_COUNT)
		buf_fmt(&b, "_%s", group_name(request->group));
	if (request->express)
		buf_text(&b, "_express");
	buf_fmt(&b, ".%s", ending);
	return str_cstr(a, buf_view(&b));
}

static void add_form(struct call *call, const struct form_request *request,
		     struct outputs *all)
{
	static const char *const endings[LANG_COUNT][2] = {
		[LANG_FR] = { "fr.html", "fr.md" },
		[LANG_EN] = { "en.html", "en.md" },
	};
	struct arena *a = call->arena;
	struct buf html = buf_make(a), markdown = buf_make(a);
	const struct form *form = form_make(a, request, &call->diags);

	if (form == NULL)
		return;
	form_html(&html, a, form);
	outputs_add(all, file_name(a, request, endings[request->lang][0]),
		    &html);
	form_markdown(&markdown, form);
	outputs_add(all, file_name(a, request, endings[request->lang][1]),
		    &markdown);
}

/* The interface's language chooses its separator: one file, for one reader. */
static void write_sheet(struct call *call, struct paper *paper,
			struct buf *out)
{
	paper->request.lang = call->lang;
	form_sheet(out, call->arena, &paper->request, FORM_RESPONDENTS);
}

static enum status write_all(struct call *call, struct paper *paper)
{
	struct outputs all = { .count = 0 };
	struct buf sheet = buf_make(call->arena);
	int error;

	for (int l = 0; l < LANG_COUNT && !paper->sheet; l++) {
		paper->request.lang = (enum lang)l;
		if (paper->langs[l])
			add_form(call, &paper->request, &all);
	}
	write_sheet(call, paper, &sheet);
	outputs_add(&all, file_name(call->arena, &paper->request, "csv"),
		    &sheet);
	if (call->diags.errors > 0)
		return STATUS_INPUT;
	error = outputs_write(call->arena, &all, paper->dir);
	if (error != 0)
		return environment_failed(call, paper->dir, error);
	outputs_tell(call, &all, paper->dir);
	return STATUS_DONE;
}

static enum status print_form(struct call *call, struct paper *paper)
{
	const struct form *form;

	/* The interface may speak a language that the pack does not. */
	paper->request.lang = paper->langs[call->lang]
				      ? call->lang
				      : call->pack->languages[0];
	form = form_make(call->arena, &paper->request, &call->diags);
	if (form == NULL)
		return STATUS_INPUT;
	form_markdown(&call->out, form);
	return STATUS_DONE;
}

static enum status form_run(struct call *call)
{
	struct paper paper = { .dir = NULL };

	if (!read_paper(call, &paper))
		return STATUS_USAGE;
	if (paper.dir != NULL)
		return write_all(call, &paper);
	if (!paper.sheet)
		return print_form(call, &paper);
	write_sheet(call, &paper, &call->out);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "output",
	  .letter = 'o',
	  .kind = VALUE_DIRECTORY,
	  .value = { "DOSSIER", "DIR" },
	  .summary = { "écrit le formulaire et la feuille de saisie dans ce "
		       "dossier; sans cela, le formulaire s'affiche",
		       "writes the form and the data sheet into this folder; "
		       "without it, the form is printed" } },
	{ .name = "group",
	  .kind = VALUE_CHOICE,
	  .value = { "GROUPE", "GROUP" },
	  .choices = "leaders staff experts",
	  .summary = { "les questions d'un seul groupe (par défaut toutes)",
		       "the questions of one group only (by default all)" } },
	{ .name = "express",
	  .summary = { "le parcours court, et ce qui en décide",
		       "the short path, and what decides it" } },
	{ .name = "sheet",
	  .summary = { "la feuille de saisie seulement",
		       "the data sheet only" } },
	{ .name = "lang",
	  .kind = VALUE_CHOICE,
	  .value = { "LANGUE", "LANGUAGE" },
	  .choices = "fr en",
	  .summary = { "le formulaire d'une seule langue (par défaut toutes)",
		       "the form in one language only (by default all)" } },
	FLAG_PACK,
	{ .name = NULL },
};

const struct command command_form = {
	.name = "form",
	.operands = { "", "" },
	.summary = { "le questionnaire à imprimer, et sa feuille de saisie",
		     "the questionnaire to print, and its data sheet" },
	.about = { "Pour une salle sans ordinateurs. Avec -o, écrit le "
		   "formulaire en HTML (à imprimer, lettre ou A4) et en "
		   "Markdown, et une feuille de saisie en CSV : une colonne "
		   "par formulaire rempli, une ligne par question, sous les "
		   "mêmes identifiants. L'en-tête de chaque page imprimée "
		   "nomme la trousse, sa version et son empreinte.",
		   "For a room without computers. With -o, writes the form "
		   "as HTML (to be printed, letter or A4) and as Markdown, "
		   "and a data sheet as CSV: a column for each form filled "
		   "in, a line for each question, under the same ids. The "
		   "header of each printed page names the pack, its version "
		   "and its digest." },
	.example = "jalon form --group staff --lang fr -o out/papier",
	.flags = flags,
	.needs = NEEDS_PACK,
	.run = form_run,
};
