/*
 * Links and those who come by them, leaders who begin alone, and what is left
 * when somebody is erased: nothing, in no byte of the file.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <signal.h>

#include "access_case.h"
#include "app/portfolio.h"

static struct office o;
static struct small_case c;

static int open_one(void **state)
{
	(void)state;
	office_open(&o);
	c = cases_add(&o.f, "epicerie");
	return 0;
}

static int close_one(void **state)
{
	(void)state;
	office_close(&o);
	return 0;
}

static struct link wanted_link(enum link_kind kind, enum group group)
{
	return (struct link){ .kind = kind, .chain = c.chain,
			      .round = c.round, .group = group };
}

static struct str add_link(struct link wanted)
{
	struct str secret = STR_NONE;

	assert_true(access_add_link(&o.desk, &wanted, &secret));
	return secret;
}

/* Under a new token; the session as it was told, or NULL. */
static const struct session *trade(struct str secret, struct str *token)
{
	const struct session *told = NULL, *read;
	struct str fresh = office_token(&o);

	if (!access_trade(&o.desk, secret, fresh, &told))
		return NULL;
	read = access_session(&o.desk, fresh);
	assert_non_null(read);
	assert_int_equal(read->kind, SESSION_RESPONDENT);
	assert_true(str_eq(read->chain, told->chain));
	assert_true(str_eq(read->round, told->round));
	assert_true(str_eq(read->respondent, told->respondent));
	assert_true(str_eq(read->begun, told->begun));
	assert_true(str_eq(read->expires, told->expires));
	assert_true(str_eq(read->link, told->link));
	assert_int_equal(read->group, told->group);
	assert_int_equal(read->self, told->self);
	if (token != NULL)
		*token = fresh;
	return read;
}

static uint32_t used(uint32_t which)
{
	uint32_t count;
	const struct link *all = access_links(&o.desk, c.round, &count);

	assert_true(which < count);
	return all[which].used;
}

static void erase(struct str who)
{
	assert_int_equal(store_erase_person(o.desk.store, &noon, c.chain, who,
					    &o.f.diags), STORE_DONE);
}

/* --- by a shared link ---------------------------------------------------- */

static void whoever_has_a_groups_link_is_one_more(void **state)
{
	struct str secret = add_link(wanted_link(LINK_GROUP, GROUP_EXPERTS));
	struct str one, other, expert = new_id(&o.f), second = new_id(&o.f);
	struct change people[] = {
		make_person(&o.f, c.chain, c.round, expert, "Comptable",
			    GROUP_EXPERTS),
		make_person(&o.f, c.chain, c.round, second, "Avocate",
			    GROUP_EXPERTS),
	};
	const struct session *s = trade(secret, &one);

	(void)state;
	assert_int_equal(s->respondent.len, 0);
	assert_int_equal(s->group, GROUP_EXPERTS);
	assert_true(str_is(s->begun, "2026-11-22T14:05:09Z"));
	/* 180 days: 8 of November, 31, 31, 28, 31, 30, and 21. */
	assert_true(str_is(s->expires, "2027-05-21T14:05:09Z"));
	assert_non_null(trade(secret, &other));
	assert_int_equal(used(0), 2);
	assert_true(desk_save(&o.desk, people, 2));
	/* Not somebody of another group, nor nobody. */
	assert_false(access_seat_respondent(&o.desk, one, c.leader));
	assert_string_equal(office_said(&o), "access-gone");
	assert_false(access_seat_respondent(&o.desk, one, STR("nobody")));
	assert_true(access_seat_respondent(&o.desk, one, expert));
	assert_true(str_eq(access_session(&o.desk, one)->respondent, expert));
	/* Once. */
	assert_false(access_seat_respondent(&o.desk, one, second));
	assert_true(access_seat_respondent(&o.desk, other, second));
	assert_false(access_seat_respondent(&o.desk, office_token(&o),
					    second));
}

static void nobody_sits_in_another_round(void **state)
{
	struct small_case there = cases_add(&o.f, "boulangerie");
	struct str secret = add_link(wanted_link(LINK_GROUP, GROUP_LEADERS));
	struct str token;

	(void)state;
	assert_non_null(trade(secret, &token));
	assert_false(access_seat_respondent(&o.desk, token, there.leader));
	assert_true(access_seat_respondent(&o.desk, token, c.leader));
}

/* Dates, no hour, and not which link: by what an outsider reads. */
static void of_the_staff_dates_alone_are_kept(void **state)
{
	struct str secret = add_link(wanted_link(LINK_GROUP, GROUP_STAFF));
	struct link back = wanted_link(LINK_RESUME, GROUP_LEADERS);
	struct str token, code;
	const struct session *s = trade(secret, &token);

	(void)state;
	assert_true(str_is(s->begun, "2026-11-22"));
	assert_true(str_is(s->expires, "2027-05-21"));
	assert_int_equal(s->link.len, 0);
	assert_int_equal(s->used.len, 0);
	assert_true(access_seat_respondent(&o.desk, token, c.staff));
	back.respondent = c.staff;
	code = add_link(back);
	for (int i = 0; i < 3; i++) {
		s = trade(code, NULL);
		assert_true(str_eq(s->respondent, c.staff));
		assert_int_equal(s->group, GROUP_STAFF);
		assert_int_equal(s->link.len, 0);
		assert_int_equal(s->begun.len, 10);
	}
	assert_int_equal(office_count(&o, "SELECT count(*) FROM session "
				      "WHERE team = 'staff' AND "
				      "length(begun) = 10 AND used IS NULL "
				      "AND link IS NULL"), 4);
	assert_int_equal(office_count(&o, "SELECT used FROM link "
				      "WHERE kind = 'resume'"), 0);
	assert_int_equal(used(0), 1);
}

