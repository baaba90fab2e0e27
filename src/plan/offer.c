/* What to do on Monday, and which uses of AI are worth a first trial. */
#include "build.h"

enum { MOST = 3 };

/* --- Monday ---------------------------------------------------------------------- */

static void add_step(struct planner *p, uint32_t initiative, uint32_t gate)
{
	struct plan *plan = p->plan;

	if (plan->monday_count == MOST ||
	    p->catalogue->initiatives[initiative].monday_minutes == 0)
		return;
	for (uint32_t i = 0; i < plan->monday_count; i++)
		if (plan->monday[i].initiative == initiative)
			return;
	plan->monday[plan->monday_count++] =
	    (struct monday_step){ initiative, gate };
}

/* Gates in the rubric's order, then the plan by date, up to a week. */
static void add_steps(struct planner *p, uint32_t last_week)
{
	const struct plan *plan = p->plan;

	for (uint32_t g = 0; g < plan->gate_count; g++) {
		uint32_t by = plan->gates[g].by;

		if (by != NO_INDEX && p->horizon[by] != NOT_CHOSEN &&
		    p->start[by] <= last_week)
			add_step(p, by, plan->gates[g].gate);
	}
	for (uint32_t l = 0; l < plan->line_count; l++)
		if (plan->lines[l].start <= last_week)
			add_step(p, plan->lines[l].initiative, NO_INDEX);
}

/* What begins on Monday first; what comes later only to make three. */
static void fill_monday(struct planner *p)
{
	add_steps(p, 0);
	add_steps(p, PLAN_WEEKS);
}

/* --- opportunities ------------------------------------------------------------------- */

static bool requirements_met(const struct planner *p,
			     const struct opportunity *o)
{
	for (uint32_t k = 0; k < o->require_count; k++)
		if (!p->candidates[o->requires[k]].finished &&
		    p->horizon[o->requires[k]] == NOT_CHOSEN)
			return false;
	return true;
}

enum fit { NO_FIT, ANY_SECTOR, THIS_SECTOR };

static enum fit sector_fit(const struct planner *p, const struct opportunity *o)
{
	struct str sector = p->score->answers->client_sector;

	if (o->sector_count == 0 || sector.len == 0)
		return ANY_SECTOR;
	for (uint32_t k = 0; k < o->sector_count; k++)
		if (str_eq(o->sectors[k], sector))
			return THIS_SECTOR;
	return NO_FIT;
}

/* Those that assist the staff first, then the client's own sector. */
static bool comes_before(const struct planner *p, uint32_t a, uint32_t b)
{
	const struct opportunity *x = &p->catalogue->opportunities[a];
	const struct opportunity *y = &p->catalogue->opportunities[b];

	if (x->exposure != y->exposure)
		return x->exposure < y->exposure;
	if (sector_fit(p, x) != sector_fit(p, y))
		return sector_fit(p, x) > sector_fit(p, y);
	return str_cmp(x->id, y->id) < 0;
}

static bool same_function_offered(const struct planner *p, uint32_t o)
{
	const struct opportunity *all = p->catalogue->opportunities;

	for (uint32_t i = 0; i < p->plan->opportunity_count; i++)
		if (all[p->plan->opportunities[i]].function == all[o].function)
			return true;
	return false;
}

/* Is the gate met in the end by something better than a pause? */
static bool resumes(const struct planner *p, const struct gate *g)
{
	for (uint32_t k = 0; k < g->lifted_count; k++) {
		uint32_t i = g->lifted_by[k];

		if (p->catalogue->initiatives[i].kind != INITIATIVE_PAUSE &&
		    (p->horizon[i] != NOT_CHOSEN || p->candidates[i].finished))
			return true;
	}
	return false;
}

static void fill_pauses(struct planner *p)
{
	const struct rubric *r = &p->pack->rubric;

	for (uint32_t t = 0; t < p->target_count; t++) {
		const struct gate *g = &r->gates[p->targets[t]];
		bool paused = false;

		for (uint32_t k = 0; k < g->lifted_count; k++) {
			uint32_t i = g->lifted_by[k];

			paused = paused ||
				 (p->horizon[i] != NOT_CHOSEN &&
				  p->catalogue->initiatives[i].kind ==
				      INITIATIVE_PAUSE);
		}
		if (paused && !resumes(p, g))
			p->plan->pauses_stand = true;
	}
}

/* A firm that has just stopped a use is not offered another. */
static void fill_opportunities(struct planner *p)
{
	struct expr_env env = case_env(p->score);
	struct plan *plan = p->plan;

	while (plan->opportunity_count < MOST) {
		uint32_t best = NO_INDEX;

		for (uint32_t o = 0; o < p->catalogue->opportunity_count; o++) {
			const struct opportunity *one =
			    &p->catalogue->opportunities[o];

			if (same_function_offered(p, o) ||
			    sector_fit(p, one) == NO_FIT ||
			    !requirements_met(p, one) ||
			    !case_is_true(one->when, &env))
				continue;
			if (best == NO_INDEX || comes_before(p, o, best))
				best = o;
		}
		if (best == NO_INDEX)
			return;
		plan->opportunities[plan->opportunity_count++] = best;
	}
}

void write_offers(struct planner *p)
{
	fill_monday(p);
	fill_pauses(p);
	if (!p->plan->pauses_stand)
		fill_opportunities(p);
}
