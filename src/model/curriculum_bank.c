/*
 * The questions of a module: bank.LANG.md.
 *
 * A heading of level 2 with an id opens a question; the blocks under it are
 * its stem, until the list of options; a block of YAML names its objective.
 * The same reading serves every language, and what is found is compared.
 */
#include "curriculum.h"

#include <string.h>

#include "base/arena.h"
#include "rubric.h"

enum { ITEMS_MAX = 200 };	/* of a module */

struct raw_item {
	struct str id;
	struct span span;
	const struct md *heading, *first, *list, *block;
};

struct bank {
	struct raw_item *items;
	uint32_t count;
	size_t capacity;
	bool broken;	/* some heading has no id, which was said */
};

static struct diags *diags_of(const struct module_work *w)
{
	return w->course->reader.diags;
}

static struct arena *arena_of(const struct module_work *w)
{
	return w->course->reader.arena;
}

/* --- cutting -------------------------------------------------------------- */

/* The text right at the start of an option, or NULL. */
static const struct md *option_mark(const struct md *item)
{
	const struct md *words = md_visible(item->first);
	const struct md *text = words != NULL && words->kind == MD_PARAGRAPH
				    ? words->first
				    : NULL;

	if (text == NULL || text->kind != MD_TEXT ||
	    (!str_starts(text->text, "[x]") && !str_starts(text->text, "[ ]") &&
	     !str_starts(text->text, "[X]")))
		return NULL;
	return text;
}

static bool is_option_list(const struct md *list)
{
	return list->kind == MD_LIST && !list->ordered && list->first != NULL &&
	       option_mark(list->first) != NULL;
}

static void cut_heading(struct module_work *w, struct bank *b,
			const struct md *heading)
{
	const struct md *code = md_child(heading, MD_CODE);
	struct raw_item *item;

	b->items = arena_grow(arena_of(w), b->items, b->count, &b->capacity,
			      sizeof(*b->items));
	item = &b->items[b->count++];
	*item = (struct raw_item){ .span = heading->span,
				   .heading = heading };
	if (code == NULL) {
		DIAG(diags_of(w), heading->span, MSG_ITEM_NO_ID);
		b->broken = true;
		return;
	}
	item->id = str_trim(code->text);
	item->span = md_find_span(heading, item->id);
	if (str_is_id(item->id))
		return;
	DIAG_STR(diags_of(w), item->span, MSG_EXPECTED_ID, item->id);
	b->broken = true;
}

static void cut_block(struct module_work *w, struct raw_item *item,
		      const struct md *n)
{
	if (is_engine_block(n)) {
		if (item->block != NULL)
			DIAG_STR(diags_of(w), md_opening(n),
				 MSG_RUBRIC_SECOND_BLOCK, item->id);
		item->block = n;
	} else if (is_option_list(n) && item->list == NULL) {
		item->list = n;
	} else if (item->list != NULL || item->block != NULL) {
		DIAG_STR(diags_of(w), md_opening(n), MSG_ITEM_AFTER, item->id);
	} else if (item->first == NULL) {
		item->first = n;
	}
}

static void bank_cut(struct module_work *w, const struct md *document,
		     struct bank *b)
{
	for (const struct md *n = document->first; n != NULL; n = n->next) {
		bool title = n->kind == MD_HEADING && n->level == 1;

		if (n->kind == MD_HTML || title)
			continue;
		if (n->kind == MD_HEADING && n->level == 2)
			cut_heading(w, b, n);
		else if (b->count > 0)
			cut_block(w, &b->items[b->count - 1], n);
	}
}

/* --- options -------------------------------------------------------------- */

static struct str option_text(struct module_work *w, const struct md *item)
{
	const struct md *words = md_visible(item->first);

	return words == NULL ? STR_NONE : md_plain_text(arena_of(w), words);
}

/* Takes the mark off, so that no document gives the answer away. */
static bool option_right(const struct md *text)
{
	struct md *writable = (struct md *)(uintptr_t)text;
	bool right = text->text.at[1] != ' ';
	struct str rest = str_sub(text->text, 3, text->text.len);

	/* Not the spaces at its end: emphasis or code may come next. */
	while (str_starts(rest, " "))
		rest = str_sub(rest, 1, rest.len);
	writable->text = rest;
	return right;
}

static void option_load(struct module_work *w, const struct raw_item *item,
			const struct md *node, enum lang lang,
			struct item_option *option)
{
	const struct md *mark = option_mark(node);

	if (mark == NULL) {
		DIAG_STR(diags_of(w), md_opening(node), MSG_OPTION_NO_MARK,
			 item->id);
		return;
	}
	option->right = option_right(mark);
	option->text.in[lang] = node;
	option->feedback.in[lang] = md_child(node, MD_QUOTE);
	if (option_text(w, node).len == 0)
		DIAG_STR(diags_of(w), md_opening(node), MSG_OPTION_EMPTY,
			 item->id);
	if (option->feedback.in[lang] == NULL)
		DIAG_STR(diags_of(w), md_opening(node), MSG_OPTION_NO_FEEDBACK,
			 item->id);
}

