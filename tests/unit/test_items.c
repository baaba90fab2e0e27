/*
 * Item statistics against closed forms, published figures and the same sums
 * done another way. Data with an exact covariance are made of the columns of
 * a Hadamard matrix, which are centred and orthogonal: 32 rows, as many cases.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "engine/items.h"

enum { HADAMARD = 32, MOST = 12 };

static uint64_t chance_state;

static uint32_t chance(uint32_t below)
{
	chance_state = chance_state * 6364136223846793005u +
		       1442695040888963407u;
	return (uint32_t)(chance_state >> 33) % below;
}

static void near(double got, double want, double within)
{
	/* Not `>`: a NaN is never near. */
	if (!(fabs(got - want) <= within))
		fail_msg("%.12f is not %.12f within %g", got, want, within);
}

static void is_known(struct statistic got, double want, double within)
{
	assert_string_equal(statistic_state_name(got.state), "known");
	near(got.value, want, within);
}

static void is_unknown(struct statistic got, enum statistic_state why)
{
	assert_string_equal(statistic_state_name(got.state),
			    statistic_state_name(why));
	near(got.value, 0, 0);
}

/* --- data ---------------------------------------------------------------- */

struct made {
	struct item_data data;
	uint8_t *kinds, *choices, *options;
	double *points;
	uint32_t *cases;
};

/* Every cell answered with 0 points; no choices; each row its own case. */
static struct made make(struct arena *a, uint32_t rows, uint32_t items)
{
	size_t cells = (size_t)rows * items;
	struct made m = {
		.kinds = ARENA_ARRAY(a, cells, uint8_t),
		.choices = ARENA_ARRAY(a, cells, uint8_t),
		.options = ARENA_ARRAY(a, items, uint8_t),
		.points = ARENA_ARRAY(a, cells, double),
		.cases = ARENA_ARRAY(a, rows, uint32_t),
	};

	memset(m.kinds, ITEM_VALUE, cells);
	memset(m.choices, ITEMS_NO_CHOICE, cells);
	for (uint32_t r = 0; r < rows; r++)
		m.cases[r] = r;
	m.data = (struct item_data){ rows, items, m.kinds, m.points,
				     m.choices, m.options, m.cases };
	return m;
}

static double *cell(struct made *m, uint32_t row, uint32_t item)
{
	return &m->points[(size_t)row * m->data.items + item];
}

static struct scale_result whole_scale(struct arena *a, const struct made *m)
{
	uint32_t *items = ARENA_ARRAY(a, m->data.items, uint32_t);
	struct item_scale scale = { items, m->data.items };

	for (uint32_t i = 0; i < m->data.items; i++)
		items[i] = i;
	return items_scale(a, &m->data, &scale);
}

/* +1 or -1; the columns from 1 on sum to 0, and any two are orthogonal. */
static double hadamard(uint32_t row, uint32_t column)
{
	return __builtin_parity(row & column) ? -1 : 1;
}

/*
 * Items of which the covariances (over n - 1) are exactly those of one
 * factor: x = l f + sqrt(u) e.
 */
static struct made one_factor(struct arena *a, uint32_t k, const double *l,
			      const double *u)
{
	struct made m = make(a, HADAMARD, k);
	double unit = sqrt((HADAMARD - 1.0) / HADAMARD);

	for (uint32_t r = 0; r < HADAMARD; r++)
		for (uint32_t i = 0; i < k; i++)
			*cell(&m, r, i) =
			    3 + unit * (l[i] * hadamard(r, 1) +
					sqrt(u[i]) * hadamard(r, 2 + i));
	return m;
}

/* --- one factor, from correlations --------------------------------------- */

struct factor_row {
	const char *name;
	uint32_t k;
	double below[15];	/* r21, r31, r32, r41, r42, r43... */
	enum statistic_state state;
	double loadings[6];	/* where known */
};

