/*
 * What everything stands on: memory, text, exact numbers, places in a file
 * and the sentences that speak of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/ratio.h"

static const char *text_of(struct arena *a, const struct buf *b)
{
	return str_cstr(a, buf_view(b));
}

/* --- arena ------------------------------------------------------------------ */

static void use_arena(struct arena *a)
{
	unsigned char *first, *second;
	uint32_t *numbers = NULL;
	size_t capacity = 0;

	for (int round = 0; round < 3; round++) {
		first = arena_alloc(a, 3);
		second = arena_alloc(a, 5 * 1024 * 1024);
		assert_int_equal((uintptr_t)second % sizeof(max_align_t) % 8,
				 0);
		assert_int_equal(first[0] | first[2] | second[0] |
				 second[5 * 1024 * 1024 - 1], 0);
		memset(first, 0xFF, 3);
		memset(second, 0xFF, 5 * 1024 * 1024);
		assert_true(arena_used(a) >= 5 * 1024 * 1024);
		arena_reset(a);
		assert_int_equal(arena_used(a), 0);
	}
	assert_non_null(arena_alloc(a, 0));
	for (uint32_t i = 0; i < 1000; i++) {
		numbers = arena_grow(a, numbers, i, &capacity,
				     sizeof(*numbers));
		numbers[i] = i;
	}
	assert_int_equal(numbers[0] + numbers[999], 999);
	assert_true(capacity >= 1000);
	arena_close(a);
}

static void test_arena(void **state)
{
	(void)state;
	use_arena(arena_open());
	use_arena(arena_open_small(100));
	use_arena(arena_open_brief());
	arena_close(NULL);
}

/* --- text --------------------------------------------------------------------- */

static void test_slices(void **state)
{
	struct arena *a = arena_open();
	struct str s = STR(" \t\xC3\xA9t\xC3\xA9 \n");

	(void)state;
	assert_true(str_eq(str_trim(s), STR("été")));
	assert_int_equal(str_chars(str_trim(s)), 3);
	assert_int_equal(str_trim(STR(" \r\n")).len, 0);
	assert_true(str_eq(STR_NONE, STR("")));
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("\xC3"), STR("z")) > 0);
	assert_int_equal(str_cmp(STR_NONE, STR("")), 0);
	assert_true(str_starts(STR("abc"), "") && str_ends(STR("abc"), "bc"));
	assert_false(str_starts(STR("a"), "ab"));
	assert_int_equal(str_sub(STR("abc"), 5, 9).len, 0);
	assert_int_equal(str_sub(STR("abc"), 2, 1).len, 0);
	assert_true(str_is(str_sub(STR("abc"), 1, 99), "bc"));
	assert_int_equal(str_find(STR("aXbX"), STR("X"), 2), 3);
	assert_int_equal(str_find(STR("ab"), STR("abc"), 0), SIZE_MAX);
	assert_int_equal(str_find(STR("ab"), STR(""), 2), 2);
	assert_int_equal(str_find(STR("ab"), STR(""), 3), SIZE_MAX);
	assert_int_equal(str_find(STR("abab"), STR("ab"), SIZE_MAX), SIZE_MAX);
	assert_string_equal(str_cstr(a, STR_NONE), "");
	arena_close(a);
}

struct id_row {
	const char *name;
	bool id, dotted;
};

static const struct id_row ids[] = {
	{ "a", true, true },	     { "a_1", true, true },
	{ "a.b", false, true },	     { "a.b.c", false, true },
	{ "", false, false },	     { "1a", false, false },
	{ "_a", false, false },	     { "A", false, false },
	{ "a-b", false, false },     { ".a", false, false },
	{ "a.", false, false },	     { "a..b", false, false },
	{ "\xC3\xA9", false, false }, { "a b", false, false },
	{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	  true, true },
	{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	  false, false },
};

static void test_id(void **state)
{
	const struct id_row *row = *state;

	assert_int_equal(str_is_id(str_from(row->name)), row->id);
	assert_int_equal(str_is_dotted_id(str_from(row->name)), row->dotted);
}

struct utf8_row {
	const char *name;
	const char *text;
	int bad;		/* offset of the first bad byte; -1: none */
};

static const struct utf8_row utf8[] = {
	{ "ASCII", "abc\x7F", -1 },
	{ "two bytes", "\xC2\x80\xDF\xBF", -1 },
	{ "three bytes", "\xE0\xA0\x80\xED\x9F\xBF\xEF\xBF\xBF", -1 },
	{ "four bytes", "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", -1 },
	{ "a lone continuation", "a\x80", 1 },
	{ "overlong of two", "\xC0\xAF", 0 },
	{ "overlong of two, the last", "\xC1\xBF", 0 },
	{ "overlong of three", "\xE0\x9F\xBF", 0 },
	{ "overlong of four", "\xF0\x8F\xBF\xBF", 0 },
	{ "a high surrogate", "ab\xED\xA0\x80", 2 },
	{ "a low surrogate", "\xED\xBF\xBF", 0 },
	{ "over the last code point", "\xF4\x90\x80\x80", 0 },
	{ "five bytes", "\xF8\x88\x80\x80\x80", 0 },
	{ "cut short", "\xC3\xA9\xE2\x82", 2 },
	{ "no continuation", "\xC3(", 0 },
	{ "Latin-1", "\xE9t\xE9", 0 },
};

