/* Why an initiative is in the plan, or is not: plain text for a person. */
#include "plan/plan.h"

struct teller {
	struct buf *out;
	const struct plan *plan;
	enum lang lang;
};

static void say(struct teller *t, const char *fr, const char *en)
{
	buf_text(t->out, t->lang == LANG_FR ? fr : en);
}

static void label(struct teller *t, const char *fr, const char *en)
{
	buf_text(t->out, "  ");
	say(t, fr, en);
	say(t, "\xC2\xA0: ", ": ");
}

static void put_number(struct teller *t, struct ratio r, int places)
{
	size_t from = t->out->len;

	ratio_write(t->out, r, places);
	for (size_t i = from; t->lang == LANG_FR && i < t->out->len; i++)
		if (t->out->at[i] == '.')
			t->out->at[i] = ',';
}

static void put_estimate(struct teller *t, const struct estimate *e)
{
	put_number(t, e->low, -1);
	buf_text(t->out, " / ");
	put_number(t, e->likely, -1);
	buf_text(t->out, " / ");
	put_number(t, e->high, -1);
	say(t, " (bas, probable, haut; estimation, à ajuster)\n",
	    " (low, likely, high; estimate, to be adjusted)\n");
}

static const struct initiative *initiative(const struct teller *t, uint32_t i)
{
	return &t->plan->score->pack->catalogue.initiatives[i];
}

static void put_title(struct teller *t, uint32_t i)
{
	const struct initiative *it = initiative(t, i);

	buf_text(t->out, "plan.");
	buf_str(t->out, it->id);
	buf_text(t->out, " \xE2\x80\x94 ");
	buf_str(t->out, text_in(&it->title, t->lang, t->plan->score->pack));
	buf_char(t->out, '\n');
}

/* Each criterion it closes: now, where it leads, the target. */
static void put_closings(struct teller *t, uint32_t i)
{
	const struct initiative *it = initiative(t, i);
	const struct score *s = t->plan->score;

	for (uint32_t k = 0; k < it->close_count; k++) {
		uint32_t c = it->closes[k].criterion;

		label(t, "rapproche", "closes");
		buf_str(t->out, s->pack->rubric.criteria[c].id);
		buf_text(t->out, ", ");
		if (s->criteria[c].raw.absent) {
			say(t, "sans score", "no score");
		} else {
			say(t, "score ", "score ");
			put_number(t, s->criteria[c].published, 2);
		}
		say(t, ", mène au niveau ", ", leads to level ");
		buf_int(t->out, it->closes[k].level);
		say(t, ", cible ", ", target ");
		buf_int(t->out, s->criteria[c].target);
		buf_char(t->out, '\n');
	}
	label(t, "impact", "impact");
	buf_fmt(t->out, "%u / 5\n", it->impact);
}

static void put_line(struct teller *t, const struct plan_line *l)
{
	label(t, "retenue", "chosen");
	if (t->lang == LANG_FR)
		buf_fmt(t->out, "semaines %u à %u\n", l->start + 1, l->end);
	else
		buf_fmt(t->out, "weeks %u to %u\n", l->start + 1, l->end);
	label(t, "jours-personnes", "person-days");
	put_estimate(t, &l->days);
	label(t, "dollars", "dollars");
	put_estimate(t, &l->cost);
	put_closings(t, l->initiative);
	label(t, "valeur (poids x impact x gain vers la cible)",
	      "value (weight x impact x gain towards the target)");
	put_number(t, l->value, 5);
	buf_char(t->out, '\n');
	if (!l->first_steps)
		return;
	for (uint32_t g = 0; g < t->plan->gate_count; g++) {
		if (t->plan->gates[g].by != l->initiative)
			continue;
		label(t, "lève le préalable", "lifts the prerequisite");
		buf_str(t->out, t->plan->score->pack->rubric
				    .gates[t->plan->gates[g].gate].id);
		buf_char(t->out, '\n');
	}
}

static const char *reason_text(enum left_out reason, enum lang lang)
{
	static const char *const words[][LANG_COUNT] = {
		[OUT_NOTHING_TO_GAIN] = { "ses critères sont déjà à leur cible",
					  "its criteria are at their targets" },
		[OUT_NOT_FOR_THIS_CLIENT] = { "ne s'applique pas à ce client",
					      "does not apply to this client" },
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

static void put_missing(struct teller *t, const struct plan_omission *o)
{
	if (ratio_is_zero(o->missing))
		return;
	label(t, "entrerait avec", "would come in with");
	put_number(t, o->missing, o->reason == OUT_SLOTS ? 0 : -1);
	if (o->reason == OUT_DAYS)
		say(t, " jour-personne de plus par mois",
		    " more person-days a month");
	else if (o->reason == OUT_BUDGET)
		say(t, " $ de plus", " more dollars");
	else
		say(t, " projet de plus en même temps",
		    " more projects at once");
	buf_char(t->out, '\n');
}

static void put_omission(struct teller *t, const struct plan_omission *o)
{
	label(t, "laissée de côté", "left out");
	buf_text(t->out, reason_text(o->reason, t->lang));
	if (o->other != NO_INDEX) {
		buf_text(t->out, " (");
		buf_str(t->out, initiative(t, o->other)->id);
		buf_char(t->out, ')');
	}
	buf_char(t->out, '\n');
	put_missing(t, o);
	put_closings(t, o->initiative);
}

bool plan_explain(struct buf *out, const struct plan *plan, struct str id,
		  enum lang lang)
{
	struct teller t = { out, plan, lang };
	uint32_t i = pack_find_initiative(plan->score->pack, id);

	if (i == NO_INDEX)
		return false;
	put_title(&t, i);
	for (uint32_t l = 0; l < plan->line_count; l++)
		if (plan->lines[l].initiative == i)
			put_line(&t, &plan->lines[l]);
	for (uint32_t o = 0; o < plan->omission_count; o++)
		if (plan->omissions[o].initiative == i)
			put_omission(&t, &plan->omissions[o]);
	return true;
}
