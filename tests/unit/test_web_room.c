/*
 * A live room through its pages: a consultant, phones that join with a code,
 * a question answered together, and nothing of five people's answers before
 * there are five.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "web_people.h"

#define ROOMS "/cases/quincaillerie/1/room"

struct hall {
	struct web w;
	struct browser desk;		/* the consultant's */
	const char *room;		/* the path of its screen */
	const char *code;
};

static const char *copied(struct web *w, struct str text)
{
	return str_cstr(w->arena, text);
}

static struct browser consultant(struct hall *t, const char *login,
				 struct str chain)
{
	struct str id = web_ready(&t->w, login, ROLE_CONSULTANT);

	web_must(&t->w, access_give_case(web_desk(&t->w), chain, id), login);
	return web_signed_in(&t->w, id);
}

static struct str hall_is_open(struct hall *t)
{
	const struct response *r;
	struct str chain;

	web_open(&t->w);
	web_ready(&t->w, "first@example.ca", ROLE_ADMINISTRATOR);
	chain = web_case_new(&t->w, "quincaillerie", "");
	t->desk = consultant(t, "c@example.ca", chain);
	assert_true(web_says(web_get(&t->desk, ROOMS), "Open a room"));
	r = web_post(&t->desk, ROOMS, "");
	assert_int_equal(r->status, 303);
	t->room = copied(&t->w, r->location);
	r = web_get(&t->desk, t->room);
	assert_int_equal(r->status, 200);
	t->code = web_between(&t->w, r, "class=\"big room-code\">", "<");
	assert_int_equal(strlen(t->code), 6);
	return chain;
}

static const char *at(struct hall *t, const char *more)
{
	return web_join(&t->w, t->room, more);
}

static const struct response *join(struct browser *b, const char *code)
{
	web_get(b, "/room");
	return web_post(b, "/room", web_join(b->web, "code=", code));
}

static struct browser seated(struct hall *t)
{
	struct browser b = web_browser(&t->w);

	assert_true(web_leads(join(&b, t->code), "/room/seat"));
	return b;
}

static void ask(struct hall *t, const char *question)
{
	const char *path = at(t, web_join(&t->w, "/questions/", question));

	assert_int_equal(web_get(&t->desk, path)->status, 200);
	assert_true(web_leads(web_post(&t->desk, path, ""), t->room));
}

static void close_question(struct hall *t, const char *question)
{
	assert_true(web_leads(web_post(&t->desk, at(t, "/close"),
				       web_join(&t->w, "question=",
						question)),
			      t->room));
}

static const struct response *answer(struct browser *b, const char *question,
				     const char *value)
{
	struct web *w = b->web;

	return web_post(b, "/room/seat",
			web_join(w, web_join(w, "question=", question),
				 web_join(w, "&value=", value)));
}

/* What a page or a stream tells of how answers divide. */
static bool tells(const struct response *r)
{
	return web_says(r, "room-bar") || web_says(r, "<svg class") ||
	       web_says(r, "<td class=\"right\">");
}

static void nobody_is_told(struct hall *t, struct browser *seat)
{
	assert_false(tells(web_get(&t->desk, t->room)));
	assert_false(tells(web_get(&t->desk, at(t, "/questions"))));
	assert_false(tells(web_get(&t->desk, at(t, "/events"))));
	assert_false(tells(web_get(seat, "/room/seat")));
	assert_false(tells(web_get(seat, "/room/events")));
}

/* --- a question, with three phones, then five ------------------------------------ */

