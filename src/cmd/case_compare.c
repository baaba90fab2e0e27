/*
 * `jalon case compare`: what moved between rounds, why, and what cannot be
 * told. What it may claim is engine/compare.h's word.
 */
#include "case_compare.h"

const char *compare_words(enum compare_verdict verdict, enum lang lang)
{
	switch (verdict) {
	case COMPARE_UNCHANGED:
		return say(lang, "inchangé", "unchanged");
	case COMPARE_UP:
		return say(lang, "en hausse", "up");
	case COMPARE_DOWN:
		return say(lang, "en baisse", "down");
	case COMPARE_WITHIN_BOUNDS:
		return say(lang, "dans les bornes", "within bounds");
	case COMPARE_OTHER_RESPONDENTS:
		return say(lang, "autres répondants", "other people");
	case COMPARE_NOT_COMPARABLE:
		return say(lang, "non comparable", "not comparable");
	}
	BUG("verdict %d", (int)verdict);
}

const char *compare_why(enum compare_reason reason, enum lang lang)
{
	switch (reason) {
	case COMPARE_NO_REASON:
		return "";
	case COMPARE_NEW:
		return say(lang, "n'existait pas alors", "did not exist then");
	case COMPARE_GONE:
		return say(lang, "n'existe plus", "no longer exists");
	case COMPARE_PARTS:
		return say(lang, "d'autres critères y comptent",
			   "other criteria count in it");
	case COMPARE_QUESTIONS:
		return say(lang, "d'autres questions y comptent",
			   "other questions count in it");
	case COMPARE_SCALE:
		return say(lang, "l'échelle a changé", "the scale changed");
	case COMPARE_FORMULA:
		return say(lang, "la formule a changé", "the formula changed");
	case COMPARE_WEIGHT:
		return say(lang, "les poids ont changé",
			   "the weights changed");
	case COMPARE_APPLIES:
		return say(lang, "des questions ne s'appliquent qu'à une ronde",
			   "questions apply in one round only");
	case COMPARE_GATES:
		return say(lang, "d'autres préalables le plafonnent",
			   "other gates cap it");
	case COMPARE_EXPOSURE:
		return say(lang, "l'exposition a changé",
			   "the exposure changed");
	}
	BUG("reason %d", (int)reason);
}

/* --- which rounds --------------------------------------------------------------- */

static bool read_number(struct call *call, const char *flag, uint32_t *number)
{
	struct ratio wanted;

	if (!call_number(call, flag, &wanted))
		return true;
	if (wanted.den == 1 && wanted.num >= 1 && wanted.num <= 100000) {
		*number = (uint32_t)wanted.num;
		return true;
	}
	DIAG(&call->diags, (struct span){ 0 }, MSG_FLAG_WHOLE,
	     flag[0] == 'f' ? "--from" : "--to", call_flag(call, flag), "1",
	     "100000");
	return false;
}

static bool in_order(struct call *call, uint32_t from, uint32_t to)
{
	struct buf texts[2] = { buf_make(call->arena), buf_make(call->arena) };

	if (from < to)
		return true;
	buf_int(&texts[0], from);
	buf_int(&texts[1], to);
	DIAG_STR(&call->diags, (struct span){ 0 }, MSG_ROUNDS_ORDER,
		 buf_view(&texts[0]), buf_view(&texts[1]));
	return false;
}

static struct case_view *view_of(struct call *call, uint32_t number)
{
	return case_view(call->desk, str_from(call->operands[0]), number);
}

/* The rounds of the first and the last column. */
static enum status choose(struct call *call, uint32_t *from, uint32_t *to)
{
	struct case_view *last;
	bool all = call_flag(call, "all") != NULL;

	*from = *to = 0;
	if (!read_number(call, "from", from) || !read_number(call, "to", to))
		return STATUS_USAGE;
	last = view_of(call, *to);
	if (last == NULL)
		return STATUS_INPUT;
	if (last->round_count < 2) {
		DIAG_STR(&call->diags, (struct span){ 0 }, MSG_ROUNDS_ONE,
			 last->record->name);
		return STATUS_INPUT;
	}
	*to = last->number;
	if (*from == 0)
		*from = all || *to == 1 ? 1 : *to - 1;
	return in_order(call, *from, *to) ? STATUS_DONE : STATUS_USAGE;
}

/* --- all of it -------------------------------------------------------------------- */

/* Of neighbours, each pair under the later one's pack. */
static const struct rounds_compared *compare_all(struct call *call,
						 uint32_t from, uint32_t to,
						 uint32_t *count)
{
	struct rounds_compared *all =
	    ARENA_ARRAY(call->arena, to - from, struct rounds_compared);
	struct case_view *before = view_of(call, from), *after;

	*count = 0;
	for (uint32_t n = from + 1; n <= to; n++) {
		after = view_of(call, n);
		if (before == NULL || after == NULL ||
		    !rounds_compare(call->desk, before, after,
				    &all[(*count)++]))
			return NULL;
		before = after;
	}
	return all;
}

static enum status case_compare_run(struct call *call)
{
	uint32_t from, to, count = 1;
	enum status status = choose(call, &from, &to);
	const struct rounds_compared *all;
	struct rounds_compared one;

	if (status != STATUS_DONE)
		return status;
	if (call_flag(call, "all") != NULL) {
		all = compare_all(call, from, to, &count);
	} else {
		struct case_view *before = view_of(call, from);
		struct case_view *after = view_of(call, to);

		all = before != NULL && after != NULL &&
			      rounds_compare(call->desk, before, after, &one)
			  ? &one
			  : NULL;
	}
	if (all == NULL)
		return STATUS_INPUT;
	if (call_flag(call, "json") != NULL)
		compare_json(call, all, count);
	else if (count > 1)
		compare_table(call, all, count);
	else
		compare_text(call, all);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "from",
	  .kind = VALUE_NUMBER,
	  .value = { "N", "N" },
	  .summary = { "la ronde d'avant (sinon l'avant-dernière)",
		       "the earlier round (else the one before the last)" } },
	{ .name = "to",
	  .kind = VALUE_NUMBER,
	  .value = { "M", "M" },
	  .summary = { "la ronde d'après (sinon la dernière)",
		       "the later round (else the last)" } },
	{ .name = "all",
	  .summary = { "toutes les rondes, chacune près de la précédente",
		       "all rounds, each beside the one before" } },
	{ .name = "json",
	  .summary = { "tout, en JSON", "everything, as JSON" } },
	FLAG_PACK,
	FLAG_CASES,
	{ .name = NULL },
};

const struct command command_case_compare = {
	.name = "case compare",
	.operands = { "DOSSIER", "CASE" },
	.operand_kind = VALUE_TEXT,
	.min = 1,
	.max = 1,
	.summary = { "ce qui a bougé entre deux rondes, et ce qu'on ne peut "
		     "pas dire",
		     "what moved between two rounds, and what cannot be "
		     "told" },
	.about = { "N'annonce de hausse ni de baisse que si rien d'autre ne "
		   "l'explique : mêmes questions, mêmes répondants, bornes "
		   "qui ne se touchent pas. Des rondes sous deux versions de "
		   "la trousse se comparent sous la plus récente.",
		   "Claims a rise or a fall only when nothing else explains "
		   "it: same questions, same respondents, bounds that do not "
		   "touch. Rounds under two versions of the pack are compared "
		   "under the newer one." },
	.example = "jalon case compare quincaillerie",
	.flags = flags,
	.needs = NEEDS_CASES,
	.run = case_compare_run,
};
