/* Reading: rows into records, in the arena. */
#include "store/cases.h"

#include <stdlib.h>

#include "base/arena.h"
#include "db.h"
#include "format/json.h"

enum store_result store_trouble(struct store *s, struct diags *diags)
{
	return trouble_tell(s, diags);
}

/* --- columns ------------------------------------------------------------- */

int sql_name(sqlite3_stmt *st, int column, const char *const *names, int count)
{
	struct str text = { (const char *)sqlite3_column_text(st, column),
			    (size_t)sqlite3_column_bytes(st, column) };

	for (int i = 0; i < count; i++)
		if (str_is(text, names[i]))
			return i;
	return 0;
}

static enum answer_kind read_kind(sqlite3_stmt *st, int column)
{
	static const char *const names[] = { "missing", "value", "dont_know",
					     "na" };

	return (enum answer_kind)sql_name(st, column, names, 4);
}

enum group sql_group(sqlite3_stmt *st, int column)
{
	static const char *const names[] = { "leaders", "staff", "experts" };

	return (enum group)sql_name(st, column, names, GROUP_COUNT);
}

static enum evidence read_status(sqlite3_stmt *st, int column)
{
	static const char *const names[] = { "declared", "shown", "verified" };

	return (enum evidence)sql_name(st, column, names, 3);
}

static enum progress read_progress(sqlite3_stmt *st, int column)
{
	static const char *const names[] = { "planned", "started", "done",
					     "stopped" };

	return (enum progress)sql_name(st, column, names, PROGRESS_COUNT);
}

/* --- rows ---------------------------------------------------------------- */

void sql_read_case(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct case_record *)row = (struct case_record){
		.id = sql_str(a, st, 0),
		.name = sql_str(a, st, 1),
		.client = sql_str(a, st, 2),
		.sector = sql_str(a, st, 3),
		.staff = sqlite3_column_int64(st, 4),
		.opened = sql_str(a, st, 5),
		.keep_until = sql_str(a, st, 6),
	};
}

static void read_round(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct round_record *)row = (struct round_record){
		.id = sql_str(a, st, 0),
		.title = sql_str(a, st, 1),
		.date = sql_str(a, st, 2),
		.pack = sql_str(a, st, 3),
		.closed = sqlite3_column_int(st, 4) != 0,
		.closings = (uint32_t)sqlite3_column_int(st, 5),
	};
}

static void read_respondent(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct respondent_record *)row = (struct respondent_record){
		.id = sql_str(a, st, 0),
		.name = sql_str(a, st, 1),
		.group = sql_group(st, 2),
		.agreed = sqlite3_column_int(st, 3) != 0,
		.together = sqlite3_column_int(st, 4) != 0,
	};
}

static void read_answer(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct answer_record *)row = (struct answer_record){
		.respondent = sql_str(a, st, 0),
		.question = sql_str(a, st, 1),
		.kind = read_kind(st, 2),
		.value = sql_str(a, st, 3),
		.note = sql_str(a, st, 4),
		.reason = sql_str(a, st, 5),
		.at = sql_str(a, st, 6),
	};
}

static void read_evidence(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct evidence_record *)row = (struct evidence_record){
		.criterion = sql_str(a, st, 0),
		.status = read_status(st, 1),
		.note = sql_str(a, st, 2),
	};
}

static void read_decision(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct decision_record *)row = (struct decision_record){
		.question = sql_str(a, st, 0),
		.overrides = sqlite3_column_int(st, 1) != 0,
		.kind = read_kind(st, 2),
		.value = sql_str(a, st, 3),
		.reason = sql_str(a, st, 4),
		.author = sql_str(a, st, 5),
		.date = sql_str(a, st, 6),
	};
}

static void read_block(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct block_record *)row = (struct block_record){
		.key = sql_str(a, st, 0),
		.body = sql_str(a, st, 1),
	};
}

static void read_step(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct progress_record *)row = (struct progress_record){
		.initiative = sql_str(a, st, 0),
		.status = read_progress(st, 1),
		.date = sql_str(a, st, 2),
		.note = sql_str(a, st, 3),
	};
}

static void read_reading(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct reading_record *)row = (struct reading_record){
		.initiative = sql_str(a, st, 0),
		.date = sql_str(a, st, 1),
		.value = sql_str(a, st, 2),
	};
}

