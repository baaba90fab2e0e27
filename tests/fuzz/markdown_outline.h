/*
 * A Markdown tree as lines of text, to compare two: every node but raw HTML,
 * with all that a writer must keep.
 */
#ifndef TESTS_MARKDOWN_OUTLINE_H
#define TESTS_MARKDOWN_OUTLINE_H

#include "base/arena.h"
#include "format/markdown.h"

static inline void outline_node(struct buf *out, const struct md *md, int depth)
{
	if (md->kind == MD_HTML)
		return;
	buf_fmt(out, "%*s%d %d %d %d %d %u |", depth, "", (int)md->kind,
		md->level, md->ordered, md->tight, (int)md->align,
		(unsigned)md->start);
	for (int i = 0; i < 5; i++) {
		const struct str texts[] = { md->text, md->info, md->name,
					     md->url, md->title };

		buf_str(out, texts[i]);
		buf_char(out, '|');
	}
	for (const struct md_attr *a = md->attrs; a != NULL; a = a->next) {
		buf_str(out, a->key);
		buf_char(out, '=');
		buf_str(out, a->value);
		buf_char(out, '|');
	}
	buf_char(out, '\n');
	for (const struct md *child = md->first; child; child = child->next)
		outline_node(out, child, depth + 1);
}

static inline struct str outline_of(struct arena *a, const struct md *md)
{
	struct buf out = buf_make(a);

	outline_node(&out, md, 0);
	return buf_view(&out);
}

static inline struct md *outline_read(struct arena *a, struct str bytes,
				      struct diags *diags)
{
	struct source *source = source_make(a, "text", bytes, diags);

	return source == NULL ? NULL : markdown_parse(a, source, diags);
}

static inline struct md *outline_reread(struct arena *a, const struct md *tree,
					struct diags *diags)
{
	struct buf out = buf_make(a);

	markdown_write(&out, tree, NULL);
	return outline_read(a, buf_view(&out), diags);
}

static inline bool outline_has_html(const struct md *md)
{
	bool found = md->kind == MD_HTML;

	for (const struct md *c = md->first; c != NULL && !found; c = c->next)
		found = outline_has_html(c);
	return found;
}

#endif
