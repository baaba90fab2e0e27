/*
 * What was left out of a plan, and the smallest change that brings it in,
 * against every plan there is under every smaller change (plan_judge.h).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/plan/build.h"
#include "plan_judge.h"

/* Costs made up are so many dollars or a multiple: in between nothing moves. */
enum { COST_STEP = 250, WITHOUT_LIMIT = INT32_MAX };

struct family {
	const char *name;
	struct made_shape shape;
	uint32_t seeds;
};

/* initiatives, criteria, dimensions, gates, weeks, days, requires of ten,
   days a month, slots, budget, few values, excluded, asked for */
static const struct family families[] = {
	{ "budget", { 6, 5, 2, 0, 5, 4, 2, 40, 5, 5000, 0, 0, 0 }, 5 },
	{ "budget and gates", { 6, 5, 2, 3, 5, 4, 3, 8, 3, 4000, 0, 0, 0 }, 5 },
	{ "days", { 5, 8, 3, 0, 5, 14, 2, 2, 4, 90000, 0, 0, 0 }, 4 },
	{ "days and gates", { 5, 8, 3, 3, 5, 9, 3, 1, 4, 90000, 0, 0, 0 }, 4 },
	{ "slots", { 5, 5, 2, 0, 26, 4, 2, 40, 1, 90000, 0, 0, 0 }, 5 },
	{ "no slot", { 4, 5, 2, 1, 9, 4, 2, 40, 0, 90000, 0, 0, 0 }, 3 },
	{ "several limits", { 5, 5, 2, 1, 20, 6, 3, 2, 1, 4000, 0, 0, 0 }, 4 },
	{ "closers of the same", { 6, 2, 1, 0, 6, 5, 2, 4, 2, 6000, 0, 0, 0 }, 4 },
	{ "ties", { 5, 3, 1, 1, 3, 4, 2, 2, 2, 750, 1, 0, 0 }, 5 },
	{ "prerequisites left out", { 6, 6, 2, 1, 5, 5, 9, 9, 3, 12000, 0, 2, 0 },
	  8 },
	{ "asked for", { 6, 5, 2, 0, 5, 6, 3, 4, 3, 4000, 0, 0, 2 }, 5 },
	{ "asked for, and gates", { 5, 6, 2, 2, 5, 6, 3, 3, 2, 4000, 0, 0, 2 },
	  5 },
	{ "long chains", { 6, 6, 2, 0, 25, 4, 9, 40, 4, 90000, 0, 0, 0 }, 5 },
};

/* --- the case with more of a limit ---------------------------------------------- */

static void widen(struct made *m, enum plan_limit limit, int64_t units)
{
	struct plan_request *r = &m->answers.plan;
	struct catalogue *c = &m->pack.catalogue;

	switch (limit) {
	case LIMIT_DAYS:
		r->days_per_month = ratio_add(r->days_per_month,
					      ratio_make(units, 2));
		break;
	case LIMIT_SLOTS:
		c->slots[0] = (uint32_t)(c->slots[0] + units);
		break;
	case LIMIT_BUDGET:
		c->budget[0] = ratio_add(c->budget[0], RATIO(units));
		break;
	case LIMIT_OTHER:
	case LIMIT_NONE:
		break;
	}
}

/* The best plan of all with so much more of a limit. */
static void best_with(struct made *m, enum plan_limit limit, int64_t units,
		      uint8_t *best)
{
	struct judge j;

	widen(m, limit, units);
	j = make_judge(m, NO_INDEX);
	best_of_all(&j, best);
	widen(m, limit, -units);
}

static bool holds(struct made *m, uint32_t i, enum plan_limit limit,
		  int64_t units)
{
	uint8_t best[MOST];

	best_with(m, limit, units, best);
	return best[i] != NOT_IN;
}

static bool holds_once_done(struct made *m, uint32_t i, uint32_t done)
{
	struct judge j = make_judge(m, done);
	uint8_t best[MOST];

	best_of_all(&j, best);
	return best[i] != NOT_IN;
}

