/*
 * What is well formed and yet cannot have been meant. Warnings only: the
 * author may know better.
 */
#include "rubric.h"

#include "base/arena.h"

static struct str ratio_text(struct arena *a, struct ratio value)
{
	struct buf b = buf_make(a);

	ratio_write(&b, value, -1);
	return buf_view(&b);
}

/* --- questions and criteria ----------------------------------------------- */

/* The questions some part of the pack reads for their points. */
struct reading {
	struct loading *l;
	bool *read; /* by question */
};

static void mark(void *context, enum expr_symbol_kind kind, uint32_t index,
		 struct span where)
{
	struct reading *r = context;

	(void)where;
	if (kind == EXPR_QUESTION)
		r->read[index] = true;
}

static void mark_all(struct reading *r, const struct expr *e)
{
	if (e != NULL)
		expr_uses(e, mark, r);
}

static void rubric_mark(struct reading *r)
{
	const struct pack *p = r->l->pack;
	const struct rubric *rubric = &p->rubric;

	for (uint32_t i = 0; i < p->fact_count; i++)
		mark_all(r, p->facts[i].is);
	for (uint32_t i = 0; i < rubric->let_count; i++)
		mark_all(r, rubric->lets[i].is);
	for (uint32_t i = 0; i < rubric->criterion_count; i++) {
		mark_all(r, rubric->criteria[i].score);
		mark_all(r, rubric->criteria[i].level);
	}
	for (uint32_t i = 0; i < rubric->dimension_count; i++) {
		mark_all(r, rubric->dimensions[i].score);
		mark_all(r, rubric->dimensions[i].level);
	}
	mark_all(r, rubric->overall_score);
	mark_all(r, rubric->overall_level);
	for (uint32_t i = 0; i < rubric->gate_count; i++) {
		const struct gate *g = &rubric->gates[i];

		mark_all(r, g->when);
		for (uint32_t j = 0; j < g->cap_count; j++)
			mark_all(r, g->caps[j].level);
	}
}

static void questions_check(struct loading *l)
{
	const struct pack *p = l->pack;
	struct reading r = { .l = l };

	r.read = ARENA_ARRAY(l->reader.arena, p->question_count, bool);
	rubric_mark(&r);
	for (uint32_t i = 0; i < p->question_count; i++)
		if (p->questions[i].scored && !r.read[i])
			DIAG_STR(l->reader.diags, p->questions[i].span,
				 MSG_AUTHOR_UNREAD_QUESTION,
				 p->questions[i].id);
}

/* A criterion whose score is its own expression may read what it likes. */
static void criterion_check(struct loading *l, const struct criterion *c)
{
	bool scored = false;

	for (uint32_t i = 0; i < c->question_count; i++)
		scored = scored || l->pack->questions[c->questions[i]].scored;
	if (!c->score_is_default || scored)
		return;
	DIAG_STR(l->reader.diags, c->span,
		 c->question_count == 0 ? MSG_AUTHOR_NO_QUESTION
					: MSG_AUTHOR_NO_POINTS,
		 c->id);
}

/* --- bands ---------------------------------------------------------------- */

/* Where a band was written: found again from its key, in the head. */
static struct span band_span(struct loading *l, uint32_t level)
{
	const struct source *s = l->rubric;
	struct buf key = buf_make(l->reader.arena);
	size_t at = str_find(s->text, STR("bands:"), 0), from;

	if (at == SIZE_MAX)
		return span_make(s, 0, 0);
	buf_fmt(&key, "%u:", level);
	from = str_find(s->text, buf_view(&key), at);
	if (from == SIZE_MAX)
		return span_make(s, at, at + 5);
	return span_make(s, from, from + 1);
}

static void band_check(struct loading *l, uint32_t level)
{
	const struct rubric *r = &l->pack->rubric;
	struct arena *a = l->reader.arena;
	struct ratio from = r->bands[level];
	struct str name = number_text(a, level), value = ratio_text(a, from);
	struct diags *d = l->reader.diags;

	if (level > 2 && ratio_cmp(r->bands[level - 1], from) == 0)
		DIAG_STR(d, band_span(l, level), MSG_AUTHOR_BAND_EQUAL,
			 number_text(a, level - 1), name);
	if (r->bands_are_shares)
		return;
	if (ratio_cmp(from, r->range_max) > 0 ||
	    ratio_cmp(from, r->range_min) <= 0)
		DIAG_STR(d, band_span(l, level), MSG_AUTHOR_BAND_RANGE, name,
			 value, ratio_text(a, r->range_min),
			 ratio_text(a, r->range_max));
	if (ratio_cmp(ratio_round(from, r->places, r->rounding), from) != 0)
		DIAG_STR(d, band_span(l, level), MSG_AUTHOR_BAND_FINE, name,
			 value, number_text(a, (uint32_t)r->places));
}

