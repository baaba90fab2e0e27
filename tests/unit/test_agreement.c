/*
 * Agreement between respondents: by hand on small cases, then against the
 * same index counted by option over random ones. A row of hand cases gives
 * answers and what is seen of each question looked at:
 *
 *	ID: GROUP n mean deviation [= agrees | x does not | . not judged]...
 *	    gap G; ID...; widest ID ID ID
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "engine/agreement.h"
#include "small_pack.h"

#define LEVEL "type: level, options: [{fr: a}, {fr: b}, {fr: c}, {fr: d}, " \
	      "{fr: e}], text: {fr: t}"
#define OPTION(id, points) "          - {id: " id ", " points "text: {fr: t}}\n"
#define ALL "for: [leaders, staff, experts]"
#define SINGLE(id) "      - id: " id "\n        type: single\n" \
		   "        " ALL "\n" \
		   "        text: {fr: t}\n        options:\n"

/*
 * `wide` is even, of four places 10 points apart, one of them twice; `bent`
 * is not even; `two` has two places and an option without points; `flat` has
 * one; `none` has none.
 */
static const char questionnaire[] =
    "version: 1.0.0\nlanguages: [fr]\ntitle: {fr: t}\n"
    "sections:\n  - id: main\n    title: {fr: t}\n    questions:\n"
    "      - {id: ai, type: boolean, text: {fr: t}}\n"
    "      - {id: p1, " ALL ", " LEVEL "}\n"
    "      - {id: p2, " ALL ", " LEVEL "}\n"
    "      - {id: p3, for: [leaders, staff], " LEVEL "}\n"
    "      - {id: p4, for: [experts], " LEVEL "}\n"
    "      - {id: p5, " ALL ", " LEVEL "}\n"
    "      - {id: hid, " ALL ", when: ai, " LEVEL "}\n"
    SINGLE("wide")
    OPTION("a", "points: 0, ") OPTION("b", "points: 10, ")
    OPTION("c", "points: 20, ") OPTION("d", "points: 30, ")
    OPTION("e", "points: 10, ")
    SINGLE("bent")
    OPTION("a", "points: 0, ") OPTION("b", "points: 1, ")
    OPTION("c", "points: 4, ")
    SINGLE("two")
    OPTION("low", "points: 1, ") OPTION("high", "points: 5, ")
    OPTION("mute", "")
    SINGLE("flat") OPTION("a", "points: 2, ") OPTION("b", "points: 2, ")
    SINGLE("none") OPTION("a", "") OPTION("b", "")
    "      - id: many\n        type: multiple\n        " ALL "\n"
    "        text: {fr: t}\n"
    "        options:\n"
    OPTION("a", "points: 1, ") OPTION("b", "points: 2, ");

static const char rubric[] =
    "# T\n\n```yaml\nlevels: {1: {fr: a}, 2: {fr: b}, 3: {fr: c}, "
    "4: {fr: d}, 5: {fr: e}}\n"
    "bands: {2: 1.80, 3: 2.60, 4: 3.40, 5: 4.20}\n```\n\n"
    "## `lead` D\n\nD.\n\n```yaml\nweight: 1\n```\n\n"
    "### `lead.one` C\n\nC.\n\n"
    "```yaml\nquestions: [p1, p2, p3, p4, p5, hid]\n```\n";

#define SETS "sets:\n"
#define LEADER(name, list)                                                     \
	"- {respondent: " name ", group: leaders, answers: {" list "}}\n"
#define EXPERT(name, list)                                                     \
	"- {respondent: " name ", group: experts, answers: {" list "}}\n"
#define STAFF(list) "- {group: staff, answers: {" list "}}\n"
#define TOGETHER(list) "- {group: staff, together: true, answers: {" list "}}\n"
#define STAFF4(list) STAFF(list) STAFF(list) STAFF(list) STAFF(list)
#define DK(id) id ": {dont_know: true}"
#define DECIDED(id, value)                                                     \
	"decisions:\n- {question: " id ", value: " value                       \
	", reason: r, author: a, date: 2026-01-15}\n"

struct row {
	const char *name, *answers, *look, *want;
};

