/*
 * Questionnaires: what a good one becomes, and every limit. What a bad one
 * says is in tests/bad/questionnaire. A row is the text after a short head;
 * `want` is a description of the pack, or the mistakes found.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "model/pack.h"

static const char head[] = "version: 1.0.0\nlanguages: [fr]\n"
			   "title: {fr: Essai}\n";

static const char rubric[] =
    "# Grille\n\n```yaml\nlevels: {1: {fr: Un}, 2: {fr: Deux}}\n"
    "bands: {2: 2}\n```\n\n## `all` Tout\n\nTout.\n\n"
    "```yaml\nweight: 1\n```\n\n### `all.first` Une\n\nUne.\n\n"
    "```yaml\nquestions: [q]\n```\n\n## Préalables\n\n### `gate` Porte\n\n"
    "Fermée.\n\n```yaml\ngate:\n  when: points(q) < 2\n  cap: {all: 1}\n"
    "```\n";

#define Q "  - id: s\n    title: {fr: S}\n    questions:\n" LEVEL("q")
#define LEVEL(name)                                                           \
	"      - id: " name "\n        type: level\n        text: {fr: T}\n"  \
	"        options: [{fr: a}, {fr: b}, {fr: c}, {fr: d}, {fr: e}]\n"
#define PLAIN(name, type)                                                      \
	"      - id: " name "\n        type: " type "\n        text: {fr: T}\n"

struct row {
	const char *name;
	const char *text;
	const char *want;
};

/* --- what the pack became ------------------------------------------------- */

static void write_steps(struct buf *out, const struct pack *p)
{
	for (uint32_t i = 0; i < p->step_count; i++) {
		const struct step *s = &p->steps[i];
		struct str id = s->kind == STEP_FACT ? p->facts[s->index].id
				: s->kind == STEP_SECTION
				    ? p->sections[s->index].id
				    : p->questions[s->index].id;

		buf_text(out, i == 0 ? "" : " ");
		buf_str(out, id);
	}
}

static const struct row step_rows[] = {
	{ "in the order of the file", "sections:\n" Q PLAIN("b", "boolean"),
	  "s q b" },
	{ "a fact after what it reads",
	  "facts: {f: b}\nsections:\n" Q PLAIN("b", "boolean"), "s q b f" },
	{ "a condition after its fact",
	  "facts: {f: b, g: not f}\nsections:\n" Q "        when: g\n"
	  PLAIN("b", "boolean"),
	  "s b f g q" },
	{ "a fact that reads a later fact",
	  "facts:\n  a: b + 1\n  b: c * 2\n  c: count(s)\nsections:\n" Q,
	  "s q c b a" },
	{ "a later question first",
	  "sections:\n" Q "        when: b\n" PLAIN("b", "boolean"), "s b q" },
	{ "a question of a section that waits",
	  "sections:\n" Q "  - id: t\n    title: {fr: T}\n    when: b\n"
	  "    questions:\n" PLAIN("c", "text") "  - id: u\n"
	  "    title: {fr: U}\n    questions:\n" PLAIN("b", "boolean"),
	  "s u b t q c" },
	{ "not applicable is read too",
	  "sections:\n" Q "        na_when: b\n" PLAIN("b", "boolean"),
	  "s b q" },
};

static void write_points(struct buf *out, const struct pack *p)
{
	const struct question *q = &p->questions[p->question_count - 1];

	if (!q->scored)
		buf_text(out, "unscored ");
	ratio_write(out, q->min_points, -1);
	buf_text(out, " to ");
	ratio_write(out, q->max_points, -1);
}

#define OPTIONS(type, list)                                                    \
	"sections:\n" Q PLAIN("p", type) "        options:\n" list
#define OPTION(id, rest)                                                       \
	"          - {id: " id ", text: {fr: T " id "}" rest "}\n"

