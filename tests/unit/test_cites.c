/*
 * Citations, `[^id]`: found in a text, whole in one text of the tree, and
 * what the two writers make of them with a hook and without.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../fuzz/markdown_outline.h"
#include "format/html.h"

#define ID64 "abcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcdefgh"

/* --- finding -------------------------------------------------------------- */

static const struct find_row {
	const char *name;
	const char *text;
	const char *want;	/* "offset:id " for each */
} find_rows[] = {
	{ "none", "a [b] ^c", "" },
	{ "one", "a[^b]", "1:b " },
	{ "two together", "[^a][^b_2]", "0:a 4:b_2 " },
	{ "after a false start", "[^ [^[^a]", "5:a " },
	{ "not closed", "[^a", "" },
	{ "empty", "[^]", "" },
	{ "no id", "[^A] [^1] [^a b] [^a-b] [^a]", "24:a " },
	{ "a link's text", "[a](b) [^c](d)", "7:c " },
	{ "the longest id", "[^" ID64 "]", "0:" ID64 " " },
	{ "one letter too many", "[^" ID64 "a]", "" },
	{ "brackets in brackets", "[[^a]]", "1:a " },
};
enum { FIND_ROWS = sizeof(find_rows) / sizeof(*find_rows) };

static void test_find(void **state)
{
	const struct find_row *row = *state;
	struct arena *a = arena_open();
	struct buf out = buf_make(a);
	size_t at = 0, from;
	struct str id;

	while (md_next_cite(str_from(row->text), &at, &id, &from)) {
		buf_fmt(&out, "%zu:%.*s ", from, STR_ARGS(id));
		assert_int_equal(at, from + id.len + 3);
	}
	assert_string_equal(str_cstr(a, buf_view(&out)), row->want);
	arena_close(a);
}

/* --- writing -------------------------------------------------------------- */

/* `known` facts get a number; others stay as they are. */
static bool known(struct str id, char *number)
{
	*number = str_is(id, "one") ? '1' : '2';
	return str_is(id, "one") || str_is(id, "two");
}

static bool cite_markdown(struct buf *out, struct str id, void *context)
{
	char number;

	(void)context;
	if (known(id, &number))
		buf_fmt(out, "\\[%c\\]", number);
	return known(id, &number);
}

static bool cite_html(struct html *h, struct str id, void *context)
{
	char number;

	(void)context;
	if (known(id, &number))
		html_element(h, "sup", NULL, (struct str){ &number, 1 });
	return known(id, &number);
}

static const struct write_row {
	const char *name;
	const char *text;
	const char *markdown, *html;	/* with the hook */
	const char *bare;		/* HTML without it */
} rows[] = {
	{ "in a sentence", "A[^one]. B [^two] c.",
	  "A\\[1\\]. B \\[2\\] c.\n",
	  "<p>A<sup>1</sup>. B <sup>2</sup> c.</p>\n",
	  "<p>A[^one]. B [^two] c.</p>\n" },
	{ "one that the hook leaves", "A[^one][^no][^two]<",
	  "A\\[1\\]\\[^no\\]\\[2\\]\\<\n",
	  "<p>A<sup>1</sup>[^no]<sup>2</sup>&lt;</p>\n",
	  "<p>A[^one][^no][^two]&lt;</p>\n" },
	{ "at both ends of emphasis", "*[^one]a[^two]*",
	  "*\\[1\\]a\\[2\\]*\n",
	  "<p><em><sup>1</sup>a<sup>2</sup></em></p>\n",
	  "<p><em>[^one]a[^two]</em></p>\n" },
	{ "after emphasis", "_a_[^one]b", "*a*\\[1\\]b\n",
	  "<p><em>a</em><sup>1</sup>b</p>\n", "<p><em>a</em>[^one]b</p>\n" },
	{ "in a cell", "| a |\n|---|\n| b[^one] |",
	  "| a |\n| --- |\n| b\\[1\\] |\n",
	  "<table>\n<thead><tr><th scope=\"col\">a</th></tr>\n</thead>\n"
	  "<tbody>\n<tr><td>b<sup>1</sup></td></tr>\n</tbody></table>\n",
	  "<table>\n<thead><tr><th scope=\"col\">a</th></tr>\n</thead>\n"
	  "<tbody>\n<tr><td>b[^one]</td></tr>\n</tbody></table>\n" },
	{ "in a heading", "# a[^one]", "# a\\[1\\]\n", "<h1>a<sup>1</sup></h1>\n",
	  "<h1>a[^one]</h1>\n" },
	{ "code is text", "`[^one]`", "`[^one]`\n",
	  "<p><code>[^one]</code></p>\n", "<p><code>[^one]</code></p>\n" },
	{ "a link is a link", "[^one](b)", "[^one](b)\n",
	  "<p><a href=\"b\">^one</a></p>\n", "<p><a href=\"b\">^one</a></p>\n" },
	{ "signs inside an id", "a_[^one]_b *c[^two]*",
	  "a\\_\\[1\\]\\_b *c\\[2\\]*\n",
	  "<p>a_<sup>1</sup>_b <em>c<sup>2</sup></em></p>\n",
	  "<p>a_[^one]_b <em>c[^two]</em></p>\n" },
};
enum { ROWS = sizeof(rows) / sizeof(*rows) };

