/*
 * Who said what: leaders and experts by name, and what stands behind a
 * recorded decision. Staff are read as a group or not at all.
 */
#include "engine.h"

const struct answer_set *score_next_named(const struct score *s,
					  uint32_t question, uint32_t *at)
{
	const struct answers *as = s->answers;

	while (s->several && *at < as->set_count) {
		const struct answer_set *set = &as->sets[(*at)++];

		if (set->group != GROUP_STAFF && !set->agreed &&
		    set->answers[question].kind != ANSWER_MISSING)
			return set;
	}
	return NULL;
}

bool score_counts(const struct score *s, uint32_t question,
		  const struct answer_set *set)
{
	const struct question *q = &s->pack->questions[question];
	const struct question_result *r = &s->questions[question];
	const struct answer *a = &set->answers[question];

	return r->shown && !r->decided && (q->groups >> set->group & 1) != 0 &&
	       a->kind == ANSWER_VALUE && q->scored &&
	       !points_of(q, a).absent &&
	       !answers_yields(s->answers, set, question);
}

const struct decision *score_decision(const struct score *s,
				      uint32_t question)
{
	/* The last one stands, as the score reads them. */
	for (uint32_t i = s->answers->decision_count; i-- > 0;)
		if (s->answers->decisions[i].question == question)
			return &s->answers->decisions[i];
	return NULL;
}

void score_originals(const struct score *s, uint32_t question,
		     struct group_points groups[GROUP_COUNT])
{
	const struct question *q = &s->pack->questions[question];
	bool na;

	for (int g = 0; g < GROUP_COUNT; g++) {
		groups[g] = (struct group_points){ .mean = number_absent() };
		if (s->several && s->questions[question].shown &&
		    (q->groups >> g & 1) != 0)
			group_mean(s->engine, question, (enum group)g,
				   &groups[g], &na);
	}
}

bool score_cap_is_known(const struct score *s, uint32_t gate, uint32_t cap)
{
	return (s->gates[gate].truth.can & TRUTH_TRUE) != 0 ||
	       expr_is_constant(s->pack->rubric.gates[gate].caps[cap].level);
}
