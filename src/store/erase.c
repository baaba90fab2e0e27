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

/* The ids a person had, here and in the copies that were merged, hashed. */
static void put_persons(struct store *s, struct json *j, int64_t chain,
			struct str respondent)
{
	struct digest d = digest_of(respondent);
	sqlite3_stmt *st = sql_begin(s, SQL_PERSON_WAS);

	sql_bind_int(st, 1, chain);
	sql_bind_str(st, 2, respondent);
	json_key(j, "persons");
	json_begin_array(j);
	json_text(j, d.hex);
	while (sql_row(s, st)) {
		d = digest_of(sql_str(s->scratch, st, 0));
		json_text(j, d.hex);
	}
	json_end(j);
}

static bool append_erasure(struct store *s, struct str chain,
			   struct str payload)
{
	struct change change = { .chain = chain, .kind = CHANGE_ERASURE,
				 .payload = payload };

	return journal_append(s, &change);
}

static void erase_payloads(struct store *s, enum sql which, int64_t chain,
			   struct str respondent)
{
	sqlite3_stmt *st = sql_begin(s, which);

	sql_bind_int(st, 1, chain);
	sql_bind_str(st, 2, respondent);
	sql_run(s, st);
}

/* Pages that were written before hold what is no longer there. */
static void leave_no_trace(struct store *s)
{
	if (s->trouble == SQLITE_OK)
		sql_do(s, SQL_CHECKPOINT);
}

static enum store_result finish(struct store *s, struct diags *diags)
{
	enum store_result result;

	if (sql_end_write(s))
		leave_no_trace(s);
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
	put_persons(s, &j, key, respondent);
	withdraw_questions(s, &j, respondent);
	json_end(&j);
	erase_payloads(s, SQL_ERASE_IMPORTS, key, respondent);
	erase_payloads(s, SQL_ERASE_PERSON, key, respondent);
	append_erasure(s, chain, buf_view(&text));
	access_forget_person(s, key, respondent);
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