/* More than all of them together take. */
static int64_t most_of(const struct made *m, enum plan_limit limit)
{
	const struct catalogue *c = &m->pack.catalogue;
	int64_t most = 1;

	for (uint32_t k = 0; k < c->initiative_count; k++)
		most += limit == LIMIT_BUDGET
			    ? c->initiatives[k].cost[0].high.num
			: limit == LIMIT_DAYS
			    ? 2 * c->initiatives[k].days[0].high.num
			    : 1;
	return most;
}

/*
 * With less than `units` more. Once the plan is the one without the limit,
 * it stays that one: with more it is worth no less.
 */
static bool never_holds(struct made *m, uint32_t i, enum plan_limit limit,
			int64_t units)
{
	int64_t step = limit == LIMIT_BUDGET ? COST_STEP : 1;
	uint8_t with[MOST], last[MOST];

	best_with(m, limit, most_of(m, limit), last);
	for (int64_t less = step; less < units; less += step) {
		best_with(m, limit, less, with);
		if (with[i] != NOT_IN)
			return false;
		if (memcmp(with, last, m->pack.catalogue.initiative_count) == 0)
			return true;
	}
	return true;
}

/* --- one omission --------------------------------------------------------------- */

static int64_t units_of(const struct plan_omission *o)
{
	struct ratio units = o->of == LIMIT_DAYS
				 ? ratio_mul(o->missing, RATIO(2))
				 : o->missing;

	assert_int_equal(ratio_floor(units) * units.den, units.num);
	return ratio_floor(units);
}

static void check_none(struct made *m, const struct plan_omission *o)
{
	if (o->reason == OUT_PREREQUISITE)
		assert_false(holds_once_done(m, o->initiative, o->other));
	assert_true(never_holds(m, o->initiative, LIMIT_DAYS, WITHOUT_LIMIT));
	assert_true(never_holds(m, o->initiative, LIMIT_SLOTS, WITHOUT_LIMIT));
	assert_true(never_holds(m, o->initiative, LIMIT_BUDGET, WITHOUT_LIMIT));
}

static void check_exact(struct made *m, const struct plan_omission *o)
{
	if (o->of == LIMIT_OTHER) {
		assert_true(holds_once_done(m, o->initiative, o->other));
		return;
	}
	assert_true(units_of(o) > 0);
	assert_true(holds(m, o->initiative, o->of, units_of(o)));
	assert_true(never_holds(m, o->initiative, o->of, units_of(o)));
	if (o->of == LIMIT_BUDGET)
		assert_false(holds(m, o->initiative, o->of, units_of(o) - 1));
}

static void check_omission(struct made *m, const struct plan *plan,
			   struct plan_omission o)
{
	uint64_t effort = 100000000;

	if (!may_change(o.reason)) {
		assert_int_equal(o.change, CHANGE_NONE);
		return;
	}
	/* What the plan itself says in its limit of effort is no less true. */
	if (o.change == CHANGE_AT_LEAST)
		assert_true(never_holds(m, o.initiative, o.of, units_of(&o)));
	if (o.change == CHANGE_AT_LEAST || o.change == CHANGE_NOT_SOUGHT)
		seek_change(plan->planner, &o, &effort);
	if (o.change == CHANGE_NONE)
		check_none(m, &o);
	else if (o.change == CHANGE_EXACT)
		check_exact(m, &o);
	else
		fail_msg("nothing found of %u (%s)", o.initiative,
			 left_out_name(o.reason));
}

static void test_family(void **row)
{
	const struct family *f = *row;

	for (uint32_t seed = 1; seed <= f->seeds * times(); seed++) {
		struct arena *a = arena_open();
		struct made *m = made_case(a, seed, &f->shape);
		const struct plan *plan = plan_make(a, &m->score, NULL);

		assert_true(plan->proved);
		for (uint32_t o = 0; o < plan->omission_count; o++)
			check_omission(m, plan, plan->omissions[o]);
		arena_close(a);
	}
}

int main(void)
{
	enum { COUNT = sizeof(families) / sizeof(families[0]) };
	struct CMUnitTest tests[COUNT];

	for (size_t i = 0; i < COUNT; i++)
		tests[i] = (struct CMUnitTest){
			.name = families[i].name,
			.test_func = test_family,
			.initial_state = (void *)(uintptr_t)&families[i],
		};
	return _cmocka_run_group_tests("omissions", tests, COUNT, NULL, NULL);
}
