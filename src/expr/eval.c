/*
 * One walk over a checked tree gives the point and the bounds together.
 *
 * The point follows the answers as they are; absence passes through
 * arithmetic and comparison. The bounds follow every completion: intervals
 * for numbers, the set of possible truths for conditions, the set of
 * possible values for choices. Each operation keeps its operands apart, so
 * the bounds are always sound, and exact where no open answer is read twice.
 */
#include <stdlib.h>

#include "tree.h"

/* Beyond any score: stands for "unbounded" when a divisor may be zero. */
static const struct ratio unbounded = { 9000000000, 1 };

static struct expr_number eval_number(const struct expr *e,
				      const struct expr_env *env);
static struct expr_truth eval_truth(const struct expr *e,
				    const struct expr_env *env);
static struct expr_choice eval_choice(const struct expr *e,
				      const struct expr_env *env);

/* --- truths -------------------------------------------------------------- */

static uint8_t kleene_and(uint8_t a, uint8_t b)
{
	if (a == TRUTH_FALSE || b == TRUTH_FALSE)
		return TRUTH_FALSE;
	return a == TRUTH_TRUE && b == TRUTH_TRUE ? TRUTH_TRUE : TRUTH_ABSENT;
}

static uint8_t kleene_not(uint8_t a)
{
	return a == TRUTH_ABSENT ? TRUTH_ABSENT
	       : a == TRUTH_TRUE ? TRUTH_FALSE
				 : TRUTH_TRUE;
}

static uint8_t kleene_or(uint8_t a, uint8_t b)
{
	return kleene_not(kleene_and(kleene_not(a), kleene_not(b)));
}

/* Applies a binary connective to points and to every pair of possibilities. */
static struct expr_truth combine(struct expr_truth a, struct expr_truth b,
				 uint8_t (*op)(uint8_t, uint8_t))
{
	struct expr_truth t = { op(a.point, b.point), 0 };

	if (a.can == a.point && b.can == b.point) {
		t.can = t.point;
		return t;
	}
	for (uint8_t x = TRUTH_FALSE; x <= TRUTH_ABSENT; x = (uint8_t)(x * 2))
		for (uint8_t y = TRUTH_FALSE; y <= TRUTH_ABSENT;
		     y = (uint8_t)(y * 2))
			if ((a.can & x) != 0 && (b.can & y) != 0)
				t.can |= op(x, y);
	return t;
}

static struct expr_truth negate(struct expr_truth a)
{
	struct expr_truth t = { kleene_not(a.point),
				(uint8_t)(a.can & TRUTH_ABSENT) };

	if ((a.can & TRUTH_TRUE) != 0)
		t.can |= TRUTH_FALSE;
	if ((a.can & TRUTH_FALSE) != 0)
		t.can |= TRUTH_TRUE;
	return t;
}

static uint8_t truth_of(bool value)
{
	return value ? TRUTH_TRUE : TRUTH_FALSE;
}

/* --- comparisons --------------------------------------------------------- */

static bool holds(enum expr_op op, int order)
{
	switch (op) {
	case OP_LT:
		return order < 0;
	case OP_LE:
		return order <= 0;
	case OP_GT:
		return order > 0;
	case OP_GE:
		return order >= 0;
	case OP_EQ:
		return order == 0;
	default:
		return order != 0;
	}
}

static struct expr_truth compare_numbers(enum expr_op op, struct expr_number a,
					 struct expr_number b)
{
	struct expr_truth t = { TRUTH_ABSENT, 0 };

	if (!a.absent && !b.absent)
		t.point = truth_of(holds(op, ratio_cmp(a.point, b.point)));
	if (a.may_be_absent || b.may_be_absent)
		t.can |= TRUTH_ABSENT;
	if (a.may_be_present && b.may_be_present) {
		int least = ratio_cmp(a.lo, b.hi);	/* of a - b */
		int most = ratio_cmp(a.hi, b.lo);

		/* The order can be anything from `least` to `most`. */
		for (int order = -1; order <= 1; order++) {
			if (order < (least > 0 ? 1 : least < 0 ? -1 : 0) ||
			    order > (most > 0 ? 1 : most < 0 ? -1 : 0))
				continue;
			t.can |= truth_of(holds(op, order));
		}
	}
	t.can |= t.point;
	return t;
}

