/*
 * The smallest change that would bring an initiative into the plan: more of
 * one limit, or another initiative done first.
 *
 * A change counts only when the plan, made again with it, holds the
 * initiative by its own optimum. More is not always better (with more yet,
 * something else may take its place), so that the least amount is not found
 * by halving. Instead, from what the best plan is worth with less:
 *
 *	1. the least amount, above those tried, with which some plan that
 *	   holds it is worth as much: an integer programme. With any less, a
 *	   better plan without it exists, the one already known.
 *	2. the plan made with that amount. It holds it: this is the least.
 *	   Else it is worth more than what was known, and 1 again.
 *
 * When 1 has no solution, no amount will do. Weeks are not looked at in 1,
 * which can only make its answer smaller; 2 looks at them. Plans made on the
 * way serve the next initiatives. Nodes are counted over all of it: when
 * they run out, the last answer of 1 still says "at least".
 */
#include <string.h>

#include "change.h"

/* A plan made with more of a limit. */
struct trial {
	enum plan_limit limit;	/* LIMIT_NONE: the plan itself */
	uint32_t amount;	/* units of it; LIMIT_OTHER: the initiative */
	bool proved;
	uint64_t given;		/* the effort there was */
	const uint8_t *horizon;
	struct worth worth;
	struct trial *next;	/* made before it */
};

static struct worth worth_of(const struct planner *p)
{
	struct worth w = { ARENA_ARRAY(p->arena, p->target_count, bool), 0, 0,
			   p->value };

	for (uint32_t t = 0; t < p->target_count; t++) {
		const struct gate *g = &p->pack->rubric.gates[p->targets[t]];

		for (uint32_t k = 0; k < g->lifted_count; k++)
			w.met[t] = w.met[t] || p->horizon[g->lifted_by[k]] == 0;
	}
	for (uint32_t i = 0; i < p->count; i++) {
		if (p->horizon[i] == NOT_CHOSEN)
			continue;
		w.pauses +=
		    p->catalogue->initiatives[i].kind == INITIATIVE_PAUSE;
		w.asked += p->candidates[i].asked;
	}
	return w;
}

/* --- plans made again ---------------------------------------------------------- */

static struct planner widened(const struct planner *p, enum plan_limit limit,
			      uint32_t amount)
{
	struct planner q = *p;

	switch (limit) {
	case LIMIT_DAYS:
		for (uint32_t h = 0; h < HORIZONS; h++)
			q.days[h] += (int64_t)amount * DAYS_STEP *
				     horizon_months[h];
		break;
	case LIMIT_SLOTS:
		q.slots += amount;
		break;
	case LIMIT_BUDGET:
		q.budget += (int64_t)amount * MONEY_UNIT;
		break;
	case LIMIT_OTHER:
		q = (struct planner){ .score = p->score, .pack = p->pack,
				      .catalogue = p->catalogue,
				      .count = p->count, .also_done = amount,
				      .options = p->options };
		break;
	case LIMIT_NONE:
		break;
	}
	return q;
}

static struct trial *keep_trial(struct planner *p, const struct planner *q,
				enum plan_limit limit, uint32_t amount)
{
	struct trial *t = ARENA_NEW(p->arena, struct trial);
	uint8_t *horizon = ARENA_ARRAY(p->arena, p->count, uint8_t);

	memcpy(horizon, q->horizon, p->count);
	*t = (struct trial){ .limit = limit, .amount = amount,
			     .proved = q->proved, .horizon = horizon,
			     .next = p->trials };
	if (limit != LIMIT_OTHER) {
		struct planner lasting = *q;

		lasting.arena = p->arena;
		t->worth = worth_of(&lasting);
	}
	p->trials = t;
	return t;
}

/* What was not proved with as much effort will not be now. */
static const struct trial *find_trial(const struct planner *p,
				      enum plan_limit limit, uint32_t amount,
				      uint64_t effort)
{
	for (const struct trial *t = p->trials; t != NULL; t = t->next)
		if (t->limit == limit && t->amount == amount &&
		    (t->proved || t->given >= effort))
			return t;
	return NULL;
}

