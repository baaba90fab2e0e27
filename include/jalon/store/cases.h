/*
 * Reading a consultant's file: what it says today.
 *
 * Every function returns records in the arena, in a stated order, and sets
 * `*count`. A file that cannot be read any more ends the reading with
 * nothing, and says so once, in the diagnostics that store_trouble fills.
 */
#ifndef JALON_STORE_CASES_H
#define JALON_STORE_CASES_H

#include "store/store.h"

/*
 * Whether reading met trouble since the last time it was asked; a diagnostic
 * then says which. Ask after a sequence of readings, before showing them.
 */
enum store_result store_trouble(struct store *s, struct diags *diags);

/* By name; the erased are not there. */
const struct case_record *store_cases(struct store *s, struct arena *a,
				      uint32_t *count);
/* By its whole id, whatever else bears that for a name; NULL: not there. */
const struct case_record *store_case(struct store *s, struct arena *a,
				     struct str id);
/*
 * Those that bear a name, or have it for whole id; usually one, by id. Two
 * cases from two copies may bear the same.
 */
const struct case_record *store_cases_named(struct store *s, struct arena *a,
					    struct str name, uint32_t *count);
/* By date, then in the order in which they were opened. */
const struct round_record *store_rounds(struct store *s, struct arena *a,
					struct str chain, uint32_t *count);
/* Leaders and experts by name, then staff by id. */
const struct respondent_record *store_respondents(struct store *s,
						  struct arena *a,
						  struct str round,
						  uint32_t *count);
/* What each says today: by respondent's id, then question's. */
const struct answer_record *store_answers(struct store *s, struct arena *a,
					  struct str round, uint32_t *count);
/*
 * What has a comment and no answer, not yet or no more: kind ANSWER_MISSING,
 * in the same order.
 */
const struct answer_record *store_comments(struct store *s, struct arena *a,
					   struct str round, uint32_t *count);
/*
 * What one respondent says today, by question: with their comments on what
 * has no answer. To all questions or, unless `questions` is NULL, to those.
 */
const struct answer_record *store_answers_of(struct store *s, struct arena *a,
					     struct str respondent,
					     const struct str *questions,
					     uint32_t question_count,
					     uint32_t *count);
/* What the staff of a round say as published when it was last closed. */
const struct answer_record *store_published(struct store *s, struct arena *a,
					    struct str round,
					    uint32_t *count);
/* By criterion. */
const struct evidence_record *store_evidence(struct store *s, struct arena *a,
					     struct str round,
					     uint32_t *count);
/* The date of the last closing of its collection; empty: never closed. */
struct str store_closed_on(struct store *s, struct arena *a, struct str round);
/* By question. */
const struct decision_record *store_decisions(struct store *s,
					      struct arena *a,
					      struct str round,
					      uint32_t *count);
/* By key. */
const struct block_record *store_blocks(struct store *s, struct arena *a,
					struct str round, uint32_t *count);
/* By initiative: of the case, not of a round. */
const struct progress_record *store_progress(struct store *s, struct arena *a,
					     struct str chain,
					     uint32_t *count);
/* By initiative, then date. */
const struct reading_record *store_readings(struct store *s, struct arena *a,
					    struct str chain,
					    uint32_t *count);
/* In the order in which they came. */
const struct import_record *store_imports(struct store *s, struct arena *a,
					  struct str chain, uint32_t *count);

#endif
