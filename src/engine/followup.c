/*
 * What to ask again in six months. Each reason has its own queue; a question
 * enters the first that asks for it. The order is told in engine/followup.h.
 */
#include "engine/followup.h"

#include <stdlib.h>

#include "base/arena.h"

const char *followup_reason_name(enum followup_reason reason)
{
	switch (reason) {
	case FOLLOWUP_GATE_IN_FORCE:
		return "gate_in_force";
	case FOLLOWUP_GATE_TO_CONFIRM:
		return "gate_to_confirm";
	case FOLLOWUP_GATE_APPLIES:
		return "gate_applies";
	case FOLLOWUP_METRIC:
		return "metric";
	case FOLLOWUP_DONE:
		return "done";
	case FOLLOWUP_DONT_KNOW:
		return "dont_know";
	case FOLLOWUP_REASONS:
		break;
	}
	BUG("reason %d", (int)reason);
}

struct queue {
	struct followup_item *items;
	size_t count, capacity;
	uint32_t taken;
};

struct asking {
	struct arena *arena;
	const struct score *s;
	const struct followup_work *work;
	uint32_t work_count;
	bool *asked;		/* by question: in some queue */
	struct queue queues[FOLLOWUP_REASONS];
};

static void add_item(struct asking *k, struct followup_item item)
{
	struct queue *q = &k->queues[item.reason];

	if (item.question != NO_INDEX && k->asked[item.question])
		return;
	if (item.question != NO_INDEX)
		k->asked[item.question] = true;
	q->items = arena_grow(k->arena, q->items, q->count, &q->capacity,
			      sizeof(*q->items));
	q->items[q->count++] = item;
}

static struct followup_item item_of(enum followup_reason reason,
				    uint32_t question)
{
	return (struct followup_item){ reason, question, NO_INDEX, NO_INDEX,
				       NO_INDEX };
}

/* Whether somebody who answers by name can be asked. */
static bool may_be_asked(const struct score *s, uint32_t question)
{
	const struct question *q = &s->pack->questions[question];

	return s->questions[question].state != STATE_HIDDEN &&
	       q->from_client == FROM_NOWHERE &&
	       (q->groups & ~(1u << GROUP_STAFF)) != 0;
}

/* --- gates ---------------------------------------------------------------- */

struct gate_walk {
	struct asking *asking;
	uint32_t gate;
	enum followup_reason reason;
	bool in_fact;		/* what is read now is read by a fact */
	bool *facts;		/* been there */
};

/* Conditions read the firm's one answer. */
static bool is_open(const struct question_result *r)
{
	return r->disagreement || r->firm->kind == ANSWER_MISSING ||
	       r->firm->kind == ANSWER_DONT_KNOW;
}

static bool is_wanted(const struct gate_walk *w, uint32_t question)
{
	switch (w->reason) {
	case FOLLOWUP_GATE_IN_FORCE:
		return !w->in_fact;
	case FOLLOWUP_GATE_APPLIES:
		return w->in_fact;
	case FOLLOWUP_GATE_TO_CONFIRM:
		return is_open(&w->asking->s->questions[question]);
	case FOLLOWUP_METRIC:
	case FOLLOWUP_DONE:
	case FOLLOWUP_DONT_KNOW:
	case FOLLOWUP_REASONS:
		break;
	}
	BUG("reason %d", (int)w->reason);
}

static void ask_of_gate(void *context, enum expr_symbol_kind kind,
			uint32_t index, struct span where)
{
	struct gate_walk *w = context;
	const struct score *s = w->asking->s;
	bool outside = !w->in_fact;

	(void)where;
	if (kind == EXPR_FACT && !w->facts[index]) {
		w->facts[index] = true;
		w->in_fact = true;
		expr_uses(s->pack->facts[index].is, ask_of_gate, w);
		w->in_fact = !outside;
	}
	if (kind == EXPR_QUESTION && may_be_asked(s, index) &&
	    is_wanted(w, index)) {
		struct followup_item item = item_of(w->reason, index);

		item.gate = w->gate;
		add_item(w->asking, item);
	}
}

static void ask_of_gates(struct asking *k, enum gate_state state,
			 enum followup_reason reason)
{
	const struct pack *p = k->s->pack;

	for (uint32_t g = 0; g < p->rubric.gate_count; g++) {
		const struct expr *when = p->rubric.gates[g].when;
		struct gate_walk w = { k, g, reason, false,
				       ARENA_ARRAY(k->arena, p->fact_count,
						   bool) };

		if (when != NULL && k->s->gates[g].state == state)
			expr_uses(when, ask_of_gate, &w);
	}
}

/* --- what was done -------------------------------------------------------- */

static const struct initiative *initiative_at(const struct asking *k,
					      uint32_t at)
{
	const struct catalogue *c = &k->s->pack->catalogue;

	if (k->work[at].initiative >= c->initiative_count)
		BUG("initiative %u of %u", k->work[at].initiative,
		    c->initiative_count);
	return &c->initiatives[k->work[at].initiative];
}

static bool given_before(const struct asking *k, uint32_t at)
{
	for (uint32_t i = 0; i < at; i++)
		if (k->work[i].initiative == k->work[at].initiative)
			return true;
	return false;
}

static bool has_text(const struct text *text, const struct pack *p)
{
	return text_in(text, p->languages[0], p).len > 0;
}

