/*
 * SHA-256: the identity of a pack's texts, the links of a journal.
 */
#ifndef JALON_BASE_DIGEST_H
#define JALON_BASE_DIGEST_H

#include "base/text.h"

/* 64 lower-case hexadecimal digits and a NUL. */
struct digest {
	char hex[65];
};

struct digest digest_of(struct str bytes);
/* Of several texts one after the other, each preceded by its length. */
struct digest digest_of_all(const struct str *texts, size_t count);

enum { DIGEST_BYTES = 32 };
/* The same digits as bytes. */
void digest_bytes(const struct digest *d, unsigned char out[DIGEST_BYTES]);

/* A digest that is never written in digits. */
struct hash {
	unsigned char bytes[DIGEST_BYTES];
};

/* What digest_of_all gives. */
struct hash hash_of_all(const struct str *texts, size_t count);
/* Its bytes, borrowed. */
static inline struct str hash_view(const struct hash *h)
{
	return (struct str){ (const char *)h->bytes, DIGEST_BYTES };
}

#endif
