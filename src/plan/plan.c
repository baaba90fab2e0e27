/* A plan, from a scored case to its lines, omissions and offers. */
#include "plan/plan.h"

#include "build.h"

struct plan *plan_make(struct arena *a, const struct score *score,
		       const struct plan_options *options)
{
	const struct pack *pack = score->pack;
	struct planner p = { .arena = a, .score = score, .pack = pack,
			     .catalogue = &pack->catalogue };

	if (!pack->has_catalogue || pack->catalogue.initiative_count == 0)
		return NULL;
	p.count = pack->catalogue.initiative_count;
	p.plan = ARENA_NEW(a, struct plan);
	p.plan->score = score;
	prepare(&p, options);
	choose(&p);
	write_lines(&p);
	write_omissions(&p);
	write_offers(&p);
	return p.plan;
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
