/*
 * The file of cases: what is saved is there, what does not fit is refused
 * whole, journals verify and tell when they were altered, what was erased is
 * nowhere, copies hold. Files are altered with SQLite itself, as an outsider
 * would.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/file.h"
#include "store_case.h"

#include "../../src/store/db.h"

static struct file_of_cases f;

static int open_one(void **state)
{
	(void)state;
	cases_make(&f, 7);
	return 0;
}

static int close_one(void **state)
{
	(void)state;
	cases_drop(&f);
	return 0;
}

static enum store_result reopen(enum store_opening how)
{
	store_close(f.store);
	f.store = NULL;
	return store_open(&f.store, f.path, how, &f.chance, &f.diags);
}

/* As an outsider would, with nothing of ours in the way. */
static void alter(const char *path, const char *text)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

/* --- statements -------------------------------------------------------------- */

static void every_statement_prepares(void **state)
{
	(void)state;
	for (int i = 0; i < SQL_COUNT; i++) {
		assert_non_null(sql_begin(f.store, (enum sql)i));
		assert_int_equal(f.store->trouble, SQLITE_OK);
	}
}

/* --- saving and reading --------------------------------------------------------- */

static void what_is_saved_is_there(void **state)
{
	struct small_case c = cases_add(&f, "epicerie");
	struct change changes[2];
	const struct answer_record *all;
	uint32_t count;

	(void)state;
	changes[0] = make_answer(&f, c.chain, c.leader, "reach_person", "2");
	changes[1] = make_answer(&f, c.chain, c.leader, "uses",
				 "[\"write\",\"sell\"]");
	assert_int_equal(store_save(f.store, changes, 2, &f.diags),
			 STORE_DONE);
	assert_int_equal(reopen(STORE_READ), STORE_DONE);
	all = store_answers(f.store, f.arena, c.round, &count);
	assert_int_equal(count, 2);
	assert_true(str_is(all[0].question, "reach_person"));
	assert_true(str_is(all[0].value, "2"));
	assert_true(str_is(all[1].value, "[\"write\",\"sell\"]"));
	assert_true(str_is(all[0].at, "2026-11-22T12:00:00Z"));
}

/* The later answer counts; both are in the journal. */
static void an_answer_changed_keeps_its_history(void **state)
{
	struct small_case c = cases_add(&f, "epicerie");
	struct change first = make_answer(&f, c.chain, c.leader, "q", "2");
	struct change then = make_answer(&f, c.chain, c.leader, "q", "5");
	const struct journal_entry *journal;
	const struct answer_record *all;
	uint32_t count;

	(void)state;
	assert_int_equal(store_save(f.store, &first, 1, &f.diags), STORE_DONE);
	assert_int_equal(store_save(f.store, &then, 1, &f.diags), STORE_DONE);
	all = store_answers(f.store, f.arena, c.round, &count);
	assert_int_equal(count, 1);
	assert_true(str_is(all[0].value, "5"));
	journal = store_journal(f.store, f.arena, c.chain, &count);
	assert_int_equal(count, 6);
	assert_true(str_find(journal[4].payload, STR("\"value\":2"), 0) !=
		    SIZE_MAX);
	assert_true(str_find(journal[5].payload, STR("\"value\":5"), 0) !=
		    SIZE_MAX);
}

static bool is_there(struct str chain)
{
	struct store_mark mark;

	return store_mark(f.store, chain, &mark);
}

static enum store_result begin_and_refuse(struct store *s, void *context,
					  struct diags *diags)
{
	const struct change *change = context;

	store_append(s, change, 1);
	assert_true(is_there(change->chain));
	DIAG(diags, (struct span){ 0 }, MSG_STORE_MISSING, "this test");
	return STORE_REFUSED;
}

/* The next case takes the key in this file that it would have had. */
static void a_case_undone_was_never_there(void **state)
{
	struct str id = new_id(&f);
	struct change change = make_case(&f, id, "epicerie");
	struct small_case next;

	(void)state;
	assert_int_equal(store_do(f.store, begin_and_refuse, &change,
				  &f.diags),
			 STORE_REFUSED);
	assert_false(is_there(id));
	next = cases_add(&f, "quincaillerie");
	assert_true(is_there(next.chain));
	assert_false(is_there(id));
	assert_int_equal(store_save(f.store, &change, 1, &f.diags),
			 STORE_DONE);
	assert_true(is_there(id));
}

/* More than a connection keeps in mind, each asked for more than once. */
static void many_cases_are_told_apart(void **state)
{
	enum { CASES = 3 * CHAINS_KNOWN / 2, TURNS = 3 };
	struct str ids[CASES];

	(void)state;
	for (int i = 0; i < CASES; i++) {
		char name[32];
		struct change change[3];

		snprintf(name, sizeof(name), "case-%d", i);
		ids[i] = new_id(&f);
		for (int n = 0; n < 3; n++)
			change[n] = make_case(&f, ids[i], name);
		assert_int_equal(store_save(f.store, change,
					    1 + (size_t)i % 3, &f.diags),
				 STORE_DONE);
	}
	for (int i = 0; i < TURNS * CASES; i++) {
		int which = i * 7 % CASES;
		struct store_mark mark;
		int64_t key;

		assert_true(store_mark(f.store, ids[which], &mark));
		assert_int_equal(mark.number, 1 + which % 3);
		key = chain_find(f.store, ids[which]);
		assert_int_equal(key, which + 1);
		assert_true(str_eq(chain_id(f.store, f.arena, key),
				   ids[which]));
	}
	assert_false(is_there(new_id(&f)));
	assert_int_equal(chain_id(f.store, f.arena, CASES + 1).len, 0);
	assert_int_equal(chain_id(f.store, f.arena, 0).len, 0);
}

