/*
 * The consultant's desk through its pages: a campaign from its first link to
 * a decision, files in and out, what erases, and what never shows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <dirent.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "app/interview.h"
#include "base/file.h"
#include "web_people.h"

#define CASE "/cases/quincaillerie-du-fleuve"
#define ROUND CASE "/1"

/* A site with one consultant, who opened one case by its page. */
struct office {
	struct web w;
	struct browser b;	/* the consultant's */
	struct str account;
};

/* Another seed: another office, whose case has another id. */
static void open_office_of(struct office *o, uint64_t seed)
{
	web_open(&o->w);
	o->w.seed = seed;
	o->account = web_ready(&o->w, "claire@example.ca", ROLE_CONSULTANT);
	o->b = web_signed_in(&o->w, o->account);
	web_get(&o->b, "/cases/new");
	assert_true(web_leads(
	    web_post(&o->b, "/cases/new",
		     "client=Quincaillerie+du+Fleuve&staff=28&sector=retail"),
	    CASE "?done=new"));
}

static void open_office(struct office *o)
{
	open_office_of(o, 1);
}

static const struct response *get(struct office *o, const char *path)
{
	const struct response *r = web_get(&o->b, path);

	if (r->status != 200)
		fprintf(stderr, "%s: %d\n", path, r->status);
	assert_int_equal(r->status, 200);
	return r;
}

static struct case_view *view_of(struct office *o, struct desk *d)
{
	struct case_view *v = case_view(d, STR("quincaillerie-du-fleuve"), 0);

	web_must(&o->w, v != NULL, "view");
	return v;
}

/* --- what forms refuse ------------------------------------------------------- */

static const struct refused {
	const char *name, *path, *form, *fault;
} refused[] = {
	{ "a case without a client", "/cases/new", "client=+",
	  "href=\"#client\"" },
	{ "a number that is none", "/cases/new", "client=A&staff=dix",
	  "href=\"#staff\"" },
	{ "part of a person", "/cases/new", "client=A&staff=12,5",
	  "href=\"#staff\"" },
	{ "a date that does not exist", "/cases/new",
	  "client=A&keep=2026-02-30", "href=\"#keep\"" },
	{ "a name that is a page's", "/cases/new", "client=A&name=new",
	  "href=\"#name\"" },
	{ "a name that is taken", "/cases/new",
	  "client=A&name=quincaillerie-du-fleuve", "href=\"#name\"" },
	{ "a sector of another pack", "/cases/new", "client=A&sector=mining",
	  "href=\"#name\"" },
	{ "a link for nobody", ROUND "/invite/person",
	  "group=leaders&by=Claire", "href=\"#name\"" },
	{ "a link without a group", ROUND "/invite/person",
	  "name=Anne&by=Claire", "href=\"#group\"" },
	{ "staff by name", ROUND "/invite/person",
	  "name=Anne&by=Claire&group=staff", "href=\"#name\"" },
	{ "a link nobody asks for", ROUND "/invite/group", "group=staff",
	  "href=\"#by\"" },
	{ "a link of yesterday", ROUND "/invite/group",
	  "group=staff&by=Claire&expires=2026-11-21", "href=\"#expires\"" },
	{ "fewer than nobody", ROUND "/expect", "people=-1",
	  "href=\"#people\"" },
	{ "a decision without a value", ROUND "/question/ai_sponsor",
	  "kind=consensus&reason=x&author=y", "href=\"#value\"" },
	{ "a decision without a kind", ROUND "/question/ai_sponsor",
	  "value=2&reason=x&author=y", "href=\"#kind\"" },
	{ "a decision without a reason", ROUND "/question/ai_sponsor",
	  "value=2&kind=override&author=y", "href=\"#reason\"" },
	{ "a decision nobody answers for", ROUND "/question/ai_sponsor",
	  "value=2&kind=override&reason=x", "href=\"#author\"" },
	{ "a value the question does not take", ROUND "/question/ai_sponsor",
	  "value=9&kind=override&reason=x&author=y", "href=\"#value\"" },
	{ "evidence without a status", ROUND "/evidence/strategy.needs",
	  "note=x", "href=\"#status\"" },
	{ "evidence verified, of nothing seen",
	  ROUND "/evidence/strategy.needs", "status=verified&note=+",
	  "href=\"#note\"" },
	{ "an import without a file", ROUND "/import", "group=",
	  "href=\"#file\"" },
	{ "nobody's data", ROUND "/export/person", "who=Personne",
	  "href=\"#who\"" },
	{ "an interview with nobody", ROUND "/interview", "group=leaders",
	  "href=\"#name\"" },
	{ "an interview with the staff by name", ROUND "/interview",
	  "group=staff&name=Anne", "href=\"#group\"" },
	{ "an erasing nobody typed", CASE "/erase", "name=quincaillerie",
	  "href=\"#name\"" },
};

