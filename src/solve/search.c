#include "search.h"

#include <math.h>
#include <string.h>

static const double INTEGRAL = 1e-6;

struct change {
	uint32_t column;
	double lower, upper;	/* before */
};

struct search {
	struct task *task;
	struct simplex *lp;
	struct change *trail;	/* bounds changed on the way down */
	uint32_t trail_count;
	bool stopped;
};

static void set_bounds(struct search *s, uint32_t column, double lower,
		       double upper)
{
	s->trail[s->trail_count++] = (struct change){
		column, s->lp->lower[column], s->lp->upper[column] };
	simplex_set_bounds(s->lp, column, lower, upper);
}

static void undo_to(struct search *s, uint32_t count)
{
	while (s->trail_count > count) {
		struct change *c = &s->trail[--s->trail_count];

		simplex_set_bounds(s->lp, c->column, c->lower, c->upper);
	}
}

/* What a solution must reach to be better: values are whole numbers. */
static double wanted(const struct search *s)
{
	return s->task->found ? s->task->best_value + 1 - INTEGRAL
			      : -INFINITY;
}

static bool is_open(const struct search *s, uint32_t j)
{
	return s->lp->upper[j] - s->lp->lower[j] > 0.5;
}

static double fraction(const struct search *s, uint32_t j)
{
	double v = s->lp->value[j];

	return fabs(v - floor(v + 0.5));
}

/* Whole values at hand: a solution, if the rows hold in whole numbers. */
static bool take_solution(struct search *s)
{
	const struct matrix *m = &s->task->matrix;
	double total = 0;

	for (uint32_t r = 0; r < m->rows; r++) {
		double left = m->bound[r];

		for (uint32_t k = m->start[r]; k < m->start[r + 1]; k++)
			if (s->lp->value[m->index[k]] > 0.5)
				left -= m->factor[k];
		if (left < 0 || (m->equal[r] && left > 0))
			return false;
	}
	for (uint32_t j = 0; j < m->columns; j++)
		if (s->lp->value[j] > 0.5)
			total += m->objective[j];
	if (s->task->found && total <= s->task->best_value)
		return true;
	for (uint32_t j = 0; j < m->columns; j++)
		s->task->best[j] = s->lp->value[j] > 0.5;
	s->task->best_value = total;
	s->task->found = true;
	return true;
}

/* Nonbasic columns that would cost too much to move stay where they are. */
static void fix_by_reduced_cost(struct search *s, double bound)
{
	double room = bound - wanted(s);

	for (uint32_t k = 0; k < s->lp->n; k++) {
		uint32_t j = s->lp->nonbasic[k];
		double v;

		if (j >= s->lp->n || !is_open(s, j) ||
		    fabs(s->lp->reduced[k]) <= room)
			continue;
		v = s->lp->reduced[k] > 0 ? 1 : 0;
		set_bounds(s, j, v, v);
	}
}

struct choice {
	uint32_t column;	/* UINT32_MAX: all are whole */
	bool up_first;
	bool down_hopeless, up_hopeless;
};

static void weigh(const struct search *s, uint32_t j, double room,
		  struct choice *c, double *best)
{
	double down, up, score;

	simplex_penalties(s->lp, j, &down, &up);
	score = fmax(fmin(down, up), 1e-6) * fmax(fmax(down, up), 1e-6) +
		1e-9 * fraction(s, j);
	if (down > room || up > room)
		score = INFINITY;
	if (c->column != UINT32_MAX && score <= *best)
		return;
	*best = score;
	*c = (struct choice){ j, down == up ? s->lp->value[j] > 0.5
					    : up < down,
			      down > room, up > room };
}

/* The fractional column whose two sides lose most. */
static struct choice choose_column(const struct search *s, double bound)
{
	struct choice c = { .column = UINT32_MAX };
	double best = 0, room = bound - wanted(s);

	for (uint8_t late = 0; late < 2 && c.column == UINT32_MAX; late++)
		for (uint32_t j = 0; j < s->lp->n; j++)
			if (s->task->late[j] == late && is_open(s, j) &&
			    fraction(s, j) > INTEGRAL)
				weigh(s, j, room, &c, &best);
	return c;
}

/* Rounding made a row fail: decide any open column and look again. */
static uint32_t any_open(const struct search *s)
{
	for (uint32_t j = 0; j < s->lp->n; j++)
		if (is_open(s, j))
			return j;
	return UINT32_MAX;
}

static void explore(struct search *s, double parent);

static void branch(struct search *s, struct choice c, double bound)
{
	uint32_t mark = s->trail_count;

	for (int side = 0; side < 2 && !s->stopped; side++) {
		bool up = (side == 0) == c.up_first;

		if (up ? c.up_hopeless : c.down_hopeless)
			continue;
		if (bound < wanted(s))
			break;
		set_bounds(s, c.column, up ? 1 : 0, up ? 1 : 0);
		explore(s, bound);
		undo_to(s, mark);
	}
}

static void explore(struct search *s, double parent)
{
	enum simplex_answer answer;
	struct choice c = { .column = UINT32_MAX };
	double bound;

	if (++s->task->nodes > s->task->node_limit) {
		s->stopped = true;
		return;
	}
	answer = simplex_solve(s->lp, wanted(s));
	if (answer == SIMPLEX_INFEASIBLE)
		return;
	bound = fmin(parent, simplex_bound(s->lp));
	if (bound < wanted(s))
		return;
	if (answer == SIMPLEX_SOLVED) {
		if (s->task->found)
			fix_by_reduced_cost(s, bound);
		c = choose_column(s, bound);
		if (c.column == UINT32_MAX && take_solution(s) &&
		    bound < wanted(s))
			return;
	}
	if (c.column == UINT32_MAX)
		c.column = any_open(s);
	if (c.column != UINT32_MAX)
		branch(s, c, bound);
}

void search_maximise(struct arena *a, struct task *task)
{
	struct search s = { .task = task };

	s.lp = simplex_open(a, &task->matrix);
	/* A column is fixed at most once on one way down. */
	s.trail = ARENA_ARRAY(a, task->matrix.columns + 1, struct change);
	explore(&s, INFINITY);
	task->proved = !s.stopped;
}
