/*
 * Conditions: three truths at the point, and the set of those that
 * completions can give.
 */
#include "eval.h"

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

/* Below, at, above: the orders in which it holds, as bits 0, 1 and 2. */
static const uint8_t orders_of[] = {
	[OP_LT] = 1, [OP_LE] = 3, [OP_GT] = 4,
	[OP_GE] = 6, [OP_EQ] = 2, [OP_NE] = 5,
};

static bool holds(enum expr_op op, int order)
{
	return (orders_of[op] >> (order + 1) & 1) != 0;
}

static struct expr_truth compare_numbers(const struct expr *e,
					 const struct expr_env *env)
{
	struct expr_number a = eval_number(e->a, env);
	struct expr_number b = eval_number(e->b, env);
	struct expr_truth t = { TRUTH_ABSENT, 0 };

	if (!a.absent && !b.absent)
		t.point = truth_of(holds(e->op, ratio_cmp(a.point, b.point)));
	if (a.may_be_absent || b.may_be_absent)
		t.can |= TRUTH_ABSENT;
	if (a.may_be_present && b.may_be_present) {
		int least = ratio_cmp(a.lo, b.hi); /* of a - b */
		int most = ratio_cmp(a.hi, b.lo);

		/* The order can be anything from `least` to `most`. */
		for (int order = least; order <= most; order++)
			t.can |= truth_of(holds(e->op, order));
	}
	t.can |= t.point;
	return t;
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
	struct expr_truth t = { TRUTH_ABSENT, 0 };

	switch (e->a->type) {
	case EXPR_CHOICE:
		t = compare_choices(eval_choice(e->a, env),
				    eval_choice(e->b, env));
		break;
	case EXPR_BOOL:
		t = compare_truths(eval_truth(e->a, env),
				   eval_truth(e->b, env));
		break;
	case EXPR_NUMBER:
		return compare_numbers(e, env);
	case EXPR_OPTIONS_SET:
	case EXPR_OTHER:
	case EXPR_LEVEL:
	case EXPR_ITEMS:
	case EXPR_NUMBERS:
		BUG("type %d is not compared", (int)e->a->type);
	}
	return e->op == OP_NE ? negate(t) : t;
}

static struct expr_truth eval_in(const struct expr *e,
				 const struct expr_env *env)
{
	struct expr_choice c = eval_choice(e->a, env);
	struct expr_truth t = { TRUTH_ABSENT, 0 };

	if (c.point != EXPR_OPTIONS)
		t.point = truth_of((e->mask & eval_bit(c.point)) != 0);
	if ((c.can & e->mask) != 0)
		t.can |= TRUTH_TRUE;
	if ((c.can & ~e->mask) != 0)
		t.can |= TRUTH_FALSE;
	if (c.may_be_absent)
		t.can |= TRUTH_ABSENT;
	t.can |= t.point;
	return t;
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
		return has_chosen(answer, eval_bit(e->index));
	c = answer->choice;
	if (c.point != EXPR_OPTIONS)
		t.point = truth_of(c.point == e->index);
	if ((c.can & eval_bit(e->index)) != 0)
		t.can |= TRUTH_TRUE;
	if ((c.can & ~eval_bit(e->index)) != 0)
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

struct expr_truth eval_truth(const struct expr *e, const struct expr_env *env)
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
		return compare_numbers(e, env);
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
	case OP_NUMBER:
	case OP_CHOICE_VALUE:
	case OP_LET:
	case OP_ITEMS:
	case OP_ADD:
	case OP_SUB:
	case OP_MUL:
	case OP_DIV:
	case OP_NEG:
	case OP_POINTS:
	case OP_MAX_POINTS:
	case OP_SCORE:
	case OP_LEVEL:
	case OP_CAPPED:
	case OP_MEAN:
	case OP_SUM:
	case OP_MIN:
	case OP_MAX:
	case OP_COUNT:
	case OP_SHARE:
	case OP_COUNT_CHOSEN:
	case OP_STATE:
	case OP_ABS:
	case OP_ROUND:
	case OP_FLOOR:
	case OP_CLAMP:
		break;
	}
	BUG("operation %d gives no truth", (int)e->op);
}
