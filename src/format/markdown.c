/*
 * Markdown read into our tree.
 *
 * cmark knows nothing of `:::`, so that the text given to it has each such
 * line replaced by a rule of the same length: a rule ends every paragraph,
 * list and quote and stands at the top of the tree, and no offset moves. The
 * lines that cmark then reports inside code or raw HTML are put back, and
 * the text is read again. One reading of the whole text keeps its link
 * definitions common to all sections.
 *
 * The positions of cmark's blocks are right; those of its inlines are not
 * (cmark issues 296, 551), so that inlines are looked for in the source.
 */
#define CMARK_NO_SHORT_NAMES /* they clash with format/node.h */
#include <cmark.h>
#include <string.h>

#include "base/arena.h"
#include "markdown_part.h"
#include "format/scan.h"

struct md *md_append(struct md_reader *r, struct md *parent, enum md_kind kind,
		     struct span span)
{
	struct md *md = ARENA_NEW(r->arena, struct md);

	md->kind = kind;
	md->span = span;
	md->parent = parent;
	if (parent == NULL)
		return md;
	if (parent->last != NULL)
		parent->last->next = md;
	else
		parent->first = md;
	parent->last = md;
	return md;
}

/* Lines. */

struct str md_line(const struct md_reader *r, size_t line)
{
	struct str text =
	    str_sub(r->source->text, r->lines[line], r->lines[line + 1]);

	if (text.len > 0 && text.at[text.len - 1] == '\n')
		text.len--;
	return text;
}

static void find_lines(struct md_reader *r)
{
	struct str text = r->source->text;
	size_t count = 1, line = 0;

	for (size_t i = 0; i < text.len; i++)
		count += text.at[i] == '\n';
	r->lines = ARENA_ARRAY(r->arena, count + 1, uint32_t);
	r->fence = ARENA_ARRAY(r->arena, count, bool);
	r->line_count = count;
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == '\n')
			r->lines[++line] = (uint32_t)(i + 1);
	r->lines[count] = (uint32_t)text.len;
}

/* The line after the front matter: 0 when there is none. */
static size_t find_front(struct md_reader *r)
{
	if (r->line_count < 3 || !str_is(md_line(r, 0), "---") ||
	    str_trim(md_line(r, 1)).len == 0)
		return 0;
	for (size_t line = 1; line < r->line_count; line++) {
		if (!str_is(md_line(r, line), "---"))
			continue;
		r->front = span_make(r->source, r->lines[1], r->lines[line]);
		return line + 1;
	}
	return 0;
}

/* The text for cmark: see the top of this file. */
static struct str mask(struct md_reader *r, size_t first_line)
{
	struct str text = str_copy(r->arena, r->source->text);
	char *at = (char *)text.at;

	for (size_t i = 0; i < r->lines[first_line]; i++)
		if (at[i] != '\n')
			at[i] = ' ';
	for (size_t line = first_line; line < r->line_count; line++) {
		struct str old = md_line(r, line);

		if (!r->fence[line])
			continue;
		memset(at + r->lines[line], ' ', old.len);
		memset(at + r->lines[line], '*', 3);
	}
	return text;
}

static size_t line_index(int line)
{
	return line > 0 ? (size_t)line - 1 : 0;
}

/* True when a marked line proved to be in code or raw HTML. */
static bool unmark_code(struct md_reader *r, cmark_node *root)
{
	bool found = false;

	for (cmark_node *node = cmark_node_first_child(root); node != NULL;
	     node = cmark_node_next(node)) {
		cmark_node_type type = cmark_node_get_type(node);
		size_t line = line_index(cmark_node_get_start_line(node));
		size_t end = line_index(cmark_node_get_end_line(node));

		if (type != CMARK_NODE_CODE_BLOCK &&
		    type != CMARK_NODE_HTML_BLOCK)
			continue;
		for (; line <= end && line < r->line_count; line++) {
			found = found || r->fence[line];
			r->fence[line] = false;
		}
	}
	return found;
}

/* Places. */

static size_t offset_of(const struct md_reader *r, int line, int column)
{
	size_t i = line_index(line);
	size_t at;

	if (i >= r->line_count)
		return r->source->text.len;
	at = r->lines[i] + (column > 0 ? (size_t)column : 0);
	return at > r->lines[i + 1] ? r->lines[i + 1] : at;
}

