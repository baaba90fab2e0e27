/*
 * Readers of what browsers send: rows from the WHATWG URL and HTML standards
 * and RFC 7578, written by hand, and what is refused.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "web/form.h"

static struct arena *a;

static int open_arena(void **state)
{
	(void)state;
	a = arena_open();
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(a);
	return 0;
}

/* As "name=value|name=value". */
static const char *listed(const struct fields *fields)
{
	struct buf b = buf_make(a);

	for (uint32_t i = 0; i < fields->count; i++)
		buf_fmt(&b, "%s%.*s=%.*s", i > 0 ? "|" : "",
			STR_ARGS(fields->items[i].name),
			STR_ARGS(fields->items[i].value));
	return str_cstr(a, buf_view(&b));
}

static void test_form(void **state)
{
	static const struct {
		const char *text, *fields; /* NULL: refused */
	} rows[] = {
		{ "", "" },
		{ "a=1", "a=1" },
		{ "a=1&b=deux+mots", "a=1|b=deux mots" },
		{ "a=1&a=2", "a=1|a=2" },
		{ "a", "a=" },
		{ "a=", "a=" },
		{ "&a=1&&b=2&", "a=1|b=2" },
		{ "a=b=c", "a=b=c" },
		{ "caf%C3%A9=%E2%82%AC", "café=€" },
		{ "caf\xC3\xA9=1", "café=1" },
		{ "a=%2B%26%3d%25", "a=+&=%" },
		{ "a=1%0D%0A2%0D3%0A4", "a=1\n2\n3\n4" },
		{ "a=1%0B2%0C3", "a=1\n2\n3" },
		{ "a=1%092", "a=1\t2" },
		{ "a=%F0%9F%98%80", "a=😀" },
		{ "=1", NULL },
		{ "a=%", NULL },
		{ "a=%4", NULL },
		{ "a=%4g", NULL },
		{ "a=%g4", NULL },
		{ "a=%00", NULL },
		{ "a=x%01%7Fy%07", "a=xy" },
		{ "a=%1b[0m", "a=[0m" },
		{ "a=%7F", "a=" },
		{ "a=%C3", NULL },
		{ "a=%FF", NULL },
		{ "a=%C0%80", NULL },    /* NUL, overlong */
		{ "a=%ED%A0%80", NULL }, /* half a pair */
		{ "%00=1", NULL },
		{ "a=1&%=2", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fields fields = { 0 };
		bool good = form_read(a, str_from(rows[i].text), &fields);

		if (good != (rows[i].fields != NULL))
			fail_msg("%s: %d", rows[i].text, good);
		if (good)
			assert_string_equal(listed(&fields), rows[i].fields);
	}
}

static void test_bounds(void **state)
{
	struct buf b = buf_make(a);
	struct fields fields;

	(void)state;
	for (int i = 0; i < HTTP_FIELDS; i++)
		buf_text(&b, "&a=1");
	assert_true(form_read(a, buf_view(&b), &fields));
	assert_int_equal(fields.count, HTTP_FIELDS);
	buf_text(&b, "&a");
	assert_false(form_read(a, buf_view(&b), &fields));

	/* 200 bytes of a name, then one more. */
	b.len = 0;
	for (int i = 0; i < 100; i++)
		buf_text(&b, "%C3%A9");
	assert_true(form_read(a, buf_view(&b), &fields));
	buf_text(&b, "e");
	assert_false(form_read(a, buf_view(&b), &fields));
}

static void test_get(void **state)
{
	struct fields fields;

	(void)state;
	assert_true(form_read(a, STR("a=1&b=&a=2"), &fields));
	assert_true(str_is(field_get(&fields, "a"), "1"));
	assert_true(field_has(&fields, "b"));
	assert_int_equal(field_get(&fields, "b").len, 0);
	assert_false(field_has(&fields, "c"));
	assert_int_equal(field_named(&fields, STR("c")).len, 0);
}

static void test_cookies(void **state)
{
	static const struct {
		const char *header, *fields;
	} rows[] = {
		{ "", "" },
		{ "a=1", "a=1" },
		{ "a=1; b=2", "a=1|b=2" },
		{ "a=1;b=2 ;", "a=1|b=2" },
		{ "a=", "a=" },
		{ "a=b=c", "a=b=c" },
		/* Others' may be anything; ours are still found. */
		{ "x; a=1", "a=1" },
		{ "x=\"q\"; a=1", "a=1" },
		{ "x=\xC3\xA9; a=1; =2", "a=1" },
		{ "x y=1; a=1", "a=1" },
		{ "x={\"k\":1,\"l\":2}; __Host-jalon=T", "__Host-jalon=T" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fields fields;

		form_cookies(a, str_from(rows[i].header), &fields);
		assert_string_equal(listed(&fields), rows[i].fields);
	}
}

static void test_paths(void **state)
{
	static const struct {
		const char *raw, *path; /* NULL: refused */
	} rows[] = {
		{ "/", "/" },
		{ "/a", "/a" },
		{ "/a/b/", "/a/b/" },
		{ "/caf%C3%A9", "/café" },
		{ "/a%20b+c", "/a b+c" },
		{ "/a.b/..c/d..", "/a.b/..c/d.." },
		{ "/...", "/..." },
		{ "", NULL },
		{ "a", NULL },
		{ "*", NULL },
		{ "//", NULL },
		{ "/a//b", NULL },
		{ "//a", NULL },
		{ "/a//", NULL },
		{ "/.", NULL },
		{ "/./a", NULL },
		{ "/..", NULL },
		{ "/a/..", NULL },
		{ "/a/../b", NULL },
		{ "/a/%2e%2e/b", NULL },
		{ "/a/.%2E", NULL },
		{ "/a%2fb", NULL },
		{ "/a%2Fb", NULL },
		{ "/a%5Cb", NULL },
		{ "/a\\b", NULL },
		{ "/a%00", NULL },
		{ "/a%0A", NULL },
		{ "/a%7f", NULL },
		{ "/a%FF", NULL },
		{ "/a%", NULL },
		{ "/a%2", NULL },
		{ "/%25252f", "/%252f" }, /* undone once */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct str path;
		bool good = form_path(a, str_from(rows[i].raw), &path);

		if (good != (rows[i].path != NULL))
			fail_msg("%s: %d", rows[i].raw, good);
		if (good)
			assert_true(str_is(path, rows[i].path));
	}
}

static void test_boundary(void **state)
{
	static const struct {
		const char *type, *boundary; /* "": none */
	} rows[] = {
		{ "multipart/form-data; boundary=abc", "abc" },
		{ "Multipart/Form-Data;boundary=abc", "abc" },
		{ "multipart/form-data; boundary=\"a:c\"", "a:c" },
		{ "multipart/form-data; boundary=----WebKitFormBoundaryX1",
		  "----WebKitFormBoundaryX1" },
		{ "multipart/form-data", "" },
		{ "multipart/form-data; boundary=", "" },
		{ "multipart/form-data; boundary=a b", "" },
		{ "multipart/form-data; boundary=a; charset=x", "" },
		{ "multipart/form-data; charset=x; boundary=a", "" },
		{ "multipart/form-datax; boundary=a", "" },
		{ "multipart/mixed; boundary=a", "" },
		/* 70 characters at most. */
		{ "multipart/form-data; boundary="
		  "1234567890123456789012345678901234567890"
		  "1234567890123456789012345678901",
		  "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_true(str_is(form_boundary(str_from(rows[i].type)),
				   rows[i].boundary));
}

#define NAMED(name) "Content-Disposition: form-data; name=\"" name "\""
#define FILED(name, file) NAMED(name) "; filename=\"" file "\""

static void test_parts(void **state)
{
	static const struct {
		const char *bytes, *fields; /* NULL: refused */
		const char *files;
	} rows[] = {
		{ "--b--", "", "" },
		{ "--b--\r\n", "", "" },
		{ "--b\r\n" NAMED("a") "\r\n\r\n1\r\n--b--\r\n", "a=1", "" },
		{ "--b\r\n" NAMED("a") "\r\n\r\n\r\n--b--\r\n", "a=", "" },
		{ "--b\r\n" NAMED("a") "\r\n\r\n1\r\n2\r\n\r\n--b\r\n" NAMED(
		      "c") "\r\n\r\nd\r\n--b--",
		  "a=1\n2\n|c=d", "" },
		{ "--b\r\n" FILED("f", "x.csv") "\r\nContent-Type: text/csv"
						"\r\n\r\n1,2\r\n--b--\r\n",
		  "", "f x.csv 1,2|" },
		{ "--b\r\nContent-Type: text/csv\r\n" FILED(
		      "f", "x.csv") "\r\n\r\n1,2\r\n--b--\r\n",
		  "", "f x.csv 1,2|" },
		/* Nobody chose one. */
		{ "--b\r\n" FILED(
		      "f", "") "\r\nContent-Type: "
			       "application/octet-stream\r\n\r\n\r\n--b--\r\n",
		  "", "" },
		{ "--b\r\n" FILED("f", "vide.csv") "\r\n\r\n\r\n--b--\r\n", "",
		  "f vide.csv |" },
		{ "--b\r\n" FILED(
		      "f", "C:\\\\dossier\\\\x.csv") "\r\n\r\n1\r\n--b--",
		  "", "f x.csv 1|" },
		{ "--b\r\n" FILED("f", "../../etc/x") "\r\n\r\n1\r\n--b--", "",
		  "f x 1|" },
		{ "--b\r\n" FILED("f",
				  "%22d%22 et 100%.csv") "\r\n\r\n1\r\n--b--",
		  "", "f \"d\" et 100%.csv 1|" },
		{ "--b\r\n" FILED("f",
				  "\xC3\xA9t\xC3\xA9") "\r\n\r\n1\r\n--b--",
		  "", "f été 1|" },
		/* A boundary within a line is none. */
		{ "--b\r\n" NAMED("a") "\r\n\r\nx--b--\r\n--b--", "a=x--b--",
		  "" },

		{ "", NULL, NULL },
		{ "--b", NULL, NULL },
		{ "--b\r\n", NULL, NULL },
		{ "--b-", NULL, NULL },
		{ "--c\r\n" NAMED("a") "\r\n\r\n1\r\n--c--", NULL, NULL },
		{ "x\r\n--b\r\n" NAMED("a") "\r\n\r\n1\r\n--b--", NULL, NULL },
		{ "--b\r\n" NAMED("a") "\r\n\r\n1\r\n--b--x", NULL, NULL },
		{ "--b\r\n" NAMED("a") "\r\n\r\n1\r\n--b-- \r\n", NULL, NULL },
		{ "--b\r\n" NAMED("a") "\r\n\r\n1\r\n--b", NULL, NULL },
		{ "--b\r\n" NAMED("a") "\r\n\r\n1--b--", NULL, NULL },
		/* A boundary that only begins like ours. */
		{ "--b\r\n" NAMED("a") "\r\n\r\nx\r\n--bc\r\n--b--", NULL,
		  NULL },
		{ "--b\n" NAMED("a") "\n\n1\n--b--", NULL, NULL },
		{ "--b\r\n" NAMED("a") "\r\n1\r\n--b--", NULL, NULL },
		{ "--b\r\n\r\n1\r\n--b--", NULL, NULL },
		{ "--b\r\nContent-Type: a/b\r\n\r\n1\r\n--b--", NULL, NULL },
		{ "--b\r\n" NAMED("a") "\r\n" NAMED("c") "\r\n\r\n1\r\n--b--",
		  NULL, NULL },
		{ "--b\r\n" NAMED("a") "\r\nContent-Transfer-Encoding: base64"
				       "\r\n\r\n1\r\n--b--",
		  NULL, NULL },
		{ "--b\r\n" NAMED("a") "; filename*=UTF-8''x\r\n\r\n1\r\n--b--",
		  NULL, NULL },
		{ "--b\r\n" FILED("f", "x") "; size=3\r\n\r\n1\r\n--b--", NULL,
		  NULL },
		{ "--b\r\n" NAMED("") "\r\n\r\n1\r\n--b--", NULL, NULL },
		{ "--b\r\n" FILED("", "x") "\r\n\r\n1\r\n--b--", NULL, NULL },
		{ "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n"
		  "--b--",
		  NULL, NULL },
		{ "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1"
		  "\r\n--b--",
		  NULL, NULL },
		{ "--b\r\n" NAMED("a") "\r\n\r\n\0\r\n--b--", NULL, NULL },
		{ "--b\r\n" NAMED("a") "\r\n\r\n\xFF\r\n--b--", NULL, NULL },
		{ "--b\r\n" NAMED("\xFF") "\r\n\r\n1\r\n--b--", NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct upload *uploads = NULL;
		struct buf files = buf_make(a);
		struct fields fields = { 0 };
		uint32_t count = 0;
		bool good =
		    form_read_parts(a, str_from(rows[i].bytes), STR("b"),
				    &fields, &uploads, &count);

		if (good != (rows[i].fields != NULL))
			fail_msg("row %zu: %d\n%s", i, good, rows[i].bytes);
		if (!good)
			continue;
		assert_string_equal(listed(&fields), rows[i].fields);
		for (uint32_t u = 0; u < count; u++)
			buf_fmt(&files, "%.*s %.*s %.*s|",
				STR_ARGS(uploads[u].field),
				STR_ARGS(uploads[u].filename),
				STR_ARGS(uploads[u].bytes));
		assert_true(str_is(buf_view(&files), rows[i].files));
	}
}

/* Fields of a form with files are no longer than those of one without. */
static void test_long_parts(void **state)
{
	const struct upload *uploads;
	struct buf b = buf_make(a);
	struct fields fields;
	uint32_t count;

	(void)state;
	buf_text(&b, "--b\r\n" NAMED("a") "\r\n\r\n");
	for (int i = 0; i < HTTP_FORM; i++)
		buf_char(&b, 'x');
	buf_text(&b, "\r\n--b");
	buf_text(&b, "--");
	assert_true(form_read_parts(a, buf_view(&b), STR("b"), &fields,
				    &uploads, &count));
	b.len -= 2;
	buf_text(&b, "\r\n" NAMED("c") "\r\n\r\ny\r\n--b--");
	assert_false(form_read_parts(a, buf_view(&b), STR("b"), &fields,
				     &uploads, &count));
}

/* A file is bytes: all of them. */
static void test_file_bytes(void **state)
{
	struct buf b = buf_make(a);
	const struct upload *uploads;
	struct fields fields;
	uint32_t count;

	(void)state;
	buf_text(&b, "--b\r\n" FILED("f", "x") "\r\n\r\n");
	for (int c = 0; c < 256; c++)
		buf_char(&b, (char)c);
	buf_text(&b, "\r\n--b--");
	assert_true(form_read_parts(a, buf_view(&b), STR("b"), &fields,
				    &uploads, &count));
	assert_int_equal(count, 1);
	assert_int_equal(uploads[0].bytes.len, 256);
	for (int c = 0; c < 256; c++)
		assert_int_equal((unsigned char)uploads[0].bytes.at[c], c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_form),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_get),
		cmocka_unit_test(test_cookies),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_boundary),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_long_parts),
		cmocka_unit_test(test_file_bytes),
	};

	return cmocka_run_group_tests_name("web form", tests, open_arena,
					   close_arena);
}
