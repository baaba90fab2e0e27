/* One question on a page. */
#include "question.h"

#include "base/arena.h"
#include "doc/typography.h"
#include "page.h"
#include "question_drawn.h"

/* Behind a question's id: the field of its mark. */
#define SEEN ":seen"

/* What the controls show: from the file, or from the form. */
struct shown {
	const struct question *q;
	const struct answer *said;	/* NULL: the form's */
	const struct fields *form;	/* NULL: the file's */
};

static struct str field(const struct visit *v, const struct question *q,
			const char *suffix)
{
	return PATH(v, q->id, str_from(suffix));
}

/* --- values --------------------------------------------------------------------- */

static struct str typed_value(struct visit *v, const struct shown *s)
{
	if (s->form != NULL)
		return field_named(s->form, s->q->id);
	if (s->said->kind != ANSWER_VALUE)
		return STR_NONE;
	return s->q->type == QUESTION_NUMBER
		       ? typo_number(v->arena, s->said->number, -1, v->lang)
		       : s->said->text;
}

static struct str beside(struct visit *v, const struct shown *s,
			 const char *suffix, struct str kept)
{
	return s->form == NULL ? kept
			       : field_named(s->form, field(v, s->q, suffix));
}

static struct str reason_of(struct visit *v, const struct shown *s)
{
	return beside(v, s, ":na",
		      s->said != NULL && s->said->kind == ANSWER_NA
			      ? s->said->reason
			      : STR_NONE);
}

/* --- drawing -------------------------------------------------------------------- */

static void copy_list(struct visit *v, const struct question *q,
		      const struct answer *said,
		      const struct drawn_question *drawn)
{
	html_frag(&v->html, drawn->begin);
	for (uint32_t i = 0; i < drawn->count; i++)
		html_frag(&v->html, question_said(q, said, i)
					    ? drawn->chosen[i]
					    : drawn->plain[i]);
	html_frag(&v->html, drawn->end);
}

static void draw_list(struct visit *v, const struct shown *s)
{
	const struct question *q = s->q;
	const struct input why = question_why_na(v, q, reason_of(v, s));
	struct choice *items;
	struct choices c = question_list(v, q, &why, &items);

	if (s->form != NULL)
		question_choose_typed(s->form, q->id, items, c.count);
	else
		question_choose_said(q, s->said, items, c.count);
	control_choices(v, &c);
}

static void draw_field(struct visit *v, const struct shown *s)
{
	const struct question *q = s->q;
	const struct input input = {
		.name = q->id,
		.label = visit_text(v, &q->text),
		.hint = question_hint(v, q),
		.value = typed_value(v, s),
		.unit = visit_text(v, &q->unit),
		.inputmode = q->type == QUESTION_NUMBER ? "decimal" : NULL,
		.rows = q->type == QUESTION_TEXT ? 4 : 0,
		.width = q->type == QUESTION_TEXT ? 0 : 12,
	};

	control_input(v, &input);
}

static void draw_typed(struct visit *v, const struct shown *s)
{
	const struct question *q = s->q;
	struct str dont_know = field(v, q, ":dk");
	const struct input why = { .name = field(v, q, ":na"),
				   .label = words(v, P_QUESTION_NA),
				   .hint = words(v, P_QUESTION_NA_WHY),
				   .value = reason_of(v, s),
				   .quiet = true };

	draw_field(v, s);
	if (q->dont_know)
		control_tick(v, dont_know, words(v, P_QUESTION_DONT_KNOW),
			     STR_NONE,
			     s->form != NULL
				     ? field_named(s->form, dont_know).len > 0
				     : s->said->kind == ANSWER_DONT_KNOW);
	if (question_may_na(q))
		control_input(v, &why);
}

/* One value counts for the firm: what it is, and whom to tell. */
static void draw_of_case(struct visit *v, const struct shown *s,
			 const struct answer *said)
{
	struct html *h = &v->html;
	enum phrase told = v->account != NULL ? P_QUESTION_CASE_DESK
					      : P_QUESTION_CASE;

	HTML_OPEN(h, "div", { "class", STR("field") }, { "id", s->q->id });
	html_element(h, "p", "label", visit_text(v, &s->q->text));
	html_element(h, "p", NULL,
		     WORDS(v, told, question_answer(v, s->q, said)));
	html_close(h, "div");
}

