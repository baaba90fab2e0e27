/*
 * The workshop's pages: each one file that stands alone, with its style and,
 * for the slides, the one script, which the security policy names by its
 * digest; nothing else runs and nothing is fetched.
 */
#include "kit_view.h"

#include "assets.h"
#include "base/digest.h"
#include "contents.h"
#include "format/html.h"
#include "doc/typography.h"

struct kit_page {
	struct html html;
	struct kit kit;
	struct kit_sources sources;
	const struct kit_document *document;
	uint32_t headings;	/* of level 2, met so far */
};

static struct str word(const struct kit_page *p, enum word w)
{
	return typo_text(p->kit.arena, kit_word(&p->kit, w), p->kit.lang);
}

/* --- head ----------------------------------------------------------------- */

static uint32_t hex_digit(char c)
{
	return (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* The digest of the script as a policy wants it: in base 64. */
static struct str script_digest(struct arena *a)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz0123456789+/";
	struct digest digest = digest_of(asset_slides_script());
	struct buf out = buf_make(a);

	/* 64 hexadecimal digits: 21 times three bytes, then one. */
	for (int i = 0; i < 63; i += 3) {
		uint32_t bits = hex_digit(digest.hex[i]) << 8 |
				hex_digit(digest.hex[i + 1]) << 4 |
				hex_digit(digest.hex[i + 2]);

		buf_char(&out, letters[bits >> 6]);
		buf_char(&out, letters[bits & 63]);
	}
	buf_char(&out, letters[hex_digit(digest.hex[63]) << 2]);
	buf_char(&out, '=');
	return buf_view(&out);
}

static void write_policy(struct kit_page *p)
{
	struct buf policy = buf_make(p->kit.arena);

	buf_text(&policy, "default-src 'none'; style-src 'unsafe-inline'");
	if (p->document->kind == KIT_SLIDES) {
		buf_text(&policy, "; script-src 'sha256-");
		buf_str(&policy, script_digest(p->kit.arena));
		buf_char(&policy, '\'');
	}
	html_frag(&p->html, HTML_FRAG("<meta http-equiv="
				      "\"Content-Security-Policy\" content=\""));
	html_text(&p->html, buf_view(&policy));
	html_frag(&p->html, HTML_FRAG("\"/>\n"));
}

static void write_meta(struct html *h, const char *name, struct str content)
{
	HTML_VOID(h, "meta", { "name", str_from(name) },
		  { "content", content });
	html_newline(h);
}

/* Ours, from src/doc/assets: they hold no `</`. */
static void write_style(struct kit_page *p)
{
	struct html *h = &p->html;

	html_open(h, "style", NULL);
	html_frag(h, (struct html_frag){ asset_style() });
	html_frag(h, (struct html_frag){ asset_kit_style() });
	if (p->document->kind == KIT_SLIDES)
		html_frag(h, (struct html_frag){ asset_slides_style() });
	html_close(h, "style");
	html_newline(h);
}

static void write_head(struct kit_page *p)
{
	struct html *h = &p->html;

	html_open(h, "head", NULL);
	html_newline(h);
	HTML_VOID(h, "meta", { "charset", STR("utf-8") });
	html_newline(h);
	write_policy(p);
	write_meta(h, "viewport", STR("width=device-width, initial-scale=1"));
	write_meta(h, "generator", STR("Jalon"));
	html_element(h, "title", NULL, p->document->title);
	html_newline(h);
	write_style(p);
	html_close(h, "head");
	html_newline(h);
}

/* --- body ----------------------------------------------------------------- */

static struct str attr_of(const struct md *section, const char *key)
{
	for (const struct md_attr *a = section->attrs; a != NULL; a = a->next)
		if (str_is(a->key, key))
			return a->value;
	return STR_NONE;
}

/* "card", "deck eight", "slide pause" */
static struct str class_of(struct kit_page *p, const struct md *section)
{
	struct str kind = attr_of(section, "kind");
	struct buf out = buf_make(p->kit.arena);

	buf_str(&out, section->name);
	if (kind.len > 0)
		buf_char(&out, ' ');
	buf_str(&out, kind);
	return buf_view(&out);
}

static struct str source_id(struct arena *a, const char *mark, struct str n)
{
	struct buf out = buf_make(a);

	buf_text(&out, mark);
	buf_text(&out, "source-");
	buf_str(&out, n);
	return buf_view(&out);
}

static void add_attr(struct html_attr *attrs, int *count, const char *name,
		     struct str value)
{
	if (value.len > 0)
		attrs[(*count)++] = (struct html_attr){ name, value };
}

static bool write_section(struct html *h, const struct md *section,
			  void *context);
static bool write_cite(struct html *h, struct str id, void *context);
static struct str heading_id(const struct md *heading, void *context);

static void write_tree(struct kit_page *p, const struct md *node)
{
	struct html_hooks hooks = {
		.section = write_section,
		.cite = write_cite,
		.heading_id = heading_id,
		.context = p,
	};

	html_markdown(&p->html, node, &hooks);
}

static bool write_section(struct html *h, const struct md *section,
			  void *context)
{
	struct kit_page *p = context;
	bool slide = str_is(section->name, "slide");
	const char *element = slide ? "section" : "div";
	struct html_attr attrs[6] = { { 0 } };
	struct str number = attr_of(section, "number");
	int count = 0;

	add_attr(attrs, &count, "class", class_of(p, section));
	if (number.len > 0)
		add_attr(attrs, &count, "id",
			 source_id(p->kit.arena, "", number));
	add_attr(attrs, &count, "data-ends", attr_of(section, "ends"));
	add_attr(attrs, &count, "data-minutes", attr_of(section, "minutes"));
	html_open(h, element, attrs);
	html_newline(h);
	write_tree(p, section);
	html_close(h, element);
	html_newline(h);
	return true;
}

static bool write_cite(struct html *h, struct str id, void *context)
{
	struct kit_page *p = context;
	struct arena *a = p->kit.arena;
	uint32_t number = kit_cited(&p->kit, &p->sources, id);
	struct str n = kit_count(&p->kit, number);

	if (number == 0)
		return true;
	HTML_OPEN(h, "sup", { "class", STR("cite") });
	HTML_OPEN(h, "a", { "href", source_id(a, "#", n) },
		  { "aria-label", WORDS(a, W_CITED, p->kit.lang, n) });
	html_text(h, n);
	html_close(h, "a");
	html_close(h, "sup");
	return true;
}

static struct str heading_id(const struct md *heading, void *context)
{
	struct kit_page *p = context;

	return contents_id(p->kit.arena, heading, &p->headings);
}

static void write_footer(struct kit_page *p)
{
	const struct curriculum *c = p->kit.curriculum;
	struct html *h = &p->html;

	html_open(h, "footer", NULL);
	html_element(h, "p", NULL,
		     WORDS(p->kit.arena, W_KIT_MADE_WITH, p->kit.lang, c->id,
			   c->version));
	html_close(h, "footer");
	html_newline(h);
}

/* --- slides --------------------------------------------------------------- */

static void write_button(struct kit_page *p, const char *id, enum word label)
{
	struct html *h = &p->html;

	HTML_OPEN(h, "button", { "type", STR("button") },
		  { "id", str_from(id) });
	html_text(h, word(p, label));
	html_close(h, "button");
}

/* What the presenter's window says, for the script to read. */
static const struct slide_word {
	const char *name;
	enum word word;
} slide_words[] = {
	{ "data-planned", W_SLIDE_PLANNED }, { "data-next", W_SLIDE_UPCOMING },
	{ "data-last", W_SLIDE_LAST },	  { "data-left", W_SLIDE_LEFT },
	{ "data-over", W_SLIDE_OVER },
};

enum { SLIDE_WORDS = sizeof(slide_words) / sizeof(slide_words[0]) };

static void write_controls(struct kit_page *p)
{
	struct html *h = &p->html;
	struct html_attr attrs[SLIDE_WORDS + 4] = {
		{ "id", STR("controls") },
		{ "aria-label", word(p, W_SLIDE_CONTROLS) },
		{ "hidden", STR("hidden") },
	};

	for (int i = 0; i < SLIDE_WORDS; i++)
		attrs[3 + i] = (struct html_attr){
			slide_words[i].name, word(p, slide_words[i].word)
		};
	html_open(h, "nav", attrs);
	write_button(p, "previous", W_SLIDE_PREVIOUS);
	HTML_OPEN(h, "output", { "id", STR("place") },
		  { "aria-live", STR("polite") });
	html_close(h, "output");
	write_button(p, "next", W_SLIDE_NEXT);
	write_button(p, "presenter", W_SLIDE_PRESENTER);
	write_button(p, "all", W_SLIDE_PAGE);
	html_close(h, "nav");
	html_newline(h);
	html_open(h, "script", NULL);
	html_frag(h, (struct html_frag){ asset_slides_script() });
	html_close(h, "script");
	html_newline(h);
}

void kit_html(struct buf *out, struct arena *a,
	      const struct kit_document *document)
{
	struct kit_page p = {
		.html = html_make(out),
		.kit = kit_of(a, document->kind, &document->request),
		.document = document,
	};
	struct html *h = &p.html;

	p.sources = kit_find_sources(&p.kit, document->tree);
	html_frag(h, HTML_FRAG("<!DOCTYPE html>\n"));
	HTML_OPEN(h, "html", { "lang", p.kit.lang == LANG_FR ? STR("fr-CA")
							     : STR("en-CA") });
	html_newline(h);
	write_head(&p);
	HTML_OPEN(h, "body", { "class", str_from(kit_name(document->kind)) });
	html_newline(h);
	HTML_OPEN(h, "a", { "class", STR("skip") }, { "href", STR("#main") });
	html_text(h, word(&p, W_SKIP));
	html_close(h, "a");
	html_newline(h);
	/* On a screen, for the two that are long. */
	if (document->kind == KIT_GUIDE || document->kind == KIT_HANDOUT)
		contents_write(h, a, document->tree, word(&p, W_CONTENTS));
	HTML_OPEN(h, "main", { "id", STR("main") }, { "tabindex", STR("-1") });
	html_newline(h);
	write_tree(&p, document->tree);
	html_close(h, "main");
	html_newline(h);
	if (document->kind == KIT_SLIDES)
		write_controls(&p);
	write_footer(&p);
	html_close(h, "body");
	html_close(h, "html");
	html_newline(h);
}
