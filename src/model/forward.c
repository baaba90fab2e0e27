/*
 * What an author should know about conditions that are well formed: one that
 * waits for a later answer, one that can never be true, a value that never
 * comes out.
 */
#include "rubric.h"

#include "base/arena.h"

/* --- references to later questions ---------------------------------------- */

struct reach {
	const struct pack *pack;
	const uint32_t *facts;	/* by fact: the last question it reads, plus
				   one */
	uint32_t last;		/* the last question met, plus one */
	struct span where;
};

static void reach_use(void *context, enum expr_symbol_kind kind,
		      uint32_t index, struct span where)
{
	struct reach *r = context;
	uint32_t last = kind == EXPR_QUESTION ? index + 1
			: kind == EXPR_FACT   ? r->facts[index]
					      : 0;

	if (last <= r->last)
		return;
	r->last = last;
	r->where = where;
}

static void warn_later(struct loading *l, const uint32_t *facts,
		       const struct expr *e, uint32_t place, struct str id)
{
	struct reach r = { .pack = l->pack, .facts = facts };

	if (e == NULL)
		return;
	expr_uses(e, reach_use, &r);
	if (r.last > place + 1)
		DIAG_STR(l->reader.diags, r.where, MSG_FORWARD_REFERENCE, id,
			 l->pack->question_ids[r.last - 1]);
}

static void fact_reach(const struct pack *p, uint32_t *facts, uint32_t fact)
{
	struct reach r = { .pack = p, .facts = facts };

	expr_uses(p->facts[fact].is, reach_use, &r);
	facts[fact] = r.last;
}

static void warn_forward(struct loading *l)
{
	const struct pack *p = l->pack;
	uint32_t *facts = ARENA_ARRAY(l->reader.arena, p->fact_count, uint32_t);

	/* In the order of the steps, what a fact reads is settled before. */
	for (uint32_t i = 0; i < p->step_count; i++)
		if (p->steps[i].kind == STEP_FACT)
			fact_reach(p, facts, p->steps[i].index);
	for (uint32_t i = 0; i < p->section_count; i++)
		if (p->sections[i].question_count > 0)
			warn_later(l, facts, p->sections[i].when,
				   p->sections[i].questions[0],
				   p->sections[i].id);
	for (uint32_t i = 0; i < p->question_count; i++) {
		const struct question *q = &p->questions[i];

		warn_later(l, facts, q->when, i, q->id);
		warn_later(l, facts, q->na_when, i, q->id);
	}
}

/* --- with every question open --------------------------------------------- */

static void warn_values(struct loading *l, const struct fact *f,
			struct expr_value value)
{
	for (uint32_t i = 0; i < f->values.count; i++)
		if ((value.choice.can >> i & 1) == 0)
			DIAG_STR(l->reader.diags, f->value_texts[i].span,
				 MSG_UNREACHABLE_VALUE, f->values.ids[i],
				 f->id);
}

static void warn_never(struct loading *l, const struct expr *when,
		       const struct expr_env *env, struct str id)
{
	struct expr_value value;

	if (when == NULL)
		return;
	value = expr_eval(when, env);
	if ((value.truth.can & TRUTH_TRUE) == 0)
		DIAG_STR(l->reader.diags, expr_span(when), MSG_NEVER_SHOWN, id);
}

static void warn_unreachable(struct loading *l)
{
	const struct pack *p = l->pack;
	struct expr_env env = open_scores(l).env;

	for (uint32_t i = 0; i < p->fact_count; i++)
		warn_values(l, &p->facts[i], env.facts[i]);
	for (uint32_t i = 0; i < p->section_count; i++)
		warn_never(l, p->sections[i].when, &env, p->sections[i].id);
	for (uint32_t i = 0; i < p->question_count; i++)
		warn_never(l, p->questions[i].when, &env, p->questions[i].id);
}

void steps_warn(struct loading *l)
{
	warn_forward(l);
	warn_unreachable(l);
}
