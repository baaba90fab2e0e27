/*
 * Diagnostics are data.
 *
 * Whatever is wrong with an *input* is a diagnostic: a slug that never
 * changes, arguments, a place. Functions append to a `struct diags` and
 * return false; they go on looking, so that one run shows everything.
 * Nobody below the front ends prints. The sentences stand in one table
 * (src/base/messages.c), in French and in English, where `{0}`, `{1}` and so
 * on take the arguments; a unit test holds the two languages together.
 *
 * A *bug* of ours is BUG(): it says where and aborts (exit 70). The
 * *environment* failing (disk full, no memory) is die(), exit 3, in front
 * ends only.
 */
#ifndef JALON_BASE_DIAG_H
#define JALON_BASE_DIAG_H

#include "base/ratio.h"
#include "base/source.h"

enum severity {
	SEVERITY_ERROR,
	SEVERITY_WARNING,
	SEVERITY_NOTE,		/* only under another message */
};

enum lang { LANG_FR, LANG_EN, LANG_COUNT };

/* "fr" or "en". */
const char *lang_code(enum lang lang);
/* False when the text names no language we speak. */
bool lang_parse(struct str text, enum lang *lang);

/*
 * Whether a counted noun takes its plural: in French from 2 on (0 jour, 1,5
 * jour), in English whenever it is not 1. Its sign does not matter.
 */
bool lang_plural(enum lang lang, struct ratio n);
/* As ratio_write, with the decimal comma and the minus sign (U+2212) of French;
   thousands are not grouped. */
void lang_number(struct buf *out, struct ratio n, int places, enum lang lang);
/*
 * A number as people type it, as ratio_parse takes it: without the spaces
 * between thousands (plain, no-break, narrow), and in French with a point for
 * its comma. A comma stays in English, where it parts thousands for some.
 */
struct str lang_typed_number(struct arena *a, struct str typed, enum lang lang);

/*
 * Every message the program can print about an input. X(name, slug,
 * severity, French, English) rows are in base/messages.def.
 */
enum message {
#define MESSAGE(name, slug, severity, fr, en) MSG_##name,
#include "base/messages.def"
#undef MESSAGE
	MSG_COUNT
};

enum { DIAG_ARGS = 4 };

struct diag_note {
	struct span span;	/* where; no source: a note without a place */
	enum message message;
	struct str args[DIAG_ARGS];
	struct diag_note *next;
};

struct diag {
	enum message message;
	struct span span;	/* no source: `file` alone, or no place */
	const char *file;	/* when there is no source to point into */
	struct str args[DIAG_ARGS];
	struct str suggestion;	/* "did you mean ...", or empty */
	struct diag_note *notes;/* in order */
	uint32_t order;		/* of its reporting; breaks ties in sorting */
};

struct diags {
	struct arena *arena;	/* where the diagnostics live */
	struct diag *items;
	size_t count;
	size_t capacity;
	size_t errors;		/* how many are errors */
	size_t dropped;		/* beyond the limit, counted only */
};

enum { DIAGS_MAX = 500 };

void diags_init(struct diags *d, struct arena *a);

/*
 * Adds a diagnostic; arguments are copied. Returns it, so that a caller can
 * add a suggestion or notes (never NULL: past the limit a scratch one).
 */
struct diag *diag_add(struct diags *d, struct span span, enum message message,
		      ...);	/* up to DIAG_ARGS const char *, then NULL */
/* DIAG(diags, span, MSG_X, "first argument", ...) */
#define DIAG(d, span, ...) diag_add((d), (span), __VA_ARGS__, (const char *)NULL)

/* The same with slices for arguments. */
struct diag *diag_add_str(struct diags *d, struct span span,
			  enum message message, const struct str *args,
			  size_t count);
/* DIAG_STR(diags, span, MSG_X, str, ...): at least one argument. */
#define DIAG_STR(d, span, message, ...)                                        \
	diag_add_str((d), (span), (message), (struct str[]){ __VA_ARGS__ },    \
		     sizeof((struct str[]){ __VA_ARGS__ }) / sizeof(struct str))

void diag_note_str(struct diags *d, struct diag *diag, struct span span,
		   enum message message, const struct str *args, size_t count);

/* Chooses a suggestion among `names` for the wrong name. */
void diag_suggest(struct diags *d, struct diag *diag, struct str wrong,
		  const struct str *names, size_t count);

/* By file name, then offset, then order of reporting. */
void diags_sort(struct diags *d);

enum severity diag_severity(const struct diag *diag);
const char *message_slug(enum message message);
enum severity message_severity(enum message message);
/*
 * The sentence of a message with its arguments put in: `{0}` is the first.
 * `{0:word|words}` is a word that the first argument counts: its singular, or
 * its plural by lang_plural. An argument that is not the same in both
 * languages is the French, DIAG_BETWEEN, the English.
 */
#define DIAG_BETWEEN "\x1F"

/*
 * Why the system refused, in words (of `errno`): in a language, or in both as
 * the argument of a message. The system's own where we have none.
 */
const char *error_text(int error, enum lang lang);
const char *error_said(int error);
void message_write(struct buf *out, enum message message, enum lang lang,
		   const struct str *args);

/*
 * The picture for people: `error[slug]: sentence`, `--> file:line:column`,
 * the line, carets under it, then notes and help. Tabs of the line are
 * copied under it, so that carets stand right.
 */
void diag_write(struct buf *out, const struct diag *diag, enum lang lang);
void diags_write(struct buf *out, const struct diags *d, enum lang lang);

_Noreturn void bug(const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
#define BUG(...) bug(__FILE__, __LINE__, __VA_ARGS__)

/* Prints "jalon: ..." and exits 3. Front ends only. */
_Noreturn void die(const char *format, ...)
	__attribute__((format(printf, 1, 2)));
/*
 * The same with a sentence of the table, for what only those below can see
 * (no memory, no MILP library). Takes no memory itself.
 */
_Noreturn void die_with(enum message message, const char *argument);
/* Of the interface: French until the front end says otherwise. */
void die_speaks(enum lang lang);

#endif
