/*
 * Templates: what the public specification asks for (github.com/mustache/spec
 * v1.4; its cases, CRLF apart, have their rows here in our words), then what is ours:
 * errors with a place, trusted text, bounds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "format/markdown.h"
#include "format/mustache.h"

enum { PARTIALS = 2 };

struct row {
	const char *name;
	const char *template;
	const char *data; /* JSON */
	const char *want;
	struct {
		const char *name;
		const char *text;
	} partials[PARTIALS];
};

#define DEEP "{\"a\": {\"b\": {\"c\": {\"d\": {\"e\": \"bas\"}}}}, \"z\": 1}"

static const struct row rows[] = {
	/* comments */
	{ "comment within a line",
	  "avant{{! rien }}après",
	  "{}",
	  "avantaprès",
	  { { 0 } } },
	{ "comment over lines",
	  "avant{{!\n rien\n}}après\n",
	  "{}",
	  "avantaprès\n",
	  { { 0 } } },
	{ "comment alone",
	  "un\n{{! rien }}\ndeux\n",
	  "{}",
	  "un\ndeux\n",
	  { { 0 } } },
	{ "comment alone, indented",
	  "un\n  {{! rien }}\ndeux\n",
	  "{}",
	  "un\ndeux\n",
	  { { 0 } } },
	{ "comment alone on the first line",
	  "  {{! rien }}\n!",
	  "{}",
	  "!",
	  { { 0 } } },
	{ "comment alone on the last line",
	  "!\n  {{! rien }}",
	  "{}",
	  "!\n",
	  { { 0 } } },
	{ "comment alone over lines",
	  "un\n  {{!\n rien\n  }}\ndeux\n",
	  "{}",
	  "un\ndeux\n",
	  { { 0 } } },
	{ "comment at the end of a line",
	  "  un {{! rien }}\n",
	  "{}",
	  "  un \n",
	  { { 0 } } },
	{ "comment keeps the blanks beside it",
	  "un {{! rien }} deux",
	  "{}",
	  "un  deux",
	  { { 0 } } },
	{ "comment named like a value",
	  "({{! x }})",
	  "{\"! x\": 1, \"x\": 2}",
	  "()",
	  { { 0 } } },
	/* delimiters */
	{ "delimiters",
	  "{{=<% %>=}}(<%x%>)",
	  "{\"x\": \"ça\"}",
	  "(ça)",
	  { { 0 } } },
	{ "delimiters that are special elsewhere",
	  "({{=[ ]=}}[x])",
	  "{\"x\": \"ça\"}",
	  "(ça)",
	  { { 0 } } },
	{ "delimiters changed in a section",
	  "{{#s}}{{x}} |x|{{/s}}{{= | | =}} |#s|{{x}} |x||/s|",
	  "{\"s\": true, \"x\": 1}",
	  "1 |x| {{x}} 1",
	  { { 0 } } },
	{ "delimiters and an inverted section",
	  "{{^s}}{{x}}{{/s}}{{= | | =}}|^s||x||/s|",
	  "{\"x\": 1}",
	  "11",
	  { { 0 } } },
	{ "delimiters do not enter a partial",
	  "{{= | | =}}|>p| .x.",
	  "{\"x\": 1}",
	  "1 .x.",
	  { { "p", "{{x}}" } } },
	{ "delimiters do not leave a partial",
	  "{{>p}} .x. {{x}}",
	  "{\"x\": 1}",
	  "1 .x. 1",
	  { { "p", "{{=. .=}}.x." } } },
	{ "delimiters within a line",
	  "| {{=@ @=}} |",
	  "{}",
	  "|  |",
	  { { 0 } } },
	{ "delimiters at the end of a line",
	  " | {{=@ @=}}\n",
	  "{}",
	  " | \n",
	  { { 0 } } },
	{ "delimiters alone",
	  "un\n{{=@ @=}}\ndeux",
	  "{}",
	  "un\ndeux",
	  { { 0 } } },
	{ "delimiters alone, indented",
	  "un\n  {{=@ @=}}\ndeux",
	  "{}",
	  "un\ndeux",
	  { { 0 } } },
	{ "delimiters alone on the first line",
	  "  {{=@ @=}}\n=",
	  "{}",
	  "=",
	  { { 0 } } },
	{ "delimiters alone on the last line",
	  "=\n  {{=@ @=}}",
	  "{}",
	  "=\n",
	  { { 0 } } },
	{ "delimiters padded", "|{{= @   @ =}}|", "{}", "||", { { 0 } } },
	{ "raw text between other delimiters",
	  "{{=<% %>=}}<%{x}%>",
	  "{\"x\": \"<\"}",
	  "<",
	  { { 0 } } },
	/* interpolation */
	{ "no tag",
	  "Bonjour {à} toi }}.\n",
	  "{}",
	  "Bonjour {à} toi }}.\n",
	  { { 0 } } },
	{ "value",
	  "Bonjour, {{qui}}!",
	  "{\"qui\": \"Léa\"}",
	  "Bonjour, Léa!",
	  { { 0 } } },
	{ "value that looks like a tag",
	  "{{t}}: {{x}}",
	  "{\"t\": \"{{x}} ici\", \"x\": 1}",
	  "{{x}} ici: 1",
	  { { 0 } } },
	{ "escaped",
	  "{{x}}",
	  "{\"x\": \"& \\\" < >\"}",
	  "&amp; &quot; &lt; &gt;",
	  { { 0 } } },
	{ "triple",
	  "{{{x}}}",
	  "{\"x\": \"& \\\" < >\"}",
	  "& \" < >",
	  { { 0 } } },
	{ "ampersand",
	  "{{&x}}",
	  "{\"x\": \"& \\\" < >\"}",
	  "& \" < >",
	  { { 0 } } },
	{ "integers",
	  "{{n}} {{{n}}} {{&n}}",
	  "{\"n\": 28}",
	  "28 28 28",
	  { { 0 } } },
	{ "decimals",
	  "{{n}} {{{n}}} {{&n}}",
	  "{\"n\": 2.56}",
	  "2.56 2.56 2.56",
	  { { 0 } } },
	{ "null", "({{n}}{{{n}}}{{&n}})", "{\"n\": null}", "()", { { 0 } } },
	{ "missing", "({{n}}{{{n}}}{{&n}})", "{}", "()", { { 0 } } },
	{ "dotted",
	  "{{a.b}}{{{a.b}}}{{&a.b}}",
	  "{\"a\": {\"b\": \"<\"}}",
	  "&lt;<<",
	  { { 0 } } },
	{ "dotted is short for sections",
	  "{{a.b}} = {{#a}}{{b}}{{/a}}",
	  "{\"a\": {\"b\": 7}}",
	  "7 = 7",
	  { { 0 } } },
	{ "dotted, deep", "{{a.b.c.d.e}}", DEEP, "bas", { { 0 } } },
	{ "dotted, broken", "({{a.x.c}})", DEEP, "()", { { 0 } } },
	{ "dotted, each part within the one before",
	  "({{a.z}})",
	  DEEP,
	  "()",
	  { { 0 } } },
	{ "dotted, the first part found outwards",
	  "{{#s}}{{a.b}}{{/s}}",
	  "{\"a\": {\"b\": 1}, \"s\": {\"c\": 2}}",
	  "1",
	  { { 0 } } },
	{ "dotted, the first part found hides those outside",
	  "{{#s}}({{a.b}}){{/s}}",
	  "{\"a\": {\"b\": 1}, \"s\": {\"a\": {}}}",
	  "()",
	  { { 0 } } },
	{ "dotted is never one key",
	  "({{a.b}})",
	  "{\"a.b\": 1}",
	  "()",
	  { { 0 } } },
	{ "dotted is not hidden by one key",
	  "({{a.b}})",
	  "{\"a.b\": 1, \"a\": {\"b\": 2}}",
	  "(2)",
	  { { 0 } } },
	{ "implicit, escaped", "{{.}}", "\"<b>\"", "&lt;b&gt;", { { 0 } } },
	{ "implicit, raw", "{{{.}}}{{&.}}", "\"<b>\"", "<b><b>", { { 0 } } },
	{ "implicit, a number", "{{.}}", "85", "85", { { 0 } } },
	{ "values keep the blanks beside them",
	  "| {{x}} {{{x}}} {{&x}} |",
	  "{\"x\": 1}",
	  "| 1 1 1 |",
	  { { 0 } } },
	{ "values alone keep their line",
	  "  {{x}}\n  {{{x}}}\n  {{&x}}\n",
	  "{\"x\": 1}",
	  "  1\n  1\n  1\n",
	  { { 0 } } },
	{ "values padded",
	  "{{ x }}{{{ x }}}{{& x }}",
	  "{\"x\": 1}",
	  "111",
	  { { 0 } } },
	/* sections */
	{ "section, true",
	  "({{#s}}oui{{/s}})",
	  "{\"s\": true}",
	  "(oui)",
	  { { 0 } } },
	{ "section, false",
	  "({{#s}}oui{{/s}})",
	  "{\"s\": false}",
	  "()",
	  { { 0 } } },
	{ "section, null",
	  "({{#s}}oui{{/s}})",
	  "{\"s\": null}",
	  "()",
	  { { 0 } } },
	{ "section, missing", "({{#s}}oui{{/s}})", "{}", "()", { { 0 } } },
	{ "section, a map",
	  "{{#s}}{{nom}}{{/s}}",
	  "{\"s\": {\"nom\": \"Jo\"}}",
	  "Jo",
	  { { 0 } } },
	{ "section, names of around",
	  "{{#s}}{{a}}{{b}}{{t.c}}{{/s}}",
	  "{\"a\": 1, \"b\": 2, \"s\": {\"b\": 3}, \"t\": {\"c\": 4}}",
	  "134",
	  { { 0 } } },
	{ "section, a text",
	  "{{#s}}{{.}} {{s}}{{/s}}",
	  "{\"s\": \"mot\"}",
	  "mot mot",
	  { { 0 } } },
	{ "section, lists in a map in a list",
	  "{{#a}}{{n}}{{#b}}-{{n}}{{#c}}.{{x}}{{n}}{{/c}}{{/b}} {{/a}}",
	  "{\"x\": 0, \"a\": [{\"n\": 1, \"b\": {\"n\": 2, \"c\": [{}, "
	  "{\"n\": 3}]}}, {\"n\": 4}]}",
	  "1-2.02.03 4 ",
	  { { 0 } } },
	{ "section, names at every depth",
	  "{{#a}}{{v}}{{#b}}{{v}}{{w}}{{#c}}{{v}}{{w}}{{u}}{{/c}}{{/b}}{{/a}}",
	  "{\"a\": {\"v\": 1}, \"b\": {\"w\": 2}, \"c\": {\"u\": 3}}",
	  "112123",
	  { { 0 } } },
	{ "section, a list",
	  "{{#l}}{{n}};{{/l}}",
	  "{\"l\": [{\"n\": 1}, {\"n\": 2}]}",
	  "1;2;",
	  { { 0 } } },
	{ "section, an empty list",
	  "({{#l}}oui{{/l}})",
	  "{\"l\": []}",
	  "()",
	  { { 0 } } },
	{ "section twice",
	  "{{#s}}1{{/s}} {{x}} {{#s}}2{{/s}}",
	  "{\"s\": true, \"x\": 0}",
	  "1 0 2",
	  { { 0 } } },
	{ "section in itself",
	  "{{#s}}1{{#s}}2{{/s}}3{{/s}}",
	  "{\"s\": true}",
	  "123",
	  { { 0 } } },
	{ "section, false in true",
	  "{{#s}}1{{#t}}2{{/t}}3{{/s}}",
	  "{\"s\": true, \"t\": false}",
	  "13",
	  { { 0 } } },
	{ "iterator over texts",
	  "{{#l}}({{.}}){{/l}}",
	  "{\"l\": [\"a\", 2, 3.50, \"<\"]}",
	  "(a)(2)(3.50)(&lt;)",
	  { { 0 } } },
	{ "iterator, raw",
	  "{{#l}}{{{.}}}{{&.}}{{/l}}",
	  "{\"l\": [\"<\"]}",
	  "<<",
	  { { 0 } } },
	{ "iterator over lists",
	  "{{#l}}({{#.}}{{.}}{{/.}}){{/l}}",
	  "{\"l\": [[1, 2], [], [3]]}",
	  "(12)()(3)",
	  { { 0 } } },
	{ "iterator over the whole",
	  "{{#.}}({{n}}){{/.}}",
	  "[{\"n\": 1}, {\"n\": 2}]",
	  "(1)(2)",
	  { { 0 } } },
	{ "section, dotted",
	  "({{#a.b.c}}oui{{/a.b.c}})",
	  DEEP,
	  "(oui)",
	  { { 0 } } },
	{ "section, dotted and false",
	  "({{#a.b}}oui{{/a.b}})",
	  "{\"a\": {\"b\": false}}",
	  "()",
	  { { 0 } } },
	{ "section, dotted and broken",
	  "({{#a.x.c}}oui{{/a.x.c}})",
	  DEEP,
	  "()",
	  { { 0 } } },
	{ "section keeps the blanks beside it",
	  "| {{#s}}\t|\t{{/s}} |\n",
	  "{\"s\": true}",
	  "| \t|\t |\n",
	  { { 0 } } },
	{ "section keeps blanks and lines in it",
	  "| {{#s}} {{! non }}\n {{/s}} |\n",
	  "{\"s\": true}",
	  "|  \n  |\n",
	  { { 0 } } },
	{ "sections on one line each",
	  " {{#s}}1{{/s}}\n {{#s}}2{{/s}}\n",
	  "{\"s\": true}",
	  " 1\n 2\n",
	  { { 0 } } },
	{ "section tags alone",
	  "a\n{{#s}}\nb\n{{/s}}\nc\n",
	  "{\"s\": true}",
	  "a\nb\nc\n",
	  { { 0 } } },
	{ "section tags alone, indented",
	  "a\n  {{#s}}\nb\n  {{/s}}\nc\n",
	  "{\"s\": true}",
	  "a\nb\nc\n",
	  { { 0 } } },
	{ "section tag alone on the first line",
	  "  {{#s}}\n#{{/s}}\n/",
	  "{\"s\": true}",
	  "#\n/",
	  { { 0 } } },
	{ "section tag alone on the last line",
	  "#{{#s}}\n/\n  {{/s}}",
	  "{\"s\": true}",
	  "#\n/\n",
	  { { 0 } } },
	{ "section tags padded",
	  "({{# s }}oui{{/ s }})",
	  "{\"s\": true}",
	  "(oui)",
	  { { 0 } } },
	{ "list over table rows",
	  "| a |\n|---|\n{{#l}}\n| {{.}} |\n{{/l}}\n",
	  "{\"l\": [1, 2]}",
	  "| a |\n|---|\n| 1 |\n| 2 |\n",
	  { { 0 } } },
	/* inverted */
	{ "inverted, false",
	  "({{^s}}non{{/s}})",
	  "{\"s\": false}",
	  "(non)",
	  { { 0 } } },
	{ "inverted, true",
	  "({{^s}}non{{/s}})",
	  "{\"s\": true}",
	  "()",
	  { { 0 } } },
	{ "inverted, null",
	  "({{^s}}non{{/s}})",
	  "{\"s\": null}",
	  "(non)",
	  { { 0 } } },
	{ "inverted, a map",
	  "({{^s}}non{{/s}})",
	  "{\"s\": {\"a\": 1}}",
	  "()",
	  { { 0 } } },
	{ "inverted, a list",
	  "({{^s}}non{{/s}})",
	  "{\"s\": [{}]}",
	  "()",
	  { { 0 } } },
	{ "inverted, an empty list",
	  "({{^s}}non{{/s}})",
	  "{\"s\": []}",
	  "(non)",
	  { { 0 } } },
	{ "inverted, missing", "({{^s}}non{{/s}})", "{}", "(non)", { { 0 } } },
	{ "inverted twice",
	  "{{^s}}1{{/s}} {{x}} {{^s}}2{{/s}}",
	  "{\"x\": 0}",
	  "1 0 2",
	  { { 0 } } },
	{ "inverted in itself",
	  "{{^s}}1{{^s}}2{{/s}}3{{/s}}",
	  "{}",
	  "123",
	  { { 0 } } },
	{ "inverted, true in false",
	  "{{^s}}1{{^t}}2{{/t}}3{{/s}}",
	  "{\"t\": true}",
	  "13",
	  { { 0 } } },
	{ "inverted, dotted", "({{^a.b}}non{{/a.b}})", DEEP, "()", { { 0 } } },
	{ "inverted, dotted and broken",
	  "({{^a.x.y}}non{{/a.x.y}})",
	  DEEP,
	  "(non)",
	  { { 0 } } },
	{ "inverted keeps the blanks beside it",
	  "| {{^s}}\t|\t{{/s}} |\n",
	  "{}",
	  "| \t|\t |\n",
	  { { 0 } } },
	{ "inverted tags alone",
	  "a\n  {{^s}}\nb\n  {{/s}}\nc\n",
	  "{}",
	  "a\nb\nc\n",
	  { { 0 } } },
	{ "inverted tag alone on the first line",
	  "  {{^s}}\n^{{/s}}\n/",
	  "{}",
	  "^\n/",
	  { { 0 } } },
	{ "inverted tag alone on the last line",
	  "^{{^s}}\n/\n  {{/s}}",
	  "{}",
	  "^\n/\n",
	  { { 0 } } },
	{ "inverted tags padded",
	  "({{^ s }}non{{/ s }})",
	  "{}",
	  "(non)",
	  { { 0 } } },
	/* partials */
	{ "partial", "({{>p}})", "{}", "(mot)", { { "p", "mot" } } },
	{ "partial missing", "({{>p}})", "{}", "()", { { 0 } } },
	{ "partial sees the data",
	  "({{>p}})",
	  "{\"x\": 1}",
	  "(*1*)",
	  { { "p", "*{{x}}*" } } },
	{ "partial calling itself",
	  "{{>p}}",
	  "{\"n\": 1, \"l\": [{\"n\": 2, \"l\": []}]}",
	  "1<2<>>",
	  { { "p", "{{n}}<{{#l}}{{>p}}{{/l}}>" } } },
	{ "partial in a partial",
	  "{{>p}}",
	  "{\"x\": 1, \"y\": 2}",
	  "1 2!",
	  { { "p", "{{x}} {{>q}}" }, { "q", "{{y}}!" } } },
	{ "partial keeps the blanks beside it",
	  "| {{>p}} |",
	  "{}",
	  "| \t|\t |",
	  { { "p", "\t|\t" } } },
	{ "partial within a line is not indented",
	  "  {{x}}  {{>p}}\n",
	  "{\"x\": 1}",
	  "  1  a\nb\n",
	  { { "p", "a\nb" } } },
	{ "partial alone on the first line",
	  "  {{>p}}\n>",
	  "{}",
	  "  a\n  b>",
	  { { "p", "a\nb" } } },
	{ "partial alone on the last line",
	  ">\n  {{>p}}",
	  "{}",
	  ">\n  a\n  b",
	  { { "p", "a\nb" } } },
	{ "partial alone: its lines are indented, not its values",
	  "/\n {{>p}}\n/\n",
	  "{\"x\": \"a\\nb\"}",
	  "/\n |\n a\nb\n |\n/\n",
	  { { "p", "|\n{{{x}}}\n|\n" } } },
	{ "partial alone in a partial alone",
	  " {{>p}}\n",
	  "{}",
	  " a\n   b\n   c\n",
	  { { "p", "a\n  {{>q}}\n" }, { "q", "b\nc\n" } } },
	{ "partial alone: sections on their lines",
	  "  {{>p}}\n",
	  "{\"l\": [1, 2]}",
	  "  1\n  2\n  ;1 2 \n",
	  { { "p", "{{#l}}\n{{.}}\n{{/l}}\n;{{#l}}{{.}} {{/l}}\n" } } },
	{ "partial padded", "|{{> p }}|", "{}", "|mot|", { { "p", "mot" } } },
	/* ours */
	{ "an empty text is false",
	  "{{#s}}oui{{/s}}{{^s}}non{{/s}}",
	  "{\"s\": \"\"}",
	  "non",
	  { { 0 } } },
	{ "zero is true", "{{#s}}oui{{/s}}", "{\"s\": 0}", "oui", { { 0 } } },
	{ "the text `false` is true",
	  "{{#s}}oui{{/s}}",
	  "{\"s\": \"false\"}",
	  "oui",
	  { { 0 } } },
	{ "lists and maps have no text",
	  "({{l}}{{m}})",
	  "{\"l\": [1], \"m\": {\"a\": 1}}",
	  "()",
	  { { 0 } } },
};

