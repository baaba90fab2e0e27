/*
 * Accounts through their pages: coming in and going out, what is refused,
 * what is shown once, what is written down.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "web_people.h"

#define LOGIN(login) "login=" login "&password=" PASSWORD_TYPED

static bool is_in(struct browser *b)
{
	return web_get(b, "/account")->status == 200;
}

/* --- what time takes away ---------------------------------------------------- */

static bool file_holds(const char *path, const char *text)
{
	struct arena *a = arena_open();
	struct str bytes = STR_NONE;
	bool holds = file_read(a, path, 64 << 20, &bytes) == 0 &&
		     str_find(bytes, str_from(text), 0) != SIZE_MAX;

	arena_close(a);
	return holds;
}

static bool is_kept(struct web *w, const char *text)
{
	return file_holds(w->config.cases, text) ||
	       file_holds(web_join(w, w->config.cases, "-wal"), text);
}

/* Of the log, 400 days; then no byte of it is left. */
static void the_past_is_forgotten(void **state)
{
	enum { DAY = 24 * 60 * 60 };
	struct web w;
	struct browser b;
	uint32_t count;

	(void)state;
	web_open(&w);
	b = web_browser(&w);
	web_get(&b, "/");
	assert_true(access_note(web_desk(&w), STR("somebody"), "past.entry",
				STR("what-it-was-about")));
	assert_true(is_kept(&w, "what-it-was-about"));
	w.now += 399 * (int64_t)DAY;
	web_get(&b, "/");
	access_audit(web_desk(&w), 0, &count);
	assert_int_equal(count, 1);
	w.now += 2 * (int64_t)DAY;
	web_get(&b, "/");
	access_audit(web_desk(&w), 0, &count);
	assert_int_equal(count, 0);
	assert_false(is_kept(&w, "what-it-was-about"));
	web_close(&w);
}

/* --- the first account ------------------------------------------------------- */

static const char *first_path(struct web *w)
{
	struct str path;

	if (!site_first_run(w->site, w->arena, &path, &w->diags))
		web_fail(w, "first run");
	return str_cstr(w->arena, path);
}

/* "/setup/SECRET" as a form's field. */
static const char *secret_field(struct web *w, const char *path)
{
	return web_join(w, "secret=", path + strlen("/setup/"));
}

static void first_account(void **state)
{
	struct web w;
	struct browser b;
	const char *path, *form;

	(void)state;
	web_open(&w);
	b = web_browser(&w);
	path = first_path(&w);
	form = web_join(&w, secret_field(&w, path),
			"&name=Ada&login=Ada%40Example.ca&password=");
	/* Looking uses nothing. */
	assert_int_equal(web_get(&b, path)->status, 200);
	assert_int_equal(web_get(&b, path)->status, 200);
	assert_true(web_leads(
	    web_post(&b, "/setup", web_join(&w, form, PASSWORD_TYPED)),
	    "/cases"));
	assert_true(is_in(&b));
	assert_true(web_says(web_get(&b, "/account"), "ada@example.ca"));
	assert_string_equal(first_path(&w), "");
	/* It served. */
	b = web_browser(&w);
	assert_int_equal(web_get(&b, path)->status, 404);
	web_get(&b, "/login");
	assert_int_equal(
	    web_post(&b, "/setup", web_join(&w, form, PASSWORD_TYPED))->status,
	    404);
	web_close(&w);
}

/* --- where one was ---------------------------------------------------------- */

static const char *const elsewhere[] = {
	"//evil.example", "/\\evil.example", "https://evil.example",
	"https:evil", "javascript:alert(1)", "/cases//evil", "/cases/..//evil",
	"cases", "/nowhere", "/logout", "/login", "/answers", "/cases%0D%0AX:",
	"/cases?next=//evil", "\"><script>", "",
};

/* The form that was refused leads to the door, and the door back to the page;
   never to another site, nor to a page that is none of theirs. */
