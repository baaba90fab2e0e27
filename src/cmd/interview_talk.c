/* The conversation: a line is taken, acted upon, and answered. */
#include "interview.h"

#include <unistd.h>

enum { PAGE_LINES = 22 };

/* --- out ----------------------------------------------------------------- */

void talk_put(struct talk *t, const char *fr, const char *en)
{
	buf_text(&t->out, say(t->call->lang, fr, en));
}

void talk_sentence(struct talk *t, const char *fr, const char *en)
{
	put_wrapped(&t->out, str_from(say(t->call->lang, fr, en)), 0);
}

static void write_out(struct talk *t, struct str bytes)
{
	if (t->error == 0)
		t->error = write_fully(STDOUT_FILENO, bytes);
}

/* Bytes of the first `lines` lines, or of all. */
static size_t head(struct str text, int lines)
{
	size_t at = 0;

	for (; lines > 0 && at < text.len; lines--) {
		size_t end = str_find(text, STR("\n"), at);

		at = end == SIZE_MAX ? text.len : end + 1;
	}
	return at;
}

/* Another page? A command typed there is one, and ends the pages. */
static bool turn_page(struct talk *t)
{
	struct str line;
	enum line how;

	write_out(t, str_from(say(t->call->lang, "-- la suite : Entrée -- ",
				  "-- more: Enter -- ")));
	how = lines_take(&t->lines, &line);
	if (how == LINE_TYPED && line.len > 0)
		lines_give_back(&t->lines);
	return how == LINE_TYPED && line.len == 0;
}

/* On a terminal never more than a screen at once, its prompt included. */
void talk_flush(struct talk *t)
{
	struct str rest = buf_view(&t->out);

	while (t->pages && head(rest, PAGE_LINES + 1) < rest.len &&
	       t->error == 0) {
		size_t page = head(rest, PAGE_LINES);

		write_out(t, str_sub(rest, 0, page));
		rest = str_sub(rest, page, rest.len);
		if (!turn_page(t))
			break;
	}
	write_out(t, rest);
	t->out.len = 0;
}

/*
 * The next line. What no terminal shows as it is typed is shown here, so that
 * the output of a script reads as a conversation.
 */
enum line talk_take(struct talk *t, struct str *line)
{
	enum line how = lines_take(&t->lines, line);

	if (t->echo && how == LINE_TYPED)
		buf_visible(&t->out, *line, true);
	if (t->echo && how != LINE_END)
		buf_char(&t->out, '\n');
	return how;
}

/* --- mistakes ------------------------------------------------------------ */

static void put_mistake(struct talk *t, const struct diag *diag)
{
	struct buf line = buf_make(t->turn);

	buf_text(&line, "! ");
	message_write(&line, diag->message, t->call->lang, diag->args);
	if (diag->suggestion.len > 0)
		buf_fmt(&line,
			say(t->call->lang, " (vouliez-vous dire `%.*s`?)",
			    " (did you mean `%.*s`?)"),
			STR_ARGS(diag->suggestion));
	put_wrapped(&t->out, buf_view(&line), 0);
}

void talk_mistakes(struct talk *t)
{
	for (size_t n = 0; n < t->heard.count; n++)
		if (diag_severity(&t->heard.items[n]) == SEVERITY_ERROR)
			put_mistake(t, &t->heard.items[n]);
}

/* --- what can be typed --------------------------------------------------- */

static const struct word {
	const char *word;
	enum act act;
	bool takes; /* something may follow it */
} words[] = {
	{ "s", ACT_SKIP, false },
	{ "passer", ACT_SKIP, false },
	{ "sauter", ACT_SKIP, false },
	{ "skip", ACT_SKIP, false },
	{ "d", ACT_DONT_KNOW, false },
	{ "nsp", ACT_DONT_KNOW, false },
	{ "x", ACT_NA, true },
	{ "na", ACT_NA, true },
	{ "e", ACT_ERASE, false },
	{ "effacer", ACT_ERASE, false },
	{ "erase", ACT_ERASE, false },
	{ "p", ACT_PREVIOUS, false },
	{ "a", ACT_GO, true },
	{ "g", ACT_GO, true },
	{ "aller", ACT_GO, true },
	{ "go", ACT_GO, true },
	{ "c", ACT_COMMENT, true },
	{ "commentaire", ACT_COMMENT, true },
	{ "comment", ACT_COMMENT, true },
	{ "note", ACT_EVIDENCE, true },
	{ "preuve", ACT_EVIDENCE, true },
	{ "evidence", ACT_EVIDENCE, true },
	{ "v", ACT_VIEW, false },
	{ "voir", ACT_VIEW, false },
	{ "view", ACT_VIEW, false },
	{ "r", ACT_RESULT, false },
	{ "result", ACT_RESULT, false },
	{ "résultat", ACT_RESULT, false },
	{ "h", ACT_HELP, false },
	{ "?", ACT_HELP, false },
	{ "aide", ACT_HELP, false },
	{ "help", ACT_HELP, false },
	{ "q", ACT_QUIT, false },
	{ "quitter", ACT_QUIT, false },
	{ "quit", ACT_QUIT, false },
};

