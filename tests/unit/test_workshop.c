/*
 * Workshops against every workshop there could be. A row is a family of
 * curricula made up, small enough to try all modules with all lengths of all
 * steps (workshop_judge.h). Days, recuts and additions are checked on each.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "workshop_judge.h"

struct family {
	const char *name;
	struct made_shape shape;
	uint32_t minutes, more;	/* a day: so many, and up to `more` */
	bool named;
	uint32_t seeds;
};

/* modules, steps, criteria, dimensions, serves, grain, grains, requires,
   optional and picky of ten, score, audience */
static const struct family families[] = {
	{ "a result", { 5, 3, 8, 2, 3, 5, 6, 0, 2, 0, 1, 0 }, 100, 120, 0, 12 },
	{ "no result", { 5, 3, 8, 2, 3, 5, 6, 0, 2, 0, 0, 0 }, 100, 120, 0, 12 },
	{ "an audience", { 5, 3, 8, 2, 3, 5, 6, 3, 2, 0, 1, 1 }, 100, 140, 0, 12 },
	{ "chains", { 6, 2, 8, 3, 3, 5, 6, 8, 2, 0, 1, 0 }, 80, 140, 0, 15 },
	{ "chains, an audience", { 6, 2, 8, 2, 3, 5, 6, 8, 0, 0, 0, 1 }, 80, 140, 0, 15 },
	{ "one criterion", { 5, 3, 1, 1, 1, 5, 5, 2, 3, 0, 1, 0 }, 90, 90, 0, 12 },
	{ "two criteria", { 6, 2, 2, 1, 2, 5, 8, 0, 1, 0, 0, 0 }, 70, 40, 0, 15 },
	{ "ties", { 6, 3, 2, 1, 2, 10, 2, 2, 3, 0, 0, 1 }, 70, 120, 0, 15 },
	{ "odd minutes", { 4, 4, 6, 2, 3, 1, 37, 2, 3, 0, 1, 0 }, 70, 140, 0, 12 },
	{ "nothing to gain", { 4, 3, 3, 1, 0, 5, 6, 2, 3, 0, 1, 0 }, 80, 90, 0, 7 },
	{ "all optional", { 4, 3, 5, 1, 2, 5, 5, 2, 10, 0, 1, 0 }, 60, 90, 0, 12 },
	{ "people and jobs", { 5, 4, 8, 2, 3, 5, 6, 4, 3, 4, 1, 1 }, 90, 130, 0, 20 },
	{ "by name", { 5, 4, 8, 2, 3, 5, 6, 4, 3, 2, 1, 0 }, 150, 200, 1, 12 },
	{ "short steps, long days", { 4, 6, 8, 2, 3, 5, 9, 2, 2, 0, 1, 0 }, 240, 240, 0, 10 },
	{ "past half a day", { 6, 3, 8, 2, 3, 15, 4, 2, 2, 0, 1, 0 }, 255, 60, 0, 10 },
};

/* --- the choice ---------------------------------------------------------- */

static struct workshop *compose(struct arena *a,
				const struct workshop_request *r)
{
	struct diags diags;

	diags_init(&diags, a);
	return workshop_compose(a, r, &diags);
}

static void check_choice(const struct trial *best, const struct workshop *w)
{
	const struct judge *j = best->j;

	assert_true(w->proved);
	for (uint32_t m = 0; m < j->n; m++) {
		const struct module_choice *c = &w->modules[m];

		assert_int_equal(c->in, has(best->best_set, m));
		assert_int_equal(c->in, c->reason == LEFT_IN);
		assert_memory_equal(c->lengths, best->best_lengths[m],
				    j->all[m].step_count);
		for (uint32_t s = 0; s < j->all[m].step_count; s++)
			assert_int_equal(c->lengths[s] != LENGTH_OUT,
					 c->reasons[s] == LEFT_IN);
		assert_int_equal(ratio_cmp(c->gain,
					   ratio_make(j->gain[m], 100000)), 0);
	}
	assert_int_equal(ratio_cmp(w->value,
				   ratio_make(best->best.value, 100000)), 0);
}

/* A criterion counts for the best of those that are in, the first of equals. */
static void check_counted(const struct judge *j, const struct workshop *w)
{
	int64_t counted[MOST] = { 0 };

	for (uint32_t c = 0; c < j->m->pack.rubric.criterion_count; c++) {
		uint32_t best = 0;

		for (uint32_t m = 0; m < j->n; m++)
			if (w->modules[m].in &&
			    (!w->modules[best].in ||
			     j->raises[m][c] > j->raises[best][c]))
				best = m;
		counted[best] += j->weight[c] * j->raises[best][c];
	}
	for (uint32_t m = 0; m < j->n; m++)
		assert_int_equal(ratio_cmp(w->modules[m].counted,
					   ratio_make(counted[m], 100000)), 0);
}

