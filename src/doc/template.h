/*
 * Templates: a pack's own first, then the shipped ones.
 */
#ifndef JALON_DOC_TEMPLATE_H
#define JALON_DOC_TEMPLATE_H

#include "format/mustache.h"

struct templates {
	struct arena *arena;
	const char *dir;	/* a pack's documents/, or NULL */
	enum lang lang;
	struct diags *diags;
	struct template_read *read;	/* those looked for so far */
};

/*
 * The template or part of that name. NULL when there is none, or after
 * diagnostics when it cannot be read (`*failed` is then set, if not NULL).
 */
const struct mustache *template_find(struct templates *t, struct str name,
				     bool *failed);
/* "report.fr.md" -> "report" and French. False for any other file name. */
bool template_name(struct str file, struct str *name, enum lang *lang);

#endif