/* The command in a line, with what follows it; otherwise an answer. */
static enum act read_act(struct str line, struct str *rest)
{
	size_t space = str_find(line, STR(" "), 0);
	struct str first = str_sub(line, 0, space);

	if (str_starts(line, "=")) {
		*rest = str_trim(str_sub(line, 1, line.len));
		return ACT_ANSWER;
	}
	*rest = space == SIZE_MAX ? STR_NONE
				  : str_trim(str_sub(line, space, line.len));
	if (first.len == 1 && first.at[0] >= 'A' && first.at[0] <= 'Z')
		first = (struct str){
			&"abcdefghijklmnopqrstuvwxyz"[first.at[0] - 'A'], 1
		};
	for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++)
		if (str_is(first, words[w].word) &&
		    (words[w].takes || rest->len == 0))
			return words[w].act;
	*rest = line;
	return ACT_ANSWER;
}

/* --- one line ------------------------------------------------------------ */

/* Nothing typed: again, or on. False to leave. */
static bool on_enter(struct talk *t)
{
	uint32_t at = interview_at(t->interview);
	struct retry again = t->retry;

	if (again.act != 0 && again.question == at) {
		talk_say(t, again);
		return true;
	}
	if (at == NO_INDEX && (t->screen.followup != NULL ||
			       interview_progress(t->interview).open == 0))
		return false;
	if (at != NO_INDEX && !t->call->pack->questions[at].optional &&
	    interview_said(t->interview, at)->kind == ANSWER_MISSING) {
		talk_sentence(
		    t, "! répondez, ou tapez `s` pour sauter la question",
		    "! answer, or type `s` to skip the question");
		return true;
	}
	interview_next(t->interview);
	talk_show(t);
	return true;
}

static void at_the_end(struct talk *t)
{
	talk_sentence(t, "! il n'y a pas de question ici; `?` pour l'aide",
		      "! there is no question here; `?` for help");
}

/* False to leave. */
static bool act_on(struct talk *t, struct str line)
{
	struct retry r = { .question = interview_at(t->interview) };
	enum act act = read_act(line, &r.text);

	r.act = (int)act;
	switch (act) {
	case ACT_QUIT:
		t->left = true;
		return false;
	case ACT_VIEW:
		show_progress(&t->screen);
		break;
	case ACT_RESULT:
		talk_result(t);
		break;
	case ACT_HELP:
		show_help(&t->screen);
		break;
	case ACT_GO:
		talk_go(t, r.text);
		break;
	case ACT_PREVIOUS:
		talk_previous(t);
		break;
	case ACT_SKIP:
		interview_skip(t->interview);
		talk_show(t);
		break;
	case ACT_ANSWER:
	case ACT_DONT_KNOW:
	case ACT_NA:
	case ACT_ERASE:
	case ACT_COMMENT:
	case ACT_EVIDENCE:
		if (r.question == NO_INDEX)
			at_the_end(t);
		else
			talk_say(t, r);
		break;
	}
	return true;
}

static void prompt(struct talk *t)
{
	uint32_t at = interview_at(t->interview);
	const struct question *q =
	    at == NO_INDEX ? NULL : &t->call->pack->questions[at];

	if (q != NULL && q->option_count > 0)
		buf_fmt(&t->out, "1-%u · ", q->option_count);
	if (q != NULL && q->type == QUESTION_BOOLEAN)
		talk_put(t, "o/n · ", "y/n · ");
	if (q != NULL && q->dont_know)
		talk_put(t, "d ne sait pas · ", "d don't know · ");
	if (q != NULL && interview_may_na(t->interview))
		talk_put(t, "x sans objet · ", "x not applicable · ");
	if (q != NULL)
		talk_put(t, "s sauter · ", "s skip · ");
	talk_put(t, "? aide · q quitter > ", "? help · q quit > ");
}

