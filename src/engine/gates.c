/*
 * Gates: conditions, caps, and what is shown of each level.
 *
 * Caps of dimensions come first, then those of the overall, which may read
 * capped(...). The point takes the gates in force; the low bound every gate
 * some completion puts in force; the high bound only those that every
 * completion does.
 */
#include "base/arena.h"
#include "engine.h"

const char *gate_state_name(enum gate_state state)
{
	switch (state) {
	case GATE_MET:
		return "met";
	case GATE_IN_FORCE:
		return "in_force";
	case GATE_TO_CONFIRM:
		return "to_confirm";
	case GATE_SILENT:
		return "silent";
	}
	BUG("gate state %d", (int)state);
}

static struct expr_truth gate_truth(const struct engine *e, uint32_t index)
{
	const struct gate *g = &e->pack->rubric.gates[index];

	if (e->lifted != NULL && e->lifted[index])
		return (struct expr_truth){ TRUTH_FALSE, TRUTH_FALSE };
	if (g->when == NULL)
		return (struct expr_truth){ TRUTH_TRUE, TRUTH_TRUE };
	return expr_condition(g->when, &e->env);
}

static enum gate_state state_of(const struct expr_truth *t)
{
	if (t->point == TRUTH_TRUE)
		return GATE_IN_FORCE;
	/* Unknown only if some completion does put it in force. */
	if (t->point == TRUTH_ABSENT && (t->can & TRUTH_TRUE) != 0)
		return GATE_TO_CONFIRM;
	return GATE_MET;
}

static uint8_t lower(uint8_t level, struct ratio cap)
{
	int64_t n = ratio_floor(cap);

	if (n < 1)
		n = 1;
	return level > n ? (uint8_t)n : level;
}

/* One cap on one level: point, bounds, and what is shown. */
static void apply_cap(struct scored *s, const struct gate_result *g,
		      const struct expr_number *cap, uint32_t gate)
{
	bool may = cap->may_be_present;
	bool surely = g->truth.can == TRUTH_TRUE && !cap->may_be_absent;

	if (g->state == GATE_IN_FORCE && !cap->absent &&
	    lower(s->capped, cap->point) < s->capped) {
		s->capped = lower(s->capped, cap->point);
		s->gate = gate;
	}
	if (may && s->capped_lo > 0)
		s->capped_lo = lower(s->capped_lo, cap->lo);
	if (surely && s->capped_hi > 0)
		s->capped_hi = lower(s->capped_hi, cap->hi);
	if (g->state != GATE_MET && !cap->absent)
		s->shown_lo = lower(s->shown_lo, cap->point);
}

static void start_caps(struct scored *s)
{
	s->capped = s->level;
	s->capped_lo = s->level_lo;
	s->capped_hi = s->level_hi;
	s->shown_lo = s->level;
	s->gate = NO_INDEX;
}

static bool too_many_unknown(const struct rubric *r, const struct scored *s)
{
	return s->applying > 0 &&
	       ratio_cmp((struct ratio){ s->dont_know, s->applying },
			 r->unknown_above) > 0;
}

/* What a page shows: the capped level, or a range when it must be confirmed. */
static void settle_shown(struct scored *s, bool unknown)
{
	s->shown_hi = s->capped;
	if (s->shown_lo > s->shown_hi)
		s->shown_lo = s->shown_hi;
	if (unknown && s->capped > 0) {
		if (s->capped_lo > 0 && s->capped_lo < s->shown_lo)
			s->shown_lo = s->capped_lo;
		if (s->capped_hi > s->shown_hi)
			s->shown_hi = s->capped_hi;
	}
	s->confirm = s->shown_lo != s->shown_hi;
}

static void eval_caps(struct engine *e, uint32_t gate, bool overall)
{
	const struct gate *g = &e->pack->rubric.gates[gate];

	if (!e->caps_vary[gate])
		return;
	for (uint32_t c = 0; c < g->cap_count; c++)
		if ((g->caps[c].dimension == NO_INDEX) == overall &&
		    !expr_is_constant(g->caps[c].level))
			e->score.gates[gate].caps[c] = expr_eval(
			    g->caps[c].level, &e->env).number;
}

/* A gate that no completion puts in force caps nothing. */
static bool may_hold(const struct gate_result *g)
{
	return (g->truth.can & TRUTH_TRUE) != 0;
}

static void cap_dimensions(struct engine *e)
{
	const struct rubric *r = &e->pack->rubric;

	for (uint32_t i = 0; i < r->gate_count; i++) {
		const struct gate *g = &r->gates[i];

		if (!may_hold(&e->score.gates[i]))
			continue;
		eval_caps(e, i, false);
		for (uint32_t c = 0; c < g->cap_count; c++)
			if (g->caps[c].dimension != NO_INDEX)
				apply_cap(
				    &e->score.dimensions[g->caps[c].dimension],
				    &e->score.gates[i],
				    &e->score.gates[i].caps[c], i);
	}
}

/* A dimension's level after caps, as the caps of the overall read it. */
static struct expr_number capped_number(const struct engine *e, uint32_t d,
					uint8_t point)
{
	const struct scored *s = &e->score.dimensions[d];
	/* Caps move a level and never make it absent. */
	struct expr_number n = e->dimension_levels[d];

	n.point = RATIO(point);
	n.lo = RATIO(s->capped_lo);
	n.hi = RATIO(s->capped_hi);
	return n;
}

