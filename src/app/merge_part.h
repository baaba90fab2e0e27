/*
 * Two journals of one case, side by side: what app/merge*.c share.
 *
 * A change is known by its identity: the link it had where it was made, kept
 * as `origin` by every copy of it. A thing (an answer of somebody to a
 * question, a decision, a particular of the case...) has a key, and is
 * touched by changes; its last touch on either side says what it is there.
 */
#ifndef JALON_APP_MERGE_PART_H
#define JALON_APP_MERGE_PART_H

#include "exchange_part.h"
#include "format/json.h"

enum { HERE, THERE, SIDES };

struct entry {
	const struct journal_entry *link;
	const struct node *payload; /* NULL: erased, or left out; what comes
				       from THERE in its place */
	struct str origin;          /* or empty */
	bool known;                 /* the other side has it too */
	bool brought;               /* of THERE: to be appended */
	bool erased;                /* an erasure lists it */
	bool completed;             /* of HERE: its payload comes from THERE */
};

struct touch {
	struct str key;
	struct str value; /* to be compared, not to be shown */
	uint32_t entry;
	uint32_t person; /* among people, or NO_INDEX */
};

struct side {
	struct store *store;
	const struct case_record *record;
	struct entry *entries;
	uint32_t count;
	const struct round_record *rounds;
	uint32_t round_count;
	const struct respondent_record *people; /* of all rounds */
	uint32_t people_count;
	const struct str *gone; /* digests of erased people's ids */
	uint32_t gone_count;
	struct touch *touches; /* by key, then entry */
	size_t touch_count, touch_capacity;
};

/* Somebody of THERE, and who they are here. */
struct same_person {
	const struct respondent_record *there;
	struct str here; /* id; empty: erased or left out here */
	bool fresh;      /* not here yet */
};

struct merge {
	struct desk *d;
	const struct merge_wish *wish;
	struct merge_done *done;
	struct side sides[SIDES];
	uint32_t common; /* entries of the shared beginning */
	struct same_person *people;
	uint32_t people_count;
	bool *erased_there; /* by HERE's people */
	struct str import;  /* id of this merge */
	struct changes changes;
	struct merge_conflict *conflicts;
	size_t conflict_capacity;
};

/* merge_read.c: both sides read, what each knows, who is who. */
bool merge_read(struct merge *m, struct store *there,
		const struct case_record *record);
struct str merge_identity(const struct entry *e);
/* Whether somebody with that id was erased on a side. */
bool merge_is_gone(const struct side *s, struct str id);
/* The erasure of a side that took somebody with that id, or NULL. */
const struct entry *merge_find_erasure(const struct side *s, struct str id);
/* The payload of an erasure that this merge makes, up to its scope. */
void merge_begin_erasure(const struct merge *m, struct json *j,
			 const char *scope);
/* The person of HERE with that id, or NO_INDEX. */
uint32_t merge_find_here(const struct merge *m, struct str id);
/* Who a respondent of THERE is, or NULL. */
const struct same_person *merge_find_there(const struct merge *m,
					   struct str id);

/* merge_things.c: what changes touch. */
void merge_touch_all(struct merge *m);
/* The last touch of a key that holds for `which`, or NULL. */
const struct touch *merge_last_touch(const struct side *s, struct str key);
/* The conflict that two touches make, in words. */
struct merge_conflict merge_describe(const struct merge *m,
				     const struct touch *here,
				     const struct touch *there);
/* The particulars of the case that are compared one by one. */
enum { PARTICULARS = 5 };
extern const char *const merge_particulars[PARTICULARS];
struct str merge_particular_key(struct arena *a, int which);

/* merge_gone.c: who was erased at the other side. */
void merge_ask_erasures(struct merge *m);
void merge_keep_away(struct merge *m);

/* merge.c: what is taken of a thing that is no touch's. Noted, once for each
   name. */
enum taking merge_decide(struct merge *m, struct merge_conflict conflict);

/* merge_staff.c: figures that may no longer stand. */
void merge_withdraw(struct merge *m);

#endif
