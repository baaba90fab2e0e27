/*
 * What a desk remembers of the rounds it saw last, so that a person who
 * answers page after page is not read again from the file each time.
 *
 * A round, its respondents and what one of them said are what the case's
 * journal makes of them: they stand as long as it ends where it ended
 * (store_mark), which every use asks the file. A round whose case has changes
 * left out is not remembered: they may come back to their places.
 *
 * A recall is one desk's, and so one thread's. It holds a few rounds, of which
 * the one seen least lately gives way; what it gave stands until recall_begin.
 */
#ifndef JALON_APP_RECALL_H
#define JALON_APP_RECALL_H

#include "base/text.h"

struct case_view;
struct desk;
struct recall;

struct recall *recall_open(void);
/* NULL is allowed. */
void recall_close(struct recall *r);

/*
 * A job begins at `now`, in seconds: nothing is in use any more. What nobody
 * looked at for a quarter of an hour is forgotten.
 */
void recall_begin(struct recall *r, int64_t now);

/*
 * case_view_of_round, remembered or read. What a desk without a recall asks is
 * read.
 */
struct case_view *recall_round(struct desk *d, struct str chain,
			       struct str round);

#endif
