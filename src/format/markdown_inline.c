/*
 * Inlines written as Markdown.
 *
 * Text gets a backslash only where it would be read as something else, so
 * that what people edit stays readable. Emphasis is the hard part: whether
 * `*` opens or closes depends on the characters on both sides. Where they
 * are wrong, the character outside is written as an entity, which counts as
 * punctuation. The reader keeps no emphasis within emphasis of its kind, so
 * that two signs, * and _, are enough.
 */
#include <string.h>

#include "markdown_out.h"

/* What a character is to the rules of emphasis (CommonMark 6.2). */
enum side {
	SIDE_SPACE,
	SIDE_SIGN, /* punctuation */
	SIDE_LETTER,
	SIDE_UNSURE, /* not in our short tables: either */
};

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

static bool is_ascii_sign(char c)
{
	return c > ' ' && c < 0x7F && !is_alnum(c);
}

static bool is_ascii_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Line ends, and what the reader takes for a space. */
static bool ends_line(char c)
{
	return c >= '\n' && c <= '\r';
}

static size_t char_len(char c)
{
	unsigned char u = (unsigned char)c;

	return u < 0x80 ? 1 : u < 0xE0 ? 2 : u < 0xF0 ? 3 : 4;
}

static uint32_t char_code(struct str s)
{
	static const uint8_t masks[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
	size_t len = char_len(s.at[0]);
	uint32_t code = (uint8_t)s.at[0] & masks[len];

	for (size_t i = 1; i < len; i++)
		code = code << 6 | ((uint8_t)s.at[i] & 0x3F);
	return code;
}

static bool is_wide_space(uint32_t c)
{
	return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
	       c == 0x202F || c == 0x205F || c == 0x3000;
}

/* The first character of `s`. */
static enum side side_of(struct str s)
{
	uint32_t c = char_code(s);

	if (c < 0x80)
		return is_ascii_space(s.at[0])  ? SIDE_SPACE
		       : is_ascii_sign(s.at[0]) ? SIDE_SIGN
						: SIDE_LETTER;
	if (is_wide_space(c))
		return SIDE_SPACE;
	if (c == 0xAB || c == 0xBB || (c >= 0x2010 && c <= 0x2027))
		return SIDE_SIGN;
	if (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7)
		return SIDE_LETTER;
	return SIDE_UNSURE;
}

/* The last character of a text that is not empty. */
static struct str last_char(struct str s)
{
	size_t at = s.len - 1;

	while (at > 0 && ((uint8_t)s.at[at] & 0xC0) == 0x80)
		at--;
	return str_sub(s, at, s.len);
}

static void write_entity(struct md_out *o, uint32_t code)
{
	buf_fmt(o->buf, "&#%u;", (unsigned)code);
}

static bool is_break(const struct md *md)
{
	return md->kind == MD_SOFT_BREAK || md->kind == MD_LINE_BREAK;
}

/* Breaks wait, so that none stands at the end of the block. */
static void flush_breaks(struct md_out *o)
{
	int hard = o->hard_breaks;
	bool soft = o->soft_break && o->buf->len > o->line;

	o->hard_breaks = 0;
	o->soft_break = false;
	if (o->one_line) {
		buf_text(o->buf, hard > 0 || soft ? " " : "");
		return;
	}
	if (soft) {
		buf_char(o->buf, '\n');
		md_start_line(o);
	}
	for (int i = 0; i < hard; i++) {
		buf_text(o->buf, "\\\n");
		md_start_line(o);
	}
}

/* Text. */

/* &name; or &#1; and what a following node could complete into one. */
static bool looks_like_entity(struct str rest)
{
	size_t i = 1;

	while (i < rest.len && (is_alnum(rest.at[i]) || rest.at[i] == '#'))
		i++;
	return i == rest.len || (i > 1 && rest.at[i] == ';');
}

static bool only_digits_since(const struct md_out *o)
{
	size_t i = o->line;

	while (i < o->buf->len && o->buf->at[i] >= '0' && o->buf->at[i] <= '9')
		i++;
	return i == o->buf->len && i > o->line;
}

/* A sign that means something only at the start of a line. */
static bool opens_line(const struct md_out *o, char c)
{
	if (o->one_line)
		return false;
	if (o->buf->len == o->line)
		return strchr("#-+=>~:", c) != NULL;
	return (c == '.' || c == ')') && only_digits_since(o);
}

/* [x] or [ ] at the start of an item: no definition makes it a link. */
static bool is_check_box(const struct md_out *o, const struct md *md)
{
	const struct md *block = md->parent;

	return !o->one_line && o->buf->len == o->line &&
	       block->kind == MD_PARAGRAPH && block->first == md &&
	       block->parent != NULL && block->parent->kind == MD_ITEM &&
	       block->parent->first == block &&
	       (str_starts(md->text, "[x] ") || str_starts(md->text, "[ ] "));
}

static bool needs_escape(const struct md_out *o, struct str text, size_t i)
{
	char c = text.at[i];
	char before = i > 0 ? text.at[i - 1] : ' ';
	char after = i + 1 < text.len ? text.at[i + 1] : '\0';

	switch (c) {
	case '\\':
	case '`':
	case '*':
	case '[':
	case ']':
		return true;
	case '_':
		return !is_alnum(before) || !is_alnum(after);
	case '|':
		return !o->in_cell; /* write_cell does it there */
	case '<':
		return after == '\0' || is_alnum(after) ||
		       strchr("/!?", after) != NULL;
	case '!':
		return after == '\0';
	case '&':
		return looks_like_entity(str_sub(text, i, text.len));
	case '#':
		return o->one_line || opens_line(o, c);
	default:
		return is_ascii_sign(c) && opens_line(o, c);
	}
}

static bool is_space_at(struct str s)
{
	return side_of(s) == SIDE_SPACE;
}

/* Bytes of white space at the start of a text. */
static size_t leading_space(struct str text)
{
	size_t i = 0;

	while (i < text.len && is_space_at(str_sub(text, i, text.len)))
		i += char_len(text.at[i]);
	return i;
}

/* Where the white space at the end of a text starts. */
static size_t trailing_space(struct str text)
{
	while (text.len > 0 && is_space_at(last_char(text)))
		text.len -= last_char(text).len;
	return text.len;
}

static bool is_boundary(const struct md *md)
{
	return md == NULL || is_break(md);
}

static const struct md *next_visible(const struct md *md)
{
	do
		md = md->next;
	while (md != NULL && !md_is_visible(md));
	return md;
}

static void write_char(struct md_out *o, struct str text, size_t i,
		       bool as_entity)
{
	struct str c = str_sub(text, i, i + char_len(text.at[i]));
	enum side side = side_of(c);

	if (o->masked_at == o->buf->len &&
	    (side == SIDE_LETTER || side == SIDE_UNSURE))
		as_entity = true;
	/* A byte order mark would be dropped from the start of a file. */
	if (as_entity || ends_line(c.at[0]) || char_code(c) == 0xFEFF) {
		write_entity(o, char_code(c));
		return;
	}
	if (needs_escape(o, text, i))
		buf_char(o->buf, '\\');
	buf_str(o->buf, c);
}

/* The bytes of a citation that the writer's hook took, or 0. */
static size_t write_cite(struct md_out *o, struct str text, size_t i)
{
	size_t at = i, from;
	struct str id;

	if (o->writer == NULL || o->writer->cite == NULL ||
	    !str_starts(str_sub(text, i, text.len), "[^") ||
	    !md_next_cite(text, &at, &id, &from) || from != i ||
	    !o->writer->cite(o->buf, id, o->writer->context))
		return 0;
	return at - i;
}

static void write_text(struct md_out *o, const struct md *md,
		       const struct md *before)
{
	struct str text = md->text;
	size_t lead = is_boundary(before) ? leading_space(text) : 0;
	size_t trail =
	    is_boundary(next_visible(md)) ? trailing_space(text) : text.len;
	size_t i = 0;

	if (text.len > 0)
		flush_breaks(o);
	if (is_check_box(o, md)) {
		buf_str(o->buf, str_sub(text, 0, 3));
		i = 3;
	}
	while (i < text.len) {
		size_t cited = write_cite(o, text, i);

		if (cited == 0)
			write_char(o, text, i, i < lead || i >= trail);
		i += cited > 0 ? cited : char_len(text.at[i]);
	}
}

void md_write_escaped(struct md_out *o, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		bool edge = i == 0 || i + 1 == text.len;

		if (ends_line(c) || (edge && is_ascii_space(c))) {
			write_entity(o, (uint8_t)c);
			continue;
		}
		if (strchr("\\<>()`~\"", c) != NULL)
			buf_char(o->buf, '\\');
		buf_char(o->buf, c);
		/* cmark reads the entity of `\&lt;` there, backslash or not. */
		if (c == '&' && looks_like_entity(str_sub(text, i, text.len)))
			buf_text(o->buf, "amp;");
	}
}

