/*
 * The choice of modules, as an integer programme.
 *
 * Variables
 *	x[m]	module m is in
 *	t[c,l]	some chosen module raises criterion c by l levels or more (only
 *		where several modules could)
 *	u[s,0]	step s, which may be left out, is in
 *	u[s,1]	step s is at its full length
 *
 * Rows
 *	room		minutes of modules at the shortest, and what u adds
 *	requires	x[m] <= x[what m requires], unless it is known
 *	companion	x[m] <= sum of x[those that require m], for a module
 *			that comes in for their sake alone
 *	covered		t[c,l] <= sum of x[those that raise c by l or more]
 *	longer		u[s,0] <= x[m]; u[s,1] <= u[s,0] or x[m]
 *
 * Objectives, each kept before the next
 *	1. the sum over criteria of weight x levels
 *	2. the sum over modules of minutes x (1 + gain of 100)
 *	3. the module that comes first on the path, then the second...
 *
 * Only the modules are read from it: which steps make up the minutes is a
 * small matter of its own, in lengths.c. (One variable for each total that a
 * module's steps can reach, instead of the u, takes two to five times longer.)
 */
#include "build.h"

#include "solve/program.h"

#define NO_VARIABLE UINT32_MAX	/* no enumerator: it must fit an int */
enum { MODULES_A_STAGE = 16, MOST_LEVELS = 256 };

struct terms {
	struct term *at;
	uint32_t count;
	size_t capacity;
};

struct model {
	struct composer *c;
	struct program *program;
	uint32_t *x;		/* by module */
	struct terms row;	/* being written */
	struct terms room, value, depth;	/* growing */
};

static void add_term(struct model *m, struct terms *to, uint32_t variable,
		     int64_t factor)
{
	if (variable == NO_VARIABLE || factor == 0)
		return;
	to->at = arena_grow(m->c->arena, to->at, to->count, &to->capacity,
			    sizeof(*to->at));
	to->at[to->count++] = (struct term){ variable, factor };
}

static void end_row(struct model *m, int64_t bound)
{
	if (m->row.count > 0)
		program_row(m->program, ROW_AT_MOST, bound, m->row.at,
			    m->row.count);
	m->row.count = 0;
}

static const struct module *module_of(const struct model *m, uint32_t index)
{
	return &m->c->curriculum->modules[index];
}

/* --- modules ------------------------------------------------------------- */

static bool may_be_in(const struct composer *c, uint32_t module, uint32_t room)
{
	uint32_t minutes;

	return c->offers[module].kept ||
	       (closure_minutes(c, module, &minutes) && minutes <= room);
}

static void add_modules(struct model *m, uint32_t room)
{
	struct composer *c = m->c;

	m->x = ARENA_ARRAY(c->arena, c->count, uint32_t);
	for (uint32_t i = 0; i < c->count; i++) {
		const struct offer *o = &c->offers[i];

		m->x[i] = NO_VARIABLE;
		if (!may_be_in(c, i, room))
			continue;
		m->x[i] = program_variable(m->program);
		if (o->kept)
			program_fix(m->program, m->x[i], true);
		add_term(m, &m->room, m->x[i], o->least);
		add_term(m, &m->depth, m->x[i], o->depth * o->least);
	}
}

static void add_requires(struct model *m, uint32_t i)
{
	const struct module *from = module_of(m, i);

	for (uint32_t k = 0; k < from->require_count; k++) {
		uint32_t need = from->requires[k];

		if (m->c->offers[need].known || m->c->offers[need].kept)
			continue;
		add_term(m, &m->row, m->x[i], 1);
		add_term(m, &m->row, m->x[need], -1);
		end_row(m, 0);
	}
}

static bool requires(const struct module *from, uint32_t need)
{
	for (uint32_t k = 0; k < from->require_count; k++)
		if (from->requires[k] == need)
			return true;
	return false;
}

static void add_companion(struct model *m, uint32_t i)
{
	add_term(m, &m->row, m->x[i], 1);
	for (uint32_t k = 0; k < m->c->count; k++)
		if (requires(module_of(m, k), i))
			add_term(m, &m->row, m->x[k], -1);
	end_row(m, 0);
}

static void add_bonds(struct model *m)
{
	for (uint32_t i = 0; i < m->c->count; i++) {
		const struct offer *o = &m->c->offers[i];

		if (m->x[i] == NO_VARIABLE || o->kept ||
		    is_by_name(m->c))
			continue;
		add_requires(m, i);
		if (o->otherwise != LEFT_TIME)
			add_companion(m, i);
	}
}

/* --- value --------------------------------------------------------------- */

/* Those that raise the criterion by `levels` or more. */
static uint32_t count_raises(const struct model *m,
			     const struct served_criterion *from,
			     uint32_t levels, uint32_t *last)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < from->count; i++) {
		if (from->at[i].levels < levels ||
		    m->x[from->at[i].module] == NO_VARIABLE)
			continue;
		count++;
		*last = from->at[i].module;
	}
	return count;
}

