/*
 * Several files written together, all or none: made in memory first, so that
 * an error writes nothing; then under a folder of their own and moved into
 * place, so that a full disk or a kill leaves the previous ones whole.
 */
#ifndef JALON_CMD_OUTPUTS_H
#define JALON_CMD_OUTPUTS_H

#include "rows.h"

enum { OUTPUTS_MAX = 80 };

struct output {
	const char *name;
	struct str bytes;
};

struct outputs {
	struct output items[OUTPUTS_MAX];
	size_t count;
};

void outputs_add(struct outputs *all, const char *name, struct buf *bytes);
bool outputs_have(const struct outputs *all, const char *name);
/*
 * Every file is complete in DIR/.jalon before the first one takes its place;
 * a lock keeps two runs on one folder apart. 0, or an errno value.
 */
int outputs_write(struct arena *a, const struct outputs *all, const char *dir);
/* The path of each, a line each, on standard output. */
void outputs_tell(struct call *call, const struct outputs *all,
		  const char *dir);

#endif