static void cap_overall(struct engine *e)
{
	const struct rubric *r = &e->pack->rubric;
	struct scored *s = &e->score.overall;

	for (uint32_t i = 0; i < r->gate_count; i++) {
		if (!may_hold(&e->score.gates[i]))
			continue;
		eval_caps(e, i, true);
		for (uint32_t c = 0; c < r->gates[i].cap_count; c++)
			if (r->gates[i].caps[c].dimension == NO_INDEX)
				apply_cap(s, &e->score.gates[i],
					  &e->score.gates[i].caps[c], i);
	}
}

/*
 * The overall's low end when dimensions are themselves shown as ranges: caps
 * that read capped(...) are taken again at their low ends.
 */
static void confirm_overall(struct engine *e)
{
	const struct rubric *r = &e->pack->rubric;
	struct scored *s = &e->score.overall;

	bool ranges = false;

	for (uint32_t d = 0; d < r->dimension_count; d++) {
		const struct scored *one = &e->score.dimensions[d];

		ranges = ranges || one->shown_lo != one->capped;
		e->capped[d] = capped_number(e, d, one->shown_lo);
	}
	if (!ranges)
		return;
	for (uint32_t i = 0; i < r->gate_count; i++) {
		const struct gate *g = &r->gates[i];

		if (e->score.gates[i].state == GATE_MET)
			continue;
		for (uint32_t c = 0; c < g->cap_count; c++) {
			struct expr_number n;

			if (g->caps[c].dimension != NO_INDEX ||
			    !expr_reads_capped(g->caps[c].level))
				continue;
			n = expr_eval(g->caps[c].level, &e->env).number;
			if (!n.absent)
				s->shown_lo = lower(s->shown_lo, n.point);
		}
	}
	for (uint32_t d = 0; d < r->dimension_count; d++)
		e->capped[d] = capped_number(e, d,
					     e->score.dimensions[d].capped);
}

/* A gate without `when` that lowers nothing is silent. */
static void silence(struct engine *e)
{
	const struct rubric *r = &e->pack->rubric;

	for (uint32_t i = 0; i < r->gate_count; i++) {
		bool lowers = e->score.overall.gate == i;

		if (r->gates[i].when != NULL)
			continue;
		for (uint32_t d = 0; d < r->dimension_count; d++)
			lowers = lowers || e->score.dimensions[d].gate == i;
		if (!lowers)
			e->score.gates[i].state = GATE_SILENT;
	}
}

/* --- evidence ---------------------------------------------------------------- */

static void show_at_most(struct scored *s, uint32_t level)
{
	s->declared = true;
	if (s->shown_lo > level)
		s->shown_lo = (uint8_t)level;
	if (s->shown_hi > level)
		s->shown_hi = (uint8_t)level;
	s->confirm = s->shown_lo != s->shown_hi;
}

/* Whether a level of `from` or more rests on declarations alone. */
static bool only_declared(const struct engine *e, const struct dimension *d,
			  uint32_t from)
{
	const struct answers *as = e->score.answers;
	bool any = false;

	for (uint32_t c = 0; c < d->criterion_count; c++) {
		uint32_t i = d->first_criterion + c;

		if (e->score.criteria[i].level < from)
			continue;
		any = true;
		if (as->evidence[i] != EVIDENCE_DECLARED)
			return false;
	}
	return any;
}

static void apply_evidence(struct engine *e)
{
	const struct rubric *r = &e->pack->rubric;
	uint32_t from = r->evidence_from;
	bool all = true, some = false;

	for (uint32_t i = 0; i < r->criterion_count; i++) {
		struct scored *s = &e->score.criteria[i];

		start_caps(s);
		settle_shown(s, false);
		if (from > 0 && s->level >= from &&
		    e->score.answers->evidence[i] == EVIDENCE_DECLARED)
			show_at_most(s, r->evidence_as);
		e->score.shown_evidence_level[i] = s->shown_hi;
	}
	if (from == 0)
		return;
	for (uint32_t d = 0; d < r->dimension_count; d++) {
		struct scored *s = &e->score.dimensions[d];

		if (s->capped < from)
			continue;
		some = true;
		if (only_declared(e, &r->dimensions[d], from))
			show_at_most(s, r->evidence_as);
		else
			all = false;
	}
	if (e->score.overall.capped >= from && some && all)
		show_at_most(&e->score.overall, r->evidence_as);
}

/* --- everything ---------------------------------------------------------------- */

void apply_gates(struct engine *e)
{
	const struct rubric *r = &e->pack->rubric;
	struct score *s = &e->score;

	e->env.points = e->firm_points;	/* gates read the firm's one answer */
	for (uint32_t i = 0; i < r->gate_count; i++) {
		s->gates[i].truth = gate_truth(e, i);
		s->gates[i].state = state_of(&s->gates[i].truth);
	}
	for (uint32_t d = 0; d < r->dimension_count; d++)
		start_caps(&s->dimensions[d]);
	start_caps(&s->overall);
	cap_dimensions(e);
	for (uint32_t d = 0; d < r->dimension_count; d++) {
		settle_shown(&s->dimensions[d],
			     too_many_unknown(r, &s->dimensions[d]));
		e->capped[d] = capped_number(e, d, s->dimensions[d].capped);
	}
	cap_overall(e);
	confirm_overall(e);
	settle_shown(&s->overall, too_many_unknown(r, &s->overall));
	silence(e);
	apply_evidence(e);
	e->env.points = e->points;
}
