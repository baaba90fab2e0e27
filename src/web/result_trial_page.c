/* What a trial of the plan changes, and the form that asks for one. */
#include "controls.h"
#include "result_trial.h"

#include "base/arena.h"
#include "doc/typography.h"

/* --- what it changes ---------------------------------------------------- */

static struct str money(const struct trial *t, struct ratio n)
{
	return typo_money(t->r->v->arena, n, t->r->v->lang);
}

static struct str days_of(const struct trial *t, const struct plan *p)
{
	struct ratio sum = RATIO(0);

	for (int h = 0; h < HORIZONS; h++)
		sum = ratio_add(sum, p->capacity.days_used[h]);
	return result_number(t->r, sum, -1);
}

static struct str projected(const struct trial *t, const struct plan *p)
{
	return result_level(t->r, p->projected == NULL
				      ? &t->r->score->overall
				      : &p->projected->overall);
}

static struct str gates_of(const struct trial *t, const struct plan *p)
{
	uint32_t started = 0;

	for (uint32_t i = 0; i < p->gate_count; i++)
		started += p->gates[i].by_day_30;
	return WORDS(t->r->v, P_TRIAL_OF, visit_number(t->r->v, started),
		     visit_number(t->r->v, p->gate_count));
}

static void write_row(struct trial *t, enum phrase what, struct str was,
		      struct str is)
{
	struct visit *v = t->r->v;

	page_row_begin(v);
	HTML_OPEN(&v->html, "th", { "scope", STR("row") });
	html_text(&v->html, words(v, what));
	html_close(&v->html, "th");
	page_cell(v, was);
	page_cell(v, is);
	page_row_end(v);
}

static void write_figures(struct trial *t)
{
	const struct plan *was = t->r->plan, *is = t->plan;
	struct visit *v = t->r->v;
	const struct str heads[] = { words(v, P_TRIAL_WHAT),
				     words(v, P_TRIAL_WAS),
				     words(v, P_TRIAL_IS) };

	page_table_begin(v, words(v, P_TRIAL_FIGURES), heads, 3);
	write_row(t, P_TRIAL_COUNT, visit_number(v, was->line_count),
		  visit_number(v, is->line_count));
	write_row(t, P_TRIAL_GATES, gates_of(t, was), gates_of(t, is));
	write_row(t, P_TRIAL_PROJECTED, projected(t, was), projected(t, is));
	write_row(t, P_TRIAL_MONEY, money(t, was->capacity.budget_used),
		  money(t, is->capacity.budget_used));
	write_row(t, P_TRIAL_DAYS_USED, days_of(t, was), days_of(t, is));
	page_table_end(v);
}

/* Counted from 1. */
static struct str weeks(const struct trial *t, const struct plan_line *l)
{
	struct visit *v = t->r->v;

	if (l->end <= l->start + 1)
		return WORDS(v, P_TRIAL_WEEK, visit_number(v, l->start + 1));
	return WORDS(v, P_TRIAL_WEEKS, visit_number(v, l->start + 1),
		     visit_number(v, l->end));
}

static void write_difference(struct trial *t,
			     const struct planning_difference *d)
{
	struct visit *v = t->r->v;
	struct str when = d->move == PLANNING_MOVED
			      ? WORDS(v, P_TRIAL_MOVE, weeks(t, d->is),
				      weeks(t, d->was))
			      : weeks(t, d->is != NULL ? d->is : d->was);

	html_open(&v->html, "li", NULL);
	page_link(v, result_initiative_path(t->r, d->initiative),
		  result_initiative(t->r, d->initiative));
	html_text(&v->html, STR(" · "));
	html_text(&v->html, when);
	html_close(&v->html, "li");
	html_newline(&v->html);
}

static void write_moves(struct trial *t, enum planning_move move,
			enum phrase heading,
			const struct planning_difference *all, uint32_t count)
{
	struct visit *v = t->r->v;
	uint32_t shown = 0;

	for (uint32_t i = 0; i < count; i++) {
		if (all[i].move != move)
			continue;
		if (shown++ == 0) {
			html_element(&v->html, "h3", NULL, words(v, heading));
			html_open(&v->html, "ul", NULL);
		}
		write_difference(t, &all[i]);
	}
	if (shown > 0)
		html_close(&v->html, "ul");
}

