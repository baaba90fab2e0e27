/* What `jalon gain` and `jalon drill` share. */
#include "sheet.h"

#include <stdlib.h>

#include "base/arena.h"
#include "doc/kit.h"

/* --- the table as a whole ------------------------------------------------- */

static struct str number(struct call *call, uint32_t n)
{
	struct buf b = buf_make(call->arena);

	buf_int(&b, n);
	return buf_view(&b);
}

static bool size_check(struct call *call, const struct csv *csv)
{
	uint32_t sheets = csv->row_count - 1, columns = csv->rows[0].count;

	if ((uint64_t)sheets * columns <= SHEET_CELLS)
		return true;
	DIAG_STR(&call->diags, csv->rows[0].cells[0].span,
		 MSG_SHEET_TOO_LARGE, number(call, sheets),
		 number(call, columns), number(call, SHEET_CELLS));
	return false;
}

static int by_text(const void *a, const void *b)
{
	const struct csv_cell *const *x = a, *const *y = b;
	int order = str_cmp((*x)->text, (*y)->text);

	return order != 0 ? order : (*x > *y) - (*x < *y);
}

/* Sorted, the same titles stand side by side. */
static bool titles_check(struct call *call, const struct csv_row *titles,
			 uint32_t first)
{
	const struct csv_cell **sorted =
	    ARENA_ARRAY(call->arena, titles->count, const struct csv_cell *);
	uint32_t count = 0;
	bool good = true;

	for (uint32_t i = first; i < titles->count; i++)
		if (titles->cells[i].text.len > 0)
			sorted[count++] = &titles->cells[i];
	if (count > 1)
		qsort(sorted, count, sizeof(*sorted), by_text);
	for (uint32_t i = 1; i < count; i++) {
		if (!str_eq(sorted[i - 1]->text, sorted[i]->text))
			continue;
		DIAG_STR(&call->diags, sorted[i]->span, MSG_SHEET_TITLE_TWICE,
			 sorted[i]->text);
		good = false;
	}
	return good;
}

/* Spreadsheets leave empty cells behind; what is in one was meant. */
static bool width_check(struct call *call, const struct csv_row *row,
			uint32_t width)
{
	for (uint32_t i = width; i < row->count; i++) {
		if (row->cells[i].text.len == 0)
			continue;
		DIAG_STR(&call->diags, row->cells[i].span,
			 MSG_SHEET_PAST_TITLES, row->cells[i].text);
		return false;
	}
	return true;
}

const struct csv *sheet_load(struct call *call, const char *path,
			     uint32_t first)
{
	const struct source *source =
	    source_load(call->arena, path, &call->diags);
	const struct csv *csv;
	bool good;

	if (source == NULL)
		return NULL;
	csv = csv_parse(call->arena, source, &call->diags);
	if (csv == NULL)
		return NULL;
	if (csv->row_count == 1) {
		DIAG(&call->diags, csv->rows[0].cells[0].span,
		     MSG_SHEET_EMPTY);
		return NULL;
	}
	if (!size_check(call, csv))
		return NULL;
	good = titles_check(call, &csv->rows[0], first);
	for (uint32_t r = 1; r < csv->row_count; r++)
		good = width_check(call, &csv->rows[r], csv->rows[0].count) &&
		       good;
	return good ? csv : NULL;
}

/* --- one sheet a person --------------------------------------------------- */

struct sheet_of {
	struct csv_cell code;
	uint8_t test;
	uint32_t row;
};

static bool same_sheet(const struct sheet_of *a, const struct sheet_of *b)
{
	return a->test == b->test && str_eq(a->code.text, b->code.text);
}

static int by_code(const void *a, const void *b)
{
	const struct sheet_of *x = a, *y = b;
	int order = str_cmp(x->code.text, y->code.text);

	if (order == 0)
		order = (x->test > y->test) - (x->test < y->test);
	return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

bool sheets_once(struct call *call, const struct csv *csv,
		 const uint8_t *tests, enum message message)
{
	struct sheet_of *all =
	    ARENA_ARRAY(call->arena, csv->row_count, struct sheet_of);
	uint32_t count = 0;
	bool good = true;

	for (uint32_t r = 1; r < csv->row_count; r++) {
		uint8_t test = tests == NULL ? 0 : tests[r];

		if (test != SHEET_SKIPPED && csv->rows[r].cells[0].text.len > 0)
			all[count++] = (struct sheet_of){
				csv->rows[r].cells[0], test, r };
	}
	if (count > 1)
		qsort(all, count, sizeof(*all), by_code);
	for (uint32_t i = 1; i < count; i++) {
		if (!same_sheet(&all[i - 1], &all[i]))
			continue;
		DIAG_STR(&call->diags, all[i].code.span, message,
			 all[i].code.text);
		good = false;
	}
	return good;
}

/* --- what titles name ----------------------------------------------------- */

const struct item *sheet_item(const struct curriculum *c, struct str id)
{
	for (uint32_t m = 0; m < c->module_count; m++)
		for (uint32_t i = 0; i < c->modules[m].item_count; i++)
			if (str_eq(c->modules[m].items[i].id, id))
				return &c->modules[m].items[i];
	return NULL;
}

const struct contact *sheet_contact(const struct curriculum *c, struct str id)
{
	for (uint32_t m = 0; m < c->module_count; m++) {
		const struct drill *d = c->modules[m].drill;

		for (uint32_t i = 0; d != NULL && i < d->contact_count; i++)
			if (str_eq(d->contacts[i].id, id))
				return &d->contacts[i];
	}
	return NULL;
}

void put_percent(struct buf *out, struct ratio share, enum lang lang)
{
	lang_number(out, ratio_mul(share, RATIO(100)), 0, lang);
	buf_text(out, say(lang, "\u00a0%", "%"));
}
