/*
 * The questionnaire on paper, for a room without computers.
 *
 * A blank form holds every question of one group (or of all, each with who
 * answers it) under the ids of the pack: number, text, help, options as boxes
 * (a circle where one is ticked, a square where several may be), room to
 * write. Whether a question is asked cannot be settled on paper, so its
 * condition is said in words: from the expression when it is plain, else by
 * naming the questions that decide it. A condition on questions that only
 * another group is asked is ticked on the first page by whoever hands the
 * form out.
 *
 * As with the report, it is a Markdown Mustache template (`form.LANG.md`, of
 * the pack's documents/ else the shipped one) filled from a view, read into
 * the one Markdown tree, and written from there. The header of each printed
 * page names the pack, its version and the first 12 digits of its SHA-256.
 *
 * The data sheet is the table that filled forms are typed into.
 */
#ifndef JALON_DOC_FORM_H
#define JALON_DOC_FORM_H

#include "format/markdown.h"
#include "model/pack.h"

struct form_request {
	const struct pack *pack;
	enum lang lang;
	enum group group;	/* who answers; GROUP_COUNT: all of them */
	bool express;		/* the short path only: see form_questions */
};

struct form {
	struct str title;	/* its first heading, without markup */
	struct md *tree;
	struct form_request request;
};

/*
 * By question of the pack: whether the form asks it. A short form asks the
 * pack's `express:` list, the required questions, and those that decide
 * whether one of them is asked; each only when it is for the group.
 */
bool *form_questions(struct arena *a, const struct form_request *request);

/*
 * Fills and reads the template. NULL after diagnostics (a template of the
 * pack that cannot be read).
 */
struct form *form_make(struct arena *a, const struct form_request *request,
		       struct diags *diags);

/* One self-contained file: style inside, no script, no outside reference. */
void form_html(struct buf *out, struct arena *a, const struct form *form);
void form_markdown(struct buf *out, const struct form *form);

/* What templates are filled with; every key is in form_field_table. */
struct node *form_view(struct arena *a, const struct form_request *request);

/*
 * The empty data sheet, as CSV: the columns `question`, `group` (who is
 * asked, for whoever types), `respondent_1` to `respondent_N`; the rows
 * `respondent`, `group`, `date`, then for each question of the form its id,
 * and `ID:note`. In French with semicolons and a byte order mark, as
 * spreadsheets there expect; in English with commas. Nothing is filled in, so
 * that a column nobody typed into counts for nothing when it is read.
 */
enum { FORM_RESPONDENTS = 8 };
void form_sheet(struct buf *out, struct arena *a,
		const struct form_request *request, uint32_t respondents);

#endif
