/*
 * Why an initiative is not in the plan, and the smallest change that would
 * bring it in with the rest of the plan kept as it is.
 *
 * It and the prerequisites that are not in the plan are tried in every
 * horizon beside what is chosen; the attempt that lacks fewest kinds of
 * things wins, then the one that lacks least of what there is.
 */
#include <string.h>

#include "build.h"

static const int64_t horizon_months[HORIZONS] = { 1, 2, 3, 6 };

enum { ATTEMPTS = 2000, SLOTS_MORE = 12 };

static bool is_chosen(const struct planner *p, uint32_t i)
{
	return p->horizon[i] != NOT_CHOSEN;
}

/* --- what is lacking ------------------------------------------------------ */

struct lack {
	int64_t budget;		/* over what there is */
	int64_t days;		/* a month, over what there is */
	int64_t slots;		/* over what there is */
};

/* An attempt at bringing some initiatives in. */
struct attempt {
	const struct planner *p;
	bool *listed;
	uint32_t *set;		/* the initiative, then what it requires */
	uint32_t count;
	bool at_once;		/* it is for a gate: the first horizon only */
	uint8_t *horizon;	/* of all */
	uint32_t *start;	/* scratch */
	bool found;
	struct lack best;
	uint32_t best_horizon;	/* of the initiative */
	uint32_t left;		/* attempts */
};

static uint32_t kinds(const struct lack *l)
{
	return (l->budget > 0) + (l->days > 0) + (l->slots > 0);
}

/* Shares of what there is: days and slots cannot be compared otherwise. */
static struct ratio size_of(const struct planner *p, const struct lack *l)
{
	struct ratio size = RATIO(0);

	if (l->days > 0)
		size = ratio_make(l->days, p->days[0] > 0 ? p->days[0] : 1);
	if (l->slots > 0)
		size = ratio_add(size, ratio_make(l->slots,
						  p->slots > 0 ? p->slots : 1));
	return size;
}

static bool less(const struct planner *p, const struct lack *a,
		 const struct lack *b)
{
	if (kinds(a) != kinds(b))
		return kinds(a) < kinds(b);
	return ratio_cmp(size_of(p, a), size_of(p, b)) < 0;
}

static int64_t ceiling(int64_t n, int64_t by)
{
	return n <= 0 ? 0 : (n + by - 1) / by;
}

static int64_t days_lacking(const struct attempt *t)
{
	const struct planner *p = t->p;
	int64_t most = 0;

	for (uint32_t k = 0; k < HORIZONS; k++) {
		int64_t days = -p->days[k];

		for (uint32_t i = 0; i < p->count; i++)
			if (t->horizon[i] != NOT_CHOSEN)
				days += p->candidates[i]
					    .load[t->horizon[i]][k];
		days = ceiling(days, horizon_months[k]);
		most = days > most ? days : most;
	}
	return most;
}

static int64_t budget_lacking(const struct attempt *t)
{
	int64_t spent = -t->p->budget;

	for (uint32_t i = 0; i < t->p->count; i++)
		if (t->horizon[i] != NOT_CHOSEN)
			spent += t->p->candidates[i].budget;
	return spent > 0 ? spent : 0;
}

/* How many more at once until there are dates. */
static int64_t slots_lacking(const struct attempt *t)
{
	const struct planner *p = t->p;

	for (uint32_t more = 0; more < SLOTS_MORE; more++)
		if (date_choice(p, t->horizon, p->slots + more, t->start) ==
		    DATED)
			return more;
	return SLOTS_MORE;
}

static void judge(struct attempt *t)
{
	struct lack one = { budget_lacking(t), days_lacking(t), 0 };

	/* Dates take longest to find: only where they can still matter. */
	if (t->found && less(t->p, &t->best, &one))
		return;
	one.slots = slots_lacking(t);
	if (one.slots == SLOTS_MORE ||
	    (t->found && !less(t->p, &one, &t->best)))
		return;
	t->best = one;
	t->best_horizon = t->horizon[t->set[0]];
	t->found = true;
}

/* Do all that are placed agree with what they require? */
static bool in_order(const struct attempt *t, uint32_t i)
{
	const struct planner *p = t->p;
	const struct initiative *it = &p->catalogue->initiatives[i];

	for (uint32_t k = 0; k < it->require_count; k++) {
		uint32_t need = it->requires[k];

		if (!p->candidates[need].finished &&
		    t->horizon[need] != NOT_CHOSEN &&
		    !can_follow(&p->candidates[need], t->horizon[need],
				&p->candidates[i], t->horizon[i]))
			return false;
	}
	return true;
}

static void place_from(struct attempt *t, uint32_t at)
{
	if (at == t->count) {
		for (uint32_t k = 0; k < t->count; k++)
			if (!in_order(t, t->set[k]))
				return;
		judge(t);
		return;
	}
	for (uint32_t h = 0; h < HORIZONS && t->left > 0; h++) {
		uint32_t i = t->set[at];

		if (!t->p->candidates[i].can_start[h] ||
		    (at == 0 && t->at_once && h > 0))
			continue;
		t->left--;
		t->horizon[i] = (uint8_t)h;
		if (in_order(t, i))
			place_from(t, at + 1);
		t->horizon[i] = NOT_CHOSEN;
	}
}

