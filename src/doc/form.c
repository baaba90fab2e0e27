/* From the template and the view to the form, and to Markdown. */
#include "form_view.h"

#include "base/file.h"
#include "format/mustache.h"
#include "template.h"
#include "doc/typography.h"

struct filling {
	struct templates templates;
	bool failed;
};

static const struct mustache *find_part(struct str name, void *context)
{
	struct filling *f = context;

	return template_find(&f->templates, name, &f->failed);
}

static struct str first_title(struct arena *a, const struct md *tree)
{
	for (const struct md *m = tree->first; m != NULL; m = m->next)
		if (m->kind == MD_HEADING && m->level == 1)
			return md_plain(a, m);
	return STR_NONE;
}

struct form *form_make(struct arena *a, const struct form_request *request,
		       struct diags *diags)
{
	struct form *form = ARENA_NEW(a, struct form);
	struct folder documents =
	    folder_inside(a, &request->pack->folder, "documents");
	struct buf text = buf_make(a);
	struct filling f = { .templates = {
		.arena = a,
		.folder = &documents,
		.lang = request->lang,
		.shipped = &asset_form,
		.diags = diags,
	} };
	const struct source *source;

	if (!template_fill(&text, &f.templates, STR("form"),
			   form_view(a, request), find_part, &f) || f.failed)
		return NULL;
	source = source_make(a, "form", buf_view(&text), diags);
	if (source == NULL)
		return NULL;
	form->tree = markdown_parse(a, source, diags);
	if (form->tree == NULL)
		return NULL;
	typo_tree(a, form->tree, request->lang);
	form->title = first_title(a, form->tree);
	if (form->title.len == 0)
		form->title = text_in(&request->pack->title, request->lang,
				      request->pack);
	form->request = *request;
	return form;
}

void form_markdown(struct buf *out, const struct form *form)
{
	struct md_writer writer = { .bare = true };

	markdown_write(out, form->tree, &writer);
}
