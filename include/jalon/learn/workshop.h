/*
 * Composing a workshop: which modules and steps fit the time, and in what
 * order. Pure and exact, like the plan.
 *
 * Minutes are settled first: the welcome, the closing and the breaks depend
 * on the time available alone (one break for each full `work` minutes before
 * the last stretch; one of them is the lunch when the day is longer than
 * `half_day`). What remains goes to steps. A chosen module holds all its
 * steps that are not optional, at their short or full length, and those it
 * requires come before it when they are chosen, unless they are known
 * already. Of all choices that fit:
 *
 *   1. the greatest sum over criteria of weight (the dimension's times the
 *      criterion's share) x levels gained towards the target, the best chosen
 *      module of a criterion counting once. Levels gained by a module:
 *      from what the firm has (or the module's `from` when that is higher,
 *      or when there is no result) up to its `to`, never past the target;
 *   2. the greatest sum over steps of minutes x (1 + that module's own gain,
 *      of 100): depth, where it serves;
 *   3. modules earlier on the audience's path, then in the curriculum.
 *
 * Whatever is left over is a margin at the end, shown as such. A module given
 * by `--modules` is in; no other is then considered. Steps that need what is
 * missing (people, the leader's sentences on jobs) are out, and listed.
 */
#ifndef JALON_LEARN_WORKSHOP_H
#define JALON_LEARN_WORKSHOP_H

#include "engine/score.h"
#include "model/curriculum.h"

enum { WORKSHOP_MINUTES_MAX = 1440, WORKSHOP_PEOPLE_MAX = 500 };

struct workshop_request {
	const struct curriculum *curriculum;
	const struct score *score;	/* NULL: no result */
	uint32_t audience;		/* NO_INDEX: the curriculum's order */
	const uint32_t *modules;	/* asked for; NULL: the best ones */
	uint32_t module_count;
	uint32_t minutes;		/* all told, breaks included */
	uint32_t people;
	bool jobs;	/* the leader wrote what happens to jobs */
	bool prompts;	/* the leader agreed to discuss disagreements */
	/* A recut: `late` minutes were lost before the step or module `from`
	   (its module, or "module.step"); what is before it stays as it was. */
	uint32_t late;
	struct str from;
};

enum length { LENGTH_OUT, LENGTH_SHORT, LENGTH_FULL };

/* Why a module or a step is not in. */
enum left_out {
	LEFT_IN,		/* it is in */
	LEFT_TIME,		/* it does not fit beside what serves more */
	LEFT_NOT_ASKED,		/* --modules names others */
	LEFT_NO_GAP,		/* what it teaches is already there */
	LEFT_PEOPLE,		/* too few or too many people */
	LEFT_JOBS,		/* no sentences on jobs */
	LEFT_AUDIENCE,		/* not on the audience's path */
	LEFT_REQUIRES,		/* a module it requires does not fit */
};
/* "time", "not_asked"... */
const char *left_out_name(enum left_out reason);

struct module_choice {
	bool in;
	enum left_out reason;
	struct ratio gain;	/* weight x levels, were it alone */
	struct ratio counted;	/* of it, what objective 1 counts */
	uint32_t minutes;	/* of its steps as chosen */
	const uint8_t *lengths;	/* enum length, by step */
	const uint8_t *reasons;	/* enum left_out, by step */
};

enum slot_kind {
	SLOT_WELCOME,
	SLOT_STEP,
	SLOT_BREAK,
	SLOT_LUNCH,
	SLOT_PROMPTS,		/* disagreements, discussed */
	SLOT_CLOSING,
	SLOT_MARGIN,
};

struct slot {
	enum slot_kind kind;
	uint32_t module, step;	/* of SLOT_STEP */
	bool brief;		/* at its short length */
	uint32_t start, minutes;	/* minutes after the workshop's start */
};

/* What 30 more minutes would add. */
struct addition {
	uint32_t module;
	uint32_t step;		/* NO_INDEX: the whole module */
	enum length length;	/* it would have */
};

struct workshop {
	const struct workshop_request *request;
	const struct module_choice *modules;	/* by module */
	const struct slot *slots;
	uint32_t slot_count;
	struct ratio value;	/* objective 1 */
	uint32_t margin;	/* minutes unused */
	bool proved;
	uint64_t nodes;
	uint32_t solves;
	/* The questions leaders and staff saw most differently, widest first;
	   only with `prompts`, `jobs`, and published groups. */
	const uint32_t *prompts;
	uint32_t prompt_count;
	const char *prompts_missing;	/* why there are none though asked:
					   "jobs", "groups", or NULL */
	const struct addition *additions;
	uint32_t addition_count;
};

/*
 * Composes. NULL after a diagnostic that says what is possible instead: too
 * few minutes for any module (and how many the shortest needs), modules asked
 * for that do not fit together (and the minutes they need), a result of
 * another pack, an unknown step to recut from.
 */
struct workshop *workshop_compose(struct arena *a,
				  const struct workshop_request *request,
				  struct diags *diags);

/* The least minutes a workshop with one module of these needs. */
uint32_t workshop_least_minutes(const struct workshop_request *request);

#endif
