/* The functions of the language: one table, and what each expects. */
#include <string.h>

#include "base/arena.h"
#include "check.h"

struct function {
	const char *name;
	const char *signature;
	uint32_t least, most; /* arguments */
	struct expr *(*check)(struct checker *c, const struct raw *r,
			      struct want want, enum expr_op op);
	enum expr_op op;
};

/* points(set), max_points(set) */
static struct expr *check_points(struct checker *c, const struct raw *r,
				 struct want want, enum expr_op op)
{
	struct expr *set = check_set(c, r->args, AS_QUESTIONS), *e;
	bool one;

	(void)want;
	if (set == NULL)
		return NULL;
	/* A question by its name is a number; a set, even of one, is many. */
	one = r->args->kind == RAW_NAME && set->item_count == 1 &&
	      strchr(str_cstr(c->arena, r->args->name), '.') == NULL;
	if (one) {
		struct expr_symbol symbol = { 0 };

		one = c->scope->find(c->scope->context, r->args->name,
				     r->args->span, &symbol) &&
		      symbol.kind == EXPR_QUESTION;
	}
	e = check_new(c, op, one ? EXPR_NUMBER : EXPR_NUMBERS, r);
	e->a = set;
	return e;
}

static bool group_index(struct str name, uint32_t *index)
{
	static const char *const names[EXPR_GROUPS] = { "leaders", "staff",
							"experts" };

	for (uint32_t g = 0; g < EXPR_GROUPS; g++) {
		if (str_is(name, names[g])) {
			*index = g;
			return true;
		}
	}
	return false;
}

/* score(x[, group]), level(x), capped(x) */
static struct expr *check_scored(struct checker *c, const struct raw *r,
				 struct want want, enum expr_op op)
{
	static const struct str groups[] = { STR_INIT("leaders"),
					     STR_INIT("staff"),
					     STR_INIT("experts") };
	static const struct expr_values group_values = { groups, EXPR_GROUPS };
	struct expr *set, *e;

	(void)want;
	if (op == OP_CAPPED && !c->scope->capped)
		return check_fail(c, r, MSG_EXPR_CAPPED_NOT_HERE, r->name,
				  STR_NONE);
	if (op != OP_CAPPED && !c->scope->scores)
		return check_fail(c, r, MSG_EXPR_SCORES_NOT_HERE, r->name,
				  STR_NONE);
	set = check_set(c, r->args, AS_SCORED);
	if (set == NULL)
		return NULL;
	if (op == OP_CAPPED && set->kind != EXPR_DIMENSION)
		return check_wrong_type(c, r->args, STR("criterion"),
					STR("dimension"));
	e = check_new(c, op,
		      set->item_count == 1 && r->args->kind == RAW_NAME &&
			      !str_is(r->args->name, "dimensions")
			  ? EXPR_NUMBER
			  : EXPR_NUMBERS,
		      r);
	e->a = set;
	e->index = NO_GROUP;
	if (r->arg_count == 2 && (r->args->next->kind != RAW_NAME ||
				  !group_index(r->args->next->name, &e->index)))
		return check_unknown_value(c, r->args->next, &group_values);
	return e;
}

static struct expr *check_reduction(struct checker *c, const struct raw *r,
				    struct want want, enum expr_op op)
{
	struct expr *e = check_new(c, op, EXPR_NUMBER, r);
	uint32_t n = 0;

	(void)want;
	e->args = ARENA_ARRAY(c->arena, r->arg_count, struct expr *);
	for (const struct raw *arg = r->args; arg != NULL; arg = arg->next) {
		struct want one = { EXPR_NUMBERS, NULL };
		struct expr *x =
		    check_expr(c, arg, r->arg_count == 1 ? one : WANT_NUMBER);

		if (x == NULL)
			return NULL;
		if (x->type == EXPR_NUMBERS)
			e->a = x;
		e->args[n++] = x;
	}
	e->arg_count = n;
	return e;
}

/* count(set), count(multiple), share(set) */
static struct expr *check_count(struct checker *c, const struct raw *r,
				struct want want, enum expr_op op)
{
	struct expr_symbol symbol = { 0 };
	struct expr *e;