static struct span block_span(const struct md_reader *r, cmark_node *node)
{
	const char *text = r->source->text.at;
	size_t from = offset_of(r, cmark_node_get_start_line(node),
				cmark_node_get_start_column(node) - 1);
	size_t to = offset_of(r, cmark_node_get_end_line(node),
			      cmark_node_get_end_column(node));

	while (to > from && (text[to - 1] == '\n' || text[to - 1] == ' '))
		to--;
	return span_make(r->source, from, to < from ? from : to);
}

/*
 * Looks a little ahead for the text of an inline. An escape or an entity
 * makes it miss; the place is then the whole block's.
 */
static void locate(struct md_reader *r, struct md *md)
{
	enum { AHEAD = 64 };
	const char *text = r->source->text.at;
	size_t end = r->cursor + md->text.len + AHEAD;
	const char *hit;

	if (end > r->block.to)
		end = r->block.to;
	if (md->text.len == 0 || r->cursor >= end)
		return;
	hit = memmem(text + r->cursor, end - r->cursor, md->text.at,
		     md->text.len);
	if (hit == NULL)
		return;
	r->cursor = (size_t)(hit - text) + md->text.len;
	md->span = span_make(r->source, (size_t)(hit - text), r->cursor);
}

static bool is_fenced(const struct md_reader *r, cmark_node *node)
{
	struct span block = block_span(r, node);
	struct str text = span_text(block);

	return str_starts(text, "```") || str_starts(text, "~~~");
}

/* The text of a code block where it stands unchanged in the source. */
static struct span body_span(const struct md_reader *r, cmark_node *node,
			     struct str text)
{
	size_t line = line_index(cmark_node_get_start_line(node)) + 1;
	struct str there;

	if (line >= r->line_count || !is_fenced(r, node))
		return (struct span){ 0 };
	there =
	    str_sub(r->source->text, r->lines[line], r->lines[line] + text.len);
	if (!str_eq(there, text))
		return (struct span){ 0 };
	return span_make(r->source, r->lines[line], r->lines[line] + text.len);
}

/* From cmark's nodes to ours. */

static enum md_kind kind_of(cmark_node *node)
{
	static const enum md_kind kinds[] = {
		[CMARK_NODE_DOCUMENT] = MD_DOCUMENT,
		[CMARK_NODE_BLOCK_QUOTE] = MD_QUOTE,
		[CMARK_NODE_LIST] = MD_LIST,
		[CMARK_NODE_ITEM] = MD_ITEM,
		[CMARK_NODE_CODE_BLOCK] = MD_CODE_BLOCK,
		[CMARK_NODE_HTML_BLOCK] = MD_HTML,
		[CMARK_NODE_PARAGRAPH] = MD_PARAGRAPH,
		[CMARK_NODE_HEADING] = MD_HEADING,
		[CMARK_NODE_THEMATIC_BREAK] = MD_RULE,
		[CMARK_NODE_TEXT] = MD_TEXT,
		[CMARK_NODE_SOFTBREAK] = MD_SOFT_BREAK,
		[CMARK_NODE_LINEBREAK] = MD_LINE_BREAK,
		[CMARK_NODE_CODE] = MD_CODE,
		[CMARK_NODE_HTML_INLINE] = MD_HTML,
		[CMARK_NODE_EMPH] = MD_EMPH,
		[CMARK_NODE_STRONG] = MD_STRONG,
		[CMARK_NODE_LINK] = MD_LINK,
		[CMARK_NODE_IMAGE] = MD_IMAGE,
	};

	return kinds[cmark_node_get_type(node)];
}

static bool is_block(cmark_node *node)
{
	return cmark_node_get_type(node) <= CMARK_NODE_LAST_BLOCK;
}

static bool is_leaf(enum md_kind kind)
{
	return kind == MD_CODE_BLOCK || kind == MD_RULE || kind == MD_HTML ||
	       kind == MD_TEXT || kind == MD_SOFT_BREAK ||
	       kind == MD_LINE_BREAK || kind == MD_CODE;
}

static struct str copied(struct md_reader *r, const char *text)
{
	return text == NULL ? STR_NONE : str_copy(r->arena, str_from(text));
}

/* ```chart NAME */
static void read_chart(struct md_reader *r, struct md *md)
{
	struct str name;

	if (!str_is(md->info, "chart") && !str_starts(md->info, "chart "))
		return;
	name = str_trim(str_sub(md->info, 5, md->info.len));
	if (!str_is_dotted_id(name)) {
		DIAG_STR(r->diags, md->span, MSG_CHART_NAME, name);
		return;
	}
	md->kind = MD_CHART;
	md->name = name;
}