static bool is_planned(const struct plan *p, uint32_t initiative)
{
	for (uint32_t i = 0; i < p->line_count; i++)
		if (p->lines[i].initiative == initiative)
			return true;
	return false;
}

/* What was imposed and still is not in; why stands in its explanation. */
static void write_unmet(struct trial *t)
{
	struct visit *v = t->r->v;

	for (uint32_t i = 0; i < t->wish.imposed_count; i++) {
		uint32_t at = t->wish.imposed[i];

		if (is_planned(t->plan, at))
			continue;
		HTML_OPEN(&v->html, "p", { "class", STR("warning") });
		html_text(&v->html, words(v, P_TRIAL_UNMET));
		html_text(&v->html, STR(" "));
		page_link(v, result_initiative_path(t->r, at),
			  result_initiative(t->r, at));
		html_close(&v->html, "p");
		html_newline(&v->html);
	}
}

static void write_changes(struct trial *t)
{
	struct visit *v = t->r->v;
	uint32_t count;
	const struct planning_difference *all =
	    planning_compare(v->arena, t->r->plan, t->plan, &count);

	HTML_OPEN(&v->html, "section", { "class", STR("trial") });
	page_heading(v, words(v, P_TRIAL_CHANGES));
	page_notice(v, words(v, count == 0 ? P_TRIAL_SAME : P_TRIAL_NOT_KEPT));
	write_unmet(t);
	write_figures(t);
	write_moves(t, PLANNING_IN, P_TRIAL_IN, all, count);
	write_moves(t, PLANNING_OUT, P_TRIAL_OUT, all, count);
	write_moves(t, PLANNING_MOVED, P_TRIAL_MOVED, all, count);
	HTML_OPEN(&v->html, "p", { "class", STR("no-print") });
	page_link(v, result_path(t->r, STR("plan")), words(v, P_TRIAL_BACK));
	html_close(&v->html, "p");
	html_close(&v->html, "section");
	html_newline(&v->html);
}

/* --- keeping it --------------------------------------------------------- */

static void hide_amount(struct trial *t, const char *name, bool has,
			struct ratio n)
{
	control_hidden(t->r->v, str_from(name),
		       has ? result_number(t->r, n, -1) : STR_NONE);
}

static void write_keep(struct trial *t)
{
	const struct catalogue *c = &t->r->score->pack->catalogue;
	struct visit *v = t->r->v;

	if (!visit_is(v, WHO_CONSULTANT))
		return;
	form_begin(v, result_path(t->r, STR("plan")));
	hide_amount(t, "budget", t->wish.has_budget, t->wish.budget);
	hide_amount(t, "days", t->wish.has_days, t->wish.days_per_month);
	for (uint32_t i = 0; i < t->wish.refused_count; i++)
		control_hidden(v, STR("no"),
			       c->initiatives[t->wish.refused[i]].id);
	for (uint32_t i = 0; i < t->wish.imposed_count; i++)
		control_hidden(v, STR("yes"),
			       c->initiatives[t->wish.imposed[i]].id);
	page_hint(v, words(v, P_TRIAL_KEEP_HINT));
	control_submit(v, words(v, P_TRIAL_KEEP));
	form_end(v);
}

/* --- the form ----------------------------------------------------------- */

static bool may_come(enum left_out reason)
{
	return reason == OUT_DAYS || reason == OUT_SLOTS ||
	       reason == OUT_BUDGET || reason == OUT_BETTER_CLOSER ||
	       reason == OUT_PREREQUISITE;
}

struct offer {
	struct choice *items;
	uint32_t count;
	bool *there;		/* by initiative */
};

static struct offer offer_make(struct trial *t)
{
	uint32_t count = t->r->score->pack->catalogue.initiative_count;
	struct arena *a = t->r->v->arena;

	return (struct offer){ ARENA_ARRAY(a, count, struct choice), 0,
			       ARENA_ARRAY(a, count, bool) };
}

static void add_choice(struct trial *t, struct offer *o, uint32_t initiative,
		       bool chosen)
{
	const struct initiative *i =
	    &t->r->score->pack->catalogue.initiatives[initiative];

	if (o->there[initiative])
		return;
	o->there[initiative] = true;
	o->items[o->count++] = (struct choice){
		.value = i->id,
		.label = result_initiative(t->r, initiative),
		.chosen = chosen,
	};
}

