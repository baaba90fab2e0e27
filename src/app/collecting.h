/* What the bodies of app/collection.h share. */
#ifndef JALON_APP_COLLECTING_H
#define JALON_APP_COLLECTING_H

#include "app/collection.h"

/*
 * A question the staff are asked and that has points. Another gives no figure:
 * nothing of it is ever published.
 */
bool gives_figure(const struct question *q);

/* What an answer puts into the mean of its group. */
struct counted {
	bool counts;
	struct ratio points;
};

/* Of a question with points; `json` is read where `kind` is ANSWER_VALUE. */
struct counted counted_of(struct arena *a, const struct question *q,
			  enum answer_kind kind, struct str json);

/*
 * By question of the pack: whether closing now publishes it. False when the
 * journal could not be read.
 */
bool collection_due(struct desk *d, const struct case_view *view, bool *due);

#endif