static void read_code_block(struct md_reader *r, struct md *md,
			    cmark_node *node)
{
	md->info = copied(r, cmark_node_get_fence_info(node));
	md->body = body_span(r, node, md->text);
	read_chart(r, md);
}

static void read_list(struct md *md, cmark_node *node)
{
	md->ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	md->tight = cmark_node_get_list_tight(node) != 0;
	if (md->ordered)
		md->start = (uint32_t)cmark_node_get_list_start(node);
}

static void fill(struct md_reader *r, struct md *md, cmark_node *node)
{
	md->text = copied(r, cmark_node_get_literal(node));
	md->url = copied(r, cmark_node_get_url(node));
	md->title = copied(r, cmark_node_get_title(node));
	md->level = (uint8_t)cmark_node_get_heading_level(node);
	if (md->kind == MD_CODE_BLOCK)
		read_code_block(r, md, node);
	else if (md->kind == MD_LIST)
		read_list(md, node);
	else if (md->kind == MD_TEXT || md->kind == MD_CODE)
		locate(r, md);
}

/* A heading is one line, whatever it was written on. */
static void unbreak(struct md *md)
{
	md->kind = MD_TEXT;
	md->text = STR(" ");
}

static bool is_within(const struct md *at, enum md_kind kind)
{
	for (; at != NULL; at = at->parent)
		if (at->kind == kind)
			return true;
	return false;
}

static int quotes_over(const struct md *at)
{
	int count = 0;

	for (; at != NULL; at = at->parent)
		count += at->kind == MD_QUOTE;
	return count;
}

/* Joins neighbouring texts: an element between them was left out. */
static void join_texts(struct md_reader *r, struct md *parent)
{
	for (struct md *md = parent->first; md != NULL; md = md->next) {
		struct buf joined;
		struct md *next = md->next;

		if (md->kind != MD_TEXT || next == NULL ||
		    next->kind != MD_TEXT)
			continue;
		joined = buf_make(r->arena);
		buf_str(&joined, md->text);
		for (; next != NULL && next->kind == MD_TEXT;
		     next = next->next) {
			buf_str(&joined, next->text);
			md->span = span_join(md->span, next->span);
		}
		md->text = buf_view(&joined);
		md->next = next;
		if (next == NULL)
			parent->last = md;
	}
}

static struct span span_for(struct md_reader *r, cmark_node *node)
{
	return is_block(node) ? block_span(r, node) : r->block;
}

static void start_inlines(struct md_reader *r, struct span where)
{
	r->block = where;
	r->cursor = where.from;
}

/*
 * True when a block was dealt with whole: a `:::` line, a table, or a node
 * too deep to keep.
 */
static bool read_special(struct md_reader *r, struct md **at, cmark_node *node,
			 enum md_kind kind)
{
	struct span where = span_for(r, node);
	size_t line = line_index(cmark_node_get_start_line(node));

	if (kind == MD_RULE && line < r->line_count && r->fence[line]) {
		*at = md_read_fence(r, *at, line);
		return true;
	}
	if (!is_leaf(kind) && r->depth >= MD_DEPTH) {
		if (!r->too_deep)
			DIAG(r->diags, where, MSG_MARKDOWN_DEPTH);
		r->too_deep = true;
		return true;
	}
	if (kind != MD_PARAGRAPH)
		return false;
	md_check_stray_fence(r, where);
	return md_read_table(r, *at, where, quotes_over(*at));
}

/*
 * Emphasis in emphasis (and strong in strong, and so on) adds nothing; cmark
 * leaves an empty text where it took the blanks before a line end.
 */
static bool is_idle(const struct md *at, cmark_node *node, enum md_kind kind)
{
	if (kind == MD_TEXT)
		return *cmark_node_get_literal(node) == '\0';
	return kind >= MD_EMPH && is_within(at, kind);
}

/* Enters a node; returns the one that its children go under. */
static struct md *enter(struct md_reader *r, struct md *at, cmark_iter *iter)
{
	cmark_node *node = cmark_iter_get_node(iter);
	enum md_kind kind = kind_of(node);
	struct md *md;

	if (read_special(r, &at, node, kind)) {
		if (!is_leaf(kind))
			cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
		return at;
	}
	if (is_idle(at, node, kind))
		return at;
	md = md_append(r, at, kind, span_for(r, node));
	if (kind == MD_PARAGRAPH || kind == MD_HEADING)
		start_inlines(r, md->span);
	fill(r, md, node);
	if ((kind == MD_SOFT_BREAK || kind == MD_LINE_BREAK) &&
	    is_within(at, MD_HEADING))
		unbreak(md);
	if (is_leaf(kind))
		return at;
	cmark_node_set_user_data(node, md);
	r->depth++;
	return md;
}

