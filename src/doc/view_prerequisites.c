/* Gates: in force, to confirm, met; what each holds back and how to meet it. */
#include "view.h"

#include "doc/typography.h"

/* "niveau global : 2 au plus; Service : 2 au plus" */
static struct str caps(const struct view *v, uint32_t gate)
{
	const struct gate *g = &v->pack->rubric.gates[gate];
	const struct gate_result *r = &v->score->gates[gate];
	struct buf out = buf_make(v->arena);

	for (uint32_t i = 0; i < g->cap_count; i++) {
		uint32_t d = g->caps[i].dimension;
		struct str what = view_word(v, W_OVERALL_LEVEL);

		if (r->caps[i].absent)
			continue;
		if (d != NO_INDEX)
			what = view_text(v, &v->pack->rubric.dimensions[d].title);
		if (out.len > 0)
			buf_text(&out, "; ");
		buf_str(&out, WORDS(v->arena, W_CAPPED_AT, v->lang, what,
				    typo_number(v->arena, r->caps[i].point, -1,
						v->lang)));
	}
	return buf_view(&out);
}

/* --- the questions a gate reads, through facts if need be ----------------- */

struct gathering {
	const struct pack *pack;
	bool *questions;	/* by question */
	bool *facts;		/* by fact: already followed */
	bool through_facts;
};

static void gather(void *context, enum expr_symbol_kind kind, uint32_t index,
		   struct span where)
{
	struct gathering *g = context;

	(void)where;
	if (kind == EXPR_QUESTION)
		g->questions[index] = true;
	if (kind != EXPR_FACT || !g->through_facts || g->facts[index])
		return;
	g->facts[index] = true;
	expr_uses(g->pack->facts[index].is, gather, g);
}

bool *view_gate_questions(const struct view *v)
{
	struct gathering g = {
		.pack = v->pack,
		.questions = ARENA_ARRAY(v->arena, v->pack->question_count, bool),
		.facts = ARENA_ARRAY(v->arena, v->pack->fact_count, bool),
		.through_facts = true,
	};

	for (uint32_t i = 0; i < v->pack->rubric.gate_count; i++) {
		const struct expr *when = v->pack->rubric.gates[i].when;

		if (when != NULL &&
		    v->score->gates[i].state == GATE_TO_CONFIRM)
			expr_uses(when, gather, &g);
	}
	return g.questions;
}

static void put_questions(struct view *v, struct node *map, uint32_t gate,
			  bool open_only)
{
	const struct expr *when = v->pack->rubric.gates[gate].when;
	struct node *list = view_put_list(v, map, "questions");
	struct gathering g = {
		.pack = v->pack,
		.questions = ARENA_ARRAY(v->arena, v->pack->question_count, bool),
		.facts = ARENA_ARRAY(v->arena, v->pack->fact_count, bool),
		.through_facts = open_only,
	};

	if (when != NULL)
		expr_uses(when, gather, &g);
	for (uint32_t q = 0; q < v->pack->question_count; q++) {
		if (!g.questions[q] || (open_only && !view_is_open(v, q)))
			continue;
		view_question(v, view_add_map(v, list), q);
	}
	view_put_flag(v, map, "has_questions", list->count > 0);
}

/* --- how to meet it ------------------------------------------------------- */

static void put_way(struct view *v, struct node *map, uint32_t initiative)
{
	const struct initiative *i = &v->pack->catalogue.initiatives[initiative];
	uint32_t line = view_line_of(v, initiative);
	const struct plan_line *l =
		line == NO_INDEX ? NULL : &v->plan->lines[line];
	uint32_t size = pack_size_of(v->pack, v->answers->staff);

	view_put_text(v, map, "title", &i->title);
	view_put_own(v, map, "code", i->code);
	view_put_text(v, map, "why", &i->why);
	view_put_text(v, map, "owner", &i->owner);
	view_put_flag(v, map, "pause", i->kind == INITIATIVE_PAUSE);
	view_put_flag(v, map, "planned", l != NULL);
	view_put_count(v, map, "number", l == NULL ? 0 : line + 1);
	view_put_own(v, map, "weeks",
		     l == NULL ? STR_NONE : view_weeks(v, l->start, l->end));
	view_put_own(v, map, "days",
		     view_effort(v, l == NULL ? &i->days[size] : &l->days));
}

