/*
 * What was noted of initiatives, in the words of a pack.
 *
 * Progress belongs to the case, and packs to its rounds: a newer version may
 * call an initiative otherwise, or no longer have it. What a pack renamed is
 * read under its id of today; what it does not know stays as it was noted, to
 * be listed and said, and never enters a plan.
 */
#ifndef JALON_APP_PROGRESS_H
#define JALON_APP_PROGRESS_H

#include "app/case.h"

struct noted {
	/* By initiative: once each, what was noted last. */
	const struct progress_record *progress;
	/* By initiative, then date. */
	const struct reading_record *readings;
	uint32_t progress_count, reading_count;
};

/*
 * What the case holds, read with `pack`. Of two ids that have become one the
 * later date stands, and on one day what was noted under the id of today.
 */
struct noted progress_noted(struct desk *d, const struct case_view *view,
			    const struct pack *pack);

/*
 * Warns of each noted initiative that the pack does not know, once for the
 * desk's diagnostics.
 */
void progress_tell_aside(struct desk *d, const struct case_view *view,
			 const struct pack *pack);

#endif
