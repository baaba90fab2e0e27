/* What the plan leaves out and why, and what is worth a first trial. */
#include "view.h"

#include "doc/typography.h"

enum { OMISSIONS_FIRST = 6 };	/* those a report shows to a client */

/* Those a client may wonder about: something else would have let them in. */
static bool for_client(enum left_out reason)
{
	switch (reason) {
	case OUT_PREREQUISITE:
	case OUT_DAYS:
	case OUT_SLOTS:
	case OUT_BUDGET:
	case OUT_EXCLUDED:
		return true;
	case OUT_NOTHING_TO_GAIN:
	case OUT_NOT_FOR_THIS_CLIENT:
	case OUT_DONE:
	case OUT_BETTER_CLOSER:
	case OUT_NOT_NEEDED:
		return false;
	}
	return false;
}

static struct str reason_text(const struct view *v,
			      const struct plan_omission *o)
{
	static const enum word words[] = {
		[OUT_NOTHING_TO_GAIN] = W_OUT_NOTHING_TO_GAIN,
		[OUT_NOT_FOR_THIS_CLIENT] = W_OUT_NOT_FOR_THIS_CLIENT,
		[OUT_EXCLUDED] = W_OUT_EXCLUDED,
		[OUT_DONE] = W_OUT_DONE,
		[OUT_PREREQUISITE] = W_OUT_PREREQUISITE,
		[OUT_DAYS] = W_OUT_DAYS,
		[OUT_SLOTS] = W_OUT_SLOTS,
		[OUT_BUDGET] = W_OUT_BUDGET,
		[OUT_BETTER_CLOSER] = W_OUT_BETTER_CLOSER,
		[OUT_NOT_NEEDED] = W_OUT_NOT_NEEDED,
	};
	struct str other = STR_NONE;

	if (o->other != NO_INDEX)
		other = view_text(v, &v->pack->catalogue.initiatives[o->other]
					      .title);
	if (o->reason == OUT_PREREQUISITE && other.len == 0)
		return view_word(v, W_OUT_PREREQUISITE_SOME);
	if (o->reason == OUT_BETTER_CLOSER && other.len == 0)
		return view_word(v, W_OUT_BETTER_CLOSER_SOME);
	return WORDS(v->arena, words[o->reason], v->lang, other);
}

static struct str amount_text(const struct view *v,
			      const struct plan_omission *o)
{
	switch (o->of) {
	case LIMIT_DAYS:
		return view_person_days(v, o->missing);
	case LIMIT_SLOTS:
		return view_some(v, W_N_PROJECTS, o->missing);
	case LIMIT_BUDGET:
		return typo_money(v->arena, o->missing, v->lang);
	case LIMIT_OTHER:
	case LIMIT_NONE:
		break;
	}
	return STR_NONE;
}

/* The smallest change that would bring it in, in words. */
static struct str change_text(const struct view *v,
			      const struct plan_omission *o)
{
	static const enum word exact[] = {
		[LIMIT_DAYS] = W_CHANGE_DAYS,
		[LIMIT_SLOTS] = W_CHANGE_SLOTS,
		[LIMIT_BUDGET] = W_CHANGE_BUDGET,
		[LIMIT_OTHER] = W_CHANGE_OTHER,
	}, least[] = {
		[LIMIT_DAYS] = W_CHANGE_DAYS_LEAST,
		[LIMIT_SLOTS] = W_CHANGE_SLOTS_LEAST,
		[LIMIT_BUDGET] = W_CHANGE_BUDGET_LEAST,
	};

	switch (o->change) {
	case CHANGE_EXACT:
		return WORDS(v->arena, exact[o->of], v->lang,
			     amount_text(v, o));
	case CHANGE_AT_LEAST:
		return WORDS(v->arena, least[o->of], v->lang,
			     amount_text(v, o));
	case CHANGE_NONE:
		if (o->reason == OUT_DAYS || o->reason == OUT_SLOTS ||
		    o->reason == OUT_BUDGET)
			return view_word(v, W_CHANGE_NONE);
		break;
	case CHANGE_NOT_SOUGHT:
		break;
	}
	return STR_NONE;
}

