/*
 * The staff's collection: what a closing publishes, question by question. A
 * row is a history of one question; what must be published was counted by
 * hand from the two rules of app/collection.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/exchange.h"
#include "team_case.h"

static struct team t;

static int open_one(void **state)
{
	(void)state;
	team_open(&t);
	return 0;
}

static int close_one(void **state)
{
	(void)state;
	team_drop(&t);
	return 0;
}

/* --- histories ---------------------------------------------------------- */

/*
 * One letter each for the twelve staff members, in order: 1 to 5 an answer,
 * `?` a don't-know, `n` not applicable, `-` an answer taken back, `.` nothing
 * (as before), `x` erased. A line is what is said before a closing; `sum` and
 * `count` what is published after it, added up by hand (0: nothing).
 */
struct moment {
	const char *said;
	int sum, count;
};

struct past {
	const char *name;
	struct moment moments[5];
};

static const struct past pasts[] = {
	{ "four are not published", { { "1234........", 0, 0 } } },
	{ "five are", { { "12345.......", 15, 5 } } },
	{ "a don't-know is not the fifth", { { "1234?.......", 0, 0 } } },
	{ "nor is not applicable", { { "1234n.......", 0, 0 } } },
	{ "five and a don't-know", { { "12345?......", 15, 5 } } },
	{ "four, then a fifth",
	  { { "1234........", 0, 0 }, { "....5.......", 15, 5 } } },
	{ "a sixth waits",
	  { { "12345.......", 15, 5 }, { ".....5......", 15, 5 } } },
	{ "four more wait, five do not",
	  { { "11111.......", 5, 5 },
	    { ".....5555...", 5, 5 },
	    { ".........5..", 30, 10 } } },
	{ "one changed waits",
	  { { "12345.......", 15, 5 }, { "5...........", 15, 5 } } },
	{ "four changed wait, one of six new makes five",
	  { { "11111.......", 5, 5 },
	    { "2222........", 5, 5 },
	    { ".....5......", 14, 6 } } },
	{ "changed and changed back is not changed",
	  { { "11111.......", 5, 5 },
	    { "2222........", 5, 5 },
	    { "1111........", 5, 5 },
	    { "....3.......", 5, 5 } } },
	{ "the same said again is nothing new",
	  { { "11111.......", 5, 5 }, { "11111.......", 5, 5 } } },
	{ "taken back counts among the five",
	  { { "111111......", 6, 6 }, { "-2222.......", 9, 5 } } },
	{ "but leaves five",
	  { { "11111.......", 5, 5 }, { "-2222.......", 5, 5 } } },
	{ "a don't-know for another says nothing",
	  { { "11111????...", 5, 5 }, { ".....nnnn5..", 5, 5 } } },
	/* First five changed: 2 x 5 + 5 = 15. Then four go back and one other
	   moves: five moved since the second print, but two since the first. */
	{ "each earlier print is compared with",
	  { { "1111111111..", 10, 10 },
	    { "22222.......", 15, 10 },
	    { "1111.5......", 15, 10 } } },
	{ "the erased take their questions away",
	  { { "123455......", 20, 6 }, { "x...........", 0, 0 } } },
	{ "four others do not bring them back",
	  { { "123455......", 20, 6 },
	    { "x...........", 0, 0 },
	    { "......1111..", 0, 0 } } },
	/* 2 + 3 + 4 + 5 + 5 are left, and 1 x 5 new ones. */
	{ "five others do",
	  { { "123455......", 20, 6 },
	    { "x...........", 0, 0 },
	    { "......11111.", 24, 10 } } },
	{ "the erased one is not among the five",
	  { { "111111......", 6, 6 }, { "x2222.......", 0, 0 } } },
	{ "erased before anything was published",
	  { { "1234........", 0, 0 },
	    { "x...........", 0, 0 },
	    { "....55......", 19, 5 } } },
	/* Or a gap would tell what they had answered, and none that they had
	   not. */
	{ "erased, who had not answered, takes them away too",
	  { { "12345.......", 15, 5 },
	    { "......x.....", 0, 0 },
	    { ".....1.111..", 0, 0 },
	    { "..........2.", 21, 10 } } },
};

static void one_says(struct team *in, int who, char what)
{
	char json[2] = { what, '\0' };

	if (what == '.')
		return;
	if (what == 'x')
		team_erase(in, in->staff[who]);
	else
		team_says(in, in->staff[who], "reach",
			  what == '?'   ? NULL
			  : what == 'n' ? "na"
			  : what == '-' ? ""
					: json);
}