enum { ROWS = sizeof(rows) / sizeof(*rows) };

#define S8 "{{#x}}{{#x}}{{#x}}{{#x}}{{#x}}{{#x}}{{#x}}{{#x}}"
#define E8 "{{/x}}{{/x}}{{/x}}{{/x}}{{/x}}{{/x}}{{/x}}{{/x}}"
#define S32 S8 S8 S8 S8
#define E32 E8 E8 E8 E8

/* Templates that are refused: slug, and the stretch that is underlined. */
static const struct bad {
	const char *name;
	const char *template;
	const char *slug;
	const char *place;
} bads[] = {
	{ "tag unclosed", "a {{x", "template-tag-unclosed", "{{" },
	{ "triple unclosed", "a {{{x}} b", "template-tag-unclosed", "{{" },
	{ "comment unclosed", "{{! a\nb", "template-tag-unclosed", "{{" },
	{ "delimiters unclosed", "{{=a b}}", "template-tag-unclosed", "{{" },
	{ "section unclosed", "{{#x}} a", "template-section-unclosed",
	  "{{#x}}" },
	{ "close alone", "a {{/x}}", "template-close", "{{/x}}" },
	{ "close of another", "{{#x}}{{#y}}{{/x}}{{/y}}",
	  "template-close-other", "{{/x}}" },
	{ "no name", "a {{ }}", "template-name", "{{ }}" },
	{ "two names", "a {{x y}}", "template-name", "{{x y}}" },
	{ "a dot too many", "{{a..b}}", "template-name", "{{a..b}}" },
	{ "a dot at the end", "{{#a.}}{{/a.}}", "template-name", "{{#a.}}" },
	{ "a parent is not known", "{{<x}}{{/x}}", "template-name", "{{<x}}" },
	{ "one delimiter", "{{=a=}}", "template-delimiters", "{{=a=}}" },
	{ "sections too deep", S32 "{{#y}}{{/y}}" E32, "template-too-deep",
	  "{{#y}}" },
	{ "three delimiters", "{{=a b c=}}", "template-delimiters",
	  "{{=a b c=}}" },
};

