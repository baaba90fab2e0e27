/*
 * The linear look at a file before any library sees it.
 *
 * libyaml and cmark are slower than linear on inputs made for it: directives,
 * nested brackets, nested quotes and lists, very long paragraphs. This scan
 * refuses those with a sentence and a place, in one pass. (Size, NUL and
 * UTF-8 are the business of base/source.h.)
 */
#ifndef JALON_FORMAT_SCAN_H
#define JALON_FORMAT_SCAN_H

#include "base/diag.h"

enum {
	SCAN_YAML_DEPTH = 64,		/* lists and maps within each other; the
					   readers of YAML and JSON count them,
					   who know brackets from text */
	SCAN_INDENT_COLUMNS = 64,	/* of white space at a line's start
					   (block scalars included) */
	SCAN_BLANKS = 1024,		/* YAML: bytes of white space or empty
					   lines in a row */
	SCAN_CONTAINERS = 16,		/* Markdown markers at a line's start */
	SCAN_PARAGRAPH_BYTES = 16 * 1024,
};

/* False after a diagnostic. */
bool scan_yaml(struct span text, struct diags *diags);
bool scan_markdown(struct span text, struct diags *diags);

#endif
