/*
 * The earliest start of a chosen set.
 *
 * The most pressing initiative starts in the earliest horizon it can, then
 * the next: a depth-first search, in which the first full assignment met is
 * by its order the one wanted. An assignment is given up as soon as days,
 * slots, prerequisites, a gate that is to be met by day 30, or the weeks of
 * what is placed already (date.c) say no. So whatever is found has dates,
 * and when nothing is found no such set has any.
 */
#include <string.h>

#include "build.h"

struct schedule {
	const struct planner *p;
	const bool *met;	/* by target: to be started by day 30 */
	uint32_t *order;	/* the set, most pressing first */
	uint32_t count;
	uint8_t *horizon;	/* by initiative */
	uint32_t *start;
	bool *chosen;
	int64_t days[HORIZONS], slot_weeks[HORIZONS];	/* taken */
	uint32_t steps;		/* left */
	bool gave_up;		/* some dating was not decided */
};

static void load(struct schedule *s, uint32_t i, uint32_t h, int sign)
{
	const struct candidate *c = &s->p->candidates[i];

	for (uint32_t k = h; k < HORIZONS; k++) {
		s->days[k] += sign * c->load[h][k];
		s->slot_weeks[k] += sign * c->slot_weeks[h][k];
	}
	s->horizon[i] = sign > 0 ? (uint8_t)h : NOT_CHOSEN;
}

static bool has_room(const struct schedule *s, uint32_t i, uint32_t h)
{
	const struct planner *p = s->p;
	const struct candidate *c = &p->candidates[i];

	if (!c->can_start[h])
		return false;
	for (uint32_t k = h; k < HORIZONS; k++)
		if (s->days[k] + c->load[h][k] > p->days[k] ||
		    s->slot_weeks[k] + c->slot_weeks[h][k] >
			(int64_t)p->slots * horizon_weeks(k))
			return false;
	return true;
}

/* Does `i` in `h` agree with what it requires, as far as that is placed? */
static bool follows(const struct schedule *s, uint32_t i, uint32_t h)
{
	const struct planner *p = s->p;
	const struct initiative *it = &p->catalogue->initiatives[i];

	for (uint32_t k = 0; k < it->require_count; k++) {
		uint32_t need = it->requires[k];

		if (s->horizon[need] != NOT_CHOSEN &&
		    !p->candidates[need].finished &&
		    !can_follow(&p->candidates[need], s->horizon[need],
				&p->candidates[i], h))
			return false;
	}
	return true;
}

static bool in_order(const struct schedule *s, uint32_t i, uint32_t h)
{
	bool all = follows(s, i, h);

	for (uint32_t k = 0; k < s->count && all; k++)
		if (s->horizon[s->order[k]] != NOT_CHOSEN)
			all = follows(s, s->order[k],
				      s->horizon[s->order[k]]);
	return all;
}

/* Each gate to be met still has one that lifts it, in time or not placed. */
static bool gates_hold(const struct schedule *s)
{
	const struct planner *p = s->p;

	for (uint32_t t = 0; t < p->target_count; t++) {
		const struct gate *g = &p->pack->rubric.gates[p->targets[t]];
		bool held = !s->met[t];

		for (uint32_t k = 0; k < g->lifted_count && !held; k++) {
			uint32_t i = g->lifted_by[k];

			held = s->chosen[i] && (s->horizon[i] == 0 ||
						s->horizon[i] == NOT_CHOSEN);
		}
		if (!held)
			return false;
	}
	return true;
}

/* Is there room left for each of the others alone, and for all in sum? */
static bool hopeful(const struct schedule *s, uint32_t from)
{
	const struct planner *p = s->p;
	int64_t days = 0, weeks = 0;

	for (uint32_t k = 0; k < HORIZONS; k++) {
		days += p->days[k] - s->days[k];
		weeks += (int64_t)p->slots * horizon_weeks(k) -
			 s->slot_weeks[k];
	}
	for (uint32_t k = from; k < s->count; k++) {
		uint32_t i = s->order[k];
		bool any = false;

		for (uint32_t h = 0; h < HORIZONS && !any; h++)
			any = has_room(s, i, h);
		if (!any)
			return false;
		days -= p->candidates[i].load_least;
		weeks -= p->candidates[i].weeks;
	}
	return days >= 0 && weeks >= 0;
}

