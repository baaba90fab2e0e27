/* Accounts, the cases they were given, and who is in. */
#include "store/access.h"

#include "base/arena.h"
#include "db.h"

/* --- accounts ------------------------------------------------------------ */

static const char *const roles[ROLE_COUNT] = { "trainer", "consultant",
					       "administrator" };

const char *role_name(enum role role)
{
	return roles[role];
}

static void read_account(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct account_record *)row = (struct account_record){
		.id = sql_str(a, st, 0),
		.login = sql_str(a, st, 1),
		.name = sql_str(a, st, 2),
		.role = (enum role)sql_name(st, 3, roles, ROLE_COUNT),
		.password = sql_str(a, st, 4),
		.factor = sql_bytes(a, st, 5),
		.step = sqlite3_column_int64(st, 6),
		.disabled = sqlite3_column_int(st, 7) != 0,
		.since = sql_str(a, st, 8),
	};
}

static const struct account_record *account_by(struct store *s,
					       struct arena *a, enum sql which,
					       struct str what)
{
	sqlite3_stmt *st = sql_begin(s, which);

	sql_bind_str(st, 1, what);
	return sql_first(s, a, st, sizeof(struct account_record),
			 read_account);
}

const struct account_record *store_accounts(struct store *s, struct arena *a,
					    uint32_t *count)
{
	return sql_rows(s, a, sql_begin(s, SQL_ACCOUNTS),
			sizeof(struct account_record), read_account, count);
}

const struct account_record *store_account(struct store *s, struct arena *a,
					   struct str id)
{
	return account_by(s, a, SQL_ACCOUNT, id);
}

const struct account_record *store_account_by_login(struct store *s,
						    struct arena *a,
						    struct str login)
{
	return account_by(s, a, SQL_ACCOUNT_BY_LOGIN, login);
}

void store_put_account(struct store *s, const struct account_record *record)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ACCOUNT_PUT);

	sql_bind_str(st, 1, record->id);
	sql_bind_str(st, 2, record->login);
	sql_bind_str(st, 3, record->name);
	sql_bind_str(st, 4, str_from(roles[record->role]));
	sql_bind_some(st, 5, record->password);
	if (record->factor.len > 0)
		sql_bind_bytes(st, 6, record->factor.at, record->factor.len);
	sql_bind_int(st, 7, record->step);
	sql_bind_int(st, 8, record->disabled);
	sql_bind_str(st, 9, record->since);
	sql_run(s, st);
	if (record->disabled)
		store_drop_sessions(s, record->id, NULL);
}

bool store_use_step(struct store *s, struct str account, int64_t step)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ACCOUNT_STEP);

	sql_bind_str(st, 1, account);
	sql_bind_int(st, 2, step);
	return sql_changed(s, st);
}

/* --- which account, which case ------------------------------------------- */

bool store_holds(struct store *s, struct str account, struct str chain)
{
	sqlite3_stmt *st = sql_begin(s, SQL_HOLDS);

	sql_bind_str(st, 1, account);
	sql_bind_str(st, 2, chain);
	return sql_number(s, st, 0) != 0;
}

const struct account_record *store_holders(struct store *s, struct arena *a,
					   struct str chain, uint32_t *count)
{
	sqlite3_stmt *st = sql_begin(s, SQL_HOLDERS);

	sql_bind_str(st, 1, chain);
	return sql_rows(s, a, st, sizeof(struct account_record), read_account,
			count);
}

static const struct case_record *cases_by(struct store *s, struct arena *a,
					  enum sql which, struct str what,
					  uint32_t *count)
{
	sqlite3_stmt *st = sql_begin(s, which);

	sql_bind_str(st, 1, what);
	return sql_rows(s, a, st, sizeof(struct case_record), sql_read_case,
			count);
}

const struct case_record *store_cases_of(struct store *s, struct arena *a,
					 struct str account, uint32_t *count)
{
	return cases_by(s, a, SQL_CASES_OF, account, count);
}

const struct case_record *store_cases_due(struct store *s, struct arena *a,
					  struct str today, uint32_t *count)
{
	return cases_by(s, a, SQL_CASES_DUE, today, count);
}

const struct case_record *store_cases_alone_due(struct store *s,
						struct arena *a,
						struct str today,
						uint32_t *count)
{
	return cases_by(s, a, SQL_CASES_ALONE_DUE, today, count);
}

static void hold(struct store *s, enum sql which, struct str chain,
		 struct str account)
{
	sqlite3_stmt *st = sql_begin(s, which);

