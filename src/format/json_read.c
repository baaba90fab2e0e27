/*
 * JSON text to tree.
 *
 * jansson is the judge of what is JSON, and says where it is not; but it
 * reads 45 MB/s, and a batch has a few microseconds for each kilobyte. So a
 * walk of our own builds the tree in one pass and stops at the first thing
 * it is not sure of. Only then is jansson asked: it refuses with a place, or
 * it accepts and the walk's tree stands. tests/fuzz/fuzz_json.c holds the two
 * to the same verdict.
 */
#include "format/node.h"

#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "format/scan.h"
#include "tree.h"

enum {
	NESTING_MAX = SCAN_YAML_DEPTH,
	SURE_DIGITS = 18,  /* fit 64 bits */
	SURE_LENGTH = 200, /* fits a double */
	SNIPPET_BYTES = 40,
};

struct walk {
	struct arena *arena;
	const struct source *source;
	const char *at; /* ends on the NUL after the text */
	uint32_t depth;
	bool too_deep; /* stopped by our limit, at `at` */
	bool doubt;    /* a number that may be too large */
};

static struct node *read_value(struct walk *w);

static void skip_space(struct walk *w)
{
	while (*w->at == ' ' || *w->at == '\n' || *w->at == '\t' ||
	       *w->at == '\r')
		w->at++;
}

static bool skip_char(struct walk *w, char c)
{
	skip_space(w);
	if (*w->at != c)
		return false;
	w->at++;
	return true;
}

static struct span span_from(const struct walk *w, const char *from)
{
	const char *text = w->source->text.at;

	return span_make(w->source, (size_t)(from - text),
			 (size_t)(w->at - text));
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The four digits after \u; -1 when they are not. */
static int32_t read_hex(const char *at)
{
	int32_t code = 0;

	for (int i = 0; i < 4; i++) {
		int value = hex_value(at[i]);

		if (value < 0)
			return -1;
		code = code * 16 + value;
	}
	return code;
}

/* After `\u`: one code point, of a pair when it takes one. */
static bool read_unicode(struct walk *w, struct buf *out)
{
	int32_t code = read_hex(w->at), low;

	if (code <= 0 || (code >= 0xDC00 && code <= 0xDFFF))
		return false;
	w->at += 4;
	if (code >= 0xD800 && code <= 0xDBFF) {
		if (w->at[0] != '\\' || w->at[1] != 'u')
			return false;
		low = read_hex(w->at + 2);
		if (low < 0xDC00 || low > 0xDFFF)
			return false;
		w->at += 6;
		code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
	}
	buf_utf8(out, (uint32_t)code);
	return true;
}

static bool read_escape(struct walk *w, struct buf *out)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	const char *name;

	w->at++;
	if (*w->at == 'u') {
		w->at++;
		return read_unicode(w, out);
	}
	name = *w->at == '\0' ? NULL : strchr(names, *w->at);
	if (name == NULL)
		return false;
	buf_char(out, values[name - names]);
	w->at++;
	return true;
}

/* What ends a run of plain characters: notes are most of a long line. */
static const bool ends_run[UINT8_MAX + 1] = {
	[0] = true,  [1] = true,  [2] = true,	 [3] = true,  [4] = true,
	[5] = true,  [6] = true,  [7] = true,	 [8] = true,  [9] = true,
	[10] = true, [11] = true, [12] = true,	 [13] = true, [14] = true,
	[15] = true, [16] = true, [17] = true,	 [18] = true, [19] = true,
	[20] = true, [21] = true, [22] = true,	 [23] = true, [24] = true,
	[25] = true, [26] = true, [27] = true,	 [28] = true, [29] = true,
	[30] = true, [31] = true, ['"'] = true, ['\\'] = true,
};

/* Up to the next quote, backslash or control character. */
static struct str read_run(struct walk *w)
{
	const char *from = w->at, *at = from;

	while (!ends_run[(unsigned char)*at])
		at++;
	w->at = at;
	return (struct str){ from, (size_t)(at - from) };
}

/* After the opening quote: a slice of the source unless it holds escapes. */
static bool read_string(struct walk *w, struct str *text)
{
	struct buf out;

	*text = read_run(w);
	if (*w->at == '"') {
		w->at++;
		return true;
	}
	out = buf_make(w->arena);
	buf_str(&out, *text);
	while (*w->at == '\\') {
		if (!read_escape(w, &out))
			return false;
		buf_str(&out, read_run(w));
	}
	*text = buf_view(&out);
	if (*w->at != '"')
		return false;
	w->at++;
	return true;
}

