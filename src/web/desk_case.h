/* How a round stands, as several of the desk's pages need it. */
#ifndef JALON_WEB_DESK_CASE_H
#define JALON_WEB_DESK_CASE_H

#include "desk.h"

struct standing {
	const struct case_view *view;
	const struct score *score;	/* NULL: it cannot be scored; the
					   diagnostics say why, and there are
					   no members nor open questions */
	struct collection staff;
	const struct member *members;
	uint32_t member_count;
	const uint32_t *open;		/* questions: see group_open */
	uint32_t open_count;
	const struct link *links;
	uint32_t link_count;
	struct response_rate rate;
};
/* False: the file could not be read. */
bool desk_gather(struct visit *v, struct standing *s);

/* Those who decide the question disagree where one answer is needed, and
   nothing is settled: see group_open. */
bool desk_is_disputed(const struct score *s, uint32_t question);
/* All that applies was answered; don't-knows are answers. */
bool desk_has_finished(const struct member *m);
/* How many came of those invited, group by group. */
void desk_write_rate(struct visit *v, const struct response_rate *rate);

#endif
