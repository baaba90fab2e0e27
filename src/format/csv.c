/* CSV, as RFC 4180 writes it and as spreadsheets do. */
#include "format/csv.h"

#include "base/arena.h"

struct walk {
	struct arena *arena;
	const struct source *source;
	struct diags *diags;
	struct str text;
	size_t at;
	char separator;
	struct csv_row *rows;
	size_t row_count, row_capacity;
	struct csv_cell *cells;	/* of the row being read */
	size_t cell_count, cell_capacity;
	size_t all_cells;
};

/* In the first line, quotes aside: the semicolon when there are more. */
static char find_separator(struct str text)
{
	size_t commas = 0, semicolons = 0;
	bool quoted = false;

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"')
			quoted = !quoted;
		if (quoted)
			continue;
		if (text.at[i] == '\n' && commas + semicolons > 0)
			break;
		commas += text.at[i] == ',';
		semicolons += text.at[i] == ';';
	}
	return semicolons > commas ? ';' : ',';
}

static bool at_end_of_cell(const struct walk *w)
{
	return w->at >= w->text.len || w->text.at[w->at] == w->separator ||
	       w->text.at[w->at] == '\n';
}

static void skip_blanks(struct walk *w)
{
	while (!at_end_of_cell(w) &&
	       (w->text.at[w->at] == ' ' || w->text.at[w->at] == '\t'))
		w->at++;
}

/* After the opening quote. */
static bool read_quoted(struct walk *w, size_t from, struct csv_cell *cell)
{
	struct buf out = buf_make(w->arena);

	for (w->at = from + 1; w->at < w->text.len; w->at++) {
		if (w->text.at[w->at] != '"') {
			buf_char(&out, w->text.at[w->at]);
			continue;
		}
		w->at++;
		if (w->at >= w->text.len || w->text.at[w->at] != '"')
			goto closed;
		buf_char(&out, '"');
	}
	DIAG(w->diags, span_make(w->source, from, from + 1), MSG_CSV_QUOTE);
	return false;
closed:
	cell->text = str_trim(buf_view(&out));
	cell->span = span_make(w->source, from, w->at);
	skip_blanks(w);
	if (at_end_of_cell(w))
		return true;
	DIAG(w->diags, span_make(w->source, w->at, w->at + 1),
	     MSG_CSV_AFTER_QUOTE);
	return false;
}

static bool read_cell(struct walk *w, struct csv_cell *cell)
{
	size_t from;

	skip_blanks(w);
	from = w->at;
	if (!at_end_of_cell(w) && w->text.at[from] == '"')
		return read_quoted(w, from, cell);
	while (!at_end_of_cell(w))
		w->at++;
	cell->text = str_trim(str_sub(w->text, from, w->at));
	cell->span = span_make(w->source, from, from + cell->text.len);
	return true;
}

static bool row_is_empty(const struct walk *w)
{
	for (size_t i = 0; i < w->cell_count; i++)
		if (w->cells[i].text.len > 0)
			return false;
	return true;
}

static bool too_large(struct walk *w)
{
	DIAG(w->diags, w->cells[0].span, MSG_CSV_TOO_LARGE);
	return false;
}

static bool keep_row(struct walk *w)
{
	struct csv_cell *cells;

	if (row_is_empty(w))
		return true;
	/* Columns that were emptied still end the line of titles. */
	while (w->row_count == 0 && w->cells[w->cell_count - 1].text.len == 0)
		w->cell_count--;
	w->all_cells += w->cell_count;
	if (w->row_count == CSV_ROWS || w->all_cells > CSV_CELLS)
		return too_large(w);
	cells = ARENA_ARRAY(w->arena, w->cell_count, struct csv_cell);
	for (size_t i = 0; i < w->cell_count; i++)
		cells[i] = w->cells[i];
	w->rows = arena_grow(w->arena, w->rows, w->row_count,
			     &w->row_capacity, sizeof(*w->rows));
	w->rows[w->row_count++] =
	    (struct csv_row){ cells, (uint32_t)w->cell_count };
	return true;
}

static bool read_row(struct walk *w)
{
	w->cell_count = 0;
	for (;;) {
		struct csv_cell cell = { 0 };

		if (!read_cell(w, &cell))
			return false;
		w->cells = arena_grow(w->arena, w->cells, w->cell_count,
				      &w->cell_capacity, sizeof(*w->cells));
		w->cells[w->cell_count++] = cell;
		if (w->cell_count > CSV_CELLS)
			return too_large(w);
		if (w->at >= w->text.len || w->text.at[w->at] == '\n')
			break;
		w->at++;	/* the separator */
	}
	w->at++;	/* the end of the line */
	return keep_row(w);
}

struct csv *csv_parse(struct arena *a, const struct source *source,
		      struct diags *diags)
{
	struct walk w = { .arena = a, .source = source, .diags = diags,
			  .text = source->text,
			  .separator = find_separator(source->text) };
	struct csv *csv;

	while (w.at < w.text.len)
		if (!read_row(&w))
			return NULL;
	if (w.row_count == 0) {
		DIAG(diags, span_make(source, 0, 0), MSG_CSV_EMPTY);
		return NULL;
	}
	csv = ARENA_NEW(a, struct csv);
	*csv = (struct csv){ w.rows, (uint32_t)w.row_count, w.separator };
	return csv;
}

struct csv_cell csv_cell(const struct csv_row *row, uint32_t column)
{
	struct csv_cell none = row->cells[row->count - 1];

	if (column < row->count)
		return row->cells[column];
	none.text = STR_NONE;
	none.span = span_make(none.span.source, none.span.to, none.span.to);
	return none;
}
