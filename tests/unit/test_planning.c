/*
 * Plans asked again otherwise, and what was asked kept: against the plan of
 * answers that say the same in their `plan:` block, and against what imposing
 * promises.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/exchange.h"
#include "app/planning.h"
#include "web_people.h"

static const char *const samples[] = { "billetterie", "meunerie",
				       "quincaillerie" };
enum { SAMPLES = 3, TRIED = 2 };	/* trials take their time */

struct office {
	struct web w;
	struct desk *d;
	struct case_view *view;
	const struct score *score;
	const struct plan *plan;
};

static const struct plan_options none = { 0 };

static void look_again(struct office *o, const char *sample)
{
	o->d = web_desk(&o->w);
	o->view = case_view(o->d, str_from(sample), 0);
	o->score = case_score(o->d, o->view, o->view->pack);
	web_must(&o->w, o->score != NULL, sample);
	o->plan = plan_make(o->d->arena, o->score, &none);
}

static void office_open(struct office *o, const char *sample)
{
	char path[128];
	const struct import_wish wish = { .path = path,
					  .format = ANSWERS_YAML,
					  .take = TAKE_THERE };
	struct import_done done;

	snprintf(path, sizeof(path), "questionnaires/ia-pme/samples/%s.yaml",
		 sample);
	web_open(&o->w);
	web_case_new(&o->w, sample, "");
	o->d = web_desk(&o->w);
	o->view = case_view(o->d, str_from(sample), 0);
	web_must(&o->w, exchange_import(o->d, o->view, &wish, &done), path);
	look_again(o, sample);
}

static void office_close(struct office *o)
{
	web_close(&o->w);
}

/* --- comparing plans ---------------------------------------------------- */

static const struct plan_line *line_of(const struct plan *p, uint32_t i)
{
	for (uint32_t l = 0; l < p->line_count; l++)
		if (p->lines[l].initiative == i)
			return &p->lines[l];
	return NULL;
}

static bool same_plan(const struct plan *a, const struct plan *b)
{
	if (a->line_count != b->line_count)
		return false;
	for (uint32_t l = 0; l < a->line_count; l++)
		if (a->lines[l].initiative != b->lines[l].initiative ||
		    a->lines[l].start != b->lines[l].start ||
		    a->lines[l].end != b->lines[l].end)
			return false;
	return true;
}

static uint32_t started(const struct plan *p)
{
	uint32_t n = 0;

	for (uint32_t g = 0; g < p->gate_count; g++)
		n += p->gates[g].by_day_30;
	return n;
}

static uint32_t pauses(const struct plan *p)
{
	uint32_t n = 0;

	for (uint32_t l = 0; l < p->line_count; l++)
		n += p->score->pack->catalogue
			 .initiatives[p->lines[l].initiative]
			 .kind == INITIATIVE_PAUSE;
	return n;
}

/* --- trials ------------------------------------------------------------- */

static void test_nothing_asked_changes_nothing(void **state)
{
	(void)state;
	for (int s = 0; s < SAMPLES; s++) {
		struct office o;
		struct planning_wish wish;
		uint32_t count;

		office_open(&o, samples[s]);
		wish = planning_asked(o.score);
		assert_true(same_plan(o.plan, planning_try(o.d->arena, o.score,
							   &wish)));
		planning_compare(o.d->arena, o.plan, o.plan, &count);
		assert_int_equal(count, 0);
		office_close(&o);
	}
}

static uint32_t first_without_room(const struct plan *p)
{
	for (uint32_t i = 0; i < p->omission_count; i++)
		if (p->omissions[i].reason == OUT_DAYS ||
		    p->omissions[i].reason == OUT_SLOTS ||
		    p->omissions[i].reason == OUT_BUDGET)
			return p->omissions[i].initiative;
	fail_msg("the plan has room for all");
	return NO_INDEX;
}

