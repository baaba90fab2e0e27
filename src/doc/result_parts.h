/* What the files that write the result share. Private to doc/. */
#ifndef JALON_DOC_RESULT_PARTS_H
#define JALON_DOC_RESULT_PARTS_H

#include "engine/score.h"
#include "format/json.h"

enum { RESULT_PLACES = 6 };	/* of an unrounded number */

void result_ratio(struct json *j, bool present, struct ratio r);
/* The exact fraction, for whoever wants to do the sum again. */
void result_exact(struct json *j, struct arena *a, struct ratio r);
void result_bounds(struct json *j, bool any, struct ratio lo,
		   struct ratio hi);
/* `line`, in the pack's file. */
void result_place(struct json *j, struct span span);

/* A question: answers, who gave them, decisions, points. */
void result_question(struct json *j, const struct score *s,
		     uint32_t question);
/* A question as a criterion reads it. */
void result_input(struct json *j, const struct score *s, uint32_t question);

#endif
