/*
 * Texts of the curriculum for a template: the chosen blocks of a section are
 * copied, their headings moved to where they will stand, and written as
 * Markdown, which is read again with the whole document.
 */
#include "kit_view.h"

#include "format/markdown.h"

const struct md *kit_passage(const struct kit *k, const struct passage *p)
{
	return curriculum_passage(k->curriculum, p, k->lang);
}

enum section_kind kit_section(const struct md *node)
{
	enum section_kind kind;

	if (node->kind == MD_SECTION && section_kind_parse(node->name, &kind))
		return kind;
	return SECTION_KINDS;
}

/* --- copies --------------------------------------------------------------- */

static void append(struct md *parent, struct md *child)
{
	child->parent = parent;
	child->next = NULL;
	if (parent->last == NULL)
		parent->first = child;
	else
		parent->last->next = child;
	parent->last = child;
}

static struct md *copy_node(struct arena *a, const struct md *node)
{
	struct md *copy = ARENA_NEW(a, struct md);

	*copy = *node;
	copy->first = copy->last = copy->next = copy->parent = NULL;
	for (const struct md *m = node->first; m != NULL; m = m->next)
		append(copy, copy_node(a, m));
	return copy;
}

static struct md *new_document(struct arena *a)
{
	struct md *document = ARENA_NEW(a, struct md);

	document->kind = MD_DOCUMENT;
	return document;
}

/* --- headings ------------------------------------------------------------- */

static int least_level(const struct md *document)
{
	int least = 7;

	for (const struct md *m = document->first; m != NULL; m = m->next)
		if (m->kind == MD_HEADING && m->level < least)
			least = m->level;
	return least;
}

/* None skips a level: the first at `level`, each at most one deeper. */
static void shift_headings(struct md *document, int level)
{
	int by = level - least_level(document), above = level - 1;

	for (struct md *m = document->first; m != NULL; m = m->next) {
		int to;

		if (m->kind != MD_HEADING)
			continue;
		to = m->level + by;
		to = to > above + 1 ? above + 1 : to;
		to = to > 6 ? 6 : to;
		m->level = (uint8_t)to;
		above = to;
	}
}

static struct str written(const struct kit *k, struct md *document, int level)
{
	struct buf out = buf_make(k->arena);

	if (document->first == NULL)
		return STR_NONE;
	shift_headings(document, level);
	markdown_write(&out, document, NULL);
	return buf_view(&out);
}

/* --- voices --------------------------------------------------------------- */

static enum voice voice_of(enum section_kind kind, enum voice around)
{
	switch (kind) {
	case SECTION_PARTICIPANT:
	case SECTION_ACTIVITY:
	case SECTION_DISCUSSION:
	case SECTION_CASE:
	case SECTION_ROLEPLAY:
		return VOICE_LEARNER;
	case SECTION_FACILITATOR:
		return around == VOICE_SLIDE ? VOICE_SPEAKER : VOICE_NOTES;
	case SECTION_SOLUTION:
		return VOICE_SOLUTION;
	case SECTION_DEBRIEF:
		return VOICE_DEBRIEF;
	case SECTION_SLIDE:
		return VOICE_SLIDE;
	case SECTION_CARDS:
		return VOICE_CARDS;
	case SECTION_OBJECTIVES:
	case SECTION_KEYPOINTS:
	case SECTION_FLASHCARDS:
	case SECTION_GLOSSARY:
	case SECTION_KINDS:
		return VOICE_OTHER;
	}
	BUG("a section of kind %d", (int)kind);
}

static void gather(const struct kit *k, struct md *out,
		   const struct md *section, enum voice around,
		   enum voice wanted, const struct md *skipped)
{
	for (const struct md *m = section->first; m != NULL; m = m->next) {
		if (m->kind == MD_SECTION)
			gather(k, out, m, voice_of(kit_section(m), around),
			       wanted, NULL);
		else if (around == wanted && m != skipped)
			append(out, copy_node(k->arena, m));
	}
}

/* --- at the short length -------------------------------------------------- */