/* Each reason against its own words. */
static void check_reasons(const struct judge *j, const struct workshop *w)
{
	for (uint32_t m = 0; m < j->n; m++) {
		const struct module *module = &j->all[m];
		bool lacks = false;

		for (uint32_t i = 0; i < module->require_count; i++)
			lacks = lacks ||
				(!j->known[module->requires[i]] &&
				 !w->modules[module->requires[i]].in);
		switch (w->modules[m].reason) {
		case LEFT_IN:
			break;
		case LEFT_TIME:
			assert_true(j->able[m] && j->alone[m]);
			break;
		case LEFT_NOT_ASKED:
			assert_true(j->named);
			break;
		case LEFT_NO_GAP:
			assert_int_equal(j->gain[m], 0);
			assert_false(j->alone[m]);
			break;
		case LEFT_PEOPLE:
		case LEFT_JOBS:
			assert_false(j->able[m]);
			break;
		case LEFT_AUDIENCE:
			assert_false(j->alone[m]);
			assert_true(j->rank[m] >=
				    j->m->curriculum.audiences[0].path_count);
			break;
		case LEFT_REQUIRES:
			assert_true(lacks);
			break;
		}
	}
}

/* --- the day ------------------------------------------------------------- */

static const struct module_step *step_at(const struct judge *j,
					 const struct slot *s)
{
	return &j->all[s->module].steps[s->step];
}

static bool is_break(const struct slot *s)
{
	return s->kind == SLOT_BREAK || s->kind == SLOT_LUNCH;
}

/* Slots from `from` on follow each other; returns their minutes. */
static uint32_t check_slots(const struct judge *j, const struct workshop *w,
			    uint32_t from)
{
	const struct frame *f = &j->m->curriculum.frame;
	uint32_t sum = 0;

	for (uint32_t i = from; i < w->slot_count; i++) {
		const struct slot *s = &w->slots[i];

		assert_int_equal(s->start, w->slots[from].start + sum);
		sum += s->minutes;
		if (s->kind == SLOT_STEP) {
			uint8_t l = w->modules[s->module].lengths[s->step];

			assert_int_equal(s->brief, l == LENGTH_SHORT);
			assert_int_equal(s->minutes,
					 step_takes(step_at(j, s), l));
		}
		if (s->kind == SLOT_BREAK)
			assert_int_equal(s->minutes, f->pause);
		if (s->kind == SLOT_LUNCH)
			assert_int_equal(s->minutes, f->lunch);
		if (s->kind == SLOT_MARGIN)
			assert_int_equal(s->minutes, w->margin);
		if (is_break(s)) {
			assert_int_equal(w->slots[i - 1].kind, SLOT_STEP);
			assert_true(w->slots[i + 1].kind == SLOT_STEP ||
				    w->slots[i + 1].kind == SLOT_PROMPTS);
		}
	}
	return sum;
}

/* The slots hold every step that is in, once, modules one after the other,
   each after what it requires, as far as it can be. */
static void check_order(const struct judge *j, const struct workshop *w,
			const struct trial *order)
{
	uint32_t at = 0, place = 0, step = 0;

	for (uint32_t i = 0; i < w->slot_count; i++) {
		const struct slot *s = &w->slots[i];

		if (s->kind != SLOT_STEP)
			continue;
		while (s->module != order->order[place]) {
			place++;
			step = 0;
			assert_true(place < order->count);
		}
		assert_true(s->step >= step);
		step = s->step + 1;
		at++;
	}
	for (uint32_t m = 0; m < j->n; m++)
		for (uint32_t s = 0; s < j->all[m].step_count; s++)
			at -= w->modules[m].lengths[s] != LENGTH_OUT;
	assert_int_equal(at, 0);
}

/* --- breaks, against every way to place them ----------------------------- */

enum { MOST_ITEMS = 24 };

struct placing {
	int64_t minutes[MOST_ITEMS];	/* the first: carried */
	uint32_t module[MOST_ITEMS];
	uint32_t n;
	uint32_t breaks;	/* bit i: a break before item i */
	uint32_t lunch;		/* item after it, or 0 */
};

struct placing_cost {
	int64_t excess, squares, inside;
};

