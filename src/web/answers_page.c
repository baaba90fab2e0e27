/* One page of questions, shown and handed in. */
#include "answers.h"
#include "base/arena.h"
#include "begin.h"
#include "controls.h"
#include "page.h"
#include "question.h"
#include "web/form.h"

struct shown_page {
	struct answering answering;
	uint32_t step, page;
	const struct sheet_page *sheet;
};

static struct str place_of(struct visit *v, const struct shown_page *p)
{
	return answers_place(v, &p->answering, p->step, p->page);
}

/* The last argument of the address, under any base. */
static uint32_t asked_for(const struct visit *v)
{
	return pack_find_question(v->view->pack, v->args[1].len > 0
						      ? v->args[1]
						      : v->args[0]);
}

/* Changing one answer from the check leads back there. */
static bool is_from_check(const struct visit *v)
{
	return str_is(visit_field(v, "back"), "check");
}

static struct str check_of(struct visit *v, const struct answering *a)
{
	return PATH(v, a->base, STR("/check"));
}

/* The page that holds the question of the path; false: it was answered. */
static bool find_page(struct visit *v, struct shown_page *p)
{
	uint32_t question = asked_for(v);

	if (question != NO_INDEX &&
	    answers_find(&p->answering, question, &p->step, &p->page)) {
		p->sheet = &p->answering.path->steps[p->step].pages[p->page];
		return true;
	}
	/* Asked no more, by other answers: on with what is. */
	visit_redirect(v, p->answering.base);
	return false;
}

/* --- shown --------------------------------------------------------------------------- */

/* How many there are moves with the answers. */
static void write_place(struct visit *v, const struct shown_page *p)
{
	if (p->page > 0)
		page_hint(v, WORDS(v, P_QUESTIONS_PLACE,
				   visit_number(v, p->page + 1)));
}

/* Where the path comes to a section for the first time. */
static bool comes_first(const struct shown_page *p)
{
	return p->page == 0 &&
	       !answers_section_began(p->answering.path, p->step);
}

static void write_intro(struct visit *v, const struct shown_page *p)
{
	const struct path_step *step = &p->answering.path->steps[p->step];
	struct str intro =
	    visit_text(v, &v->view->pack->sections[step->section].intro);
	struct str who = answers_who(v, &p->answering);

	if (who.len > 0)
		page_text(v, WORDS(v, P_ANSWERS_FOR, who));
	if (comes_first(p) && intro.len > 0)
		page_text(v, intro);
}

/* Where the script says what became of what was chosen; empty without it. */
static void write_saving(struct visit *v)
{
	HTML_OPEN(&v->html, "p", { "class", STR("saving") },
		  { "role", STR("status") },
		  { "data-saved", words(v, P_SAVING_DONE) },
		  { "data-later", words(v, P_SAVING_LATER) },
		  { "data-refused", words(v, P_SAVING_REFUSED) },
		  { "data-now", words(v, P_SAVING_NOW) });
	html_close(&v->html, "p");
	html_newline(&v->html);
}

/* What was wrong is shown as it was typed; all else as it is saved. */
static void write_page(struct visit *v, const struct shown_page *p,
		       const bool *typed)
{
	const struct page_wish wish = {
		.title = answers_step_title(v, p->answering.path, p->step),
		.back = is_from_check(v) ? check_of(v, &p->answering)
					 : p->answering.base,
		.script = true,
	};

	page_begin_as(v, &wish);
	write_place(v, p);
	write_intro(v, p);
	form_begin_autosave(v, place_of(v, p));
	if (is_from_check(v))
		control_hidden(v, STR("back"), STR("check"));
	for (uint32_t n = 0; n < p->sheet->count; n++) {
		uint32_t question = p->sheet->questions[n];

		question_draw(v, p->answering.interview, question,
			      typed != NULL && typed[question]);
	}
	write_saving(v);
	control_submit(v, words(v, P_QUESTIONS_SAVE));
	control_other(v, "then", STR("list"), words(v, P_QUESTIONS_LATER));
	form_end(v);
	page_end(v);
}

void page_questions(struct visit *v)
{
	struct shown_page p;

	if (!answers_open(v, &p.answering))
		return;
	if (find_page(v, &p))
		write_page(v, &p, NULL);
	answers_close(&p.answering);
}

/* --- handed in -------------------------------------------------------------------------- */

