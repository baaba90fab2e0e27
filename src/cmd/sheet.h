/*
 * Sheets of paper typed into a spreadsheet: a code for each person in the
 * first column, an answer in each of the others.
 */
#ifndef JALON_CMD_SHEET_H
#define JALON_CMD_SHEET_H

#include "format/csv.h"
#include "learn/drill.h"
#include "learn/workshop.h"
#include "rows.h"

/* Sheets times columns, at most. */
enum { SHEET_CELLS = 200000 };

/*
 * Reads the file; NULL after diagnostics: no line under the titles, a title
 * from column `first` on that stands there twice, a cell under no title, more
 * than SHEET_CELLS.
 */
const struct csv *sheet_load(struct call *call, const char *path,
			     uint32_t first);

/*
 * One sheet a code and a test: reports the others with `message` and returns
 * false. `tests` tells tests apart, row by row (SHEET_SKIPPED: not looked at);
 * NULL: there is only one.
 */
enum { SHEET_SKIPPED = 255 };
bool sheets_once(struct call *call, const struct csv *csv,
		 const uint8_t *tests, enum message message);

/* Items and contacts of the curriculum by id, or NULL. */
const struct item *sheet_item(const struct curriculum *c, struct str id);
const struct contact *sheet_contact(const struct curriculum *c, struct str id);

/* "41 %" or "41%". */
void put_percent(struct buf *out, struct ratio share, enum lang lang);

#endif
