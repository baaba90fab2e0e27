/* From a request to its route, and what every route has in common. */
#include "parts.h"

#include <stdatomic.h>
#include <time.h>

#include "comeback.h"
#include "page.h"

enum { WORKER_KEEPS = 256 * 1024 };

/* --- the time of a request ------------------------------------------------------ */

/* Every request has its time: written by hand, a tenth of what printf takes. */
static void put_two(struct buf *b, int n)
{
	buf_char(b, (char)('0' + n / 10 % 10));
	buf_char(b, (char)('0' + n % 10));
}

static void put_date(struct buf *b, const struct tm *t)
{
	put_two(b, (t->tm_year + 1900) / 100);
	put_two(b, (t->tm_year + 1900) % 100);
	buf_char(b, '-');
	put_two(b, t->tm_mon + 1);
	buf_char(b, '-');
	put_two(b, t->tm_mday);
}

static struct str date_of(struct arena *a, const struct tm *t)
{
	struct buf b = buf_make(a);

	put_date(&b, t);
	return buf_view(&b);
}

static struct str time_of(struct arena *a, const struct tm *t)
{
	struct buf b = buf_make(a);

	put_date(&b, t);
	buf_char(&b, 'T');
	put_two(&b, t->tm_hour);
	buf_char(&b, ':');
	put_two(&b, t->tm_min);
	buf_char(&b, ':');
	put_two(&b, t->tm_sec);
	buf_char(&b, 'Z');
	return buf_view(&b);
}

static void set_time(struct desk *d, const struct site_config *config)
{
	time_t now = (time_t)config->clock(config->clock_context);
	struct tm utc = { 0 }, here = { 0 };

	gmtime_r(&now, &utc);
	localtime_r(&now, &here);
	d->now = time_of(d->arena, &utc);
	d->today = date_of(d->arena, &here);
}

void site_worker_begin(struct site_worker *w)
{
	/* A large request's memory is not kept for the small ones after it. */
	if (arena_used(w->arena) > WORKER_KEEPS) {
		arena_close(w->arena);
		w->arena = arena_open();
		w->desk.arena = w->arena;
	}
	arena_reset(w->arena);
	diags_init(&w->diags, w->arena);
	w->desk.diags = &w->diags;
	w->desk.failed = false;
	w->desk.by = STR_NONE;
	set_time(&w->desk, &w->site->config);
	recall_begin(w->desk.recall,
		     w->site->config.clock(w->site->config.clock_context));
}

static struct visit *begin(struct site_worker *w, const struct request *request)
{
	struct visit *v = &w->visit;

	site_worker_begin(w);
	*v = (struct visit){
		.site = w->site,
		.config = &w->site->config,
		.arena = w->arena,
		.desk = &w->desk,
		.diags = &w->diags,
		.request = request,
		.response = &w->response,
		.cookie = w->site->cookie,
	};
	respond_begin(v);
	return v;
}

/* --- who may ---------------------------------------------------------------------- */

struct door {
	struct str path;
	enum phrase name;
};

/* Where one proves who one is; what was asked for is asked again later. */
static struct door door_of(const struct visit *v)
{
	if ((v->route->who & WHO_SEAT) != 0)
		return (struct door){ STR("/room"), P_ROOM_JOIN_TITLE };
	if ((v->route->who & COMEBACK_ACCOUNTS) == 0)
		return (struct door){ comeback_by(v, COMEBACK_RESPONDENTS,
						  STR("/resume"),
						  STR("/answers")),
				      P_RESUME_TITLE };
	/* On one's own machine nobody signs in. */
	if (v->config->local)
		return (struct door){ STR("/login"), P_LOGIN_TITLE };
	return (struct door){ comeback_by(v, COMEBACK_ACCOUNTS, STR("/login"),
					  STR("/cases")),
			      P_LOGIN_TITLE };
}

