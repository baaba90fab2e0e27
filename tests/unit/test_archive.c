/*
 * Archives, XML and Anki collections: the bytes against the formats'
 * descriptions (PKWARE's APPNOTE, EPUB's container, XML 1.0, SQLite), and the
 * same bytes whatever the time zone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "format/anki.h"
#include "format/xml.h"
#include "format/zip.h"
#include "read_zip.h"

static struct arena *keep;

static int set_up(void **state)
{
	(void)state;
	keep = arena_open();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_close(keep);
	return 0;
}

static void same(struct str got, const char *want)
{
	assert_string_equal(str_cstr(keep, got), want);
}

/* --- zip -------------------------------------------------------------------
 */

static struct str sample_zip(void)
{
	struct archive *z = archive_begin(keep);
	struct buf out = buf_make(keep);

	archive_add(z, "mimetype", STR("application/epub+zip"), true);
	archive_add(z, "d/\xC3\xA9.txt",
		    STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
		    false);
	archive_add(z, "empty", STR_NONE, false);
	archive_finish(z, &out);
	return buf_view(&out);
}

/* EPUB 3.2, OCF 4.3: readable at a fixed place, neither packed nor padded. */
static void test_mimetype(void **state)
{
	struct str z = sample_zip();

	(void)state;
	same(str_sub(z, 0, 4), "PK\x03\x04");
	assert_int_equal(read_u16(z, 8), 0);  /* stored */
	assert_int_equal(read_u16(z, 26), 8); /* the name's length */
	assert_int_equal(read_u16(z, 28), 0); /* no extra field */
	same(str_sub(z, 30, 58), "mimetypeapplication/epub+zip");
}

/* Every entry, in the directory and in front of its bytes. */
static void test_entries(void **state)
{
	static const char *const names[] = { "mimetype", "d/\xC3\xA9.txt",
					     "empty" };
	struct str z = sample_zip();
	size_t at = zip_directory(z);

	(void)state;
	for (size_t n = 0; n < 3; n++) {
		size_t local = read_u32(z, at + 42),
		       length = read_u16(z, at + 28);

		same(str_sub(z, at + 46, at + 46 + length), names[n]);
		assert_int_equal(read_u16(z, at + 12), 0);      /* midnight */
		assert_int_equal(read_u16(z, at + 14), 0x0021); /* 1980-01-01 */
		assert_int_equal(read_u16(z, at + 30), 0);      /* extra */
		assert_int_equal(read_u16(z, at + 32), 0);      /* comment */
		assert_int_equal(read_u32(z, at + 38) >> 16, 0100644);
		assert_int_equal(read_u16(z, local + 10), 0);
		assert_int_equal(read_u16(z, local + 12), 0x0021);
		assert_int_equal(read_u16(z, local + 28), 0);
		/* Bit 11: the name is UTF-8; bit 3: sizes stand afterwards. */
		assert_int_equal(read_u16(z, local + 6) >> 11 & 1, n == 1);
		assert_int_equal(read_u16(z, local + 6) >> 3 & 1, 0);
		at += 46 + length;
	}
	same(str_sub(z, at, at + 4), "PK\x05\x06");
}

static void test_contents(void **state)
{
	struct str z = sample_zip();

	(void)state;
	same(read_zip(keep, z, "mimetype"), "application/epub+zip");
	same(read_zip(keep, z, "d/\xC3\xA9.txt"),
	     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	same(read_zip(keep, z, "empty"), "");
}

static void use_zone(const char *zone)
{
	setenv("TZ", zone, 1);
	tzset();
}

/* Half a day ahead and behind; a country without a 31 December 2011. */
static const char *const zones[] = {
	"UTC",          "Pacific/Kiritimati", "America/Caracas",
	"Pacific/Apia", "XYZ-23:59:59",       "XYZ+23:59:59"
};

static void test_zones(void **state)
{
	struct str first;

	(void)state;
	use_zone("UTC");
	first = sample_zip();
	for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++) {
		use_zone(zones[i]);
		assert_true(str_eq(sample_zip(), first));
	}
}

/* --- XML
 * ------------------------------------------------------------------------ */