static const struct factor_row factor_rows[] = {
	/* A matrix of products gives back what was multiplied. */
	{ "products of .8 .7 .6 .5", 4, { .56, .48, .42, .40, .35, .30 },
	  STATISTIC_KNOWN, { .8, .7, .6, .5 } },
	/* l1^2 = r12 r13 / r23 = .72 x .63 / .56 = .81, and so on. */
	{ "three items are exact", 3, { .72, .63, .56 }, STATISTIC_KNOWN,
	  { .9, .8, .7 } },
	/* .5 x .4 / .45 = .4444, .5 x .45 / .4 = .5625, .4 x .45 / .5 = .36 */
	{ "three items, any", 3, { .5, .4, .45 }, STATISTIC_KNOWN,
	  { 2.0 / 3, .75, .6 } },
	{ "one item reversed", 3, { -.56, .48, -.42 }, STATISTIC_KNOWN,
	  { .8, -.7, .6 } },
	{ "turned so that they sum upwards", 3, { -.48, -.42, .56 },
	  STATISTIC_KNOWN, { -.6, .8, .7 } },
	/* Three items at .3, three at .6, nothing across: a factor of either
	   three stays where it is. Left over: 3 x .36 or 3 x .09. */
	{ "the better of two factors", 6,
	  { .3, .3, .3, 0, 0, 0, 0, 0, 0, .6, 0, 0, 0, .6, .6 },
	  STATISTIC_KNOWN,
	  { 0, 0, 0, 0.7745966692, 0.7745966692, 0.7745966692 } },
	/* l1^2 = .9 x .9 / .5 = 1.62 */
	{ "Heywood", 3, { .9, .9, .5 }, STATISTIC_HEYWOOD, { 0 } },
	{ "l1^2 = 1: the factor is the item", 3, { .8, .5, .4 },
	  STATISTIC_HEYWOOD, { 0 } },
	/* l1^2 = .25 / 0 */
	{ "a loading without end", 3, { .5, .5, 0 }, STATISTIC_HEYWOOD,
	  { 0 } },
	{ "nothing in common", 3, { 0, 0, 0 }, STATISTIC_NO_FACTOR, { 0 } },
	/* Any l1 l2 = .5 fits. */
	{ "a pair and a stranger", 3, { .5, 0, 0 }, STATISTIC_NO_FACTOR,
	  { 0 } },
	{ "two pairs", 4, { .6, 0, 0, 0, 0, .6 }, STATISTIC_NO_FACTOR, { 0 } },
	/* The product of the three is (l1 l2 l3)^2: it cannot be negative. */
	{ "no real loadings", 3, { -.3, -.3, -.3 }, STATISTIC_NO_FACTOR,
	  { 0 } },
	/* Symmetric at l = (a, a, b, b), a^2 = .616, b^2 = .016; along (d, -d,
	   e, -e) the residual's second order is .0325 d^2 + .4 d e + 1.232
	   e^2, whose determinant .04 - .2^2 is nil: flat, so it creeps. */
	{ "no convergence", 4, { .6, .1, .2, .2, .1, -.6 },
	  STATISTIC_NO_FACTOR, { 0 } },
	{ "two items", 2, { .5 }, STATISTIC_TOO_FEW_ITEMS, { 0 } },
	{ "one item", 1, { 0 }, STATISTIC_TOO_FEW_ITEMS, { 0 } },
};

static void test_factor(void **state)
{
	const struct factor_row *row = *state;
	double r[36] = { 0 }, loadings[6];
	uint32_t n = 0;

	for (uint32_t i = 0; i < row->k; i++)
		for (uint32_t j = 0; j < i; j++, n++)
			r[i * row->k + j] = r[j * row->k + i] = row->below[n];
	assert_string_equal(
	    statistic_state_name(items_one_factor(r, row->k, loadings)),
	    statistic_state_name(row->state));
	for (uint32_t i = 0; i < row->k; i++) {
		assert_true(isfinite(loadings[i]));
		if (row->state == STATISTIC_KNOWN)
			near(loadings[i], row->loadings[i], 1e-8);
	}
}

