/*
 * A table as the tree of answers_read: which layout, who answers, and the
 * long layout, line by line.
 */
#include "model/answers_table.h"

#include "answer.h"
#include "answers_table.h"
#include "base/arena.h"

/* --- what every layout asks of its lines --------------------------------- */

void table_twice(struct table *t, struct csv_cell cell, enum message message,
		 struct span first)
{
	struct diag *diag = DIAG_STR(t->reader.diags, cell.span, message,
				     table_shown(t, cell.text));

	diag_note_str(t->reader.diags, diag, first, MSG_FIRST_GIVEN_HERE, NULL,
		      0);
}

bool table_check_width(struct table *t, const struct csv_row *row)
{
	for (uint32_t i = t->csv->rows[0].count; i < row->count; i++) {
		if (row->cells[i].text.len == 0)
			continue;
		DIAG_STR(t->reader.diags, row->cells[i].span,
			 MSG_TABLE_PAST_TITLES,
			 table_shown(t, row->cells[i].text));
		return false;
	}
	return true;
}

/* Digits alone, and no quotes around them. */
static bool is_bare(struct csv_cell cell, bool sign)
{
	size_t i = sign && cell.text.len > 0 && cell.text.at[0] == '-';

	if (cell.text.len == i ||
	    cell.span.to - cell.span.from != cell.text.len)
		return false;
	while (i < cell.text.len && cell.text.at[i] >= '0' &&
	       cell.text.at[i] <= '9')
		i++;
	return i == cell.text.len;
}

bool table_is_cut(struct table *t, const struct csv_row *row, uint32_t column)
{
	struct csv_cell cell = csv_cell(row, column);
	struct csv_cell next = csv_cell(row, column + 1);

	if (t->csv->separator != ',' || !is_bare(cell, true) ||
	    !is_bare(next, false) || next.span.from != cell.span.to + 1)
		return false;
	DIAG_STR(t->reader.diags, span_join(cell.span, next.span),
		 MSG_TABLE_CUT, table_shown(t, cell.text),
		 table_shown(t, next.text));
	return true;
}

/* Titles that were emptied are cells of the other lines all the same. */
static uint32_t full_width(const struct csv *csv)
{
	const struct csv_row *titles = &csv->rows[0];
	struct span last = titles->cells[titles->count - 1].span;
	struct str text = last.source->text;
	uint32_t width = titles->count;

	for (size_t i = last.to; i < text.len && text.at[i] != '\n'; i++)
		width += text.at[i] == csv->separator;
	return width;
}

/* --- who ----------------------------------------------------------------- */

enum table_group table_read_group(struct table *t, struct csv_cell cell,
				  bool *wrong)
{
	struct str names[TABLE_GROUPS * LANG_COUNT];
	enum table_group group = TABLE_GROUPS;
	size_t n = 0;

	if (cell.text.len == 0)
		return group;
	group = table_find_group(cell.text);
	if (group != TABLE_GROUPS)
		return group;
	for (int g = 0; g < TABLE_GROUPS; g++)
		for (int l = 0; l < LANG_COUNT; l++)
			names[n++] = str_from(
			    table_group((enum table_group)g, (enum lang)l));
	read_unknown(&t->reader, cell.span, MSG_TABLE_GROUP,
		     table_shown(t, cell.text), names, n);
	*wrong = true;
	return group;
}

void table_read_date(struct table *t, struct csv_cell cell)
{
	if (cell.text.len == 0)
		return;
	if (!date_is_real(cell.text))
		DIAG_STR(t->reader.diags, cell.span, MSG_EXPECTED_DATE,
			 table_shown(t, cell.text));
	else if (str_cmp(t->date.text, cell.text) < 0)
		t->date = cell;
}

struct table_person *table_add_person(struct table *t, enum table_group group,
				      struct csv_cell name,
				      struct csv_cell group_cell)
{
	struct table_person *person;

