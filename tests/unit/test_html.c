/*
 * The HTML writer: what it escapes, what it refuses in an address, what is a
 * bug of ours (the process ends with 70), and Markdown as HTML.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "format/html.h"
#include "format/markdown.h"

/* One attribute's value, as it is written on <a>. */
static const struct attr_row {
	const char *name;
	const char *attr;
	const char *value;
	const char *want;
} attr_rows[] = {
	{ "text is escaped", "title", "a\"b'c<d>&e",
	  "a&quot;b&#39;c&lt;d&gt;&amp;e" },
	{ "a line end stays", "title", "a\nb", "a\nb" },
	{ "a control character goes", "title",
	  "a\x01"
	  "b\x7F",
	  "a\xEF\xBF\xBD"
	  "b\xEF\xBF\xBD" },
	{ "every control but tabs and line ends", "title",
	  "\x01\b\t\n\v\f\r\x0E\x1F ",
	  "\xEF\xBF\xBD\xEF\xBF\xBD\t\n\xEF\xBF\xBD\xEF\xBF\xBD\r"
	  "\xEF\xBF\xBD\xEF\xBF\xBD " },
	{ "http", "href", "http://a.b/?c=1&d", "http://a.b/?c=1&amp;d" },
	{ "https in capitals", "href", "HTTPS://a.b", "HTTPS://a.b" },
	{ "mailto", "href", "mailto:a@b.c", "mailto:a@b.c" },
	{ "an id", "href", "#a:b", "#a:b" },
	{ "a relative path", "href", "a/b:c?d:e", "a/b:c?d:e" },
	{ "an absolute path", "href", "/a/b", "/a/b" },
	{ "a query with a colon", "href", "?a:b", "?a:b" },
	{ "no address", "href", "", "" },
	{ "javascript", "href", "javascript:alert(1)", "#" },
	{ "javascript in capitals", "href", "JavaScript:alert(1)", "#" },
	{ "javascript after a space", "href", " javascript:alert(1)", "#" },
	{ "javascript with a tab", "href", "java\tscript:alert(1)", "#" },
	{ "javascript with a line end", "href", "javascript\n:alert(1)", "#" },
	{ "javascript after a control", "href", "\x01javascript:alert(1)",
	  "#" },
	{ "javascript in an entity stays text", "href",
	  "javascript&#58;alert(1)", "javascript&amp;#58;alert(1)" },
	{ "vbscript", "href", "vbscript:x", "#" },
	{ "data", "href", "data:text/html,x", "#" },
	{ "data:image in href", "href", "data:image/png;base64,AA", "#" },
	{ "file", "href", "file:///etc/passwd", "#" },
	{ "no scheme before the colon", "href", ":x", "#" },
	{ "another host", "href", "//a.b/c", "#" },
	{ "another host, backslashes", "href", "\\\\a.b", "#" },
	{ "another host, mixed", "href", "/\\a.b", "#" },
	{ "a form's action", "action", "javascript:x", "#" },
	{ "src", "src", "javascript:x", "#" },
	{ "an image in src", "src",
	  "data:image/png;base64,AA==", "data:image/png;base64,AA==" },
	{ "an SVG image in src", "src",
	  "data:image/svg+xml;base64,AA==", "data:image/svg+xml;base64,AA==" },
	{ "another kind of data in src", "src", "data:image/x;text/html,x",
	  "#" },
	{ "data of no image in src", "src", "data:text/html;base64,AA", "#" },
	{ "a colour", "fill", "#336699", "#336699" },
	{ "a pattern of ours", "fill", "url(#p)", "url(#p)" },
	{ "a pattern from elsewhere", "fill", "URL(//a.b)", "none" },
	{ "aria-*", "aria-label", "<", "&lt;" },
	{ "data-*", "data-step", "<", "&lt;" },
};

enum { ATTR_ROWS = sizeof(attr_rows) / sizeof(*attr_rows) };

