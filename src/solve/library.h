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
	bool *first;		/* by column: to be decided before others */
};

struct task {
	struct matrix matrix;
	uint32_t node_limit;
	uint8_t *best;		/* in and out, by column: a solution if
				   `found` */
	bool found;
	bool infeasible;	/* out: no solution exists */
	bool proved;		/* out: nothing better exists */
	uint32_t nodes;		/* out */
	bool priced;		/* out, of our search alone: by the prices of
				   the first relaxation nothing is worth more
				   than `bound`, and each column loses what
				   `left` says when it moves against it */
	double bound;
	double *left;		/* by column */
};

/*
 * Fills best, found, proved and nodes. What it finds is for the caller to
 * check. Dies when the library cannot be loaded (exit 3 says which package).
 */
void library_maximise(struct task *task);


/*
 * The relaxation, in which columns are anything between their bounds. Kept
 * open: each solve starts from the last.
 */
struct relaxation;

enum relaxed { RELAXED, IMPOSSIBLE, UNSURE };

struct relaxation *relaxation_open(struct arena *a, const struct matrix *m);
/*
 * Fills x by column, and prices by row: what the objective gains for one
 * unit more of a row's bound. Good prices make good bounds; wrong ones make
 * weak bounds, not wrong ones.
 */
enum relaxed relaxation_solve(struct relaxation *r, const double *lower,
			      const double *upper, double *x, double *prices);
void relaxation_close(struct relaxation *r);

/* Far over what doubles lose in a bound, far under one unit. */
#define BOUND_SLACK 0.01

/*
 * The most the objective can be, by these prices of the rows: for any price
 * y of a row `a x <= b` that is not negative, c x <= y b + (c - y a) x, and
 * each column adds at most what its bounds let it. Leaves (c - y a) in
 * `left`.
 */
double matrix_bound(const struct matrix *m, const double *prices,
		    const double *lower, const double *upper, double *left);

/* After so many nodes of ours, the library's are better spent. */
enum { BRANCH_NODES = 400 };

/*
 * A search of ours, from the solution in `best` if `found`, of `limit` nodes
 * at most (branch.c). False when they were not enough: nothing is proved
 * then, and `best` is the best met, if any.
 */
bool branch_maximise(struct task *task, uint32_t limit);

#endif