static const struct row point_rows[] = {
	{ "a level is worth 1 to 5", "sections:\n" Q, "1 to 5" },
	{ "a single", OPTIONS("single", OPTION("a", ", points: 2.5")
			      OPTION("b", ", points: 0.5")), "0.5 to 2.5" },
	{ "a single below 0", OPTIONS("single", OPTION("a", ", points: -2")
				      OPTION("b", ", points: -1")), "-2 to 0" },
	{ "options without points count nowhere",
	  OPTIONS("single", OPTION("a", ", points: 3") OPTION("b", "")),
	  "3 to 3" },
	{ "no points at all", OPTIONS("single", OPTION("a", "")
				      OPTION("b", "")), "unscored 0 to 0" },
	{ "a multiple adds up", OPTIONS("multiple", OPTION("a", ", points: 1")
		OPTION("b", ", points: 2") OPTION("c", ", points: -4")),
	  "-4 to 3" },
	{ "an exclusive option is alone",
	  OPTIONS("multiple", OPTION("a", ", points: 1")
		  OPTION("b", ", points: 1")
		  OPTION("c", ", points: 5, exclusive: true")
		  OPTION("d", ", points: -1, exclusive: true")), "-1 to 5" },
	{ "a boolean", "sections:\n" Q PLAIN("p", "boolean")
	  "        points: {if_true: 1, if_false: 4}\n", "1 to 4" },
	{ "a boolean without points", "sections:\n" Q PLAIN("p", "boolean"),
	  "unscored 0 to 0" },
	{ "an answer set", "answer_sets:\n  o:\n"
	  "    - {id: a, points: 7, text: {fr: A}}\n"
	  "    - {id: b, points: 9, text: {fr: B}}\n"
	  "sections:\n" Q PLAIN("p", "single") "        options: o\n",
	  "7 to 9" },
};

/* Of the last question: who answers, how, and what reads it. */
static void write_flags(struct buf *out, const struct pack *p)
{
	const struct question *q = &p->questions[p->question_count - 1];

	for (int g = 0; g < GROUP_COUNT; g++)
		if (q->groups >> g & 1)
			buf_fmt(out, "%s ", group_name((enum group)g));
	buf_text(out, q->required ? "required " : "");
	buf_text(out, q->dont_know ? "dont_know " : "");
	buf_text(out, q->optional ? "optional " : "");
	buf_text(out, q->na_always ? "na " : "");
	buf_text(out, q->na_when != NULL ? "na_when " : "");
	buf_text(out, q->when != NULL ? "when " : "");
	buf_text(out, q->criterion == 0 ? "criterion " : "");
	buf_text(out, q->gating ? "gating " : "");
	buf_text(out, p->staff_question == p->question_count - 1 ? "staff "
								 : "");
	buf_text(out, p->sector_question == p->question_count - 1 ? "sector "
								  : "");
	buf_text(out, question_type_name(q->type));
}

