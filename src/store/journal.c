/* Journals: links appended, verified, and what they derive. */
#include "db.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "payload.h"

/* --- hashes -------------------------------------------------------------- */

struct hash payload_hash(struct str salt, struct str payload)
{
	struct str texts[] = { salt, payload };

	return hash_of_all(texts, 2);
}

static struct hash link_hash(struct str before, struct str kind,
			     struct str payload_hash)
{
	struct str texts[] = { before, kind, payload_hash };

	return hash_of_all(texts, 3);
}

static bool is_hash(struct str bytes, const struct hash *h)
{
	return str_eq(bytes, hash_view(h));
}

/* --- where it ends -------------------------------------------------------- */

static struct journal_end read_end(struct store *s, struct str chain)
{
	struct journal_end end = { .key = chain_find(s, chain) };
	sqlite3_stmt *st = sql_begin(s, SQL_CHANGE_LAST);

	memcpy(end.id, chain.at, str_sub(chain, 0, sizeof(end.id)).len);
	sql_bind_int(st, 1, end.key);
	if (sql_row(s, st)) {
		end.number = sqlite3_column_int64(st, 0);
		memcpy(end.hash.bytes, sqlite3_column_blob(st, 1),
		       DIGEST_BYTES);
		sqlite3_reset(st);
	}
	return end;
}

/*
 * Whoever writes asks where a journal ends, writes, and tells where it ends
 * then: nobody else can move it meanwhile.
 */
static struct journal_end find_end(struct store *s, struct str chain)
{
	struct str known = { s->end.id, sizeof(s->end.id) };
	struct journal_end end;

	if (s->end.key != 0 && str_eq(known, chain))
		return s->end;
	end = read_end(s, chain);
	if (sqlite3_txn_state(s->db, "main") == SQLITE_TXN_WRITE)
		s->end = end;
	return end;
}

bool store_mark(struct store *s, struct str chain, struct store_mark *mark)
{
	struct journal_end end = find_end(s, chain);

	*mark = (struct store_mark){ .number = end.number, .hash = end.hash };
	return end.number > 0;
}

bool store_mark_same(const struct store_mark *x, const struct store_mark *y)
{
	return x->number == y->number &&
	       str_eq(hash_view(&x->hash), hash_view(&y->hash));
}

bool store_left_out(struct store *s, struct str chain)
{
	sqlite3_stmt *st = sql_begin(s, SQL_LEFT_OUT);

	sql_bind_str(st, 1, chain);
	return sql_number(s, st, 0) != 0;
}

/* --- reading and verifying ------------------------------------------------ */

struct chain_link link_read(struct arena *a, sqlite3_stmt *st)
{
	return (struct chain_link){
		.number = sqlite3_column_int64(st, 0),
		.kind = sql_str(a, st, 1),
		.payload = sql_str(a, st, 2),
		.erased = sqlite3_column_type(st, 2) == SQLITE_NULL,
		.salt = sql_bytes(a, st, 3),
		.payload_hash = sql_bytes(a, st, 4),
		.hash = sql_bytes(a, st, 5),
		.left_out = sqlite3_column_int(st, 6) != 0,
	};
}

static bool link_holds(const struct chain_link *link, struct str before)
{
	struct hash h = payload_hash(link->salt, link->payload);

	if (!link->erased && !is_hash(link->payload_hash, &h))
		return false;
	h = link_hash(before, link->kind, link->payload_hash);
	return is_hash(link->hash, &h);
}

int64_t chain_verify(struct store *s, int64_t chain)
{
	sqlite3_stmt *st = sql_begin(s, SQL_CHANGES);
	struct arena *each = arena_open();
	char kept[DIGEST_BYTES];
	struct str before = STR_NONE;
	int64_t wanted = 1, bad = 0;

	sql_bind_int(st, 1, chain);
	while (bad == 0 && sql_row(s, st)) {
		struct chain_link link = link_read(each, st);

		if (link.number != wanted || !link_holds(&link, before))
			bad = wanted;
		for (size_t i = 0; i < DIGEST_BYTES && bad == 0; i++)
			kept[i] = link.hash.at[i];
		before = (struct str){ kept, DIGEST_BYTES };
		wanted++;
		arena_reset(each);
	}
	if (st != NULL)
		sqlite3_reset(st);
	arena_close(each);
	return bad;
}

