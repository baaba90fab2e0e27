/* Live rooms: opened, conducted, ended. */
#include "app/room.h"

#include "access_part.h"
#include "base/arena.h"

/*
 * Read from a screen and typed on phones: no vowel, so that no word comes of
 * it, and none of two signs that look alike.
 */
static const char signs[] = "CDFGHJKMNPQRTVWXY3479";
enum { SIGNS = sizeof(signs) - 1, CODES_TRIED = 8 };

static struct str make_code(struct desk *d)
{
	struct buf b = buf_make(d->arena);

	while (b.len < ROOM_CODE) {
		unsigned char byte;

		/* The bytes left over would favour the first signs. */
		d->chance.fill(d->chance.context, &byte, 1);
		if (byte < 256 / SIGNS * SIGNS)
			buf_char(&b, signs[byte % SIGNS]);
	}
	return buf_view(&b);
}

/* Spaces and hyphens dropped, in capitals. */
static struct str typed_code(struct desk *d, struct str typed)
{
	struct buf b = buf_make(d->arena);

	for (size_t i = 0; i < typed.len; i++) {
		char c = typed.at[i];

		if (c == ' ' || c == '-')
			continue;
		buf_char(&b, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
	}
	return buf_view(&b);
}

/* --- as it stands ---------------------------------------------------------- */

static enum room_state state_of(struct desk *d, const struct room_record *r)
{
	if (r->code.len == 0 || str_cmp(r->expires, d->now) <= 0)
		return ROOM_ENDED;
	if (r->question.len == 0)
		return ROOM_WAITING;
	return r->asking ? ROOM_ASKING : ROOM_CLOSED;
}

static void fill(struct desk *d, const struct room_record *r,
		 struct room *room)
{
	struct room_tally tally = { 0 };

	*room = (struct room){
		.id = r->id,
		.chain = r->chain,
		.round = r->round,
		.date = r->date,
		.state = state_of(d, r),
		.people = r->people,
	};
	if (room->state == ROOM_ENDED)
		return;
	room->code = r->code;
	room->question = r->question;
	if (r->question.len > 0)
		tally = store_room_tally(d->store, r->id, r->question);
	room->answers = tally.answers;
	room->shows = room->state == ROOM_CLOSED &&
		      tally.counting >= ROOM_LEAST;
}

static const struct room *room_of(struct desk *d, const struct room_record *r)
{
	struct room *room = NULL;

	if (r != NULL) {
		room = ARENA_NEW(d->arena, struct room);
		fill(d, r, room);
	}
	return desk_read_well(d) ? room : NULL;
}

const struct room *room_find(struct desk *d, struct str id)
{
	return room_of(d, store_room(d->store, d->arena, id));
}

const struct room *room_by_code(struct desk *d, struct str code)
{
	struct str typed = typed_code(d, code);
	const struct room *room;

	if (typed.len != ROOM_CODE)
		return NULL;
	room = room_of(d, store_room_by_code(d->store, d->arena, typed));
	return room != NULL && room->state != ROOM_ENDED ? room : NULL;
}

const struct room *room_list(struct desk *d, struct str round,
			     uint32_t *count)
{
	const struct room_record *all =
	    store_rooms(d->store, d->arena, round, count);
	struct room *rooms = ARENA_ARRAY(d->arena, *count, struct room);

	for (uint32_t i = 0; i < *count; i++)
		fill(d, &all[i], &rooms[i]);
	if (!desk_read_well(d))
		*count = 0;
	return rooms;
}

bool room_takes(const struct question *q)
{
	switch (q->type) {
	case QUESTION_LEVEL:
	case QUESTION_SINGLE:
	case QUESTION_MULTIPLE:
	case QUESTION_BOOLEAN:
		return q->from_client == FROM_NOWHERE;
	case QUESTION_NUMBER:
	case QUESTION_TEXT:
	case QUESTION_DATE:
		break;
	}
	return false;
}

const struct room_asked *room_asked(struct desk *d, const struct room *room,
				    const struct pack *pack, uint32_t *count)
{
	uint32_t tallies, kept = 0;
	const struct room_tally *all =
	    store_room_tallies(d->store, d->arena, room->id, &tallies);
	struct room_asked *asked =
	    ARENA_ARRAY(d->arena, tallies, struct room_asked);

	for (uint32_t i = 0; i < tallies; i++) {
		uint32_t q = pack_find_question(pack, all[i].question);

		if (q != NO_INDEX)
			asked[kept++] = (struct room_asked){
				q, all[i].counting >= ROOM_LEAST
			};
	}
	*count = desk_read_well(d) ? kept : 0;
	return asked;
}

/* --- opened, ended --------------------------------------------------------- */

struct room_opening {
	struct room_record record;
	struct str codes[CODES_TRIED];
	struct str now;
};

/* Beside an open room of the round nothing is added, whatever the code. */
static enum store_result open_room(struct store *s, void *context,
				   struct diags *diags)
{
	struct room_opening *o = context;

