/* Conditions of questions as the form's template is told them. */
#include "form_view.h"

#include "doc/typography.h"

static bool is_elsewhere(const struct form_work *w, const bool *deciders)
{
	for (uint32_t q = 0; q < w->pack->question_count; q++)
		if (deciders[q] && !w->asked[q])
			return true;
	return false;
}

static bool *deciders_of(const struct form_work *w,
			 const struct form_clause *c)
{
	bool *out;

	if (c->kind == CLAUSE_FACT)
		return form_deciders(w->view.arena, w->pack,
				     w->pack->facts[c->index].is);
	out = ARENA_ARRAY(w->view.arena, w->pack->question_count, bool);
	out[c->index] = true;
	return out;
}

/* "4, 5 et 7"; `several` says which noun goes before it. */
static void put_numbers(struct form_work *w, struct node *map,
			const bool *deciders)
{
	struct view *v = &w->view;
	struct str *numbers = NULL;
	size_t count = 0, capacity = 0;

	for (uint32_t q = 0; q < w->pack->question_count; q++) {
		if (!deciders[q])
			continue;
		numbers = arena_grow(v->arena, numbers, count, &capacity,
				     sizeof(*numbers));
		numbers[count++] = form_number(w, q);
	}
	view_put_own(v, map, "numbers", view_join(v, numbers, count));
	view_put_flag(v, map, "several", count > 1);
}

static void add_text(struct form_work *w, struct node *list, struct str text)
{
	struct node *map = view_add_map(&w->view, list);

	view_put_flag(&w->view, map, "first", list->count == 1);
	view_put_own(&w->view, map, "text", text);
}

/* A level is known to its reader by its figure. */
static struct str option_name(struct form_work *w, const struct question *q,
			      uint32_t option)
{
	if (q->type == QUESTION_LEVEL)
		return view_count(&w->view, option + 1);
	return view_text(&w->view, &q->options[option].text);
}

static void put_texts(struct form_work *w, struct node *map,
		      const struct form_clause *c)
{
	struct node *list = view_put_list(&w->view, map, "texts");
	const struct fact *fact = c->kind == CLAUSE_FACT
					  ? &w->pack->facts[c->index]
					  : NULL;

	if (fact != NULL && c->chosen == 0)
		add_text(w, list, view_text(&w->view, &fact->text));
	for (uint32_t i = 0; i < EXPR_OPTIONS; i++) {
		if (!(c->chosen >> i & 1))
			continue;
		add_text(w, list,
			 fact != NULL
				 ? view_text(&w->view, &fact->value_texts[i])
				 : option_name(w,
					       &w->pack->questions[c->index],
					       i));
	}
}

static void put_comparison(struct form_work *w, struct node *map,
			   const struct form_clause *c)
{
	static const char *const keys[] = {
		[COMPARE_LESS] = "less",     [COMPARE_AT_MOST] = "at_most",
		[COMPARE_MORE] = "more",     [COMPARE_AT_LEAST] = "at_least",
		[COMPARE_EQUAL] = "equal",   [COMPARE_OTHER] = "other",
	};
	bool number = c->kind == CLAUSE_NUMBER;

	for (int i = 0; i <= COMPARE_OTHER; i++)
		view_put_flag(&w->view, map, keys[i],
			      number && c->comparison ==
						(enum form_comparison)i);
	view_put_own(&w->view, map, "value",
		     number ? typo_number(w->view.arena, c->number, -1,
					  w->view.lang)
			    : STR_NONE);
}

static void put_clause(struct form_work *w, struct node *map,
		       const struct form_clause *c)
{
	struct view *v = &w->view;
	const struct question *q = c->kind == CLAUSE_FACT
					   ? NULL
					   : &w->pack->questions[c->index];
	const bool *deciders = deciders_of(w, c);

	view_put_flag(v, map, "is_fact", c->kind == CLAUSE_FACT);
	view_put_flag(v, map, "is_truth", c->kind == CLAUSE_TRUTH);
	view_put_flag(v, map, "is_choice", c->kind == CLAUSE_CHOICE);
	view_put_flag(v, map, "is_number", c->kind == CLAUSE_NUMBER);
	view_put_flag(v, map, "not", c->negated);
	view_put_flag(v, map, "elsewhere", is_elsewhere(w, deciders));
	view_put_text(v, map, "question", q == NULL ? &(struct text){ 0 }
						    : &q->text);
	put_numbers(w, map, deciders);
	put_texts(w, map, c);
	put_comparison(w, map, c);
}

static bool is_any(const bool *flags, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (flags[i])
			return true;
	return false;
}

void form_put_condition(struct form_work *w, struct node *map, const char *key,
			const struct expr *e)
{
	struct view *v = &w->view;
	struct form_condition condition;
	struct node *out, *clauses;
	const bool *deciders;

	if (e == NULL) {
		view_put_null(v, map, key);
		return;
	}
	deciders = form_deciders(v->arena, w->pack, e);
	if (!is_any(deciders, w->pack->question_count)) {
		view_put_null(v, map, key);
		return;
	}
	condition = form_condition_read(w->pack, e);
	out = view_put_map(v, map, key);
	put_numbers(w, out, deciders);
	view_put_flag(v, out, "unclear", condition.count == 0);
	clauses = view_put_list(v, out, "clauses");
	for (uint32_t i = 0; i < condition.count; i++) {
		struct node *clause = view_add_map(v, clauses);

		view_put_flag(v, clause, "and", i > 0 && !condition.any);
		view_put_flag(v, clause, "or", i > 0 && condition.any);
		put_clause(w, clause, &condition.clauses[i]);
	}
}

/* --- what is told on the first page --------------------------------------- */

struct telling {
	struct form_work *work;
	struct node *list;
	struct form_clause *told;
	size_t count, capacity;
};

static void tell(struct telling *t, const struct form_clause *c)
{
	struct form_work *w = t->work;
	struct node *map;

	if (c->kind != CLAUSE_FACT || !is_elsewhere(w, deciders_of(w, c)))
		return;
	for (size_t i = 0; i < t->count; i++)
		if (t->told[i].index == c->index &&
		    t->told[i].chosen == c->chosen)
			return;
	t->told = arena_grow(w->view.arena, t->told, t->count, &t->capacity,
			     sizeof(*t->told));
	t->told[t->count++] = *c;
	map = view_add_map(&w->view, t->list);
	put_texts(w, map, c);
}

static void tell_all(struct telling *t, const struct expr *e)
{
	struct form_condition condition;

	if (e == NULL)
		return;
	condition = form_condition_read(t->work->pack, e);
	for (uint32_t i = 0; i < condition.count; i++)
		tell(t, &condition.clauses[i]);
}

void form_put_told(struct form_work *w, struct node *root)
{
	const struct pack *pack = w->pack;
	struct telling t = { .work = w };

	t.list = view_put_list(&w->view, root, "told");
	for (uint32_t q = 0; q < pack->question_count; q++) {
		if (!w->asked[q])
			continue;
		tell_all(&t, pack->sections[pack->questions[q].section].when);
		tell_all(&t, pack->questions[q].when);
		tell_all(&t, pack->questions[q].na_when);
	}
	view_put_flag(&w->view, root, "has_told", t.count > 0);
}