	(void)want;
	if (op == OP_COUNT && r->args->kind == RAW_NAME &&
	    c->scope->find(c->scope->context, r->args->name, r->args->span,
			   &symbol) &&
	    symbol.kind == EXPR_QUESTION && symbol.type == EXPR_OPTIONS_SET) {
		e = check_new(c, OP_COUNT_CHOSEN, EXPR_NUMBER, r);
		e->index = symbol.index;
		return e;
	}
	e = check_new(c, op, EXPR_NUMBER, r);
	e->a = check_set(c, r->args, AS_QUESTIONS);
	return e->a == NULL ? NULL : e;
}

/* The question an argument names, or false after a diagnostic. */
static bool question_argument(struct checker *c, const struct raw *r,
			      struct expr_symbol *symbol)
{
	if (r->kind != RAW_NAME) {
		check_fail(c, r, MSG_EXPR_EXPECTED_VALUE, r->text, STR_NONE);
		return false;
	}
	if (!check_find(c, r, symbol))
		return false;
	if (symbol->kind == EXPR_QUESTION)
		return true;
	check_wrong_type(c, r, str_from(check_symbol_name(symbol)),
			 STR("question"));
	return false;
}

/* has(question, option) */
static struct expr *check_has(struct checker *c, const struct raw *r,
			      struct want want, enum expr_op op)
{
	const struct raw *option = r->args->next;
	struct expr_symbol symbol = { 0 };
	struct expr *e;
	struct diag *d;

	(void)want;
	if (!question_argument(c, r->args, &symbol))
		return NULL;
	if (symbol.type != EXPR_OPTIONS_SET && symbol.type != EXPR_CHOICE)
		return check_wrong_type(c, r->args,
					str_from(check_type_name(symbol.type)),
					STR("options, choice"));
	e = check_new(c, op, EXPR_BOOL, r);
	e->a = check_new(c, OP_QUESTION, symbol.type, r->args);
	e->a->index = symbol.index;
	e->index = option->kind == RAW_NAME
		       ? check_value_index(&symbol.values, option->name)
		       : UINT32_MAX;
	if (e->index != UINT32_MAX)
		return e;
	d = DIAG_STR(c->diags, option->span, MSG_EXPR_UNKNOWN_OPTION,
		     option->text, r->args->name);
	diag_suggest(c->diags, d, option->text, symbol.values.ids,
		     symbol.values.count);
	return NULL;
}

static const struct str state_ids[STATE_COUNT] = {
	STR_INIT("answered"), STR_INIT("na"), STR_INIT("dont_know"),
	STR_INIT("hidden"), STR_INIT("unanswered")
};
static const struct expr_values state_values = { state_ids, STATE_COUNT };

/* answered(question), state(question) */
static struct expr *check_state(struct checker *c, const struct raw *r,
				struct want want, enum expr_op op)
{
	struct expr_symbol symbol = { 0 };
	struct expr *e;

	(void)want;
	if (!question_argument(c, r->args, &symbol))
		return NULL;
	e = check_new(c, op, op == OP_STATE ? EXPR_CHOICE : EXPR_BOOL, r);
	e->index = symbol.index;
	if (op == OP_STATE)
		e->values = state_values;
	return e;
}

/* if(condition, then, else) */
static struct expr *check_if(struct checker *c, const struct raw *r,
			     struct want want, enum expr_op op)
{
	const struct raw *then = r->args->next, *other = then->next;
	struct expr *condition = check_expr(c, r->args, WANT_TRUTH);
	struct expr *a = check_expr(c, then, want);
	struct expr *b =
	    check_expr(c, other, a == NULL ? want : check_want_like(a));
	struct expr *e;

	if (condition == NULL || a == NULL || b == NULL)
		return NULL;
	if (!check_agree(c, then, other, a, b))
		return NULL;
	e = check_new(c, op, a->type, r);
	e->values = a->values;
	e->a = condition;
	e->b = a;
	e->c = b;
	return e;
}

static struct expr *check_coalesce(struct checker *c, const struct raw *r,
				   struct want want, enum expr_op op)
{
	struct expr *e = check_new(c, op, EXPR_OTHER, r);

