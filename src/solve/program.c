/*
 * The ladder of objectives over a MILP library.
 *
 * A stage maximises one weighted sum, then keeps its optimum as a row. Sums
 * are bounded by STAGE_SUM: the library prunes with a relative tolerance of
 * 1e-7 or so, which must stay well under one unit. Objectives that fit under
 * that bound together are one stage (first * (range of second + 1) + second).
 */
#include "solve/program.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "library.h"

enum { STAGE_SUM = 2000000 };	/* greatest sum of factors of one stage */

struct terms {
	struct term *at;
	uint32_t count;
};

struct row {
	struct terms terms;
	enum row_kind kind;
	int64_t bound;
};

struct program {
	struct arena *arena;
	uint32_t variables;
	struct row *rows;
	size_t row_count, row_capacity;
	struct terms *objectives;
	size_t objective_count, objective_capacity;
	struct term *fixed;	/* variables, with their value */
	size_t fixed_count, fixed_capacity;
	uint32_t *first;	/* variables to be decided first */
	size_t first_count, first_capacity;
	uint32_t *start;	/* those that are 1 to start with */
	size_t start_count, start_capacity;
};

/* One run: the best solution so far, and what is already settled. */
struct run {
	struct program *program;
	uint32_t node_limit;	/* of each call of the library */
	uint64_t effort;	/* left to our own search, which is alone */
	bool alone;		/* the library is not called */
	uint8_t *values;	/* the incumbent */
	uint8_t *settled;	/* variables fixed at their value */
	bool found, proved;
	uint32_t solves;
	uint64_t nodes;
};

struct program *program_open(struct arena *a)
{
	struct program *p = ARENA_NEW(a, struct program);

	p->arena = a;
	return p;
}

uint32_t program_variable(struct program *p)
{
	return p->variables++;
}

void program_fix(struct program *p, uint32_t variable, bool one)
{
	p->fixed = arena_grow(p->arena, p->fixed, p->fixed_count,
			      &p->fixed_capacity, sizeof(*p->fixed));
	p->fixed[p->fixed_count++] = (struct term){ variable, one };
}

void program_decide_first(struct program *p, uint32_t variable)
{
	p->first = arena_grow(p->arena, p->first, p->first_count,
			      &p->first_capacity, sizeof(*p->first));
	p->first[p->first_count++] = variable;
}

void program_start(struct program *p, uint32_t variable)
{
	p->start = arena_grow(p->arena, p->start, p->start_count,
			      &p->start_capacity, sizeof(*p->start));
	p->start[p->start_count++] = variable;
}

static int64_t gcd(int64_t a, int64_t b)
{
	while (b != 0) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a < 0 ? -a : a;
}

static int64_t common_factor(const struct term *terms, uint32_t count)
{
	int64_t common = 0;

	for (uint32_t i = 0; i < count; i++)
		common = gcd(common, terms[i].factor);
	return common == 0 ? 1 : common;
}

