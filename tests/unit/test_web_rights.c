/*
 * What people are promised, held against the pages: the staff's answers, what
 * is counted across firms, links and codes taken back, names and numbers that
 * stay out of sight.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/interview.h"
#include "web_people.h"

#define CASE "/cases/quincaillerie"
#define ROUND CASE "/1"
#define FEW "fewer than five"

/* A site with one consultant, who was given one case. */
struct office {
	struct web w;
	struct browser b;
	struct str chain;
};

static void open_office(struct office *o)
{
	struct str account;

	web_open(&o->w);
	account = web_ready(&o->w, "claire@example.ca", ROLE_CONSULTANT);
	o->chain = web_case_new(&o->w, "quincaillerie", "");
	web_must(&o->w,
		 access_give_case(web_desk(&o->w), o->chain, account),
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

/* One of the staff answers one question, whoever's case it is. */
static void staff_says(struct web *w, const char *name, const char *level)
{
	const struct interview_wish wish = { .kind = INTERVIEW_STAFF,
					     .group = GROUP_STAFF };
	struct desk *d = web_desk(w);
	const struct case_view *view = case_view(d, str_from(name), 0);
	struct interview *i = interview_begin(d, view, &wish);

	web_must(w, i != NULL, "interview");
	web_must(w, interview_go(i, STR("ai_sponsor"), d->diags), "go");
	web_must(w, interview_answer(i, str_from(level), LANG_EN, d->diags),
		 "answer");
	interview_end(i);
}

/* The path of the link that a page shows: "/go/SECRET". */
static const char *link_of(struct web *w, const struct response *r)
{
	const char *path = web_between(
	    w, r, "<p class=\"code\">https://jalon.example", "</p>");

	assert_true(strncmp(path, "/go/", 4) == 0);
	return path;
}

static const struct response *go(struct browser *b, const char *path)
{
	assert_int_equal(web_get(b, path)->status, 200);
	return web_post(b, "/go", web_join(b->web, "code=", path + 4));
}

/* Whose code to come back still waits. */
static struct browser beginner(struct web *w)
{
	struct browser b = web_browser(w);

	web_get(&b, "/begin");
	web_post(&b, "/begin",
		 "client=Boulangerie&name=Anne+Roy&agree_result=yes");
	return b;
}

static struct browser leader(struct web *w)
{
	struct browser b = beginner(w);

	web_post(&b, "/answers/code", "");
	return b;
}

/* --- the staff's answers ------------------------------------------------------------ */

/* Whoever signs in: with five of them and the collection closed, too. */
static void nobody_takes_them(void **state)
{
	struct browser admin;
	struct office o;

	(void)state;
	open_office(&o);
	for (int i = 0; i < 5; i++)
		staff_says(&o.w, "quincaillerie", "2");
	web_post(&o.b, ROUND "/collection/close", "");
	admin = web_signed_in(&o.w, web_ready(&o.w, "ada@example.ca",
					      ROLE_ADMINISTRATOR));
	for (int i = 0; i < 2; i++) {
		struct browser *b = i == 0 ? &o.b : &admin;

		assert_false(web_says(get(b, ROUND "/export"),
				      "href=\"" ROUND "/export/staff"));
		assert_int_equal(web_get(b, ROUND "/export/staff")->status,
				 403);
		assert_int_equal(
		    web_post(b, ROUND "/export/staff", "")->status, 403);
		assert_int_equal(web_get(b, ROUND "/export/case")->status,
				 200);
	}
	web_close(&o.w);
}

/* On one's own machine one keeps the file. */
static void who_keeps_the_file_does(void **state)
{
	const struct response *r;
	struct web w = { 0 };
	struct browser b;

	(void)state;
	w.config.local = true;
	w.config.local_key = "0123456789ABCDEFGHJKMNPQRS";
	w.config.base_url = "http://127.0.0.1:8080";
	web_open_as(&w, "questionnaires/ia-pme");
	web_case_new(&w, "quincaillerie", "");
	b = web_browser(&w);
	web_get(&b, "/local/0123456789ABCDEFGHJKMNPQRS");
	assert_true(web_says(get(&b, ROUND "/export"),
			     "href=\"" ROUND "/export/staff"));
	get(&b, ROUND "/export/staff");
	r = web_post(&b, ROUND "/export/staff", "");
	assert_int_equal(r->status, 200);
	assert_true(str_is(r->filename, "quincaillerie.jalon"));
	web_close(&w);
}

/* What they are told, in both languages: the letter, and the link's page. */
static void they_are_told(void **state)
{
	static const char *const told[] = {
		"could read them one by one",
		"pourrait les lire une à une",
		"counted in statistics that name nobody",
		"comptée dans des statistiques qui ne nomment personne",
	};
	const struct response *r;
	struct browser b;
	struct office o;
	const char *path;

	(void)state;
	open_office(&o);
	web_post(&o.b, ROUND "/invite/group", "group=staff&by=Claire");
	r = get(&o.b, ROUND "/invite/made");
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		assert_true(web_says(r, told[i]));
	path = link_of(&o.w, r);
	b = web_browser(&o.w);
	r = get(&b, path);
	assert_true(web_says(r, told[0]));
	assert_true(web_says(r, told[2]));
	/* Those who answer by name are told of the figures too. */
	web_post(&o.b, ROUND "/invite/person",
		 "group=leaders&name=Luc&by=Claire");
	r = get(&o.b, ROUND "/invite/made");
	assert_true(web_says(r, told[2]));
	assert_true(web_says(r, told[3]));
	web_close(&o.w);
}

/* Three of them: no page of the desk counts them, nor their answers. */
static void below_five_nobody_counts(void **state)
{
	static const struct {
		const char *path, *number;
	} pages[] = {
		{ ROUND "/collection", "<dt>People who came</dt><dd>3" },
		{ ROUND "/collection/close", "<dt>People who came</dt><dd>3" },
		{ CASE, "without a name: 3" },
		{ ROUND "/invite", "3; expected number" },
		{ ROUND "/remind", "People who came: 3" },
		{ "/cases", "3 of the staff" },
		{ CASE "/erase", "<dd>3</dd>" },
	};
	struct office o;

	(void)state;
	open_office(&o);
	for (int i = 0; i < 3; i++)
		staff_says(&o.w, "quincaillerie", "2");
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		const struct response *r = get(&o.b, pages[i].path);

		if (!web_says(r, FEW))
			fail_msg("%s does not say so", pages[i].path);
		if (web_says(r, pages[i].number))
			fail_msg("%s counts", pages[i].path);
	}
	assert_false(web_says(get(&o.b, CASE "/erase"), "<dt>Answers</dt>"));
	/* Nor when more came than were expected. */
	web_post(&o.b, ROUND "/expect", "people=2");
	assert_false(web_says(get(&o.b, ROUND "/invite"), "3;"));
	assert_true(web_says(get(&o.b, ROUND "/invite"), FEW "; 2 expected"));
	for (int i = 0; i < 2; i++)
		staff_says(&o.w, "quincaillerie", "2");
	assert_true(web_says(get(&o.b, ROUND "/collection"), "5"));
	assert_true(web_says(get(&o.b, CASE "/erase"), "<dt>Answers</dt>"));
	web_close(&o.w);
}

/* --- a leader alone and her staff ----------------------------------------------------- */

static const char *staff_link(struct browser *b)
{
	web_post(b, "/answers/invite", "group=staff");
	return link_of(b->web, get(b, "/answers/invite/made"));
}

/* Her case's name, from her own address book: there is one case. */
static const char *case_name(struct web *w)
{
	uint32_t count;
	const struct case_record *all =
	    store_cases(web_desk(w)->store, w->arena, &count);

	assert_int_equal(count, 1);
	return str_cstr(w->arena, all[0].name);
}

static void she_closes_her_collection(void **state)
{
	const struct response *r;
	struct browser b, late;
	const char *path, *name;
	struct web w;

	(void)state;
	web_open(&w);
	b = leader(&w);
	path = staff_link(&b);
	name = case_name(&w);
	assert_false(web_says(get(&b, "/answers/invite"), "/answers/close"));
	for (int i = 0; i < 4; i++)
		staff_says(&w, name, "2");
	r = get(&b, "/answers/invite");
	assert_true(web_says(r, "<dd>" FEW "</dd>"));
	staff_says(&w, name, "2");
	staff_says(&w, name, "2");
	r = get(&b, "/answers/invite");
	assert_true(web_says(r, "<dd>five or more</dd>"));
	assert_true(web_says(r, "href=\"/answers/close\""));
	get(&b, "/answers/close");
	assert_true(web_leads(web_post(&b, "/answers/close", ""),
			      "/answers/invite?done=closed"));
	assert_true(web_says(get(&b, "/answers/invite"),
			     "<dt>Questions published</dt><dd>1"));
	/* Whoever comes late is told first, and is not asked to begin. */
	late = web_browser(&w);
	r = get(&late, path);
	assert_true(web_says(r, "no longer collected"));
	assert_false(web_says(r, "action=\"/go\""));
	assert_true(web_leads(web_post(&b, "/answers/reopen", ""),
			      "/answers/invite?done=reopened"));
	assert_true(web_says(get(&late, path), "action=\"/go\""));
	web_close(&w);
}

static void she_takes_a_link_back(void **state)
{
	struct browser b, other, somebody;
	const char *path, *id, *page;
	struct web w;

	(void)state;
	web_open(&w);
	b = leader(&w);
	path = staff_link(&b);
	id = web_between(&w, get(&b, "/answers/invite"),
			 "<a href=\"/answers/invite/", "\"");
	assert_int_equal(strlen(id), 32);
	page = web_join(&w, "/answers/invite/", id);
	/* It is of her round: another leader's is not there. */
	other = web_alone(&w, "Autre", false);
	assert_int_equal(web_get(&other, page)->status, 404);
	assert_int_equal(web_post(&other, page, "")->status, 404);
	get(&b, page);
	somebody = web_browser(&w);
	assert_int_equal(web_get(&somebody, path)->status, 200);
	assert_true(web_leads(web_post(&b, page, ""),
			      "/answers/invite?done=revoked"));
	assert_int_equal(web_get(&somebody, path)->status, 404);
	assert_int_equal(web_get(&b, page)->status, 404);
	web_close(&w);
}

/* As the desk's: both languages, who asks, until when, what becomes of it. */
static void her_letter_says_all(void **state)
{
	const struct response *r;
	struct browser b;
	struct web w = { 0 };

	(void)state;
	w.config.name = STR("Cabinet Untel");
	web_open_as(&w, "questionnaires/ia-pme");
	b = leader(&w);
	web_post(&b, "/answers/invite", "group=staff");
	r = get(&b, "/answers/invite/made");
	assert_true(web_says(r, "Qui le demande\xC2\xA0: Anne Roy."));
	assert_true(web_says(r, "Who asks: Anne Roy."));
	/* Three months from 2026-11-22. */
	assert_true(web_says(r, "22\xC2\xA0" "février 2027"));
	assert_true(web_says(r, "February\xC2\xA0" "22, 2027"));
	assert_true(web_says(r, "gardées sans votre nom"));
	assert_true(web_says(r, "kept without your name"));
	web_close(&w);
}

/* She agreed to the first point alone: her letters and links say as much. */
static void her_refusals_are_said(void **state)
{
	static const char *const refused[] = {
		"Le cabinet qui offre Jalon ne les voit pas",
		"n’est comptée dans aucune statistique",
		"The advisory firm that offers Jalon does not",
		"is counted in no statistics",
	};
	static const char *const agreed[] = {
		"et votre consultant les voient",
		"Celle-ci peut aussi être comptée",
		"and your consultant see them",
		"may also be counted",
	};
	struct browser b, luc;
	const struct response *r;
	const char *path;
	struct web w;

	(void)state;
	web_open(&w);
	b = leader(&w);
	web_post(&b, "/answers/invite", "group=leaders&name=Luc");
	r = get(&b, "/answers/invite/made");
	path = link_of(&w, r);
	for (size_t i = 0; i < 4; i++) {
		assert_true(web_says(r, refused[i]));
		assert_false(web_says(r, agreed[i]));
	}
	luc = web_browser(&w);
	r = get(&luc, path);
	for (size_t i = 2; i < 4; i++) {
		assert_true(web_says(r, refused[i]));
		assert_false(web_says(r, agreed[i]));
	}
	web_post(&b, "/answers/me",
		 "agree_result=yes&agree_consultant=yes&agree_statistics=yes");
	r = get(&luc, path);
	for (size_t i = 2; i < 4; i++) {
		assert_false(web_says(r, refused[i]));
		assert_true(web_says(r, agreed[i]));
	}
	web_close(&w);
}

/* A link to her own name would lead to her own answers. */
static void her_own_name_is_refused(void **state)
{
	struct browser b;
	const struct response *r;
	struct web w;

	(void)state;
	web_open(&w);
	b = leader(&w);
	r = web_post(&b, "/answers/invite", "group=leaders&name=Anne+Roy");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "would open your own answers"));
	assert_true(web_leads(web_post(&b, "/answers/invite",
				       "group=experts&name=Anne+Roy"),
			      "/answers/invite/made"));
	web_close(&w);
}

