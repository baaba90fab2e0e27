/* One-time codes: RFC 4226's, by RFC 6238's steps of time. */
#include "base/secret.h"

#include <nettle/hmac.h>
#include <sodium/utils.h>
#include <string.h>

#include "base/arena.h"

enum { DIGITS = 6, MODULUS = 1000000, BITS = 5 };

uint32_t totp_code(const unsigned char key[TOTP_BYTES], int64_t step)
{
	struct hmac_sha1_ctx hmac;
	uint8_t counter[8], mac[SHA1_DIGEST_SIZE];
	unsigned at;
	uint32_t word;

	for (int i = 0; i < 8; i++)
		counter[i] = (uint8_t)((uint64_t)step >> (56 - 8 * i));
	hmac_sha1_set_key(&hmac, TOTP_BYTES, key);
	hmac_sha1_update(&hmac, sizeof(counter), counter);
	hmac_sha1_digest(&hmac, sizeof(mac), mac);
	at = mac[SHA1_DIGEST_SIZE - 1] & 15;
	word = (uint32_t)(mac[at] & 0x7F) << 24 |
	       (uint32_t)mac[at + 1] << 16 | (uint32_t)mac[at + 2] << 8 |
	       mac[at + 3];
	return word % MODULUS;
}

/* Six digits, as people type them: in two groups of three too. */
static bool read_code(struct str code, char out[DIGITS])
{
	size_t n = 0;

	for (size_t i = 0; i < code.len; i++) {
		if (code.at[i] == ' ' || code.at[i] == '-')
			continue;
		if (code.at[i] < '0' || code.at[i] > '9' || n == DIGITS)
			return false;
		out[n++] = code.at[i];
	}
	return n == DIGITS;
}

static bool is_code(const char typed[DIGITS], uint32_t code)
{
	char wanted[DIGITS];

	for (int i = DIGITS - 1; i >= 0; i--, code /= 10)
		wanted[i] = (char)('0' + code % 10);
	return sodium_memcmp(typed, wanted, DIGITS) == 0;
}

int64_t totp_check(const unsigned char key[TOTP_BYTES], struct str code,
		   int64_t now, int64_t last)
{
	char typed[DIGITS];
	int64_t middle = now / TOTP_STEP;

	if (!read_code(code, typed))
		return 0;
	for (int64_t step = middle - 1; step <= middle + 1; step++)
		if (step > last && is_code(typed, totp_code(key, step)))
			return step;
	return 0;
}

/* --- the key, as authenticators take it ---------------------------------- */

/* RFC 4648's alphabet: not the one of tokens. */
static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/* 20 bytes are 32 letters exactly: no padding. */
struct str totp_key_write(struct arena *a, const unsigned char key[TOTP_BYTES])
{
	char *text = arena_alloc(a, TOTP_LETTERS + 1);

	for (size_t i = 0; i < TOTP_LETTERS; i++) {
		size_t at = i * BITS / 8;
		unsigned two = (unsigned)key[at] << 8 |
			       (at + 1 < TOTP_BYTES ? key[at + 1] : 0);

		text[i] = letters[two >> (16 - BITS - i * BITS % 8) & 31];
	}
	return (struct str){ text, TOTP_LETTERS };
}

bool totp_key_read(struct str text, unsigned char key[TOTP_BYTES])
{
	memset(key, 0, TOTP_BYTES);
	if (text.len != TOTP_LETTERS)
		return false;
	for (size_t i = 0; i < TOTP_LETTERS; i++) {
		const char *found = text.at[i] == '\0'
					? NULL
					: strchr(letters, text.at[i]);
		size_t at = i * BITS / 8;
		unsigned two;

		if (found == NULL)
			return false;
		two = (unsigned)(found - letters)
		      << (16 - BITS - i * BITS % 8);
		key[at] |= (unsigned char)(two >> 8);
		if (at + 1 < TOTP_BYTES)
			key[at + 1] |= (unsigned char)two;
	}
	return true;
}

static void put_escaped(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') ||
		    (c != 0 && strchr("-._~@", c) != NULL))
			buf_char(b, (char)c);
		else
			buf_fmt(b, "%%%02X", c);
	}
}

struct str totp_address(struct arena *a, const unsigned char key[TOTP_BYTES],
			struct str issuer, struct str login)
{
	struct buf b = buf_make(a);

	buf_text(&b, "otpauth://totp/");
	put_escaped(&b, issuer);
	buf_char(&b, ':');
	put_escaped(&b, login);
	buf_text(&b, "?secret=");
	buf_str(&b, totp_key_write(a, key));
	buf_text(&b, "&issuer=");
	put_escaped(&b, issuer);
	return buf_view(&b);
}
