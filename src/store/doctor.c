/* Looking at everything, and mending what can be derived again. */
#include "db.h"

#include <string.h>

#include "base/arena.h"
#include "base/digest.h"

struct examination {
	struct store *store;
	bool mend;
	struct diags *diags;
	bool well;
};

static void find(struct examination *x, enum message message, struct str a,
		 struct str b)
{
	DIAG_STR(x->diags, (struct span){ 0 }, message,
		 str_from(x->store->path), a, b);
	x->well = false;
}

static struct str number_text(struct store *s, int64_t n)
{
	struct buf b = buf_make(s->scratch);

	buf_int(&b, n);
	return buf_view(&b);
}

/* --- the file ------------------------------------------------------------- */

/*
 * A page may be told of only because memory or the disk failed meanwhile
 * (« unable to get the page. error code=7 »): no damage. SQLITE_OK otherwise.
 */
static int failure_told(struct str line)
{
	static const struct str before = STR_INIT("error code=");
	size_t at = str_find(line, before, 0);
	int code = 0;

	if (at == SIZE_MAX)
		return SQLITE_OK;
	for (size_t i = at + before.len; i < line.len && code < 100000 &&
					 line.at[i] >= '0' &&
					 line.at[i] <= '9'; i++)
		code = code * 10 + line.at[i] - '0';
	return (code & 0xFF) == SQLITE_NOMEM || (code & 0xFF) == SQLITE_IOERR
		   ? code
		   : SQLITE_OK;
}

static void examine_pages(struct examination *x)
{
	struct store *s = x->store;
	sqlite3_stmt *st = sql_begin(s, SQL_INTEGRITY);

	while (sql_row(s, st)) {
		struct str line = sql_str(s->scratch, st, 0);
		int failure = failure_told(line);

		if (failure != SQLITE_OK)
			sql_trouble(s, failure);
		else if (!str_is(line, "ok"))
			find(x, MSG_DOCTOR_PAGES, line, STR_NONE);
	}
	if (st != NULL)
		sqlite3_reset(st);
}

static void examine_references(struct examination *x)
{
	struct store *s = x->store;
	sqlite3_stmt *st = sql_begin(s, SQL_REFERENCES);

	while (sql_row(s, st))
		find(x, MSG_DOCTOR_REFERENCE, sql_str(s->scratch, st, 0),
		     sql_str(s->scratch, st, 1));
}

/* --- packs ---------------------------------------------------------------- */

static struct str *list_texts(struct store *s, enum sql which, size_t *count)
{
	sqlite3_stmt *st = sql_begin(s, which);
	struct str *all = NULL;
	size_t capacity = 0;

	*count = 0;
	while (sql_row(s, st)) {
		all = arena_grow(s->scratch, all, *count, &capacity,
				 sizeof(*all));
		all[(*count)++] = sql_str(s->scratch, st, 0);
	}
	return all;
}

static void examine_packs(struct examination *x)
{
	struct store *s = x->store;
	size_t count;
	struct str *digests = list_texts(s, SQL_PACKS, &count);

	for (size_t i = 0; i < count; i++) {
		struct stored_pack *pack =
		    store_pack(s, s->scratch, digests[i], true);
		struct digest d;

		if (pack == NULL)
			continue;
		d = stored_pack_digest(s->scratch, pack);
		if (!str_is(digests[i], d.hex))
			find(x, MSG_DOCTOR_PACK, pack->id, digests[i]);
	}
}

static void examine_unused(struct examination *x)
{
	struct store *s = x->store;
	uint32_t dropped = 0;
	size_t unused;

	list_texts(s, SQL_PACKS_UNUSED, &unused);
	if (unused == 0)
		return;
	if (x->mend && sql_begin_write(s)) {
		packs_drop_unused(s, &dropped);
		sql_end_write(s);
	}
	DIAG_STR(x->diags, (struct span){ 0 },
		 x->mend ? MSG_DOCTOR_UNUSED_DROPPED : MSG_DOCTOR_UNUSED,
		 str_from(s->path), number_text(s, (int64_t)unused));
}

/* --- who may come in ------------------------------------------------------ */

/* Nobody gets in by what points to nobody; it is only kept for nothing. */
static void examine_access(struct examination *x)
{
	struct store *s = x->store;
	int64_t orphans = access_orphans(s);

	if (orphans == 0)
		return;
	if (x->mend && sql_begin_write(s)) {
		access_drop_orphans(s);
		sql_end_write(s);
	}
	DIAG_STR(x->diags, (struct span){ 0 },
		 x->mend ? MSG_DOCTOR_ORPHANS_DROPPED : MSG_DOCTOR_ORPHANS,
		 str_from(s->path), number_text(s, orphans));
}

/* An answer that outlives its room is kept for nothing, and may be read. */
static void examine_rooms(struct examination *x)
{
	struct store *s = x->store;
	int64_t orphans = rooms_orphans(s);

	if (orphans == 0)
		return;
	if (x->mend && sql_begin_write(s)) {
		rooms_drop_orphans(s);
		sql_end_write(s);
	}
	DIAG_STR(x->diags, (struct span){ 0 },
		 x->mend ? MSG_DOCTOR_ROOMS_DROPPED : MSG_DOCTOR_ROOMS,
		 str_from(s->path), number_text(s, orphans));
}

