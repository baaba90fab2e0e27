/*
 * Who may come in: accounts and how they are set up, coming in, second
 * factor, which case is whose, sessions and how they end, the log, incidents.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <sqlite3.h>

#include "access_case.h"

#include "../../src/app/access_part.h"

static struct office o;

static int open_one(void **state)
{
	(void)state;
	office_open(&o);
	return 0;
}

static int close_one(void **state)
{
	(void)state;
	office_close(&o);
	return 0;
}

static enum login_result come_in(const char *login, const char *password,
				 struct str code, int64_t now)
{
	const struct account *account = NULL;
	enum login_result result =
	    access_login(&o.desk, str_from(login), str_from(password), code,
			 now, &account);

	assert_int_equal(result == LOGIN_DONE, account != NULL);
	return result;
}

static struct str account_session(const struct account *account)
{
	struct session wanted = { .kind = SESSION_ACCOUNT,
				  .account = account->id };
	struct str token = office_token(&o);

	assert_true(access_open_session(&o.desk, token, &wanted));
	return token;
}

/* --- the first account --------------------------------------------------- */

static void the_first_account_is_made_once(void **state)
{
	const struct account *account;
	struct str one, other;

	(void)state;
	assert_false(access_has_accounts(&o.desk));
	assert_true(access_first_secret(&o.desk, &one));
	assert_true(access_first_secret(&o.desk, &other));
	/* The second takes the place of the first. */
	assert_null(access_link(&o.desk, one));
	assert_string_equal(office_said(&o), "link-worthless");
	assert_non_null(access_link(&o.desk, other));
	assert_true(access_set_up(&o.desk, other, STR("Ada@Example.CA "),
				  STR(" Ada "), str_from(good_password),
				  &account));
	assert_true(str_is(account->login, "ada@example.ca"));
	assert_true(str_is(account->name, "Ada"));
	assert_int_equal(account->role, ROLE_ADMINISTRATOR);
	assert_true(account->ready && !account->second_factor);
	assert_true(access_has_accounts(&o.desk));
	assert_false(access_first_secret(&o.desk, &one));
	assert_string_equal(office_said(&o), "accounts-exist");
	assert_false(access_set_up(&o.desk, other, STR("b@example.ca"),
				   STR("B"), str_from(good_password),
				   &account));
	assert_string_equal(office_said(&o), "link-worthless");
}

/* Nothing that is wrong uses the secret up. */
static const struct {
	const char *login, *name, *password, *slug;
} wrong_set_ups[] = {
	{ "ada", "Ada", good_password, "account-login" },
	{ "@example.ca", "Ada", good_password, "account-login" },
	{ "ada@", "Ada", good_password, "account-login" },
	{ "ada@b@c", "Ada", good_password, "account-login" },
	{ "ada b@c", "Ada", good_password, "account-login" },
	{ "", "Ada", good_password, "account-login" },
	{ "ada@example.ca", " ", good_password, "interview-name" },
	{ "ada@example.ca", "A\nB", good_password, "interview-name" },
	{ "ada@example.ca", "Ada", "short", "password-short" },
	{ "ada@example.ca", "Ada", "motdepasse2026", "password-common" },
	{ "ada@example.ca", "Ada", "ADA@example.ca", "password-is-login" },
};

static void a_wrong_set_up_is_refused(void **state)
{
	const struct account *account = NULL;
	struct str secret;

	(void)state;
	assert_true(access_first_secret(&o.desk, &secret));
	for (size_t i = 0;
	     i < sizeof(wrong_set_ups) / sizeof(wrong_set_ups[0]); i++) {
		assert_false(access_set_up(
		    &o.desk, secret, str_from(wrong_set_ups[i].login),
		    str_from(wrong_set_ups[i].name),
		    str_from(wrong_set_ups[i].password), &account));
		assert_string_equal(office_said(&o), wrong_set_ups[i].slug);
	}
	assert_true(access_set_up(&o.desk, secret, STR("ada@example.ca"),
				  STR("Ada"), str_from(good_password),
				  &account));
}

