/*
 * The Markdown tree: what is read, with places; what is refused, and where;
 * that writing and reading again changes nothing; that escaped text is only
 * text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <time.h>

#include "../fuzz/markdown_outline.h"
#include "base/arena.h"
#include "format/markdown.h"

/* The tree as one line: kind letters, texts in quotes, children in (). */
static void sketch(struct buf *out, const struct md *md)
{
	static const char *const names[] = {
		[MD_DOCUMENT] = "doc",   [MD_HEADING] = "h",
		[MD_PARAGRAPH] = "p",    [MD_LIST] = "list",
		[MD_ITEM] = "item",      [MD_QUOTE] = "quote",
		[MD_CODE_BLOCK] = "pre", [MD_RULE] = "rule",
		[MD_TABLE] = "table",    [MD_ROW] = "row",
		[MD_CELL] = "cell",      [MD_SECTION] = "section",
		[MD_CHART] = "chart",    [MD_HTML] = "html",
		[MD_TEXT] = "",          [MD_SOFT_BREAK] = "~",
		[MD_LINE_BREAK] = "/",   [MD_CODE] = "code",
		[MD_EMPH] = "em",        [MD_STRONG] = "strong",
		[MD_LINK] = "a",         [MD_IMAGE] = "img",
	};
	static const char *const aligns[] = { "", "<", "=", ">" };

	buf_text(out, names[md->kind]);
	if (md->level > 0)
		buf_int(out, md->level);
	if (md->ordered)
		buf_int(out, md->start);
	if (md->kind == MD_LIST && !md->tight)
		buf_char(out, '+');
	buf_text(out, aligns[md->align]);
	if (md->name.len > 0 || md->url.len > 0)
		buf_fmt(out, "[%.*s%.*s]", STR_ARGS(md->name),
			STR_ARGS(md->url));
	if (md->info.len > 0)
		buf_fmt(out, "{%.*s}", STR_ARGS(md->info));
	for (const struct md_attr *a = md->attrs; a != NULL; a = a->next)
		buf_fmt(out, "{%.*s=%.*s}", STR_ARGS(a->key),
			STR_ARGS(a->value));
	if (md->text.len > 0)
		buf_fmt(out, "'%.*s'", STR_ARGS(md->text));
	if (md->first == NULL)
		return;
	buf_char(out, '(');
	for (const struct md *child = md->first; child; child = child->next) {
		if (child != md->first)
			buf_char(out, ' ');
		sketch(out, child);
	}
	buf_char(out, ')');
}