static uint64_t bit(uint32_t i)
{
	return (uint64_t)1 << i;
}

static bool single_bit(uint64_t mask)
{
	return mask != 0 && (mask & (mask - 1)) == 0;
}

static struct expr_truth compare_choices(struct expr_choice a,
					 struct expr_choice b)
{
	struct expr_truth t = { TRUTH_ABSENT, 0 };

	if (a.point != EXPR_OPTIONS && b.point != EXPR_OPTIONS)
		t.point = truth_of(a.point == b.point);
	if (a.may_be_absent || b.may_be_absent)
		t.can |= TRUTH_ABSENT;
	if ((a.can & b.can) != 0)
		t.can |= TRUTH_TRUE;
	if (a.can != 0 && b.can != 0 && !(single_bit(a.can) && a.can == b.can))
		t.can |= TRUTH_FALSE;
	t.can |= t.point;
	return t;
}

static struct expr_truth compare_truths(struct expr_truth a,
					struct expr_truth b)
{
	struct expr_truth both = combine(a, b, kleene_and);
	struct expr_truth none = combine(negate(a), negate(b), kleene_and);

	return combine(both, none, kleene_or);
}

static struct expr_truth eval_equality(const struct expr *e,
				       const struct expr_env *env)
{
	struct expr_truth t;

	switch (e->a->type) {
	case EXPR_CHOICE:
		t = compare_choices(eval_choice(e->a, env),
				    eval_choice(e->b, env));
		break;
	case EXPR_BOOL:
		t = compare_truths(eval_truth(e->a, env),
				   eval_truth(e->b, env));
		break;
	default:
		return compare_numbers(e->op, eval_number(e->a, env),
				       eval_number(e->b, env));
	}
	return e->op == OP_NE ? negate(t) : t;
}

static struct expr_truth eval_in(const struct expr *e,
				 const struct expr_env *env)
{
	struct expr_choice c = eval_choice(e->a, env);
	struct expr_truth t = { TRUTH_ABSENT, 0 };

	if (c.point != EXPR_OPTIONS)
		t.point = truth_of((e->mask & bit(c.point)) != 0);
	if ((c.can & e->mask) != 0)
		t.can |= TRUTH_TRUE;
	if ((c.can & ~e->mask) != 0)
		t.can |= TRUTH_FALSE;
	if (c.may_be_absent)
		t.can |= TRUTH_ABSENT;
	t.can |= t.point;
	return t;
}

/* Some completion answers the question. */
static bool may_be_answered(const struct expr_answer *answer)
{
	return (answer->can_state & 1 << STATE_ANSWERED) != 0;
}

static struct expr_truth has_chosen(const struct expr_answer *answer,
				    uint64_t x)
{
	const struct expr_chosen *c = &answer->chosen;
	struct expr_truth t = { TRUTH_ABSENT, 0 };

	if (!c->absent)
		t.point = truth_of((c->point & x) != 0);
	if (c->may_be_absent)
		t.can |= TRUTH_ABSENT;
	if ((c->maybe & x) != 0)
		t.can |= TRUTH_TRUE;
	/* An empty list is an answer: it holds no option, for sure. */
	if ((c->surely & x) == 0 && may_be_answered(answer))
		t.can |= TRUTH_FALSE;
	t.can |= t.point;
	return t;
}

static struct expr_truth eval_has(const struct expr *e,
				  const struct expr_env *env)
{
	const struct expr_answer *answer = &env->answers[e->a->index];
	struct expr_choice c;
	struct expr_truth t = { TRUTH_ABSENT, 0 };

	if (e->a->type == EXPR_OPTIONS_SET)
		return has_chosen(answer, bit(e->index));
	c = answer->choice;
	if (c.point != EXPR_OPTIONS)
		t.point = truth_of(c.point == e->index);
	if ((c.can & bit(e->index)) != 0)
		t.can |= TRUTH_TRUE;
	if ((c.can & ~bit(e->index)) != 0)
		t.can |= TRUTH_FALSE;
	if (c.may_be_absent)
		t.can |= TRUTH_ABSENT;
	t.can |= t.point;
	return t;
}

