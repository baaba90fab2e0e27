/* What can be claimed of two rounds. The rules stand in engine/compare.h. */
#include "engine/compare.h"

#include "base/arena.h"
#include "comparing.h"
#include "engine.h"

const char *compare_verdict_name(enum compare_verdict verdict)
{
	switch (verdict) {
	case COMPARE_UNCHANGED:
		return "unchanged";
	case COMPARE_UP:
		return "up";
	case COMPARE_DOWN:
		return "down";
	case COMPARE_WITHIN_BOUNDS:
		return "within_bounds";
	case COMPARE_OTHER_RESPONDENTS:
		return "other_respondents";
	case COMPARE_NOT_COMPARABLE:
		return "not_comparable";
	}
	BUG("verdict %d", (int)verdict);
}

const char *compare_reason_name(enum compare_reason reason)
{
	switch (reason) {
	case COMPARE_NO_REASON:
		return "";
	case COMPARE_NEW:
		return "new";
	case COMPARE_GONE:
		return "gone";
	case COMPARE_PARTS:
		return "parts";
	case COMPARE_QUESTIONS:
		return "questions";
	case COMPARE_SCALE:
		return "scale";
	case COMPARE_FORMULA:
		return "formula";
	case COMPARE_WEIGHT:
		return "weight";
	case COMPARE_APPLIES:
		return "applies";
	case COMPARE_GATES:
		return "gates";
	case COMPARE_EXPOSURE:
		return "exposure";
	}
	BUG("reason %d", (int)reason);
}

/* --- figures -------------------------------------------------------------- */

bool same_score(const struct scored *a, const struct scored *b)
{
	return a->raw.absent == b->raw.absent &&
	       a->raw.may_be_absent == b->raw.may_be_absent &&
	       a->raw.may_be_present == b->raw.may_be_present &&
	       ratio_cmp(a->published, b->published) == 0 &&
	       ratio_cmp(a->published_lo, b->published_lo) == 0 &&
	       ratio_cmp(a->published_hi, b->published_hi) == 0;
}

bool same_level(const struct scored *a, const struct scored *b)
{
	return a->capped == b->capped && a->capped_lo == b->capped_lo &&
	       a->capped_hi == b->capped_hi;
}

static bool is_a_number(const struct scored *s)
{
	return !s->raw.absent && !s->raw.may_be_absent;
}

static enum compare_verdict score_moved(const struct scored *was,
					const struct scored *is)
{
	if (same_score(was, is))
		return COMPARE_UNCHANGED;
	if (!is_a_number(was) || !is_a_number(is))
		return COMPARE_WITHIN_BOUNDS;
	if (ratio_cmp(is->published_lo, was->published_hi) > 0)
		return COMPARE_UP;
	if (ratio_cmp(is->published_hi, was->published_lo) < 0)
		return COMPARE_DOWN;
	return COMPARE_WITHIN_BOUNDS;
}

/* A level by an expression may be absent where the score is not. */
static bool has_level(const struct score *s, const struct scored *one,
		      const struct expr *level)
{
	if (one->capped == 0 || one->capped_lo == 0)
		return false;
	if (level == NULL)
		return !one->raw.may_be_absent &&
		       (one != &s->overall || !s->overall_max.may_be_absent);
	return !expr_eval(level, &s->engine->env).number.may_be_absent;
}

static enum compare_verdict level_moved(const struct scored *was,
					const struct scored *is, bool levels)
{
	if (same_level(was, is))
		return COMPARE_UNCHANGED;
	if (!levels)
		return COMPARE_WITHIN_BOUNDS;
	if (is->capped_lo > was->capped_hi)
		return COMPARE_UP;
	if (is->capped_hi < was->capped_lo)
		return COMPARE_DOWN;
	return COMPARE_WITHIN_BOUNDS;
}

/* --- claims --------------------------------------------------------------- */

static struct compare_claim not_comparable(enum compare_reason reason)
{
	return (struct compare_claim){ COMPARE_NOT_COMPARABLE, reason };
}

