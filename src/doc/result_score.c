/*
 * The result as JSON: every number beside what it was made from.
 */
#include "doc/result.h"

#include "base/arena.h"
#include "base/digest.h"
#include "findings.h"
#include "result_parts.h"

void result_ratio(struct json *j, bool present, struct ratio r)
{
	if (present)
		json_ratio(j, r, RESULT_PLACES);
	else
		json_put_null(j);
}

void result_exact(struct json *j, struct arena *a, struct ratio r)
{
	struct buf b = buf_make(a);

	r = ratio_reduce(r);
	buf_int(&b, r.num);
	if (r.den != 1) {
		buf_char(&b, '/');
		buf_int(&b, r.den);
	}
	json_str(j, buf_view(&b));
}

void result_bounds(struct json *j, bool any, struct ratio lo, struct ratio hi)
{
	if (!any) {
		json_put_null(j);
		return;
	}
	json_begin_array(j);
	json_ratio(j, lo, RESULT_PLACES);
	json_ratio(j, hi, RESULT_PLACES);
	json_end(j);
}

static void write_level(struct json *j, const char *key, uint8_t level)
{
	json_key(j, key);
	if (level == 0)
		json_put_null(j);
	else
		json_int(j, level);
}

static void write_levels(struct json *j, const char *key, uint8_t lo,
			 uint8_t hi)
{
	json_key(j, key);
	if (hi == 0) {
		json_put_null(j);
		return;
	}
	json_begin_array(j);
	json_int(j, lo);
	json_int(j, hi);
	json_end(j);
}

static void write_score(struct json *j, struct arena *a, const struct scored *s)
{
	json_key(j, "score");
	json_begin_object(j);
	json_key(j, "published");
	result_ratio(j, !s->raw.absent, s->published);
	json_key(j, "raw");
	result_ratio(j, !s->raw.absent, s->raw.point);
	json_key(j, "exact");
	if (s->raw.absent)
		json_put_null(j);
	else
		result_exact(j, a, s->raw.point);
	json_key(j, "bounds");
	result_bounds(j, s->raw.may_be_present, s->published_lo,
		     s->published_hi);
	json_key(j, "may_be_absent");
	json_bool(j, s->raw.may_be_absent);
	json_end(j);
}

static void write_scored_level(struct json *j, const struct score *score,
			       const struct scored *s)
{
	json_key(j, "level");
	json_begin_object(j);
	write_level(j, "computed", s->level);
	write_level(j, "capped", s->capped);
	json_key(j, "gate");
	if (s->gate == NO_INDEX)
		json_put_null(j);
	else
		json_str(j, score->pack->rubric.gates[s->gate].id);
	write_levels(j, "bounds", s->level_lo, s->level_hi);
	write_levels(j, "capped_bounds", s->capped_lo, s->capped_hi);
	write_levels(j, "shown", s->shown_lo, s->shown_hi);
	json_key(j, "to_confirm");
	json_bool(j, s->confirm);
	json_key(j, "only_declared");
	json_bool(j, s->declared);
	write_level(j, "target", s->target);
	json_end(j);
}

static void write_coverage(struct json *j, const struct scored *s)
{
	json_key(j, "coverage");
	json_begin_object(j);
	json_key(j, "applying");
	json_int(j, s->applying);
	json_key(j, "answered");
	json_int(j, s->answered);
	json_key(j, "dont_know");
	json_int(j, s->dont_know);
	json_key(j, "unanswered");
	json_int(j, s->unanswered);
	json_key(j, "na");
	json_int(j, s->na);
	json_key(j, "hidden");
	json_int(j, s->hidden);
	json_end(j);
}

static void write_scored(struct json *j, struct arena *a,
			 const struct score *score, const struct scored *s)
{
	write_score(j, a, s);
	write_scored_level(j, score, s);
	write_coverage(j, s);
}

void result_place(struct json *j, struct span span)
{
	json_key(j, "line");
	json_int(j, span_place(span).line);
}

/* --- criteria, dimensions, gates ---------------------------------------------- */

