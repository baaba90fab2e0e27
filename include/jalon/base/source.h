/*
 * The text of one file, and places in it.
 *
 * A source is normalised once when it is loaded: a byte order mark is
 * dropped, CRLF and CR become LF. After that every offset in the program,
 * libyaml's and cmark's included, speaks of the same bytes. Lines and
 * columns are computed only to be printed: both count from 1, columns in
 * characters.
 */
#ifndef JALON_BASE_SOURCE_H
#define JALON_BASE_SOURCE_H

#include "base/text.h"

struct diags;

enum { SOURCE_MAX_BYTES = 4 * 1024 * 1024 };

struct source {
	const char *name;	/* as the user wrote it, for diagnostics */
	struct str text;	/* normalised; NUL-terminated beyond its end */
	uint32_t first_line;	/* line number of its first line, usually 1 */
	const uint32_t *lines;	/* offset at which each line begins */
	uint32_t line_count;	/* at least 1 once it is made */
};

/* A stretch of a source. `source` NULL means no place at all. */
struct span {
	const struct source *source;
	uint32_t from;		/* byte offset of the first byte */
	uint32_t to;		/* one past the last; may equal `from` */
};

struct place {
	uint32_t line;		/* from 1 */
	uint32_t column;	/* from 1, in characters */
};

/*
 * Reads and normalises the file at `path`. Returns NULL after a diagnostic
 * when it is missing, a directory, unreadable, over 4 MiB, holds a NUL or is
 * not UTF-8 (UTF-16 is named as such; the place of the first bad byte is
 * given).
 */
struct source *source_load(struct arena *a, const char *path,
			   struct diags *diags);

/*
 * The same from memory: `bytes` is copied. `name` is borrowed.
 */
struct source *source_make(struct arena *a, const char *name, struct str bytes,
			   struct diags *diags);

/*
 * The same without a copy where nothing is to be normalised: `bytes`, with a
 * NUL beyond their end, live as long as the source.
 */
struct source *source_borrow(struct arena *a, const char *name,
			     struct str bytes, struct diags *diags);

/* Says why the file could not be read (an errno value). Gives NULL. */
struct source *source_unread(struct arena *a, const char *path, int error,
			     struct diags *diags);

struct span span_make(const struct source *source, size_t from, size_t to);
/* From the start of `a` to the end of `b`. */
struct span span_join(struct span a, struct span b);
struct str span_text(struct span s);
struct place span_place(struct span s);
/* The whole line, without its LF, that holds the offset. */
struct str source_line(const struct source *source, size_t offset);

#endif
