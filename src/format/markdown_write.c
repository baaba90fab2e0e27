/*
 * The tree written as Markdown: blocks here, inlines in markdown_inline.c.
 *
 * Reading what is written gives the same tree. Raw HTML is left out; where
 * two nodes cannot stand side by side without something between them (two
 * quotes in a tight list, two code spans), an empty comment is put there,
 * which readers of Markdown skip.
 */
#include <string.h>

#include "base/arena.h"
#include "markdown_out.h"

#define SEPARATOR "<!-- -->"

static void write_blocks(struct md_out *o, const struct md *parent, bool tight);

/* Lines. */

void md_start_line(struct md_out *o)
{
	if (o->fresh)
		o->fresh = false; /* after a bullet, on its line */
	else
		buf_str(o->buf, buf_view(&o->prefix));
	o->line = o->buf->len;
}

static void end_line(struct md_out *o)
{
	buf_char(o->buf, '\n');
}

/* An empty line, in the containers that are open. */
static void blank_line(struct md_out *o)
{
	struct str prefix = buf_view(&o->prefix);

	while (prefix.len > 0 && prefix.at[prefix.len - 1] == ' ')
		prefix.len--;
	buf_str(o->buf, prefix);
	buf_char(o->buf, '\n');
}

static void write_line(struct md_out *o, struct str line)
{
	if (line.len == 0 && !o->fresh) {
		blank_line(o);
		return;
	}
	md_start_line(o);
	buf_str(o->buf, line);
	end_line(o);
}

static void write_lines(struct md_out *o, struct str text)
{
	while (text.len > 0) {
		size_t end = str_find(text, STR("\n"), 0);

		write_line(o, str_sub(text, 0, end));
		text = str_sub(text, end == SIZE_MAX ? text.len : end + 1,
			       text.len);
	}
}

/* What will be seen of a node, once raw HTML is left out. */

bool md_is_visible(const struct md *md)
{
	if (md->kind == MD_HTML)
		return false;
	if (md->kind != MD_PARAGRAPH && md->kind != MD_EMPH &&
	    md->kind != MD_STRONG)
		return true;
	for (const struct md *child = md->first; child; child = child->next)
		if (child->kind != MD_SOFT_BREAK &&
		    child->kind != MD_LINE_BREAK && md_is_visible(child))
			return true;
	return false;
}

static const struct md *visible_from(const struct md *md)
{
	while (md != NULL && !md_is_visible(md))
		md = md->next;
	return md;
}

static const struct md *last_visible(const struct md *parent)
{
	const struct md *last = NULL;

	for (const struct md *md = parent->first; md != NULL; md = md->next)
		if (md_is_visible(md))
			last = md;
	return last;
}

/* True when a line of text put right after the block would join it. */
static bool ends_in_paragraph(const struct md *md)
{
	while (md != NULL && (md->kind == MD_LIST || md->kind == MD_ITEM ||
			      md->kind == MD_QUOTE))
		md = last_visible(md);
	return md != NULL && (md->kind == MD_PARAGRAPH || md->kind == MD_TABLE);
}

/* True when the block cannot end a paragraph without an empty line. */
static bool continues_paragraph(const struct md *md)
{
	if (md->kind == MD_LIST)
		return (md->ordered && md->start != 1) || md->first == NULL ||
		       visible_from(md->first->first) == NULL;
	return md->kind == MD_PARAGRAPH || md->kind == MD_TABLE;
}

static bool needs_separator(const struct md *before, const struct md *after)
{
	if (before->kind == MD_QUOTE && after->kind == MD_QUOTE)
		return true;
	return ends_in_paragraph(before) && continues_paragraph(after);
}

/* Blocks. */

static void write_heading(struct md_out *o, const struct md *md)
{
	md_start_line(o);
	for (int i = 0; i < md->level; i++)
		buf_char(o->buf, '#');
	if (md->first != NULL)
		buf_char(o->buf, ' ');
	o->one_line = true;
	md_write_inlines(o, md);
	o->one_line = false;
	end_line(o);
}

static void write_paragraph(struct md_out *o, const struct md *md)
{
	md_start_line(o);
	md_write_inlines(o, md);
	end_line(o);
}

/* `-` or `+`, unlike the bullet around and the list just above. */
static char bullet_for(struct md_out *o, const struct md *above)
{
	if (above != NULL && above->kind == MD_LIST && !above->ordered)
		return o->last_bullet == '-' ? '+' : '-';
	return o->bullet == '-' ? '+' : '-';
}

