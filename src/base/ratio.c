/* Exact fractions. Sums are taken in 128 bits and reduced only when needed. */
#include "base/ratio.h"

#include <string.h>

#include "base/diag.h"

__extension__ typedef __int128 wide;

static const int64_t FITS = INT64_MAX;
static const int64_t NANO = 1000000000;
/* With one digit more it still fits. */
static const int64_t ROOM_FOR_A_DIGIT = 100000000000000000;

static wide wide_abs(wide n)
{
	return n < 0 ? -n : n;
}

static wide gcd(wide a, wide b)
{
	while (b != 0) {
		wide rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/*
 * The nearest decimal of 18 digits, 9 of them after the point at most: only
 * for what cannot be exact. The unit grows at powers of ten alone, which are
 * multiples of every unit, so that what is greater never comes out less.
 */
static struct ratio approximate(wide num, wide den)
{
	wide left = wide_abs(num), unit = 1, value;

	/* Room for ten times a remainder; what is lost is under 2^-119. */
	while (den >> 120 != 0) {
		left >>= 1;
		den >>= 1;
	}
	value = left / den;
	left %= den;
	for (; value < ROOM_FOR_A_DIGIT && unit < NANO; unit *= 10) {
		left *= 10;
		value = value * 10 + left / den;
		left %= den;
	}
	value += left * 2 >= den;
	if (value > FITS)
		value = FITS;
	return (struct ratio){ (int64_t)(num < 0 ? -value : value),
			       (int64_t)unit };
}

static struct ratio from_wide(wide num, wide den)
{
	wide common;

	if (wide_abs(num) <= FITS && den <= RATIO_LOOSE)
		return (struct ratio){ (int64_t)num, (int64_t)den };
	if (wide_abs(num) <= FITS && den <= FITS)
		return ratio_reduce((struct ratio){ (int64_t)num,
						    (int64_t)den });
	common = gcd(wide_abs(num), den);
	num /= common;
	den /= common;
	if (wide_abs(num) > FITS || den > FITS)
		return approximate(num, den);
	return (struct ratio){ (int64_t)num, (int64_t)den };
}

struct ratio ratio_make(int64_t num, int64_t den)
{
	if (den == 0)
		BUG("a fraction over zero");
	if (den < 0)
		return from_wide(-(wide)num, -(wide)den);
	return from_wide(num, den);
}

struct ratio ratio_reduce(struct ratio a)
{
	uint64_t rest = a.num < 0 ? (uint64_t)0 - (uint64_t)a.num
				  : (uint64_t)a.num;
	uint64_t common = (uint64_t)a.den;

	while (rest != 0) {
		uint64_t next = common % rest;

		common = rest;
		rest = next;
	}
	return (struct ratio){ a.num / (int64_t)common,
			       a.den / (int64_t)common };
}

struct ratio ratio_add_wide(struct ratio a, struct ratio b)
{
	if (a.den == b.den)
		return from_wide((wide)a.num + b.num, a.den);
	return from_wide((wide)a.num * b.den + (wide)b.num * a.den,
			 (wide)a.den * b.den);
}

struct ratio ratio_sub(struct ratio a, struct ratio b)
{
	return ratio_add(a, ratio_neg(b));
}

struct ratio ratio_mul_wide(struct ratio a, struct ratio b)
{
	return from_wide((wide)a.num * b.num, (wide)a.den * b.den);
}

int ratio_cmp_wide(struct ratio a, struct ratio b)
{
	wide left = (wide)a.num * b.den, right = (wide)b.num * a.den;

	return left < right ? -1 : left > right;
}

bool ratio_is_zero(struct ratio a)
{
	return a.num == 0;
}

static int64_t power_of_ten(int places)
{
	static const int64_t powers[] = {
		1,	10,	 100,	   1000,      10000,
		100000, 1000000, 10000000, 100000000, 1000000000,
	};

	if (places < 0 || places > 9)
		BUG("%d decimal places", places);
	return powers[places];
}

static wide floor_div(wide num, wide den)
{
	wide q = num / den;

	return num % den < 0 ? q - 1 : q;
}

struct ratio ratio_round(struct ratio a, int places, enum rounding rule)
{
	int64_t unit = power_of_ten(places);
	struct ratio rounded;
	wide doubled, over, q;

	if (ratio_round_small(a, unit, rule, &rounded))
		return rounded;
	doubled = (wide)a.num * unit * 2 + a.den;
	over = (wide)a.den * 2;
	q = floor_div(doubled, over);
	if (rule == ROUND_HALF_EVEN && doubled % over == 0 && q % 2 != 0)
		q--;
	return from_wide(q, unit);
}

struct ratio ratio_truncate(struct ratio a, int places)
{
	int64_t unit = power_of_ten(places);

	return from_wide((wide)a.num * unit / a.den, unit);
}

double ratio_double(struct ratio a)
{
	return (double)a.num / (double)a.den;
}

bool ratio_parse(struct str text, struct ratio *value)
{
	int64_t num = 0, den = 1;
	size_t i = 0, digits = 0;
	bool negative = false, point = false;

	if (text.len > 0 && text.at[0] == '-') {
		negative = true;
		i++;
	}
	for (; i < text.len; i++) {
		char c = text.at[i];

		if (c == '.' && !point && digits > 0 && i + 1 < text.len) {
			point = true;
			continue;
		}
		if (c < '0' || c > '9' || ++digits > 15)
			return false;
		num = num * 10 + (c - '0');
		if (point)
			den *= 10;
	}
	if (digits == 0 || den > NANO)
		return false;
	*value = (struct ratio){ negative ? -num : num, den };
	return true;
}

void ratio_write(struct buf *out, struct ratio a, int places)
{
	struct ratio r = ratio_round(a, places < 0 ? 6 : places, ROUND_HALF_UP);
	uint64_t unit = (uint64_t)power_of_ten(places < 0 ? 6 : places);
	uint64_t left = r.num < 0 ? (uint64_t)0 - (uint64_t)r.num
				  : (uint64_t)r.num;
	uint64_t den = (uint64_t)r.den;
	char digits[8];
	int count = places < 0 ? 6 : places;

	if (r.num < 0)
		buf_char(out, '-');
	/* The whole part apart: a large number times a million overflows. */
	buf_int(out, (int64_t)(left / den));
	left = left % den * unit / den;
	for (int i = count - 1; i >= 0; i--) {
		digits[i] = (char)('0' + left % 10);
		left /= 10;
	}
	while (places < 0 && count > 0 && digits[count - 1] == '0')
		count--;
	if (count > 0) {
		buf_char(out, '.');
		buf_str(out, (struct str){ digits, (size_t)count });
	}
}
