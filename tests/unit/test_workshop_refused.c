/* What is refused and with which numbers; the prompts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "workshop_hand.h"

/* --- refusals ------------------------------------------------------------ */

struct refusal {
	const char *name;
	const char *slug;
	const char *args[DIAG_ARGS];
	uint32_t minutes, people;
	const char *named;	/* "ac": modules a and c */
	const char *from;
	uint32_t late;
	bool no_jobs, no_gap, other_pack;
	const char *suggestion;
};

static const struct refusal refusals[] = {
	{ .name = "no minutes", .slug = "workshop-minutes",
	  .args = { "0", "1440" }, .people = 6 },
	{ .name = "more than a day", .slug = "workshop-minutes",
	  .args = { "1441", "1440" }, .minutes = 1441, .people = 6 },
	{ .name = "nobody", .slug = "workshop-people",
	  .args = { "0", "500" }, .minutes = 120 },
	{ .name = "a crowd", .slug = "workshop-people",
	  .args = { "501", "500" }, .minutes = 120, .people = 501 },
	{ .name = "one alone", .slug = "workshop-people-range",
	  .args = { "1", "2", "10" }, .minutes = 120, .people = 1 },
	{ .name = "too many", .slug = "workshop-people-range",
	  .args = { "11", "2", "10" }, .minutes = 120, .people = 11 },
	/* 10 + 30 + 10 */
	{ .name = "too short", .slug = "workshop-too-short",
	  .args = { "49", "50" }, .minutes = 49, .people = 6 },
	{ .name = "one minute", .slug = "workshop-too-short",
	  .args = { "1", "50" }, .minutes = 1, .people = 6 },
	/* 10 + 90 + 10, and a break */
	{ .name = "all by name", .slug = "workshop-too-short",
	  .args = { "119", "120" }, .minutes = 119, .people = 6,
	  .named = "abc" },
	{ .name = "too few for c", .slug = "workshop-module-people",
	  .args = { "c", "4", "5", "8" }, .minutes = 120, .people = 4,
	  .named = "ac" },
	{ .name = "c without sentences", .slug = "workshop-module-jobs",
	  .args = { "c" }, .minutes = 120, .people = 6, .named = "c",
	  .no_jobs = true },
	{ .name = "no gap", .slug = "workshop-no-gap", .minutes = 120,
	  .people = 6, .no_gap = true },
	{ .name = "another pack", .slug = "workshop-other-pack",
	  .args = { "other", "pack" }, .minutes = 120, .people = 6,
	  .other_pack = true },
	{ .name = "no such step", .slug = "workshop-unknown-place",
	  .args = { "a.exercize" }, .minutes = 120, .people = 6,
	  .from = "a.exercize", .suggestion = "a.exercise" },
	{ .name = "no such module", .slug = "workshop-unknown-place",
	  .args = { "zebra" }, .minutes = 120, .people = 6, .from = "zebra" },
	{ .name = "dots alone", .slug = "workshop-unknown-place",
	  .args = { "..." }, .minutes = 120, .people = 6, .from = "..." },
	{ .name = "a module without a step", .slug = "workshop-unknown-place",
	  .args = { "a." }, .minutes = 120, .people = 6, .from = "a.",
	  .suggestion = "a" },
	{ .name = "not in this one", .slug = "workshop-place-not-in",
	  .args = { "b" }, .minutes = 120, .people = 6, .from = "b" },
	/* 120 - 10 - 71 are left; 30 of steps and 10 are needed */
	{ .name = "too late to begin", .slug = "workshop-too-late",
	  .args = { "39", "40" }, .minutes = 120, .people = 6, .late = 71 },
	/* 120 - 30 - 61 are left; 20 of the exercise and 10 are needed */
	{ .name = "too late for the exercise", .slug = "workshop-too-late",
	  .args = { "29", "30" }, .minutes = 120, .people = 6,
	  .from = "a.exercise", .late = 61 },
	{ .name = "too late to close", .slug = "workshop-too-late",
	  .args = { "9", "10" }, .minutes = 120, .people = 6, .from = "c",
	  .late = 41 },
	{ .name = "the day is over", .slug = "workshop-too-late",
	  .args = { "0", "10" }, .minutes = 120, .people = 6, .from = "c",
	  .late = 1000000 },
};

static struct str str_or_none(const char *text)
{
	return text == NULL ? STR_NONE : str_from(text);
}

static void test_refusal(void **state)
{
	const struct refusal *row = *state;
	struct bench *b = open_bench();
	uint32_t named[4] = { 0 };

	for (const char *at = row->named; at != NULL && *at != '\0'; at++)
		named[b->request.module_count++] = (uint32_t)(*at - 'a');
	b->request.modules = row->named ? named : NULL;
	b->request.minutes = row->minutes;
	b->request.people = row->people;
	b->request.jobs = !row->no_jobs;
	b->request.from = str_or_none(row->from);
	b->request.late = row->late;
	if (row->no_gap)
		b->scored[0].level = b->scored[1].level = 3;
	if (row->other_pack)
		b->pack.id = STR("other");
	assert_null(workshop_compose(b->arena, &b->request, &b->diags));
	assert_int_equal(b->diags.count, 1);
	assert_string_equal(message_slug(b->diags.items[0].message),
			    row->slug);
	for (uint32_t i = 0; i < DIAG_ARGS && row->args[i] != NULL; i++)
		assert_true(str_is(b->diags.items[0].args[i], row->args[i]));
	assert_true(str_eq(b->diags.items[0].suggestion,
			   str_or_none(row->suggestion)));
	arena_close(b->arena);
}

