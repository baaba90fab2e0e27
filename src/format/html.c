/*
 * The HTML writer. What is written is also well-formed XML (attributes
 * quoted, void elements closed), for EPUB and for SVG.
 */
#include "format/html.h"

#include <limits.h>
#include <string.h>

#include "base/diag.h"
#include "format/mustache.h"

enum attr_kind {
	ATTR_TEXT,
	ATTR_URL,   /* see safe_url */
	ATTR_SRC,   /* a URL, or data:image/... */
	ATTR_PAINT, /* a colour; url() only of an id */
};

/*
 * Every attribute that may be written. `style`, `on*`, `srcdoc`, `srcset`,
 * `http-equiv` are left out on purpose: their values are little languages.
 * In the order of their bytes, for they are looked up by halves.
 */
static const struct {
	const char *name;
	enum attr_kind kind;
} attributes[] = {
	{ "abbr", ATTR_TEXT },
	{ "accept", ATTR_TEXT },
	{ "accept-charset", ATTR_TEXT },
	{ "action", ATTR_URL },
	{ "align", ATTR_TEXT },
	{ "alt", ATTR_TEXT },
	{ "autocapitalize", ATTR_TEXT },
	{ "autocomplete", ATTR_TEXT },
	{ "autofocus", ATTR_TEXT },
	{ "charset", ATTR_TEXT },
	{ "checked", ATTR_TEXT },
	{ "cite", ATTR_URL },
	{ "class", ATTR_TEXT },
	{ "clip-path", ATTR_PAINT },
	{ "cols", ATTR_TEXT },
	{ "colspan", ATTR_TEXT },
	{ "content", ATTR_TEXT },
	{ "crossorigin", ATTR_TEXT },
	{ "cx", ATTR_TEXT },
	{ "cy", ATTR_TEXT },
	{ "d", ATTR_TEXT },
	{ "datetime", ATTR_TEXT },
	{ "defer", ATTR_TEXT },
	{ "dir", ATTR_TEXT },
	{ "disabled", ATTR_TEXT },
	{ "dominant-baseline", ATTR_TEXT },
	{ "download", ATTR_TEXT },
	{ "dx", ATTR_TEXT },
	{ "dy", ATTR_TEXT },
	{ "enctype", ATTR_TEXT },
	{ "fill", ATTR_PAINT },
	{ "fill-opacity", ATTR_TEXT },
	{ "fill-rule", ATTR_TEXT },
	{ "focusable", ATTR_TEXT },
	{ "font-family", ATTR_TEXT },
	{ "font-size", ATTR_TEXT },
	{ "font-style", ATTR_TEXT },
	{ "font-weight", ATTR_TEXT },
	{ "for", ATTR_TEXT },
	{ "form", ATTR_TEXT },
	{ "formaction", ATTR_URL },
	{ "formmethod", ATTR_TEXT },
	{ "gradientUnits", ATTR_TEXT },
	{ "headers", ATTR_TEXT },
	{ "height", ATTR_TEXT },
	{ "hidden", ATTR_TEXT },
	{ "high", ATTR_TEXT },
	{ "href", ATTR_URL },
	{ "hreflang", ATTR_TEXT },
	{ "id", ATTR_TEXT },
	{ "inputmode", ATTR_TEXT },
	{ "integrity", ATTR_TEXT },
	{ "label", ATTR_TEXT },
	{ "lang", ATTR_TEXT },
	{ "list", ATTR_TEXT },
	{ "loading", ATTR_TEXT },
	{ "low", ATTR_TEXT },
	{ "marker-end", ATTR_PAINT },
	{ "marker-start", ATTR_PAINT },
	{ "max", ATTR_TEXT },
	{ "maxlength", ATTR_TEXT },
	{ "media", ATTR_TEXT },
	{ "method", ATTR_TEXT },
	{ "min", ATTR_TEXT },
	{ "minlength", ATTR_TEXT },
	{ "multiple", ATTR_TEXT },
	{ "name", ATTR_TEXT },
	{ "novalidate", ATTR_TEXT },
	{ "offset", ATTR_TEXT },
	{ "opacity", ATTR_TEXT },
	{ "open", ATTR_TEXT },
	{ "optimum", ATTR_TEXT },
	{ "pathLength", ATTR_TEXT },
	{ "pattern", ATTR_TEXT },
	{ "patternTransform", ATTR_TEXT },
	{ "patternUnits", ATTR_TEXT },
	{ "placeholder", ATTR_TEXT },
	{ "points", ATTR_TEXT },
	{ "preserveAspectRatio", ATTR_TEXT },
	{ "property", ATTR_TEXT },
	{ "r", ATTR_TEXT },
	{ "readonly", ATTR_TEXT },
	{ "rel", ATTR_TEXT },
	{ "required", ATTR_TEXT },
	{ "reversed", ATTR_TEXT },
	{ "role", ATTR_TEXT },
	{ "rows", ATTR_TEXT },
	{ "rowspan", ATTR_TEXT },
	{ "rx", ATTR_TEXT },
	{ "ry", ATTR_TEXT },
	{ "scope", ATTR_TEXT },
	{ "selected", ATTR_TEXT },
	{ "shape-rendering", ATTR_TEXT },
	{ "size", ATTR_TEXT },
	{ "sizes", ATTR_TEXT },
	{ "span", ATTR_TEXT },
	{ "spellcheck", ATTR_TEXT },
	{ "src", ATTR_SRC },
	{ "start", ATTR_TEXT },
	{ "step", ATTR_TEXT },
	{ "stop-color", ATTR_PAINT },
	{ "stop-opacity", ATTR_TEXT },
	{ "stroke", ATTR_PAINT },
	{ "stroke-dasharray", ATTR_TEXT },
	{ "stroke-dashoffset", ATTR_TEXT },
	{ "stroke-linecap", ATTR_TEXT },
	{ "stroke-linejoin", ATTR_TEXT },
	{ "stroke-opacity", ATTR_TEXT },
	{ "stroke-width", ATTR_TEXT },
	{ "summary", ATTR_TEXT },
	{ "tabindex", ATTR_TEXT },
	{ "target", ATTR_TEXT },
	{ "text-anchor", ATTR_TEXT },
	{ "textLength", ATTR_TEXT },
	{ "title", ATTR_TEXT },
	{ "transform", ATTR_TEXT },
	{ "type", ATTR_TEXT },
	{ "value", ATTR_TEXT },
	{ "vector-effect", ATTR_TEXT },
	{ "version", ATTR_TEXT },
	{ "viewBox", ATTR_TEXT },
	{ "width", ATTR_TEXT },
	{ "wrap", ATTR_TEXT },
	{ "x", ATTR_TEXT },
	{ "x1", ATTR_TEXT },
	{ "x2", ATTR_TEXT },
	{ "xml:lang", ATTR_TEXT },
	{ "xmlns", ATTR_TEXT },
	{ "y", ATTR_TEXT },
	{ "y1", ATTR_TEXT },
	{ "y2", ATTR_TEXT },
};

