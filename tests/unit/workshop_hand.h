/*
 * A curriculum of three modules, small enough to work by hand. For
 * test_workshop_cases.c and test_workshop_refused.c.
 *
 * Frame: welcome 10, closing 10, breaks of 10, work 60, lunch 45, half a day
 * 200. One dimension; c1 weighs 3/4 and c2 1/4; the firm is at 2 and 1, and
 * aims at 3.
 *
 *	a  talk 20 (10), exercise 30 (20)		c1 to 3: 3/4, depth 76
 *	b  case 15, exercise 25 (15), bonus 10 (may go)	c2 to 2: 1/4, depth 26
 *	   requires a; the bonus needs 6 people
 *	c  play 40 (30), only with sentences on jobs	c2 to 3: 2/4, depth 51
 *
 * At the shortest each takes 30 minutes of steps.
 */
#ifndef JALON_TESTS_WORKSHOP_HAND_H
#define JALON_TESTS_WORKSHOP_HAND_H

#include "base/arena.h"
#include "learn/workshop.h"

enum { A, B, C };

#define STEP(name, most, least, ...)                                           \
	{ .id = STR_INIT(name), .kind = SECTION_ACTIVITY, .full = most,        \
	  .brief = least, __VA_ARGS__ }

static const struct module_step a_steps[] = {
	STEP("talk", 20, 10, .group = 0),
	STEP("exercise", 30, 20, .group = 3),
};
static const struct module_step b_steps[] = {
	STEP("case", 15, 15, .group = 0),
	STEP("exercise", 25, 15, .group = 3),
	STEP("bonus", 10, 10, .optional = true, .people = 6),
};
static const struct module_step c_steps[] = {
	STEP("play", 40, 30, .needs_jobs = true),
};
static const struct served a_serves[] = { { .criterion = STR_INIT("c1"),
					    .from = 1, .to = 3 } };
static const struct served b_serves[] = { { .criterion = STR_INIT("c2"),
					    .from = 1, .to = 2 } };
static const struct served c_serves[] = { { .criterion = STR_INIT("c2"),
					    .from = 1, .to = 3 } };
static const uint32_t b_requires[] = { A };

static const struct module modules[] = {
	{ .id = STR_INIT("a"), .serves = a_serves, .serve_count = 1,
	  .people_min = 2, .people_max = 10, .steps = a_steps,
	  .step_count = 2 },
	{ .id = STR_INIT("b"), .serves = b_serves, .serve_count = 1,
	  .requires = b_requires, .require_count = 1, .people_min = 2,
	  .people_max = 10, .steps = b_steps, .step_count = 3 },
	{ .id = STR_INIT("c"), .serves = c_serves, .serve_count = 1,
	  .people_min = 5, .people_max = 8, .steps = c_steps,
	  .step_count = 1 },
};

/* --- the request --------------------------------------------------------- */

enum { QUESTIONS = 5 };

struct bench {
	struct arena *arena;
	struct diags diags;
	struct curriculum curriculum;
	struct pack pack;
	struct dimension dimension;
	struct criterion criteria[2];
	struct scored scored[2], dimension_scored;
	struct question_result questions[QUESTIONS];
	struct group_points groups[QUESTIONS][GROUP_COUNT];
	struct score score;
	struct workshop_request request;
};

static void open_score(struct bench *b)
{
	struct rubric *r = &b->pack.rubric;

	b->dimension = (struct dimension){ .weight = RATIO(1),
					   .criterion_count = 2 };
	b->criteria[0] = (struct criterion){ .id = STR("c1"),
					     .weight = RATIO(3) };
	b->criteria[1] = (struct criterion){ .id = STR("c2"),
					     .weight = RATIO(1) };
	b->pack.id = STR("pack");
	b->pack.question_count = QUESTIONS;
	*r = (struct rubric){ .dimensions = &b->dimension,
			      .dimension_count = 1,
			      .criteria = b->criteria,
			      .criterion_count = 2 };
	b->scored[0].level = 2;
	b->scored[1].level = 1;
	b->dimension_scored.target = 3;
	b->score = (struct score){ .pack = &b->pack, .criteria = b->scored,
				   .dimensions = &b->dimension_scored,
				   .questions = b->questions };
}

/* 120 minutes, six people, sentences on jobs. */
static struct bench *open_bench(void)
{
	struct arena *a = arena_open();
	struct bench *b = ARENA_NEW(a, struct bench);

	b->arena = a;
	diags_init(&b->diags, a);
	open_score(b);
	b->curriculum = (struct curriculum){
		.id = STR("curriculum"), .questionnaire = STR("pack"),
		.frame = { 10, 10, 10, 60, 45, 200 },
		.modules = modules, .module_count = 3,
	};
	b->request = (struct workshop_request){
		.curriculum = &b->curriculum, .score = &b->score,
		.audience = NO_INDEX, .minutes = 120, .people = 6,
		.jobs = true,
	};
	return b;
}

static const struct workshop *compose(struct bench *b)
{
	const struct workshop *w =
		workshop_compose(b->arena, &b->request, &b->diags);

	assert_non_null(w);
	assert_int_equal(b->diags.count, 0);
	assert_true(w->proved);
	return w;
}

#endif
