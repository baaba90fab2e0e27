/* src/format/markdown*.c, scan.c: what is written reads as the same tree. */
#include "markdown_outline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_open();
	struct diags first, second;
	struct md *tree, *again = NULL;

	diags_init(&first, a);
	diags_init(&second, a);
	tree =
	    outline_read(a, (struct str){ (const char *)data, size }, &first);
	if (tree == NULL && first.errors == 0)
		BUG("refused without a word");
	/* Raw HTML is not written: it is taken out before the comparison. */
	if (tree != NULL && outline_has_html(tree))
		tree = outline_reread(a, tree, &first);
	if (tree != NULL && first.errors == 0)
		again = outline_reread(a, tree, &second);
	/* The second text may be refused: escapes lengthen paragraphs. */
	if (again != NULL && second.errors > 0)
		BUG("what was written has errors");
	if (again != NULL && !str_eq(outline_of(a, tree), outline_of(a, again)))
		BUG("another tree");
	arena_close(a);
	return 0;
}
