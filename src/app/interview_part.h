/* What the files of the interview share. Private to them. */
#ifndef JALON_APP_INTERVIEW_PART_H
#define JALON_APP_INTERVIEW_PART_H

#include "app/interview.h"

enum { INTERVIEW_NAME = 200 /* characters */ };

/* What a set of answers leads to, by question: see struct question_result. */
struct asked_now {
	bool *shown, *maybe_hidden;
	bool preview;		/* a gate's question has no answer yet */
};

/* One respondent's answers, read, in an arena of their own. */
struct turn {
	struct arena *arena;
	const struct answers *answers;	/* one set */
	struct asked_now asked;
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
	uint32_t *order;	/* questions, as they are asked */
	uint32_t order_count;
	bool *listed;		/* by question: among them; NULL for all */
	bool keeps_case;	/* what they say of the client, the case says */
	struct answer_record *said;	/* by question; its texts live as
					   long as the desk's job */
	/* Where the journal ended when the file said so, which interview_say
	   does not follow; nowhere when that tells nothing. */
	struct store_mark mark;
	bool recalled;		/* what they said, and are asked by it, is
				   remembered of that moment */
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
	struct scorer *scorer;	/* lent; NULL: the interview has ended */
};

/* Answers being tried, each in the place of what was said. */
struct attempt {
	bool *tried;		/* by question */
	const struct node **nodes;	/* by question tried; NULL: nothing
					   is said any more */
	bool *refused;		/* by question: "not applicable" no more */
};

/*
 * The spare turn's arena, emptied: where the nodes of the next attempt lie,
 * for the answers read from them borrow their texts.
 */
struct arena *interview_paper(struct interview *i);
/* Of one question; NO_INDEX: none yet. */
struct attempt interview_attempt(const struct interview *i, uint32_t question,
				 const struct node *node);
/*
 * What was typed to a question, as a node in `a`; NULL after a diagnostic.
 * Its value is not checked yet.
 */
const struct node *interview_typed(struct arena *a, const struct question *q,
				   struct str typed, enum lang lang,
				   struct diags *diags);
/* Whether a comment or a reason can be kept and printed. */
bool interview_text_is_good(struct str text, struct diags *diags);

/* What a record says, as answers_read takes it; NULL: nothing. */
struct node *interview_node(struct arena *a, const struct answer_record *r);
/* A document that holds what the case says of the client, and no answer. */
struct node *interview_document(struct arena *a, const struct interview *i);

/* Applies, has no answer, and is not optional. */
bool interview_is_open(const struct interview *i, uint32_t question);
/* The value that the case gives to a question, as typed; or empty. */
struct str interview_from_case(const struct interview *i, uint32_t question);

/*
 * Reads everything said, with an attempt in its place, into the spare turn,
 * and finds what is asked then. False after a diagnostic.
 */
bool interview_try(struct interview *i, struct attempt *attempt,
		   struct diags *diags);
/*
 * Reads everything said into the spare turn, where what is asked is known.
 * False after a diagnostic.
 */
bool interview_read(struct interview *i, struct diags *diags);
/* The whole score of the present turn, whatever was tried since. */
const struct score *interview_score(const struct interview *i);
/* Every "not applicable" that it found refused is said no more. */
void interview_withdrawn(struct interview *i, const struct attempt *attempt);
/* The spare turn becomes the present one. */
void interview_turn(struct interview *i);

/* Room for what a set of answers leads to. */
struct asked_now asked_now_make(struct arena *a, uint32_t questions);
void asked_now_copy(struct asked_now *to, const struct asked_now *from,
		uint32_t questions);
/* interview.c: what the file says they said; false when it cannot be read. */
bool interview_load_said(struct interview *i);
/* Fills `mark`: before what is said is read, for what comes meanwhile has
   moved it. */
void interview_mark(struct interview *i);
/* interview_say.c: the change by which they are there. */
struct change interview_arrival(const struct interview *i,
				const struct stamp *stamp);
struct stamp interview_stamp(const struct interview *i);
/* Whether a respondent is this one, by kind, group and name. */
bool interview_is_named(const struct interview *i,
			const struct respondent_record *r);

/*
 * interview_firm.c: fills `firm`; all waits when it cannot be known. Where
 * nothing is known, an earlier score says it (may be NULL).
 */
void interview_load_firm(struct interview *i, const struct score *before);
/* By question: whether conditions of those asked read it (question_reads). */
const bool *interview_read_by_asked(const struct interview *i);
/* By question: whether it hides or reveals those of the short path. */
const bool *interview_deciding_short_path(const struct interview *i);

/* interview_path.c: where a respondent who comes back goes on. */
void interview_place(struct interview *i);

#endif
