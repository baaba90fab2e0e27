/*
 * A question: what the firm answered, what each leader and expert said, what
 * was decided, and the points that follow.
 */
#include "base/arena.h"
#include "explainers.h"

static void put_condition(struct teller *t, const struct expr *when,
			  enum told label)
{
	if (when == NULL)
		return;
	tell_authored(t, label);
	tell_str(t, expr_text(when));
	tell_end(t);
}

static void put_note(struct teller *t, struct str note)
{
	if (note.len == 0)
		return;
	tell_label(t, "note", "note");
	tell_str(t, note);
	tell_end(t);
}

/* --- the firm's answer -------------------------------------------------- */

static void put_decision(struct teller *t, uint32_t question)
{
	const struct decision *d = score_decision(t->s, question);
	uint32_t count = 1;

	if (d == NULL)
		return;
	tell_label(t, "réponse arrêtée", "recorded decision");
	tell_answer(t, &t->s->pack->questions[question], &d->value);
	tell_end(t);
	tell_label(t, "décision", "decision");
	if (d->overrides)
		tell(t, "correction", "override");
	else
		tell(t, "consensus", "consensus");
	if (d->date.len > 0) {
		tell_comma(t, &count);
		tell_str(t, d->date);
	}
	if (d->author.len > 0) {
		tell_comma(t, &count);
		tell_str(t, d->author);
	}
	if (d->reason.len > 0)
		buf_text(t->out, " \xE2\x80\x94 ");
	tell_str(t, d->reason);
	tell_end(t);
	put_note(t, d->value.note);
}

static void put_firm_answer(struct teller *t, uint32_t question)
{
	const struct question_result *r = &t->s->questions[question];

	if (r->decided) {
		put_decision(t, question);
		return;
	}
	if (r->disagreement) {
		tell_label(t, "réponse de l'entreprise", "the firm's answer");
		tell(t, "les répondants ne s'accordent pas\n",
		     "respondents disagree\n");
		return;
	}
	if (r->firm->kind == ANSWER_VALUE) {
		if (r->state == STATE_HIDDEN)
			tell_label(t, "réponse gardée, non comptée",
				   "answer kept, not counted");
		else
			tell_label(t, "réponse", "answer");
		tell_answer(t, &t->s->pack->questions[question], r->firm);
		tell_end(t);
	}
	if (r->firm->kind == ANSWER_NA) {
		tell_label(t, "raison", "reason");
		tell_str(t, r->firm->reason);
		tell_end(t);
	}
	put_note(t, r->firm->note);
}

/* --- who said what ------------------------------------------------------ */

/* Why somebody's answer does not enter the mean, when it is not plain. */
static void put_uncounted(struct teller *t, uint32_t question,
			  const struct answer_set *set)
{
	const struct question *q = &t->s->pack->questions[question];

	if (set->answers[question].kind == ANSWER_NA &&
	    t->s->questions[question].na_aside)
		tell(t, " (ne compte pas\xC2\xA0: une autre réponse le rend "
			"impossible)",
		     " (does not count: another answer makes it impossible)");
	else if ((q->groups >> set->group & 1) == 0)
		tell(t, " (ne compte pas\xC2\xA0: la question n'est pas pour ce "
			"groupe)",
		     " (does not count: the question is not for this group)");
	else if (!t->s->questions[question].shown)
		tell(t, " (ne compte pas\xC2\xA0: question non posée)",
		     " (does not count: question not asked)");
}

static void put_named(struct teller *t, uint32_t question)
{
	const struct answer_set *set;
	uint32_t at = 0, count = 0;

	while ((set = score_next_named(t->s, question, &at)) != NULL) {
		const struct answer *a = &set->answers[question];

		if (count++ == 0)
			tell_head(t, "réponses nommées", "answers by name");
		tell_item(t, set->respondent);
		buf_text(t->out, " (");
		tell_group(t, set->group);
		tell(t, ")\xC2\xA0: ", "): ");
		tell_answer(t, &t->s->pack->questions[question], a);
		if (a->note.len > 0) {
			tell(t, "; note\xC2\xA0: ", "; note: ");
			tell_str(t, a->note);
		}
		put_uncounted(t, question, set);
		tell_end(t);
	}
}

static void put_group(struct teller *t, enum group group,
		      const struct group_points *g)
{
	if (g->withheld) {
		buf_text(t->out, "  ");
		tell_group(t, group);
		tell(t, "\xC2\xA0: moins de cinq réponses, aucune ne compte\n",
		     ": fewer than five answers, none counts\n");
	}
	if (g->respondents == 0)
		return;
	if (g->together) {
		tell(t, "  personnel\xC2\xA0: une seule réponse commune, donnée "
			"ensemble, ",
		     "  staff: one common answer, given together, ");
		tell_published(t, g->mean.point);
		tell_end(t);
		return;
	}
	buf_text(t->out, "  ");
	tell_group(t, group);
	tell(t, "\xC2\xA0: moyenne ", ": mean ");
	tell_published(t, g->mean.point);
	buf_fmt(t->out, " (%u)", g->respondents);
	tell_end(t);
}

