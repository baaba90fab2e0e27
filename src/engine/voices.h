/*
 * What was said to a question, by the firm and by its groups, in points.
 * Private to engine/. See also group_mean and points_of in engine.h.
 */
#ifndef ENGINE_VOICES_H
#define ENGINE_VOICES_H

#include "engine.h"

extern const struct answer nothing_said;

struct firm {
	const struct answer *answer;
	bool disagreement;
	bool dont_know;		/* somebody of the deciding groups said so */
};
/* Never without an answer: nothing_said where there is none. */
struct firm firm_answer(const struct engine *e, uint32_t question);

/* Points of a value, from what was worked out when the engine was opened. */
void value_points(const struct engine *e, uint32_t question,
		  const struct answer *value, struct expr_number *n);
/* Of any answer: absent when not applicable, all it can give when open. */
void answer_points(const struct engine *e, uint32_t question,
		   const struct answer *a, struct expr_number *n);
/*
 * The published points: the mean of the means of the groups that count, which
 * are noted in `r`. `*not_applicable`: to all of them.
 */
struct expr_number groups_points(struct engine *e, uint32_t question,
				 struct question_result *r,
				 bool *not_applicable);

#endif
