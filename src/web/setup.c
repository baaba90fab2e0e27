/* The first administrator, and the password of a new account. */
#include "account.h"
#include "base/secret.h"
#include "controls.h"
#include "page.h"
#include "parts.h"

/* --- what the link opens ---------------------------------------------------------------- */

struct setting_up {
	struct str secret;
	bool first;			/* there is no account yet */
	struct str login, name;		/* typed, or the account's */
};

static void write_dead(struct visit *v)
{
	v->response->status = 404;
	page_begin(v, words(v, P_REFUSED_TITLE));
	page_text(v, words(v, P_SETUP_DEAD));
	page_next(v, STR("/login"), words(v, P_LOGIN_TITLE));
	page_end(v);
}

/* False: a page was answered. */
static bool find(struct visit *v, struct str typed, struct setting_up *s)
{
	const struct link *link = NULL;
	const struct account *account = NULL;

	s->secret = secret_typed(v->arena, typed);
	if (s->secret.len > 0)
		link = access_link(v->desk, s->secret);
	if (link != NULL && link->account.len > 0)
		account = access_account(v->desk, link->account);
	if (v->desk->failed) {
		visit_troubled(v);
		return false;
	}
	if (link == NULL || link->kind != LINK_SETUP ||
	    (link->account.len > 0 && account == NULL)) {
		write_dead(v);
		return false;
	}
	s->first = account == NULL;
	s->login = s->first ? STR_NONE : account->login;
	s->name = s->first ? STR_NONE : account->name;
	return true;
}

/* --- the form ----------------------------------------------------------------------------- */

static void write_who(struct visit *v, const struct setting_up *s)
{
	if (!s->first) {
		page_text(v, WORDS(v, P_SETUP_FOR, s->name, s->login));
		return;
	}
	control_input(v, &(struct input){ .name = STR("name"),
					  .label = words(v, P_ACCOUNT_NAME),
					  .hint = words(v, P_ACCOUNT_NAME_HINT),
					  .value = s->name,
					  .autocomplete = "name" });
	control_input(v, &(struct input){ .name = STR("login"),
					  .label = words(v, P_ACCOUNT_LOGIN),
					  .hint = words(v,
							P_ACCOUNT_LOGIN_HINT),
					  .value = s->login,
					  .type = "email",
					  .autocomplete = "username" });
}

static void write_setup(struct visit *v, const struct setting_up *s)
{
	page_begin(v, words(v, s->first ? P_SETUP_FIRST_TITLE
					: P_SETUP_TITLE));
	page_text(v, words(v, s->first ? P_SETUP_FIRST_LEAD : P_SETUP_LEAD));
	if (v->account != NULL)
		page_text(v, WORDS(v, P_SETUP_OTHER, v->account->name));
	form_begin(v, STR("/setup"));
	control_hidden(v, STR("secret"), s->secret);
	write_who(v, s);
	account_new_password(v, words(v, P_SETUP_PASSWORD));
	control_submit(v, words(v, P_SETUP_GO));
	form_end(v);
	page_end(v);
}

/* Programs that read mail follow links: looking uses nothing up. */
void page_setup(struct visit *v)
{
	struct setting_up s;

	if (find(v, v->args[0], &s))
		write_setup(v, &s);
}

/* --- handed in ------------------------------------------------------------------------------ */

static void read_form(struct visit *v, struct setting_up *s)
{
	if (s->first) {
		s->login = account_login(v, visit_field(v, "login"));
		s->name = str_trim(visit_field(v, "name"));
		if (s->name.len == 0)
			visit_fault(v, STR("name"),
				    words(v, P_ACCOUNT_BAD_NAME));
		if (s->login.len == 0)
			visit_fault(v, STR("login"),
				    words(v, P_ACCOUNT_BAD_LOGIN));
	}
	account_check_password(v, visit_field(v, "password"), s->login);
}

static const struct account *set_up(struct visit *v,
				    const struct setting_up *s)
{
	const struct account *account = NULL;
	bool done;

	if (!account_hash_begin(v))
		return NULL;
	done = access_set_up(v->desk, s->secret, s->login, s->name,
			     visit_field(v, "password"), &account);
	account_hash_end(v);
	if (done)
		return account;
	if (account_refused(v, 0))
		write_setup(v, s);
	return NULL;
}

void page_setup_do(struct visit *v)
{
	const struct account *account;
	struct setting_up s;

	if (!visit_attempt(v, ATTEMPT_TRADE, STR_NONE) ||
	    !find(v, visit_field(v, "secret"), &s))
		return;
	read_form(v, &s);
	if (v->fault_count > 0) {
		write_setup(v, &s);
		return;
	}
	account = set_up(v, &s);
	if (account == NULL || !account_enter(v, account))
		return;
	visit_note(v, "account.setup", STR_NONE);
	visit_redirect(v, STR("/cases"));
}
