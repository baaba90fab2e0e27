/*
 * The scorer's working memory. Private to engine/.
 *
 * Arrays are made once for a pack and overwritten for each answer set, so
 * that a batch allocates nothing by line. Stages, in order:
 *
 *	settle_answers	facts, what is shown, points of questions
 *	score_criteria, score_dimensions, score_overall
 *	apply_gates	conditions, caps, what is shown of each level
 */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include "engine/score.h"

/* What an answer to a question can give, known when the pack loads. */
struct reach {
	struct ratio lo, hi;	/* least and most points of any answer */
	bool absent;		/* some answer gives no points at all */
};

struct engine {
	struct arena *arena;
	const struct pack *pack;
	struct score score;	/* what is being filled */

	/* By question. */
	struct expr_answer *answers;	/* the firm's one answer */
	struct expr_number *points;	/* published */
	/* Of the firm's one answer, as conditions read them: `points` itself
	   where the two cannot differ. */
	struct expr_number *firm_points, *firm_apart;
	struct group_points *groups;	/* GROUP_COUNT by question */
	bool groups_told;	/* the last case had several respondents */
	struct ratio *max_points;
	struct reach *reach;
	const struct expr_number **known;	/* points, by choice or by
					   truth; NULL where there are none */
	const struct decision **decisions;	/* recorded, or NULL */
	const struct answer *agreed;	/* the one set's, or NULL */

	struct expr_truth *sections;	/* by section: is it shown? */
	struct expr_number *criteria, *dimensions;	/* raw */
	/* Where levels begin, in units of the last published decimal: a score
	   of whole units is in level n when it is edges[n] or more. */
	int64_t unit, edges[PACK_LEVELS + 1];
	struct ratio *criterion_weights;	/* by criterion */
	struct ratio *dimension_weights;
	struct expr_number *criterion_levels, *dimension_levels;
	struct expr_number *capped;
	bool *caps_vary;	/* by gate: some cap is no plain level */
	uint32_t *gating;	/* the questions that gates read */
	uint32_t gating_count;
	/* Made when the first case with several respondents comes. */
	struct expr_number *group_points;
	struct expr_number *group_criteria[GROUP_COUNT];
	struct expr_number *group_dimensions[GROUP_COUNT];
	struct expr_env env;

	/* Trying an answer out: see ask.c. */
	uint32_t tried_question;	/* NO_INDEX: none */
	struct answer tried;
	uint32_t raised_question;	/* its points are raised to... */
	struct ratio raised_to;
	const bool *lifted;	/* gates that count as met, or NULL */
};

bool settle_answers(struct engine *e, struct diags *diags);
/*
 * The mean of one group over those of it who answered. True when the group
 * counts: it has respondents, and staff are five or answer together.
 */
bool group_mean(const struct engine *e, uint32_t question, enum group group,
		struct group_points *g, bool *not_applicable);
/* Points of a value; absent for an option without any. */
struct expr_number points_of(const struct question *q, const struct answer *a);
void score_criteria(struct engine *e);
void score_dimensions(struct engine *e);
void score_overall(struct engine *e);
void apply_gates(struct engine *e);

/* Everything after the criteria's raw scores. */
void score_upwards(struct engine *e);

#endif
