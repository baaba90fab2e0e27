/*
 * Rounds: what two of them tell of the staff, where a plan stands, the dates
 * of a follow-up.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/rounds.h"
#include "base/day.h"
#include "doc/document.h"
#include "plan/weeks.h"
#include "team_case.h"

/* --- dates -------------------------------------------------------------------- */

struct months {
	const char *from;
	uint32_t months;
	const char *to;		/* from a calendar on paper */
};

static const struct months later[] = {
	{ "2026-11-22", 6, "2027-05-22" },
	{ "2026-08-31", 6, "2027-02-28" },
	{ "2027-08-31", 6, "2028-02-29" },
	{ "2026-12-31", 6, "2027-06-30" },
	{ "2026-06-30", 6, "2026-12-30" },
	{ "2026-07-01", 6, "2027-01-01" },
	{ "2026-01-31", 1, "2026-02-28" },
	{ "2026-11-30", 15, "2028-02-29" },
};

static void months_after(void **state)
{
	const struct months *m = *state;
	struct arena *a = arena_open();
	struct str to = rounds_months_after(a, str_from(m->from), m->months);

	assert_true(str_is(to, m->to));
	arena_close(a);
}

/* --- the staff between two rounds ------------------------------------------------- */

static void new_round(struct team *t, const char *date, const char *title)
{
	struct stamp stamp = desk_stamp(&t->desk);
	struct round_record round = { .id = desk_new_id(&t->desk),
				      .date = str_from(date),
				      .title = str_from(title),
				      .pack = t->pack };

	team_on(t, date);
	team_save(t, change_round(t->arena, &stamp, t->chain, &round));
	t->round = round.id;
	t->leader = desk_new_id(&t->desk);
	team_person(t, t->leader, "Directrice", GROUP_LEADERS, false);
	for (int i = 0; i < TEAM_STAFF; i++)
		t->staff[i] = desk_new_id(&t->desk);
}

static void leader_says(struct team *t)
{
	team_says(t, t->leader, "channel", "[\"bot\"]");
	team_says(t, t->leader, "reach", "3");
}

static void staff_say(struct team *t, const char *said)
{
	char json[2] = { 0 };

	for (int i = 0; said[i] != '\0'; i++) {
		team_person(t, t->staff[i], "", GROUP_STAFF, false);
		json[0] = said[i];
		team_says(t, t->staff[i], "reach", json);
	}
}

static const struct compared_answer *find(const struct comparison *c,
					  const char *id)
{
	uint32_t q = pack_find_question(c->after->pack, str_from(id));

	for (uint32_t i = 0; i < c->answer_count; i++)
		if (c->answers[i].at.after == q)
			return &c->answers[i];
	return NULL;
}

static void compare(struct team *t, struct rounds_compared *c)
{
	const struct case_view *before, *after;

	team_settle(t);
	before = case_view(&t->desk, STR("equipe"), 1);
	after = case_view(&t->desk, STR("equipe"), 2);
	if (before == NULL || after == NULL ||
	    !rounds_compare(&t->desk, before, after, c))
		team_fail(t, "not compared");
}

struct staff_case {
	const char *name;
	const char *before, *after;	/* what each of the staff says */
	bool closed;			/* the second round's collection */
	int sums[2];			/* of five; 0: nothing is told */
};

static const struct staff_case staffs[] = {
	{ "five and five are two means", "11111", "33333", true, { 5, 15 } },
	{ "four now: nothing is told", "11111", "3333", true, { 0 } },
	{ "four then: nothing is told", "1111", "33333", true, { 0 } },
	{ "five not closed: nothing is told", "11111", "33333", false,
	  { 0 } },
};

static void between_rounds(void **state)
{
	const struct staff_case *s = *state;
	const struct compared_answer *reach;
	struct rounds_compared c;
	struct team t;

	team_open(&t);
	leader_says(&t);
	staff_say(&t, s->before);
	team_close(&t);
	new_round(&t, "2027-05-22", "");
	leader_says(&t);
	staff_say(&t, s->after);
	if (s->closed)
		team_close(&t);
	compare(&t, &c);
	reach = find(c.comparison, "reach");
	for (uint32_t i = 0; s->sums[0] == 0 && i < c.comparison->answer_count;
	     i++)
		assert_false(c.comparison->answers[i].has_mean[GROUP_STAFF]);
	if (s->sums[0] > 0) {
		assert_non_null(reach);
		assert_true(reach->has_mean[GROUP_STAFF]);
		assert_int_equal(ratio_cmp(reach->was_mean[GROUP_STAFF],
					   ratio_make(s->sums[0], 5)), 0);
		assert_int_equal(ratio_cmp(reach->is_mean[GROUP_STAFF],
					   ratio_make(s->sums[1], 5)), 0);
	}
	team_drop(&t);
}