static void a_set_up_link_expires(void **state)
{
	const struct account *account;
	struct account wanted = { .login = STR("b@example.ca"),
				  .name = STR("B") };
	struct str secret;

	(void)state;
	/* 24 hours for the first. */
	assert_true(access_first_secret(&o.desk, &secret));
	office_at(&o, "2026-11-23T14:05:08Z");
	assert_non_null(access_link(&o.desk, secret));
	office_at(&o, "2026-11-23T14:05:09Z");
	assert_null(access_link(&o.desk, secret));
	assert_false(access_set_up(&o.desk, secret, STR("b@example.ca"),
				   STR("B"), str_from(good_password),
				   &account));
	office_administrator(&o);
	/* Seven days for the others. */
	assert_true(access_add_account(&o.desk, &wanted, &secret));
	office_at(&o, "2026-11-30T14:05:08Z");
	assert_non_null(access_link(&o.desk, secret));
	office_at(&o, "2026-11-30T14:05:09Z");
	assert_null(access_link(&o.desk, secret));
}

/* --- accounts ------------------------------------------------------------ */

static void accounts_are_listed_by_name(void **state)
{
	const struct account *all;
	struct account b;
	uint32_t count;

	(void)state;
	office_administrator(&o);
	b = *office_account(&o, "b@example.ca", ROLE_TRAINER);
	office_account(&o, "a@example.ca", ROLE_CONSULTANT);
	b.disabled = true;
	b.name = STR("0");
	assert_true(access_change_account(&o.desk, &b));
	all = access_accounts(&o.desk, &count);
	assert_int_equal(count, 3);
	assert_true(str_is(all[0].name, "a@example.ca"));
	assert_true(str_is(all[1].name, "Ada"));
	assert_true(str_is(all[2].name, "0") && all[2].disabled);
	assert_int_equal(all[2].role, ROLE_TRAINER);
	assert_null(access_account(&o.desk, STR("nobody")));
	b.id = STR("nobody");
	assert_false(access_change_account(&o.desk, &b));
	assert_string_equal(office_said(&o), "unknown-account");
}

static void a_login_is_taken_once(void **state)
{
	struct account wanted = { .login = STR("ADMIN@example.ca"),
				  .name = STR("Autre") };
	struct account b;
	struct str secret;

	(void)state;
	office_administrator(&o);
	assert_false(access_add_account(&o.desk, &wanted, &secret));
	assert_string_equal(office_said(&o), "login-taken");
	b = *office_account(&o, "b@example.ca", ROLE_TRAINER);
	b.login = STR("admin@example.ca");
	assert_false(access_change_account(&o.desk, &b));
	assert_string_equal(office_said(&o), "login-taken");
}

static void the_last_administrator_stays(void **state)
{
	struct account ada, second;
	struct account wanted = { .login = STR("c@example.ca"),
				  .name = STR("C"),
				  .role = ROLE_ADMINISTRATOR };
	struct str secret;

	(void)state;
	ada = *office_administrator(&o);
	ada.disabled = true;
	assert_false(access_change_account(&o.desk, &ada));
	assert_string_equal(office_said(&o), "last-administrator");
	/* One that was never set up cannot come in. */
	assert_true(access_add_account(&o.desk, &wanted, &secret));
	assert_false(access_change_account(&o.desk, &ada));
	ada.disabled = false;
	ada.role = ROLE_TRAINER;
	assert_false(access_change_account(&o.desk, &ada));
	second = *office_account(&o, "d@example.ca", ROLE_ADMINISTRATOR);
	assert_true(access_change_account(&o.desk, &ada));
	second.disabled = true;
	assert_false(access_change_account(&o.desk, &second));
}

static void a_reset_ends_all_there_was(void **state)
{
	const struct account *b;
	struct str first, second, token;

	(void)state;
	office_administrator(&o);
	b = office_account(&o, "b@example.ca", ROLE_CONSULTANT);
	token = account_session(b);
	assert_true(access_reset_account(&o.desk, b->id, &first));
	assert_true(access_reset_account(&o.desk, b->id, &second));
	assert_null(access_session(&o.desk, token));
	assert_false(access_account(&o.desk, b->id)->ready);
	assert_int_equal(come_in("b@example.ca", good_password, STR_NONE,
				 OFFICE_NOW), LOGIN_WRONG);
	assert_null(access_link(&o.desk, first));
	assert_true(access_set_up(&o.desk, second, STR_NONE, STR_NONE,
				  STR("quatre mots bien choisis"), &b));
	assert_int_equal(come_in("b@example.ca", "quatre mots bien choisis",
				 STR_NONE, OFFICE_NOW), LOGIN_DONE);
	assert_false(access_reset_account(&o.desk, STR("nobody"), &first));
}

