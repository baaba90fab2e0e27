/* The plan: its lines by horizon, what it uses, where it leads. */
#include "view.h"

#include "doc/typography.h"

uint32_t view_line_of(const struct view *v, uint32_t initiative)
{
	for (uint32_t i = 0; v->plan != NULL && i < v->plan->line_count; i++)
		if (v->plan->lines[i].initiative == initiative)
			return i;
	return NO_INDEX;
}

static const struct initiative *initiative(const struct view *v, uint32_t i)
{
	return &v->pack->catalogue.initiatives[i];
}

static struct str required(const struct view *v, const uint32_t *items,
			   uint32_t count)
{
	struct str *titles = ARENA_ARRAY(v->arena, count + 1, struct str);

	for (uint32_t i = 0; i < count; i++)
		titles[i] = view_text(v, &initiative(v, items[i])->title);
	return view_join(v, titles, count);
}

/* "Une personne joignable (4); Escalade (3)" */
static struct str closings(const struct view *v, const struct initiative *i)
{
	struct buf out = buf_make(v->arena);

	for (uint32_t k = 0; k < i->close_count; k++) {
		const struct closing *c = &i->closes[k];

		if (k > 0)
			buf_text(&out, "; ");
		buf_str(&out,
			WORDS(v->arena, W_LEADS_TO, v->lang,
			      view_text(v, &v->pack->rubric
						    .criteria[c->criterion]
						    .title),
			      view_count(v, c->level)));
	}
	return buf_view(&out);
}

/* Titles of the gates it lifts that are in force. */
static struct str lifted(const struct view *v, const struct initiative *i)
{
	struct str *titles = ARENA_ARRAY(v->arena, i->lift_count + 1,
					 struct str);
	size_t count = 0;

	for (uint32_t k = 0; k < i->lift_count; k++)
		if (v->score->gates[i->lifts[k]].state == GATE_IN_FORCE)
			titles[count++] = view_text(
				v, &v->pack->rubric.gates[i->lifts[k]].title);
	return view_join(v, titles, count);
}

static struct str horizon_name(const struct view *v, uint32_t horizon)
{
	static const enum word words[HORIZONS] = {
		W_HORIZON_1, W_HORIZON_2, W_HORIZON_3, W_HORIZON_4
	};

	return view_word(v, words[horizon]);
}

/* What the initiative is, whoever plans it. */
static void put_about(struct view *v, struct node *map,
		      const struct initiative *i)
{
	view_put_own(v, map, "id", i->id);
	view_put_own(v, map, "code", i->code);
	view_put_text(v, map, "title", &i->title);
	view_put_text(v, map, "why", &i->why);
	view_put_text(v, map, "staff_change", &i->staff_change);
	view_put_text(v, map, "owner", &i->owner);
	view_put_text(v, map, "metric", &i->metric);
	view_put_text(v, map, "stop", &i->stop);
	view_put_text(v, map, "template", &i->template);
	view_put_own(v, map, "module", i->module);
	view_put_own(v, map, "closes", closings(v, i));
	view_put_own(v, map, "requires",
		     required(v, i->requires, i->require_count));
	view_put_own(v, map, "lifts", lifted(v, i));
	view_put_count(v, map, "impact", i->impact);
	view_put_flag(v, map, "pause", i->kind == INITIATIVE_PAUSE);
	view_put_flag(v, map, "bot", i->kind == INITIATIVE_BOT);
	view_put_own(v, map, "attendance_hours",
		     view_some(v, W_N_HOURS, i->attendance_hours));
	view_put_own(v, map, "routine_days",
		     view_some(v, W_N_DAYS, i->routine_days));
}

