/*
 * Answers typed into a spreadsheet and saved as CSV.
 *
 * A table becomes the very tree that answers_read takes, each node at its
 * cell, so that whatever is wrong with an answer is pointed at in the CSV.
 * Nothing here decides what an answer means to a score. Three layouts are
 * told apart by the line of titles; titles may be in French or in English,
 * in capitals or not, with or without accents.
 *
 * Long: a title `question` and a title `answer` (réponse), in any order,
 * with or without `respondent` (répondant), `group` (groupe), `note`, `na`
 * (sans objet: the reason) and `date`. One line an answer. The columns
 * `mean`, `count`, `remark` and `text` are left unread, and so is a line
 * without a question when it says nothing: table_answers of doc/tables.h
 * writes them.
 *
 *	respondent,group,question,answer
 *	Anne,leaders,reach_person,2
 *
 * Wide: `respondent`, `group`, `date`, and a column for each question, under
 * its id, `id. text`, or its text in either language. A column `id:note`
 * holds notes. One line a respondent.
 *
 *	respondent,group,reach_person,reach_person:note
 *	Anne,leaders,2,filmed
 *
 * Data sheet: what `jalon form` prints. The first title is `question`, the
 * second `group` (who is asked: left unread), then a column for each
 * respondent; those left empty count for nothing. The lines `respondent`,
 * `group` and `date` say who; the others name questions as titles of the wide
 * layout do, `id:note` included.
 *
 *	question,group,respondent_1,respondent_2
 *	respondent,,Anne,
 *	group,,leaders,staff
 *	reach_person,leaders | staff,2,4
 *
 * Cells. Don't know: `?`, `nsp`, « je ne sais pas », `dont_know`. Not
 * applicable: `sans objet : reason`, `na: reason`. Empty: nothing was said.
 * Words that are an option's text are that option; `?` never is.
 *
 *	level		1 to 5, or the text of an option
 *	single		an option's id, or its text in either language
 *	multiple	the same, several of them between `|`, `;` or ` + ` (a
 *			cell that holds the CSV's own separator is quoted); a
 *			text that holds one of these is replaced by its id;
 *			`[]` when nothing was ticked
 *	boolean		true, vrai, yes, oui, 1; false, faux, no, non, 0
 *	number		a decimal point or comma, thousands by spaces: `0,33`
 *			is 0.33. `1,234` is one or a thousand: refused, unless
 *			the question's bounds, or its counting people, leave
 *			one reading. Without its unit
 *	date		YYYY-MM-DD
 *	text		as it is; see table_guarded
 *
 * Groups: leaders (direction), staff (personnel), experts; `together`
 * (ensemble) for the staff's one common answer; `all` (tous) for one agreed
 * set, which stands alone. A respondent's group may be said on one line only.
 * Staff have no name: in the long layout, a number tells them apart and is not
 * kept. The document's date is the latest one. A table holds no decision, no
 * evidence and no plan.
 */
#ifndef JALON_MODEL_ANSWERS_TABLE_H
#define JALON_MODEL_ANSWERS_TABLE_H

#include "model/answers.h"

/* What the table itself does not say. */
struct table_default {
	struct str date;	/* YYYY-MM-DD, or empty */
	struct str client_name;	/* or empty */
	/* No group anywhere and one respondent: one agreed set. */
	bool agreed;
	/* Where a respondent has no group: an error, or this one. */
	bool has_group;
	enum group group;
};

/*
 * The tree, for answers_read. `defaults` may be NULL. NULL after an error that
 * leaves nothing to read: no CSV, titles of no layout, nobody in it. After
 * other errors, counted in `diags`, there is a tree without the cells that
 * are wrong: read it all the same, so that one run shows every mistake, then
 * drop it. Warning: what looks like the name of a member of the staff.
 */
struct node *answers_table(struct arena *a, const struct pack *pack,
			   const struct source *csv,
			   const struct table_default *defaults,
			   struct diags *diags);

/* Both at once: NULL after any error. */
struct answers *answers_from_table(struct arena *a, const struct pack *pack,
				   const struct source *csv,
				   const struct table_default *defaults,
				   struct diags *diags);

/* --- what writes tables -------------------------------------------------- */

enum table_title {
	TITLE_RESPONDENT,
	TITLE_GROUP,
	TITLE_QUESTION,
	TITLE_ANSWER,
	TITLE_NOTE,
	TITLE_NA,
	TITLE_DATE,
	TITLE_MEAN,
	TITLE_COUNT,
	TITLE_REMARK,
	TITLE_TEXT,
	TITLES
};
/* The word for it: "respondent", "répondant". */
const char *table_title(enum table_title title, enum lang lang);

/* Who answers, as the column `group` says it; the first are enum group. */
enum table_group {
	TABLE_LEADERS = GROUP_LEADERS,
	TABLE_STAFF = GROUP_STAFF,
	TABLE_EXPERTS = GROUP_EXPERTS,
	TABLE_TOGETHER = GROUP_COUNT,
	TABLE_ALL,
	TABLE_GROUPS
};
/* "leaders", "direction". */
const char *table_group(enum table_group group, enum lang lang);

/*
 * Whether a text must be guarded by an apostrophe before it, because its cell
 * would be taken for something else: by a spreadsheet, which computes what
 * begins with = + - @ and may send it away (a plain number excepted); or by
 * answers_table (`?`, `na: ...`). An apostrophe, because a space before is
 * trimmed by some readers, ours among them. Read back, it is taken off; a
 * text that begins with an apostrophe of its own keeps it.
 */
bool table_guarded(struct str text);

#endif