static void a_password_is_changed(void **state)
{
	const struct account *ada = office_administrator(&o);
	struct str here = account_session(ada), there = account_session(ada);

	(void)state;
	assert_false(access_change_password(&o.desk, ada->id,
					    STR("not the password"),
					    STR("quatre mots bien choisis"),
					    here));
	assert_string_equal(office_said(&o), "wrong-password");
	assert_false(access_change_password(&o.desk, ada->id,
					    str_from(good_password),
					    STR("short"), here));
	assert_non_null(access_session(&o.desk, there));
	assert_true(access_change_password(&o.desk, ada->id,
					   str_from(good_password),
					   STR("quatre mots bien choisis"),
					   here));
	assert_non_null(access_session(&o.desk, here));
	assert_null(access_session(&o.desk, there));
	assert_int_equal(come_in("admin@example.ca", good_password, STR_NONE,
				 OFFICE_NOW), LOGIN_WRONG);
	assert_int_equal(come_in("admin@example.ca",
				 "quatre mots bien choisis", STR_NONE,
				 OFFICE_NOW), LOGIN_DONE);
}

/* Between checking the old one and writing the new, it was changed. */
static void a_password_changed_meanwhile_stays(void **state)
{
	const struct account *ada = office_administrator(&o);
	struct account_writing late = { .what = ACCOUNT_PASSWORD };

	(void)state;
	late.record = *access_record(&o.desk, ada->id);
	late.was = late.record.password;
	assert_true(access_change_password(&o.desk, ada->id,
					   str_from(good_password),
					   STR("quatre mots bien choisis"),
					   STR_NONE));
	assert_false(access_write_account(&o.desk, &late));
	assert_string_equal(office_said(&o), "wrong-password");
	assert_int_equal(come_in("admin@example.ca",
				 "quatre mots bien choisis", STR_NONE,
				 OFFICE_NOW), LOGIN_DONE);
}

/* --- coming in ----------------------------------------------------------- */

static void who_comes_in(void **state)
{
	struct account b;
	struct account wanted = { .login = STR("c@example.ca"),
				  .name = STR("C") };
	struct str secret;

	(void)state;
	office_administrator(&o);
	b = *office_account(&o, "b@example.ca", ROLE_CONSULTANT);
	assert_int_equal(come_in("B@Example.ca", good_password, STR_NONE,
				 OFFICE_NOW), LOGIN_DONE);
	assert_int_equal(come_in("b@example.ca", "tuile marche bol neuF",
				 STR_NONE, OFFICE_NOW), LOGIN_WRONG);
	assert_int_equal(come_in("x@example.ca", good_password, STR_NONE,
				 OFFICE_NOW), LOGIN_WRONG);
	assert_int_equal(come_in("", "", STR_NONE, OFFICE_NOW), LOGIN_WRONG);
	b.disabled = true;
	assert_true(access_change_account(&o.desk, &b));
	assert_int_equal(come_in("b@example.ca", good_password, STR_NONE,
				 OFFICE_NOW), LOGIN_WRONG);
	/* Not set up yet. */
	assert_true(access_add_account(&o.desk, &wanted, &secret));
	assert_int_equal(come_in("c@example.ca", "", STR_NONE, OFFICE_NOW),
			 LOGIN_WRONG);
	assert_int_equal(o.f.diags.count, 0);
}

static struct str code_at(struct str factor, int64_t now)
{
	unsigned char key[TOTP_BYTES];
	struct buf b = buf_make(o.f.arena);

	assert_true(totp_key_read(factor, key));
	buf_fmt(&b, "%06u", totp_code(key, now / TOTP_STEP));
	return buf_view(&b);
}

