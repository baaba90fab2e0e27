/* Slices, buffers, UTF-8, and names that are close to each other. */
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"

struct str str_copy(struct arena *a, struct str s)
{
	char *copy = arena_room(a, s.len + 1);

	if (s.len > 0)
		memcpy(copy, s.at, s.len);
	copy[s.len] = '\0';
	return (struct str){ copy, s.len };
}

const char *str_cstr(struct arena *a, struct str s)
{
	return str_copy(a, s).at;
}

bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n == 0 ? 0 : memcmp(a.at, b.at, n);

	if (order != 0)
		return order;
	return a.len < b.len ? -1 : a.len > b.len;
}

bool str_ends(struct str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.len >= n &&
	       (n == 0 || memcmp(s.at + s.len - n, suffix, n) == 0);
}

struct str str_sub(struct str s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from > to)
		from = to;
	return (struct str){ s.at == NULL ? NULL : s.at + from, to - from };
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str str_trim(struct str s)
{
	size_t from = 0, to = s.len;

	while (from < to && is_space(s.at[from]))
		from++;
	while (to > from && is_space(s.at[to - 1]))
		to--;
	return str_sub(s, from, to);
}

size_t str_find(struct str s, struct str needle, size_t from)
{
	const char *hit;

	if (from > s.len || needle.len > s.len - from)
		return SIZE_MAX;
	if (needle.len == 0)
		return from;
	hit = memmem(s.at + from, s.len - from, needle.at, needle.len);
	return hit == NULL ? SIZE_MAX : (size_t)(hit - s.at);
}

static bool is_id_byte(char c, bool first)
{
	return (c >= 'a' && c <= 'z') ||
	       (!first && ((c >= '0' && c <= '9') || c == '_'));
}

bool str_whole(struct str s, uint32_t *n)
{
	uint32_t sum = 0;

	*n = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (i == 9 || s.at[i] < '0' || s.at[i] > '9')
			return false;
		sum = sum * 10 + (uint32_t)(s.at[i] - '0');
	}
	*n = sum;
	return s.len > 0;
}

bool str_is_id(struct str s)
{
	if (s.len == 0 || s.len > 64)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!is_id_byte(s.at[i], i == 0))
			return false;
	return true;
}

bool str_is_dotted_id(struct str s)
{
	size_t start = 0;

	for (size_t i = 0; i <= s.len; i++) {
		if (i < s.len && s.at[i] != '.')
			continue;
		if (!str_is_id(str_sub(s, start, i)))
			return false;
		start = i + 1;
	}
	return true;
}

size_t str_chars(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.at[i] & 0xC0) != 0x80;
	return n;
}

/* Bytes of the valid sequence at `at`, or 0. */
static size_t utf8_sequence(const unsigned char *at, size_t left)
{
	unsigned char c = at[0], low = 0x80, high = 0xBF;
	size_t n;

	if (c < 0x80)
		return 1;
	if (c < 0xC2 || c > 0xF4)
		return 0;
	n = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	if (left < n)
		return 0;
	if (c == 0xE0)
		low = 0xA0;	/* overlong */
	else if (c == 0xED)
		high = 0x9F;	/* surrogates */
	else if (c == 0xF0)
		low = 0x90;	/* overlong */
	else if (c == 0xF4)
		high = 0x8F;	/* over U+10FFFF */
	if (at[1] < low || at[1] > high)
		return 0;
	for (size_t i = 2; i < n; i++)
		if (at[i] < 0x80 || at[i] > 0xBF)
			return 0;
	return n;
}

/* Bytes of plain ASCII at the start, eight at a time. */
static size_t ascii_run(const unsigned char *at, size_t len)
{
	size_t i = 0;
	uint64_t word;

	for (; i + sizeof(word) <= len; i += sizeof(word)) {
		memcpy(&word, at + i, sizeof(word));
		if ((word & UINT64_C(0x8080808080808080)) != 0)
			break;
	}
	while (i < len && at[i] < 0x80)
		i++;
	return i;
}

size_t utf8_check(const char *text, size_t len)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t i = 0;

	if (len == 0)
		return 0;
	while ((i += ascii_run(at + i, len - i)) < len) {
		size_t n = utf8_sequence(at + i, len - i);

		if (n == 0)
			return i;
		i += n;
	}
	return len;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

enum { NAME_MAX_BYTES = 64 };

