/*
 * `jalon score`: a profile to read in a terminal, the whole result as JSON,
 * or where one number comes from.
 */
#include "rows.h"

#include "doc/document.h"
#include "engine/explain.h"
#include "profile.h"

static bool explain_plan(struct call *call, const struct score *score,
			 struct str id)
{
	struct plan_options none = { 0 };
	const struct plan *plan = plan_make(call->arena, score, &none);

	return plan != NULL && plan_explain(&call->out, plan,
					    str_sub(id, 5, id.len), call->lang);
}

static void explain_suggest(struct call *call, struct str id)
{
	size_t of_score, of_plan;
	const struct str *names =
	    explain_names(call->arena, call->pack, &of_score);
	const struct str *more =
	    plan_explain_names(call->arena, call->pack, &of_plan);
	struct str *all =
	    ARENA_ARRAY(call->arena, of_score + of_plan, struct str);

	for (size_t i = 0; i < of_score; i++)
		all[i] = names[i];
	for (size_t i = 0; i < of_plan; i++)
		all[of_score + i] = more[i];
	diag_suggest(
	    &call->diags,
	    DIAG_STR(&call->diags, (struct span){ 0 }, MSG_EXPLAIN_UNKNOWN, id),
	    id, all, of_score + of_plan);
}

static enum status explain(struct call *call, const struct score *score,
			   struct str id)
{
	bool known;

	if (str_is(id, "plan") || (str_starts(id, "plan.") && id.len > 5))
		known = explain_plan(call, score, id);
	else
		known = explain_write(&call->out, score, id, call->lang);
	if (known)
		return STATUS_DONE;
	explain_suggest(call, id);
	return STATUS_INPUT;
}

static enum status score_run(struct call *call)
{
	const char *id = call_flag(call, "explain");
	bool json = call_flag(call, "json") != NULL;
	const struct score *score;

	if (json && id != NULL) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_FLAGS_EXCLUDE,
		     "--json", "--explain");
		return STATUS_USAGE;
	}
	score = inputs_score(call, call->operands[0]);
	if (score == NULL)
		return STATUS_INPUT;
	if (id != NULL)
		return explain(call, score, str_from(id));
	if (json)
		result_document(&call->out, call->arena, score, NULL, true);
	else
		profile_write(&call->out, call->arena, score, call->lang);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "json",
	  .summary = { "le résultat entier, en JSON (voir `jalon schema`)",
		       "the whole result, as JSON (see `jalon schema`)" } },
	{ .name = "explain",
	  .kind = VALUE_TEXT,
	  .value = { "ID", "ID" },
	  .summary = { "d'où vient un chiffre : question, fait, critère, "
		       "dimension, préalable, overall, next_question, gaps, "
		       "plan, plan.days, plan.projected, plan.INITIATIVE",
		       "where a number comes from: question, fact, criterion, "
		       "dimension, gate, overall, next_question, gaps, "
		       "plan, plan.days, plan.projected, plan.INITIATIVE" } },
	FLAG_PACK,
	FLAG_CASES,
	{ .name = NULL },
};

const struct command command_score = {
	.name = "score",
	.operands = { "RÉPONSES", "ANSWERS" },
	.operand_kind = VALUE_FILE,
	.min = 1,
	.max = 1,
	.summary = { "note des réponses et explique chaque chiffre",
		     "scores answers and explains every number" },
	.about = { "RÉPONSES est un fichier YAML ou JSON, ou `-` pour "
		   "l'entrée standard; ou un dossier : `case:NOM`, "
		   "`case:NOM@2` pour sa ronde 2.",
		   "ANSWERS is a YAML or JSON file, or `-` for standard "
		   "input; or a case: `case:NAME`, `case:NAME@2` for its "
		   "round 2." },
	.example = "jalon score client.yaml --explain overall",
	.flags = flags,
	.needs = NEEDS_PACK | NEEDS_CATALOGUE | NEEDS_TEXTS,
	.run = score_run,
};
