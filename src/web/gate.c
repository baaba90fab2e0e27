/* Places, counted; see gate.h. */
#include "gate.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/diag.h"

struct gate {
	pthread_mutex_t lock;
	pthread_cond_t left;
	uint32_t places;		/* that nobody is in */
};

struct gate *gate_open(uint32_t places)
{
	struct gate *g = calloc(1, sizeof(*g));
	pthread_condattr_t attr;

	if (g == NULL)
		die_with(MSG_OUT_OF_MEMORY, "");
	pthread_mutex_init(&g->lock, NULL);
	pthread_condattr_init(&attr);
	/* A clock that is set does not make anybody wait. */
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&g->left, &attr);
	pthread_condattr_destroy(&attr);
	g->places = places;
	return g;
}

void gate_close(struct gate *g)
{
	if (g == NULL)
		return;
	pthread_cond_destroy(&g->left);
	pthread_mutex_destroy(&g->lock);
	free(g);
}

static struct timespec after(uint32_t milliseconds)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += milliseconds / 1000;
	t.tv_nsec += (long)(milliseconds % 1000) * 1000000;
	if (t.tv_nsec >= 1000000000) {
		t.tv_sec++;
		t.tv_nsec -= 1000000000;
	}
	return t;
}

bool gate_enter(struct gate *g, uint32_t milliseconds)
{
	const struct timespec until = after(milliseconds);
	bool entered;
	int waited = 0;

	pthread_mutex_lock(&g->lock);
	while (g->places == 0 && waited == 0)
		waited = pthread_cond_timedwait(&g->left, &g->lock, &until);
	entered = g->places > 0;
	if (entered)
		g->places--;
	pthread_mutex_unlock(&g->lock);
	return entered;
}

void gate_leave(struct gate *g)
{
	pthread_mutex_lock(&g->lock);
	g->places++;
	pthread_cond_signal(&g->left);
	pthread_mutex_unlock(&g->lock);
}
