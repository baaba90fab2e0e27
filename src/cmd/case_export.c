/* `jalon case export`: a case for others, whole, as answers or as tables. */
#include "case_words.h"

#include <string.h>

#include "app/exchange.h"
#include "base/file.h"

static const char kinds[] = "case yaml json csv scores dictionary";

static enum export_as read_kind(const char *given)
{
	static const char *const names[] = {
		[AS_CASE] = "case",     [AS_YAML] = "yaml",
		[AS_JSON] = "json",     [AS_CSV] = "csv",
		[AS_SCORES] = "scores", [AS_DICTIONARY] = "dictionary",
	};

	for (int k = 0; given != NULL && k <= AS_DICTIONARY; k++)
		if (strcmp(given, names[k]) == 0)
			return (enum export_as)k;
	return AS_CASE;
}

static bool may_write(struct call *call, const char *path)
{
	if (!exchange_may_write(call->desk, path))
		return false;
	if (!file_exists(path) || call_flag(call, "force") != NULL)
		return true;
	DIAG(&call->diags, (struct span){ 0 }, MSG_BACKUP_EXISTS, path);
	return false;
}

/* On standard output when no file is named. */
static enum status put(struct call *call, const struct buf *text)
{
	const char *path = call_flag(call, "output");
	int error;

	if (path == NULL) {
		buf_str(&call->out, buf_view(text));
		return STATUS_DONE;
	}
	if (!may_write(call, path))
		return STATUS_INPUT;
	error = file_write_private(path, buf_view(text));
	if (error != 0)
		return environment_failed(call, path, error);
	put_visible(&call->out, str_from(path));
	buf_char(&call->out, '\n');
	return STATUS_DONE;
}

/* Beside a table on standard output it would be taken for a line of it. */
static void tell_left(struct call *call, uint32_t left, bool whole)
{
	if (left == 0 || call_flag(call, "output") == NULL)
		return;
	buf_text(&call->out,
		 say(call->lang, "Les réponses de ", "The answers of "));
	words_count(&call->out, left, call->lang,
		    say(call->lang, "membre du personnel",
			"member of the staff"),
		    say(call->lang, "membres du personnel",
			"members of the staff"));
	buf_text(&call->out, say(call->lang, ", une à une, n'y sont pas.\n",
				 ", one by one, are not in it.\n"));
	if (whole)
		put_wrapped(
		    &call->out,
		    str_from(say(
			call->lang,
			"Les chiffres publiés du personnel n'y sont donc pas "
			"non plus. --with-staff les y met : qui reçoit le "
			"fichier pourrait alors lire chaque réponse. Ne le "
			"faites que pour qui tient la collecte avec vous.",
			"Nor are, therefore, the published figures of the "
			"staff. --with-staff puts them in: whoever gets the "
			"file could then read each answer. Do so only for "
			"somebody who runs the collection with you.")),
		    0);
}

static enum status export_whole(struct call *call, const struct case_view *view)
{
	const char *path = call_flag(call, "output");
	struct export_done done;

	if (path == NULL) {
		DIAG_STR(&call->diags, (struct span){ 0 },
			 MSG_EXPORT_NEEDS_OUTPUT, view->record->name);
		return STATUS_USAGE;
	}
	if (!may_write(call, path) ||
	    !exchange_export_case(call->desk, view,
				  call_flag(call, "with-staff") != NULL, path,
				  &done))
		return STATUS_INPUT;
	put_visible(&call->out, str_from(path));
	buf_char(&call->out, '\n');
	tell_left(call, done.staff_left, true);
	return STATUS_DONE;
}

static enum status export_text(struct call *call, const struct case_view *view,
			       enum export_as as)
{
	struct buf text = buf_make(call->arena);
	struct export_done done;
	enum status status;

	if (!exchange_export(call->desk, view, as, call->lang, &text, &done))
		return STATUS_INPUT;
	status = put(call, &text);
	if (status == STATUS_DONE && done.scores_apart)
		DIAG_STR(&call->diags, (struct span){ 0 }, MSG_EXPORT_APART,
			 view->record->name);
	if (status == STATUS_DONE && as != AS_CSV && as != AS_SCORES)
		tell_left(call, done.staff_left, false);
	return status;
}

