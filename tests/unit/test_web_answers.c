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

/* On the first page of questions, the code not seen yet. */
static struct browser beginner(struct web *w)
{
	struct browser b = web_browser(w);
	const struct response *r;

	assert_int_equal(web_get(&b, "/begin")->status, 200);
	r = web_post(&b, "/begin",
		     "client=Quincaillerie&name=Anne+Roy&agree_result=yes");
	assert_true(web_leads(r, "/answers/q/staff"));
	return b;
}

static struct browser leader(struct web *w)
{
	struct browser b = beginner(w);

	assert_true(web_says(web_get(&b, "/answers/code"), "class=\"code\""));
	assert_true(web_leads(web_post(&b, "/answers/code", ""), "/answers"));
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

/* The short path takes some of a section, which comes again later. */
static void test_a_section_is_introduced_once(void **state)
{
	static const char *const questions[] = {
		"reach_person", "escalation_rules",   "bot_notice",
		"reach_wait",	"bot_notice_content", "french_service",
		"reach_equal",
	};
	uint32_t with = 0, without = 0;
	struct web w;
	struct browser b;

	(void)state;
	web_open(&w);
	b = leader(&w);
	assert_int_equal(answer(&b, "uses", "answer_client")->status, 303);
	for (size_t q = 0; q < sizeof(questions) / sizeof(questions[0]); q++) {
		const struct response *r;
		char path[80];

		snprintf(path, sizeof(path), "/answers/q/%s?lang=fr",
			 questions[q]);
		r = web_get(&b, path);
		if (r->status != 200)
			continue;
		if (web_says(r, "Arrêtez-vous à la dernière phrase"))
			with++;
		else
			without++;
	}
	assert_true(with > 0);
	assert_true(without > 0);
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
	/* A form for no page is read, so that 404 says what is wrong. */
	assert_int_equal(site_form_limit(STR("/answers/me/erase0")), HTTP_FORM);
	assert_int_equal(web_post(&b, "/answers/me/erase0", "")->status, 404);
	web_close(&w);
}

/* Either name of this machine, and no other, nor another port of it. */
static void test_a_form_comes_from_here(void **state)
{
	static const struct {
		const char *origin;
		int status;
	} cases[] = {
		{ "http://127.0.0.1:8080", 303 },
		{ "http://localhost:8080", 303 },
		{ "http://localhost:8081", 403 },
		{ "https://localhost:8080", 403 },
		{ "http://evil.example", 403 },
		{ "null", 403 },
	};
	struct web w = { .config.base_url = "http://127.0.0.1:8080",
			 .config.other_url = "http://localhost:8080" };
	struct browser b;

	(void)state;
	web_open_as(&w, "questionnaires/ia-pme");
	b = leader(&w);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		b.origin = cases[i].origin;
		assert_int_equal(web_post(&b, "/answers/q/staff", "")->status,
				 cases[i].status);
	}
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

/* `yes` and `no` stay what other programs and the terminal say. */
static void test_yes_is_true_on_every_form(void **state)
{
	struct web w;
	struct browser b;

	(void)state;
	web_open(&w);
	b = leader(&w);
	assert_true(web_says(web_get(&b, "/answers/q/sells_in_eu"),
			     "name=\"sells_in_eu\" value=\"true\""));
	assert_int_equal(answer(&b, "sells_in_eu", "true")->status, 303);
	assert_true(web_says(web_get(&b, "/answers/q/sells_in_eu"),
			     "value=\"true\" checked"));
	assert_int_equal(answer(&b, "sells_in_eu", "no")->status, 303);
	assert_true(web_says(web_get(&b, "/answers/q/sells_in_eu"),
			     "value=\"false\" checked"));
	web_close(&w);
}

/* The pack's texts are set as documents set them. */
static void test_texts_are_set(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;

	(void)state;
	web_open(&w);
	b = leader(&w);
	r = web_get(&b, "/answers/q/sells_in_eu?lang=fr");
	assert_true(web_says(r, "l’Union européenne"));
	assert_false(web_says(r, "l'Union"));
	web_close(&w);
}

/* Its first sentence stands; "Examples..." opens the others. */
static void test_a_long_help_folds(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;

	(void)state;
	web_open(&w);
	b = leader(&w);
	r = web_get(&b, "/answers/q/uses?lang=en");
	assert_true(web_says(r, "part of other software.</p>"
				"<details class=\"more\">"));
	assert_true(web_says(r, "<p class=\"hint\">Examples: having a reply"));
	assert_true(web_says(r, "part-time staff included.</p><input"));
	web_close(&w);
}

/* `back` says one thing, or nothing: it is no address. */
static void test_a_change_comes_back_to_the_check(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;
	char form[256];

	(void)state;
	web_open(&w);
	b = leader(&w);
	answer(&b, "clients_served", "both");
	assert_true(web_says(
	    web_get(&b, "/answers/check"),
	    "href=\"/answers/q/clients_served?back=check#clients_served\""));
	r = web_get(&b, "/answers/q/clients_served?back=check");
	assert_true(web_says(r, "name=\"back\" value=\"check\""));
	assert_true(web_says(r, "class=\"back\" href=\"/answers/check\""));
	snprintf(form, sizeof(form),
		 "back=check&clients_served=consumers&clients_served:seen=%s",
		 seen(&w, r, "clients_served"));
	assert_true(web_leads(web_post(&b, "/answers/q/clients_served", form),
			      "/answers/check"));
	r = web_get(&b, "/answers/q/clients_served?back=//elsewhere.example");
	assert_false(web_says(r, "elsewhere"));
	snprintf(form, sizeof(form),
		 "back=//elsewhere.example&clients_served=both&"
		 "clients_served:seen=%s",
		 seen(&w, r, "clients_served"));
	r = web_post(&b, "/answers/q/clients_served", form);
	assert_int_equal(r->status, 303);
	assert_true(str_starts(r->location, "/answers/"));
	assert_false(web_leads(r, "/answers/check"));
	web_close(&w);
}

/* More than a dozen options are a list, which opens on none of them. */
static void test_a_long_list_opens(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;

	(void)state;
	web_open(&w);
	b = leader(&w);
	r = web_get(&b, "/answers/q/sector");
	assert_true(web_says(r, "<label for=\"sector\" class=\"label\">"));
	assert_true(web_says(r, "<select id=\"sector\" name=\"sector\">"
				"<option value=\"\">Choose</option>"));
	assert_false(web_says(r, "selected"));
	assert_true(web_says(web_get(&b, "/answers/q/clients_served"),
			     "type=\"radio\" id=\"clients_served\""));
	assert_int_equal(answer(&b, "sector", "retail")->status, 303);
	/* Nothing chosen leaves what was said, as anywhere else. */
	assert_int_equal(answer(&b, "sector", "")->status, 303);
	assert_true(web_says(web_get(&b, "/answers/q/sector"),
			     "<option value=\"retail\" selected=\"selected\">"
			     "Retail</option>"));
	r = answer(&b, "sector", "mining");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "href=\"#sector\""));
	assert_true(web_says(r, "<select id=\"sector\" name=\"sector\" "
				"aria-describedby=\"sector-fault\" "
				"aria-invalid=\"true\">"));
	web_close(&w);
}