/* What one asked for comes first, chosen. */
static void add_marked(struct trial *t, struct offer *o, const bool *marks)
{
	uint32_t count = t->r->score->pack->catalogue.initiative_count;

	for (uint32_t i = 0; i < count; i++)
		if (marks[i])
			add_choice(t, o, i, true);
}

/* A list this long folds, but when something of it was asked for. */
static void write_offer(struct trial *t, const char *name, enum phrase legend,
			enum phrase hint, const struct offer *o)
{
	struct visit *v = t->r->v;
	const struct choices choices = {
		.name = str_from(name),
		.legend = words(v, legend),
		.hint = words(v, hint),
		.several = true,
		.items = o->items,
		.count = o->count,
	};

	if (o->count == 0)
		return;
	if (o->items[0].chosen)
		HTML_OPEN(&v->html, "details", { "open", STR("open") });
	else
		html_open(&v->html, "details", NULL);
	html_element(&v->html, "summary", NULL, words(v, legend));
	control_choices(v, &choices);
	html_close(&v->html, "details");
	html_newline(&v->html);
}

static void write_refusals(struct trial *t)
{
	struct offer o = offer_make(t);

	add_marked(t, &o, t->refused);
	for (uint32_t i = 0; i < t->plan->line_count; i++)
		if (!t->imposed[t->plan->lines[i].initiative])
			add_choice(t, &o, t->plan->lines[i].initiative, false);
	write_offer(t, "no", P_TRIAL_REFUSE, P_TRIAL_REFUSE_HINT, &o);
}

static void write_impositions(struct trial *t)
{
	struct offer o = offer_make(t);

	add_marked(t, &o, t->imposed);
	for (uint32_t i = 0; i < t->plan->omission_count; i++)
		if (may_come(t->plan->omissions[i].reason))
			add_choice(t, &o, t->plan->omissions[i].initiative,
				   false);
	write_offer(t, "yes", P_TRIAL_IMPOSE, P_TRIAL_IMPOSE_HINT, &o);
}

static void write_limits(struct trial *t)
{
	struct visit *v = t->r->v;

	control_input(v, &(struct input){ .name = STR("budget"),
					  .label = words(v, P_TRIAL_BUDGET),
					  .hint = words(v, P_TRIAL_BUDGET_HINT),
					  .value = t->budget,
					  .inputmode = "numeric",
					  .autocomplete = "off",
					  .unit = STR("$"),
					  .width = 12 });
	control_input(v, &(struct input){ .name = STR("days"),
					  .label = words(v, P_TRIAL_DAYS),
					  .hint = words(v, P_TRIAL_DAYS_HINT),
					  .value = t->days,
					  .inputmode = "decimal",
					  .autocomplete = "off",
					  .width = 6 });
}

/* A trial changes nothing: its form is a GET, and needs no token. */
static void write_form(struct trial *t)
{
	struct html *h = &t->r->v->html;

	if (t->asked)
		HTML_OPEN(h, "details", { "class", STR("trial no-print") },
			  { "open", STR("open") });
	else
		HTML_OPEN(h, "details", { "class", STR("trial no-print") });
	html_element(h, "summary", NULL, words(t->r->v, P_TRIAL_TITLE));
	page_text(t->r->v, words(t->r->v, P_TRIAL_TEXT));
	HTML_OPEN(h, "form", { "method", STR("get") },
		  { "action", result_path(t->r, STR("plan")) },
		  { "novalidate", STR("novalidate") });
	write_limits(t);
	write_refusals(t);
	write_impositions(t);
	control_submit(t->r->v, words(t->r->v, P_TRIAL_GO));
	html_close(h, "form");
	html_close(h, "details");
	html_newline(h);
}

void trial_write(struct trial *t)
{
	struct visit *v = t->r->v;

	if (t->asked && v->fault_count == 0) {
		write_changes(t);
		write_keep(t);
	}
	write_form(t);
	HTML_OPEN(&v->html, "p", { "class", STR("no-print") });
	page_link(v, PATH(v, result_explain_path(t->r, STR("plan")),
			  t->r->query),
		  words(v, P_RESULT_OF_PLAN));
	html_close(&v->html, "p");
	html_newline(&v->html);
}