/* --- closed forms -------------------------------------------------------- */

/*
 * Parallel items with correlation r: alpha is Spearman and Brown's k r / (1 +
 * (k - 1) r), and omega too; the rest of an item has the variance (k - 1) +
 * (k - 1)(k - 2) r.
 */
static void test_parallel(void **state)
{
	struct arena *a = arena_open();

	(void)state;
	for (uint32_t k = 2; k <= MOST; k++) {
		for (int tenths = 1; tenths < 10; tenths++) {
			double r = tenths / 10.0, l[MOST], u[MOST];
			double brown = k * r / (1 + (k - 1) * r);
			struct made m;
			struct scale_result s;

			for (uint32_t i = 0; i < k; i++) {
				l[i] = sqrt(r);
				u[i] = 1 - r;
			}
			m = one_factor(a, k, l, u);
			s = whole_scale(a, &m);
			assert_int_equal(s.n, HADAMARD);
			is_known(s.alpha, brown, 1e-9);
			for (uint32_t i = 0; i < k; i++)
				is_known(s.item_rest[i],
					 (k - 1) * r /
					     sqrt((k - 1) +
						  (k - 1) * (k - 2) * r),
					 1e-9);
			if (k == 2)
				is_unknown(s.omega, STATISTIC_TOO_FEW_ITEMS);
			else
				is_known(s.omega, brown, 1e-8);
		}
	}
	arena_close(a);
}

/* Same loadings in points, other variances: alpha is omega, exactly. */
static void test_tau_equivalent(void **state)
{
	static const double l[] = { 1.2, 1.2, 1.2, 1.2 };
	static const double u[] = { 0.3, 0.8, 1.5, 3.2 };
	/* (4.8)^2 / ((4.8)^2 + 5.8) = 23.04 / 28.84 */
	static const double want = 23.04 / 28.84;
	struct arena *a = arena_open();
	struct made m = one_factor(a, 4, l, u);
	struct scale_result s = whole_scale(a, &m);

	(void)state;
	is_known(s.alpha, want, 1e-9);
	is_known(s.omega, want, 1e-8);
	arena_close(a);
}

/*
 * Loadings known, in points and of very unlike sizes: sum l = 0.9 + 4 + 0.3 +
 * 14 = 19.2; sum u = 0.5 + 9 + 0.2 + 60 = 69.7. alpha is below: the sum of
 * covariances is (sum l)^2 - sum l^2 = 368.64 - 212.9 = 155.74, so alpha =
 * 4/3 x 155.74 / 438.34.
 */
static void test_congeneric(void **state)
{
	static const double l[] = { 0.9, 4, 0.3, 14 };
	static const double u[] = { 0.5, 9, 0.2, 60 };
	struct arena *a = arena_open();
	struct made m = one_factor(a, 4, l, u);
	struct scale_result s = whole_scale(a, &m);

	(void)state;
	is_known(s.omega, 368.64 / (368.64 + 69.7), 1e-8);
	is_known(s.alpha, 4.0 / 3 * 155.74 / 438.34, 1e-9);
	arena_close(a);
}

/* --- published figures --------------------------------------------------- */

/*
 * The four congeneric measures of the help page of alpha in R's psych
 * package (`r4 <- sim.congeneric(); alpha(r4)`): correlations of the loadings
 * .8 .7 .6 .5. It prints raw_alpha 0.74 and r.drop 0.64 0.57 0.51 0.43.
 */
static void test_psych_congeneric(void **state)
{
	static const double l[] = { .8, .7, .6, .5 };
	static const double u[] = { .36, .51, .64, .75 };
	static const double drop[] = { .64, .57, .51, .43 };
	struct arena *a = arena_open();
	struct made m = one_factor(a, 4, l, u);
	struct scale_result s = whole_scale(a, &m);

	(void)state;
	is_known(s.alpha, .74, .005);
	for (uint32_t i = 0; i < 4; i++)
		is_known(s.item_rest[i], drop[i], .005);
	/* 2.6^2 / (2.6^2 + 2.26) */
	is_known(s.omega, 6.76 / 9.02, 1e-8);
	arena_close(a);
}

