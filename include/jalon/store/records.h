/*
 * What a consultant's file holds, as plain records.
 *
 * Things are known by identifiers of 32 hexadecimal digits, made by chance,
 * so that two copies of a case agree on what is what wherever they were
 * written. Questions, criteria, initiatives and options are named by the
 * pack's ids, as in an answers file; values are JSON texts of what such a
 * file holds (`2`, `true`, `"write_email"`, `["write_email"]`).
 *
 * Times are RFC 3339 in UTC (`2026-11-22T14:05:09Z`), dates YYYY-MM-DD. What
 * comes from the staff carries a date, never an hour nor a name.
 */
#ifndef JALON_STORE_RECORDS_H
#define JALON_STORE_RECORDS_H

#include "model/answers.h"

/* One organisation's file. */
struct case_record {
	struct str id;
	struct str name;	/* short, as one types it: `quincaillerie` */
	struct str client;	/* as documents print it */
	struct str sector;	/* a word, or an option of the pack; or empty */
	int64_t staff;		/* 0: not said */
	struct str opened;	/* date */
	struct str keep_until;	/* date, or empty: to erase after it */
};

/* One moment at which it is assessed, under one pack for good. */
struct round_record {
	struct str id;
	struct str title;	/* or empty */
	struct str date;
	struct str pack;	/* digest of the stored pack */
	bool closed;		/* the staff's collection; see publications */
	uint32_t closings;	/* how many times it was closed */
};

struct respondent_record {
	struct str id;
	struct str round;
	struct str name;	/* leaders and experts; empty for staff */
	enum group group;
	bool agreed;		/* one set that stands for all */
	bool together;		/* the staff's one recorded answer */
};

struct answer_record {
	struct str respondent;
	struct str question;
	enum answer_kind kind;
	struct str value;	/* JSON; empty unless ANSWER_VALUE */
	struct str note, reason;
	struct str at;		/* time; date for staff */
};

struct evidence_record {
	struct str criterion;
	enum evidence status;
	struct str note;	/* what was seen, where it is */
};

struct decision_record {
	struct str question;
	bool overrides;		/* else a consensus */
	enum answer_kind kind;	/* value, don't know or not applicable */
	struct str value;	/* JSON; empty unless ANSWER_VALUE */
	struct str reason, author, date;
};

/* A block of an answers file kept as it is: `plan`, `report`. */
struct block_record {
	struct str key;
	struct str body;	/* JSON */
};

enum progress { PROGRESS_PLANNED, PROGRESS_STARTED, PROGRESS_DONE,
		PROGRESS_STOPPED, PROGRESS_COUNT };
/* "planned", "started", "done", "stopped". */
const char *progress_name(enum progress progress);

struct progress_record {
	struct str initiative;
	enum progress status;
	struct str date;
	struct str note;
};

/* One reading of an initiative's first metric. */
struct reading_record {
	struct str initiative;
	struct str date;
	struct str value;	/* as written: "12 min", "38 %" */
};

/* Where a change came from: typed, imported, merged. */
struct import_record {
	struct str id;
	struct str format;	/* "csv", "yaml", "json", "case", "merge" */
	struct str file;	/* its name, without folders */
	struct str digest;	/* SHA-256 of the id and its bytes, each after
				   its length; of a merge: of its bytes */
};

#endif
