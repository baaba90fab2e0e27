/* The questions that leaders and staff saw most differently. */
#include "build.h"

static struct ratio gap_of(const struct score *s, uint32_t question)
{
	const struct group_points *g = s->questions[question].groups;
	struct ratio gap = ratio_sub(g[GROUP_LEADERS].mean.point,
				     g[GROUP_STAFF].mean.point);

	return gap.num < 0 ? ratio_neg(gap) : gap;
}

/* Staff below five have no points to compare: they are never here. */
static bool is_published(const struct score *s, uint32_t question)
{
	const struct group_points *g = s->questions[question].groups;

	return score_compared(s, question) && !g[GROUP_STAFF].withheld &&
	       !g[GROUP_LEADERS].mean.absent && !g[GROUP_STAFF].mean.absent;
}

/* Widest first; among equals the questionnaire's order stays. */
static void add_question(struct composer *c, uint32_t question, uint32_t most)
{
	const struct score *s = c->request->score;
	struct ratio gap = gap_of(s, question);
	uint32_t at = c->prompt_count;

	if (ratio_is_zero(gap))
		return;
	while (at > 0 && ratio_cmp(gap_of(s, c->prompts[at - 1]), gap) < 0)
		at--;
	if (at == most)
		return;
	if (c->prompt_count < most)
		c->prompt_count++;
	for (uint32_t k = c->prompt_count - 1; k > at; k--)
		c->prompts[k] = c->prompts[k - 1];
	c->prompts[at] = question;
}

void find_prompts(struct composer *c)
{
	const struct score *s = c->request->score;
	uint32_t most = c->minutes / 60;
	bool any = false;

	if (!c->request->prompts)
		return;
	if (!c->request->jobs) {
		c->prompts_missing = "jobs";
		return;
	}
	most = most < 1 ? 1 : most > WORKSHOP_PROMPTS ? WORKSHOP_PROMPTS : most;
	c->prompts = ARENA_ARRAY(c->arena, most, uint32_t);
	for (uint32_t q = 0; s != NULL && q < s->pack->question_count; q++) {
		if (!is_published(s, q))
			continue;
		any = true;
		add_question(c, q, most);
	}
	if (!any)
		c->prompts_missing = "groups";
}
