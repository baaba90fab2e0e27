/*
 * One maximisation over 0/1 variables, by CBC (EPL-2.0).
 *
 * CBC and what it needs (Clp, Cgl, LAPACK) are a dozen shared libraries:
 * most commands never plan, so they are loaded only when the first programme
 * is solved.
 */
#include <dlfcn.h>
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <coin/Cbc_C_Interface.h>
#include <coin/Clp_C_Interface.h>

#include "base/diag.h"
#include "library.h"

struct library {
	__typeof__(&Cbc_newModel) new_model;
	__typeof__(&Cbc_deleteModel) delete_model;
	__typeof__(&Cbc_setLogLevel) set_log_level;
	__typeof__(&Cbc_addCol) add_column;
	__typeof__(&Cbc_addRow) add_row;
	__typeof__(&Cbc_setObjSense) set_sense;
	__typeof__(&Cbc_setParameter) set_parameter;
	__typeof__(&Cbc_setAllowableGap) set_gap;
	__typeof__(&Cbc_setAllowableFractionGap) set_fraction_gap;
	__typeof__(&Cbc_solve) solve;
	__typeof__(&Cbc_isProvenOptimal) is_optimal;
	__typeof__(&Cbc_isProvenInfeasible) is_infeasible;
	__typeof__(&Cbc_bestSolution) best_solution;
	__typeof__(&Cbc_getColSolution) column_solution;
	__typeof__(&Cbc_getNodeCount) node_count;
	__typeof__(&Clp_newModel) new_relaxation;
	__typeof__(&Clp_deleteModel) delete_relaxation;
	__typeof__(&Clp_setLogLevel) set_relaxation_log_level;
	__typeof__(&Clp_resize) resize;
	__typeof__(&Clp_chgColumnUpper) set_upper;
	__typeof__(&Clp_chgObjCoefficients) set_objective;
	__typeof__(&Clp_addRows) add_rows;
	__typeof__(&Clp_setPerturbation) set_perturbation;
	__typeof__(&Clp_dual) relax;
	__typeof__(&Clp_chgColumnLower) set_lower;
	__typeof__(&Clp_primalColumnSolution) relaxed_columns;
	__typeof__(&Clp_getRowPrice) row_price;
	__typeof__(&Clp_status) relaxation_status;
};

/* Fills one member from a name; a missing symbol is a broken installation. */
static void symbol(void *handle, const char *name, void *member)
{
	void *found = dlsym(handle, name);

	if (found == NULL)
		die_with(MSG_SOLVER_OTHER, name);
	/* POSIX lets a function pointer come from dlsym only by its bytes. */
	*(void **)member = found;
}

/*
 * Address space to load the libraries (30 MiB, measured) and begin. What a
 * programme takes then (3 to 8 MiB for 200 initiatives) is asked for piece
 * by piece, and catch_no_memory looks after it.
 */
#define MEMORY_MIB 32
#define TEXT_OF(number) #number
#define MEMORY_TEXT(number) TEXT_OF(number)

/* Pages in use, from Linux; 0 where it does not tell. */
static unsigned long long pages_used(void)
{
	FILE *statm = fopen("/proc/self/statm", "r");
	unsigned long long pages = 0;

	if (statm == NULL)
		return 0;
	if (fscanf(statm, "%llu", &pages) != 1)
		pages = 0;
	fclose(statm);
	return pages;
}

/*
 * Under a limit the loader stops half-way with a message of its own, or a
 * C++ constructor throws where nobody catches: better not to begin.
 */
static void check_memory(void)
{
	unsigned long long used, needed = MEMORY_MIB * 1024ull * 1024;
	struct rlimit limit;

	if (getrlimit(RLIMIT_AS, &limit) != 0 ||
	    limit.rlim_cur == RLIM_INFINITY)
		return;
	used = pages_used() * (unsigned long long)sysconf(_SC_PAGESIZE);
	if (limit.rlim_cur < used || limit.rlim_cur - used < needed)
		die_with(MSG_SOLVER_MEMORY, MEMORY_TEXT(MEMORY_MIB));
}

