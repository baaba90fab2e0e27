/*
 * What the command line of `jalon workshop` asks for.
 */
#ifndef JALON_CMD_WORKSHOP_H
#define JALON_CMD_WORKSHOP_H

#include "learn/workshop.h"
#include "rows.h"

struct asked {
	const struct curriculum *curriculum;
	const struct score *score;	/* NULL: no answers */
	struct workshop_request request;
	uint32_t start;			/* minutes after midnight */
	struct str date, trainer;	/* empty: not given */
	bool langs[LANG_COUNT];		/* documents to write */
};

/* STATUS_DONE, or what to end with after diagnostics. */
enum status workshop_ask(struct call *call, struct asked *asked);

#endif
