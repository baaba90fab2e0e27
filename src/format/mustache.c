/*
 * Mustache: reading templates into a list of tags and stretches of text.
 *
 * White space is settled here, once: a section, comment, partial or change of
 * delimiters alone on its line takes the whole line with it. Text is cut at
 * line ends, so that a partial can be indented line by line. Filling is in
 * mustache_render.c.
 */
#include "mustache_part.h"

#include "base/arena.h"

/* A partial's depth times this is how deep filling can go. */
enum { SECTION_DEPTH = 32 };

struct reader {
	struct arena *arena;
	const struct source *source;
	struct diags *diags;
	struct str text;
	size_t at;
	struct str open; /* the delimiters of the moment */
	struct str close;
	bool line_start;              /* nothing was kept of this line yet */
	size_t opened[SECTION_DEPTH]; /* pieces of the open sections */
	size_t depth;
	struct mustache *out;
	size_t piece_capacity;
	size_t tag_capacity;
};

/* One tag as it stands in the text. */
struct tag {
	char sign;       /* one of # ^ / > & ! { = or '\0' */
	struct str name; /* trimmed */
	size_t from;     /* offset of its first delimiter */
	size_t to;       /* after the last */
};

static struct span tag_span(const struct reader *r, const struct tag *tag)
{
	return span_make(r->source, tag->from, tag->to);
}

static struct mustache_piece *add_piece(struct reader *r,
					enum mustache_piece_kind kind,
					struct str text)
{
	struct mustache *out = r->out;
	struct mustache_piece *piece;

	out->pieces = arena_grow(r->arena, out->pieces, out->count,
				 &r->piece_capacity, sizeof(*out->pieces));
	piece = &out->pieces[out->count++];
	*piece = (struct mustache_piece){ .kind = kind, .text = text };
	return piece;
}

/* The text up to `end`, a piece for each line. */
static void add_text(struct reader *r, size_t from, size_t end)
{
	while (from < end) {
		size_t stop = str_find(r->text, STR("\n"), from);
		struct mustache_piece *piece;

		stop = stop >= end ? end : stop + 1;
		piece = add_piece(r, PIECE_TEXT, str_sub(r->text, from, stop));
		piece->line_start = r->line_start;
		r->line_start = r->text.at[stop - 1] == '\n';
		from = stop;
	}
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/*
 * True when nothing but blanks stands beside the tag on its lines; `*from`
 * and `*to` are then the ends of those lines, the line end included.
 */
static bool is_alone(const struct reader *r, const struct tag *tag,
		     size_t *from, size_t *to)
{
	struct str text = r->text;
	size_t before = tag->from, after = tag->to;

	while (before > 0 && is_blank(text.at[before - 1]))
		before--;
	while (after < text.len && is_blank(text.at[after]))
		after++;
	if ((before > 0 && text.at[before - 1] != '\n') ||
	    (after < text.len && text.at[after] != '\n'))
		return false;
	*from = before;
	*to = after < text.len ? after + 1 : after;
	return true;
}

/* Tags. */

static enum mustache_tag_kind tag_kind(char sign)
{
	switch (sign) {
	case '#':
		return MUSTACHE_SECTION_TAG;
	case '^':
		return MUSTACHE_INVERTED_TAG;
	case '/':
		return MUSTACHE_CLOSE_TAG;
	case '>':
		return MUSTACHE_PARTIAL_TAG;
	case '&':
	case '{':
		return MUSTACHE_RAW_TAG;
	default:
		return MUSTACHE_TEXT_TAG;
	}
}

static void list_tag(struct reader *r, const struct tag *tag)
{
	struct mustache *out = r->out;

	out->tags = arena_grow(r->arena, out->tags, out->tag_count,
			       &r->tag_capacity, sizeof(*out->tags));
	out->tags[out->tag_count++] =
	    (struct mustache_tag){ tag_kind(tag->sign), tag->name,
				   tag_span(r, tag) };
}

static void open_section(struct reader *r, const struct tag *tag)
{
	struct buf limit;

	if (r->depth < SECTION_DEPTH) {
		r->opened[r->depth++] = r->out->count - 1;
		return;
	}
	limit = buf_make(r->arena);
	buf_int(&limit, SECTION_DEPTH);
	DIAG_STR(r->diags, tag_span(r, tag), MSG_MUSTACHE_DEPTH,
		 buf_view(&limit));
}

static void close_section(struct reader *r, const struct tag *tag)
{
	struct mustache_piece *pieces = r->out->pieces;
	struct mustache_piece *open;
	struct diag *diag;

	if (r->depth == 0) {
		DIAG_STR(r->diags, tag_span(r, tag), MSG_MUSTACHE_CLOSE,
			 tag->name);
		return;
	}
	open = &pieces[r->opened[--r->depth]];
	open->end = r->out->count - 1;
	if (str_eq(open->text, tag->name))
		return;
	diag = DIAG_STR(r->diags, tag_span(r, tag), MSG_MUSTACHE_CLOSE_OTHER,
			tag->name, open->text);
	diag_note_str(r->diags, diag, open->span, MSG_MUSTACHE_OPENED,
		      &open->text, 1);
}

/* {{=<% %>=}} */
static void set_delimiters(struct reader *r, const struct tag *tag)
{
	struct str rest = tag->name;
	size_t end = 0;

	while (end < rest.len && !is_blank(rest.at[end]))
		end++;
	r->open = str_sub(rest, 0, end);
	r->close = str_trim(str_sub(rest, end, rest.len));
	if (r->open.len > 0 && r->close.len > 0 &&
	    str_find(r->close, STR(" "), 0) == SIZE_MAX &&
	    str_find(rest, STR("="), 0) == SIZE_MAX)
		return;
	DIAG_STR(r->diags, tag_span(r, tag), MSG_MUSTACHE_DELIMITERS, rest);
	r->open = STR("{{");
	r->close = STR("}}");
}

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* `.`, or names joined by dots. */
static bool is_name(struct str name)
{
	char before = '.';

	if (str_is(name, "."))
		return true;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		if (!is_name_char(c) && (c != '.' || before == '.'))
			return false;
		before = c;
	}
	return before != '.';
}

