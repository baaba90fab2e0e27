/*
 * The people of a round, what they settle between them, and how a case came
 * to say what it says.
 *
 * Leaders and experts answer by name and know it: what each of them said is
 * told here, and how it changed. Of the staff this part knows how many came,
 * and what was published (app/collection.h); nothing it gives depends on an
 * answer that is not.
 */
#ifndef JALON_APP_GROUPS_H
#define JALON_APP_GROUPS_H

#include "app/collection.h"

/* --- who answered how much ---------------------------------------------- */

/* A leader, an expert, one agreed set, or the staff's one answer together. */
struct member {
	const struct respondent_record *who;
	uint32_t asked;		/* as their interview counts: what applies by
				   their own answers and the case does not say;
				   0 where it cannot be begun */
	uint32_t answered;	/* of those, don't-knows aside */
	uint32_t dont_know;
};
/* In the order of the respondents. */
const struct member *group_members(struct desk *d, const struct case_view *view,
				   uint32_t *count);

/*
 * Questions that apply and have no answer the firm can stand on: not said, not
 * known, or disputed where a condition or a gate needs one answer. What staff alone are asked and
 * nothing counts is left out. In order of the questionnaire.
 */
const uint32_t *group_open(struct arena *a, const struct score *score,
			   uint32_t *count);

/* --- what is settled ---------------------------------------------------- */

/* An answer of the journal, or none of it, as it can be shown. */
struct spoken {
	enum answer_kind kind;
	struct str text;	/* "3", "written", "people, bot" */
};
struct spoken spoken_of(struct arena *a, enum answer_kind kind,
			struct str json);

struct decision_wish {
	struct str question;
	/* As typed: `3`, an option or its number, several with commas,
	   `true` or a yes in either language, a number, a date, a text;
	   `dont_know`, `na`. Not read when withdrawn. */
	struct str value;
	struct str reason, author;
	bool overrides;		/* else a consensus */
	bool withdraw;		/* takes back the one there is */
};
struct decided {
	uint32_t question;
	struct spoken before, after;	/* decisions of that kind */
};
/*
 * Records a decision beside what each one said. The value is checked as one of
 * an answers file, and by the engine. False after a diagnostic, then nothing
 * is recorded: no reason, no author, an unknown question (with the nearest), a
 * value the question does not take, nothing to take back, or a decision that
 * somebody else recorded since this desk looked.
 */
bool group_decide(struct desk *d, const struct case_view *view,
		  const struct decision_wish *wish, struct decided *out);

/*
 * How well a criterion's level is shown to be true. `*before` is
 * EVIDENCE_DECLARED when nothing was recorded. False after a diagnostic, as
 * above when it was noted otherwise since this desk looked.
 */
bool group_note_evidence(struct desk *d, const struct case_view *view,
			 const struct evidence_record *wish,
			 enum evidence *before);

/* --- how it came to be -------------------------------------------------- */

/*
 * One thing that happened. The staff's stand without question, value, hour or
 * name, after all others of their date, so that no order tells of one.
 */
struct event {
	struct str at;		/* time; a date alone for the staff */
	struct str by;		/* who typed, or empty */
	struct str from;	/* the file it was imported from, or empty */
	enum change_kind kind;
	bool staff;		/* `people` of the staff answered that day */
	uint32_t people;	/* 0: fewer than five */
	uint32_t round;		/* its number, or 0: of the case */
	struct str who;		/* respondent's name; empty: agreed, together */
	enum group group;
	bool agreed, together;
	/* The question, criterion, initiative, block or particular; of an
	   erasure "person", "case", or "merge": staff figures withdrawn. */
	struct str what;
	bool overrides;		/* of a decision */
	bool closed;		/* of a collection */
	uint32_t published;	/* questions that a closing published, or a
				   merge withdrew */
	struct spoken before, after;
	bool note_alone;	/* of an answer: nothing but its note changed */
	struct str reason, author;
};

struct history {
	const struct event *events;	/* by date, then as they came */
	uint32_t count;
	bool erased;		/* some changes are gone, or were left out */
	uint32_t broken;	/* first change that does not verify, or 0 */
	struct str last;	/* the last link, 64 digits */
};
/* False after a diagnostic. */
bool group_history(struct desk *d, const struct case_record *record,
		   struct history *out);

#endif