struct handed {
	struct saying *sayings;		/* those that could be read */
	uint32_t count;
	bool *typed;			/* by question: shown again as typed */
};

/* Whatever questions a form holds: its page may have moved since. */
static struct handed read_form(struct visit *v, struct interview *i,
			       const struct fields *form)
{
	uint32_t questions = v->view->pack->question_count;
	const bool *on = questions_on(v, form);
	struct handed h = {
		.sayings = ARENA_ARRAY(v->arena, form->count, struct saying),
		.typed = ARENA_ARRAY(v->arena, questions, bool),
	};

	for (uint32_t q = 0; q < questions; q++) {
		uint32_t faults = v->fault_count;

		if (on[q] && interview_asks(i, q) &&
		    question_read(v, i, form, q, &h.sayings[h.count]))
			h.count++;
		h.typed[q] = v->fault_count > faults;
	}
	return h;
}

/* --- what the same page sent before ----------------------------------------------------- */

/*
 * On a slow line a page sends again before it has heard what became of what it
 * sent, under marks that are then too old. So it sends that too, each form in
 * a field `before`: what stands as one of them says is the page's own doing,
 * and what they say that never came is said now. One that comes later still
 * bears an old mark, and changes nothing.
 */
enum { BEFORE_MOST = 8 };

/* A list without a choice stands however it was answered elsewhere. */
static bool says_nothing(const struct question *q, const struct saying *s)
{
	return s->kind == SAYING_VALUE && s->typed.len == 0 &&
	       s->note.len == 0 && question_option_count(q) > 0 &&
	       q->type != QUESTION_MULTIPLE;
}

/* `left`: by question, the mark that the page's own forms left; or empty. */
static void follow(struct handed *h, const struct str *left)
{
	for (uint32_t n = 0; n < h->count; n++)
		if (left[h->sayings[n].question].len > 0)
			h->sayings[n].seen = left[h->sayings[n].question];
}

static bool say_one_before(struct visit *v, struct interview *i,
			   struct str sent, struct str *left)
{
	struct fields form;
	struct handed h;

	if (!form_read(v->arena, sent, &form))
		return true;
	h = read_form(v, i, &form);
	/* Its faults are the newest's to tell, if they are there still. */
	v->fault_count = 0;
	follow(&h, left);
	if (!sheet_say(i, h.sayings, h.count, v->lang, v->diags))
		return false;
	for (uint32_t n = 0; n < h.count; n++) {
		const struct saying *s = &h.sayings[n];

		if ((s->result == SAYING_SAVED || s->result == SAYING_SAME) &&
		    !says_nothing(&v->view->pack->questions[s->question], s))
			left[s->question] =
			    sheet_mark(i, s->question, v->arena);
	}
	return true;
}

static bool say_before(struct visit *v, struct interview *i, struct str *left)
{
	const struct fields *form = &v->request->form;
	uint32_t said = 0;

	for (uint32_t n = 0; n < form->count && said < BEFORE_MOST; n++) {
		if (!str_is(form->items[n].name, "before"))
			continue;
		if (!say_one_before(v, i, form->items[n].value, left))
			return false;
		said++;
	}
	return true;
}

/* --- what was wrong with it ----------------------------------------------------------- */

static void note_stale(struct visit *v, struct interview *i, uint32_t question)
{
	const struct question *q = &v->view->pack->questions[question];
	struct str now = question_answer(v, q, interview_said(i, question));

	visit_fault(v, q->id,
		    now.len == 0 ? words(v, P_QUESTION_STALE_NONE)
				 : WORDS(v, P_QUESTION_STALE, now));
}

/* Of people it is said in people. */
static void note_wrong(struct visit *v, const struct saying *s)
{
	const struct question *q = &v->view->pack->questions[s->question];
	bool people = q->from_client == FROM_CLIENT_STAFF &&
		      (s->wrong->message == MSG_INTERVIEW_NUMBER ||
		       s->wrong->message == MSG_EXPECTED_INTEGER);

	visit_fault(v, q->id,
		    people ? words(v, P_QUESTION_WHOLE)
			   : visit_sentence(v, s->wrong));
}

