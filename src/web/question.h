/*
 * One question on a page: drawn, and read back from the form.
 *
 * The control bears the question's id. Beside it: `ID:na` why it does not
 * apply, `ID:note` a note, `ID:dk` "don't know" where it is no choice of a
 * list, `ID:seen` the mark of what the page showed, so that an old page never
 * overwrites a newer answer. "?" and "?na" stand among the choices, for no id
 * of an option begins so.
 */
#ifndef JALON_WEB_QUESTION_H
#define JALON_WEB_QUESTION_H

#include "app/sheet.h"
#include "visit.h"

/*
 * Draws a question with what was said to it, or, when `typed`, with what the
 * form holds that is being shown again.
 */
void question_draw(struct visit *v, struct interview *i, uint32_t question,
		   bool typed);
/* What the form says to it. False: a fault was noted, or it is not there. */
bool question_read(struct visit *v, struct interview *i, uint32_t question,
		   struct saying *out);
/* An answer in words: options' texts, "Je ne sais pas"...; or empty. */
struct str question_answer(struct visit *v, const struct question *q,
			   const struct answer *answer);

#endif
