/*
 * Branch and bound over the relaxation, for programmes that are easy.
 *
 * Plans mostly are: their relaxations leave a handful of columns between 0
 * and 1, and the MILP library takes longer to get ready than a search of a
 * few nodes takes. What is not settled within the nodes given goes to it.
 *
 * A bound is never the relaxation's word: it is what its prices prove
 * (matrix_bound), cut to a whole number. Only that nothing is feasible under
 * some bounds is believed.
 */
#include <math.h>
#include <string.h>

#include "library.h"

#define NO_COLUMN UINT32_MAX

/* How far from a whole number a column may be and still count as whole. */
static const double WHOLE = 1e-6;

/* What moving a column to 0 and to 1 has cost the bound, for each unit. */
struct cost {
	double sum[2];
	uint32_t times[2];
};

/* How a node was reached from the one above, whose bound it was. */
struct step {
	uint32_t column;	/* NO_COLUMN: the root, or the same node */
	int way;
	double moved, above;
};

struct tree {
	const struct matrix *m;
	struct task *task;
	struct relaxation *relaxation;
	double *lower, *upper;	/* by column, at this node */
	double *x, *prices, *left;
	uint32_t *trail;	/* columns settled on the way down */
	uint32_t trail_count;
	struct cost *costs;	/* by column */
	struct cost usual;	/* of all of them */
	uint8_t *values;	/* the incumbent */
	double best;		/* its objective */
	bool found, gave_up;
	uint32_t nodes, limit;
};

double matrix_bound(const struct matrix *m, const double *prices,
		    const double *lower, const double *upper, double *left)
{
	double bound = 0;

	memcpy(left, m->objective, m->columns * sizeof(*left));
	for (uint32_t r = 0; r < m->rows; r++) {
		double y = m->equal[r] || prices[r] > 0 ? prices[r] : 0;

		bound += y * m->bound[r];
		for (int k = m->start[r]; k < m->start[r + 1]; k++)
			left[m->index[k]] -= y * m->factor[k];
	}
	for (uint32_t c = 0; c < m->columns; c++)
		bound += left[c] * (left[c] > 0 ? upper[c] : lower[c]);
	return bound;
}

/* --- columns settled on the way down --------------------------------------- */

static bool is_open(const struct tree *t, uint32_t c)
{
	return t->lower[c] < t->upper[c];
}

static void settle(struct tree *t, uint32_t column, double value)
{
	t->lower[column] = t->upper[column] = value;
	t->trail[t->trail_count++] = column;
}

static void undo(struct tree *t, uint32_t mark)
{
	while (t->trail_count > mark) {
		uint32_t c = t->trail[--t->trail_count];

		t->lower[c] = 0;
		t->upper[c] = 1;
	}
}

/* Columns that cost more to move than a better solution could spare. */
static void settle_by_prices(struct tree *t, double bound)
{
	double room = bound + BOUND_SLACK - (t->best + 1);

	for (uint32_t c = 0; c < t->m->columns && t->found; c++) {
		if (!is_open(t, c))
			continue;
		if (t->left[c] > room)
			settle(t, c, 1);
		else if (-t->left[c] > room)
			settle(t, c, 0);
	}
}

/* --- where to branch ----------------------------------------------------- */

static void learn(struct tree *t, const struct step *step, double bound)
{
	double fall = fmax(step->above - bound, 0) / step->moved;
	struct cost *both[] = { &t->costs[step->column], &t->usual };

	for (int k = 0; k < 2; k++) {
		both[k]->sum[step->way] += fall;
		both[k]->times[step->way]++;
	}
}

/* What a unit costs, going by this column, or by all while it is new. */
static double unit_cost(const struct tree *t, uint32_t column, int way)
{
	const struct cost *c = &t->costs[column];

	if (c->times[way] == 0)
		c = &t->usual;
	return c->times[way] == 0 ? 1 : c->sum[way] / c->times[way];
}

static bool is_divided(const struct tree *t, uint32_t c)
{
	return is_open(t, c) && fabs(t->x[c] - round(t->x[c])) > WHOLE;
}

/*
 * The divided column that costs the bound most whichever way it goes, those
 * to be decided first before all others; NO_COLUMN when all are whole.
 */
static uint32_t choose_column(const struct tree *t)
{
	uint32_t best = NO_COLUMN;
	double most = 0;

	for (uint32_t c = 0; c < t->m->columns; c++) {
		double cost;

		if (!is_divided(t, c) || (best != NO_COLUMN &&
					  t->m->first[best] && !t->m->first[c]))
			continue;
		cost = fmin(unit_cost(t, c, 0) * t->x[c],
			    unit_cost(t, c, 1) * (1 - t->x[c]));
		if (best == NO_COLUMN || cost > most ||
		    (t->m->first[c] && !t->m->first[best])) {
			best = c;
			most = cost;
		}
	}
	return best;
}

