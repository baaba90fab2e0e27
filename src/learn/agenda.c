/*
 * The day: modules in order, steps in theirs, breaks between steps.
 *
 * As few breaks as keep every stretch of work within the frame's `work`, or
 * as near to it as steps allow; among places for them, the ones that make
 * the stretches most even (the least sum of squares), where a break that
 * leaves one step of a module alone weighs as ALONE minutes of unevenness;
 * then those that cut the fewest modules. The lunch is the break nearest the
 * middle of the work.
 */
#include "build.h"

#include <stdlib.h>
#include <string.h>

/* --- the order of modules ------------------------------------------------ */

static void give(struct composer *c, bool *given, uint32_t m)
{
	if (given[m])
		return;
	given[m] = true;
	c->order[c->order_count++] = m;
}

/* Is all it requires given, of what is in the workshop? */
static bool is_ready(const struct composer *c, const bool *given, uint32_t m)
{
	const struct module *from = &c->curriculum->modules[m];

	for (uint32_t i = 0; i < from->require_count; i++)
		if (c->in[from->requires[i]] && !given[from->requires[i]])
			return false;
	return true;
}

/* The first in the curriculum that may come now, or NO_INDEX. */
static uint32_t next_module(const struct composer *c, const bool *given)
{
	uint32_t first = NO_INDEX;

	for (uint32_t m = 0; m < c->count; m++) {
		if (!c->in[m] || given[m])
			continue;
		if (is_ready(c, given, m))
			return m;
		/* A circle has no beginning: the curriculum's order then. */
		first = first == NO_INDEX ? m : first;
	}
	return first;
}

void order_modules(struct composer *c)
{
	bool *given = ARENA_ARRAY(c->arena, c->count, bool);
	uint32_t next;

	c->order = ARENA_ARRAY(c->arena, c->count, uint32_t);
	c->order_count = 0;
	for (uint32_t i = 0; i < c->slot_count; i++)
		if (c->slots[i].kind == SLOT_STEP)
			give(c, given, c->slots[i].module);
	while ((next = next_module(c, given)) != NO_INDEX)
		give(c, given, next);
}

/* --- what is to be placed ------------------------------------------------ */

/* items[0] is the work since the last break; then steps and prompts. */
struct planned {
	struct composer *c;
	struct slot *items;
	uint32_t count;
	uint32_t *until;	/* minutes of items before each, and of all */
	uint32_t tail;		/* the closing's minutes */
	bool break_first;	/* a break may come before items[1] */
};

static void add_item(struct planned *p, struct slot item)
{
	p->until[p->count + 1] = p->until[p->count] + item.minutes;
	p->items[p->count++] = item;
}

static void add_steps(struct planned *p, uint32_t m)
{
	const struct composer *c = p->c;
	const struct module *from = &c->curriculum->modules[m];

	for (uint32_t s = 0; s < from->step_count; s++) {
		enum length length = (enum length)c->lengths[m][s];
		const struct module_step *step = &from->steps[s];

		if (c->offers[m].settled[s] || length == LENGTH_OUT)
			continue;
		add_item(p, (struct slot){
				.kind = SLOT_STEP, .module = m, .step = s,
				.brief = length == LENGTH_SHORT,
				.minutes = step_minutes(step, length) });
	}
}

static struct slot plain_slot(enum slot_kind kind, uint32_t minutes)
{
	return (struct slot){ .kind = kind, .module = NO_INDEX,
			      .step = NO_INDEX, .minutes = minutes };
}

static struct planned list_items(struct composer *c)
{
	struct planned p = { .c = c, .tail = c->curriculum->frame.closing };
	const struct slot *last =
	    c->slot_count > 0 ? &c->slots[c->slot_count - 1] : NULL;
	size_t room = 2;

