/*
 * Results for a spreadsheet, and the dictionary that explains them.
 *
 * French files have semicolons, decimal commas and a byte order mark, which
 * is what a French Excel opens with a double click; English ones commas,
 * points and no mark. Numbers are plain: no thousands, no unit. Text that a
 * spreadsheet would compute is guarded (model/answers_table.h). Lines end in
 * LF. Ids are never translated; titles and the words for groups are.
 */
#ifndef JALON_DOC_TABLES_H
#define JALON_DOC_TABLES_H

#include "engine/score.h"

struct table_style {
	enum lang lang;		/* of titles and words */
	char separator;		/* ',' or ';' */
	bool decimal_comma;
	bool mark;		/* begins with U+FEFF */
};
/* What spreadsheets of that language expect. */
struct table_style table_style(enum lang lang);

/*
 * Every answer of leaders and experts, of the staff's one common answer, and
 * of an agreed set, in the long layout of model/answers_table.h: read back, it
 * gives the same answers (a name that comes twice in a group is told apart by
 * a number). Answers to hidden questions are kept, as everywhere. Staff are
 * there by group only, in the columns `mean` and `count`, for the questions
 * that five of them or more answered; one line says when some were left out,
 * not which. Decisions, evidence and plan are not in it.
 */
void table_answers(struct buf *out, const struct score *s,
		   const struct table_style *style);

/*
 * One line for the overall, each dimension, each criterion: the published
 * score and its bounds; the level shown, from and to, equal but when it is to
 * be confirmed; the computed one; the gate that caps it; the target. What is
 * absent is an empty cell.
 */
void table_scores(struct buf *out, const struct score *s,
		  const struct table_style *style);

/*
 * One line for each column of table_answers, then for each question: id, code,
 * text in both languages, type, options as `id=text=points`, unit, bounds, who
 * is asked, its first criterion, when it is shown, when "not applicable" is
 * allowed (`true`: always), whether "don't know" is offered.
 */
void table_dictionary(struct buf *out, const struct pack *pack,
		      const struct table_style *style);

#endif
