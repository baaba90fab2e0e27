/*
 * The workshop kit: a composed workshop turned into what a trainer carries.
 *
 * As with the report, each document is a Markdown Mustache template
 * (`documents/NAME.LANG.md` of the curriculum, else the shipped one) filled
 * from a view; the outcome is read into the one Markdown tree, which the HTML
 * and Markdown writers turn into files. Texts of the curriculum are Markdown
 * of an author and go in as such; those of the answers are escaped.
 *
 * What learners see never cites a fact marked R or X, never holds a solution
 * or a facilitator's note, and shows no score of anybody.
 */
#ifndef JALON_DOC_KIT_H
#define JALON_DOC_KIT_H

#include "format/markdown.h"
#include "format/node.h"
#include "learn/workshop.h"

enum kit_kind {
	KIT_AGENDA,		/* clock times; what was left out and why */
	KIT_GUIDE,		/* the facilitator's, step by step */
	KIT_HANDOUT,		/* the participants', with room to write */
	KIT_SLIDES,		/* arrow keys, presenter view, prints with notes */
	KIT_CARDS,		/* to cut out */
	KIT_QUIZ,
	KIT_QUIZ_KEY,
	KIT_TEST,		/* the same before and after */
	KIT_TEST_KEY,
	KIT_DRILL,		/* contacts and answer sheet; only with a drill */
	KIT_DRILL_KEY,
	KIT_EVALUATION,
	KIT_CERTIFICATE,
	KIT_PRINT,		/* copies, sides, colour, cutting */
	KIT_COUNT,
};
/* "agenda", "guide"...: also the file's name before ".LANG.html". */
const char *kit_name(enum kit_kind kind);
/* Whether this workshop has such a document (a drill, cards...). */
bool kit_has(const struct workshop *workshop, enum kit_kind kind);
/*
 * How many contacts of a module's drill are printed, from the first: 0 when
 * the drill's step is left out, those of its short length when it is short.
 */
uint32_t kit_contacts(const struct workshop *workshop, uint32_t module);

struct kit_request {
	const struct workshop *workshop;
	enum lang lang;
	uint32_t start;		/* minutes after midnight */
	struct str date;	/* YYYY-MM-DD, or empty: a line to write on */
	struct str client;	/* empty: none */
	struct str jobs;	/* the leader's sentences; empty: none */
	struct str trainer;	/* empty: a line to write on */
};

struct kit_document {
	enum kit_kind kind;
	struct str title;
	struct md *tree;
	struct kit_request request;
};

/* NULL after diagnostics (a template of the curriculum that is wrong). */
struct kit_document *kit_make(struct arena *a, enum kit_kind kind,
			      const struct kit_request *request,
			      struct diags *diags);
void kit_html(struct buf *out, struct arena *a,
	      const struct kit_document *document);
void kit_markdown(struct buf *out, struct arena *a,
		  const struct kit_document *document);

/*
 * Empty tables to type the test's and the drill's sheets into, a column for
 * each question or printed contact. The first question of each objective makes
 * the test. French spreadsheets expect semicolons.
 */
void kit_test_table(struct buf *out, const struct workshop *workshop,
		    enum lang lang);
void kit_drill_table(struct buf *out, const struct workshop *workshop,
		     enum lang lang);

/* The workshop's numbers as JSON: ids and minutes, no sentence. */
void kit_numbers(struct buf *out, const struct kit_request *request);

/* What templates are filled with. */
struct node *kit_view(struct arena *a, enum kit_kind kind,
		      const struct kit_request *request);
/* Checks every tag of a curriculum's templates against the view's fields. */
void kit_templates_check(struct arena *a, const char *dir, struct diags *diags);

#endif
