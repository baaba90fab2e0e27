/*
 * A sheet: a page of answers of one respondent, handed in together, and the
 * path of pages that leads through a questionnaire.
 *
 * A terminal asks one question after the other (app/interview.h); a page asks
 * several, may lie open for a week, may be open twice, and comes back by the
 * browser's Back button. So each answer of a sheet says what its form had
 * shown, as a mark; what was said elsewhere since is never written over, and
 * whoever sent the sheet is told of it. Two sheets that race from two tabs,
 * through two threads or two programs, are compared again inside the write
 * itself: one of them finds what the other said.
 *
 * What is good on a sheet is saved, on the disk and all at once, though the
 * rest is wrong. The answers are judged together: one that reveals or hides
 * others on the same sheet works whatever their order.
 */
#ifndef JALON_APP_SHEET_H
#define JALON_APP_SHEET_H

#include "app/interview.h"

/* --- answers handed in together ------------------------------------------ */

enum saying_kind {
	SAYING_NOTHING,		/* the answer stays as it is */
	SAYING_VALUE,
	SAYING_DONT_KNOW,
	SAYING_NA,		/* with a reason */
	SAYING_WITHDRAW,	/* the answer is taken back */
};

enum saying_result {
	SAYING_UNSAVED,		/* the disk refused: see sheet_say */
	SAYING_SAVED,
	SAYING_SAME,		/* it stands so already: nothing to save */
	SAYING_STALE,		/* other than what stands, which is newer than
				   what the form had shown: not written */
	SAYING_WRONG,		/* not written; `wrong` says why */
};

struct saying {
	uint32_t question;	/* of the pack; each once in a sheet */
	enum saying_kind kind;
	/*
	 * As interview_answer takes it; several options by their ids, with
	 * commas. Empty: of a question whose field can be emptied (several
	 * options, number, text, date) the answer is taken back; of the
	 * others it stays as it is.
	 */
	struct str typed;
	struct str reason;	/* of SAYING_NA */
	struct str note;	/* the comment, when `has_note` */
	bool has_note;
	struct str seen;	/* sheet_mark of what the form showed; empty:
				   not checked */
	/* What became of it, filled by sheet_say: */
	enum saying_result result;
	bool untouched;		/* of SAYING_STALE: sent back as the form had
				   shown it. Nobody meant to change it, and a
				   page may say nothing of it. */
	const struct diag *wrong;	/* of SAYING_WRONG: its slug and
					   arguments */
};

/*
 * Twelve hexadecimal digits that are other whenever this respondent's answer
 * to the question is, its reason or its comment, or what the case answers in
 * their place. A form carries it beside each question. It can be tried
 * against every answer, so it goes to the respondent's own page alone.
 */
struct str sheet_mark(const struct interview *i, uint32_t question,
		      struct arena *a);

/*
 * Judges all, saves what is good in one write, and says of each what became
 * of it. interview_said, interview_applies and sheet_mark then tell what
 * stands. Answers to questions that are hidden now are kept, as ever, and
 * never counted. "Not applicable" that the other answers make impossible is
 * wrong; where it stood already it is withdrawn in the same write (see
 * interview_progress, `withdrawn`).
 *
 * Whoever speaks for the first time arrives in the same write. One who keeps
 * the case (interview_wish) corrects it; of others, whatever is not what the
 * case says is wrong (interview_case_decides: a form offers no field there),
 * and their comment is kept as ever.
 *
 * False when the file cannot be read or written, after a diagnostic: nothing
 * of the sheet is saved then, and all that should have been is
 * SAYING_UNSAVED.
 */
bool sheet_say(struct interview *i, struct saying *all, uint32_t count,
	       enum lang lang, struct diags *diags);

/* --- the path of pages --------------------------------------------------- */

enum { SHEET_LEAST = 4, SHEET_MOST = 8 };

enum path_kind {
	PATH_PROFILE,		/* what decides which questions there are */
	PATH_SHORT,		/* of the short path */
	PATH_SECTION,		/* what remains of a section */
};

/*
 * A page: questions of one section that are asked now, in the questionnaire's
 * order, SHEET_MOST at most. None decides whether another of its page is
 * asked. Fewer than SHEET_LEAST stand only where the section has no more to
 * put beside them.
 */
struct sheet_page {
	const uint32_t *questions;
	uint32_t count;
};

struct path_step {
	enum path_kind kind;
	uint32_t section;	/* of the pack */
	bool optional;		/* nothing of it is ever missing */
	uint32_t asked;		/* questions of its pages */
	uint32_t answered;	/* of those: value, don't know, or not
				   applicable */
	uint32_t open;		/* of those: neither answered nor optional */
	const struct sheet_page *pages;
	uint32_t page_count;
};

/*
 * Questions that are asked, and not of this respondent: of the experts where
 * they are among those asked, else of the leaders; of the staff those that
 * nobody else is asked.
 */
struct path_others {
	const uint32_t *questions;	/* without an answer yet */
	uint32_t count;
	uint32_t gating;	/* of those: read by a gate */
};

/*
 * Profile sections come first: those where a fact or the case takes its
 * answers and nothing is scored. Then the short path, a step for each section
 * that `express:` names, in its order: the questions it names, and where they
 * are fewer than a page, gates' and then others of the section beside them,
 * and one that would be left alone. Then what remains of each section. A
 * question is in one step alone; steps in which nothing is asked are left out.
 */
struct path {
	const struct path_step *steps;
	uint32_t step_count;
	uint32_t next;		/* the first step with something open;
				   step_count: none */
	uint32_t next_page;	/* its first page with something open */
	bool preview;		/* a gate's question has no answer yet */
	struct path_others others[GROUP_COUNT];	/* none of one's own */
};

/*
 * Reads, and nothing else. With the round's score (interview_result) what
 * others answered is known; without it (NULL) nobody else has, and the
 * preview is of this respondent's answers alone.
 */
struct path *sheet_path(const struct interview *i, const struct score *round,
			struct arena *a);

/*
 * The page after the one that holds `question`, in the order of the path,
 * with something open or not: false at the end, or when no page holds it.
 */
bool sheet_after(const struct path *p, uint32_t question, uint32_t *step,
		 uint32_t *page);

/* --- in the place of an expert -------------------------------------------- */

/*
 * The name under which a leader answers the experts' questions where there is
 * no colleague: "Anne Roy (à la place d'un spécialiste)". A name that would
 * grow beyond what a name may be is cut.
 */
struct str sheet_proxy_name(struct arena *a, struct str leader,
			    enum lang lang);

#endif
