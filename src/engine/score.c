/*
 * Scores, from criteria up to the overall, and their levels.
 */
#include "engine/score.h"

#include "base/arena.h"
#include "engine.h"

/* --- levels ---------------------------------------------------------------- */

uint8_t rubric_level(const struct rubric *r, struct ratio published,
		     struct ratio max)
{
	uint8_t level = 1;

	for (uint32_t n = 2; n <= r->level_count; n++) {
		struct ratio edge = r->bands_are_shares
					? ratio_mul(r->bands[n], max)
					: r->bands[n];
		int order = ratio_cmp(published, edge);

		/* A share's edge itself stays low; a band's begins the level. */
		if (r->bands_are_shares ? order <= 0 : order < 0)
			break;
		level = (uint8_t)n;
	}
	return level;
}

/* The same by whole numbers, for scores rounded as the rubric says. */
static uint8_t level_of(const struct engine *e, struct ratio published,
			struct ratio max)
{
	const struct rubric *r = &e->pack->rubric;
	uint8_t level = 1;

	if (r->bands_are_shares || published.den != e->unit)
		return rubric_level(r, published, max);
	while (level < r->level_count &&
	       published.num >= e->edges[level + 1])
		level++;
	return level;
}

static uint8_t level_within(const struct rubric *r, struct ratio value)
{
	int64_t n = ratio_floor(value);

	return (uint8_t)(n < 1			  ? 1
			 : n > r->level_count ? r->level_count
						  : n);
}

static inline struct ratio published_of(const struct engine *e,
					struct ratio raw)
{
	const struct rubric *r = &e->pack->rubric;
	struct ratio published;

	if (ratio_round_small(raw, e->unit, r->rounding, &published))
		return published;
	return ratio_parts(ratio_round(raw, r->places, r->rounding));
}

static void publish(const struct engine *e, struct scored *s,
		    const struct expr_number *raw)
{
	struct ratio point = RATIO(0), lo = point, hi = point;

	if (!raw->absent)
		point = published_of(e, raw->point);
	if (number_is_certain(raw)) {
		lo = hi = point;
	} else if (raw->may_be_present) {
		lo = published_of(e, raw->lo);
		hi = published_of(e, raw->hi);
	}
	s->published = point;
	s->published_lo = lo;
	s->published_hi = hi;
}

static void scored_clear(struct scored *s)
{
	s->level = s->level_lo = s->level_hi = 0;
	s->capped = s->capped_lo = s->capped_hi = 0;
	s->shown_lo = s->shown_hi = s->target = 0;
	s->confirm = s->declared = false;
	s->gate = NO_INDEX;
	s->applying = s->answered = s->dont_know = 0;
	s->unanswered = s->na = s->hidden = 0;
}

/* The level is an expression: its value, cut to a whole level. */
static bool level_by_expression(const struct rubric *r, struct scored *s,
				const struct expr *level,
				const struct expr_env *env)
{
	struct expr_number n = expr_eval(level, env).number;

	s->level = n.absent ? 0 : level_within(r, n.point);
	if (n.may_be_present) {
		s->level_lo = level_within(r, n.lo);
		s->level_hi = level_within(r, n.hi);
	}
	return n.may_be_absent;
}

static void level_by_bands(const struct engine *e, struct scored *s,
			   const struct expr_number *raw,
			   const struct expr_number *max)
{
	const struct rubric *r = &e->pack->rubric;

	if (!r->has_bands)
		return;
	/* A share of an absent maximum is no level. */
	if (!raw->absent && !max->absent)
		s->level = level_of(e, s->published, max->point);
	if (!raw->may_be_present || !max->may_be_present)
		return;
	if (number_is_certain(raw) && number_is_certain(max)) {
		s->level_lo = s->level_hi = s->level;
		return;
	}
	s->level_lo = level_of(e, s->published_lo,
			       r->bands_are_shares ? max->hi : max->point);
	s->level_hi = level_of(e, s->published_hi,
			       r->bands_are_shares ? max->lo : max->point);
}

/*
 * Fills published values and levels of one scored thing from its raw, and
 * the level as expressions read it.
 */