	(void)diags;
	store_end_past_rooms(s, o->now);
	for (int i = 0; i < CODES_TRIED; i++) {
		o->record.code = o->codes[i];
		if (store_add_room(s, &o->record))
			break;
	}
	return STORE_DONE;
}

const struct room *room_open(struct desk *d, const struct case_view *view)
{
	struct room_opening o = {
		.record = { .id = desk_new_id(d),
			    .chain = view->record->id,
			    .round = view->round->id,
			    .date = d->today,
			    .expires = time_after(d->arena, d->now,
						  ROOM_HOURS * HOUR) },
		.now = d->now,
	};
	const struct room *rooms;
	uint32_t count;

	for (int i = 0; i < CODES_TRIED; i++)
		o.codes[i] = make_code(d);
	if (!desk_write(d, open_room, &o))
		return NULL;
	rooms = room_list(d, view->round->id, &count);
	if (count > 0 && rooms[0].state != ROOM_ENDED)
		return &rooms[0];
	DIAG(d->diags, (struct span){ 0 }, MSG_ROOM_GONE);
	return NULL;
}

static enum store_result end_room(struct store *s, void *context,
				  struct diags *diags)
{
	const struct str *id = context;

	(void)diags;
	store_end_room(s, *id);
	return STORE_DONE;
}

/* What was erased is in the log of the file until that is emptied. */
bool room_end(struct desk *d, const struct room *room)
{
	struct str id = room->id;

	if (!desk_write(d, end_room, &id))
		return false;
	store_empty_log(d->store);
	return desk_read_well(d);
}

/* --- questions ------------------------------------------------------------- */

struct room_turn {
	struct str room, question;
};

static enum store_result ask(struct store *s, void *context,
			     struct diags *diags)
{
	const struct room_turn *t = context;

	if (store_ask_in_room(s, t->room, t->question, ROOM_LEAST) ||
	    store_show_in_room(s, t->room, t->question))
		return STORE_DONE;
	return access_refuse(diags, MSG_ROOM_GONE, STR_NONE);
}

bool room_ask(struct desk *d, const struct case_view *view,
	      const struct room *room, struct str question)
{
	struct room_turn t = { room->id, question };
	uint32_t q = pack_find_question(view->pack, question);

	if (q == NO_INDEX || !room_takes(&view->pack->questions[q])) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_ROOM_MOVED,
			 question);
		return false;
	}
	if (room->state == ROOM_ENDED) {
		DIAG(d->diags, (struct span){ 0 }, MSG_ROOM_GONE);
		return false;
	}
	return desk_write(d, ask, &t);
}

static enum store_result close_question(struct store *s, void *context,
					struct diags *diags)
{
	const struct room_turn *t = context;

	(void)diags;
	store_close_in_room(s, t->room, t->question);
	return STORE_DONE;
}

bool room_close(struct desk *d, const struct room *room, struct str question)
{
	struct room_turn t = { room->id, question };

	return desk_write(d, close_question, &t);
}
