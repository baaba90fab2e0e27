/* `jalon interview`: asks the questions of a case in the terminal. */
#include "case_words.h"
#include "interview.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "app/case.h"

/* --- the command line ---------------------------------------------------- */

static bool has(const struct call *call, const char *flag)
{
	return call_flag(call, flag) != NULL;
}

static bool exclude(struct call *call, const char *one, const char *other)
{
	if (!has(call, one + 2) || !has(call, other + 2))
		return true;
	DIAG(&call->diags, (struct span){ 0 }, MSG_FLAGS_EXCLUDE, one, other);
	return false;
}

static bool flags_agree(struct call *call)
{
	static const char *const pairs[][2] = {
		{ "--name", "--resume" },   { "--name", "--together" },
		{ "--name", "--agreed" },   { "--resume", "--together" },
		{ "--resume", "--agreed" }, { "--together", "--agreed" },
		{ "--group", "--agreed" },  { "--followup", "--express" },
		{ "--followup", "--resume" }, { "--followup", "--together" },
	};
	const char *group = call_flag(call, "group");
	bool staff = group != NULL && strcmp(group, "staff") == 0;
	bool good = true;

	for (size_t n = 0; n < sizeof(pairs) / sizeof(pairs[0]) && good; n++)
		good = exclude(call, pairs[n][0], pairs[n][1]);
	if (good && staff && has(call, "name")) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_INTERVIEW_STAFF_NAME,
		     "");
		return false;
	}
	if (good && staff && has(call, "followup")) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_FOLLOWUP_STAFF, "");
		return false;
	}
	if (good && group != NULL && !staff && !has(call, "name")) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_FLAG_NEEDS,
		     "--group", "--name");
		return false;
	}
	return good;
}

static struct str given(const struct call *call, const char *flag)
{
	const char *value = call_flag(call, flag);

	return value == NULL ? STR_NONE : str_from(value);
}

static void read_wish(const struct call *call, struct interview_wish *wish)
{
	const char *group = call_flag(call, "group");

	*wish = (struct interview_wish){
		.kind = INTERVIEW_AGREED,
		.name = given(call, "name"),
		.code = given(call, "resume"),
		.express = has(call, "express"),
	};
	if (has(call, "name"))
		wish->kind = INTERVIEW_NAMED;
	for (int g = 0; group != NULL && g < GROUP_COUNT; g++)
		if (strcmp(group, group_name((enum group)g)) == 0)
			wish->group = (enum group)g;
	if (has(call, "together"))
		wish->kind = INTERVIEW_TOGETHER;
	else if (has(call, "resume") || wish->group == GROUP_STAFF)
		wish->kind = INTERVIEW_STAFF;
}

/* --- the command that takes it up again ---------------------------------- */

