/* Diagnostics on the desk's pages: what speaks of commands, said for pages. */
#include "desk.h"

/* With the diagnostic's arguments, in their order. */
static const struct {
	enum message message;
	enum phrase phrase;
} said_here[] = {
	{ MSG_CASE_NAME_TAKEN, P_D_SAY_NAME_TAKEN },
	{ MSG_CASE_NAME_BAD, P_D_SAY_NAME_BAD },
	{ MSG_COLLECTION_CLOSED, P_D_SAY_CLOSED },
	{ MSG_INTERVIEW_CLOSED, P_D_SAY_CLOSED },
	{ MSG_INTERVIEW_PEOPLE, P_D_SAY_PEOPLE },
	{ MSG_INTERVIEW_AGREED, P_D_SAY_AGREED },
	{ MSG_STORE_CASE_HERE, P_D_SAY_CASE_HERE },
	{ MSG_EXCHANGE_NOT_TAKEN, P_D_SAY_NOT_TAKEN },
	{ MSG_EXCHANGE_NO_CASE, P_D_ADOPT_NO_CASE },
	{ MSG_EXCHANGE_ONE_NAME, P_D_SAY_ONE_NAME },
	{ MSG_EXCHANGE_ERASED_HERE, P_D_SAY_ERASED_HERE },
	{ MSG_FILE_UNREADABLE, P_D_SAY_UNREADABLE },
	{ MSG_FILE_TOO_LARGE, P_D_SAY_UNREADABLE },
	{ MSG_FILE_ERROR, P_D_SAY_UNREADABLE },
	{ MSG_FILE_DISK, P_D_SAY_UNREADABLE },
	{ MSG_IMPORT_SEVERAL, P_D_IMPORT_SEVERAL },
	{ MSG_IMPORT_UNNAMED, P_D_IMPORT_UNNAMED },
	{ MSG_IMPORT_PEOPLE, P_D_IMPORT_PEOPLE },
};

struct str desk_sentence(const struct visit *v, const struct diag *d)
{
	struct buf b = buf_make(v->arena);

	if (d->span.source != NULL && d->span.source->line_count > 1)
		buf_str(&b, WORDS(v, P_D_LINE,
				  visit_number(v, span_place(d->span).line)));
	for (size_t i = 0; i < sizeof(said_here) / sizeof(said_here[0]); i++)
		if (d->message == said_here[i].message) {
			buf_str(&b, phrase_fill(v->arena, said_here[i].phrase,
						v->lang, d->args, DIAG_ARGS));
			return buf_view(&b);
		}
	message_write(&b, d->message, v->lang, d->args);
	return buf_view(&b);
}

bool desk_refused(struct visit *v, struct str field)
{
	if (v->desk->failed) {
		visit_troubled(v);
		return false;
	}
	/* What scoring warned of on the way is no fault of the form. */
	for (size_t i = 0; i < v->diags->count; i++)
		if (diag_severity(&v->diags->items[i]) == SEVERITY_ERROR)
			visit_fault(v, field,
				    desk_sentence(v, &v->diags->items[i]));
	if (v->fault_count == 0)
		visit_fault(v, field, words(v, P_TROUBLE_INPUT));
	return true;
}

void desk_diags(struct visit *v, size_t from)
{
	html_open(&v->html, "ul", NULL);
	for (size_t i = from; i < v->diags->count; i++)
		if (diag_severity(&v->diags->items[i]) == SEVERITY_ERROR)
			html_element(&v->html, "li", NULL,
				     desk_sentence(v, &v->diags->items[i]));
	html_close(&v->html, "ul");
	html_newline(&v->html);
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
	desk_diags(v, 0);
	page_end(v);
}
