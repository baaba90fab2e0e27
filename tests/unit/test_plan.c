/*
 * Plans against every plan there is.
 *
 * A row is a family of seeded cases of five to seven initiatives over the
 * four horizons. All assignments of horizons are tried and compared on every
 * stage, by code that shares nothing with src/plan but the meaning of the
 * words: capacities are summed as fractions, weeks are tried one by one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "plan_case.h"

enum { MOST = 8, NOT_IN = HORIZONS };

struct family {
	const char *name;
	struct made_shape shape;
	uint32_t seeds;
};

/* initiatives, criteria, dimensions, gates, weeks, days, requires of ten,
   days a month, slots, budget, few values */
static const struct family families[] = {
	{ "room for all", { 5, 6, 2, 0, 6, 8, 3, 40, 5, 90000, 0 }, 20 },
	{ "few days", { 6, 6, 2, 0, 6, 12, 3, 2, 5, 90000, 0 }, 30 },
	{ "one slot", { 6, 6, 2, 0, 12, 4, 2, 40, 1, 90000, 0 }, 30 },
	{ "a small budget", { 6, 6, 2, 0, 6, 4, 2, 40, 5, 6000, 0 }, 30 },
	{ "chains", { 6, 8, 3, 0, 8, 5, 9, 8, 2, 30000, 0 }, 30 },
	{ "closers of the same", { 6, 2, 1, 0, 6, 6, 2, 6, 2, 12000, 0 }, 30 },
	{ "gates", { 6, 5, 2, 3, 5, 8, 4, 3, 2, 15000, 0 }, 40 },
	{ "gates without days", { 6, 5, 2, 4, 5, 8, 2, 1, 2, 15000, 0 }, 30 },
	{ "gates, one slot", { 6, 5, 2, 4, 6, 3, 4, 6, 1, 15000, 0 }, 30 },
	{ "ties", { 6, 3, 1, 2, 3, 4, 2, 4, 2, 1500, 1 }, 30 },
	{ "long ones", { 5, 5, 2, 1, 40, 20, 4, 4, 2, 20000, 0 }, 30 },
	{ "seven", { 7, 6, 2, 2, 7, 7, 4, 4, 2, 15000, 0 }, 5 },
	{ "no capacity", { 5, 5, 2, 2, 5, 5, 3, 0, 0, 0, 0 }, 5 },
};

/* --- what a plan is worth -------------------------------------------------------- */

enum { KEYS = 7 };	/* gates, which, pauses, value, cost, days, ids */

struct worth {
	int64_t key[KEYS];
};

struct judge {
	const struct made *m;
	const struct initiative *all;
	uint32_t n;
	uint8_t order[MOST];	/* most pressing first */
	uint8_t rank[MOST];	/* place among the ids, from 1 */
	int64_t brings[MOST][MOST];	/* by criterion, in 1e-5 */
	uint32_t first_gate[MOST];
	int64_t alone[MOST];	/* sum of brings */
	bool lifts[MOST][MOST];	/* by gate */
};

static uint32_t length(uint32_t h)
{
	return horizon_start[h + 1] - horizon_start[h];
}

static bool wanted_gate(const struct made *m, uint32_t g)
{
	return m->score.gates[g].state == GATE_IN_FORCE;
}

static bool lifts(const struct made *m, uint32_t i, uint32_t g)
{
	const struct gate *gate = &m->pack.rubric.gates[g];

	for (uint32_t k = 0; k < gate->lifted_count; k++)
		if (gate->lifted_by[k] == i)
			return true;
	return false;
}

static struct ratio weight_of(const struct rubric *r, uint32_t c)
{
	struct ratio dimensions = RATIO(0), criteria = RATIO(0), w;

	for (uint32_t d = 0; d < r->dimension_count; d++)
		dimensions = ratio_add(dimensions, r->dimensions[d].weight);
	for (uint32_t k = 0; k < r->criterion_count; k++)
		if (r->criteria[k].dimension == r->criteria[c].dimension)
			criteria = ratio_add(criteria, r->criteria[k].weight);
	w = ratio_mul(r->criteria[c].weight,
		      r->dimensions[r->criteria[c].dimension].weight);
	assert_true(ratio_div(w, ratio_mul(dimensions, criteria), &w));
	return w;
}

