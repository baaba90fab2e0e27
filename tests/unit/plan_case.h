/*
 * Cases made up in memory: a pack with a catalogue, and a score over it, of
 * any size, from a seed.
 */
#ifndef JALON_TESTS_PLAN_CASE_H
#define JALON_TESTS_PLAN_CASE_H

#include "base/arena.h"
#include "plan/plan.h"

struct made_shape {
	uint32_t initiatives, criteria, dimensions, gates;
	uint32_t weeks_max;	/* of an initiative */
	uint32_t days_max;	/* high estimate */
	uint32_t requires_of_ten;	/* how many in ten need another */
	uint32_t days_a_month;
	uint32_t slots;
	uint32_t budget;
	bool coarse;		/* few distinct values: many ties */
	uint32_t excluded;	/* how many are left out by hand */
	uint32_t included;	/* how many are asked for, none of them left
				   out by hand */
};

struct made {
	struct arena *arena;
	struct pack pack;
	struct score score;
	struct answers answers;
};

static uint64_t made_state;

static uint32_t made_random(uint32_t below)
{
	made_state = made_state * 6364136223846793005u + 1442695040888963407u;
	return below == 0 ? 0 : (uint32_t)(made_state >> 33) % below;
}

static struct str made_id(struct arena *a, const char *stem, uint32_t n)
{
	struct buf b = buf_make(a);

	/* Ids out of the catalogue's order, so that the order of ids shows. */
	buf_fmt(&b, "%s%03u", stem, (n * 37 + 11) % 1000);
	return str_copy(a, buf_view(&b));
}

static struct estimate made_estimate(uint32_t high, uint32_t unit)
{
	uint32_t low = high / 3;
	uint32_t likely = low + (high - low) / 2;

	return (struct estimate){ RATIO(low * unit), RATIO(likely * unit),
				  RATIO(high * unit) };
}

static void made_rubric(struct made *m, const struct made_shape *shape)
{
	struct rubric *r = &m->pack.rubric;
	struct dimension *ds =
		ARENA_ARRAY(m->arena, shape->dimensions, struct dimension);
	struct criterion *cs =
		ARENA_ARRAY(m->arena, shape->criteria, struct criterion);

	r->level_count = 5;
	r->target_by = NO_INDEX;
	r->dimension_count = shape->dimensions;
	r->criterion_count = shape->criteria;
	r->dimensions = ds;
	r->criteria = cs;
	for (uint32_t d = 0; d < shape->dimensions; d++) {
		ds[d].id = made_id(m->arena, "dim", d);
		ds[d].weight = ratio_make(10 + made_random(9), 100);
	}
	for (uint32_t c = 0; c < shape->criteria; c++) {
		cs[c].id = made_id(m->arena, "crit", c);
		cs[c].dimension = c * shape->dimensions / shape->criteria;
		cs[c].weight = ratio_make(2 + made_random(3), 2);
	}
}

static void made_initiative(struct made *m, const struct made_shape *shape,
			    struct initiative *it, uint32_t i)
{
	uint32_t closes = 1 + made_random(3), size;
	struct closing *to = ARENA_ARRAY(m->arena, closes, struct closing);

	it->id = made_id(m->arena, "act", i);
	it->title.in[LANG_FR] = it->title.in[LANG_EN] = it->id;
	it->impact = shape->coarse ? 3 : 3 + made_random(3);
	it->weeks = 1 + made_random(shape->weeks_max);
	it->monday_minutes = made_random(4) * 15;
	size = shape->coarse ? 2 + 2 * made_random(2)
			     : 1 + made_random(shape->days_max);
	it->days[0] = made_estimate(size, 1);
	it->cost[0] = made_estimate(made_random(shape->coarse ? 2 : 20), 250);
	for (uint32_t k = 0; k < closes; k++) {
		/* Never one criterion twice: the key of a map. */
		uint32_t c = k == 0 ? made_random(shape->criteria)
				    : to[k - 1].criterion + 1;

		to[k] = (struct closing){ c % shape->criteria,
					  3 + made_random(2) };
		if (k >= shape->criteria)
			closes = k;
	}
	it->closes = to;
	it->close_count = closes;
	if (i > 0 && made_random(10) < shape->requires_of_ten) {
		uint32_t count = 1 + made_random(2);
		uint32_t *needs = ARENA_ARRAY(m->arena, count, uint32_t);

		for (uint32_t k = 0; k < count; k++)
			needs[k] = made_random(i);
		it->requires = needs;
		it->require_count = count;
	}
}

