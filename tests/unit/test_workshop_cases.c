/* Workshops and recuts worked by hand, minute by minute. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "workshop_hand.h"

static void check_slots(const struct workshop *w, const struct slot *want,
			uint32_t count)
{
	assert_int_equal(w->slot_count, count);
	for (uint32_t i = 0; i < count; i++) {
		assert_int_equal(w->slots[i].kind, want[i].kind);
		assert_int_equal(w->slots[i].start, want[i].start);
		assert_int_equal(w->slots[i].minutes, want[i].minutes);
		assert_int_equal(w->slots[i].brief, want[i].brief);
		if (want[i].kind != SLOT_STEP)
			continue;
		assert_int_equal(w->slots[i].module, want[i].module);
		assert_int_equal(w->slots[i].step, want[i].step);
	}
}

static void check_ratio(struct ratio found, int64_t num, int64_t den)
{
	assert_int_equal(ratio_cmp(found, ratio_make(num, den)), 0);
}

/* --- workshops by hand --------------------------------------------------- */

/*
 * 120 minutes: one break, 90 minutes of steps. a and c give 5/4; b adds
 * nothing to c. Both at full length take the 90 minutes (76 x 50 + 51 x 40;
 * all three at the shortest: 30 x (76 + 26 + 51), less). The break after
 * 60 minutes leaves 50; the other place would make 30 and 80.
 * With 150 minutes there would be two breaks and 110 minutes of steps:
 * room for a at full length and the others at the shortest.
 */
static void test_by_hand(void **state)
{
	static const struct slot day[] = {
		{ SLOT_WELCOME, 0, 0, false, 0, 10 },
		{ SLOT_STEP, A, 0, false, 10, 20 },
		{ SLOT_STEP, A, 1, false, 30, 30 },
		{ SLOT_BREAK, 0, 0, false, 60, 10 },
		{ SLOT_STEP, C, 0, false, 70, 40 },
		{ SLOT_CLOSING, 0, 0, false, 110, 10 },
	};
	struct bench *b = open_bench();
	const struct workshop *w = compose(b);

	(void)state;
	check_slots(w, day, 6);
	check_ratio(w->value, 5, 4);
	check_ratio(w->modules[A].counted, 3, 4);
	check_ratio(w->modules[B].gain, 1, 4);
	check_ratio(w->modules[B].counted, 0, 1);
	check_ratio(w->modules[C].counted, 1, 2);
	assert_int_equal(w->modules[A].minutes, 50);
	assert_int_equal(w->modules[B].reason, LEFT_TIME);
	assert_int_equal(w->margin, 0);
	assert_int_equal(w->addition_count, 1);
	assert_int_equal(w->additions[0].module, B);
	assert_int_equal(w->additions[0].step, NO_INDEX);
	assert_int_equal(w->additions[0].length, LENGTH_SHORT);
	arena_close(b->arena);
}

/*
 * Without sentences on jobs, a and b: 50 minutes and 40, which b reaches with
 * its exercise at full length, or short and the bonus. The first is longer.
 */
static void test_without_jobs(void **state)
{
	struct bench *b = open_bench();
	const struct workshop *w;

	(void)state;
	b->request.jobs = false;
	w = compose(b);
	check_ratio(w->value, 1, 1);
	assert_int_equal(w->modules[C].reason, LEFT_JOBS);
	assert_int_equal(w->modules[C].reasons[0], LEFT_JOBS);
	assert_memory_equal(w->modules[B].lengths, "\2\2\0", 3);
	assert_int_equal(w->modules[B].reasons[2], LEFT_TIME);
	b->request.people = 5;
	w = compose(b);
	assert_int_equal(w->modules[B].reasons[2], LEFT_PEOPLE);
	arena_close(b->arena);
}

/* The firm is where a leads: b may come without it. */
static void test_known(void **state)
{
	struct bench *b = open_bench();
	const struct workshop *w;

	(void)state;
	b->scored[0].level = 3;
	b->request.jobs = false;
	w = compose(b);
	assert_int_equal(w->modules[A].reason, LEFT_NO_GAP);
	assert_true(w->modules[B].in);
	/* All of b, and the rest is a margin; nothing to break it for. */
	assert_int_equal(w->modules[B].minutes, 50);
	assert_int_equal(w->margin, 120 - 10 - 50 - 10 - 10);
	arena_close(b->arena);
}