/* The row of the n-th card: its first cell is 1, 2, 3... or A, B, C... */
static bool is_number(const struct md *row, uint32_t n)
{
	const struct md *text = row->first != NULL ? row->first->first : NULL;
	uint32_t value = 0;

	if (text == NULL || text->kind != MD_TEXT || text->next != NULL)
		return false;
	if (text->text.len == 1 && text->text.at[0] >= 'A')
		return (uint32_t)(text->text.at[0] - 'A') + 1 == n;
	for (size_t i = 0; i < text->text.len; i++) {
		char c = text->text.at[i];

		if (c < '0' || c > '9' || value > n)
			return false;
		value = value * 10 + (uint32_t)(c - '0');
	}
	return value == n;
}

/* A header, then a row for each card. */
static bool counts_cards(const struct md *table, const struct deck *deck)
{
	uint32_t n = 0;

	if (table->kind != MD_TABLE || table->first == NULL)
		return false;
	for (const struct md *r = table->first->next; r != NULL; r = r->next)
		if (!is_number(r, ++n))
			return false;
	return n == deck->card_count;
}

static void drop_rows(struct md *table, const struct deck *deck)
{
	struct md *kept = table->first, *row = kept->next;

	for (uint32_t i = 0; row != NULL; row = row->next, i++) {
		if (!deck->in_short[i])
			continue;
		kept->next = row;
		kept = row;
	}
	kept->next = NULL;
	table->last = kept;
}

static void shorten(struct md *document, const struct deck *deck)
{
	for (struct md *m = document->first; m != NULL; m = m->next)
		if (counts_cards(m, deck))
			drop_rows(m, deck);
}

static const struct md *first_heading(const struct md *section)
{
	for (const struct md *m = section->first; m != NULL; m = m->next)
		if (m->kind == MD_HEADING)
			return m;
	return NULL;
}

struct str kit_voice(const struct kit *k, const struct md *section,
		     enum voice voice, int level, bool title,
		     const struct deck *cards)
{
	struct md *document = new_document(k->arena);

	if (section == NULL)
		return STR_NONE;
	gather(k, document, section,
	       voice_of(kit_section(section), VOICE_OTHER), voice,
	       title ? first_heading(section) : NULL);
	if (cards != NULL)
		shorten(document, cards);
	return written(k, document, level);
}

struct str kit_blocks(const struct kit *k, const struct md *first,
		      const struct md *end, int level)
{
	struct md *document = new_document(k->arena);

	for (const struct md *m = first; m != NULL && m != end; m = m->next)
		append(document, copy_node(k->arena, m));
	return written(k, document, level);
}

/* --- one line ------------------------------------------------------------- */

/* The inlines under a node, paragraphs apart by a space. */
static void gather_inlines(const struct kit *k, struct md *paragraph,
			   const struct md *node)
{
	for (const struct md *m = node->first; m != NULL; m = m->next) {
		struct md *copy;

		if (m->kind == MD_QUOTE)
			continue;
		if (m->kind < MD_TEXT) {
			gather_inlines(k, paragraph, m);
			continue;
		}
		copy = copy_node(k->arena, m);
		if (copy->kind == MD_SOFT_BREAK || copy->kind == MD_LINE_BREAK) {
			copy->kind = MD_TEXT;
			copy->text = STR(" ");
		}
		append(paragraph, copy);
	}
	if (node->kind == MD_PARAGRAPH && node->next != NULL &&
	    paragraph->last != NULL) {
		struct md *space = ARENA_NEW(k->arena, struct md);

		space->kind = MD_TEXT;
		space->text = STR(" ");
		append(paragraph, space);
	}
}

struct str kit_inline(const struct kit *k, const struct md *node)
{
	struct md *document = new_document(k->arena);
	struct md *paragraph = ARENA_NEW(k->arena, struct md);
	struct buf out = buf_make(k->arena);

	if (node == NULL)
		return STR_NONE;
	paragraph->kind = MD_PARAGRAPH;
	append(document, paragraph);
	gather_inlines(k, paragraph, node);
	if (paragraph->first == NULL)
		return STR_NONE;
	markdown_write(&out, document, NULL);
	return str_trim(buf_view(&out));
}

uint32_t kit_step_of(const struct kit *k, const struct module *module,
		     const struct md *section)
{
	for (uint32_t s = 0; s < module->step_count; s++)
		if (kit_passage(k, &module->steps[s].body) == section)
			return s;
	return NO_INDEX;
}