/* Gates are lifted by one or two initiatives and by a pause. */
static void made_gates(struct made *m, const struct made_shape *shape,
		       struct initiative *all, uint32_t pauses)
{
	struct rubric *r = &m->pack.rubric;
	struct gate *gates = ARENA_ARRAY(m->arena, shape->gates, struct gate);
	struct gate_result *now =
		ARENA_ARRAY(m->arena, shape->gates, struct gate_result);
	struct expr *when = expr_constant(m->arena, RATIO(1),
					  (struct span){ NULL, 0, 0 });
	uint32_t plain = shape->initiatives - pauses;

	for (uint32_t g = 0; g < shape->gates; g++) {
		uint32_t count = 1 + made_random(2), n = 0;
		uint32_t *by = ARENA_ARRAY(m->arena, count + 1, uint32_t);

		for (uint32_t k = 0; k < count; k++)
			by[n++] = made_random(plain);
		if (pauses > 0 && made_random(3) > 0)
			by[n++] = plain + made_random(pauses);
		gates[g] = (struct gate){ .id = made_id(m->arena, "gate", g),
					  .when = when, .lifted_by = by,
					  .lifted_count = n };
		now[g].state = made_random(3) ? GATE_IN_FORCE : GATE_TO_CONFIRM;
	}
	for (uint32_t k = 0; k < pauses; k++) {
		struct initiative *pause = &all[plain + k];

		pause->kind = INITIATIVE_PAUSE;
		pause->close_count = pause->require_count = 0;
		pause->weeks = 1;
		pause->days[0] = made_estimate(1, 1);
		pause->cost[0] = made_estimate(0, 1);
	}
	r->gates = gates;
	r->gate_count = shape->gates;
	m->score.gates = now;
}

static void made_score(struct made *m, const struct made_shape *shape)
{
	struct score *s = &m->score;

	s->pack = &m->pack;
	s->answers = &m->answers;
	s->criteria = ARENA_ARRAY(m->arena, shape->criteria, struct scored);
	s->dimensions = ARENA_ARRAY(m->arena, shape->dimensions, struct scored);
	for (uint32_t d = 0; d < shape->dimensions; d++)
		s->dimensions[d].target = (uint8_t)(3 + made_random(2));
	for (uint32_t c = 0; c < shape->criteria; c++) {
		uint32_t thirds = 3 + made_random(10);

		s->criteria[c].raw =
			number_exactly(shape->coarse
					       ? RATIO(1 + made_random(3))
					       : ratio_make(thirds, 3));
		s->criteria[c].level = (uint8_t)(thirds / 3);
		if (made_random(12) == 0)
			s->criteria[c].raw = number_absent();
	}
}

static void made_exclusions(struct made *m, const struct made_shape *shape)
{
	uint32_t *out = ARENA_ARRAY(m->arena, shape->excluded, uint32_t);

	for (uint32_t k = 0; k < shape->excluded; k++)
		out[k] = made_random(shape->initiatives);
	m->answers.plan.excluded = out;
	m->answers.plan.excluded_count = shape->excluded;
}

static void made_inclusions(struct made *m, const struct made_shape *shape)
{
	struct plan_request *r = &m->answers.plan;
	uint32_t *in = ARENA_ARRAY(m->arena, shape->included, uint32_t);

	for (uint32_t k = 0; k < shape->included; k++) {
		uint32_t i = made_random(shape->initiatives);
		bool out = false;

		for (uint32_t e = 0; e < r->excluded_count; e++)
			out = out || r->excluded[e] == i;
		if (!out)
			in[r->included_count++] = i;
	}
	r->included = in;
}

static struct made *made_case(struct arena *a, uint64_t seed,
			      const struct made_shape *shape)
{
	struct made *m = ARENA_NEW(a, struct made);
	struct catalogue *c = &m->pack.catalogue;
	struct initiative *all =
		ARENA_ARRAY(a, shape->initiatives, struct initiative);

	made_state = seed * 2 + 1;
	made_random(2);
	m->arena = a;
	m->pack.arena = a;
	m->pack.has_catalogue = true;
	m->pack.staff_question = m->pack.sector_question = NO_INDEX;
	made_rubric(m, shape);
	for (uint32_t i = 0; i < shape->initiatives; i++)
		made_initiative(m, shape, &all[i], i);
	c->initiatives = all;
	c->initiative_count = shape->initiatives;
	made_score(m, shape);
	made_gates(m, shape, all,
		   shape->initiatives > 20 ? 4 : shape->gates > 0 ? 1 : 0);
	c->size_count = 1;
	c->size_from[0] = 1;
	c->slots[0] = shape->slots;
	c->budget[0] = RATIO(shape->budget);
	made_exclusions(m, shape);
	made_inclusions(m, shape);
	m->answers.plan.has_days = true;
	m->answers.plan.days_per_month = RATIO(shape->days_a_month);
	return m;
}

#endif