static void write_inputs(struct json *j, const struct score *s,
			 const struct criterion *c)
{
	json_key(j, "inputs");
	json_begin_array(j);
	for (uint32_t i = 0; i < c->question_count; i++)
		result_input(j, s, c->questions[i]);
	json_end(j);
}

static void write_blocking(struct json *j, struct arena *a,
			   const struct score *s, uint32_t criterion)
{
	const struct criterion *c = &s->pack->rubric.criteria[criterion];
	struct blocking *b = ARENA_ARRAY(a, c->question_count, struct blocking);
	uint32_t n = score_blocking(s, criterion, b);

	json_key(j, "blocks_next_level");
	json_begin_array(j);
	for (uint32_t i = 0; i < n; i++) {
		json_begin_object(j);
		json_key(j, "question");
		json_str(j, s->pack->questions[b[i].question].id);
		json_key(j, "points");
		result_ratio(j, !b[i].open, b[i].points);
		json_key(j, "wanted");
		json_ratio(j, b[i].wanted, RESULT_PLACES);
		json_end(j);
	}
	json_end(j);
}

static void write_criterion(struct json *j, struct arena *a,
			    const struct score *s, uint32_t i)
{
	const struct rubric *r = &s->pack->rubric;
	const struct criterion *c = &r->criteria[i];

	json_begin_object(j);
	json_key(j, "id");
	json_str(j, c->id);
	json_key(j, "dimension");
	json_str(j, r->dimensions[c->dimension].id);
	json_key(j, "weight");
	json_ratio(j, c->weight, RESULT_PLACES);
	json_key(j, "formula");
	json_str(j, expr_text(c->score));
	write_inputs(j, s, c);
	write_scored(j, a, s, &s->criteria[i]);
	json_key(j, "evidence");
	json_text(j, evidence_name(s->answers->evidence[i]));
	write_blocking(j, a, s, i);
	result_place(j, c->span);
	json_end(j);
}

static void write_group_scores(struct json *j, const struct score *s,
			       uint32_t dimension)
{
	struct ratio gap;

	if (!s->several)
		return;
	json_key(j, "groups");
	json_begin_object(j);
	for (int g = 0; g < GROUP_COUNT; g++) {
		const struct expr_number *n = &s->dimensions_of[g][dimension];

		if (n->absent)
			continue;
		json_key(j, group_name((enum group)g));
		json_ratio(j, n->point, RESULT_PLACES);
	}
	json_end(j);
	if (!score_gap(s, dimension, &gap))
		return;
	json_key(j, "gap");
	json_ratio(j, gap, RESULT_PLACES);
	json_key(j, "discuss");
	json_bool(j, ratio_cmp(gap, s->pack->rubric.gap) >= 0 ||
			 ratio_cmp(ratio_neg(gap), s->pack->rubric.gap) >= 0);
	if (!score_gap_together(s, dimension))
		return;
	json_key(j, "together");
	json_bool(j, true);
}

static void write_dimension(struct json *j, struct arena *a,
			    const struct score *s, uint32_t i)
{
	const struct dimension *d = &s->pack->rubric.dimensions[i];

	json_begin_object(j);
	json_key(j, "id");
	json_str(j, d->id);
	json_key(j, "weight");
	json_ratio(j, d->weight, RESULT_PLACES);
	json_key(j, "formula");
	if (d->score == NULL)
		json_text(j, "weighted mean of its criteria");
	else
		json_str(j, expr_text(d->score));
	write_scored(j, a, s, &s->dimensions[i]);
	write_group_scores(j, s, i);
	result_place(j, d->span);
	json_end(j);
}

static void write_caps(struct json *j, const struct score *s, uint32_t gate)
{
	const struct rubric *r = &s->pack->rubric;
	const struct gate *g = &r->gates[gate];

	json_key(j, "caps");
	json_begin_object(j);
	for (uint32_t c = 0; c < g->cap_count; c++) {
		const struct expr_number *n = &s->gates[gate].caps[c];

		if (g->caps[c].dimension == NO_INDEX)
			json_key(j, "overall");
		else
			json_key_str(j,
				     r->dimensions[g->caps[c].dimension].id);
		result_ratio(j,
			     score_cap_is_known(s, gate, c) && !n->absent,
			     n->point);
	}
	json_end(j);
}

