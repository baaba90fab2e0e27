/*
 * Pipe tables: a line of cells, a line of dashes, lines of cells.
 *
 * cmark hands such a table over as a paragraph; its lines are taken from the
 * source and each cell is read by cmark alone. A pipe after a backslash is
 * text, everywhere in a cell, code spans included, and that backslash goes.
 * Link definitions do not reach into cells: links there are written inline.
 */
#include <string.h>

#include "base/arena.h"
#include "markdown_part.h"

struct row {
	struct str text; /* without the marks of quotes and the blanks */
	size_t offset;   /* of the text in the source */
};

struct table {
	struct md_reader *r;
	struct row *rows; /* the paragraph's lines */
	size_t count;
	size_t header; /* index of the header line */
	enum md_align aligns[MD_COLUMNS];
	size_t columns;
};

/* Cells of a line, one after the other. */
struct cells {
	struct str rest;
	bool done;
};

static struct cells cells_of(struct str row)
{
	struct cells cells = { .rest = row };

	if (str_starts(row, "|"))
		cells.rest = str_sub(row, 1, row.len);
	cells.done = cells.rest.len == 0;
	return cells;
}

static bool next_cell(struct cells *cells, struct str *cell)
{
	struct str rest = cells->rest;
	size_t at = 0;

	if (cells->done)
		return false;
	while (at < rest.len &&
	       !(rest.at[at] == '|' && (at == 0 || rest.at[at - 1] != '\\')))
		at++;
	*cell = str_trim(str_sub(rest, 0, at));
	cells->rest = str_sub(rest, at + 1, rest.len);
	cells->done = cells->rest.len == 0;
	return true;
}

static size_t count_cells(struct str row)
{
	struct cells cells = cells_of(row);
	struct str cell;
	size_t count = 0;

	while (next_cell(&cells, &cell))
		count++;
	return count;
}

/* :---, ---:, :---: or --- */
static bool read_align(struct str cell, enum md_align *align)
{
	bool left = str_starts(cell, ":");
	bool right = cell.len > 1 && str_ends(cell, ":");
	struct str dashes = str_sub(cell, left, cell.len - right);

	if (dashes.len == 0)
		return false;
	for (size_t i = 0; i < dashes.len; i++)
		if (dashes.at[i] != '-')
			return false;
	*align = left && right ? MD_ALIGN_CENTER
		 : left        ? MD_ALIGN_LEFT
		 : right       ? MD_ALIGN_RIGHT
			       : MD_ALIGN_NONE;
	return true;
}

static bool read_delimiters(struct table *t, struct str row)
{
	struct cells cells = cells_of(row);
	struct str cell;

	t->columns = 0;
	if (str_find(row, STR("|"), 0) == SIZE_MAX)
		return false;
	while (next_cell(&cells, &cell)) {
		enum md_align align;

		if (!read_align(cell, &align))
			return false;
		if (t->columns < MD_COLUMNS)
			t->aligns[t->columns] = align;
		t->columns++;
	}
	return t->columns > 0;
}

/* A line of the paragraph, without what its containers put before it. */
static struct row read_line(struct span paragraph, size_t from, size_t to,
			    int quotes)
{
	struct str text = str_sub(span_text(paragraph), from, to);
	size_t at = 0;

	for (; at < text.len; at++) {
		if (text.at[at] == '>' && quotes-- > 0)
			continue;
		if (text.at[at] != ' ' && text.at[at] != '\t')
			break;
	}
	return (struct row){ str_trim(str_sub(text, at, text.len)),
			     paragraph.from + from + at };
}

static void read_lines(struct table *t, struct span paragraph, int quotes)
{
	struct str text = span_text(paragraph);
	size_t capacity = 0;

	for (size_t at = 0, end; at < text.len; at = end + 1) {
		end = str_find(text, STR("\n"), at);
		if (end == SIZE_MAX)
			end = text.len;
		t->rows = arena_grow(t->r->arena, t->rows, t->count, &capacity,
				     sizeof(*t->rows));
		t->rows[t->count++] = read_line(paragraph, at, end, quotes);
	}
}

