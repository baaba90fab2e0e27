/*
 * Plans against every plan there is: a judge of cases made up, which shares
 * nothing with src/plan but the meaning of the words: sets are ranked by what
 * they could be worth, and the weeks of each are walked through one by one.
 */
#ifndef JALON_TESTS_PLAN_JUDGE_H
#define JALON_TESTS_PLAN_JUDGE_H

#include <stdlib.h>
#include <string.h>

#include "plan_case.h"

enum { MOST = 8, NOT_IN = HORIZONS };

/* --- what a plan is worth -------------------------------------------------------- */

/* Gates, which, pauses, asked for, value, cost, days, places of ids, which. */
enum { KEYS = 9 };

struct worth {
	int64_t key[KEYS];
};

struct judge {
	const struct made *m;
	uint32_t done;		/* taken as done, or NO_INDEX */
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

static bool lifts(const struct made *m, uint32_t i, uint32_t g)
{
	const struct gate *gate = &m->pack.rubric.gates[g];

	for (uint32_t k = 0; k < gate->lifted_count; k++)
		if (gate->lifted_by[k] == i)
			return true;
	return false;
}

/* In force, and nothing done meets it. */
static bool wanted_gate(const struct judge *j, uint32_t g)
{
	return j->m->score.gates[g].state == GATE_IN_FORCE &&
	       (j->done == NO_INDEX || !lifts(j->m, j->done, g));
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
		j->lifts[i][g] = wanted_gate(j, g) && lifts(j->m, i, g);
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

static struct judge make_judge(const struct made *m, uint32_t done)
{
	struct judge j = { .m = m, .all = m->pack.catalogue.initiatives,
			   .n = m->pack.catalogue.initiative_count,
			   .done = done };

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

static bool is_asked(const struct judge *j, uint32_t i)
{
	const struct plan_request *r = &j->m->answers.plan;

	for (uint32_t k = 0; k < r->included_count; k++)
		if (r->included[k] == i)
			return true;
	return false;
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
		w.key[4] += best;
	}
	for (uint32_t i = 0; i < j->n; i++) {
		if (h[i] == NOT_IN)
			continue;
		w.key[2] -= j->all[i].kind == INITIATIVE_PAUSE;
		w.key[3] += is_asked(j, i);
		w.key[5] -= j->all[i].cost[0].likely.num;
		w.key[6] -= j->all[i].days[0].likely.num;
		w.key[7] -= j->rank[i];
		w.key[8] += 1 << (MOST - j->rank[i]);
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

/* Done, or at the levels it leads to already: nobody has to wait for it. */
static bool in_place(const struct judge *j, uint32_t i)
{
	const struct initiative *it = &j->all[i];

	if (i == j->done)
		return true;
	if (it->kind != INITIATIVE_PLAIN ||
	    j->first_gate[i] < j->m->pack.rubric.gate_count)
		return false;
	for (uint32_t k = 0; k < it->close_count; k++)
		if (j->m->score.criteria[it->closes[k].criterion].level <
		    it->closes[k].level)
			return false;
	return true;
}

static bool left_out_by_hand(const struct judge *j, uint32_t i)
{
	const struct plan_request *r = &j->m->answers.plan;

	for (uint32_t k = 0; k < r->excluded_count; k++)
		if (r->excluded[k] == i)
			return true;
	return i == j->done;
}

/* Budget, and all that each one requires. */
static bool set_allowed(const struct judge *j, const uint8_t *h)
{
	int64_t budget = 0;

	for (uint32_t i = 0; i < j->n; i++) {
		const struct initiative *it = &j->all[i];

		if (h[i] == NOT_IN)
			continue;
		if (left_out_by_hand(j, i))
			return false;
		budget += it->cost[0].high.num;
		for (uint32_t k = 0; k < it->require_count; k++)
			if (h[it->requires[k]] == NOT_IN &&
			    !in_place(j, it->requires[k]))
				return false;
	}
	return budget <= j->m->pack.catalogue.budget[0].num;
}

/* The end of the year, and pauses at once. */
static bool start_allowed(const struct judge *j, uint32_t i, uint32_t h)
{
	return horizon_start[h] + j->all[i].weeks <= PLAN_WEEKS &&
	       (j->all[i].kind != INITIATIVE_PAUSE || h == 0);
}

/* Weeks of horizon k that it works in when it starts with horizon h. */
static uint32_t weeks_in(const struct judge *j, uint32_t i, uint32_t h,
			 uint32_t k)
{
	uint32_t weeks = 0;

	for (uint32_t w = 0; w < j->all[i].weeks; w++)
		weeks += horizon_start[h] + w >= horizon_start[k] &&
			 horizon_start[h] + w < horizon_start[k + 1];
	return weeks;
}

/* Each need counts up to the next thousandth of a day, as plan/ says. */
static bool days_fit(const struct judge *j, const uint8_t *h, uint32_t k)
{
	static const int64_t months[] = { 1, 2, 3, 6 };
	struct ratio has = ratio_mul(j->m->answers.plan.days_per_month,
				     RATIO(1000 * months[k]));
	int64_t needed = 0;

	for (uint32_t i = 0; i < j->n; i++) {
		struct ratio part;

		if (h[i] == NOT_IN)
			continue;
		part = ratio_make(1000 * (int64_t)weeks_in(j, i, h[i], k),
				  j->all[i].weeks);
		part = ratio_mul(j->all[i].days[0].high, part);
		needed -= ratio_floor(ratio_neg(part));
	}
	return needed <= ratio_floor(has);
}

static bool all_days_fit(const struct judge *j, const uint8_t *h)
{
	for (uint32_t k = 0; k < HORIZONS; k++)
		if (!days_fit(j, h, k))
			return false;
	return true;
}

/* --- week by week ------------------------------------------------------------- */

enum { FAILED = 1 << 11 };

/*
 * The year walked through, week by week; at each, every set of those that may
 * start there. What is left to come hangs only on the week, on who has
 * started and on how long each still runs: states that led nowhere are kept,
 * so that none is walked from twice.
 */
struct walk {
	const struct judge *j;
	const uint8_t *h;
	bool started[MOST];
	uint32_t left[MOST];	/* weeks still to run */
	uint64_t failed[FAILED];	/* states, hashed; 0: none */
};

/* 6 bits for the week and for each one's weeks, a bit for who has started. */
static uint64_t state_of(const struct walk *w, uint32_t week)
{
	uint64_t state = week + 1;

	for (uint32_t i = 0; i < w->j->n; i++)
		state = state << 7 | w->left[i] << 1 | w->started[i];
	return state;
}

static uint64_t *place_of(struct walk *w, uint64_t state)
{
	uint32_t at = (uint32_t)((state * 0x9E3779B97F4A7C15u) >> 40) % FAILED;

	for (uint32_t k = 0; k < 16; k++) {
		uint64_t *here = &w->failed[(at + k) % FAILED];

		if (*here == 0 || *here == state)
			return here;
	}
	return &w->failed[at];
}

static uint32_t last_week(const struct walk *w, uint32_t i)
{
	uint32_t h = w->h[i];

	return runs_over(w->j, i, h)
		   ? horizon_start[h]
		   : horizon_start[h + 1] - w->j->all[i].weeks;
}

/* May it start in this week? */
static bool may_start(const struct walk *w, uint32_t i, uint32_t week)
{
	const struct judge *j = w->j;
	const struct initiative *it = &j->all[i];

	if (week < horizon_start[w->h[i]] || week > last_week(w, i))
		return false;
	for (uint32_t k = 0; k < it->require_count; k++) {
		uint32_t need = it->requires[k];

		if (!in_place(j, need) &&
		    (!w->started[need] || w->left[need] > 0))
			return false;
	}
	return true;
}

static bool walk_from(struct walk *w, uint32_t week);

/* Starts those of `set`, lives the week, walks on; then all is as before. */
static bool walk_with(struct walk *w, uint32_t week, uint32_t set)
{
	bool started[MOST];
	uint32_t left[MOST], running = 0;
	bool found;

	memcpy(started, w->started, sizeof(started));
	memcpy(left, w->left, sizeof(left));
	for (uint32_t i = 0; i < w->j->n; i++) {
		if (set >> i & 1) {
			w->started[i] = true;
			w->left[i] = w->j->all[i].weeks;
		}
		running += w->left[i] > 0;
		w->left[i] -= w->left[i] > 0;
	}
	found = running <= w->j->m->pack.catalogue.slots[0] &&
		walk_from(w, week + 1);
	memcpy(w->started, started, sizeof(w->started));
	memcpy(w->left, left, sizeof(w->left));
	return found;
}

static bool walk_from(struct walk *w, uint32_t week)
{
	uint64_t state = state_of(w, week), *failed;
	uint32_t able = 0, waiting = 0;

	for (uint32_t i = 0; i < w->j->n; i++)
		if (w->h[i] != NOT_IN && !w->started[i]) {
			if (week > last_week(w, i))
				return false;
			waiting++;
			able |= (uint32_t)may_start(w, i, week) << i;
		}
	if (waiting == 0)
		return true;
	if (*place_of(w, state) == state)
		return false;
	/* Every subset of those able, the whole first. */
	for (uint32_t set = able;; set = (set - 1) & able) {
		if (walk_with(w, week, set))
			return true;
		if (set == 0)
			break;
	}
	failed = place_of(w, state);
	*failed = state;
	return false;
}

static bool has_weeks(const struct judge *j, const uint8_t *h)
{
	static struct walk w;

	memset(&w, 0, sizeof(w));
	w.j = j;
	w.h = h;
	return walk_from(&w, 0);
}

/* --- every plan --------------------------------------------------------------------------- */

/* A set, and what it would be worth if all of it could start at once. */
struct hoped {
	uint8_t h[MOST];
	struct worth worth;
};

struct best {
	const struct judge *j;
	uint8_t h[MOST];
	struct worth worth;
};

/* The horizons of a set, the most pressing first, the earliest first. */
static void try_horizons(struct best *best, const struct hoped *set,
			 uint8_t *h, uint32_t at)
{
	const struct judge *j = best->j;
	uint32_t i = at < j->n ? j->order[at] : 0;

	if (at == j->n) {
		struct worth w = worth_of(j, h);

		if (better(j, &w, h, &best->worth, best->h) > 0 &&
		    has_weeks(j, h)) {
			best->worth = w;
			memcpy(best->h, h, j->n);
		}
		return;
	}
	if (set->h[i] == NOT_IN) {
		try_horizons(best, set, h, at + 1);
		return;
	}
	for (h[i] = 0; h[i] < HORIZONS; h[i]++)
		if (start_allowed(j, i, h[i]) && all_days_fit(j, h))
			try_horizons(best, set, h, at + 1);
	h[i] = NOT_IN;
}

static int by_hope(const void *a, const void *b)
{
	const struct hoped *x = a, *y = b;

	for (uint32_t i = 0; i < KEYS; i++)
		if (x->worth.key[i] != y->worth.key[i])
			return x->worth.key[i] > y->worth.key[i] ? -1 : 1;
	return memcmp(x->h, y->h, MOST);
}

/*
 * Every set of initiatives, those that could be worth most first, until what
 * is found is worth more than all that is left could be.
 */
static void best_of_all(const struct judge *j, uint8_t *plan)
{
	static struct hoped sets[1 << MOST];
	struct best best = { .j = j };
	uint32_t count = 0;
	uint8_t h[MOST];

	for (uint32_t bits = 0; bits < 1u << j->n; bits++) {
		struct hoped *set = &sets[count];

		memset(set->h, NOT_IN, MOST);
		for (uint32_t i = 0; i < j->n; i++)
			if (bits >> i & 1)
				set->h[i] = 0;
		set->worth = worth_of(j, set->h);
		count += set_allowed(j, set->h);
	}
	qsort(sets, count, sizeof(*sets), by_hope);
	memset(best.h, NOT_IN, MOST);
	best.worth = worth_of(j, best.h);
	for (uint32_t k = 0; k < count; k++) {
		const struct hoped now = { .worth = best.worth };

		if (by_hope(&sets[k], &now) > 0 &&
		    memcmp(&sets[k].worth, &now.worth, sizeof(now.worth)) != 0)
			break;
		memset(h, NOT_IN, MOST);
		try_horizons(&best, &sets[k], h, 0);
	}
	memcpy(plan, best.h, j->n);
}

/* `make torture` tries ten times as many: JALON_TIMES=10. */
static uint32_t times(void)
{
	const char *text = getenv("JALON_TIMES");

	return text == NULL ? 1 : (uint32_t)strtoul(text, NULL, 10);
}

#endif
