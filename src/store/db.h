/*
 * SQLite, for the files of this folder: statements by name, and one place
 * that remembers what went wrong, so that a sequence of them needs no test
 * after each.
 *
 * After trouble every statement does nothing: bool functions return false,
 * and the public function that began the sequence reports once (trouble.c).
 */
#ifndef JALON_STORE_DB_H
#define JALON_STORE_DB_H

#include <sqlite3.h>

#include "base/digest.h"
#include "store/store.h"

struct arena;

enum sql {
#define STATEMENT(name, ...) SQL_##name,
#include "sql.def"
#undef STATEMENT
	SQL_COUNT
};

/* The literals of sql.def. */
extern const char *const sql_texts[SQL_COUNT];

/* A journal of this file: see chains.c. */
struct known_chain {
	int64_t key;	/* 0: nothing is known here */
	char id[32];
};
/* More than take turns on one connection. */
enum { CHAINS_KNOWN = 32 };

/* Where a journal ends, as the write that goes on has left it (journal.c). */
struct journal_end {
	int64_t key;		/* of the chain; 0: nothing is known */
	char id[32];
	int64_t number;		/* of the last change; 0 before the first */
	struct hash hash;	/* its link */
};

struct store {
	sqlite3 *db;
	const char *path;
	struct chance chance;
	struct arena *own;		/* of the store itself */
	struct arena *scratch;		/* of one public call */
	sqlite3_stmt *statements[SQL_COUNT];	/* prepared when first used */
	struct known_chain chains[CHAINS_KNOWN];
	int chain_next;			/* the next to be written over */
	struct journal_end end;		/* of the journal written to last */
	bool looking;			/* between store_look and its end */
	int trouble;			/* SQLite's code, or SQLITE_OK */
	int system_error;		/* errno at that moment, or 0 */
	char detail[200];		/* in SQLite's words */
};

/* --- statements ---------------------------------------------------------- */

/* Ready to be bound; NULL after trouble. */
sqlite3_stmt *sql_begin(struct store *s, enum sql which);
/* All take a NULL statement and do nothing. */
void sql_bind_str(sqlite3_stmt *st, int at, struct str text);
/* NULL where it is empty. */
void sql_bind_some(sqlite3_stmt *st, int at, struct str text);
void sql_bind_digest(sqlite3_stmt *st, int at, const struct digest *d);
void sql_bind_bytes(sqlite3_stmt *st, int at, const void *bytes, size_t len);
void sql_bind_int(sqlite3_stmt *st, int at, int64_t n);
/* True while there is a row; false at the end, or after trouble. */
bool sql_row(struct store *s, sqlite3_stmt *st);
/* Runs it to its end: false after trouble. */
bool sql_run(struct store *s, sqlite3_stmt *st);
/* The same, and whether a row is not what it was. */
bool sql_changed(struct store *s, sqlite3_stmt *st);
/* The same without anything to bind. */
bool sql_do(struct store *s, enum sql which);
/* The first column of the first row, or `otherwise`. */
int64_t sql_number(struct store *s, sqlite3_stmt *st, int64_t otherwise);

/* A column, copied; empty for NULL. */
struct str sql_str(struct arena *a, sqlite3_stmt *st, int column);
struct str sql_bytes(struct arena *a, sqlite3_stmt *st, int column);
/* Which of `names` a column holds; 0 for none of them. */
int sql_name(sqlite3_stmt *st, int column, const char *const *names,
	     int count);
enum group sql_group(sqlite3_stmt *st, int column);
/* Every row of a statement, `size` bytes each, in the arena. */
typedef void sql_read_row(struct arena *a, sqlite3_stmt *st, void *row);
void *sql_rows(struct store *s, struct arena *a, sqlite3_stmt *st, size_t size,
	       sql_read_row *read, uint32_t *count);
/* The first row, or NULL. */
void *sql_first(struct store *s, struct arena *a, sqlite3_stmt *st,
		size_t size, sql_read_row *read);
