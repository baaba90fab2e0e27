/* What there is to do, and the check before one looks at the result. */
#include "answers.h"

#include "app/minutes.h"
#include "base/arena.h"
#include "begin.h"
#include "page.h"
#include "question.h"

/* --- the list ---------------------------------------------------------------------- */

/* What is asked for: not what one may leave out, nor what the case says of its
   client. */
struct counted {
	uint32_t asked, answered;
};

static void count_one(const struct interview *i, uint32_t question,
		      struct counted *c)
{
	c->asked++;
	c->answered += interview_said(i, question)->kind != ANSWER_MISSING;
}

static struct counted count_step(const struct visit *v,
				 const struct answering *a,
				 const struct path_step *s)
{
	struct counted c = { 0 };

	for (uint32_t p = 0; p < s->page_count; p++)
		for (uint32_t n = 0; n < s->pages[p].count; n++) {
			uint32_t q = s->pages[p].questions[n];

			if (!v->view->pack->questions[q].optional &&
			    !interview_case_decides(a->interview, q))
				count_one(a->interview, q, &c);
		}
	return c;
}

static struct counted count_all(const struct visit *v,
				const struct answering *a)
{
	struct counted all = { 0 };

	for (uint32_t s = 0; s < a->path->step_count; s++) {
		struct counted c = count_step(v, a, &a->path->steps[s]);

		all.asked += c.asked;
		all.answered += c.answered;
	}
	return all;
}

static bool is_done(const struct path_step *s, const struct counted *c)
{
	return s->answered >= s->asked || (c->asked > 0 && s->open == 0);
}

/* Of one that is not done. */
static struct str left_of(struct visit *v, const struct path_step *s,
			  struct counted c)
{
	if (c.asked == 0)
		c = (struct counted){ s->asked, s->answered };
	if (c.answered == 0)
		return words(v, s->open == 0 ? P_TASKS_OPTIONAL : P_TASKS_NONE);
	return WORDS(v, P_TASKS_SOME, visit_number(v, c.answered),
		     visit_number(v, c.asked));
}

static void write_task(struct visit *v, const struct answering *a,
		       uint32_t step)
{
	const struct path_step *s = &a->path->steps[step];
	struct counted c = count_step(v, a, s);
	struct html *h = &v->html;

	html_open(h, "li", NULL);
	page_link(v, answers_place(v, a, step, 0),
		  answers_step_title(v, a->path, step));
	if (is_done(s, &c))
		html_element(h, "span", "tag done", words(v, P_TASKS_DONE));
	else
		html_element(h, "span", "tag", left_of(v, s, c));
	html_close(h, "li");
	html_newline(h);
}

/* A first picture is told of to those alone who get one. */
static enum phrase short_hint(const struct visit *v, const struct answering *a)
{
	if (answers_is_staff(a))
		return P_TASKS_SHORT_STAFF;
	return answers_sees_result(v, a) ? P_TASKS_SHORT_HINT
					 : P_TASKS_SHORT_PARTS;
}

static void write_kind(struct visit *v, const struct answering *a,
		       enum path_kind kind, enum phrase heading)
{
	const struct path *p = a->path;
	bool any = false;

	for (uint32_t s = 0; s < p->step_count; s++) {
		if (p->steps[s].kind != kind)
			continue;
		if (!any) {
			page_heading(v, words(v, heading));
			if (kind == PATH_SHORT)
				page_hint(v, words(v, short_hint(v, a)));
			HTML_OPEN(&v->html, "ul", { "class", STR("tasks") });
		}
		any = true;
		write_task(v, a, s);
	}
	if (any)
		html_close(&v->html, "ul");
	html_newline(&v->html);
}

static bool is_complete(const struct answering *a)
{
	return a->path->next == a->path->step_count;
}

static void write_complete(struct visit *v, const struct answering *a)
{
	page_notice(v, words(v, answers_is_staff(a) ? P_TASKS_ALL
						    : P_TASKS_COMPLETE));
	if (answers_sees_result(v, a))
		page_next(v, STR("/answers/result"), words(v, P_TASKS_RESULT));
	else if (!answers_is_staff(a))
		page_next(v, answers_next(v, a), words(v, P_TASKS_CHECK));
}

static void write_next(struct visit *v, const struct answering *a,
		       const struct interview_progress *p)
{
	if (is_complete(a))
		write_complete(v, a);
	else
		page_next(v, answers_next(v, a),
			  words(v, p->answered == 0 ? P_TASKS_START
						    : P_TASKS_NEXT));
}

static void write_line_link(struct visit *v, struct str path,
			    enum phrase phrase)
{
	html_open(&v->html, "p", NULL);
	page_link(v, path, words(v, phrase));
	html_close(&v->html, "p");
	html_newline(&v->html);
}

static void write_count(struct visit *v, uint32_t n, enum phrase one,
			enum phrase many)
{
	page_text(v, n == 1 ? words(v, one)
			    : WORDS(v, many, visit_number(v, n)));
}

