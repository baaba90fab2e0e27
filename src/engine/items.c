/* Items one by one: mean, spread, don't-knows, the use of options. */
#include <math.h>

#include "base/arena.h"
#include "base/diag.h"
#include "engine/items.h"

const char *statistic_state_name(enum statistic_state state)
{
	switch (state) {
	case STATISTIC_KNOWN:
		return "known";
	case STATISTIC_TOO_FEW_CASES:
		return "too_few_cases";
	case STATISTIC_TOO_FEW_ITEMS:
		return "too_few_items";
	case STATISTIC_CONSTANT:
		return "constant";
	case STATISTIC_HEYWOOD:
		return "heywood";
	case STATISTIC_NO_FACTOR:
		return "no_factor";
	}
	BUG("statistic state %d", (int)state);
}

static struct statistic too_few(void)
{
	return (struct statistic){ .state = STATISTIC_TOO_FEW_CASES };
}

static struct statistic known(double value)
{
	return (struct statistic){ .value = value };
}

/* What is added up for one item. */
struct tally {
	double sum, squares;	/* squares: of deviations from the mean */
	uint32_t n, dont_know, said;	/* said: answered, or did not know */
	/* Cases of the rows with points, of those that said something, of
	   those that answered; and the last one met of each. */
	uint32_t n_cases, said_cases, answered_cases;
	uint64_t n_last, said_last, answered_last;
};

static void count_case(uint32_t *cases, uint64_t *last, uint64_t which)
{
	*cases += *last != which;
	*last = which;
}

static void add(const struct item_data *d, uint32_t row, uint32_t item,
		struct tally *t, uint32_t *uses)
{
	size_t cell = (size_t)row * d->items + item;
	/* One more than the case, so that none has been seen at first. */
	uint64_t which = 1 + (uint64_t)(d->cases == NULL ? row : d->cases[row]);
	enum item_kind kind = (enum item_kind)d->kinds[cell];

	if (kind == ITEM_MISSING || kind == ITEM_NA)
		return;
	t->said++;
	count_case(&t->said_cases, &t->said_last, which);
	if (kind == ITEM_DONT_KNOW) {
		t->dont_know++;
		return;
	}
	count_case(&t->answered_cases, &t->answered_last, which);
	if (d->choices[cell] < d->options[item])
		uses[d->choices[cell]]++;
	if (kind != ITEM_VALUE)
		return;
	t->n++;
	count_case(&t->n_cases, &t->n_last, which);
	t->sum += d->points[cell];
}

static void add_squares(const struct item_data *d, struct tally *tallies)
{
	for (uint32_t row = 0; row < d->rows; row++) {
		for (uint32_t i = 0; i < d->items; i++) {
			size_t cell = (size_t)row * d->items + i;
			struct tally *t = &tallies[i];
			double apart;

			if (d->kinds[cell] != ITEM_VALUE)
				continue;
			apart = d->points[cell] - t->sum / t->n;
			t->squares += apart * apart;
		}
	}
}

static struct item_result result_of(const struct tally *t,
				    const uint32_t *uses, uint32_t options)
{
	struct item_result r = { .n = t->n, .cases = t->n_cases };

	r.mean = r.sd = r.dont_know = too_few();
	if (t->n_cases >= ITEMS_CASES) {
		r.mean = known(t->sum / t->n);
		r.sd = known(sqrt(t->squares / (t->n - 1)));
	}
	if (t->said_cases >= ITEMS_CASES)
		r.dont_know = known((double)t->dont_know / t->said);
	if (t->answered_cases < ITEMS_CASES || options == 0)
		return r;
	r.uses = uses;
	for (uint32_t o = 0; o < options; o++)
		r.unused += uses[o] == 0;
	return r;
}

struct item_result *items_describe(struct arena *a, const struct item_data *d)
{
	struct item_result *results =
	    ARENA_ARRAY(a, d->items, struct item_result);
	struct tally *tallies = ARENA_ARRAY(a, d->items, struct tally);
	uint32_t **uses = ARENA_ARRAY(a, d->items, uint32_t *);

	for (uint32_t i = 0; i < d->items; i++)
		uses[i] = ARENA_ARRAY(a, d->options[i], uint32_t);
	for (uint32_t row = 0; row < d->rows; row++)
		for (uint32_t i = 0; i < d->items; i++)
			add(d, row, i, &tallies[i], uses[i]);
	add_squares(d, tallies);
	for (uint32_t i = 0; i < d->items; i++)
		results[i] = result_of(&tallies[i], uses[i], d->options[i]);
	return results;
}