static void write_gate(struct json *j, const struct score *s, uint32_t i)
{
	const struct gate *g = &s->pack->rubric.gates[i];

	json_begin_object(j);
	json_key(j, "id");
	json_str(j, g->id);
	json_key(j, "state");
	json_text(j, gate_state_name(s->gates[i].state));
	json_key(j, "condition");
	if (g->when == NULL)
		json_put_null(j);
	else
		json_str(j, expr_text(g->when));
	write_caps(j, s, i);
	json_key(j, "lifted_by");
	json_begin_array(j);
	for (uint32_t l = 0; l < g->lifted_count; l++)
		json_str(j, g->lifted_ids[l]);
	json_end(j);
	result_place(j, g->span);
	json_end(j);
}

/* --- facts, client ---------------------------------------------------------------- */

static void write_fact(struct json *j, const struct fact *f,
		       const struct expr_value *v)
{
	json_key_str(j, f->id);
	switch (v->type) {
	case EXPR_BOOL:
		if (v->truth.point == TRUTH_ABSENT)
			json_put_null(j);
		else
			json_bool(j, v->truth.point == TRUTH_TRUE);
		return;
	case EXPR_CHOICE:
		if (v->choice.point == EXPR_OPTIONS)
			json_put_null(j);
		else
			json_str(j, f->values.ids[v->choice.point]);
		return;
	case EXPR_NUMBER:
		result_ratio(j, !v->number.absent, v->number.point);
		return;
	case EXPR_OPTIONS_SET:
	case EXPR_OTHER:
	case EXPR_LEVEL:
	case EXPR_ITEMS:
	case EXPR_NUMBERS:
		break;
	}
	BUG("a fact of type %d", (int)v->type);
}

static void write_case(struct json *j, const struct score *s)
{
	const struct answers *as = s->answers;

	json_key(j, "case");
	json_begin_object(j);
	json_key(j, "client");
	json_str(j, as->client_name);
	json_key(j, "sector");
	json_str(j, as->client_sector);
	json_key(j, "staff");
	if (as->staff > 0)
		json_int(j, as->staff);
	else
		json_put_null(j);
	json_key(j, "date");
	json_str(j, as->date);
	json_key(j, "answers_sha256");
	json_text(j, digest_of(as->document).hex);
	json_key(j, "several_respondents");
	json_bool(j, s->several);
	json_end(j);
}

static void write_pack(struct json *j, const struct pack *pack)
{
	json_key(j, "pack");
	json_begin_object(j);
	json_key(j, "id");
	json_str(j, pack->id);
	json_key(j, "version");
	json_str(j, pack->version);
	json_key(j, "sha256");
	json_text(j, pack->digest.hex);
	json_end(j);
}

static void write_exposure(struct json *j, const struct score *s)
{
	json_key(j, "exposure");
	if (s->exposure == NO_INDEX) {
		json_put_null(j);
		return;
	}
	json_str(j, s->pack->facts[s->pack->rubric.target_by]
			.values.ids[s->exposure]);
}

static void write_findings(struct json *j, struct arena *a,
			   const struct score *s)
{
	uint32_t chosen[FINDINGS_MOST];
	uint32_t count = findings_choose(a, s, chosen);

	json_key(j, "findings");
	json_begin_array(j);
	for (uint32_t i = 0; i < count; i++) {
		json_begin_object(j);
		json_key(j, "criterion");
		json_str(j, s->pack->rubric.criteria[chosen[i]].id);
		json_key(j, "weighted_gap");
		json_ratio(j, findings_gap(s, chosen[i]), RESULT_PLACES);
		json_end(j);
	}
	json_end(j);
}

