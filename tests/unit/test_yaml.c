/*
 * YAML to tree. A row's text is read; what is wanted are its diagnostics, as
 * `slug line:column`, then the tree written as JSON.
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

static const struct row trees[] = {
	{ "map and list", "a: 1\nb: [x, 'y']\nc:\n- d\n",
	  "{\"a\":1,\"b\":[\"x\",\"y\"],\"c\":[\"d\"]}" },
	{ "an explicit start", "--- \na: b\n...\n", "{\"a\":\"b\"}" },
	{ "words stay words", "a: no\nb: 12:30\nc: 0,33\nd: 017\n",
	  "{\"a\":\"no\",\"b\":\"12:30\",\"c\":\"0,33\",\"d\":\"017\"}" },
	{ "nothing and null", "a:\nb: null\nc: 'null'\nd: ~\n",
	  "{\"a\":null,\"b\":null,\"c\":\"null\",\"d\":\"~\"}" },
	{ "a quoted number is text", "a: '1'\nb: true\nc: \"true\"\n",
	  "{\"a\":\"1\",\"b\":true,\"c\":\"true\"}" },
	{ "numbers JSON does not have", "[+1, .5, 1., 0x1f, 1e999, -0.50]",
	  "[\"+1\",\".5\",\"1.\",\"0x1f\",\"1e999\",-0.50]" },
	{ "literal block", "a: |\n  x [[[ {\n  \ty\n",
	  "{\"a\":\"x [[[ {\\n\\ty\\n\"}" },
	{ "folded block", "a: >-\n  x\n  y\n", "{\"a\":\"x y\"}" },
	{ "escapes", "a: \"\\u00e9\\t\\\"\"", "{\"a\":\"é\\t\\\"\"}" },
	{ "empty text as key", "'': 1", "{\"\":1}" },
	{ "a comment", "# x\na: b # c\n", "{\"a\":\"b\"}" },
	{ "one pair in a list", "[a: 1]", "[{\"a\":1}]" },
	{ "percent inside a line", "a: 50 % de plus\n",
	  "{\"a\":\"50 % de plus\"}" },
	{ "nothing at all", "", "yaml-empty 1:1" },
	{ "a comment only", "# x\n", "yaml-empty 1:1" },
	{ "duplicate keys", "é: 1\nb: 2\né: 3\nb: 4\n",
	  "yaml-duplicate-key 3:1 yaml-duplicate-key 4:1 "
	  "{\"é\":1,\"b\":2}" },
	{ "duplicates in a flow map", "a: {é: 1, é: 2}",
	  "yaml-duplicate-key 1:11 {\"a\":{\"é\":1}}" },
	{ "an anchor", "a: &x b", "yaml-anchor 1:4" },
	{ "an anchor on a map", "a: &x\n  b: c\n", "yaml-anchor 1:4" },
	{ "an alias", "é: *x", "yaml-alias 1:4" },
	{ "a tag", "a: !!str b", "yaml-tag 1:4" },
	{ "the bare tag", "a: ! b", "yaml-tag 1:4" },
	{ "a local tag on a list", "a: !x [b]", "yaml-tag 1:4" },
	{ "a directive", "%YAML 1.1\n---\na: b\n", "yaml-directive 1:1" },
	{ "a directive later", "a: b\n...\n%TAG ! x\n", "yaml-directive 3:1" },
	{ "a directive after LS", "\xE2\x80\xA8%TAG ! x\n",
	  "yaml-directive 1:2" },
	{ "a second document", "a: b\n---\nc: d\n",
	  "yaml-second-document 2:1" },
	{ "text after the end", "[a]\nb\n", "yaml-second-document 2:1" },
	{ "a tab for indentation", "a:\n\tb: c\n", "yaml-tab 2:1" },
	{ "a tab after spaces", "a:\n  \tb: c\n", "yaml-tab 2:3" },
	{ "a tab between brackets", "a: [\n\tb]\n", "yaml-tab 2:1" },
	{ "a tab before the bracket", "a: [b\n\t]\n", "yaml-tab 2:1" },
	{ "a tab after a dash", "-\tb: c\n", "yaml-tab 1:2" },
	{ "a tab between words", "a: b\tc\n", "{\"a\":\"b\\tc\"}" },
	{ "a list left open", "é: 1\nà: [b, c\nd: e\n",
	  "yaml-list-unclosed 2:4" },
	{ "a map left open", "a: {b: c\n", "yaml-map-unclosed 1:4" },
	{ "an apostrophe", "a: 'l'été'\nb: c\n", "yaml-quote 1:6" },
	{ "an apostrophe in a list", "- 'l'été'\n- b\n", "yaml-quote 1:5" },
	{ "an apostrophe in brackets", "[b, 'l'été']\n", "yaml-quote 1:7" },
	{ "double quotes within their like", "{a: \"b \"c\" d\"}",
	  "yaml-quote 1:8" },
	{ "a quote never closed", "a: \"b\nc: d\n", "yaml-quote-unclosed 1:4" },
	{ "two colons", "a: b: c\n", "yaml-colon 1:5" },
	{ "a lost line", "a: b\nc\nd: e\n", "yaml-colon-expected 2:1" },
	{ "wrong indentation", "a:\n  b: c\n d: e\n", "yaml-key-expected 3:2" },
	{ "a key in a list", "- a\nb: c\n", "yaml-dash-expected 2:1" },
	{ "a dash out of place", "a: - b\n", "yaml-dash 1:4" },
	{ "a question mark out of place", "a: ? b\n",
	  "yaml-question-mark 1:4" },
	{ "an at sign", "a: @b\n", "yaml-reserved 1:4" },
	{ "a bold word", "a: **b**\n", "yaml-value-expected 1:4" },
	{ "text after a bar", "a: | b\n", "yaml-block-header 1:6" },
	{ "an unknown escape", "a: \"C:\\data\"\n", "yaml-escape 1:7" },
	{ "an escaped NUL", "a: \"b\\0\"\n", "yaml-escape 1:4" },
	{ "a mustache without quotes", "a: {{b}}\n", "yaml-key 1:5" },
	{ "a list as a key", "? [a]\n: b\n", "yaml-key 1:3" },
	{ "no key", ": b\n", "yaml-key-expected 1:1" },
	{ "no key in a flow map", "{: b}\n", "yaml-value-expected 1:2" },
	{ "an empty key", "?\n: b\n", "yaml-key-empty 1:2" },
	{ "a control character", "é: b\n\x01\n", "yaml-character 2:1" },
	{ "DEL", "a: \x7F\n", "yaml-character 1:4" },
	{ "a byte order mark inside", "a: \xEF\xBB\xBF\n",
	  "{\"a\":\"\xEF\xBB\xBF\"}" },
};

static void describe(struct buf *out, const struct diags *diags,
		     const struct node *root)
{
	for (size_t i = 0; i < diags->count; i++) {
		struct place at = span_place(diags->items[i].span);

		buf_fmt(out, "%s%s %u:%u", i > 0 ? " " : "",
			message_slug(diags->items[i].message), at.line,
			at.column);
	}
	if (root != NULL) {
		struct json j = json_make(out, false);

		buf_text(out, diags->count > 0 ? " " : "");
		json_node(&j, root);
	}
}

static void test_tree(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	struct buf got = buf_make(a);
	struct diags diags;
	struct source *s;
	struct node *root;

	diags_init(&diags, a);
	s = source_make(a, "t.yaml", str_from(row->text), &diags);
	assert_non_null(s);
	root = yaml_parse(a, s, &diags);
	diags_sort(&diags);
	describe(&got, &diags, root);
	assert_string_equal(str_cstr(a, buf_view(&got)), row->want);
	arena_close(a);
}

/* `text` is path=text under the span of the value. */
static const struct row spans[] = {
	{ "plain", "a: été # x", "été" },
	{ "quotes belong to it", "a: 'b c' # x", "'b c'" },
	{ "a flow list", "é: [à, b] # x", "[à, b]" },
	{ "a block list", "a:\n  - é\n  - à\n\n# x\n", "- é\n  - à" },
	{ "a block map", "a:\n  b: {c: é}\n", "b: {c: é}" },
	{ "a block scalar", "a: |\n  é\n  à\n\nb: c\n", "|\n  é\n  à" },
	{ "two lines", "a: é\n  à\nb: c\n", "é\n  à" },
	{ "nothing", "a:\nb: c\n", "" },
};

