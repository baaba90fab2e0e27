/*
 * Why an initiative is in the plan, or is not; and the plan as a whole:
 * its objective stage by stage, days, projection. Plain text for a person.
 */
#include "engine/teller.h"

#include "build.h"

static const struct initiative *initiative(const struct plan *plan, uint32_t i)
{
	return &plan->score->pack->catalogue.initiatives[i];
}

static struct str gate_id(const struct plan *plan, uint32_t gate)
{
	return plan->score->pack->rubric.gates[gate].id;
}

static void put_days(struct teller *t, struct ratio days)
{
	bool plural = tell_is_plural(t, days);

	tell_ratio(t, days, -1);
	tell(t, plural ? " jours-personnes" : " jour-personne",
	     plural ? " person-days" : " person-day");
}

static void put_estimated(struct teller *t)
{
	tell(t, " (estimation, à ajuster)\n", " (estimate, to be adjusted)\n");
}

/* --- one initiative ----------------------------------------------------- */

static void put_estimate(struct teller *t, const struct estimate *e)
{
	tell_ratio(t, e->low, -1);
	buf_text(t->out, " / ");
	tell_ratio(t, e->likely, -1);
	buf_text(t->out, " / ");
	tell_ratio(t, e->high, -1);
	tell(t, " (bas, probable, haut; estimation, à ajuster)\n",
	     " (low, likely, high; estimate, to be adjusted)\n");
}

static void put_title(struct teller *t, const struct initiative *it)
{
	buf_text(t->out, "plan.");
	tell_title(t, it->id, it->code, &it->title);
}

/* Each criterion it closes: now, where it leads, the target. */
static void put_closings(struct teller *t, const struct initiative *it)
{
	for (uint32_t k = 0; k < it->close_count; k++) {
		uint32_t c = it->closes[k].criterion;
		const struct scored *s = &t->s->criteria[c];

		tell_label(t, "rapproche", "closes");
		tell_str(t, t->s->pack->rubric.criteria[c].id);
		buf_text(t->out, ", ");
		if (s->raw.absent) {
			tell(t, "sans score", "no score");
		} else {
			tell(t, "score ", "score ");
			tell_published(t, s->published);
		}
		tell(t, ", mène au niveau ", ", leads to level ");
		buf_int(t->out, it->closes[k].level);
		if (s->target > 0) {
			tell(t, ", cible ", ", target ");
			buf_int(t->out, s->target);
		}
		tell_end(t);
	}
	tell_label(t, "impact", "impact");
	buf_fmt(t->out, "%u / 5\n", it->impact);
}

static void put_weeks(struct teller *t, const struct plan_line *l)
{
	if (l->end <= l->start + 1) {
		tell(t, "semaine ", "week ");
		buf_int(t->out, l->start + 1);
		return;
	}
	tell(t, "semaines ", "weeks ");
	buf_int(t->out, l->start + 1);
	tell(t, " à ", " to ");
	buf_int(t->out, l->end);
}

static void put_line(struct teller *t, const struct plan *plan,
		     const struct plan_line *l)
{
	tell_label(t, "retenue", "chosen");
	put_weeks(t, l);
	tell_end(t);
	tell_label(t, "jours-personnes", "person-days");
	put_estimate(t, &l->days);
	tell_label(t, "dollars", "dollars");
	put_estimate(t, &l->cost);
	put_closings(t, initiative(plan, l->initiative));
	tell_label(t, "valeur (poids x impact x gain vers la cible)",
		   "value (weight x impact x gain towards the target)");
	tell_ratio(t, l->value, 5);
	tell_end(t);
	if (l->asked)
		tell(t, "  demandée dans le dossier (avant toute valeur)\n",
		     "  asked for in the case (before any value)\n");
	if (!l->first_steps)
		return;
	for (uint32_t g = 0; g < plan->gate_count; g++) {
		if (plan->gates[g].by != l->initiative)
			continue;
		tell_label(t, "lève le préalable", "lifts the prerequisite");
		tell_str(t, gate_id(plan, plan->gates[g].gate));
		tell_end(t);
	}
}

