/*
 * Covers all of src/expr/. The first line is an expression, what follows picks
 * the values it reads. An expression that is accepted has a value for any
 * values: its point is within its bounds, and so is what it gives when every
 * open value is settled one way.
 */
#include <string.h>

#include "base/arena.h"
#include "expr/expr.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* q0 to q7: boolean, number, choice, options, level, level, text, number;
   f0 to f2: facts; n: a let; d, e: dimensions; d.c: a criterion. */
enum { QUESTIONS = 8 };

static const enum expr_type types[QUESTIONS] = {
	EXPR_BOOL, EXPR_NUMBER, EXPR_CHOICE, EXPR_OPTIONS_SET,
	EXPR_LEVEL, EXPR_LEVEL, EXPR_OTHER, EXPR_NUMBER
};
static const struct str words[] = { STR_INIT("a"), STR_INIT("b"),
				    STR_INIT("c") };
static const uint32_t everything[] = { 0, 1, 2, 3, 4, 5, 6, 7 };
static const struct str names[] = {
	STR_INIT("q0"), STR_INIT("q1"), STR_INIT("q2"), STR_INIT("q3"),
	STR_INIT("q4"), STR_INIT("q5"), STR_INIT("q6"), STR_INIT("q7"),
	STR_INIT("f0"), STR_INIT("f1"), STR_INIT("f2"), STR_INIT("n"),
	STR_INIT("d"), STR_INIT("e"), STR_INIT("d.c"), STR_INIT("own"),
	STR_INIT("tag.t"),
};
enum { NAMES = sizeof(names) / sizeof(names[0]) };

static bool find(void *context, struct str name, struct span where,
		 struct expr_symbol *symbol)
{
	uint32_t i = 0;

	(void)context;
	(void)where;
	while (i < NAMES && !str_eq(names[i], name))
		i++;
	if (i == NAMES)
		return false;
	*symbol = (struct expr_symbol){ .kind = EXPR_SET,
					.values = { words, 3 },
					.questions = everything, .count = 5 };
	if (i < QUESTIONS) {
		symbol->kind = EXPR_QUESTION;
		symbol->index = i;
		symbol->type = types[i];
	} else if (i < QUESTIONS + 3) {
		symbol->kind = EXPR_FACT;
		symbol->index = i - QUESTIONS;
		symbol->type = types[i - QUESTIONS];
	} else if (i == QUESTIONS + 3) {
		symbol->kind = EXPR_LET;
		symbol->type = EXPR_NUMBER;
	} else if (i < QUESTIONS + 6) {
		symbol->kind = EXPR_DIMENSION;
		symbol->index = i - QUESTIONS - 4;
	} else if (i == QUESTIONS + 6) {
		symbol->kind = EXPR_CRITERION;
	} else if (i == QUESTIONS + 8) {
		symbol->questions = everything + 2;
	}
	return true;
}

/* --- values from bytes ------------------------------------------------------ */

struct bytes {
	const uint8_t *at;
	size_t left;
};

static uint32_t take(struct bytes *b, uint32_t below)
{
	if (b->left == 0)
		return 0;
	b->left--;
	return *b->at++ % below;
}

/* Each value twice: as it is known, and settled. */
struct world {
	struct expr_answer answers[QUESTIONS];
	struct expr_number points[QUESTIONS];
	struct expr_value facts[3];
	struct expr_number let, criterion, dimensions[2];
};

static void number(struct bytes *b, bool present, bool absent,
		   struct expr_number *known, struct expr_number *settled)
{
	int64_t lo = (int64_t)take(b, 16) - 6, more = take(b, 5);
	struct ratio at = ratio_make(lo * 4 + (int64_t)take(b, 5) * more, 4);

	*known = *settled = number_absent();
	known->may_be_absent = absent;
	known->may_be_present = present;
	known->lo = RATIO(lo);
	known->hi = RATIO(lo + more);
	known->absent = !present || (absent && take(b, 2) == 0);
	known->point = ratio_make(lo * 4 + (int64_t)take(b, 5) * more, 4);
	if (present && !(absent && take(b, 2) == 0))
		*settled = number_exactly(at);
}

