/* The whole file: a name for its copies, and a copy put in its place. */
#include "exchange_part.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "store/access.h"

/* "cases.jalon" and "-2026-11-22" give "cases-2026-11-22.jalon". */
static const char *with_tail(struct arena *a, const char *path,
			     const char *tail, struct str date)
{
	struct str name = str_from(path), ending = STR_NONE;
	struct buf b = buf_make(a);

	if (str_ends(name, ".jalon")) {
		ending = str_sub(name, name.len - 6, name.len);
		name.len -= 6;
	}
	buf_fmt(&b, "%.*s%s%.*s%.*s", STR_ARGS(name), tail, STR_ARGS(date),
		STR_ARGS(ending));
	return str_cstr(a, buf_view(&b));
}

const char *exchange_backup_path(struct desk *d)
{
	return with_tail(d->arena, store_path(d->store), "-", d->today);
}

/* The first name that nothing has yet. */
static const char *aside_path(struct desk *d, const char *path)
{
	const char *first = with_tail(d->arena, path, "-aside-", d->today);
	const char *name = first;

	for (int n = 2; file_exists(name); n++) {
		struct buf tail = buf_make(d->arena);

		buf_fmt(&tail, "-%d", n);
		name = with_tail(d->arena, first,
				 str_cstr(d->arena, buf_view(&tail)), STR_NONE);
	}
	return name;
}

static bool end_access(struct desk *d, struct store *coming, const char *path)
{
	struct diags unheard;
	struct store *now = NULL;
	bool good;

	diags_init(&unheard, d->arena);
	if (store_open(&now, path, STORE_READ, &d->chance, &unheard) !=
	    STORE_DONE)
		now = NULL;
	good = desk_did(d, store_end_access(coming, now, d->diags));
	store_close(now);
	if (!good)
		store_close(coming);
	return good;
}

static bool bring(struct desk *d, const char *path, const char *copy,
		  const char *coming, const char *aside)
{
	struct store *s = NULL;
	int error = file_make_private_directory(path_parent(d->arena, path));

	if (error == 0)
		error = portable_copy(d->arena, copy, coming);
	if (error != 0) {
		DIAG(d->diags, (struct span){ 0 }, MSG_STORE_COPY, path,
		     error_said(error));
		d->failed = true;
		return false;
	}
	return desk_did(d, store_open(&s, coming, STORE_WRITE, &d->chance,
				      d->diags)) &&
	       end_access(d, s, path) &&
	       desk_did(d, store_close_as_one(s, d->diags)) &&
	       desk_did(
		   d, store_replace(path, coming, aside, &d->chance, d->diags));
}

/* What the file of now holds that the copy does not. */
static void compare_with_now(struct desk *d, const char *path,
			     struct store *copy, struct restoring *out)
{
	struct diags unheard;
	struct store *now;
	const struct case_record *all;
	uint32_t found;

	diags_init(&unheard, d->arena);
	if (store_open(&now, path, STORE_READ, &d->chance, &unheard) !=
	    STORE_DONE)
		return;
	all = store_cases(now, d->arena, &out->now);
	for (uint32_t i = 0; i < out->now; i++) {
		store_cases_named(copy, d->arena, all[i].id, &found);
		out->missing += found == 0;
	}
	store_trouble(now, &unheard);
	store_close(now);
}

bool exchange_restore(struct desk *d, const char *path, const char *copy,
		      bool really, struct restoring *out)
{
	/* Beside its place, so that taking it is one step. */
	const char *coming = store_temporary(d->arena, &d->chance, path);
	struct portable p;
	bool good;

	*out = (struct restoring){ .replaces = file_exists(path) };
	out->aside = out->replaces ? aside_path(d, path) : NULL;
	if (exchange_same_file(path, copy)) {
		DIAG(d->diags, (struct span){ 0 }, MSG_RESTORE_ITSELF, path);
		return false;
	}
	good = portable_open(d, copy, &p);
	if (good) {
		store_cases(p.store, d->arena, &out->cases);
		if (out->replaces)
			compare_with_now(d, path, p.store, out);
		good = desk_did(d, store_trouble(p.store, d->diags));
	}
	portable_close(&p);
	if (!good || !really)
		return good;
	store_sweep(path, true);
	good = bring(d, path, copy, coming, out->replaces ? out->aside : path);
	store_remove(coming);
	return good;
}