static void all_say(struct team *in, const char *said)
{
	for (int i = 0; i < TEAM_STAFF; i++)
		one_says(in, i, said[i]);
}

/* Read as any view reads it: scored, then the group's mean. */
static void check_published(struct team *in, int sum, int count)
{
	const struct case_view *v = team_view(in);
	const struct score *s = case_score(&in->desk, v, v->pack);
	uint32_t q = pack_find_question(v->pack, STR("reach"));
	const struct group_points *g;

	assert_non_null(s);
	g = &s->questions[q].groups[GROUP_STAFF];
	assert_false(g->withheld);
	assert_int_equal(g->respondents, count);
	if (count > 0)
		assert_int_equal(
		    ratio_cmp(g->mean.point, ratio_make(sum, count)), 0);
}

static void open_with_staff(void)
{
	team_open(&t);
	team_says(&t, t.leader, "channel", "[\"bot\"]");
	team_says(&t, t.leader, "reach", "3");
	for (int i = 0; i < TEAM_STAFF; i++)
		team_person(&t, t.staff[i], "", GROUP_STAFF, false);
}

static void history(void **state)
{
	const struct past *p = *state;

	open_with_staff();
	for (int m = 0; m < 5 && p->moments[m].said != NULL; m++) {
		if (m > 0)
			team_reopen(&t);
		all_say(&t, p->moments[m].said);
		team_close(&t);
		check_published(&t, p->moments[m].sum, p->moments[m].count);
	}
	team_drop(&t);
}

/* --- two copies --------------------------------------------------------- */

/*
 * What is said before the copies part, then on each, which closes; they are
 * merged, and go on as one. Each side merges the other: the same comes out.
 */
struct parting {
	const char *name, *before, *here, *there;
	struct moment after[4];
};

static const struct parting partings[] = {
	/* Here five ones and a 5 were printed, there five ones and a 3. Four
	   new and the one from there are five since the print here, but four
	   since the other's. In the end 5 x 1 + 5 + 3 + 5 x 2 + 2. */
	{ "one more on each side",
	  "11111.......",
	  ".....5......",
	  "......3.....",
	  { { "............", 0, 0 },
	    { ".......222..", 0, 0 },
	    { "..........2.", 0, 0 },
	    { "...........2", 23, 12 } } },
	/* Here five said 2 and one 1; there six said 1. Four who go back to 1
	   and one who says 5 are five since the print here. Since the other's
	   they are one, and the fifth who stays at 2. */
	{ "changed on one side, and back",
	  "111111......",
	  "22222.......",
	  "............",
	  { { "............", 0, 0 },
	    { "1111.5......", 0, 0 },
	    { "333333......", 18, 6 } } },
	/* Alike on both sides: what was printed twice stands. */
	{ "closed on both sides alike",
	  "12345.......",
	  "............",
	  "............",
	  { { "............", 15, 5 }, { ".....5......", 15, 5 } } },
};

static struct team u;

static void team_part(struct team *to, struct team *from)
{
	char path[96];

	team_settle(from);
	*to = *from;
	to->seed = from->seed + 1;
	snprintf(to->folder, sizeof(to->folder), "/tmp/jalon-test-XXXXXX");
	if (mkdtemp(to->folder) == NULL)
		abort();
	to->arena = arena_open();
	diags_init(&to->diags, to->arena);
	snprintf(path, sizeof(path), "%s/cases.jalon", to->folder);
	if (store_backup(from->desk.store, path, &from->diags) != STORE_DONE)
		team_fail(from, "no copy");
	to->desk.arena = to->arena;
	to->desk.shelf = shelf_open();
	to->desk.diags = &to->diags;
	to->desk.chance.context = &to->seed;
	if (!desk_open(&to->desk, str_cstr(to->arena, str_from(path)),
		       STORE_WRITE))
		team_fail(to, "not opened");
}

/* What `from` holds, brought to `to`. */
static void team_meet(struct team *to, const char *copy)
{
	struct merge_wish wish = { .path = copy };
	struct merge_done *done;
	uint32_t count;

	if (!exchange_merge(&to->desk, &wish, &done, &count))
		team_fail(to, "not merged");
}