static const struct row flag_rows[] = {
	{ "a question of a criterion and a gate", "sections:\n" Q,
	  "leaders dont_know criterion gating level" },
	{ "defaults", "sections:\n" Q PLAIN("t", "text"),
	  "leaders dont_know text" },
	{ "all said", "sections:\n" Q PLAIN("t", "date")
	  "        for: [experts, staff]\n        required: true\n"
	  "        dont_know: false\n        na_when: true\n",
	  "staff experts required na date" },
	{ "na_when: false is never", "sections:\n" Q PLAIN("t", "date")
	  "        na_when: false\n", "leaders dont_know date" },
	{ "conditions", "sections:\n" Q PLAIN("t", "number")
	  "        na_when: points(q) > 1\n        when: answered(q)\n",
	  "leaders dont_know na_when when number" },
	{ "an optional section", "sections:\n" Q "  - id: t\n"
	  "    title: {fr: T}\n    optional: true\n    questions:\n"
	  PLAIN("k", "number"), "leaders dont_know optional number" },
	{ "staff of the client block", "sections:\n" Q PLAIN("k", "number")
	  "        from_client: staff\n", "leaders dont_know staff number" },
	{ "sector of the client block",
	  OPTIONS("single", OPTION("a", "") OPTION("b", ""))
	  "        from_client: sector\n", "leaders dont_know sector single" },
	{ "a fact spreads gating", "facts:\n  f: t > 3\nsections:\n" Q
	  "        when: f\n" PLAIN("t", "number"),
	  "leaders dont_know number" },
	{ "an id that is a trap, in quotes", "sections:\n" Q
	  "      - {id: 'no', type: text, text: {fr: T}}\n",
	  "leaders dont_know text" },
	{ "an expression with a comma, in quotes", "sections:\n" Q
	  "      - {id: c, type: text, text: {fr: T}, "
	  "when: 'min(points(q), 2) > 1'}\n", "leaders dont_know when text" },
	{ "tags", "sections:\n" Q "        tags: [raw]\n" PLAIN("t", "text")
	  "        when: sum(points(tag.raw)) > 2\n",
	  "leaders dont_know when text" },
};

/* Types of the facts, in order. */
static void write_facts(struct buf *out, const struct pack *p)
{
	static const char *const types[] = { [EXPR_BOOL] = "boolean",
					     [EXPR_NUMBER] = "number",
					     [EXPR_CHOICE] = "choice" };

	for (uint32_t i = 0; i < p->fact_count; i++) {
		buf_text(out, i == 0 ? "" : " ");
		buf_str(out, p->facts[i].id);
		buf_fmt(out, ":%s", types[p->facts[i].type]);
		for (uint32_t v = 0; v < p->facts[i].values.count; v++) {
			buf_char(out, v == 0 ? '=' : '|');
			buf_str(out, p->facts[i].values.ids[v]);
		}
	}
}

static const struct row fact_rows[] = {
	{ "short forms", "facts: {a: points(q) > 2, b: points(q) * 2}\n"
	  "sections:\n" Q, "a:boolean b:number" },
	{ "a long form without values",
	  "facts:\n  a:\n    text: {fr: A}\n    is: answered(q)\nsections:\n" Q,
	  "a:boolean" },
	{ "values, in order", "facts:\n  a:\n    values: {lo: {fr: B}, hi: "
	  "{fr: H}}\n    is: if(answered(q), hi, lo)\nsections:\n" Q,
	  "a:choice=lo|hi" },
	{ "the type comes from a later fact", "facts:\n  a: b\n  b: c + 1\n"
	  "  c: points(q)\nsections:\n" Q, "a:number b:number c:number" },
	{ "a choice by another", "facts:\n  a: b == hi\n  b:\n"
	  "    values: {lo: {fr: B}, hi: {fr: H}}\n    is: lo\nsections:\n" Q,
	  "a:boolean b:choice=lo|hi" },
	{ "no facts", "sections:\n" Q, "" },
};

/* --- limits --------------------------------------------------------------- */

static void many_options(struct buf *out, int count)
{
	buf_text(out, "sections:\n" Q PLAIN("p", "multiple")
		      "        options:\n");
	for (int i = 0; i < count; i++)
		buf_fmt(out, "          - {id: o%d, text: {fr: T%d}}\n", i, i);
}

static void many_questions(struct buf *out, int count)
{
	buf_text(out, "sections:\n" Q);
	for (int i = 1; i < count; i++)
		buf_fmt(out, "      - {id: q%d, type: text, text: {fr: T}}\n",
			i);
}

static void many_facts(struct buf *out, int count)
{
	buf_text(out, "facts:\n");
	/* Each reads the one after it: the longest path there can be. */
	for (int i = 0; i < count; i++)
		buf_fmt(out, i + 1 < count ? "  f%d: not f%d\n"
					   : "  f%d: answered(q)\n", i, i + 1);
	buf_text(out, "sections:\n" Q);
}

