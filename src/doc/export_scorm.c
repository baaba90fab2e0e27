/*
 * SCORM 1.2: one page with every question, which keeps its answers in
 * cmi.suspend_data and reports a score (assets/sco.js). The page is whole
 * without its script: options, and the feedback of what is ticked.
 *
 * Only the score and the status leave the page: no answer of anybody is
 * reported, so cmi.interactions is not used.
 */
#include "assets.h"
#include "base/digest.h"
#include "exports.h"
#include "format/xml.h"
#include "format/zip.h"
#include "doc/typography.h"

#define PASS_MARK STR("80")

enum {
	SUSPEND_MAX = 4096, /* characters: SCORM 1.2's limit */
	SUSPEND_HEAD = 16,  /* more than sco.js writes before the answers */
	SIX_BITS = 6,
};

struct sco {
	struct exporter *e;
	struct html h;
	uint32_t count, number;
	size_t room; /* characters of suspend_data still free */
};

static struct str number_text(struct exporter *e, int64_t n)
{
	struct buf b = buf_make(e->arena);

	buf_int(&b, n);
	return buf_view(&b);
}

static struct str words(struct exporter *e, enum word word, struct str a,
			struct str b)
{
	return typo_text(e->arena, WORDS(e->arena, word, e->lang, a, b),
			 e->lang);
}

static struct str joined(struct exporter *e, struct str a, const char *between,
			 struct str b)
{
	struct buf all = buf_make(e->arena);

	buf_str(&all, a);
	buf_text(&all, between);
	buf_str(&all, b);
	return buf_view(&all);
}

static struct str prefixed(struct exporter *e, const char *prefix,
			   struct str id)
{
	return joined(e, STR_NONE, prefix, id);
}

/* --- a question -------------------------------------------------------------
 */

/*
 * Characters that an answer takes: one holds six options. Past the limit an
 * answer is not kept from one visit to the next (thousands of questions).
 */
static struct str answer_chars(struct sco *s, const struct item *item)
{
	size_t chars = item->option_count <= SIX_BITS ? 1 : 2;

	if (chars > s->room)
		chars = 0;
	s->room -= chars;
	return number_text(s->e, (int64_t)chars);
}

static void put_option(struct sco *s, const struct item *item, uint32_t option)
{
	const struct item_option *o = &item->options[option];
	struct str n = number_text(s->e, option);
	struct str id = joined(s->e, item->id, "-", n);
	struct html_attr right[] = { { "data-right", STR("1") }, { 0 } };

	html_open(&s->h, "li", o->right ? right : NULL);
	HTML_VOID(&s->h, "input",
		  { "type", item->multiple ? STR("checkbox") : STR("radio") },
		  { "name", item->id }, { "value", n }, { "id", id });
	HTML_OPEN(&s->h, "label", { "for", id });
	html_frag(&s->h, export_option(s->e, o).html);
	html_close(&s->h, "label");
	HTML_OPEN(&s->h, "div", { "class", STR("feedback") });
	html_frag(&s->h, export_feedback(s->e, o).html);
	html_close(&s->h, "div");
	html_close(&s->h, "li");
	html_newline(&s->h);
}

static void put_stem(struct sco *s, const struct item *item)
{
	struct str number = number_text(s->e, ++s->number);
	struct str count = number_text(s->e, s->count);

	HTML_OPEN(&s->h, "h3", { "id", prefixed(s->e, "n-", item->id) });
	html_text(&s->h, words(s->e, W_SCO_QUESTION, number, count));
	html_close(&s->h, "h3");
	html_newline(&s->h);
	HTML_OPEN(&s->h, "div", { "class", STR("stem") },
		  { "id", prefixed(s->e, "s-", item->id) });
	html_frag(&s->h, export_stem(s->e, item).html);
	html_close(&s->h, "div");
	html_newline(&s->h);
	if (item->multiple) {
		HTML_OPEN(&s->h, "p", { "class", STR("hint") },
			  { "id", prefixed(s->e, "m-", item->id) });
		html_text(&s->h, export_word(s->e, W_SCO_SEVERAL));
		html_close(&s->h, "p");
		html_newline(&s->h);
	}
}

static void put_item(struct sco *s, const struct item *item)
{
	struct buf label = buf_make(s->e->arena);

	HTML_OPEN(&s->h, "form", { "class", STR("question") },
		  { "id", prefixed(s->e, "q-", item->id) },
		  { "data-chars", answer_chars(s, item) });
	html_newline(&s->h);
	put_stem(s, item);
	buf_fmt(&label, "n-%.*s s-%.*s", STR_ARGS(item->id),
		STR_ARGS(item->id));
	if (item->multiple)
		buf_fmt(&label, " m-%.*s", STR_ARGS(item->id));
	HTML_OPEN(&s->h, "div",
		  { "role", item->multiple ? STR("group") : STR("radiogroup") },
		  { "aria-labelledby", buf_view(&label) });
	HTML_OPEN(&s->h, "ul", { "class", STR("options") });
	html_newline(&s->h);
	for (uint32_t o = 0; o < item->option_count; o++)
		put_option(s, item, o);
	html_close(&s->h, "ul");
	html_close(&s->h, "div");
	html_close(&s->h, "form");
	html_newline(&s->h);
}