static struct md *leave(struct md_reader *r, struct md *at, cmark_node *node)
{
	struct md *md = cmark_node_get_user_data(node);

	if (md == NULL) /* a node that was not kept */
		return at;
	r->depth--;
	join_texts(r, md);
	if (md->kind >= MD_EMPH && md->first != NULL)
		md->span = span_join(md->first->span, md->last->span);
	return md->parent;
}

/* Copies what is under `top`; returns the node open at its end. */
static struct md *copy_under(struct md_reader *r, cmark_node *top,
			     struct md *at)
{
	cmark_iter *iter = cmark_iter_new(top);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		if (node == top)
			continue;
		if (event == CMARK_EVENT_ENTER)
			at = enter(r, at, iter);
		else
			at = leave(r, at, node);
	}
	cmark_iter_free(iter);
	return at;
}

/*
 * Form feeds and vertical tabs (word processors paste them) become spaces:
 * cmark takes them for blanks in some places and for letters in others.
 */
static struct str without_feeds(struct md_reader *r, struct str text)
{
	struct str copy;

	if (memchr(text.at, '\v', text.len) == NULL &&
	    memchr(text.at, '\f', text.len) == NULL)
		return text;
	copy = str_copy(r->arena, text);
	for (size_t i = 0; i < copy.len; i++)
		if (copy.at[i] == '\v' || copy.at[i] == '\f')
			((char *)copy.at)[i] = ' ';
	return copy;
}

static cmark_node *cmark_read(struct md_reader *r, struct str text)
{
	cmark_node *root;

	if (text.len == 0)
		text = STR("");
	text = without_feeds(r, text);
	root = cmark_parse_document(text.at, text.len, CMARK_OPT_DEFAULT);
	cmark_consolidate_text_nodes(root);
	return root;
}

/* Copies the inlines of the first block of a small text. */
static void read_part(struct md_reader *r, struct md *parent, struct str text,
		      struct span where)
{
	cmark_node *root = cmark_read(r, text);
	cmark_node *block = cmark_node_first_child(root);

	start_inlines(r, where);
	if (block != NULL)
		copy_under(r, block, parent);
	join_texts(r, parent);
	cmark_node_free(root);
}

void md_read_inlines(struct md_reader *r, struct md *parent, struct str text,
		     struct span where)
{
	struct buf heading = buf_make(r->arena);

	/* In a heading no text can be read as a block or a definition; the
	   closing # keeps one that the text may end with. */
	buf_text(&heading, "# ");
	buf_str(&heading, text);
	buf_text(&heading, " #\n");
	read_part(r, parent, buf_view(&heading), where);
}

void md_read_paragraph(struct md_reader *r, struct md *parent, struct str text,
		       struct span where)
{
	struct md paragraph = { .kind = MD_PARAGRAPH };

	read_part(r, &paragraph, text, where);
	if (paragraph.first != NULL) {
		struct md *md = md_append(r, parent, MD_PARAGRAPH, where);

		md->first = paragraph.first;
		md->last = paragraph.last;
		for (struct md *child = md->first; child; child = child->next)
			child->parent = md;
	}
}

static cmark_node *read_blocks(struct md_reader *r)
{
	size_t first_line = find_front(r);
	bool fences = md_find_fences(r, first_line);
	struct str text = r->source->text;
	cmark_node *root;

	if (fences || first_line > 0)
		text = mask(r, first_line);
	root = cmark_read(r, text);
	if (fences && unmark_code(r, root)) {
		cmark_node_free(root);
		root = cmark_read(r, mask(r, first_line));
	}
	return root;
}

struct md *markdown_parse(struct arena *a, const struct source *source,
			  struct diags *diags)
{
	struct span all = span_make(source, 0, source->text.len);
	struct md_reader r = { .arena = a, .source = source, .diags = diags };
	struct md *document;
	cmark_node *root;

	if (!scan_markdown(all, diags))
		return NULL;
	find_lines(&r);
	root = read_blocks(&r);
	document = md_append(&r, NULL, MD_DOCUMENT, all);
	document->body = r.front;
	if (r.front.source != NULL)
		document->text = span_text(r.front);
	md_end_sections(&r, copy_under(&r, root, document));
	cmark_node_free(root);
	return document;
}