static struct span row_span(const struct table *t, size_t i)
{
	return span_make(t->r->source, t->rows[i].offset,
			 t->rows[i].offset + t->rows[i].text.len);
}

static void report(struct table *t, size_t row, enum message message,
		   size_t found, size_t expected)
{
	struct buf a = buf_make(t->r->arena), b = buf_make(t->r->arena);

	buf_int(&a, (int64_t)found);
	buf_int(&b, (int64_t)expected);
	DIAG_STR(t->r->diags, row_span(t, row), message, buf_view(&a),
		 buf_view(&b));
}

/* Finds the line of dashes. False when the paragraph is no table. */
static bool find_table(struct table *t)
{
	for (size_t i = 1; i < t->count; i++) {
		size_t cells;

		if (!read_delimiters(t, t->rows[i].text))
			continue;
		t->header = i - 1;
		cells = count_cells(t->rows[i - 1].text);
		if (cells != t->columns)
			report(t, i, MSG_TABLE_COLUMNS, t->columns, cells);
		else if (cells > MD_COLUMNS)
			report(t, i, MSG_TABLE_WIDE, cells, MD_COLUMNS);
		else
			return true;
		return false;
	}
	return false;
}

/*
 * The lines above the header are a paragraph of their own. Four blanks keep
 * each of its lines from being read as another block.
 */
static void read_above(struct table *t, struct md *parent)
{
	struct buf text = buf_make(t->r->arena);

	if (t->header == 0)
		return;
	for (size_t i = 0; i < t->header; i++) {
		buf_text(&text, i == 0 ? "" : "\n    ");
		buf_str(&text, t->rows[i].text);
	}
	buf_char(&text, '\n');
	md_read_paragraph(
	    t->r, parent, buf_view(&text),
	    span_join(row_span(t, 0), row_span(t, t->header - 1)));
}

/* Nothing that cmark would read as more than letters. */
static bool is_simple(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (strchr("\\`*_[]<>&!#\t\v\f", text.at[i]) != NULL)
			return false;
	return true;
}

static struct str without_escapes(struct md_reader *r, struct str text)
{
	struct buf out = buf_make(r->arena);

	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] != '\\' || i + 1 == text.len ||
		    text.at[i + 1] != '|')
			buf_char(&out, text.at[i]);
	return buf_view(&out);
}

static void read_cell(struct table *t, struct md *row, struct str text,
		      enum md_align align)
{
	struct md_reader *r = t->r;
	size_t from = (size_t)(text.at - r->source->text.at);
	struct span where = span_make(r->source, from, from + text.len);
	struct md *cell = md_append(r, row, MD_CELL, where);

	cell->align = align;
	if (text.len == 0)
		return;
	if (is_simple(text))
		md_append(r, cell, MD_TEXT, where)->text = text;
	else
		md_read_inlines(r, cell, without_escapes(r, text), where);
}

static void read_row(struct table *t, struct md *table, size_t i)
{
	struct cells cells = cells_of(t->rows[i].text);
	struct md *row = md_append(t->r, table, MD_ROW, row_span(t, i));
	struct str cell;
	size_t count = 0;

	for (; next_cell(&cells, &cell); count++)
		if (count < t->columns)
			read_cell(t, row, cell, t->aligns[count]);
	if (count != t->columns)
		report(t, i, MSG_TABLE_ROW, count, t->columns);
}

bool md_read_table(struct md_reader *r, struct md *parent,
		   struct span paragraph, int quotes)
{
	struct table t = { .r = r };
	struct md *table;

	if (str_find(span_text(paragraph), STR("|"), 0) == SIZE_MAX)
		return false;
	read_lines(&t, paragraph, quotes);
	if (!find_table(&t))
		return false;
	read_above(&t, parent);
	table = md_append(
	    r, parent, MD_TABLE,
	    span_join(row_span(&t, t.header), row_span(&t, t.count - 1)));
	for (size_t i = t.header; i < t.count; i++)
		if (i != t.header + 1)
			read_row(&t, table, i);
	return true;
}