static void three_then_five(void **state)
{
	struct browser seats[6];
	const struct response *r;
	struct hall t;

	(void)state;
	hall_is_open(&t);
	for (int i = 0; i < 3; i++)
		seats[i] = seated(&t);
	/* Where it waits, it asks for itself again, script or not. */
	r = web_get(&seats[0], "/room/seat");
	assert_true(web_says(r, "http-equiv=\"refresh\""));
	assert_true(web_says(r, "data-moment=\"waiting/\""));
	assert_true(web_says(r, "<strong data-people=\"\">3</strong>"));
	ask(&t, "needs_choice");
	r = web_get(&seats[0], "/room/seat");
	assert_true(web_says(r, "name=\"value\""));
	assert_true(web_says(r, "data-moment=\"asking/needs_choice\""));
	/* Not under somebody who chooses. */
	assert_false(web_says(r, "http-equiv=\"refresh\""));
	for (int i = 0; i < 3; i++)
		assert_true(web_leads(answer(&seats[i], "needs_choice", "2"),
				      "/room/seat"));
	r = web_get(&seats[0], "/room/seat");
	assert_false(web_says(r, "name=\"value\""));
	assert_true(web_says(r, "<strong data-count=\"\">3</strong>"));
	/* What one said comes back when one changes it. */
	r = web_get(&seats[0], "/room/seat?change=yes");
	assert_true(web_says(r, "value=\"2\" checked=\"checked\""));
	assert_true(web_leads(answer(&seats[0], "needs_choice", "4"),
			      "/room/seat"));
	r = web_get(&t.desk, t.room);
	assert_true(web_says(r, "<strong data-count=\"\">3</strong>"));
	nobody_is_told(&t, &seats[1]);
	close_question(&t, "needs_choice");
	nobody_is_told(&t, &seats[1]);
	r = web_get(&seats[0], "/room/seat");
	assert_true(web_says(r, "It takes at least 5 answers"));
	assert_false(web_says(r, "name=\"value\""));
	/* Opened and closed twice again: still nothing. */
	for (int i = 0; i < 2; i++) {
		ask(&t, "needs_choice");
		nobody_is_told(&t, &seats[1]);
		close_question(&t, "needs_choice");
		nobody_is_told(&t, &seats[1]);
	}
	ask(&t, "needs_choice");
	for (int i = 3; i < 6; i++) {
		seats[i] = seated(&t);
		answer(&seats[i], "needs_choice", i < 5 ? "2" : "%3F");
	}
	nobody_is_told(&t, &seats[1]);
	close_question(&t, "needs_choice");
	/* 2, 2, 2, 2 and 4; one does not know. */
	for (int i = 0; i < 2; i++) {
		r = i == 0 ? web_get(&t.desk, t.room)
			   : web_get(&seats[1], "/room/seat");
		assert_true(tells(r));
		assert_true(web_says(r, "Distribution of 5 answers"));
		assert_true(web_says(r, "<td class=\"right\">4</td>"));
		assert_true(web_says(r, "<td class=\"right\">1</td>"));
	}
	/* The streams tell no more than they did. */
	assert_false(tells(web_get(&seats[1], "/room/events")));
	/* One print: opening it again shows the same, and takes nothing. */
	ask(&t, "needs_choice");
	r = answer(&seats[0], "needs_choice", "1");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "was not counted"));
	assert_true(web_says(r, "<td class=\"right\">4</td>"));
	web_close(&t.w);
}

/* --- events ------------------------------------------------------------------------ */

static void events_tell_the_moment(void **state)
{
	const struct response *r;
	struct browser seat;
	struct hall t;

	(void)state;
	hall_is_open(&t);
	seat = seated(&t);
	r = web_get(&seat, "/room/events");
	assert_int_equal(r->status, 200);
	assert_string_equal(r->type, "text/event-stream; charset=utf-8");
	assert_int_equal(r->caching, CACHE_NEVER);
	assert_true(str_is(buf_view(&r->body),
			   "retry: 2000\nid: waiting--0-1\n"
			   "data: {\"question\":\"\",\"state\":\"waiting\","
			   "\"count\":0,\"people\":1}\n\n"));
	ask(&t, "sells_in_eu");
	answer(&seat, "sells_in_eu", "true");
	r = web_get(&t.desk, at(&t, "/events"));
	assert_true(str_is(buf_view(&r->body),
			   "retry: 2000\nid: asking-sells_in_eu-1-1\n"
			   "data: {\"question\":\"sells_in_eu\","
			   "\"state\":\"asking\",\"count\":1,"
			   "\"people\":1}\n\n"));
	web_post(&t.desk, at(&t, "/end"), "");
	r = web_get(&seat, "/room/events");
	assert_true(web_says(r, "\"state\":\"ended\",\"count\":0"));
	web_close(&t.w);
}

/* --- at the door --------------------------------------------------------------------- */