static const struct row rows[] = {
	/* mean 3; (2 + 1 + 0 + 1 + 2) / 5 = 6/5 > 5/6 */
	{ "every option once",
	  SETS LEADER("a", "p1: 1") LEADER("b", "p1: 2") LEADER("c", "p1: 3")
	  LEADER("d", "p1: 4") LEADER("e", "p1: 5"),
	  "p1", "p1: leaders 5 3/1 6/5 x named 5 3/1 6/5 x; widest" },
	{ "all the same",
	  SETS LEADER("a", "p1: 4") LEADER("b", "p1: 4") LEADER("c", "p1: 4"),
	  "p1", "p1: leaders 3 4/1 0/1 = named 3 4/1 0/1 =; widest" },
	/* mean 7/3; (4/3 + 1/3 + 5/3) / 3 = 10/9 > 5/6 */
	{ "thirds are exact",
	  SETS LEADER("a", "p1: 1") LEADER("b", "p1: 2") LEADER("c", "p1: 4"),
	  "p1", "p1: leaders 3 7/3 10/9 x named 3 7/3 10/9 x; widest" },
	/* mean 5/3; (4 x 2/3 + 1/3 + 7/3) / 6 = 16/18 > 15/18 */
	{ "just over the limit",
	  SETS LEADER("a", "p1: 1") LEADER("b", "p1: 1") LEADER("c", "p1: 1")
	  LEADER("d", "p1: 1") LEADER("e", "p1: 2") LEADER("f", "p1: 4"),
	  "p1", "p1: leaders 6 5/3 8/9 x named 6 5/3 8/9 x; widest" },
	/* mean 11/6; (3 x 5/6 + 1/6 + 2 x 7/6) / 6 = 30/36 */
	{ "at the limit is agreement",
	  SETS LEADER("a", "p1: 1") LEADER("b", "p1: 1") LEADER("c", "p1: 1")
	  LEADER("d", "p1: 2") LEADER("e", "p1: 3") LEADER("f", "p1: 3"),
	  "p1", "p1: leaders 6 11/6 5/6 = named 6 11/6 5/6 =; widest" },
	{ "one answer agrees with nobody",
	  SETS LEADER("a", "p1: 2") LEADER("b", DK("p1")) EXPERT("c", "p4: 2"),
	  "p1 p4", "p1:; p4:; widest" },
	/* leaders 2 and 4: mean 3, 1; experts 3 and 3; the four: 2/4 */
	{ "leaders, experts, and both",
	  SETS LEADER("a", "p1: 2") LEADER("b", "p1: 4") EXPERT("c", "p1: 3")
	  EXPERT("d", "p1: 3"),
	  "p1", "p1: leaders 2 3/1 1/1 x experts 2 3/1 0/1 = "
		"named 4 3/1 1/2 =; widest" },
	{ "one leader and one expert",
	  SETS LEADER("a", "p1: 2") EXPERT("c", "p1: 3"), "p1",
	  "p1: named 2 5/2 1/2 =; widest" },
	{ "a group that is not asked is not heard",
	  SETS LEADER("a", "p4: 1, p3: 2") LEADER("b", "p4: 5, p3: 2")
	  EXPERT("c", "p4: 3, p3: 5") EXPERT("d", "p4: 3, p3: 5"),
	  "p3 p4", "p3: leaders 2 2/1 0/1 = named 2 2/1 0/1 =; "
		   "p4: experts 2 3/1 0/1 = named 2 3/1 0/1 =; widest" },

	/* scales */
	/* 0 10 10 30, in steps 0 1 1 3: mean 5/4; (5/4 + 1/4 + 1/4 + 7/4) / 4
	   = 7/8, over 4/6 */
	{ "steps of ten points",
	  SETS LEADER("a", "wide: a") LEADER("b", "wide: b")
	  LEADER("c", "wide: e") LEADER("d", "wide: d"),
	  "wide", "wide: leaders 4 25/2 7/8 x named 4 25/2 7/8 x; widest" },
	/* 0 and 4 points, two steps of 2 apart: 1; nothing is concluded */
	{ "uneven options are not judged",
	  SETS LEADER("a", "bent: a") LEADER("b", "bent: c"), "bent",
	  "bent: leaders 2 2/1 1/1 . named 2 2/1 1/1 .; widest" },
	{ "two options are not judged, one without points is aside",
	  SETS LEADER("a", "two: low") LEADER("b", "two: high")
	  LEADER("c", "two: mute"),
	  "two", "two: leaders 2 3/1 1/2 . named 2 3/1 1/2 .; widest" },
	{ "no scale",
	  SETS LEADER("a", "flat: a, none: a, many: [a], ai: true")
	  LEADER("b", "flat: b, none: b, many: [a, b], ai: false"),
	  "flat none many ai",
	  "flat -; none -; many -; ai -; widest" },
	{ "what is hidden is not compared",
	  SETS LEADER("a", "ai: false, hid: 1")
	  LEADER("b", "ai: false, hid: 5"),
	  "hid", "hid -; widest" },
	{ "one agreed set", "answers:\n  p1: 3\n", "p1", "p1 -; widest" },

	/* staff */
	/* 1 2 3 4 5 as above; leaders 2 less 3 */
	{ "five staff",
	  SETS LEADER("a", "p1: 2") STAFF("p1: 1") STAFF("p1: 2")
	  STAFF("p1: 3") STAFF("p1: 4") STAFF("p1: 5"),
	  "p1", "p1: staff 5 3/1 6/5 x gap -1/1; widest p1" },
	{ "four staff", SETS LEADER("a", "p1: 5") STAFF4("p1: 1"), "p1",
	  "p1:; widest" },
	{ "four staff and a don't-know",
	  SETS LEADER("a", "p1: 5") STAFF4("p1: 1") STAFF(DK("p1")), "p1",
	  "p1:; widest" },
	{ "four staff with points, and one without",
	  SETS LEADER("a", "two: high") STAFF4("two: low") STAFF("two: mute"),
	  "two", "two:; widest" },
	{ "five on one question, four on another",
	  SETS LEADER("a", "p1: 5, p2: 5") STAFF4("p1: 1, p2: 1")
	  STAFF("p1: 1"),
	  "p1 p2", "p1: staff 5 1/1 0/1 = gap 4/1; p2:; widest p1" },
	{ "staff together agree with nobody, but have a mean",
	  SETS LEADER("a", "p1: 5") TOGETHER("p1: 2"), "p1",
	  "p1: gap 3/1; widest p1" },
	{ "staff together beside four that are withheld",
	  SETS LEADER("a", "p1: 5") STAFF4("p1: 1") TOGETHER("p1: 2"), "p1",
	  "p1:; widest" },
	{ "staff together beside five",
	  SETS LEADER("a", "p1: 5") STAFF4("p1: 1") STAFF("p1: 1")
	  TOGETHER("p1: 5"),
	  "p1", "p1: staff 5 1/1 0/1 = gap 4/1; widest p1" },

	/* gaps */
	/* p1 2 - 1, p2 1 - 3, p3 4 - 1, p5 5 - 3, wide 10 - 10: none */
	{ "the three widest, either way, ties in order",
	  SETS LEADER("a", "p1: 2, p2: 1, p3: 4, p5: 5, wide: b")
	  STAFF4("p1: 1, p2: 3, p3: 1, p5: 3, wide: e")
	  STAFF("p1: 1, p2: 3, p3: 1, p5: 3, wide: b"),
	  "p1 p2 wide",
	  "p1: staff 5 1/1 0/1 = gap 1/1; p2: staff 5 3/1 0/1 = gap -2/1; "
	  "wide: staff 5 10/1 0/1 = gap 0/1; widest p3 p2 p5" },
	{ "what is no scale has a gap all the same",
	  SETS LEADER("a", "many: [a, b]") STAFF4("many: [a]")
	  STAFF("many: [b]"),
	  "many", "many - gap 9/5; widest many" },
	{ "a decision settles it and hides nothing",
	  SETS LEADER("a", "p1: 5, p2: 3") LEADER("b", "p1: 3")
	  STAFF4("p1: 1, p2: 2") STAFF("p1: 1, p2: 2") DECIDED("p1", "3"),
	  "p1", "p1: decided leaders 2 4/1 1/1 x staff 5 1/1 0/1 = "
		"named 2 4/1 1/1 x gap 3/1; widest p2" },
	{ "a decision does not bring withheld staff back",
	  SETS LEADER("a", "p1: 5") STAFF4("p1: 1") DECIDED("p1", "3"), "p1",
	  "p1: decided; widest" },
};

