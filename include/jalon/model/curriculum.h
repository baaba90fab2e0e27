/*
 * A curriculum: modules, their steps, their questions, loaded and checked.
 *
 * Like a pack, it is open data in one arena, linked by indices. The format
 * is described for authors in curricula/README.md. Texts are Markdown trees
 * by language: a section of the first language stands beside its twin in the
 * others, and only the first one holds numbers.
 */
#ifndef JALON_MODEL_CURRICULUM_H
#define JALON_MODEL_CURRICULUM_H

#include "model/pack.h"

enum {
	CURRICULUM_MODULES = 400,
	CURRICULUM_FACTS = 1000,
	CURRICULUM_AUDIENCES = 16,
	MODULE_STEPS = 60,
	MODULE_OBJECTIVES = 20,
	ITEM_OPTIONS = 8,
};

/*
 * A Markdown node in each language; NULL where a language is missing.
 * A `struct text` that comes from Markdown is plain text when it is a title,
 * and Markdown on one line otherwise (citations included), as said.
 */
struct passage {
	const struct md *in[LANG_COUNT];
};

/* --- facts ---------------------------------------------------------------- */

enum mark { MARK_V, MARK_V2, MARK_R, MARK_X };
/* "V", "V2", "R", "X". */
const char *mark_name(enum mark mark);

struct curriculum_fact {
	struct str id;
	struct str date;	/* YYYY, YYYY-MM or YYYY-MM-DD */
	enum mark mark;
	struct text source;	/* a title as published, or what describes it */
	struct str review_by;	/* YYYY-MM-DD, or empty */
	struct text text;
	struct span span;
};

/* --- modules -------------------------------------------------------------- */

enum bloom {
	BLOOM_REMEMBER,
	BLOOM_UNDERSTAND,
	BLOOM_APPLY,
	BLOOM_ANALYSE,
	BLOOM_EVALUATE,
	BLOOM_CREATE,
};

struct objective {
	struct str id;
	enum bloom bloom;
	struct text text;	/* Markdown */
	struct span span;
};

enum section_kind {
	SECTION_OBJECTIVES,
	SECTION_FACILITATOR,
	SECTION_PARTICIPANT,
	SECTION_SLIDE,
	SECTION_ACTIVITY,
	SECTION_SOLUTION,
	SECTION_DISCUSSION,
	SECTION_CASE,
	SECTION_ROLEPLAY,
	SECTION_DEBRIEF,
	SECTION_CARDS,
	SECTION_KEYPOINTS,
	SECTION_FLASHCARDS,
	SECTION_GLOSSARY,
	SECTION_KINDS,
};
/* "objectives", "facilitator"... */
const char *section_kind_name(enum section_kind kind);
/* False when the name is none of them. */
bool section_kind_parse(struct str name, enum section_kind *kind);

/* A section with minutes: what the agenda is made of. */
struct module_step {
	struct str id;
	enum section_kind kind;
	struct text title;
	uint32_t full, brief;	/* minutes; equal when it cannot be shortened */
	bool optional;
	bool needs_jobs;
	uint32_t group;		/* people in a small group; 0: none */
	uint32_t people;	/* the least it works with; 0: any number */
	struct passage body;	/* the section's node */
	struct span span;
};

/* A term and what it means, a question and its answer. */
struct entry {
	struct str id;
	struct text term;	/* Markdown */
	struct passage answer;	/* the quote: its children are the answer */
	struct span span;
};

/* For whom a deck is printed. */
enum deck_set { DECK_FOR_GROUP, DECK_FOR_PERSON, DECK_FOR_ROOM };

struct card {
	struct text title;
	/* The heading; the card goes on to the next heading of level 4. */
	struct passage heading;
};

struct deck {
	struct str id;
	uint32_t step;		/* it belongs to, or NO_INDEX */
	enum deck_set set;
	bool two_sided;
	const struct card *cards;
	uint32_t card_count;
	/* By card: used at its step's short length; NULL: all are. */
	const bool *in_short;
	struct passage body;
	struct span span;
};

struct item_option {
	/* The item of the list, its mark taken off: all of it but the quote is
	   the option. */
	struct passage text;
	struct passage feedback;	/* the quote in it */
	bool right;
};

struct item {
	struct str id;
	uint32_t objective;	/* of the module */
	uint32_t rank;		/* among those of its objective, from 0 */
	bool multiple;		/* several options are right */
	/* The stem: the blocks from `first` until the list of options. */
	struct passage first;
	const struct item_option *options;
	uint32_t option_count;
	struct span span;
};

