/*
 * Two forms of the desk on one thing, sent at the same moment: both looked at
 * what stood before either wrote. One is done, the other is told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <pthread.h>

#include <cmocka.h>

#include "app/interview.h"
#include "web_people.h"

#define CASE "/cases/quincaillerie-du-fleuve"
#define ROUND CASE "/1"

static const struct twice {
	const char *name, *path;	/* behind the plan's first initiative
					   where it names no case */
	const char *forms[2];
	/* What the first or the second leaves to be read. */
	const char *left[2];
	const char *told;
} rows[] = {
	{ "evidence of a criterion", ROUND "/evidence/strategy.needs",
	  { "status=shown&note=Registre&standing=declared+",
	    "status=shown&note=Classeur&standing=declared+" },
	  { "Registre", "Classeur" },
	  "changed while this page was open" },
	{ "a decision on a question", ROUND "/question/ai_sponsor",
	  { "value=3&kind=consensus&reason=Together&author=Claire&standing=",
	    "value=4&kind=override&reason=Seen&author=Claire&standing=" },
	  { "Together", "Seen" },
	  "changed while this page was open" },
	{ "where an initiative stands", "",
	  { "status=started&note=Bien+parti&standing=",
	    "status=done&note=Fini+hier&standing=" },
	  { "Bien parti", "Fini hier" },
	  "changed while this page was open" },
	{ "a reading", "/reading",
	  { "value=12&standing=", "value=15&standing=" },
	  { "<td>12</td>", "<td>15</td>" },
	  "changed while this page was open" },
};

/* A browser of its own on the same site, with a worker of its own. */
struct window {
	struct web w;
	struct browser b;
	const char *path, *form;
	const struct response *response;
	uint64_t seed;
	pthread_t thread;
};

static void *send_form(void *context)
{
	struct window *n = context;

	n->response = web_post(&n->b, n->path, n->form);
	return NULL;
}

static void open_window(struct window *n, const struct browser *b,
			const char *path, const char *form)
{
	*n = (struct window){ .w = *b->web, .b = *b, .path = path,
			      .form = form };
	n->b.web = &n->w;
	n->w.arena = arena_open();
	n->w.worker = site_worker_open(n->w.site, &n->w.diags);
	assert_non_null(n->w.worker);
	n->seed = ++b->web->seed;
	n->w.worker->desk.chance = (struct chance){ web_fill, &n->seed };
}

static void close_window(struct window *n)
{
	site_worker_close(n->w.worker);
	arena_close(n->w.arena);
}

/* While the file is held nobody writes, but whoever wants to may look: both
   have by the time it is let go. Were one late, it would see the other's, and
   be told all the same. */
static enum store_result hold(struct store *s, void *context,
			      struct diags *diags)
{
	struct window *both = context;

	(void)s;
	(void)diags;
	for (int n = 0; n < 2; n++)
		assert_int_equal(pthread_create(&both[n].thread, NULL,
						send_form, &both[n]),
				 0);
	usleep(500 * 1000);
	return STORE_DONE;
}

static void leader_says(struct web *w)
{
	const struct interview_wish wish = { .kind = INTERVIEW_NAMED,
					     .group = GROUP_LEADERS,
					     .name = STR("Anne Roy") };
	struct desk *d = web_desk(w);
	struct case_view *v = case_view(d, STR("quincaillerie-du-fleuve"), 0);
	struct interview *i;

	web_must(w, v != NULL, "view");
	i = interview_begin(d, v, &wish);
	web_must(w, i != NULL, "interview");
	web_must(w, interview_go(i, STR("ai_sponsor"), d->diags), "go");
	web_must(w, interview_answer(i, STR("1"), LANG_EN, d->diags), "said");
	interview_end(i);
}

static const char *path_of_row(struct browser *b, const struct twice *row)
{
	const char *first;

	if (strncmp(row->path, CASE, strlen(CASE)) == 0)
		return row->path;
	first = web_between(b->web, web_get(b, CASE "/progress"),
			    "href=\"" CASE "/progress/", "\"");
	return web_join(b->web, web_join(b->web, CASE "/progress/", first),
			row->path);
}

static void one_is_told(void **state)
{
	const struct twice *row = *state;
	struct window both[2];
	const char *path;
	struct browser b;
	struct desk *d;
	struct web w;
	int told;

	web_open(&w);
	b = web_signed_in(&w, web_ready(&w, "claire@example.ca",
					ROLE_CONSULTANT));
	web_post(&b, "/cases/new",
		 "client=Quincaillerie+du+Fleuve&staff=28&sector=retail");
	leader_says(&w);
	path = path_of_row(&b, row);
	for (int n = 0; n < 2; n++)
		open_window(&both[n], &b, path, row->forms[n]);
	d = web_desk(&w);
	assert_int_equal(store_do(d->store, hold, both, d->diags), STORE_DONE);
	for (int n = 0; n < 2; n++)
		pthread_join(both[n].thread, NULL);
	told = both[0].response->status == 422 ? 0 : 1;
	assert_int_equal(both[1 - told].response->status, 303);
	assert_int_equal(both[told].response->status, 422);
	assert_true(web_says(both[told].response, row->told));
	assert_true(web_says(both[told].response, row->left[1 - told]));
	for (int n = 0; n < 2; n++)
		close_window(&both[n]);
	web_close(&w);
}

int main(void)
{
	enum { ROWS = sizeof(rows) / sizeof(rows[0]) };
	struct CMUnitTest tests[ROWS];

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){
			.name = rows[i].name,
			.test_func = one_is_told,
			.initial_state = (void *)(uintptr_t)&rows[i],
		};
	return _cmocka_run_group_tests("web_desk_twice", tests, ROWS, NULL,
				       NULL);
}