static void no_memory(void)
{
	die_with(MSG_OUT_OF_MEMORY, "");
}

/* What C++ calls when `new` has nothing: std::set_new_handler, mangled. */
static void catch_no_memory(void *handle)
{
	void (*(*set_handler)(void (*)(void)))(void);
	void *found = dlsym(handle, "_ZSt15set_new_handlerPFvvE");

	if (found == NULL)
		return;
	*(void **)&set_handler = found;
	set_handler(no_memory);
}

static const struct library *library_open(void)
{
	static struct library l;
	void *handle;

	if (l.solve != NULL)
		return &l;
	check_memory();
	handle = dlopen("libCbcSolver.so.3", RTLD_LAZY | RTLD_LOCAL);
	if (handle == NULL)
		die_with(MSG_SOLVER_MISSING, dlerror());
	catch_no_memory(handle);
	symbol(handle, "Cbc_newModel", &l.new_model);
	symbol(handle, "Cbc_deleteModel", &l.delete_model);
	symbol(handle, "Cbc_setLogLevel", &l.set_log_level);
	symbol(handle, "Cbc_addCol", &l.add_column);
	symbol(handle, "Cbc_addRow", &l.add_row);
	symbol(handle, "Cbc_setObjSense", &l.set_sense);
	symbol(handle, "Cbc_setParameter", &l.set_parameter);
	symbol(handle, "Cbc_setAllowableGap", &l.set_gap);
	symbol(handle, "Cbc_setAllowableFractionGap", &l.set_fraction_gap);
	symbol(handle, "Cbc_isProvenOptimal", &l.is_optimal);
	symbol(handle, "Cbc_isProvenInfeasible", &l.is_infeasible);
	symbol(handle, "Cbc_bestSolution", &l.best_solution);
	symbol(handle, "Cbc_getColSolution", &l.column_solution);
	symbol(handle, "Cbc_getNodeCount", &l.node_count);
	/* Clp comes with CBC, which stands on it. */
	symbol(handle, "Clp_newModel", &l.new_relaxation);
	symbol(handle, "Clp_deleteModel", &l.delete_relaxation);
	symbol(handle, "Clp_setLogLevel", &l.set_relaxation_log_level);
	symbol(handle, "Clp_resize", &l.resize);
	symbol(handle, "Clp_chgColumnUpper", &l.set_upper);
	symbol(handle, "Clp_chgObjCoefficients", &l.set_objective);
	symbol(handle, "Clp_addRows", &l.add_rows);
	symbol(handle, "Clp_setPerturbation", &l.set_perturbation);
	symbol(handle, "Clp_dual", &l.relax);
	symbol(handle, "Clp_chgColumnLower", &l.set_lower);
	symbol(handle, "Clp_primalColumnSolution", &l.relaxed_columns);
	symbol(handle, "Clp_getRowPrice", &l.row_price);
	symbol(handle, "Clp_status", &l.relaxation_status);
	symbol(handle, "Cbc_solve", &l.solve);
	return &l;
}

static void fill(const struct library *l, Cbc_Model *model,
		 const struct matrix *m)
{
	for (uint32_t c = 0; c < m->columns; c++)
		l->add_column(model, "", 0, 1, m->objective[c], 1, 0, NULL,
			      NULL);
	for (uint32_t r = 0; r < m->rows; r++)
		l->add_row(model, "", m->start[r + 1] - m->start[r],
			   m->index + m->start[r], m->factor + m->start[r],
			   m->equal[r] ? 'E' : 'L', m->bound[r]);
	l->set_sense(model, -1);
}

static void read_solution(const struct library *l, Cbc_Model *model,
			  struct task *task)
{
	const double *x = l->best_solution(model);

	if (x == NULL && l->is_optimal(model))
		x = l->column_solution(model);
	if (x == NULL)
		return;
	for (uint32_t c = 0; c < task->matrix.columns; c++)
		task->best[c] = x[c] > 0.5;
	task->found = true;
}

