/* What a leader who began alone made, and may do about it. Private to web. */
#ifndef JALON_WEB_ANSWERS_INVITE_H
#define JALON_WEB_ANSWERS_INVITE_H

#include "visit.h"

/* What `?done=` says was just done. */
void answers_invite_notice(struct visit *v);
/* The links that still stand, each leading to the page that withdraws it. */
void answers_write_links(struct visit *v);
/* How the staff's collection stands, never with a number: nobody, fewer than
   five, five or more; and the way to close it, or to open it again. */
void answers_write_collection(struct visit *v);

#endif
