/*
 * A file of cases that is going to suffer, for the programs of this folder.
 *
 * A piece of work runs in a process of its own, which something befalls: a
 * kill, no memory, a full disk. It tells through a pipe what was acknowledged
 * to it. Then the file is opened and looked at: it verifies, all that was
 * acknowledged is there, and nothing is half done.
 */
#ifndef TORTURE_VICTIM_H
#define TORTURE_VICTIM_H

#include "../unit/store_case.h"

/* What only one person of the file has said; see victim_holds_secret. */
#define SECRET "ce-que-nul-ne-doit-revoir"

enum { MOST_NUMBERS = 1 << 20, STATE_LENGTH = 600 };

struct victim {
	struct file_of_cases f;		/* path: the file itself */
	char first[96];			/* as it is before each work */
	char away[96];			/* another, with a case to adopt */
	char copy[96];			/* where copies go */
	struct small_case c;		/* the case that work is done on */
	struct str away_case;
	uint32_t savings;		/* at most, of `save` and `savers` */
	uint32_t next;			/* number of the next saving */
	uint32_t acknowledged;		/* since the file was fresh */
	unsigned char *numbers;		/* what is known of each; victim.c */
	int acks;			/* the pipe, in the process at work */
	const char *doing;		/* what failures are told of */
	int failures;
};

/* `run` is called in the other process. */
struct work {
	const char *name;
	bool atomic;			/* done or not; else it saves */
	bool erases;			/* what SECRET stands in */
	void (*prepare)(struct victim *v);	/* or NULL */
	enum store_result (*run)(struct victim *v);
};
extern const struct work works[];
extern const size_t work_count;

/* Makes the files in a folder that exists; nothing is in it. */
void victim_make(struct victim *v, const char *folder, uint64_t seed);
/* Takes a folder whose first.jalon is made; for commands. */
void victim_adopt(struct victim *v, const char *folder);
void victim_drop(struct victim *v);
/* Puts the file as it was first; without copies. */
void victim_fresh(struct victim *v, const struct work *work);

/*
 * Runs `work` in another process, after `befall(context)` there, and kills it
 * when `microseconds` have passed, unless that is negative. What it told is
 * remembered. The status is what waitpid gives.
 */
int victim_run(struct victim *v, int (*work)(struct victim *, const void *),
	       const void *context, long microseconds);
/*
 * A `work` of victim_run that does `context`, a struct work; gives 0, 1
 * when refused and 3 when failed, each with a diagnostic, or else 99.
 */
int victim_work(struct victim *v, const void *work);

/*
 * Opens the file, has it examined, and looks for what was acknowledged. What
 * the file and its copy hold goes to `state`.
 */
void victim_look(struct victim *v, char state[STATE_LENGTH]);
/* Whether SECRET stands anywhere in the file or beside it. */
bool victim_holds_secret(struct victim *v);

/* Says what went wrong, with what was being done; goes on. */
void victim_fault(struct victim *v, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void copy_file(const char *from, const char *to);
void remove_file_of_cases(const char *path);
/* A number from 0 up to `limit`, which it is not. */
uint32_t chance_below(uint64_t *seed, uint32_t limit);

#endif
