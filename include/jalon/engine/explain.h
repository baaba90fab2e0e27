/*
 * Where a number comes from, for a person.
 *
 * `--explain ID` takes a question, a fact, a criterion, a dimension, a gate,
 * `overall`, `next_question` or `gaps` (those of a plan: plan/plan.h), and
 * prints the formula, its inputs with their states, what was left out and
 * why, the value before and after rounding, the level, the gate that capped
 * it, the open questions that widen it, and the author's line. Leaders and
 * experts are told by name; for staff it stops at the group's mean.
 */
#ifndef JALON_ENGINE_EXPLAIN_H
#define JALON_ENGINE_EXPLAIN_H

#include "engine/score.h"

/*
 * Writes the derivation of `id` as plain text. False (and nothing written)
 * when the pack has no such id; `names` for suggestions are then those of
 * explain_names.
 */
bool explain_write(struct buf *out, const struct score *s, struct str id,
		   enum lang lang);

const struct str *explain_names(struct arena *a, const struct pack *pack,
				size_t *count);

#endif
