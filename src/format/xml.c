/*
 * The XML writer. It differs from the HTML writer in what it refuses: names
 * are all ours, and what XML 1.0 cannot hold is left out.
 */
#include "format/xml.h"

#include <string.h>

#include "base/diag.h"

/*
 * Bytes at the start of `s` that no XML 1.0 document may hold: control
 * characters, U+FFFE and U+FFFF. 0: its first character is allowed.
 */
static size_t forbidden(struct str s)
{
	unsigned char c = (unsigned char)s.at[0];

	if (c < 0x20)
		return c != '\t' && c != '\n' && c != '\r';
	if (str_starts(s, "\xEF\xBF\xBE") || str_starts(s, "\xEF\xBF\xBF"))
		return 3;
	return 0;
}

static void escape_char(struct buf *out, char c, bool attribute)
{
	if (c == '&')
		buf_text(out, "&amp;");
	else if (c == '<')
		buf_text(out, "&lt;");
	else if (c == '>')
		buf_text(out, "&gt;");
	else if (c == '\r' || (attribute && (c == '\n' || c == '\t')))
		/* A reader would turn them into something else. */
		buf_fmt(out, "&#%d;", c);
	else if (c == '"' && attribute)
		buf_text(out, "&quot;");
	else
		buf_char(out, c);
}

static void escape(struct buf *out, struct str text, bool attribute)
{
	for (size_t i = 0; i < text.len;) {
		size_t skip = forbidden(str_sub(text, i, text.len));

		if (skip == 0)
			escape_char(out, text.at[i], attribute);
		i += skip == 0 ? 1 : skip;
	}
}

struct xml xml_begin(struct buf *out)
{
	buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	return (struct xml){ .out = out };
}

static void write_tag(struct xml *x, const char *name,
		      const struct html_attr *attrs, const char *end)
{
	buf_char(x->out, '<');
	buf_text(x->out, name);
	for (int i = 0; attrs != NULL && attrs[i].name != NULL; i++) {
		for (int j = 0; j < i; j++)
			if (strcmp(attrs[i].name, attrs[j].name) == 0)
				BUG("`%s` twice on <%s>", attrs[i].name, name);
		buf_char(x->out, ' ');
		buf_text(x->out, attrs[i].name);
		buf_text(x->out, "=\"");
		escape(x->out, attrs[i].value, true);
		buf_char(x->out, '"');
	}
	buf_text(x->out, end);
}

void xml_open(struct xml *x, const char *name, const struct html_attr *attrs)
{
	if (x->depth == XML_DEPTH)
		BUG("over %d XML elements open", XML_DEPTH);
	write_tag(x, name, attrs, ">");
	x->open[x->depth++] = name;
}

void xml_void(struct xml *x, const char *name, const struct html_attr *attrs)
{
	write_tag(x, name, attrs, "/>\n");
}

void xml_close(struct xml *x, const char *name)
{
	if (x->depth == 0 || strcmp(x->open[x->depth - 1], name) != 0)
		BUG("</%s> closes <%s>", name,
		    x->depth == 0 ? "" : x->open[x->depth - 1]);
	x->depth--;
	buf_fmt(x->out, "</%s>\n", name);
}

void xml_text(struct xml *x, struct str text)
{
	escape(x->out, text, false);
}

void xml_frag(struct xml *x, struct html_frag frag)
{
	buf_str(x->out, frag.markup);
}

void xml_element(struct xml *x, const char *name, struct str text)
{
	xml_open(x, name, NULL);
	xml_text(x, text);
	xml_close(x, name);
}
