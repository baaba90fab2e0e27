/* Reading a text once and for all, and finding places in it. */
#include "base/source.h"

#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

static struct span place_in_file(struct arena *a, const char *name)
{
	struct source *empty = ARENA_NEW(a, struct source);

	empty->name = name;
	empty->text = STR("");
	return (struct span){ .source = empty };
}

/* Drops a byte order mark; CRLF and CR become LF. What needs neither is copied
   unless it is lent for as long as the source. */
static struct str normalise(struct arena *a, struct str bytes, bool lent)
{
	char *out;
	size_t n = 0, i = 0;

	if (str_starts(bytes, "\xEF\xBB\xBF"))
		i = 3;
	if (bytes.len == i ||
	    memchr(bytes.at + i, '\r', bytes.len - i) == NULL) {
		bytes = str_sub(bytes, i, bytes.len);
		return lent ? bytes : str_copy(a, bytes);
	}
	out = arena_alloc(a, bytes.len - i + 1);
	for (; i < bytes.len; i++) {
		char c = bytes.at[i];

		if (c == '\r') {
			if (i + 1 < bytes.len && bytes.at[i + 1] == '\n')
				continue;
			c = '\n';
		}
		out[n++] = c;
	}
	return (struct str){ out, n };
}

/* Where lines begin, so that many diagnostics do not mean many scans. */
static void index_lines(struct arena *a, struct source *s)
{
	const char *at = s->text.at, *end = at + s->text.len;
	uint32_t count = 1, n = 0;
	uint32_t *lines;

	for (const char *lf = at; (lf = memchr(lf, '\n', (size_t)(end - lf))) !=
				  NULL;
	     lf++)
		count++;
	lines = ARENA_ARRAY(a, count, uint32_t);
	lines[n++] = 0;
	for (const char *lf = at; (lf = memchr(lf, '\n', (size_t)(end - lf))) !=
				  NULL;
	     lf++)
		lines[n++] = (uint32_t)(lf - at) + 1;
	s->lines = lines;
	s->line_count = count;
}

static bool looks_utf16(struct str bytes)
{
	return str_starts(bytes, "\xFF\xFE") || str_starts(bytes, "\xFE\xFF");
}

static bool refuse_binary(struct source *s, struct arena *a, struct diags *d)
{
	const char *nul = memchr(s->text.at, '\0', s->text.len);
	size_t bad = utf8_check(s->text.at, s->text.len);

	if (nul != NULL && (size_t)(nul - s->text.at) < bad) {
		size_t at = (size_t)(nul - s->text.at);

		DIAG(d, span_make(s, at, at), MSG_FILE_NUL);
		return true;
	}
	if (bad < s->text.len) {
		struct buf hex = buf_make(a);

		buf_fmt(&hex, "0x%02X", (unsigned char)s->text.at[bad]);
		DIAG_STR(d, span_make(s, bad, bad), MSG_FILE_NOT_UTF8,
			 buf_view(&hex));
		return true;
	}
	return false;
}

static struct source *make(struct arena *a, const char *name, struct str bytes,
			   bool lent, struct diags *diags)
{
	struct source *s = ARENA_NEW(a, struct source);

	s->name = name;
	s->first_line = 1;
	if (bytes.len > SOURCE_MAX_BYTES) {
		DIAG(diags, place_in_file(a, name), MSG_FILE_TOO_LARGE, name,
		     "4194304");
		return NULL;
	}
	if (looks_utf16(bytes)) {
		DIAG(diags, place_in_file(a, name), MSG_FILE_UTF16);
		return NULL;
	}
	s->text = normalise(a, bytes, lent);
	index_lines(a, s);
	return refuse_binary(s, a, diags) ? NULL : s;
}

struct source *source_make(struct arena *a, const char *name, struct str bytes,
			   struct diags *diags)
{
	return make(a, name, bytes, false, diags);
}

struct source *source_borrow(struct arena *a, const char *name,
			     struct str bytes, struct diags *diags)
{
	return make(a, name, bytes, true, diags);
}

struct source *source_unread(struct arena *a, const char *path, int error,
			     struct diags *diags)
{
	static const struct {
		int error;
		enum message message;
	} known[] = {
		{ ENOENT, MSG_FILE_MISSING },
		{ ENOTDIR, MSG_FILE_MISSING },
		{ EISDIR, MSG_FILE_IS_DIRECTORY },
		{ EACCES, MSG_FILE_DENIED },
		{ EPERM, MSG_FILE_DENIED },
		{ EIO, MSG_FILE_DISK },
		{ ELOOP, MSG_FILE_LINKS },
		{ ENAMETOOLONG, MSG_FILE_NAME_LONG },
	};
	struct span nowhere = place_in_file(a, path);
	struct buf number = buf_make(a);

	if (error == EFBIG) {
		DIAG(diags, nowhere, MSG_FILE_TOO_LARGE, path, "4194304");
		return NULL;
	}
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (known[i].error == error) {
			DIAG(diags, nowhere, known[i].message, path);
			return NULL;
		}
	buf_int(&number, error);
	DIAG_STR(diags, nowhere, MSG_FILE_ERROR, str_from(path),
		 buf_view(&number));
	return NULL;
}

struct source *source_load(struct arena *a, const char *path,
			   struct diags *diags)
{
	struct str bytes;
	int error = file_read(a, path, SOURCE_MAX_BYTES, &bytes);

	return error == 0 ? source_borrow(a, path, bytes, diags)
			  : source_unread(a, path, error, diags);
}

struct span span_make(const struct source *source, size_t from, size_t to)
{
	return (struct span){ source, (uint32_t)from, (uint32_t)to };
}

struct span span_join(struct span a, struct span b)
{
	a.to = b.to;
	return a;
}

struct str span_text(struct span s)
{
	return s.source == NULL ? STR_NONE
				: str_sub(s.source->text, s.from, s.to);
}

/* The number, from 0, of the line that holds the offset. */
static uint32_t line_of(const struct source *s, uint32_t offset)
{
	uint32_t low = 0, high = s->line_count;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (s->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

struct str source_line(const struct source *source, size_t offset)
{
	struct str text = source->text;
	const char *lf;
	size_t from;

	if (source->line_count == 0)
		return STR_NONE;
	if (offset > text.len)
		offset = text.len;
	from = source->lines[line_of(source, (uint32_t)offset)];
	lf = memchr(text.at + from, '\n', text.len - from);
	return str_sub(text, from, lf == NULL ? text.len
					      : (size_t)(lf - text.at));
}

struct place span_place(struct span s)
{
	struct place place = { 1, 1 };
	uint32_t line, from;

	if (s.source == NULL || s.source->line_count == 0)
		return place;
	line = line_of(s.source, s.from);
	from = s.source->lines[line];
	place.line = s.source->first_line + line;
	place.column += (uint32_t)str_chars(str_sub(s.source->text, from,
						    s.from));
	return place;
}