static void cases_are_saved_in_turn(void **state)
{
	struct small_case one = cases_add(&f, "epicerie");
	struct small_case two = cases_add(&f, "quincaillerie");
	struct change changes[5];
	uint32_t count;

	(void)state;
	for (uint32_t i = 0; i < 5; i++) {
		const struct small_case *c = i % 3 == 0 ? &one : &two;
		char question[] = { 'q', (char)('0' + i), '\0' };

		changes[i] = make_answer(&f, c->chain, c->leader, question,
					 "2");
	}
	assert_int_equal(store_save(f.store, changes, 5, &f.diags),
			 STORE_DONE);
	store_answers(f.store, f.arena, one.round, &count);
	assert_int_equal(count, 2);
	store_answers(f.store, f.arena, two.round, &count);
	assert_int_equal(count, 3);
	assert_int_equal(store_broken_link(f.store, one.chain), 0);
	assert_int_equal(store_broken_link(f.store, two.chain), 0);
	store_journal(f.store, f.arena, two.chain, &count);
	assert_int_equal(count, 7);
}

/* Another may bear its id for a name. */
static void a_case_is_found_by_its_id(void **state)
{
	struct small_case c = cases_add(&f, "epicerie");
	const struct case_record *found;
	uint32_t count;

	(void)state;
	cases_add(&f, str_cstr(f.arena, c.chain));
	store_cases_named(f.store, f.arena, c.chain, &count);
	assert_int_equal(count, 2);
	found = store_case(f.store, f.arena, c.chain);
	assert_non_null(found);
	assert_true(str_is(found->name, "epicerie"));
	assert_true(str_eq(found->id, c.chain));
	assert_null(store_case(f.store, f.arena, STR("epicerie")));
	assert_null(store_case(f.store, f.arena, STR_NONE));
	assert_int_equal(store_erase_case(f.store, &noon, c.chain, &f.diags),
			 STORE_DONE);
	assert_null(store_case(f.store, f.arena, c.chain));
}

static struct change badly[8];

static uint32_t make_bad_changes(const struct small_case *c)
{
	uint32_t n = 0;
	struct round_record round = { .id = new_id(&f),
				      .date = STR("2026-11-22"),
				      .pack = STR("nothing") };
	struct round_record no_date = { .id = new_id(&f),
					.date = STR("2026-02-30"),
					.pack = c->pack };
	struct respondent_record named_staff = { .id = new_id(&f),
						 .round = c->round,
						 .name = STR("Quelqu'un"),
						 .group = GROUP_STAFF };
	struct answer_record no_reason = { .respondent = c->leader,
					   .question = STR("q"),
					   .kind = ANSWER_DONT_KNOW,
					   .value = STR("3") };

	badly[n++] = make_answer(&f, c->chain, STR("nobody"), "q", "2");
	badly[n++] = make_answer(&f, new_id(&f), c->leader, "q", "2");
	badly[n++] = change_round(f.arena, &noon, c->chain, &round);
	badly[n++] = change_round(f.arena, &noon, c->chain, &no_date);
	badly[n++] = change_respondent(f.arena, &noon, c->chain, &named_staff);
	badly[n++] = change_answer(f.arena, &noon, c->chain, &no_reason);
	badly[n] = make_answer(&f, c->chain, c->leader, "q", "2");
	badly[n++].payload = STR("{not json");
	return n;
}

static void what_does_not_fit_is_refused_whole(void **state)
{
	struct small_case c = cases_add(&f, "epicerie");
	uint32_t bad = make_bad_changes(&c), count;

	(void)state;
	for (uint32_t i = 0; i < bad; i++) {
		struct change both[] = {
			make_answer(&f, c.chain, c.leader, "good", "4"),
			badly[i],
		};

		assert_int_equal(store_save(f.store, both, 2, &f.diags),
				 STORE_REFUSED);
		assert_string_equal(last_slug(&f), "store-refused");
		store_answers(f.store, f.arena, c.round, &count);
		assert_int_equal(count, 0);
	}
	store_journal(f.store, f.arena, c.chain, &count);
	assert_int_equal(count, 4);
}

/* A round keeps the pack it began with; nobody moves to another group. */
static void what_is_for_good_stays(void **state)
{
	struct small_case c = cases_add(&f, "epicerie");
	struct stored_pack other = small_stored_pack(f.arena, "other: 1\n");
	struct round_record round = { .id = c.round, .date = STR("2026-11-23"),
				      .pack = other.digest };
	struct change moved[2];

	(void)state;
	store_add_pack(f.store, &other, &f.diags);
	moved[0] = change_round(f.arena, &noon, c.chain, &round);
	moved[1] = make_person(&f, c.chain, c.round, c.leader, "Directrice",
			       GROUP_EXPERTS);
	for (int i = 0; i < 2; i++)
		assert_int_equal(store_save(f.store, &moved[i], 1, &f.diags),
				 STORE_REFUSED);
}

