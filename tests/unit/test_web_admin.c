/*
 * Administration through its pages: accounts, who sees a case, the log, the
 * register of incidents, cases past their date.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "web_people.h"

struct office {
	struct web w;
	struct str ada;			/* who administers */
	struct browser b;
};

static void office_open(struct office *o)
{
	web_open(&o->w);
	o->ada = web_ready(&o->w, "ada@example.ca", ROLE_ADMINISTRATOR);
	o->b = web_signed_in(&o->w, o->ada);
}

static const char *account_path(struct office *o, struct str id,
				const char *more)
{
	return web_join(&o->w,
			web_join(&o->w, "/admin/accounts/",
				 str_cstr(o->w.arena, id)),
			more);
}

/* --- accounts ---------------------------------------------------------------- */

static void account_added(void **state)
{
	const struct response *r;
	const char *secret;
	struct browser other;
	struct office o;

	(void)state;
	office_open(&o);
	assert_int_equal(web_post(&o.b, "/admin/accounts/new",
				  "name=Bo&login=bo%40example.ca")
			     ->status,
			 422);
	r = web_post(&o.b, "/admin/accounts/new",
		     "name=Bo&login=Bo%40example.ca&role=consultant");
	assert_int_equal(r->status, 200);
	assert_true(web_says(r, "lang=\"fr\""));
	assert_true(web_says(r, "lang=\"en\""));
	secret = web_between(&o.w, r, "https://jalon.example/setup/", "<");
	assert_int_equal(strlen(secret), SECRET_CHARS);
	/* Shown the one time. */
	assert_false(web_says(web_get(&o.b, "/admin"), secret));
	assert_true(web_says(web_get(&o.b, "/admin"), "bo@example.ca"));
	assert_int_equal(
	    web_post(&o.b, "/admin/accounts/new",
		     "name=Bo&login=bo%40example.ca&role=trainer")
		->status,
	    422);
	other = web_browser(&o.w);
	r = web_get(&other, web_join(&o.w, "/setup/", secret));
	assert_int_equal(r->status, 200);
	assert_false(web_says(r, "id=\"login\""));
	assert_true(web_leads(
	    web_post(&other, "/setup",
		     web_join(&o.w, web_join(&o.w, "secret=", secret),
			      "&password=" PASSWORD_TYPED)),
	    "/cases"));
	assert_true(web_says(web_get(&other, "/account"), "Consultant"));
	/* What is typed beside the link's own account changes nothing. */
	assert_int_equal(web_get(&other, "/admin")->status, 403);
	web_close(&o.w);
}

static void account_changed(void **state)
{
	struct office o;
	struct browser bo;
	struct str id;

	(void)state;
	office_open(&o);
	id = web_ready(&o.w, "bo@example.ca", ROLE_TRAINER);
	bo = web_signed_in(&o.w, id);
	assert_true(web_leads(
	    web_post(&o.b, account_path(&o, id, ""),
		     "name=Bo&login=bo%40example.ca&role=administrator"),
	    "/admin?done=changed"));
	/* At once, in the session there is. */
	assert_int_equal(web_get(&bo, "/admin")->status, 200);
	web_post(&o.b, account_path(&o, id, ""),
		 "name=Bo&login=bo%40example.ca&role=trainer&disabled=yes");
	assert_true(web_leads(web_get(&bo, "/account"),
			      "/login?then=/account"));
	assert_int_equal(web_get(&o.b, account_path(&o, o.ada, ""))->status,
			 200);
	/* The last who administers stays one. */
	assert_int_equal(web_post(&o.b, account_path(&o, o.ada, ""),
				  "name=Ada&login=ada%40example.ca&"
				  "role=trainer")
			     ->status,
			 422);
	assert_int_equal(web_post(&o.b, account_path(&o, o.ada, ""),
				  "name=Ada&login=ada%40example.ca&"
				  "role=administrator&disabled=yes")
			     ->status,
			 422);
	assert_int_equal(web_get(&o.b, "/admin")->status, 200);
	assert_int_equal(
	    web_get(&o.b, "/admin/accounts/00112233445566778899aabbccddeeff")
		->status,
	    404);
	web_close(&o.w);
}