/* What one initiative would bring to a criterion, to five decimals. */
static int64_t brings(const struct made *m, const struct initiative *it,
		      uint32_t c)
{
	const struct rubric *r = &m->pack.rubric;
	uint32_t target = m->score.dimensions[r->criteria[c].dimension].target;
	struct ratio best = RATIO(0);

	if (it->kind != INITIATIVE_PLAIN || m->score.criteria[c].raw.absent)
		return 0;
	for (uint32_t k = 0; k < it->close_count; k++) {
		uint32_t to = it->closes[k].level;

		if (it->closes[k].criterion == c)
			best = ratio_max(best, ratio_sub(
				RATIO(to < target ? to : target),
				m->score.criteria[c].raw.point));
	}
	best = ratio_mul(ratio_mul(best, RATIO(it->impact)), weight_of(r, c));
	best = ratio_round(best, 5, ROUND_HALF_UP);
	return best.num * (100000 / best.den);
}

static bool presses_more(const struct judge *j, uint32_t a, uint32_t b)
{
	if (j->first_gate[a] != j->first_gate[b])
		return j->first_gate[a] < j->first_gate[b];
	return j->alone[a] != j->alone[b] ? j->alone[a] > j->alone[b]
					  : j->rank[a] < j->rank[b];
}

static void judge_initiative(struct judge *j, uint32_t i)
{
	const struct rubric *r = &j->m->pack.rubric;

	j->first_gate[i] = r->gate_count;
	for (uint32_t g = r->gate_count; g-- > 0;) {
		j->lifts[i][g] = wanted_gate(j->m, g) && lifts(j->m, i, g);
		if (j->lifts[i][g])
			j->first_gate[i] = g;
	}
	for (uint32_t c = 0; c < r->criterion_count; c++) {
		j->brings[i][c] = brings(j->m, &j->all[i], c);
		j->alone[i] += j->brings[i][c];
	}
	j->rank[i] = 1;
	for (uint32_t b = 0; b < j->n; b++)
		if (str_cmp(j->all[b].id, j->all[i].id) < 0)
			j->rank[i]++;
}

static struct judge make_judge(const struct made *m)
{
	struct judge j = { .m = m, .all = m->pack.catalogue.initiatives,
			   .n = m->pack.catalogue.initiative_count };

	for (uint32_t i = 0; i < j.n; i++)
		judge_initiative(&j, i);
	for (uint32_t a = 0; a < j.n; a++) {
		uint32_t place = 0;

		for (uint32_t b = 0; b < j.n; b++)
			place += b != a && presses_more(&j, b, a);
		j.order[place] = (uint8_t)a;
	}
	return j;
}

/* Estimates of cases made up are whole numbers. */
static struct worth worth_of(const struct judge *j, const uint8_t *h)
{
	struct worth w = { { 0 } };

	for (uint32_t g = 0; g < j->m->pack.rubric.gate_count; g++) {
		bool met = false;

		for (uint32_t i = 0; i < j->n; i++)
			met = met || (h[i] == 0 && j->lifts[i][g]);
		w.key[0] += met;
		w.key[1] += met << (10 - g);
	}
	for (uint32_t c = 0; c < j->m->pack.rubric.criterion_count; c++) {
		int64_t best = 0;

		for (uint32_t i = 0; i < j->n; i++)
			if (h[i] != NOT_IN && j->brings[i][c] > best)
				best = j->brings[i][c];
		w.key[3] += best;
	}
	for (uint32_t i = 0; i < j->n; i++) {
		if (h[i] == NOT_IN)
			continue;
		w.key[2] -= j->all[i].kind == INITIATIVE_PAUSE;
		w.key[4] -= j->all[i].cost[0].likely.num;
		w.key[5] -= j->all[i].days[0].likely.num;
		w.key[6] -= j->rank[i];
	}
	return w;
}

/* Positive when (a, h) is better than (b, k). */
static int better(const struct judge *j, const struct worth *a,
		  const uint8_t *h, const struct worth *b, const uint8_t *k)
{
	for (uint32_t i = 0; i < KEYS; i++) {
		if (a->key[i] != b->key[i])
			return a->key[i] > b->key[i] ? 1 : -1;
	}
	for (uint32_t i = 0; i < j->n; i++)
		if (h[j->order[i]] != k[j->order[i]])
			return k[j->order[i]] - h[j->order[i]];
	return 0;
}

