/* Journals: links appended, verified, and what they derive. */
#include "db.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/digest.h"

/* --- hashes -------------------------------------------------------------- */

struct digest payload_digest(struct str salt, struct str payload)
{
	struct str texts[] = { salt, payload };

	return digest_of_all(texts, 2);
}

struct digest link_digest(struct str before, struct str kind,
			  struct str payload_hash)
{
	struct str texts[] = { before, kind, payload_hash };

	return digest_of_all(texts, 3);
}

static bool is_digest(struct str bytes, const struct digest *d)
{
	unsigned char wanted[DIGEST_BYTES];

	digest_bytes(d, wanted);
	return str_eq(bytes, (struct str){ (char *)wanted, DIGEST_BYTES });
}

/* --- appending ----------------------------------------------------------- */

static int64_t chain_key(struct store *s, struct str id, bool make)
{
	int64_t key = chain_find(s, id);

	if (key == 0 && make) {
		sqlite3_stmt *st = sql_begin(s, SQL_CHAIN_ADD);

		sql_bind_str(st, 1, id);
		sql_run(s, st);
		key = chain_find(s, id);
	}
	return key;
}

bool link_add(struct store *s, int64_t chain, const struct chain_link *link)
{
	sqlite3_stmt *st = sql_begin(s, SQL_CHANGE_ADD);

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

/* The last link of a journal; number 0 and an empty hash before the first. */
static struct chain_link last_link(struct store *s, int64_t chain)
{
	sqlite3_stmt *st = sql_begin(s, SQL_CHANGE_LAST);
	struct chain_link last = { 0 };

	sql_bind_int(st, 1, chain);
	if (sql_row(s, st)) {
		last.number = sqlite3_column_int64(st, 0);
		last.hash = sql_bytes(s->scratch, st, 1);
		sqlite3_reset(st);
	}
	return last;
}

enum { SALT_BYTES = 16 };

bool journal_append(struct store *s, const struct change *change)
{
	/* A case begins with what it is. */
	int64_t chain = chain_key(s, change->chain,
				  change->kind == CHANGE_CASE);
	struct chain_link before = last_link(s, chain);
	unsigned char salt[SALT_BYTES], payload_hash[DIGEST_BYTES],
	    hash[DIGEST_BYTES];
	struct chain_link link = {
		.number = before.number + 1,
		.kind = str_from(change_kind_name(change->kind)),
		.payload = change->payload,
		.salt = { (char *)salt, sizeof(salt) },
		.payload_hash = { (char *)payload_hash, DIGEST_BYTES },
		.hash = { (char *)hash, DIGEST_BYTES },
	};
	struct digest d;

	s->chance.fill(s->chance.context, salt, sizeof(salt));
	d = payload_digest(link.salt, link.payload);
	digest_bytes(&d, payload_hash);
	d = link_digest(before.hash, link.kind, link.payload_hash);
	digest_bytes(&d, hash);
	return link_add(s, chain, &link) &&
	       change_apply(s, chain, change->kind, change->payload,
			    link.number);
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
	struct digest d = payload_digest(link->salt, link->payload);

	if (!link->erased && !is_digest(link->payload_hash, &d))
		return false;
	d = link_digest(before, link->kind, link->payload_hash);
	return is_digest(link->hash, &d);
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

static const enum sql derives[CHANGE_KINDS] = {
	[CHANGE_CASE] = SQL_APPLY_CASE,
	[CHANGE_ROUND] = SQL_APPLY_ROUND,
	[CHANGE_RESPONDENT] = SQL_APPLY_RESPONDENT,
	[CHANGE_ANSWER] = SQL_APPLY_ANSWER,
	[CHANGE_EVIDENCE] = SQL_APPLY_EVIDENCE,
	[CHANGE_DECISION] = SQL_APPLY_DECISION,
	[CHANGE_BLOCK] = SQL_APPLY_BLOCK,
	[CHANGE_COLLECTION] = SQL_APPLY_COLLECTION,
	[CHANGE_PROGRESS] = SQL_APPLY_PROGRESS,
	[CHANGE_READING] = SQL_APPLY_READING,
	[CHANGE_IMPORT] = SQL_APPLY_IMPORT,
};

static bool derive(struct store *s, enum sql which, int64_t chain,
		   struct str payload, int64_t number)
{
	sqlite3_stmt *st = sql_begin(s, which);

	sql_bind_int(st, 1, chain);
	sql_bind_str(st, 2, payload);
	sql_bind_int(st, 3, number);
	return sql_run(s, st);
}

/* A change that derives nothing speaks of what is not there. */
static bool derive_something(struct store *s, enum sql which, int64_t chain,
			     struct str payload, int64_t number)
{
	if (!derive(s, which, chain, payload, number))
		return false;
	if (sqlite3_changes(s->db) > 0)
		return true;
	s->trouble = SQLITE_CONSTRAINT;
	snprintf(s->detail, sizeof(s->detail), "%s",
		 "it speaks of something that is not in the case");
	return false;
}

bool change_apply(struct store *s, int64_t chain, enum change_kind kind,
		  struct str payload, int64_t number)
{
	if (kind != CHANGE_ERASURE &&
	    !derive_something(s, derives[kind], chain, payload, number))
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

	chain_forget(s, chain);
	st = sql_begin(s, SQL_CHANGES);
	sql_bind_int(st, 1, chain);
	while (sql_row(s, st)) {
		struct chain_link link = link_read(each, st);
		enum change_kind kind;

		if (!link.erased && change_kind_parse(link.kind, &kind))
			change_apply(s, chain, kind, link.payload,
				     link.number);
		arena_reset(each);
	}
	arena_close(each);
	return s->trouble == SQLITE_OK;
}