void question_draw_note(struct visit *v, const struct question *q,
			struct str note)
{
	const struct input input = { .name = field(v, q, ":note"),
				     .label = words(v, P_QUESTION_NOTE_LABEL),
				     .value = note,
				     .rows = 2,
				     .quiet = true };

	if (note.len > 0)
		HTML_OPEN(&v->html, "details", { "class", STR("note") },
			  { "open", STR("open") });
	else
		HTML_OPEN(&v->html, "details", { "class", STR("note") });
	html_element(&v->html, "summary", NULL, words(v, P_QUESTION_NOTE));
	control_input(v, &input);
	html_close(&v->html, "details");
	html_newline(&v->html);
}

/* NULL where this page has to draw it by itself. */
static const struct drawn_question *drawn_of(struct visit *v,
					     const struct shown *s,
					     uint32_t question)
{
	if (v->fault_count > 0 || s->form != NULL || s->said->kind == ANSWER_NA)
		return NULL;
	return question_drawn(v, question);
}

static void draw_control(struct visit *v, const struct shown *s,
			 const struct drawn_question *drawn)
{
	if (question_option_count(s->q) == 0)
		draw_typed(v, s);
	else if (drawn != NULL)
		copy_list(v, s->q, s->said, drawn);
	else
		draw_list(v, s);
}

static void draw_note(struct visit *v, const struct shown *s,
		      const struct drawn_question *drawn, struct str kept)
{
	struct str note = beside(v, s, ":note", kept);

	if (drawn != NULL && note.len == 0)
		html_frag(&v->html, drawn->note);
	else
		question_draw_note(v, s->q, note);
}

void question_draw(struct visit *v, struct interview *i, uint32_t question,
		   bool typed)
{
	const struct question *q = &v->view->pack->questions[question];
	const struct shown s = {
		.q = q,
		.said = typed ? NULL : interview_said(i, question),
		.form = typed ? &v->request->form : NULL,
	};
	const struct drawn_question *drawn = drawn_of(v, &s, question);

	HTML_OPEN(&v->html, "div", { "class", STR("question") });
	if (interview_case_decides(i, question))
		draw_of_case(v, &s, interview_said(i, question));
	else
		draw_control(v, &s, drawn);
	if (interview_kind(i) != INTERVIEW_STAFF)
		draw_note(v, &s, drawn, interview_comment_on(i, question));
	control_hidden(v, field(v, q, SEEN),
		       sheet_mark(i, question, v->arena));
	html_close(&v->html, "div");
	html_newline(&v->html);
}

/* --- reading --------------------------------------------------------------------- */

/* The values of a name, with commas; `*count` of them. */
static struct str join(struct visit *v, const struct fields *form,
		       struct str name, uint32_t *count)
{
	struct buf b = buf_make(v->arena);

	*count = 0;
	for (uint32_t i = 0; i < form->count; i++) {
		if (!str_eq(form->items[i].name, name))
			continue;
		if ((*count)++ > 0)
			buf_char(&b, ',');
		buf_str(&b, form->items[i].value);
	}
	return buf_view(&b);
}

static bool form_has(const struct fields *form, struct str name,
		     struct str value)
{
	for (uint32_t i = 0; i < form->count; i++)
		if (str_eq(form->items[i].name, name) &&
		    str_eq(form->items[i].value, value))
			return true;
	return false;
}

static bool read_list(struct visit *v, const struct fields *form,
		      const struct question *q, struct saying *out)
{
	bool dont_know = form_has(form, q->id, STR(QUESTION_UNKNOWN));
	bool na = form_has(form, q->id, STR(QUESTION_NA));
	uint32_t count;

	out->typed = join(v, form, q->id, &count);
	out->kind = dont_know ? SAYING_DONT_KNOW
		    : na      ? SAYING_NA
			      : SAYING_VALUE;
	if (count <= 1 || (!dont_know && !na))
		return true;
	visit_fault(v, q->id, words(v, P_QUESTION_BOTH));
	return false;
}

