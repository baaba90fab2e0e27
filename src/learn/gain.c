/*
 * What modules are worth: levels gained towards the targets, weighed.
 *
 * A weight is rounded once, to a hundred-thousandth of all weights together;
 * everything after that is exact. Without a result every criterion that some
 * module serves weighs the same.
 */
#include "build.h"

static struct ratio share(struct ratio part, struct ratio whole)
{
	struct ratio r;

	return ratio_div(part, whole, &r) ? r : RATIO(0);
}

static int64_t in_units(struct ratio weight)
{
	return ratio_floor(ratio_add(ratio_mul(weight, RATIO(WEIGHT_UNIT)),
				     ratio_make(1, 2)));
}

/* --- the criteria -------------------------------------------------------- */

/* The criteria of a dimension, each with its share of the dimension's. */
static void weigh_dimension(struct composer *c, const struct rubric *r,
			    const struct dimension *d, struct ratio all)
{
	struct ratio within = RATIO(0);

	for (uint32_t k = 0; k < d->criterion_count; k++)
		within = ratio_add(within,
				   r->criteria[d->first_criterion + k].weight);
	for (uint32_t k = 0; k < d->criterion_count; k++) {
		const struct criterion *from =
		    &r->criteria[d->first_criterion + k];
		struct served_criterion *to =
		    &c->criteria[d->first_criterion + k];

		to->id = from->id;
		to->weight = in_units(ratio_mul(share(d->weight, all),
						share(from->weight, within)));
	}
}

static void weigh_rubric(struct composer *c, const struct rubric *r)
{
	struct ratio all = RATIO(0);

	c->criterion_count = r->criterion_count;
	c->criteria = ARENA_ARRAY(c->arena, r->criterion_count,
				  struct served_criterion);
	for (uint32_t d = 0; d < r->dimension_count; d++)
		all = ratio_add(all, r->dimensions[d].weight);
	for (uint32_t d = 0; d < r->dimension_count; d++)
		weigh_dimension(c, r, &r->dimensions[d], all);
}

static uint32_t find_criterion(const struct composer *c, struct str id)
{
	for (uint32_t k = 0; k < c->criterion_count; k++)
		if (str_eq(c->criteria[k].id, id))
			return k;
	return NO_INDEX;
}

/* The names the modules use, when there is no rubric to look at. */
static void weigh_names(struct composer *c)
{
	const struct curriculum *from = c->curriculum;
	size_t room = 0;

	for (uint32_t m = 0; m < c->count; m++)
		room += from->modules[m].serve_count;
	c->criteria = ARENA_ARRAY(c->arena, room, struct served_criterion);
	c->criterion_count = 0;
	for (uint32_t m = 0; m < c->count; m++)
		for (uint32_t s = 0; s < from->modules[m].serve_count; s++) {
			struct str id = from->modules[m].serves[s].criterion;

			if (find_criterion(c, id) == NO_INDEX)
				c->criteria[c->criterion_count++].id = id;
		}
	for (uint32_t k = 0; k < c->criterion_count; k++)
		c->criteria[k].weight =
			in_units(ratio_make(1, c->criterion_count));
}

/* --- levels -------------------------------------------------------------- */

static uint32_t level_now(const struct composer *c, uint32_t criterion)
{
	const struct score *s = c->request->score;

	return s == NULL ? 0 : s->criteria[criterion].level;
}

/* Where the module leads, but never past the target. */
static uint32_t level_after(const struct composer *c, uint32_t criterion,
			    const struct served *served)
{
	const struct score *s = c->request->score;
	uint32_t d, target;

	if (s == NULL)
		return served->to;
	d = s->pack->rubric.criteria[criterion].dimension;
	target = s->dimensions[d].target;
	return target != 0 && target < served->to ? target : served->to;
}

static uint32_t levels_gained(const struct composer *c, uint32_t criterion,
			      const struct served *served)
{
	uint32_t from = level_now(c, criterion);
	uint32_t to = level_after(c, criterion, served);

	if (served->from > from)
		from = served->from;
	return to > from ? to - from : 0;
}

bool is_known(const struct composer *c, const struct module *m)
{
	bool any = false;

	for (uint32_t s = 0; s < m->serve_count; s++) {
		uint32_t k = find_criterion(c, m->serves[s].criterion);
		uint32_t now = k == NO_INDEX ? 0 : level_now(c, k);

		if (k == NO_INDEX)
			continue;
		any = true;
		if (now == 0 || now < level_after(c, k, &m->serves[s]))
			return false;
	}
	return any;
}

/* --- gains --------------------------------------------------------------- */

static void add_raise(struct composer *c, uint32_t module, uint32_t criterion,
		      uint32_t levels)
{
	struct served_criterion *to = &c->criteria[criterion];
	struct raise *last;

	if (levels == 0)
		return;
	if (to->at == NULL)
		to->at = ARENA_ARRAY(c->arena, c->count, struct raise);
	last = to->count > 0 ? &to->at[to->count - 1] : NULL;
	/* Served twice by one module: the greater gain counts. */
	if (last == NULL || last->module != module)
		to->at[to->count++] = (struct raise){ module, levels };
	else if (last->levels < levels)
		last->levels = levels;
}

static void find_raises(struct composer *c)
{
	for (uint32_t m = 0; m < c->count; m++) {
		const struct module *from = &c->curriculum->modules[m];

		for (uint32_t s = 0; s < from->serve_count; s++) {
			const struct served *served = &from->serves[s];
			uint32_t k = find_criterion(c, served->criterion);

			if (k != NO_INDEX)
				add_raise(c, m, k, levels_gained(c, k, served));
		}
	}
}

void find_gains(struct composer *c)
{
	if (c->request->score != NULL)
		weigh_rubric(c, &c->request->score->pack->rubric);
	else
		weigh_names(c);
	find_raises(c);
	for (uint32_t k = 0; k < c->criterion_count; k++) {
		const struct served_criterion *from = &c->criteria[k];

		for (uint32_t i = 0; i < from->count; i++)
			c->offers[from->at[i].module].gain +=
				from->weight * from->at[i].levels;
	}
	for (uint32_t m = 0; m < c->count; m++)
		c->offers[m].depth = 1 + (100 * c->offers[m].gain +
					  WEIGHT_UNIT / 2) / WEIGHT_UNIT;
}

int64_t count_gains(const struct composer *c, const bool *in, int64_t *counted)
{
	int64_t value = 0;

	for (uint32_t k = 0; k < c->criterion_count; k++) {
		const struct served_criterion *from = &c->criteria[k];
		const struct raise *best = NULL;

		for (uint32_t i = 0; i < from->count; i++)
			if (in[from->at[i].module] &&
			    (best == NULL || best->levels < from->at[i].levels))
				best = &from->at[i];
		if (best == NULL)
			continue;
		counted[best->module] += from->weight * best->levels;
		value += from->weight * best->levels;
	}
	return value;
}