/* A break before item i: one step of its module alone on a side of it. */
static bool parts_one_step(const struct placing *p, uint32_t i)
{
	bool alone_before = i > 1 && p->module[i - 2] != p->module[i];
	bool alone_after = i + 1 == p->n || p->module[i + 1] != p->module[i];

	return p->module[i] != NO_INDEX && p->module[i] == p->module[i - 1] &&
	       (alone_before || alone_after);
}

static struct placing_cost placing_cost(const struct judge *j,
					const struct placing *p,
					uint32_t breaks)
{
	int64_t work = j->m->curriculum.frame.work, run = 0;
	struct placing_cost c = { 0, 0, 0 };

	for (uint32_t i = 0; i <= p->n; i++) {
		if (i == p->n || (breaks >> i & 1) != 0) {
			c.excess += run > work ? run - work : 0;
			c.squares += run * run;
			run = 0;
		}
		if (i == p->n)
			break;
		run += p->minutes[i];
		if ((breaks >> i & 1) != 0 && parts_one_step(p, i))
			c.squares += 20 * 20;
		c.inside += (breaks >> i & 1) != 0 &&
			    p->module[i] != NO_INDEX &&
			    p->module[i] == p->module[i - 1];
	}
	return c;
}

static int compare_costs(struct placing_cost a, struct placing_cost b)
{
	if (a.excess != b.excess)
		return a.excess < b.excess ? -1 : 1;
	if (a.squares != b.squares)
		return a.squares < b.squares ? -1 : 1;
	return (a.inside > b.inside) - (a.inside < b.inside);
}

/* What was placed, from the slot `from` on; a break of the past is no item. */
static struct placing read_placing(const struct workshop *w, uint32_t from,
				   int64_t carried)
{
	struct placing p = { .n = 1 };

	p.minutes[0] = carried;
	p.module[0] = from > 0 ? w->slots[from - 1].module : NO_INDEX;
	for (uint32_t i = from; i < w->slot_count; i++) {
		const struct slot *s = &w->slots[i];

		if (is_break(s)) {
			p.breaks |= 1u << p.n;
			p.lunch = s->kind == SLOT_LUNCH ? p.n : p.lunch;
			continue;
		}
		if (s->kind == SLOT_MARGIN)
			break;
		if (s->kind == SLOT_CLOSING) {
			p.minutes[p.n - 1] += s->minutes;
			continue;
		}
		assert_true(p.n < MOST_ITEMS);
		p.minutes[p.n] = s->minutes;
		p.module[p.n++] = s->kind == SLOT_STEP ? s->module : NO_INDEX;
	}
	return p;
}

static uint32_t count_bits(uint32_t bits)
{
	uint32_t n = 0;

	for (; bits != 0; bits &= bits - 1)
		n++;
	return n;
}

/*
 * No other way with as many breaks costs less; with fewer there would be more
 * excess, and one more would not help, or has no room.
 */
static void check_breaks(const struct judge *j, const struct placing *p,
			 const struct rest *r, bool break_first, bool fewest)
{
	struct placing_cost mine = placing_cost(j, p, p->breaks);
	uint32_t used = count_bits(p->breaks);
	int64_t spare = r->left;

	for (uint32_t i = 1; i < p->n; i++)
		spare -= p->minutes[i];
	/* With steps left: without, the closing stands on what is carried. */
	for (uint32_t bits = 0; bits < 1u << p->n && p->n > 1; bits++) {
		struct placing_cost c;
		uint32_t count = count_bits(bits);

		if ((bits & 1) != 0 || ((bits & 2) != 0 && !break_first) ||
		    breaks_take(j, r, count) > spare)
			continue;
		c = placing_cost(j, p, bits);
		if (count == used)
			assert_true(compare_costs(mine, c) <= 0);
		else if (count > used)
			assert_true(c.excess >= mine.excess);
		else if (!fewest)
			assert_true(c.excess > mine.excess);
	}
}

/* The lunch is the break nearest the middle of the work. */
static void check_lunch(const struct placing *p, int64_t before, bool due)
{
	int64_t all = before, at = before, mine = -1, least = INT64_MAX;

	assert_int_equal(p->lunch > 0, due && p->breaks != 0);
	for (uint32_t i = 1; i < p->n; i++)
		all += p->minutes[i];
	for (uint32_t i = 1; i < p->n; i++) {
		int64_t off = llabs(2 * at - all);

		if ((p->breaks >> i & 1) != 0)
			least = off < least ? off : least;
		if (p->lunch == i)
			mine = off;
		at += p->minutes[i];
	}
	assert_true(p->lunch == 0 || mine == least);
}

