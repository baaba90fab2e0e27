/*
 * Covers src/model/answers_table*.c and src/doc/tables*.c. A table of answers
 * to a small pack is refused with a diagnostic, or read: every node has its
 * place in the table. What can be scored is written as a table in both
 * languages, and read back it says the same, the staff aside; no cell of it
 * that a person wrote begins a formula.
 */
#include "../unit/small_pack.h"
#include "doc/tables.h"
#include "format/csv.h"
#include "model/answers_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ASKED(id, more) "      - {id: " id ", " more "}\n"
#define ALL "for: [leaders, staff, experts], na_when: true, "

static const char questionnaire[] =
    "version: 1.0.0\nlanguages: [fr]\ntitle: {fr: t}\nrenamed: {old: l}\n"
    "sections:\n  - id: s\n    title: {fr: t}\n    questions:\n"
    ASKED("p", "type: number, for: [leaders, experts], text: {fr: Prix?}")
    ASKED("m", "type: number, from_client: staff, min: 1, max: 99, " ALL
	  "text: {fr: Combien?}")
    ASKED("b", "type: boolean, " ALL "text: {fr: \"L'essai?\"}")
    ASKED("c", "type: single, " ALL "text: {fr: c}, options: [{id: na, "
	  "points: 3, text: {fr: Sans objet}}, {id: q, text: {fr: Été}}]")
    ASKED("u", "type: multiple, " ALL "text: {fr: u}, options: [{id: p, "
	  "points: 2, text: {fr: a; b}}, {id: nsp, text: {fr: nsp}}]")
    ASKED("l", "type: level, " ALL "text: {fr: l}, options: [{fr: a}, "
	  "{fr: b}, {fr: c}, {fr: d}, {fr: e}]")
    ASKED("t", "type: text, " ALL "text: {fr: t}")
    ASKED("d", "type: date, " ALL "text: {fr: Quand?}");

static const char rubric[] =
    "# T\n\n```yaml\nlevels: {1: {fr: a}, 2: {fr: b}}\nbands: {2: 3}\n```\n\n"
    "## `one` P\n\nP.\n\n### `one.a` P\n\nP.\n\n```yaml\n"
    "questions: [c, u, l]\n```\n";

static void spans_hold(const struct node *node, const struct source *s)
{
	if (node->span.source != s || node->span.from > node->span.to ||
	    node->span.to > s->text.len)
		BUG("a span outside the table");
	for (const struct node *n = node->first; n != NULL; n = n->next) {
		if (node->kind == NODE_MAP && n->key_span.source != s)
			BUG("a key without its place");
		spans_hold(n, s);
	}
}

static bool is_named(const struct answer_set *set)
{
	return set->agreed || set->together || set->group != GROUP_STAFF;
}

static bool is_said(const struct answer *a)
{
	return a->kind != ANSWER_MISSING || a->note.len > 0;
}

static void same(const struct answer *a, const struct answer *b)
{
	if (a->kind != b->kind || !str_eq(a->note, b->note) ||
	    !str_eq(a->reason, b->reason) || !str_eq(a->text, b->text) ||
	    a->choice != b->choice || a->truth != b->truth ||
	    a->chosen != b->chosen || ratio_cmp(a->number, b->number) != 0)
		BUG("another answer came back");
}

/* The next named set from `*i` on that says something, or NULL. */
static const struct answer_set *next_set(const struct answers *as, uint32_t *i,
					 uint32_t questions)
{
	while (*i < as->set_count) {
		const struct answer_set *set = &as->sets[(*i)++];

		for (uint32_t q = 0; q < questions && is_named(set); q++)
			if (is_said(&set->answers[q]))
				return set;
	}
	return NULL;
}

static void same_sets(const struct answers *a, const struct answers *b,
		      uint32_t questions)
{
	uint32_t i = 0, j = 0;

	for (;;) {
		const struct answer_set *x = next_set(a, &i, questions);
		const struct answer_set *y = next_set(b, &j, questions);

		if (x == NULL && y == NULL)
			return;
		if (x == NULL || y == NULL || x->agreed != y->agreed ||
		    x->together != y->together || x->group != y->group)
			BUG("another respondent came back");
		for (uint32_t q = 0; q < questions; q++)
			same(&x->answers[q], &y->answers[q]);
	}
}

/* Columns of names, notes and reasons. */
static void no_formula(struct arena *a, const struct source *s,
		       struct diags *diags)
{
	const struct csv *csv = csv_parse(a, s, diags);

	for (uint32_t r = 0; csv != NULL && r < csv->row_count; r++)
		for (uint32_t c = 0; c < 6; c++) {
			struct str cell = csv_cell(&csv->rows[r], c).text;

			if (c != 3 && cell.len > 0 &&
			    (cell.at[0] == '=' || cell.at[0] == '@'))
				BUG("a formula");
		}
}

static void there_and_back(struct arena *a, const struct score *s,
			   enum lang lang)
{
	struct table_style style = table_style(lang);
	struct buf out = buf_make(a);
	struct answers *again;
	struct source *source;
	struct diags diags;
	uint32_t first = 0;

	diags_init(&diags, a);
	table_answers(&out, s, &style);
	source = source_make(a, "written", buf_view(&out), &diags);
	no_formula(a, source, &diags);
	if (next_set(s->answers, &first, s->pack->question_count) == NULL)
		return;
	again = answers_from_table(a, s->pack, source, NULL, &diags);
	if (again == NULL)
		BUG("what was written cannot be read");
	same_sets(s->answers, again, s->pack->question_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct table_default defaults = { .agreed = true };
	static struct pack *pack;
	struct arena *a = arena_open();
	struct answers *answers = NULL;
	struct score *s = NULL;
	struct diags diags;
	struct source *source;
	struct node *tree = NULL;

	diags_init(&diags, a);
	if (pack == NULL)
		pack = small_pack(arena_open(), questionnaire, rubric, &diags);
	if (pack == NULL) {
		small_print(a, &diags);
		BUG("the pack of this test is wrong");
	}
	source = source_make(a, "fuzz",
			     (struct str){ (const char *)data, size }, &diags);
	if (source != NULL)
		tree = answers_table(a, pack, source, &defaults, &diags);
	if (tree == NULL && diags.errors == 0)
		BUG("refused without a word");
	if (tree != NULL) {
		spans_hold(tree, source);
		answers = answers_read(a, pack, tree, &diags);
	}
	if (answers != NULL && diags.errors == 0)
		s = score_case(a, pack, answers, &diags);
	for (int l = 0; s != NULL && l < LANG_COUNT; l++)
		there_and_back(a, s, (enum lang)l);
	arena_close(a);
	return 0;
}
