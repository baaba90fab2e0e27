/*
 * From answers to values: what is shown, the state of each question, the
 * value that conditions read and the points that the score reads. What was
 * said by whom, and what it is worth, is voices.c.
 */
#include <string.h>

#include "base/arena.h"
#include "voices.h"

/* Beyond any answer to a number question without limits. */
static const struct ratio unbounded = { 9000000000, 1 };

/* --- values for expressions ------------------------------------------------ */

static uint64_t all_options(const struct question *q)
{
	return q->option_count >= 64 ? UINT64_MAX
				     : ((uint64_t)1 << q->option_count) - 1;
}

static void value_absent(const struct question *q, struct expr_answer *v)
{
	switch (q->type) {
	case QUESTION_BOOLEAN:
		v->truth = (struct expr_truth){ TRUTH_ABSENT, TRUTH_ABSENT };
		break;
	case QUESTION_SINGLE:
		v->choice = (struct expr_choice){ EXPR_OPTIONS, true, 0 };
		break;
	case QUESTION_MULTIPLE:
		v->chosen = (struct expr_chosen){ .absent = true,
						  .may_be_absent = true };
		break;
	case QUESTION_LEVEL:
	case QUESTION_NUMBER:
	case QUESTION_TEXT:
	case QUESTION_DATE:
		v->number = number_absent();
		break;
	}
}

static void value_open(const struct question *q, struct expr_answer *v)
{
	value_absent(q, v);
	switch (q->type) {
	case QUESTION_BOOLEAN:
		v->truth.can = TRUTH_FALSE | TRUTH_TRUE | TRUTH_ABSENT;
		break;
	case QUESTION_SINGLE:
		v->choice.can = all_options(q);
		break;
	case QUESTION_MULTIPLE:
		v->chosen.maybe = all_options(q);
		break;
	case QUESTION_NUMBER:
		v->number.may_be_present = true;
		v->number.lo = q->has_min ? q->min : ratio_neg(unbounded);
		v->number.hi = q->has_max ? q->max : unbounded;
		break;
	case QUESTION_LEVEL:
	case QUESTION_TEXT:
	case QUESTION_DATE:
		break;
	}
}

static void value_known(const struct question *q, const struct answer *a,
			struct expr_answer *v)
{
	uint8_t truth = a->truth ? TRUTH_TRUE : TRUTH_FALSE;

	switch (q->type) {
	case QUESTION_BOOLEAN:
		v->truth = (struct expr_truth){ truth, truth };
		break;
	case QUESTION_SINGLE:
		v->choice = (struct expr_choice){ a->choice, false,
						  (uint64_t)1 << a->choice };
		break;
	case QUESTION_MULTIPLE:
		v->chosen = (struct expr_chosen){ a->chosen, a->chosen,
						  a->chosen, false, false };
		break;
	case QUESTION_NUMBER:
		v->number = number_exactly(a->number);
		break;
	case QUESTION_LEVEL:
	case QUESTION_TEXT:
	case QUESTION_DATE:
		break;
	}
}

/* Some completion hides the question: its value may be absent then. */
static void value_may_hide(const struct question *q, struct expr_answer *v,
			   bool hidden_now)
{
	switch (q->type) {
	case QUESTION_BOOLEAN:
		v->truth.can |= TRUTH_ABSENT;
		if (hidden_now)
			v->truth.point = TRUTH_ABSENT;
		break;
	case QUESTION_SINGLE:
		v->choice.may_be_absent = true;
		if (hidden_now)
			v->choice.point = EXPR_OPTIONS;
		break;
	case QUESTION_MULTIPLE:
		v->chosen.may_be_absent = true;
		v->chosen.absent = v->chosen.absent || hidden_now;
		break;
	case QUESTION_NUMBER:
		v->number.may_be_absent = true;
		v->number.absent = v->number.absent || hidden_now;
		break;
	case QUESTION_LEVEL:
	case QUESTION_TEXT:
	case QUESTION_DATE:
		break;
	}
}

static void number_may_hide(struct expr_number *n, bool hidden_now)
{
	n->may_be_absent = true;
	n->absent = n->absent || hidden_now;
}

/* --- one question ---------------------------------------------------------- */

static const struct expr_truth always = { TRUTH_TRUE, TRUTH_TRUE };