static void test_utf8(void **state)
{
	const struct utf8_row *row = *state;
	size_t len = strlen(row->text);
	char *exact = malloc(len);	/* so that reading beyond is seen */

	assert_non_null(exact);
	memcpy(exact, row->text, len);
	assert_int_equal(utf8_check(exact, len),
			 row->bad < 0 ? len : (size_t)row->bad);
	free(exact);
}

struct near_row {
	const char *name;	/* the wrong one */
	const char *want;
};

static const struct near_row nears[] = {
	{ "reach_persn", "reach_person" }, { "raech_person", "reach_person" },
	{ "Reach_Person", "reach_person" }, { "uss", "uses" },
	{ "ab", "" },			   { "", "" },
	{ "reach", "" },		   { "us", "" },
	{ "sues", "uses" },
	{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	  "" },
};

static void test_near(void **state)
{
	static const struct str names[] = { STR_INIT("uses"),
					    STR_INIT("reach_person"),
					    STR_INIT("") };
	const struct near_row *row = *state;
	struct arena *a = arena_open();

	assert_string_equal(
	    str_cstr(a, str_nearest(a, str_from(row->name), names, 3)),
	    row->want);
	arena_close(a);
}

static void test_buffer(void **state)
{
	struct arena *a = arena_open();
	struct buf b = buf_make(a);

	(void)state;
	buf_str(&b, STR_NONE);
	assert_int_equal(buf_view(&b).len, 0);
	buf_int(&b, INT64_MIN);
	buf_char(&b, ' ');
	buf_int(&b, INT64_MAX);
	buf_fmt(&b, " %s%d", "x", 0);
	assert_string_equal(text_of(a, &b),
			    "-9223372036854775808 9223372036854775807 x0");
	b = buf_make(a);
	buf_utf8(&b, 'a');
	buf_utf8(&b, 0xE9);
	buf_utf8(&b, 0x20AC);
	buf_utf8(&b, 0x1F600);
	assert_string_equal(text_of(a, &b), "aé€😀");
	b = buf_make(a);
	for (int i = 0; i < 5000; i++)
		buf_text(&b, "0123456789");
	assert_int_equal(b.len, 50000);
	buf_fmt(&b, "%0300d", 7);
	assert_int_equal(b.len, 50300);
	assert_true(str_ends(buf_view(&b), "0007"));
	arena_close(a);
}

/* --- digests ------------------------------------------------------------------ */

