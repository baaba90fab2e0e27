/* A live room, on the phones of those who came: joining, and answering. */
#include "desk.h"
#include "parts.h"
#include "room.h"

/* --- joining --------------------------------------------------------------- */

static void write_join(struct visit *v, struct str typed)
{
	const struct page_wish wish = { .title = words(v, P_ROOM_JOIN_TITLE),
					.back = STR("/") };

	page_begin_as(v, &wish);
	page_text(v, words(v, P_ROOM_JOIN_LEAD));
	form_begin(v, STR("/room"));
	control_input(v, &(struct input){ .name = STR("code"),
					  .label = words(v, P_ROOM_CODE),
					  .hint = words(v, P_ROOM_CODE_HINT),
					  .value = typed,
					  .autocomplete = "off",
					  .width = 8 });
	control_submit(v, words(v, P_ROOM_JOIN_GO));
	form_end(v);
	page_end(v);
}

void page_room(struct visit *v)
{
	write_join(v, str_sub(str_trim(visit_field(v, "code")), 0, 20));
}

/* In the same room twice is once. */
static bool sits_in(const struct visit *v, const struct room *room)
{
	return v->session != NULL && v->session->kind == SESSION_SEAT &&
	       str_eq(v->session->room, room->id);
}

/* Wrong codes count against the address; a whole room may come from one. */
static void sit_down(struct visit *v, const struct room *room)
{
	visit_attempt_back(v, ATTEMPT_ROOM, STR_NONE);
	if (sits_in(v, room) ||
	    room_take_seat(v->desk, room, visit_new_token(v)))
		visit_redirect(v, STR("/room/seat"));
	else
		visit_troubled(v);
}

void page_room_do(struct visit *v)
{
	struct str typed = str_trim(visit_field(v, "code"));
	const struct room *room;

	if (typed.len == 0) {
		visit_fault(v, STR("code"), words(v, P_ROOM_NO_CODE));
		write_join(v, typed);
		return;
	}
	if (!visit_attempt(v, ATTEMPT_ROOM, STR_NONE))
		return;
	room = room_by_code(v->desk, typed);
	if (room != NULL) {
		sit_down(v, room);
		return;
	}
	if (v->desk->failed) {
		visit_troubled(v);
		return;
	}
	visit_fault(v, STR("code"), words(v, P_ROOM_BAD_CODE));
	write_join(v, str_sub(typed, 0, 20));
}

/* --- what a seat shows ----------------------------------------------------- */

/* The session's; one that has gone altogether has ended. */
static const struct room *room_of_seat(struct visit *v)
{
	const struct room *room = room_find(v->desk, v->session->room);
	struct room *gone;

	if (room != NULL || v->desk->failed)
		return room;
	gone = ARENA_NEW(v->arena, struct room);
	gone->state = ROOM_ENDED;
	return gone;
}

static void begin(struct visit *v, const struct room *room, enum phrase title,
		  enum room_refresh refresh)
{
	const struct room_page page = { .title = words(v, title),
					.refresh = refresh,
					.room = room,
					.here = STR("/room/seat"),
					.events = STR("/room/events") };

	room_page_begin(v, &page);
	if (room->code.len > 0)
		page_hint(v, WORDS(v, P_ROOM_WHICH, room->code));
}

static void write_ended(struct visit *v)
{
	page_begin(v, words(v, P_ROOM_ENDED_TITLE));
	page_text(v, words(v, P_ROOM_ENDED));
	html_open(&v->html, "p", NULL);
	page_link(v, STR("/room"), words(v, P_ROOM_JOIN_TITLE));
	html_close(&v->html, "p");
	page_end(v);
}

static void write_waiting(struct visit *v, const struct room *room)
{
	begin(v, room, P_ROOM_WAIT_TITLE, ROOM_REFRESHED);
	page_text(v, words(v, P_ROOM_WAIT));
	page_text(v, words(v, P_ROOM_PROMISE));
	room_write_people(v, room);
	page_end(v);
}

static void write_closed(struct visit *v, const struct room *room,
			 const struct question *q)
{
	begin(v, room, P_ROOM_CLOSED_TITLE, ROOM_REFRESHED);
	html_element(&v->html, "p", "lead",
		     visit_text(v, &q->text));
	room_write_count(v, room);
	room_write_people(v, room);
	room_write_spread(v, room, q);
	page_end(v);
}