static void her_list_says_who_came(void **state)
{
	struct browser b, luc;
	const char *path;
	struct web w;

	(void)state;
	web_open(&w);
	b = leader(&w);
	web_post(&b, "/answers/invite", "group=leaders&name=Luc");
	path = link_of(&w, get(&b, "/answers/invite/made"));
	assert_true(web_says(get(&b, "/answers/invite"),
			     "This person has not come yet."));
	luc = web_browser(&w);
	go(&luc, path);
	assert_true(web_says(get(&b, "/answers/invite"),
			     "This person came."));
	web_close(&w);
}

/* Nobody came, or it is closed: no button that is refused afterwards. */
static void nothing_to_close(void **state)
{
	struct browser b;
	struct web w;

	(void)state;
	web_open(&w);
	b = leader(&w);
	assert_true(web_says(get(&b, "/answers/close"), "nothing to close"));
	assert_false(web_says(get(&b, "/answers/close"),
			      "action=\"/answers/close\""));
	assert_true(web_says(web_post(&b, "/answers/close", ""),
			     "nothing to close"));
	staff_says(&w, case_name(&w), "2");
	web_post(&b, "/answers/close", "");
	assert_true(web_leads(web_get(&b, "/answers/close"),
			      "/answers/invite?done=closed"));
	assert_true(web_leads(web_post(&b, "/answers/close", ""),
			      "/answers/invite?done=closed"));
	web_close(&w);
}