static const struct row {
	const char *name;
	const char *text;
	const char *want;
} rows[] = {
	{ "nothing", "", "doc" },
	{ "heading with an id", "## `service` Processus\n",
	  "doc(h2(code'service' ' Processus'))" },
	{ "heading over two lines", "a\nb\n---\n", "doc(h2('a b'))" },
	{ "breaks", "a\nb\\\nc  \nd\n", "doc(p('a' ~ 'b' / 'c' / 'd'))" },
	{ "emphasis within emphasis", "*a *b* c* **d __e__ f**",
	  "doc(p(em('a b c') ' ' strong('d e f')))" },
	{ "strong and emphasis", "***a*** **_b_**",
	  "doc(p(em(strong('a')) ' ' strong(em('b'))))" },
	{ "ordered list from 3", "3. a\n4. b\n",
	  "doc(list3(item(p('a')) item(p('b'))))" },
	{ "loose list", "- a\n\n- b\n",
	  "doc(list+(item(p('a')) item(p('b'))))" },
	{ "two lists", "- a\n\n+ b\n",
	  "doc(list(item(p('a'))) list(item(p('b'))))" },
	{ "quote", "> a\n> b\n", "doc(quote(p('a' ~ 'b')))" },
	{ "fenced code", "```yaml\na: 1\n```\n", "doc(pre{yaml}'a: 1\n')" },
	{ "chart", "```chart radar\nscore\n```\n",
	  "doc(chart[radar]{chart radar}'score\n')" },
	{ "charts is no chart", "```charts x\n```\n", "doc(pre{charts x})" },
	{ "raw HTML is kept", "<!-- a -->\n\nb <i>c</i>\n",
	  "doc(html'<!-- a -->\n' p('b ' html'<i>' 'c' html'</i>'))" },
	{ "a definition serves every section", "::: a\n[x]\n:::\n\n[x]: /u\n",
	  "doc(section[a](p(a[/u]('x'))))" },
	{ "an autolink in a link", "[a<http://b>](u)",
	  "doc(p(a[u]('ahttp://b')))" },
	/* sections */
	{ "section", "::: case\na\n:::\n", "doc(section[case](p('a')))" },
	{ "section with attributes",
	  "::: activity {minutes=10 titre=\"a \\\"b\\\" \\\\c\" x=\"\"}\n:::\n",
	  "doc(section[activity]{minutes=10}{titre=a \"b\" \\c}{x=})" },
	{ "sections in sections", "::: a\n::: b\nc\n:::\nd\n:::\ne\n",
	  "doc(section[a](section[b](p('c')) p('d')) p('e'))" },
	{ "longer fences", ":::: a\n::: b\n:::\n::::\n",
	  "doc(section[a](section[b]))" },
	{ "a section ends a list", "::: a\n- b\n:::\n- c\n",
	  "doc(section[a](list(item(p('b')))) list(item(p('c'))))" },
	{ "a section ends a paragraph", "a\n::: b\nc\n:::\nd\n",
	  "doc(p('a') section[b](p('c')) p('d'))" },
	{ "fences in code are text", "::: a\n```\n::: b\n:::\n```\n:::\n",
	  "doc(section[a](pre'::: b\n:::\n'))" },
	{ "fences in a comment are text", "<!--\n::: b\n-->\n\na\n",
	  "doc(html'<!--\n::: b\n-->\n' p('a'))" },
	{ "a code fence in a list ends with it",
	  "- a\n  ```\n  b\nc\n::: d\n:::\n",
	  "doc(list(item(p('a') pre'b\n')) p('c') section[d])" },
	{ "an escaped fence is text", "\\::: a\n", "doc(p('::: a'))" },
	{ "two colons are text", ":: a\n", "doc(p(':: a'))" },
	{ "front matter", "---\nid: x\n---\n# a\n", "doc'id: x\n'(h1('a'))" },
	{ "fences in front matter are text", "---\nid: |\n::: x\n---\na\n",
	  "doc'id: |\n::: x\n'(p('a'))" },
	{ "two rules are no front matter", "---\n\na\n\n---\n",
	  "doc(rule p('a') rule)" },
	/* tables */
	{ "table", "| a | b |\n|---|---|\n| c | d |\n",
	  "doc(table(row(cell('a') cell('b')) row(cell('c') cell('d'))))" },
	{ "table, alignments", "a | b | c\n:-- | :-: | --:\n",
	  "doc(table(row(cell<('a') cell=('b') cell>('c'))))" },
	{ "table, one column", "| a |\n| - |\n| b |\n",
	  "doc(table(row(cell('a')) row(cell('b'))))" },
	{ "table, empty cells", "| | a |\n|-|-|\n|||\n",
	  "doc(table(row(cell cell('a')) row(cell cell)))" },
	{ "table, pipes that are text", "| a\\|b | `c\\|d` |\n|-|-|\n",
	  "doc(table(row(cell('a|b') cell(code'c|d'))))" },
	{ "table, a backslash before a pipe", "| `a\\\\|b` |\n|-|\n",
	  "doc(table(row(cell(code'a\\|b'))))" },
	{ "table, inlines", "| *a* | [b](c) | &amp; | \\* |\n|-|-|-|-|\n",
	  "doc(table(row(cell(em('a')) cell(a[c]('b')) cell('&') "
	  "cell('*'))))" },
	{ "table, a cell is no block",
	  "| - a | # b | 1. c | d # |\n|-|-|-|-|\n",
	  "doc(table(row(cell('- a') cell('# b') cell('1. c') "
	  "cell('d #'))))" },
	{ "table under a paragraph", "*x*\n- y\n",
	  "doc(p(em('x')) "
	  "list(item(p('y'))))" },
	{ "table right after text", "*x*\ny\n| a |\n|---|\n| b |\n",
	  "doc(p(em('x') ~ 'y') table(row(cell('a')) row(cell('b'))))" },
	{ "table in a quote in a list", "- > | a |\n  > |---|\n  > | b |\n",
	  "doc(list(item(quote(table(row(cell('a')) row(cell('b')))))))" },
	{ "table, a heading instead", "| a |\n---\n", "doc(h2('| a |'))" },
	{ "pipes alone make no table", "a | b\nc | d\n",
	  "doc(p('a | b' ~ 'c | d'))" },
};

