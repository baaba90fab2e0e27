/* Tokens: made, typed back, printed, compared, derived from. */
#include "base/secret.h"

#include <sodium/crypto_generichash_blake2b.h>
#include <sodium/crypto_secretbox.h>
#include <sodium/utils.h>
#include <string.h>

#include "base/arena.h"

/* Crockford's: no I, L, O, U. */
static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

enum { SECRET_BYTES = 16, GROUP = 5, GROUPS = 5 };

/*
 * The highest bits first. 26 digits of five bits hold two more than 128:
 * they stand in front and are zero.
 */
struct str secret_make(struct arena *a, const struct chance *chance)
{
	unsigned char bytes[SECRET_BYTES];
	char *text = arena_alloc(a, SECRET_CHARS + 1);
	unsigned held = 0, count = 2;
	size_t at = 0;

	chance->fill(chance->context, bytes, sizeof(bytes));
	for (int i = 0; i < SECRET_CHARS; i++) {
		if (count < 5) {
			held = held << 8 | bytes[at++];
			count += 8;
		}
		count -= 5;
		text[i] = digits[held >> count & 31];
		held &= (1u << count) - 1;
	}
	sodium_memzero(bytes, sizeof(bytes));
	return (struct str){ text, SECRET_CHARS };
}

/* --- typed and printed --------------------------------------------------- */

/* 0: none of ours. */
static char plain_digit(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c & ~0x20);
	if (c == 'O')
		return '0';
	if (c == 'I' || c == 'L')
		return '1';
	return c != '\0' && strchr(digits, c) != NULL ? c : '\0';
}

/* Spaces and hyphens, those of word processors too: how many bytes. */
static size_t separator(struct str s)
{
	static const char *const wide[] = {
		"\u00A0", "\u202F", "\u2009", "\u2007", "\u2010", "\u2011",
		"\u2012", "\u2013", "\u2014", "\u2212", "\u00AD", "\u200B",
		"\uFEFF",
	};

	if (strchr(" \t\r\n-_", s.at[0]) != NULL)
		return s.at[0] != '\0';
	if ((unsigned char)s.at[0] < 0x80)
		return 0;
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (str_starts(s, wide[i]))
			return strlen(wide[i]);
	return 0;
}

struct str secret_typed(struct arena *a, struct str typed)
{
	char *text = arena_alloc(a, SECRET_CHARS + 1);
	size_t len = 0;

	for (size_t i = 0; i < typed.len;) {
		size_t skip = separator(str_sub(typed, i, typed.len));
		char c = skip > 0 ? '\0' : plain_digit(typed.at[i]);

		if (skip == 0 && (c == '\0' || len == SECRET_CHARS))
			return STR_NONE;
		if (skip == 0)
			text[len++] = c;
		i += skip > 0 ? skip : 1;
	}
	/* The two bits in front are zero. */
	if (len != SECRET_CHARS || text[0] > '7')
		return STR_NONE;
	return (struct str){ text, SECRET_CHARS };
}

struct str secret_printed(struct arena *a, struct str secret)
{
	struct buf b = buf_make(a);

	for (size_t i = 0; i < secret.len; i++) {
		if (i > 0 && i % GROUP == 0 && i / GROUP < GROUPS)
			buf_char(&b, '-');
		buf_char(&b, secret.at[i]);
	}
	return buf_view(&b);
}

/* --- compared, derived from ---------------------------------------------- */

bool secret_equal(struct str one, struct str other)
{
	return one.len > 0 && one.len == other.len &&
	       sodium_memcmp(one.at, other.at, one.len) == 0;
}

static bool derive(unsigned char *out, size_t count, struct str secret,
		   const char *purpose)
{
	return secret.len >= crypto_generichash_blake2b_KEYBYTES_MIN &&
	       secret.len <= crypto_generichash_blake2b_KEYBYTES_MAX &&
	       crypto_generichash_blake2b(
		   out, count, (const unsigned char *)purpose, strlen(purpose),
		   (const unsigned char *)secret.at, secret.len) == 0;
}

static struct str hex_of(struct arena *a, const unsigned char *bytes,
			 size_t count)
{
	char *hex = arena_alloc(a, 2 * count + 1);

	sodium_bin2hex(hex, 2 * count + 1, bytes, count);
	return (struct str){ hex, 2 * count };
}

struct str secret_derive(struct arena *a, struct str secret,
			 const char *purpose)
{
	unsigned char hash[crypto_generichash_blake2b_BYTES_MIN];

	if (!derive(hash, sizeof(hash), secret, purpose))
		return STR_NONE;
	return hex_of(a, hash, sizeof(hash));
}

/* --- sealed -------------------------------------------------------------- */

enum { NONCE = crypto_secretbox_NONCEBYTES, MAC = crypto_secretbox_MACBYTES };

struct str secret_seal(struct arena *a, const struct chance *chance,
		       struct str secret, const char *purpose, struct str text)
{
	unsigned char key[crypto_secretbox_KEYBYTES];
	size_t count = NONCE + MAC + text.len;
	unsigned char *bytes = arena_alloc(a, count);

	if (!derive(key, sizeof(key), secret, purpose))
		return STR_NONE;
	chance->fill(chance->context, bytes, NONCE);
	crypto_secretbox_easy(bytes + NONCE, (const unsigned char *)text.at,
			      text.len, bytes, key);
	sodium_memzero(key, sizeof(key));
	return hex_of(a, bytes, count);
}

struct str secret_unseal(struct arena *a, struct str secret,
			 const char *purpose, struct str sealed)
{
	unsigned char key[crypto_secretbox_KEYBYTES];
	unsigned char *bytes = arena_alloc(a, sealed.len / 2 + 1);
	char *text = arena_alloc(a, sealed.len / 2 + 1);
	size_t count = 0;
	bool good;

	if (sodium_hex2bin(bytes, sealed.len / 2, sealed.at, sealed.len, NULL,
			   &count, NULL) != 0 ||
	    count < NONCE + MAC || !derive(key, sizeof(key), secret, purpose))
		return STR_NONE;
	good = crypto_secretbox_open_easy((unsigned char *)text, bytes + NONCE,
					  count - NONCE, bytes, key) == 0;
	sodium_memzero(key, sizeof(key));
	return good ? (struct str){ text, count - NONCE - MAC } : STR_NONE;
}
