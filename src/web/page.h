/*
 * The frame of every page: head, header, main, footer.
 *
 * A page is written in one go between page_begin and page_end, through
 * `v->html`. Its first heading is the title that page_begin takes. When
 * something was wrong with a form, the title says so and the list of faults
 * stands first, with links to the fields (GOV.UK's error summary).
 */
#ifndef JALON_WEB_PAGE_H
#define JALON_WEB_PAGE_H

#include "route.h"

void page_begin(struct visit *v, struct str title);
/* With a link back, above the title, and the script when it serves there. */
struct page_wish {
	struct str title;
	struct str back;		/* a path, or empty */
	bool script;
	bool wide;			/* for tables and charts */
	bool report;			/* no heading of ours: a document's */
	bool refreshed;			/* asks for itself again every 3 s,
					   without the script */
};
void page_begin_as(struct visit *v, const struct page_wish *wish);
void page_end(struct visit *v);

/* --- parts ------------------------------------------------------------------------ */

void page_heading(struct visit *v, struct str text);	/* level 2 */
void page_text(struct visit *v, struct str text);	/* a paragraph */
void page_hint(struct visit *v, struct str text);
void page_link(struct visit *v, struct str path, struct str text);
/* A link that looks like the one thing to do next. */
void page_next(struct visit *v, struct str path, struct str text);
/* The visit's errors as sentences, from the `from`th on. */
void page_diags(struct visit *v, size_t from);
/* Something that just went well, or that one should know: role=status. */
void page_notice(struct visit *v, struct str text);

/* Terms and what they are, as `dl`. */
void page_facts_begin(struct visit *v);
void page_fact(struct visit *v, struct str term, struct str value);
void page_facts_end(struct visit *v);

/* A table: caption, heads, rows of cells. */
void page_table_begin(struct visit *v, struct str caption,
		      const struct str *heads, uint32_t count);
void page_row_begin(struct visit *v);
void page_cell(struct visit *v, struct str text);
void page_cell_number(struct visit *v, int64_t n);
void page_cell_link(struct visit *v, struct str path, struct str text);
void page_row_end(struct visit *v);
void page_table_end(struct visit *v);

#endif
