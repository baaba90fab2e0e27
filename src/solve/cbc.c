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
	__typeof__(&Clp_initialSolve) relax;
	__typeof__(&Clp_getRowPrice) row_price;
	__typeof__(&Clp_status) relaxation_status;
};

/* Fills one member from a name; a missing symbol is a broken installation. */
static void symbol(void *handle, const char *name, void *member)
{
	void *found = dlsym(handle, name);

	if (found == NULL)
		die("libCbcSolver has no %s: install coinor-libcbc3", name);
	/* POSIX lets a function pointer come from dlsym only by its bytes. */
	*(void **)member = found;
}

static const struct library *library_open(void)
{
	static struct library l;
	void *handle;

	if (l.solve != NULL)
		return &l;
	handle = dlopen("libCbcSolver.so.3", RTLD_LAZY | RTLD_LOCAL);
	if (handle == NULL)
		die("the plan needs libCbcSolver.so.3 (Debian: "
		    "coinor-libcbc3): %s", dlerror());
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
	symbol(handle, "Clp_initialSolve", &l.relax);
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

void library_prices(const struct matrix *m, double *prices)
{
	const struct library *l = library_open();
	Clp_Simplex *model = l->new_relaxation();
	struct arena *scratch = arena_open();
	const double *found;

	l->set_relaxation_log_level(model, 0);
	fill_relaxation(l, model, m, scratch);
	l->relax(model);
	found = l->relaxation_status(model) == 0 ? l->row_price(model) : NULL;
	for (uint32_t r = 0; r < m->rows; r++)
		prices[r] = found != NULL ? -found[r] : 0;
	arena_close(scratch);
	l->delete_relaxation(model);
}
