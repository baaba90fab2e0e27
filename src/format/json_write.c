/* Writing JSON in the order of the calls. */
#include "format/json.h"

#include <string.h>

#include "base/arena.h"
#include "format/node.h"

struct json json_make(struct buf *out, bool pretty)
{
	return (struct json){ .out = out, .pretty = pretty };
}

static void new_line(struct json *j)
{
	if (!j->pretty)
		return;
	buf_char(j->out, '\n');
	for (int i = 0; i < j->depth; i++)
		buf_text(j->out, "  ");
}

static void before_member(struct json *j)
{
	struct json_level *level = &j->levels[j->depth];

	if (level->started)
		buf_char(j->out, ',');
	level->started = true;
	if (j->depth > 0)
		new_line(j);
}

static void before_value(struct json *j)
{
	struct json_level *level = &j->levels[j->depth];

	if (j->after_key) {
		j->after_key = false;
		return;
	}
	if (j->depth == 0 ? level->started : !level->array)
		BUG("a JSON value out of place");
	before_member(j);
}

static void open_level(struct json *j, bool array)
{
	before_value(j);
	if (j->depth == JSON_DEPTH)
		BUG("JSON deeper than %d", JSON_DEPTH);
	buf_char(j->out, array ? '[' : '{');
	j->depth++;
	j->levels[j->depth] = (struct json_level){ .array = array };
}

void json_begin_object(struct json *j)
{
	open_level(j, false);
}

void json_begin_array(struct json *j)
{
	open_level(j, true);
}

void json_end(struct json *j)
{
	struct json_level *level = &j->levels[j->depth];

	if (j->depth == 0 || j->after_key)
		BUG("a JSON end out of place");
	j->depth--;
	if (level->started)
		new_line(j);
	buf_char(j->out, level->array ? ']' : '}');
}

static void write_escape(struct buf *out, unsigned char c)
{
	static const char *const hex = "0123456789abcdef";

	switch (c) {
	case '"':
		buf_text(out, "\\\"");
		break;
	case '\\':
		buf_text(out, "\\\\");
		break;
	case '\n':
		buf_text(out, "\\n");
		break;
	case '\t':
		buf_text(out, "\\t");
		break;
	default:
		buf_text(out, "\\u00");
		buf_char(out, hex[c >> 4]);
		buf_char(out, hex[c & 15]);
	}
}

static void write_string(struct buf *out, struct str s)
{
	size_t from = 0;

	buf_char(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_str(out, str_sub(s, from, i));
		write_escape(out, c);
		from = i + 1;
	}
	buf_str(out, str_sub(s, from, s.len));
	buf_char(out, '"');
}

void json_key_str(struct json *j, struct str key)
{
	if (j->depth == 0 || j->levels[j->depth].array || j->after_key)
		BUG("the JSON key `%.*s` out of place", STR_ARGS(key));
	before_member(j);
	write_string(j->out, key);
	buf_text(j->out, j->pretty ? ": " : ":");
	j->after_key = true;
}

void json_key(struct json *j, const char *key)
{
	json_key_str(j, str_from(key));
}

void json_str(struct json *j, struct str value)
{
	before_value(j);
	write_string(j->out, value);
}

void json_text(struct json *j, const char *value)
{
	json_str(j, str_from(value));
}

void json_int(struct json *j, int64_t value)
{
	before_value(j);
	buf_int(j->out, value);
}

void json_bool(struct json *j, bool value)
{
	before_value(j);
	buf_text(j->out, value ? "true" : "false");
}

void json_written(struct json *j, struct str text)
{
	before_value(j);
	buf_str(j->out, text);
}

void json_put_null(struct json *j)
{
	before_value(j);
	buf_text(j->out, "null");
}

void json_ratio(struct json *j, struct ratio value, int places)
{
	before_value(j);
	ratio_write(j->out, ratio_round(value, places, ROUND_HALF_UP), -1);
}

static size_t digits_at(struct str s, size_t i)
{
	size_t from = i;

	while (i < s.len && s.at[i] >= '0' && s.at[i] <= '9')
		i++;
	return i - from;
}

/*
 * Whether a plain scalar stands bare in JSON: a number of its grammar, within
 * what every reader takes for one (an exponent stays under 1e100).
 */
static bool is_json_number(struct str s)
{
	size_t i = s.len > 0 && s.at[0] == '-', n = digits_at(s, i);

	if (n == 0 || n > 18 || (n > 1 && s.at[i] == '0'))
		return false;
	i += n;
	if (i < s.len && s.at[i] == '.') {
		n = digits_at(s, ++i);
		if (n == 0)
			return false;
		i += n;
	}
	if (i < s.len && (s.at[i] | 0x20) == 'e') {
		i++;
		if (i < s.len && (s.at[i] == '+' || s.at[i] == '-'))
			i++;
		n = digits_at(s, i);
		if (n == 0 || n > 2)
			return false;
		i += n;
	}
	return i == s.len;
}

static void write_scalar(struct json *j, const struct node *node)
{
	bool bare = node->plain &&
		    (is_json_number(node->text) || str_is(node->text, "true") ||
		     str_is(node->text, "false"));

	if (!bare) {
		json_str(j, node->text);
		return;
	}
	before_value(j);
	buf_str(j->out, node->text);
}

void json_node(struct json *j, const struct node *node)
{
	if (node == NULL || node->kind == NODE_NULL) {
		json_put_null(j);
		return;
	}
	if (node->kind == NODE_SCALAR) {
		write_scalar(j, node);
		return;
	}
	open_level(j, node->kind == NODE_LIST);
	for (const struct node *n = node->first; n != NULL; n = n->next) {
		if (node->kind == NODE_MAP)
			json_key_str(j, n->key);
		json_node(j, n);
	}
	json_end(j);
}