/* The file itself refuses an hour, whoever forgets. */
static void the_file_refuses_an_hour_of_the_staff(void **state)
{
	struct session s = { .kind = SESSION_RESPONDENT, .chain = c.chain,
			     .round = c.round, .group = GROUP_STAFF };
	static const char *const wrong[] = {
		"INSERT INTO session SELECT zeroblob(32), kind, account, "
		"chain, round, respondent, team, together, link, room, self, "
		"'2026-11-22T14:05:09Z', used, expires FROM session",
		"INSERT INTO session SELECT zeroblob(32), kind, account, "
		"chain, round, respondent, team, together, 'a link', room, "
		"self, begun, used, expires FROM session",
		"UPDATE session SET used = '2026-11-22T14:05:09Z'",
	};
	sqlite3 *db;

	(void)state;
	assert_true(access_open_session(&o.desk, office_token(&o), &s));
	assert_int_equal(sqlite3_open(o.f.path, &db), SQLITE_OK);
	for (int i = 0; i < 3; i++)
		assert_int_equal(sqlite3_exec(db, wrong[i], NULL, NULL, NULL),
				 SQLITE_CONSTRAINT);
	sqlite3_close(db);
}

/* --- by a link of one's own ---------------------------------------------- */

static void a_person_is_the_same_each_time(void **state)
{
	struct link wanted = wanted_link(LINK_PERSON, GROUP_EXPERTS);
	struct str first, second, who;
	const struct respondent_record *people;
	uint32_t count;

	(void)state;
	wanted.name = STR(" Comptable ");
	first = add_link(wanted);
	second = add_link(wanted);
	who = trade(first, NULL)->respondent;
	assert_int_equal(who.len, 32);
	assert_true(str_eq(trade(first, NULL)->respondent, who));
	assert_true(str_eq(trade(second, NULL)->respondent, who));
	people = store_respondents(o.desk.store, o.f.arena, c.round, &count);
	assert_int_equal(count, 3);
	assert_true(str_is(people[0].name, "Comptable"));
	assert_int_equal(people[0].group, GROUP_EXPERTS);
	/* Somebody who is there already: the leader of the case. */
	wanted.name = STR("Directrice");
	wanted.group = GROUP_LEADERS;
	assert_true(str_eq(trade(add_link(wanted), NULL)->respondent,
			   c.leader));
}

/* It stands for all: nobody is added to it. */
static void an_agreed_set_stays_alone(void **state)
{
	struct link wanted = wanted_link(LINK_PERSON, GROUP_EXPERTS);
	struct respondent_record all = { .id = new_id(&o.f),
					 .round = c.round, .agreed = true,
					 .group = GROUP_LEADERS };
	struct change change =
	    change_respondent(o.f.arena, &noon, c.chain, &all);
	uint32_t count;

	(void)state;
	assert_true(desk_save(&o.desk, &change, 1));
	wanted.name = STR("Comptable");
	assert_int_equal(trade(add_link(wanted), NULL)->respondent.len, 0);
	store_respondents(o.desk.store, o.f.arena, c.round, &count);
	assert_int_equal(count, 3);
}

static void links_that_are_none(void **state)
{
	struct link wanted = wanted_link(LINK_PERSON, GROUP_STAFF);
	struct small_case there = cases_add(&o.f, "boulangerie");
	struct str secret;

	(void)state;
	wanted.name = STR("Quelqu'un");
	assert_false(access_add_link(&o.desk, &wanted, &secret));
	assert_string_equal(office_said(&o), "staff-by-name");
	wanted.group = GROUP_EXPERTS;
	wanted.name = STR("");
	assert_false(access_add_link(&o.desk, &wanted, &secret));
	assert_string_equal(office_said(&o), "interview-name");
	wanted = wanted_link(LINK_GROUP, GROUP_STAFF);
	wanted.round = there.round;
	assert_false(access_add_link(&o.desk, &wanted, &secret));
	assert_string_equal(office_said(&o), "access-gone");
	wanted = wanted_link(LINK_RESUME, GROUP_STAFF);
	wanted.respondent = there.staff;
	assert_false(access_add_link(&o.desk, &wanted, &secret));
	assert_string_equal(office_said(&o), "access-gone");
}