/* What applies can be read again, once the firm has said what it is. */
static void test_what_applies_stays_at_hand(void **state)
{
	static const char *const profile[][2] = {
		{ "staff", "28" },
		{ "sector", "retail" },
		{ "uses", "no_use" },
		{ "tasks_change", "false" },
		{ "new_system", "false" },
		{ "quebec_consumers", "true" },
	};
	struct web w;
	struct browser b;

	(void)state;
	web_open(&w);
	b = leader(&w);
	for (size_t i = 0; i < sizeof(profile) / sizeof(profile[0]); i++) {
		assert_false(web_says(web_get(&b, "/answers"),
				      "href=\"/answers/applies\""));
		assert_int_equal(
		    answer(&b, profile[i][0], profile[i][1])->status, 303);
	}
	assert_true(web_says(web_get(&b, "/answers"),
			     "href=\"/answers/applies\""));
	assert_true(web_says(web_get(&b, "/answers/applies"),
			     "<details><summary>Why?</summary><ul>"
			     "<li>Without AI for now</li>"));
	web_close(&w);
}

/* A part that the short path began has its rest further on. */
static void test_the_rest_of_a_part_says_so(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;

	(void)state;
	web_open(&w);
	b = leader(&w);
	assert_int_equal(answer(&b, "uses", "answer_client")->status, 303);
	assert_int_equal(answer(&b, "bot_answers", "true")->status, 303);
	r = web_get(&b, "/answers");
	assert_true(web_says(r, ">When AI answers clients</a>"));
	assert_true(web_says(r, ">When AI answers clients (continued)</a>"));
	assert_false(web_says(r, ">Your business (continued)</a>"));
	web_close(&w);
}