/* --- what the case says ------------------------------------------------------------------- */

/* The firm's headcount is one: no field, no answer, no line of the journal. */
static void the_case_decides(void **state)
{
	const struct response *r;
	struct browser luc;
	const char *seen;
	struct office o;

	(void)state;
	open_office(&o);
	web_post(&o.b, CASE "/about",
		 "client=Quincaillerie&name=quincaillerie&staff=20");
	web_post(&o.b, ROUND "/invite/person",
		 "group=leaders&name=Luc&by=Claire");
	luc = web_browser(&o.w);
	go(&luc, link_of(&o.w, get(&o.b, ROUND "/invite/made")));
	r = get(&luc, "/answers/q/staff");
	assert_true(web_says(r, "The case says “20"));
	assert_true(web_says(r, "tell whoever gave you the link"));
	assert_true(web_says(r, "id=\"staff\""));
	assert_false(web_says(r, "name=\"staff\""));
	assert_true(web_says(r, "name=\"staff:note\""));
	seen = web_between(&o.w, r, "name=\"staff:seen\" value=\"", "\"");
	/* A page that was open before the case said it. */
	r = web_post(&luc, "/answers/q/staff",
		     web_join(&o.w, "staff=28&staff:seen=", seen));
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "The case says “20"));
	assert_false(web_says(get(&o.b, CASE "/journal"), "Luc (leaders), "));
	r = web_post(&luc, "/answers/q/staff",
		     web_join(&o.w, "staff:note=Plutot+28&staff:seen=", seen));
	assert_int_equal(r->status, 303);
	assert_true(web_says(get(&luc, "/answers/check"), "Plutot 28"));
	assert_true(web_says(get(&o.b, CASE "/journal"),
			     "Luc (leaders), “How many people work in the "
			     "business?”: the note alone"));
	web_close(&o.w);
}