/* Unknown, expired, revoked, used: the same words. */
static void what_opens_nothing(void **state)
{
	struct link wanted = wanted_link(LINK_GROUP, GROUP_LEADERS);
	struct str once, kept, setup;
	uint32_t count;

	(void)state;
	wanted.once = true;
	wanted.expires = STR("2026-11-23");
	once = add_link(wanted);
	wanted.once = false;
	kept = add_link(wanted);
	assert_true(access_first_secret(&o.desk, &setup));
	assert_non_null(trade(once, NULL));
	assert_null(trade(once, NULL));
	assert_string_equal(office_said(&o), "link-worthless");
	assert_null(trade(setup, NULL));
	assert_null(trade(office_token(&o), NULL));
	assert_null(trade(STR_NONE, NULL));
	assert_null(trade(STR("nonsense"), NULL));
	/* The day on which it expires is its last. */
	office_at(&o, "2026-11-23T23:59:59Z");
	assert_non_null(trade(kept, NULL));
	office_at(&o, "2026-11-24T00:00:00Z");
	assert_null(trade(kept, NULL));
	assert_non_null(access_links(&o.desk, c.round, &count));
	assert_int_equal(count, 2);
	for (size_t i = 0; i < o.f.diags.count; i++)
		assert_int_equal(o.f.diags.items[i].message, MSG_ACCESS_LINK);
}

/* As it is pasted from a page or typed from paper. */
static void a_code_is_typed(void **state)
{
	struct str secret = add_link(wanted_link(LINK_GROUP, GROUP_LEADERS));
	struct str printed = secret_printed(o.f.arena, secret);
	struct buf lower = buf_make(o.f.arena);

	(void)state;
	for (size_t i = 0; i < printed.len; i++)
		buf_char(&lower, printed.at[i] >= 'A'
				     ? (char)(printed.at[i] | 0x20)
				     : printed.at[i]);
	assert_non_null(access_link(&o.desk, buf_view(&lower)));
	assert_non_null(trade(buf_view(&lower), NULL));
}

static void a_revoked_link_puts_out(void **state)
{
	struct link wanted = wanted_link(LINK_PERSON, GROUP_EXPERTS);
	struct str secret, token;
	const struct link *all;
	uint32_t count;

	(void)state;
	wanted.name = STR("Comptable");
	secret = add_link(wanted);
	wanted.name = STR("Jamais-venue");
	add_link(wanted);
	assert_non_null(trade(secret, &token));
	all = access_links(&o.desk, c.round, &count);
	assert_int_equal(count, 2);
	assert_true(str_is(all[0].name, "Comptable"));
	assert_false(access_revoke_link(&o.desk, STR("nothing"), all[0].id));
	assert_true(access_revoke_link(&o.desk, c.chain, all[0].id));
	assert_null(access_session(&o.desk, token));
	assert_null(trade(secret, NULL));
	/* One that nobody used leaves nothing. */
	assert_true(access_revoke_link(&o.desk, c.chain, all[1].id));
	assert_false(access_revoke_link(&o.desk, c.chain, all[1].id));
	all = access_links(&o.desk, c.round, &count);
	assert_int_equal(count, 1);
	assert_true(all[0].revoked);
}

static void a_resume_code_takes_the_place_of_the_one_before(void **state)
{
	struct link wanted = wanted_link(LINK_RESUME, GROUP_EXPERTS);
	struct str first, second;
	const struct session *s;

	(void)state;
	wanted.respondent = c.leader;
	first = add_link(wanted);
	second = add_link(wanted);
	assert_null(trade(first, NULL));
	s = trade(second, NULL);
	/* Theirs, whatever was said. */
	assert_int_equal(s->group, GROUP_LEADERS);
	assert_true(str_eq(s->respondent, c.leader));
	assert_false(s->self);
	/* A year. */
	office_at(&o, "2027-11-22T12:00:00Z");
	assert_non_null(trade(second, NULL));
	office_at(&o, "2027-11-23T12:00:00Z");
	assert_null(trade(second, NULL));
}

/* --- how many came ------------------------------------------------------- */

static void how_many_came(void **state)
{
	struct link wanted = wanted_link(LINK_PERSON, GROUP_EXPERTS);
	struct case_view view = { .round = &(struct round_record){
					  .id = c.round } };
	struct response_rate rate;

	(void)state;
	wanted.name = STR("Comptable");
	trade(add_link(wanted), NULL);
	add_link(wanted);
	wanted.name = STR("Avocate");
	add_link(wanted);
	assert_true(access_expect_staff(&o.desk, c.chain, c.round, 20));
	assert_true(access_expect_staff(&o.desk, c.chain, c.round, 25));
	assert_false(access_expect_staff(&o.desk, c.chain, STR("nothing"),
					 25));
	view.respondents = store_respondents(o.desk.store, o.f.arena, c.round,
					     &view.respondent_count);
	rate = access_rate(&o.desk, &view);
	assert_int_equal(rate.invited[GROUP_EXPERTS], 2);
	assert_int_equal(rate.came[GROUP_EXPERTS], 1);
	assert_int_equal(rate.invited[GROUP_LEADERS], 0);
	assert_int_equal(rate.came[GROUP_LEADERS], 1);
	assert_int_equal(rate.invited[GROUP_STAFF], 25);
	assert_int_equal(rate.came[GROUP_STAFF], 1);
	assert_true(access_expect_staff(&o.desk, c.chain, c.round, 0));
	assert_int_equal(access_rate(&o.desk, &view).invited[GROUP_STAFF], 0);
}

