/*
 * Cards, laid out on pages. A deck's cells all have one size, the smallest
 * that surely holds its longest card, so that one cut goes through the whole
 * page and a card is never cut by it. Backs stand in mirrored columns, for a
 * page turned on its long side.
 */
#include "kit_view.h"

#include <string.h>

/*
 * Cells that fit letter and A4 alike: columns and rows of a page, and how
 * many characters a line and lines a cell surely takes at the size of
 * kit.css, the title and the foot taken off.
 */
static const struct cell {
	const char *name;	/* also its class */
	uint32_t columns, rows, chars, lines;
} cells[] = {
	{ "eight", 2, 4, 44, 8 },  { "six", 2, 3, 44, 12 },
	{ "four", 2, 2, 44, 21 },  { "two", 1, 2, 92, 21 },
	{ "one", 1, 1, 92, 46 },
};

enum { CELLS = sizeof(cells) / sizeof(cells[0]) };

/* Characters that will show: signs of Markdown are no part of them. */
static uint32_t wide(struct str line)
{
	uint32_t signs = 0;

	for (size_t i = 0; i < line.len; i++)
		signs += line.at[i] == '\\' || line.at[i] == '*';
	return (uint32_t)str_chars(line) - signs;
}

static uint32_t lines_for(struct str text, uint32_t chars)
{
	return (wide(text) + chars - 1) / chars;
}

/*
 * Half lines of a row of a table. Browsers share the width among columns by
 * what they hold; a column of empty cells, boxes to write in, takes about a
 * third of it (kit.css) and two lines.
 */
static uint32_t row_halves(struct str row, uint32_t chars)
{
	uint32_t columns = 0, text = 0, room, lines;
	bool box = false;

	if (str_starts(row, "| -") || str_starts(row, "| :"))
		return 0;
	for (size_t from = 1; from < row.len; columns++) {
		size_t end = str_find(row, STR("|"), from);
		struct str cell = str_trim(str_sub(row, from, end));

		box |= cell.len == 0;
		text += wide(cell);
		from = end == SIZE_MAX ? row.len : end + 1;
	}
	room = box ? chars * 7 / 10 : chars;
	room = room > 4 * columns + 6 ? room - 4 * columns : 6;
	lines = (text + room - 1) / room;
	return 2 * (box && lines < 2 ? 2 : lines) + 1;
}

/* Lines of a Markdown text at that width; half of one between blocks. */
static uint32_t lines_of(struct str text, uint32_t chars)
{
	uint32_t halves = 0;

	while (text.len > 0) {
		size_t end = str_find(text, STR("\n"), 0);
		struct str line = str_trim(str_sub(text, 0, end));

		if (line.len == 0)
			halves += 1;
		else if (str_is(line, "***"))
			halves += 4;
		else if (line.at[0] == '|')
			halves += row_halves(line, chars);
		else
			halves += 2 * lines_for(line, chars);
		text = str_sub(text, end == SIZE_MAX ? text.len : end + 1,
			       text.len);
	}
	return (halves + 1) / 2;
}

static uint32_t fit(const struct kit_card *card)
{
	for (uint32_t c = 0; c < CELLS; c++) {
		uint32_t chars = cells[c].chars;
		/* A title over one line takes room from the text. */
		uint32_t title = lines_of(card->title, chars * 4 / 5);
		uint32_t room = cells[c].lines + 1 - (title > 1 ? title : 1);

		if (title <= cells[c].lines &&
		    lines_of(card->front, chars) <= room &&
		    lines_of(card->back, chars) <= room)
			return c;
	}
	return CELLS - 1;
}

uint32_t kit_cell_of(const struct kit_card *cards, uint32_t count)
{
	uint32_t cell = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t least = fit(&cards[i]);

		cell = least > cell ? least : cell;
	}
	return cell;
}

void kit_set_cell(struct kit_deck *deck, uint32_t cell)
{
	deck->columns = cells[cell].columns;
	deck->rows = cells[cell].rows;
}

static const char *cell_name(const struct kit_deck *deck)
{
	for (uint32_t c = 0; c < CELLS; c++)
		if (cells[c].columns == deck->columns &&
		    cells[c].rows == deck->rows)
			return cells[c].name;
	return cells[0].name;
}

uint32_t kit_deck_pages(const struct kit_deck *deck)
{
	uint32_t page = deck->columns * deck->rows;
	uint32_t fronts = (deck->count + page - 1) / page;

	return deck->two_sided ? 2 * fronts : fronts;
}