static struct expr_truth eval_answered(const struct expr *e,
				       const struct expr_env *env)
{
	const struct expr_answer *answer = &env->answers[e->index];
	const uint8_t yes = 1 << STATE_ANSWERED;
	struct expr_truth t = { truth_of(answer->state == STATE_ANSWERED), 0 };

	if ((answer->can_state & yes) != 0)
		t.can |= TRUTH_TRUE;
	if ((answer->can_state & ~yes) != 0)
		t.can |= TRUTH_FALSE;
	t.can |= t.point;
	return t;
}

static struct expr_truth if_truth(const struct expr *e,
				  const struct expr_env *env)
{
	struct expr_truth c = eval_truth(e->a, env);
	struct expr_truth a = eval_truth(e->b, env);
	struct expr_truth b = eval_truth(e->c, env);
	struct expr_truth t = { TRUTH_ABSENT, 0 };

	if (c.point == TRUTH_TRUE)
		t.point = a.point;
	else if (c.point == TRUTH_FALSE)
		t.point = b.point;
	if ((c.can & TRUTH_TRUE) != 0)
		t.can |= a.can;
	if ((c.can & TRUTH_FALSE) != 0)
		t.can |= b.can;
	t.can |= c.can & TRUTH_ABSENT;
	return t;
}

static struct expr_truth coalesce_truth(const struct expr *e,
					const struct expr_env *env)
{
	struct expr_truth t = { TRUTH_ABSENT, TRUTH_ABSENT };

	for (uint32_t i = 0; i < e->arg_count; i++) {
		struct expr_truth x = eval_truth(e->args[i], env);

		if (t.point == TRUTH_ABSENT)
			t.point = x.point;
		if ((t.can & TRUTH_ABSENT) != 0)
			t.can = (uint8_t)((t.can & ~TRUTH_ABSENT) | x.can);
	}
	return t;
}

static struct expr_truth eval_truth(const struct expr *e,
				    const struct expr_env *env)
{
	switch (e->op) {
	case OP_TRUTH:
		return (struct expr_truth){ truth_of(e->index != 0),
					    truth_of(e->index != 0) };
	case OP_QUESTION:
		return env->answers[e->index].truth;
	case OP_FACT:
		return env->facts[e->index].truth;
	case OP_AND:
		return combine(eval_truth(e->a, env), eval_truth(e->b, env),
			       kleene_and);
	case OP_OR:
		return combine(eval_truth(e->a, env), eval_truth(e->b, env),
			       kleene_or);
	case OP_NOT:
		return negate(eval_truth(e->a, env));
	case OP_LT:
	case OP_LE:
	case OP_GT:
	case OP_GE:
		return compare_numbers(e->op, eval_number(e->a, env),
				       eval_number(e->b, env));
	case OP_EQ:
	case OP_NE:
		return eval_equality(e, env);
	case OP_IN:
		return eval_in(e, env);
	case OP_HAS:
		return eval_has(e, env);
	case OP_ANSWERED:
		return eval_answered(e, env);
	case OP_IF:
		return if_truth(e, env);
	case OP_COALESCE:
		return coalesce_truth(e, env);
	default:
		BUG("operation %d gives no truth", (int)e->op);
	}
}

/* --- choices ------------------------------------------------------------- */

static struct expr_choice choice_of(uint32_t index)
{
	return (struct expr_choice){ (uint8_t)index, false, bit(index) };
}

static struct expr_choice eval_state(const struct expr *e,
				     const struct expr_env *env)
{
	const struct expr_answer *answer = &env->answers[e->index];

	return (struct expr_choice){ answer->state, false, answer->can_state };
}