	if (t->person_count == ANSWERS_SETS) {
		if (!t->crowded)
			DIAG(t->reader.diags, name.span, MSG_TABLE_CROWDED,
			     "500");
		_Static_assert(ANSWERS_SETS == 500, "the sentence above");
		t->crowded = true;
		return NULL;
	}
	t->people = arena_grow(t->reader.arena, t->people, t->person_count,
			       &t->person_capacity, sizeof(*t->people));
	person = &t->people[t->person_count++];
	*person = (struct table_person){
		.group = group,
		.name = name,
		.group_cell = group_cell,
		.place = name.text.len > 0 || group_cell.text.len == 0
			     ? name.span
			     : group_cell.span,
		.answers = node_map(t->reader.arena),
		.said = ARENA_ARRAY(t->reader.arena, t->pack->question_count,
				    struct span),
	};
	person->answers->span = person->place;
	return person;
}

void table_add_answer(struct table *t, struct table_person *person,
		      uint32_t question, struct span place, struct node *node)
{
	person->said[question] = place;
	if (node != NULL)
		table_put(person->answers, t->pack->questions[question].id,
			  place, node);
}

bool table_is_said(struct table *t, struct table_person *person,
		   uint32_t question, struct span place)
{
	struct span first = person->said[question];
	struct csv_cell cell = { t->pack->questions[question].id, place };

	if (first.source == NULL)
		return false;
	if (person->group != TABLE_STAFF || person->name.text.len > 0)
		table_twice(t, cell, MSG_TABLE_TWICE, first);
	else if (!person->untold)
		table_twice(t, cell, MSG_TABLE_STAFF_UNTOLD, first);
	person->untold = true;
	return true;
}

/* --- the long layout ----------------------------------------------------- */

/* The answers of nobody in particular. */
static bool has_no_name(enum table_group group)
{
	return group == TABLE_TOGETHER || group == TABLE_ALL;
}

static bool is_person(const struct table_person *person, struct str name,
		      enum table_group group)
{
	if (has_no_name(group) || has_no_name(person->group))
		return group == person->group;
	return str_eq(person->name.text, name) &&
	       (group == person->group || group == TABLE_GROUPS ||
		person->group == TABLE_GROUPS);
}

static struct table_person *find_person(struct table *t,
					const struct csv_row *row,
					const uint32_t columns[TITLES])
{
	struct csv_cell name = csv_cell(row, columns[TITLE_RESPONDENT]);
	struct csv_cell cell = csv_cell(row, columns[TITLE_GROUP]);
	bool wrong = false;
	enum table_group group = table_read_group(t, cell, &wrong);
	struct table_person *person = NULL;

	name.text = table_unguarded(name.text);
	for (size_t i = 0; i < t->person_count && person == NULL; i++)
		if (is_person(&t->people[i], name.text, group))
			person = &t->people[i];
	if (person == NULL) {
		/* Without a name, the line is where to point. */
		if (name.text.len == 0)
			name.span = row->cells[0].span;
		person = table_add_person(t, group, name, cell);
	}
	if (person == NULL)
		return NULL;
	if (person->group == TABLE_GROUPS) {
		person->group = group;
		person->group_cell = cell;
	}
	person->wrong = person->wrong || wrong;
	return person;
}

static bool says_nothing(const struct csv_row *row,
			 const uint32_t columns[TITLES])
{
	return csv_cell(row, columns[TITLE_ANSWER]).text.len == 0 &&
	       csv_cell(row, columns[TITLE_NOTE]).text.len == 0 &&
	       csv_cell(row, columns[TITLE_NA]).text.len == 0;
}

