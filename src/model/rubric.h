/*
 * What the readers of the rubric share, and the checks that only an author
 * wants. Private to model/.
 *
 * A rubric file is first cut into *parts*: one for each heading that opens
 * something, with the prose, list, quote and engine block that stand under
 * it. The same cut serves the first language (which holds the engine
 * blocks), the others (whose texts are matched by id) and the comparison of
 * languages.
 */
#ifndef MODEL_RUBRIC_H
#define MODEL_RUBRIC_H

#include "load.h"

enum part_kind {
	PART_HEAD, /* the title and all before a level-2 heading */
	PART_DIMENSION,
	PART_CRITERION,
	PART_VARIANT, /* level 4: other level texts, by a fact */
	PART_GATES,   /* a level-2 heading without an id */
	PART_GATE,
	PART_PROSE, /* a heading for people only */
};

struct part {
	enum part_kind kind;
	uint8_t depth;            /* of its heading; 0: it has none */
	struct str id;            /* empty: PART_HEAD, PART_GATES, PART_PROSE */
	struct span span;         /* of the id, or of the heading */
	const struct md *heading; /* NULL: a head without a title */
	struct str title;         /* the heading without its id */
	struct str about;         /* paragraphs, an empty line between them */
	struct str evidence;      /* the block quotes, the same way */
	struct buf prose[2];      /* the two while they grow */
	const struct md *list;    /* the ordered list, or NULL */
	bool split;               /* it has a second one, which was reported */
	const struct md *block;   /* the engine block, or NULL */
	uint32_t parent;          /* the part it stands in, or NO_INDEX */
	uint32_t index;           /* among the dimensions, criteria, gates */
};

enum { RUBRIC_PARTS = 4000 }; /* comparing languages is quadratic in it */

struct outline {
	const struct source *source;
	const struct md *document;
	struct part *parts; /* parts[0] is the head */
	size_t count, capacity;
};

/*
 * Cuts a rubric into parts. Headings that stand where they mean nothing,
 * ids that are none, second lists and second blocks are reported. False when
 * the file could not be read as Markdown at all, or has too many headings.
 * Parts and Markdown live with the trees; ids, titles and prose are kept.
 */
bool outline_read(struct loading *l, const struct source *source,
		  struct diags *diags, struct outline *out);
/* The n-th item of the part's list (from 1) as plain text, or nothing. */
struct str part_level(struct arena *a, const struct part *part, uint32_t n);

/* The source of rubric.LANG.md; NULL when there is no such file. */
const struct source *rubric_source(struct loading *l, enum lang lang,
				   bool required);

/* The head: levels, bands, rounding... (rubric_head.c) */
struct rubric_head {
	const struct node *let, *criterion_score;
	const struct node *overall_score, *overall_max, *overall_level;
};
bool rubric_head_load(struct loading *l, const struct part *part,
		      struct rubric_head *head);

/* Names, settles and orders the `let` expressions. (rubric_lets.c) */
void rubric_lets_load(struct loading *l, const struct node *map);

/* A gate by its id while the pack is being loaded, or NO_INDEX. */
uint32_t rubric_find_gate(const struct rubric *r, struct str id);
/* The gates, in order. (rubric_gates.c) */
void rubric_gates_load(struct loading *l, const struct outline *o);

/* Level texts by fact; then the texts of one language. (rubric_texts.c) */
void rubric_variants_load(struct loading *l, const struct outline *o);
void rubric_texts_load(struct loading *l, const struct outline *o,
		       enum lang lang);
void rubric_translations_load(struct loading *l);

/* Says so when there are more than the limit. */
bool rubric_too_many(struct loading *l, const struct outline *o,
		     const char *what, uint32_t count, uint32_t limit);

struct str number_text(struct arena *a, uint32_t n);

/* A fenced block marked `yaml`. */
bool is_engine_block(const struct md *n);

/* How many items a list has. */
uint32_t md_count(const struct md *list);

/* The tree of a part's engine block, or NULL. */
const struct node *part_block(struct loading *l, const struct part *part);

/* Whole number written in a key (`2:`), or 0. */
uint32_t key_number(struct str key);

/* One name that an expression reads. */
struct use {
	enum expr_symbol_kind kind;
	uint32_t index;
	struct span where;
};
/* All of them, in order of the text. */
const struct use *uses_of(struct arena *a, const struct expr *e,
			  uint32_t *count);

/*
 * Scores and levels are settled one after the other: each criterion's score,
 * then its level; each dimension's score, then its level; the overall. An
 * expression reads only what comes before its turn. (rubric_turns.c)
 */
enum { LAST_TURN = INT32_MAX };
uint32_t turn_of_criterion(uint32_t index); /* of its score */
uint32_t turn_of_dimension(const struct rubric *r, uint32_t index);
/* Reports a score or a level that is not settled at that turn. */
void turn_check(struct loading *l, const struct expr *e, uint32_t turn);

/* --- ids into indices (indices.c) ----------------------------------------- */

/* Index of an id among `count` ids, or NO_INDEX. */
uint32_t ids_find(const struct str *ids, uint32_t count, struct str id);
/*
 * Reads a list of ids, each among `ids`, none twice, into indices. An
 * unknown one is `message` with a suggestion.
 */
uint32_t *read_indices(struct reader *r, const struct node *list,
		       const struct str *ids, uint32_t id_count,
		       enum message message, uint32_t *count);
/* The ids of the initiatives, in order; the list lives with the trees. */
struct str *initiative_ids(struct loading *l);

/* --- for pack_check ------------------------------------------------------- */

/* Languages that differ, translations missing or stale. (parity.c) */
void parity_check(struct loading *l);
/* `span` should hold `<!-- source: SHA-256 -->` of the text it follows. */
void parity_marker(struct reader *r, struct span span, struct str original);
/* The texts in each language of a YAML file that was read before. */
void parity_file(struct reader *r, const char *path);
/* What is well formed and yet cannot have been meant. (author.c) */
void author_check(struct loading *l);

/* A case with every question open, for an author's conditions. (open.c) */
struct open_scores {
	struct expr_env env;
	const struct expr_number *criteria;
};
struct open_scores open_scores(struct loading *l);

#endif
