/* The first account, passwords, one-time codes, coming in. */
#include "access_part.h"

#include "base/arena.h"

enum { FIRST_LASTS = DAY };

/* --- the first one ------------------------------------------------------- */

static enum store_result write_first(struct store *s, void *context,
				     struct diags *diags)
{
	const struct account_writing *w = context;
	uint32_t count;

	store_accounts(s, w->arena, &count);
	if (count > 0)
		return access_refuse(diags, MSG_ACCESS_NOT_FIRST, STR_NONE);
	store_drop_setups(s, STR_NONE);
	store_add_link(s, w->setup, &w->link);
	return STORE_DONE;
}

bool access_first_secret(struct desk *d, struct str *secret)
{
	struct account_writing w = { .arena = d->arena };
	struct digest digest;

	*secret = secret_make(d->arena, &d->chance);
	digest = digest_of(*secret);
	w.setup = &digest;
	w.link = access_setup_link(d, STR_NONE, FIRST_LASTS);
	return desk_write(d, write_first, &w);
}

/* An account as it is before it is set up: the link's, or the first one. */
static bool begin_set_up(struct desk *d, const struct link *link,
			 struct str login, struct str name,
			 struct account_writing *w)
{
	if (link->account.len > 0) {
		const struct account_record *r =
		    access_record(d, link->account);

		w->what = ACCOUNT_PASSWORD;
		if (r != NULL)
			w->record = *r;
		return r != NULL;
	}
	if (!access_name_is_good(d, name))
		return false;
	w->what = ACCOUNT_WHOLE;
	w->record = (struct account_record){
		.id = desk_new_id(d),
		.login = access_clean_login(d, login),
		.name = str_trim(name),
		.role = ROLE_ADMINISTRATOR,
		.since = d->today,
	};
	return w->record.login.len > 0;
}

bool access_set_up(struct desk *d, struct str secret, struct str login,
		   struct str name, struct str password,
		   const struct account **account)
{
	const struct link *link = access_link(d, secret);
	struct digest digest = digest_of(secret_typed(d->arena, secret));
	struct account_writing w = { .used = &digest, .reset = true };
	struct account *shown = ARENA_NEW(d->arena, struct account);

	if (link != NULL && link->kind != LINK_SETUP)
		access_refuse(d->diags, MSG_ACCESS_LINK, STR_NONE);
	if (link == NULL || link->kind != LINK_SETUP ||
	    !begin_set_up(d, link, login, name, &w) ||
	    !access_password_is_good(d, password, w.record.login))
		return false;
	w.record.password = access_hashed(d, password);
	if (w.record.password.len == 0 || !access_write_account(d, &w))
		return false;
	*shown = access_shown(&w.record);
	*account = shown;
	return true;
}

/* --- by whom it belongs to ----------------------------------------------- */

bool access_change_password(struct desk *d, struct str account,
			    struct str old, struct str password,
			    struct str token)
{
	const struct account_record *r = access_record(d, account);
	struct digest kept = digest_of(token);
	struct account_writing w = { .what = ACCOUNT_PASSWORD, .reset = true,
				     .kept = &kept };

	if (r == NULL)
		return false;
	if (!password_verify(r->password, old)) {
		access_refuse(d->diags, MSG_PASSWORD_WRONG, STR_NONE);
		return false;
	}
	if (!access_password_is_good(d, password, r->login))
		return false;
	w.was = r->password;
	w.record = *r;
	w.record.password = access_hashed(d, password);
	return w.record.password.len > 0 && access_write_account(d, &w);
}

/* --- second factor ------------------------------------------------------- */

struct str access_propose_factor(struct desk *d)
{
	unsigned char key[TOTP_BYTES];

	d->chance.fill(d->chance.context, key, sizeof(key));
	return totp_key_write(d->arena, key);
}

bool access_take_factor(struct desk *d, struct str account, struct str factor,
			struct str code, int64_t now)
{
	const struct account_record *r = access_record(d, account);
	struct account_writing w = { .what = ACCOUNT_FACTOR };
	unsigned char key[TOTP_BYTES];

	if (r == NULL)
		return false;
	w.record = *r;
	w.record.factor = (struct str){ (char *)key, sizeof(key) };
	w.record.step = totp_key_read(factor, key)
			    ? totp_check(key, code, now, 0)
			    : 0;
	if (w.record.step == 0) {
		access_refuse(d->diags, MSG_ACCESS_FACTOR, STR_NONE);
		return false;
	}
	return access_write_account(d, &w);
}

bool access_drop_factor(struct desk *d, struct str account,
			struct str password)
{
	const struct account_record *r = access_record(d, account);
	struct account_writing w = { .what = ACCOUNT_FACTOR };

	if (r == NULL)
		return false;
	if (!password_verify(r->password, password)) {
		access_refuse(d->diags, MSG_PASSWORD_WRONG, STR_NONE);
		return false;
	}
	w.was = r->password;
	w.record = *r;
	w.record.factor = STR_NONE;
	return access_write_account(d, &w);
}

/* --- coming in ----------------------------------------------------------- */

struct step_use {
	struct str account;
	int64_t step;
	bool fresh;
};

static enum store_result use_step(struct store *s, void *context,
				  struct diags *diags)
{
	struct step_use *use = context;

	(void)diags;
	use->fresh = store_use_step(s, use->account, use->step);
	return STORE_DONE;
}

/* The same code twice at once opens once. */
static enum login_result check_code(struct desk *d,
				    const struct account_record *r,
				    struct str code, int64_t now)
{
	struct step_use use = { .account = r->id };

	use.step = totp_check((const unsigned char *)r->factor.at, code, now,
			      r->step);
	if (use.step == 0)
		return LOGIN_NEEDS_CODE;
	if (!desk_write(d, use_step, &use))
		return LOGIN_FAILED;
	return use.fresh ? LOGIN_DONE : LOGIN_NEEDS_CODE;
}

enum login_result access_login(struct desk *d, struct str login,
			       struct str password, struct str code,
			       int64_t now, const struct account **account)
{
	struct diags *heard = d->diags, unheard;
	struct account *shown = ARENA_NEW(d->arena, struct account);
	const struct account_record *r;
	enum login_result result = LOGIN_DONE;
	struct str clean;

	diags_init(&unheard, d->arena);
	d->diags = &unheard;
	clean = access_clean_login(d, login);
	d->diags = heard;
	r = store_account_by_login(d->store, d->arena, clean);
	if (!desk_read_well(d))
		return LOGIN_FAILED;
	/* Nobody's hash is checked too, and takes as long. */
	if (!password_verify(r == NULL || r->disabled ? STR_NONE : r->password,
			     password))
		return LOGIN_WRONG;
	if (r->factor.len > 0)
		result = check_code(d, r, code, now);
	if (result == LOGIN_DONE) {
		*shown = access_shown(r);
		*account = shown;
	}
	return result;
}
