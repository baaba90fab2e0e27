/*
 * What the files of plan/ share while a plan is being made.
 *
 * Everything the model weighs is a whole number here: thousandths of a day,
 * cents, hundred-thousandths of value. Needs are rounded up and capacities
 * down, so that a plan that fits these fits the real ones.
 */
#ifndef JALON_PLAN_BUILD_H
#define JALON_PLAN_BUILD_H

#include "base/arena.h"
#include "plan/plan.h"

enum {
	DAY_UNIT = 1000,
	DAYS_STEP = DAY_UNIT / 2,	/* days a month are asked for by halves */
	MONEY_UNIT = 100,
	VALUE_UNIT = 100000,
	NOT_CHOSEN = HORIZONS,		/* in an array of horizons */
	PLAN_NODES = 5000,		/* of each call of the library */
	PLAN_CUTS = 100,		/* sets cut off before giving up */
	DATE_STEPS = 2000,		/* of one search for weeks */
	SCHEDULE_STEPS = 20000,		/* of one search for horizons */
	/* To find what would bring in what was left out, in columns relaxed
	   for each initiative of the catalogue: so much in all... */
	CHANGE_EFFORT = 900,
	CHANGE_EFFORT_OF_ONE = 600,	/* ...so much for one... */
	CHANGE_EFFORT_ASKED = 20000,	/* ...and for one that is asked for */
};

/* An initiative as the model sees it. */
struct candidate {
	enum left_out barred;	/* why it cannot be chosen at all;
				   OUT_NOTHING_TO_GAIN when it can */
	uint32_t barred_by;	/* the prerequisite, or NO_INDEX */
	bool offered;		/* it may be chosen */
	bool finished;		/* declared done, or its criteria are already
				   at the levels it leads to */
	bool lifts;		/* a gate that is a target */
	bool asked;		/* somebody asks for it */
	bool wanted;		/* has value, lifts, is asked, or is needed by
				   such a one: gets variables */
	uint32_t first_gate;	/* the first target it lifts, or NO_INDEX */
	uint32_t weeks;
	struct estimate days, cost;
	int64_t load[HORIZONS][HORIZONS];	/* days in horizon k when
						   started in h */
	int64_t slot_weeks[HORIZONS][HORIZONS];
	int64_t load_least;	/* days over the year, at least */
	bool can_start[HORIZONS];
	int64_t budget;		/* cost, high */
	int64_t cost_likely, days_likely;
	int64_t best_value;	/* alone, over its criteria */
};

struct closer {
	uint32_t initiative;
	int64_t value;		/* weight x impact x gain */
};

/* Those that would bring a criterion closer to its target, best first. */
struct closers {
	struct closer *at;
	uint32_t count;
};

struct trial;

struct planner {
	struct arena *arena;
	const struct score *score;
	const struct pack *pack;
	const struct catalogue *catalogue;
	uint32_t count;			/* initiatives */
	struct candidate *candidates;	/* by initiative */
	struct closers *closers;	/* by criterion */
	uint32_t *by_id;		/* initiatives in the order of ids */
	uint32_t *targets;		/* gates in force that nothing done
					   meets, in the rubric's order */
	uint32_t target_count;
	uint32_t slots;
	int64_t days[HORIZONS];
	int64_t budget;
	uint8_t *horizon;		/* by initiative: the choice */
	uint32_t *start;		/* by initiative: its first week */
	int64_t value;			/* of the choice */
	uint32_t cuts;
	bool proved, earliest;
	uint32_t also_done;		/* taken as done, or NO_INDEX */
	uint64_t *effort;		/* left to a trial (program_try); NULL:
					   this is the plan itself */
	const struct plan_options *options;
	struct trial *trials;		/* plans made with more (change.c) */
	struct plan *plan;
};

extern const int64_t horizon_months[HORIZONS];

static inline uint32_t horizon_weeks(uint32_t h)
{
	return horizon_start[h + 1] - horizon_start[h];
}

/* case.c */
struct expr_env case_env(const struct score *score);
bool case_is_true(const struct expr *when, const struct expr_env *env);

/* Fills everything up to `budget`, under p->options (prepare.c). */
void prepare(struct planner *p);
/* Weeks of horizon k taken by `weeks` of work started in h. */
uint32_t weeks_within(uint32_t weeks, uint32_t h, uint32_t k);
/* The last week at which it can start in h. */
uint32_t latest_start(const struct candidate *c, uint32_t h);
/* May `before`, started in k, be finished when `after` starts in h? */
bool can_follow(const struct candidate *before, uint32_t k,
		const struct candidate *after, uint32_t h);
/* The chosen closer that counts for a criterion, or NULL. */
const struct closer *counted_closer(const struct planner *p,
				    uint32_t criterion,
				    const uint8_t *horizon);

/*
 * Fills horizon, start, value, cuts and proved (choose.c). Begins from the
 * choice that `horizon` holds, if any, when it is one here too.
 */
void choose(struct planner *p);
/*
 * The least days that must be spent before day 30 so that every target that
 * can be started without a pause is (choose.c).
 */
int64_t least_days_for_gates(struct planner *p);

/*
 * Gates in the rubric's order first, then value, then id: who starts first
 * when two could (date.c).
 */
bool more_pressing(const struct planner *p, uint32_t a, uint32_t b);

enum dating {
	DATED,
	UNDATABLE,	/* for sure */
	GAVE_UP,	/* the steps ran out */
	GAVE_UP_BUT_DATED,	/* dated, maybe not in the best order */
};
/*
 * Gives a first week to each initiative that has a horizon, with `slots` at
 * once and prerequisites finished (date.c). `start` is written only when it
 * is DATED.
 */
enum dating date_choice(const struct planner *p, const uint8_t *horizon,
			uint32_t slots, uint32_t *start);
/*
 * Takes away from an undatable choice all that does not matter: what is left
 * in `horizon` cannot be dated, but any less of it can.
 */
void date_conflict(const struct planner *p, uint8_t *horizon);
/*
 * Moves what is chosen in `horizon` to the earliest horizons, and dates it
 * (schedule.c); `met` says by target which gates must be started by day 30.
 * Both arrays are left alone unless it is dated.
 */
enum dating schedule_choice(const struct planner *p, uint8_t *horizon,
			    const bool *met, uint32_t *start);
/*
 * When that gave up: moves each one, most pressing first, to the earliest
 * horizon that the others where they are leave it. `horizon` has dates.
 */
void pull_forward(const struct planner *p, uint8_t *horizon,
		  const bool *met, uint32_t *start);

void write_lines(struct planner *p);		/* lines.c */
void write_omissions(struct planner *p);	/* omit.c */
void write_offers(struct planner *p);		/* offer.c */

/* Is this left out for something that a change could mend? */
bool may_change(enum left_out reason);
/*
 * Finds the smallest change that brings it in: fills change, of and missing,
 * and the reason where another limit than it said is what binds. Takes what
 * it uses from `effort` (change.c).
 */
void seek_change(struct planner *p, struct plan_omission *o,
		 uint64_t *effort);

struct ratio days_ratio(int64_t days);
struct ratio money_ratio(int64_t money);
struct ratio value_ratio(int64_t value);

#endif
