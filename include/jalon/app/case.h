/*
 * Cases: opened, found, read as answers.
 *
 * What the rest of the program scores is `struct answers`, the same that an
 * answers file gives; case_answers makes it from the file of cases, under
 * the rules of groups: leaders and experts by name, the staff only as
 * published when their collection was last closed (app/collection.h).
 */
#ifndef JALON_APP_CASE_H
#define JALON_APP_CASE_H

#include "app/desk.h"
#include "engine/score.h"

/* A name as one types it: letters, digits and `-`, at most 64. */
bool case_name_is_good(struct str name);
/* "Épicerie du Coin inc." gives "epicerie-du-coin". */
struct str case_name_from(struct arena *a, struct str client);
/* Whether two names of people are one, typed twice: letters are the same but
   for case and the accents of French, and spaces but for how many. */
bool case_same_person(struct arena *a, struct str one, struct str other);

struct case_new {
	struct str name;		/* or empty: made from `client`, and
					   one that is free */
	struct str client, sector;
	int64_t staff;			/* 0: not said */
	struct str keep_until;		/* date or empty */
};
/*
 * Opens a case and its first round, dated today, under the pack of the desk.
 * Refused: a name that is taken or badly made, a pack with errors.
 */
const struct case_record *case_open_new(struct desk *d,
					const struct case_new *wanted);

/*
 * Corrects what a case says of itself, all of it at once; the journal keeps
 * what it said. Refused: a name that is taken or badly made, a sector that is
 * none of the pack's.
 */
bool case_correct(struct desk *d, const struct case_record *record,
		  const struct case_new *wanted);

/*
 * By name, or by the beginning of its id (6 digits at least). NULL after a
 * diagnostic: unknown (with the nearest name), or several.
 */
const struct case_record *case_find(struct desk *d, struct str name);

/* One round of one case, at hand. */
struct case_view {
	const struct case_record *record;
	const struct round_record *rounds;	/* all, in order */
	uint32_t round_count;
	const struct round_record *round;	/* the one looked at */
	uint32_t number;			/* its place, from 1 */
	struct pack *pack;			/* the round's */
	const struct respondent_record *respondents;	/* of the round */
	uint32_t respondent_count;
};
/* `number` 0 is the last round. NULL after a diagnostic. */
struct case_view *case_view(struct desk *d, struct str name, uint32_t number);
/*
 * The round with that id, of the case with that whole id; NULL, in silence,
 * where the case has none.
 */
struct case_view *case_view_of_round(struct desk *d, struct str chain,
				     struct str round);
/* A respondent of the round by their id, or NULL. */
const struct respondent_record *case_respondent(const struct case_view *view,
						struct str id);
/* Both say the same, with the same reason and comment. */
bool case_same_said(const struct answer_record *x,
		    const struct answer_record *y);

/* Begins a round, today, under the pack of the desk. */
bool case_begin_round(struct desk *d, const struct case_record *record,
		      struct str title);

/* Whose answers a document holds. */
enum case_staff {
	STAFF_PUBLISHED,	/* as every view must: what was published */
	STAFF_NONE,		/* leaders and experts alone */
};
/*
 * The document of a round, as an answers file holds it: what
 * answers_read takes. Texts are borrowed from the arena. Without notes when
 * `bare`: for statistics over many.
 */
struct node *case_document(struct desk *d, const struct case_view *view,
			   enum case_staff staff, bool bare);
/*
 * The same, to be read again: a text that no answers file may hold (signs
 * that cannot be seen, a length beyond all reason) got into the file some
 * other way, and must not lock the case. It is shown as terminals show it,
 * cut where it is too long, and told once, as a warning.
 */
struct node *case_document_seen(struct desk *d, const struct case_view *view,
				enum case_staff staff, bool bare);
/* The same read against a pack (the view's, or a newer one). */
struct answers *case_answers(struct desk *d, const struct case_view *view,
			     const struct pack *pack);
/* And scored. NULL after diagnostics. */
struct score *case_score(struct desk *d, const struct case_view *view,
			 const struct pack *pack);

/* A value as the file of cases keeps it (JSON), and back. */
struct str case_value(struct arena *a, const struct question *q,
		      const struct answer *answer);
struct node *case_value_node(struct arena *a, struct str json);

#endif