/* What a trial gives is what the case gives once it says so. */
static void test_trial_is_the_plan_once_kept(void **state)
{
	(void)state;
	for (int s = 0; s < TRIED; s++) {
		struct office o;
		struct planning_wish wish;
		struct plan *tried;
		struct arena *kept = arena_open();
		struct plan_line *lines;
		uint32_t count, refused[2], imposed;

		office_open(&o, samples[s]);
		refused[0] = o.plan->lines[0].initiative;
		refused[1] = o.plan->lines[o.plan->line_count - 1].initiative;
		imposed = first_without_room(o.plan);
		wish = (struct planning_wish){
			.has_budget = true, .budget = RATIO(17500),
			.has_days = true,
			.days_per_month = ratio_make(13, 2),
			.refused = refused, .refused_count = 2,
			.imposed = &imposed, .imposed_count = 1,
		};
		tried = planning_try(o.d->arena, o.score, &wish);
		assert_null(line_of(tried, refused[0]));
		assert_null(line_of(tried, refused[1]));
		web_must(&o.w, planning_keep(o.d, o.view, &wish), "keep");
		count = tried->line_count;
		lines = ARENA_ARRAY(kept, count, struct plan_line);
		memcpy(lines, tried->lines, count * sizeof(*lines));
		look_again(&o, samples[s]);
		assert_int_equal(planning_asked(o.score).imposed[0], imposed);
		assert_int_equal(o.plan->line_count, count);
		for (uint32_t l = 0; l < count; l++) {
			assert_int_equal(o.plan->lines[l].initiative,
					 lines[l].initiative);
			assert_int_equal(o.plan->lines[l].start,
					 lines[l].start);
		}
		arena_close(kept);
		office_close(&o);
	}
}

static void import_text(struct office *o, const char *text)
{
	char path[160];
	const struct import_wish wish = { .path = path,
					  .format = ANSWERS_YAML,
					  .take = TAKE_THERE };
	struct import_done done;
	FILE *f;

	snprintf(path, sizeof(path), "%s/answers.yaml", o->w.folder);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	web_must(&o->w, exchange_import(o->d, o->view, &wish, &done), path);
	unlink(path);
}

/* What the block held besides is held still; what is taken back goes. */
static void test_keeping_leaves_the_rest(void **state)
{
	struct office o;
	const struct plan_request *r;
	const uint32_t refused[] = { 3 };
	const struct planning_wish wish = { .has_days = true,
					    .days_per_month = RATIO(7),
					    .refused = refused,
					    .refused_count = 1 };

	(void)state;
	office_open(&o, "meunerie");
	import_text(&o, "pack: ia-pme\nversion: 1.0.0\nanswers: {}\n"
			"plan: {budget: 20000, days_per_month: 8, slots: 2,\n"
			"  exclude: [role_paths], done: [needs_day],\n"
			"  estimates: {visible_person: {days:\n"
			"    {low: 1, likely: 2, high: 4}}}}\n");
	look_again(&o, "meunerie");
	assert_true(o.score->answers->plan.has_budget);
	web_must(&o.w, planning_keep(o.d, o.view, &wish), "keep");
	look_again(&o, "meunerie");
	r = &o.score->answers->plan;
	assert_false(r->has_budget);
	assert_int_equal(ratio_cmp(r->days_per_month, RATIO(7)), 0);
	assert_int_equal(r->excluded_count, 1);
	assert_int_equal(r->excluded[0], 3);
	assert_true(r->has_slots);
	assert_int_equal(r->slots, 2);
	assert_int_equal(r->done_count, 1);
	assert_int_equal(r->estimate_count, 1);
	assert_int_equal(ratio_cmp(r->estimates[0].days.high, RATIO(4)), 0);
	office_close(&o);
}

/*
 * Whatever was left out for want of room and is imposed: it comes in, unless
 * gates or what it requires keep it out; and nothing that stands above it
 * (gates started by day 30, then as few pauses) is given up for it.
 */
