/* The log, the incidents, and keeping no more than is needed. */
#include "store/access.h"

#include "base/arena.h"
#include "db.h"
#include "store/room.h"

/* --- what is kept to answer for it --------------------------------------- */

static void read_audit(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct audit_entry *)row = (struct audit_entry){
		.number = (uint32_t)sqlite3_column_int64(st, 0),
		.at = sql_str(a, st, 1),
		.who = sql_str(a, st, 2),
		.what = sql_str(a, st, 3),
		.of = sql_str(a, st, 4),
	};
}

const struct audit_entry *store_audit(struct store *s, struct arena *a,
				      uint32_t before, uint32_t *count)
{
	sqlite3_stmt *st = sql_begin(s, SQL_AUDIT);

	sql_bind_int(st, 1, before);
	sql_bind_int(st, 2, AUDIT_PAGE);
	return sql_rows(s, a, st, sizeof(struct audit_entry), read_audit,
			count);
}

void store_note(struct store *s, const struct audit_entry *entry)
{
	sqlite3_stmt *st = sql_begin(s, SQL_AUDIT_ADD);

	sql_bind_str(st, 1, entry->at);
	sql_bind_str(st, 2, entry->who);
	sql_bind_str(st, 3, entry->what);
	sql_bind_some(st, 4, entry->of);
	sql_run(s, st);
}

static void read_incident(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct incident *)row = (struct incident){
		.id = sql_str(a, st, 0),
		.noticed = sql_str(a, st, 1),
		.happened = sql_str(a, st, 2),
		.what = sql_str(a, st, 3),
		.data = sql_str(a, st, 4),
		.people = sql_str(a, st, 5),
		.harm = sql_str(a, st, 6),
		.serious = sqlite3_column_int(st, 7) != 0,
		.told = sql_str(a, st, 8),
		.measures = sql_str(a, st, 9),
		.by = sql_str(a, st, 10),
	};
}

const struct incident *store_incidents(struct store *s, struct arena *a,
				       uint32_t *count)
{
	return sql_rows(s, a, sql_begin(s, SQL_INCIDENTS),
			sizeof(struct incident), read_incident, count);
}

void store_put_incident(struct store *s, const struct incident *incident)
{
	sqlite3_stmt *st = sql_begin(s, SQL_INCIDENT_PUT);

	sql_bind_str(st, 1, incident->id);
	sql_bind_str(st, 2, incident->noticed);
	sql_bind_str(st, 3, incident->happened);
	sql_bind_str(st, 4, incident->what);
	sql_bind_str(st, 5, incident->data);
	sql_bind_str(st, 6, incident->people);
	sql_bind_str(st, 7, incident->harm);
	sql_bind_int(st, 8, incident->serious);
	sql_bind_str(st, 9, incident->told);
	sql_bind_str(st, 10, incident->measures);
	sql_bind_str(st, 11, incident->by);
	sql_run(s, st);
}

/* --- what goes ----------------------------------------------------------- */

static void run_with(struct store *s, enum sql which, struct str text)
{
	sqlite3_stmt *st = sql_begin(s, which);

	sql_bind_str(st, 1, text);
	sql_run(s, st);
}

void store_forget_past(struct store *s, struct str today, struct str log)
{
	run_with(s, SQL_PAST_SESSIONS, today);
	run_with(s, SQL_PAST_LINKS, today);
	run_with(s, SQL_PAST_AUDIT, log);
	store_end_past_rooms(s, today);
}

void access_forget_person(struct store *s, int64_t chain,
			  struct str respondent)
{
	static const enum sql all[] = { SQL_PERSON_SESSIONS, SQL_PERSON_LINKS,
					SQL_PERSON_CONSENTS,
					SQL_PERSON_ALONE };

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		sqlite3_stmt *st = sql_begin(s, all[i]);

		sql_bind_int(st, 1, chain);
		sql_bind_str(st, 2, respondent);
		sql_run(s, st);
	}
}

void access_forget_case(struct store *s, int64_t chain)
{
	static const enum sql all[] = { SQL_CASE_SESSIONS, SQL_CASE_LINKS,
					SQL_CASE_CONSENTS, SQL_CASE_EXPECTED,
					SQL_CASE_ALONE, SQL_CASE_HOLDINGS,
					SQL_CASE_ROOM_ANSWERS, SQL_CASE_ROOMS };

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		sqlite3_stmt *st = sql_begin(s, all[i]);

		sql_bind_int(st, 1, chain);
		sql_run(s, st);
	}
}

/* --- a copy in the place of the file ------------------------------------- */

static bool is_ended(struct store *now, struct str link, struct str round,
		     int64_t changes)
{
	sqlite3_stmt *st = sql_begin(now, SQL_LINK_OPENS);
	int64_t opens;

	sql_bind_str(st, 1, link);
	opens = sql_number(now, st, -1);
	if (opens >= 0)
		return opens == 0;
	st = sql_begin(now, SQL_ROUND_GREW);
	sql_bind_str(st, 2, round);
	sql_bind_int(st, 3, changes);
	return sql_number(now, st, 0) != 0;
}

static void end_links(struct store *copy, struct store *now)
{
	sqlite3_stmt *st = sql_begin(copy, SQL_LINKS_OPEN);
	struct str *ended = NULL;
	size_t count = 0, capacity = 0;

	while (sql_row(copy, st)) {
		struct str id = sql_str(copy->scratch, st, 0);
		struct str round = sql_str(copy->scratch, st, 1);

		if (!is_ended(now, id, round, sqlite3_column_int64(st, 2)))
			continue;
		ended = arena_grow(copy->scratch, ended, count, &capacity,
				   sizeof(*ended));
		ended[count++] = id;
	}
	for (size_t i = 0; i < count; i++)
		run_with(copy, SQL_LINK_END, ended[i]);
}

static void end_accounts(struct store *copy, struct store *now)
{
	sqlite3_stmt *st = sql_begin(now, SQL_ACCOUNTS_OFF);

	while (sql_row(now, st))
		run_with(copy, SQL_ACCOUNT_OFF, sql_str(copy->scratch, st, 0));
}

enum store_result store_end_access(struct store *copy, struct store *now,
				   struct diags *diags)
{
	enum store_result result;

	sql_begin_write(copy);
	sql_do(copy, SQL_SESSIONS_END);
	sql_do(copy, SQL_SETUPS_END);
	if (now != NULL) {
		end_links(copy, now);
		end_accounts(copy, now);
	}
	sql_end_write(copy);
	/* A file that cannot be read any more is why one restores. */
	if (now != NULL)
		trouble_forget(now);
	result = trouble_tell(copy, diags);
	arena_reset(copy->scratch);
	return result;
}

int64_t access_orphans(struct store *s)
{
	return sql_number(s, sql_begin(s, SQL_ORPHANS), 0);
}

void access_drop_orphans(struct store *s)
{
	sql_do(s, SQL_ORPHAN_SESSIONS_DROP);
	sql_do(s, SQL_ORPHAN_LINKS_DROP);
	sql_do(s, SQL_ORPHAN_CONSENTS_DROP);
	sql_do(s, SQL_ORPHAN_EXPECTED_DROP);
}
