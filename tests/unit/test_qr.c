/*
 * QR codes as they are drawn: the path is painted into modules, and what
 * ISO/IEC 18004 fixes for every code is looked for there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/web/qr.h"
#include "base/arena.h"

enum { QUIET = 4, MOST = 177 + 2 * QUIET };

struct picture {
	int size;			/* the light border included */
	bool dark[MOST][MOST];
};

static int box_of(const char *svg)
{
	const char *box = strstr(svg, "viewBox=\"0 0 ");
	int width = 0, height = 0;

	if (box == NULL ||
	    sscanf(box, "viewBox=\"0 0 %d %d\"", &width, &height) != 2)
		abort();
	assert_int_equal(width, height);
	return width;
}

/* Each piece is M x y h n v1 h-n z: a row of n modules. */
static void paint(struct picture *p, const char *svg)
{
	const char *at = strstr(svg, " d=\"");
	int x, y, n, back, read;

	if (at == NULL)
		abort();
	at += strlen(" d=\"");
	p->size = box_of(svg);
	while (*at == 'M') {
		if (sscanf(at, "M%d %dh%dv1h-%dz%n", &x, &y, &n, &back,
			   &read) != 4)
			abort();
		assert_int_equal(n, back);
		assert_true(x >= QUIET && x + n <= p->size - QUIET);
		assert_true(y >= QUIET && y < p->size - QUIET);
		for (int i = 0; i < n; i++) {
			assert_false(p->dark[y][x + i]);
			p->dark[y][x + i] = true;
		}
		at += read;
	}
	assert_int_equal(*at, '"');
}

/* A ring of seven, a ring of light, three by three; light around. */
static void has_finder(const struct picture *p, int left, int top)
{
	for (int y = -1; y <= 7; y++)
		for (int x = -1; x <= 7; x++) {
			int dx = abs(x - 3), dy = abs(y - 3);
			int ring = dx > dy ? dx : dy;

			assert_int_equal(p->dark[top + y][left + x],
					 ring != 2 && ring != 4);
		}
}

static void has_timing(const struct picture *p)
{
	for (int i = QUIET + 8; i < p->size - QUIET - 8; i++) {
		assert_int_equal(p->dark[QUIET + 6][i], i % 2 == QUIET % 2);
		assert_int_equal(p->dark[i][QUIET + 6], i % 2 == QUIET % 2);
	}
}

struct row {
	const char *name;
	size_t length;
	int version;	/* the least that holds it at level M, by table 7 */
};
static const struct row rows[] = {
	{ "14 bytes", 14, 1 },
	{ "15 bytes", 15, 2 },
	{ "84 bytes", 84, 5 },
	{ "85 bytes", 85, 6 },
	{ "2331 bytes", 2331, 40 },
};

static struct str text_of(struct arena *a, size_t length)
{
	struct buf b = buf_make(a);

	/* Small letters: neither digits nor the alphanumeric set. */
	for (size_t i = 0; i < length; i++)
		buf_char(&b, (char)('a' + i % 26));
	return buf_view(&b);
}

static const char *draw(struct arena *a, size_t length)
{
	struct buf out = buf_make(a);
	struct html h = html_make(&out);

	qr_write(&h, a, text_of(a, length), STR("a <title>"));
	return str_cstr(a, buf_view(&out));
}

static void drawn(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	struct picture *p = ARENA_NEW(a, struct picture);
	const char *svg = draw(a, row->length);
	int far;

	paint(p, svg);
	assert_int_equal(p->size, 17 + 4 * row->version + 2 * QUIET);
	far = p->size - QUIET - 7;
	has_finder(p, QUIET, QUIET);
	has_finder(p, far, QUIET);
	has_finder(p, QUIET, far);
	has_timing(p);
	assert_non_null(strstr(svg, "role=\"img\""));
	assert_non_null(strstr(svg, "<title>a &lt;title&gt;</title>"));
	arena_close(a);
}

static void not_drawn(void **state)
{
	struct arena *a = arena_open();

	(void)state;
	assert_string_equal(draw(a, 0), "");
	assert_string_equal(draw(a, 2332), "");
	arena_close(a);
}

int main(void)
{
	enum { ROWS = sizeof(rows) / sizeof(rows[0]) };
	struct CMUnitTest tests[ROWS + 1];

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){
			.name = rows[i].name,
			.test_func = drawn,
			.initial_state = (void *)(uintptr_t)&rows[i],
		};
	tests[ROWS] = (struct CMUnitTest)cmocka_unit_test(not_drawn);
	return _cmocka_run_group_tests("qr", tests, ROWS + 1, NULL, NULL);
}
