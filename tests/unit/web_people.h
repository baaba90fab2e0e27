/*
 * Those who come to a site: accounts and sessions made behind its pages, so
 * that a test of one page does not go through the others.
 */
#ifndef TEST_WEB_PEOPLE_H
#define TEST_WEB_PEOPLE_H

#include "../../src/web/parts.h"
#include "app/access.h"
#include "web_case.h"

#define PASSWORD "quatre chevaux bleus dehors"
#define PASSWORD_TYPED "quatre+chevaux+bleus+dehors"

/* The worker's desk, as for a request at this moment. */
static inline struct desk *web_desk(struct web *w)
{
	site_worker_begin(w->worker);
	return &w->worker->desk;
}

static inline void web_must(struct web *w, bool done, const char *what)
{
	struct buf out = buf_make(w->arena);

	if (done)
		return;
	diags_write(&out, &w->worker->diags, LANG_EN);
	fprintf(stderr, "%s: %.*s\n", what, STR_ARGS(buf_view(&out)));
	abort();
}

/* Added, without a password; its id. */
static inline struct str web_account(struct web *w, const char *login,
				     enum role role)
{
	struct desk *d = web_desk(w);
	const struct account wanted = { .login = str_from(login),
					.name = str_from(login),
					.role = role };
	const struct account *all;
	struct str secret;
	uint32_t count;

	web_must(w, access_add_account(d, &wanted, &secret), login);
	all = access_accounts(d, &count);
	for (uint32_t i = 0; i < count; i++)
		if (str_is(all[i].login, login))
			return str_copy(w->arena, all[i].id);
	abort();
}

/* Added, with PASSWORD; its id. */
static inline struct str web_ready(struct web *w, const char *login,
				   enum role role)
{
	struct desk *d = web_desk(w);
	const struct account wanted = { .login = str_from(login),
					.name = str_from(login),
					.role = role };
	const struct account *account;
	struct str secret;

	web_must(w, access_add_account(d, &wanted, &secret), login);
	web_must(w,
		 access_set_up(d, secret, STR_NONE, STR_NONE, STR(PASSWORD),
			       &account),
		 login);
	return str_copy(w->arena, account->id);
}

/* A browser with that session. */
static inline struct browser web_with(struct web *w,
				      const struct session *wanted)
{
	struct desk *d = web_desk(w);
	struct browser b = web_browser(w);
	struct str token = secret_make(d->arena, &d->chance);

	web_must(w, access_open_session(d, token, wanted), "session");
	snprintf(wanted->kind == SESSION_SEAT ? b.seat : b.token,
		 sizeof(b.token), "%.*s", STR_ARGS(token));
	return b;
}

static inline struct browser web_signed_in(struct web *w, struct str account)
{
	return web_with(w, &(struct session){ .kind = SESSION_ACCOUNT,
					      .account = account });
}

/* A case's chain; `keep_until` may be empty. */
static inline struct str web_case_new(struct web *w, const char *name,
				      const char *keep_until)
{
	struct desk *d = web_desk(w);
	const struct case_new wanted = { .name = str_from(name),
					 .client = str_from(name),
					 .keep_until = str_from(keep_until) };
	const struct case_record *record = case_open_new(d, &wanted);

	web_must(w, record != NULL, name);
	return str_copy(w->arena, record->id);
}

/* Somebody who begins alone, and may or may not let the firm read. */
static inline struct browser web_alone(struct web *w, const char *client,
				       bool firm_may)
{
	struct desk *d = web_desk(w);
	struct browser b = web_browser(w);
	struct alone wanted = { .client = str_from(client),
				.name = STR("Dominique") };
	struct str token = secret_make(d->arena, &d->chance), secret;

	wanted.agreed[PURPOSE_RESULT] = true;
	wanted.agreed[PURPOSE_CONSULTANT] = firm_may;
	web_must(w, access_begin_alone(d, &wanted, token, &secret), client);
	snprintf(b.token, sizeof(b.token), "%.*s", STR_ARGS(token));
	return b;
}

/* What stands between two texts of a page, the first time; copied. */
static inline const char *web_between(struct web *w, const struct response *r,
				      const char *before, const char *after)
{
	struct str page = buf_view(&r->body);
	size_t from = str_find(page, str_from(before), 0), to;

	if (from == SIZE_MAX)
		return "";
	from += strlen(before);
	to = str_find(page, str_from(after), from);
	return str_cstr(w->arena, str_sub(page, from, to));
}

/* "a", "b" gives "ab". */
static inline const char *web_join(struct web *w, const char *one,
				   const char *other)
{
	struct buf b = buf_make(w->arena);

	buf_text(&b, one);
	buf_text(&b, other);
	return str_cstr(w->arena, buf_view(&b));
}

#endif