/* A form cannot be asked again: what was typed is in the browser at most. */
static void refuse_form(struct visit *v, struct door door)
{
	v->response->status = 403;
	page_begin(v, words(v, P_REFUSED_TITLE));
	page_text(v, words(v, P_REFUSED_SESSION));
	if ((v->route->who & COMEBACK_RESPONDENTS) != 0)
		page_text(v, words(v, P_REFUSED_NO_CODE));
	page_next(v, door.path, words(v, door.name));
	page_end(v);
}

static void ask_who(struct visit *v)
{
	struct door door = door_of(v);

	if (v->account != NULL || v->session != NULL)
		visit_refuse(v, 403, P_REFUSED_RIGHTS);
	else if (v->request->method == HTTP_POST)
		refuse_form(v, door);
	else
		visit_redirect(v, door.path);
}

static bool may(struct visit *v)
{
	if ((v->route->who & (v->who | WHO_ANYONE)) != 0)
		return true;
	ask_who(v);
	return false;
}

/* --- what is left over -------------------------------------------------------------- */

/* Whatever a handler did not say itself must not look like success. */
static void look_back(struct visit *v)
{
	if (v->response->status == 0 || (v->desk->failed &&
					 v->response->status < 400))
		visit_troubled(v);
}

static void run(struct visit *v)
{
	struct str case_name = STR_NONE, round = STR_NONE;

	switch (route_find(v->request->method, v->request->path, &v->route,
			   v->args, &case_name, &round)) {
	case ROUTE_UNKNOWN:
		visit_refuse(v, 404, P_REFUSED_UNKNOWN);
		return;
	case ROUTE_OTHER_METHOD:
		visit_refuse(v, 405, P_REFUSED_METHOD);
		return;
	case ROUTE_FOUND:
		break;
	}
	if (!may(v) || !arrive_honestly(v) ||
	    !arrive_at_case(v, case_name, round))
		return;
	v->response->route = v->route->pattern;
	v->route->handler(v);
	look_back(v);
}

/* That it cannot is for the next day; nobody waits for it. */
void site_forget_past(struct site_worker *w)
{
	const struct site_config *config = &w->site->config;
	int64_t day = config->clock(config->clock_context) / (24 * 60 * 60);
	struct diags unheard;

	if (atomic_exchange(&w->site->forgot, day) == day)
		return;
	diags_init(&unheard, w->arena);
	w->desk.diags = &unheard;
	access_forget_past(&w->desk);
	w->desk.diags = &w->diags;
	w->desk.failed = false;
}

const struct response *site_answer(struct site_worker *w,
				   const struct request *request)
{
	struct visit *v = begin(w, request);

	site_forget_past(w);
	desk_look(v->desk);
	arrive(v);
	run(v);
	desk_look_end(v->desk);
	return v->response;
}

static enum phrase refusal(int status)
{
	switch (status) {
	case 405:
		return P_REFUSED_METHOD;
	case 408:
		return P_REFUSED_SLOW;
	case 413:
	case 414:
	case 431:
		return P_REFUSED_LARGE;
	case 429:
	case 503:
		return P_REFUSED_BUSY;
	case 415:
		return P_REFUSED_KIND;
	case 421:
		return P_REFUSED_HOST;
	}
	return P_REFUSED_BAD;
}

const struct response *site_refuse(struct site_worker *w, int status)
{
	static const struct request none = { .path = STR_INIT("/") };
	struct visit *v = begin(w, &none);

	visit_refuse(v, status, refusal(status));
	return v->response;
}

size_t site_form_limit(struct str path)
{
	struct str args[ROUTE_ARGS], case_name, round;
	const struct route *route;

	if (route_find(HTTP_POST, path, &route, args, &case_name, &round) !=
	    ROUTE_FOUND)
		return HTTP_FORM;	/* what is wrong is the address */
	return (route->flags & ROUTE_FILE) != 0 ? HTTP_UPLOAD : HTTP_FORM;
}
