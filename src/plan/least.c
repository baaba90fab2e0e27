/*
 * The least that a limit must be wider by for an initiative to be in a plan
 * worth as much as another: a programme without horizons. All of the year's
 * days, slot-weeks and budget are one; only what may start by day 30 to meet
 * a gate is told apart. What fits the real model fits this one, so that its
 * answer is a bound, found at a fraction of the cost; change.c tries it.
 */
#include <string.h>

#include "change.h"
#include "model.h"

enum { EXACT_GATES = 16 };	/* that one row can put in order */

/* The question, as a programme. */
struct asked {
	struct model m;
	uint32_t initiative;
	enum plan_limit limit;
	uint32_t *bits;		/* the amount, of days or slots */
	uint32_t bit_count;
};

static const struct candidate *candidate(const struct asked *q, uint32_t i)
{
	return &q->m.p->candidates[i];
}

static bool is_pause(const struct planner *p, uint32_t i)
{
	return p->catalogue->initiatives[i].kind == INITIATIVE_PAUSE;
}

/* --- variables and rows ------------------------------------------------------- */

static bool fits_alone(const struct asked *q, uint32_t i, uint32_t h)
{
	const struct planner *p = q->m.p;
	const struct candidate *c = candidate(q, i);

	if (!c->can_start[h])
		return false;
	for (uint32_t k = 0; k < HORIZONS && q->limit != LIMIT_DAYS; k++)
		if (c->load[h][k] > p->days[k])
			return false;
	return true;
}

/* u for what fits alone somewhere; x[i][0] for what may meet a gate. */
static void add_variables(struct asked *q)
{
	struct model *m = &q->m;
	const struct planner *p = m->p;

	for (uint32_t i = 0; i < p->count; i++) {
		const struct candidate *c = candidate(q, i);
		bool may = false;

		for (uint32_t h = 0; h < HORIZONS; h++) {
			m->x[i][h] = NO_VARIABLE;
			may = may || fits_alone(q, i, h);
		}
		may = may && c->wanted &&
		      (q->limit == LIMIT_BUDGET || c->budget <= p->budget);
		m->u[i] = may ? program_variable(m->program) : NO_VARIABLE;
		if (!may)
			continue;
		program_decide_first(m->program, m->u[i]);
		if (c->lifts && fits_alone(q, i, 0)) {
			m->x[i][0] = program_variable(m->program);
			model_term(m, m->x[i][0], 1);
			model_term(m, m->u[i], -1);
			model_row(m, ROW_AT_MOST, 0);
		}
	}
}

/* Enough for everything wanted at once. */
static int64_t most_of(const struct planner *p, enum plan_limit limit)
{
	int64_t days = 0, wanted = 0;

	for (uint32_t i = 0; i < p->count; i++)
		if (p->candidates[i].wanted) {
			days += p->candidates[i].load_least;
			wanted++;
		}
	if (limit == LIMIT_DAYS)
		return days / DAYS_STEP + 1;
	return limit == LIMIT_SLOTS ? wanted : 0;
}

static void add_bits(struct asked *q)
{
	int64_t most = most_of(q->m.p, q->limit);

	while (most >> q->bit_count != 0)
		q->bit_count++;
	q->bits = ARENA_ARRAY(q->m.p->arena, q->bit_count, uint32_t);
	for (uint32_t b = 0; b < q->bit_count; b++)
		q->bits[b] = program_variable(q->m.program);
}

/* The amount, `times` each unit, to the row being written. */
static void add_amount(struct asked *q, int64_t times)
{
	for (uint32_t b = 0; b < q->bit_count; b++)
		model_term(&q->m, q->bits[b], times * ((int64_t)1 << b));
}

static void add_days(struct asked *q)
{
	struct model *m = &q->m;
	const struct planner *p = m->p;
	int64_t year = 0, months = 0;

	for (uint32_t h = 0; h < HORIZONS; h++) {
		year += p->days[h];
		months += horizon_months[h];
	}
	for (uint32_t i = 0; i < p->count; i++)
		model_term(m, m->u[i], candidate(q, i)->load_least);
	if (q->limit == LIMIT_DAYS)
		add_amount(q, -DAYS_STEP * months);
	model_row(m, ROW_AT_MOST, year);
	for (uint32_t i = 0; i < p->count; i++)
		model_term(m, m->x[i][0], candidate(q, i)->load[0][0]);
	if (q->limit == LIMIT_DAYS)
		add_amount(q, -DAYS_STEP * horizon_months[0]);
	model_row(m, ROW_AT_MOST, p->days[0]);
}

