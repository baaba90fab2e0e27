/* Compressors, used again and again. */
#include "gzip.h"

#include <pthread.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/diag.h"

/*
 * Measured on pages of 15 to 63 KB: level 1 takes 170 to 850 us, level 4 half
 * as much again for 5 to 14 % fewer bytes, level 6 twice or three times as
 * much for 8 to 19 % fewer. A page is made for one reader, and answering is
 * what two cores have to do: level 1. A window of 8 KiB in place of 32 takes
 * longer and gives 5 % more, for half the memory.
 */
enum { FAST = 1, BEST = 9, WINDOW = 15 + 16 /* gzip's framing */, MEMORY = 8 };

struct gzip {
	z_stream stream;
	int level;
	bool ready;
};

static struct gzip *open_at(int level)
{
	struct gzip *g = calloc(1, sizeof(*g));

	if (g == NULL)
		die_with(MSG_OUT_OF_MEMORY, "");
	g->level = level;
	return g;
}

struct gzip *gzip_open(void)
{
	return open_at(FAST);
}

struct gzip *gzip_open_best(void)
{
	return open_at(BEST);
}

void gzip_close(struct gzip *g)
{
	if (g == NULL)
		return;
	if (g->ready)
		deflateEnd(&g->stream);
	free(g);
}

static bool make_ready(struct gzip *g)
{
	if (g->ready)
		return deflateReset(&g->stream) == Z_OK;
	g->ready = deflateInit2(&g->stream, g->level, Z_DEFLATED, WINDOW,
				MEMORY, Z_DEFAULT_STRATEGY) == Z_OK;
	return g->ready;
}

char *gzip_write(struct gzip *g, struct str bytes, size_t *len)
{
	char *out;
	int status;

	if (bytes.len > UINT32_MAX || !make_ready(g))
		return NULL;
	out = malloc(bytes.len);
	if (out == NULL)
		return NULL;
	/* zlib writes nothing there; its type is older than const. */
	g->stream.next_in = (Bytef *)(uintptr_t)bytes.at;
	g->stream.avail_in = (uInt)bytes.len;
	g->stream.next_out = (Bytef *)out;
	g->stream.avail_out = (uInt)bytes.len;
	status = deflate(&g->stream, Z_FINISH);
	*len = g->stream.total_out;
	if (status == Z_STREAM_END)
		return out;
	free(out);
	return NULL;
}

/* --- many threads --------------------------------------------------------- */

enum { KEPT = 4 };

struct gzip_shelf {
	pthread_mutex_t lock;
	struct gzip *kept[KEPT];
	int count;
};

struct gzip_shelf *gzip_shelf_open(void)
{
	struct gzip_shelf *s = calloc(1, sizeof(*s));

	if (s == NULL)
		die_with(MSG_OUT_OF_MEMORY, "");
	pthread_mutex_init(&s->lock, NULL);
	return s;
}

void gzip_shelf_close(struct gzip_shelf *s)
{
	if (s == NULL)
		return;
	while (s->count > 0)
		gzip_close(s->kept[--s->count]);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

static struct gzip *take(struct gzip_shelf *s)
{
	struct gzip *g = NULL;

	pthread_mutex_lock(&s->lock);
	if (s->count > 0)
		g = s->kept[--s->count];
	pthread_mutex_unlock(&s->lock);
	return g == NULL ? gzip_open() : g;
}

static void put_back(struct gzip_shelf *s, struct gzip *g)
{
	pthread_mutex_lock(&s->lock);
	if (s->count < KEPT) {
		s->kept[s->count++] = g;
		g = NULL;
	}
	pthread_mutex_unlock(&s->lock);
	gzip_close(g);
}

char *gzip_shelf_write(struct gzip_shelf *s, struct str bytes, size_t *len)
{
	struct gzip *g = take(s);
	char *out = gzip_write(g, bytes, len);

	put_back(s, g);
	return out;
}
