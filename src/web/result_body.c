/*
 * A document inside a page: its tree, with findings, answers and what is only
 * looked up folded, titles that lead to their explanations, and drawings as
 * the document has them.
 */
#include "result_titles.h"

#include "base/arena.h"

enum { STEP_BLOCKS = 8 }; /* before the list of a step to take */

struct body {
	struct result *r;
	struct visit *v;
	struct html *h;
	const struct document *document;
	struct titles titles;
	struct html_hooks hooks;
	uint32_t headings;	/* of level 2, met so far */
	bool unfolded;
	bool settled;		/* what follows the overall level stands */
	bool folded;		/* what settles it stands after the profile */
};

/* Names of sections of ours, put around blocks of the document. */
#define TABLE STR("table")
#define PART STR("part")
#define AFTER_PROFILE STR("after-profile")

/* --- contents ----------------------------------------------------------- */

static struct str heading_name(struct visit *v, const char *mark, uint32_t n)
{
	return PATH(v, str_from(mark), visit_number(v, n));
}

static struct str heading_id(const struct md *heading, void *context)
{
	struct body *b = context;

	return heading->level == 2 ? heading_name(b->v, "s", ++b->headings)
				   : STR_NONE;
}

static void write_entry(struct visit *v, struct str path, struct str text)
{
	html_open(&v->html, "li", NULL);
	page_link(v, path, text);
	html_close(&v->html, "li");
	html_newline(&v->html);
}

static void write_entries(struct body *b, const struct md *md, uint32_t *n)
{
	for (const struct md *m = md->first; m != NULL; m = m->next) {
		if (m->kind == MD_SECTION)
			write_entries(b, m, n);
		if (m->kind == MD_HEADING && m->level == 2)
			write_entry(b->v, heading_name(b->v, "#s", ++*n),
				    md_plain(b->v->arena, m));
	}
}

/* Folded, so that on a phone the first thing read is the result. */
static void write_contents(struct body *b)
{
	struct str title = words(b->v, P_RESULT_CONTENTS);
	uint32_t n = 0;

	HTML_OPEN(b->h, "nav", { "aria-label", title });
	html_open(b->h, "details", NULL);
	html_element(b->h, "summary", NULL, title);
	html_open(b->h, "ul", NULL);
	html_newline(b->h);
	write_entries(b, b->document->tree, &n);
	if (b->document->kind == DOCUMENT_REPORT)
		write_entry(b->v, STR("#documents"),
			    words(b->v, P_RESULT_DOCUMENTS));
	html_close(b->h, "ul");
	html_close(b->h, "details");
	html_close(b->h, "nav");
	html_newline(b->h);
}

/* --- tables ------------------------------------------------------------- */

static bool has_link(const struct md *md)
{
	for (const struct md *m = md->first; m != NULL; m = m->next)
		if (m->kind == MD_LINK || has_link(m))
			return true;
	return false;
}

/* The table moves into a section of its own, named by the heading above. */
static void wrap(struct body *b, struct md *table, struct str heading)
{
	struct md *moved = ARENA_NEW(b->v->arena, struct md);

	*moved = *table;
	moved->next = NULL;
	for (struct md *m = moved->first; m != NULL; m = m->next)
		m->parent = moved;
	moved->parent = table;
	table->kind = MD_SECTION;
	table->name = TABLE;
	table->title = heading;
	table->first = table->last = moved;
}

/* What scrolls on a narrow screen must be reached by the keyboard. */
static void wrap_tables(struct body *b, struct md *md, struct str *heading)
{
	for (struct md *m = md->first; m != NULL; m = m->next) {
		if (m->kind == MD_HEADING)
			*heading = md_plain(b->v->arena, m);
		else if (m->kind == MD_SECTION)
			wrap_tables(b, m, heading);
		else if (m->kind == MD_TABLE && !has_link(m))
			wrap(b, m, *heading);
	}
}

static void open_scrolling(struct body *b, struct str label)
{
	HTML_OPEN(b->h, "div", { "class", STR("table") },
		  { "tabindex", STR("0") }, { "role", STR("group") },
		  { "aria-label", label });
}

