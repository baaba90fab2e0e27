/*
 * Those who come by a link: what they are promised and shown on the way, and
 * how they come back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "web_people.h"

#define ROUND "/cases/quincaillerie/1"

/* A site with one consultant, who was given one case. */
struct office {
	struct web w;
	struct browser b;
};

static void open_office(struct office *o)
{
	struct str account, chain;

	web_open(&o->w);
	account = web_ready(&o->w, "claire@example.ca", ROLE_CONSULTANT);
	chain = web_case_new(&o->w, "quincaillerie", "");
	web_must(&o->w, access_give_case(web_desk(&o->w), chain, account),
		 "given");
	o->b = web_signed_in(&o->w, account);
}

static const struct response *get(struct browser *b, const char *path)
{
	const struct response *r = web_get(b, path);

	if (r->status != 200)
		fail_msg("%s: %d", path, r->status);
	return r;
}

/* The secret of a link that the desk's form makes. */
static const char *invite(struct office *o, const char *path, const char *form)
{
	assert_true(web_leads(web_post(&o->b, path,
				       web_join(&o->w, form, "&by=Claire")),
			      ROUND "/invite/made"));
	return web_between(&o->w, get(&o->b, ROUND "/invite/made"),
			   "<p class=\"code\">https://jalon.example/go/",
			   "</p>");
}

static struct browser come(struct office *o, const char *path,
			   const char *form)
{
	const char *secret = invite(o, path, form);
	struct browser b = web_browser(&o->w);

	get(&b, web_join(&o->w, "/go/", secret));
	assert_int_equal(
	    web_post(&b, "/go", web_join(&o->w, "code=", secret))->status,
	    303);
	return b;
}

static struct browser by_name(struct office *o, const char *form)
{
	return come(o, ROUND "/invite/person", form);
}

/* Answers one question of a page, with the mark that the page shows. */
static const struct response *answer(struct browser *b, const char *question,
				     const char *value)
{
	char path[128], mark[128], form[512];

	snprintf(path, sizeof(path), "/answers/q/%s", question);
	snprintf(mark, sizeof(mark), "name=\"%s:seen\" value=\"", question);
	snprintf(form, sizeof(form), "%s=%s&%s:seen=%s", question, value,
		 question, web_between(b->web, get(b, path), mark, "\""));
	return web_post(b, path, form);
}

/* --- what they are sent ----------------------------------------------------------- */

/* Every address of a page that opens a mail program. */
static void bounded(const struct response *r, uint32_t count)
{
	const struct str mark = STR("href=\"mailto:");
	struct str page = buf_view(&r->body);
	uint32_t found = 0;

	for (size_t at = 0; (at = str_find(page, mark, at)) != SIZE_MAX;
	     at++) {
		size_t end = str_find(page, STR("\""), at + mark.len);

		/* Below 2,048, above which browsers on Windows do nothing. */
		if (end - at > 1900 + strlen("href=\""))
			fail_msg("%zu: %.*s", end - at,
				 STR_ARGS(str_sub(page, at, end)));
		found++;
	}
	assert_int_equal(found, count);
}

/* With a name of 200 letters, each six characters of an address, for the
   firm, the person and who signs. */
static void a_mail_link_is_not_too_long(void **state)
{
	static const char *const groups[] = { "staff", "leaders", "experts" };
	struct str account, chain;
	char name[401], form[1300];
	struct case_new wanted = { .name = STR("longue") };
	const struct response *r;
	struct browser b;
	struct web w;

	(void)state;
	for (size_t i = 0; i < 200; i++)
		memcpy(name + 2 * i, "\xC3\xA9", 3);
	web_open(&w);
	account = web_ready(&w, "claire@example.ca", ROLE_CONSULTANT);
	wanted.client = str_from(name);
	web_must(&w, case_open_new(web_desk(&w), &wanted) != NULL, "case");
	chain = str_copy(w.arena, case_view(web_desk(&w), STR("longue"), 0)
				      ->record->id);
	web_must(&w, access_give_case(web_desk(&w), chain, account), "given");
	b = web_signed_in(&w, account);
	for (size_t g = 0; g < 3; g++) {
		snprintf(form, sizeof(form), "group=%s&name=%s&by=%s",
			 groups[g], name, name);
		r = web_post(&b,
			     g == 0 ? "/cases/longue/1/invite/group"
				    : "/cases/longue/1/invite/person",
			     form);
		assert_int_equal(r->status, 303);
		r = get(&b, "/cases/longue/1/invite/made");
		bounded(r, 2);
		assert_true(web_says(r, "too long for one click"));
		assert_true(web_says(r, "awaited%20by%20this%20link"));
	}
	/* Two people, and the staff together, in both languages. */
	bounded(get(&b, "/cases/longue/1/remind"), 6);
	web_close(&w);
}

