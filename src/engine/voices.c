/*
 * What was said, by whom, and what it is worth: the firm's one answer to each
 * question, the points of an answer, the means of groups.
 *
 * A set of `answers:` is agreed: it stands for everybody. With `sets:`, the
 * score reads the mean of the groups a question is for, while conditions and
 * gates read one answer for the firm.
 */
#include "voices.h"

enum { STAFF_AT_LEAST = 5 };

const struct answer nothing_said = { .kind = ANSWER_MISSING };

/* What somebody said, as it counts. */
static const struct answer *answer_of(const struct engine *e,
				      const struct answer_set *set, uint32_t q)
{
	const struct answer *a = &set->answers[q];

	if (a->kind == ANSWER_NA && e->score.questions[q].na_aside)
		return &nothing_said;
	return answers_yields(e->score.answers, set, q) ? &nothing_said : a;
}

static bool is_answered(const struct answer *a)
{
	return a->kind == ANSWER_VALUE || a->kind == ANSWER_NA;
}

/* --- the firm's one answer ------------------------------------------------ */

/* What a group (experts, leaders) says with one voice, if it does. */
static bool group_voice(const struct engine *e, uint32_t index,
			enum group group, struct firm *firm)
{
	const struct answers *as = e->score.answers;
	const struct question *q = &e->pack->questions[index];

	/* What a group was not asked does not count. */
	if ((q->groups >> group & 1) == 0)
		return false;
	for (uint32_t s = 0; s < as->set_count; s++) {
		const struct answer_set *set = &as->sets[s];
		const struct answer *a = answer_of(e, set, index);

		if (set->group != group || set->together)
			continue;
		if (a->kind == ANSWER_DONT_KNOW)
			firm->dont_know = true;
		if (!is_answered(a))
			continue;
		if (firm->answer == NULL)
			firm->answer = a;
		else if (!answer_same(q, firm->answer, a))
			firm->disagreement = true;
	}
	return firm->answer != NULL;
}

static const struct answer *together_answer(const struct engine *e,
					    uint32_t index)
{
	const struct answers *as = e->score.answers;

	for (uint32_t s = 0; s < as->set_count; s++)
		if (as->sets[s].together &&
		    answer_of(e, &as->sets[s], index)->kind != ANSWER_MISSING)
			return answer_of(e, &as->sets[s], index);
	return NULL;
}

struct firm firm_answer(const struct engine *e, uint32_t index)
{
	const struct question *q = &e->pack->questions[index];
	struct firm firm = { 0 };

	if (e->tried_question == index) {
		firm.answer = &e->tried;
		return firm;
	}
	if (e->decisions[index] != NULL) {
		firm.answer = &e->decisions[index]->value;
		return firm;
	}
	if (!e->score.several) {
		firm.answer = e->agreed != NULL ? &e->agreed[index]
						: &nothing_said;
		return firm;
	}
	if (group_voice(e, index, GROUP_EXPERTS, &firm) ||
	    group_voice(e, index, GROUP_LEADERS, &firm))
		return firm;
	if ((q->groups >> GROUP_STAFF & 1) != 0)
		firm.answer = together_answer(e, index);
	if (firm.answer == NULL)
		firm.answer = &nothing_said;
	return firm;
}

/* --- points --------------------------------------------------------------- */

static struct ratio chosen_points(const struct question *q, uint64_t chosen)
{
	struct ratio sum = RATIO(0);

	for (uint32_t i = 0; i < q->option_count; i++)
		if ((chosen >> i & 1) != 0)
			sum = ratio_add(sum, q->options[i].points);
	return sum;
}

struct expr_number points_of(const struct question *q, const struct answer *a)
{
	switch (q->type) {
	case QUESTION_LEVEL:
		return number_exactly(RATIO(a->choice + 1));
	case QUESTION_SINGLE:
		if (!q->options[a->choice].has_points)
			return number_absent();
		return number_exactly(q->options[a->choice].points);
	case QUESTION_BOOLEAN:
		if (!q->scored)
			return number_absent();
		return number_exactly(a->truth ? q->if_true : q->if_false);
	case QUESTION_MULTIPLE:
		if (!q->scored)
			return number_absent();
		return number_exactly(chosen_points(q, a->chosen));
	case QUESTION_NUMBER:
	case QUESTION_TEXT:
	case QUESTION_DATE:
		return number_absent();
	}
	BUG("question type %d", (int)q->type);
}