int64_t chain_blank(struct store *s, int64_t chain)
{
	sqlite3_stmt *st = sql_begin(s, SQL_CHANGE_BLANK);

	sql_bind_int(st, 1, chain);
	return sql_number(s, st, 0);
}

struct str chain_name(struct store *s, struct arena *a, struct str id)
{
	sqlite3_stmt *st = sql_begin(s, SQL_CHAIN_NAME);
	struct str name = STR_NONE;

	sql_bind_str(st, 1, id);
	while (sql_row(s, st))
		name = sql_str(a, st, 0);
	return name;
}

/* --- what is derived ------------------------------------------------------- */

/* An answer has its own way (payload.c), an erasure none. */
static const enum sql derives[CHANGE_KINDS] = {
	[CHANGE_CASE] = SQL_APPLY_CASE,
	[CHANGE_ROUND] = SQL_APPLY_ROUND,
	[CHANGE_RESPONDENT] = SQL_APPLY_RESPONDENT,
	[CHANGE_EVIDENCE] = SQL_APPLY_EVIDENCE,
	[CHANGE_DECISION] = SQL_APPLY_DECISION,
	[CHANGE_BLOCK] = SQL_APPLY_BLOCK,
	[CHANGE_COLLECTION] = SQL_APPLY_COLLECTION,
	[CHANGE_PROGRESS] = SQL_APPLY_PROGRESS,
	[CHANGE_READING] = SQL_APPLY_READING,
	[CHANGE_IMPORT] = SQL_APPLY_IMPORT,
};

/* Whether there is something now that was not, or was otherwise. */
static bool derive(struct store *s, enum sql which, int64_t chain,
		   struct str payload, int64_t number)
{
	sqlite3_stmt *st = sql_begin(s, which);

	sql_bind_int(st, 1, chain);
	sql_bind_str(st, 2, payload);
	sql_bind_int(st, 3, number);
	return sql_changed(s, st);
}

/* A change that derives nothing speaks of what is not there. */
static bool derive_something(struct store *s, int64_t chain,
			     struct speaker *last, enum change_kind kind,
			     struct str payload, int64_t number)
{
	if (kind == CHANGE_ANSWER
		? payload_apply_answer(s, chain, last, payload)
		: derive(s, derives[kind], chain, payload, number))
		return true;
	if (s->trouble != SQLITE_OK)
		return false;
	s->trouble = SQLITE_CONSTRAINT;
	snprintf(s->detail, sizeof(s->detail), "%s",
		 "it speaks of something that is not in the case");
	return false;
}

/* What one payload derives. False after trouble or a refusal. */
static bool change_apply(struct store *s, int64_t chain, struct speaker *last,
			 enum change_kind kind, struct str payload,
			 int64_t number)
{
	if (kind != CHANGE_ERASURE &&
	    !derive_something(s, chain, last, kind, payload, number))
		return false;
	if (kind == CHANGE_ERASURE || kind == CHANGE_COLLECTION)
		derive(s, SQL_UNPUBLISH, chain, payload, number);
	if (kind == CHANGE_COLLECTION)
		derive(s, SQL_PUBLISH, chain, payload, number);
	return s->trouble == SQLITE_OK;
}

/* Those that refer to others first. */
static const enum sql drops[] = {
	SQL_DROP_PUBLISHED, SQL_DROP_ANSWERS,	  SQL_DROP_EVIDENCE,
	SQL_DROP_DECISIONS, SQL_DROP_BLOCKS,	  SQL_DROP_RESPONDENTS,
	SQL_DROP_ROUNDS,    SQL_DROP_PROGRESS,	  SQL_DROP_READINGS,
	SQL_DROP_IMPORTS,   SQL_DROP_CASE,
};

bool chain_forget(struct store *s, int64_t chain)
{
	for (size_t i = 0; i < sizeof(drops) / sizeof(drops[0]); i++) {
		sqlite3_stmt *st = sql_begin(s, drops[i]);

		sql_bind_int(st, 1, chain);
		sql_run(s, st);
	}
	return s->trouble == SQLITE_OK;
}

