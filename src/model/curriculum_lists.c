/*
 * What sections hold: objectives, key points, flash cards, the glossary, and
 * the decks of cards to cut out.
 */
#include "curriculum.h"

#include "base/arena.h"
#include "rubric.h"

static struct diags *diags_of(const struct module_work *w)
{
	return w->course->reader.diags;
}

static struct arena *arena_of(const struct module_work *w)
{
	return w->course->reader.arena;
}

/* --- lists ---------------------------------------------------------------- */

/* The one list of a section, or NULL after a diagnostic. */
static const struct md *only_list(struct module_work *w,
				  const struct md *section)
{
	const struct md *list = md_child(section, MD_LIST);

	if (list == NULL) {
		DIAG_STR(diags_of(w), md_opening(section), MSG_SECTION_NO_LIST,
			 section->name);
		return NULL;
	}
	for (const struct md *n = list->next; n != NULL; n = n->next)
		if (n->kind == MD_LIST)
			DIAG_STR(diags_of(w), md_opening(n),
				 MSG_SECTION_SECOND_LIST, section->name);
	return list;
}

/* "- `id` Text" and, for entries, a quote under it. */
struct list_item {
	struct str id;
	struct str text;
	const struct md *quote;
	struct span span;	/* of the id */
	bool good;
};

struct item_list {
	const struct md *list;	/* NULL: none, and that was said */
	struct list_item *items;
	uint32_t count;
	bool quoted;		/* each has a quote */
};

static void item_read(struct module_work *w, const struct md *node,
		      bool quoted, struct list_item *item)
{
	const struct md *words = md_visible(node->first);
	const struct md *code = words != NULL ? md_visible(words->first) : NULL;

	if (code == NULL || words->kind != MD_PARAGRAPH ||
	    code->kind != MD_CODE) {
		DIAG(diags_of(w), md_opening(node), MSG_ENTRY_NO_ID);
		return;
	}
	item->id = str_trim(code->text);
	item->span = md_find_span(words, item->id);
	item->text = md_line_text(arena_of(w), words, code);
	item->quote = md_child(node, MD_QUOTE);
	if (!str_is_id(item->id))
		DIAG_STR(diags_of(w), item->span, MSG_EXPECTED_ID, item->id);
	else if (item->text.len == 0)
		DIAG_STR(diags_of(w), item->span, MSG_ENTRY_NO_TEXT, item->id);
	else if (quoted && item->quote == NULL)
		DIAG_STR(diags_of(w), item->span, MSG_ENTRY_NO_QUOTE, item->id);
	else
		item->good = true;
}

static void items_read(struct module_work *w, struct item_list *l)
{
	l->count = 0;
	l->items = ARENA_ARRAY(arena_of(w), md_count(l->list),
			       struct list_item);
	for (const struct md *n = l->list->first; n != NULL; n = n->next)
		item_read(w, n, l->quoted, &l->items[l->count++]);
}

static struct item_list list_read(struct module_work *w, uint32_t part,
				  bool quoted)
{
	enum lang lead = course_leader(w->course);
	struct item_list l = { .quoted = quoted };
	struct name_table ids = { 0 };

	l.list = only_list(w, w->cuts[lead].parts[part].node);
	if (l.list != NULL)
		items_read(w, &l);
	for (uint32_t i = 0; i < l.count; i++)
		if (l.items[i].good)
			l.items[i].good =
			    names_add(&w->course->reader, &ids, l.items[i].id,
				      NAME_SECTION, i, l.items[i].span);
	return l;
}

/* The list of the section's twin in another language, as long; or NULL. */
static const struct md *twin_list(struct module_work *w, uint32_t part,
				  const struct md *list, enum lang lang)
{
	const struct part_of_module *twin = part_twin(w, part, lang);
	const struct md *other;

	if (twin == NULL || list == NULL ||
	    (other = only_list(w, twin->node)) == NULL)
		return NULL;
	if (md_count(other) == md_count(list))
		return other;
	DIAG_STR(diags_of(w), md_opening(other), MSG_PARITY_ITEMS,
		 twin->node->name, number_text(arena_of(w), md_count(other)),
		 number_text(arena_of(w), md_count(list)),
		 str_from(lang_code(course_leader(w->course))));
	return NULL;
}

