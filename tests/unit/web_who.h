/*
 * Who may come where, written by hand and apart from src/web/routes.def: a
 * row of that table that lets in more or fewer than is meant fails
 * test_web_roles.c. A route that is not here fails it too: say here who is
 * meant to come, from what they are there to do, not from the other table.
 *
 * A letter a role. Accounts: A administers; C and c consultants, T and t
 * trainers, capitals were given the case. Respondents: L a leader, E an
 * expert, S one of the staff, F a leader who began alone. R a seat in a live
 * room. N nobody, X whose session ended, D whose account was disabled.
 */
#ifndef TEST_WEB_WHO_H
#define TEST_WEB_WHO_H

#define EVERYBODY "ACcTtLESFRNXD"
#define ACCOUNTS "ACcTt"
#define CONSULTANTS "ACc"
#define ADMINISTERS "A"
#define RESPONDENTS "LESF"
#define NAMED "LEF"
#define ALONE "F"
#define SEATED "R"
/* Of a case: whoever may read it, whoever may change it. */
#define READS "ACT"
#define CHANGES "AC"

static const struct may_come {
	const char *method, *pattern, *who;
} may_come[] = {
	{ "GET", "/", EVERYBODY },
	{ "GET", "/privacy", EVERYBODY },
	{ "GET", "/assets/{name}", EVERYBODY },
	{ "GET", "/healthz", EVERYBODY },
	{ "GET", "/begin", EVERYBODY },
	{ "POST", "/begin", EVERYBODY },
	{ "GET", "/resume", EVERYBODY },
	{ "POST", "/resume", EVERYBODY },
	{ "GET", "/go/{name}", EVERYBODY },
	{ "POST", "/go", EVERYBODY },
	{ "GET", "/local/{name}", EVERYBODY },
	{ "GET", "/login", EVERYBODY },
	{ "POST", "/login", EVERYBODY },
	{ "POST", "/logout", EVERYBODY },
	{ "GET", "/setup/{name}", EVERYBODY },
	{ "POST", "/setup", EVERYBODY },

	/* Whoever answers, what is theirs. */
	{ "GET", "/answers", RESPONDENTS },
	{ "GET", "/answers/check", RESPONDENTS },
	{ "GET", "/answers/q/{id}", RESPONDENTS },
	{ "POST", "/answers/q/{id}", RESPONDENTS },
	{ "GET", "/answers/code", RESPONDENTS },
	{ "POST", "/answers/code", RESPONDENTS },
	{ "GET", "/answers/me", RESPONDENTS },
	{ "POST", "/answers/me", ALONE },
	{ "POST", "/answers/me/code", RESPONDENTS },
	{ "POST", "/answers/me/code/drop", RESPONDENTS },
	{ "GET", "/answers/me/data.json", RESPONDENTS },
	{ "GET", "/answers/me/erase", RESPONDENTS },
	{ "POST", "/answers/me/erase", RESPONDENTS },
	{ "POST", "/answers/leave", RESPONDENTS },
	/* By name: the staff have none. */
	{ "GET", "/answers/name", NAMED },
	{ "POST", "/answers/name", NAMED },
	{ "GET", "/answers/applies", NAMED },
	/* Who is alone stands in for others, and invites them. */
	{ "GET", "/answers/experts", ALONE },
	{ "GET", "/answers/experts/check", ALONE },
	{ "GET", "/answers/experts/q/{id}", ALONE },
	{ "POST", "/answers/experts/q/{id}", ALONE },
	{ "GET", "/answers/staff", ALONE },
	{ "GET", "/answers/staff/check", ALONE },
	{ "GET", "/answers/staff/q/{id}", ALONE },
	{ "POST", "/answers/staff/q/{id}", ALONE },
	{ "GET", "/answers/invite", ALONE },
	{ "POST", "/answers/invite", ALONE },
	{ "GET", "/answers/invite/made", ALONE },
	/* What she made, and what her staff said. */
	{ "GET", "/answers/invite/{id}", ALONE },
	{ "POST", "/answers/invite/{id}", ALONE },
	{ "GET", "/answers/close", ALONE },
	{ "POST", "/answers/close", ALONE },
	{ "POST", "/answers/reopen", ALONE },
	/* The staff never see results. */
	{ "GET", "/answers/result", NAMED },
	{ "GET", "/answers/result/explain/{id}", NAMED },
	{ "GET", "/answers/result/plan", NAMED },
	{ "GET", "/answers/result/compare", NAMED },
	{ "GET", "/answers/result/groups", "LF" },
	{ "GET", "/answers/result/{name}", NAMED },

	/* One's own account. */
	{ "GET", "/account", ACCOUNTS },
	{ "POST", "/account/close", ACCOUNTS },
	{ "GET", "/account/name", ACCOUNTS },
	{ "POST", "/account/name", ACCOUNTS },
	{ "GET", "/account/password", ACCOUNTS },
	{ "POST", "/account/password", ACCOUNTS },
	{ "GET", "/account/factor", ACCOUNTS },
	{ "POST", "/account/factor", ACCOUNTS },
	{ "POST", "/account/factor/drop", ACCOUNTS },

	/* Others' accounts, registers, erasing what is past its date. */
	{ "GET", "/admin", ADMINISTERS },
	{ "GET", "/admin/accounts/new", ADMINISTERS },
	{ "POST", "/admin/accounts/new", ADMINISTERS },
	{ "GET", "/admin/accounts/{id}", ADMINISTERS },
	{ "POST", "/admin/accounts/{id}", ADMINISTERS },
	{ "GET", "/admin/accounts/{id}/reset", ADMINISTERS },
	{ "POST", "/admin/accounts/{id}/reset", ADMINISTERS },
	{ "GET", "/admin/log", ADMINISTERS },
	{ "GET", "/admin/incidents", ADMINISTERS },
	{ "GET", "/admin/incidents.csv", ADMINISTERS },
	{ "GET", "/admin/incidents/new", ADMINISTERS },
	{ "POST", "/admin/incidents/new", ADMINISTERS },
	{ "GET", "/admin/incidents/{id}", ADMINISTERS },
	{ "POST", "/admin/incidents/{id}", ADMINISTERS },
	{ "GET", "/admin/retention", ADMINISTERS },
	{ "GET", "/admin/retention/{id}", ADMINISTERS },
	{ "POST", "/admin/retention/{id}", ADMINISTERS },

	/* No case yet, or all of one's own. */
	{ "GET", "/cases", ACCOUNTS },
	{ "GET", "/cases/new", CONSULTANTS },
	{ "POST", "/cases/new", CONSULTANTS },
	{ "GET", "/cases/import", CONSULTANTS },
	{ "POST", "/cases/import", CONSULTANTS },
	{ "GET", "/portfolio", CONSULTANTS },

	/* A trainer prepares a workshop from what the result says. */
	{ "GET", "/cases/{case}", READS },
	{ "GET", "/cases/{case}/{round}", READS },
	{ "GET", "/cases/{case}/{round}/kit", READS },
	{ "GET", "/cases/{case}/{round}/result", READS },
	{ "GET", "/cases/{case}/{round}/result/explain/{id}", READS },
	{ "GET", "/cases/{case}/{round}/result/plan", READS },
	{ "POST", "/cases/{case}/{round}/result/plan", CHANGES },
	{ "GET", "/cases/{case}/{round}/result/compare", READS },
	{ "GET", "/cases/{case}/{round}/result/groups", READS },
	{ "GET", "/cases/{case}/{round}/result/kit.zip", READS },
	{ "GET", "/cases/{case}/{round}/result/{name}", READS },

	/* A consultant conducts the case. */
	{ "GET", "/cases/{case}/people", CHANGES },
	{ "POST", "/cases/{case}/people", CHANGES },
	{ "POST", "/cases/{case}/people/take", CHANGES },
	{ "GET", "/cases/{case}/about", CHANGES },
	{ "POST", "/cases/{case}/about", CHANGES },
	{ "GET", "/cases/{case}/progress", CHANGES },
	{ "GET", "/cases/{case}/progress/{id}", CHANGES },
	{ "POST", "/cases/{case}/progress/{id}", CHANGES },
	{ "POST", "/cases/{case}/progress/{id}/reading", CHANGES },
	{ "GET", "/cases/{case}/followup", CHANGES },
	{ "POST", "/cases/{case}/followup", CHANGES },
	{ "GET", "/cases/{case}/followup.ics", CHANGES },
	{ "GET", "/cases/{case}/rounds", CHANGES },
	{ "POST", "/cases/{case}/rounds", CHANGES },
	{ "GET", "/cases/{case}/journal", CHANGES },
	{ "GET", "/cases/{case}/erase", CHANGES },
	{ "POST", "/cases/{case}/erase", CHANGES },
	{ "POST", "/cases/{case}/erase/who", CHANGES },
	{ "POST", "/cases/{case}/erase/person", CHANGES },
	{ "GET", "/cases/{case}/{round}/start", CHANGES },
	{ "POST", "/cases/{case}/{round}/start", CHANGES },
	{ "GET", "/cases/{case}/{round}/invite", CHANGES },
	{ "GET", "/cases/{case}/{round}/invite/person", CHANGES },
	{ "POST", "/cases/{case}/{round}/invite/person", CHANGES },
	{ "GET", "/cases/{case}/{round}/invite/group", CHANGES },
	{ "POST", "/cases/{case}/{round}/invite/group", CHANGES },
	{ "GET", "/cases/{case}/{round}/invite/made", CHANGES },
	{ "GET", "/cases/{case}/{round}/invite/{id}", CHANGES },
	{ "POST", "/cases/{case}/{round}/invite/{id}", CHANGES },
	{ "POST", "/cases/{case}/{round}/expect", CHANGES },
	{ "GET", "/cases/{case}/{round}/remind", CHANGES },
	{ "GET", "/cases/{case}/{round}/remind.csv", CHANGES },
	{ "GET", "/cases/{case}/{round}/collection", CHANGES },
	{ "GET", "/cases/{case}/{round}/collection/close", CHANGES },
	{ "POST", "/cases/{case}/{round}/collection/close", CHANGES },
	{ "GET", "/cases/{case}/{round}/collection/closed", CHANGES },
	{ "GET", "/cases/{case}/{round}/collection/reopen", CHANGES },
	{ "POST", "/cases/{case}/{round}/collection/reopen", CHANGES },
	{ "GET", "/cases/{case}/{round}/open", CHANGES },
	{ "GET", "/cases/{case}/{round}/consensus", CHANGES },
	{ "GET", "/cases/{case}/{round}/questions", CHANGES },
	{ "GET", "/cases/{case}/{round}/question/{id}", CHANGES },
	{ "POST", "/cases/{case}/{round}/question/{id}", CHANGES },
	{ "GET", "/cases/{case}/{round}/question/{id}/withdraw", CHANGES },
	{ "POST", "/cases/{case}/{round}/question/{id}/withdraw", CHANGES },
	{ "GET", "/cases/{case}/{round}/decisions", CHANGES },
	{ "GET", "/cases/{case}/{round}/evidence", CHANGES },
	{ "GET", "/cases/{case}/{round}/evidence/{id}", CHANGES },
	{ "POST", "/cases/{case}/{round}/evidence/{id}", CHANGES },
	{ "GET", "/cases/{case}/{round}/import", CHANGES },
	{ "POST", "/cases/{case}/{round}/import", CHANGES },
	{ "GET", "/cases/{case}/{round}/export", CHANGES },
	{ "GET", "/cases/{case}/{round}/export/staff", "" },
	{ "POST", "/cases/{case}/{round}/export/staff", "" },
	{ "POST", "/cases/{case}/{round}/export/person", CHANGES },
	{ "GET", "/cases/{case}/{round}/export/{name}", CHANGES },
	{ "GET", "/cases/{case}/{round}/form", CHANGES },
	{ "GET", "/cases/{case}/{round}/form/print", CHANGES },
	{ "GET", "/cases/{case}/{round}/form/form.html", CHANGES },
	{ "GET", "/cases/{case}/{round}/form/sheet.csv", CHANGES },
	{ "GET", "/cases/{case}/{round}/interview", CHANGES },
	{ "POST", "/cases/{case}/{round}/interview", CHANGES },
	{ "GET", "/cases/{case}/{round}/interview/{id}", CHANGES },
	{ "GET", "/cases/{case}/{round}/interview/{id}/check", CHANGES },
	{ "GET", "/cases/{case}/{round}/interview/{id}/q/{id}", CHANGES },
	{ "POST", "/cases/{case}/{round}/interview/{id}/q/{id}", CHANGES },

	/* A room: anybody may try a code, whoever sits in it answers, and a
	   consultant of the case conducts it. */
	{ "GET", "/room", EVERYBODY },
	{ "POST", "/room", EVERYBODY },
	{ "GET", "/room/seat", SEATED },
	{ "POST", "/room/seat", SEATED },
	{ "GET", "/room/events", SEATED },
	{ "GET", "/cases/{case}/{round}/room", CHANGES },
	{ "POST", "/cases/{case}/{round}/room", CHANGES },
	{ "GET", "/cases/{case}/{round}/room/{id}", CHANGES },
	{ "GET", "/cases/{case}/{round}/room/{id}/events", CHANGES },
	{ "GET", "/cases/{case}/{round}/room/{id}/questions", CHANGES },
	{ "GET", "/cases/{case}/{round}/room/{id}/questions/{id}", CHANGES },
	{ "POST", "/cases/{case}/{round}/room/{id}/questions/{id}", CHANGES },
	{ "POST", "/cases/{case}/{round}/room/{id}/close", CHANGES },
	{ "POST", "/cases/{case}/{round}/room/{id}/consensus", CHANGES },
	{ "GET", "/cases/{case}/{round}/room/{id}/end", CHANGES },
	{ "POST", "/cases/{case}/{round}/room/{id}/end", CHANGES },
};

/* Past the door, and turned away by the page itself. */
static const struct may_come turned_away[] = {
	{ "GET", "/answers/result/groups", "E" },
	/* Nobody takes the staff's answers, but who keeps the file. */
	{ "GET", "/cases/{case}/{round}/export/staff", "AC" },
	{ "POST", "/cases/{case}/{round}/export/staff", "AC" },
};

enum { TURNED_AWAY = sizeof(turned_away) / sizeof(turned_away[0]) };
enum { MAY_COME = sizeof(may_come) / sizeof(may_come[0]) };

#endif
