/*
 * A leader alone, from the first page to the check, and those invited: each
 * page asked for and each form sent as a browser would, without a socket.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "web_case.h"

/* --- reading pages ------------------------------------------------------------- */

/* What stands in a page behind `mark`, up to `end`, NUL-terminated. */
static const char *behind(struct web *w, const struct response *r,
			  const char *mark, const char *end)
{
	struct str page = buf_view(&r->body);
	size_t at = str_find(page, str_from(mark), 0), to;

	if (at == SIZE_MAX)
		fail_msg("no `%s` in:\n%.*s", mark, STR_ARGS(page));
	at += strlen(mark);
	to = str_find(page, str_from(end), at);
	return str_cstr(w->arena, str_sub(page, at, to));
}

/* The mark that the page carries beside a question. */
static const char *seen(struct web *w, const struct response *r,
			const char *question)
{
	char name[128];

	snprintf(name, sizeof(name), "name=\"%s:seen\" value=\"", question);
	return behind(w, r, name, "\"");
}

static struct browser leader(struct web *w)
{
	struct browser b = web_browser(w);
	const struct response *r;

	assert_int_equal(web_get(&b, "/begin")->status, 200);
	r = web_post(&b, "/begin",
		     "client=Quincaillerie&name=Anne+Roy&agree_result=yes");
	assert_int_equal(r->status, 200);
	assert_true(web_says(r, "class=\"code\""));
	return b;
}

/* Answers one question of a page, with the mark that the page shows. */
static const struct response *answer(struct browser *b, const char *question,
				     const char *value)
{
	char path[128], form[512];
	const struct response *r;

	snprintf(path, sizeof(path), "/answers/q/%s", question);
	r = web_get(b, path);
	assert_int_equal(r->status, 200);
	snprintf(form, sizeof(form), "%s=%s&%s:seen=%s", question, value,
		 question, seen(b->web, r, question));
	return web_post(b, path, form);
}

/* --- tests ------------------------------------------------------------------------ */

static void test_begin_says_what_is_missing(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;

	(void)state;
	web_open(&w);
	b = web_browser(&w);
	web_get(&b, "/begin");
	r = web_post(&b, "/begin", "name=Anne+Roy");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "<title>Error: "));
	assert_true(web_says(r, "href=\"#client\""));
	assert_true(web_says(r, "href=\"#agree_result\""));
	assert_false(web_says(r, "href=\"#name\""));
	assert_true(web_says(r, "value=\"Anne Roy\""));
	web_close(&w);
}

static void test_nothing_is_ticked_beforehand(void **state)
{
	struct web w;
	struct browser b;

	(void)state;
	web_open(&w);
	b = web_browser(&w);
	assert_false(web_says(web_get(&b, "/begin"), "checked"));
	b = leader(&w);
	assert_false(web_says(web_get(&b, "/answers/q/uses"), "checked"));
	web_close(&w);
}

static void test_a_forged_form_changes_nothing(void **state)
{
	struct web w;
	struct browser b;

	(void)state;
	web_open(&w);
	b = web_browser(&w);
	web_get(&b, "/begin");
	snprintf(b.csrf, sizeof(b.csrf), "%032d", 0);
	assert_int_equal(web_post(&b, "/begin",
				  "client=A&name=B&agree_result=yes")
			     ->status,
			 403);
	b.csrf[0] = '\0';
	assert_true(web_leads(web_get(&b, "/answers"), "/resume"));
	web_close(&w);
}

static void test_an_answer_stays(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;

	(void)state;
	web_open(&w);
	b = leader(&w);
	assert_int_equal(answer(&b, "clients_served", "both")->status, 303);
	r = web_get(&b, "/answers/q/clients_served");
	assert_true(web_says(r, "value=\"both\" checked"));
	assert_true(
	    web_says(web_get(&b, "/answers/check"),
		     "Consumers and businesses alike"));
	web_close(&w);
}

static void test_a_wrong_answer_is_shown_again(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;

	(void)state;
	web_open(&w);
	b = leader(&w);
	r = answer(&b, "staff", "beaucoup");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "href=\"#staff\""));
	assert_true(web_says(r, "value=\"beaucoup\""));
	assert_true(web_says(r, "aria-invalid=\"true\""));
	web_close(&w);
}

static void test_a_stale_form_overwrites_nothing(void **state)
{
	struct web w;
	struct browser phone, laptop;
	const struct response *r;
	const char *old;
	char form[256];

	(void)state;
	web_open(&w);
	phone = leader(&w);
	laptop = phone;
	old = seen(&w, web_get(&laptop, "/answers/q/clients_served"),
		   "clients_served");
	answer(&phone, "clients_served", "both");
	snprintf(form, sizeof(form),
		 "clients_served=consumers&clients_served:seen=%s", old);
	r = web_post(&laptop, "/answers/q/clients_served", form);
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "Consumers and businesses alike"));
	r = web_get(&phone, "/answers/q/clients_served");
	assert_true(web_says(r, "value=\"both\" checked"));
	web_close(&w);
}