/* What four of the staff say changes not a byte of what may be told. */
static void four_change_nothing(void **state)
{
	static const char *const said[] = { "1111", "5555" };
	struct rounds_compared c[2];
	struct team t[2];

	(void)state;
	for (int i = 0; i < 2; i++) {
		team_open(&t[i]);
		leader_says(&t[i]);
		staff_say(&t[i], "22222");
		team_close(&t[i]);
		new_round(&t[i], "2027-05-22", "");
		leader_says(&t[i]);
		staff_say(&t[i], said[i]);
		team_close(&t[i]);
		compare(&t[i], &c[i]);
	}
	assert_int_equal(c[0].comparison->answer_count,
			 c[1].comparison->answer_count);
	assert_int_equal(c[0].comparison->overall.score.verdict,
			 c[1].comparison->overall.score.verdict);
	for (int side = 0; side < 2; side++) {
		const struct scored *a = side ? c[0].comparison->overall.is
					      : c[0].comparison->overall.was;
		const struct scored *b = side ? c[1].comparison->overall.is
					      : c[1].comparison->overall.was;

		assert_int_equal(ratio_cmp(a->published, b->published), 0);
		assert_int_equal(ratio_cmp(a->published_lo, b->published_lo),
				 0);
		assert_int_equal(ratio_cmp(a->published_hi, b->published_hi),
				 0);
	}
	team_drop(&t[0]);
	team_drop(&t[1]);
}

/* --- which round ------------------------------------------------------------------ */

static void basis(void **state)
{
	struct case_view *v;
	struct team t;

	(void)state;
	team_open(&t);
	leader_says(&t);
	new_round(&t, "2027-05-22", "Six-month follow-up");
	leader_says(&t);
	team_settle(&t);
	v = rounds_basis(&t.desk, STR("equipe"), 0);
	assert_non_null(v);
	assert_int_equal(v->number, 1);
	v = rounds_basis(&t.desk, STR("equipe"), 2);
	assert_int_equal(v->number, 2);
	new_round(&t, "2027-11-22", "Un an");
	team_settle(&t);
	v = rounds_basis(&t.desk, STR("equipe"), 0);
	assert_int_equal(v->number, 3);
	team_drop(&t);
}

/* --- done in between ----------------------------------------------------------------- */

static void note(struct team *t, const char *initiative, const char *status,
		 const char *date, bool good)
{
	struct progress_wish wish = { .initiative = str_from(initiative),
				      .status = str_from(status),
				      .date = str_from(date) };
	struct progress_record noted;

	assert_int_equal(rounds_note_progress(&t->desk, team_view(t), &wish,
					      &noted),
			 good);
}

/* From the day of one round to the day of the other, both included. */
static void done_between(void **state)
{
	struct rounds_compared c;
	struct team t;

	(void)state;
	team_open(&t);
	leader_says(&t);
	new_round(&t, "2027-05-22", "");
	leader_says(&t);
	note(&t, "visible_person", "done", "2026-11-20", true);
	note(&t, "visible_person", "done", "2027-05-23", false);
	note(&t, "visible_person", "finished", "", false);
	note(&t, "no_such", "done", "", false);
	compare(&t, &c);
	assert_int_equal(c.done_count, 1);
	note(&t, "visible_person", "done", "2026-11-19", true);
	compare(&t, &c);
	assert_int_equal(c.done_count, 0);
	note(&t, "visible_person", "started", "2026-12-01", true);
	compare(&t, &c);
	assert_int_equal(c.done_count, 0);
	/* The last round is of 2027-05-22: five years before, and a day
	   more. */
	note(&t, "visible_person", "started", "2022-05-22", true);
	note(&t, "visible_person", "started", "2022-05-21", false);
	note(&t, "visible_person", "planned", "1998-01-01", false);
	team_drop(&t);
}

/* --- the dates of a plan -------------------------------------------------------------- */

struct printed {
	struct works works;
	struct str followup, calendar, plan;
};

static bool holds(struct str text, const char *part)
{
	return str_find(text, str_from(part), 0) != SIZE_MAX;
}

static struct printed print_plan(struct team *t)
{
	const struct case_view *v = team_view(t);
	struct document_request request = { .lang = LANG_EN };
	struct buf calendar = buf_make(t->arena), plan = buf_make(t->arena);
	struct plan_options none = { 0 };
	struct followup_plan followup;
	struct document *document;
	struct printed p;

	if (!rounds_followup(&t->desk, v, STR_NONE, &followup))
		team_fail(t, "no works");
	p.works = followup.works;
	p.followup = followup.date;
	rounds_calendar(&calendar, &t->desk, v, &followup, LANG_EN);
	request.score = followup.works.score;
	request.plan = plan_make(t->arena, request.score, &none);
	document = document_make(t->arena, DOCUMENT_PLAN, &request, &t->diags);
	if (document == NULL)
		team_fail(t, "no document");
	document_markdown(&plan, t->arena, document);
	p.calendar = buf_view(&calendar);
	p.plan = buf_view(&plan);
	return p;
}

