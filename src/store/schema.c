/*
 * The schema, from the numbered files of schema/, built into the program. A
 * released file is never edited; a change is a new one.
 */
#include "db.h"

#include <string.h>

#include "base/arena.h"

/* "Jaln", the application_id of the file. */
enum { APPLICATION = 0x4a616c6e };

#define SCHEMA(name)                                                           \
	extern const unsigned char asset_##name[];                             \
	extern const size_t asset_##name##_len;
SCHEMA(001_cases_sql)
SCHEMA(002_access_sql)
SCHEMA(003_rooms_sql)
SCHEMA(004_left_out_sql)

/* By number, from 1; each ends with a NUL. */
static const unsigned char *const migrations[] = { asset_001_cases_sql,
						   asset_002_access_sql,
						   asset_003_rooms_sql,
						   asset_004_left_out_sql };

enum { VERSION = sizeof(migrations) / sizeof(migrations[0]) };

int schema_version(void)
{
	return VERSION;
}

int schema_application(void)
{
	return APPLICATION;
}

/* Texts of our own, or numbers: nothing here comes from outside. */
static bool run_text(struct store *s, const char *text)
{
	int code;

	if (s->trouble != SQLITE_OK)
		return false;
	code = sqlite3_exec(s->db, text, NULL, NULL, NULL);
	if (code != SQLITE_OK)
		sql_trouble(s, code);
	return code == SQLITE_OK;
}

static bool mark(struct store *s, int version)
{
	struct buf text = buf_make(s->scratch);

	buf_fmt(&text, "PRAGMA application_id = %d; PRAGMA user_version = %d",
		APPLICATION, version);
	return run_text(s, str_cstr(s->scratch, buf_view(&text)));
}

/* The version may have been raised by another since it was first read. */
static int version_now(struct store *s)
{
	return (int)sql_number(s, sql_begin(s, SQL_VERSION), 0);
}

bool schema_upgrade(struct store *s, int from)
{
	for (int v = from; v < VERSION; v++) {
		if (!sql_begin_write(s))
			return false;
		if (version_now(s) == v) {
			run_text(s, (const char *)migrations[v]);
			mark(s, v + 1);
		}
		if (!sql_end_write(s))
			return false;
	}
	return true;
}

/* Every table, index and trigger as it was written, one after the other. */
static struct str tables(struct store *s)
{
	struct buf all = buf_make(s->scratch);
	sqlite3_stmt *st = sql_begin(s, SQL_TABLES);

	while (sql_row(s, st)) {
		buf_str(&all, sql_str(s->scratch, st, 0));
		buf_char(&all, '\n');
	}
	return buf_view(&all);
}

bool schema_is_ours(struct store *s)
{
	struct store fresh = { .path = "", .own = s->scratch,
			       .scratch = s->scratch };
	bool same = false;

	if (sqlite3_open(":memory:", &fresh.db) != SQLITE_OK)
		sql_trouble(s, SQLITE_NOMEM);
	else if (schema_upgrade(&fresh, 0))
		same = str_eq(tables(s), tables(&fresh));
	if (fresh.trouble != SQLITE_OK)
		sql_trouble(s, fresh.trouble);
	for (int i = 0; i < SQL_COUNT; i++)
		sqlite3_finalize(fresh.statements[i]);
	sqlite3_close(fresh.db);
	return same;
}
