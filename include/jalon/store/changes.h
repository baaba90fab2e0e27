/*
 * Changes: all that can happen to a case, each a value until it is saved.
 *
 * The journal of a case is the list of its changes, in order, never altered;
 * what the file says today is derived from it. A change is written as one
 * JSON text, the same whoever writes it, so that two copies can be compared
 * and merged.
 */
#ifndef JALON_STORE_CHANGES_H
#define JALON_STORE_CHANGES_H

#include "store/records.h"

enum change_kind {
	CHANGE_CASE,		/* opened, or its particulars corrected */
	CHANGE_ROUND,
	CHANGE_RESPONDENT,
	CHANGE_ANSWER,
	CHANGE_EVIDENCE,
	CHANGE_DECISION,
	CHANGE_BLOCK,
	CHANGE_COLLECTION,	/* the staff's answers closed, or reopened */
	CHANGE_PROGRESS,
	CHANGE_READING,
	CHANGE_IMPORT,
	CHANGE_ERASURE,
	CHANGE_KINDS
};
/* "case", "round"... */
const char *change_kind_name(enum change_kind kind);
bool change_kind_parse(struct str name, enum change_kind *kind);

/* Who, when, from where. */
struct stamp {
	struct str at;		/* time; for the staff a date */
	struct str by;		/* who typed it; empty for the staff */
	struct str from;	/* an import's id, or empty */
};

struct change {
	struct str chain;	/* the case's id */
	enum change_kind kind;
	struct str payload;	/* JSON */
};

/*
 * Each makes one change in the arena. Texts are copied; nothing is checked
 * until it is saved (store_save refuses what the schema refuses).
 */
struct change change_case(struct arena *a, const struct stamp *stamp,
			  const struct case_record *record);
struct change change_round(struct arena *a, const struct stamp *stamp,
			   struct str chain, const struct round_record *record);
struct change change_respondent(struct arena *a, const struct stamp *stamp,
				struct str chain,
				const struct respondent_record *record);
/* `record->at` is not read: the stamp says when. */
struct change change_answer(struct arena *a, const struct stamp *stamp,
			    struct str chain,
			    const struct answer_record *record);
struct change change_evidence(struct arena *a, const struct stamp *stamp,
			      struct str chain, struct str round,
			      const struct evidence_record *record);
struct change change_decision(struct arena *a, const struct stamp *stamp,
			      struct str chain, struct str round,
			      const struct decision_record *record);
struct change change_block(struct arena *a, const struct stamp *stamp,
			   struct str chain, struct str round,
			   const struct block_record *record);
/*
 * The staff's collection of a round. Closing publishes, for each question
 * listed, what the staff say at that moment; for the others, what was
 * published before stays.
 */
struct change change_collection(struct arena *a, const struct stamp *stamp,
				struct str chain, struct str round,
				bool closed, const struct str *questions,
				uint32_t count);
struct change change_progress(struct arena *a, const struct stamp *stamp,
			      struct str chain,
			      const struct progress_record *record);
struct change change_reading(struct arena *a, const struct stamp *stamp,
			     struct str chain,
			     const struct reading_record *record);
struct change change_import(struct arena *a, const struct stamp *stamp,
			    struct str chain,
			    const struct import_record *record);

#endif