/* The usual ones, as a firm of middling name writes them. */
static void the_staffs_letter_passes(void **state)
{
	struct office o;

	(void)state;
	open_office(&o);
	invite(&o, ROUND "/invite/group", "group=staff");
	bounded(get(&o.b, ROUND "/invite/made"), 2);
	web_close(&o.w);
}

/* --- what they are promised ------------------------------------------------------- */

/* Of a firm without AI: a short profile. */
static const char *const profile[][2] = {
	{ "staff", "28" },		 { "sector", "retail" },
	{ "uses", "no_use" },		 { "tasks_change", "false" },
	{ "new_system", "false" },	 { "quebec_consumers", "true" },
};

static void a_leader_reads_what_applies(void **state)
{
	const struct response *r = NULL;
	struct browser b;
	struct office o;

	(void)state;
	open_office(&o);
	b = by_name(&o, "group=leaders&name=Luc");
	for (size_t i = 0; i < sizeof(profile) / sizeof(profile[0]); i++) {
		assert_false(web_says(get(&b, "/answers"),
				      "href=\"/answers/applies\""));
		r = answer(&b, profile[i][0], profile[i][1]);
	}
	assert_true(web_leads(r, "/answers/applies"));
	assert_true(web_says(get(&b, "/answers"),
			     "href=\"/answers/applies\""));
	assert_false(web_says(get(&b, "/answers/applies"), "Monday"));
	web_close(&o.w);
}

/* A first picture is for those who see the result; experts have no profile
   to pause after. */
static void nobody_is_promised_more_than_they_get(void **state)
{
	static const char *const forms[] = { "group=leaders&name=Luc",
					     "group=experts&name=Zoe" };
	const struct response *r;
	struct browser b;
	struct office o;

	(void)state;
	open_office(&o);
	for (size_t i = 0; i < 2; i++) {
		b = by_name(&o, forms[i]);
		r = get(&b, "/answers");
		assert_true(web_says(r, "then the others, part by part"));
		assert_false(web_says(r, "first picture"));
	}
	r = get(&o.b, ROUND "/interview/together");
	assert_false(web_says(r, "first picture"));
	b = web_alone(&o.w, "Boulangerie", false);
	assert_true(web_says(get(&b, "/answers"), "then a first picture"));
	assert_false(web_says(get(&b, "/answers/experts"), "first picture"));
	web_close(&o.w);
}

/* What the case says of the client is no answer of theirs, and what may be
   left out is not asked for: the list and its parts count alike. */
static void the_list_counts_what_is_asked(void **state)
{
	const struct response *r;
	struct browser b;
	struct office o;

	(void)state;
	open_office(&o);
	web_post(&o.b, "/cases/quincaillerie/about",
		 "client=Quincaillerie&name=quincaillerie&staff=28");
	b = by_name(&o, "group=leaders&name=Luc");
	r = get(&b, "/answers");
	assert_true(web_says(r, " questions concern you."));
	assert_true(web_says(r, "<span class=\"tag\">Optional</span>"));
	answer(&b, "sector", "retail");
	r = get(&b, "/answers");
	assert_true(web_says(r, "1 answer to "));
	/* Six have no condition; one of them, the staff, the case tells. */
	assert_true(web_says(r, ">Your business</a><span class=\"tag\">"
				"1 of 5</span>"));
	web_close(&o.w);
}

/* The short path's time comes first, in the letter too. */
static void the_letter_tells_the_short_time_first(void **state)
{
	const struct response *r;
	struct office o;

	(void)state;
	open_office(&o);
	invite(&o, ROUND "/invite/person", "group=leaders&name=Luc");
	r = get(&o.b, ROUND "/invite/made");
	assert_true(web_says(r, "How long: about "));
	assert_true(web_says(r, " at most in all, for 71 questions at most"));
	assert_true(web_says(r, "Combien de temps\xC2\xA0: environ "));
	assert_true(web_says(r, " au plus en tout, pour 71 questions au plus"));
	web_close(&o.w);
}

/* --- how they come back ----------------------------------------------------------- */

static struct browser by_shared(struct office *o, const char *form)
{
	return come(o, ROUND "/invite/group", form);
}

/* The code of the page that shows it, typed into another browser. */
static struct browser come_back(struct office *o, const struct response *r)
{
	const char *code = web_between(&o->w, r, "class=\"code\">", "<");
	struct browser b = web_browser(&o->w);

	get(&b, "/resume");
	assert_true(web_leads(web_post(&b, "/resume",
				       web_join(&o->w, "code=", code)),
			      "/answers"));
	return b;
}

