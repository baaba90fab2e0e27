/*
 * The Markdown tree as HTML. Recursion is as deep as the tree, which its
 * reader bounds; the HTML writer's own stack is checked on the way.
 */
#include "format/html.h"

#include "format/markdown.h"

struct render {
	struct html *h;
	const struct html_hooks *hooks;
	struct arena *arena;
};

static void write_node(struct render *r, const struct md *md);

static void write_children(struct render *r, const struct md *md)
{
	for (const struct md *child = md->first; child; child = child->next)
		write_node(r, child);
}

/* An element without attributes around the children. */
static void write_in(struct render *r, const char *name, const struct md *md)
{
	html_open(r->h, name, NULL);
	write_children(r, md);
	html_close(r->h, name);
}

static void write_heading(struct render *r, const struct md *md)
{
	static const char *const names[] = {
		"h1", "h2", "h3", "h4", "h5", "h6"
	};
	int level = md->level;
	struct str id = STR_NONE;

	if (r->hooks != NULL) {
		level += r->hooks->heading_shift;
		if (r->hooks->heading_id != NULL)
			id = r->hooks->heading_id(md, r->hooks->context);
	}
	level = level < 1 ? 1 : level > 6 ? 6 : level;
	if (id.len > 0)
		HTML_OPEN(r->h, names[level - 1], { "id", id });
	else
		html_open(r->h, names[level - 1], NULL);
	write_children(r, md);
	html_close(r->h, names[level - 1]);
	html_newline(r->h);
}

/* In a tight list the text stands bare in its item. */
static void write_paragraph(struct render *r, const struct md *md)
{
	const struct md *item = md->parent;

	if (item != NULL && item->kind == MD_ITEM && item->parent->tight) {
		write_children(r, md);
		if (md->next != NULL)
			html_newline(r->h);
		return;
	}
	write_in(r, "p", md);
	html_newline(r->h);
}

static void write_list(struct render *r, const struct md *md)
{
	const char *name = md->ordered ? "ol" : "ul";

	if (md->ordered && md->start != 1) {
		struct buf start = buf_make(r->arena);

		buf_int(&start, md->start);
		HTML_OPEN(r->h, name, { "start", buf_view(&start) });
	} else {
		html_open(r->h, name, NULL);
	}
	html_newline(r->h);
	write_children(r, md);
	html_close(r->h, name);
	html_newline(r->h);
}

static void write_item(struct render *r, const struct md *md)
{
	write_in(r, "li", md);
	html_newline(r->h);
}

static void write_quote(struct render *r, const struct md *md)
{
	write_in(r, "blockquote", md);
	html_newline(r->h);
}

static void write_code_block(struct render *r, const struct md *md)
{
	size_t end = str_find(md->info, STR(" "), 0);
	struct str language = str_sub(md->info, 0, end);

	html_open(r->h, "pre", NULL);
	if (language.len > 0) {
		struct buf name = buf_make(r->arena);

		buf_text(&name, "language-");
		buf_str(&name, language);
		HTML_OPEN(r->h, "code", { "class", buf_view(&name) });
	} else {
		html_open(r->h, "code", NULL);
	}
	html_text(r->h, md->text);
	html_close(r->h, "code");
	html_close(r->h, "pre");
	html_newline(r->h);
}

static void write_cell(struct render *r, const struct md *md, bool header)
{
	static const char *const classes[] = {
		[MD_ALIGN_LEFT] = "left",
		[MD_ALIGN_CENTER] = "center",
		[MD_ALIGN_RIGHT] = "right",
	};
	const char *name = header ? "th" : "td";
	struct html_attr attrs[3] = { { 0 } };
	int count = 0;

	if (header)
		attrs[count++] = (struct html_attr){ "scope", STR("col") };
	if (md->align != MD_ALIGN_NONE)
		attrs[count++] =
		    (struct html_attr){ "class", str_from(classes[md->align]) };
	html_open(r->h, name, attrs);
	write_children(r, md);
	html_close(r->h, name);
}

static void write_row(struct render *r, const struct md *md, bool header)
{
	html_open(r->h, "tr", NULL);
	for (const struct md *cell = md->first; cell; cell = cell->next)
		write_cell(r, cell, header);
	html_close(r->h, "tr");
	html_newline(r->h);
}