/* --- parts: what stands under a heading of level 2 ----------------------- */

static bool is_part_heading(const struct md *md)
{
	return md->kind == MD_HEADING && md->level == 2;
}

/* What is said of the whole result belongs to none of its parts. */
static bool ends_part(const struct md *md)
{
	return is_part_heading(md) ||
	       (md->kind == MD_SECTION &&
		(str_is(md->name, "notice") || str_is(md->name, "appendix")));
}

static const struct md *last_of_part(const struct md *heading)
{
	const struct md *last = heading;

	while (last->next != NULL && !ends_part(last->next))
		last = last->next;
	return last;
}

/* The heading and what follows it move into a section of their own. */
static void gather(struct body *b, struct md *heading)
{
	struct md *moved = ARENA_NEW(b->v->arena, struct md);
	struct md *last = (struct md *)last_of_part(heading);
	struct md part = { .kind = MD_SECTION,
			   .name = PART,
			   .parent = heading->parent,
			   .next = last->next };

	*moved = *heading;
	part.first = moved;
	part.last = last == heading ? moved : last;
	part.last->next = NULL;
	*heading = part;
	for (struct md *m = moved; m != NULL; m = m->next)
		m->parent = heading;
	for (struct md *m = moved->first; m != NULL; m = m->next)
		m->parent = moved;
	if (heading->parent->last == last)
		heading->parent->last = heading;
}

static void gather_all(struct body *b, struct md *from)
{
	for (struct md *m = from; m != NULL; m = m->next)
		if (is_part_heading(m))
			gather(b, m);
}

static struct md *insert_after(struct body *b, struct md *md, struct str name)
{
	struct md *added = ARENA_NEW(b->v->arena, struct md);

	*added = (struct md){ .kind = MD_SECTION,
			      .name = name,
			      .parent = md->parent,
			      .next = md->next };
	md->next = added;
	if (md->parent->last == md)
		md->parent->last = added;
	return added;
}

/*
 * A report's appendix is looked up: its parts fold. In a preview all that
 * comes after the profile does too, and what would settle it stands between.
 */
static void fold_parts(struct body *b, struct md *tree)
{
	struct md *after = NULL;

	for (struct md *m = tree->first; m != NULL; m = m->next) {
		if (m->kind == MD_SECTION && str_is(m->name, "appendix"))
			gather_all(b, m->first);
		else if (m->kind == MD_CHART && str_is(m->name, "profile"))
			after = m;
	}
	if (!b->r->preview || after == NULL)
		return;
	after = (struct md *)last_of_part(after);
	after = insert_after(b, after, AFTER_PROFILE);
	gather_all(b, after->next);
	b->folded = true;
}

/* --- drawings ----------------------------------------------------------- */

/*
 * A chart is drawn by document_body, as part of a document that holds nothing
 * else: what it writes is its contents, empty, then the drawing.
 */
static void draw(struct body *b, const struct md *chart, bool bare)
{
	struct buf out = buf_make(b->v->arena);
	struct html h = html_make(&out);
	struct md alone = *chart;
	struct md tree = { .kind = MD_DOCUMENT, .first = &alone,
			   .last = &alone };
	struct document drawing = *b->document;
	size_t end;

	alone.next = NULL;
	alone.parent = &tree;
	if (bare)
		alone.text = STR("no-table");
	drawing.tree = &tree;
	document_body(&h, b->v->arena, &drawing, 0);
	end = str_find(buf_view(&out), STR("</nav>"), 0);
	if (end == SIZE_MAX)
		BUG("a document without contents");
	html_frag(b->h, (struct html_frag){
			    str_sub(buf_view(&out), end + 6, out.len) });
}

static void draw_chart(struct html *h, const struct md *chart, void *context)
{
	struct body *b = context;
	bool profile = str_is(chart->name, "profile");

	if (profile || str_is(str_trim(chart->text), "no-table")) {
		draw(b, chart, true);
		if (profile)
			result_profile(b->r);
		return;
	}
	open_scrolling(b, words(b->v, P_RESULT_FIGURES));
	draw(b, chart, false);
	html_close(h, "div");
	html_newline(h);
}

