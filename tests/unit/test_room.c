/*
 * Live rooms behind their pages: what shows and when, what is kept, and what
 * is gone once they have ended.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "access_case.h"
#include "app/room.h"

enum { SEATS = 9 };

struct session_room {
	struct office o;
	const struct case_view *view;
	const struct room *room;
	struct str seats[SEATS];	/* tokens */
};

static void room_is_open(struct session_room *t)
{
	const struct case_new wanted = { .name = STR("moulin"),
					 .client = STR("Moulin") };

	*t = (struct session_room){ 0 };
	office_open(&t->o);
	assert_non_null(case_open_new(&t->o.desk, &wanted));
	t->view = case_view(&t->o.desk, STR("moulin"), 0);
	assert_non_null(t->view);
	t->room = room_open(&t->o.desk, t->view);
	assert_non_null(t->room);
	for (int i = 0; i < SEATS; i++)
		t->seats[i] = office_token(&t->o);
}

static void look_again(struct session_room *t)
{
	t->room = room_find(&t->o.desk, t->room->id);
	assert_non_null(t->room);
}

static void ask(struct session_room *t, const char *question)
{
	assert_true(room_ask(&t->o.desk, t->view, t->room,
			     str_from(question)));
	look_again(t);
}

static void closed(struct session_room *t)
{
	assert_true(room_close(&t->o.desk, t->room, t->room->question));
	look_again(t);
	assert_int_equal(t->room->state, ROOM_CLOSED);
}

static bool says(struct session_room *t, int seat, const char *value)
{
	struct str values[] = { str_from(value) };

	return room_answer(&t->o.desk, t->view, t->room, t->seats[seat],
			   t->room->question, values, 1);
}

/* --- opened, joined ---------------------------------------------------------- */

static void a_code_is_easy(void **state)
{
	struct session_room t;
	const struct room *again;
	char typed[16];
	size_t n = 0;

	(void)state;
	room_is_open(&t);
	assert_int_equal(t.room->state, ROOM_WAITING);
	assert_int_equal(t.room->code.len, ROOM_CODE);
	for (size_t i = 0; i < t.room->code.len; i++) {
		char c = t.room->code.at[i];

		/* Nothing that is mistaken for another sign. */
		assert_null(strchr("AEIOULBSZ0125678", c));
		typed[n++] = (char)(c >= 'A' ? c - 'A' + 'a' : c);
		if (i == 2)
			typed[n++] = ' ';
	}
	typed[n] = '\0';
	again = room_by_code(&t.o.desk, str_from(typed));
	assert_non_null(again);
	assert_true(str_eq(again->id, t.room->id));
	assert_null(room_by_code(&t.o.desk, STR("CCCCCC")));
	assert_null(room_by_code(&t.o.desk, STR("")));
	assert_null(room_by_code(&t.o.desk, STR("%")));
	assert_int_equal(t.o.f.diags.count, 0);
	/* Whoever opens one on the same round comes to the same. */
	again = room_open(&t.o.desk, t.view);
	assert_true(str_eq(again->id, t.room->id));
	assert_true(str_eq(again->code, t.room->code));
	office_close(&t.o);
}

static void time_ends_it(void **state)
{
	struct session_room t;
	struct str code;

	(void)state;
	room_is_open(&t);
	code = t.room->code;
	assert_true(room_take_seat(&t.o.desk, t.room, t.seats[0]));
	ask(&t, "replies");
	assert_true(says(&t, 0, "3"));
	/* Opened at 14:05:09. */
	office_at(&t.o, "2026-11-23T02:05:08Z");
	assert_non_null(room_by_code(&t.o.desk, code));
	office_at(&t.o, "2026-11-23T02:05:09Z");
	assert_null(room_by_code(&t.o.desk, code));
	assert_false(says(&t, 0, "4"));
	assert_string_equal(office_said(&t.o), "room-moved");
	assert_false(room_take_seat(&t.o.desk, t.room, t.seats[1]));
	assert_string_equal(office_said(&t.o), "room-gone");
	look_again(&t);
	assert_int_equal(t.room->state, ROOM_ENDED);
	assert_int_equal(t.room->people, 1);
	/* The next one, or the daily forgetting, leaves nothing of it. */
	assert_int_equal(office_count(&t.o, "SELECT count(*) FROM "
					    "room_answer"), 1);
	assert_non_null(room_open(&t.o.desk, t.view));
	assert_int_equal(office_count(&t.o, "SELECT count(*) FROM "
					    "room_answer"), 0);
	look_again(&t);
	assert_false(room_ask(&t.o.desk, t.view, t.room, STR("replies")));
	office_close(&t.o);
}

