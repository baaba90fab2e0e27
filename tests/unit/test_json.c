/*
 * JSON to tree and back. A row's text is read; what is wanted is the tree
 * written again, or `slug line:column`.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "format/json.h"
#include "format/node.h"

struct row {
	const char *name;
	const char *text;
	const char *want;
};

static const struct row reads[] = {
	{ "everything",
	  " {\"a\" : [1, -2.50, 1e3, true, false, null, \"é\"], \"b\":{}}\n",
	  "{\"a\":[1,-2.50,1e3,true,false,null,\"é\"],\"b\":{}}" },
	{ "a scalar", "\"a\"", "\"a\"" },
	{ "text that looks like more", "[\"1\",\"true\",\"null\"]",
	  "[\"1\",\"true\",\"null\"]" },
	{ "escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00x\"",
	  "\"\\\"\\\\/\\u0008\\u000c\\n\\u000d\\té😀x\"" },
	{ "DEL", "\"\x7F\"", "\"\x7F\"" },
	{ "nineteen digits that fit", "[9223372036854775807]",
	  "[\"9223372036854775807\"]" },
	{ "nothing", " \n", "json-empty 1:1" },
	{ "duplicate key", "{\"é\":1,\n\"é\":2}", "json-duplicate-key 2:1" },
	{ "duplicate by escape", "{\"a\":1, \"\\u0061\":2}",
	  "json-duplicate-key 1:9" },
	{ "a long duplicate key",
	  "{\"abcdefghijklmnopqrstuvwxyz\":1, "
	  "\"abcdefghijklmnopqrstuvwxyz\":2}",
	  "json-duplicate-key 1:34" },
	{ "two values", "{} {}", "json-trailing 1:4" },
	{ "left open", "{\"a\":[1,2", "json-truncated 1:10" },
	{ "an open quote", "[\"a", "json-truncated 1:2" },
	{ "NaN", "[1, NaN]", "json-value 1:5" },
	{ "single quotes", "['a']", "json-value 1:2" },
	{ "a comma too many", "[1, 2,]", "json-comma 1:7" },
	{ "a comma too many in an object", "{\"a\":1,\n}", "json-comma 2:1" },
	{ "a value missing", "{\"a\":}", "json-value 1:6" },
	{ "a key without quotes", "{a:1}", "json-key 1:2" },
	{ "a colon missing", "{\"a\" 1}", "json-colon 1:6" },
	{ "a comma missing", "[1 2]", "json-bracket 1:4" },
	{ "a comma missing in an object", "{\"a\":1 \"b\":2}",
	  "json-brace 1:8" },
	{ "too many digits", "[99999999999999999999]", "json-number 1:2" },
	{ "too large an exponent", "[1e999]", "json-number 1:2" },
	{ "a leading zero", "[01]", "json-value 1:2" },
	{ "a bare point", "[1.]", "json-value 1:2" },
	{ "a line end in a text", "[\"a\nb\"]", "json-control 1:2" },
	{ "a line end after an escape", "[\"\\n\n\"]", "json-control 1:2" },
	{ "an unknown escape", "[\"C:\\data\"]", "json-escape 1:2" },
	{ "half a pair", "[\"\\ud83d\"]", "json-unicode 1:2" },
	{ "an escaped NUL", "[\"a\\u0000\"]", "json-unicode 1:2" },
	{ "a word glued on", "[truefalse]", "json-value 1:2" },
};

static void describe(struct buf *out, const struct diags *diags,
		     const struct node *root)
{
	struct json j = json_make(out, false);

	for (size_t i = 0; i < diags->count; i++) {
		struct place at = span_place(diags->items[i].span);

		buf_fmt(out, "%s %u:%u", message_slug(diags->items[i].message),
			at.line, at.column);
	}
	if (root != NULL)
		json_node(&j, root);
}

static void test_read(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	struct buf got = buf_make(a);
	struct diags diags;
	struct source *s;
	struct node *root;

	diags_init(&diags, a);
	s = source_make(a, "t.json", str_from(row->text), &diags);
	assert_non_null(s);
	root = json_parse(a, s, &diags);
	describe(&got, &diags, root);
	assert_string_equal(str_cstr(a, buf_view(&got)), row->want);
	arena_close(a);
}

static void test_spans(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	struct source *s;
	struct node *root, *list;

	(void)state;
	diags_init(&diags, a);
	s = source_make(a, "t", STR(" {\"é\" : [ 1.50 , \"\\u00e9\" ] } "),
			&diags);
	root = json_parse(a, s, &diags);
	list = node_get(root, "é");
	assert_true(
	    str_is(span_text(root->span), "{\"é\" : [ 1.50 , \"\\u00e9\" ] }"));
	assert_true(str_is(span_text(list->key_span), "\"é\""));
	assert_true(str_is(span_text(list->span), "[ 1.50 , \"\\u00e9\" ]"));
	assert_true(str_is(span_text(list->first->span), "1.50"));
	assert_true(str_is(span_text(list->last->span), "\"\\u00e9\""));
	assert_true(str_is(list->last->text, "é"));
	assert_int_equal(list->count, 2);
	arena_close(a);
}

static void test_depth(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	struct buf text = buf_make(a), out = buf_make(a);
	struct json j = json_make(&out, true);
	struct node *root;

	(void)state;
	diags_init(&diags, a);
	for (int i = 0; i < 64; i++)
		buf_char(&text, '[');
	for (int i = 0; i < 64; i++)
		buf_char(&text, ']');
	root =
	    json_parse(a, source_make(a, "t", buf_view(&text), &diags), &diags);
	assert_non_null(root);
	json_begin_object(&j);
	json_key(&j, "deep");
	json_node(&j, root);
	json_end(&j);
	text.at[64] = '[';
	assert_null(json_parse(a, source_make(a, "t", buf_view(&text), &diags),
			       &diags));
	assert_string_equal(message_slug(diags.items[0].message),
			    "json-too-deep");
	assert_int_equal(diags.items[0].span.from, 64);
	arena_close(a);
}

static void test_many_keys(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	struct buf text = buf_make(a);

	(void)state;
	diags_init(&diags, a);
	buf_text(&text, "{\"k0\":0");
	for (int i = 1; i < 300; i++)
		buf_fmt(&text, ",\n\"k%d\":%d", i, i);
	buf_text(&text, "\n}");
	assert_non_null(json_parse(
	    a, source_make(a, "t", buf_view(&text), &diags), &diags));
	text.at[text.len - 1] = ',';
	buf_text(&text, "\"k7\":7}");
	assert_null(json_parse(a, source_make(a, "t", buf_view(&text), &diags),
			       &diags));
	assert_string_equal(message_slug(diags.items[0].message),
			    "json-duplicate-key");
	arena_close(a);
}

static void test_write(void **state)
{
	struct arena *a = arena_open();
	struct buf out = buf_make(a);
	struct json j = json_make(&out, true);

	(void)state;
	json_begin_object(&j);
	json_key(&j, "a");
	json_begin_array(&j);
	json_int(&j, -1);
	json_ratio(&j, ratio_make(64, 25), 2);
	json_ratio(&j, ratio_make(1, 3), 3);
	json_ratio(&j, RATIO(2), 2);
	json_end(&j);
	json_key_str(&j, STR("b"));
	json_begin_object(&j);
	json_end(&j);
	json_key(&j, "c");
	json_text(&j, "</b>\x1f\n");
	json_key(&j, "d");
	json_bool(&j, true);
	json_key(&j, "e");
	json_put_null(&j);
	json_end(&j);
	assert_string_equal(str_cstr(a, buf_view(&out)),
			    "{\n  \"a\": [\n    -1,\n    2.56,\n    0.333,\n"
			    "    2\n  ],\n  \"b\": {},\n"
			    "  \"c\": \"</b>\\u001f\\n\",\n  \"d\": true,\n"
			    "  \"e\": null\n}");
	arena_close(a);
}

static void test_build(void **state)
{
	struct arena *a = arena_open();
	struct buf out = buf_make(a);
	struct json j = json_make(&out, false);
	struct node *map = node_map(a), *list;

	(void)state;
	node_set(map, "n", node_int(a, -7));
	list = node_set(map, "l", node_list(a));
	node_add(list, node_bool(a, true));
	node_add(list, node_text(a, STR("12")));
	assert_true(node_add(list, node_trusted(a, STR("*x*")))->trusted);
	json_node(&j, map);
	assert_string_equal(str_cstr(a, buf_view(&out)),
			    "{\"n\":-7,\"l\":[true,\"12\",\"*x*\"]}");
	assert_null(node_get(map, "z"));
	assert_null(node_get(NULL, "z"));
	assert_null(node_get(list, "z"));
	arena_close(a);
}

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

static struct CMUnitTest tests[COUNT(reads) + 5] = {
	{ .name = "spans", .test_func = test_spans },
	{ .name = "64 brackets, not 65", .test_func = test_depth },
	{ .name = "many keys", .test_func = test_many_keys },
	{ .name = "writing", .test_func = test_write },
	{ .name = "building", .test_func = test_build },
};

int main(void)
{
	for (size_t i = 0; i < COUNT(reads); i++)
		tests[5 + i] = (struct CMUnitTest){
			.name = reads[i].name,
			.test_func = test_read,
			.initial_state = (void *)(uintptr_t)&reads[i],
		};
	return _cmocka_run_group_tests("json", tests, COUNT(tests), NULL, NULL);
}
