/*
 * Curricula made up in memory, with a result to go with them, of any size,
 * from a seed. For test_workshop.c and bench.c.
 */
#ifndef JALON_TESTS_WORKSHOP_CASE_H
#define JALON_TESTS_WORKSHOP_CASE_H

#include "base/arena.h"
#include "learn/workshop.h"

struct made_shape {
	uint32_t modules, steps;	/* at most; at least half of that */
	uint32_t criteria, dimensions;
	uint32_t serves;	/* criteria of a module, at most */
	uint32_t grain, grains;	/* of a step: minutes of one, at most so many */
	uint32_t requires_of_ten;
	uint32_t optional_of_ten;
	uint32_t picky_of_ten;	/* steps or modules that need people or jobs */
	bool score;
	bool audience;
};

struct made {
	struct arena *arena;
	struct curriculum curriculum;
	struct pack pack;
	struct score score;
	struct workshop_request request;
};

static uint64_t made_state;

static uint32_t made_random(uint32_t below)
{
	made_state = made_state * 6364136223846793005u + 1442695040888963407u;
	return below == 0 ? 0 : (uint32_t)(made_state >> 33) % below;
}

static struct str made_id(struct arena *a, const char *stem, uint32_t n)
{
	struct buf b = buf_make(a);

	buf_fmt(&b, "%s%u", stem, n);
	return str_copy(a, buf_view(&b));
}

static void made_rubric(struct made *m, const struct made_shape *shape)
{
	struct rubric *r = &m->pack.rubric;
	struct dimension *ds =
		ARENA_ARRAY(m->arena, shape->dimensions, struct dimension);
	struct criterion *cs =
		ARENA_ARRAY(m->arena, shape->criteria, struct criterion);
	uint32_t next = 0;

	r->level_count = 5;
	r->dimensions = ds;
	r->criteria = cs;
	r->dimension_count = shape->dimensions;
	r->criterion_count = shape->criteria;
	for (uint32_t d = 0; d < shape->dimensions; d++) {
		uint32_t until = (d + 1) * shape->criteria / shape->dimensions;

		ds[d].weight = ratio_make(10 + made_random(9), 100);
		ds[d].first_criterion = next;
		ds[d].criterion_count = until - next;
		for (; next < until; next++) {
			cs[next].id = made_id(m->arena, "c", next);
			cs[next].dimension = d;
			cs[next].weight = ratio_make(2 + made_random(3), 2);
		}
	}
}

static void made_score(struct made *m, const struct made_shape *shape)
{
	struct score *s = &m->score;

	s->pack = &m->pack;
	s->criteria = ARENA_ARRAY(m->arena, shape->criteria, struct scored);
	s->dimensions = ARENA_ARRAY(m->arena, shape->dimensions, struct scored);
	for (uint32_t d = 0; d < shape->dimensions; d++)
		s->dimensions[d].target = (uint8_t)(made_random(6) == 0
							    ? 0
							    : 2 + made_random(3));
	for (uint32_t c = 0; c < shape->criteria; c++)
		s->criteria[c].level = (uint8_t)(made_random(9) == 0
							 ? 0
							 : 1 + made_random(4));
	m->request.score = s;
}

static void made_step(struct made *m, const struct made_shape *shape,
		      struct module_step *s, uint32_t index)
{
	s->id = made_id(m->arena, "s", index);
	s->kind = SECTION_ACTIVITY;
	s->full = shape->grain * (1 + made_random(shape->grains));
	s->brief = s->full;
	if (made_random(3) > 0)
		s->brief -= made_random(s->full / shape->grain) * shape->grain;
	s->optional = made_random(10) < shape->optional_of_ten;
	if (made_random(10) < shape->picky_of_ten) {
		s->needs_jobs = made_random(2) == 0;
		s->people = s->needs_jobs ? 0 : 1 + made_random(12);
	}
}

static void made_serves(struct made *m, const struct made_shape *shape,
			struct module *to)
{
	uint32_t count = made_random(shape->serves + 1);
	struct served *served = ARENA_ARRAY(m->arena, count, struct served);

	for (uint32_t k = 0; k < count; k++) {
		served[k].criterion =
			made_id(m->arena, "c", made_random(shape->criteria));
		served[k].from = (uint8_t)(1 + made_random(3));
		served[k].to = (uint8_t)(served[k].from + 1 + made_random(2));
	}
	to->serves = served;
	to->serve_count = count;
}

static void made_requires(struct made *m, struct module *to, uint32_t index)
{
	uint32_t count = 1 + made_random(2);
	uint32_t *needs = ARENA_ARRAY(m->arena, count, uint32_t);

	/* Most requirements come first in the curriculum; not all. */
	for (uint32_t k = 0; k < count; k++) {
		uint32_t all = m->curriculum.module_count;

		needs[k] = index == 0 || made_random(5) == 0
				   ? (index + 1) % all
				   : made_random(index);
		if (needs[k] == index)
			return;
	}
	to->requires = needs;
	to->require_count = count;
}

static void made_module(struct made *m, const struct made_shape *shape,
			struct module *to, uint32_t index)
{
	uint32_t count = shape->steps - made_random(shape->steps / 2 + 1);
	struct module_step *steps =
		ARENA_ARRAY(m->arena, count, struct module_step);

	to->id = made_id(m->arena, "m", index);
	to->people_min = 1;
	to->people_max = 20;
	if (made_random(20) < shape->picky_of_ten)
		to->people_min = 4 + made_random(6);
	for (uint32_t s = 0; s < count; s++)
		made_step(m, shape, &steps[s], s);
	to->steps = steps;
	to->step_count = count;
	made_serves(m, shape, to);
	if (made_random(10) < shape->requires_of_ten)
		made_requires(m, to, index);
}

/* A path over some modules, in an order of its own. */
static void made_audience(struct made *m)
{
	struct curriculum *c = &m->curriculum;
	struct curriculum_audience *one =
		ARENA_NEW(m->arena, struct curriculum_audience);
	uint32_t *path = ARENA_ARRAY(m->arena, c->module_count, uint32_t);

	one->id = STR("all");
	for (uint32_t i = 0; i < c->module_count; i++)
		if (made_random(4) > 0 || i == 0)
			path[one->path_count++] = i;
	for (uint32_t i = one->path_count; i-- > 1;) {
		uint32_t k = made_random(i + 1), kept = path[i];

		path[i] = path[k];
		path[k] = kept;
	}
	one->path = path;
	c->audiences = one;
	c->audience_count = 1;
	m->request.audience = 0;
}

static struct made *made_case(struct arena *a, uint64_t seed,
			      const struct made_shape *shape)
{
	struct made *m = ARENA_NEW(a, struct made);
	struct curriculum *c = &m->curriculum;
	struct module *all = ARENA_ARRAY(a, shape->modules, struct module);

	made_state = seed * 2 + 1;
	made_random(2);
	m->arena = a;
	m->pack.id = c->questionnaire = STR("pack");
	c->arena = a;
	c->id = STR("curriculum");
	c->frame = (struct frame){ 15, 15, 15, 90, 60, 270 };
	c->module_count = shape->modules;
	c->modules = all;
	m->request.curriculum = c;
	m->request.audience = NO_INDEX;
	made_rubric(m, shape);
	if (shape->score)
		made_score(m, shape);
	for (uint32_t i = 0; i < shape->modules; i++)
		made_module(m, shape, &all[i], i);
	if (shape->audience)
		made_audience(m);
	return m;
}

#endif