static size_t skip_digits(struct walk *w)
{
	const char *from = w->at;

	while (*w->at >= '0' && *w->at <= '9')
		w->at++;
	return (size_t)(w->at - from);
}

static bool read_number(struct walk *w)
{
	const char *from = w->at;
	size_t whole;

	w->at += *w->at == '-';
	whole = *w->at == '0' ? 1 : skip_digits(w);
	if (*w->at == '0')
		w->at++;
	if (whole == 0)
		return false;
	if (*w->at == '.') {
		w->at++;
		if (skip_digits(w) == 0)
			return false;
	} else {
		w->doubt |= whole > SURE_DIGITS;
	}
	if (*w->at == 'e' || *w->at == 'E') {
		w->at++;
		w->at += *w->at == '-' || *w->at == '+';
		if (skip_digits(w) == 0)
			return false;
		w->doubt = true;
	}
	w->doubt |= w->at - from > SURE_LENGTH;
	return true;
}

static bool read_word(struct walk *w, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(w->at, word, len) != 0)
		return false;
	w->at += len;
	return true;
}

static bool read_items(struct walk *w, struct node *list)
{
	if (skip_char(w, ']'))
		return true;
	do {
		struct node *item = read_value(w);

		if (item == NULL)
			return false;
		node_append(list, item);
	} while (skip_char(w, ','));
	return skip_char(w, ']');
}

static bool read_members(struct walk *w, struct node *map)
{
	if (skip_char(w, '}'))
		return true;
	do {
		struct node *member;
		struct span key_span;
		struct str key;
		const char *from;

		if (!skip_char(w, '"'))
			return false;
		from = w->at - 1;
		if (!read_string(w, &key))
			return false;
		key_span = span_from(w, from);
		member = skip_char(w, ':') ? read_value(w) : NULL;
		if (member == NULL)
			return false;
		member->key = key;
		member->key_span = key_span;
		node_append(map, member);
	} while (skip_char(w, ','));
	return skip_char(w, '}') && !keys_repeat(w->arena, map);
}

static bool read_container(struct walk *w, struct node *node)
{
	bool read;

	if (w->depth == NESTING_MAX) {
		w->too_deep = true;
		return false;
	}
	w->depth++;
	w->at++;
	read = node->kind == NODE_MAP ? read_members(w, node)
				      : read_items(w, node);
	w->depth--;
	return read;
}

static bool read_body(struct walk *w, struct node *node)
{
	switch (*w->at) {
	case '"':
		w->at++;
		return read_string(w, &node->text);
	case '{':
		node->kind = NODE_MAP;
		return read_container(w, node);
	case '[':
		node->kind = NODE_LIST;
		return read_container(w, node);
	case 'n':
		node->kind = NODE_NULL;
		return read_word(w, "null");
	case 't':
		node->plain = true;
		return read_word(w, "true");
	case 'f':
		node->plain = true;
		return read_word(w, "false");
	default:
		node->plain = true;
		return read_number(w);
	}
}

static struct node *read_value(struct walk *w)
{
	struct node *node = ARENA_NEW(w->arena, struct node);
	const char *from;

	skip_space(w);
	from = w->at;
	node->kind = NODE_SCALAR;
	if (!read_body(w, node))
		return NULL;
	node->span = span_from(w, from);
	if (node->plain)
		node->text = span_text(node->span);
	return node;
}

/* What jansson says, in our words. */

static const struct {
	const char *problem; /* how jansson's sentence starts */
	enum message message;
} problems[] = {
	{ "duplicate object key", MSG_JSON_DUPLICATE },
	{ "end of file expected", MSG_JSON_TRAILING },
	{ "premature end of input", MSG_JSON_TRUNCATED },
	{ "too big", MSG_JSON_NUMBER },
	{ "real number overflow", MSG_JSON_NUMBER },
	{ "control character", MSG_JSON_CONTROL },
	{ "unexpected newline", MSG_JSON_CONTROL },
	{ "invalid escape", MSG_JSON_ESCAPE },
	{ "invalid Unicode", MSG_JSON_UNICODE },
	{ "\\u0000", MSG_JSON_UNICODE },
	{ "']' expected", MSG_JSON_BRACKET },
	{ "'}' expected", MSG_JSON_BRACE },
	{ "string or '}' expected", MSG_JSON_KEY },
	{ "':' expected", MSG_JSON_COLON },
	{ "unexpected token", MSG_JSON_VALUE },
	{ "invalid token", MSG_JSON_VALUE },
};

