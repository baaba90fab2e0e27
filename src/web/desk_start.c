/* From when a plan begins: after its round, or where it is asked to. */
#include "desk.h"

#include "app/planning.h"
#include "doc/typography.h"
#include "plan/weeks.h"

static void write_form(struct visit *v, struct str asked)
{
	form_begin(v, DESK_AT(v, STR("/start")));
	control_input(v, &(struct input){
				 .name = STR("start"),
				 .label = words(v, P_D_START_FROM),
				 .hint = words(v, P_D_START_HINT),
				 .value = v->request->method == HTTP_POST
					      ? visit_field(v, "start")
					      : asked,
				 .type = "date" });
	control_submit(v, words(v, P_SAVE));
	form_end(v);
}

static void write_page(struct visit *v)
{
	const struct answers *answers =
	    case_answers(v->desk, v->view, v->view->pack);
	int64_t monday;

	if (answers == NULL) {
		desk_troubled(v);
		return;
	}
	desk_begin(v, words(v, P_D_START_TITLE),
		   PATH(v, desk_case(v), STR("/progress")));
	if (plan_begins(answers, &monday))
		page_text(v, WORDS(v, P_D_START_NOW,
				   typo_date(v->arena, monday, v->lang)));
	page_text(v, words(v, P_D_START_LEAD));
	write_form(v, answers->plan.start);
	page_end(v);
}

void page_desk_start(struct visit *v)
{
	write_page(v);
}

void page_desk_start_do(struct visit *v)
{
	struct str date = desk_date(v, "start");

	if (v->fault_count == 0 && planning_begin(v->desk, v->view, date)) {
		visit_note(v, "plan.start", v->view->record->name);
		desk_done(v, PATH(v, desk_case(v), STR("/progress")), "start");
		return;
	}
	if (v->fault_count > 0 || desk_refused(v, STR("start")))
		write_page(v);
}
