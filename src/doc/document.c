/* From a template and a view to a tree, and from the tree to Markdown. */
#include "doc/document.h"

#include "base/arena.h"
#include "base/file.h"
#include "assets.h"
#include "charts.h"
#include "format/mustache.h"
#include "template.h"
#include "doc/typography.h"

const char *document_name(enum document_kind kind)
{
	switch (kind) {
	case DOCUMENT_REPORT:
		return "report";
	case DOCUMENT_PLAN:
		return "plan";
	case DOCUMENT_COUNT:
		break;
	}
	BUG("document %d", (int)kind);
}

struct filling {
	struct templates templates;
	bool failed;
	bool has_notice;	/* a template prints the legal notice itself */
};

static void look_for_notice(struct filling *f, const struct mustache *template)
{
	size_t count;
	const struct mustache_tag *tags = mustache_tags(template, &count);

	for (size_t i = 0; i < count; i++)
		if (str_is(tags[i].name, "notice") &&
		    (tags[i].kind == MUSTACHE_TEXT_TAG ||
		     tags[i].kind == MUSTACHE_RAW_TAG))
			f->has_notice = true;
}

static const struct mustache *find_part(struct str name, void *context)
{
	struct filling *f = context;
	const struct mustache *part =
		template_find(&f->templates, name, &f->failed);

	if (part != NULL)
		look_for_notice(f, part);
	return part;
}

/* No document goes out without it, whatever template a consultant writes. */
static void add_notice(struct buf *out, const struct node *view)
{
	const struct node *notice = node_get(view, "notice");

	buf_text(out, "\n\n::: notice\n");
	buf_str(out, notice->text);
	buf_text(out, "\n:::\n");
}

/*
 * Sections in which nothing was left to say; a frame around nothing must not
 * show.
 */
static void drop_empty(struct md *tree)
{
	struct md *kept = NULL;

	for (struct md *m = tree->first; m != NULL; m = m->next) {
		drop_empty(m);
		if (m->kind == MD_SECTION && m->first == NULL)
			continue;
		if (kept == NULL)
			tree->first = m;
		else
			kept->next = m;
		kept = m;
	}
	if (kept == NULL)
		tree->first = NULL;
	else
		kept->next = NULL;
	tree->last = kept;
}

static struct str first_title(struct arena *a, const struct md *tree)
{
	for (const struct md *m = tree->first; m != NULL; m = m->next)
		if (m->kind == MD_HEADING && m->level == 1)
			return md_plain(a, m);
	return STR_NONE;
}

static bool fill(struct buf *out, struct filling *f, struct str name,
		 const struct node *view)
{
	if (!template_fill(out, &f->templates, name, view, find_part, f))
		return false;
	if (!f->has_notice)
		add_notice(out, view);
	return !f->failed;
}

struct document *document_make(struct arena *a, enum document_kind kind,
			       const struct document_request *request,
			       struct diags *diags)
{
	struct node *view = document_view(a, request);
	struct document *document = ARENA_NEW(a, struct document);
	struct folder documents = folder_inside(
	    a, &request->score->pack->folder, "documents");
	struct buf text = buf_make(a);
	struct filling f = { .templates = {
		.arena = a,
		.folder = &documents,
		.lang = request->lang,
		.shipped = &asset_report,
		.diags = diags,
	} };
	const struct source *source;

	if (!fill(&text, &f, str_from(document_name(kind)), view))
		return NULL;
	source = source_make(a, document_name(kind), buf_view(&text), diags);
	if (source == NULL)
		return NULL;
	document->tree = markdown_parse(a, source, diags);
	if (document->tree == NULL)
		return NULL;
	drop_empty(document->tree);
	typo_tree(a, document->tree, request->lang);
	document->title = first_title(a, document->tree);
	document->request = *request;
	document->kind = kind;
	return document;
}

static void write_chart(struct buf *out, const struct md *md, void *context)
{
	const struct chart *chart = chart_find(md->name);

	if (chart != NULL)
		chart_markdown(out, context, chart);
}

void document_markdown(struct buf *out, struct arena *a,
		       const struct document *document)
{
	struct view view = view_make(a, &document->request);
	struct md_writer writer = { .bare = true,
				    .chart = write_chart,
				    .context = &view };

	markdown_write(out, document->tree, &writer);
}
