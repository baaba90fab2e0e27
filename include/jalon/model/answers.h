/*
 * One organisation's answers, as a consultant writes them.
 *
 * The same document is a YAML file, a JSON file or one line of a batch. Every
 * value is checked against the pack when it is read: an unknown question, an
 * option that does not exist, a list where one choice is expected are errors
 * with a place. What depends on other answers (is the question shown? may it
 * be "not applicable"?) is the engine's business.
 */
#ifndef JALON_MODEL_ANSWERS_H
#define JALON_MODEL_ANSWERS_H

#include "model/pack.h"

enum answer_kind {
	ANSWER_MISSING,		/* nothing was said */
	ANSWER_VALUE,
	ANSWER_DONT_KNOW,
	ANSWER_NA,
};

struct answer {
	enum answer_kind kind;
	uint8_t choice;		/* level: 0 to 4; single: the option */
	bool truth;		/* boolean */
	uint64_t chosen;	/* multiple: bit i, option i */
	struct ratio number;
	struct str text;	/* text, date as written */
	struct str note;
	struct str reason;	/* why it is not applicable */
	struct span span;
};

/* Both say the same; notes, reasons and places aside. */
bool answer_same(const struct question *q, const struct answer *a,
		 const struct answer *b);

struct answer_set {
	struct str respondent;	/* empty for staff */
	enum group group;
	bool agreed;		/* the one set of `answers:`: stands for all */
	bool together;		/* the staff's one recorded answer */
	bool proxy;		/* of experts: somebody answered in their
				   place; see answers_proxy_mark */
	struct answer *answers;	/* by question */
	struct span span;
};

/*
 * What a name ends with, in one language or another, when its answers were
 * given in the place of an expert: " (à la place d'un spécialiste)". Files and
 * tables carry a respondent's name and nothing else of theirs.
 */
struct str answers_proxy_mark(enum lang lang);

enum evidence { EVIDENCE_DECLARED, EVIDENCE_SHOWN, EVIDENCE_VERIFIED };
/* "declared", "shown", "verified". */
const char *evidence_name(enum evidence evidence);

struct decision {
	uint32_t question;
	struct answer value;
	bool overrides;		/* kind: override; else consensus */
	struct str reason, author, date;
	struct span span;
};

struct edited_estimate {
	uint32_t initiative;
	bool has_days, has_cost;
	struct estimate days, cost;
};

/* The `plan:` block. */
struct plan_request {
	bool has_budget, has_days, has_slots;
	struct ratio budget;		/* dollars, a year */
	struct ratio days_per_month;	/* person-days */
	uint32_t slots;
	struct str start;		/* date from which it begins, or empty */
	const uint32_t *included;	/* initiatives that are asked for */
	uint32_t included_count;
	const uint32_t *excluded;	/* those refused; none is in both */
	uint32_t excluded_count;
	const uint32_t *done;
	uint32_t done_count;
	const struct edited_estimate *estimates;
	uint32_t estimate_count;
};

struct finding_edit {
	uint32_t criterion;
	bool hide;
	struct text note, text;
};

/*
 * The `report:` block. Its texts hold every language or none: one written
 * once serves all, a language left out takes the first given.
 */
struct report_request {
	struct str logo;	/* a path beside the answers */
	struct str consultant;
	struct text introduction, next_meeting;
	struct text jobs;	/* what the leader says happens to jobs */
	const struct finding_edit *findings;
	uint32_t finding_count;
};

enum {
	ANSWERS_SETS = 500,	/* respondents in one document */
	ANSWERS_TEXT = 8000,	/* bytes of one text: a document escapes it,
				   and holds paragraphs of 16 KiB at most */
};

struct answers {
	const char *file;
	struct str document;	/* the whole text as read: its SHA-256 is the
				   identity of the case, taken when asked */
	struct str pack, version;
	struct str date;	/* empty, or YYYY-MM-DD */
	struct str until;	/* the last day of a round that lasted; or
				   empty */
	struct str client_name, client_sector;
	int64_t staff;		/* 0: not said */
	struct answer_set *sets;
	uint32_t set_count;
	uint8_t *evidence;	/* enum evidence, by criterion */
	struct str *evidence_notes;	/* what was seen, by criterion; NULL
					   when nothing is noted */
	const struct decision *decisions;
	uint32_t decision_count;
	struct plan_request plan;
	struct report_request report;
	struct span sets_span;	/* of the key that holds the answers */
};

/*
 * Whether what a set says of a question gives way: it was said in the place of
 * an expert, and an expert has answered since. It counts nowhere then.
 */
bool answers_yields(const struct answers *as, const struct answer_set *set,
		    uint32_t question);

/*
 * Reads answers from a tree, whose texts they borrow. A question with
 * `from_client` takes its answer from the client block in every set whose
 * group it is asked of. Initiatives are looked up only when the pack has its
 * catalogue loaded, and left out otherwise. Old ids go through the pack's
 * renamings. NULL after at least one error, as a newer version of the pack
 * or a text over ANSWERS_TEXT bytes. Warnings: an older version of the
 * pack, a named member of the staff, an unnamed leader, an answer from a
 * group that was not asked.
 */
struct answers *answers_read(struct arena *a, const struct pack *pack,
			     const struct node *document, struct diags *diags);

/*
 * One answer alone, as a document holds it. What stands beside it in a
 * document is not looked at. False after a diagnostic.
 */
bool answer_read_alone(struct arena *a, const struct question *question,
		       const struct node *node, struct diags *diags,
		       struct answer *out);

/* From a YAML or JSON file. */
struct answers *answers_load(struct arena *a, const struct pack *pack,
			     const char *path, struct diags *diags);

/*
 * A blank answers file with every question, help and option as comments, in
 * one language: what `jalon new` prints. Reading it back gives no error.
 */
void answers_blank(struct buf *out, const struct pack *pack, enum lang lang);

/* A date that exists, YYYY-MM-DD. */
bool date_is_real(struct str text);

#endif