/*
 * The attitude data of Chatterjee and Price (1977, Regression Analysis by
 * Example), data set `attitude` of R: seven items, thirty departments.
 */
enum { ATTITUDE_ROWS = 30, ATTITUDE_ITEMS = 7 };
static const uint8_t attitude[ATTITUDE_ROWS][ATTITUDE_ITEMS] = {
	{ 43, 51, 30, 39, 61, 92, 45 }, { 63, 64, 51, 54, 63, 73, 47 },
	{ 71, 70, 68, 69, 76, 86, 48 }, { 61, 63, 45, 47, 54, 84, 35 },
	{ 81, 78, 56, 66, 71, 83, 47 }, { 43, 55, 49, 44, 54, 49, 34 },
	{ 58, 67, 42, 56, 66, 68, 35 }, { 71, 75, 50, 55, 70, 66, 41 },
	{ 72, 82, 72, 67, 71, 83, 31 }, { 67, 61, 45, 47, 62, 80, 41 },
	{ 64, 53, 53, 58, 58, 67, 34 }, { 67, 60, 47, 39, 59, 74, 41 },
	{ 69, 62, 57, 42, 55, 63, 25 }, { 68, 83, 83, 45, 59, 77, 35 },
	{ 77, 77, 54, 72, 79, 77, 46 }, { 81, 90, 50, 72, 60, 54, 36 },
	{ 74, 85, 64, 69, 79, 79, 63 }, { 65, 60, 65, 75, 55, 80, 60 },
	{ 65, 70, 46, 57, 75, 85, 46 }, { 50, 58, 68, 54, 64, 78, 52 },
	{ 50, 40, 33, 34, 43, 64, 33 }, { 64, 61, 52, 62, 66, 80, 41 },
	{ 53, 66, 52, 50, 63, 80, 37 }, { 40, 37, 42, 58, 50, 57, 49 },
	{ 63, 54, 42, 48, 66, 75, 33 }, { 66, 77, 66, 63, 88, 76, 72 },
	{ 78, 75, 58, 74, 80, 78, 49 }, { 48, 57, 44, 45, 51, 83, 38 },
	{ 85, 85, 71, 71, 77, 74, 55 }, { 82, 82, 39, 59, 64, 78, 39 },
};

static struct made attitude_data(struct arena *a)
{
	struct made m = make(a, ATTITUDE_ROWS, ATTITUDE_ITEMS);

	for (uint32_t r = 0; r < ATTITUDE_ROWS; r++)
		for (uint32_t i = 0; i < ATTITUDE_ITEMS; i++)
			*cell(&m, r, i) = attitude[r][i];
	return m;
}

/*
 * As psych prints them (`alpha(attitude)`, its overview): raw_alpha 0.84, and
 * for each item r.drop, mean and sd. Omega by maximum likelihood is 0.856
 * (MBESS, `ci.reliability(attitude)`), another fit of the same model.
 */
static void test_attitude(void **state)
{
	static const double drop[] = { .67, .74, .56, .71, .79, .27, .46 };
	static const double mean[] = { 65, 67, 53, 56, 65, 75, 43 };
	static const double sd[] = { 12.2, 13.3, 12.2, 11.7, 10.4, 9.9, 10.3 };
	struct arena *a = arena_open();
	struct made m = attitude_data(a);
	struct scale_result s = whole_scale(a, &m);
	struct item_result *items = items_describe(a, &m.data);

	(void)state;
	is_known(s.alpha, .84, .005);
	is_known(s.omega, .8563, .01);
	for (uint32_t i = 0; i < ATTITUDE_ITEMS; i++) {
		is_known(s.item_rest[i], drop[i], .005 + 1e-9);
		is_known(items[i].mean, mean[i], .5);
		is_known(items[i].sd, sd[i], .05);
	}
	arena_close(a);
}