static void is_refused(void **state)
{
	const struct refused *row = *state;
	const struct response *r;
	struct office o;

	open_office(&o);
	r = web_post(&o.b, row->path, row->form);
	if (!web_says(r, row->fault))
		fprintf(stderr, "%d %.*s\n", r->status,
			STR_ARGS(buf_view(&r->body)));
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, row->fault));
	get(&o, CASE);
	web_close(&o.w);
}

/* --- invitations --------------------------------------------------------------- */

/* The page about a link just made, which reload shows again. */
static const struct response *made(struct office *o, const char *path,
				   const char *form)
{
	assert_true(web_leads(web_post(&o->b, path, form),
			      ROUND "/invite/made"));
	get(o, ROUND "/invite/made");
	return get(o, ROUND "/invite/made");
}

/* The address that it shows; from the path on. */
static const char *invite(struct office *o, const char *path, const char *form)
{
	const struct response *r = made(o, path, form);
	const char *url;

	url = web_between(&o->w, r, "<p class=\"code\">https://jalon.example",
			  "</p>");
	assert_true(strncmp(url, "/go/", 4) == 0);
	return url;
}

static void come(struct office *o, struct browser *b, const char *url)
{
	*b = web_browser(&o->w);
	assert_int_equal(web_get(b, url)->status, 200);
	assert_true(web_leads(
	    web_post(b, "/go", web_join(&o->w, "code=", url + 4)), "/answers"));
}

static void campaign(void **state)
{
	const struct response *r;
	struct office o;
	struct browser anne;
	const char *url, *id;

	(void)state;
	open_office(&o);
	get(&o, ROUND "/invite");
	r = get(&o, CASE);
	assert_true(web_says(r, "href=\"" ROUND "/invite\" class=\"button\""));
	url = invite(&o, ROUND "/invite/person",
		     "name=Anne+Roy&group=leaders&by=Claire");
	/* It is kept nowhere. */
	r = get(&o, ROUND "/invite");
	assert_true(web_says(r, "Anne Roy (leaders)"));
	assert_false(web_says(r, url + 4));
	assert_true(web_says(r, "0\xC2\xA0of\xC2\xA0" "1"));
	assert_true(web_says(get(&o, ROUND "/remind"), "not come yet"));
	come(&o, &anne, url);
	/* What the case says of the firm is no answer of hers. */
	assert_true(web_says(web_get(&anne, "/answers"),
			     " questions concern you."));
	assert_true(web_says(web_get(&anne, "/answers/q/staff"),
			     "The case says “28"));
	assert_true(web_says(get(&o, ROUND "/invite"),
			     "1\xC2\xA0of\xC2\xA0" "1"));
	assert_true(web_says(get(&o, CASE), "Anne Roy (leaders)"));
	/* Withdrawn: asked first, then it ends what came by it. */
	r = get(&o, ROUND "/invite");
	id = web_between(&o.w, r, "href=\"" ROUND "/invite/", "\"");
	while (strlen(id) != 32)
		id = web_between(&o.w, r, "<td><a href=\"" ROUND "/invite/",
				 "\"");
	assert_int_equal(web_get(&anne, "/answers")->status, 200);
	r = get(&o, web_join(&o.w, ROUND "/invite/", id));
	assert_true(web_says(r, "button danger"));
	assert_int_equal(web_get(&anne, "/answers")->status, 200);
	assert_true(web_leads(
	    web_post(&o.b, web_join(&o.w, ROUND "/invite/", id), ""),
	    ROUND "/invite?done=revoked"));
	assert_int_not_equal(web_get(&anne, "/answers")->status, 200);
	web_close(&o.w);
}

/* Both languages on whichever page: who asks, until when, the address. */
static void letters(void **state)
{
	const struct response *r;
	struct office o;

	(void)state;
	open_office(&o);
	snprintf(o.b.lang, sizeof(o.b.lang), "fr");
	r = made(&o, ROUND "/invite/group",
		 "group=staff&by=Claire+V%C3%A9zina&expires=2026-12-20");
	assert_true(web_says(r, "Qui le demande\xC2\xA0: Claire Vézina."));
	assert_true(web_says(r, "Who asks: Claire Vézina."));
	assert_true(web_says(r, "20\xC2\xA0" "décembre 2026"));
	assert_true(web_says(r, "December\xC2\xA0" "20, 2026"));
	assert_true(web_says(r, "gardées sans votre nom"));
	assert_true(web_says(r, "kept without your name"));
	/* RFC 6068: %20, and %0D%0A at the end of a line. */
	assert_true(web_says(r, "mailto:?subject=Quincaillerie%20du%20Fleuve"));
	assert_true(web_says(r, "body=Hello%2C%0D%0A%0D%0AQuincaillerie"));
	web_close(&o.w);
}

