/*
 * The one Markdown tree.
 *
 * Rubrics, curricula and every document are read into this tree: CommonMark
 * by cmark, with pipe tables, `:::` sections and charts recognised by us and
 * given nodes of their own. Each output format is one writer over it. cmark's
 * own tree never leaves format/: it is copied and freed at once. Raw HTML
 * is kept as MD_HTML and no writer of ours passes it on.
 *
 * A YAML front matter (`---` on the first line, and again after it) is the
 * document's `text` and `body`. Emphasis within emphasis of its kind adds
 * nothing and is not kept; line breaks in a heading become spaces. Link
 * definitions serve the whole text, table cells apart.
 */
#ifndef JALON_FORMAT_MARKDOWN_H
#define JALON_FORMAT_MARKDOWN_H

#include "base/diag.h"

struct arena;

enum md_kind {
	MD_DOCUMENT,
	/* blocks */
	MD_HEADING,		/* level */
	MD_PARAGRAPH,
	MD_LIST,		/* ordered, start, tight */
	MD_ITEM,
	MD_QUOTE,
	MD_CODE_BLOCK,		/* info, text */
	MD_RULE,
	MD_TABLE,		/* children: rows; the first is the header */
	MD_ROW,			/* children: cells */
	MD_CELL,		/* align; children: inlines */
	MD_SECTION,		/* ::: name {key=value ...}; children: blocks */
	MD_CHART,		/* ```chart NAME: name in `name`, body in text */
	MD_HTML,		/* raw HTML, block or inline: kept, never used */
	/* inlines */
	MD_TEXT,		/* text */
	MD_SOFT_BREAK,
	MD_LINE_BREAK,
	MD_CODE,		/* text */
	MD_EMPH,
	MD_STRONG,
	MD_LINK,		/* url, title */
	MD_IMAGE,		/* url, title; children: alternative text */
};

enum md_align { MD_ALIGN_NONE, MD_ALIGN_LEFT, MD_ALIGN_CENTER, MD_ALIGN_RIGHT };

struct md_attr {
	struct str key;
	struct str value;
	struct span span;
	struct md_attr *next;
};

struct md {
	enum md_kind kind;
	uint8_t level;		/* heading: 1 to 6 */
	bool ordered;		/* list */
	bool tight;		/* list */
	enum md_align align;	/* cell */
	uint32_t start;		/* ordered list: its first number */
	struct span span;	/* blocks: their lines; inlines: best effort,
				   the enclosing block's when unknown */
	struct str text;
	struct str info;	/* code block: the whole info string */
	struct str name;	/* section, chart */
	struct str url;
	struct str title;
	struct md_attr *attrs;	/* section */
	struct span body;	/* code block: its text in the source, when it
				   stands there unchanged (not indented);
				   document: its front matter */
	struct md *parent;
	struct md *first;
	struct md *last;
	struct md *next;
};

/*
 * Reads a Markdown text (scan_markdown is done here). NULL only when the scan
 * refuses it; mistakes of `:::` fences, tables and charts are diagnostics in a
 * tree that is still returned. `:::` inside code blocks is text.
 */
struct md *markdown_parse(struct arena *a, const struct source *source,
			  struct diags *diags);

/* The text of a node without its markup, soft breaks as spaces. */
struct str md_plain(struct arena *a, const struct md *node);
/* The first MD_CODE under the node, or NULL. */
const struct md *md_first_code(const struct md *node);
/* The source text of a block, as written. */
struct str md_source(const struct md *node);

/*
 * Citations are text to Markdown: `[^id]`, which the tree keeps whole in one
 * MD_TEXT. Finds the next one at or after `*at`: its id, where its bracket
 * stands; `*at` is then one past its end. False when there is none.
 */
bool md_next_cite(struct str text, size_t *at, struct str *id, size_t *from);

/*
 * Writes the tree as Markdown again. Reading that gives the same tree.
 * Sections keep their `:::` lines, unless `bare`: then their blocks stand
 * alone, as any other reader of Markdown wants them. A chart is written by
 * `chart` (into Markdown: its title and the table of its figures) or kept as
 * a code block when that is NULL. `cite` (may be NULL) writes the reference
 * of a `[^id]` in a text as Markdown, on one line, and returns true; false
 * leaves the text as it is.
 */
struct md_writer {
	bool bare;
	void (*chart)(struct buf *out, const struct md *chart, void *context);
	bool (*cite)(struct buf *out, struct str id, void *context);
	void *context;
};
void markdown_write(struct buf *out, const struct md *document,
		    const struct md_writer *writer);

/*
 * Escapes text for any place inside Markdown, code and addresses apart; line
 * ends become spaces.
 */
void markdown_escape(struct buf *out, struct str text);

#endif