/* What SQLite says of a constraint is for developers, and in English. */
static void what_does_not_fit_is_said(void **state)
{
	static const char *const said[] = {
		"il parle de ce qui n'est pas dans le dossier",
		"il parle de ce qui n'est pas dans le dossier",
		"il parle de ce qui n'est pas dans le dossier",
		"une date n'existe pas",
		"une valeur n'est pas de celles qui s'y écrivent",
		"une valeur n'est pas de celles qui s'y écrivent",
		"son contenu ne se lit pas",
	};
	struct small_case c = cases_add(&f, "epicerie");
	uint32_t bad = make_bad_changes(&c);

	(void)state;
	assert_int_equal(bad, sizeof(said) / sizeof(said[0]));
	for (uint32_t i = 0; i < bad; i++) {
		struct buf text = buf_make(f.arena);

		assert_int_equal(store_save(f.store, &badly[i], 1, &f.diags),
				 STORE_REFUSED);
		diag_write(&text, &f.diags.items[f.diags.count - 1], LANG_FR);
		if (str_find(buf_view(&text), str_from(said[i]), 0) ==
		    SIZE_MAX)
			fail_msg("%u: %.*s", i, STR_ARGS(buf_view(&text)));
	}
}

/* --- publication ---------------------------------------------------------------- */

static void only_a_closing_publishes(void **state)
{
	struct small_case c = cases_add(&f, "epicerie");
	struct str questions[] = { STR("q") };
	struct change changes[] = {
		make_answer(&f, c.chain, c.staff, "q", "2"),
		make_answer(&f, c.chain, c.staff, "other", "3"),
		change_collection(f.arena, &noon, c.chain, c.round, true,
				  questions, 1),
		make_answer(&f, c.chain, c.staff, "q", "5"),
	};
	const struct answer_record *all;
	const struct round_record *rounds;
	uint32_t count;

	(void)state;
	assert_int_equal(store_save(f.store, changes, 2, &f.diags),
			 STORE_DONE);
	store_published(f.store, f.arena, c.round, &count);
	assert_int_equal(count, 0);
	assert_int_equal(store_save(f.store, changes + 2, 2, &f.diags),
			 STORE_DONE);
	all = store_published(f.store, f.arena, c.round, &count);
	assert_int_equal(count, 1);
	assert_true(str_is(all[0].value, "2"));
	rounds = store_rounds(f.store, f.arena, c.chain, &count);
	assert_true(rounds[0].closed && rounds[0].closings == 1);
}

/* --- journals ----------------------------------------------------------------------- */

/* The recipe of 001-cases.sql, done here again from the bytes of the file. */
static struct digest hash_again(struct str a, struct str b, struct str c)
{
	struct str parts[] = { a, b, c };
	struct buf all = buf_make(f.arena);
	int count = c.at == NULL ? 2 : 3;

	for (int i = 0; i < count; i++) {
		for (int byte = 0; byte < 8; byte++)
			buf_char(&all, (char)(parts[i].len >> (8 * byte)));
		buf_str(&all, parts[i]);
	}
	return digest_of(buf_view(&all));
}

static struct str column(sqlite3_stmt *st, int i)
{
	const void *bytes = sqlite3_column_blob(st, i);

	return str_copy(f.arena, (struct str){ bytes,
		(size_t)sqlite3_column_bytes(st, i) });
}

static void links_are_what_the_schema_says(void **state)
{
	struct small_case c = cases_add(&f, "epicerie");
	struct str before = { "", 0 };
	unsigned char wanted[DIGEST_BYTES];
	sqlite3 *db;
	sqlite3_stmt *st;
	int rows = 0;

	(void)state;
	(void)c;
	assert_int_equal(sqlite3_open(f.path, &db), SQLITE_OK);
	sqlite3_prepare_v2(db, "SELECT kind, payload, salt, payload_hash, hash "
			   "FROM change ORDER BY number", -1, &st, NULL);
	while (sqlite3_step(st) == SQLITE_ROW) {
		struct digest d = hash_again(column(st, 2), column(st, 1),
					     STR_NONE);

		digest_bytes(&d, wanted);
		assert_memory_equal(column(st, 3).at, wanted, DIGEST_BYTES);
		d = hash_again(before, column(st, 0), column(st, 3));
		digest_bytes(&d, wanted);
		assert_memory_equal(column(st, 4).at, wanted, DIGEST_BYTES);
		before = column(st, 4);
		rows++;
	}
	assert_int_equal(rows, 4);
	sqlite3_finalize(st);
	sqlite3_close(db);
}