enum { ROWS = sizeof(rows) / sizeof(*rows) };

static struct md *read_text(struct arena *a, const char *text,
			    struct diags *diags)
{
	struct source *s;

	diags_init(diags, a);
	s = source_make(a, "t", str_from(text), diags);
	assert_non_null(s);
	return markdown_parse(a, s, diags);
}

static void test_read(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	struct diags diags;
	struct buf out = buf_make(a);
	struct md *tree = read_text(a, row->text, &diags);

	assert_int_equal(diags.count, 0);
	sketch(&out, tree);
	buf_char(&out, '\0');
	assert_string_equal(out.at, row->want);
	arena_close(a);
}

/* Every row is written and read again; so is what is hard to write. */
static const struct hard {
	const char *name;
	const char *text;
} hard[] = {
	{ "signs at the start of lines",
	  "1\\. a\n\\# b\n\\- c\n\\> d\n\\+ e\n2\\) f\n\\=== g\n\\~~~ h" },
	{ "signs of tables and sections",
	  "a\n\\---\nb\n\\::: c\n\\| d |\n\\|---|" },
	{ "white space at ends", "a&#32;\nb&#10;c&#9;d &#32;" },
	{ "signs within a line", "\\*a\\* \\_b_c_ \\[d](e) \\`f` \\<g> \\&amp; "
				 "\\\\ !\\[h](i) R&D < 3" },
	{ "code spans", "`` ` `` ` a ` `` a`b ``` c `` `  `" },
	{ "emphasis beside letters",
	  "a*b*c **d**e l’**« f »**g *&#32;h&nbsp;* *i!*j" },
	{ "emphasis within emphasis",
	  "*a***b** __c__*d* **_e_ f _g_** *a **b** c*" },
	{ "links and images", "[a \\] *b*](<c d> \"e \\\" f\") [](g) "
			      "[h](i\\)j) ![k](l) \\![m](n)" },
	{ "an address with an entity", "<http://a.b/c_d?e=f&amp;lt;>" },
	{ "lists in lists",
	  "- a\n  b\n\n  - c\n    > d\n\n      e\n- \n- ***\n- - f\n- # g" },
	{ "lists side by side",
	  "- a\n- b\n\n<!-- x -->\n\n- c\n\n1. d\n\n<!-- y -->\n\n1. e" },
	{ "a loose list of one block", "- a\n\n  <!-- only -->\n" },
	{ "quotes side by side in a tight list",
	  "- > a\n  <!-- x -->\n  > b\n  <!-- y -->\n  c" },
	{ "lists after text in a tight list",
	  "- a\n  <!-- x -->\n  2. b\n  <!-- y -->\n  -\n" },
	{ "empty items and quotes", "- + -\n\n> - > -\n>   >\n>\n" },
	{ "check boxes", "- [x] a\n- [ ] b\n- [x]\n- x\n\n  [ ] c" },
	{ "fences",
	  "````\n```\n````\n\n~~~ a`b\n```\n~~~\n\n``` a\\~b&amp;amp;\n```\n" },
	{ "code in containers",
	  "- ```\n  a\n\n   b\n  ```\n> ```\n> \n>  c\n> ```" },
	{ "cells",
	  "| a\\|b | `c\\|d` | e \\\\ |\n|:-|:-:|-:|\n| \\| | `\\\\|` | # |" },
	{ "headings", "# a # b \\#\n\n#\n\n## 1. - c\n\n###### d\\" },
	{ "rules", "***\n\n---\n\n___" },
	{ "a byte order mark", "&#65279;a" },
	{ "the largest number", "999999999. a\n1. b" },
	{ "a wide marker", "123456789. a\n\n           b" },
	{ "a break at the start", "\\\na" },
};

