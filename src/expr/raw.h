/*
 * What the parser sees: shape and places, no names and no types yet.
 * Private to expr/.
 */
#ifndef EXPR_RAW_H
#define EXPR_RAW_H

#include "tree.h"

enum raw_kind {
	RAW_NUMBER,
	RAW_NAME,
	RAW_CALL,	/* name(args) */
	RAW_LIST,	/* [args], after `in` */
	RAW_UNARY,	/* op a */
	RAW_BINARY,	/* a op b */
	RAW_BOTH,	/* a & b */
};

struct raw {
	enum raw_kind kind;
	enum expr_op op;
	bool grouped;		/* stood in parentheses of its own */
	struct ratio number;
	struct str name;
	struct raw *a, *b;
	struct raw *args;	/* first argument; linked by next */
	struct raw *next;
	uint32_t arg_count;
	uint32_t height;	/* of the tree under it, itself included */
	struct span span;
	struct str text;	/* as written */
};

/* NULL after a diagnostic. */
struct raw *raw_parse(struct arena *a, struct str text, struct span where,
		      struct diags *diags);

#endif
