/*
 * Programmes with 0/1 variables, solved in lexicographic order of several
 * objectives. The only user of the MILP library.
 *
 * Everything that goes in and comes out is a whole number; doubles stay
 * inside solve/. The library is trusted to search, not to count: each answer
 * is rounded, every row is checked and every objective summed again in
 * 64-bit integers. Limits are counted in nodes, never in seconds, so that
 * the same programme gives the same answer on every machine.
 */
#ifndef JALON_SOLVE_PROGRAM_H
#define JALON_SOLVE_PROGRAM_H

#include "base/arena.h"
#include "base/text.h"

struct program;

struct term {
	uint32_t variable;	/* at most once in a row or an objective */
	int64_t factor;
};

enum row_kind { ROW_AT_MOST, ROW_AT_LEAST, ROW_EQUAL };

struct program *program_open(struct arena *a);
/* A 0/1 variable; returns its index, from 0. */
uint32_t program_variable(struct program *p);
/* Settles a variable for every solve from now on. */
void program_fix(struct program *p, uint32_t variable, bool one);
/* A hint: what settles much of the rest is worth deciding first. */
void program_decide_first(struct program *p, uint32_t variable);
/*
 * A variable that is 1 in a solution to start from, where all others are 0;
 * when they make none, they are forgotten.
 */
void program_start(struct program *p, uint32_t variable);
/* Terms are copied. An empty row that cannot hold makes all infeasible. */
void program_row(struct program *p, enum row_kind kind, int64_t bound,
		 const struct term *terms, uint32_t count);
/*
 * Adds an objective to be maximised after those added before it; the optimum
 * of each is a row of the next. Neighbours small enough to share one exact
 * weighted sum are solved together. Returns its index.
 */
uint32_t program_objective(struct program *p, const struct term *terms,
			   uint32_t count);

struct solution {
	bool feasible;
	bool proved;		/* every stage solved to optimality, or that
				   nothing is feasible */
	const uint8_t *values;	/* by variable: 0 or 1 */
	const int64_t *objectives;	/* by objective */
	uint32_t solves;	/* searches */
	uint64_t nodes;		/* of all of them */
};

/*
 * Solves it, by a search of our own and, where that would take long, by the
 * library. `node_limit` bounds the nodes of each call of the library; when
 * it is reached, the best solution known goes on to the next stage and
 * `proved` is false. May be called again after more rows were added.
 */
struct solution program_solve(struct program *p, uint32_t node_limit);

/*
 * The same by our own search alone, for a question whose answer is worth only
 * so much: `effort`, in columns relaxed (nodes times columns), which is about
 * a microsecond each whatever the size. What it uses is taken from it; with
 * nothing left `proved` is false.
 */
struct solution program_try(struct program *p, uint64_t *effort);

#endif
