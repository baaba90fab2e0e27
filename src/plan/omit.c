/*
 * Why an initiative is not in the plan: what would be lacking, were it added
 * to the rest kept as it is. Then the smallest change that brings it in
 * (change.c), for those worth most as far as the nodes go.
 */
#include <string.h>

#include "build.h"

static bool is_chosen(const struct planner *p, uint32_t i)
{
	return p->horizon[i] != NOT_CHOSEN;
}

/* --- what else would have to come with it --------------------------------------- */

/* Marks the initiative and the prerequisites that are neither done nor in. */
static bool collect(const struct planner *p, uint32_t i, bool *set)
{
	const struct initiative *it = &p->catalogue->initiatives[i];

	set[i] = true;
	for (uint32_t k = 0; k < it->require_count; k++) {
		uint32_t need = it->requires[k];
		const struct candidate *c = &p->candidates[need];

		if (c->finished || is_chosen(p, need) || set[need])
			continue;
		if (!c->offered || !collect(p, need, set))
			return false;
	}
	return true;
}

/* --- what is lacking --------------------------------------------------------------- */

struct lack {
	int64_t budget;		/* over what there is */
	int64_t days;		/* a month, over what there is */
	int64_t slots;		/* whole slots, over what there are */
};

struct loads {
	int64_t days[HORIZONS], slot_weeks[HORIZONS];
};

static void add_load(struct loads *l, const struct candidate *c, uint32_t h)
{
	for (uint32_t k = 0; k < HORIZONS; k++) {
		l->days[k] += c->load[h][k];
		l->slot_weeks[k] += c->slot_weeks[h][k];
	}
}

static struct loads present_loads(const struct planner *p)
{
	struct loads l = { { 0 }, { 0 } };

	for (uint32_t i = 0; i < p->count; i++)
		if (is_chosen(p, i))
			add_load(&l, &p->candidates[i], p->horizon[i]);
	return l;
}

static int64_t ceiling(int64_t n, int64_t by)
{
	return n <= 0 ? 0 : (n + by - 1) / by;
}

static struct lack lack_of(const struct planner *p, const struct loads *l)
{
	struct lack lack = { 0, 0, 0 };

	for (uint32_t k = 0; k < HORIZONS; k++) {
		int64_t days = ceiling(l->days[k] - p->days[k],
				       horizon_months[k]);
		int64_t slots = ceiling(l->slot_weeks[k] -
					    (int64_t)p->slots * horizon_weeks(k),
					horizon_weeks(k));

		lack.days = days > lack.days ? days : lack.days;
		lack.slots = slots > lack.slots ? slots : lack.slots;
	}
	return lack;
}

static bool less(const struct lack *a, const struct lack *b)
{
	int kinds_a = (a->days > 0) + (a->slots > 0);
	int kinds_b = (b->days > 0) + (b->slots > 0);

	if (kinds_a != kinds_b)
		return kinds_a < kinds_b;
	if (a->days != b->days)
		return a->days < b->days;
	return a->slots < b->slots;
}

/* The latest horizon a prerequisite may start in to be finished for `h`. */
static uint32_t horizon_before(const struct planner *p, uint32_t need,
			       uint32_t i, uint32_t h)
{
	for (uint32_t k = h + 1; k-- > 0;)
		if (can_follow(&p->candidates[need], k, &p->candidates[i], h))
			return k;
	return NOT_CHOSEN;
}

/* Are those of the plan that it needs finished when it would start? */
static bool chosen_in_time(const struct planner *p, uint32_t i, uint32_t h)
{
	const struct initiative *it = &p->catalogue->initiatives[i];

	for (uint32_t k = 0; k < it->require_count; k++) {
		uint32_t need = it->requires[k];

		if (is_chosen(p, need) &&
		    !can_follow(&p->candidates[need], p->horizon[need],
				&p->candidates[i], h))
			return false;
	}
	return true;
}

/* Places the set with `i` in `h`; false when it cannot be placed there. */
static bool place_set(const struct planner *p, const bool *set, uint32_t i,
		      uint32_t h, uint8_t *horizon)
{
	if (!p->candidates[i].can_start[h] || !chosen_in_time(p, i, h))
		return false;
	memcpy(horizon, p->horizon, p->count);
	horizon[i] = (uint8_t)h;
	for (uint32_t need = 0; need < p->count; need++) {
		uint32_t k;

		if (!set[need] || need == i)
			continue;
		k = horizon_before(p, need, i, h);
		if (k == NOT_CHOSEN || !chosen_in_time(p, need, k))
			return false;
		horizon[need] = (uint8_t)k;
	}
	return true;
}

static int64_t budget_lack(const struct planner *p, const bool *set)
{
	int64_t spent = -p->budget;

	for (uint32_t i = 0; i < p->count; i++)
		if (set[i] || is_chosen(p, i))
			spent += p->candidates[i].budget;
	return spent > 0 ? spent : 0;
}

/* The horizon in which the least is lacking; NOT_CHOSEN when none will do. */
static uint32_t best_horizon(const struct planner *p, const bool *set,
			     uint32_t i, struct lack *lack, uint8_t *horizon)
{
	uint8_t *tried = ARENA_ARRAY(p->arena, p->count, uint8_t);
	uint32_t best = NOT_CHOSEN;

	for (uint32_t h = 0; h < HORIZONS; h++) {
		struct loads l = present_loads(p);
		struct lack one;

		if (!place_set(p, set, i, h, tried))
			continue;
		for (uint32_t k = 0; k < p->count; k++)
			if (set[k])
				add_load(&l, &p->candidates[k], tried[k]);
		one = lack_of(p, &l);
		if (best != NOT_CHOSEN && !less(&one, lack))
			continue;
		best = h;
		*lack = one;
		memcpy(horizon, tried, p->count);
	}
	lack->budget = budget_lack(p, set);
	return best;
}