/* --- alone --------------------------------------------------------------- */

static struct str begin_alone(const char *name, bool consultant,
			      struct str *code)
{
	struct alone wanted = { .client = STR("Épicerie du Coin"),
				.name = str_from(name),
				.agreed = { true, consultant, false } };
	struct str token = office_token(&o);

	assert_true(access_begin_alone(&o.desk, &wanted, token, code));
	return token;
}

static void a_leader_begins_alone(void **state)
{
	struct str code, token = begin_alone("Nadia Tremblay", false, &code);
	const struct session *s = access_session(&o.desk, token);
	bool agreed[PURPOSE_COUNT];
	struct case_view *view;
	const struct session *again;

	(void)state;
	assert_true(s->self);
	assert_int_equal(s->group, GROUP_LEADERS);
	view = case_view(&o.desk, s->chain, 0);
	assert_non_null(view);
	assert_true(str_eq(view->round->id, s->round));
	assert_int_equal(view->respondent_count, 1);
	assert_true(str_eq(view->respondents[0].id, s->respondent));
	assert_true(str_is(view->respondents[0].name, "Nadia Tremblay"));
	assert_true(str_is(view->record->client, "Épicerie du Coin"));
	assert_true(str_starts(view->record->name, "epicerie-du-coin-"));
	assert_true(case_name_is_good(view->record->name));
	assert_true(str_is(view->record->keep_until, "2027-11-22"));
	assert_non_null(case_score(&o.desk, view, view->pack));
	assert_true(access_agreed(&o.desk, s->respondent, agreed));
	assert_true(agreed[PURPOSE_RESULT]);
	assert_false(agreed[PURPOSE_CONSULTANT] || agreed[PURPOSE_STATISTICS]);
	again = trade(code, NULL);
	assert_true(again->self);
	assert_true(str_eq(again->respondent, s->respondent));
	/* Another of the same name is another case. */
	begin_alone("Nadia Tremblay", false, &code);
	assert_false(str_eq(trade(code, NULL)->chain, s->chain));
}

static bool is_case(struct str chain)
{
	uint32_t count;

	store_cases_named(o.desk.store, o.f.arena, chain, &count);
	return count > 0;
}

/* A year and nobody's word; a consultant's case waits for one. */
static void who_began_alone_is_erased_at_the_date(void **state)
{
	const struct alone alone = { .client = STR("Cordonnerie du Quai"),
				     .name = STR("Nadia Tremblay"),
				     .agreed = { true, true, false } };
	struct case_new wanted = { .client = STR("Moulin"),
				   .keep_until = STR("2027-11-22") };
	const struct case_record *desk = case_open_new(&o.desk, &wanted);
	const struct journal_entry *journal;
	const struct audit_entry *log;
	struct str code, chain, token = office_token(&o);
	uint32_t count;

	(void)state;
	assert_non_null(desk);
	assert_true(access_begin_alone(&o.desk, &alone, token, &code));
	chain = access_session(&o.desk, token)->chain;
	assert_true(access_is_alone(&o.desk, chain));
	assert_false(access_is_alone(&o.desk, desk->id));
	office_at(&o, "2027-11-22T23:59:59Z");
	assert_true(access_forget_past(&o.desk));
	assert_true(is_case(chain));
	assert_true(office_has_bytes(&o, alone.name));
	office_at(&o, "2027-11-23T00:00:00Z");
	assert_true(access_forget_past(&o.desk));
	assert_false(is_case(chain));
	assert_true(is_case(desk->id));
	assert_false(office_has_bytes(&o, alone.name));
	assert_false(office_has_bytes(&o, alone.client));
	assert_int_equal(office_count(&o, "SELECT count(*) FROM alone"), 0);
	journal = store_journal(o.desk.store, o.f.arena, chain, &count);
	assert_int_equal(count, 4);
	assert_int_equal(journal[0].payload.len, 0);
	assert_int_equal(journal[3].kind, CHANGE_ERASURE);
	assert_true(str_find(journal[3].payload, STR("2027-11-23"), 0) !=
		    SIZE_MAX);
	log = access_audit(&o.desk, 0, &count);
	assert_int_equal(count, 1);
	assert_true(str_eq(log[0].who, ACCESS_PROGRAM));
	assert_true(str_is(log[0].what, "case.expire"));
	assert_true(str_eq(log[0].of, str_sub(chain, 0, 8)));
	/* Once. */
	assert_true(access_forget_past(&o.desk));
	access_audit(&o.desk, 0, &count);
	assert_int_equal(count, 1);
}

/* With what it opened, but where it is dropped. Another's is not theirs to
   drop, nor is what they have open. */