static void coming_back(void **state)
{
	const struct response *r;
	struct browser b;
	struct web w;
	char form[300];

	(void)state;
	web_open(&w);
	web_ready(&w, "ada@example.ca", ROLE_ADMINISTRATOR);
	b = web_browser(&w);
	assert_true(web_leads(web_get(&b, "/cases"), "/login"));
	assert_true(web_leads(web_get(&b, "/admin/log"),
			      "/login?then=/admin/log"));
	r = web_post(&b, "/cases/new", "client=Quincaillerie");
	assert_int_equal(r->status, 403);
	assert_true(web_says(r, "href=\"/login?then=/cases/new\""));
	/* No page stands where that was sent to. */
	r = web_post(&b, "/logout", "");
	r = web_post(&b, "/account/close", "");
	assert_true(web_says(r, "href=\"/login\""));
	r = web_get(&b, "/login?then=/cases/new");
	assert_true(web_says(r, "name=\"then\" value=\"/cases/new\""));
	for (size_t i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++) {
		snprintf(form, sizeof(form), "/login?then=%s", elsewhere[i]);
		assert_false(web_says(web_get(&b, form), "name=\"then\""));
		snprintf(form, sizeof(form), "%s&then=%s",
			 LOGIN("ada%40example.ca"), elsewhere[i]);
		if (!web_leads(web_post(&b, "/login", form), "/cases"))
			fail_msg("%s", elsewhere[i]);
		web_post(&b, "/logout", "");
		b = web_browser(&w);
		web_get(&b, "/login");
	}
	assert_true(web_leads(
	    web_post(&b, "/login",
		     LOGIN("ada%40example.ca") "&then=/admin/log"),
	    "/admin/log"));
	assert_true(web_leads(web_get(&b, "/login?then=/account"),
			      "/account"));
	assert_true(web_leads(web_get(&b, "/login?then=//evil"), "/cases"));
	web_close(&w);
}

struct refused {
	const char *name, *form, *fault;
};
static const struct refused setups[] = {
	{ "eleven characters", "&name=Ada&login=ada%40example.ca&password="
	  "onze+lettre", "href=\"#password\"" },
	{ "a common password", "&name=Ada&login=ada%40example.ca&password="
	  "motdepasse1234", "href=\"#password\"" },
	{ "its own login", "&name=Ada&login=ada.lovelace%40example.ca&password="
	  "ada.lovelace%40example.ca", "href=\"#password\"" },
	{ "no name", "&name=+&login=ada%40example.ca&password="
	  PASSWORD_TYPED, "href=\"#name\"" },
	{ "no address", "&name=Ada&login=ada&password=" PASSWORD_TYPED,
	  "href=\"#login\"" },
};

/* Nothing is made, and the password is not written back. */
static void setup_refused(void **state)
{
	const struct refused *row = *state;
	const struct response *r;
	const char *path;
	struct web w;
	struct browser b;

	web_open(&w);
	b = web_browser(&w);
	path = first_path(&w);
	web_get(&b, path);
	r = web_post(&b, "/setup",
		     web_join(&w, secret_field(&w, path), row->form));
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, row->fault));
	assert_false(web_says(r, "value=\"motdepasse"));
	assert_false(web_says(r, "value=\"quatre"));
	assert_false(is_in(&b));
	assert_string_not_equal(first_path(&w), "");
	web_close(&w);
}

/* --- coming in -------------------------------------------------------------------- */

