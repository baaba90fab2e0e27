/*
 * Tables that cross respondents and questions: the wide layout has questions
 * for columns, the data sheet for lines. One reading serves both: a field is
 * a column of the one, a line of the other.
 */
#include "answers_table.h"
#include "base/arena.h"

enum field_kind {
	FIELD_UNREAD,
	FIELD_UNKNOWN,
	FIELD_RESPONDENT,
	FIELD_GROUP,
	FIELD_DATE,
	FIELD_QUESTION,
	FIELD_NOTE,
};

struct field {
	enum field_kind kind;
	uint32_t question;
	bool same; /* unknown: several questions have that text */
	struct csv_cell title;
};

struct crossed {
	struct table *t;
	bool sheet;           /* fields are lines */
	struct field *fields; /* in order; the first line of a sheet is none */
	uint32_t field_count;
	uint32_t *cell_field, *note_field; /* by question, or NO_INDEX */
	uint32_t who[FIELD_QUESTION]; /* fields that say who, or NO_INDEX */
};

/* --- fields -------------------------------------------------------------- */

static struct field read_field(struct table *t, struct csv_cell title)
{
	struct field f = { .kind = FIELD_UNREAD,
			   .title = title,
			   .question = NO_INDEX };

	if (title.text.len == 0)
		return f;
	switch (table_find_title(title.text)) {
	case TITLE_RESPONDENT:
		f.kind = FIELD_RESPONDENT;
		return f;
	case TITLE_GROUP:
		f.kind = FIELD_GROUP;
		return f;
	case TITLE_DATE:
		f.kind = FIELD_DATE;
		return f;
	default:
		break;
	}
	f.kind = FIELD_QUESTION;
	f.question = table_find_question(t, title.text, &f.same);
	if (f.question != NO_INDEX)
		return f;
	f.kind = FIELD_NOTE;
	f.question = table_find_note(t, title.text);
	if (f.question == NO_INDEX)
		f.kind = FIELD_UNKNOWN;
	return f;
}

static struct csv_cell title_at(const struct crossed *x, uint32_t field)
{
	return x->sheet ? x->t->csv->rows[field].cells[0]
			: x->t->csv->rows[0].cells[field];
}

/* The place that a field of its sort takes, or NULL when there may be many. */
static uint32_t *slot_of(struct crossed *x, const struct field *f)
{
	switch (f->kind) {
	case FIELD_UNREAD:
	case FIELD_UNKNOWN:
		return NULL;
	case FIELD_RESPONDENT:
	case FIELD_GROUP:
	case FIELD_DATE:
		return &x->who[f->kind];
	case FIELD_QUESTION:
		return &x->cell_field[f->question];
	case FIELD_NOTE:
		return &x->note_field[f->question];
	}
	BUG("field kind %d", (int)f->kind);
}

static void place_field(struct crossed *x, uint32_t index)
{
	struct field *f = &x->fields[index];
	uint32_t *slot = slot_of(x, f);

	if (slot == NULL)
		return;
	if (*slot == NO_INDEX) {
		*slot = index;
		return;
	}
	table_twice(x->t, f->title, MSG_TABLE_TITLE_TWICE,
		    x->fields[*slot].title.span);
	f->kind = FIELD_UNREAD;
}

static uint32_t *none(struct arena *a, uint32_t count)
{
	uint32_t *indices = ARENA_ARRAY(a, count, uint32_t);

	for (uint32_t i = 0; i < count; i++)
		indices[i] = NO_INDEX;
	return indices;
}

static bool names_a_question(const struct crossed *x)
{
	for (uint32_t i = 0; i < x->field_count; i++)
		if (x->fields[i].kind >= FIELD_QUESTION)
			return true;
	return false;
}

/* False when no title of the wide layout means anything. */
static bool read_fields(struct crossed *x)
{
	struct arena *a = x->t->reader.arena;
	const struct csv *csv = x->t->csv;

	x->field_count = x->sheet ? csv->row_count : csv->rows[0].count;
	x->fields = ARENA_ARRAY(a, x->field_count, struct field);
	x->cell_field = none(a, x->t->pack->question_count);
	x->note_field = none(a, x->t->pack->question_count);
	for (int k = 0; k < FIELD_QUESTION; k++)
		x->who[k] = NO_INDEX;
	for (uint32_t i = x->sheet; i < x->field_count; i++)
		x->fields[i] = read_field(x->t, title_at(x, i));
	if (!x->sheet && !names_a_question(x)) {
		DIAG(x->t->reader.diags, csv->rows[0].cells[0].span,
		     MSG_TABLE_LAYOUT);
		return false;
	}
	for (uint32_t i = x->sheet; i < x->field_count; i++) {
		if (x->fields[i].kind == FIELD_UNKNOWN)
			table_no_question(x->t, x->fields[i].title,
					  x->fields[i].same);
		place_field(x, i);
	}
	return true;
}

/* --- cells --------------------------------------------------------------- */

/* What respondent `who` (a line, or a column of a sheet) says there. */
static struct csv_cell cell_at(const struct crossed *x, uint32_t who,
			       uint32_t field)
{
	const struct csv *csv = x->t->csv;

	/* Past the end: an empty cell. */
	if (field == NO_INDEX)
		return csv_cell(&csv->rows[x->sheet ? 0 : who], NO_INDEX);
	return x->sheet ? csv_cell(&csv->rows[field], who)
			: csv_cell(&csv->rows[who], field);
}

