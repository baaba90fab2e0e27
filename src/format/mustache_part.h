/*
 * What the two files of Mustache share: mustache.c reads, mustache_render.c
 * fills.
 */
#ifndef JALON_FORMAT_MUSTACHE_PART_H
#define JALON_FORMAT_MUSTACHE_PART_H

#include "format/mustache.h"

enum mustache_piece_kind {
	PIECE_TEXT,
	PIECE_VALUE,
	PIECE_RAW,
	PIECE_SECTION,
	PIECE_INVERTED,
	PIECE_CLOSE,
	PIECE_PARTIAL,
};

struct mustache_piece {
	enum mustache_piece_kind kind;
	bool line_start;   /* first of its line: indented in a partial */
	struct str text;   /* a text, or the tag's name */
	bool alone;        /* on its line, which it takes with it */
	struct str indent; /* what stood before a tag alone */
	size_t end;        /* section: index of its closing piece */
	struct span span;  /* tag */
};

struct mustache {
	struct mustache_piece *pieces;
	size_t count;
	struct mustache_tag *tags;
	size_t tag_count;
};

#endif