	for (uint32_t k = 0; k < c->order_count; k++)
		room += c->curriculum->modules[c->order[k]].step_count;
	p.items = ARENA_ARRAY(c->arena, room, struct slot);
	p.until = ARENA_ARRAY(c->arena, room + 1, uint32_t);
	add_item(&p, last != NULL ? *last : plain_slot(SLOT_WELCOME, 0));
	p.until[1] = c->carried;
	p.break_first = last != NULL && last->kind == SLOT_STEP;
	for (uint32_t k = 0; k < c->order_count; k++)
		add_steps(&p, c->order[k]);
	if (c->prompt_count > 0)
		add_item(&p, plain_slot(SLOT_PROMPTS,
					c->prompt_count *
					    WORKSHOP_PROMPT_MINUTES));
	return p;
}

/* --- where breaks go ----------------------------------------------------- */

enum { ALONE = 20 };

/* Compared in this order, least first. */
struct cost {
	int64_t excess;		/* minutes over `work` */
	int64_t squares;	/* of stretches, and of ALONE */
	int64_t inside;		/* breaks within a module */
};

static int cost_cmp(const struct cost *a, const struct cost *b)
{
	if (a->excess != b->excess)
		return a->excess < b->excess ? -1 : 1;
	if (a->squares != b->squares)
		return a->squares < b->squares ? -1 : 1;
	return (a->inside > b->inside) - (a->inside < b->inside);
}

static int64_t excess_of(const struct planned *p, int64_t minutes)
{
	int64_t work = p->c->curriculum->frame.work;

	return work > 0 && minutes > work ? minutes - work : 0;
}

/* Both are steps of one module. */
static bool belong(const struct planned *p, uint32_t i, uint32_t j)
{
	return j < p->count && p->items[i].kind == SLOT_STEP &&
	       p->items[j].kind == SLOT_STEP &&
	       p->items[i].module == p->items[j].module;
}

/* What comes before items[0] is not known: it may not stand alone. */
static bool leaves_one(const struct planned *p, uint32_t before)
{
	return (before > 1 && !belong(p, before - 2, before - 1)) ||
	       !belong(p, before, before + 1);
}

/* The stretch of items `from` to `to` (excluded), and the break before it. */
static struct cost stretch(const struct planned *p, uint32_t from, uint32_t to)
{
	int64_t minutes = p->until[to] - p->until[from] +
			  (to == p->count ? p->tail : 0);
	struct cost cost = { excess_of(p, minutes), minutes * minutes, 0 };

	if (from == 0 || !belong(p, from - 1, from))
		return cost;
	cost.inside = 1;
	if (leaves_one(p, from))
		cost.squares += ALONE * ALONE;
	return cost;
}

/* One more stretch: best[to] over where its break may stand. */
static void one_break_more(const struct planned *p, const struct cost *before,
			   struct cost *best, uint32_t *place)
{
	for (uint32_t to = 1; to <= p->count; to++) {
		best[to].excess = INT64_MAX;
		for (uint32_t from = to; from-- > 1;) {
			struct cost one = stretch(p, from, to);

			if (one.excess > best[to].excess)
				break;
			if ((from == 1 && !p->break_first) ||
			    before[from].excess == INT64_MAX)
				continue;
			one.excess += before[from].excess;
			one.squares += before[from].squares;
			one.inside += before[from].inside;
			if (cost_cmp(&one, &best[to]) < 0) {
				best[to] = one;
				place[to] = from;
			}
		}
	}
}

/* No breaks can take these away: items longer than `work`. */
static int64_t least_excess(const struct planned *p)
{
	int64_t sum = 0;

	for (uint32_t i = 0; i < p->count; i++)
		sum += excess_of(p, p->until[i + 1] - p->until[i]);
	return sum;
}

struct breaks {
	uint32_t count;
	uint32_t *before;	/* items; ascending */
	struct cost cost;
};

static void read_places(const struct planned *p, uint32_t **places,
			uint32_t count, struct breaks *b)
{
	uint32_t to = p->count;

	b->count = count;
	b->before = ARENA_ARRAY(p->c->arena, count, uint32_t);
	for (uint32_t k = count; k-- > 0;) {
		to = places[k][to];
		b->before[k] = to;
	}
}

