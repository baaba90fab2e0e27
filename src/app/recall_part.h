/* The recall as app uses it. Private to it. */
#ifndef JALON_APP_RECALL_PART_H
#define JALON_APP_RECALL_PART_H

#include "app/recall.h"
#include "interview_part.h"

/* Where the journal ended at that view; false when it is not remembered. */
bool recall_mark(struct desk *d, const struct case_view *view,
		 struct store_mark *mark);
/*
 * What a respondent said then, by question of the view's pack, and what they
 * are asked by it. False when the desk does not remember it.
 */
bool recall_said(struct desk *d, const struct case_view *view,
		 struct str respondent, struct answer_record *said,
		 struct asked_now *asked);
/*
 * To be remembered with a view of the same moment, unless somebody else's is
 * already; texts are copied.
 */
void recall_keep_said(struct desk *d, const struct case_view *view,
		      struct str respondent, const struct answer_record *said,
		      const struct asked_now *asked);
/*
 * What the desk wrote of what a respondent said, by question; the view is
 * what it was, as nothing came between `before` and what was written, which
 * ends at `now`. Forgotten where `now` is nowhere.
 */
struct recall_move {
	struct str respondent;
	const struct store_mark *before, *now;
	const struct answer_record *was, *is;
	const struct asked_now *asked;	/* by what it is */
};
void recall_move(struct desk *d, const struct case_view *view,
		 const struct recall_move *move);
/* The view itself is another now. */
void recall_forget(struct desk *d, const struct case_view *view);

#endif