/* What was wrong on the way is put right, and the check still comes next. */
static void test_a_fault_keeps_the_way_back(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;
	char form[256];

	(void)state;
	web_open(&w);
	b = leader(&w);
	r = web_get(&b, "/answers/q/staff?back=check");
	snprintf(form, sizeof(form), "back=check&staff=many&staff:seen=%s",
		 seen(&w, r, "staff"));
	r = web_post(&b, "/answers/q/staff", form);
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "name=\"back\" value=\"check\""));
	assert_true(web_says(r, "Enter the number of people alone"));
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

/* No minute and no number that moves in front of who answers. */
static void test_the_list_counts_in_words(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;

	(void)state;
	web_open(&w);
	b = leader(&w);
	r = web_get(&b, "/answers");
	assert_true(web_says(r, " questions concern you."));
	assert_true(web_says(r, ", depending on your answers. About "));
	assert_false(web_says(r, "Who else must answer"));
	assert_true(web_says(r, "<details><summary>What follows</summary>"));
	answer(&b, "clients_served", "both");
	r = web_get(&b, "/answers");
	assert_true(web_says(r, "1 answer to "));
	assert_false(web_says(r, "What follows"));
	assert_false(web_says(r, "1 answers"));
	r = web_get(&b, "/answers/q/staff");
	/* How many there are moves with the answers: none is told. */
	assert_false(web_says(r, ">Page "));
	assert_true(web_says(web_get(&b, "/answers/q/tasks_change"),
			     ">Page 2<"));
	assert_true(web_says(r, "role=\"status\" data-saved=\"Saved at {0}"));
	web_close(&w);
}

static void test_people_are_counted_whole(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;

	(void)state;
	web_open(&w);
	b = leader(&w);
	r = answer(&b, "staff", "28%2C5");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "the number of people alone"));
	assert_true(web_says(r, "value=\"28,5\""));
	assert_int_equal(answer(&b, "staff", "28+people")->status, 422);
	assert_int_equal(answer(&b, "staff", "1+028")->status, 303);
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

/* A form that follows one of the same page, whose answer it had not heard. */
static const struct response *follow(struct browser *b, const char *value,
				     const char *before, const char *mark)
{
	char form[512];

	snprintf(form, sizeof(form),
		 "clients_served=%s&clients_served:seen=%s"
		 "&before=clients_served%%3D%s%%26clients_served:seen%%3D%s",
		 value, mark, before, mark);
	return web_post(b, "/answers/q/clients_served", form);
}

static bool chose(struct browser *b, const char *value)
{
	char mark[64];

	snprintf(mark, sizeof(mark), "value=\"%s\" checked", value);
	return web_says(web_get(b, "/answers/q/clients_served"), mark);
}

