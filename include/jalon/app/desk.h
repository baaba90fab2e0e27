/*
 * A consultant at work: the file of cases open, packs at hand, who is
 * typing and what time it is.
 *
 * Both front ends stand on this part: what a command or a page does to a case
 * is said once, here. Time and chance come in with the desk; nothing below
 * asks a clock. Whatever is wrong goes to `diags`; a function then returns
 * false or NULL, and `failed` tells whether the environment was at fault.
 */
#ifndef JALON_APP_DESK_H
#define JALON_APP_DESK_H

#include "app/recall.h"
#include "app/shelf.h"
#include "store/cases.h"

struct desk {
	struct store *store;
	struct saver *saver;		/* shared with others, whose writes go
					   along; NULL: the store's own */
	struct arena *arena;		/* the job's */
	struct recall *recall;		/* NULL: all is read each time */
	struct shelf *shelf;		/* packs; may be others' too */
	struct diags *diags;
	struct chance chance;
	struct str now;			/* RFC 3339, UTC, to the second */
	struct str today;		/* date, where the consultant is */
	struct str by;			/* who types; may be empty */
	/* The pack of new rounds, or NULL where there is none: then what was
	   looked for and where, for whoever needs it. */
	const char *pack_dir;
	struct str pack_wanted, pack_looked;
	bool pack_asked;		/* by name: no other serves in its
					   place */
	bool failed;			/* the environment, at some time */
};

/*
 * Opens the file at `path`. The other members are the caller's to fill
 * first. False after a diagnostic.
 */
bool desk_open(struct desk *d, const char *path, enum store_opening opening);
/* Closes the file; the shelf is whose it was. */
void desk_close(struct desk *d);

/* Keeps in `failed` what a result says; true for STORE_DONE. */
bool desk_did(struct desk *d, enum store_result result);
/* Whether everything read since the last time could be read. */
bool desk_read_well(struct desk *d);
/*
 * Between the two, what is read is of one moment: a page does not tell of a
 * case before and after somebody else's answer. What this desk writes in the
 * meantime is seen at once.
 */
void desk_look(struct desk *d);
void desk_look_end(struct desk *d);
/* Saves changes: all, on the disk, or none. */
bool desk_save(struct desk *d, const struct change *changes, size_t count);
/* Another write, likewise. */
bool desk_write(struct desk *d, store_write *write, void *context);
/*
 * Saves one change if what it was judged on stands still. `still` is asked
 * inside the write, with a desk that reads there and does nothing else, by
 * whichever thread writes. False after a diagnostic when it says no: nothing
 * is written over what nobody saw.
 */
typedef bool desk_still(struct desk *inside, const void *context);
bool desk_save_if(struct desk *d, const struct change *change,
		  desk_still *still, const void *context);

/*
 * Whether a text may be kept: no character that is not seen, nor, when
 * `one_line`, the end of a line. False after a diagnostic.
 */
bool desk_takes_text(struct desk *d, struct str text, bool one_line);

/* Now, by whoever types; the staff's has a date alone. */
struct stamp desk_stamp(const struct desk *d);
struct stamp desk_staff_stamp(const struct desk *d);
struct str desk_new_id(struct desk *d);

/*
 * The pack that a new round takes: the one in `pack_dir`, kept in the file
 * as it is. Its digest, or an empty text after diagnostics.
 */
struct str desk_keep_pack(struct desk *d);
/*
 * A kept pack, loaded whole, once. Where the one in `pack_dir` has the same
 * questionnaire and rubric, that one serves: its templates and estimates may
 * be newer, its questions and scores are the same. One that cannot be loaded
 * is told of by a warning, unless it was asked for by name.
 */
struct pack *desk_pack(struct desk *d, struct str digest);
/* The one in `pack_dir`, loaded whole. */
struct pack *desk_today_pack(struct desk *d);

#endif