/* FIPS 180-4's examples, and nothing. */
static const struct {
	const char *text, *want;
} digest_rows[] = {
	{ "",
	  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ "abc",
	  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
};

static void test_digest(void **state)
{
	const struct str two[] = { STR("abc"), STR("") };
	const struct str joined = STR("\3\0\0\0\0\0\0\0abc\0\0\0\0\0\0\0\0");
	const unsigned char head[] = { 0xBA, 0x78, 0x16, 0xBF };
	unsigned char bytes[DIGEST_BYTES];
	struct digest d;

	(void)state;
	for (size_t i = 0; i < sizeof(digest_rows) / sizeof(*digest_rows); i++)
		assert_string_equal(digest_of(str_from(digest_rows[i].text)).hex,
				    digest_rows[i].want);
	assert_string_equal(digest_of_all(two, 2).hex, digest_of(joined).hex);
	d = digest_of(STR("abc"));
	digest_bytes(&d, bytes);
	assert_memory_equal(bytes, head, sizeof(head));
	assert_int_equal(bytes[DIGEST_BYTES - 1], 0xAD);
}

/* --- exact numbers ------------------------------------------------------------- */

struct rounding_row {
	const char *name;	/* the number */
	int places;
	const char *up, *even, *cut;
};

static const struct rounding_row roundings[] = {
	{ "2.5", 0, "3", "2", "2" },	    { "3.5", 0, "4", "4", "3" },
	{ "-2.5", 0, "-2", "-2", "-2" },    { "-3.5", 0, "-3", "-4", "-3" },
	{ "0.5", 0, "1", "0", "0" },	    { "-0.5", 0, "0", "0", "0" },
	{ "2.595", 2, "2.6", "2.6", "2.59" }, { "2.585", 2, "2.59", "2.58", "2.58" },
	{ "2.5949", 2, "2.59", "2.59", "2.59" },
	{ "2.5951", 2, "2.6", "2.6", "2.59" },
	{ "-2.595", 2, "-2.59", "-2.6", "-2.59" },
	{ "1.96", 1, "2", "2", "1.9" },	    { "3.39", 1, "3.4", "3.4", "3.3" },
	{ "-3.39", 1, "-3.4", "-3.4", "-3.3" },
	{ "0.0000005", 6, "0.000001", "0", "0" },
	{ "123456789.5", 0, "123456790", "123456790", "123456789" },
	{ "7", 6, "7", "7", "7" },
};

static struct ratio parsed(const char *text)
{
	struct ratio r = RATIO(0);

	assert_true(ratio_parse(str_from(text), &r));
	return r;
}

static void written(struct ratio r, int places, const char *want)
{
	struct arena *a = arena_open();
	struct buf out = buf_make(a);

	ratio_write(&out, r, places);
	assert_string_equal(text_of(a, &out), want);
	arena_close(a);
}

static void test_rounding(void **state)
{
	const struct rounding_row *row = *state;
	struct ratio r = parsed(row->name);
	/* The same number as another fraction. */
	struct ratio wide = { r.num * 7, r.den * 7 };

	written(ratio_round(r, row->places, ROUND_HALF_UP), -1, row->up);
	written(ratio_round(r, row->places, ROUND_HALF_EVEN), -1, row->even);
	written(ratio_truncate(r, row->places), -1, row->cut);
	written(ratio_round(wide, row->places, ROUND_HALF_UP), -1, row->up);
	written(ratio_round(wide, row->places, ROUND_HALF_EVEN), -1, row->even);
	written(ratio_truncate(wide, row->places), -1, row->cut);
}

struct parse_row {
	const char *name;
	const char *want;	/* NULL: refused */
};

static const struct parse_row parses[] = {
	{ "0", "0" },		{ "-0", "0" },
	{ "12", "12" },		{ "-12.50", "-12.5" },
	{ "0.33", "0.33" },	{ "007", "7" },
	{ "0.000001", "0.000001" },
	{ "999999.999999999", "1000000" },
	{ "", NULL },		{ "-", NULL },
	{ "+1", NULL },		{ ".5", NULL },
	{ "5.", NULL },		{ "-.5", NULL },
	{ "1.2.3", NULL },	{ "0,33", NULL },
	{ "1e5", NULL },	{ " 1", NULL },
	{ "1 ", NULL },		{ "1_000", NULL },
	{ "--1", NULL },	{ "\xD9\xA1", NULL },
	{ "1234567890123456", NULL },
	{ "0.1234567891", NULL },
};

static void test_parse(void **state)
{
	const struct parse_row *row = *state;
	struct ratio r;

	assert_int_equal(ratio_parse(str_from(row->name), &r),
			 row->want != NULL);
	if (row->want != NULL)
		written(r, -1, row->want);
}

static void test_writing(void **state)
{
	(void)state;
	written(ratio_make(8, 3), 2, "2.67");
	written(ratio_make(8, 3), -1, "2.666667");
	written(ratio_make(-1, 3), 2, "-0.33");
	written(ratio_make(-1, 1000), 2, "0.00");
	written(RATIO(3), 2, "3.00");
	written(RATIO(3), 0, "3");
	written(ratio_make(1, 2), 0, "1");
	written(ratio_make(999, 1000), 2, "1.00");
	written(RATIO(9000000000), -1, "9000000000");
	written(parsed("999999999999999"), -1, "999999999999999");
	written(parsed("-123456789012345"), 2, "-123456789012345.00");
	written(parsed("99999999999.9999"), 2, "100000000000.00");
	written(RATIO(INT64_MAX), 6, "9223372036854775807.000000");
}

static bool same(struct ratio a, struct ratio b)
{
	return ratio_cmp(a, b) == 0;
}

static void test_arithmetic(void **state)
{
	struct ratio q;

	(void)state;
	assert_true(same(ratio_make(64, 25), parsed("2.56")));
	assert_true(same(ratio_make(1, -2), parsed("-0.5")));
	assert_true(same(ratio_add(parsed("0.1"), parsed("0.2")),
			 parsed("0.3")));
	assert_true(same(ratio_sub(ratio_make(1, 3), ratio_make(1, 2)),
			 ratio_make(-1, 6)));
	assert_true(same(ratio_mul(ratio_make(-2, 3), ratio_make(3, -4)),
			 ratio_make(1, 2)));
	assert_true(ratio_div(ratio_make(1, 2), ratio_make(-1, 4), &q));
	assert_true(same(q, RATIO(-2)) && q.den > 0);
	assert_false(ratio_div(RATIO(1), RATIO(0), &q));
	assert_false(ratio_div(RATIO(0), ratio_make(0, 5), &q));
	assert_int_equal(ratio_floor(ratio_make(-1, 2)), -1);
	assert_int_equal(ratio_floor(ratio_make(-4, 2)), -2);
	assert_int_equal(ratio_floor(ratio_make(7, 2)), 3);
	assert_true(ratio_is_zero(ratio_make(0, 7)));
	assert_true(same(ratio_min(RATIO(-1), RATIO(1)), RATIO(-1)));
	assert_true(same(ratio_max(RATIO(-1), RATIO(1)), RATIO(1)));
	assert_true(same(ratio_neg(ratio_make(1, 3)), ratio_make(-1, 3)));
	assert_true(ratio_cmp(ratio_make(1, 3), ratio_make(333333333,
							   1000000000)) > 0);
}

/* Sums of many unlike fractions stay exact, whichever path is taken. */
static void test_exact(void **state)
{
	static const int64_t primes[] = { 2, 3, 5, 7, 11, 13, 17, 19, 23, 29 };
	struct ratio sum = RATIO(0);

	(void)state;
	for (int i = 0; i < 10; i++)
		sum = ratio_add(sum, ratio_make(1, primes[i]));
	for (int i = 9; i >= 0; i--)
		sum = ratio_sub(sum, ratio_make(1, primes[i]));
	assert_true(ratio_is_zero(sum));
	for (int64_t i = 1; i <= 100000; i++)
		sum = ratio_add(sum, ratio_make(1, i % 97 + 1));
	for (int64_t i = 1; i <= 100000; i++)
		sum = ratio_sub(sum, ratio_make(1, i % 97 + 1));
	assert_true(ratio_cmp(ratio_max(sum, ratio_neg(sum)),
			      ratio_make(1, 1000)) < 0);
	assert_true(sum.den > 0);
}

/* Small numbers take a short way: it must agree with the general one. */
static void test_short_way(void **state)
{
	uint64_t random = 7;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		struct ratio x, y;

		random = random * 6364136223846793005u + 1442695040888963407u;
		x = ratio_make((int64_t)(random >> 33) % 20001 - 10000,
			       (int64_t)(random >> 20) % 999 + 1);
		random = random * 6364136223846793005u + 1442695040888963407u;
		y = ratio_make((int64_t)(random >> 33) % 20001 - 10000,
			       (int64_t)(random >> 20) % 999 + 1);
		assert_true(same(ratio_add(x, y), ratio_add_wide(x, y)));
		assert_true(same(ratio_mul(x, y), ratio_mul_wide(x, y)));
		assert_int_equal(ratio_cmp(x, y), ratio_cmp_wide(x, y));
		assert_true(same(ratio_reduce(x), x));
		for (int places = 0; places <= 6; places += 2) {
			int64_t unit = places == 0 ? 1 : places == 2 ? 100
					 : places == 4 ? 10000 : 1000000;
			struct ratio r = ratio_round(x, places, ROUND_HALF_UP);
			struct ratio off = ratio_sub(r, x);

			/* Off by at most half a unit, upwards when half. */
			assert_true(ratio_cmp(off, ratio_make(1, 2 * unit)) <=
				    0);
			assert_true(ratio_cmp(off, ratio_make(-1, 2 * unit)) >
				    0);
			assert_int_equal(unit % r.den, 0);
		}
	}
}

