/*
 * Means, sums and extremes of numbers that may be absent, with sound bounds.
 *
 * A *required* member is present in every completion; an *optional* one may
 * be absent in some. For a mean the lowest value is reached by the required
 * members at their lowest, joined by the optional ones that are lower than
 * the mean so far, smallest first: adding a member below the mean lowers it,
 * one above raises it, whatever the weights.
 */
#include <stdlib.h>

#include "expr/expr.h"

enum { ON_STACK = 128 };

/* Members of a mean: all items, or those at some indices; with weights or
   all alike. */
struct members {
	const struct expr_number *items;
	const uint32_t *at;
	const struct ratio *weights;
	uint32_t count;
};

static const struct expr_number *member(const struct members *m, uint32_t i)
{
	return &m->items[m->at == NULL ? i : m->at[i]];
}

static const struct ratio *weight_of(const struct members *m, uint32_t i)
{
	static const struct ratio alike = RATIO_INIT(1);

	return m->weights == NULL ? &alike : &m->weights[i];
}

struct running {
	struct ratio sum;	/* of weight x value */
	struct ratio weight;
};

static inline void running_add(struct running *r, const struct ratio *value,
			       const struct ratio *weight)
{
	/* The engine's weights are whole: see whole_weights. */
	if (weight->den == 1 && weight->num < 1000 && ratio_is_small(*value)) {
		r->sum = ratio_add(r->sum,
				   (struct ratio){ value->num * weight->num,
						   value->den });
		r->weight.num += weight->num * r->weight.den;
		return;
	}
	r->sum = ratio_add(r->sum, ratio_mul(*value, *weight));
	r->weight = ratio_add(r->weight, *weight);
}

static inline struct ratio running_mean(const struct running *r)
{
	struct ratio quotient = RATIO(0);

	if (!ratio_div(r->sum, r->weight, &quotient))
		return RATIO(0);
	return quotient;
}

static bool is_required(const struct expr_number *n)
{
	return n->may_be_present && !n->may_be_absent;
}

static bool is_optional(const struct expr_number *n)
{
	return n->may_be_present && n->may_be_absent;
}

/* More members than the stack should hold. */
static void *numbers_room(uint32_t count, size_t size)
{
	void *room = malloc(count * size);

	if (room == NULL)
		die_with(MSG_OUT_OF_MEMORY, "");
	return room;
}

struct member {
	struct ratio value, weight;
};

static int by_value(const void *left, const void *right)
{
	const struct member *a = left, *b = right;

	return ratio_cmp(a->value, b->value);
}

/*
 * The lowest mean (`sign` 1), or the highest (-1: values are negated, so that
 * one scan serves both), of members whose certain ones are summed already.
 */
static struct ratio extreme_mean(const struct members *m,
				 const uint32_t *unsettled, uint32_t count,
				 struct running r, int sign)
{
	struct member few[ON_STACK], *optional = few;
	struct ratio extreme;
	uint32_t n = 0;

	if (count > ON_STACK)
		optional = numbers_room(count, sizeof(*optional));
	if (sign < 0)
		r.sum = ratio_neg(r.sum);
	for (uint32_t i = 0; i < count; i++) {
		const struct expr_number *x = member(m, unsettled[i]);
		struct ratio v = sign > 0 ? x->lo : ratio_neg(x->hi);
		const struct ratio *weight = weight_of(m, unsettled[i]);

		if (is_required(x))
			running_add(&r, &v, weight);
		else if (is_optional(x))
			optional[n++] = (struct member){ v, *weight };
	}
	if (n > 1)
		qsort(optional, n, sizeof(*optional), by_value);
	for (uint32_t i = 0; i < n; i++) {
		if (r.weight.num > 0 &&
		    ratio_cmp(optional[i].value, running_mean(&r)) >= 0)
			break;
		running_add(&r, &optional[i].value, &optional[i].weight);
	}
	extreme = running_mean(&r);
	if (optional != few)
		free(optional);
	return sign > 0 ? extreme : ratio_neg(extreme);
}

static void note_presence(struct expr_number *n, const struct expr_number *x)
{
	if (is_required(x))
		n->may_be_absent = false;
	if (x->may_be_present)
		n->may_be_present = true;
}

static void presence(struct expr_number *n, const struct expr_number *items,
		     uint32_t count)
{
	n->may_be_absent = true;
	for (uint32_t i = 0; i < count; i++)
		note_presence(n, &items[i]);
}

/* Some member is not certain: the point, then both ends. */
static void open_mean(const struct members *m, const uint32_t *unsettled,
		      uint32_t count, const struct running *certain,
		      struct expr_number *n)
{
	struct running now = *certain;

