/* Beginnings that other pages show again. Private to web. */
#ifndef JALON_WEB_BEGIN_H
#define JALON_WEB_BEGIN_H

#include "visit.h"

/* One box for each purpose, none ticked that was not. */
void begin_purposes(struct visit *v, const bool agreed[PURPOSE_COUNT]);
void begin_read_purposes(struct visit *v, bool agreed[PURPOSE_COUNT]);
/* Who sees what bears a name, and whether the firm may be counted in figures:
   as who began the case alone agreed to it. */
enum phrase begin_seen(const struct visit *v, struct str chain);
enum phrase begin_counted(const struct visit *v, struct str chain);
/* Leads to the page that shows a resume code, until "Continue". Called once the
   session that it belongs to is the visit's. */
void begin_show_code(struct visit *v, struct str secret);
/* The same with a new one, for the respondent of a session. False: none could
   be made. */
bool begin_make_code(struct visit *v, const struct session *session);
/* Of the last code that this browser was shown: nobody said "Continue". */
bool begin_code_pends(const struct visit *v);
void begin_code_done(struct visit *v);

#endif
