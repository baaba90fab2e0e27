/*
 * Chance as an argument: what needs salts or identifiers takes where they
 * come from, so that a test gets the same ones each time.
 */
#ifndef JALON_BASE_CHANCE_H
#define JALON_BASE_CHANCE_H

#include "base/text.h"

struct chance {
	void (*fill)(void *context, void *bytes, size_t count);
	void *context;
};

/* The system's own, fit for secrets. */
struct chance chance_system(void);

/* 128 bits of it as 32 lower-case hexadecimal digits, in the arena. */
struct str chance_id(struct arena *a, const struct chance *chance);

#endif
