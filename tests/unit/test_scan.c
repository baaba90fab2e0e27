/*
 * The scan before the libraries: ordinary texts pass, hostile ones are
 * refused, and neither takes more than linear time.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "format/node.h"
#include "format/scan.h"

enum kind { YAML, MARKDOWN };

/* `unit` is repeated after `head` up to `size` bytes (0: once). */
struct row {
	const char *name;
	enum kind kind;
	const char *head;
	const char *unit;
	size_t size;
	const char *want; /* slug, or "" */
};

enum { KIB = 1024, MIB = 1024 * 1024 };

#define SP8 "        "
#define SP64 SP8 SP8 SP8 SP8 SP8 SP8 SP8 SP8

static const struct row rows[] = {
	{ "open brackets in a block scalar", YAML, "a: |\n",
	  "  voir [1, puis {2 (et ainsi\n", 64 * KIB, "" },
	{ "apostrophes in prose", YAML, "a: |\n", "  l'été 'n roll \"x\n",
	  64 * KIB, "" },
	{ "percent within lines", YAML, "a: 5 %\nb: |\n", " % x\n", 4 * KIB,
	  "" },
	{ "64 columns", YAML, "a: b\n", SP64 "c", 0, "" },
	{ "65 columns", YAML, "a: b\n", SP64 " c", 0, "indent-too-deep" },
	{ "eight tabs", YAML, "a: |\n \n", "\t\t\t\t\t\t\t\t\tx", 0,
	  "indent-too-deep" },
	{ "a comment far to the right", YAML, "a: b\n", SP64 SP8 "# c", 0, "" },
	{ "1024 empty lines", YAML, "a: b\n", "\n", 1028, "" },
	{ "1026 empty lines", YAML, "a: b\n", "\n", 1031, "blank-run" },
	{ "YAML [", YAML, "", "[", 4 * MIB, "yaml-too-deep" },
	{ "YAML - ", YAML, "", "- ", 4 * MIB, "yaml-too-deep" },
	{ "YAML ? ", YAML, "", "? ", 4 * MIB, "yaml-key" },
	{ "YAML {a: ", YAML, "", "{a: ", 4 * MIB, "yaml-too-deep" },
	{ "YAML > ", YAML, "", "> ", 4 * MIB, "yaml-block-header" },
	{ "YAML * ", YAML, "", "* ", 4 * MIB, "yaml-value-expected" },
	{ "YAML `", YAML, "", "`", 4 * MIB, "yaml-reserved" },
	{ "YAML ![[[", YAML, "", "![[[", 4 * MIB, "yaml-tag" },
	{ "YAML <!--", YAML, "", "<!--", 4 * MIB, "" },
	{ "YAML &a *a", YAML, "", "&a *a ", 4 * MIB, "yaml-anchor" },
	{ "YAML tabs", YAML, "", "\t", 4 * MIB, "blank-run" },
	{ "YAML directives", YAML, "", "%TAG ! a\n", 4 * MIB,
	  "yaml-directive" },
	{ "YAML blanks then words", YAML, "a: b" SP64, "\n ", 4 * MIB,
	  "blank-run" },
	{ "YAML blanks between words", YAML, "a: b", SP64 SP64 "c", 4 * MIB,
	  "" },
	{ "YAML one long word", YAML, "", "é", 4 * MIB, "" },
	{ "YAML long keys in brackets", YAML, "[",
	  "[a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a]: b,\n", 4 * MIB, "yaml-key" },
	{ "YAML open quote", YAML, "a: \"", "b ", 4 * MIB,
	  "yaml-quote-unclosed" },
	{ "an ordinary page", MARKDOWN, "",
	  "# Titre\n\n- a\n- b\n\n> c\n\n```yaml\nx: y\n```\n\n", 64 * KIB,
	  "" },
	{ "a long tight list", MARKDOWN, "", "- un point de la liste\n",
	  64 * KIB, "" },
	{ "fenced code", MARKDOWN, "```\n", "- - - - - - x\n", 64 * KIB, "" },
	{ "fenced code after a comment", MARKDOWN, "<!-- source: 00 -->\n~~~\n",
	  "x\n", 64 * KIB, "" },
	{ "a rule of stars", MARKDOWN, "", "* ", 100, "" },
	{ "a paragraph of 16 KiB", MARKDOWN, "", "a b\n", 16 * KIB, "" },
	{ "a longer one", MARKDOWN, "", "a b\n", 16 * KIB + 4,
	  "paragraph-too-long" },
	{ "a fence that HTML hides", MARKDOWN, "<!--\n```\n-->\n", "[a",
	  64 * KIB, "paragraph-too-long" },
	{ "a fence that HTML hides until an empty line", MARKDOWN,
	  "<div>\n```\n\n", "[a", 64 * KIB, "paragraph-too-long" },
	{ "a fence in a list", MARKDOWN, "- a\n  ```\n", "[a", 64 * KIB,
	  "paragraph-too-long" },
	{ "no fence: a back quote", MARKDOWN, "``` `\n", "[a", 64 * KIB,
	  "paragraph-too-long" },
	{ "a fence that closed", MARKDOWN, "```\n``` \n", "[a", 64 * KIB,
	  "paragraph-too-long" },
	{ "a fence that a shorter one does not close", MARKDOWN, "````\n```\n",
	  "[a", 64 * KIB, "" },
	{ "16 markers", MARKDOWN, "> > > > > > > > > > > > > > > - ", "a", 0,
	  "" },
	{ "17 markers", MARKDOWN, "> > > > > > > > > > > > > > > - 1. ", "a", 0,
	  "markdown-too-deep" },
	{ "quotes without spaces", MARKDOWN, "", ">", 18, "markdown-too-deep" },
	{ "stars and a word", MARKDOWN, "* * * * * * * * * * ",
	  "* * * * * * * a", 0, "markdown-too-deep" },
	{ "Markdown far to the right", MARKDOWN, "- a\n\n", SP64 " b", 0,
	  "indent-too-deep" },
	{ "Markdown [", MARKDOWN, "", "[", 4 * MIB, "paragraph-too-long" },
	{ "Markdown > ", MARKDOWN, "", "> ", 4 * MIB, "markdown-too-deep" },
	{ "Markdown - ", MARKDOWN, "", "- ", 4 * MIB, "paragraph-too-long" },
	{ "Markdown <!--", MARKDOWN, "a ", "<!--", 4 * MIB,
	  "paragraph-too-long" },
};

