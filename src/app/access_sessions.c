/* Who is in, and what they are given to see. */
#include "access_part.h"

#include "base/arena.h"

enum {
	IDLE = 12 * HOUR,
	ACCOUNT_LASTS = 7 * DAY,
	RESPONDENT_DAYS = 180,
	SEAT_DAYS = 2,			/* to the end of the next day */
	NOTED_EACH = 15 * MINUTE,
};

/* --- which account, which case ------------------------------------------- */

bool access_holds(struct desk *d, const struct account *account,
		  struct str chain)
{
	bool holds = !account->disabled &&
		     store_may(d->store, chain, PURPOSE_CONSULTANT) &&
		     (account->role == ROLE_ADMINISTRATOR ||
		      store_holds(d->store, account->id, chain));

	return desk_read_well(d) && holds;
}

bool access_may(struct desk *d, struct str chain, enum purpose purpose)
{
	bool may = store_may(d->store, chain, purpose);

	return desk_read_well(d) && may;
}

const struct account *access_holders(struct desk *d, struct str chain,
				     uint32_t *count)
{
	const struct account_record *all =
	    store_holders(d->store, d->arena, chain, count);
	struct account *shown = ARENA_ARRAY(d->arena, *count, struct account);

	for (uint32_t i = 0; i < *count; i++)
		shown[i] = access_shown(&all[i]);
	return desk_read_well(d) ? shown : NULL;
}

static enum store_result give(struct store *s, void *context,
			      struct diags *diags)
{
	const struct holding *h = context;

	(void)diags;
	store_give_case(s, h->chain, h->account);
	return STORE_DONE;
}

static enum store_result take(struct store *s, void *context,
			      struct diags *diags)
{
	const struct holding *h = context;

	(void)diags;
	store_take_case(s, h->chain, h->account);
	return STORE_DONE;
}

bool access_give_case(struct desk *d, struct str chain, struct str account)
{
	struct holding h = { account, chain };

	return access_record(d, account) != NULL && desk_write(d, give, &h);
}

bool access_take_case(struct desk *d, struct str chain, struct str account)
{
	struct holding h = { account, chain };

	return desk_write(d, take, &h);
}

const struct case_record *access_cases(struct desk *d,
				       const struct account *account,
				       uint32_t *count)
{
	bool all = account->role == ROLE_ADMINISTRATOR;
	const struct case_record *cases =
	    store_cases_of(d->store, d->arena, all ? STR_NONE : account->id,
			   count);

	if (account->disabled)
		*count = 0;
	return desk_read_well(d) ? cases : NULL;
}

const struct case_record *access_due(struct desk *d, uint32_t *count)
{
	const struct case_record *cases =
	    store_cases_due(d->store, d->arena, d->today, count);

	return desk_read_well(d) ? cases : NULL;
}

/* --- sessions ------------------------------------------------------------ */

struct session access_session_from(struct desk *d,
				   const struct session *wanted)
{
	struct session s = *wanted;
	bool dates = s.kind == SESSION_SEAT ||
		     (s.kind == SESSION_RESPONDENT && s.group == GROUP_STAFF);

	s.begun = dates ? d->today : d->now;
	s.used = s.kind == SESSION_ACCOUNT ? d->now : STR_NONE;
	switch (s.kind) {
	case SESSION_ACCOUNT:
		s.expires = time_after(d->arena, d->now, ACCOUNT_LASTS);
		break;
	case SESSION_RESPONDENT:
		s.expires = dates ? date_after(d->arena, d->today,
					       RESPONDENT_DAYS)
				  : time_after(d->arena, d->now,
					       RESPONDENT_DAYS * DAY);
		break;
	case SESSION_SEAT:
		s.expires = date_after(d->arena, d->today, SEAT_DAYS);
		break;
	}
	/* Of which link one of the staff comes nothing is kept. */
	if (s.kind == SESSION_SEAT || s.group == GROUP_STAFF)
		s.link = STR_NONE;
	return s;
}

/* A session, or what is done with one, in a write. */
struct session_write {
	struct digest token;
	struct session session;
	struct str text;
	bool done;
};

static enum store_result note_use(struct store *s, void *context,
				  struct diags *diags)
{
	const struct session_write *w = context;

	(void)diags;
	store_use_session(s, &w->token, w->text);
	return STORE_DONE;
}

/* A disk that is full does not put anybody out. */
static void note_use_quietly(struct desk *d, struct session_write *w)
{
	struct diags *heard = d->diags, unheard;
	bool failed = d->failed;

	diags_init(&unheard, d->arena);
	d->diags = &unheard;
	desk_write(d, note_use, w);
	d->diags = heard;
	d->failed = failed;
}

const struct session *access_session(struct desk *d, struct str token)
{
	struct session_write w = { .token = digest_of(token), .text = d->now };
	const struct session *session =
	    store_session(d->store, d->arena, &w.token, d->now,
			  time_after(d->arena, d->now, -IDLE));

	if (!desk_read_well(d) || session == NULL)
		return NULL;
	if (session->kind == SESSION_ACCOUNT &&
	    str_cmp(session->used,
		    time_after(d->arena, d->now, -NOTED_EACH)) <= 0)
		note_use_quietly(d, &w);
	return session;
}

static enum store_result open_session(struct store *s, void *context,
				      struct diags *diags)
{
	const struct session_write *w = context;

	(void)diags;
	store_add_session(s, &w->token, &w->session);
	return STORE_DONE;
}

bool access_open_session(struct desk *d, struct str token,
			 const struct session *wanted)
{
	struct session_write w = { .token = digest_of(token),
				   .session = access_session_from(d, wanted) };

	return desk_write(d, open_session, &w);
}

static enum store_result seat(struct store *s, void *context,
			      struct diags *diags)
{
	const struct session_write *w = context;

	if (store_seat_session(s, &w->token, w->text))
		return STORE_DONE;
	return access_refuse(diags, MSG_ACCESS_GONE, STR_NONE);
}

bool access_seat_respondent(struct desk *d, struct str token,
			    struct str respondent)
{
	struct session_write w = { .token = digest_of(token),
				   .text = respondent };

	return desk_write(d, seat, &w);
}

static enum store_result close_session(struct store *s, void *context,
				       struct diags *diags)
{
	const struct session_write *w = context;

	(void)diags;
	store_drop_session(s, &w->token);
	return STORE_DONE;
}

bool access_close_session(struct desk *d, struct str token)
{
	struct session_write w = { .token = digest_of(token) };

	return desk_write(d, close_session, &w);
}

static enum store_result close_all(struct store *s, void *context,
				   struct diags *diags)
{
	const struct session_write *w = context;

	(void)diags;
	store_drop_sessions(s, w->text, NULL);
	return STORE_DONE;
}

bool access_close_all(struct desk *d, struct str account)
{
	struct session_write w = { .text = account };

	return desk_write(d, close_all, &w);
}