static struct expr_truth condition(const struct engine *e,
				   const struct expr *when)
{
	return when == NULL ? always : expr_condition(when, &e->env);
}

/* Shown only when its section and itself are: `and` of two conditions. */
static struct expr_truth both(struct expr_truth a, struct expr_truth b)
{
	uint8_t true_in_both = a.can & b.can & TRUTH_TRUE;
	uint8_t point = a.point & b.point & TRUTH_TRUE;

	/* In `when`, absent counts as false. */
	return (struct expr_truth){
		.point = point != 0 ? TRUTH_TRUE : TRUTH_FALSE,
		.can = ((a.can | b.can) & ~TRUTH_TRUE) != 0
			   ? true_in_both | TRUTH_FALSE
			   : true_in_both,
	};
}

static enum expr_state state_of(const struct answer *a)
{
	switch (a->kind) {
	case ANSWER_VALUE:
		return STATE_ANSWERED;
	case ANSWER_NA:
		return STATE_NA;
	case ANSWER_DONT_KNOW:
		return STATE_DONT_KNOW;
	case ANSWER_MISSING:
		return STATE_UNANSWERED;
	}
	BUG("answer kind %d", (int)a->kind);
}

static uint8_t bit_of(enum expr_state state)
{
	return (uint8_t)(1 << state);
}

/* States that completions can give to a question in this state. */
static uint8_t reachable_states(const struct question *q,
				enum expr_state state)
{
	uint8_t can = bit_of(state);

	if (state == STATE_DONT_KNOW || state == STATE_UNANSWERED) {
		can |= bit_of(STATE_ANSWERED);
		if (q->na_always || q->na_when != NULL)
			can |= bit_of(STATE_NA);
	}
	return can;
}

static bool na_allowed(const struct engine *e, const struct question *q)
{
	if (q->na_always)
		return true;
	/* An open condition does not refuse it. */
	return q->na_when != NULL &&
	       condition(e, q->na_when).point != TRUTH_FALSE;
}

/*
 * Of several respondents, one says "not applicable" and another's answer makes
 * it impossible: nobody is mistaken alone. It is set aside, and said.
 */
static void set_na_aside(struct engine *e, uint32_t index, struct diags *diags)
{
	const struct answers *as = e->score.answers;
	const struct question *q = &e->pack->questions[index];

	for (uint32_t s = 0; s < as->set_count; s++) {
		const struct answer *a = &as->sets[s].answers[index];

		if (a->kind != ANSWER_NA)
			continue;
		if (na_allowed(e, q))
			return;
		e->score.questions[index].na_aside = true;
		if (diags != NULL)
			DIAG_STR(diags, a->span, MSG_NA_ASIDE, q->id);
		return;
	}
}

static void refuse_one(const struct engine *e, const struct question *q,
		       const struct answer *a, struct diags *diags, bool *ok)
{
	if (a->kind != ANSWER_NA || na_allowed(e, q))
		return;
	DIAG_STR(diags, a->span, MSG_NA_REFUSED, q->id);
	*ok = false;
}

/* One agreed set, or a decision, contradicts itself. */
static void refuse_na(const struct engine *e, uint32_t index,
		      struct diags *diags, bool *ok)
{
	const struct question *q = &e->pack->questions[index];

	if (e->agreed != NULL)
		refuse_one(e, q, &e->agreed[index], diags, ok);
	if (e->decisions[index] != NULL)
		refuse_one(e, q, &e->decisions[index]->value, diags, ok);
}

static void warn_hidden(const struct engine *e, uint32_t index,
			struct diags *diags)
{
	const struct answers *as = e->score.answers;
	const struct question *q = &e->pack->questions[index];
	const struct expr *when = q->when != NULL
				      ? q->when
				      : e->pack->sections[q->section].when;

	for (uint32_t s = 0; s < as->set_count; s++) {
		const struct answer *a = &as->sets[s].answers[index];

		if (a->kind == ANSWER_MISSING)
			continue;
		DIAG_STR(diags, a->span, MSG_HIDDEN_ANSWER, q->id,
			 when == NULL ? STR("") : expr_text(when));
		return;
	}
	if (e->decisions[index] != NULL &&
	    e->decisions[index]->value.kind != ANSWER_MISSING)
		DIAG_STR(diags, e->decisions[index]->span, MSG_HIDDEN_ANSWER,
			 q->id, when == NULL ? STR("") : expr_text(when));
}

