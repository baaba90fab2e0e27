/* Opening a file: what it is, whether we may, and how it is to be kept. */
#include "db.h"

#include <errno.h>
#include <unistd.h>

#include "base/arena.h"

enum {
	PATIENCE = 5000,	/* milliseconds, for another writer */
};

/* What a file may contain is data: nothing in it runs. */
static void harden(sqlite3 *db)
{
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024);
}

/*
 * FULL: a commit is on the disk when it returns. What is deleted is written
 * over. Pages are looked at before they are believed.
 */
static const char keeping[] =
    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
    "PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON; "
    "PRAGMA wal_autocheckpoint = 1000; PRAGMA temp_store = MEMORY";

static void run_setting(struct store *s, const char *text)
{
	int code;

	if (s->trouble != SQLITE_OK)
		return;
	code = sqlite3_exec(s->db, text, NULL, NULL, NULL);
	if (code != SQLITE_OK)
		sql_trouble(s, code);
}

static void open_file(struct store *s, enum store_opening opening)
{
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	int code;

	if (opening == STORE_READ)
		flags |= SQLITE_OPEN_READONLY;
	else
		flags |= SQLITE_OPEN_READWRITE;
	if (opening == STORE_CREATE)
		flags |= SQLITE_OPEN_CREATE;
	code = sqlite3_open_v2(s->path, &s->db, flags, NULL);
	if (s->db == NULL)
		die_with(MSG_OUT_OF_MEMORY, "");
	if (code != SQLITE_OK) {
		sql_trouble(s, code);
		return;
	}
	harden(s->db);
	sqlite3_busy_timeout(s->db, PATIENCE);
	run_setting(s, keeping);
}

/* --- what is it? ---------------------------------------------------------------- */

static enum store_result refuse(struct store *s, struct diags *diags,
				enum message message)
{
	DIAG(diags, (struct span){ 0 }, message, s->path);
	return STORE_REFUSED;
}

/* `*version` is -1 for a file that is nobody's yet. */
static enum store_result recognise(struct store *s, int *version,
				   struct diags *diags)
{
	int64_t application, tables;

	application = sql_number(s, sql_begin(s, SQL_APPLICATION), 0);
	*version = (int)sql_number(s, sql_begin(s, SQL_VERSION), 0);
	tables = sql_number(s, sql_begin(s, SQL_TABLES_COUNT), 0);
	if (s->trouble != SQLITE_OK)
		return trouble_tell(s, diags);
	if (application == 0 && *version == 0 && tables == 0)
		return STORE_DONE;	/* new, or left by a making cut short */
	if (application != schema_application() || *version == 0)
		return refuse(s, diags, MSG_STORE_NOT_OURS);
	if (*version > schema_version())
		return refuse(s, diags, MSG_STORE_NEWER);
	return STORE_DONE;
}

static enum store_result settle(struct store *s, enum store_opening opening,
				struct diags *diags)
{
	int version = 0;
	enum store_result result = recognise(s, &version, diags);

	if (result != STORE_DONE)
		return result;
	if (opening == STORE_READ && version == 0)
		return refuse(s, diags, MSG_STORE_NOT_OURS);
	if (opening == STORE_READ && version < schema_version())
		return refuse(s, diags, MSG_STORE_OLDER);
	if (opening != STORE_READ) {
		run_setting(s, "PRAGMA journal_mode = WAL");
		schema_upgrade(s, version);
	}
	return trouble_tell(s, diags);
}

enum store_result store_open(struct store **store, const char *path,
			     enum store_opening opening,
			     const struct chance *chance, struct diags *diags)
{
	struct arena *own = arena_open();
	struct store *s = ARENA_NEW(own, struct store);
	enum store_result result;

	*store = NULL;
	s->own = own;
	s->scratch = arena_open();
	s->chance = *chance;
	s->path = str_cstr(own, str_from(path));
	/* One that may not be reached is there, and is no new file. */
	if (opening != STORE_CREATE && access(path, F_OK) != 0 &&
	    errno == ENOENT) {
		result = refuse(s, diags, MSG_STORE_MISSING);
	} else {
		open_file(s, opening);
		result = trouble_tell(s, diags);
	}
	if (result == STORE_DONE)
		result = settle(s, opening, diags);
	arena_reset(s->scratch);
	if (result == STORE_DONE)
		*store = s;
	else
		store_close(s);
	return result;
}

void store_close(struct store *s)
{
	if (s == NULL)
		return;
	for (int i = 0; i < SQL_COUNT; i++)
		sqlite3_finalize(s->statements[i]);
	sqlite3_close(s->db);
	arena_close(s->scratch);
	arena_close(s->own);
}

const char *store_path(const struct store *s)
{
	return s->path;
}
