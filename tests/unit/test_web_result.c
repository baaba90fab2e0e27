/*
 * The result's pages by both doors: what they show, what they lead to, what
 * they keep to themselves, what a trial changes and what it does not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/collection.h"
#include "app/exchange.h"
#include "base/file.h"
#include "engine/explain.h"
#include "plan/plan.h"
#include "web_people.h"

/* --- a firm with its result --------------------------------------------- */

struct firm {
	struct web w;
	struct str chain, round;
	struct browser consultant, leader;
};

static void import_file(struct firm *f, const char *name, const char *path)
{
	struct desk *d = web_desk(&f->w);
	const struct case_view *view = case_view(d, str_from(name), 0);
	const struct import_wish wish = { .path = path,
					  .format = ANSWERS_YAML,
					  .take = TAKE_THERE };
	struct import_done done;

	web_must(&f->w, view != NULL, name);
	web_must(&f->w, exchange_import(d, view, &wish, &done), path);
}

static void import_text(struct firm *f, const char *name, const char *text)
{
	char path[160];
	FILE *out;

	snprintf(path, sizeof(path), "%s/answers.yaml", f->w.folder);
	out = fopen(path, "w");
	assert_non_null(out);
	fputs(text, out);
	fclose(out);
	import_file(f, name, path);
	unlink(path);
}

static struct str respondent(struct firm *f, enum group group)
{
	struct case_view *v = case_view(web_desk(&f->w), f->chain, 0);

	for (uint32_t i = 0; i < v->respondent_count; i++)
		if (v->respondents[i].group == group)
			return str_copy(f->w.arena, v->respondents[i].id);
	abort();
}

static struct browser as(struct firm *f, enum group group)
{
	return web_with(&f->w, &(struct session){
				   .kind = SESSION_RESPONDENT,
				   .chain = f->chain,
				   .round = f->round,
				   .respondent = respondent(f, group),
				   .group = group,
			       });
}

static const struct score *score_of(struct firm *f)
{
	struct desk *d = web_desk(&f->w);
	const struct case_view *v = case_view(d, f->chain, 0);

	return case_score(d, v, v->pack);
}

static void close_collection(struct firm *f)
{
	struct desk *d = web_desk(&f->w);
	struct closing_done done;

	web_must(&f->w, collection_close(d, case_view(d, f->chain, 0), &done),
		 "close");
}

/* The eight bytes a PNG begins with, and what base64(1) makes of them. */
#define PNG "\x89PNG\r\n\x1a\n"
#define LOGO_URL "data:image/png;base64,iVBORw0KGgo="

/* A sample as a case; its staff's collection is not closed yet. */
static void firm_open(struct firm *f, const char *sample)
{
	char path[128];
	struct case_view *v;

	*f = (struct firm){ 0 };
	f->w.config.curriculum_dir = "curricula/humain-ia";
	f->w.config.logo = STR(PNG);
	f->w.config.logo_type = "image/png";
	f->w.config.name = STR("Cabinet Essai");
	f->w.config.accent = STR("#884400");
	web_open_as(&f->w, "questionnaires/ia-pme");
	f->consultant = web_signed_in(
	    &f->w, web_ready(&f->w, "c@example.ca", ROLE_ADMINISTRATOR));
	f->chain = web_case_new(&f->w, sample, "");
	v = case_view(web_desk(&f->w), f->chain, 0);
	f->round = str_copy(f->w.arena, v->round->id);
	snprintf(path, sizeof(path), "questionnaires/ia-pme/samples/%s.yaml",
		 sample);
	import_file(f, sample, path);
}

/* Pages count against an allowance: a minute fills it again. */
static const struct response *get(struct browser *b, const char *path)
{
	b->web->now += 60;
	return web_get(b, path);
}

static void expect(const struct response *r, int status, const char *what)
{
	if (r->status != status)
		fail_msg("%s: %d, not %d\n%.*s", what, r->status, status,
			 STR_ARGS(buf_view(&r->body)));
}

/* --- pages that are there ----------------------------------------------- */

static const char *const pages[] = {
	"", "?unfold=yes", "/plan", "/compare", "/groups", "/explain/overall",
	"/explain/plan", "/explain/plan.days", "/explain/plan.projected",
	"/explain/next_question", "/explain/gaps",
	"/plan?budget=9000&days=3&no=red_lines_page",
};
enum { PAGES = sizeof(pages) / sizeof(pages[0]) };

