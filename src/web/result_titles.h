/*
 * Titles of a document that lead somewhere: questions, criteria, initiatives,
 * gates, dimensions.
 *
 * A document is text; a page's links are found again in it by what the titles
 * say, whole. Where two things bear one title, the first kind below wins.
 * Nothing is linked in headings and in links.
 */
#ifndef JALON_WEB_RESULT_TITLES_H
#define JALON_WEB_RESULT_TITLES_H

#include "result.h"

enum titled { TITLED_QUESTION, TITLED_CRITERION, TITLED_INITIATIVE,
	      TITLED_GATE, TITLED_DIMENSION };

struct title {
	enum titled kind;
	uint32_t index;		/* in the pack's table of its kind */
	struct str text;
};

struct titles {
	const struct result *result;
	struct title *items;
	uint32_t count;
};

struct titles titles_make(const struct result *r);
/*
 * What a text is the title of; NULL for none. It may have a number or a code
 * in front ("3. ", "C6.2 "), and a code behind ("(G1)").
 */
const struct title *titles_find(const struct titles *t, struct str text);
/* A title at the end of the text, behind ": ". */
const struct title *titles_find_last(const struct titles *t, struct str text,
				     enum titled kind);
struct str titles_path(const struct titles *t, const struct title *title);
/* Makes links of the titles in lists and tables of the tree. */
void titles_link(const struct titles *t, struct md *tree);

#endif