/*
 * With c2 at 3/4 of the weight, 40 minutes of steps go to c: a would serve
 * less, and b does not fit with the a it requires.
 */
static void test_requires(void **state)
{
	struct bench *b = open_bench();
	const struct workshop *w;

	(void)state;
	b->criteria[0].weight = RATIO(1);
	b->criteria[1].weight = RATIO(3);
	b->request.minutes = 60;
	w = compose(b);
	assert_true(w->modules[C].in);
	assert_int_equal(w->modules[A].reason, LEFT_TIME);
	assert_int_equal(w->modules[B].reason, LEFT_REQUIRES);
	arena_close(b->arena);
}

/*
 * Two levels of c1 (3/5) with h or i, or one level with l and one of c2 (2/5)
 * with o, in 40 minutes: 6/5 against 5/5. What l gives is not the second
 * level, though two others could give it.
 */
static void test_levels(void **state)
{
	static const struct module_step long_step[] = { STEP("s", 40, 40,
							     .group = 0) };
	static const struct module_step short_step[] = { STEP("s", 20, 20,
							      .group = 0) };
	static const struct served high[] = { { STR_INIT("c1"), 1, 3, { 0 } } };
	static const struct served low[] = { { STR_INIT("c1"), 1, 2, { 0 } } };
	static const struct served other[] = { { STR_INIT("c2"), 1, 2, { 0 } } };
	static const struct module four[] = {
		{ .id = STR_INIT("l"), .serves = low, .serve_count = 1,
		  .people_max = 9, .steps = short_step, .step_count = 1 },
		{ .id = STR_INIT("o"), .serves = other, .serve_count = 1,
		  .people_max = 9, .steps = short_step, .step_count = 1 },
		{ .id = STR_INIT("h"), .serves = high, .serve_count = 1,
		  .people_max = 9, .steps = long_step, .step_count = 1 },
		{ .id = STR_INIT("i"), .serves = high, .serve_count = 1,
		  .people_max = 9, .steps = long_step, .step_count = 1 },
	};
	struct bench *b = open_bench();
	const struct workshop *w;

	(void)state;
	b->curriculum.modules = four;
	b->curriculum.module_count = 4;
	b->criteria[1].weight = RATIO(2);
	b->scored[0].level = 1;
	b->request.minutes = 60;
	w = compose(b);
	check_ratio(w->value, 6, 5);
	assert_true(w->modules[2].in);
	arena_close(b->arena);
}

/* a and 40 minutes: the longest first step before all. */
static void test_longest_first(void **state)
{
	struct bench *b = open_bench();

	(void)state;
	b->request.minutes = 60;
	assert_memory_equal(compose(b)->modules[A].lengths, "\2\1", 2);
	arena_close(b->arena);
}

/* Just past a full stretch, a break would take more than it gives. */
static void test_no_useless_break(void **state)
{
	struct bench *b = open_bench();
	const struct workshop *w;

	(void)state;
	b->request.minutes = 69;
	w = compose(b);
	assert_int_equal(w->margin, 9);
	for (uint32_t i = 0; i < w->slot_count; i++)
		assert_int_not_equal(w->slots[i].kind, SLOT_BREAK);
	arena_close(b->arena);
}

/* --- recuts by hand ------------------------------------------------------ */

/*
 * The first workshop, 20 minutes lost before the exercise of a. 70 minutes
 * are left, with 50 worked since the start: one break, and 50 minutes of
 * steps before the closing, for both at the shortest. The break comes at
 * once: elsewhere a stretch would pass 60.
 */
