/* Signing in and out. */
#include "account.h"
#include "comeback.h"
#include "controls.h"
#include "page.h"
#include "parts.h"

/* --- the form -------------------------------------------------------------------------- */

static const struct said login_said[] = {
	{ "out", P_LOGIN_SAID_OUT },
	{ "everywhere", P_LOGIN_SAID_EVERYWHERE },
	{ 0 },
};

static void write_fields(struct visit *v, struct str login)
{
	control_input(v, &(struct input){ .name = STR("login"),
					  .label = words(v, P_LOGIN_LOGIN),
					  .value = login,
					  .type = "email",
					  .autocomplete = "username" });
	control_input(v,
		      &(struct input){ .name = STR("password"),
				       .label = words(v, P_LOGIN_PASSWORD),
				       .type = "password",
				       .autocomplete = "current-password" });
	account_code_field(v, words(v, P_LOGIN_CODE),
			   words(v, P_LOGIN_CODE_HINT));
}

/*
 * The code is asked for on the same form, of those who have one: a second
 * page would say that the password was right, and would have to keep it.
 */
static void write_login(struct visit *v, struct str login)
{
	const struct page_wish wish = { .title = words(v, P_LOGIN_TITLE),
					.back = STR("/") };

	page_begin_as(v, &wish);
	account_say_done(v, login_said);
	form_begin(v, STR("/login"));
	comeback_field(v, COMEBACK_ACCOUNTS);
	write_fields(v, login);
	control_submit(v, words(v, P_LOGIN_GO));
	form_end(v);
	page_hint(v, words(v, P_LOGIN_LOST));
	page_end(v);
}

static void write_local(struct visit *v)
{
	page_begin(v, words(v, P_LOGIN_TITLE));
	page_text(v, words(v, P_LOGIN_LOCAL));
	page_end(v);
}

void page_login(struct visit *v)
{
	if (v->account != NULL)
		visit_redirect(v, comeback_to(v, COMEBACK_ACCOUNTS,
					      STR("/cases")));
	else if (v->config->local)
		write_local(v);
	else
		write_login(v, STR_NONE);
}

/* --- signing in ------------------------------------------------------------------------- */

/* Which account it was for is known to the log, if there is one; nothing of
   what was typed instead, which may be a password. */
static struct str known_login(struct visit *v, struct str login)
{
	uint32_t count;
	const struct account *all = access_accounts(v->desk, &count);

	for (uint32_t i = 0; !v->desk->failed && i < count; i++)
		if (str_eq(all[i].login, login))
			return login;
	return STR_NONE;
}

/* In numbers that leave the log readable, whoever tries. */
static void note_refused(struct visit *v, struct str login)
{
	const uint32_t burst = 100;
	const double per_second = 0.1;
	struct str known = known_login(v, login);

	if (limits_take(v->site->limits, STR("login.refused"),
			v->config->clock(v->config->clock_context), burst,
			per_second))
		visit_note(v, "login.refused", known);
}

static void let_in(struct visit *v, struct str login,
		   const struct account *account)
{
	visit_attempt_back(v, ATTEMPT_LOGIN, login);
	visit_attempt_known(v, login);
	if (!account_enter(v, account))
		return;
	visit_note(v, "login", STR_NONE);
	visit_redirect(v, comeback_to(v, COMEBACK_ACCOUNTS, STR("/cases")));
}

/* One sentence for whatever was wrong. */
static void keep_out(struct visit *v, struct str login)
{
	note_refused(v, login);
	visit_fault(v, STR("login"), words(v, P_LOGIN_WRONG));
	write_login(v, login);
}

static void sign_in(struct visit *v, struct str login, struct str password)
{
	const struct account *account = NULL;
	enum login_result result;

	if (!visit_attempt(v, ATTEMPT_LOGIN, login) || !account_hash_begin(v))
		return;
	result = access_login(v->desk, login, password,
			      account_code(v),
			      v->config->clock(v->config->clock_context),
			      &account);
	account_hash_end(v);
	switch (result) {
	case LOGIN_DONE:
		let_in(v, login, account);
		break;
	case LOGIN_WRONG:
	case LOGIN_NEEDS_CODE:
		keep_out(v, login);
		break;
	case LOGIN_FAILED:
		visit_troubled(v);
		break;
	}
}

void page_login_do(struct visit *v)
{
	struct str login = account_login(v, visit_field(v, "login"));
	struct str password = visit_field(v, "password");

	if (v->config->local) {
		write_local(v);
		return;
	}
	if (login.len == 0)
		visit_fault(v, STR("login"), words(v, P_LOGIN_NO_LOGIN));
	if (password.len == 0)
		visit_fault(v, STR("password"), words(v, P_LOGIN_NO_PASSWORD));
	if (v->fault_count > 0)
		write_login(v, login);
	else
		sign_in(v, login, password);
}

/* --- signing out ------------------------------------------------------------------------ */

/* Whoever comes, and whatever is left of their session. */
void page_logout_do(struct visit *v)
{
	bool account = v->account != NULL;

	if (v->session != NULL && !access_close_session(v->desk, v->token)) {
		visit_troubled(v);
		return;
	}
	if (account)
		visit_note(v, "logout", STR_NONE);
	visit_forget_token(v);
	visit_redirect(v, account ? STR("/login?done=out") : STR("/"));
}