static bool can_be_dated(struct schedule *s)
{
	enum dating dating =
	    date_choice(s->p, s->horizon, s->p->slots, s->start);

	s->gave_up = s->gave_up || dating == GAVE_UP;
	return dating == DATED;
}

static bool place_from(struct schedule *s, uint32_t at)
{
	if (at == s->count)
		return true;
	for (uint32_t h = 0; h < HORIZONS; h++) {
		uint32_t i = s->order[at];

		if (s->steps == 0 || !has_room(s, i, h))
			continue;
		s->steps--;
		if (!in_order(s, i, h))
			continue;
		load(s, i, h, 1);
		if (gates_hold(s) && hopeful(s, at + 1) && can_be_dated(s) &&
		    place_from(s, at + 1))
			return true;
		load(s, i, h, -1);
	}
	return false;
}

static void fill_order(struct schedule *s, const uint8_t *set)
{
	for (uint32_t i = 0; i < s->p->count; i++) {
		uint32_t at = s->count;

		s->horizon[i] = NOT_CHOSEN;
		s->chosen[i] = set[i] != NOT_CHOSEN;
		if (!s->chosen[i])
			continue;
		for (; at > 0 && more_pressing(s->p, i, s->order[at - 1]);
		     at--)
			s->order[at] = s->order[at - 1];
		s->order[at] = i;
		s->count++;
	}
}

static struct schedule make_schedule(struct arena *a, const struct planner *p,
				     const bool *met)
{
	struct schedule s = { .p = p, .met = met, .steps = SCHEDULE_STEPS };

	s.order = ARENA_ARRAY(a, p->count, uint32_t);
	s.horizon = ARENA_ARRAY(a, p->count, uint8_t);
	s.start = ARENA_ARRAY(a, p->count, uint32_t);
	s.chosen = ARENA_ARRAY(a, p->count, bool);
	return s;
}

static bool moves_to(struct schedule *s, uint32_t i, uint32_t h)
{
	uint32_t from = s->horizon[i];

	load(s, i, from, -1);
	if (has_room(s, i, h) && in_order(s, i, h)) {
		load(s, i, h, 1);
		if (can_be_dated(s))
			return true;
		load(s, i, h, -1);
	}
	load(s, i, from, 1);
	return false;
}

void pull_forward(const struct planner *p, uint8_t *horizon,
		  const bool *met, uint32_t *start)
{
	struct arena *scratch = arena_open();
	struct schedule s = make_schedule(scratch, p, met);

	fill_order(&s, horizon);
	for (uint32_t k = 0; k < s.count; k++)
		load(&s, s.order[k], horizon[s.order[k]], 1);
	for (uint32_t k = 0; k < s.count; k++)
		for (uint32_t h = 0; h < s.horizon[s.order[k]]; h++)
			if (moves_to(&s, s.order[k], h))
				break;
	memcpy(horizon, s.horizon, p->count);
	(void)date_choice(p, horizon, p->slots, start);
	arena_close(scratch);
}

enum dating schedule_choice(const struct planner *p, uint8_t *horizon,
			    const bool *met, uint32_t *start)
{
	struct arena *scratch = arena_open();
	struct schedule s = make_schedule(scratch, p, met);
	bool placed;

	fill_order(&s, horizon);
	placed = place_from(&s, 0);
	if (placed) {
		memcpy(horizon, s.horizon, p->count);
		memcpy(start, s.start, p->count * sizeof(*start));
	}
	arena_close(scratch);
	if (placed)
		return s.gave_up ? GAVE_UP_BUT_DATED : DATED;
	return s.gave_up || s.steps == 0 ? GAVE_UP : UNDATABLE;
}
