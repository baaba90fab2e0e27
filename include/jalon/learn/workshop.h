/*
 * Composing a workshop: which modules and steps fit the time, and in what
 * order. Pure and exact, like the plan.
 *
 * Minutes are settled first: the welcome, the closing and the breaks depend
 * on the time available alone. A break comes after each full `work` minutes
 * when something follows it; one of them is the lunch when the day is longer
 * than `half_day`. What remains goes to steps. A chosen module holds all its
 * steps that are not optional (the first of them when all are), at their
 * short or full length; what it requires is chosen too and comes before it,
 * unless it is known: the firm is already where that module leads. Of all
 * choices that fit:
 *
 *   1. the greatest sum over criteria of weight (the dimension's times the
 *      criterion's share, of 1 in all, to five decimals) x levels gained
 *      towards the target, the best chosen module of a criterion counting
 *      once. Levels gained by a module: from the level the firm has (or the
 *      module's `from` when that is higher, or when there is none) up to its
 *      `to`, never past the target. Without a result, criteria weigh the same;
 *   2. the greatest sum over steps of minutes x (1 + that module's own gain,
 *      in whole hundredths): depth, where it serves;
 *   3. the module that is first on the audience's path (then in the
 *      curriculum), then the second...;
 *   4. the longest first step of the day, then the second...
 *
 * Modules off the audience's path, and those that would gain nothing, come in
 * only because another one requires them. A module given by `--modules` is in
 * and asks for nothing else; no other is then considered. Steps that need
 * what is missing (people, the leader's sentences on jobs) are out, and
 * listed. Modules are given in the curriculum's order, as far as what they
 * require lets them.
 *
 * In the day, breaks stand between steps: as few as keep the stretches of
 * work within `work`, or as near to it as steps allow; as even as can be (one
 * that leaves a single step of a module on a side counts as 20 minutes of
 * unevenness); the lunch nearest the middle. Breaks that so short a day does not need, and
 * whatever else is left over, are a margin at the end, shown as such.
 */
#ifndef JALON_LEARN_WORKSHOP_H
#define JALON_LEARN_WORKSHOP_H

#include "engine/score.h"
#include "model/curriculum.h"

enum {
	WORKSHOP_MINUTES_MAX = 1440,
	WORKSHOP_PEOPLE_MAX = 500,
	WORKSHOP_PROMPTS = 3,		/* at most, and one for each hour */
	WORKSHOP_PROMPT_MINUTES = 10,	/* for each of them */
};

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
	/*
	 * A recut: `late` minutes were lost before the step or module `from`
	 * ("module" or "module.step"; empty: the first step). What is before
	 * it stays as it was, what follows begins `late` minutes later and is
	 * composed anew, modules asked for included; a module under way is
	 * finished, and the end is when it was.
	 */
	uint32_t late;
	struct str from;
};

enum length { LENGTH_OUT, LENGTH_SHORT, LENGTH_FULL };

/* Why a module or a step is not in. */
enum workshop_left_out {
	LEFT_IN,		/* it is in */
	LEFT_TIME,		/* it does not fit beside what serves more */
	LEFT_NOT_ASKED,		/* --modules names others */
	LEFT_NO_GAP,		/* what it teaches is already there */
	LEFT_PEOPLE,		/* too few or too many people */
	LEFT_JOBS,		/* no sentences on jobs */
	LEFT_AUDIENCE,		/* not on the audience's path */
	LEFT_REQUIRES,		/* a module it requires is out, or does not fit
				   with it */
};
/* "time", "not_asked"... */
const char *workshop_left_out_name(enum workshop_left_out reason);

struct module_choice {
	bool in;
	enum workshop_left_out reason;
	struct ratio gain;	/* weight x levels, were it alone */
	struct ratio counted;	/* of it, what objective 1 counts: of two
				   modules as good, the curriculum's first */
	uint32_t minutes;	/* of its steps as chosen */
	const uint8_t *lengths;	/* enum length, by step */
	const uint8_t *reasons;	/* enum workshop_left_out, by step */
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
	uint32_t start;		/* minutes after the workshop's start */
	uint32_t minutes;
};

/* What 30 more minutes would add, module by module in the day's order. */
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
					   "jobs", "groups", "time", or NULL
					   (nobody saw anything differently) */
	const struct addition *additions;
	uint32_t addition_count;
};

/*
 * Composes. NULL after a diagnostic that says what is possible instead: too
 * few minutes for any module (and how many the shortest needs), modules asked
 * for that do not fit together (and the minutes they need), a number of
 * people no module is for, nothing left to gain, a result of another pack, a
 * step to recut from that is unknown or not in the workshop, too little time
 * left after it.
 */
struct workshop *workshop_compose(struct arena *a,
				  const struct workshop_request *request,
				  struct diags *diags);

/*
 * The least minutes a workshop with one module of these (and what it
 * requires) needs, without prompts; 0 when no module can be given at all.
 */
uint32_t workshop_least_minutes(const struct workshop_request *request);

#endif
