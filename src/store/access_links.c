/* Links given to people, and what people agreed to. */
#include "store/access.h"

#include "base/arena.h"
#include "base/secret.h"
#include "db.h"

enum { LINK_KINDS = LINK_SETUP + 1, ID_DIGITS = 32 };
static const char *const link_kinds[LINK_KINDS] = { "person", "group",
						    "resume", "setup" };

/* --- links --------------------------------------------------------------- */

static void read_link(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct link *)row = (struct link){
		.id = sql_str(a, st, 0),
		.kind = (enum link_kind)sql_name(st, 1, link_kinds, LINK_KINDS),
		.chain = sql_str(a, st, 2),
		.round = sql_str(a, st, 3),
		.respondent = sql_str(a, st, 4),
		.name = sql_str(a, st, 5),
		.group = sql_group(st, 6),
		.self = sqlite3_column_int(st, 7) != 0,
		.account = sql_str(a, st, 8),
		.made = sql_str(a, st, 9),
		.expires = sql_str(a, st, 10),
		.once = sqlite3_column_int(st, 11) != 0,
		.used = (uint32_t)sqlite3_column_int64(st, 12),
		.revoked = sqlite3_column_int(st, 13) != 0,
	};
}

static struct str link_id(const struct digest *secret)
{
	return (struct str){ secret->hex, ID_DIGITS };
}

const struct link *store_link(struct store *s, struct arena *a,
			      const struct digest *secret)
{
	sqlite3_stmt *st = sql_begin(s, SQL_LINK);
	struct link *link = NULL;
	unsigned char wanted[DIGEST_BYTES];

	digest_bytes(secret, wanted);
	sql_bind_str(st, 1, link_id(secret));
	if (!sql_row(s, st))
		return NULL;
	if (secret_equal(sql_bytes(a, st, 14),
			 (struct str){ (char *)wanted, sizeof(wanted) })) {
		link = ARENA_NEW(a, struct link);
		read_link(a, st, link);
	}
	sqlite3_reset(st);
	return link;
}

const struct link *store_links(struct store *s, struct arena *a,
			       struct str round, uint32_t *count)
{
	sqlite3_stmt *st = sql_begin(s, SQL_LINKS);

	sql_bind_str(st, 1, round);
	return sql_rows(s, a, st, sizeof(struct link), read_link, count);
}

void store_add_link(struct store *s, const struct digest *secret,
		    const struct link *link)
{
	sqlite3_stmt *st = sql_begin(s, SQL_LINK_ADD);

	sql_bind_str(st, 1, link_id(secret));
	sql_bind_digest(st, 2, secret);
	sql_bind_str(st, 3, str_from(link_kinds[link->kind]));
	sql_bind_some(st, 4, link->chain);
	sql_bind_some(st, 5, link->round);
	sql_bind_some(st, 6, link->respondent);
	sql_bind_some(st, 7, link->name);
	sql_bind_str(st, 8, str_from(group_name(link->group)));
	sql_bind_int(st, 9, link->self);
	sql_bind_some(st, 10, link->account);
	sql_bind_str(st, 11, link->made);
	sql_bind_str(st, 12, link->expires);
	sql_bind_int(st, 13, link->once);
	sql_run(s, st);
}

bool store_use_link(struct store *s, const struct digest *secret)
{
	sqlite3_stmt *st = sql_begin(s, SQL_LINK_USE);

	sql_bind_str(st, 1, link_id(secret));
	return sql_changed(s, st);
}

static bool revoke(struct store *s, enum sql how, struct str chain,
		   struct str id)
{
	sqlite3_stmt *st = sql_begin(s, how);

	sql_bind_str(st, 1, chain);
	sql_bind_str(st, 2, id);
	return sql_changed(s, st);
}

bool store_revoke_link(struct store *s, struct str chain, struct str id)
{
	return revoke(s, SQL_LINK_DROP, chain, id) ||
	       revoke(s, SQL_LINK_REVOKE, chain, id);
}

bool store_has_resume(struct store *s, struct str respondent)
{
	sqlite3_stmt *st = sql_begin(s, SQL_HAS_RESUME);

	sql_bind_str(st, 1, respondent);
	return sql_number(s, st, 0) != 0;
}