/* A name is text wherever it goes. */
static void names_are_text(void **state)
{
	const struct response *r;
	struct office o;

	(void)state;
	open_office(&o);
	r = made(&o, ROUND "/invite/person",
		 "name=%3Cb%3E%3D1%2B1&group=leaders&by=%22%3Ei");
	assert_false(web_says(r, "<b>=1"));
	assert_false(web_says(get(&o, ROUND "/remind"), "<b>=1"));
	web_post(&o.b, ROUND "/invite/person",
		 "name=%3D1%2B1&group=leaders&by=i");
	/* A spreadsheet would compute it. */
	assert_true(web_says(get(&o, ROUND "/remind.csv"), "\"'=1+1\""));
	web_close(&o.w);
}

/* --- the staff -------------------------------------------------------------------- */

/* A member of the staff answers one question; opens nothing else. */
static void staff_says(struct office *o, const char *question,
		       const char *level)
{
	const struct interview_wish wish = { .kind = INTERVIEW_STAFF,
					     .group = GROUP_STAFF };
	struct desk *d = web_desk(&o->w);
	struct interview *i = interview_begin(d, view_of(o, d), &wish);

	web_must(&o->w, i != NULL, "interview");
	web_must(&o->w, interview_go(i, str_from(question), d->diags), "go");
	web_must(&o->w,
		 interview_answer(i, str_from(level), LANG_EN, d->diags),
		 "answer");
	interview_end(i);
}

static const char *const everywhere[] = {
	CASE, ROUND "/question/ai_sponsor", ROUND "/consensus",
	ROUND "/questions", ROUND "/open", ROUND "/collection",
	CASE "/journal", ROUND "/decisions", ROUND "/export/csv",
	ROUND "/export/yaml",
};

static const struct response *close_collection(struct office *o)
{
	assert_true(web_leads(web_post(&o->b, ROUND "/collection/close", ""),
			      ROUND "/collection/closed"));
	return get(o, ROUND "/collection/closed");
}

/* 1, 2, 2, 3: below five nothing is published. With 4 the mean is 2.4. */
static void staff_below_five(void **state)
{
	static const char *const levels[] = { "1", "2", "2", "3" };
	const struct response *r;
	struct office o;

	(void)state;
	open_office(&o);
	for (size_t i = 0; i < 4; i++)
		staff_says(&o, "ai_sponsor", levels[i]);
	assert_true(web_says(get(&o, ROUND "/collection"), "Below five"));
	assert_true(web_leads(web_get(&o.b, ROUND "/collection/closed"),
			      ROUND "/collection"));
	r = close_collection(&o);
	assert_true(web_says(r, "<dt>Published now</dt><dd>0 questions</dd>"));
	/* Asked for again, it says the same and closes nothing. */
	assert_true(web_says(get(&o, ROUND "/collection/closed"),
			     "<dt>Published now</dt><dd>0 questions</dd>"));
	for (size_t i = 0; i < sizeof(everywhere) / sizeof(everywhere[0]); i++)
		assert_false(web_says(get(&o, everywhere[i]),
				      "<dd>mean"));
	assert_true(web_leads(web_post(&o.b, ROUND "/collection/reopen", ""),
			      ROUND "/collection?done=reopened"));
	staff_says(&o, "ai_sponsor", "4");
	assert_false(
	    web_says(get(&o, ROUND "/question/ai_sponsor"), "<dd>mean"));
	r = close_collection(&o);
	assert_true(web_says(r, "<dt>Published now</dt><dd>1 question</dd>"));
	assert_true(web_says(get(&o, ROUND "/question/ai_sponsor"),
			     "<dd>mean 2.40, 5 answers</dd>"));
	/* Twice does nothing, and says why. */
	r = web_post(&o.b, ROUND "/collection/close", "");
	assert_int_equal(r->status, 422);
	web_close(&o.w);
}

/* --- decisions ---------------------------------------------------------------------- */

static void leader_says(struct office *o, const char *name, const char *level)
{
	const struct interview_wish wish = { .kind = INTERVIEW_NAMED,
					     .group = GROUP_LEADERS,
					     .name = str_from(name) };
	struct desk *d = web_desk(&o->w);
	struct interview *i = interview_begin(d, view_of(o, d), &wish);

	web_must(&o->w, i != NULL, "interview");
	web_must(&o->w, interview_go(i, STR("ai_sponsor"), d->diags), "go");
	web_must(&o->w,
		 interview_answer(i, str_from(level), LANG_EN, d->diags),
		 "answer");
	interview_end(i);
}

