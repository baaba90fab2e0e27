/*
 * What the files that read tables share. Private to model/.
 *
 * names: what titles and cells are called; cell and number: one cell as an
 * answer; crossed: the wide layout and the data sheet; answers_table.c: the
 * long one, respondents, the tree.
 */
#ifndef MODEL_ANSWERS_TABLE_H
#define MODEL_ANSWERS_TABLE_H

#include "model/answers_table.h"

#include "format/csv.h"
#include "read.h"

/* Somebody who answers, and what was read of it. */
struct table_person {
	enum table_group group;	/* TABLE_GROUPS: not said */
	bool wrong;		/* a group was said, and is none */
	bool untold;		/* said that staff are not told apart */
	struct csv_cell name, group_cell;
	struct span place;
	struct node *answers;	/* a map */
	struct span *said;	/* by question: where; no source: not yet */
};

struct table {
	struct reader reader;
	const struct pack *pack;
	const struct csv *csv;
	const struct table_default *defaults;
	uint32_t width;		/* cells of the line of titles, and the empty
				   ones after them */
	struct table_person *people;
	size_t person_count, person_capacity;
	bool crowded;		/* said that they are too many */
	struct csv_cell date;	/* the latest */
	/* Folded texts of questions, and of the options of each: made when a
	   name is no id. By language, then by index. */
	struct str *question_texts[LANG_COUNT];
	struct str **option_texts[LANG_COUNT];
};

/* --- layouts ------------------------------------------------------------- */

/* False after an error when no title names a question. */
bool table_read_wide(struct table *t);
void table_read_sheet(struct table *t);

/* The group in a cell; TABLE_GROUPS when it is empty, or wrong and said so. */
enum table_group table_read_group(struct table *t, struct csv_cell cell,
				  bool *wrong);
void table_read_date(struct table *t, struct csv_cell cell);
/* NULL when there are too many, which is said once. */
struct table_person *table_add_person(struct table *t, enum table_group group,
				      struct csv_cell name,
				      struct csv_cell group_cell);
/* Puts what a person says to a question in the tree, its key at `place`. */
void table_add_answer(struct table *t, struct table_person *person,
		      uint32_t question, struct span place, struct node *node);
/* Says that the person already answers the question. */
bool table_is_said(struct table *t, struct table_person *person,
		   uint32_t question, struct span place);

/* False, once a line, when a cell stands under no title. */
bool table_check_width(struct table *t, const struct csv_row *row);
/*
 * In a file of commas, `0,33` without quotes is two cells. True after an error
 * when a cell and the next look so.
 */
bool table_is_cut(struct table *t, const struct csv_row *row, uint32_t column);
void table_twice(struct table *t, struct csv_cell cell, enum message message,
		 struct span first);

/* --- names --------------------------------------------------------------- */

/*
 * The text as names are compared: lower case, without accents, with plain
 * quotes and single plain spaces, without a full stop at its end. Letters
 * beyond Latin-1 and œ stay as they are.
 */
struct str table_fold(struct arena *a, struct str text);

/* Whether a short text folds to that word. */
bool table_is(struct str text, const char *folded);

/* The title a cell holds, or TITLES. */
enum table_title table_find_title(struct str cell);
/* The group a cell names, or TABLE_GROUPS. */
enum table_group table_find_group(struct str cell);

/*
 * The question a cell names: by id (an old one too), `id. text` or text.
 * NO_INDEX when none, and `*same` says whether that is because several have
 * that text.
 */
uint32_t table_find_question(struct table *t, struct str cell, bool *same);
/* The same before `:note`; NO_INDEX when the cell does not end so. */
uint32_t table_find_note(struct table *t, struct str cell);
/* Says that a cell names no question, or several. */
void table_no_question(struct table *t, struct csv_cell cell, bool same);

/*
 * The option a text names, by id or text: its index, NO_INDEX when there is
 * none, or TABLE_SEVERAL when its text is that of several.
 */
enum { TABLE_SEVERAL = UINT8_MAX };
uint32_t table_find_option(struct table *t, const struct question *q,
			   struct str text);

/* --- cells --------------------------------------------------------------- */

enum table_state {
	TABLE_VALUE,
	TABLE_EMPTY,
	TABLE_DONT_KNOW,
	TABLE_NA,
};
/* What a cell says, its question aside; the reason of TABLE_NA, or none. */
enum table_state table_state(struct str cell, struct str *reason);

/* The text in a cell, without the apostrophe that guards it. */
struct str table_unguarded(struct str cell);

/* What stands beside an answer, in cells of their own; empty when none. */
struct table_beside {
	struct csv_cell na, note;
};
/*
 * The node of an answer, or NULL: nothing was said, or something wrong, which
 * is reported.
 */
struct node *table_answer(struct table *t, const struct question *q,
			  struct csv_cell cell,
			  const struct table_beside *beside);

/* What was found, short enough for a sentence. */
struct str table_shown(struct table *t, struct str text);
/* A scalar at a cell; plain as a number or a truth must be. */
struct node *table_scalar(struct table *t, struct str text, struct span span);
struct node *table_plain(struct table *t, struct str text, struct span span);
/* NULL after an error. */
struct node *table_read_number(struct table *t, const struct question *q,
			       struct csv_cell cell);
/* Puts a child in a map, its key at `span`. */
void table_put(struct node *map, struct str key, struct span span,
	       struct node *child);

#endif
