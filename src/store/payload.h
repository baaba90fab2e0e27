/*
 * What an answer's payload holds, and what it derives.
 */
#ifndef JALON_STORE_PAYLOAD_H
#define JALON_STORE_PAYLOAD_H

#include "store/store.h"

/* Slices of a payload; `at` is NULL where it has no such member. */
struct said_answer {
	struct str respondent, question, kind;
	struct str value;	/* JSON */
	struct str note, reason, at;
};
/*
 * Reads a payload as it is mostly written here. False, with nothing to be
 * relied on in `said`, for any other: SQL_ANSWER_READ then says what it holds,
 * or that it cannot be read.
 */
bool payload_read_answer(struct str payload, struct said_answer *said);

/*
 * Whose answer came last in a run of changes of one case, so that they are
 * not looked for again. Nothing at the beginning; keys may be others once
 * what is derived was dropped, or a transaction undone.
 */
struct speaker {
	bool known;
	char id[32];
	int64_t key;
};
/*
 * What somebody says to a question becomes that. False after trouble, or where
 * nobody of the case has that id.
 */
bool payload_apply_answer(struct store *s, int64_t chain,
			  struct speaker *last, struct str payload);

#endif