static void test_a_code_opens_the_same_answers(void **state)
{
	struct web w;
	struct browser phone, laptop;
	const struct response *r;
	char form[128];

	(void)state;
	web_open(&w);
	phone = leader(&w);
	answer(&phone, "clients_served", "both");
	r = web_post(&phone, "/answers/me/code", "");
	snprintf(form, sizeof(form), "code=%s",
		 behind(&w, r, "class=\"code\">", "<"));
	laptop = web_browser(&w);
	web_get(&laptop, "/resume");
	assert_true(web_leads(web_post(&laptop, "/resume", form), "/answers"));
	assert_string_not_equal(phone.token, laptop.token);
	r = web_get(&laptop, "/answers/q/clients_served");
	assert_true(web_says(r, "value=\"both\" checked"));
	web_close(&w);
}

static void test_a_wrong_code_says_no_more(void **state)
{
	struct web w;
	struct browser b;

	(void)state;
	web_open(&w);
	b = web_browser(&w);
	web_get(&b, "/resume");
	assert_int_equal(web_post(&b, "/resume", "code=")->status, 422);
	assert_int_equal(web_post(&b, "/resume", "code=abc")->status, 422);
	assert_int_equal(
	    web_post(&b, "/resume", "code=00000000000000000000000000")->status,
	    422);
	web_close(&w);
}

/* The staff's own link: the page changes nothing, the button does. */
static void test_staff_come_without_a_name(void **state)
{
	struct web w;
	struct browser b, staff;
	const struct response *r;
	const char *code;
	char path[128], form[128];

	(void)state;
	web_open(&w);
	b = leader(&w);
	r = web_post(&b, "/answers/invite", "group=staff");
	assert_int_equal(r->status, 200);
	code = behind(&w, r, "/go/", "<");
	snprintf(path, sizeof(path), "/go/%s", code);
	snprintf(form, sizeof(form), "code=%s", code);
	staff = web_browser(&w);
	for (int looked = 0; looked < 3; looked++) {
		r = web_get(&staff, path);
		assert_int_equal(r->status, 200);
		assert_false(web_says(r, "Anne"));
	}
	assert_true(web_leads(web_get(&staff, "/answers"), "/resume"));
	assert_true(web_leads(web_post(&staff, "/go", form), "/answers"));
	r = web_get(&staff, "/answers");
	assert_int_equal(r->status, 200);
	assert_false(web_says(r, "/answers/result"));
	/* What leaders are asked is not theirs, nor is the result. */
	assert_true(
	    web_leads(web_get(&staff, "/answers/q/sector"), "/answers"));
	assert_int_equal(web_get(&staff, "/answers/result")->status, 403);
	web_close(&w);
}

static void test_erasing_leaves_nothing(void **state)
{
	struct web w;
	struct browser b;

	(void)state;
	web_open(&w);
	b = leader(&w);
	answer(&b, "clients_served", "both");
	assert_int_equal(web_get(&b, "/answers/me/erase")->status, 200);
	assert_int_equal(web_get(&b, "/answers")->status, 200);
	assert_int_equal(web_post(&b, "/answers/me/erase", "")->status, 200);
	assert_true(web_leads(web_get(&b, "/answers"), "/resume"));
	web_close(&w);
}

static void test_a_person_takes_their_answers(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;

	(void)state;
	web_open(&w);
	b = leader(&w);
	answer(&b, "clients_served", "both");
	r = web_get(&b, "/answers/me/data.json");
	assert_int_equal(r->status, 200);
	assert_true(web_says(r, "\"both\""));
	assert_true(r->filename.len > 0);
	web_close(&w);
}

static void test_every_page_forbids_keeping(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;
	struct fields headers;

	(void)state;
	web_open(&w);
	b = leader(&w);
	r = web_get(&b, "/answers");
	headers = site_headers(w.arena, w.site, r);
	assert_true(str_is(field_get(&headers, "Cache-Control"), "no-store"));
	assert_true(str_find(field_get(&headers, "Content-Security-Policy"),
			     STR("unsafe"), 0) == SIZE_MAX);
	web_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_begin_says_what_is_missing),
		cmocka_unit_test(test_nothing_is_ticked_beforehand),
		cmocka_unit_test(test_a_forged_form_changes_nothing),
		cmocka_unit_test(test_an_answer_stays),
		cmocka_unit_test(test_a_wrong_answer_is_shown_again),
		cmocka_unit_test(test_a_stale_form_overwrites_nothing),
		cmocka_unit_test(test_a_code_opens_the_same_answers),
		cmocka_unit_test(test_a_wrong_code_says_no_more),
		cmocka_unit_test(test_staff_come_without_a_name),
		cmocka_unit_test(test_erasing_leaves_nothing),
		cmocka_unit_test(test_a_person_takes_their_answers),
		cmocka_unit_test(test_every_page_forbids_keeping),
	};

	return cmocka_run_group_tests_name("web answers", tests, NULL, NULL);
}
