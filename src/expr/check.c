/*
 * From shape to checked tree: names are found, types are settled, bare words
 * become the values they are compared with.
 */
#include <string.h>

#include "base/arena.h"
#include "raw.h"

struct checker {
	struct arena *arena;
	struct diags *diags;
	const struct expr_scope *scope;
};

/* What the place wants; EXPR_OTHER: anything that is a value. */
struct want {
	enum expr_type type;
	const struct expr_values *values;
};

static const struct want anything = { EXPR_OTHER, NULL };
static const struct want number = { EXPR_NUMBER, NULL };
static const struct want truth = { EXPR_BOOL, NULL };

static const char *type_name(enum expr_type type)
{
	static const char *const names[] = {
		[EXPR_BOOL] = "boolean",     [EXPR_NUMBER] = "number",
		[EXPR_CHOICE] = "choice",    [EXPR_OPTIONS_SET] = "options",
		[EXPR_OTHER] = "text",	     [EXPR_LEVEL] = "level",
		[EXPR_ITEMS] = "set",	     [EXPR_NUMBERS] = "numbers",
	};

	return names[type];
}

static struct expr *check(struct checker *c, const struct raw *r,
			  struct want want);

static struct expr *fail(struct checker *c, const struct raw *r,
			 enum message message, struct str a, struct str b)
{
	DIAG_STR(c->diags, r->span, message, a, b);
	return NULL;
}

/* What the place wants, in words. */
static struct str wanted(struct want want)
{
	switch (want.type) {
	case EXPR_OTHER:
		return STR("boolean, number, choice");
	case EXPR_NUMBERS:
		return STR("number");
	default:
		return str_from(type_name(want.type));
	}
}

static struct expr *wrong_type(struct checker *c, const struct raw *r,
			       struct str found, struct str want)
{
	DIAG_STR(c->diags, r->span, MSG_EXPR_TYPE, r->text, found, want);
	return NULL;
}

static struct expr *expr_new(struct checker *c, enum expr_op op,
			     enum expr_type type, const struct raw *r)
{
	struct expr *e = ARENA_NEW(c->arena, struct expr);

	e->op = op;
	e->type = type;
	e->span = r->span;
	e->text = r->text;
	return e;
}

static uint32_t value_index(const struct expr_values *values, struct str id)
{
	for (uint32_t i = 0; i < values->count; i++)
		if (str_eq(values->ids[i], id))
			return i;
	return UINT32_MAX;
}

static bool find_symbol(struct checker *c, const struct raw *r,
			struct expr_symbol *symbol)
{
	struct diag *d;

	if (c->scope->find(c->scope->context, r->name, r->span, symbol))
		return true;
	d = DIAG_STR(c->diags, r->span, MSG_EXPR_UNKNOWN_NAME, r->name);
	diag_suggest(c->diags, d, r->name, c->scope->names,
		     c->scope->name_count);
	return false;
}

static struct str values_listed(struct checker *c,
				const struct expr_values *values)
{
	struct buf list = buf_make(c->arena);

	for (uint32_t i = 0; i < values->count; i++) {
		if (i > 0)
			buf_text(&list, ", ");
		buf_str(&list, values->ids[i]);
	}
	return buf_view(&list);
}

static struct expr *unknown_value(struct checker *c, const struct raw *r,
				  const struct expr_values *values)
{
	struct diag *d = DIAG_STR(c->diags, r->span, MSG_EXPR_UNKNOWN_VALUE,
				  r->text, values_listed(c, values));

	diag_suggest(c->diags, d, r->text, values->ids, values->count);
	return NULL;
}

/* --- sets ---------------------------------------------------------------- */

/* Whether a set is read as questions, or as things that have a score. */
enum reading { AS_QUESTIONS, AS_SCORED };

static struct expr *items_of_dimensions(struct checker *c, const struct raw *r)
{
	struct expr *e = expr_new(c, OP_ITEMS, EXPR_ITEMS, r);
	uint32_t *items = ARENA_ARRAY(c->arena, c->scope->dimensions, uint32_t);

	for (uint32_t i = 0; i < c->scope->dimensions; i++)
		items[i] = i;
	e->kind = EXPR_DIMENSION;
	e->items = items;
	e->item_count = c->scope->dimensions;
	return e;
}

static struct expr *one_item(struct checker *c, const struct raw *r,
			     const struct expr_symbol *symbol)
{
	struct expr *e = expr_new(c, OP_ITEMS, EXPR_ITEMS, r);
	uint32_t *item = ARENA_NEW(c->arena, uint32_t);

	*item = symbol->index;
	e->kind = symbol->kind;
	e->items = item;
	e->item_count = 1;
	return e;
}

