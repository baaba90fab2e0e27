/*
 * `jalon gain`: what was learned between the test before the workshop and the
 * same test after it, from the sheets typed in a table.
 */
#include "sheet.h"

#include "base/arena.h"

enum { COLUMN_CODE, COLUMN_WHEN, COLUMN_ITEMS };

struct typed {
	struct call *call;
	const struct curriculum *curriculum;
	const struct csv *csv;
	const struct item **items;	/* by column, from COLUMN_ITEMS */
	uint32_t item_count;
	uint32_t sheet_count;
	struct test_mark *marks;	/* item by item, sheet by sheet */
	uint8_t *tests;		/* by row: before, after, or SHEET_SKIPPED */
};

/* --- reading ---------------------------------------------------------------- */

static bool read_titles(struct typed *t)
{
	const struct csv_row *titles = &t->csv->rows[0];
	struct diags *diags = &t->call->diags;
	bool good = true;

	if (titles->count <= COLUMN_ITEMS) {
		DIAG(diags, titles->cells[0].span, MSG_GAIN_TITLES);
		return false;
	}
	t->item_count = titles->count - COLUMN_ITEMS;
	t->items = ARENA_ARRAY(t->call->arena, t->item_count,
			       const struct item *);
	for (uint32_t i = 0; i < t->item_count; i++) {
		struct csv_cell title = titles->cells[COLUMN_ITEMS + i];

		t->items[i] = sheet_item(t->curriculum, title.text);
		if (t->items[i] != NULL)
			continue;
		DIAG_STR(diags, title.span, MSG_GAIN_ITEM, title.text,
			 t->curriculum->id);
		good = false;
	}
	return good;
}

static bool read_when(struct typed *t, struct csv_cell cell, bool *after)
{
	*after = str_is(cell.text, "after") || str_is(cell.text, "après") ||
		 str_is(cell.text, "apres");
	if (*after || str_is(cell.text, "before") ||
	    str_is(cell.text, "avant"))
		return true;
	DIAG_STR(&t->call->diags, cell.span, MSG_GAIN_WHEN, cell.text);
	return false;
}

/* "b", "A C": whether exactly the right options were ticked. */
static bool read_ticks(struct typed *t, const struct item *item,
		       struct csv_cell cell, bool *right)
{
	uint32_t ticked = 0, expected = 0;
	char last = (char)('A' + (char)item->option_count - 1);

	for (uint32_t o = 0; o < item->option_count; o++)
		expected |= (uint32_t)item->options[o].right << o;
	for (size_t i = 0; i < cell.text.len; i++) {
		char c = cell.text.at[i];

		if (c == ' ' || c == '+' || c == '/')
			continue;
		c = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
		if (c < 'A' || c > last) {
			DIAG_STR(&t->call->diags, cell.span, MSG_GAIN_TICK,
				 cell.text, item->id,
				 (struct str){ &last, 1 });
			return false;
		}
		ticked |= 1U << (c - 'A');
	}
	*right = ticked == expected;
	return true;
}

static bool read_sheet(struct typed *t, uint32_t r)
{
	const struct csv_row *row = &t->csv->rows[r];
	struct csv_cell code = csv_cell(row, COLUMN_CODE);
	bool after, good;

	t->tests[r] = SHEET_SKIPPED;
	if (code.text.len == 0) {
		DIAG(&t->call->diags, csv_cell(row, COLUMN_WHEN).span,
		     MSG_SHEET_CODE);
		return false;
	}
	good = read_when(t, csv_cell(row, COLUMN_WHEN), &after);
	if (good)
		t->tests[r] = after;
	for (uint32_t i = 0; i < t->item_count; i++) {
		struct test_mark *mark =
		    &t->marks[(size_t)i * t->sheet_count + r - 1];

		*mark = (struct test_mark){ .person = code.text,
					    .item = t->items[i]->id,
					    .after = after };
		good = read_ticks(t, t->items[i],
				  csv_cell(row, COLUMN_ITEMS + i),
				  &mark->right) &&
		       good;
	}
	return good;
}