/* The initiative and its prerequisites that are neither done nor in. */
static void collect(struct attempt *t, uint32_t i)
{
	const struct initiative *it = &t->p->catalogue->initiatives[i];

	t->listed[i] = true;
	t->set[t->count++] = i;
	for (uint32_t k = 0; k < it->require_count; k++) {
		uint32_t need = it->requires[k];

		if (!t->p->candidates[need].finished &&
		    !is_chosen(t->p, need) && !t->listed[need])
			collect(t, need);
	}
}

static struct attempt bring_in(const struct planner *p, uint32_t i,
			       bool at_once)
{
	struct attempt t = { .p = p, .at_once = at_once, .left = ATTEMPTS };

	t.listed = ARENA_ARRAY(p->arena, p->count, bool);
	t.set = ARENA_ARRAY(p->arena, p->count, uint32_t);
	t.horizon = ARENA_ARRAY(p->arena, p->count, uint8_t);
	t.start = ARENA_ARRAY(p->arena, p->count, uint32_t);
	memcpy(t.horizon, p->horizon, p->count);
	collect(&t, i);
	place_from(&t, 0);
	return t;
}

/* --- reasons -------------------------------------------------------------- */

/* The chosen one that closes as much of everything this one would. */
static uint32_t better_closer(const struct planner *p, uint32_t i)
{
	uint32_t other = NO_INDEX;

	for (uint32_t c = 0; c < p->pack->rubric.criterion_count; c++) {
		const struct closers *list = &p->closers[c];
		const struct closer *counted =
		    counted_closer(p, c, p->horizon);

		for (uint32_t k = 0; k < list->count; k++) {
			if (list->at[k].initiative != i)
				continue;
			if (counted == NULL ||
			    counted->value < list->at[k].value)
				return NO_INDEX;
			other = counted->initiative;
		}
	}
	return other;
}

static bool lifts(const struct gate *g, uint32_t i)
{
	for (uint32_t k = 0; k < g->lifted_count; k++)
		if (g->lifted_by[k] == i)
			return true;
	return false;
}

/* Does it lift a gate in force that nothing chosen lifts by day 30? */
static bool would_meet_gate(const struct planner *p, uint32_t i)
{
	for (uint32_t t = 0; t < p->target_count; t++) {
		const struct gate *g = &p->pack->rubric.gates[p->targets[t]];
		bool met = false;

		for (uint32_t k = 0; k < g->lifted_count; k++)
			met = met || p->horizon[g->lifted_by[k]] == 0;
		if (!met && lifts(g, i))
			return true;
	}
	return false;
}

/* One change that is enough, or the first of several that all lack. */
static void name_lack(const struct lack *l, struct plan_omission *o)
{
	bool alone = kinds(l) == 1;

	if (l->days > 0) {
		o->reason = OUT_DAYS;
		o->missing = alone ? days_ratio(l->days) : RATIO(0);
	} else if (l->slots > 0) {
		o->reason = OUT_SLOTS;
		o->missing = alone ? RATIO(l->slots) : RATIO(0);
	} else {
		o->reason = l->budget > 0 ? OUT_BUDGET : OUT_NOT_NEEDED;
		o->missing = money_ratio(l->budget);
	}
}

static void find_lack(const struct planner *p, uint32_t i, bool at_once,
		      struct plan_omission *o)
{
	struct attempt t = bring_in(p, i, at_once);

	if (t.found) {
		o->horizon = t.best_horizon;
		name_lack(&t.best, o);
		return;
	}
	/* What it requires ends too late, or the year is too short for it. */
	o->reason = OUT_PREREQUISITE;
	if (p->catalogue->initiatives[i].require_count > 0)
		o->other = p->catalogue->initiatives[i].requires[0];
	else
		o->reason = OUT_SLOTS;
}

static struct plan_omission omission(const struct planner *p, uint32_t i)
{
	const struct candidate *c = &p->candidates[i];
	bool for_gate = c->offered && would_meet_gate(p, i);
	struct plan_omission o = { .initiative = i, .reason = c->barred,
				   .other = c->barred_by,
				   .missing = RATIO(0) };

	if (!c->offered)
		return o;
	if (!for_gate && c->best_value == 0) {
		o.reason = c->lifts || p->catalogue->initiatives[i].kind ==
					   INITIATIVE_PAUSE
			       ? OUT_NOT_NEEDED
			       : OUT_NOTHING_TO_GAIN;
		return o;
	}
	if (!for_gate) {
		o.other = better_closer(p, i);
		o.reason = OUT_BETTER_CLOSER;
	}
	if (for_gate || o.other == NO_INDEX)
		find_lack(p, i, for_gate, &o);
	return o;
}

void write_omissions(struct planner *p)
{
	struct plan *plan = p->plan;

	plan->omissions = ARENA_ARRAY(p->arena, p->count, struct plan_omission);
	for (uint32_t i = 0; i < p->count; i++)
		if (!is_chosen(p, i))
			plan->omissions[plan->omission_count++] =
			    omission(p, i);
}
