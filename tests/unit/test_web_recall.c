/*
 * A round of people who answer at the same time, by two workers that remember
 * what they saw: whoever asks is shown what a worker shows that has seen
 * nothing yet.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>

#include "app/collection.h"
#include "app/groups.h"
#include "web_people.h"

enum { WORKERS = 2, PEOPLE = 6, STEPS = 60 };

struct person {
	struct browser browser;
	enum group group;
	char name[32];		/* empty: the staff have none */
};

struct firm {
	struct web w;
	struct site_worker *first, *workers[WORKERS];
	struct str chain, round;
	struct person people[PEOPLE];
	uint64_t chance;
	uint32_t saved, came, decided;
};

/* From 0, less than `n`. */
static uint32_t some(struct firm *f, uint32_t n)
{
	uint32_t bits;

	web_fill(&f->chance, &bits, sizeof(bits));
	return bits % n;
}

/* --- who comes ------------------------------------------------------------- */

static void come(struct firm *f, uint32_t n)
{
	static const enum group groups[PEOPLE] = {
		GROUP_LEADERS, GROUP_LEADERS, GROUP_EXPERTS,
		GROUP_STAFF,   GROUP_STAFF,   GROUP_STAFF,
	};
	struct person *p = &f->people[n];

	p->group = groups[n];
	f->w.worker = f->first;
	p->browser = web_with(&f->w, &(struct session){
		.kind = SESSION_RESPONDENT, .group = p->group,
		.chain = f->chain, .round = f->round });
	snprintf(p->name, sizeof(p->name), "Personne %u", ++f->came);
	if (p->group == GROUP_STAFF)
		p->name[0] = '\0';
}

static void firm_open(struct firm *f, uint64_t seed)
{
	struct desk *d;
	const struct case_record *all;
	const struct case_view *view;
	uint32_t count;

	*f = (struct firm){ .chance = seed };
	web_open(&f->w);
	f->first = f->w.worker;
	f->people[0].browser = web_alone(&f->w, "quincaillerie", true);
	d = web_desk(&f->w);
	all = store_cases(d->store, d->arena, &count);
	assert_int_equal(count, 1);
	view = case_view(d, all[0].id, 0);
	assert_non_null(view);
	f->chain = str_copy(f->w.arena, view->record->id);
	f->round = str_copy(f->w.arena, view->round->id);
	for (int k = 0; k < WORKERS; k++) {
		f->workers[k] = site_worker_open(f->w.site, &f->w.diags);
		assert_non_null(f->workers[k]);
	}
	for (uint32_t n = 1; n < PEOPLE; n++)
		come(f, n);
}

static void firm_close(struct firm *f)
{
	for (int k = 0; k < WORKERS; k++)
		site_worker_close(f->workers[k]);
	f->w.worker = f->first;
	web_close(&f->w);
}

/* --- what is shown ---------------------------------------------------------- */

/* The page, or where it leads. */
static struct str look(struct firm *f, uint32_t who, struct site_worker *worker,
		       const char *path)
{
	struct browser b = f->people[who].browser;
	const struct response *r;
	struct buf all = buf_make(f->w.arena);

	f->w.worker = worker;
	r = web_get(&b, path);
	buf_int(&all, r->status);
	buf_char(&all, '\n');
	buf_str(&all, r->location);
	buf_str(&all, buf_view(&r->body));
	return buf_view(&all);
}

static struct str check(struct firm *f, uint32_t who, const char *path)
{
	struct site_worker *anew = site_worker_open(f->w.site, &f->w.diags);
	struct str wanted;

	assert_non_null(anew);
	wanted = look(f, who, anew, path);
	for (int k = 0; k < WORKERS; k++)
		assert_string_equal(
		    str_cstr(f->w.arena,
			     look(f, who, f->workers[k], path)),
		    str_cstr(f->w.arena, wanted));
	site_worker_close(anew);
	return wanted;
}

/* --- what is said ----------------------------------------------------------- */

/* The next text between two others, from `*at` on; false: no more. */
static bool next_between(struct str page, const char *before, const char *after,
			 size_t *at, struct str *found)
{
	size_t from = str_find(page, str_from(before), *at), to;

	if (from == SIZE_MAX)
		return false;
	from += strlen(before);
	to = str_find(page, str_from(after), from);
	*found = str_sub(page, from, to);
	*at = to;
	return true;
}

/* One of the values that a page offers for a question; a number where it
   offers none. */
static struct str some_value(struct firm *f, struct str page, struct str id)
{
	struct buf mark = buf_make(f->w.arena), typed = buf_make(f->w.arena);
	struct str all[40];
	uint32_t count = 0;
	size_t at = 0;

