/*
 * A sheet of the staff through the desk's pages: twice, all the same, and
 * taken back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/exchange.h"
#include "web_people.h"

#define CASE "/cases/quincaillerie-du-fleuve"
#define IMPORT CASE "/1/import"

/*
 * Three of the staff in base 64: ai_sponsor, jobs_message and team_part are
 * 5 5 1, 2 3 2 and 1 4 3. The second says the same with commas.
 */
#define SHEET \
	"filename=a.csv&content=" \
	"Z3JvdXA7YWlfc3BvbnNvcjtqb2JzX21lc3NhZ2U7dGVhbV9wYXJ0CnN0YWZm" \
	"OzU7NTsxCnN0YWZmOzI7MzsyCnN0YWZmOzE7NDszCg%3D%3D"
#define AGAIN \
	"filename=b.csv&content=" \
	"Z3JvdXAsYWlfc3BvbnNvcixqb2JzX21lc3NhZ2UsdGVhbV9wYXJ0CnN0YWZm" \
	"LDUsNSwxCnN0YWZmLDIsMywyCnN0YWZmLDEsNCwzCg%3D%3D"

/* A site with one consultant, who opened one case by its page. */
struct office {
	struct web w;
	struct browser b;
};

static void open_office(struct office *o)
{
	web_open(&o->w);
	o->b = web_signed_in(&o->w, web_ready(&o->w, "claire@example.ca",
					      ROLE_CONSULTANT));
	assert_true(web_leads(
	    web_post(&o->b, "/cases/new",
		     "client=Quincaillerie+du+Fleuve&staff=28&sector=retail"),
	    CASE "?done=new"));
}

static uint32_t people(struct office *o)
{
	struct case_view *v = case_view(
	    web_desk(&o->w), STR("quincaillerie-du-fleuve"), 0);

	web_must(&o->w, v != NULL, "view");
	return v->respondent_count;
}

static const struct response *post(struct office *o, const char *form,
				   int status)
{
	const struct response *r = web_post(&o->b, IMPORT, form);

	assert_int_equal(r->status, status);
	return r;
}

static void sheet_again(void **state)
{
	const struct response *r;
	struct office o;

	(void)state;
	open_office(&o);
	assert_false(web_says(web_get(&o.b, IMPORT), "Files that came in"));
	post(&o, SHEET "&save=yes", 200);
	assert_int_equal(people(&o), 3);
	assert_false(web_says(post(&o, SHEET, 200), "name=\"anyway\""));
	/* The box comes with the refusal, which says why; no flag is named. */
	r = post(&o, AGAIN, 422);
	assert_true(web_says(r, "each person would count twice"));
	assert_true(web_says(r, "href=\"#anyway\""));
	assert_true(web_says(r, "name=\"anyway\""));
	assert_true(web_says(r, "name=\"filename\" value=\"b.csv\""));
	assert_false(web_says(r, "--"));
	/* Saying so at the end is too late to be a way round it. */
	post(&o, AGAIN "&save=yes", 422);
	assert_int_equal(people(&o), 3);
	/* Ticked, it is tried, and the tick goes on to the decision. */
	r = post(&o, AGAIN "&anyway=yes", 200);
	assert_true(web_says(r, "Nothing is saved yet"));
	assert_true(web_says(r, "name=\"anyway\" value=\"yes\""));
	assert_int_equal(people(&o), 3);
	post(&o, AGAIN "&anyway=yes&save=yes", 200);
	assert_int_equal(people(&o), 6);
	web_close(&o.w);
}

static void taken_back(void **state)
{
	const struct response *r;
	struct office o;

	(void)state;
	open_office(&o);
	post(&o, SHEET "&save=yes", 200);
	post(&o, AGAIN "&anyway=yes&save=yes", 200);
	r = web_get(&o.b, IMPORT);
	assert_true(web_says(r, "Take a.csv back (came in on"));
	assert_true(web_says(r, "Take b.csv back (came in on"));
	/* Three people with three answers each: counted, nothing done. */
	r = post(&o, "undo=b.csv", 200);
	assert_true(web_says(r, "<dt>Answers</dt><dd>9</dd>"));
	assert_true(web_says(r, "<dt>Members of the staff</dt><dd>3</dd>"));
	assert_int_equal(people(&o), 6);
	r = post(&o, "undo=b.csv&sure=yes", 200);
	assert_true(web_says(r, "The file was taken back"));
	assert_int_equal(people(&o), 3);
	assert_true(web_says(web_get(&o.b, CASE "/journal"),
			     "An import taken back"));
	r = web_get(&o.b, IMPORT);
	assert_true(web_says(r, "Take a.csv back"));
	assert_false(web_says(r, "Take b.csv back"));
	/* Twice, or never there: said, and nothing is undone. */
	r = post(&o, "undo=b.csv&sure=yes", 422);
	assert_true(web_says(r, "or it was taken back already"));
	assert_int_equal(people(&o), 3);
	/* Without the form's own token nothing happens. */
	snprintf(o.b.csrf, sizeof(o.b.csrf), "other");
	post(&o, "undo=a.csv&sure=yes", 403);
	assert_int_equal(people(&o), 3);
	web_close(&o.w);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(sheet_again),
		cmocka_unit_test(taken_back),
	};

	return cmocka_run_group_tests_name("web_import", tests, NULL, NULL);
}
