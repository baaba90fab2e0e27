/* What the files of the interview share. Private to them. */
#ifndef JALON_APP_INTERVIEW_PART_H
#define JALON_APP_INTERVIEW_PART_H

#include "app/interview.h"

/* One respondent's answers, read and scored, in an arena of their own. */
struct turn {
	struct arena *arena;
	const struct answers *answers;	/* one set */
	const struct score *score;
};

struct interview {
	struct desk *desk;
	const struct case_view *view;
	struct case_record record;	/* as corrected meanwhile */
	const struct pack *pack;
	enum interview_kind kind;
	enum group group;
	struct str id, name;	/* of the respondent */
	struct str similar;
	bool known;		/* the respondent stands in the file */
	bool resumed;
	bool express;
	struct answer_record *said;	/* by question; its texts live as
					   long as the desk */
	struct str *firm;	/* by question not asked here: the firm's
				   answer that conditions read, as JSON */
	bool *unsaved;		/* by question */
	bool *skipped;		/* by question: for the short path */
	const bool *deciders;	/* by question: hides or reveals those of the
				   short path */
	uint32_t withdrawn;	/* see struct interview_progress */
	uint32_t at;
	uint32_t *trail;	/* of the short path: what was shown */
	size_t trail_count, trail_size;
	struct turn now, spare;	/* they change places with each answer */
};

/* An answer being tried: it replaces what was said to one question. */
struct attempt {
	uint32_t question;	/* NO_INDEX: none, all is as it was */
	const struct node *node;	/* NULL: nothing is said */
	bool *refused;		/* by question: "not applicable" no more */
};

/*
 * The spare turn's arena, emptied: where the nodes of the next attempt lie,
 * for the answers read from them borrow their texts.
 */
struct arena *interview_paper(struct interview *i);
struct attempt interview_attempt(const struct interview *i, uint32_t question,
				 const struct node *node);

/* Whether the question is one of this respondent's. */
bool interview_asks(const struct interview *i, uint32_t question);
/* Applies, has no answer, and is not optional. */
bool interview_is_open(const struct interview *i, uint32_t question);
/* The value that the case gives to a question, as typed; or empty. */
struct str interview_from_case(const struct interview *i, uint32_t question);

/*
 * Reads and scores everything said, with an attempt in its place, into the
 * spare turn. False after a diagnostic.
 */
bool interview_try(struct interview *i, struct attempt *attempt,
		   struct diags *diags);
/* Every "not applicable" that it found refused is said no more. */
void interview_withdrawn(struct interview *i, const struct attempt *attempt);
/* The spare turn becomes the present one. */
void interview_turn(struct interview *i);

/* interview_path.c: where a respondent who comes back goes on. */
void interview_place(struct interview *i);

#endif
