/* `jalon case new`: a case, its first round, and the file if need be. */
#include "case_words.h"

#include "rows.h"

#include "app/case.h"

static struct str given(const struct call *call, const char *flag)
{
	const char *value = call_flag(call, flag);

	return value == NULL ? STR_NONE : str_from(value);
}

static enum status case_new_run(struct call *call)
{
	struct case_new wanted = {
		.client = str_from(call->operands[0]),
		.name = given(call, "name"),
		.sector = given(call, "sector"),
		.keep_until = given(call, "keep-until"),
	};
	const struct case_record *record;

	if (!words_staff(call, &wanted.staff) ||
	    !words_keep_until(call, wanted.keep_until))
		return STATUS_USAGE;
	record = case_open_new(call->desk, &wanted);
	if (record == NULL)
		return STATUS_INPUT;
	buf_fmt(&call->out,
		say(call->lang,
		    "Dossier `%.*s` ouvert dans %s\n"
		    "Pour poser les questions : jalon interview %.*s\n",
		    "Case `%.*s` opened in %s\n"
		    "To ask the questions: jalon interview %.*s\n"),
		STR_ARGS(record->name), store_path(call->desk->store),
		STR_ARGS(record->name));
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "name",
	  .kind = VALUE_TEXT,
	  .value = { "DOSSIER", "CASE" },
	  .summary = { "le nom court du dossier (sinon tiré du client)",
		       "the case's short name (else from the client's)" } },
	FLAG_STAFF,
	FLAG_SECTOR,
	FLAG_KEEP_UNTIL,
	FLAG_PACK,
	FLAG_CASES,
	FLAG_BY,
	{ .name = NULL },
};

const struct command command_case_new = {
	.name = "case new",
	.operands = { "CLIENT", "CLIENT" },
	.operand_kind = VALUE_TEXT,
	.min = 1,
	.max = 1,
	.summary = { "ouvre le dossier d'un client",
		     "opens a client's case" },
	.about = { "CLIENT est le nom de l'entreprise, comme les documents "
		   "l'écriront. La trousse du moment est conservée avec le "
		   "dossier : ses questions ne changent plus sous la ronde "
		   "qui commence.",
		   "CLIENT is the firm's name, as documents will print it. "
		   "The pack of the moment is kept with the case: its "
		   "questions no longer change under the round that "
		   "begins." },
	.example = "jalon case new \"Quincaillerie du Fleuve\" --staff 28",
	.flags = flags,
	.needs = NEEDS_CASES_MADE,
	.run = case_new_run,
};
