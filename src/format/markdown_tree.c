/* Reading the Markdown tree: plain text, first code span, source. */
#include "format/markdown.h"

/* The node after `md` in reading order, within `top`. */
static const struct md *step(const struct md *top, const struct md *md)
{
	if (md->first != NULL)
		return md->first;
	while (md != top && md->next == NULL)
		md = md->parent;
	return md == top ? NULL : md->next;
}

static bool ends_in_space(const struct buf *out)
{
	return out->len == 0 || out->at[out->len - 1] == ' ';
}

struct str md_plain(struct arena *a, const struct md *node)
{
	struct buf out = buf_make(a);

	for (const struct md *md = node; md != NULL; md = step(node, md)) {
		if (md->kind == MD_DOCUMENT || md->kind == MD_HTML)
			continue;
		/* Blocks start after a space: items and cells stay words. */
		if (md->kind == MD_SOFT_BREAK || md->kind == MD_LINE_BREAK ||
		    (md->kind < MD_TEXT && !ends_in_space(&out)))
			buf_char(&out, ' ');
		buf_str(&out, md->text);
	}
	return buf_view(&out);
}

const struct md *md_first_code(const struct md *node)
{
	for (const struct md *md = node; md != NULL; md = step(node, md))
		if (md->kind == MD_CODE)
			return md;
	return NULL;
}

struct str md_source(const struct md *node)
{
	return span_text(node->span);
}
