/*
 * Drills and tests, scored. Pure.
 *
 * A contact whose reply the expert would not send as it is carries a signal:
 * noticing it is a hit, sending it all the same a miss (over-trust), stepping
 * in where the expert would send a false alarm (under-trust).
 *
 * d' and the criterion c follow signal detection theory (Green and Swets,
 * 1966): d' = z(H) - z(F), c = -(z(H) + z(F)) / 2, with the log-linear
 * correction (Hautus, 1995): H = (hits + 0.5) / (signals + 1), and likewise F.
 * They are given for DRILL_LEAST contacts or more only; fewer say too little.
 */
#ifndef JALON_LEARN_DRILL_H
#define JALON_LEARN_DRILL_H

#include "model/curriculum.h"

enum { DRILL_LEAST = 40, DRILL_UNANSWERED = 255 };

struct drill_score {
	uint32_t answered;
	uint32_t same;		/* the expert's own choice */
	uint32_t over_trust;	/* sent, the expert would not */
	uint32_t under_trust;	/* not sent, the expert would */
	uint32_t other;		/* stepped in as the expert, another way */
	uint32_t signals, noise;	/* among those answered */
	bool has_measures;	/* DRILL_LEAST answered, both kinds present */
	double sensitivity;	/* d' */
	double criterion;	/* c: above zero, lets more pass */
};

/*
 * `choices` holds an enum drill_choice for each contact, in order, or
 * DRILL_UNANSWERED.
 */
struct drill_score drill_score(const struct contact *contacts, uint32_t count,
			       const uint8_t *choices);

/* The standard normal quantile, 0 < p < 1. */
double normal_quantile(double p);

/*
 * Learning gain between two tests with the same items, over those who took
 * both: mean of right answers before and after, and the normalised gain
 * (after - before) / (1 - before) of Hake (1998), absent when before is 1.
 */
struct test_gain {
	uint32_t people;	/* who took both */
	struct ratio before, after;	/* mean share of right answers */
	bool has_gain;
	struct ratio gain;
};

/* One line: a person's code, an item, right or wrong, before or after. */
struct test_mark {
	struct str person;
	struct str item;
	bool after;
	bool right;
};
struct test_gain test_gain(const struct test_mark *marks, size_t count,
			   struct arena *a);

#endif
