/*
 * What program.c asks of the MILP library: one maximisation over 0/1
 * variables. Private to solve/; cbc.c is its body, and another library would
 * be another body.
 */
#ifndef SOLVE_LIBRARY_H
#define SOLVE_LIBRARY_H

#include "base/arena.h"
#include "base/text.h"

/* Rows by rows: sum of factor * x <= bound, or = bound. Whole numbers all. */
struct matrix {
	uint32_t columns, rows;
	int *start;		/* by row; one more at the end */
	int *index;		/* columns */
	double *factor;
	double *bound;
	bool *equal;
	double *objective;	/* by column; to be maximised */
};

struct task {
	struct matrix matrix;
	uint32_t node_limit;
	uint8_t *best;		/* out, by column: a solution if `found` */
	bool found;
	bool infeasible;	/* out: no solution exists */
	bool proved;		/* out: nothing better exists */
	uint32_t nodes;		/* out */
};

/*
 * Fills best, found, proved and nodes. What it finds is for the caller to
 * check. Dies when the library cannot be loaded (exit 3 says which package).
 */
void library_maximise(struct task *task);


/*
 * The prices of the rows (by row) at the optimum of the relaxation, in which
 * columns are anything between 0 and 1: what the objective gains for one
 * unit more of a row's bound. Zeros when there is no optimum. Good prices
 * make good bounds; wrong ones make weak bounds, not wrong ones.
 */
void library_prices(const struct matrix *m, double *prices);

#endif
