/* From a template and a view of the workshop to a document. */
#include "kit_view.h"

#include "assets.h"
#include "base/file.h"
#include "format/mustache.h"
#include "template.h"
#include "doc/typography.h"

static const char *const names[KIT_COUNT] = {
	[KIT_AGENDA] = "agenda",
	[KIT_GUIDE] = "guide",
	[KIT_HANDOUT] = "handout",
	[KIT_SLIDES] = "slides",
	[KIT_CARDS] = "cards",
	[KIT_QUIZ] = "quiz",
	[KIT_QUIZ_KEY] = "quiz_key",
	[KIT_TEST] = "test",
	[KIT_TEST_KEY] = "test_key",
	[KIT_DRILL] = "drill",
	[KIT_DRILL_KEY] = "drill_key",
	[KIT_EVALUATION] = "evaluation",
	[KIT_CERTIFICATE] = "certificate",
	[KIT_PRINT] = "print",
};

const char *kit_name(enum kit_kind kind)
{
	return names[kind];
}

bool kit_is_for_learners(enum kit_kind kind)
{
	switch (kind) {
	case KIT_AGENDA:
	case KIT_HANDOUT:
	case KIT_CARDS:
	case KIT_QUIZ:
	case KIT_TEST:
	case KIT_DRILL:
	case KIT_EVALUATION:
	case KIT_CERTIFICATE:
		return true;
	case KIT_GUIDE:
	case KIT_SLIDES:
	case KIT_QUIZ_KEY:
	case KIT_TEST_KEY:
	case KIT_DRILL_KEY:
	case KIT_PRINT:
	case KIT_COUNT:
		break;
	}
	return false;
}

/* Whether a chosen module has questions of the test, or of the quiz. */
static bool has_items(const struct workshop *w, bool test)
{
	const struct curriculum *c = w->request->curriculum;

	for (uint32_t m = 0; m < c->module_count; m++)
		for (uint32_t i = 0; w->modules[m].in &&
				     i < c->modules[m].item_count; i++)
			if ((c->modules[m].items[i].rank == 0) == test)
				return true;
	return false;
}

static bool has_drill(const struct workshop *w)
{
	const struct curriculum *c = w->request->curriculum;

	for (uint32_t m = 0; m < c->module_count; m++)
		if (kit_contacts(w, m) > 0)
			return true;
	return false;
}

bool kit_has(const struct workshop *workshop, enum kit_kind kind)
{
	struct kit k = { .workshop = workshop,
			 .curriculum = workshop->request->curriculum };

	switch (kind) {
	case KIT_CARDS:
		return kit_count_decks(&k) > 0;
	case KIT_QUIZ:
	case KIT_QUIZ_KEY:
		return has_items(workshop, false);
	case KIT_TEST:
	case KIT_TEST_KEY:
		return has_items(workshop, true);
	case KIT_DRILL:
	case KIT_DRILL_KEY:
		return has_drill(workshop);
	case KIT_AGENDA:
	case KIT_GUIDE:
	case KIT_HANDOUT:
	case KIT_SLIDES:
	case KIT_EVALUATION:
	case KIT_CERTIFICATE:
	case KIT_PRINT:
		return true;
	case KIT_COUNT:
		break;
	}
	BUG("document %d of a kit", (int)kind);
}

struct kit kit_of(struct arena *a, enum kit_kind kind,
		  const struct kit_request *request)
{
	return (struct kit){
		.arena = a,
		.request = request,
		.workshop = request->workshop,
		.curriculum = request->workshop->request->curriculum,
		.kind = kind,
		.lang = request->lang,
		.learner = kit_is_for_learners(kind),
		/* The guide puts a label above each text of a step. */
		.level = kind == KIT_GUIDE ? 5 : 4,
	};
}

