/* One pass over the cases, for what is made of many. Private to app/. */
#ifndef APP_PORTFOLIO_PART_H
#define APP_PORTFOLIO_PART_H

#include "app/portfolio.h"

struct pass {
	const struct account *account;	/* the cases it sees; NULL: all */
	const struct pack *pack;
	uint32_t cases;		/* how many there are */
	uint32_t other_pack, without_score, unreadable;	/* left out */
	/* Called before the first case, and for each that counts; the score
	   lives until the next one. */
	void (*begin)(struct pass *pass, struct arena *a);
	void (*visit)(struct pass *pass, struct arena *a,
		      const struct case_record *record,
		      const struct score *score);
	void *context;
};
/* False after a diagnostic. */
bool portfolio_pass(struct desk *d, struct pass *pass);

#endif
