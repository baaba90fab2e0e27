/*
 * The short profile of a case for a terminal: one screen, 80 columns, no
 * sentence that the documents do not say better.
 */
#ifndef JALON_CMD_PROFILE_H
#define JALON_CMD_PROFILE_H

#include "engine/score.h"

void profile_write(struct buf *out, struct arena *a, const struct score *s,
		   enum lang lang);

/* "2 Exploratoire", "1 à 2", or a dash. */
void put_level(struct buf *out, const struct score *s,
	       const struct scored *scored, enum lang lang);

#endif
