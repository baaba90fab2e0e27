/*
 * Every role over every route. Whoever is not meant to come (web_who.h) is
 * kept out, by whatever method and with a good token; whoever is gets past
 * the door, and no change is taken from them without their form's token.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/exchange.h"
#include "web_people.h"
#include "web_who.h"

/* --- who there is ------------------------------------------------------------ */

static const struct role_row {
	char letter;
	const char *name;
	unsigned who;			/* as the door takes them */
	bool has_case;
} roles[] = {
	{ 'A', "an administrator",
	  WHO_TRAINER | WHO_CONSULTANT | WHO_ADMINISTRATOR, true },
	{ 'C', "a consultant with the case", WHO_TRAINER | WHO_CONSULTANT,
	  true },
	{ 'c', "a consultant with another", WHO_TRAINER | WHO_CONSULTANT,
	  false },
	{ 'T', "a trainer with the case", WHO_TRAINER, true },
	{ 't', "a trainer with another", WHO_TRAINER, false },
	{ 'L', "a leader", WHO_RESPONDENT | WHO_NAMED, false },
	{ 'E', "an expert", WHO_RESPONDENT | WHO_NAMED, false },
	{ 'S', "one of the staff", WHO_RESPONDENT, false },
	{ 'F', "a leader alone", WHO_RESPONDENT | WHO_NAMED | WHO_SELF,
	  false },
	{ 'R', "a seat in a room", WHO_SEAT, false },
	{ 'N', "nobody", 0, false },
	{ 'X', "whose session ended", 0, false },
	{ 'D', "whose account is disabled", 0, false },
};
enum { ROLES = sizeof(roles) / sizeof(roles[0]) };

struct town {
	struct web w;
	struct str chain, round;	/* the case they were given */
};

static struct browser with_account(struct town *t, const char *login,
				   enum role role, struct str chain)
{
	struct str id = web_ready(&t->w, login, role);

	if (role != ROLE_ADMINISTRATOR)
		web_must(&t->w, access_give_case(web_desk(&t->w), chain, id),
			 login);
	return web_signed_in(&t->w, id);
}

static struct browser by_link(struct town *t, enum group group)
{
	struct desk *d = web_desk(&t->w);
	const struct link wanted = {
		.kind = group == GROUP_STAFF ? LINK_GROUP : LINK_PERSON,
		.chain = t->chain,
		.round = t->round,
		.name = group == GROUP_STAFF ? STR_NONE : STR("Camille"),
		.group = group,
		.expires = STR("2027-06-30"),
	};
	const struct session *session;
	struct browser b = web_browser(&t->w);
	struct str secret, token = secret_make(d->arena, &d->chance);

	web_must(&t->w, access_add_link(d, &wanted, &secret), "link");
	web_must(&t->w, access_trade(d, secret, token, &session), "trade");
	snprintf(b.token, sizeof(b.token), "%.*s", STR_ARGS(token));
	return b;
}

static struct browser seated(struct town *t)
{
	return web_with(&t->w,
			&(struct session){
			    .kind = SESSION_SEAT,
			    .chain = t->chain,
			    .round = t->round,
			    .group = GROUP_STAFF,
			    .room = STR("00112233445566778899aabbccddeeff"),
			});
}

static struct browser ended(struct town *t)
{
	struct browser b;

	t->w.now -= (int64_t)30 * 24 * 3600;
	b = with_account(t, "ended@example.ca", ROLE_ADMINISTRATOR,
			 t->chain);
	t->w.now += (int64_t)30 * 24 * 3600;
	return b;
}

static struct browser disabled(struct town *t)
{
	struct account off = { .login = STR("off@example.ca"),
			       .name = STR("off"),
			       .role = ROLE_ADMINISTRATOR,
			       .disabled = true };
	struct browser b;

	off.id = web_ready(&t->w, "off@example.ca", ROLE_ADMINISTRATOR);
	b = web_signed_in(&t->w, off.id);
	web_must(&t->w, access_change_account(web_desk(&t->w), &off), "off");
	return b;
}

static struct browser comes(struct town *t, char letter)
{
	struct browser b = web_browser(&t->w);