static void test_span(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	struct diags diags;
	struct str fence = STR("é\n```\n");
	struct buf all = buf_make(a);
	struct source *s;
	struct node *root, *value;

	/* The same within a larger text: places are the larger one's. */
	diags_init(&diags, a);
	buf_str(&all, fence);
	buf_text(&all, row->text);
	buf_text(&all, "\n```\n");
	s = source_make(a, "t.md", buf_view(&all), &diags);
	root = yaml_parse_span(
	    a, a, span_make(s, fence.len, fence.len + strlen(row->text)),
	    &diags);
	assert_int_equal(diags.count, 0);
	value = root->first;
	assert_string_equal(str_cstr(a, span_text(value->span)), row->want);
	assert_true(str_eq(span_text(value->key_span), value->key));
	arena_close(a);
}

/* What is left of a tree whose nodes went: key=text of its first child. */
static const struct row kept[] = {
	{ "kept: as it stands", "k: é à # x", "k=é à" },
	{ "kept: quotes", "'k': \"é\"", "k=é" },
	{ "kept: escapes", "\"\\u00e9\": \"\\u00e0\"", "é=à" },
	{ "kept: a doubled quote", "k: 'l''été'", "k=l'été" },
	{ "kept: two lines", "k: é\n  à", "k=é à" },
	{ "kept: a folded block", "k: >\n  é\n  à\n", "k=é à\n" },
	{ "kept: nothing", "k: ''", "k=" },
};

