/* Words that `case progress`, `case reading` and `case followup` share. */
#ifndef JALON_CMD_CASE_PROGRESS_H
#define JALON_CMD_CASE_PROGRESS_H

#include "app/rounds.h"
#include "rows.h"

/* « commencée » */
const char *words_progress(enum progress status, enum lang lang);
/* The initiative's title; its id when the pack no longer has it. */
struct str words_work(const struct case_view *v, const struct work *w,
		      enum lang lang);
/* The value of a flag, or an empty text. */
struct str words_flag(const struct call *call, const char *flag);
/* One initiative as an object. */
struct json;
void work_json(struct json *j, const struct case_view *v,
	       const struct work *w, enum lang lang);

#endif
