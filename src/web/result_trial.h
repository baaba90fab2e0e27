/*
 * What if: the plan tried with another budget, other days a month, some
 * initiatives refused or imposed (app/planning.h). Asked by fields `budget`,
 * `days`, `no` and `yes` (ids, as often as need be) of the query or the form;
 * without `budget` and `days` nothing is tried. Private to web.
 */
#ifndef JALON_WEB_RESULT_TRIAL_H
#define JALON_WEB_RESULT_TRIAL_H

#include "result.h"

struct trial {
	struct result *r;
	bool asked;
	struct planning_wish wish;
	struct str budget, days;	/* as typed, or as the plan has them */
	bool *refused, *imposed;	/* by initiative */
	const struct plan *plan;	/* as asked; else as it stands */
};

/*
 * Reads what is asked and makes the plan. False: a page was answered, 400 for
 * an id that no form of ours says. What is badly typed is a fault of the
 * visit, and the plan is then the one that stands.
 */
bool trial_read(struct result *r, struct trial *t);
/* What it changes, when something was asked; then the form. */
void trial_write(struct trial *t);
/*
 * The plan that ids are explained by is the one asked for, if any. False: a
 * page was answered.
 */
bool trial_explain(struct result *r);

#endif