	buf_fmt(&mark, "name=\"%.*s\" value=\"", STR_ARGS(id));
	while (count < 40 &&
	       next_between(page, str_cstr(f->w.arena, buf_view(&mark)), "\"",
			    &at, &all[count]))
		count++;
	if (count > 1)
		return all[some(f, count)];
	buf_int(&typed, 1 + some(f, 60));
	return str_is(id, "sector") ? STR("retail") : buf_view(&typed);
}

/* Some of the questions of a page, as the page stands. */
static const char *some_form(struct firm *f, struct str page)
{
	struct buf form = buf_make(f->w.arena);
	struct str name, id, mark, value;
	size_t at = 0;

	buf_text(&form, "go=on");
	while (next_between(page, "<input type=\"hidden\" name=\"", "\"", &at,
			    &name)) {
		if (!str_ends(name, ":seen") ||
		    !next_between(page, "value=\"", "\"", &at, &mark) ||
		    some(f, 3) == 0)
			continue;
		id = str_sub(name, 0, name.len - strlen(":seen"));
		value = some_value(f, page, id);
		buf_fmt(&form, "&%.*s=%.*s&%.*s=%.*s", STR_ARGS(id),
			STR_ARGS(value), STR_ARGS(name), STR_ARGS(mark));
		if (some(f, 6) == 0)
			buf_fmt(&form, "&%.*s:na=parce+que", STR_ARGS(id));
	}
	return str_cstr(f->w.arena, buf_view(&form));
}

static const char *some_base(struct firm *f, uint32_t who)
{
	static const char *const bases[] = { "/answers", "/answers/experts",
					     "/answers/staff" };

	return bases[who == 0 ? some(f, 3) : 0];
}

/* A page of questions that a list of them leads to; "" when there is none. */
static const char *some_page(struct firm *f, struct str list, const char *base)
{
	const char *mark = web_join(&f->w, web_join(&f->w, "href=\"", base),
				    "/q/");
	struct str all[60];
	uint32_t count = 0;
	size_t at = 0;

	while (count < 60 && next_between(list, mark, "\"", &at, &all[count]))
		count++;
	if (count == 0)
		return "";
	return web_join(&f->w, web_join(&f->w, base, "/q/"),
			str_cstr(f->w.arena, all[some(f, count)]));
}

static const struct response *post(struct firm *f, uint32_t who,
				   const char *path, const char *form)
{
	f->w.worker = f->workers[some(f, WORKERS)];
	return web_post(&f->people[who].browser, path, form);
}

/* Who comes by a shared link has one, which would stand before the list. */
static void note_code(struct firm *f, uint32_t who)
{
	if (f->people[who].browser.shown[0] != '\0')
		post(f, who, "/answers/code", "");
}

static void say(struct firm *f, uint32_t who)
{
	const char *base = some_base(f, who);
	struct str list = check(f, who, base);
	const char *path = some_page(f, list, base);
	struct str page;

	if (str_starts(list, "303\n/answers/name")) {
		post(f, who, "/answers/name",
		     web_join(&f->w, "name=", f->people[who].name));
		check(f, who, base);
		note_code(f, who);
		check(f, who, base);
		return;
	}
	if (path[0] == '\0')
		return;
	page = check(f, who, path);
	f->saved += post(f, who, path, some_form(f, page))->status == 303;
	check(f, who, path);
	note_code(f, who);
}

/* --- what else happens -------------------------------------------------------- */

/* Something that a question takes, as a person types it. */
static struct str some_typed(struct firm *f, const struct question *q)
{
	struct buf typed = buf_make(f->w.arena);

	switch (q->type) {
	case QUESTION_BOOLEAN:
		return some(f, 2) == 0 ? STR("true") : STR("false");
	case QUESTION_SINGLE:
	case QUESTION_MULTIPLE:
		return q->options[some(f, q->option_count)].id;
	default:
		buf_int(&typed, 1 + some(f, 5));
		return buf_view(&typed);
	}
}

/* What everybody together says to a question, or nothing any more. */
static void decide(struct firm *f, struct desk *d, const struct case_view *v)
{
	/* Those of the profile stand first: the others depend on them. */
	const struct question *q = &v->pack->questions[some(
	    f, some(f, 2) == 0 ? 10 : v->pack->question_count)];
	const struct decision_wish wish = {
		.question = q->id,
		.value = some_typed(f, q),
		.reason = STR("vu sur place"),
		.author = STR("Luc"),
		.overrides = some(f, 2) == 0,
		.withdraw = some(f, 4) == 0,
	};
	struct decided done;

	f->decided += group_decide(d, v, &wish, &done);
}

