/*
 * Pages on which somebody answers: oneself, or in another's place.
 *
 * The same pages stand under several addresses, their base:
 *
 *	/answers			whoever has the session
 *	/answers/experts		a leader, in the place of an expert
 *	/answers/staff			a leader, the staff's one common answer
 *	/cases/NAME/ROUND/interview/ID	a consultant, in an interview
 *
 * Which questions stand together is the path's business (app/sheet.h), and it
 * moves with the answers; the address of a page is therefore one of its
 * questions: BASE/q/ID is the page that holds it now.
 */
#ifndef JALON_WEB_ANSWERS_H
#define JALON_WEB_ANSWERS_H

#include "app/sheet.h"
#include "visit.h"

struct answering {
	struct str base;
	bool own;		/* the session's own respondent */
	struct interview *interview;
	struct path *path;
};

/* The interview that the address is about. False: a page was answered. */
bool answers_open(struct visit *v, struct answering *a);
void answers_close(struct answering *a);
/* The path as it is after answers changed. */
void answers_again(struct visit *v, struct answering *a);
/* After a save: a session that came by a shared link has its respondent, once
   they said something, and a code that waits (begin.h), for the link would
   begin anew. False when the disk refuses. */
bool answers_seat(struct visit *v, const struct answering *a);
/* A member of the staff, by themselves: no result, no notes. */
bool answers_is_staff(const struct answering *a);
/* A leader, by themselves. */
bool answers_is_leader(const struct answering *a);
/* Whether the result is theirs to see now: of those invited, once the
   collection is closed. */
bool answers_sees_result(const struct visit *v, const struct answering *a);

/* Where a question is asked: its step and page. False: it is not. */
bool answers_find(const struct answering *a, uint32_t question, uint32_t *step,
		  uint32_t *page);
/* "BASE/q/ID", of the first question of a page. */
struct str answers_place(struct visit *v, const struct answering *a,
			 uint32_t step, uint32_t page);
/* The first page with something open; the check when there is none. */
struct str answers_next(struct visit *v, const struct answering *a);
/* Whether the path came to its section before. */
bool answers_section_began(const struct path *path, uint32_t step);
/* Its section's; of the rest of one that the short path began, it says so. */
struct str answers_step_title(struct visit *v, const struct path *path,
			      uint32_t step);
/* Once one's own part is complete: how many questions wait for who knows the
   systems, with the button that invites them. */
void answers_write_others(struct visit *v, const struct path *path);
/* Who it is that answers, to be read; empty for oneself. */
struct str answers_who(struct visit *v, const struct answering *a);

#endif
