/*
 * What an explanation says (engine/explain.h, plan_explain), as nested lists:
 * a line of two spaces is an entry, one of four stands under it. The first
 * word of what stands under, where it is an id, becomes the thing's title;
 * any other id of two words ("reach_person") leads to its explanation.
 */
#ifndef JALON_WEB_RESULT_TOLD_H
#define JALON_WEB_RESULT_TOLD_H

#include "result.h"

/* The explanation's first line, which names it, is left out. */
void result_told(struct result *r, struct str text);
/* What stands under the entry of that label alone, as one list; nothing where
   there is no such entry. */
void result_told_under(struct result *r, struct str text, struct str label);
/* The title of an id, as people know it; empty for none. */
struct str result_title_of(const struct result *r, struct str id);

#endif