/*
 * Products that 63 bits do not hold: what comes out, to the digit. Expected
 * values by fractions without limits, in another language.
 */
static const struct product_row {
	const char *name;
	int64_t num[2], den[2];
	int64_t want, unit;	/* want / unit */
} products[] = {
	{ "the greatest, squared", { INT64_MAX, INT64_MAX }, { 1, 1 },
	  INT64_MAX, 1 },
	{ "and below zero", { INT64_MAX, -INT64_MAX }, { 1, 1 }, -INT64_MAX,
	  1 },
	{ "just over the greatest", { INT64_MAX, 4 }, { 1, 3 }, INT64_MAX, 1 },
	{ "1e17", { 999999999999999989, 999999937 }, { 9, 1000000007 },
	  111111103333333387, 1 },
	{ "6e17", { 2000000000000000001, 1000000009 }, { 3, 1000000007 },
	  666666667999999991, 1 },
	{ "six places", { 998244359987710471, 1000003 }, { 7, 1000000000039 },
	  142606764954551255, 1000000 },
	{ "six places below zero", { -998244359987710471, 1000003 },
	  { 7, 1000000000039 }, -142606764954551255, 1000000 },
	{ "nine places", { 1000000007, 1000000009 },
	  { 1099511627776, 1099511627776 }, 827, 1000000000 },
	{ "1e-20", { 1, 1 }, { 10000000019, 10000000033 }, 0, 1 },
	{ "exact", { 3000000000000000001, 1 }, { 3, 1 }, 3000000000000000001,
	  3 },
};

__extension__ typedef unsigned __int128 wide;

static void test_product(void **state)
{
	const struct product_row *row = *state;
	struct ratio r = ratio_mul(ratio_make(row->num[0], row->den[0]),
				   ratio_make(row->num[1], row->den[1]));

	assert_true(same(r, ratio_make(row->want, row->unit)));
}

/* -1, 0, 1 as a/b is less than, equal to or above c/d, whatever their size:
 * whole parts first, then what is left turned over. */