static void add_slots(struct asked *q)
{
	struct model *m = &q->m;
	const struct planner *p = m->p;

	for (uint32_t i = 0; i < p->count; i++)
		model_term(m, m->u[i], candidate(q, i)->weeks);
	if (q->limit == LIMIT_SLOTS)
		add_amount(q, -PLAN_WEEKS);
	model_row(m, ROW_AT_MOST, (int64_t)p->slots * PLAN_WEEKS);
	for (uint32_t i = 0; i < p->count; i++)
		model_term(m, m->x[i][0], candidate(q, i)->slot_weeks[0][0]);
	if (q->limit == LIMIT_SLOTS)
		add_amount(q, -(int64_t)horizon_weeks(0));
	model_row(m, ROW_AT_MOST, (int64_t)p->slots * horizon_weeks(0));
}

static void add_spending(struct asked *q, int sign)
{
	for (uint32_t i = 0; i < q->m.p->count; i++)
		model_term(&q->m, q->m.u[i], sign * candidate(q, i)->budget);
}

static void add_prerequisites(struct asked *q)
{
	struct model *m = &q->m;
	const struct planner *p = m->p;

	for (uint32_t i = 0; i < p->count; i++) {
		const struct initiative *it = &p->catalogue->initiatives[i];

		for (uint32_t k = 0; k < it->require_count; k++) {
			if (m->u[i] == NO_VARIABLE ||
			    candidate(q, it->requires[k])->finished)
				continue;
			model_term(m, m->u[i], 1);
			model_term(m, m->u[it->requires[k]], -1);
			model_row(m, ROW_AT_MOST, 0);
		}
	}
}

static struct asked ask(struct planner *p, uint32_t i, enum plan_limit limit)
{
	struct asked q = { .m = model_begin(p), .initiative = i,
			   .limit = limit };

	add_variables(&q);
	if (limit != LIMIT_BUDGET)
		add_bits(&q);
	add_days(&q);
	add_slots(&q);
	if (limit != LIMIT_BUDGET) {
		add_spending(&q, 1);
		model_row(&q.m, ROW_AT_MOST, p->budget);
	}
	add_prerequisites(&q);
	model_gates(&q.m);
	if (q.m.u[i] != NO_VARIABLE)
		program_fix(q.m.program, q.m.u[i], true);
	return q;
}

/* --- as much as another plan ------------------------------------------------- */

/* As good either because it... */
enum how_good {
	AS_MUCH_VALUE,		/* has all it has, and its value */
	MORE_ASKED,		/* has its gates, its pauses and more of what
				   was asked for */
	FEWER_PAUSES,		/* has its gates and fewer pauses */
	BETTER_GATES,
	WAYS_TO_BE_AS_GOOD,
};

static bool can_be(const struct planner *p, const struct worth *w,
		   enum how_good how)
{
	bool all_met = true;
	int64_t asked = 0;

	for (uint32_t t = 0; t < p->target_count; t++)
		all_met = all_met && w->met[t];
	for (uint32_t i = 0; i < p->count; i++)
		asked += p->candidates[i].asked;
	switch (how) {
	case AS_MUCH_VALUE:
		return true;
	case MORE_ASKED:
		return w->asked < asked;
	case FEWER_PAUSES:
		return w->pauses > 0;
	case BETTER_GATES:
		return !all_met;
	case WAYS_TO_BE_AS_GOOD:
		break;
	}
	BUG("way %d of being as good", (int)how);
}

static void same_gates(struct model *m, const struct worth *w)
{
	for (uint32_t t = 0; t < m->p->target_count; t++)
		if (w->met[t] && m->g[t] != NO_VARIABLE)
			program_fix(m->program, m->g[t], true);
}

/* A row that stands even when nothing can add to it. */
static void at_least(struct model *m, int64_t bound)
{
	program_row(m->program, ROW_AT_LEAST, bound, m->terms, m->term_count);
	m->term_count = 0;
}

/* More gates, or as many and an earlier one of the rubric. */
static void better_gates(struct model *m, const struct worth *w)
{
	uint32_t n = m->p->target_count;
	int64_t now = 0;

	for (uint32_t t = 0; t < n; t++) {
		int64_t key = n > EXACT_GATES
				  ? 1
				  : ((int64_t)1 << n) +
					((int64_t)1 << (n - 1 - t));

		model_term(m, m->g[t], key);
		now += w->met[t] ? key : 0;
	}
	at_least(m, n > EXACT_GATES ? now : now + 1);
}

static void at_most_pauses(struct model *m, int64_t most)
{
	for (uint32_t i = 0; i < m->p->count; i++)
		if (is_pause(m->p, i))
			model_term(m, m->u[i], 1);
	model_row(m, ROW_AT_MOST, most);
}

