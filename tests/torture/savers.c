/*
 * Savers in many threads, for the thread sanitizer (Makefile): they share a
 * saver, some are refused, none waits for nothing, and all is there at the
 * end.
 *
 *	savers FOLDER
 */
#include <pthread.h>

#include "victim.h"

enum { THREADS = 8, EACH = 60 };

struct saving {
	struct victim *victim;
	struct saver *saver;
	int number;
	int refused;
};

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
	arena_close(a);
	return NULL;
}

static void save_in_threads(struct victim *v)
{
	struct saver *saver = saver_open(v->f.store);
	struct saving savings[THREADS];
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++) {
		savings[i] = (struct saving){ v, saver, i, 0 };
		if (pthread_create(&threads[i], NULL, save_many,
				   &savings[i]) != 0)
			die("no thread");
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		if (savings[i].refused != EACH / 5)
			victim_fault(v, "thread %d: %d refused", i,
				     savings[i].refused);
	}
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
	if (after - before != THREADS * (EACH - EACH / 5))
		victim_fault(&v, "%u answers", after - before);
	store_close(v.f.store);
	printf("%u answers by %d threads\n", after - before, THREADS);
	victim_drop(&v);
	return v.failures > 0;
}
