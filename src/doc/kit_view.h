/*
 * What the workshop's templates are filled with: a composed workshop and the
 * curriculum's texts, chosen and worded in one language for one document.
 *
 * Each kit_*.c adds one part of the tree. Every key is always there, null
 * when it has nothing to say. In a document for learners the keys that only
 * the facilitator may read (notes, solutions, right options, rationales) are
 * null whatever the template: that is what keeps them out. What is long is
 * made only for the documents it is meant for: the texts of steps for the
 * guide and the slides (in `slots`) and for the handout (in `modules`),
 * questions, cards and contacts for theirs. kit_fields.c lists every key.
 */
#ifndef JALON_DOC_KIT_VIEW_H
#define JALON_DOC_KIT_VIEW_H

#include "doc/kit.h"
#include "fields.h"
#include "words.h"

struct kit {
	struct arena *arena;
	const struct kit_request *request;
	const struct workshop *workshop;
	const struct curriculum *curriculum;
	enum kit_kind kind;
	enum lang lang;
	bool learner;		/* the document is for learners */
	int level;		/* of the headings within a step's texts */
};

struct kit kit_of(struct arena *a, enum kit_kind kind,
		  const struct kit_request *request);
/* Whether learners read it: no solution, no note, no disputed fact. */
bool kit_is_for_learners(enum kit_kind kind);

/* --- putting values under a key; an empty text is null ------------------- */

void kit_put(struct kit *k, struct node *map, const char *key,
	     struct str text);			/* untrusted: answers, flags */
void kit_put_own(struct kit *k, struct node *map, const char *key,
		 struct str text);		/* of the curriculum or ours */
void kit_put_text(struct kit *k, struct node *map, const char *key,
		  const struct text *text);
void kit_put_flag(struct kit *k, struct node *map, const char *key, bool value);
void kit_put_count(struct kit *k, struct node *map, const char *key,
		   uint64_t n);			/* zero is null */
void kit_put_null(struct kit *k, struct node *map, const char *key);
struct node *kit_put_map(struct kit *k, struct node *map, const char *key);
struct node *kit_put_list(struct kit *k, struct node *map, const char *key);
struct node *kit_add_map(struct kit *k, struct node *list);
/* Only when it is not for learners; else null. */
void kit_put_hidden(struct kit *k, struct node *map, const char *key,
		    struct str text);

/* --- wording (kit_text.c) ------------------------------------------------- */

struct str kit_word(const struct kit *k, enum word word);
struct str kit_text(const struct kit *k, const struct text *text);
struct str kit_count(const struct kit *k, uint64_t n);
/* A word N_..., in the number that `n` calls for. */
struct str kit_units(const struct kit *k, enum word unit, uint64_t n);
/* "9 h 05", so many minutes after the workshop's start. */
struct str kit_clock(const struct kit *k, uint32_t minutes);
/* "45 min", "3 h 30 min" */
struct str kit_length(const struct kit *k, uint32_t minutes);
/* "a, b et c" */
struct str kit_join(const struct kit *k, const struct str *items, size_t count);
/* A text to stand between quotation marks: those in it are the inner ones. */
struct str kit_inner(const struct kit *k, struct str text);
/* The same between them. */
struct str kit_quoted(const struct kit *k, struct str text);
/* "21 novembre 2026", or empty. */
struct str kit_date(const struct kit *k, struct str date);

/* --- texts of the curriculum as Markdown (kit_passage.c) ------------------ */

/* Who speaks to whom, by the innermost section around a block. */
enum voice {
	VOICE_LEARNER,		/* activity, discussion, case... */
	VOICE_NOTES,		/* facilitator */
	VOICE_SOLUTION,
	VOICE_DEBRIEF,
	VOICE_SLIDE,
	VOICE_SPEAKER,		/* facilitator within a slide */
	VOICE_CARDS,
	VOICE_OTHER,		/* objectives, key points... */
};

const struct md *kit_passage(const struct kit *k, const struct passage *p);
/*
 * The blocks of one voice under a section, as Markdown; the least heading of
 * them comes out at `level` and the others follow in order. `title`: the
 * section's first heading is a title printed elsewhere, and left out. `cards`:
 * tables that count this deck keep the rows of its short version; NULL: all.
 */
struct str kit_voice(const struct kit *k, const struct md *section,
		     enum voice voice, int level, bool title,
		     const struct deck *cards);
/* The blocks from `first` up to `end` (excluded; NULL: the last one). */
struct str kit_blocks(const struct kit *k, const struct md *first,
		      const struct md *end, int level);
