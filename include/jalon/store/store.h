/*
 * The consultant's file: cases, and how each came to be what it is.
 *
 * One file holds every case. Whatever happens is a change (store/changes.h)
 * appended to the journal of its case; what the file says today is derived
 * from the journal in the same transaction, and can be derived again. A
 * change carries the hash of the one before and of its own payload with a
 * salt; erasing takes payload and salt away and leaves the links, so that
 * the journal still verifies and nothing can be guessed from it.
 *
 * What store_save has acknowledged survives the process, the machine and a
 * full disk. Nothing here knows what an answer means: that is the pack's
 * business and the engine's.
 *
 * The contract says nothing of how a file is kept, so that another keeper
 * can stand beside this one.
 */
#ifndef JALON_STORE_STORE_H
#define JALON_STORE_STORE_H

#include "base/chance.h"
#include "base/diag.h"
#include "store/changes.h"

struct store;

enum store_result {
	STORE_DONE,
	STORE_REFUSED,		/* the input: a diagnostic says what */
	STORE_FAILED,		/* the environment: likewise */
};

enum store_opening {
	STORE_READ,		/* must exist; nothing is written */
	STORE_WRITE,		/* must exist */
	STORE_CREATE,		/* made when it does not exist */
};

/*
 * Opens the file at `path`. An older format is brought up to this program's,
 * in one transaction, unless only reading was asked for. A new one appears
 * whole or not at all. Refused, with a sentence: no such file, an empty one,
 * not a file of Jalon, one from a newer program, a damaged one. Failed: no
 * permission, locked by another program, disk full.
 * One store belongs to one thread; open another, or use a saver.
 */
enum store_result store_open(struct store **store, const char *path,
			     enum store_opening opening,
			     const struct chance *chance,
			     struct diags *diags);
/*
 * Whether the file is one that can be read and not written, as on a disc or in
 * somebody else's folder: STORE_READ opens it, unless a log beside it holds
 * changes that are not in it yet.
 */
bool store_is_archive(const char *path);
/* NULL is allowed. */
void store_close(struct store *s);
const char *store_path(const struct store *s);

/* --- changing ------------------------------------------------------------ */

/*
 * Appends changes to their journals and brings what is derived up to date:
 * all of them, or none. When it returns STORE_DONE they are on the disk, in
 * the file that the path names: failed where that one is gone, moved or
 * another.
 * Refused: a change that does not fit what is there (an answer of nobody, a
 * round without its pack, a name already taken).
 */
enum store_result store_save(struct store *s, const struct change *changes,
			     size_t count, struct diags *diags);

/*
 * What else than changes is written (store/access.h): `write` is run in a
 * transaction of its own, all of it or nothing. It returns STORE_DONE, or
 * STORE_REFUSED after a diagnostic; what the file itself refuses is told by
 * who runs it. It may be run by another thread than the one that asks, which
 * waits meanwhile; it does nothing but write, as others wait too.
 */
typedef enum store_result store_write(struct store *s, void *context,
				      struct diags *diags);
enum store_result store_do(struct store *s, store_write *write, void *context,
			   struct diags *diags);
/* Of use in a store_write alone: appends changes to their journals. */
void store_append(struct store *s, const struct change *changes, size_t count);

/*
 * A saver shares one wait for the disk among all who save at the same time:
 * a thread of its own writes what came while it wrote. Any thread may call
 * saver_save; it returns when its own changes are on the disk, or refused,
 * without touching the others'.
 */
struct saver;
/* Takes the store's use. NULL, with errno, where the system has no thread. */
struct saver *saver_open(struct store *s);
/* Gives it back, when all who asked were told. */
void saver_close(struct saver *v);
enum store_result saver_save(struct saver *v, const struct change *changes,
			     size_t count, struct diags *diags);
/* The same for another write. */
enum store_result saver_do(struct saver *v, store_write *write, void *context,
			   struct diags *diags);

/*
 * Until store_look_end, or a write by this store, all that is read is of one
 * moment, and many readings cost one look at the file. The second tells
 * whether it was looking.
 */
void store_look(struct store *s);
bool store_look_end(struct store *s);

/* --- packs --------------------------------------------------------------- */

struct stored_file {
	struct str path;	/* `rubric.fr.md`, `documents/report.fr.md` */
	struct str bytes;
};

struct stored_pack {
	struct str digest;	/* of all its files; see stored_pack_digest */
	struct str id, version;
	struct str identity;	/* of questionnaire and rubric: what a score
				   depends on */
	const struct stored_file *files;	/* by path, in byte order */
	uint32_t file_count;
};

/* SHA-256 over paths and bytes, each after its length. */
struct digest stored_pack_digest(struct arena *a,
				 const struct stored_pack *pack);
/* Keeps a pack; nothing happens when it is there. */
enum store_result store_add_pack(struct store *s,
				 const struct stored_pack *pack,
				 struct diags *diags);
/* With its files or, when `whole` is false, without. NULL: not there. */
struct stored_pack *store_pack(struct store *s, struct arena *a,
			       struct str digest, bool whole);

/* --- erasing ------------------------------------------------------------- */