static void account_reset(void **state)
{
	const struct response *r;
	const char *secret;
	struct office o;
	struct browser bo;
	struct str id;

	(void)state;
	office_open(&o);
	id = web_ready(&o.w, "bo@example.ca", ROLE_TRAINER);
	bo = web_signed_in(&o.w, id);
	assert_int_equal(web_get(&o.b, account_path(&o, id, "/reset"))->status,
			 200);
	assert_int_equal(web_get(&bo, "/account")->status, 200);
	r = web_post(&o.b, account_path(&o, id, "/reset"), "");
	secret = web_between(&o.w, r, "https://jalon.example/setup/", "<");
	assert_int_equal(strlen(secret), SECRET_CHARS);
	assert_true(web_leads(web_get(&bo, "/account"),
			      "/login?then=/account"));
	/* Not one's own. */
	assert_true(web_leads(
	    web_post(&o.b, account_path(&o, o.ada, "/reset"), ""),
	    "/account/password"));
	assert_int_equal(web_get(&o.b, "/admin")->status, 200);
	web_close(&o.w);
}

/* --- who sees a case ------------------------------------------------------------ */

static void case_given(void **state)
{
	struct office o;
	struct browser bo;
	struct str id, chain;
	struct desk *d;
	const char *form;

	(void)state;
	office_open(&o);
	id = web_ready(&o.w, "bo@example.ca", ROLE_CONSULTANT);
	bo = web_signed_in(&o.w, id);
	chain = web_case_new(&o.w, "quincaillerie", "");
	form = web_join(&o.w, "account=", str_cstr(o.w.arena, id));
	assert_int_equal(web_get(&bo, "/cases/quincaillerie/people")->status,
			 404);
	assert_int_equal(
	    web_post(&bo, "/cases/quincaillerie/people", form)->status, 404);
	assert_int_equal(
	    web_post(&o.b, "/cases/quincaillerie/people", "account=x")->status,
	    422);
	assert_true(web_leads(
	    web_post(&o.b, "/cases/quincaillerie/people", form),
	    "/cases/quincaillerie/people?done=given"));
	assert_int_equal(web_get(&bo, "/cases/quincaillerie/people")->status,
			 200);
	/* One's own access, taken back by oneself. */
	assert_true(web_leads(
	    web_post(&bo, "/cases/quincaillerie/people/take", form),
	    "/cases"));
	assert_int_equal(web_get(&bo, "/cases/quincaillerie/people")->status,
			 404);
	d = web_desk(&o.w);
	assert_false(access_holds(d, access_account(d, id), chain));
	web_close(&o.w);
}

/* --- the log --------------------------------------------------------------------------- */

static void log_kept(void **state)
{
	const struct response *r;
	struct office o;
	struct browser b;

	(void)state;
	office_open(&o);
	b = web_browser(&o.w);
	web_get(&b, "/login");
	web_post(&b, "/login", "login=ada%40example.ca&password=wrong");
	/* Somebody who typed a password where the address goes. */
	web_post(&b, "/login", "login=" PASSWORD_TYPED "&password=wrong");
	web_post(&b, "/login",
		 "login=ada%40example.ca&password=" PASSWORD_TYPED);
	r = web_get(&o.b, "/admin/log");
	assert_true(web_says(r, "<td>Without an account</td>"
				"<td>Refused sign-in</td>"
				"<td>ada@example.ca</td>"));
	assert_true(web_says(r, "<td>Without an account</td>"
				"<td>Refused sign-in</td><td></td>"));
	assert_true(web_says(r, "<td>2026-11-22 12:00:00</td>"
				"<td>ada@example.ca</td><td>Signed in</td>"));
	assert_false(web_says(r, "chevaux"));
	web_close(&o.w);
}

static void log_paged(void **state)
{
	const struct response *r;
	const char *older;
	struct office o;

	(void)state;
	office_open(&o);
	for (int i = 0; i < AUDIT_PAGE + 1; i++) {
		struct buf b = buf_make(o.w.arena);

		buf_fmt(&b, "of%03d", i);
		access_note(web_desk(&o.w), STR("x"), "case.show",
			    buf_view(&b));
	}
	r = web_get(&o.b, "/admin/log");
	assert_true(web_says(r, "of100"));
	assert_true(web_says(r, "of001"));
	assert_false(web_says(r, "of000"));
	older = web_between(&o.w, r, "href=\"/admin/log?before=", "\"");
	r = web_get(&o.b, web_join(&o.w, "/admin/log?before=", older));
	assert_true(web_says(r, "of000"));
	assert_false(web_says(r, "of001"));
	assert_int_equal(
	    web_get(&o.b, "/admin/log?before=99999999999999")->status, 200);
	assert_int_equal(web_get(&o.b, "/admin/log?before=-1")->status, 200);
	web_close(&o.w);
}

