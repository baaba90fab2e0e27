/*
 * Live rooms, as they are kept; what they mean is app/room.h.
 *
 * Nothing here is derived from a journal, and none of it is in the portable
 * file of a case (store_export); a whole copy (store_backup) has what stands
 * at that moment. Erasing a case takes its rooms along. Reading is as in
 * store/cases.h: ask store_trouble after. What writes is of use in a
 * store_write alone (store/store.h); those that return a bool say whether
 * anything was written.
 */
#ifndef JALON_STORE_ROOM_H
#define JALON_STORE_ROOM_H

#include "store/store.h"

enum { ROOM_CODE = 6 };			/* signs */

struct room_record {
	struct str id;			/* 32 digits */
	struct str chain, round;
	struct str date;
	uint32_t people;		/* seats taken */
	struct str code;		/* empty: it has ended */
	struct str expires;		/* time; empty likewise */
	struct str question;		/* on the screens, or empty */
	bool asking;			/* it takes answers */
};

/* NULL: none. */
const struct room_record *store_room(struct store *s, struct arena *a,
				     struct str id);
const struct room_record *store_room_by_code(struct store *s,
					     struct arena *a,
					     struct str code);
/* Of a round: the open one first, then the last by date. */
const struct room_record *store_rooms(struct store *s, struct arena *a,
				      struct str round, uint32_t *count);

/* The questions of a room that got answers, by id, and how many. */
struct room_tally {
	struct str question;
	uint32_t answers;
	uint32_t counting;		/* don't-knows aside */
};
const struct room_tally *store_room_tallies(struct store *s, struct arena *a,
					    struct str room, uint32_t *count);
/* Of one question; zeros when nobody answered it. */
struct room_tally store_room_tally(struct store *s, struct str room,
				   struct str question);

struct room_answer {
	bool dont_know;
	struct str value;		/* JSON */
};
/* By value, so that no order tells of anybody. */
const struct room_answer *store_room_answers(struct store *s, struct arena *a,
					     struct str room,
					     struct str question,
					     uint32_t *count);
/* Under one mark; NULL: none. */
const struct room_answer *store_room_answer(struct store *s, struct arena *a,
					    struct str room,
					    struct str question,
					    struct str mark);

/* --- in a store_write ------------------------------------------------------ */

/* False: the code is taken, or the round has an open room. */
bool store_add_room(struct store *s, const struct room_record *room);
/* One more seat; false: it has ended, or is past at `now`. */
bool store_take_seat(struct store *s, struct str room, struct str now);
/*
 * Puts a question on the screens, to be answered. False: the room has ended,
 * or `least` answers to it count already.
 */
bool store_ask_in_room(struct store *s, struct str room, struct str question,
		       uint32_t least);
/* Puts it on the screens again as it was closed; false: nobody answered it. */
bool store_show_in_room(struct store *s, struct str room,
			struct str question);
/* Takes no more answers to it; false: it took none. */
bool store_close_in_room(struct store *s, struct str room,
			 struct str question);
/* Says, or says again. False: it takes no answers, or is past at `now`. */
bool store_say_in_room(struct store *s, struct str room, struct str question,
		       struct str mark, const struct room_answer *said,
		       struct str now);
/* What was said goes, and all of the room but that it took place. */
void store_end_room(struct store *s, struct str room);
/* The same for those past at `now`. */
void store_end_past_rooms(struct store *s, struct str now);

#endif