/* Those that a reader looks for first: what would bring most. */
static const struct plan_omission **by_value(const struct view *v)
{
	const struct plan *plan = v->plan;
	const struct plan_omission **order = ARENA_ARRAY(
	    v->arena, plan->omission_count, const struct plan_omission *);

	for (uint32_t i = 0; i < plan->omission_count; i++) {
		const struct plan_omission *o = &plan->omissions[i];
		uint32_t at = i;

		for (; at > 0 && ratio_cmp(order[at - 1]->value, o->value) < 0;
		     at--)
			order[at] = order[at - 1];
		order[at] = o;
	}
	return order;
}

void view_omissions(struct view *v, struct node *plan)
{
	struct node *list = view_put_list(v, plan, "left_out");
	const struct plan_omission **order = by_value(v);

	for (uint32_t i = 0; i < v->plan->omission_count; i++) {
		const struct plan_omission *o = order[i];
		const struct initiative *n =
			&v->pack->catalogue.initiatives[o->initiative];
		struct node *map;

		if (!v->consultant && !for_client(o->reason))
			continue;
		map = view_add_map(v, list);
		view_put_flag(v, map, "first",
			      v->consultant || list->count <= OMISSIONS_FIRST);
		view_put_text(v, map, "title", &n->title);
		view_put_own(v, map, "code", n->code);
		view_put_own(v, map, "reason", reason_text(v, o));
		view_put_own(v, map, "change", change_text(v, o));
	}
	view_put_flag(v, plan, "has_left_out", list->count > 0);
	view_put_count(v, plan, "left_out_more",
		       v->consultant || list->count <= OMISSIONS_FIRST
			       ? 0
			       : list->count - OMISSIONS_FIRST);
}

/* --- opportunities -------------------------------------------------------- */

static struct str waiting_for(const struct view *v, const struct opportunity *o)
{
	struct str *titles = ARENA_ARRAY(v->arena, o->require_count + 1,
					 struct str);
	size_t count = 0;

	for (uint32_t i = 0; i < o->require_count; i++)
		titles[count++] =
			view_text(v, &v->pack->catalogue
					      .initiatives[o->requires[i]]
					      .title);
	return view_join(v, titles, count);
}

static void put_opportunity(struct view *v, struct node *map,
			    const struct opportunity *o)
{
	const struct catalogue *c = &v->pack->catalogue;
	uint32_t by = v->pack->rubric.target_by;
	const struct fact *fact = by == NO_INDEX ? NULL : &v->pack->facts[by];

	view_put_own(v, map, "id", o->id);
	view_put_text(v, map, "function", &c->functions[o->function].text);
	view_put_text(v, map, "title", &o->title);
	view_put_text(v, map, "task", &o->task);
	view_put_text(v, map, "data", &o->data);
	view_put_text(v, map, "trial", &o->trial);
	view_put_count(v, map, "trial_days", o->trial_days);
	view_put_text(v, map, "baseline", &o->baseline);
	view_put_text(v, map, "stop", &o->stop);
	view_put_text(v, map, "not_when", &o->not_when);
	view_put_own(v, map, "requires", waiting_for(v, o));
	view_put_own(v, map, "exposure",
		     fact == NULL || fact->value_texts == NULL ||
				     o->exposure >= fact->values.count
			     ? STR_NONE
			     : view_text(v, &fact->value_texts[o->exposure]));
}

void view_opportunities(struct view *v, struct node *root)
{
	struct node *list = view_put_list(v, root, "opportunities");

	for (uint32_t i = 0; v->plan != NULL && i < v->plan->opportunity_count;
	     i++)
		put_opportunity(v, view_add_map(v, list),
				&v->pack->catalogue.opportunities
					 [v->plan->opportunities[i]]);
	view_put_flag(v, root, "has_opportunities", list->count > 0);
}
