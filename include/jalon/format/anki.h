/*
 * An Anki collection (schema 11, the one every version reads), built in an
 * in-memory SQLite database. The only user of SQLite in format/.
 *
 * Ids and dates come from the caller, so that the same cards give the same
 * bytes; a card keeps its guid from one export to the next, and with it the
 * learner's history.
 */
#ifndef JALON_FORMAT_ANKI_H
#define JALON_FORMAT_ANKI_H

#include "base/arena.h"
#include "base/text.h"

struct anki_note {
	int64_t id;             /* of the note and of its card; unique */
	struct str guid;        /* the card's id: stable for ever */
	struct str front, back; /* HTML */
	struct str tag;         /* without spaces */
};

struct anki_deck {
	struct str name;
	int64_t id;       /* of the deck and, plus one, of its note type */
	int64_t modified; /* seconds; later for a later version, so that
			     Anki replaces the texts of older cards */
	const struct anki_note *notes;
	uint32_t note_count;
};

/* Appends the bytes of `collection.anki2`. */
void anki_collection(struct buf *out, struct arena *a,
		     const struct anki_deck *deck);

#endif
