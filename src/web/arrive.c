/* Who comes, in which language, to which case, and from where. */
#include "parts.h"

#include "base/secret.h"

/* --- language -------------------------------------------------------------------- */

/* The first of the two that Accept-Language names; its order is usually the
   preference, and a wrong guess is one link away. */
static enum lang preferred(struct str header)
{
	for (size_t i = 0; i + 2 <= header.len; i++) {
		bool begins = i == 0 || header.at[i - 1] == ',' ||
			      header.at[i - 1] == ' ';
		enum lang lang;

		if (begins && lang_parse(str_sub(header, i, i + 2), &lang))
			return lang;
	}
	return LANG_FR;
}

static void arrive_language(struct visit *v)
{
	const struct request *r = v->request;

	if (lang_parse(field_get(&r->query, "lang"), &v->lang)) {
		respond_cookie(v, STR("jalon-lang"), str_from(lang_code(v->lang)),
			       true);
		return;
	}
	if (!lang_parse(field_get(&r->cookies, "jalon-lang"), &v->lang))
		v->lang = preferred(r->accept_language);
}

/* --- session ---------------------------------------------------------------------- */

static unsigned who_of_role(enum role role)
{
	switch (role) {
	case ROLE_TRAINER:
		return WHO_TRAINER;
	case ROLE_CONSULTANT:
		return WHO_TRAINER | WHO_CONSULTANT;
	case ROLE_ADMINISTRATOR:
		return WHO_TRAINER | WHO_CONSULTANT | WHO_ADMINISTRATOR;
	case ROLE_COUNT:
		break;
	}
	BUG("role %d", (int)role);
}

static unsigned who_of_session(const struct session *s)
{
	if (s->kind == SESSION_SEAT)
		return WHO_SEAT;
	return WHO_RESPONDENT |
	       (s->group != GROUP_STAFF ? (unsigned)WHO_NAMED : 0) |
	       (s->self ? (unsigned)WHO_SELF : 0);
}

/* On one's own machine there is one consultant, who has the key. */
static bool arrive_local(struct visit *v)
{
	struct account *me;

	if (!v->config->local ||
	    !secret_equal(v->token, v->site->local_token))
		return false;
	me = ARENA_NEW(v->arena, struct account);
	me->role = ROLE_ADMINISTRATOR;
	me->ready = true;
	me->name = v->config->name;
	v->account = me;
	v->who = who_of_role(ROLE_ADMINISTRATOR);
	return true;
}

static void arrive_session(struct visit *v)
{
	v->session = access_session(v->desk, v->token);
	if (v->session == NULL)
		return;
	if (v->session->kind != SESSION_ACCOUNT) {
		v->who = who_of_session(v->session);
		return;
	}
	v->account = access_account(v->desk, v->session->account);
	if (v->account == NULL)
		v->session = NULL;
	else
		v->who = who_of_role(v->account->role);
}

static bool is_of_room(struct str path)
{
	return str_is(path, "/room") || str_starts(path, "/room/");
}

void arrive(struct visit *v)
{
	struct str token;

	if (is_of_room(v->request->path))
		v->cookie = v->site->seat_cookie;
	token = secret_typed(v->arena,
			     field_named(&v->request->cookies, v->cookie));
	arrive_language(v);
	v->token_known = token.len > 0;
	v->token = v->token_known ? token
				  : secret_make(v->arena, &v->desk->chance);
	if (v->token_known && !arrive_local(v))
		arrive_session(v);
	if (v->account != NULL)
		v->desk->by = v->account->name;
}

/* --- honesty ---------------------------------------------------------------------- */

static bool is_our_origin(const struct site *site, struct str origin)
{
	return str_eq(origin, site->origin) ||
	       (site->other_origin.len > 0 &&
		str_eq(origin, site->other_origin));
}

/*
 * A change comes from a form of ours: it carries what only who holds the
 * browser's cookie can make, and where the browser says where it comes from,
 * that is here.
 */
bool arrive_honestly(struct visit *v)
{
	const struct request *r = v->request;
	bool same;

	if (r->method != HTTP_POST)
		return true;
	same = (r->origin.len == 0 || is_our_origin(v->site, r->origin)) &&
	       (r->fetch_site.len == 0 || str_is(r->fetch_site, "same-origin") ||
		str_is(r->fetch_site, "none"));
	if (same && (v->route->flags & ROUTE_OPEN) != 0)
		return true;
	if (same && v->token_known &&
	    secret_equal(field_get(&r->form, "csrf"),
			 secret_derive(v->arena, v->token, "csrf")))
		return true;
	visit_refuse(v, 403,
		     v->token_known ? P_REFUSED_FORM : P_REFUSED_COOKIES);
	return false;
}

/* --- the case ---------------------------------------------------------------------- */

/* What one may not see is not told apart from what is not there. */
static bool no_case(struct visit *v)
{
	if (v->desk->failed)
		visit_troubled(v);
	else
		visit_refuse(v, 404, P_REFUSED_CASE);
	return false;
}

static bool at_round_of_session(struct visit *v)
{
	v->view = recall_round(v->desk, v->session->chain, v->session->round);
	return v->view != NULL || no_case(v);
}

bool arrive_at_begun(struct visit *v)
{
	arrive_session(v);
	return v->session != NULL ? at_round_of_session(v) : no_case(v);
}

bool arrive_at_case(struct visit *v, struct str case_name, struct str round)
{
	uint32_t number;

	if (case_name.len == 0)
		return v->session == NULL ||
		       v->session->kind == SESSION_ACCOUNT ||
		       v->session->chain.len == 0 ||
		       (v->route->who & v->who) == 0 || at_round_of_session(v);
	/* 0, the last one, where the path names none. */
	(void)str_whole(round, &number);
	v->view = case_view(v->desk, case_name, number);
	if (v->view == NULL)
		return no_case(v);
	if (!v->config->local &&
	    !access_holds(v->desk, v->account, v->view->record->id)) {
		v->view = NULL;
		return no_case(v);
	}
	return true;
}
