/*
 * Answers on their way into a round: what the bodies of exchange_import
 * share.
 */
#ifndef JALON_APP_EXCHANGE_IN_H
#define JALON_APP_EXCHANGE_IN_H

#include "exchange_part.h"

struct importing {
	struct desk *d;
	const struct case_view *view;
	const struct import_wish *wish;
	struct import_done *done;
	const struct node *document;
	struct answers *answers;
	struct stamp stamp; /* who types, now, from the import */
	struct changes changes;
	struct import_conflict *conflicts;
	size_t capacity;
	/* What everybody says, comments without an answer last; and the
	 * stretch of it that is one person's. */
	const struct answer_record *said[2], *theirs[2];
	uint32_t said_count[2], their_count[2];
	/* Of the client, what each answers for themselves. */
	bool own_staff, own_sector;
};

/*
 * Notes that the file says otherwise than the case. True when what the file
 * says is to be saved all the same.
 */
bool import_conflicts(struct importing *im, struct str what, struct str who,
		      struct str here, struct str there);

/*
 * Whether the staff's sets are of people who were not counted yet, and no more
 * than the firm has (exchange_again.c). False after a diagnostic.
 */
bool import_sheet_is_new(struct importing *im);
/* What stands beside the answers (exchange_beside.c). */
/* Before the answers: notes what is each one's own. */
void import_client(struct importing *im);
void import_evidence(struct importing *im);
void import_decisions(struct importing *im);
/* "plan" or "report". */
void import_block(struct importing *im, const char *key);

#endif
