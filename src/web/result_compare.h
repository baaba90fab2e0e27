/* What the parts of the comparison's page share. Private to web. */
#ifndef JALON_WEB_RESULT_COMPARE_H
#define JALON_WEB_RESULT_COMPARE_H

#include "app/rounds.h"
#include "result.h"

struct comparing {
	struct result *r;
	struct visit *v;
	const struct rounds_compared *rounds;
	const struct comparison *c;
	const struct pack *was, *is;	/* the packs scored under */
	bool current;		/* the later round is the door's: its
				   figures have explanations here */
};

/* result_compare.c: levels and scores; what cannot be compared, and why. */
void compare_figures(struct comparing *c);
void compare_untold(struct comparing *c);

#endif
