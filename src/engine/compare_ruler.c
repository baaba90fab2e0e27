/*
 * Whether two figures were taken with the same ruler: parts, questions,
 * options, formulas, weights. And which questions stand in the way.
 */
#include "base/arena.h"
#include "comparing.h"

/* --- definitions ---------------------------------------------------------- */

static bool same_marks(const struct pairs *p, const bool *before,
		       const bool *after)
{
	for (uint32_t i = 0; i < p->before_count; i++)
		if (before[i] && (p->to_after[i] == NO_INDEX ||
				  !after[p->to_after[i]]))
			return false;
	for (uint32_t i = 0; i < p->after_count; i++)
		if (after[i] && (p->to_before[i] == NO_INDEX ||
				 !before[p->to_before[i]]))
			return false;
	return true;
}

static bool same_parts(const struct comparing *c, const struct reading_of *m)
{
	return same_marks(&c->pairs[PAIR_CRITERION], m->before.criteria,
			  m->after.criteria) &&
	       same_marks(&c->pairs[PAIR_DIMENSION], m->before.dimensions,
			  m->after.dimensions);
}

static bool same_formulas(struct comparing *c, const struct reading_of *m)
{
	const struct rubric *was = &c->before->pack->rubric;
	const struct rubric *is = &c->after->pack->rubric;

	for (uint32_t i = 0; i < is->criterion_count; i++) {
		const struct criterion *b, *a = &is->criteria[i];

		if (!m->after.criteria[i])
			continue;
		b = &was->criteria[c->pairs[PAIR_CRITERION].to_before[i]];
		if (b->score_is_default != a->score_is_default ||
		    (!a->score_is_default &&
		     !same_expr(c, b->score, a->score)) ||
		    !same_expr(c, b->level, a->level))
			return false;
	}
	for (uint32_t i = 0; i < is->dimension_count; i++) {
		const struct dimension *b, *a = &is->dimensions[i];

		if (!m->after.dimensions[i])
			continue;
		b = &was->dimensions[c->pairs[PAIR_DIMENSION].to_before[i]];
		if (!same_expr(c, b->score, a->score) ||
		    !same_expr(c, b->level, a->level))
			return false;
	}
	return !m->after.overall ||
	       (same_expr(c, was->overall_score, is->overall_score) &&
		same_expr(c, was->overall_max, is->overall_max) &&
		same_expr(c, was->overall_level, is->overall_level));
}

/* Of their sums: a share is what a weight is worth. */
static bool same_share(struct ratio was, struct ratio all_was, struct ratio is,
		       struct ratio all_is)
{
	return ratio_cmp(ratio_mul(was, all_is), ratio_mul(is, all_was)) == 0;
}

static struct ratio criterion_weights(const struct rubric *r, uint32_t d)
{
	struct ratio sum = RATIO(0);

	for (uint32_t i = 0; i < r->dimensions[d].criterion_count; i++)
		sum = ratio_add(sum,
				r->criteria[r->dimensions[d].first_criterion +
					    i].weight);
	return sum;
}

static bool same_weights_in(const struct comparing *c, uint32_t before,
			    uint32_t after)
{
	const struct rubric *was = &c->before->pack->rubric;
	const struct rubric *is = &c->after->pack->rubric;
	const struct dimension *d = &is->dimensions[after];
	struct ratio all_was = criterion_weights(was, before);
	struct ratio all_is = criterion_weights(is, after);

	for (uint32_t i = 0; i < d->criterion_count; i++) {
		uint32_t a = d->first_criterion + i;
		uint32_t b = c->pairs[PAIR_CRITERION].to_before[a];

		if (b == NO_INDEX || was->criteria[b].dimension != before ||
		    !same_share(was->criteria[b].weight, all_was,
				is->criteria[a].weight, all_is))
			return false;
	}
	return true;
}

static struct ratio dimension_weights(const struct rubric *r)
{
	struct ratio sum = RATIO(0);

	for (uint32_t d = 0; d < r->dimension_count; d++)
		sum = ratio_add(sum, r->dimensions[d].weight);
	return sum;
}

