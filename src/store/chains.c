/*
 * Which journal is whose. A chain is never deleted and never altered: what a
 * connection read of one, outside of a write that may still be undone, stands
 * as long as it is open. Every request asks, and whoever asks the file has
 * two trees to read again since somebody else wrote.
 */
#include "db.h"

static bool is_known(const struct known_chain *known, struct str id)
{
	return known->key != 0 && id.len == sizeof(known->id) &&
	       memcmp(known->id, id.at, sizeof(known->id)) == 0;
}

/* The oldest gives way. */
static void remember(struct store *s, int64_t key, struct str id)
{
	struct known_chain *known = &s->chains[s->chain_next];

	if (key == 0 || id.len != sizeof(known->id) ||
	    sqlite3_txn_state(s->db, "main") == SQLITE_TXN_WRITE)
		return;
	known->key = key;
	memcpy(known->id, id.at, sizeof(known->id));
	s->chain_next = (s->chain_next + 1) % CHAINS_KNOWN;
}

int64_t chain_find(struct store *s, struct str id)
{
	sqlite3_stmt *st;
	int64_t key;

	for (int i = 0; i < CHAINS_KNOWN; i++)
		if (is_known(&s->chains[i], id))
			return s->chains[i].key;
	st = sql_begin(s, SQL_CHAIN_FIND);
	sql_bind_str(st, 1, id);
	key = sql_number(s, st, 0);
	remember(s, key, id);
	return key;
}

struct str chain_id(struct store *s, struct arena *a, int64_t key)
{
	sqlite3_stmt *st;
	struct str id = STR_NONE;

	for (int i = 0; i < CHAINS_KNOWN && key != 0; i++) {
		const struct known_chain *known = &s->chains[i];

		if (known->key == key)
			return str_copy(a, (struct str){ known->id,
							 sizeof(known->id) });
	}
	st = sql_begin(s, SQL_CHAIN_ID);
	sql_bind_int(st, 1, key);
	while (sql_row(s, st))
		id = sql_str(a, st, 0);
	remember(s, key, id);
	return id;
}
