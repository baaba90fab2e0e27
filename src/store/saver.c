/*
 * One wait for the disk, shared: a thread of its own writes for all who wait,
 * in one transaction; those who come meanwhile are the next lot. Were it one
 * of those who ask, each lot would begin by waking the next of them, and wait
 * for its turn behind all that was told at the same time.
 */
#include "db.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/resource.h>

#include "base/arena.h"

enum { WRITER_NICE = -10 };

struct request {
	store_write *write;
	void *context;
	struct diags *diags;
	enum store_result result;
	sem_t told;
	struct request *next;
};

struct saver {
	struct store *store;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t asked;		/* or closing */
	bool closing;
	struct request *first, **last;	/* waiting, in order */
};

/* --- writing a lot -------------------------------------------------------- */

/* What one request asks does not hold the others up: undone alone. */
static void write_one(struct store *s, struct request *r)
{
	sql_begin_part(s);
	if (s->trouble == SQLITE_OK)
		r->result = r->write(s, r->context, r->diags);
	if (trouble_is_refusal(s))
		r->result = trouble_tell(s, r->diags);
	sql_end_part(s, r->result == STORE_DONE);
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

/* Whoever is told goes on, and takes the request away with them. */
static void tell_all(struct request *lot)
{
	while (lot != NULL) {
		struct request *next = lot->next;

		sem_post(&lot->told);
		lot = next;
	}
}

/* --- taking turns --------------------------------------------------------- */

/* All who wait, in order, after some came; NULL when nobody will any more. */
static struct request *wait_for_some(struct saver *v)
{
	struct request *lot;

	pthread_mutex_lock(&v->lock);
	while (v->first == NULL && !v->closing)
		pthread_cond_wait(&v->asked, &v->lock);
	lot = v->first;
	v->first = NULL;
	v->last = &v->first;
	pthread_mutex_unlock(&v->lock);
	return lot;
}

/*
 * Everybody waits for this thread in the end: where there is more to do than
 * processors, what it waits for comes out of all that is saved. Linux gives
 * each thread its own priority; where we may not raise it, it stays.
 */
static void go_first(void)
{
	(void)setpriority(PRIO_PROCESS, 0, WRITER_NICE);
}

static void *write_for_all(void *context)
{
	struct saver *v = context;
	struct request *lot;

	go_first();
	while ((lot = wait_for_some(v)) != NULL) {
		write_lot(v->store, lot);
		tell_all(lot);
	}
	return NULL;
}

static void ask(struct saver *v, struct request *r)
{
	pthread_mutex_lock(&v->lock);
	if (v->first == NULL)
		pthread_cond_signal(&v->asked);
	*v->last = r;
	v->last = &r->next;
	pthread_mutex_unlock(&v->lock);
}

enum store_result saver_do(struct saver *v, store_write *write, void *context,
			   struct diags *diags)
{
	struct request mine = { .write = write, .context = context,
				.diags = diags, .result = STORE_DONE };

	sem_init(&mine.told, 0, 0);
	ask(v, &mine);
	while (sem_wait(&mine.told) != 0)
		;	/* a signal came */
	sem_destroy(&mine.told);
	return mine.result;
}

enum store_result saver_save(struct saver *v, const struct change *changes,
			     size_t count, struct diags *diags)
{
	struct saving saving = { changes, count };

	return saver_do(v, save_changes, &saving, diags);
}

/* --- opening and closing -------------------------------------------------- */

/* Signals are for those who started it. */
static int start_unsignalled(struct saver *v)
{
	sigset_t all, before;
	int error;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	error = pthread_create(&v->thread, NULL, write_for_all, v);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return error;
}

static void forget(struct saver *v)
{
	pthread_cond_destroy(&v->asked);
	pthread_mutex_destroy(&v->lock);
}

struct saver *saver_open(struct store *s)
{
	struct saver *v = ARENA_NEW(s->own, struct saver);
	int error;

	v->store = s;
	v->last = &v->first;
	sql_do(s, SQL_SAVER_CACHE);
	pthread_mutex_init(&v->lock, NULL);
	pthread_cond_init(&v->asked, NULL);
	error = start_unsignalled(v);
	if (error == 0)
		return v;
	forget(v);
	errno = error;
	return NULL;
}

void saver_close(struct saver *v)
{
	pthread_mutex_lock(&v->lock);
	v->closing = true;
	pthread_cond_signal(&v->asked);
	pthread_mutex_unlock(&v->lock);
	pthread_join(v->thread, NULL);
	forget(v);
}
