/* What a checked expression reads: for cycles, settling order, explanations. */
#include "tree.h"

static void use_items(const struct expr *e, expr_use *use, void *context,
		      struct span where)
{
	for (uint32_t i = 0; i < e->item_count; i++)
		use(context, e->kind, e->items[i], where);
}

void expr_uses(const struct expr *e, expr_use *use, void *context)
{
	if (e == NULL)
		return;
	switch (e->op) {
	case OP_QUESTION:
	case OP_COUNT_CHOSEN:
	case OP_ANSWERED:
	case OP_STATE:
		use(context, EXPR_QUESTION, e->index, e->span);
		return;
	case OP_FACT:
		use(context, EXPR_FACT, e->index, e->span);
		return;
	case OP_LET:
		use(context, EXPR_LET, e->index, e->span);
		return;
	case OP_ITEMS:
		use_items(e, use, context, e->span);
		return;
	default:
		break;	/* the others only hold operands */
	}
	if (e->arg_count > 0) {
		for (uint32_t i = 0; i < e->arg_count; i++)
			expr_uses(e->args[i], use, context);
		return;
	}
	expr_uses(e->a, use, context);
	expr_uses(e->b, use, context);
	expr_uses(e->c, use, context);
}

bool expr_reads_capped(const struct expr *e)
{
	if (e == NULL)
		return false;
	if (e->op == OP_CAPPED)
		return true;
	for (uint32_t i = 0; i < e->arg_count; i++)
		if (expr_reads_capped(e->args[i]))
			return true;
	return expr_reads_capped(e->a) || expr_reads_capped(e->b) ||
	       expr_reads_capped(e->c);
}
