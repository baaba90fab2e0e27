/*
 * The words documents add around what the pack and the answers say. One row
 * a word in words.def, in both languages, with {0} to {3} for arguments.
 */
#ifndef JALON_DOC_WORDS_H
#define JALON_DOC_WORDS_H

#include "base/arena.h"
#include "base/diag.h"

enum word {
#define WORD(name, fr, en) W_##name,
#include "words.def"
#undef WORD
	W_COUNT
};

enum { WORD_ARGS = 4 };

/* The row as it stands. */
struct str word_text(enum word word, enum lang lang);
/* The row with its arguments put in. */
struct str word_fill(struct arena *a, enum word word, enum lang lang,
		     const struct str *args, size_t count);
/* WORDS(arena, W_X, lang, str, ...): at least one argument. */
#define WORDS(a, word, lang, ...)                                              \
	word_fill((a), (word), (lang), (struct str[]){ __VA_ARGS__ },          \
		  sizeof((struct str[]){ __VA_ARGS__ }) / sizeof(struct str))

#endif
