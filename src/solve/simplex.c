#include "simplex.h"

#include <math.h>
#include <string.h>

static const double ZERO = 1e-11;	/* entries below are dropped */
static const double FEASIBLE = 1e-8;
static const double SMALL_PIVOT = 1e-7;

enum { ANEW_AFTER = 400, STEPS_PER_ROW = 20 };

static double *row_of(const struct simplex *s, uint32_t row)
{
	return s->tableau + (size_t)row * s->n;
}

/* The most a slack can be: what the row leaves when it is emptiest. */
static double widest_slack(const struct matrix *m, uint32_t r)
{
	double least = 0;

	if (m->equal[r])
		return 0;
	for (uint32_t k = m->start[r]; k < m->start[r + 1]; k++)
		if (m->factor[k] < 0)
			least += m->factor[k];
	return fmax(0, m->bound[r] - least);
}

/* The basis of all slacks. */
static void reset_tableau(struct simplex *s)
{
	const struct matrix *m = s->matrix;

	memset(s->tableau, 0, (size_t)s->m * s->n * sizeof *s->tableau);
	for (uint32_t r = 0; r < s->m; r++) {
		double *row = row_of(s, r);

		for (uint32_t k = m->start[r]; k < m->start[r + 1]; k++)
			row[m->index[k]] = m->factor[k];
		s->basic[r] = s->n + r;
		s->place[s->n + r] = r;
	}
	for (uint32_t j = 0; j < s->n; j++) {
		s->nonbasic[j] = j;
		s->place[j] = s->m + j;
		s->reduced[j] = m->objective[j];
	}
	s->pivots = 0;
}

struct simplex *simplex_open(struct arena *a, const struct matrix *matrix)
{
	struct simplex *s = ARENA_NEW(a, struct simplex);
	uint32_t all = matrix->columns + matrix->rows;

	s->matrix = matrix;
	s->m = matrix->rows;
	s->n = matrix->columns;
	s->tableau = ARENA_ARRAY(a, (size_t)s->m * s->n, double);
	s->lower = ARENA_ARRAY(a, all, double);
	s->upper = ARENA_ARRAY(a, all, double);
	s->value = ARENA_ARRAY(a, all, double);
	s->reduced = ARENA_ARRAY(a, s->n, double);
	s->basic = ARENA_ARRAY(a, s->m, uint32_t);
	s->nonbasic = ARENA_ARRAY(a, s->n, uint32_t);
	s->place = ARENA_ARRAY(a, all, uint32_t);
	s->touched = ARENA_ARRAY(a, s->n, uint32_t);
	s->candidates = ARENA_ARRAY(a, s->n, uint32_t);
	s->ratio = ARENA_ARRAY(a, s->n, double);
	s->multiplier = ARENA_ARRAY(a, s->m, double);
	s->activity = ARENA_ARRAY(a, s->n, double);
	for (uint32_t j = 0; j < s->n; j++)
		s->upper[j] = 1;
	for (uint32_t r = 0; r < s->m; r++)
		s->upper[s->n + r] = widest_slack(matrix, r);
	reset_tableau(s);
	return s;
}

void simplex_set_bounds(struct simplex *s, uint32_t column, double lower,
			double upper)
{
	s->lower[column] = lower;
	s->upper[column] = upper;
}

/* --- pivots --------------------------------------------------------------------- */

/* The columns of row p that are not zero; the pivot's own left out. */
static uint32_t list_row(struct simplex *s, uint32_t p, uint32_t q)
{
	double *row = row_of(s, p);
	uint32_t count = 0;

	for (uint32_t j = 0; j < s->n; j++) {
		if (row[j] == 0 || j == q)
			continue;
		if (fabs(row[j]) < ZERO)
			row[j] = 0;
		else
			s->touched[count++] = j;
	}
	return count;
}

static void subtract_row(struct simplex *s, double *row, double by,
			 const double *pivot_row, uint32_t count)
{
	for (uint32_t k = 0; k < count; k++) {
		uint32_t j = s->touched[k];

		row[j] -= by * pivot_row[j];
	}
}

