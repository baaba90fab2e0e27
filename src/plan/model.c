/*
 * The choice of a plan, as an integer programme.
 *
 * Variables
 *	x[i,h]	initiative i starts in horizon h (weeks 0-4, 4-13, 13-26,
 *		26-52). If its weeks fit in the horizon it starts and ends
 *		inside; if not it starts at the horizon's first week and runs
 *		over into the next ones; it ends by week 52. A pause starts in
 *		the first horizon or never.
 *	g[k]	gate k, in force, is being met by day 30: one of the
 *		initiatives that lift it starts in the first horizon.
 *	y[i,c]	i is the closer that counts for criterion c (only where a
 *		criterion has several closers).
 *
 * Rows
 *	once		sum over h of x[i,h] <= 1
 *	days		days of horizon k, at the high estimate, spread evenly
 *			over each initiative's weeks <= days a month x months
 *	slots		slot-weeks of horizon k <= slots x weeks; and what is
 *			longer than a half (a third) of a horizon: at most
 *			`slots` (twice `slots`) of them, because they all run
 *			in the same week (or one of two weeks)
 *	budget		sum of high costs <= budget
 *	before		i starts in h or sooner only if what it requires
 *			starts where it can be finished by then
 *	met		g[k] <= sum of x[i,0] over those that lift k
 *	counted		y[i,c] <= sum of x[i,h]; sum over i of y[i,c] <= 1
 *	cuts		choices that could not be dated by week
 *
 * Objectives, each kept before the next
 *	1. as many g as possible; among equals, the first gate of the rubric,
 *	   then the second...
 *	2. as few pauses as possible
 *	3. as many as possible of those that were asked for
 *	4. the greatest sum over criteria of weight x impact x gain
 *	5. least cost (likely), then fewest days (likely)
 *	6. the smallest ids: the least sum of their places in alphabetical
 *	   order, then the set that holds the first, the second...: no two
 *	   sets are equal, so that a plan made again is the same plan
 * and, once the set is chosen (schedule.c),
 *	7. the earliest start: the most pressing (gates in the rubric's order,
 *	   then value, then id) in its earliest horizon, then the next
 *
 * The horizons of x only say that the set fits; 7 is not for the MILP
 * library, which needs minutes for what a search in that order finds at once.
 * A set that cannot be dated by week is cut off and all is solved again.
 * Initiatives without value, gate or somebody who asks for them or needs them
 * have no variables; stage 5 drops those that turned out not to be needed.
 */
#include "model.h"

enum { A_STAGE = 16 };	/* powers of two in one objective */

void model_term(struct model *m, uint32_t variable, int64_t factor)
{
	if (variable != NO_VARIABLE && factor != 0)
		m->terms[m->term_count++] = (struct term){ variable, factor };
}

void model_row(struct model *m, enum row_kind kind, int64_t bound)
{
	if (m->term_count > 0)
		program_row(m->program, kind, bound, m->terms, m->term_count);
	m->term_count = 0;
}

void model_objective(struct model *m)
{
	program_objective(m->program, m->terms, m->term_count);
	m->term_count = 0;
}

static const struct gate *target_gate(const struct planner *p, uint32_t t)
{
	return &p->pack->rubric.gates[p->targets[t]];
}

/* --- variables ----------------------------------------------------------------- */

/* Alone it must fit: a start that cannot is no variable. */
static bool fits_alone(const struct planner *p, const struct candidate *c,
		       uint32_t h)
{
	if (!c->can_start[h] || c->budget > p->budget || p->slots == 0)
		return false;
	for (uint32_t k = 0; k < HORIZONS; k++)
		if (c->load[h][k] > p->days[k])
			return false;
	return true;
}

/* u[i], with its row: the sum of its starts. */
static void add_chosen(struct model *m, uint32_t i)
{
	uint32_t u = program_variable(m->program);

	for (uint32_t h = 0; h < HORIZONS; h++)
		model_term(m, m->x[i][h], 1);
	if (m->term_count > 0)
		m->u[i] = u;
	else
		m->u[i] = NO_VARIABLE;
	model_term(m, u, -1);
	model_row(m, ROW_EQUAL, 0);
	program_decide_first(m->program, u);
}

