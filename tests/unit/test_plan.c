/*
 * Plans against every plan there is (plan_judge.h). A row is a family of
 * seeded cases of five to eight initiatives over the four horizons.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan_judge.h"

struct family {
	const char *name;
	struct made_shape shape;
	uint32_t seeds;
};

/* initiatives, criteria, dimensions, gates, weeks, days, requires of ten,
   days a month, slots, budget, few values, excluded, asked for */
static const struct family families[] = {
	{ "room for all", { 5, 6, 2, 0, 6, 8, 3, 40, 5, 90000, 0, 0, 0 }, 20 },
	{ "few days", { 6, 6, 2, 0, 6, 12, 3, 2, 5, 90000, 0, 0, 0 }, 30 },
	{ "one slot", { 6, 6, 2, 0, 12, 4, 2, 40, 1, 90000, 0, 0, 0 }, 30 },
	{ "a small budget", { 6, 6, 2, 0, 6, 4, 2, 40, 5, 6000, 0, 0, 0 }, 30 },
	{ "chains", { 6, 8, 3, 0, 8, 5, 9, 8, 2, 30000, 0, 0, 0 }, 30 },
	{ "closers of the same", { 6, 2, 1, 0, 6, 6, 2, 6, 2, 12000, 0, 0, 0 }, 30 },
	{ "gates", { 6, 5, 2, 3, 5, 8, 4, 3, 2, 15000, 0, 0, 0 }, 40 },
	{ "gates without days", { 6, 5, 2, 4, 5, 8, 2, 1, 2, 15000, 0, 0, 0 }, 30 },
	{ "gates, one slot", { 6, 5, 2, 4, 6, 3, 4, 6, 1, 15000, 0, 0, 0 }, 30 },
	{ "ties", { 6, 3, 1, 2, 3, 4, 2, 4, 2, 1500, 1, 0, 0 }, 30 },
	{ "long ones", { 5, 5, 2, 1, 40, 20, 4, 4, 2, 20000, 0, 0, 0 }, 30 },
	{ "seven", { 7, 6, 2, 2, 7, 7, 4, 4, 2, 15000, 0, 0, 0 }, 30 },
	{ "eight", { 8, 7, 2, 2, 9, 7, 4, 4, 2, 18000, 0, 0, 0 }, 20 },
	{ "eight in chains", { 8, 8, 2, 1, 8, 4, 9, 7, 1, 18000, 0, 0, 0 }, 20 },
	{ "asked for", { 6, 5, 2, 0, 6, 8, 4, 3, 2, 9000, 0, 0, 2 }, 30 },
	{ "asked for, and gates", { 7, 5, 2, 3, 5, 8, 4, 3, 2, 9000, 0, 1, 3 },
	  30 },
	{ "no capacity", { 5, 5, 2, 2, 5, 5, 3, 0, 0, 0, 0, 0, 0 }, 5 },
};

static bool allowed(const struct judge *j, const uint8_t *h)
{
	for (uint32_t i = 0; i < j->n; i++)
		if (h[i] != NOT_IN && !start_allowed(j, i, h[i]))
			return false;
	return set_allowed(j, h) && all_days_fit(j, h);
}

static bool weeks_hold(const struct judge *j, const uint8_t *h,
		       const uint32_t *start, uint32_t placed)
{
	for (uint32_t w = 0; w < PLAN_WEEKS; w++) {
		uint32_t running = 0;

		for (uint32_t i = 0; i < placed; i++)
			running += h[i] != NOT_IN && start[i] <= w &&
				   w < start[i] + j->all[i].weeks;
		if (running > j->m->pack.catalogue.slots[0])
			return false;
	}
	for (uint32_t i = 0; i < placed; i++)
		for (uint32_t k = 0; k < j->all[i].require_count; k++) {
			uint32_t need = j->all[i].requires[k];

			if (h[i] != NOT_IN && !in_place(j, need) &&
			    start[need] + j->all[need].weeks > start[i])
				return false;
		}
	return true;
}

static void check_plan(const struct judge *j, const struct plan *plan)
{
	uint8_t h[MOST], best[MOST];
	uint32_t start[MOST] = { 0 };
	struct ratio value = RATIO(0);

	memset(h, NOT_IN, sizeof(h));
	for (uint32_t l = 0; l < plan->line_count; l++) {
		const struct plan_line *line = &plan->lines[l];

		h[line->initiative] = (uint8_t)line->horizon;
		start[line->initiative] = line->start;
		assert_int_equal(line->end - line->start,
				 j->all[line->initiative].weeks);
		assert_true(line->start >= horizon_start[line->horizon]);
		assert_true(line->end <= horizon_start[line->horizon + 1] ||
			    line->start == horizon_start[line->horizon]);
		value = ratio_add(value, line->value);
	}
	assert_true(allowed(j, h));
	assert_true(weeks_hold(j, h, start, j->n));
	assert_true(plan->proved && plan->earliest);
	best_of_all(j, best);
	assert_memory_equal(h, best, j->n);
	assert_int_equal(ratio_cmp(value, ratio_make(worth_of(j, h).key[4],
						     100000)), 0);
	assert_int_equal(ratio_cmp(value, plan->value), 0);
	assert_int_equal(plan->line_count + plan->omission_count, j->n);
}

static void test_family(void **row)
{
	const struct family *f = *row;

	for (uint32_t seed = 1; seed <= f->seeds * times(); seed++) {
		struct arena *a = arena_open();
		struct made *m = made_case(a, seed, &f->shape);
		struct judge j = make_judge(m, NO_INDEX);

		check_plan(&j, plan_make(a, &m->score, NULL));
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
	return _cmocka_run_group_tests("plan", tests, COUNT, NULL, NULL);
}