static void scored_settle(const struct engine *e, struct scored *s,
			  const struct expr_number *raw,
			  const struct expr *level,
			  const struct expr_number *max,
			  struct expr_number *as_number)
{
	scored_clear(s);
	publish(e, s, raw);
	as_number->may_be_absent = raw->may_be_absent || max->may_be_absent;
	if (level != NULL)
		as_number->may_be_absent = level_by_expression(
		    &e->pack->rubric, s, level, &e->env);
	else
		level_by_bands(e, s, raw, max);
	as_number->absent = s->level == 0;
	as_number->may_be_present = s->level_hi > 0;
	as_number->point = RATIO(s->level);
	as_number->lo = RATIO(s->level_lo);
	as_number->hi = RATIO(s->level_hi);
	s->raw = *raw;
}

/* --- coverage -------------------------------------------------------------- */

static void cover(struct scored *s, const struct question *q,
		  const struct question_result *r)
{
	if (q->optional)
		return;
	switch (r->state) {
	case STATE_HIDDEN:
		s->hidden++;
		return;
	case STATE_NA:
		s->na++;
		return;
	case STATE_ANSWERED:
		s->answered++;
		break;
	case STATE_DONT_KNOW:
		s->dont_know++;
		break;
	case STATE_UNANSWERED:
		s->unanswered++;
		break;
	case STATE_COUNT:
		BUG("a question without a state");
	}
	s->applying++;
}

static void cover_more(struct scored *sum, const struct scored *part)
{
	sum->hidden += part->hidden;
	sum->na += part->na;
	sum->answered += part->answered;
	sum->dont_know += part->dont_know;
	sum->unanswered += part->unanswered;
	sum->applying += part->applying;
}

/* --- stages ---------------------------------------------------------------- */

static struct expr_number range_max(const struct rubric *r)
{
	return number_exactly(r->range_max);
}

static void settle_lets(struct engine *e)
{
	const struct rubric *r = &e->pack->rubric;

	e->env.points = e->points;
	for (uint32_t i = 0; i < r->let_count; i++)
		e->score.lets[i] = expr_eval(r->lets[i].is, &e->env).number;
}

static void criterion_raw(const struct engine *e, const struct criterion *c,
			  const struct expr_number *points,
			  struct expr_number *raw)
{
	if (c->score_is_default)
		number_mean_at(points, c->questions, c->question_count, raw);
	else
		*raw = expr_eval(c->score, &e->env).number;
}

void score_criteria(struct engine *e)
{
	const struct rubric *r = &e->pack->rubric;
	struct expr_number max = range_max(r);

	e->env.points = e->points;
	for (uint32_t i = 0; i < r->criterion_count; i++) {
		const struct criterion *c = &r->criteria[i];
		struct scored *s = &e->score.criteria[i];

		criterion_raw(e, c, e->points, &e->criteria[i]);
		scored_settle(e, s, &e->criteria[i], c->level, &max,
			      &e->criterion_levels[i]);
		for (uint32_t q = 0; q < c->question_count; q++)
			cover(s, &e->pack->questions[c->questions[q]],
			      &e->score.questions[c->questions[q]]);
	}
}

static struct expr_number weighted_criteria(const struct engine *e,
					    const struct dimension *d,
					    const struct expr_number *criteria)
{
	return number_mean(criteria + d->first_criterion,
			   e->criterion_weights + d->first_criterion,
			   d->criterion_count);
}

static struct expr_number dimension_raw(const struct engine *e,
					const struct dimension *d,
					const struct expr_number *criteria)
{
	if (d->score == NULL)
		return weighted_criteria(e, d, criteria);
	return expr_eval(d->score, &e->env).number;
}

