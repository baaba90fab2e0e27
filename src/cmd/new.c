/* `jalon new`: a blank answers file. */
#include "rows.h"

static enum status new_run(struct call *call)
{
	answers_blank(&call->out, call->pack, call->lang);
	return STATUS_DONE;
}

static const struct flag flags[] = { FLAG_PACK, { .name = NULL } };

const struct command command_new = {
	.name = "new",
	.operands = { "", "" },
	.summary = { "un fichier de réponses à remplir",
		     "a blank answers file" },
	.about = { "Chaque question y figure avec son aide et ses choix en "
		   "commentaire. Le fichier se lit tel quel : tout y est sans "
		   "réponse.",
		   "Every question stands in it with its help and options as "
		   "comments. The file can be read as it is: nothing in it is "
		   "answered." },
	.example = "jalon new > client.yaml",
	.flags = flags,
	.needs = NEEDS_PACK | NEEDS_CATALOGUE,
	.run = new_run,
};