static int true_order(wide a, wide b, wide c, wide d)
{
	for (int sign = 1;; sign = -sign) {
		wide left = a / b, right = c / d, kept = b;

		if (left != right)
			return left < right ? -sign : sign;
		a %= b;
		c %= d;
		if (a == 0 || c == 0)
			return a == c ? 0 : a == 0 ? -sign : sign;
		b = a;
		a = kept;
		kept = d;
		d = c;
		c = kept;
	}
}

static uint64_t draw(uint64_t *random)
{
	uint64_t bits;

	*random = *random * 6364136223846793005u + 1442695040888963407u;
	bits = *random >> 1;
	/* Of any length: most have fewer bits than 63. */
	return (bits >> (*random >> 57) % 62) | 1;
}

static bool is_decimal(struct ratio r)
{
	int64_t unit = r.den;

	while (unit % 10 == 0)
		unit /= 10;
	return unit == 1 && r.den <= 1000000000;
}

/* Of two products that are not exact (or that are decimals), the order is the
 * true one, or they are held to be equal. */
static void test_order(void **state)
{
	uint64_t random = 11, before[4] = { 1, 1, 1, 1 };
	struct ratio last = RATIO(1);
	uint32_t compared = 0;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		uint64_t now[4];
		struct ratio r;
		int order;

		for (int k = 0; k < 4; k++)
			now[k] = draw(&random);
		/* Close to the one before: its factors, one of them moved. */
		if (i % 2 == 1) {
			memcpy(now, before, sizeof(now));
			now[i / 2 % 4] += (uint64_t)(i % 7) + 1;
			now[i / 2 % 4] &= INT64_MAX;
		}
		r = ratio_mul(ratio_make((int64_t)now[0], (int64_t)now[2]),
			      ratio_make((int64_t)now[1], (int64_t)now[3]));
		order = true_order((wide)now[0] * now[1],
				   (wide)now[2] * now[3],
				   (wide)before[0] * before[1],
				   (wide)before[2] * before[3]);
		if (is_decimal(r) && is_decimal(last)) {
			assert_true(ratio_cmp(r, last) * order >= 0);
			compared++;
		}
		last = r;
		memcpy(before, now, sizeof(now));
	}
	assert_true(compared > 50000);
}

/* Beyond 63 bits nothing breaks: numbers are near, or held at the last. */
static void test_overflow(void **state)
{
	struct ratio big = RATIO(INT64_MAX), sum;
	struct ratio fine = ratio_make(1, INT64_MAX), q;

	(void)state;
	assert_true(same(ratio_add(big, RATIO(0)), big));
	assert_true(same(ratio_add(big, big), big));
	assert_true(same(ratio_sub(ratio_neg(big), RATIO(1)), ratio_neg(big)));
	sum = ratio_add(fine, ratio_make(1, INT64_MAX - 1));
	assert_true(ratio_cmp(sum, RATIO(1)) < 0 &&
		    ratio_cmp(sum, RATIO(0)) >= 0);
	/* Greater than 9e9, it stays so when it can no longer be exact. */
	sum = ratio_add(RATIO(1000000000000000000), ratio_make(1, 1000003));
	assert_true(ratio_cmp(sum, RATIO(9000000000)) > 0);
	assert_true(ratio_div(RATIO(1), fine, &q));
	assert_true(same(q, big));
	assert_true(ratio_div(fine, big, &q));
	assert_true(q.den > 0 && ratio_cmp(q, ratio_make(1, 1000000)) < 0);
	assert_true(ratio_make(INT64_MIN, 1).den > 0);
	assert_true(ratio_round(big, 6, ROUND_HALF_EVEN).den > 0);
	assert_true(ratio_cmp(big, fine) > 0);
	assert_int_equal(ratio_cmp(big, RATIO(INT64_MAX - 1)), 1);
	assert_true(ratio_double(ratio_make(1, 4)) == 0.25);
}

/* --- places and pictures ---------------------------------------------------------- */

struct picture_row {
	const char *name;
	const char *text;
	const char *under;	/* the first such stretch is underlined */
	const char *want;
};

static const struct picture_row pictures[] = {
	{ "plain", "a: b\nc: d\n", "d",
	  "2:4\n  |\n2 | c: d\n  |    ^\n" },
	{ "accents", "été: où\n", "où",
	  "1:6\n  |\n1 | été: où\n  |      ^^\n" },
	{ "tabs are copied", "\ta:\tb c\n", "b",
	  "1:5\n  |\n1 | \ta:\tb c\n  | \t  \t^\n" },
	{ "accents then a tab", "é\tb", "b",
	  "1:3\n  |\n1 | é\tb\n  |  \t^\n" },
	{ "beyond the line", "ab: c\n  d\ne\n", "c\n  d",
	  "1:5\n  |\n1 | ab: c\n  |     ^\n" },
	{ "line ends of old systems", "a\r\nb\rc: d", "d",
	  "3:4\n  |\n3 | c: d\n  |    ^\n" },
	{ "a byte order mark", "\xEF\xBB\xBF" "a: b", "b",
	  "1:4\n  |\n1 | a: b\n  |    ^\n" },
	{ "nothing but a place", "a:\nb", "", "1:1\n  |\n1 | a:\n  | ^\n" },
	{ "a control character", "a\x01: b", "b",
	  "1:5\n  |\n1 | a·: b\n  |     ^\n" },
	{ "line 10", "\n\n\n\n\n\n\n\n\nx y\n", "y",
	  "10:3\n   |\n10 | x y\n   |   ^\n" },
};