static void bands_check(struct loading *l)
{
	const struct rubric *r = &l->pack->rubric;

	for (uint32_t level = 2; r->has_bands && level <= r->level_count;
	     level++)
		band_check(l, level);
}

/* --- what no answer can reach --------------------------------------------- */

/* The highest level that some completion gives, by the bands. */
static uint32_t highest(const struct rubric *r, const struct expr_number *score)
{
	struct ratio top = ratio_round(score->hi, r->places, r->rounding);
	uint32_t level = 1;

	while (level < r->level_count &&
	       ratio_cmp(top, r->bands[level + 1]) >= 0)
		level++;
	return level;
}

static void reach_check(struct loading *l, const struct open_scores *open)
{
	const struct rubric *r = &l->pack->rubric;
	struct arena *a = l->reader.arena;

	if (!r->has_bands || r->bands_are_shares)
		return;
	for (uint32_t i = 0; i < r->criterion_count; i++) {
		const struct expr_number *n = &open->criteria[i];
		uint32_t level = highest(r, n);

		/* Bands out of range were reported for themselves. */
		if (r->criteria[i].level != NULL || !n->may_be_present ||
		    level == r->level_count ||
		    ratio_cmp(r->bands[level + 1], r->range_max) > 0)
			continue;
		DIAG_STR(l->reader.diags, r->criteria[i].span,
			 MSG_AUTHOR_LEVEL_UNREACHABLE, r->criteria[i].id,
			 number_text(a, level + 1), ratio_text(a, n->hi));
	}
}

/* --- weights -------------------------------------------------------------- */

/*
 * Weights count for their proportions only, but all below 1 they were meant
 * as shares: one was changed and not the others.
 */
static void weights_check(struct loading *l)
{
	const struct rubric *r = &l->pack->rubric;
	struct ratio sum = RATIO(0);

	for (uint32_t i = 0; i < r->dimension_count; i++) {
		if (ratio_cmp(r->dimensions[i].weight, RATIO(1)) >= 0)
			return;
		sum = ratio_add(sum, r->dimensions[i].weight);
	}
	if (ratio_cmp(sum, RATIO(1)) != 0)
		DIAG_STR(l->reader.diags, r->dimensions[0].span,
			 MSG_AUTHOR_WEIGHTS, ratio_text(l->reader.arena, sum));
}

/* --- conditions ----------------------------------------------------------- */

/* False when the condition can never be true. */
static bool when_check(struct loading *l, const struct expr *when,
		       const struct open_scores *open)
{
	uint8_t can;

	if (when == NULL)
		return true;
	can = expr_eval(when, &open->env).truth.can;
	if ((can & TRUTH_TRUE) == 0)
		DIAG(l->reader.diags, expr_span(when), MSG_AUTHOR_NEVER);
	else if (can == TRUTH_TRUE)
		DIAG(l->reader.diags, expr_span(when), MSG_AUTHOR_ALWAYS);
	return (can & TRUTH_TRUE) != 0;
}

static void gate_check(struct loading *l, const struct gate *g,
		       const struct open_scores *open)
{
	const struct rubric *r = &l->pack->rubric;
	struct diags *d = l->reader.diags;

	when_check(l, g->when, open);
	if (g->message.in[l->pack->languages[0]].len == 0)
		DIAG_STR(d, g->span, MSG_AUTHOR_GATE_NO_MESSAGE, g->id);
	if (g->when != NULL && g->lifted_count == 0 && l->pack->has_catalogue)
		DIAG_STR(d, g->span, MSG_AUTHOR_GATE_NOT_LIFTED, g->id);
	for (uint32_t i = 0; i < g->cap_count; i++) {
		struct ratio level;

		if (ratio_parse(span_text(g->caps[i].span), &level) &&
		    ratio_cmp(level, RATIO((int64_t)r->level_count)) == 0)
			DIAG_STR(d, g->caps[i].span, MSG_AUTHOR_CAP_USELESS,
				 number_text(l->reader.arena, r->level_count));
	}
}

