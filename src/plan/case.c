/* Conditions of initiatives, over the values of a scored case. */
#include "build.h"

/* A score made by hand, in a test, has no engine and no conditions to read. */
struct expr_env case_env(const struct score *score)
{
	return score->engine != NULL ? score_env(score)
				     : (struct expr_env){ .answers = NULL };
}

/*
 * Only the point is needed here: a plan is made for what the answers say
 * today. An open answer is absent, and a condition that hangs on it is not
 * true.
 */
bool case_is_true(const struct expr *when, const struct expr_env *env)
{
	return when == NULL || expr_condition(when, env).point == TRUTH_TRUE;
}
