/* What the files of app/access.h share. */
#ifndef JALON_APP_ACCESS_PART_H
#define JALON_APP_ACCESS_PART_H

#include "app/access.h"
#include "base/secret.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

/* --- times (access_time.c) ----------------------------------------------- */

/* `seconds` after a time, or before; `days` after a date. */
struct str time_after(struct arena *a, struct str time, int64_t seconds);
struct str date_after(struct arena *a, struct str date, int64_t days);
bool date_is_one(struct str date);

/* --- checked (access_accounts.c) ----------------------------------------- */

/* One line of 1 to 200 characters; false after a diagnostic. */
bool access_name_is_good(struct desk *d, struct str name);
/* A diagnostic, and STORE_REFUSED. */
enum store_result access_refuse(struct diags *diags, enum message message,
				struct str about);
/* The account, or NULL after a diagnostic. */
const struct account_record *access_record(struct desk *d, struct str id);
struct account access_shown(const struct account_record *record);

/* An address of mail in lower case; empty after a diagnostic. */
struct str access_clean_login(struct desk *d, struct str typed);
bool access_password_is_good(struct desk *d, struct str password,
			     struct str login);
/* Empty after a diagnostic: there is no memory for it. */
struct str access_hashed(struct desk *d, struct str password);

/* --- an account, in one write (access_accounts.c) ------------------------ */

enum account_part { ACCOUNT_WHOLE, ACCOUNT_PARTICULARS, ACCOUNT_PASSWORD,
		    ACCOUNT_FACTOR, ACCOUNT_SECRETS };
struct account_writing {
	struct arena *arena;
	enum account_part what;		/* of the record; whole for a new one */
	struct account_record record;
	struct str was;			/* the password's hash that was checked:
					   refused when it changed meanwhile */
	bool reset;			/* its sessions and links are over */
	const struct digest *kept;	/* but this session, or NULL */
	const struct digest *setup;	/* of the new set-up link, or NULL */
	struct link link;
	const struct digest *used;	/* the set-up link that serves, or
					   NULL */
};
bool access_write_account(struct desk *d, struct account_writing *w);
struct link access_setup_link(struct desk *d, struct str account,
			      int64_t lasts);

/* --- sessions and links -------------------------------------------------- */

/* With its times set, as its kind and group want them. */
struct session access_session_from(struct desk *d,
				   const struct session *wanted);
/* A resume code that lasts a year; whose it is is to be filled. */
struct link access_resume_link(struct desk *d);

#endif