static void decision(void **state)
{
	const struct response *r;
	struct office o;

	(void)state;
	open_office(&o);
	leader_says(&o, "Anne Roy", "2");
	leader_says(&o, "Luc Cote", "5");
	/* |2 - 3.5| and |5 - 3.5|: an average deviation of 1.5 steps, over
	   the 5/6 that five options allow. */
	r = get(&o, ROUND "/consensus");
	assert_true(web_says(r, "Divided"));
	assert_true(web_says(r, "average deviation 1.5"));
	assert_true(web_leads(web_post(&o.b, ROUND "/question/ai_sponsor",
				       "value=3&kind=consensus&reason="
				       "Met+together&author=Claire"),
			      ROUND "/consensus?done=decided"));
	assert_false(web_says(get(&o, ROUND "/consensus"), "Divided"));
	r = get(&o, ROUND "/question/ai_sponsor");
	assert_true(web_says(r, "Met together"));
	assert_true(web_says(r, "Anne Roy (leaders)"));
	assert_true(web_says(get(&o, ROUND "/decisions"), "Claire"));
	/* From a window that was open before: what stands is shown, and stays. */
	r = web_post(&o.b, ROUND "/question/ai_sponsor",
		     "value=5&kind=override&reason=Seen&author=Luc&standing=");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "changed while this page was open"));
	assert_true(web_says(r, "Met together"));
	assert_false(web_says(get(&o, ROUND "/decisions"), "Luc"));
	assert_true(web_says(get(&o, CASE "/journal"), "Met together"));
	assert_int_equal(
	    web_post(&o.b, ROUND "/question/ai_sponsor/withdraw", "author=C")
		->status,
	    422);
	assert_true(web_leads(
	    web_post(&o.b, ROUND "/question/ai_sponsor/withdraw",
		     "reason=Mistaken&author=Claire"),
	    ROUND "/decisions?done=withdrawn"));
	assert_true(web_says(get(&o, ROUND "/consensus"), "Divided"));
	assert_int_equal(
	    web_get(&o.b, ROUND "/question/ai_sponsor/withdraw")->status, 404);
	assert_int_equal(web_get(&o.b, ROUND "/question/nothing")->status,
			 404);
	web_close(&o.w);
}

/* --- files ----------------------------------------------------------------------------- */

static const struct response *send_file(struct browser *b, const char *path,
					struct str name, struct str bytes,
					const struct field *fields,
					uint32_t count)
{
	struct web *w = b->web;
	struct request request = { .method = HTTP_POST,
				   .origin = str_from(w->config.base_url) };
	const struct upload upload = { STR("file"), name, bytes };
	struct field all[8];

	all[0] = (struct field){ STR("csrf"),
				 secret_derive(w->arena, str_from(b->token),
					       "csrf") };
	for (uint32_t i = 0; i < count; i++)
		all[i + 1] = fields[i];
	request.form = (struct fields){ all, count + 1 };
	if (bytes.len > 0) {
		request.uploads = &upload;
		request.upload_count = 1;
	}
	return web_send(b, &request, path);
}

/* Nothing but the file of cases stays in its folder. */
static void assert_swept(struct office *o)
{
	DIR *folder = opendir(o->w.folder);
	const struct dirent *e;

	assert_non_null(folder);
	while ((e = readdir(folder)) != NULL)
		assert_true(strncmp(e->d_name, ".jalon.", 7) != 0);
	closedir(folder);
}

static uint32_t people(struct office *o)
{
	struct desk *d = web_desk(&o->w);

	return view_of(o, d)->respondent_count;
}

#define ANSWERS(value)                                                         \
	"pack: ia-pme\r\nversion: 1.0.0\r\nsets:\r\n"                          \
	"  - respondent: Anne Roy\r\n    group: leaders\r\n"                   \
	"    answers: {ai_sponsor: " value "}\r\n"

static void import(void **state)
{
	const struct response *r;
	struct office o;
	struct field again[3];

	(void)state;
	open_office(&o);
	r = send_file(&o.b, ROUND "/import", STR("../Réponses.yaml"),
		      STR(ANSWERS("2")), NULL, 0);
	assert_int_equal(r->status, 200);
	assert_true(web_says(r, "Nothing is saved yet"));
	again[0] = (struct field){
		STR("content"),
		str_from(web_between(&o.w, r, "name=\"content\" value=\"",
				     "\"")),
	};
	again[1] = (struct field){ STR("filename"), STR("Réponses.yaml") };
	again[2] = (struct field){ STR("save"), STR("yes") };
	assert_int_equal(people(&o), 0);
	assert_swept(&o);
	/* RFC 4648 of "pack: ia-pme\r\n", by hand. */
	assert_true(str_starts(again[0].value, "cGFjazogaWEtcG1lDQp2"));
	r = send_file(&o.b, ROUND "/import", STR_NONE, STR_NONE, again, 3);
	assert_int_equal(r->status, 200);
	assert_int_equal(people(&o), 1);
	/* The bytes came back as they were: they are known. */
	r = send_file(&o.b, ROUND "/import", STR("other.yaml"),
		      STR(ANSWERS("2")), NULL, 0);
	assert_true(web_says(r, "came in already"));
	/* Another answer: nothing is chosen for anybody. */
	r = send_file(&o.b, ROUND "/import", STR("b.yaml"), STR(ANSWERS("4")),
		      NULL, 0);
	assert_true(web_says(r, "The file says"));
	again[0].value = str_from(
	    web_between(&o.w, r, "name=\"content\" value=\"", "\""));
	r = send_file(&o.b, ROUND "/import", STR_NONE, STR_NONE, again, 3);
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "href=\"#take\""));
	/* What is no answers at all: what is taken is said. */
	r = send_file(&o.b, ROUND "/import", STR("notes.txt"),
		      STR("Hello,\nthe answers follow.\n"), NULL, 0);
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "“notes.txt” was read as YAML"));
	assert_true(web_says(r, "CSV (.csv)"));
	/* A line that is wrong is named. */
	r = send_file(&o.b, ROUND "/import", STR("c.yaml"),
		      STR("pack: ia-pme\nversion: 1.0.0\nanswers:\n"
			  "  no_such: 3\n"),
		      NULL, 0);
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "line 4: "));
	/* Over what a file of answers may have: no path of ours is told. */
	r = send_file(&o.b, ROUND "/import", STR("d.yaml"),
		      (struct str){ arena_alloc(o.w.arena, 5000000), 5000000 },
		      NULL, 0);
	assert_int_equal(r->status, 422);
	assert_false(web_says(r, o.w.folder));
	/* Not base 64: no file. */
	again[0].value = STR("!!!!");
	r = send_file(&o.b, ROUND "/import", STR_NONE, STR_NONE, again, 3);
	assert_int_equal(r->status, 422);
	assert_swept(&o);
	web_close(&o.w);
}