static void read_import(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct import_record *)row = (struct import_record){
		.id = sql_str(a, st, 0),
		.format = sql_str(a, st, 1),
		.file = sql_str(a, st, 2),
		.digest = sql_str(a, st, 3),
	};
}

static void read_entry(struct arena *a, sqlite3_stmt *st, void *row)
{
	struct chain_link link = link_read(a, st);
	struct journal_entry *entry = row;
	char *hex = arena_alloc(a, 2 * link.hash.len + 1);

	for (size_t i = 0; i < link.hash.len; i++) {
		static const char digits[] = "0123456789abcdef";
		unsigned char byte = (unsigned char)link.hash.at[i];

		hex[2 * i] = digits[byte >> 4];
		hex[2 * i + 1] = digits[byte & 15];
	}
	*entry = (struct journal_entry){
		.number = (uint32_t)link.number,
		.payload = link.erased ? STR_NONE : link.payload,
		.left_out = link.left_out,
		.hash = { hex, 2 * link.hash.len },
	};
	change_kind_parse(link.kind, &entry->kind);
}

/* --- lists --------------------------------------------------------------- */

void *sql_rows(struct store *s, struct arena *a, sqlite3_stmt *st, size_t size,
	       sql_read_row *read, uint32_t *count)
{
	size_t n = 0, capacity = 0;
	char *rows = NULL;

	while (sql_row(s, st)) {
		rows = arena_grow(a, rows, n, &capacity, size);
		read(a, st, rows + n * size);
		n++;
	}
	*count = s->trouble == SQLITE_OK ? (uint32_t)n : 0;
	return rows;
}

void *sql_first(struct store *s, struct arena *a, sqlite3_stmt *st,
		size_t size, sql_read_row *read)
{
	void *row = NULL;

	if (sql_row(s, st)) {
		row = arena_alloc(a, size);
		read(a, st, row);
		sqlite3_reset(st);
	}
	return row;
}

static sqlite3_stmt *of(struct store *s, enum sql which, struct str id)
{
	sqlite3_stmt *st = sql_begin(s, which);

	sql_bind_str(st, 1, id);
	return st;
}

const struct case_record *store_cases(struct store *s, struct arena *a,
				      uint32_t *count)
{
	return sql_rows(s, a, sql_begin(s, SQL_CASES),
			sizeof(struct case_record), sql_read_case, count);
}

const struct case_record *store_case(struct store *s, struct arena *a,
				     struct str id)
{
	return sql_first(s, a, of(s, SQL_CASE, id),
			 sizeof(struct case_record), sql_read_case);
}

const struct case_record *store_cases_named(struct store *s, struct arena *a,
					    struct str name, uint32_t *count)
{
	return sql_rows(s, a, of(s, SQL_CASES_NAMED, name),
			sizeof(struct case_record), sql_read_case, count);
}

const struct round_record *store_rounds(struct store *s, struct arena *a,
					struct str chain, uint32_t *count)
{
	return sql_rows(s, a, of(s, SQL_ROUNDS, chain),
			sizeof(struct round_record), read_round, count);
}

static int by_name(const void *x, const void *y)
{
	const struct respondent_record *a = x, *b = y;
	int order = str_cmp(a->name, b->name);

	return order != 0 ? order : str_cmp(a->id, b->id);
}

/*
 * Rows come by id, as the index has them: every page of one of the staff
 * reads them all, and sorting them was half of its time.
 */
const struct respondent_record *store_respondents(struct store *s,
						  struct arena *a,
						  struct str round,
						  uint32_t *count)
{
	const struct respondent_record *by_id =
	    sql_rows(s, a, of(s, SQL_RESPONDENTS, round),
		     sizeof(*by_id), read_respondent, count);
	struct respondent_record *all =
	    ARENA_ARRAY(a, *count, struct respondent_record);
	uint32_t named = 0, staff;

	for (uint32_t i = 0; i < *count; i++)
		if (by_id[i].group != GROUP_STAFF)
			all[named++] = by_id[i];
	if (named > 1)
		qsort(all, named, sizeof(*all), by_name);
	staff = named;
	for (uint32_t i = 0; i < *count; i++)
		if (by_id[i].group == GROUP_STAFF)
			all[staff++] = by_id[i];
	for (uint32_t i = 0; i < *count; i++)
		all[i].round = round;
	return all;
}

