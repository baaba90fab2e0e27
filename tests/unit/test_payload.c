/*
 * What an answer's payload derives: the reader of our own (store/payload.c)
 * reads what we write, and whatever the payload, the table holds what one
 * statement of SQL makes of it, as the program did before it had a reader:
 * journals of then must derive the same. Payloads are made at random, of
 * members as we write them and of what SQLite's JSON may trip on.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store_case.h"

#include "../../src/store/db.h"
#include "../../src/store/payload.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static struct file_of_cases f;

static int open_one(void **state)
{
	(void)state;
	cases_make(&f, 11);
	return 0;
}

static int close_one(void **state)
{
	(void)state;
	cases_drop(&f);
	return 0;
}

/* --- what is read ------------------------------------------------------------ */

static void is_slice(struct str s, const char *expected)
{
	if (expected == NULL)
		assert_null(s.at);
	else
		assert_true(s.at != NULL && str_is(s, expected));
}

static void what_we_write_is_read(void **state)
{
	static const char *const values[] = {
		"3", "-0.25", "true", "false", "\"crm\"",
		"[\"write\"]", "[\"write\",\"sell\",\"\xc3\xa9t\xc3\xa9\"]",
	};

	(void)state;
	for (size_t i = 0; i < ROWS(values); i++) {
		struct answer_record r = { .respondent = STR("r"),
					   .question = STR("q"),
					   .kind = ANSWER_VALUE,
					   .value = str_from(values[i]),
					   .note = STR("\xc3\xa0 voir") };
		struct stamp stamp = { STR("2026-11-22T12:00:00Z"),
				       STR("Consultante"), STR("abc") };
		struct change c = change_answer(f.arena, &stamp, STR("c"), &r);
		struct said_answer said;

		assert_true(payload_read_answer(c.payload, &said));
		is_slice(said.at, "2026-11-22T12:00:00Z");
		is_slice(said.respondent, "r");
		is_slice(said.question, "q");
		is_slice(said.kind, "value");
		is_slice(said.value, values[i]);
		is_slice(said.note, "\xc3\xa0 voir");
		is_slice(said.reason, NULL);
	}
}

static void an_empty_text_is_a_text(void **state)
{
	struct said_answer said;

	(void)state;
	assert_true(payload_read_answer(
	    STR("{\"at\":\"\",\"note\":\"\",\"reason\":\"x\"}"), &said));
	is_slice(said.at, "");
	is_slice(said.note, "");
	is_slice(said.reason, "x");
	is_slice(said.respondent, NULL);
	is_slice(said.value, NULL);
}

static void the_rest_is_left_to_sql(void **state)
{
	static const struct str payloads[] = {
		STR_INIT(""),
		STR_INIT("{"),
		STR_INIT("{}"),
		STR_INIT("}"),
		STR_INIT(",\"respondent\":\"r\",\"question\":\"q\"}"),
		STR_INIT("{\"at\":"),
		STR_INIT("{\"at\":\""),
		STR_INIT("{\"at\":\"x"),
		STR_INIT("{\"at\":\"x\""),
		STR_INIT("{\"at\":\"x\"} "),
		STR_INIT("{\"at\":\"x\",}"),
		STR_INIT("{\"at\" :\"x\"}"),
		STR_INIT("{\"at\":1}"),
		STR_INIT("{\"at\":null}"),
		STR_INIT("{\"at\":\"\\u0041\"}"),
		STR_INIT("{\"at\":\"a\nb\"}"),
		STR_INIT("{\"at\":\"a\0b\"}"),
		STR_INIT("{\"at\":\"x\",\"at\":\"y\"}"),
		STR_INIT("{\"at\":\"x\",\"note\":\"y\",\"note\":\"z\"}"),
		STR_INIT("{\"at\":\"x\",\"reason\":\"y\",\"note\":\"z\"}"),
		STR_INIT("{\"at\":\"x\",\"else\":\"y\"}"),
		STR_INIT("{\"at\":\"x\",\"value\":}"),
		STR_INIT("{\"at\":\"x\",\"value\":null}"),
		STR_INIT("{\"at\":\"x\",\"value\":01}"),
		STR_INIT("{\"at\":\"x\",\"value\":-}"),
		STR_INIT("{\"at\":\"x\",\"value\":1.}"),
		STR_INIT("{\"at\":\"x\",\"value\":1e5}"),
		STR_INIT("{\"at\":\"x\",\"value\":+1}"),
		STR_INIT("{\"at\":\"x\",\"value\":trues}"),
		STR_INIT("{\"at\":\"x\",\"value\":tru"),
		STR_INIT("{\"at\":\"x\",\"value\":[]}"),
		STR_INIT("{\"at\":\"x\",\"value\":[\"a\", \"b\"]}"),
		STR_INIT("{\"at\":\"x\",\"value\":[\"a\",]}"),
		STR_INIT("{\"at\":\"x\",\"value\":[\"a\",1]}"),
		STR_INIT("{\"at\":\"x\",\"value\":[\"a\"}"),
		STR_INIT("{\"at\":\"x\",\"value\":{\"a\":1}}"),
	};

	(void)state;
	for (size_t i = 0; i < ROWS(payloads); i++) {
		struct str copy = payloads[i];
		struct said_answer said;
		char *exact = malloc(copy.len + 1);

		/* Nothing beyond the end is looked at: the sanitizer sees. */
		memcpy(exact, copy.at, copy.len);
		exact = realloc(exact, copy.len > 0 ? copy.len : 1);
		copy.at = exact;
		if (payload_read_answer(copy, &said))
			fail_msg("read: %.*s", STR_ARGS(copy));
		free(exact);
	}
}