static void export_and_adopt(void **state)
{
	const struct response *r;
	struct office here, there;
	struct str bytes;

	(void)state;
	open_office(&here);
	leader_says(&here, "Anne Roy", "2");
	r = get(&here, ROUND "/export/case");
	assert_true(str_is(r->filename, "quincaillerie-du-fleuve.jalon"));
	assert_swept(&here);
	open_office_of(&there, 2);
	bytes = str_copy(there.w.arena, buf_view(&r->body));
	/* The name is taken there. */
	r = send_file(&there.b, "/cases/import", STR("x.jalon"), bytes, NULL,
		      0);
	assert_int_equal(r->status, 422);
	assert_false(web_says(r, there.w.folder));
	r = send_file(&there.b, "/cases/import", STR("x.jalon"), bytes,
		      &(struct field){ STR("name"), STR("copie") }, 1);
	assert_true(web_leads(r, "/cases/copie?done=adopted"));
	assert_true(web_says(get(&there, "/cases/copie"), "Anne Roy"));
	r = send_file(&there.b, "/cases/import", STR("x.jalon"),
		      STR("SQLite format 3"), NULL, 0);
	assert_int_equal(r->status, 422);
	assert_swept(&there);
	web_close(&there.w);
	web_close(&here.w);
}

static const char *left_by(struct office *o, pid_t pid)
{
	const char *folder;
	char name[64];

	snprintf(name, sizeof(name), ".jalon.%ld.aB12cd", (long)pid);
	folder = path_join(o->w.arena, o->w.folder, name);
	assert_int_equal(file_make_private_directory(folder), 0);
	assert_int_equal(file_write_private(
			     path_join(o->w.arena, folder, "answers.yaml"),
			     STR("pack: ia-pme\n")),
			 0);
	return folder;
}

/* A program killed in the middle of an import leaves a folder: the next one
   removes it, and none of a program that still runs. */
static void killed_import(void **state)
{
	const char *gone, *ours;
	struct site *other;
	struct office o;
	pid_t child;

	(void)state;
	open_office(&o);
	child = fork();
	if (child == 0)
		_exit(0);
	assert_int_equal(waitpid(child, NULL, 0), child);
	gone = left_by(&o, child);
	ours = left_by(&o, getpid());
	other = site_open(&o.w.config, &o.w.diags);
	assert_non_null(other);
	site_close(other);
	assert_false(file_exists(gone));
	assert_true(file_exists(ours));
	unlink(path_join(o.w.arena, ours, "answers.yaml"));
	rmdir(ours);
	web_close(&o.w);
}

/* --- erasing ------------------------------------------------------------------------------ */

static void erase(void **state)
{
	const struct response *r;
	struct office o;

	(void)state;
	open_office(&o);
	leader_says(&o, "Anne Roy", "2");
	leader_says(&o, "Luc Cote", "5");
	/* A page that counts erases nothing, nor does a name half typed. */
	get(&o, CASE "/erase");
	r = web_post(&o.b, CASE "/erase/who", "who=leaders:Luc+Cote");
	assert_true(web_says(r, "Luc Cote (leaders)"));
	/* As a French reader types it. */
	r = web_post(&o.b, CASE "/erase/who", "who=direction+:+Luc+Cote");
	assert_true(web_says(r, "Luc Cote (leaders)"));
	r = web_post(&o.b, CASE "/erase/who",
		     "who=sp%C3%A9cialistes%C2%A0:+Luc+Cote");
	assert_int_equal(r->status, 422);
	assert_int_equal(web_post(&o.b, CASE "/erase/person",
				  "who=leaders:Luc+Cote&name=quincaillerie")
			     ->status,
			 422);
	assert_int_equal(people(&o), 2);
	r = web_post(&o.b, CASE "/erase/person",
		     "who=leaders:Luc+Cote&name=quincaillerie-du-fleuve");
	assert_int_equal(r->status, 200);
	assert_int_equal(people(&o), 1);
	assert_true(web_leads(
	    web_post(&o.b, CASE "/erase", "name=quincaillerie-du-fleuve"),
	    "/cases?done=erased"));
	assert_int_equal(web_get(&o.b, CASE)->status, 404);
	assert_false(web_says(get(&o, "/cases"), "Quincaillerie"));
	web_close(&o.w);
}

