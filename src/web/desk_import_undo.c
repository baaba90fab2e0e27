/* A file that came in is taken back: counted first, then for good. */
#include "desk_import.h"

#include "app/exchange.h"

void import_write_brought(struct visit *v)
{
	uint32_t count;
	const struct brought *all =
	    exchange_brought(v->desk, v->view->record, &count);

	if (count == 0)
		return;
	page_heading(v, words(v, P_D_UNDO_FILES));
	page_text(v, words(v, P_D_UNDO_FILES_LEAD));
	for (uint32_t i = 0; i < count; i++) {
		form_begin(v, DESK_AT(v, STR("/import")));
		control_other(v, IMPORT_UNDO, all[i].file,
			      WORDS(v, P_D_UNDO_ONE, all[i].file,
				    visit_date(v, all[i].date)));
		form_end(v);
	}
}

static void write_what_goes(struct visit *v, const struct undoing *u)
{
	page_facts_begin(v);
	page_fact(v, words(v, P_D_UNDO_ANSWERS), visit_number(v, u->answers));
	page_fact(v, words(v, P_D_UNDO_STAFF), visit_number(v, u->staff));
	page_fact(v, words(v, P_D_UNDO_PEOPLE), visit_number(v, u->people));
	page_fact(v, words(v, P_D_IMPORT_OTHERS), visit_number(v, u->others));
	page_facts_end(v);
	if (u->staff > 0)
		page_text(v, words(v, P_D_UNDO_FIGURES));
}

static void write_sure(struct visit *v, struct str file,
		       const struct undoing *u)
{
	desk_begin(v, words(v, P_D_UNDO_TITLE), DESK_AT(v, STR("/import")));
	page_text(v, WORDS(v, P_D_UNDO_LEAD, file));
	write_what_goes(v, u);
	page_text(v, words(v, P_D_UNDO_GOOD));
	form_begin(v, DESK_AT(v, STR("/import")));
	control_hidden(v, STR(IMPORT_UNDO), file);
	control_hidden(v, STR("sure"), STR("yes"));
	control_danger(v, words(v, P_D_UNDO_GO));
	form_end(v);
	desk_link(v, DESK_AT(v, STR("/import")), P_D_CANCEL);
	page_end(v);
}

static void write_undone(struct visit *v, struct str file,
			 const struct undoing *u)
{
	desk_begin(v, words(v, P_D_UNDONE_TITLE), desk_round(v));
	page_notice(v, WORDS(v, P_D_UNDONE_LEAD, file));
	write_what_goes(v, u);
	page_next(v, desk_round(v), words(v, P_D_BACK_CASE));
	desk_link(v, DESK_AT(v, STR("/import")), P_D_IMPORT_MORE);
	page_end(v);
}

void import_undo_do(struct visit *v)
{
	struct str file = visit_field(v, IMPORT_UNDO);
	bool really = visit_field(v, "sure").len > 0;
	struct undoing u;

	if (!exchange_undo(v->desk, v->view->record->id, file, really, &u)) {
		desk_troubled(v);
		return;
	}
	if (!really) {
		write_sure(v, file, &u);
		return;
	}
	visit_note(v, "case.import-undo", v->view->record->name);
	write_undone(v, file, &u);
}