static void read_line(struct table *t, const struct csv_row *row,
		      const uint32_t columns[TITLES])
{
	struct csv_cell name = csv_cell(row, columns[TITLE_QUESTION]);
	struct csv_cell cell = csv_cell(row, columns[TITLE_ANSWER]);
	struct table_beside beside = {
		.na = csv_cell(row, columns[TITLE_NA]),
		.note = csv_cell(row, columns[TITLE_NOTE]),
	};
	struct table_person *person;
	uint32_t question;
	bool same;

	if (says_nothing(row, columns)) {
		/* A misspelt question is worth telling even so. */
		if (name.text.len > 0 &&
		    table_find_question(t, name.text, &same) == NO_INDEX)
			table_no_question(t, name, same);
		return;
	}
	table_read_date(t, csv_cell(row, columns[TITLE_DATE]));
	person = find_person(t, row, columns);
	if (name.text.len == 0) {
		DIAG(t->reader.diags, row->cells[0].span,
		     MSG_TABLE_NO_QUESTION);
		return;
	}
	question = table_find_question(t, name.text, &same);
	if (question == NO_INDEX) {
		table_no_question(t, name, same);
		return;
	}
	if (person == NULL || table_is_said(t, person, question, name.span))
		return;
	if (t->pack->questions[question].type == QUESTION_NUMBER &&
	    table_is_cut(t, row, columns[TITLE_ANSWER]))
		return;
	table_add_answer(
	    t, person, question, name.span,
	    table_answer(t, &t->pack->questions[question], cell, &beside));
}

static void read_long(struct table *t, const uint32_t columns[TITLES])
{
	for (uint32_t r = 1; r < t->csv->row_count; r++) {
		const struct csv_row *row = &t->csv->rows[r];

		if (table_check_width(t, row))
			read_line(t, row, columns);
	}
}

/* --- which layout -------------------------------------------------------- */

static void unknown_title(struct table *t, struct csv_cell cell)
{
	struct str names[TITLES * LANG_COUNT];
	size_t n = 0;

	for (int i = 0; i < TITLES; i++)
		for (int l = 0; l < LANG_COUNT; l++)
			names[n++] = str_from(
			    table_title((enum table_title)i, (enum lang)l));
	read_unknown(&t->reader, cell.span, MSG_TABLE_TITLE,
		     table_shown(t, cell.text), names, n);
}

/* Where the columns of the long layout stand; false when it is another. */
static bool long_columns(struct table *t, uint32_t columns[TITLES])
{
	const struct csv_row *row = &t->csv->rows[0];

	for (int i = 0; i < TITLES; i++)
		columns[i] = NO_INDEX;
	for (uint32_t c = row->count; c-- > 0;) {
		enum table_title title = table_find_title(row->cells[c].text);

		if (title != TITLES)
			columns[title] = c;
	}
	return columns[TITLE_QUESTION] != NO_INDEX &&
	       columns[TITLE_ANSWER] != NO_INDEX;
}

static void check_long_titles(struct table *t, const uint32_t columns[TITLES])
{
	const struct csv_row *row = &t->csv->rows[0];

	for (uint32_t c = 0; c < row->count; c++) {
		struct csv_cell cell = row->cells[c];
		enum table_title title = table_find_title(cell.text);

		if (title == TITLES && cell.text.len > 0)
			unknown_title(t, cell);
		else if (title != TITLES && columns[title] != c)
			table_twice(t, cell, MSG_TABLE_TITLE_TWICE,
				    row->cells[columns[title]].span);
	}
}

static bool read_layout(struct table *t)
{
	const struct csv_row *titles = &t->csv->rows[0];
	uint32_t columns[TITLES];

	if (long_columns(t, columns)) {
		check_long_titles(t, columns);
		read_long(t, columns);
		return true;
	}
	if (table_find_title(titles->cells[0].text) != TITLE_QUESTION)
		return table_read_wide(t);
	table_read_sheet(t);
	return true;
}

/* --- groups, once everybody is known ------------------------------------- */

static bool has_digit(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] >= '0' && text.at[i] <= '9')
			return true;
	return false;
}

static void settle_group(struct table *t, struct table_person *person)
{
	const struct table_default *d = t->defaults;

	if (person->group == TABLE_GROUPS && d->agreed && t->person_count == 1)
		person->group = TABLE_ALL;
	else if (person->group == TABLE_GROUPS && d->has_group)
		person->group = (enum table_group)d->group;
	else if (person->group == TABLE_GROUPS && !person->wrong)
		DIAG(t->reader.diags, person->place, MSG_TABLE_NO_GROUP);
	if (person->group == TABLE_STAFF && person->name.text.len > 0 &&
	    !has_digit(person->name.text))
		DIAG(t->reader.diags, person->name.span, MSG_TABLE_STAFF_NAMED);
	if (person->group == TABLE_ALL && t->person_count > 1)
		DIAG(t->reader.diags, person->place, MSG_TABLE_ALL_ALONE);
}

