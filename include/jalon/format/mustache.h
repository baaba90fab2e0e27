/*
 * Mustache templates, as the public specification defines them (comments,
 * delimiters, interpolation, inverted, partials, sections; no lambdas).
 *
 * What escapes `{{x}}` is the caller's choice: Markdown's escaper for
 * documents, HTML's for the specification's own cases. `{{{x}}}` and `{{&x}}`
 * pass text through only when its node is `trusted` (text of the pack);
 * anything else is escaped all the same.
 */
#ifndef JALON_FORMAT_MUSTACHE_H
#define JALON_FORMAT_MUSTACHE_H

#include "format/node.h"

struct mustache;

/* Reads a template. NULL after diagnostics (unclosed tags and sections). */
struct mustache *mustache_parse(struct arena *a, const struct source *source,
				struct diags *diags);

typedef void mustache_escaper(struct buf *out, struct str text);

/* Where partials nested too deep; `span.source` is NULL when none did. */
struct mustache_stop {
	struct span span;	/* of the partial's tag */
	struct str name;
};

enum { MUSTACHE_DEPTH = 32 };	/* of partials */

struct mustache_env {
	mustache_escaper *escape;
	bool trust_all;		/* the specification's cases: {{{x}}} is raw */
	/* A partial by name, or NULL (an empty text then). */
	const struct mustache *(*partial)(struct str name, void *context);
	void *context;
	struct mustache_stop *stop;	/* or NULL: filled when it is cut */
};

/*
 * Fills a template. Missing, null, false, an empty list and an empty text are
 * false for a section. False when the result was cut: where partials nest
 * deeper than MUSTACHE_DEPTH, since one of them calls itself, or at 4 MiB or
 * a million pieces.
 */
bool mustache_render(struct buf *out, const struct mustache *template,
		     const struct node *data, const struct mustache_env *env);

/* Every tag of a template, in order, for the checker. */
enum mustache_tag_kind {
	MUSTACHE_TEXT_TAG,	/* {{x}} */
	MUSTACHE_RAW_TAG,	/* {{{x}}}, {{&x}} */
	MUSTACHE_SECTION_TAG,	/* {{#x}} */
	MUSTACHE_INVERTED_TAG,	/* {{^x}} */
	MUSTACHE_CLOSE_TAG,	/* {{/x}} */
	MUSTACHE_PARTIAL_TAG,	/* {{>x}} */
};
struct mustache_tag {
	enum mustache_tag_kind kind;
	struct str name;	/* dotted name, or "." */
	struct span span;	/* of the whole tag */
};
const struct mustache_tag *mustache_tags(const struct mustache *template,
					 size_t *count);

void html_escape(struct buf *out, struct str text);

#endif
