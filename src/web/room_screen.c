/*
 * A live room on the consultant's screen, which everybody may be looking at:
 * nothing stands there that a seat may not see.
 */
#include "parts.h"
#include "qr.h"
#include "room_desk.h"

static void begin(struct visit *v, const struct room *room, struct str title,
		  enum room_refresh refresh)
{
	const struct room_page page = { .title = title,
					.back = DESK_AT(v, STR("/room")),
					.refresh = refresh,
					.room = room,
					.here = ROOM_AT(v, STR_NONE),
					.events = ROOM_AT(v, STR("/events")) };

	room_page_begin(v, &page);
	room_write_whose(v);
}

/* --- how to join ----------------------------------------------------------- */

static struct str address(const struct visit *v)
{
	return PATH(v, v->site->origin, STR("/room"));
}

/* For those who come late, or in the middle. */
static void write_code(struct visit *v, const struct room *room)
{
	page_hint(v, WORDS(v, P_ROOM_JOIN_AT, address(v), room->code));
}

static void write_end_link(struct visit *v)
{
	desk_link(v, ROOM_AT(v, STR("/end")), P_ROOM_END_TITLE);
}

static void write_waiting(struct visit *v, const struct room *room)
{
	struct html *h = &v->html;

	begin(v, room, words(v, P_ROOM_SCREEN_TITLE), ROOM_REFRESHED);
	page_text(v, WORDS(v, P_ROOM_JOIN_HOW, address(v)));
	html_element(h, "p", "big room-code", room->code);
	qr_write(h, v->arena,
		 PATH(v, address(v), STR("?code="), room->code),
		 words(v, P_ROOM_QR));
	room_write_people(v, room);
	page_hint(v, words(v, P_ROOM_HEADS));
	page_next(v, ROOM_AT(v, STR("/questions")), words(v, P_ROOM_CHOOSE));
	write_end_link(v);
	page_end(v);
}

/* --- a question ------------------------------------------------------------ */

static void write_options(struct visit *v, const struct question *q)
{
	struct html *h = &v->html;

	HTML_OPEN(h, "ul", { "class", STR("room-options") });
	for (uint32_t o = 0; o < question_option_count(q); o++) {
		html_open(h, "li", NULL);
		html_element(h, "strong", NULL, room_sign(v, q, o));
		html_text(h, STR(" "));
		html_text(h, question_option(v, q, o));
		html_close(h, "li");
	}
	html_close(h, "ul");
	html_newline(h);
}

static void write_asking(struct visit *v, const struct room *room,
			 const struct question *q)
{
	begin(v, room, visit_text(v, &q->text), ROOM_REFRESHED);
	room_write_count(v, room);
	room_write_people(v, room);
	form_begin(v, ROOM_AT(v, STR("/close")));
	control_hidden(v, STR("question"), q->id);
	control_submit(v, words(v, P_ROOM_CLOSE_GO));
	form_end(v);
	write_options(v, q);
	write_code(v, room);
	write_end_link(v);
	page_end(v);
}

/* --- what it settles ------------------------------------------------------- */

static void write_decide(struct visit *v, const struct question *q)
{
	uint32_t count;
	struct choice *items = question_choices(v, q, &count);

	question_choose_typed(&v->request->form, STR("value"), items, count);
	form_begin(v, ROOM_AT(v, STR("/consensus")));
	control_hidden(v, STR("question"), q->id);
	control_choices(v, &(struct choices){
		.name = STR("value"),
		.legend = words(v, P_D_DECIDE_VALUE),
		.several = q->type == QUESTION_MULTIPLE,
		.items = items,
		.count = count });
	desk_reason_fields(v);
	control_submit(v, words(v, P_ROOM_DECIDE_GO));
	form_end(v);
}

