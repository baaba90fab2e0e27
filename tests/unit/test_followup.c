/*
 * The six-month follow-up. A row gives answers and the initiatives begun
 * (`!`: done), and the list it must give: reason, question or initiative, and
 * the gate or criterion behind it, then how many found no place. The order
 * was worked by hand from the rules of engine/followup.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/followup.h"
#include "small_pack.h"

#ifndef ROOT_DIR
#define ROOT_DIR "."
#endif

/* --- a pack --------------------------------------------------------------- */

#define LEVEL "type: level, text: {fr: t}, options: [{fr: a}, {fr: b}, " \
	      "{fr: c}, {fr: d}, {fr: e}]"
#define Q(id) "      - {id: " id ", " LEVEL "}\n"
#define SECTION(id, more) "  - id: " id "\n    title: {fr: t}\n" more          \
			  "    questions:\n"

static const char questionnaire[] =
    "version: 1.0.0\nlanguages: [fr]\ntitle: {fr: t}\n"
    "facts:\n  ai: has(uses, a)\n  abroad: ai and leaves\nsections:\n"
    SECTION("profile", "")
    "      - {id: staff, type: number, from_client: staff, text: {fr: t}}\n"
    "      - id: uses\n        type: multiple\n        text: {fr: t}\n"
    "        options:\n          - {id: a, text: {fr: a}}\n"
    "          - {id: none, exclusive: true, text: {fr: n}}\n"
    "      - {id: leaves, type: boolean, text: {fr: t}}\n"
    SECTION("main", "")
    Q("p1") Q("p2") Q("p3") Q("p4") Q("p5") Q("p6") Q("p7")
    "      - {id: st, for: [staff], " LEVEL "}\n"
    "      - {id: hid, when: ai, " LEVEL "}\n"
    "      - {id: na1, na_when: true, " LEVEL "}\n"
    SECTION("many", "")
    Q("u1") Q("u2") Q("u3") Q("u4") Q("u5") Q("u6") Q("u7") Q("u8") Q("u9")
    Q("u10") Q("u11") Q("u12") Q("u13") Q("u14")
    SECTION("more", "    optional: true\n") Q("o1");

#define END "```\n\n"
#define DIMENSION(id, body) "## `" id "` D\n\nD.\n\n```yaml\n" body END
#define CRITERION(id, body) "### `" id "` C\n\nC.\n\n```yaml\n" body END
#define GATE(id, body) "### `" id "` G\n\nG.\n\n```yaml\ngate:\n" body         \
		       "  cap: {overall: 2}\n" END

/* Weights in the overall, halves of 1/4, 3/4, 1/2 and 1/2. */
static const char rubric[] =
    "# T\n\n```yaml\nlevels: {1: {fr: a}, 2: {fr: b}, 3: {fr: c}, "
    "4: {fr: d}, 5: {fr: e}}\n"
    "bands: {2: 1.80, 3: 2.60, 4: 3.40, 5: 4.20}\n" END
    DIMENSION("x", "weight: 0.5\n")
    CRITERION("x.one", "questions: [p1, p2, p3]\n")
    CRITERION("x.two", "questions: [p4, p5]\nweight: 3\n")
    DIMENSION("y", "weight: 0.5\n")
    CRITERION("y.one", "questions: [p6, p7, st]\n")
    CRITERION("y.two", "questions: [hid, na1]\n")
    "## Gates\n\n"
    GATE("ga", "  when: ai and points(p1) < 3 and points(p4) < 3\n")
    GATE("gb", "  when: points(p6) < 3 and staff > 50 or points(p4) < 2\n")
    GATE("gc", "  when: abroad and ai and points(p7) < 3\n")
    GATE("gd", "  when: mean(points(many)) < 1.5\n")
    GATE("ge", "  when: points(st) < 3\n")
    "### `weak` G\n\nG.\n\n```yaml\ngate:\n  cap:\n"
    "    overall: min(capped(dimensions)) + 1\n" END;

/* a: closes x.one and y.one; b: y.two; c: x.one; d has no metric. */
static const struct closing closes_a[] = { { 0, 3 }, { 2, 3 } };
static const struct closing closes_b[] = { { 3, 3 } };
static const struct closing closes_c[] = { { 0, 4 } };
#define TEXT(text) { .in = { STR_INIT(text) } }
static const struct initiative initiatives[] = {
	{ .id = STR_INIT("a"), .metric = TEXT("m"), .closes = closes_a,
	  .close_count = 2 },
	{ .id = STR_INIT("b"), .metric = TEXT("m"), .closes = closes_b,
	  .close_count = 1 },
	{ .id = STR_INIT("c"), .metric = TEXT("m"), .closes = closes_c,
	  .close_count = 1 },
	{ .id = STR_INIT("d") },
};