static struct compare_claim claim(enum compare_verdict verdict)
{
	return (struct compare_claim){ verdict, COMPARE_NO_REASON };
}

static void tell_reason(struct comparing *c, const struct reading_of *m,
			struct compared *out)
{
	switch (out->score.reason) {
	case COMPARE_PARTS:
	case COMPARE_QUESTIONS:
		tell_which(c, m, on_one_side, out);
		return;
	case COMPARE_SCALE:
		tell_which(c, m, other_options, out);
		return;
	case COMPARE_APPLIES:
		tell_which(c, m, applies_once, out);
		return;
	case COMPARE_NO_REASON:
	case COMPARE_NEW:
	case COMPARE_GONE:
	case COMPARE_FORMULA:
	case COMPARE_WEIGHT:
	case COMPARE_GATES:
	case COMPARE_EXPOSURE:
		return;
	}
	BUG("reason %d", (int)out->score.reason);
}

static void claim_score(struct comparing *c, const struct reading_of *m,
			struct compared *out)
{
	enum compare_reason reason;

	if (out->was == NULL || out->is == NULL) {
		out->score = not_comparable(out->was == NULL ? COMPARE_NEW
							     : COMPARE_GONE);
		return;
	}
	reason = other_ruler(c, m);
	if (reason != COMPARE_NO_REASON) {
		out->score = not_comparable(reason);
		tell_reason(c, m, out);
	} else if (some_differ(c, m, other_people)) {
		out->score = claim(COMPARE_OTHER_RESPONDENTS);
		tell_which(c, m, other_people, out);
	} else {
		out->score = claim(score_moved(out->was, out->is));
	}
}

/* Whether the gate may cap it; every one may cap the overall, which reads
   what the others left of the dimensions. */
static bool may_cap(const struct pack *p, uint32_t gate, uint32_t dimension)
{
	const struct gate *g = &p->rubric.gates[gate];

	if (dimension == NO_INDEX)
		return true;
	for (uint32_t i = 0; i < g->cap_count; i++)
		if (g->caps[i].dimension == dimension)
			return true;
	return false;
}

/*
 * What may cap the level of a dimension, or of the overall (NO_INDEX), is
 * added to what its score is made from. False when the gates are not alike.
 */
static bool add_gates(struct comparing *c, const struct compared_gate *gates,
		      uint32_t gate_count, struct compare_pair dimension,
		      struct reading_of *m)
{
	bool alike = true;

	for (uint32_t i = 0; i < gate_count; i++) {
		struct compare_pair at = gates[i].at;
		bool was = at.before != NO_INDEX &&
			   may_cap(c->before->pack, at.before,
				   dimension.before);
		bool is = at.after != NO_INDEX &&
			  may_cap(c->after->pack, at.after, dimension.after);

		if (was)
			mark_gate(&m->before, at.before, true);
		if (is)
			mark_gate(&m->after, at.after, true);
		if ((was || is) &&
		    gates[i].claim.verdict == COMPARE_NOT_COMPARABLE)
			alike = false;
	}
	return alike;
}

/* `m` holds the gates too by now. */
static void claim_level(struct comparing *c, const struct reading_of *m,
			bool same_gates, bool same_exposure, bool levels,
			struct compared *out)
{
	if (out->score.verdict == COMPARE_NOT_COMPARABLE ||
	    out->score.verdict == COMPARE_OTHER_RESPONDENTS)
		out->level = out->score;
	else if (!same_gates)
		out->level = not_comparable(COMPARE_GATES);
	else if (!same_exposure)
		out->level = not_comparable(COMPARE_EXPOSURE);
	else if (some_differ(c, m, other_people))
		out->level = claim(COMPARE_OTHER_RESPONDENTS);
	else
		out->level = claim(level_moved(out->was, out->is, levels));
}

/* --- initiatives done ----------------------------------------------------- */

