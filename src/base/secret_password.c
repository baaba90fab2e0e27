/* Passwords: which are too common, and how they are kept. */
#include "base/secret.h"

#include <sodium/core.h>
#include <sodium/crypto_pwhash_argon2id.h>
#include <sodium/utils.h>
#include <stdlib.h>
#include <string.h>

enum { FEW = 5, SHORTEST = 3, LONGEST = 32, WORDS = 2, MANY = 1000 };
enum { PASSES = 2, MEMORY = 19 * 1024 * 1024 };
_Static_assert(PASSWORD_HASH == crypto_pwhash_argon2id_STRBYTES,
	       "the text of a hash");

static const char *const common[] = {
#include "common_passwords.def"
};

/* --- what is too common -------------------------------------------------- */

/* A password in lower case, or a part of it. */
struct word {
	char at[PASSWORD_MOST + 1];
	size_t len;
};

static struct word part(const struct word *w, size_t from, size_t to)
{
	struct word p = { .len = to - from };

	memcpy(p.at, w->at + from, p.len);
	return p;
}

static struct word lower(struct str s)
{
	struct word w = { .len = s.len < PASSWORD_MOST ? s.len
						       : PASSWORD_MOST };

	for (size_t i = 0; i < w.len; i++)
		w.at[i] = s.at[i] >= 'A' && s.at[i] <= 'Z'
			      ? (char)(s.at[i] | 0x20)
			      : s.at[i];
	return w;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Neither an ASCII letter nor a part of an accented one. */
static bool is_trim(char c)
{
	return (unsigned char)c < 0x80 && (c < 'a' || c > 'z');
}

static int by_text(const void *key, const void *entry)
{
	return strcmp(key, *(const char *const *)entry);
}

static bool is_listed(const struct word *w)
{
	return bsearch(w->at, common, sizeof(common) / sizeof(common[0]),
		       sizeof(common[0]), by_text) != NULL;
}

/* What it says once, when it says it several times. */
static struct word once(const struct word *w)
{
	for (size_t period = 1; period <= w->len / 2; period++)
		if (w->len % period == 0 &&
		    memcmp(w->at, w->at + period, w->len - period) == 0)
			return part(w, 0, period);
	return *w;
}

static struct word trimmed(const struct word *w)
{
	size_t from = 0, to = w->len;

	while (to > from && is_trim(w->at[to - 1]))
		to--;
	while (from < to && is_trim(w->at[from]))
		from++;
	return part(w, from, to);
}

static struct word spelled(const struct word *w)
{
	static const char signs[] = "@013457$!", meant[] = "aoieastsi";
	struct word out = *w;

	for (size_t i = 0; i < out.len; i++) {
		const char *found = strchr(signs, out.at[i]);

		if (out.at[i] != '\0' && found != NULL)
			out.at[i] = meant[found - signs];
	}
	return out;
}

/* Whether the list has this part of it. */
static bool has_listed(const struct word *w, size_t from, size_t to)
{
	struct word p = part(w, from, to);

	return is_listed(&p);
}

/*
 * The fewest words of the list that it takes, digits and signs between them
 * aside; MANY when other letters are left. By length of what comes before.
 */
static unsigned fewest_words(const struct word *w)
{
	unsigned fewest[PASSWORD_MOST + 1] = { 0 };

	for (size_t to = 1; to <= w->len; to++) {
		size_t least = to > LONGEST ? to - LONGEST : 0;

		fewest[to] = is_trim(w->at[to - 1]) ? fewest[to - 1] : MANY;
		for (size_t from = least; from + SHORTEST <= to; from++)
			if (fewest[from] + 1 < fewest[to] &&
			    has_listed(w, from, to))
				fewest[to] = fewest[from] + 1;
	}
	return fewest[w->len];
}

static bool is_few_words(const struct word *w)
{
	unsigned fewest = fewest_words(w);

	return fewest > 0 && fewest <= WORDS;
}

/* As it is, and with letters for what stands for them. */
static bool is_common(const struct word *w)
{
	struct word said = once(w), inner = trimmed(&said),
		    letters = spelled(&inner);

	return is_few_words(w) || is_few_words(&said) ||
	       is_few_words(&letters);
}

static bool is_poor(const struct word *w)
{
	bool seen[256] = { false }, digits = true;
	unsigned different = 0;

	for (size_t i = 0; i < w->len; i++) {
		unsigned char c = (unsigned char)w->at[i];

		different += seen[c] ? 0 : 1;
		seen[c] = true;
		digits = digits && is_digit(w->at[i]);
	}
	return different < FEW || digits;
}

static bool is_of_login(const struct word *w, struct str login)
{
	struct word whole = lower(login);
	size_t at = str_find(login, STR("@"), 0);
	struct word before = part(&whole, 0, at < whole.len ? at : whole.len);

	return login.len > 0 &&
	       (strcmp(w->at, whole.at) == 0 || strcmp(w->at, before.at) == 0);
}

enum password_fault password_fault(struct str password, struct str login)
{
	struct word w = lower(password);
	enum password_fault fault = PASSWORD_GOOD;

	if (password.len > PASSWORD_MOST)
		fault = PASSWORD_LONG;
	else if (str_chars(password) < PASSWORD_LEAST)
		fault = PASSWORD_SHORT;
	else if (is_of_login(&w, login))
		fault = PASSWORD_IS_LOGIN;
	else if (is_poor(&w) || is_common(&w))
		fault = PASSWORD_COMMON;
	sodium_memzero(&w, sizeof(w));
	return fault;
}

/* --- how they are kept --------------------------------------------------- */

/* Of a password that nobody knows, with the same cost. */
static const char nobody[] =
    "$argon2id$v=19$m=19456,t=2,p=1$GWBM2uF9xajq9geyFdwaiQ"
    "$KuH7YrvqC/ukL7DybKYSlndNK5YSIwaQWrMTH7OXNis";

/* libsodium then takes what is quickest on this machine; it may be said
   again, by any thread. */
static void ready(void)
{
	if (sodium_init() < 0)
		abort();
}

bool password_hash(char out[PASSWORD_HASH], struct str password)
{
	ready();
	return crypto_pwhash_argon2id_str(out, password.at, password.len,
					  PASSES, MEMORY) == 0;
}

bool password_verify(struct str hash, struct str password)
{
	bool is_somebody = hash.len > 0 && hash.len < PASSWORD_HASH;
	char text[PASSWORD_HASH] = { 0 };
	bool same;

	if (password.len > PASSWORD_MOST)
		return false;
	if (is_somebody)
		memcpy(text, hash.at, hash.len);
	else
		memcpy(text, nobody, sizeof(nobody));
	ready();
	same = crypto_pwhash_argon2id_str_verify(
		   text, password.len > 0 ? password.at : "",
		   password.len) == 0;
	return same && is_somebody;
}
