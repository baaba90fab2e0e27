/* Choices: a value at the point, and the set of possible values. */
#include "eval.h"

static struct expr_choice choice_of(uint32_t index)
{
	return (struct expr_choice){ (uint8_t)index, false, eval_bit(index) };
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

struct expr_choice eval_choice(const struct expr *e, const struct expr_env *env)
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
	case OP_NUMBER:
	case OP_TRUTH:
	case OP_LET:
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
	case OP_HAS:
	case OP_ANSWERED:
	case OP_ABS:
	case OP_ROUND:
	case OP_FLOOR:
	case OP_CLAMP:
		break;
	}
	BUG("operation %d gives no choice", (int)e->op);
}