/* --- decks of the modules ------------------------------------------------- */

/* The blocks of a card's front, or of its back when there is one. */
static struct str face(struct kit *k, const struct md *heading, bool two_sided,
		       bool back)
{
	struct buf out = buf_make(k->arena);

	for (const struct md *m = heading->next; m != NULL; m = m->next) {
		bool quote = two_sided && m->kind == MD_QUOTE;

		if (m->kind == MD_HEADING && m->level <= 4)
			break;
		if (m->kind == MD_SECTION || quote != back)
			continue;
		if (out.len > 0)
			buf_char(&out, '\n');
		buf_str(&out, quote ? kit_blocks(k, m->first, NULL, 4)
				    : kit_blocks(k, m, m->next, 4));
	}
	return buf_view(&out);
}

static void read_card(struct kit *k, struct kit_card *out,
		      const struct deck *deck, const struct card *card)
{
	const struct md *heading = kit_passage(k, &card->heading);

	out->title = kit_text(k, &card->title);
	if (heading == NULL)
		return;
	out->front = face(k, heading, deck->two_sided, false);
	if (deck->two_sided)
		out->back = face(k, heading, true, true);
}

/* The cards that the workshop uses: `used`, by card; NULL: all. */
static const struct kit_card *read_cards(struct kit *k,
					 const struct deck *deck,
					 const bool *used, uint32_t *count)
{
	struct kit_card *cards =
		ARENA_ARRAY(k->arena, deck->card_count + 1, struct kit_card);

	*count = 0;
	for (uint32_t i = 0; i < deck->card_count; i++)
		if (used == NULL || used[i])
			read_card(k, &cards[(*count)++], deck,
				  &deck->cards[i]);
	return cards;
}

enum { USUAL_GROUP = 4 };

static uint32_t sets_of(const struct kit *k, const struct module *m,
			const struct deck *deck)
{
	uint32_t people = k->workshop->request->people, group = 0;

	if (deck->set == DECK_FOR_ROOM)
		return 1;
	if (deck->set == DECK_FOR_PERSON)
		return people;
	if (deck->step != NO_INDEX)
		group = m->steps[deck->step].group;
	if (group == 0)
		group = USUAL_GROUP;
	return (people + group - 1) / group;
}

/* Two decks of one step are told apart by a number. */
static struct str deck_name(struct kit *k, const struct module *m, uint32_t d)
{
	const struct deck *deck = &m->decks[d];
	struct str name = kit_text(k, deck->step == NO_INDEX
					      ? &m->title
					      : &m->steps[deck->step].title);
	uint32_t before = 0, all = 0;
	struct buf out = buf_make(k->arena);

	for (uint32_t i = 0; i < m->deck_count; i++) {
		all += m->decks[i].step == deck->step;
		before += i < d && m->decks[i].step == deck->step;
	}
	if (all < 2)
		return name;
	buf_str(&out, name);
	buf_fmt(&out, " (%u)", before + 1);
	return buf_view(&out);
}

/* One size in every language: the printing sheet is then the same. */
static uint32_t cell_of_deck(const struct kit *k, const struct deck *deck,
			     const bool *used)
{
	uint32_t cell = 0;

	for (uint32_t l = 0; l < k->curriculum->language_count; l++) {
		struct kit other = *k;
		const struct kit_card *cards;
		uint32_t least, count;

		other.lang = k->curriculum->languages[l];
		cards = read_cards(&other, deck, used, &count);
		least = kit_cell_of(cards, count);
		cell = least > cell ? least : cell;
	}
	return cell;
}

static struct kit_deck read_deck(struct kit *k, uint32_t module, uint32_t d)
{
	const struct module *m = &k->curriculum->modules[module];
	const struct deck *deck = &m->decks[d];
	const bool *used = deck->step != NO_INDEX &&
			   kit_brief(k, module, deck->step) ? deck->in_short
							    : NULL;
	struct kit_deck out = {
		.name = deck_name(k, m, d),
		.two_sided = deck->two_sided,
		.sets = sets_of(k, m, deck),
		.per = deck->set,
	};

	out.cards = read_cards(k, deck, used, &out.count);
	kit_set_cell(&out, cell_of_deck(k, deck, used));
	return out;
}

