/*
 * Asking the questions oneself: who answers is chosen here; the pages of
 * questions are those of respondents (answers.h), under another address.
 */
#include "desk_case.h"

#include "app/interview.h"

static struct str path_to(struct visit *v, struct str who)
{
	return DESK_AT(v, STR("/interview/"), who);
}

/* --- who ---------------------------------------------------------------------------- */

static void write_member(struct visit *v, const struct member *m)
{
	struct str id = m->who->agreed	   ? STR("agreed")
			: m->who->together ? STR("together")
					   : m->who->id;

	desk_item(v, path_to(v, id),
		  desk_who(v, m->who->name, m->who->group, m->who->agreed,
			   m->who->together),
		  desk_has_finished(m)
			  ? words(v, P_D_REMIND_FINISHED)
			  : WORDS(v, P_D_OF,
				  visit_number(v, m->answered + m->dont_know),
				  visit_number(v, m->asked)));
}

static void write_members(struct visit *v, const struct standing *s)
{
	if (s->member_count == 0)
		return;
	page_heading(v, words(v, P_D_ASK_GO_ON));
	desk_items_begin(v);
	for (uint32_t i = 0; i < s->member_count; i++)
		write_member(v, &s->members[i]);
	desk_items_end(v);
}

static void write_new(struct visit *v)
{
	static const enum group named[] = { GROUP_LEADERS, GROUP_EXPERTS };
	struct choice items[2];

	page_heading(v, words(v, P_D_ASK_SOMEBODY));
	page_text(v, words(v, P_D_ASK_SOMEBODY_LEAD));
	form_begin(v, DESK_AT(v, STR("/interview")));
	control_input(v, &(struct input){ .name = STR("name"),
					  .label = words(v, P_D_MAKE_NAME),
					  .value = visit_field(v, "name"),
					  .autocomplete = "off" });
	control_choices(v, &(struct choices){
		.name = STR("group"),
		.legend = words(v, P_D_MAKE_GROUP),
		.items = items,
		.count = desk_group_choices(v, items, named, 2) });
	control_submit(v, words(v, P_D_ASK_GO));
	form_end(v);
}

static bool has_agreed(const struct case_view *view)
{
	for (uint32_t i = 0; i < view->respondent_count; i++)
		if (view->respondents[i].agreed)
			return true;
	return false;
}

static bool has_together(const struct case_view *view)
{
	for (uint32_t i = 0; i < view->respondent_count; i++)
		if (view->respondents[i].together)
			return true;
	return false;
}

/* One set for all, or people each for themselves: never both. */
static void write_others(struct visit *v)
{
	const struct case_view *view = v->view;

	if (!has_agreed(view) && !has_together(view)) {
		page_heading(v, words(v, P_D_ASK_STAFF));
		page_text(v, words(v, P_D_ASK_STAFF_LEAD));
		desk_link(v, path_to(v, STR("together")),
			  P_D_COLLECTION_ASK_TOGETHER);
	}
	if (view->respondent_count == 0) {
		page_heading(v, words(v, P_D_ASK_FIRM));
		page_text(v, words(v, P_D_ASK_FIRM_LEAD));
		desk_link(v, path_to(v, STR("agreed")), P_D_ASK_FIRM_GO);
	}
}

static void write_page(struct visit *v)
{
	struct standing s;

	if (!desk_gather(v, &s)) {
		visit_troubled(v);
		return;
	}
	desk_begin(v, words(v, P_D_ASK_TITLE), desk_round(v));
	page_text(v, words(v, P_D_ASK_LEAD));
	write_members(v, &s);
	if (!has_agreed(v->view))
		write_new(v);
	write_others(v);
	page_end(v);
}

void page_desk_interview(struct visit *v)
{
	write_page(v);
}

/* --- somebody new ---------------------------------------------------------------------- */

/* Whoever has the name in the group goes on; a new one arrives. */
static bool arrive_as(struct visit *v, struct str name, enum group group)
{
	const struct interview_wish wish = { .kind = INTERVIEW_NAMED,
					     .group = group, .name = name };
	struct interview *i = interview_begin(v->desk, v->view, &wish);
	bool arrived = i != NULL && interview_arrive(i);

	/* The address is copied: the interview's texts end with it. */
	if (arrived)
		visit_redirect(v, path_to(v, interview_respondent(i)));
	interview_end(i);
	return arrived;
}

void page_desk_interview_do(struct visit *v)
{
	struct str name = str_trim(visit_field(v, "name"));
	enum group group = GROUP_LEADERS;

	if (name.len == 0)
		visit_fault(v, STR("name"), words(v, P_D_MAKE_NO_NAME));
	if (!desk_read_group(v, &group) || group == GROUP_STAFF)
		visit_fault(v, STR("group"), words(v, P_D_MAKE_NO_GROUP));
	if (v->fault_count == 0 && arrive_as(v, name, group)) {
		visit_note(v, "case.interview", v->view->record->name);
		return;
	}
	if (v->fault_count > 0 || desk_refused(v, STR("name")))
		write_page(v);
}
