/*
 * SHA-256, written in hexadecimal. By nettle, which has the processor's own
 * instructions for it do the work: every answer saved is hashed twice.
 */
#include "base/digest.h"

#include <nettle/sha2.h>
#include <sodium/utils.h>

static struct hash finish(struct sha256_ctx *state)
{
	struct hash h;

	_Static_assert(sizeof(h.bytes) == SHA256_DIGEST_SIZE, "SHA-256");
	sha256_digest(state, sizeof(h.bytes), h.bytes);
	return h;
}

static struct digest in_digits(struct hash h)
{
	struct digest d;

	sodium_bin2hex(d.hex, sizeof(d.hex), h.bytes, sizeof(h.bytes));
	return d;
}

static void feed(struct sha256_ctx *state, struct str bytes)
{
	if (bytes.len > 0)
		sha256_update(state, bytes.len, (const uint8_t *)bytes.at);
}

struct digest digest_of(struct str bytes)
{
	struct sha256_ctx state;

	sha256_init(&state);
	feed(&state, bytes);
	return in_digits(finish(&state));
}

struct hash hash_of_all(const struct str *texts, size_t count)
{
	struct sha256_ctx state;

	sha256_init(&state);
	for (size_t i = 0; i < count; i++) {
		unsigned char length[8];

		for (int b = 0; b < 8; b++)
			length[b] = (unsigned char)(texts[i].len >> (8 * b));
		sha256_update(&state, sizeof(length), length);
		feed(&state, texts[i]);
	}
	return finish(&state);
}

struct digest digest_of_all(const struct str *texts, size_t count)
{
	return in_digits(hash_of_all(texts, count));
}

/* Of a digit, without a branch: some digests are those of secrets. */
static unsigned digit(char c)
{
	return ((unsigned char)c & 15u) + 9u * ((unsigned char)c >> 6);
}

void digest_bytes(const struct digest *d, unsigned char out[DIGEST_BYTES])
{
	for (size_t i = 0; i < DIGEST_BYTES; i++)
		out[i] = (unsigned char)(digit(d->hex[2 * i]) << 4 |
					 digit(d->hex[2 * i + 1]));
}
