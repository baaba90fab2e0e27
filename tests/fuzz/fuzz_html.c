/*
 * src/format/html.c, html_markdown.c: whatever the Markdown, the HTML's
 * elements close in order, and every `<` in it is one of the writer's.
 */
#include "base/arena.h"
#include "format/html.h"
#include "format/markdown.h"
#include "html_balance.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_open();
	struct str bytes = { (const char *)data, size };
	struct buf out = buf_make(a);
	struct html h = html_make(&out);
	struct source *source;
	struct md *tree = NULL;
	struct diags diags;

	diags_init(&diags, a);
	source = source_make(a, "fuzz", bytes, &diags);
	if (source != NULL)
		tree = markdown_parse(a, source, &diags);
	if (tree != NULL) {
		HTML_OPEN(&h, "p", { "href", source->text },
			  { "title", source->text }, { "fill", source->text });
		html_markdown(&h, tree, NULL);
		html_text(&h, source->text);
		html_close(&h, "p");
	}
	if (h.depth != 0 || !html_is_balanced(buf_view(&out)))
		BUG("HTML that does not balance");
	arena_close(a);
	return 0;
}
