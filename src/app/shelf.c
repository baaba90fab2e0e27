/* Packs at hand, each in an arena of its own. */
#include "app/shelf.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"
#include "pack_files.h"

enum { TURN_BYTES = 16 * 1024 };

struct shelved {
	struct str key;	/* a digest, or a folder's path */
	bool is_folder;
	struct pack *pack;	/* NULL: it has errors */
	const struct stored_pack *stored;	/* of a folder; NULL: not read */
	struct arena *arena;	/* the pack's */
	struct shelved *next;
};

struct shelf {
	pthread_mutex_t lock;
	struct arena *own;
	struct shelved *first;
	struct scorer *scorers;
};

struct shelf *shelf_open(void)
{
	struct arena *own = arena_open();
	struct shelf *s = ARENA_NEW(own, struct shelf);

	s->own = own;
	pthread_mutex_init(&s->lock, NULL);
	return s;
}

/* The first of them. */
static void scorer_close(struct shelf *s)
{
	struct scorer *one = s->scorers;

	s->scorers = one->next;
	arena_close(one->now);
	arena_close(one->spare);
	arena_close(one->own);
}

void shelf_close(struct shelf *s)
{
	if (s == NULL)
		return;
	for (struct shelved *p = s->first; p != NULL; p = p->next)
		arena_close(p->arena);
	while (s->scorers != NULL)
		scorer_close(s);
	pthread_mutex_destroy(&s->lock);
	arena_close(s->own);
}

static struct shelved *find(struct shelf *s, struct str key, bool is_folder)
{
	for (struct shelved *p = s->first; p != NULL; p = p->next)
		if (p->is_folder == is_folder && str_eq(p->key, key))
			return p;
	return NULL;
}

/* A place for it, with nothing there yet. */
static struct shelved *place(struct shelf *s, struct str key, bool is_folder)
{
	struct shelved *p = find(s, key, is_folder);

	if (p != NULL)
		return p;
	p = ARENA_NEW(s->own, struct shelved);
	p->key = str_copy(s->own, key);
	p->is_folder = is_folder;
	p->next = s->first;
	s->first = p;
	return p;
}

/* --- loading -------------------------------------------------------------- */

/* What is to be loaded. */
struct wanted {
	const char *dir;		/* or NULL: */
	const struct stored_pack *kept;
};

static struct folder kept_folder(struct arena *a,
				 const struct stored_pack *kept)
{
	struct buf name = buf_make(a);

	buf_fmt(&name, "%.*s@%.*s", STR_ARGS(kept->id),
		STR_ARGS(kept->version));
	return pack_files_hold(a, str_cstr(a, buf_view(&name)), kept->files,
			       kept->file_count);
}

static struct pack *load(struct arena *a, const struct wanted *w,
			 struct diags *diags)
{
	struct folder folder = w->dir != NULL ? pack_files_at(a, w->dir)
					      : kept_folder(a, w->kept);

	return pack_load_from(a, &folder,
			      w->dir != NULL ? STR_NONE : w->kept->id,
			      PACK_EVERYTHING, diags);
}

/* With the lock. What has errors leaves nothing behind. */
static void fill(struct shelved *p, const struct wanted *w)
{
	struct arena *a = arena_open();
	struct diags unheard;

	diags_init(&unheard, a);
	p->pack = load(a, w, &unheard);
	if (p->pack != NULL)
		p->arena = a;
	else
		arena_close(a);
}

/*
 * Diagnostics point into the texts they are about: these live as long as they
 * do, and are therefore read once more where the diagnostics are.
 */
static struct pack *take(struct shelf *s, struct str key,
			 const struct wanted *w, struct diags *diags)
{
	struct shelved *p;
	struct pack *pack;
	bool is_new;

	pthread_mutex_lock(&s->lock);
	is_new = find(s, key, w->dir != NULL) == NULL;
	p = place(s, key, w->dir != NULL);
	if (p->pack == NULL && (is_new || diags != NULL))
		fill(p, w);
	pack = p->pack;
	pthread_mutex_unlock(&s->lock);
	if (pack == NULL && diags != NULL)
		pack = load(diags->arena, w, diags);
	return pack;
}

struct pack *shelf_folder(struct shelf *s, const char *dir,
			  struct diags *diags)
{
	struct wanted w = { .dir = dir };

	return take(s, str_from(dir), &w, diags);
}

const struct stored_pack *shelf_stored(struct shelf *s, const char *dir,
				       struct diags *diags)
{
	const struct stored_pack *stored;
	struct shelved *p;

	if (shelf_folder(s, dir, diags) == NULL)
		return NULL;
	pthread_mutex_lock(&s->lock);
	p = find(s, str_from(dir), true);
	if (p->stored == NULL && p->pack != NULL)
		p->stored = pack_files_read(p->arena, p->pack, diags);
	stored = p->stored;
	pthread_mutex_unlock(&s->lock);
	return stored;
}

struct pack *shelf_kept(struct shelf *s, const struct stored_pack *kept,
			struct diags *diags)
{
	struct wanted w = { .kept = kept };

	return take(s, kept->digest, &w, diags);
}

struct pack *shelf_find(struct shelf *s, struct str digest)
{
	const struct shelved *p;
	struct pack *pack;

	pthread_mutex_lock(&s->lock);
	p = find(s, digest, false);
	pack = p == NULL ? NULL : p->pack;
	pthread_mutex_unlock(&s->lock);
	return pack;
}

/* --- lending -------------------------------------------------------------- */

static struct scorer *scorer_open(const struct pack *pack)
{
	struct arena *own = arena_open();
	struct scorer *one = ARENA_NEW(own, struct scorer);

	*one = (struct scorer){
		.pack = pack,
		.engine = engine_open(own, pack),
		.now = arena_open_small(TURN_BYTES),
		.spare = arena_open_small(TURN_BYTES),
		.own = own,
		.lent = true,
	};
	return one;
}

static struct scorer *lend_free(struct shelf *s, const struct pack *pack)
{
	struct scorer *one = s->scorers;

	while (one != NULL && (one->lent || one->pack != pack))
		one = one->next;
	if (one != NULL)
		one->lent = true;
	return one;
}

struct scorer *shelf_lend(struct shelf *s, const struct pack *pack)
{
	struct scorer *one;

	pthread_mutex_lock(&s->lock);
	one = lend_free(s, pack);
	pthread_mutex_unlock(&s->lock);
	if (one != NULL)
		return one;
	one = scorer_open(pack);
	pthread_mutex_lock(&s->lock);
	one->next = s->scorers;
	s->scorers = one;
	pthread_mutex_unlock(&s->lock);
	return one;
}

void shelf_give_back(struct shelf *s, struct scorer *one)
{
	/* What somebody said does not wait there for the next. */
	arena_reset(one->now);
	arena_reset(one->spare);
	one->score = NULL;
	pthread_mutex_lock(&s->lock);
	one->lent = false;
	pthread_mutex_unlock(&s->lock);
}