static void put_line(struct view *v, struct node *map, uint32_t index)
{
	const struct plan_line *l = &v->plan->lines[index];

	view_put_count(v, map, "number", index + 1);
	put_about(v, map, initiative(v, l->initiative));
	view_put_own(v, map, "horizon", horizon_name(v, l->horizon));
	view_put_own(v, map, "weeks", view_weeks(v, l->start, l->end));
	view_put_flag(v, map, "several_weeks", l->end > l->start + 1);
	view_put_own(v, map, "starts", view_week(v, l->start));
	view_put_own(v, map, "ends", view_week_end(v, l->end));
	view_put_own(v, map, "days", view_effort(v, &l->days));
	view_put_own(v, map, "cost", view_estimate(v, &l->cost, true));
	view_put_flag(v, map, "first_steps", l->first_steps);
	view_put_flag(v, map, "asked", l->asked);
	view_put_own(v, map, "value",
		     v->consultant
			     ? typo_number(v->arena, l->value, 3, v->lang)
			     : STR_NONE);
}

static void put_horizon(struct view *v, struct node *map, uint32_t h)
{
	const struct plan_capacity *c = &v->plan->capacity;
	struct node *list;

	view_put_count(v, map, "number", h + 1);
	view_put_own(v, map, "name", horizon_name(v, h));
	view_put_own(v, map, "starts", view_week(v, horizon_start[h]));
	view_put_own(v, map, "decision",
		     view_week_end(v, horizon_start[h + 1]));
	view_put_own(v, map, "days", view_days(v, c->days[h]));
	view_put_own(v, map, "days_used", view_days(v, c->days_used[h]));
	list = view_put_list(v, map, "lines");
	for (uint32_t i = 0; i < v->plan->line_count; i++)
		if (v->plan->lines[i].horizon == h)
			put_line(v, view_add_map(v, list), i);
	view_put_flag(v, map, "any", list->count > 0);
	view_put_count(v, map, "count", list->count);
	view_put_flag(v, map, "soon", h == 0);
}

static void put_lines(struct view *v, struct node *map)
{
	struct node *lines = view_put_list(v, map, "lines");
	struct node *horizons = view_put_list(v, map, "horizons");

	for (uint32_t i = 0; i < v->plan->line_count; i++)
		put_line(v, view_add_map(v, lines), i);
	for (uint32_t h = 0; h < HORIZONS; h++)
		put_horizon(v, view_add_map(v, horizons), h);
}

/* Said wherever "the budget is reached" may follow. */
static void put_budget(struct view *v, struct node *map)
{
	const struct plan_capacity *c = &v->plan->capacity;
	struct str budget = typo_money(v->arena, c->budget, v->lang);

	view_put_own(v, map, "budget", budget);
	view_put_own(v, map, "budget_said",
		     WORDS(v->arena,
			   c->budget_chosen ? W_BUDGET_CHOSEN
					    : W_BUDGET_DEFAULT,
			   v->lang, budget));
	view_put_own(v, map, "budget_from",
		     view_word(v, c->budget_chosen ? W_BUDGET_FROM_CHOICE
						   : W_BUDGET_FROM_START));
	view_put_own(v, map, "budget_used",
		     typo_money(v->arena, c->budget_used, v->lang));
}

static void put_capacity(struct view *v, struct node *map)
{
	const struct plan *p = v->plan;

	view_put_count(v, map, "slots", p->capacity.slots);
	put_budget(v, map);
	view_put_own(v, map, "attendance_hours",
		     view_some(v, W_N_HOURS, p->attendance_hours));
	view_put_own(v, map, "routine_days",
		     view_some(v, W_N_DAYS, p->routine_days));
	view_put_flag(v, map, "short_of_days", p->short_of_days);
	view_put_own(v, map, "days_short",
		     p->short_of_days ? view_person_days(v, p->days_short)
				      : STR_NONE);
	view_put_own(v, map, "days_available",
		     view_days(v, p->capacity.days[0]));
	view_put_own(v, map, "days_needed",
		     view_person_days(v, ratio_add(p->capacity.days[0],
						   p->days_short)));
	view_put_own(v, map, "value",
		     v->consultant ? typo_number(v->arena, p->value, 3, v->lang)
				   : STR_NONE);
	view_put_flag(v, map, "proved", p->proved);
	view_put_count(v, map, "cuts", p->cuts);
}

