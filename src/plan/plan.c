/* A plan, from a scored case to its lines, omissions and offers. */
#include "plan/plan.h"

#include "build.h"

static const struct plan_options *keep_options(struct arena *a,
					       const struct plan_options *from)
{
	struct plan_options *kept;

	if (from == NULL)
		return NULL;
	kept = ARENA_NEW(a, struct plan_options);
	*kept = *from;
	return kept;
}

struct plan *plan_make(struct arena *a, const struct score *score,
		       const struct plan_options *options)
{
	const struct pack *pack = score->pack;
	struct planner *p;

	if (!pack->has_catalogue || pack->catalogue.initiative_count == 0)
		return NULL;
	p = ARENA_NEW(a, struct planner);
	*p = (struct planner){ .arena = a, .score = score, .pack = pack,
			       .catalogue = &pack->catalogue,
			       .count = pack->catalogue.initiative_count,
			       .options = keep_options(a, options),
			       .also_done = NO_INDEX };
	p->plan = ARENA_NEW(a, struct plan);
	p->plan->score = score;
	p->plan->planner = p;
	prepare(p);
	choose(p);
	write_lines(p);
	write_omissions(p);
	write_offers(p);
	return p->plan;
}

const char *left_out_name(enum left_out reason)
{
	switch (reason) {
	case OUT_NOTHING_TO_GAIN:
		return "nothing_to_gain";
	case OUT_NOT_FOR_THIS_CLIENT:
		return "not_for_this_client";
	case OUT_EXCLUDED:
		return "excluded";
	case OUT_DONE:
		return "done";
	case OUT_PREREQUISITE:
		return "prerequisite";
	case OUT_DAYS:
		return "days";
	case OUT_SLOTS:
		return "slots";
	case OUT_BUDGET:
		return "budget";
	case OUT_BETTER_CLOSER:
		return "better_closer";
	case OUT_NOT_NEEDED:
		return "not_needed";
	}
	BUG("reason %d", (int)reason);
}

const char *plan_change_name(enum plan_change change)
{
	switch (change) {
	case CHANGE_NONE:
		return "none";
	case CHANGE_EXACT:
		return "exact";
	case CHANGE_AT_LEAST:
		return "at_least";
	case CHANGE_NOT_SOUGHT:
		return "not_sought";
	}
	BUG("change %d", (int)change);
}

const char *plan_limit_name(enum plan_limit limit)
{
	switch (limit) {
	case LIMIT_NONE:
		return "none";
	case LIMIT_DAYS:
		return "days";
	case LIMIT_SLOTS:
		return "slots";
	case LIMIT_BUDGET:
		return "budget";
	case LIMIT_OTHER:
		return "other";
	}
	BUG("limit %d", (int)limit);
}