/* --- reasons ------------------------------------------------------------------------ */

/* The chosen one that closes as much of everything this one would. */
static uint32_t better_closer(const struct planner *p, uint32_t i)
{
	const struct initiative *it = &p->catalogue->initiatives[i];
	uint32_t other = NO_INDEX;

	for (uint32_t k = 0; k < it->close_count; k++) {
		const struct closers *list =
		    &p->closers[it->closes[k].criterion];
		const struct closer *counted = counted_closer(
		    p, it->closes[k].criterion, p->horizon);

		for (uint32_t c = 0; c < list->count; c++) {
			if (list->at[c].initiative != i)
				continue;
			if (counted == NULL ||
			    counted->value < list->at[c].value)
				return NO_INDEX;
			other = counted->initiative;
		}
	}
	return other;
}

static enum left_out lacking(const struct lack *lack)
{
	if (lack->days > 0)
		return OUT_DAYS;
	/* Room in sum, but no week free, is a matter of slots too. */
	return lack->budget > 0 ? OUT_BUDGET : OUT_SLOTS;
}

/* What it needs ends too late in the year for it to follow. */
static uint32_t too_late(const struct planner *p, uint32_t i)
{
	const struct initiative *it = &p->catalogue->initiatives[i];

	for (uint32_t k = 0; k < it->require_count; k++)
		if (!p->candidates[it->requires[k]].finished)
			return it->requires[k];
	return NO_INDEX;
}

static void find_lack(const struct planner *p, uint32_t i,
		      struct plan_omission *o)
{
	bool *set = ARENA_ARRAY(p->arena, p->count, bool);
	uint8_t *horizon = ARENA_ARRAY(p->arena, p->count, uint8_t);
	struct lack lack = { 0, 0, 0 };

	o->reason = OUT_PREREQUISITE;
	if (!collect(p, i, set))
		return;
	if (best_horizon(p, set, i, &lack, horizon) != NOT_CHOSEN) {
		o->reason = lacking(&lack);
		return;
	}
	o->other = too_late(p, i);
}

/* Does it lift a gate that nothing of the plan starts on by day 30? */
static bool would_lift(const struct planner *p, uint32_t i)
{
	for (uint32_t t = 0; t < p->target_count; t++) {
		const struct gate *g = &p->pack->rubric.gates[p->targets[t]];
		bool met = false, lifts = false;

		for (uint32_t k = 0; k < g->lifted_count; k++) {
			met = met || p->horizon[g->lifted_by[k]] == 0;
			lifts = lifts || g->lifted_by[k] == i;
		}
		if (lifts && !met)
			return true;
	}
	return false;
}

static struct plan_omission omission(const struct planner *p, uint32_t i)
{
	const struct candidate *c = &p->candidates[i];
	struct plan_omission o = { .initiative = i, .reason = c->barred,
				   .other = c->barred_by,
				   .value = value_ratio(c->best_value),
				   .missing = RATIO(0) };
	uint32_t better;

	if (!c->offered)
		return o;
	if (p->catalogue->initiatives[i].kind == INITIATIVE_PAUSE) {
		o.reason = OUT_NOT_NEEDED;
		return o;
	}
	o.reason = OUT_NOTHING_TO_GAIN;
	if (c->best_value == 0 && !c->asked && !would_lift(p, i))
		return o;
	better = c->asked || would_lift(p, i) ? NO_INDEX
					      : better_closer(p, i);
	if (better != NO_INDEX) {
		o.reason = OUT_BETTER_CLOSER;
		o.other = better;
		return o;
	}
	find_lack(p, i, &o);
	return o;
}

/* --- what would bring them in ------------------------------------------------- */

/* Those a change could bring in, the most pressing first; their number. */
static uint32_t list_changeable(struct planner *p,
				struct plan_omission **list)
{
	uint32_t count = 0;

	for (uint32_t k = 0; k < p->plan->omission_count; k++) {
		struct plan_omission *o = &p->plan->omissions[k];
		uint32_t at;

		if (!may_change(o->reason))
			continue;
		o->change = CHANGE_NOT_SOUGHT;
		/* Its criteria are cared for: sought only when asked. */
		if (o->reason == OUT_BETTER_CLOSER)
			continue;
		for (at = count++;
		     at > 0 && more_pressing(p, o->initiative,
					     list[at - 1]->initiative);
		     at--)
			list[at] = list[at - 1];
		list[at] = o;
	}
	return count;
}

static void seek_changes(struct planner *p)
{
	struct plan_omission **list = ARENA_ARRAY(
	    p->arena, p->plan->omission_count, struct plan_omission *);
	uint32_t count = list_changeable(p, list);
	uint64_t effort = (uint64_t)CHANGE_EFFORT * p->count;

	/* Where the plan itself was hard to date, so is every other one. */
	for (uint32_t k = 0; k < count && p->earliest; k++) {
		uint64_t most = (uint64_t)CHANGE_EFFORT_OF_ONE * p->count;
		uint64_t given = effort < most ? effort : most, left = given;

		seek_change(p, list[k], &left);
		effort -= given - left;
	}
}

void write_omissions(struct planner *p)
{
	struct plan *plan = p->plan;

	plan->omissions = ARENA_ARRAY(p->arena, p->count, struct plan_omission);
	for (uint32_t i = 0; i < p->count; i++)
		if (!is_chosen(p, i))
			plan->omissions[plan->omission_count++] =
			    omission(p, i);
	seek_changes(p);
}
