/*
 * Copies: of the whole file, of one case, from another file. A copy is made
 * under a temporary name, opened again and verified, then takes its name.
 */
#include "db.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

/* --- under another name, then under its own ----------------------------------- */

static const char *beside(struct arena *a, const char *path,
			  const char *ending)
{
	struct buf name = buf_make(a);

	buf_fmt(&name, "%s%s", path, ending);
	return str_cstr(a, buf_view(&name));
}

/*
 * From the log into the file, then no log at all: the copy is one file that
 * can be carried away.
 */
static bool close_as_one(struct store *copy, struct diags *diags)
{
	bool good;

	if (sqlite3_exec(copy->db, "PRAGMA journal_mode = DELETE", NULL, NULL,
			 NULL) != SQLITE_OK)
		sql_trouble(copy, sqlite3_extended_errcode(copy->db));
	good = trouble_tell(copy, diags) == STORE_DONE;
	store_close(copy);
	return good;
}

static enum store_result take_name(struct store *s, const char *from,
				   const char *to, struct diags *diags)
{
	int error = file_sync(from);

	if (error == 0 && rename(from, to) != 0)
		error = errno;
	if (error == 0)
		error = file_sync(path_parent(s->scratch, to));
	if (error == 0)
		return STORE_DONE;
	DIAG(diags, (struct span){ 0 }, MSG_STORE_COPY, to, error_said(error));
	return STORE_FAILED;
}

/* Opened again as anyone would, looked at whole, then named. */
static enum store_result verify_and_name(struct store *s, const char *from,
					 const char *to, struct diags *diags)
{
	struct store *copy;
	enum store_result result =
	    store_open(&copy, from, STORE_WRITE, &s->chance, diags);

	if (result == STORE_DONE) {
		result = doctor_examine(copy, false, diags);
		if (!close_as_one(copy, diags))
			result = STORE_FAILED;
	}
	if (result == STORE_DONE)
		result = take_name(s, from, to, diags);
	return result;
}

/* --- the whole file ----------------------------------------------------------- */

enum { PAGES_A_STEP = 256, STEP_PAUSE = 5 /* milliseconds */ };

static int copy_pages(struct store *s, sqlite3 *to)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", s->db, "main");
	int code = SQLITE_OK;

	while (b != NULL && (code == SQLITE_OK || code == SQLITE_BUSY ||
			     code == SQLITE_LOCKED)) {
		code = sqlite3_backup_step(b, PAGES_A_STEP);
		if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
			sqlite3_sleep(STEP_PAUSE);
	}
	sqlite3_backup_finish(b);
	return sqlite3_extended_errcode(to);
}

static enum store_result copy_whole(struct store *s, const char *to,
				    struct diags *diags)
{
	struct store copy = { .path = to, .own = s->own,
			      .scratch = s->scratch };
	enum store_result result;
	int code;

	making_begin(to);
	code = sqlite3_open_v2(to, &copy.db,
			       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
				   SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
			       NULL);
	if (code == SQLITE_OK)
		code = copy_pages(s, copy.db);
	if (code != SQLITE_OK && code != SQLITE_DONE)
		sql_trouble(&copy, code);
	result = trouble_tell(&copy, diags);
	sqlite3_close(copy.db);
	return result;
}

enum store_result store_backup(struct store *s, const char *path,
			       struct diags *diags)
{
	const char *making = store_temporary(s->own, &s->chance, path);
	enum store_result result;

	store_sweep(path, true);
	result = copy_whole(s, making, diags);
	if (result == STORE_DONE)
		result = verify_and_name(s, making, path, diags);
	store_remove(making);
	arena_reset(s->scratch);
	return result;
}

/* --- one case -------------------------------------------------------------- */

static void copy_packs(struct store *from, struct store *to, int64_t chain)
{
	sqlite3_stmt *st = sql_begin(from, SQL_PACKS_OF_CHAIN);

	sql_bind_int(st, 1, chain);
	while (sql_row(from, st)) {
		struct str digest = sql_str(to->scratch, st, 0);
		struct stored_pack *pack =
		    store_pack(from, to->scratch, digest, true);

		if (pack != NULL)
			pack_add(to, pack);
	}
}