/* Those in the catalogue after, once each, in order of the catalogue. */
struct done {
	uint32_t *at;
	uint32_t count;
};

static struct done find_done(struct comparing *c, struct comparison *out,
			     const struct str *ids, uint32_t count)
{
	const struct pack *p = c->after->pack;
	uint32_t all = p->has_catalogue ? p->catalogue.initiative_count : 0;
	bool *is_done = ARENA_ARRAY(c->arena, all, bool);
	struct str *unknown = ARENA_ARRAY(c->arena, count, struct str);
	struct done d = { ARENA_ARRAY(c->arena, all, uint32_t), 0 };

	for (uint32_t i = 0; i < count; i++) {
		uint32_t at = all == 0 ? NO_INDEX
				       : pack_find_initiative(p, ids[i]);

		if (at == NO_INDEX)
			unknown[out->unknown_count++] = ids[i];
		else
			is_done[at] = true;
	}
	out->unknown = unknown;
	for (uint32_t i = 0; i < all; i++)
		if (is_done[i])
			d.at[d.count++] = i;
	return d;
}

static bool closes(const struct initiative *i, uint32_t criterion)
{
	for (uint32_t c = 0; c < i->close_count; c++)
		if (i->closes[c].criterion == criterion)
			return true;
	return false;
}

static bool lifts(const struct initiative *i, uint32_t gate)
{
	for (uint32_t g = 0; g < i->lift_count; g++)
		if (i->lifts[g] == gate)
			return true;
	return false;
}

static uint32_t done_about(struct comparing *c, const struct done *done,
			   bool (*about)(const struct initiative *, uint32_t),
			   uint32_t index, const uint32_t **out)
{
	const struct initiative *all =
	    c->after->pack->catalogue.initiatives;
	uint32_t *list = ARENA_ARRAY(c->arena, done->count, uint32_t);
	uint32_t n = 0;

	for (uint32_t i = 0; index != NO_INDEX && i < done->count; i++)
		if (about(&all[done->at[i]], index))
			list[n++] = done->at[i];
	*out = list;
	return n;
}

/* --- each kind of thing --------------------------------------------------- */

/* The place in the list of the n-th pair; after's order, then those gone. */
static struct compare_pair *all_pairs(struct comparing *c, enum pair_kind kind,
				      uint32_t *count)
{
	const struct pairs *p = &c->pairs[kind];
	struct compare_pair *list = ARENA_ARRAY(
	    c->arena, p->before_count + p->after_count, struct compare_pair);

	*count = 0;
	for (uint32_t i = 0; i < p->after_count; i++)
		list[(*count)++] = (struct compare_pair){ p->to_before[i], i };
	for (uint32_t i = 0; i < p->before_count; i++)
		if (p->to_after[i] == NO_INDEX)
			list[(*count)++] = (struct compare_pair){ i, NO_INDEX };
	return list;
}

static struct reading_of reading_new(struct comparing *c)
{
	return (struct reading_of){ marks_make(c->arena, c->before->pack),
				    marks_make(c->arena, c->after->pack) };
}

static const struct scored *scored_at(const struct scored *all, uint32_t at)
{
	return at == NO_INDEX ? NULL : &all[at];
}

static void compare_criterion(struct comparing *c, struct compare_pair at,
			      struct reading_of *m, struct compared *out)
{
	const struct rubric *was = &c->before->pack->rubric;
	const struct rubric *is = &c->after->pack->rubric;
	bool levels;

	*m = reading_new(c);
	out->at = at;
	out->was = scored_at(c->before->criteria, at.before);
	out->is = scored_at(c->after->criteria, at.after);
	if (out->was != NULL)
		mark_criterion(&m->before, at.before);
	if (out->is != NULL)
		mark_criterion(&m->after, at.after);
	claim_score(c, m, out);
	levels = out->was != NULL && out->is != NULL &&
		 has_level(c->before, out->was,
			   was->criteria[at.before].level) &&
		 has_level(c->after, out->is, is->criteria[at.after].level);
	claim_level(c, m, true, true, levels, out);
}

