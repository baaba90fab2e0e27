/*
 * The engine: what applies, the score and why, bounds, gates, groups.
 *
 * Pure: no clock, no randomness, no input or output. The same pack and the
 * same answers give the same `struct score`, in which every number stands
 * with what it was made from. Nothing downstream computes a score again.
 *
 * Order (each reads what is before it): facts and what is shown; points of
 * questions; criteria; dimensions; the overall; computed levels; gates; caps
 * of dimensions; caps of the overall, the lowest winning.
 */
#ifndef JALON_ENGINE_SCORE_H
#define JALON_ENGINE_SCORE_H

#include "model/answers.h"

/* A criterion, a dimension or the overall. */
struct scored {
	struct expr_number raw;		/* unrounded; group rules applied */
	struct ratio published;		/* raw.point rounded by the rubric */
	struct ratio published_lo, published_hi;
	uint8_t level;			/* computed; 0: absent */
	uint8_t level_lo, level_hi;	/* computed, over every completion;
					   0: no completion gives one */
	uint8_t capped;			/* after gates in force; 0: absent */
	uint8_t capped_lo, capped_hi;	/* with gates that may be in force */
	bool confirm;			/* show as a range: a gate to confirm,
					   or too many don't-knows */
	uint8_t shown_lo, shown_hi;	/* what a page shows: equal, or a
					   range when `confirm` */
	bool declared;			/* the evidence rule lowered what is
					   shown: nothing but declarations */
	uint32_t gate;			/* that lowered it, or NO_INDEX */
	uint8_t target;			/* 0: none */
	/* Of its questions that apply (optional sections aside): */
	uint32_t applying, answered, dont_know, unanswered, na, hidden;
};

enum gate_state {
	GATE_MET,		/* its condition is false */
	GATE_IN_FORCE,
	GATE_TO_CONFIRM,	/* an open question decides */
	GATE_SILENT,		/* without `when`, and lowers nothing */
};
/* "met", "in_force", "to_confirm", "silent". */
const char *gate_state_name(enum gate_state state);

struct gate_result {
	enum gate_state state;
	struct expr_truth truth;
	struct expr_number *caps;	/* the values of its caps, in order; see
					   score_cap_is_known */
};

/* What one group said to one question. */
struct group_points {
	struct expr_number mean;	/* over respondents that count */
	uint16_t respondents;		/* whose answer counts in the mean */
	bool withheld;			/* staff below five: nothing enters */
	bool together;			/* the mean is the staff's one common
					   answer: nobody's count */
};

struct question_result {
	enum expr_state state;		/* of the firm-level answer */
	bool shown;			/* the point's view of `when` */
	bool maybe_hidden;		/* an open answer decides its `when` */
	bool disagreement;		/* the deciding group disagrees */
	bool decided;			/* a recorded decision gives it */
	bool na_aside;			/* of several respondents, "not
					   applicable" is set aside: another's
					   answer makes it impossible */
	const struct expr_number *points;	/* published: as the score
					   reads it */
	const struct answer *firm;	/* the one firm-level answer; never
					   NULL, of kind ANSWER_MISSING when
					   there is none */
	struct group_points *groups;	/* GROUP_COUNT of them */
};

struct score {
	const struct pack *pack;
	const struct answers *answers;
	struct question_result *questions;	/* by question */
	struct expr_value *facts;		/* by fact */
	struct expr_number *lets;
	struct scored *criteria;		/* by criterion */
	struct scored *dimensions;
	struct scored overall;
	struct expr_number overall_max;
	struct gate_result *gates;		/* by gate, in order */
	uint8_t *shown_evidence_level;		/* by criterion: the level after
						   the evidence rule; 0 absent */
	bool preview;		/* some gate's question has no answer yet */
	uint32_t exposure;	/* value of target_by used for targets */
	bool exposure_known;
	/* By group, when several respondents: raw scores, or NULL. */
	struct expr_number *criteria_of[GROUP_COUNT];
	struct expr_number *dimensions_of[GROUP_COUNT];
	bool several;		/* `sets:` rather than one agreed set */
	bool whole;		/* else no more than score_asked fills */
	struct engine *engine;	/* for rescoring; see score_with */
};

/*
 * Scores a case. Diagnostics: not applicable where it may not be, in one agreed
 * set or a decision (error); the same of one among several respondents, which
 * is set aside as if not said (warning, once a question); answers to hidden
 * questions (warning, kept and listed). NULL after an error.
 */
struct score *score_case(struct arena *a, const struct pack *pack,
			 const struct answers *answers, struct diags *diags);