/* Code, links. */

size_t md_longest_run(struct str text, char mark)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < text.len; i++) {
		run = text.at[i] == mark ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* A run of ticks that the text does not hold. */
static size_t tick_count(struct str text)
{
	size_t longest = md_longest_run(text, '`');

	for (size_t count = 1; count <= longest; count++) {
		size_t run = 0;
		bool found = false;

		for (size_t i = 0; i <= text.len; i++) {
			if (i < text.len && text.at[i] == '`') {
				run++;
				continue;
			}
			found = found || run == count;
			run = 0;
		}
		if (!found)
			return count;
	}
	return longest + 1;
}

/* One space is taken off both ends by readers, unless all is spaces. */
static bool needs_padding(struct str text)
{
	bool spaces = str_starts(text, " ") && str_ends(text, " ");

	if (str_starts(text, "`") || str_ends(text, "`"))
		return true;
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] != ' ')
			return spaces;
	return false;
}

static void write_code(struct md_out *o, const struct md *md)
{
	size_t ticks = tick_count(md->text);
	bool pad = needs_padding(md->text);

	flush_breaks(o);
	if (o->code_end == o->buf->len)
		buf_text(o->buf, "<!-- -->");
	for (size_t i = 0; i < ticks; i++)
		buf_char(o->buf, '`');
	buf_text(o->buf, pad ? " " : "");
	buf_str(o->buf, md->text);
	buf_text(o->buf, pad ? " " : "");
	for (size_t i = 0; i < ticks; i++)
		buf_char(o->buf, '`');
	o->code_end = o->buf->len;
}