static void sign_in(void **state)
{
	struct web w;
	struct browser b, old;

	(void)state;
	web_open(&w);
	web_ready(&w, "ada@example.ca", ROLE_TRAINER);
	b = web_browser(&w);
	web_get(&b, "/login");
	old = b;
	assert_true(web_leads(
	    web_post(&b, "/login", LOGIN("+ADA%40example.ca")), "/cases"));
	assert_true(is_in(&b));
	/* What the browser had before opens nothing. */
	assert_string_not_equal(old.token, b.token);
	assert_true(web_leads(web_get(&old, "/account"),
			      "/login?then=/account"));
	/* Coming in again gives another, and the one before is over. */
	old = b;
	web_post(&b, "/login", LOGIN("ada%40example.ca"));
	assert_string_not_equal(old.token, b.token);
	assert_true(is_in(&b));
	assert_false(is_in(&old));
	web_close(&w);
}

/* The page without what was typed as a login. */
static struct str without(struct web *w, const struct response *r,
			  const char *login)
{
	struct buf b = buf_make(w->arena);
	struct str page = buf_view(&r->body), typed = str_from(login);
	size_t from = 0, at;

	while ((at = str_find(page, typed, from)) != SIZE_MAX) {
		buf_str(&b, str_sub(page, from, at));
		from = at + typed.len;
	}
	buf_str(&b, str_sub(page, from, page.len));
	return str_copy(w->arena, buf_view(&b));
}

static void one_sentence(void **state)
{
	static const char *const logins[] = { "ada@example.ca",
					      "ada@example.ca",
					      "bob@example.ca",
					      "cyd@example.ca",
					      "eve@example.ca", "eve" };
	static const char *const passwords[] = { "wrong",
						 PASSWORD_TYPED "+",
						 PASSWORD_TYPED,
						 PASSWORD_TYPED,
						 PASSWORD_TYPED,
						 PASSWORD_TYPED };
	enum { TRIES = sizeof(logins) / sizeof(logins[0]) };
	unsigned char key[TOTP_BYTES] = { 7 };
	struct account off = { 0 };
	struct str first = STR_NONE;
	struct web w;
	struct browser b;

	(void)state;
	web_open(&w);
	web_ready(&w, "ada@example.ca", ROLE_TRAINER);
	/* Bob is disabled, Cyd has a second factor, Eve is nobody. */
	off.id = web_ready(&w, "bob@example.ca", ROLE_TRAINER);
	off.login = off.name = STR("bob@example.ca");
	off.disabled = true;
	web_must(&w, access_change_account(web_desk(&w), &off), "bob");
	{
		struct str cyd = web_ready(&w, "cyd@example.ca", ROLE_TRAINER);
		struct desk *d = web_desk(&w);
		struct buf code = buf_make(w.arena);

		buf_fmt(&code, "%06u", totp_code(key, w.now / TOTP_STEP));
		web_must(&w,
			 access_take_factor(d, cyd,
					    totp_key_write(w.arena, key),
					    buf_view(&code), w.now),
			 "cyd");
	}
	b = web_browser(&w);
	web_get(&b, "/login");
	for (int i = 0; i < TRIES; i++) {
		const char *form = web_join(
		    &w, web_join(&w, "login=", logins[i]),
		    web_join(&w, "&password=", passwords[i]));
		const struct response *r = web_post(&b, "/login", form);
		struct str page = without(&w, r, logins[i]);

		assert_int_equal(r->status, 422);
		assert_false(web_says(r, "quatre"));
		if (i == 0)
			first = page;
		assert_true(str_eq(page, first));
	}
	assert_false(is_in(&b));
	web_close(&w);
}

static void without_token(void **state)
{
	struct web w;
	struct browser b;

	(void)state;
	web_open(&w);
	web_ready(&w, "ada@example.ca", ROLE_TRAINER);
	b = web_browser(&w);
	/* No cookie at all, then one with another form's token. */
	assert_int_equal(
	    web_post(&b, "/login", LOGIN("ada%40example.ca"))->status, 403);
	web_get(&b, "/login");
	snprintf(b.csrf, sizeof(b.csrf), "%032d", 0);
	assert_int_equal(
	    web_post(&b, "/login", LOGIN("ada%40example.ca"))->status, 403);
	assert_false(is_in(&b));
	web_close(&w);
}

