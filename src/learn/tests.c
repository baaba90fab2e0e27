/* What was learned between two tests with the same items. */
#include "learn/drill.h"

#include <stdlib.h>

#include "base/arena.h"

/* A person's item, before and after; by person, then item. */
static int by_person(const void *a, const void *b)
{
	const struct test_mark *const *x = a, *const *y = b;
	int order = str_cmp((*x)->person, (*y)->person);

	if (order == 0)
		order = str_cmp((*x)->item, (*y)->item);
	if (order == 0)
		order = (int)(*x)->after - (int)(*y)->after;
	/* The last mark of the same last. */
	return order != 0 ? order : (*x > *y) - (*x < *y);
}

struct person {
	int64_t items, before, after;	/* asked both times; right */
};

static bool same_item(const struct test_mark *a, const struct test_mark *b)
{
	return str_eq(a->person, b->person) && str_eq(a->item, b->item);
}

/* One item of one person: marks [from, to). Counts when asked both times. */
static void add_item(struct person *p, const struct test_mark **marks,
		     size_t from, size_t to)
{
	const struct test_mark *before = NULL, *after = NULL;

	for (size_t i = from; i < to; i++) {
		if (marks[i]->after)
			after = marks[i];
		else
			before = marks[i];
	}
	if (before == NULL || after == NULL)
		return;
	p->items++;
	p->before += before->right;
	p->after += after->right;
}

static void add_person(struct test_gain *g, const struct person *p)
{
	if (p->items == 0)
		return;
	g->people++;
	g->before = ratio_add(g->before, ratio_make(p->before, p->items));
	g->after = ratio_add(g->after, ratio_make(p->after, p->items));
}

static void finish(struct test_gain *g)
{
	struct ratio left;

	if (g->people == 0)
		return;
	g->before = ratio_reduce(
		ratio_mul(g->before, ratio_make(1, g->people)));
	g->after = ratio_reduce(
		ratio_mul(g->after, ratio_make(1, g->people)));
	left = ratio_sub(RATIO(1), g->before);
	g->has_gain = ratio_div(ratio_sub(g->after, g->before), left,
				&g->gain);
	if (g->has_gain)
		g->gain = ratio_reduce(g->gain);
}

struct test_gain test_gain(const struct test_mark *marks, size_t count,
			   struct arena *a)
{
	struct test_gain g = { 0, RATIO(0), RATIO(0), false, RATIO(0) };
	const struct test_mark **sorted =
		ARENA_ARRAY(a, count, const struct test_mark *);
	struct person p = { 0 };

	for (size_t i = 0; i < count; i++)
		sorted[i] = &marks[i];
	if (count > 1)
		qsort(sorted, count, sizeof(*sorted), by_person);
	for (size_t i = 0, to; i < count; i = to) {
		for (to = i; to < count && same_item(sorted[i], sorted[to]);)
			to++;
		add_item(&p, sorted, i, to);
		if (to < count &&
		    str_eq(sorted[i]->person, sorted[to]->person))
			continue;
		add_person(&g, &p);
		p = (struct person){ 0 };
	}
	finish(&g);
	return g;
}
