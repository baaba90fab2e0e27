/*
 * Integer programmes against every solution there is. A row is a family of
 * random programmes, small enough to try all values of all variables.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../../src/solve/library.h"
#include "solve/program.h"

enum { MOST = 17, OBJECTIVES = 5, NODES = 100000 };

struct family {
	const char *name;
	uint32_t variables, rows, objectives;
	int64_t factors;	/* the greatest in rows */
	int64_t weights;	/* the greatest in objectives */
	uint32_t seeds;
};

static const struct family families[] = {
	{ "few variables", 4, 2, 1, 5, 5, 30 },
	{ "knapsacks", 12, 1, 1, 1000, 100000, 20 },
	{ "many ties", 10, 3, 4, 2, 2, 30 },
	{ "many rows", 10, 12, 2, 9, 50, 30 },
	{ "stages too large to merge", 9, 4, 5, 20, 900000, 20 },
	{ "no objective at all", 8, 6, 0, 9, 0, 20 },
	{ "no rows", 6, 0, 2, 1, 9, 5 },
};

struct made_row {
	enum row_kind kind;
	int64_t bound;
	int64_t factor[MOST];
};

struct made {
	const struct family *family;
	struct made_row rows[MOST + 4];
	int64_t objectives[OBJECTIVES][MOST];
	int fixed;		/* a variable, or -1 */
	bool fixed_at;
};

static uint64_t state;

static int64_t draw(int64_t low, int64_t high)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return low + (int64_t)((state >> 33) % (uint64_t)(high - low + 1));
}

static struct made make(const struct family *f, uint32_t seed)
{
	struct made m = { .family = f, .fixed = -1 };

	state = seed * 977 + f->variables;
	for (uint32_t r = 0; r < f->rows; r++) {
		int64_t total = 0;

		for (uint32_t v = 0; v < f->variables; v++) {
			bool in = draw(0, 3) > 0;

			m.rows[r].factor[v] =
			    in ? draw(-f->factors / 3, f->factors) : 0;
			total += m.rows[r].factor[v];
		}
		m.rows[r].kind = draw(0, 4) == 0 ? ROW_AT_LEAST
				 : draw(0, 15) == 0 ? ROW_EQUAL
						    : ROW_AT_MOST;
		m.rows[r].bound = total * draw(20, 80) / 100;
	}
	for (uint32_t o = 0; o < f->objectives; o++)
		for (uint32_t v = 0; v < f->variables; v++)
			m.objectives[o][v] = draw(-f->weights / 4, f->weights);
	if (draw(0, 3) == 0) {
		m.fixed = (int)draw(0, f->variables - 1);
		m.fixed_at = draw(0, 1) == 1;
	}
	return m;
}

/* --- every solution ------------------------------------------------------------ */

static int64_t dot(const int64_t *factor, uint32_t n, uint32_t bits)
{
	int64_t total = 0;

	for (uint32_t v = 0; v < n; v++)
		if (bits >> v & 1)
			total += factor[v];
	return total;
}

static bool holds(const struct made *m, uint32_t bits)
{
	if (m->fixed >= 0 && (bits >> m->fixed & 1) != m->fixed_at)
		return false;
	for (uint32_t r = 0; r < m->family->rows; r++) {
		const struct made_row *row = &m->rows[r];
		int64_t sum = dot(row->factor, m->family->variables, bits);

		if (row->kind == ROW_AT_MOST ? sum > row->bound
		    : row->kind == ROW_AT_LEAST ? sum < row->bound
						: sum != row->bound)
			return false;
	}
	return true;
}

/* The best values of the objectives, in order; false when nothing holds. */
static bool best_of_all(const struct made *m, int64_t *best)
{
	bool any = false;

	for (uint32_t bits = 0; bits < 1u << m->family->variables; bits++) {
		bool better = !any;

		if (!holds(m, bits))
			continue;
		any = true;
		for (uint32_t o = 0; o < m->family->objectives; o++) {
			int64_t value = dot(m->objectives[o],
					    m->family->variables, bits);

			if (!better && value < best[o])
				break;
			better = better || value > best[o];
			best[o] = value;
		}
	}
	return any;
}

/* --- the programme ---------------------------------------------------------------- */

static uint32_t terms_of(struct term *terms, const int64_t *factor, uint32_t n)
{
	for (uint32_t v = 0; v < n; v++)
		terms[v] = (struct term){ v, factor[v] };
	return n;
}

static struct program *program_of(struct arena *a, const struct made *m)
{
	struct program *p = program_open(a);
	struct term terms[MOST];
	uint32_t n = m->family->variables;

	for (uint32_t v = 0; v < n; v++)
		assert_int_equal(program_variable(p), v);
	for (uint32_t r = 0; r < m->family->rows; r++)
		program_row(p, m->rows[r].kind, m->rows[r].bound, terms,
			    terms_of(terms, m->rows[r].factor, n));
	for (uint32_t o = 0; o < m->family->objectives; o++)
		program_objective(p, terms,
				  terms_of(terms, m->objectives[o], n));
	if (m->fixed >= 0)
		program_fix(p, (uint32_t)m->fixed, m->fixed_at);
	return p;
}

