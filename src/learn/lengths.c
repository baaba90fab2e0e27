/*
 * How long each step of the chosen modules is.
 *
 * With the modules settled, the deepest use of the minutes left over is a
 * knapsack of small whole numbers: worth[i][u] is the most that steps from i
 * on are worth in u minutes. Among equals the first step, in the order of the
 * day, has the longest length, then the second.
 */
#include "build.h"

#include <string.h>

enum { IMPOSSIBLE = -1 };

struct free_step {
	uint32_t module, step;
	int64_t depth;
};

struct table {
	struct composer *c;
	struct free_step *steps;
	uint32_t count, room;
	int64_t *worth;		/* (count + 1) rows of room + 1 */
};

static const struct module_step *step_of(const struct table *t, uint32_t i)
{
	const struct free_step *f = &t->steps[i];

	return &t->c->curriculum->modules[f->module].steps[f->step];
}

static int64_t *row(const struct table *t, uint32_t i)
{
	return t->worth + (size_t)i * (t->room + 1);
}

static bool may_have(const struct table *t, uint32_t i, enum length length)
{
	switch (length) {
	case LENGTH_OUT:
		return may_skip(t->c, t->steps[i].module, t->steps[i].step);
	case LENGTH_SHORT:
		return step_of(t, i)->brief < step_of(t, i)->full;
	case LENGTH_FULL:
		return true;
	}
	return false;
}

/* What steps from i on are worth in u minutes, step i being so long. */
static int64_t worth_with(const struct table *t, uint32_t i, uint32_t u,
			  enum length length)
{
	uint32_t minutes = step_minutes(step_of(t, i), length);

	if (!may_have(t, i, length) || minutes > u ||
	    row(t, i + 1)[u - minutes] == IMPOSSIBLE)
		return IMPOSSIBLE;
	return row(t, i + 1)[u - minutes] + t->steps[i].depth * minutes;
}

static void fill_table(struct table *t)
{
	for (uint32_t i = t->count; i-- > 0;)
		for (uint32_t u = 0; u <= t->room; u++) {
			int64_t best = IMPOSSIBLE;

			for (int l = LENGTH_OUT; l <= LENGTH_FULL; l++) {
				int64_t one =
				    worth_with(t, i, u, (enum length)l);

				best = one > best ? one : best;
			}
			row(t, i)[u] = best;
		}
}

/* Every settled length, then room for the free ones. */
static void list_steps(struct table *t)
{
	struct composer *c = t->c;
	size_t room = 0;

	for (uint32_t m = 0; m < c->count; m++)
		room += c->curriculum->modules[m].step_count;
	t->steps = ARENA_ARRAY(c->arena, room, struct free_step);
	for (uint32_t k = 0; k < c->order_count; k++) {
		uint32_t m = c->order[k];
		const struct offer *o = &c->offers[m];

		for (uint32_t s = 0; s < c->curriculum->modules[m].step_count;
		     s++)
			if (!o->settled[s])
				t->steps[t->count++] =
				    (struct free_step){ m, s, o->depth };
	}
}

static void copy_settled(struct composer *c)
{
	c->lengths = ARENA_ARRAY(c->arena, c->count, uint8_t *);
	for (uint32_t m = 0; m < c->count; m++) {
		uint32_t steps = c->curriculum->modules[m].step_count;

		c->lengths[m] = ARENA_ARRAY(c->arena, steps, uint8_t);
		if (c->in[m] && steps > 0)
			memcpy(c->lengths[m], c->offers[m].lengths, steps);
	}
}

static void read_lengths(const struct table *t)
{
	uint32_t u = t->room;

	for (uint32_t i = 0; i < t->count; i++) {
		const struct free_step *f = &t->steps[i];
		int l = LENGTH_FULL;

		while (l > LENGTH_OUT &&
		       worth_with(t, i, u, (enum length)l) != row(t, i)[u])
			l--;
		t->c->lengths[f->module][f->step] = (uint8_t)l;
		u -= step_minutes(step_of(t, i), (enum length)l);
	}
}

void choose_lengths(struct composer *c, uint32_t room)
{
	struct table t = { .c = c, .room = room };

	copy_settled(c);
	list_steps(&t);
	t.worth = ARENA_ARRAY(c->arena,
			      ((size_t)t.count + 1) * (room + 1), int64_t);
	fill_table(&t);
	if (row(&t, 0)[room] == IMPOSSIBLE)
		BUG("the chosen modules need more than %u minutes", room);
	read_lengths(&t);
}