static void test_attr(void **state)
{
	const struct attr_row *row = *state;
	struct arena *a = arena_open();
	struct buf out = buf_make(a), want = buf_make(a);
	struct html h = html_make(&out);

	HTML_OPEN(&h, "a", { row->attr, str_from(row->value) });
	html_close(&h, "a");
	buf_fmt(&want, "<a %s=\"%s\"></a>", row->attr, row->want);
	buf_char(&want, '\0');
	buf_char(&out, '\0');
	assert_string_equal(out.at, want.at);
	arena_close(a);
}

/* Bugs: each ends the process. */
static void bug_unknown_attr(struct html *h)
{
	HTML_OPEN(h, "a", { "hrefs", STR("x") });
}
static void bug_style(struct html *h)
{
	HTML_OPEN(h, "a", { "style", STR("x") });
}
static void bug_handler(struct html *h)
{
	HTML_OPEN(h, "a", { "onclick", STR("x") });
}
static void bug_srcdoc(struct html *h)
{
	HTML_OPEN(h, "a", { "srcdoc", STR("x") });
}
static void bug_aria(struct html *h)
{
	HTML_OPEN(h, "a", { "aria-x=\"", STR("x") });
}
static void bug_twice(struct html *h)
{
	HTML_OPEN(h, "a", { "id", STR("x") }, { "id", STR("y") });
}
static void bug_element(struct html *h)
{
	html_open(h, "a b", NULL);
}
static void bug_close_other(struct html *h)
{
	html_open(h, "p", NULL);
	html_open(h, "em", NULL);
	html_close(h, "p");
}
static void bug_close_alone(struct html *h)
{
	html_close(h, "p");
}
static void bug_void_open(struct html *h)
{
	html_open(h, "br", NULL);
}
static void bug_void_full(struct html *h)
{
	html_void(h, "p", NULL);
}
static void bug_depth(struct html *h)
{
	for (int i = 0; i <= HTML_DEPTH; i++)
		html_open(h, "div", NULL);
}
static void bug_attrs(struct html *h)
{
	struct html_attr attrs[HTML_ATTRS + 2] = { { 0 } };
	static const char *const names[] = { "id", "x",  "y",  "x1", "x2",
					     "y1", "y2", "cx", "cy", "r",
					     "rx", "ry", "d" };

	for (int i = 0; i <= HTML_ATTRS; i++)
		attrs[i].name = names[i];
	html_open(h, "g", attrs);
}
static void bug_script(struct html *h)
{
	html_element(h, "script", NULL, STR("x"));
}

/* Each attribute of the table is found: one out of its order hides others. */
static const char every_attribute[] =
    "abbr accept accept-charset action align alt "
    "autocapitalize autocomplete autofocus charset checked "
    "cite class clip-path cols colspan content crossorigin cx "
    "cy d datetime defer dir disabled dominant-baseline "
    "download dx dy enctype fill fill-opacity fill-rule "
    "focusable font-family font-size font-style font-weight "
    "for form formaction formmethod gradientUnits headers "
    "height hidden high href hreflang id inputmode integrity "
    "label lang list loading low marker-end marker-start max "
    "maxlength media method min minlength multiple name "
    "novalidate offset opacity open optimum pathLength "
    "pattern patternTransform patternUnits placeholder points "
    "preserveAspectRatio property r readonly rel required "
    "reversed role rows rowspan rx ry scope selected "
    "shape-rendering size sizes span spellcheck src start "
    "step stop-color stop-opacity stroke stroke-dasharray "
    "stroke-dashoffset stroke-linecap stroke-linejoin "
    "stroke-opacity stroke-width summary tabindex target "
    "text-anchor textLength title transform type value "
    "vector-effect version viewBox width wrap x x1 x2 "
    "xml:lang xmlns y y1 y2";