static void a_second_factor(void **state)
{
	const struct account *ada = office_administrator(&o);
	struct str factor = access_propose_factor(&o.desk);
	int64_t now = OFFICE_NOW, later = now + 60;

	(void)state;
	assert_false(access_take_factor(&o.desk, ada->id, factor,
					STR("000000x"), now));
	assert_string_equal(office_said(&o), "wrong-code");
	assert_false(access_take_factor(&o.desk, ada->id, STR("nonsense"),
					code_at(factor, now), now));
	assert_true(access_take_factor(&o.desk, ada->id, factor,
				       code_at(factor, now), now));
	assert_true(access_account(&o.desk, ada->id)->second_factor);
	/* The password alone is not enough; nor the code that served. */
	assert_int_equal(come_in("admin@example.ca", good_password, STR_NONE,
				 now), LOGIN_NEEDS_CODE);
	assert_int_equal(come_in("admin@example.ca", good_password,
				 code_at(factor, now), now),
			 LOGIN_NEEDS_CODE);
	assert_int_equal(come_in("admin@example.ca", "not the password",
				 code_at(factor, later), later), LOGIN_WRONG);
	assert_int_equal(come_in("admin@example.ca", good_password,
				 code_at(factor, later), later), LOGIN_DONE);
	assert_int_equal(come_in("admin@example.ca", good_password,
				 code_at(factor, later), later),
			 LOGIN_NEEDS_CODE);
	assert_false(access_drop_factor(&o.desk, ada->id,
					STR("not the password")));
	assert_true(access_drop_factor(&o.desk, ada->id,
				       str_from(good_password)));
	assert_int_equal(come_in("admin@example.ca", good_password, STR_NONE,
				 later), LOGIN_DONE);
}

/* --- which account, which case ------------------------------------------- */

static void a_case_is_seen_by_who_was_given_it(void **state)
{
	struct small_case one = cases_add(&o.f, "epicerie"),
			  other = cases_add(&o.f, "boulangerie");
	const struct account *ada = office_administrator(&o);
	struct account b = *office_account(&o, "b@example.ca",
					   ROLE_CONSULTANT);
	const struct case_record *cases;
	const struct account *holders;
	uint32_t count;

	(void)state;
	assert_true(access_holds(&o.desk, ada, one.chain));
	assert_false(access_holds(&o.desk, &b, one.chain));
	assert_true(access_give_case(&o.desk, one.chain, b.id));
	assert_true(access_give_case(&o.desk, one.chain, b.id));
	assert_true(access_holds(&o.desk, &b, one.chain));
	assert_false(access_holds(&o.desk, &b, other.chain));
	assert_false(access_holds(&o.desk, &b, STR("nothing")));
	assert_false(access_holds(&o.desk, ada, STR("nothing")));
	cases = access_cases(&o.desk, &b, &count);
	assert_int_equal(count, 1);
	assert_true(str_is(cases[0].name, "epicerie"));
	cases = access_cases(&o.desk, ada, &count);
	assert_int_equal(count, 2);
	assert_true(str_is(cases[0].name, "boulangerie"));
	holders = access_holders(&o.desk, one.chain, &count);
	assert_int_equal(count, 1);
	assert_true(str_eq(holders[0].id, b.id));
	b.disabled = true;
	assert_false(access_holds(&o.desk, &b, one.chain));
	access_cases(&o.desk, &b, &count);
	assert_int_equal(count, 0);
	b.disabled = false;
	assert_true(access_take_case(&o.desk, one.chain, b.id));
	assert_false(access_holds(&o.desk, &b, one.chain));
	assert_false(access_give_case(&o.desk, one.chain, STR("nobody")));
}

static void cases_past_their_date(void **state)
{
	static const char *const until[] = { "2026-11-20", "2026-11-21",
					     "2026-11-22", "" };
	const struct case_record *due;
	uint32_t count;

	(void)state;
	for (int i = 3; i >= 0; i--) {
		struct small_case c = cases_add(&o.f, "cas");
		struct case_record r = { .id = c.chain, .name = STR("cas"),
					 .client = STR("Cas"),
					 .opened = STR("2026-01-01"),
					 .keep_until = str_from(until[i]) };
		struct change change = change_case(o.f.arena, &noon, &r);

		assert_true(desk_save(&o.desk, &change, 1));
	}
	due = access_due(&o.desk, &count);
	assert_int_equal(count, 2);
	assert_true(str_is(due[0].keep_until, "2026-11-20"));
	assert_true(str_is(due[1].keep_until, "2026-11-21"));
}

/* --- sessions ------------------------------------------------------------ */

static void an_account_must_not_stay_idle(void **state)
{
	struct str token = account_session(office_administrator(&o));

	(void)state;
	assert_null(access_session(&o.desk, office_token(&o)));
	assert_null(access_session(&o.desk, STR_NONE));
	/* 12 hours, from the last time that was noted. */
	office_at(&o, "2026-11-23T02:05:08Z");
	assert_non_null(access_session(&o.desk, token));
	office_at(&o, "2026-11-23T14:05:07Z");
	assert_non_null(access_session(&o.desk, token));
	office_at(&o, "2026-11-24T02:05:07Z");
	assert_null(access_session(&o.desk, token));
}

