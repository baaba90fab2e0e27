/*
 * Linear relaxations, by the dual simplex method on a condensed tableau.
 *
 * Every variable has two finite bounds, so any basis is made dual feasible
 * by putting each nonbasic variable at the right one: there is no first
 * phase, and after bounds have changed (one branch of a search, or back from
 * it) the work goes on from the basis at hand. The tableau is dense in
 * memory; a pivot touches only rows and columns that are not zero in it.
 *
 * Nothing here is trusted: simplex_bound() takes the multipliers of the rows
 * and computes from the original numbers a bound that holds whatever errors
 * the pivots have gathered.
 */
#ifndef JALON_SOLVE_SIMPLEX_H
#define JALON_SOLVE_SIMPLEX_H

#include "base/arena.h"
#include "base/text.h"

/* Rows by rows: sum of factor * x <= bound, or = bound. */
struct matrix {
	uint32_t columns, rows;
	uint32_t *start;	/* by row; one more at the end */
	uint32_t *index;
	double *factor;
	double *bound;
	bool *equal;
	double *objective;	/* by column; to be maximised */
};

struct simplex {
	const struct matrix *matrix;
	uint32_t m, n;
	double *tableau;	/* m x n; row: basic + sum t * nonbasic = const */
	double *lower, *upper;	/* by variable: columns, then slacks of rows */
	double *value;		/* by variable */
	double *reduced;	/* by nonbasic place: gain of one unit more */
	uint32_t *basic;	/* variable, by row of the tableau */
	uint32_t *nonbasic;	/* variable, by column of the tableau */
	uint32_t *place;	/* by variable: its row, or m + its column */
	uint32_t *touched;	/* scratch: columns of a pivot row */
	uint32_t *candidates;	/* scratch: of the ratio test */
	double *ratio;		/* scratch */
	double *multiplier;	/* scratch: by row of the matrix */
	double *activity;	/* scratch: by column */
	uint32_t pivots;	/* since the tableau was last made anew */
	uint64_t work;		/* pivots in all */
};

enum simplex_answer { SIMPLEX_SOLVED, SIMPLEX_INFEASIBLE, SIMPLEX_STUCK };

/* All columns between 0 and 1. */
struct simplex *simplex_open(struct arena *a, const struct matrix *matrix);
/* Bounds of a column; takes effect on the next simplex_solve. */
void simplex_set_bounds(struct simplex *s, uint32_t column, double lower,
			double upper);
/*
 * SOLVED: value[] is optimal, or the bound has sunk to `cutoff` or lower.
 * INFEASIBLE: checked against the original rows.
 */
enum simplex_answer simplex_solve(struct simplex *s, double cutoff);
/* No solution within the bounds is worth more than this. */
double simplex_bound(struct simplex *s);
/*
 * What the optimum loses at least when a fractional basic column goes down
 * to its lower bound, or up to its upper one: one step of the dual method.
 */
void simplex_penalties(const struct simplex *s, uint32_t column, double *down,
		       double *up);
/* The gain of one more unit of a nonbasic column; 0 when it is basic. */
double simplex_reduced(const struct simplex *s, uint32_t column);

#endif
