/* `jalon plan`: what to do and when, in a terminal or as JSON. */
#include "doc/result.h"
#include "plan/plan.h"

#include <string.h>

#include "format/json.h"
#include "rows.h"

enum { TITLE_COLUMNS = 46 };

static const char *const horizon_names[HORIZONS][LANG_COUNT] = {
	{ "0 à 30 jours", "0 to 30 days" },
	{ "31 à 90 jours", "31 to 90 days" },
	{ "4 à 6 mois", "4 to 6 months" },
	{ "7 à 12 mois", "7 to 12 months" },
};

/* "12 000 $", "$12,000": whole dollars. */
static void put_money(struct buf *out, struct ratio amount, enum lang lang)
{
	struct buf digits = buf_make(out->arena);

	buf_int(&digits, ratio_floor(ratio_add(amount, ratio_make(1, 2))));
	if (lang == LANG_EN)
		buf_char(out, '$');
	for (size_t i = 0; i < digits.len; i++) {
		if (i > 0 && (digits.len - i) % 3 == 0)
			buf_text(out, lang == LANG_FR ? "\xC2\xA0" : ",");
		buf_char(out, digits.at[i]);
	}
	if (lang == LANG_FR)
		buf_text(out, "\xC2\xA0$");
}

static struct str title_of(const struct plan *plan, uint32_t initiative,
			   enum lang lang)
{
	const struct pack *pack = plan->score->pack;

	return text_in(&pack->catalogue.initiatives[initiative].title, lang,
		       pack);
}

/* "13,0/14,0, 25,0/28,0...": used of available, by horizon. */
static void put_days(struct buf *out, const struct plan_capacity *c,
		     enum lang lang)
{
	for (int h = 0; h < HORIZONS; h++) {
		buf_text(out, h == 0 ? "" : ", ");
		lang_number(out, c->days_used[h], 1, lang);
		buf_char(out, '/');
		lang_number(out, c->days[h], 1, lang);
	}
}

static void put_limits(struct call *call, const struct plan *plan)
{
	const struct plan_capacity *c = &plan->capacity;
	struct buf line = buf_make(call->arena);
	enum lang lang = call->lang;

	buf_text(&line, say(lang, "Budget : ", "Budget: "));
	put_money(&line, c->budget_used, lang);
	buf_text(&line, say(lang, " sur ", " of "));
	put_money(&line, c->budget, lang);
	buf_text(&line, say(lang, "; jours-personnes : ", "; person-days: "));
	put_days(&line, c, lang);
	buf_fmt(&line,
		say(lang,
		    "; projets de front : %u. Le budget et les jours se "
		    "comptent à l'estimation haute.",
		    "; projects at once: %u. Budget and days are counted at "
		    "the high estimate."),
		c->slots);
	if (plan->short_of_days) {
		buf_text(&line,
			 say(lang,
			     " Répondre à tous les préalables avant le jour "
			     "30 demanderait ",
			     " Meeting all prerequisites before day 30 would "
			     "take "));
		lang_number(&line, ratio_add(c->days[0], plan->days_short), -1,
			    lang);
		buf_text(&line, say(lang, " jours-personnes; il y en a ",
				    " person-days; there are "));
		lang_number(&line, c->days[0], -1, lang);
		buf_char(&line, '.');
	}
	put_wrapped(&call->out, buf_view(&line), 0);
}

static void put_head(struct call *call, const struct plan *plan)
{
	struct buf line = buf_make(call->arena);

	put_visible(&line, plan->score->answers->client_name);
	if (line.len > 0)
		buf_text(&line, " · ");
	buf_fmt(&line, "plan %.*s", STR_ARGS(plan->score->pack->id));
	put_title(&call->out, str_cstr(call->arena, buf_view(&line)));
	put_limits(call, plan);
}

static void put_line(struct call *call, const struct plan *plan,
		     const struct plan_line *line)
{
	struct buf weeks = buf_make(call->arena), cost = weeks, days = weeks;

	buf_text(&call->out, line->first_steps ? "* " : "  ");
	put_cell(&call->out, title_of(plan, line->initiative, call->lang),
		 TITLE_COLUMNS);
	buf_fmt(&weeks, "%u–%u", line->start + 1, line->end);
	put_cell_right(&call->out, buf_view(&weeks), 8);
	lang_number(&days, line->days.likely, -1, call->lang);
	put_cell_right(&call->out, buf_view(&days), 8);
	put_money(&cost, line->cost.likely, call->lang);
	put_cell_right(&call->out, buf_view(&cost), 14);
	buf_char(&call->out, '\n');
	if (line->asked)
		buf_text(&call->out,
			 say(call->lang, "    demandée par l'entreprise\n",
			     "    asked for by the firm\n"));
}

