/*
 * Templates: a pack's own first, then the shipped ones.
 */
#ifndef JALON_DOC_TEMPLATE_H
#define JALON_DOC_TEMPLATE_H

#include "assets.h"
#include "base/folder.h"
#include "fields.h"
#include "format/mustache.h"

struct templates {
	struct arena *arena;
	const struct folder *folder;	/* a pack's documents/, or NULL */
	enum lang lang;
	const struct asset_templates *shipped;
	struct diags *diags;
	struct template_read *read;	/* those looked for so far */
};

/*
 * The template or part of that name. NULL when there is none, or after
 * diagnostics when it cannot be read (`*failed` is then set, if not NULL).
 */
const struct mustache *template_find(struct templates *t, struct str name,
				     bool *failed);
/*
 * Says why filling the document `name` was cut, each place once: parts that
 * several documents share would be told for each of them.
 */
void template_cut(const struct templates *t, struct str name,
		  const struct mustache_stop *stop);
/*
 * Fills the template `name`, escaping for Markdown; `part` finds it and its
 * parts. False when there is none, or after diagnostics when it was cut.
 */
bool template_fill(struct buf *out, const struct templates *t, struct str name,
		   const struct node *view,
		   const struct mustache *(*part)(struct str name,
						  void *context),
		   void *context);
/* "report.fr.md" -> "report" and French. False for any other file name. */
bool template_name(struct str file, struct str *name, enum lang *lang);

/* A family of documents, for its checker. */
struct template_family {
	const struct asset_templates *shipped;
	const struct field_table *table;
	const struct template_root {
		const char *name;	/* the template of a whole document */
		int shape;		/* of the view it is filled with */
	} *roots;
	size_t root_count;
	bool charts;			/* whether it draws any */
	/* Of another family, whose files stand in the same folder; or NULL. */
	const struct asset_templates *beside;
	bool quiet;	/* the other one tells of files that are nobody's */
};

/*
 * Checks every tag of the templates in `folder` against the views' fields: an
 * unknown one is an error with a suggestion; so are unknown parts and charts,
 * and what is wrong with their Markdown.
 * A file that replaces nothing is a warning.
 */
void templates_check(struct arena *a, const struct folder *folder,
		     const struct template_family *family,
		     struct diags *diags);

/*
 * What is wrong with the Markdown of one template whatever it is filled with:
 * raw HTML, images, sections that are not closed in it... (check_markdown.c)
 */
void template_check_markdown(struct arena *a, const struct source *source,
			     const struct mustache *template,
			     struct diags *diags);

#endif