/* --- parts that fold ---------------------------------------------------- */

static void write_blocks(struct body *b, const struct md *first)
{
	const struct md rest = { .kind = MD_DOCUMENT,
				 .first = (struct md *)first };

	html_markdown(b->h, &rest, &b->hooks);
}

static void write_why(struct body *b, const struct title *title)
{
	if (title == NULL)
		return;
	HTML_OPEN(b->h, "p", { "class", STR("no-print") });
	page_link(b->v, titles_path(&b->titles, title),
		  WORDS(b->v, P_RESULT_WHY, title->text));
	html_close(b->h, "p");
	html_newline(b->h);
}

/* A paragraph of nothing but emphasis: what stands under a title. */
static bool is_subtitle(const struct md *md)
{
	return md != NULL && md->kind == MD_PARAGRAPH && md->first != NULL &&
	       md->first == md->last && md->first->kind == MD_EMPH;
}

static void open_fold(struct body *b, struct str class_name)
{
	if (b->unfolded)
		HTML_OPEN(b->h, "details", { "class", class_name },
			  { "open", STR("open") });
	else
		HTML_OPEN(b->h, "details", { "class", class_name });
}

/* Under its heading, of level 3, which stays in sight. */
static void write_headed(struct body *b, const struct md *section,
			 const struct title *title)
{
	const struct md *heading = section->first, *rest = heading->next;

	open_fold(b, STR("finding"));
	html_open(b->h, "summary", NULL);
	html_element(b->h, "h3", NULL, md_plain(b->v->arena, heading));
	if (is_subtitle(rest)) {
		html_element(b->h, "span", "hint",
			     md_plain(b->v->arena, rest));
		rest = rest->next;
	}
	html_close(b->h, "summary");
	html_newline(b->h);
	write_blocks(b, rest);
	write_why(b, title);
	html_close(b->h, "details");
	html_newline(b->h);
}

static void write_finding(struct body *b, const struct md *section)
{
	struct str name = md_plain(b->v->arena, section->first);

	write_headed(b, section, titles_find(&b->titles, name));
}

static void write_folded(struct body *b, const struct md *section,
			 enum phrase text)
{
	open_fold(b, section->name);
	html_element(b->h, "summary", NULL, words(b->v, text));
	html_newline(b->h);
	write_blocks(b, section->first);
	html_close(b->h, "details");
	html_newline(b->h);
}

static void write_part(struct body *b, const struct md *section)
{
	const struct md *rest = section->first->next;
	struct md heading = *section->first;

	heading.next = NULL;
	open_fold(b, STR("part"));
	html_open(b->h, "summary", NULL);
	write_blocks(b, &heading);
	html_close(b->h, "summary");
	html_newline(b->h);
	write_blocks(b, rest);
	html_close(b->h, "details");
	html_newline(b->h);
}

static void begin_section(struct body *b, const struct md *section)
{
	HTML_OPEN(b->h, "section", { "class", section->name });
	html_newline(b->h);
}

static void open_section(struct body *b, const struct md *section)
{
	begin_section(b, section);
	write_blocks(b, section->first);
}

static void close_section(struct body *b)
{
	html_close(b->h, "section");
	html_newline(b->h);
}

/* In a preview, what there is to do is said; the list that says how folds. */
static void write_step(struct body *b, const struct md *section)
{
	struct md list = { .kind = MD_SECTION, .name = STR("more") };
	struct md said[STEP_BLOCKS];
	const struct md *m = section->first;
	size_t count = 0;

	for (; m != NULL && m->kind != MD_LIST && count < STEP_BLOCKS;
	     m = m->next)
		said[count++] = *m;
	if (!b->r->preview || m == NULL || count == 0) {
		open_section(b, section);
		close_section(b);
		return;
	}
	for (size_t i = 0; i < count; i++)
		said[i].next = i + 1 < count ? &said[i + 1] : NULL;
	begin_section(b, section);
	write_blocks(b, said);
	list.first = (struct md *)m;
	write_folded(b, &list, P_RESULT_STEP_MORE);
	close_section(b);
}