static const struct xml_row {
	const char *name, *text, *in_text, *in_attr;
} xml_rows[] = {
	{ "plain", "\xC3\xA9t\xC3\xA9", "\xC3\xA9t\xC3\xA9",
	  "\xC3\xA9t\xC3\xA9" },
	{ "signs", "a<b>&c", "a&lt;b&gt;&amp;c", "a&lt;b&gt;&amp;c" },
	{ "quotes", "\"'", "\"'", "&quot;'" },
	{ "the end of CDATA", "]]>", "]]&gt;", "]]&gt;" },
	{ "an entity stays text", "&amp;", "&amp;amp;", "&amp;amp;" },
	{ "line ends", "a\nb\tc\rd", "a\nb\tc&#13;d", "a&#10;b&#9;c&#13;d" },
	{ "controls are left out",
	  "a\x01\x08\x0B\x1F"
	  "b",
	  "ab", "ab" },
	{ "delete is allowed", "\x7F", "\x7F", "\x7F" },
	{ "U+FFFE and U+FFFF are left out",
	  "a\xEF\xBF\xBE\xEF\xBF\xBF"
	  "b",
	  "ab", "ab" },
	{ "U+FFFD stays", "\xEF\xBF\xBD", "\xEF\xBF\xBD", "\xEF\xBF\xBD" },
};

enum { XML_ROWS = sizeof(xml_rows) / sizeof(*xml_rows) };

static void test_xml(void **state)
{
	const struct xml_row *row = *state;
	struct buf out = buf_make(keep), want = buf_make(keep);
	struct xml x = xml_begin(&out);

	XML_OPEN(&x, "a", { "b", str_from(row->text) });
	xml_text(&x, str_from(row->text));
	xml_close(&x, "a");
	buf_fmt(&want,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<a b=\"%s\">%s</a>\n",
		row->in_attr, row->in_text);
	same(buf_view(&out), str_cstr(keep, buf_view(&want)));
}

static void bug_close_other(struct xml *x)
{
	xml_open(x, "a", NULL);
	xml_close(x, "b");
}
static void bug_close_alone(struct xml *x)
{
	xml_close(x, "a");
}
static void bug_twice(struct xml *x)
{
	XML_VOID(x, "a", { "b", STR("1") }, { "b", STR("2") });
}
static void bug_deep(struct xml *x)
{
	for (int i = 0; i <= XML_DEPTH; i++)
		xml_open(x, "a", NULL);
}
static void bug_zip_twice(struct xml *x)
{
	struct archive *z = archive_begin(x->out->arena);

	archive_add(z, "a", STR_NONE, false);
	archive_add(z, "a", STR_NONE, true);
}

static const struct bug_row {
	const char *name;
	void (*run)(struct xml *x);
} bug_rows[] = {
	{ "bug: closing another element", bug_close_other },
	{ "bug: closing nothing", bug_close_alone },
	{ "bug: an attribute twice", bug_twice },
	{ "bug: too deep", bug_deep },
	{ "bug: a file twice in an archive", bug_zip_twice },
};

enum { BUG_ROWS = sizeof(bug_rows) / sizeof(*bug_rows) };

static void test_bug(void **state)
{
	const struct bug_row *row = *state;
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		struct buf out = buf_make(arena_open());
		struct xml x = xml_begin(&out);

		close(STDERR_FILENO);
		row->run(&x);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 70);
}

/* --- Anki
 * ------------------------------------------------------------------------ */

static struct str sample_deck(void)
{
	static const struct anki_note notes[] = {
		{ 1000000000001, STR_INIT("g/1"), STR_INIT("<b>Un</b> & deux"),
		  STR_INIT("dos\nligne"), STR_INIT("m01") },
		{ 1000000000002, STR_INIT("g/2"), STR_INIT("12"), STR_INIT(""),
		  STR_INIT("") },
	};
	const struct anki_deck deck = {
		.name = STR("Un \"jeu\" :: d'\xC3\xA9t\xC3\xA9"),
		.id = 1500000000000,
		.modified = 1700000000,
		.notes = notes,
		.note_count = 2,
	};
	struct buf out = buf_make(keep);

