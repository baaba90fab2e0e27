/*
 * Writing XML that cannot come out wrong: every element closed, every text
 * and attribute escaped, characters that XML 1.0 forbids left out.
 *
 * Names are literals of ours and are not checked. HTML inside XML (a Moodle
 * question's text, an EPUB page) goes through xml_text as text, or through
 * xml_frag when it is XHTML made by the HTML writer.
 */
#ifndef JALON_FORMAT_XML_H
#define JALON_FORMAT_XML_H

#include "format/html.h"

enum { XML_DEPTH = 32 };

struct xml {
	struct buf *out;
	const char *open[XML_DEPTH];
	int depth;
};

/* Writes the declaration. */
struct xml xml_begin(struct buf *out);
/* XML_OPEN(x, "item", { "id", id }, ...); xml_open(x, "item", NULL). */
void xml_open(struct xml *x, const char *name, const struct html_attr *attrs);
void xml_void(struct xml *x, const char *name, const struct html_attr *attrs);
#define XML_OPEN(x, name, ...)                                                 \
	xml_open((x), (name), (struct html_attr[]){ __VA_ARGS__, { 0 } })
#define XML_VOID(x, name, ...)                                                 \
	xml_void((x), (name), (struct html_attr[]){ __VA_ARGS__, { 0 } })
/* Closes the innermost element, which must be `name`. */
void xml_close(struct xml *x, const char *name);
void xml_text(struct xml *x, struct str text);
void xml_frag(struct xml *x, struct html_frag frag);
/* A whole element with text in it. */
void xml_element(struct xml *x, const char *name, struct str text);

#endif
