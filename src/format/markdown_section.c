/*
 * `:::` lines: `::: name {key=value key="several words"}` opens a section,
 * `:::` alone closes the innermost one. Only a line that starts with it
 * counts; one that is indented, in a list or in a quote is reported, since
 * its author meant a section.
 */
#include "base/arena.h"
#include "markdown_part.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

bool md_find_fences(struct md_reader *r, size_t line)
{
	bool found = false;

	for (; line < r->line_count; line++) {
		r->fence[line] = str_starts(md_line(r, line), ":::");
		found = found || r->fence[line];
	}
	return found;
}

/* A cursor over the rest of a `:::` line. */
struct cursor {
	struct md_reader *r;
	struct str line;
	size_t base; /* offset of the line in the source */
	size_t at;   /* in the line */
};

static char peek(const struct cursor *c)
{
	return c->at < c->line.len ? c->line.at[c->at] : '\0';
}

static void skip_blanks(struct cursor *c)
{
	while (is_blank(peek(c)))
		c->at++;
}

static struct span cursor_span(const struct cursor *c, size_t from, size_t to)
{
	return span_make(c->r->source, c->base + from, c->base + to);
}

/* Up to a blank or one of `stops`. */
static struct str word(struct cursor *c, const char *stops)
{
	size_t from = c->at;

	for (; c->at < c->line.len && !is_blank(peek(c)); c->at++)
		for (const char *stop = stops; *stop != '\0'; stop++)
			if (peek(c) == *stop)
				return str_sub(c->line, from, c->at);
	return str_sub(c->line, from, c->at);
}

/* "..." with \" and \\ inside. False when it is not closed. */
static bool quoted(struct cursor *c, struct str *value)
{
	struct buf out = buf_make(c->r->arena);

	for (c->at++; c->at < c->line.len; c->at++) {
		char next =
		    c->at + 1 < c->line.len ? c->line.at[c->at + 1] : '\0';

		if (peek(c) == '"') {
			c->at++;
			*value = buf_view(&out);
			return true;
		}
		if (peek(c) == '\\' && (next == '"' || next == '\\'))
			c->at++;
		buf_char(&out, peek(c));
	}
	return false;
}

static bool read_value(struct cursor *c, struct str *value)
{
	if (peek(c) == '"')
		return quoted(c, value) &&
		       (peek(c) == '}' || is_blank(peek(c)));
	*value = word(c, "}\"");
	return value->len > 0 && peek(c) != '"';
}

static void add_attr(struct cursor *c, struct md *section, struct md_attr attr)
{
	struct md_attr **end = &section->attrs;

	for (; *end != NULL; end = &(*end)->next) {
		if (str_eq((*end)->key, attr.key)) {
			DIAG_STR(c->r->diags, attr.span, MSG_SECTION_ATTR_TWICE,
				 attr.key);
			return;
		}
	}
	*end = ARENA_NEW(c->r->arena, struct md_attr);
	**end = attr;
}

/* One key=value. False after a diagnostic. */
static bool read_attr(struct cursor *c, struct md *section)
{
	struct md_attr attr = { 0 };
	size_t from = c->at;

	attr.key = word(c, "=}");
	if (str_is_id(attr.key) && peek(c) == '=') {
		c->at++;
		if (read_value(c, &attr.value)) {
			attr.span = cursor_span(c, from, c->at);
			add_attr(c, section, attr);
			return true;
		}
	}
	while (c->at < c->line.len && !is_blank(peek(c)) && peek(c) != '}')
		c->at++;
	DIAG_STR(c->r->diags, cursor_span(c, from, c->at), MSG_SECTION_ATTR,
		 str_sub(c->line, from, c->at));
	return false;
}

/* `{...}` and nothing after it. */
static void read_attrs(struct cursor *c, struct md *section)
{
	size_t from;

	skip_blanks(c);
	from = c->at;
	if (peek(c) == '{') {
		for (c->at++, skip_blanks(c);
		     c->at < c->line.len && peek(c) != '}'; skip_blanks(c))
			if (!read_attr(c, section))
				return;
		if (peek(c) != '}') {
			DIAG(c->r->diags, cursor_span(c, from, c->line.len),
			     MSG_SECTION_BRACE);
			return;
		}
		c->at++;
		skip_blanks(c);
	}
	if (c->at < c->line.len)
		DIAG_STR(c->r->diags, cursor_span(c, c->at, c->line.len),
			 MSG_SECTION_TRAILING,
			 str_sub(c->line, c->at, c->line.len));
}

static struct md *open_section(struct cursor *c, struct md *at)
{
	struct md_reader *r = c->r;
	size_t from = c->at;
	struct str name = word(c, "{");
	struct md *section;

	if (r->sections >= MD_SECTIONS) {
		DIAG_STR(r->diags, cursor_span(c, 0, c->line.len),
			 MSG_SECTION_DEPTH, name);
		r->refused++;
		return at;
	}
	section = md_append(r, at, MD_SECTION, cursor_span(c, 0, c->line.len));
	section->name = name;
	if (str_is_id(name)) {
		read_attrs(c, section);
	} else {
		if (name.len == 0)
			name = word(c, "");
		DIAG_STR(r->diags, cursor_span(c, from, c->at),
			 MSG_SECTION_NAME, name);
	}
	r->sections++;
	r->depth++;
	return section;
}

static struct md *close_section(struct cursor *c, struct md *at)
{
	struct md_reader *r = c->r;
	struct span where = cursor_span(c, 0, c->line.len);

	if (r->refused > 0) {
		r->refused--;
		return at;
	}
	if (at->kind != MD_SECTION) {
		DIAG(r->diags, where, MSG_SECTION_CLOSE);
		return at;
	}
	at->span = span_join(at->span, where);
	r->sections--;
	r->depth--;
	return at->parent;
}

struct md *md_read_fence(struct md_reader *r, struct md *at, size_t line)
{
	struct cursor c = { .r = r, .base = r->lines[line] };

	c.line = md_line(r, line);
	while (c.line.len > 0 && is_blank(c.line.at[c.line.len - 1]))
		c.line.len--;
	while (peek(&c) == ':')
		c.at++;
	skip_blanks(&c);
	if (c.at == c.line.len)
		return close_section(&c, at);
	return open_section(&c, at);
}

void md_end_sections(struct md_reader *r, const struct md *at)
{
	for (; at->kind == MD_SECTION; at = at->parent)
		DIAG_STR(r->diags, at->span, MSG_SECTION_UNCLOSED, at->name);
}

void md_check_stray_fence(struct md_reader *r, struct span paragraph)
{
	struct str text = span_text(paragraph);
	size_t at = 0;

	while (at < text.len) {
		size_t end = str_find(text, STR("\n"), at);

		while (at < text.len &&
		       (is_blank(text.at[at]) || text.at[at] == '>'))
			at++;
		if (str_starts(str_sub(text, at, text.len), ":::"))
			DIAG(r->diags,
			     span_make(r->source, paragraph.from + at,
				       paragraph.from + at + 3),
			     MSG_SECTION_STRAY);
		at = end == SIZE_MAX ? text.len : end + 1;
	}
}