/* --- the page ----------------------------------------------------------------
 */

/*
 * What the questions are: after a change, answers kept in a platform no
 * longer fit.
 */
static struct str questions_digest(struct exporter *e)
{
	const struct curriculum *c = e->curriculum;
	struct buf b = buf_make(e->arena);
	struct digest digest;

	for (uint32_t m = 0; m < c->module_count; m++) {
		for (uint32_t i = 0; i < c->modules[m].item_count; i++) {
			const struct item *item = &c->modules[m].items[i];

			if (!export_has_module(e, m))
				continue;
			buf_fmt(&b, "%.*s", STR_ARGS(item->id));
			for (uint32_t o = 0; o < item->option_count; o++)
				buf_char(&b,
					 item->options[o].right ? '+' : '-');
		}
	}
	digest = digest_of(buf_view(&b));
	return str_copy(e->arena, str_sub(str_from(digest.hex), 0, 8));
}

static void put_head(struct sco *s, struct str title)
{
	struct html *h = &s->h;

	html_frag(h, HTML_FRAG("<!DOCTYPE html>\n"));
	HTML_OPEN(h, "html", { "lang", export_locale(s->e->lang) });
	html_newline(h);
	html_open(h, "head", NULL);
	html_newline(h);
	HTML_VOID(h, "meta", { "charset", STR("utf-8") });
	html_newline(h);
	html_frag(
	    h, HTML_FRAG(
		   "<meta http-equiv=\"Content-Security-Policy\" content=\""
		   "default-src 'none'; style-src 'self'; script-src 'self'; "
		   "form-action 'none'; base-uri 'none'\"/>\n"));
	HTML_VOID(h, "meta", { "name", STR("viewport") },
		  { "content", STR("width=device-width, initial-scale=1") });
	html_newline(h);
	html_element(h, "title", NULL, title);
	html_newline(h);
	HTML_VOID(h, "link", { "rel", STR("stylesheet") },
		  { "href", STR("sco.css") });
	html_newline(h);
	HTML_OPEN(h, "script", { "src", STR("sco.js") },
		  { "defer", STR("defer") });
	html_close(h, "script");
	html_newline(h);
	html_close(h, "head");
	html_newline(h);
}

static void put_header(struct sco *s, struct str title)
{
	struct html *h = &s->h;

	HTML_OPEN(h, "a", { "class", STR("skip") }, { "href", STR("#main") });
	html_text(h, export_word(s->e, W_SKIP));
	html_close(h, "a");
	html_newline(h);
	html_open(h, "header", NULL);
	html_element(h, "h1", NULL, title);
	html_element(
	    h, "p", NULL,
	    words(s->e, W_SCO_LEAD, number_text(s->e, s->count), PASS_MARK));
	html_open(h, "noscript", NULL);
	html_element(h, "p", NULL, export_word(s->e, W_SCO_NO_SCRIPT));
	html_close(h, "noscript");
	html_close(h, "header");
	html_newline(h);
}

/* Sentences that the script says; {0} and {1} stay for it to fill. */
static void open_main(struct sco *s)
{
	struct exporter *e = s->e;

	HTML_OPEN(
	    &s->h, "main", { "id", STR("main") }, { "tabindex", STR("-1") },
	    { "data-digest", questions_digest(e) }, { "data-pass", PASS_MARK });
	html_newline(&s->h);
	HTML_OPEN(&s->h, "div", { "id", STR("said") },
		  { "hidden", STR("hidden") },
		  { "data-check", export_word(e, W_SCO_CHECK) },
		  { "data-empty", export_word(e, W_SCO_EMPTY) },
		  { "data-right", export_word(e, W_SCO_RIGHT) },
		  { "data-wrong", export_word(e, W_SCO_WRONG) },
		  { "data-mark-right", export_word(e, W_SCO_MARK_RIGHT) },
		  { "data-mark-chosen", export_word(e, W_SCO_MARK_CHOSEN) },
		  { "data-mark-both", export_word(e, W_SCO_MARK_BOTH) },
		  { "data-progress", export_word(e, W_SCO_PROGRESS) },
		  { "data-go-on", export_word(e, W_SCO_GO_ON) });
	html_close(&s->h, "div");
	HTML_OPEN(&s->h, "div", { "id", STR("said-too") },
		  { "hidden", STR("hidden") },
		  { "data-passed", export_word(e, W_SCO_PASSED) },
		  { "data-failed", export_word(e, W_SCO_FAILED) },
		  { "data-pending", export_word(e, W_SCO_PENDING) },
		  { "data-again", export_word(e, W_SCO_AGAIN) },
		  { "data-kept", export_word(e, W_SCO_KEPT) },
		  { "data-not-kept", export_word(e, W_SCO_NOT_KEPT) },
		  { "data-changed", export_word(e, W_SCO_CHANGED) });
	html_close(&s->h, "div");
	html_newline(&s->h);
}