static char point_for(struct md_out *o, const struct md *above)
{
	if (above != NULL && above->kind == MD_LIST && above->ordered)
		return o->last_point == '.' ? ')' : '.';
	return '.';
}

/* A loose list of one block has no empty line to show that it is loose. */
static bool hides_looseness(const struct md *list)
{
	const struct md *item = list->first;
	const struct md *block = visible_from(item->first);

	return !list->tight && item->next == NULL &&
	       (block == NULL || visible_from(block->next) == NULL);
}

static void write_item_blocks(struct md_out *o, const struct md *item)
{
	bool lone = hides_looseness(item->parent);

	if (visible_from(item->first) == NULL && !lone) {
		end_line(o);
		return;
	}
	buf_char(o->buf, ' ');
	o->fresh = true;
	write_blocks(o, item, item->parent->tight);
	if (!lone)
		return;
	if (o->fresh)
		write_line(o, STR(SEPARATOR));
	blank_line(o);
	write_line(o, STR(SEPARATOR));
}

static void write_item(struct md_out *o, const struct md *item,
		       struct str marker)
{
	size_t prefix = o->prefix.len;

	md_start_line(o);
	buf_str(o->buf, marker);
	for (size_t i = 0; i <= marker.len; i++)
		buf_char(&o->prefix, ' ');
	write_item_blocks(o, item);
	o->prefix.len = prefix;
}

static void write_list(struct md_out *o, const struct md *md,
		       const struct md *above)
{
	enum { NUMBER_MAX = 999999999 }; /* nine digits are read */
	char outer = o->bullet;
	char bullet = bullet_for(o, above);
	char point = point_for(o, above);
	int64_t number = md->start;

	for (const struct md *item = md->first; item; item = item->next) {
		struct buf marker = buf_make(o->buf->arena);

		if (item != md->first && !md->tight)
			blank_line(o);
		if (md->ordered)
			buf_int(&marker, number);
		buf_char(&marker, md->ordered ? point : bullet);
		number += number < NUMBER_MAX;
		o->bullet = md->ordered ? '\0' : bullet;
		write_item(o, item, buf_view(&marker));
	}
	o->bullet = outer;
	o->last_bullet = bullet;
	o->last_point = point;
}

static void write_quote(struct md_out *o, const struct md *md)
{
	size_t prefix = o->prefix.len;
	char outer = o->bullet;

	o->bullet = '\0';
	md_start_line(o);
	buf_text(&o->prefix, "> ");
	if (visible_from(md->first) != NULL) {
		buf_text(o->buf, "> ");
		o->fresh = true;
		write_blocks(o, md, false);
	} else {
		buf_char(o->buf, '>');
		end_line(o);
	}
	o->prefix.len = prefix;
	o->bullet = outer;
}

static void write_fence(struct md_out *o, char mark, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_char(o->buf, mark);
}

static void write_code_block(struct md_out *o, const struct md *md)
{
	bool ticks = str_find(md->info, STR("`"), 0) != SIZE_MAX;
	char mark = ticks ? '~' : '`';
	size_t count = md_longest_run(md->text, mark) + 1;

	count = count < 3 ? 3 : count;
	md_start_line(o);
	write_fence(o, mark, count);
	md_write_escaped(o, md->info);
	end_line(o);
	write_lines(o, md->text);
	md_start_line(o);
	write_fence(o, mark, count);
	end_line(o);
}

static void write_chart(struct md_out *o, const struct md *md)
{
	struct buf text;

	if (o->writer == NULL || o->writer->chart == NULL) {
		write_code_block(o, md);
		return;
	}
	text = buf_make(o->buf->arena);
	o->writer->chart(&text, md, o->writer->context);
	if (text.len == 0)
		buf_text(&text, SEPARATOR);
	write_lines(o, buf_view(&text));
}

/* Every pipe of a cell gets its backslash, whatever it stands in. */
static void write_cell(struct md_out *o, const struct md *cell)
{
	struct buf text = buf_make(o->buf->arena);
	struct buf *line = o->buf;

	o->buf = &text;
	o->one_line = true;
	o->in_cell = true;
	md_write_inlines(o, cell);
	o->in_cell = false;
	o->one_line = false;
	o->buf = line;
	buf_char(line, ' ');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '|')
			buf_char(line, '\\');
		buf_char(line, text.at[i]);
	}
	buf_text(line, " |");
}