enum { ATTRIBUTES = sizeof(attributes) / sizeof(attributes[0]) };

/* Elements without content: HTML's, then SVG's that we draw with. */
static const char *const voids[] = {
	"br",      "col",      "hr",     "img",     "input", "link",
	"meta",    "wbr",      "circle", "ellipse", "line",  "path",
	"polygon", "polyline", "rect",   "stop",    "use",
};

/* What a control character, which XML refuses, is written as. */
#define R "\xEF\xBF\xBD"

/* What a byte of text is written as; NULL: as it is. */
static const char *const written[UCHAR_MAX + 1] = {
	[0x00] = R, R, R, R, R, R, R, R, R,
	['\v'] = R, R, /* between them, tab and line end; then CR */
	[0x0E] = R, R, R, R, R, R, R, R, R, R, R, R, R, R, R, R, R, R,
	['"'] = "&quot;",
	['&'] = "&amp;",
	['\''] = "&#39;",
	['<'] = "&lt;",
	['>'] = "&gt;",
	[0x7F] = R,
};

#undef R

void html_escape(struct buf *out, struct str text)
{
	size_t kept = 0;	/* as far as it is in `out` */

	for (size_t i = 0; i < text.len; i++) {
		const char *as = written[(unsigned char)text.at[i]];

		if (as == NULL)
			continue;
		buf_str(out, str_sub(text, kept, i));
		buf_text(out, as);
		kept = i + 1;
	}
	buf_str(out, str_sub(text, kept, text.len));
}