static const char *team_carry(struct team *from)
{
	const char *path = path_join(from->arena, from->folder, "copy.jalon");

	team_settle(from);
	if (store_backup(from->desk.store, path, &from->diags) != STORE_DONE)
		team_fail(from, "no copy");
	return path;
}

static void goes_on(struct team *in, const struct parting *p)
{
	check_published(in, p->after[0].sum, p->after[0].count);
	for (int m = 1; m < 4 && p->after[m].said != NULL; m++) {
		team_reopen(in);
		all_say(in, p->after[m].said);
		team_close(in);
		check_published(in, p->after[m].sum, p->after[m].count);
	}
}

static void two_copies(void **state)
{
	const struct parting *p = *state;
	const char *from_t;

	open_with_staff();
	all_say(&t, p->before);
	team_part(&u, &t);
	all_say(&t, p->here);
	team_close(&t);
	all_say(&u, p->there);
	team_close(&u);
	from_t = team_carry(&t);
	team_meet(&t, team_carry(&u));
	team_meet(&u, from_t);
	goes_on(&t, p);
	goes_on(&u, p);
	team_drop(&u);
	team_drop(&t);
}

/* --- what counts, by kind of question ----------------------------------- */

/* Five of the staff say `all`, or four do and one says `last`. */
struct counting {
	const char *question, *all, *last;
	bool published;
};

static const struct counting countings[] = {
	{ "reach", "3", "4", true },
	{ "rules", "\"spoken\"", "\"written\"", true },
	/* An option without points enters no mean. */
	{ "rules", "\"spoken\"", "\"unseen\"", false },
	{ "trained", "true", "false", true },
	{ "habits", "[\"read\"]", "[]", true },
	/* Without points there is no figure, and nothing to publish. */
	{ "hours", "12", "0", false },
	{ "worry", "\"rien\"", "\"tout\"", false },
	{ "replies", "3", "na", false },
	/* Nobody of the staff is asked. */
	{ "lists", "3", "4", false },
};

static uint32_t published_count(const char *question)
{
	uint32_t count, n = 0;
	const struct answer_record *all =
	    store_published(t.desk.store, t.arena, t.round, &count);

	for (uint32_t i = 0; i < count; i++)
		n += str_is(all[i].question, question);
	return n;
}

static void counts(void **state)
{
	const struct counting *c = *state;

	team_open(&t);
	for (int i = 0; i < 5; i++) {
		team_person(&t, t.staff[i], "", GROUP_STAFF, false);
		team_says(&t, t.staff[i], c->question,
			  i == 4 ? c->last : c->all);
	}
	assert_int_equal(team_close(&t).fresh, c->published);
	assert_int_equal(published_count(c->question), c->published ? 5 : 0);
	assert_int_equal(collection_of(&t.desk, team_view(&t)).published,
			 c->published);
	team_drop(&t);
}

/* --- the rest ----------------------------------------------------------- */

static void nothing_to_close(void **state)
{
	struct closing_done done;

	(void)state;
	assert_false(collection_close(&t.desk, team_view(&t), &done));
	assert_string_equal(message_slug(t.diags.items[0].message),
			    "collection-nobody");
	assert_false(collection_reopen(&t.desk, team_view(&t)));
	assert_string_equal(message_slug(t.diags.items[1].message),
			    "collection-open");
}

static void not_closed_twice(void **state)
{
	struct closing_done done;

	(void)state;
	team_person(&t, t.staff[0], "", GROUP_STAFF, false);
	team_close(&t);
	assert_false(collection_close(&t.desk, team_view(&t), &done));
	assert_string_equal(message_slug(t.diags.items[0].message),
			    "collection-closed");
}

/* One recorded by the firm shows at once; five of the staff come before it. */
static void together(void **state)
{
	const struct case_view *v;
	const struct score *s;
	uint32_t q;

	(void)state;
	team_person(&t, t.together, "", GROUP_STAFF, true);
	team_says(&t, t.together, "replies", "2");
	v = team_view(&t);
	q = pack_find_question(v->pack, STR("replies"));
	s = case_score(&t.desk, v, v->pack);
	assert_int_equal(s->questions[q].groups[GROUP_STAFF].respondents, 1);
	assert_int_equal(collection_of(&t.desk, v).people, 0);
	assert_true(collection_of(&t.desk, v).together);
	for (int i = 0; i < 5; i++) {
		team_person(&t, t.staff[i], "", GROUP_STAFF, false);
		team_says(&t, t.staff[i], "replies", "5");
	}
	team_close(&t);
	v = team_view(&t);
	s = case_score(&t.desk, v, v->pack);
	assert_int_equal(s->questions[q].groups[GROUP_STAFF].respondents, 5);
}