enum { HARD = sizeof(hard) / sizeof(*hard) };

static void check_round_trip(struct arena *a, const char *text)
{
	struct diags diags;
	struct md *tree = read_text(a, text, &diags), *again;
	struct buf first = buf_make(a), second = buf_make(a);

	markdown_write(&first, tree, NULL);
	buf_char(&first, '\0');
	again = read_text(a, first.at, &diags);
	assert_int_equal(diags.count, 0);
	if (!outline_has_html(tree))
		assert_string_equal(str_cstr(a, outline_of(a, again)),
				    str_cstr(a, outline_of(a, tree)));
	/* Once the raw HTML is gone, nothing changes any more. */
	markdown_write(&second, again, NULL);
	buf_char(&second, '\0');
	assert_string_equal(
	    str_cstr(a, outline_of(a, read_text(a, second.at, &diags))),
	    str_cstr(a, outline_of(a, again)));
}

static void test_round_trip(void **state)
{
	struct arena *a = arena_open();

	check_round_trip(a, *state);
	arena_close(a);
}

/* What is written, where its shape matters to people. */
static const struct row written[] = {
	{ "written: prose is left alone",
	  "L'essai (R&D) de foo_bar : 2 < 3, 1. x - y + z # t = u > v | w\n",
	  "L'essai (R&D) de foo_bar : 2 < 3, 1. x - y + z # t = u > v \\| "
	  "w\n" },
	{ "written: check boxes", "- [x] a\n- [ ] b\n", "- [x] a\n- [ ] b\n" },
	{ "written: table", "a|b\n-|-:\nc|*d*\n",
	  "| a | b |\n| --- | --: |\n| c | *d* |\n" },
	{ "written: section", "::: a {k=v t='}\nb\n:::\n",
	  "::: a {k=v t=\"'\"}\n\nb\n\n:::\n" },
	{ "written: nested list", "* a\n    * b\n", "- a\n  + b\n" },
	{ "written: raw HTML is left out", "<b>a</b>\n\n<!-- x -->\n\nc\n",
	  "a\n\nc\n" },
	{ "written: front matter", "---\nid: x\n---\na\n",
	  "---\nid: x\n---\n\na\n" },
	{ "written: a chart", "> ```chart x\n> y\n> ```\n",
	  "> | x |\n> | --- |\n> | y |\n" },
};

enum { WRITTEN = sizeof(written) / sizeof(*written) };

static void chart_table(struct buf *out, const struct md *chart, void *context)
{
	(void)context;
	buf_fmt(out, "| %.*s |\n| --- |\n| %.*s |\n", STR_ARGS(chart->name),
		STR_ARGS(str_trim(chart->text)));
}

static void test_written(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	struct diags diags;
	struct md_writer writer = { .chart = chart_table };
	struct buf out = buf_make(a);

	markdown_write(&out, read_text(a, row->text, &diags), &writer);
	buf_char(&out, '\0');
	assert_string_equal(out.at, row->want);
	arena_close(a);
}

#define C8 "a|a|a|a|a|a|a|a|"
#define C65 C8 C8 C8 C8 C8 C8 C8 C8 "a"
#define D8 "-|-|-|-|-|-|-|-|"
#define D65 "-:|" D8 D8 D8 D8 D8 D8 D8 "-|-|-|-|-|-|-|-"

