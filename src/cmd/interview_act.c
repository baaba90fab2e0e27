/* What a line typed does, and what is said of it. */
#include "interview.h"

#include "profile.h"


/* --- asking for more ----------------------------------------------------- */

/* A line to go with a command; false when nothing was typed. */
static bool ask_more(struct talk *t, const char *fr, const char *en,
		     struct str *more)
{
	struct str line;

	talk_put(t, fr, en);
	talk_put(t, " (Entrée pour annuler) > ", " (Enter to cancel) > ");
	talk_flush(t);
	if (talk_take(t, &line) != LINE_TYPED || line.len == 0) {
		talk_sentence(t, "Annulé.", "Cancelled.");
		return false;
	}
	*more = str_copy(t->turn, line);
	return true;
}

static const char *evidence_word(enum evidence status, enum lang lang)
{
	static const char *const words_of[][LANG_COUNT] = {
		[EVIDENCE_DECLARED] = { "déclarée", "declared" },
		[EVIDENCE_SHOWN] = { "montrée", "shown" },
		[EVIDENCE_VERIFIED] = { "vérifiée", "verified" },
	};

	return words_of[status][lang];
}

static bool ask_evidence(struct talk *t, enum evidence *status)
{
	struct str typed;

	if (!ask_more(t, "Une preuve 1 déclarée, 2 montrée ou 3 vérifiée?",
		      "Evidence 1 declared, 2 shown or 3 verified?", &typed))
		return false;
	if (typed.len == 1 && typed.at[0] >= '1' && typed.at[0] <= '3') {
		*status = (enum evidence)(typed.at[0] - '1');
		return true;
	}
	talk_sentence(t, "! 1, 2 ou 3 est attendu; rien n'est noté.",
		      "! 1, 2 or 3 is expected; nothing is noted.");
	return false;
}

/* What a command still needs before it can be done. */
static bool complete(struct talk *t, struct retry *wanted)
{
	uint32_t at = wanted->question;
	const struct question *q = &t->call->pack->questions[at];

	if (wanted->act == ACT_NA && wanted->text.len == 0 &&
	    interview_may_na(t->interview))
		return ask_more(t, "Pourquoi est-ce sans objet?",
				"Why does it not apply?", &wanted->text);
	if (wanted->act == ACT_COMMENT && wanted->text.len == 0)
		return ask_more(t, "Quel commentaire?", "What comment?",
				&wanted->text);
	if (wanted->act != ACT_EVIDENCE || q->criterion == NO_INDEX ||
	    interview_kind(t->interview) == INTERVIEW_STAFF)
		return true;
	if (wanted->text.len == 0 &&
	    !ask_more(t, "Qu'avez-vous vu, et où?", "What was seen, and where?",
		      &wanted->text))
		return false;
	return ask_evidence(t, &wanted->status);
}

/* --- doing --------------------------------------------------------------- */

static bool is_unsaved(struct talk *t, uint32_t question)
{
	uint32_t count;
	const struct str *all =
	    interview_unsaved(t->interview, t->turn, &count);

	for (uint32_t n = 0; n < count; n++)
		if (str_eq(all[n], t->call->pack->questions[question].id))
			return true;
	return false;
}

static bool attempt(struct talk *t, const struct retry *r)
{
	struct interview *i = t->interview;

	switch ((enum act)r->act) {
	case ACT_DONT_KNOW:
		return interview_dont_know(i, &t->heard);
	case ACT_NA:
		return interview_na(i, r->text, &t->heard);
	case ACT_ERASE:
		return interview_withdraw(i, &t->heard);
	case ACT_COMMENT:
		return interview_comment(i, r->text, &t->heard);
	case ACT_EVIDENCE:
		return interview_evidence(i, r->status, r->text, &t->heard);
	case ACT_ANSWER:
	case ACT_SKIP:
	case ACT_PREVIOUS:
	case ACT_GO:
	case ACT_VIEW:
	case ACT_RESULT:
	case ACT_HELP:
	case ACT_QUIT:
		break;
	}
	return interview_answer(i, r->text, t->call->lang, &t->heard);
}

/* 0, all of it, unless it is wider than a screen. */
static size_t line_columns(const struct buf *line)
{
	size_t columns = print_columns();

	return str_chars(buf_view(line)) > columns ? columns : 0;
}

static void put_saved(struct talk *t, const struct retry *r)
{
	struct buf line = buf_make(t->turn);
	struct screen inner = t->screen;
	const struct rubric *rubric = &t->call->pack->rubric;
	uint32_t criterion = t->call->pack->questions[r->question].criterion;

	inner.out = &line;
	if (r->act == ACT_COMMENT) {
		talk_sentence(t, "Commentaire enregistré.", "Comment saved.");
		return;
	}
	if (r->act == ACT_ERASE) {
		talk_sentence(t, "Réponse effacée.", "Answer erased.");
		return;
	}
	if (r->act == ACT_EVIDENCE) {
		buf_fmt(&line,
			say(t->call->lang, "Preuve enregistrée (%s) : ",
			    "Evidence saved (%s): "),
			evidence_word(r->status, t->call->lang));
		buf_str(&line, text_in(&rubric->criteria[criterion].title,
				       t->call->lang, t->call->pack));
	} else {
		buf_text(&line, say(t->call->lang, "Enregistré : ", "Saved: "));
		put_said_shortly(&inner, r->question);
	}
	/* A text that was typed may be a page. */
	if (r->act == ACT_EVIDENCE ||
	    t->call->pack->questions[r->question].type != QUESTION_TEXT) {
		put_wrapped(&t->out, buf_view(&line), 0);
		return;
	}
	put_cell(&t->out, buf_view(&line), line_columns(&line));
	buf_char(&t->out, '\n');
}