/*
 * NOTE: no solution is handed to CBC to start from. With one, 2.10.8 called
 * it optimal when it was not (the seeds of test_plan.c show it).
 */
void library_maximise(struct task *task)
{
	const struct library *l = library_open();
	Cbc_Model *model = l->new_model();
	char nodes[16];

	l->set_log_level(model, 0);
	fill(l, model, &task->matrix);
	/*
	 * Measured on plans of 37 and 200 initiatives: cuts and rounding
	 * heuristics at the root cost more than the nodes they save.
	 */
	l->set_parameter(model, "heuristicsOnOff", "off");
	l->set_parameter(model, "cutsOnOff", "off");
	snprintf(nodes, sizeof(nodes), "%u", task->node_limit);
	l->set_parameter(model, "maxNodes", nodes);
	l->set_gap(model, 0);
	l->set_fraction_gap(model, 0);
	l->solve(model);
	read_solution(l, model, task);
	task->infeasible = l->is_infeasible(model) != 0;
	task->proved = l->is_optimal(model) != 0 || task->infeasible;
	task->nodes = (uint32_t)l->node_count(model);
	l->delete_model(model);
}

/* Clp minimises: the objective is turned round. */
static void fill_relaxation(const struct library *l, Clp_Simplex *model,
			    const struct matrix *m, struct arena *a)
{
	double *upper = ARENA_ARRAY(a, m->columns, double);
	double *objective = ARENA_ARRAY(a, m->columns, double);
	double *least = ARENA_ARRAY(a, m->rows, double);

	for (uint32_t c = 0; c < m->columns; c++) {
		upper[c] = 1;
		objective[c] = -m->objective[c];
	}
	for (uint32_t r = 0; r < m->rows; r++)
		least[r] = m->equal[r] ? m->bound[r] : -DBL_MAX;
	l->resize(model, 0, (int)m->columns);
	l->set_upper(model, upper);
	l->set_objective(model, objective);
	l->add_rows(model, (int)m->rows, least, m->bound, m->start, m->index,
		    m->factor);
}

struct relaxation {
	const struct library *library;
	const struct matrix *matrix;
	Clp_Simplex *model;
};

struct relaxation *relaxation_open(struct arena *a, const struct matrix *m)
{
	struct relaxation *r = ARENA_NEW(a, struct relaxation);

	r->library = library_open();
	r->model = r->library->new_relaxation();
	r->matrix = m;
	r->library->set_relaxation_log_level(r->model, 0);
	/* From the start: plans are degenerate, with many equal starts. */
	r->library->set_perturbation(r->model, 50);
	fill_relaxation(r->library, r->model, m, a);
	return r;
}

/* Clp does not take a matrix without rows. */
static enum relaxed relax_freely(const struct matrix *m, const double *lower,
				 const double *upper, double *x)
{
	for (uint32_t c = 0; c < m->columns; c++)
		x[c] = m->objective[c] > 0 ? upper[c] : lower[c];
	return RELAXED;
}

enum relaxed relaxation_solve(struct relaxation *r, const double *lower,
			      const double *upper, double *x, double *prices)
{
	const struct library *l = r->library;
	const double *found;
	int status;

	if (r->matrix->rows == 0)
		return relax_freely(r->matrix, lower, upper, x);
	l->set_lower(r->model, lower);
	l->set_upper(r->model, upper);
	l->relax(r->model, 0);
	status = l->relaxation_status(r->model);
	if (status != 0)
		return status == 1 ? IMPOSSIBLE : UNSURE;
	memcpy(x, l->relaxed_columns(r->model),
	       r->matrix->columns * sizeof(*x));
	found = l->row_price(r->model);
	for (uint32_t k = 0; k < r->matrix->rows; k++)
		prices[k] = -found[k];
	return RELAXED;
}

void relaxation_close(struct relaxation *r)
{
	r->library->delete_relaxation(r->model);
}