/* The columns of CASE_COLUMNS. */
sql_read_row sql_read_case;

/* --- transactions -------------------------------------------------------- */

bool sql_begin_write(struct store *s);
/* A part of a write that is undone alone, without what went before it. */
void sql_begin_part(struct store *s);
void sql_end_part(struct store *s, bool keep);
/* Commits, or undoes everything when there was trouble. */
bool sql_end_write(struct store *s);
void sql_undo_write(struct store *s);

/* --- trouble (trouble.c) ------------------------------------------------- */

void sql_trouble(struct store *s, int code);
/* Says it and forgets it. STORE_DONE when there was none. */
enum store_result trouble_tell(struct store *s, struct diags *diags);
bool trouble_is_refusal(const struct store *s);
void trouble_forget(struct store *s);

/* --- shared by the bodies ------------------------------------------------ */

/* The key of a case's journal; 0 when there is none. */
int64_t chain_find(struct store *s, struct str id);
/* The other way round; empty when there is none. */
struct str chain_id(struct store *s, struct arena *a, int64_t key);
/* A store_write that appends them (save.c). */
struct saving {
	const struct change *changes;
	size_t count;
};
store_write save_changes;
/* Forgets what a journal derived, and derives it again. */
bool chain_derive(struct store *s, int64_t chain);
bool chain_forget(struct store *s, int64_t chain);

/* One row of a journal, in an arena. */
struct chain_link {
	int64_t number;
	struct str kind, payload, salt, payload_hash, hash;
	bool erased;	/* or left out: without payload and salt */
	bool left_out;
};
struct chain_link link_read(struct arena *a, sqlite3_stmt *st);
struct hash payload_hash(struct str salt, struct str payload);
/* The number of the first change that does not verify, or 0. */
int64_t chain_verify(struct store *s, int64_t chain);
/* Of the first that lost its payload without an erasure, or 0. */
int64_t chain_blank(struct store *s, int64_t chain);
/* What a case is called or, where nothing tells, how its id begins. */
struct str chain_name(struct store *s, struct arena *a, struct str id);
/* Adds a row of a journal as it is. */
bool link_add(struct store *s, int64_t chain, const struct chain_link *link);

/*
 * Makes an empty file, its owner's alone, as SQLite then makes what it keeps
 * beside it. Where this fails, so does opening it next, which says why.
 */
void making_begin(const char *path);
/*
 * Gives a file that was made its name, unless another has it by now (making.c).
 * 0, or an errno value.
 */
int making_take_new_name(const char *from, const char *to);
/* store_doctor, the file alone: nothing of what stands beside it. */
enum store_result doctor_examine(struct store *s, bool mend,
				 struct diags *diags);

/* access_kept.c: what goes with a person, before they do, and with a case. */
void access_forget_person(struct store *s, int64_t chain,
			  struct str respondent);
void access_forget_case(struct store *s, int64_t chain);
/* What points to nobody any more: how much, and none of it any more. */
int64_t access_orphans(struct store *s);
void access_drop_orphans(struct store *s);

/* room.c: rooms of no round, answers to rooms that have ended; likewise. */
int64_t rooms_orphans(struct store *s);
void rooms_drop_orphans(struct store *s);

/*
 * log.c: how many frames of the log SQLite does not read any more, from one
 * that was damaged to the last that ended a transaction; 0: the log is whole.
 */
uint32_t log_lost(struct store *s);

/* packs.c */
bool pack_add(struct store *s, const struct stored_pack *pack);
/* Those that no round uses; how many there were. */
bool packs_drop_unused(struct store *s, uint32_t *count);

/* The schema of this program, and its number (schema.c). */
int schema_version(void);
int schema_application(void);
/* Brings an older or empty file up to it, in one transaction each. */
bool schema_upgrade(struct store *s, int from);
/* Whether the tables are this program's, to the letter. */
bool schema_is_ours(struct store *s);

#endif
