/*
 * `jalon case import`: answers from a file into a round, or a whole case that
 * another copy exported.
 */
#include "case_words.h"

#include <string.h>

#include "app/exchange.h"
#include "base/file.h"

/* --- answers ------------------------------------------------------------ */

static enum answers_format read_format(const struct call *call,
				       const char *path)
{
	const char *given = call_flag(call, "format");

	if (given == NULL)
		return answers_format_of(path);
	if (strcmp(given, "csv") == 0)
		return ANSWERS_CSV;
	return strcmp(given, "json") == 0 ? ANSWERS_JSON : ANSWERS_YAML;
}

static enum group read_group(const char *given)
{
	for (int g = 0; given != NULL && g < GROUP_COUNT; g++)
		if (strcmp(given, group_name((enum group)g)) == 0)
			return (enum group)g;
	return GROUP_LEADERS;
}

static enum taking read_take(const char *given)
{
	if (given == NULL)
		return TAKE_NOTHING;
	return strcmp(given, "here") == 0 ? TAKE_HERE : TAKE_THERE;
}

static void put_conflicts(struct call *call, const struct import_done *done)
{
	for (uint32_t i = 0; i < done->conflict_count; i++) {
		const struct import_conflict *c = &done->conflicts[i];

		put_visible(&call->out, c->what);
		if (c->who.len > 0) {
			buf_text(&call->out, " · ");
			put_visible(&call->out, c->who);
		}
		buf_text(&call->out,
			 say(call->lang, "\n  ici     ", "\n  here  "));
		put_visible(&call->out, c->here);
		buf_text(&call->out,
			 say(call->lang, "\n  fichier ", "\n  file  "));
		put_visible(&call->out, c->there);
		buf_char(&call->out, '\n');
	}
}

static void put_done(struct call *call, const struct case_view *view,
		     const struct import_done *done, bool dry)
{
	struct buf *out = &call->out;

	buf_fmt(out,
		dry ? say(call->lang,
			  "À l'essai, rien d'enregistré. Dossier `%.*s`, "
			  "ronde %u :\n",
			  "A trial, nothing saved. Case `%.*s`, round %u:\n")
		    : say(call->lang, "Dossier `%.*s`, ronde %u :\n",
			  "Case `%.*s`, round %u:\n"),
		STR_ARGS(view->record->name), view->number);
	buf_fmt(out,
		say(call->lang,
		    "  personnes nommées ou réponse commune : %u "
		    "(nouvelles : %u)\n"
		    "  membres du personnel, nouveaux : %u\n"
		    "  réponses enregistrées : %u (déjà là : %u)\n"
		    "  preuves, décisions, plan, rapport, client : %u\n",
		    "  people by name, or agreed set: %u (new: %u)\n"
		    "  members of the staff, new: %u\n"
		    "  answers saved: %u (there already: %u)\n"
		    "  evidence, decisions, plan, report, client: %u\n"),
		done->people, done->new_people, done->staff, done->answers,
		done->same, done->others);
	if (done->notes_left > 0)
		buf_fmt(out,
			say(call->lang,
			    "  notes du personnel, qui ne sont pas gardées : "
			    "%u\n",
			    "  notes of the staff, which are not kept: %u\n"),
			done->notes_left);
}

static enum status import_answers(struct call *call)
{
	const char *path = call->operands[1];
	struct import_wish wish = {
		.path = path,
		.format = read_format(call, path),
		.has_group = call_flag(call, "group") != NULL,
		.group = read_group(call_flag(call, "group")),
		.respondent = str_from(call_flag_or(call, "respondent", "")),
		.take = read_take(call_flag(call, "take")),
		.dry = call_flag(call, "dry-run") != NULL,
		.anyway = call_flag(call, "anyway") != NULL,
	};
	struct import_done done = { 0 };
	struct case_view *view;
	bool good;

