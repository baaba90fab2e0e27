/* A live room at the desk: opened, ended, and those that took place. */
#include "room_desk.h"

/* --- which one ------------------------------------------------------------- */

const struct room *room_at_desk(struct visit *v)
{
	const struct room *room = room_find(v->desk, v->args[0]);

	if (v->desk->failed) {
		visit_troubled(v);
		return NULL;
	}
	if (room == NULL || !str_eq(room->round, v->view->round->id)) {
		visit_refuse(v, 404, P_REFUSED_UNKNOWN);
		return NULL;
	}
	return room;
}

void room_write_whose(struct visit *v)
{
	if (str_is(field_get(&v->request->query, "done"), "decided"))
		page_notice(v, words(v, P_D_DONE_DECIDED));
	page_hint(v, PATH(v, v->view->record->client, STR(" · "),
			  WORDS(v, P_D_ROUND_OF,
				visit_number(v, v->view->number),
				visit_date(v, v->view->round->date))));
}

/* --- those of the round ---------------------------------------------------- */

static void write_past(struct visit *v, const struct room *rooms,
		       uint32_t count)
{
	const struct str heads[] = { words(v, P_ROOM_DATE),
				     words(v, P_ROOM_SEATS) };

	if (count == 0)
		return;
	page_table_begin(v, words(v, P_ROOM_PAST), heads, 2);
	for (uint32_t i = 0; i < count; i++) {
		desk_row(v, STR_NONE, visit_date(v, rooms[i].date));
		page_cell_number(v, rooms[i].people);
		page_row_end(v);
	}
	page_table_end(v);
}

void page_rooms(struct visit *v)
{
	uint32_t count;
	const struct room *rooms =
	    room_list(v->desk, v->view->round->id, &count);
	bool open = count > 0 && rooms[0].state != ROOM_ENDED;

	if (v->desk->failed) {
		visit_troubled(v);
		return;
	}
	desk_begin(v, words(v, P_ROOM_DESK_TITLE), desk_round(v));
	page_text(v, words(v, P_ROOM_DESK_LEAD));
	page_text(v, words(v, P_ROOM_DESK_KEPT));
	if (v->config->local)
		page_text(v, words(v, P_ROOM_LOCAL));
	if (open) {
		page_text(v, WORDS(v, P_ROOM_OPEN_NOW, rooms[0].code));
		page_next(v, DESK_AT(v, STR("/room/"), rooms[0].id),
			  words(v, P_ROOM_GO));
	} else {
		form_begin(v, DESK_AT(v, STR("/room")));
		control_submit(v, words(v, P_ROOM_OPEN_GO));
		form_end(v);
	}
	write_past(v, rooms + (open ? 1 : 0), count - (open ? 1 : 0));
	page_end(v);
}

void page_rooms_do(struct visit *v)
{
	const struct room *room = room_open(v->desk, v->view);

	if (room == NULL) {
		visit_troubled(v);
		return;
	}
	visit_note(v, "room.open", v->view->record->name);
	visit_redirect(v, DESK_AT(v, STR("/room/"), room->id));
}

/* --- ended ----------------------------------------------------------------- */

void page_room_end(struct visit *v)
{
	const struct room *room = room_at_desk(v);

	if (room == NULL)
		return;
	if (room->state == ROOM_ENDED) {
		visit_redirect(v, DESK_AT(v, STR("/room")));
		return;
	}
	desk_begin(v, words(v, P_ROOM_END_TITLE), ROOM_AT(v, STR_NONE));
	page_text(v, words(v, P_ROOM_END_LEAD));
	form_begin(v, ROOM_AT(v, STR("/end")));
	control_danger(v, words(v, P_ROOM_END_GO));
	form_end(v);
	desk_link(v, ROOM_AT(v, STR_NONE), P_D_CANCEL);
	page_end(v);
}

void page_room_end_do(struct visit *v)
{
	const struct room *room = room_at_desk(v);

	if (room == NULL)
		return;
	if (!room_end(v->desk, room)) {
		visit_troubled(v);
		return;
	}
	visit_note(v, "room.end", v->view->record->name);
	visit_redirect(v, DESK_AT(v, STR("/room")));
}
