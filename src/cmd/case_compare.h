/* `jalon case compare`: its text, its table over all rounds, its JSON. */
#ifndef JALON_CMD_CASE_COMPARE_H
#define JALON_CMD_CASE_COMPARE_H

#include "app/rounds.h"
#include "case_words.h"

/* « en hausse »; « pourquoi » of what does not compare. */
const char *compare_words(enum compare_verdict verdict, enum lang lang);
const char *compare_why(enum compare_reason reason, enum lang lang);

/* Two rounds, in 80 columns. */
void compare_text(struct call *call, const struct rounds_compared *c);
/* Each round beside the one before, the earliest first. */
void compare_table(struct call *call, const struct rounds_compared *all,
		   uint32_t count);
void compare_json(struct call *call, const struct rounds_compared *all,
		  uint32_t count);

#endif
