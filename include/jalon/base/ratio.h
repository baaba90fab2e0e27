/*
 * Exact numbers: fractions of two 64-bit integers.
 *
 * Points, weights and thresholds are decimals, and means of decimals are
 * fractions: 64/25 must be 2.56 and not 2.5599..., or a level changes. Sums,
 * products, comparisons and rounding are exact as long as numerator and
 * denominator fit 63 bits after reduction. Beyond that (no pack of a sane
 * size gets there) a result is the nearest decimal of 18 digits, 9 of them
 * after the point at most, held at +-(2^63 - 1): arithmetic stays total, and
 * in order. Of two results that are not exact, the greater one is never
 * taken for the lesser; beside an exact number one may be off by half a unit
 * of its last digit, and what is over 2^63 - 1 equals it.
 */
#ifndef JALON_BASE_RATIO_H
#define JALON_BASE_RATIO_H

#include "base/text.h"

struct ratio {
	int64_t num;
	int64_t den;		/* always positive */
};

enum rounding { ROUND_HALF_UP, ROUND_HALF_EVEN };

#define RATIO(n) ((struct ratio){ (n), 1 })
/* The same where a constant initialiser is needed. */
#define RATIO_INIT(n) { (n), 1 }

struct ratio ratio_make(int64_t num, int64_t den);	/* den != 0 */
/* The same value in lowest terms. */
struct ratio ratio_reduce(struct ratio a);

/* The general cases, in 128 bits; the functions below spare them. */
struct ratio ratio_add_wide(struct ratio a, struct ratio b);
struct ratio ratio_mul_wide(struct ratio a, struct ratio b);
int ratio_cmp_wide(struct ratio a, struct ratio b);

/*
 * Scores are small: with every part under 2^30, products fit 64 bits. A
 * denominator may grow to RATIO_LOOSE before it is worth reducing.
 */
enum { RATIO_LOOSE = 1 << 30 };

static inline bool ratio_is_small(struct ratio a)
{
	return a.num < RATIO_LOOSE && a.num > -RATIO_LOOSE &&
	       a.den < RATIO_LOOSE;
}

/*
 * What a function gave, part by part: a struct copied whole passes through
 * memory, and what is computed beside it would wait there too.
 */
static inline struct ratio ratio_parts(struct ratio a)
{
	return (struct ratio){ a.num, a.den };
}

static inline struct ratio ratio_add(struct ratio a, struct ratio b)
{
	if (!ratio_is_small(a) || !ratio_is_small(b))
		return ratio_parts(ratio_add_wide(a, b));
	if (a.den == b.den)
		return (struct ratio){ a.num + b.num, a.den };
	a = (struct ratio){ a.num * b.den + b.num * a.den, a.den * b.den };
	return a.den > RATIO_LOOSE ? ratio_parts(ratio_reduce(a)) : a;
}

static inline struct ratio ratio_mul(struct ratio a, struct ratio b)
{
	if (!ratio_is_small(a) || !ratio_is_small(b))
		return ratio_parts(ratio_mul_wide(a, b));
	a = (struct ratio){ a.num * b.num, a.den * b.den };
	return a.den > RATIO_LOOSE ? ratio_parts(ratio_reduce(a)) : a;
}

/* -1, 0 or 1, as a is less than, equal to or above b. */
static inline int ratio_cmp(struct ratio a, struct ratio b)
{
	int64_t left = a.num, right = b.num;

	if (a.den != b.den) {
		if (!ratio_is_small(a) || !ratio_is_small(b))
			return ratio_cmp_wide(a, b);
		left *= b.den;
		right *= a.den;
	}
	return left < right ? -1 : left > right;
}

static inline struct ratio ratio_min(struct ratio a, struct ratio b)
{
	return ratio_cmp(b, a) < 0 ? b : a;
}

static inline struct ratio ratio_max(struct ratio a, struct ratio b)
{
	return ratio_cmp(b, a) > 0 ? b : a;
}

struct ratio ratio_sub(struct ratio a, struct ratio b);

/* False when b is zero. */
static inline bool ratio_div(struct ratio a, struct ratio b,
			     struct ratio *quotient)
{
	if (b.num == 0)
		return false;
	if (b.num < 0)
		*quotient = ratio_mul(a, (struct ratio){ -b.den, -b.num });
	else
		*quotient = ratio_mul(a, (struct ratio){ b.den, b.num });
	return true;
}

static inline struct ratio ratio_neg(struct ratio a)
{
	return (struct ratio){ -a.num, a.den };
}

bool ratio_is_zero(struct ratio a);
/* Towards minus infinity. */
static inline int64_t ratio_floor(struct ratio a)
{
	if (a.den == 1)
		return a.num;
	return a.num / a.den - (a.num % a.den < 0);
}
/*
 * To `places` decimals (0 to 6). Half up means towards plus infinity.
 * The result is again a ratio, over a power of ten.
 */
struct ratio ratio_round(struct ratio a, int places, enum rounding rule);

/*
 * The same in 64 bits, over a `unit` that is a power of ten: false when that
 * may not do, which is rare.
 */
static inline bool ratio_round_small(struct ratio a, int64_t unit,
				     enum rounding rule, struct ratio *rounded)
{
	int64_t doubled, over, q, rest;

	if (!ratio_is_small(a) || unit > 1000)
		return false;
	rounded->den = unit;
	rounded->num = a.num * unit;
	if (a.den == 1)
		return true;
	doubled = a.num * unit * 2 + a.den;
	over = a.den * 2;
	q = doubled / over;
	rest = doubled % over;
	if (rest < 0)
		q--;
	if (rule == ROUND_HALF_EVEN && rest == 0 && q % 2 != 0)
		q--;
	rounded->num = q;
	return true;
}

/* Cut, not rounded, towards zero, to `places` decimals. */
struct ratio ratio_truncate(struct ratio a, int places);
double ratio_double(struct ratio a);

/*
 * Reads a plain decimal: -12, 3.5, 0.33; at most 15 digits and 9 decimals.
 * No exponent, no comma, no leading plus. False when it is anything else.
 */
bool ratio_parse(struct str text, struct ratio *value);
/*
 * Writes a decimal with a dot. `places` >= 0: exactly that many, rounded
 * half up; -1: as many as it needs, six at most.
 */
void ratio_write(struct buf *out, struct ratio a, int places);

#endif