/* --- telling ------------------------------------------------------------- */

struct scene {
	struct arena *arena;
	struct pack *pack;
	struct diags diags;
	struct score *score;
	struct agreement agreement;
};

static struct scene scene(const char *text)
{
	struct scene sc = { .arena = arena_open() };
	struct answers *answers;

	diags_init(&sc.diags, sc.arena);
	sc.pack = small_pack(sc.arena, questionnaire, rubric, &sc.diags);
	if (sc.pack == NULL)
		small_print(sc.arena, &sc.diags);
	assert_non_null(sc.pack);
	answers = small_answers(sc.arena, sc.pack, text, &sc.diags);
	if (answers == NULL)
		small_print(sc.arena, &sc.diags);
	assert_non_null(answers);
	sc.score = score_case(sc.arena, sc.pack, answers, &sc.diags);
	assert_non_null(sc.score);
	sc.agreement = agreement_of(sc.arena, sc.score);
	return sc;
}

static void put_index(struct buf *out, const char *who,
		      const struct agreement_question *q,
		      const struct agreement_index *i)
{
	if (!i->known)
		return;
	buf_fmt(out, " %s %d %d/%d %d/%d %s", who, (int)i->respondents,
		   (int)i->mean.num, (int)i->mean.den, (int)i->deviation.num,
		   (int)i->deviation.den,
		   !q->judged ? "." : i->agrees ? "=" : "x");
}

