/*
 * One wait for the disk, shared: whoever finds nobody writing writes for all
 * who wait, in one transaction; those who come meanwhile are the next lot.
 * No thread of its own: one saver alone pays nothing for the others.
 */
#include "db.h"

#include <pthread.h>

#include "base/arena.h"

struct request {
	store_write *write;
	void *context;
	struct diags *diags;
	enum store_result result;
	bool done;
	pthread_cond_t turn;	/* it is done, or its owner writes next */
	struct request *next;
};

struct saver {
	struct store *store;
	pthread_mutex_t lock;
	bool writing;
	struct request *first, **last;	/* waiting, in order */
};

struct saver *saver_open(struct store *s)
{
	struct saver *v = ARENA_NEW(s->own, struct saver);

	v->store = s;
	v->last = &v->first;
	sql_do(s, SQL_SAVER_CACHE);
	pthread_mutex_init(&v->lock, NULL);
	return v;
}

void saver_close(struct saver *v)
{
	pthread_mutex_destroy(&v->lock);
}

/* --- writing a lot -------------------------------------------------------- */

/* What one request asks does not hold the others up: undone alone. */
static void write_one(struct store *s, struct request *r)
{
	sql_do(s, SQL_SAVEPOINT);
	if (s->trouble == SQLITE_OK)
		r->result = r->write(s, r->context, r->diags);
	if (trouble_is_refusal(s))
		r->result = trouble_tell(s, r->diags);
	if (r->result != STORE_DONE)
		sql_do(s, SQL_UNDO);
	sql_do(s, SQL_RELEASE);
}

/* The environment failed them all: each is told. */
static void fail_all(struct store *s, struct request *lot)
{
	int code = s->trouble;

	for (struct request *r = lot; r != NULL; r = r->next) {
		if (r->result != STORE_DONE)
			continue;
		s->trouble = code;
		r->result = trouble_tell(s, r->diags);
	}
}

static void write_lot(struct store *s, struct request *lot)
{
	if (lot->next == NULL) {
		lot->result = store_do(s, lot->write, lot->context,
				       lot->diags);
		return;
	}
	sql_begin_write(s);
	for (struct request *r = lot; r != NULL && s->trouble == SQLITE_OK;
	     r = r->next)
		write_one(s, r);
	if (!sql_end_write(s))
		fail_all(s, lot);
	arena_reset(s->scratch);
}

/* --- taking turns --------------------------------------------------------- */

static struct request *take_all(struct saver *v)
{
	struct request *lot = v->first;

	v->first = NULL;
	v->last = &v->first;
	return lot;
}

/* Called with the lock; gives it back while the disk works. */
static void write_for_all(struct saver *v)
{
	struct request *lot = take_all(v);

	v->writing = true;
	pthread_mutex_unlock(&v->lock);
	write_lot(v->store, lot);
	pthread_mutex_lock(&v->lock);
	v->writing = false;
	while (lot != NULL) {
		struct request *next = lot->next;

		lot->done = true;
		pthread_cond_signal(&lot->turn);
		lot = next;
	}
	/* Nobody else is woken: with many savers that costs more than saving. */
	if (v->first != NULL)
		pthread_cond_signal(&v->first->turn);
}

enum store_result saver_do(struct saver *v, store_write *write, void *context,
			   struct diags *diags)
{
	struct request mine = { .write = write, .context = context,
				.diags = diags, .result = STORE_DONE,
				.turn = PTHREAD_COND_INITIALIZER };

	pthread_mutex_lock(&v->lock);
	*v->last = &mine;
	v->last = &mine.next;
	while (!mine.done) {
		if (v->writing)
			pthread_cond_wait(&mine.turn, &v->lock);
		else
			write_for_all(v);
	}
	pthread_mutex_unlock(&v->lock);
	return mine.result;
}

enum store_result saver_save(struct saver *v, const struct change *changes,
			     size_t count, struct diags *diags)
{
	struct saving saving = { changes, count };

	return saver_do(v, save_changes, &saving, diags);
}