/* The same, from what was worked out when the engine was opened. */
void value_points(const struct engine *e, uint32_t index,
		  const struct answer *a, struct expr_number *n)
{
	const struct question *q = &e->pack->questions[index];

	switch (q->type) {
	case QUESTION_LEVEL:
	case QUESTION_SINGLE:
		*n = e->known[index][a->choice];
		break;
	case QUESTION_BOOLEAN:
		*n = e->known[index][a->truth];
		break;
	case QUESTION_MULTIPLE:
		if (q->scored)
			number_put_exactly(n, chosen_points(q, a->chosen));
		else
			*n = number_absent();
		break;
	case QUESTION_NUMBER:
	case QUESTION_TEXT:
	case QUESTION_DATE:
		*n = number_absent();
		break;
	}
}

/* An open question: blank in the point, anything it can give in the bounds. */
static struct expr_number open_points(const struct engine *e, uint32_t index)
{
	const struct question *q = &e->pack->questions[index];
	const struct rubric *r = &e->pack->rubric;
	struct expr_number n = number_absent();

	if (!q->scored)
		return n;
	n.may_be_present = true;
	n.lo = e->reach[index].lo;
	n.hi = e->reach[index].hi;
	if (r->has_blank) {
		n.absent = false;
		n.point = r->blank;
		n.lo = ratio_min(n.lo, r->blank);
		n.hi = ratio_max(n.hi, r->blank);
		n.may_be_absent = q->na_always || q->na_when != NULL ||
				  e->reach[index].absent;
	}
	return n;
}

void answer_points(const struct engine *e, uint32_t index,
		   const struct answer *a, struct expr_number *n)
{
	switch (a->kind) {
	case ANSWER_VALUE:
		value_points(e, index, a, n);
		break;
	case ANSWER_NA:
		*n = number_absent();
		break;
	case ANSWER_DONT_KNOW:
	case ANSWER_MISSING:
		*n = open_points(e, index);
		break;
	}
}

bool group_mean(const struct engine *e, uint32_t index, enum group group,
		struct group_points *g, bool *not_applicable)
{
	const struct answers *as = e->score.answers;
	const struct question *q = &e->pack->questions[index];
	struct ratio sum = RATIO(0);
	uint32_t sets = 0, n = 0, na = 0, values = 0;

	*g = (struct group_points){ .mean = number_absent() };
	for (uint32_t s = 0; s < as->set_count; s++) {
		const struct answer_set *set = &as->sets[s];
		const struct answer *a = answer_of(e, set, index);

		if (set->group != group || set->together)
			continue;
		sets++;
		na += a->kind == ANSWER_NA;
		values += a->kind == ANSWER_VALUE;
		if (a->kind == ANSWER_VALUE && q->scored) {
			struct expr_number p;

			value_points(e, index, a, &p);
			if (p.absent)
				continue;
			sum = ratio_add(sum, p.point);
			n++;
		}
	}
	/* An answer without points does not hide the others in a mean. */
	if (group == GROUP_STAFF &&
	    (q->scored ? n : values) < STAFF_AT_LEAST) {
		const struct answer *a = together_answer(e, index);

		g->withheld = values > 0;
		if (a == NULL)
			return false;
		g->together = a->kind == ANSWER_VALUE;
		answer_points(e, index, a, &g->mean);
		g->respondents = a->kind == ANSWER_VALUE && !g->mean.absent;
		*not_applicable = a->kind == ANSWER_NA;
		return true;
	}
	g->respondents = (uint16_t)n;
	*not_applicable = n == 0 && na > 0;
	if (n > 0)
		ratio_div(sum, RATIO(n), &g->mean.point);
	if (n > 0)
		g->mean = number_exactly(g->mean.point);
	else if (!*not_applicable && values == 0)
		g->mean = open_points(e, index);
	return sets > 0;
}

/* The published points: the mean of the means of the groups that count. */
struct expr_number groups_points(struct engine *e, uint32_t index,
				 struct question_result *r,
				 bool *not_applicable)
{
	const struct question *q = &e->pack->questions[index];
	struct expr_number means[GROUP_COUNT];
	uint32_t n = 0, absent = 0;

	for (int g = 0; g < GROUP_COUNT; g++) {
		bool na = false;

		if ((q->groups >> g & 1) == 0)
			continue;
		if (!group_mean(e, index, (enum group)g, &r->groups[g], &na))
			continue;
		means[n++] = r->groups[g].mean;
		absent += na;
	}
	*not_applicable = n > 0 && absent == n;
	return n == 0 ? open_points(e, index) : number_mean(means, NULL, n);
}