static bool read_sheets(struct typed *t)
{
	bool good = true;

	t->sheet_count = t->csv->row_count - 1;
	t->tests = ARENA_ARRAY(t->call->arena, t->csv->row_count, uint8_t);
	t->marks = ARENA_ARRAY(t->call->arena,
			       (size_t)t->sheet_count * t->item_count,
			       struct test_mark);
	for (uint32_t r = 1; r < t->csv->row_count; r++)
		good = read_sheet(t, r) && good;
	return sheets_once(t->call, t->csv, t->tests, MSG_SHEET_TWICE) && good;
}

/* --- telling ----------------------------------------------------------------- */

static void tell_shares(struct buf *out, const struct test_gain *g,
			enum lang lang)
{
	put_percent(out, g->before, lang);
	buf_text(out, " → ");
	put_percent(out, g->after, lang);
}

static void tell_all(const struct typed *t, const struct test_gain *g)
{
	struct buf *out = &t->call->out;
	enum lang lang = t->call->lang;

	buf_fmt(out,
		g->people == 1
		    ? say(lang, "%u personne a fait les deux tests.\n",
			  "%u person took both tests.\n")
		    : say(lang, "%u personnes ont fait les deux tests.\n",
			  "%u people took both tests.\n"),
		g->people);
	buf_text(out, say(lang, "Bonnes réponses, avant → après : ",
			  "Right answers, before → after: "));
	tell_shares(out, g, lang);
	buf_char(out, '\n');
	if (!g->has_gain)
		return;
	buf_text(out, say(lang, "De ce qui restait à apprendre, ",
			  "Of what was left to learn, "));
	put_percent(out, g->gain, lang);
	buf_text(out, say(lang, " est acquis (gain normalisé).\n",
			  " was gained (normalised gain).\n"));
}

static void tell_items(const struct typed *t)
{
	struct buf *out = &t->call->out;
	enum lang lang = t->call->lang;

	buf_text(out, say(lang, "\nPar question :\n", "\nBy question:\n"));
	for (uint32_t i = 0; i < t->item_count; i++) {
		struct test_gain g =
		    test_gain(t->marks + (size_t)i * t->sheet_count,
			      t->sheet_count, t->call->arena);

		buf_text(out, "  ");
		put_cell(out, t->items[i]->id, 32);
		buf_char(out, ' ');
		tell_shares(out, &g, lang);
		if (ratio_cmp(g.after, g.before) <= 0)
			buf_text(out, say(lang, "   à revoir avec le groupe",
					  "   to go over again"));
		buf_char(out, '\n');
	}
}

static enum status gain_run(struct call *call)
{
	struct typed t = { .call = call };
	struct test_gain g;

	t.curriculum = inputs_curriculum(call);
	if (t.curriculum == NULL)
		return STATUS_INPUT;
	t.csv = sheet_load(call, call->operands[0], COLUMN_ITEMS);
	if (t.csv == NULL || !read_titles(&t) || !read_sheets(&t))
		return STATUS_INPUT;
	g = test_gain(t.marks, (size_t)t.sheet_count * t.item_count,
		      call->arena);
	if (g.people == 0) {
		DIAG(&call->diags, t.csv->rows[0].cells[0].span,
		     MSG_GAIN_NOBODY);
		return STATUS_INPUT;
	}
	tell_all(&t, &g);
	tell_items(&t);
	return STATUS_DONE;
}

static const struct flag flags[] = { FLAG_CURRICULUM, { .name = NULL } };

const struct command command_gain = {
	.name = "gain",
	.operands = { "FEUILLES.csv", "SHEETS.csv" },
	.operand_kind = VALUE_FILE,
	.min = 1,
	.max = 1,
	.summary = { "ce qu'un atelier a appris, test avant et test après",
		     "what a workshop taught, test before and test after" },
	.about = { "Lit les feuilles du test, tapées dans le tableau test.csv "
		   "que `jalon workshop -o` écrit : une ligne par feuille, le "
		   "code choisi par la personne, `avant` ou `après`, puis la "
		   "lettre cochée sous chaque question (rien : sans réponse). "
		   "Compte les personnes qui ont fait les deux tests.",
		   "Reads the test's sheets, typed into the table test.csv "
		   "that `jalon workshop -o` writes: a line for each sheet, "
		   "the person's own code, `before` or `after`, then the "
		   "letter ticked under each question (nothing: no answer). "
		   "Counts the people who took both tests." },
	.example = "jalon gain test.csv",
	.flags = flags,
	.run = gain_run,
};