static void put_question(struct buf *out, const struct scene *sc,
			 uint32_t index)
{
	const struct agreement_question *q = &sc->agreement.questions[index];

	buf_str(out, sc->pack->questions[index].id);
	buf_text(out, q->measured ? ":" : " -");
	if (q->decided)
		buf_text(out, " decided");
	for (int g = 0; g < GROUP_COUNT; g++)
		put_index(out, group_name((enum group)g), q, &q->groups[g]);
	put_index(out, "named", q, &q->named);
	if (q->compared)
		buf_fmt(out, " gap %d/%d", (int)q->gap.num,
			   (int)q->gap.den);
	buf_text(out, "; ");
}

static void put_widest(struct buf *out, const struct scene *sc)
{
	buf_text(out, "widest");
	for (uint32_t i = 0; i < sc->agreement.widest_count; i++) {
		buf_text(out, " ");
		buf_str(out,
			sc->pack->questions[sc->agreement.widest[i]].id);
	}
}

static void test_row(void **state)
{
	const struct row *row = *state;
	struct scene sc = scene(row->answers);
	struct buf out = buf_make(sc.arena);
	char look[100];

	snprintf(look, sizeof(look), "%s", row->look);
	for (char *rest = look, *id; (id = strsep(&rest, " ")) != NULL;) {
		uint32_t q = pack_find_question(sc.pack, str_from(id));

		assert_true(q != NO_INDEX);
		put_question(&out, &sc, q);
	}
	put_widest(&out, &sc);
	assert_string_equal(str_cstr(sc.arena, buf_view(&out)), row->want);
	arena_close(sc.arena);
}

/* --- counted by option --------------------------------------------------- */

enum { LEADERS = 4, EXPERTS = 3, STAFF_SETS = 9, PLACES = 5 };

static uint64_t chance_state;

static uint32_t chance(uint32_t below)
{
	chance_state = chance_state * 6364136223846793005u +
		       1442695040888963407u;
	return (uint32_t)(chance_state >> 33) % below;
}

static const char crowd[] =
    SETS LEADER("a", "") LEADER("b", "") LEADER("c", "") LEADER("d", "")
    EXPERT("e", "") EXPERT("f", "") EXPERT("g", "")
    STAFF4("") STAFF4("") STAFF("");

