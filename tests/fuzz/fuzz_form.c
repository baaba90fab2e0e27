/*
 * src/web/form.c, form_parts.c, server_head.c: what browsers send. The first
 * byte says which reader gets the rest:
 *
 *	q  a form: read, written again and read, it is the same
 *	m  one with files, of boundary `b`: its fields too; files lie within
 *	c  cookies: each is found again in the header
 *	p  a path: begins with `/`, goes through no folder twice
 *	h  a request's first line and headers: what is understood is ours
 *
 * Whatever is read is UTF-8 without controls but tabs and line ends.
 */
#include <string.h>

#include "../../src/web/server_head.h"
#include "base/arena.h"
#include "base/diag.h"
#include "web/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(struct str s)
{
	if (s.len > 0 && utf8_check(s.at, s.len) != s.len)
		BUG("not UTF-8");
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7F)
			BUG("a control");
	}
}

/* Everything but letters and digits as %XX. */
static void write_escaped(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			buf_char(out, (char)c);
		else
			buf_fmt(out, "%%%02X", c);
	}
}

static void check_fields(struct arena *a, const struct fields *fields)
{
	struct buf out = buf_make(a);
	struct fields again;

	if (fields->count > HTTP_FIELDS)
		BUG("%u fields", fields->count);
	for (uint32_t i = 0; i < fields->count; i++) {
		check_text(fields->items[i].name);
		check_text(fields->items[i].value);
		buf_char(&out, '&');
		write_escaped(&out, fields->items[i].name);
		buf_char(&out, '=');
		write_escaped(&out, fields->items[i].value);
	}
	if (!form_read(a, buf_view(&out), &again))
		BUG("what was written cannot be read");
	if (again.count != fields->count)
		BUG("%u fields, then %u", fields->count, again.count);
	for (uint32_t i = 0; i < again.count; i++)
		if (!str_eq(again.items[i].name, fields->items[i].name) ||
		    !str_eq(again.items[i].value, fields->items[i].value))
			BUG("another field");
}

static void check_form(struct arena *a, struct str bytes)
{
	struct fields fields;

	if (form_read(a, bytes, &fields))
		check_fields(a, &fields);
}

static void check_parts(struct arena *a, struct str bytes)
{
	const struct upload *uploads;
	struct fields fields;
	uint32_t count;

	if (!form_read_parts(a, bytes, STR("b"), &fields, &uploads, &count))
		return;
	check_fields(a, &fields);
	for (uint32_t i = 0; i < count; i++) {
		check_text(uploads[i].field);
		check_text(uploads[i].filename);
		if (uploads[i].bytes.at < bytes.at ||
		    uploads[i].bytes.at + uploads[i].bytes.len >
			bytes.at + bytes.len)
			BUG("a file from elsewhere");
		if (str_find(uploads[i].bytes, STR("\r\n--b"), 0) != SIZE_MAX)
			BUG("a boundary within a file");
	}
}

static void check_cookies(struct arena *a, struct str bytes)
{
	struct fields fields;

	form_cookies(a, bytes, &fields);
	for (uint32_t i = 0; i < fields.count; i++) {
		struct buf pair = buf_make(a);

		check_text(fields.items[i].name);
		check_text(fields.items[i].value);
		buf_str(&pair, fields.items[i].name);
		buf_char(&pair, '=');
		buf_str(&pair, fields.items[i].value);
		if (str_find(bytes, buf_view(&pair), 0) == SIZE_MAX)
			BUG("a cookie from nowhere");
	}
}

static void check_path(struct str path)
{
	check_text(path);
	if (!str_starts(path, "/") ||
	    str_find(path, STR("//"), 0) != SIZE_MAX ||
	    str_find(path, STR("/../"), 0) != SIZE_MAX ||
	    str_find(path, STR("/./"), 0) != SIZE_MAX ||
	    str_ends(path, "/..") || str_ends(path, "/.") ||
	    str_find(path, STR("\\"), 0) != SIZE_MAX)
		BUG("path %.*s", STR_ARGS(path));
}

/* --- a head -------------------------------------------------------------- */

static struct str up_to(struct str *rest, const char *end)
{
	size_t at = str_find(*rest, str_from(end), 0);
	struct str piece = str_sub(*rest, 0, at);

	*rest = at == SIZE_MAX ? STR_NONE
			       : str_sub(*rest, at + strlen(end), rest->len);
	return piece;
}

static void check_head(struct arena *a, struct str bytes)
{
	static const struct str hosts[] = { STR_INIT("jalon.example") };
	const struct head_rules rules = { hosts, 1, NULL };
	struct head *head = ARENA_NEW(a, struct head);
	struct head_read read;
	uint32_t given = 0;

	head->method = up_to(&bytes, " ");
	head->target = up_to(&bytes, " ");
	head->version = up_to(&bytes, "\n");
	while (bytes.len > 0) {
		struct str line = up_to(&bytes, "\n");
		struct str name = up_to(&line, ":");

		given += name.len == 4 && (name.at[0] | 0x20) == 'h' &&
			 (name.at[1] | 0x20) == 'o' &&
			 (name.at[2] | 0x20) == 's' &&
			 (name.at[3] | 0x20) == 't';
		head_add(head, name, line);
	}
	head_judge(a, head, &rules, &read);
	if (read.status != 0) {
		if (read.status < 400 || read.why == NULL)
			BUG("refused with %d", read.status);
		return;
	}
	check_path(read.path);
	check_text(read.accept_language);
	check_text(read.origin);
	if (given != 1)
		BUG("%u hosts", given);
	if (read.length > HTTP_UPLOAD || head->target.len > HTTP_TARGET ||
	    (read.body == BODY_FORM && read.length > HTTP_FORM) ||
	    (read.body == BODY_PARTS && read.boundary.len == 0) ||
	    (read.method != HTTP_POST && read.length > 0))
		BUG("beyond its bounds");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_open();
	struct str bytes = { (const char *)data + (size > 0),
			     size > 0 ? size - 1 : 0 };
	struct str path;

	switch (size > 0 ? data[0] : 'q') {
	case 'm':
		check_parts(a, bytes);
		break;
	case 'c':
		check_cookies(a, bytes);
		break;
	case 'p':
		if (form_path(a, bytes, &path))
			check_path(path);
		break;
	case 'h':
		check_head(a, bytes);
		break;
	default:
		check_form(a, bytes);
	}
	arena_close(a);
	return 0;
}