static void test_least_minutes(void **state)
{
	struct bench *b = open_bench();

	(void)state;
	assert_int_equal(workshop_least_minutes(&b->request), 50);
	b->request.people = 1;
	assert_int_equal(workshop_least_minutes(&b->request), 0);
	arena_close(b->arena);
}

/* --- prompts ------------------------------------------------------------- */

static void say(struct bench *b, uint32_t question, int64_t leaders,
		int64_t staff, uint16_t staff_count)
{
	struct question_result *q = &b->questions[question];

	q->shown = true;
	q->groups = b->groups[question];
	q->groups[GROUP_LEADERS].mean = number_exactly(RATIO(leaders));
	q->groups[GROUP_LEADERS].respondents = 1;
	q->groups[GROUP_STAFF].mean = number_exactly(RATIO(staff));
	q->groups[GROUP_STAFF].respondents = staff_count;
	q->groups[GROUP_STAFF].withheld = staff_count == 0;
}

static struct bench *open_prompts(void)
{
	struct bench *b = open_bench();

	b->score.several = true;
	b->request.prompts = true;
	say(b, 0, 4, 3, 5);
	say(b, 1, 1, 5, 0);	/* the staff's five are not there */
	say(b, 2, 2, 5, 9);
	say(b, 3, 3, 3, 6);
	say(b, 4, 2, 1, 5);
	return b;
}

/* Widest first, one for each hour; ten minutes each, before the closing. */
static void test_prompts(void **state)
{
	struct bench *b = open_prompts();
	const struct workshop *w = compose(b);
	const struct slot *last = &w->slots[w->slot_count - 1];

	(void)state;
	assert_int_equal(w->prompt_count, 2);
	assert_int_equal(w->prompts[0], 2);
	assert_int_equal(w->prompts[1], 0);
	assert_null(w->prompts_missing);
	last -= last->kind == SLOT_MARGIN;
	assert_int_equal(last[-1].kind, SLOT_PROMPTS);
	assert_int_equal(last[-1].minutes, 20);
	assert_int_equal(last->start + last->minutes + w->margin, 120);
	b->request.minutes = 240;
	w = compose(b);
	assert_int_equal(w->prompt_count, 3);
	assert_int_equal(w->prompts[2], 4);
	arena_close(b->arena);
}

static void check_missing(struct bench *b, const char *why)
{
	const struct workshop *w = compose(b);

	assert_int_equal(w->prompt_count, 0);
	assert_string_equal(w->prompts_missing, why);
	for (uint32_t i = 0; i < w->slot_count; i++)
		assert_int_not_equal(w->slots[i].kind, SLOT_PROMPTS);
}

static void test_prompts_missing(void **state)
{
	struct bench *b = open_prompts();

	(void)state;
	b->request.minutes = 50;	/* not one more than the least */
	check_missing(b, "time");
	b->request.minutes = 120;
	b->request.jobs = false;
	check_missing(b, "jobs");
	b->request.jobs = true;
	b->score.several = false;
	check_missing(b, "groups");
	b->request.score = NULL;
	check_missing(b, "groups");
	arena_close(b->arena);
}

static void test_prompts_agreed(void **state)
{
	struct bench *b = open_prompts();
	const struct workshop *w;

	(void)state;
	for (uint32_t q = 0; q < QUESTIONS; q++)
		say(b, q, 3, 3, 5);
	w = compose(b);
	assert_int_equal(w->prompt_count, 0);
	assert_null(w->prompts_missing);
	/* Nobody asked for them. */
	b->request.prompts = b->request.jobs = false;
	w = compose(b);
	assert_null(w->prompts_missing);
	arena_close(b->arena);
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(workshop_left_out_name(LEFT_TIME), "time");
	assert_string_equal(workshop_left_out_name(LEFT_NO_GAP), "no_gap");
	assert_string_equal(workshop_left_out_name(LEFT_REQUIRES), "requires");
}

int main(void)
{
	enum { OTHERS = 5, ROWS = sizeof(refusals) / sizeof(*refusals) };
	struct CMUnitTest tests[OTHERS + ROWS] = {
		cmocka_unit_test(test_least_minutes),
		cmocka_unit_test(test_prompts),
		cmocka_unit_test(test_prompts_missing),
		cmocka_unit_test(test_prompts_agreed),
		cmocka_unit_test(test_names),
	};

	for (size_t i = 0; i < ROWS; i++)
		tests[OTHERS + i] = (struct CMUnitTest){
			.name = refusals[i].name,
			.test_func = test_refusal,
			.initial_state = (void *)(uintptr_t)&refusals[i],
		};
	return _cmocka_run_group_tests("workshop refused", tests, OTHERS + ROWS,
				       NULL, NULL);
}
