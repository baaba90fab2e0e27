/* The plan as JSON. */
#include "doc/result.h"

#include "result_parts.h"

static void put_ratio(struct json *j, const char *key, struct ratio r)
{
	json_key(j, key);
	json_ratio(j, r, RESULT_PLACES);
}

static void put_int(struct json *j, const char *key, int64_t n)
{
	json_key(j, key);
	json_int(j, n);
}

static void put_estimate(struct json *j, const char *key,
			 const struct estimate *e)
{
	json_key(j, key);
	json_begin_object(j);
	put_ratio(j, "low", e->low);
	put_ratio(j, "likely", e->likely);
	put_ratio(j, "high", e->high);
	json_end(j);
}

static struct str initiative_id(const struct plan *plan, uint32_t i)
{
	return plan->score->pack->catalogue.initiatives[i].id;
}

static struct str gate_id(const struct plan *plan, uint32_t g)
{
	return plan->score->pack->rubric.gates[g].id;
}

static void put_id_or_null(struct json *j, const char *key, bool any,
			   struct str id)
{
	json_key(j, key);
	if (any)
		json_str(j, id);
	else
		json_put_null(j);
}

static void put_line(struct json *j, const struct plan *plan,
		     const struct plan_line *l)
{
	json_begin_object(j);
	json_key(j, "initiative");
	json_str(j, initiative_id(plan, l->initiative));
	put_int(j, "horizon", l->horizon);
	put_int(j, "start_week", l->start + 1);
	put_int(j, "end_week", l->end);
	put_estimate(j, "days", &l->days);
	put_estimate(j, "cost", &l->cost);
	put_ratio(j, "value", l->value);
	json_key(j, "lifts_gate");
	json_bool(j, l->first_steps);
	json_key(j, "asked");
	json_bool(j, l->asked);
	json_end(j);
}

static void put_omission(struct json *j, const struct plan *plan,
			 const struct plan_omission *o)
{
	json_begin_object(j);
	json_key(j, "initiative");
	json_str(j, initiative_id(plan, o->initiative));
	json_key(j, "reason");
	json_text(j, left_out_name(o->reason));
	put_id_or_null(j, "other", o->other != NO_INDEX,
		       o->other == NO_INDEX ? STR("")
					    : initiative_id(plan, o->other));
	json_key(j, "change");
	json_text(j, plan_change_name(o->change));
	put_id_or_null(j, "of", o->of != LIMIT_NONE,
		       str_from(plan_limit_name(o->of)));
	put_ratio(j, "missing", o->missing);
	json_end(j);
}

static void put_gate(struct json *j, const struct plan *plan,
		     const struct plan_gate *g)
{
	json_begin_object(j);
	json_key(j, "gate");
	json_str(j, gate_id(plan, g->gate));
	put_id_or_null(j, "by", g->by != NO_INDEX,
		       g->by == NO_INDEX ? STR("")
					 : initiative_id(plan, g->by));
	json_key(j, "by_day_30");
	json_bool(j, g->by_day_30);
	put_ratio(j, "least_days", g->days_needed);
	json_end(j);
}

static void put_capacity(struct json *j, const struct plan_capacity *c)
{
	json_key(j, "capacity");
	json_begin_object(j);
	json_key(j, "horizons");
	json_begin_array(j);
	for (uint32_t h = 0; h < HORIZONS; h++) {
		json_begin_object(j);
		put_int(j, "first_week", horizon_start[h] + 1);
		put_int(j, "last_week", horizon_start[h + 1]);
		put_ratio(j, "days", c->days[h]);
		put_ratio(j, "days_used", c->days_used[h]);
		json_end(j);
	}
	json_end(j);
	put_int(j, "slots", c->slots);
	put_ratio(j, "budget", c->budget);
	put_ratio(j, "budget_used", c->budget_used);
	json_end(j);
}