static void test_picture(void **state)
{
	const struct picture_row *row = *state;
	struct arena *a = arena_open();
	struct buf out = buf_make(a), want = buf_make(a);
	struct diags diags;
	struct source *s;
	size_t from;

	diags_init(&diags, a);
	s = source_make(a, "t.yaml", str_from(row->text), &diags);
	assert_non_null(s);
	from = str_find(s->text, str_from(row->under), 0);
	assert_int_not_equal(from, SIZE_MAX);
	DIAG(&diags, span_make(s, from, from + strlen(row->under)),
	     MSG_EXPR_EMPTY);
	diag_write(&out, &diags.items[0], LANG_EN);
	buf_text(&want, "error[expression-empty]: the expression is empty\n"
			"  --> t.yaml:");
	buf_text(&want, row->want);
	assert_string_equal(text_of(a, &out), text_of(a, &want));
	arena_close(a);
}

/* A long line is cut so that what is underlined is seen. */
static void test_long_line(void **state)
{
	struct arena *a = arena_open();
	struct buf text = buf_make(a), out = buf_make(a);
	struct diags diags;
	struct source *s;
	struct str line;

	(void)state;
	diags_init(&diags, a);
	for (int i = 0; i < 1000; i++)
		buf_text(&text, "é");
	buf_text(&text, "X");
	for (int i = 0; i < 1000; i++)
		buf_text(&text, "à");
	s = source_make(a, "t", buf_view(&text), &diags);
	DIAG(&diags, span_make(s, 2000, 2001), MSG_EXPR_EMPTY);
	diag_write(&out, &diags.items[0], LANG_FR);
	line = buf_view(&out);
	assert_int_not_equal(str_find(line, STR("t:1:1001"), 0), SIZE_MAX);
	assert_int_not_equal(str_find(line, STR("éX"), 0), SIZE_MAX);
	assert_int_not_equal(str_find(line, STR(" ^\n"), 0), SIZE_MAX);
	assert_true(line.len < 1000);
	arena_close(a);
}

struct refused_row {
	const char *name;
	const char *bytes;
	size_t len;
	const char *want;
};

static const struct refused_row refused[] = {
	{ "a NUL", "a\0b", 3, "file-nul 1:2" },
	{ "Latin-1", "a\n\xE9t", 4, "file-not-utf8 2:1" },
	{ "the NUL before the bad byte", "\0\xE9", 2, "file-nul 1:1" },
	{ "UTF-16", "\xFF\xFE" "a\0", 4, "file-utf16 1:1" },
	{ "UTF-16, the other way", "\xFE\xFF\0a", 4, "file-utf16 1:1" },
	{ "nothing is a file", "", 0, "" },
};

static void test_refused(void **state)
{
	const struct refused_row *row = *state;
	struct arena *a = arena_open();
	struct buf got = buf_make(a);
	struct diags diags;
	struct source *s;

	diags_init(&diags, a);
	s = source_make(a, "t", (struct str){ row->bytes, row->len }, &diags);
	assert_int_equal(s == NULL, diags.errors > 0);
	for (size_t i = 0; i < diags.count; i++)
		buf_fmt(&got, "%s %u:%u", message_slug(diags.items[i].message),
			span_place(diags.items[i].span).line,
			span_place(diags.items[i].span).column);
	assert_string_equal(text_of(a, &got), row->want);
	arena_close(a);
}

struct lent_row {
	const char *name;
	const char *bytes;
	const char *want;
	bool copied;
};

static const struct lent_row lent[] = {
	{ "lent as it is read", "é\nb\n", "é\nb\n", false },
	{ "lent, nothing", "", "", false },
	{ "lent with a byte order mark", "\xEF\xBB\xBF" "é", "é", false },
	{ "lent with line ends of old systems", "a\r\nb\rc", "a\nb\nc", true },
};

static void test_lent(void **state)
{
	const struct lent_row *row = *state;
	struct arena *a = arena_open();
	struct str bytes = str_from(row->bytes);
	const char *end = bytes.at + bytes.len;
	struct diags diags;
	struct source *s;

	diags_init(&diags, a);
	s = source_borrow(a, "t", bytes, &diags);
	assert_non_null(s);
	assert_true(str_is(s->text, row->want));
	assert_int_equal(s->text.at[s->text.len], '\0');
	assert_int_equal(s->text.at + s->text.len != end, row->copied);
	s = source_make(a, "t", bytes, &diags);
	assert_true(str_is(s->text, row->want));
	assert_true(s->text.at + s->text.len != end);
	arena_close(a);
}

