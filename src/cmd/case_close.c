/*
 * `jalon case close` and `case reopen`: the staff's collection, and what of it
 * is published.
 */
#include "case_words.h"

static void tell_published(struct call *call, const struct closing_done *done)
{
	struct buf *out = &call->out;
	enum lang lang = call->lang;

	buf_text(out,
		 say(lang, "  publiées maintenant : ", "  published now: "));
	words_count(out, done->fresh, lang, "question", "questions");
	buf_text(out,
		 say(lang, "\n  publiées avant, laissées telles quelles : ",
		     "\n  published before, left as they were: "));
	words_count(out, done->kept, lang, "question", "questions");
	buf_text(out,
		 say(lang, "\n  sans chiffre : ", "\n  without a figure: "));
	words_count(out, done->without, lang, "question", "questions");
	buf_text(out, say(lang, " (non posées ici, ou moins de cinq réponses)\n",
			  " (not asked here, or under five answers)\n"));
}

static void tell_why(struct call *call, const struct case_view *v,
		     const struct closing_done *done)
{
	struct buf *out = &call->out;
	enum lang lang = call->lang;

	put_wrapped(
	    out,
	    str_from(say(
		lang,
		"Une question est publiée quand cinq personnes y répondent, "
		"et publiée de nouveau quand cinq y ont répondu autrement ou "
		"pour la première fois : aucune différence entre deux "
		"impressions ne dit alors ce qu'une personne a répondu.",
		"A question is published when five people answer it, and "
		"again when five have answered otherwise or for the first "
		"time: no difference between two prints then tells what one "
		"person answered.")),
	    0);
	if (done->fresh + done->kept > 0)
		return;
	buf_fmt(out,
		say(lang,
		    "Une entreprise si petite peut répondre ensemble : jalon "
		    "interview %.*s --together\n",
		    "So small a firm may answer together: jalon interview "
		    "%.*s --together\n"),
		STR_ARGS(v->record->name));
}

static enum status case_close_run(struct call *call)
{
	const struct case_view *v = inputs_case(call);
	struct closing_done done;

	if (v == NULL || !collection_close(call->desk, v, &done))
		return STATUS_INPUT;
	buf_fmt(&call->out,
		say(call->lang,
		    "Collecte du personnel fermée : %.*s, ronde %u.\n",
		    "The staff's collection is closed: %.*s, round %u.\n"),
		STR_ARGS(v->record->name), v->number);
	tell_published(call, &done);
	tell_why(call, v, &done);
	return STATUS_DONE;
}

static enum status case_reopen_run(struct call *call)
{
	const struct case_view *v = inputs_case(call);

	if (v == NULL || !collection_reopen(call->desk, v))
		return STATUS_INPUT;
	buf_fmt(&call->out,
		say(call->lang,
		    "Collecte du personnel rouverte : %.*s, ronde %u.\n",
		    "The staff's collection is open again: %.*s, round %u.\n"),
		STR_ARGS(v->record->name), v->number);
	put_wrapped(
	    &call->out,
	    str_from(say(
		call->lang,
		"Le personnel peut répondre, ou répondre autrement. Les "
		"chiffres restent ceux de la dernière fermeture; la prochaine "
		"ne refait que ceux des questions où cinq personnes au moins "
		"auront répondu autrement ou pour la première fois.",
		"The staff may answer, or answer otherwise. Figures stay those "
		"of the last closing; the next one only makes again those of "
		"the questions where five people at least have answered "
		"otherwise or for the first time.")),
	    0);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	FLAG_ROUND, FLAG_PACK, FLAG_CASES, FLAG_BY, { .name = NULL },
};

const struct command command_case_close = {
	.name = "case close",
	.operands = { "DOSSIER", "CASE" },
	.operand_kind = VALUE_TEXT,
	.min = 1,
	.max = 1,
	.summary = { "ferme la collecte du personnel et publie ses moyennes",
		     "closes the staff's collection and publishes its means" },
	.about = { "Ce que dit le personnel ne se voit nulle part avant la "
		   "fermeture. Elle publie, question par question, ce que cinq "
		   "personnes au moins ont répondu; le reste n'est pas publié. "
		   "Les chiffres publiés ne bougent plus avant une fermeture "
		   "suivante.",
		   "What the staff say is seen nowhere before the closing. It "
		   "publishes, question by question, what five people at least "
		   "have answered; the rest is not published. Published "
		   "figures no longer move before a later closing." },
	.example = "jalon case close quincaillerie",
	.flags = flags,
	.needs = NEEDS_CASES_WRITE,
	.run = case_close_run,
};

const struct command command_case_reopen = {
	.name = "case reopen",
	.operands = { "DOSSIER", "CASE" },
	.operand_kind = VALUE_TEXT,
	.min = 1,
	.max = 1,
	.summary = { "rouvre la collecte du personnel, sans toucher aux "
		     "chiffres",
		     "opens the staff's collection again, leaving figures" },
	.example = "jalon case reopen quincaillerie",
	.flags = flags,
	.needs = NEEDS_CASES_WRITE,
	.run = case_reopen_run,
};