static void put_monday(struct json *j, const struct plan *plan)
{
	json_key(j, "monday");
	json_begin_array(j);
	for (uint32_t m = 0; m < plan->monday_count; m++) {
		const struct monday_step *s = &plan->monday[m];

		json_begin_object(j);
		json_key(j, "initiative");
		json_str(j, initiative_id(plan, s->initiative));
		put_id_or_null(j, "gate", s->gate != NO_INDEX,
			       s->gate == NO_INDEX ? STR("")
						   : gate_id(plan, s->gate));
		json_end(j);
	}
	json_end(j);
}

/* Members of a projected score: before rounding, published, levels. */
static void put_scored(struct json *j, struct arena *a, const struct scored *s)
{
	json_key(j, "score");
	result_ratio(j, !s->raw.absent, s->published);
	json_key(j, "raw");
	result_ratio(j, !s->raw.absent, s->raw.point);
	json_key(j, "exact");
	if (s->raw.absent)
		json_put_null(j);
	else
		result_exact(j, a, s->raw.point);
	put_int(j, "level", s->level);
	put_int(j, "capped", s->capped);
}

/* The gates that count as met once the plan is done, and today do not. */
static void put_gates_met(struct json *j, const struct plan *plan)
{
	const struct gate_result *now = plan->score->gates;
	const struct gate_result *then = plan->projected->gates;

	json_key(j, "gates_met");
	json_begin_array(j);
	for (uint32_t g = 0; g < plan->score->pack->rubric.gate_count; g++)
		if ((now[g].state == GATE_IN_FORCE ||
		     now[g].state == GATE_TO_CONFIRM) &&
		    then[g].state == GATE_MET)
			json_str(j, gate_id(plan, g));
	json_end(j);
}

static void put_projected(struct json *j, struct arena *a,
			  const struct plan *plan)
{
	const struct rubric *r = &plan->score->pack->rubric;

	json_key(j, "projected");
	json_begin_object(j);
	put_scored(j, a, &plan->projected->overall);
	json_key(j, "dimensions");
	json_begin_array(j);
	for (uint32_t d = 0; d < r->dimension_count; d++) {
		json_begin_object(j);
		json_key(j, "id");
		json_str(j, r->dimensions[d].id);
		put_scored(j, a, &plan->projected->dimensions[d]);
		json_end(j);
	}
	json_end(j);
	put_gates_met(j, plan);
	json_end(j);
}

void plan_write(struct json *j, struct arena *a, const struct plan *plan)
{
	const struct catalogue *c = &plan->score->pack->catalogue;

	json_key(j, "lines");
	json_begin_array(j);
	for (uint32_t l = 0; l < plan->line_count; l++)
		put_line(j, plan, &plan->lines[l]);
	json_end(j);
	json_key(j, "left_out");
	json_begin_array(j);
	for (uint32_t o = 0; o < plan->omission_count; o++)
		put_omission(j, plan, &plan->omissions[o]);
	json_end(j);
	json_key(j, "gates");
	json_begin_array(j);
	for (uint32_t g = 0; g < plan->gate_count; g++)
		put_gate(j, plan, &plan->gates[g]);
	json_end(j);
	put_capacity(j, &plan->capacity);
	put_monday(j, plan);
	json_key(j, "opportunities");
	json_begin_array(j);
	for (uint32_t o = 0; o < plan->opportunity_count; o++)
		json_str(j, c->opportunities[plan->opportunities[o]].id);
	json_end(j);
	put_projected(j, a, plan);
	put_ratio(j, "value", plan->value);
	json_key(j, "proved");
	json_bool(j, plan->proved);
	put_int(j, "cuts", plan->cuts);
	put_ratio(j, "attendance_hours", plan->attendance_hours);
	put_ratio(j, "routine_days_a_month", plan->routine_days);
	json_key(j, "short_of_days");
	json_bool(j, plan->short_of_days);
	put_ratio(j, "days_short", plan->days_short);
}
