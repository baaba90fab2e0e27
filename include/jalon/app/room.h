/*
 * Live rooms: the people of a round answer a question together, each on
 * their phone, and talk about how they divide.
 *
 * A consultant opens a room on a round. Whoever types its code takes a seat:
 * a session of its own, without a name, a group or a respondent. The
 * consultant puts questions on the screens, one at a time: it takes answers,
 * then it is closed. What the room then settles is a decision like any other
 * (group_decide), and all that counts in a score: the seats' answers never
 * do.
 *
 * What is shown. While a question takes answers, their number alone. Once it
 * is closed, how they divide, provided five at least count (ROOM_LEAST;
 * don't-knows aside, whose number stands beside). Below, nothing but the
 * number of answers.
 *
 * Why a question whose answers five count is never asked again in the same
 * room: two prints can be subtracted, and the second less the first would be
 * what one latecomer said, or one person who changed. With fewer, nothing
 * was shown that a later print could be compared with: it may be opened
 * again, what was said stays and others add to it. So of each question a
 * room shows one print at most, and what it is made of does not move
 * any more.
 *
 * What is kept. An answer stands under a mark, which is made of the seat's
 * token, the room and the question (secret_derive) and which nobody makes
 * again without the browser's cookie: nothing in the file leads from an
 * answer to a session, to a respondent, or to what the same seat said to
 * another question. No hour is kept, no address, no order. A seat's session
 * says which room it is of and lasts to the end of the next day, so that a
 * phone can be told that the room has ended. Ending a room erases every
 * answer of it; so does time, ROOM_HOURS after it was opened. What stays is
 * that it took place, the date, how many seats were taken, and the decisions
 * that were recorded. No export of a case holds any of it.
 *
 * What this cannot do. Seats are counted, not people: whoever takes four
 * reads the fifth's answer. That is why the number of seats taken stands on
 * every screen of the room, where those who are there can count heads. Nor
 * can it keep people who hold a second room from comparing it with the
 * first, as they could show of hands with show of hands.
 */
#ifndef JALON_APP_ROOM_H
#define JALON_APP_ROOM_H

#include "app/collection.h"
#include "store/room.h"

enum {
	ROOM_LEAST = COLLECTION_LEAST,
	ROOM_HOURS = 12,
};

enum room_state {
	ROOM_WAITING,		/* no question yet */
	ROOM_ASKING,		/* it takes answers */
	ROOM_CLOSED,
	ROOM_ENDED,		/* or its time is over */
};

struct room {
	struct str id, chain, round;
	struct str date;
	struct str code;		/* empty once it has ended */
	enum room_state state;
	struct str question;		/* on the screens; empty: none */
	uint32_t people;		/* seats taken */
	uint32_t answers;		/* to the question */
	bool shows;			/* closed, and five of them count */
};

/* NULL, in silence, where there is none; `code` as people type it. */
const struct room *room_find(struct desk *d, struct str id);
const struct room *room_by_code(struct desk *d, struct str code);
/* Of a round: the open one first, then the last by date. */
const struct room *room_list(struct desk *d, struct str round,
			     uint32_t *count);

/* Whether a room can ask it: a list of options, or yes and no. */
bool room_takes(const struct question *q);
/* Whether how its answers divide was shown, or may be: then it is not asked
   again in the room. */
struct room_asked {
	uint32_t question;
	bool shows;
};
/* The questions of a room that got answers. */
const struct room_asked *room_asked(struct desk *d, const struct room *room,
				    const struct pack *pack,
				    uint32_t *count);

/* --- the consultant's ------------------------------------------------------ */

/* The room that is open on the round, or else a new one. NULL after a
   diagnostic. */
const struct room *room_open(struct desk *d, const struct case_view *view);
/* Opens a question; shows it again where room_asked says it shows. What was
   open before is closed. Refused: a question that a room does not take, a
   room that has ended. */
bool room_ask(struct desk *d, const struct case_view *view,
	      const struct room *room, struct str question);
/* Nothing happens when it is closed already, or when another is open. */
bool room_close(struct desk *d, const struct room *room, struct str question);
/* Erases what was said; nothing happens when it has ended. */
bool room_end(struct desk *d, const struct room *room);

/* How answers divide: NULL unless the room shows its question. */
struct room_spread {
	uint32_t counting;		/* answers, don't-knows aside */
	uint32_t dont_know;
	const uint32_t *options;	/* by option; yes, then no */
	uint32_t option_count;
};
const struct room_spread *room_spread(struct desk *d,
				      const struct case_view *view,
				      const struct room *room);

/* --- a seat's -------------------------------------------------------------- */

/* A seat in an open room: a session under `token`. Refused: it has ended. */
bool room_take_seat(struct desk *d, const struct room *room,
		    struct str token);
/*
 * Answers the question that is open, in the place of what the seat had
 * said. `values` as forms give them: `3`, options' ids, `true`; or `?` alone
 * for don't know. Refused: it takes no more answers, values that the
 * question does not take (MSG_ROOM_MOVED tells the first from the second).
 */
bool room_answer(struct desk *d, const struct case_view *view,
		 const struct room *room, struct str token,
		 struct str question, const struct str *values,
		 uint32_t count);
/* What the seat said to the question on the screens; ANSWER_MISSING: nothing
   yet. */
struct answer room_said(struct desk *d, const struct case_view *view,
			const struct room *room, struct str token);

#endif
