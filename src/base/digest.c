/* SHA-256 by libsodium, written in hexadecimal. */
#include "base/digest.h"

#include <sodium/crypto_hash_sha256.h>
#include <sodium/utils.h>

static struct hash finish(crypto_hash_sha256_state *state)
{
	struct hash h;

	_Static_assert(sizeof(h.bytes) == crypto_hash_sha256_BYTES, "SHA-256");
	crypto_hash_sha256_final(state, h.bytes);
	return h;
}

static struct digest in_digits(struct hash h)
{
	struct digest d;

	sodium_bin2hex(d.hex, sizeof(d.hex), h.bytes, sizeof(h.bytes));
	return d;
}

static void feed(crypto_hash_sha256_state *state, struct str bytes)
{
	static const unsigned char nothing[1];

	crypto_hash_sha256_update(state,
				  bytes.len > 0
				      ? (const unsigned char *)bytes.at
				      : nothing,
				  bytes.len);
}

struct digest digest_of(struct str bytes)
{
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	feed(&state, bytes);
	return in_digits(finish(&state));
}

struct hash hash_of_all(const struct str *texts, size_t count)
{
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	for (size_t i = 0; i < count; i++) {
		unsigned char length[8];

		for (int b = 0; b < 8; b++)
			length[b] = (unsigned char)(texts[i].len >> (8 * b));
		crypto_hash_sha256_update(&state, length, sizeof(length));
		feed(&state, texts[i]);
	}
	return finish(&state);
}

struct digest digest_of_all(const struct str *texts, size_t count)
{
	return in_digits(hash_of_all(texts, count));
}

void digest_bytes(const struct digest *d, unsigned char out[DIGEST_BYTES])
{
	sodium_hex2bin(out, DIGEST_BYTES, d->hex, sizeof(d->hex) - 1, NULL,
		       NULL, NULL);
}