/* --- the same sums done another way -------------------------------------- */

/* What a straight reading of the definitions gives, row by row. */
struct straight {
	uint32_t n, k;
	const double *x;	/* n x k, complete rows */
};

static long double straight_covariance(const struct straight *s,
				       const uint8_t *left,
				       const uint8_t *right)
{
	long double sum_l = 0, sum_r = 0, sum = 0;

	/* Sums of the items marked in each: a scale, its rest or one item. */
	for (uint32_t r = 0; r < s->n; r++) {
		long double x = 0, y = 0;

		for (uint32_t i = 0; i < s->k; i++) {
			x += left[i] ? s->x[r * s->k + i] : 0;
			y += right[i] ? s->x[r * s->k + i] : 0;
		}
		sum_l += x;
		sum_r += y;
		sum += x * y;
	}
	return (sum - sum_l * sum_r / s->n) / (s->n - 1);
}

/* Alpha by the mean covariance and variance: k c / (v + (k - 1) c). */
static double straight_alpha(const struct straight *s)
{
	long double variances = 0, covariances = 0;

	for (uint32_t i = 0; i < s->k; i++) {
		for (uint32_t j = 0; j < s->k; j++) {
			uint8_t left[MOST] = { 0 }, right[MOST] = { 0 };
			long double *to = i == j ? &variances : &covariances;

			left[i] = right[j] = 1;
			*to += straight_covariance(s, left, right);
		}
	}
	variances /= s->k;
	covariances /= s->k * (s->k - 1.0L);
	return (double)(s->k * covariances /
			(variances + (s->k - 1) * covariances));
}

static double straight_rest(const struct straight *s, uint32_t item)
{
	uint8_t one[MOST] = { 0 }, rest[MOST];

	memset(rest, 1, sizeof(rest));
	one[item] = 1;
	rest[item] = 0;
	return (double)(straight_covariance(s, one, rest) /
			sqrtl(straight_covariance(s, one, one) *
			      straight_covariance(s, rest, rest)));
}

/*
 * Omega by iterated principal axes: the first eigenvector, by powers, of the
 * correlations with communalities in the diagonal, again and again. False
 * when it does not settle, or settles on a Heywood case.
 */
static bool straight_omega(const struct straight *s, double *omega)
{
	double v[MOST][MOST], l[MOST], common = 0, own = 0, moved = 1;

	for (uint32_t i = 0; i < s->k; i++) {
		l[i] = .7;
		for (uint32_t j = 0; j < s->k; j++) {
			uint8_t left[MOST] = { 0 }, right[MOST] = { 0 };

			left[i] = right[j] = 1;
			v[i][j] = (double)straight_covariance(s, left, right);
		}
	}
	for (int step = 0; step < 20000 && moved > 1e-12; step++) {
		double w[MOST], size = 0;

		for (uint32_t i = 0; i < s->k; i++)
			size += l[i] * l[i];
		for (uint32_t i = 0; i < s->k; i++) {
			w[i] = l[i] * l[i] * l[i];
			for (uint32_t j = 0; j < s->k; j++)
				w[i] += j == i ? 0
					       : l[j] * v[i][j] /
						     sqrt(v[i][i] * v[j][j]);
			/* One power for each new set of communalities. */
			w[i] /= size;
		}
		moved = 0;
		for (uint32_t i = 0; i < s->k; i++) {
			moved = fmax(moved, fabs(w[i] - l[i]));
			l[i] = w[i];
		}
	}
	for (uint32_t i = 0; i < s->k; i++) {
		if (l[i] * l[i] > .999)
			return false;
		common += l[i] * sqrt(v[i][i]);
		own += v[i][i] * (1 - l[i] * l[i]);
	}
	*omega = common * common / (common * common + own);
	return moved <= 1e-12;
}