static void all_pages(struct browser *b, const char *door)
{
	for (size_t i = 0; i < PAGES; i++) {
		const struct response *r =
		    get(b, web_join(b->web, door, pages[i]));

		expect(r, 200, pages[i]);
		assert_true(web_says(r, "<h1>"));
		/* Where the pack lies on this machine is told to nobody. */
		assert_false(web_says(r, "questionnaires/"));
		assert_int_equal(r->caching, CACHE_NEVER);
	}
}

static void test_every_page_by_both_doors(void **state)
{
	struct firm f;
	struct browser leader, expert;

	(void)state;
	firm_open(&f, "quincaillerie");
	close_collection(&f);
	leader = as(&f, GROUP_LEADERS);
	expert = as(&f, GROUP_EXPERTS);
	snprintf(leader.lang, sizeof(leader.lang), "fr");
	all_pages(&leader, "/answers/result");
	all_pages(&f.consultant, "/cases/quincaillerie/1/result");
	expect(get(&expert, "/answers/result"), 200, "an expert");
	expect(get(&expert, "/answers/result/groups"), 403, "groups");
	web_close(&f.w);
}

#define EARLY "The result is not open yet"

/* Until then it would tell the invited what the others said. */
static void test_the_invited_wait_for_the_closing(void **state)
{
	static const char *const what[] = { "", "/plan", "/groups",
					    "/explain/reach_person",
					    "/answers.csv", "/result.json" };
	struct firm f;
	struct browser leader;

	(void)state;
	firm_open(&f, "quincaillerie");
	leader = as(&f, GROUP_LEADERS);
	for (size_t i = 0; i < sizeof(what) / sizeof(what[0]); i++)
		assert_true(web_says(
		    get(&leader, web_join(&f.w, "/answers/result", what[i])),
		    EARLY));
	close_collection(&f);
	for (size_t i = 0; i < sizeof(what) / sizeof(what[0]); i++)
		assert_false(web_says(
		    get(&leader, web_join(&f.w, "/answers/result", what[i])),
		    EARLY));
	web_close(&f.w);
}

/* Every id that the engine and the plan explain has its page; no other. */
static void test_every_id_is_explained(void **state)
{
	struct firm f;
	struct arena *a = arena_open();
	const struct pack *pack;
	const struct str *names;
	size_t count;
	char path[200];

	(void)state;
	firm_open(&f, "meunerie");
	pack = case_view(web_desk(&f.w), f.chain, 0)->pack;
	names = explain_names(a, pack, &count);
	for (size_t i = 0; i < count; i++) {
		snprintf(path, sizeof(path),
			 "/cases/meunerie/1/result/explain/%.*s",
			 STR_ARGS(names[i]));
		expect(get(&f.consultant, path), 200, path);
	}
	names = plan_explain_names(a, pack, &count);
	for (size_t i = 0; i < count; i += 7) {
		snprintf(path, sizeof(path),
			 "/cases/meunerie/1/result/explain/%.*s",
			 STR_ARGS(names[i]));
		expect(get(&f.consultant, path), 200, path);
	}
	expect(get(&f.consultant, "/cases/meunerie/1/result/explain/nothing"),
	       404, "unknown");
	expect(get(&f.consultant, "/cases/meunerie/1/result/explain/plan.no"),
	       404, "unknown initiative");
	expect(get(&f.consultant, "/cases/meunerie/1/result/nothing.txt"), 404,
	       "unknown file");
	expect(get(&f.consultant, "/cases/meunerie/9/result"), 404,
	       "unknown round");
	arena_close(a);
	web_close(&f.w);
}

/* Follows some of the addresses of a page that stay behind the door. */
static void follow(struct browser *b, const char *page, const char *door)
{
	struct web *w = b->web;
	struct str text = str_copy(w->arena, buf_view(&get(b, page)->body));
	struct buf mark = buf_make(w->arena);
	uint32_t count = 0;
	size_t at = 0;

	buf_fmt(&mark, "href=\"%s/", door);
	while ((at = str_find(text, buf_view(&mark), at)) != SIZE_MAX) {
		size_t from = at + 6, to = str_find(text, STR("\""), from);
		struct str path = str_sub(text, from, to);

		at = to;
		if (str_find(path, STR("amp;"), 0) != SIZE_MAX ||
		    str_ends(path, ".zip") || count++ % 9 != 0)
			continue;
		expect(get(b, str_cstr(w->arena, path)), 200,
		       str_cstr(w->arena, path));
	}
	assert_true(count > 20);
}