/* What an outsider does to a file, and what the doctor finds. */
static const struct {
	const char *done;
	const char *found;
	bool mended;
} alterations[] = {
	{ "SELECT 1", "", true },
	{ "UPDATE answer SET value = '5'", "doctor-derived", true },
	{ "DELETE FROM answer", "doctor-derived", true },
	{ "UPDATE client_case SET staff = 3", "doctor-derived", true },
	{ "UPDATE round SET closed = 1", "doctor-derived", true },
	{ "UPDATE change SET payload = NULL, salt = NULL WHERE kind = 'answer'",
	  "doctor-blank", false },
	{ "UPDATE change SET payload = NULL, salt = NULL WHERE kind = 'answer'; "
	  "DELETE FROM answer", "doctor-blank", false },
	{ "UPDATE change SET payload = NULL, salt = NULL WHERE number = 3",
	  "doctor-blank", false },
	{ "INSERT INTO pack VALUES(hex(zeroblob(32)), 'x', '1', "
	  "hex(zeroblob(32)))", "doctor-pack", false },
	{ "UPDATE pack_file SET bytes = x'00' WHERE path LIKE 'q%'",
	  "doctor-pack", false },
	{ "DROP TRIGGER change_stays; UPDATE change SET payload = "
	  "replace(payload, '2', '5') WHERE kind = 'answer'; "
	  "CREATE TRIGGER change_stays BEFORE UPDATE ON change BEGIN "
	  "SELECT 1; END", "doctor-schema", false },
	{ "DROP TRIGGER change_kept; DELETE FROM change WHERE number = 2",
	  "doctor-schema", false },
	{ "CREATE TABLE mine(x)", "doctor-schema", false },
	{ "CREATE VIEW mine AS SELECT 1", "doctor-schema", false },
	{ "CREATE TRIGGER mine AFTER INSERT ON answer BEGIN DELETE FROM "
	  "evidence; END", "doctor-schema", false },
	/* Examined row by row, this one ends in an overflow. */
	{ "PRAGMA ignore_check_constraints = ON; "
	  "CREATE TABLE mine(x CHECK (abs(x) > 0)); "
	  "INSERT INTO mine VALUES(-9223372036854775807 - 1)",
	  "doctor-schema", false },
};

static void the_doctor_finds_alterations(void **state)
{
	size_t which = *(const size_t *)*state;
	struct small_case c = cases_add(&f, "epicerie");
	struct change answer = make_answer(&f, c.chain, c.leader, "q", "2");
	const char *found = alterations[which].found;
	bool well = *found == '\0';

	store_save(f.store, &answer, 1, &f.diags);
	store_close(f.store);
	f.store = NULL;
	alter(f.path, alterations[which].done);
	assert_int_equal(reopen(STORE_WRITE), STORE_DONE);
	assert_int_equal(store_doctor(f.store, false, &f.diags),
			 well ? STORE_DONE : STORE_REFUSED);
	if (!well)
		assert_string_equal(message_slug(f.diags.items[0].message),
				    found);
	if (strcmp(found, "doctor-schema") == 0)
		assert_int_equal(f.diags.count, 1);
	assert_int_equal(store_doctor(f.store, true, &f.diags),
			 alterations[which].mended ? STORE_DONE
						   : STORE_REFUSED);
	if (alterations[which].mended)
		assert_int_equal(store_doctor(f.store, false, &f.diags),
				 STORE_DONE);
}

/*
 * A payload goes, without an erasure or beside somebody else's: what the case
 * still says of it is all that is left, and stays.
 */
static void a_blank_is_no_erasure(void **state)
{
	struct small_case c = cases_add(&f, "epicerie");
	struct change said[] = {
		make_answer(&f, c.chain, c.leader, "q", "2"),
		make_answer(&f, c.chain, c.staff, "q", "4"),
	};
	const struct answer_record *left;
	uint32_t count;

	assert_int_equal(store_save(f.store, said, 2, &f.diags), STORE_DONE);
	if (*(const bool *)*state)
		assert_int_equal(store_erase_person(f.store, &noon, c.chain,
						    c.staff, &f.diags),
				 STORE_DONE);
	assert_int_equal(store_doctor(f.store, false, &f.diags), STORE_DONE);
	store_close(f.store);
	f.store = NULL;
	alter(f.path, "UPDATE change SET payload = NULL, salt = NULL "
		      "WHERE number = 5");
	assert_int_equal(reopen(STORE_WRITE), STORE_DONE);
	assert_int_equal(store_doctor(f.store, true, &f.diags), STORE_REFUSED);
	assert_string_equal(last_slug(&f), "doctor-blank");
	/* By the name of the case, and the number of the change. */
	assert_true(str_is(f.diags.items[f.diags.count - 1].args[1],
			   "epicerie"));
	assert_true(str_is(f.diags.items[f.diags.count - 1].args[2], "5"));
	left = store_answers_of(f.store, f.arena, c.leader, NULL, 0, &count);
	assert_int_equal(count, 1);
	assert_true(str_is(left[0].value, "2"));
}

/* Within a journal: with the triggers put back as they were. */
static const char *const forgeries[] = {
	"UPDATE change SET payload = replace(payload, ':2', ':5') "
	"WHERE kind = 'answer'",
	"UPDATE change SET salt = zeroblob(16) WHERE kind = 'answer'",
	"UPDATE change SET kind = 'evidence' WHERE kind = 'answer'",
	"UPDATE change SET hash = zeroblob(32) WHERE number = 3",
	"DELETE FROM change WHERE number = 3",
	"UPDATE change SET number = number + 10 WHERE number = 5",
};