static void a_code_is_dropped(void **state)
{
	struct str code, others, token = begin_alone("Odile Roy", false, &code);
	const struct session *s = access_session(&o.desk, token);
	const struct session *other =
	    access_session(&o.desk, begin_alone("Paul Roy", false, &others));

	struct str phone, theirs;

	(void)state;
	trade(code, &phone);
	trade(others, &theirs);
	assert_false(
	    access_drop_code(&o.desk, other->chain, s->respondent, token));
	assert_non_null(access_link(&o.desk, code));
	assert_non_null(access_session(&o.desk, phone));
	assert_true(access_drop_code(&o.desk, s->chain, s->respondent, token));
	assert_null(access_link(&o.desk, code));
	assert_non_null(access_link(&o.desk, others));
	assert_null(access_session(&o.desk, phone));
	assert_non_null(access_session(&o.desk, token));
	assert_non_null(access_session(&o.desk, theirs));
	/* With none left there is nothing to refuse. */
	assert_true(access_drop_code(&o.desk, s->chain, s->respondent, token));
}

/* Without an answer a case has no score: it is counted, or it is not there. */
static void statistics_ask_first(void **state)
{
	struct str code, token = begin_alone("Paul Gagné", true, &code);
	const struct session *s = access_session(&o.desk, token);
	bool agreed[PURPOSE_COUNT] = { true, true, true };
	uint32_t before = portfolio_of(&o.desk)->without_score;

	(void)state;
	assert_true(access_agree(&o.desk, s->chain, s->respondent, agreed));
	assert_int_equal(portfolio_of(&o.desk)->without_score, before + 1);
	agreed[PURPOSE_STATISTICS] = false;
	assert_true(access_agree(&o.desk, s->chain, s->respondent, agreed));
	assert_int_equal(portfolio_of(&o.desk)->without_score, before);
}

static void who_does_not_agree_does_not_begin(void **state)
{
	struct alone wanted = { .client = STR("Épicerie"),
				.name = STR("Nadia"),
				.agreed = { false, true, true } };
	struct str code;
	uint32_t before, count;

	(void)state;
	store_cases(o.desk.store, o.f.arena, &before);
	assert_false(access_begin_alone(&o.desk, &wanted, office_token(&o),
					&code));
	assert_string_equal(office_said(&o), "consent-needed");
	wanted.agreed[PURPOSE_RESULT] = true;
	wanted.name = STR("  ");
	assert_false(access_begin_alone(&o.desk, &wanted, office_token(&o),
					&code));
	wanted.name = STR("Nadia");
	wanted.client = STR("a\nb");
	assert_false(access_begin_alone(&o.desk, &wanted, office_token(&o),
					&code));
	store_cases(o.desk.store, o.f.arena, &count);
	assert_int_equal(count, before);
	/* An organisation without a name, or in letters we have no slug for. */
	wanted.client = STR_NONE;
	assert_true(access_begin_alone(&o.desk, &wanted, office_token(&o),
				       &code));
	wanted.client = STR("株式会社");
	assert_true(access_begin_alone(&o.desk, &wanted, office_token(&o),
				       &code));
}

/* Not even an administrator, until they agree. */
static void the_firm_reads_what_it_may(void **state)
{
	const struct account *ada = office_administrator(&o);
	struct str code, token = begin_alone("Nadia", false, &code);
	const struct session *s = access_session(&o.desk, token);
	bool agreed[PURPOSE_COUNT] = { true, true, false };
	uint32_t count;

	(void)state;
	assert_false(access_holds(&o.desk, ada, s->chain));
	assert_false(access_may(&o.desk, s->chain, PURPOSE_STATISTICS));
	access_cases(&o.desk, ada, &count);
	assert_int_equal(count, 1);
	assert_true(access_agree(&o.desk, s->chain, s->respondent, agreed));
	assert_true(access_holds(&o.desk, ada, s->chain));
	assert_false(access_may(&o.desk, s->chain, PURPOSE_STATISTICS));
	access_cases(&o.desk, ada, &count);
	assert_int_equal(count, 2);
	agreed[PURPOSE_CONSULTANT] = false;
	agreed[PURPOSE_STATISTICS] = true;
	assert_true(access_agree(&o.desk, s->chain, s->respondent, agreed));
	assert_false(access_holds(&o.desk, ada, s->chain));
	assert_true(access_may(&o.desk, s->chain, PURPOSE_STATISTICS));
	/* A case the firm opened is the firm's. */
	assert_true(access_may(&o.desk, c.chain, PURPOSE_CONSULTANT));
	assert_true(access_may(&o.desk, c.chain, PURPOSE_STATISTICS));
	assert_false(access_agree(&o.desk, c.chain, s->respondent, agreed));
	assert_string_equal(office_said(&o), "access-gone");
}

/* When they agreed, and until when. */
static void the_dates_of_consent_are_kept(void **state)
{
	struct str code, token = begin_alone("Nadia", true, &code);
	const struct session *s = access_session(&o.desk, token);
	bool agreed[PURPOSE_COUNT] = { true, true, false };

	(void)state;
	office_at(&o, "2026-12-01T10:00:00Z");
	assert_true(access_agree(&o.desk, s->chain, s->respondent, agreed));
	assert_int_equal(office_count(&o, "SELECT count(*) FROM consent WHERE "
				      "purpose = 'consultant' AND "
				      "given = '2026-11-22' AND "
				      "withdrawn IS NULL"), 1);
	agreed[PURPOSE_CONSULTANT] = false;
	assert_true(access_agree(&o.desk, s->chain, s->respondent, agreed));
	office_at(&o, "2026-12-02T10:00:00Z");
	assert_true(access_agree(&o.desk, s->chain, s->respondent, agreed));
	assert_int_equal(office_count(&o, "SELECT count(*) FROM consent WHERE "
				      "purpose = 'consultant' AND "
				      "given = '2026-11-22' AND "
				      "withdrawn = '2026-12-01'"), 1);
	/* What was never given is not said to be withdrawn. */
	assert_int_equal(office_count(&o, "SELECT count(*) FROM consent WHERE "
				      "purpose = 'statistics'"), 0);
}

