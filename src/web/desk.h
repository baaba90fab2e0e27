/*
 * The consultant's desk: what its pages share. Private to web.
 *
 * Pages say what the commands on cases say (src/cmd/case_*.c), in the same
 * words; what they do is app's. Addresses stay as the visitor came: a case by
 * its name or by its id, a round by its number.
 */
#ifndef JALON_WEB_DESK_H
#define JALON_WEB_DESK_H

#include "app/groups.h"
#include "controls.h"
#include "page.h"

/* --- addresses --------------------------------------------------------------- */

/* "/cases/NAME"; "/cases/NAME/2" for the round at hand. */
struct str desk_case(const struct visit *v);
struct str desk_round(const struct visit *v);
/* "/cases/NAME/2" and what follows it: DESK_AT(v, "/evidence"). */
#define DESK_AT(v, ...) PATH((v), desk_round(v), __VA_ARGS__)
/* The case of a list: its name, or its id where `by_id`, or where the name is
   that of a page. */
struct str desk_path_to(const struct visit *v, const struct case_record *record,
			bool by_id);
/* A text as a part of a query: %XX for all but letters, digits, `-._~`. */
struct str desk_escaped(const struct visit *v, struct str text);

/* --- frame -------------------------------------------------------------------- */

/*
 * Begins a page of a case: title, way back, then whose case and which round
 * it is, and what `?done=` says was just done.
 */
void desk_begin(struct visit *v, struct str title, struct str back);
void desk_begin_wide(struct visit *v, struct str title, struct str back);
/* The same for the case's own page, whose title the client is. */
void desk_begin_case(struct visit *v);
/* After a change: the path, with `?done=slug`. */
void desk_done(struct visit *v, struct str path, const char *slug);
/* What was refused: beside a field, or as a page when the machine failed.
   True: the form is to be shown again. */
bool desk_refused(struct visit *v, struct str field);
/*
 * What stands, beside a form that replaces it; and whether it stood so when
 * the form was opened. Else somebody, or the same person in another window,
 * changed it since: a fault, so that it is seen before it is replaced.
 * `standing` is other words whenever what stands is another.
 */
void desk_standing(struct visit *v, struct str standing);
void desk_refuse_unseen(struct visit *v, struct str standing, struct str field,
			enum phrase unseen);
/* Errors as a page of the case: 422, or what visit_troubled answers when the
   machine is at fault. */
void desk_troubled(struct visit *v);

/* A paragraph that is one link; an item of a list, with a hint behind it. */
void desk_link(struct visit *v, struct str path, enum phrase text);
void desk_items_begin(struct visit *v);
void desk_item(struct visit *v, struct str path, struct str text,
	       struct str hint);
void desk_items_end(struct visit *v);
/* A heading of level 3; a row's first cell, which heads it. */
void desk_subheading(struct visit *v, struct str text);
void desk_row(struct visit *v, struct str path, struct str text);
/* A form that is asked with GET: its answer has an address. `main`: asking is
   what the page is for. */
void desk_ask_begin(struct visit *v, struct str action);
void desk_ask_end(struct visit *v, struct str button, bool main);

/* --- words ---------------------------------------------------------------------- */

/* One or many; none is singular in French only. {0} is the number. */
struct str desk_count(const struct visit *v, uint32_t n, enum phrase one,
		      enum phrase many);
/* How many of the staff came: nobody, fewer than five, or the number from five
   up. Whoever watched a smaller one grow would know who came when. */
struct str desk_staff_came(const struct visit *v, uint32_t people);
/* The answers of a case are counted with the staff's, which below five nobody
   is to see grow. */
struct erasing;
bool desk_may_count_answers(const struct erasing *e);
/* "a : b", "a: b" */
struct str desk_pair(const struct visit *v, struct str a, struct str b);
struct str desk_group(const struct visit *v, enum group group);
/* "Anne Roy (direction)", or whose answer together it is. */
struct str desk_who(const struct visit *v, struct str name, enum group group,
		    bool agreed, bool together);
struct str desk_evidence(const struct visit *v, enum evidence status);
struct str desk_progress(const struct visit *v, enum progress status);
struct str desk_decimal(const struct visit *v, struct ratio n);
/* An answer of the journal: options in words where `q` (or NULL) has them. */
struct str desk_spoken(const struct visit *v, const struct question *q,
		       const struct spoken *said);
/* "2 → 3", or "3" where nothing stood before. */
struct str desk_change(const struct visit *v, struct str before,
		       struct str after);

/* --- forms ------------------------------------------------------------------------ */

/* The author of a decision, of a note: who is at the desk. */
struct str desk_me(const struct visit *v);
/* A date that is empty or exists; else a fault is noted. */
struct str desk_date(struct visit *v, const char *field);
/* A whole number from `least` to `most`, 0 when empty; else a fault. */
uint32_t desk_whole(struct visit *v, const char *field, uint32_t least,
		    uint32_t most);
/* A decision's value as group_decide takes it; none: a fault is noted. */
struct str desk_read_value(struct visit *v, const struct question *q);
/* Its reason and its author: the two fields, and the wish that they begin; a
   fault for each that is missing. */
void desk_reason_fields(struct visit *v);
struct decision_wish desk_read_reason(struct visit *v,
				      const struct question *q);
/* A group as forms name it; false: none was chosen. */
bool desk_read_group(const struct visit *v, enum group *group);
/* The groups among which a form chooses, with the one that was chosen. */
uint32_t desk_group_choices(const struct visit *v, struct choice *items,
			    const enum group *groups, uint32_t count);
/* What a form says of a client, checked as far as it can be alone. */
struct case_new desk_read_particulars(struct visit *v);
/* The client's sector: one of the pack's where it asks for it. */
void desk_sector_field(struct visit *v, struct str sector);
/* A case that was just made is the account's. */
bool desk_give(struct visit *v, const struct case_record *record);

#endif