static void add_variables(struct model *m, bool limited)
{
	struct planner *p = m->p;

	for (uint32_t i = 0; i < p->count; i++) {
		const struct candidate *c = &p->candidates[i];

		for (uint32_t h = 0; h < HORIZONS; h++) {
			bool may = c->wanted &&
				   (limited ? fits_alone(p, c, h)
					    : c->can_start[h]);

			m->x[i][h] = may ? program_variable(m->program)
				 : NO_VARIABLE;
		}
		add_chosen(m, i);
	}
}

/* --- rows ------------------------------------------------------------------------ */

static void add_days(struct model *m, uint32_t k)
{
	const struct planner *p = m->p;

	for (uint32_t i = 0; i < p->count; i++)
		for (uint32_t h = 0; h <= k; h++)
			model_term(m, m->x[i][h], p->candidates[i].load[h][k]);
	model_row(m, ROW_AT_MOST, p->days[k]);
}

/*
 * Look at horizon k only every `step` weeks: a stretch of w weeks is seen at
 * least w / step times, and `slots` are seen at most each time.
 */
static void add_slots(struct model *m, uint32_t k, uint32_t step)
{
	const struct planner *p = m->p;

	for (uint32_t i = 0; i < p->count; i++)
		for (uint32_t h = 0; h <= k; h++)
			model_term(m, m->x[i][h],
				 p->candidates[i].slot_weeks[h][k] / step);
	model_row(m, ROW_AT_MOST,
		(int64_t)p->slots * (horizon_weeks(k) / step));
}

static void add_budget(struct model *m)
{
	for (uint32_t i = 0; i < m->p->count; i++)
		model_term(m, m->u[i], m->p->candidates[i].budget);
	model_row(m, ROW_AT_MOST, m->p->budget);
}

/* Bit k: started in k, `before` is finished in time for `after` in h. */
static unsigned in_time(const struct planner *p, uint32_t before,
			uint32_t after, uint32_t h)
{
	unsigned mask = 0;

	for (uint32_t k = 0; k < HORIZONS; k++)
		if (can_follow(&p->candidates[before], k,
			       &p->candidates[after], h))
			mask |= 1u << k;
	return mask;
}

/*
 * Cumulative over horizons, which is true because whatever is in time for h
 * is in time for later ones, and cuts deeper than one row for each start.
 */
static void add_before(struct model *m, uint32_t i, uint32_t need)
{
	const struct planner *p = m->p;

	for (uint32_t h = 0; h < HORIZONS; h++) {
		unsigned mask = in_time(p, need, i, h);
		bool last = h + 1 == HORIZONS ||
			    m->x[i][h + 1] == NO_VARIABLE;

		if (m->x[i][h] == NO_VARIABLE)
			continue;
		if (!last && in_time(p, need, i, h + 1) == mask)
			continue;
		for (uint32_t k = 0; k <= h; k++)
			model_term(m, m->x[i][k], 1);
		for (uint32_t k = 0; k < HORIZONS; k++)
			if (mask & 1u << k)
				model_term(m, m->x[need][k], -1);
		model_row(m, ROW_AT_MOST, 0);
	}
}

static void add_prerequisites(struct model *m)
{
	const struct planner *p = m->p;

	for (uint32_t i = 0; i < p->count; i++) {
		const struct initiative *it = &p->catalogue->initiatives[i];

		for (uint32_t k = 0; k < it->require_count; k++)
			if (!p->candidates[it->requires[k]].finished)
				add_before(m, i, it->requires[k]);
	}
}

static void add_limits(struct model *m)
{
	for (uint32_t k = 0; k < HORIZONS; k++) {
		add_days(m, k);
		add_slots(m, k, 1);
		add_slots(m, k, horizon_weeks(k) / 2 + 1);
		add_slots(m, k, horizon_weeks(k) / 3 + 1);
	}
	add_budget(m);
}