/* How many of the groups gave each place of a question, from 0. */
static uint32_t count_places(const struct scene *sc, uint32_t question,
			     unsigned groups, uint32_t counts[PLACES])
{
	/* Of `wide`: 0 10 20 30, and the last again 10. */
	static const uint8_t wide[PLACES] = { 0, 1, 2, 3, 1 };
	const struct answers *as = sc->score->answers;
	const struct question *q = &sc->pack->questions[question];
	uint32_t n = 0;

	memset(counts, 0, PLACES * sizeof(counts[0]));
	for (uint32_t s = 0; s < as->set_count; s++) {
		const struct answer *a = &as->sets[s].answers[question];

		if ((groups & q->groups & 1u << as->sets[s].group) == 0 ||
		    a->kind != ANSWER_VALUE)
			continue;
		counts[q->type == QUESTION_LEVEL ? a->choice
						 : wide[a->choice]]++;
		n++;
	}
	return n;
}

/* sum of count x |place x n - total| over n^2, without a fraction. */
static void check_index(const struct scene *sc, uint32_t question,
			unsigned groups, uint32_t least,
			const struct agreement_index *got)
{
	uint32_t counts[PLACES];
	int64_t n = count_places(sc, question, groups, counts);
	int64_t total = 0, apart = 0;

	assert_int_equal(got->known, n >= least);
	if (!got->known)
		return;
	for (int64_t p = 0; p < PLACES; p++)
		total += p * counts[p];
	for (int64_t p = 0; p < PLACES; p++)
		apart += counts[p] * llabs(p * n - total);
	assert_int_equal(got->respondents, n);
	assert_int_equal(got->deviation.num * n * n,
			 got->deviation.den * apart);
}

static void check_question(const struct scene *sc, uint32_t question)
{
	const struct agreement_question *q =
	    &sc->agreement.questions[question];
	unsigned leaders = 1u << GROUP_LEADERS, experts = 1u << GROUP_EXPERTS;

	check_index(sc, question, leaders, 2, &q->groups[GROUP_LEADERS]);
	check_index(sc, question, experts, 2, &q->groups[GROUP_EXPERTS]);
	check_index(sc, question, leaders | experts, 2, &q->named);
	check_index(sc, question, 1u << GROUP_STAFF, 5,
		    &q->groups[GROUP_STAFF]);
}

/* Nothing outside the list is wider than its last; the list is in order. */
static void check_widest(const struct scene *sc)
{
	const struct agreement *g = &sc->agreement;
	uint32_t wide = 0;

	for (uint32_t q = 0; q < sc->pack->question_count; q++) {
		const struct agreement_question *one = &g->questions[q];
		double gap = fabs(ratio_double(one->gap));
		uint32_t before = 0;
		bool listed = false;

		if (!one->compared || gap == 0)
			continue;
		wide++;
		for (uint32_t o = 0; o < sc->pack->question_count; o++) {
			double other =
			    fabs(ratio_double(g->questions[o].gap));

			before += other > gap + 1e-9 ||
				  (fabs(other - gap) <= 1e-9 && o < q);
		}
		for (uint32_t i = 0; i < g->widest_count; i++)
			listed = listed || (g->widest[i] == q && i == before);
		assert_int_equal(listed, before < AGREEMENT_WIDEST);
	}
	assert_int_equal(g->widest_count,
			 wide < AGREEMENT_WIDEST ? wide : AGREEMENT_WIDEST);
}

static void answer_at_random(const struct pack *pack, struct answers *as)
{
	for (uint32_t q = 0; q < pack->question_count; q++) {
		uint32_t said = 10 + chance(90), options = 1 + chance(PLACES);

		if (pack->questions[q].type != QUESTION_LEVEL &&
		    !str_eq(pack->questions[q].id, STR("wide")))
			continue;
		for (uint32_t s = 0; s < as->set_count; s++) {
			struct answer *a = &as->sets[s].answers[q];

			a->kind = chance(100) < said ? ANSWER_VALUE
				  : chance(2) == 0   ? ANSWER_MISSING
						     : ANSWER_DONT_KNOW;
			a->choice = (uint8_t)chance(options);
		}
	}
}