/* --- particulars, progress, rounds -------------------------------------------------------- */

static void particulars(void **state)
{
	struct office o;

	(void)state;
	open_office(&o);
	web_post(&o.b, "/cases/new",
		 "client=%C3%89picerie+du+Coin&name=coin&keep=2026-11-21"
		 "&staff=1+200");
	assert_true(web_says(get(&o, "/cases"), "to be erased"));
	/* Thousands as people space them. */
	assert_true(web_says(get(&o, "/cases/coin/about"), "value=\"1200\""));
	/* Accents and capitals aside. */
	assert_true(web_says(get(&o, "/cases?q=EPICERIE"), "/cases/coin"));
	assert_false(web_says(get(&o, "/cases?q=EPICERIE"), CASE));
	assert_true(web_says(get(&o, "/cases?q=%3Ci%3E"), "&lt;i&gt;"));
	assert_int_equal(web_post(&o.b, "/cases/coin/about",
				  "client=A&name=quincaillerie-du-fleuve")
			     ->status,
			 422);
	assert_true(web_leads(
	    web_post(&o.b, "/cases/coin/about",
		     "client=Coin+inc.&name=coin-inc&staff=9"),
	    "/cases/coin-inc?done=about"));
	assert_int_equal(web_get(&o.b, "/cases/coin")->status, 404);
	assert_true(web_says(get(&o, "/cases/coin-inc"), "Coin inc."));
	assert_true(web_says(get(&o, "/cases/coin-inc/journal"),
			     "Épicerie du Coin → Coin inc."));
	web_post(&o.b, "/cases/coin-inc/about",
		 "client=Coin+inc.&name=coin-inc&staff=");
	assert_true(web_says(get(&o, "/cases/coin-inc/journal"),
			     "Number of people: 9 → not given"));
	/* A second case for a client; a name that was typed is not changed. */
	assert_true(web_leads(
	    web_post(&o.b, "/cases/new", "client=Quincaillerie+du+Fleuve"),
	    CASE "-2?done=new"));
	assert_true(web_leads(
	    web_post(&o.b, "/cases/new", "client=Quincaillerie+du+Fleuve"),
	    CASE "-3?done=new"));
	assert_int_equal(
	    web_post(&o.b, "/cases/new", "client=Coin&name=coin-inc")->status,
	    422);
	web_close(&o.w);
}

/* A form with the mark of what the page showed. */
static const char *seen_in(struct office *o, const struct response *r,
			   const char *form)
{
	const char *mark =
	    web_between(&o->w, r, "name=\"standing\" value=\"", "\"");
	struct buf b = buf_make(o->w.arena);

	buf_fmt(&b, "%s&standing=", form);
	for (; *mark != '\0'; mark++)
		buf_char(&b, *mark == ' ' ? '+' : *mark);
	return str_cstr(o->w.arena, buf_view(&b));
}

#define EVIDENCE ROUND "/evidence/strategy.needs"

static void evidence_is_not_overwritten(void **state)
{
	const struct response *r;
	struct office o;

	(void)state;
	open_office(&o);
	r = get(&o, EVIDENCE);
	assert_true(web_leads(
	    web_post(&o.b, EVIDENCE,
		     seen_in(&o, r, "status=verified&note=Registre+vu")),
	    ROUND "/evidence?done=evidence"));
	/* The other window, opened at the same time. */
	r = web_post(&o.b, EVIDENCE,
		     "status=shown&note=Classeur&standing=declared+");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "changed while this page was open"));
	assert_true(web_says(r, "Registre vu"));
	assert_true(web_says(r, ">Classeur</textarea>"));
	assert_false(web_says(get(&o, ROUND "/evidence"), "Classeur"));
	/* Seen now, it may be replaced. */
	assert_true(web_leads(web_post(&o.b, EVIDENCE,
				       "status=shown&note=Classeur"
				       "&standing=verified+Registre+vu"),
			      ROUND "/evidence?done=evidence"));
	assert_true(web_says(get(&o, ROUND "/evidence"), "Classeur"));
	web_close(&o.w);
}

