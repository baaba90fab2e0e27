/*
 * Opening an engine: its arrays, and what no answer changes, made once.
 */
#include "engine/score.h"

#include "base/arena.h"
#include "engine.h"

static struct ratio sum_if(const struct question *q, bool positive)
{
	struct ratio sum = RATIO(0);

	for (uint32_t i = 0; i < q->option_count; i++) {
		int sign = ratio_cmp(q->options[i].points, RATIO(0));

		if (q->options[i].has_points && (positive ? sign > 0
							  : sign < 0))
			sum = ratio_add(sum, q->options[i].points);
	}
	return sum;
}

static struct reach reach_of_options(const struct question *q)
{
	struct reach r = { RATIO(0), RATIO(0), false };
	bool any = false;

	for (uint32_t i = 0; i < q->option_count; i++) {
		struct ratio p = q->options[i].points;

		if (!q->options[i].has_points) {
			r.absent = true;
			continue;
		}
		r.lo = any ? ratio_min(r.lo, p) : p;
		r.hi = any ? ratio_max(r.hi, p) : p;
		any = true;
	}
	return r;
}

static struct reach reach_of(const struct question *q)
{
	switch (q->type) {
	case QUESTION_LEVEL:
		return (struct reach){ RATIO(1), RATIO(5), false };
	case QUESTION_SINGLE:
		return reach_of_options(q);
	case QUESTION_MULTIPLE:
		return (struct reach){ sum_if(q, false), sum_if(q, true),
				       false };
	case QUESTION_BOOLEAN:
		return (struct reach){ ratio_min(q->if_true, q->if_false),
				       ratio_max(q->if_true, q->if_false),
				       false };
	case QUESTION_NUMBER:
	case QUESTION_TEXT:
	case QUESTION_DATE:
		break;
	}
	return (struct reach){ RATIO(0), RATIO(0), false };
}

static void open_arrays(struct engine *e)
{
	const struct pack *p = e->pack;
	const struct rubric *r = &p->rubric;
	struct score *s = &e->score;

	e->answers = ARENA_ARRAY(e->arena, p->question_count,
				 struct expr_answer);
	e->points = ARENA_ARRAY(e->arena, p->question_count,
				struct expr_number);
	e->firm_apart = ARENA_ARRAY(e->arena, p->question_count,
				    struct expr_number);
	e->groups = ARENA_ARRAY(e->arena, p->question_count * GROUP_COUNT,
				struct group_points);
	e->max_points = ARENA_ARRAY(e->arena, p->question_count, struct ratio);
	e->reach = ARENA_ARRAY(e->arena, p->question_count, struct reach);
	e->known = ARENA_ARRAY(e->arena, p->question_count,
			       const struct expr_number *);
	e->decisions = ARENA_ARRAY(e->arena, p->question_count,
				   const struct decision *);
	e->sections = ARENA_ARRAY(e->arena, p->section_count,
				  struct expr_truth);
	e->criteria = ARENA_ARRAY(e->arena, r->criterion_count,
				  struct expr_number);
	e->criterion_levels = ARENA_ARRAY(e->arena, r->criterion_count,
					  struct expr_number);
	e->criterion_weights = ARENA_ARRAY(e->arena, r->criterion_count,
					   struct ratio);
	e->dimensions = ARENA_ARRAY(e->arena, r->dimension_count,
				    struct expr_number);
	e->dimension_levels = ARENA_ARRAY(e->arena, r->dimension_count,
					  struct expr_number);
	e->dimension_weights = ARENA_ARRAY(e->arena, r->dimension_count,
					   struct ratio);
	e->capped = ARENA_ARRAY(e->arena, r->dimension_count,
				struct expr_number);
	e->caps_vary = ARENA_ARRAY(e->arena, r->gate_count, bool);
	e->gating = ARENA_ARRAY(e->arena, p->question_count, uint32_t);
	s->questions = ARENA_ARRAY(e->arena, p->question_count,
				   struct question_result);
	s->facts = ARENA_ARRAY(e->arena, p->fact_count, struct expr_value);
	s->lets = ARENA_ARRAY(e->arena, r->let_count, struct expr_number);
	s->criteria = ARENA_ARRAY(e->arena, r->criterion_count, struct scored);
	s->dimensions = ARENA_ARRAY(e->arena, r->dimension_count,
				    struct scored);
	s->gates = ARENA_ARRAY(e->arena, r->gate_count, struct gate_result);
	s->shown_evidence_level = ARENA_ARRAY(e->arena, r->criterion_count,
					      uint8_t);
}

/*
 * A mean does not change when all its weights are multiplied: whole weights
 * keep denominators, and so the arithmetic, small.
 */
