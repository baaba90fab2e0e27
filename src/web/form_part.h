/* What the readers of forms share. */
#ifndef JALON_WEB_FORM_PART_H
#define JALON_WEB_FORM_PART_H

#include "base/arena.h"
#include "web/form.h"

enum { NAME_BYTES = 200 };

/* Fields as they are read. */
struct reading {
	struct arena *arena;
	struct field *items;
	size_t count, capacity;
};

/* False: one too many, or a name that is empty or too long. */
bool reading_add(struct reading *r, struct str name, struct str value);
struct fields reading_fields(const struct reading *r);

/* Text as we keep it, in place: line ends made LF. False: not UTF-8, or a
   control. */
bool form_text(char *at, size_t *len);

#endif
