/*
 * What the two files of the Markdown writer share: markdown_write.c (blocks)
 * and markdown_inline.c (inlines).
 */
#ifndef JALON_FORMAT_MARKDOWN_OUT_H
#define JALON_FORMAT_MARKDOWN_OUT_H

#include "format/markdown.h"

struct md_out {
	struct buf *buf;
	struct buf prefix; /* what starts each line: "> ", blanks */
	size_t line;       /* where the text of this line starts */
	bool fresh;        /* right after a bullet: no prefix is due */
	bool one_line;     /* in a heading or a cell */
	bool in_cell;
	char bullet;      /* of the list around */
	char last_bullet; /* of the list just written */
	char last_point;
	char outer_mark;  /* of the emphasis around: * or _ */
	int hard_breaks;  /* met and not yet written */
	bool soft_break;  /* the same */
	size_t code_end;  /* where the last code span ended */
	size_t mark_end;  /* where the last * or _ of emphasis ended */
	size_t masked_at; /* a letter written here goes as &#...; */
	const struct md_writer *writer;
};

/* Writes the prefix of a line. */
void md_start_line(struct md_out *o);
/* False for raw HTML, and for what holds nothing else. */
bool md_is_visible(const struct md *md);
/* The children of a paragraph, heading or cell. */
void md_write_inlines(struct md_out *o, const struct md *parent);
/* Text for a link's address or title, or for an info string. */
void md_write_escaped(struct md_out *o, struct str text);
/* The length of the longest run of `mark` in the text. */
size_t md_longest_run(struct str text, char mark);

#endif