/* --- both ways ---------------------------------------------------------------- */

/* The statement of before, word for word. */
static const char in_one[] =
    "INSERT INTO answer(respondent, question, kind, "
    "value, note, reason, at) SELECT s.key, ?2->>'$.question', "
    "?2->>'$.kind', ?2->'$.value', ?2->>'$.note', ?2->>'$.reason', "
    "?2->>'$.at' FROM respondent s JOIN round r ON r.key = s.round "
    "WHERE s.id = ?2->>'$.respondent' AND r.chain = ?1 AND ?3 > 0 "
    "ON CONFLICT(respondent, question) DO UPDATE SET "
    "kind = excluded.kind, value = excluded.value, note = excluded.note, "
    "reason = excluded.reason, at = excluded.at";

static const char all_answers[] =
    "SELECT coalesce(group_concat(respondent || ' ' || hex(question) || ' ' "
    "|| hex(kind) || ' ' || typeof(value) || hex(value) || ' ' "
    "|| typeof(note) || hex(note) || ' ' || typeof(reason) || hex(reason) "
    "|| ' ' || hex(at), ';'), '') FROM answer";

struct outcome {
	bool derived;
	int trouble;
	char detail[200];
	struct str answers;
};

static void run(const char *text)
{
	assert_int_equal(sqlite3_exec(f.store->db, text, NULL, NULL, NULL),
			 SQLITE_OK);
}

static struct str answers_now(void)
{
	sqlite3_stmt *st;
	struct str all;