static bool check_name(struct reader *r, const struct tag *tag)
{
	if (is_name(tag->name) ||
	    (tag->sign == '>' && tag->name.len > 0 &&
	     str_find(tag->name, STR(" "), 0) == SIZE_MAX))
		return true;
	DIAG_STR(r->diags, tag_span(r, tag), MSG_MUSTACHE_NAME, tag->name);
	return false;
}

static void add_tag(struct reader *r, const struct tag *tag, struct str indent,
		    bool alone)
{
	static const enum mustache_piece_kind kinds[] = {
		[MUSTACHE_TEXT_TAG] = PIECE_VALUE,
		[MUSTACHE_RAW_TAG] = PIECE_RAW,
		[MUSTACHE_SECTION_TAG] = PIECE_SECTION,
		[MUSTACHE_INVERTED_TAG] = PIECE_INVERTED,
		[MUSTACHE_CLOSE_TAG] = PIECE_CLOSE,
		[MUSTACHE_PARTIAL_TAG] = PIECE_PARTIAL,
	};
	enum mustache_tag_kind kind = tag_kind(tag->sign);
	struct mustache_piece *piece = add_piece(r, kinds[kind], tag->name);

	piece->span = tag_span(r, tag);
	piece->indent = indent;
	piece->alone = alone;
	if (!alone) {
		piece->line_start = r->line_start;
		r->line_start = false;
	}
	list_tag(r, tag);
	if (kind == MUSTACHE_SECTION_TAG || kind == MUSTACHE_INVERTED_TAG)
		open_section(r, tag);
	else if (kind == MUSTACHE_CLOSE_TAG)
		close_section(r, tag);
}

/* What a tag does, once the text before it (from `start`) is taken. */
static void take_tag(struct reader *r, size_t start, const struct tag *tag)
{
	bool value = tag->sign == '\0' || tag->sign == '&' || tag->sign == '{';
	size_t from = tag->from, to = tag->to;
	bool alone = !value && is_alone(r, tag, &from, &to);

	add_text(r, start, from);
	r->at = to;
	if (tag->sign == '!')
		return;
	if (tag->sign == '=')
		set_delimiters(r, tag);
	else if (check_name(r, tag))
		add_tag(r, tag,
			alone ? str_sub(r->text, from, tag->from) : STR_NONE,
			alone);
}

/* What ends a tag that starts with this sign. */
static struct str closing(struct reader *r, char sign)
{
	struct buf end = buf_make(r->arena);

	if (sign == '{')
		buf_char(&end, '}');
	else if (sign == '=')
		buf_char(&end, '=');
	buf_str(&end, r->close);
	return buf_view(&end);
}

/* Reads the tag at r->at. False when it does not end. */
static bool read_tag(struct reader *r, struct tag *tag)
{
	size_t from = r->at + r->open.len;
	char sign = from < r->text.len ? r->text.at[from] : '\0';
	struct str end;
	size_t to;

	*tag = (struct tag){ .from = r->at };
	if (sign != '\0' && str_find(STR("#^/>&!{="), (struct str){ &sign, 1 },
				     0) != SIZE_MAX) {
		tag->sign = sign;
		from++;
	}
	end = closing(r, tag->sign);
	to = str_find(r->text, end, from);
	if (to == SIZE_MAX) {
		DIAG_STR(
		    r->diags,
		    span_make(r->source, tag->from, tag->from + r->open.len),
		    MSG_MUSTACHE_UNCLOSED, end);
		return false;
	}
	tag->name = str_trim(str_sub(r->text, from, to));
	tag->to = to + end.len;
	return true;
}

static void report_open(struct reader *r)
{
	for (size_t i = 0; i < r->depth; i++) {
		struct mustache_piece *open = &r->out->pieces[r->opened[i]];

		open->end = r->out->count;
		DIAG_STR(r->diags, open->span, MSG_MUSTACHE_OPEN, open->text);
	}
}

struct mustache *mustache_parse(struct arena *a, const struct source *source,
				struct diags *diags)
{
	struct reader r = {
		.arena = a,
		.source = source,
		.diags = diags,
		.text = source->text,
		.open = STR("{{"),
		.close = STR("}}"),
		.line_start = true,
		.out = ARENA_NEW(a, struct mustache),
	};
	size_t errors = diags->errors;
	struct tag tag;

	for (;;) {
		size_t start = r.at;

		r.at = str_find(r.text, r.open, start);
		if (r.at == SIZE_MAX || !read_tag(&r, &tag)) {
			add_text(&r, start, r.text.len);
			break;
		}
		take_tag(&r, start, &tag);
	}
	report_open(&r);
	return diags->errors > errors ? NULL : r.out;
}

const struct mustache_tag *mustache_tags(const struct mustache *template,
					 size_t *count)
{
	*count = template->tag_count;
	return template->tags;
}
