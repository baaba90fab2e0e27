/* What the bodies of app/exchange.h share. */
#ifndef JALON_APP_EXCHANGE_PART_H
#define JALON_APP_EXCHANGE_PART_H

#include "app/exchange.h"

/* --- trees and texts ---------------------------------------------------- */

/* A member's text; empty when it is not there. */
struct str payload_text(const struct node *map, const char *key);
/* A tree as JSON on one line; empty for NULL. */
struct str payload_json(struct arena *a, const struct node *node);
/* Whether two JSON texts say the same. */
bool payload_same(struct arena *a, struct str x, struct str y);
struct str exchange_number(struct arena *a, int64_t n);
/*
 * An answer in one line: its JSON value, `dont_know`, `na: reason`, nothing;
 * then its note in brackets.
 */
struct str exchange_said(struct arena *a, enum answer_kind kind,
			 struct str value, struct str reason, struct str note);
/* The answer_kind of a payload. */
enum answer_kind payload_kind(const struct node *payload);

/* --- changes to be saved ------------------------------------------------ */

struct changes {
	struct change *items;
	size_t count, capacity;
};
void changes_add(struct arena *a, struct changes *all, struct change change);

/* --- people ------------------------------------------------------------- */

/* One of the staff, alone: without a name, protected. */
bool person_is_alone(const struct respondent_record *r);
/* What a member of the staff comes back with: `91BC-3F2A`. */
struct str person_code(struct arena *a, struct str id);
/*
 * Whether `who` is this one: a name, or the code of one of the staff. An
 * agreed set and the staff's common answer are nobody's.
 */
bool person_is(struct arena *a, const struct respondent_record *r,
	       struct str who);

/* --- a file that is not trusted ----------------------------------------- */

struct portable {
	struct store *store;
	const char *folder; /* made for the copy, or NULL */
	const char *copy;
};
/*
 * A copy of the file at `path`, opened and looked at. False after a
 * diagnostic that names `path`. portable_close in every case.
 */
bool portable_open(struct desk *d, const char *path, struct portable *out);
void portable_close(struct portable *p);
/*
 * Whether one of its cases says nothing that its packs do not know, and no
 * character that is not seen: a journal that comes in is never cut. False
 * after a diagnostic.
 */
bool portable_check(struct desk *d, const struct portable *p, const char *path,
		    const struct case_record *record);
/* Copies a file, and what stands in its log. 0, or an errno value. */
int portable_copy(struct arena *a, const char *from, const char *to);
bool exchange_same_file(const char *a, const char *b);

#endif
