/*
 * Memory with two lifetimes.
 *
 * A *pack* arena holds what was loaded from a pack until it is reloaded; a
 * *job* arena holds everything made for one command, one line of a batch or
 * one request, and is dropped at its end. Nothing allocated here is freed
 * alone. A function that allocates takes the arena first: that is how a
 * reader sees that it allocates.
 *
 * Running out of memory ends the process (exit 3): no caller has an error
 * path for it. Built with -DARENA_DEBUG, each allocation is its own malloc,
 * so that the address sanitizer sees overruns and uses after a drop.
 */
#ifndef JALON_BASE_ARENA_H
#define JALON_BASE_ARENA_H

#include <stddef.h>

struct arena;

/* A new, empty arena. Never NULL. */
struct arena *arena_open(void);

/* One that begins with so many bytes, where many live long and hold little. */
struct arena *arena_open_small(size_t first);

/*
 * One that is closed soon while its program goes on. Its blocks stay small and
 * go back to the system with it; a large one, once freed, would have malloc
 * keep all of its size for later.
 */
struct arena *arena_open_brief(void);

/* Frees the arena and all that it holds. NULL is allowed. */
void arena_close(struct arena *a);

/*
 * Forgets everything allocated, keeping one block for the next job, so that
 * a loop over a million lines runs in constant memory.
 */
void arena_reset(struct arena *a);

/* `size` bytes set to zero, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *a, size_t size);

/* The same, set to nothing: for who writes all that is read of it. */
void *arena_room(struct arena *a, size_t size);

/* `count` items of `size` bytes, set to zero; dies on overflow. */
void *arena_array(struct arena *a, size_t count, size_t size);

/* Bytes handed out since the arena was opened or reset. */
size_t arena_used(const struct arena *a);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, count, type)                                        \
	((type *)arena_array((arena), (count), sizeof(type)))

/*
 * Makes room for one more item in a growing array: returns `items`, or a
 * larger copy of it when `count` has reached `*capacity`.
 */
void *arena_grow(struct arena *a, void *items, size_t count, size_t *capacity,
		 size_t size);

#endif