static void compare(const struct made *m)
{
	struct arena *a = arena_open();
	struct program *p = program_of(a, m);
	struct solution s = program_solve(p, NODES);
	int64_t best[OBJECTIVES];
	uint32_t bits = 0;

	assert_int_equal(s.feasible, best_of_all(m, best));
	assert_true(s.proved);
	for (uint32_t v = 0; v < m->family->variables; v++)
		bits |= (uint32_t)s.values[v] << v;
	if (s.feasible)
		assert_true(holds(m, bits));
	for (uint32_t o = 0; o < m->family->objectives && s.feasible; o++)
		assert_true(s.objectives[o] == best[o]);
	arena_close(a);
}

static void test_family(void **row)
{
	const struct family *f = *row;

	for (uint32_t seed = 1; seed <= f->seeds; seed++) {
		struct made m = make(f, seed);

		compare(&m);
	}
}

/* --- one by one ---------------------------------------------------------------------- */

/* Rows may be added between two solves; the first one leaves none behind. */
static void test_again(void **none)
{
	struct arena *a = arena_open();
	struct program *p = program_open(a);
	struct term both[2] = { { 0, 3 }, { 1, 2 } };
	struct solution s;

	(void)none;
	program_variable(p);
	program_variable(p);
	program_objective(p, both, 2);
	s = program_solve(p, NODES);
	assert_true(s.objectives[0] == 5);
	program_row(p, ROW_AT_MOST, 4, both, 2);
	s = program_solve(p, NODES);
	assert_true(s.feasible && s.objectives[0] == 3);
	program_row(p, ROW_AT_MOST, 2, both, 1);
	s = program_solve(p, NODES);
	assert_true(s.feasible && s.objectives[0] == 2);
	program_row(p, ROW_AT_LEAST, 5, both, 2);
	s = program_solve(p, NODES);
	assert_true(!s.feasible && s.proved);
	arena_close(a);
}

/*
 * Sums that must come out right on several rows at once: the relaxation says
 * nothing of them, so that our search gives up and the library has its turn.
 */
static void test_hard(void **none)
{
	static const struct family hard = { "", MOST, 2, 1, 99, 40, 0 };
	uint32_t long_ones = 0;

	(void)none;
	for (uint32_t seed = 1; seed <= 3; seed++) {
		struct made m = make(&hard, seed);
		struct arena *a = arena_open();
		int64_t best[OBJECTIVES];
		struct solution s;

		for (uint32_t r = 0; r < hard.rows; r++) {
			int64_t total = 0;

			for (uint32_t v = 0; v < MOST; v++)
				total += m.rows[r].factor[v] = draw(1, 99);
			m.rows[r].kind = ROW_EQUAL;
			m.rows[r].bound = total / 2;
		}
		m.fixed = -1;
		s = program_solve(program_of(a, &m), NODES);
		assert_true(s.proved);
		assert_int_equal(s.feasible, best_of_all(&m, best));
		assert_true(!s.feasible || s.objectives[0] == best[0]);
		long_ones += s.nodes > BRANCH_NODES;
		arena_close(a);
	}
	assert_true(long_ones > 0);
}

/* With little effort: nothing that is false; with enough, the same. */
static void test_try(void **none)
{
	(void)none;
	for (uint32_t seed = 1; seed <= 60; seed++) {
		struct made m = make(&families[3], seed);
		struct arena *a = arena_open();
		struct program *p = program_of(a, &m);
		uint64_t little = seed * 5, much = 1000000, given = little;
		struct solution wanted = program_solve(p, NODES);
		struct solution s = program_try(p, &little);

		assert_true(little <= given);
		if (s.proved) {
			assert_int_equal(s.feasible, wanted.feasible);
			for (uint32_t o = 0; o < 2 && s.feasible; o++)
				assert_true(s.objectives[o] ==
					    wanted.objectives[o]);
		}
		s = program_try(p, &much);
		assert_true(s.proved && s.feasible == wanted.feasible);
		arena_close(a);
	}
}

/* The same programme, solved twice, gives the same solution. */
static void test_same(void **none)
{
	struct made m = make(&families[2], 7);
	struct arena *a = arena_open();
	struct solution one = program_solve(program_of(a, &m), NODES);
	struct solution two = program_solve(program_of(a, &m), NODES);

	(void)none;
	assert_memory_equal(one.values, two.values, m.family->variables);
	assert_true(one.nodes == two.nodes && one.solves == two.solves);
	arena_close(a);
}

int main(void)
{
	enum { COUNT = sizeof(families) / sizeof(families[0]) };
	struct CMUnitTest tests[COUNT + 4] = {
		{ .name = "again with more rows", .test_func = test_again },
		{ .name = "twice the same", .test_func = test_same },
		{ .name = "hard ones", .test_func = test_hard },
		{ .name = "with some effort", .test_func = test_try },
	};

	for (size_t i = 0; i < COUNT; i++)
		tests[i + 4] = (struct CMUnitTest){
			.name = families[i].name,
			.test_func = test_family,
			.initial_state = (void *)(uintptr_t)&families[i],
		};
	return _cmocka_run_group_tests("program", tests, COUNT + 4, NULL, NULL);
}