static void check_day(const struct judge *j, const struct workshop *w,
		      const struct trial *order)
{
	struct rest r = whole_day(j, j->r->minutes, w->prompt_count);
	struct placing p = read_placing(w, 1, j->m->curriculum.frame.welcome);

	assert_int_equal(w->slots[0].kind, SLOT_WELCOME);
	assert_int_equal(w->slots[0].start, 0);
	assert_int_equal(check_slots(j, w, 0), j->r->minutes);
	check_order(j, w, order);
	check_breaks(j, &p, &r, false, r.lunch);
	check_lunch(&p, r.carried, r.lunch);
}

/* --- what more minutes add ----------------------------------------------- */

static bool has_addition(const struct workshop *w, uint32_t m, uint32_t step,
			 uint32_t length)
{
	for (uint32_t i = 0; i < w->addition_count; i++)
		if (w->additions[i].module == m &&
		    w->additions[i].step == step &&
		    w->additions[i].length == length)
			return true;
	return false;
}

static uint32_t whole_length(const struct judge *j, const struct trial *t,
			     uint32_t m)
{
	for (uint32_t s = 0; s < j->all[m].step_count; s++)
		if (t->best_lengths[m][s] == LENGTH_SHORT)
			return LENGTH_SHORT;
	return LENGTH_FULL;
}

static void check_additions(const struct judge *j, const struct trial *now,
			    const struct trial *then, const struct workshop *w)
{
	uint32_t count = 0;

	for (uint32_t m = 0; m < j->n; m++) {
		if (!has(then->best_set, m))
			continue;
		if (!has(now->best_set, m)) {
			count++;
			assert_true(has_addition(w, m, NO_INDEX,
						 whole_length(j, then, m)));
			continue;
		}
		for (uint32_t s = 0; s < j->all[m].step_count; s++) {
			uint8_t l = then->best_lengths[m][s];

			if (l <= now->best_lengths[m][s])
				continue;
			count++;
			assert_true(has_addition(w, m, s, l));
		}
	}
	assert_int_equal(count, w->addition_count);
}

/* A day that grows past half of itself takes a lunch, and has less room. */
static int64_t room_or_must(const struct judge *j, const struct rest *r)
{
	int64_t room = room_in(j, r), must = 0;

	for (uint32_t m = 0; m < j->n; m++)
		for (uint32_t s = 0; j->kept[m] && s < j->all[m].step_count;
		     s++)
			if (j->given[m][s] == FREE &&
			    !j->all[m].steps[s].optional)
				must += j->all[m].steps[s].brief;
	return room < must && r->left >= must + r->tail ? must : room;
}

/* --- recuts -------------------------------------------------------------- */

struct past {
	struct rest rest;
	int64_t worked;
	uint32_t begun[MOST], begun_count;
	bool break_first;
};

/* What is behind the slot, in the judge's words. */
static struct past look_back(struct judge *j, const struct workshop *w,
			     uint32_t slot, uint32_t late)
{
	const struct frame *f = &j->m->curriculum.frame;
	const struct slot *at = &w->slots[slot];
	struct past p = { .break_first = w->slots[slot - 1].kind == SLOT_STEP };
	bool lunch = false;

	memset(j->kept, 0, sizeof(j->kept));
	for (uint32_t i = 0; i < slot; i++) {
		const struct slot *s = &w->slots[i];

		p.rest.carried = is_break(s) ? 0 : p.rest.carried + s->minutes;
		p.worked += is_break(s) ? 0 : s->minutes;
		lunch = lunch || s->kind == SLOT_LUNCH;
		if (s->kind != SLOT_STEP)
			continue;
		if (!j->begun[s->module])
			p.begun[p.begun_count++] = s->module;
		j->begun[s->module] = j->kept[s->module] = true;
		for (uint32_t k = 0; k <= s->step; k++)
			j->given[s->module][k] =
			    w->modules[s->module].lengths[k];
	}
	for (uint32_t k = 0; j->begun[at->module] && k < at->step; k++)
		j->given[at->module][k] = w->modules[at->module].lengths[k];
	p.worked += p.break_first ? late : 0;
	p.rest.carried += p.break_first ? late : 0;
	p.rest.left = (int64_t)j->r->minutes - at->start - late;
	p.rest.tail = f->closing;
	p.rest.lunch = !lunch && j->r->minutes > f->half_day &&
		       p.rest.left > f->work;
	return p;
}