/* A quarter of an hour: 14:05:09 is noted, 14:20:08 is not, 14:20:09 is. */
static void use_is_noted_seldom(void **state)
{
	struct str token = account_session(office_administrator(&o));

	(void)state;
	office_at(&o, "2026-11-22T14:20:08Z");
	assert_non_null(access_session(&o.desk, token));
	assert_int_equal(office_count(&o, "SELECT count(*) FROM session "
				      "WHERE used = '2026-11-22T14:05:09Z'"),
			 1);
	office_at(&o, "2026-11-22T14:20:09Z");
	assert_non_null(access_session(&o.desk, token));
	assert_int_equal(office_count(&o, "SELECT count(*) FROM session "
				      "WHERE used = '2026-11-22T14:20:09Z'"),
			 1);
}

static void an_account_comes_in_again_after_a_week(void **state)
{
	static const char *const used[] = {
		"2026-11-23T01:00:00Z", "2026-11-23T12:00:00Z",
		"2026-11-23T23:00:00Z", "2026-11-24T10:00:00Z",
		"2026-11-24T21:00:00Z", "2026-11-25T08:00:00Z",
		"2026-11-25T19:00:00Z", "2026-11-26T06:00:00Z",
		"2026-11-26T17:00:00Z", "2026-11-27T04:00:00Z",
		"2026-11-27T15:00:00Z", "2026-11-28T02:00:00Z",
		"2026-11-28T13:00:00Z", "2026-11-29T00:00:00Z",
		"2026-11-29T11:00:00Z", "2026-11-29T14:05:08Z",
	};
	struct str token = account_session(office_administrator(&o));

	(void)state;
	for (size_t i = 0; i < sizeof(used) / sizeof(used[0]); i++) {
		office_at(&o, used[i]);
		assert_non_null(access_session(&o.desk, token));
	}
	office_at(&o, "2026-11-29T14:05:09Z");
	assert_null(access_session(&o.desk, token));
}

static void sessions_are_closed(void **state)
{
	struct account ada = *office_administrator(&o);
	struct account b = *office_account(&o, "b@example.ca", ROLE_TRAINER);
	struct str one = account_session(&b), other = account_session(&b),
		   third = account_session(&b);

	(void)state;
	assert_true(access_close_session(&o.desk, one));
	assert_null(access_session(&o.desk, one));
	assert_non_null(access_session(&o.desk, other));
	assert_true(access_close_all(&o.desk, b.id));
	assert_null(access_session(&o.desk, other));
	assert_null(access_session(&o.desk, third));
	/* Disabled, they are over for good. */
	one = account_session(&b);
	b.disabled = true;
	assert_true(access_change_account(&o.desk, &b));
	assert_null(access_session(&o.desk, one));
	/* One that opens at that very moment, neither. */
	other = account_session(&b);
	assert_null(access_session(&o.desk, other));
	b.disabled = false;
	assert_true(access_change_account(&o.desk, &b));
	assert_null(access_session(&o.desk, one));
	(void)ada;
}

/* --- the log, incidents -------------------------------------------------- */

static void the_log_is_read_backwards(void **state)
{
	struct small_case c = cases_add(&o.f, "epicerie");
	const struct audit_entry *log;
	uint32_t count;

	(void)state;
	(void)c;
	assert_true(access_note(&o.desk, STR("ada@example.ca"), "login",
				STR_NONE));
	assert_true(access_note(&o.desk, STR("ada@example.ca"), "case.export",
				STR("epicerie")));
	assert_true(access_note(&o.desk, STR("ada@example.ca"),
				"account.add", STR("b@example.ca")));
	for (int i = 0; i < AUDIT_PAGE; i++)
		assert_true(access_note(&o.desk, STR("visitor"), "look",
					STR_NONE));
	log = access_audit(&o.desk, 0, &count);
	assert_int_equal(count, AUDIT_PAGE);
	assert_true(str_is(log[0].what, "look"));
	log = access_audit(&o.desk, log[AUDIT_PAGE - 1].number, &count);
	assert_int_equal(count, 3);
	assert_true(str_is(log[0].of, "b@example.ca"));
	assert_true(str_is(log[1].of, "epicerie"));
	assert_int_equal(log[2].of.len, 0);
	assert_true(str_is(log[2].at, "2026-11-22T14:05:09Z"));
	assert_true(str_is(log[2].who, "ada@example.ca"));
}

