/*
 * One self-contained page: style inside, no script, nothing fetched. The
 * security policy says so to the browser as well.
 */
#include "assets.h"
#include "base/arena.h"
#include "charts.h"
#include "contents.h"
#include "format/html.h"
#include "doc/typography.h"

struct page {
	struct html *html;
	struct view view;
	const struct document *document;
	uint32_t headings;	/* of level 2, met so far */
};

static struct str word(const struct page *p, enum word w)
{
	return typo_text(p->view.arena, view_word(&p->view, w), p->view.lang);
}

/* --- head ----------------------------------------------------------------- */

/*
 * A consultant's own style is text from outside: `</style>` in it would end
 * the element. CSS itself knows `\3c ` for `<`.
 */
static struct html_frag own_style(struct arena *a, struct str css)
{
	struct buf safe = buf_make(a);

	for (size_t i = 0; i < css.len; i++) {
		if (css.at[i] == '<')
			buf_text(&safe, "\\3c ");
		else
			buf_char(&safe, css.at[i]);
	}
	return (struct html_frag){ buf_view(&safe) };
}

/* Headings, links and marks: all that is drawn in the deep colour. */
static struct str accent_style(const struct page *p)
{
	struct str accent = p->document->request.accent;
	struct buf b = buf_make(p->view.arena);

	if (accent.len > 0)
		buf_fmt(&b, ":root{--deep:%.*s}\n", STR_ARGS(accent));
	return buf_view(&b);
}

static void write_meta(struct html *h, const char *name, struct str content)
{
	HTML_VOID(h, "meta", { "name", str_from(name) },
		  { "content", content });
	html_newline(h);
}

static struct str page_title(const struct page *p)
{
	struct str title = p->document->title;

	if (title.len > 0)
		return title;
	if (p->document->kind == DOCUMENT_PLAN)
		return word(p, W_PLAN_FOR);
	return view_text(&p->view, &p->view.pack->title);
}

static void write_head(struct page *p)
{
	struct html *h = p->html;

	html_open(h, "head", NULL);
	html_newline(h);
	HTML_VOID(h, "meta", { "charset", STR("utf-8") });
	html_newline(h);
	html_frag(h, HTML_FRAG(
		"<meta http-equiv=\"Content-Security-Policy\" content=\""
		"default-src 'none'; style-src 'unsafe-inline'; img-src data:"
		"\"/>\n"));
	write_meta(h, "viewport", STR("width=device-width, initial-scale=1"));
	write_meta(h, "generator", STR("Jalon"));
	html_element(h, "title", NULL, page_title(p));
	html_newline(h);
	html_open(h, "style", NULL);
	/* Ours, from src/doc/assets; it holds no `<`. */
	html_frag(h, own_style(p->view.arena, asset_style()));
	html_frag(h, own_style(p->view.arena, accent_style(p)));
	html_frag(h, own_style(p->view.arena, p->document->request.style));
	html_close(h, "style");
	html_newline(h);
	html_close(h, "head");
	html_newline(h);
}

/* --- body ----------------------------------------------------------------- */

/* The logo says the firm's name; without one the name stands there. */
static void write_firm(struct page *p)
{
	const struct document_request *r = &p->document->request;

	if (r->logo.len > 0)
		HTML_VOID(p->html, "img", { "class", STR("logo") },
			  { "src", r->logo },
			  { "alt", r->firm.len > 0 ? r->firm
						   : word(p, W_LOGO) });
	else if (r->firm.len > 0)
		html_element(p->html, "p", "firm", r->firm);
}

static void write_header(struct page *p)
{
	struct html *h = p->html;

	HTML_OPEN(h, "a", { "class", STR("skip") }, { "href", STR("#main") });
	html_text(h, word(p, W_SKIP));
	html_close(h, "a");
	html_newline(h);
	if (p->document->request.logo.len == 0 &&
	    p->document->request.firm.len == 0 && !p->view.consultant)
		return;
	html_open(h, "header", NULL);
	write_firm(p);
	if (p->view.consultant)
		html_element(h, "p", "copy", word(p, W_CONSULTANT_COPY));
	html_close(h, "header");
	html_newline(h);
}

static void write_footer(struct page *p)
{
	const struct pack *pack = p->view.pack;
	struct html *h = p->html;

	html_open(h, "footer", NULL);
	html_element(h, "p", NULL,
		     WORDS(p->view.arena, W_MADE_WITH, p->view.lang, pack->id,
			   pack->version,
			   str_sub(str_from(pack->digest.hex), 0, 12)));
	html_close(h, "footer");
	html_newline(h);
}

static struct str heading_id(const struct md *heading, void *context)
{
	struct page *p = context;

	return contents_id(p->view.arena, heading, &p->headings);
}

static void draw_chart(struct html *h, const struct md *md, void *context)
{
	struct page *p = context;
	const struct chart *chart = chart_find(md->name);

	if (chart != NULL)
		chart_html(h, &p->view, chart, chart_is_bare(md));
}

static void write_tree(struct page *p, int heading_shift)
{
	struct html_hooks hooks = {
		.chart = draw_chart,
		.heading_id = heading_id,
		.context = p,
		.heading_shift = heading_shift,
	};

	html_markdown(p->html, p->document->tree, &hooks);
}

static void write_main(struct page *p)
{
	HTML_OPEN(p->html, "main", { "id", STR("main") },
		  { "tabindex", STR("-1") });
	html_newline(p->html);
	write_tree(p, 0);
	html_close(p->html, "main");
	html_newline(p->html);
}

static struct page page_of(struct html *h, struct arena *a,
			   const struct document *document)
{
	return (struct page){
		.html = h,
		.view = view_make(a, &document->request),
		.document = document,
	};
}

void document_html(struct buf *out, struct arena *a,
		   const struct document *document)
{
	struct html h = html_make(out);
	struct page p = page_of(&h, a, document);

	html_frag(&h, HTML_FRAG("<!DOCTYPE html>\n"));
	HTML_OPEN(&h, "html",
		  { "lang", document->request.lang == LANG_FR ? STR("fr-CA")
							      : STR("en-CA") });
	html_newline(&h);
	write_head(&p);
	HTML_OPEN(&h, "body",
		  { "class", str_from(document_name(document->kind)) });
	html_newline(&h);
	write_header(&p);
	contents_write(&h, a, document->tree, word(&p, W_CONTENTS));
	write_main(&p);
	write_footer(&p);
	html_close(&h, "body");
	html_close(&h, "html");
	html_newline(&h);
}

void document_body(struct html *h, struct arena *a,
		   const struct document *document, int heading_shift)
{
	struct page p = page_of(h, a, document);

	contents_write(h, a, document->tree, word(&p, W_CONTENTS));
	write_tree(&p, heading_shift);
}

struct str document_style(void)
{
	return asset_style();
}