static void put_projection(struct view *v, struct node *map)
{
	struct node *list = view_put_list(v, map, "projection");
	const struct score *then = v->plan->projected;
	struct node *overall = view_put_map(v, map, "projected");

	view_scored(v, overall,
		    then != NULL ? &then->overall : &v->score->overall);
	for (uint32_t d = 0; d < v->pack->rubric.dimension_count; d++) {
		const struct scored *now = &v->score->dimensions[d];
		const struct scored *later =
			then != NULL ? &then->dimensions[d] : now;
		struct node *row = view_add_map(v, list);

		view_put_text(v, row, "title",
			      &v->pack->rubric.dimensions[d].title);
		view_put_own(v, row, "now", view_level(v, now));
		view_put_own(v, row, "then", view_level(v, later));
		view_put_own(v, row, "score_now",
			     now->raw.absent ? STR_NONE
					     : view_score(v, now->published));
		view_put_own(v, row, "score_then",
			     later->raw.absent
				     ? STR_NONE
				     : view_score(v, later->published));
		view_put_count(v, row, "target", now->target);
	}
}

/* --- pauses --------------------------------------------------------------- */

static bool is_done(const struct view *v, uint32_t initiative_index)
{
	const struct plan_request *request = &v->answers->plan;

	for (uint32_t i = 0; i < request->done_count; i++)
		if (request->done[i] == initiative_index)
			return true;
	return false;
}

/* Whether the plan holds a way to meet the gate, pauses or the others. */
static bool has_way(const struct view *v, uint32_t gate, bool pause)
{
	const struct gate *g = &v->pack->rubric.gates[gate];

	for (uint32_t k = 0; k < g->lifted_count; k++) {
		uint32_t i = g->lifted_by[k];

		if ((initiative(v, i)->kind == INITIATIVE_PAUSE) == pause &&
		    (view_line_of(v, i) != NO_INDEX || is_done(v, i)))
			return true;
	}
	return false;
}

/* A pause stands for a gate that nothing else in the plan will meet. */
static bool stands(const struct view *v, const struct initiative *i)
{
	for (uint32_t k = 0; k < i->lift_count; k++)
		if (v->score->gates[i->lifts[k]].state == GATE_IN_FORCE &&
		    !has_way(v, i->lifts[k], false))
			return true;
	return false;
}

/* Titles of the pauses in the plan; or of those only that stand. */
static struct str paused(const struct view *v, bool standing)
{
	struct str *titles = ARENA_ARRAY(v->arena, v->plan->line_count + 1,
					 struct str);
	size_t count = 0;

	for (uint32_t l = 0; l < v->plan->line_count; l++) {
		const struct initiative *i =
			initiative(v, v->plan->lines[l].initiative);

		if (i->kind == INITIATIVE_PAUSE &&
		    (!standing || stands(v, i)))
			titles[count++] = WORDS(v->arena, W_QUOTED, v->lang,
						view_text(v, &i->title));
	}
	return view_join(v, titles, count);
}

static void put_pauses(struct view *v, struct node *map)
{
	int64_t lifted_gates = 0;

	for (uint32_t i = 0; i < v->plan->gate_count; i++) {
		uint32_t gate = v->plan->gates[i].gate;

		lifted_gates += has_way(v, gate, true) &&
				!has_way(v, gate, false);
	}
	view_put_own(v, map, "pauses", paused(v, false));
	view_put_flag(v, map, "pauses_stand", v->plan->pauses_stand);
	view_put_own(v, map, "standing_pauses",
		     v->plan->pauses_stand ? paused(v, true) : STR_NONE);
	view_put_own(v, map, "lifted_by_pause",
		     view_some(v, W_N_PAUSED, RATIO(lifted_gates)));
}

void view_plan(struct view *v, struct node *root)
{
	struct node *map;

	if (v->plan == NULL) {
		view_put_null(v, root, "plan");
		return;
	}
	map = view_put_map(v, root, "plan");
	view_put_flag(v, map, "any", v->plan->line_count > 0);
	view_put_count(v, map, "count", v->plan->line_count);
	view_put_flag(v, map, "several", v->plan->line_count > 1);
	view_put_own(v, map, "starts",
		     v->has_start ? view_week(v, 0) : STR_NONE);
	put_pauses(v, map);
	put_lines(v, map);
	put_capacity(v, map);
	put_projection(v, map);
	view_omissions(v, map);
}