static void write_row(struct md_out *o, const struct md *row)
{
	md_start_line(o);
	buf_char(o->buf, '|');
	for (const struct md *cell = row->first; cell; cell = cell->next)
		write_cell(o, cell);
	end_line(o);
}

static void write_delimiters(struct md_out *o, const struct md *header)
{
	static const char *const dashes[] = {
		[MD_ALIGN_NONE] = " --- |",
		[MD_ALIGN_LEFT] = " :-- |",
		[MD_ALIGN_CENTER] = " :-: |",
		[MD_ALIGN_RIGHT] = " --: |",
	};

	md_start_line(o);
	buf_char(o->buf, '|');
	for (const struct md *cell = header->first; cell; cell = cell->next)
		buf_text(o->buf, dashes[cell->align]);
	end_line(o);
}

static void write_table(struct md_out *o, const struct md *md)
{
	for (const struct md *row = md->first; row; row = row->next) {
		write_row(o, row);
		if (row == md->first)
			write_delimiters(o, row);
	}
}

static bool is_bare_value(struct str value)
{
	for (size_t i = 0; i < value.len; i++) {
		char c = value.at[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		      (c >= '0' && c <= '9') ||
		      (c != '\0' && strchr("_.:/+-", c))))
			return false;
	}
	return value.len > 0;
}

static void write_attr(struct md_out *o, const struct md_attr *attr)
{
	buf_str(o->buf, attr->key);
	buf_char(o->buf, '=');
	if (is_bare_value(attr->value)) {
		buf_str(o->buf, attr->value);
		return;
	}
	buf_char(o->buf, '"');
	for (size_t i = 0; i < attr->value.len; i++) {
		char c = attr->value.at[i];

		if (c == '"' || c == '\\')
			buf_char(o->buf, '\\');
		buf_char(o->buf, c);
	}
	buf_char(o->buf, '"');
}

static void write_section(struct md_out *o, const struct md *md)
{
	if (o->writer != NULL && o->writer->bare) {
		write_blocks(o, md, false);
		return;
	}
	md_start_line(o);
	buf_text(o->buf, "::: ");
	buf_str(o->buf, md->name);
	for (const struct md_attr *a = md->attrs; a != NULL; a = a->next) {
		buf_text(o->buf, a == md->attrs ? " {" : " ");
		write_attr(o, a);
	}
	buf_text(o->buf, md->attrs != NULL ? "}\n\n" : "\n\n");
	write_blocks(o, md, false);
	buf_text(o->buf, "\n:::\n");
}

static void write_block(struct md_out *o, const struct md *md,
			const struct md *above)
{
	switch (md->kind) {
	case MD_HEADING:
		write_heading(o, md);
		break;
	case MD_PARAGRAPH:
		write_paragraph(o, md);
		break;
	case MD_LIST:
		write_list(o, md, above);
		break;
	case MD_QUOTE:
		write_quote(o, md);
		break;
	case MD_CODE_BLOCK:
		write_code_block(o, md);
		break;
	case MD_RULE:
		write_line(o, STR("***"));
		break;
	case MD_TABLE:
		write_table(o, md);
		break;
	case MD_SECTION:
		write_section(o, md);
		break;
	case MD_CHART:
		write_chart(o, md);
		break;
	case MD_HTML:
		break;
	case MD_DOCUMENT:
	case MD_ITEM:
	case MD_ROW:
	case MD_CELL:
	case MD_TEXT:
	case MD_SOFT_BREAK:
	case MD_LINE_BREAK:
	case MD_CODE:
	case MD_EMPH:
	case MD_STRONG:
	case MD_LINK:
	case MD_IMAGE:
		BUG("node %d stands where a block is expected", md->kind);
	}
}

static void write_blocks(struct md_out *o, const struct md *parent, bool tight)
{
	const struct md *above = NULL;

	for (const struct md *md = visible_from(parent->first); md != NULL;
	     md = visible_from(md->next)) {
		if (above != NULL && !tight)
			blank_line(o);
		else if (above != NULL && needs_separator(above, md))
			write_line(o, STR(SEPARATOR));
		write_block(o, md, above);
		above = md;
	}
}

void markdown_write(struct buf *out, const struct md *document,
		    const struct md_writer *writer)
{
	struct md_out o = { .buf = out, .writer = writer };

	o.prefix = buf_make(out->arena);
	if (document->text.len > 0) {
		buf_text(out, "---\n");
		buf_str(out, document->text);
		buf_text(out, "---\n\n");
	}
	write_blocks(&o, document, false);
}