	switch (letter) {
	case 'A':
		return with_account(t, "a@example.ca", ROLE_ADMINISTRATOR,
				    t->chain);
	case 'C':
		return with_account(t, "c@example.ca", ROLE_CONSULTANT,
				    t->chain);
	case 'c':
		return with_account(t, "c@example.ca", ROLE_CONSULTANT,
				    web_case_new(&t->w, "autre", ""));
	case 'T':
		return with_account(t, "t@example.ca", ROLE_TRAINER,
				    t->chain);
	case 't':
		return with_account(t, "t@example.ca", ROLE_TRAINER,
				    web_case_new(&t->w, "autre", ""));
	case 'L':
		return by_link(t, GROUP_LEADERS);
	case 'E':
		return by_link(t, GROUP_EXPERTS);
	case 'S':
		return by_link(t, GROUP_STAFF);
	case 'F':
		return web_alone(&t->w, "Boulangerie", false);
	case 'R':
		return seated(t);
	case 'X':
		return ended(t);
	case 'D':
		return disabled(t);
	}
	web_get(&b, "/login");
	return b;
}

/* The case, somebody who administers so that nobody else is the last, and
   somebody alone who lets nobody read. */
static void town_open(struct town *t)
{
	struct case_view *view;

	web_open(&t->w);
	web_ready(&t->w, "first@example.ca", ROLE_ADMINISTRATOR);
	t->chain = web_case_new(&t->w, "quincaillerie", "");
	view = case_view(web_desk(&t->w), STR("quincaillerie"), 0);
	t->round = str_copy(t->w.arena, view->round->id);
	web_alone(&t->w, "Seule", false);
}

/* --- what becomes of them -------------------------------------------------------- */

enum came { IN, KEPT_OUT, NO_SUCH_CASE, UNWELL };

static const char *const came_names[] = { "in", "kept out", "no such case",
					  "unwell" };

static bool phrase_is(const struct response *r, enum phrase phrase)
{
	return str_find(buf_view(&r->body), phrase_text(phrase, LANG_EN),
			0) != SIZE_MAX;
}

/* With the page to come back to, or without. */
static bool leads_to_door(const struct response *r, const char *door)
{
	struct str rest = str_sub(r->location, strlen(door), r->location.len);

	return r->status == 303 && str_starts(r->location, door) &&
	       (rest.len == 0 || str_starts(rest, "?then=/"));
}

static enum came came(const struct response *r)
{
	if (r->status >= 500)
		return UNWELL;
	if (r->status == 404 && phrase_is(r, P_REFUSED_CASE))
		return NO_SUCH_CASE;
	if (r->status == 403)
		/* In, but without the form's token. */
		return phrase_is(r, P_REFUSED_FORM) ? IN : KEPT_OUT;
	if (leads_to_door(r, "/login") || leads_to_door(r, "/resume") ||
	    web_leads(r, "/room"))
		return KEPT_OUT;
	return IN;
}

/* The pattern with something in each place. */
static const char *path_for(struct web *w, const char *pattern,
			    const char *name)
{
	struct buf b = buf_make(w->arena);
	struct str p = str_from(pattern);

	for (size_t i = 0; i < p.len; i++) {
		struct str rest = str_sub(p, i, p.len);

		if (p.at[i] != '{') {
			buf_char(&b, p.at[i]);
			continue;
		}
		if (str_starts(rest, "{case}"))
			buf_text(&b, name);
		else if (str_starts(rest, "{round}") ||
			 str_starts(rest, "{number}"))
			buf_char(&b, '1');
		else
			buf_text(&b, "none");
		i = str_find(p, STR("}"), i);
	}
	return str_cstr(w->arena, buf_view(&b));
}

static const struct may_come *row_of(const struct route *route,
				     const struct may_come *rows, int count)
{
	const char *method = route->method == HTTP_POST ? "POST" : "GET";

	for (int i = 0; i < count; i++)
		if (strcmp(rows[i].pattern, route->pattern) == 0 &&
		    strcmp(rows[i].method, method) == 0)
			return &rows[i];
	return NULL;
}

static const struct may_come *meant(const struct route *route)
{
	return row_of(route, may_come, MAY_COME);
}

static bool is_turned_away(const struct route *route, char letter)
{
	const struct may_come *row = row_of(route, turned_away, TURNED_AWAY);

	return row != NULL && strchr(row->who, letter) != NULL;
}

/* --- the walk ------------------------------------------------------------------------ */

struct walk {
	struct town t;
	struct browser b;
	const struct role_row *role;
	uint32_t wrong;
};

