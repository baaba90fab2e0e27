/*
 * Numbers as people type them and as spreadsheets show them, in either
 * language. Where two readings are left, neither is taken.
 */
#include <string.h>

#include "answers_table.h"
#include "base/arena.h"

enum { NUMBER_PARTS = 12 };

/* Digits between marks: 1 234,5 is `1`, `234` and `5`, after ' ' and ','. */
struct figure {
	bool minus;
	struct str parts[NUMBER_PARTS];
	char marks[NUMBER_PARTS]; /* before each part but the first */
	uint32_t count;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The bytes of a blank, or 0. */
static size_t blank_bytes(struct str rest)
{
	static const char *const blanks[] = { " ", "\u00a0", "\u202f",
					      "\u2009" };

	for (size_t i = 0; i < sizeof(blanks) / sizeof(*blanks); i++)
		if (str_starts(rest, blanks[i]))
			return strlen(blanks[i]);
	return 0;
}

static struct str take_sign(struct str text, bool *minus)
{
	*minus = str_starts(text, "-") || str_starts(text, "\u2212");
	if (str_starts(text, "\u2212"))
		return str_sub(text, 3, text.len);
	return str_sub(text, *minus || str_starts(text, "+"), text.len);
}

static bool read_figure(struct str text, struct figure *f)
{
	*f = (struct figure){ 0 };
	text = take_sign(text, &f->minus);
	while (f->count < NUMBER_PARTS) {
		size_t digits = 0, mark;

		while (digits < text.len && is_digit(text.at[digits]))
			digits++;
		if (digits == 0)
			return false;
		f->parts[f->count++] = str_sub(text, 0, digits);
		text = str_sub(text, digits, text.len);
		if (text.len == 0)
			return true;
		mark = blank_bytes(text);
		if (mark == 0 && text.at[0] != ',' && text.at[0] != '.')
			return false;
		if (f->count == NUMBER_PARTS)
			break;
		f->marks[f->count] = mark > 0 ? ' ' : text.at[0];
		text = str_sub(text, mark > 0 ? mark : 1, text.len);
	}
	return false;
}

/* The first `count` parts are thousands: 1 to 3 digits, then threes. */
static bool by_threes(const struct figure *f, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++)
		if (f->parts[i].len != 3 || f->marks[i] != f->marks[1])
			return false;
	return count == 1 || (f->parts[0].len <= 3 && f->parts[0].at[0] != '0');
}

/* In the plain form of ratio_parse; the last part is decimals if `mark`. */
static struct str plain_number(struct table *t, const struct figure *f,
			       bool mark)
{
	struct buf digits = buf_make(t->reader.arena), out = digits;
	uint32_t whole = f->count - mark;
	size_t zeros = 0;

	for (uint32_t i = 0; i < whole; i++)
		buf_str(&digits, f->parts[i]);
	while (zeros + 1 < digits.len && digits.at[zeros] == '0')
		zeros++;
	buf_text(&out, f->minus ? "-" : "");
	buf_str(&out, str_sub(buf_view(&digits), zeros, digits.len));
	if (mark) {
		struct str decimals = f->parts[whole];

		while (decimals.len > 1 && decimals.at[decimals.len - 1] == '0')
			decimals.len--;
		buf_char(&out, '.');
		buf_str(&out, decimals);
	}
	return buf_view(&out);
}

/* Whether the question can be answered so. */
static bool number_fits(const struct question *q, struct str text)
{
	struct ratio n;

	return ratio_parse(text, &n) &&
	       (!q->has_min || ratio_cmp(n, q->min) >= 0) &&
	       (!q->has_max || ratio_cmp(n, q->max) <= 0) &&
	       (q->from_client != FROM_CLIENT_STAFF ||
		ratio_cmp(n, RATIO(ratio_floor(n))) == 0);
}

static struct node *two_ways(struct table *t, const struct question *q,
			     struct csv_cell cell, const struct figure *f)
{
	struct str decimal = plain_number(t, f, true);
	struct str thousands = plain_number(t, f, false);
	bool first = number_fits(q, decimal);

	if (first != number_fits(q, thousands))
		return table_plain(t, first ? decimal : thousands, cell.span);
	DIAG_STR(t->reader.diags, cell.span, MSG_TABLE_TWO_NUMBERS, cell.text,
		 decimal, thousands);
	return NULL;
}

struct node *table_read_number(struct table *t, const struct question *q,
			       struct csv_cell cell)
{
	struct figure f;
	char last;

	if (read_figure(cell.text, &f)) {
		last = f.marks[f.count - 1];
		if (f.count == 2 && last == ',' && by_threes(&f, 2))
			return two_ways(t, q, cell, &f);
		/* 1,234.5 and 1.234,5: the last mark stands alone. */
		if (f.count > 1 && last != ' ' && by_threes(&f, f.count - 1) &&
		    (f.count == 2 || f.marks[1] != last))
			return table_plain(t, plain_number(t, &f, true),
					   cell.span);
		if (by_threes(&f, f.count))
			return table_plain(t, plain_number(t, &f, false),
					   cell.span);
	}
	DIAG_STR(t->reader.diags, cell.span, MSG_TABLE_NUMBER,
		 table_shown(t, cell.text));
	return NULL;
}
