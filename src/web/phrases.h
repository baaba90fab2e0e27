/*
 * What pages say around what the pack and the answers say. One row a phrase
 * of phrases/NAME.def, in both languages, with {0} to {3} for arguments.
 */
#ifndef JALON_WEB_PHRASES_H
#define JALON_WEB_PHRASES_H

#include "base/arena.h"
#include "base/diag.h"

enum phrase {
#define PHRASE(name, fr, en) P_##name,
#include "phrases.def"
#undef PHRASE
	P_COUNT
};

enum { PHRASE_ARGS = 4 };

/* The row as it stands. */
struct str phrase_text(enum phrase phrase, enum lang lang);
/* The row with its arguments put in. */
struct str phrase_fill(struct arena *a, enum phrase phrase, enum lang lang,
		       const struct str *args, size_t count);

#endif