static void put_ways(struct view *v, struct node *map, uint32_t gate)
{
	const struct gate *g = &v->pack->rubric.gates[gate];
	struct node *list = view_put_list(v, map, "ways");

	for (uint32_t i = 0; v->pack->has_catalogue && i < g->lifted_count; i++)
		put_way(v, view_add_map(v, list), g->lifted_by[i]);
	view_put_flag(v, map, "has_ways", list->count > 0);
}

static const struct plan_gate *planned(const struct view *v, uint32_t gate)
{
	for (uint32_t i = 0; v->plan != NULL && i < v->plan->gate_count; i++)
		if (v->plan->gates[i].gate == gate)
			return &v->plan->gates[i];
	return NULL;
}

static void put_plan_of(struct view *v, struct node *map, uint32_t gate)
{
	const struct plan_gate *p = planned(v, gate);
	bool met = p != NULL && p->by != NO_INDEX;

	view_put_own(v, map, "met_by",
		     met ? view_text(v, &v->pack->catalogue
						 .initiatives[p->by].title)
			 : STR_NONE);
	view_put_flag(v, map, "by_day_30", p != NULL && p->by_day_30);
	view_put_own(v, map, "days_needed",
		     p == NULL || p->by_day_30 || ratio_is_zero(p->days_needed)
			     ? STR_NONE
			     : view_person_days(v, p->days_needed));
}

static void put_gate(struct view *v, struct node *map, uint32_t gate)
{
	const struct gate *g = &v->pack->rubric.gates[gate];
	enum gate_state state = v->score->gates[gate].state;

	view_put_own(v, map, "id", g->id);
	view_put_own(v, map, "code", g->code);
	view_put_text(v, map, "title", &g->title);
	view_put_text(v, map, "message", &g->message);
	view_put_own(v, map, "caps", caps(v, gate));
	view_put_own(v, map, "condition",
		     g->when == NULL || v->no_conditions
			     ? STR_NONE
			     : expr_text(g->when));
	view_put_flag(v, map, "is_in_force", state == GATE_IN_FORCE);
	view_put_flag(v, map, "is_to_confirm", state == GATE_TO_CONFIRM);
	put_questions(v, map, gate, state == GATE_TO_CONFIRM);
	put_ways(v, map, gate);
	put_plan_of(v, map, gate);
}

static struct node *put_state(struct view *v, struct node *map,
			      const char *key, enum gate_state state)
{
	struct node *list = view_put_list(v, map, key);

	for (uint32_t g = 0; g < v->pack->rubric.gate_count; g++)
		if (v->score->gates[g].state == state)
			put_gate(v, view_add_map(v, list), g);
	return list;
}

void view_prerequisites(struct view *v, struct node *root)
{
	struct node *map = view_put_map(v, root, "prerequisites");
	const struct node *in_force, *to_confirm;

	in_force = put_state(v, map, "in_force", GATE_IN_FORCE);
	to_confirm = put_state(v, map, "to_confirm", GATE_TO_CONFIRM);
	put_state(v, map, "met", GATE_MET);
	view_put_count(v, map, "in_force_count", in_force->count);
	view_put_count(v, map, "to_confirm_count", to_confirm->count);
	view_put_flag(v, map, "several_in_force", in_force->count > 1);
	view_put_flag(v, map, "several_to_confirm", to_confirm->count > 1);
	view_put_flag(v, map, "exist", v->pack->rubric.gate_count > 0);
	view_put_flag(v, map, "any", in_force->count + to_confirm->count > 0);
}
