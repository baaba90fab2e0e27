/* The linear look at a file before any library sees it. */
#include "format/scan.h"

#include <string.h>

enum { FENCE_MIN = 3, TAB_WIDTH = 8 };

struct line {
	struct str text; /* without its LF */
	size_t from;     /* its offset in the source */
	size_t indent;   /* bytes of white space before its first word */
	size_t columns;  /* the same in columns */
	bool blank;
};

struct lines {
	struct span rest;
	struct line line;
};

static bool next_line(struct lines *l)
{
	struct str rest = span_text(l->rest);
	const char *end;
	struct line *line = &l->line;

	if (rest.len == 0)
		return false;
	end = memchr(rest.at, '\n', rest.len);
	*line = (struct line){ .text = rest, .from = l->rest.from };
	if (end != NULL)
		line->text.len = (size_t)(end - rest.at);
	l->rest.from += (uint32_t)(line->text.len + (end != NULL));
	while (line->indent < line->text.len &&
	       (line->text.at[line->indent] == ' ' ||
		line->text.at[line->indent] == '\t')) {
		line->columns++;
		if (line->text.at[line->indent++] == '\t')
			line->columns = (line->columns + TAB_WIDTH - 1) /
					TAB_WIDTH * TAB_WIDTH;
	}
	line->blank = line->indent == line->text.len;
	return true;
}

static struct span line_span(const struct lines *l, size_t from, size_t to)
{
	return span_make(l->rest.source, l->line.from + from,
			 l->line.from + to);
}

/* Reports with the limit, written out, as the first argument. */
static bool refuse(struct diags *diags, struct span span, enum message message,
		   int limit)
{
	struct buf number = buf_make(diags->arena);

	buf_int(&number, limit);
	DIAG_STR(diags, span, message, buf_view(&number));
	return false;
}

static bool refuse_indent(const struct lines *l, struct diags *diags)
{
	struct buf found = buf_make(diags->arena);
	struct buf limit = buf_make(diags->arena);

	buf_int(&found, (int64_t)l->line.columns);
	buf_int(&limit, SCAN_INDENT_COLUMNS);
	DIAG_STR(diags, line_span(l, 0, l->line.indent), MSG_SCAN_INDENT,
		 buf_view(&found), buf_view(&limit));
	return false;
}

/*
 * Bytes of white space at `i`, or 0. YAML 1.1 also ends lines at NEL, LS and
 * PS, which libyaml obeys.
 */
static size_t blank_at(struct str text, size_t i)
{
	static const char *const ends[] = { "\xC2\x85", "\xE2\x80\xA8",
					    "\xE2\x80\xA9" };

	if (text.at[i] == ' ' || text.at[i] == '\t' || text.at[i] == '\n')
		return 1;
	if (text.at[i] != '\xC2' && text.at[i] != '\xE2')
		return 0;
	for (size_t e = 0; e < 3; e++)
		if (str_starts(str_sub(text, i, text.len), ends[e]))
			return strlen(ends[e]);
	return 0;
}

/*
 * libyaml clears its whole buffer of blanks at each word of a scalar: one
 * megabyte of spaces or empty lines, then a megabyte of words, takes minutes.
 */
static bool scan_blanks(struct span where, struct diags *diags)
{
	struct str text = span_text(where);
	size_t run = 0, step;

	for (size_t i = 0; i < text.len; i += step == 0 ? 1 : step) {
		step = blank_at(text, i);
		run = step == 0 ? 0 : run + step;
		if (run > SCAN_BLANKS)
			return refuse(diags,
				      span_make(where.source,
						where.from + i + step - run,
						where.from + i + step),
				      MSG_SCAN_BLANKS, SCAN_BLANKS);
	}
	return true;
}

static bool ends_line(struct str text)
{
	return text.len == 0 || str_ends(text, "\n") ||
	       str_ends(text, "\xC2\x85") || str_ends(text, "\xE2\x80\xA8") ||
	       str_ends(text, "\xE2\x80\xA9");
}

/* libyaml compares each %TAG with all those before it. */
static bool scan_directives(struct span where, struct diags *diags)
{
	struct str text = span_text(where);
	struct str percent = STR("%");

	for (size_t i = str_find(text, percent, 0); i != SIZE_MAX;
	     i = str_find(text, percent, i + 1)) {
		if (!ends_line(str_sub(text, 0, i)))
			continue;
		DIAG(
		    diags,
		    span_make(where.source, where.from + i, where.from + i + 1),
		    MSG_SCAN_DIRECTIVE);
		return false;
	}
	return true;
}

/*
 * NOTE: open brackets are not counted here. Only the parser knows a bracket
 * from one in a quoted text or a block scalar; yaml.c stops at 64 of them,
 * which libyaml reaches in linear time (tests/unit/test_scan.c holds that).
 */
bool scan_yaml(struct span text, struct diags *diags)
{
	struct lines l = { .rest = text };

	if (!scan_directives(text, diags) || !scan_blanks(text, diags))
		return false;
	while (next_line(&l)) {
		bool comment =
		    !l.line.blank && l.line.text.at[l.line.indent] == '#';

		if (l.line.columns > SCAN_INDENT_COLUMNS && !l.line.blank &&
		    !comment)
			return refuse_indent(&l, diags);
	}
	return true;
}

/*
 * Markdown. Paragraphs are counted from one empty line to the next; headings
 * and bullets in the first column also end one for sure. Fenced code is
 * exempt, but only when it surely is code: a fence in the first column, not
 * within raw HTML. Where this is unsure of a fence it counts the lines.
 */
