/* `jalon version`. */
#include "rows.h"

#ifndef JALON_VERSION
#define JALON_VERSION "0"
#endif

static enum status version_run(struct call *call)
{
	buf_text(&call->out, "jalon " JALON_VERSION "\n");
	return STATUS_DONE;
}

const struct command command_version = {
	.name = "version",
	.operands = { "", "" },
	.summary = { "la version du programme", "the version of the program" },
	.example = "jalon version",
	.run = version_run,
};
