/*
 * What the pages of accounts, one's own and others', have in common. Private
 * to web.
 */
#ifndef JALON_WEB_ACCOUNT_H
#define JALON_WEB_ACCOUNT_H

#include "visit.h"

/*
 * Lets an account in: a session under a new token, which the browser gets
 * for as long as it is open; the session it came with, if any, is over.
 * False: a page was answered, the browser keeps what it had.
 */
bool account_enter(struct visit *v, const struct account *account);

/*
 * A place among the few who may have a password hashed at this moment, 19 MiB
 * and 50 ms each. False: 503 was answered. Else account_hash_end after.
 */
bool account_hash_begin(struct visit *v);
void account_hash_end(struct visit *v);

/*
 * What app/access.h refused, from the `from`th diagnostic on, as faults in
 * whole sentences, each beside its field: `login`, `name`, `password`, `old`,
 * `code`, or none. False: the environment failed, and a page was answered.
 */
bool account_refused(struct visit *v, size_t from);
/* The faults of a password to be, beside `password`. */
void account_check_password(struct visit *v, struct str password,
			    struct str login);

/* As app/access.h keeps it: trimmed, A to Z in lower case. */
struct str account_login(struct visit *v, struct str typed);
/* The form's one-time code, without the spaces that applications show. */
struct str account_code(struct visit *v);
struct str account_role(const struct visit *v, enum role role);

/* `?done=slug` of a redirection: what to say of it. A NULL slug ends them. */
struct said {
	const char *slug;
	enum phrase phrase;
};
void account_say_done(struct visit *v, const struct said *said);

/* A list of links: `path` and what it is. */
void account_link_item(struct visit *v, struct str path, struct str text);
/* Fields `code`, `old` and `password`; the last says what it has to be. */
void account_code_field(struct visit *v, struct str label, struct str hint);
void account_old_password(struct visit *v, struct str label);
void account_new_password(struct visit *v, struct str label);

#endif