static void two_days_after(void **state)
{
	struct session_room t;

	(void)state;
	room_is_open(&t);
	assert_true(room_take_seat(&t.o.desk, t.room, t.seats[0]));
	ask(&t, "replies");
	assert_true(says(&t, 0, "3"));
	office_at(&t.o, "2026-11-25T00:00:01Z");
	assert_true(access_forget_past(&t.o.desk));
	assert_int_equal(office_count(&t.o, "SELECT count(*) FROM "
					    "room_answer"), 0);
	assert_int_equal(office_count(&t.o, "SELECT count(*) FROM session"),
			 0);
	assert_int_equal(office_count(&t.o, "SELECT count(*) FROM room WHERE "
					    "code IS NULL AND people = 1"),
			 1);
	office_close(&t.o);
}

/* --- what shows ---------------------------------------------------------------- */

static void nothing_below_five(void **state)
{
	struct session_room t;

	(void)state;
	room_is_open(&t);
	ask(&t, "replies");
	for (int i = 0; i < 4; i++)
		assert_true(says(&t, i, "2"));
	assert_true(says(&t, 4, "?"));
	assert_true(says(&t, 5, "?"));
	look_again(&t);
	/* Six answered, and four of them count. */
	assert_int_equal(t.room->answers, 6);
	assert_false(t.room->shows);
	assert_null(room_spread(&t.o.desk, t.view, t.room));
	closed(&t);
	assert_int_equal(t.room->answers, 6);
	assert_false(t.room->shows);
	assert_null(room_spread(&t.o.desk, t.view, t.room));
	office_close(&t.o);
}

static void expect_spread(struct session_room *t, const uint32_t *options,
			  uint32_t count, uint32_t counting,
			  uint32_t dont_know)
{
	const struct room_spread *s =
	    room_spread(&t->o.desk, t->view, t->room);

	assert_non_null(s);
	assert_int_equal(s->option_count, count);
	for (uint32_t o = 0; o < count; o++)
		assert_int_equal(s->options[o], options[o]);
	assert_int_equal(s->counting, counting);
	assert_int_equal(s->dont_know, dont_know);
}

/*
 * Closed with four, opened again, a fifth comes: one print, and no second
 * beside it whatever is tried.
 */
static void one_print_of_a_question(void **state)
{
	static const uint32_t wanted[] = { 0, 3, 1, 0, 1 };
	const struct room_asked *asked;
	struct session_room t;
	uint32_t count;

	(void)state;
	room_is_open(&t);
	ask(&t, "replies");
	for (int i = 0; i < 4; i++)
		assert_true(says(&t, i, i == 0 ? "5" : "2"));
	closed(&t);
	assert_null(room_spread(&t.o.desk, t.view, t.room));
	ask(&t, "replies");
	assert_int_equal(t.room->state, ROOM_ASKING);
	/* What was said stays, and one who says again is one. */
	assert_int_equal(t.room->answers, 4);
	assert_true(says(&t, 1, "4"));
	assert_true(says(&t, 1, "3"));
	assert_true(says(&t, 4, "2"));
	look_again(&t);
	assert_int_equal(t.room->answers, 5);
	assert_null(room_spread(&t.o.desk, t.view, t.room));
	closed(&t);
	assert_true(t.room->shows);
	expect_spread(&t, wanted, 5, 5, 0);
	/* Asked again, it is shown again: nobody adds or changes. */
	ask(&t, "replies");
	assert_int_equal(t.room->state, ROOM_CLOSED);
	assert_false(says(&t, 5, "1"));
	assert_string_equal(office_said(&t.o), "room-moved");
	assert_false(says(&t, 1, "1"));
	/* Nor by way of another question. */
	ask(&t, "rules");
	assert_int_equal(t.room->state, ROOM_ASKING);
	assert_int_equal(t.room->answers, 0);
	asked = room_asked(&t.o.desk, t.room, t.view->pack, &count);
	assert_int_equal(count, 1);
	assert_true(asked[0].shows);
	ask(&t, "replies");
	assert_int_equal(t.room->state, ROOM_CLOSED);
	assert_false(says(&t, 6, "1"));
	expect_spread(&t, wanted, 5, 5, 0);
	office_close(&t.o);
}

/* Five that were never closed by hand, and another question: the same. */
static void leaving_a_question_closes_it(void **state)
{
	struct session_room t;

	(void)state;
	room_is_open(&t);
	ask(&t, "replies");
	for (int i = 0; i < 5; i++)
		assert_true(says(&t, i, "1"));
	ask(&t, "rules");
	/* Too late for the first: an old page. */
	assert_false(room_answer(&t.o.desk, t.view, t.room, t.seats[5],
				 STR("replies"), (struct str[]){ STR("2") },
				 1));
	assert_string_equal(office_said(&t.o), "room-moved");
	ask(&t, "replies");
	assert_int_equal(t.room->state, ROOM_CLOSED);
	assert_int_equal(t.room->answers, 5);
	office_close(&t.o);
}

