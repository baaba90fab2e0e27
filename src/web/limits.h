/*
 * How often: attempts counted by a key, in memory that does not grow.
 *
 * Each key may be used `burst` times at once, and again as time goes by. A
 * key is kept as one moment: when it will be as good as new (the generic cell
 * rate algorithm). One that is as good as new is forgotten, for it says what
 * a new one says.
 *
 * When there is no room, a newcomer takes the place of the key that is nearest
 * to as good as new, *with what that one has used up*; the one it pushed out,
 * coming back, does the same. So pushing keys out, whoever can make as many as
 * they like, gives nobody an attempt: it only makes them share. Where a key
 * stands depends on chance of the process, so that nobody can choose whom to
 * share with.
 *
 * Any thread may call.
 */
#ifndef JALON_WEB_LIMITS_H
#define JALON_WEB_LIMITS_H

#include "base/text.h"

struct arena;
struct limits;

struct limits *limits_open(void);
/* NULL is allowed. */
void limits_close(struct limits *l);

/*
 * Uses one of the key's attempts. `now` is in seconds, of a clock that may be
 * set back; the same key always comes with the same `burst` (1 at least) and
 * `per_second` (over 0). False: there is none left.
 */
bool limits_take(struct limits *l, struct str key, int64_t now, uint32_t burst,
		 double per_second);
/* Gives one back: of attempts that may not fail often, one that did not. */
void limits_give(struct limits *l, struct str key, int64_t now, uint32_t burst,
		 double per_second);

/*
 * Notes for so many seconds that a key did something; it is a note, not an
 * allowance, and the key serves for nothing else. It may be forgotten sooner:
 * at the latest when the process ends.
 */
void limits_note(struct limits *l, struct str key, int64_t now, int64_t lasts);
bool limits_noted(struct limits *l, struct str key, int64_t now);

/* An address as a key: of IPv6 the /64, all of which one subscriber has. */
struct str limits_address(struct arena *a, struct str address);

#endif