static bool same_weights_overall(const struct comparing *c)
{
	const struct rubric *was = &c->before->pack->rubric;
	const struct rubric *is = &c->after->pack->rubric;
	struct ratio all_was = dimension_weights(was);
	struct ratio all_is = dimension_weights(is);

	for (uint32_t a = 0; a < is->dimension_count; a++) {
		uint32_t b = c->pairs[PAIR_DIMENSION].to_before[a];

		if (b == NO_INDEX ||
		    !same_share(was->dimensions[b].weight, all_was,
				is->dimensions[a].weight, all_is))
			return false;
	}
	return true;
}

/* Weights enter only where no formula says otherwise. */
static bool same_weights(const struct comparing *c, const struct reading_of *m)
{
	const struct rubric *is = &c->after->pack->rubric;

	for (uint32_t d = 0; d < is->dimension_count; d++)
		if (m->after.dimensions[d] && is->dimensions[d].score == NULL &&
		    !same_weights_in(
			c, c->pairs[PAIR_DIMENSION].to_before[d], d))
			return false;
	return !m->after.overall || is->overall_score != NULL ||
	       same_weights_overall(c);
}

/* --- questions behind a claim --------------------------------------------- */

bool on_one_side(const struct comparing *c, const struct reading_of *m,
		 struct compare_pair at)
{
	bool was = at.before != NO_INDEX && m->before.questions[at.before];
	bool is = at.after != NO_INDEX && m->after.questions[at.after];

	(void)c;
	return was != is;
}

bool other_options(const struct comparing *c, const struct reading_of *m,
		   struct compare_pair at)
{
	return at.after != NO_INDEX && m->after.questions[at.after] &&
	       !c->same_question[at.after];
}

static bool stands_apart(const struct score *s, uint32_t question)
{
	enum expr_state state = s->questions[question].state;

	return state == STATE_HIDDEN || state == STATE_NA;
}

bool applies_once(const struct comparing *c, const struct reading_of *m,
		  struct compare_pair at)
{
	return at.after != NO_INDEX && m->after.questions[at.after] &&
	       stands_apart(c->before, at.before) !=
		   stands_apart(c->after, at.after);
}

bool other_people(const struct comparing *c, const struct reading_of *m,
		  struct compare_pair at)
{
	return at.after != NO_INDEX && m->after.questions[at.after] &&
	       !c->same_people[at.after];
}

/* All questions of both packs; NULL to know only whether there is one. */
static uint32_t which(const struct comparing *c, const struct reading_of *m,
		      differs *test, struct compare_pair *out)
{
	const struct pairs *p = &c->pairs[PAIR_QUESTION];
	uint32_t n = 0;

	for (uint32_t q = 0; q < p->after_count; q++) {
		struct compare_pair at = { p->to_before[q], q };

		if (!test(c, m, at))
			continue;
		if (out != NULL)
			out[n] = at;
		n++;
	}
	for (uint32_t q = 0; q < p->before_count; q++) {
		struct compare_pair at = { q, NO_INDEX };

		if (p->to_after[q] != NO_INDEX || !test(c, m, at))
			continue;
		if (out != NULL)
			out[n] = at;
		n++;
	}
	return n;
}

bool some_differ(const struct comparing *c, const struct reading_of *m,
		 differs *test)
{
	return which(c, m, test, NULL) > 0;
}

void tell_which(struct comparing *c, const struct reading_of *m, differs *test,
		struct compared *out)
{
	uint32_t count = which(c, m, test, NULL);
	struct compare_pair *list = ARENA_ARRAY(c->arena, count,
						struct compare_pair);

	which(c, m, test, list);
	out->questions = list;
	out->question_count = count;
}

/* --- the first that holds ------------------------------------------------- */

enum compare_reason other_ruler(struct comparing *c, const struct reading_of *m)
{
	if (!same_parts(c, m))
		return COMPARE_PARTS;
	if (some_differ(c, m, on_one_side))
		return COMPARE_QUESTIONS;
	if (!c->same_scale || some_differ(c, m, other_options))
		return COMPARE_SCALE;
	if (!same_formulas(c, m))
		return COMPARE_FORMULA;
	if (!same_weights(c, m))
		return COMPARE_WEIGHT;
	if (some_differ(c, m, applies_once))
		return COMPARE_APPLIES;
	return COMPARE_NO_REASON;
}
