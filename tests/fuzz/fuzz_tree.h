/* What both tree fuzzers hold: places are places, and writing loses nothing. */
#ifndef JALON_FUZZ_TREE_H
#define JALON_FUZZ_TREE_H

#include "base/arena.h"
#include "format/json.h"
#include "format/node.h"

static void spans_hold(const struct node *node)
{
	struct span s = node->span;

	if (s.source == NULL || s.from > s.to || s.to > s.source->text.len)
		BUG("a span outside its source");
	for (const struct node *n = node->first; n != NULL; n = n->next) {
		if (n->span.from < s.from || n->span.to > s.to)
			BUG("a child outside its parent");
		if (node->kind == NODE_MAP && n->key_span.from > n->span.from)
			BUG("a key after its value");
		spans_hold(n);
	}
}

/*
 * A plain scalar that JSON has no bare form for (12:30, 1e999) comes back as
 * a text; nothing else may change.
 */
static void same_tree(const struct node *a, const struct node *b)
{
	if (a->kind != b->kind || a->count != b->count ||
	    !str_eq(a->text, b->text) || !str_eq(a->key, b->key) ||
	    (b->plain && !a->plain))
		BUG("another tree");
	a = a->first;
	for (b = b->first; b != NULL; b = b->next, a = a->next)
		same_tree(a, b);
}

static void same_when_reread(struct arena *a, const struct node *tree)
{
	struct buf out = buf_make(a);
	struct json j = json_make(&out, true);
	struct diags diags;
	const struct node *again;

	diags_init(&diags, a);
	json_node(&j, tree);
	again = json_parse(a, source_make(a, "json", buf_view(&out), &diags),
			   &diags);
	if (again == NULL)
		BUG("what was written is not JSON");
	same_tree(tree, again);
}

#endif