/* --- erased -------------------------------------------------------------- */

static bool has_digest(struct str secret)
{
	struct digest d = digest_of(secret);
	unsigned char bytes[DIGEST_BYTES];

	digest_bytes(&d, bytes);
	return office_has_bytes(&o, (struct str){ (char *)bytes,
						  sizeof(bytes) }) ||
	       office_has_bytes(&o, (struct str){ d.hex, 32 });
}

static void a_person_is_erased_with_what_opens(void **state)
{
	struct str code, token = begin_alone("Nadia-Tremblay", true, &code);
	const struct session *s = access_session(&o.desk, token);
	struct str chain = s->chain, who = s->respondent;
	bool agreed[PURPOSE_COUNT];

	(void)state;
	assert_true(has_digest(token) && has_digest(code));
	assert_true(office_has_bytes(&o, STR("Nadia-Tremblay")));
	c.chain = chain;
	erase(who);
	assert_false(has_digest(token));
	assert_false(has_digest(code));
	assert_false(office_has_bytes(&o, STR("Nadia-Tremblay")));
	assert_false(office_has_bytes(&o, who));
	assert_null(access_session(&o.desk, token));
	assert_null(trade(code, NULL));
	access_agreed(&o.desk, who, agreed);
	assert_false(agreed[PURPOSE_RESULT]);
	assert_false(access_may(&o.desk, chain, PURPOSE_CONSULTANT));
	assert_int_equal(store_doctor(o.desk.store, false, &o.f.diags),
			 STORE_DONE);
}

/* The others of the round stay in, though all is derived again. */
static void the_others_stay(void **state)
{
	struct link wanted = wanted_link(LINK_PERSON, GROUP_EXPERTS);
	struct link back = wanted_link(LINK_RESUME, GROUP_STAFF);
	struct str secret, never, token, code;
	uint32_t count;

	(void)state;
	wanted.name = STR("Comptable-Unique");
	secret = add_link(wanted);
	trade(secret, &token);
	wanted.group = GROUP_LEADERS;
	wanted.name = STR("Directrice");
	never = add_link(wanted);
	back.respondent = c.staff;
	code = add_link(back);
	assert_true(access_expect_staff(&o.desk, c.chain, c.round, 9));
	erase(c.leader);
	/* Their name stood on a link that nobody had used. */
	assert_false(office_has_bytes(&o, STR("Directrice")));
	assert_null(access_link(&o.desk, never));
	assert_non_null(access_session(&o.desk, token));
	assert_non_null(access_link(&o.desk, secret));
	assert_non_null(trade(code, NULL));
	access_links(&o.desk, c.round, &count);
	assert_int_equal(count, 1);
	assert_int_equal(store_doctor(o.desk.store, true, &o.f.diags),
			 STORE_DONE);
	assert_non_null(access_session(&o.desk, token));
	/* The one who came by the link: it goes too. */
	erase(access_session(&o.desk, token)->respondent);
	assert_null(access_session(&o.desk, token));
	assert_null(access_link(&o.desk, secret));
	assert_false(office_has_bytes(&o, STR("Comptable-Unique")));
	assert_non_null(trade(code, NULL));
}

static void a_case_is_erased_with_what_opens(void **state)
{
	const struct account *ada = office_administrator(&o);
	struct link wanted = wanted_link(LINK_PERSON, GROUP_EXPERTS);
	struct session seat = { .kind = SESSION_SEAT, .chain = c.chain,
				.round = c.round, .room = STR("a-room") };
	struct str secret, token, seated = office_token(&o);
	const struct audit_entry *log;
	uint32_t count;

	(void)state;
	wanted.name = STR("Comptable-Unique");
	secret = add_link(wanted);
	trade(secret, &token);
	assert_true(access_open_session(&o.desk, seated, &seat));
	assert_true(access_expect_staff(&o.desk, c.chain, c.round, 9));
	assert_true(access_give_case(&o.desk, c.chain, ada->id));
	assert_true(access_note(&o.desk, STR("ada"), "look",
				STR("epicerie")));
	assert_int_equal(store_erase_case(o.desk.store, &noon, c.chain,
					  &o.f.diags), STORE_DONE);
	assert_null(access_session(&o.desk, token));
	assert_null(access_session(&o.desk, seated));
	assert_null(access_link(&o.desk, secret));
	assert_false(has_digest(token));
	assert_false(has_digest(seated));
	assert_false(has_digest(secret));
	assert_false(office_has_bytes(&o, STR("Comptable-Unique")));
	assert_false(office_has_bytes(&o, STR("epicerie")));
	assert_int_equal(office_count(&o, "SELECT (SELECT count(*) FROM link) "
		"+ (SELECT count(*) FROM session) + (SELECT count(*) FROM "
		"expected) + (SELECT count(*) FROM holding)"), 0);
	log = access_audit(&o.desk, 0, &count);
	assert_int_equal(count, 1);
	assert_true(str_eq(log[0].of, str_sub(c.chain, 0, 8)));
	assert_non_null(access_account(&o.desk, ada->id));
	assert_int_equal(store_doctor(o.desk.store, false, &o.f.diags),
			 STORE_DONE);
}

