/* A request checked, composed and written down. */
#include "build.h"

#include <stdio.h>

static const struct span nowhere;

const char *workshop_left_out_name(enum workshop_left_out reason)
{
	switch (reason) {
	case LEFT_IN:
		return "in";
	case LEFT_TIME:
		return "time";
	case LEFT_NOT_ASKED:
		return "not_asked";
	case LEFT_NO_GAP:
		return "no_gap";
	case LEFT_PEOPLE:
		return "people";
	case LEFT_JOBS:
		return "jobs";
	case LEFT_AUDIENCE:
		return "audience";
	case LEFT_REQUIRES:
		return "requires";
	}
	BUG("left out for %d", (int)reason);
}

static struct ratio value_ratio(int64_t value)
{
	return ratio_reduce(ratio_make(value, WEIGHT_UNIT));
}

static const char *number(struct arena *a, uint32_t n)
{
	struct buf b = buf_make(a);

	buf_int(&b, n);
	return str_cstr(a, buf_view(&b));
}

/* --- the request --------------------------------------------------------- */

/* One of 1 to `most`, in minutes or people. */
static bool check_number(struct composer *c, uint32_t n, uint32_t most,
			 enum message message, struct diags *diags)
{
	if (n >= 1 && n <= most)
		return true;
	DIAG(diags, nowhere, message, number(c->arena, n),
	     number(c->arena, most));
	return false;
}

static bool check_request(struct composer *c, struct diags *diags)
{
	const struct workshop_request *r = c->request;
	bool good = check_number(c, r->minutes, WORKSHOP_MINUTES_MAX,
				 MSG_WORKSHOP_MINUTES, diags);

	good = check_number(c, r->people, WORKSHOP_PEOPLE_MAX,
			    MSG_WORKSHOP_PEOPLE, diags) && good;
	if (r->score != NULL &&
	    !str_eq(r->score->pack->id, c->curriculum->questionnaire)) {
		DIAG_STR(diags, nowhere, MSG_WORKSHOP_OTHER_PACK,
			 r->score->pack->id, c->curriculum->questionnaire);
		good = false;
	}
	return good;
}

static struct composer open_composer(struct arena *a,
				     const struct workshop_request *request)
{
	const struct curriculum *from = request->curriculum;
	struct composer c = { .arena = a, .request = request,
			      .curriculum = from,
			      .count = from->module_count,
			      .minutes = request->minutes };

	c.slots = ARENA_ARRAY(a, 1, struct slot);
	c.slots[c.slot_count++] =
		(struct slot){ .kind = SLOT_WELCOME, .module = NO_INDEX,
			       .step = NO_INDEX,
			       .minutes = from->frame.welcome };
	c.now = c.carried = c.worked = from->frame.welcome;
	return c;
}

/* --- who is there -------------------------------------------------------- */

/* The least group that has something to do in the module. */
static uint32_t least_people(const struct module *m)
{
	uint32_t least = WORKSHOP_PEOPLE_MAX;

	for (uint32_t s = 0; s < m->step_count; s++)
		if (m->steps[s].people < least)
			least = m->steps[s].people;
	return least > m->people_min ? least : m->people_min;
}

static uint32_t most_people(const struct module *m)
{
	return m->people_max == 0 ? WORKSHOP_PEOPLE_MAX : m->people_max;
}

static bool check_named(struct composer *c, struct diags *diags)
{
	size_t errors = diags->errors;
	struct arena *a = c->arena;

	for (uint32_t m = 0; m < c->count; m++) {
		const struct module *from = &c->curriculum->modules[m];

		if (c->offers[m].barred == LEFT_JOBS)
			DIAG_STR(diags, nowhere, MSG_WORKSHOP_MODULE_JOBS,
				 from->id);
		if (c->offers[m].barred == LEFT_PEOPLE)
			DIAG(diags, nowhere, MSG_WORKSHOP_MODULE_PEOPLE,
			     str_cstr(a, from->id),
			     number(a, c->request->people),
			     number(a, least_people(from)),
			     number(a, most_people(from)));
	}
	return diags->errors == errors;
}

static bool is_barred_for(const struct composer *c, enum workshop_left_out why)
{
	for (uint32_t m = 0; m < c->count; m++)
		if (c->offers[m].barred == why)
			return true;
	return false;
}

/* Nothing may be chosen: the most useful reason. */
static void explain_nothing(struct composer *c, struct diags *diags)
{
	const struct module *all = c->curriculum->modules;
	uint32_t least = UINT32_MAX, most = 0;

	for (uint32_t m = 0; m < c->count; m++) {
		if (c->offers[m].barred != LEFT_PEOPLE)
			continue;
		if (least_people(&all[m]) < least)
			least = least_people(&all[m]);
		if (most_people(&all[m]) > most)
			most = most_people(&all[m]);
	}
	if (is_barred_for(c, LEFT_PEOPLE))
		DIAG(diags, nowhere, MSG_WORKSHOP_PEOPLE_RANGE,
		     number(c->arena, c->request->people),
		     number(c->arena, least), number(c->arena, most));
	else if (is_barred_for(c, LEFT_NO_GAP))
		DIAG(diags, nowhere, MSG_WORKSHOP_NO_GAP);
	else
		DIAG(diags, nowhere, MSG_WORKSHOP_NOTHING);
}

