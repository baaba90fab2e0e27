/* A live room at the consultant's desk. Private to web. */
#ifndef JALON_WEB_ROOM_DESK_H
#define JALON_WEB_ROOM_DESK_H

#include "desk.h"
#include "room.h"

/* The room of the path, which is of the round at hand; NULL: a page was
   answered. */
const struct room *room_at_desk(struct visit *v);
/* ROOM_AT(v, "/close") */
#define ROOM_AT(v, ...)                                                        \
	PATH((v), desk_round(v), STR("/room/"), (v)->args[0], __VA_ARGS__)
/* The client, the round and what `?done=` says was just done. */
void room_write_whose(struct visit *v);

#endif