static struct item_option *choices_load(struct module_work *w,
					const struct raw_item *raw,
					enum lang lang, uint32_t *count)
{
	struct item_option *options;

	*count = 0;
	if (raw->list == NULL) {
		DIAG_STR(diags_of(w), raw->span, MSG_ITEM_NO_OPTIONS, raw->id);
		return NULL;
	}
	options = ARENA_ARRAY(arena_of(w), ITEM_OPTIONS, struct item_option);
	for (const struct md *n = raw->list->first; n != NULL; n = n->next) {
		if (*count == ITEM_OPTIONS) {
			DIAG_STR(diags_of(w), md_opening(n), MSG_ITEM_MANY,
				 raw->id, number_text(arena_of(w), *count));
			break;
		}
		option_load(w, raw, n, lang, &options[(*count)++]);
	}
	return options;
}

/* --- one question, in the leading language -------------------------------- */

static uint32_t objective_find(struct module_work *w,
			       const struct raw_item *raw)
{
	uint32_t count = w->module->objective_count, i;
	const struct node *tree = NULL, *node;
	struct read_map m;
	struct str id;

	if (raw->block == NULL) {
		DIAG_STR(diags_of(w), raw->span, MSG_ITEM_NO_OBJECTIVE,
			 raw->id);
		return NO_INDEX;
	}
	if (raw->block->body.source == NULL)
		DIAG(diags_of(w), raw->block->span, MSG_RUBRIC_INDENTED_BLOCK);
	else
		tree = yaml_parse_span(arena_of(w), arena_of(w),
				       raw->block->body, diags_of(w));
	m = read_map(&w->course->reader, tree, "item");
	node = read_child(&m, "objective", true);
	read_end(&m);
	if (node == NULL || !node_read_id(&w->course->reader, node, &id))
		return NO_INDEX;
	i = ids_find(w->objective_ids, count, id);
	if (i == NO_INDEX && count > 0)
		read_unknown(&w->course->reader, node->span,
			     MSG_OBJECTIVE_UNKNOWN, id, w->objective_ids,
			     count);
	return i;
}

static void keys_check(struct module_work *w, const struct raw_item *raw,
		       struct item *item)
{
	uint32_t right = 0;

	for (uint32_t i = 0; i < item->option_count; i++)
		right += item->options[i].right;
	item->multiple = right > 1;
	if (item->option_count == 1)
		DIAG_STR(diags_of(w), md_opening(raw->list),
			 MSG_ITEM_ONE_OPTION, raw->id);
	else if (item->option_count > 0 && right == 0)
		DIAG_STR(diags_of(w), raw->span, MSG_ITEM_NO_RIGHT, raw->id);
	else if (item->option_count > 0 && right == item->option_count)
		DIAG_STR(diags_of(w), raw->span, MSG_ITEM_ALL_RIGHT, raw->id);
}

static void item_load(struct module_work *w, const struct raw_item *raw,
		      struct item *item, uint32_t index)
{
	enum lang lead = course_leader(w->course);

	item->id = raw->id;
	item->span = raw->span;
	if (str_is_id(raw->id))
		names_add(&w->course->reader, &w->course->items, raw->id,
			  NAME_QUESTION, index, raw->span);
	if (raw->first == NULL)
		DIAG_STR(diags_of(w), raw->span, MSG_ITEM_NO_STEM, raw->id);
	item->first.in[lead] = raw->first;
	item->options = choices_load(w, raw, lead, &item->option_count);
	item->objective = objective_find(w, raw);
	keys_check(w, raw, item);
}

/* --- the same in every language ------------------------------------------- */

static const struct raw_item *item_at(const struct bank *b, uint32_t i)
{
	return i < b->count ? &b->items[i] : NULL;
}

/* The same questions in the same order; the first that differs is told. */
static bool same_ids(struct module_work *w, const struct bank *first,
		     const struct bank *other, enum lang lang)
{
	struct str leader = str_from(lang_code(course_leader(w->course)));
	const struct raw_item *a, *b;
	uint32_t i = 0;

	do {
		a = item_at(first, i);
		b = item_at(other, i++);
	} while (a != NULL && b != NULL && str_eq(a->id, b->id));
	if (a != NULL && b != NULL)
		DIAG_STR(diags_of(w), b->span, MSG_ENTRY_OTHER, b->id, a->id,
			 leader);
	else if (a != NULL)
		DIAG_STR(diags_of(w), a->span, MSG_ITEM_MISSING, a->id,
			 str_from(lang_code(lang)));
	else if (b != NULL)
		DIAG_STR(diags_of(w), b->span, MSG_ITEM_EXTRA, b->id, leader);
	return a == b; /* both at their ends */
}

