/*
 * Who may come in, and by which secret: accounts of the consultants' firm,
 * sessions, links given to people, consents, the audit log.
 *
 * Accounts belong to people of the firm that runs Jalon. A respondent has
 * none: a link or a resume code opens a session for one respondent of one
 * round, and nothing else. Secrets are given once, in clear, by the function
 * that makes them; the file keeps hashes (base/secret.h).
 *
 * The staff. A session or a link of a member of the staff keeps dates, no
 * hour, and nobody can list them one by one: a link shared by a group is the
 * way they come, and a resume code the only way back. What is kept: that a
 * browser's token (its hash) answers as a respondent, without which nobody
 * could go on, and that a resume code does, both with the date; the number of
 * people who opened each shared link. Not which link a session came by, nor
 * an address, nor what machine, nor how often they came back. Nothing of what
 * they do goes to the log (access_note). The web application gives nobody
 * what they answered one by one, whatever the account: whoever keeps the file
 * could read it there, which the staff are told before they begin.
 *
 * All of it lives in the same file as the cases, so that erasing a person or
 * a case takes its sessions, links and consents along, and a backup has it.
 * A portable file of one case has none of it.
 *
 * What a function refuses it says in a diagnostic. What it writes goes
 * through the desk's saver when there is one, and is on the disk when it
 * returns.
 */
#ifndef JALON_APP_ACCESS_H
#define JALON_APP_ACCESS_H

#include "app/case.h"
#include "store/access.h"

/* --- accounts ------------------------------------------------------------ */

/* Roles are store/access.h's: each may what the one before may. */
bool role_parse(struct str name, enum role *role);

struct account {
	struct str id;			/* 32 digits */
	struct str login;		/* an address of mail, lower case */
	struct str name;		/* as it signs decisions */
	enum role role;
	bool ready;			/* has a password */
	bool second_factor;
	bool disabled;
	struct str since;		/* date */
};
bool access_has_accounts(struct desk *d);
/* By name; disabled ones last. */
const struct account *access_accounts(struct desk *d, uint32_t *count);
const struct account *access_account(struct desk *d, struct str id);

/*
 * Makes an account without a password, and the secret of its set-up link (7
 * days, once). Refused: a login that is taken or no address, an empty name.
 */
bool access_add_account(struct desk *d, const struct account *wanted,
			struct str *secret);
/* Another set-up link: the one before, the password and the second factor are
   worth nothing any more, and all sessions of the account end. */
bool access_reset_account(struct desk *d, struct str id, struct str *secret);
/* Login, name, role, disabled. Refused: the last administrator who can come
   in disabled, or made something else. */
bool access_change_account(struct desk *d, const struct account *wanted);
/* Before there is any account: the secret that makes the first one, an
   administrator (24 hours; a new one replaces the last). Refused when there
   are accounts. */
bool access_first_secret(struct desk *d, struct str *secret);
/* With a set-up link's secret; the first account takes login and name too. */
bool access_set_up(struct desk *d, struct str secret, struct str login,
		   struct str name, struct str password,
		   const struct account **account);
/* By somebody who is in: refused when `old` is not the password. Ends the
   other sessions of the account. */
bool access_change_password(struct desk *d, struct str account,
			    struct str old, struct str password,
			    struct str token);

enum login_result {
	LOGIN_DONE,
	LOGIN_WRONG,		/* unknown, disabled, wrong: not told apart,
				   in words or in time */
	LOGIN_NEEDS_CODE,	/* the password is right: the code is missing,
				   wrong or used */
	LOGIN_FAILED,		/* the environment; a diagnostic says */
};
/* Does not open a session. The caller bounds how often and how many at once. */
enum login_result access_login(struct desk *d, struct str login,
			       struct str password, struct str code,
			       int64_t now, const struct account **account);

/* A second factor: proposed (kept nowhere but in the form), taken when a code
   of it is right, taken away. */
struct str access_propose_factor(struct desk *d);	/* base 32 */
bool access_take_factor(struct desk *d, struct str account, struct str factor,
			struct str code, int64_t now);
bool access_drop_factor(struct desk *d, struct str account,
			struct str password);

/* --- which account, which case ------------------------------------------- */

struct holding {
	struct str account, chain;
};
/*
 * Whether the account may see the case at all; the role says what it may do.
 * A case whose leader began alone is nobody's, administrators included, as
 * long as they do not agree to PURPOSE_CONSULTANT.
 */
bool access_holds(struct desk *d, const struct account *account,
		  struct str chain);
const struct account *access_holders(struct desk *d, struct str chain,
				     uint32_t *count);
bool access_give_case(struct desk *d, struct str chain, struct str account);
bool access_take_case(struct desk *d, struct str chain, struct str account);
/* False only where who began the case alone does not agree to that: to be
   asked before a case enters a figure (PURPOSE_STATISTICS). */
bool access_may(struct desk *d, struct str chain, enum purpose purpose);
/* The cases an account sees, by name. */
const struct case_record *access_cases(struct desk *d,
				       const struct account *account,
				       uint32_t *count);

/* --- sessions ------------------------------------------------------------ */