static enum message message_for(const char *sentence)
{
	for (size_t i = 0; i < sizeof(problems) / sizeof(*problems); i++)
		if (str_starts(str_from(sentence), problems[i].problem))
			return problems[i].message;
	return MSG_JSON_SYNTAX;
}

/* Where the string or the number that ends at `to` starts. */
static size_t token_start(struct str text, size_t to)
{
	size_t from = to == 0 ? 0 : to - 1;

	if (from > 0 && text.at[from] == '"')
		for (from--; from > 0 && text.at[from] != '"';)
			from--;
	else
		while (from > 0 && strchr("0123456789+-.eE", text.at[from - 1]))
			from--;
	return from;
}

/*
 * jansson counts to the end of the token it stumbled on, and quotes it in its
 * sentence when it is short: `... near 'token'`. NOTE: the token of an
 * unfinished string is all that was read of it.
 */
static struct span token_span(const struct source *source,
			      const json_error_t *error)
{
	size_t to = error->position < 0 ? 0 : (size_t)error->position, len;
	struct str sentence = str_from(error->text);
	size_t near = str_find(sentence, STR(" near '"), 0);

	if (to > source->text.len)
		to = source->text.len;
	if (str_ends(sentence, " near end of file"))
		return span_make(source, to, to);
	if (near == SIZE_MAX || sentence.len <= near + 8)
		return span_make(source, token_start(source->text, to), to);
	len = sentence.len - near - 8;
	return span_make(source, to < len ? 0 : to - len, to);
}

/* A token short enough to quote in a sentence. */
static struct str quoted(struct span token)
{
	struct str text = span_text(token);
	size_t to = text.len < SNIPPET_BYTES ? text.len : SNIPPET_BYTES;

	while (to < text.len && ((unsigned char)text.at[to] & 0xC0) == 0x80)
		to++;
	return str_sub(text, 0, to);
}

/* Both brackets after a comma are one mistake, whatever jansson expected. */
static bool after_comma(struct span token)
{
	struct str text = span_text(token);
	struct str before =
	    str_trim(str_sub(token.source->text, 0, token.from));

	return (str_is(text, "}") || str_is(text, "]")) &&
	       str_ends(before, ",");
}

static void report(const struct source *source, const json_error_t *error,
		   struct diags *diags)
{
	enum message message = message_for(error->text);
	struct span token = token_span(source, error);

	if (after_comma(token) &&
	    (message == MSG_JSON_KEY || message == MSG_JSON_VALUE))
		message = MSG_JSON_COMMA;
	if (str_ends(str_from(error->text), " near end of file"))
		message = MSG_JSON_TRUNCATED;
	if (message == MSG_JSON_SYNTAX)
		DIAG(diags, token, message, error->text);
	else
		DIAG_STR(diags, token, message, quoted(token));
}

static bool jansson_accepts(const struct source *source, struct diags *diags)
{
	json_error_t error;
	json_t *value =
	    json_loadb(source->text.at, source->text.len,
		       JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);

	if (value == NULL)
		report(source, &error, diags);
	json_decref(value);
	return value != NULL;
}

struct node *json_parse(struct arena *a, const struct source *source,
			struct diags *diags)
{
	struct walk w = { .arena = a, .source = source, .at = source->text.at };
	struct node *root;
	struct span here;

	skip_space(&w);
	if (*w.at == '\0') {
		DIAG(diags, span_make(source, 0, 0), MSG_JSON_EMPTY);
		return NULL;
	}
	root = read_value(&w);
	if (w.too_deep) {
		here = span_from(&w, w.at);
		here.to++;
		DIAG(diags, here, MSG_JSON_NESTING, "64");
		return NULL;
	}
	skip_space(&w);
	if (root != NULL && *w.at == '\0' && !w.doubt)
		return root;
	if (!jansson_accepts(source, diags))
		return NULL;
	if (root == NULL || *w.at != '\0')
		BUG("jansson accepts JSON that the walk refuses");
	return root;
}