/* Mistakes: the slug, and the text that is underlined. */
static const struct bad {
	const char *name;
	const char *text;
	const char *slug;
	const char *place;
} bads[] = {
	{ "section without an end", "a\n\n::: b\nc\n", "section-unclosed",
	  "::: b" },
	{ "end without a section", "a\n\n::: \nc\n", "section-close", ":::" },
	{ "section name", "::: Été\n:::\n", "section-name", "Été" },
	{ "section class", "::: {.x}\n:::\n", "section-name", "{.x}" },
	{ "attribute without a value", "::: a {b}\n:::\n", "section-attribute",
	  "b" },
	{ "attribute with an empty value", "::: a {b=}\n:::\n",
	  "section-attribute", "b=" },
	{ "attribute name", "::: a {B=c}\n:::\n", "section-attribute", "B=c" },
	{ "attribute quote unclosed", "::: a {b=\"c}\n:::\n",
	  "section-attribute", "b=\"c}" },
	{ "attribute twice", "::: a {b=1 b=2}\n:::\n",
	  "section-attribute-twice", "b=2" },
	{ "brace unclosed", "::: a {b=1\n:::\n", "section-brace", "{b=1" },
	{ "words after a section's name", "::: a b\n:::\n", "section-trailing",
	  "b" },
	{ "words after the attributes", "::: a {b=1} c\n:::\n",
	  "section-trailing", "c" },
	{ "section in a list", "- ::: a\n", "section-stray", ":::" },
	{ "section in a quote", "> b\n> ::: a\n", "section-stray", ":::" },
	{ "section indented", "  ::: a\n", "section-stray", ":::" },
	{ "sections too deep",
	  "::: a\n::: a\n::: a\n::: a\n::: a\n::: a\n::: a\n::: a\n::: b\n"
	  ":::\n:::\n:::\n:::\n:::\n:::\n:::\n:::\n:::\n",
	  "section-too-deep", "::: b" },
	{ "chart without a name", "```chart\n```\n", "chart-name",
	  "```chart\n```" },
	{ "chart with two names", "```chart a b\n```\n", "chart-name",
	  "```chart a b\n```" },
	{ "dashes for other columns", "| a | b |\n|---|\n", "table-columns",
	  "|---|" },
	{ "a table of 65 columns", C65 "\n" D65 "\n", "table-wide", D65 },
	{ "a row too long", "| a |\n|---|\n| b | c |\n", "table-row",
	  "| b | c |" },
	{ "a row too short", "| a | b |\n|---|---|\n| é |\n", "table-row",
	  "| é |" },
};

enum { BADS = sizeof(bads) / sizeof(*bads) };

static void test_bad(void **state)
{
	const struct bad *row = *state;
	struct arena *a = arena_open();
	struct diags diags;
	const struct diag *diag = &diags.items[0];

	assert_non_null(read_text(a, row->text, &diags));
	diag = &diags.items[0];
	assert_int_equal(diags.count, 1);
	assert_string_equal(message_slug(diag->message), row->slug);
	assert_string_equal(str_cstr(a, span_text(diag->span)), row->place);
	arena_close(a);
}

/* Text that must stay text. Wrapped around it: what a template may hold. */
static const char *const nasty[] = {
	"# a",
	"#",
	"- a",
	"-",
	"+ a",
	"* a",
	"***",
	"---",
	"===",
	"1. a",
	"1) a",
	"1.",
	"> a",
	">",
	"| a | b |",
	"|",
	"::: a",
	":::",
	"```",
	"~~~ x",
	"`a`",
	"``",
	"*a*",
	"**a**",
	"_a_",
	"a_b_c",
	"[a](b)",
	"[a]",
	"[a]: b",
	"![a](b)",
	"!",
	"[x] a",
	"<b>a</b>",
	"<!-- a -->",
	"<",
	">",
	"<http://a>",
	"&amp;",
	"&#35;",
	"&",
	"a\\",
	"\\",
	"\\\\",
	"\\*a\\*",
	"{{x}}",
	"{a=b}",
	"{",
	"    code",
	" a ",
	"\ta\t",
	"a  ",
	"a\nb",
	"a\r\nb",
	"a\rb",
	"a  \nb",
	"a\n\nb",
	"a\n# b",
	"a\n===",
	"a\n---",
	"a\n- b",
	"a\n| b |\n|---|",
	"\n",
	"\na\n",
	"a \n b",
	"a\\\nb",
	"--- |",
	"|---|---|",
	"\\|",
	"`|`",
	"a | b",
	"javascript:x",
	"http://a.b/c_d",
	"l'été « à » 100 %",
	"\"a\" 'b'",
	"a\vb\fc",
	"\v",
	"1986\\. A",
	"a#",
	"# #",
	"$x$ ^y^ ~z~",
	"- [ ] a",
	"[^1]",
	"a@b.c",
	"=",
	"+",
	"~",
};