/* After the first page, once; the code opens the same answers elsewhere. */
static void staff_have_a_code_after_a_page(void **state)
{
	const struct response *r;
	struct browser b, laptop;
	struct office o;

	(void)state;
	open_office(&o);
	b = by_shared(&o, "group=staff");
	r = answer(&b, "responsible_published", "2");
	assert_true(web_leads(r, "/answers/code?then=on"));
	r = get(&b, "/answers/code?then=on");
	laptop = come_back(&o, r);
	assert_true(web_says(get(&laptop, "/answers/q/responsible_published"),
			     "value=\"2\" checked"));
	assert_int_equal(web_post(&b, "/answers/code", "then=on")->status, 303);
	r = answer(&b, "ai_sponsor", "2");
	assert_int_equal(r->status, 303);
	assert_false(web_leads(r, "/answers/code?then=on"));
	assert_true(web_says(get(&b, "/answers/me"),
			     "You will need your code"));
	web_close(&o.w);
}

/* Who leaves the questions sees it first. */
static void staff_have_it_before_they_leave(void **state)
{
	struct browser b;
	struct office o;

	(void)state;
	open_office(&o);
	b = by_shared(&o, "group=staff");
	answer(&b, "responsible_published", "2");
	assert_true(web_leads(web_get(&b, "/answers"), "/answers/code"));
	assert_true(web_leads(web_get(&b, "/answers/me"),
			      "/answers/code?then=me"));
	web_close(&o.w);
}

/* Without one, leaving says what it does, and there is none to withdraw. */
static void leaving_without_a_code_says_so(void **state)
{
	const struct response *r;
	struct browser b;
	struct office o;

	(void)state;
	open_office(&o);
	b = by_shared(&o, "group=staff");
	answer(&b, "responsible_published", "2");
	web_post(&b, "/answers/code", "");
	assert_true(web_says(get(&b, "/answers/me"), "Withdraw my code"));
	web_post(&b, "/answers/me/code/drop", "");
	r = get(&b, "/answers/me");
	assert_true(web_says(r, "You have no code to come back"));
	assert_false(web_says(r, "Withdraw my code"));
	/* A link of one's own is a way back. */
	b = by_name(&o, "group=leaders&name=Luc");
	r = get(&b, "/answers/me");
	assert_true(web_says(r, "Your link will open your answers again"));
	assert_false(web_says(r, "Withdraw my code"));
	web_close(&o.w);
}

/* Leaders who share a link: once they said who they are. */
static void a_name_is_given_a_code(void **state)
{
	struct browser b;
	struct office o;

	(void)state;
	open_office(&o);
	b = by_shared(&o, "group=leaders");
	assert_true(web_leads(web_get(&b, "/answers"), "/answers/name"));
	assert_true(web_leads(web_post(&b, "/answers/name", "name=Luc+Roy"),
			      "/answers/code"));
	b = come_back(&o, get(&b, "/answers/code"));
	assert_true(web_says(get(&b, "/answers/me"), "Luc Roy"));
	web_close(&o.w);
}

/* The same browser, by the same link, the day after. */
static void a_shared_link_leads_back(void **state)
{
	struct browser b;
	struct office o;
	const char *path;

	(void)state;
	open_office(&o);
	path = web_join(&o.w, "/go/",
			invite(&o, ROUND "/invite/group", "group=staff"));
	b = web_browser(&o.w);
	assert_false(web_says(get(&b, path), "href=\"/answers\""));
	web_post(&b, "/go", web_join(&o.w, "code=", path + 4));
	assert_false(web_says(get(&b, path), "href=\"/answers\""));
	answer(&b, "responsible_published", "2");
	assert_true(web_says(get(&b, path), "href=\"/answers\""));
	web_close(&o.w);
}

/* Their session is over in the middle of a page: the code leads back there. */
static void a_code_leads_to_the_page(void **state)
{
	const char *code, *form;
	const struct response *r;
	struct browser b;
	struct office o;

	(void)state;
	open_office(&o);
	b = by_shared(&o, "group=staff");
	answer(&b, "responsible_published", "2");
	code = web_between(&o.w, get(&b, "/answers/code"), "class=\"code\">",
			   "<");
	b = web_browser(&o.w);
	get(&b, "/");
	r = web_post(&b, "/answers/q/ai_sponsor", "ai_sponsor=2");
	assert_int_equal(r->status, 403);
	assert_true(web_says(r, "href=\"/resume?then=/answers/q/ai_sponsor\""));
	assert_true(web_says(r, "Without a code, open your link again"));
	r = get(&b, "/resume?then=/answers/q/ai_sponsor");
	assert_true(web_says(r, "name=\"then\" "
				"value=\"/answers/q/ai_sponsor\""));
	assert_false(web_says(get(&b, "/resume?then=//evil"), "evil"));
	form = web_join(&o.w, "code=", code);
	assert_true(web_leads(
	    web_post(&b, "/resume",
		     web_join(&o.w, form, "&then=/answers/q/ai_sponsor")),
	    "/answers/q/ai_sponsor"));
	assert_true(web_leads(
	    web_post(&b, "/resume", web_join(&o.w, form, "&then=//evil")),
	    "/answers"));
	web_close(&o.w);
}