static uint32_t add_covered(struct model *m,
			    const struct served_criterion *from,
			    uint32_t levels)
{
	uint32_t t = program_variable(m->program);

	add_term(m, &m->row, t, 1);
	for (uint32_t i = 0; i < from->count; i++)
		if (from->at[i].levels >= levels)
			add_term(m, &m->row, m->x[from->at[i].module], -1);
	end_row(m, 0);
	return t;
}

/* Steps up to the levels that some module reaches; `alone` gathers what only
   one module can give. */
static void add_criterion(struct model *m, const struct served_criterion *from,
			  int64_t *alone)
{
	bool reached[MOST_LEVELS] = { false };
	uint32_t below = 0;

	for (uint32_t i = 0; i < from->count; i++)
		reached[from->at[i].levels] = true;
	for (uint32_t l = 1; l < MOST_LEVELS; l++) {
		int64_t worth = from->weight * (l - below);
		uint32_t last = 0, count;

		if (!reached[l])
			continue;
		count = count_raises(m, from, l, &last);
		if (count == 1)
			alone[last] += worth;
		else if (count > 1)
			add_term(m, &m->value, add_covered(m, from, l), worth);
		below = l;
	}
}

static void add_value(struct model *m)
{
	struct composer *c = m->c;
	int64_t *alone = ARENA_ARRAY(c->arena, c->count, int64_t);

	for (uint32_t k = 0; k < c->criterion_count; k++)
		add_criterion(m, &c->criteria[k], alone);
	for (uint32_t i = 0; i < c->count; i++)
		add_term(m, &m->value, m->x[i], alone[i]);
}

/* --- lengths ------------------------------------------------------------- */

/* A variable that needs another, and adds minutes. */
static uint32_t add_piece(struct model *m, uint32_t i, uint32_t on,
			  uint32_t minutes)
{
	uint32_t u;

	if (minutes == 0)
		return on;
	u = program_variable(m->program);
	add_term(m, &m->row, u, 1);
	add_term(m, &m->row, on, -1);
	end_row(m, 0);
	add_term(m, &m->room, u, minutes);
	add_term(m, &m->depth, u, m->c->offers[i].depth * minutes);
	return u;
}

static void add_lengths(struct model *m, uint32_t i)
{
	const struct module *from = module_of(m, i);

	for (uint32_t s = 0; s < from->step_count; s++) {
		const struct module_step *step = &from->steps[s];
		uint32_t on = m->x[i];

		if (m->c->offers[i].settled[s])
			continue;
		if (may_skip(m->c, i, s))
			on = add_piece(m, i, on, step_least(step));
		add_piece(m, i, on, step->full - step_least(step));
	}
}

/* --- the path ------------------------------------------------------------ */

/* Powers of two: one module outweighs all that follow it. */
static void add_path(struct model *m)
{
	struct composer *c = m->c;
	uint32_t *ranked = ARENA_ARRAY(c->arena, c->count, uint32_t);
	uint32_t at = 0;

	for (uint32_t i = 0; i < c->count; i++)
		ranked[c->offers[i].rank] = m->x[i];
	for (uint32_t r = 0; r < c->count; r++) {
		if (ranked[r] != NO_VARIABLE)
			add_term(m, &m->row, ranked[r],
				 (int64_t)1 << (MODULES_A_STAGE - 1 - at++));
		if (at < MODULES_A_STAGE && r + 1 < c->count)
			continue;
		program_objective(m->program, m->row.at, m->row.count);
		m->row.count = at = 0;
	}
}

/* --- solving ------------------------------------------------------------- */

static void read_choice(const struct model *m, const struct solution *s)
{
	struct composer *c = m->c;

	c->in = ARENA_ARRAY(c->arena, c->count, bool);
	for (uint32_t i = 0; i < c->count; i++)
		c->in[i] = c->offers[i].kept ||
			   (m->x[i] != NO_VARIABLE && s->feasible &&
			    s->values[m->x[i]] != 0);
	c->proved = s->proved && s->feasible;
	c->nodes += s->nodes;
	c->solves += s->solves;
}

void choose_modules(struct composer *c, uint32_t room)
{
	struct model m = { .c = c, .program = program_open(c->arena) };
	struct solution s;

	add_modules(&m, room);
	add_bonds(&m);
	add_value(&m);
	for (uint32_t i = 0; i < c->count; i++)
		if (m.x[i] != NO_VARIABLE)
			add_lengths(&m, i);
	program_row(m.program, ROW_AT_MOST, room, m.room.at, m.room.count);
	program_objective(m.program, m.value.at, m.value.count);
	program_objective(m.program, m.depth.at, m.depth.count);
	add_path(&m);
	s = program_solve(m.program, WORKSHOP_NODES);
	read_choice(&m, &s);
	order_modules(c);
	choose_lengths(c, room);
}