/* --- copies, the doctor -------------------------------------------------- */

static void a_whole_copy_has_it_and_a_portable_one_not(void **state)
{
	struct str secret = add_link(wanted_link(LINK_GROUP, GROUP_LEADERS));
	struct str token;
	char whole[128], one[128];
	struct desk copy = o.desk;
	struct str bytes;

	(void)state;
	office_administrator(&o);
	assert_non_null(trade(secret, &token));
	snprintf(whole, sizeof(whole), "%s/whole.jalon", o.f.folder);
	snprintf(one, sizeof(one), "%s/one.jalon", o.f.folder);
	assert_int_equal(store_backup(o.desk.store, whole, &o.f.diags),
			 STORE_DONE);
	assert_true(desk_open(&copy, whole, STORE_WRITE));
	assert_non_null(access_session(&copy, token));
	assert_non_null(access_link(&copy, secret));
	assert_true(access_has_accounts(&copy));
	desk_close(&copy);
	assert_int_equal(store_export(o.desk.store, c.chain, true, one,
				      &o.f.diags), STORE_DONE);
	copy = o.desk;
	assert_true(desk_open(&copy, one, STORE_WRITE));
	assert_null(access_session(&copy, token));
	assert_null(access_link(&copy, secret));
	assert_false(access_has_accounts(&copy));
	desk_close(&copy);
	assert_int_equal(file_read(o.f.arena, one, 64u << 20, &bytes), 0);
	assert_int_equal(str_find(bytes, STR("admin@example.ca"), 0),
			 SIZE_MAX);
}

