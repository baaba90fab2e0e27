/* Agreement between respondents: average deviations and gaps. */
#include "base/arena.h"
#include "engine.h"
#include "engine/agreement.h"

enum { OPTIONS_PER_LIMIT = 6, LEAST_JUDGED = 3 };

static struct ratio absolute(struct ratio a)
{
	return a.num < 0 ? ratio_neg(a) : a;
}

/* --- scales --------------------------------------------------------------- */

/* The different points of its options, ascending; returns how many. */
static uint32_t places_of(const struct question *q,
			  struct ratio places[EXPR_OPTIONS])
{
	uint32_t n = 0;

	for (uint32_t o = 0; o < q->option_count; o++) {
		struct answer a = { .kind = ANSWER_VALUE,
				    .choice = (uint8_t)o };
		struct expr_number p = points_of(q, &a);
		uint32_t at = n;

		if (p.absent)
			continue;
		while (at > 0 && ratio_cmp(places[at - 1], p.point) > 0)
			at--;
		if (at > 0 && ratio_cmp(places[at - 1], p.point) == 0)
			continue;
		for (uint32_t k = n++; k > at; k--)
			places[k] = places[k - 1];
		places[at] = p.point;
	}
	return n;
}

static bool evenly_spaced(const struct ratio *places, uint32_t count,
			  struct ratio step)
{
	for (uint32_t i = 1; i < count; i++)
		if (ratio_cmp(ratio_sub(places[i], places[i - 1]), step) != 0)
			return false;
	return true;
}

static void find_scale(const struct question *q, struct agreement_question *out)
{
	struct ratio places[EXPR_OPTIONS];
	uint32_t count;

	if (q->type != QUESTION_LEVEL && q->type != QUESTION_SINGLE)
		return;
	count = places_of(q, places);
	if (count < 2)
		return;
	out->measured = true;
	ratio_div(ratio_sub(places[count - 1], places[0]), RATIO(count - 1),
		  &out->step);
	out->limit = ratio_make(count, OPTIONS_PER_LIMIT);
	out->judged = count >= LEAST_JUDGED &&
		      evenly_spaced(places, count, out->step);
}

/* --- average deviation ---------------------------------------------------- */

/* The next answer of those groups that enters a mean; false at the end. */
static bool next_points(const struct score *s, uint32_t question,
			unsigned groups, uint32_t *at, struct ratio *points)
{
	const struct answers *as = s->answers;
	const struct question *q = &s->pack->questions[question];

	while (*at < as->set_count) {
		const struct answer_set *set = &as->sets[(*at)++];
		const struct answer *a = &set->answers[question];
		struct expr_number p;

		if ((groups >> set->group & 1) == 0 || set->together ||
		    a->kind != ANSWER_VALUE ||
		    answers_yields(as, set, question))
			continue;
		p = points_of(q, a);
		if (p.absent)
			continue;
		*points = p.point;
		return true;
	}
	return false;
}

static struct agreement_index index_of(const struct score *s,
				       uint32_t question, unsigned groups,
				       const struct agreement_question *scale)
{
	struct agreement_index out = { 0 };
	struct ratio sum = RATIO(0), apart = RATIO(0), x;
	uint16_t n = 0;

	for (uint32_t at = 0; next_points(s, question, groups, &at, &x); n++)
		sum = ratio_add(sum, x);
	out.respondents = n;
	if (n < 2)
		return out;
	out.known = true;
	ratio_div(sum, RATIO(n), &out.mean);
	for (uint32_t at = 0; next_points(s, question, groups, &at, &x);)
		apart = ratio_add(apart, absolute(ratio_sub(x, out.mean)));
	ratio_div(apart, ratio_mul(RATIO(n), scale->step), &out.deviation);
	out.mean = ratio_reduce(out.mean);
	out.deviation = ratio_reduce(out.deviation);
	out.agrees = scale->judged &&
		     ratio_cmp(out.deviation, scale->limit) <= 0;
	return out;
}

/*
 * Whether the staff's mean is of their own answers: it is not withheld, and
 * not the one answer they gave together.
 */
static bool staff_may_show(const struct group_points *staff)
{
	return !staff->withheld && staff->respondents > 1;
}

static void measure(const struct score *s, uint32_t question,
		    const struct group_points *groups,
		    struct agreement_question *out)
{
	unsigned asked = s->pack->questions[question].groups;
	unsigned leaders = 1u << GROUP_LEADERS & asked;
	unsigned experts = 1u << GROUP_EXPERTS & asked;

	out->groups[GROUP_LEADERS] = index_of(s, question, leaders, out);
	out->groups[GROUP_EXPERTS] = index_of(s, question, experts, out);
	out->named = index_of(s, question, leaders | experts, out);
	if (staff_may_show(&groups[GROUP_STAFF]))
		out->groups[GROUP_STAFF] =
		    index_of(s, question, 1u << GROUP_STAFF, out);
}

/* --- gaps ----------------------------------------------------------------- */

static bool has_mean(const struct group_points *g)
{
	return !g->withheld && g->respondents > 0 && !g->mean.absent;
}

static void compare(const struct group_points *groups,
		    struct agreement_question *out)
{
	const struct group_points *leaders = &groups[GROUP_LEADERS];
	const struct group_points *staff = &groups[GROUP_STAFF];

	if (!has_mean(leaders) || !has_mean(staff))
		return;
	out->compared = true;
	out->gap = ratio_reduce(
	    ratio_sub(leaders->mean.point, staff->mean.point));
}

/* Widest first; among equals the one that came first stays before. */
static void rank(struct agreement *g, uint32_t question)
{
	const struct agreement_question *all = g->questions;
	struct ratio gap = absolute(all[question].gap);
	uint32_t at = g->widest_count;

	while (at > 0 &&
	       ratio_cmp(absolute(all[g->widest[at - 1]].gap), gap) < 0)
		at--;
	if (at == AGREEMENT_WIDEST)
		return;
	if (g->widest_count < AGREEMENT_WIDEST)
		g->widest_count++;
	for (uint32_t k = g->widest_count - 1; k > at; k--)
		g->widest[k] = g->widest[k - 1];
	g->widest[at] = question;
}

/* --- everything ----------------------------------------------------------- */

struct agreement agreement_of(struct arena *a, const struct score *s)
{
	struct agreement g = { 0 };
	uint32_t count = s->pack->question_count;

	g.questions = ARENA_ARRAY(a, count, struct agreement_question);
	for (uint32_t i = 0; s->several && i < count; i++) {
		struct agreement_question *q = &g.questions[i];
		struct group_points groups[GROUP_COUNT];

		if (!s->questions[i].shown)
			continue;
		q->decided = s->questions[i].decided;
		score_originals(s, i, groups);
		find_scale(&s->pack->questions[i], q);
		if (q->measured)
			measure(s, i, groups, q);
		compare(groups, q);
		if (q->compared && !q->decided && !ratio_is_zero(q->gap))
			rank(&g, i);
	}
	return g;
}