/* Basic variable of row p and nonbasic one of column q change places. */
static void pivot(struct simplex *s, uint32_t p, uint32_t q)
{
	double *pivot_row = row_of(s, p);
	double by = 1 / pivot_row[q];
	uint32_t count = list_row(s, p, q), leaving = s->basic[p];

	for (uint32_t k = 0; k < count; k++)
		pivot_row[s->touched[k]] *= by;
	pivot_row[q] = by;
	for (uint32_t i = 0; i < s->m; i++) {
		double *row = row_of(s, i), factor = row[q];

		if (i == p || factor == 0)
			continue;
		row[q] = 0;
		if (fabs(factor) < ZERO)
			continue;
		subtract_row(s, row, factor, pivot_row, count);
		row[q] = -factor * by;
	}
	subtract_row(s, s->reduced, s->reduced[q], pivot_row, count);
	s->reduced[q] *= -by;
	s->basic[p] = s->nonbasic[q];
	s->nonbasic[q] = leaving;
	s->place[s->basic[p]] = p;
	s->place[leaving] = s->m + q;
	s->pivots++;
	s->work++;
}

/* The same basis from the original numbers, so that errors do not gather. */
static void make_anew(struct simplex *s)
{
	uint32_t wanted = 0;
	bool moved = true;

	for (uint32_t i = 0; i < s->m; i++)
		if (s->basic[i] < s->n)
			s->candidates[wanted++] = s->basic[i];
	reset_tableau(s);
	while (moved) {
		moved = false;
		for (uint32_t k = 0; k < wanted; k++) {
			uint32_t q = s->place[s->candidates[k]] - s->m;
			uint32_t best = s->m;
			double size = SMALL_PIVOT;

			if (s->place[s->candidates[k]] < s->m)
				continue;
			for (uint32_t i = 0; i < s->m; i++)
				if (s->basic[i] >= s->n &&
				    fabs(row_of(s, i)[q]) > size) {
					size = fabs(row_of(s, i)[q]);
					best = i;
				}
			if (best == s->m)
				continue;
			pivot(s, best, q);
			moved = true;
		}
	}
	s->pivots = 0;
}

/* --- values ----------------------------------------------------------------------- */

static bool is_fixed(const struct simplex *s, uint32_t variable)
{
	return s->upper[variable] - s->lower[variable] < ZERO;
}

/* Each nonbasic variable at the bound its reduced cost asks for. */
static void place_nonbasic(struct simplex *s)
{
	for (uint32_t j = 0; j < s->n; j++) {
		uint32_t v = s->nonbasic[j];

		if (s->reduced[j] > ZERO)
			s->value[v] = s->upper[v];
		else if (s->reduced[j] < -ZERO)
			s->value[v] = s->lower[v];
		else if (s->value[v] - s->lower[v] < 0.5)
			s->value[v] = s->lower[v];
		else
			s->value[v] = s->upper[v];
	}
}

/*
 * Basic values from the nonbasic ones: slacks from their rows would need the
 * basic columns first, so the constants are found again from the tableau's
 * own columns of slacks (what the row was multiplied by).
 */
static void place_basic(struct simplex *s)
{
	const double *bound = s->matrix->bound;

	for (uint32_t i = 0; i < s->m; i++) {
		const double *row = row_of(s, i);
		uint32_t b = s->basic[i];
		double value = b >= s->n ? bound[b - s->n] : 0;

		for (uint32_t j = 0; j < s->n; j++) {
			uint32_t v = s->nonbasic[j];
			double rest;

			if (row[j] == 0)
				continue;
			rest = v >= s->n ? bound[v - s->n] - s->value[v]
					 : -s->value[v];
			value += row[j] * rest;
		}
		s->value[b] = value;
	}
}

static void shift_column(struct simplex *s, uint32_t q, double by)
{
	for (uint32_t i = 0; i < s->m; i++) {
		double t = row_of(s, i)[q];

		if (t != 0)
			s->value[s->basic[i]] -= t * by;
	}
	s->value[s->nonbasic[q]] += by;
}

