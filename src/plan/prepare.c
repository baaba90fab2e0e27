/*
 * From a scored case to the numbers of the model: who may be chosen, what
 * each would cost in each horizon, and what each would bring.
 */
#include "build.h"

const uint32_t horizon_start[HORIZONS + 1] = { 0, 4, 13, 26, PLAN_WEEKS };
const int64_t horizon_months[HORIZONS] = { 1, 2, 3, 6 };

struct ratio days_ratio(int64_t days)
{
	return ratio_make(days, DAY_UNIT);
}

struct ratio money_ratio(int64_t money)
{
	return ratio_make(money, MONEY_UNIT);
}

struct ratio value_ratio(int64_t value)
{
	return ratio_make(value, VALUE_UNIT);
}

static int64_t scaled_down(struct ratio r, int64_t unit)
{
	return ratio_floor(ratio_mul(r, RATIO(unit)));
}

static int64_t scaled_up(struct ratio r, int64_t unit)
{
	return -ratio_floor(ratio_mul(ratio_neg(r), RATIO(unit)));
}

uint32_t weeks_within(uint32_t weeks, uint32_t h, uint32_t k)
{
	uint32_t from = horizon_start[k], to = horizon_start[k + 1];
	uint32_t end = horizon_start[h] + weeks;

	if (weeks <= horizon_weeks(h))
		return h == k ? weeks : 0;
	if (k < h || end <= from)
		return 0;
	return (end < to ? end : to) - from;
}

uint32_t latest_start(const struct candidate *c, uint32_t h)
{
	if (c->weeks > horizon_weeks(h))
		return horizon_start[h];
	return horizon_start[h + 1] - c->weeks;
}

bool can_follow(const struct candidate *before, uint32_t k,
		const struct candidate *after, uint32_t h)
{
	return before->can_start[k] && after->can_start[h] &&
	       horizon_start[k] + before->weeks <= latest_start(after, h);
}

/* --- estimates and loads ---------------------------------------------------- */

static const struct edited_estimate *edited(const struct planner *p,
					    uint32_t initiative)
{
	const struct plan_request *r = &p->score->answers->plan;

	for (uint32_t i = 0; i < r->estimate_count; i++)
		if (r->estimates[i].initiative == initiative)
			return &r->estimates[i];
	return NULL;
}

static void fill_estimates(const struct planner *p, uint32_t i, uint32_t size)
{
	const struct initiative *from = &p->catalogue->initiatives[i];
	const struct edited_estimate *edit = edited(p, i);
	struct candidate *c = &p->candidates[i];

	c->weeks = from->weeks > 0 ? from->weeks : 1;
	c->days = edit && edit->has_days ? edit->days : from->days[size];
	c->cost = edit && edit->has_cost ? edit->cost : from->cost[size];
	c->budget = scaled_up(c->cost.high, MONEY_UNIT);
	c->cost_likely = scaled_up(c->cost.likely, MONEY_UNIT);
	c->days_likely = scaled_up(c->days.likely, DAY_UNIT);
}

static void fill_loads(struct candidate *c, enum initiative_kind kind)
{
	c->load_least = scaled_up(c->days.high, DAY_UNIT);
	for (uint32_t h = 0; h < HORIZONS; h++) {
		/* Stopping a use later than at once helps nobody. */
		c->can_start[h] =
			horizon_start[h] + c->weeks <= PLAN_WEEKS &&
			(kind != INITIATIVE_PAUSE || h == 0);
		for (uint32_t k = 0; k < HORIZONS && c->can_start[h]; k++) {
			uint32_t weeks = weeks_within(c->weeks, h, k);
			struct ratio part = ratio_make(weeks, c->weeks);

			c->slot_weeks[h][k] = weeks;
			c->load[h][k] = scaled_up(
				ratio_mul(c->days.high, part), DAY_UNIT);
		}
	}
}

/* --- who may be chosen ------------------------------------------------------- */

static bool listed(const uint32_t *list, uint32_t count, uint32_t wanted)
{
	for (uint32_t i = 0; i < count; i++)
		if (list[i] == wanted)
			return true;
	return false;
}

static bool declared_done(const struct planner *p, uint32_t i)
{
	const struct plan_request *r = &p->score->answers->plan;

	return i == p->also_done || listed(r->done, r->done_count, i);
}

/* A firm that is already where it leads has nothing to wait for. */
static bool in_place(const struct planner *p, uint32_t i)
{
	const struct initiative *it = &p->catalogue->initiatives[i];

	for (uint32_t k = 0; k < it->close_count; k++)
		if (p->score->criteria[it->closes[k].criterion].level <
		    it->closes[k].level)
			return false;
	return it->close_count > 0 && it->kind == INITIATIVE_PLAIN;
}

static void bar(struct candidate *c, enum left_out why)
{
	c->offered = false;
	c->barred = why;
}