static void the_doctor_finds_forgeries(void **state)
{
	const char *forgery = *(const char *const *)*state;
	struct small_case c = cases_add(&f, "epicerie");
	struct change answer = make_answer(&f, c.chain, c.leader, "q", "2");
	struct buf kept = buf_make(f.arena);
	sqlite3 *db;
	sqlite3_stmt *st;

	store_save(f.store, &answer, 1, &f.diags);
	store_close(f.store);
	f.store = NULL;
	assert_int_equal(sqlite3_open(f.path, &db), SQLITE_OK);
	sqlite3_prepare_v2(db, "SELECT sql FROM sqlite_schema WHERE type = "
			   "'trigger' ORDER BY name", -1, &st, NULL);
	while (sqlite3_step(st) == SQLITE_ROW)
		buf_fmt(&kept, "%s;\n",
			(const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	sqlite3_close(db);
	alter(f.path, "DROP TRIGGER change_stays; DROP TRIGGER change_kept");
	alter(f.path, forgery);
	alter(f.path, str_cstr(f.arena, buf_view(&kept)));
	assert_int_equal(reopen(STORE_WRITE), STORE_DONE);
	assert_int_equal(store_doctor(f.store, true, &f.diags),
			 STORE_REFUSED);
	assert_string_equal(message_slug(f.diags.items[0].message),
			    "doctor-chain");
}

/* --- erasing ------------------------------------------------------------------------- */

/* Whether the bytes stand anywhere in the file or beside it. */
static bool bytes_are_there(const char *text)
{
	static const char *const endings[] = { "", "-wal", "-shm" };
	struct str bytes;

	for (int i = 0; i < 3; i++) {
		char path[128];

		snprintf(path, sizeof(path), "%s%s", f.path, endings[i]);
		if (file_read(f.arena, path, 64u << 20, &bytes) == 0 &&
		    str_find(bytes, str_from(text), 0) != SIZE_MAX)
			return true;
	}
	return false;
}

static void say_something(const struct small_case *c, struct str who)
{
	struct answer_record r = { .respondent = who, .question = STR("q"),
				   .kind = ANSWER_VALUE, .value = STR("4"),
				   .note = STR("ce-que-nul-ne-doit-revoir") };
	struct change change = change_answer(f.arena, &noon, c->chain, &r);

	assert_int_equal(store_save(f.store, &change, 1, &f.diags),
			 STORE_DONE);
}

static void a_person_is_erased(void **state)
{
	struct small_case c = cases_add(&f, "epicerie");
	uint32_t count;
	const struct respondent_record *left;

	(void)state;
	say_something(&c, c.leader);
	assert_true(bytes_are_there("ce-que-nul-ne-doit-revoir"));
	assert_true(bytes_are_there("Directrice"));
	assert_int_equal(store_erase_person(f.store, &noon, c.chain, c.leader,
					    &f.diags), STORE_DONE);
	assert_false(bytes_are_there("ce-que-nul-ne-doit-revoir"));
	assert_false(bytes_are_there("Directrice"));
	left = store_respondents(f.store, f.arena, c.round, &count);
	assert_int_equal(count, 1);
	assert_int_equal(left[0].group, GROUP_STAFF);
	assert_int_equal(store_doctor(f.store, false, &f.diags), STORE_DONE);
}

/* All that is published of the round is withdrawn until a later closing. */
static void one_of_the_staff_is_erased(void **state)
{
	struct small_case c = cases_add(&f, "epicerie");
	struct str questions[] = { STR("q"), STR("r") }, other = new_id(&f);
	struct change changes[] = {
		make_person(&f, c.chain, c.round, other, "", GROUP_STAFF),
		make_answer(&f, c.chain, c.staff, "q", "2"),
		make_answer(&f, c.chain, other, "q", "3"),
		make_answer(&f, c.chain, other, "r", "4"),
		change_collection(f.arena, &noon, c.chain, c.round, true,
				  questions, 2),
	};
	uint32_t count;

	(void)state;
	assert_int_equal(store_save(f.store, changes, 5, &f.diags),
			 STORE_DONE);
	store_published(f.store, f.arena, c.round, &count);
	assert_int_equal(count, 3);
	assert_int_equal(store_erase_person(f.store, &noon, c.chain, c.staff,
					    &f.diags), STORE_DONE);
	store_published(f.store, f.arena, c.round, &count);
	assert_int_equal(count, 0);
	assert_int_equal(store_doctor(f.store, false, &f.diags), STORE_DONE);
}

static void a_case_is_erased(void **state)
{
	struct small_case c = cases_add(&f, "epicerie");
	uint32_t count;

	(void)state;
	say_something(&c, c.leader);
	assert_int_equal(store_erase_case(f.store, &noon, c.chain, &f.diags),
			 STORE_DONE);
	assert_false(bytes_are_there("ce-que-nul-ne-doit-revoir"));
	assert_false(bytes_are_there("picerie du Coin"));
	assert_false(bytes_are_there("sections: []"));
	store_cases(f.store, f.arena, &count);
	assert_int_equal(count, 0);
	store_journal(f.store, f.arena, c.chain, &count);
	assert_int_equal(count, 6);
	assert_int_equal(store_doctor(f.store, false, &f.diags), STORE_DONE);
}

/* --- copies --------------------------------------------------------------------------- */

static void a_backup_holds_everything(void **state)
{
	struct small_case c = cases_add(&f, "epicerie");
	char copy[128];
	struct store *other;
	uint32_t count;

	(void)state;
	say_something(&c, c.leader);
	snprintf(copy, sizeof(copy), "%s/copy.jalon", f.folder);
	assert_int_equal(store_backup(f.store, copy, &f.diags), STORE_DONE);
	assert_int_equal(store_open(&other, copy, STORE_READ, &f.chance,
				    &f.diags), STORE_DONE);
	store_answers(other, f.arena, c.round, &count);
	assert_int_equal(count, 1);
	store_close(other);
}

static void a_case_travels(void **state)
{
	bool staff = *(const bool *)*state;
	struct small_case c = cases_add(&f, "epicerie");
	struct file_of_cases there;
	struct change said = make_answer(&f, c.chain, c.staff, "q", "3");
	char copy[128];
	struct store *other;
	uint32_t count;

	cases_make(&there, 11);
	say_something(&c, c.leader);
	store_save(f.store, &said, 1, &f.diags);
	snprintf(copy, sizeof(copy), "%s/copy.jalon", f.folder);
	assert_int_equal(store_export(f.store, c.chain, staff, copy, &f.diags),
			 STORE_DONE);
	assert_int_equal(store_open(&other, copy, STORE_WRITE, &f.chance,
				    &f.diags), STORE_DONE);
	assert_int_equal(store_adopt(there.store, other, c.chain,
				     &there.diags), STORE_DONE);
	store_answers(there.store, there.arena, c.round, &count);
	assert_int_equal(count, staff ? 2 : 1);
	store_journal(there.store, there.arena, c.chain, &count);
	assert_int_equal(count, 6);
	assert_non_null(store_pack(there.store, there.arena, c.pack, true));
	assert_int_equal(store_doctor(there.store, false, &there.diags),
			 STORE_DONE);
	assert_int_equal(store_adopt(there.store, other, c.chain,
				     &there.diags), STORE_REFUSED);
	assert_string_equal(last_slug(&there), "store-case-here");
	store_close(other);
	cases_drop(&there);
}

/* --- files that are not ours -------------------------------------------------------------- */

static const struct {
	const char *name;
	const char *made;	/* a command of shell; the file is $F */
	const char *slug;
	enum store_result result;
} files[] = {
	{ "none", "rm -f $F*", "store-missing", STORE_REFUSED },
	{ "text", "rm -f $F-*; echo bonjour > $F", "store-not-ours",
	  STORE_REFUSED },
	{ "long text", "rm -f $F-*; yes bonjour | head -c 100000 > $F",
	  "store-not-ours", STORE_REFUSED },
	{ "another program's", "rm -f $F*; sqlite3 $F 'create table t(x)'",
	  "store-not-ours", STORE_REFUSED },
	{ "from the future", "sqlite3 $F 'pragma user_version = 99'",
	  "store-newer", STORE_REFUSED },
	{ "a folder", "rm -f $F*; mkdir $F", "store-cannot-open",
	  STORE_FAILED },
	{ "cut short", "rm -f $F-*; truncate -s 5000 $F", "store-damaged",
	  STORE_REFUSED },
	{ "under a file", "rm -f $F*; echo > ${F%/*}x; rmdir ${F%/*}; "
	  "mv ${F%/*}x ${F%/*}", "store-cannot-open", STORE_FAILED },
	{ "nothing in it", "rm -f $F*; sqlite3 $F 'vacuum'; test -s $F",
	  "store-not-ours", STORE_REFUSED },
	{ "empty", "rm -f $F*; : >$F", "store-empty", STORE_REFUSED },
	{ "empty, beside its log", ": >$F", "store-empty", STORE_REFUSED },
	{ "half a header", "rm -f $F-*; truncate -s 60 $F", "store-damaged",
	  STORE_REFUSED },
};

static void strange_files_are_refused(void **state)
{
	size_t which = *(const size_t *)*state;
	char command[300];
	enum store_result result;

	cases_add(&f, "epicerie");
	store_close(f.store);
	f.store = NULL;
	snprintf(command, sizeof(command), "F=%s; %s", f.path,
		 files[which].made);
	assert_int_equal(system(command), 0);
	result = store_open(&f.store, f.path, STORE_WRITE, &f.chance,
			    &f.diags);
	if (result == STORE_DONE)	/* what is cut shows only when looked at */
		result = store_doctor(f.store, false, &f.diags);
	assert_int_equal(result, files[which].result);
	assert_string_equal(message_slug(f.diags.items[0].message),
			    files[which].slug);
}

/* A limit on files stands for a disk without room; there is room later. */
static void a_full_disk_is_said(void **state)
{
	struct small_case c = cases_add(&f, "epicerie");
	struct change said = make_answer(&f, c.chain, c.leader, "q", "3");
	struct rlimit before, none;
	enum store_result result;

	(void)state;
	getrlimit(RLIMIT_FSIZE, &before);
	none = (struct rlimit){ 4096, before.rlim_max };
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &none);
	result = store_save(f.store, &said, 1, &f.diags);
	setrlimit(RLIMIT_FSIZE, &before);
	assert_int_equal(result, STORE_FAILED);
	assert_string_equal(last_slug(&f), "store-full");
	assert_int_equal(store_save(f.store, &said, 1, &f.diags), STORE_DONE);
	assert_int_equal(store_doctor(f.store, false, &f.diags), STORE_DONE);
}

/* Taken away, taken elsewhere, another one in its place. */
static void what_goes_into_a_lost_file_is_not_saved(void **state)
{
	struct small_case c = cases_add(&f, "epicerie");
	struct change said = make_answer(&f, c.chain, c.leader, "q", "3");
	const char *other = path_join(f.arena, f.folder, "other.jalon");

	(void)state;
	assert_int_equal(rename(f.path, other), 0);
	assert_int_equal(store_save(f.store, &said, 1, &f.diags), STORE_FAILED);
	assert_string_equal(last_slug(&f), "store-gone");
	assert_int_equal(file_write(f.path, STR("another")), 0);
	assert_int_equal(store_save(f.store, &said, 1, &f.diags), STORE_FAILED);
	assert_int_equal(unlink(f.path), 0);
	assert_int_equal(rename(other, f.path), 0);
	assert_int_equal(store_save(f.store, &said, 1, &f.diags), STORE_DONE);
	assert_int_equal(unlink(f.path), 0);
	assert_int_equal(store_save(f.store, &said, 1, &f.diags), STORE_FAILED);
	assert_string_equal(last_slug(&f), "store-gone");
}

/* Nor is it taken for a place where a new one may be made. */
static void an_empty_file_is_refused(void **state)
{
	static const enum store_opening ways[] = { STORE_READ, STORE_WRITE,
						   STORE_CREATE };
	struct str bytes;

	(void)state;
	store_close(f.store);
	f.store = NULL;
	store_remove(f.path);
	assert_int_equal(file_write(f.path, STR("")), 0);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(reopen(ways[i]), STORE_REFUSED);
		assert_string_equal(last_slug(&f), "store-empty");
	}
	assert_int_equal(file_read(f.arena, f.path, 10, &bytes), 0);
	assert_int_equal(bytes.len, 0);
}

