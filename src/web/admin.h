/* What the pages of administration have in common. Private to web. */
#ifndef JALON_WEB_ADMIN_H
#define JALON_WEB_ADMIN_H

#include "account.h"

/* A wide page with a way back. */
void admin_begin(struct visit *v, struct str title, struct str back);
/* Text to be copied, in a language that may be another than the page's. */
void admin_paste(struct visit *v, struct str id, struct str label,
		 enum lang lang, struct str text);

#endif