enum { BADS = sizeof(bads) / sizeof(*bads) };

struct partials {
	struct arena *arena;
	struct diags *diags;
	const struct row *row;
};

static const struct mustache *parse(struct arena *a, struct diags *diags,
				    const char *text)
{
	struct source *s = source_make(a, "t", str_from(text), diags);

	assert_non_null(s);
	return mustache_parse(a, s, diags);
}

static const struct mustache *partial(struct str name, void *context)
{
	struct partials *p = context;

	for (int i = 0; i < PARTIALS; i++)
		if (p->row->partials[i].name != NULL &&
		    str_is(name, p->row->partials[i].name))
			return parse(p->arena, p->diags,
				     p->row->partials[i].text);
	return NULL;
}

static const struct node *read_data(struct arena *a, struct diags *diags,
				    const char *json)
{
	/* JSON holds a bare value only within a list or a map. */
	struct buf text = buf_make(a);
	struct node *list;

	buf_fmt(&text, "[%s]", json);
	list =
	    json_parse(a, source_make(a, "d", buf_view(&text), diags), diags);
	assert_non_null(list);
	return list->first;
}

static void test_fill(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	struct diags diags;
	struct partials partials = { a, &diags, row };
	struct mustache_env env = { .escape = html_escape,
				    .trust_all = true,
				    .partial = partial,
				    .context = &partials };
	struct buf out = buf_make(a);
	const struct mustache *template;

	diags_init(&diags, a);
	template = parse(a, &diags, row->template);
	assert_non_null(template);
	assert_true(mustache_render(&out, template,
				    read_data(a, &diags, row->data), &env));
	buf_char(&out, '\0');
	assert_string_equal(out.at, row->want);
	arena_close(a);
}

