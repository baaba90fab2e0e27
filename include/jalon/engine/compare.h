/*
 * Two rounds of one organisation, side by side: what moved, what cannot be
 * told, and why.
 *
 * A figure that differs is not yet a change of the firm. This part claims one
 * only when nothing else can explain it, and says otherwise what stands in
 * the way. The rules, in the order in which they are applied:
 *
 * 1. Like with like (NOT_COMPARABLE). Things are paired by id, through the
 *    renamings of either pack. A pair must be made of the same questions,
 *    with the same options, points and groups asked, by the same formula and
 *    the same weights (as shares: all of them doubled is no change), on the
 *    same scale (bands, range, rounding, blanks, evidence rule). Otherwise
 *    the ruler changed and not what it measures. A question that applies on
 *    one side only (hidden, not applicable) is such a change too: a mean over
 *    other questions is another mean. Texts reworded under the same id are no
 *    change of the ruler; they are told with the question (`reworded`).
 *    Earlier answers scored again under the newer pack meet all of this but
 *    the last: that is the better comparison, and the caller's to make
 *    (answers_read reads old ids).
 * 2. The same people (OTHER_RESPONDENTS). Others judge otherwise. For each
 *    question that counts: those of the leaders, and of the experts, who
 *    answered it must have the same names on both sides. When nobody of a
 *    group did on one side, the question was open to its members there, and
 *    the bounds hold what these say on the other; but experts must not come
 *    to speak for the firm where leaders did (conditions read one answer, the
 *    experts' first), nor leaders where the staff did together. The figure
 *    of the staff must be published on both sides or on neither, and come the
 *    same way (five or more, or one answer together). One agreed set is the
 *    firm speaking, the same on both sides; it is not the same as several
 *    respondents. Neither is a recorded decision the same as the means it
 *    replaces. Somebody without a name is nobody's equal. Names are compared
 *    as written.
 * 3. Beyond the bounds (UP, DOWN). Bounds hold the figure whatever the open
 *    questions turn out to be; when those of the two rounds do not touch,
 *    every completion of one lies over every completion of the other. Bounds
 *    that touch (WITHIN_BOUNDS) prove nothing, and neither does a figure that
 *    some completion leaves absent. UP is the number's, not praise: in a
 *    grid of risks, higher is worse.
 * 4. UNCHANGED: the figure and its bounds are the same on both sides.
 *
 * The score and the level each have their claim. The level's is about the
 * level after prerequisites (gates), so it also asks that the gates which may
 * cap it be the same, that the same people answered what they read, and that
 * the exposure be the same (for a dimension: if its target changed with it):
 * a firm that takes on a customer bot meets other gates and other targets,
 * and its level falls or rises for that. Its score, over the same questions,
 * still compares. The evidence rule changes what is shown, never a claim.
 *
 * From "don't know" to an answer is no progress: it narrows the bounds, and
 * is told as that. Initiatives done in between are listed beside what they
 * close: done meanwhile, not shown to be the cause.
 *
 * Staff are read through the figures that the two scores publish: below five
 * on one side, they are compared nowhere.
 *
 * Exchanging the rounds exchanges up and down, new and gone, and nothing
 * else. Pure, as the engine is.
 */
#ifndef JALON_ENGINE_COMPARE_H
#define JALON_ENGINE_COMPARE_H

#include "engine/score.h"

enum compare_verdict {
	COMPARE_UNCHANGED,
	COMPARE_UP,
	COMPARE_DOWN,
	COMPARE_WITHIN_BOUNDS,
	COMPARE_OTHER_RESPONDENTS,
	COMPARE_NOT_COMPARABLE,
};
/* "unchanged", "up", "down", "within_bounds", "other_respondents",
   "not_comparable". */
const char *compare_verdict_name(enum compare_verdict verdict);

/* Why it is not comparable; the first that holds, in this order. */
enum compare_reason {
	COMPARE_NO_REASON,	/* it is comparable */
	COMPARE_NEW,		/* not in the pack of the round before */
	COMPARE_GONE,		/* not in the pack of the round after */
	COMPARE_PARTS,		/* other criteria or dimensions count in it */
	COMPARE_QUESTIONS,	/* other questions do */
	COMPARE_SCALE,		/* options, points or groups of a question; or
				   the rubric's scale, without questions */
	COMPARE_FORMULA,	/* its expressions, or those it reads */
	COMPARE_WEIGHT,		/* the shares of its parts */
	COMPARE_APPLIES,	/* a question applies on one side only */
	COMPARE_GATES,		/* of a level: a gate that may cap it changed */
	COMPARE_EXPOSURE,	/* of a level */
};
/* "", "new", "gone", "parts", "questions", "scale", "formula", "weight",
   "applies", "gates", "exposure". */