static void fill_offer(struct planner *p, uint32_t i,
		       const struct expr_env *env)
{
	const struct initiative *it = &p->catalogue->initiatives[i];
	const struct plan_request *r = &p->score->answers->plan;
	struct candidate *c = &p->candidates[i];

	c->offered = true;
	c->barred = OUT_NOTHING_TO_GAIN;
	c->barred_by = c->first_gate = NO_INDEX;
	c->finished = declared_done(p, i);
	c->asked = listed(r->included, r->included_count, i);
	if (c->finished)
		bar(c, OUT_DONE);
	else if (listed(r->excluded, r->excluded_count, i))
		bar(c, OUT_EXCLUDED);
	else if (!case_is_true(it->when, env))
		bar(c, OUT_NOT_FOR_THIS_CLIENT);
	else if (it->kind == INITIATIVE_BOT)
		bar(c, OUT_NOT_NEEDED);
}

/* Gates in force that have a condition and that nothing done meets. */
static void find_targets(struct planner *p)
{
	const struct rubric *r = &p->pack->rubric;

	p->targets = ARENA_ARRAY(p->arena, r->gate_count, uint32_t);
	for (uint32_t g = 0; g < r->gate_count; g++) {
		const struct gate *gate = &r->gates[g];
		bool met = gate->when == NULL ||
			   p->score->gates[g].state != GATE_IN_FORCE;

		for (uint32_t k = 0; k < gate->lifted_count && !met; k++)
			met = declared_done(p, gate->lifted_by[k]);
		if (!met)
			p->targets[p->target_count++] = g;
	}
}

static void mark_lifters(struct planner *p)
{
	for (uint32_t t = 0; t < p->target_count; t++) {
		const struct gate *g =
			&p->pack->rubric.gates[p->targets[t]];

		for (uint32_t k = 0; k < g->lifted_count; k++) {
			struct candidate *c =
				&p->candidates[g->lifted_by[k]];

			c->lifts = true;
			if (c->first_gate == NO_INDEX)
				c->first_gate = p->targets[t];
		}
	}
}

/* What needs one that can never be finished cannot be chosen either. */
static void bar_blocked(struct planner *p)
{
	bool moved = true;

	while (moved) {
		moved = false;
		for (uint32_t i = 0; i < p->count; i++) {
			const struct initiative *it =
				&p->catalogue->initiatives[i];
			struct candidate *c = &p->candidates[i];

			for (uint32_t k = 0;
			     k < it->require_count && c->offered; k++) {
				const struct candidate *need =
					&p->candidates[it->requires[k]];

				if (need->offered || need->finished)
					continue;
				bar(c, OUT_PREREQUISITE);
				c->barred_by = it->requires[k];
				moved = true;
			}
		}
	}
}

/* --- what each would bring ----------------------------------------------------- */

static struct ratio share(struct ratio part, struct ratio whole)
{
	struct ratio r;

	return ratio_div(part, whole, &r) ? r : RATIO(0);
}

static struct ratio criterion_weight(const struct rubric *r, uint32_t criterion)
{
	const struct criterion *c = &r->criteria[criterion];
	struct ratio dimensions = RATIO(0), criteria = RATIO(0);

	for (uint32_t d = 0; d < r->dimension_count; d++)
		dimensions = ratio_add(dimensions, r->dimensions[d].weight);
	for (uint32_t k = 0; k < r->criterion_count; k++)
		if (r->criteria[k].dimension == c->dimension)
			criteria = ratio_add(criteria, r->criteria[k].weight);
	return ratio_mul(
		share(r->dimensions[c->dimension].weight, dimensions),
		share(c->weight, criteria));
}

/* What is gained towards the target; nothing where there is no score. */
static struct ratio gain(const struct planner *p, const struct closing *to)
{
	const struct scored *now = &p->score->criteria[to->criterion];
	uint32_t d = p->pack->rubric.criteria[to->criterion].dimension;
	uint32_t target = p->score->dimensions[d].target;
	uint32_t level = to->level;

	if (now->raw.absent)
		return RATIO(0);
	if (target != 0 && target < level)
		level = target;
	return ratio_max(RATIO(0), ratio_sub(RATIO(level), now->raw.point));
}

static int64_t value_of(const struct planner *p, const struct initiative *it,
			const struct closing *to, struct ratio weight)
{
	struct ratio value = ratio_mul(ratio_mul(weight, RATIO(it->impact)),
				       gain(p, to));

	/* To the nearest: a rounding up of nothing must stay nothing. */
	return ratio_floor(ratio_add(ratio_mul(value, RATIO(VALUE_UNIT)),
				     ratio_make(1, 2)));
}

static void add_closer(struct planner *p, struct closers *list, uint32_t i,
		       int64_t value)
{
	uint32_t at = list->count++;

	/* Best first; among equals the catalogue's order stays. */
	for (; at > 0 && list->at[at - 1].value < value; at--)
		list->at[at] = list->at[at - 1];
	list->at[at] = (struct closer){ i, value };
	p->candidates[i].best_value += value;
}

