/*
 * How far the respondents of a case agree, question by question, and where
 * leaders and staff see the firm most differently.
 *
 * Questions measured: those on a scale, a `level` or a `single` whose options
 * have two or more different points, that are shown. The index is the average
 * deviation about the mean, AD_M (Burke, Finkelstein and Dusig 1999, "On
 * average deviation indices for estimating interrater agreement",
 * Organizational Research Methods 2(1), 49-68): of n answers x with mean m,
 *
 *	AD_M = (|x1 - m| + ... + |xn - m|) / n
 *
 * here in steps of the scale, exact: points divided by the distance between
 * neighbouring options (1 for a `level`; a `single`'s range over its number
 * of different points less one). 0 is full agreement. Up to c / 6 for c
 * options, agreement is practical (Burke and Dunlap 2002, "Estimating
 * interrater agreement with the average deviation index: a user's guide",
 * ibid. 5(2), 159-172; 5/6 for a `level`, which they print 0.8). That limit
 * is derived for options evenly spaced; for two options, or uneven ones, the
 * index is given and nothing is concluded.
 *
 * What is counted is what the group's mean counts (`struct group_points`):
 * don't-knows, not applicable and options without points are aside, and so is
 * the staff's one answer given together, which agrees with nobody. Leaders
 * and experts answer by name: from two answers. Staff only where their own
 * answers make their mean, five to that very question; where the engine
 * withholds them, not one of their answers is read here. A recorded decision
 * stands beside these figures: they are of the original answers.
 *
 * NOTE: a mean and an AD_M of five answers often leave one set of answers
 * possible (76 of the 126 there are), if not who gave which. What is printed
 * of the staff may stop at `agrees`; see test_agreement.c.
 */
#ifndef JALON_ENGINE_AGREEMENT_H
#define JALON_ENGINE_AGREEMENT_H

#include "engine/score.h"

/* Of one group's answers to one question. */
struct agreement_index {
	bool known;		/* else nothing below has a meaning */
	uint16_t respondents;	/* whose answers are compared, 2 or more */
	struct ratio mean;	/* in points */
	struct ratio deviation;	/* AD_M, in steps; lowest terms */
	bool agrees;		/* at most `limit`; false when not judged */
};

struct agreement_question {
	bool measured;		/* shown, and on a scale */
	bool judged;		/* `limit` applies: 3 options or more, evenly
				   spaced */
	struct ratio step;	/* points between neighbouring options */
	struct ratio limit;	/* c / 6, in steps */
	struct agreement_index groups[GROUP_COUNT];
	struct agreement_index named;	/* leaders and experts together */
	/* Of any question with points, measured or not: */
	bool compared;		/* leaders and staff both have a mean that may
				   show; the staff's may be one they gave
				   together */
	bool decided;		/* a recorded decision settles the question */
	struct ratio gap;	/* leaders' mean less staff's, in points */
};

enum { AGREEMENT_WIDEST = 3 };

struct agreement {
	struct agreement_question *questions;	/* by question */
	/* The widest gaps either way, widest first, ties in the order of the
	   questionnaire; nothing without a gap, nothing decided. */
	uint32_t widest[AGREEMENT_WIDEST];
	uint32_t widest_count;
};

/*
 * Reads the score's answers; one agreed set has nobody to agree with, and
 * gives nothing. The result is in the arena and outlives the score.
 */
struct agreement agreement_of(struct arena *a, const struct score *s);

#endif