/* --- journals ------------------------------------------------------------- */

/* Everything a journal derived, as one text. */
static struct digest derived_digest(struct store *s, int64_t chain)
{
	struct buf all = buf_make(s->scratch);

	for (int which = SQL_DERIVED_CASE; which <= SQL_DERIVED_IMPORTS;
	     which++) {
		sqlite3_stmt *st = sql_begin(s, (enum sql)which);

		sql_bind_int(st, 1, chain);
		while (sql_row(s, st)) {
			buf_str(&all, sql_str(s->scratch, st, 0));
			buf_char(&all, '\n');
		}
		buf_char(&all, '\f');
	}
	return digest_of(buf_view(&all));
}

/*
 * Derives it again, and undoes that unless it is to be mended and was not
 * what the journal says.
 */
static void examine_derived(struct examination *x, int64_t chain,
			    struct str name)
{
	struct store *s = x->store;
	struct digest before, after;
	bool same, holds;

	sql_begin_write(s);
	before = derived_digest(s, chain);
	holds = chain_derive(s, chain);
	if (!holds && trouble_is_refusal(s))
		trouble_forget(s);	/* the journal itself does not hold */
	after = derived_digest(s, chain);
	same = strcmp(before.hex, after.hex) == 0;
	if (!same && holds && x->mend) {
		if (sql_end_write(s))
			DIAG_STR(x->diags, (struct span){ 0 },
				 MSG_DOCTOR_DERIVED_MENDED,
				 str_from(s->path), name);
		return;
	}
	sql_do(s, SQL_ROLLBACK);
	if (!same || !holds)
		find(x, holds ? MSG_DOCTOR_DERIVED : MSG_DOCTOR_JOURNAL, name,
		     STR_NONE);
}

static void examine_journals(struct examination *x)
{
	struct store *s = x->store;
	size_t count;
	struct str *ids = list_texts(s, SQL_CHAIN_IDS, &count);

	for (size_t i = 0; i < count; i++) {
		int64_t chain = chain_find(s, ids[i]);
		struct str name = chain_name(s, s->scratch, ids[i]);
		int64_t bad = chain_verify(s, chain);
		int64_t blank = bad != 0 ? 0 : chain_blank(s, chain);

		if (bad != 0)
			find(x, MSG_DOCTOR_CHAIN, name, number_text(s, bad));
		/* What was derived from it may be all that is left of it. */
		else if (blank != 0)
			find(x, MSG_DOCTOR_BLANK, name, number_text(s, blank));
		else
			examine_derived(x, chain, name);
	}
}

/* --- all of it ------------------------------------------------------------- */

/*
 * Tables first: what an outsider put there (a column that is computed, a check)
 * would run while the pages are looked at.
 */
static void examine_file(struct examination *x)
{
	bool ours = schema_is_ours(x->store);

	if (!ours && x->store->trouble == SQLITE_OK)
		find(x, MSG_DOCTOR_SCHEMA, STR_NONE, STR_NONE);
	if (ours)
		examine_pages(x);
}

enum store_result doctor_examine(struct store *s, bool mend,
				 struct diags *diags)
{
	struct examination x = { .store = s, .mend = mend, .diags = diags,
				 .well = true };
	enum store_result result;

	examine_file(&x);
	/* Where pages or tables are wrong, the rest would only echo it. */
	if (x.well) {
		examine_journals(&x);
		examine_packs(&x);
		examine_unused(&x);
		examine_access(&x);
		examine_rooms(&x);
		examine_references(&x);
	}
	result = trouble_tell(s, diags);
	arena_reset(s->scratch);
	return result == STORE_DONE && !x.well ? STORE_REFUSED : result;
}

static void examine_left(struct store *s, bool mend, struct diags *diags)
{
	uint32_t left = store_sweep(s->path, mend);

	if (left > 0)
		DIAG_STR(diags, (struct span){ 0 },
			 mend ? MSG_DOCTOR_LEFT_SWEPT : MSG_DOCTOR_LEFT,
			 str_from(s->path), number_text(s, left));
}

/* Before anything is written: the log would grow over it. */
static bool examine_log(struct store *s, struct diags *diags)
{
	uint32_t frames = log_lost(s);

	if (frames > 0)
		DIAG_STR(diags, (struct span){ 0 }, MSG_DOCTOR_LOG,
			 str_from(s->path), number_text(s, frames));
	return frames == 0;
}

enum store_result store_doctor(struct store *s, bool mend,
			       struct diags *diags)
{
	bool whole = examine_log(s, diags);
	enum store_result result = doctor_examine(s, mend, diags);

	if (result == STORE_DONE && !whole)
		result = STORE_REFUSED;
	examine_left(s, mend, diags);
	arena_reset(s->scratch);
	return result;
}