static void test_recut(void **state)
{
	static const struct slot day[] = {
		{ SLOT_WELCOME, 0, 0, false, 0, 10 },
		{ SLOT_STEP, A, 0, false, 10, 20 },
		{ SLOT_BREAK, 0, 0, false, 50, 10 },
		{ SLOT_STEP, A, 1, true, 60, 20 },
		{ SLOT_STEP, C, 0, true, 80, 30 },
		{ SLOT_CLOSING, 0, 0, false, 110, 10 },
	};
	struct bench *b = open_bench();
	const struct workshop *w;

	(void)state;
	b->request.late = 20;
	b->request.from = STR("a.exercise");
	w = compose(b);
	check_slots(w, day, 6);
	check_ratio(w->value, 5, 4);
	arena_close(b->arena);
}

/* Of modules asked for, one may go when there is no more time for it. */
static void test_recut_by_name(void **state)
{
	static const uint32_t named[] = { A, C };
	struct bench *b = open_bench();
	const struct workshop *w;

	(void)state;
	b->request.modules = named;
	b->request.module_count = 2;
	b->request.late = 45;
	b->request.from = STR("a.exercise");
	w = compose(b);
	assert_true(w->modules[A].in);
	assert_int_equal(w->modules[C].reason, LEFT_TIME);
	arena_close(b->arena);
}

/*
 * 70 minutes of steps: 40 of m without its y, and n. Ten minutes late at z,
 * n has no room any more and y would; but its time is over.
 */
static void test_recut_goes_on(void **state)
{
	static const struct module_step m_steps[] = {
		STEP("x", 20, 20, .group = 0),
		STEP("y", 20, 20, .optional = true),
		STEP("z", 20, 20, .group = 0),
	};
	static const struct module_step n_steps[] = { STEP("s", 30, 30,
							   .group = 0) };
	static const struct module two[] = {
		{ .id = STR_INIT("m"), .serves = a_serves, .serve_count = 1,
		  .people_max = 9, .steps = m_steps, .step_count = 3 },
		{ .id = STR_INIT("n"), .serves = b_serves, .serve_count = 1,
		  .people_max = 9, .steps = n_steps, .step_count = 1 },
	};
	struct bench *b = open_bench();
	const struct workshop *w;

	(void)state;
	b->curriculum.modules = two;
	b->curriculum.module_count = 2;
	b->request.minutes = 100;
	assert_true(compose(b)->modules[1].in);
	b->request.late = 10;
	b->request.from = STR("m.z");
	w = compose(b);
	assert_false(w->modules[1].in);
	assert_memory_equal(w->modules[0].lengths, "\2\0\2", 3);
	assert_int_equal(w->modules[0].reasons[1], LEFT_TIME);
	arena_close(b->arena);
}

/* A day of long stretches has its lunch all the same. */
static void test_lunch(void **state)
{
	struct bench *b = open_bench();
	const struct workshop *w;
	uint32_t lunches = 0;

	(void)state;
	b->curriculum.frame.work = 200;
	b->curriculum.frame.half_day = 100;
	b->request.minutes = 240;
	w = compose(b);
	for (uint32_t i = 0; i < w->slot_count; i++) {
		assert_int_not_equal(w->slots[i].kind, SLOT_BREAK);
		lunches += w->slots[i].kind == SLOT_LUNCH;
	}
	assert_int_equal(lunches, 1);
	arena_close(b->arena);
}

/* A late start, said without a place: as before the first step. */
static void test_late_start(void **state)
{
	struct bench *b = open_bench();
	const struct workshop *w, *same;

	(void)state;
	b->request.late = 15;
	w = compose(b);
	b->request.from = STR("a");
	same = compose(b);
	assert_int_equal(w->slots[1].start, 25);
	assert_int_equal(w->slot_count, same->slot_count);
	assert_memory_equal(w->slots, same->slots,
			    w->slot_count * sizeof(*w->slots));
	arena_close(b->arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_without_jobs),
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_requires),
		cmocka_unit_test(test_levels),
		cmocka_unit_test(test_longest_first),
		cmocka_unit_test(test_no_useless_break),
		cmocka_unit_test(test_lunch),
		cmocka_unit_test(test_recut),
		cmocka_unit_test(test_recut_by_name),
		cmocka_unit_test(test_recut_goes_on),
		cmocka_unit_test(test_late_start),
	};

	return cmocka_run_group_tests_name("workshop cases", tests, NULL, NULL);
}