/* By a program of the desk, which has the file open too. */
static void at_the_desk(struct firm *f)
{
	struct desk *d;
	const struct case_view *v;
	struct case_new wanted = { 0 };
	struct closing_done done;

	f->w.worker = f->first;
	d = web_desk(&f->w);
	v = case_view(d, f->chain, 0);
	assert_non_null(v);
	switch (some(f, 8)) {
	case 0:
		(void)collection_close(d, v, &done);
		break;
	case 1:
		(void)collection_reopen(d, v);
		break;
	case 2:
	case 3:
	case 4:
	case 5:
		decide(f, d, v);
		break;
	default:
		wanted.name = v->record->name;
		wanted.client = v->record->client;
		wanted.sector = v->record->sector;
		wanted.staff = 5 + some(f, 40);
		assert_true(case_correct(d, v->record, &wanted));
		break;
	}
}

/* They go, with what they said, and come again. */
static void erase(struct firm *f, uint32_t who)
{
	post(f, who, "/answers/me/erase", "");
	check(f, who, "/answers");
	come(f, who);
}

static void step(struct firm *f)
{
	uint32_t who = some(f, PEOPLE), what = some(f, 20);

	if (what < 3)
		at_the_desk(f);
	else if (what == 3 && who > 0)
		erase(f, who);
	else
		say(f, who);
	check(f, some(f, PEOPLE), "/answers");
	check(f, some(f, PEOPLE), "/answers/check");
	check(f, some(f, PEOPLE), "/answers/me");
	check(f, 0, some_base(f, 0));
}

static void test_nothing_stale_is_shown(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 2; seed++) {
		struct firm f;

		firm_open(&f, seed * 2654435761u);
		for (int n = 0; n < STEPS; n++)
			step(&f);
		assert_true(f.saved > STEPS / 4);
		assert_true(f.decided > 0);
		firm_close(&f);
	}
}

/* --- at the same time ---------------------------------------------------------- */

enum { ROUNDS = 30 };

/* One of those who answer, and a worker for them alone. */
struct answering_alone {
	struct firm own;	/* its worker is the first of `workers` */
	uint32_t who;
	pthread_t thread;
};

/* Chance and memory are not to be shared between threads. */
static void stand_alone(struct answering_alone *a, struct firm *f, uint32_t who,
			struct site_worker *worker)
{
	struct web *w = &a->own.w;

	a->who = who;
	a->own = *f;
	a->own.chance = some(f, UINT32_MAX) + 1u;
	a->own.people[who].browser.web = w;
	w->arena = arena_open();
	w->seed = a->own.chance + who;
	worker->desk.chance.context = &w->seed;
	for (int k = 0; k < WORKERS; k++)
		a->own.workers[k] = worker;
}

static void answer_once(struct firm *f, uint32_t who)
{
	const char *base = some_base(f, who);
	struct str list = look(f, who, f->workers[0], base);
	const char *path = some_page(f, list, base);

	if (str_starts(list, "303\n/answers/name"))
		post(f, who, "/answers/name",
		     web_join(&f->w, "name=", f->people[who].name));
	else if (path[0] != '\0')
		post(f, who, path,
		     some_form(f, look(f, who, f->workers[0], path)));
	note_code(f, who);
}

static void *answer_alone(void *context)
{
	struct answering_alone *a = context;

	answer_once(&a->own, a->who);
	return NULL;
}

/* All at once; then each worker is asked for everybody's pages. */
static void answer_together(struct firm *f, struct site_worker **workers)
{
	static struct answering_alone all[PEOPLE];

	for (uint32_t n = 0; n < PEOPLE; n++) {
		stand_alone(&all[n], f, n, workers[n]);
		assert_int_equal(pthread_create(&all[n].thread, NULL,
						answer_alone, &all[n]),
				 0);
	}
	for (uint32_t n = 0; n < PEOPLE; n++) {
		assert_int_equal(pthread_join(all[n].thread, NULL), 0);
		f->people[n] = all[n].own.people[n];
		f->people[n].browser.web = &f->w;
		arena_close(all[n].own.w.arena);
	}
	for (uint32_t n = 0; n < PEOPLE; n++) {
		f->workers[0] = workers[n];
		for (uint32_t who = 0; who < PEOPLE; who++)
			check(f, who, "/answers");
	}
}

static void test_nor_of_the_same_moment(void **state)
{
	struct site_worker *workers[PEOPLE];
	struct firm f;
	struct site_worker *first;

	(void)state;
	firm_open(&f, 7);
	first = f.workers[0];
	for (int n = 0; n < PEOPLE; n++) {
		workers[n] = site_worker_open(f.w.site, &f.w.diags);
		assert_non_null(workers[n]);
	}
	for (int n = 0; n < ROUNDS; n++) {
		/* Who comes meanwhile is somebody whom others never saw. */
		for (uint32_t who = 1; who < PEOPLE; who++)
			if (some(&f, 2) == 0)
				come(&f, who);
		answer_together(&f, workers);
	}
	f.workers[0] = first;
	for (int n = 0; n < PEOPLE; n++)
		site_worker_close(workers[n]);
	firm_close(&f);
}