static void compare_criteria(struct comparing *c, struct comparison *out,
			     const struct done *done)
{
	uint32_t n;
	struct compare_pair *at = all_pairs(c, PAIR_CRITERION, &n);
	struct compared *list = ARENA_ARRAY(c->arena, n, struct compared);

	c->criteria = ARENA_ARRAY(c->arena, n, struct reading_of);
	for (uint32_t i = 0; i < n; i++) {
		compare_criterion(c, at[i], &c->criteria[i], &list[i]);
		list[i].done_count = done_about(c, done, closes, at[i].after,
						&list[i].done);
	}
	out->criteria = list;
	out->criterion_count = n;
}

static void compare_dimension(struct comparing *c,
			      const struct comparison *so_far,
			      struct compare_pair at, struct compared *out)
{
	const struct rubric *was = &c->before->pack->rubric;
	const struct rubric *is = &c->after->pack->rubric;
	struct reading_of m = reading_new(c);
	bool gates, levels;

	out->at = at;
	out->was = scored_at(c->before->dimensions, at.before);
	out->is = scored_at(c->after->dimensions, at.after);
	if (out->was != NULL)
		mark_dimension(&m.before, at.before);
	if (out->is != NULL)
		mark_dimension(&m.after, at.after);
	claim_score(c, &m, out);
	if (out->was == NULL || out->is == NULL) {
		out->level = out->score;
		return;
	}
	gates = add_gates(c, so_far->gates, so_far->gate_count, at, &m);
	levels = has_level(c->before, out->was,
			   was->dimensions[at.before].level) &&
		 has_level(c->after, out->is, is->dimensions[at.after].level);
	claim_level(c, &m, gates,
		    !so_far->exposure_changed ||
			out->was->target == out->is->target,
		    levels, out);
}

static void compare_dimensions(struct comparing *c, struct comparison *out)
{
	uint32_t n;
	struct compare_pair *at = all_pairs(c, PAIR_DIMENSION, &n);
	struct compared *list = ARENA_ARRAY(c->arena, n, struct compared);

	for (uint32_t i = 0; i < n; i++)
		compare_dimension(c, out, at[i], &list[i]);
	out->dimensions = list;
	out->dimension_count = n;
}

static void compare_overall(struct comparing *c, struct comparison *out)
{
	struct reading_of m = reading_new(c);
	struct compared *one = &out->overall;
	bool gates, levels;

	one->was = &c->before->overall;
	one->is = &c->after->overall;
	mark_overall(&m.before);
	mark_overall(&m.after);
	claim_score(c, &m, one);
	gates = add_gates(c, out->gates, out->gate_count,
			  (struct compare_pair){ NO_INDEX, NO_INDEX }, &m);
	levels = has_level(c->before, one->was,
			   c->before->pack->rubric.overall_level) &&
		 has_level(c->after, one->is,
			   c->after->pack->rubric.overall_level);
	claim_level(c, &m, gates, !out->exposure_changed, levels, one);
}

/* --- gates ---------------------------------------------------------------- */

static bool same_caps(struct comparing *c, const struct gate *was,
		      const struct gate *is)
{
	if (was->cap_count != is->cap_count)
		return false;
	for (uint32_t i = 0; i < is->cap_count; i++) {
		uint32_t d = is->caps[i].dimension;
		uint32_t b = d == NO_INDEX
				 ? NO_INDEX
				 : c->pairs[PAIR_DIMENSION].to_before[d];

		if ((d != NO_INDEX && b == NO_INDEX) ||
		    was->caps[i].dimension != b ||
		    !same_expr(c, was->caps[i].level, is->caps[i].level))
			return false;
	}
	return true;
}

static bool surely(const struct score *s, uint32_t gate, uint8_t truth)
{
	uint8_t can = s->gates[gate].truth.can;

	return truth == TRUTH_TRUE ? can == TRUTH_TRUE
				   : (can & TRUTH_TRUE) == 0;
}