static bool read_typed(struct visit *v, const struct fields *form,
		       const struct question *q, struct saying *out)
{
	bool dont_know = field_named(form, field(v, q, ":dk")).len > 0;

	out->typed = str_trim(field_named(form, q->id));
	if (dont_know && out->typed.len > 0) {
		visit_fault(v, q->id, words(v, P_QUESTION_BOTH));
		return false;
	}
	if (dont_know)
		out->kind = SAYING_DONT_KNOW;
	else if (out->typed.len == 0 && question_may_na(q) && out->reason.len > 0)
		out->kind = SAYING_NA;
	else
		out->kind = SAYING_VALUE;
	return true;
}

const bool *questions_on(struct visit *v, const struct fields *form)
{
	const struct pack *pack = v->view->pack;
	bool *on = ARENA_ARRAY(v->arena, pack->question_count, bool);

	for (uint32_t i = 0; i < form->count; i++) {
		struct str name = form->items[i].name;
		size_t id = name.len - strlen(SEEN);
		uint32_t question;

		if (!str_ends(name, SEEN))
			continue;
		question = pack_find_question(pack, str_sub(name, 0, id));
		if (question != NO_INDEX)
			on[question] = true;
	}
	return on;
}

bool question_read(struct visit *v, struct interview *i,
		   const struct fields *form, uint32_t question,
		   struct saying *out)
{
	const struct question *q = &v->view->pack->questions[question];

	*out = (struct saying){
		.question = question,
		.reason = str_trim(field_named(form, field(v, q, ":na"))),
		.note = str_trim(field_named(form, field(v, q, ":note"))),
		.seen = field_named(form, field(v, q, SEEN)),
	};
	/* It was not on the page that was sent. */
	if (out->seen.len == 0)
		return false;
	out->has_note = interview_kind(i) != INTERVIEW_STAFF;
	return question_option_count(q) > 0 ? read_list(v, form, q, out)
					    : read_typed(v, form, q, out);
}

/* --- in words ---------------------------------------------------------------------- */

static struct str several(struct visit *v, const struct question *q,
			  uint64_t chosen)
{
	struct buf b = buf_make(v->arena);

	for (uint32_t o = 0; o < q->option_count; o++) {
		if ((chosen >> o & 1) == 0)
			continue;
		if (b.len > 0)
			buf_text(&b, "; ");
		buf_str(&b, visit_text(v, &q->options[o].text));
	}
	return buf_view(&b);
}

static struct str value_in_words(struct visit *v, const struct question *q,
				 const struct answer *a)
{
	switch (q->type) {
	case QUESTION_LEVEL:
	case QUESTION_SINGLE:
		return visit_text(v, &q->options[a->choice].text);
	case QUESTION_MULTIPLE:
		return several(v, q, a->chosen);
	case QUESTION_BOOLEAN:
		return words(v, a->truth ? P_YES : P_NO);
	case QUESTION_NUMBER:
		return PATH(v, typo_number(v->arena, a->number, -1, v->lang),
			    STR(NO_BREAK_SPACE), visit_text(v, &q->unit));
	case QUESTION_TEXT:
	case QUESTION_DATE:
		break;
	}
	return a->text;
}

struct str question_answer(struct visit *v, const struct question *q,
			   const struct answer *answer)
{
	switch (answer->kind) {
	case ANSWER_MISSING:
		return STR_NONE;
	case ANSWER_VALUE:
		return value_in_words(v, q, answer);
	case ANSWER_DONT_KNOW:
		return words(v, P_QUESTION_DONT_KNOW);
	case ANSWER_NA:
		return PATH(v, words(v, P_QUESTION_NA),
			    v->lang == LANG_FR ? STR(NO_BREAK_SPACE ": ")
					       : STR(": "),
			    answer->reason);
	}
	BUG("answer kind %d", (int)answer->kind);
}