static void test_bad(void **state)
{
	const struct bad *row = *state;
	struct arena *a = arena_open();
	struct diags diags;

	diags_init(&diags, a);
	assert_null(parse(a, &diags, row->template));
	assert_true(diags.count > 0);
	assert_string_equal(message_slug(diags.items[0].message), row->slug);
	assert_string_equal(str_cstr(a, span_text(diags.items[0].span)),
			    row->place);
	arena_close(a);
}

/* {{{x}}} passes the pack's own text, and escapes an answer all the same. */
static void test_trust(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	struct node *data = node_map(a);
	struct mustache_env env = { .escape = markdown_escape };
	struct buf out = buf_make(a);

	(void)state;
	diags_init(&diags, a);
	node_set(data, "pack", node_trusted(a, STR("*fort*")));
	node_set(data, "answer", node_text(a, STR("*x*\n# y")));
	assert_true(mustache_render(
	    &out,
	    parse(a, &diags, "{{pack}} {{{pack}}} {{answer}} {{{answer}}}"),
	    data, &env));
	buf_char(&out, '\0');
	assert_string_equal(out.at, "\\*fort\\* *fort* \\*x\\* \\# y "
				    "\\*x\\* \\# y");
	arena_close(a);
}

static void test_tags(void **state)
{
	static const enum mustache_tag_kind kinds[] = {
		MUSTACHE_TEXT_TAG,  MUSTACHE_SECTION_TAG, MUSTACHE_RAW_TAG,
		MUSTACHE_RAW_TAG,   MUSTACHE_CLOSE_TAG,   MUSTACHE_INVERTED_TAG,
		MUSTACHE_CLOSE_TAG, MUSTACHE_PARTIAL_TAG,
	};
	static const char *const names[] = { "a",   "b.c", ".", "d",
					     "b.c", "e",   "e", "p" };
	struct arena *a = arena_open();
	struct diags diags;
	const struct mustache_tag *tags;
	size_t count;

	(void)state;
	diags_init(&diags, a);
	tags = mustache_tags(parse(a, &diags,
				   "{{! x }}{{a}}{{#b.c}}{{{.}}}{{& d}}"
				   "{{/b.c}}{{^e}}{{/e}}{{> p}}"),
			     &count);
	assert_int_equal(count, 8);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(tags[i].kind, kinds[i]);
		assert_string_equal(str_cstr(a, tags[i].name), names[i]);
	}
	assert_string_equal(str_cstr(a, span_text(tags[3].span)), "{{& d}}");
	arena_close(a);
}