/* --- initiatives ---------------------------------------------------------- */

static bool is_closed(const struct catalogue *c, uint32_t criterion)
{
	for (uint32_t i = 0; i < c->initiative_count; i++)
		for (uint32_t j = 0; j < c->initiatives[i].close_count; j++)
			if (c->initiatives[i].closes[j].criterion == criterion)
				return true;
	return false;
}

static void closers_check(struct loading *l)
{
	const struct rubric *r = &l->pack->rubric;

	for (uint32_t i = 0; i < r->criterion_count; i++) {
		const struct criterion *c = &r->criteria[i];

		if (!is_closed(&l->pack->catalogue, i))
			DIAG_STR(l->reader.diags, c->span,
				 MSG_AUTHOR_NOT_CLOSED, c->id);
	}
	for (uint32_t i = 0; i < r->dimension_count; i++)
		if (r->dimensions[i].targets == NULL)
			DIAG_STR(l->reader.diags, r->dimensions[i].span,
				 MSG_AUTHOR_NO_TARGET, r->dimensions[i].id);
}

/* Initiatives that something waits for. */
static bool *awaited(struct loading *l)
{
	const struct catalogue *c = &l->pack->catalogue;
	bool *is = ARENA_ARRAY(l->reader.arena, c->initiative_count, bool);

	for (uint32_t i = 0; i < c->initiative_count; i++)
		for (uint32_t j = 0; j < c->initiatives[i].require_count; j++)
			is[c->initiatives[i].requires[j]] = true;
	for (uint32_t i = 0; i < c->opportunity_count; i++)
		for (uint32_t j = 0; j < c->opportunities[i].require_count; j++)
			is[c->opportunities[i].requires[j]] = true;
	return is;
}

/* Marks what waits for an initiative that is never offered, to the end of
   every chain: each round reaches one step further. */
static void blocked_check(struct loading *l, bool *offered)
{
	const struct catalogue *c = &l->pack->catalogue;
	bool again = true;

	while (again) {
		again = false;
		for (uint32_t i = 0; i < c->initiative_count; i++) {
			const struct initiative *it = &c->initiatives[i];

			for (uint32_t j = 0;
			     offered[i] && j < it->require_count; j++) {
				if (offered[it->requires[j]])
					continue;
				offered[i] = false;
				again = true;
				DIAG_STR(l->reader.diags, it->span,
					 MSG_AUTHOR_INITIATIVE_BLOCKED, it->id,
					 c->initiatives[it->requires[j]].id);
			}
		}
	}
}

static void initiatives_check(struct loading *l, const struct open_scores *open)
{
	const struct catalogue *c = &l->pack->catalogue;
	bool *offered = ARENA_ARRAY(l->reader.arena, c->initiative_count, bool);
	const bool *waited_for = awaited(l);

	for (uint32_t i = 0; i < c->initiative_count; i++) {
		const struct initiative *it = &c->initiatives[i];

		offered[i] = when_check(l, it->when, open);
		if (it->close_count == 0 && it->lift_count == 0 &&
		    it->kind != INITIATIVE_BOT && !waited_for[i])
			DIAG_STR(l->reader.diags, it->span,
				 MSG_AUTHOR_IDLE_INITIATIVE, it->id);
	}
	blocked_check(l, offered);
	for (uint32_t i = 0; i < c->opportunity_count; i++)
		when_check(l, c->opportunities[i].when, open);
}

void author_check(struct loading *l)
{
	const struct rubric *r = &l->pack->rubric;
	struct open_scores open = open_scores(l);

	questions_check(l);
	for (uint32_t i = 0; i < r->criterion_count; i++)
		criterion_check(l, &r->criteria[i]);
	bands_check(l);
	weights_check(l);
	reach_check(l, &open);
	for (uint32_t i = 0; i < r->gate_count; i++)
		gate_check(l, &r->gates[i], &open);
	if (!l->pack->has_catalogue)
		return;
	closers_check(l);
	initiatives_check(l, &open);
}