static struct source *build(struct arena *a, const struct row *row,
			    struct diags *diags)
{
	struct buf text = buf_make(a);

	buf_text(&text, row->head);
	do
		buf_text(&text, row->unit);
	while (text.len + strlen(row->unit) <= row->size);
	return source_make(a, "t", buf_view(&text), diags);
}

static void test_scan(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	struct diags diags;
	struct source *s;
	const char *got = "";
	clock_t start;

	diags_init(&diags, a);
	s = build(a, row, &diags);
	assert_non_null(s);
	start = clock();
	if (row->kind == YAML)
		yaml_parse(a, s, &diags);
	else
		scan_markdown(span_make(s, 0, s->text.len), &diags);
	if (diags.count > 0)
		got = message_slug(diags.items[0].message);
	assert_string_equal(got, row->want);
	/* Linear takes a tenth of this under the sanitizers; quadratic, hours.
	 */
	assert_true((clock() - start) / CLOCKS_PER_SEC < 10);
	arena_close(a);
}

#define COUNT (sizeof(rows) / sizeof(*rows))

int main(void)
{
	static struct CMUnitTest tests[COUNT];

	for (size_t i = 0; i < COUNT; i++)
		tests[i] = (struct CMUnitTest){
			.name = rows[i].name,
			.test_func = test_scan,
			.initial_state = (void *)(uintptr_t)&rows[i],
		};
	return _cmocka_run_group_tests("scan", tests, COUNT, NULL, NULL);
}
