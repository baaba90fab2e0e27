/*
 * One cell as an answer. What is said here in the words of tables is what a
 * person types otherwise than in YAML; the rest (is it in range? is "not
 * applicable" offered?) is said by answers_read, which comes after.
 */
#include <string.h>

#include "answer.h"
#include "answers_table.h"
#include "base/arena.h"

enum { SHOWN_BYTES = 60 };

/* --- nodes --------------------------------------------------------------- */

struct str table_shown(struct table *t, struct str text)
{
	struct buf b;

	if (text.len <= SHOWN_BYTES)
		return text;
	b = buf_make(t->reader.arena);
	buf_str(&b, str_sub(text, 0, SHOWN_BYTES));
	while (b.len > 0 && utf8_check(b.at, b.len) < b.len)
		b.len--;
	buf_text(&b, "...");
	return buf_view(&b);
}

struct node *table_scalar(struct table *t, struct str text, struct span span)
{
	struct node *n = node_text(t->reader.arena, text);

	n->span = span;
	return n;
}

struct node *table_plain(struct table *t, struct str text, struct span span)
{
	struct node *n = table_scalar(t, text, span);

	n->plain = true;
	return n;
}

void table_put(struct node *map, struct str key, struct span span,
	       struct node *child)
{
	node_set(map, "", child);
	child->key = key;
	child->key_span = span;
}

/* --- states, and texts that look like them ------------------------------- */

static const char *const dont_know_words[] = {
	"?",           "nsp",         "je ne sais pas",
	"ne sais pas", "ne sait pas", "dont_know",
	"dont know",   "don't know",  "i don't know",
	"do not know",
};
static const char *const na_words[] = {
	"na",
	"n/a",
	"sans objet",
	"s.o",
	"s. o",
	"not applicable",
	"non applicable",
};

static bool is_word(struct str text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (table_is(text, words[i]))
			return true;
	return false;
}
#define IS_WORD(text, words) \
	is_word((text), (words), sizeof(words) / sizeof(*(words)))

/* ASCII blanks, and the space that French puts before a colon. */
static struct str trim(struct str text)
{
	for (;;) {
		text = str_trim(text);
		if (str_starts(text, "\u00a0") || str_ends(text, "\u00a0"))
			text = str_starts(text, "\u00a0")
				   ? str_sub(text, 2, text.len)
				   : str_sub(text, 0, text.len - 2);
		else
			return text;
	}
}

enum table_state table_state(struct str cell, struct str *reason)
{
	size_t colon = str_find(cell, STR(":"), 0);

	*reason = STR_NONE;
	if (cell.len == 0)
		return TABLE_EMPTY;
	if (IS_WORD(cell, dont_know_words))
		return TABLE_DONT_KNOW;
	if (IS_WORD(cell, na_words))
		return TABLE_NA;
	if (colon == SIZE_MAX || !IS_WORD(str_sub(cell, 0, colon), na_words))
		return TABLE_VALUE;
	*reason = trim(str_sub(cell, colon + 1, cell.len));
	return TABLE_NA;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* -3, +0,5: computing it changes nothing. */
static bool is_signed_number(struct str text)
{
	size_t i = 1, marks = 0;

	if (text.at[0] != '-' && text.at[0] != '+')
		return false;
	for (; i < text.len; i++) {
		if (is_digit(text.at[i]))
			continue;
		if ((text.at[i] != '.' && text.at[i] != ',') || marks++ > 0 ||
		    i == 1 || i + 1 == text.len)
			return false;
	}
	return text.len > 1;
}

/* The wide forms begin a formula in some spreadsheets. */
static bool is_formula(struct str text)
{
	static const char *const starts[] = {
		"=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20",
	};

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (str_starts(text, starts[i]))
			return !is_signed_number(text);
	return false;
}

bool table_guarded(struct str text)
{
	struct str reason;
	size_t i = 0;

	while (i < text.len && text.at[i] == '\'')
		i++;
	text = str_sub(text, i, text.len);
	return text.len > 0 &&
	       (is_formula(text) || table_state(text, &reason) != TABLE_VALUE);
}

struct str table_unguarded(struct str cell)
{
	struct str rest = str_sub(cell, 1, cell.len);

	if (cell.len > 0 && cell.at[0] == '\'' && table_guarded(rest))
		return rest;
	return cell;
}

/* --- options ------------------------------------------------------------- */

/* Among ids and texts. */
static void suggest_option(struct table *t, struct diag *diag,
			   const struct question *q, struct str wrong)
{
	struct str *names = ARENA_ARRAY(
	    t->reader.arena, q->option_count * (LANG_COUNT + 1), struct str);
	uint32_t n = 0;

	for (uint32_t i = 0; i < q->option_count; i++) {
		names[n++] = q->options[i].id;
		for (int l = 0; l < LANG_COUNT; l++)
			names[n++] = q->options[i].text.in[l];
	}
	diag_suggest(t->reader.diags, diag, wrong, names, n);
}

static struct node *no_option(struct table *t, const struct question *q,
			      struct str text, struct span span, uint32_t found)
{
	struct diags *diags = t->reader.diags;
	struct diag *diag;

