/* Reading the Markdown tree: plain text, first code span, citations. */
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

enum { CITE_BYTES = 70 };	/* of the longest: an id has 64 at most */

bool md_next_cite(struct str text, size_t *at, struct str *id, size_t *from)
{
	size_t open = *at;

	while ((open = str_find(text, STR("[^"), open)) != SIZE_MAX) {
		struct str rest = str_sub(text, open, open + CITE_BYTES);
		size_t close = str_find(rest, STR("]"), 2);

		*id = str_sub(rest, 2, close);
		if (close != SIZE_MAX && str_is_id(*id)) {
			*from = open;
			*at = open + close + 1;
			return true;
		}
		open += 2;
	}
	*at = text.len;
	return false;
}