/* 2026-11-22 and 400 days: 2027-12-27 (39 to the year's end, then 361). */
static void what_is_past_goes(void **state)
{
	struct small_case c = cases_add(&o.f, "epicerie");
	struct session wanted = { .kind = SESSION_SEAT, .chain = c.chain,
				  .round = c.round, .room = STR("r") };
	struct str token = office_token(&o);
	uint32_t count;

	(void)state;
	assert_true(access_open_session(&o.desk, token, &wanted));
	assert_true(access_note(&o.desk, STR("visitor"), "look", STR_NONE));
	office_at(&o, "2026-11-23T23:00:00Z");
	assert_true(access_forget_past(&o.desk));
	assert_non_null(access_session(&o.desk, token));
	office_at(&o, "2026-11-24T00:00:00Z");
	assert_null(access_session(&o.desk, token));
	office_at(&o, "2026-11-25T00:00:00Z");
	assert_true(access_forget_past(&o.desk));
	assert_int_equal(office_count(&o, "SELECT count(*) FROM session"), 0);
	office_at(&o, "2027-12-27T12:00:00Z");
	assert_true(access_forget_past(&o.desk));
	access_audit(&o.desk, 0, &count);
	assert_int_equal(count, 1);
	office_at(&o, "2027-12-28T12:00:00Z");
	assert_true(access_forget_past(&o.desk));
	access_audit(&o.desk, 0, &count);
	assert_int_equal(count, 0);
}

static void incidents_are_kept(void **state)
{
	struct incident i = { .noticed = STR("2026-11-20"),
			      .happened = STR("novembre"),
			      .what = STR("un portable perdu"),
			      .data = STR("un dossier"), .people = STR("12"),
			      .harm = STR("chiffré"), .measures = STR("aucune"),
			      .by = STR("ada@example.ca") };
	const struct incident *all;
	uint32_t count;

	(void)state;
	assert_true(access_put_incident(&o.desk, &i));
	i.noticed = STR("2026-11-21");
	i.serious = true;
	assert_true(access_put_incident(&o.desk, &i));
	all = access_incidents(&o.desk, &count);
	assert_int_equal(count, 2);
	assert_true(str_is(all[0].noticed, "2026-11-21") && all[0].serious);
	i = all[1];
	i.told = STR("la Commission, 2026-11-22");
	assert_true(access_put_incident(&o.desk, &i));
	all = access_incidents(&o.desk, &count);
	assert_int_equal(count, 2);
	assert_true(str_is(all[1].told, "la Commission, 2026-11-22"));
	assert_true(str_is(all[1].by, "ada@example.ca"));
	i.noticed = STR("2026-02-29");
	assert_false(access_put_incident(&o.desk, &i));
	assert_string_equal(office_said(&o), "incident");
	i.noticed = STR("2026-11-20");
	i.what = STR(" ");
	assert_false(access_put_incident(&o.desk, &i));
}

static void roles_have_names(void **state)
{
	enum role role;

	(void)state;
	for (int i = 0; i < ROLE_COUNT; i++) {
		assert_true(role_parse(str_from(role_name((enum role)i)),
				       &role));
		assert_int_equal(role, i);
	}
	assert_false(role_parse(STR("king"), &role));
	assert_string_equal(purpose_name(PURPOSE_STATISTICS), "statistics");
}

#define TEST(function)                                                         \
	{ #function, function, open_one, close_one, NULL }

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_first_account_is_made_once),
		TEST(a_wrong_set_up_is_refused),
		TEST(a_set_up_link_expires),
		TEST(accounts_are_listed_by_name),
		TEST(a_login_is_taken_once),
		TEST(the_last_administrator_stays),
		TEST(a_reset_ends_all_there_was),
		TEST(a_password_is_changed),
		TEST(a_password_changed_meanwhile_stays),
		TEST(who_comes_in),
		TEST(a_second_factor),
		TEST(a_case_is_seen_by_who_was_given_it),
		TEST(cases_past_their_date),
		TEST(an_account_must_not_stay_idle),
		TEST(use_is_noted_seldom),
		TEST(an_account_comes_in_again_after_a_week),
		TEST(sessions_are_closed),
		TEST(the_log_is_read_backwards),
		TEST(what_is_past_goes),
		TEST(incidents_are_kept),
		TEST(roles_have_names),
	};

	return _cmocka_run_group_tests("access", tests,
				       sizeof(tests) / sizeof(tests[0]), NULL,
				       NULL);
}
