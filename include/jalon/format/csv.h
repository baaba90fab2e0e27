/*
 * Reading CSV as spreadsheets save it (RFC 4180): commas, or the semicolons
 * that French spreadsheets write, told apart by the first line; quotes double
 * inside quotes. Cells are trimmed of blanks; rows without anything in them
 * are left out, and so are empty cells at the end of the header.
 */
#ifndef JALON_FORMAT_CSV_H
#define JALON_FORMAT_CSV_H

#include "base/diag.h"

struct arena;

struct csv_cell {
	struct str text;
	struct span span;	/* its quotes included */
};

struct csv_row {
	const struct csv_cell *cells;
	uint32_t count;		/* at least 1 */
};

struct csv {
	const struct csv_row *rows;	/* the first is the header */
	uint32_t row_count;
	char separator;
};

/* Rows and cells of one file, at most. */
enum { CSV_ROWS = 100000, CSV_CELLS = 2000000 };

/* NULL after a diagnostic: nothing in it, a quote that never closes, text
   after a closing quote, too many rows or cells. */
struct csv *csv_parse(struct arena *a, const struct source *source,
		      struct diags *diags);

/* The cell in that column, or an empty one past the row's end. */
struct csv_cell csv_cell(const struct csv_row *row, uint32_t column);

#endif