const struct answer_record *store_answers(struct store *s, struct arena *a,
					  struct str round, uint32_t *count)
{
	return sql_rows(s, a, of(s, SQL_ANSWERS, round),
			sizeof(struct answer_record), read_answer, count);
}

const struct answer_record *store_comments(struct store *s, struct arena *a,
					   struct str round, uint32_t *count)
{
	return sql_rows(s, a, of(s, SQL_COMMENTS, round),
			sizeof(struct answer_record), read_answer, count);
}

static struct str list_text(struct arena *a, const struct str *texts,
			    uint32_t count)
{
	struct buf b = buf_make(a);
	struct json j = json_make(&b, false);

	json_begin_array(&j);
	for (uint32_t i = 0; i < count; i++)
		json_str(&j, texts[i]);
	json_end(&j);
	return buf_view(&b);
}

const struct answer_record *store_answers_of(struct store *s, struct arena *a,
					     struct str respondent,
					     const struct str *questions,
					     uint32_t question_count,
					     uint32_t *count)
{
	sqlite3_stmt *st = of(s, questions == NULL ? SQL_ANSWERS_OF
						   : SQL_ANSWERS_OF_TO,
			      respondent);
	struct answer_record *all;

	if (questions != NULL)
		sql_bind_str(st, 2, list_text(a, questions, question_count));
	all = sql_rows(s, a, st, sizeof(*all), read_answer, count);
	for (uint32_t i = 0; i < *count; i++)
		all[i].respondent = respondent;
	return all;
}

const struct answer_record *store_published(struct store *s, struct arena *a,
					    struct str round, uint32_t *count)
{
	return sql_rows(s, a, of(s, SQL_PUBLISHED, round),
			sizeof(struct answer_record), read_answer, count);
}

const struct evidence_record *store_evidence(struct store *s, struct arena *a,
					     struct str round, uint32_t *count)
{
	return sql_rows(s, a, of(s, SQL_EVIDENCE, round),
			sizeof(struct evidence_record), read_evidence, count);
}

struct str store_closed_on(struct store *s, struct arena *a, struct str round)
{
	sqlite3_stmt *st = of(s, SQL_CLOSED_ON, round);
	struct str date = STR_NONE;

	while (sql_row(s, st))
		date = sql_str(a, st, 0);
	return date;
}

const struct decision_record *store_decisions(struct store *s,
					      struct arena *a,
					      struct str round,
					      uint32_t *count)
{
	return sql_rows(s, a, of(s, SQL_DECISIONS, round),
			sizeof(struct decision_record), read_decision, count);
}

const struct block_record *store_blocks(struct store *s, struct arena *a,
					struct str round, uint32_t *count)
{
	return sql_rows(s, a, of(s, SQL_BLOCKS, round),
			sizeof(struct block_record), read_block, count);
}

const struct progress_record *store_progress(struct store *s, struct arena *a,
					     struct str chain,
					     uint32_t *count)
{
	return sql_rows(s, a, of(s, SQL_PROGRESS, chain),
			sizeof(struct progress_record), read_step, count);
}

const struct reading_record *store_readings(struct store *s, struct arena *a,
					    struct str chain,
					    uint32_t *count)
{
	return sql_rows(s, a, of(s, SQL_READINGS, chain),
			sizeof(struct reading_record), read_reading, count);
}

const struct import_record *store_imports(struct store *s, struct arena *a,
					  struct str chain, uint32_t *count)
{
	return sql_rows(s, a, of(s, SQL_IMPORTS, chain),
			sizeof(struct import_record), read_import, count);
}

const struct journal_entry *store_journal(struct store *s, struct arena *a,
					  struct str chain, uint32_t *count)
{
	sqlite3_stmt *st;
	int64_t key = chain_find(s, chain);

	st = sql_begin(s, SQL_CHANGES);
	sql_bind_int(st, 1, key);
	return sql_rows(s, a, st, sizeof(struct journal_entry), read_entry,
			count);
}

uint32_t store_broken_link(struct store *s, struct str chain)
{
	return (uint32_t)chain_verify(s, chain_find(s, chain));
}

uint32_t store_change_count(struct store *s)
{
	return (uint32_t)sql_number(s, sql_begin(s, SQL_CHANGES_COUNT), 0);
}
