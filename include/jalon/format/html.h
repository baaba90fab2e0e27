/*
 * Writing HTML (and SVG inside it) that cannot come out wrong.
 *
 * Markup is another type than text: a `struct html_frag` is made by a
 * literal, by this writer or by the Markdown renderer, and by nothing else.
 * Text has one door, html_text, which escapes. Elements have one, html_open;
 * their attributes are escaped by what the attribute *is* (a table in
 * html.c): text, a URL, or forbidden (`style`, `on*`, `srcdoc`). A URL other
 * than http, https, mailto, an id (#...) or a relative path becomes "#"; data:image/...
 * is allowed for `src` alone. Names are literals; an unknown attribute is a
 * BUG, and so is closing another element than the open one.
 */
#ifndef JALON_FORMAT_HTML_H
#define JALON_FORMAT_HTML_H

#include "base/text.h"

struct md;

struct html_frag {
	struct str markup;
};
#define HTML_FRAG(literal) ((struct html_frag){ STR(literal) })

enum { HTML_DEPTH = 64, HTML_ATTRS = 12, HTML_KNOWN = 32 };

/* The name of an element or of an attribute, a literal, and what it is. */
struct html_name {
	const char *name;
	int kind;
};

struct html {
	struct buf *out;
	const char *open[HTML_DEPTH];
	int depth;
	/* Looked up before: a page has the same few over and over. */
	struct html_name elements[HTML_KNOWN], attributes[HTML_KNOWN];
};

struct html_attr {
	const char *name;	/* NULL ends the list */
	struct str value;
};

struct html html_make(struct buf *out);
/*
 * Opens an element; `attrs` ends with a NULL name, or is NULL. Elements
 * without content (meta, img, br, and in SVG path, rect, line...) are written
 * by html_void.
 */
void html_open(struct html *h, const char *name, const struct html_attr *attrs);
void html_void(struct html *h, const char *name, const struct html_attr *attrs);
/* HTML_OPEN(h, "a", { "href", url }, ...): at least one attribute. */
#define HTML_OPEN(h, name, ...)                                                \
	html_open((h), (name), (struct html_attr[]){ __VA_ARGS__, { 0 } })
#define HTML_VOID(h, name, ...)                                                \
	html_void((h), (name), (struct html_attr[]){ __VA_ARGS__, { 0 } })
void html_close(struct html *h, const char *name);
void html_text(struct html *h, struct str text);
void html_frag(struct html *h, struct html_frag frag);
/* A whole element with text in it. */
void html_element(struct html *h, const char *name, const char *class_name,
		  struct str text);
/* A line end in the output, for people who read it. */
void html_newline(struct html *h);

/*
 * Renders the children of a Markdown node. `hooks` (may be NULL) draw charts
 * and give `:::` sections their element; a heading gets an id when `heading_id`
 * gives one. Raw HTML of the source is left out.
 */
struct html_hooks {
	void (*chart)(struct html *h, const struct md *chart, void *context);
	/* True when it drew the section itself; else a <section class=name>. */
	bool (*section)(struct html *h, const struct md *section, void *context);
	/* Writes the reference of a `[^id]` in a text and returns true; false
	   leaves the text as it is. May be NULL. */
	bool (*cite)(struct html *h, struct str id, void *context);
	/* The id of a heading; empty: none. */
	struct str (*heading_id)(const struct md *heading, void *context);
	void *context;
	int heading_shift;	/* added to heading levels, clipped to 1..6 */
};
void html_markdown(struct html *h, const struct md *node,
		   const struct html_hooks *hooks);

#endif
