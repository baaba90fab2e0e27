/*
 * One maximisation over 0/1 variables: depth first, relaxations by
 * simplex.h. A branch is left only when its bound, computed safely, cannot
 * beat what is known: so the answer is proved, not believed.
 */
#ifndef JALON_SOLVE_SEARCH_H
#define JALON_SOLVE_SEARCH_H

#include "simplex.h"

struct task {
	struct matrix matrix;	/* whole numbers in doubles */
	const uint8_t *late;	/* by column: branch on it only when no other
				   is left */
	uint32_t node_limit;
	uint8_t *best;		/* by column; in: a solution if `found` */
	bool found;
	double best_value;	/* a whole number */
	bool proved;		/* out: nothing better exists */
	uint32_t nodes;		/* out */
};

void search_maximise(struct arena *a, struct task *task);

#endif
