/*
 * markdown_escape in src/format/markdown_inline.c: whatever the text, it is
 * read as one paragraph that shows exactly it, line ends apart.
 */
#include "markdown_outline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str folded(struct arena *a, struct str text)
{
	struct buf out = buf_make(a);

	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c == '\r' && i + 1 < text.len && text.at[i + 1] == '\n')
			continue;
		buf_char(&out, c >= '\n' && c <= '\r' ? ' ' : c);
	}
	return buf_view(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_open();
	struct str text = { (const char *)data, size };
	struct buf out = buf_make(a);
	struct diags diags;
	struct md *tree;

	diags_init(&diags, a);
	markdown_escape(&out, text);
	tree = outline_read(a, buf_view(&out), &diags);
	if (tree != NULL && text.len > 0 &&
	    (diags.errors > 0 || tree->first->kind != MD_PARAGRAPH ||
	     tree->first->next != NULL || tree->first->first->next != NULL ||
	     !str_eq(tree->first->first->text, folded(a, text))))
		BUG("escaped text that is more than text");
	arena_close(a);
	return 0;
}