static void a_new_file_is_made_once(void **state)
{
	struct stored_pack pack;
	size_t count;

	(void)state;
	file_list(f.arena, f.folder, &count);
	assert_int_equal(count, 1);
	assert_int_equal(reopen(STORE_CREATE), STORE_DONE);
	pack = small_stored_pack(f.arena, "a");
	assert_int_equal(store_add_pack(f.store, &pack, &f.diags), STORE_DONE);
	assert_int_equal(reopen(STORE_CREATE), STORE_DONE);
	assert_non_null(store_pack(f.store, f.arena, pack.digest, true));
}

/* --- where nothing may be written --------------------------------------------- */

/* In a process that is nobody, whoever runs this: 0 when all of it held. */
static int reads_as_nobody(void)
{
	struct store *s = NULL, *back = NULL;
	uint32_t count = 0;
	const char *copy = path_join(f.arena, f.folder, "out/copy.jalon");

	if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
		return 1;
	if (!store_is_archive(f.path))
		return 2;
	if (store_open(&s, f.path, STORE_WRITE, &f.chance, &f.diags) !=
		STORE_FAILED ||
	    strcmp(last_slug(&f), "store-readonly") != 0)
		return 3;
	if (store_open(&s, f.path, STORE_READ, &f.chance, &f.diags) !=
	    STORE_DONE)
		return 4;
	store_cases(s, f.arena, &count);
	if (count != 1 || store_trouble(s, &f.diags) != STORE_DONE)
		return 5;
	if (store_backup(s, copy, &f.diags) != STORE_DONE ||
	    store_open(&back, copy, STORE_WRITE, &f.chance, &f.diags) !=
		STORE_DONE)
		return 6;
	store_close(back);
	store_close(s);
	return 0;
}

