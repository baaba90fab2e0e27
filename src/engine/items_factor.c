/* One common factor by minimum residuals. */
#include <math.h>
#include <stddef.h>

#include "engine/items.h"

enum { FIRST_SWEEPS = 50, SWEEPS = 10000, LEAST_ITEMS = 3 };

static const double settled = 1e-10;	/* no loading moves by more */
static const double hardly = 1e-8;	/* a loading this small is none */
static const double no_variance = 1e-9;	/* left to an item of its own */

static double between(const double *r, uint32_t k, uint32_t i, uint32_t j)
{
	return r[(size_t)i * k + j];
}

/*
 * The factor that runs through one item, its communality taken to be its
 * highest correlation: signs are right from the start. False when the item
 * has nothing in common with another.
 */
static bool begin(const double *r, uint32_t k, uint32_t through,
		  double *loadings)
{
	double communality = 0;

	for (uint32_t j = 0; j < k; j++) {
		loadings[j] = 0;
		if (j != through)
			communality = fmax(communality,
					   fabs(between(r, k, through, j)));
	}
	if (communality <= hardly)
		return false;
	for (uint32_t j = 0; j < k; j++)
		loadings[j] = j == through ? sqrt(communality)
					   : between(r, k, through, j) /
						 sqrt(communality);
	return true;
}

/* Each loading in turn where it fits best; returns the largest move. */
static double sweep(const double *r, uint32_t k, double *loadings)
{
	double largest = 0;

	for (uint32_t i = 0; i < k; i++) {
		double shared = 0, squares = 0, now;

		for (uint32_t j = 0; j < k; j++) {
			if (j == i)
				continue;
			shared += between(r, k, i, j) * loadings[j];
			squares += loadings[j] * loadings[j];
		}
		now = squares > 0 ? shared / squares : 0;
		largest = fmax(largest, fabs(now - loadings[i]));
		loadings[i] = now;
	}
	return largest;
}

static double residual(const double *r, uint32_t k, const double *loadings)
{
	double sum = 0;

	for (uint32_t i = 0; i < k; i++) {
		for (uint32_t j = 0; j < i; j++) {
			double left =
			    between(r, k, i, j) - loadings[i] * loadings[j];

			sum += left * left;
		}
	}
	return sum;
}

/* The item to begin from: a few sweeps tell. `k` when none has anything. */
static uint32_t best_beginning(const double *r, uint32_t k, double *loadings)
{
	uint32_t best = k;
	double least = INFINITY;

	for (uint32_t i = 0; i < k; i++) {
		double left;

		if (!begin(r, k, i, loadings))
			continue;
		for (uint32_t n = 0; n < FIRST_SWEEPS; n++)
			sweep(r, k, loadings);
		left = residual(r, k, loadings);
		/* By more than rounding: else the first item stays. */
		if (left < least - settled) {
			least = left;
			best = i;
		}
	}
	return best;
}

static void turn_upwards(uint32_t k, double *loadings)
{
	double sum = 0;

	for (uint32_t i = 0; i < k; i++)
		sum += loadings[i];
	for (uint32_t i = 0; i < k && sum < 0; i++)
		loadings[i] = -loadings[i];
}

static enum statistic_state judge(uint32_t k, const double *loadings,
				  bool converged)
{
	uint32_t loaded = 0;

	for (uint32_t i = 0; i < k; i++) {
		/* Also what has no solution: a loading grows for ever. */
		if (loadings[i] * loadings[i] >= 1 - no_variance)
			return STATISTIC_HEYWOOD;
		loaded += fabs(loadings[i]) > hardly;
	}
	return converged && loaded >= LEAST_ITEMS ? STATISTIC_KNOWN
						  : STATISTIC_NO_FACTOR;
}

enum statistic_state items_one_factor(const double *correlations, uint32_t k,
				      double *loadings)
{
	bool converged = false;
	uint32_t from = best_beginning(correlations, k, loadings);

	if (k < LEAST_ITEMS)
		return STATISTIC_TOO_FEW_ITEMS;
	if (from == k || !begin(correlations, k, from, loadings))
		return STATISTIC_NO_FACTOR;
	for (uint32_t i = 0; i < SWEEPS && !converged; i++)
		converged = sweep(correlations, k, loadings) <= settled;
	turn_upwards(k, loadings);
	return judge(k, loadings, converged);
}