/* What stands before the first `:`, or nothing when there is no scheme. */
static struct str url_scheme(struct str url)
{
	for (size_t i = 0; i < url.len; i++) {
		if (url.at[i] == ':')
			return str_sub(url, 0, i);
		if (strchr("/?#", url.at[i]) != NULL)
			break;
	}
	return STR_NONE;
}

/* Most names differ by their first letter: no call is needed for that. */
static bool same_name(const char *a, const char *b)
{
	return a[0] == b[0] && strcmp(a, b) == 0;
}

static bool is_any(struct str text, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text.len == strlen(names[i]) &&
		    strncasecmp(text.at, names[i], text.len) == 0)
			return true;
	return false;
}

/* Browsers drop control characters and read `\` as `/` in a URL. */
static bool is_plain_url(struct str url)
{
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.at[i] <= ' ' || url.at[i] == 0x7F ||
		    url.at[i] == '\\')
			return false;
	return !str_starts(url, "//");
}

static bool is_image_data(struct str url)
{
	static const char *const kinds[] = { "png", "jpeg", "gif", "webp",
					     "svg+xml" };
	size_t end = str_find(url, STR(";"), 0);

	if (!str_starts(url, "data:image/") || end == SIZE_MAX)
		return false;
	return is_any(str_sub(url, strlen("data:image/"), end), kinds,
		      sizeof(kinds) / sizeof(kinds[0]));
}

static struct str safe_url(struct str url, enum attr_kind kind)
{
	static const char *const schemes[] = { "http", "https", "mailto" };
	struct str scheme = url_scheme(url);

	if (!is_plain_url(url))
		return STR("#");
	if (kind == ATTR_SRC && is_image_data(url))
		return url;
	/* `at` is set when there was a `:`, be it the first byte. */
	if (scheme.at != NULL && !is_any(scheme, schemes, 3))
		return STR("#");
	return url;
}

static struct str safe_paint(struct str value)
{
	for (size_t i = 0; i < value.len; i++) {
		struct str rest = str_sub(value, i, value.len);

		if (rest.len >= 4 && strncasecmp(rest.at, "url(", 4) == 0 &&
		    !str_starts(str_sub(rest, 4, rest.len), "#"))
			return STR("none");
	}
	return value;
}

/* aria-label, data-step: a prefix and lower-case letters. */
static bool is_prefixed(const char *name)
{
	if (strncmp(name, "aria-", 5) != 0 && strncmp(name, "data-", 5) != 0)
		return false;
	for (name += 5; *name != '\0'; name++)
		if ((*name < 'a' || *name > 'z') && *name != '-')
			return false;
	return true;
}