/* --- how often, how many at once ------------------------------------------------------ */

static const struct response *try_from(struct browser *b, const char *address,
				       const char *form)
{
	struct web *w = b->web;
	struct request request = { .method = HTTP_POST };
	struct buf text = buf_make(w->arena);
	struct field cookie = { STR("__Host-jalon"), str_from(b->token) };

	buf_text(&text, form);
	buf_text(&text, "&csrf=");
	buf_str(&text,
		secret_derive(w->arena, str_from(b->token), "csrf"));
	if (!form_read(w->arena, buf_view(&text), &request.form))
		abort();
	request.path = STR("/login");
	request.cookies = (struct fields){ &cookie, 1 };
	request.address = str_from(address);
	return site_answer(w->worker, &request);
}

static void too_often(void **state)
{
	const char *wrong = "login=ada%40example.ca&password=wrong";
	const struct response *r;
	struct web w;
	struct browser b;

	(void)state;
	web_open(&w);
	web_ready(&w, "ada@example.ca", ROLE_TRAINER);
	b = web_browser(&w);
	web_get(&b, "/login");
	for (int i = 0; i < 10; i++)
		assert_int_equal(try_from(&b, "192.0.2.1", wrong)->status,
				 422);
	r = try_from(&b, "192.0.2.1", wrong);
	assert_int_equal(r->status, 429);
	assert_true(r->retry_after > 0);
	/* Of the address, for any account; nothing of the account. */
	assert_int_equal(try_from(&b, "198.51.100.7", wrong)->status, 422);
	assert_int_equal(try_from(&b, "192.0.2.1",
				  "login=x%40example.ca&password=y")
			     ->status,
			 429);
	assert_int_equal(try_from(&b, "198.51.100.7",
				  "login=x%40example.ca&password=y")
			     ->status,
			 422);
	/* One more after half a minute. */
	w.now += 30;
	assert_int_equal(try_from(&b, "192.0.2.1", LOGIN("ada%40example.ca"))
			     ->status,
			 303);
	web_close(&w);
}

/* Wrong passwords from many addresses, and from their own, for others. */
static void nobody_keeps_the_owner_out(void **state)
{
	const char *right = LOGIN("ada%40example.ca");
	const char *wrong = "login=ada%40example.ca&password=wrong";
	char address[32];
	struct web w;
	struct browser b;

	(void)state;
	web_open(&w);
	web_ready(&w, "ada@example.ca", ROLE_TRAINER);
	b = web_browser(&w);
	web_get(&b, "/login");
	for (int i = 0; i < 30; i++) {
		snprintf(address, sizeof(address), "203.0.113.%d", i);
		assert_int_equal(try_from(&b, address, wrong)->status, 422);
	}
	assert_int_equal(try_from(&b, "192.0.2.1", right)->status, 303);
	/* From where she signed in before, others use up theirs. */
	for (int i = 0; i < 11; i++)
		try_from(&b, "192.0.2.1", "login=x%40example.ca&password=y");
	assert_int_equal(try_from(&b, "192.0.2.1",
				  "login=x%40example.ca&password=y")
			     ->status,
			 429);
	assert_int_equal(try_from(&b, "192.0.2.1", right)->status, 303);
	/* What is hers there is ten too, in the three months after. */
	for (int i = 0; i < 10; i++)
		assert_int_equal(try_from(&b, "192.0.2.1", wrong)->status,
				 422);
	assert_int_equal(try_from(&b, "192.0.2.1", right)->status, 429);
	assert_int_equal(try_from(&b, "198.51.100.7", right)->status, 303);
	w.now += (int64_t)91 * 24 * 3600;
	for (int i = 0; i < 10; i++)
		try_from(&b, "192.0.2.1", "login=x%40example.ca&password=y");
	assert_int_equal(try_from(&b, "192.0.2.1", right)->status, 429);
	web_close(&w);
}