static const struct mustache *always(struct str name, void *context)
{
	(void)name;
	return *(const struct mustache **)context;
}

/* A partial that calls itself is cut, and the place of the call is given. */
static void test_bound(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	const struct mustache *template;
	struct mustache_stop stop = { 0 };
	struct mustache_env env = { .escape = html_escape,
				    .partial = always,
				    .context = &template,
				    .stop = &stop };
	struct buf out = buf_make(a);

	(void)state;
	diags_init(&diags, a);
	template = parse(a, &diags, "one\n{{>p}}{{>p}}");
	assert_false(mustache_render(&out, template, node_map(a), &env));
	assert_string_equal(str_cstr(a, stop.name), "p");
	assert_int_equal(stop.span.from, 4);
	assert_int_equal(stop.span.to, 10);
	arena_close(a);
}

int main(void)
{
	static struct CMUnitTest tests[ROWS + BADS + 3] = {
		cmocka_unit_test(test_trust),
		cmocka_unit_test(test_tags),
		cmocka_unit_test(test_bound),
	};
	size_t count = 3;

	for (size_t i = 0; i < ROWS; i++)
		tests[count++] = (struct CMUnitTest){
			.name = rows[i].name,
			.test_func = test_fill,
			.initial_state = (void *)(uintptr_t)&rows[i],
		};
	for (size_t i = 0; i < BADS; i++)
		tests[count++] = (struct CMUnitTest){
			.name = bads[i].name,
			.test_func = test_bad,
			.initial_state = (void *)(uintptr_t)&bads[i],
		};
	return _cmocka_run_group_tests("mustache", tests, count, NULL, NULL);
}