	sql_bind_str(st, 1, chain);
	sql_bind_str(st, 2, account);
	sql_run(s, st);
}

void store_give_case(struct store *s, struct str chain, struct str account)
{
	hold(s, SQL_HOLDING_ADD, chain, account);
}

void store_take_case(struct store *s, struct str chain, struct str account)
{
	hold(s, SQL_HOLDING_DROP, chain, account);
}

/* --- sessions ------------------------------------------------------------ */

enum { SESSION_KINDS = SESSION_SEAT + 1 };
static const char *const session_kinds[SESSION_KINDS] = {
	"account", "respondent", "seat"
};

/* But for its chain, of which a row has the key. */
static struct session read_session(struct arena *a, sqlite3_stmt *st)
{
	return (struct session){
		.kind = (enum session_kind)sql_name(st, 0, session_kinds,
						    SESSION_KINDS),
		.account = sql_str(a, st, 1),
		.round = sql_str(a, st, 3),
		.respondent = sql_str(a, st, 4),
		.group = sql_group(st, 5),
		.together = sqlite3_column_int(st, 6) != 0,
		.link = sql_str(a, st, 7),
		.room = sql_str(a, st, 8),
		.self = sqlite3_column_int(st, 9) != 0,
		.begun = sql_str(a, st, 10),
		.expires = sql_str(a, st, 11),
		.used = sql_str(a, st, 12),
	};
}

const struct session *store_session(struct store *s, struct arena *a,
				    const struct digest *token, struct str now,
				    struct str idle)
{
	sqlite3_stmt *st = sql_begin(s, SQL_SESSION);
	struct session *session;
	int64_t chain;

	sql_bind_digest(st, 1, token);
	sql_bind_str(st, 2, now);
	sql_bind_str(st, 3, idle);
	if (!sql_row(s, st))
		return NULL;
	session = ARENA_NEW(a, struct session);
	*session = read_session(a, st);
	chain = sqlite3_column_int64(st, 2);
	sqlite3_reset(st);
	session->chain = chain_id(s, a, chain);
	return session;
}

void store_add_session(struct store *s, const struct digest *token,
		       const struct session *session)
{
	sqlite3_stmt *st = sql_begin(s, SQL_SESSION_ADD);

	sql_bind_digest(st, 1, token);
	sql_bind_str(st, 2, str_from(session_kinds[session->kind]));
	sql_bind_some(st, 3, session->account);
	sql_bind_some(st, 4, session->chain);
	sql_bind_some(st, 5, session->round);
	sql_bind_some(st, 6, session->respondent);
	sql_bind_str(st, 7, str_from(group_name(session->group)));
	sql_bind_int(st, 8, session->together);
	sql_bind_some(st, 9, session->link);
	sql_bind_some(st, 10, session->room);
	sql_bind_int(st, 11, session->self);
	sql_bind_str(st, 12, session->begun);
	sql_bind_some(st, 13, session->used);
	sql_bind_str(st, 14, session->expires);
	sql_run(s, st);
}

void store_use_session(struct store *s, const struct digest *token,
		       struct str now)
{
	sqlite3_stmt *st = sql_begin(s, SQL_SESSION_USE);

	sql_bind_digest(st, 1, token);
	sql_bind_str(st, 2, now);
	sql_run(s, st);
}

bool store_seat_session(struct store *s, const struct digest *token,
			struct str respondent)
{
	sqlite3_stmt *st = sql_begin(s, SQL_SESSION_SEAT);

	sql_bind_digest(st, 1, token);
	sql_bind_str(st, 2, respondent);
	return sql_changed(s, st);
}

void store_drop_session(struct store *s, const struct digest *token)
{
	sqlite3_stmt *st = sql_begin(s, SQL_SESSION_DROP);

	sql_bind_digest(st, 1, token);
	sql_run(s, st);
}

void store_drop_sessions(struct store *s, struct str account,
			 const struct digest *kept)
{
	sqlite3_stmt *st = sql_begin(s, SQL_SESSIONS_DROP);

	sql_bind_str(st, 1, account);
	if (kept != NULL)
		sql_bind_digest(st, 2, kept);
	sql_run(s, st);
}

void store_drop_elsewhere(struct store *s, struct str respondent,
			  const struct digest *kept)
{
	sqlite3_stmt *st = sql_begin(s, SQL_SESSIONS_ELSEWHERE);

	sql_bind_str(st, 1, respondent);
	sql_bind_digest(st, 2, kept);
	sql_run(s, st);
}
