/*
 * Who may come in, as it is kept: accounts, sessions, links, consents, the
 * audit log, incidents. What they mean, and who may do what, is app/access.h.
 *
 * Nothing here is derived from a journal. All of it is in the whole copies of
 * a file (store_backup), none of it in the portable file of a case
 * (store_export); erasing a person or a case takes what is theirs along.
 *
 * A secret is known by its SHA-256, and nothing here ever sees one. Times and
 * dates are as in store/records.h. Reading is as in store/cases.h: ask
 * store_trouble after. What writes is of use in a store_write alone
 * (store/store.h); trouble stays there, so that a sequence needs no test after
 * each. Those that return a bool say whether what they were about is there.
 */
#ifndef JALON_STORE_ACCESS_H
#define JALON_STORE_ACCESS_H

#include "base/digest.h"
#include "store/store.h"

/*
 * Before a copy takes the place of the file `now` (NULL: there is none that can
 * be read): what was ended since must not open again. Every session ends, and
 * every link to set an account up: both are had again at once. Links that were
 * given to people stay, for who has one answers in the middle of a campaign
 * and may be one of the staff, whom nobody can send another; but those that
 * `now` says revoked, used up, or has no more although its journal goes on
 * from the copy's, are revoked, and accounts that it says disabled are.
 */
enum store_result store_end_access(struct store *copy, struct store *now,
				   struct diags *diags);

/* --- accounts ------------------------------------------------------------ */

/* Each may what the one before may, in the cases they are given; an
   administrator has all cases, accounts, audit and incidents besides. */
enum role { ROLE_TRAINER, ROLE_CONSULTANT, ROLE_ADMINISTRATOR, ROLE_COUNT };
/* "trainer", "consultant", "administrator". */
const char *role_name(enum role role);

struct account_record {
	struct str id;
	struct str login, name;
	enum role role;
	struct str password;	/* base/secret.h's hash; empty: not set up */
	struct str factor;	/* the key of one-time codes, or empty */
	int64_t step;		/* the last one that served */
	bool disabled;
	struct str since;	/* date */
};

/* By name, disabled ones last. */
const struct account_record *store_accounts(struct store *s, struct arena *a,
					    uint32_t *count);
/* By id, by login; NULL: none. */
const struct account_record *store_account(struct store *s, struct arena *a,
					   struct str id);
const struct account_record *store_account_by_login(struct store *s,
						    struct arena *a,
						    struct str login);

/* Added, or changed whole; its sessions end when it is disabled. */
void store_put_account(struct store *s, const struct account_record *record);
/* False when `step` is not after the last one: it served. */
bool store_use_step(struct store *s, struct str account, int64_t step);

/* --- which account, which case ------------------------------------------- */

bool store_holds(struct store *s, struct str account, struct str chain);
/* By name. */
const struct account_record *store_holders(struct store *s, struct arena *a,
					   struct str chain, uint32_t *count);
/* By name: those the account was given, or all with an empty `account`, but
   those whose leader began alone and does not let the firm read. */
const struct case_record *store_cases_of(struct store *s, struct arena *a,
					 struct str account, uint32_t *count);
/* By date: those whose `keep_until` is before `today`. */
const struct case_record *store_cases_due(struct store *s, struct arena *a,
					  struct str today, uint32_t *count);
/* Of these, those that a leader began alone. */
const struct case_record *store_cases_alone_due(struct store *s,
						struct arena *a,
						struct str today,
						uint32_t *count);
void store_give_case(struct store *s, struct str chain, struct str account);
void store_take_case(struct store *s, struct str chain, struct str account);

/* --- sessions ------------------------------------------------------------ */

enum session_kind { SESSION_ACCOUNT, SESSION_RESPONDENT, SESSION_SEAT };
struct session {
	enum session_kind kind;
	struct str account;		/* SESSION_ACCOUNT: its id */
	/* SESSION_RESPONDENT, SESSION_SEAT: */
	struct str chain, round;
	struct str respondent;		/* who answers; empty: nobody yet (a
					   shared link) */
	enum group group;
	bool together;			/* the staff's one answer */
	struct str link;		/* the one it came by, or empty; not
					   kept for the staff */
	struct str room;		/* SESSION_SEAT: the live room's id */
	bool self;			/* a leader who began the case alone:
					   may invite, erase, see the result */
	struct str begun, expires;	/* times; dates for seats and staff */
	struct str used;		/* SESSION_ACCOUNT: when it was last
					   noted that it serves */
};

/*
 * NULL: unknown, expired before `now`, an account's that was last used before
 * `idle`, its account disabled, its link revoked, its respondent or round
 * gone.
 */
const struct session *store_session(struct store *s, struct arena *a,
				    const struct digest *token, struct str now,
				    struct str idle);
void store_add_session(struct store *s, const struct digest *token,
		       const struct session *session);
void store_use_session(struct store *s, const struct digest *token,
		       struct str now);
/* For one that has none; false: has one, or they are none of its round's
   group. */
bool store_seat_session(struct store *s, const struct digest *token,
			struct str respondent);