void answers_write_others(struct visit *v, const struct path *path)
{
	write_count(v, path->others[GROUP_EXPERTS].count,
		    P_TASKS_COMPLETE_BUT_ONE, P_TASKS_COMPLETE_BUT);
	page_next(v, STR("/answers/invite"), words(v, P_TASKS_INVITE_EXPERT));
	write_line_link(v, STR("/answers/experts"), P_TASKS_PROXY);
}

/* What colleagues answered already is asked of nobody. */
static void write_others(struct visit *v, const struct answering *a)
{
	const struct path *p;
	uint32_t experts, staff;

	if (!visit_is(v, WHO_SELF))
		return;
	p = sheet_path(a->interview, interview_result(a->interview), v->arena);
	experts = p->others[GROUP_EXPERTS].count;
	staff = p->others[GROUP_STAFF].count;
	if (experts + staff == 0)
		return;
	page_heading(v, words(v, P_TASKS_OTHERS));
	write_line_link(v, STR("/answers/invite"), P_TASKS_INVITE);
	if (experts > 0) {
		write_count(v, experts, P_TASKS_EXPERT, P_TASKS_EXPERTS);
		write_line_link(v, STR("/answers/experts"), P_TASKS_PROXY);
	}
	if (staff > 0) {
		write_count(v, staff, P_TASKS_STAFF_ONE, P_TASKS_STAFF);
		write_line_link(v, STR("/answers/staff"), P_TASKS_TOGETHER);
	}
}

/* Only for oneself: others' have one result, the firm's. */
static void write_result(struct visit *v, const struct answering *a,
			 const struct interview_progress *p)
{
	if (answers_is_staff(a) || p->answered == 0)
		return;
	if (answers_sees_result(v, a) && !is_complete(a)) {
		write_line_link(v, STR("/answers/result"),
				a->path->preview ? P_TASKS_PREVIEW
						 : P_TASKS_RESULT);
		if (a->path->preview)
			page_hint(v, words(v, P_TASKS_PREVIEW_HINT));
	}
	if (answers_sees_result(v, a) || !is_complete(a))
		write_line_link(v, PATH(v, a->base, STR("/check")),
				P_TASKS_CHECK);
}

static struct str way_back(struct visit *v, const struct answering *a)
{
	if (a->own)
		return STR_NONE;
	if (v->account == NULL)
		return STR("/answers");
	return PATH(v, STR("/cases/"), v->view->record->name);
}

static bool begins_with_profile(const struct answering *a)
{
	const struct path *p = a->path;

	return p->step_count > 0 && p->steps[0].kind == PATH_PROFILE;
}

static bool knows_profile(const struct answering *a)
{
	const struct path *p = a->path;

	for (uint32_t s = 0; s < p->step_count; s++)
		if (p->steps[s].kind == PATH_PROFILE &&
		    p->steps[s].answered < p->steps[s].asked)
			return false;
	return begins_with_profile(a);
}

static void write_answered(struct visit *v, const struct counted *c)
{
	struct str asked = visit_number(v, c->asked);

	if (c->answered == 0)
		page_text(v, WORDS(v, P_TASKS_COUNT_NONE, asked));
	else if (c->answered == 1)
		page_text(v, WORDS(v, P_TASKS_COUNT_ONE, asked));
	else
		page_text(v, WORDS(v, P_TASKS_COUNT,
				   visit_number(v, c->answered), asked));
}

/* What is asked now and open; what may ever be asked. */
static void write_left(struct visit *v, const struct answering *a,
		       uint32_t applies)
{
	const struct pack *pack = v->view->pack;
	uint32_t *open = ARENA_ARRAY(v->arena, pack->question_count, uint32_t);
	uint32_t open_count = 0, most = 0;
	struct str minutes;

	for (uint32_t q = 0; q < pack->question_count; q++) {
		if (!interview_asks(a->interview, q) ||
		    pack->questions[q].optional ||
		    interview_case_decides(a->interview, q))
			continue;
		most++;
		if (interview_applies(a->interview, q) &&
		    interview_said(a->interview, q)->kind == ANSWER_MISSING)
			open[open_count++] = q;
	}
	minutes = visit_number(v, minutes_for(pack, v->lang, open, open_count));
	if (most > applies)
		page_text(v, WORDS(v, P_TASKS_MORE, visit_number(v, most),
				   minutes));
	else
		page_text(v, WORDS(v, P_TASKS_LEFT, minutes));
}

static void write_rest(struct visit *v, const struct answering *a)
{
	write_kind(v, a, PATH_SHORT, P_TASKS_SHORT);
	write_kind(v, a, PATH_SECTION, P_TASKS_REST);
}

/* The profile will change it: at hand, and not to be read yet. */
static void write_folded(struct visit *v, const struct answering *a)
{
	html_open(&v->html, "details", NULL);
	html_element(&v->html, "summary", NULL, words(v, P_TASKS_THEN));
	write_rest(v, a);
	html_close(&v->html, "details");
	html_newline(&v->html);
}