	e->args = ARENA_ARRAY(c->arena, r->arg_count, struct expr *);
	for (const struct raw *arg = r->args; arg != NULL; arg = arg->next) {
		struct expr *first = e->args[0];
		struct expr *x = check_expr(
		    c, arg, first == NULL ? want : check_want_like(first));

		if (x == NULL ||
		    (first != NULL && !check_agree(c, r->args, arg, first, x)))
			return NULL;
		e->args[e->arg_count++] = x;
	}
	e->type = e->args[0]->type;
	e->values = e->args[0]->values;
	return e;
}

/* abs, round, floor, clamp: numbers to a number */
static struct expr *check_numeric(struct checker *c, const struct raw *r,
				  struct want want, enum expr_op op)
{
	struct expr *e = check_new(c, op, EXPR_NUMBER, r);
	const struct raw *arg = r->args;

	(void)want;
	e->a = check_expr(c, arg, WANT_NUMBER);
	if (e->a == NULL || op != OP_CLAMP)
		return e->a == NULL ? NULL : e;
	e->b = check_expr(c, arg->next, WANT_NUMBER);
	e->c = check_expr(c, arg->next->next, WANT_NUMBER);
	return e->b == NULL || e->c == NULL ? NULL : e;
}

enum { MANY = 64 };

static const struct function functions[] = {
	{ "points", "points(set)", 1, 1, check_points, OP_POINTS },
	{ "max_points", "max_points(set)", 1, 1, check_points, OP_MAX_POINTS },
	{ "score", "score(x) / score(x, group)", 1, 2, check_scored, OP_SCORE },
	{ "level", "level(x)", 1, 1, check_scored, OP_LEVEL },
	{ "capped", "capped(x)", 1, 1, check_scored, OP_CAPPED },
	{ "mean", "mean(numbers)", 1, MANY, check_reduction, OP_MEAN },
	{ "sum", "sum(numbers)", 1, MANY, check_reduction, OP_SUM },
	{ "min", "min(numbers)", 1, MANY, check_reduction, OP_MIN },
	{ "max", "max(numbers)", 1, MANY, check_reduction, OP_MAX },
	{ "count", "count(set)", 1, 1, check_count, OP_COUNT },
	{ "share", "share(set)", 1, 1, check_count, OP_SHARE },
	{ "has", "has(question, option)", 2, 2, check_has, OP_HAS },
	{ "answered", "answered(question)", 1, 1, check_state, OP_ANSWERED },
	{ "state", "state(question)", 1, 1, check_state, OP_STATE },
	{ "if", "if(condition, x, y)", 3, 3, check_if, OP_IF },
	{ "coalesce", "coalesce(x, y)", 2, MANY, check_coalesce, OP_COALESCE },
	{ "abs", "abs(x)", 1, 1, check_numeric, OP_ABS },
	{ "round", "round(x)", 1, 1, check_numeric, OP_ROUND },
	{ "floor", "floor(x)", 1, 1, check_numeric, OP_FLOOR },
	{ "clamp", "clamp(x, low, high)", 3, 3, check_numeric, OP_CLAMP },
};

enum { FUNCTIONS = sizeof(functions) / sizeof(functions[0]) };

struct expr *check_call(struct checker *c, const struct raw *r,
			struct want want)
{
	struct str names[FUNCTIONS];
	struct diag *d;

	for (size_t i = 0; i < FUNCTIONS; i++) {
		const struct function *f = &functions[i];

		names[i] = str_from(f->name);
		if (!str_is(r->name, f->name))
			continue;
		if (r->arg_count < f->least || r->arg_count > f->most)
			return check_fail(c, r, MSG_EXPR_ARGUMENTS, r->name,
					  str_from(f->signature));
		return f->check(c, r, want, f->op);
	}
	d = DIAG_STR(c->diags, r->span, MSG_EXPR_UNKNOWN_FUNCTION, r->name);
	diag_suggest(c->diags, d, r->name, names, FUNCTIONS);
	return NULL;
}

const char *expr_state_name(enum expr_state state)
{
	return state_ids[state].at;
}