void score_dimensions(struct engine *e)
{
	const struct rubric *r = &e->pack->rubric;
	struct expr_number max = range_max(r);

	e->env.points = e->points;
	for (uint32_t i = 0; i < r->dimension_count; i++) {
		const struct dimension *d = &r->dimensions[i];
		struct scored *s = &e->score.dimensions[i];

		e->dimensions[i] = dimension_raw(e, d, e->criteria);
		/* Short fractions before they are added up again. */
		e->dimensions[i].point = ratio_reduce(e->dimensions[i].point);
		scored_settle(e, s, &e->dimensions[i], d->level, &max,
			      &e->dimension_levels[i]);
		for (uint32_t c = 0; c < d->criterion_count; c++)
			cover_more(s, &e->score.criteria[d->first_criterion +
							 c]);
	}
}

static void cover_overall(struct engine *e)
{
	const struct rubric *r = &e->pack->rubric;

	for (uint32_t i = 0; i < r->dimension_count; i++)
		cover_more(&e->score.overall, &e->score.dimensions[i]);
	if (r->dimension_count > 0)
		return;
	/* A rubric of sums has no dimensions: every scored question counts. */
	for (uint32_t q = 0; q < e->pack->question_count; q++)
		if (e->pack->questions[q].scored)
			cover(&e->score.overall, &e->pack->questions[q],
			      &e->score.questions[q]);
}

void score_overall(struct engine *e)
{
	const struct rubric *r = &e->pack->rubric;
	struct expr_number raw, level;

	e->env.points = e->points;
	e->score.overall_max = r->overall_max == NULL
				   ? range_max(r)
				   : expr_eval(r->overall_max, &e->env).number;
	if (r->overall_score == NULL)
		raw = number_mean(e->dimensions, e->dimension_weights,
				  r->dimension_count);
	else
		raw = expr_eval(r->overall_score, &e->env).number;
	scored_settle(e, &e->score.overall, &raw, r->overall_level,
		      &e->score.overall_max, &level);
	cover_overall(e);
}

void score_upwards(struct engine *e)
{
	score_dimensions(e);
	score_overall(e);
	apply_gates(e);
}

/* --- targets, preview, groups ------------------------------------------------ */

/* The highest target among the exposures that are possible. */
static uint8_t target_for(const struct dimension *d, uint64_t can)
{
	uint8_t target = 0;

	for (uint32_t v = 0; can != 0; v++, can >>= 1)
		if ((can & 1) != 0 && d->targets[v] > target)
			target = d->targets[v];
	return target;
}

static uint64_t possible_exposures(struct engine *e)
{
	const struct rubric *r = &e->pack->rubric;
	const struct fact *fact;
	struct expr_choice c;

	e->score.exposure = NO_INDEX;
	e->score.exposure_known = true;
	if (r->target_by == NO_INDEX)
		return 1;
	fact = &e->pack->facts[r->target_by];
	c = e->score.facts[r->target_by].choice;
	if (c.point != EXPR_OPTIONS) {
		e->score.exposure = c.point;
		return (uint64_t)1 << c.point;
	}
	e->score.exposure_known = false;
	if (c.can != 0)
		return c.can;
	return ((uint64_t)1 << fact->values.count) - 1;
}

static void set_targets(struct engine *e)
{
	const struct rubric *r = &e->pack->rubric;
	uint64_t can = possible_exposures(e);

	for (uint32_t i = 0; i < r->dimension_count; i++) {
		const struct dimension *d = &r->dimensions[i];

		if (d->targets == NULL)
			continue;
		e->score.dimensions[i].target = target_for(d, can);
		for (uint32_t c = 0; c < d->criterion_count; c++)
			e->score.criteria[d->first_criterion + c].target =
			    e->score.dimensions[i].target;
	}
}

static bool gates_unanswered(const struct engine *e)
{
	for (uint32_t i = 0; i < e->gating_count; i++)
		if (e->score.questions[e->gating[i]].state == STATE_UNANSWERED)
			return true;
	return false;
}

/*
 * A short path is a preview until every gate's question has an answer: it
 * shows where the overall level can be, never one level.
 */
static void show_preview(struct engine *e)
{
	struct scored *s = &e->score.overall;

	if (!e->score.preview || s->shown_hi == 0 || s->capped_hi == 0)
		return;
	if (s->capped_lo < s->shown_lo)
		s->shown_lo = s->capped_lo;
	if (s->capped_hi > s->shown_hi)
		s->shown_hi = s->capped_hi;
	s->confirm = s->shown_lo != s->shown_hi;
}