/* The inlines of every paragraph under a node, on one line. */
struct str kit_inline(const struct kit *k, const struct md *node);
/* The kind of a section; SECTION_KINDS for any other node. */
enum section_kind kit_section(const struct md *node);
/* Whether the section is one of the module's steps; NO_INDEX if none. */
uint32_t kit_step_of(const struct kit *k, const struct module *module,
		     const struct md *section);

/* --- parts ---------------------------------------------------------------- */

/* The whole workshop: title, times, people, totals (kit_agenda.c). */
void kit_head(struct kit *k, struct node *root);
void kit_slots(struct kit *k, struct node *root);
void kit_left_out(struct kit *k, struct node *root);
void kit_modules(struct kit *k, struct node *root);
/* Every key of a module, and of a step (kit_module.c). */
void kit_put_module(struct kit *k, struct node *map, uint32_t module);
void kit_put_step(struct kit *k, struct node *map, uint32_t module,
		  uint32_t step, bool texts);
void kit_prompts(struct kit *k, struct node *root);
/* The quiz or the test of one module (kit_items.c). */
void kit_items(struct kit *k, struct node *map, uint32_t module,
	       uint32_t *number);
void kit_decks(struct kit *k, struct node *root);
void kit_drills(struct kit *k, struct node *root);
void kit_print(struct kit *k, struct node *root);

/* Minutes of a module, or of all (NO_INDEX), as chosen. */
struct kit_minutes {
	uint32_t content, practice;
};
struct kit_minutes kit_minutes_of(const struct workshop *w, uint32_t module);
bool kit_in(const struct kit *k, uint32_t module, uint32_t step);
/* The step is in, at its short length. */
bool kit_brief(const struct kit *k, uint32_t module, uint32_t step);

/* --- cards on pages (kit_cards.c) ----------------------------------------- */

struct kit_card {
	struct str title, front, back;	/* Markdown */
};

struct kit_deck {
	struct str name;
	const struct kit_card *cards;
	uint32_t count;
	bool two_sided;
	uint32_t sets;		/* to print; see kit_sets */
	enum deck_set per;
	uint32_t columns, rows;	/* of a page */
};

/* The decks of the steps that are in, module by module. */
uint32_t kit_list_decks(struct kit *k, struct kit_deck *out, uint32_t max);
uint32_t kit_count_decks(const struct kit *k);
/* The smallest kind of cell that surely holds every card; set_cell: columns
   and rows by it. */
uint32_t kit_cell_of(const struct kit_card *cards, uint32_t count);
void kit_set_cell(struct kit_deck *deck, uint32_t cell);
/* The contacts of a drill as a deck. */
struct kit_deck kit_drill_deck(struct kit *k, const struct drill *drill);
void kit_put_deck(struct kit *k, struct node *map,
		  const struct kit_deck *deck);
/* Pages of one set, backs included. */
uint32_t kit_deck_pages(const struct kit_deck *deck);

/* --- facts cited (kit_sources.c) ------------------------------------------ */

struct kit_sources {
	uint32_t *facts;	/* in order of appearance */
	uint32_t count;
};

/* The facts a tree cites, numbered as they appear. */
struct kit_sources kit_find_sources(const struct kit *k, const struct md *tree);
/* The number of a fact among them, or 0. */
uint32_t kit_cited(const struct kit *k, const struct kit_sources *s,
		   struct str id);
/* The view of « Sources ». */
struct node *kit_sources_view(struct kit *k, const struct kit_sources *s);

/* --- the shape of the view ------------------------------------------------ */

enum kit_shape {
	KIT_SHAPE_NONE,
	KIT_SHAPE_ROOT, KIT_SHAPE_SLOT, KIT_SHAPE_STEP, KIT_SHAPE_SLIDE,
	KIT_SHAPE_MODULE, KIT_SHAPE_CHOSEN, KIT_SHAPE_LINE, KIT_SHAPE_ENTRY,
	KIT_SHAPE_LEFT, KIT_SHAPE_PROMPT, KIT_SHAPE_PLACE, KIT_SHAPE_ITEM,
	KIT_SHAPE_OPTION, KIT_SHAPE_DECK, KIT_SHAPE_PAGE, KIT_SHAPE_CARD,
	KIT_SHAPE_DRILL, KIT_SHAPE_CONTACT, KIT_SHAPE_SHEET,
	KIT_SHAPE_DECK_SHEET, KIT_SHAPE_SOURCES, KIT_SHAPE_SOURCE,
	KIT_SHAPE_COUNT
};

extern const struct field_table kit_field_table;

#endif
