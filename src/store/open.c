/* Opening a file: what it is, whether we may, and how it is to be kept. */
#include "db.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

enum {
	OWN_BYTES = 8 * 1024,
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
    "PRAGMA wal_autocheckpoint = 1000; PRAGMA temp_store = MEMORY; "
    /* KiB: a server has many connections, and the system keeps pages too. */
    "PRAGMA cache_size = -512";

static void run_setting(struct store *s, const char *text)
{
	int code;

	if (s->trouble != SQLITE_OK)
		return;
	code = sqlite3_exec(s->db, text, NULL, NULL, NULL);
	if (code != SQLITE_OK)
		sql_trouble(s, code);
}

/*
 * SQLite counts what it allocates under one lock for all threads, at each
 * allocation: nearly all the locks it takes, for figures that nobody reads.
 */
static void count_nothing(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static void open_file(struct store *s, const char *path, int rights)
{
	static pthread_once_t before_the_first = PTHREAD_ONCE_INIT;
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | rights;
	int code;

	pthread_once(&before_the_first, count_nothing);
	code = sqlite3_open_v2(path, &s->db, flags, NULL);
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

/* --- where nothing may be written ------------------------------------------------ */

static const char *log_of(struct arena *a, const char *path)
{
	struct buf name = buf_make(a);

	buf_fmt(&name, "%s-wal", path);
	return str_cstr(a, buf_view(&name));
}

/* Where SQLite could not make what it keeps beside the file. */
bool store_is_archive(const char *path)
{
	struct arena *a = arena_open();
	bool is = access(path, R_OK) == 0 &&
		  (access(path, W_OK) != 0 ||
		   (access(path_parent(a, path), W_OK) != 0 &&
		    access(log_of(a, path), W_OK) != 0));

	arena_close(a);
	return is;
}

/* As the address that SQLite takes, which says that the file never changes. */
static const char *archive_address(struct store *s)
{
	static const char digits[] = "0123456789ABCDEF";
	char *whole = realpath(s->path, NULL);
	struct buf b = buf_make(s->scratch);

	buf_text(&b, "file:");
	for (const char *at = whole == NULL ? "" : whole; *at != '\0'; at++) {
		unsigned char c = (unsigned char)*at;

		if (strchr("%?#", c) == NULL) {
			buf_char(&b, *at);
			continue;
		}
		buf_char(&b, '%');
		buf_char(&b, digits[c >> 4]);
		buf_char(&b, digits[c & 15]);
	}
	free(whole);
	buf_text(&b, "?immutable=1");
	return str_cstr(s->scratch, buf_view(&b));
}

/* --- what is it? ---------------------------------------------------------------- */

static enum store_result refuse(struct store *s, struct diags *diags,
				enum message message)
{
	DIAG(diags, (struct span){ 0 }, message, s->path);
	return STORE_REFUSED;
}

static enum store_result recognise(struct store *s, int *version,
				   struct diags *diags)
{
	int64_t application;

	application = sql_number(s, sql_begin(s, SQL_APPLICATION), 0);
	*version = (int)sql_number(s, sql_begin(s, SQL_VERSION), 0);
	if (s->trouble != SQLITE_OK)
		return trouble_tell(s, diags);
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
	if (opening == STORE_READ && version < schema_version())
		return refuse(s, diags, MSG_STORE_OLDER);
	if (opening != STORE_READ) {
		run_setting(s, "PRAGMA journal_mode = WAL");
		schema_upgrade(s, version);
	}
	return trouble_tell(s, diags);
}

/* --- a new one ----------------------------------------------------------------- */

static struct store *store_new(const char *path, const struct chance *chance)
{
	struct arena *own = arena_open_small(OWN_BYTES);
	struct store *s = ARENA_NEW(own, struct store);

	s->own = own;
	s->scratch = arena_open_small(OWN_BYTES);
	s->chance = *chance;
	s->path = str_cstr(own, str_from(path));
	return s;
}

/* Whole, under another name; diagnostics speak of the file it will be. */
static enum store_result make_at(const char *making, const char *path,
				 const struct chance *chance,
				 struct diags *diags)
{
	struct store *s = store_new(path, chance);
	enum store_result result;

	making_begin(making);
	open_file(s, making, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
	if (s->trouble == SQLITE_OK)
		schema_upgrade(s, 0);
	result = trouble_tell(s, diags);
	store_close(s);
	return result;
}

static enum store_result make_file(const char *path,
				   const struct chance *chance,
				   struct diags *diags)
{
	struct arena *a = arena_open();
	const char *making = store_temporary(a, chance, path);
	enum store_result result;
	int error;

	store_sweep(path, true);
	result = make_at(making, path, chance, diags);
	if (result == STORE_DONE) {
		error = making_take_new_name(making, path);
		if (error == 0)
			error = file_sync(path_parent(a, path));
		/* Made by another meanwhile: that one serves as well. */
		if (error != 0 && error != EEXIST) {
			DIAG(diags, (struct span){ 0 }, MSG_STORE_IO, path,
			     error_said(error));
			result = STORE_FAILED;
		}
	}
	store_remove(making);
	arena_close(a);
	return result;
}

/* --- opening ------------------------------------------------------------------- */

/* One that may not be reached is there, and is no new file. */
static bool is_missing(const char *path)
{
	return access(path, F_OK) != 0 && errno == ENOENT;
}

static bool is_empty(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == 0;
}

static enum store_result fail(struct store *s, struct diags *diags,
			      enum message message)
{
	refuse(s, diags, message);
	return STORE_FAILED;
}

/* Another who may write has it open, or its log can be read all the same. */
static bool reads_with_log(struct store *s)
{
	open_file(s, s->path, SQLITE_OPEN_READONLY);
	if (s->trouble == SQLITE_OK)
		sql_number(s, sql_begin(s, SQL_VERSION), 0);
	if (s->trouble == SQLITE_OK)
		return true;
	trouble_forget(s);
	return false;
}

static enum store_result open_there(struct store *s, enum store_opening opening,
				    struct diags *diags)
{
	const char *log = log_of(s->scratch, s->path);
	enum store_result result;

	if (is_missing(s->path))
		return refuse(s, diags, MSG_STORE_MISSING);
	if (is_empty(s->path))
		return refuse(s, diags, MSG_STORE_EMPTY);
	if (!store_is_archive(s->path)) {
		open_file(s, s->path,
			  opening == STORE_READ ? SQLITE_OPEN_READONLY
						: SQLITE_OPEN_READWRITE);
	} else if (opening != STORE_READ) {
		return fail(s, diags, MSG_STORE_READONLY);
	} else if (is_empty(log) || is_missing(log)) {
		open_file(s, archive_address(s),
			  SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
	} else if (!reads_with_log(s)) {
		return fail(s, diags, MSG_STORE_LOG_LEFT);
	}
	result = trouble_tell(s, diags);
	return result == STORE_DONE ? settle(s, opening, diags) : result;
}

enum store_result store_open(struct store **store, const char *path,
			     enum store_opening opening,
			     const struct chance *chance, struct diags *diags)
{
	enum store_result result = STORE_DONE;
	struct store *s;

	*store = NULL;
	if (opening == STORE_CREATE && is_missing(path))
		result = make_file(path, chance, diags);
	if (result != STORE_DONE)
		return result;
	s = store_new(path, chance);
	result = open_there(s, opening, diags);
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