static const char *reason_text(enum left_out reason, enum lang lang)
{
	static const char *const words[][LANG_COUNT] = {
		[OUT_NOTHING_TO_GAIN] = { "ses critères sont déjà à leur cible",
					  "its criteria are at their targets" },
		[OUT_NOT_FOR_THIS_CLIENT] = { "ne s'applique pas dans ce cas",
					      "does not apply in this case" },
		[OUT_EXCLUDED] = { "écartée dans le dossier",
				   "left out in the case" },
		[OUT_DONE] = { "déclarée faite", "declared done" },
		[OUT_PREREQUISITE] = { "il manque ce qu'elle suppose",
				       "what it requires is missing" },
		[OUT_DAYS] = { "il manque des jours-personnes",
			       "person-days are lacking" },
		[OUT_SLOTS] = { "trop de projets en même temps",
				"too many projects at once" },
		[OUT_BUDGET] = { "il manque du budget", "budget is lacking" },
		[OUT_BETTER_CLOSER] = { "une autre, retenue, apporte autant",
					"another chosen one brings as much" },
		[OUT_NOT_NEEDED] = { "n'est pas nécessaire", "is not needed" },
	};

	return words[reason][lang];
}

/* "1 more", with the plural of what is counted. */
static void put_more(struct teller *t, struct ratio n, const char *fr,
		     const char *fr_plural, const char *en,
		     const char *en_plural)
{
	bool plural = tell_is_plural(t, n);

	tell_ratio(t, n, -1);
	tell(t, plural ? fr_plural : fr, plural ? en_plural : en);
}

static void put_amount(struct teller *t, const struct plan_omission *o)
{
	if (o->of == LIMIT_DAYS)
		put_more(t, o->missing, " jour-personne de plus par mois",
			 " jours-personnes de plus par mois",
			 " more person-day a month",
			 " more person-days a month");
	else if (o->of == LIMIT_BUDGET)
		put_more(t, o->missing, "\xC2\xA0$ de plus",
			 "\xC2\xA0$ de plus", " more dollar",
			 " more dollars");
	else
		put_more(t, o->missing, " projet de plus en même temps",
			 " projets de plus en même temps",
			 " more project at once", " more projects at once");
}

static void put_change(struct teller *t, const struct plan *plan,
		       const struct plan_omission *o)
{
	switch (o->change) {
	case CHANGE_EXACT:
		tell_label(t, "entrerait avec", "would come in with");
		if (o->of == LIMIT_OTHER) {
			tell_str(t, initiative(plan, o->other)->id);
			tell(t, " déjà faite", " already done");
		} else {
			put_amount(t, o);
		}
		tell(t, " (vérifié\xC2\xA0: le plan refait la retient)\n",
		     " (checked: the plan made again holds it)\n");
		return;
	case CHANGE_AT_LEAST:
		tell_label(t, "il faudrait au moins", "would take at least");
		put_amount(t, o);
		tell(t, " (limite de calcul atteinte)\n",
		     " (limit of computing reached)\n");
		return;
	case CHANGE_NONE:
		tell_label(t, "entrerait avec", "would come in with");
		if (o->reason == OUT_PREREQUISITE)
			tell(t, "rien, même l'autre faite\n",
			     "nothing, even with the other one done\n");
		else
			tell(t, "aucune limite élargie seule\n",
			     "no limit widened alone\n");
		return;
	case CHANGE_NOT_SOUGHT:
		tell_label(t, "entrerait avec", "would come in with");
		tell(t, "non trouvé (limite de calcul atteinte)\n",
		     "not found (limit of computing reached)\n");
		return;
	}
}

/* The plan seeks only as long as it may; here it is asked for. */
static struct plan_omission sought(const struct plan *plan,
				   struct plan_omission o)
{
	struct planner *p = plan->planner;
	uint64_t effort = (uint64_t)CHANGE_EFFORT_ASKED * p->count;

	if (o.change == CHANGE_NOT_SOUGHT || o.change == CHANGE_AT_LEAST)
		seek_change(p, &o, &effort);
	return o;
}

static void put_omission(struct teller *t, const struct plan *plan,
			 const struct plan_omission *omission)
{
	struct plan_omission o = sought(plan, *omission);

	tell_label(t, "laissée de côté", "left out");
	buf_text(t->out, reason_text(o.reason, t->lang));
	if (o.other != NO_INDEX) {
		buf_text(t->out, " (");
		tell_str(t, initiative(plan, o.other)->id);
		buf_char(t->out, ')');
	}
	tell_end(t);
	if (may_change(o.reason))
		put_change(t, plan, &o);
	put_closings(t, initiative(plan, o.initiative));
}

static void explain_initiative(struct teller *t, const struct plan *plan,
			       uint32_t i)
{
	put_title(t, initiative(plan, i));
	for (uint32_t l = 0; l < plan->line_count; l++)
		if (plan->lines[l].initiative == i)
			put_line(t, plan, &plan->lines[l]);
	for (uint32_t o = 0; o < plan->omission_count; o++)
		if (plan->omissions[o].initiative == i)
			put_omission(t, plan, &plan->omissions[o]);
	tell_place(t, initiative(plan, i)->span);
}