void store_drop_session(struct store *s, const struct digest *token);
/* All of an account but `kept` (NULL: all). */
void store_drop_sessions(struct store *s, struct str account,
			 const struct digest *kept);

/* Where a respondent answers, all but `kept`. */
void store_drop_elsewhere(struct store *s, struct str respondent,
			  const struct digest *kept);

/* --- links --------------------------------------------------------------- */

enum link_kind {
	LINK_PERSON,		/* one leader or expert by name */
	LINK_GROUP,		/* whoever has it: one more of the group */
	LINK_RESUME,		/* a respondent who comes back */
	LINK_SETUP,		/* of an account */
};
struct link {
	struct str id;			/* 32 digits; not the secret */
	enum link_kind kind;
	struct str chain, round;
	struct str respondent;		/* LINK_RESUME */
	struct str name;		/* LINK_PERSON */
	enum group group;
	bool self;			/* LINK_RESUME of who began alone */
	struct str account;		/* LINK_SETUP; empty: the first one */
	struct str made, expires;	/* dates; LINK_SETUP: times */
	bool once;
	uint32_t used;			/* sessions it opened */
	bool revoked;
};

/* NULL: no such secret, or what it is about is gone. */
const struct link *store_link(struct store *s, struct arena *a,
			      const struct digest *secret);
/* LINK_PERSON and LINK_GROUP of a round, as they were made. */
const struct link *store_links(struct store *s, struct arena *a,
			       struct str round, uint32_t *count);
/* `id` is not read: it comes of the secret. */
void store_add_link(struct store *s, const struct digest *secret,
		    const struct link *link);
/* Counts one use: false when it is revoked, or serves once and did. */
bool store_use_link(struct store *s, const struct digest *secret);
/* One that nobody used goes altogether, with the name on it. False: none. */
bool store_revoke_link(struct store *s, struct str chain, struct str id);
/* Whether a respondent has a resume code; all that they have go. */
bool store_has_resume(struct store *s, struct str respondent);
void store_drop_resumes(struct store *s, struct str respondent);
/* Those that set up an account; of the first one when it is empty. */
void store_drop_setups(struct store *s, struct str account);

/* The respondent of that name and group in a round; empty: none. */
struct str store_respondent_named(struct store *s, struct arena *a,
				  struct str round, enum group group,
				  struct str name);
/* Whether one agreed set stands for all in a round. */
bool store_is_agreed(struct store *s, struct str round);
bool store_is_respondent(struct store *s, struct str chain,
			 struct str respondent);
/* 0: not said. */
uint32_t store_expected(struct store *s, struct str round);
void store_expect(struct store *s, struct str chain, struct str round,
		  uint32_t people);

/* --- alone --------------------------------------------------------------- */

/* What a person agrees to, each apart. */
enum purpose {
	PURPOSE_RESULT,		/* keep my answers to make my result: needed */
	PURPOSE_CONSULTANT,	/* the firm that offers Jalon may read them */
	PURPOSE_STATISTICS,	/* counted in figures that name nobody */
	PURPOSE_COUNT
};
/* "result", "consultant", "statistics". */
const char *purpose_name(enum purpose purpose);

void store_mark_alone(struct store *s, struct str chain,
		      struct str respondent);
bool store_is_alone(struct store *s, struct str chain);
/* False: somebody began the case alone, and does not agree to that. */
bool store_may(struct store *s, struct str chain, enum purpose purpose);
/* As they stand; all false for who was never asked. */
void store_agreed(struct store *s, struct str respondent,
		  bool agreed[PURPOSE_COUNT]);
void store_agree(struct store *s, struct str chain, struct str respondent,
		 const bool agreed[PURPOSE_COUNT], struct str today);

/* --- what is kept to answer for it --------------------------------------- */

struct audit_entry {
	uint32_t number;		/* to ask for those before it */
	struct str at;			/* time */
	struct str who;			/* login, or "respondent", "visitor" */
	struct str what;		/* a slug: "login", "case.export" */
	struct str of;			/* a case's name, a login, or empty */
};
enum { AUDIT_PAGE = 100 };
/* Latest first, AUDIT_PAGE at most; before the one of that number, or 0. */
const struct audit_entry *store_audit(struct store *s, struct arena *a,
				      uint32_t before, uint32_t *count);
/* `number` is not read. Of a case, its name as it is today is what is read
   later, and eight digits once it is erased. */
void store_note(struct store *s, const struct audit_entry *entry);

/* Quebec's register: every incident, kept five years at least. */
struct incident {
	struct str id;
	struct str noticed;		/* date */
	struct str happened;		/* date or a period, as written */
	struct str what, data, people;	/* what, which data, how many people */
	struct str harm;		/* why it is serious, or is not */
	bool serious;
	struct str told;		/* whom, when; or empty */
	struct str measures;
	struct str by;
};
/* The last noticed first. */
const struct incident *store_incidents(struct store *s, struct arena *a,
				       uint32_t *count);
void store_put_incident(struct store *s, const struct incident *incident);

/* --- keeping no more than is needed -------------------------------------- */

/* Sessions, resume codes and set-up links past their date, entries of the log
   before `log`. */
void store_forget_past(struct store *s, struct str today, struct str log);

#endif