struct row {
	const char *name;
	const char *answers;
	const char *work;	/* ids of one letter, `!` after: done */
	const char *want;
	uint32_t left_out;
};

#define ONE(list) "answers: {" list "}\n"
#define DK(id) id ": {dont_know: true}"
#define NA(id) id ": {na: rien}"
#define WELL "p1: 5, p4: 5, p6: 5, p7: 5"
#define NO_AI "uses: [none], leaves: false"
#define MANY(n)                                                                \
	"u1: " n ", u2: " n ", u3: " n ", u4: " n ", u5: " n ", u6: " n        \
	", u7: " n ", u8: " n ", u9: " n ", u10: " n ", u11: " n ", u12: " n   \
	", u13: " n ", u14: " n
/* `st` is the staff's, whose one answer settles ge; in agreed sets it does. */
#define ST "st: 5"

static const struct row rows[] = {
	{ "nothing to ask",
	  ONE(NO_AI ", " WELL ", p2: 5, p3: 5, p5: 5, na1: 5, o1: 5, " ST ", "
	      MANY("5")), "", "", 0 },
	{ "nothing said is not a don't-know",
	  ONE(NO_AI ", " WELL ", " ST ", " MANY("5")), "", "", 0 },
	{ "a gate in force",
	  ONE("uses: [a], leaves: false, p1: 1, p4: 2, p6: 5, p7: 5, hid: 5, "
	      ST ", " MANY("5")), "",
	  "gate_in_force p1 ga; gate_in_force p4 ga; gate_applies uses ga", 0 },
	{ "a question of two gates, for the first",
	  ONE("uses: [a], leaves: false, p1: 1, p4: 1, p6: 5, p7: 5, " ST ", "
	      MANY("5")), "",
	  "gate_in_force p1 ga; gate_in_force p4 ga; gate_in_force p6 gb; "
	  "gate_applies uses ga", 0 },
	{ "facts of facts, once",
	  ONE("uses: [a], leaves: true, p1: 5, p4: 5, p6: 5, p7: 1, " ST ", "
	      MANY("5")), "",
	  "gate_in_force p7 gc; gate_applies uses gc; gate_applies leaves gc",
	  0 },
	{ "a gate to confirm: what is open",
	  ONE("uses: [a], leaves: false, p1: 1, p6: 5, p7: 5, " DK("p4") ", "
	      ST ", " MANY("5")), "",
	  /* gb may hold through p4 too: asked once */
	  "gate_to_confirm p4 ga", 0 },
	{ "a fact to confirm",
	  ONE("leaves: false, p1: 1, p4: 2, p6: 5, p7: 5, " ST ", "
	      MANY("5")), "",
	  "gate_to_confirm uses ga", 0 },
	{ "what the client block gives is not asked",
	  ONE(NO_AI ", p1: 5, p4: 5, p6: 1, p7: 5, " ST ", " MANY("5")), "",
	  "", 0 },
	{ "what only the staff say is not asked",
	  ONE(NO_AI ", " WELL ", st: 1, " MANY("5")), "a!",
	  "metric a; done p1 x.one; done p6 y.one; done p2 x.one; "
	  "done p7 y.one; done p3 x.one", 0 },
	{ "metrics, and the criteria of what is done",
	  ONE(NO_AI ", " WELL ", " ST ", " MANY("5")), "b c! d!",
	  "metric b; metric c; done p1 x.one; done p2 x.one; done p3 x.one",
	  0 },
	{ "each criterion in turn", ONE(NO_AI ", " WELL ", " ST ", "
					MANY("5")), "a! c! b",
	  "metric a; metric c; metric b; done p1 x.one; done p6 y.one; "
	  "done p2 x.one; done p7 y.one; done p3 x.one", 0 },
	{ "given twice", ONE(NO_AI ", " WELL ", " ST ", " MANY("5")),
	  "b b! b!", "metric b", 0 },
	{ "hidden and not applicable",
	  ONE(NO_AI ", " WELL ", " NA("na1") ", " ST ", " MANY("5")), "b!",
	  "metric b", 0 },
	{ "shown and applicable",
	  ONE("uses: [a], leaves: false, hid: 1, " WELL ", " ST ", "
	      MANY("5")), "b!",
	  "metric b; done hid y.two; done na1 y.two", 0 },
	{ "don't-knows, the heaviest first",
	  /* p5: 3/8; p3 and p2: 1/8 each; u1 reads nowhere */
	  ONE(NO_AI ", " WELL ", " DK("p2") ", " DK("p3") ", " DK("p5") ", "
	      DK("o1") ", " ST ", " MANY("5")), "",
	  "dont_know p5; dont_know p2; dont_know p3", 0 },
	{ "a don't-know of what is done comes once",
	  ONE(NO_AI ", p1: 5, p4: 5, p6: 5, " DK("p7") ", " DK("p2") ", " ST
	      ", " MANY("5")), "a!",
	  /* gc cannot hold without ai, whatever p7 is */
	  "metric a; done p1 x.one; done p6 y.one; done p2 x.one; "
	  "done p7 y.one; done p3 x.one", 0 },
	{ "fewer than fifteen: all of them",
	  /* gd is met whatever u11 to u14 are: (10 x 5 + 4 x 1) / 14 > 1.5 */
	  ONE(NO_AI ", " WELL ", " ST ", u1: 5, u2: 5, u3: 5, u4: 5, u5: 5, "
	      "u6: 5, u7: 5, u8: 5, u9: 5, u10: 5, " DK("u11") ", " DK("u12")
	      ", " DK("u13") ", " DK("u14") ", " DK("p2") ", " DK("p3") ", "
	      DK("p5")), "a b",
	  "metric a; metric b; dont_know p5; dont_know p2; dont_know p3; "
	  "dont_know u11; dont_know u12; dont_know u13; dont_know u14", 0 },
	{ "gates take what they need",
	  /* ga 2, gb 1, gd 14: 17 of them for 15 places */
	  ONE("uses: [a], leaves: false, p1: 1, p4: 1, p6: 5, p7: 5, " ST ", "
	      DK("p2") ", " MANY("1")), "b",
	  "gate_in_force p1 ga; gate_in_force p4 ga; gate_in_force p6 gb; "
	  "gate_in_force u1 gd; gate_in_force u2 gd; gate_in_force u3 gd; "
	  "gate_in_force u4 gd; gate_in_force u5 gd; gate_in_force u6 gd; "
	  "gate_in_force u7 gd; gate_in_force u8 gd; gate_in_force u9 gd; "
	  "gate_in_force u10 gd; gate_in_force u11 gd; gate_in_force u12 gd",
	  /* u13, u14, uses, metric b, p2 */
	  5 },
	{ "places that are left, in turn",
	  /* gd is met: (5 x 5 + 9 x 1) / 14 > 1.5 */
	  ONE("uses: [a], leaves: false, p1: 1, p4: 1, p6: 5, p7: 5, hid: 5, "
	      ST ", u1: 5, u2: 5, u3: 5, u4: 5, u5: 5, " DK("u6")
	      ", " DK("u7") ", " DK("u8") ", " DK("u9") ", " DK("u10") ", "
	      DK("u11") ", " DK("u12") ", " DK("u13") ", " DK("u14")), "a! b",
	  /* 12 places: uses, a, p2, u6; b, p7, u7; p3, u8; u9, u10, u11 */
	  "gate_in_force p1 ga; gate_in_force p4 ga; gate_in_force p6 gb; "
	  "gate_applies uses ga; metric a; metric b; done p2 x.one; "
	  "done p7 y.one; done p3 x.one; dont_know u6; dont_know u7; "
	  "dont_know u8; dont_know u9; dont_know u10; dont_know u11", 3 },
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

/* --- looking -------------------------------------------------------------- */

static void put_item(struct buf *out, const struct pack *p,
		     const struct followup_item *item)
{
	buf_fmt(out, "%s ", followup_reason_name(item->reason));
	if (item->question != NO_INDEX)
		buf_str(out, p->questions[item->question].id);
	else
		buf_str(out, p->catalogue.initiatives[item->initiative].id);
	if (item->gate != NO_INDEX) {
		buf_char(out, ' ');
		buf_str(out, p->rubric.gates[item->gate].id);
	}
	if (item->criterion != NO_INDEX) {
		buf_char(out, ' ');
		buf_str(out, p->rubric.criteria[item->criterion].id);
	}
}

static struct str seen(struct arena *a, const struct pack *p,
		       const struct followup *f)
{
	struct buf out = buf_make(a);

	for (uint32_t i = 0; i < f->count; i++) {
		if (i > 0)
			buf_text(&out, "; ");
		put_item(&out, p, &f->items[i]);
	}
	return buf_view(&out);
}

static uint32_t read_work(const char *text, struct followup_work *work)
{
	uint32_t n = 0;

	for (; *text != '\0'; text++) {
		if (*text == '!')
			work[n - 1].done = true;
		else if (*text != ' ')
			work[n++] = (struct followup_work){
				(uint32_t)(*text - 'a'), false
			};
	}
	return n;
}

static void test_row(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	struct followup_work work[8];
	uint32_t n = read_work(row->work, work);
	struct diags diags;
	struct pack *pack;
	struct answers *answers;
	const struct score *s;
	const struct followup *f;
	struct str got;

	diags_init(&diags, a);
	pack = small_pack(a, questionnaire, rubric, &diags);
	if (pack == NULL)
		small_print(a, &diags);
	assert_non_null(pack);
	pack->has_catalogue = true;
	pack->catalogue.initiatives = initiatives;
	pack->catalogue.initiative_count =
	    sizeof(initiatives) / sizeof(*initiatives);
	answers = small_answers(a, pack, row->answers, &diags);
	if (answers == NULL)
		small_print(a, &diags);
	assert_non_null(answers);
	s = score_case(a, pack, answers, &diags);
	assert_non_null(s);
	f = followup_questions(a, s, work, n);
	got = seen(a, pack, f);
	if (!str_is(got, row->want) || f->left_out != row->left_out)
		fail_msg("\n  want %s (%u left out)\n  got  %.*s (%u)",
			 row->want, row->left_out, STR_ARGS(got),
			 f->left_out);
	arena_close(a);
}

/* --- the shipped samples -------------------------------------------------- */

static const char *const samples[] = { "billetterie", "meunerie",
				       "quincaillerie" };

static void check_list(const struct score *s, const struct followup *f)
{
	const struct pack *p = s->pack;

	assert_true(f->count <= 15);
	assert_true(f->left_out == 0 || f->count == 15);
	for (uint32_t i = 0; i < f->count; i++) {
		const struct followup_item *item = &f->items[i];
		uint32_t q = item->question;

		assert_true(i == 0 || f->items[i - 1].reason <= item->reason);
		for (uint32_t j = 0; j < i; j++)
			assert_true(q == NO_INDEX ||
				    f->items[j].question != q);
		if (q == NO_INDEX) {
			assert_int_equal(item->reason, FOLLOWUP_METRIC);
			continue;
		}
		assert_true(s->questions[q].shown);
		assert_int_not_equal(p->questions[q].groups,
				     1u << GROUP_STAFF);
		if (item->reason == FOLLOWUP_DONT_KNOW)
			assert_int_equal(s->questions[q].state,
					 STATE_DONT_KNOW);
	}
}

static void test_samples(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	const struct pack *p;

	(void)state;
	diags_init(&diags, a);
	p = pack_load(a, ROOT_DIR "/questionnaires/ia-pme", PACK_CATALOGUE,
		      &diags);
	assert_non_null(p);
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		struct buf path = buf_make(a);
		const struct answers *as;
		const struct score *s;

		buf_fmt(&path,
			ROOT_DIR "/questionnaires/ia-pme/samples/%s.yaml",
			samples[i]);
		as = answers_load(a, p, str_cstr(a, buf_view(&path)), &diags);
		s = score_case(a, p, as, &diags);
		for (uint32_t n = 0; n < 12; n++) {
			struct followup_work work[12] = { 0 };
			const struct followup *f, *again;

			for (uint32_t w = 0; w < n; w++)
				work[w] = (struct followup_work){ 3 * w,
								  w % 2 == 0 };
			f = followup_questions(a, s, work, n);
			again = followup_questions(a, s, work, n);
			check_list(s, f);
			assert_true(str_eq(seen(a, p, f), seen(a, p, again)));
		}
	}
	arena_close(a);
}

int main(void)
{
	struct CMUnitTest tests[ROWS + 1] = { 0 };

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){
			rows[i].name, test_row, NULL, NULL,
			(void *)(uintptr_t)&rows[i]
		};
	tests[ROWS].name = "the shipped samples";
	tests[ROWS].test_func = test_samples;
	return _cmocka_run_group_tests("followup", tests, ROWS + 1, NULL,
				       NULL);
}
