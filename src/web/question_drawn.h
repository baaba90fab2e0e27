/*
 * Questions drawn once. What a page shows of a question is the same for
 * everybody but for what is chosen: it is drawn once for a pack and a
 * language, by the functions that draw any other, and pages copy it.
 *
 * Any worker may ask, at any time; what it gets stands as long as the site.
 */
#ifndef JALON_WEB_QUESTION_DRAWN_H
#define JALON_WEB_QUESTION_DRAWN_H

#include "visit.h"

struct drawings;
struct drawings *drawings_open(void);
/* NULL is allowed. */
void drawings_close(struct drawings *d);

struct drawn_question {
	/* Before the choices, and after them. */
	struct html_frag begin, end;
	/* By choice, as it stands not chosen and chosen. */
	const struct html_frag *plain, *chosen;
	uint32_t count;		/* choices; 0: what is typed is not kept */
	struct html_frag note;	/* without one */
};

/*
 * A question of the visit's pack, in its language, without faults and with no
 * reason beside "not applicable". The page has no fault yet.
 */
const struct drawn_question *question_drawn(struct visit *v,
					    uint32_t question);

#endif