/* What an outsider took away under them; the doctor drops it. */
static void the_doctor_drops_what_leads_nowhere(void **state)
{
	struct link back = wanted_link(LINK_RESUME, GROUP_STAFF);
	struct str token, code;
	sqlite3 *db;

	(void)state;
	back.respondent = c.leader;
	code = add_link(back);
	trade(code, &token);
	assert_int_equal(sqlite3_open(o.f.path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "UPDATE link SET respondent = "
		"'ffff'; UPDATE session SET respondent = 'ffff'; INSERT INTO "
		"expected SELECT 'ffff', key, 3 FROM chain", NULL, NULL,
		NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_null(access_session(&o.desk, token));
	assert_null(access_link(&o.desk, code));
	o.f.diags.count = o.f.diags.errors = 0;
	assert_int_equal(store_doctor(o.desk.store, false, &o.f.diags),
			 STORE_DONE);
	assert_string_equal(office_said(&o), "doctor-orphans");
	assert_true(str_is(o.f.diags.items[0].args[1], "3"));
	assert_int_equal(store_doctor(o.desk.store, true, &o.f.diags),
			 STORE_DONE);
	assert_string_equal(office_said(&o), "doctor-orphans-dropped");
	o.f.diags.count = o.f.diags.errors = 0;
	assert_int_equal(store_doctor(o.desk.store, false, &o.f.diags),
			 STORE_DONE);
	assert_int_equal(o.f.diags.count, 0);
}

/* --- several at once ----------------------------------------------------- */

enum { THREADS = 4, ROUNDS = 20 };

struct visitor {
	struct saver *saver;
	struct str secret;
	int number, opened, refused;
};

/* Each with a store, chance and arena of its own, as a worker has. */
static void *visit(void *context)
{
	struct visitor *v = context;
	struct arena *a = arena_open();
	uint64_t seed = 100 + (uint64_t)v->number;
	struct diags heard;
	struct desk d = { .arena = a, .diags = &heard,
			  .chance = { fill_counting, &seed },
			  .now = STR("2026-11-22T14:05:09Z"),
			  .today = STR("2026-11-22") };
	const struct session *s;

	diags_init(&heard, a);
	if (!desk_open(&d, o.f.path, STORE_WRITE))
		abort();
	d.saver = v->saver;
	if (access_trade(&d, v->secret, secret_make(a, &d.chance), &s))
		v->opened++;
	else
		v->refused++;
	desk_close(&d);
	arena_close(a);
	return NULL;
}

static void once_is_once_for_all(struct saver *saver)
{
	struct visitor visitors[THREADS];
	pthread_t threads[THREADS];
	struct link wanted = wanted_link(LINK_GROUP, GROUP_LEADERS);

	wanted.once = true;
	for (int round = 0; round < ROUNDS; round++) {
		struct str secret = add_link(wanted);
		int opened = 0, refused = 0;

		for (int i = 0; i < THREADS; i++) {
			visitors[i] = (struct visitor){ saver, secret,
				round * THREADS + i, 0, 0 };
			assert_int_equal(pthread_create(&threads[i], NULL,
							visit, &visitors[i]),
					 0);
		}
		for (int i = 0; i < THREADS; i++) {
			pthread_join(threads[i], NULL);
			opened += visitors[i].opened;
			refused += visitors[i].refused;
		}
		assert_int_equal(opened, 1);
		assert_int_equal(refused, THREADS - 1);
	}
	assert_int_equal(office_count(&o, "SELECT count(*) FROM session"),
			 ROUNDS);
}

static void once_is_once_through_a_saver(void **state)
{
	struct saver *saver = saver_open(o.desk.store);

	(void)state;
	o.desk.saver = saver;
	once_is_once_for_all(saver);
	o.desk.saver = NULL;
	saver_close(saver);
}

static void once_is_once_without_one(void **state)
{
	(void)state;
	once_is_once_for_all(NULL);
}

/* What one asks and is refused undoes nothing of another's. */
static enum store_result half_done(struct store *s, void *context,
				   struct diags *diags)
{
	const struct link *link = context;
	struct digest d = digest_of(STR("anything"));

	(void)diags;
	store_add_link(s, &d, link);
	return STORE_REFUSED;
}

static void a_refused_write_leaves_nothing(void **state)
{
	struct saver *saver = saver_open(o.desk.store);
	struct link link = wanted_link(LINK_GROUP, GROUP_LEADERS);

	(void)state;
	link.made = link.expires = o.desk.today;
	for (int i = 0; i < 2; i++) {
		o.desk.saver = i == 0 ? saver : NULL;
		assert_false(desk_write(&o.desk, half_done, &link));
		assert_false(o.desk.failed);
		assert_int_equal(office_count(&o, "SELECT count(*) FROM link"),
				 0);
	}
	/* What the tables themselves refuse, too. */
	link.expires = STR_NONE;
	for (int i = 0; i < 2; i++) {
		o.desk.saver = i == 0 ? saver : NULL;
		assert_int_equal(o.desk.saver != NULL
				     ? saver_do(saver, half_done, &link,
						&o.f.diags)
				     : store_do(o.desk.store, half_done, &link,
						&o.f.diags),
				 STORE_REFUSED);
	}
	saver_close(saver);
	o.desk.saver = NULL;
	add_link(wanted_link(LINK_GROUP, GROUP_LEADERS));
}

/* A disk without room: nothing is acknowledged, and who is in stays in. */
static void a_full_disk_opens_nothing(void **state)
{
	const struct account *ada = office_administrator(&o);
	struct session wanted = { .kind = SESSION_ACCOUNT,
				  .account = ada->id };
	struct str token = office_token(&o), other = office_token(&o);
	struct rlimit before, none;

	(void)state;
	assert_true(access_open_session(&o.desk, token, &wanted));
	getrlimit(RLIMIT_FSIZE, &before);
	none = (struct rlimit){ 4096, before.rlim_max };
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &none);
	assert_false(access_open_session(&o.desk, other, &wanted));
	assert_string_equal(office_said(&o), "store-full");
	assert_true(o.desk.failed);
	o.desk.failed = false;
	office_at(&o, "2026-11-22T15:05:09Z");
	assert_non_null(access_session(&o.desk, token));
	assert_false(o.desk.failed);
	setrlimit(RLIMIT_FSIZE, &before);
	assert_null(access_session(&o.desk, other));
	assert_true(access_open_session(&o.desk, other, &wanted));
}

#define TEST(function)                                                         \
	{ #function, function, open_one, close_one, NULL }

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(whoever_has_a_groups_link_is_one_more),
		TEST(nobody_sits_in_another_round),
		TEST(of_the_staff_dates_alone_are_kept),
		TEST(the_file_refuses_an_hour_of_the_staff),
		TEST(a_person_is_the_same_each_time),
		TEST(an_agreed_set_stays_alone),
		TEST(links_that_are_none),
		TEST(what_opens_nothing),
		TEST(a_code_is_typed),
		TEST(a_revoked_link_puts_out),
		TEST(a_resume_code_takes_the_place_of_the_one_before),
		TEST(how_many_came),
		TEST(a_leader_begins_alone),
		TEST(who_began_alone_is_erased_at_the_date),
		TEST(statistics_ask_first),
		TEST(a_code_is_dropped),
		TEST(who_does_not_agree_does_not_begin),
		TEST(the_firm_reads_what_it_may),
		TEST(the_dates_of_consent_are_kept),
		TEST(a_person_is_erased_with_what_opens),
		TEST(the_others_stay),
		TEST(a_case_is_erased_with_what_opens),
		TEST(a_whole_copy_has_it_and_a_portable_one_not),
		TEST(the_doctor_drops_what_leads_nowhere),
		TEST(once_is_once_through_a_saver),
		TEST(once_is_once_without_one),
		TEST(a_refused_write_leaves_nothing),
		TEST(a_full_disk_opens_nothing),
	};

	return _cmocka_run_group_tests("access links", tests,
				       sizeof(tests) / sizeof(tests[0]), NULL,
				       NULL);
}