static void write_inline(struct md_out *o, const struct md *md,
			 const struct md *before);

static void write_children(struct md_out *o, const struct md *parent)
{
	const struct md *before = NULL;

	for (const struct md *md = parent->first; md != NULL; md = md->next) {
		write_inline(o, md, before);
		if (md_is_visible(md))
			before = md;
	}
}

static bool needs_angles(struct str url)
{
	for (size_t i = 0; i < url.len; i++)
		if (url.at[i] >= 0 && url.at[i] <= ' ')
			return true;
	return url.len == 0;
}

static void write_link(struct md_out *o, const struct md *md)
{
	flush_breaks(o);
	buf_text(o->buf, md->kind == MD_IMAGE ? "![" : "[");
	write_children(o, md);
	flush_breaks(o);
	buf_text(o->buf, "](");
	if (needs_angles(md->url)) {
		buf_char(o->buf, '<');
		md_write_escaped(o, md->url);
		buf_char(o->buf, '>');
	} else {
		md_write_escaped(o, md->url);
	}
	if (md->title.len > 0) {
		buf_text(o->buf, " \"");
		md_write_escaped(o, md->title);
		buf_char(o->buf, '"');
	}
	buf_char(o->buf, ')');
}

/* Emphasis. */

static bool is_emphasis(const struct md *md)
{
	return md != NULL && (md->kind == MD_EMPH || md->kind == MD_STRONG);
}

/* The visible child at one end, and the one beside it. */
static const struct md *edge_of(const struct md *md, bool at_end,
				const struct md **beside)
{
	const struct md *edge = NULL;

	*beside = NULL;
	for (const struct md *child = md->first; child; child = child->next) {
		if (!md_is_visible(child))
			continue;
		if (!at_end && edge != NULL) {
			*beside = child;
			break;
		}
		*beside = edge;
		edge = child;
	}
	return edge;
}

/* What stands at one end of a node, once written. */
static enum side inner_side(const struct md *md, bool at_end)
{
	const struct md *beside;
	const struct md *edge = edge_of(md, at_end, &beside);
	enum side side;