/* A word as a shell takes it. */
static void put_word(struct buf *out, struct str word)
{
	bool plain = word.len > 0;

	for (size_t n = 0; n < word.len; n++) {
		char c = word.at[n];

		plain = plain &&
			((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			 (c >= '0' && c <= '9') || c == '-' || c == '_' ||
			 c == '.' || c == '/' || c == ':' || c == '@');
	}
	if (!plain)
		buf_char(out, '\'');
	for (size_t n = 0; n < word.len; n++) {
		if (word.at[n] == '\'')
			buf_text(out, "'\\'");
		buf_char(out, word.at[n]);
	}
	if (!plain)
		buf_char(out, '\'');
}

static void put_flag(struct buf *out, const struct call *call, const char *flag)
{
	if (!has(call, flag))
		return;
	buf_fmt(out, " --%s ", flag);
	put_word(out, given(call, flag));
}

static const char *again(struct call *call, const struct interview *i)
{
	struct buf b = buf_make(call->arena);

	buf_text(&b, "jalon interview ");
	put_word(&b, str_from(call->operands[0]));
	if (interview_kind(i) == INTERVIEW_NAMED) {
		buf_text(&b, " --name ");
		put_word(&b, interview_name(i));
		buf_fmt(&b, " --group %s", group_name(interview_group(i)));
	} else if (interview_kind(i) == INTERVIEW_STAFF) {
		buf_fmt(&b, " --resume %.*s",
			STR_ARGS(interview_code(i, call->arena)));
	} else if (interview_kind(i) == INTERVIEW_TOGETHER) {
		buf_text(&b, " --together");
	}
	if (has(call, "express"))
		buf_text(&b, " --express");
	if (has(call, "followup"))
		buf_text(&b, " --followup");
	put_flag(&b, call, "round");
	put_flag(&b, call, "cases");
	return str_cstr(call->arena, buf_view(&b));
}

static const char *comparison(struct call *call,
			      const struct followup_talk *followup)
{
	struct buf b = buf_make(call->arena);

	buf_text(&b, "jalon case compare ");
	put_word(&b, str_from(call->operands[0]));
	buf_fmt(&b, " --from %u --to %u", followup->basis->number,
		call->view->number);
	return str_cstr(call->arena, buf_view(&b));
}

static const char *report(struct call *call)
{
	struct buf b = buf_make(call->arena), name = buf_make(call->arena);

	buf_fmt(&name, "case:%s", call->operands[0]);
	if (has(call, "round"))
		buf_fmt(&name, "@%u", call->view->number);
	buf_text(&b, "jalon run ");
	put_word(&b, buf_view(&name));
	return str_cstr(call->arena, buf_view(&b));
}

/* --- before the first question ------------------------------------------- */

static void put_paragraph(struct talk *t, const struct buf *text)
{
	put_wrapped(&t->out, buf_view(text), 0);
}

static void put_case(struct talk *t)
{
	const struct case_view *v = t->call->view;
	struct buf line = buf_make(t->turn);

	put_visible(&line, v->record->client);
	buf_fmt(&line,
		say(t->call->lang, " · %.*s %.*s · ronde %u, %.*s",
		    " · %.*s %.*s · round %u, %.*s"),
		STR_ARGS(v->pack->id), STR_ARGS(v->pack->version), v->number,
		STR_ARGS(v->round->date));
	put_title(&t->out, str_cstr(t->turn, buf_view(&line)));
}

static void put_named(struct talk *t, struct buf *text)
{
	const struct interview *i = t->interview;
	struct str near = interview_similar(i);

	buf_text(text, say(t->call->lang, "Répond : ", "Answering: "));
	put_visible(text, interview_name(i));
	buf_fmt(text, " (%s). ", words_group(interview_group(i), t->call->lang));
	buf_text(text, say(t->call->lang,
			   "Votre nom est gardé avec vos réponses. Ce que les "
			   "autres ont répondu ne vous est pas montré.",
			   "Your name is kept with your answers. What others "
			   "answered is not shown to you."));
	if (near.len == 0)
		return;
	put_paragraph(t, text);
	*text = buf_make(t->turn);
	buf_text(text, say(t->call->lang, "Ce nom est nouveau. Si c'est `",
			   "This name is new. If it is `"));
	put_visible(text, near);
	buf_text(text,
		 say(t->call->lang,
		     "` qui répond, tapez `q` et reprenez sous ce nom-là.",
		     "` who answers, type `q` and go on under that name."));
}

static void put_staff(struct talk *t, struct buf *text)
{
	buf_text(text,
		 say(t->call->lang,
		     "Vous répondez sans nom, pour le personnel. Seules vos "
		     "réponses et la date du jour sont gardées. Rien n'en "
		     "paraît tant que cinq personnes au moins n'ont pas "
		     "répondu à la même question.",
		     "You answer without a name, among the staff. Only your "
		     "answers and today's date are kept. Nothing of them "
		     "shows until at least five people have answered the same "
		     "question."));
	put_paragraph(t, text);
	*text = buf_make(t->turn);
	buf_fmt(text,
		say(t->call->lang,
		    "Votre code, pour reprendre plus tard : %.*s. Notez-le : "
		    "rien d'autre ne le permet.",
		    "Your code, to go on later: %.*s. Write it down: nothing "
		    "else lets you."),
		STR_ARGS(interview_code(t->interview, t->turn)));
}

static void put_who(struct talk *t)
{
	struct buf text = buf_make(t->turn);

	switch (interview_kind(t->interview)) {
	case INTERVIEW_AGREED:
		buf_text(&text,
			 say(t->call->lang,
			     "Une réponse commune, qui vaut pour toute "
			     "l'entreprise.",
			     "One agreed set of answers, which stands for the "
			     "whole business."));
		break;
	case INTERVIEW_NAMED:
		put_named(t, &text);
		break;
	case INTERVIEW_STAFF:
		put_staff(t, &text);
		break;
	case INTERVIEW_TOGETHER:
		buf_text(&text,
			 say(t->call->lang,
			     "Le personnel répond ensemble : une seule "
			     "réponse, sans nom, présentée comme la réponse "
			     "du groupe.",
			     "The staff answer together: one answer, without "
			     "names, presented as the group's."));
		break;
	}
	put_paragraph(t, &text);
}

static void put_welcome(struct talk *t)
{
	struct interview_progress p = interview_progress(t->interview);
	struct screen *s = &t->screen;
	size_t from;

	put_case(t);
	put_who(t);
	from = t->out.len;
	put_count(s, p.applies, "question", "questions", "question",
		  "questions");
	if (interview_resumed(t->interview)) {
		buf_text(&t->out, ", ");
		put_count(s, p.answered, "réponse déjà donnée",
			  "réponses déjà données", "answer given already",
			  "answers given already");
	}
	buf_text(&t->out, say(t->call->lang,
			      ". Chaque réponse est enregistrée aussitôt.\n",
			      ". Each answer is saved at once.\n"));
	if (p.waiting > 0) {
		put_count(s, p.waiting, "autre dépend", "autres dépendent",
			  "more depends", "more depend");
		buf_text(&t->out,
			 say(t->call->lang,
			     " de réponses qui ne sont pas encore données.\n",
			     " on answers not given yet.\n"));
	}
	show_fitted(s, from);
}

/* --- all of it ----------------------------------------------------------- */

/* What could not be saved is named; a terminal that is gone is no failure. */
static enum status leave(struct talk *t)
{
	struct call *call = t->call;
	struct buf names = buf_make(call->arena);
	uint32_t count;
	const struct str *unsaved =
	    interview_unsaved(t->interview, call->arena, &count);

	for (uint32_t n = 0; n < count; n++)
		buf_fmt(&names, "%s`%.*s`", n == 0 ? "" : ", ",
			STR_ARGS(unsaved[n]));
	if (count > 0) {
		DIAG_STR(&call->diags, (struct span){ 0 },
			 MSG_INTERVIEW_UNSAVED, buf_view(&names));
		return STATUS_ENVIRONMENT;
	}
	if (t->error != 0 && t->error != EPIPE && t->error != EIO)
		return environment_failed(
		    call,
		    say(call->lang, "la sortie standard", "standard output"),
		    t->error);
	return STATUS_DONE;
}

static void open_talk(struct talk *t, struct call *call,
		      struct interview *interview,
		      const struct followup_talk *followup)
{
	t->call = call;
	t->interview = interview;
	t->turn = arena_open();
	t->out = buf_make(t->turn);
	t->again = again(call, interview);
	t->report = followup == NULL ? report(call)
				     : comparison(call, followup);
	t->echo = !isatty(STDIN_FILENO);
	t->pages = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
	t->section = NO_INDEX;
	t->screen = (struct screen){
		.out = &t->out,
		.arena = t->turn,
		.pack = call->pack,
		.interview = interview,
		.lang = call->lang,
		.express = has(call, "express"),
		.followup = followup,
	};
	diags_init(&t->heard, t->turn);
	lines_open(&t->lines, call->arena);
}

/* The round of the follow-up, begun when there is none, and its questions. */
static bool find_followup(struct call *call, struct followup_talk *f,
			  struct interview_wish *wish)
{
	struct desk *d = call->desk;
	struct str name = str_from(call->operands[0]);
	uint32_t number;

	if (!inputs_round(call, &number))
		return false;
	f->basis = rounds_basis(d, name, number);
	if (f->basis == NULL ||
	    !rounds_followup(d, f->basis, STR_NONE, &f->plan))
		return false;
	number = rounds_followup_of(d, f->basis);
	if (number == 0 && !rounds_begin_followup(d, f->basis, call->lang))
		return false;
	call->view = case_view(d, name, number);
	if (call->view == NULL)
		return false;
	f->asked = rounds_followup_asked(d, f->basis, call->view, &f->plan);
	wish->questions = f->asked.questions;
	wish->question_count = f->asked.count;
	wish->before = f->asked.before;
	return true;
}

static enum status interview_run(struct call *call)
{
	bool again = has(call, "followup");
	struct followup_talk followup;
	struct interview_wish wish;
	struct interview *interview;
	struct talk talk = { .error = 0 };
	enum status status;

	if (!flags_agree(call))
		return STATUS_USAGE;
	read_wish(call, &wish);
	if (again ? !find_followup(call, &followup, &wish)
		  : (call->view = inputs_case(call)) == NULL)
		return STATUS_INPUT;
	call->pack = call->view->pack;
	interview = interview_begin(call->desk, call->view, &wish);
	if (interview == NULL)
		return STATUS_INPUT;
	open_talk(&talk, call, interview, again ? &followup : NULL);
	put_welcome(&talk);
	talk_run(&talk);
	lines_close(&talk.lines);
	status = leave(&talk);
	arena_close(talk.turn);
	interview_end(interview);
	return status;
}

static const struct flag flags[] = {
	{ .name = "name",
	  .kind = VALUE_TEXT,
	  .value = { "NOM", "NAME" },
	  .summary = { "qui répond : quelqu'un de la direction, ou un "
		       "spécialiste avec --group; le même nom reprend où il en "
		       "était",
		       "who answers: a leader, or an expert with --group; the "
		       "same name goes on where it stopped" } },
	{ .name = "group",
	  .kind = VALUE_CHOICE,
	  .value = { "GROUPE", "GROUP" },
	  .choices = "leaders staff experts",
	  .summary = { "son groupe; le personnel répond sans nom",
		       "their group; the staff answer without a name" } },
	{ .name = "resume",
	  .kind = VALUE_TEXT,
	  .value = { "CODE", "CODE" },
	  .summary = { "quelqu'un du personnel reprend, avec son code",
		       "a member of the staff goes on, with their code" } },
	{ .name = "together",
	  .summary = { "le personnel donne ensemble une seule réponse",
		       "the staff give one answer together" } },
	{ .name = "agreed",
	  .summary = { "une réponse commune, qui vaut pour tous (par défaut)",
		       "one agreed set, which stands for all (by default)" } },
	{ .name = "express",
	  .summary = { "le parcours court, puis ce qui précise le plus",
		       "the short path, then what narrows most" } },
	{ .name = "followup",
	  .summary = { "le suivi à six mois, puis les mesures du plan; "
		       "commence sa ronde s'il le faut",
		       "the six-month follow-up, then the plan's metrics; "
		       "begins its round if need be" } },
	FLAG_ROUND,
	FLAG_CASES,
	FLAG_BY,
	{ .name = NULL },
};

const struct command command_interview = {
	.name = "interview",
	.operands = { "DOSSIER", "CASE" },
	.operand_kind = VALUE_TEXT,
	.min = 1,
	.max = 1,
	.summary = { "pose les questions d'un dossier, et reprend où on en "
		     "était",
		     "asks the questions of a case, and goes on where it "
		     "stopped" },
	.about = { "Une question à la fois; chaque réponse est enregistrée "
		   "avant la suivante. `?` dit ce qui se tape : sauter, "
		   "revenir, ne pas savoir, noter une preuve, voir le "
		   "résultat. Quitter, fermer la fenêtre ou couper le courant "
		   "ne perd rien.",
		   "One question at a time; each answer is saved before the "
		   "next. `?` says what can be typed: skip, go back, not know, "
		   "note evidence, see the result. Quitting, closing the "
		   "window or cutting the power loses nothing." },
	.example = "jalon interview quincaillerie --name \"Anne Roy\"",
	.flags = flags,
	.needs = NEEDS_CASES_WRITE,
	.run = interview_run,
};