static void put_contents(struct sco *s)
{
	const struct curriculum *c = s->e->curriculum;

	HTML_OPEN(&s->h, "nav",
		  { "aria-label", export_word(s->e, W_CONTENTS) });
	html_open(&s->h, "ul", NULL);
	for (uint32_t m = 0; m < c->module_count; m++) {
		if (!export_has_module(s->e, m) ||
		    c->modules[m].item_count == 0)
			continue;
		html_open(&s->h, "li", NULL);
		HTML_OPEN(&s->h, "a",
			  { "href", prefixed(s->e, "#", c->modules[m].id) });
		html_text(&s->h, export_title(s->e, &c->modules[m].title));
		html_close(&s->h, "a");
		html_close(&s->h, "li");
		html_newline(&s->h);
	}
	html_close(&s->h, "ul");
	html_close(&s->h, "nav");
	html_newline(&s->h);
}

static void put_module(struct sco *s, const struct module *module)
{
	HTML_OPEN(&s->h, "section", { "id", module->id });
	html_element(&s->h, "h2", NULL, export_title(s->e, &module->title));
	html_newline(&s->h);
	for (uint32_t i = 0; i < module->item_count; i++)
		put_item(s, &module->items[i]);
	html_close(&s->h, "section");
	html_newline(&s->h);
}

static struct str page_file(struct exporter *e)
{
	const struct curriculum *c = e->curriculum;
	struct buf b = buf_make(e->arena);
	struct sco s = { .e = e,
			 .h = html_make(&b),
			 .count = export_item_count(e),
			 .room = SUSPEND_MAX - SUSPEND_HEAD };
	struct str title = export_title(e, &c->title);

	put_head(&s, title);
	html_open(&s.h, "body", NULL);
	html_newline(&s.h);
	put_header(&s, title);
	put_contents(&s);
	open_main(&s);
	for (uint32_t m = 0; m < c->module_count; m++)
		if (export_has_module(e, m) && c->modules[m].item_count > 0)
			put_module(&s, &c->modules[m]);
	HTML_OPEN(&s.h, "section", { "id", STR("end") });
	html_element(&s.h, "h2", NULL, export_word(e, W_SCO_RESULT));
	html_close(&s.h, "section");
	html_close(&s.h, "main");
	html_close(&s.h, "body");
	html_close(&s.h, "html");
	html_newline(&s.h);
	return buf_view(&b);
}

/* --- the package
 * --------------------------------------------------------------- */

static void put_organization(struct xml *x, struct str title)
{
	XML_OPEN(x, "organizations", { "default", STR("course") });
	XML_OPEN(x, "organization", { "identifier", STR("course") });
	xml_element(x, "title", title);
	XML_OPEN(x, "item", { "identifier", STR("quiz") },
		 { "identifierref", STR("sco") }, { "isvisible", STR("true") });
	xml_element(x, "title", title);
	xml_close(x, "item");
	xml_close(x, "organization");
	xml_close(x, "organizations");
}

/*
 * No adlcp:masteryscore: with it platforms judge a half-finished attempt
 * themselves. The page says passed or failed once it is whole.
 */
static struct str manifest_file(struct exporter *e)
{
	static const char *const files[] = { "index.html", "sco.js",
					     "sco.css" };
	struct buf b = buf_make(e->arena);
	struct xml x = xml_begin(&b);

	XML_OPEN(
	    &x, "manifest",
	    { "identifier",
	      joined(e, e->curriculum->id, "-", str_from(lang_code(e->lang))) },
	    { "version", STR("1.0") },
	    { "xmlns", STR("http://www.imsproject.org/xsd/imscp_rootv1p1p2") },
	    { "xmlns:adlcp", STR("http://www.adlnet.org/xsd/adlcp_rootv1p2") });
	xml_open(&x, "metadata", NULL);
	xml_element(&x, "schema", STR("ADL SCORM"));
	xml_element(&x, "schemaversion", STR("1.2"));
	xml_close(&x, "metadata");
	put_organization(&x, export_title(e, &e->curriculum->title));
	xml_open(&x, "resources", NULL);
	XML_OPEN(&x, "resource", { "identifier", STR("sco") },
		 { "type", STR("webcontent") },
		 { "adlcp:scormtype", STR("sco") },
		 { "href", STR("index.html") });
	for (size_t f = 0; f < sizeof(files) / sizeof(files[0]); f++)
		XML_VOID(&x, "file", { "href", str_from(files[f]) });
	xml_close(&x, "resource");
	xml_close(&x, "resources");
	xml_close(&x, "manifest");
	return buf_view(&b);
}

void export_scorm(struct buf *out, struct exporter *e)
{
	struct archive *zip = archive_begin(e->arena);

	archive_add(zip, "imsmanifest.xml", manifest_file(e), false);
	archive_add(zip, "index.html", page_file(e), false);
	archive_add(zip, "sco.js", asset_sco_script(), false);
	archive_add(zip, "sco.css", asset_sco_style(), false);
	archive_finish(zip, out);
}