/* A class behind one address signs in in the same minute. */
static void right_is_free(void **state)
{
	struct web w;
	struct browser b;

	(void)state;
	web_open(&w);
	web_ready(&w, "ada@example.ca", ROLE_TRAINER);
	b = web_browser(&w);
	web_get(&b, "/login");
	for (int i = 0; i < 14; i++)
		assert_int_equal(
		    web_post(&b, "/login", LOGIN("ada%40example.ca"))->status,
		    303);
	web_close(&w);
}

static void two_at_a_time(void **state)
{
	struct gate *g = gate_open(2);
	const struct response *r;
	struct web w;
	struct browser b;

	(void)state;
	assert_true(gate_enter(g, 0));
	assert_true(gate_enter(g, 0));
	assert_false(gate_enter(g, 1));
	gate_leave(g);
	assert_true(gate_enter(g, 0));
	assert_false(gate_enter(g, 0));
	gate_close(g);

	web_open(&w);
	web_ready(&w, "ada@example.ca", ROLE_TRAINER);
	b = web_browser(&w);
	web_get(&b, "/login");
	assert_true(gate_enter(w.site->passwords, 0));
	assert_true(gate_enter(w.site->passwords, 0));
	r = web_post(&b, "/login", LOGIN("ada%40example.ca"));
	assert_int_equal(r->status, 503);
	assert_true(r->retry_after > 0);
	assert_false(is_in(&b));
	gate_leave(w.site->passwords);
	assert_int_equal(
	    web_post(&b, "/login", LOGIN("ada%40example.ca"))->status, 303);
	/* Its place was given back. */
	assert_true(gate_enter(w.site->passwords, 0));
	gate_leave(w.site->passwords);
	gate_leave(w.site->passwords);
	web_close(&w);
}

/* --- going out -------------------------------------------------------------------------- */

static void sign_out(void **state)
{
	struct web w;
	struct browser b, old, other;
	struct str id;

	(void)state;
	web_open(&w);
	id = web_ready(&w, "ada@example.ca", ROLE_TRAINER);
	b = old = web_signed_in(&w, id);
	other = web_signed_in(&w, id);
	assert_true(web_leads(web_post(&b, "/logout", ""),
			      "/login?done=out"));
	assert_string_equal(b.token, "");
	assert_false(is_in(&old));
	assert_true(is_in(&other));
	/* Everywhere: this one and the other. */
	b = old = web_signed_in(&w, id);
	assert_true(web_leads(web_post(&b, "/account/close", ""),
			      "/login?done=everywhere"));
	assert_false(is_in(&old));
	assert_false(is_in(&other));
	/* Whoever is not in goes out too. */
	b = web_browser(&w);
	web_get(&b, "/login");
	assert_true(web_leads(web_post(&b, "/logout", ""), "/"));
	web_close(&w);
}

static void new_password(void **state)
{
	struct web w;
	struct browser b, old, other;
	struct str id;

	(void)state;
	web_open(&w);
	id = web_ready(&w, "ada@example.ca", ROLE_TRAINER);
	b = web_signed_in(&w, id);
	other = web_signed_in(&w, id);
	assert_int_equal(web_post(&b, "/account/password",
				  "old=wrong&password=neuf+mots+sans+lien")
			     ->status,
			 422);
	assert_int_equal(web_post(&b, "/account/password",
				  "old=" PASSWORD_TYPED "&password=court")
			     ->status,
			 422);
	assert_true(is_in(&other));
	old = b;
	assert_true(web_leads(
	    web_post(&b, "/account/password",
		     "old=" PASSWORD_TYPED "&password=neuf+mots+sans+lien"),
	    "/account?done=password"));
	/* In under another token; whoever had this one is out as well. */
	assert_true(is_in(&b));
	assert_false(is_in(&old));
	assert_false(is_in(&other));
	other = web_browser(&w);
	web_get(&other, "/login");
	assert_int_equal(
	    web_post(&other, "/login", LOGIN("ada%40example.ca"))->status,
	    422);
	assert_int_equal(web_post(&other, "/login",
				  "login=ada%40example.ca&"
				  "password=neuf+mots+sans+lien")
			     ->status,
			 303);
	web_close(&w);
}

