/*
 * What change.c asks of least.c. Private to plan/.
 */
#ifndef PLAN_CHANGE_H
#define PLAN_CHANGE_H

#include "build.h"

/* What a plan is worth, as far as value. */
struct worth {
	bool *met;		/* by target: started by day 30 */
	int64_t pauses, asked, value;
};

enum found { FOUND, NO_SUCH_PLAN, OUT_OF_EFFORT };

/*
 * A lower bound, *amount units or more, of what the limit must be wider by
 * for a plan that holds `i` to be worth as much as `w`. NO_SUCH_PLAN: no
 * amount will do.
 */
enum found least_amount(const struct planner *p, uint32_t i,
			enum plan_limit limit, const struct worth *w,
			uint32_t *amount, uint64_t *effort);

#endif