/* The best plan known with less than `amount` more. */
static const struct trial *best_under(const struct planner *p,
				      enum plan_limit limit, uint32_t amount)
{
	const struct trial *best = NULL;

	for (const struct trial *t = p->trials; t != NULL; t = t->next) {
		if (t->limit == LIMIT_NONE && best == NULL)
			best = t;
		if (t->limit == limit && t->proved && t->amount < amount &&
		    (best == NULL || t->amount > best->amount ||
		     best->limit == LIMIT_NONE))
			best = t;
	}
	return best;
}

static const struct trial *try_change(struct planner *p, enum plan_limit limit,
				      uint32_t amount, uint64_t *effort)
{
	const struct trial *before = find_trial(p, limit, amount, *effort);
	uint64_t given = *effort;
	struct arena *scratch;
	struct planner q;
	struct trial *t;

	if (before != NULL)
		return before;
	scratch = arena_open();
	q = widened(p, limit, amount);
	q.horizon = limit == LIMIT_OTHER
			? NULL
			: (uint8_t *)best_under(p, limit, amount)->horizon;
	q.arena = scratch;
	q.effort = effort;
	if (limit == LIMIT_OTHER)
		prepare(&q);
	choose(&q);
	t = keep_trial(p, &q, limit, amount);
	t->given = given;
	arena_close(scratch);
	return t;
}

/* --- the search ---------------------------------------------------------------- */

static struct ratio amount_ratio(enum plan_limit limit, uint32_t amount)
{
	return limit == LIMIT_DAYS
		   ? days_ratio((int64_t)amount * DAYS_STEP)
		   : RATIO(amount);
}

static void answer(struct plan_omission *o, enum plan_change change,
		   enum plan_limit limit, uint32_t amount)
{
	o->change = change;
	o->of = limit;
	o->missing = amount_ratio(limit, amount);
}

/* At least what lets it run alone, in the horizon where that is least. */
static uint32_t amount_alone(const struct planner *p, uint32_t i,
			     enum plan_limit limit)
{
	const struct candidate *c = &p->candidates[i];
	int64_t least = INT32_MAX;

	if (limit != LIMIT_DAYS)
		return 1;
	for (uint32_t h = 0; h < HORIZONS; h++) {
		int64_t here = 1;

		for (uint32_t k = 0; k < HORIZONS; k++) {
			int64_t step = DAYS_STEP * horizon_months[k];
			int64_t over = c->load[h][k] - p->days[k];

			if (over > here * step)
				here = (over + step - 1) / step;
		}
		if (c->can_start[h] && here < least)
			least = here;
	}
	return (uint32_t)least;
}

static void answer_at_least(struct plan_omission *o, enum plan_limit limit,
			    uint32_t amount)
{
	/* One unit is no news. */
	if (amount > 1)
		answer(o, CHANGE_AT_LEAST, limit, amount);
	else
		answer(o, CHANGE_NOT_SOUGHT, LIMIT_NONE, 0);
}

/*
 * Moves *amount to the least that plans already made leave possible. FOUND
 * when it is worth a trial.
 */
static enum found next_amount(struct planner *p, uint32_t i,
			      enum plan_limit limit, uint32_t *amount,
			      uint64_t *effort)
{
	const struct trial *under = best_under(p, limit, *amount), *used;

	do {
		enum found found = least_amount(p, i, limit, &under->worth,
						amount, effort);

		if (found != FOUND)
			return found;
		/* A plan made with more than that one, and less than this,
		   may ask for more. */
		used = under;
		under = best_under(p, limit, *amount);
	} while (under != used);
	return FOUND;
}

/* False when this limit cannot do it; else what is known is in `o`. */
static bool seek_amount(struct planner *p, struct plan_omission *o,
			enum plan_limit limit, uint64_t *effort)
{
	uint32_t amount = amount_alone(p, o->initiative, limit), tried = 0;