static void any_number(struct bytes *b, struct expr_number *known,
		       struct expr_number *settled)
{
	uint32_t shape = take(b, 3);

	number(b, shape != 1, shape != 0, known, settled);
}

/* One of the bits of a mask; none of an empty one. */
static uint32_t bit_among(struct bytes *b, uint64_t mask, uint32_t count)
{
	uint32_t from = take(b, count);

	for (uint32_t i = 0; i < count; i++)
		if ((mask >> (from + i) % count & 1) != 0)
			return (from + i) % count;
	return count;
}

static void truth(struct bytes *b, struct expr_truth *known,
		  struct expr_truth *settled)
{
	uint8_t can = (uint8_t)(take(b, 7) + 1);

	known->can = can;
	known->point = (uint8_t)(1 << bit_among(b, can, 3));
	settled->point = settled->can = (uint8_t)(1 << bit_among(b, can, 3));
}

static void choice(struct bytes *b, struct expr_choice *known,
		   struct expr_choice *settled)
{
	uint64_t can = take(b, 8);
	bool absent = can == 0 || take(b, 2) == 0;
	/* Bit 3 stands for absent. */
	uint64_t either = can | (absent ? 8 : 0);
	uint32_t point = bit_among(b, either, 4), at = bit_among(b, either, 4);

	*known = (struct expr_choice){ point == 3 ? EXPR_OPTIONS
						  : (uint8_t)point,
				       absent, can };
	*settled = (struct expr_choice){ at == 3 ? EXPR_OPTIONS : (uint8_t)at,
					 at == 3, at == 3 ? 0
						  : (uint64_t)1 << at };
}

/* A multiple is present exactly when its state is "answered". */
static void chosen(struct bytes *b, struct expr_answer *known,
		   struct expr_answer *settled)
{
	bool absent = (known->can_state & ~(1 << STATE_ANSWERED)) != 0;
	bool present = (known->can_state & 1 << STATE_ANSWERED) != 0;
	uint64_t maybe = present ? take(b, 8) : 0, surely = maybe & take(b, 8);
	uint64_t now = surely | (maybe & take(b, 8));
	uint64_t then = surely | (maybe & take(b, 8));

	known->chosen = (struct expr_chosen){
		now, surely, maybe, known->state != STATE_ANSWERED, absent
	};
	if (settled->state == STATE_ANSWERED)
		settled->chosen = (struct expr_chosen){ then, then, then,
							false, false };
	else
		settled->chosen = (struct expr_chosen){ .absent = true,
							.may_be_absent = true };
}

static void answer(struct bytes *b, enum expr_type type,
		   struct expr_answer *known, struct expr_answer *settled)
{
	known->can_state = (uint8_t)(take(b, 31) + 1);
	known->state = (uint8_t)bit_among(b, known->can_state, STATE_COUNT);
	settled->state = (uint8_t)bit_among(b, known->can_state, STATE_COUNT);
	settled->can_state = (uint8_t)(1 << settled->state);
	if (type == EXPR_BOOL)
		truth(b, &known->truth, &settled->truth);
	else if (type == EXPR_CHOICE)
		choice(b, &known->choice, &settled->choice);
	else if (type == EXPR_OPTIONS_SET)
		chosen(b, known, settled);
	else
		any_number(b, &known->number, &settled->number);
}

static void fill(struct bytes *b, struct world *known, struct world *settled)
{
	for (int q = 0; q < QUESTIONS; q++) {
		any_number(b, &known->points[q], &settled->points[q]);
		answer(b, types[q], &known->answers[q], &settled->answers[q]);
	}
	for (int f = 0; f < 3; f++)
		known->facts[f].type = settled->facts[f].type = types[f];
	truth(b, &known->facts[0].truth, &settled->facts[0].truth);
	any_number(b, &known->facts[1].number, &settled->facts[1].number);
	choice(b, &known->facts[2].choice, &settled->facts[2].choice);
	any_number(b, &known->let, &settled->let);
	any_number(b, &known->criterion, &settled->criterion);
	for (int d = 0; d < 2; d++)
		any_number(b, &known->dimensions[d], &settled->dimensions[d]);
}