static void a_wrong_code(void **state)
{
	const struct response *r;
	struct browser b;
	struct hall t;
	int refused = 0;

	(void)state;
	hall_is_open(&t);
	b = web_browser(&t.w);
	assert_int_equal(join(&b, "")->status, 422);
	r = join(&b, "ZZZZZZ");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "No room is open under this code"));
	assert_int_equal(join(&b, "%27%20OR%201")->status, 422);
	/* A whole room may come from one address: only wrong codes count. */
	for (int i = 0; i < 60; i++)
		seated(&t);
	for (int i = 0; i < 60; i++)
		refused += join(&b, "CCCCCC")->status == 429;
	assert_in_range(refused, 20, 30);
	t.w.now += 600;
	assert_true(web_leads(join(&b, t.code), "/room/seat"));
	/* From the QR code, the code is filled in. */
	r = web_get(&b, web_join(&t.w, "/room?code=", t.code));
	assert_true(web_says(r, web_join(&t.w, "value=\"", t.code)));
	web_close(&t.w);
}

/* The same browser has one seat. */
static void one_seat_a_browser(void **state)
{
	struct browser b;
	struct hall t;
	char token[64];

	(void)state;
	hall_is_open(&t);
	b = seated(&t);
	snprintf(token, sizeof(token), "%s", b.seat);
	assert_true(web_leads(join(&b, t.code), "/room/seat"));
	assert_string_equal(b.seat, token);
	assert_true(web_says(web_get(&b, "/room/seat"),
			     "<strong data-people=\"\">1</strong>"));
	web_close(&t.w);
}

/* Who answers, or is signed in, joins and goes out of nothing. */
static void who_is_in_already(void **state)
{
	struct browser b;
	struct hall t;

	(void)state;
	hall_is_open(&t);
	b = web_alone(&t.w, "Boulangerie", false);
	assert_true(web_leads(join(&b, t.code), "/room/seat"));
	assert_int_equal(web_get(&b, "/room/seat")->status, 200);
	assert_true(web_says(web_get(&b, "/answers"), "Your questionnaire"));
	assert_true(web_leads(join(&t.desk, t.code), "/room/seat"));
	assert_int_equal(web_get(&t.desk, "/room/seat")->status, 200);
	assert_int_equal(web_get(&t.desk, t.room)->status, 200);
	web_close(&t.w);
}

/* Who answers has no seat by it; who sits answers nothing by it. */
static void a_seat_is_no_session(void **state)
{
	struct browser b, seat;
	struct hall t;

	(void)state;
	hall_is_open(&t);
	b = web_alone(&t.w, "Boulangerie", false);
	assert_true(web_leads(web_get(&b, "/room/seat"), "/room"));
	assert_true(web_leads(web_get(&t.desk, "/room/events"), "/room"));
	seat = seated(&t);
	assert_true(web_leads(web_get(&seat, "/answers"), "/resume"));
	/* Its cookie under the other's name opens nothing there. */
	snprintf(seat.token, sizeof(seat.token), "%s", seat.seat);
	assert_int_equal(web_get(&seat, "/answers")->status, 403);
	web_close(&t.w);
}

/* --- what is answered ------------------------------------------------------------------ */

static void what_is_no_answer(void **state)
{
	const struct response *r;
	struct browser seat;
	struct hall t;

	(void)state;
	hall_is_open(&t);
	seat = seated(&t);
	r = answer(&seat, "needs_choice", "2");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "was not counted"));
	ask(&t, "uses");
	r = web_post(&seat, "/room/seat", "question=uses");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "Choose an answer"));
	assert_int_equal(answer(&seat, "uses", "nonsense")->status, 422);
	assert_int_equal(answer(&seat, "uses", "%3F&value=translate")->status,
			 422);
	assert_int_equal(answer(&seat, "uses",
				"translate&value=write_email")->status,
			 303);
	/* A question that is not on the screens, or is none of the pack's. */
	assert_int_equal(answer(&seat, "needs_choice", "2")->status, 422);
	assert_int_equal(answer(&seat, "%3Cscript%3E", "2")->status, 422);
	assert_int_equal(web_get(&t.desk, at(&t, "/questions/staff"))->status,
			 404);
	assert_int_equal(web_get(&t.desk, at(&t, "/questions/none"))->status,
			 404);
	web_close(&t.w);
}

/* --- two consultants ---------------------------------------------------------------------- */