/*
 * Dealt out: the multiset of each question stays, in order of values over
 * the sets; not applicable is gone; nobody's row is left.
 */
static void dealt(void **state)
{
	static const char *const reach[] = { "5", "1", "4", "2", "3" };
	uint32_t count, staff = 0;
	const struct case_view *v;
	const struct answers *as;
	uint32_t q;

	(void)state;
	team_says(&t, t.leader, "channel", "[\"bot\"]");
	for (int i = 0; i < 6; i++)
		team_person(&t, t.staff[i], "", GROUP_STAFF, false);
	for (int i = 0; i < 5; i++)
		team_says(&t, t.staff[i], "reach", reach[i]);
	team_says(&t, t.staff[5], "reach", "na");
	team_says(&t, t.staff[5], "hours", "12");
	team_close(&t);
	v = team_view(&t);
	collection_published(&t.desk, t.round, v->respondents,
			     v->respondent_count, &count);
	assert_int_equal(count, 5);
	as = case_answers(&t.desk, v, v->pack);
	q = pack_find_question(v->pack, STR("reach"));
	for (uint32_t i = 0; i < as->set_count; i++) {
		if (as->sets[i].group != GROUP_STAFF)
			continue;
		assert_int_equal(as->sets[i].answers[q].choice, staff);
		assert_null(as->sets[i].answers[q].span.source);
		staff++;
	}
	assert_int_equal(staff, 5);
	/* Without dealing, for statistics, it is read as well. */
	assert_non_null(answers_read(
	    t.arena, v->pack, case_document(&t.desk, v, STAFF_PUBLISHED, true),
	    &t.diags));
}

/* --- what is settled ---------------------------------------------------- */

struct settling {
	const char *question, *value, *reason, *author, *slug;
};

static const struct settling settlings[] = {
	{ "reach", "3", "essai fait ensemble", "Consultante", NULL },
	{ "rules", "written", "vu", "Consultante", NULL },
	{ "habits", "read, ask", "vu", "Consultante", NULL },
	{ "trained", "true", "vu", "Consultante", NULL },
	{ "hours", "12.5", "vu", "Consultante", NULL },
	{ "worry", "l'avenir", "vu", "Consultante", NULL },
	{ "reach", "dont_know", "vu", "Consultante", NULL },
	{ "reach", "6", "vu", "Consultante", "expected-level" },
	{ "rules", "writen", "vu", "Consultante", "unknown-option" },
	{ "habits", "read,sleep", "vu", "Consultante", "unknown-option" },
	{ "reachh", "3", "vu", "Consultante", "unknown-question" },
	{ "reach", "3", "", "Consultante", "decision-reason" },
	{ "reach", "3", " ", "Consultante", "decision-reason" },
	{ "reach", "3", "vu", "", "decision-author" },
	/* Twelve people: not applicable is not allowed. */
	{ "replies", "na", "vu", "Consultante", "na-refused" },
	{ "reach", "na", "vu", "Consultante", "na-not-offered" },
};

static bool settle(const struct settling *s, bool withdraw)
{
	struct decision_wish wish = {
		.question = str_from(s->question),
		.value = str_from(s->value),
		.reason = str_from(s->reason),
		.author = str_from(s->author),
		.withdraw = withdraw,
	};
	struct decided done;

	return group_decide(&t.desk, team_view(&t), &wish, &done);
}

static uint32_t decisions(void)
{
	uint32_t count;

	team_settle(&t);
	store_decisions(t.desk.store, t.arena, t.round, &count);
	return count;
}

static void settled(void **state)
{
	const struct settling *s = *state;

	team_open(&t);
	team_says(&t, t.leader, "channel", "[\"bot\"]");
	if (s->slug == NULL) {
		if (!settle(s, false))
			team_fail(&t, s->question);
		assert_int_equal(decisions(), 1);
		assert_true(settle(s, true));
		assert_int_equal(decisions(), 0);
		assert_false(settle(s, true));
	} else {
		assert_false(settle(s, false));
		assert_int_equal(decisions(), 0);
		if (strcmp(message_slug(t.diags.items[0].message), s->slug) !=
		    0)
			team_fail(&t, s->slug);
	}
	team_drop(&t);
}

