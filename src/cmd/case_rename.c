/* `jalon case rename`: another short name for a case. */
#include "rows.h"

#include "app/exchange.h"

static enum status case_rename_run(struct call *call)
{
	if (!exchange_rename(call->desk, str_from(call->operands[0]),
			     str_from(call->operands[1])))
		return STATUS_INPUT;
	buf_fmt(&call->out,
		say(call->lang, "Le dossier `%s` s'appelle maintenant `%s`\n",
		    "The case `%s` is now called `%s`\n"),
		call->operands[0], call->operands[1]);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	FLAG_PACK,
	FLAG_CASES,
	FLAG_BY,
	{ .name = NULL },
};

const struct command command_case_rename = {
	.name = "case rename",
	.operands = { "DOSSIER NOM", "CASE NAME" },
	.operand_kind = VALUE_TEXT,
	.min = 2,
	.max = 2,
	.summary = { "donne un autre nom court à un dossier",
		     "gives a case another short name" },
	.example = "jalon case rename quincaillerie quincaillerie-du-fleuve",
	.flags = flags,
	.needs = NEEDS_CASES_WRITE,
	.run = case_rename_run,
};
