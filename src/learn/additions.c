/* What a little more time would add: the same choice with more minutes. */
#include "build.h"

#include <string.h>

/* The length of a whole module: full when none of its steps is shortened. */
static enum length module_length(const struct composer *c, uint32_t m)
{
	const struct module *from = &c->curriculum->modules[m];

	for (uint32_t s = 0; s < from->step_count; s++)
		if (c->lengths[m][s] == LENGTH_SHORT)
			return LENGTH_SHORT;
	return LENGTH_FULL;
}

static void add_module(const struct composer *now, const struct composer *then,
		       uint32_t m, struct addition *out, uint32_t *count)
{
	if (!now->in[m]) {
		out[(*count)++] = (struct addition){ m, NO_INDEX,
						     module_length(then, m) };
		return;
	}
	for (uint32_t s = 0; s < now->curriculum->modules[m].step_count; s++)
		if (then->lengths[m][s] > now->lengths[m][s])
			out[(*count)++] = (struct addition){
				m, s, (enum length)then->lengths[m][s] };
}

uint32_t add_minutes(const struct composer *c, uint32_t minutes,
		     struct addition **out)
{
	struct composer then = *c;
	struct addition *list;
	uint32_t count = 0;
	size_t room = 0;

	then.minutes += minutes;
	choose_modules(&then, room_to_fill(&then));
	for (uint32_t m = 0; m < c->count; m++)
		room += 1 + c->curriculum->modules[m].step_count;
	list = ARENA_ARRAY(c->arena, room, struct addition);
	for (uint32_t k = 0; k < then.order_count; k++)
		add_module(c, &then, then.order[k], list, &count);
	*out = list;
	return count;
}