static void write_advice(struct json *j, struct arena *a, const struct score *s)
{
	struct gain gains[10];
	uint32_t n = score_gains(a, s, gains, 10);
	uint32_t next = score_next_question(a, s);

	json_key(j, "gains");
	json_begin_array(j);
	for (uint32_t i = 0; i < n; i++) {
		json_begin_object(j);
		json_key(j, "question");
		json_str(j, s->pack->questions[gains[i].question].id);
		json_key(j, "overall");
		json_ratio(j, gains[i].overall, RESULT_PLACES);
		json_end(j);
	}
	json_end(j);
	json_key(j, "next_question");
	if (next == NO_INDEX)
		json_put_null(j);
	else
		json_str(j, s->pack->questions[next].id);
}

void result_write(struct json *j, struct arena *a, const struct score *s)
{
	const struct rubric *r = &s->pack->rubric;

	json_key(j, "format");
	json_text(j, "jalon-result-1");
	write_pack(j, s->pack);
	write_case(j, s);
	json_key(j, "preview");
	json_bool(j, s->preview);
	write_exposure(j, s);
	json_key(j, "facts");
	json_begin_object(j);
	for (uint32_t f = 0; f < s->pack->fact_count; f++)
		write_fact(j, &s->pack->facts[f], &s->facts[f]);
	json_end(j);
	json_key(j, "overall");
	json_begin_object(j);
	json_key(j, "formula");
	if (r->overall_score == NULL)
		json_text(j, "weighted mean of the dimensions");
	else
		json_str(j, expr_text(r->overall_score));
	write_scored(j, a, s, &s->overall);
	json_end(j);
	json_key(j, "dimensions");
	json_begin_array(j);
	for (uint32_t d = 0; d < r->dimension_count; d++)
		write_dimension(j, a, s, d);
	json_end(j);
	json_key(j, "criteria");
	json_begin_array(j);
	for (uint32_t c = 0; c < r->criterion_count; c++)
		write_criterion(j, a, s, c);
	json_end(j);
	json_key(j, "gates");
	json_begin_array(j);
	for (uint32_t g = 0; g < r->gate_count; g++)
		write_gate(j, s, g);
	json_end(j);
	json_key(j, "questions");
	json_begin_array(j);
	for (uint32_t q = 0; q < s->pack->question_count; q++)
		result_question(j, s, q);
	json_end(j);
	write_findings(j, a, s);
	write_advice(j, a, s);
}

/* --- compact ------------------------------------------------------------------------ */

static void write_compact(struct json *j, const struct scored *s)
{
	json_begin_object(j);
	json_key(j, "score");
	result_ratio(j, !s->raw.absent, s->published);
	json_key(j, "bounds");
	result_bounds(j, s->raw.may_be_present, s->published_lo,
		     s->published_hi);
	write_level(j, "level", s->level);
	write_level(j, "capped", s->capped);
	write_levels(j, "shown", s->shown_lo, s->shown_hi);
	json_end(j);
}

static void write_gates_in(struct json *j, const struct score *s,
			   const char *key, enum gate_state state)
{
	json_key(j, key);
	json_begin_array(j);
	for (uint32_t g = 0; g < s->pack->rubric.gate_count; g++)
		if (s->gates[g].state == state)
			json_str(j, s->pack->rubric.gates[g].id);
	json_end(j);
}

void result_write_compact(struct json *j, const struct score *s)
{
	const struct rubric *r = &s->pack->rubric;

	json_key(j, "client");
	json_str(j, s->answers->client_name);
	json_key(j, "preview");
	json_bool(j, s->preview);
	write_exposure(j, s);
	json_key(j, "overall");
	write_compact(j, &s->overall);
	json_key(j, "dimensions");
	json_begin_object(j);
	for (uint32_t d = 0; d < r->dimension_count; d++) {
		json_key_str(j, r->dimensions[d].id);
		write_compact(j, &s->dimensions[d]);
	}
	json_end(j);
	write_gates_in(j, s, "in_force", GATE_IN_FORCE);
	write_gates_in(j, s, "to_confirm", GATE_TO_CONFIRM);
	json_key(j, "answered");
	json_int(j, s->overall.answered);
	json_key(j, "applying");
	json_int(j, s->overall.applying);
	json_key(j, "dont_know");
	json_int(j, s->overall.dont_know);
}
