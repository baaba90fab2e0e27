/* What the desk answers when something was refused. */
#include "desk.h"

bool desk_refused(struct visit *v, struct str field)
{
	if (v->desk->failed) {
		visit_troubled(v);
		return false;
	}
	/* What scoring warned of on the way is no fault of the form. */
	visit_faults_of(v, field, v->diags, 0);
	if (v->fault_count == 0)
		visit_fault(v, field, words(v, P_TROUBLE_INPUT));
	return true;
}

void desk_standing(struct visit *v, struct str standing)
{
	control_hidden(v, STR("standing"), standing);
}

void desk_refuse_unseen(struct visit *v, struct str standing, struct str field,
			enum phrase unseen)
{
	if (field_has(&v->request->form, "standing") &&
	    !str_eq(visit_field(v, "standing"), standing))
		visit_fault(v, field, words(v, unseen));
}

void desk_troubled(struct visit *v)
{
	if (v->desk->failed || v->view == NULL || v->diags->errors == 0) {
		visit_troubled(v);
		return;
	}
	v->response->body.len = 0;
	v->response->status = 422;
	desk_begin(v, words(v, P_REFUSED_TITLE), desk_case(v));
	page_diags(v, 0);
	page_end(v);
}