struct node *kit_view(struct arena *a, enum kit_kind kind,
		      const struct kit_request *request)
{
	struct kit k = kit_of(a, kind, request);
	struct node *root = node_map(a);

	kit_head(&k, root);
	kit_slots(&k, root);
	kit_left_out(&k, root);
	kit_modules(&k, root);
	kit_prompts(&k, root);
	kit_decks(&k, root);
	kit_drills(&k, root);
	kit_print(&k, root);
	return root;
}

/* --- filling -------------------------------------------------------------- */

struct filling {
	struct templates templates;
	bool failed;
};

static const struct mustache *find_part(struct str name, void *context)
{
	struct filling *f = context;

	return template_find(&f->templates, name, &f->failed);
}

static bool fill(struct buf *out, struct filling *f, struct str name,
		 const struct node *view)
{
	if (!template_fill(out, &f->templates, name, view, find_part, f))
		return false;
	return !f->failed;
}

static struct md *read_tree(struct arena *a, struct str name,
			    const struct buf *text, struct diags *diags)
{
	const struct source *source = source_make(
		a, str_cstr(a, name), buf_view(text), diags);

	return source == NULL ? NULL : markdown_parse(a, source, diags);
}

/*
 * What is cited is known once the document is filled and read; « Sources »
 * is then written after it, and the whole read again.
 */
static struct md *fill_tree(struct kit *k, struct filling *f, struct str name)
{
	struct buf text = buf_make(k->arena);
	struct kit_sources sources;
	struct md *tree;

	if (!fill(&text, f, name, kit_view(k->arena, k->kind, k->request)))
		return NULL;
	tree = read_tree(k->arena, name, &text, f->templates.diags);
	if (tree == NULL)
		return NULL;
	sources = kit_find_sources(k, tree);
	if (sources.count == 0)
		return tree;
	buf_text(&text, "\n\n");
	if (!fill(&text, f, STR("sources"), kit_sources_view(k, &sources)))
		return NULL;
	return read_tree(k->arena, name, &text, f->templates.diags);
}

static struct str first_title(struct arena *a, const struct md *tree)
{
	for (const struct md *m = tree->first; m != NULL; m = m->next) {
		struct str title = STR_NONE;

		if (m->kind == MD_HEADING && m->level == 1)
			return md_plain(a, m);
		if (m->kind == MD_SECTION)
			title = first_title(a, m);
		if (title.len > 0)
			return title;
	}
	return STR_NONE;
}

struct kit_document *kit_make(struct arena *a, enum kit_kind kind,
			      const struct kit_request *request,
			      struct diags *diags)
{
	struct kit k = kit_of(a, kind, request);
	struct kit_document *document = ARENA_NEW(a, struct kit_document);
	const char *dir = k.curriculum->dir;
	struct folder documents = { .name = NULL };
	struct filling f = { .templates = {
		.arena = a,
		.folder = dir == NULL ? NULL : &documents,
		.lang = request->lang,
		.shipped = &asset_kit,
		.diags = diags,
	} };

	if (dir != NULL)
		documents = folder_at(a, path_join(a, dir, "documents"));
	document->tree = fill_tree(&k, &f, str_from(kit_name(kind)));
	if (document->tree == NULL)
		return NULL;
	typo_tree(a, document->tree, request->lang);
	document->title = first_title(a, document->tree);
	document->request = *request;
	document->kind = kind;
	return document;
}

/* --- Markdown ------------------------------------------------------------- */

struct citing {
	struct kit kit;
	struct kit_sources sources;
};

static bool write_cite(struct buf *out, struct str id, void *context)
{
	struct citing *c = context;
	uint32_t number = kit_cited(&c->kit, &c->sources, id);

	if (number > 0)
		buf_fmt(out, "\\[%u\\]", number);
	return true;
}

void kit_markdown(struct buf *out, struct arena *a,
		  const struct kit_document *document)
{
	struct citing c = { .kit = kit_of(a, document->kind,
					  &document->request) };
	struct md_writer writer = { .bare = true,
				    .cite = write_cite,
				    .context = &c };

	c.sources = kit_find_sources(&c.kit, document->tree);
	markdown_write(out, document->tree, &writer);
}