static const char *symbol_name(const struct expr_symbol *symbol)
{
	static const char *const names[] = {
		[EXPR_QUESTION] = "question",	[EXPR_FACT] = "fact",
		[EXPR_LET] = "let",		[EXPR_CRITERION] = "criterion",
		[EXPR_DIMENSION] = "dimension", [EXPR_SET] = "set",
	};

	return names[symbol->kind];
}

static struct expr *check_set_name(struct checker *c, const struct raw *r,
				   enum reading reading)
{
	struct expr_symbol symbol = { 0 };
	struct expr *e;

	if (reading == AS_SCORED && str_is(r->name, "dimensions"))
		return items_of_dimensions(c, r);
	if (!find_symbol(c, r, &symbol))
		return NULL;
	if (reading == AS_SCORED) {
		if (symbol.kind == EXPR_CRITERION ||
		    symbol.kind == EXPR_DIMENSION)
			return one_item(c, r, &symbol);
		return wrong_type(c, r, str_from(symbol_name(&symbol)),
				  STR("criterion, dimension"));
	}
	if (symbol.kind == EXPR_QUESTION)
		return one_item(c, r, &symbol);
	if (symbol.kind == EXPR_FACT || symbol.kind == EXPR_LET)
		return wrong_type(c, r, str_from(symbol_name(&symbol)),
				  STR("set"));
	e = expr_new(c, OP_ITEMS, EXPR_ITEMS, r);
	e->kind = EXPR_QUESTION;
	e->items = symbol.questions;
	e->item_count = symbol.count;
	return e;
}

static struct expr *intersect(struct checker *c, const struct raw *r,
			      const struct expr *a, const struct expr *b)
{
	struct expr *e = expr_new(c, OP_ITEMS, EXPR_ITEMS, r);
	uint32_t *items = ARENA_ARRAY(c->arena, a->item_count, uint32_t);
	uint32_t n = 0, j = 0;

	for (uint32_t i = 0; i < a->item_count; i++) {
		while (j < b->item_count && b->items[j] < a->items[i])
			j++;
		if (j < b->item_count && b->items[j] == a->items[i])
			items[n++] = a->items[i];
	}
	e->kind = a->kind;
	e->items = items;
	e->item_count = n;
	return e;
}

static struct expr *check_set(struct checker *c, const struct raw *r,
			      enum reading reading)
{
	struct expr *a, *b;

	/* NOTE: model/rubric_turns.c reads the name after `score(`. */
	if (r->grouped)
		return fail(c, r, MSG_EXPR_EXPECTED_VALUE, r->text, STR_NONE);
	if (r->kind == RAW_NAME)
		return check_set_name(c, r, reading);
	if (r->kind != RAW_BOTH)
		return wrong_type(c, r, STR("number"), STR("set"));
	a = check_set(c, r->a, reading);
	b = check_set(c, r->b, reading);
	if (a == NULL || b == NULL)
		return NULL;
	if (a->kind != b->kind)
		return fail(c, r, MSG_EXPR_MIXED_SET, r->a->text, r->b->text);
	return intersect(c, r, a, b);
}

/* --- functions ----------------------------------------------------------- */

struct function {
	const char *name;
	const char *signature;
	uint32_t least, most;	/* arguments */
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
	e = expr_new(c, op, one ? EXPR_NUMBER : EXPR_NUMBERS, r);
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
		return fail(c, r, MSG_EXPR_CAPPED_NOT_HERE, r->name, STR_NONE);
	if (op != OP_CAPPED && !c->scope->scores)
		return fail(c, r, MSG_EXPR_SCORES_NOT_HERE, r->name, STR_NONE);
	set = check_set(c, r->args, AS_SCORED);
	if (set == NULL)
		return NULL;
	if (op == OP_CAPPED && set->kind != EXPR_DIMENSION)
		return wrong_type(c, r->args, STR("criterion"),
				  STR("dimension"));
	e = expr_new(c, op,
		     set->item_count == 1 && r->args->kind == RAW_NAME &&
			     !str_is(r->args->name, "dimensions")
			 ? EXPR_NUMBER
			 : EXPR_NUMBERS,
		     r);
	e->a = set;
	e->index = NO_GROUP;
	if (r->arg_count == 2 && (r->args->next->kind != RAW_NAME ||
				  !group_index(r->args->next->name, &e->index)))
		return unknown_value(c, r->args->next, &group_values);
	return e;
}

