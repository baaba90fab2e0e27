/*
 * One walk over a checked tree gives the point and the bounds together.
 *
 * The point follows the answers as they are; absence passes through
 * arithmetic and comparison. The bounds follow every completion: intervals
 * for numbers, the set of possible truths for conditions, the set of
 * possible values for choices. Each operation keeps its operands apart, so
 * the bounds are always sound, and exact where no open answer is read twice.
 */
#include "eval.h"

struct expr_truth expr_condition(const struct expr *e,
				 const struct expr_env *env)
{
	/* Most are a fact by its name. */
	if (e->op == OP_FACT)
		return env->facts[e->index].truth;
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
	case EXPR_OPTIONS_SET:
	case EXPR_OTHER:
	case EXPR_LEVEL:
	case EXPR_ITEMS:
	case EXPR_NUMBERS:
		BUG("an expression of type %d is no value", (int)e->type);
	}
	return v;
}
