/*
 * The contents of a page: its headings of level 2, each with an id of its
 * own, and links to them.
 */
#ifndef JALON_DOC_CONTENTS_H
#define JALON_DOC_CONTENTS_H

#include "format/html.h"
#include "format/markdown.h"

/*
 * The id of a heading as the page is written, or none; `met` counts those of
 * level 2 so far, from 0.
 */
struct str contents_id(struct arena *a, const struct md *heading,
		       uint32_t *met);
/* The same headings as a list of links, in an element `nav` so labelled. */
void contents_write(struct html *h, struct arena *a, const struct md *tree,
		    struct str label);

#endif