static void test_links_lead_somewhere(void **state)
{
	struct firm f;

	(void)state;
	firm_open(&f, "billetterie");
	follow(&f.consultant, "/cases/billetterie/1/result",
	       "/cases/billetterie/1/result");
	follow(&f.consultant, "/cases/billetterie/1/result/plan",
	       "/cases/billetterie/1/result");
	web_close(&f.w);
}

/* --- what it shows ------------------------------------------------------ */

/* Of the answers, all but two are missing: which ones, is on the page. */
static void test_plan_says_what_would_settle_it(void **state)
{
	const struct response *r;
	struct firm f;

	(void)state;
	firm_open(&f, "billetterie");
	r = get(&f.consultant, "/cases/billetterie/1/result/plan");
	assert_false(web_says(r, "too many answers are still missing"));
	assert_false(web_says(r, "class=\"settle\""));
	web_case_new(&f.w, "atelier", "");
	import_text(&f, "atelier",
		    "pack: ia-pme\nversion: 1.0.0\nclient: {name: Atelier}\n"
		    "answers: {uses: [write_email], ai_policy: 3}\n");
	r = get(&f.consultant, "/cases/atelier/1/result/plan");
	assert_true(web_says(r, "too many answers are still missing"));
	assert_true(web_says(r, "class=\"settle\""));
	assert_true(web_says(r, "would narrow the overall level the most"));
	web_close(&f.w);
}

/* The figures are those of the result, cut to one decimal for a client. */
static void test_figures_are_the_results(void **state)
{
	struct firm f;
	struct browser leader;
	const struct score *s;
	const struct response *r;
	struct buf cut, whole;

	(void)state;
	firm_open(&f, "quincaillerie");
	close_collection(&f);
	leader = as(&f, GROUP_LEADERS);
	s = score_of(&f);
	cut = buf_make(f.w.arena);
	whole = buf_make(f.w.arena);
	buf_text(&cut, "<td class=\"right\">");
	ratio_write(&cut, ratio_truncate(s->dimensions[0].published, 1), 1);
	buf_text(&whole, "<td class=\"right\">");
	ratio_write(&whole, s->dimensions[0].published, 2);
	buf_text(&cut, "<");
	buf_text(&whole, "<");
	r = get(&leader, "/answers/result");
	assert_true(web_says(r, str_cstr(f.w.arena, buf_view(&cut))));
	assert_false(web_says(r, str_cstr(f.w.arena, buf_view(&whole))));
	r = get(&f.consultant, "/cases/quincaillerie/1/result");
	assert_true(web_says(r, str_cstr(f.w.arena, buf_view(&whole))));
	web_close(&f.w);
}

static void test_preview_says_so_and_leads_on(void **state)
{
	struct firm f;
	struct browser b;
	const struct response *r;

	(void)state;
	firm_open(&f, "meunerie");
	b = web_alone(&f.w, "Atelier", false);
	r = get(&b, "/answers/result");
	expect(r, 200, "nothing answered");
	assert_true(web_says(r, "<strong>Preview.</strong>"));
	assert_true(web_says(r, "class=\"settle\""));
	assert_true(web_says(r, "class=\"button\">Answer what is missing"));
	assert_false(web_says(r, "Several people"));
	/* An open question of theirs leads to where it is answered. */
	assert_true(web_says(r, "href=\"/answers/q/"));
	web_close(&f.w);
}

static size_t where(const struct response *r, const char *what)
{
	size_t at = str_find(buf_view(&r->body), str_from(what), 0);

	if (at == SIZE_MAX)
		fail_msg("no %s", what);
	return at;
}

#define PART "<details class=\"part\"><summary><h2 id="

