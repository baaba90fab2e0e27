/*
 * Covers src/format/{scan,yaml,node,json_read,json_write}.c. A YAML text is
 * refused with a diagnostic, or gives a tree whose places hold and which,
 * written as JSON and read again, is the same.
 */
#include "fuzz_tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_open();
	struct diags diags;
	struct source *s;
	struct node *tree = NULL;

	diags_init(&diags, a);
	s = source_make(a, "fuzz", (struct str){ (const char *)data, size },
			&diags);
	if (s != NULL)
		tree = yaml_parse(a, s, &diags);
	if (tree == NULL && diags.errors == 0)
		BUG("refused without a word");
	if (tree != NULL) {
		spans_hold(tree);
		same_when_reread(a, tree);
	}
	arena_close(a);
	return 0;
}
