/* The plan with its calendar, as it stands or as one asks what if. */
#include "result_trial.h"

static void write_top(void *context)
{
	struct trial *t = context;
	struct visit *v = t->r->v;

	if (str_is(visit_field(v, "done"), "kept"))
		page_notice(v, words(v, P_TRIAL_KEPT));
	trial_write(t);
}

static void write_plan(struct result *r, struct trial *t)
{
	struct document *document =
	    result_document_of(r, DOCUMENT_PLAN, t->plan, true);

	if (document == NULL) {
		visit_troubled(r->v);
		return;
	}
	r->after_lead = write_top;
	r->context = t;
	result_begin_document(r, RESULT_AT_PLAN, document);
	result_body(r, document, true);
	result_end(r);
}

void page_result_plan(struct visit *v)
{
	struct result r;
	struct trial t;

	if (!result_open(v, RESULT_PLAN, &r))
		return;
	if (r.plan == NULL)
		visit_refuse(v, 404, P_RESULT_NO_PLAN);
	else if (trial_read(&r, &t))
		write_plan(&r, &t);
}

/* --- keeping ------------------------------------------------------------ */

static void keep(struct result *r, struct trial *t)
{
	struct visit *v = r->v;

	if (!t->asked) {
		visit_refuse(v, 400, P_REFUSED_BAD);
		return;
	}
	if (v->fault_count > 0) {
		write_plan(r, t);
		return;
	}
	if (!planning_keep(v->desk, v->view, &t->wish)) {
		visit_troubled(v);
		return;
	}
	visit_note(v, "plan.keep", v->view->record->name);
	visit_redirect(v, PATH(v, result_path(r, STR("plan")),
			       STR("?done=kept")));
}

void page_result_plan_do(struct visit *v)
{
	struct result r;
	struct trial t;

	if (!result_open(v, RESULT_PLAN, &r))
		return;
	if (r.plan == NULL)
		visit_refuse(v, 404, P_RESULT_NO_PLAN);
	else if (trial_read(&r, &t))
		keep(&r, &t);
}