static void many_values(struct buf *out, int count)
{
	buf_text(out, "facts:\n  f:\n    is: v0\n    values:\n");
	for (int i = 0; i < count; i++)
		buf_fmt(out, "      v%d: {fr: T}\n", i);
	buf_text(out, "sections:\n" Q);
}

static void many_tags(struct buf *out, int count)
{
	buf_text(out, "sections:\n" Q "        tags: [");
	for (int i = 0; i < count; i++)
		buf_fmt(out, "%st%d", i == 0 ? "" : ", ", i);
	buf_text(out, "]\n");
}

static void many_sections(struct buf *out, int count)
{
	buf_text(out, "sections:\n" Q);
	for (int i = 1; i < count; i++)
		buf_fmt(out, "  - {id: s%d, title: {fr: T}, questions: []}\n",
			i);
}

static const struct limit {
	const char *name;
	void (*write)(struct buf *out, int count);
	int most;
	bool more_is_wrong_anyway;
} limits[] = {
	{ "options of a question", many_options, EXPR_OPTIONS, false },
	{ "questions", many_questions, PACK_QUESTIONS, false },
	{ "facts", many_facts, PACK_FACTS, false },
	{ "values of a fact", many_values, EXPR_OPTIONS, false },
	{ "tags of a question", many_tags, EXPR_OPTIONS, false },
	{ "sections", many_sections, PACK_QUESTIONS, true },
};

/* --- running -------------------------------------------------------------- */


static void write_plainly(const char *path, struct str bytes)
{
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	fwrite(bytes.at, 1, bytes.len, out);
	assert_int_equal(fclose(out), 0);
}

static struct pack *load(struct arena *a, struct str text, struct diags *diags)
{
	char temporary[] = "/tmp/jalon-pack-XXXXXX";
	const char *dir, *first, *second;
	struct buf whole = buf_make(a);
	struct pack *pack;

	diags_init(diags, a);
	assert_non_null(mkdtemp(temporary));
	dir = path_join(a, temporary, "a-pack");
	assert_int_equal(file_make_directory(dir), 0);
	first = path_join(a, dir, "questionnaire.yaml");
	second = path_join(a, dir, "rubric.fr.md");
	buf_text(&whole, head);
	buf_str(&whole, text);
	write_plainly(first, buf_view(&whole));
	write_plainly(second, str_from(rubric));
	pack = pack_load(a, dir, PACK_SCORING, diags);
	unlink(first);
	unlink(second);
	rmdir(dir);
	rmdir(temporary);
	return pack;
}

static void run(const struct row *row,
		void (*describe)(struct buf *, const struct pack *))
{
	struct arena *a = arena_open();
	struct diags diags;
	struct buf got = buf_make(a);
	struct pack *pack = load(a, str_from(row->text), &diags);

	if (pack == NULL)
		diags_write(&got, &diags, LANG_EN);
	else
		describe(&got, pack);
	assert_string_equal(str_cstr(a, buf_view(&got)), row->want);
	arena_close(a);
}

static void test_steps(void **state)
{
	run(*state, write_steps);
}

static void test_points(void **state)
{
	run(*state, write_points);
}

static void test_flags(void **state)
{
	run(*state, write_flags);
}

static void test_facts(void **state)
{
	run(*state, write_facts);
}

static bool finds(const struct diags *d, const char *slug)
{
	for (size_t i = 0; i < d->count; i++)
		if (strcmp(message_slug(d->items[i].message), slug) == 0)
			return true;
	return false;
}

static void test_limit(void **state)
{
	const struct limit *limit = *state;

	for (int over = 0; over <= 1; over++) {
		struct arena *a = arena_open();
		struct diags diags;
		struct buf text = buf_make(a);
		struct pack *pack;

		limit->write(&text, limit->most + over);
		pack = load(a, buf_view(&text), &diags);
		if (over == 0 && !limit->more_is_wrong_anyway)
			assert_non_null(pack);
		if (over == 1)
			assert_null(pack);
		assert_int_equal(finds(&diags, "too-many"), over);
		arena_close(a);
	}
}