/* What each said stays beside a decision, and comes back without it. */
static void originals_stay(void **state)
{
	static const struct settling three = { "lists", "3", "vu",
					       "Consultante", NULL };
	const struct case_view *v;
	struct group_points groups[GROUP_COUNT];
	const struct score *s;
	uint32_t q;

	(void)state;
	team_says(&t, t.leader, "lists", "1");
	team_says(&t, t.second, "lists", "5");
	assert_true(settle(&three, false));
	v = team_view(&t);
	q = pack_find_question(v->pack, STR("lists"));
	s = case_score(&t.desk, v, v->pack);
	assert_int_equal(ratio_cmp(s->questions[q].points->point, RATIO(3)), 0);
	score_originals(s, q, groups);
	assert_int_equal(groups[GROUP_LEADERS].respondents, 2);
	assert_true(settle(&three, true));
	s = case_score(&t.desk, team_view(&t), v->pack);
	assert_true(s->questions[q].disagreement);
}

/* --- history ------------------------------------------------------------ */

/* The staff of a date: one line after all others, a number from five on. */
static void staff_in_history(void **state)
{
	struct history h;
	uint32_t lines = 0;

	(void)state;
	team_on(&t, "2026-11-23");
	for (int i = 0; i < 5; i++)
		team_person(&t, t.staff[i], "", GROUP_STAFF, false);
	team_says(&t, t.staff[0], "replies", "3");
	team_says(&t, t.leader, "lists", "2");
	team_says(&t, t.staff[0], "replies", "5");
	team_on(&t, "2026-11-24");
	team_says(&t, t.staff[1], "replies", "1");
	team_says(&t, t.leader, "lists", "4");
	assert_true(group_history(&t.desk, team_view(&t)->record, &h));
	assert_int_equal(h.broken, 0);
	assert_false(h.erased);
	for (uint32_t i = 0; i < h.count; i++) {
		const struct event *e = &h.events[i];

		if (!e->staff)
			continue;
		assert_int_equal(e->at.len, 10);
		assert_int_equal(e->what.len + e->who.len + e->by.len, 0);
		assert_int_equal(e->after.kind, ANSWER_MISSING);
		assert_int_equal(e->people, lines == 0 ? 5 : 0);
		assert_true(i + 1 == h.count ||
			    !str_eq(e->at, str_sub(e[1].at, 0, 10)));
		lines++;
	}
	assert_int_equal(lines, 2);
	/* The leader's second answer, before the staff's last line. */
	assert_true(str_is(h.events[h.count - 2].before.text, "2"));
	assert_true(str_is(h.events[h.count - 2].after.text, "4"));
}

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test_setup_teardown(nothing_to_close, open_one,
						close_one),
		cmocka_unit_test_setup_teardown(not_closed_twice, open_one,
						close_one),
		cmocka_unit_test_setup_teardown(together, open_one, close_one),
		cmocka_unit_test_setup_teardown(dealt, open_one, close_one),
		cmocka_unit_test_setup_teardown(originals_stay, open_one,
						close_one),
		cmocka_unit_test_setup_teardown(staff_in_history, open_one,
						close_one),
	};
	struct CMUnitTest
	    all[ROWS(pasts) + ROWS(partings) + ROWS(countings) +
		ROWS(settlings) + ROWS(others)];
	size_t n = 0;

	for (size_t i = 0; i < ROWS(pasts); i++)
		all[n++] = (struct CMUnitTest){
			.name = pasts[i].name,
			.test_func = history,
			.initial_state = (void *)(uintptr_t)&pasts[i],
		};
	for (size_t i = 0; i < ROWS(partings); i++)
		all[n++] = (struct CMUnitTest){
			.name = partings[i].name,
			.test_func = two_copies,
			.initial_state = (void *)(uintptr_t)&partings[i],
		};
	for (size_t i = 0; i < ROWS(countings); i++)
		all[n++] = (struct CMUnitTest){
			.name = countings[i].question,
			.test_func = counts,
			.initial_state = (void *)(uintptr_t)&countings[i],
		};
	for (size_t i = 0; i < ROWS(settlings); i++)
		all[n++] = (struct CMUnitTest){
			.name = settlings[i].question,
			.test_func = settled,
			.initial_state = (void *)(uintptr_t)&settlings[i],
		};
	memcpy(&all[n], others, sizeof(others));
	n += ROWS(others);
	return _cmocka_run_group_tests("collection", all, n, NULL, NULL);
}