static void test_a_page_is_not_its_own_elsewhere(void **state)
{
	struct web w;
	struct browser b;
	const char *old;
	char late[256];

	(void)state;
	web_open(&w);
	b = leader(&w);
	old = seen(&w, web_get(&b, "/answers/q/clients_served"),
		   "clients_served");
	snprintf(late, sizeof(late),
		 "clients_served=both&clients_served:seen=%s", old);
	/* The first one came; the second follows it. */
	assert_int_equal(web_post(&b, "/answers/q/clients_served", late)->status,
			 303);
	assert_int_equal(follow(&b, "consumers", "both", old)->status, 303);
	assert_true(chose(&b, "consumers"));
	/* The first one again, late: it changes nothing. */
	assert_int_equal(web_post(&b, "/answers/q/clients_served", late)->status,
			 422);
	assert_true(chose(&b, "consumers"));
	/* The first one never came. */
	old = seen(&w, web_get(&b, "/answers/q/clients_served"),
		   "clients_served");
	assert_int_equal(follow(&b, "businesses", "both", old)->status, 303);
	assert_true(chose(&b, "businesses"));
	/* What stands is neither the page's first nor what it showed. */
	assert_int_equal(follow(&b, "both", "consumers", old)->status, 422);
	assert_true(chose(&b, "businesses"));
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
	assert_true(web_leads(web_post(&phone, "/answers/me/code", ""),
			      "/answers/code"));
	r = web_get(&phone, "/answers/code");
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

/* By Back and reload, until "Continue", and for nobody else's session. */
static void test_a_code_is_shown_until_one_goes_on(void **state)
{
	struct web w;
	struct browser b, other;
	const char *code;
	const struct response *r;

	(void)state;
	web_open(&w);
	b = beginner(&w);
	code = behind(&w, web_get(&b, "/answers/code"), "class=\"code\">", "<");
	web_get(&b, "/answers");
	assert_true(web_says(web_get(&b, "/answers/code"), code));
	assert_false(str_find(str_from(b.shown), str_from(code), 0) !=
		     SIZE_MAX);
	other = beginner(&w);
	snprintf(other.shown, sizeof(other.shown), "%s", b.shown);
	assert_true(web_leads(web_get(&other, "/answers/code"), "/answers/me"));
	snprintf(other.shown, sizeof(other.shown), "%040d", 7);
	assert_true(web_leads(web_get(&other, "/answers/code"), "/answers/me"));
	r = web_post(&b, "/answers/code", "");
	assert_true(web_leads(r, "/answers"));
	assert_true(web_leads(web_get(&b, "/answers/code"), "/answers/me"));
	web_close(&w);
}

/* Nothing stands between beginning and the questions; what applies leads to
   the code, and the code on. */
static void test_a_code_waits_for_what_applies(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;

	(void)state;
	web_open(&w);
	b = beginner(&w);
	assert_int_equal(web_get(&b, "/answers/q/staff")->status, 200);
	assert_int_equal(answer(&b, "uses", "no_use")->status, 303);
	r = web_get(&b, "/answers/applies");
	assert_true(web_says(r, "href=\"/answers/code?then=on\""));
	assert_false(web_says(r, "Did you write down"));
	r = web_get(&b, "/answers/code?then=on");
	assert_true(web_says(r, "class=\"code\""));
	assert_true(web_says(r, "name=\"then\" value=\"on\""));
	/* In the other language it leads there too. */
	assert_true(web_says(r, "href=\"/answers/code?lang=fr&amp;then=on\""));
	r = web_get(&b, "/answers/code?lang=fr&then=on");
	assert_true(web_says(r, "name=\"then\" value=\"on\""));
	web_get(&b, "/answers/code?lang=en&then=on");
	/* The first page with something open: two of its three are. */
	assert_true(web_leads(web_post(&b, "/answers/code", "then=on"),
			      "/answers/q/staff"));
	/* Back skips it. */
	assert_true(web_leads(web_get(&b, "/answers/code?then=on"),
			      "/answers/applies"));
	r = web_get(&b, "/answers/applies");
	assert_false(web_says(r, "/answers/code"));
	assert_true(web_says(r, "class=\"button\""));
	assert_int_equal(web_get(&b, "/answers")->status, 200);
	web_close(&w);
}

/* As long as nobody noted it, another does not take its place. */
static void test_a_code_not_noted_is_not_lost(void **state)
{
	static const char *const again =
	    "client=Autre&name=Anne+Roy&agree_result=yes";
	const struct response *r;
	struct browser b;
	struct web w;

	(void)state;
	web_open(&w);
	b = beginner(&w);
	r = web_get(&b, "/begin");
	assert_true(web_says(r, "A questionnaire is under way already"));
	assert_true(web_says(r, "href=\"/answers/code?then=on\""));
	r = web_post(&b, "/begin", again);
	assert_int_equal(r->status, 200);
	assert_true(web_says(r, "A questionnaire is under way already"));
	/* The browser was closed, its session was not: another code. */
	b.shown[0] = '\0';
	assert_true(web_says(web_get(&b, "/begin"), "href=\"/answers\""));
	web_close(&w);

	web_open(&w);
	b = beginner(&w);
	assert_true(web_leads(web_post(&b, "/answers/code", ""), "/answers"));
	assert_false(web_says(web_get(&b, "/begin"), "under way"));
	assert_true(web_leads(web_post(&b, "/begin", again),
			      "/answers/q/staff"));
	web_close(&w);
}

/* Whoever leaves the questions sees it first, then goes where they went. */
static void test_a_code_comes_before_one_leaves(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;
	char form[128];

	(void)state;
	web_open(&w);
	b = beginner(&w);
	r = web_get(&b, "/answers/q/staff");
	snprintf(form, sizeof(form), "staff=28&staff:seen=%s&then=list",
		 seen(&w, r, "staff"));
	assert_true(web_leads(web_post(&b, "/answers/q/staff", form),
			      "/answers"));
	assert_true(web_leads(web_get(&b, "/answers"), "/answers/code"));
	assert_true(web_leads(web_get(&b, "/answers/me"),
			      "/answers/code?then=me"));
	/* Two tabs: both may show it, and one "Continue" is enough. */
	assert_int_equal(web_get(&b, "/answers/code")->status, 200);
	assert_int_equal(web_get(&b, "/answers/code?then=me")->status, 200);
	assert_true(web_leads(web_post(&b, "/answers/code", "then=me"),
			      "/answers/me"));
	assert_int_equal(web_get(&b, "/answers/me")->status, 200);
	assert_true(web_leads(web_post(&b, "/answers/code", "then="),
			      "/answers"));
	assert_int_equal(web_get(&b, "/answers")->status, 200);
	web_close(&w);
}

static bool agrees(struct browser *b, const char *purpose)
{
	char ticked[80];

	snprintf(ticked, sizeof(ticked),
		 "name=\"agree_%s\" value=\"yes\" checked", purpose);
	return web_says(web_get(b, "/answers/me"), ticked);
}

/* Who reads, and what is counted: asked once there is something to read or to
   count. What beginning does not ask, it does not take. */
static void test_two_purposes_come_with_the_code(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;

	(void)state;
	web_open(&w);
	b = web_browser(&w);
	r = web_get(&b, "/begin");
	assert_true(web_says(r, "name=\"agree_result\""));
	assert_false(web_says(r, "agree_consultant"));
	assert_false(web_says(r, "agree_statistics"));
	web_post(&b, "/begin",
		 "client=Quincaillerie&name=Anne+Roy&agree_result=yes&"
		 "agree_consultant=yes&agree_statistics=yes");
	r = web_get(&b, "/answers/code");
	assert_true(web_says(r, "name=\"agree_consultant\""));
	assert_true(web_says(r, "name=\"agree_statistics\""));
	assert_false(web_says(r, "agree_result"));
	assert_false(web_says(r, "checked"));
	web_post(&b, "/answers/code", "");
	assert_false(agrees(&b, "consultant"));
	assert_false(agrees(&b, "statistics"));
	web_close(&w);
}

/* It is withdrawn where all that one agreed to stands, and nowhere else. */
static void test_a_code_takes_no_agreement_back(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;

	(void)state;
	web_open(&w);
	b = beginner(&w);
	web_get(&b, "/answers/code");
	assert_true(web_leads(web_post(&b, "/answers/code",
				       "then=me&agree_statistics=yes"),
			      "/answers/me"));
	assert_true(agrees(&b, "result"));
	assert_true(agrees(&b, "statistics"));
	assert_false(agrees(&b, "consultant"));
	/* The same page, open in another tab and not ticked. */
	web_post(&b, "/answers/code", "then=me");
	assert_true(agrees(&b, "statistics"));
	/* Another code: what is agreed to is not asked again. */
	web_post(&b, "/answers/me/code", "");
	r = web_get(&b, "/answers/code");
	assert_true(web_says(r, "name=\"agree_consultant\""));
	assert_false(web_says(r, "agree_statistics"));
	web_post(&b, "/answers/code", "agree_consultant=yes");
	assert_true(agrees(&b, "statistics"));
	assert_true(agrees(&b, "consultant"));
	web_post(&b, "/answers/me/code", "");
	assert_false(web_says(web_get(&b, "/answers/code"), "agree_"));
	web_close(&w);
}

/* Nowhere but to pages of one's own. */
static void test_a_code_leads_nowhere_else(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;

	(void)state;
	web_open(&w);
	b = beginner(&w);
	r = web_get(&b, "/answers/code?then=\"><script>");
	assert_int_equal(r->status, 200);
	assert_false(web_says(r, "\"><script>"));
	assert_true(web_says(r, "href=\"/answers/code?lang=fr\""));
	assert_true(web_leads(
	    web_post(&b, "/answers/code", "then=https://example.com/"),
	    "/answers"));
	web_close(&w);
}

/* The browser was closed on the way: another one is offered. */
static void test_a_code_never_seen_is_offered_again(void **state)
{
	struct web w;
	struct browser b;
	const struct response *r;

	(void)state;
	web_open(&w);
	b = beginner(&w);
	b.shown[0] = '\0';
	r = web_get(&b, "/answers/applies");
	assert_true(web_says(r, "Did you write down"));
	assert_true(web_says(r, "href=\"/answers/me\""));
	assert_false(web_says(r, "/answers/code"));
	assert_true(web_says(web_get(&b, "/answers"), "Did you write down"));
	assert_int_equal(web_get(&b, "/answers/me")->status, 200);
	web_close(&w);
}

/* Withdrawn elsewhere, it is in nobody's way. */
static void test_a_dead_code_does_not_wait(void **state)
{
	struct web w;
	struct browser b;

	(void)state;
	web_open(&w);
	b = beginner(&w);
	web_post(&b, "/answers/me/code/drop", "");
	assert_int_equal(web_get(&b, "/answers")->status, 200);
	assert_int_equal(web_get(&b, "/answers/me")->status, 200);
	assert_true(web_leads(web_get(&b, "/answers/code"), "/answers/me"));
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
	assert_true(web_leads(web_post(&b, "/answers/invite", "group=staff"),
			      "/answers/invite/made"));
	r = web_get(&b, "/answers/invite/made");
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

/* Who has said nothing yet is nobody in the file; the page goes on all the
   same, and shows what is wrong. */
static void test_staff_may_say_nothing_first(void **state)
{
	static const char page[] = "/answers/q/responsible_published";
	struct web w;
	struct browser b, staff;
	const struct response *r;
	char form[128];

	(void)state;
	web_open(&w);
	b = leader(&w);
	web_post(&b, "/answers/invite", "group=staff");
	r = web_get(&b, "/answers/invite/made");
	snprintf(form, sizeof(form), "code=%s", behind(&w, r, "/go/", "<"));
	staff = web_browser(&w);
	web_get(&staff, "/resume");
	assert_true(web_leads(web_post(&staff, "/go", form), "/answers"));
	r = web_get(&staff, page);
	assert_int_equal(r->status, 200);
	assert_int_equal(web_post(&staff, page, "")->status, 303);
	snprintf(form, sizeof(form),
		 "responsible_published=1&responsible_published=?"
		 "&responsible_published:seen=%s",
		 seen(&w, web_get(&staff, page), "responsible_published"));
	r = web_post(&staff, page, form);
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "class=\"question\""));
	assert_int_equal(answer(&staff, "responsible_published", "2")->status,
			 303);
	assert_true(web_says(web_get(&staff, page), "value=\"2\" checked"));
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
		cmocka_unit_test(test_a_section_is_introduced_once),
		cmocka_unit_test(test_a_forged_form_changes_nothing),
		cmocka_unit_test(test_a_form_comes_from_here),
		cmocka_unit_test(test_an_answer_stays),
		cmocka_unit_test(test_yes_is_true_on_every_form),
		cmocka_unit_test(test_texts_are_set),
		cmocka_unit_test(test_a_long_help_folds),
		cmocka_unit_test(test_a_change_comes_back_to_the_check),
		cmocka_unit_test(test_a_fault_keeps_the_way_back),
		cmocka_unit_test(test_a_long_list_opens),
		cmocka_unit_test(test_what_applies_stays_at_hand),
		cmocka_unit_test(test_the_rest_of_a_part_says_so),
		cmocka_unit_test(test_a_wrong_answer_is_shown_again),
		cmocka_unit_test(test_the_list_counts_in_words),
		cmocka_unit_test(test_people_are_counted_whole),
		cmocka_unit_test(test_a_stale_form_overwrites_nothing),
		cmocka_unit_test(test_a_page_is_not_its_own_elsewhere),
		cmocka_unit_test(test_a_code_opens_the_same_answers),
		cmocka_unit_test(test_a_code_is_shown_until_one_goes_on),
		cmocka_unit_test(test_a_code_waits_for_what_applies),
		cmocka_unit_test(test_a_code_not_noted_is_not_lost),
		cmocka_unit_test(test_a_code_comes_before_one_leaves),
		cmocka_unit_test(test_two_purposes_come_with_the_code),
		cmocka_unit_test(test_a_code_takes_no_agreement_back),
		cmocka_unit_test(test_a_code_leads_nowhere_else),
		cmocka_unit_test(test_a_code_never_seen_is_offered_again),
		cmocka_unit_test(test_a_dead_code_does_not_wait),
		cmocka_unit_test(test_a_wrong_code_says_no_more),
		cmocka_unit_test(test_staff_come_without_a_name),
		cmocka_unit_test(test_staff_may_say_nothing_first),
		cmocka_unit_test(test_erasing_leaves_nothing),
		cmocka_unit_test(test_a_person_takes_their_answers),
		cmocka_unit_test(test_every_page_forbids_keeping),
	};

	return cmocka_run_group_tests_name("web answers", tests, NULL, NULL);
}