/* Answers 1 to 5 that hang together more or less; some cells are not said. */
static void fill_at_random(struct made *m, uint32_t missing_of_100)
{
	for (uint32_t r = 0; r < m->data.rows; r++) {
		uint32_t level = chance(5);

		for (uint32_t i = 0; i < m->data.items; i++) {
			size_t at = (size_t)r * m->data.items + i;
			uint32_t noise = 1 + i % 4;
			uint32_t x = level + chance(2 * noise);

			m->points[at] = x * 0.7;
			m->kinds[at] = ITEM_VALUE;
			if (chance(100) < missing_of_100)
				m->kinds[at] = (uint8_t)chance(5);
		}
	}
}

static struct straight complete_rows(struct arena *a, const struct made *m)
{
	double *x = ARENA_ARRAY(a, (size_t)m->data.rows * m->data.items,
				double);
	struct straight s = { 0, m->data.items, x };

	for (uint32_t r = 0; r < m->data.rows; r++) {
		size_t from = (size_t)r * s.k;
		bool complete = true;

		for (uint32_t i = 0; i < s.k; i++)
			complete = complete && m->kinds[from + i] == ITEM_VALUE;
		if (complete)
			memcpy(&x[(size_t)s.n++ * s.k], &m->points[from],
			       s.k * sizeof(double));
	}
	return s;
}

static void test_another_way(void **state)
{
	uint32_t compared = 0, omegas = 0;

	(void)state;
	chance_state = 4;
	for (int round = 0; round < 300; round++) {
		struct arena *a = arena_open();
		uint32_t k = 2 + chance(MOST - 1);
		struct made m = make(a, 30 + chance(120), k);
		struct scale_result s;
		struct straight other;
		double omega;

		fill_at_random(&m, chance(6));
		s = whole_scale(a, &m);
		other = complete_rows(a, &m);
		assert_int_equal(s.n, other.n);
		if (other.n < ITEMS_CASES) {
			is_unknown(s.alpha, STATISTIC_TOO_FEW_CASES);
		} else {
			compared++;
			is_known(s.alpha, straight_alpha(&other), 1e-9);
			for (uint32_t i = 0; i < k; i++)
				is_known(s.item_rest[i],
					 straight_rest(&other, i), 1e-9);
			if (k > 2 && straight_omega(&other, &omega)) {
				omegas++;
				is_known(s.omega, omega, 1e-6);
			}
		}
		arena_close(a);
	}
	/* The comparison did take place. */
	assert_true(compared > 200 && omegas > 150);
}

/* --- item by item -------------------------------------------------------- */

/*
 * 40 rows. Item 0: 10 ones, 10 twos, 10 threes, 4 don't-knows, 3 not
 * applicable, 2 missing and one answer without points, by option 3 of 5.
 */
static struct made described(struct arena *a)
{
	static const uint8_t kinds[] = { ITEM_DONT_KNOW, ITEM_DONT_KNOW,
					 ITEM_DONT_KNOW, ITEM_DONT_KNOW,
					 ITEM_NA,	 ITEM_NA,
					 ITEM_NA,	 ITEM_MISSING,
					 ITEM_MISSING,	 ITEM_UNSCORED };
	struct made m = make(a, 40, 2);

	m.options[0] = 5;
	for (uint32_t r = 0; r < 40; r++) {
		if (r >= 30) {
			m.kinds[2 * r] = kinds[r - 30];
			*cell(&m, r, 0) = 99;	/* never read */
			m.choices[2 * r] = 3;
			continue;
		}
		*cell(&m, r, 0) = 1 + r % 3;
		m.choices[2 * r] = (uint8_t)(r % 3);
	}
	return m;
}