static void write_table(struct body *b, const struct md *section)
{
	open_scrolling(b, section->title);
	write_blocks(b, section->first);
	html_close(b->h, "div");
	html_newline(b->h);
}

static void write_gate(struct body *b, const struct md *section)
{
	const struct title *title = titles_find_last(
	    &b->titles, md_plain(b->v->arena, section->first), TITLED_GATE);

	if (b->r->preview) {
		write_headed(b, section, title);
		return;
	}
	open_section(b, section);
	write_why(b, title);
	close_section(b);
}

/* The plan says that answers are missing for its level: here they are. */
static bool plan_is_unsettled(const struct result *r)
{
	return r->plan != NULL && r->plan->line_count > 0 &&
	       scored_is_unsettled(r->plan->projected != NULL
				       ? &r->plan->projected->overall
				       : &r->score->overall);
}

static void write_result(struct body *b, const struct md *section)
{
	open_section(b, section);
	close_section(b);
	if (b->document->kind == DOCUMENT_PLAN && plan_is_unsettled(b->r))
		result_narrowing(b->r);
	if (b->settled || b->document->kind != DOCUMENT_REPORT)
		return;
	b->settled = true;
	result_why_overall(b->r);
	if (!b->folded)
		result_settling(b->r);
}

static void after_lead(struct body *b)
{
	write_contents(b);
	if (b->r->after_lead != NULL)
		b->r->after_lead(b->r->context);
}

static void write_lead(struct body *b, const struct md *section)
{
	open_section(b, section);
	close_section(b);
	after_lead(b);
}

static bool write_section(struct html *h, const struct md *section,
			  void *context)
{
	struct body *b = context;
	bool headed = section->first != NULL &&
		      section->first->kind == MD_HEADING;

	(void)h;
	if (str_is(section->name, "lead"))
		write_lead(b, section);
	else if (str_is(section->name, "finding") && headed)
		write_finding(b, section);
	else if (str_is(section->name, "gate") && headed)
		write_gate(b, section);
	else if (str_is(section->name, "answers"))
		write_folded(b, section, P_RESULT_ALL_ANSWERS);
	else if (str_is(section->name, "criteria"))
		write_folded(b, section, P_RESULT_ALL_CRITERIA);
	else if (str_is(section->name, "result"))
		write_result(b, section);
	else if (str_is(section->name, "step"))
		write_step(b, section);
	else if (str_eq(section->name, TABLE))
		write_table(b, section);
	else if (str_eq(section->name, PART) && headed)
		write_part(b, section);
	else if (str_eq(section->name, AFTER_PROFILE))
		result_settling(b->r);
	else
		return false;
	return true;
}

/* --- the whole ---------------------------------------------------------- */

/* A template of a consultant's own may open otherwise. */
static bool has_lead(const struct md *tree)
{
	for (const struct md *m = tree->first; m != NULL; m = m->next)
		if (m->kind == MD_SECTION && str_is(m->name, "lead"))
			return true;
	return false;
}

void result_body(struct result *r, const struct document *document,
		 bool unfolded)
{
	struct body b = {
		.r = r, .v = r->v, .h = &r->v->html, .document = document,
		.titles = titles_make(r), .unfolded = unfolded,
	};
	struct str heading = document->title;

	b.hooks = (struct html_hooks){ .chart = draw_chart,
				       .section = write_section,
				       .heading_id = heading_id,
				       .context = &b };
	titles_link(&b.titles, document->tree);
	wrap_tables(&b, document->tree, &heading);
	if (document->kind == DOCUMENT_REPORT)
		fold_parts(&b, document->tree);
	if (!has_lead(document->tree))
		after_lead(&b);
	html_markdown(b.h, document->tree, &b.hooks);
}