/* --- incidents ---------------------------------------------------------------------------- */

struct refused {
	const char *name, *form, *field;
};
static const struct refused incidents[] = {
	{ "no date", "noticed=&what=x&serious=no", "href=\"#noticed\"" },
	{ "no such date", "noticed=2026-02-30&what=x&serious=no",
	  "href=\"#noticed\"" },
	{ "tomorrow", "noticed=2026-11-23&what=x&serious=no",
	  "href=\"#noticed\"" },
	{ "nothing happened", "noticed=2026-11-22&what=+&serious=no",
	  "href=\"#what\"" },
	{ "serious or not, not said", "noticed=2026-11-22&what=x",
	  "href=\"#serious\"" },
	{ "a period of 201 letters", "noticed=2026-11-22&what=x&serious=no&"
	  "happened="
	  "0123456789012345678901234567890123456789012345678901234567890123456"
	  "7890123456789012345678901234567890123456789012345678901234567890123"
	  "4567890123456789012345678901234567890123456789012345678901234567890",
	  "href=\"#happened\"" },
};

static void incident_refused(void **state)
{
	const struct refused *row = *state;
	const struct response *r;
	struct office o;

	office_open(&o);
	r = web_post(&o.b, "/admin/incidents/new", row->form);
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, row->field));
	assert_true(web_says(web_get(&o.b, "/admin/incidents"),
			     "No incident is entered."));
	web_close(&o.w);
}

static void incident_kept(void **state)
{
	const struct response *r;
	const char *path;
	struct office o;

	(void)state;
	office_open(&o);
	assert_true(web_leads(
	    web_post(&o.b, "/admin/incidents/new",
		     "noticed=2026-11-20&happened=le+19&what=%3DHYPERLINK%28"
		     "%22x%22%29%0Asecond+line&data=a%3Bb&people=2&harm=h&"
		     "serious=yes&told=t&measures=m"),
	    "/admin/incidents?done=added"));
	r = web_get(&o.b, "/admin/incidents");
	assert_true(web_says(r, "=HYPERLINK(&quot;x&quot;)</a>"));
	assert_false(web_says(r, "second line"));
	path = web_between(&o.w, r, "<td><a href=\"", "\"");
	assert_true(web_says(web_get(&o.b, path), "second line"));
	assert_true(web_leads(
	    web_post(&o.b, path, "noticed=2026-11-20&happened=le+19&what=%3D1&"
				 "data=a%3Bb&people=2&harm=h&serious=no&"
				 "told=t&measures=m"),
	    "/admin/incidents?done=changed"));
	/* English: commas, no mark; a text that a spreadsheet would compute
	   is guarded. */
	r = web_get(&o.b, "/admin/incidents.csv");
	assert_int_equal(r->status, 200);
	assert_true(str_is(r->filename, "incidents-2026-11-22.csv"));
	assert_true(web_says(r, "\n\"2026-11-20\",\"le 19\",\"'=1\",\"a;b\","
				"\"2\",\"h\",\"t\",\"m\",\"No\","
				"\"ada@example.ca\"\n"));
	r = web_get(&o.b, "/admin/incidents.csv?lang=fr");
	assert_true(web_says(r, "\xEF\xBB\xBF\"Pris connaissance le\";"));
	assert_true(web_says(r, "\n\"2026-11-20\";\"le 19\";"));
	assert_int_equal(web_get(&o.b, "/admin/incidents/none")->status, 404);
	web_close(&o.w);
}

/* --- past their date ---------------------------------------------------------------------------- */

static const char *due_path(struct office *o, struct str chain)
{
	return web_join(&o->w, "/admin/retention/",
			str_cstr(o->w.arena, chain));
}

static bool is_there(struct office *o, struct str chain)
{
	uint32_t count;

	store_cases_named(web_desk(&o->w)->store, o->w.arena, chain, &count);
	return count > 0;
}