/* What one member of the staff said, or that they came. */
static bool is_of_staff(struct store *from, const struct chain_link *link)
{
	sqlite3_stmt *st;
	bool is;

	if (link->erased)
		return false;
	st = sql_begin(from, SQL_IS_OF_STAFF);
	sql_bind_str(st, 1, link->kind);
	sql_bind_str(st, 2, link->payload);
	is = sql_number(from, st, 0) != 0;
	return is;
}

static void copy_links(struct store *from, struct store *to, int64_t chain,
		       int64_t into, bool staff)
{
	sqlite3_stmt *st = sql_begin(from, SQL_CHANGES);
	struct arena *each = arena_open();

	sql_bind_int(st, 1, chain);
	while (sql_row(from, st) && to->trouble == SQLITE_OK) {
		struct chain_link link = link_read(each, st);

		if (!staff && is_of_staff(from, &link))
			link.erased = link.left_out = true;
		link_add(to, into, &link);
		arena_reset(each);
	}
	if (st != NULL)
		sqlite3_reset(st);
	arena_close(each);
}

static int64_t add_chain(struct store *s, struct str id)
{
	sqlite3_stmt *st = sql_begin(s, SQL_CHAIN_ADD);

	sql_bind_str(st, 1, id);
	sql_run(s, st);
	return chain_find(s, id);
}

static enum store_result copy_case(struct store *from, struct store *to,
				   struct str chain, bool staff,
				   struct diags *diags)
{
	int64_t key = chain_find(from, chain), into;
	enum store_result result;

	sql_begin_write(to);
	copy_packs(from, to, key);
	into = add_chain(to, chain);
	copy_links(from, to, key, into, staff);
	chain_derive(to, into);
	if (from->trouble != SQLITE_OK)
		sql_trouble(to, SQLITE_ABORT);	/* said below, of `from` */
	sql_end_write(to);
	result = trouble_tell(from, diags);
	if (result != STORE_DONE)
		trouble_forget(to);
	else
		result = trouble_tell(to, diags);
	arena_reset(to->scratch);
	return result;
}

enum store_result store_export(struct store *s, struct str chain, bool staff,
			       const char *path, struct diags *diags)
{
	const char *making = store_temporary(s->own, &s->chance, path);
	struct store *copy;
	enum store_result result;

	store_sweep(path, true);
	result = store_open(&copy, making, STORE_CREATE, &s->chance, diags);
	if (result == STORE_DONE) {
		result = copy_case(s, copy, chain, staff, diags);
		if (!close_as_one(copy, diags))
			result = STORE_FAILED;
	}
	if (result == STORE_DONE)
		result = verify_and_name(s, making, path, diags);
	store_remove(making);
	arena_reset(s->scratch);
	return result;
}

/* --- from another file ------------------------------------------------------- */

enum store_result store_adopt(struct store *s, struct store *from,
			      struct str chain, struct diags *diags)
{
	struct span nowhere = { 0 };
	int64_t bad;

	if (chain_find(s, chain) != 0) {
		DIAG(diags, nowhere, MSG_STORE_CASE_HERE, s->path);
		return STORE_REFUSED;
	}
	bad = chain_verify(from, chain_find(from, chain));
	if (bad != 0) {
		struct buf number = buf_make(s->own);

		buf_int(&number, bad);
		DIAG_STR(diags, nowhere, MSG_STORE_CHAIN_BROKEN,
			 str_from(from->path), chain_name(from, s->own, chain),
			 buf_view(&number));
		return STORE_REFUSED;
	}
	return copy_case(from, s, chain, true, diags);
}

/* Only what its own link here vouches for. */
static void complete_link(struct store *s, int64_t chain,
			  const struct chain_link *link)
{
	sqlite3_stmt *st = sql_begin(s, SQL_CHANGE_COMPLETE);
	struct hash h = payload_hash(link->salt, link->payload);

	sql_bind_int(st, 1, chain);
	sql_bind_int(st, 2, link->number);
	sql_bind_str(st, 3, link->payload);
	sql_bind_bytes(st, 4, link->salt.at, link->salt.len);
	sql_bind_bytes(st, 5, h.bytes, sizeof(h.bytes));
	sql_run(s, st);
}