static void read_cell(struct crossed *x, struct table_person *person,
		      uint32_t who, uint32_t index)
{
	const struct field *f = &x->fields[index];
	struct csv_cell none_such = cell_at(x, who, NO_INDEX);
	struct table_beside beside = { .na = none_such, .note = none_such };
	struct csv_cell cell = cell_at(x, who, index);

	if (f->kind == FIELD_NOTE) {
		/* The answer takes its note along. */
		if (x->cell_field[f->question] != NO_INDEX)
			return;
		beside.note = cell;
		cell = none_such;
	} else {
		beside.note = cell_at(x, who, x->note_field[f->question]);
	}
	table_add_answer(x->t, person, f->question,
			 cell.text.len > 0 ? cell.span : beside.note.span,
			 table_answer(x->t, &x->t->pack->questions[f->question],
				      cell, &beside));
}

/* Text where there is no title. */
static void check_unread(struct crossed *x, uint32_t who, uint32_t field)
{
	struct csv_cell cell = cell_at(x, who, field);

	if (x->fields[field].title.text.len > 0 || cell.text.len == 0)
		return;
	if (x->sheet)
		DIAG(x->t->reader.diags, cell.span, MSG_TABLE_NO_QUESTION);
	else
		DIAG_STR(x->t->reader.diags, cell.span, MSG_TABLE_PAST_TITLES,
			 table_shown(x->t, cell.text));
}

/* --- respondents --------------------------------------------------------- */

/* Whether somebody was read already who has the same name and group. */
static bool is_known(struct crossed *x, enum table_group group,
		     struct csv_cell name, struct csv_cell group_cell)
{
	bool nameless = group == TABLE_TOGETHER || group == TABLE_ALL;

	for (size_t i = 0; i < x->t->person_count; i++) {
		const struct table_person *p = &x->t->people[i];

		if (p->group != group ||
		    (!nameless &&
		     (name.text.len == 0 || !str_eq(name.text, p->name.text))))
			continue;
		table_twice(x->t, nameless ? group_cell : name,
			    MSG_TABLE_RESPONDENT_TWICE, p->place);
		return true;
	}
	return false;
}

static void read_respondent(struct crossed *x, uint32_t who)
{
	struct csv_cell name = cell_at(x, who, x->who[FIELD_RESPONDENT]);
	struct csv_cell cell = cell_at(x, who, x->who[FIELD_GROUP]);
	bool wrong = false;
	enum table_group group = table_read_group(x->t, cell, &wrong);
	struct table_person *person;

	name.text = table_unguarded(name.text);
	if (name.text.len == 0)
		name.span = cell_at(x, who, 0).span;
	table_read_date(x->t, cell_at(x, who, x->who[FIELD_DATE]));
	if (is_known(x, group, name, cell))
		return;
	person = table_add_person(x->t, group, name, cell);
	if (person == NULL)
		return;
	person->wrong = wrong;
	for (uint32_t i = x->sheet; i < x->field_count; i++) {
		if (x->fields[i].kind >= FIELD_QUESTION)
			read_cell(x, person, who, i);
		else if (x->fields[i].kind == FIELD_UNREAD)
			check_unread(x, who, i);
	}
}

static bool is_number(const struct crossed *x, uint32_t field)
{
	const struct field *f = &x->fields[field];

	return f->kind == FIELD_QUESTION &&
	       x->t->pack->questions[f->question].type == QUESTION_NUMBER;
}

/* Only a line with a cell too many can hold a number that was cut. */
static bool wide_line_is_cut(struct crossed *x, const struct csv_row *row)
{
	for (uint32_t c = 0; c < x->field_count && row->count > x->t->width;
	     c++)
		if (is_number(x, c) && table_is_cut(x->t, row, c))
			return true;
	return false;
}

bool table_read_wide(struct table *t)
{
	struct crossed x = { .t = t };

	if (!read_fields(&x))
		return false;
	for (uint32_t r = 1; r < t->csv->row_count; r++) {
		const struct csv_row *row = &t->csv->rows[r];

		if (!wide_line_is_cut(&x, row) && table_check_width(t, row))
			read_respondent(&x, r);
	}
	return true;
}

/* --- the data sheet ------------------------------------------------------ */

static bool sheet_line_is_cut(struct crossed *x, uint32_t line)
{
	const struct csv_row *row = &x->t->csv->rows[line];

	if (!is_number(x, line) || row->count <= x->t->width)
		return false;
	for (uint32_t c = 1; c < row->count; c++)
		if (table_is_cut(x->t, row, c))
			return true;
	return false;
}

/* Who is asked, and the question's text, help who types. */
static bool is_for_reading(struct csv_cell title)
{
	enum table_title found = table_find_title(title.text);

	return found == TITLE_GROUP || found == TITLE_TEXT;
}

static bool column_is_empty(const struct crossed *x, uint32_t column)
{
	for (uint32_t r = 1; r < x->field_count; r++)
		if (csv_cell(&x->t->csv->rows[r], column).text.len > 0)
			return false;
	return true;
}

void table_read_sheet(struct table *t)
{
	struct crossed x = { .t = t, .sheet = true };
	const struct csv_row *titles = &t->csv->rows[0];

	read_fields(&x);
	for (uint32_t r = 1; r < x.field_count; r++)
		if (sheet_line_is_cut(&x, r) ||
		    !table_check_width(t, &t->csv->rows[r]))
			x.fields[r].kind = FIELD_UNKNOWN;
	for (uint32_t c = 1; c < titles->count; c++)
		if (!is_for_reading(titles->cells[c]) &&
		    !column_is_empty(&x, c))
			read_respondent(&x, c);
}