/* Damerau-Levenshtein (optimal string alignment) on bytes. */
static size_t name_distance(struct str a, struct str b)
{
	size_t rows[3][NAME_MAX_BYTES + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2];

	for (size_t j = 0; j <= b.len; j++)
		last[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *oldest = before;

		now[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			bool same = a.at[i - 1] == b.at[j - 1];

			now[j] = least(last[j - 1] + !same,
				       least(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] &&
			    a.at[i - 2] == b.at[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
		before = last;
		last = now;
		now = oldest;
	}
	return last[b.len];
}

struct str str_nearest(struct arena *a, struct str wrong,
		       const struct str *names, size_t count)
{
	struct str best = STR_NONE;
	size_t limit = wrong.len / 3 < 1 ? 1 : wrong.len / 3;

	(void)a;
	if (wrong.len == 0 || wrong.len > NAME_MAX_BYTES)
		return best;
	for (size_t i = 0; i < count; i++) {
		size_t d;

		if (names[i].len == 0 || names[i].len > NAME_MAX_BYTES)
			continue;
		d = name_distance(wrong, names[i]);
		if (d <= limit && (best.len == 0 || d < limit)) {
			best = names[i];
			limit = d;
		}
	}
	return best;
}

enum { BUF_FIRST = 64 };	/* bytes: most are names and short phrases */

void buf_room(struct buf *b, size_t more)
{
	size_t size = b->size == 0 ? BUF_FIRST : b->size;
	char *wider;

	if (more <= b->size - b->len)
		return;
	while (size - b->len < more) {
		if (size > SIZE_MAX / 2)
			die_with(MSG_OUT_OF_MEMORY, "");
		size *= 2;
	}
	wider = arena_room(b->arena, size);
	if (b->len > 0)
		memcpy(wider, b->at, b->len);
	b->at = wider;
	b->size = size;
}

void buf_fmt(struct buf *b, const char *format, ...)
{
	char few[256];
	va_list args, again;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(few, sizeof(few), format, args);
	va_end(args);
	if (n < 0)
		BUG("bad format `%s`", format);
	if ((size_t)n < sizeof(few)) {
		buf_str(b, (struct str){ few, (size_t)n });
	} else {
		buf_room(b, (size_t)n + 1);
		vsnprintf(b->at + b->len, (size_t)n + 1, format, again);
		b->len += (size_t)n;
	}
	va_end(again);
}

void buf_int(struct buf *b, int64_t n)
{
	char digits[20];
	size_t at = sizeof(digits);
	uint64_t left = n < 0 ? (uint64_t)0 - (uint64_t)n : (uint64_t)n;

	do {
		digits[--at] = (char)('0' + left % 10);
		left /= 10;
	} while (left > 0);
	if (n < 0)
		buf_char(b, '-');
	buf_str(b, (struct str){ digits + at, sizeof(digits) - at });
}

void buf_utf8(struct buf *b, uint32_t code)
{
	if (code < 0x80) {
		buf_char(b, (char)code);
	} else if (code < 0x800) {
		buf_char(b, (char)(0xC0 | code >> 6));
		buf_char(b, (char)(0x80 | (code & 0x3F)));
	} else if (code < 0x10000) {
		buf_char(b, (char)(0xE0 | code >> 12));
		buf_char(b, (char)(0x80 | (code >> 6 & 0x3F)));
		buf_char(b, (char)(0x80 | (code & 0x3F)));
	} else {
		buf_char(b, (char)(0xF0 | code >> 18));
		buf_char(b, (char)(0x80 | (code >> 12 & 0x3F)));
		buf_char(b, (char)(0x80 | (code >> 6 & 0x3F)));
		buf_char(b, (char)(0x80 | (code & 0x3F)));
	}
}

/* Bytes of a character a terminal may obey, or 0. */
static size_t unseen(struct str s, size_t i, bool one_line)
{
	const unsigned char *at = (const unsigned char *)s.at + i;
	size_t left = s.len - i;

	if (at[0] == '\n' || at[0] == '\t')
		return one_line;
	if (at[0] < 0x20 || at[0] == 0x7F)
		return 1;
	if (at[0] == 0xC2 && left > 1 && at[1] < 0xA0)
		return 2;	/* C1 controls */
	/* U+FFFE and U+FFFF, which XML refuses */
	if (at[0] == 0xEF && left > 2 && at[1] == 0xBF && at[2] >= 0xBE)
		return 3;
	if (at[0] != 0xE2 || left < 3)
		return 0;
	/* U+202A to U+202E, U+2066 to U+2069: direction */
	if ((at[1] == 0x80 && at[2] >= 0xAA && at[2] <= 0xAE) ||
	    (at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9))
		return 3;
	return 0;
}

/* Whether such a character can begin at one of so many bytes. */
enum { LOOK = 16 };
static bool may_be_unseen(const char *at)
{
	bool may = false;

	for (int i = 0; i < LOOK; i++) {
		unsigned char c = (unsigned char)at[i];

		may |= (c < 0x20) | (c == 0x7F) | (c == 0xC2) | (c == 0xE2) |
		       (c == 0xEF);
	}
	return may;
}

size_t str_find_unseen(struct str s)
{
	for (size_t i = 0; i < s.len;) {
		/* Most text has none, and is looked at by the block. */
		size_t end = i + LOOK < s.len ? i + LOOK : s.len;

		if (end - i == LOOK && !may_be_unseen(s.at + i))
			i = end;
		for (; i < end; i++)
			if (unseen(s, i, false) > 0)
				return i;
	}
	return SIZE_MAX;
}

void buf_visible(struct buf *b, struct str s, bool one_line)
{
	for (size_t i = 0; i < s.len; i++) {
		size_t n = unseen(s, i, one_line);

		if (n == 0) {
			buf_char(b, s.at[i]);
			continue;
		}
		buf_text(b, "\xC2\xB7");
		i += n - 1;
	}
}

struct str buf_view(const struct buf *b)
{
	return (struct str){ b->at, b->len };
}
