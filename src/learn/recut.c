/*
 * A workshop cut again while it runs: what came before stays, minutes are
 * lost, and what follows is composed anew for the time that is left.
 */
#include "build.h"

#include <stdio.h>

static const struct span nowhere;

/* --- the place ----------------------------------------------------------- */

/* "m07" or "m07.step" as indices; no step: NO_INDEX. */
static bool parse_place(const struct composer *c, struct str from,
			uint32_t *module, uint32_t *step)
{
	size_t dot = str_find(from, STR("."), 0);
	struct str rest = STR_NONE;
	const struct module *m;

	if (dot != SIZE_MAX) {
		rest = str_sub(from, dot + 1, from.len);
		from = str_sub(from, 0, dot);
	}
	*module = curriculum_find_module(c->curriculum, from);
	*step = NO_INDEX;
	if (*module == NO_INDEX || dot == SIZE_MAX)
		return *module != NO_INDEX;
	m = &c->curriculum->modules[*module];
	for (uint32_t s = 0; s < m->step_count && *step == NO_INDEX; s++)
		if (str_eq(m->steps[s].id, rest))
			*step = s;
	return *step != NO_INDEX;
}

static struct str place_name(const struct composer *c, const struct slot *slot)
{
	const struct module *m = &c->curriculum->modules[slot->module];
	struct buf b = buf_make(c->arena);

	buf_str(&b, m->id);
	buf_char(&b, '.');
	buf_str(&b, m->steps[slot->step].id);
	return buf_view(&b);
}

/* What could have been written: modules and steps of this workshop. */
static void suggest_places(const struct composer *c, struct diags *diags,
			   struct diag *diag)
{
	struct str *names =
		ARENA_ARRAY(c->arena, 2 * (size_t)c->slot_count, struct str);
	size_t count = 0;

	for (uint32_t i = 0; i < c->slot_count; i++) {
		if (c->slots[i].kind != SLOT_STEP)
			continue;
		names[count++] =
			c->curriculum->modules[c->slots[i].module].id;
		names[count++] = place_name(c, &c->slots[i]);
	}
	diag_suggest(diags, diag, c->request->from, names, count);
}

/* The slot of the place, or NO_INDEX after a diagnostic. */
static uint32_t find_slot(const struct composer *c, struct diags *diags)
{
	struct str from = c->request->from;
	uint32_t module = NO_INDEX, step = NO_INDEX;

	if (from.len > 0 && !parse_place(c, from, &module, &step)) {
		suggest_places(c, diags, DIAG_STR(diags, nowhere,
						  MSG_WORKSHOP_NO_PLACE, from));
		return NO_INDEX;
	}
	for (uint32_t i = 0; i < c->slot_count; i++) {
		const struct slot *s = &c->slots[i];

		if (s->kind == SLOT_STEP &&
		    (module == NO_INDEX || s->module == module) &&
		    (step == NO_INDEX || s->step == step))
			return i;
	}
	DIAG_STR(diags, nowhere, MSG_WORKSHOP_NOT_IN, from);
	return NO_INDEX;
}

/* --- what is behind ------------------------------------------------------ */

/* Steps before `end` are over: given as they were, or not at all. */
static void settle_until(struct composer *c, uint32_t module, uint32_t end)
{
	struct offer *o = &c->offers[module];

	o->kept = o->begun = true;
	for (uint32_t s = 0; s < end; s++) {
		if (o->settled[s])
			continue;
		o->settled[s] = true;
		o->lengths[s] = c->lengths[module][s];
		if (o->lengths[s] == LENGTH_OUT)
			o->reasons[s] = LEFT_TIME;
	}
	weigh_offer(c, module);
}

/* Time runs on through a slot that was kept. */
static void pass(struct composer *c, const struct slot *s)
{
	c->now = s->start + s->minutes;
	if (s->kind == SLOT_BREAK || s->kind == SLOT_LUNCH) {
		c->carried = 0;
		c->lunch_taken = c->lunch_taken || s->kind == SLOT_LUNCH;
		return;
	}
	c->carried += s->minutes;
	c->worked += s->minutes;
	if (s->kind == SLOT_STEP)
		settle_until(c, s->module, s->step + 1);
}

/* A step that ran over was work; a late start or a long break was not. */
static void lose_minutes(struct composer *c)
{
	uint32_t late = c->request->late;

	c->now += late;
	if (c->slots[c->slot_count - 1].kind != SLOT_STEP)
		return;
	c->carried += late;
	c->worked += late;
}

/* Back to the beginning, then up to the slot. */
static void go_back(struct composer *c, uint32_t slot)
{
	const struct slot *at = &c->slots[slot];

	make_offers(c);
	/* Those asked for may have to go now that time was lost. */
	for (uint32_t m = 0; m < c->count; m++)
		c->offers[m].kept = false;
	c->now = c->carried = c->worked = 0;
	c->lunch_taken = false;
	for (uint32_t i = 0; i < slot; i++)
		pass(c, &c->slots[i]);
	if (c->offers[at->module].kept)
		settle_until(c, at->module, at->step);
	c->slot_count = slot;
	lose_minutes(c);
}

/* Minutes that must be left: to end what is under way, or to begin at all. */
static uint32_t minutes_to_go_on(const struct composer *c)
{
	uint32_t steps = 0;

	for (uint32_t m = 0; m < c->count; m++)
		if (c->offers[m].begun)
			return kept_minutes(c) + tail_minutes(c);
	shortest_steps(c, &steps);
	return day_for_steps(c, steps) - c->now;
}

bool begin_recut(struct composer *c, struct diags *diags)
{
	uint32_t slot = find_slot(c, diags), must;
	int64_t left;
	char have[32], need[32];

	if (slot == NO_INDEX)
		return false;
	go_back(c, slot);
	must = minutes_to_go_on(c);
	left = (int64_t)c->minutes - c->now;
	if (left >= must)
		return true;
	snprintf(have, sizeof(have), "%lld", (long long)(left > 0 ? left : 0));
	snprintf(need, sizeof(need), "%u", must);
	DIAG(diags, nowhere, MSG_WORKSHOP_TOO_LATE, have, need);
	return false;
}
