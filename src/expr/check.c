/*
 * From shape to checked tree: names are found, types are settled, bare words
 * become the values they are compared with.
 */
#include "base/arena.h"
#include "check.h"

static struct expr *check_question(struct checker *c, const struct raw *r,
				   const struct expr_symbol *symbol,
				   struct want want)
{
	struct expr *e;

	switch (symbol->type) {
	case EXPR_LEVEL:
		return check_fail(c, r, MSG_EXPR_USE_POINTS, r->name, STR_NONE);
	case EXPR_OPTIONS_SET:
		return check_fail(c, r, MSG_EXPR_USE_HAS, r->name, STR_NONE);
	case EXPR_OTHER:
	case EXPR_ITEMS:
	case EXPR_NUMBERS:
		return check_wrong_type(c, r, STR("text"), check_wanted(want));
	case EXPR_BOOL:
	case EXPR_NUMBER:
	case EXPR_CHOICE:
		break;
	}
	e = check_new(c, OP_QUESTION, symbol->type, r);
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
		e = check_new(c, OP_TRUTH, EXPR_BOOL, r);
		e->index = str_is(r->name, "true");
		return e;
	}
	if (want.values != NULL) {
		uint32_t i = check_value_index(want.values, r->name);

		if (i != UINT32_MAX) {
			e = check_new(c, OP_CHOICE_VALUE, EXPR_CHOICE, r);
			e->index = i;
			e->values = *want.values;
			return e;
		}
		if (!c->scope->find(c->scope->context, r->name, r->span,
				    &symbol))
			return check_unknown_value(c, r, want.values);
	} else if (!check_find(c, r, &symbol)) {
		return NULL;
	}
	switch (symbol.kind) {
	case EXPR_QUESTION:
		return check_question(c, r, &symbol, want);
	case EXPR_FACT:
	case EXPR_LET:
		e = check_new(c, symbol.kind == EXPR_FACT ? OP_FACT : OP_LET,
			      symbol.type, r);
		e->index = symbol.index;
		e->values = symbol.values;
		return e;
	case EXPR_CRITERION:
	case EXPR_DIMENSION:
	case EXPR_SET:
		break;
	}
	return check_wrong_type(c, r, str_from(check_symbol_name(&symbol)),
				check_wanted(want));
}

static struct expr *check_in(struct checker *c, const struct raw *r)
{
	struct expr *left = check_expr(c, r->a, WANT_ANYTHING);
	struct expr *e = check_new(c, OP_IN, EXPR_BOOL, r);

	if (left == NULL)
		return NULL;
	if (left->type != EXPR_CHOICE)
		return check_wrong_type(c, r->a,
					str_from(check_type_name(left->type)),
					STR("choice"));
	for (const struct raw *x = r->b->args; x != NULL; x = x->next) {
		uint32_t i = x->kind == RAW_NAME
				 ? check_value_index(&left->values, x->name)
				 : UINT32_MAX;

		if (i == UINT32_MAX)
			return check_unknown_value(c, x, &left->values);
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
	       check_value_index(&symbol.values, word->name) != UINT32_MAX;
}

static struct expr *check_comparison(struct checker *c, const struct raw *r)
{
	bool turned = !orders(r->op) && is_value_of(c, r->a, r->b) &&
		      !is_value_of(c, r->b, r->a);
	const struct raw *left = turned ? r->b : r->a;
	const struct raw *right = turned ? r->a : r->b;
	struct expr *a =
	    check_expr(c, left, orders(r->op) ? WANT_NUMBER : WANT_ANYTHING);
	struct expr *b, *e;

	if (a == NULL)
		return NULL;
	b = check_expr(c, right, check_want_like(a));
	if (b == NULL || !check_agree(c, left, right, a, b))
		return NULL;
	e = check_new(c, r->op, EXPR_BOOL, r);
	e->a = a;
	e->b = b;
	return e;
}

static struct expr *check_operator(struct checker *c, const struct raw *r)
{
	bool logic = r->op == OP_AND || r->op == OP_OR || r->op == OP_NOT;
	struct want want = logic ? WANT_TRUTH : WANT_NUMBER;
	struct expr *e = check_new(c, r->op, want.type, r);

	if (r->kind == RAW_BINARY &&
	    (orders(r->op) || r->op == OP_EQ || r->op == OP_NE))
		return check_comparison(c, r);
	if (r->op == OP_IN)
		return check_in(c, r);
	e->a = check_expr(c, r->a, want);
	if (r->kind == RAW_UNARY)
		return e->a == NULL ? NULL : e;
	/* Both sides are looked at, so that both mistakes are told. */
	e->b = check_expr(c, r->b, want);
	return e->a == NULL || e->b == NULL ? NULL : e;
}

static struct expr *check_untyped(struct checker *c, const struct raw *r,
				  struct want want)
{
	struct expr *e;

	switch (r->kind) {
	case RAW_NUMBER:
		e = check_new(c, OP_NUMBER, EXPR_NUMBER, r);
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
		return check_fail(c, r, MSG_EXPR_SET_NOT_HERE, STR_NONE,
				  STR_NONE);
	case RAW_LIST:
		break;
	}
	return check_fail(c, r, MSG_EXPR_EXPECTED_VALUE, r->text, STR_NONE);
}

struct expr *check_expr(struct checker *c, const struct raw *r,
			struct want want)
{
	struct expr *e = check_untyped(c, r, want);

	if (e == NULL || want.type == EXPR_OTHER) {
		if (e == NULL || e->type != EXPR_NUMBERS)
			return e;
		return check_fail(c, r, MSG_EXPR_REDUCE, r->text, STR_NONE);
	}
	if (want.type == EXPR_NUMBERS && e->type == EXPR_NUMBER)
		return e; /* a reduction over a single number */
	if (e->type == EXPR_NUMBERS && want.type == EXPR_NUMBER)
		return check_fail(c, r, MSG_EXPR_REDUCE, r->text, STR_NONE);
	if (e->type != want.type)
		return check_wrong_type(c, r,
					str_from(check_type_name(e->type)),
					check_wanted(want));
	if (want.values != NULL && !check_same_values(want.values, &e->values))
		return check_fail(c, r, MSG_EXPR_CHOICES_DIFFER, r->text,
				  check_values_listed(c, want.values));
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
	e = check_expr(&c, r, (struct want){ want, values });
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