static void put_lines(struct call *call, const struct plan *plan)
{
	uint32_t horizon = HORIZONS;

	buf_char(&call->out, '\n');
	if (plan->line_count == 0) {
		buf_text(&call->out,
			 say(call->lang,
			     "Aucune initiative ne tient dans ces limites.\n",
			     "No initiative fits within these limits.\n"));
		return;
	}
	put_cell(&call->out, STR(""), TITLE_COLUMNS + 2);
	put_title(&call->out, say(call->lang, "semaines   jours  coût probable",
				  "   weeks    days   likely cost"));
	for (uint32_t h = 0; h < HORIZONS; h++) {
		for (uint32_t i = 0; i < plan->line_count; i++) {
			if (plan->lines[i].horizon != h)
				continue;
			if (horizon != h)
				put_title(&call->out,
					  horizon_names[h][call->lang]);
			horizon = h;
			put_line(call, plan, &plan->lines[i]);
		}
	}
	buf_char(&call->out, '\n');
	put_wrapped(&call->out,
		    str_from(say(call->lang,
				 "* lève un préalable en vigueur. Jours et "
				 "coûts : estimations, à ajuster.",
				 "* lifts a gate in force. Days and costs: "
				 "estimates, to be adjusted.")),
		    0);
}

static void put_gates(struct call *call, const struct plan *plan)
{
	const struct pack *pack = plan->score->pack;

	for (uint32_t i = 0; i < plan->gate_count; i++) {
		const struct plan_gate *g = &plan->gates[i];
		struct buf line = buf_make(call->arena);

		if (i == 0) {
			buf_char(&call->out, '\n');
			put_title(&call->out,
				  say(call->lang, "Préalables en vigueur",
				      "Gates in force"));
		}
		buf_str(&line, text_in(&pack->rubric.gates[g->gate].title,
				       call->lang, pack));
		if (g->by == NO_INDEX) {
			buf_text(&line, say(call->lang,
					    " : rien dans le plan n'y "
					    "répond",
					    ": nothing in the plan meets it"));
		} else {
			buf_text(&line, say(call->lang, " : ", ": "));
			buf_str(&line, title_of(plan, g->by, call->lang));
			if (!g->by_day_30)
				buf_text(&line,
					 say(call->lang, " (après 30 jours)",
					     " (after day 30)"));
		}
		put_wrapped(&call->out, buf_view(&line), 2);
	}
}

static const char *reason_text(const struct call *call, enum left_out reason)
{
	static const char *const texts[][LANG_COUNT] = {
		[OUT_NOTHING_TO_GAIN] = { "ses critères sont à leur cible",
					  "its criteria are at their target" },
		[OUT_NOT_FOR_THIS_CLIENT] = { "ne s'applique pas ici",
					      "does not apply here" },
		[OUT_EXCLUDED] = { "écartée par le consultant",
				   "left out by the consultant" },
		[OUT_DONE] = { "déjà faite", "already done" },
		[OUT_PREREQUISITE] = { "demande d'abord", "needs first" },
		[OUT_DAYS] = { "pas assez de jours", "not enough days" },
		[OUT_SLOTS] = { "trop de projets de front",
				"too many projects at once" },
		[OUT_BUDGET] = { "dépasse le budget", "over the budget" },
		[OUT_BETTER_CLOSER] = { "une autre fait plus",
					"another one does more" },
		[OUT_NOT_NEEDED] = { "pas nécessaire", "not needed" },
	};

	return texts[reason][call->lang];
}

/* "2 jours de plus par mois" */
static void put_amount(struct call *call, struct buf *line,
		       const struct plan_omission *o)
{
	const char *s = lang_plural(call->lang, o->missing) ? "s" : "";

	if (o->of == LIMIT_BUDGET) {
		put_money(line, o->missing, call->lang);
		buf_text(line, say(call->lang, " de plus", " more"));
		return;
	}
	lang_number(line, o->missing, -1, call->lang);
	if (o->of == LIMIT_DAYS)
		buf_fmt(line,
			say(call->lang, " jour%s de plus par mois",
			    " more day%s a month"), s);
	else
		buf_fmt(line,
			say(call->lang, " projet%s de front de plus",
			    " more project%s at once"), s);
}

/* "entrerait avec 2 jours de plus": the smallest change that brings it in. */
static void put_change(struct call *call, struct buf *line,
		       const struct plan_omission *o)
{
	switch (o->change) {
	case CHANGE_EXACT:
		if (o->of == LIMIT_OTHER) {
			buf_text(line, say(call->lang,
					   "; entrerait une fois celle-ci faite",
					   "; would come in once that is done"));
			return;
		}
		buf_text(line, say(call->lang, "; entrerait avec ",
				   "; would come in with "));
		put_amount(call, line, o);
		return;
	case CHANGE_AT_LEAST:
		buf_text(line, say(call->lang, "; il faudrait au moins ",
				   "; it would take at least "));
		put_amount(call, line, o);
		buf_text(line, say(call->lang, " (limite de calcul atteinte)",
				   " (limit of computing reached)"));
		return;
	case CHANGE_NONE:
		if (o->reason == OUT_DAYS || o->reason == OUT_SLOTS ||
		    o->reason == OUT_BUDGET)
			buf_text(line,
				 say(call->lang,
				     "; aucune limite élargie seule n'y "
				     "suffirait",
				     "; no limit widened alone would be "
				     "enough"));
		return;
	case CHANGE_NOT_SOUGHT:
		return;
	}
}