/* The items of another language, each with the id of its twin. */
static struct item_list twin_items(struct module_work *w, uint32_t part,
				   const struct item_list *first,
				   enum lang lang)
{
	struct item_list l = { .quoted = first->quoted };
	struct str leader = str_from(lang_code(course_leader(w->course)));

	l.list = twin_list(w, part, first->list, lang);
	if (l.list != NULL)
		items_read(w, &l);
	for (uint32_t i = 0; i < l.count; i++) {
		bool both = l.items[i].good && first->items[i].good;

		if (both && !str_eq(l.items[i].id, first->items[i].id))
			DIAG_STR(diags_of(w), l.items[i].span, MSG_ENTRY_OTHER,
				 l.items[i].id, first->items[i].id, leader);
		l.items[i].good =
		    both && str_eq(l.items[i].id, first->items[i].id);
	}
	return l;
}

/* How many languages there are, and the n-th; the first one leads. */
static uint32_t languages(const struct module_work *w)
{
	return w->course->reader.language_count;
}

static enum lang language(const struct module_work *w, uint32_t n)
{
	return w->course->reader.languages[n];
}

/* --- objectives ----------------------------------------------------------- */

static struct objective *find_objective(struct module_work *w, struct str id)
{
	uint32_t i = ids_find(w->objective_ids, w->module->objective_count,
			      id);

	return i == NO_INDEX ? NULL
			     : (struct objective *)&w->module->objectives[i];
}

static void objectives_fill(struct module_work *w, const struct item_list *l,
			    enum lang lang)
{
	for (uint32_t i = 0; i < l->count; i++) {
		const struct list_item *item = &l->items[i];
		struct objective *o = find_objective(w, item->id);

		if (item->good && o != NULL) {
			o->text.in[lang] = item->text;
			o->text.span = item->span;
		} else if (item->good && w->objective_ids != NULL &&
			   lang == course_leader(w->course)) {
			read_unknown(&w->course->reader, item->span,
				     MSG_OBJECTIVE_UNDECLARED, item->id,
				     w->objective_ids,
				     w->module->objective_count);
		}
	}
}

static void objectives_load(struct module_work *w, uint32_t part)
{
	enum lang lead = course_leader(w->course);
	struct item_list first = list_read(w, part, false);

	for (uint32_t i = 1; i < languages(w); i++) {
		struct item_list l =
		    twin_items(w, part, &first, language(w, i));

		objectives_fill(w, &l, language(w, i));
	}
	objectives_fill(w, &first, lead);
	for (uint32_t i = 0; i < w->module->objective_count; i++) {
		const struct objective *o = &w->module->objectives[i];

		if (first.list != NULL && o->text.in[lead].len == 0)
			DIAG_STR(diags_of(w), o->span, MSG_OBJECTIVE_UNSAID,
				 o->id);
	}
}

/* --- key points ----------------------------------------------------------- */

static void keypoints_load(struct module_work *w, uint32_t part)
{
	const struct part_of_module *p =
	    &w->cuts[course_leader(w->course)].parts[part];
	const struct md *list = only_list(w, p->node);

	for (uint32_t i = 1; list != NULL && i < languages(w); i++)
		twin_list(w, part, list, language(w, i));
}

/* --- flash cards and the glossary ----------------------------------------- */

static void entries_fill(struct entry *entries, const struct item_list *l,
			 enum lang lang)
{
	for (uint32_t i = 0; i < l->count; i++) {
		if (!l->items[i].good)
			continue;
		entries[i].term.in[lang] = l->items[i].text;
		entries[i].answer.in[lang] = l->items[i].quote;
	}
}

static const struct entry *entries_load(struct module_work *w, uint32_t part,
					uint32_t *count)
{
	struct item_list first = list_read(w, part, true);
	struct entry *entries =
	    ARENA_ARRAY(arena_of(w), first.count, struct entry);

	*count = first.count;
	for (uint32_t i = 0; i < first.count; i++) {
		entries[i].id = first.items[i].id;
		entries[i].span = first.items[i].span;
		entries[i].term.span = first.items[i].span;
	}
	entries_fill(entries, &first, course_leader(w->course));
	for (uint32_t i = 1; i < languages(w); i++) {
		struct item_list l =
		    twin_items(w, part, &first, language(w, i));

		entries_fill(entries, &l, language(w, i));
	}
	return entries;
}

