/* Numbers of a set: what is reduced to one, and how many there are. */
#include <stdlib.h>

#include "eval.h"

static const struct expr_number *scores_of(const struct expr *e,
					   const struct expr_env *env)
{
	bool criteria = e->a->kind == EXPR_CRITERION;

	if (e->op == OP_CAPPED)
		return env->capped;
	if (e->op == OP_LEVEL)
		return criteria ? env->criterion_levels : env->dimension_levels;
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

	if (e->op == OP_POINTS)
		return env->points[item];
	if (e->op == OP_MAX_POINTS)
		return number_exactly(env->max_points[item]);
	scores = scores_of(e, env);
	return scores == NULL ? number_absent() : scores[item];
}

struct expr_number eval_item(const struct expr *e, const struct expr_env *env)
{
	return item_number(e, env, 0);
}

enum { ITEMS_ON_STACK = 64 };

static struct expr_number reduce(enum expr_op op,
				 const struct expr_number *items,
				 uint32_t count)
{
	if (op == OP_MEAN)
		return number_mean(items, NULL, count);
	if (op == OP_SUM)
		return number_sum(items, count);
	return op == OP_MIN ? number_min(items, count)
			    : number_max(items, count);
}

/* Large sets are reduced on the heap: the stack stays small. */
struct expr_number eval_reduction(const struct expr *e,
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

static const uint8_t state_applies =
    1 << STATE_ANSWERED | 1 << STATE_DONT_KNOW | 1 << STATE_UNANSWERED;

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

struct expr_number eval_count(const struct expr *e, const struct expr_env *env)
{
	struct tally t = count_states(e->a, env, 1 << STATE_ANSWERED);

	return (struct expr_number){ .point = RATIO(t.now),
				     .lo = RATIO(t.least),
				     .hi = RATIO(t.most),
				     .may_be_present = true };
}

struct expr_number eval_share(const struct expr *e, const struct expr_env *env)
{
	struct tally answered = count_states(e->a, env, 1 << STATE_ANSWERED);
	struct tally applying = count_states(e->a, env, state_applies);
	struct expr_number n = { .absent = applying.now == 0,
				 .may_be_absent = applying.least == 0,
				 .may_be_present = applying.most > 0,
				 .point = RATIO(0),
				 .lo = RATIO(0),
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

struct expr_number eval_chosen_count(const struct expr *e,
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