enum { NASTY = sizeof(nasty) / sizeof(*nasty) };

/* The text with each of its line ends as one space. */
static struct str folded(struct arena *a, const char *text)
{
	struct buf out = buf_make(a);

	for (; *text != '\0'; text++)
		if (*text != '\r' || text[1] != '\n')
			buf_char(&out,
				 *text >= '\n' && *text <= '\r' ? ' ' : *text);
	return buf_view(&out);
}

/* `shape` has one %s; `want` is the sketch around the text. */
static const struct frame {
	const char *shape;
	const char *before;
	const char *after;
} frames[] = {
	{ "%s", "doc(p('", "'))" },
	{ "x%sy", "doc(p('x", "y'))" },
	{ "- %s", "doc(list(item(p('", "'))))" },
	{ "1. %s", "doc(list1(item(p('", "'))))" },
	{ "> %s", "doc(quote(p('", "')))" },
	{ "## %s", "doc(h2('", "'))" },
	{ "## %s ##", "doc(h2('", "'))" },
	{ "[%s](u)", "doc(p(a[u]('", "')))" },
	{ "x **%s** y", "doc(p('x ' strong('", "') ' y'))" },
	{ "|%s|\n|-|", "doc(table(row(cell('", "'))))" },
	{ "| a |\n|-|\n| %s |", "doc(table(row(cell('a')) row(cell('",
	  "'))))" },
	{ "::: a\n%s\n:::", "doc(section[a](p('", "')))" },
	{ "x\n%s", "doc(p('x' ~ '", "'))" },
};

enum { FRAMES = sizeof(frames) / sizeof(*frames) };

static void check_escape(struct arena *a, const struct frame *frame,
			 const char *text)
{
	struct buf escaped = buf_make(a), page = buf_make(a);
	struct buf got = buf_make(a), want = buf_make(a);
	struct diags diags;

	markdown_escape(&escaped, str_from(text));
	buf_char(&escaped, '\0');
	for (const char *c = frame->shape; *c != '\0'; c++) {
		if (c[0] == '%')
			buf_text(&page, escaped.at), c++;
		else
			buf_char(&page, *c);
	}
	buf_char(&page, '\0');
	sketch(&got, read_text(a, page.at, &diags));
	assert_int_equal(diags.count, 0);
	buf_text(&want, frame->before);
	buf_str(&want, folded(a, text));
	buf_text(&want, frame->after);
	buf_char(&got, '\0');
	buf_char(&want, '\0');
	assert_string_equal(got.at, want.at);
}

static void test_escape(void **state)
{
	for (size_t i = 0; i < NASTY; i++) {
		struct arena *a = arena_open();

		check_escape(a, *state, nasty[i]);
		arena_close(a);
	}
}