/*
 * A reusable scorer for many answer sets of one pack: scratch arrays are made
 * once. score_again overwrites the previous result.
 */
struct engine;
struct engine *engine_open(struct arena *a, const struct pack *pack);
struct score *score_again(struct engine *engine, const struct answers *answers,
			  struct diags *diags);
/*
 * The same in two parts, for whoever has to know what is asked and needs no
 * score yet. score_asked fills `questions`, `facts` and `preview`; the rest
 * is that of other answers until score_rest.
 */
struct score *score_asked(struct engine *engine, const struct answers *answers,
			  struct diags *diags);
struct score *score_rest(struct engine *engine);

/*
 * The score if some criteria were at given levels (0: as they are): the
 * projection of a plan. Criterion scores are replaced by max(now, level);
 * gates listed in `lifted` (by gate; may be NULL) count as met.
 */
struct score *score_projected(struct arena *a, const struct score *now,
			      const uint8_t *levels, const bool *lifted);

/* Whether a cap was computed: a gate that cannot hold caps nothing. */
bool score_cap_is_known(const struct score *s, uint32_t gate, uint32_t cap);

/* Why a criterion is not at the next level. */
struct blocking {
	uint32_t question;	/* a question below the next level's start */
	struct ratio points;	/* what it has now */
	struct ratio wanted;	/* the start of the next level, as points */
	bool open;		/* it is open rather than low */
};
/*
 * The questions that hold a criterion under its next level, lowest first.
 * `out` has room for the criterion's questions; returns how many.
 */
uint32_t score_blocking(const struct score *s, uint32_t criterion,
			struct blocking *out);

/* How much the overall would gain if one question were one level higher. */
struct gain {
	uint32_t question;
	struct ratio overall;	/* gain of the unrounded overall */
};
/* The best first, at most `limit`; ties by order of the questionnaire. */
uint32_t score_gains(struct arena *a, const struct score *s, struct gain *out,
		     uint32_t limit);

/*
 * The question to ask next: of the short path, else the open one whose answer
 * narrows the overall most: least mean width of the level's range over its
 * options, then of the score's.
 */
struct next_question {
	uint32_t question;	/* NO_INDEX: nothing is open */
	uint32_t express;	/* its place in the short path, or NO_INDEX */
	/* Mean over its options, and today; zero in the short path. */
	struct ratio level_width, score_width;
	struct ratio level_now, score_now;
};
struct next_question score_next(struct arena *a, const struct score *s);
/* The same of some questions, marked by question; NULL: of all. */
struct next_question score_next_among(struct arena *a, const struct score *s,
				      const bool *among);
/* The same question alone. */
uint32_t score_next_question(struct arena *a, const struct score *s);

/* Leader minus staff on a dimension; false when one of them is absent. */
bool score_gap(const struct score *s, uint32_t dimension, struct ratio *gap);
/* Whether it is taken, in part at least, to the staff's one common answer. */
bool score_gap_together(const struct score *s, uint32_t dimension);
/* Whether the gap is taken over that question: both groups answered it. */
bool score_compared(const struct score *s, uint32_t question);

/*
 * Leaders and experts answer by name. The next set, from `*at` on, in which
 * one of them said something to a question; NULL after the last, and when
 * one agreed set stands for all. Staff are never among them. `*at` begins at
 * 0 and is moved on.
 */
const struct answer_set *score_next_named(const struct score *s,
					  uint32_t question, uint32_t *at);
/* Whether that set's answer enters the mean of its group. */
bool score_counts(const struct score *s, uint32_t question,
		  const struct answer_set *set);
/* The recorded decision on a question, or NULL. */
const struct decision *score_decision(const struct score *s,
				      uint32_t question);
/*
 * What the groups said to a question that is shown, and would count without
 * the decision in their place. The five of the staff are five here too.
 */
void score_originals(const struct score *s, uint32_t question,
		     struct group_points groups[GROUP_COUNT]);

/* A criterion's level text for this client (variants looked at). */
struct str score_level_text(const struct score *s, uint32_t criterion,
			    uint32_t level, enum lang lang);

/* Whether the levels shown are three or more: a range that tells nothing. */
bool scored_is_unsettled(const struct scored *s);

/*
 * The values of the case as conditions read them: the firm's one answers,
 * facts, scores, levels. For expressions of other parts of the pack.
 */
struct expr_env score_env(const struct score *s);

/* Which published level a score falls in, by the rubric's bands. */
uint8_t rubric_level(const struct rubric *r, struct ratio published,
		     struct ratio max);

#endif
