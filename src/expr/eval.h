/*
 * The walk over a checked tree, one file for each thing it can give. Private
 * to expr/.
 */
#ifndef EXPR_EVAL_H
#define EXPR_EVAL_H

#include "tree.h"

struct expr_truth eval_truth(const struct expr *e, const struct expr_env *env);
struct expr_choice eval_choice(const struct expr *e,
			       const struct expr_env *env);
struct expr_number eval_number(const struct expr *e,
			       const struct expr_env *env);

/* Of the numbers of a set, or of a list (eval_set.c). */
struct expr_number eval_reduction(const struct expr *e,
				  const struct expr_env *env);
/* points(q), score(x)...: of the one item of its set. */
struct expr_number eval_item(const struct expr *e, const struct expr_env *env);
/* count(set), share(set) and count(multiple). */
struct expr_number eval_count(const struct expr *e, const struct expr_env *env);
struct expr_number eval_share(const struct expr *e, const struct expr_env *env);
struct expr_number eval_chosen_count(const struct expr *e,
				     const struct expr_env *env);

static inline uint64_t eval_bit(uint32_t i)
{
	return (uint64_t)1 << i;
}

/* Some completion answers the question. */
static inline bool may_be_answered(const struct expr_answer *answer)
{
	return (answer->can_state & 1 << STATE_ANSWERED) != 0;
}

#endif
