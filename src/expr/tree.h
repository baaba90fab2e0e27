/*
 * The checked tree of an expression. Private to expr/.
 */
#ifndef EXPR_TREE_H
#define EXPR_TREE_H

#include "expr/expr.h"

enum expr_op {
	/* leaves */
	OP_NUMBER,		/* number */
	OP_TRUTH,		/* index: 0 or 1 */
	OP_CHOICE_VALUE,	/* index of the value */
	OP_QUESTION,		/* a boolean, single, multiple or number */
	OP_FACT,
	OP_LET,
	OP_ITEMS,		/* a set: kind, items, count */
	/* logic; operands in a, b */
	OP_OR,
	OP_AND,
	OP_NOT,
	/* comparison */
	OP_LT,
	OP_LE,
	OP_GT,
	OP_GE,
	OP_EQ,
	OP_NE,
	OP_IN,			/* a is one of the values in `mask` */
	/* arithmetic */
	OP_ADD,
	OP_SUB,
	OP_MUL,
	OP_DIV,
	OP_NEG,
	/* numbers of a set: a is OP_ITEMS; `index` is the group or NO_GROUP */
	OP_POINTS,
	OP_MAX_POINTS,
	OP_SCORE,
	OP_LEVEL,
	OP_CAPPED,
	/* reductions: over the numbers of a, or over the list of args */
	OP_MEAN,
	OP_SUM,
	OP_MIN,
	OP_MAX,
	OP_COUNT,		/* answered questions of the set a */
	OP_SHARE,
	OP_COUNT_CHOSEN,	/* options chosen in a multiple */
	/* the rest */
	OP_HAS,			/* a is a multiple or single; index: option */
	OP_ANSWERED,
	OP_STATE,
	OP_IF,			/* a ? b : c */
	OP_COALESCE,		/* args */
	OP_ABS,
	OP_ROUND,
	OP_FLOOR,
	OP_CLAMP,		/* a between b and c */
};

enum { NO_GROUP = EXPR_GROUPS };

struct expr {
	enum expr_op op;
	enum expr_type type;
	enum expr_symbol_kind kind;	/* OP_ITEMS: of what */
	uint32_t index;
	struct ratio number;
	uint64_t mask;			/* OP_IN */
	struct expr *a, *b, *c;
	struct expr **args;		/* reductions and coalesce over a list */
	uint32_t arg_count;
	const uint32_t *items;		/* OP_ITEMS */
	uint32_t item_count;
	struct expr_values values;	/* of a choice or a multiple */
	struct span span;
	struct str text;		/* of the whole expression (root) */
};

#endif
