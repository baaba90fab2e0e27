/* One's own account: name, password, sessions. */
#include "account.h"

#include "controls.h"
#include "page.h"
#include "parts.h"

/* On one's own machine there is none. False: 404 was answered. */
static bool there_is_one(struct visit *v)
{
	if (!v->config->local)
		return true;
	visit_refuse(v, 404, P_REFUSED_UNKNOWN);
	return false;
}

/* --- what there is -------------------------------------------------------------------- */

static const struct said account_said[] = {
	{ "name", P_ACCOUNT_SAID_NAME },
	{ "password", P_ACCOUNT_SAID_PASSWORD },
	{ "factor", P_ACCOUNT_SAID_FACTOR },
	{ "dropped", P_ACCOUNT_SAID_DROPPED },
	{ 0 },
};

static void write_facts(struct visit *v)
{
	page_facts_begin(v);
	page_fact(v, words(v, P_ACCOUNT_NAME), v->account->name);
	page_fact(v, words(v, P_ACCOUNT_LOGIN), v->account->login);
	page_fact(v, words(v, P_ACCOUNT_ROLE),
		  account_role(v, v->account->role));
	page_fact(v, words(v, P_FACTOR),
		  words(v, v->account->second_factor ? P_FACTOR_ON
						     : P_FACTOR_OFF));
	page_fact(v, words(v, P_ACCOUNT_SINCE),
		  visit_date(v, v->account->since));
	page_facts_end(v);
}

void page_account(struct visit *v)
{
	if (!there_is_one(v))
		return;
	page_begin(v, words(v, P_ACCOUNT_TITLE));
	account_say_done(v, account_said);
	write_facts(v);
	html_open(&v->html, "ul", NULL);
	account_link_item(v, STR("/account/name"),
			  words(v, P_ACCOUNT_NAME_TITLE));
	account_link_item(v, STR("/account/password"),
			  words(v, P_ACCOUNT_PASSWORD_TITLE));
	account_link_item(v, STR("/account/factor"),
			  words(v, v->account->second_factor
					   ? P_FACTOR_DROP_TITLE
					   : P_FACTOR_TITLE));
	html_close(&v->html, "ul");
	page_heading(v, words(v, P_ACCOUNT_SESSIONS));
	form_button(v, STR("/logout"), words(v, P_ACCOUNT_LOGOUT));
	page_hint(v, words(v, P_ACCOUNT_EVERYWHERE_HINT));
	form_button(v, STR("/account/close"),
		    words(v, P_ACCOUNT_EVERYWHERE));
	page_end(v);
}

void page_account_close_do(struct visit *v)
{
	if (!there_is_one(v))
		return;
	if (!access_close_all(v->desk, v->account->id)) {
		visit_troubled(v);
		return;
	}
	visit_note(v, "account.close", STR_NONE);
	visit_forget_token(v);
	visit_redirect(v, STR("/login?done=everywhere"));
}

/* --- the name ------------------------------------------------------------------------- */

static void write_name(struct visit *v, struct str name)
{
	const struct page_wish wish = {
		.title = words(v, P_ACCOUNT_NAME_TITLE),
		.back = STR("/account"),
	};

	page_begin_as(v, &wish);
	form_begin(v, STR("/account/name"));
	control_input(v, &(struct input){ .name = STR("name"),
					  .label = words(v, P_ACCOUNT_NAME),
					  .hint = words(v, P_ACCOUNT_NAME_HINT),
					  .value = name,
					  .autocomplete = "name" });
	control_submit(v, words(v, P_SAVE));
	form_end(v);
	page_end(v);
}

void page_account_name(struct visit *v)
{
	if (there_is_one(v))
		write_name(v, v->account->name);
}

void page_account_name_do(struct visit *v)
{
	struct account wanted;

	if (!there_is_one(v))
		return;
	wanted = *v->account;
	wanted.name = str_trim(visit_field(v, "name"));
	if (access_change_account(v->desk, &wanted)) {
		visit_note(v, "account.name", STR_NONE);
		visit_redirect(v, STR("/account?done=name"));
	} else if (account_refused(v, 0)) {
		write_name(v, wanted.name);
	}
}

/* --- the password ---------------------------------------------------------------------- */

static void write_password(struct visit *v)
{
	const struct page_wish wish = {
		.title = words(v, P_ACCOUNT_PASSWORD_TITLE),
		.back = STR("/account"),
	};

	page_begin_as(v, &wish);
	page_text(v, words(v, P_ACCOUNT_PASSWORD_LEAD));
	form_begin(v, STR("/account/password"));
	account_old_password(v, words(v, P_PASSWORD_OLD));
	account_new_password(v, words(v, P_PASSWORD_NEW));
	control_submit(v, words(v, P_SAVE));
	form_end(v);
	page_end(v);
}

void page_account_password(struct visit *v)
{
	if (there_is_one(v))
		write_password(v);
}

/* Under a new token: whoever may have the old one is out. */
static void change_password(struct visit *v)
{
	bool done;

	if (!visit_attempt(v, ATTEMPT_LOGIN, v->account->login) ||
	    !account_hash_begin(v))
		return;
	done = access_change_password(v->desk, v->account->id,
				      visit_field(v, "old"),
				      visit_field(v, "password"), v->token);
	account_hash_end(v);
	if (!done) {
		if (account_refused(v, 0))
			write_password(v);
		return;
	}
	visit_attempt_back(v, ATTEMPT_LOGIN, v->account->login);
	if (!account_enter(v, v->account))
		return;
	visit_note(v, "account.password", STR_NONE);
	visit_redirect(v, STR("/account?done=password"));
}

void page_account_password_do(struct visit *v)
{
	if (!there_is_one(v))
		return;
	if (visit_field(v, "old").len == 0)
		visit_fault(v, STR("old"), words(v, P_LOGIN_NO_PASSWORD));
	account_check_password(v, visit_field(v, "password"),
			       v->account->login);
	if (v->fault_count > 0)
		write_password(v);
	else
		change_password(v);
}