/* Adds those of `it` that close the criterion; one entry an initiative. */
static void offer_closer(struct planner *p, uint32_t criterion, uint32_t i,
			 struct ratio weight)
{
	const struct initiative *it = &p->catalogue->initiatives[i];
	int64_t best = 0;

	/* A pause is worth its gate and nothing else. */
	if (it->kind != INITIATIVE_PLAIN)
		return;
	for (uint32_t k = 0; k < it->close_count; k++) {
		int64_t value;

		if (it->closes[k].criterion != criterion)
			continue;
		value = value_of(p, it, &it->closes[k], weight);
		if (value > best)
			best = value;
	}
	if (best > 0)
		add_closer(p, &p->closers[criterion], i, best);
}

static void find_closers(struct planner *p)
{
	const struct rubric *r = &p->pack->rubric;

	p->closers = ARENA_ARRAY(p->arena, r->criterion_count, struct closers);
	for (uint32_t c = 0; c < r->criterion_count; c++) {
		struct ratio weight = criterion_weight(r, c);

		p->closers[c].at =
			ARENA_ARRAY(p->arena, p->count, struct closer);
		for (uint32_t i = 0; i < p->count; i++)
			offer_closer(p, c, i, weight);
	}
}

const struct closer *counted_closer(const struct planner *p,
				    uint32_t criterion, const uint8_t *horizon)
{
	const struct closers *list = &p->closers[criterion];

	for (uint32_t k = 0; k < list->count; k++)
		if (horizon[list->at[k].initiative] != NOT_CHOSEN)
			return &list->at[k];
	return NULL;
}

/* What nobody wants needs no variable. */
static void mark_wanted(struct planner *p)
{
	bool moved = true;

	for (uint32_t i = 0; i < p->count; i++) {
		struct candidate *c = &p->candidates[i];

		c->wanted = c->offered &&
			    (c->lifts || c->asked || c->best_value > 0);
	}
	while (moved) {
		moved = false;
		for (uint32_t i = 0; i < p->count; i++) {
			const struct initiative *it =
				&p->catalogue->initiatives[i];

			for (uint32_t k = 0; k < it->require_count; k++) {
				struct candidate *need =
					&p->candidates[it->requires[k]];

				if (!p->candidates[i].wanted || need->wanted ||
				    need->finished || !need->offered)
					continue;
				need->wanted = moved = true;
			}
		}
	}
}

/* --- capacity ---------------------------------------------------------------- */

static struct ratio days_per_month(const struct planner *p,
				   const struct expr_env *env)
{
	const struct plan_options *options = p->options;
	const struct plan_request *r = &p->score->answers->plan;
	struct expr_value v;

	if (options && options->has_days)
		return options->days_per_month;
	if (r->has_days)
		return r->days_per_month;
	if (p->catalogue->days_per_month == NULL)
		return RATIO(0);
	v = expr_eval(p->catalogue->days_per_month, env);
	return v.number.absent ? RATIO(0) : v.number.point;
}

static void fill_capacity(struct planner *p, const struct expr_env *env,
			  uint32_t size)
{
	const struct plan_options *options = p->options;
	const struct plan_request *r = &p->score->answers->plan;
	struct ratio budget = p->catalogue->budget[size];
	struct ratio days = ratio_max(RATIO(0),
				      days_per_month(p, env));

	if (options && options->has_budget)
		budget = options->budget;
	else if (r->has_budget)
		budget = r->budget;
	p->budget = scaled_down(ratio_max(RATIO(0), budget), MONEY_UNIT);
	p->slots = r->has_slots ? r->slots : p->catalogue->slots[size];
	for (uint32_t h = 0; h < HORIZONS; h++)
		p->days[h] = scaled_down(
			ratio_mul(days, RATIO(horizon_months[h])), DAY_UNIT);
}

static void order_by_id(struct planner *p)
{
	const struct initiative *all = p->catalogue->initiatives;

	p->by_id = ARENA_ARRAY(p->arena, p->count, uint32_t);
	for (uint32_t i = 0; i < p->count; i++) {
		uint32_t at = i;

		for (; at > 0 &&
		       str_cmp(all[p->by_id[at - 1]].id, all[i].id) > 0; at--)
			p->by_id[at] = p->by_id[at - 1];
		p->by_id[at] = i;
	}
}

void prepare(struct planner *p)
{
	struct expr_env env = case_env(p->score);
	uint32_t size = pack_size_of(p->pack, p->score->answers->staff);

	p->candidates = ARENA_ARRAY(p->arena, p->count, struct candidate);
	order_by_id(p);
	for (uint32_t i = 0; i < p->count; i++) {
		fill_offer(p, i, &env);
		fill_estimates(p, i, size);
		fill_loads(&p->candidates[i],
			   p->catalogue->initiatives[i].kind);
	}
	find_targets(p);
	mark_lifters(p);
	for (uint32_t i = 0; i < p->count; i++)
		if (!p->candidates[i].lifts && in_place(p, i))
			p->candidates[i].finished = true;
	find_closers(p);
	bar_blocked(p);
	mark_wanted(p);
	fill_capacity(p, &env, size);
}