static void due_erased(void **state)
{
	const struct response *r;
	struct str past, kept;
	struct office o;

	(void)state;
	office_open(&o);
	past = web_case_new(&o.w, "passe", "2026-11-21");
	kept = web_case_new(&o.w, "garde", "2026-11-22");
	r = web_get(&o.b, "/admin/retention");
	assert_true(web_says(r, "passe"));
	assert_false(web_says(r, "garde"));
	/* Kept through its last day, whatever the address says. */
	assert_int_equal(web_get(&o.b, due_path(&o, kept))->status, 404);
	assert_int_equal(web_post(&o.b, due_path(&o, kept), "")->status, 404);
	assert_true(is_there(&o, kept));
	/* Asked first, then done. */
	assert_true(web_says(web_get(&o.b, due_path(&o, past)), "passe"));
	assert_true(is_there(&o, past));
	assert_true(web_leads(web_post(&o.b, due_path(&o, past), ""),
			      "/admin/retention?done=erased"));
	assert_false(is_there(&o, past));
	assert_int_equal(web_post(&o.b, due_path(&o, past), "")->status, 404);
	/* The log says what is left to say. */
	r = web_get(&o.b, "/admin/log");
	assert_true(web_says(r, "Case erased"));
	assert_true(web_says(r, str_cstr(o.w.arena, str_sub(past, 0, 8))));
	assert_false(web_says(r, "passe"));
	web_close(&o.w);
}

/* Whether the bytes stand in the file of cases or beside it. */
static bool has_bytes(struct office *o, const char *text)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	struct str bytes;

	for (size_t i = 0; i < 3; i++)
		if (file_read(o->w.arena,
			      web_join(&o->w, o->w.cases, ends[i]), 64u << 20,
			      &bytes) == 0 &&
		    str_find(bytes, str_from(text), 0) != SIZE_MAX)
			return true;
	return false;
}

/* Who began alone and gives no access is erased without anybody confirming,
   and without being named. */
static void due_alone(void **state)
{
	const struct response *r;
	struct office o;

	(void)state;
	office_open(&o);
	web_alone(&o.w, "Boulangerie Secrete", false);
	assert_int_equal(
	    web_get(&o.b, "/cases/boulangerie-secrete/people")->status, 404);
	assert_true(has_bytes(&o, "Secrete"));
	o.w.now += (int64_t)ALONE_KEPT_DAYS * 24 * 3600;
	web_get(&o.b, "/");
	assert_true(has_bytes(&o, "Secrete"));
	o.w.now += 24 * 3600;
	/* Whoever comes first that day. */
	web_get(&o.b, "/");
	assert_false(has_bytes(&o, "Secrete"));
	assert_false(has_bytes(&o, "secrete"));
	o.b = web_signed_in(&o.w, o.ada);
	assert_true(web_says(web_get(&o.b, "/admin/retention"),
			     "No case is past its date."));
	r = web_get(&o.b, "/admin/log");
	assert_true(web_says(r, "Case begun alone, erased on its date"));
	assert_true(web_says(r, "Jalon, by itself"));
	assert_false(web_says(r, "secrete"));
	web_close(&o.w);
}

int main(void)
{
	enum { INCIDENTS = sizeof(incidents) / sizeof(incidents[0]) };
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(account_added),
		cmocka_unit_test(account_changed),
		cmocka_unit_test(account_reset),
		cmocka_unit_test(case_given),
		cmocka_unit_test(log_kept),
		cmocka_unit_test(log_paged),
		cmocka_unit_test(incident_kept),
		cmocka_unit_test(due_erased),
		cmocka_unit_test(due_alone),
	};
	enum { OTHERS = sizeof(others) / sizeof(others[0]) };
	struct CMUnitTest tests[INCIDENTS + OTHERS];
	size_t n = 0;

	for (size_t i = 0; i < INCIDENTS; i++)
		tests[n++] = (struct CMUnitTest){
			.name = incidents[i].name,
			.test_func = incident_refused,
			.initial_state = (void *)(uintptr_t)&incidents[i],
		};
	for (size_t i = 0; i < OTHERS; i++)
		tests[n++] = others[i];
	return _cmocka_run_group_tests("web_admin", tests, n, NULL, NULL);
}
