/* `jalon schema`: the JSON Schema of the result. */
#include "rows.h"

#include "doc/document.h"

static enum status schema_run(struct call *call)
{
	buf_str(&call->out, result_schema());
	return STATUS_DONE;
}

const struct command command_schema = {
	.name = "schema",
	.operands = { "", "" },
	.summary = { "le schéma JSON du résultat",
		     "the JSON Schema of the result" },
	.about = { "Décrit result.json et la sortie de `jalon score --json` : "
		   "chaque champ, son type, ce qu'il veut dire.",
		   "Describes result.json and the output of `jalon score "
		   "--json`: each field, its type, what it means." },
	.example = "jalon schema > result.schema.json",
	.run = schema_run,
};