static struct expr *check_reduction(struct checker *c, const struct raw *r,
				    struct want want, enum expr_op op)
{
	struct expr *e = expr_new(c, op, EXPR_NUMBER, r);
	uint32_t n = 0;

	(void)want;
	e->args = ARENA_ARRAY(c->arena, r->arg_count, struct expr *);
	for (const struct raw *arg = r->args; arg != NULL; arg = arg->next) {
		struct want one = { EXPR_NUMBERS, NULL };
		struct expr *x = check(c, arg,
				       r->arg_count == 1 ? one : number);

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
		e = expr_new(c, OP_COUNT_CHOSEN, EXPR_NUMBER, r);
		e->index = symbol.index;
		return e;
	}
	e = expr_new(c, op, EXPR_NUMBER, r);
	e->a = check_set(c, r->args, AS_QUESTIONS);
	return e->a == NULL ? NULL : e;
}

/* The question an argument names, or false after a diagnostic. */
static bool question_argument(struct checker *c, const struct raw *r,
			      struct expr_symbol *symbol)
{
	if (r->kind != RAW_NAME) {
		fail(c, r, MSG_EXPR_EXPECTED_VALUE, r->text, STR_NONE);
		return false;
	}
	if (!find_symbol(c, r, symbol))
		return false;
	if (symbol->kind == EXPR_QUESTION)
		return true;
	wrong_type(c, r, str_from(symbol_name(symbol)), STR("question"));
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
		return wrong_type(c, r->args, str_from(type_name(symbol.type)),
				  STR("options, choice"));
	e = expr_new(c, op, EXPR_BOOL, r);
	e->a = expr_new(c, OP_QUESTION, symbol.type, r->args);
	e->a->index = symbol.index;
	e->index = option->kind == RAW_NAME
		       ? value_index(&symbol.values, option->name)
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
	e = expr_new(c, op, op == OP_STATE ? EXPR_CHOICE : EXPR_BOOL, r);
	e->index = symbol.index;
	if (op == OP_STATE)
		e->values = state_values;
	return e;
}

static bool same_values(const struct expr_values *a,
			const struct expr_values *b)
{
	if (a->count != b->count)
		return false;
	for (uint32_t i = 0; i < a->count; i++)
		if (!str_eq(a->ids[i], b->ids[i]))
			return false;
	return true;
}

/* Both branches must be of one type, and of one list of values. */
static bool agree(struct checker *c, const struct raw *ra,
		  const struct raw *rb, const struct expr *a,
		  const struct expr *b)
{
	if (a->type != b->type) {
		wrong_type(c, rb, str_from(type_name(b->type)),
			   str_from(type_name(a->type)));
		return false;
	}
	if (a->type == EXPR_CHOICE && !same_values(&a->values, &b->values)) {
		fail(c, rb, MSG_EXPR_CHOICES_DIFFER, ra->text, rb->text);
		return false;
	}
	return true;
}

static struct want want_like(const struct expr *e)
{
	return (struct want){ e->type,
			      e->type == EXPR_CHOICE ? &e->values : NULL };
}

/* if(condition, then, else) */
static struct expr *check_if(struct checker *c, const struct raw *r,
			     struct want want, enum expr_op op)
{
	const struct raw *then = r->args->next, *other = then->next;
	struct expr *condition = check(c, r->args, truth);
	struct expr *a = check(c, then, want);
	struct expr *b = check(c, other, a == NULL ? want : want_like(a));
	struct expr *e;

	if (condition == NULL || a == NULL || b == NULL)
		return NULL;
	if (!agree(c, then, other, a, b))
		return NULL;
	e = expr_new(c, op, a->type, r);
	e->values = a->values;
	e->a = condition;
	e->b = a;
	e->c = b;
	return e;
}

static struct expr *check_coalesce(struct checker *c, const struct raw *r,
				   struct want want, enum expr_op op)
{
	struct expr *e = expr_new(c, op, EXPR_OTHER, r);

