/*
 * Which open questions a number waits for, and which to ask next.
 *
 * A score is wide because of open questions it reads, at any depth: through
 * criteria, lets and facts, and through the conditions that decide whether a
 * question is asked. The walk marks what is read; each fact, let, criterion
 * and dimension is entered once.
 */
#include "base/arena.h"
#include "explainers.h"

struct reads reads_make(struct arena *a, const struct score *s)
{
	const struct pack *p = s->pack;

	return (struct reads){
		.s = s,
		.points = ARENA_ARRAY(a, p->question_count, bool),
		.answer = ARENA_ARRAY(a, p->question_count, bool),
		.facts = ARENA_ARRAY(a, p->fact_count, bool),
		.lets = ARENA_ARRAY(a, p->rubric.let_count, bool),
		.criteria = ARENA_ARRAY(a, p->rubric.criterion_count, bool),
		.dimensions = ARENA_ARRAY(a, p->rubric.dimension_count, bool),
	};
}

static bool first_visit(bool *been)
{
	bool first = !*been;

	*been = true;
	return first;
}

static void reads_conditions(struct reads *r, uint32_t question)
{
	const struct question *q = &r->s->pack->questions[question];

	if (!r->s->questions[question].maybe_hidden)
		return;
	reads_expr(r, r->s->pack->sections[q->section].when, false);
	reads_expr(r, q->when, false);
}

void reads_points(struct reads *r, uint32_t question)
{
	if (first_visit(&r->points[question]))
		reads_conditions(r, question);
}

void reads_answer(struct reads *r, uint32_t question)
{
	if (first_visit(&r->answer[question]))
		reads_conditions(r, question);
}

void reads_criterion(struct reads *r, uint32_t criterion)
{
	const struct criterion *c = &r->s->pack->rubric.criteria[criterion];

	if (!first_visit(&r->criteria[criterion]))
		return;
	if (c->score_is_default)
		for (uint32_t i = 0; i < c->question_count; i++)
			reads_points(r, c->questions[i]);
	else
		reads_expr(r, c->score, true);
	reads_expr(r, c->level, true);
}

void reads_dimension(struct reads *r, uint32_t dimension)
{
	const struct dimension *d = &r->s->pack->rubric.dimensions[dimension];

	if (!first_visit(&r->dimensions[dimension]))
		return;
	for (uint32_t c = 0; d->score == NULL && c < d->criterion_count; c++)
		reads_criterion(r, d->first_criterion + c);
	reads_expr(r, d->score, true);
	reads_expr(r, d->level, true);
}

struct walk {
	struct reads *reads;
	bool points;
};

static void reads_use(void *context, enum expr_symbol_kind kind,
		      uint32_t index, struct span where)
{
	const struct walk *w = context;
	struct reads *r = w->reads;
	const struct pack *p = r->s->pack;

	(void)where;
	switch (kind) {
	case EXPR_QUESTION:
		if (w->points)
			reads_points(r, index);
		else
			reads_answer(r, index);
		return;
	case EXPR_FACT:
		if (first_visit(&r->facts[index]))
			reads_expr(r, p->facts[index].is, false);
		return;
	case EXPR_LET:
		if (first_visit(&r->lets[index]))
			reads_expr(r, p->rubric.lets[index].is, true);
		return;
	case EXPR_CRITERION:
		reads_criterion(r, index);
		return;
	case EXPR_DIMENSION:
		reads_dimension(r, index);
		return;
	case EXPR_SET:
		return;
	}
	BUG("symbol kind %d", (int)kind);
}

void reads_expr(struct reads *r, const struct expr *e, bool points)
{
	struct walk w = { r, points };

	if (e != NULL)
		expr_uses(e, reads_use, &w);
}

/* --- the open ones ------------------------------------------------------ */

static bool firm_is_open(const struct question_result *r)
{
	return r->disagreement || r->firm->kind == ANSWER_MISSING ||
	       r->firm->kind == ANSWER_DONT_KNOW;
}

