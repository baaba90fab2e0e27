/* Items together: covariances, item-rest correlations, alpha and omega. */
#include <math.h>

#include "base/arena.h"
#include "engine/items.h"

enum { LEAST_FOR_ALPHA = 2, LEAST_FOR_OMEGA = 3 };

/* A variance under this share of what it is made from is rounding. */
static const double nothing = 1e-12;

/* The complete rows of one scale, and what is computed from them. */
struct sheet {
	uint32_t k, n, cases;
	double *x;		/* n x k; centred once V is made */
	double *v;		/* k x k, covariances */
	bool *varies;		/* by item */
};

static double at(const struct sheet *s, uint32_t i, uint32_t j)
{
	return s->v[(size_t)i * s->k + j];
}

/* --- the sheet ------------------------------------------------------------ */

static bool copy_row(const struct item_data *d, uint32_t row,
		     const struct item_scale *scale, double *out)
{
	size_t first = (size_t)row * d->items;

	for (uint32_t i = 0; i < scale->count; i++) {
		size_t cell = first + scale->items[i];

		if (d->kinds[cell] != ITEM_VALUE)
			return false;
		out[i] = d->points[cell];
	}
	return true;
}

static void read_rows(struct sheet *s, const struct item_data *d,
		      const struct item_scale *scale)
{
	uint32_t last = 0;

	for (uint32_t row = 0; row < d->rows; row++) {
		uint32_t which = d->cases == NULL ? row : d->cases[row];

		if (!copy_row(d, row, scale, &s->x[(size_t)s->n * s->k]))
			continue;
		s->cases += s->n == 0 || which != last;
		last = which;
		s->n++;
	}
}

static void centre(struct sheet *s, double *means)
{
	for (uint32_t row = 0; row < s->n; row++) {
		const double *x = &s->x[(size_t)row * s->k];

		for (uint32_t i = 0; i < s->k; i++) {
			means[i] += x[i];
			s->varies[i] = s->varies[i] || x[i] != s->x[i];
		}
	}
	for (uint32_t i = 0; i < s->k; i++)
		means[i] /= s->n;
	for (uint32_t row = 0; row < s->n; row++)
		for (uint32_t i = 0; i < s->k; i++)
			s->x[(size_t)row * s->k + i] -= means[i];
}

static void find_covariances(struct sheet *s)
{
	for (uint32_t row = 0; row < s->n; row++) {
		const double *x = &s->x[(size_t)row * s->k];

		for (uint32_t i = 0; i < s->k; i++) {
			double *v = &s->v[(size_t)i * s->k];

			for (uint32_t j = i; j < s->k; j++)
				v[j] += x[i] * x[j];
		}
	}
	for (uint32_t i = 0; i < s->k; i++) {
		for (uint32_t j = i; j < s->k; j++) {
			double v = at(s, i, j) / (s->n - 1);

			s->v[(size_t)i * s->k + j] = v;
			s->v[(size_t)j * s->k + i] = v;
		}
	}
}

static struct sheet sheet_make(struct arena *a, const struct item_data *d,
			       const struct item_scale *scale)
{
	struct sheet s = { .k = scale->count };

	s.x = ARENA_ARRAY(a, ((size_t)d->rows + 1) * s.k, double);
	s.v = ARENA_ARRAY(a, (size_t)s.k * s.k, double);
	s.varies = ARENA_ARRAY(a, s.k, bool);
	read_rows(&s, d, scale);
	if (s.cases < ITEMS_CASES)
		return s;
	centre(&s, ARENA_ARRAY(a, s.k, double));
	find_covariances(&s);
	return s;
}

/* --- item-rest ------------------------------------------------------------ */

/* What keeps every figure of the scale from being known, if anything. */
static enum statistic_state state_of(const struct sheet *s, uint32_t least)
{
	if (s->k < least)
		return STATISTIC_TOO_FEW_ITEMS;
	if (s->cases < ITEMS_CASES)
		return STATISTIC_TOO_FEW_CASES;
	return STATISTIC_KNOWN;
}

