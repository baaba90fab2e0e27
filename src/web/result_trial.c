/* A trial of the plan: read, made, and named again in addresses. */
#include "result_trial.h"

#include "base/arena.h"

/* --- amounts ------------------------------------------------------------ */

static bool read_amount(struct trial *t, const char *name, int64_t most,
			enum phrase wrong, struct str *typed,
			struct ratio *amount)
{
	struct visit *v = t->r->v;
	struct str given = str_trim(visit_field(v, name));

	if (given.len == 0)
		return false;
	*typed = given;
	if (ratio_parse(visit_plain_number(v, given), amount) &&
	    ratio_cmp(*amount, RATIO(0)) >= 0 &&
	    ratio_cmp(*amount, RATIO(most)) <= 0)
		return true;
	visit_fault(v, str_from(name), WORDS(v, wrong, given));
	return false;
}

static void read_limits(struct trial *t)
{
	enum { BUDGET_MOST = 100000000, DAYS_MOST = 1000 };

	t->wish.has_budget =
	    read_amount(t, "budget", BUDGET_MOST, P_TRIAL_BAD_BUDGET,
			&t->budget, &t->wish.budget);
	t->wish.has_days =
	    read_amount(t, "days", DAYS_MOST, P_TRIAL_BAD_DAYS, &t->days,
			&t->wish.days_per_month);
}

/* What the form begins with: the limits of the plan as it stands. */
static void limits_of_plan(struct trial *t)
{
	const struct plan_capacity *c = &t->r->plan->capacity;

	t->budget = result_number(t->r, c->budget, -1);
	t->days = result_number(t->r, c->days[0], -1);
}

/* --- initiatives -------------------------------------------------------- */

static const struct fields *fields_of(const struct visit *v)
{
	return v->request->method == HTTP_POST ? &v->request->form
					       : &v->request->query;
}

static bool read_ids(struct trial *t, const char *name, bool *marks)
{
	const struct fields *f = fields_of(t->r->v);

	for (uint32_t i = 0; i < f->count; i++) {
		uint32_t at;

		if (!str_is(f->items[i].name, name))
			continue;
		at = pack_find_initiative(t->r->score->pack,
					  f->items[i].value);
		if (at == NO_INDEX)
			return false;
		marks[at] = true;
	}
	return true;
}

static const uint32_t *listed(struct arena *a, const bool *marks,
			      uint32_t count, uint32_t *marked)
{
	uint32_t *list = ARENA_ARRAY(a, count, uint32_t);

	*marked = 0;
	for (uint32_t i = 0; i < count; i++)
		if (marks[i])
			list[(*marked)++] = i;
	return list;
}

static void check_both(struct trial *t, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (t->refused[i] && t->imposed[i])
			visit_fault(t->r->v, STR("yes"),
				    WORDS(t->r->v, P_TRIAL_BOTH,
					  result_initiative(t->r, i)));
}

static bool read_initiatives(struct trial *t)
{
	uint32_t count = t->r->score->pack->catalogue.initiative_count;
	struct arena *a = t->r->v->arena;

	if (!read_ids(t, "no", t->refused) || !read_ids(t, "yes", t->imposed))
		return false;
	check_both(t, count);
	t->wish.refused =
	    listed(a, t->refused, count, &t->wish.refused_count);
	t->wish.imposed =
	    listed(a, t->imposed, count, &t->wish.imposed_count);
	return true;
}

/* --- the query again ---------------------------------------------------- */

static void put_amount(struct buf *b, const char *name, bool has,
		       struct ratio n, enum lang lang)
{
	size_t from;

	buf_fmt(b, "%s=", name);
	from = b->len;
	if (has)
		ratio_write(b, n, -1);
	for (size_t i = from; lang == LANG_FR && i < b->len; i++)
		if (b->at[i] == '.')
			b->at[i] = ',';
}

static void put_ids(struct buf *b, const struct trial *t, const char *name,
		    const uint32_t *ids, uint32_t count)
{
	const struct catalogue *c = &t->r->score->pack->catalogue;

	for (uint32_t i = 0; i < count; i++)
		buf_fmt(b, "&%s=%.*s", name,
			STR_ARGS(c->initiatives[ids[i]].id));
}

/* As read again in the same language. */
static struct str query_of(const struct trial *t)
{
	const struct planning_wish *w = &t->wish;
	enum lang lang = t->r->v->lang;
	struct buf b = buf_make(t->r->v->arena);

	buf_char(&b, '?');
	put_amount(&b, "budget", w->has_budget, w->budget, lang);
	buf_char(&b, '&');
	put_amount(&b, "days", w->has_days, w->days_per_month, lang);
	put_ids(&b, t, "no", w->refused, w->refused_count);
	put_ids(&b, t, "yes", w->imposed, w->imposed_count);
	return buf_view(&b);
}

/* --- all of it ---------------------------------------------------------- */

/* What the case asks already. */
static void mark_kept(struct trial *t)
{
	for (uint32_t i = 0; i < t->wish.refused_count; i++)
		t->refused[t->wish.refused[i]] = true;
	for (uint32_t i = 0; i < t->wish.imposed_count; i++)
		t->imposed[t->wish.imposed[i]] = true;
}

static bool make(struct trial *t)
{
	struct result *r = t->r;

	if (!result_compute_begin(r->v))
		return false;
	t->plan = planning_try(r->v->arena, r->score, &t->wish);
	result_compute_end(r->v);
	r->query = query_of(t);
	return true;
}

static struct trial trial_of(struct result *r)
{
	uint32_t count = r->score->pack->catalogue.initiative_count;
	const struct fields *f = fields_of(r->v);

	return (struct trial){
		.r = r, .plan = r->plan,
		.asked = field_has(f, "budget") || field_has(f, "days"),
		.wish = planning_asked(r->score),
		.refused = ARENA_ARRAY(r->v->arena, count, bool),
		.imposed = ARENA_ARRAY(r->v->arena, count, bool),
	};
}

bool trial_read(struct result *r, struct trial *t)
{
	*t = trial_of(r);
	limits_of_plan(t);
	if (!t->asked) {
		mark_kept(t);
		return true;
	}
	read_limits(t);
	if (!read_initiatives(t)) {
		visit_refuse(r->v, 400, P_REFUSED_BAD);
		return false;
	}
	return r->v->fault_count > 0 || make(t);
}

bool trial_explain(struct result *r)
{
	struct trial t;

	if (r->plan == NULL)
		return true;
	if (!trial_read(r, &t))
		return false;
	r->plan = t.plan;
	r->v->fault_count = 0;
	return true;
}