static void settle_state(struct question_result *r, const struct question *q,
			 const struct firm *firm, bool groups_na,
			 bool somebody, struct expr_answer *v)
{
	enum expr_state state = state_of(firm->answer);

	if (firm->disagreement)
		state = STATE_UNANSWERED;
	if (state == STATE_UNANSWERED && firm->dont_know && !firm->disagreement)
		state = STATE_DONT_KNOW;
	/* Respondents answered, even if no one answer stands for the firm. */
	if ((state == STATE_UNANSWERED || state == STATE_DONT_KNOW) &&
	    (somebody || groups_na))
		state = somebody ? STATE_ANSWERED : STATE_NA;
	r->state = state;
	v->state = (uint8_t)state;
	v->can_state = reachable_states(q, state);
	/* Conditions see no answer where the deciding group disagrees. */
	if (firm->disagreement) {
		v->state = STATE_UNANSWERED;
		v->can_state |= bit_of(STATE_UNANSWERED);
	}
}

static bool somebody_answered(const struct question_result *r)
{
	for (int g = 0; g < GROUP_COUNT; g++)
		if (r->groups[g].respondents > 0)
			return true;
	return false;
}

static bool is_open(const struct firm *firm)
{
	return firm->disagreement || (firm->answer->kind != ANSWER_VALUE &&
				      firm->answer->kind != ANSWER_NA);
}

static void settle_points(struct engine *e, uint32_t index,
			  const struct firm *firm, struct question_result *r,
			  bool *groups_na)
{
	bool one = !e->score.several || e->decisions[index] != NULL ||
		   e->tried_question == index;
	struct expr_number *of_firm = &e->firm_points[index];
	struct expr_number *published = &e->points[index];

	*groups_na = false;
	answer_points(e, index,
		      firm->disagreement ? &nothing_said : firm->answer,
		      of_firm);
	if (published != of_firm)
		*published = one ? *of_firm
				 : groups_points(e, index, r, groups_na);
	/* `blank` is for scores: a gate that waits for an answer is to be
	 * confirmed, not in force. */
	if (e->pack->rubric.has_blank && is_open(firm)) {
		of_firm->absent = true;
		of_firm->may_be_absent = true;
	}
	if (e->raised_question == index)
		*published = number_exactly(e->raised_to);
}

static void settle_value(const struct question *q, const struct firm *firm,
			 struct expr_answer *v)
{
	if (firm->disagreement)
		value_open(q, v);
	else if (firm->answer->kind == ANSWER_VALUE)
		value_known(q, firm->answer, v);
	else if (firm->answer->kind == ANSWER_NA)
		value_absent(q, v);
	else
		value_open(q, v);
}

/*
 * A hidden question: kept, listed, never counted. Clients alike hide the same
 * ones: what the last case left is not written again.
 */
static void hide(struct engine *e, uint32_t index, struct question_result *r,
		 struct expr_answer *v)
{
	if (r->state == STATE_HIDDEN && v->can_state == bit_of(STATE_HIDDEN) &&
	    e->firm_points == e->points)
		return;
	value_absent(&e->pack->questions[index], v);
	e->points[index] = number_absent();
	e->firm_points[index] = number_absent();
	r->state = STATE_HIDDEN;
	v->state = STATE_HIDDEN;
	v->can_state = bit_of(STATE_HIDDEN);
}

/*
 * Most questions of most cases: one agreed answer to a question that is
 * surely shown. The same result as the general way, without its copies.
 */
static bool settle_plainly(struct engine *e, uint32_t index)
{
	const struct question *q = &e->pack->questions[index];
	const struct answer *a = &e->agreed[index];
	struct question_result *r = &e->score.questions[index];
	struct expr_answer *v = &e->answers[index];

	if (a->kind != ANSWER_VALUE || e->decisions[index] != NULL ||
	    e->tried_question == index || e->raised_question == index)
		return false;
	r->state = STATE_ANSWERED;
	r->shown = true;
	r->maybe_hidden = r->disagreement = r->decided = r->na_aside = false;
	r->firm = a;
	value_points(e, index, a, &e->points[index]);
	if (e->firm_points != e->points)
		e->firm_points[index] = e->points[index];
	v->state = STATE_ANSWERED;
	v->can_state = bit_of(STATE_ANSWERED);
	value_known(q, a, v);
	return true;
}