static bool widens(const struct reads *r, uint32_t question)
{
	const struct question_result *q = &r->s->questions[question];

	if (!q->shown && !q->maybe_hidden)
		return false;
	if (r->answer[question] && firm_is_open(q))
		return true;
	/* An answered one that may be hidden: its condition is what is open. */
	return r->points[question] && !number_is_certain(q->points) &&
	       (!q->maybe_hidden || firm_is_open(q));
}

void explain_widened(struct teller *t, const struct reads *r, const char *fr,
		     const char *en)
{
	uint32_t count = 0;

	for (uint32_t q = 0; q < t->s->pack->question_count; q++) {
		if (!widens(r, q))
			continue;
		if (count == 0)
			tell_label(t, fr, en);
		tell_comma(t, &count);
		tell_str(t, t->s->pack->questions[q].id);
	}
	if (count > 0)
		tell_end(t);
}

/* --- what to ask next --------------------------------------------------- */

static void put_gates(struct teller *t, uint32_t question)
{
	const struct rubric *rubric = &t->s->pack->rubric;
	uint32_t count = 0;

	for (uint32_t g = 0; g < rubric->gate_count; g++) {
		struct reads r = reads_make(t->out->arena, t->s);

		reads_expr(&r, rubric->gates[g].when, false);
		if (!r.answer[question])
			continue;
		if (count == 0)
			tell_label(t, "lue par les préalables",
				   "read by prerequisites");
		tell_comma(t, &count);
		tell_str(t, rubric->gates[g].id);
	}
	if (count > 0)
		tell_end(t);
}

static void put_narrowing(struct teller *t, const struct next_question *next)
{
	const struct scored *o = &t->s->overall;

	tell_label(t, "pourquoi", "why");
	tell(t, "sa réponse resserre le plus le niveau global, puis le score\n",
	     "its answer narrows the overall level most, then the score\n");
	tell_label(t, "niveau global possible aujourd'hui",
		   "overall level possible today");
	tell_levels(t, o->capped_lo, o->capped_hi);
	tell_end(t);
	tell_label(t, "étendue du niveau (écart entre ses bornes)",
		   "spread of the level (between its bounds)");
	tell_published(t, next->level_now);
	tell(t, " aujourd'hui, ", " today, ");
	tell_published(t, next->level_width);
	tell(t, " en moyenne après sa réponse\n",
	     " on average once it is answered\n");
	tell_label(t, "étendue du score", "spread of the score");
	tell_published(t, next->score_now);
	tell(t, " aujourd'hui, ", " today, ");
	tell_published(t, next->score_width);
	tell(t, " en moyenne après sa réponse\n",
	     " on average once it is answered\n");
}

void explain_next(struct teller *t)
{
	struct next_question next = score_next(t->out->arena, t->s);
	const struct question *q;

	tell_str(t, STR("next_question"));
	if (next.question == NO_INDEX) {
		tell(t, " \xE2\x80\x94 aucune\xC2\xA0: rien d'ouvert ne resserre le "
			"niveau global\n",
		     " \xE2\x80\x94 none: nothing open narrows the overall "
		     "level\n");
		return;
	}
	q = &t->s->pack->questions[next.question];
	buf_text(t->out, " \xE2\x80\x94 ");
	tell_title(t, q->id, q->code, &q->text);
	tell_label(t, "état", "state");
	tell_state(t, t->s->questions[next.question].state);
	tell_end(t);
	if (next.express == NO_INDEX) {
		put_narrowing(t, &next);
	} else {
		tell_label(t, "pourquoi", "why");
		tell(t, "première question ouverte du parcours rapide (",
		     "first open question of the short path (");
		buf_fmt(t->out, "%u/%u)\n", next.express + 1,
			t->s->pack->express_count);
	}
	put_gates(t, next.question);
	tell_place(t, q->span);
}
