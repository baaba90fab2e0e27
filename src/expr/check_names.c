/*
 * What names stand for in an expression, alone, as values or as sets; and
 * what is said when they stand for something else.
 */
#include "base/arena.h"
#include "check.h"

const char *check_type_name(enum expr_type type)
{
	static const char *const names[] = {
		[EXPR_BOOL] = "boolean",  [EXPR_NUMBER] = "number",
		[EXPR_CHOICE] = "choice", [EXPR_OPTIONS_SET] = "options",
		[EXPR_OTHER] = "text",    [EXPR_LEVEL] = "level",
		[EXPR_ITEMS] = "set",     [EXPR_NUMBERS] = "numbers",
	};

	return names[type];
}

struct expr *check_fail(struct checker *c, const struct raw *r,
			enum message message, struct str a, struct str b)
{
	DIAG_STR(c->diags, r->span, message, a, b);
	return NULL;
}

/* What the place wants, in words. */
struct str check_wanted(struct want want)
{
	switch (want.type) {
	case EXPR_OTHER:
		return STR("boolean, number, choice");
	case EXPR_NUMBERS:
		return STR("number");
	case EXPR_BOOL:
	case EXPR_NUMBER:
	case EXPR_CHOICE:
	case EXPR_OPTIONS_SET:
	case EXPR_LEVEL:
	case EXPR_ITEMS:
		break;
	}
	return str_from(check_type_name(want.type));
}

struct expr *check_wrong_type(struct checker *c, const struct raw *r,
			      struct str found, struct str want)
{
	DIAG_STR(c->diags, r->span, MSG_EXPR_TYPE, r->text, found, want);
	return NULL;
}

struct expr *check_new(struct checker *c, enum expr_op op, enum expr_type type,
		       const struct raw *r)
{
	struct expr *e = ARENA_NEW(c->arena, struct expr);

	e->op = op;
	e->type = type;
	e->span = r->span;
	e->text = r->text;
	return e;
}

uint32_t check_value_index(const struct expr_values *values, struct str id)
{
	for (uint32_t i = 0; i < values->count; i++)
		if (str_eq(values->ids[i], id))
			return i;
	return UINT32_MAX;
}

bool check_find(struct checker *c, const struct raw *r,
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

struct str check_values_listed(struct checker *c,
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

struct expr *check_unknown_value(struct checker *c, const struct raw *r,
				 const struct expr_values *values)
{
	struct diag *d = DIAG_STR(c->diags, r->span, MSG_EXPR_UNKNOWN_VALUE,
				  r->text, check_values_listed(c, values));

	diag_suggest(c->diags, d, r->text, values->ids, values->count);
	return NULL;
}

/* --- agreeing ------------------------------------------------------------ */

bool check_same_values(const struct expr_values *a, const struct expr_values *b)
{
	if (a->count != b->count)
		return false;
	for (uint32_t i = 0; i < a->count; i++)
		if (!str_eq(a->ids[i], b->ids[i]))
			return false;
	return true;
}

/* Both branches must be of one type, and of one list of values. */
bool check_agree(struct checker *c, const struct raw *ra, const struct raw *rb,
		 const struct expr *a, const struct expr *b)
{
	if (a->type != b->type) {
		check_wrong_type(c, rb, str_from(check_type_name(b->type)),
				 str_from(check_type_name(a->type)));
		return false;
	}
	if (a->type == EXPR_CHOICE &&
	    !check_same_values(&a->values, &b->values)) {
		check_fail(c, rb, MSG_EXPR_CHOICES_DIFFER, ra->text, rb->text);
		return false;
	}
	return true;
}

struct want check_want_like(const struct expr *e)
{
	return (struct want){ e->type,
			      e->type == EXPR_CHOICE ? &e->values : NULL };
}

/* --- sets ---------------------------------------------------------------- */

static struct expr *items_of_dimensions(struct checker *c, const struct raw *r)
{
	struct expr *e = check_new(c, OP_ITEMS, EXPR_ITEMS, r);
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
	struct expr *e = check_new(c, OP_ITEMS, EXPR_ITEMS, r);
	uint32_t *item = ARENA_NEW(c->arena, uint32_t);

	*item = symbol->index;
	e->kind = symbol->kind;
	e->items = item;
	e->item_count = 1;
	return e;
}

const char *check_symbol_name(const struct expr_symbol *symbol)
{
	static const char *const names[] = {
		[EXPR_QUESTION] = "question",
		[EXPR_FACT] = "fact",
		[EXPR_LET] = "let",
		[EXPR_CRITERION] = "criterion",
		[EXPR_DIMENSION] = "dimension",
		[EXPR_SET] = "set",
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
	if (!check_find(c, r, &symbol))
		return NULL;
	if (reading == AS_SCORED) {
		if (symbol.kind == EXPR_CRITERION ||
		    symbol.kind == EXPR_DIMENSION)
			return one_item(c, r, &symbol);
		return check_wrong_type(c, r,
					str_from(check_symbol_name(&symbol)),
					STR("criterion, dimension"));
	}
	if (symbol.kind == EXPR_QUESTION)
		return one_item(c, r, &symbol);
	if (symbol.kind == EXPR_FACT || symbol.kind == EXPR_LET)
		return check_wrong_type(
		    c, r, str_from(check_symbol_name(&symbol)), STR("set"));
	e = check_new(c, OP_ITEMS, EXPR_ITEMS, r);
	e->kind = EXPR_QUESTION;
	e->items = symbol.questions;
	e->item_count = symbol.count;
	return e;
}

static struct expr *intersect(struct checker *c, const struct raw *r,
			      const struct expr *a, const struct expr *b)
{
	struct expr *e = check_new(c, OP_ITEMS, EXPR_ITEMS, r);
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

struct expr *check_set(struct checker *c, const struct raw *r,
		       enum reading reading)
{
	struct expr *a, *b;

	/* NOTE: model/rubric_turns.c reads the name after `score(`. */
	if (r->grouped)
		return check_fail(c, r, MSG_EXPR_EXPECTED_VALUE, r->text,
				  STR_NONE);
	if (r->kind == RAW_NAME)
		return check_set_name(c, r, reading);
	if (r->kind != RAW_BOTH)
		return check_wrong_type(c, r, STR("number"), STR("set"));
	a = check_set(c, r->a, reading);
	b = check_set(c, r->b, reading);
	if (a == NULL || b == NULL)
		return NULL;
	if (a->kind != b->kind)
		return check_fail(c, r, MSG_EXPR_MIXED_SET, r->a->text,
				  r->b->text);
	return intersect(c, r, a, b);
}
