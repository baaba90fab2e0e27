/*
 * The choice written out: dated lines, gates met, capacity used, and the case
 * scored again as it would be.
 */
#include <stdlib.h>

#include "build.h"

static bool is_chosen(const struct planner *p, uint32_t i)
{
	return p->horizon[i] != NOT_CHOSEN;
}

static int64_t value_of_line(const struct planner *p, uint32_t i)
{
	const struct initiative *it = &p->catalogue->initiatives[i];
	int64_t value = 0;

	for (uint32_t k = 0; k < it->close_count; k++) {
		uint32_t c = it->closes[k].criterion;
		const struct closer *best = counted_closer(p, c, p->horizon);

		if (best != NULL && best->initiative == i)
			value += best->value;
	}
	return value;
}

static struct plan_line line_of(const struct planner *p, uint32_t i)
{
	const struct candidate *c = &p->candidates[i];

	return (struct plan_line){
		.initiative = i,
		.horizon = p->horizon[i],
		.start = p->start[i],
		.end = p->start[i] + c->weeks,
		.days = c->days,
		.cost = c->cost,
		.value = value_ratio(value_of_line(p, i)),
		.first_steps = c->lifts,
		.asked = c->asked,
	};
}

/* By start; among equals, the order of ids. */
static void add_line(struct plan *plan, struct plan_line line)
{
	uint32_t at = plan->line_count++;

	for (; at > 0 && plan->lines[at - 1].start > line.start; at--)
		plan->lines[at] = plan->lines[at - 1];
	plan->lines[at] = line;
}

static void fill_lines(struct planner *p)
{
	struct plan *plan = p->plan;

	plan->lines = ARENA_ARRAY(p->arena, p->count, struct plan_line);
	for (uint32_t k = 0; k < p->count; k++) {
		uint32_t i = p->by_id[k];
		const struct initiative *it = &p->catalogue->initiatives[i];

		if (!is_chosen(p, i))
			continue;
		add_line(plan, line_of(p, i));
		plan->attendance_hours = ratio_add(plan->attendance_hours,
						   it->attendance_hours);
		plan->routine_days = ratio_add(plan->routine_days,
					       it->routine_days);
	}
}

static void fill_capacity(struct planner *p)
{
	struct plan_capacity *c = &p->plan->capacity;
	int64_t used[HORIZONS] = { 0 }, spent = 0;

	for (uint32_t i = 0; i < p->count; i++) {
		if (!is_chosen(p, i))
			continue;
		spent += p->candidates[i].budget;
		for (uint32_t k = 0; k < HORIZONS; k++)
			used[k] += p->candidates[i].load[p->horizon[i]][k];
	}
	for (uint32_t k = 0; k < HORIZONS; k++) {
		c->days[k] = days_ratio(p->days[k]);
		c->days_used[k] = days_ratio(used[k]);
	}
	c->slots = p->slots;
	c->budget = money_ratio(p->budget);
	c->budget_chosen = p->score->answers->plan.has_budget ||
			   (p->options && p->options->has_budget);
	c->budget_used = money_ratio(spent);
}

/* --- gates ------------------------------------------------------------------- */

static bool declared_done(const struct planner *p, uint32_t i)
{
	const struct plan_request *r = &p->score->answers->plan;

	for (uint32_t k = 0; k < r->done_count; k++)
		if (r->done[k] == i)
			return true;
	return false;
}

static struct plan_gate meet_gate(const struct planner *p, uint32_t gate)
{
	const struct gate *g = &p->pack->rubric.gates[gate];
	struct plan_gate met = { gate, NO_INDEX, false, RATIO(0) };
	bool any = false;

	for (uint32_t k = 0; k < g->lifted_count; k++) {
		uint32_t i = g->lifted_by[k];
		struct ratio days = p->candidates[i].days.high;
		bool now = declared_done(p, i) ||
			   (is_chosen(p, i) && p->horizon[i] == 0);

		if (!met.by_day_30 && (now || (met.by == NO_INDEX &&
					       is_chosen(p, i)))) {
			met.by = i;
			met.by_day_30 = now;
		}
		met.days_needed = any ? ratio_min(met.days_needed, days) : days;
		any = true;
	}
	return met;
}

static void fill_gates(struct planner *p)
{
	const struct rubric *r = &p->pack->rubric;
	struct plan *plan = p->plan;

	plan->gates = ARENA_ARRAY(p->arena, r->gate_count, struct plan_gate);
	for (uint32_t g = 0; g < r->gate_count; g++)
		if (r->gates[g].when != NULL &&
		    p->score->gates[g].state == GATE_IN_FORCE)
			plan->gates[plan->gate_count++] = meet_gate(p, g);
}

/* A pause, or a gate that waits: were there too few days, and how many? */
static bool may_be_short(const struct planner *p)
{
	const struct plan *plan = p->plan;

	for (uint32_t g = 0; g < plan->gate_count; g++) {
		uint32_t by = plan->gates[g].by;

		if (!plan->gates[g].by_day_30 ||
		    p->catalogue->initiatives[by].kind == INITIATIVE_PAUSE)
			return true;
	}
	return false;
}

static void fill_shortage(struct planner *p)
{
	int64_t needed = may_be_short(p) ? least_days_for_gates(p) : 0;

	p->plan->short_of_days = needed > p->days[0];
	if (p->plan->short_of_days)
		p->plan->days_short = days_ratio(needed - p->days[0]);
}

/* --- projection ---------------------------------------------------------------- */

static void fill_projection(struct planner *p)
{
	const struct rubric *r = &p->pack->rubric;
	uint8_t *levels = ARENA_ARRAY(p->arena, r->criterion_count, uint8_t);
	bool *lifted = ARENA_ARRAY(p->arena, r->gate_count, bool);

	for (uint32_t i = 0; i < p->count; i++) {
		const struct initiative *it = &p->catalogue->initiatives[i];

		if (!is_chosen(p, i))
			continue;
		for (uint32_t k = 0; k < it->close_count; k++) {
			uint8_t *level = &levels[it->closes[k].criterion];

			if (*level < it->closes[k].level)
				*level = (uint8_t)it->closes[k].level;
		}
	}
	for (uint32_t g = 0; g < r->gate_count; g++)
		for (uint32_t k = 0; k < r->gates[g].lifted_count; k++) {
			uint32_t i = r->gates[g].lifted_by[k];

			lifted[g] = lifted[g] || is_chosen(p, i) ||
				    declared_done(p, i);
		}
	p->plan->projected =
	    p->score->engine == NULL
		? p->score
		: score_projected(p->arena, p->score, levels, lifted);
}

void write_lines(struct planner *p)
{
	p->plan->attendance_hours = RATIO(0);
	p->plan->routine_days = RATIO(0);
	p->plan->days_short = RATIO(0);
	fill_lines(p);
	fill_capacity(p);
	fill_gates(p);
	fill_shortage(p);
	fill_projection(p);
	p->plan->value = value_ratio(p->value);
	p->plan->proved = p->proved;
	p->plan->earliest = p->earliest;
	p->plan->cuts = p->cuts;
}
