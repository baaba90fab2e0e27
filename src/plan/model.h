/*
 * The integer programme of a plan, while it is being written: variables,
 * rows, objectives. The model in words stands at the head of model.c.
 */
#ifndef PLAN_MODEL_H
#define PLAN_MODEL_H

#include "build.h"
#include "solve/program.h"

#define NO_VARIABLE UINT32_MAX	/* no enumerator: it must fit an int */

struct model {
	struct planner *p;
	struct program *program;
	uint32_t (*x)[HORIZONS];	/* by initiative */
	uint32_t *u;			/* by initiative */
	uint32_t *g;			/* by target */
	uint32_t **y;			/* by criterion and closer of it */
	struct term *value;		/* of objective 4 */
	uint32_t value_count;
	struct term *terms;		/* of the row being written */
	uint32_t term_count;
};

/* Nothing is added where there is no variable, or the factor is 0. */
void model_term(struct model *m, uint32_t variable, int64_t factor);
/* What was added becomes a row, or the next objective. */
void model_row(struct model *m, enum row_kind kind, int64_t bound);
void model_objective(struct model *m);

/* Variables x, u and g, and rows. Not `limited`: no days, slots, budget. */
struct model model_open(struct planner *p, bool limited);

/* Its parts, for another model of the same: nothing yet but room... */
struct model model_begin(struct planner *p);
/* ...g, with the rows that say what meets it by x[i][0]... */
void model_gates(struct model *m);
/* ...and `value`, with the y it needs, by u. */
void model_value(struct model *m);

/* Objectives 1 to 6 of the head of model.c. */
void model_rank_gates(struct model *m);
void model_rank_pauses(struct model *m);
void model_rank_asked(struct model *m);
void model_rank_value(struct model *m);
void model_rank_thrift(struct model *m);
void model_rank_ids(struct model *m);

/* These starts, as what the programme has to begin with. */
void model_start(struct model *m, const uint8_t *horizon);

bool model_is_one(const struct solution *s, uint32_t variable);

#endif
