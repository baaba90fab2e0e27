/*
 * What is shown once, on a page that Back and reload may show again.
 *
 * A secret is known in clear only while it is made, by a POST; a page that
 * answered the POST would be lost at the first reload. So it goes to the
 * browser in a cookie that only the same session can read, until it is closed,
 * and the POST leads, at once or later, to a page that shows it until
 * "Continue". Private to web.
 */
#ifndef JALON_WEB_SHOWN_H
#define JALON_WEB_SHOWN_H

#include "visit.h"

enum { SHOWN_MOST = 600 };	/* bytes of a text */

/*
 * Takes the place of what was kept before, of any kind. The session is the one
 * of `v->token`, as the response leaves it. A longer text is cut.
 */
void shown_keep(struct visit *v, const char *kind, struct str text);
/* Empty: nothing of that kind, or another session's. */
struct str shown_kept(struct visit *v, const char *kind);
void shown_done(struct visit *v);

#endif