/* What an answer did to the questions that are asked. */
static void put_effect(struct talk *t, const struct interview_progress *was)
{
	struct interview_progress is = interview_progress(t->interview);
	struct screen *s = &t->screen;

	if (is.applies > was->applies)
		put_count(s, is.applies - was->applies, "question s'ajoute.\n",
			  "questions s'ajoutent.\n", "more question.\n",
			  "more questions.\n");
	if (is.applies < was->applies)
		put_count(s, was->applies - is.applies,
			  "question ne se pose plus.\n",
			  "questions ne se posent plus.\n",
			  "question is no longer asked.\n",
			  "questions are no longer asked.\n");
	if (is.aside > was->aside)
		talk_sentence(t, "Les réponses déjà données restent gardées.",
			      "Answers already given are kept.");
	if (is.withdrawn > was->withdrawn)
		talk_sentence(t,
			      "Un « sans objet » ne tient plus : sa question "
			      "sera reposée.",
			      "A \"not applicable\" no longer holds: its "
			      "question will be asked again.");
	if (!s->express || is.level_hi == 0 || was->level_hi == 0)
		return;
	talk_put(t, "Niveau global : ", "Overall level: ");
	put_levels(s, was->level_lo, was->level_hi);
	if (is.level_lo == was->level_lo && is.level_hi == was->level_hi) {
		talk_put(t, ", comme avant\n", ", as before\n");
		return;
	}
	buf_text(&t->out, " -> ");
	put_levels(s, is.level_lo, is.level_hi);
	buf_char(&t->out, '\n');
}

void talk_show(struct talk *t)
{
	uint32_t at = interview_at(t->interview);
	struct interview_progress p = interview_progress(t->interview);
	bool intro;

	if (t->screen.express && p.short_path == 0 && p.open > 0 &&
	    !t->path_told) {
		t->path_told = true;
		buf_char(&t->out, '\n');
		talk_sentence(t,
			      "Le parcours court est fini; `r` en montre le "
			      "résultat. Les questions qui suivent le "
			      "précisent; `q` pour s'arrêter ici.",
			      "The short path is done; `r` shows its result. "
			      "The questions that follow make it more precise; "
			      "`q` to stop here.");
	}
	if (at == NO_INDEX) {
		show_end(&t->screen);
		return;
	}
	intro = !t->screen.express &&
		t->section != t->call->pack->questions[at].section;
	t->section = t->call->pack->questions[at].section;
	show_question(&t->screen, intro);
}

/* The disk's fault: the question stays, and so does what was typed. */
static void keep_for_retry(struct talk *t, const struct retry *r)
{
	t->retry = *r;
	t->retry.text = str_copy(t->call->arena, r->text);
	talk_sentence(t,
		      "Ceci n'est PAS enregistré. Entrée pour réessayer; vos "
		      "réponses d'avant sont intactes.",
		      "This is NOT saved. Enter to try again; your earlier "
		      "answers are intact.");
}

void talk_say(struct talk *t, struct retry r)
{
	struct interview_progress was = interview_progress(t->interview);

	if (!r.whole && !complete(t, &r))
		return;
	r.whole = true;
	inputs_time(t->call->desk);
	t->call->desk->failed = false;
	t->retry.act = 0;
	if (!attempt(t, &r)) {
		talk_mistakes(t);
		if (t->call->desk->failed && is_unsaved(t, r.question))
			keep_for_retry(t, &r);
		return;
	}
	put_saved(t, &r);
	if (r.act == ACT_COMMENT || r.act == ACT_EVIDENCE)
		return;
	put_effect(t, &was);
	if (r.act != ACT_ERASE)
		interview_next(t->interview);
	talk_show(t);
}

void talk_result(struct talk *t)
{
	const struct score *s;

	if (interview_kind(t->interview) == INTERVIEW_STAFF ||
	    interview_kind(t->interview) == INTERVIEW_TOGETHER) {
		talk_sentence(
		    t,
		    "! le résultat se montre à l'entreprise, une fois "
		    "la collecte du personnel fermée; il ne se montre "
		    "pas ici",
		    "! the result is shown to the firm, once the "
		    "staff's collection is closed; it is not shown "
		    "here");
		return;
	}
	s = interview_result(t->interview);
	buf_char(&t->out, '\n');
	if (s == NULL)
		talk_sentence(t,
			      "! ce dossier ne se note pas en l'état; `jalon "
			      "score` dit pourquoi",
			      "! this case cannot be scored as it stands; "
			      "`jalon score` says why");
	else if (!interview_sees_all(t->interview))
		talk_sentence(t,
			      "De vos seules réponses : celles des autres n'y "
			      "sont pas. Le résultat de l'entreprise se "
			      "montre une fois la collecte du personnel "
			      "fermée.",
			      "From your answers alone: those of others are "
			      "not in it. The firm's result is shown once the "
			      "staff's collection is closed.");
	if (s != NULL)
		profile_write(&t->out, t->turn, s, t->call->lang);
}

void talk_go(struct talk *t, struct str where)
{
	if (interview_go(t->interview, where, &t->heard))
		talk_show(t);
	else
		talk_mistakes(t);
}

void talk_previous(struct talk *t)
{
	if (interview_previous(t->interview))
		talk_show(t);
	else
		talk_sentence(t, "! c'est la première question",
			      "! this is the first question");
}