static enum compare_verdict gate_moved(const struct comparing *c,
				       const struct compared_gate *g)
{
	uint32_t before = g->at.before, after = g->at.after;

	if (g->was == g->is)
		return COMPARE_UNCHANGED;
	if (surely(c->before, before, TRUTH_TRUE) &&
	    surely(c->after, after, TRUTH_FALSE))
		return COMPARE_UP;
	if (surely(c->before, before, TRUTH_FALSE) &&
	    surely(c->after, after, TRUTH_TRUE))
		return COMPARE_DOWN;
	return COMPARE_WITHIN_BOUNDS;
}

static struct compare_claim claim_gate(struct comparing *c,
				       const struct reading_of *m,
				       const struct compared_gate *g)
{
	const struct gate *was, *is;

	if (g->at.before == NO_INDEX)
		return not_comparable(COMPARE_NEW);
	if (g->at.after == NO_INDEX)
		return not_comparable(COMPARE_GONE);
	was = &c->before->pack->rubric.gates[g->at.before];
	is = &c->after->pack->rubric.gates[g->at.after];
	if (!same_expr(c, was->when, is->when) || !same_caps(c, was, is))
		return not_comparable(COMPARE_FORMULA);
	if (some_differ(c, m, on_one_side))
		return not_comparable(COMPARE_QUESTIONS);
	if (some_differ(c, m, other_options))
		return not_comparable(COMPARE_SCALE);
	if (some_differ(c, m, other_people))
		return claim(COMPARE_OTHER_RESPONDENTS);
	return claim(gate_moved(c, g));
}

static void compare_gate(struct comparing *c, struct compare_pair at,
			 struct reading_of *m, struct compared_gate *out)
{
	*m = reading_new(c);
	out->at = at;
	out->was = out->is = GATE_MET;
	if (at.before != NO_INDEX) {
		out->was = c->before->gates[at.before].state;
		mark_gate(&m->before, at.before, false);
	}
	if (at.after != NO_INDEX) {
		out->is = c->after->gates[at.after].state;
		mark_gate(&m->after, at.after, false);
	}
	out->claim = claim_gate(c, m, out);
}

static void compare_gates(struct comparing *c, struct comparison *out,
			  const struct done *done)
{
	uint32_t n;
	struct compare_pair *at = all_pairs(c, PAIR_GATE, &n);
	struct compared_gate *list = ARENA_ARRAY(c->arena, n,
						 struct compared_gate);

	c->gates = ARENA_ARRAY(c->arena, n, struct reading_of);
	for (uint32_t i = 0; i < n; i++) {
		compare_gate(c, at[i], &c->gates[i], &list[i]);
		list[i].done_count = done_about(c, done, lifts, at[i].after,
						&list[i].done);
	}
	out->gates = list;
	out->gate_count = n;
}

/* --- everything ----------------------------------------------------------- */

static struct str exposure_of(const struct score *s)
{
	uint32_t fact = s->pack->rubric.target_by;

	if (fact == NO_INDEX || !s->exposure_known)
		return STR_NONE;
	return s->pack->facts[fact].values.ids[s->exposure];
}

struct comparison *compare_rounds(struct arena *a, const struct score *before,
				  const struct score *after,
				  const struct str *done, uint32_t done_count)
{
	struct comparing c = { .arena = a, .before = before, .after = after };
	struct comparison *out = ARENA_NEW(a, struct comparison);
	struct done finished;

	out->before = before;
	out->after = after;
	out->exposure_changed =
	    !str_eq(exposure_of(before), exposure_of(after));
	pair_all(&c);
	pair_people(&c, out);
	finished = find_done(&c, out, done, done_count);
	compare_gates(&c, out, &finished);
	compare_criteria(&c, out, &finished);
	compare_dimensions(&c, out);
	compare_overall(&c, out);
	list_answers(&c, out);
	return out;
}