/* --- who they are ----------------------------------------------------------------- */

static void a_name_typed_otherwise_is_the_same(void **state)
{
	static const struct {
		const char *one, *other;
		bool same;
	} names[] = {
		{ "Luc Roy", "luc roy", true },
		{ "Luc Roy", "  LUC   ROY ", true },
		{ "Zoé Léger", "zoe leger", true },
		{ "ÉLÈNE Cœur", "Elene Coeur", true },
		{ "Zoe\xCC\x81", "Zo\xC3\xA9", true },
		{ "Łukasz", "łukasz", false },
		{ "Luc Roy", "Luc Roi", false },
		{ "Luc Roy", "Luc-Roy", false },
		{ "Anne", "Anne R.", false },
		{ "李雷", "韩梅", false },
		{ "李雷", "李雷", true },
		{ "\xCC", "\xC3", false },
	};
	struct arena *a = arena_open();

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (case_same_person(a, str_from(names[i].one),
				     str_from(names[i].other)) !=
		    names[i].same)
			fail_msg("%s, %s", names[i].one, names[i].other);
	arena_close(a);
}

/* Their link was lost: a new one, typed in haste, opens the same answers; the
   name stays as it was. */
static void who_is_invited_again_goes_on(void **state)
{
	const struct response *r;
	struct browser b;
	struct office o;

	(void)state;
	open_office(&o);
	b = by_name(&o, "group=leaders&name=Luc+L%C3%A9ger");
	answer(&b, "clients_served", "both");
	b = by_name(&o, "group=leaders&name=luc+leger");
	assert_true(web_says(get(&b, "/answers/q/clients_served"),
			     "value=\"both\" checked"));
	assert_true(web_says(get(&b, "/answers/me"), "Luc Léger"));
	/* An expert of that name is somebody else. */
	b = by_name(&o, "group=experts&name=luc+leger");
	assert_true(web_says(get(&b, "/answers/me"), "luc leger"));
	/* Nor does a link that is shared make a second one. */
	b = by_shared(&o, "group=leaders");
	r = web_post(&b, "/answers/name", "name=LUC+LEGER");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "already answering under this name"));
	web_close(&o.w);
}

/* From the reminders, the form is filled for them. */
static void a_new_link_is_made_for_them(void **state)
{
	const struct response *r;
	struct office o;

	(void)state;
	open_office(&o);
	invite(&o, ROUND "/invite/person",
	       "group=experts&name=Zo%C3%A9+%26+cie");
	assert_true(web_says(get(&o.b, ROUND "/remind"),
			     "href=\"" ROUND "/invite/person?"
			     "name=Zo%C3%A9%20%26%20cie&amp;group=experts\""));
	r = get(&o.b, ROUND "/invite/person?"
		      "name=Zo%C3%A9%20%26%20cie&group=experts");
	assert_true(web_says(r, "value=\"Zoé &amp; cie\""));
	assert_true(web_says(r, "value=\"experts\" checked"));
	web_close(&o.w);
}

/* Nor does one invite oneself so. */
static void nobody_invites_themselves(void **state)
{
	const struct response *r;
	struct browser b;
	struct web w;

	(void)state;
	web_open(&w);
	b = web_alone(&w, "Boulangerie", false);
	r = web_post(&b, "/answers/invite", "group=leaders&name=dominique");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "This is your name"));
	web_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mail_link_is_not_too_long),
		cmocka_unit_test(the_staffs_letter_passes),
		cmocka_unit_test(a_leader_reads_what_applies),
		cmocka_unit_test(nobody_is_promised_more_than_they_get),
		cmocka_unit_test(the_list_counts_what_is_asked),
		cmocka_unit_test(the_letter_tells_the_short_time_first),
		cmocka_unit_test(staff_have_a_code_after_a_page),
		cmocka_unit_test(staff_have_it_before_they_leave),
		cmocka_unit_test(leaving_without_a_code_says_so),
		cmocka_unit_test(a_name_is_given_a_code),
		cmocka_unit_test(a_shared_link_leads_back),
		cmocka_unit_test(a_code_leads_to_the_page),
		cmocka_unit_test(a_name_typed_otherwise_is_the_same),
		cmocka_unit_test(who_is_invited_again_goes_on),
		cmocka_unit_test(a_new_link_is_made_for_them),
		cmocka_unit_test(nobody_invites_themselves),
	};

	return cmocka_run_group_tests_name("web invited", tests, NULL, NULL);
}