static void test_described(void **state)
{
	struct arena *a = arena_open();
	struct made m = described(a);
	struct item_result *r = items_describe(a, &m.data);

	(void)state;
	assert_int_equal(r[0].n, 30);
	assert_int_equal(r[0].cases, 30);
	is_known(r[0].mean, 2, 1e-12);
	is_known(r[0].sd, sqrt(20.0 / 29), 1e-12);
	/* 4 of 30 + 4 + 1 */
	is_known(r[0].dont_know, 4.0 / 35, 1e-12);
	assert_non_null(r[0].uses);
	for (uint32_t o = 0; o < 5; o++)
		assert_int_equal(r[0].uses[o], o < 3 ? 10 : o == 3);
	assert_int_equal(r[0].unused, 1);
	/* The other one: always 0 points, no options. */
	assert_int_equal(r[1].n, 40);
	is_known(r[1].mean, 0, 0);
	is_known(r[1].sd, 0, 0);
	is_known(r[1].dont_know, 0, 0);
	assert_null(r[1].uses);
	arena_close(a);
}

/* Thirty rows of one firm are one case; 29 rows with points say nothing. */
static void test_too_few(void **state)
{
	struct arena *a = arena_open();
	struct made m = described(a), n = attitude_data(a);
	struct item_result *r;
	struct scale_result s;

	(void)state;
	m.kinds[0] = ITEM_DONT_KNOW;
	r = items_describe(a, &m.data);
	is_unknown(r[0].mean, STATISTIC_TOO_FEW_CASES);
	is_unknown(r[0].sd, STATISTIC_TOO_FEW_CASES);
	is_known(r[0].dont_know, 5.0 / 35, 1e-12);
	assert_non_null(r[0].uses);	/* 29 + 1 answered */
	m.kinds[2] = ITEM_NA;
	r = items_describe(a, &m.data);
	is_known(r[0].dont_know, 5.0 / 34, 1e-12);
	assert_null(r[0].uses);
	assert_int_equal(r[0].unused, 0);
	m.data.rows = 29;
	r = items_describe(a, &m.data);
	is_unknown(r[0].dont_know, STATISTIC_TOO_FEW_CASES);

	n.cases[1] = n.cases[0];	/* two rows of one case */
	s = whole_scale(a, &n);
	assert_int_equal(s.n, 30);
	assert_int_equal(s.cases, 29);
	is_unknown(s.alpha, STATISTIC_TOO_FEW_CASES);
	is_unknown(s.omega, STATISTIC_TOO_FEW_CASES);
	is_unknown(s.item_rest[0], STATISTIC_TOO_FEW_CASES);
	is_unknown(items_describe(a, &n.data)[0].mean,
		   STATISTIC_TOO_FEW_CASES);
	n.data.cases = NULL;
	assert_int_equal(whole_scale(a, &n).alpha.state, STATISTIC_KNOWN);
	n.data.rows = 0;
	s = whole_scale(a, &n);
	assert_int_equal(s.n, 0);
	is_unknown(s.alpha, STATISTIC_TOO_FEW_CASES);
	is_unknown(items_describe(a, &n.data)[0].mean,
		   STATISTIC_TOO_FEW_CASES);
	arena_close(a);
}

/* --- scales of which nothing can be said --------------------------------- */

