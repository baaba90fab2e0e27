/*
 * An interview: one respondent of one round, question after question.
 *
 * It knows no terminal. A front end shows the question at hand, hands over
 * what was typed, and shows the next one; between the two the answer has been
 * checked by the reader of answers files and is on the disk. Nothing waits to
 * be saved but what the disk refused (interview_unsaved).
 *
 * Who answers what. One agreed set answers every question. Leaders and
 * experts answer their group's under their name; the staff theirs without a
 * name, one by one or once together. A round holds one agreed set or
 * respondents, never both: the agreed set would stand for all of them.
 *
 * Blind. What others answered is not shown, in a result neither
 * (interview_result), and does not weigh on what is asked, with one exception that the questionnaire makes necessary: a
 * condition that reads a question this group is not asked (the staff are not
 * asked whether the firm uses AI) takes the firm's one answer, as scoring
 * does. Until the firm has one, what depends on it waits. A respondent's own
 * answers decide all else.
 *
 * Whether a question applies is the engine's word on this set of answers
 * (engine/score.h, `shown`), said again after each answer. What becomes
 * hidden keeps its answer. A "not applicable" that a later answer makes
 * impossible is withdrawn in the same save, and asked again.
 *
 * For the staff one by one nothing is kept but answers, reasons and a date:
 * no evidence, no comment, no result to look at.
 */
#ifndef JALON_APP_INTERVIEW_H
#define JALON_APP_INTERVIEW_H

#include "app/case.h"

enum interview_kind {
	INTERVIEW_AGREED,	/* one set that stands for all */
	INTERVIEW_NAMED,	/* a leader or an expert */
	INTERVIEW_STAFF,	/* one member of the staff */
	INTERVIEW_TOGETHER,	/* the staff's one recorded answer */
};

struct interview_wish {
	enum interview_kind kind;
	enum group group;	/* of INTERVIEW_NAMED */
	struct str name;	/* of INTERVIEW_NAMED */
	struct str code;	/* of a member of the staff who comes back */
	bool express;		/* the short path: what narrows most first */
	/*
	 * These alone, of those the respondent is asked, in this order but
	 * that one which decides whether another is asked comes before it;
	 * NULL for all. `before` then says what the firm does to the others
	 * that conditions read: a score under the same pack, or NULL.
	 */
	const uint32_t *questions;
	uint32_t question_count;
	const struct score *before;
	bool keeps_case;	/* of INTERVIEW_NAMED: who began the case alone
				   says what the case says of the client */
};

struct interview;

/*
 * Begins, or goes on where it stopped: the same name in the same group, the
 * code of a member of the staff, the agreed set. The view is borrowed and
 * must live as long. NULL after a diagnostic: a name that cannot be one, an
 * unknown code, a closed collection, a round that holds the other kind of
 * answers, a case that cannot be read against its pack.
 */
struct interview *interview_begin(struct desk *d, const struct case_view *view,
				  const struct interview_wish *wish);
/*
 * Keeps the respondent in the file before their first answer, so that they
 * have an id others know. Nothing happens when they are there.
 */
bool interview_arrive(struct interview *i);
/* Gives memory back; there is nothing left to save. NULL is allowed. */
void interview_end(struct interview *i);

/* --- who ----------------------------------------------------------------- */

enum interview_kind interview_kind(const struct interview *i);
enum group interview_group(const struct interview *i);
struct str interview_name(const struct interview *i);
/* Whether the respondent stands in the file by now. */
bool interview_is_there(const struct interview *i);
/* Whether something had been answered before it began. */
bool interview_resumed(const struct interview *i);
/*
 * Another respondent of the group with nearly the same name, when this one is
 * new: perhaps the same person. Or an empty text.
 */
struct str interview_similar(const struct interview *i);
/* The respondent's id; the one they will have, before they said anything. */
struct str interview_respondent(const struct interview *i);
/* What a member of the staff comes back with: `91BC-3F2A`. */
struct str interview_code(const struct interview *i, struct arena *a);

/* --- where --------------------------------------------------------------- */

/* The question at hand, or NO_INDEX at the end. */
uint32_t interview_at(const struct interview *i);