/* --- objectives -------------------------------------------------------------------- */

static bool named_before(const uint32_t *list, uint32_t at)
{
	for (uint32_t k = 0; k < at; k++)
		if (list[k] == list[at])
			return true;
	return false;
}

/* g[k], or NO_VARIABLE when nothing that lifts it can start in time. */
static uint32_t add_gate(struct model *m, uint32_t target)
{
	const struct gate *gate = target_gate(m->p, target);
	uint32_t g;

	for (uint32_t k = 0; k < gate->lifted_count; k++)
		if (!named_before(gate->lifted_by, k))
			model_term(m, m->x[gate->lifted_by[k]][0], -1);
	if (m->term_count == 0)
		return NO_VARIABLE;
	g = program_variable(m->program);
	model_term(m, g, 1);
	model_row(m, ROW_AT_MOST, 0);
	return g;
}

void model_gates(struct model *m)
{
	uint32_t count = m->p->target_count;

	m->g = ARENA_ARRAY(m->p->arena, count, uint32_t);
	for (uint32_t t = 0; t < count; t++)
		m->g[t] = add_gate(m, t);
}

/* One after the other, by powers of two: each outweighs all that follow. */
static void rank_in_order(struct model *m, const uint32_t *variables,
			  const uint32_t *order, uint32_t count)
{
	for (uint32_t k = 0; k < count; k++) {
		uint32_t place = k % A_STAGE;

		model_term(m, variables[order != NULL ? order[k] : k],
			   (int64_t)1 << (A_STAGE - 1 - place));
		if (place == A_STAGE - 1 || k + 1 == count)
			model_objective(m);
	}
}

void model_rank_gates(struct model *m)
{
	uint32_t count = m->p->target_count;

	for (uint32_t t = 0; t < count; t++)
		model_term(m, m->g[t], 1);
	model_objective(m);
	rank_in_order(m, m->g, NULL, count);
}

void model_rank_pauses(struct model *m)
{
	const struct planner *p = m->p;

	for (uint32_t i = 0; i < p->count; i++)
		if (p->catalogue->initiatives[i].kind == INITIATIVE_PAUSE)
			model_term(m, m->u[i], -1);
	model_objective(m);
}

void model_rank_asked(struct model *m)
{
	const struct planner *p = m->p;

	for (uint32_t i = 0; i < p->count; i++)
		if (p->candidates[i].asked)
			model_term(m, m->u[i], 1);
	if (m->term_count > 0)
		model_objective(m);
}

static bool has_variable(const struct model *m, uint32_t i)
{
	return m->u[i] != NO_VARIABLE;
}

/* y[i,c] with its row; its term of "one counts" is left in m->terms. */
static uint32_t add_counted(struct model *m, uint32_t i)
{
	uint32_t y = program_variable(m->program);

	model_term(m, y, 1);
	model_term(m, m->u[i], -1);
	model_row(m, ROW_AT_MOST, 0);
	return y;
}

static void add_value_of_starts(struct model *m, int64_t *direct, uint32_t i)
{
	if (m->u[i] != NO_VARIABLE && direct[i] > 0)
		m->value[m->value_count++] =
			(struct term){ m->u[i], direct[i] };
}

static void add_criterion(struct model *m, uint32_t criterion, int64_t *direct)
{
	const struct closers *list = &m->p->closers[criterion];
	uint32_t *y = ARENA_ARRAY(m->p->arena, list->count, uint32_t);
	uint32_t able = 0, only = 0;

	for (uint32_t k = 0; k < list->count; k++) {
		y[k] = NO_VARIABLE;
		if (has_variable(m, list->at[k].initiative)) {
			only = k;
			able++;
		}
	}
	m->y[criterion] = y;
	if (able == 1)
		direct[list->at[only].initiative] += list->at[only].value;
	for (uint32_t k = 0; k < list->count && able > 1; k++) {
		if (!has_variable(m, list->at[k].initiative))
			continue;
		y[k] = add_counted(m, list->at[k].initiative);
		m->value[m->value_count++] =
			(struct term){ y[k], list->at[k].value };
	}
	for (uint32_t k = 0; k < list->count; k++)
		model_term(m, y[k], 1);
	model_row(m, ROW_AT_MOST, 1);
}

