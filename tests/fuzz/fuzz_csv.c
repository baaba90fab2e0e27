/*
 * src/format/csv.c: a table is refused with a diagnostic, or read; read, its
 * spans hold, and written with every cell between quotes it reads the same.
 */
#include "base/arena.h"
#include "format/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_cell(struct buf *out, struct str text)
{
	buf_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"')
			buf_char(out, '"');
		buf_char(out, text.at[i]);
	}
	buf_char(out, '"');
}

static void write_table(struct buf *out, const struct csv *csv)
{
	for (uint32_t r = 0; r < csv->row_count; r++) {
		for (uint32_t c = 0; c < csv->rows[r].count; c++) {
			if (c > 0)
				buf_char(out, csv->separator);
			write_cell(out, csv->rows[r].cells[c].text);
		}
		buf_char(out, '\n');
	}
}

static void same(const struct csv *a, const struct csv *b)
{
	if (a->row_count != b->row_count)
		BUG("%u rows, then %u", a->row_count, b->row_count);
	for (uint32_t r = 0; r < a->row_count; r++) {
		if (a->rows[r].count != b->rows[r].count)
			BUG("another number of cells in row %u", r);
		for (uint32_t c = 0; c < a->rows[r].count; c++)
			if (!str_eq(a->rows[r].cells[c].text,
				    b->rows[r].cells[c].text))
				BUG("another cell in row %u", r);
	}
}

static struct csv *parse(struct arena *a, struct str bytes,
			 struct diags *diags)
{
	struct source *s = source_make(a, "fuzz", bytes, diags);

	return s == NULL ? NULL : csv_parse(a, s, diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_open();
	struct buf out = buf_make(a);
	struct csv *csv, *again;
	struct diags diags;

	diags_init(&diags, a);
	csv = parse(a, (struct str){ (const char *)data, size }, &diags);
	if (csv == NULL && diags.errors == 0)
		BUG("refused without a word");
	if (csv != NULL) {
		write_table(&out, csv);
		again = parse(a, buf_view(&out), &diags);
		if (again == NULL)
			BUG("what was written cannot be read");
		same(csv, again);
	}
	arena_close(a);
	return 0;
}
