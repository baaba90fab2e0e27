/* Accounts: made, set up, changed. */
#include "access_part.h"

#include "base/arena.h"

enum { NAME_MOST = 200, LOGIN_LEAST = 3, LOGIN_MOST = 254,
       SETUP_LASTS = 7 * DAY };

/* --- shown --------------------------------------------------------------- */

struct account access_shown(const struct account_record *r)
{
	return (struct account){
		.id = r->id,
		.login = r->login,
		.name = r->name,
		.role = r->role,
		.ready = r->password.len > 0,
		.second_factor = r->factor.len > 0,
		.disabled = r->disabled,
		.since = r->since,
	};
}

bool role_parse(struct str name, enum role *role)
{
	for (int i = 0; i < ROLE_COUNT; i++) {
		*role = (enum role)i;
		if (str_is(name, role_name(*role)))
			return true;
	}
	return false;
}

bool access_has_accounts(struct desk *d)
{
	uint32_t count;

	store_accounts(d->store, d->arena, &count);
	return desk_read_well(d) && count > 0;
}

const struct account *access_accounts(struct desk *d, uint32_t *count)
{
	const struct account_record *all =
	    store_accounts(d->store, d->arena, count);
	struct account *shown = ARENA_ARRAY(d->arena, *count, struct account);

	for (uint32_t i = 0; i < *count; i++)
		shown[i] = access_shown(&all[i]);
	return desk_read_well(d) ? shown : NULL;
}

const struct account *access_account(struct desk *d, struct str id)
{
	const struct account_record *r = store_account(d->store, d->arena, id);
	struct account *shown = ARENA_NEW(d->arena, struct account);

	if (!desk_read_well(d) || r == NULL)
		return NULL;
	*shown = access_shown(r);
	return shown;
}

/* --- checked ------------------------------------------------------------- */

enum store_result access_refuse(struct diags *diags, enum message message,
				struct str about)
{
	DIAG_STR(diags, (struct span){ 0 }, message, about);
	return STORE_REFUSED;
}

const struct account_record *access_record(struct desk *d, struct str id)
{
	const struct account_record *r = store_account(d->store, d->arena, id);

	if (desk_read_well(d) && r == NULL)
		access_refuse(d->diags, MSG_ACCESS_NO_ACCOUNT, id);
	return r;
}

/* One line, in which everything is seen. */
static bool is_line(struct str s)
{
	if (utf8_check(s.at, s.len) < s.len ||
	    str_find_unseen(s) != SIZE_MAX || str_chars(s) > NAME_MOST)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] == '\n' || s.at[i] == '\t' || s.at[i] == '\r')
			return false;
	return true;
}

bool access_name_is_good(struct desk *d, struct str name)
{
	if (str_trim(name).len > 0 && is_line(name))
		return true;
	access_refuse(d->diags, MSG_INTERVIEW_NAME, name);
	return false;
}

/* Roughly: whoever types it knows whether it is theirs. */
struct str access_clean_login(struct desk *d, struct str typed)
{
	struct str s = str_copy(d->arena, str_trim(typed));
	char *text = (char *)(uintptr_t)s.at;
	size_t at = str_find(s, STR("@"), 0);
	bool good = s.len >= LOGIN_LEAST && s.len <= LOGIN_MOST && at > 0 &&
		    at < s.len - 1 && is_line(s) &&
		    str_find(s, STR("@"), at + 1) == SIZE_MAX &&
		    str_find(s, STR(" "), 0) == SIZE_MAX;

	for (size_t i = 0; i < s.len; i++)
		if (text[i] >= 'A' && text[i] <= 'Z')
			text[i] = (char)(text[i] | 0x20);
	if (good)
		return s;
	access_refuse(d->diags, MSG_ACCESS_LOGIN, typed);
	return STR_NONE;
}

bool access_password_is_good(struct desk *d, struct str password,
			     struct str login)
{
	static const enum message messages[] = {
		[PASSWORD_SHORT] = MSG_PASSWORD_SHORT,
		[PASSWORD_LONG] = MSG_PASSWORD_LONG,
		[PASSWORD_COMMON] = MSG_PASSWORD_COMMON,
		[PASSWORD_IS_LOGIN] = MSG_PASSWORD_IS_LOGIN,
	};
	enum password_fault fault = password_fault(password, login);

	if (fault == PASSWORD_GOOD)
		return true;
	access_refuse(d->diags, messages[fault], STR_NONE);
	return false;
}

struct str access_hashed(struct desk *d, struct str password)
{
	char *text = arena_alloc(d->arena, PASSWORD_HASH);

	if (password_hash(text, password))
		return str_from(text);
	d->failed = true;
	access_refuse(d->diags, MSG_PASSWORD_MEMORY, STR_NONE);
	return STR_NONE;
}

/* --- written ------------------------------------------------------------- */

static bool login_is_taken(struct store *s, struct arena *a,
			   const struct account_record *r)
{
	const struct account_record *other =
	    store_account_by_login(s, a, r->login);

	return other != NULL && !str_eq(other->id, r->id);
}