static void options_are_counted(void **state)
{
	static const uint32_t wanted[] = { 5, 2 };
	struct str both[] = { STR("people"), STR("bot") };
	struct session_room t;

	(void)state;
	room_is_open(&t);
	ask(&t, "channel");
	for (int i = 0; i < 3; i++)
		assert_true(says(&t, i, "people"));
	for (int i = 3; i < 5; i++)
		assert_true(room_answer(&t.o.desk, t.view, t.room, t.seats[i],
					t.room->question, both, 2));
	assert_true(says(&t, 5, "?"));
	assert_int_equal(room_said(&t.o.desk, t.view, t.room,
				   t.seats[3]).chosen, 3);
	assert_int_equal(room_said(&t.o.desk, t.view, t.room,
				   t.seats[5]).kind, ANSWER_DONT_KNOW);
	assert_int_equal(room_said(&t.o.desk, t.view, t.room,
				   t.seats[6]).kind, ANSWER_MISSING);
	closed(&t);
	expect_spread(&t, wanted, 2, 5, 1);
	office_close(&t.o);
}

static void values_are_checked(void **state)
{
	static const char *const wrong[] = { "0", "6", "", "people", "1,2",
					     "??" };
	struct str two[] = { STR("1"), STR("?") };
	struct session_room t;

	(void)state;
	room_is_open(&t);
	ask(&t, "replies");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_false(says(&t, 0, wrong[i]));
		assert_string_equal(office_said(&t.o), "room-value");
	}
	assert_false(room_answer(&t.o.desk, t.view, t.room, t.seats[0],
				 STR("replies"), two, 2));
	assert_false(room_answer(&t.o.desk, t.view, t.room, t.seats[0],
				 STR("replies"), NULL, 0));
	look_again(&t);
	assert_int_equal(t.room->answers, 0);
	/* No room asks for a number, nor what the case says of itself. */
	assert_false(room_ask(&t.o.desk, t.view, t.room, STR("staff_count")));
	assert_false(room_ask(&t.o.desk, t.view, t.room, STR("nothing")));
	office_close(&t.o);
}

/* --- what is kept ------------------------------------------------------------------ */

/* Made apart from what it tests. */
static struct str mark(struct session_room *t, int seat, const char *question)
{
	char purpose[128];

	snprintf(purpose, sizeof(purpose), "room %.*s %s",
		 STR_ARGS(t->room->id), question);
	return secret_derive(t->o.f.arena, t->seats[seat], purpose);
}

static void answers_lead_to_nobody(void **state)
{
	struct session_room t;
	uint32_t count;

	(void)state;
	room_is_open(&t);
	for (int i = 0; i < 6; i++)
		assert_true(room_take_seat(&t.o.desk, t.room, t.seats[i]));
	ask(&t, "replies");
	for (int i = 0; i < 6; i++)
		assert_true(says(&t, i, "2"));
	ask(&t, "rules");
	assert_true(says(&t, 0, "spoken"));
	/* Not under one mark, nor under a session's. */
	assert_int_equal(office_count(&t.o,
			     "SELECT count(DISTINCT mark) FROM room_answer"),
			 7);
	assert_int_equal(office_count(&t.o,
			     "SELECT count(*) FROM room_answer WHERE mark IN "
			     "(SELECT lower(hex(substr(hash, 1, 16))) FROM "
			     "session)"), 0);
	/* Dates, no hour; no link; nobody. */
	assert_int_equal(office_count(&t.o,
			     "SELECT count(*) FROM session WHERE kind = 'seat' "
			     "AND length(begun) = 10 AND link IS NULL AND "
			     "respondent IS NULL AND length(expires) = 10"),
			 6);
	/* Nothing that a score would read. */
	store_answers(t.o.desk.store, t.o.f.arena, t.view->round->id, &count);
	assert_int_equal(count, 0);
	store_respondents(t.o.desk.store, t.o.f.arena, t.view->round->id,
			  &count);
	assert_int_equal(count, 0);
	assert_int_equal(collection_of(&t.o.desk, t.view).people, 0);
	office_close(&t.o);
}