/* --- solutions ----------------------------------------------------------- */

static bool rows_hold(const struct matrix *m, const double *x)
{
	for (uint32_t r = 0; r < m->rows; r++) {
		double sum = 0;

		for (int k = m->start[r]; k < m->start[r + 1]; k++)
			sum += m->factor[k] * round(x[m->index[k]]);
		if (m->equal[r] ? sum != m->bound[r] : sum > m->bound[r])
			return false;
	}
	return true;
}

/* A whole relaxation is a solution, and the best one of its node. */
static void take(struct tree *t, double bound)
{
	double value = 0;

	for (uint32_t c = 0; c < t->m->columns; c++)
		value += t->m->objective[c] * round(t->x[c]);
	if (!rows_hold(t->m, t->x) || value < floor(bound + BOUND_SLACK)) {
		t->gave_up = true;
		return;
	}
	t->best = value;
	t->found = true;
	for (uint32_t c = 0; c < t->m->columns; c++)
		t->values[c] = t->x[c] > 0.5;
}

/* --- the search ------------------------------------------------------------ */

static enum relaxed relax(struct tree *t, double *bound)
{
	enum relaxed relaxed;

	if (t->gave_up || t->nodes >= t->limit)
		return UNSURE;
	t->nodes++;
	relaxed = relaxation_solve(t->relaxation, t->lower, t->upper, t->x,
				   t->prices);
	if (relaxed == RELAXED)
		*bound = matrix_bound(t->m, t->prices, t->lower, t->upper,
				      t->left);
	return relaxed;
}

static void keep_prices(struct tree *t, double bound)
{
	t->task->priced = true;
	t->task->bound = bound;
	memcpy(t->task->left, t->left, t->m->columns * sizeof(*t->left));
}

static void visit(struct tree *t, struct step step);

static void visit_below(struct tree *t, uint32_t column, double bound)
{
	double x = t->x[column];
	int nearer = x > 0.5;

	for (int k = 0; k < 2; k++) {
		int way = k == 0 ? nearer : !nearer;
		uint32_t here = t->trail_count;

		settle(t, column, way);
		visit(t, (struct step){ column, way, way ? 1 - x : x, bound });
		undo(t, here);
	}
}

/* As deep as there are columns; a plan has a thousand. */
static void visit(struct tree *t, struct step step)
{
	uint32_t mark = t->trail_count, column;
	double bound = 0;

	switch (relax(t, &bound)) {
	case RELAXED:
		break;
	case IMPOSSIBLE:
		return;
	case UNSURE:
		t->gave_up = true;
		return;
	}
	if (t->nodes == 1)
		keep_prices(t, bound);
	if (step.column != NO_COLUMN)
		learn(t, &step, bound);
	if (t->found && floor(bound + BOUND_SLACK) <= t->best)
		return;
	if (choose_column(t) == NO_COLUMN) {
		take(t, bound);
		return;
	}
	settle_by_prices(t, bound);
	column = choose_column(t);
	if (column == NO_COLUMN)
		visit(t, (struct step){ .column = NO_COLUMN });
	else
		visit_below(t, column, bound);
	undo(t, mark);
}

static struct tree make_tree(struct arena *a, struct task *task,
			     uint32_t limit)
{
	const struct matrix *m = &task->matrix;
	struct tree t = { .m = m, .task = task, .limit = limit,
			  .found = task->found };

	t.relaxation = relaxation_open(a, m);
	t.lower = ARENA_ARRAY(a, m->columns, double);
	t.upper = ARENA_ARRAY(a, m->columns, double);
	t.x = ARENA_ARRAY(a, m->columns, double);
	t.left = ARENA_ARRAY(a, m->columns, double);
	t.prices = ARENA_ARRAY(a, m->rows, double);
	t.values = ARENA_ARRAY(a, m->columns, uint8_t);
	t.costs = ARENA_ARRAY(a, m->columns, struct cost);
	t.trail = ARENA_ARRAY(a, m->columns, uint32_t);
	memcpy(t.values, task->best, m->columns);
	for (uint32_t c = 0; c < m->columns; c++) {
		t.upper[c] = 1;
		t.best += task->found ? task->best[c] * m->objective[c] : 0;
	}
	return t;
}

bool branch_maximise(struct task *task, uint32_t limit)
{
	struct arena *a = arena_open();
	struct tree t = make_tree(a, task, limit);

	visit(&t, (struct step){ .column = NO_COLUMN });
	relaxation_close(t.relaxation);
	task->nodes = t.nodes;
	/* What was found is a solution even when the nodes ran out. */
	task->found = t.found;
	memcpy(task->best, t.values, task->matrix.columns);
	task->proved = !t.gave_up;
	task->infeasible = task->proved && !t.found;
	arena_close(a);
	return task->proved;
}
