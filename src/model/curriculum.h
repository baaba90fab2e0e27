/*
 * How a curriculum is put together. Private to model/.
 *
 * A module's file is cut into *parts*, one for each `:::` section, in the
 * order they open. The same cut serves every language: when two cuts agree,
 * part n of one is the twin of part n of the other, and every list, card and
 * answer of a section finds its twin in the same way.
 */
#ifndef MODEL_CURRICULUM_H
#define MODEL_CURRICULUM_H

#include "load.h"
#include "model/curriculum.h"

/* While a curriculum is being loaded; what it points to is still writable. */
struct course {
	struct reader reader;
	struct curriculum *curriculum;
	struct module *modules;
	struct str *module_ids;	/* by module */
	struct span *module_spans;	/* in curriculum.yaml */
	struct span questionnaire_span;	/* the same */
	struct name_table facts, items;
	bool *cited;		/* by fact */
	bool author;		/* curriculum_check: warnings too */
	size_t errors;		/* in the diags when loading began */
};

/* --- Markdown files (curriculum.c) ---------------------------------------- */

/* One Markdown file in every language. */
struct sheet {
	const char *path[LANG_COUNT];
	const struct source *source[LANG_COUNT];
	struct md *document[LANG_COUNT];	/* NULL: missing or refused */
	bool faulty[LANG_COUNT];	/* its Markdown had mistakes: what
					   follows from them is not told */
};

/*
 * Reads NAME.LANG.md of a folder in every language; says which are missing.
 * False when the leading one cannot be read. `required` false: the leading
 * one may be absent, and then all are.
 */
bool sheet_read(struct course *c, const char *dir, const char *name,
		bool required, struct sheet *out);
enum lang course_leader(const struct course *c);
/*
 * Terminal controls and marks that turn the direction of reading: they would
 * reach learners, and XML refuses some.
 */
void unseen_check(struct course *c, const struct source *source);
/* What a translation follows, its raw HTML, its citations. */
void sheet_check(struct course *c, const struct sheet *sheet);

/*
 * A title, or what stands like one, on one line: YAML can hold several, and
 * some formats give a line of its own a meaning.
 */
void text_fold(struct arena *a, struct text *text);
/* The children of a node as Markdown on one line, without `but`. */
struct str md_line_text(struct arena *a, const struct md *parent,
			const struct md *but);
/* The same without its markup. */
struct str md_plain_text(struct arena *a, const struct md *node);
/* The place of a text within a block, or the block's first line. */
struct span md_find_span(const struct md *node, struct str text);
/* The first line of a block: what opens it. */
struct span md_opening(const struct md *node);
/* The first child of that kind, or NULL. */
const struct md *md_child(const struct md *parent, enum md_kind kind);
/* The first child that is no raw HTML (a comment, then), or NULL. */
const struct md *md_visible(const struct md *first);

/* --- sections (curriculum_sections.c) ------------------------------------- */

struct part_of_module {
	enum section_kind kind;
	uint32_t parent;	/* or NO_INDEX: at the top */
	const struct md *node;
	struct str id;		/* empty when it has none */
	bool step;
};

struct module_cut {
	struct part_of_module *parts;
	uint32_t count;
	size_t capacity;
	bool broken;		/* something was refused, and said */
};

/* A module while its files are read. */
struct module_work {
	struct course *course;
	struct module *module;
	const char *dir;
	struct sheet sheet;
	struct module_cut cuts[LANG_COUNT];	/* by enum lang */
	struct str *objective_ids;
	struct name_table ids;	/* of steps and decks */
};

/* Cuts every language; what differs from the first is reported and dropped. */
void sections_cut(struct module_work *w);
/* The part in another language, or NULL. */
const struct part_of_module *part_twin(const struct module_work *w, uint32_t i,
				       enum lang lang);
/* An attribute by its key, or NULL. */
const struct md_attr *section_attr(const struct md *section, const char *key);
/* Its whole number between two bounds; false after a diagnostic. */
bool section_number(struct course *c, const struct md *section,
		    const char *key, uint32_t min, uint32_t max,
		    uint32_t *value);
/* One of `count` words; false after a diagnostic, or when it is absent. */
bool section_choice(struct course *c, const struct md *section,
		    const char *key, const struct str *words, uint32_t count,
		    uint32_t *value);

/* --- what sections hold (curriculum_lists.c) ------------------------------ */

/* Fills objectives, flashcards, glossary and decks; checks the other lists. */
void lists_load(struct module_work *w);

/* --- the other files ------------------------------------------------------ */

void facts_load(struct course *c);		/* curriculum_facts.c */
/* Every `[^id]` of a tree: known, cited where it may be. */
void cites_check(struct course *c, const struct md *document);
/*
 * All texts of a YAML tree, which learners read: their citations, and what
 * `unseen_check` looks for when escapes (`\e`) hide it.
 */
void texts_check(struct course *c, const struct node *tree);
/* True when a fact is cited under the node. */
bool cites_any(const struct md *node);

void module_load(struct course *c, uint32_t index);	/* curriculum_module.c */
/* `requires` of all modules: cycles. */
void modules_order(struct course *c);
void bank_load(struct module_work *w);		/* curriculum_bank.c */
void drill_load(struct module_work *w);		/* curriculum_drill.c */

/*
 * Languages beside each other (curriculum_parity.c): the blocks from two
 * nodes on, to a heading of `level` or larger. `place`: where to say that
 * something is missing.
 */
void blocks_parity(struct course *c, const struct md *first,
		   const struct md *other, enum lang lang, unsigned level,
		   bool lists, struct span place);
/* All sections of a module. */
void sections_parity(struct module_work *w);
/* A file of headings of level 2 and what stands under each. */
void sheet_parity(struct course *c, const struct sheet *sheet);

/* For authors. (curriculum_check.c) */
void course_author(struct course *c, const struct pack *pack,
		   struct str today);

#endif
