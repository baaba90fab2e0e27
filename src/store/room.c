/* Live rooms. */
#include "store/room.h"

#include "base/arena.h"
#include "db.h"

/* --- reading --------------------------------------------------------------- */

static void read_room(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct room_record *)row = (struct room_record){
		.id = sql_str(a, st, 0),
		.chain = sql_str(a, st, 1),
		.round = sql_str(a, st, 2),
		.date = sql_str(a, st, 3),
		.people = (uint32_t)sqlite3_column_int64(st, 4),
		.code = sql_str(a, st, 5),
		.expires = sql_str(a, st, 6),
		.question = sql_str(a, st, 7),
		.asking = sqlite3_column_int(st, 8) != 0,
	};
}

static const struct room_record *room_by(struct store *s, struct arena *a,
					 enum sql which, struct str what)
{
	sqlite3_stmt *st = sql_begin(s, which);
	struct room_record *room = NULL;

	sql_bind_str(st, 1, what);
	if (sql_row(s, st)) {
		room = ARENA_NEW(a, struct room_record);
		read_room(a, st, room);
		sqlite3_reset(st);
	}
	return room;
}

const struct room_record *store_room(struct store *s, struct arena *a,
				     struct str id)
{
	return room_by(s, a, SQL_ROOM, id);
}

const struct room_record *store_room_by_code(struct store *s,
					     struct arena *a, struct str code)
{
	return room_by(s, a, SQL_ROOM_BY_CODE, code);
}

const struct room_record *store_rooms(struct store *s, struct arena *a,
				      struct str round, uint32_t *count)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ROOMS);

	sql_bind_str(st, 1, round);
	return sql_rows(s, a, st, sizeof(struct room_record), read_room,
			count);
}

static void read_tally(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct room_tally *)row = (struct room_tally){
		.question = sql_str(a, st, 0),
		.answers = (uint32_t)sqlite3_column_int64(st, 1),
		.counting = (uint32_t)sqlite3_column_int64(st, 2),
	};
}

const struct room_tally *store_room_tallies(struct store *s, struct arena *a,
					    struct str room, uint32_t *count)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ROOM_TALLIES);

	sql_bind_str(st, 1, room);
	return sql_rows(s, a, st, sizeof(struct room_tally), read_tally,
			count);
}

struct room_tally store_room_tally(struct store *s, struct str room,
				   struct str question)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ROOM_TALLY);
	struct room_tally tally = { .question = question };

	sql_bind_str(st, 1, room);
	sql_bind_str(st, 2, question);
	if (sql_row(s, st)) {
		tally.answers = (uint32_t)sqlite3_column_int64(st, 0);
		tally.counting = (uint32_t)sqlite3_column_int64(st, 1);
		sqlite3_reset(st);
	}
	return tally;
}

static void read_answer(struct arena *a, sqlite3_stmt *st, void *row)
{
	*(struct room_answer *)row = (struct room_answer){
		.dont_know = sqlite3_column_type(st, 0) == SQLITE_NULL,
		.value = sql_str(a, st, 0),
	};
}

const struct room_answer *store_room_answers(struct store *s, struct arena *a,
					     struct str room,
					     struct str question,
					     uint32_t *count)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ROOM_ANSWERS);

	sql_bind_str(st, 1, room);
	sql_bind_str(st, 2, question);
	return sql_rows(s, a, st, sizeof(struct room_answer), read_answer,
			count);
}

const struct room_answer *store_room_answer(struct store *s, struct arena *a,
					    struct str room,
					    struct str question,
					    struct str mark)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ROOM_ANSWER);
	struct room_answer *said = NULL;

	sql_bind_str(st, 1, room);
	sql_bind_str(st, 2, question);
	sql_bind_str(st, 3, mark);
	if (sql_row(s, st)) {
		said = ARENA_NEW(a, struct room_answer);
		read_answer(a, st, said);
		sqlite3_reset(st);
	}
	return said;
}

/* --- writing --------------------------------------------------------------- */

bool store_add_room(struct store *s, const struct room_record *room)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ROOM_ADD);

	sql_bind_str(st, 1, room->id);
	sql_bind_str(st, 2, room->chain);
	sql_bind_str(st, 3, room->round);
	sql_bind_str(st, 4, room->date);
	sql_bind_str(st, 5, room->code);
	sql_bind_str(st, 6, room->expires);
	return sql_changed(s, st);
}

bool store_take_seat(struct store *s, struct str room, struct str now)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ROOM_SEAT);

	sql_bind_str(st, 1, room);
	sql_bind_str(st, 2, now);
	return sql_changed(s, st);
}

bool store_ask_in_room(struct store *s, struct str room, struct str question,
		       uint32_t least)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ROOM_ASK);

	sql_bind_str(st, 1, room);
	sql_bind_str(st, 2, question);
	sql_bind_int(st, 3, least);
	return sql_changed(s, st);
}

static bool turn(struct store *s, enum sql how, struct str room,
		 struct str question)
{
	sqlite3_stmt *st = sql_begin(s, how);

	sql_bind_str(st, 1, room);
	sql_bind_str(st, 2, question);
	return sql_changed(s, st);
}

bool store_show_in_room(struct store *s, struct str room, struct str question)
{
	return turn(s, SQL_ROOM_SHOW, room, question);
}

bool store_close_in_room(struct store *s, struct str room,
			 struct str question)
{
	return turn(s, SQL_ROOM_CLOSE, room, question);
}

bool store_say_in_room(struct store *s, struct str room, struct str question,
		       struct str mark, const struct room_answer *said,
		       struct str now)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ROOM_SAY);

	sql_bind_str(st, 1, room);
	sql_bind_str(st, 2, question);
	sql_bind_str(st, 3, mark);
	if (!said->dont_know)
		sql_bind_str(st, 4, said->value);
	sql_bind_str(st, 5, now);
	return sql_changed(s, st);
}

static void end_rooms(struct store *s, enum sql answers, enum sql rooms,
		      struct str which)
{
	const enum sql both[] = { answers, rooms };

	for (size_t i = 0; i < sizeof(both) / sizeof(both[0]); i++) {
		sqlite3_stmt *st = sql_begin(s, both[i]);

		sql_bind_str(st, 1, which);
		sql_run(s, st);
	}
}

void store_end_room(struct store *s, struct str room)
{
	end_rooms(s, SQL_ROOM_ANSWERS_DROP, SQL_ROOM_END, room);
}

void store_end_past_rooms(struct store *s, struct str now)
{
	end_rooms(s, SQL_PAST_ROOM_ANSWERS, SQL_PAST_ROOMS, now);
}

/* --- for the doctor -------------------------------------------------------- */

int64_t rooms_orphans(struct store *s)
{
	return sql_number(s, sql_begin(s, SQL_ORPHAN_ROOMS), 0);
}

void rooms_drop_orphans(struct store *s)
{
	sql_do(s, SQL_ORPHAN_ROOM_ANSWERS_DROP);
	sql_do(s, SQL_ORPHAN_ROOMS_DROP);
}
