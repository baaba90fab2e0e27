/*
 * Forms with a file: multipart/form-data, as RFC 7578 has it and as browsers
 * write it (WHATWG HTML, "multipart form data": in a name, `"` and line ends
 * are %22, %0D and %0A, and nothing else is escaped).
 */
#include "form_part.h"

#include <string.h>
#include <strings.h>

/* --- Content-Type -------------------------------------------------------- */

enum { BOUNDARY_BYTES = 70 }; /* RFC 2046, 5.1.1 */

static bool is_boundary(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		      (c >= 'a' && c <= 'z') ||
		      (c != '\0' && strchr("'()+_,-./:=?", c) != NULL)))
			return false;
	}
	return s.len > 0 && s.len <= BOUNDARY_BYTES;
}

/* Without the prefix, letters of either case; false: it begins otherwise. */
static bool skip(struct str *s, const char *prefix)
{
	size_t n = strlen(prefix);

	if (s->len < n || strncasecmp(s->at, prefix, n) != 0)
		return false;
	*s = str_sub(*s, n, s->len);
	return true;
}

struct str form_boundary(struct str s)
{
	s = str_trim(s);
	if (!skip(&s, "multipart/form-data"))
		return STR_NONE;
	s = str_trim(s);
	if (!skip(&s, ";"))
		return STR_NONE;
	s = str_trim(s);
	if (!skip(&s, "boundary="))
		return STR_NONE;
	if (s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"')
		s = str_sub(s, 1, s.len - 1);
	return is_boundary(s) ? s : STR_NONE;
}

/* --- the head of a part -------------------------------------------------- */

struct part {
	struct str name, filename;
	bool named, file;
};

/* `"..."` at the front of `s`, which moves behind it. */
static bool take_quoted(struct str *s, struct str *quoted)
{
	size_t end;

	if (s->len == 0 || s->at[0] != '"')
		return false;
	end = str_find(*s, STR("\""), 1);
	if (end == SIZE_MAX)
		return false;
	*quoted = str_sub(*s, 1, end);
	*s = str_sub(*s, end + 1, s->len);
	return true;
}

/* The three escapes undone. */
static bool undo_name(struct arena *a, struct str raw, struct str *name)
{
	static const struct {
		const char *escape;
		char c;
	} escapes[] = { { "%22", '"' }, { "%0D", '\r' }, { "%0A", '\n' } };
	char *to = arena_alloc(a, raw.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < raw.len; i++) {
		char c = raw.at[i];

		for (size_t e = 0; e < sizeof(escapes) / sizeof(*escapes); e++)
			if (str_is(str_sub(raw, i, i + 3), escapes[e].escape)) {
				c = escapes[e].c;
				i += 2;
				break;
			}
		to[n++] = c;
	}
	if (!form_text(to, &n))
		return false;
	*name = (struct str){ to, n };
	return true;
}

/* Some browsers have sent the whole path. */
static struct str without_folders(struct str name)
{
	size_t from = name.len;

	while (from > 0 && name.at[from - 1] != '/' &&
	       name.at[from - 1] != '\\')
		from--;
	return str_sub(name, from, name.len);
}

/* `form-data; name="..."; filename="..."` */
static bool read_disposition(struct arena *a, struct str s, struct part *p)
{
	struct str quoted;

	if (p->named || !skip(&s, "form-data; name=") ||
	    !take_quoted(&s, &quoted) || !undo_name(a, quoted, &p->name))
		return false;
	p->named = true;
	if (s.len == 0)
		return true;
	if (!skip(&s, "; filename=") || !take_quoted(&s, &quoted) ||
	    !undo_name(a, quoted, &p->filename) || s.len > 0)
		return false;
	p->filename = without_folders(p->filename);
	p->file = true;
	return true;
}

static bool read_head(struct arena *a, struct str head, struct part *p)
{
	*p = (struct part){ 0 };
	for (size_t at = 0; at < head.len;) {
		size_t end = str_find(head, STR("\r\n"), at);
		struct str line;

		if (end == SIZE_MAX)
			end = head.len;
		line = str_sub(head, at, end);
		at = end + 2;
		if (skip(&line, "Content-Disposition: ")) {
			if (!read_disposition(a, line, p))
				return false;
		} else if (!skip(&line, "Content-Type: ")) {
			return false;
		}
	}
	return p->named;
}

/* --- parts --------------------------------------------------------------- */

struct parts {
	struct reading fields;
	size_t text;		/* bytes of the fields' values */
	struct upload *uploads;
	size_t count, capacity;
};

static bool add_upload(struct parts *p, const struct part *part,
		       struct str bytes)
{
	if (part->filename.len == 0 && bytes.len == 0)
		return true;
	if (p->count + p->fields.count >= HTTP_FIELDS || part->name.len == 0 ||
	    part->name.len > NAME_BYTES)
		return false;
	p->uploads = arena_grow(p->fields.arena, p->uploads, p->count,
				&p->capacity, sizeof(*p->uploads));
	p->uploads[p->count++] =
	    (struct upload){ part->name, part->filename, bytes };
	return true;
}

static bool add_part(struct parts *p, struct str text)
{
	struct arena *a = p->fields.arena;
	size_t end = str_find(text, STR("\r\n\r\n"), 0);
	struct part part;
	struct str body;
	char *copy;
	size_t len;

	if (end == SIZE_MAX || !read_head(a, str_sub(text, 0, end), &part))
		return false;
	body = str_sub(text, end + 4, text.len);
	if (part.file)
		return add_upload(p, &part, body);
	p->text += body.len;
	if (p->text > HTTP_FORM)
		return false;
	copy = arena_alloc(a, body.len + 1);
	len = body.len;
	if (len > 0)
		memcpy(copy, body.at, len);
	return form_text(copy, &len) &&
	       reading_add(&p->fields, part.name, (struct str){ copy, len });
}

/* After a boundary: `--` ends it all, a line end goes on. */
enum after { AFTER_PART, AFTER_ALL, AFTER_NONSENSE };
static enum after after_boundary(struct str bytes, size_t *at)
{
	struct str rest = str_sub(bytes, *at, bytes.len);

	*at += 2;
	if (str_starts(rest, "\r\n"))
		return AFTER_PART;
	if (str_is(rest, "--") || str_is(rest, "--\r\n"))
		return AFTER_ALL;
	return AFTER_NONSENSE;
}

static bool read_parts(struct parts *p, struct str bytes, struct str fence)
{
	/* The first boundary has no line end before it. */
	struct str first = str_sub(fence, 2, fence.len);
	size_t at = first.len, end;

	if (!str_eq(str_sub(bytes, 0, first.len), first))
		return false;
	for (;;) {
		switch (after_boundary(bytes, &at)) {
		case AFTER_ALL:
			return true;
		case AFTER_NONSENSE:
			return false;
		case AFTER_PART:
			break;
		}
		end = str_find(bytes, fence, at);
		if (end == SIZE_MAX || !add_part(p, str_sub(bytes, at, end)))
			return false;
		at = end + fence.len;
	}
}

bool form_read_parts(struct arena *a, struct str bytes, struct str boundary,
		     struct fields *fields, const struct upload **uploads,
		     uint32_t *upload_count)
{
	struct parts p = { .fields.arena = a };
	struct buf fence = buf_make(a);

	buf_text(&fence, "\r\n--");
	buf_str(&fence, boundary);
	if (!is_boundary(boundary) || !read_parts(&p, bytes, buf_view(&fence)))
		return false;
	*fields = reading_fields(&p.fields);
	*uploads = p.uploads;
	*upload_count = (uint32_t)p.count;
	return true;
}