static struct str place_of(struct arena *a, const struct judge *j,
			   const struct slot *s, bool whole)
{
	struct buf b = buf_make(a);

	buf_str(&b, j->all[s->module].id);
	if (!whole) {
		buf_char(&b, '.');
		buf_str(&b, step_at(j, s)->id);
	}
	return str_copy(a, buf_view(&b));
}

static void check_recut_at(struct arena *a, const struct made *m,
			   const struct workshop *w, uint32_t slot,
			   uint32_t late)
{
	struct judge j = make_judge(m);
	struct past past = look_back(&j, w, slot, late);
	struct workshop_request again = m->request;
	int64_t room = room_or_must(&j, &past.rest);
	bool first = !j.begun[w->slots[slot].module];
	struct trial best;
	struct placing p;
	struct workshop *cut;

	again.late = late;
	again.from = place_of(a, &j, &w->slots[slot], first && late % 2 == 0);
	cut = compose(a, &again);
	best_of_all(&j, &best, room, past.begun, past.begun_count);
	if (past.rest.left < past.rest.tail || !best.found) {
		assert_null(cut);
		return;
	}
	assert_non_null(cut);
	check_choice(&best, cut);
	assert_memory_equal(cut->slots, w->slots,
			    slot * sizeof(*w->slots));
	assert_int_equal(cut->slots[slot].start, w->slots[slot].start + late);
	assert_int_equal(check_slots(&j, cut, slot), past.rest.left);
	p = read_placing(cut, slot, past.rest.carried);
	check_breaks(&j, &p, &past.rest, past.break_first, past.rest.lunch);
	check_lunch(&p, past.worked, past.rest.lunch);
}

/* At some step. */
static void check_recut(struct arena *a, const struct made *m,
			const struct workshop *w)
{
	uint32_t at;

	do
		at = 1 + made_random(w->slot_count - 1);
	while (w->slots[at].kind != SLOT_STEP);
	check_recut_at(a, m, w, at, made_random(50));
}

/* --- one case ------------------------------------------------------------ */

/* No day that is shorter holds anything; this one does. */
static void check_least(const struct made *m, const struct judge *j)
{
	uint32_t least = workshop_least_minutes(&m->request);
	struct trial best;

	for (uint32_t d = 0; d < 2 && least > 1; d++) {
		struct rest r = whole_day(j, least - d, 0);

		best_of_all(j, &best, room_in(j, &r), NULL, 0);
		assert_int_equal(best.found, d == 0);
	}
}

static void name_modules(struct made *m, struct arena *a)
{
	uint32_t *named = ARENA_ARRAY(a, 3, uint32_t);
	uint32_t n = m->curriculum.module_count;

	named[0] = made_random(n);
	named[1] = (named[0] + 1 + made_random(n - 1)) % n;
	named[2] = named[0];
	m->request.modules = named;
	m->request.module_count = 2 + made_random(2);
}

static bool all_able(const struct judge *j)
{
	for (uint32_t m = 0; m < j->n; m++)
		if (j->kept[m] && !j->able[m])
			return false;
	return true;
}

static bool is_same(const struct workshop *a, const struct workshop *b)
{
	return a->slot_count == b->slot_count && a->nodes == b->nodes &&
	       a->addition_count == b->addition_count &&
	       memcmp(a->slots, b->slots,
		      a->slot_count * sizeof(*a->slots)) == 0;
}

static void check_case(struct arena *a, struct made *m)
{
	struct judge j = make_judge(m);
	struct rest r = whole_day(&j, m->request.minutes, 0);
	struct rest more = whole_day(&j, m->request.minutes + 30, 0);
	struct workshop *w = compose(a, &m->request);
	struct trial best, then;

	best_of_all(&j, &best, room_in(&j, &r), NULL, 0);
	if (!best.found || !all_able(&j)) {
		assert_null(w);
		return;
	}
	assert_non_null(w);
	check_choice(&best, w);
	check_counted(&j, w);
	check_reasons(&j, w);
	best.set = best.best_set;
	put_in_order(&best, NULL, 0);
	check_day(&j, w, &best);
	best_of_all(&j, &then, room_or_must(&j, &more), NULL, 0);
	check_additions(&j, &best, &then, w);
	if (made_random(4) == 0)
		assert_true(is_same(w, compose(a, &m->request)));
	check_recut(a, m, w);
	if (!j.named)
		check_least(m, &j);
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

		m->request.minutes = f->minutes + made_random(f->more + 1);
		m->request.people = 3 + made_random(10);
		m->request.jobs = made_random(3) > 0;
		if (f->named)
			name_modules(m, a);
		check_case(a, m);
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
	return _cmocka_run_group_tests("workshop", tests, COUNT, NULL, NULL);
}