void store_drop_resumes(struct store *s, struct str respondent)
{
	sqlite3_stmt *st = sql_begin(s, SQL_RESUMES_DROP);

	sql_bind_str(st, 1, respondent);
	sql_run(s, st);
}

void store_drop_setups(struct store *s, struct str account)
{
	sqlite3_stmt *st = sql_begin(s, SQL_SETUPS_DROP);

	sql_bind_str(st, 1, account);
	sql_run(s, st);
}

struct str store_respondent_named(struct store *s, struct arena *a,
				  struct str round, enum group group,
				  struct str name)
{
	sqlite3_stmt *st = sql_begin(s, SQL_RESPONDENT_NAMED);
	struct str id = STR_NONE;

	sql_bind_str(st, 1, round);
	sql_bind_str(st, 2, str_from(group_name(group)));
	sql_bind_str(st, 3, name);
	if (sql_row(s, st)) {
		id = sql_str(a, st, 0);
		sqlite3_reset(st);
	}
	return id;
}

bool store_is_agreed(struct store *s, struct str round)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ROUND_AGREED);

	sql_bind_str(st, 1, round);
	return sql_number(s, st, 0) != 0;
}

bool store_is_respondent(struct store *s, struct str chain,
			 struct str respondent)
{
	sqlite3_stmt *st = sql_begin(s, SQL_IS_RESPONDENT);

	sql_bind_str(st, 1, chain);
	sql_bind_str(st, 2, respondent);
	return sql_number(s, st, 0) != 0;
}

uint32_t store_expected(struct store *s, struct str round)
{
	sqlite3_stmt *st = sql_begin(s, SQL_EXPECTED);

	sql_bind_str(st, 1, round);
	return (uint32_t)sql_number(s, st, 0);
}

void store_expect(struct store *s, struct str chain, struct str round,
		  uint32_t people)
{
	sqlite3_stmt *st =
	    sql_begin(s, people == 0 ? SQL_EXPECT_NOT : SQL_EXPECT);

	sql_bind_str(st, 1, chain);
	sql_bind_str(st, 2, round);
	if (people > 0)
		sql_bind_int(st, 3, people);
	sql_run(s, st);
}

/* --- alone --------------------------------------------------------------- */

static const char *const purposes[PURPOSE_COUNT] = { "result", "consultant",
						     "statistics" };

const char *purpose_name(enum purpose purpose)
{
	return purposes[purpose];
}

void store_mark_alone(struct store *s, struct str chain,
		      struct str respondent)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ALONE_ADD);

	sql_bind_str(st, 1, chain);
	sql_bind_str(st, 2, respondent);
	sql_run(s, st);
}

bool store_is_alone(struct store *s, struct str chain)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ALONE);

	sql_bind_str(st, 1, chain);
	return sql_number(s, st, 0) != 0;
}

bool store_may(struct store *s, struct str chain, enum purpose purpose)
{
	sqlite3_stmt *st = sql_begin(s, SQL_MAY_READ);

	sql_bind_str(st, 1, chain);
	sql_bind_str(st, 2, str_from(purposes[purpose]));
	return sql_number(s, st, 0) != 0;
}

void store_agreed(struct store *s, struct str respondent,
		  bool agreed[PURPOSE_COUNT])
{
	sqlite3_stmt *st = sql_begin(s, SQL_CONSENTS);

	for (int i = 0; i < PURPOSE_COUNT; i++)
		agreed[i] = false;
	sql_bind_str(st, 1, respondent);
	while (sql_row(s, st))
		agreed[sql_name(st, 0, purposes, PURPOSE_COUNT)] = true;
}

void store_agree(struct store *s, struct str chain, struct str respondent,
		 const bool agreed[PURPOSE_COUNT], struct str today)
{
	for (int i = 0; i < PURPOSE_COUNT; i++) {
		sqlite3_stmt *st = sql_begin(s, agreed[i] ? SQL_CONSENT_GIVE
							  : SQL_CONSENT_NOT);

		sql_bind_str(st, 1, chain);
		sql_bind_str(st, 2, respondent);
		sql_bind_str(st, 3, str_from(purposes[i]));
		sql_bind_str(st, 4, today);
		sql_run(s, st);
	}
}