	if (found == TABLE_SEVERAL) {
		DIAG_STR(diags, span, MSG_TABLE_SAME_LABEL,
			 table_shown(t, text), q->id);
		return NULL;
	}
	if (q->type == QUESTION_LEVEL)
		diag = DIAG_STR(diags, span, MSG_TABLE_LEVEL, q->id,
				table_shown(t, text));
	else
		diag =
		    DIAG_STR(diags, span,
			     q->type == QUESTION_MULTIPLE ? MSG_TABLE_OPTIONS
							  : MSG_UNKNOWN_OPTION,
			     table_shown(t, text), q->id, answer_options(&t->reader, q));
	if (diags->dropped == 0)
		suggest_option(t, diag, q, text);
	return NULL;
}

/* 3, and 3.0 as programs write a column with holes. */
static bool is_level(struct str text)
{
	if (text.len == 0 || text.at[0] < '1' || text.at[0] > '5')
		return false;
	if (text.len == 1)
		return true;
	for (size_t i = 2; i < text.len; i++)
		if (text.at[i] != '0')
			return false;
	return text.len > 2 && (text.at[1] == '.' || text.at[1] == ',');
}

static struct node *read_level(struct table *t, const struct question *q,
			       struct csv_cell cell)
{
	static const char digits[] = "12345";
	uint32_t found;

	if (is_level(cell.text))
		return table_plain(t, str_sub(cell.text, 0, 1), cell.span);
	found = table_find_option(t, q, cell.text);
	if (found >= q->option_count)
		return no_option(t, q, cell.text, cell.span, found);
	return table_plain(t, (struct str){ digits + found, 1 }, cell.span);
}

/* Takes what comes before the next mark between options. */
static struct str next_part(struct str *rest)
{
	size_t i = 0, mark = 1;
	struct str part;

	for (; i < rest->len; i++) {
		if (rest->at[i] == '|' || rest->at[i] == ';')
			break;
		mark = 3;
		if (str_starts(str_sub(*rest, i, rest->len), " + "))
			break;
		mark = 1;
	}
	part = str_trim(str_sub(*rest, 0, i));
	*rest = str_sub(*rest, i + mark, rest->len);
	return part;
}

static bool are_options(struct table *t, const struct question *q,
			struct str text)
{
	uint32_t count = 0;

	while (text.len > 0) {
		struct str part = next_part(&text);

		if (part.len > 0 &&
		    table_find_option(t, q, part) >= q->option_count)
			return false;
		count += part.len > 0;
	}
	return count > 1;
}

static struct node *read_single(struct table *t, const struct question *q,
				struct csv_cell cell)
{
	uint32_t found = table_find_option(t, q, cell.text);

	if (found < q->option_count)
		return table_scalar(t, q->options[found].id, cell.span);
	if (!are_options(t, q, cell.text))
		return no_option(t, q, cell.text, cell.span, found);
	DIAG_STR(t->reader.diags, cell.span, MSG_TABLE_ONE_CHOICE, q->id,
		 table_shown(t, cell.text));
	return NULL;
}

/* Where the text of a cell begins in it; NO_INDEX when quotes are doubled. */
static uint32_t text_start(struct csv_cell cell)
{
	size_t at = str_find(span_text(cell.span), cell.text, 0);

	return at == SIZE_MAX ? NO_INDEX : cell.span.from + (uint32_t)at;
}

static struct node *read_parts(struct table *t, const struct question *q,
			       struct csv_cell cell, struct node *list)
{
	uint32_t start = text_start(cell), count = 0;
	struct str rest = cell.text;
	bool good = true;

	/* One more than there are options, and one is wrong, or there twice. */
	while (rest.len > 0 && count <= q->option_count) {
		struct str part = next_part(&rest);
		size_t from = start + (size_t)(part.at - cell.text.at);
		struct span span =
		    start == NO_INDEX
			? cell.span
			: span_make(cell.span.source, from, from + part.len);
		uint32_t found;

		if (part.len == 0)
			continue;
		count++;
		found = table_find_option(t, q, part);
		if (found < q->option_count)
			node_add(list,
				 table_scalar(t, q->options[found].id, span));
		else
			good = no_option(t, q, part, span, found) != NULL;
	}
	return good ? list : NULL;
}

static struct node *read_multiple(struct table *t, const struct question *q,
				  struct csv_cell cell)
{
	struct node *list = node_list(t->reader.arena);
	uint32_t found = table_find_option(t, q, cell.text);

