/*
 * How the pieces of a pack are put together. Private to model/.
 *
 * questionnaire_load fills questions, sections and facts, with their
 * expressions; rubric_load then reads the rubrics against them, and so on.
 * Names of questions, facts, lets, sections, criteria and dimensions share
 * one table (names.h), which is also the scope of every expression.
 */
#ifndef MODEL_LOAD_H
#define MODEL_LOAD_H

#include "read.h"

enum name_kind {
	NAME_QUESTION,
	NAME_FACT,
	NAME_SECTION,
	NAME_LET,
	NAME_CRITERION,
	NAME_DIMENSION,
	NAME_TAG,		/* "tag.x"; index in loading.tags */
};

struct name {
	struct str id;
	enum name_kind kind;
	uint32_t index;
	struct span span;	/* where it was given */
};

/* One namespace, by hash, in order of addition. */
struct name_table {
	struct name *names;
	struct str *ids;	/* the same ids, for suggestions */
	size_t count, capacity, ids_capacity;
	uint32_t *slots;	/* open addressing: index + 1, 0 is free */
	size_t slot_count;
	bool shared;		/* the pack's own: words of the expression
				   language are refused */
};

/* False after MSG_DUPLICATE_ID (with a note at the first) when taken. */
bool names_add(struct reader *r, struct name_table *t, struct str id,
	       enum name_kind kind, uint32_t index, struct span span);
const struct name *names_find(const struct name_table *t, struct str id);

/*
 * While a pack is being loaded; questions, facts... are still writable.
 *
 * What the pack keeps, the texts of its files among it, lives in
 * `reader.arena`. Nodes, Markdown trees and lists made only to read them live
 * in `trees`, which is closed when loading ends: nothing in a pack points to
 * one, and no structure of model/pack.h could.
 */
struct loading {
	struct reader reader;
	struct arena *trees;
	struct pack *pack;
	const struct source *questionnaire, *rubric;	/* first language */
	bool author;		/* pack_check: warnings too */
	bool incomplete;	/* some names of the questionnaire could not be
				   read: its expressions only are checked */
	size_t errors;		/* in the diags when loading began */
	struct fact_checks *fact_checks;	/* facts.c */
	const struct tag *tags;
	/* By dimension, found when an expression first speaks of it. */
	const uint32_t *dimension_questions[PACK_DIMENSIONS];
	uint32_t dimension_counts[PACK_DIMENSIONS];
	/* Checked when all names are known. */
	const struct node *renamed, *initiatives_renamed;
	bool *broken;		/* by question: already reported, so that what
				   reads it is not reported too */
};

/* The questions that bear a tag, ascending. */
struct tag {
	struct str id;		/* "tag.x" */
	uint32_t *questions;
	size_t count, capacity;
};

/*
 * The scope of an expression: every name of the table; `own` when
 * `own_questions` is not NULL; score(), level() and capped() as allowed.
 */
struct expr_scope load_scope(struct loading *l, const uint32_t *own_questions,
			     uint32_t own_count, bool scores, bool capped);

/* Reads an expression from a scalar node; NULL after a diagnostic. */
const struct expr *load_expr(struct loading *l, const struct node *node,
			     const struct expr_scope *scope,
			     enum expr_type want,
			     const struct expr_values *values);

/* facts.c: names the facts of `facts:`, then reads their expressions. */
void facts_declare(struct loading *l, const struct node *facts);
void facts_check(struct loading *l);
/*
 * Makes sure that a fact is checked, since an expression reads it at `where`;
 * reports a cycle. False when the fact is broken, which was already said.
 */
bool fact_settle(struct loading *l, uint32_t fact, struct span where);

/* options.c: options by the name of their set. */
struct answer_sets {
	struct name_table names;
	struct answer_options *sets;
	size_t capacity;
};
struct answer_options {
	const struct option *options;
	uint32_t count;
	bool used;
	struct span span;
};
void answer_sets_load(struct loading *l, const struct node *sets,
		      struct answer_sets *out);
/* The options written in the list; at least one. */
struct answer_options options_load(struct loading *l, const struct node *list);
/*
 * All of a question but its section, its tags and its conditions; false when
 * it is broken.
 */
bool question_load(struct loading *l, const struct node *node,
		   struct answer_sets *sets, struct question *q);
/* question.c. Its two conditions, once every name is known. */
void question_conditions(struct loading *l, const struct node *node,
			 struct question *q);

/* Warnings are worth giving: nothing wrong was found that explains them. */
bool load_warns(const struct loading *l);

/* Each returns false when it could not go on at all. */
/*
 * A `renamed:` map (or NULL) into `out`, in order of the old ids. Returns the
 * map to check once every name is known: an old id leads to one of today,
 * and is none itself.
 */
const struct node *renamings_read(struct loading *l, const struct node *map,
				  struct renamings *out);
void renamings_check(struct loading *l, const struct node *map,
		     const struct name_table *names);

bool questionnaire_load(struct loading *l);
bool rubric_load(struct loading *l, unsigned what);
bool initiatives_load(struct loading *l);
bool opportunities_load(struct loading *l);
bool report_texts_load(struct loading *l);

/*
 * Orders facts, sections and questions so that each comes after what its
 * expressions read; reports cycles with their path. Fills pack->steps.
 */
void steps_order(struct loading *l);
/* words.c: fills `words` of each question. */
void words_to_read(const struct pack *p, struct question *questions);
/* reads.c: fills `reads` and `read_by_facts` of each question. */
void reads_link(struct pack *p, struct question *questions);
/* For authors: references to later questions, conditions never true. */
void steps_warn(struct loading *l);

/* [a-z0-9-]+ */
bool is_folder_name(struct str s);
/* The last component, of the real path when `dir` is "." or "a/..". */
struct str folder_name(struct arena *a, const char *dir);

/* Whether the pack's folder has that file. */
bool load_has(struct loading *l, const char *file);
/* A YAML file of it, or NULL after a diagnostic; its source too. */
const struct node *load_tree(struct loading *l, const char *file,
			     const struct source **source);

#endif
