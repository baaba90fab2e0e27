/*
 * The explanations, one file a subject. Private to engine/.
 *
 *	explain_question.c	answers, respondents by name, decisions
 *	explain_score.c		criteria, dimensions, the overall, gaps
 *	explain_gate.c		gates, facts, what an expression reads
 *	explain_open.c		which open questions widen a number, the next
 */
#ifndef ENGINE_EXPLAINERS_H
#define ENGINE_EXPLAINERS_H

#include "engine/teller.h"

void explain_question(struct teller *t, uint32_t question);
/* One line for a question read by something else. */
void explain_input(struct teller *t, uint32_t question);
/* "replies — sans objet — raison": why a question gives no points. */
void explain_why_absent(struct teller *t, uint32_t question);

void explain_criterion(struct teller *t, uint32_t criterion);
void explain_dimension(struct teller *t, uint32_t dimension);
void explain_overall(struct teller *t);
void explain_gaps(struct teller *t);

void explain_fact(struct teller *t, uint32_t fact);
void explain_gate(struct teller *t, uint32_t gate);
/* The names an expression reads, with their values. */
void explain_uses(struct teller *t, const struct expr *e);

/*
 * What widens: marks are set by the reads_* functions, for each question and
 * whether its points or its answer are read, through facts, lets, criteria
 * and the conditions under which a question is asked.
 */
struct reads {
	const struct score *s;
	bool *points, *answer;	/* by question */
	bool *facts, *lets, *criteria, *dimensions;	/* been there */
};
struct reads reads_make(struct arena *a, const struct score *s);
void reads_points(struct reads *r, uint32_t question);
void reads_answer(struct reads *r, uint32_t question);
void reads_criterion(struct reads *r, uint32_t criterion);
void reads_dimension(struct reads *r, uint32_t dimension);
/* `points`: of all groups, as scores read them; else the firm's answer. */
void reads_expr(struct reads *r, const struct expr *e, bool points);
/* A line with the open ones among the marked, if any. */
void explain_widened(struct teller *t, const struct reads *r, const char *fr,
		     const char *en);
void explain_next(struct teller *t);

#endif