static void an_archive_is_read(void **state)
{
	const char *out = path_join(f.arena, f.folder, "out");
	bool log = *(const bool *)*state;
	int status;
	pid_t child;

	cases_add(&f, "epicerie");
	store_close(f.store);
	f.store = NULL;
	if (log)
		assert_int_equal(file_write(path_join(f.arena, f.folder,
						      "cases.jalon-wal"),
					    STR("changes")), 0);
	assert_int_equal(mkdir(out, 0777), 0);
	assert_int_equal(chmod(out, 0777) + chmod(f.path, 0444) +
			     chmod(f.folder, 0555), 0);
	child = fork();
	if (child == 0)
		_exit(reads_as_nobody());
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(chmod(f.folder, 0755), 0);
	assert_true(WIFEXITED(status));
	/* With a log that may hold more it is not read without it. */
	assert_int_equal(WEXITSTATUS(status), log ? 4 : 0);
}

/* --- the log ----------------------------------------------------------------------- */

static void flip_byte(const char *path, long at)
{
	FILE *file = fopen(path, "r+b");
	int byte;

	assert_non_null(file);
	assert_int_equal(fseek(file, at, SEEK_SET), 0);
	byte = fgetc(file);
	assert_int_equal(fseek(file, at, SEEK_SET), 0);
	assert_int_equal(fputc(byte ^ 1, file), byte ^ 1);
	assert_int_equal(fclose(file), 0);
}

/*
 * A copy of a file in use, a byte of its log changed: what was acknowledged
 * after is not read any more, and it is said. A page is 4096 bytes, a frame
 * 4120 after 32 of header; one that is changed in the last transaction, which
 * may be one that never ended, is not held against the log.
 */
static void a_damaged_log_is_said(void **state)
{
	struct small_case c = cases_add(&f, "epicerie");
	const char *copy = path_join(f.arena, f.folder, "copy.jalon");
	const char *log = path_join(f.arena, f.folder, "copy.jalon-wal");
	struct str bytes;
	struct store *s;

	(void)state;
	for (int i = 0; i < 4; i++) {
		struct change said = make_answer(&f, c.chain, c.leader, "q",
						 i % 2 == 0 ? "2" : "4");

		assert_int_equal(store_save(f.store, &said, 1, &f.diags),
				 STORE_DONE);
	}
	for (int damaged = 0; damaged < 2; damaged++) {
		assert_int_equal(file_read(f.arena, f.path, 64u << 20, &bytes),
				 0);
		assert_int_equal(file_write(copy, bytes), 0);
		assert_int_equal(file_read(f.arena,
					   path_join(f.arena, f.folder,
						     "cases.jalon-wal"),
					   64u << 20, &bytes), 0);
		assert_int_equal(file_write(log, bytes), 0);
		if (damaged)
			flip_byte(log, 32 + 2 * 4120 + 24 + 100);
		assert_int_equal(store_open(&s, copy, STORE_WRITE, &f.chance,
					    &f.diags), STORE_DONE);
		assert_int_equal(store_doctor(s, false, &f.diags),
				 damaged ? STORE_REFUSED : STORE_DONE);
		if (damaged)
			assert_string_equal(message_slug(f.diags.items[0]
							     .message),
					    "doctor-log");
		store_close(s);
	}
}