/* Points as one group alone gives them. */
static void read_group(struct engine *e, int group)
{
	struct expr_number *points = e->group_points;

	for (uint32_t q = 0; q < e->pack->question_count; q++) {
		const struct question_result *one = &e->score.questions[q];

		points[q] = one->groups[group].respondents > 0 && one->shown
				? one->groups[group].mean
				: number_absent();
	}
	e->env.points = points;
}

static void score_group_criteria(struct engine *e, int group)
{
	const struct rubric *r = &e->pack->rubric;

	read_group(e, group);
	for (uint32_t i = 0; i < r->criterion_count; i++)
		criterion_raw(e, &r->criteria[i], e->group_points,
			      &e->group_criteria[group][i]);
}

/* A formula reads the group's own scores, and any group's by its name. */
static void score_group_dimension(struct engine *e, int group, uint32_t i)
{
	const struct dimension *d = &e->pack->rubric.dimensions[i];

	if (d->score != NULL)
		read_group(e, group);
	e->env.criteria = e->group_criteria[group];
	e->env.dimensions = e->group_dimensions[group];
	e->group_dimensions[group][i] = dimension_raw(
	    e, d, e->group_criteria[group]);
	e->env.criteria = e->criteria;
	e->env.dimensions = e->dimensions;
}

static void group_arrays(struct engine *e)
{
	const struct rubric *r = &e->pack->rubric;

	if (e->group_points != NULL)
		return;
	e->group_points = ARENA_ARRAY(e->arena, e->pack->question_count,
				      struct expr_number);
	for (int g = 0; g < GROUP_COUNT; g++) {
		e->group_criteria[g] = ARENA_ARRAY(
		    e->arena, r->criterion_count, struct expr_number);
		e->group_dimensions[g] = ARENA_ARRAY(
		    e->arena, r->dimension_count, struct expr_number);
	}
}

static void score_groups(struct engine *e)
{
	bool several = e->score.several;

	if (several)
		group_arrays(e);
	for (int g = 0; g < GROUP_COUNT; g++) {
		e->score.criteria_of[g] = several ? e->group_criteria[g] : NULL;
		e->score.dimensions_of[g] = several ? e->group_dimensions[g]
						    : NULL;
		e->env.criteria_of[g] = e->score.criteria_of[g];
		e->env.dimensions_of[g] = e->score.dimensions_of[g];
	}
	if (!several)
		return;
	for (int g = 0; g < GROUP_COUNT; g++)
		score_group_criteria(e, g);
	for (uint32_t i = 0; i < e->pack->rubric.dimension_count; i++)
		for (int g = 0; g < GROUP_COUNT; g++)
			score_group_dimension(e, g, i);
	e->env.points = e->points;
}

/* --- scoring ------------------------------------------------------------------ */

struct score *score_asked(struct engine *e, const struct answers *answers,
			  struct diags *diags)
{
	struct score *s = &e->score;

	s->answers = answers;
	s->several = !(answers->set_count == 0 || answers->sets[0].agreed);
	if (!settle_answers(e, diags))
		return NULL;
	s->preview = gates_unanswered(e);
	s->whole = false;
	return s;
}

struct score *score_rest(struct engine *e)
{
	settle_lets(e);
	score_groups(e);
	score_criteria(e);
	score_upwards(e);
	set_targets(e);
	show_preview(e);
	e->score.whole = true;
	return &e->score;
}

struct score *score_again(struct engine *e, const struct answers *answers,
			  struct diags *diags)
{
	return score_asked(e, answers, diags) == NULL ? NULL : score_rest(e);
}

struct score *score_case(struct arena *a, const struct pack *pack,
			 const struct answers *answers, struct diags *diags)
{
	return score_again(engine_open(a, pack), answers, diags);
}

/* --- projection --------------------------------------------------------------- */