/* One agreed answer, before a decision took its place. */
static void put_agreed(struct teller *t, uint32_t question)
{
	const struct answers *as = t->s->answers;

	if (as->set_count == 0)
		return;
	tell_label(t, "réponse d'origine", "original answer");
	tell_answer(t, &t->s->pack->questions[question],
		    &as->sets[0].answers[question]);
	tell_end(t);
	put_note(t, as->sets[0].answers[question].note);
}

static void put_groups(struct teller *t, uint32_t question)
{
	const struct question_result *r = &t->s->questions[question];
	struct group_points originals[GROUP_COUNT];

	if (!t->s->several) {
		if (r->decided)
			put_agreed(t, question);
		return;
	}
	put_named(t, question);
	if (r->decided) {
		score_originals(t->s, question, originals);
		for (int g = 0; g < GROUP_COUNT; g++)
			put_group(t, (enum group)g, &originals[g]);
		tell(t, "  la décision remplace ces réponses\n",
		     "  the decision replaces these answers\n");
		return;
	}
	for (int g = 0; g < GROUP_COUNT; g++)
		put_group(t, (enum group)g, &r->groups[g]);
}

/* --- points ------------------------------------------------------------- */

static void put_points(struct teller *t, const struct question_result *r)
{
	tell_label(t, "points", "points");
	if (r->points->absent)
		tell(t, "aucun, la question ne compte pas",
		     "none, the question does not count");
	else
		tell_published(t, r->points->point);
	tell_end(t);
	tell_label(t, "bornes", "bounds");
	if (!r->points->may_be_present) {
		tell(t, "aucune valeur possible\n", "no value possible\n");
		return;
	}
	tell(t, "de ", "from ");
	tell_published(t, r->points->lo);
	tell(t, " à ", " to ");
	tell_published(t, r->points->hi);
	if (r->points->may_be_absent)
		tell(t, ", ou absent", ", or absent");
	tell_end(t);
}

/* Open answers that decide whether it is asked at all. */
static void put_asked_by(struct teller *t, uint32_t question)
{
	const struct question *q = &t->s->pack->questions[question];
	struct reads r;

	if (!t->s->questions[question].maybe_hidden)
		return;
	r = reads_make(t->out->arena, t->s);
	reads_expr(&r, t->s->pack->sections[q->section].when, false);
	reads_expr(&r, q->when, false);
	explain_widened(t, &r, "posée ou non selon", "asked or not by");
}

void explain_question(struct teller *t, uint32_t index)
{
	const struct question *q = &t->s->pack->questions[index];
	const struct question_result *r = &t->s->questions[index];

	tell_title(t, q->id, q->code, &q->text);
	tell_label(t, "état", "state");
	tell_state(t, r->state);
	tell_end(t);
	put_condition(t, t->s->pack->sections[q->section].when,
		      TOLD_SECTION_IF);
	put_condition(t, q->when, TOLD_ASKED_IF);
	put_asked_by(t, index);
	put_firm_answer(t, index);
	put_groups(t, index);
	if (q->scored)
		put_points(t, r);
	tell_place(t, q->span);
}

/* --- a question read by something else ---------------------------------- */

/* A level whose points are its number has said it. */
static bool points_say_level(const struct question *q,
			     const struct question_result *r)
{
	return q->type == QUESTION_LEVEL && !r->points->absent &&
	       ratio_cmp(r->points->point, RATIO(r->firm->choice + 1)) == 0;
}

void explain_input(struct teller *t, uint32_t index)
{
	const struct question *q = &t->s->pack->questions[index];
	const struct question_result *r = &t->s->questions[index];

	tell_item(t, q->id);
	buf_text(t->out, "  ");
	if (!r->points->absent) {
		tell_points(t, r->points->point);
		buf_text(t->out, "  ");
	}
	tell_state(t, r->state);
	if (r->firm->kind == ANSWER_VALUE && !r->disagreement) {
		buf_text(t->out, " \xE2\x80\x94 ");
		if (points_say_level(q, r))
			tell_str(t, text_in(&q->options[r->firm->choice].text,
					    t->lang, t->s->pack));
		else
			tell_answer(t, q, r->firm);
	}
	if (r->firm->kind == ANSWER_NA) {
		buf_text(t->out, " \xE2\x80\x94 ");
		tell_str(t, r->firm->reason);
	}
	if (r->decided)
		tell(t, " (décision consignée)", " (recorded decision)");
	if (r->points->absent && q->scored)
		tell(t, " (laissée de côté)", " (left out)");
	tell_end(t);
}

void explain_why_absent(struct teller *t, uint32_t index)
{
	const struct question *q = &t->s->pack->questions[index];
	const struct question_result *r = &t->s->questions[index];

	tell_str(t, q->id);
	buf_char(t->out, ' ');
	if (r->disagreement && r->state == STATE_UNANSWERED)
		tell(t, "les répondants ne s'accordent pas",
		     "respondents disagree");
	else if (r->state == STATE_ANSWERED)
		tell(t, "sans points", "without points");
	else
		tell_state(t, r->state);
	if (r->state == STATE_NA && r->firm->kind == ANSWER_NA) {
		buf_text(t->out, " (");
		tell_str(t, r->firm->reason);
		buf_char(t->out, ')');
	}
}
