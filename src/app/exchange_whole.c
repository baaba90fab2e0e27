/* The whole file: a name for its copies, and a copy put in its place. */
#include "exchange_part.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

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

/* Beside its place, so that taking it is one step. */
static const char *coming_path(struct desk *d, const char *path)
{
	struct buf b = buf_make(d->arena);

	buf_fmt(&b, "%s.%ld.coming", path, (long)getpid());
	return str_cstr(d->arena, buf_view(&b));
}

static void remove_coming(struct desk *d, const char *path)
{
	static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		struct buf b = buf_make(d->arena);

		buf_fmt(&b, "%s%s", path, endings[i]);
		unlink(str_cstr(d->arena, buf_view(&b)));
	}
}

static bool bring(struct desk *d, const char *path, const char *copy,
		  const char *coming, const char *aside)
{
	struct store *s = NULL;
	int error = file_make_directory(path_parent(d->arena, path));

	if (error == 0)
		error = portable_copy(d->arena, copy, coming);
	if (error != 0) {
		DIAG(d->diags, (struct span){ 0 }, MSG_STORE_COPY, path,
		     strerror(error));
		d->failed = true;
		return false;
	}
	return desk_did(d, store_open(&s, coming, STORE_WRITE, &d->chance,
				      d->diags)) &&
	       desk_did(d, store_close_as_one(s, d->diags)) &&
	       desk_did(
		   d, store_replace(path, coming, aside, &d->chance, d->diags));
}

bool exchange_restore(struct desk *d, const char *path, const char *copy,
		      bool really, struct restoring *out)
{
	const char *coming = coming_path(d, path);
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
		good = desk_did(d, store_trouble(p.store, d->diags));
	}
	portable_close(&p);
	if (!good || !really)
		return good;
	good = bring(d, path, copy, coming, out->replaces ? out->aside : path);
	remove_coming(d, coming);
	return good;
}