static struct expr_value evaluate(const struct expr *e, const struct world *w)
{
	static const struct ratio most[QUESTIONS] = {
		{ 5, 1 }, { 0, 1 }, { 5, 2 }, { 3, 1 },
		{ 5, 1 }, { 5, 1 }, { 0, 1 }, { 0, 1 },
	};
	struct expr_env env = {
		.answers = w->answers, .points = w->points, .max_points = most,
		.facts = w->facts,
		.lets = &w->let, .criteria = &w->criterion,
		.dimensions = w->dimensions,
		.criteria_of = { &w->criterion, NULL, &w->criterion },
		.dimensions_of = { w->dimensions, NULL, w->dimensions },
		.criterion_levels = &w->criterion,
		.dimension_levels = w->dimensions, .capped = w->dimensions,
		.dimension_count = 2,
	};

	return expr_eval(e, &env);
}

/* --- what must hold ------------------------------------------------------------ */

static bool is_large(struct ratio r)
{
	return ratio_cmp(r, RATIO(1000000)) > 0 ||
	       ratio_cmp(r, RATIO(-1000000)) < 0;
}

/* Numbers past 63 bits are near, not exact: a little room is left. */
static bool number_holds(const struct expr_number *n,
			 const struct expr_number *x)
{
	struct ratio room = ratio_make(1, 1000);

	if (x->absent)
		return n->may_be_absent;
	if (!n->may_be_present)
		return false;
	if (is_large(x->point) || is_large(n->lo) || is_large(n->hi))
		return true;
	return ratio_cmp(ratio_sub(n->lo, room), x->point) <= 0 &&
	       ratio_cmp(x->point, ratio_add(n->hi, room)) <= 0;
}

static bool holds(const struct expr_value *n, const struct expr_value *x)
{
	switch (n->type) {
	case EXPR_BOOL:
		return (n->truth.can & x->truth.point) != 0;
	case EXPR_NUMBER:
		return number_holds(&n->number, &x->number);
	default:
		if (x->choice.point == EXPR_OPTIONS)
			return n->choice.may_be_absent;
		return (n->choice.can >> x->choice.point & 1) != 0;
	}
}

static void use(void *context, enum expr_symbol_kind kind, uint32_t index,
		struct span where)
{
	uint32_t *count = context;

	(void)where;
	if ((kind == EXPR_QUESTION && index >= QUESTIONS) || ++*count > 1000000)
		BUG("an expression reads what is not there");
}

static void check(const struct expr *e, struct bytes rest)
{
	struct world known = { 0 }, settled = { 0 };
	struct expr_value now, then;
	uint32_t uses = 0;

	fill(&rest, &known, &settled);
	now = evaluate(e, &known);
	then = evaluate(e, &settled);
	expr_uses(e, use, &uses);
	if (!holds(&now, &now))
		BUG("the point is outside the bounds");
	if (!holds(&now, &then))
		BUG("a completion is outside the bounds");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum expr_type wants[] = { EXPR_BOOL, EXPR_NUMBER,
						EXPR_OTHER };
	const uint8_t *end = size == 0 ? NULL : memchr(data, '\n', size);
	size_t line = end == NULL ? size : (size_t)(end - data);
	struct bytes rest = { data + line, size - line };
	struct expr_scope scope = { find, names, NAMES, 2, true, true, NULL };
	struct arena *a = arena_open();

	for (size_t i = 0; i < sizeof(wants) / sizeof(wants[0]); i++) {
		struct diags diags;
		struct source *s;
		struct expr *e;

		diags_init(&diags, a);
		s = source_make(a, "fuzz",
				(struct str){ (const char *)data, line },
				&diags);
		if (s == NULL)
			break;
		e = expr_parse(a, s->text, span_make(s, 0, s->text.len),
			       &scope, wants[i], NULL, &diags);
		if ((e == NULL) != (diags.errors > 0))
			BUG("an expression and an error, or neither");
		if (e != NULL)
			check(e, rest);
	}
	arena_close(a);
	return 0;
}