/* Minutes for breaks, were there no margin. */
static uint32_t spare_minutes(const struct planned *p)
{
	uint32_t ahead = p->until[p->count] - p->until[1] + p->tail;
	uint32_t left = p->c->minutes - p->c->now;

	return left > ahead ? left - ahead : 0;
}

/* A day with that much work in it has a lunch, however long its stretches. */
static uint32_t fewest_breaks(const struct planned *p)
{
	const struct frame *f = &p->c->curriculum->frame;
	uint32_t work = p->c->worked + p->until[p->count] - p->until[1] +
			p->tail;

	return lunch_is_due(p->c) && work + f->lunch > f->half_day;
}

static struct breaks place_breaks(const struct planned *p)
{
	struct arena *a = p->c->arena;
	uint32_t most = p->count;
	uint32_t **places = ARENA_ARRAY(a, most, uint32_t *);
	struct cost *before = ARENA_ARRAY(a, most + 1, struct cost);
	int64_t least = least_excess(p);
	struct breaks b = { 0 };

	for (uint32_t to = 1; to <= p->count; to++)
		before[to] = stretch(p, 0, to);
	b.cost = before[p->count];
	for (uint32_t k = 1; k < most && (b.cost.excess > least ||
					  b.count < fewest_breaks(p)); k++) {
		struct cost *best = ARENA_ARRAY(a, most + 1, struct cost);

		if (pause_minutes(p->c, k) > spare_minutes(p))
			break;
		places[k - 1] = ARENA_ARRAY(a, most + 1, uint32_t);
		one_break_more(p, before, best, places[k - 1]);
		before = best;
		if (best[p->count].excess == INT64_MAX)
			break;
		if (best[p->count].excess >= b.cost.excess &&
		    k > fewest_breaks(p))
			continue;
		b.cost = best[p->count];
		read_places(p, places, k, &b);
	}
	return b;
}

/* The break with as much work before it as after it; the later of two. */
static uint32_t lunch_among(const struct planned *p, const struct breaks *b)
{
	int64_t base = (int64_t)p->c->worked - p->until[1];
	int64_t all = base + p->until[p->count] + p->tail, least = INT64_MAX;
	uint32_t best = 0;

	for (uint32_t k = 0; k < b->count; k++) {
		int64_t off = llabs(2 * (base + p->until[b->before[k]]) - all);

		if (off <= least) {
			least = off;
			best = k;
		}
	}
	return best;
}

/* --- slots --------------------------------------------------------------- */

static void add_slot(struct composer *c, struct slot slot)
{
	slot.start = c->now;
	c->now += slot.minutes;
	c->slots[c->slot_count++] = slot;
}

static void make_room(struct composer *c, uint32_t more)
{
	struct slot *slots =
	    ARENA_ARRAY(c->arena, c->slot_count + more, struct slot);

	if (c->slot_count > 0)
		memcpy(slots, c->slots, c->slot_count * sizeof(*slots));
	c->slots = slots;
}

static void add_break(struct composer *c, bool lunch)
{
	const struct frame *f = &c->curriculum->frame;

	add_slot(c, lunch ? plain_slot(SLOT_LUNCH, f->lunch)
			  : plain_slot(SLOT_BREAK, f->pause));
	c->lunch_taken = c->lunch_taken || lunch;
}

void place_slots(struct composer *c)
{
	struct planned p = list_items(c);
	struct breaks b = place_breaks(&p);
	uint32_t lunch = lunch_is_due(c) ? lunch_among(&p, &b) : NO_INDEX;
	uint32_t next = 0;

	make_room(c, p.count + b.count + 2);
	for (uint32_t i = 1; i < p.count; i++) {
		if (next < b.count && b.before[next] == i) {
			add_break(c, next == lunch);
			next++;
		}
		add_slot(c, p.items[i]);
	}
	add_slot(c, plain_slot(SLOT_CLOSING, p.tail));
	if (c->now < c->minutes)
		add_slot(c, plain_slot(SLOT_MARGIN, c->minutes - c->now));
}