static void test_every_attribute(void **state)
{
	struct arena *a = arena_open();
	struct str left = str_from(every_attribute);

	(void)state;
	while (left.len > 0) {
		size_t end = str_find(left, STR(" "), 0);
		const char *name = str_cstr(a, str_sub(left, 0, end));
		struct buf out = buf_make(a), want = buf_make(a);
		struct html h = html_make(&out);

		HTML_OPEN(&h, "a", { name, STR("x") });
		buf_fmt(&want, "<a %s=\"x\">", name);
		assert_true(str_eq(buf_view(&out), buf_view(&want)));
		left = end == SIZE_MAX ? STR_NONE
				       : str_sub(left, end + 1, left.len);
	}
	arena_close(a);
}

static const struct bug_row {
	const char *name;
	void (*run)(struct html *h);
} bug_rows[] = {
	{ "bug: unknown attribute", bug_unknown_attr },
	{ "bug: style", bug_style },
	{ "bug: onclick", bug_handler },
	{ "bug: srcdoc", bug_srcdoc },
	{ "bug: a sign in an attribute's name", bug_aria },
	{ "bug: an attribute twice", bug_twice },
	{ "bug: a sign in an element's name", bug_element },
	{ "bug: closing another element", bug_close_other },
	{ "bug: closing nothing", bug_close_alone },
	{ "bug: opening a void element", bug_void_open },
	{ "bug: voiding an element", bug_void_full },
	{ "bug: too deep", bug_depth },
	{ "bug: too many attributes", bug_attrs },
	{ "bug: text in a script", bug_script },
};

enum { BUG_ROWS = sizeof(bug_rows) / sizeof(*bug_rows) };

static void test_bug(void **state)
{
	const struct bug_row *row = *state;
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		struct buf out = buf_make(arena_open());
		struct html h = html_make(&out);

		close(STDERR_FILENO);
		row->run(&h);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 70);
}

static const struct page_row {
	const char *name;
	const char *markdown;
	const char *want;
} page_rows[] = {
	{ "paragraph", "a & <b", "<p>a &amp; &lt;b</p>\n" },
	{ "a line end is one", "a\nb\\\nc", "<p>a\nb<br/>\nc</p>\n" },
	{ "emphasis", "*a* **b** `c<`",
	  "<p><em>a</em> <strong>b</strong> <code>c&lt;</code></p>\n" },
	{ "headings", "# a\n\n###### b", "<h1>a</h1>\n<h6>b</h6>\n" },
	{ "tight list", "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n" },
	{ "loose list from 3", "3. a\n\n4. b",
	  "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n"
	  "</ol>\n" },
	{ "nested list", "1. a\n   - b",
	  "<ol>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ol>\n" },
	{ "quote", "> a", "<blockquote><p>a</p>\n</blockquote>\n" },
	{ "code", "```yaml x\n<a>\n```",
	  "<pre><code class=\"language-yaml\">&lt;a&gt;\n</code></pre>\n" },
	{ "code without a language", "    a", "<pre><code>a\n</code></pre>\n" },
	{ "rule", "a\n\n***", "<p>a</p>\n<hr/>\n" },
	{ "table", "| a | b |\n|:-:|---|\n| *c* | |",
	  "<table>\n<thead><tr><th scope=\"col\" class=\"center\">a</th>"
	  "<th scope=\"col\">b</th></tr>\n</thead>\n<tbody>\n<tr>"
	  "<td class=\"center\"><em>c</em></td><td></td></tr>\n"
	  "</tbody></table>\n" },
	{ "section", "::: case\na\n:::",
	  "<section class=\"case\">\n<p>a</p>\n</section>\n" },
	{ "chart without a hook", "```chart radar\na\n```",
	  "<pre><code class=\"language-chart\">a\n</code></pre>\n" },
	{ "link", "[a](b \"c\")", "<p><a href=\"b\" title=\"c\">a</a></p>\n" },
	{ "hostile link", "[a](javascript:x)", "<p><a href=\"#\">a</a></p>\n" },
	{ "image", "![a *b*](c.png)",
	  "<p><img src=\"c.png\" alt=\"a b\"/></p>\n" },
	{ "no raw HTML", "<script>x</script>\n\na <b>c</b>", "<p>a c</p>\n" },
	{ "no comment", "<!-- a -->\n\nb", "<p>b</p>\n" },
};