static void ask_for_metrics(struct asking *k)
{
	for (uint32_t i = 0; i < k->work_count; i++) {
		struct followup_item item = item_of(FOLLOWUP_METRIC, NO_INDEX);

		if (given_before(k, i) ||
		    !has_text(&initiative_at(k, i)->metric, k->s->pack))
			continue;
		item.initiative = k->work[i].initiative;
		add_item(k, item);
	}
}

/* The n-th question of a criterion that one done initiative closes. */
static bool ask_nth(struct asking *k, uint32_t at, uint32_t criterion,
		    uint32_t n)
{
	const struct criterion *c = &k->s->pack->rubric.criteria[criterion];
	struct followup_item item;

	if (n >= c->question_count)
		return false;
	if (!may_be_asked(k->s, c->questions[n]) ||
	    k->s->questions[c->questions[n]].state == STATE_NA)
		return true;
	item = item_of(FOLLOWUP_DONE, c->questions[n]);
	item.initiative = k->work[at].initiative;
	item.criterion = criterion;
	add_item(k, item);
	return true;
}

static void ask_of_done(struct asking *k)
{
	bool more = true;

	for (uint32_t n = 0; more; n++) {
		more = false;
		for (uint32_t i = 0; i < k->work_count; i++) {
			const struct initiative *one = initiative_at(k, i);

			if (!k->work[i].done || given_before(k, i))
				continue;
			for (uint32_t c = 0; c < one->close_count; c++)
				if (ask_nth(k, i, one->closes[c].criterion, n))
					more = true;
		}
	}
}

/* --- don't-knows ---------------------------------------------------------- */

struct unknown {
	uint32_t question;
	struct ratio weight;
};

static int by_weight(const void *left, const void *right)
{
	const struct unknown *a = left, *b = right;
	int order = ratio_cmp(b->weight, a->weight);

	if (order != 0)
		return order;
	return a->question < b->question ? -1 : a->question > b->question;
}

/* Of the first criterion that reads it: its share, times the dimension's
   weight. Dimensions are compared with each other only. */
static struct ratio weight_of(const struct pack *p, uint32_t question)
{
	const struct rubric *r = &p->rubric;
	const struct dimension *d;
	uint32_t criterion = p->questions[question].criterion;
	struct ratio sum = RATIO(0), share;

	if (criterion == NO_INDEX)
		return RATIO(0);
	d = &r->dimensions[r->criteria[criterion].dimension];
	for (uint32_t i = 0; i < d->criterion_count; i++)
		sum = ratio_add(sum,
				r->criteria[d->first_criterion + i].weight);
	if (!ratio_div(r->criteria[criterion].weight, sum, &share))
		return RATIO(0);
	return ratio_mul(share, d->weight);
}

static void ask_unknowns(struct asking *k)
{
	const struct pack *p = k->s->pack;
	struct unknown *all = ARENA_ARRAY(k->arena, p->question_count,
					  struct unknown);
	uint32_t n = 0;

	for (uint32_t q = 0; q < p->question_count; q++)
		if (k->s->questions[q].state == STATE_DONT_KNOW &&
		    !p->questions[q].optional && may_be_asked(k->s, q))
			all[n++] = (struct unknown){ q, weight_of(p, q) };
	if (n > 1)
		qsort(all, n, sizeof(*all), by_weight);
	for (uint32_t i = 0; i < n; i++)
		add_item(k, item_of(FOLLOWUP_DONT_KNOW, all[i].question));
}

/* --- dealing -------------------------------------------------------------- */

static bool take_one(struct queue *q, uint32_t *places)
{
	if (q->taken == q->count || *places == 0)
		return false;
	q->taken++;
	(*places)--;
	return true;
}

static void deal(struct asking *k)
{
	uint32_t places = FOLLOWUP_ITEMS;
	bool more = true;

	while (take_one(&k->queues[FOLLOWUP_GATE_IN_FORCE], &places))
		;
	while (take_one(&k->queues[FOLLOWUP_GATE_TO_CONFIRM], &places))
		;
	while (more) {
		more = take_one(&k->queues[FOLLOWUP_GATE_APPLIES], &places);
		more |= take_one(&k->queues[FOLLOWUP_METRIC], &places);
		more |= take_one(&k->queues[FOLLOWUP_DONE], &places);
		more |= take_one(&k->queues[FOLLOWUP_DONT_KNOW], &places);
	}
}

struct followup *followup_questions(struct arena *a, const struct score *s,
				    const struct followup_work *work,
				    uint32_t work_count)
{
	struct asking k = { .arena = a, .s = s, .work = work,
			    .work_count = work_count };
	struct followup *out = ARENA_NEW(a, struct followup);

	k.asked = ARENA_ARRAY(a, s->pack->question_count, bool);
	ask_of_gates(&k, GATE_IN_FORCE, FOLLOWUP_GATE_IN_FORCE);
	ask_of_gates(&k, GATE_TO_CONFIRM, FOLLOWUP_GATE_TO_CONFIRM);
	ask_of_gates(&k, GATE_IN_FORCE, FOLLOWUP_GATE_APPLIES);
	ask_for_metrics(&k);
	ask_of_done(&k);
	ask_unknowns(&k);
	deal(&k);
	for (int r = 0; r < FOLLOWUP_REASONS; r++) {
		const struct queue *q = &k.queues[r];

		for (uint32_t i = 0; i < q->taken; i++)
			out->items[out->count++] = q->items[i];
		out->left_out += (uint32_t)q->count - q->taken;
	}
	return out;
}