/* In minutes: what there is to do and the ranges stand, the rest folds. */
static void test_preview_is_read_in_minutes(void **state)
{
	struct firm f;
	struct browser b;
	const struct response *r;

	(void)state;
	firm_open(&f, "meunerie");
	b = web_alone(&f.w, "Atelier", false);
	r = get(&b, "/answers/result");
	assert_true(where(r, "<h2 id=\"s1\">On one page") <
		    where(r, "<h2 id=\"s2\">The prerequisites"));
	assert_true(where(r, "<h2 id=\"s3\">Your profile") <
		    where(r, "class=\"settle\""));
	assert_true(where(r, "class=\"settle\"") <
		    where(r, PART "\"s4\">Findings"));
	where(r, "<details class=\"finding\"><summary><h3>To confirm: ");
	assert_true(where(r, "it is not legal advice") <
		    where(r, PART "\"s9\">Appendix A."));
	where(r, PART "\"documents\">");
	/* All of it where asked. */
	r = get(&b, "/answers/result?unfold=yes");
	assert_false(web_says(r, "class=\"part\">"));
	assert_false(web_says(r, "class=\"finding\">"));
	web_close(&f.w);
}

/* Not a preview: only what is looked up folds, and nothing in a document. */
static void test_whole_result_stands(void **state)
{
	struct firm f;
	const struct response *r;

	(void)state;
	firm_open(&f, "meunerie");
	r = get(&f.consultant, "/cases/meunerie/1/result");
	assert_true(where(r, "class=\"settle\"") <
		    where(r, "<h2 id=\"s3\">Your profile"));
	assert_true(where(r, "\n<h2 id=\"s4\">Findings") <
		    where(r, PART "\"s9\">Appendix A."));
	r = get(&f.consultant, "/cases/meunerie/1/result/report.html");
	assert_false(web_says(r, "<details"));
	web_close(&f.w);
}

/* Findings fold, and open all at once where asked. */
static void test_findings_fold(void **state)
{
	struct firm f;

	(void)state;
	firm_open(&f, "billetterie");
	assert_true(web_says(get(&f.consultant, "/cases/billetterie/1/result"),
			     "<details class=\"finding\"><summary><h3>1. "));
	assert_true(web_says(get(&f.consultant,
				 "/cases/billetterie/1/result?unfold=yes"),
			     "<details class=\"finding\" open=\"open\">"));
	web_close(&f.w);
}

/* Whatever people write comes out as text. */
static void test_texts_of_people_are_text(void **state)
{
	static const char *const where[] = {
		"", "?unfold=yes", "/plan", "/groups",
		"/explain/reach_person",
	};
	struct firm f;

	(void)state;
	firm_open(&f, "meunerie");
	web_case_new(&f.w, "hostile", "");
	import_text(&f, "hostile",
		    "pack: ia-pme\nversion: 1.0.0\n"
		    "client: {name: '<script>alert(1)</script>', staff: 9}\n"
		    "sets:\n"
		    "- respondent: '<img src=x onerror=y>'\n"
		    "  group: leaders\n"
		    "  answers:\n"
		    "    uses: [answer_client]\n"
		    "    bot_answers: true\n"
		    "    reach_person: {value: 2,\n"
		    "      note: '</main><b onclick=z>**[a](javascript:c)'}\n");
	for (size_t i = 0; i < sizeof(where) / sizeof(where[0]); i++) {
		const struct response *r = get(
		    &f.consultant,
		    web_join(&f.w, "/cases/hostile/1/result", where[i]));

		expect(r, 200, where[i]);
		assert_false(web_says(r, "<script>alert"));
		assert_false(web_says(r, "<img src=x"));
		assert_false(web_says(r, "onclick=z>"));
		assert_false(web_says(r, "href=\"javascript"));
	}
	web_close(&f.w);
}

/* --- the staff ---------------------------------------------------------- */

static void test_staff_show_from_five_and_once_closed(void **state)
{
	struct firm f;
	struct browser staff;
	const struct response *r;

	(void)state;
	firm_open(&f, "quincaillerie");
	staff = as(&f, GROUP_STAFF);
	expect(get(&staff, "/answers/result"), 403, "staff");
	expect(get(&staff, "/answers/result/report.html"), 403, "staff");
	r = get(&f.consultant, "/cases/quincaillerie/1/result/groups");
	assert_true(web_says(r, "The collection is open"));
	assert_false(web_says(r, "staff 1"));
	close_collection(&f);
	r = get(&f.consultant, "/cases/quincaillerie/1/result/groups");
	assert_false(web_says(r, "The collection is open"));
	assert_true(web_says(r, "Published: "));
	assert_true(web_says(r, "leaders "));
	web_close(&f.w);
}

/* --- gates -------------------------------------------------------------- */