static void test_kept(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open(), *nodes = arena_open_brief();
	struct buf got = buf_make(a);
	struct diags diags;
	struct source *s;
	struct node *root;
	struct str key, text;

	diags_init(&diags, a);
	s = source_make(a, "t.yaml", str_from(row->text), &diags);
	root = yaml_parse_span(nodes, a, span_make(s, 0, s->text.len), &diags);
	assert_non_null(root);
	key = root->first->key;
	text = root->first->text;
	arena_close(nodes);
	/* NOTE: the address sanitizer does not look at what %.*s reads. */
	buf_str(&got, key);
	buf_char(&got, '=');
	buf_str(&got, text);
	assert_string_equal(str_cstr(a, buf_view(&got)), row->want);
	arena_close(a);
}

static const struct row traps[] = {
	{ "no", "no", "false" },
	{ "non", "Non", "false" },
	{ "oui", "oui", "true" },
	{ "on", "on", "true" },
	{ "OFF", "OFF", "false" },
	{ "y", "y", "true" },
	{ "N", "N", "false" },
	{ "ja", "ja", "true" },
	{ "True", "True", "true" },
	{ "true is none", "true", "" },
	{ "a word", "nord", "" },
	{ "none is a word", "none", "" },
	{ "tilde", "~", "null" },
	{ "Null", "Null", "null" },
	{ "12:30", "12:30", "750" },
	{ "-1:30:00", "-1:30:00", "-5400" },
	{ "12:60", "12:60", "" },
	{ "08:30 stays text", "08:30", "" },
	{ "a port", "a:80", "" },
	{ "decimal comma", "0,33", "0.33" },
	{ "negative comma", "-1,5", "-1.5" },
	{ "two commas", "1,2,3", "" },
	{ "a version", "1.0.0", "" },
	{ "0o17", "0o17", "15" },
	{ "017", "017", "15" },
	{ "08", "08", "" },
	{ "0x1F", "0x1F", "31" },
	{ "0b101", "0b101", "5" },
	{ "1_000", "1_000", "1000" },
	{ "+5", "+5", "5" },
	{ ".5", ".5", "0.5" },
	{ "-.5", "-.5", "-0.5" },
	{ "5.", "5.", "5" },
	{ "a number", "-12.50", "" },
	{ "0", "0", "" },
	{ "a date", "2025-03-04", "" },
	{ ".inf", "-.INF", "-infinity" },
	{ ".nan", ".NaN", "not a number" },
	{ "minus", "-", "" },
	{ "point", ".", "" },
	{ "nothing", "", "" },
	{ "too large", "0xFFFFFFFFFFFFFFFFFFFF", "" },
};

static void test_trap(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();

	assert_string_equal(str_cstr(a, yaml_trap(a, str_from(row->text))),
			    row->want);
	arena_close(a);
}

static void test_depth(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	struct buf text = buf_make(a);

	(void)state;
	diags_init(&diags, a);
	for (int i = 0; i < 64; i++)
		buf_char(&text, '[');
	for (int i = 0; i < 64; i++)
		buf_char(&text, ']');
	assert_non_null(yaml_parse(
	    a, source_make(a, "t", buf_view(&text), &diags), &diags));
	buf_char(&text, ']');
	text.at[64] = '[';
	assert_null(yaml_parse(a, source_make(a, "t", buf_view(&text), &diags),
			       &diags));
	assert_string_equal(message_slug(diags.items[0].message),
			    "yaml-too-deep");
	assert_int_equal(diags.items[0].span.from, 64);
	arena_close(a);
}

/* Past 64 keys repeated ones are found by sorting. */
static void test_many_keys(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	struct buf text = buf_make(a);
	struct node *root;

	(void)state;
	diags_init(&diags, a);
	for (int i = 0; i < 300; i++)
		buf_fmt(&text, "k%d: %d\n", i % 299, i);
	root =
	    yaml_parse(a, source_make(a, "t", buf_view(&text), &diags), &diags);
	assert_int_equal(diags.errors, 1);
	assert_int_equal(span_place(diags.items[0].span).line, 300);
	assert_int_equal(span_place(diags.items[0].notes->span).line, 1);
	assert_int_equal(root->count, 299);
	assert_true(str_is(root->first->text, "0"));
	assert_true(str_is(root->last->text, "298"));
	assert_true(str_is(node_get(root, "k0")->text, "0"));
	arena_close(a);
}

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

static struct CMUnitTest tests[COUNT(trees) + COUNT(spans) + COUNT(kept) +
			       COUNT(traps) + 2];
static size_t test_count;

static void add(CMUnitTestFunction function, const struct row *rows,
		size_t count)
{
	for (size_t i = 0; i < count; i++)
		tests[test_count++] = (struct CMUnitTest){
			.name = rows[i].name,
			.test_func = function,
			.initial_state = (void *)(uintptr_t)&rows[i],
		};
}

int main(void)
{
	static const struct row depth = { .name = "64 brackets, not 65" };
	static const struct row many = { .name = "many keys" };

	add(test_tree, trees, COUNT(trees));
	add(test_span, spans, COUNT(spans));
	add(test_kept, kept, COUNT(kept));
	add(test_trap, traps, COUNT(traps));
	add(test_depth, &depth, 1);
	add(test_many_keys, &many, 1);
	return _cmocka_run_group_tests("yaml", tests, test_count, NULL, NULL);
}
