/*
 * The commands: one row in a table, one file for each.
 *
 * The row says everything about a command but what it does: the runner reads
 * its flags, loads the pack it asks for, calls it, prints its diagnostics and
 * its output, and makes sure that the output was really written. Help, the
 * man page and the shells' completions are made from the same rows, so that
 * they cannot disagree with the program.
 *
 * To add one: a file src/cmd/NAME.c that ends with its `struct command`, a
 * line in src/cmd/commands.def, a case in tests/golden/NAME.
 */
#ifndef JALON_CMD_COMMAND_H
#define JALON_CMD_COMMAND_H

#include "base/arena.h"
#include "base/diag.h"

/* What the process ends with. */
enum status {
	STATUS_DONE = 0,
	STATUS_INPUT = 1,       /* the input had errors */
	STATUS_USAGE = 2,       /* the command line had */
	STATUS_ENVIRONMENT = 3, /* disk full, pipe closed... */
	STATUS_BUG = 70,        /* ours; see BUG() */
};

/* What a flag's value or an operand is: for checking and for completion. */
enum value_kind {
	VALUE_NONE, /* a switch */
	VALUE_TEXT,
	VALUE_NUMBER, /* a decimal, zero or more */
	VALUE_CHOICE, /* one of `choices` */
	VALUE_FILE,
	VALUE_DIRECTORY,
	VALUE_COMMAND, /* the name of a command */
};

struct flag {
	const char *name; /* without dashes; NULL ends a table */
	char letter;      /* short form, or 0 */
	enum value_kind kind;
	const char *value[LANG_COUNT]; /* "DIR", as help shows it */
	const char *choices;           /* "fr en", for VALUE_CHOICE */
	const char *summary[LANG_COUNT];
};

/* What the runner prepares before the call. */
enum {
	NEEDS_NOTHING = 0,
	NEEDS_PACK = 1,      /* questionnaire and rubric */
	NEEDS_CATALOGUE = 2, /* initiatives and opportunities too */
	NEEDS_TEXTS = 4,     /* every language, report texts */
	/* The file of cases, as `call->desk`: read, written, or made. */
	NEEDS_CASES = 8,
	NEEDS_CASES_WRITE = 16,
	NEEDS_CASES_MADE = 32,
};

enum { FLAGS_MAX = 20 };

struct pack;
struct desk;
struct shelf;
struct case_view;

/* One invocation. */
struct call {
	const struct command *command;
	enum lang lang;           /* of the interface */
	struct arena *arena;      /* the job's */
	struct arena *pack_arena; /* the pack's, and what lasts as long */
	struct pack *pack;        /* NULL unless asked for */
	struct desk *desk;        /* NULL unless asked for, or needed */
	struct shelf *shelf;      /* the desk's packs; NULL without one */
	struct case_view *view;   /* of the operand `case:NAME`, or NULL */
	const char **operands;
	uint32_t operand_count;
	const char *values[FLAGS_MAX]; /* by flag; see call_flag */
	struct diags diags;            /* printed by the runner */
	bool diags_told;               /* the command printed them itself */
	struct buf out;                /* for standard output */
};

struct command {
	const char *name; /* one word, or two: "case new" */
	const char *operands[LANG_COUNT]; /* "ANSWERS", or "" */
	enum value_kind operand_kind;
	uint32_t min, max;               /* operands */
	const char *summary[LANG_COUNT]; /* one line */
	const char *about[LANG_COUNT];   /* a paragraph or two of help */
	const char *example;             /* one command line */
	const struct flag *flags;        /* its own; see flag_at */
	unsigned needs;
	enum status (*run)(struct call *call);
};

extern const struct command *const commands[]; /* ends with NULL */
const struct command *command_find(struct str name);
/* The title of the group that a command opens, or NULL. */
const char *command_group(const struct command *first, enum lang lang);
/* Whether the name is the first word of commands of two. */
bool command_is_family(struct str name);

/* The n-th flag, those that every command has coming last; NULL past them. */
const struct flag *flag_at(const struct command *command, size_t n);
/* A flag's value; "" for a switch; NULL when it was not given. */
const char *call_flag(const struct call *call, const char *name);
/* The same for a flag that not every command has: then `otherwise` too. */
const char *call_flag_or(const struct call *call, const char *name,
			 const char *otherwise);

/* The whole program: reads the command line, runs, returns an exit status. */
int command_main(int argc, char **argv);

/* Texts made from the table (help.c, manual.c, completion.c). */
void help_write(struct buf *out, enum lang lang);
void help_command_write(struct buf *out, const struct command *command,
			enum lang lang);
/* Of the commands whose first word is `name`. */
void help_family_write(struct buf *out, struct str name, enum lang lang);
void manual_write(struct buf *out, enum lang lang);
/* `shell`: "bash", "zsh" or "fish". */
void completion_write(struct buf *out, const char *shell, enum lang lang);

#endif