static bool check_offers(struct composer *c, struct diags *diags)
{
	if (is_by_name(c))
		return check_named(c, diags);
	for (uint32_t m = 0; m < c->count; m++)
		if (stands_alone(&c->offers[m]))
			return true;
	explain_nothing(c, diags);
	return false;
}

/* --- whether it fits ----------------------------------------------------- */

/* Prompts give way to modules. */
static bool check_time(struct composer *c, struct diags *diags)
{
	bool named = is_by_name(c);
	uint32_t need = 0;

	if (named)
		need = kept_minutes(c);
	else
		shortest_steps(c, &need);
	while (c->prompt_count > 0 && !steps_fit(c, need))
		if (--c->prompt_count == 0)
			c->prompts_missing = "time";
	if (steps_fit(c, need))
		return true;
	DIAG(diags, nowhere,
	     named ? MSG_WORKSHOP_NAMED_TOO_LONG : MSG_WORKSHOP_TOO_SHORT,
	     number(c->arena, c->minutes),
	     number(c->arena, day_for_steps(c, need)));
	return false;
}

uint32_t workshop_least_minutes(const struct workshop_request *request)
{
	struct arena *scratch = arena_open();
	struct composer c = open_composer(scratch, request);
	uint32_t steps, minutes = 0;

	make_offers(&c);
	if (shortest_steps(&c, &steps))
		minutes = day_for_steps(&c, steps);
	arena_close(scratch);
	return minutes;
}

/* --- writing it down ----------------------------------------------------- */

static bool lacks_required(const struct composer *c, uint32_t m)
{
	const struct module *from = &c->curriculum->modules[m];

	for (uint32_t i = 0; i < from->require_count; i++)
		if (!c->offers[from->requires[i]].known &&
		    !c->in[from->requires[i]])
			return true;
	return false;
}

/* It could have been chosen and was not. */
static enum workshop_left_out why_not_chosen(const struct composer *c,
					     uint32_t m, uint32_t room)
{
	const struct offer *o = &c->offers[m];
	uint32_t minutes;

	if (o->otherwise != LEFT_TIME)
		return o->otherwise;
	closure_minutes(c, m, &minutes);
	if (o->least <= room && minutes > room && lacks_required(c, m))
		return LEFT_REQUIRES;
	return LEFT_TIME;
}

static void write_steps(const struct composer *c, uint32_t m,
			struct module_choice *to)
{
	const struct module *from = &c->curriculum->modules[m];
	const struct offer *o = &c->offers[m];
	uint8_t *reasons = ARENA_ARRAY(c->arena, from->step_count, uint8_t);

	to->lengths = c->lengths[m];
	to->reasons = reasons;
	for (uint32_t s = 0; s < from->step_count; s++) {
		enum length length = (enum length)c->lengths[m][s];

		to->minutes += step_minutes(&from->steps[s], length);
		if (length != LENGTH_OUT)
			continue;
		reasons[s] = o->reasons[s];
		if (reasons[s] == LEFT_IN)
			reasons[s] = to->in ? LEFT_TIME : (uint8_t)to->reason;
	}
}

static void write_modules(const struct composer *c, uint32_t room,
			  struct workshop *w)
{
	struct module_choice *all =
		ARENA_ARRAY(c->arena, c->count, struct module_choice);
	int64_t *counted = ARENA_ARRAY(c->arena, c->count, int64_t);

	w->value = value_ratio(count_gains(c, c->in, counted));
	for (uint32_t m = 0; m < c->count; m++) {
		const struct offer *o = &c->offers[m];

		all[m].in = c->in[m];
		all[m].gain = value_ratio(o->gain);
		all[m].counted = value_ratio(counted[m]);
		if (!c->in[m])
			all[m].reason = o->barred != LEFT_IN
						? o->barred
						: why_not_chosen(c, m, room);
		write_steps(c, m, &all[m]);
	}
	w->modules = all;
}

static struct workshop *write_workshop(const struct composer *c, uint32_t room)
{
	struct workshop *w = ARENA_NEW(c->arena, struct workshop);

	w->request = c->request;
	write_modules(c, room, w);
	w->slots = c->slots;
	w->slot_count = c->slot_count;
	if (c->slots[c->slot_count - 1].kind == SLOT_MARGIN)
		w->margin = c->slots[c->slot_count - 1].minutes;
	w->proved = c->proved;
	w->nodes = c->nodes;
	w->solves = c->solves;
	w->prompts = c->prompts;
	w->prompt_count = c->prompt_count;
	w->prompts_missing = c->prompts_missing;
	return w;
}

static struct workshop *compose(struct composer *c)
{
	uint32_t room = room_to_fill(c);
	struct addition *additions;
	struct composer chosen;
	struct workshop *w;

	choose_modules(c, room);
	chosen = *c;
	place_slots(c);
	w = write_workshop(c, room);
	w->addition_count = add_minutes(&chosen, MORE_MINUTES, &additions);
	w->additions = additions;
	return w;
}

struct workshop *workshop_compose(struct arena *a,
				  const struct workshop_request *request,
				  struct diags *diags)
{
	struct composer c = open_composer(a, request);

	if (!check_request(&c, diags))
		return NULL;
	make_offers(&c);
	find_prompts(&c);
	if (!check_offers(&c, diags) || !check_time(&c, diags))
		return NULL;
	if (request->late == 0 && request->from.len == 0)
		return compose(&c);
	choose_modules(&c, room_to_fill(&c));
	place_slots(&c);
	return begin_recut(&c, diags) ? compose(&c) : NULL;
}
