/*
 * One question on a page: drawn, and read back from the form.
 *
 * The control bears the question's id. Beside it: `ID:na` why it does not
 * apply, `ID:note` a note, `ID:dk` "don't know" where it is no choice of a
 * list, `ID:seen` the mark of what the page showed, so that an old page never
 * overwrites a newer answer. `before`, as often as it takes, is what the same
 * page sent already without hearing of it (answers_page.c).
 *
 * Whatever the form, an option is "3" of a level, its id, "true" or "false".
 * "?" and "?na" stand among them, for no id of an option begins so.
 */
#ifndef JALON_WEB_QUESTION_H
#define JALON_WEB_QUESTION_H

#include "app/sheet.h"
#include "controls.h"

#define QUESTION_UNKNOWN "?"
#define QUESTION_NA "?na"

/*
 * Draws a question with what was said to it, or, when `typed`, with what the
 * form holds that is being shown again. Where the case decides
 * (interview_case_decides) it says so in place of a control.
 */
void question_draw(struct visit *v, struct interview *i, uint32_t question,
		   bool typed);
/* By question, whether its mark is on the form; nothing is read without. */
const bool *questions_on(struct visit *v, const struct fields *form);
/* What a form says to it. False: a fault was noted, or it is not there. */
bool question_read(struct visit *v, struct interview *i,
		   const struct fields *form, uint32_t question,
		   struct saying *out);
/* An answer in words: options' texts, "Je ne sais pas"...; or empty. */
struct str question_answer(struct visit *v, const struct question *q,
			   const struct answer *answer);

/* --- what one chooses from --------------------------------------------------- */

/* Options, or yes and no; 0: it is typed. */
uint32_t question_option_count(const struct question *q);
struct str question_option(const struct visit *v, const struct question *q,
			   uint32_t option);
bool question_may_na(const struct question *q);
/*
 * The options as choices, then "don't know" where the question has it, none
 * chosen; `*count` of them, in the arena, with room for one more.
 */
struct choice *question_choices(const struct visit *v, const struct question *q,
				uint32_t *count);
/* Which is this one. */
struct choice *question_add_na(const struct visit *v, const struct question *q,
			       struct choice *items, uint32_t *count);
/*
 * The whole list as a page has it, none chosen: `*items` are its choices, to
 * be chosen from. `why` is the field under "not applicable", where that is
 * offered.
 */
struct choices question_list(const struct visit *v, const struct question *q,
			     const struct input *why, struct choice **items);
struct input question_why_na(const struct visit *v, const struct question *q,
			     struct str reason);
/* Whether an answer is that choice, as they are counted there. */
bool question_said(const struct question *q, const struct answer *said,
		   uint32_t choice);
/* The folded field of a comment, opened where there is one. */
void question_draw_note(struct visit *v, const struct question *q,
			struct str note);
/* What stands under a question's text, or empty. */
struct str question_hint(const struct visit *v, const struct question *q);
/* Chosen as an answer has them; as the form has them under a name. */
void question_choose_said(const struct question *q, const struct answer *said,
			  struct choice *items, uint32_t count);
void question_choose_typed(const struct fields *form, struct str name,
			   struct choice *items, uint32_t count);

#endif