static struct expr_choice if_choice(const struct expr *e,
				    const struct expr_env *env)
{
	struct expr_truth c = eval_truth(e->a, env);
	struct expr_choice a = eval_choice(e->b, env);
	struct expr_choice b = eval_choice(e->c, env);
	struct expr_choice r = { EXPR_OPTIONS, false, 0 };

	if (c.point == TRUTH_TRUE)
		r.point = a.point;
	else if (c.point == TRUTH_FALSE)
		r.point = b.point;
	if ((c.can & TRUTH_TRUE) != 0) {
		r.can |= a.can;
		r.may_be_absent = a.may_be_absent;
	}
	if ((c.can & TRUTH_FALSE) != 0) {
		r.can |= b.can;
		r.may_be_absent = r.may_be_absent || b.may_be_absent;
	}
	r.may_be_absent = r.may_be_absent || (c.can & TRUTH_ABSENT) != 0;
	return r;
}

static struct expr_choice coalesce_choice(const struct expr *e,
					  const struct expr_env *env)
{
	struct expr_choice r = { EXPR_OPTIONS, true, 0 };

	for (uint32_t i = 0; i < e->arg_count && r.may_be_absent; i++) {
		struct expr_choice x = eval_choice(e->args[i], env);

		if (r.point == EXPR_OPTIONS)
			r.point = x.point;
		r.can |= x.can;
		r.may_be_absent = x.may_be_absent;
	}
	return r;
}

static struct expr_choice eval_choice(const struct expr *e,
				      const struct expr_env *env)
{
	switch (e->op) {
	case OP_CHOICE_VALUE:
		return choice_of(e->index);
	case OP_QUESTION:
		return env->answers[e->index].choice;
	case OP_FACT:
		return env->facts[e->index].choice;
	case OP_STATE:
		return eval_state(e, env);
	case OP_IF:
		return if_choice(e, env);
	case OP_COALESCE:
		return coalesce_choice(e, env);
	default:
		BUG("operation %d gives no choice", (int)e->op);
	}
}

/* --- numbers ------------------------------------------------------------- */

static struct expr_number hull_of(const struct ratio *values, int count)
{
	struct expr_number n = { .lo = values[0], .hi = values[0] };

	for (int i = 1; i < count; i++) {
		n.lo = ratio_min(n.lo, values[i]);
		n.hi = ratio_max(n.hi, values[i]);
	}
	return n;
}

static struct expr_number product(struct expr_number a, struct expr_number b)
{
	struct ratio corners[4] = {
		ratio_mul(a.lo, b.lo), ratio_mul(a.lo, b.hi),
		ratio_mul(a.hi, b.lo), ratio_mul(a.hi, b.hi)
	};

	return hull_of(corners, 4);
}

/* b may hold zero: then the quotient is absent there, unbounded beside it. */
static struct expr_number quotient(struct expr_number a, struct expr_number b)
{
	struct expr_number n;
	struct ratio corners[4] = { RATIO(0), RATIO(0), RATIO(0), RATIO(0) };

	if (ratio_cmp(b.lo, RATIO(0)) <= 0 && ratio_cmp(b.hi, RATIO(0)) >= 0) {
		n.lo = ratio_neg(unbounded);
		n.hi = unbounded;
		n.may_be_absent = true;
		n.may_be_present = !(ratio_is_zero(b.lo) &&
				     ratio_is_zero(b.hi));
		n.absent = false;
		n.point = RATIO(0);
		return n;
	}
	ratio_div(a.lo, b.lo, &corners[0]);
	ratio_div(a.lo, b.hi, &corners[1]);
	ratio_div(a.hi, b.lo, &corners[2]);
	ratio_div(a.hi, b.hi, &corners[3]);
	n = hull_of(corners, 4);
	n.may_be_present = true;
	return n;
}

static struct expr_number arithmetic(enum expr_op op, struct expr_number a,
				     struct expr_number b)
{
	struct expr_number n = { 0 };
	bool defined = true;

