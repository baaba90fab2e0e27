/*
 * What the exports share: the modules asked for, and texts of the curriculum
 * as markup that other people's programs read (export_text.c).
 *
 * Their readers know little HTML, so it is kept plain: paragraphs, lists,
 * tables, emphasis, code. An image becomes its alternative text, an address
 * that leads nowhere outside the curriculum its words; a ruled line to write
 * on is left out. A fact cited is named in brackets with its source, or
 * numbered where the facts follow (EPUB).
 */
#ifndef JALON_DOC_EXPORTS_H
#define JALON_DOC_EXPORTS_H

#include "base/arena.h"
#include "doc/export.h"
#include "format/html.h"
#include "format/markdown.h"
#include "words.h"

struct exporter {
	struct arena *arena;
	const struct curriculum *curriculum;
	enum lang lang;
	const bool *modules;
	/* Facts are numbered in the order they are cited, from 1; 0: not
	   cited. NULL: they are named where they stand. */
	uint32_t *cited;
	uint32_t cited_count;
	bool bare_lists;   /* ordered lists always start at 1 (QTI) */
	int heading_shift; /* added to the levels of headings */
};

struct exporter exporter_make(struct arena *a,
			      const struct export_request *request);

/* Whether a module is asked for. */
bool export_has_module(const struct exporter *e, uint32_t module);
/* The items of the modules asked for. */
uint32_t export_item_count(const struct exporter *e);

/* "fr-CA" or "en-CA". */
struct str export_locale(enum lang lang);
struct str export_word(const struct exporter *e, enum word word);
/* A title: plain text, with the language's spaces. */
struct str export_title(const struct exporter *e, const struct text *text);

/*
 * Seconds since 1970, from the curriculum's version alone: later for a later
 * version, for programs that keep the newest of two.
 */
int64_t export_modified(const struct curriculum *c);
/* A number of 40 bits that stays the same for the same texts. */
int64_t export_number(const char *kind, struct str curriculum, enum lang lang,
		      struct str id);

/*
 * The siblings from `first` up to `end` (excluded; NULL: the last one). A
 * single paragraph comes without its <p>.
 */
struct markup {
	struct html_frag html;
	bool inlines; /* no block in it */
};
enum {
	EXPORT_BLOCKS = 1,    /* a single paragraph keeps its <p> */
	EXPORT_NO_QUOTES = 2, /* quotes are left out */
};
struct markup export_blocks(struct exporter *e, const struct md *first,
			    const struct md *end, unsigned how);
/* One line of Markdown. */
struct html_frag export_line(struct exporter *e, const struct text *text);

/* The parts of a question. */
struct markup export_stem(struct exporter *e, const struct item *item);
struct markup export_option(struct exporter *e,
			    const struct item_option *option);
struct markup export_feedback(struct exporter *e,
			      const struct item_option *option);
uint32_t export_right_count(const struct item *item);
/*
 * What ticking an option is worth, per cent of the mark, when several are
 * right: the right ones share 100, the wrong ones cost as much together, so
 * that ticking all gives nothing. Always of Moodle's list of grades.
 */
const char *export_fraction(const struct item *item,
			    const struct item_option *option);

void export_gift(struct buf *out, struct exporter *e);
void export_moodle(struct buf *out, struct exporter *e);
void export_qti(struct buf *out, struct exporter *e);
void export_scorm(struct buf *out, struct exporter *e);
void export_anki(struct buf *out, struct exporter *e);
void export_epub(struct buf *out, struct exporter *e);

#endif
