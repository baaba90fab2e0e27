/* The second factor: proposed, taken, taken away. */
#include "account.h"

#include "base/secret.h"
#include "controls.h"
#include "page.h"
#include "parts.h"
#include "qr.h"

/* --- proposed --------------------------------------------------------------------------- */

/* In groups of four, as applications show them. */
static struct str printed(struct visit *v, struct str key)
{
	struct buf b = buf_make(v->arena);

	for (size_t i = 0; i < key.len; i++) {
		if (i > 0 && i % 4 == 0)
			buf_char(&b, ' ');
		buf_char(&b, key.at[i]);
	}
	return buf_view(&b);
}

static struct str issuer(const struct visit *v)
{
	return v->config->name.len > 0 ? v->config->name : STR("Jalon");
}

static void write_key(struct visit *v, struct str key)
{
	unsigned char bytes[TOTP_BYTES];

	if (!totp_key_read(key, bytes))
		BUG("a key that was read before");
	page_text(v, words(v, P_FACTOR_SCAN));
	qr_write(&v->html, v->arena,
		 totp_address(v->arena, bytes, issuer(v), v->account->login),
		 words(v, P_FACTOR_QR));
	page_text(v, words(v, P_FACTOR_TYPE));
	html_element(&v->html, "p", "code", printed(v, key));
}

static void write_proposal(struct visit *v, struct str key)
{
	const struct page_wish wish = { .title = words(v, P_FACTOR_TITLE),
					.back = STR("/account") };

	page_begin_as(v, &wish);
	page_text(v, words(v, P_FACTOR_LEAD));
	write_key(v, key);
	form_begin(v, STR("/account/factor"));
	control_hidden(v, STR("key"), key);
	account_code_field(v, words(v, P_FACTOR_CODE),
			   words(v, P_FACTOR_CODE_HINT));
	account_old_password(v, words(v, P_PASSWORD_YOURS));
	control_submit(v, words(v, P_FACTOR_GO));
	form_end(v);
	page_hint(v, words(v, P_FACTOR_LOST));
	page_end(v);
}

static void write_drop(struct visit *v)
{
	const struct page_wish wish = { .title = words(v, P_FACTOR_DROP_TITLE),
					.back = STR("/account") };

	page_begin_as(v, &wish);
	page_text(v, words(v, P_FACTOR_DROP_LEAD));
	form_begin(v, STR("/account/factor/drop"));
	account_old_password(v, words(v, P_PASSWORD_YOURS));
	control_danger(v, words(v, P_FACTOR_DROP_GO));
	form_end(v);
	page_end(v);
}

void page_account_factor(struct visit *v)
{
	if (v->config->local)
		visit_refuse(v, 404, P_REFUSED_UNKNOWN);
	else if (v->account->second_factor)
		write_drop(v);
	else
		write_proposal(v, access_propose_factor(v->desk));
}

/* --- the password again -------------------------------------------------------------------- */

/* False: a page was answered, or there is a fault. */
static bool may_try(struct visit *v)
{
	if (visit_field(v, "old").len == 0)
		visit_fault(v, STR("old"), words(v, P_LOGIN_NO_PASSWORD));
	return v->fault_count == 0 &&
	       visit_attempt(v, ATTEMPT_LOGIN, v->account->login) &&
	       account_hash_begin(v);
}

/* Whoever finds a browser open does not put its owner out with a factor. */
static bool knows_password(struct visit *v)
{
	const struct account *account;
	enum login_result result;

	if (!may_try(v))
		return false;
	result = access_login(v->desk, v->account->login,
			      visit_field(v, "old"), STR_NONE,
			      v->config->clock(v->config->clock_context),
			      &account);
	account_hash_end(v);
	if (result == LOGIN_FAILED)
		visit_troubled(v);
	else if (result != LOGIN_DONE)
		visit_fault(v, STR("old"), words(v, P_PASSWORD_WRONG));
	else
		visit_attempt_back(v, ATTEMPT_LOGIN, v->account->login);
	return result == LOGIN_DONE;
}

/* --- taken ---------------------------------------------------------------------------------- */

static bool take(struct visit *v, struct str key)
{
	if (!knows_password(v))
		return false;
	if (access_take_factor(v->desk, v->account->id, key, account_code(v),
			       v->config->clock(v->config->clock_context)))
		return true;
	account_refused(v, 0);
	return false;
}

void page_account_factor_do(struct visit *v)
{
	struct str key = visit_field(v, "key");
	unsigned char bytes[TOTP_BYTES];

	if (v->config->local) {
		visit_refuse(v, 404, P_REFUSED_UNKNOWN);
		return;
	}
	if (v->account->second_factor || !totp_key_read(key, bytes)) {
		visit_redirect(v, STR("/account/factor"));
		return;
	}
	if (account_code(v).len == 0)
		visit_fault(v, STR("code"), words(v, P_FACTOR_NO_CODE));
	if (take(v, key)) {
		visit_note(v, "account.factor", STR_NONE);
		visit_redirect(v, STR("/account?done=factor"));
	} else if (v->response->status == 0) {
		write_proposal(v, key);
	}
}

/* --- taken away ------------------------------------------------------------------------------ */

static bool drop(struct visit *v)
{
	bool done;

	if (!may_try(v))
		return false;
	done = access_drop_factor(v->desk, v->account->id,
				  visit_field(v, "old"));
	account_hash_end(v);
	if (done)
		visit_attempt_back(v, ATTEMPT_LOGIN, v->account->login);
	else
		account_refused(v, 0);
	return done;
}

void page_account_factor_drop_do(struct visit *v)
{
	if (v->config->local) {
		visit_refuse(v, 404, P_REFUSED_UNKNOWN);
	} else if (drop(v)) {
		visit_note(v, "account.factor.drop", STR_NONE);
		visit_redirect(v, STR("/account?done=dropped"));
	} else if (v->response->status == 0) {
		write_drop(v);
	}
}