const char *compare_reason_name(enum compare_reason reason);

/* The same thing in the two packs; NO_INDEX where it is not. */
struct compare_pair {
	uint32_t before, after;
};

struct compare_claim {
	enum compare_verdict verdict;
	enum compare_reason reason;
};

/* A criterion, a dimension or the overall (which is pair 0, 0). */
struct compared {
	struct compare_pair at;
	const struct scored *was, *is;	/* NULL where it is not */
	struct compare_claim score, level;
	/* The questions behind PARTS, QUESTIONS, SCALE, APPLIES, or
	   OTHER_RESPONDENTS of the score: those that differ so. */
	const struct compare_pair *questions;
	uint32_t question_count;
	/* Of a criterion: initiatives done in between that close it, in the
	   catalogue of the pack after. */
	const uint32_t *done;
	uint32_t done_count;
};

/*
 * A gate. UP: lifted, surely in force before and surely not after; DOWN: the
 * reverse. A gate without `when` follows the levels it caps, so when its state
 * differs it is WITHIN_BOUNDS, as one that an open answer decides.
 */
struct compared_gate {
	struct compare_pair at;
	enum gate_state was, is;	/* GATE_MET where it is not */
	struct compare_claim claim;
	const uint32_t *done;	/* initiatives done that lift it */
	uint32_t done_count;
};

enum compare_change {
	COMPARE_ANSWER,		/* another answer */
	COMPARE_NARROWED,	/* open before, or respondents who disagreed;
				   answered with one voice now */
	COMPARE_WIDENED,	/* the reverse */
	COMPARE_OPEN,		/* open still: unanswered, don't know, or
				   respondents who disagree */
	COMPARE_APPLYING,	/* hidden or not applicable on one side */
	COMPARE_MEANS,		/* the firm's one answer stands, if there is
				   one; a group's mean moved */
	COMPARE_ASKED,		/* only one of the packs asks it */
};
/* "answer", "narrowed", "widened", "open", "applies", "means", "asked". */
const char *compare_change_name(enum compare_change change);

/*
 * A question to which the firm's one answer, or a group's published mean, is
 * not the same. Nobody's own answer is here; groups that a decision replaces
 * have no mean.
 */
struct compared_answer {
	struct compare_pair at;
	enum compare_change change;
	enum expr_state was_state, is_state;	/* hidden where not asked */
	/* Never NULL; kind ANSWER_MISSING where there is none. An option is
	   an index among those of its own pack. */
	const struct answer *was, *is;
	bool reworded;		/* its text or its options' are */
	/* Group means published on both sides. */
	bool has_mean[GROUP_COUNT];
	struct ratio was_mean[GROUP_COUNT], is_mean[GROUP_COUNT];
	/* Where it moved something: criteria that read it and whose score or
	   bounds differ, gates that read it and whose state differs; places
	   in `criteria` and `gates` below. */
	const uint32_t *criteria, *gates;
	uint32_t criterion_count, gate_count;
};

/* Leaders or experts: who is on one side only, in order of names. */
struct compare_people {
	const struct str *left, *joined;	/* before only, after only */
	uint32_t left_count, joined_count;
	bool same;		/* everybody has a name, found on both sides */
};

struct comparison {
	const struct score *before, *after;
	bool exposure_changed;	/* or known on one side only */
	struct compare_people people[GROUP_COUNT];	/* staff: empty, same */
	struct compared overall;
	/* In order of the pack after; then those of before that are gone. */
	const struct compared *dimensions, *criteria;
	uint32_t dimension_count, criterion_count;
	const struct compared_gate *gates;
	uint32_t gate_count;
	const struct compared_answer *answers;	/* the changed ones alone */
	uint32_t answer_count;
	/* Ids of initiatives done that the catalogue after does not hold. */
	const struct str *unknown;
	uint32_t unknown_count;
};

/*
 * Compares two scores of one organisation, the earlier first. `done` are ids
 * of initiatives finished in between (may be none; they are listed only if
 * the pack after has its catalogue). Borrows both scores, which must come
 * from engines of their own: score_again overwrites what it gave. Never NULL.
 */
struct comparison *compare_rounds(struct arena *a, const struct score *before,
				  const struct score *after,
				  const struct str *done, uint32_t done_count);

#endif
