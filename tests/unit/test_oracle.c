/*
 * The same sums done again, another way: weighted means, bands, gates and
 * caps of the real pack in doubles, from the design and the rubric's tables
 * and not from the engine, over random full answers; random respondents; and
 * the calibration example that came with the rubric.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "small_pack.h"

#ifndef ROOT_DIR
#define ROOT_DIR "."
#endif

enum { DIMENSIONS = 8, GATES = 13, CASES = 300 };

static uint64_t chance_state;

static uint32_t chance(uint32_t below)
{
	chance_state = chance_state * 6364136223846793005u +
		       1442695040888963407u;
	return (uint32_t)(chance_state >> 33) % below;
}

/* --- the tables, typed again -------------------------------------------------- */

enum { STRATEGY, LEADERSHIP, PEOPLE, DATA, TECHNOLOGY, SERVICE, GOVERNANCE,
       MEASUREMENT };

static const struct {
	const char *id;
	double weight;
	int targets[5];		/* none, internal, assist, bot, decisions */
} dimensions[DIMENSIONS] = {
	{ "strategy", 0.12, { 2, 3, 3, 3, 4 } },
	{ "leadership", 0.10, { 3, 3, 3, 3, 4 } },
	{ "people", 0.14, { 2, 3, 3, 3, 4 } },
	{ "data", 0.11, { 2, 3, 3, 4, 4 } },
	{ "technology", 0.11, { 2, 3, 3, 4, 4 } },
	{ "service", 0.18, { 2, 2, 3, 4, 4 } },
	{ "governance", 0.14, { 2, 3, 3, 4, 4 } },
	{ "measurement", 0.10, { 2, 2, 3, 4, 4 } },
};

/* Caps of each gate: 9 is none. The last column is the overall level. */
static const struct {
	const char *code;
	int caps[DIMENSIONS + 1];
} gates[GATES] = {
	{ "G1", { 9, 9, 9, 9, 9, 2, 9, 9, 2 } },
	{ "G2", { 9, 9, 9, 9, 9, 2, 9, 9, 3 } },
	{ "G3", { 9, 9, 9, 9, 9, 9, 9, 9, 2 } },
	{ "G4", { 9, 9, 9, 9, 9, 9, 2, 9, 3 } },
	{ "G5", { 9, 9, 9, 9, 9, 9, 2, 9, 2 } },
	{ "G6", { 9, 9, 9, 9, 9, 9, 2, 9, 3 } },
	{ "G7", { 9, 9, 9, 9, 9, 9, 2, 9, 2 } },
	{ "G8", { 3, 9, 9, 9, 9, 9, 9, 2, 9 } },
	{ "G9", { 9, 9, 9, 9, 2, 9, 9, 9, 3 } },
	{ "G10", { 9, 9, 2, 9, 9, 9, 9, 9, 3 } },
	{ "G11", { 9, 9, 9, 9, 2, 9, 9, 9, 3 } },
	{ "G12", { 9, 2, 9, 9, 9, 9, 9, 9, 3 } },
	{ "G14", { 9, 9, 9, 9, 9, 9, 9, 9, 9 } },	/* done apart */
};

/* --- the other computation ------------------------------------------------------ */

struct oracle {
	const struct pack *pack;
	const struct answer *answers;	/* one agreed set */
	const struct answers *all;
	bool ai, bot, decisions, personal, change, quebec, assist;
	double points[PACK_QUESTIONS];	/* NaN: none */
};

static const struct answer *said(const struct oracle *o, const char *id)
{
	uint32_t q = pack_find_question(o->pack, str_from(id));

	if (q == NO_INDEX)
		fail_msg("the pack has no question `%s`", id);
	return &o->answers[q];
}

static bool yes(const struct oracle *o, const char *id)
{
	const struct answer *a = said(o, id);

	return a->kind == ANSWER_VALUE && a->truth;
}

static bool uses(const struct oracle *o, const char *option)
{
	const struct answer *a = said(o, "uses");
	uint32_t q = pack_find_question(o->pack, STR("uses"));
	const struct question *asked = &o->pack->questions[q];

	for (uint32_t i = 0; i < asked->option_count; i++)
		if (str_is(asked->options[i].id, option))
			return (a->chosen >> i & 1) != 0;
	fail_msg("`uses` has no option `%s`", option);
	return false;
}