void model_value(struct model *m)
{
	struct planner *p = m->p;
	uint32_t criteria = p->pack->rubric.criterion_count;
	int64_t *direct = ARENA_ARRAY(p->arena, p->count, int64_t);
	size_t room = (size_t)p->count * HORIZONS;

	for (uint32_t c = 0; c < criteria; c++)
		room += p->closers[c].count;
	m->value = ARENA_ARRAY(p->arena, room, struct term);
	m->y = ARENA_ARRAY(p->arena, criteria, uint32_t *);
	for (uint32_t c = 0; c < criteria; c++)
		add_criterion(m, c, direct);
	for (uint32_t i = 0; i < p->count; i++)
		add_value_of_starts(m, direct, i);
}

void model_rank_value(struct model *m)
{
	model_value(m);
	program_objective(m->program, m->value, m->value_count);
}

void model_rank_thrift(struct model *m)
{
	const struct planner *p = m->p;

	for (uint32_t i = 0; i < p->count; i++)
		model_term(m, m->u[i], -p->candidates[i].cost_likely);
	model_objective(m);
	for (uint32_t i = 0; i < p->count; i++)
		model_term(m, m->u[i], -p->candidates[i].days_likely);
	model_objective(m);
}

/* Between equals, the smallest ids: the least sum of their places. */
void model_rank_ids(struct model *m)
{
	for (uint32_t k = 0; k < m->p->count; k++)
		model_term(m, m->u[m->p->by_id[k]], -(int64_t)k - 1);
	model_objective(m);
	rank_in_order(m, m->u, m->p->by_id, m->p->count);
}

/* --- all of it ----------------------------------------------------------- */

struct model model_begin(struct planner *p)
{
	struct model m = { .p = p, .program = program_open(p->arena) };
	size_t longest = (size_t)p->count * HORIZONS +
			 p->pack->rubric.gate_count + 1;

	m.terms = ARENA_ARRAY(p->arena, longest, struct term);
	m.x = arena_array(p->arena, p->count, sizeof *m.x);
	m.u = ARENA_ARRAY(p->arena, p->count, uint32_t);
	return m;
}

struct model model_open(struct planner *p, bool limited)
{
	struct model m = model_begin(p);

	add_variables(&m, limited);
	add_prerequisites(&m);
	if (limited)
		add_limits(&m);
	model_gates(&m);
	return m;
}

static void start(struct model *m, uint32_t variable)
{
	if (variable != NO_VARIABLE)
		program_start(m->program, variable);
}

/* Of each criterion, the best closer there counts. */
static void start_counted(struct model *m, const uint8_t *horizon)
{
	const struct planner *p = m->p;

	for (uint32_t c = 0; c < p->pack->rubric.criterion_count; c++) {
		const struct closer *best = counted_closer(p, c, horizon);

		if (best != NULL)
			start(m, m->y[c][best - p->closers[c].at]);
	}
}

void model_start(struct model *m, const uint8_t *horizon)
{
	const struct planner *p = m->p;

	for (uint32_t i = 0; i < p->count; i++) {
		if (horizon[i] == NOT_CHOSEN)
			continue;
		start(m, m->x[i][horizon[i]]);
		start(m, m->u[i]);
	}
	for (uint32_t t = 0; t < p->target_count; t++) {
		const struct gate *gate = target_gate(p, t);
		bool met = false;

		for (uint32_t k = 0; k < gate->lifted_count; k++)
			met = met || horizon[gate->lifted_by[k]] == 0;
		if (met)
			start(m, m->g[t]);
	}
	if (m->y != NULL)
		start_counted(m, horizon);
}

bool model_is_one(const struct solution *s, uint32_t variable)
{
	return s->feasible && variable != NO_VARIABLE &&
	       s->values[variable] != 0;
}
