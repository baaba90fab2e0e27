/*
 * EPUB 3: what learners read, a chapter a module, then the questions to take
 * home and the facts cited. XHTML comes from the HTML writer, the package
 * from the XML writer. Dates come from the curriculum's version.
 */
#include "exports.h"

#include <time.h>

#include "assets.h"
#include "base/digest.h"
#include "format/xml.h"
#include "format/zip.h"
#include "doc/typography.h"

enum { CHAPTERS_MAX = CURRICULUM_MODULES + 2 };

struct chapter {
	const char *file; /* "m01.xhtml" */
	struct str title;
};

struct book {
	struct exporter *e;
	struct archive *zip;
	struct chapter chapters[CHAPTERS_MAX];
	size_t count;
};

/* --- a page ----------------------------------------------------------------
 */

struct page {
	struct buf bytes;
	struct html html;
};

static void page_open(struct page *p, const struct exporter *e,
		      struct str title)
{
	struct html *h = &p->html;

	p->bytes = buf_make(e->arena);
	*h = html_make(&p->bytes);
	html_frag(h, HTML_FRAG("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			       "<!DOCTYPE html>\n"));
	HTML_OPEN(h, "html", { "xmlns", STR("http://www.w3.org/1999/xhtml") },
		  { "lang", export_locale(e->lang) },
		  { "xml:lang", export_locale(e->lang) });
	html_newline(h);
	html_open(h, "head", NULL);
	html_element(h, "title", NULL, title);
	HTML_VOID(h, "link", { "rel", STR("stylesheet") },
		  { "href", STR("style.css") }, { "type", STR("text/css") });
	html_close(h, "head");
	html_newline(h);
	html_open(h, "body", NULL);
	html_newline(h);
	html_element(h, "h1", NULL, title);
	html_newline(h);
}

static void page_close(struct page *p, struct book *book, const char *file,
		       struct str title)
{
	const char *path = str_cstr(book->e->arena, str_from(file));
	struct buf full = buf_make(book->e->arena);

	html_close(&p->html, "body");
	html_close(&p->html, "html");
	html_newline(&p->html);
	if (book->count == CHAPTERS_MAX)
		BUG("over %d chapters", CHAPTERS_MAX);
	book->chapters[book->count++] = (struct chapter){ path, title };
	buf_fmt(&full, "OEBPS/%s", path);
	archive_add(book->zip, str_cstr(book->e->arena, buf_view(&full)),
		    buf_view(&p->bytes), false);
}

/* --- a module
 * ----------------------------------------------------------------- */

static void put_heading(struct page *p, const struct exporter *e,
			enum word word)
{
	html_element(&p->html, "h2", NULL, export_word(e, word));
	html_newline(&p->html);
}

static void put_objectives(struct page *p, struct exporter *e,
			   const struct module *module)
{
	if (module->objective_count == 0)
		return;
	put_heading(p, e, W_BOOK_OBJECTIVES);
	html_open(&p->html, "ul", NULL);
	for (uint32_t o = 0; o < module->objective_count; o++) {
		html_open(&p->html, "li", NULL);
		html_frag(&p->html,
			  export_line(e, &module->objectives[o].text));
		html_close(&p->html, "li");
		html_newline(&p->html);
	}
	html_close(&p->html, "ul");
	html_newline(&p->html);
}

/* Where to turn to, before what may stir something up. */
static void put_support(struct page *p, struct exporter *e)
{
	if (curriculum_text(e->curriculum, &e->curriculum->support, e->lang)
		.len == 0)
		return;
	HTML_OPEN(&p->html, "aside", { "class", STR("support") });
	html_element(&p->html, "h3", NULL, export_word(e, W_BOOK_SUPPORT));
	html_element(&p->html, "p", NULL,
		     export_title(e, &e->curriculum->support));
	html_close(&p->html, "aside");
	html_newline(&p->html);
}

/* Steps that need the leader's sentences on jobs are not in a book. */
static bool needs_jobs(const struct md *section)
{
	for (const struct md_attr *a = section->attrs; a != NULL; a = a->next)
		if (str_is(a->key, "needs"))
			return true;
	return false;
}

static void put_section(struct page *p, struct exporter *e,
			const struct md *section)
{
	enum section_kind kind;
	struct html_frag text;

	if (section->kind != MD_SECTION ||
	    !section_kind_parse(section->name, &kind) || needs_jobs(section))
		return;
	if (kind != SECTION_PARTICIPANT && kind != SECTION_ACTIVITY &&
	    kind != SECTION_DISCUSSION && kind != SECTION_CASE &&
	    kind != SECTION_ROLEPLAY && kind != SECTION_KEYPOINTS)
		return;
	text = export_blocks(e, section->first, NULL, EXPORT_BLOCKS).html;
	if (text.markup.len == 0)
		return;
	HTML_OPEN(&p->html, "section",
		  { "class", str_from(section_kind_name(kind)) });
	html_newline(&p->html);
	if (kind == SECTION_KEYPOINTS)
		put_heading(p, e, W_BOOK_KEY_POINTS);
	html_frag(&p->html, text);
	if (kind == SECTION_ROLEPLAY)
		put_support(p, e);
	html_close(&p->html, "section");
	html_newline(&p->html);
}

/* Terms with what they mean, questions with their answers. */
static void put_entries(struct page *p, struct exporter *e, enum word title,
			const struct entry *entries, uint32_t count)
{
	if (count == 0)
		return;
	put_heading(p, e, title);
	html_open(&p->html, "dl", NULL);
	html_newline(&p->html);
	for (uint32_t i = 0; i < count; i++) {
		const struct md *answer = curriculum_passage(
		    e->curriculum, &entries[i].answer, e->lang);

		html_open(&p->html, "dt", NULL);
		html_frag(&p->html, export_line(e, &entries[i].term));
		html_close(&p->html, "dt");
		html_open(&p->html, "dd", NULL);
		if (answer != NULL)
			html_frag(
			    &p->html,
			    export_blocks(e, answer->first, NULL, 0).html);
		html_close(&p->html, "dd");
		html_newline(&p->html);
	}
	html_close(&p->html, "dl");
	html_newline(&p->html);
}

static void put_module(struct book *book, const struct module *module)
{
	struct exporter *e = book->e;
	struct str title = export_title(e, &module->title);
	const struct md *document =
	    curriculum_passage(e->curriculum, &module->document, e->lang);
	struct buf file = buf_make(e->arena);
	struct page page;

	page_open(&page, e, title);
	html_element(&page.html, "p", "purpose",
		     export_title(e, &module->purpose));
	html_newline(&page.html);
	put_objectives(&page, e, module);
	for (const struct md *m = document == NULL ? NULL : document->first;
	     m != NULL; m = m->next)
		put_section(&page, e, m);
	put_entries(&page, e, W_BOOK_CARDS, module->flashcards,
		    module->flashcard_count);
	put_entries(&page, e, W_BOOK_GLOSSARY, module->glossary,
		    module->glossary_count);
	buf_fmt(&file, "%.*s.xhtml", STR_ARGS(module->id));
	page_close(&page, book, str_cstr(e->arena, buf_view(&file)), title);
}

/* --- the last chapters
 * -------------------------------------------------------- */

/* Its title is the chapter's, its questions are of level 2. */
static void put_take_away(struct book *book)
{
	struct exporter *e = book->e;
	const struct md *document = curriculum_passage(
	    e->curriculum, &e->curriculum->take_away, e->lang);
	const struct md *first = document == NULL ? NULL : document->first;
	struct str title;
	struct page page;

	while (first != NULL && first->kind == MD_HTML)
		first = first->next; /* what it was translated from */
	if (first == NULL || first->kind != MD_HEADING || first->level != 1)
		return;
	title = typo_text(e->arena, md_plain(e->arena, first), e->lang);
	page_open(&page, e, title);
	e->heading_shift = 0;
	html_frag(&page.html,
		  export_blocks(e, first->next, NULL, EXPORT_BLOCKS).html);
	page_close(&page, book, "take_away.xhtml", title);
}

static void put_fact(struct page *page, struct exporter *e,
		     const struct curriculum_fact *fact)
{
	struct html *h = &page->html;
	struct str source = WORDS(
		e->arena, W_BOOK_FACT, e->lang,
		curriculum_text(e->curriculum, &fact->source, e->lang),
		str_from(mark_name(fact->mark)));

	HTML_OPEN(h, "li", { "id", fact->id });
	html_open(h, "p", NULL);
	html_frag(h, export_line(e, &fact->text));
	html_close(h, "p");
	html_element(h, "p", "source", typo_text(e->arena, source, e->lang));
	html_close(h, "li");
	html_newline(h);
}

/* In the order of their numbers; the texts may cite more of them. */
static void put_facts(struct book *book)
{
	struct exporter *e = book->e;
	const struct curriculum *c = e->curriculum;
	struct str title = export_word(e, W_BOOK_FACTS);
	struct page page;

	if (e->cited_count == 0)
		return;
	page_open(&page, e, title);
	html_element(&page.html, "p", NULL, export_word(e, W_BOOK_MARKS));
	html_open(&page.html, "ol", NULL);
	html_newline(&page.html);
	for (uint32_t n = 1; n <= e->cited_count; n++)
		for (uint32_t f = 0; f < c->fact_count; f++)
			if (e->cited[f] == n)
				put_fact(&page, e, &c->facts[f]);
	html_close(&page.html, "ol");
	page_close(&page, book, "facts.xhtml", title);
}

/* --- the package
 * --------------------------------------------------------------- */

/* The same for every version of a curriculum in a language. */
static struct str book_id(const struct exporter *e)
{
	const struct str parts[] = { STR("epub"), e->curriculum->id,
				     str_from(lang_code(e->lang)) };
	struct digest digest = digest_of_all(parts, 3);
	const char *hex = digest.hex;
	struct buf b = buf_make(e->arena);

	/* A UUID of version 8: made as its maker likes. */
	buf_fmt(&b, "urn:uuid:%.8s-%.4s-8%.3s-8%.3s-%.12s", hex, hex + 8,
		hex + 12, hex + 15, hex + 18);
	return buf_view(&b);
}

/* 2025-01-12T13:46:40Z */
static void put_date(struct buf *out, int64_t seconds)
{
	time_t when = (time_t)seconds;
	struct tm t;

	gmtime_r(&when, &t);
	buf_fmt(out, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.tm_year + 1900,
		t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
}

static void put_meta(struct xml *x, const char *property, struct str value)
{
	XML_OPEN(x, "meta", { "property", str_from(property) });
	xml_text(x, value);
	xml_close(x, "meta");
}

static void put_metadata(struct xml *x, const struct exporter *e)
{
	struct buf modified = buf_make(e->arena);

	put_date(&modified, export_modified(e->curriculum));
	XML_OPEN(x, "metadata",
		 { "xmlns:dc", STR("http://purl.org/dc/elements/1.1/") });
	XML_OPEN(x, "dc:identifier", { "id", STR("id") });
	xml_text(x, book_id(e));
	xml_close(x, "dc:identifier");
	xml_element(x, "dc:title", export_title(e, &e->curriculum->title));
	xml_element(x, "dc:language", export_locale(e->lang));
	put_meta(x, "dcterms:modified", buf_view(&modified));
	put_meta(x, "schema:accessMode", STR("textual"));
	put_meta(x, "schema:accessModeSufficient", STR("textual"));
	put_meta(x, "schema:accessibilityFeature", STR("tableOfContents"));
	put_meta(x, "schema:accessibilityFeature", STR("structuralNavigation"));
	put_meta(x, "schema:accessibilityHazard", STR("none"));
	put_meta(x, "schema:accessibilitySummary",
		 export_word(e, W_BOOK_ACCESS));
	xml_close(x, "metadata");
}

static struct str chapter_id(struct book *book, size_t n)
{
	struct buf b = buf_make(book->e->arena);

	buf_fmt(&b, "c%u", (unsigned)n + 1);
	return buf_view(&b);
}

static void put_manifest(struct xml *x, struct book *book)
{
	const struct str xhtml = STR("application/xhtml+xml");

	xml_open(x, "manifest", NULL);
	XML_VOID(x, "item", { "id", STR("nav") }, { "href", STR("nav.xhtml") },
		 { "media-type", xhtml }, { "properties", STR("nav") });
	XML_VOID(x, "item", { "id", STR("style") },
		 { "href", STR("style.css") },
		 { "media-type", STR("text/css") });
	for (size_t n = 0; n < book->count; n++)
		XML_VOID(x, "item", { "id", chapter_id(book, n) },
			 { "href", str_from(book->chapters[n].file) },
			 { "media-type", xhtml });
	xml_close(x, "manifest");
	xml_open(x, "spine", NULL);
	XML_VOID(x, "itemref", { "idref", STR("nav") });
	for (size_t n = 0; n < book->count; n++)
		XML_VOID(x, "itemref", { "idref", chapter_id(book, n) });
	xml_close(x, "spine");
}

static struct str package_file(struct book *book)
{
	struct buf b = buf_make(book->e->arena);
	struct xml x = xml_begin(&b);

	XML_OPEN(&x, "package",
		 { "xmlns", STR("http://www.idpf.org/2007/opf") },
		 { "version", STR("3.0") }, { "unique-identifier", STR("id") },
		 { "xml:lang", export_locale(book->e->lang) });
	put_metadata(&x, book->e);
	put_manifest(&x, book);
	xml_close(&x, "package");
	return buf_view(&b);
}

static void put_nav(struct xml *x, struct book *book)
{
	XML_OPEN(x, "nav", { "epub:type", STR("toc") },
		 { "role", STR("doc-toc") });
	xml_element(x, "h1",
		    export_title(book->e, &book->e->curriculum->title));
	xml_open(x, "ol", NULL);
	for (size_t n = 0; n < book->count; n++) {
		xml_open(x, "li", NULL);
		XML_OPEN(x, "a", { "href", str_from(book->chapters[n].file) });
		xml_text(x, book->chapters[n].title);
		xml_close(x, "a");
		xml_close(x, "li");
	}
	xml_close(x, "ol");
	xml_close(x, "nav");
}

static struct str nav_file(struct book *book)
{
	const struct exporter *e = book->e;
	struct buf b = buf_make(e->arena);
	struct xml x = xml_begin(&b);

	buf_text(&b, "<!DOCTYPE html>\n");
	XML_OPEN(&x, "html", { "xmlns", STR("http://www.w3.org/1999/xhtml") },
		 { "xmlns:epub", STR("http://www.idpf.org/2007/ops") },
		 { "lang", export_locale(e->lang) },
		 { "xml:lang", export_locale(e->lang) });
	xml_open(&x, "head", NULL);
	xml_element(&x, "title", export_word(e, W_CONTENTS));
	XML_VOID(&x, "link", { "rel", STR("stylesheet") },
		 { "href", STR("style.css") }, { "type", STR("text/css") });
	xml_close(&x, "head");
	xml_open(&x, "body", NULL);
	put_nav(&x, book);
	xml_close(&x, "body");
	xml_close(&x, "html");
	return buf_view(&b);
}

static struct str container_file(struct arena *a)
{
	struct buf b = buf_make(a);
	struct xml x = xml_begin(&b);

	XML_OPEN(&x, "container", { "version", STR("1.0") },
		 { "xmlns",
		   STR("urn:oasis:names:tc:opendocument:xmlns:container") });
	xml_open(&x, "rootfiles", NULL);
	XML_VOID(&x, "rootfile", { "full-path", STR("OEBPS/content.opf") },
		 { "media-type", STR("application/oebps-package+xml") });
	xml_close(&x, "rootfiles");
	xml_close(&x, "container");
	return buf_view(&b);
}

void export_epub(struct buf *out, struct exporter *e)
{
	const struct curriculum *c = e->curriculum;
	struct book *book = ARENA_NEW(e->arena, struct book);

	e->cited = ARENA_ARRAY(e->arena, c->fact_count, uint32_t);
	e->heading_shift = -1; /* steps, of level 3, under the module's title */
	book->e = e;
	book->zip = archive_begin(e->arena);
	archive_add(book->zip, "mimetype", STR("application/epub+zip"), true);
	archive_add(book->zip, "META-INF/container.xml",
		    container_file(e->arena), false);
	for (uint32_t m = 0; m < c->module_count; m++)
		if (export_has_module(e, m))
			put_module(book, &c->modules[m]);
	put_take_away(book);
	put_facts(book);
	archive_add(book->zip, "OEBPS/nav.xhtml", nav_file(book), false);
	archive_add(book->zip, "OEBPS/style.css", asset_book_style(), false);
	archive_add(book->zip, "OEBPS/content.opf", package_file(book), false);
	archive_finish(book->zip, out);
}