static void find_facts(struct oracle *o)
{
	o->ai = said(o, "uses")->chosen != 0 && !uses(o, "no_use");
	o->bot = o->ai && (uses(o, "answer_client") || yes(o, "bot_answers"));
	o->decisions = o->ai && yes(o, "auto_decisions");
	o->personal = o->ai && yes(o, "personal_info");
	o->change = yes(o, "tasks_change");
	o->quebec = o->bot && yes(o, "quebec_consumers");
	o->assist = uses(o, "suggest_reply") || uses(o, "write_email");
}

static bool is_shown(const struct oracle *o, const struct question *q)
{
	struct str when = q->when == NULL ? STR("") : expr_text(q->when);

	if (when.len == 0)
		return true;
	if (str_is(when, "ai_used"))
		return o->ai;
	if (str_is(when, "no_ai"))
		return !o->ai;
	if (str_is(when, "customer_ai"))
		return o->bot;
	if (str_is(when, "auto_decision"))
		return o->decisions;
	fail_msg("a condition this test does not know: %.*s", STR_ARGS(when));
	return false;
}

static void find_points(struct oracle *o)
{
	for (uint32_t q = 0; q < o->pack->question_count; q++) {
		const struct question *asked = &o->pack->questions[q];
		const struct answer *a = &o->answers[q];

		o->points[q] = NAN;
		if (asked->type == QUESTION_LEVEL && a->kind == ANSWER_VALUE &&
		    is_shown(o, asked))
			o->points[q] = a->choice + 1;
	}
}

/* Ties go up; the small push stands for what doubles lose. */
static double rounded(double score)
{
	return floor(score * 100 + 0.5 + 1e-7) / 100;
}

static int band(double score)
{
	static const double edges[] = { 1.80, 2.60, 3.40, 4.20 };
	int level = 1;

	if (isnan(score))
		return 0;
	for (int i = 0; i < 4; i++)
		if (rounded(score) > edges[i] - 1e-6)
			level = i + 2;
	return level;
}

static double criterion_score(const struct oracle *o, const struct criterion *c)
{
	double sum = 0;
	int n = 0;

	for (uint32_t i = 0; i < c->question_count; i++)
		if (!isnan(o->points[c->questions[i]])) {
			sum += o->points[c->questions[i]];
			n++;
		}
	return n == 0 ? NAN : sum / n;
}

static double dimension_score(const struct oracle *o, const struct dimension *d)
{
	double sum = 0, weight = 0;

	for (uint32_t i = 0; i < d->criterion_count; i++) {
		const struct criterion *c =
		    &o->pack->rubric.criteria[d->first_criterion + i];
		double score = criterion_score(o, c);

		if (isnan(score))
			continue;
		sum += score * ratio_double(c->weight);
		weight += ratio_double(c->weight);
	}
	return weight == 0 ? NAN : sum / weight;
}

static double overall_score(const double *scores)
{
	double sum = 0, weight = 0;

	for (int d = 0; d < DIMENSIONS; d++) {
		if (isnan(scores[d]))
			continue;
		sum += scores[d] * dimensions[d].weight;
		weight += dimensions[d].weight;
	}
	return weight == 0 ? NAN : sum / weight;
}

static bool below(const struct oracle *o, const char *id, double level)
{
	uint32_t q = pack_find_question(o->pack, str_from(id));

	if (q == NO_INDEX)
		fail_msg("the pack has no question `%s`", id);
	return o->points[q] < level;	/* false of NaN */
}

