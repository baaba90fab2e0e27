/*
 * The shape of a view as a table: every key a template may use, and what it
 * is. The checker of templates reads it; a unit test holds it against the
 * view itself. Shapes are numbered by whoever owns the table; 0 is none.
 */
#ifndef JALON_DOC_FIELDS_H
#define JALON_DOC_FIELDS_H

#include "base/text.h"

enum field_kind {
	FIELD_TEXT,	/* from an answer: always escaped */
	FIELD_OWN,	/* of the pack or of the program: {{{x}}} is allowed */
	FIELD_FLAG,
	FIELD_MAP,	/* of `shape`, or null */
	FIELD_LIST,	/* of maps of `shape`; a text list has shape 0 */
	FIELD_ALL,	/* no field: every field of `shape` stands here too */
};

struct field {
	int in;		/* a shape */
	const char *name;
	enum field_kind kind;
	int shape;
};

struct field_table {
	const struct field *fields;
	size_t count;
	int root;	/* the shape of the view itself */
};

/* The field of that name, or NULL. */
const struct field *field_find(const struct field_table *table, int in,
			       struct str name);

#endif