/* --- the tree ------------------------------------------------------------ */

static struct node *make_set(struct table *t, const struct table_person *person)
{
	struct node *set = node_map(t->reader.arena), *yes;
	struct span at = person->group_cell.text.len > 0
			     ? person->group_cell.span
			     : person->place;
	enum group group = person->group == TABLE_TOGETHER
			       ? GROUP_STAFF
			       : (enum group)person->group;

	set->span = person->place;
	table_put(set, STR("group"), at,
		  table_scalar(t, str_from(group_name(group)), at));
	if (group != GROUP_STAFF && person->name.text.len > 0)
		table_put(
		    set, STR("respondent"), person->name.span,
		    table_scalar(t, person->name.text, person->name.span));
	if (person->group == TABLE_TOGETHER) {
		yes = node_bool(t->reader.arena, true);
		yes->span = at;
		table_put(set, STR("together"), at, yes);
	}
	table_put(set, STR("answers"), person->place, person->answers);
	return set;
}

static void add_head(struct table *t, struct node *root, struct span at)
{
	const struct table_default *d = t->defaults;
	struct node *client;

	table_put(root, STR("pack"), at, table_scalar(t, t->pack->id, at));
	table_put(root, STR("version"), at,
		  table_scalar(t, t->pack->version, at));
	if (t->date.text.len > 0)
		table_put(root, STR("date"), t->date.span,
			  table_scalar(t, t->date.text, t->date.span));
	else if (d->date.len > 0)
		table_put(root, STR("date"), at, table_scalar(t, d->date, at));
	if (d->client_name.len > 0) {
		client = node_map(t->reader.arena);
		client->span = at;
		table_put(client, STR("name"), at,
			  table_scalar(t, d->client_name, at));
		table_put(root, STR("client"), at, client);
	}
}

static struct node *make_tree(struct table *t, const struct source *source)
{
	struct node *root = node_map(t->reader.arena), *sets;
	struct span at = t->csv->rows[0].cells[0].span;

	root->span = span_make(source, 0, source->text.len);
	add_head(t, root, at);
	if (t->people[0].group == TABLE_ALL) {
		table_put(root, STR("answers"), at, t->people[0].answers);
		return root;
	}
	sets = node_list(t->reader.arena);
	sets->span = root->span;
	for (size_t i = 0; i < t->person_count; i++)
		if (t->people[i].group < TABLE_ALL)
			node_add(sets, make_set(t, &t->people[i]));
	table_put(root, STR("sets"), at, sets);
	/* Each of those left out has its error; an empty list has none. */
	return sets->count == 0 ? NULL : root;
}

struct node *answers_table(struct arena *a, const struct pack *pack,
			   const struct source *csv,
			   const struct table_default *defaults,
			   struct diags *diags)
{
	static const struct table_default nothing = { .agreed = false };
	struct table t = { .reader = { .arena = a, .diags = diags },
			   .pack = pack,
			   .defaults = defaults == NULL ? &nothing : defaults };
	size_t before = diags->errors;

	t.csv = csv_parse(a, csv, diags);
	if (t.csv == NULL)
		return NULL;
	t.width = full_width(t.csv);
	if (!read_layout(&t))
		return NULL;
	for (size_t i = 0; i < t.person_count; i++)
		settle_group(&t, &t.people[i]);
	if (t.person_count > 0)
		return make_tree(&t, csv);
	if (diags->errors == before)
		DIAG(diags, t.csv->rows[0].cells[0].span, MSG_TABLE_NOBODY);
	return NULL;
}

struct answers *answers_from_table(struct arena *a, const struct pack *pack,
				   const struct source *csv,
				   const struct table_default *defaults,
				   struct diags *diags)
{
	size_t before = diags->errors;
	const struct node *tree = answers_table(a, pack, csv, defaults, diags);
	struct answers *answers;

	if (tree == NULL)
		return NULL;
	answers = answers_read(a, pack, tree, diags);
	return diags->errors == before ? answers : NULL;
}