/* --- bounds that hold ---------------------------------------------------------------- */

/*
 * With any multipliers y of the rows, every x within its bounds has
 * c x <= y b + the most -y slack can be + the most (c - y A) x can be.
 * `scale` 0 leaves the objective out: the same sum below zero then proves
 * that the rows cannot hold.
 */
static double bound_from(struct simplex *s, double scale)
{
	const struct matrix *m = s->matrix;
	double total = 0, size = 1;

	for (uint32_t j = 0; j < s->n; j++)
		s->activity[j] = scale * m->objective[j];
	for (uint32_t r = 0; r < s->m; r++) {
		double y = s->multiplier[r];

		if (y == 0)
			continue;
		total += y * m->bound[r];
		size += fabs(y * m->bound[r]);
		if (y < 0)
			total -= y * s->upper[s->n + r];
		for (uint32_t k = m->start[r]; k < m->start[r + 1]; k++)
			s->activity[m->index[k]] -= y * m->factor[k];
	}
	for (uint32_t j = 0; j < s->n; j++) {
		double most = s->activity[j] * (s->activity[j] > 0
							? s->upper[j]
							: s->lower[j]);

		total += most;
		size += fabs(most);
	}
	/* What doubles may have lost in these sums. */
	return total + size * 1e-13 * (s->m + s->n);
}

double simplex_bound(struct simplex *s)
{
	for (uint32_t r = 0; r < s->m; r++)
		s->multiplier[r] = 0;
	for (uint32_t j = 0; j < s->n; j++)
		if (s->nonbasic[j] >= s->n)
			s->multiplier[s->nonbasic[j] - s->n] = -s->reduced[j];
	return bound_from(s, 1);
}

/* Row p says that its basic variable cannot come back between its bounds. */
static bool proves_infeasible(struct simplex *s, uint32_t p, bool above)
{
	const double *row = row_of(s, p);
	double sign = above ? -1 : 1;

	for (uint32_t r = 0; r < s->m; r++)
		s->multiplier[r] = 0;
	if (s->basic[p] >= s->n)
		s->multiplier[s->basic[p] - s->n] = sign;
	for (uint32_t j = 0; j < s->n; j++)
		if (s->nonbasic[j] >= s->n)
			s->multiplier[s->nonbasic[j] - s->n] = sign * row[j];
	return bound_from(s, 0) < -FEASIBLE;
}

/* --- the dual method -------------------------------------------------------------------- */

static double violation(const struct simplex *s, uint32_t variable)
{
	double v = s->value[variable];

	if (v > s->upper[variable] + FEASIBLE)
		return v - s->upper[variable];
	if (v < s->lower[variable] - FEASIBLE)
		return v - s->lower[variable];
	return 0;
}

/* The row that is most wrong for its length, or m. */
static uint32_t leaving_row(const struct simplex *s)
{
	uint32_t best = s->m;
	double worst = 0;

	for (uint32_t i = 0; i < s->m; i++) {
		double size = fabs(violation(s, s->basic[i]));

		if (size > worst) {
			worst = size;
			best = i;
		}
	}
	return best;
}

/*
 * Nonbasic variables whose move brings row p towards its bound, with how far
 * the multipliers can go before each turns.
 */
static uint32_t list_candidates(struct simplex *s, uint32_t p, bool above)
{
	const double *row = row_of(s, p);
	uint32_t count = 0;

	for (uint32_t j = 0; j < s->n; j++) {
		uint32_t v = s->nonbasic[j];
		double t = above ? row[j] : -row[j];
		bool up = s->value[v] - s->lower[v] <
			  s->upper[v] - s->value[v];

		if (fabs(t) < SMALL_PIVOT || is_fixed(s, v) || (t > 0) != up)
			continue;
		s->candidates[count++] = j;
		s->ratio[j] = fabs(s->reduced[j] / t);
	}
	return count;
}

