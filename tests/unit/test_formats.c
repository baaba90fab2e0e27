/*
 * Files of cases of older formats: tests/formats/N.sql is the dump of one,
 * made by the program of that time, with a little of everything in it, and is
 * never edited. It opens, is brought up to date, and says what it said.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/file.h"
#include "store_case.h"

#include "../../src/store/db.h"

static struct file_of_cases f;

static int open_folder(void **state)
{
	(void)state;
	cases_make(&f, 3);
	store_close(f.store);
	f.store = NULL;
	store_remove(f.path);
	return 0;
}

static int drop_folder(void **state)
{
	(void)state;
	cases_drop(&f);
	return 0;
}

/* The file as it was, from its dump. */
static void lay(int format)
{
	struct str dump;
	char path[40];
	sqlite3 *db;

	snprintf(path, sizeof(path), "tests/formats/%d.sql", format);
	if (file_read(f.arena, path, 16u << 20, &dump) != 0)
		fail_msg("%s: every format has its dump", path);
	assert_int_equal(sqlite3_open(f.path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, dump.at, NULL, NULL, NULL),
			 SQLITE_OK);
	sqlite3_close(db);
}

/* --- what a file says, as an outsider reads it ----------------------------- */

struct table {
	const char *name;
	const char *query;	/* its columns of then, every row, in order */
	struct digest rows;
	int count;
};
enum { TABLES = 64 };

static struct digest read_rows(sqlite3 *db, const char *query, int *count)
{
	struct buf all = buf_make(f.arena);
	sqlite3_stmt *st;

	*count = 0;
	assert_int_equal(sqlite3_prepare_v2(db, query, -1, &st, NULL),
			 SQLITE_OK);
	for (; sqlite3_step(st) == SQLITE_ROW; ++*count)
		buf_fmt(&all, "%s\n",
			(const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	return digest_of(buf_view(&all));
}

static int read_tables(struct table tables[TABLES])
{
	static const char each[] =
	    "SELECT name, 'SELECT ' || (SELECT group_concat('quote(' || name "
	    "|| ')', ' || ''|'' || ') FROM pragma_table_info(t.name)) || "
	    "' FROM ' || name || ' ORDER BY 1' FROM sqlite_schema t "
	    "WHERE type = 'table' ORDER BY name";
	sqlite3 *db;
	sqlite3_stmt *st;
	int n = 0;

	assert_int_equal(sqlite3_open(f.path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, each, -1, &st, NULL),
			 SQLITE_OK);
	for (; sqlite3_step(st) == SQLITE_ROW; n++) {
		assert_true(n < TABLES);
		tables[n].name = str_cstr(f.arena, sql_str(f.arena, st, 0));
		tables[n].query = str_cstr(f.arena, sql_str(f.arena, st, 1));
		tables[n].rows = read_rows(db, tables[n].query,
					   &tables[n].count);
	}
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

static void says_the_same(const struct table *tables, int count)
{
	sqlite3 *db;
	int rows;

	assert_int_equal(sqlite3_open(f.path, &db), SQLITE_OK);
	for (int i = 0; i < count; i++) {
		struct digest now = read_rows(db, tables[i].query, &rows);

		if (rows != tables[i].count ||
		    strcmp(now.hex, tables[i].rows.hex) != 0)
			fail_msg("%s: %d rows, %d before", tables[i].name,
				 rows, tables[i].count);
	}
	sqlite3_close(db);
}

static int version_of(void)
{
	sqlite3 *db;
	int version;

	assert_int_equal(sqlite3_open(f.path, &db), SQLITE_OK);
	f.store = &(struct store){ .db = db, .path = f.path };
	version = (int)sql_number(f.store, sql_begin(f.store, SQL_VERSION), 0);
	sqlite3_finalize(f.store->statements[SQL_VERSION]);
	f.store = NULL;
	sqlite3_close(db);
	return version;
}

/* --- the test ---------------------------------------------------------------- */

static void open_as(enum store_opening how, enum store_result wanted)
{
	assert_int_equal(store_open(&f.store, f.path, how, &f.chance,
				    &f.diags), wanted);
}

static void journals_hold(void)
{
	uint32_t count, entries;
	const struct case_record *all = store_cases(f.store, f.arena, &count);

	assert_true(count > 0);
	for (uint32_t i = 0; i < count; i++) {
		assert_int_equal(store_broken_link(f.store, all[i].id), 0);
		store_journal(f.store, f.arena, all[i].id, &entries);
		assert_true(entries > 0);
	}
}

static void an_older_file_is_brought_up_to_date(void **state)
{
	int format = *(const int *)*state;
	struct table tables[TABLES];
	int count;

	lay(format);
	assert_int_equal(version_of(), format);
	count = read_tables(tables);
	open_as(STORE_READ, format < schema_version() ? STORE_REFUSED
						      : STORE_DONE);
	if (format < schema_version())
		assert_string_equal(last_slug(&f), "store-older");
	store_close(f.store);
	f.store = NULL;
	diags_init(&f.diags, f.arena);
	assert_int_equal(version_of(), format);
	open_as(STORE_WRITE, STORE_DONE);
	assert_true(schema_is_ours(f.store));
	assert_int_equal(store_doctor(f.store, false, &f.diags), STORE_DONE);
	assert_int_equal(f.diags.count, 0);
	journals_hold();
	/* It takes what a new one takes. */
	store_close(f.store);
	f.store = NULL;
	assert_int_equal(version_of(), schema_version());
	says_the_same(tables, count);
	open_as(STORE_CREATE, STORE_DONE);
	cases_add(&f, "epicerie");
	assert_int_equal(store_doctor(f.store, false, &f.diags), STORE_DONE);
}

int main(void)
{
	/* Of this program's own format there need be no dump yet. */
	int oldest = 1, last = schema_version() > 1 ? schema_version() - 1 : 1;
	struct CMUnitTest rows[32];
	int formats[32];
	size_t n = 0;

	for (int v = oldest; v <= last && n < 32; v++, n++) {
		formats[n] = v;
		rows[n] = (struct CMUnitTest){
			"an older file is brought up to date",
			an_older_file_is_brought_up_to_date, open_folder,
			drop_folder, &formats[n] };
	}
	return _cmocka_run_group_tests("formats", rows, n, NULL, NULL);
}