static bool deck_is_in(const struct kit *k, uint32_t module,
		       const struct deck *deck)
{
	return k->workshop->modules[module].in && deck->card_count > 0 &&
	       (deck->step == NO_INDEX || kit_in(k, module, deck->step));
}

uint32_t kit_count_decks(const struct kit *k)
{
	uint32_t count = 0;

	for (uint32_t m = 0; m < k->curriculum->module_count; m++)
		for (uint32_t d = 0; d < k->curriculum->modules[m].deck_count;
		     d++)
			count += deck_is_in(
				k, m, &k->curriculum->modules[m].decks[d]);
	return count;
}

uint32_t kit_list_decks(struct kit *k, struct kit_deck *out, uint32_t max)
{
	uint32_t count = 0;

	for (uint32_t m = 0; m < k->curriculum->module_count; m++) {
		const struct module *module = &k->curriculum->modules[m];

		for (uint32_t d = 0; d < module->deck_count; d++)
			if (deck_is_in(k, m, &module->decks[d]) && count < max)
				out[count++] = read_deck(k, m, d);
	}
	return count;
}

/* --- the view ------------------------------------------------------------- */

static void put_card(struct kit *k, struct node *list,
		     const struct kit_deck *deck, uint32_t card, bool back)
{
	struct node *map = kit_add_map(k, list);
	bool filled = card < deck->count;
	struct str text = STR_NONE;

	if (filled)
		text = back ? deck->cards[card].back : deck->cards[card].front;
	kit_put_flag(k, map, "filled", filled);
	kit_put_own(k, map, "title",
		    filled ? deck->cards[card].title : STR_NONE);
	kit_put_own(k, map, "body", text);
	kit_put_own(k, map, "label",
		    filled ? WORDS(k->arena, W_CARD_LABEL, k->lang, deck->name,
				   kit_count(k, card + 1),
				   kit_count(k, deck->count))
			   : STR_NONE);
}

/* A row of backs runs from right to left. */
static void put_faces(struct kit *k, struct node *list,
		      const struct kit_deck *deck, uint32_t first, bool back)
{
	for (uint32_t row = 0; row < deck->rows; row++)
		for (uint32_t c = 0; c < deck->columns; c++) {
			uint32_t column = back ? deck->columns - 1 - c : c;
			uint32_t card = first + row * deck->columns + column;
			bool needed = first + row * deck->columns < deck->count;

			if (needed)
				put_card(k, list, deck, card, back);
		}
}

static struct str set_text(struct kit *k, const struct kit_deck *deck)
{
	static const enum word words[] = {
		[DECK_FOR_GROUP] = W_N_SETS_GROUP,
		[DECK_FOR_PERSON] = W_N_SETS_PERSON,
		[DECK_FOR_ROOM] = W_N_SETS_ROOM,
	};

	return kit_units(k, words[deck->per], deck->sets);
}

void kit_put_deck(struct kit *k, struct node *map, const struct kit_deck *deck)
{
	uint32_t page = deck->columns * deck->rows;
	struct node *pages;

	kit_put_own(k, map, "name", deck->name);
	kit_put_own(k, map, "size", str_from(cell_name(deck)));
	kit_put_own(k, map, "sets", set_text(k, deck));
	kit_put_own(k, map, "count", kit_units(k, W_N_CARDS, deck->count));
	kit_put_flag(k, map, "two_sided", deck->two_sided);
	pages = kit_put_list(k, map, "pages");
	for (uint32_t first = 0; first < deck->count; first += page) {
		for (int side = 0; side <= (int)deck->two_sided; side++) {
			struct node *p = kit_add_map(k, pages);

			kit_put_flag(k, p, "first", first == 0 && side == 0);
			kit_put_flag(k, p, "back", side == 1);
			put_faces(k, kit_put_list(k, p, "cards"), deck, first,
				  side == 1);
		}
	}
}

void kit_decks(struct kit *k, struct node *root)
{
	uint32_t count = kit_count_decks(k);
	struct kit_deck *decks =
		ARENA_ARRAY(k->arena, count + 1, struct kit_deck);
	struct node *list = kit_put_list(k, root, "decks");

	count = k->kind == KIT_CARDS ? kit_list_decks(k, decks, count) : 0;
	for (uint32_t i = 0; i < count; i++)
		kit_put_deck(k, kit_add_map(k, list), &decks[i]);
	kit_put_flag(k, root, "has_decks", list->count > 0);
}
