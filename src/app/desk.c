/* The desk: the file, the packs, the stamps. */
#include "app/desk.h"

#include <string.h>

#include "base/arena.h"
#include "pack_files.h"

struct desk_pack {
	struct str digest;
	struct pack *pack;
	const char *folder;	/* made for it, or NULL */
	struct desk_pack *next;
};

bool desk_open(struct desk *d, const char *path, enum store_opening opening)
{
	return desk_did(d, store_open(&d->store, path, opening, &d->chance,
				      d->diags));
}

void desk_close(struct desk *d)
{
	for (struct desk_pack *p = d->packs; p != NULL; p = p->next)
		if (p->folder != NULL)
			pack_files_remove(p->folder);
	store_close(d->store);
	d->store = NULL;
	d->packs = NULL;
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

bool desk_save(struct desk *d, const struct change *changes, size_t count)
{
	return desk_did(d, store_save(d->store, changes, count, d->diags));
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

static struct pack *find_loaded(const struct desk *d, struct str digest)
{
	for (struct desk_pack *p = d->packs; p != NULL; p = p->next)
		if (str_eq(p->digest, digest))
			return p->pack;
	return NULL;
}

static void remember(struct desk *d, struct str digest, struct pack *pack,
		     const char *folder)
{
	struct desk_pack *p = ARENA_NEW(d->pack_arena, struct desk_pack);

	p->digest = str_copy(d->pack_arena, digest);
	p->pack = pack;
	p->folder = folder;
	p->next = d->packs;
	d->packs = p;
}

/* Remembered under no digest: several kept packs may be served by it. */
struct pack *desk_today_pack(struct desk *d)
{
	struct pack *pack = find_loaded(d, STR("today"));

	if (pack == NULL && d->pack_dir != NULL) {
		pack = pack_load(d->pack_arena, d->pack_dir, PACK_EVERYTHING,
				 d->diags);
		if (pack != NULL)
			remember(d, STR("today"), pack, NULL);
	}
	return pack;
}

struct str desk_keep_pack(struct desk *d)
{
	struct pack *pack = desk_today_pack(d);
	struct stored_pack *files;

	if (pack == NULL)
		return STR_NONE;
	files = pack_files_read(d->arena, pack, d->diags);
	if (files == NULL ||
	    !desk_did(d, store_add_pack(d->store, files, d->diags)))
		return STR_NONE;
	return files->digest;
}

static struct pack *load_kept(struct desk *d, const struct stored_pack *kept)
{
	const char *folder = NULL;
	struct pack *pack;
	const char *dir = pack_files_write(d->pack_arena, kept, &folder,
					   d->diags);

	if (dir == NULL) {
		d->failed = true;
		return NULL;
	}
	pack = pack_load(d->pack_arena, dir, PACK_EVERYTHING, d->diags);
	remember(d, kept->digest, pack, folder);
	return pack;
}

struct pack *desk_pack(struct desk *d, struct str digest)
{
	struct pack *pack = find_loaded(d, digest), *today;
	struct stored_pack *kept;

	if (pack != NULL)
		return pack;
	kept = store_pack(d->store, d->arena, digest, false);
	if (kept == NULL) {
		if (desk_read_well(d))
			DIAG_STR(d->diags, (struct span){ 0 },
				 MSG_CASE_PACK_GONE, digest);
		return NULL;
	}
	today = desk_today_pack(d);
	if (today != NULL && str_eq(today->id, kept->id) &&
	    str_is(kept->identity, today->digest.hex)) {
		remember(d, digest, today, NULL);
		return today;
	}
	kept = store_pack(d->store, d->arena, digest, true);
	return kept == NULL ? NULL : load_kept(d, kept);
}
