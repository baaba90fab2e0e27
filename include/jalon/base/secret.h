/*
 * Secrets: tokens that open something, passwords, one-time codes.
 *
 * A token is 128 bits of chance in 26 letters and digits that cannot be
 * mistaken for each other (Crockford's base 32). Only its SHA-256 is kept:
 * with that much chance a slow hash would add nothing. Passwords are kept by
 * Argon2id (RFC 9106) with 19 MiB and two passes, the least that OWASP's
 * cheat sheet on password storage advises.
 */
#ifndef JALON_BASE_SECRET_H
#define JALON_BASE_SECRET_H

#include "base/chance.h"
#include "base/digest.h"

enum {
	SECRET_CHARS = 26,
	PASSWORD_LEAST = 12,		/* characters */
	PASSWORD_MOST = 256,		/* bytes */
	PASSWORD_HASH = 128,		/* bytes of its text, NUL included */
	TOTP_BYTES = 20,
	TOTP_LETTERS = 32,		/* of the key in base 32 */
	TOTP_STEP = 30,			/* seconds */
};

/* Upper case, no separators. */
struct str secret_make(struct arena *a, const struct chance *chance);
/* As people paste it: spaces and hyphens dropped, case folded, O read as 0,
   I and L as 1. Empty when it is no token. */
struct str secret_typed(struct arena *a, struct str typed);
/* In groups of five, the last of six, to be printed. */
struct str secret_printed(struct arena *a, struct str secret);
/* In constant time for texts of one length. Never for empty ones. */
bool secret_equal(struct str one, struct str other);
/* A text that only who holds `secret` can make: BLAKE2b-128 of `purpose`
   keyed with it, 32 digits. Empty, which equals nothing, when `secret` is too
   short or too long to be one (16 to 64 bytes). */
struct str secret_derive(struct arena *a, struct str secret,
			 const char *purpose);

/*
 * Seals a text: only who holds `secret` reads it, for this purpose, and nobody
 * alters it. XSalsa20 and Poly1305 (libsodium's secretbox), under a key derived
 * from both; hexadecimal digits, 80 more than twice the text's bytes. Empty
 * for what is no secret, as secret_derive.
 */
struct str secret_seal(struct arena *a, const struct chance *chance,
		       struct str secret, const char *purpose,
		       struct str text);
/* Back; empty when it was not sealed so. */
struct str secret_unseal(struct arena *a, struct str secret,
			 const char *purpose, struct str sealed);

/* What a password is wrong for, or PASSWORD_GOOD. `login` must not be it,
   nor what stands before its `@`, whatever the case. */
enum password_fault { PASSWORD_GOOD, PASSWORD_SHORT, PASSWORD_LONG,
		      PASSWORD_COMMON, PASSWORD_IS_LOGIN };
/*
 * PASSWORD_COMMON, in lower case: it has fewer than five different signs, or
 * nothing but digits; or it is one or two words of the list of common ones
 * (src/base/common_passwords.def: passwords, words, names, rows of the
 * keyboard) with digits and signs before, between and after
 * (`Soleil2026!`, `123456qwerty`), a text said several times being taken once
 * (`motdepassemotdepasse`), `@ 0 1 3 4 5 7 $ !` for the letters they stand
 * for (`P@ssw0rd2026`), or both. Three words or more are let through: that is
 * how a good one is made.
 */
enum password_fault password_fault(struct str password, struct str login);
/* Takes some 15 ms and 19 MiB; false when there is no memory for it. */
bool password_hash(char out[PASSWORD_HASH], struct str password);
/* As long for a wrong one. An empty hash is nobody's: false, after the same
   work. */
bool password_verify(struct str hash, struct str password);

/* RFC 6238 with SHA-1, six digits, steps of 30 seconds. */
uint32_t totp_code(const unsigned char key[TOTP_BYTES], int64_t step);
/*
 * The step that `code` belongs to, among the one of `now` and its two
 * neighbours, and after `last` (a code serves once); 0: none.
 */
int64_t totp_check(const unsigned char key[TOTP_BYTES], struct str code,
		   int64_t now, int64_t last);
/* The key in base 32 (RFC 4648), and back; false when it is none. */
struct str totp_key_write(struct arena *a,
			  const unsigned char key[TOTP_BYTES]);
bool totp_key_read(struct str text, unsigned char key[TOTP_BYTES]);
/* otpauth://totp/... for an authenticator (its QR code, or typed). */
struct str totp_address(struct arena *a, const unsigned char key[TOTP_BYTES],
			struct str issuer, struct str login);

#endif