/* --- decks ---------------------------------------------------------------- */

static bool opens_card(const struct md *n)
{
	return n->kind == MD_HEADING && n->level == 4;
}

static uint32_t count_cards(const struct md *section)
{
	uint32_t count = 0;

	for (const struct md *n = section->first; n != NULL; n = n->next)
		count += opens_card(n);
	return count;
}

static bool card_has_back(const struct md *heading)
{
	for (const struct md *n = heading->next; n && !opens_card(n);
	     n = n->next)
		if (n->kind == MD_QUOTE)
			return true;
	return false;
}

/* Nothing stands before the first card, and no larger heading between. */
static void deck_shape(struct module_work *w, const struct md *section,
		       bool two_sided)
{
	const struct md *first = md_visible(section->first);

	if (first != NULL && !opens_card(first) && first->kind != MD_SECTION)
		DIAG(diags_of(w), md_opening(first), MSG_CARDS_BEFORE);
	if (count_cards(section) == 0)
		DIAG_STR(diags_of(w), md_opening(section), MSG_CARDS_NONE,
			 section->name);
	for (const struct md *n = section->first; n != NULL; n = n->next) {
		if (n->kind == MD_HEADING && n->level < 4 && n != first)
			DIAG(diags_of(w), md_opening(n), MSG_CARDS_HEADING);
		if (!opens_card(n))
			continue;
		if (md_plain_text(arena_of(w), n).len == 0)
			DIAG(diags_of(w), md_opening(n), MSG_CARD_UNTITLED);
		if (two_sided && !card_has_back(n))
			DIAG_STR(diags_of(w), md_opening(n), MSG_CARD_NO_BACK,
				 md_plain_text(arena_of(w), n));
	}
}

static void cards_fill(struct module_work *w, struct card *cards,
		       const struct md *section, enum lang lang)
{
	uint32_t i = 0;

	for (const struct md *n = section->first; n != NULL; n = n->next) {
		if (!opens_card(n))
			continue;
		cards[i].title.in[lang] = md_plain_text(arena_of(w), n);
		cards[i].heading.in[lang] = n;
		if (cards[i].title.span.source == NULL)
			cards[i].title.span = n->span;
		i++;
	}
}

static void deck_twins(struct module_work *w, uint32_t part, struct deck *deck,
		       struct card *cards)
{

	for (uint32_t i = 1; i < languages(w); i++) {
		enum lang lang = language(w, i);
		const struct part_of_module *twin = part_twin(w, part, lang);
		uint32_t found;

		if (twin == NULL)
			continue;
		deck->body.in[lang] = twin->node;
		deck_shape(w, twin->node, deck->two_sided);
		found = count_cards(twin->node);
		if (found == deck->card_count)
			cards_fill(w, cards, twin->node, lang);
		else if (found > 0)
			DIAG_STR(diags_of(w), md_opening(twin->node),
				 MSG_CARDS_COUNT, deck->id,
				 number_text(arena_of(w), found),
				 number_text(arena_of(w), deck->card_count),
				 str_from(lang_code(
				     course_leader(w->course))));
	}
}

/* The step a part belongs to, by its place among the module's steps. */
static uint32_t step_of(const struct module_cut *cut, uint32_t part)
{
	uint32_t parent = cut->parts[part].parent, step = 0;

	if (parent == NO_INDEX || !cut->parts[parent].step)
		return NO_INDEX;
	for (uint32_t i = 0; i < parent; i++)
		step += cut->parts[i].step;
	return step;
}

/* The whole number at `at`, which moves past it; 0 when there is none. */
static uint32_t next_place(struct str list, size_t *at)
{
	uint32_t n = 0;

	while (*at < list.len && list.at[*at] >= '0' && list.at[*at] <= '9' &&
	       n < 1000)
		n = n * 10 + (uint32_t)(list.at[(*at)++] - '0');
	return n;
}