static void at_least_asked(struct model *m, int64_t least)
{
	for (uint32_t i = 0; i < m->p->count && least > 0; i++)
		if (m->p->candidates[i].asked)
			model_term(m, m->u[i], 1);
	if (least > 0)
		at_least(m, least);
}

static void ask_as_good(struct model *m, const struct worth *w,
			enum how_good how)
{
	if (how == BETTER_GATES) {
		better_gates(m, w);
		return;
	}
	same_gates(m, w);
	at_most_pauses(m, how == FEWER_PAUSES ? w->pauses - 1 : w->pauses);
	if (how == FEWER_PAUSES)
		return;
	at_least_asked(m, how == MORE_ASKED ? w->asked + 1 : w->asked);
	if (how == MORE_ASKED)
		return;
	model_value(m);
	program_row(m->program, ROW_AT_LEAST, w->value, m->value,
		    m->value_count);
}

/* The plan as it is, and the initiative with what it requires. */
static void add_with(const struct planner *p, uint32_t i, uint8_t *horizon)
{
	const struct initiative *it = &p->catalogue->initiatives[i];

	if (horizon[i] != NOT_CHOSEN)
		return;
	horizon[i] = HORIZONS - 1;
	for (uint32_t k = 0; k < it->require_count; k++)
		if (!p->candidates[it->requires[k]].finished)
			add_with(p, it->requires[k], horizon);
}

static void start_with(struct asked *q)
{
	const struct planner *p = q->m.p;
	uint8_t *horizon = ARENA_ARRAY(p->arena, p->count, uint8_t);

	memcpy(horizon, p->horizon, p->count);
	add_with(p, q->initiative, horizon);
	model_start(&q->m, horizon);
}

/* --- the answer ------------------------------------------------------------- */

/* At least `from` units more; then as few as possible. */
static void ask_least(struct asked *q, uint32_t from)
{
	const struct planner *p = q->m.p;

	if (q->limit == LIMIT_BUDGET) {
		add_spending(q, 1);
		at_least(&q->m, p->budget + ((int64_t)from - 1) * MONEY_UNIT +
				    1);
		add_spending(q, -1);
	} else {
		add_amount(q, 1);
		at_least(&q->m, from);
		add_amount(q, -1);
	}
	model_objective(&q->m);
}

static uint32_t amount_of(const struct asked *q, const struct solution *s)
{
	const struct planner *p = q->m.p;
	int64_t units = 0, money = -p->budget;

	for (uint32_t b = 0; b < q->bit_count; b++)
		units += (int64_t)s->values[q->bits[b]] << b;
	if (q->limit != LIMIT_BUDGET)
		return (uint32_t)units;
	for (uint32_t i = 0; i < p->count; i++)
		if (model_is_one(s, q->m.u[i]))
			money += candidate(q, i)->budget;
	return (uint32_t)((money + MONEY_UNIT - 1) / MONEY_UNIT);
}

static enum found least(const struct planner *p, uint32_t i,
			enum plan_limit limit, const struct worth *w,
			enum how_good how, uint32_t *amount, uint64_t *effort)
{
	struct arena *scratch = arena_open();
	struct planner at = *p;
	struct asked q;
	enum found found = NO_SUCH_PLAN;

	at.arena = scratch;
	q = ask(&at, i, limit);
	if (q.m.u[i] != NO_VARIABLE) {
		struct solution s;

		ask_as_good(&q.m, w, how);
		ask_least(&q, *amount);
		start_with(&q);
		s = program_try(q.m.program, effort);
		if (!s.proved)
			found = OUT_OF_EFFORT;
		else if (s.feasible)
			found = FOUND;
		if (found == FOUND)
			*amount = amount_of(&q, &s);
	}
	arena_close(scratch);
	return found;
}

enum found least_amount(const struct planner *p, uint32_t i,
			enum plan_limit limit, const struct worth *w,
			uint32_t *amount, uint64_t *effort)
{
	uint32_t from = *amount;
	enum found found = NO_SUCH_PLAN;

	for (enum how_good how = 0; how < WAYS_TO_BE_AS_GOOD; how++) {
		uint32_t one = from;
		enum found with;

		if (!can_be(p, w, how))
			continue;
		with = least(p, i, limit, w, how, &one, effort);
		if (with == OUT_OF_EFFORT)
			return with;
		if (with == FOUND && (found != FOUND || one < *amount)) {
			found = FOUND;
			*amount = one;
		}
	}
	return found;
}