static void test_degenerate(void **state)
{
	static const double l[] = { .8, .7, .6, .5 }, u[] = { 1, 1, 1, 1 };
	struct arena *a = arena_open();
	struct made m = one_factor(a, 4, l, u);
	struct made two = make(a, HADAMARD, 2);
	uint32_t columns[] = { 2, 0 };
	struct item_scale scale = { columns, 0 };
	struct scale_result s;

	(void)state;
	/* 0.1 has no exact double: constant all the same. */
	for (uint32_t r = 0; r < HADAMARD; r++)
		*cell(&m, r, 1) = 0.1;
	s = whole_scale(a, &m);
	is_unknown(s.alpha, STATISTIC_CONSTANT);
	is_unknown(s.omega, STATISTIC_CONSTANT);
	is_unknown(s.item_rest[1], STATISTIC_CONSTANT);
	/* .8 (.6 + .5) / sqrt(1.64 (1.36 + 1.25 + 2 x .3)) */
	is_known(s.item_rest[0], .88 / sqrt(1.64 * 3.21), 1e-9);
	/* Two that always make six. */
	for (uint32_t r = 0; r < HADAMARD; r++) {
		*cell(&two, r, 0) = 1 + r % 5;
		*cell(&two, r, 1) = 5 - r % 5;
	}
	s = whole_scale(a, &two);
	is_unknown(s.alpha, STATISTIC_CONSTANT);
	is_known(s.item_rest[0], -1, 1e-12);
	s = items_scale(a, &m.data, &scale);
	is_unknown(s.alpha, STATISTIC_TOO_FEW_ITEMS);
	scale.count = 1;
	s = items_scale(a, &m.data, &scale);
	is_unknown(s.alpha, STATISTIC_TOO_FEW_ITEMS);
	is_unknown(s.item_rest[0], STATISTIC_TOO_FEW_ITEMS);
	scale.count = 2;
	s = items_scale(a, &m.data, &scale);
	/* Columns 2 and 0: 2 x 2 x .48 / (1.36 + 1.64 + 2 x .48) */
	is_known(s.alpha, 1.92 / 3.96, 1e-9);
	is_unknown(s.omega, STATISTIC_TOO_FEW_ITEMS);
	arena_close(a);
}

/* --- what must not matter ------------------------------------------------ */

static void same_bytes(struct statistic one, struct statistic other)
{
	assert_int_equal(one.state, other.state);
	assert_memory_equal(&one.value, &other.value, sizeof(one.value));
}

/*
 * Another unit, other points added to all, another order of the
 * items: loadings and correlations stay. The same data: the same bytes.
 */
static void test_units(void **state)
{
	struct arena *a = arena_open();
	struct made m = attitude_data(a), other = attitude_data(a);
	struct scale_result before = whole_scale(a, &m), again, after;

	(void)state;
	again = whole_scale(a, &other);
	same_bytes(before.alpha, again.alpha);
	same_bytes(before.omega, again.omega);
	for (uint32_t i = 0; i < ATTITUDE_ITEMS; i++)
		same_bytes(before.item_rest[i], again.item_rest[i]);
	for (uint32_t r = 0; r < ATTITUDE_ROWS; r++)
		for (uint32_t i = 0; i < ATTITUDE_ITEMS; i++)
			*cell(&other, r, i) =
			    1000 +
			    attitude[r][ATTITUDE_ITEMS - 1 - i] / 25.0;
	after = whole_scale(a, &other);
	is_known(after.alpha, before.alpha.value, 1e-9);
	is_known(after.omega, before.omega.value, 1e-8);
	for (uint32_t i = 0; i < ATTITUDE_ITEMS; i++)
		is_known(after.item_rest[i],
			 before.item_rest[ATTITUDE_ITEMS - 1 - i].value, 1e-9);
	arena_close(a);
}

enum { FACTOR_ROWS = sizeof(factor_rows) / sizeof(factor_rows[0]) };

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_parallel),
		cmocka_unit_test(test_tau_equivalent),
		cmocka_unit_test(test_congeneric),
		cmocka_unit_test(test_psych_congeneric),
		cmocka_unit_test(test_attitude),
		cmocka_unit_test(test_another_way),
		cmocka_unit_test(test_described),
		cmocka_unit_test(test_too_few),
		cmocka_unit_test(test_degenerate),
		cmocka_unit_test(test_units),
	};
	enum { OTHERS = sizeof(others) / sizeof(others[0]) };
	static struct CMUnitTest tests[FACTOR_ROWS + OTHERS];

	for (size_t i = 0; i < FACTOR_ROWS; i++)
		tests[i] = (struct CMUnitTest){
			factor_rows[i].name, test_factor, NULL, NULL,
			(void *)(uintptr_t)&factor_rows[i]
		};
	memcpy(tests + FACTOR_ROWS, others, sizeof(others));
	return _cmocka_run_group_tests("items", tests, FACTOR_ROWS + OTHERS,
				       NULL, NULL);
}