static void note_faults(struct visit *v, struct interview *i, struct handed *h)
{
	for (uint32_t n = 0; n < h->count; n++) {
		const struct saying *s = &h->sayings[n];

		if (s->result == SAYING_STALE && !s->untouched)
			note_stale(v, i, s->question);
		if (s->result != SAYING_WRONG)
			continue;
		note_wrong(v, s);
		h->typed[s->question] = true;
	}
}

/*
 * The first page with a fault is shown again; the path may have moved by what
 * was saved beside it.
 */
static bool show_faults(struct visit *v, struct shown_page *p,
			const struct handed *h)
{
	for (uint32_t f = 0; f < v->fault_count; f++) {
		uint32_t q = pack_find_question(v->view->pack,
						v->faults[f].field);

		if (q == NO_INDEX ||
		    !answers_find(&p->answering, q, &p->step, &p->page))
			continue;
		p->sheet = &p->answering.path->steps[p->step].pages[p->page];
		write_page(v, p, h->typed);
		return true;
	}
	return false;
}

/* --- on ---------------------------------------------------------------------------------- */

/* After the profile, what it settled; after the short path, the preview, for
   those who may see it. */
static struct str pause_after(const struct visit *v, const struct answering *a,
			      enum path_kind kind)
{
	if (kind == PATH_PROFILE && answers_is_leader(a))
		return STR("/answers/applies");
	if (kind == PATH_SHORT && a->path->preview && answers_sees_result(v, a))
		return STR("/answers/result");
	return STR_NONE;
}

static struct str onward(struct visit *v, const struct answering *a,
			 uint32_t question, uint32_t step)
{
	enum path_kind kind = a->path->steps[step].kind;
	struct str pause = pause_after(v, a, kind);
	uint32_t next, page;
	bool more = sheet_after(a->path, question, &next, &page);

	if (pause.len > 0 && (!more || a->path->steps[next].kind != kind))
		return pause;
	return more ? answers_place(v, a, next, page) : answers_next(v, a);
}

/* The page after the one that was sent, in the order of the path. */
static struct str page_after(struct visit *v, const struct shown_page *p,
			     const struct handed *h)
{
	const struct answering *a = &p->answering;
	uint32_t step, page;

	if (str_is(visit_field(v, "then"), "list"))
		return a->base;
	if (is_from_check(v))
		return check_of(v, a);
	/* Who came by a shared link has their code after the first page. */
	if (answers_is_staff(a) && begin_code_waits(v))
		return STR("/answers/code?then=on");
	for (uint32_t n = h->count; n-- > 0;)
		if (answers_find(a, h->sayings[n].question, &step, &page))
			return onward(v, a, h->sayings[n].question, step);
	return answers_next(v, a);
}

/* For the script: a line for each that stands, with its new mark. */
static void answer_script(struct visit *v, struct interview *i,
			  const struct handed *h)
{
	struct buf *out = &v->response->body;

	v->response->status = 200;
	v->response->type = "text/plain; charset=utf-8";
	for (uint32_t n = 0; n < h->count; n++) {
		const struct saying *s = &h->sayings[n];

		if (s->result != SAYING_SAVED && s->result != SAYING_SAME)
			continue;
		buf_str(out, v->view->pack->questions[s->question].id);
		buf_char(out, ' ');
		buf_str(out, sheet_mark(i, s->question, v->arena));
		buf_char(out, '\n');
	}
}

/* False when the disk refuses. */
static bool say(struct visit *v, struct interview *i, struct handed *h)
{
	struct str *left = ARENA_ARRAY(v->arena, v->view->pack->question_count,
				       struct str);

	if (!say_before(v, i, left))
		return false;
	*h = read_form(v, i, &v->request->form);
	follow(h, left);
	return sheet_say(i, h->sayings, h->count, v->lang, v->diags);
}

static void hand_in(struct visit *v, struct shown_page *p)
{
	struct interview *i = p->answering.interview;
	struct handed h;

	if (!say(v, i, &h) || !answers_seat(v, &p->answering)) {
		visit_troubled(v);
		return;
	}
	note_faults(v, i, &h);
	answers_again(v, &p->answering);
	if (v->request->by_script)
		answer_script(v, i, &h);
	else if (!show_faults(v, p, &h))
		visit_redirect(v, page_after(v, p, &h));
}

void page_questions_do(struct visit *v)
{
	struct shown_page p;

	if (!answers_open(v, &p.answering))
		return;
	hand_in(v, &p);
	answers_close(&p.answering);
}
