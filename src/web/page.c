/* The frame of every page. */
#include "page.h"

#include "controls.h"
#include "parts.h"

/* --- head ---------------------------------------------------------------------------- */

static void write_meta(struct html *h, const char *name, struct str content)
{
	HTML_VOID(h, "meta", { "name", str_from(name) },
		  { "content", content });
	html_newline(h);
}

static struct str site_name(const struct visit *v)
{
	return v->config->name.len > 0 ? v->config->name : STR("Jalon");
}

static struct str window_title(const struct visit *v, struct str title)
{
	struct str whole = title.len == 0
			       ? site_name(v)
			       : PATH(v, title, STR(" – "), site_name(v));

	return v->fault_count > 0 ? WORDS(v, P_ERROR_TITLE, whole) : whole;
}

static void write_head(struct visit *v, const struct page_wish *wish)
{
	struct html *h = &v->html;

	html_open(h, "head", NULL);
	html_newline(h);
	HTML_VOID(h, "meta", { "charset", STR("utf-8") });
	html_newline(h);
	write_meta(h, "viewport", STR("width=device-width, initial-scale=1"));
	write_meta(h, "color-scheme", STR("light dark"));
	if (wish->refreshed) {
		html_frag(h, HTML_FRAG("<noscript><meta http-equiv=\"refresh\" "
				       "content=\"3\"/></noscript>\n"));
	}
	html_element(h, "title", NULL, window_title(v, wish->title));
	html_newline(h);
	HTML_VOID(h, "link", { "rel", STR("stylesheet") },
		  { "href", site_asset_path(v->arena, v->site, ASSET_STYLE) });
	html_frag(h, HTML_FRAG("<link rel=\"icon\" href=\"data:image/svg+xml,"
			       "%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20"
			       "viewBox='0%200%208%208'%3E%3Cpath%20"
			       "fill='%23b4530a'%20d='M3%200h2v8H3zM5%201h3v3H5z'"
			       "/%3E%3C/svg%3E\"/>"));
	/* With faults: it brings who reads by ear to them. */
	if (wish->script || v->fault_count > 0) {
		HTML_OPEN(h, "script",
			  { "src", site_asset_path(v->arena, v->site,
						   ASSET_SCRIPT) },
			  { "defer", STR("defer") });
		html_close(h, "script");
	}
	html_newline(h);
	html_close(h, "head");
	html_newline(h);
}

/* --- header -------------------------------------------------------------------------- */

static void nav_link(struct visit *v, struct str path, enum phrase text)
{
	html_open(&v->html, "li", NULL);
	page_link(v, path, words(v, text));
	html_close(&v->html, "li");
}

static void write_nav(struct visit *v)
{
	struct html *h = &v->html;

	if (v->account == NULL)
		return;
	HTML_OPEN(h, "nav", { "aria-label", words(v, P_NAV) });
	html_open(h, "ul", NULL);
	nav_link(v, STR("/cases"), P_NAV_CASES);
	if (visit_is(v, WHO_CONSULTANT))
		nav_link(v, STR("/portfolio"), P_NAV_PORTFOLIO);
	if (visit_is(v, WHO_ADMINISTRATOR) && !v->config->local)
		nav_link(v, STR("/admin"), P_NAV_ADMIN);
	if (!v->config->local)
		nav_link(v, STR("/account"), P_NAV_ACCOUNT);
	html_close(h, "ul");
	html_close(h, "nav");
}

/* Where one was going when this page came between (begin.c): a word. */
static struct str kept_then(const struct visit *v)
{
	struct str then = field_get(&v->request->query, "then");

	for (size_t i = 0; i < then.len; i++)
		if (then.at[i] < 'a' || then.at[i] > 'z')
			return STR_NONE;
	return then.len == 0 ? STR_NONE : PATH(v, STR("&then="), then);
}

/* A form's answer has no address of its own: the way back is the home. */
static void write_language(struct visit *v)
{
	enum lang other = v->lang == LANG_FR ? LANG_EN : LANG_FR;
	bool again = v->request->method == HTTP_GET && v->route != NULL;
	struct str path = again ? v->request->path : STR("/");

	HTML_OPEN(&v->html, "a", { "class", STR("language") },
		  { "hreflang", str_from(lang_code(other)) },
		  { "lang", str_from(lang_code(other)) },
		  { "href", PATH(v, path, STR("?lang="),
				 str_from(lang_code(other)),
				 again ? kept_then(v) : STR_NONE) });
	html_text(&v->html, phrase_text(P_LANGUAGE_NAME, other));
	html_close(&v->html, "a");
}