static void write_table(struct render *r, const struct md *md)
{
	const struct md *row = md->first;

	html_open(r->h, "table", NULL);
	html_newline(r->h);
	html_open(r->h, "thead", NULL);
	if (row != NULL)
		write_row(r, row, true);
	html_close(r->h, "thead");
	html_newline(r->h);
	html_open(r->h, "tbody", NULL);
	html_newline(r->h);
	for (row = row ? row->next : NULL; row != NULL; row = row->next)
		write_row(r, row, false);
	html_close(r->h, "tbody");
	html_close(r->h, "table");
	html_newline(r->h);
}

static void write_section(struct render *r, const struct md *md)
{
	if (r->hooks != NULL && r->hooks->section != NULL &&
	    r->hooks->section(r->h, md, r->hooks->context))
		return;
	HTML_OPEN(r->h, "section", { "class", md->name });
	html_newline(r->h);
	write_children(r, md);
	html_close(r->h, "section");
	html_newline(r->h);
}

static void write_chart(struct render *r, const struct md *md)
{
	if (r->hooks != NULL && r->hooks->chart != NULL)
		r->hooks->chart(r->h, md, r->hooks->context);
	else
		write_code_block(r, md);
}

static void write_link(struct render *r, const struct md *md)
{
	struct html_attr attrs[] = { { "href", md->url },
				     { "title", md->title },
				     { 0 } };

	if (md->title.len == 0)
		attrs[1].name = NULL;
	html_open(r->h, "a", attrs);
	write_children(r, md);
	html_close(r->h, "a");
}

static void write_image(struct render *r, const struct md *md)
{
	struct html_attr attrs[] = { { "src", md->url },
				     { "alt", md_plain(r->arena, md) },
				     { "title", md->title },
				     { 0 } };

	if (md->title.len == 0)
		attrs[2].name = NULL;
	html_void(r->h, "img", attrs);
}

/* A text, with what the hook makes of its citations. */
static void write_text(struct render *r, struct str text)
{
	size_t at = 0, done = 0, from;
	struct str id;

	while (r->hooks != NULL && r->hooks->cite != NULL &&
	       md_next_cite(text, &at, &id, &from)) {
		html_text(r->h, str_sub(text, done, from));
		done = from;
		if (r->hooks->cite(r->h, id, r->hooks->context))
			done = at;
	}
	html_text(r->h, str_sub(text, done, text.len));
}

static void write_leaf(struct render *r, const struct md *md)
{
	if (md->kind == MD_TEXT)
		write_text(r, md->text);
	else if (md->kind == MD_CODE)
		html_element(r->h, "code", NULL, md->text);
	else if (md->kind == MD_LINE_BREAK || md->kind == MD_RULE)
		html_void(r->h, md->kind == MD_RULE ? "hr" : "br", NULL);
	if (md->kind == MD_SOFT_BREAK || md->kind == MD_LINE_BREAK ||
	    md->kind == MD_RULE)
		html_newline(r->h);
}

static void write_node(struct render *r, const struct md *md)
{
	switch (md->kind) {
	case MD_DOCUMENT:
		write_children(r, md);
		break;
	case MD_HEADING:
		write_heading(r, md);
		break;
	case MD_PARAGRAPH:
		write_paragraph(r, md);
		break;
	case MD_LIST:
		write_list(r, md);
		break;
	case MD_ITEM:
		write_item(r, md);
		break;
	case MD_QUOTE:
		write_quote(r, md);
		break;
	case MD_CODE_BLOCK:
		write_code_block(r, md);
		break;
	case MD_TABLE:
		write_table(r, md);
		break;
	case MD_ROW:
		write_row(r, md, false);
		break;
	case MD_CELL:
		write_cell(r, md, false);
		break;
	case MD_SECTION:
		write_section(r, md);
		break;
	case MD_CHART:
		write_chart(r, md);
		break;
	case MD_HTML:
		break;
	case MD_EMPH:
		write_in(r, "em", md);
		break;
	case MD_STRONG:
		write_in(r, "strong", md);
		break;
	case MD_LINK:
		write_link(r, md);
		break;
	case MD_IMAGE:
		write_image(r, md);
		break;
	case MD_TEXT:
	case MD_CODE:
	case MD_RULE:
	case MD_SOFT_BREAK:
	case MD_LINE_BREAK:
		write_leaf(r, md);
		break;
	}
}

void html_markdown(struct html *h, const struct md *node,
		   const struct html_hooks *hooks)
{
	struct render r = { .h = h, .hooks = hooks, .arena = h->out->arena };

	write_children(&r, node);
}
