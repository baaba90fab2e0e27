/*
 * What a figure is made from, whatever the answers: the questions at its
 * feet, through criteria, dimensions, facts and lets. Conditions under which
 * a question is asked are left aside: what they decide is seen in whether it
 * applies.
 */
#include "comparing.h"

#include "base/arena.h"

struct marks marks_make(struct arena *a, const struct pack *p)
{
	return (struct marks){
		.pack = p,
		.questions = ARENA_ARRAY(a, p->question_count, bool),
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

static void mark_expr(struct marks *m, const struct expr *e);

static void mark_use(void *context, enum expr_symbol_kind kind, uint32_t index,
		     struct span where)
{
	struct marks *m = context;

	(void)where;
	switch (kind) {
	case EXPR_QUESTION:
		m->questions[index] = true;
		return;
	case EXPR_FACT:
		if (first_visit(&m->facts[index]))
			mark_expr(m, m->pack->facts[index].is);
		return;
	case EXPR_LET:
		if (first_visit(&m->lets[index]))
			mark_expr(m, m->pack->rubric.lets[index].is);
		return;
	case EXPR_CRITERION:
		mark_criterion(m, index);
		return;
	case EXPR_DIMENSION:
		mark_dimension(m, index);
		return;
	case EXPR_SET:
		return;
	}
	BUG("symbol kind %d", (int)kind);
}

static void mark_expr(struct marks *m, const struct expr *e)
{
	if (e != NULL)
		expr_uses(e, mark_use, m);
}

void mark_criterion(struct marks *m, uint32_t criterion)
{
	const struct criterion *c = &m->pack->rubric.criteria[criterion];

	if (!first_visit(&m->criteria[criterion]))
		return;
	for (uint32_t i = 0; c->score_is_default && i < c->question_count; i++)
		m->questions[c->questions[i]] = true;
	mark_expr(m, c->score);
	mark_expr(m, c->level);
}

void mark_dimension(struct marks *m, uint32_t dimension)
{
	const struct dimension *d = &m->pack->rubric.dimensions[dimension];

	if (!first_visit(&m->dimensions[dimension]))
		return;
	for (uint32_t c = 0; d->score == NULL && c < d->criterion_count; c++)
		mark_criterion(m, d->first_criterion + c);
	mark_expr(m, d->score);
	mark_expr(m, d->level);
}

void mark_overall(struct marks *m)
{
	const struct rubric *r = &m->pack->rubric;

	m->overall = true;
	for (uint32_t d = 0; r->overall_score == NULL && d < r->dimension_count;
	     d++)
		mark_dimension(m, d);
	mark_expr(m, r->overall_score);
	mark_expr(m, r->overall_max);
	mark_expr(m, r->overall_level);
}

void mark_gate(struct marks *m, uint32_t gate, bool caps)
{
	const struct gate *g = &m->pack->rubric.gates[gate];

	mark_expr(m, g->when);
	for (uint32_t c = 0; caps && c < g->cap_count; c++)
		mark_expr(m, g->caps[c].level);
}