static void write_header(struct visit *v)
{
	struct html *h = &v->html;

	HTML_OPEN(h, "a", { "class", STR("skip") }, { "href", STR("#main") });
	html_text(h, words(v, P_SKIP));
	html_close(h, "a");
	HTML_OPEN(h, "header", { "class", STR("site") });
	HTML_OPEN(h, "a", { "class", STR("brand") },
		  { "href", v->account != NULL ? STR("/cases") : STR("/") });
	if (v->config->logo.len > 0)
		HTML_VOID(h, "img", { "class", STR("logo") },
			  { "src", site_asset_path(v->arena, v->site,
						   ASSET_LOGO) },
			  { "alt", site_name(v) });
	else
		html_text(h, site_name(v));
	html_close(h, "a");
	write_nav(v);
	write_language(v);
	html_close(h, "header");
	html_newline(h);
	if (v->config->demo)
		html_element(h, "p", "demo", words(v, P_DEMO));
}

/* --- faults ---------------------------------------------------------------------------- */

static void write_faults(struct visit *v)
{
	struct html *h = &v->html;

	if (v->fault_count == 0)
		return;
	HTML_OPEN(h, "div", { "class", STR("faults") },
		  { "role", STR("alert") }, { "tabindex", STR("-1") },
		  { "id", STR("faults") });
	html_element(h, "h2", NULL, words(v, P_FAULTS));
	html_open(h, "ul", NULL);
	for (uint32_t i = 0; i < v->fault_count; i++) {
		html_open(h, "li", NULL);
		if (v->faults[i].field.len > 0)
			page_link(v, PATH(v, STR("#"), v->faults[i].field),
				  v->faults[i].text);
		else
			html_text(h, v->faults[i].text);
		html_close(h, "li");
	}
	html_close(h, "ul");
	html_close(h, "div");
	html_newline(h);
}

/* Inside main, so that it is in a landmark. */
static void write_back(struct visit *v, struct str path)
{
	if (path.len == 0)
		return;
	HTML_OPEN(&v->html, "a", { "class", STR("back") }, { "href", path });
	html_text(&v->html, words(v, P_BACK));
	html_close(&v->html, "a");
	html_newline(&v->html);
}

/* --- the whole -------------------------------------------------------------------------- */

static struct str body_class(const struct page_wish *wish)
{
	if (wish->report)
		return STR("page report");
	return wish->wide ? STR("page wide") : STR("page");
}

enum { USUAL_PAGE = 16 * 1024 };	/* bytes; others take more */

void page_begin_as(struct visit *v, const struct page_wish *wish)
{
	struct html *h = &v->html;

	buf_room(&v->response->body, USUAL_PAGE);
	if (v->response->status == 0)
		v->response->status = v->fault_count > 0 ? 422 : 200;
	v->html = html_make(&v->response->body);
	html_frag(h, HTML_FRAG("<!DOCTYPE html>\n"));
	HTML_OPEN(h, "html",
		  { "lang", v->lang == LANG_FR ? STR("fr-CA") : STR("en-CA") });
	html_newline(h);
	write_head(v, wish);
	HTML_OPEN(h, "body", { "class", body_class(wish) });
	html_newline(h);
	write_header(v);
	HTML_OPEN(h, "main", { "id", STR("main") }, { "tabindex", STR("-1") });
	html_newline(h);
	write_back(v, wish->back);
	write_faults(v);
	if (!wish->report) {
		html_element(h, "h1", NULL, wish->title);
		html_newline(h);
	}
}

void page_begin(struct visit *v, struct str title)
{
	const struct page_wish wish = { .title = title };

	page_begin_as(v, &wish);
}

static void write_footer(struct visit *v)
{
	struct html *h = &v->html;

	HTML_OPEN(h, "footer", { "class", STR("site") });
	html_open(h, "p", NULL);
	page_link(v, STR("/privacy"), words(v, P_PRIVACY_LINK));
	html_close(h, "p");
	html_element(h, "p", NULL, words(v, P_FOOTER));
	html_close(h, "footer");
	html_newline(h);
}

