/*
 * A live room's pages: what the seats' and the consultant's share. Private to
 * web.
 *
 * Every page of a room shows one moment of it, a question and its state. With
 * the script the page follows: it listens to an address that tells what
 * moment it is, and asks for itself again when that is another one. Without,
 * pages that hold no form reload themselves.
 *
 * The address of events is answered at once and the connection ends; the
 * browser comes back by itself (EventSource). So it costs no more than any
 * other request, holds no thread, and any worker answers it.
 */
#ifndef JALON_WEB_ROOM_H
#define JALON_WEB_ROOM_H

#include "app/room.h"
#include "page.h"
#include "question.h"

enum room_refresh {
	ROOM_STILL,		/* somebody may be writing in it */
	ROOM_FOLLOWS,		/* by the script, and only by it */
	ROOM_REFRESHED,		/* without the script too */
};

struct room_page {
	struct str title, back;
	enum room_refresh refresh;
	const struct room *room;
	struct str here;	/* the page's own address */
	struct str events;	/* the address that it listens to */
};
/* Begins a page of a room. */
void room_page_begin(struct visit *v, const struct room_page *page);
/* The moment as events: what the script of such a page expects. */
void room_write_events(struct visit *v, const struct room *room);

/* The question on the screens; NULL: none, or it is no longer there. */
const struct question *room_question(const struct visit *v,
				     const struct room *room);
/* "Seats taken: 6", and, on a page that follows, as it grows. */
void room_write_people(struct visit *v, const struct room *room);
void room_write_count(struct visit *v, const struct room *room);

/* What an option is called in figures: "1" of a level, else "A", "B"... */
struct str room_sign(const struct visit *v, const struct question *q,
		     uint32_t option);

/* How the answers divide, in a figure and in a table; or why nothing shows. */
void room_write_spread(struct visit *v, const struct room *room,
		       const struct question *q);

#endif