struct interview_progress {
	uint32_t number;	/* of the question at hand, from 1; 0 at the
				   end, or where the case answers it */
	uint32_t applies;	/* questions of this respondent that are
				   asked; optional sections included, what the
				   case says of its client left out */
	uint32_t answered;	/* of those: a value, don't know, or not
				   applicable */
	uint32_t open;		/* of those: neither answered nor optional */
	uint32_t waiting;	/* hidden as long as an answer is open */
	uint32_t aside;		/* answered, and hidden now */
	uint32_t withdrawn;	/* "not applicable" taken back so far, as
				   later answers made it impossible */
	uint32_t short_path;	/* of those: open and on the short path, or
				   deciding what is */
	uint8_t level_lo, level_hi;	/* of the overall level by this set;
					   0 where nothing may be shown */
};
struct interview_progress interview_progress(const struct interview *i);

/* Sections that hold a question of this respondent, in order. */
struct interview_section {
	uint32_t section;	/* of the pack; its number is its place
				   here, from 1 */
	uint32_t applies, answered;
};
const struct interview_section *interview_sections(const struct interview *i,
						   struct arena *a,
						   uint32_t *count);

/* Whether the question is one of this respondent's at all. */
bool interview_asks(const struct interview *i, uint32_t question);
/* Whether a question is asked now. */
bool interview_applies(const struct interview *i, uint32_t question);
/*
 * What this respondent said to it (never NULL; its kind tells), or what the
 * case says of the client where the question takes it from there. Good until
 * the next answer.
 */
const struct answer *interview_said(const struct interview *i,
				    uint32_t question);
/*
 * Whether the case answers it, and this respondent is not who corrects the
 * case: there is nothing for them to say but a comment.
 */
bool interview_case_decides(const struct interview *i, uint32_t question);
/* The comment on a question, answered or not. */
struct str interview_comment_on(const struct interview *i, uint32_t question);
/* Whether "not applicable" may be said to the question at hand. */
bool interview_may_na(const struct interview *i);

/* --- moving -------------------------------------------------------------- */

/*
 * To the question after: in order, the answered ones too; on the short path
 * the one that narrows most (`express:` first). At the end: to the first one
 * still open, if any.
 */
void interview_next(struct interview *i);
/* False when there is none before. */
bool interview_previous(struct interview *i);
/* Leaves the question as it is; the short path does not bring it back. */
void interview_skip(struct interview *i);
/*
 * To a section by its number, a question by its id or its code (`Q6.2`), or
 * with an empty text to the first one still open. False after a diagnostic.
 */
bool interview_go(struct interview *i, struct str where, struct diags *diags);

/* --- saying -------------------------------------------------------------- */

/*
 * Each checks, saves, and stays on the question at hand: it is not one of
 * these at the end. False after a diagnostic, with nothing changed; when the
 * disk is at fault the question counts as unsaved until a later try succeeds.
 *
 * A typed answer: numbers of options as they are listed (several for a
 * multiple, with commas or spaces) or their ids; yes or no in either
 * language, or 1 and 2; a number, with a decimal comma in French; a date; a
 * text. To a question that takes its answer from the case, the agreed set
 * and who keeps the case correct it; others are refused what contradicts it.
 */
bool interview_answer(struct interview *i, struct str typed, enum lang lang,
		      struct diags *diags);
bool interview_dont_know(struct interview *i, struct diags *diags);
bool interview_na(struct interview *i, struct str reason, struct diags *diags);
/* Takes the answer back; its history stays in the journal. */
bool interview_withdraw(struct interview *i, struct diags *diags);
/* Stands beside the answer, given or still to come. */
bool interview_comment(struct interview *i, struct str text,
		       struct diags *diags);
/* Of the criterion that reads the question: what was seen, and how well. */
bool interview_evidence(struct interview *i, enum evidence status,
			struct str text, struct diags *diags);

/* Questions whose last answer the disk refused; NULL when there is none. */
const struct str *interview_unsaved(const struct interview *i, struct arena *a,
				    uint32_t *count);

/* --- the result ---------------------------------------------------------- */

/*
 * Whether the result is the whole round's: the agreed set's always, and that
 * of who keeps the case; a leader's or an expert's once the staff's
 * collection is closed. Never for the staff.
 */
bool interview_sees_all(const struct interview *i);
/*
 * The round as it stands for those who see all; for the other leaders and
 * experts their own answers, as one set that stood for the firm: beside
 * theirs, a score of the round would tell what the others answered. What the
 * firm says where a condition needs it (see above) is in it. Good until the
 * next answer. NULL for the staff, or when it cannot be scored.
 */
struct score *interview_result(const struct interview *i);

#endif
