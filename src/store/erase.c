/*
 * Erasing: payloads and their salts go, links stay, what is derived is
 * derived again, and the log of the file is emptied, so that no byte stays.
 */
#include "db.h"

#include "base/arena.h"
#include "base/digest.h"
#include "format/json.h"

static void begin_payload(struct json *j, const struct stamp *stamp,
			  const char *scope)
{
	json_begin_object(j);
	json_key(j, "at");
	json_str(j, stamp->at);
	if (stamp->by.len > 0) {
		json_key(j, "by");
		json_str(j, stamp->by);
	}
	json_key(j, "scope");
	json_text(j, scope);
}

/*
 * What the staff say to a question without one of them would tell, beside
 * what was printed before, what that one had said; to take out those they had
 * answered alone would tell which these are. So the round's go, all of them.
 */
static void withdraw_questions(struct store *s, struct json *j,
			       struct str respondent)
{
	sqlite3_stmt *st = sql_begin(s, SQL_STAFF_SAID);
	bool any = false;

	sql_bind_str(st, 1, respondent);
	while (sql_row(s, st)) {
		if (!any) {
			json_key(j, "round");
			json_str(j, sql_str(s->scratch, st, 0));
			json_key(j, "questions");
			json_begin_array(j);
			any = true;
		}
		json_str(j, sql_str(s->scratch, st, 1));
	}
	if (any)
		json_end(j);
}

static sqlite3_stmt *of(struct store *s, enum sql which, int64_t chain,
			struct str id)
{
	sqlite3_stmt *st = sql_begin(s, which);

	sql_bind_int(st, 1, chain);
	sql_bind_str(st, 2, id);
	return st;
}

/* The ids a person had, here and in the copies that were merged, hashed. */
static void put_person(struct store *s, struct json *j, int64_t chain,
		       struct str respondent)
{
	struct digest d = digest_of(respondent);
	sqlite3_stmt *st = of(s, SQL_PERSON_WAS, chain, respondent);

	json_text(j, d.hex);
	while (sql_row(s, st)) {
		d = digest_of(sql_str(s->scratch, st, 0));
		json_text(j, d.hex);
	}
}

static void append_erasure(struct store *s, struct str chain,
			   struct str payload)
{
	struct change change = { .chain = chain, .kind = CHANGE_ERASURE,
				 .payload = payload };

	store_append(s, &change, 1);
}

/* Which changes lose their payload: nothing else may miss one. */
static void put_numbers(struct store *s, struct json *j, sqlite3_stmt *st)
{
	json_key(j, "numbers");
	json_begin_array(j);
	while (sql_row(s, st))
		json_int(j, sqlite3_column_int64(st, 0));
	json_end(j);
}


static void erase_listed(struct store *s, int64_t chain, struct str payload)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ERASE_LISTED);

	sql_bind_int(st, 1, chain);
	sql_bind_str(st, 2, payload);
	sql_run(s, st);
}

/* Pages that were written before hold what is no longer there. */
void store_empty_log(struct store *s)
{
	bool looked = store_look_end(s);

	sql_do(s, SQL_CHECKPOINT);
	if (looked)
		store_look(s);
}

static enum store_result finish(struct store *s, struct diags *diags)
{
	enum store_result result;

	if (sql_end_write(s))
		store_empty_log(s);
	result = trouble_tell(s, diags);
	arena_reset(s->scratch);
	return result;
}

enum store_result store_erase_person(struct store *s,
				     const struct stamp *stamp,
				     struct str chain, struct str respondent,
				     struct diags *diags)
{
	struct buf text = buf_make(s->scratch);
	struct json j = json_make(&text, false);
	int64_t key;

	sql_begin_write(s);
	key = chain_find(s, chain);
	begin_payload(&j, stamp, "person");
	/* Nobody knows an id by its hash, but who holds another copy with
	 * that person in it: there they are to be erased too. */
	json_key(&j, "persons");
	json_begin_array(&j);
	put_person(s, &j, key, respondent);
	json_end(&j);
	withdraw_questions(s, &j, respondent);
	put_numbers(s, &j, of(s, SQL_PERSON_CHANGES, key, respondent));
	json_end(&j);
	erase_listed(s, key, buf_view(&text));
	append_erasure(s, chain, buf_view(&text));
	access_forget_person(s, key, respondent);
	chain_derive(s, key);
	return finish(s, diags);
}

static struct str first_text(struct store *s, sqlite3_stmt *st)
{
	struct str text = STR_NONE;

	while (sql_row(s, st))
		text = sql_str(s->scratch, st, 0);
	return text;
}

/* Those whom nothing else brought; no session nor link of theirs stays. */
static void put_brought(struct store *s, struct json *j, int64_t chain,
			struct str import)
{
	sqlite3_stmt *st = of(s, SQL_IMPORT_PERSONS, chain, import);

	json_key(j, "persons");
	json_begin_array(j);
	while (sql_row(s, st)) {
		struct str id = sql_str(s->scratch, st, 0);

		put_person(s, j, chain, id);
		access_forget_person(s, chain, id);
	}
	json_end(j);
}

enum store_result store_erase_import(struct store *s,
				     const struct stamp *stamp,
				     struct str chain, struct str import,
				     struct diags *diags)
{
	struct buf text = buf_make(s->scratch);
	struct json j = json_make(&text, false);
	int64_t key;

	sql_begin_write(s);
	key = chain_find(s, chain);
	begin_payload(&j, stamp, "import");
	put_brought(s, &j, key, import);
	withdraw_questions(s, &j,
			   first_text(s, of(s, SQL_IMPORT_STAFF, key, import)));
	put_numbers(s, &j, of(s, SQL_IMPORT_CHANGES, key, import));
	json_end(&j);
	erase_listed(s, key, buf_view(&text));
	append_erasure(s, chain, buf_view(&text));
	chain_derive(s, key);
	return finish(s, diags);
}

enum store_result store_erase_case(struct store *s, const struct stamp *stamp,
				   struct str chain, struct diags *diags)
{
	struct buf text = buf_make(s->scratch);
	struct json j = json_make(&text, false);
	uint32_t dropped;
	int64_t key;
	sqlite3_stmt *st;

	sql_begin_write(s);
	key = chain_find(s, chain);
	begin_payload(&j, stamp, "case");
	json_end(&j);
	access_forget_case(s, key);
	chain_forget(s, key);
	st = sql_begin(s, SQL_ERASE_ALL);
	sql_bind_int(st, 1, key);
	sql_run(s, st);
	append_erasure(s, chain, buf_view(&text));
	packs_drop_unused(s, &dropped);
	return finish(s, diags);
}
