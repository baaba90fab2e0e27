/*
 * Where somebody was whose session is over, so that coming in again leads
 * there. Private to web.
 *
 * It goes along as `then`, in the address of the page that lets people in and
 * in its form: whatever comes in that field, it leads to one of our own pages
 * or nowhere.
 */
#ifndef JALON_WEB_COMEBACK_H
#define JALON_WEB_COMEBACK_H

#include "visit.h"

/* Those that sign in; those that come by a code. */
enum {
	COMEBACK_ACCOUNTS = WHO_TRAINER | WHO_CONSULTANT | WHO_ADMINISTRATOR,
	COMEBACK_RESPONDENTS = WHO_RESPONDENT | WHO_NAMED | WHO_SELF,
};

/* "/login?then=/cases/x": `door`, and the page that was asked for when it is
   one of `who`'s and not `usual`, where the door leads anyway. */
struct str comeback_by(const struct visit *v, unsigned who, struct str door,
		       struct str usual);
/* Where `then` leads, or `usual`. */
struct str comeback_to(const struct visit *v, unsigned who, struct str usual);
/* The hidden field, of a form that lets people in. */
void comeback_field(struct visit *v, unsigned who);

#endif