	n.may_be_absent = a.may_be_absent || b.may_be_absent;
	n.may_be_present = a.may_be_present && b.may_be_present;
	n.absent = a.absent || b.absent;
	n.point = RATIO(0);
	if (op == OP_ADD) {
		n.lo = ratio_add(a.lo, b.lo);
		n.hi = ratio_add(a.hi, b.hi);
	} else if (op == OP_SUB) {
		n.lo = ratio_sub(a.lo, b.hi);
		n.hi = ratio_sub(a.hi, b.lo);
	} else {
		struct expr_number r = op == OP_MUL ? product(a, b)
						    : quotient(a, b);

		n.lo = r.lo;
		n.hi = r.hi;
		if (op == OP_DIV) {
			n.may_be_absent = n.may_be_absent || r.may_be_absent;
			n.may_be_present = n.may_be_present &&
					   r.may_be_present;
		}
	}
	if (n.absent)
		return n;
	if (op == OP_ADD)
		n.point = ratio_add(a.point, b.point);
	else if (op == OP_SUB)
		n.point = ratio_sub(a.point, b.point);
	else if (op == OP_MUL)
		n.point = ratio_mul(a.point, b.point);
	else
		defined = ratio_div(a.point, b.point, &n.point);
	n.absent = !defined;
	return n;
}

/* Joins another possible outcome to the bounds. */
static void widen(struct expr_number *n, const struct expr_number *x)
{
	if (x->may_be_present) {
		n->lo = n->may_be_present ? ratio_min(n->lo, x->lo) : x->lo;
		n->hi = n->may_be_present ? ratio_max(n->hi, x->hi) : x->hi;
		n->may_be_present = true;
	}
	n->may_be_absent = n->may_be_absent || x->may_be_absent;
}

static struct expr_number if_number(const struct expr *e,
				    const struct expr_env *env)
{
	struct expr_truth c = eval_truth(e->a, env);
	struct expr_number a = eval_number(e->b, env);
	struct expr_number b = eval_number(e->c, env);
	struct expr_number n = { .absent = true, .point = RATIO(0),
				 .lo = RATIO(0), .hi = RATIO(0) };

	if (c.point != TRUTH_ABSENT) {
		const struct expr_number *x = c.point == TRUTH_TRUE ? &a : &b;

		n.absent = x->absent;
		n.point = x->point;
	}
	if ((c.can & TRUTH_TRUE) != 0)
		widen(&n, &a);
	if ((c.can & TRUTH_FALSE) != 0)
		widen(&n, &b);
	if ((c.can & TRUTH_ABSENT) != 0)
		n.may_be_absent = true;
	return n;
}

static struct expr_number coalesce_number(const struct expr *e,
					  const struct expr_env *env)
{
	struct expr_number n = number_absent();

	for (uint32_t i = 0; i < e->arg_count && n.may_be_absent; i++) {
		struct expr_number x = eval_number(e->args[i], env);

		if (n.absent) {
			n.absent = x.absent;
			n.point = x.point;
		}
		n.may_be_absent = false;
		widen(&n, &x);
	}
	return n;
}

static struct ratio absolute(struct ratio a)
{
	return ratio_cmp(a, RATIO(0)) < 0 ? ratio_neg(a) : a;
}

static struct expr_number abs_number(struct expr_number n)
{
	bool across = ratio_cmp(n.lo, RATIO(0)) < 0 &&
		      ratio_cmp(n.hi, RATIO(0)) > 0;
	struct ratio a = absolute(n.lo), b = absolute(n.hi);

	n.point = absolute(n.point);
	n.lo = across ? RATIO(0) : ratio_min(a, b);
	n.hi = ratio_max(a, b);
	return n;
}

/* A function that never falls: applied to the point and both bounds. */
static struct expr_number rising(struct expr_number n, enum expr_op op)
{
	struct ratio *parts[3] = { &n.point, &n.lo, &n.hi };

	for (int i = 0; i < 3; i++)
		*parts[i] = op == OP_ROUND
				? ratio_round(*parts[i], 0, ROUND_HALF_UP)
				: RATIO(ratio_floor(*parts[i]));
	return n;
}