/* In words where one reads; as the rubric writes it where one looks it up. */
static void test_gates_are_said_in_words(void **state)
{
	const struct response *r;
	const char *folded;
	struct firm f;

	(void)state;
	firm_open(&f, "billetterie");
	r = get(&f.consultant, "/cases/billetterie/1/result");
	expect(r, 200, "result");
	assert_true(web_says(r, "In force: A person behind the bot"));
	assert_false(web_says(r, "points("));
	assert_false(web_says(r, "Condition:"));
	/* What is met keeps its name, of which only the formula goes. */
	assert_true(web_says(r, "A bot that says it is one"));
	r = get(&f.consultant,
		"/cases/billetterie/1/result/explain/person_behind_bot");
	expect(r, 200, "explain");
	assert_true(web_says(r, "An AI answers clients directly"));
	assert_true(web_says(r, "(2 at most)"));
	/* Its name comes last, for who looks it up. */
	assert_true(where(r, "</details>") <
		    where(r, "<code>person_behind_bot</code>"));
	assert_false(web_says(r, "class=\"lead\""));
	/* Elsewhere, too, it is named among words. */
	r = get(&f.consultant, "/cases/billetterie/1/result/explain/overall");
	assert_true(web_says(r, ">“A person behind the bot”</a>"));
	assert_false(web_says(r, "<code>person_behind_bot"));
	r = get(&f.consultant, "/cases/billetterie/1/result/explain/service");
	assert_true(web_says(r, "not asked in this case"));
	assert_false(web_says(r, "<code>suggestion_control"));
	r = get(&f.consultant,
		"/cases/billetterie/1/result/explain/person_behind_bot");
	folded = web_between(&f.w, r, "<details><summary>The derivation",
			     "</details>");
	assert_non_null(strstr(folded, "points("));
	assert_non_null(strstr(folded, "&lt; 3"));
	web_close(&f.w);
}

/* --- what if ------------------------------------------------------------ */

#define PLAN "/cases/meunerie/1/result/plan"

static void test_trial_changes_nothing_until_kept(void **state)
{
	struct firm f;
	const struct response *r;
	const char *before, *id;

	(void)state;
	firm_open(&f, "meunerie");
	r = get(&f.consultant, PLAN);
	before = str_cstr(f.w.arena, buf_view(&r->body));
	/* The first of those that can be refused is in the plan. */
	id = web_between(&f.w, r, "name=\"no\" value=\"", "\"");
	r = get(&f.consultant,
		web_join(&f.w, PLAN "?budget=&days=&no=", id));
	expect(r, 200, "trial");
	assert_true(web_says(r, "A trial: the case’s plan has not changed."));
	assert_true(web_says(r, "Leave the plan"));
	assert_true(web_says(r, "Keep this plan in the case"));
	r = get(&f.consultant, PLAN);
	assert_string_equal(str_cstr(f.w.arena, buf_view(&r->body)), before);
	r = web_post(&f.consultant, PLAN,
		     web_join(&f.w, "budget=&days=&no=", id));
	assert_true(web_leads(r, PLAN "?done=kept"));
	r = get(&f.consultant, PLAN "?done=kept");
	assert_true(web_says(r, "The plan is saved in the case."));
	assert_string_equal(
	    web_between(&f.w, r, "checked=\"checked\"", ">"), "/");
	assert_false(web_says(r, "A trial:"));
	assert_true(web_says(get(&f.consultant, "/cases/meunerie/journal"),
			     "What is asked of the plan: limits"));
	web_close(&f.w);
}

/* What is imposed is kept too, and shows as chosen the next time. */
static void test_trial_keeps_what_is_imposed(void **state)
{
	struct firm f;
	const struct response *r;
	const struct plan_request *kept;
	const char *id;

	(void)state;
	firm_open(&f, "meunerie");
	r = get(&f.consultant, PLAN);
	id = web_between(&f.w, r, "name=\"yes\" value=\"", "\"");
	r = web_post(&f.consultant, PLAN,
		     web_join(&f.w, "budget=&days=&yes=", id));
	assert_true(web_leads(r, PLAN "?done=kept"));
	kept = &score_of(&f)->answers->plan;
	assert_int_equal(kept->included_count, 1);
	r = get(&f.consultant, PLAN);
	assert_string_equal(
	    web_between(&f.w, r, "name=\"yes\" value=\"", "\""), id);
	assert_true(web_says(r, "asked for by the firm"));
	web_close(&f.w);
}