/* --- the second factor ----------------------------------------------------------------------- */

/* `form` and the code that the key gives `later` seconds from now. */
static const char *with_code(struct web *w, const char *form,
			     const char *key, int64_t later)
{
	unsigned char bytes[TOTP_BYTES];
	struct buf b = buf_make(w->arena);

	if (!totp_key_read(str_from(key), bytes))
		abort();
	buf_text(&b, form);
	buf_fmt(&b, "&code=%06u",
		totp_code(bytes, (w->now + later) / TOTP_STEP));
	return str_cstr(w->arena, buf_view(&b));
}

static void take_factor(struct web *w, struct browser *b, const char *key)
{
	const char *form = web_join(
	    w, web_join(w, "key=", key), "&old=" PASSWORD_TYPED);

	assert_int_equal(web_post(b, "/account/factor",
				  web_join(w, form, "&code=12345"))
			     ->status,
			 422);
	/* Not without the password. */
	assert_int_equal(
	    web_post(b, "/account/factor",
		     with_code(w, web_join(w, "old=wrong&key=", key), key, 0))
		->status,
	    422);
	assert_false(web_says(web_get(b, "/account"), "<dd>On</dd>"));
	assert_true(web_leads(web_post(b, "/account/factor",
				       with_code(w, form, key, 0)),
			      "/account?done=factor"));
	assert_true(web_says(web_get(b, "/account"), "<dd>On</dd>"));
	/* Taken once: another does not take its place. */
	assert_true(web_leads(web_post(b, "/account/factor",
				       with_code(w, form, key, 0)),
			      "/account/factor"));
}

static void code_serves_once(void **state)
{
	const char *form = LOGIN("ada%40example.ca"), *key, *coded;
	const struct response *r;
	struct web w;
	struct browser b, other;

	(void)state;
	web_open(&w);
	b = web_signed_in(&w,
			  web_ready(&w, "ada@example.ca", ROLE_TRAINER));
	r = web_get(&b, "/account/factor");
	assert_true(web_says(r, "<div class=\"qr\"><svg"));
	key = web_between(&w, r, "name=\"key\" value=\"", "\"");
	assert_int_equal(strlen(key), TOTP_LETTERS);
	take_factor(&w, &b, key);
	other = web_browser(&w);
	web_get(&other, "/login");
	assert_int_equal(web_post(&other, "/login", form)->status, 422);
	/* The one that confirmed it served already. */
	assert_int_equal(
	    web_post(&other, "/login", with_code(&w, form, key, 0))->status,
	    422);
	w.now += TOTP_STEP;
	coded = with_code(&w, form, key, 0);
	assert_int_equal(web_post(&other, "/login", coded)->status, 303);
	other = web_browser(&w);
	web_get(&other, "/login");
	assert_int_equal(web_post(&other, "/login", coded)->status, 422);
	/* Dropped with the password alone. */
	assert_int_equal(
	    web_post(&b, "/account/factor/drop", "old=wrong")->status, 422);
	assert_true(web_leads(web_post(&b, "/account/factor/drop",
				       "old=" PASSWORD_TYPED),
			      "/account?done=dropped"));
	assert_int_equal(web_post(&other, "/login", form)->status, 303);
	web_close(&w);
}

/* --- the name ----------------------------------------------------------------------------------- */

