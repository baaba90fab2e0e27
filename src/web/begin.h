/* Beginnings that other pages show again. Private to web. */
#ifndef JALON_WEB_BEGIN_H
#define JALON_WEB_BEGIN_H

#include "visit.h"

/* One box for each purpose, ticked as it was agreed to. */
void begin_purposes(struct visit *v, const bool agreed[PURPOSE_COUNT]);
void begin_read_purposes(struct visit *v, bool agreed[PURPOSE_COUNT]);
/* Who sees what bears a name, and whether the firm may be counted in figures:
   as who began the case alone agreed to it. */
enum phrase begin_seen(const struct visit *v, struct str chain);
enum phrase begin_counted(const struct visit *v, struct str chain);
/*
 * Leads to the page that shows a new resume code, "/answers/code", until
 * "Continue"; for the respondent of a session, which is the visit's. False:
 * none could be made.
 *
 * Whoever begins alone has one too, which waits in the browser until there is
 * something to come back to: what applies leads on to it, and whoever leaves
 * the questions for another page sees it first. `?then=` tells where "Continue"
 * leads: "on" along the path, "me", or nothing for the list. Its page also asks
 * whoever began alone what beginning did not: the purposes they need not agree
 * to, those they have not yet. Unseen is not agreed.
 */
bool begin_make_code(struct visit *v, const struct session *session);
/* The same without leading there: it waits, as that of who begins alone. */
bool begin_hold_code(struct visit *v, const struct session *session);
/* There is a code that this browser can still show, and nobody said
   "Continue". */
bool begin_code_waits(struct visit *v);
/* Nobody said "Continue" of the last code, whether or not this browser can
   still show it: it cannot once it was closed. */
bool begin_code_pends(const struct visit *v);
void begin_code_done(struct visit *v);

#endif
