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

enum {
	STAGE_SUM = 2000000,	/* greatest sum of factors of one stage */
	CHUNK = 16,		/* preferred variables settled in one solve */
};

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
	uint8_t *branch;	/* enum branch, by variable */
	size_t branch_capacity;
	struct row *rows;
	size_t row_count, row_capacity;
	struct terms *objectives;
	size_t objective_count, objective_capacity;
	size_t narrow_at;	/* objectives after which to narrow */
	const uint32_t *order;
	uint32_t order_count;
};

/* One run: the best solution so far, and what is already settled. */
struct run {
	struct program *program;
	uint32_t node_limit;
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

uint32_t program_variable(struct program *p, enum branch branch)
{
	p->branch = arena_grow(p->arena, p->branch, p->variables,
			       &p->branch_capacity, sizeof *p->branch);
	p->branch[p->variables] = (uint8_t)branch;
	return p->variables++;
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

void program_narrow(struct program *p)
{
	p->narrow_at = p->objective_count;
}

void program_prefer(struct program *p, const uint32_t *order, uint32_t count)
{
	uint32_t *copy = ARENA_ARRAY(p->arena, count, uint32_t);

	if (count > 0)
		memcpy(copy, order, count * sizeof *copy);
	p->order = copy;
	p->order_count = count;
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

/* --- one search ----------------------------------------------------------------- */

/* A row as `sum <= bound`; what is settled is taken out of it. */
static void fill_row(struct matrix *m, const struct run *run,
		     const uint32_t *column, const struct row *row)
{
	double sign = row->kind == ROW_AT_LEAST ? -1 : 1;
	int64_t bound = row->bound;
	uint32_t at = m->start[m->rows];

	for (uint32_t t = 0; t < row->terms.count; t++) {
		const struct term *term = &row->terms.at[t];

		if (run->settled[term->variable]) {
			bound -= run->values[term->variable] * term->factor;
			continue;
		}
		m->index[at] = column[term->variable];
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

	for (uint32_t k = m->start[r]; k < m->start[r + 1]; k++)
		if (m->factor[k] > 0)
			most += m->factor[k];
	return m->equal[r] ? m->start[r] != m->start[r + 1] || most != 0 ||
				     m->bound[r] != 0
			   : most > m->bound[r];
}

static void fill_matrix(struct arena *a, struct matrix *m,
			const struct run *run, const uint32_t *column)
{
	const struct program *p = run->program;
	size_t filled = 0;

	for (size_t i = 0; i < p->row_count; i++)
		filled += p->rows[i].terms.count;
	m->start = ARENA_ARRAY(a, p->row_count + 1, uint32_t);
	m->index = ARENA_ARRAY(a, filled, uint32_t);
	m->factor = ARENA_ARRAY(a, filled, double);
	m->bound = ARENA_ARRAY(a, p->row_count, double);
	m->equal = ARENA_ARRAY(a, p->row_count, bool);
	for (size_t i = 0; i < p->row_count; i++) {
		fill_row(m, run, column, &p->rows[i]);
		if (!may_fail(m, m->rows - 1))
			m->rows--;
	}
}

static void fill_task(struct arena *a, struct task *task,
		      const struct run *run, uint32_t *column,
		      const struct terms *objective)
{
	const struct program *p = run->program;
	struct matrix *m = &task->matrix;
	uint8_t *late = ARENA_ARRAY(a, p->variables, uint8_t);

	for (uint32_t v = 0; v < p->variables; v++)
		if (!run->settled[v]) {
			late[m->columns] = p->branch[v] == BRANCH_LAST;
			column[v] = m->columns++;
		}
	fill_matrix(a, m, run, column);
	m->objective = ARENA_ARRAY(a, m->columns, double);
	for (uint32_t i = 0; i < objective->count; i++)
		if (!run->settled[objective->at[i].variable])
			m->objective[column[objective->at[i].variable]] =
				(double)objective->at[i].factor;
	task->late = late;
	task->node_limit = run->node_limit;
	task->best = ARENA_ARRAY(a, m->columns, uint8_t);
	task->found = run->found;
	for (uint32_t v = 0; v < p->variables && run->found; v++)
		if (!run->settled[v]) {
			task->best[column[v]] = run->values[v];
			task->best_value += run->values[v] *
					    m->objective[column[v]];
		}
}

static void maximise(struct run *run, const struct terms *objective)
{
	struct arena *scratch = arena_open();
	struct program *p = run->program;
	uint32_t *column = ARENA_ARRAY(scratch, p->variables, uint32_t);
	uint8_t *values = ARENA_ARRAY(scratch, p->variables, uint8_t);
	struct task task = { .node_limit = 0 };

	fill_task(scratch, &task, run, column, objective);
	library_maximise(scratch, &task);
	run->solves++;
	run->nodes += task.nodes;
	run->proved = run->proved && task.proved;
	for (uint32_t v = 0; v < p->variables && task.found; v++)
		values[v] = run->settled[v] ? run->values[v]
					    : task.best[column[v]];
	if (task.found && !all_hold(p, values))
		BUG("a solution that breaks a row");
	if (task.found)
		memcpy(run->values, values, p->variables);
	run->found = task.found;
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

	while (*next < p->objective_count && *next != p->narrow_at) {
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

/*
 * Which of these variables can differ among the optima at all: look for the
 * optimum farthest from the incumbent, among those not yet seen to vary,
 * until there is none; settle the others. Mostly "none" comes at once.
 */
static void settle_common(struct run *run, const uint32_t *among,
			  uint32_t count)
{
	struct program *p = run->program;
	uint8_t *kept = ARENA_ARRAY(p->arena, p->variables, uint8_t);
	bool *varies = ARENA_ARRAY(p->arena, p->variables, bool);
	struct terms far = { ARENA_ARRAY(p->arena, count, struct term), 0 };
	bool moved = true;

	memcpy(kept, run->values, p->variables);
	while (moved && run->proved) {
		far.count = 0;
		for (uint32_t i = 0; i < count; i++)
			if (!varies[among[i]] && !run->settled[among[i]])
				far.at[far.count++] = (struct term){
					among[i], kept[among[i]] ? -1 : 1 };
		moved = false;
		if (far.count > 0)
			maximise(run, &far);
		for (uint32_t i = 0; i < far.count; i++)
			if (run->values[far.at[i].variable] !=
			    kept[far.at[i].variable])
				moved = varies[far.at[i].variable] = true;
	}
	for (uint32_t i = 0; i < count && run->proved; i++)
		if (!varies[among[i]])
			run->settled[among[i]] = 1;
}

/* The variables that decide most: once they stand, little is left. */
static void narrow(struct run *run)
{
	struct program *p = run->program;
	uint32_t *first = ARENA_ARRAY(p->arena, p->variables, uint32_t);
	uint32_t count = 0;

	for (uint32_t v = 0; v < p->variables; v++)
		if (p->branch[v] == BRANCH_FIRST)
			first[count++] = v;
	settle_common(run, first, count);
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
		if (first < p->narrow_at && next >= p->narrow_at)
			narrow(run);
	}
}

/* --- the order of preference ------------------------------------------------ */

static void prefer_in_order(struct run *run)
{
	struct program *p = run->program;
	struct terms chunk = { ARENA_ARRAY(p->arena, CHUNK, struct term), 0 };
	uint32_t i = 0;

	settle_common(run, p->order, p->order_count);
	while (i < p->order_count && run->proved) {
		chunk.count = 0;
		for (; i < p->order_count && chunk.count < CHUNK; i++)
			if (!run->settled[p->order[i]])
				chunk.at[chunk.count++] =
					(struct term){ p->order[i], 0 };
		if (chunk.count == 0)
			break;
		for (uint32_t k = 0; k < chunk.count; k++)
			chunk.at[k].factor = (int64_t)1
					     << (chunk.count - 1 - k);
		maximise(run, &chunk);
		for (uint32_t k = 0; k < chunk.count; k++)
			run->settled[chunk.at[k].variable] = 1;
	}
}

struct solution program_solve(struct program *p, uint32_t node_limit)
{
	size_t rows = p->row_count;
	struct run run = { .program = p, .node_limit = node_limit,
			   .proved = true };
	int64_t *objectives =
		ARENA_ARRAY(p->arena, p->objective_count, int64_t);

	run.values = ARENA_ARRAY(p->arena, p->variables, uint8_t);
	run.settled = ARENA_ARRAY(p->arena, p->variables, uint8_t);
	climb(&run);
	if (run.found && p->order_count > 0)
		prefer_in_order(&run);
	p->row_count = rows;	/* the optima kept on the way are this run's */
	for (size_t i = 0; i < p->objective_count && run.found; i++)
		objectives[i] = sum(&p->objectives[i], run.values);
	return (struct solution){ run.found, run.found && run.proved,
				  run.values, objectives, run.solves };
}
