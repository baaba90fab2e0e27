/*
 * The result as one JSON document (schema: src/doc/result.schema.json).
 *
 * For each number: its formula, inputs with their states, what was excluded
 * and why, the value before and after rounding, the computed level, the
 * capped level and the gate that capped it, bounds, coverage, what blocks
 * the next level. Language-neutral: ids and numbers, no sentence. Leaders and
 * experts are in it by name, the staff as a group or not at all.
 */
#ifndef JALON_DOC_RESULT_H
#define JALON_DOC_RESULT_H

#include "plan/plan.h"

struct json;

/* Writes the members of the result into an open object. */
void result_write(struct json *j, struct arena *a, const struct score *s);
/* Writes the members of the plan into an open object. */
void plan_write(struct json *j, struct arena *a, const struct plan *plan);
/* The compact form of `jalon batch`: levels, scores, bounds, gates. */
void result_write_compact(struct json *j, const struct score *s);

#endif