/* --- links and codes -------------------------------------------------------------------- */

static void once_leaves_a_way_back(void **state)
{
	struct browser b, elsewhere;
	const struct response *r;
	const char *path, *code;
	struct office o;

	(void)state;
	open_office(&o);
	web_post(&o.b, ROUND "/invite/person",
		 "group=leaders&name=Luc&by=Claire&once=yes");
	path = link_of(&o.w, get(&o.b, ROUND "/invite/made"));
	b = web_browser(&o.w);
	assert_true(web_leads(go(&b, path), "/answers/code"));
	r = get(&b, "/answers/code");
	/* Who began the case alone is asked, and nobody else. */
	assert_false(web_says(r, "agree_"));
	code = web_between(&o.w, r, "<p class=\"code\">", "</p>");
	assert_int_equal(web_get(&b, path)->status, 404);
	elsewhere = web_browser(&o.w);
	web_get(&elsewhere, "/resume");
	assert_true(web_leads(web_post(&elsewhere, "/resume",
				       web_join(&o.w, "code=", code)),
			      "/answers"));
	assert_int_equal(web_get(&elsewhere, "/answers")->status, 200);
	/* One that serves again leads straight in. */
	web_post(&o.b, ROUND "/invite/person",
		 "group=experts&name=Zoe&by=Claire");
	path = link_of(&o.w, get(&o.b, ROUND "/invite/made"));
	b = web_browser(&o.w);
	assert_true(web_leads(go(&b, path), "/answers"));
	web_close(&o.w);
}

