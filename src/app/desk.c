/* The desk: the file, the packs, the stamps. */
#include "app/desk.h"

#include "base/arena.h"

bool desk_open(struct desk *d, const char *path, enum store_opening opening)
{
	return desk_did(d, store_open(&d->store, path, opening, &d->chance,
				      d->diags));
}

void desk_close(struct desk *d)
{
	store_close(d->store);
	d->store = NULL;
}

bool desk_did(struct desk *d, enum store_result result)
{
	if (result == STORE_FAILED)
		d->failed = true;
	return result == STORE_DONE;
}

bool desk_read_well(struct desk *d)
{
	return desk_did(d, store_trouble(d->store, d->diags));
}

void desk_look(struct desk *d)
{
	if (d->store != NULL)
		store_look(d->store);
}

void desk_look_end(struct desk *d)
{
	if (d->store != NULL)
		store_look_end(d->store);
}

bool desk_save(struct desk *d, const struct change *changes, size_t count)
{
	bool looked = store_look_end(d->store);
	enum store_result result =
	    d->saver == NULL
		? store_save(d->store, changes, count, d->diags)
		: saver_save(d->saver, changes, count, d->diags);

	/* What was written is seen by what is read next. */
	if (looked)
		store_look(d->store);
	return desk_did(d, result);
}

bool desk_write(struct desk *d, store_write *write, void *context)
{
	bool looked = store_look_end(d->store);
	enum store_result result =
	    d->saver == NULL
		? store_do(d->store, write, context, d->diags)
		: saver_do(d->saver, write, context, d->diags);

	if (looked)
		store_look(d->store);
	return desk_did(d, result);
}

struct guarded {
	struct desk inside;
	const struct change *change;
	desk_still *still;
	const void *context;
	bool moved;
};

/* Another thread may run it, while this one waits. */
static enum store_result append_if_still(struct store *s, void *context,
					 struct diags *diags)
{
	struct guarded *g = context;

	(void)diags;
	g->inside.store = s;
	g->moved = !g->still(&g->inside, g->context);
	if (!g->moved)
		store_append(s, g->change, 1);
	return STORE_DONE;
}

bool desk_save_if(struct desk *d, const struct change *change,
		  desk_still *still, const void *context)
{
	struct guarded g = { .inside = *d, .change = change, .still = still,
			     .context = context };

	g.inside.recall = NULL;
	if (!desk_write(d, append_if_still, &g))
		return false;
	if (g.moved)
		DIAG(d->diags, (struct span){ 0 }, MSG_STANDING_MOVED);
	return !g.moved;
}

struct stamp desk_stamp(const struct desk *d)
{
	return (struct stamp){ .at = d->now, .by = d->by };
}

struct stamp desk_staff_stamp(const struct desk *d)
{
	return (struct stamp){ .at = d->today };
}

struct str desk_new_id(struct desk *d)
{
	return chance_id(d->arena, &d->chance);
}

/* --- packs ---------------------------------------------------------------- */

struct pack *desk_today_pack(struct desk *d)
{
	if (d->pack_dir != NULL)
		return shelf_folder(d->shelf, d->pack_dir, d->diags);
	DIAG_STR(d->diags, (struct span){ 0 }, MSG_PACK_NOT_FOUND,
		 d->pack_wanted, d->pack_looked);
	return NULL;
}

struct str desk_keep_pack(struct desk *d)
{
	const struct stored_pack *stored;

	if (desk_today_pack(d) == NULL)
		return STR_NONE;
	stored = shelf_stored(d->shelf, d->pack_dir, d->diags);
	if (stored == NULL ||
	    !desk_did(d, store_add_pack(d->store, stored, d->diags)))
		return STR_NONE;
	return stored->digest;
}

static bool is_told(const struct diags *diags, enum message message)
{
	for (size_t i = 0; i < diags->count; i++)
		if (diags->items[i].message == message)
			return true;
	return false;
}

/* Today's pack where it serves for a kept one; `*good` false: it must. */
static struct pack *serve_today(struct desk *d, const struct stored_pack *kept,
				bool *good)
{
	struct pack *today;

	if (d->pack_dir == NULL)
		return NULL;
	today = shelf_folder(d->shelf, d->pack_dir,
			     d->pack_asked ? d->diags : NULL);
	if (today == NULL) {
		*good = !d->pack_asked;
		if (*good && !is_told(d->diags, MSG_CASE_PACK_BROKEN))
			DIAG(d->diags, (struct span){ 0 },
			     MSG_CASE_PACK_BROKEN, d->pack_dir);
		return NULL;
	}
	return str_eq(today->id, kept->id) &&
		       str_is(kept->identity, today->digest.hex)
		   ? today
		   : NULL;
}

struct pack *desk_pack(struct desk *d, struct str digest)
{
	const struct stored_pack *kept =
	    store_pack(d->store, d->arena, digest, false);
	struct pack *pack;
	bool good = true;

	if (kept == NULL) {
		if (desk_read_well(d))
			DIAG_STR(d->diags, (struct span){ 0 },
				 MSG_CASE_PACK_GONE, digest);
		return NULL;
	}
	pack = serve_today(d, kept, &good);
	if (pack == NULL && good)
		pack = shelf_find(d->shelf, digest);
	if (pack != NULL || !good)
		return pack;
	kept = store_pack(d->store, d->arena, digest, true);
	return kept == NULL ? NULL : shelf_kept(d->shelf, kept, d->diags);
}

static bool is_short_enough(struct desk *d, struct str text)
{
	struct buf length = buf_make(d->arena);

	if (text.len <= ANSWERS_TEXT)
		return true;
	buf_int(&length, (int64_t)text.len);
	DIAG_STR(d->diags, (struct span){ 0 }, MSG_TEXT_TOO_LONG,
		 buf_view(&length), STR("8000"));
	_Static_assert(ANSWERS_TEXT == 8000, "the sentence above");
	return false;
}

bool desk_takes_text(struct desk *d, struct str text, bool one_line)
{
	if (utf8_check(text.at, text.len) != text.len) {
		DIAG(d->diags, (struct span){ 0 }, MSG_TEXT_NOT_UTF8);
		return false;
	}
	if (str_find_unseen(text) == SIZE_MAX &&
	    (!one_line || (str_find(text, STR("\n"), 0) == SIZE_MAX &&
			   str_find(text, STR("\t"), 0) == SIZE_MAX)))
		return is_short_enough(d, text);
	DIAG(d->diags, (struct span){ 0 }, MSG_TEXT_UNSEEN);
	return false;
}