void page_end(struct visit *v)
{
	struct html *h = &v->html;

	html_newline(h);
	html_close(h, "main");
	html_newline(h);
	write_footer(v);
	html_close(h, "body");
	html_close(h, "html");
	html_newline(h);
}

/* --- parts --------------------------------------------------------------------------------- */

void page_heading(struct visit *v, struct str text)
{
	html_element(&v->html, "h2", NULL, text);
	html_newline(&v->html);
}

void page_text(struct visit *v, struct str text)
{
	html_element(&v->html, "p", NULL, text);
	html_newline(&v->html);
}

void page_hint(struct visit *v, struct str text)
{
	html_element(&v->html, "p", "hint", text);
	html_newline(&v->html);
}

void page_link(struct visit *v, struct str path, struct str text)
{
	HTML_OPEN(&v->html, "a", { "href", path });
	html_text(&v->html, text);
	html_close(&v->html, "a");
}

void page_next(struct visit *v, struct str path, struct str text)
{
	html_open(&v->html, "p", NULL);
	HTML_OPEN(&v->html, "a", { "href", path }, { "class", STR("button") });
	html_text(&v->html, text);
	html_close(&v->html, "a");
	html_close(&v->html, "p");
	html_newline(&v->html);
}

void page_diags(struct visit *v, size_t from)
{
	html_open(&v->html, "ul", NULL);
	for (size_t i = from; i < v->diags->count; i++)
		if (diag_severity(&v->diags->items[i]) == SEVERITY_ERROR)
			html_element(&v->html, "li", NULL,
				     visit_sentence(v, &v->diags->items[i]));
	html_close(&v->html, "ul");
	html_newline(&v->html);
}

void page_notice(struct visit *v, struct str text)
{
	HTML_OPEN(&v->html, "p", { "class", STR("notice-line") },
		  { "role", STR("status") });
	html_text(&v->html, text);
	html_close(&v->html, "p");
	html_newline(&v->html);
}

void page_facts_begin(struct visit *v)
{
	HTML_OPEN(&v->html, "dl", { "class", STR("facts") });
}

void page_fact(struct visit *v, struct str term, struct str value)
{
	html_open(&v->html, "div", NULL);
	html_element(&v->html, "dt", NULL, term);
	html_element(&v->html, "dd", NULL, value);
	html_close(&v->html, "div");
}

void page_facts_end(struct visit *v)
{
	html_close(&v->html, "dl");
	html_newline(&v->html);
}

void page_table_begin(struct visit *v, struct str caption,
		      const struct str *heads, uint32_t count)
{
	struct html *h = &v->html;

	/* It scrolls sideways: by keyboard too. */
	HTML_OPEN(h, "div", { "class", STR("table") }, { "role", STR("region") },
		  { "aria-label", caption }, { "tabindex", STR("0") });
	html_open(h, "table", NULL);
	html_element(h, "caption", NULL, caption);
	html_open(h, "thead", NULL);
	html_open(h, "tr", NULL);
	for (uint32_t i = 0; i < count; i++) {
		HTML_OPEN(h, "th", { "scope", STR("col") });
		html_text(h, heads[i]);
		html_close(h, "th");
	}
	html_close(h, "tr");
	html_close(h, "thead");
	html_open(h, "tbody", NULL);
	html_newline(h);
}

void page_row_begin(struct visit *v)
{
	html_open(&v->html, "tr", NULL);
}

void page_cell(struct visit *v, struct str text)
{
	html_element(&v->html, "td", NULL, text);
}

void page_cell_number(struct visit *v, int64_t n)
{
	html_element(&v->html, "td", "right", visit_number(v, n));
}

void page_cell_link(struct visit *v, struct str path, struct str text)
{
	html_open(&v->html, "td", NULL);
	page_link(v, path, text);
	html_close(&v->html, "td");
}

void page_row_end(struct visit *v)
{
	html_close(&v->html, "tr");
	html_newline(&v->html);
}

void page_table_end(struct visit *v)
{
	html_close(&v->html, "tbody");
	html_close(&v->html, "table");
	html_close(&v->html, "div");
	html_newline(&v->html);
}