static void put_omission(struct call *call, const struct plan *plan,
			 const struct plan_omission *o)
{
	struct buf line = buf_make(call->arena);

	buf_str(&line, title_of(plan, o->initiative, call->lang));
	buf_fmt(&line, "%s%s", say(call->lang, " : ", ": "),
		reason_text(call, o->reason));
	if (o->other != NO_INDEX) {
		buf_text(&line, say(call->lang, " : ", ": "));
		buf_str(&line, title_of(plan, o->other, call->lang));
	}
	put_change(call, &line, o);
	put_wrapped(&call->out, buf_view(&line), 2);
}

/* What was never a choice is only counted. */
static void put_omissions(struct call *call, const struct plan *plan)
{
	uint32_t aside = 0, more = 0;

	buf_char(&call->out, '\n');
	if (plan->omission_count > 0)
		put_title(&call->out,
			  say(call->lang, "Hors du plan", "Left out"));
	for (uint32_t i = 0; i < plan->omission_count; i++) {
		enum left_out reason = plan->omissions[i].reason;

		if (reason == OUT_NOT_FOR_THIS_CLIENT ||
		    reason == OUT_NOTHING_TO_GAIN || reason == OUT_NOT_NEEDED)
			aside++;
		else
			put_omission(call, plan, &plan->omissions[i]);
		more += plan->omissions[i].change == CHANGE_NOT_SOUGHT ||
			plan->omissions[i].change == CHANGE_AT_LEAST;
	}
	if (aside > 0)
		buf_fmt(&call->out,
			say(call->lang,
			    "  Sans objet ici ou sans rien à gagner : %u "
			    "(--json les nomme)\n",
			    "  Not applicable here or nothing to gain: %u "
			    "(--json names them)\n"),
			aside);
	if (more > 0)
		put_wrapped(&call->out,
			    str_from(say(call->lang,
					 "Ce qui ferait entrer chacune : jalon "
					 "score RÉPONSES --explain plan.ID",
					 "What would bring each in: jalon "
					 "score ANSWERS --explain plan.ID")),
			    2);
}

static void put_json(struct call *call, const struct plan *plan)
{
	struct json j = json_make(&call->out, true);

	json_begin_object(&j);
	plan_write(&j, call->arena, plan);
	json_end(&j);
	buf_char(&call->out, '\n');
}

static enum status plan_run(struct call *call)
{
	struct plan_options options = { 0 };
	const struct score *score;
	const struct plan *plan;

	options.has_budget = call_number(call, "budget", &options.budget);
	options.has_days = call_number(call, "days", &options.days_per_month);
	score = inputs_score(call, call->operands[0]);
	if (score == NULL)
		return STATUS_INPUT;
	plan = plan_make(call->arena, score, &options);
	if (plan == NULL) {
		DIAG_STR(&call->diags, (struct span){ 0 }, MSG_PLAN_NONE,
			 call->pack->id);
		return STATUS_INPUT;
	}
	if (call_flag(call, "json") != NULL) {
		put_json(call, plan);
		return STATUS_DONE;
	}
	put_head(call, plan);
	put_lines(call, plan);
	put_gates(call, plan);
	put_omissions(call, plan);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "budget",
	  .kind = VALUE_NUMBER,
	  .value = { "DOLLARS", "DOLLARS" },
	  .summary = { "budget de la première année, à la place de celui du "
		       "dossier",
		       "first-year budget, in place of the case's" } },
	{ .name = "days",
	  .kind = VALUE_NUMBER,
	  .value = { "JOURS", "DAYS" },
	  .summary = { "jours-personnes par mois, à la place de ceux du "
		       "dossier",
		       "person-days a month, in place of the case's" } },
	{ .name = "json",
	  .summary = { "le plan entier, en JSON", "the whole plan, as JSON" } },
	FLAG_PACK,
	FLAG_CASES,
	{ .name = NULL },
};

const struct command command_plan = {
	.name = "plan",
	.operands = { "RÉPONSES", "ANSWERS" },
	.operand_kind = VALUE_FILE,
	.min = 1,
	.max = 1,
	.summary = { "le plan d'adoption, daté, et ce qui en est resté dehors",
		     "the adoption plan, dated, and what was left out" },
	.about = { "Choisit et date les initiatives sous trois limites : "
		   "jours-personnes, projets de front, budget. Les limites "
		   "viennent du dossier, sinon de la trousse. RÉPONSES peut "
		   "être un dossier : `case:NOM`, `case:NOM@2` pour sa "
		   "ronde 2.",
		   "Chooses and dates initiatives under three limits: "
		   "person-days, projects at once, budget. The limits come "
		   "from the case, else from the pack. ANSWERS may be a "
		   "case: `case:NAME`, `case:NAME@2` for its round 2." },
	.example = "jalon plan client.yaml --budget 12000 --days 6",
	.flags = flags,
	.needs = NEEDS_PACK | NEEDS_CATALOGUE | NEEDS_TEXTS,
	.run = plan_run,
};
