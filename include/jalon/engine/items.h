/*
 * Item statistics for the authors of a model, over answers pooled from many
 * cases: which questions discriminate, which options nobody takes, whether
 * the questions of a scale measure one thing.
 *
 * Works on plain arrays, so that whoever pools decides what an item is: a
 * question's points, or a criterion's score as one item of its dimension
 * (questions that exclude each other, as an AI question and its twin, are
 * never answered in one row: their scale would have no complete row). Whoever
 * pools also leaves out what may not be counted: answers of staff below five.
 *
 * These are statistics printed to two places, in doubles, never scores. Sums
 * are made in one order, that of the rows, so the same data give the same
 * bytes. No result is a NaN or infinite: what cannot be said is not `known`,
 * and says why. Points are finite, at most 1e15 in size.
 *
 * Nothing is said of fewer than ITEMS_CASES cases. Rows of one case are
 * counted as rows: where several respondents stand for a firm they are not
 * independent, and the figures look surer than they are.
 */
#ifndef JALON_ENGINE_ITEMS_H
#define JALON_ENGINE_ITEMS_H

#include <stdbool.h>
#include <stdint.h>

struct arena;

enum {
	ITEMS_CASES = 30,	/* least number of cases behind a figure */
	ITEMS_NO_CHOICE = UINT8_MAX,
};

enum item_kind {
	ITEM_MISSING,		/* nothing said, or not asked */
	ITEM_VALUE,		/* answered, with points */
	ITEM_UNSCORED,		/* answered by an option without points */
	ITEM_DONT_KNOW,
	ITEM_NA,
};

/* Rows are answer sets, columns items: cell [row * items + item]. */
struct item_data {
	uint32_t rows, items;
	const uint8_t *kinds;	/* enum item_kind, by cell */
	const double *points;	/* by cell; read where ITEM_VALUE */
	const uint8_t *choices;	/* by cell: the option, or ITEMS_NO_CHOICE;
				   read where ITEM_VALUE or ITEM_UNSCORED */
	const uint8_t *options;	/* by item: how many; 0: not a choice */
	const uint32_t *cases;	/* by row: whose it is, rows of one case side
				   by side; NULL: each row its own case */
};

enum statistic_state {
	STATISTIC_KNOWN,
	STATISTIC_TOO_FEW_CASES,	/* under ITEMS_CASES */
	STATISTIC_TOO_FEW_ITEMS,	/* 2 for alpha, 3 for omega */
	STATISTIC_CONSTANT,		/* an item, or the sum it is compared
					   with, never varies */
	STATISTIC_HEYWOOD,	/* a loading leaves an item no variance of
				   its own: one factor does not fit */
	STATISTIC_NO_FACTOR,	/* no convergence, or nothing in common */
};
/* "known", "too_few_cases", "too_few_items", "constant"... */
const char *statistic_state_name(enum statistic_state state);

struct statistic {
	enum statistic_state state;
	double value;		/* 0 unless STATISTIC_KNOWN */
};

/* --- by item -------------------------------------------------------------- */

struct item_result {
	uint32_t n;		/* rows with points */
	uint32_t cases;		/* of those rows */
	struct statistic mean, sd;	/* sd over n - 1 */
	/* Don't-knows among those who answered or did not know (not
	   applicable and missing aside). */
	struct statistic dont_know;
	/* By option, how many took it; NULL for no choice, or too few cases
	   among those who answered. */
	const uint32_t *uses;
	uint32_t unused;	/* options nobody took */
};

/* One result by item, in the arena. */
struct item_result *items_describe(struct arena *a,
				   const struct item_data *data);

/* --- by scale ------------------------------------------------------------- */

struct item_scale {
	const uint32_t *items;	/* columns, each once */
	uint32_t count;
};

/*
 * Over the complete rows, those with points for every item of the scale; V
 * is their covariance matrix (n - 1), k the number of items.
 *
 * item_rest	Pearson's correlation of an item with the sum of the others.
 * alpha	k / (k - 1) x (1 - trace V / sum V)
 *		(Cronbach 1951, Psychometrika 16, 297-334).
 * omega	(sum l)^2 / ((sum l)^2 + sum u), total, of the same plain sum
 *		(McDonald 1999, Test Theory, ch. 6): l the loadings of one
 *		factor in points, u = variance - l^2. The factor is fitted to
 *		the correlations by items_one_factor, then multiplied by the
 *		standard deviations: no unit of points weighs in the fit.
 */
struct scale_result {
	uint32_t n;		/* complete rows */
	uint32_t cases;		/* of those rows */
	struct statistic *item_rest;	/* by item of the scale */
	struct statistic alpha, omega;
};

struct scale_result items_scale(struct arena *a, const struct item_data *data,
				const struct item_scale *scale);

/* --- one factor ----------------------------------------------------------- */

/*
 * One common factor by minimum residuals (Harman and Jones 1966,
 * Psychometrika 31, 351-368): the loadings l that make the sum over pairs
 * of (r_ij - l_i l_j)^2 least, one loading at a time, l_i = sum r_ij l_j /
 * sum l_j^2 over j other than i, until no loading moves by more than 1e-10;
 * 10,000 sweeps at most. The fixed point is also that of iterated principal
 * axes. Begins from each item's own correlations in turn and keeps what is
 * nearest after 50 sweeps, for where items have little in common there may be
 * several fixed points. The sign is such that loadings sum to 0 or more.
 *
 * `correlations` is k x k, symmetric (its diagonal is not read), `loadings`
 * has room for k and is complete whatever is returned: STATISTIC_KNOWN,
 * STATISTIC_TOO_FEW_ITEMS under three (one factor of two items is not
 * determined), STATISTIC_HEYWOOD, STATISTIC_NO_FACTOR.
 */
enum statistic_state items_one_factor(const double *correlations, uint32_t k,
				      double *loadings);

#endif