/*
 * Erases what a person said and who they are: payloads and salts of the
 * changes that name them, and whatever was derived; likewise the imports that
 * brought them, whose digest would tell what the file said. For one of the staff all
 * that is published of their round is withdrawn, so that neither a difference
 * nor a gap tells what they had said, or that they had said something. No
 * byte of it stays in the file.
 */
enum store_result store_erase_person(struct store *s,
				     const struct stamp *stamp,
				     struct str chain, struct str respondent,
				     struct diags *diags);
/*
 * Likewise what an import (its id) brought, and its trace: people too, but
 * those who answered otherwise as well. Of the staff all that is published of
 * the round is withdrawn.
 */
enum store_result store_erase_import(struct store *s,
				     const struct stamp *stamp,
				     struct str chain, struct str import,
				     struct diags *diags);
/* Everything of a case; its name becomes free again. */
enum store_result store_erase_case(struct store *s, const struct stamp *stamp,
				   struct str chain, struct diags *diags);

/* Empties the log of the file, which holds what was just erased. As far as
   others do not read it at this moment. */
void store_empty_log(struct store *s);

/* --- copies -------------------------------------------------------------- */

/*
 * A whole copy, taken while others go on writing, opened again and verified
 * before it takes its name.
 */
enum store_result store_backup(struct store *s, const char *path,
			       struct diags *diags);
/*
 * A file that holds one case and its packs. `staff` says whether what the
 * staff said one by one goes along; else their links alone do, and those of
 * imports, whose digest would tell what the file said.
 */
enum store_result store_export(struct store *s, struct str chain, bool staff,
			       const char *path, struct diags *diags);

/*
 * The journal of a case, oldest first, without payload for what was erased or
 * left out. `hash` is the link (64 digits).
 */
struct journal_entry {
	uint32_t number;	/* from 1 */
	enum change_kind kind;
	struct str payload;
	struct str hash;
	bool left_out;		/* of a copy, not erased */
};
const struct journal_entry *store_journal(struct store *s, struct arena *a,
					  struct str chain, uint32_t *count);
/* The number of the first change that does not verify, 0 when all do. */
uint32_t store_broken_link(struct store *s, struct str chain);
/*
 * Where a case's journal ends. All that is derived from it stands as long as
 * it ends there, unless changes were left out of it, which may come back.
 */
struct store_mark {
	int64_t number;		/* of the last change */
	struct hash hash;	/* its link */
};
/* False when there is no such journal, or it cannot be read. */
bool store_mark(struct store *s, struct str chain, struct store_mark *mark);
bool store_mark_same(const struct store_mark *x, const struct store_mark *y);
bool store_left_out(struct store *s, struct str chain);
/* How many changes all journals hold, those of erased cases too. */
uint32_t store_change_count(struct store *s);
/*
 * Takes a case over from another file, links, salts and all. Refused when it
 * is here already (see app/exchange.h for merging), or when its journal does
 * not verify.
 */
enum store_result store_adopt(struct store *s, struct store *from,
			      struct str chain, struct diags *diags);
/*
 * Takes from another copy of a case what this one leaves out: the payloads of
 * the changes of those numbers (growing), each where it is what its link here
 * says. What the journal derives is derived again.
 */
enum store_result store_complete(struct store *s, struct store *from,
				 struct str chain, const uint32_t *numbers,
				 size_t count, struct diags *diags);

/*
 * Closes a store and leaves one file, without a log beside it, that can be
 * moved. STORE_FAILED when another has it open.
 */
enum store_result store_close_as_one(struct store *s, struct diags *diags);
/*
 * Puts the file `from`, closed as one, in the place of the file at `path`,
 * which is kept as `aside` (on the same disk) with what its log held. Whoever
 * reads `path` finds the one or the other, never nothing, and never the new
 * one with the old one's log. What cannot be opened is moved as it is. Failed
 * when another program has it open: nothing is moved then.
 */
enum store_result store_replace(const char *path, const char *from,
				const char *aside, const struct chance *chance,
				struct diags *diags);

/* --- files that are being made ------------------------------------------- */

/*
 * A file is made whole under `PATH.PID-XXXXXXXX.tmp`, then takes its name. The
 * name of one to be made at `path`, in the arena.
 */
const char *store_temporary(struct arena *a, const struct chance *chance,
			    const char *path);
/* Removes a file and what is kept beside it while it is open. */
void store_remove(const char *path);
/*
 * How many files of that kind processes that are no more left in the folder
 * of `path`; with `really` they are removed. What makes a file does so first.
 */
uint32_t store_sweep(const char *path, bool really);

/* --- keeping well -------------------------------------------------------- */

/*
 * Looks at everything: the file's pages, its tables against this program's,
 * references, every journal, every pack, and whether what is derived is what
 * the journals say. With `mend`, repairs what can be: what is derived is
 * derived again, packs that no round uses are dropped, files that were left in
 * the making are removed. Never what may be the last that is left: where a
 * change lost its payload without an erasure that says so, its case stays as
 * it is. Each finding is a diagnostic, a warning when it was mended.
 * STORE_DONE: all is well now.
 */
enum store_result store_doctor(struct store *s, bool mend,
			       struct diags *diags);

#endif
