/* What the files of the sheet share. Private to them. */
#ifndef JALON_APP_SHEET_PART_H
#define JALON_APP_SHEET_PART_H

#include "app/sheet.h"
#include "interview_part.h"

/* A sheet at work. */
struct sheet {
	struct interview *i;
	struct saying *all;
	uint32_t count;
	enum lang lang;
	struct diags *diags;
	struct attempt attempt;
	struct answer_record *next;	/* by question: as it would stand */
	struct case_record record;	/* likewise */
	bool corrects;		/* the case */
	struct change *changes;
	size_t change_count;
	bool moved;		/* something else stands by now */
	struct store_mark mark;	/* where the journal ends with it; nowhere
				   when something else stands before it */
};

/* sheet_write.c: what has to be written for all to stand as it would. */
void sheet_changes(struct sheet *w);
/*
 * Writes that, unless something it was judged on stands no more: `moved`
 * tells. False when the environment failed, after a diagnostic.
 */
bool sheet_write(struct sheet *w);
/* What stands by now. False when it cannot be read. */
bool sheet_look_again(struct sheet *w);

#endif
