/* The form as one page that stands alone, made to be printed. */
#include "form_view.h"

#include "format/html.h"
#include "doc/typography.h"

static void write_meta(struct html *h, const char *name, struct str content)
{
	HTML_VOID(h, "meta", { "name", str_from(name) },
		  { "content", content });
	html_newline(h);
}

/* Text of the pack as a string of CSS, which cannot end the style either. */
static void css_string(struct buf *out, struct str text)
{
	buf_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c < ' ' || c == '"' || c == '\\' || c == '<')
			buf_fmt(out, "\\%x ", c);
		else
			buf_char(out, (char)c);
	}
	buf_char(out, '"');
}

/* What each printed page says of the form it belongs to. */
static struct str running_heads(struct arena *a, const struct form *form)
{
	const struct pack *pack = form->request.pack;
	struct buf out = buf_make(a), known = buf_make(a);

	buf_fmt(&known, "%.*s %.*s \u00B7 SHA-256 %.12s", STR_ARGS(pack->id),
		STR_ARGS(pack->version), pack->digest.hex);
	buf_text(&out, "@page {\n\t@top-left { content: ");
	css_string(&out, typo_text(a, form->title, form->request.lang));
	buf_text(&out, "; }\n\t@top-right { content: ");
	css_string(&out, buf_view(&known));
	buf_text(&out, "; }\n}\n");
	return buf_view(&out);
}

static void write_head(struct html *h, struct arena *a,
		       const struct form *form)
{
	html_open(h, "head", NULL);
	html_newline(h);
	HTML_VOID(h, "meta", { "charset", STR("utf-8") });
	html_newline(h);
	html_frag(h, HTML_FRAG(
		"<meta http-equiv=\"Content-Security-Policy\" content=\""
		"default-src 'none'; style-src 'unsafe-inline'\"/>\n"));
	write_meta(h, "viewport", STR("width=device-width, initial-scale=1"));
	write_meta(h, "generator", STR("Jalon"));
	html_element(h, "title", NULL, form->title);
	html_newline(h);
	html_open(h, "style", NULL);
	/* Ours, from src/doc/assets, which hold no `<`; then css_string's. */
	html_frag(h, (struct html_frag){ asset_style() });
	html_frag(h, (struct html_frag){ asset_form_style() });
	html_frag(h, (struct html_frag){ running_heads(a, form) });
	html_close(h, "style");
	html_newline(h);
	html_close(h, "head");
	html_newline(h);
}

static void write_footer(struct html *h, struct arena *a,
			 const struct form *form)
{
	const struct pack *pack = form->request.pack;

	html_open(h, "footer", NULL);
	html_element(h, "p", NULL,
		     WORDS(a, W_MADE_WITH, form->request.lang, pack->id,
			   pack->version,
			   str_sub(str_from(pack->digest.hex), 0, 12)));
	html_close(h, "footer");
	html_newline(h);
}

void form_html(struct buf *out, struct arena *a, const struct form *form)
{
	enum lang lang = form->request.lang;
	struct html page = html_make(out), *h = &page;

	html_frag(h, HTML_FRAG("<!DOCTYPE html>\n"));
	HTML_OPEN(h, "html",
		  { "lang", lang == LANG_FR ? STR("fr-CA") : STR("en-CA") });
	html_newline(h);
	write_head(h, a, form);
	HTML_OPEN(h, "body", { "class", STR("form") });
	html_newline(h);
	HTML_OPEN(h, "a", { "class", STR("skip") }, { "href", STR("#main") });
	html_text(h, typo_text(a, word_text(W_SKIP, lang), lang));
	html_close(h, "a");
	html_newline(h);
	HTML_OPEN(h, "main", { "id", STR("main") }, { "tabindex", STR("-1") });
	html_newline(h);
	html_markdown(h, form->tree, NULL);
	html_close(h, "main");
	html_newline(h);
	write_footer(h, a, form);
	html_close(h, "body");
	html_close(h, "html");
	html_newline(h);
}
