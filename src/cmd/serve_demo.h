/* A file of cases for a visitor: the pack's samples, in a folder that goes. */
#ifndef JALON_CMD_SERVE_DEMO_H
#define JALON_CMD_SERVE_DEMO_H

#include "cmd/command.h"

/*
 * Makes a file of cases in a folder of its own and imports each sample of the
 * desk's pack as a case; staff collections are closed, but for a case more
 * whose campaign is under way. Another one more has two rounds to compare.
 * Its path, or NULL after a diagnostic. `call->desk` is left as it was,
 * without a file.
 */
const char *demo_make(struct call *call);
/* Takes the file and its folder away. NULL is allowed. */
void demo_remove(struct call *call, const char *path);

#endif