/* --- what a plan may be --------------------------------------------------------------- */

static bool runs_over(const struct judge *j, uint32_t i, uint32_t h)
{
	return j->all[i].weeks > length(h);
}

/* At the levels it leads to already: nobody has to wait for it. */
static bool in_place(const struct judge *j, uint32_t i)
{
	const struct initiative *it = &j->all[i];

	if (it->kind != INITIATIVE_PLAIN ||
	    j->first_gate[i] < j->m->pack.rubric.gate_count)
		return false;
	for (uint32_t k = 0; k < it->close_count; k++)
		if (j->m->score.criteria[it->closes[k].criterion].level <
		    it->closes[k].level)
			return false;
	return true;
}

/* Days, budget, the end of the year, pauses at once, prerequisites there. */
static bool allowed_alone(const struct judge *j, const uint8_t *h, uint32_t i)
{
	const struct initiative *it = &j->all[i];

	if (horizon_start[h[i]] + it->weeks > PLAN_WEEKS ||
	    (it->kind == INITIATIVE_PAUSE && h[i] != 0))
		return false;
	for (uint32_t k = 0; k < it->require_count; k++)
		if (h[it->requires[k]] == NOT_IN &&
		    !in_place(j, it->requires[k]))
			return false;
	return true;
}

static bool days_fit(const struct judge *j, const uint8_t *h, uint32_t k)
{
	static const int64_t months[] = { 1, 2, 3, 6 };
	struct ratio sum = RATIO(0);

	for (uint32_t i = 0; i < j->n; i++) {
		uint32_t weeks = 0;

		for (uint32_t w = 0; h[i] != NOT_IN && w < j->all[i].weeks; w++)
			weeks += horizon_start[h[i]] + w >= horizon_start[k] &&
				 horizon_start[h[i]] + w < horizon_start[k + 1];
		if (weeks > 0)
			sum = ratio_add(sum, ratio_mul(
				j->all[i].days[0].high,
				ratio_make(weeks, j->all[i].weeks)));
	}
	return ratio_cmp(sum, ratio_mul(j->m->answers.plan.days_per_month,
					RATIO(months[k]))) <= 0;
}

static bool allowed(const struct judge *j, const uint8_t *h)
{
	int64_t budget = 0;

	for (uint32_t i = 0; i < j->n; i++) {
		if (h[i] == NOT_IN)
			continue;
		budget += j->all[i].cost[0].high.num;
		if (!allowed_alone(j, h, i))
			return false;
	}
	if (budget > j->m->pack.catalogue.budget[0].num)
		return false;
	for (uint32_t k = 0; k < HORIZONS; k++)
		if (!days_fit(j, h, k))
			return false;
	return true;
}

static bool weeks_hold(const struct judge *j, const uint8_t *h,
		       const uint32_t *start, uint32_t placed)
{
	for (uint32_t w = 0; w < PLAN_WEEKS; w++) {
		uint32_t running = 0;

		for (uint32_t i = 0; i < placed; i++)
			running += h[i] != NOT_IN && start[i] <= w &&
				   w < start[i] + j->all[i].weeks;
		if (running > j->m->pack.catalogue.slots[0])
			return false;
	}
	for (uint32_t i = 0; i < placed; i++)
		for (uint32_t k = 0; k < j->all[i].require_count; k++) {
			uint32_t need = j->all[i].requires[k];

			if (h[i] != NOT_IN && need < placed &&
			    !in_place(j, need) &&
			    start[need] + j->all[need].weeks > start[i])
				return false;
		}
	return true;
}

static bool has_weeks(const struct judge *j, const uint8_t *h, uint32_t *start,
		      uint32_t *used, uint32_t i);

/* May `i` run from start[i] beside those before it? Then the others? */
static bool runs_there(const struct judge *j, const uint8_t *h,
		       uint32_t *start, uint32_t *used, uint32_t i)
{
	const struct initiative *it = &j->all[i];
	bool found;

	for (uint32_t k = 0; k < it->require_count; k++) {
		uint32_t need = it->requires[k];

		if (!in_place(j, need) &&
		    start[need] + j->all[need].weeks > start[i])
			return false;
	}
	for (uint32_t w = start[i]; w < start[i] + it->weeks; w++)
		if (used[w] >= j->m->pack.catalogue.slots[0])
			return false;
	for (uint32_t w = start[i]; w < start[i] + it->weeks; w++)
		used[w]++;
	found = has_weeks(j, h, start, used, i + 1);
	for (uint32_t w = start[i]; w < start[i] + it->weeks; w++)
		used[w]--;
	return found;
}

