/* A text sealed for the session that it was shown to. */
#include "shown.h"

#include <string.h>

#include "base/arena.h"
#include "base/secret.h"
#include "parts.h"

enum { BLOCK = 16 };	/* bytes that one derivation makes */

static struct str cookie_name(const struct visit *v)
{
	return PATH(v, v->site->cookie, STR("-shown"));
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* -1: no two digits there. */
static int byte_at(struct str digits, size_t at)
{
	int high, low;

	if (at + 2 > digits.len)
		return -1;
	high = digit(digits.at[at]);
	low = digit(digits.at[at + 1]);
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* Of this session, of this kind, of this time: each block has its own pad. */
static struct str pad_of(const struct visit *v, const char *kind,
			 struct str once, size_t block)
{
	struct str purpose =
	    PATH(v, STR("shown "), str_from(kind), STR(" "), once, STR(" "),
		 visit_number(v, (int64_t)block));

	return secret_derive(v->arena, v->token, str_cstr(v->arena, purpose));
}

/* The same work seals and opens. */
static void blend(const struct visit *v, const char *kind, struct str once,
		  char *bytes, size_t count)
{
	struct str pad = STR_NONE;

	for (size_t i = 0; i < count; i++) {
		if (i % BLOCK == 0)
			pad = pad_of(v, kind, once, i / BLOCK);
		bytes[i] ^= (char)byte_at(pad, i % BLOCK * 2);
	}
}

/* --- kept ----------------------------------------------------------------- */

void shown_keep(struct visit *v, const char *kind, struct str text)
{
	struct str once = secret_make(v->arena, &v->desk->chance);
	struct str whole =
	    PATH(v, str_from(kind), STR(" "),
		 str_sub(text, 0, text.len < SHOWN_MOST ? text.len
							: SHOWN_MOST));
	char *bytes = ARENA_ARRAY(v->arena, whole.len, char);
	struct buf b = buf_make(v->arena);

	for (size_t i = 0; i < whole.len; i++)
		bytes[i] = whole.at[i];
	blend(v, kind, once, bytes, whole.len);
	buf_str(&b, once);
	for (size_t i = 0; i < whole.len; i++)
		buf_fmt(&b, "%02x", (unsigned)(unsigned char)bytes[i]);
	respond_cookie(v, cookie_name(v), buf_view(&b), false);
}

struct str shown_kept(struct visit *v, const char *kind)
{
	struct str sealed = field_named(&v->request->cookies, cookie_name(v));
	struct str mark = PATH(v, str_from(kind), STR(" "));
	struct str digits = str_sub(sealed, SECRET_CHARS, sealed.len);
	size_t count = digits.len / 2;
	char *bytes;

	if (sealed.len <= SECRET_CHARS || count > SHOWN_MOST + mark.len)
		return STR_NONE;
	bytes = ARENA_ARRAY(v->arena, count, char);
	for (size_t i = 0; i < count; i++) {
		int byte = byte_at(digits, i * 2);

		if (byte < 0)
			return STR_NONE;
		bytes[i] = (char)byte;
	}
	blend(v, kind, str_sub(sealed, 0, SECRET_CHARS), bytes, count);
	if (count < mark.len || memcmp(bytes, mark.at, mark.len) != 0)
		return STR_NONE;
	return (struct str){ bytes + mark.len, count - mark.len };
}

void shown_done(struct visit *v)
{
	if (field_named(&v->request->cookies, cookie_name(v)).len > 0)
		respond_cookie(v, cookie_name(v), STR_NONE, false);
}