static void test_trial_says_what_is_wrong(void **state)
{
	static const struct {
		const char *query;
		int status;
		const char *says;
	} rows[] = {
		{ "budget=beaucoup&days=4", 422, "href=\"#budget\"" },
		{ "budget=-5&days=4", 422, "href=\"#budget\"" },
		{ "budget=12;5", 422,
		  "“12;5” is not an amount from 0 to 100,000,000" },
		{ "budget=5000&days=4;5", 422,
		  "“4;5” is not a number from 0 to 1,000" },
		{ "budget=100000001&days=4", 422, "href=\"#budget\"" },
		{ "budget=5000&days=1e3", 422, "href=\"#days\"" },
		{ "budget=5000&days=4&no=visible_person&yes=visible_person",
		  422, "href=\"#yes\"" },
		{ "budget=5000&days=4&no=nothing_of_the_kind", 400, "" },
		{ "budget=%2412%2C000.50&days=4.5", 200, "Back to the case" },
		{ "budget=0&days=0", 200, "Back to the case" },
	};
	struct firm f;

	(void)state;
	firm_open(&f, "meunerie");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct response *r = get(
		    &f.consultant, web_join(&f.w, PLAN "?", rows[i].query));

		expect(r, rows[i].status, rows[i].query);
		assert_true(web_says(r, rows[i].says));
	}
	/* The same of what would be kept; nothing is. */
	expect(web_post(&f.consultant, PLAN, "budget=x&days=4"), 422, "post");
	expect(web_post(&f.consultant, PLAN,
			"budget=5000&days=4&yes=visible_person"
			"&no=visible_person"),
	       422, "imposed and refused");
	expect(web_post(&f.consultant, PLAN, ""), 400, "nothing asked");
	assert_false(score_of(&f)->answers->plan.has_budget);
	web_close(&f.w);
}

/* --- two rounds --------------------------------------------------------- */

/* Other bytes that say the same: the same file is not imported twice. */
static const char *sample_again(struct firm *f)
{
	struct str bytes;

	assert_int_equal(
	    file_read(f->w.arena, "questionnaires/ia-pme/samples/meunerie.yaml",
		      1 << 20, &bytes),
	    0);
	return web_join(&f->w, str_cstr(f->w.arena, bytes), "# again\n");
}

static void test_rounds_compare(void **state)
{
	struct firm f;
	const struct response *r;
	struct desk *d;

	(void)state;
	firm_open(&f, "meunerie");
	r = get(&f.consultant, "/cases/meunerie/1/result/compare");
	assert_true(web_says(r, "only one round"));
	d = web_desk(&f.w);
	web_must(&f.w,
		 case_begin_round(d, case_find(d, STR("meunerie")),
				  STR("After")),
		 "round");
	import_text(&f, "meunerie", sample_again(&f));
	r = get(&f.consultant, "/cases/meunerie/2/result/compare");
	expect(r, 200, "compare");
	/* The same answers twice: nothing moved, everything compares. */
	assert_true(web_says(r, "<td>unchanged</td>"));
	assert_false(web_says(r, "<td>up</td>"));
	assert_true(web_says(r, "Nothing: everything compares."));
	expect(get(&f.consultant,
		   "/cases/meunerie/2/result/compare?from=2&to=1"),
	       200, "order");
	expect(get(&f.consultant,
		   "/cases/meunerie/2/result/compare?from=99999999999&to=x"),
	       200, "numbers");
	web_close(&f.w);
}

/* --- what one takes away ------------------------------------------------ */

