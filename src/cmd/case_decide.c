/* `jalon case decide`: a consensus, or an override, beside what was said. */
#include "case_words.h"

static struct str given(const struct call *call, const char *flag)
{
	const char *value = call_flag(call, flag);

	return value == NULL ? STR_NONE : str_from(value);
}

static void tell(struct call *call, const struct case_view *v,
		 const struct decision_wish *wish, const struct decided *done)
{
	const struct question *q = &v->pack->questions[done->question];
	struct spoken before = words_in_full(call, v->pack, q, &done->before);
	struct spoken after = words_in_full(call, v->pack, q, &done->after);
	struct buf line = buf_make(call->arena), *out = &line;
	enum lang lang = call->lang;

	buf_text(out, wish->overrides ? say(lang, "Correction", "Override")
				      : say(lang, "Entente", "Consensus"));
	buf_fmt(out, say(lang, " sur « %.*s » : ", " on “%.*s”: "),
		STR_ARGS(text_in(&q->text, lang, v->pack)));
	words_change(out, &before, &after, lang);
	buf_text(out, say(lang, ", par ", ", by "));
	put_visible(out, wish->author);
	put_wrapped(&call->out, buf_view(out), 0);
}

static enum status case_decide_run(struct call *call)
{
	bool withdraw = call_flag(call, "withdraw") != NULL;
	struct decision_wish wish = {
		.question = str_from(call->operands[1]),
		.reason = given(call, "reason"),
		.author = given(call, "author"),
		.overrides = call_flag(call, "override") != NULL,
		.withdraw = withdraw,
	};
	const struct case_view *v;
	const struct score *s;
	struct decided done;

	if (withdraw == (call->operand_count == 3)) {
		DIAG(&call->diags, (struct span){ 0 },
		     withdraw ? MSG_DECISION_VALUE_TOO : MSG_DECISION_VALUE);
		return STATUS_USAGE;
	}
	if (!withdraw)
		wish.value = str_from(call->operands[2]);
	v = inputs_case(call);
	if (v == NULL || !group_decide(call->desk, v, &wish, &done))
		return STATUS_INPUT;
	tell(call, v, &wish, &done);
	/* Recorded already: what cannot be scored is told, and changes
	 * nothing. What each said stays, and is shown beside. */
	s = case_score(call->desk, v, v->pack);
	if (s != NULL)
		words_originals(call, s, done.question, 2);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "reason",
	  .kind = VALUE_TEXT,
	  .value = { "TEXTE", "TEXT" },
	  .summary = { "pourquoi (nécessaire)", "why (needed)" } },
	{ .name = "author",
	  .kind = VALUE_TEXT,
	  .value = { "NOM", "NAME" },
	  .summary = { "qui en répond (nécessaire)",
		       "who answers for it (needed)" } },
	{ .name = "override",
	  .summary = { "une correction contre ce qui a été dit, plutôt qu'une "
		       "entente",
		       "an override of what was said, rather than a "
		       "consensus" } },
	{ .name = "withdraw",
	  .summary = { "retire celle qu'il y a; sans VALEUR",
		       "takes back the one there is; without VALUE" } },
	FLAG_ROUND,
	FLAG_PACK,
	FLAG_CASES,
	FLAG_BY,
	{ .name = NULL },
};

const struct command command_case_decide = {
	.name = "case decide",
	.operands = { "DOSSIER QUESTION [VALEUR]", "CASE QUESTION [VALUE]" },
	.operand_kind = VALUE_TEXT,
	.min = 2,
	.max = 3,
	.summary = { "consigne une entente, avec sa raison et son auteur",
		     "records a consensus, with its reason and author" },
	.about = { "La décision compte à la place des réponses; elles restent "
		   "à côté, et se relisent avec `jalon score case:DOSSIER "
		   "--explain QUESTION`. VALEUR s'écrit comme dans un fichier "
		   "de réponses : 3, l'identifiant d'un choix ou son numéro, "
		   "plusieurs avec des virgules, oui, un nombre, une date; `dont_know` (ne "
		   "sait pas) ou `na` (sans objet).",
		   "The decision counts in the place of the answers; they stay "
		   "beside it, and can be read again with `jalon score "
		   "case:CASE --explain QUESTION`. VALUE is written as in an "
		   "answers file: 3, an option's id or its number, several "
		   "with commas, yes, a number, a date; `dont_know` or `na` (not "
		   "applicable)." },
	.example = "jalon case decide quincaillerie reach_person 3 --author "
		   "Consultante --reason \"essai fait ensemble\"",
	.flags = flags,
	.needs = NEEDS_CASES_WRITE,
	.run = case_decide_run,
};
