/* What the pages of accounts share; see account.h. */
#include "account.h"

#include "base/arena.h"
#include "base/secret.h"
#include "controls.h"
#include "gate.h"
#include "page.h"
#include "parts.h"

enum { GATE_WAIT = 1000, RETRY = 5 };

/* --- coming in ---------------------------------------------------------------------- */

bool account_enter(struct visit *v, const struct account *account)
{
	const struct session wanted = { .kind = SESSION_ACCOUNT,
					.account = account->id };
	struct str token = secret_make(v->arena, &v->desk->chance);

	if (!access_open_session(v->desk, token, &wanted) ||
	    (v->session != NULL &&
	     !access_close_session(v->desk, v->token))) {
		visit_troubled(v);
		return false;
	}
	v->token = token;
	v->token_known = true;
	v->account = account;
	respond_cookie(v, v->cookie, token, false);
	return true;
}

bool account_hash_begin(struct visit *v)
{
	if (gate_enter(v->site->passwords, GATE_WAIT))
		return true;
	visit_refuse(v, 503, P_REFUSED_BUSY);
	v->response->retry_after = RETRY;
	return false;
}

void account_hash_end(struct visit *v)
{
	gate_leave(v->site->passwords);
}

/* --- refusals in sentences ---------------------------------------------------------- */

static const struct {
	enum message message;
	const char *field;
	enum phrase phrase;
} refusals[] = {
	{ MSG_INTERVIEW_NAME, "name", P_ACCOUNT_BAD_NAME },
	{ MSG_ACCESS_LOGIN, "login", P_ACCOUNT_BAD_LOGIN },
	{ MSG_ACCESS_LOGIN_TAKEN, "login", P_ACCOUNT_LOGIN_TAKEN },
	{ MSG_ACCESS_LAST, "", P_ACCOUNT_LAST },
	{ MSG_ACCESS_NO_ACCOUNT, "", P_ACCOUNT_GONE },
	{ MSG_ACCESS_LINK, "", P_SETUP_DEAD },
	{ MSG_ACCESS_FACTOR, "code", P_FACTOR_WRONG },
	{ MSG_PASSWORD_SHORT, "password", P_PASSWORD_SHORT },
	{ MSG_PASSWORD_LONG, "password", P_PASSWORD_LONG },
	{ MSG_PASSWORD_COMMON, "password", P_PASSWORD_COMMON },
	{ MSG_PASSWORD_IS_LOGIN, "password", P_PASSWORD_IS_LOGIN },
	{ MSG_PASSWORD_WRONG, "old", P_PASSWORD_WRONG },
};

enum { REFUSALS = sizeof(refusals) / sizeof(refusals[0]) };

bool account_refused(struct visit *v, size_t from)
{
	if (v->desk->failed) {
		visit_troubled(v);
		return false;
	}
	for (size_t i = from; i < v->diags->count; i++) {
		size_t r = 0;

		while (r < REFUSALS &&
		       refusals[r].message != v->diags->items[i].message)
			r++;
		if (r < REFUSALS)
			visit_fault(v, str_from(refusals[r].field),
				    words(v, refusals[r].phrase));
		else
			visit_fault(v, STR_NONE, words(v, P_TROUBLE_INPUT));
	}
	return true;
}

void account_check_password(struct visit *v, struct str password,
			    struct str login)
{
	static const enum phrase phrases[] = {
		[PASSWORD_SHORT] = P_PASSWORD_SHORT,
		[PASSWORD_LONG] = P_PASSWORD_LONG,
		[PASSWORD_COMMON] = P_PASSWORD_COMMON,
		[PASSWORD_IS_LOGIN] = P_PASSWORD_IS_LOGIN,
	};
	enum password_fault fault = password_fault(password, login);

	if (fault != PASSWORD_GOOD)
		visit_fault(v, STR("password"), words(v, phrases[fault]));
}

/* --- words --------------------------------------------------------------------------- */

struct str account_login(struct visit *v, struct str typed)
{
	struct buf b = buf_make(v->arena);

	typed = str_trim(typed);
	for (size_t i = 0; i < typed.len; i++) {
		char c = typed.at[i];

		buf_char(&b, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
	}
	return buf_view(&b);
}

struct str account_code(struct visit *v)
{
	struct str typed = visit_field(v, "code");
	struct buf b = buf_make(v->arena);

	for (size_t i = 0; i < typed.len; i++)
		if (typed.at[i] != ' ')
			buf_char(&b, typed.at[i]);
	return buf_view(&b);
}

struct str account_role(const struct visit *v, enum role role)
{
	static const enum phrase phrases[ROLE_COUNT] = {
		[ROLE_TRAINER] = P_ROLE_TRAINER,
		[ROLE_CONSULTANT] = P_ROLE_CONSULTANT,
		[ROLE_ADMINISTRATOR] = P_ROLE_ADMINISTRATOR,
	};

	return words(v, phrases[role]);
}

/* --- parts of pages -------------------------------------------------------------------- */

void account_say_done(struct visit *v, const struct said *said)
{
	struct str slug = field_get(&v->request->query, "done");

	for (; said->slug != NULL; said++)
		if (str_is(slug, said->slug))
			page_notice(v, words(v, said->phrase));
}

void account_link_item(struct visit *v, struct str path, struct str text)
{
	html_open(&v->html, "li", NULL);
	page_link(v, path, text);
	html_close(&v->html, "li");
}

void account_code_field(struct visit *v, struct str label, struct str hint)
{
	control_input(v, &(struct input){ .name = STR("code"),
					  .label = label,
					  .hint = hint,
					  .autocomplete = "one-time-code",
					  .inputmode = "numeric",
					  .width = 8 });
}

void account_old_password(struct visit *v, struct str label)
{
	control_input(v,
		      &(struct input){ .name = STR("old"),
				       .label = label,
				       .type = "password",
				       .autocomplete = "current-password" });
}

void account_new_password(struct visit *v, struct str label)
{
	control_input(v, &(struct input){ .name = STR("password"),
					  .label = label,
					  .hint = words(v, P_PASSWORD_HINT),
					  .type = "password",
					  .autocomplete = "new-password" });
}
