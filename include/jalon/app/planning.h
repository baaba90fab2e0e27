/*
 * A plan asked again, otherwise: with another budget, other days, some
 * initiatives refused, others brought in; and what was asked, kept.
 *
 * A trial changes nothing but itself. An initiative that is *imposed* counts
 * before value and after what the plan never gives up: gates in force, and as
 * few pauses as possible. So it is in the plan unless days, slots, budget,
 * what it requires or what gates need keep it out; it is then among the
 * omissions, with its reason. Of the objective's value a trial with imposed
 * ones says nothing that compares: theirs is raised above the sum of all.
 * One that has nothing to gain, or is not for this client, stays out.
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
	const uint32_t *imposed;
	uint32_t imposed_count;
};
/* What the case asks now, nothing imposed. */
struct planning_wish planning_asked(const struct score *score);

/*
 * The plan so asked. `now` is the plan of the same score as it stands; only
 * imposed ones need it. Never NULL where plan_make gives one.
 */
struct plan *planning_try(struct arena *a, const struct score *score,
			  const struct plan *now,
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
 * Keeps budget, days and refusals in the round's `plan` block, whose other
 * members (slots, estimates, what is done) stay. What is imposed has no place
 * there: the caller refuses it first. False after a diagnostic.
 */
bool planning_keep(struct desk *d, const struct case_view *view,
		   const struct planning_wish *wish);

#endif