	assert_int_equal(sqlite3_prepare_v2(f.store->db, all_answers, -1, &st,
					    NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	all = sql_str(f.arena, st, 0);
	sqlite3_finalize(st);
	return all;
}

static struct outcome by_sql(int64_t chain, struct str payload)
{
	struct outcome o = { 0 };
	int64_t before = sqlite3_total_changes64(f.store->db);
	sqlite3_stmt *st;
	int code;

	assert_int_equal(sqlite3_prepare_v2(f.store->db, in_one, -1, &st,
					    NULL),
			 SQLITE_OK);
	sqlite3_bind_int64(st, 1, chain);
	sqlite3_bind_text(st, 2, payload.at, (int)payload.len, SQLITE_STATIC);
	sqlite3_bind_int64(st, 3, 1);
	code = sqlite3_step(st);
	if (code != SQLITE_DONE) {
		o.trouble = code;
		snprintf(o.detail, sizeof(o.detail), "%s",
			 sqlite3_errmsg(f.store->db));
	}
	o.derived = sqlite3_total_changes64(f.store->db) > before;
	sqlite3_finalize(st);
	o.answers = answers_now();
	return o;
}

static struct outcome by_ours(int64_t chain, struct speaker *last,
			      struct str payload)
{
	struct outcome o = { 0 };

	f.store->detail[0] = '\0';
	o.derived = payload_apply_answer(f.store, chain, last, payload);
	o.trouble = f.store->trouble;
	memcpy(o.detail, f.store->detail, sizeof(o.detail));
	trouble_forget(f.store);
	o.answers = answers_now();
	return o;
}

/* --- payloads made at random ---------------------------------------------------- */

static uint32_t below(uint32_t most)
{
	uint32_t n;

	f.chance.fill(f.chance.context, &n, sizeof(n));
	return n % most;
}

static const struct str odd[] = {
	STR_INIT("1"),
	STR_INIT("-0"),
	STR_INIT("0.50"),
	STR_INIT("1e3"),
	STR_INIT("1E999"),
	STR_INIT("123456789012345678901234567890"),
	STR_INIT("0.1234567890123456789012345"),
	STR_INIT("00"),
	STR_INIT("1."),
	STR_INIT("true"),
	STR_INIT("false"),
	STR_INIT("null"),
	STR_INIT("nul"),
	STR_INIT("[]"),
	STR_INIT("[\"a\"]"),
	STR_INIT("[\"a\",\"b\"]"),
	STR_INIT("[ \"a\" , 1.0 ]"),
	STR_INIT("[[[\"a\"]]]"),
	STR_INIT("[\"a\\\"b\",\"\\u00e9\"]"),
	STR_INIT("{}"),
	STR_INIT("{\"note\":\"n\",\"note\":2}"),
	STR_INIT("\"\""),
	STR_INIT("\"value\""),
	STR_INIT("\"na\""),
	STR_INIT("\"a\\nb\""),
	STR_INIT("\"a\nb\""),
	STR_INIT("\"a\0b\""),
	STR_INIT("\"\\u0000\""),
	STR_INIT("\"\\ud83d\\ude00\""),
	STR_INIT("\"\\ud83d\""),
	STR_INIT("\"\\q\""),
	STR_INIT("\"\xc3\xa9\""),
	STR_INIT("\"\xff\xc0\x80\""),
	STR_INIT("\"\x7f\""),
	STR_INIT("\"2026-11-22\""),
	STR_INIT("2026112200"),
	STR_INIT("\"tell me\""),
	STR_INIT("\"a question of more than sixty-four letters is too long "
		 "for a column\""),
	STR_INIT(""),
	STR_INIT("x"),
};

static void put(struct buf *b, struct str value)
{
	buf_str(b, below(8) == 0 ? odd[below(ROWS(odd))] : value);
}

static const char *const kinds[] = { "\"value\"", "\"missing\"", "\"na\"",
				     "\"dont_know\"", "\"other\"" };
static const char *const said[] = { "1",      "2.5",	 "true",
				    "\"crm\"", "[\"a\"]", "[\"a\",\"b\"]" };

struct people {
	struct str ids[4];
};

static void put_member(struct buf *b, const struct people *p, int member)
{
	static const char *const keys[] = {
		"at",	"by",	 "from", "respondent", "question",
		"kind", "value", "note", "reason",
	};
	struct buf id = buf_make(f.arena);

	buf_fmt(b, "\"%s\"%s:", keys[member], below(60) == 0 ? " " : "");
	buf_fmt(&id, "\"%.*s\"", STR_ARGS(p->ids[below(20) == 0
						     ? 1 + below(3)
						     : 0]));
	if (member == 0)
		put(b, STR("\"2026-11-22T12:00:00Z\""));
	else if (member == 3)
		put(b, buf_view(&id));
	else if (member == 4)
		put(b, below(2) == 0 ? STR("\"q1\"") : STR("\"q2\""));
	else if (member == 5)
		put(b, str_from(kinds[below(3) == 0 ? below(5) : 0]));
	else if (member == 6)
		put(b, str_from(said[below(ROWS(said))]));
	else
		put(b, STR("\"a text\""));
}

/* Those that are mostly there; some twice, or elsewhere. */
static struct str random_payload(const struct people *p)
{
	static const uint32_t rare[] = { 50, 2, 2, 50, 50, 50, 20, 3, 2 };
	struct buf b = buf_make(f.arena);
	bool first = true;

	for (int m = 0; m < 9; m++) {
		int member = below(80) == 0 ? (int)below(9) : m;

		if (member == m && below(rare[m]) == 0)
			continue;
		buf_text(&b, first ? "{" : ",");
		put_member(&b, p, member);
		first = false;
	}
	buf_text(&b, first ? "{}" : "}");
	if (below(30) == 0)
		b.len = below((uint32_t)b.len + 1);
	if (below(30) == 0 && b.len > 0)
		b.at[below((uint32_t)b.len)] = (char)below(256);
	return buf_view(&b);
}

static void both_ways_are_one(void **state)
{
	enum { TRIES = 3000, ENOUGH = TRIES / 20 };
	struct small_case mine = cases_add(&f, "mine");
	struct small_case other = cases_add(&f, "other");
	struct people p = { { mine.leader, mine.staff, other.leader,
			      STR("nobody") } };
	int64_t chain = chain_find(f.store, mine.chain);
	struct speaker last = { 0 };
	int read = 0, left = 0, derived = 0, refused = 0, kept = 0;

	(void)state;
	run("BEGIN IMMEDIATE");
	for (int i = 0; i < TRIES; i++) {
		struct str payload = random_payload(&p);
		struct said_answer plain;
		struct outcome one, two;

		run("SAVEPOINT way");
		one = by_sql(chain, payload);
		run("ROLLBACK TO way");
		two = by_ours(chain, &last, payload);
		if (one.derived != two.derived || one.trouble != two.trouble ||
		    strcmp(one.detail, two.detail) != 0 ||
		    !str_eq(one.answers, two.answers))
			fail_msg("%.*s: %d %d %s, and %d %d %s",
				 STR_ARGS(payload), one.derived, one.trouble,
				 one.detail, two.derived, two.trouble,
				 two.detail);
		if (payload_read_answer(payload, &plain))
			read++;
		else
			left++;
		derived += one.derived;
		refused += one.trouble != SQLITE_OK;
		/* Now and then an answer stays, to be changed by the next. */
		if (below(4) == 0)
			kept++;
		else
			run("ROLLBACK TO way");
		run("RELEASE way");
	}
	run("ROLLBACK");
	assert_true(read > ENOUGH && left > ENOUGH && derived > ENOUGH &&
		    refused > ENOUGH && kept > ENOUGH);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_one, close_one)

static const struct CMUnitTest tests[] = {
	TEST(what_we_write_is_read),
	TEST(an_empty_text_is_a_text),
	TEST(the_rest_is_left_to_sql),
	TEST(both_ways_are_one),
};

int main(void)
{
	return cmocka_run_group_tests_name("payload", tests, NULL, NULL);
}
