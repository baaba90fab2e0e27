/* Numbers: the point, and the interval of those that completions can give. */
#include "eval.h"

/* Beyond any score: stands for "unbounded" when a divisor may be zero. */
static const struct ratio unbounded = { 9000000000, 1 };

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

struct expr_number eval_number(const struct expr *e, const struct expr_env *env)
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
		return eval_item(e, env);
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
	case OP_TRUTH:
	case OP_CHOICE_VALUE:
	case OP_ITEMS:
	case OP_OR:
	case OP_AND:
	case OP_NOT:
	case OP_LT:
	case OP_LE:
	case OP_GT:
	case OP_GE:
	case OP_EQ:
	case OP_NE:
	case OP_IN:
	case OP_HAS:
	case OP_ANSWERED:
	case OP_STATE:
		break;
	}
	BUG("operation %d gives no number", (int)e->op);
}