	for (;; tried = amount++) {
		const struct trial *t;

		switch (next_amount(p, o->initiative, limit, &amount,
				    effort)) {
		case FOUND:
			break;
		case NO_SUCH_PLAN:
			return false;
		case OUT_OF_EFFORT:
			/* A dollar over what was tried is that much. */
			if (limit == LIMIT_BUDGET && amount == tried + 1)
				amount = tried;
			answer_at_least(o, limit, amount);
			return true;
		}
		t = try_change(p, limit, amount, effort);
		if (!t->proved) {
			answer_at_least(o, limit, amount);
			return true;
		}
		if (t->horizon[o->initiative] != NOT_CHOSEN) {
			answer(o, CHANGE_EXACT, limit, amount);
			return true;
		}
	}
}

/* What does not concern the client, or asks for a bot, is not done. */
static bool can_be_done(const struct candidate *c)
{
	return c->offered || c->barred == OUT_EXCLUDED ||
	       c->barred == OUT_PREREQUISITE;
}

/* False when having the other one done would not do it. */
static bool seek_other(struct planner *p, struct plan_omission *o,
		       uint64_t *effort)
{
	const struct trial *t;

	answer(o, CHANGE_NONE, LIMIT_NONE, 0);
	if (o->other == NO_INDEX || !can_be_done(&p->candidates[o->other]))
		return false;
	t = try_change(p, LIMIT_OTHER, o->other, effort);
	if (!t->proved)
		answer(o, CHANGE_NOT_SOUGHT, LIMIT_NONE, 0);
	else if (t->horizon[o->initiative] != NOT_CHOSEN)
		answer(o, CHANGE_EXACT, LIMIT_OTHER, 0);
	return o->change != CHANGE_NONE;
}

static enum plan_limit limit_of(enum left_out reason)
{
	switch (reason) {
	case OUT_DAYS:
		return LIMIT_DAYS;
	case OUT_SLOTS:
		return LIMIT_SLOTS;
	case OUT_BUDGET:
	case OUT_BETTER_CLOSER:
		return LIMIT_BUDGET;
	case OUT_PREREQUISITE:
		return LIMIT_OTHER;
	case OUT_NOTHING_TO_GAIN:
	case OUT_NOT_FOR_THIS_CLIENT:
	case OUT_EXCLUDED:
	case OUT_DONE:
	case OUT_NOT_NEEDED:
		return LIMIT_NONE;
	}
	BUG("reason %d", (int)reason);
}

static const enum left_out reason_of[] = {
	[LIMIT_DAYS] = OUT_DAYS,
	[LIMIT_SLOTS] = OUT_SLOTS,
	[LIMIT_BUDGET] = OUT_BUDGET,
};

/*
 * What binds is what brings it in: the limit at hand first. Of another one
 * only what is sure is worth saying.
 */
static void seek_limits(struct planner *p, struct plan_omission *o,
			enum plan_limit first, uint64_t *effort)
{
	static const enum plan_limit all[] = { LIMIT_BUDGET, LIMIT_DAYS,
					       LIMIT_SLOTS };
	bool found = seek_amount(p, o, first, effort);

	if (found && o->change != CHANGE_EXACT)
		return;
	for (uint32_t k = 0; k < 3 && !found; k++)
		found = all[k] != first && seek_amount(p, o, all[k], effort);
	if (!found)
		answer(o, CHANGE_NONE, LIMIT_NONE, 0);
	else if (o->change != CHANGE_EXACT)
		answer(o, CHANGE_NOT_SOUGHT, LIMIT_NONE, 0);
	else if (o->reason != OUT_BETTER_CLOSER)
		o->reason = reason_of[o->of];
}

bool may_change(enum left_out reason)
{
	return limit_of(reason) != LIMIT_NONE;
}

void seek_change(struct planner *p, struct plan_omission *o, uint64_t *effort)
{
	enum plan_limit first = limit_of(o->reason);

	/* Of a plan that may not be the best there is nothing to say. */
	if (first == LIMIT_NONE || !p->proved || *effort == 0)
		return;
	if (p->trials == NULL)
		keep_trial(p, p, LIMIT_NONE, 0);
	if (first != LIMIT_OTHER)
		seek_limits(p, o, first, effort);
	else if (!seek_other(p, o, effort) &&
		 p->candidates[o->initiative].offered)
		seek_limits(p, o, LIMIT_SLOTS, effort);
}
