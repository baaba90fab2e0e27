/*
 * What the files of the Markdown reader share: markdown.c (cmark's tree into
 * ours), markdown_section.c (`:::` lines), markdown_table.c (pipe tables).
 */
#ifndef JALON_FORMAT_MARKDOWN_PART_H
#define JALON_FORMAT_MARKDOWN_PART_H

#include "format/markdown.h"

/* Elements open at once; the HTML writer's HTML_DEPTH leaves room over it. */
enum { MD_DEPTH = 40, MD_SECTIONS = 8, MD_COLUMNS = 64 };

struct md_reader {
	struct arena *arena;
	const struct source *source;
	struct diags *diags;
	uint32_t *lines; /* offset of each line's first byte, and one
			    past the end of the text */
	size_t line_count;
	bool *fence;       /* by line: it starts with `:::`, outside
			      code and raw HTML */
	struct span front; /* YAML front matter, without its `---` */
	int depth;         /* open nodes */
	bool too_deep;     /* that was said */
	int sections;      /* open sections */
	int refused;       /* open sections nested too deep to keep */
	struct span block; /* the leaf block whose inlines are read */
	size_t cursor;     /* where its next inline is looked for */
};

/* A new last child of `parent`. */
struct md *md_append(struct md_reader *r, struct md *parent, enum md_kind kind,
		     struct span span);
/* Reads `text` as the inlines of a heading or cell, whose place is `where`. */
void md_read_inlines(struct md_reader *r, struct md *parent, struct str text,
		     struct span where);
/* Reads `text` as one paragraph, appended to `parent` unless it is empty. */
void md_read_paragraph(struct md_reader *r, struct md *parent, struct str text,
		       struct span where);

/* The bytes of a line, without its LF. */
struct str md_line(const struct md_reader *r, size_t line);

/* Marks the lines that start with `:::`, from `line` on. */
bool md_find_fences(struct md_reader *r, size_t line);
/* Opens or closes a section; returns the node that blocks now go under. */
struct md *md_read_fence(struct md_reader *r, struct md *at, size_t line);
/* Reports the sections that the end of the text leaves open. */
void md_end_sections(struct md_reader *r, const struct md *at);
/* Reports a `:::` that starts a line of a paragraph, but not of the text. */
void md_check_stray_fence(struct md_reader *r, struct span paragraph);

/*
 * When the paragraph holds a pipe table, appends it (after the paragraph
 * made by the lines above it) to `parent` and returns true. `quotes` is how
 * many block quotes the paragraph is in.
 */
bool md_read_table(struct md_reader *r, struct md *parent,
		   struct span paragraph, int quotes);

#endif