/* Without it nobody who can come in has all the cases. */
static bool is_last(struct store *s, struct arena *a,
		    const struct account_record *r)
{
	uint32_t count;
	const struct account_record *all = store_accounts(s, a, &count);
	bool was = false, others = false;

	for (uint32_t i = 0; i < count; i++) {
		bool one = all[i].role == ROLE_ADMINISTRATOR &&
			   !all[i].disabled;

		if (str_eq(all[i].id, r->id))
			was = one;
		else if (one && all[i].password.len > 0)
			others = true;
	}
	return was && !others &&
	       (r->disabled || r->role != ROLE_ADMINISTRATOR);
}

/* Others may have changed it meanwhile: what is not written stays as it is. */
static bool take_over(struct store *s, const struct account_writing *w,
		      struct account_record *r)
{
	const struct account_record *now =
	    store_account(s, w->arena, w->record.id);

	*r = w->record;
	if (w->what == ACCOUNT_WHOLE || now == NULL)
		return w->what == ACCOUNT_WHOLE;
	*r = *now;
	if (w->what == ACCOUNT_PARTICULARS) {
		r->login = w->record.login;
		r->name = w->record.name;
		r->role = w->record.role;
		r->disabled = w->record.disabled;
	}
	if (w->what == ACCOUNT_PASSWORD || w->what == ACCOUNT_SECRETS)
		r->password = w->record.password;
	if (w->what == ACCOUNT_FACTOR || w->what == ACCOUNT_SECRETS) {
		r->factor = w->record.factor;
		r->step = w->record.step;
	}
	return w->was.len == 0 || str_eq(w->was, now->password);
}

static enum store_result write_account(struct store *s, void *context,
				       struct diags *diags)
{
	const struct account_writing *w = context;
	struct account_record r;

	if (w->used != NULL && !store_use_link(s, w->used))
		return access_refuse(diags, MSG_ACCESS_LINK, STR_NONE);
	if (!take_over(s, w, &r))
		return access_refuse(diags, MSG_PASSWORD_WRONG, STR_NONE);
	if (login_is_taken(s, w->arena, &r))
		return access_refuse(diags, MSG_ACCESS_LOGIN_TAKEN, r.login);
	if (w->what == ACCOUNT_PARTICULARS && is_last(s, w->arena, &r))
		return access_refuse(diags, MSG_ACCESS_LAST, r.login);
	store_put_account(s, &r);
	if (w->reset) {
		store_drop_sessions(s, r.id, w->kept);
		store_drop_setups(s, r.id);
	}
	/* The first account's has no account on it. */
	if (w->used != NULL)
		store_drop_setups(s, STR_NONE);
	if (w->setup != NULL)
		store_add_link(s, w->setup, &w->link);
	return STORE_DONE;
}

bool access_write_account(struct desk *d, struct account_writing *w)
{
	w->arena = d->arena;
	return desk_write(d, write_account, w);
}

struct link access_setup_link(struct desk *d, struct str account,
			      int64_t lasts)
{
	return (struct link){
		.kind = LINK_SETUP,
		.account = account,
		.made = d->now,
		.expires = time_after(d->arena, d->now, lasts),
		.once = true,
	};
}

/* Saves it with a new set-up link. */
static bool save_with_link(struct desk *d, struct account_writing *w,
			   struct str *secret)
{
	struct digest digest;

	*secret = secret_make(d->arena, &d->chance);
	digest = digest_of(*secret);
	w->setup = &digest;
	w->link = access_setup_link(d, w->record.id, SETUP_LASTS);
	return access_write_account(d, w);
}

bool access_add_account(struct desk *d, const struct account *wanted,
			struct str *secret)
{
	struct account_writing w = { .what = ACCOUNT_WHOLE };

	if (!access_name_is_good(d, wanted->name))
		return false;
	w.record = (struct account_record){
		.id = desk_new_id(d),
		.login = access_clean_login(d, wanted->login),
		.name = str_trim(wanted->name),
		.role = wanted->role,
		.since = d->today,
	};
	return w.record.login.len > 0 && save_with_link(d, &w, secret);
}

bool access_reset_account(struct desk *d, struct str id, struct str *secret)
{
	const struct account_record *r = access_record(d, id);
	struct account_writing w = { .what = ACCOUNT_SECRETS,
				     .reset = true };

	if (r == NULL)
		return false;
	w.record = *r;
	w.record.password = w.record.factor = STR_NONE;
	return save_with_link(d, &w, secret);
}

bool access_change_account(struct desk *d, const struct account *wanted)
{
	const struct account_record *r = access_record(d, wanted->id);
	struct account_writing w = { .what = ACCOUNT_PARTICULARS };

	if (r == NULL || !access_name_is_good(d, wanted->name))
		return false;
	w.record = *r;
	w.record.login = access_clean_login(d, wanted->login);
	w.record.name = str_trim(wanted->name);
	w.record.role = wanted->role;
	w.record.disabled = wanted->disabled;
	return w.record.login.len > 0 && access_write_account(d, &w);
}