/* The decision of the question that stands, or nothing. */
static void write_decided(struct visit *v, const struct question *q)
{
	uint32_t count;
	const struct decision_record *all = store_decisions(
	    v->desk->store, v->arena, v->view->round->id, &count);

	for (uint32_t i = 0; i < count; i++) {
		struct spoken value;

		if (!str_eq(all[i].question, q->id) || all[i].overrides)
			continue;
		value = spoken_of(v->arena, all[i].kind, all[i].value);
		page_facts_begin(v);
		page_fact(v, words(v, P_D_CONSENSUS),
			  desk_spoken(v, q, &value));
		page_fact(v, words(v, P_D_DECIDE_REASON), all[i].reason);
		page_facts_end(v);
	}
	if (!desk_read_well(v->desk))
		v->desk->failed = true;
}

static void write_closed(struct visit *v, const struct room *room,
			 const struct question *q)
{
	begin(v, room, visit_text(v, &q->text), ROOM_STILL);
	room_write_count(v, room);
	room_write_people(v, room);
	room_write_spread(v, room, q);
	if (!room->shows) {
		form_begin(v, ROOM_AT(v, STR("/questions/"), q->id));
		control_other(v, "again", STR("yes"),
			      words(v, P_ROOM_AGAIN_GO));
		form_end(v);
	}
	desk_link(v, ROOM_AT(v, STR("/questions")), P_ROOM_NEXT);
	page_heading(v, words(v, P_ROOM_DECIDE_TITLE));
	write_decided(v, q);
	page_text(v, words(v, P_ROOM_DECIDE_LEAD));
	write_decide(v, q);
	write_code(v, room);
	write_end_link(v);
	page_end(v);
}

/* --- the screen ------------------------------------------------------------ */

static void write_ended(struct visit *v, const struct room *room)
{
	desk_begin(v, words(v, P_ROOM_ENDED_TITLE), DESK_AT(v, STR("/room")));
	page_facts_begin(v);
	page_fact(v, words(v, P_ROOM_DATE), visit_date(v, room->date));
	page_fact(v, words(v, P_ROOM_SEATS), visit_number(v, room->people));
	page_facts_end(v);
	page_text(v, words(v, P_ROOM_DESK_ENDED));
	page_next(v, DESK_AT(v, STR("/decisions")),
		  words(v, P_D_DECISIONS_TITLE));
	page_end(v);
}

static void write_screen(struct visit *v, const struct room *room)
{
	const struct question *q = room_question(v, room);

	if (room->state == ROOM_ENDED)
		write_ended(v, room);
	else if (q == NULL)
		write_waiting(v, room);
	else if (room->state == ROOM_ASKING)
		write_asking(v, room, q);
	else
		write_closed(v, room, q);
}

void page_room_screen(struct visit *v)
{
	const struct room *room = room_at_desk(v);

	if (room != NULL)
		write_screen(v, room);
}

void page_room_screen_events(struct visit *v)
{
	const struct room *room = room_at_desk(v);

	if (room != NULL)
		room_write_events(v, room);
}

/* --- what is done there ---------------------------------------------------- */

/* Another may have closed it, or gone on: the screen says where it is. */
void page_room_close_do(struct visit *v)
{
	const struct room *room = room_at_desk(v);

	if (room == NULL)
		return;
	if (room_close(v->desk, room, visit_field(v, "question")))
		visit_redirect(v, ROOM_AT(v, STR_NONE));
	else
		visit_troubled(v);
}

/* The question may not be on the screens any more: the form is of that one. */
void page_room_decide_do(struct visit *v)
{
	const struct room *room = room_at_desk(v);
	const struct question *q;
	struct decision_wish wish;
	struct decided done;
	struct str value;

	if (room == NULL)
		return;
	q = room_question(v, room);
	if (room->state != ROOM_CLOSED || q == NULL ||
	    !str_eq(room->question, visit_field(v, "question"))) {
		visit_fault(v, STR_NONE, words(v, P_ROOM_MOVED_ON));
		write_screen(v, room);
		return;
	}
	value = desk_read_value(v, q);
	wish = desk_read_reason(v, q);
	wish.value = value;
	if (v->fault_count == 0 &&
	    group_decide(v->desk, v->view, &wish, &done)) {
		visit_note(v, "case.decide", v->view->record->name);
		desk_done(v, ROOM_AT(v, STR_NONE), "decided");
		return;
	}
	if (v->fault_count > 0 || desk_refused(v, STR("value")))
		write_screen(v, room);
}