	n->may_be_absent = certain->weight.num == 0;
	n->may_be_present = certain->weight.num > 0;
	for (uint32_t i = 0; i < count; i++) {
		const struct expr_number *x = member(m, unsettled[i]);

		note_presence(n, x);
		if (!x->absent)
			running_add(&now, &x->point,
				    weight_of(m, unsettled[i]));
	}
	n->absent = now.weight.num == 0;
	n->point = running_mean(&now);
	n->lo = extreme_mean(m, unsettled, count, *certain, 1);
	n->hi = extreme_mean(m, unsettled, count, *certain, -1);
}

/*
 * One pass sums the certain members and sets the others apart. Mostly there
 * are none of these: the bounds are then the point.
 */
static void mean(const struct members *m, struct expr_number *n)
{
	struct running certain = { RATIO(0), RATIO(0) };
	uint32_t few[ON_STACK], *unsettled = few, count = 0;

	if (m->count > ON_STACK)
		unsettled = numbers_room(m->count, sizeof(*unsettled));
	for (uint32_t i = 0; i < m->count; i++) {
		const struct expr_number *x = member(m, i);

		if (!number_is_certain(x))
			unsettled[count++] = i;
		else if (!x->absent)
			running_add(&certain, &x->point, weight_of(m, i));
	}
	if (count > 0)
		open_mean(m, unsettled, count, &certain, n);
	else if (certain.weight.num == 0)
		*n = number_absent();
	else
		number_put_exactly(n, running_mean(&certain));
	if (unsettled != few)
		free(unsettled);
}

struct expr_number number_mean(const struct expr_number *items,
			       const struct ratio *weights, uint32_t count)
{
	struct members m = { items, NULL, weights, count };
	struct expr_number n;

	mean(&m, &n);
	return n;
}

void number_mean_at(const struct expr_number *items, const uint32_t *at,
		    uint32_t count, struct expr_number *n)
{
	struct members m = { items, at, NULL, count };

	/* Many criteria have one question. */
	if (count == 1)
		*n = items[at[0]];
	else
		mean(&m, n);
}

struct expr_number number_sum(const struct expr_number *items, uint32_t count)
{
	struct expr_number n = { .absent = true };
	const struct ratio zero = RATIO(0);

	n.point = n.lo = n.hi = zero;
	for (uint32_t i = 0; i < count; i++) {
		const struct expr_number *x = &items[i];

		if (!x->absent) {
			n.point = ratio_add(n.point, x->point);
			n.absent = false;
		}
		if (!x->may_be_present)
			continue;
		n.lo = ratio_add(n.lo, x->may_be_absent
					   ? ratio_min(x->lo, zero)
					   : x->lo);
		n.hi = ratio_add(n.hi, x->may_be_absent
					   ? ratio_max(x->hi, zero)
					   : x->hi);
	}
	presence(&n, items, count);
	if (!n.may_be_present)
		return number_absent();
	/*
	 * With optional members only, "none present" is absent, not zero: the
	 * sum of the others is at least the least of them. Zero stays inside
	 * the bounds all the same, which is sound.
	 */
	return n;
}

struct expr_number number_min(const struct expr_number *items, uint32_t count)
{
	struct expr_number n = number_absent();
	bool any = false, required = false;

	for (uint32_t i = 0; i < count; i++) {
		const struct expr_number *x = &items[i];

		if (!x->absent) {
			n.point = n.absent ? x->point
					   : ratio_min(n.point, x->point);
			n.absent = false;
		}
		if (!x->may_be_present)
			continue;
		n.lo = any ? ratio_min(n.lo, x->lo) : x->lo;
		/* Highest: required members bind; without any, the best. */
		if (is_required(x))
			n.hi = required ? ratio_min(n.hi, x->hi) : x->hi;
		else if (!required)
			n.hi = any ? ratio_max(n.hi, x->hi) : x->hi;
		required = required || is_required(x);
		any = true;
	}
	presence(&n, items, count);
	return n.may_be_present ? n : number_absent();
}

static struct expr_number negated(struct expr_number n)
{
	struct ratio lo = n.lo;

	if (!n.absent)
		n.point = ratio_neg(n.point);
	if (n.may_be_present) {
		n.lo = ratio_neg(n.hi);
		n.hi = ratio_neg(lo);
	}
	return n;
}

struct expr_number number_max(const struct expr_number *items, uint32_t count)
{
	struct expr_number n = number_absent();
	bool any = false, required = false;

	for (uint32_t i = 0; i < count; i++) {
		struct expr_number x = negated(items[i]);

		if (!x.absent) {
			n.point = n.absent ? x.point
					   : ratio_min(n.point, x.point);
			n.absent = false;
		}
		if (!x.may_be_present)
			continue;
		n.lo = any ? ratio_min(n.lo, x.lo) : x.lo;
		if (is_required(&x))
			n.hi = required ? ratio_min(n.hi, x.hi) : x.hi;
		else if (!required)
			n.hi = any ? ratio_max(n.hi, x.hi) : x.hi;
		required = required || is_required(&x);
		any = true;
	}
	presence(&n, items, count);
	return n.may_be_present ? negated(n) : number_absent();
}