/* The round is of a Friday, and the plan's first work lasts two weeks. */
static void one_date_everywhere(void **state)
{
	const struct work *first;
	struct printed p;
	struct team t;

	(void)state;
	team_open(&t);
	leader_says(&t);
	p = print_plan(&t);
	assert_int_equal(p.works.count, 1);
	first = &p.works.items[0];
	assert_true(str_is(first->id, "visible_person"));
	assert_int_equal(first->line->start, 0);
	assert_int_equal(first->line->end, 2);
	assert_true(str_is(first->start, "2026-11-23"));
	assert_true(str_is(first->end, "2026-12-04"));
	assert_true(holds(p.calendar, "DTSTART;VALUE=DATE:20261123"));
	assert_true(holds(p.calendar, "DTSTART;VALUE=DATE:20261204"));
	assert_true(holds(p.plan, "The plan begins on November\xC2\xA0"
				  "23, 2026"));
	team_drop(&t);
}

/* 2026-11-22 is a Sunday. */
static const struct {
	const char *date, *until, *start, *begins;
} asked[] = {
	{ "2026-11-22", "", "", "2026-11-23" },
	{ "2026-11-23", "", "", "2026-11-30" },
	{ "2026-11-22", "2026-12-13", "", "2026-12-14" },
	{ "2026-11-22", "2026-11-01", "", "2026-11-23" },
	{ "2026-11-22", "2026-12-13", "2027-01-11", "2027-01-11" },
	{ "2026-11-22", "2026-12-13", "2027-01-12", "2027-01-18" },
	{ "2026-11-22", "2026-12-13", "2026-11-30", "2026-11-30" },
	{ "", "", "2027-01-11", "2027-01-11" },
	{ "", "2026-12-13", "", NULL },
};

static void begins_as_asked(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		struct answers answers = {
			.date = str_from(asked[i].date),
			.until = str_from(asked[i].until),
			.plan.start = str_from(asked[i].start),
		};
		int64_t monday, wanted;

		assert_int_equal(plan_begins(&answers, &monday),
				 asked[i].begins != NULL);
		if (asked[i].begins == NULL)
			continue;
		assert_true(day_read(str_from(asked[i].begins), &wanted));
		assert_int_equal(monday, wanted);
	}
}

/* Mondays from a calendar on paper. The round is of Friday, November 20. */
struct lasting {
	const char *name;
	const char *leader, *staff, *closed;	/* when they answered, when it
						   was closed; NULL: never */
	const char *begins, *followup;
};

static const struct lasting lastings[] = {
	{ "begins after a round of one day", "2026-11-20", NULL, NULL,
	  "2026-11-23", "2027-05-20" },
	{ "begins after the last answer by name", "2026-12-13", NULL, NULL,
	  "2026-12-14", "2027-06-13" },
	{ "when the staff answer moves nothing", "2026-11-20", "2027-01-20",
	  NULL, "2026-11-23", "2027-05-20" },
	{ "begins after the collection closed", "2026-11-20", "2027-01-20",
	  "2027-02-01", "2027-02-08", "2027-08-01" },
	{ "begins after what came later than the closing", "2027-03-02",
	  "2027-01-20", "2027-02-01", "2027-03-08", "2027-09-02" },
};

static void begins_after_the_round(void **state)
{
	const struct lasting *l = *state;
	struct printed p;
	struct team t;

	team_open(&t);
	if (l->staff != NULL) {
		team_on(&t, l->staff);
		staff_say(&t, "22222");
	}
	if (l->closed != NULL) {
		team_on(&t, l->closed);
		team_close(&t);
	}
	team_on(&t, l->leader);
	leader_says(&t);
	p = print_plan(&t);
	assert_true(p.works.count > 0);
	assert_true(str_is(p.works.items[0].start, l->begins));
	assert_true(str_is(p.followup, l->followup));
	team_drop(&t);
}

int main(void)
{
	enum { MONTHS = sizeof(later) / sizeof(later[0]),
	       STAFFS = sizeof(staffs) / sizeof(staffs[0]),
	       LASTINGS = sizeof(lastings) / sizeof(lastings[0]) };
	struct CMUnitTest tests[MONTHS + STAFFS + LASTINGS + 5];
	size_t n = 0;

	for (size_t i = 0; i < MONTHS; i++)
		tests[n++] = (struct CMUnitTest){
			.name = later[i].from,
			.test_func = months_after,
			.initial_state = (void *)(uintptr_t)&later[i],
		};
	for (size_t i = 0; i < STAFFS; i++)
		tests[n++] = (struct CMUnitTest){
			.name = staffs[i].name,
			.test_func = between_rounds,
			.initial_state = (void *)(uintptr_t)&staffs[i],
		};
	for (size_t i = 0; i < LASTINGS; i++)
		tests[n++] = (struct CMUnitTest){
			.name = lastings[i].name,
			.test_func = begins_after_the_round,
			.initial_state = (void *)(uintptr_t)&lastings[i],
		};
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(begins_as_asked);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(four_change_nothing);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(basis);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(done_between);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(one_date_everywhere);
	return _cmocka_run_group_tests("rounds", tests, n, NULL, NULL);
}
