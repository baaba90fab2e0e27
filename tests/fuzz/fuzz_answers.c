/*
 * Covers src/model/{answer,answers}.c and all of src/engine/. Answers in YAML to
 * a small pack are refused with a diagnostic or scored: the point is within
 * the bounds, and a scorer that served other answers before gives the same.
 */
#include "../unit/small_pack.h"
#include "doc/result.h"
#include "format/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ASKED(id, more) "      - {id: " id ", text: {fr: t}, " more "}\n"
#define LEVELS "type: level, options: [{fr: a}, {fr: b}, {fr: c}, {fr: d}, " \
	       "{fr: e}]"

static const char questionnaire[] =
    "version: 1.0.0\nlanguages: [fr]\ntitle: {fr: t}\n"
    "renamed: {old: l1}\nfacts:\n  ai: b or count(m) > 0\n"
    "  kind: {values: {x: {fr: x}, z: {fr: z}}, is: 'if(ai, x, z)'}\n"
    "sections:\n  - id: s\n    title: {fr: t}\n    questions:\n"
    ASKED("staff", "type: number, from_client: staff, min: 1, max: 99")
    ASKED("b", "type: boolean, points: {if_true: 5, if_false: 1}")
    ASKED("m", "type: multiple, for: [leaders, experts], options: ["
	  "{id: p, points: 2, text: {fr: p}}, {id: q, points: -1, text: "
	  "{fr: q}}, {id: none, exclusive: true, text: {fr: n}}]")
    ASKED("c", "type: single, na_when: not b, options: [{id: p, points: 3, "
	  "text: {fr: p}}, {id: q, text: {fr: q}}]")
    ASKED("l1", LEVELS ", for: [leaders, staff], when: ai")
    ASKED("l2", LEVELS ", for: [staff], na_when: true")
    ASKED("l3", LEVELS ", for: [experts]")
    ASKED("w", "type: text") ASKED("d", "type: date");

#define PART(heading, id, body)                                                \
	heading " `" id "` P\n\nP.\n\n```yaml\n" body "```\n\n"

static const char rubric[] =
    "# T\n\n```yaml\nlevels: {1: {fr: a}, 2: {fr: b}, 3: {fr: c}, 4: {fr: d}, "
    "5: {fr: e}}\nbands: {2: 1.8, 3: 2.6, 4: 3.4, 5: 4.2}\n"
    "evidence: {from: 4, shown_as: 3}\ntarget_by: kind\n```\n\n"
    PART("##", "one", "weight: 0.3\ntarget: {x: 4, z: 2}\n")
    PART("###", "one.a", "questions: [b, m]\n")
    PART("###", "one.b", "questions: [c, l1]\nweight: 1.5\n")
    PART("##", "two", "weight: 0.7\n"
	 "score: coalesce(score(one, staff), score(two.a))\n")
    PART("###", "two.a", "questions: [l1, l2, l3]\n"
	 "score: max(points(own)) - 1 / (count(own) - 1)\n")
    "## Gates\n\n"
    PART("###", "g1", "gate:\n  when: ai and points(l1) < 3\n"
	 "  cap: {overall: 2, one: 2}\n")
    PART("###", "g2", "gate:\n  cap:\n    overall: min(capped(dimensions)) + "
	 "1\n");

static bool holds(const struct expr_number *n)
{
	if (n->absent)
		return n->may_be_absent;
	return n->may_be_present && ratio_cmp(n->lo, n->point) <= 0 &&
	       ratio_cmp(n->point, n->hi) <= 0;
}

static void check(const struct scored *s)
{
	if (!holds(&s->raw))
		BUG("a score is outside its bounds");
	if (s->level != 0 && (s->level < s->level_lo || s->level > s->level_hi))
		BUG("a level is outside its bounds");
	if (s->capped != 0 &&
	    (s->capped < s->capped_lo || s->capped > s->capped_hi))
		BUG("a capped level is outside its bounds");
	if (s->shown_lo > s->shown_hi || s->confirm !=
	    (s->shown_lo != s->shown_hi))
		BUG("a range upside down");
}

static struct str written(struct arena *a, const struct score *s)
{
	struct buf out = buf_make(a);
	struct json j = json_make(&out, false);

	json_begin_object(&j);
	result_write(&j, a, s);
	json_end(&j);
	return buf_view(&out);
}

static void score(struct arena *a, const struct pack *pack,
		  struct engine *used,
		  const struct answers *answers, struct diags *diags)
{
	const struct rubric *r;
	struct score *s = score_case(a, pack, answers, diags);
	size_t errors = diags->errors;
	struct score *again = score_again(used, answers, diags);

	if ((s == NULL) != (errors > 0) || (s == NULL) != (again == NULL))
		BUG("a score and an error, or neither");
	if (s == NULL)
		return;
	r = &s->pack->rubric;
	for (uint32_t q = 0; q < s->pack->question_count; q++)
		if (!holds(s->questions[q].points))
			BUG("points are outside their bounds");
	for (uint32_t c = 0; c < r->criterion_count; c++)
		check(&s->criteria[c]);
	for (uint32_t d = 0; d < r->dimension_count; d++)
		check(&s->dimensions[d]);
	check(&s->overall);
	if (!str_eq(written(a, s), written(a, again)))
		BUG("another score from a scorer that was used before");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct pack *pack;
	static struct engine *used;
	struct arena *a = arena_open();
	struct answers *answers = NULL;
	struct diags diags;
	struct node *tree = NULL;
	struct source *s;

	diags_init(&diags, a);
	if (pack == NULL) {
		pack = small_pack(arena_open(), questionnaire, rubric, &diags);
		if (pack == NULL) {
			small_print(a, &diags);
			BUG("the pack of this test is wrong");
		}
		used = engine_open(pack->arena, pack);
	}
	s = source_make(a, "fuzz", (struct str){ (const char *)data, size },
			&diags);
	if (s != NULL)
		tree = yaml_parse(a, s, &diags);
	if (tree != NULL && diags.errors == 0)
		answers = answers_read(a, pack, tree, &diags);
	if (answers == NULL && diags.errors == 0)
		BUG("refused without a word");
	if (answers != NULL)
		score(a, pack, used, answers, &diags);
	arena_close(a);
	return 0;
}
