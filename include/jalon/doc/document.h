/*
 * Documents: a result and a plan turned into pages.
 *
 * Each document is a Markdown Mustache template (`documents/NAME.LANG.md` of
 * the pack, else the shipped one built into the program) filled from a *view*
 * of the result. The outcome is read into the one Markdown tree; HTML and
 * Markdown are writers over it. Nothing here computes a score: a view only
 * chooses, words and formats what the engine and the plan state.
 *
 * The two audiences share templates: `{{#consultant}}` opens what only the
 * consultant sees. Client text truncates scores to one decimal (the bounds of
 * a range outwards), hides mappings marked R or X, and never shows a group
 * below five. Law of the European Union is for those who sell there.
 */
#ifndef JALON_DOC_DOCUMENT_H
#define JALON_DOC_DOCUMENT_H

#include "format/html.h"
#include "format/markdown.h"
#include "format/node.h"
#include "plan/plan.h"

enum document_kind { DOCUMENT_REPORT, DOCUMENT_PLAN, DOCUMENT_COUNT };
/* "report", "plan". */
const char *document_name(enum document_kind kind);

enum audience { AUDIENCE_CLIENT, AUDIENCE_CONSULTANT };

struct document_request {
	const struct score *score;
	const struct plan *plan;	/* NULL: a pack without initiatives */
	enum lang lang;
	enum audience audience;
	struct str logo;		/* a data: URL, or empty */
	struct str firm;		/* whose documents they are, or empty */
	struct str accent;		/* its colour, #rrggbb, that white can
					   be read on; or empty */
	struct str style;		/* a consultant's own CSS, or empty */
	bool no_conditions;		/* of prerequisites, as authors wrote
					   them: a page explains each */
};

struct document {
	enum document_kind kind;
	struct str title;	/* its first heading, without markup */
	struct md *tree;
	struct document_request request;
};

/* A picture (of type "image/png"...) as a data: URL. */
struct str document_logo(struct arena *a, const char *type, struct str bytes);

/*
 * Fills and reads the template. NULL after diagnostics (a template of the
 * pack that cannot be read).
 */
struct document *document_make(struct arena *a, enum document_kind kind,
			       const struct document_request *request,
			       struct diags *diags);

/* One self-contained file: style inside, no script, no outside reference. */
void document_html(struct buf *out, struct arena *a,
		   const struct document *document);
/*
 * What that file shows between its header and its footer, inside a page of
 * somebody else: contents, then the document. `heading_shift` as in
 * format/html.h. The page brings document_style() along.
 */
void document_body(struct html *h, struct arena *a,
		   const struct document *document, int heading_shift);
/* The style sheet of documents, as shipped. */
struct str document_style(void);
void document_markdown(struct buf *out, struct arena *a,
		       const struct document *document);

/* What templates are filled with; its shape is the table of fields.c. */
struct node *document_view(struct arena *a,
			   const struct document_request *request);

/*
 * Checks every tag of the templates in `folder` (a pack's documents/) against
 * the view's fields: an unknown one is an error with a suggestion.
 */
void documents_check(struct arena *a, const struct folder *folder,
		     struct diags *diags);

/* The JSON Schema of result.json, as shipped. */
struct str result_schema(void);

/* Writes the whole result: the score's members, then the plan's. */
void result_document(struct buf *out, struct arena *a,
		     const struct score *score, const struct plan *plan,
		     bool pretty);

#endif