static void expect(struct walk *k, const struct route *route, const char *what,
		   enum came wanted, const struct response *r)
{
	if (came(r) == wanted)
		return;
	fprintf(stderr, "%s, %s %s (%s): %s, not %s (%d)\n", k->role->name,
		route->method == HTTP_POST ? "POST" : "GET", route->pattern,
		what, came_names[came(r)], came_names[wanted], r->status);
	k->wrong++;
}

static bool has_case(const struct route *route)
{
	return strstr(route->pattern, "{case}") != NULL;
}

/* With a token that is good, or that is not. */
static const struct response *come(struct walk *k, const struct route *route,
				   const char *path, bool good)
{
	struct browser b = k->b;

	if (route->method != HTTP_POST)
		return web_get(&b, path);
	if (!good)
		snprintf(b.csrf, sizeof(b.csrf), "%032d", 0);
	return web_post(&b, path, "");
}

static void visit_one(struct walk *k, const struct route *route,
		      const struct may_come *m)
{
	const struct role_row *role = k->role;
	bool wanted = strchr(m->who, role->letter) != NULL;
	bool turned = is_turned_away(route, role->letter);
	bool door = (route->who & (role->who | WHO_ANYONE)) != 0;
	bool reads = !has_case(route) || role->has_case;
	enum came out = door ? NO_SUCH_CASE : KEPT_OUT;
	const char *path = path_for(&k->t.w, route->pattern, "quincaillerie");

	/* What the table says is what is meant. */
	if ((wanted || turned) != (door && reads)) {
		fprintf(stderr, "%s, %s %s: routes.def says otherwise\n",
			role->name, m->method, m->pattern);
		k->wrong++;
		return;
	}
	if (turned)
		out = KEPT_OUT;
	if (!wanted) {
		expect(k, route, "good token", out, come(k, route, path, true));
		return;
	}
	expect(k, route, "no token", IN, come(k, route, path, false));
	if (route->method == HTTP_POST &&
	    !phrase_is(come(k, route, path, false), P_REFUSED_FORM)) {
		fprintf(stderr, "%s, POST %s: taken without a token\n",
			role->name, m->pattern);
		k->wrong++;
	}
	/* Nobody reads what who is alone keeps to themselves. */
	if (has_case(route))
		expect(k, route, "a case alone", NO_SUCH_CASE,
		       come(k, route,
			    path_for(&k->t.w, route->pattern, "seule"),
			    true));
}

static uint32_t changes(struct walk *k)
{
	struct looked_at looked;

	web_must(&k->t.w, exchange_count(web_desk(&k->t.w), &looked),
		 "counting");
	return looked.changes;
}

static void walks(void **state)
{
	struct walk k = { .role = *state };
	uint32_t before;

	town_open(&k.t);
	k.b = comes(&k.t, k.role->letter);
	/* Both cookies: a form needs its own. */
	web_get(&k.b, "/room");
	web_get(&k.b, "/login");
	before = changes(&k);
	for (const struct route *r = route_table(); r->name != NULL; r++) {
		const struct may_come *m = meant(r);

		if (m == NULL) {
			fprintf(stderr, "%s is not in web_who.h\n",
				r->pattern);
			k.wrong++;
			continue;
		}
		visit_one(&k, r, m);
	}
	/* None of it changed anything: pages that are read do not. */
	assert_int_equal(changes(&k), before);
	web_close(&k.t.w);
	assert_int_equal(k.wrong, 0);
}

/* What stands in web_who.h is somewhere. */
static void all_are_there(void **state)
{
	(void)state;
	for (int i = 0; i < MAY_COME; i++) {
		bool there = false;

		for (const struct route *r = route_table(); r->name != NULL;
		     r++)
			there = there || meant(r) == &may_come[i];
		if (!there)
			print_error("%s %s is no route\n", may_come[i].method,
				    may_come[i].pattern);
		assert_true(there);
	}
}

int main(void)
{
	struct CMUnitTest tests[ROLES + 1];

	for (size_t i = 0; i < ROLES; i++)
		tests[i] = (struct CMUnitTest){
			.name = roles[i].name,
			.test_func = walks,
			.initial_state = (void *)(uintptr_t)&roles[i],
		};
	tests[ROLES] = (struct CMUnitTest)cmocka_unit_test(all_are_there);
	return _cmocka_run_group_tests("web_roles", tests, ROLES + 1, NULL,
				       NULL);
}