static void whole_weights(struct ratio *weights, uint32_t count)
{
	struct ratio scale = RATIO(1);

	for (uint32_t i = 0; i < count; i++)
		scale = ratio_mul(scale,
				  RATIO(ratio_reduce(ratio_mul(weights[i],
							       scale))
					    .den));
	for (uint32_t i = 0; i < count; i++)
		weights[i] = ratio_reduce(ratio_mul(weights[i], scale));
}

/* Most caps are plain levels: those are known once and for all. */
static void open_caps(struct engine *e, uint32_t index)
{
	const struct gate *g = &e->pack->rubric.gates[index];
	struct expr_number *caps = ARENA_ARRAY(e->arena, g->cap_count,
					       struct expr_number);

	for (uint32_t c = 0; c < g->cap_count; c++)
		if (expr_is_constant(g->caps[c].level))
			caps[c] = expr_eval(g->caps[c].level, &e->env).number;
		else
			e->caps_vary[index] = true;
	e->score.gates[index].caps = caps;
}

static void open_edges(struct engine *e)
{
	const struct rubric *r = &e->pack->rubric;

	e->unit = 1;
	for (int p = 0; p < r->places; p++)
		e->unit *= 10;
	/* The first whole number of units at or above the band. */
	for (uint32_t n = 2; n <= r->level_count; n++)
		e->edges[n] = -ratio_floor(
		    ratio_neg(ratio_mul(r->bands[n], RATIO(e->unit))));
}

/* The points of every choice, so that an answer is a copy away. */
static struct expr_number *known_points(struct arena *a,
					const struct question *q)
{
	bool boolean = q->type == QUESTION_BOOLEAN;
	uint32_t count = boolean ? 2 : q->option_count;
	struct expr_number *known = ARENA_ARRAY(a, count, struct expr_number);

	for (uint32_t i = 0; i < count; i++) {
		struct answer choice = { .choice = (uint8_t)i,
					 .truth = i == 1 };

		known[i] = points_of(q, &choice);
	}
	return known;
}

/* Levels give the same points in every question: they share their table. */
static void open_known(struct engine *e)
{
	const struct expr_number *levels = NULL;

	for (uint32_t i = 0; i < e->pack->question_count; i++) {
		const struct question *q = &e->pack->questions[i];

		switch (q->type) {
		case QUESTION_LEVEL:
			if (levels == NULL)
				levels = known_points(e->arena, q);
			e->known[i] = levels;
			break;
		case QUESTION_SINGLE:
		case QUESTION_BOOLEAN:
			e->known[i] = known_points(e->arena, q);
			break;
		case QUESTION_MULTIPLE:
		case QUESTION_NUMBER:
		case QUESTION_TEXT:
		case QUESTION_DATE:
			break;
		}
	}
}

static void open_constants(struct engine *e)
{
	const struct pack *p = e->pack;
	const struct rubric *r = &p->rubric;

	for (uint32_t q = 0; q < p->question_count; q++) {
		e->max_points[q] = p->questions[q].max_points;
		e->reach[q] = reach_of(&p->questions[q]);
		if (p->questions[q].gating)
			e->gating[e->gating_count++] = q;
		e->score.questions[q].points = &e->points[q];
		e->score.questions[q].groups = e->groups +
					       (size_t)q * GROUP_COUNT;
	}
	open_known(e);
	for (uint32_t c = 0; c < r->criterion_count; c++)
		e->criterion_weights[c] = r->criteria[c].weight;
	for (uint32_t d = 0; d < r->dimension_count; d++) {
		const struct dimension *one = &r->dimensions[d];

		e->dimension_weights[d] = one->weight;
		whole_weights(e->criterion_weights + one->first_criterion,
			      one->criterion_count);
	}
	whole_weights(e->dimension_weights, r->dimension_count);
	for (uint32_t g = 0; g < r->gate_count; g++)
		open_caps(e, g);
	open_edges(e);
}

struct engine *engine_open(struct arena *a, const struct pack *pack)
{
	struct engine *e = ARENA_NEW(a, struct engine);

	e->arena = a;
	e->pack = pack;
	e->score.pack = pack;
	e->score.engine = e;
	e->tried_question = NO_INDEX;
	e->raised_question = NO_INDEX;
	open_arrays(e);
	open_constants(e);
	e->env = (struct expr_env){
		.answers = e->answers,
		.max_points = e->max_points,
		.facts = e->score.facts,
		.lets = e->score.lets,
		.criteria = e->criteria,
		.dimensions = e->dimensions,
		.criterion_levels = e->criterion_levels,
		.dimension_levels = e->dimension_levels,
		.capped = e->capped,
		.dimension_count = pack->rubric.dimension_count,
	};
	return e;
}