/* --- the whole plan ----------------------------------------------------- */

static void put_stage(struct teller *t, uint32_t n, const char *fr,
		      const char *en)
{
	tell(t, "  étape ", "  stage ");
	buf_int(t->out, n);
	tell(t, ", ", ", ");
	tell(t, fr, en);
	tell(t, "\xC2\xA0: ", ": ");
}

static void put_gates_stage(struct teller *t, const struct plan *plan)
{
	uint32_t waiting = 0, count = 0;

	put_stage(t, 1, "préalables en vigueur non commencés au jour 30",
		  "prerequisites in force not started by day 30");
	for (uint32_t g = 0; g < plan->gate_count; g++)
		waiting += !plan->gates[g].by_day_30;
	buf_fmt(t->out, "%u / %u", waiting, plan->gate_count);
	for (uint32_t g = 0; g < plan->gate_count; g++) {
		if (plan->gates[g].by_day_30)
			continue;
		buf_text(t->out, count++ == 0 ? " (" : ", ");
		tell_str(t, gate_id(plan, plan->gates[g].gate));
	}
	buf_text(t->out, count > 0 ? ")\n" : "\n");
}

static void put_pauses(struct teller *t, const struct plan *plan)
{
	uint32_t count = 0;

	for (uint32_t l = 0; l < plan->line_count; l++)
		count += initiative(plan, plan->lines[l].initiative)->kind ==
			 INITIATIVE_PAUSE;
	buf_int(t->out, count);
	count = 0;
	for (uint32_t l = 0; l < plan->line_count; l++) {
		const struct initiative *it =
		    initiative(plan, plan->lines[l].initiative);

		if (it->kind != INITIATIVE_PAUSE)
			continue;
		buf_text(t->out, count++ == 0 ? " (" : ", ");
		tell_str(t, it->id);
	}
	buf_text(t->out, count > 0 ? ")\n" : "\n");
}

static void put_value_stage(struct teller *t, const struct plan *plan)
{
	put_stage(t, 3, "valeur (poids x impact x gain vers la cible)",
		  "value (weight x impact x gain towards the target)");
	tell_ratio(t, plan->value, 5);
	tell_end(t);
	for (uint32_t l = 0; l < plan->line_count; l++) {
		buf_text(t->out, "    plan.");
		tell_str(t, initiative(plan, plan->lines[l].initiative)->id);
		buf_text(t->out, "  ");
		tell_ratio(t, plan->lines[l].value, 5);
		buf_text(t->out, "  ");
		put_weeks(t, &plan->lines[l]);
		tell_end(t);
	}
}

static void put_cost_stage(struct teller *t, const struct plan *plan)
{
	struct ratio cost = RATIO(0), days = RATIO(0);

	for (uint32_t l = 0; l < plan->line_count; l++) {
		cost = ratio_add(cost, plan->lines[l].cost.likely);
		days = ratio_add(days, plan->lines[l].days.likely);
	}
	put_stage(t, 4, "moindre coût probable, puis moins de jours",
		  "least likely cost, then fewest days");
	tell_ratio(t, cost, -1);
	tell(t, "\xC2\xA0$, ", " dollars, ");
	put_days(t, days);
	put_estimated(t);
}

static void put_stages(struct teller *t, const struct plan *plan)
{
	put_gates_stage(t, plan);
	put_stage(t, 2, "pauses d'un usage", "pauses of a use");
	put_pauses(t, plan);
	put_value_stage(t, plan);
	put_cost_stage(t, plan);
	put_stage(t, 5, "à égalité", "among equals");
	tell(t, "l'ordre alphabétique des ids\n",
	     "the alphabetical order of ids\n");
	put_stage(t, 6, "au plus tôt", "earliest start");
	if (plan->earliest)
		tell(t, "prouvé\n", "proved\n");
	else
		tell(t, "limite de calcul atteinte, sans preuve\n",
		     "limit of computing reached, not proved\n");
	tell_label(t, "choix", "choice");
	if (plan->proved)
		tell(t, "prouvé, aucun autre ne fait mieux",
		     "proved, no other does better");
	else
		tell(t, "limite de calcul atteinte, sans preuve",
		     "limit of computing reached, not proved");
	if (plan->cuts > 0)
		buf_fmt(t->out,
			t->lang == LANG_FR
			    ? "; écartés faute de se placer par semaine\xC2\xA0"
			      ": %u"
			    : "; cut off because no week fits: %u",
			plan->cuts);
	tell_end(t);
}