static struct md *read_text(struct arena *a, const char *text)
{
	struct diags diags;
	struct md *tree;

	diags_init(&diags, a);
	tree = outline_read(a, str_from(text), &diags);
	assert_non_null(tree);
	assert_int_equal(diags.count, 0);
	return tree;
}

static const char *as_html(struct arena *a, const struct md *tree,
			   const struct html_hooks *hooks)
{
	struct buf out = buf_make(a);
	struct html h = html_make(&out);

	html_markdown(&h, tree, hooks);
	return str_cstr(a, buf_view(&out));
}

static void test_write(void **state)
{
	const struct write_row *row = *state;
	struct arena *a = arena_open();
	struct md *tree = read_text(a, row->text), *again;
	struct md_writer writer = { .cite = cite_markdown };
	struct html_hooks hooks = { .cite = cite_html };
	struct buf out = buf_make(a);
	struct diags diags;

	markdown_write(&out, tree, &writer);
	assert_string_equal(str_cstr(a, buf_view(&out)), row->markdown);
	assert_string_equal(as_html(a, tree, &hooks), row->html);
	assert_string_equal(as_html(a, tree, NULL), row->bare);
	diags_init(&diags, a);
	again = outline_reread(a, tree, &diags);
	assert_string_equal(str_cstr(a, outline_of(a, again)),
			    str_cstr(a, outline_of(a, tree)));
	arena_close(a);
}

/* However cmark cuts a text at its brackets, the tree joins it again. */
static void test_whole(void **state)
{
	struct arena *a = arena_open();
	const struct md *p =
	    read_text(a, "a]b[^c_d]e[^f_g] \\[^h] &#91;^i]")->first;

	(void)state;
	assert_int_equal(p->kind, MD_PARAGRAPH);
	assert_ptr_equal(p->first, p->last);
	assert_string_equal(str_cstr(a, p->first->text),
			    "a]b[^c_d]e[^f_g] [^h] [^i]");
	arena_close(a);
}

int main(void)
{
	static struct CMUnitTest tests[FIND_ROWS + ROWS + 1] = {
		cmocka_unit_test(test_whole),
	};
	size_t n = 1;

	for (size_t i = 0; i < FIND_ROWS; i++)
		tests[n++] = (struct CMUnitTest){
			.name = find_rows[i].name,
			.test_func = test_find,
			.initial_state = (void *)(uintptr_t)&find_rows[i],
		};
	for (size_t i = 0; i < ROWS; i++)
		tests[n++] = (struct CMUnitTest){
			.name = rows[i].name,
			.test_func = test_write,
			.initial_state = (void *)(uintptr_t)&rows[i],
		};
	return _cmocka_run_group_tests("cites", tests, n, NULL, NULL);
}