static void write_list(struct visit *v, const struct answering *a)
{
	struct interview_progress p = interview_progress(a->interview);
	struct counted c = count_all(v, a);

	if (p.answered > 0 && !is_complete(a))
		page_notice(v, words(v, P_TASKS_SAVED));
	write_answered(v, &c);
	if (!is_complete(a))
		write_left(v, a, c.asked);
	write_next(v, a, &p);
	write_kind(v, a, PATH_PROFILE, P_TASKS_FIRST);
	if (answers_is_leader(a) && knows_profile(a))
		write_line_link(v, STR("/answers/applies"), P_APPLIES_TITLE);
	if (p.answered == 0 && begins_with_profile(a))
		write_folded(v, a);
	else
		write_rest(v, a);
	write_result(v, a, &p);
}

static void write_tasks(struct visit *v, const struct answering *a)
{
	const struct page_wish wish = { .title = words(v, P_TASKS_TITLE),
					.back = way_back(v, a) };
	struct str who = answers_who(v, a);

	page_begin_as(v, &wish);
	if (who.len > 0)
		page_text(v, WORDS(v, P_ANSWERS_FOR, who));
	if (answers_is_staff(a))
		page_text(v, words(v, P_TASKS_STAFF_LEAD));
	write_list(v, a);
	if (a->own) {
		/* First things first: the profile decides what others are
		   asked. */
		if (knows_profile(a))
			write_others(v, a);
		if (begin_code_pends(v))
			page_hint(v, words(v, P_TASKS_CODE));
		write_line_link(v, STR("/answers/me"), P_TASKS_ME);
	}
	page_end(v);
}

void page_answers(struct visit *v)
{
	struct answering a;

	if (!answers_open(v, &a))
		return;
	if (a.own && begin_code_waits(v))
		visit_redirect(v, STR("/answers/code"));
	else
		write_tasks(v, &a);
	answers_close(&a);
}

/* --- the check -------------------------------------------------------------------------- */

/* What it changes is said to those who hear one link after the other. */
static void write_change(struct visit *v, const struct answering *a,
			 const struct question *q)
{
	struct html *h = &v->html;

	HTML_OPEN(h, "a", { "href", PATH(v, a->base, STR("/q/"), q->id,
					 STR("?back=check#"), q->id) });
	html_text(h, words(v, P_CHECK_CHANGE));
	HTML_OPEN(h, "span", { "class", STR("unseen") });
	html_text(h, PATH(v, STR(" "), visit_text(v, &q->text)));
	html_close(h, "span");
	html_close(h, "a");
}

static void write_checked(struct visit *v, const struct answering *a,
			  uint32_t question)
{
	const struct question *q = &v->view->pack->questions[question];
	struct str said = question_answer(
	    v, q, interview_said(a->interview, question));
	struct str note = interview_comment_on(a->interview, question);
	struct html *h = &v->html;

	html_open(h, "div", NULL);
	html_element(h, "dt", NULL, visit_text(v, &q->text));
	html_open(h, "dd", NULL);
	html_element(h, "span", NULL,
		     said.len == 0 ? words(v, P_CHECK_NONE) : said);
	html_text(h, STR(" "));
	write_change(v, a, q);
	if (note.len > 0)
		html_element(h, "p", "hint", WORDS(v, P_CHECK_NOTE, note));
	html_close(h, "dd");
	html_close(h, "div");
	html_newline(h);
}

static void write_section(struct visit *v, const struct answering *a,
			  uint32_t section)
{
	const struct pack *pack = v->view->pack;
	const struct section *s = &pack->sections[section];
	bool any = false;

	for (uint32_t n = 0; n < s->question_count; n++) {
		if (!interview_applies(a->interview, s->questions[n]))
			continue;
		if (!any) {
			page_heading(v, visit_text(v, &s->title));
			page_facts_begin(v);
		}
		any = true;
		write_checked(v, a, s->questions[n]);
	}
	if (any)
		page_facts_end(v);
}

/* Where the check leads to. */
static void write_onward(struct visit *v, const struct answering *a)
{
	if (a->own && visit_is(v, WHO_SELF))
		page_next(v, STR("/answers/result"), words(v, P_TASKS_RESULT));
	else
		page_next(v, a->own ? a->base : way_back(v, a),
			  words(v, P_CONTINUE));
}

void page_answers_check(struct visit *v)
{
	struct page_wish wish = { .title = words(v, P_CHECK_TITLE) };
	struct answering a;

	if (!answers_open(v, &a))
		return;
	wish.back = a.base;
	page_begin_as(v, &wish);
	for (uint32_t s = 0; s < v->view->pack->section_count; s++)
		write_section(v, &a, s);
	write_onward(v, &a);
	page_end(v);
	answers_close(&a);
}