/* Prerequisites have smaller indices in cases made up. */
static bool has_weeks(const struct judge *j, const uint8_t *h, uint32_t *start,
		      uint32_t *used, uint32_t i)
{
	uint32_t last;

	if (i == j->n)
		return true;
	if (h[i] == NOT_IN)
		return has_weeks(j, h, start, used, i + 1);
	last = runs_over(j, i, h[i])
		   ? horizon_start[h[i]]
		   : horizon_start[h[i] + 1] - j->all[i].weeks;
	for (start[i] = horizon_start[h[i]]; start[i] <= last; start[i]++)
		if (runs_there(j, h, start, used, i))
			return true;
	return false;
}

/* --- every plan --------------------------------------------------------------------------- */

static void best_of_all(const struct judge *j, uint8_t *best)
{
	uint8_t h[MOST];
	uint32_t start[MOST], used[PLAN_WEEKS] = { 0 }, total = 1;
	struct worth best_worth;

	for (uint32_t i = 0; i < j->n; i++) {
		best[i] = NOT_IN;
		total *= HORIZONS + 1;
	}
	best_worth = worth_of(j, best);
	for (uint32_t code = 0; code < total; code++) {
		uint32_t rest = code;
		struct worth w;

		for (uint32_t i = 0; i < j->n; i++, rest /= HORIZONS + 1)
			h[i] = (uint8_t)(rest % (HORIZONS + 1));
		w = worth_of(j, h);
		if (better(j, &w, h, &best_worth, best) <= 0 ||
		    !allowed(j, h) || !has_weeks(j, h, start, used, 0))
			continue;
		best_worth = w;
		memcpy(best, h, j->n);
	}
}

static void check_plan(const struct judge *j, const struct plan *plan)
{
	uint8_t h[MOST], best[MOST];
	uint32_t start[MOST] = { 0 };
	struct ratio value = RATIO(0);

	memset(h, NOT_IN, sizeof(h));
	for (uint32_t l = 0; l < plan->line_count; l++) {
		const struct plan_line *line = &plan->lines[l];

		h[line->initiative] = (uint8_t)line->horizon;
		start[line->initiative] = line->start;
		assert_int_equal(line->end - line->start,
				 j->all[line->initiative].weeks);
		assert_true(line->start >= horizon_start[line->horizon]);
		assert_true(line->end <= horizon_start[line->horizon + 1] ||
			    line->start == horizon_start[line->horizon]);
		value = ratio_add(value, line->value);
	}
	assert_true(allowed(j, h));
	assert_true(weeks_hold(j, h, start, j->n));
	assert_true(plan->proved && plan->earliest);
	best_of_all(j, best);
	assert_memory_equal(h, best, j->n);
	assert_int_equal(ratio_cmp(value, ratio_make(worth_of(j, h).key[3],
						     100000)), 0);
	assert_int_equal(ratio_cmp(value, plan->value), 0);
	assert_int_equal(plan->line_count + plan->omission_count, j->n);
}

/* `make torture` tries ten times as many: JALON_TIMES=10. */
static uint32_t times(void)
{
	const char *text = getenv("JALON_TIMES");

	return text == NULL ? 1 : (uint32_t)strtoul(text, NULL, 10);
}

static void test_family(void **row)
{
	const struct family *f = *row;

	for (uint32_t seed = 1; seed <= f->seeds * times(); seed++) {
		struct arena *a = arena_open();
		struct made *m = made_case(a, seed, &f->shape);
		struct judge j = make_judge(m);

		check_plan(&j, plan_make(a, &m->score, NULL));
		arena_close(a);
	}
}

int main(void)
{
	enum { COUNT = sizeof(families) / sizeof(families[0]) };
	struct CMUnitTest tests[COUNT];

	for (size_t i = 0; i < COUNT; i++)
		tests[i] = (struct CMUnitTest){
			.name = families[i].name,
			.test_func = test_family,
			.initial_state = (void *)(uintptr_t)&families[i],
		};
	return _cmocka_run_group_tests("plan", tests, COUNT, NULL, NULL);
}
