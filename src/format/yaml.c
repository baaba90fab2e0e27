/*
 * YAML text to tree: libyaml's events, one by one.
 *
 * Events and not libyaml's documents, because they let us stop: at 64 open
 * brackets (libyaml is quadratic beyond), at an alias, at a second document.
 * libyaml's marks count characters from the start of what it was given; they
 * become byte offsets here and never leave this file.
 */
#include "format/node.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "base/arena.h"
#include "format/scan.h"
#include "tree.h"

enum { SNIPPET_BYTES = 24 };

struct reader {
	struct arena *nodes, *texts;
	struct diags *diags;
	struct span where; /* what is read, in its source */
	struct str text;   /* the same as text */
	size_t chars;      /* the cursor: so many characters in, ... */
	size_t bytes;      /* ... so many bytes */
	struct node *open[SCAN_YAML_DEPTH];
	size_t depth;
	struct node *root;
	bool has_key; /* the open map awaits the value of this key */
	struct str key;
	struct span key_span;
	bool done;
};

static bool is_inner_byte(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/*
 * The byte offset in `text` of a libyaml mark. Marks come nearly in order, so
 * a cursor that steps from the last one makes the whole linear.
 */
static size_t offset_of(struct reader *r, yaml_mark_t mark)
{
	while (r->chars < mark.index && r->bytes < r->text.len) {
		r->bytes++;
		while (r->bytes < r->text.len &&
		       is_inner_byte(r->text.at[r->bytes]))
			r->bytes++;
		r->chars++;
	}
	while (r->chars > mark.index && r->bytes > 0) {
		r->bytes--;
		while (r->bytes > 0 && is_inner_byte(r->text.at[r->bytes]))
			r->bytes--;
		r->chars--;
	}
	return r->bytes;
}

static struct span span_at(const struct reader *r, size_t from, size_t to)
{
	return span_make(r->where.source, r->where.from + from,
			 r->where.from + to);
}

static struct span event_span(struct reader *r, const yaml_event_t *event)
{
	size_t from = offset_of(r, event->start_mark);

	return span_at(r, from, offset_of(r, event->end_mark));
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* The word that starts at an offset, or the one character that does. */
static struct span word_at(const struct reader *r, size_t from)
{
	size_t to = from;

	while (to < r->text.len && !is_space(r->text.at[to]) &&
	       (to - from < SNIPPET_BYTES || is_inner_byte(r->text.at[to])))
		to++;
	return span_at(r, from, to);
}

static struct span char_at(const struct reader *r, size_t from)
{
	size_t to = from < r->text.len ? from + 1 : from;

	while (to < r->text.len && is_inner_byte(r->text.at[to]))
		to++;
	return span_at(r, from, to);
}

/* An error about the word that starts at an offset, which it quotes. */
static bool refuse_word(struct reader *r, size_t from, enum message message)
{
	struct span word = word_at(r, from);

	DIAG_STR(r->diags, word, message, span_text(word));
	return false;
}

/* libyaml lets tabs indent what stands between brackets; we do not. */
static bool refuse_tab(struct reader *r, size_t from)
{
	size_t i = from;

	while (i > 0 && (r->text.at[i - 1] == ' ' || r->text.at[i - 1] == '\t'))
		i--;
	if (i > 0 && r->text.at[i - 1] != '\n')
		return true;
	for (; i < from; i++) {
		if (r->text.at[i] == '\t') {
			DIAG(r->diags, span_at(r, i, i + 1), MSG_YAML_TAB);
			return false;
		}
	}
	return true;
}

/*
 * Anchors and tags are refused where they start. NOTE: libyaml forgets the
 * tag `!` alone, which only the text shows.
 */
static bool refuse_properties(struct reader *r, const yaml_event_t *event,
			      bool has_tag, bool has_anchor)
{
	size_t from = offset_of(r, event->start_mark);
	bool empty = event->end_mark.index == event->start_mark.index;
	char first = from < r->text.len ? r->text.at[from] : '\0';

	if (!has_tag && !has_anchor && (empty || first != '!'))
		return refuse_tab(r, from);
	return refuse_word(r, from,
			   first == '&' ? MSG_YAML_ANCHOR : MSG_YAML_TAG);
}

static struct node *top(const struct reader *r)
{
	return r->depth == 0 ? NULL : r->open[r->depth - 1];
}

static bool awaits_key(const struct reader *r)
{
	return r->depth > 0 && top(r)->kind == NODE_MAP && !r->has_key;
}

static struct node *add_node(struct reader *r, enum node_kind kind,
			     struct span span)
{
	struct node *node = ARENA_NEW(r->nodes, struct node);
	struct node *parent = top(r);

	node->kind = kind;
	node->span = span;
	if (parent == NULL) {
		r->root = node;
		return node;
	}
	if (parent->kind == NODE_MAP) {
		node->key = r->key;
		node->key_span = r->key_span;
		r->has_key = false;
	}
	node_append(parent, node);
	return node;
}

/* A slice of the source when it says the same, or a copy. */
static struct str keep_text(struct reader *r, struct str value,
			    struct span span)
{
	struct str raw = span_text(span);

	if (value.len == 0)
		return STR("");
	return str_eq(raw, value) ? raw : str_copy(r->texts, value);
}

static bool take_key(struct reader *r, struct str value, struct span span,
		     bool plain)
{
	if (value.len == 0 && plain) {
		DIAG(r->diags, span, MSG_YAML_KEY_EMPTY);
		return false;
	}
	r->key = keep_text(r, value, span);
	r->key_span = span;
	r->has_key = true;
	return true;
}

/* A block scalar's mark is at the start of the next line. */
static struct span without_blanks(struct span span)
{
	const char *text = span.source->text.at;

	while (span.to > span.from && is_space(text[span.to - 1]))
		span.to--;
	return span;
}

static bool take_scalar(struct reader *r, const yaml_event_t *event)
{
	struct str value = { (const char *)event->data.scalar.value,
			     event->data.scalar.length };
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	struct span span;
	struct node *node;

	if (!refuse_properties(r, event, event->data.scalar.tag != NULL,
			       event->data.scalar.anchor != NULL))
		return false;
	span = event_span(r, event);
	if (memchr(value.at, '\0', value.len) != NULL) {
		DIAG(r->diags, span, MSG_YAML_ESCAPE);
		return false;
	}
	span = without_blanks(span);
	if (awaits_key(r))
		return take_key(r, value, span, plain);
	if (plain && (value.len == 0 || str_is(value, "null"))) {
		add_node(r, NODE_NULL, span);
		return true;
	}
	node = add_node(r, NODE_SCALAR, span);
	node->plain = plain;
	node->text = keep_text(r, value, span);
	return true;
}

static bool open_node(struct reader *r, const yaml_event_t *event,
		      enum node_kind kind, bool has_tag, bool has_anchor)
{
	size_t from = offset_of(r, event->start_mark);

	if (!refuse_properties(r, event, has_tag, has_anchor))
		return false;
	if (awaits_key(r))
		return refuse_word(r, from, MSG_YAML_KEY);
	if (r->depth == SCAN_YAML_DEPTH) {
		DIAG(r->diags, char_at(r, from), MSG_YAML_DEPTH, "64");
		return false;
	}
	/* The span of a block grows with its children: see close_node. */
	r->open[r->depth] = add_node(r, kind, span_at(r, from, from));
	r->depth++;
	return true;
}

static void report_repeated(struct reader *r, struct node *map)
{
	struct repeated_key *keys;
	size_t count = keys_drop_repeated(r->nodes, map, &keys);

	for (size_t i = 0; i < count; i++) {
		const struct node *again = keys[i].again;
		const struct node *first = keys[i].first;
		struct diag *diag = DIAG_STR(r->diags, again->key_span,
					     MSG_YAML_DUPLICATE, again->key);

		if (r->diags->dropped > 0)
			continue;
		diag_note_str(r->diags, diag, first->key_span, MSG_YAML_FIRST,
			      &first->key, 1);
	}
}

static bool close_node(struct reader *r, const yaml_event_t *event)
{
	struct node *node = r->open[--r->depth];
	struct span end = event_span(r, event);
	struct str mark = span_text(end);

	/* A block's end is wherever the next word is; a bracket is a place. */
	if (str_is(mark, "]") || str_is(mark, "}")) {
		if (!refuse_tab(r, end.from - r->where.from))
			return false;
		node->span.to = end.to;
	} else if (node->last != NULL) {
		node->span.to = node->last->span.to;
	}
	if (node->kind == NODE_MAP)
		report_repeated(r, node);
	return true;
}

static bool take(struct reader *r, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (r->root == NULL)
			return true;
		return refuse_word(r, offset_of(r, event->start_mark),
				   MSG_YAML_DOCUMENT);
	case YAML_ALIAS_EVENT:
		return refuse_word(r, offset_of(r, event->start_mark),
				   MSG_YAML_ALIAS);
	case YAML_SCALAR_EVENT:
		return take_scalar(r, event);
	case YAML_SEQUENCE_START_EVENT:
		return open_node(r, event, NODE_LIST,
				 event->data.sequence_start.tag != NULL,
				 event->data.sequence_start.anchor != NULL);
	case YAML_MAPPING_START_EVENT:
		return open_node(r, event, NODE_MAP,
				 event->data.mapping_start.tag != NULL,
				 event->data.mapping_start.anchor != NULL);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return close_node(r, event);
	case YAML_STREAM_END_EVENT:
		r->done = true;
		return true;
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		return true;
	}
	return true;
}

/* What libyaml says, in our words and at the place that helps. */

enum where { AT_PROBLEM, AT_CONTEXT, AT_PROBLEM_NOTED };

static const struct {
	const char *problem;
	enum message message;
	enum where where;
} problems[] = {
	{ "did not find expected ',' or ']'", MSG_YAML_LIST_UNCLOSED,
	  AT_CONTEXT },
	{ "did not find expected ',' or '}'", MSG_YAML_MAP_UNCLOSED,
	  AT_CONTEXT },
	{ "found unexpected end of stream", MSG_YAML_QUOTE_UNCLOSED,
	  AT_CONTEXT },
	{ "found unexpected document indicator", MSG_YAML_QUOTE_UNCLOSED,
	  AT_CONTEXT },
	{ "could not find expected ':'", MSG_YAML_COLON_EXPECTED, AT_CONTEXT },
	{ "did not find expected key", MSG_YAML_KEY_EXPECTED,
	  AT_PROBLEM_NOTED },
	{ "did not find expected '-' indicator", MSG_YAML_DASH_EXPECTED,
	  AT_PROBLEM_NOTED },
	{ "did not find expected node content", MSG_YAML_VALUE_EXPECTED,
	  AT_PROBLEM },
	{ "did not find expected alphabetic or numeric character",
	  MSG_YAML_VALUE_EXPECTED, AT_CONTEXT },
	{ "did not find expected <document start>", MSG_YAML_DOCUMENT,
	  AT_PROBLEM },
	{ "mapping values are not allowed in this context",
	  MSG_YAML_COLON_STRAY, AT_PROBLEM },
	{ "found unexpected ':'", MSG_YAML_COLON_STRAY, AT_PROBLEM },
	{ "block sequence entries are not allowed in this context",
	  MSG_YAML_DASH_STRAY, AT_PROBLEM },
	{ "mapping keys are not allowed in this context",
	  MSG_YAML_QUESTION_STRAY, AT_PROBLEM },
	{ "found character that cannot start any token", MSG_YAML_RESERVED,
	  AT_PROBLEM },
	{ "found a tab character where an indentation space is expected",
	  MSG_YAML_TAB, AT_PROBLEM },
	{ "found a tab character that violates indentation", MSG_YAML_TAB,
	  AT_PROBLEM },
	{ "found unknown escape character", MSG_YAML_ESCAPE, AT_PROBLEM },
	{ "did not find expected hexdecimal number", MSG_YAML_ESCAPE,
	  AT_PROBLEM },
	{ "found invalid Unicode character escape code", MSG_YAML_ESCAPE,
	  AT_PROBLEM },
	{ "did not find expected comment or line break", MSG_YAML_BLOCK_HEADER,
	  AT_PROBLEM },
	{ "found an indentation indicator equal to 0", MSG_YAML_BLOCK_HEADER,
	  AT_PROBLEM },
	{ "found undefined tag handle", MSG_YAML_TAG, AT_CONTEXT },
	{ "did not find expected whitespace or line break", MSG_YAML_TAG,
	  AT_CONTEXT },
	{ "did not find expected '!'", MSG_YAML_TAG, AT_CONTEXT },
	{ "did not find the expected '>'", MSG_YAML_TAG, AT_CONTEXT },
	{ "did not find expected tag URI", MSG_YAML_TAG, AT_CONTEXT },
	{ "did not find URI escaped octet", MSG_YAML_TAG, AT_CONTEXT },
};

enum { PROBLEMS = sizeof(problems) / sizeof(*problems) };

/*
 * Reader errors carry no mark, only the offset of the character that YAML
 * does not have (libyaml's reader is ahead of its scanner).
 */
static void character_error(struct reader *r, const yaml_parser_t *parser)
{
	char code[16];

	snprintf(code, sizeof(code), "U+%04X",
		 (unsigned int)parser->problem_value);
	DIAG(r->diags, char_at(r, parser->problem_offset), MSG_YAML_CHARACTER,
	     code);
}

static size_t find_problem(const char *sentence)
{
	size_t i = 0;

	while (i < PROBLEMS && strcmp(problems[i].problem, sentence) != 0)
		i++;
	return i;
}

/*
 * What comes after a closing quote is a surprise to libyaml: in French it is
 * mostly what follows an apostrophe between single quotes.
 */
static bool is_early_quote(const struct reader *r, size_t at,
			   enum message message)
{
	if (at == 0 || at == r->text.len || is_space(r->text.at[at]) ||
	    (r->text.at[at - 1] != '\'' && r->text.at[at - 1] != '"'))
		return false;
	return message == MSG_YAML_KEY_EXPECTED ||
	       message == MSG_YAML_DASH_EXPECTED ||
	       message == MSG_YAML_LIST_UNCLOSED ||
	       message == MSG_YAML_MAP_UNCLOSED;
}

static void report_at(struct reader *r, size_t at, enum message message,
		      size_t noted, enum message note)
{
	struct diag *diag = DIAG_STR(r->diags, char_at(r, at), message,
				     span_text(word_at(r, at)));

	if (noted != at)
		diag_note_str(r->diags, diag, char_at(r, noted), note, NULL, 0);
}

static void scanner_error(struct reader *r, const yaml_parser_t *parser)
{
	size_t at = offset_of(r, parser->problem_mark), context = at;
	size_t found = find_problem(parser->problem);
	enum message message;

	if (found == PROBLEMS) {
		DIAG(r->diags, char_at(r, at), MSG_YAML_SYNTAX,
		     parser->problem);
		return;
	}
	message = problems[found].message;
	if (parser->context != NULL)
		context = offset_of(r, parser->context_mark);
	if (message == MSG_YAML_RESERVED && at < r->text.len &&
	    r->text.at[at] == '\t')
		message = MSG_YAML_TAB;
	if (is_early_quote(r, at, message))
		report_at(r, at - 1, MSG_YAML_QUOTE_EARLY, at - 1, message);
	else if (problems[found].where == AT_CONTEXT)
		report_at(r, context, message, at, MSG_YAML_STOPPED);
	else if (problems[found].where == AT_PROBLEM_NOTED)
		report_at(r, at, message, context, MSG_YAML_OPENED);
	else
		report_at(r, at, message, at, message);
}

static bool read_events(struct reader *r, yaml_parser_t *parser)
{
	while (!r->done) {
		yaml_event_t event;
		bool taken;

		if (!yaml_parser_parse(parser, &event)) {
			if (parser->error == YAML_MEMORY_ERROR)
				die_with(MSG_OUT_OF_MEMORY, "");
			if (parser->error == YAML_READER_ERROR)
				character_error(r, parser);
			else
				scanner_error(r, parser);
			return false;
		}
		taken = take(r, &event);
		yaml_event_delete(&event);
		if (!taken)
			return false;
	}
	return true;
}

struct node *yaml_parse_span(struct arena *nodes, struct arena *texts,
			     struct span where, struct diags *diags)
{
	struct reader r = { .nodes = nodes,
			    .texts = texts,
			    .diags = diags,
			    .where = where,
			    .text = span_text(where) };
	yaml_parser_t parser;
	bool read;

	if (!scan_yaml(where, diags))
		return NULL;
	if (!yaml_parser_initialize(&parser))
		die_with(MSG_OUT_OF_MEMORY, "");
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)r.text.at,
				     r.text.len);
	read = read_events(&r, &parser);
	yaml_parser_delete(&parser);
	if (!read)
		return NULL;
	if (r.root == NULL || r.root->kind == NODE_NULL) {
		DIAG(diags, span_make(where.source, where.from, where.from),
		     MSG_YAML_EMPTY);
		return NULL;
	}
	return r.root;
}

struct node *yaml_parse(struct arena *a, const struct source *source,
			struct diags *diags)
{
	return yaml_parse_span(a, a, span_make(source, 0, source->text.len),
			       diags);
}
