/*
 * One request being answered: what the dispatcher found out about it, and
 * the response it becomes. Private to web.
 *
 * When a handler runs, the route has matched, the method is right, the form
 * is read and its token is good, whoever comes may come, and the case of the
 * path (or of the session) is at hand.
 */
#ifndef JALON_WEB_VISIT_H
#define JALON_WEB_VISIT_H

#include "app/access.h"
#include "format/html.h"
#include "phrases.h"
#include "web/site.h"

/* Who comes, as a set. */
enum who {
	WHO_ANYONE = 1 << 0,
	WHO_RESPONDENT = 1 << 1,	/* of any group */
	WHO_NAMED = 1 << 2,		/* a leader or an expert */
	WHO_SELF = 1 << 3,		/* a leader who began alone */
	WHO_SEAT = 1 << 4,		/* in a live room */
	WHO_TRAINER = 1 << 5,		/* an account; each below has those
					   above it */
	WHO_CONSULTANT = 1 << 6,
	WHO_ADMINISTRATOR = 1 << 7,
};

enum { ROUTE_ARGS = 3, FAULTS_MAX = 60 };

/* Something wrong with what was typed, beside its field. */
struct fault {
	struct str field;	/* the name of the control; may be empty */
	struct str text;
};

struct visit {
	struct site *site;
	const struct site_config *config;
	struct arena *arena;
	struct desk *desk;
	struct diags *diags;
	const struct request *request;
	struct response *response;
	const struct route *route;	/* NULL: no such page */
	struct str args[ROUTE_ARGS];	/* of the path, in order */
	enum lang lang;
	unsigned who;
	struct str cookie;		/* the one that `token` comes in */
	struct str token;		/* the browser's, or a fresh one */
	bool token_known;		/* the browser has it already */
	const struct session *session;	/* or NULL */
	const struct account *account;	/* or NULL */
	const struct case_view *view;	/* the case at hand, or NULL */
	struct fault faults[FAULTS_MAX];
	uint32_t fault_count;
	struct html html;		/* the page being written */
};

/* --- what is said ---------------------------------------------------------- */

struct str words(const struct visit *v, enum phrase phrase);
/* WORDS(v, P_X, str, ...): at least one argument. */
#define WORDS(v, phrase, ...)                                                    \
	phrase_fill((v)->arena, (phrase), (v)->lang,                           \
		    (struct str[]){ __VA_ARGS__ },                             \
		    sizeof((struct str[]){ __VA_ARGS__ }) / sizeof(struct str))
/* A text of the case's pack, set as documents set theirs; of another pack. */
struct str visit_text(const struct visit *v, const struct text *text);
struct str visit_text_of(const struct visit *v, const struct text *text,
			 const struct pack *pack);
/* A diagnostic as a page says it, without a word of flags, commands or files
   of the machine; with its line when it is about a file that was sent. */
struct str visit_sentence(const struct visit *v, const struct diag *d);
struct str visit_number(const struct visit *v, int64_t n);
/* "12 000,50 $" or "$12,000.50", without what only helps the eye. */
struct str visit_plain_number(const struct visit *v, struct str typed);
/* A date of a record (YYYY-MM-DD, or a time) as people write it. */
struct str visit_date(const struct visit *v, struct str date);

/* --- where to ----------------------------------------------------------------- */

/* A path made of its parts: PATH(v, STR("/cases/"), name); each part is
   written as it is, ids and names of cases need no %. */
struct str path_of(const struct visit *v, const struct str *parts,
		   size_t count);
#define PATH(v, ...)                                                           \
	path_of((v), (struct str[]){ __VA_ARGS__ },                            \
		sizeof((struct str[]){ __VA_ARGS__ }) / sizeof(struct str))
/* 303: after a change, or to where one belongs. */
void visit_redirect(struct visit *v, struct str path);
/* A page that says what is wrong and what to do. */
void visit_refuse(struct visit *v, int status, enum phrase what);
/* What the diagnostics say, as a page: 422, or 507, 503 when the disk or the
   machine is at fault. */
void visit_troubled(struct visit *v);
/* A file to keep; `name` as the browser proposes it. */
void visit_download(struct visit *v, const char *type, struct str name,
		    struct str bytes);
/* The session's token becomes another one, which the browser gets. */
struct str visit_new_token(struct visit *v);
/* The same with one that was made before. */
void visit_take_token(struct visit *v, struct str token);
/* Forgets it in the browser. */
void visit_forget_token(struct visit *v);
void visit_note(struct visit *v, const char *what, struct str of);
/* Whether the account, in any case it is given, is this or more. */
bool visit_is(const struct visit *v, enum who who);
/* The form's field, or the query's on a GET; never NULL. */
struct str visit_field(const struct visit *v, const char *name);

/* --- faults --------------------------------------------------------------------- */

/* Answered again by the same page, with status 422. */
void visit_fault(struct visit *v, struct str field, struct str text);
/* Each error since the `from`th, beside a field. */
void visit_faults_of(struct visit *v, struct str field,
		     const struct diags *diags, size_t from);
struct str visit_fault_at(const struct visit *v, struct str field);

/*
 * How many attempts are left to whoever comes: an action has its own count, by
 * address and by `whom` (a respondent, a login; or empty). False: 429 was
 * answered.
 *
 * Signing in counts by address alone: ten wrong ones, then one every half
 * minute, whatever the accounts. From an address that signed in to the account
 * before, the account has ten of its own there, which nobody uses up by trying
 * other accounts. No account has a count over all addresses, with which
 * anybody could keep its owner out: guesses from many addresses are slowed by
 * how few passwords are hashed at once (gate.h).
 */
enum attempt_kind { ATTEMPT_LOGIN, ATTEMPT_TRADE, ATTEMPT_BEGIN,
		    ATTEMPT_RESULT, ATTEMPT_ROOM, ATTEMPT_KINDS };
bool visit_attempt(struct visit *v, enum attempt_kind kind, struct str whom);
/* It was no guess: the attempt is given back. */
void visit_attempt_back(struct visit *v, enum attempt_kind kind,
			struct str whom);
/* Somebody signed in to the account from here. */
void visit_attempt_known(struct visit *v, struct str login);

#endif
