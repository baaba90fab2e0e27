/* Statements by name: prepared once, bound, stepped, and reset at their end. */
#include "db.h"

#include "base/arena.h"

const char *const sql_texts[SQL_COUNT] = {
#define STATEMENT(name, ...) [SQL_##name] = __VA_ARGS__,
#include "sql.def"
#undef STATEMENT
};

sqlite3_stmt *sql_begin(struct store *s, enum sql which)
{
	sqlite3_stmt **st = &s->statements[which];
	int code;

	if (s->trouble != SQLITE_OK)
		return NULL;
	if (*st != NULL) {
		sqlite3_reset(*st);
		sqlite3_clear_bindings(*st);
		return *st;
	}
	code = sqlite3_prepare_v3(s->db, sql_texts[which], -1,
				  SQLITE_PREPARE_PERSISTENT, st, NULL);
	if (code != SQLITE_OK)
		sql_trouble(s, code);
	return *st;
}

/* Binding fails for want of memory alone, which stepping then reports. */
void sql_bind_str(sqlite3_stmt *st, int at, struct str text)
{
	if (st != NULL)
		sqlite3_bind_text(st, at, text.len > 0 ? text.at : "",
				  (int)text.len, SQLITE_STATIC);
}

void sql_bind_some(sqlite3_stmt *st, int at, struct str text)
{
	if (text.len > 0)
		sql_bind_str(st, at, text);
}

void sql_bind_digest(sqlite3_stmt *st, int at, const struct digest *d)
{
	unsigned char bytes[DIGEST_BYTES];

	digest_bytes(d, bytes);
	if (st != NULL)
		sqlite3_bind_blob(st, at, bytes, sizeof(bytes),
				  SQLITE_TRANSIENT);
}

void sql_bind_bytes(sqlite3_stmt *st, int at, const void *bytes, size_t len)
{
	if (st != NULL)
		sqlite3_bind_blob(st, at, len > 0 ? bytes : "", (int)len,
				  SQLITE_STATIC);
}

void sql_bind_int(sqlite3_stmt *st, int at, int64_t n)
{
	if (st != NULL)
		sqlite3_bind_int64(st, at, n);
}

bool sql_row(struct store *s, sqlite3_stmt *st)
{
	int code;

	if (st == NULL || s->trouble != SQLITE_OK)
		return false;
	code = sqlite3_step(st);
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		sql_trouble(s, code);
	/* A statement left in its middle would keep its transaction open. */
	sqlite3_reset(st);
	return false;
}

bool sql_run(struct store *s, sqlite3_stmt *st)
{
	while (sql_row(s, st))
		;
	return s->trouble == SQLITE_OK;
}

bool sql_changed(struct store *s, sqlite3_stmt *st)
{
	return sql_run(s, st) && sqlite3_changes(s->db) > 0;
}

bool sql_do(struct store *s, enum sql which)
{
	return sql_run(s, sql_begin(s, which));
}

int64_t sql_number(struct store *s, sqlite3_stmt *st, int64_t otherwise)
{
	int64_t n = otherwise;

	if (sql_row(s, st)) {
		n = sqlite3_column_int64(st, 0);
		sqlite3_reset(st);
	}
	return n;
}

struct str sql_str(struct arena *a, sqlite3_stmt *st, int column)
{
	const unsigned char *text = sqlite3_column_text(st, column);
	int len;

	/* Reasons and comments mostly: not worth a place in the arena. */
	if (text == NULL)
		return STR_NONE;
	len = sqlite3_column_bytes(st, column);
	return str_copy(a, (struct str){ (const char *)text, (size_t)len });
}

struct str sql_bytes(struct arena *a, sqlite3_stmt *st, int column)
{
	const void *bytes = sqlite3_column_blob(st, column);
	int len = sqlite3_column_bytes(st, column);

	return str_copy(a, (struct str){ bytes, (size_t)len });
}

/*
 * What is written to a file that has no name any more, or another one, is
 * lost, and SQLite does not look with a log.
 */
static bool is_in_place(struct store *s)
{
	int moved = 0;

	sqlite3_file_control(s->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	if (moved)
		sql_trouble(s, SQLITE_READONLY_DBMOVED);
	return !moved;
}

void store_look(struct store *s)
{
	s->looking = sql_do(s, SQL_BEGIN_READ);
}

bool store_look_end(struct store *s)
{
	bool looked = s->looking;

	s->looking = false;
	if (looked)
		sql_undo_write(s);
	return looked;
}

bool sql_begin_write(struct store *s)
{
	store_look_end(s);
	s->end = (struct journal_end){ 0 };
	return sql_do(s, SQL_BEGIN_WRITE) && is_in_place(s);
}

void sql_begin_part(struct store *s)
{
	sql_do(s, SQL_SAVEPOINT);
}

void sql_end_part(struct store *s, bool keep)
{
	if (!keep) {
		s->end = (struct journal_end){ 0 };
		sql_do(s, SQL_UNDO);
	}
	sql_do(s, SQL_RELEASE);
}

/* Some trouble has undone everything already. */
void sql_undo_write(struct store *s)
{
	sqlite3_stmt *st = s->statements[SQL_ROLLBACK];

	s->end = (struct journal_end){ 0 };
	if (sqlite3_get_autocommit(s->db))
		return;
	if (st == NULL)
		sqlite3_prepare_v3(s->db, sql_texts[SQL_ROLLBACK], -1,
				   SQLITE_PREPARE_PERSISTENT, &st, NULL);
	s->statements[SQL_ROLLBACK] = st;
	if (st != NULL) {
		sqlite3_step(st);
		sqlite3_reset(st);
	}
}

bool sql_end_write(struct store *s)
{
	s->end = (struct journal_end){ 0 };
	if (s->trouble == SQLITE_OK && sql_do(s, SQL_COMMIT) && is_in_place(s))
		return true;
	sql_undo_write(s);
	return false;
}