/* --- for how much ---------------------------------------------------------------- */

/* Of the sanitizer that every test is built with; its header is a package of
   its own. */
size_t __sanitizer_get_current_allocated_bytes(void);

/* Two who read, one after the other, by the same worker. */
static void read_in_turn(struct firm *f)
{
	struct arena *kept = f->w.arena;

	f->w.arena = arena_open();
	look(f, 0, f->workers[0], "/answers");
	look(f, 1, f->workers[0], "/answers");
	arena_close(f->w.arena);
	f->w.arena = kept;
}

static void test_reading_keeps_no_more(void **state)
{
	struct firm f;
	size_t held;

	(void)state;
	firm_open(&f, 3);
	post(&f, 1, "/answers/name", "name=Luc");
	note_code(&f, 1);
	for (int n = 0; n < 10; n++)
		read_in_turn(&f);
	held = __sanitizer_get_current_allocated_bytes();
	for (int n = 0; n < 40; n++)
		read_in_turn(&f);
	/* What one of them said, once, is some 15 kB. */
	assert_in_range(__sanitizer_get_current_allocated_bytes(), 0,
			held + 64 * 1024);
	firm_close(&f);
}

/* --- copied, or drawn -------------------------------------------------------- */

/*
 * A page without a fault copies its questions, one with a fault draws them:
 * a form that says two things at once to one question is answered by a page
 * on which all the others are drawn, each as it was copied before.
 */
static const char QUESTION[] = "<div class=\"question\">";
enum { QUESTIONS_MOST = 12 };

static uint32_t questions_of(struct str page, struct str *all)
{
	uint32_t count = 0;
	size_t at = str_find(page, str_from(QUESTION), 0), next;

	for (; at != SIZE_MAX; at = next) {
		next = str_find(page, str_from(QUESTION), at + 1);
		assert_true(count < QUESTIONS_MOST);
		all[count++] = str_sub(page, at, next);
	}
	return count;
}

/* "Don't know" and something else; NULL where there is no such choice. */
static const char *contradict(struct firm *f, struct str question)
{
	struct buf form = buf_make(f->w.arena);
	struct str id, mark;
	size_t at = 0;

	if (str_find(question, STR("value=\"?\""), 0) == SIZE_MAX ||
	    !next_between(question, "<input type=\"hidden\" name=\"",
			  ":seen\"", &at, &id) ||
	    !next_between(question, "value=\"", "\"", &at, &mark))
		return NULL;
	buf_fmt(&form, "%.*s=?&%.*s=1&%.*s:seen=%.*s", STR_ARGS(id),
		STR_ARGS(id), STR_ARGS(id), STR_ARGS(mark));
	return str_cstr(f->w.arena, buf_view(&form));
}

/* How many were compared. */
static uint32_t compare(struct firm *f, uint32_t who, const char *path,
			uint32_t wrong)
{
	struct str copied[QUESTIONS_MOST], drawn[QUESTIONS_MOST];
	uint32_t count = questions_of(look(f, who, f->first, path), copied);
	const char *form = wrong < count ? contradict(f, copied[wrong]) : NULL;
	const struct response *r;

	if (form == NULL)
		return 0;
	f->w.worker = f->first;
	r = web_post(&f->people[who].browser, path, form);
	assert_int_equal(r->status, 422);
	assert_int_equal(questions_of(buf_view(&r->body), drawn), count);
	for (uint32_t n = 0; n < count; n++)
		if (n != wrong)
			assert_string_equal(str_cstr(f->w.arena, drawn[n]),
					    str_cstr(f->w.arena, copied[n]));
	return count - 1;
}

static void test_copied_as_drawn(void **state)
{
	struct firm f;
	uint32_t compared = 0;

	(void)state;
	firm_open(&f, 77);
	for (int n = 0; n < STEPS; n++) {
		uint32_t who = some(&f, PEOPLE);
		const char *base = some_base(&f, who), *path;
		struct browser *b = &f.people[who].browser;

		say(&f, who);
		snprintf(b->lang, sizeof(b->lang), n % 2 ? "fr" : "en");
		path = some_page(&f, look(&f, who, f.first, base), base);
		for (uint32_t wrong = 0; path[0] != '\0' && wrong < 3; wrong++)
			compared += compare(&f, who, path, wrong);
	}
	assert_true(compared > STEPS);
	firm_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_stale_is_shown),
		cmocka_unit_test(test_nor_of_the_same_moment),
		cmocka_unit_test(test_reading_keeps_no_more),
		cmocka_unit_test(test_copied_as_drawn),
	};

	return cmocka_run_group_tests_name("web_recall", tests, NULL, NULL);
}