/* Places of blocks are exact; those of code spans and texts are found. */
static void test_places(void **state)
{
	static const char text[] = "# Été `a.b` c\n\n"
				   "- d `e`\n\n"
				   "  ```yaml\n  f\n  ```\n\n"
				   "```yaml\ng: 1\n```\n\n"
				   "| h | `i` |\n|---|---|\n";
	struct arena *a = arena_open();
	struct diags diags;
	struct md *tree = read_text(a, text, &diags);
	const struct md *heading = tree->first, *list = heading->next;
	const struct md *code = list->next, *table = code->next;

	(void)state;
	assert_string_equal(str_cstr(a, md_source(heading)), "# Été `a.b` c");
	assert_string_equal(str_cstr(a, md_source(md_first_code(heading))),
			    "a.b");
	assert_string_equal(str_cstr(a, md_plain(a, heading)), "Été a.b c");
	assert_string_equal(str_cstr(a, md_source(md_first_code(list))), "e");
	assert_null(list->first->first->next->body.source);
	assert_string_equal(str_cstr(a, span_text(code->body)), "g: 1\n");
	assert_string_equal(str_cstr(a, md_source(code)), "```yaml\ng: 1\n```");
	assert_string_equal(str_cstr(a, md_source(table->first->last)), "`i`");
	assert_string_equal(str_cstr(a, md_plain(a, table)), "h i");
	assert_null(md_first_code(code));
	arena_close(a);
}

/* What is as deep as the scan lets through is cut, with a word. */
static void test_depth(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	struct buf text = buf_make(a);

	(void)state;
	for (int i = 0; i < 28; i++)
		buf_fmt(&text, "%*s- a\n", 2 * i, "");
	buf_char(&text, '\0');
	assert_non_null(read_text(a, text.at, &diags));
	assert_int_equal(diags.count, 1);
	assert_string_equal(message_slug(diags.items[0].message),
			    "markdown-nesting");
	arena_close(a);
}

/* 4 MiB of what costs most, in seconds rather than hours. */
static void test_time(void **state)
{
	static const char *const units[] = {
		"::: a\n\n:::\n",    "|a\n-|\n",
		"|a|\n|-|\n|a|\n\n", "`a` ",
		"*a* _b_ **c**\n\n", "[a](b)![c](d)\n\n",
		"```chart a\n```\n", "- a\n",
		"> *a *b *c\n\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		struct arena *a = arena_open();
		struct diags diags;
		struct buf text = buf_make(a), out = buf_make(a);
		clock_t start = clock();
		struct md *tree;

		while (text.len < 1024 * 1024)
			buf_text(&text, units[i]);
		buf_char(&text, '\0');
		tree = read_text(a, text.at, &diags);
		if (tree != NULL)
			markdown_write(&out, tree, NULL);
		assert_true((clock() - start) / CLOCKS_PER_SEC < 20);
		arena_close(a);
	}
}

static size_t add(struct CMUnitTest *tests, size_t count, const char *name,
		  CMUnitTestFunction run, const void *row)
{
	tests[count] = (struct CMUnitTest){
		.name = name,
		.test_func = run,
		.initial_state = (void *)(uintptr_t)row,
	};
	return count + 1;
}

int main(void)
{
	static struct CMUnitTest
	    tests[2 * ROWS + HARD + WRITTEN + BADS + FRAMES + 3] = {
		    cmocka_unit_test(test_places),
		    cmocka_unit_test(test_depth),
		    cmocka_unit_test(test_time),
	    };
	size_t n = 3;

	for (size_t i = 0; i < ROWS; i++) {
		n = add(tests, n, rows[i].name, test_read, &rows[i]);
		n = add(tests, n, rows[i].name, test_round_trip, rows[i].text);
	}
	for (size_t i = 0; i < HARD; i++)
		n = add(tests, n, hard[i].name, test_round_trip, hard[i].text);
	for (size_t i = 0; i < WRITTEN; i++)
		n = add(tests, n, written[i].name, test_written, &written[i]);
	for (size_t i = 0; i < BADS; i++)
		n = add(tests, n, bads[i].name, test_bad, &bads[i]);
	for (size_t i = 0; i < FRAMES; i++)
		n = add(tests, n, frames[i].shape, test_escape, &frames[i]);
	return _cmocka_run_group_tests("markdown", tests, n, NULL, NULL);
}