/* The next to turn; the larger entry wins among near equals. */
static uint32_t next_turn(const struct simplex *s, const double *row,
			  uint32_t count)
{
	uint32_t best = 0;

	for (uint32_t k = 1; k < count; k++) {
		uint32_t j = s->candidates[k], b = s->candidates[best];

		if (s->ratio[j] < s->ratio[b] - 1e-9 ||
		    (s->ratio[j] < s->ratio[b] + 1e-9 &&
		     fabs(row[j]) > fabs(row[b])))
			best = k;
	}
	return best;
}

/*
 * The entering column, after those before it were moved to their other
 * bound, as long as the row stays wrong; n when even all of them together
 * do not bring it right.
 */
static uint32_t entering_column(struct simplex *s, uint32_t p, double wrong)
{
	const double *row = row_of(s, p);
	uint32_t count = list_candidates(s, p, wrong > 0);
	double left = fabs(wrong);

	while (count > 0) {
		uint32_t k = next_turn(s, row, count);
		uint32_t j = s->candidates[k], v = s->nonbasic[j];
		double width = s->upper[v] - s->lower[v];

		left -= fabs(row[j]) * width;
		if (left <= FEASIBLE)
			return j;
		shift_column(s, j, s->value[v] - s->lower[v] < 0.5 * width
					   ? width
					   : -width);
		s->candidates[k] = s->candidates[--count];
	}
	return s->n;
}

static void enter(struct simplex *s, uint32_t p, uint32_t q)
{
	uint32_t leaving = s->basic[p];
	double wrong = violation(s, leaving);
	double bound = s->value[leaving] - wrong;

	if (wrong != 0)
		shift_column(s, q, wrong / row_of(s, p)[q]);
	s->value[leaving] = bound;
	pivot(s, p, q);
}

static double current(const struct simplex *s)
{
	double total = 0;

	for (uint32_t j = 0; j < s->n; j++)
		total += s->matrix->objective[j] * s->value[j];
	return total;
}

enum simplex_answer simplex_solve(struct simplex *s, double cutoff)
{
	uint32_t steps = STEPS_PER_ROW * (s->m + 10);

	if (s->pivots > ANEW_AFTER)
		make_anew(s);
	place_nonbasic(s);
	place_basic(s);
	while (steps-- > 0) {
		uint32_t p = leaving_row(s), q;
		double wrong;

		if (p == s->m)
			return SIMPLEX_SOLVED;
		wrong = violation(s, s->basic[p]);
		q = entering_column(s, p, wrong);
		if (q == s->n)
			return proves_infeasible(s, p, wrong > 0)
				       ? SIMPLEX_INFEASIBLE
				       : SIMPLEX_STUCK;
		enter(s, p, q);
		if (steps % 8 == 0 && current(s) < cutoff)
			return SIMPLEX_SOLVED;
	}
	return SIMPLEX_STUCK;
}

/* --- looking ahead -------------------------------------------------------------------------- */

static double one_step(const struct simplex *s, uint32_t p, double wrong)
{
	const double *row = row_of(s, p);
	double least = INFINITY;

	for (uint32_t j = 0; j < s->n; j++) {
		uint32_t v = s->nonbasic[j];
		double t = wrong > 0 ? row[j] : -row[j], ratio;
		bool up = s->value[v] - s->lower[v] <
			  s->upper[v] - s->value[v];

		if (fabs(t) < SMALL_PIVOT || is_fixed(s, v) || (t > 0) != up)
			continue;
		ratio = fabs(s->reduced[j] / t);
		if (ratio < least)
			least = ratio;
	}
	return least * fabs(wrong);
}

void simplex_penalties(const struct simplex *s, uint32_t column, double *down,
		       double *up)
{
	uint32_t p = s->place[column];

	*down = *up = 0;
	if (p >= s->m)
		return;
	*down = one_step(s, p, s->value[column] - s->lower[column]);
	*up = one_step(s, p, s->value[column] - s->upper[column]);
}

double simplex_reduced(const struct simplex *s, uint32_t column)
{
	uint32_t place = s->place[column];

	return place < s->m ? 0 : s->reduced[place - s->m];
}
