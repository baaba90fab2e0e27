/* Memory with two lifetimes: blocks that double, dropped together. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"

enum { FIRST_BLOCK = 64 * 1024, LARGEST_BLOCK = 4 * 1024 * 1024 };

struct block {
	struct block *next;	/* older */
	size_t size;		/* bytes after this header */
	size_t used;
	alignas(max_align_t) char bytes[];
};

struct arena {
	size_t first, largest;	/* bytes of a block */
	struct block *blocks;	/* newest first */
	size_t used;
};

static struct block *block_make(size_t size)
{
	struct block *b = malloc(sizeof(*b) + size);

	if (b == NULL)
		die_with(MSG_OUT_OF_MEMORY, "");
	b->next = NULL;
	b->size = size;
	b->used = 0;
	return b;
}

static struct arena *open_sized(size_t first, size_t largest)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (a == NULL)
		die_with(MSG_OUT_OF_MEMORY, "");
	a->first = first;
	a->largest = largest;
	return a;
}

struct arena *arena_open(void)
{
	return open_sized(FIRST_BLOCK, LARGEST_BLOCK);
}

struct arena *arena_open_small(size_t first)
{
	return open_sized(first, LARGEST_BLOCK);
}

struct arena *arena_open_brief(void)
{
	return open_sized(FIRST_BLOCK, FIRST_BLOCK);
}

static void blocks_free(struct block *b)
{
	while (b != NULL) {
		struct block *next = b->next;

		free(b);
		b = next;
	}
}

void arena_close(struct arena *a)
{
	if (a == NULL)
		return;
	blocks_free(a->blocks);
	free(a);
}

void arena_reset(struct arena *a)
{
	a->used = 0;
	if (a->blocks == NULL)
		return;
#ifdef ARENA_DEBUG
	blocks_free(a->blocks);
	a->blocks = NULL;
#else
	/* The newest block is the largest: it serves the next job alone. */
	blocks_free(a->blocks->next);
	a->blocks->next = NULL;
	a->blocks->used = 0;
#endif
}

static struct block *block_for(struct arena *a, size_t size)
{
	struct block *b = a->blocks;
	size_t want = a->first;

#ifdef ARENA_DEBUG
	want = size;
#else
	if (b != NULL && b->size - b->used >= size)
		return b;
	if (b != NULL)
		want = b->size < a->largest ? b->size * 2 : a->largest;
	if (want < size)
		want = size;
#endif
	b = block_make(want);
	b->next = a->blocks;
	a->blocks = b;
	return b;
}

/* What the debug build leaves in memory that nobody set. */
enum { UNSET = 0xA5 };

void *arena_room(struct arena *a, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct block *b;
	char *at;

	if (size > SIZE_MAX - align)
		die_with(MSG_OUT_OF_MEMORY, "");
#ifndef ARENA_DEBUG
	size = (size + align - 1) / align * align;
#endif
	b = block_for(a, size);
	at = b->bytes + b->used;
	b->used += size;
	a->used += size;
#ifdef ARENA_DEBUG
	memset(at, UNSET, size);
#endif
	return at;
}

void *arena_alloc(struct arena *a, size_t size)
{
	return memset(arena_room(a, size), 0, size);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		die_with(MSG_OUT_OF_MEMORY, "");
	return arena_alloc(a, count * size);
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}

void *arena_grow(struct arena *a, void *items, size_t count, size_t *capacity,
		 size_t size)
{
	size_t wider;
	void *copy;

	if (count < *capacity)
		return items;
	wider = *capacity == 0 ? 8 : *capacity * 2;
	copy = arena_array(a, wider, size);
	if (count > 0)
		memcpy(copy, items, count * size);
	*capacity = wider;
	return copy;
}
