/*
 * Questions on paper: the first of each objective makes the test, taken
 * before and after; the others make the quiz.
 */
#include "kit_view.h"

static struct str letter(struct kit *k, uint32_t option)
{
	struct buf out = buf_make(k->arena);

	buf_char(&out, (char)('A' + option));
	return buf_view(&out);
}

static void put_options(struct kit *k, struct node *map,
			const struct item *item)
{
	struct node *list = kit_put_list(k, map, "options");
	struct str right[ITEM_OPTIONS];
	size_t count = 0;

	for (uint32_t o = 0; o < item->option_count; o++) {
		const struct item_option *option = &item->options[o];
		struct node *node = kit_add_map(k, list);
		const struct md *text = kit_passage(k, &option->text);
		const struct md *why = kit_passage(k, &option->feedback);

		if (option->right)
			right[count++] = letter(k, o);
		kit_put_own(k, node, "letter", letter(k, o));
		kit_put_own(k, node, "text", kit_inline(k, text));
		kit_put_flag(k, node, "right", !k->learner && option->right);
		kit_put_hidden(k, node, "why", kit_inline(k, why));
	}
	kit_put_hidden(k, map, "answer", kit_join(k, right, count));
	kit_put_own(k, map, "choose",
		    item->multiple ? kit_units(k, W_N_CHOICES, count)
				   : STR_NONE);
}

/* The stem runs from its first block to the list of options. */
static struct str stem(struct kit *k, const struct item *item)
{
	const struct md *first = kit_passage(k, &item->first), *end = first;

	while (end != NULL && end->kind != MD_LIST)
		end = end->next;
	return kit_blocks(k, first, end, 4);
}

static void put_item(struct kit *k, struct node *list, uint32_t module,
		     const struct item *item, uint32_t number)
{
	const struct module *m = &k->curriculum->modules[module];
	struct node *map = kit_add_map(k, list);

	kit_put_count(k, map, "number", number);
	kit_put_own(k, map, "stem", stem(k, item));
	kit_put_hidden(k, map, "objective",
		       kit_text(k, &m->objectives[item->objective].text));
	put_options(k, map, item);
}

void kit_items(struct kit *k, struct node *map, uint32_t module,
	       uint32_t *number)
{
	const struct module *m = &k->curriculum->modules[module];
	bool test = k->kind == KIT_TEST || k->kind == KIT_TEST_KEY;
	bool quiz = k->kind == KIT_QUIZ || k->kind == KIT_QUIZ_KEY;
	struct node *list = kit_put_list(k, map, "items");

	for (uint32_t i = 0; (test || quiz) && i < m->item_count; i++)
		if ((m->items[i].rank == 0) == test)
			put_item(k, list, module, &m->items[i], ++*number);
	kit_put_flag(k, map, "has_items", list->count > 0);
}