	e->args = ARENA_ARRAY(c->arena, r->arg_count, struct expr *);
	for (const struct raw *arg = r->args; arg != NULL; arg = arg->next) {
		struct expr *first = e->args[0];
		struct expr *x = check(c, arg,
				       first == NULL ? want : want_like(first));

		if (x == NULL || (first != NULL &&
				  !agree(c, r->args, arg, first, x)))
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
	struct expr *e = expr_new(c, op, EXPR_NUMBER, r);
	const struct raw *arg = r->args;

	(void)want;
	e->a = check(c, arg, number);
	if (e->a == NULL || op != OP_CLAMP)
		return e->a == NULL ? NULL : e;
	e->b = check(c, arg->next, number);
	e->c = check(c, arg->next->next, number);
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

static struct expr *check_call(struct checker *c, const struct raw *r,
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
			return fail(c, r, MSG_EXPR_ARGUMENTS, r->name,
				    str_from(f->signature));
		return f->check(c, r, want, f->op);
	}
	d = DIAG_STR(c->diags, r->span, MSG_EXPR_UNKNOWN_FUNCTION, r->name);
	diag_suggest(c->diags, d, r->name, names, FUNCTIONS);
	return NULL;
}

/* --- names and operators -------------------------------------------------- */

static struct expr *check_question(struct checker *c, const struct raw *r,
				   const struct expr_symbol *symbol,
				   struct want want)
{
	struct expr *e;

	switch (symbol->type) {
	case EXPR_LEVEL:
		return fail(c, r, MSG_EXPR_USE_POINTS, r->name, STR_NONE);
	case EXPR_OPTIONS_SET:
		return fail(c, r, MSG_EXPR_USE_HAS, r->name, STR_NONE);
	case EXPR_OTHER:
	case EXPR_ITEMS:
	case EXPR_NUMBERS:
		return wrong_type(c, r, STR("text"), wanted(want));
	case EXPR_BOOL:
	case EXPR_NUMBER:
	case EXPR_CHOICE:
		break;
	}
	e = expr_new(c, OP_QUESTION, symbol->type, r);
	e->index = symbol->index;
	e->values = symbol->values;
	return e;
}

static struct expr *check_name(struct checker *c, const struct raw *r,
			       struct want want)
{
	struct expr_symbol symbol = { 0 };
	struct expr *e;

	if (str_is(r->name, "true") || str_is(r->name, "false")) {
		e = expr_new(c, OP_TRUTH, EXPR_BOOL, r);
		e->index = str_is(r->name, "true");
		return e;
	}
	if (want.values != NULL) {
		uint32_t i = value_index(want.values, r->name);

		if (i != UINT32_MAX) {
			e = expr_new(c, OP_CHOICE_VALUE, EXPR_CHOICE, r);
			e->index = i;
			e->values = *want.values;
			return e;
		}
		if (!c->scope->find(c->scope->context, r->name, r->span,
				    &symbol))
			return unknown_value(c, r, want.values);
	} else if (!find_symbol(c, r, &symbol)) {
		return NULL;
	}
	switch (symbol.kind) {
	case EXPR_QUESTION:
		return check_question(c, r, &symbol, want);
	case EXPR_FACT:
	case EXPR_LET:
		e = expr_new(c, symbol.kind == EXPR_FACT ? OP_FACT : OP_LET,
			     symbol.type, r);
		e->index = symbol.index;
		e->values = symbol.values;
		return e;
	case EXPR_CRITERION:
	case EXPR_DIMENSION:
	case EXPR_SET:
		break;
	}
	return wrong_type(c, r, str_from(symbol_name(&symbol)), wanted(want));
}

static struct expr *check_in(struct checker *c, const struct raw *r)
{
	struct expr *left = check(c, r->a, anything);
	struct expr *e = expr_new(c, OP_IN, EXPR_BOOL, r);

	if (left == NULL)
		return NULL;
	if (left->type != EXPR_CHOICE)
		return wrong_type(c, r->a, str_from(type_name(left->type)),
				  STR("choice"));
	for (const struct raw *x = r->b->args; x != NULL; x = x->next) {
		uint32_t i = x->kind == RAW_NAME
				 ? value_index(&left->values, x->name)
				 : UINT32_MAX;

		if (i == UINT32_MAX)
			return unknown_value(c, x, &left->values);
		e->mask |= (uint64_t)1 << i;
	}
	e->a = left;
	return e;
}

static bool orders(enum expr_op op)
{
	return op == OP_LT || op == OP_LE || op == OP_GT || op == OP_GE;
}

/* `word == choice`: the word is one of its values, whatever else it names. */
static bool is_value_of(struct checker *c, const struct raw *word,
			const struct raw *choice)
{
	struct expr_symbol symbol = { 0 };

	return word->kind == RAW_NAME && choice->kind == RAW_NAME &&
	       c->scope->find(c->scope->context, choice->name, choice->span,
			      &symbol) &&
	       symbol.type == EXPR_CHOICE &&
	       value_index(&symbol.values, word->name) != UINT32_MAX;
}

static struct expr *check_comparison(struct checker *c, const struct raw *r)
{
	bool turned = !orders(r->op) && is_value_of(c, r->a, r->b) &&
		      !is_value_of(c, r->b, r->a);
	const struct raw *left = turned ? r->b : r->a;
	const struct raw *right = turned ? r->a : r->b;
	struct expr *a = check(c, left, orders(r->op) ? number : anything);
	struct expr *b, *e;

