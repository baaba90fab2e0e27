/*
 * The choice: the programme of model.c solved, and what it chose dated. A set
 * that cannot be dated is cut off, and all is solved again.
 */
#include <string.h>

#include "model.h"

/* A trial has only so much effort; the plan itself, as much as it takes. */
static struct solution solve(struct planner *p, struct program *program)
{
	struct solution s = p->effort != NULL
				? program_try(program, p->effort)
				: program_solve(program, PLAN_NODES);

	p->proved = p->proved && s.proved;
	return s;
}

static void read_choice(const struct model *m, const struct solution *s,
			bool *met)
{
	struct planner *p = m->p;

	for (uint32_t i = 0; i < p->count; i++) {
		p->horizon[i] = NOT_CHOSEN;
		for (uint32_t h = 0; h < HORIZONS; h++)
			if (model_is_one(s, m->x[i][h]))
				p->horizon[i] = (uint8_t)h;
	}
	for (uint32_t t = 0; t < p->target_count; t++)
		met[t] = model_is_one(s, m->g[t]);
}

/* These starts together cannot be dated. */
static void cut_starts(struct model *m)
{
	struct planner *p = m->p;
	uint8_t *conflict = ARENA_ARRAY(p->arena, p->count, uint8_t);

	memcpy(conflict, p->horizon, p->count);
	date_conflict(p, conflict);
	for (uint32_t i = 0; i < p->count; i++)
		if (conflict[i] != NOT_CHOSEN)
			model_term(m, m->x[i][conflict[i]], 1);
	model_row(m, ROW_AT_MOST, (int64_t)m->term_count - 1);
}

/* This set cannot, wherever it starts, with these gates met by day 30. */
static void cut_set(struct model *m, const bool *met)
{
	struct planner *p = m->p;

	for (uint32_t i = 0; i < p->count; i++)
		if (p->horizon[i] != NOT_CHOSEN)
			model_term(m, m->u[i], 1);
	for (uint32_t t = 0; t < p->target_count; t++)
		if (met[t])
			model_term(m, m->g[t], 1);
	model_row(m, ROW_AT_MOST, (int64_t)m->term_count - 1);
}

/* What is chosen without all that it requires goes too. */
static void drop_orphans(struct planner *p)
{
	bool moved = true;

	while (moved) {
		moved = false;
		for (uint32_t i = 0; i < p->count; i++) {
			const struct initiative *it =
			    &p->catalogue->initiatives[i];

			for (uint32_t k = 0; k < it->require_count; k++) {
				uint32_t need = it->requires[k];

				if (p->horizon[i] == NOT_CHOSEN ||
				    p->horizon[need] != NOT_CHOSEN ||
				    p->candidates[need].finished)
					continue;
				p->horizon[i] = NOT_CHOSEN;
				moved = true;
			}
		}
	}
}

/* Out of cuts: drop the least pressing that stands in the way, and say so. */
static void drop_until_dated(struct planner *p)
{
	uint8_t *left = ARENA_ARRAY(p->arena, p->count, uint8_t);

	p->proved = p->earliest = false;
	while (date_choice(p, p->horizon, p->slots, p->start) != DATED) {
		uint32_t worst = NO_INDEX;

		memcpy(left, p->horizon, p->count);
		date_conflict(p, left);
		for (uint32_t i = 0; i < p->count; i++)
			if (left[i] != NOT_CHOSEN &&
			    (worst == NO_INDEX || more_pressing(p, worst, i)))
				worst = i;
		p->horizon[worst] = NOT_CHOSEN;
		drop_orphans(p);
	}
}

static void fix(struct model *m, uint32_t variable, bool one)
{
	if (variable != NO_VARIABLE)
		program_fix(m->program, variable, one);
}

/* The same rows for this set and these gates alone. */
static struct model fixed_model(struct planner *p, const bool *met)
{
	struct model m = model_open(p, true);