	anki_collection(&out, keep, &deck);
	return buf_view(&out);
}

static sqlite3 *open_bytes(struct str bytes)
{
	unsigned char *copy = sqlite3_malloc64(bytes.len);
	sqlite3 *db;

	memcpy(copy, bytes.at, bytes.len);
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(sqlite3_deserialize(db, "main", copy,
					     (sqlite3_int64)bytes.len,
					     (sqlite3_int64)bytes.len,
					     SQLITE_DESERIALIZE_FREEONCLOSE),
			 SQLITE_OK);
	return db;
}

/* The first column of the first row, or "none". */
static const struct query {
	const char *sql, *want;
} queries[] = {
	{ "PRAGMA integrity_check", "ok" },
	{ "SELECT ver || ' ' || tags FROM col", "11 {}" },
	{ "SELECT count(*) FROM notes", "2" },
	{ "SELECT guid || tags || mid || ' ' || mod FROM notes",
	  "g/1 m01 1500000000001 1700000000" },
	{ "SELECT tags FROM notes WHERE guid = 'g/2'", "" },
	{ "SELECT sfld FROM notes WHERE guid = 'g/1'", "Un & deux" },
	{ "SELECT instr(flds, char(31)) FROM notes WHERE guid = 'g/1'", "17" },
	{ "SELECT count(*) FROM cards c JOIN notes n ON n.id = c.nid"
	  " WHERE c.did = 1500000000000 AND c.type = 0 AND c.queue = 0",
	  "2" },
	{ "SELECT group_concat(due) FROM cards", "1,2" },
	{ "SELECT decks ->> '$.1500000000000.name' FROM col",
	  "Un \"jeu\" :: d'\xC3\xA9t\xC3\xA9" },
	{ "SELECT models ->> '$.1500000000001.flds[1].name' FROM col", "Back" },
	{ "SELECT models -> '$.1500000000001.req' FROM col",
	  "[[0,\"any\",[0]]]" },
	{ "SELECT json_valid(conf) + json_valid(models) + json_valid(decks)"
	  " + json_valid(dconf) FROM col",
	  "4" },
	{ "SELECT conf ->> '$.curModel' FROM col", "1500000000001" },
};

enum { QUERIES = sizeof(queries) / sizeof(*queries) };

static void test_query(void **state)
{
	const struct query *q = *state;
	sqlite3 *db = open_bytes(sample_deck());
	sqlite3_stmt *s;

	assert_int_equal(sqlite3_prepare_v2(db, q->sql, -1, &s, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(s, 0), q->want);
	sqlite3_finalize(s);
	sqlite3_close(db);
}

static void test_same_deck(void **state)
{
	struct str first = sample_deck();

	(void)state;
	use_zone("Pacific/Kiritimati");
	assert_true(str_eq(sample_deck(), first));
}

int main(void)
{
	const struct CMUnitTest fixed[] = {
		cmocka_unit_test(test_mimetype),
		cmocka_unit_test(test_entries),
		cmocka_unit_test(test_contents),
		cmocka_unit_test(test_zones),
		cmocka_unit_test(test_same_deck),
	};
	enum { FIXED = sizeof(fixed) / sizeof(*fixed) };
	struct CMUnitTest tests[FIXED + XML_ROWS + BUG_ROWS + QUERIES];
	size_t n = FIXED;

	memcpy(tests, fixed, sizeof(fixed));
	for (size_t i = 0; i < XML_ROWS; i++)
		tests[n++] =
		    (struct CMUnitTest){ xml_rows[i].name, test_xml, NULL, NULL,
					 (void *)&xml_rows[i] };
	for (size_t i = 0; i < BUG_ROWS; i++)
		tests[n++] =
		    (struct CMUnitTest){ bug_rows[i].name, test_bug, NULL, NULL,
					 (void *)&bug_rows[i] };
	for (size_t i = 0; i < QUERIES; i++)
		tests[n++] =
		    (struct CMUnitTest){ queries[i].sql, test_query, NULL, NULL,
					 (void *)&queries[i] };
	return _cmocka_run_group_tests("archive", tests, n, set_up, tear_down);
}