static void test_counted(void **state)
{
	static const char *const looked[] = { "p1", "p2", "p3",
					      "p4", "p5", "wide" };
	struct scene sc = scene(crowd);
	struct answers *as = small_answers(sc.arena, sc.pack, crowd,
					   &sc.diags);

	(void)state;
	assert_int_equal(as->set_count, LEADERS + EXPERTS + STAFF_SETS);
	chance_state = 4;
	for (int round = 0; round < 300; round++) {
		answer_at_random(sc.pack, as);
		sc.score = score_case(sc.arena, sc.pack, as, &sc.diags);
		sc.agreement = agreement_of(sc.arena, sc.score);
		for (size_t i = 0; i < sizeof(looked) / sizeof(*looked); i++)
			check_question(&sc, pack_find_question(
						sc.pack, str_from(looked[i])));
		check_widest(&sc);
	}
	arena_close(sc.arena);
}

/* --- what must not show -------------------------------------------------- */

/*
 * Four of the staff answer, in all 625 ways, and others vary too: the whole
 * result has the same bytes whatever the four said.
 */
static void test_withheld(void **state)
{
	static const char few[] = SETS LEADER("a", "p1: 5, p2: 1")
	    LEADER("b", "p1: 2") EXPERT("c", "p1: 3") STAFF4("p1: 1, p2: 4");
	struct scene sc = scene(few);
	struct answers *as = small_answers(sc.arena, sc.pack, few, &sc.diags);
	uint32_t p1 = pack_find_question(sc.pack, STR("p1"));
	size_t size = sc.pack->question_count * sizeof(*sc.agreement.questions);

	(void)state;
	for (uint32_t way = 0; way < 625; way++) {
		struct agreement now;

		for (uint32_t k = 0, rest = way; k < 4; k++, rest /= 5)
			as->sets[3 + k].answers[p1].choice =
			    (uint8_t)(rest % 5);
		now = agreement_of(sc.arena, score_case(sc.arena, sc.pack, as,
							&sc.diags));
		assert_memory_equal(now.questions, sc.agreement.questions,
				    size);
		assert_int_equal(now.widest_count, 0);
	}
	arena_close(sc.arena);
}

/*
 * The note of the header: of the 126 sets of five answers to a `level`, how
 * many are alone in having their mean (1, 1.2, 4.8 and 5) and how many in
 * having their mean and deviation.
 */
static void test_five_say_much(void **state)
{
	static const char five[] = SETS STAFF4("p1: 1") STAFF("p1: 1");
	struct scene sc = scene(five);
	struct answers *as = small_answers(sc.arena, sc.pack, five, &sc.diags);
	uint32_t p1 = pack_find_question(sc.pack, STR("p1"));
	struct agreement_index seen[126];
	uint32_t count = 0, by_mean = 0, by_both = 0;

	(void)state;
	for (uint32_t way = 0; way < 3125; way++) {
		bool ordered = true;

		for (uint32_t k = 0, rest = way; k < 5; k++, rest /= 5) {
			struct answer *a = &as->sets[k].answers[p1];

			a->choice = (uint8_t)(rest % 5);
			ordered = ordered &&
				  (k == 0 ||
				   as->sets[k - 1].answers[p1].choice <=
				       a->choice);
		}
		if (!ordered)
			continue;
		assert_true(count < 126);
		seen[count++] =
		    agreement_of(sc.arena, score_case(sc.arena, sc.pack, as,
						      &sc.diags))
			.questions[p1].groups[GROUP_STAFF];
	}
	assert_int_equal(count, 126);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t means = 0, both = 0;

		for (uint32_t k = 0; k < count; k++) {
			if (ratio_cmp(seen[i].mean, seen[k].mean) != 0)
				continue;
			means++;
			both += ratio_cmp(seen[i].deviation,
					  seen[k].deviation) == 0;
		}
		by_mean += means == 1;
		by_both += both == 1;
	}
	assert_int_equal(by_mean, 4);
	assert_int_equal(by_both, 76);
	arena_close(sc.arena);
}

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_counted),
		cmocka_unit_test(test_withheld),
		cmocka_unit_test(test_five_say_much),
	};
	enum { OTHERS = sizeof(others) / sizeof(others[0]) };
	static struct CMUnitTest tests[ROWS + OTHERS];

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){
			rows[i].name, test_row, NULL, NULL,
			(void *)(uintptr_t)&rows[i]
		};
	memcpy(tests + ROWS, others, sizeof(others));
	return _cmocka_run_group_tests("agreement", tests, ROWS + OTHERS, NULL,
				       NULL);
}
