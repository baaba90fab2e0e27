/*
 * Savers in many threads, for the thread sanitizer (Makefile): they share a
 * saver, some are refused, none waits for nothing, and all is there at the
 * end. A link that serves once opens for one of them.
 *
 *	savers FOLDER
 */
#include <pthread.h>

#include "store/access.h"
#include "victim.h"

enum { THREADS = 8, EACH = 60 };

struct saving {
	struct victim *victim;
	struct saver *saver;
	int number;
	int refused;
	int opened;
};

static struct digest once_secret(void)
{
	return digest_of(STR("serves once"));
}

static enum store_result make_link(struct store *s, void *context,
				   struct diags *diags)
{
	struct digest secret = once_secret();

	(void)diags;
	store_add_link(s, &secret, context);
	return STORE_DONE;
}

static enum store_result use_link(struct store *s, void *context,
				  struct diags *diags)
{
	struct digest secret = once_secret();

	(void)context;
	(void)diags;
	return store_use_link(s, &secret) ? STORE_DONE : STORE_REFUSED;
}

static void *save_many(void *context)
{
	struct saving *mine = context;
	struct victim *v = mine->victim;
	struct arena *a = arena_open();
	struct diags heard;

	diags_init(&heard, a);
	for (int i = 0; i < EACH; i++) {
		struct buf question = buf_make(a);
		struct answer_record r = {
			.kind = ANSWER_VALUE, .value = STR("3"),
			.respondent = i % 5 == 4 ? STR("nobody")
						 : v->c.leader,
		};
		struct change change;

		buf_fmt(&question, "q%d_%d", mine->number, i);
		r.question = buf_view(&question);
		change = change_answer(a, &noon, v->c.chain, &r);
		if (saver_save(mine->saver, &change, 1, &heard) != STORE_DONE)
			mine->refused++;
	}
	mine->opened = saver_do(mine->saver, use_link, NULL, &heard) ==
		       STORE_DONE;
	arena_close(a);
	return NULL;
}

static void save_in_threads(struct victim *v)
{
	struct saver *saver = saver_open(v->f.store);
	struct saving savings[THREADS];
	pthread_t threads[THREADS];
	struct link link = { .kind = LINK_GROUP, .chain = v->c.chain,
			     .round = v->c.round, .once = true,
			     .made = STR("2026-11-22"),
			     .expires = STR("2026-11-23") };
	int opened = 0;

	if (saver_do(saver, make_link, &link, &v->f.diags) != STORE_DONE)
		die("no link");
	for (int i = 0; i < THREADS; i++) {
		savings[i] = (struct saving){ v, saver, i, 0, 0 };
		if (pthread_create(&threads[i], NULL, save_many,
				   &savings[i]) != 0)
			die("no thread");
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		if (savings[i].refused != EACH / 5)
			victim_fault(v, "thread %d: %d refused", i,
				     savings[i].refused);
		opened += savings[i].opened;
	}
	if (opened != 1)
		victim_fault(v, "a link that serves once opened for %d",
			     opened);
	saver_close(saver);
}

int main(int argc, char **argv)
{
	struct victim v;
	uint32_t before, after;

	if (argc != 2)
		return 2;
	victim_make(&v, argv[1], 3);
	victim_fresh(&v, NULL);
	v.doing = "savers";
	if (store_open(&v.f.store, v.f.path, STORE_WRITE, &v.f.chance,
		       &v.f.diags) != STORE_DONE)
		return 3;
	store_answers(v.f.store, v.f.arena, v.c.round, &before);
	save_in_threads(&v);
	store_answers(v.f.store, v.f.arena, v.c.round, &after);
	if (store_broken_link(v.f.store, v.c.chain) != 0)
		victim_fault(&v, "%s", "the journal does not verify");
	if (after - before != THREADS * (EACH - EACH / 5))
		victim_fault(&v, "%u answers", after - before);
	store_close(v.f.store);
	printf("%u answers by %d threads\n", after - before, THREADS);
	victim_drop(&v);
	return v.failures > 0;
}