static void nothing_stays_of_it(void **state)
{
	struct session_room t;

	(void)state;
	room_is_open(&t);
	for (int i = 0; i < 5; i++)
		assert_true(room_take_seat(&t.o.desk, t.room, t.seats[i]));
	ask(&t, "replies");
	for (int i = 0; i < 5; i++)
		assert_true(says(&t, i, "2"));
	assert_true(office_has_bytes(&t.o, mark(&t, 2, "replies")));
	assert_true(room_end(&t.o.desk, t.room));
	for (int i = 0; i < 5; i++)
		assert_false(office_has_bytes(&t.o, mark(&t, i, "replies")));
	look_again(&t);
	assert_int_equal(t.room->state, ROOM_ENDED);
	assert_int_equal(t.room->people, 5);
	assert_int_equal(t.room->answers, 0);
	assert_int_equal(t.room->code.len, 0);
	assert_int_equal(office_count(&t.o, "SELECT count(*) FROM "
					    "room_answer"), 0);
	assert_false(room_ask(&t.o.desk, t.view, t.room, STR("rules")));
	assert_string_equal(office_said(&t.o), "room-gone");
	/* Once more does no harm. */
	assert_true(room_end(&t.o.desk, t.room));
	assert_int_equal(store_doctor(t.o.desk.store, false, &t.o.f.diags),
			 STORE_DONE);
	office_close(&t.o);
}

static void a_case_takes_its_rooms_along(void **state)
{
	struct session_room t;
	struct stamp stamp;
	char path[160];
	struct str one;

	(void)state;
	room_is_open(&t);
	assert_true(room_take_seat(&t.o.desk, t.room, t.seats[0]));
	ask(&t, "replies");
	assert_true(says(&t, 0, "2"));
	one = mark(&t, 0, "replies");
	/* A portable file has none of it. */
	snprintf(path, sizeof(path), "%s/one.jalon", t.o.f.folder);
	assert_int_equal(store_export(t.o.desk.store, t.view->record->id, true,
				      path, &t.o.f.diags), STORE_DONE);
	{
		struct str bytes;

		assert_int_equal(file_read(t.o.f.arena, path, 64u << 20,
					   &bytes), 0);
		assert_int_equal(str_find(bytes, one, 0), SIZE_MAX);
		assert_int_equal(str_find(bytes, t.room->code, 0), SIZE_MAX);
	}
	stamp = desk_stamp(&t.o.desk);
	assert_int_equal(store_erase_case(t.o.desk.store, &stamp,
					  t.view->record->id, &t.o.f.diags),
			 STORE_DONE);
	assert_int_equal(office_count(&t.o, "SELECT count(*) FROM room"), 0);
	assert_int_equal(office_count(&t.o, "SELECT count(*) FROM "
					    "room_answer"), 0);
	assert_false(office_has_bytes(&t.o, one));
	office_close(&t.o);
}

static void lay(struct session_room *t, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(t->o.f.path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void the_doctor_drops_what_is_left(void **state)
{
	struct session_room t;

	(void)state;
	room_is_open(&t);
	assert_true(room_end(&t.o.desk, t.room));
	lay(&t, "INSERT INTO room_answer(room, question, mark, kind, value) "
		"SELECT id, 'replies', id, 'value', '2' FROM room");
	assert_int_equal(store_doctor(t.o.desk.store, false, &t.o.f.diags),
			 STORE_DONE);
	assert_string_equal(office_said(&t.o), "doctor-rooms");
	assert_int_equal(store_doctor(t.o.desk.store, true, &t.o.f.diags),
			 STORE_DONE);
	assert_string_equal(office_said(&t.o), "doctor-rooms-dropped");
	assert_int_equal(office_count(&t.o, "SELECT count(*) FROM "
					    "room_answer"), 0);
	assert_int_equal(office_count(&t.o, "SELECT count(*) FROM room"), 1);
	lay(&t, "UPDATE room SET round = '00000000000000000000000000000000'");
	assert_int_equal(store_doctor(t.o.desk.store, true, &t.o.f.diags),
			 STORE_DONE);
	assert_int_equal(office_count(&t.o, "SELECT count(*) FROM room"), 0);
	office_close(&t.o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_is_easy),
		cmocka_unit_test(time_ends_it),
		cmocka_unit_test(two_days_after),
		cmocka_unit_test(nothing_below_five),
		cmocka_unit_test(one_print_of_a_question),
		cmocka_unit_test(leaving_a_question_closes_it),
		cmocka_unit_test(options_are_counted),
		cmocka_unit_test(values_are_checked),
		cmocka_unit_test(answers_lead_to_nobody),
		cmocka_unit_test(nothing_stays_of_it),
		cmocka_unit_test(a_case_takes_its_rooms_along),
		cmocka_unit_test(the_doctor_drops_what_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