	for (uint32_t i = 0; i < p->count; i++)
		fix(&m, m.u[i], p->horizon[i] != NOT_CHOSEN);
	for (uint32_t t = 0; t < p->target_count; t++)
		fix(&m, m.g[t], met[t]);
	return m;
}

/*
 * Other starts of the same set, one after the other, until one has dates.
 * What cannot be dated is cut off for good. False when no start is left.
 */
static bool find_dates(struct model *m, bool *met)
{
	struct planner *p = m->p;
	struct model fixed = fixed_model(p, met);

	while (p->cuts < PLAN_CUTS) {
		enum dating dating =
		    date_choice(p, p->horizon, p->slots, p->start);
		struct solution s;

		if (dating == DATED)
			return true;
		p->proved = p->proved && dating == UNDATABLE;
		cut_starts(m);
		cut_starts(&fixed);
		p->cuts++;
		s = solve(p, fixed.program);
		if (!s.feasible)
			return false;
		read_choice(&fixed, &s, met);
	}
	return false;
}

/* False when the choice at hand has no dates: it is cut off. */
static bool date_or_cut(struct model *m, bool *met)
{
	struct planner *p = m->p;
	uint8_t *set = ARENA_ARRAY(p->arena, p->count, uint8_t);
	enum dating dating =
	    schedule_choice(p, p->horizon, met, p->start);

	if (dating == DATED)
		return true;
	if (dating == GAVE_UP_BUT_DATED) {
		p->earliest = false;
		return true;
	}
	memcpy(set, p->horizon, p->count);
	if (dating == GAVE_UP && find_dates(m, met)) {
		p->earliest = false;
		pull_forward(p, p->horizon, met, p->start);
		return true;
	}
	memcpy(p->horizon, set, p->count);
	cut_set(m, met);
	p->cuts++;
	return false;
}

static void solve_and_date(struct model *m)
{
	struct planner *p = m->p;
	bool *met = ARENA_ARRAY(p->arena, p->target_count, bool);

	for (;;) {
		struct solution s = solve(p, m->program);

		read_choice(m, &s, met);
		if ((p->effort != NULL && !p->proved) ||
		    date_or_cut(m, met))
			return;
		if (p->cuts >= PLAN_CUTS) {
			drop_until_dated(p);
			return;
		}
	}
}

void choose(struct planner *p)
{
	struct model m = model_open(p, true);
	const uint8_t *before = p->horizon;

	p->horizon = ARENA_ARRAY(p->arena, p->count, uint8_t);
	p->start = ARENA_ARRAY(p->arena, p->count, uint32_t);
	p->proved = p->earliest = true;
	p->value = 0;
	p->cuts = 0;
	model_rank_gates(&m);
	model_rank_pauses(&m);
	model_rank_asked(&m);
	model_rank_value(&m);
	model_rank_thrift(&m);
	model_rank_ids(&m);
	if (before != NULL)
		model_start(&m, before);
	solve_and_date(&m);
	for (uint32_t c = 0; c < p->pack->rubric.criterion_count; c++) {
		const struct closer *best =
			counted_closer(p, c, p->horizon);

		p->value += best ? best->value : 0;
	}
}

/*
 * The same variables without capacities or pauses: as many gates as can be
 * started by day 30, then the least days before day 30.
 */
int64_t least_days_for_gates(struct planner *p)
{
	struct model m = model_open(p, false);
	struct solution s;
	int64_t days = 0;

	for (uint32_t i = 0; i < p->count; i++)
		if (p->catalogue->initiatives[i].kind == INITIATIVE_PAUSE)
			model_term(&m, m.u[i], 1);
	model_row(&m, ROW_AT_MOST, 0);
	model_rank_gates(&m);
	for (uint32_t i = 0; i < p->count; i++)
		model_term(&m, m.x[i][0], -p->candidates[i].load[0][0]);
	model_objective(&m);
	s = program_solve(m.program, PLAN_NODES);
	for (uint32_t i = 0; i < p->count; i++)
		if (model_is_one(&s, m.x[i][0]))
			days += p->candidates[i].load[0][0];
	return days;
}
