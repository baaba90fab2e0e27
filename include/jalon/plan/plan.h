/*
 * The adoption plan: which initiatives, when, and why not the others.
 *
 * An exact choice over four horizons (0-30 days, 31-90, 4-6 months, 7-12),
 * lexicographic: as few gates in force as possible left unstarted by day 30,
 * in the rubric's order; then as few pauses as possible; then as many as
 * possible of those that the answers ask for; then the greatest sum over
 * criteria of weight x impact x gain towards the target, the best chosen closer
 * of a criterion counting once; then least cost, fewest days, smallest ids (no
 * two sets tie); then the earliest start, the most pressing first. Person-days, slots and budget (high estimates) are constraints;
 * prerequisites finish before what needs them starts. What is chosen is dated
 * by week; a set that cannot be dated is cut off and the plan solved again.
 *
 * The model, in words, stands at the head of src/plan/model.c.
 */
#ifndef JALON_PLAN_PLAN_H
#define JALON_PLAN_PLAN_H

#include "engine/score.h"

enum { HORIZONS = 4, PLAN_WEEKS = 52 };

/* Weeks at which horizons begin: 0, 4, 13, 26; the end is 52. */
extern const uint32_t horizon_start[HORIZONS + 1];

enum left_out {
	OUT_NOTHING_TO_GAIN,	/* its criteria are at their targets already */
	OUT_NOT_FOR_THIS_CLIENT,/* its `when` is false or unknown */
	OUT_EXCLUDED,		/* the consultant left it out */
	OUT_DONE,		/* declared done */
	OUT_PREREQUISITE,	/* needs one that is itself left out */
	OUT_DAYS,		/* person-days of a horizon */
	OUT_SLOTS,
	OUT_BUDGET,
	OUT_BETTER_CLOSER,	/* another chosen one closes the same more */
	OUT_NOT_NEEDED,		/* a pause whose gate is met otherwise */
};
/* "nothing_to_gain", ... */
const char *left_out_name(enum left_out reason);

struct planner;

struct plan_line {
	uint32_t initiative;
	uint32_t horizon;	/* 0 to 3 */
	uint32_t start, end;	/* weeks: [start, end) */
	struct estimate days, cost;	/* used (edited ones first) */
	struct ratio value;	/* its part of the objective */
	bool first_steps;	/* lifts a gate in force */
	bool asked;		/* the answers ask for it */
};

/* What may be wider. */
enum plan_limit {
	LIMIT_NONE,
	LIMIT_DAYS,		/* person-days a month, by halves */
	LIMIT_SLOTS,
	LIMIT_BUDGET,		/* whole dollars */
	LIMIT_OTHER,		/* another initiative done first */
};
const char *plan_limit_name(enum plan_limit limit);

/*
 * What is known of the smallest change that would bring an initiative in.
 * Exact: the plan was made again with it, and holds the initiative by its
 * own optimum; with any less of the same limit it does not.
 */
enum plan_change {
	CHANGE_NONE,		/* nothing to change, or no single one does */
	CHANGE_EXACT,
	CHANGE_AT_LEAST,	/* less would not do; the nodes ran out */
	CHANGE_NOT_SOUGHT,	/* plan_explain seeks it */
};
const char *plan_change_name(enum plan_change change);

struct plan_omission {
	uint32_t initiative;
	enum left_out reason;
	uint32_t other;		/* the prerequisite or better closer */
	struct ratio value;	/* what it would bring alone */
	enum plan_change change;
	enum plan_limit of;
	struct ratio missing;	/* days a month, slots or dollars; 0: none,
				   or not an amount */
};

struct plan_capacity {
	struct ratio days[HORIZONS], days_used[HORIZONS];
	uint32_t slots;
	struct ratio budget, budget_used;
	bool budget_chosen;	/* for this case; else the catalogue's, for a
				   firm of its size */
};

struct plan_gate {
	uint32_t gate;
	uint32_t by;		/* initiative that meets it, or NO_INDEX */
	bool by_day_30;
	struct ratio days_needed;	/* least, when it could not be started */
};

struct monday_step {
	uint32_t initiative;
	uint32_t gate;		/* NO_INDEX: from the plan, not a gate */
};

struct plan {
	const struct score *score;
	struct plan_line *lines;	/* by start, then id */
	uint32_t line_count;
	struct plan_omission *omissions;	/* in the catalogue's order */
	uint32_t omission_count;
	struct plan_gate *gates;	/* gates in force, the rubric's order */
	uint32_t gate_count;
	uint32_t opportunities[3];
	uint32_t opportunity_count;
	struct monday_step monday[3];
	uint32_t monday_count;
	struct plan_capacity capacity;
	const struct score *projected;	/* after everything chosen */
	struct ratio value;		/* the objective's third part */
	bool proved;		/* nothing better can be chosen */
	bool earliest;		/* nor started earlier */
	uint32_t cuts;			/* sets that could not be dated */
	struct ratio attendance_hours;	/* a person, all chosen training */
	struct ratio routine_days;	/* days a month once all run */
	bool pauses_stand;	/* a use is paused and nothing in the plan lets
				   it resume: no new use is then proposed */
	bool short_of_days;	/* gates need more days than there are */
	struct ratio days_short;	/* by how many, before day 30 */
	struct planner *planner;	/* how it was made: for plan_explain */
};

/* What the command line may change. */
struct plan_options {
	bool has_budget, has_days;
	struct ratio budget;		/* dollars */
	struct ratio days_per_month;
};

/*
 * Makes the plan of a case. Never fails: with no capacity it is empty and
 * says what is missing. NULL only when the pack has no initiatives.
 */
struct plan *plan_make(struct arena *a, const struct score *score,
		       const struct plan_options *options);

/*
 * Where the plan comes from, for --explain: `id` is what follows "plan.", an
 * initiative (why it is in the plan, or is not), else "days" or "projected";
 * empty: the whole plan, stage by stage. False, with nothing written, for any
 * other.
 */
bool plan_explain(struct buf *out, const struct plan *plan, struct str id,
		  enum lang lang);

/* "plan" and every "plan.ID" that plan_explain knows, for suggestions. */
const struct str *plan_explain_names(struct arena *a, const struct pack *pack,
				     size_t *count);

#endif
