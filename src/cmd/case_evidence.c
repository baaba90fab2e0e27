/* `jalon case evidence`: how well a criterion's level is shown to be true. */
#include "case_words.h"

static bool read_status(struct call *call, struct str word,
			enum evidence *status)
{
	static const enum evidence all[] = { EVIDENCE_DECLARED, EVIDENCE_SHOWN,
					     EVIDENCE_VERIFIED };
	struct str names[3];

	for (size_t i = 0; i < 3; i++) {
		names[i] = str_from(evidence_name(all[i]));
		if (!str_eq(word, names[i]) &&
		    !str_is(word, words_evidence(all[i], LANG_FR)))
			continue;
		*status = all[i];
		return true;
	}
	diag_suggest(&call->diags,
		     DIAG_STR(&call->diags, (struct span){ 0 },
			      MSG_EVIDENCE_STATUS, word),
		     word, names, 3);
	return false;
}

static enum status case_evidence_run(struct call *call)
{
	const char *note = call_flag(call, "note");
	struct evidence_record wish = {
		.criterion = str_from(call->operands[1]),
		.note = note == NULL ? STR_NONE : str_from(note),
	};
	enum evidence before;
	const struct case_view *v;

	if (!read_status(call, str_from(call->operands[2]), &wish.status))
		return STATUS_INPUT;
	v = inputs_case(call);
	if (v == NULL || !group_note_evidence(call->desk, v, &wish, &before))
		return STATUS_INPUT;
	buf_fmt(&call->out,
		say(call->lang, "Preuve de %.*s : %s → %s\n",
		    "Evidence of %.*s: %s → %s\n"),
		STR_ARGS(wish.criterion), words_evidence(before, call->lang),
		words_evidence(wish.status, call->lang));
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "note",
	  .kind = VALUE_TEXT,
	  .value = { "TEXTE", "TEXT" },
	  .summary = { "ce qui a été vu, où c'est rangé",
		       "what was seen, where it is kept" } },
	FLAG_ROUND,
	FLAG_PACK,
	FLAG_CASES,
	FLAG_BY,
	{ .name = NULL },
};

const struct command command_case_evidence = {
	.name = "case evidence",
	.operands = { "DOSSIER CRITÈRE declared|shown|verified",
		      "CASE CRITERION declared|shown|verified" },
	.operand_kind = VALUE_TEXT,
	.min = 3,
	.max = 3,
	.summary = { "consigne la preuve d'un critère : déclarée, montrée, "
		     "vérifiée",
		     "records a criterion's evidence: declared, shown, "
		     "verified" },
	.example = "jalon case evidence quincaillerie service.reachable shown "
		   "--note \"essai du 12 mai\"",
	.flags = flags,
	.needs = NEEDS_CASES_WRITE,
	.run = case_evidence_run,
};
