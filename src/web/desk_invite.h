/* Invitations: the links of a round, and the words that go with them. */
#ifndef JALON_WEB_DESK_INVITE_H
#define JALON_WEB_DESK_INVITE_H

#include "desk_case.h"

/* "Anne Roy (direction)", or whose a shared link is. */
struct str desk_link_whose(const struct visit *v, const struct link *link);

/* "ouvert", "retiré": whether it still opens something. */
struct str desk_link_state(const struct visit *v, const struct link *link);
/* The one of the round that the path names, and that stands; else a page was
   answered. */
const struct link *desk_find_link(struct visit *v);
/* Withdraws the link of the path, and notes it. False: a page was answered. */
bool desk_revoke(struct visit *v);

/* A message ready to paste, in one language. */
struct letter {
	enum lang lang;
	struct str subject, body;
	/* The same without a name, in a sentence or two: what a mail program is
	   handed when the whole is more than browsers pass on. */
	struct str short_subject, short_body;
};
/* The invitation to a link: who asks, why, how long, what happens to the
   answers, until when. */
struct letter desk_invitation(const struct visit *v, const struct link *link,
			      struct str url, struct str by, enum lang lang);
/* The reminder of one who has not finished; `made` is the invitation's day. */
struct letter desk_reminder(const struct visit *v, struct str name,
			    struct str made, struct str by, enum lang lang);
/* `mailto:` with the letter in it, MAILTO_MOST characters at most; nobody's
   address is known here. `*whole`: nothing was left out. Browsers on Windows
   open no address above 2,048 characters, and say nothing. */
enum { MAILTO_MOST = 1900 };
struct str desk_mailto(const struct visit *v, const struct letter *letter,
		       bool *whole);
/* Subject and text in fields to copy from, and the mailto. `name` tells the
   fields of several letters apart. */
void desk_write_letter(struct visit *v, const struct letter *letter,
		       const char *name);

#endif
