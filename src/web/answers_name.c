/* A name for who came by a link that many share. */
#include "begin.h"
#include "controls.h"
#include "page.h"

#include "app/interview.h"

static void write_name(struct visit *v, struct str name)
{
	page_begin(v, words(v, P_NAME_TITLE));
	page_text(v, PATH(v, words(v, P_NAME_LEAD), STR(" "),
			  words(v, begin_seen(v, v->session->chain))));
	form_begin(v, STR("/answers/name"));
	control_input(v, &(struct input){ .name = STR("name"),
					  .label = words(v, P_LINK_YOUR_NAME),
					  .value = name,
					  .autocomplete = "name" });
	control_submit(v, words(v, P_CONTINUE));
	form_end(v);
	page_end(v);
}

/* Whoever has a name already, or needs none, is where they should be. */
static bool needs_name(struct visit *v)
{
	if (v->session->respondent.len == 0 && v->session->group != GROUP_STAFF)
		return true;
	visit_redirect(v, STR("/answers"));
	return false;
}

void page_answers_name(struct visit *v)
{
	if (needs_name(v))
		write_name(v, STR_NONE);
}

/* However it is typed. */
static bool is_taken(const struct visit *v, struct str name)
{
	const struct case_view *view = v->view;

	for (uint32_t i = 0; i < view->respondent_count; i++) {
		const struct respondent_record *r = &view->respondents[i];

		if (r->group == v->session->group && !r->agreed &&
		    !r->together && case_same_person(v->arena, r->name, name))
			return true;
	}
	return false;
}

/* The link they share opens nobody's answers again: a code first. */
static bool arrive_as(struct visit *v, struct str name)
{
	const struct interview_wish wish = { .kind = INTERVIEW_NAMED,
					     .group = v->session->group,
					     .name = name };
	struct interview *i = interview_begin(v->desk, v->view, &wish);
	struct session seated = *v->session;
	bool arrived = i != NULL && interview_arrive(i);

	if (arrived) {
		seated.respondent = interview_respondent(i);
		arrived = access_seat_respondent(v->desk, v->token,
						 seated.respondent) &&
			  begin_make_code(v, &seated);
	}
	interview_end(i);
	return arrived;
}

void page_answers_name_do(struct visit *v)
{
	struct str name = str_trim(visit_field(v, "name"));

	if (!needs_name(v))
		return;
	if (name.len == 0)
		visit_fault(v, STR("name"), words(v, P_LINK_NO_NAME));
	else if (is_taken(v, name))
		visit_fault(v, STR("name"), words(v, P_NAME_TAKEN));
	else if (arrive_as(v, name) || v->desk->failed)
		return;
	if (v->fault_count == 0)
		visit_faults_of(v, STR("name"), v->diags, 0);
	write_name(v, name);
}
