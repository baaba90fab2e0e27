/* Queries, forms, cookies and paths. */
#include "form_part.h"

#include <string.h>

/* --- what all readers do ------------------------------------------------- */

bool reading_add(struct reading *r, struct str name, struct str value)
{
	if (r->count == HTTP_FIELDS || name.len == 0 || name.len > NAME_BYTES)
		return false;
	r->items = arena_grow(r->arena, r->items, r->count, &r->capacity,
			      sizeof(*r->items));
	r->items[r->count++] = (struct field){ name, value };
	return true;
}

struct fields reading_fields(const struct reading *r)
{
	return (struct fields){ r->items, (uint32_t)r->count };
}

/* The line end that begins there, in bytes; 0: none. */
static size_t line_end(const char *at, size_t left)
{
	switch (at[0]) {
	case '\r':
		return left > 1 && at[1] == '\n' ? 2 : 1;
	case '\n':
	case '\v':
	case '\f':
		return 1;
	}
	return 0;
}

bool form_text(char *at, size_t *len)
{
	size_t to = 0, n;

	if (utf8_check(at, *len) != *len)
		return false;
	for (size_t from = 0; from < *len; from += n) {
		unsigned char c = (unsigned char)at[from];

		n = line_end(at + from, *len - from);
		if (n > 0)
			at[to++] = '\n';
		else if (c == '\0')
			return false;
		else if ((c >= 0x20 && c != 0x7F) || c == '\t')
			at[to++] = at[from];
		n += n == 0;
	}
	*len = to;
	return true;
}

/* --- %XX ----------------------------------------------------------------- */

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The byte of the %XX at `at`, or -1. */
static int byte_of(struct str s, size_t at)
{
	int high, low;

	if (s.len - at < 3)
		return -1;
	high = digit_of(s.at[at + 1]);
	low = digit_of(s.at[at + 2]);
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* False: a bad %XX. `plus`: a `+` is a space. */
static bool undo(struct arena *a, struct str raw, bool plus, struct str *out)
{
	char *to = arena_alloc(a, raw.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < raw.len; i++) {
		int byte = (unsigned char)raw.at[i];

		if (byte == '%') {
			byte = byte_of(raw, i);
			if (byte < 0)
				return false;
			i += 2;
		} else if (byte == '+' && plus) {
			byte = ' ';
		}
		to[n++] = (char)byte;
	}
	*out = (struct str){ to, n };
	return true;
}

static bool undo_text(struct arena *a, struct str raw, struct str *out)
{
	struct str bytes;
	size_t len;

	if (!undo(a, raw, true, &bytes))
		return false;
	len = bytes.len;
	/* The bytes are our own copy. */
	if (!form_text((char *)(uintptr_t)bytes.at, &len))
		return false;
	*out = (struct str){ bytes.at, len };
	return true;
}

/* --- a form -------------------------------------------------------------- */

/* What stands before the next `c` at or after `*at`, which moves behind. */
static struct str up_to(struct str s, char c, size_t *at)
{
	size_t end = str_find(s, (struct str){ &c, 1 }, *at);
	struct str piece;

	if (end == SIZE_MAX)
		end = s.len;
	piece = str_sub(s, *at, end);
	*at = end + 1;
	return piece;
}

bool form_read(struct arena *a, struct str text, struct fields *out)
{
	struct reading r = { .arena = a };

	for (size_t at = 0; at < text.len;) {
		struct str piece = up_to(text, '&', &at), name, value;
		size_t split = 0;

		if (piece.len == 0)
			continue;
		name = up_to(piece, '=', &split);
		value = str_sub(piece, split, piece.len);
		if (!undo_text(a, name, &name) ||
		    !undo_text(a, value, &value) ||
		    !reading_add(&r, name, value))
			return false;
	}
	*out = reading_fields(&r);
	return true;
}

/* --- cookies ------------------------------------------------------------- */

/* RFC 6265's token and cookie-octet, near enough: what we give out. */
static bool is_cookie_text(struct str s, bool name)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c <= ' ' || c >= 0x7F || strchr("\",;\\", c) != NULL ||
		    (name && strchr("()<>@:/[]?={}", c) != NULL))
			return false;
	}
	return !name || s.len > 0;
}

void form_cookies(struct arena *a, struct str header, struct fields *out)
{
	struct reading r = { .arena = a };

	for (size_t at = 0; at < header.len;) {
		struct str pair = str_trim(up_to(header, ';', &at)), name;
		size_t split = 0;

		name = up_to(pair, '=', &split);
		if (split > pair.len)
			continue;
		pair = str_sub(pair, split, pair.len);
		if (is_cookie_text(name, true) && is_cookie_text(pair, false))
			reading_add(&r, str_copy(a, name), str_copy(a, pair));
	}
	*out = reading_fields(&r);
}

/* --- paths --------------------------------------------------------------- */

/* Nothing that two programs may walk differently. */
static bool is_plain_path(struct str path)
{
	struct str walked;

	for (size_t i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)path.at[i];

		if (c < 0x20 || c == 0x7F || c == '\\')
			return false;
	}
	for (size_t at = 1; at < path.len;) {
		bool last;

		walked = up_to(path, '/', &at);
		last = at > path.len;
		if ((walked.len == 0 && !last) || str_is(walked, ".") ||
		    str_is(walked, ".."))
			return false;
	}
	return utf8_check(path.at, path.len) == path.len;
}

static bool has_encoded_slash(struct str raw)
{
	for (size_t i = 0; i < raw.len; i++)
		if (raw.at[i] == '%' && byte_of(raw, i) == '/')
			return true;
	return false;
}

bool form_path(struct arena *a, struct str raw, struct str *path)
{
	return str_starts(raw, "/") && !has_encoded_slash(raw) &&
	       undo(a, raw, false, path) && is_plain_path(*path);
}