/* Where the translation has a block too, it says the same. */
static void same_objective(struct module_work *w, const struct item *item,
			   const struct raw_item *raw)
{
	struct str said;
	uint32_t i;

	if (raw->block == NULL || item->objective == NO_INDEX)
		return;
	i = objective_find(w, raw);
	if (i == NO_INDEX || i == item->objective)
		return;
	said = w->objective_ids[item->objective];
	DIAG_STR(diags_of(w), md_opening(raw->block), MSG_ITEM_OTHER_OBJECTIVE,
		 w->objective_ids[i], said,
		 str_from(lang_code(course_leader(w->course))));
}

static void item_translate(struct module_work *w, struct item *item,
			   const struct raw_item *raw, enum lang lang)
{
	struct str leader = str_from(lang_code(course_leader(w->course)));
	uint32_t count, place = NO_INDEX;
	struct item_option *to = (struct item_option *)item->options;
	const struct item_option *options =
	    choices_load(w, raw, lang, &count);

	same_objective(w, item, raw);
	item->first.in[lang] = raw->first;
	if (raw->first == NULL)
		DIAG_STR(diags_of(w), raw->span, MSG_ITEM_NO_STEM, raw->id);
	if (options == NULL || to == NULL)
		return;
	if (count != item->option_count) {
		DIAG_STR(diags_of(w), md_opening(raw->list), MSG_PARITY_ITEMS,
			 raw->id, number_text(arena_of(w), count),
			 number_text(arena_of(w), item->option_count), leader);
		return;
	}
	for (uint32_t i = 0; i < count; i++) {
		to[i].text.in[lang] = options[i].text.in[lang];
		to[i].feedback.in[lang] = options[i].feedback.in[lang];
		if (place == NO_INDEX && options[i].text.in[lang] != NULL &&
		    options[i].right != to[i].right)
			place = i;
	}
	if (place != NO_INDEX)
		DIAG_STR(diags_of(w), md_opening(options[place].text.in[lang]),
			 MSG_ITEM_OTHER_KEY, raw->id, leader);
}

static void bank_translate(struct module_work *w, const struct bank *first,
			   struct item *items, const struct md *document,
			   enum lang lang)
{
	struct bank other = { 0 };

	bank_cut(w, document, &other);
	if (first->broken || other.broken ||
	    !same_ids(w, first, &other, lang))
		return;
	for (uint32_t i = 0; i < first->count; i++) {
		item_translate(w, &items[i], &other.items[i], lang);
		if (w->course->author)
			blocks_parity(w->course, first->items[i].heading->next,
				      other.items[i].heading->next, lang, 2,
				      false, other.items[i].span);
	}
}

/* --- objectives ----------------------------------------------------------- */

enum { LEAST_ITEMS = 2 };	/* of an objective: before, and the quiz */

static void ranks_fill(struct module_work *w, struct item *items)
{
	const struct module *m = w->module;

	for (uint32_t o = 0; o < m->objective_count; o++) {
		uint32_t rank = 0;

		for (uint32_t i = 0; i < m->item_count; i++)
			if (items[i].objective == o)
				items[i].rank = rank++;
		if (rank < LEAST_ITEMS)
			DIAG_STR(diags_of(w), m->objectives[o].span,
				 MSG_OBJECTIVE_FEW, m->objectives[o].id,
				 number_text(arena_of(w), rank));
	}
}

static bool items_load(struct module_work *w, const struct bank *bank,
		       struct item *items)
{
	bool known = !bank->broken;

	w->module->items = items;
	w->module->item_count = bank->count;
	for (uint32_t i = 0; i < bank->count; i++) {
		item_load(w, &bank->items[i], &items[i], i);
		known = known && items[i].objective != NO_INDEX;
	}
	return known;
}

void bank_load(struct module_work *w)
{
	enum lang lead = course_leader(w->course);
	struct bank first = { 0 };
	struct sheet sheet;
	struct item *items;

	if (!sheet_read(w->course, w->dir, "bank", true, &sheet))
		return;
	bank_cut(w, sheet.document[lead], &first);
	if (first.count > ITEMS_MAX) {
		DIAG_STR(diags_of(w), first.items[ITEMS_MAX].span,
			 MSG_BANK_MANY, number_text(arena_of(w), first.count),
			 number_text(arena_of(w), ITEMS_MAX));
		return;
	}
	items = ARENA_ARRAY(arena_of(w), first.count, struct item);
	/* Until each question has its objective, counting them is idle. */
	if (items_load(w, &first, items))
		ranks_fill(w, items);
	for (uint32_t i = 1; i < w->course->reader.language_count; i++) {
		enum lang lang = w->course->reader.languages[i];

		if (sheet.document[lang] != NULL)
			bank_translate(w, &first, items, sheet.document[lang],
				       lang);
	}
	sheet_check(w->course, &sheet);
}