/* --- all of it ----------------------------------------------------------- */

static void told_cut(struct talk *t, struct str line)
{
	struct buf b = buf_make(t->turn);

	buf_text(&b,
		 say(t->call->lang,
		     "! la dernière ligne n'était pas finie, et n'est pas "
		     "retenue : ",
		     "! the last line was not finished, and is not kept: "));
	buf_char(&b, '`');
	buf_visible(&b, str_sub(line, 0, 40), true);
	buf_char(&b, '`');
	buf_char(&t->out, '\n');
	put_wrapped(&t->out, buf_view(&b), 0);
}

/* False to leave. */
static bool take_one(struct talk *t)
{
	struct str line;
	enum line how;

	arena_reset(t->turn);
	t->out = buf_make(t->turn);
	diags_init(&t->heard, t->turn);
	how = talk_take(t, &line);
	switch (how) {
	case LINE_TYPED:
		return line.len == 0 ? on_enter(t)
				     : act_on(t, str_copy(t->turn, line));
	case LINE_TOO_LONG:
		talk_sentence(
		    t,
		    "! cette ligne n'est pas retenue : elle n'est pas "
		    "en UTF-8, ou dépasse 64 kio",
		    "! this line is not kept: it is not in UTF-8, or "
		    "is over 64 KiB");
		return true;
	case LINE_CUT:
		told_cut(t, line);
		t->left = true;
		return false;
	case LINE_END:
		buf_char(&t->out, '\n');
		t->left = true;
		return false;
	}
	BUG("line %d", (int)how);
}

static void put_again(struct talk *t, uint32_t open)
{
	enum interview_kind kind = interview_kind(t->interview);

	if (open > 0)
		talk_put(t, "Pour reprendre : ", "To go on: ");
	else
		talk_put(t, "Pour revoir ces réponses : ",
			 "To look at these answers again: ");
	buf_fmt(&t->out, "%s\n", t->again);
	if (open > 0 || (kind != INTERVIEW_AGREED && kind != INTERVIEW_NAMED))
		return;
	if (t->screen.followup != NULL)
		talk_put(t, "Pour comparer : ", "To compare: ");
	else
		talk_put(t, "Pour le rapport : ", "For the report: ");
	buf_fmt(&t->out, "%s\n", t->report);
}

static void put_goodbye(struct talk *t)
{
	struct interview_progress p = interview_progress(t->interview);
	uint32_t count;

	if (interview_unsaved(t->interview, t->turn, &count) != NULL)
		return;
	buf_fmt(&t->out,
		say(t->call->lang, "Tout est enregistré : %u sur %u.\n",
		    "Everything is saved: %u of %u.\n"),
		p.answered, p.applies);
	if (p.answered > 0 || p.aside > 0)
		put_again(t, p.open + p.waiting);
}

/*
 * Who answers has read what is kept of it before the first one. Help is given
 * as often as it is asked for.
 */
static bool may_begin(struct talk *t)
{
	struct str line, rest;

	for (;;) {
		enum act act;

		talk_put(t, "Entrée pour commencer · ? aide · q quitter > ",
			 "Enter to begin · ? help · q quit > ");
		talk_flush(t);
		if (talk_take(t, &line) != LINE_TYPED)
			return false;
		if (line.len == 0)
			return true;
		act = read_act(line, &rest);
		if (act != ACT_HELP)
			return act != ACT_QUIT;
		show_help(&t->screen);
	}
}

void talk_run(struct talk *t)
{
	bool more, began;

	more = began = may_begin(t);
	if (more)
		talk_show(t);
	else
		buf_char(&t->out, '\n');
	while (more && t->error == 0) {
		prompt(t);
		talk_flush(t);
		more = t->error == 0 && take_one(t);
	}
	if (began && !t->left && t->error == 0 && t->screen.followup != NULL)
		talk_metrics(t);
	put_goodbye(t);
	talk_flush(t);
}