static void test_files(void **state)
{
	static const struct {
		const char *name, *type, *begins, *holds;
	} rows[] = {
		{ "report.html", "text/html; charset=utf-8",
		  "<!DOCTYPE html>", LOGO_URL },
		{ "report.md", "text/markdown; charset=utf-8", "# ",
		  "Cabinet Essai" },
		{ "copy.html", "text/html; charset=utf-8", "<!DOCTYPE html>",
		  "alt=\"Cabinet Essai\"" },
		{ "plan.html", "text/html; charset=utf-8", "<!DOCTYPE html>",
		  ":root{--deep:#884400}" },
		{ "plan.md", "text/markdown; charset=utf-8", "# ", "" },
		{ "calendar.ics", "text/calendar; charset=utf-8",
		  "BEGIN:VCALENDAR", "" },
		{ "result.json", "application/json", "{", "" },
		{ "scores.csv", "text/csv; charset=utf-8", "", "" },
		{ "answers.csv", "text/csv; charset=utf-8", "", "" },
		{ "kit.zip", "application/zip", "PK\x03\x04", "test.csv" },
	};
	struct firm f;
	struct browser leader;

	(void)state;
	firm_open(&f, "quincaillerie");
	close_collection(&f);
	leader = as(&f, GROUP_LEADERS);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct response *r = get(
		    &f.consultant,
		    web_join(&f.w, "/cases/quincaillerie/1/result/",
			     rows[i].name));

		expect(r, 200, rows[i].name);
		assert_string_equal(r->type, rows[i].type);
		assert_true(str_starts(r->filename, "quincaillerie."));
		assert_true(str_starts(buf_view(&r->body), rows[i].begins));
		assert_true(r->body.len > 100);
		assert_true(web_says(r, rows[i].holds));
	}
	expect(get(&leader, "/answers/result/report.html"), 200, "report");
	expect(get(&leader, "/answers/result/copy.html"), 404, "not theirs");
	expect(get(&leader, "/answers/result/kit.zip"), 404, "not theirs");
	expect(get(&f.consultant,
		   "/cases/quincaillerie/1/result/kit.zip?minutes=5"),
	       422, "too short");
	expect(get(&f.consultant,
		   "/cases/quincaillerie/1/result/kit.zip?people=many"),
	       422, "no number");
	web_close(&f.w);
}

/*
 * The firm's colour as it is on light ground; on dark, two parts of it and
 * three of white: 88 and ff make (2 * 136 + 3 * 255) / 5 = 207, cf.
 */
static void test_accent(void **state)
{
	struct firm f;
	const struct response *r;
	struct str page;
	size_t at, end;

	(void)state;
	firm_open(&f, "meunerie");
	page = buf_view(&get(&f.consultant, "/cases")->body);
	at = str_find(page, STR("/assets/"), 0);
	end = str_find(page, STR(".css"), at);
	r = get(&f.consultant,
		str_cstr(f.w.arena, str_sub(page, at, end + 4)));
	expect(r, 200, "the style");
	assert_true(web_says(r, ":root{--accent:#884400;--on-accent:#fff}"));
	assert_true(web_says(r, ":root{--accent:#cfb499;--on-accent:#0f1a20}"));
	web_close(&f.w);
}

/* --- too much at once --------------------------------------------------- */

static void test_allowance(void **state)
{
	struct firm f;
	struct browser b;
	int status = 200, asked = 0;

	(void)state;
	firm_open(&f, "meunerie");
	b = web_alone(&f.w, "Atelier", false);
	while (status == 200 && asked++ < 200)
		status = web_get(&b, "/answers/result/groups")->status;
	assert_int_equal(status, 429);
	/* Who is signed in looks through all of it. */
	for (asked = 0; asked < 100; asked++)
		expect(web_get(&f.consultant,
			       "/cases/meunerie/1/result/groups"),
		       200, "an account's");
	f.w.now += 60;
	expect(web_get(&b, "/answers/result/groups"), 200, "a minute later");
	web_close(&f.w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_page_by_both_doors),
		cmocka_unit_test(test_the_invited_wait_for_the_closing),
		cmocka_unit_test(test_every_id_is_explained),
		cmocka_unit_test(test_links_lead_somewhere),
		cmocka_unit_test(test_plan_says_what_would_settle_it),
		cmocka_unit_test(test_figures_are_the_results),
		cmocka_unit_test(test_preview_says_so_and_leads_on),
		cmocka_unit_test(test_preview_is_read_in_minutes),
		cmocka_unit_test(test_whole_result_stands),
		cmocka_unit_test(test_findings_fold),
		cmocka_unit_test(test_texts_of_people_are_text),
		cmocka_unit_test(test_staff_show_from_five_and_once_closed),
		cmocka_unit_test(test_gates_are_said_in_words),
		cmocka_unit_test(test_trial_changes_nothing_until_kept),
		cmocka_unit_test(test_trial_keeps_what_is_imposed),
		cmocka_unit_test(test_trial_says_what_is_wrong),
		cmocka_unit_test(test_rounds_compare),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_accent),
		cmocka_unit_test(test_allowance),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
