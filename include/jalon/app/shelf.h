/*
 * The shelf: packs loaded once, whole, and then only read.
 *
 * A command makes one for itself; a server makes one for all its threads,
 * each with a desk of its own. Any function may be called from any thread;
 * what they return stands until the shelf is closed, and nothing writes to
 * it, so it is read without a lock.
 */
#ifndef JALON_APP_SHELF_H
#define JALON_APP_SHELF_H

#include "engine/score.h"
#include "store/store.h"

struct shelf;

struct shelf *shelf_open(void);
/* NULL is allowed. */
void shelf_close(struct shelf *s);

/*
 * The pack in the folder `dir`, as it was when it was first asked for. NULL
 * after diagnostics, or in silence when `diags` is NULL; whoever asks with
 * diagnostics has it read again.
 */
struct pack *shelf_folder(struct shelf *s, const char *dir,
			  struct diags *diags);

/*
 * The same as a file of cases keeps it: read once too, so that beginning a
 * case reads no folder. NULL after diagnostics.
 */
const struct stored_pack *shelf_stored(struct shelf *s, const char *dir,
				       struct diags *diags);

/* One that a file of cases keeps, when it was put here; else NULL. */
struct pack *shelf_find(struct shelf *s, struct str digest);
/*
 * Puts one here, from its files in memory. Diagnostics name them as
 * `ia-pme@1.0.0/rubric.fr.md`. NULL after diagnostics.
 */
struct pack *shelf_kept(struct shelf *s, const struct stored_pack *kept,
			struct diags *diags);

/*
 * What one respondent's answers are read and scored with. Making one costs
 * more than scoring: it is lent to one at a time and kept for the next.
 */
struct scorer {
	const struct pack *pack;
	struct engine *engine;
	const struct score *score;	/* the engine's; NULL: of nothing yet */
	struct arena *now, *spare;	/* empty when it is lent */
	struct arena *own;
	struct scorer *next;
	bool lent;
};
/* One of a pack that stands here; to be given back. */
struct scorer *shelf_lend(struct shelf *s, const struct pack *pack);
void shelf_give_back(struct shelf *s, struct scorer *scorer);

#endif