static void write_thanks(struct visit *v, const struct room *room,
			 const struct question *q)
{
	begin(v, room, P_ROOM_THANKS_TITLE, ROOM_REFRESHED);
	html_element(&v->html, "p", "lead",
		     visit_text(v, &q->text));
	page_text(v, words(v, P_ROOM_THANKS));
	room_write_count(v, room);
	room_write_people(v, room);
	html_open(&v->html, "p", NULL);
	page_link(v, STR("/room/seat?change=yes"), words(v, P_ROOM_CHANGE));
	html_close(&v->html, "p");
	page_end(v);
}

/* --- the form -------------------------------------------------------------- */

static void write_form(struct visit *v, const struct room *room,
		       const struct question *q, const struct answer *said)
{
	struct str help = visit_text(v, &q->help);
	uint32_t count;
	struct choice *items = question_choices(v, q, &count);

	question_choose_said(q, said, items, count);
	begin(v, room, P_ROOM_ANSWER_TITLE, ROOM_FOLLOWS);
	form_begin(v, STR("/room/seat"));
	control_hidden(v, STR("question"), q->id);
	control_choices(v, &(struct choices){
		.name = STR("value"),
		.legend = visit_text(v, &q->text),
		.hint = help.len > 0 || q->type != QUESTION_MULTIPLE
			    ? help
			    : words(v, P_QUESTION_MANY),
		.several = q->type == QUESTION_MULTIPLE,
		.items = items,
		.count = count });
	control_submit(v, words(v, P_ROOM_ANSWER_GO));
	form_end(v);
	page_hint(v, words(v, P_ROOM_PROMISE));
	room_write_people(v, room);
	html_open(&v->html, "p", NULL);
	page_link(v, STR("/room/seat"), words(v, P_ROOM_REFRESH));
	html_close(&v->html, "p");
	page_end(v);
}

static void write_seat(struct visit *v, const struct room *room, bool again)
{
	const struct question *q = room_question(v, room);
	struct answer said;

	if (room->state == ROOM_ENDED) {
		write_ended(v);
		return;
	}
	if (q == NULL) {
		write_waiting(v, room);
		return;
	}
	if (room->state == ROOM_CLOSED) {
		write_closed(v, room, q);
		return;
	}
	said = room_said(v->desk, v->view, room, v->token);
	if (said.kind != ANSWER_MISSING && !again)
		write_thanks(v, room, q);
	else
		write_form(v, room, q, &said);
}

void page_room_seat(struct visit *v)
{
	const struct room *room = room_of_seat(v);

	if (room == NULL)
		visit_troubled(v);
	else
		write_seat(v, room,
			   field_has(&v->request->query, "change"));
}

void page_room_events(struct visit *v)
{
	const struct room *room = room_of_seat(v);

	if (room == NULL)
		visit_troubled(v);
	else
		room_write_events(v, room);
}

/* --- answering ------------------------------------------------------------- */

enum { VALUES_MOST = 70 };

static uint32_t read_values(const struct visit *v,
			    struct str values[VALUES_MOST])
{
	const struct fields *form = &v->request->form;
	uint32_t count = 0;

	for (uint32_t i = 0; i < form->count && count < VALUES_MOST; i++)
		if (str_is(form->items[i].name, "value"))
			values[count++] = form->items[i].value;
	return count;
}

/* What came too late is told by the page as it is now. */
static void say_why_not(struct visit *v, const struct room *room)
{
	bool moved = false;

	for (size_t i = 0; i < v->diags->count; i++)
		moved = moved ||
			v->diags->items[i].message == MSG_ROOM_MOVED;
	if (v->desk->failed) {
		visit_troubled(v);
		return;
	}
	visit_fault(v, moved ? STR_NONE : STR("value"),
		    words(v, moved ? P_ROOM_LATE : P_ROOM_NO_VALUE));
	if (moved)
		room = room_of_seat(v);
	if (room == NULL)
		visit_troubled(v);
	else
		write_seat(v, room, !moved);
}

void page_room_seat_do(struct visit *v)
{
	const struct room *room = room_of_seat(v);
	struct str values[VALUES_MOST];
	uint32_t count = read_values(v, values);

	if (room == NULL)
		visit_troubled(v);
	else if (room->state == ROOM_ENDED)
		visit_redirect(v, STR("/room/seat"));
	else if (room_answer(v->desk, v->view, room, v->token,
			     visit_field(v, "question"), values, count))
		visit_redirect(v, STR("/room/seat"));
	else
		say_why_not(v, room);
}