/* "4,5 sur 12 jours-personnes" */
static void put_used(struct teller *t, struct ratio used, struct ratio of)
{
	tell_ratio(t, used, -1);
	tell(t, " sur ", " of ");
	put_days(t, of);
}

static void put_capacity(struct teller *t, const struct plan *plan)
{
	const struct plan_capacity *c = &plan->capacity;

	tell_head(t, "capacité prise, à l'estimation haute",
		  "capacity used, at the high estimate");
	for (uint32_t h = 0; h < HORIZONS; h++) {
		tell(t, "    semaines ", "    weeks ");
		buf_int(t->out, horizon_start[h] + 1);
		tell(t, " à ", " to ");
		buf_int(t->out, horizon_start[h + 1]);
		buf_text(t->out, "  ");
		put_used(t, c->days_used[h], c->days[h]);
		tell_end(t);
	}
	tell_label(t, "projets en même temps, au plus",
		   "projects at once, at most");
	buf_fmt(t->out, "%u\n", c->slots);
	tell_label(t, "budget", "budget");
	tell_ratio(t, c->budget_used, -1);
	tell(t, " sur ", " of ");
	tell_ratio(t, c->budget, -1);
	tell(t, "\xC2\xA0$", " dollars");
	put_estimated(t);
}

static void put_apart(struct teller *t, const struct plan *plan)
{
	bool plural = tell_is_plural(t, plan->routine_days);

	tell_label(t, "routines, une fois toutes en marche",
		   "routines, once all run");
	put_days(t, plan->routine_days);
	tell(t, plural ? " par mois, comptés à part" : " par mois, compté à part",
	     " a month, counted apart");
	put_estimated(t);
	plural = tell_is_plural(t, plan->attendance_hours);
	tell_label(t, "présence en formation", "attendance in training");
	tell_ratio(t, plan->attendance_hours, -1);
	tell(t, plural ? " heures par personne, comptées à part"
		       : " heure par personne, comptée à part",
	     plural ? " hours a person, counted apart"
		    : " hour a person, counted apart");
	put_estimated(t);
}

static void explain_plan(struct teller *t, const struct plan *plan)
{
	tell(t, "plan \xE2\x80\x94 l'objectif, étape par étape, chacune gardée "
		"avant la suivante\n",
	     "plan \xE2\x80\x94 the objective, stage by stage, each kept "
	     "before the next\n");
	put_stages(t, plan);
	put_capacity(t, plan);
	put_apart(t, plan);
	tell(t, "  voir aussi plan.days, plan.projected\n",
	     "  see also plan.days, plan.projected\n");
}

/* --- plan.days ---------------------------------------------------------- */

static void put_gate_days(struct teller *t, const struct plan *plan,
			  const struct plan_gate *g)
{
	tell_item(t, gate_id(plan, g->gate));
	tell(t, "  au moins ", "  at least ");
	put_days(t, g->days_needed);
	if (g->by == NO_INDEX) {
		tell(t, ", rien au plan\n", ", nothing in the plan\n");
		return;
	}
	tell(t, ", par ", ", by ");
	tell_str(t, initiative(plan, g->by)->id);
	if (g->by_day_30)
		tell(t, ", commencé au jour 30\n", ", started by day 30\n");
	else
		tell(t, ", après le jour 30\n", ", after day 30\n");
}

static void explain_days(struct teller *t, const struct plan *plan)
{
	const struct plan_capacity *c = &plan->capacity;

	tell(t, "plan.days \xE2\x80\x94 les préalables et les jours d'ici le "
		"jour 30\n",
	     "plan.days \xE2\x80\x94 prerequisites and the days before day "
	     "30\n");
	if (plan->gate_count == 0)
		tell(t, "  aucun préalable en vigueur\n",
		     "  no prerequisite in force\n");
	else
		tell_head(t, "préalables en vigueur, estimation haute",
			  "prerequisites in force, high estimate");
	for (uint32_t g = 0; g < plan->gate_count; g++)
		put_gate_days(t, plan, &plan->gates[g]);
	tell_label(t, "disponibles", "available");
	put_days(t, c->days[0]);
	tell_end(t);
	tell_label(t, "pris par le plan", "used by the plan");
	put_days(t, c->days_used[0]);
	tell_end(t);
	if (!plan->short_of_days) {
		tell(t, "  les jours suffisent aux préalables\n",
		     "  there are days enough for the prerequisites\n");
		return;
	}
	tell_label(t, "nécessaires, au moins", "needed, at least");
	put_days(t, ratio_add(c->days[0], plan->days_short));
	tell_end(t);
	tell_label(t, "il manque", "lacking");
	put_days(t, plan->days_short);
	put_estimated(t);
	tell_label(t, "pauses d'un usage", "pauses of a use");
	put_pauses(t, plan);
}

