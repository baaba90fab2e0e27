/* Whose questions, and where each stands. */
#include "answers.h"

#include "begin.h"
#include "page.h"

/* --- who by the session -------------------------------------------------------------- */

static void write_closed(struct visit *v)
{
	page_begin(v, words(v, P_CLOSED_TITLE));
	page_text(v, words(v, P_CLOSED_TEXT));
	page_end(v);
}

static bool wish_of_staff(struct visit *v, struct interview_wish *wish)
{
	wish->kind = INTERVIEW_STAFF;
	wish->code = v->session->respondent;
	if (!v->view->round->closed)
		return true;
	write_closed(v);
	return false;
}

/* Whoever has the session; false: a page was answered. */
static bool wish_of_own(struct visit *v, struct interview_wish *wish)
{
	const struct session *s = v->session;
	const struct respondent_record *r =
	    case_respondent(v->view, s->respondent);

	wish->group = s->group;
	wish->keeps_case = s->self;
	if (s->together) {
		wish->kind = INTERVIEW_TOGETHER;
		return true;
	}
	if (s->group == GROUP_STAFF)
		return wish_of_staff(v, wish);
	if (r == NULL) {
		visit_redirect(v, STR("/answers/name"));
		return false;
	}
	wish->kind = INTERVIEW_NAMED;
	wish->name = r->name;
	return true;
}

/* --- who by the address ---------------------------------------------------------------- */

static void wish_of_proxy(struct visit *v, struct interview_wish *wish)
{
	const struct respondent_record *me =
	    case_respondent(v->view, v->session->respondent);

	wish->kind = INTERVIEW_NAMED;
	wish->group = GROUP_EXPERTS;
	wish->name = sheet_proxy_name(
	    v->arena, me == NULL ? v->view->record->client : me->name,
	    v->lang);
}

/* "agreed", "together", or the id of a leader or an expert. */
static bool wish_of_desk(struct visit *v, struct interview_wish *wish)
{
	const struct respondent_record *r =
	    case_respondent(v->view, v->args[0]);

	if (str_is(v->args[0], "agreed")) {
		wish->kind = INTERVIEW_AGREED;
	} else if (str_is(v->args[0], "together")) {
		wish->kind = INTERVIEW_TOGETHER;
	} else if (r != NULL && r->group != GROUP_STAFF) {
		wish->kind = INTERVIEW_NAMED;
		wish->group = r->group;
		wish->name = r->name;
	} else {
		visit_refuse(v, 404, P_REFUSED_UNKNOWN);
		return false;
	}
	return true;
}

static bool choose(struct visit *v, struct answering *a,
		   struct interview_wish *wish)
{
	struct str pattern = str_from(v->route->pattern);

	if (str_starts(pattern, "/cases/")) {
		a->base = PATH(v, STR("/cases/"), v->view->record->name,
			       STR("/"), visit_number(v, v->view->number),
			       STR("/interview/"), v->args[0]);
		return wish_of_desk(v, wish);
	}
	if (str_starts(pattern, "/answers/experts")) {
		a->base = STR("/answers/experts");
		wish_of_proxy(v, wish);
		return true;
	}
	if (str_starts(pattern, "/answers/staff")) {
		a->base = STR("/answers/staff");
		wish->kind = INTERVIEW_TOGETHER;
		return true;
	}
	a->base = STR("/answers");
	a->own = true;
	return wish_of_own(v, wish);
}

bool answers_open(struct visit *v, struct answering *a)
{
	struct interview_wish wish = { 0 };

	*a = (struct answering){ 0 };
	if (v->view == NULL) {
		visit_refuse(v, 404, P_REFUSED_CASE);
		return false;
	}
	if (!choose(v, a, &wish))
		return false;
	a->interview = interview_begin(v->desk, v->view, &wish);
	if (a->interview == NULL) {
		visit_troubled(v);
		return false;
	}
	answers_again(v, a);
	return true;
}

void answers_close(struct answering *a)
{
	interview_end(a->interview);
}

/* Nobody else's answers are looked at: the path is theirs alone. */
void answers_again(struct visit *v, struct answering *a)
{
	a->path = sheet_path(a->interview, NULL, v->arena);
}

bool answers_seat(struct visit *v, const struct answering *a)
{
	struct session seated;

	/* Of a form of which nothing was to be kept, nobody is there yet. */
	if (!a->own || v->session->respondent.len > 0 ||
	    !interview_is_there(a->interview))
		return true;
	seated = *v->session;
	seated.respondent = interview_respondent(a->interview);
	return access_seat_respondent(v->desk, v->token, seated.respondent) &&
	       begin_hold_code(v, &seated);
}

bool answers_is_staff(const struct answering *a)
{
	return interview_kind(a->interview) == INTERVIEW_STAFF;
}

bool answers_is_leader(const struct answering *a)
{
	return a->own && interview_kind(a->interview) == INTERVIEW_NAMED &&
	       interview_group(a->interview) == GROUP_LEADERS;
}

bool answers_sees_result(const struct visit *v, const struct answering *a)
{
	return a->own && !answers_is_staff(a) &&
	       (visit_is(v, WHO_SELF) || v->view->round->closed);
}

struct str answers_who(struct visit *v, const struct answering *a)
{
	if (a->own)
		return STR_NONE;
	switch (interview_kind(a->interview)) {
	case INTERVIEW_AGREED:
		return words(v, P_ANSWERS_AGREED);
	case INTERVIEW_TOGETHER:
		return words(v, P_ANSWERS_TOGETHER);
	case INTERVIEW_NAMED:
	case INTERVIEW_STAFF:
		break;
	}
	return interview_name(a->interview);
}

/* --- where ------------------------------------------------------------------------- */

static bool holds(const struct sheet_page *page, uint32_t question)
{
	for (uint32_t q = 0; q < page->count; q++)
		if (page->questions[q] == question)
			return true;
	return false;
}

bool answers_find(const struct answering *a, uint32_t question, uint32_t *step,
		  uint32_t *page)
{
	for (*step = 0; *step < a->path->step_count; ++*step)
		for (*page = 0; *page < a->path->steps[*step].page_count;
		     ++*page)
			if (holds(&a->path->steps[*step].pages[*page],
				  question))
				return true;
	return false;
}

struct str answers_place(struct visit *v, const struct answering *a,
			 uint32_t step, uint32_t page)
{
	uint32_t first = a->path->steps[step].pages[page].questions[0];

	return PATH(v, a->base, STR("/q/"),
		    v->view->pack->questions[first].id);
}

struct str answers_next(struct visit *v, const struct answering *a)
{
	const struct path *p = a->path;

	if (p->next < p->step_count)
		return answers_place(v, a, p->next, p->next_page);
	return answers_is_staff(a) ? a->base
				   : PATH(v, a->base, STR("/check"));
}

bool answers_section_began(const struct path *path, uint32_t step)
{
	for (uint32_t s = 0; s < step; s++)
		if (path->steps[s].section == path->steps[step].section)
			return true;
	return false;
}

struct str answers_step_title(struct visit *v, const struct path *path,
			      uint32_t step)
{
	uint32_t section = path->steps[step].section;
	struct str title =
	    visit_text(v, &v->view->pack->sections[section].title);

	return path->steps[step].kind == PATH_SECTION &&
			       answers_section_began(path, step)
		       ? WORDS(v, P_TASKS_MORE_OF, title)
		       : title;
}