static struct expr_truth question_shown(const struct engine *e,
					const struct question *q)
{
	struct expr_truth section = e->sections[q->section];

	if (q->when == NULL && section.can == TRUTH_TRUE)
		return always;
	return both(section, condition(e, q->when));
}

static void settle_question(struct engine *e, uint32_t index,
			    struct diags *diags, bool *ok)
{
	const struct question *q = &e->pack->questions[index];
	struct question_result *r = &e->score.questions[index];
	struct expr_answer *v = &e->answers[index];
	struct expr_truth shown = question_shown(e, q);
	struct firm firm;
	bool groups_na;

	if (shown.can == TRUTH_TRUE && e->agreed != NULL &&
	    settle_plainly(e, index))
		return;
	r->shown = shown.point == TRUTH_TRUE;
	r->na_aside = false;
	if (e->score.several && r->shown)
		set_na_aside(e, index, diags);
	firm = firm_answer(e, index);
	if (e->score.several)
		for (int g = 0; g < GROUP_COUNT; g++)
			r->groups[g] = (struct group_points){ 0 };
	r->maybe_hidden = (shown.can & TRUTH_TRUE) != 0 &&
			  (shown.can & TRUTH_FALSE) != 0;
	r->disagreement = firm.disagreement;
	r->decided = e->decisions[index] != NULL;
	r->firm = firm.disagreement ? &nothing_said : firm.answer;
	if ((shown.can & TRUTH_TRUE) == 0) {
		hide(e, index, r, v);
		if (diags != NULL)
			warn_hidden(e, index, diags);
		return;
	}
	settle_points(e, index, &firm, r, &groups_na);
	settle_value(q, &firm, v);
	settle_state(r, q, &firm, groups_na,
		     e->score.several && somebody_answered(r), v);
	if (diags != NULL && r->shown)
		refuse_na(e, index, diags, ok);
	if (r->maybe_hidden) {
		value_may_hide(q, v, !r->shown);
		number_may_hide(&e->firm_points[index], !r->shown);
		number_may_hide(&e->points[index], !r->shown);
		v->can_state |= bit_of(STATE_HIDDEN);
	}
	if (!r->shown) {
		r->state = STATE_HIDDEN;
		v->state = STATE_HIDDEN;
	}
}

/* --- everything ------------------------------------------------------------ */

static void note_decisions(struct engine *e)
{
	const struct answers *as = e->score.answers;

	memset(e->decisions, 0,
	       e->pack->question_count * sizeof(e->decisions[0]));
	for (uint32_t i = 0; i < as->decision_count; i++)
		e->decisions[as->decisions[i].question] = &as->decisions[i];
}

static void warn_withheld(const struct engine *e, struct diags *diags)
{
	const struct answers *as = e->score.answers;

	for (uint32_t q = 0; q < e->pack->question_count; q++)
		if (e->score.questions[q].groups[GROUP_STAFF].withheld)
			DIAG_STR(diags, as->sets_span, MSG_STAFF_WITHHELD,
				 e->pack->questions[q].id);
}

bool settle_answers(struct engine *e, struct diags *diags)
{
	const struct pack *pack = e->pack;
	bool ok = true;

	note_decisions(e);
	e->agreed = e->score.several || e->score.answers->set_count == 0
			? NULL
			: e->score.answers->sets[0].answers;
	e->firm_points = e->score.several || pack->rubric.has_blank ||
				 e->raised_question != NO_INDEX
			     ? e->firm_apart
			     : e->points;
	if (e->groups_told && !e->score.several)
		memset(e->groups, 0, pack->question_count * GROUP_COUNT *
					 sizeof(e->groups[0]));
	e->groups_told = e->score.several;
	e->env.points = e->firm_points;
	for (uint32_t i = 0; i < pack->step_count; i++) {
		const struct step *step = &pack->steps[i];

		switch (step->kind) {
		case STEP_FACT:
			e->score.facts[step->index] = expr_eval(
			    pack->facts[step->index].is, &e->env);
			break;
		case STEP_SECTION:
			e->sections[step->index] = condition(
			    e, pack->sections[step->index].when);
			break;
		case STEP_QUESTION:
			settle_question(e, step->index, diags, &ok);
			break;
		}
	}
	if (diags != NULL && e->score.several)
		warn_withheld(e, diags);
	return ok;
}
