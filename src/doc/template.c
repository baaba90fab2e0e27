/* Where templates come from. */
#include "template.h"

#include <string.h>

#include "assets.h"
#include "base/arena.h"
#include "format/markdown.h"

struct template_read {
	struct str name;
	const struct mustache *template;	/* NULL: none, or unreadable */
	bool failed;
	struct template_read *next;
};

bool template_name(struct str file, struct str *name, enum lang *lang)
{
	struct str rest;

	if (!str_ends(file, ".md") || file.len < 7)
		return false;
	rest = str_sub(file, 0, file.len - 3);
	if (!lang_parse(str_sub(rest, rest.len - 2, rest.len), lang) ||
	    rest.at[rest.len - 3] != '.')
		return false;
	*name = str_sub(rest, 0, rest.len - 3);
	return true;
}

static const char *file_name(const struct templates *t, struct str name)
{
	struct buf file = buf_make(t->arena);

	buf_fmt(&file, "%.*s.%s.md", STR_ARGS(name), lang_code(t->lang));
	return str_cstr(t->arena, buf_view(&file));
}

/* A name of a template could otherwise walk out of the folder. */
static bool is_file_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] == '/' || name.at[i] == '\0')
			return false;
	return name.len > 0 && name.at[0] != '.';
}

static struct source *load(struct templates *t, struct str name)
{
	const char *file = file_name(t, name);
	struct str shipped = asset_template(t->shipped, name, t->lang);

	if (t->folder != NULL && is_file_name(name) &&
	    folder_has(t->arena, t->folder, file))
		return folder_source(t->arena, t->folder, file, t->diags);
	if (shipped.len == 0)
		return NULL;
	return source_make(t->arena, file, shipped, t->diags);
}

const struct mustache *template_find(struct templates *t, struct str name,
				     bool *failed)
{
	size_t errors = t->diags->errors;
	struct template_read *r;
	const struct source *source;

	for (r = t->read; r != NULL; r = r->next)
		if (str_eq(r->name, name))
			break;
	if (r == NULL) {
		r = ARENA_NEW(t->arena, struct template_read);
		r->name = name;
		r->next = t->read;
		t->read = r;
		source = load(t, name);
		if (source != NULL)
			r->template = mustache_parse(t->arena, source,
						     t->diags);
		r->failed = t->diags->errors > errors;
	}
	if (failed != NULL && r->failed)
		*failed = true;
	return r->template;
}

static bool is_told(const struct diags *diags, struct span span)
{
	for (size_t i = 0; i < diags->count; i++) {
		const struct diag *d = &diags->items[i];

		if (d->message == MSG_TEMPLATE_ENDLESS &&
		    d->span.from == span.from &&
		    strcmp(d->span.source->name, span.source->name) == 0)
			return true;
	}
	return false;
}

void template_cut(const struct templates *t, struct str name,
		  const struct mustache_stop *stop)
{
	struct buf depth = buf_make(t->arena);

	if (stop->span.source == NULL) {
		DIAG_STR(t->diags, (struct span){ 0 }, MSG_DOCUMENT_CUT, name);
		return;
	}
	buf_int(&depth, MUSTACHE_DEPTH);
	if (!is_told(t->diags, stop->span))
		DIAG_STR(t->diags, stop->span, MSG_TEMPLATE_ENDLESS,
			 stop->name, buf_view(&depth));
}

bool template_fill(struct buf *out, const struct templates *t, struct str name,
		   const struct node *view,
		   const struct mustache *(*part)(struct str name,
						  void *context),
		   void *context)
{
	struct mustache_stop stop = { 0 };
	struct mustache_env env = {
		.escape = markdown_escape,
		.partial = part,
		.context = context,
		.stop = &stop,
	};
	const struct mustache *template = part(name, context);

	if (template == NULL)
		return false;
	if (mustache_render(out, template, view, &env))
		return true;
	template_cut(t, name, &stop);
	return false;
}