enum drill_choice { DRILL_SEND, DRILL_EDIT, DRILL_TAKE_OVER, DRILL_ESCALATE };
enum { DRILL_CHOICES = DRILL_ESCALATE + 1 };
/* "send", "edit", "take_over", "escalate". */
const char *drill_choice_name(enum drill_choice choice);
bool drill_choice_parse(struct str name, enum drill_choice *choice);

struct contact {
	struct str id;
	struct str channel;	/* email, chat, phone or text */
	struct text customer, reply, why;
	uint32_t confidence;	/* per cent */
	enum drill_choice expert;
	struct span span;
};

struct drill {
	struct text title, situation;
	const struct text *reference;
	uint32_t reference_count;
	const struct contact *contacts;
	uint32_t contact_count;
	/* Where it is used, and how many contacts (the first ones) its short
	   length has; NO_INDEX and all of them when nothing says so. */
	uint32_t step, short_count;
};

struct served {
	struct str criterion;	/* as written */
	uint8_t from, to;
	struct span span;
};

struct module {
	struct str id;		/* the folder's name */
	struct text title, purpose, artifact;
	const struct text *materials;
	uint32_t material_count;
	const uint32_t *requires;	/* modules */
	uint32_t require_count;
	const struct served *serves;
	uint32_t serve_count;
	const struct objective *objectives;
	uint32_t objective_count;
	uint32_t teaching, exercises;	/* minutes at full length */
	uint32_t people_min, people_max;
	const struct module_step *steps;
	uint32_t step_count;
	const struct deck *decks;
	uint32_t deck_count;
	const struct entry *flashcards;
	uint32_t flashcard_count;
	const struct entry *glossary;
	uint32_t glossary_count;
	const struct item *items;
	uint32_t item_count;
	const struct drill *drill;	/* NULL: none */
	struct passage document;	/* the whole file */
	struct span span;		/* of its first line */
};

/* --- the curriculum -------------------------------------------------------- */

struct curriculum_audience {
	struct str id;
	struct text text;
	const uint32_t *path;	/* modules, most useful first */
	uint32_t path_count;
};

/* Minutes around the modules. */
struct frame {
	uint32_t welcome, closing, pause, work, lunch, half_day;
};

struct curriculum {
	struct arena *arena;
	const char *dir;
	struct str id;		/* the folder's name */
	struct str version;
	enum lang languages[LANG_COUNT];	/* the first leads */
	uint32_t language_count;
	struct text title, support;
	struct str questionnaire;	/* id of the pack its criteria are in */
	struct frame frame;
	const struct curriculum_audience *audiences;
	uint32_t audience_count;
	const struct module *modules;	/* in order */
	uint32_t module_count;
	const struct curriculum_fact *facts;
	uint32_t fact_count;
	struct passage take_away;	/* may be absent */
};

/*
 * Loads a curriculum with everything in it. All mistakes are reported in one
 * pass; NULL when there was an error.
 */
struct curriculum *curriculum_load(struct arena *a, const char *dir,
				   struct diags *diags);

/*
 * All of that, then what only an author wants to know: too little practice,
 * facts past their review date on the day `today` (YYYY-MM-DD; empty: not
 * looked at), facts nobody cites, stale translations, right options always in
 * the same place. `pack` (may be NULL) is the questionnaire it serves:
 * criteria that do not exist are errors, criteria that no module serves are
 * warnings, modules that initiatives name must be there.
 */
struct curriculum *curriculum_check(struct arena *a, const char *dir,
				    const struct pack *pack, struct str today,
				    struct diags *diags);

/* Whether a folder holds a curriculum (rather than a pack). */
bool curriculum_is_at(const char *dir);

/* Indices by id, or NO_INDEX. */
uint32_t curriculum_find_module(const struct curriculum *c, struct str id);
uint32_t curriculum_find_audience(const struct curriculum *c, struct str id);
uint32_t curriculum_find_fact(const struct curriculum *c, struct str id);

/* A text or a passage in a language, or in the first one when missing. */
struct str curriculum_text(const struct curriculum *c, const struct text *text,
			   enum lang lang);
const struct md *curriculum_passage(const struct curriculum *c,
				    const struct passage *passage,
				    enum lang lang);

#endif