	if (exchange_is_portable(path)) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_IMPORT_WHOLE_CASE,
		     path);
		return STATUS_USAGE;
	}
	if (!inputs_desk_for(call, NEEDS_CASES_WRITE))
		return STATUS_INPUT;
	view = inputs_case(call);
	if (view == NULL)
		return STATUS_INPUT;
	good = exchange_import(call->desk, view, &wish, &done);
	put_conflicts(call, &done);
	if (!good)
		return STATUS_INPUT;
	if (done.again)
		buf_fmt(&call->out,
			say(call->lang,
			    "Ce fichier est déjà entré dans le dossier `%.*s` "
			    "(sous le nom %.*s); rien n'a changé.\n",
			    "This file has come into the case `%.*s` already "
			    "(as %.*s); nothing changed.\n"),
			STR_ARGS(view->record->name), STR_ARGS(done.again_on));
	else
		put_done(call, view, &done, wish.dry);
	return STATUS_DONE;
}

/* --- taken back --------------------------------------------------------- */

static struct str what_goes(struct call *call, const struct undoing *u)
{
	struct buf b = buf_make(call->arena);
	enum lang lang = call->lang;

	words_count(&b, u->answers, lang, say(lang, "réponse", "answer"),
		    say(lang, "réponses", "answers"));
	buf_text(&b, ", ");
	words_count(&b, u->staff, lang,
		    say(lang, "membre du personnel", "member of the staff"),
		    say(lang, "membres du personnel", "members of the staff"));
	buf_text(&b, ", ");
	words_count(&b, u->people, lang,
		    say(lang, "autre personne", "other person"),
		    say(lang, "autres personnes", "other people"));
	buf_text(&b, say(lang, " et ", " and "));
	words_count(&b, u->others, lang,
		    say(lang, "autre chose notée", "other thing noted"),
		    say(lang, "autres choses notées", "other things noted"));
	return buf_view(&b);
}

static enum status undo(struct call *call, const char *file)
{
	struct str name = str_from(call->operands[0]);
	bool really = call_flag(call, "yes") != NULL;
	struct undoing u;

	if (call->operand_count != 1) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_OPERAND_EXTRA,
		     call->operands[1]);
		return STATUS_USAGE;
	}
	if (!inputs_desk_for(call, NEEDS_CASES_WRITE) ||
	    !exchange_undo(call->desk, name, str_from(file), really, &u))
		return STATUS_INPUT;
	if (!really && u.staff > 0)
		DIAG_STR(&call->diags, (struct span){ 0 }, MSG_ERASE_FIGURES,
			 name);
	if (!really) {
		DIAG_STR(&call->diags, (struct span){ 0 }, MSG_IMPORT_UNDO_SURE,
			 name, str_from(file), what_goes(call, &u));
		return STATUS_USAGE;
	}
	buf_text(&call->out, say(call->lang, "Retiré : ", "Taken back: "));
	buf_str(&call->out, what_goes(call, &u));
	buf_text(&call->out, ".\n");
	if (u.staff > 0)
		put_wrapped(
		    &call->out,
		    str_from(say(
			call->lang,
			"Les chiffres publiés du personnel de cette ronde sont "
			"retirés; ils reviennent à une fermeture suivante, "
			"après cinq réponses nouvelles ou changées.",
			"The published figures of the staff of this round are "
			"withdrawn; they come back at a later closing, after "
			"five new or changed answers.")),
		    0);
	return STATUS_DONE;
}

/* --- a case ------------------------------------------------------------- */

static enum status import_case(struct call *call)
{
	const char *path = call->operands[0];
	const struct case_record *all;
	uint32_t count;

	if (file_exists(path) && !exchange_is_portable(path)) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_IMPORT_OPERANDS,
		     path);
		return STATUS_USAGE;
	}
	if (!inputs_desk_for(call, NEEDS_CASES_MADE) ||
	    !exchange_adopt(call->desk, path,
			    str_from(call_flag_or(call, "name", "")), &all,
			    &count))
		return STATUS_INPUT;
	for (uint32_t i = 0; i < count; i++)
		buf_fmt(&call->out,
			say(call->lang, "Dossier `%.*s` repris dans %s\n",
			    "Case `%.*s` taken over into %s\n"),
			STR_ARGS(all[i].name), store_path(call->desk->store));
	return STATUS_DONE;
}

