/* Which modules and steps may be chosen at all, and why the others may not. */
#include "build.h"

static const struct module *module_of(const struct composer *c, uint32_t m)
{
	return &c->curriculum->modules[m];
}

/* --- the order of preference --------------------------------------------- */

static const struct curriculum_audience *audience_of(const struct composer *c)
{
	uint32_t audience = c->request->audience;

	return audience == NO_INDEX ? NULL
				    : &c->curriculum->audiences[audience];
}

static void rank_modules(struct composer *c)
{
	const struct curriculum_audience *audience = audience_of(c);
	uint32_t next = 0;

	for (uint32_t m = 0; m < c->count; m++)
		c->offers[m].rank = NO_INDEX;
	for (uint32_t i = 0; audience != NULL && i < audience->path_count; i++)
		if (c->offers[audience->path[i]].rank == NO_INDEX)
			c->offers[audience->path[i]].rank = next++;
	for (uint32_t m = 0; m < c->count; m++)
		if (c->offers[m].rank == NO_INDEX)
			c->offers[m].rank = next++;
}

/* --- steps --------------------------------------------------------------- */

static void settle_steps(struct composer *c, uint32_t m)
{
	const struct module *from = module_of(c, m);
	struct offer *o = &c->offers[m];

	o->settled = ARENA_ARRAY(c->arena, from->step_count, bool);
	o->lengths = ARENA_ARRAY(c->arena, from->step_count, uint8_t);
	o->reasons = ARENA_ARRAY(c->arena, from->step_count, uint8_t);
	for (uint32_t s = 0; s < from->step_count; s++) {
		const struct module_step *step = &from->steps[s];

		if (step->needs_jobs && !c->request->jobs)
			o->reasons[s] = LEFT_JOBS;
		else if (c->request->people < step->people)
			o->reasons[s] = LEFT_PEOPLE;
		o->settled[s] = o->reasons[s] != LEFT_IN;
	}
}

/* A module of optional steps alone is at least the first of them. */
static uint32_t held_step(const struct composer *c, uint32_t m)
{
	const struct module *from = module_of(c, m);
	uint32_t held = NO_INDEX;

	for (uint32_t s = 0; s < from->step_count; s++) {
		if (c->offers[m].settled[s])
			continue;
		if (!from->steps[s].optional)
			return NO_INDEX;
		held = held == NO_INDEX ? s : held;
	}
	return held;
}

void weigh_offer(struct composer *c, uint32_t m)
{
	const struct module *from = module_of(c, m);
	struct offer *o = &c->offers[m];

	o->held = o->begun ? NO_INDEX : held_step(c, m);
	o->least = 0;
	for (uint32_t s = 0; s < from->step_count; s++)
		if (!o->settled[s] && !may_skip(c, m, s))
			o->least += step_least(&from->steps[s]);
}

/* LEFT_IN when some step is left to give. */
static enum workshop_left_out without_steps(const struct composer *c,
					    uint32_t m)
{
	const struct offer *o = &c->offers[m];
	enum workshop_left_out reason = LEFT_PEOPLE;

	for (uint32_t s = 0; s < module_of(c, m)->step_count; s++) {
		if (!o->settled[s])
			return LEFT_IN;
		if (o->reasons[s] == LEFT_JOBS)
			reason = LEFT_JOBS;
	}
	return reason;
}

/* --- modules ------------------------------------------------------------- */

static bool is_asked(const struct composer *c, uint32_t m)
{
	for (uint32_t i = 0; i < c->request->module_count; i++)
		if (c->request->modules[i] == m)
			return true;
	return false;
}

static bool people_fit(const struct composer *c, uint32_t m)
{
	const struct module *from = module_of(c, m);

	return c->request->people >= from->people_min &&
	       (from->people_max == 0 ||
		c->request->people <= from->people_max);
}

static bool is_on_path(const struct composer *c, uint32_t m)
{
	const struct curriculum_audience *audience = audience_of(c);

	if (audience == NULL)
		return true;
	for (uint32_t i = 0; i < audience->path_count; i++)
		if (audience->path[i] == m)
			return true;
	return false;
}