static void raise_number(struct expr_number *n, uint8_t level)
{
	struct ratio to = RATIO(level);

	n->point = ratio_max(n->point, to);
	n->lo = ratio_max(n->lo, to);
	n->hi = ratio_max(n->hi, to);
}

struct score *score_projected(struct arena *a, const struct score *now,
			      const uint8_t *levels, const bool *lifted)
{
	struct engine *e = engine_open(a, now->pack);
	const struct rubric *r = &now->pack->rubric;
	struct expr_number max = range_max(r);

	e->lifted = lifted;
	e->score.answers = now->answers;
	e->score.several = now->several;
	settle_answers(e, NULL);
	e->score.preview = gates_unanswered(e);
	settle_lets(e);
	score_groups(e);
	score_criteria(e);
	for (uint32_t i = 0; i < r->criterion_count; i++) {
		struct scored kept = e->score.criteria[i];

		if (levels[i] == 0 || e->criteria[i].absent)
			continue;
		raise_number(&e->criteria[i], levels[i]);
		scored_settle(e, &e->score.criteria[i], &e->criteria[i],
			      r->criteria[i].level, &max,
			      &e->criterion_levels[i]);
		cover_more(&e->score.criteria[i], &kept);
	}
	score_upwards(e);
	set_targets(e);
	show_preview(e);
	e->score.whole = true;
	return &e->score;
}

/* --- small views ---------------------------------------------------------------- */

bool score_compared(const struct score *s, uint32_t question)
{
	const struct question_result *q = &s->questions[question];

	return s->several && q->shown &&
	       q->groups[GROUP_LEADERS].respondents > 0 &&
	       q->groups[GROUP_STAFF].respondents > 0;
}

bool score_gap(const struct score *s, uint32_t dimension, struct ratio *gap)
{
	const struct dimension *d = &s->pack->rubric.dimensions[dimension];
	struct ratio sum = RATIO(0);
	int64_t n = 0;

	if (!s->several)
		return false;
	/* Over the questions both groups answered: nothing else compares. */
	for (uint32_t c = 0; c < d->criterion_count; c++) {
		const struct criterion *one =
		    &s->pack->rubric.criteria[d->first_criterion + c];

		for (uint32_t i = 0; i < one->question_count; i++) {
			const struct group_points *g =
			    s->questions[one->questions[i]].groups;

			if (!score_compared(s, one->questions[i]))
				continue;
			sum = ratio_add(sum,
					ratio_sub(g[GROUP_LEADERS].mean.point,
						  g[GROUP_STAFF].mean.point));
			n++;
		}
	}
	return n > 0 && ratio_div(sum, RATIO(n), gap);
}

bool score_gap_together(const struct score *s, uint32_t dimension)
{
	const struct rubric *r = &s->pack->rubric;
	const struct dimension *d = &r->dimensions[dimension];

	for (uint32_t c = 0; c < d->criterion_count; c++) {
		const struct criterion *one =
		    &r->criteria[d->first_criterion + c];

		for (uint32_t i = 0; i < one->question_count; i++) {
			uint32_t q = one->questions[i];

			if (score_compared(s, q) &&
			    s->questions[q].groups[GROUP_STAFF].together)
				return true;
		}
	}
	return false;
}

struct expr_env score_env(const struct score *s)
{
	struct expr_env env = s->engine->env;

	env.points = s->engine->firm_points;
	return env;
}

bool scored_is_unsettled(const struct scored *s)
{
	/* "At most 3" begins at the first. */
	uint8_t lowest = s->shown_lo == 0 ? 1 : s->shown_lo;

	return s->shown_hi >= lowest + 2;
}

struct str score_level_text(const struct score *s, uint32_t criterion,
			    uint32_t level, enum lang lang)
{
	const struct criterion *c = &s->pack->rubric.criteria[criterion];

	if (level == 0 || level > s->pack->rubric.level_count)
		return STR_NONE;
	for (uint32_t v = 0; v < c->variant_count; v++)
		if (s->facts[c->variants[v].fact].truth.point == TRUTH_TRUE)
			return text_in(&c->variants[v].levels[level], lang,
				       s->pack);
	return text_in(&c->levels[level], lang, s->pack);
}