static enum status case_import_run(struct call *call)
{
	const char *file = call_flag(call, "undo");

	if (file != NULL)
		return undo(call, file);
	return call->operand_count == 1 ? import_case(call)
					: import_answers(call);
}

static const struct flag flags[] = {
	{ .name = "format",
	  .kind = VALUE_CHOICE,
	  .value = { "FORMAT", "FORMAT" },
	  .choices = "yaml json csv",
	  .summary = { "ce qu'est le fichier (sinon d'après son nom)",
		       "what the file is (else by its name)" } },
	{ .name = "group",
	  .kind = VALUE_CHOICE,
	  .value = { "GROUPE", "GROUP" },
	  .choices = "leaders staff experts",
	  .summary = { "le groupe de qui répond, si le fichier ne le dit pas",
		       "the group of who answers, if the file does not say" } },
	{ .name = "respondent",
	  .kind = VALUE_TEXT,
	  .value = { "NOM", "NAME" },
	  .summary = { "qui répond, si le fichier ne le dit pas",
		       "who answers, if the file does not say" } },
	{ .name = "take",
	  .kind = VALUE_CHOICE,
	  .value = { "CÔTÉ", "SIDE" },
	  .choices = "here file",
	  .summary = { "ce qui est gardé là où les deux diffèrent : le "
		       "dossier ou le fichier",
		       "what is kept where the two differ: the case or the "
		       "file" } },
	{ .name = "dry-run",
	  .summary = { "dire ce qui se passerait, sans rien enregistrer",
		       "say what would happen, without saving anything" } },
	{ .name = "anyway",
	  .summary = { "faire entrer la feuille du personnel même si elle "
		       "semble déjà là, ou compte plus de gens que "
		       "l'entreprise",
		       "bring the staff's sheet in even if it seems to be "
		       "there already, or counts more people than the "
		       "firm" } },
	{ .name = "undo",
	  .kind = VALUE_TEXT,
	  .value = { "FICHIER", "FILE" },
	  .summary = { "retirer du dossier tout ce que ce fichier y a fait "
		       "entrer",
		       "take back from the case all that this file brought "
		       "in" } },
	{ .name = "yes",
	  .summary = { "retirer vraiment; sans elle, dire ce qui "
		       "disparaîtrait",
		       "really take back; without it, say what would "
		       "disappear" } },
	{ .name = "name",
	  .kind = VALUE_TEXT,
	  .value = { "DOSSIER", "CASE" },
	  .summary = { "un autre nom pour le dossier repris",
		       "another name for the case taken over" } },
	FLAG_ROUND,
	FLAG_PACK,
	FLAG_CASES,
	FLAG_BY,
	{ .name = NULL },
};

const struct command command_case_import = {
	.name = "case import",
	.operands = { "[DOSSIER] FICHIER", "[CASE] FILE" },
	.operand_kind = VALUE_FILE,
	.min = 1,
	.max = 2,
	.summary = { "fait entrer des réponses, ou un dossier d'ailleurs",
		     "brings answers in, or a case from elsewhere" },
	.about = { "Avec un dossier : des réponses en YAML, en JSON ou en CSV "
		   "(longues, larges, ou la feuille de saisie de `jalon "
		   "form`), vérifiées d'un bout à l'autre avant que rien ne "
		   "soit enregistré. Le même fichier n'entre pas deux fois, ni "
		   "la même feuille du personnel; --undo le retire. "
		   "Sans dossier : le fichier que `jalon case export` a fait.",
		   "With a case: answers in YAML, JSON or CSV (long, wide, or "
		   "the data sheet of `jalon form`), checked from end to end "
		   "before anything is saved. The same file does not come in "
		   "twice, nor does the same sheet of the staff; --undo takes "
		   "it back. Without a case: the file that `jalon case export` "
		   "made." },
	.example = "jalon case import quincaillerie reponses.csv --dry-run",
	.flags = flags,
	.run = case_import_run,
};