/* The browser was closed on the page that showed it. */
static void a_code_not_noted_is_told(void **state)
{
	static const char told[] = "You have not confirmed";
	struct browser b;
	struct web w;

	(void)state;
	web_open(&w);
	b = beginner(&w);
	assert_true(web_says(get(&b, "/answers/code"), "class=\"code\""));
	b.shown[0] = '\0';
	assert_true(web_leads(web_get(&b, "/answers/code"), "/answers/me"));
	assert_true(web_says(get(&b, "/answers/me"), told));
	assert_true(web_says(get(&b, "/answers"), "Did you write down"));
	assert_true(web_leads(web_post(&b, "/answers/me/code", ""),
			      "/answers/code"));
	web_post(&b, "/answers/code", "");
	assert_false(web_says(get(&b, "/answers/me"), told));
	assert_false(web_says(get(&b, "/answers"), "Did you write down"));
	web_close(&w);
}

static void a_code_is_taken_back(void **state)
{
	struct browser b, elsewhere, phone;
	const char *first, *second;
	struct web w;

	(void)state;
	web_open(&w);
	b = beginner(&w);
	first = web_between(&w, get(&b, "/answers/code"),
			    "<p class=\"code\">", "</p>");
	web_post(&b, "/answers/me/code", "");
	second = web_between(&w, get(&b, "/answers/code"),
			     "<p class=\"code\">", "</p>");
	assert_string_not_equal(first, second);
	web_post(&b, "/answers/code", "");
	elsewhere = web_browser(&w);
	web_get(&elsewhere, "/resume");
	/* The second took the place of the first, as the page says. */
	assert_true(web_says(get(&b, "/answers/me"), "takes the place"));
	assert_int_equal(web_post(&elsewhere, "/resume",
				  web_join(&w, "code=", first))
			     ->status,
			 422);
	phone = web_browser(&w);
	web_get(&phone, "/resume");
	assert_true(web_leads(web_post(&phone, "/resume",
				       web_join(&w, "code=", second)),
			      "/answers"));
	/* Whoever saw it may be in already: they are out with it. */
	assert_true(web_leads(web_post(&b, "/answers/me/code/drop", ""),
			      "/answers/me?done=code"));
	assert_true(web_leads(web_get(&phone, "/answers"), "/resume"));
	assert_int_equal(web_post(&elsewhere, "/resume",
				  web_join(&w, "code=", second))
			     ->status,
			 422);
	assert_int_equal(web_get(&b, "/answers")->status, 200);
	web_close(&w);
}

/* --- what is said, and where ------------------------------------------------------------- */

/* A name is posted: addresses are kept in histories and logs. */
static void no_name_in_an_address(void **state)
{
	const struct response *r;
	struct browser b;
	struct office o;

	(void)state;
	open_office(&o);
	web_post(&o.b, ROUND "/invite/person",
		 "group=leaders&name=Luc&by=Claire");
	b = web_browser(&o.w);
	go(&b, link_of(&o.w, get(&o.b, ROUND "/invite/made")));
	r = get(&o.b, CASE "/erase");
	assert_true(web_says(r, "value=\"leaders:Luc\""));
	assert_false(web_says(r, "who="));
	assert_int_equal(
	    web_get(&o.b, CASE "/erase/person?who=leaders:Luc")->status, 405);
	r = web_post(&o.b, CASE "/erase/who", "who=leaders:Luc");
	assert_int_equal(r->status, 200);
	assert_true(web_says(r, "Luc (leaders)"));
	web_close(&o.w);
}

/* Before, not after. */
static void backups_are_said_before(void **state)
{
	struct browser b;
	struct office o;

	(void)state;
	open_office(&o);
	assert_true(web_says(get(&o.b, CASE "/erase"), "Backup copies"));
	b = leader(&o.w);
	assert_true(web_says(get(&b, "/answers/me/erase"), "backups"));
	assert_false(web_says(get(&b, "/answers/me/erase"),
			      "Nothing of it will remain"));
	web_close(&o.w);
}

