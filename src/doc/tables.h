/* What the files that write tables share. Private to doc/. */
#ifndef JALON_DOC_TABLES_PARTS_H
#define JALON_DOC_TABLES_PARTS_H

#include "base/arena.h"
#include "doc/tables.h"

struct table_out {
	struct buf *out;
	const struct table_style *style;
	uint32_t column;	/* cells already on the line */
};

struct table_out table_begin(struct buf *out, const struct table_style *style);
void table_end_line(struct table_out *t);
void table_skip(struct table_out *t, uint32_t cells);
/* A word of ours, or an id: never guarded. */
void table_word(struct table_out *t, const char *word);
void table_id(struct table_out *t, struct str id);
/* Somebody's text, guarded where it must be. */
void table_text(struct table_out *t, struct str text);
void table_number(struct table_out *t, struct ratio n);
void table_int(struct table_out *t, int64_t n);
/* The same, in a text that becomes a cell. */
void table_write_number(struct buf *out, const struct table_style *style,
			struct ratio n);

#endif