static enum status export_person(struct call *call,
				 const struct case_view *view)
{
	struct buf text = buf_make(call->arena);

	if (!exchange_person(call->desk, view,
			     str_from(call_flag(call, "person")), call->lang,
			     &text))
		return STATUS_INPUT;
	return put(call, &text);
}

static enum status case_export_run(struct call *call)
{
	enum export_as as = read_kind(call_flag(call, "as"));
	bool person = call_flag(call, "person") != NULL;
	struct case_view *view;

	if (person && call_flag(call, "as") != NULL) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_FLAGS_EXCLUDE,
		     "--person", "--as");
		return STATUS_USAGE;
	}
	if (call_flag(call, "with-staff") != NULL &&
	    (person || as != AS_CASE)) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_FLAGS_EXCLUDE,
		     "--with-staff", person ? "--person" : "--as");
		return STATUS_USAGE;
	}
	view = inputs_case(call);
	if (view == NULL)
		return STATUS_INPUT;
	if (person)
		return export_person(call, view);
	return as == AS_CASE ? export_whole(call, view)
			     : export_text(call, view, as);
}

static const struct flag flags[] = {
	{ .name = "output",
	  .letter = 'o',
	  .kind = VALUE_FILE,
	  .value = { "FICHIER", "FILE" },
	  .summary = { "où écrire; un texte va sinon à l'écran",
		       "where to write; a text goes to the screen "
		       "otherwise" } },
	{ .name = "force",
	  .summary = { "remplacer un fichier qui est déjà là",
		       "replace a file that is there already" } },
	{ .name = "as",
	  .kind = VALUE_CHOICE,
	  .value = { "SORTE", "KIND" },
	  .choices = kinds,
	  .summary = { "case, le dossier entier (par défaut); les réponses "
		       "de la ronde; ses scores; le dictionnaire des colonnes",
		       "case, the whole case (by default); the round's "
		       "answers; its scores; the dictionary of the columns" } },
	{ .name = "with-staff",
	  .summary = { "dans le dossier entier, les réponses du personnel une "
		       "à une",
		       "in the whole case, the staff's answers one by one" } },
	{ .name = "person",
	  .kind = VALUE_TEXT,
	  .value = { "QUI", "WHO" },
	  .summary = { "tout ce qui est gardé d'une personne, en JSON : son "
		       "nom, ou le code d'un membre du personnel",
		       "all that is kept of one person, as JSON: their name, "
		       "or the code of a member of the staff" } },
	FLAG_ROUND,
	FLAG_PACK,
	FLAG_CASES,
	{ .name = NULL },
};

const struct command command_case_export = {
	.name = "case export",
	.operands = { "DOSSIER", "CASE" },
	.operand_kind = VALUE_TEXT,
	.min = 1,
	.max = 1,
	.summary = { "un dossier pour d'autres : entier, en réponses, en "
		     "tableaux",
		     "a case for others: whole, as answers, as tables" },
	.about = { "Le dossier entier porte son journal et ses trousses; "
		   "`jalon case import` le reprend ailleurs et `jalon case "
		   "merge` le réunit à sa copie. Les tableaux suivent la "
		   "langue : en français, points-virgules et virgules "
		   "décimales. Les réponses du personnel, une à une, ne "
		   "sortent que du dossier entier et sur demande.",
		   "The whole case carries its journal and its packs; `jalon "
		   "case import` takes it over elsewhere, and `jalon case "
		   "merge` brings it together with its copy. Tables follow "
		   "the language: in French, semicolons and decimal commas. "
		   "The staff's answers, one by one, leave only in the whole "
		   "case and when asked for." },
	.example = "jalon case export quincaillerie --as csv -o reponses.csv",
	.flags = flags,
	.needs = NEEDS_CASES,
	.run = case_export_run,
};