static void test_imposed_comes_after_gates_and_pauses(void **state)
{
	uint32_t in = 0, out = 0;

	(void)state;
	for (int s = 0; s < TRIED; s++) {
		struct office o;

		office_open(&o, samples[s]);
		for (uint32_t i = 0; i < o.plan->omission_count; i++) {
			const struct plan_omission *left =
			    &o.plan->omissions[i];
			struct planning_wish wish = planning_asked(o.score);
			const struct plan *tried;

			if (left->reason != OUT_DAYS &&
			    left->reason != OUT_SLOTS &&
			    left->reason != OUT_BUDGET)
				continue;
			wish.imposed = &left->initiative;
			wish.imposed_count = 1;
			tried = planning_try(o.d->arena, o.score, &wish);
			assert_int_equal(started(tried), started(o.plan));
			assert_int_equal(pauses(tried), pauses(o.plan));
			if (line_of(tried, left->initiative) != NULL)
				in++;
			else
				out++;
		}
		office_close(&o);
	}
	assert_true(in > 0);
	/* Nothing alone stands in the way of most of them. */
	assert_true(in > out);
}

/* With a budget for it alone, and no gate to serve, it is what is bought. */
static void test_imposed_takes_the_budget(void **state)
{
	struct office o;
	uint32_t others = 0;

	(void)state;
	office_open(&o, "meunerie");
	assert_int_equal(o.plan->gate_count, 0);
	for (uint32_t l = 0; l < o.plan->line_count; l++) {
		const struct plan_line *line = &o.plan->lines[l];
		const uint32_t i = line->initiative;
		struct planning_wish wish = planning_asked(o.score);

		if (o.score->pack->catalogue.initiatives[i].require_count > 0 ||
		    ratio_is_zero(line->value) ||
		    ratio_is_zero(line->cost.high))
			continue;
		wish.has_budget = true;
		wish.budget = line->cost.high;
		others += line_of(planning_try(o.d->arena, o.score, &wish),
				  i) == NULL;
		wish.imposed = &i;
		wish.imposed_count = 1;
		assert_non_null(line_of(planning_try(o.d->arena, o.score,
						     &wish), i));
	}
	/* Left to itself, the plan buys something else with some of these. */
	assert_true(others > 0);
	office_close(&o);
}

static void test_differences_are_told_once(void **state)
{
	struct office o;
	struct planning_wish wish;
	const struct planning_difference *all;
	const struct plan *tried;
	uint32_t count, changed = 0;

	(void)state;
	office_open(&o, "billetterie");
	wish = planning_asked(o.score);
	wish.has_budget = true;
	wish.budget = RATIO(9000);
	tried = planning_try(o.d->arena, o.score, &wish);
	all = planning_compare(o.d->arena, o.plan, tried, &count);
	/* Counted by initiative, another way. */
	for (uint32_t i = 0;
	     i < o.score->pack->catalogue.initiative_count; i++) {
		const struct plan_line *a = line_of(o.plan, i);
		const struct plan_line *b = line_of(tried, i);

		changed += (a == NULL) != (b == NULL) ||
			   (a != NULL && (a->start != b->start ||
					  a->end != b->end));
	}
	assert_int_equal(count, changed);
	for (uint32_t k = 0; k < count; k++) {
		assert_ptr_equal(all[k].was, line_of(o.plan,
						     all[k].initiative));
		assert_ptr_equal(all[k].is, line_of(tried,
						    all[k].initiative));
		assert_int_equal(all[k].move,
				 all[k].was == NULL  ? PLANNING_IN
				 : all[k].is == NULL ? PLANNING_OUT
						     : PLANNING_MOVED);
	}
	office_close(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_asked_changes_nothing),
		cmocka_unit_test(test_trial_is_the_plan_once_kept),
		cmocka_unit_test(test_keeping_leaves_the_rest),
		cmocka_unit_test(test_imposed_comes_after_gates_and_pauses),
		cmocka_unit_test(test_imposed_takes_the_budget),
		cmocka_unit_test(test_differences_are_told_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