static void two_consultants(void **state)
{
	struct browser other, stranger, seat;
	const struct response *r;
	struct str chain;
	struct hall t;

	(void)state;
	chain = hall_is_open(&t);
	other = consultant(&t, "d@example.ca", chain);
	stranger = consultant(&t, "e@example.ca",
			      web_case_new(&t.w, "autre", ""));
	seat = seated(&t);
	/* The second comes to the room that is open. */
	assert_true(web_leads(web_post(&other, ROOMS, ""), t.room));
	ask(&t, "needs_choice");
	assert_true(web_says(web_get(&other, t.room), "data-count"));
	/* One has gone on; the other's page still is at the question before. */
	ask(&t, "sells_in_eu");
	assert_true(web_leads(web_post(&other, at(&t, "/close"),
				       "question=needs_choice"), t.room));
	assert_true(web_says(web_get(&seat, "/room/seat"),
			     "data-moment=\"asking/sells_in_eu\""));
	r = web_post(&other, at(&t, "/consensus"),
		     "question=needs_choice&value=3&reason=r&author=D");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "nothing was recorded"));
	/* Nobody of another case; nor by the address of another case. */
	assert_int_equal(web_get(&stranger, t.room)->status, 404);
	assert_int_equal(web_get(&stranger,
				 web_join(&t.w, "/cases/autre/1/room/",
					  strrchr(t.room, '/') + 1))->status,
			 404);
	assert_int_equal(web_post(&stranger,
				  web_join(&t.w,
					   web_join(&t.w,
						    "/cases/autre/1/room/",
						    strrchr(t.room, '/') + 1),
					   "/end"),
				  "")->status,
			 404);
	assert_int_equal(web_get(&other, t.room)->status, 200);
	web_close(&t.w);
}

/* --- what it settles, and its end ---------------------------------------------------------- */

static void settled_and_ended(void **state)
{
	const struct response *r;
	struct browser seat;
	struct hall t;

	(void)state;
	hall_is_open(&t);
	seat = seated(&t);
	ask(&t, "needs_choice");
	answer(&seat, "needs_choice", "5");
	close_question(&t, "needs_choice");
	r = web_post(&t.desk, at(&t, "/consensus"), "question=needs_choice");
	assert_int_equal(r->status, 422);
	r = web_post(&t.desk, at(&t, "/consensus"),
		     "question=needs_choice&value=3&reason=Discut%C3%A9&"
		     "author=Camille");
	assert_int_equal(r->status, 303);
	r = web_get(&t.desk, copied(&t.w, r->location));
	assert_true(web_says(r, "The decision is recorded"));
	assert_true(web_says(r, "Discut\xc3\xa9"));
	assert_true(web_says(web_get(&t.desk,
				     "/cases/quincaillerie/1/decisions"),
			     "Discut\xc3\xa9"));
	/* Asked before it is done. */
	assert_true(web_says(web_get(&t.desk, at(&t, "/end")), "danger"));
	assert_true(web_leads(web_post(&t.desk, at(&t, "/end"), ""), ROOMS));
	r = web_get(&seat, "/room/seat");
	assert_int_equal(r->status, 200);
	assert_true(web_says(r, "The room has ended"));
	assert_false(web_says(r, "refresh"));
	assert_true(web_leads(answer(&seat, "needs_choice", "1"),
			      "/room/seat"));
	assert_int_equal(join(&seat, t.code)->status, 422);
	assert_true(web_says(web_get(&t.desk, t.room), "are erased"));
	assert_true(web_leads(web_get(&t.desk, at(&t, "/end")), ROOMS));
	assert_true(web_says(web_get(&t.desk, ROOMS), "Rooms held"));
	/* What it settled stays. */
	assert_true(web_says(web_get(&t.desk,
				     "/cases/quincaillerie/1/decisions"),
			     "Discut\xc3\xa9"));
	web_close(&t.w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_then_five),
		cmocka_unit_test(events_tell_the_moment),
		cmocka_unit_test(a_wrong_code),
		cmocka_unit_test(one_seat_a_browser),
		cmocka_unit_test(who_is_in_already),
		cmocka_unit_test(a_seat_is_no_session),
		cmocka_unit_test(what_is_no_answer),
		cmocka_unit_test(two_consultants),
		cmocka_unit_test(settled_and_ended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