/*
 * What an erased or withheld change had derived is not there for those that
 * come after it: they derive what they still can.
 */
bool chain_derive(struct store *s, int64_t chain)
{
	sqlite3_stmt *st;
	struct arena *each = arena_open();
	struct speaker last = { 0 };

	chain_forget(s, chain);
	st = sql_begin(s, SQL_CHANGES);
	sql_bind_int(st, 1, chain);
	while (sql_row(s, st)) {
		struct chain_link link = link_read(each, st);
		enum change_kind kind;

		if (!link.erased && change_kind_parse(link.kind, &kind))
			change_apply(s, chain, &last, kind,
				     link.payload, link.number);
		arena_reset(each);
	}
	arena_close(each);
	return s->trouble == SQLITE_OK;
}

/* --- appending ----------------------------------------------------------- */

static void chain_add(struct store *s, struct str id)
{
	sqlite3_stmt *st = sql_begin(s, SQL_CHAIN_ADD);

	sql_bind_str(st, 1, id);
	sql_run(s, st);
}

bool link_add(struct store *s, int64_t chain, const struct chain_link *link)
{
	sqlite3_stmt *st = sql_begin(s, SQL_CHANGE_ADD);

	s->end = (struct journal_end){ 0 };
	sql_bind_int(st, 1, chain);
	sql_bind_int(st, 2, link->number);
	sql_bind_str(st, 3, link->kind);
	if (!link->erased) {
		sql_bind_str(st, 4, link->payload);
		sql_bind_bytes(st, 5, link->salt.at, link->salt.len);
	}
	sql_bind_bytes(st, 6, link->payload_hash.at, link->payload_hash.len);
	sql_bind_bytes(st, 7, link->hash.at, link->hash.len);
	sql_bind_int(st, 8, link->left_out);
	return sql_run(s, st);
}

enum { SALT_BYTES = 16, SALTS_AT_ONCE = 8 };

/* The system is asked once for those of a whole form. */
struct salts {
	char bytes[SALTS_AT_ONCE][SALT_BYTES];
	size_t used, filled;
};

static struct str next_salt(struct store *s, struct salts *salts, size_t wanted)
{
	if (salts->used == salts->filled) {
		salts->used = 0;
		salts->filled = wanted < SALTS_AT_ONCE ? wanted : SALTS_AT_ONCE;
		s->chance.fill(s->chance.context, salts->bytes,
			       salts->filled * SALT_BYTES);
	}
	return (struct str){ salts->bytes[salts->used++], SALT_BYTES };
}

static void append(struct store *s, struct journal_end *end,
		   struct speaker *last, const struct change *change,
		   struct str salt)
{
	struct str kind = str_from(change_kind_name(change->kind));
	struct str before = end->number > 0 ? hash_view(&end->hash) : STR_NONE;
	struct hash payload;

	payload = payload_hash(salt, change->payload);
	end->hash = link_hash(before, kind, hash_view(&payload));
	end->number++;
	if (link_add(s, end->key,
		     &(struct chain_link){
			 .number = end->number,
			 .kind = kind,
			 .payload = change->payload,
			 .salt = salt,
			 .payload_hash = hash_view(&payload),
			 .hash = hash_view(&end->hash),
		     }))
		change_apply(s, end->key, last, change->kind, change->payload,
			     end->number);
}

void store_append(struct store *s, const struct change *changes, size_t count)
{
	struct journal_end end = { 0 };
	struct speaker last = { 0 };
	struct str chain = STR_NONE;
	struct salts salts = { .filled = 0 };

	for (size_t i = 0; i < count && s->trouble == SQLITE_OK; i++) {
		if (i == 0 || !str_eq(changes[i].chain, chain)) {
			chain = changes[i].chain;
			last = (struct speaker){ 0 };
			/* A case begins with what it is. */
			if (changes[i].kind == CHANGE_CASE)
				chain_add(s, chain);
			end = find_end(s, chain);
		}
		append(s, &end, &last, &changes[i],
		       next_salt(s, &salts, count - i));
		s->end = end;
	}
}
