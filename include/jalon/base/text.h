/*
 * Text: borrowed slices and growing buffers.
 *
 * `struct str` is a slice of *untrusted* UTF-8 text that somebody else owns
 * (usually an arena); it is not NUL-terminated. `struct buf` grows in an
 * arena; its appends cannot fail and return nothing. Markup is another type
 * (format/html.h): text never becomes markup by being passed along.
 */
#ifndef JALON_BASE_TEXT_H
#define JALON_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

struct str {
	const char *at;		/* first byte; may be NULL when len is 0 */
	size_t len;		/* bytes */
};

/* A slice of a string literal, and of nothing else. */
#define STR(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
/* The same where a constant initialiser is needed: in static tables. */
#define STR_INIT(literal) { "" literal, sizeof(literal) - 1 }
#define STR_NONE ((struct str){ NULL, 0 })

/* For printf: printf("%.*s", STR_ARGS(s)). */
#define STR_ARGS(s) (int)(s).len, (s).at ? (s).at : ""

/*
 * The shortest functions stand here in full: of a literal the compiler then
 * knows the length, and most texts are told apart by theirs.
 */

/* A slice of a NUL-terminated string. */
static inline struct str str_from(const char *text)
{
	return (struct str){ text, text == NULL ? 0 : strlen(text) };
}

/* A copy of `s` in the arena, with a NUL after it. */
struct str str_copy(struct arena *a, struct str s);
/* The same, as a C string; stops nothing at an inner NUL. */
const char *str_cstr(struct arena *a, struct str s);

bool str_eq(struct str a, struct str b);
static inline bool str_is(struct str a, const char *literal)
{
	size_t n = strlen(literal);

	return a.len == n && (n == 0 || memcmp(a.at, literal, n) == 0);
}

/* Order of bytes; negative, zero or positive. */
int str_cmp(struct str a, struct str b);
static inline bool str_starts(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.len >= n && (n == 0 || memcmp(s.at, prefix, n) == 0);
}

bool str_ends(struct str s, const char *suffix);
/* Bytes `from` to `to` (excluded), clipped to the slice. */
struct str str_sub(struct str s, size_t from, size_t to);
/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);
/* Offset of the first `needle` at or after `from`, or SIZE_MAX. */
size_t str_find(struct str s, struct str needle, size_t from);

/* A whole number in digits alone, nine at most; false, and 0, for another
   text. */
bool str_whole(struct str s, uint32_t *n);

/* An id of this project: [a-z][a-z0-9_]*, at most 64 bytes. */
bool str_is_id(struct str s);
/* An id or several joined by dots. */
bool str_is_dotted_id(struct str s);

/* Code points in the slice (its UTF-8 must be valid). */
size_t str_chars(struct str s);

/*
 * The offset of the first byte that is not valid UTF-8 (overlong forms,
 * surrogates and values over U+10FFFF included), or `len` when all is well.
 */
size_t utf8_check(const char *text, size_t len);

/*
 * The nearest of `count` names to `wrong`, or none when nothing is close: at
 * most a third of its letters away (Damerau-Levenshtein, at least one).
 */
struct str str_nearest(struct arena *a, struct str wrong,
		       const struct str *names, size_t count);

struct buf {
	struct arena *arena;	/* where the bytes live */
	char *at;		/* not NUL-terminated */
	size_t len;		/* bytes in use */
	size_t size;		/* bytes allocated */
};

static inline struct buf buf_make(struct arena *a)
{
	return (struct buf){ .arena = a };
}

/* Makes room for so many bytes more. Appends do it themselves: it is for who
   knows that there will be many. */
void buf_room(struct buf *b, size_t more);

static inline void buf_str(struct buf *b, struct str s)
{
	if (s.len == 0)
		return;
	if (s.len > b->size - b->len)
		buf_room(b, s.len);
	memcpy(b->at + b->len, s.at, s.len);
	b->len += s.len;
}

static inline void buf_char(struct buf *b, char c)
{
	if (b->len == b->size)
		buf_room(b, 1);
	b->at[b->len++] = c;
}

/* Appends a string literal or another trusted C string. */
static inline void buf_text(struct buf *b, const char *text)
{
	buf_str(b, str_from(text));
}

void buf_fmt(struct buf *b, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void buf_int(struct buf *b, int64_t n);
/* One code point as UTF-8. */
void buf_utf8(struct buf *b, uint32_t code);
/*
 * Untrusted text for a terminal: control characters, U+FFFE, U+FFFF, and the
 * marks that turn the direction of writing around, become a middle dot. Line ends and tabs too
 * when `one_line`.
 */
void buf_visible(struct buf *b, struct str s, bool one_line);
/*
 * The offset of the first such character (line ends and tabs aside), or
 * SIZE_MAX.
 */
size_t str_find_unseen(struct str s);
/* What was written so far; valid until the next append. */
struct str buf_view(const struct buf *b);

#endif