enum { PAGE_ROWS = sizeof(page_rows) / sizeof(*page_rows) };

static struct md *read_page(struct arena *a, const char *text)
{
	struct diags diags;
	struct md *tree;

	diags_init(&diags, a);
	tree = markdown_parse(a, source_make(a, "t", str_from(text), &diags),
			      &diags);
	assert_non_null(tree);
	return tree;
}

static void test_page(void **state)
{
	const struct page_row *row = *state;
	struct arena *a = arena_open();
	struct buf out = buf_make(a);
	struct html h = html_make(&out);

	html_markdown(&h, read_page(a, row->markdown), NULL);
	buf_char(&out, '\0');
	assert_string_equal(out.at, row->want);
	arena_close(a);
}

static void draw(struct html *h, const struct md *chart, void *context)
{
	(void)context;
	HTML_VOID(h, "path", { "d", chart->text });
}

static bool wrap(struct html *h, const struct md *section, void *context)
{
	if (!str_is(section->name, "slide"))
		return false;
	html_open(h, "aside", NULL);
	html_markdown(h, section, context);
	html_close(h, "aside");
	return true;
}

static struct str name_heading(const struct md *heading, void *context)
{
	(void)context;
	return heading->level == 1 ? STR("top") : STR_NONE;
}

static void test_hooks(void **state)
{
	struct arena *a = arena_open();
	struct buf out = buf_make(a);
	struct html h = html_make(&out);
	struct html_hooks hooks = { .chart = draw,
				    .section = wrap,
				    .heading_id = name_heading,
				    .heading_shift = 2 };

	(void)state;
	hooks.context = &hooks;
	html_markdown(&h,
		      read_page(a, "# a\n\n##### b\n\n::: slide\n```chart x\n"
				   "M0\n```\n:::\n\n::: case\n:::\n"),
		      &hooks);
	buf_char(&out, '\0');
	assert_string_equal(out.at, "<h3 id=\"top\">a</h3>\n<h6>b</h6>\n"
				    "<aside><path d=\"M0\n\"/></aside>"
				    "<section class=\"case\">\n</section>\n");
	arena_close(a);
}

static void test_fragments(void **state)
{
	struct arena *a = arena_open();
	struct buf out = buf_make(a);
	struct html h = html_make(&out);

	(void)state;
	html_element(&h, "p", "note", STR("<é>"));
	html_frag(&h, HTML_FRAG("<!-- x -->"));
	html_newline(&h);
	html_void(&h, "br", NULL);
	buf_char(&out, '\0');
	assert_string_equal(out.at, "<p class=\"note\">&lt;é&gt;</p>"
				    "<!-- x -->\n<br/>");
	arena_close(a);
}

int main(void)
{
	static struct CMUnitTest tests[ATTR_ROWS + BUG_ROWS + PAGE_ROWS + 3] = {
		cmocka_unit_test(test_hooks),
		cmocka_unit_test(test_fragments),
		cmocka_unit_test(test_every_attribute),
	};
	size_t count = 3;

	for (size_t i = 0; i < ATTR_ROWS; i++)
		tests[count++] = (struct CMUnitTest){
			.name = attr_rows[i].name,
			.test_func = test_attr,
			.initial_state = (void *)(uintptr_t)&attr_rows[i],
		};
	for (size_t i = 0; i < BUG_ROWS; i++)
		tests[count++] = (struct CMUnitTest){
			.name = bug_rows[i].name,
			.test_func = test_bug,
			.initial_state = (void *)(uintptr_t)&bug_rows[i],
		};
	for (size_t i = 0; i < PAGE_ROWS; i++)
		tests[count++] = (struct CMUnitTest){
			.name = page_rows[i].name,
			.test_func = test_page,
			.initial_state = (void *)(uintptr_t)&page_rows[i],
		};
	return _cmocka_run_group_tests("html", tests, count, NULL, NULL);
}