	list->span = cell.span;
	if (str_is(cell.text, "[]"))
		return list;
	if (found >= q->option_count)
		return read_parts(t, q, cell, list);
	node_add(list, table_scalar(t, q->options[found].id, cell.span));
	return list;
}

/* --- the rest ------------------------------------------------------------ */

static struct node *read_boolean(struct table *t, struct csv_cell cell)
{
	static const char *const yes[] = { "true", "vrai", "yes", "oui", "1" };
	static const char *const no[] = { "false", "faux", "no", "non", "0" };

	if (IS_WORD(cell.text, yes))
		return table_plain(t, STR("true"), cell.span);
	if (IS_WORD(cell.text, no))
		return table_plain(t, STR("false"), cell.span);
	DIAG_STR(t->reader.diags, cell.span, MSG_TABLE_BOOL,
		 table_shown(t, cell.text));
	return NULL;
}

static struct node *read_date(struct table *t, struct csv_cell cell)
{
	if (date_is_real(cell.text))
		return table_scalar(t, cell.text, cell.span);
	DIAG_STR(t->reader.diags, cell.span, MSG_EXPECTED_DATE,
		 table_shown(t, cell.text));
	return NULL;
}

static struct node *read_value(struct table *t, const struct question *q,
			       struct csv_cell cell)
{
	switch (q->type) {
	case QUESTION_LEVEL:
		return read_level(t, q, cell);
	case QUESTION_SINGLE:
		return read_single(t, q, cell);
	case QUESTION_MULTIPLE:
		return read_multiple(t, q, cell);
	case QUESTION_BOOLEAN:
		return read_boolean(t, cell);
	case QUESTION_NUMBER:
		return table_read_number(t, q, cell);
	case QUESTION_DATE:
		return read_date(t, cell);
	case QUESTION_TEXT:
		break;
	}
	return table_scalar(t, table_unguarded(cell.text), cell.span);
}

/* An option may be called "I don't know": only `?` is never that option. */
static enum table_state state_in(struct table *t, const struct question *q,
				 struct str cell, struct str *reason)
{
	enum table_state state = table_state(cell, reason);

	if ((state == TABLE_DONT_KNOW || state == TABLE_NA) &&
	    !str_is(cell, "?") &&
	    table_find_option(t, q, cell) < q->option_count)
		return TABLE_VALUE;
	return state;
}

/* The reason has a column of its own: the cell beside it is empty, or bare. */
static bool move_reason(struct table *t, const struct csv_cell *na,
			enum table_state *state, struct str *reason,
			struct csv_cell *cell)
{
	if (na->text.len == 0)
		return true;
	if (*state == TABLE_VALUE || *state == TABLE_DONT_KNOW ||
	    reason->len > 0) {
		DIAG_STR(t->reader.diags, na->span, MSG_TABLE_TWO_STATES,
			 table_shown(t, cell->text));
		return false;
	}
	*state = TABLE_NA;
	*reason = table_unguarded(na->text);
	*cell = *na;
	return true;
}

static struct node *with_state(struct table *t, enum table_state state,
			       struct str reason, struct csv_cell cell,
			       struct node *value, struct csv_cell note)
{
	struct node *map = node_map(t->reader.arena);

	map->span = cell.text.len > 0 ? cell.span : note.span;
	if (state == TABLE_VALUE)
		table_put(map, STR("value"), cell.span, value);
	if (state == TABLE_DONT_KNOW)
		table_put(map, STR("dont_know"), cell.span,
			  table_plain(t, STR("true"), cell.span));
	if (state == TABLE_NA)
		table_put(map, STR("na"), cell.span,
			  table_scalar(t, reason, cell.span));
	if (note.text.len > 0)
		table_put(
		    map, STR("note"), note.span,
		    table_scalar(t, table_unguarded(note.text), note.span));
	return map;
}

struct node *table_answer(struct table *t, const struct question *q,
			  struct csv_cell cell,
			  const struct table_beside *beside)
{
	struct str reason;
	enum table_state state = state_in(t, q, cell.text, &reason);
	struct node *value = NULL;

	if (!move_reason(t, &beside->na, &state, &reason, &cell))
		return NULL;
	if (state == TABLE_NA && reason.len == 0) {
		DIAG(t->reader.diags, cell.span, MSG_TABLE_NO_REASON);
		return NULL;
	}
	if (state == TABLE_VALUE) {
		value = read_value(t, q, cell);
		if (value == NULL)
			return NULL;
	}
	if (beside->note.text.len == 0 &&
	    (state == TABLE_VALUE || state == TABLE_EMPTY))
		return value;
	return with_state(t, state, reason, cell, value, beside->note);
}