/* The day of the test is Sunday, November 22, 2026. */
static void plan_start(void **state)
{
	const struct response *r;
	struct office o;

	(void)state;
	open_office(&o);
	leader_says(&o, "Anne Roy", "1");
	assert_true(web_says(get(&o, CASE "/progress"), ROUND "/start"));
	r = get(&o, ROUND "/start");
	assert_true(web_says(r, "The plan begins on November\xC2\xA0"
				"23, 2026."));
	assert_int_equal(
	    web_post(&o.b, ROUND "/start", "start=2027-02-30")->status, 422);
	/* A Tuesday: the Monday after it. */
	assert_true(web_leads(
	    web_post(&o.b, ROUND "/start", "start=2027-01-12"),
	    CASE "/progress?done=start"));
	r = get(&o, ROUND "/start");
	assert_true(web_says(r, "value=\"2027-01-12\""));
	assert_false(web_says(r, "November\xC2\xA0" "23, 2026"));
	assert_true(web_says(r, "January\xC2\xA0" "18, 2027."));
	assert_true(web_says(get(&o, CASE "/progress"),
			     "January\xC2\xA0" "18, 2027"));
	assert_true(web_says(get(&o, CASE "/followup.ics"),
			     "DTSTART;VALUE=DATE:20270118"));
	assert_true(web_says(get(&o, ROUND "/result/plan.md"),
			     "begins on January\xC2\xA0" "18, 2027"));
	assert_true(web_leads(web_post(&o.b, ROUND "/start", "start="),
			      CASE "/progress?done=start"));
	assert_true(web_says(get(&o, ROUND "/start"),
			     "November\xC2\xA0" "23, 2026"));
	web_close(&o.w);
}

static void progress(void **state)
{
	const struct response *r;
	const char *work, *id;
	struct office o;

	(void)state;
	open_office(&o);
	leader_says(&o, "Anne Roy", "1");
	r = get(&o, CASE "/progress");
	id = web_between(&o.w, r, "href=\"" CASE "/progress/", "\"");
	assert_int_not_equal(strlen(id), 0);
	work = web_join(&o.w, CASE "/progress/", id);
	assert_int_equal(
	    web_post(&o.b, work, "status=done&date=2027-01-01")->status, 422);
	assert_true(web_says(web_post(&o.b, work,
				      "status=started&date=1998-03-01"),
			     "more than five years before the round of"));
	assert_true(
	    web_leads(web_post(&o.b, work, "status=started&note=Bien+parti"),
		      CASE "/progress?done=progress"));
	assert_true(web_leads(web_post(&o.b, web_join(&o.w, work, "/reading"),
				       "value=12+min&day=2026-11-20"),
			      CASE "/progress?done=reading"));
	/* A figure, whatever its unit: the pack names none. */
	r = web_post(&o.b, web_join(&o.w, work, "/reading"), "value=pas+mal");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "reading is a figure, with its unit"));
	assert_true(web_says(r, "value=\"pas mal\""));
	r = get(&o, CASE "/progress");
	assert_true(web_says(r, "Bien parti"));
	assert_true(web_says(r, "12 min"));
	/* From a window that was open before: what stands is shown, and
	   stays; what was typed is there still. */
	r = web_post(&o.b, work, "status=done&note=Fini+hier&standing=");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "changed while this page was open"));
	assert_true(web_says(r, "<dd>Bien parti</dd>"));
	assert_true(web_says(r, "value=\"Fini hier\""));
	assert_true(web_leads(
	    web_post(&o.b, work, seen_in(&o, r, "status=done&note=Fini+hier")),
	    CASE "/progress?done=progress"));
	r = web_post(&o.b, web_join(&o.w, work, "/reading"),
		     "value=15+min&day=2026-11-20&standing=");
	assert_int_equal(r->status, 422);
	assert_true(web_says(r, "<td>12 min</td>"));
	assert_true(web_says(r, "value=\"15 min\""));
	assert_true(web_says(get(&o, CASE "/progress"), "12 min"));
	assert_int_equal(web_get(&o.b, CASE "/progress/nothing")->status, 404);
	assert_true(web_says(get(&o, CASE "/followup.ics"), "BEGIN:VCALENDAR"));
	web_close(&o.w);
}

static void rounds(void **state)
{
	const struct response *r;
	struct office o;

	(void)state;
	open_office(&o);
	leader_says(&o, "Anne Roy", "1");
	assert_true(web_leads(web_post(&o.b, CASE "/followup", ""),
			      CASE "?done=round"));
	assert_true(web_says(get(&o, CASE "/followup"), CASE "/2\""));
	assert_true(web_leads(
	    web_post(&o.b, CASE "/rounds", "title=Un+an+apr%C3%A8s"),
	    CASE "?done=round"));
	r = get(&o, CASE "/rounds");
	assert_true(web_says(r, "Un an après"));
	assert_true(web_says(r, "/3/result/compare?from=2&amp;to=3"));
	assert_int_equal(web_get(&o.b, CASE "/4")->status, 404);
	web_close(&o.w);
}

