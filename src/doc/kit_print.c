/* The printing sheet: how many of each document, on what, cut or not. */
#include "kit_view.h"

enum copies {
	COPIES_ONE,
	COPIES_EACH,
	COPIES_EACH_ONE_MORE,
	COPIES_TWICE,
	COPIES_PAIRS,
	COPIES_SETS,
	COPIES_CERTIFICATE,
};

static const struct sheet_row {
	enum kit_kind kind;
	enum word name;
	enum copies copies;
	enum word sides, paper, cutting;
} rows[] = {
	{ KIT_AGENDA, W_DOC_AGENDA, COPIES_ONE, W_SIDES_TWO, W_PAPER_PLAIN,
	  W_CUT_NONE },
	{ KIT_GUIDE, W_DOC_GUIDE, COPIES_ONE, W_SIDES_TWO, W_PAPER_PLAIN,
	  W_CUT_NONE },
	{ KIT_HANDOUT, W_DOC_HANDOUT, COPIES_EACH_ONE_MORE, W_SIDES_TWO,
	  W_PAPER_PLAIN, W_CUT_NONE },
	{ KIT_SLIDES, W_DOC_SLIDES, COPIES_ONE, W_SIDES_TWO, W_PAPER_PLAIN,
	  W_CUT_NONE },
	{ KIT_CARDS, W_DOC_CARDS, COPIES_SETS, W_SIDES_DECK, W_PAPER_THICK,
	  W_CUT_DASHES },
	{ KIT_QUIZ, W_DOC_QUIZ, COPIES_EACH, W_SIDES_TWO, W_PAPER_PLAIN,
	  W_CUT_NONE },
	{ KIT_QUIZ_KEY, W_DOC_QUIZ_KEY, COPIES_ONE, W_SIDES_TWO,
	  W_PAPER_PLAIN, W_CUT_NONE },
	{ KIT_TEST, W_DOC_TEST, COPIES_TWICE, W_SIDES_TWO, W_PAPER_PLAIN,
	  W_CUT_NONE },
	{ KIT_TEST_KEY, W_DOC_TEST_KEY, COPIES_ONE, W_SIDES_TWO,
	  W_PAPER_PLAIN, W_CUT_NONE },
	{ KIT_DRILL, W_DOC_DRILL, COPIES_PAIRS, W_SIDES_ONE,
	  W_PAPER_PLAIN_THICK, W_CUT_LAST_PAGES },
	{ KIT_DRILL_KEY, W_DOC_DRILL_KEY, COPIES_ONE, W_SIDES_TWO,
	  W_PAPER_PLAIN, W_CUT_NONE },
	{ KIT_EVALUATION, W_DOC_EVALUATION, COPIES_EACH, W_SIDES_ONE,
	  W_PAPER_PLAIN, W_CUT_NONE },
	{ KIT_CERTIFICATE, W_DOC_CERTIFICATE, COPIES_CERTIFICATE, W_SIDES_ONE,
	  W_PAPER_THICK, W_CUT_NONE },
};

static struct str copies_text(struct kit *k, enum copies copies)
{
	uint32_t people = k->workshop->request->people;

	switch (copies) {
	case COPIES_ONE:
		return kit_count(k, 1);
	case COPIES_EACH:
		return kit_count(k, people);
	case COPIES_EACH_ONE_MORE:
		return kit_count(k, people + 1);
	case COPIES_TWICE:
		return WORDS(k->arena, W_COPIES_TWICE, k->lang,
			     kit_count(k, 2 * people), kit_count(k, people));
	case COPIES_PAIRS:
		return WORDS(k->arena, W_COPIES_PAIRS, k->lang,
			     kit_count(k, (people + 1) / 2),
			     kit_count(k, people));
	case COPIES_SETS:
		return kit_word(k, W_COPIES_SETS);
	case COPIES_CERTIFICATE:
		return kit_units(k, W_COPIES_CERTIFICATE, people);
	}
	BUG("copies %d", (int)copies);
}

static void put_sheets(struct kit *k, struct node *root)
{
	struct node *list = kit_put_list(k, root, "sheets");

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct sheet_row *row = &rows[i];
		struct node *map;

		if (!kit_has(k->workshop, row->kind))
			continue;
		map = kit_add_map(k, list);
		kit_put_own(k, map, "name", kit_word(k, row->name));
		kit_put_own(k, map, "file", str_from(kit_name(row->kind)));
		kit_put_own(k, map, "copies", copies_text(k, row->copies));
		kit_put_own(k, map, "sides", kit_word(k, row->sides));
		kit_put_own(k, map, "paper", kit_word(k, row->paper));
		kit_put_own(k, map, "cutting", kit_word(k, row->cutting));
	}
}

/* A page turned over is one sheet. */
static uint32_t sheets_of(const struct kit_deck *deck)
{
	uint32_t pages = kit_deck_pages(deck);

	return deck->two_sided ? pages / 2 : pages;
}

/* "5-9", as a printing dialogue takes it: pages of the document of cards. */
static struct str page_range(struct kit *k, uint32_t first, uint32_t pages)
{
	struct buf out = buf_make(k->arena);

	buf_int(&out, first);
	if (pages > 1) {
		buf_char(&out, '-');
		buf_int(&out, first + pages - 1);
	}
	return buf_view(&out);
}

static void put_deck_sheets(struct kit *k, struct node *root)
{
	uint32_t count = kit_count_decks(k);
	struct kit_deck *decks =
		ARENA_ARRAY(k->arena, count + 1, struct kit_deck);
	struct node *list = kit_put_list(k, root, "deck_sheets");
	uint32_t first = 2;	/* after the page that says how to cut */

	count = k->kind == KIT_PRINT || k->kind == KIT_GUIDE
			? kit_list_decks(k, decks, count)
			: 0;
	for (uint32_t i = 0; i < count; i++) {
		struct node *map = kit_add_map(k, list);

		kit_put_own(k, map, "name", decks[i].name);
		kit_put_count(k, map, "cards", decks[i].count);
		kit_put_own(k, map, "sides",
			    kit_word(k, decks[i].two_sided ? W_SIDES_BACKS
							   : W_SIDES_ONE));
		kit_put_count(k, map, "sets", decks[i].sets);
		kit_put_own(k, map, "pages",
			    page_range(k, first, kit_deck_pages(&decks[i])));
		first += kit_deck_pages(&decks[i]);
		kit_put_count(k, map, "sheets",
			      (uint64_t)decks[i].sets * sheets_of(&decks[i]));
	}
	kit_put_flag(k, root, "has_deck_sheets", list->count > 0);
}

void kit_print(struct kit *k, struct node *root)
{
	struct node *list;

	put_sheets(k, root);
	put_deck_sheets(k, root);
	kit_put_flag(k, root, "has_quiz", kit_has(k->workshop, KIT_QUIZ));
	/* Lines of the attendance list. */
	list = kit_put_list(k, root, "roster");
	for (uint32_t i = 0; k->kind == KIT_CERTIFICATE &&
			     i < k->workshop->request->people; i++)
		kit_put_count(k, kit_add_map(k, list), "number", i + 1);
}