static void name_is_text(void **state)
{
	struct web w;
	struct browser b;

	(void)state;
	web_open(&w);
	b = web_signed_in(&w, web_ready(&w, "ada@example.ca", ROLE_TRAINER));
	assert_int_equal(web_post(&b, "/account/name", "name=+")->status, 422);
	assert_int_equal(web_post(&b, "/account/name", "name=a%0Ab")->status,
			 422);
	assert_true(web_leads(
	    web_post(&b, "/account/name", "name=%3Cb%3EAda%26Co"),
	    "/account?done=name"));
	assert_true(web_says(web_get(&b, "/account"),
			     "&lt;b&gt;Ada&amp;Co"));
	assert_false(web_says(web_get(&b, "/account"), "<b>"));
	web_close(&w);
}

/* --- one's own machine ------------------------------------------------------------------------------ */

static void local_has_none(void **state)
{
	static const char *const paths[] = { "/account", "/account/name",
					     "/account/password",
					     "/account/factor",
					     "/admin/accounts/new" };
	struct web w = { 0 };
	struct browser b, other;

	(void)state;
	w.config.local = true;
	w.config.local_key = "0123456789ABCDEFGHJKMNPQRS";
	w.config.base_url = "http://127.0.0.1:8080";
	web_open_as(&w, "questionnaires/ia-pme");
	b = web_browser(&w);
	assert_int_equal(web_get(&b, "/login")->status, 200);
	assert_false(web_says(web_get(&b, "/login"), "<input type=\"password"));
	assert_false(web_says(web_get(&b, "/"), "href=\"/login\""));
	assert_true(web_leads(web_get(&b, "/admin"), "/login"));
	snprintf(b.token, sizeof(b.token), "%s", w.config.local_key);
	assert_true(web_leads(web_get(&b, "/admin"), "/login"));
	assert_true(web_leads(
	    web_get(&b, "/local/0123456789ABCDEFGHJKMNPQRS"), "/cases"));
	assert_string_not_equal(b.token, w.config.local_key);
	other = web_browser(&w);
	assert_int_equal(
	    web_get(&other, "/local/0123456789ABCDEFGHJKMNPQRS")->status, 404);
	assert_true(web_leads(web_get(&other, "/admin"), "/login"));
	assert_true(web_leads(
	    web_get(&b, "/local/0123456789ABCDEFGHJKMNPQRS"), "/cases"));
	assert_int_equal(web_get(&b, "/admin")->status, 200);
	assert_int_equal(web_get(&b, "/admin/incidents")->status, 200);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		assert_int_equal(web_get(&b, paths[i])->status, 404);
	assert_true(web_leads(web_post(&b, "/admin/incidents/new",
				       "noticed=2026-11-20&what=x&serious=no"),
			      "/admin/incidents?done=added"));
	web_close(&w);
}

int main(void)
{
	enum { SETUPS = sizeof(setups) / sizeof(setups[0]) };
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(first_account),
		cmocka_unit_test(sign_in),
		cmocka_unit_test(coming_back),
		cmocka_unit_test(one_sentence),
		cmocka_unit_test(without_token),
		cmocka_unit_test(too_often),
		cmocka_unit_test(nobody_keeps_the_owner_out),
		cmocka_unit_test(right_is_free),
		cmocka_unit_test(two_at_a_time),
		cmocka_unit_test(sign_out),
		cmocka_unit_test(new_password),
		cmocka_unit_test(code_serves_once),
		cmocka_unit_test(name_is_text),
		cmocka_unit_test(local_has_none),
		cmocka_unit_test(the_past_is_forgotten),
	};
	enum { OTHERS = sizeof(others) / sizeof(others[0]) };
	struct CMUnitTest tests[SETUPS + OTHERS];
	size_t n = 0;

	for (size_t i = 0; i < SETUPS; i++)
		tests[n++] = (struct CMUnitTest){
			.name = setups[i].name,
			.test_func = setup_refused,
			.initial_state = (void *)(uintptr_t)&setups[i],
		};
	for (size_t i = 0; i < OTHERS; i++)
		tests[n++] = others[i];
	return _cmocka_run_group_tests("web_account", tests, n, NULL, NULL);
}