	if (a == NULL)
		return NULL;
	b = check(c, right, want_like(a));
	if (b == NULL || !agree(c, left, right, a, b))
		return NULL;
	e = expr_new(c, r->op, EXPR_BOOL, r);
	e->a = a;
	e->b = b;
	return e;
}

static struct expr *check_operator(struct checker *c, const struct raw *r)
{
	bool logic = r->op == OP_AND || r->op == OP_OR || r->op == OP_NOT;
	struct want want = logic ? truth : number;
	struct expr *e = expr_new(c, r->op, want.type, r);

	if (r->kind == RAW_BINARY && (orders(r->op) || r->op == OP_EQ ||
				      r->op == OP_NE))
		return check_comparison(c, r);
	if (r->op == OP_IN)
		return check_in(c, r);
	e->a = check(c, r->a, want);
	if (r->kind == RAW_UNARY)
		return e->a == NULL ? NULL : e;
	/* Both sides are looked at, so that both mistakes are told. */
	e->b = check(c, r->b, want);
	return e->a == NULL || e->b == NULL ? NULL : e;
}

static struct expr *check_untyped(struct checker *c, const struct raw *r,
				  struct want want)
{
	struct expr *e;

	switch (r->kind) {
	case RAW_NUMBER:
		e = expr_new(c, OP_NUMBER, EXPR_NUMBER, r);
		e->number = r->number;
		return e;
	case RAW_NAME:
		return check_name(c, r, want);
	case RAW_CALL:
		return check_call(c, r, want);
	case RAW_UNARY:
	case RAW_BINARY:
		return check_operator(c, r);
	case RAW_BOTH:
		return fail(c, r, MSG_EXPR_SET_NOT_HERE, STR_NONE, STR_NONE);
	case RAW_LIST:
		break;
	}
	return fail(c, r, MSG_EXPR_EXPECTED_VALUE, r->text, STR_NONE);
}

static struct expr *check(struct checker *c, const struct raw *r,
			  struct want want)
{
	struct expr *e = check_untyped(c, r, want);

	if (e == NULL || want.type == EXPR_OTHER) {
		if (e == NULL || e->type != EXPR_NUMBERS)
			return e;
		return fail(c, r, MSG_EXPR_REDUCE, r->text, STR_NONE);
	}
	if (want.type == EXPR_NUMBERS && e->type == EXPR_NUMBER)
		return e;	/* a reduction over a single number */
	if (e->type == EXPR_NUMBERS && want.type == EXPR_NUMBER)
		return fail(c, r, MSG_EXPR_REDUCE, r->text, STR_NONE);
	if (e->type != want.type)
		return wrong_type(c, r, str_from(type_name(e->type)),
				  wanted(want));
	if (want.values != NULL && !same_values(want.values, &e->values))
		return fail(c, r, MSG_EXPR_CHOICES_DIFFER, r->text,
			    values_listed(c, want.values));
	return e;
}

struct expr *expr_parse(struct arena *a, struct str text, struct span where,
			const struct expr_scope *scope, enum expr_type want,
			const struct expr_values *values, struct diags *diags)
{
	struct checker c = { a, diags, scope };
	struct raw *r = raw_parse(a, text, where, diags);
	struct expr *e;

	if (r == NULL)
		return NULL;
	e = check(&c, r, (struct want){ want, values });
	if (e != NULL)
		e->text = str_trim(text);
	return e;
}

enum expr_type expr_type(const struct expr *e)
{
	return e->type;
}

struct str expr_text(const struct expr *e)
{
	return e->text;
}

struct span expr_span(const struct expr *e)
{
	return e->span;
}

struct expr *expr_constant(struct arena *a, struct ratio value,
			   struct span where)
{
	struct expr *e = ARENA_NEW(a, struct expr);
	struct buf text = buf_make(a);

	ratio_write(&text, value, -1);
	e->op = OP_NUMBER;
	e->type = EXPR_NUMBER;
	e->number = value;
	e->span = where;
	e->text = buf_view(&text);
	return e;
}

const char *expr_state_name(enum expr_state state)
{
	return state_ids[state].at;
}