static int attr_kind(const char *name)
{
	size_t from = 0, to = ATTRIBUTES;

	while (from < to) {
		size_t middle = (from + to) / 2;
		int order = name[0] - attributes[middle].name[0];

		if (order == 0)
			order = strcmp(name, attributes[middle].name);
		if (order == 0)
			return attributes[middle].kind;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	if (!is_prefixed(name))
		BUG("the attribute `%s` is not in the table of html.c", name);
	return ATTR_TEXT;
}

/* Names are literals: the same address is the same name. */
static int known(struct html_name *all, const char *name,
		 int (*look_up)(const char *name))
{
	struct html_name *one = &all[(uintptr_t)name % HTML_KNOWN];

	if (one->name != name)
		*one = (struct html_name){ name, look_up(name) };
	return one->kind;
}

static void write_attr(struct html *h, const struct html_attr *attr)
{
	int kind = known(h->attributes, attr->name, attr_kind);
	struct str value = attr->value;
	struct buf *out = h->out;

	if (kind == ATTR_URL || kind == ATTR_SRC)
		value = safe_url(value, kind);
	else if (kind == ATTR_PAINT)
		value = safe_paint(value);
	buf_char(out, ' ');
	buf_text(out, attr->name);
	buf_text(out, "=\"");
	html_escape(out, value);
	buf_char(out, '"');
}

static void write_attrs(struct html *h, const char *name,
			const struct html_attr *attrs)
{
	for (int i = 0; attrs != NULL && attrs[i].name != NULL; i++) {
		if (i == HTML_ATTRS)
			BUG("over %d attributes on <%s>", HTML_ATTRS, name);
		for (int j = 0; j < i; j++)
			if (same_name(attrs[i].name, attrs[j].name))
				BUG("`%s` twice on <%s>", attrs[i].name, name);
		write_attr(h, &attrs[i]);
	}
}

enum element_kind { ELEMENT_OPEN, ELEMENT_VOID };

static int element_kind(const char *name)
{
	for (const char *c = name; *c != '\0'; c++)
		if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
		      (c > name && *c >= '0' && *c <= '9')))
			BUG("<%s> is no element name", name);
	for (size_t i = 0; i < sizeof(voids) / sizeof(voids[0]); i++)
		if (same_name(voids[i], name))
			return ELEMENT_VOID;
	return ELEMENT_OPEN;
}

struct html html_make(struct buf *out)
{
	return (struct html){ .out = out };
}

static void start(struct html *h, const char *name,
		  const struct html_attr *attrs)
{
	buf_char(h->out, '<');
	buf_text(h->out, name);
	write_attrs(h, name, attrs);
}

void html_open(struct html *h, const char *name, const struct html_attr *attrs)
{
	if (known(h->elements, name, element_kind) == ELEMENT_VOID)
		BUG("<%s> has no content: use html_void", name);
	if (h->depth == HTML_DEPTH)
		BUG("over %d elements open at <%s>", HTML_DEPTH, name);
	start(h, name, attrs);
	buf_char(h->out, '>');
	h->open[h->depth++] = name;
}

void html_void(struct html *h, const char *name, const struct html_attr *attrs)
{
	if (known(h->elements, name, element_kind) == ELEMENT_OPEN)
		BUG("<%s> may have content: use html_open", name);
	start(h, name, attrs);
	buf_text(h->out, "/>");
}

void html_close(struct html *h, const char *name)
{
	if (h->depth == 0)
		BUG("</%s> and nothing is open", name);
	if (!same_name(h->open[h->depth - 1], name))
		BUG("</%s> and <%s> is open", name, h->open[h->depth - 1]);
	h->depth--;
	buf_text(h->out, "</");
	buf_text(h->out, name);
	buf_char(h->out, '>');
}

void html_text(struct html *h, struct str text)
{
	const char *open = h->depth > 0 ? h->open[h->depth - 1] : "";

	/* Nothing is escaped there, by HTML's rules. */
	if (same_name(open, "script") || same_name(open, "style"))
		BUG("text in <%s>", open);
	html_escape(h->out, text);
}

void html_frag(struct html *h, struct html_frag frag)
{
	buf_str(h->out, frag.markup);
}

void html_element(struct html *h, const char *name, const char *class_name,
		  struct str text)
{
	if (class_name != NULL)
		HTML_OPEN(h, name, { "class", str_from(class_name) });
	else
		html_open(h, name, NULL);
	html_text(h, text);
	html_close(h, name);
}

void html_newline(struct html *h)
{
	buf_char(h->out, '\n');
}
