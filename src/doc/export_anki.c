/*
 * Flashcards for Anki: one deck a language, tagged by module. A card's guid
 * says curriculum, module, card and language, so that learners keep their
 * history from one version to the next.
 */
#include "exports.h"
#include "format/anki.h"
#include "format/zip.h"

enum { ID_BASE = 1000, ID_SPAN = 500 };
/* Ids look like the milliseconds of a day between 2001 and 2017. */
#define MILLIARD INT64_C(1000000000)

static int64_t anki_id(struct exporter *e, const char *kind, struct str id)
{
	return ID_BASE * MILLIARD +
	       export_number(kind, e->curriculum->id, e->lang, id) %
		   (ID_SPAN * MILLIARD);
}

static struct str card_guid(struct exporter *e, const struct module *module,
			    const struct entry *card)
{
	struct buf b = buf_make(e->arena);

	buf_fmt(&b, "%.*s/%.*s/%.*s/%s", STR_ARGS(e->curriculum->id),
		STR_ARGS(module->id), STR_ARGS(card->id), lang_code(e->lang));
	return buf_view(&b);
}

/* Should two cards come to the same number, the later one moves on. */
static int64_t free_id(const struct anki_note *notes, uint32_t count,
		       int64_t id)
{
	uint32_t n = 0;

	while (n < count) {
		bool taken = notes[n].id == id;

		id += taken;
		n = taken ? 0 : n + 1;
	}
	return id;
}

static void add_card(struct exporter *e, const struct module *module,
		     const struct entry *card, struct anki_note *notes,
		     uint32_t count)
{
	const struct md *answer =
	    curriculum_passage(e->curriculum, &card->answer, e->lang);
	struct anki_note *note = &notes[count];

	note->guid = card_guid(e, module, card);
	note->id = free_id(notes, count, anki_id(e, "note", note->guid));
	note->tag = module->id;
	note->front = export_line(e, &card->term).markup;
	if (answer != NULL)
		note->back =
		    export_blocks(e, answer->first, NULL, 0).html.markup;
}

static struct anki_deck deck_of(struct exporter *e)
{
	const struct curriculum *c = e->curriculum;
	struct anki_note *notes;
	uint32_t count = 0;

	for (uint32_t m = 0; m < c->module_count; m++)
		count += c->modules[m].flashcard_count;
	notes = ARENA_ARRAY(e->arena, count, struct anki_note);
	count = 0;
	for (uint32_t m = 0; m < c->module_count; m++)
		for (uint32_t f = 0; f < c->modules[m].flashcard_count; f++)
			if (export_has_module(e, m))
				add_card(e, &c->modules[m],
					 &c->modules[m].flashcards[f], notes,
					 count++);
	return (struct anki_deck){
		.name = export_title(e, &c->title),
		.id = anki_id(e, "deck", STR_NONE),
		.modified = export_modified(c),
		.notes = notes,
		.note_count = count,
	};
}

void export_anki(struct buf *out, struct exporter *e)
{
	struct archive *zip = archive_begin(e->arena);
	struct buf collection = buf_make(e->arena);
	struct anki_deck deck = deck_of(e);

	anki_collection(&collection, e->arena, &deck);
	archive_add(zip, "collection.anki2", buf_view(&collection), false);
	archive_add(zip, "media", STR("{}"), false);
	archive_finish(zip, out);
}