static void offer_module(struct composer *c, uint32_t m)
{
	struct offer *o = &c->offers[m];
	bool asked = is_by_name(c);

	o->otherwise = LEFT_TIME;
	if (asked && !is_asked(c, m)) {
		o->barred = LEFT_NOT_ASKED;
		return;
	}
	o->barred = people_fit(c, m) ? without_steps(c, m) : LEFT_PEOPLE;
	o->kept = asked && o->barred == LEFT_IN;
	if (asked)
		return;
	o->known = is_known(c, module_of(c, m));
	if (!is_on_path(c, m))
		o->otherwise = LEFT_AUDIENCE;
	else if (c->request->score != NULL && o->gain == 0 &&
		 module_of(c, m)->serve_count > 0)
		o->otherwise = LEFT_NO_GAP;
}

/* --- what modules require ------------------------------------------------ */

/* Is something it requires out for good? */
static bool lacks_required(const struct composer *c, uint32_t m)
{
	const struct module *from = module_of(c, m);

	for (uint32_t i = 0; i < from->require_count; i++) {
		const struct offer *need = &c->offers[from->requires[i]];

		if (!need->known && need->barred != LEFT_IN)
			return true;
	}
	return false;
}

static bool is_required(const struct composer *c, uint32_t m)
{
	for (uint32_t k = 0; k < c->count; k++) {
		const struct module *other = module_of(c, k);

		if (c->offers[k].barred != LEFT_IN)
			continue;
		for (uint32_t i = 0; i < other->require_count; i++)
			if (other->requires[i] == m)
				return true;
	}
	return false;
}

/* One bar may bring another: until nothing moves. */
static void bar_hopeless(struct composer *c)
{
	bool moved = true;

	while (moved) {
		moved = false;
		for (uint32_t m = 0; m < c->count; m++) {
			struct offer *o = &c->offers[m];

			if (o->barred != LEFT_IN || o->kept)
				continue;
			if (lacks_required(c, m))
				o->barred = LEFT_REQUIRES;
			else if (o->otherwise != LEFT_TIME &&
				 (o->known || !is_required(c, m)))
				o->barred = o->otherwise;
			moved = moved || o->barred != LEFT_IN;
		}
	}
}

void make_offers(struct composer *c)
{
	c->offers = ARENA_ARRAY(c->arena, c->count, struct offer);
	find_gains(c);
	rank_modules(c);
	for (uint32_t m = 0; m < c->count; m++) {
		settle_steps(c, m);
		weigh_offer(c, m);
		offer_module(c, m);
	}
	if (!is_by_name(c))
		bar_hopeless(c);
}

/* --- a module with all that must come with it ---------------------------- */

static void add_closure(const struct composer *c, uint32_t m, bool *seen,
			uint32_t *minutes)
{
	const struct module *from = module_of(c, m);

	seen[m] = true;
	*minutes += c->offers[m].least;
	for (uint32_t i = 0; i < from->require_count; i++) {
		uint32_t need = from->requires[i];
		const struct offer *o = &c->offers[need];

		if (!seen[need] && !o->known && !o->kept)
			add_closure(c, need, seen, minutes);
	}
}

bool closure_minutes(const struct composer *c, uint32_t m, uint32_t *minutes)
{
	bool *seen = ARENA_ARRAY(c->arena, c->count, bool);

	*minutes = c->offers[m].least;
	if (c->offers[m].barred != LEFT_IN)
		return false;
	if (!is_by_name(c)) {
		*minutes = 0;
		add_closure(c, m, seen, minutes);
	}
	return true;
}

/* It may be chosen for itself. */
bool stands_alone(const struct offer *o)
{
	return o->barred == LEFT_IN && (o->kept || o->otherwise == LEFT_TIME);
}

bool shortest_steps(const struct composer *c, uint32_t *shortest)
{
	bool any = false;

	for (uint32_t m = 0; m < c->count; m++) {
		uint32_t minutes;

		if (!stands_alone(&c->offers[m]) ||
		    !closure_minutes(c, m, &minutes))
			continue;
		if (!any || minutes < *shortest)
			*shortest = minutes;
		any = true;
	}
	return any;
}