static void complete_links(struct store *s, struct store *from,
			   struct str chain, const uint32_t *numbers,
			   size_t count)
{
	sqlite3_stmt *st = sql_begin(from, SQL_CHANGES);
	struct arena *each = arena_open();
	int64_t into = chain_find(s, chain);
	size_t next = 0;

	sql_bind_int(st, 1, chain_find(from, chain));
	while (next < count && sql_row(from, st)) {
		struct chain_link link = link_read(each, st);

		if (link.number == numbers[next]) {
			if (!link.erased)
				complete_link(s, into, &link);
			next++;
		}
		arena_reset(each);
	}
	if (st != NULL)
		sqlite3_reset(st);
	arena_close(each);
	chain_derive(s, into);
}

enum store_result store_complete(struct store *s, struct store *from,
				 struct str chain, const uint32_t *numbers,
				 size_t count, struct diags *diags)
{
	enum store_result result;

	sql_begin_write(s);
	complete_links(s, from, chain, numbers, count);
	if (from->trouble != SQLITE_OK)
		sql_trouble(s, SQLITE_ABORT);	/* said below, of `from` */
	sql_end_write(s);
	result = trouble_tell(from, diags);
	if (result != STORE_DONE)
		trouble_forget(s);
	else
		result = trouble_tell(s, diags);
	arena_reset(s->scratch);
	return result;
}

/* --- in the place of another ------------------------------------------------- */

/*
 * Alone with the file: its log is brought into it and gone, and nobody else
 * has it open. A file that cannot be opened as ours has nobody to disturb.
 */
static enum store_result settle_alone(struct store *s, struct diags *diags)
{
	int code = sqlite3_exec(s->db,
				"PRAGMA locking_mode = EXCLUSIVE; "
				"PRAGMA journal_mode = DELETE; "
				"BEGIN EXCLUSIVE", NULL, NULL, NULL);

	if ((code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED) {
		DIAG(diags, (struct span){ 0 }, MSG_STORE_OPEN_ELSEWHERE,
		     s->path);
		return STORE_FAILED;
	}
	if (code != SQLITE_OK)
		sql_trouble(s, code);
	return trouble_tell(s, diags);
}

/* A log that stays would be read into the file that comes. */
static int move_log(struct arena *a, const char *path, const char *aside)
{
	unlink(beside(a, path, "-shm"));
	if (rename(beside(a, path, "-wal"), beside(a, aside, "-wal")) != 0 &&
	    errno != ENOENT)
		return errno;
	return 0;
}

/* The path never stands for nothing: the old one has two names for a while. */
static int change_places(struct arena *a, const char *path, const char *from,
			 const char *aside)
{
	int error = file_sync(from);

	if (error == 0 && file_exists(path))
		error = move_log(a, path, aside);
	/* Some disks, as those one carries, give no file two names. */
	if (error == 0 && file_exists(path) && link(path, aside) != 0 &&
	    rename(path, aside) != 0)
		error = errno;
	if (error == 0 && rename(from, path) != 0)
		error = errno;
	return error == 0 ? file_sync(path_parent(a, path)) : error;
}

enum store_result store_replace(const char *path, const char *from,
				const char *aside, const struct chance *chance,
				struct diags *diags)
{
	struct arena *a = arena_open();
	enum store_result result = STORE_DONE;
	struct store *old = NULL;
	struct diags unheard;
	int error;

	diags_init(&unheard, a);
	if (file_exists(path) &&
	    store_open(&old, path, STORE_WRITE, chance, &unheard) == STORE_DONE)
		result = settle_alone(old, diags);
	if (result == STORE_DONE) {
		error = change_places(a, path, from, aside);
		if (error != 0) {
			DIAG(diags, (struct span){ 0 }, MSG_STORE_COPY, path,
			     error_said(error));
			result = STORE_FAILED;
		}
	}
	store_close(old);
	arena_close(a);
	return result;
}

enum store_result store_close_as_one(struct store *s, struct diags *diags)
{
	return close_as_one(s, diags) ? STORE_DONE : STORE_FAILED;
}