static struct statistic correlation_with_rest(const struct sheet *s,
					      uint32_t item)
{
	struct statistic r = { .state = state_of(s, LEAST_FOR_ALPHA) };
	double shared = 0, rest = 0, trace = 0;

	if (r.state != STATISTIC_KNOWN)
		return r;
	for (uint32_t i = 0; i < s->k; i++) {
		if (i == item)
			continue;
		shared += at(s, item, i);
		trace += at(s, i, i);
		for (uint32_t j = 0; j < s->k; j++)
			rest += j == item ? 0 : at(s, i, j);
	}
	if (!s->varies[item] || rest <= nothing * trace) {
		r.state = STATISTIC_CONSTANT;
		return r;
	}
	r.value = shared / (sqrt(at(s, item, item)) * sqrt(rest));
	/* By rounding only could it be outside. */
	r.value = fmin(1, fmax(-1, r.value));
	return r;
}

/* --- alpha ---------------------------------------------------------------- */

static bool all_vary(const struct sheet *s)
{
	for (uint32_t i = 0; i < s->k; i++)
		if (!s->varies[i])
			return false;
	return true;
}

static struct statistic alpha_of(const struct sheet *s)
{
	struct statistic alpha = { .state = state_of(s, LEAST_FOR_ALPHA) };
	double trace = 0, sum = 0;

	if (alpha.state != STATISTIC_KNOWN)
		return alpha;
	for (uint32_t i = 0; i < s->k; i++) {
		trace += at(s, i, i);
		for (uint32_t j = 0; j < s->k; j++)
			sum += at(s, i, j);
	}
	if (!all_vary(s) || sum <= nothing * trace) {
		alpha.state = STATISTIC_CONSTANT;
		return alpha;
	}
	alpha.value = (double)s->k / (s->k - 1) * (1 - trace / sum);
	return alpha;
}

/* --- omega ---------------------------------------------------------------- */

static void find_correlations(const struct sheet *s, double *r)
{
	for (uint32_t i = 0; i < s->k; i++)
		for (uint32_t j = 0; j < s->k; j++)
			r[(size_t)i * s->k + j] =
			    at(s, i, j) /
			    (sqrt(at(s, i, i)) * sqrt(at(s, j, j)));
}

static struct statistic omega_of(struct arena *a, const struct sheet *s)
{
	struct statistic omega = { .state = state_of(s, LEAST_FOR_OMEGA) };
	double *r, *loadings, common = 0, own = 0;

	if (omega.state != STATISTIC_KNOWN)
		return omega;
	if (!all_vary(s)) {
		omega.state = STATISTIC_CONSTANT;
		return omega;
	}
	r = ARENA_ARRAY(a, (size_t)s->k * s->k, double);
	loadings = ARENA_ARRAY(a, s->k, double);
	find_correlations(s, r);
	omega.state = items_one_factor(r, s->k, loadings);
	if (omega.state != STATISTIC_KNOWN)
		return omega;
	for (uint32_t i = 0; i < s->k; i++) {
		common += loadings[i] * sqrt(at(s, i, i));
		own += (1 - loadings[i] * loadings[i]) * at(s, i, i);
	}
	omega.value = common * common / (common * common + own);
	return omega;
}

/* --- everything ----------------------------------------------------------- */

struct scale_result items_scale(struct arena *a, const struct item_data *data,
				const struct item_scale *scale)
{
	struct sheet s = sheet_make(a, data, scale);
	struct scale_result out = { .n = s.n, .cases = s.cases };

	out.item_rest = ARENA_ARRAY(a, s.k, struct statistic);
	for (uint32_t i = 0; i < s.k; i++)
		out.item_rest[i] = correlation_with_rest(&s, i);
	out.alpha = alpha_of(&s);
	out.omega = omega_of(a, &s);
	return out;
}
