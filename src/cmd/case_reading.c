/* `jalon case reading`: one reading of an initiative's first metric. */
#include "case_progress.h"

static enum status case_reading_run(struct call *call)
{
	struct reading_record wish = {
		.initiative = str_from(call->operands[1]),
		.value = str_from(call->operands[2]),
		.date = words_flag(call, "date"),
	}, noted;
	const struct pack *pack;
	const struct case_view *v;
	const struct initiative *initiative;
	uint32_t number;

	if (!inputs_round(call, &number))
		return STATUS_USAGE;
	v = rounds_basis(call->desk, str_from(call->operands[0]), number);
	if (v == NULL || !rounds_note_reading(call->desk, v, &wish, &noted))
		return STATUS_INPUT;
	pack = v->pack;
	initiative = &pack->catalogue.initiatives[pack_find_initiative(
	    pack, noted.initiative)];
	buf_fmt(&call->out, "%.*s · %.*s, %.*s\n", STR_ARGS(v->record->name),
		STR_ARGS(noted.initiative), STR_ARGS(noted.date));
	buf_text(&call->out, "  ");
	put_visible(&call->out,
		    text_in(&initiative->metric, call->lang, pack));
	buf_text(&call->out, say(call->lang, " : ", ": "));
	put_visible(&call->out, noted.value);
	buf_char(&call->out, '\n');
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "date",
	  .kind = VALUE_TEXT,
	  .value = { "AAAA-MM-JJ", "YYYY-MM-DD" },
	  .summary = { "le jour du relevé (aujourd'hui par défaut)",
		       "the day of the reading (today by default)" } },
	FLAG_ROUND,
	FLAG_PACK,
	FLAG_CASES,
	FLAG_BY,
	{ .name = NULL },
};

const struct command command_case_reading = {
	.name = "case reading",
	.operands = { "DOSSIER INITIATIVE VALEUR", "CASE INITIATIVE VALUE" },
	.operand_kind = VALUE_TEXT,
	.min = 3,
	.max = 3,
	.summary = { "note un relevé de la première mesure d'une initiative",
		     "notes a reading of an initiative's first metric" },
	.about = { "La valeur se garde comme elle est écrite : « 12 min », "
		   "« 38 % ». Un second relevé du même jour remplace le "
		   "premier; le journal garde les deux.",
		   "The value is kept as it is written: \"12 min\", \"38%\". "
		   "A second reading of the same day takes the place of the "
		   "first; the journal keeps both." },
	.example = "jalon case reading quincaillerie visible_person \"12 min\"",
	.flags = flags,
	.needs = NEEDS_CASES_WRITE,
	.run = case_reading_run,
};
