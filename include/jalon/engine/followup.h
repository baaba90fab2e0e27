/*
 * The six-month follow-up: what is worth asking again, fifteen things at
 * most, for a short conversation with those who answer by name.
 *
 * Six reasons to ask, and the list comes in their order:
 *
 *	1  what holds a level back: questions of the gates in force
 *	2  what may hold it back: open questions of the gates to confirm
 *	3  does the gate still apply: questions of the facts it reads, in force
 *	4  what the plan promised: first metrics of initiatives begun or done
 *	5  did it take: questions of the criteria that what is done closes
 *	6  what was left to find out: don't-knows
 *
 * The first two take the places they need: gates decide the level. The places
 * left are dealt in turn, one question of a fact, one metric, one question of
 * a criterion, one don't-know, and again, so that a dozen don't-knows cannot
 * push out what was done; a reason that has no more to ask leaves its turn to
 * the others. Within a reason:
 *
 *	1, 3  gates in the rubric's order; in each, questions in the order in
 *	      which its condition names them (1), or the facts that it names (3)
 *	2     the same, with those of a fact at its place
 *	4     the order of the initiatives given
 *	5     the first question of each criterion, then the second of each,
 *	      so that each criterion is asked of; criteria in the order of the
 *	      initiatives given, and of what they close
 *	6     those whose criterion weighs most in the overall first (its share
 *	      of its dimension, times the dimension's), then the
 *	      questionnaire's order
 *
 * A question comes once, for the first reason that asks it. Left out: what is
 * hidden; what is not applicable, unless a gate in force reads it; what only
 * the staff answer, who speak as a group at the next full round; answers that
 * the client block gives; and, among the don't-knows, optional sections. A
 * gate without `when` has no questions of its own.
 *
 * The same score and initiatives give the same list. Pure.
 */
#ifndef JALON_ENGINE_FOLLOWUP_H
#define JALON_ENGINE_FOLLOWUP_H

#include "engine/score.h"

enum { FOLLOWUP_ITEMS = 15 };

enum followup_reason {
	FOLLOWUP_GATE_IN_FORCE,
	FOLLOWUP_GATE_TO_CONFIRM,
	FOLLOWUP_GATE_APPLIES,
	FOLLOWUP_METRIC,
	FOLLOWUP_DONE,
	FOLLOWUP_DONT_KNOW,
	FOLLOWUP_REASONS
};
/* "gate_in_force", "gate_to_confirm", "gate_applies", "metric", "done",
   "dont_know". */
const char *followup_reason_name(enum followup_reason reason);

/* An initiative of the plan that was begun. */
struct followup_work {
	uint32_t initiative;	/* index in the pack's catalogue */
	bool done;		/* else only begun: its metric alone */
};

struct followup_item {
	enum followup_reason reason;
	/* What is asked; of a metric NO_INDEX: ask initiative's `metric`. */
	uint32_t question;
	uint32_t gate;		/* of reasons 1 to 3, else NO_INDEX */
	uint32_t initiative;	/* of reasons 4 and 5, else NO_INDEX */
	uint32_t criterion;	/* of reason 5, else NO_INDEX */
};

struct followup {
	struct followup_item items[FOLLOWUP_ITEMS];	/* by reason */
	uint32_t count;
	uint32_t left_out;	/* worth asking, and no place for it */
};

/*
 * `work` may be empty; when it is not, the pack must have its catalogue. An
 * initiative given twice counts once, as it is given first. Never NULL.
 */
struct followup *followup_questions(struct arena *a, const struct score *s,
				    const struct followup_work *work,
				    uint32_t work_count);

#endif