/* A copy, zero terms left out, each factor divided by `by`. */
static struct terms copy_terms(struct arena *a, const struct term *terms,
			       uint32_t count, int64_t by)
{
	struct terms copy = { ARENA_ARRAY(a, count, struct term), 0 };

	for (uint32_t i = 0; i < count; i++)
		if (terms[i].factor != 0)
			copy.at[copy.count++] = (struct term){
				terms[i].variable, terms[i].factor / by };
	return copy;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

void program_row(struct program *p, enum row_kind kind, int64_t bound,
		 const struct term *terms, uint32_t count)
{
	int64_t by = common_factor(terms, count);
	struct row row = { .kind = kind, .bound = bound };

	/* Dividing by the common factor tightens the row and keeps the
	 * library's numbers small; an equality is left as it is. */
	if (kind == ROW_EQUAL)
		by = 1;
	else if (kind == ROW_AT_MOST)
		row.bound = floor_div(bound, by);
	else
		row.bound = -floor_div(-bound, by);
	row.terms = copy_terms(p->arena, terms, count, by);
	p->rows = arena_grow(p->arena, p->rows, p->row_count, &p->row_capacity,
			     sizeof *p->rows);
	p->rows[p->row_count++] = row;
}

uint32_t program_objective(struct program *p, const struct term *terms,
			   uint32_t count)
{
	p->objectives = arena_grow(p->arena, p->objectives, p->objective_count,
				   &p->objective_capacity,
				   sizeof *p->objectives);
	p->objectives[p->objective_count] =
		copy_terms(p->arena, terms, count, 1);
	return (uint32_t)p->objective_count++;
}

static int64_t sum(const struct terms *terms, const uint8_t *values)
{
	int64_t total = 0;

	for (uint32_t i = 0; i < terms->count; i++)
		total += values[terms->at[i].variable] * terms->at[i].factor;
	return total;
}

static bool row_holds(const struct row *row, const uint8_t *values)
{
	int64_t total = sum(&row->terms, values);

	switch (row->kind) {
	case ROW_AT_MOST:
		return total <= row->bound;
	case ROW_AT_LEAST:
		return total >= row->bound;
	case ROW_EQUAL:
		return total == row->bound;
	}
	return false;
}

static bool all_hold(const struct program *p, const uint8_t *values)
{
	for (size_t i = 0; i < p->row_count; i++)
		if (!row_holds(&p->rows[i], values))
			return false;
	return true;
}

/* --- one call of the library --------------------------------------------- */

/* A row as `sum <= bound`; what is settled is taken out of it. */
static void fill_row(struct matrix *m, const struct run *run,
		     const uint32_t *column, const struct row *row)
{
	double sign = row->kind == ROW_AT_LEAST ? -1 : 1;
	int64_t bound = row->bound;
	int at = m->start[m->rows];

	for (uint32_t t = 0; t < row->terms.count; t++) {
		const struct term *term = &row->terms.at[t];

		if (run->settled[term->variable]) {
			bound -= run->values[term->variable] * term->factor;
			continue;
		}
		m->index[at] = (int)column[term->variable];
		m->factor[at++] = sign * (double)term->factor;
	}
	m->bound[m->rows] = sign * (double)bound;
	m->equal[m->rows] = row->kind == ROW_EQUAL;
	m->start[++m->rows] = at;
}

/* Can the row fail at all, with columns between 0 and 1? */
static bool may_fail(const struct matrix *m, uint32_t r)
{
	double most = 0;

	for (int k = m->start[r]; k < m->start[r + 1]; k++)
		if (m->factor[k] > 0)
			most += m->factor[k];
	return m->equal[r] || most > m->bound[r];
}

static void fill_matrix(struct arena *a, struct matrix *m,
			const struct run *run, const uint32_t *column)
{
	const struct program *p = run->program;
	size_t filled = 0;

	for (size_t i = 0; i < p->row_count; i++)
		filled += p->rows[i].terms.count;
	m->start = ARENA_ARRAY(a, p->row_count + 1, int);
	m->index = ARENA_ARRAY(a, filled, int);
	m->factor = ARENA_ARRAY(a, filled, double);
	m->bound = ARENA_ARRAY(a, p->row_count, double);
	m->equal = ARENA_ARRAY(a, p->row_count, bool);
	for (size_t i = 0; i < p->row_count; i++) {
		fill_row(m, run, column, &p->rows[i]);
		if (!may_fail(m, m->rows - 1))
			m->rows--;
	}
}

/* Settled variables have no column. */
static void fill_task(struct arena *a, struct task *task,
		      const struct run *run, uint32_t *column,
		      const struct terms *objective)
{
	const struct program *p = run->program;
	struct matrix *m = &task->matrix;

	for (uint32_t v = 0; v < p->variables; v++)
		if (!run->settled[v])
			column[v] = m->columns++;
	fill_matrix(a, m, run, column);
	m->objective = ARENA_ARRAY(a, m->columns, double);
	for (uint32_t i = 0; i < objective->count; i++)
		if (!run->settled[objective->at[i].variable])
			m->objective[column[objective->at[i].variable]] =
				(double)objective->at[i].factor;
	m->first = ARENA_ARRAY(a, m->columns, bool);
	for (size_t i = 0; i < p->first_count; i++)
		if (!run->settled[p->first[i]])
			m->first[column[p->first[i]]] = true;
	task->node_limit = run->node_limit;
	task->left = ARENA_ARRAY(a, m->columns, double);
	task->best = ARENA_ARRAY(a, m->columns, uint8_t);
	task->found = run->found;
	for (uint32_t v = 0; v < p->variables && run->found; v++)
		if (!run->settled[v])
			task->best[column[v]] = run->values[v];
}

/* Takes what the library found if it holds, and is no worse than before. */
static void adopt(struct run *run, const struct terms *objective,
		  const struct task *task, const uint32_t *column,
		  uint8_t *values)
{
	struct program *p = run->program;

	for (uint32_t v = 0; v < p->variables; v++)
		values[v] = run->settled[v] ? run->values[v]
					    : task->best[column[v]];
	if (!all_hold(p, values) ||
	    (run->found && sum(objective, values) <
				   sum(objective, run->values))) {
		run->proved = false;
		return;
	}
	memcpy(run->values, values, p->variables);
	run->found = true;
}

/* No solution can be worth more than all that adds to it. */
static bool cannot_improve(const struct run *run, const struct terms *objective)
{
	int64_t most = 0;

	for (uint32_t i = 0; i < objective->count; i++) {
		const struct term *t = &objective->at[i];

		if (run->settled[t->variable])
			most += run->values[t->variable] * t->factor;
		else if (t->factor > 0)
			most += t->factor;
	}
	return run->found && sum(objective, run->values) == most;
}

/* Our own search, then the library if it may. */
static void search(struct run *run, struct task *task)
{
	uint32_t columns = task->matrix.columns;
	uint64_t limit = run->alone ? run->effort / columns : BRANCH_NODES;
	bool done = branch_maximise(
	    task, limit < UINT32_MAX ? (uint32_t)limit : UINT32_MAX);

	run->nodes += task->nodes;
	if (run->alone) {
		run->effort -= (uint64_t)task->nodes * columns;
		/* Too little for one more node is nothing. */
		run->effort = done ? run->effort : 0;
	}
	if (done || run->alone)
		return;
	task->found = false;
	library_maximise(task);
	run->nodes += task->nodes;
}

static void ask(struct run *run, struct task *task)
{
	search(run, task);
	run->solves++;
	/* Nothing feasible, with a solution in hand, is a mistake. */
	run->proved = run->proved && task->proved &&
		      !(task->infeasible && run->found);
	task->found = task->found && !task->infeasible;
}

/*
 * What every optimum agrees on, as far as prices show it: a column that would
 * lose more by moving than lies between the bound and the optimum stays where
 * it is. Later stages get small by it.
 */
static void settle_by_price(struct run *run, const struct terms *objective,
			    const struct task *task, const uint32_t *column)
{
	double room = task->bound + BOUND_SLACK;

	/* The bound is of what is not settled. */
	for (uint32_t i = 0; i < objective->count; i++) {
		const struct term *t = &objective->at[i];

		if (!run->settled[t->variable])
			room -= (double)(run->values[t->variable] * t->factor);
	}
	for (uint32_t v = 0; v < run->program->variables; v++) {
		double gain;

		if (run->settled[v])
			continue;
		gain = task->left[column[v]];
		if (run->values[v] ? gain > room : -gain > room)
			run->settled[v] = 1;
	}
}

/* All that adds to the objective is there: no optimum is without. */
static void settle_full(struct run *run, const struct terms *objective)
{
	for (uint32_t i = 0; i < objective->count; i++)
		run->settled[objective->at[i].variable] = 1;
}

static void maximise(struct run *run, const struct terms *objective)
{
	struct arena *scratch;
	uint32_t n = run->program->variables;
	struct task task = { .node_limit = 0 };
	uint32_t *column;

	if (cannot_improve(run, objective)) {
		settle_full(run, objective);
		return;
	}
	scratch = arena_open();
	column = ARENA_ARRAY(scratch, n, uint32_t);
	fill_task(scratch, &task, run, column, objective);
	/* With nothing left to decide there is nothing to ask. */
	if (task.matrix.columns > 0)
		ask(run, &task);
	else
		task.found = true;
	if (task.found)
		adopt(run, objective, &task, column,
		      ARENA_ARRAY(scratch, n, uint8_t));
	if (run->found && run->proved && task.priced)
		settle_by_price(run, objective, &task, column);
	arena_close(scratch);
}

/* --- the ladder ------------------------------------------------------------ */

static int64_t range_of(const struct terms *terms)
{
	int64_t range = 0;

	for (uint32_t i = 0; i < terms->count; i++)
		range += llabs(terms->at[i].factor);
	return range;
}

/* first * scale + second, by way of a dense array. */
static struct terms weigh(struct program *p, const struct terms *first,
			  int64_t scale, const struct terms *second)
{
	int64_t *dense = ARENA_ARRAY(p->arena, p->variables, int64_t);
	struct terms both = { ARENA_ARRAY(p->arena, p->variables, struct term),
			      0 };

	for (uint32_t i = 0; i < first->count; i++)
		dense[first->at[i].variable] += scale * first->at[i].factor;
	for (uint32_t i = 0; i < second->count; i++)
		dense[second->at[i].variable] += second->at[i].factor;
	for (uint32_t v = 0; v < p->variables; v++)
		if (dense[v] != 0)
			both.at[both.count++] = (struct term){ v, dense[v] };
	return both;
}

static struct terms reduced(struct program *p, const struct terms *terms)
{
	return copy_terms(p->arena, terms->at, terms->count,
			  common_factor(terms->at, terms->count));
}

/* The next stage, from objective *next on; *next moves past what it holds. */
static struct terms next_stage(struct program *p, size_t *next)
{
	struct terms stage = reduced(p, &p->objectives[(*next)++]);

	while (*next < p->objective_count) {
		struct terms more = reduced(p, &p->objectives[*next]);
		int64_t range = range_of(&more);

		if ((range_of(&stage) + 1) > STAGE_SUM / (range + 1))
			break;
		stage = weigh(p, &stage, range + 1, &more);
		++*next;
	}
	return stage;
}

static void keep(struct program *p, const struct terms *stage, int64_t value)
{
	program_row(p, ROW_AT_LEAST, value, stage->at, stage->count);
}

/*
 * Does each factor outweigh all later ones together? Then one set of values
 * alone is best, and fixing them says more to the library than a row does.
 */
static bool decides_all(const struct terms *terms)
{
	int64_t later = 0;

	for (uint32_t i = terms->count; i-- > 0;) {
		int64_t factor = llabs(terms->at[i].factor);

		if (factor <= later)
			return false;
		later += factor;
	}
	return true;
}

static void settle_decided(struct run *run, size_t from, size_t to)
{
	for (size_t o = from; o < to && run->proved; o++) {
		const struct terms *terms = &run->program->objectives[o];

		if (!decides_all(terms))
			continue;
		for (uint32_t i = 0; i < terms->count; i++)
			run->settled[terms->at[i].variable] = 1;
	}
}

static void climb(struct run *run)
{
	struct program *p = run->program;
	size_t next = 0;

	while (next < p->objective_count) {
		size_t first = next;
		struct terms stage = next_stage(p, &next);

		if (stage.count == 0)
			continue;
		maximise(run, &stage);
		if (!run->found)
			return;
		keep(p, &stage, sum(&stage, run->values));
		settle_decided(run, first, next);
	}
}

/* The solution to start from, or nothing at all, which often is one too. */
static bool find_start(const struct run *run, bool given)
{
	const struct program *p = run->program;

	memset(run->values, 0, p->variables);
	for (size_t i = 0; i < p->start_count && given; i++)
		run->values[p->start[i]] = 1;
	for (size_t i = 0; i < p->fixed_count; i++)
		run->values[p->fixed[i].variable] = p->fixed[i].factor != 0;
	return all_hold(p, run->values);
}

static struct solution solve(struct program *p, struct run *run)
{
	size_t rows = p->row_count;
	int64_t *objectives =
		ARENA_ARRAY(p->arena, p->objective_count, int64_t);

	run->values = ARENA_ARRAY(p->arena, p->variables, uint8_t);
	run->settled = ARENA_ARRAY(p->arena, p->variables, uint8_t);
	for (size_t i = 0; i < p->fixed_count; i++)
		run->settled[p->fixed[i].variable] = 1;
	run->found = find_start(run, true) || find_start(run, false);
	climb(run);
	/* Without an objective that asks for anything, any will do. */
	if (!run->found && run->solves == 0)
		maximise(run, &(struct terms){ NULL, 0 });
	p->row_count = rows;	/* the optima kept on the way are this run's */
	for (size_t i = 0; i < p->objective_count && run->found; i++)
		objectives[i] = sum(&p->objectives[i], run->values);
	return (struct solution){ run->found, run->proved,
				  run->values, objectives, run->solves,
				  run->nodes };
}

struct solution program_solve(struct program *p, uint32_t node_limit)
{
	struct run run = { .program = p, .proved = true,
			   .node_limit = node_limit };

	return solve(p, &run);
}

struct solution program_try(struct program *p, uint64_t *effort)
{
	struct run run = { .program = p, .proved = true, .effort = *effort,
			   .alone = true };
	struct solution s = solve(p, &run);

	*effort = run.effort;
	return s;
}