static struct expr_number clamp_number(const struct expr *e,
				       const struct expr_env *env)
{
	struct expr_number low_high[2] = { eval_number(e->a, env),
					   eval_number(e->b, env) };
	struct expr_number x = { 0 };
	struct expr_number high = eval_number(e->c, env);

	/* clamp(x, l, h) is min(max(x, l), h), absent if any is. */
	x.absent = low_high[0].absent || low_high[1].absent || high.absent;
	x.may_be_absent = low_high[0].may_be_absent ||
			  low_high[1].may_be_absent || high.may_be_absent;
	x.may_be_present = low_high[0].may_be_present &&
			   low_high[1].may_be_present && high.may_be_present;
	x.point = ratio_min(ratio_max(low_high[0].point, low_high[1].point),
			    high.point);
	x.lo = ratio_min(ratio_max(low_high[0].lo, low_high[1].lo), high.lo);
	x.hi = ratio_min(ratio_max(low_high[0].hi, low_high[1].hi), high.hi);
	return x;
}

/* --- numbers of a set ----------------------------------------------------- */

static const struct expr_number *scores_of(const struct expr *e,
					   const struct expr_env *env)
{
	bool criteria = e->a->kind == EXPR_CRITERION;

	switch (e->op) {
	case OP_CAPPED:
		return env->capped;
	case OP_LEVEL:
		return criteria ? env->criterion_levels
				: env->dimension_levels;
	default:
		break;
	}
	if (e->index == NO_GROUP)
		return criteria ? env->criteria : env->dimensions;
	return criteria ? env->criteria_of[e->index]
			: env->dimensions_of[e->index];
}

static struct expr_number item_number(const struct expr *e,
				      const struct expr_env *env, uint32_t i)
{
	uint32_t item = e->a->items[i];
	const struct expr_number *scores;

	switch (e->op) {
	case OP_POINTS:
		return env->points[item];
	case OP_MAX_POINTS:
		return number_exactly(env->max_points[item]);
	default:
		scores = scores_of(e, env);
		return scores == NULL ? number_absent() : scores[item];
	}
}

enum { ITEMS_ON_STACK = 64 };

static struct expr_number reduce(enum expr_op op,
				 const struct expr_number *items,
				 uint32_t count)
{
	switch (op) {
	case OP_MEAN:
		return number_mean(items, NULL, count);
	case OP_SUM:
		return number_sum(items, count);
	case OP_MIN:
		return number_min(items, count);
	default:
		return number_max(items, count);
	}
}

/* Large sets are reduced on the heap: the stack stays small. */
static struct expr_number eval_reduction(const struct expr *e,
					 const struct expr_env *env)
{
	struct expr_number few[ITEMS_ON_STACK], *items = few, n;
	const struct expr *set = e->a;
	uint32_t count = set != NULL ? set->a->item_count : e->arg_count;

	if (count > ITEMS_ON_STACK) {
		items = malloc(count * sizeof(*items));
		if (items == NULL)
			die_with(MSG_OUT_OF_MEMORY, "");
	}
	for (uint32_t i = 0; i < count; i++)
		items[i] = set != NULL ? item_number(set, env, i)
				       : eval_number(e->args[i], env);
	n = reduce(e->op, items, count);
	if (items != few)
		free(items);
	return n;
}

static const uint8_t state_applies = 1 << STATE_ANSWERED |
				     1 << STATE_DONT_KNOW |
				     1 << STATE_UNANSWERED;

struct tally {
	int64_t now, least, most;
};

/* Counts the questions whose state is among `states`. */
static struct tally count_states(const struct expr *set,
				 const struct expr_env *env, uint8_t states)
{
	struct tally t = { 0, 0, 0 };

	for (uint32_t i = 0; i < set->item_count; i++) {
		const struct expr_answer *a = &env->answers[set->items[i]];

		t.now += (states & (1 << a->state)) != 0;
		t.least += (a->can_state & ~states) == 0;
		t.most += (a->can_state & states) != 0;
	}
	return t;
}

static struct expr_number eval_count(const struct expr *e,
				     const struct expr_env *env)
{
	struct tally t = count_states(e->a, env, 1 << STATE_ANSWERED);

	return (struct expr_number){ .point = RATIO(t.now),
				     .lo = RATIO(t.least),
				     .hi = RATIO(t.most),
				     .may_be_present = true };
}