/* Every deed that a desk's day leaves behind has words. */
static void the_log_speaks(void **state)
{
	const struct response *r;
	struct browser admin;
	struct office o;

	(void)state;
	open_office(&o);
	web_post(&o.b, ROUND "/invite/group", "group=staff&by=Claire");
	web_post(&o.b, ROUND "/expect", "people=9");
	get(&o.b, ROUND "/export/case");
	staff_says(&o.w, "quincaillerie", "2");
	web_post(&o.b, ROUND "/collection/close", "");
	web_post(&o.b, ROUND "/collection/reopen", "");
	admin = web_signed_in(&o.w, web_ready(&o.w, "ada@example.ca",
					      ROLE_ADMINISTRATOR));
	r = get(&admin, "/admin/log?lang=fr");
	assert_true(web_says(r, "Lien d’invitation fait"));
	assert_true(web_says(r, "Dossier exporté"));
	assert_true(web_says(r, "Collecte du personnel fermée"));
	assert_false(web_says(r, ">case."));
	web_close(&o.w);
}

/* --- the portfolio ------------------------------------------------------------------------ */

/* Of the mini pack: `rules` makes the whole score (test_portfolio.c). */
static void add_scored(struct web *w, const char *name, const char *rules)
{
	const struct str said[][2] = {
		{ STR("channel"), STR("[\"people\"]") },
		{ STR("replies"), STR("3") },
		{ STR("rules"), str_from(rules) },
	};
	struct str chain = web_case_new(w, name, "");
	struct desk *d = web_desk(w);
	const struct case_view *view = case_view(d, chain, 0);
	struct stamp stamp = desk_stamp(d);
	struct respondent_record who = { .id = desk_new_id(d),
					 .round = view->round->id,
					 .agreed = true };
	struct change changes[4];

	changes[0] = change_respondent(d->arena, &stamp, chain, &who);
	for (int i = 0; i < 3; i++) {
		const struct answer_record answer = {
			.respondent = who.id, .kind = ANSWER_VALUE,
			.question = said[i][0], .value = said[i][1],
		};

		changes[1 + i] =
		    change_answer(d->arena, &stamp, chain, &answer);
	}
	web_must(w, desk_save(d, changes, 4), name);
}

/* Seven firms, 1, 3 and 3 at a level: none of these may show. */
static void figures_of_ones_own(void **state)
{
	static const char *const rules[] = {
		"\"nothing\"", "\"spoken\"",  "\"spoken\"",  "\"spoken\"",
		"\"written\"", "\"written\"", "\"written\"",
	};
	const struct response *r;
	struct browser none, all;
	struct web w = { 0 };

	(void)state;
	web_open_as(&w, "tests/golden/packs/mini");
	for (int i = 0; i < 7; i++) {
		char name[32];

		snprintf(name, sizeof(name), "client-%d", i);
		add_scored(&w, name, rules[i]);
	}
	none = web_signed_in(&w, web_ready(&w, "claire@example.ca",
					   ROLE_CONSULTANT));
	all = web_signed_in(&w, web_ready(&w, "ada@example.ca",
					  ROLE_ADMINISTRATOR));
	r = get(&none, "/portfolio");
	assert_false(web_says(r, "<table"));
	assert_true(web_says(r, "It takes five at least"));
	r = get(&all, "/portfolio");
	assert_true(web_says(r, "7 organisations"));
	assert_true(web_says(r, "not shown"));
	assert_false(web_says(r, ">1</td>"));
	assert_false(web_says(r, ">3</td>"));
	web_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_takes_them),
		cmocka_unit_test(who_keeps_the_file_does),
		cmocka_unit_test(they_are_told),
		cmocka_unit_test(below_five_nobody_counts),
		cmocka_unit_test(she_closes_her_collection),
		cmocka_unit_test(she_takes_a_link_back),
		cmocka_unit_test(her_letter_says_all),
		cmocka_unit_test(her_refusals_are_said),
		cmocka_unit_test(her_own_name_is_refused),
		cmocka_unit_test(her_list_says_who_came),
		cmocka_unit_test(nothing_to_close),
		cmocka_unit_test(the_case_decides),
		cmocka_unit_test(once_leaves_a_way_back),
		cmocka_unit_test(a_code_not_noted_is_told),
		cmocka_unit_test(a_code_is_taken_back),
		cmocka_unit_test(no_name_in_an_address),
		cmocka_unit_test(backups_are_said_before),
		cmocka_unit_test(the_log_speaks),
		cmocka_unit_test(figures_of_ones_own),
	};

	return cmocka_run_group_tests_name("web rights", tests, NULL, NULL);
}