struct markdown {
	struct lines lines;
	struct diags *diags;
	size_t paragraph; /* bytes in the paragraph so far */
	size_t paragraph_from;
	char fence; /* character of the open fence, or NUL */
	size_t fence_length;
	bool html;         /* raw HTML may be open: until an empty line */
	bool html_forever; /* or for the rest of the file */
};

static size_t run_of(struct str text, size_t from, char c)
{
	size_t i = from;

	while (i < text.len && text.at[i] == c)
		i++;
	return i - from;
}

/* Whether an open fence closes at this line, by CommonMark's rule. */
static bool closes_fence(const struct markdown *m)
{
	const struct line *line = &m->lines.line;
	size_t length = run_of(line->text, line->indent, m->fence);

	return line->columns <= 3 && length >= m->fence_length &&
	       str_trim(
		   str_sub(line->text, line->indent + length, line->text.len))
		       .len == 0;
}

static bool opens_fence(struct markdown *m)
{
	struct str text = m->lines.line.text;
	char c = text.at[0];
	size_t length = run_of(text, 0, c);

	if (m->html || m->html_forever || (c != '`' && c != '~') ||
	    length < FENCE_MIN)
		return false;
	if (c == '`' && str_find(text, STR("`"), length) != SIZE_MAX)
		return false;
	m->fence = c;
	m->fence_length = length;
	return true;
}

/*
 * Some HTML blocks end at an empty line; comments, scripts and their like at
 * a mark of their own, or never.
 */
static void note_html(struct markdown *m)
{
	const struct line *line = &m->lines.line;
	struct str text = str_sub(line->text, line->indent, line->text.len);
	static const char *const lasting[] = { "<!", "<?", "<s", "<S",
					       "<p", "<P", "<t", "<T" };

	if (text.at[0] != '<')
		return;
	if (str_starts(text, "<!--") &&
	    str_find(text, STR("-->"), 4) != SIZE_MAX)
		return;
	m->html = true;
	for (size_t i = 0; i < sizeof(lasting) / sizeof(*lasting); i++)
		m->html_forever |= str_starts(text, lasting[i]);
}

/* Bytes of a container marker with its blank at `i`, or 0. */
static size_t marker_at(struct str text, size_t i)
{
	size_t digits = 0, end = i;

	if (text.at[i] == '>')
		return 1;
	while (i + digits < text.len && text.at[i + digits] >= '0' &&
	       text.at[i + digits] <= '9')
		digits++;
	end += digits;
	if (digits > 9 || end == text.len)
		return 0;
	if (digits > 0 ? text.at[end] != '.' && text.at[end] != ')'
		       : strchr("-*+", text.at[end]) == NULL)
		return 0;
	end++;
	if (end < text.len && text.at[end] != ' ' && text.at[end] != '\t')
		return 0;
	return end - i;
}

/* `* * * *` is a rule across the page, at any length. */
static bool is_rule(struct str text, size_t from)
{
	for (size_t i = from; i < text.len; i++)
		if (text.at[i] != text.at[from] && text.at[i] != ' ' &&
		    text.at[i] != '\t')
			return false;
	return text.at[from] == '-' || text.at[from] == '*';
}

static bool scan_containers(struct markdown *m)
{
	struct str text = m->lines.line.text;
	size_t i = m->lines.line.indent, length, from = i;
	int count = 0;

	for (; i < text.len; i += length) {
		if (text.at[i] == ' ' || text.at[i] == '\t') {
			length = 1;
			continue;
		}
		length = marker_at(text, i);
		if (length == 0)
			return true;
		if (count == 0 && is_rule(text, i))
			return true;
		if (++count > SCAN_CONTAINERS)
			return refuse(m->diags, line_span(&m->lines, from, i),
				      MSG_SCAN_CONTAINERS, SCAN_CONTAINERS);
	}
	return true;
}

/* A heading or a bullet with a text, in the first column. */
static bool starts_block(struct str text)
{
	size_t marks = run_of(text, 0, '#');

	if (marks >= 1 && marks <= 6)
		return text.len == marks || text.at[marks] == ' ';
	return text.len > 2 && strchr("-*+", text.at[0]) != NULL &&
	       text.at[1] == ' ' && text.at[2] != ' ' && text.at[2] != '\t';
}

static bool scan_paragraph(struct markdown *m)
{
	const struct line *line = &m->lines.line;

	if (m->paragraph == 0 || starts_block(line->text)) {
		m->paragraph = 0;
		m->paragraph_from = line->from;
	}
	m->paragraph += line->text.len + 1;
	if (m->paragraph <= SCAN_PARAGRAPH_BYTES)
		return true;
	return refuse(m->diags,
		      span_make(m->lines.rest.source, m->paragraph_from,
				m->paragraph_from + 1),
		      MSG_SCAN_PARAGRAPH, SCAN_PARAGRAPH_BYTES);
}

static bool scan_markdown_line(struct markdown *m)
{
	const struct line *line = &m->lines.line;

	if (m->fence != '\0') {
		if (closes_fence(m))
			m->fence = '\0';
		return true;
	}
	if (line->blank) {
		m->paragraph = 0;
		m->html = false;
		return true;
	}
	if (opens_fence(m)) {
		m->paragraph = 0;
		return true;
	}
	note_html(m);
	if (line->columns > SCAN_INDENT_COLUMNS)
		return refuse_indent(&m->lines, m->diags);
	return scan_containers(m) && scan_paragraph(m);
}

bool scan_markdown(struct span text, struct diags *diags)
{
	struct markdown m = { .lines = { .rest = text }, .diags = diags };

	while (next_line(&m.lines))
		if (!scan_markdown_line(&m))
			return false;
	return true;
}