static struct expr_number eval_share(const struct expr *e,
				     const struct expr_env *env)
{
	struct tally answered = count_states(e->a, env, 1 << STATE_ANSWERED);
	struct tally applying = count_states(e->a, env, state_applies);
	struct expr_number n = { .absent = applying.now == 0,
				 .may_be_absent = applying.least == 0,
				 .may_be_present = applying.most > 0,
				 .point = RATIO(0), .lo = RATIO(0),
				 .hi = RATIO(1) };

	if (applying.now > 0)
		n.point = ratio_make(answered.now, applying.now);
	if (applying.most > 0)
		n.lo = ratio_make(answered.least, applying.most);
	if (applying.least > 0 && answered.most < applying.least)
		n.hi = ratio_make(answered.most, applying.least);
	return n;
}

static int64_t bits_of(uint64_t mask)
{
	int64_t n = 0;

	for (; mask != 0; mask &= mask - 1)
		n++;
	return n;
}

static struct expr_number eval_chosen_count(const struct expr *e,
					    const struct expr_env *env)
{
	const struct expr_answer *answer = &env->answers[e->index];
	const struct expr_chosen *c = &answer->chosen;

	return (struct expr_number){
		.point = RATIO(bits_of(c->point)),
		.lo = RATIO(bits_of(c->surely)),
		.hi = RATIO(bits_of(c->maybe)),
		.absent = c->absent,
		.may_be_absent = c->may_be_absent,
		.may_be_present = may_be_answered(answer),
	};
}

static struct expr_number eval_number(const struct expr *e,
				      const struct expr_env *env)
{
	switch (e->op) {
	case OP_NUMBER:
		return number_exactly(e->number);
	case OP_QUESTION:
		return env->answers[e->index].number;
	case OP_FACT:
		return env->facts[e->index].number;
	case OP_LET:
		return env->lets[e->index];
	case OP_ADD:
	case OP_SUB:
	case OP_MUL:
	case OP_DIV:
		return arithmetic(e->op, eval_number(e->a, env),
				  eval_number(e->b, env));
	case OP_NEG:
		return arithmetic(OP_SUB, number_exactly(RATIO(0)),
				  eval_number(e->a, env));
	case OP_POINTS:
	case OP_MAX_POINTS:
	case OP_SCORE:
	case OP_LEVEL:
	case OP_CAPPED:
		return item_number(e, env, 0);
	case OP_MEAN:
	case OP_SUM:
	case OP_MIN:
	case OP_MAX:
		return eval_reduction(e, env);
	case OP_COUNT:
		return eval_count(e, env);
	case OP_SHARE:
		return eval_share(e, env);
	case OP_COUNT_CHOSEN:
		return eval_chosen_count(e, env);
	case OP_IF:
		return if_number(e, env);
	case OP_COALESCE:
		return coalesce_number(e, env);
	case OP_ABS:
		return abs_number(eval_number(e->a, env));
	case OP_ROUND:
	case OP_FLOOR:
		return rising(eval_number(e->a, env), e->op);
	case OP_CLAMP:
		return clamp_number(e, env);
	default:
		BUG("operation %d gives no number", (int)e->op);
	}
}

struct expr_truth expr_condition(const struct expr *e,
				 const struct expr_env *env)
{
	return eval_truth(e, env);
}

bool expr_is_constant(const struct expr *e)
{
	return e->op == OP_NUMBER || e->op == OP_TRUTH ||
	       e->op == OP_CHOICE_VALUE;
}

struct expr_value expr_eval(const struct expr *e, const struct expr_env *env)
{
	struct expr_value v = { .type = e->type };

	switch (e->type) {
	case EXPR_BOOL:
		v.truth = eval_truth(e, env);
		break;
	case EXPR_NUMBER:
		v.number = eval_number(e, env);
		break;
	case EXPR_CHOICE:
		v.choice = eval_choice(e, env);
		break;
	default:
		BUG("an expression of type %d is no value", (int)e->type);
	}
	return v;
}
