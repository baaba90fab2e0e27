/*
 * A plan asked again, otherwise: with another budget, other days, some
 * initiatives refused, others brought in; and what was asked, kept.
 *
 * A trial changes nothing but itself. An initiative that is *imposed* is one
 * that the answers' `plan:` block includes: it counts before value and after
 * what the plan never gives up, gates in force and as few pauses as possible
 * (plan/plan.h). Where days, slots, budget or what it requires keep it out, it
 * is among the omissions with its reason.
 */
#ifndef JALON_APP_PLANNING_H
#define JALON_APP_PLANNING_H

#include "app/case.h"
#include "plan/plan.h"

struct planning_wish {
	bool has_budget, has_days;
	struct ratio budget;		/* dollars, first year */
	struct ratio days_per_month;	/* person-days */
	const uint32_t *refused;	/* all that are: those of the case that
					   are not here come back */
	uint32_t refused_count;
	const uint32_t *imposed;	/* likewise; none is in both */
	uint32_t imposed_count;
};
/* What the case asks now. */
struct planning_wish planning_asked(const struct score *score);

/* The plan so asked. Never NULL where plan_make gives one. */
struct plan *planning_try(struct arena *a, const struct score *score,
			  const struct planning_wish *wish);

/* What differs between two plans of one case, by initiative. */
enum planning_move { PLANNING_IN, PLANNING_OUT, PLANNING_MOVED };
struct planning_difference {
	uint32_t initiative;
	enum planning_move move;
	const struct plan_line *was, *is;	/* NULL where it is not */
};
/* Those that come in, by start; those that go, by start; then the moved. */
const struct planning_difference *
planning_compare(struct arena *a, const struct plan *was, const struct plan *is,
		 uint32_t *count);

/*
 * Keeps the wish in the round's `plan` block, whose other members (slots,
 * estimates, what is done) stay. False after a diagnostic.
 */
bool planning_keep(struct desk *d, const struct case_view *view,
		   const struct planning_wish *wish);

/*
 * Keeps there from when the plan begins (plan/weeks.h); an empty date leaves it
 * to the round. False after a diagnostic: no date that exists.
 */
bool planning_begin(struct desk *d, const struct case_view *view,
		    struct str date);

#endif
