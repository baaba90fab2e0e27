/*
 * Which criteria are findings: five to eight, what holds the client back
 * most. The result lists them; the views print what it lists.
 */
#ifndef JALON_DOC_FINDINGS_H
#define JALON_DOC_FINDINGS_H

#include "engine/score.h"

enum { FINDINGS_LEAST = 5, FINDINGS_MOST = 8 };

/* Share of weight times distance to the target; zero when it is reached. */
struct ratio findings_gap(const struct score *s, uint32_t criterion);
/*
 * Chosen criteria, greatest weighted gap first, at most FINDINGS_MOST;
 * returns how many. What the consultant wrote about comes first into the
 * choice: they expect to read it. Then the greatest gaps; past the fifth,
 * only those at least half as great as the greatest.
 */
uint32_t findings_choose(struct arena *a, const struct score *s,
			 uint32_t *out);
/* What the consultant asks of a finding, or NULL. */
const struct finding_edit *findings_edit(const struct score *s,
					 uint32_t criterion);

#endif