/* Names are found again, of each kind and of no other. */
static void test_find(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	struct pack *p =
	    load(a, STR("renamed: {older: q, old: f, oldest: all.first}\n"
			"facts: {f: answered(q)}\nsections:\n" Q),
		 &diags);

	(void)state;
	assert_non_null(p);
	assert_true(str_is(p->id, "a-pack"));
	assert_int_equal(pack_find_question(p, STR("q")), 0);
	assert_int_equal(pack_find_fact(p, STR("f")), 0);
	assert_int_equal(pack_find_dimension(p, STR("all")), 0);
	assert_int_equal(pack_find_criterion(p, STR("all.first")), 0);
	assert_int_equal(pack_find_gate(p, STR("gate")), 0);
	assert_int_equal(pack_find_question(p, STR("f")), NO_INDEX);
	assert_int_equal(pack_find_question(p, STR("s")), NO_INDEX);
	assert_int_equal(pack_find_question(p, STR("")), NO_INDEX);
	assert_int_equal(pack_find_initiative(p, STR("q")), NO_INDEX);
	assert_true(str_is(pack_question_names(p)[0], "q"));
	assert_true(str_is(p->renamings.all[0].from, "old"));
	assert_true(str_is(p->renamings.all[2].from, "oldest"));
	assert_int_equal(pack_size_of(p, 30), 0);
	assert_true(str_is(text_in(&p->title, LANG_EN, p), "Essai"));
	arena_close(a);
}

/* The same texts, the same digest; another rubric or comment, another one. */
static void test_digest(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	struct pack *one = load(a, STR("sections:\n" Q), &diags);
	struct pack *two = load(a, STR("sections:\n" Q), &diags);
	struct pack *three = load(a, STR("# a\nsections:\n" Q), &diags);

	(void)state;
	assert_string_equal(one->digest.hex, two->digest.hex);
	assert_string_not_equal(one->digest.hex, three->digest.hex);
	arena_close(a);
}

static const struct row folder_rows[] = {
	{ "a folder not there", "/tmp/jalon-nowhere", "no-pack-folder" },
	{ "a file", "/dev/null", "no-pack-folder" },
	{ "a folder without a questionnaire", "/tmp", "file-missing" },
	{ "a name that no pack can have", "/tmp/..", "bad-pack-folder" },
};

static void test_folder(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	struct diags diags;

	diags_init(&diags, a);
	assert_null(pack_load(a, row->text, PACK_SCORING, &diags));
	assert_true(finds(&diags, row->want));
	arena_close(a);
}

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))
enum { TESTS = COUNT(step_rows) + COUNT(point_rows) + COUNT(flag_rows) +
	       COUNT(fact_rows) + COUNT(folder_rows) + COUNT(limits) + 2 };

static struct CMUnitTest tests[TESTS];
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
	static const struct row find = { .name = "names are found" };
	static const struct row digest = { .name = "the digest" };

	add(test_steps, step_rows, COUNT(step_rows));
	add(test_points, point_rows, COUNT(point_rows));
	add(test_flags, flag_rows, COUNT(flag_rows));
	add(test_facts, fact_rows, COUNT(fact_rows));
	add(test_folder, folder_rows, COUNT(folder_rows));
	add(test_find, &find, 1);
	add(test_digest, &digest, 1);
	for (size_t i = 0; i < COUNT(limits); i++)
		tests[test_count++] = (struct CMUnitTest){
			.name = limits[i].name,
			.test_func = test_limit,
			.initial_state = (void *)(uintptr_t)&limits[i],
		};
	return _cmocka_run_group_tests("questionnaire", tests, test_count,
				       NULL, NULL);
}
