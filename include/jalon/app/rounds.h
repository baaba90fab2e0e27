/*
 * A case over time: rounds side by side, what was done of a plan, the
 * follow-up six months later and its dates.
 *
 * A new round carries nothing over but progress, which belongs to the case:
 * its pack is the one of the day, its answers are asked again.
 */
#ifndef JALON_APP_ROUNDS_H
#define JALON_APP_ROUNDS_H

#include "app/case.h"
#include "engine/compare.h"
#include "engine/followup.h"
#include "format/ics.h"
#include "plan/plan.h"

/* --- two rounds ----------------------------------------------------------- */

/*
 * A round scored under a pack that may be newer than its own. What that pack
 * cannot take (a question that is gone, an option that is no more) is left
 * out: `dropped` names it by question, decision or criterion, as the round
 * has it, each once. Of the staff's it leaves out whole questions, by what the
 * two packs ask and never by what was answered.
 */
struct reread {
	struct score *score;
	bool other_pack;	/* not the one the round was answered under */
	const struct str *dropped;
	uint32_t dropped_count;
	const uint32_t *unasked;	/* questions of the pack that the
					   round's own did not have */
	uint32_t unasked_count;
};
/*
 * False after a diagnostic, or without one when nothing is wrong but that
 * the pack cannot read the round: another pack, or an older version of it.
 */
bool rounds_reread(struct desk *d, const struct case_view *view,
		   const struct pack *pack, struct reread *out);

struct rounds_compared {
	const struct case_view *before, *after;
	struct reread was;	/* under the pack of `after` if it can be */
	bool two_packs;		/* it cannot: each under its own */
	const struct comparison *comparison;
	const struct progress_record *done;	/* from the day of the one to
					   the day of the other, both included */
	uint32_t done_count;
};
/*
 * Compares two rounds of one case, the earlier first, by engine/compare.h.
 * The later one is scored under its own pack. False after a diagnostic.
 */
bool rounds_compare(struct desk *d, const struct case_view *before,
		    const struct case_view *after,
		    struct rounds_compared *out);

/* --- a new one ------------------------------------------------------------ */

/*
 * Whether the last round of a case still waits to serve: nobody is in it, no
 * link leads to it, its pack is the desk's, and it is no follow-up.
 */
bool rounds_waits(struct desk *d, const struct case_view *last);
/*
 * Begins a round, today. One that waits begins anew, under this title, so that
 * no other stays empty behind it. False after a diagnostic.
 */
bool rounds_begin(struct desk *d, const struct case_view *last,
		  struct str title);

/* --- progress --------------------------------------------------------------- */

/*
 * The round that the plan in progress stands on: the last one with somebody
 * in it that is no follow-up, or the `number`th when it is not 0. NULL after
 * a diagnostic.
 */
struct case_view *rounds_basis(struct desk *d, struct str name,
			       uint32_t number);

/*
 * Notes where an initiative stands, or one reading of its first metric. Dates
 * that are empty are today's. False after a diagnostic: an unknown initiative
 * (with the nearest), a status that is none of the four, a date that does not
 * exist, is more than five years before the round or is yet to come (a planned
 * one may be), a value or a note that is no line of text, a reading without a
 * figure, or something else noted of it since this desk looked.
 */
struct progress_wish {
	struct str initiative, status, date, note;
};
bool rounds_note_progress(struct desk *d, const struct case_view *view,
			  const struct progress_wish *wish,
			  struct progress_record *noted);
bool rounds_note_reading(struct desk *d, const struct case_view *view,
			 const struct reading_record *wish,
			 struct reading_record *noted);

/* An initiative of the plan, or one that something was noted of. */
struct work {
	struct str id;
	uint32_t initiative;	/* in the pack's catalogue, or NO_INDEX */
	const struct plan_line *line;	/* NULL: not in the plan as it is now */
	struct str start, end;	/* dates of the plan (plan/weeks.h): first
				   Monday, last Friday; empty without a line */
	const struct progress_record *progress;	/* or NULL */
	const struct reading_record *readings;	/* by date */
	uint32_t reading_count;
};
struct works {
	const struct score *score;
	const struct work *items;	/* noted ones outside the plan first,
					   then the plan's, by start */
	uint32_t count;
};
/*
 * What the plan of a round holds and what became of it, with the dates that
 * the documents print. False after a diagnostic, or when the pack has no
 * initiatives (`count` is then 0, with a diagnostic).
 */
bool rounds_works(struct desk *d, const struct case_view *view,
		  struct works *out);

/* --- six months later ---------------------------------------------------------- */

enum { FOLLOWUP_MONTHS = 6 };

/* The title of a follow-up's round, in a language; and whether it is one. */
struct str rounds_followup_title(enum lang lang);
bool rounds_is_followup(const struct round_record *round);

/* The same day so many months later, or the last of that month. */
struct str rounds_months_after(struct arena *a, struct str date,
			       uint32_t months);

struct followup_plan {
	struct works works;
	const struct followup *list;
	struct str date;	/* of the conversation */
};
/* `date` empty: six months after the round's last day. False after a
   diagnostic. */
bool rounds_followup(struct desk *d, const struct case_view *view,
		     struct str date, struct followup_plan *out);

/*
 * The round of the follow-up to `basis`: the last one begun after it, and
 * after any other with somebody in it; 0 where there is none yet.
 */
uint32_t rounds_followup_of(struct desk *d, const struct case_view *basis);
/*
 * Begins one, today, under the pack of the desk where it is the same pack or
 * another version of it, else under the one of `basis`. False after a
 * diagnostic: there is one already.
 */
bool rounds_begin_followup(struct desk *d, const struct case_view *basis,
			   enum lang lang);

/* The questions of a follow-up, under the pack of its round. */
struct followup_asked {
	const uint32_t *questions;	/* in the order of the list, without
					   what the pack no longer asks */
	const struct followup_item **items;	/* theirs, of the list */
	uint32_t count;
	const struct score *before;	/* the basis, under that pack; or
					   NULL, where it cannot read it */
};
struct followup_asked rounds_followup_asked(struct desk *d,
					    const struct case_view *basis,
					    const struct case_view *round,
					    const struct followup_plan *plan);

/*
 * Its dates, as a calendar: the conversation; of the plan, the start of each
 * initiative that is still to begin (the day noted, else the plan's), and the
 * first reading of each metric that has none, on the initiative's last day. Identifiers are made from the round's, so that a
 * calendar which meets one again moves it.
 */
void rounds_calendar(struct buf *out, const struct desk *d,
		     const struct case_view *view,
		     const struct followup_plan *plan, enum lang lang);

#endif
