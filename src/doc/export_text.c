/*
 * Texts of the curriculum for other people's programs: blocks are copied
 * without what only our own documents know, given the language's spaces,
 * and written as plain HTML that is also XHTML.
 */
#include "exports.h"

#include "doc/typography.h"

/* --- copies --------------------------------------------------------------- */

static struct md *append(struct exporter *e, struct md *parent,
			 const struct md *node)
{
	struct md *copy = ARENA_NEW(e->arena, struct md);

	*copy = *node;
	copy->first = copy->last = copy->next = NULL;
	copy->parent = parent;
	if (parent->last == NULL)
		parent->first = copy;
	else
		parent->last->next = copy;
	parent->last = copy;
	return copy;
}

static bool leads_out(struct str url)
{
	return str_starts(url, "https://") || str_starts(url, "http://") ||
	       str_starts(url, "mailto:");
}

/* Learners read a nested `participant`; nothing else within a section. */
static bool is_kept(const struct md *node)
{
	switch (node->kind) {
	case MD_SECTION:
		return str_is(node->name, "participant");
	case MD_RULE: /* a line to write on */
	case MD_HTML:
	case MD_CHART:
		return false;
	default:
		return true;
	}
}

/* Its children stand where it stood. */
static bool is_opened(const struct md *node)
{
	return node->kind == MD_SECTION || node->kind == MD_IMAGE ||
	       (node->kind == MD_LINK && !leads_out(node->url));
}

static void copy_children(struct exporter *e, struct md *parent,
			  const struct md *node);

static void copy_node(struct exporter *e, struct md *parent,
		      const struct md *node)
{
	struct md *copy;

	if (!is_kept(node))
		return;
	if (is_opened(node)) {
		copy_children(e, parent, node);
		return;
	}
	copy = append(e, parent, node);
	copy->title = STR_NONE;
	if (node->kind == MD_SOFT_BREAK) {
		copy->kind = MD_TEXT;
		copy->text = STR(" ");
	} else if (node->kind == MD_TEXT) {
		copy->text = typo_text(e->arena, node->text, e->lang);
	} else if (node->kind == MD_LIST && e->bare_lists) {
		copy->start = 1;
	}
	copy_children(e, copy, node);
}

static void copy_children(struct exporter *e, struct md *parent,
			  const struct md *node)
{
	for (const struct md *m = node->first; m != NULL; m = m->next)
		copy_node(e, parent, m);
}

/* --- markup -----------------------------------------------------------------
 */

/* Its number in the order of citation. */
static uint32_t number_of(struct exporter *e, uint32_t fact)
{
	if (e->cited[fact] == 0)
		e->cited[fact] = ++e->cited_count;
	return e->cited[fact];
}

static bool ends_in_space(const struct html *h)
{
	return h->out->len == 0 || h->out->at[h->out->len - 1] == ' ';
}

static bool cite(struct html *h, struct str id, void *context)
{
	struct exporter *e = context;
	uint32_t fact = curriculum_find_fact(e->curriculum, id);
	struct buf b = buf_make(e->arena);

	if (fact == NO_INDEX)
		return false;
	if (e->cited == NULL) {
		/* A citation touches the word before it. */
		buf_fmt(&b, "%s(%.*s)", ends_in_space(h) ? "" : " ",
			STR_ARGS(curriculum_text(
				e->curriculum,
				&e->curriculum->facts[fact].source, e->lang)));
		html_text(h, typo_text(e->arena, buf_view(&b), e->lang));
		return true;
	}
	buf_fmt(&b, "facts.xhtml#%.*s", STR_ARGS(id));
	html_open(h, "sup", NULL);
	HTML_OPEN(h, "a", { "role", STR("doc-noteref") },
		  { "href", buf_view(&b) });
	b = buf_make(e->arena);
	buf_int(&b, number_of(e, fact));
	html_text(h, buf_view(&b));
	html_close(h, "a");
	html_close(h, "sup");
	return true;
}

static struct markup render(struct exporter *e, const struct md *document,
			    unsigned how)
{
	const struct html_hooks hooks = { .cite = cite,
					  .context = e,
					  .heading_shift = e->heading_shift };
	const struct md *only = document->first;
	struct buf b = buf_make(e->arena);
	struct html h = html_make(&b);
	bool inlines = (how & EXPORT_BLOCKS) == 0 &&
		       (only == NULL ||
			(only->next == NULL && only->kind == MD_PARAGRAPH));

	html_markdown(&h, inlines && only != NULL ? only : document, &hooks);
	return (struct markup){ { str_trim(buf_view(&b)) }, inlines };
}

struct markup export_blocks(struct exporter *e, const struct md *first,
			    const struct md *end, unsigned how)
{
	struct md document = { .kind = MD_DOCUMENT };

	for (const struct md *m = first; m != NULL && m != end; m = m->next)
		if ((how & EXPORT_NO_QUOTES) == 0 || m->kind != MD_QUOTE)
			copy_node(e, &document, m);
	return render(e, &document, how);
}

struct html_frag export_line(struct exporter *e, const struct text *text)
{
	struct str line = curriculum_text(e->curriculum, text, e->lang);
	struct md *document = NULL;
	struct diags diags;
	const struct source *source;

	/* It was read once already: nothing new can be said of it. */
	diags_init(&diags, e->arena);
	source = source_make(e->arena, "", line, &diags);
	if (source != NULL)
		document = markdown_parse(e->arena, source, &diags);
	if (document == NULL)
		return (struct html_frag){ STR_NONE };
	return export_blocks(e, document->first, NULL, 0).html;
}

/* --- questions --------------------------------------------------------------
 */

struct markup export_stem(struct exporter *e, const struct item *item)
{
	const struct md *first =
	    curriculum_passage(e->curriculum, &item->first, e->lang);
	const struct md *option =
	    curriculum_passage(e->curriculum, &item->options[0].text, e->lang);

	return export_blocks(e, first, option == NULL ? NULL : option->parent,
			     0);
}

struct markup export_option(struct exporter *e,
			    const struct item_option *option)
{
	const struct md *item =
	    curriculum_passage(e->curriculum, &option->text, e->lang);

	return export_blocks(e, item == NULL ? NULL : item->first, NULL,
			     EXPORT_NO_QUOTES);
}

struct markup export_feedback(struct exporter *e,
			      const struct item_option *option)
{
	const struct md *quote =
	    curriculum_passage(e->curriculum, &option->feedback, e->lang);

	return export_blocks(e, quote == NULL ? NULL : quote->first, NULL, 0);
}
