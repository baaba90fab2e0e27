/* Beginnings that other pages show again. Private to web. */
#ifndef JALON_WEB_BEGIN_H
#define JALON_WEB_BEGIN_H

#include "visit.h"

/* One box for each purpose, none ticked that was not. */
void begin_purposes(struct visit *v, const bool agreed[PURPOSE_COUNT]);
void begin_read_purposes(struct visit *v, bool agreed[PURPOSE_COUNT]);
/* The page that shows a resume code, the one time. */
void begin_show_code(struct visit *v, struct str secret);

#endif