/* --- savers ---------------------------------------------------------------------------------- */

enum { SAVERS = 8, EACH = 25 };

struct one_saver {
	struct saver *saver;
	struct small_case c;
	int number;
	int refused;
};

static void *save_many(void *context)
{
	struct one_saver *mine = context;
	struct arena *a = arena_open();
	struct diags heard;

	diags_init(&heard, a);
	for (int i = 0; i < EACH; i++) {
		struct buf q = buf_make(a);
		struct answer_record r = {
			.kind = ANSWER_VALUE, .value = STR("3"),
			/* Every fifth is of nobody: it alone is refused. */
			.respondent = i % 5 == 4 ? STR("nobody")
						 : mine->c.leader,
		};
		struct change change;

		buf_fmt(&q, "q%d_%d", mine->number, i);
		r.question = buf_view(&q);
		change = change_answer(a, &noon, mine->c.chain, &r);
		if (saver_save(mine->saver, &change, 1, &heard) != STORE_DONE)
			mine->refused++;
	}
	arena_close(a);
	return NULL;
}

static void savers_share_and_none_is_lost(void **state)
{
	struct small_case c = cases_add(&f, "epicerie");
	struct saver *saver = saver_open(f.store);
	struct one_saver savings[SAVERS];
	pthread_t threads[SAVERS];
	uint32_t count;

	(void)state;
	for (int i = 0; i < SAVERS; i++) {
		savings[i] = (struct one_saver){ saver, c, i, 0 };
		assert_int_equal(pthread_create(&threads[i], NULL, save_many,
						&savings[i]), 0);
	}
	for (int i = 0; i < SAVERS; i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(savings[i].refused, EACH / 5);
	}
	saver_close(saver);
	store_answers(f.store, f.arena, c.round, &count);
	assert_int_equal(count, SAVERS * (EACH - EACH / 5));
	assert_int_equal(store_doctor(f.store, false, &f.diags), STORE_DONE);
}

/* --- the groups --------------------------------------------------------------------------------- */

#define ROWS(array) (sizeof(array) / sizeof((array)[0]))
#define TEST(function)                                                         \
	{ #function, function, open_one, close_one, NULL }

static const struct CMUnitTest plain[] = {
	TEST(every_statement_prepares),
	TEST(what_is_saved_is_there),
	TEST(an_answer_changed_keeps_its_history),
	TEST(a_case_undone_was_never_there),
	TEST(many_cases_are_told_apart),
	TEST(cases_are_saved_in_turn),
	TEST(a_case_is_found_by_its_id),
	TEST(what_does_not_fit_is_refused_whole),
	TEST(what_does_not_fit_is_said),
	TEST(what_is_for_good_stays),
	TEST(only_a_closing_publishes),
	TEST(links_are_what_the_schema_says),
	TEST(a_person_is_erased),
	TEST(one_of_the_staff_is_erased),
	TEST(a_case_is_erased),
	TEST(a_backup_holds_everything),
	TEST(a_full_disk_is_said),
	TEST(what_goes_into_a_lost_file_is_not_saved),
	TEST(an_empty_file_is_refused),
	TEST(a_new_file_is_made_once),
	TEST(a_damaged_log_is_said),
	TEST(savers_share_and_none_is_lost),
};

int main(void)
{
	enum { ALTERED = ROWS(alterations), FORGED = ROWS(forgeries),
	       FILES = ROWS(files) };
	static size_t altered[ALTERED], filed[FILES];
	static bool with_staff[] = { false, true };
	struct CMUnitTest rows[ALTERED + FORGED + FILES + 6];
	size_t n = 0;
	int failed;

	for (size_t i = 0; i < ALTERED; i++) {
		altered[i] = i;
		rows[n++] = (struct CMUnitTest){ alterations[i].done,
			the_doctor_finds_alterations, open_one, close_one,
			&altered[i] };
	}
	for (size_t i = 0; i < FORGED; i++)
		rows[n++] = (struct CMUnitTest){ forgeries[i],
			the_doctor_finds_forgeries, open_one, close_one,
			(void *)(uintptr_t)&forgeries[i] };
	for (size_t i = 0; i < FILES; i++) {
		filed[i] = i;
		rows[n++] = (struct CMUnitTest){ files[i].name,
			strange_files_are_refused, open_one, close_one,
			&filed[i] };
	}
	for (size_t i = 0; i < 2; i++) {
		rows[n++] = (struct CMUnitTest){ "a case travels",
			a_case_travels, open_one, close_one, &with_staff[i] };
		rows[n++] = (struct CMUnitTest){ "a blank is no erasure",
			a_blank_is_no_erasure, open_one, close_one,
			&with_staff[i] };
		rows[n++] = (struct CMUnitTest){ "an archive is read",
			an_archive_is_read, open_one, close_one,
			&with_staff[i] };
	}
	failed = _cmocka_run_group_tests("store", plain, ROWS(plain), NULL,
					 NULL);
	return failed + _cmocka_run_group_tests("store files", rows, n, NULL,
						NULL);
}
