/* Gates and facts: conditions, and what they read. */
#include "explainers.h"

#include "base/arena.h"

/* --- what an expression read -------------------------------------------- */

static void put_truth(struct teller *t, uint8_t truth)
{
	if (truth == TRUTH_ABSENT)
		tell(t, "inconnu", "unknown");
	else if (truth == TRUTH_TRUE)
		tell(t, "vrai", "true");
	else
		tell(t, "faux", "false");
}

static void put_number(struct teller *t, const struct expr_number *n)
{
	if (n->absent)
		tell(t, "absent", "absent");
	else
		tell_ratio(t, n->point, -1);
}

static void put_fact_value(struct teller *t, uint32_t index)
{
	const struct fact *f = &t->s->pack->facts[index];
	const struct expr_value *v = &t->s->facts[index];

	switch (v->type) {
	case EXPR_BOOL:
		put_truth(t, v->truth.point);
		return;
	case EXPR_CHOICE:
		if (v->choice.point == EXPR_OPTIONS)
			tell(t, "inconnu", "unknown");
		else
			tell_str(t, f->values.ids[v->choice.point]);
		return;
	case EXPR_NUMBER:
		put_number(t, &v->number);
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

/* A criterion's or a dimension's score and level. */
static void put_scored(struct teller *t, struct str id, const struct scored *s)
{
	tell_item(t, id);
	buf_text(t->out, "  ");
	if (s->raw.absent)
		tell(t, "absent", "absent");
	else
		tell_published(t, s->published);
	tell(t, ", niveau ", ", level ");
	tell_level(t, s->capped);
}

struct uses {
	struct teller *t;
	bool *seen[EXPR_SET];	/* by kind and index: none comes twice */
};

static void put_use(void *context, enum expr_symbol_kind kind, uint32_t index,
		    struct span where)
{
	struct uses *u = context;
	struct teller *t = u->t;
	const struct pack *p = t->s->pack;

	(void)where;
	if (kind == EXPR_SET || u->seen[kind][index])
		return;
	u->seen[kind][index] = true;
	switch (kind) {
	case EXPR_QUESTION:
		explain_input(t, index);
		return;
	case EXPR_FACT:
		tell_item(t, p->facts[index].id);
		buf_text(t->out, "  ");
		put_fact_value(t, index);
		break;
	case EXPR_LET:
		tell_item(t, p->rubric.lets[index].id);
		buf_text(t->out, "  ");
		put_number(t, &t->s->lets[index]);
		break;
	case EXPR_CRITERION:
		put_scored(t, p->rubric.criteria[index].id,
			   &t->s->criteria[index]);
		break;
	case EXPR_DIMENSION:
		put_scored(t, p->rubric.dimensions[index].id,
			   &t->s->dimensions[index]);
		break;
	case EXPR_SET:
		return;
	}
	tell_end(t);
}

void explain_uses(struct teller *t, const struct expr *e)
{
	const struct pack *p = t->s->pack;
	struct arena *a = t->out->arena;
	struct uses u = { .t = t };

	u.seen[EXPR_QUESTION] = ARENA_ARRAY(a, p->question_count, bool);
	u.seen[EXPR_FACT] = ARENA_ARRAY(a, p->fact_count, bool);
	u.seen[EXPR_LET] = ARENA_ARRAY(a, p->rubric.let_count, bool);
	u.seen[EXPR_CRITERION] = ARENA_ARRAY(a, p->rubric.criterion_count,
					     bool);
	u.seen[EXPR_DIMENSION] = ARENA_ARRAY(a, p->rubric.dimension_count,
					     bool);
	tell_head(t, "lit", "reads");
	expr_uses(e, put_use, &u);
}

void explain_fact(struct teller *t, uint32_t index)
{
	const struct fact *f = &t->s->pack->facts[index];

	tell_title(t, f->id, STR_NONE, &f->text);
	tell_label(t, "valeur", "value");
	put_fact_value(t, index);
	tell_end(t);
	tell_authored(t, TOLD_FORMULA);
	tell_str(t, expr_text(f->is));
	tell_end(t);
	explain_uses(t, f->is);
	tell_place(t, f->span);
}

/* --- gates -------------------------------------------------------------- */

static void put_caps(struct teller *t, uint32_t index)
{
	const struct rubric *r = &t->s->pack->rubric;
	const struct gate *g = &r->gates[index];

	for (uint32_t c = 0; c < g->cap_count; c++) {
		const struct expr_number *n = &t->s->gates[index].caps[c];
		bool known = score_cap_is_known(t->s, index, c);

		tell_authored(t, TOLD_CAP);
		if (g->caps[c].dimension == NO_INDEX)
			tell_str(t, STR("overall"));
		else
			tell_str(t, r->dimensions[g->caps[c].dimension].id);
		buf_text(t->out, " ≤ ");
		tell_str(t, expr_text(g->caps[c].level));
		if (known && !n->absent) {
			buf_text(t->out, " = ");
			tell_ratio(t, n->point, -1);
		}
		tell_end(t);
		if (expr_reads_capped(g->caps[c].level))
			explain_uses(t, g->caps[c].level);
	}
}

static void put_lifted_by(struct teller *t, const struct gate *g)
{
	if (g->lifted_count == 0)
		return;
	tell_label(t, "levé par", "lifted by");
	for (uint32_t i = 0; i < g->lifted_count; i++) {
		if (i > 0)
			tell(t, " ou ", " or ");
		tell_str(t, g->lifted_ids[i]);
	}
	tell_end(t);
}

static void put_condition(struct teller *t, const struct gate *g)
{
	struct reads r;

	if (g->when == NULL)
		return;
	tell_authored(t, TOLD_IN_FORCE_IF);
	tell_str(t, expr_text(g->when));
	tell_end(t);
	explain_uses(t, g->when);
	r = reads_make(t->out->arena, t->s);
	reads_expr(&r, g->when, false);
	explain_widened(t, &r, "questions ouvertes", "open questions");
}

void explain_gate(struct teller *t, uint32_t index)
{
	static const char *const words[][LANG_COUNT] = {
		[GATE_MET] = { "rempli, ou ne s'applique pas",
			       "met, or does not apply" },
		[GATE_IN_FORCE] = { "en vigueur", "in force" },
		[GATE_TO_CONFIRM] = { "à confirmer", "to confirm" },
		[GATE_SILENT] = { "n'abaisse aucun niveau",
				  "lowers no level" },
	};
	const struct gate *g = &t->s->pack->rubric.gates[index];

	tell_title(t, g->id, g->code, &g->title);
	tell_label(t, "état", "state");
	buf_text(t->out, words[t->s->gates[index].state][t->lang]);
	tell_end(t);
	put_condition(t, g);
	put_caps(t, index);
	put_lifted_by(t, g);
	tell_place(t, g->span);
}