/* A round that nobody was asked about serves before another is opened. */
static void no_second_empty_round(void **state)
{
	const struct response *r;
	struct office o;

	(void)state;
	open_office(&o);
	assert_true(web_says(get(&o, CASE "/rounds"),
			     "Round 1, of November\xC2\xA0" "22, 2026, has no"));
	leader_says(&o, "Anne Roy", "1");
	assert_false(web_says(get(&o, CASE "/rounds"), "has no invitation"));
	assert_true(web_leads(web_post(&o.b, CASE "/rounds", "title=Un+an"),
			      CASE "?done=round"));
	r = get(&o, CASE "/rounds");
	assert_true(web_says(r, "has no invitation"));
	assert_true(web_says(r, "value=\"Un an\""));
	assert_true(web_says(r, "Begin round 2"));
	o.w.now += 24 * 60 * 60;
	o.b = web_signed_in(&o.w, o.account);
	assert_true(web_leads(web_post(&o.b, CASE "/rounds", "title=Deux+ans"),
			      CASE "?done=round"));
	assert_int_equal(web_get(&o.b, CASE "/3")->status, 404);
	r = get(&o, CASE "/rounds");
	assert_true(web_says(r, "Deux ans"));
	assert_true(web_says(r, "Round 2, of November\xC2\xA0" "23, 2026, has no"));
	assert_false(web_says(r, "Un an"));
	/* Somebody is asked: it serves. */
	web_post(&o.b, CASE "/2/invite/person",
		 "name=Anne+Roy&by=Claire&group=leaders");
	assert_false(web_says(get(&o, CASE "/rounds"), "has no invitation"));
	web_post(&o.b, CASE "/rounds", "title=Trois");
	assert_int_equal(web_get(&o.b, CASE "/3")->status, 200);
	web_close(&o.w);
}

/* --- who sees what ---------------------------------------------------------------------------- */

static void trainer_reads(void **state)
{
	const struct response *r;
	struct office o;
	struct browser t;
	struct str id;
	struct desk *d;

	(void)state;
	open_office(&o);
	leader_says(&o, "Anne Roy", "2");
	id = web_account(&o.w, "theo@example.ca", ROLE_TRAINER);
	t = web_signed_in(&o.w, id);
	assert_false(web_says(web_get(&t, "/cases"), "Quincaillerie"));
	assert_int_equal(web_get(&t, CASE)->status, 404);
	d = web_desk(&o.w);
	web_must(&o.w,
		 access_give_case(d, view_of(&o, d)->record->id, id), "give");
	r = web_get(&t, CASE);
	assert_int_equal(r->status, 200);
	assert_true(web_says(r, ROUND "/result"));
	/* One of all the questions is answered. */
	assert_false(web_says(r, "Everything is answered"));
	assert_true(web_says(r, "Not everything is answered yet"));
	assert_true(web_says(r, ROUND "/kit"));
	assert_false(web_says(r, "/invite"));
	assert_false(web_says(r, "/erase"));
	assert_false(web_says(r, "Anne Roy"));
	assert_int_equal(web_get(&t, ROUND "/kit")->status, 200);
	assert_int_equal(web_get(&t, ROUND "/invite")->status, 403);
	web_close(&o.w);
}

/* Below five, no figure; a case of others is not looked up. */
static void portfolio(void **state)
{
	const struct response *r;
	struct office o;
	struct browser other;

	(void)state;
	open_office(&o);
	leader_says(&o, "Anne Roy", "2");
	r = get(&o, "/portfolio");
	assert_true(web_says(r, "It takes five at least"));
	assert_false(web_says(r, "<td"));
	other = web_signed_in(&o.w, web_account(&o.w, "zoe@example.ca",
						ROLE_CONSULTANT));
	r = web_get(&other, "/portfolio");
	assert_int_equal(r->status, 200);
	assert_false(web_says(r, "Quincaillerie"));
	web_close(&o.w);
}

int main(void)
{
	enum { REFUSED = sizeof(refused) / sizeof(refused[0]) };
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(campaign),
		cmocka_unit_test(letters),
		cmocka_unit_test(names_are_text),
		cmocka_unit_test(staff_below_five),
		cmocka_unit_test(decision),
		cmocka_unit_test(import),
		cmocka_unit_test(export_and_adopt),
		cmocka_unit_test(killed_import),
		cmocka_unit_test(erase),
		cmocka_unit_test(particulars),
		cmocka_unit_test(evidence_is_not_overwritten),
		cmocka_unit_test(plan_start),
		cmocka_unit_test(progress),
		cmocka_unit_test(rounds),
		cmocka_unit_test(no_second_empty_round),
		cmocka_unit_test(trainer_reads),
		cmocka_unit_test(portfolio),
	};
	enum { OTHERS = sizeof(others) / sizeof(others[0]) };
	struct CMUnitTest tests[REFUSED + OTHERS];
	size_t n = 0;

	for (size_t i = 0; i < REFUSED; i++)
		tests[n++] = (struct CMUnitTest){
			.name = refused[i].name,
			.test_func = is_refused,
			.initial_state = (void *)(uintptr_t)&refused[i],
		};
	for (size_t i = 0; i < OTHERS; i++)
		tests[n++] = others[i];
	return _cmocka_run_group_tests("web_desk", tests, n, NULL, NULL);
}
