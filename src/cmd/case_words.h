/* Words that the commands on cases share. */
#ifndef JALON_CMD_CASE_WORDS_H
#define JALON_CMD_CASE_WORDS_H

#include "app/groups.h"
#include "rows.h"

/* "direction", "personnel", "experts". */
const char *words_group(enum group group, enum lang lang);
/* "Directrice (direction)", "réponses communes", "personnel ensemble". */
void words_who(struct buf *out, struct str name, enum group group, bool agreed,
	     bool together, enum lang lang);
/* An answer, « ne sait pas », or a dash for nothing. */
void words_spoken(struct buf *out, const struct spoken *s, enum lang lang);
/* "2 → 3", or "3" where nothing stood before. */
void words_change(struct buf *out, const struct spoken *before,
		const struct spoken *after, enum lang lang);
/* « déclarée »; words of the format stay in --json. */
const char *words_evidence(enum evidence evidence, enum lang lang);
/* "1 question", "3 questions"; none is singular in French only. */
void words_count(struct buf *out, uint32_t n, enum lang lang, const char *one,
		 const char *many);

/* As a member: null, a text, or {"state": "dont_know"}. */
struct json;
void words_spoken_json(struct json *j, const char *key, const struct spoken *s);

/* Opens the object that tells of one round: its "case" and "round". */
struct json;
void words_begin_round(struct json *j, const struct case_view *v);

#endif