/* --- plan.projected ----------------------------------------------------- */

static void put_projected(struct teller *t, struct str id,
			  const struct scored *now, const struct scored *then)
{
	tell_item(t, id);
	buf_text(t->out, "  ");
	if (then->raw.absent) {
		tell(t, "absent\n", "absent\n");
		return;
	}
	if (now->raw.absent)
		tell(t, "absent", "absent");
	else
		tell_published(t, now->published);
	tell(t, ", niveau ", ", level ");
	tell_level(t, now->capped);
	buf_text(t->out, " -> ");
	tell_exact(t, then->raw.point);
	tell(t, ", publié ", ", published ");
	tell_published(t, then->published);
	tell(t, ", niveau ", ", level ");
	tell_level(t, then->capped);
	if (then->capped != then->level) {
		tell(t, ", calculé ", ", computed ");
		tell_level(t, then->level);
	}
	tell_end(t);
}

/*
 * The gates that are not met today and, once all is done, are (something
 * chosen or done lifts them) or still are not. True when there are any.
 */
static bool put_gates(struct teller *t, const struct plan *plan, bool met,
		      const char *fr, const char *en)
{
	const struct rubric *r = &t->s->pack->rubric;
	uint32_t count = 0;

	for (uint32_t g = 0; g < r->gate_count; g++) {
		enum gate_state now = t->s->gates[g].state;
		enum gate_state then = plan->projected->gates[g].state;

		if ((now != GATE_IN_FORCE && now != GATE_TO_CONFIRM) ||
		    (then == GATE_MET) != met)
			continue;
		if (count == 0)
			tell_label(t, fr, en);
		tell_comma(t, &count);
		tell_str(t, gate_id(plan, g));
	}
	if (count > 0)
		tell_end(t);
	return count > 0;
}

static void explain_projected(struct teller *t, const struct plan *plan)
{
	const struct rubric *r = &t->s->pack->rubric;

	tell(t, "plan.projected \xE2\x80\x94 le dossier noté de nouveau, tout "
		"le plan réalisé (estimation, à ajuster)\n",
	     "plan.projected \xE2\x80\x94 the case scored again, all of the "
	     "plan done (estimate, to be adjusted)\n");
	tell_authored(t, TOLD_FORMULA);
	tell(t, "chaque critère au plus haut de son score et du niveau où mène "
		"une initiative retenue\n",
	     "each criterion at the higher of its score and of the level a "
	     "chosen initiative leads to\n");
	tell_head(t, "aujourd'hui, puis avant arrondi, publié et niveau",
		  "today, then before rounding, published and level");
	put_projected(t, STR("overall"), &t->s->overall,
		      &plan->projected->overall);
	for (uint32_t d = 0; d < r->dimension_count; d++)
		put_projected(t, r->dimensions[d].id, &t->s->dimensions[d],
			      &plan->projected->dimensions[d]);
	if (!put_gates(t, plan, true, "préalables comptés comme remplis",
		       "prerequisites counted as met"))
		tell(t, "  aucun préalable compté comme rempli\n",
		     "  no prerequisite counted as met\n");
	put_gates(t, plan, false, "préalables qui restent",
		  "prerequisites that remain");
}

/* --- which -------------------------------------------------------------- */

bool plan_explain(struct buf *out, const struct plan *plan, struct str id,
		  enum lang lang)
{
	struct teller t = { out, plan->score, lang };
	uint32_t i = pack_find_initiative(plan->score->pack, id);

	/* An initiative of the pack comes before our own names. */
	if (i != NO_INDEX)
		explain_initiative(&t, plan, i);
	else if (id.len == 0)
		explain_plan(&t, plan);
	else if (str_is(id, "days"))
		explain_days(&t, plan);
	else if (str_is(id, "projected"))
		explain_projected(&t, plan);
	else
		return false;
	return true;
}

const struct str *plan_explain_names(struct arena *a, const struct pack *pack,
				     size_t *count)
{
	const struct catalogue *c = &pack->catalogue;
	struct str *names = ARENA_ARRAY(a, c->initiative_count + 3, struct str);
	size_t n = 0;

	for (uint32_t i = 0; i < c->initiative_count; i++) {
		struct buf name = buf_make(a);

		buf_text(&name, "plan.");
		buf_str(&name, c->initiatives[i].id);
		names[n++] = buf_view(&name);
	}
	if (c->initiative_count > 0) {
		names[n++] = STR("plan");
		names[n++] = STR("plan.days");
		names[n++] = STR("plan.projected");
	}
	*count = n;
	return names;
}