/* Numbers of cards, rising, as "1,2,5"; NULL when it is not that. */
static const bool *places_read(struct module_work *w, struct str list,
			       uint32_t count)
{
	bool *in = ARENA_ARRAY(arena_of(w), count + 1, bool);
	uint32_t last = 0, found = 0;

	for (size_t at = 0;; at++) {
		uint32_t n = next_place(list, &at);

		if (n <= last || n > count ||
		    (at < list.len && list.at[at] != ','))
			return NULL;
		in[n - 1] = true;
		last = n;
		found++;
		if (at == list.len)
			break;
	}
	return found < count ? in : NULL;
}

/* The cards of its step's short length. */
static void deck_short(struct module_work *w, const struct part_of_module *p,
		       struct deck *deck)
{
	const struct module_cut *cut = &w->cuts[course_leader(w->course)];
	const struct md_attr *attr = section_attr(p->node, "short");

	if (attr == NULL)
		return;
	if (deck->step == NO_INDEX ||
	    section_attr(cut->parts[p->parent].node, "short") == NULL) {
		DIAG_STR(diags_of(w), attr->span, MSG_CARDS_SHORT_STEP,
			 deck->id);
		return;
	}
	deck->in_short = places_read(w, attr->value, deck->card_count);
	if (deck->in_short == NULL)
		DIAG_STR(diags_of(w), attr->span, MSG_CARDS_SHORT, attr->value,
			 number_text(arena_of(w), deck->card_count));
}

static void deck_load(struct module_work *w, uint32_t part, struct deck *deck)
{
	static const struct str sets[] = { STR_INIT("group"),
					   STR_INIT("person"),
					   STR_INIT("room") };
	enum lang lead = course_leader(w->course);
	const struct part_of_module *p = &w->cuts[lead].parts[part];
	uint32_t sides = 1, set;
	struct card *cards;

	deck->id = p->id;
	deck->step = step_of(&w->cuts[lead], part);
	deck->span = md_opening(p->node);
	deck->body.in[lead] = p->node;
	if (section_attr(p->node, "set") == NULL)
		DIAG_STR(diags_of(w), deck->span, MSG_CARDS_SET, deck->id);
	else if (section_choice(w->course, p->node, "set", sets, 3, &set))
		deck->set = (enum deck_set)set;
	section_number(w->course, p->node, "sides", 1, 2, &sides);
	deck->two_sided = sides == 2;
	deck_shape(w, p->node, deck->two_sided);
	deck->card_count = count_cards(p->node);
	deck_short(w, p, deck);
	cards = ARENA_ARRAY(arena_of(w), deck->card_count, struct card);
	deck->cards = cards;
	cards_fill(w, cards, p->node, lead);
	deck_twins(w, part, deck, cards);
}

static void decks_load(struct module_work *w)
{
	const struct module_cut *cut = &w->cuts[course_leader(w->course)];
	struct deck *decks = ARENA_ARRAY(arena_of(w), cut->count, struct deck);

	w->module->decks = decks;
	for (uint32_t i = 0; i < cut->count; i++)
		if (cut->parts[i].kind == SECTION_CARDS)
			deck_load(w, i, &decks[w->module->deck_count++]);
}

/* --- all of them ---------------------------------------------------------- */

void lists_load(struct module_work *w)
{
	const struct module_cut *cut = &w->cuts[course_leader(w->course)];
	struct module *m = w->module;

	for (uint32_t i = 0; i < cut->count; i++) {
		enum section_kind kind = cut->parts[i].kind;

		/* A second one was reported. */
		if (kind == SECTION_OBJECTIVES)
			objectives_load(w, i);
		else if (kind == SECTION_KEYPOINTS)
			keypoints_load(w, i);
		else if (kind == SECTION_FLASHCARDS && m->flashcards == NULL)
			m->flashcards =
			    entries_load(w, i, &m->flashcard_count);
		else if (kind == SECTION_GLOSSARY && m->glossary == NULL)
			m->glossary = entries_load(w, i, &m->glossary_count);
	}
	decks_load(w);
}