/*
 * Accounts: 12 hours idle, 7 days in all. Respondents: 180 days. Seats: to the
 * end of the next day. NULL, in silence: unknown, expired, its account
 * disabled, its link revoked, its respondent erased. That an account's goes on
 * is noted, every quarter of an hour at most; of the others nothing is.
 */
const struct session *access_session(struct desk *d, struct str token);
/* Under `token`, which the caller made (secret_make) and will give to the
   browser. Its times are not the caller's to say. */
bool access_open_session(struct desk *d, struct str token,
			 const struct session *wanted);
/* The respondent of a shared link, once there is one. Refused: it has one, or
   they are of another round or group. */
bool access_seat_respondent(struct desk *d, struct str token,
			    struct str respondent);
bool access_close_session(struct desk *d, struct str token);
bool access_close_all(struct desk *d, struct str account);

/* --- links --------------------------------------------------------------- */

/* LINK_PERSON and LINK_GROUP of a round, as they were made. */
const struct link *access_links(struct desk *d, struct str round,
				uint32_t *count);
/*
 * Any but LINK_SETUP. Without a date it expires after 90 days, a resume code
 * after a year; the day on which it expires is its last. A resume code takes
 * the place of the one before. Refused: a round or a respondent that is not
 * there, a name that is none, LINK_PERSON for the staff.
 */
bool access_add_link(struct desk *d, const struct link *wanted,
		     struct str *secret);
/* Whether a respondent has a resume code that opens something. */
bool access_has_code(struct desk *d, struct str respondent);
/* The resume code that a respondent has, if any, opens nothing any more, and
   they answer nowhere else: their sessions end, all but `token`'s. Refused: no
   such respondent. */
bool access_drop_code(struct desk *d, struct str chain, struct str respondent,
		      struct str token);
/* Ends the sessions that came by it, but the staff's, of which that is not
   known. One that nobody used goes altogether. */
bool access_revoke_link(struct desk *d, struct str chain, struct str id);
/*
 * What a secret opens, without using it: NULL after a diagnostic that does
 * not tell an unknown one from an expired, revoked or used one.
 */
const struct link *access_link(struct desk *d, struct str secret);
/*
 * Uses it: a session under `token`. In one transaction with counting, so that
 * two browsers cannot both use one that serves once. Whoever comes by
 * LINK_PERSON is a respondent of the round from then on, the same one each
 * time; by LINK_GROUP the session has no respondent yet. As access_link, a
 * set-up link is refused (access_set_up).
 */
bool access_trade(struct desk *d, struct str secret, struct str token,
		  const struct session **session);
/* How many were invited and came, by group. Of the staff the number alone. */
struct response_rate {
	uint32_t invited[GROUP_COUNT];	/* names on LINK_PERSON; staff: as
					   declared */
	uint32_t came[GROUP_COUNT];	/* respondents of the round */
};
struct response_rate access_rate(struct desk *d, const struct case_view *view);
/* How many staff the consultant expects (0: not said). */
bool access_expect_staff(struct desk *d, struct str chain, struct str round,
			 uint32_t people);

/* --- alone --------------------------------------------------------------- */

enum { ALONE_KEPT_DAYS = 365 };		/* then the case is erased */
struct alone {
	struct str client;		/* the organisation, as they name it */
	struct str name;		/* theirs */
	bool agreed[PURPOSE_COUNT];
};
/*
 * A leader begins alone: a case, its first round, the leader as respondent,
 * what they agree to, a session under `token` and the secret of their resume
 * code. Refused: no name, or PURPOSE_RESULT not agreed to.
 */
bool access_begin_alone(struct desk *d, const struct alone *wanted,
			struct str token, struct str *secret);
/* Consents of a respondent as they stand; changed, with today's date. The
   date of what was agreed to, and of what no longer is, is kept. */
bool access_agreed(struct desk *d, struct str respondent,
		   bool agreed[PURPOSE_COUNT]);
bool access_agree(struct desk *d, struct str chain, struct str respondent,
		  const bool agreed[PURPOSE_COUNT]);

/* --- what is kept to answer for it --------------------------------------- */

/* Latest first, AUDIT_PAGE at most; `before` is a number of entry or 0. Kept
   400 days. */
const struct audit_entry *access_audit(struct desk *d, uint32_t before,
				       uint32_t *count);
/* Never of the staff: an hour is kept. */
bool access_note(struct desk *d, struct str who, const char *what,
		 struct str of);

/* Quebec's register of incidents. */
const struct incident *access_incidents(struct desk *d, uint32_t *count);
/* Added, or changed when `id` is not empty. Refused: no date, nothing said of
   what happened. */
bool access_put_incident(struct desk *d, const struct incident *incident);

/* Cases past their date, by date. */
const struct case_record *access_due(struct desk *d, uint32_t *count);
/* Whether a leader began the case alone: past its date it is erased without
   anybody confirming. */
bool access_is_alone(struct desk *d, struct str chain);
/*
 * Takes away sessions, resume codes and set-up links that are past, what the
 * log has kept for 400 days, and erases the cases that a leader began alone
 * and that are past their date; the log tells of each, by the beginning of its
 * id. For a server: at its start, then each day.
 */
bool access_forget_past(struct desk *d);
/* Who does in the log what nobody asked for. */
#define ACCESS_PROGRAM STR("jalon")

#endif