static bool in_force(const struct oracle *o, int gate)
{
	bool met[GATES] = {
		!(o->bot && below(o, "reach_person", 3)),
		!(o->bot && below(o, "escalation_rules", 3)),
		!(o->personal && (below(o, "responsible_published", 3) ||
				  below(o, "ai_policy", 3))),
		!(o->personal &&
		  (yes(o, "new_system") || yes(o, "data_leaves_quebec")) &&
		  below(o, "impact_assessment", 3)),
		!(o->decisions && (below(o, "decision_notice", 3) ||
				   below(o, "decision_review", 3))),
		!(o->bot && below(o, "bot_notice", 3)),
		!(o->quebec && below(o, "french_service", 3)),
		!(o->ai && o->change && below(o, "baseline_measures", 3)),
		!(o->ai && (below(o, "tools_listed", 3) ||
			    below(o, "data_forbidden", 3))),
		!(o->ai && below(o, "users_trained", 3)),
		!(o->bot && below(o, "bot_switch_off", 3)),
		!(o->change && below(o, "jobs_message", 2)),
		true,
	};

	return !met[gate];
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* The weakest link, over levels after caps; absent ones are skipped. */
static int weakest_link(const int *capped)
{
	int three = 9, all = 9;

	for (int d = 0; d < DIMENSIONS; d++) {
		if (capped[d] == 0)
			continue;
		all = least(all, capped[d]);
		if (d == PEOPLE || d == SERVICE || d == GOVERNANCE)
			three = least(three, capped[d]);
	}
	return least(three + 1, all + 2);
}

static int exposure(const struct oracle *o)
{
	return o->decisions ? 4 : o->bot ? 3
		: uses(o, "suggest_reply") ? 2 : o->ai ? 1 : 0;
}

/* --- compared with the engine ------------------------------------------------------ */

static void same_score(const struct scored *s, double score, int level)
{
	assert_int_equal(s->raw.absent, isnan(score));
	assert_int_equal(s->level, level);
	if (isnan(score))
		return;
	assert_true(fabs(ratio_double(s->raw.point) - score) < 1e-9);
	assert_true(fabs(ratio_double(s->published) - rounded(score)) < 1e-9);
}

static const struct gate_result *gate_by_code(const struct score *s,
					      const char *code)
{
	const struct rubric *r = &s->pack->rubric;

	for (uint32_t g = 0; g < r->gate_count; g++)
		if (str_is(r->gates[g].code, code))
			return &s->gates[g];
	fail_msg("the rubric has no gate %s", code);
	return NULL;
}

static void same_gates(const struct oracle *o, const struct score *s,
		       int *capped)
{
	for (int g = 0; g < GATES - 1; g++) {
		const struct gate_result *gate =
		    gate_by_code(s, gates[g].code);

		assert_int_equal(gate->state, in_force(o, g) ? GATE_IN_FORCE
							     : GATE_MET);
		for (int d = 0; d <= DIMENSIONS && in_force(o, g); d++)
			capped[d] = least(capped[d], gates[g].caps[d]);
	}
	capped[DIMENSIONS] = least(capped[DIMENSIONS], weakest_link(capped));
	for (int d = 0; d < DIMENSIONS; d++)
		assert_int_equal(s->dimensions[d].capped, capped[d]);
	assert_int_equal(s->overall.capped, capped[DIMENSIONS]);
}

/* The evidence rule: 4 and more that nothing shows is displayed as 3. */
static void same_shown(const struct oracle *o, const struct score *s,
		       const int *capped)
{
	const struct rubric *r = &o->pack->rubric;

	for (int d = 0; d < DIMENSIONS; d++) {
		const struct dimension *dim = &r->dimensions[d];
		bool high = false, proved = false;

		for (uint32_t i = 0; i < dim->criterion_count; i++) {
			uint32_t c = dim->first_criterion + i;
			bool four = s->criteria[c].level >= 4;
			bool declared = o->all->evidence[c] ==
					EVIDENCE_DECLARED;

			high = high || four;
			proved = proved || (four && !declared);
			assert_int_equal(s->criteria[c].shown_hi,
					 four && declared
					     ? 3 : s->criteria[c].level);
		}
		assert_int_equal(s->dimensions[d].shown_hi,
				 capped[d] >= 4 && high && !proved
				     ? 3 : capped[d]);
	}
}

static void compare(const struct oracle *o, const struct score *s)
{
	const struct rubric *r = &o->pack->rubric;
	double scores[DIMENSIONS];
	int capped[DIMENSIONS + 1];

	for (uint32_t c = 0; c < r->criterion_count; c++) {
		double score = criterion_score(o, &r->criteria[c]);

		same_score(&s->criteria[c], score, band(score));
	}
	for (int d = 0; d < DIMENSIONS; d++) {
		assert_true(str_is(r->dimensions[d].id, dimensions[d].id));
		scores[d] = dimension_score(o, &r->dimensions[d]);
		capped[d] = band(scores[d]);
		same_score(&s->dimensions[d], scores[d], capped[d]);
		assert_int_equal(s->dimensions[d].target,
				 dimensions[d].targets[exposure(o)]);
	}
	capped[DIMENSIONS] = band(overall_score(scores));
	same_score(&s->overall, overall_score(scores), capped[DIMENSIONS]);
	same_gates(o, s, capped);
	same_shown(o, s, capped);
	assert_false(s->preview);
	/* Everything that applies is answered: nothing is left to chance. */
	assert_true(number_is_certain(&s->overall.raw));
	assert_int_equal(s->overall.level_lo, s->overall.level_hi);
	assert_int_equal(s->overall.capped_lo, s->overall.capped_hi);
}

/* --- answers -------------------------------------------------------------------------- */

static struct answer any_answer(const struct question *q, uint32_t from,
				uint32_t to)
{
	struct answer a = { .kind = ANSWER_VALUE, .number = q->min };

	if (q->type == QUESTION_LEVEL)
		a.choice = (uint8_t)(from + chance(to - from + 1));
	else if (q->type == QUESTION_SINGLE)
		a.choice = (uint8_t)chance(q->option_count);
	else if (q->type == QUESTION_BOOLEAN)
		a.truth = chance(2) == 0;
	else if (q->type == QUESTION_MULTIPLE)
		a.chosen = (uint64_t)1 << chance(q->option_count) |
			   (uint64_t)1 << chance(q->option_count);
	else if (q->type == QUESTION_TEXT || q->type == QUESTION_DATE)
		a.text = STR("x");
	for (uint32_t i = 0; i < q->option_count; i++)
		if ((a.chosen >> i & 1) != 0 && q->options[i].exclusive)
			a.chosen = (uint64_t)1 << i;
	return a;
}

static struct pack *real_pack(struct arena *a)
{
	struct diags diags;
	struct pack *p;

	diags_init(&diags, a);
	p = pack_load(a, ROOT_DIR "/questionnaires/ia-pme", PACK_SCORING,
		      &diags);
	if (p == NULL)
		small_print(a, &diags);
	assert_non_null(p);
	return p;
}

static void answer_all(const struct pack *p, struct answer *answers,
		       struct answers *all)
{
	uint32_t from = chance(5), to = from + chance(5 - from);

	for (uint32_t q = 0; q < p->question_count; q++) {
		const struct question *asked = &p->questions[q];

		answers[q] = any_answer(asked, from, to);
		if (asked->na_always && chance(4) == 0)
			answers[q] = (struct answer){ .kind = ANSWER_NA,
						      .number = RATIO(0) };
	}
	for (uint32_t c = 0; c < p->rubric.criterion_count; c++)
		all->evidence[c] = chance(3) == 0 ? EVIDENCE_SHOWN
						  : EVIDENCE_DECLARED;
}

static void test_full_answers(void **state)
{
	struct arena *a = arena_open();
	struct pack *p = real_pack(a);
	struct engine *e = engine_open(a, p);
	struct oracle *o = ARENA_NEW(a, struct oracle);
	struct answer_set set = { .agreed = true };
	struct answers all = { .sets = &set, .set_count = 1 };
	bool levels[6] = { false };

	(void)state;
	chance_state = 5;
	assert_int_equal(p->rubric.dimension_count, DIMENSIONS);
	assert_int_equal(p->rubric.gate_count, GATES);
	set.answers = ARENA_ARRAY(a, p->question_count, struct answer);
	all.evidence = ARENA_ARRAY(a, p->rubric.criterion_count, uint8_t);
	*o = (struct oracle){ .pack = p, .answers = set.answers, .all = &all };
	for (int i = 0; i < CASES; i++) {
		const struct score *s;

		answer_all(p, set.answers, &all);
		find_facts(o);
		find_points(o);
		s = score_again(e, &all, NULL);
		compare(o, s);
		levels[s->overall.capped] = true;
	}
	/* The cases are not all alike. */
	assert_true(levels[1] && levels[2] && levels[3] && levels[4]);
	arena_close(a);
}

/* --- respondents ------------------------------------------------------------------------ */

enum { LEADERS = 3, EXPERTS = 2, STAFF = 8, SETS = LEADERS + EXPERTS + STAFF };

static double group_mean(const struct answers *all, uint32_t q,
			 enum group group)
{
	double sum = 0;
	int n = 0;

	for (uint32_t i = 0; i < all->set_count; i++) {
		const struct answer *a = &all->sets[i].answers[q];

		if (all->sets[i].group != group || a->kind != ANSWER_VALUE)
			continue;
		sum += a->choice + 1;
		n++;
	}
	return n == 0 || (group == GROUP_STAFF && n < 5) ? NAN : sum / n;
}

static double published_points(const struct answers *all, uint32_t q,
			       uint8_t groups)
{
	double sum = 0;
	int n = 0;

	for (int g = 0; g < GROUP_COUNT; g++) {
		double mean = group_mean(all, q, (enum group)g);

		if ((groups >> g & 1) == 0 || isnan(mean))
			continue;
		sum += mean;
		n++;
	}
	return n == 0 ? NAN : sum / n;
}

static void answer_some(const struct pack *p, struct answers *all)
{
	uint32_t staff = chance(STAFF + 1);

	all->set_count = LEADERS + EXPERTS + staff;
	for (uint32_t i = 0; i < all->set_count; i++) {
		struct answer_set *set = &all->sets[i];

		set->group = i < LEADERS ? GROUP_LEADERS
			     : i < LEADERS + EXPERTS ? GROUP_EXPERTS
						     : GROUP_STAFF;
		for (uint32_t q = 0; q < p->question_count; q++) {
			const struct question *asked = &p->questions[q];
			struct answer none = { .number = RATIO(0) };

			set->answers[q] = none;
			if ((asked->groups >> set->group & 1) == 0)
				continue;
			set->answers[q] = any_answer(asked, 0, 4);
			if (chance(8) == 0)
				set->answers[q].kind = ANSWER_DONT_KNOW;
		}
	}
	/* Everybody agrees on what is asked, so that it is known. */
	for (uint32_t q = 0; q < p->question_count; q++)
		for (uint32_t i = 0; i < all->set_count; i++)
			if (p->questions[q].type != QUESTION_LEVEL)
				all->sets[i].answers[q] =
				    all->sets[0].answers[q];
}

static void test_respondents(void **state)
{
	struct arena *a = arena_open();
	struct pack *p = real_pack(a);
	struct engine *e = engine_open(a, p);
	struct oracle *o = ARENA_NEW(a, struct oracle);
	struct answer_set sets[SETS] = { 0 };
	struct answers all = { .sets = sets };
	int compared = 0;

	(void)state;
	chance_state = 6;
	for (int i = 0; i < SETS; i++)
		sets[i].answers = ARENA_ARRAY(a, p->question_count,
					      struct answer);
	all.evidence = ARENA_ARRAY(a, p->rubric.criterion_count, uint8_t);
	*o = (struct oracle){ .pack = p, .answers = sets[0].answers,
			      .all = &all };
	for (int i = 0; i < CASES; i++) {
		const struct score *s;

		answer_some(p, &all);
		/* Conditions must be known for the doubles to follow. */
		for (uint32_t q = 0; q < p->question_count; q++)
			for (uint32_t k = 0; k < all.set_count; k++)
				if (p->questions[q].type != QUESTION_LEVEL)
					sets[k].answers[q].kind = ANSWER_VALUE;
		find_facts(o);
		for (uint32_t q = 0; q < p->question_count; q++)
			o->points[q] =
			    p->questions[q].type == QUESTION_LEVEL &&
				    is_shown(o, &p->questions[q])
				? published_points(&all, q,
						   p->questions[q].groups)
				: NAN;
		s = score_again(e, &all, NULL);
		for (uint32_t c = 0; c < p->rubric.criterion_count; c++) {
			double score =
			    criterion_score(o, &p->rubric.criteria[c]);

			same_score(&s->criteria[c], score, band(score));
			compared += !isnan(score);
		}
		for (int d = 0; d < DIMENSIONS; d++) {
			double score =
			    dimension_score(o, &p->rubric.dimensions[d]);

			same_score(&s->dimensions[d], score, band(score));
		}
	}
	assert_true(compared > 1000);
	arena_close(a);
}

/* --- the calibration example ---------------------------------------------------------------- */

#define D(id, weight)                                                   \
	"## `" id "` D\n\nD.\n\n```yaml\nweight: " weight "\n```\n\n"          \
	"### `" id ".all` C\n\nC.\n\n```yaml\nquestions: [" id "_q]\n```\n\n"
#define Q(id, points)                                                          \
	"      - id: " id "_q\n        type: single\n        text: {fr: t}\n"   \
	"        options:\n"                                                   \
	"          - {id: low, points: 1, text: {fr: l}}\n"                    \
	"          - {id: at, points: " points ", text: {fr: a}}\n"

static const char questionnaire[] =
    "version: 1.0.0\nlanguages: [fr]\ntitle: {fr: t}\nsections:\n"
    "  - id: s\n    title: {fr: t}\n    questions:\n"
    "      - {id: bot, type: boolean, text: {fr: t}}\n"
    "      - {id: reach, type: level, text: {fr: t}, options: [{fr: a}, "
    "{fr: b}, {fr: c}, {fr: d}, {fr: e}]}\n"
    "      - {id: escalate, type: level, text: {fr: t}, options: [{fr: a}, "
    "{fr: b}, {fr: c}, {fr: d}, {fr: e}]}\n"
    Q("d1", "3.50") Q("d2", "3.10") Q("d3", "2.90") Q("d4", "2.70")
    Q("d5", "2.80") Q("d6", "2.40") Q("d7", "3.00") Q("d8", "2.60");

static const char rubric[] =
    "# T\n\n```yaml\nlevels: {1: {fr: a}, 2: {fr: b}, 3: {fr: c}, 4: {fr: d}, "
    "5: {fr: e}}\nbands: {2: 1.80, 3: 2.60, 4: 3.40, 5: 4.20}\n```\n\n"
    D("d1", "0.12") D("d2", "0.10") D("d3", "0.14")
    D("d4", "0.11") D("d5", "0.11") D("d6", "0.18")
    D("d7", "0.14") D("d8", "0.10")
    "## Gates\n\n### `g1` G\n\nG.\n\n```yaml\ngate:\n"
    "  when: bot and points(reach) < 3\n  cap: {overall: 2, d6: 2}\n```\n\n"
    "### `g2` G\n\nG.\n\n```yaml\ngate:\n"
    "  when: bot and points(escalate) < 3\n  cap: {overall: 3, d6: 2}\n"
    "```\n\n"
    "### `g14` G\n\nG.\n\n```yaml\ngate:\n  cap:\n"
    "    overall: min(min(capped(d3), capped(d6), capped(d7)) + 1, "
    "min(capped(dimensions)) + 2)\n```\n";

struct calibration {
	const char *name;
	const char *answers;
	int capped;		/* of the overall */
	enum gate_state reach, weakest;
};

static const struct calibration calibrations[] = {
	{ "calibration: no person behind the bot",
	  "bot: true\n  reach: 2\n  escalate: 3", 2, GATE_IN_FORCE,
	  GATE_SILENT },
	{ "calibration: a person, and rules",
	  "bot: true\n  reach: 3\n  escalate: 3", 3, GATE_MET, GATE_SILENT },
	{ "calibration: no rules", "bot: true\n  reach: 3\n  escalate: 1", 3,
	  GATE_MET, GATE_SILENT },
	{ "calibration: no bot", "bot: false\n  reach: 1\n  escalate: 1", 3,
	  GATE_MET, GATE_SILENT },
	{ "calibration: not known", "bot: true\n  escalate: 3", 3,
	  GATE_TO_CONFIRM, GATE_SILENT },
};

static void test_calibration(void **state)
{
	static const uint8_t levels[] = { 4, 3, 3, 3, 3, 2, 3, 3 };
	const struct calibration *row = *state;
	struct arena *a = arena_open();
	struct buf text = buf_make(a);
	struct diags diags;
	struct pack *p;
	struct score *s;

	diags_init(&diags, a);
	p = small_pack(a, questionnaire, rubric, &diags);
	if (p == NULL)
		small_print(a, &diags);
	assert_non_null(p);
	buf_fmt(&text, "answers:\n  %s\n", row->answers);
	for (int d = 1; d <= 8; d++)
		buf_fmt(&text, "  d%d_q: at\n", d);
	s = score_case(a, p, small_answers(a, p, str_cstr(a, buf_view(&text)),
					   &diags), &diags);
	assert_int_equal(ratio_cmp(s->overall.raw.point,
				   ratio_make(2853, 1000)), 0);
	assert_int_equal(ratio_cmp(s->overall.published, ratio_make(285, 100)),
			 0);
	assert_int_equal(s->overall.level, 3);
	for (int d = 0; d < 8; d++)
		assert_int_equal(s->dimensions[d].level, levels[d]);
	assert_int_equal(s->overall.capped, row->capped);
	assert_int_equal(s->gates[0].state, row->reach);
	assert_int_equal(s->gates[2].state, row->weakest);
	if (row->reach == GATE_TO_CONFIRM) {
		assert_int_equal(s->overall.shown_lo, 2);
		assert_int_equal(s->overall.shown_hi, 3);
	}
	arena_close(a);
}

enum { ROWS = sizeof(calibrations) / sizeof(calibrations[0]) };

int main(void)
{
	static struct CMUnitTest tests[ROWS + 2] = {
		cmocka_unit_test(test_full_answers),
		cmocka_unit_test(test_respondents),
	};

	for (size_t i = 0; i < ROWS; i++)
		tests[i + 2] = (struct CMUnitTest){
			calibrations[i].name, test_calibration, NULL, NULL,
			(void *)(uintptr_t)&calibrations[i]
		};
	return _cmocka_run_group_tests("oracle", tests, ROWS + 2, NULL, NULL);
}
