/*
 * A case in which every question is open: what no answer could change. The
 * bounds of an expression then hold every value it can take, so what lies
 * outside them can never happen.
 */
#include "rubric.h"

#include "base/arena.h"

enum { ANY_STATE = (1 << STATE_COUNT) - 1 };
static const int64_t far_away = 9000000000;

static struct expr_number between(struct ratio lo, struct ratio hi,
				  bool present)
{
	return (struct expr_number){
		.lo = lo,
		.hi = hi,
		.absent = true,
		.may_be_absent = true,
		.may_be_present = present,
	};
}

static uint64_t all_options(uint32_t count)
{
	return count >= EXPR_OPTIONS ? UINT64_MAX : ((uint64_t)1 << count) - 1;
}

/* What a question can give, a blank one included. */
static struct expr_number open_points(const struct rubric *r,
				      const struct question *q)
{
	struct expr_number n = between(q->min_points, q->max_points, q->scored);

	if (q->scored && r->has_blank) {
		n.lo = ratio_min(n.lo, r->blank);
		n.hi = ratio_max(n.hi, r->blank);
	}
	return n;
}

static struct expr_answer open_answer(const struct question *q)
{
	struct expr_answer a = { .state = STATE_UNANSWERED,
				 .can_state = ANY_STATE };

	switch (q->type) {
	case QUESTION_BOOLEAN:
		a.truth.point = TRUTH_ABSENT;
		a.truth.can = TRUTH_ABSENT | TRUTH_FALSE | TRUTH_TRUE;
		break;
	case QUESTION_SINGLE:
		a.choice.point = EXPR_OPTIONS;
		a.choice.may_be_absent = true;
		a.choice.can = all_options(q->option_count);
		break;
	case QUESTION_MULTIPLE:
		a.chosen.maybe = all_options(q->option_count);
		a.chosen.absent = true;
		a.chosen.may_be_absent = true;
		break;
	case QUESTION_NUMBER:
		a.number = between(q->has_min ? q->min : RATIO(-far_away),
				   q->has_max ? q->max : RATIO(far_away), true);
		break;
	case QUESTION_LEVEL:
	case QUESTION_TEXT:
	case QUESTION_DATE:
		break;
	}
	return a;
}

static void questions_open(struct loading *l, struct expr_env *env)
{
	const struct pack *p = l->pack;
	struct arena *a = l->reader.arena;
	struct expr_answer *answers =
	    ARENA_ARRAY(a, p->question_count, struct expr_answer);
	struct expr_number *points =
	    ARENA_ARRAY(a, p->question_count, struct expr_number);
	struct ratio *most = ARENA_ARRAY(a, p->question_count, struct ratio);

	for (uint32_t i = 0; i < p->question_count; i++) {
		answers[i] = open_answer(&p->questions[i]);
		points[i] = open_points(&p->rubric, &p->questions[i]);
		most[i] = p->questions[i].max_points;
	}
	env->answers = answers;
	env->points = points;
	env->max_points = most;
}

static void facts_open(struct loading *l, struct expr_env *env)
{
	const struct pack *p = l->pack;
	struct expr_value *facts =
	    ARENA_ARRAY(l->reader.arena, p->fact_count, struct expr_value);

	env->facts = facts;
	for (uint32_t i = 0; i < p->step_count; i++)
		if (p->steps[i].kind == STEP_FACT)
			facts[p->steps[i].index] =
			    expr_eval(p->facts[p->steps[i].index].is, env);
}

static void lets_open(struct loading *l, struct expr_env *env)
{
	const struct rubric *r = &l->pack->rubric;
	struct expr_number *lets =
	    ARENA_ARRAY(l->reader.arena, r->let_count, struct expr_number);

	env->lets = lets;
	for (uint32_t i = 0; i < r->let_count; i++)
		lets[i] = expr_eval(r->lets[i].is, env).number;
}

static struct expr_number *criteria_open(struct loading *l,
					 struct expr_env *env)
{
	const struct rubric *r = &l->pack->rubric;
	struct expr_number *criteria = ARENA_ARRAY(
	    l->reader.arena, r->criterion_count, struct expr_number);

	for (uint32_t i = 0; i < r->criterion_count; i++)
		criteria[i] = expr_eval(r->criteria[i].score, env).number;
	env->criteria = criteria;
	return criteria;
}

/* The weighted mean of a dimension's criteria. */
static struct expr_number mean_of_criteria(struct loading *l,
					   const struct dimension *d,
					   const struct expr_env *env)
{
	const struct criterion *c =
	    &l->pack->rubric.criteria[d->first_criterion];
	struct ratio *weights =
	    ARENA_ARRAY(l->reader.arena, d->criterion_count, struct ratio);

	for (uint32_t i = 0; i < d->criterion_count; i++)
		weights[i] = c[i].weight;
	return number_mean(env->criteria + d->first_criterion, weights,
			   d->criterion_count);
}

static void dimensions_open(struct loading *l, struct expr_env *env)
{
	const struct rubric *r = &l->pack->rubric;
	struct expr_number *dimensions = ARENA_ARRAY(
	    l->reader.arena, r->dimension_count, struct expr_number);

	env->dimensions = dimensions;
	for (int g = 0; g < EXPR_GROUPS; g++) {
		env->criteria_of[g] = env->criteria;
		env->dimensions_of[g] = dimensions;
	}
	for (uint32_t i = 0; i < r->dimension_count; i++) {
		const struct dimension *d = &r->dimensions[i];

		dimensions[i] = d->score != NULL
				    ? expr_eval(d->score, env).number
				    : mean_of_criteria(l, d, env);
	}
}

/* Levels before and after caps: any of them, or none. */
static void levels_open(struct loading *l, struct expr_env *env)
{
	const struct rubric *r = &l->pack->rubric;
	uint32_t count = r->criterion_count > r->dimension_count
			     ? r->criterion_count
			     : r->dimension_count;
	struct expr_number *levels =
	    ARENA_ARRAY(l->reader.arena, count, struct expr_number);

	for (uint32_t i = 0; i < count; i++)
		levels[i] =
		    between(RATIO(1), RATIO((int64_t)r->level_count), true);
	env->criterion_levels = levels;
	env->dimension_levels = levels;
	env->capped = levels;
	env->dimension_count = r->dimension_count;
}

struct open_scores open_scores(struct loading *l)
{
	struct open_scores open = { .env = { .dimension_count = 0 } };

	questions_open(l, &open.env);
	facts_open(l, &open.env);
	lets_open(l, &open.env);
	open.criteria = criteria_open(l, &open.env);
	levels_open(l, &open.env);
	dimensions_open(l, &open.env);
	return open;
}
