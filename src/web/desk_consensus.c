/*
 * A consensus session: where respondents differ, the widest first. What each
 * of them said, and the decision, stand on the question's page.
 */
#include "desk_case.h"
#include "engine/agreement.h"

struct item {
	uint32_t question;
	enum reason {
		WIDEST,		/* leaders and staff differ the most */
		DISPUTED,	/* a condition waits for one answer */
		DIVIDED,	/* those who answer by name do not agree */
		SOME_WAY,	/* they agree, not on the same answer */
	} reason;
	struct ratio by;	/* the gap, or the deviation */
};

struct items {
	struct item *items;
	uint32_t count;
	bool *taken;		/* by question */
};

static void take(struct items *all, uint32_t question, enum reason reason,
		 struct ratio by)
{
	if (all->taken[question])
		return;
	all->taken[question] = true;
	all->items[all->count++] = (struct item){ question, reason, by };
}

/* Those of one reason that came with it: the widest first. */
static void sort_from(struct items *all, uint32_t from)
{
	for (uint32_t i = from + 1; i < all->count; i++) {
		struct item one = all->items[i];
		uint32_t at = i;

		while (at > from &&
		       ratio_cmp(all->items[at - 1].by, one.by) < 0) {
			all->items[at] = all->items[at - 1];
			at--;
		}
		all->items[at] = one;
	}
}

static void take_named(struct items *all, const struct agreement *g,
		       uint32_t questions, bool agrees)
{
	uint32_t from = all->count;

	for (uint32_t q = 0; q < questions; q++) {
		const struct agreement_question *a = &g->questions[q];

		if (a->named.known && !a->decided &&
		    !ratio_is_zero(a->named.deviation) &&
		    (!a->judged || a->named.agrees) == agrees)
			take(all, q, agrees ? SOME_WAY : DIVIDED,
			     a->named.deviation);
	}
	sort_from(all, from);
}

static struct items items_of(struct visit *v, const struct score *s,
			     const struct agreement *g)
{
	uint32_t count = s->pack->question_count;
	struct items all = { .items = ARENA_ARRAY(v->arena, count, struct item),
			     .taken = ARENA_ARRAY(v->arena, count, bool) };

	for (uint32_t i = 0; i < g->widest_count; i++)
		take(&all, g->widest[i], WIDEST,
		     g->questions[g->widest[i]].gap);
	for (uint32_t q = 0; q < count; q++)
		if (s->questions[q].shown && desk_is_disputed(s, q))
			take(&all, q, DISPUTED, (struct ratio){ 0, 1 });
	take_named(&all, g, count, false);
	take_named(&all, g, count, true);
	return all;
}

/* --- the list ---------------------------------------------------------------------------- */

static struct str why(struct visit *v, const struct item *i)
{
	struct str by = desk_decimal(v, i->by);

	switch (i->reason) {
	case WIDEST:
		return WORDS(v, P_D_CONSENSUS_GAP,
			     i->by.num > 0 ? PATH(v, STR("+"), by) : by);
	case DISPUTED:
		return words(v, P_D_CONSENSUS_DISPUTED);
	case DIVIDED:
		return WORDS(v, P_D_CONSENSUS_DIVIDED, by);
	case SOME_WAY:
		return WORDS(v, P_D_CONSENSUS_SOME, by);
	}
	BUG("reason %d", (int)i->reason);
}

static void write_items(struct visit *v, const struct items *all)
{
	static const enum phrase heads[] = {
		[WIDEST] = P_D_CONSENSUS_WIDEST,
		[DISPUTED] = P_D_CONSENSUS_DECIDES,
		[DIVIDED] = P_D_CONSENSUS_NAMED,
		[SOME_WAY] = P_D_CONSENSUS_NEAR,
	};

	for (uint32_t i = 0; i < all->count; i++) {
		const struct item *one = &all->items[i];
		const struct question *q =
		    &v->view->pack->questions[one->question];

		if (i == 0 || one->reason != one[-1].reason) {
			if (i > 0)
				desk_items_end(v);
			page_heading(v, words(v, heads[one->reason]));
			desk_items_begin(v);
		}
		desk_item(v, DESK_AT(v, STR("/question/"), q->id),
			  visit_text(v, &q->text), why(v, one));
	}
	if (all->count > 0)
		desk_items_end(v);
}

void page_desk_consensus(struct visit *v)
{
	const struct score *s =
	    case_score(v->desk, v->view, v->view->pack);
	struct agreement g;
	struct items all;

	if (s == NULL) {
		desk_troubled(v);
		return;
	}
	g = agreement_of(v->arena, s);
	all = items_of(v, s, &g);
	desk_begin(v, words(v, P_D_CONSENSUS_TITLE), desk_round(v));
	page_text(v, words(v, P_D_CONSENSUS_LEAD));
	if (!s->several)
		page_text(v, words(v, P_D_CONSENSUS_ALONE));
	else if (all.count == 0)
		page_text(v, words(v, P_D_CONSENSUS_NONE));
	write_items(v, &all);
	/* Deviations come last, when there are some. */
	if (all.count > 0 && all.items[all.count - 1].reason >= DIVIDED)
		page_hint(v, words(v, P_D_CONSENSUS_INDEX));
	desk_link(v, DESK_AT(v, STR("/decisions")), P_D_CONSENSUS_DECISIONS);
	desk_link(v, DESK_AT(v, STR("/questions")), P_D_QUESTIONS_TITLE);
	page_end(v);
}

/* --- every question --------------------------------------------------------------------------- */

static struct str short_state(struct visit *v, const struct score *s,
			      uint32_t question)
{
	const struct question_result *r = &s->questions[question];

	if (r->decided)
		return words(v, P_D_QUESTIONS_DECIDED);
	if (!r->shown)
		return words(v, P_D_QUESTIONS_HIDDEN);
	switch (r->state) {
	case STATE_ANSWERED:
		return words(v, desk_is_disputed(s, question)
				    ? P_D_OPEN_DISPUTED
				    : P_D_QUESTIONS_ANSWERED);
	case STATE_NA:
		return words(v, P_D_NA);
	case STATE_DONT_KNOW:
		return words(v, P_D_DONT_KNOW);
	case STATE_HIDDEN:
		return words(v, P_D_QUESTIONS_HIDDEN);
	case STATE_UNANSWERED:
	case STATE_COUNT:
		break;
	}
	return words(v, desk_is_disputed(s, question)
			    ? P_D_OPEN_DISPUTED
			    : P_D_QUESTIONS_OPEN);
}

void page_desk_questions(struct visit *v)
{
	const struct pack *p = v->view->pack;
	const struct score *s = case_score(v->desk, v->view, p);

	if (s == NULL) {
		desk_troubled(v);
		return;
	}
	desk_begin(v, words(v, P_D_QUESTIONS_TITLE),
		   DESK_AT(v, STR("/consensus")));
	page_text(v, words(v, P_D_QUESTIONS_LEAD));
	for (uint32_t n = 0; n < p->section_count; n++) {
		const struct section *section = &p->sections[n];

		page_heading(v, visit_text(v, &section->title));
		desk_items_begin(v);
		for (uint32_t i = 0; i < section->question_count; i++) {
			uint32_t q = section->questions[i];

			desk_item(v,
				  DESK_AT(v, STR("/question/"),
					  p->questions[q].id),
				  visit_text(v, &p->questions[q].text),
				  short_state(v, s, q));
		}
		desk_items_end(v);
	}
	page_end(v);
}