	if (edge == NULL || edge->kind != MD_TEXT || edge->text.len == 0)
		return SIDE_SIGN;
	if (is_emphasis(beside) && last_char(edge->text).len == edge->text.len)
		return SIDE_UNSURE; /* may go as an entity */
	side = side_of(at_end ? last_char(edge->text) : edge->text);
	return side == SIDE_SPACE ? SIDE_SIGN : side; /* an entity */
}

/* True when a letter must not stand outside of the mark. */
static bool must_mask(char mark, enum side inner)
{
	return mark == '_' || inner != SIDE_LETTER;
}

/* Turns the letter just written into an entity. */
static void mask_last(struct md_out *o)
{
	struct str last;
	enum side side;

	if (o->buf->len == o->line || o->buf->len == 0)
		return;
	last = last_char(buf_view(o->buf));
	side = side_of(last);
	if (side == SIDE_LETTER || side == SIDE_UNSURE) {
		uint32_t code = char_code(last);

		o->buf->len -= last.len;
		write_entity(o, code);
	}
}

/* The sign that is not around this one, nor right before it. */
static char mark_for(struct md_out *o)
{
	char mark = o->outer_mark == '*' ? '_' : '*';
	bool adjacent = o->mark_end == o->buf->len && o->buf->len > o->line &&
			o->buf->at[o->buf->len - 1] == mark;

	if (!adjacent)
		return mark;
	if (o->outer_mark == '\0')
		return mark == '*' ? '_' : '*';
	buf_text(o->buf, "<!-- -->");
	return mark;
}

static void write_mark(struct md_out *o, const struct md *md, char mark)
{
	buf_char(o->buf, mark);
	if (md->kind == MD_STRONG)
		buf_char(o->buf, mark);
	o->mark_end = o->buf->len;
}

static void write_emphasis(struct md_out *o, const struct md *md)
{
	char outer = o->outer_mark;
	char mark;

	if (!md_is_visible(md))
		return;
	flush_breaks(o);
	mark = mark_for(o);
	if (must_mask(mark, inner_side(md, false)))
		mask_last(o);
	write_mark(o, md, mark);
	o->outer_mark = mark;
	write_children(o, md);
	o->outer_mark = outer;
	write_mark(o, md, mark);
	if (must_mask(mark, inner_side(md, true)))
		o->masked_at = o->buf->len;
}

static void write_inline(struct md_out *o, const struct md *md,
			 const struct md *before)
{
	if (md->kind == MD_TEXT)
		write_text(o, md, before);
	else if (md->kind == MD_CODE)
		write_code(o, md);
	else if (md->kind == MD_LINK || md->kind == MD_IMAGE)
		write_link(o, md);
	else if (md->kind == MD_EMPH || md->kind == MD_STRONG)
		write_emphasis(o, md);
	else if (md->kind == MD_LINE_BREAK)
		o->hard_breaks++;
	else if (md->kind == MD_SOFT_BREAK)
		o->soft_break = true;
}

void md_write_inlines(struct md_out *o, const struct md *parent)
{
	if (o->in_cell)
		o->line = o->buf->len;
	o->hard_breaks = 0;
	o->soft_break = false;
	o->code_end = o->mark_end = o->masked_at = SIZE_MAX;
	write_children(o, parent);
}

/*
 * Any sign of ASCII may have a backslash, and then means nothing; that is
 * simpler to trust than a list of places. A backslash itself and a bar go as
 * entities, since a backslash before the bar of a table is read by the table;
 * a byte order mark too, since one is dropped from the start of a text.
 */
void markdown_escape(struct buf *out, struct str text)
{
	size_t start = out->len;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		bool edge = out->len == start || i + 1 == text.len ||
			    out->at[out->len - 1] == ' ';

		if (c == '\r' && i + 1 < text.len && text.at[i + 1] == '\n')
			continue;
		if (ends_line(c))
			c = ' ';
		if (c == '\\' || c == '|' ||
		    (is_ascii_space(c) && (edge || c != ' '))) {
			buf_fmt(out, "&#%d;", c);
			continue;
		}
		if (str_starts(str_sub(text, i, text.len), "\xEF\xBB\xBF")) {
			buf_text(out, "&#65279;");
			i += 2;
			continue;
		}
		if (is_ascii_sign(c))
			buf_char(out, '\\');
		buf_char(out, c);
	}
}
