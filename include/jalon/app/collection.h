/*
 * The staff's collection of a round: closed, reopened, published.
 *
 * What staff say is kept one by one and shown by nobody. Closing publishes
 * figures, question by question; they stay as they are, whatever is answered,
 * changed or erased afterwards, until a later closing publishes the question
 * anew. A question is published when
 *
 *	1. five staff members at least answer it in a way that counts in their
 *	   mean: don't-knows, not applicable and options without points aside,
 *	   as the engine counts (`withheld` in engine/score.h); and
 *	2. compared with each earlier closing that published it, what counts of
 *	   five people at least is new, changed or taken back.
 *
 * Below five nothing of it is published, not even that somebody answered. Nor
 * is anything ever of a question without points, which makes no figure: a
 * text, a number would be one person's.
 *
 * Why the second. Whoever keeps two prints can subtract them: the difference
 * is what those people say now, less what they said then, and it must never
 * be one person's, nor that of fewer than five. Compared with each earlier
 * closing, not the last alone: were five to change, then four of them to
 * change back as one other changes, the third print less the first would tell
 * of two people. A don't-know that becomes another don't-know changes
 * nothing that can be printed, and is not counted among the five.
 *
 * One person who changes many answers is one person at each question: the
 * rule is for each, and no view joins what one person said to two questions
 * (collection_published). Erasing takes all that is published of the round
 * away: the next mean without them, beside the last one with them, would tell
 * what they said, and which questions are taken away must not tell what they
 * had answered. A question comes back as any other, compared with what had
 * been printed; the one who is gone is not counted among the five. So after
 * an erasure it takes five answers that are new or changed.
 *
 * Two copies that were merged may both have printed. What a print of the other
 * copy held is not known to the answer; somebody counts as changed since then
 * only by saying what they had never said before it, here or there.
 *
 * The staff's one answer together is the firm's word, recorded by the firm:
 * it is published as soon as it is there, shown as such, and protects nobody
 * because it is nobody's. Leaders and experts answer by name: what changes
 * between two prints of theirs is told, and enters nothing above.
 *
 * What this cannot do: four people who agree to tell one another what they
 * answered know the fifth's from a mean of five, and somebody who types four
 * answers in the place of the staff does too. That is why the number of staff
 * members who came stands beside what they say. And two copies that each
 * printed before they met have printed what they have: their difference may be
 * of fewer than five. Collect on one laptop.
 */
#ifndef JALON_APP_COLLECTION_H
#define JALON_APP_COLLECTION_H

#include "app/case.h"

enum { COLLECTION_LEAST = 5 };

/* How it stands: nothing here tells of an answer that is not published. */
struct collection {
	bool closed;
	uint32_t closings;	/* how many times it was closed */
	uint32_t people;	/* staff members who came */
	bool together;		/* the firm recorded their one answer */
	uint32_t asked;		/* questions staff are asked, with points */
	uint32_t published;	/* of those, the ones with figures */
};
struct collection collection_of(struct desk *d, const struct case_view *view);

/* What a closing did, by questions staff are asked, with points. */
struct closing_done {
	uint32_t fresh;		/* published by it, for the first time or anew */
	uint32_t kept;		/* published before, and left as they were */
	uint32_t without;	/* not published, answered by some or by none */
};
/*
 * Closes it, and publishes what may be. False after a diagnostic: closed
 * already, nobody of the staff came.
 */
bool collection_close(struct desk *d, const struct case_view *view,
		      struct closing_done *done);
/* Opens it again; figures stay. False after a diagnostic: open already. */
bool collection_reopen(struct desk *d, const struct case_view *view);

/*
 * What store_published holds, as a document may: at each question the answers
 * are put in order of their values and dealt out to the staff members, so
 * that no set of answers is one person's, and neither a document nor its
 * SHA-256 tells who said two things. Not-applicable is left out: it counts
 * in nothing. By respondent's id, then question's.
 */
const struct answer_record *
collection_published(struct desk *d, struct str round,
		     const struct respondent_record *respondents,
		     uint32_t respondent_count, uint32_t *count);

/*
 * A diagnostic draws the line it speaks of: takes the places out of those,
 * from the `from`th on, that point into the staff's sets, and of the answers
 * themselves, for the diagnostics to come. `questions` is how many the pack
 * has. Where the answers could not be read (NULL) no place is left.
 */
void collection_hide_places(struct answers *answers, uint32_t questions,
			    struct diags *diags, size_t from);

#endif