/* Each reason has its own sentence, never the system's in English. */
static void test_unreadable(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	char name[400], loop[] = "/tmp/jalon-loop-XXXXXX";

	(void)state;
	memset(name, 'n', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	diags_init(&diags, a);
	assert_null(source_load(a, name, &diags));
	assert_int_equal(diags.items[0].message, MSG_FILE_NAME_LONG);
	assert_non_null(mkdtemp(loop));
	rmdir(loop);
	assert_int_equal(symlink(loop, loop), 0);
	assert_null(source_load(a, loop, &diags));
	unlink(loop);
	assert_int_equal(diags.items[1].message, MSG_FILE_LINKS);
	assert_string_equal(message_slug(MSG_FILE_DENIED), "file-unreadable");
	arena_close(a);
}

static void test_places(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	struct source *s;
	struct span none = { 0 };

	(void)state;
	diags_init(&diags, a);
	s = source_make(a, "t", STR("a\nb"), &diags);
	assert_int_equal(span_place(none).line, 1);
	assert_int_equal(span_text(none).len, 0);
	assert_int_equal(span_place(span_make(s, 3, 3)).column, 2);
	assert_true(str_is(source_line(s, 99), "b"));
	assert_true(str_is(source_line(s, 1), "a"));
	assert_true(str_is(span_text(span_join(span_make(s, 0, 1),
					       span_make(s, 2, 3))), "a\nb"));
	arena_close(a);
}

/* --- diagnostics -------------------------------------------------------------------- */

static void test_sorting(void **state)
{
	struct arena *a = arena_open();
	struct source one = { .name = "a", .text = STR_INIT("xxxx") };
	struct source two = { .name = "b", .text = STR_INIT("xxxx") };
	struct diags d;
	char order[8] = "";

	(void)state;
	diags_init(&d, a);
	DIAG(&d, span_make(&two, 0, 1), MSG_EXPR_EMPTY, "1");
	DIAG(&d, span_make(&one, 2, 3), MSG_EXPR_EMPTY, "2");
	DIAG(&d, span_make(&one, 1, 2), MSG_EXPR_EMPTY, "3");
	DIAG(&d, span_make(&one, 2, 2), MSG_EXPR_EMPTY, "4");
	diags_sort(&d);
	for (size_t i = 0; i < d.count; i++)
		order[i] = d.items[i].args[0].at[0];
	assert_string_equal(order, "3241");
	arena_close(a);
}

static void test_limit(void **state)
{
	struct arena *a = arena_open();
	struct buf out = buf_make(a);
	struct diags d;
	struct span nowhere = { 0 };

	(void)state;
	diags_init(&d, a);
	for (int i = 0; i < DIAGS_MAX + 7; i++)
		DIAG(&d, nowhere, MSG_EXPR_UNKNOWN_NAME, "x")->suggestion =
		    STR("y");
	assert_int_equal(d.count, DIAGS_MAX);
	assert_int_equal(d.dropped, 7);
	assert_int_equal(d.errors, DIAGS_MAX + 7);
	diags_write(&out, &d, LANG_EN);
	assert_true(str_ends(buf_view(&out), "... and 7 more messages\n"));
	arena_close(a);
}

/* Which {n} a sentence has, as bits. */
static unsigned holes(enum message message, enum lang lang)
{
	static const char *const marks[DIAG_ARGS] = { "\x01", "\x02", "\x03",
						      "\x04" };
	struct arena *a = arena_open();
	struct buf out = buf_make(a);
	struct str args[DIAG_ARGS];
	unsigned found = 0;

	for (int i = 0; i < DIAG_ARGS; i++)
		args[i] = str_from(marks[i]);
	message_write(&out, message, lang, args);
	for (int i = 0; i < DIAG_ARGS; i++)
		if (str_find(buf_view(&out), args[i], 0) != SIZE_MAX)
			found |= 1u << i;
	/* Nothing that looks like a hole and is none. */
	assert_int_equal(str_find(buf_view(&out), STR("{4}"), 0), SIZE_MAX);
	assert_int_equal(str_find(buf_view(&out), STR("{}"), 0), SIZE_MAX);
	arena_close(a);
	return found;
}

static struct str sentence(struct arena *a, enum message m, enum lang lang)
{
	struct str none[DIAG_ARGS] = { STR("x"), STR("x"), STR("x"), STR("x") };
	struct buf out = buf_make(a);

	message_write(&out, m, lang, none);
	return buf_view(&out);
}

static void test_messages(void **state)
{
	struct arena *a = arena_open();

	(void)state;
	for (int m = 0; m < MSG_COUNT; m++) {
		enum message message = (enum message)m;
		const char *slug = message_slug(message);

		if (holes(message, LANG_FR) != holes(message, LANG_EN))
			fail_msg("%s: not the same holes", slug);
		for (const char *c = slug; *c != '\0'; c++)
			if ((*c < 'a' || *c > 'z') && *c != '-' &&
			    (*c < '0' || *c > '9'))
				fail_msg("%s: a slug is a-z, 0-9 and -", slug);
		for (int l = 0; l < LANG_COUNT; l++) {
			struct str s = sentence(a, message, (enum lang)l);

			if (s.len == 0 || s.at[s.len - 1] == '.')
				fail_msg("%s: empty, or a full stop", slug);
			if (utf8_check(s.at, s.len) != s.len)
				fail_msg("%s: not UTF-8", slug);
		}
	}
	arena_close(a);
}

/* By grammar: French plurals begin at 2, English ones everywhere but at 1. */
static const struct {
	const char *number;
	enum lang lang;
	const char *begins;
} counted[] = {
	{ "0", LANG_FR, "0 réponse du fichier ne dit pas" },
	{ "1", LANG_FR, "1 réponse du fichier ne dit pas" },
	{ "2", LANG_FR, "2 réponses du fichier ne disent pas" },
	{ "0", LANG_EN, "0 answers of the file do not" },
	{ "1", LANG_EN, "1 answer of the file does not" },
	{ "12", LANG_EN, "12 answers of the file do not" },
	{ "plus", LANG_FR, "plus réponses du fichier ne disent pas" },
};

static void test_counted(void **state)
{
	struct arena *a = arena_open();

	(void)state;
	for (size_t i = 0; i < sizeof(counted) / sizeof(counted[0]); i++) {
		struct str args[DIAG_ARGS] = { str_from(counted[i].number) };
		struct buf out = buf_make(a);

		message_write(&out, MSG_IMPORT_CONFLICTS, counted[i].lang,
			      args);
		if (!str_starts(buf_view(&out), counted[i].begins))
			fail_msg("%.*s", STR_ARGS(buf_view(&out)));
	}
	assert_false(lang_plural(LANG_FR, ratio_make(3, 2)));
	assert_true(lang_plural(LANG_EN, ratio_make(3, 2)));
	assert_true(lang_plural(LANG_FR, RATIO(-2)));
	arena_close(a);
}

/* An argument in both languages: each sentence takes its half. */
static void test_halves(void **state)
{
	struct arena *a = arena_open();
	struct str args[DIAG_ARGS] = { STR("x"), STR("oui" DIAG_BETWEEN "yes") };
	struct buf fr = buf_make(a), en = buf_make(a);

	(void)state;
	message_write(&fr, MSG_CASE_SECTOR, LANG_FR, args);
	message_write(&en, MSG_CASE_SECTOR, LANG_EN, args);
	assert_true(str_ends(buf_view(&fr), " : oui"));
	assert_true(str_ends(buf_view(&en), ": yes"));
	arena_close(a);
}

static void test_languages(void **state)
{
	enum lang lang;

	(void)state;
	assert_true(lang_parse(STR("en"), &lang) && lang == LANG_EN);
	assert_true(lang_parse(STR("fr"), &lang) && lang == LANG_FR);
	assert_false(lang_parse(STR("fr_CA"), &lang));
	assert_false(lang_parse(STR(""), &lang));
	assert_string_equal(lang_code(LANG_EN), "en");
}

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define FILL(array, function)                                                  \
	for (size_t i = 0; i < COUNT(array); i++)                              \
		tests[n++] = (struct CMUnitTest){                              \
			(array)[i].name, function, NULL, NULL,                 \
			(void *)(uintptr_t)&(array)[i]                         \
		};

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_arena),
		cmocka_unit_test(test_slices),
		cmocka_unit_test(test_buffer),
		cmocka_unit_test(test_digest),
		cmocka_unit_test(test_writing),
		cmocka_unit_test(test_arithmetic),
		cmocka_unit_test(test_exact),
		cmocka_unit_test(test_short_way),
		cmocka_unit_test(test_overflow),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_long_line),
		cmocka_unit_test(test_unreadable),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_sorting),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_counted),
		cmocka_unit_test(test_halves),
	};
	static struct CMUnitTest tests[COUNT(others) + COUNT(ids) +
				       COUNT(utf8) + COUNT(nears) +
				       COUNT(roundings) + COUNT(products) +
				       COUNT(parses) +
				       COUNT(pictures) + COUNT(refused) +
				       COUNT(lent)];
	size_t n = COUNT(others);

	memcpy(tests, others, sizeof(others));
	FILL(ids, test_id)
	FILL(utf8, test_utf8)
	FILL(nears, test_near)
	FILL(roundings, test_rounding)
	FILL(products, test_product)
	FILL(parses, test_parse)
	FILL(pictures, test_picture)
	FILL(refused, test_refused)
	FILL(lent, test_lent)
	return _cmocka_run_group_tests("base", tests, n, NULL, NULL);
}
