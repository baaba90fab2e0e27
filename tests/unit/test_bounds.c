/*
 * Bounds hold every completion. Small packs are made at random from a seed,
 * answered in part, and then every open question takes every answer it can,
 * or stays: the score of each such completion, found by scoring it, must lie
 * within the bounds given before. Where every open answer pulls one way
 * (plain means) the bounds must be reached exactly.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "random_pack.h"
#include "small_pack.h"

#ifndef ROOT_DIR
#define ROOT_DIR "."
#endif

enum {
	COMPLETIONS = 400,	/* of one case; beyond that, drawn at random */
	NUMBERS = 5,		/* values tried for a number */
};

/* --- answers ---------------------------------------------------------------------- */

/* All that a question can be answered with, "not applicable" included. */
static uint32_t answers_of(const struct question *q, struct answer *out,
			   uint32_t room)
{
	uint32_t n = 0;

	switch (q->type) {
	case QUESTION_LEVEL:
	case QUESTION_SINGLE:
		for (; n < q->option_count && n < room; n++)
			out[n].choice = (uint8_t)n;
		break;
	case QUESTION_BOOLEAN:
		out[1].truth = true;
		n = 2;
		break;
	case QUESTION_MULTIPLE:
		for (uint64_t bits = 0;
		     bits >> q->option_count == 0 && n < room; bits++) {
			bool alone = true;

			for (uint32_t o = 0; o < q->option_count; o++)
				if (q->options[o].exclusive &&
				    (bits >> o & 1) != 0 &&
				    bits != (uint64_t)1 << o)
					alone = false;
			if (alone)
				out[n++].chosen = bits;
		}
		break;
	case QUESTION_NUMBER:
		for (; n < NUMBERS && n < room; n++)
			out[n].number = ratio_add(
			    q->min, ratio_mul(ratio_sub(q->max, q->min),
					      ratio_make((int64_t)n,
							 NUMBERS - 1)));
		break;
	case QUESTION_TEXT:
	case QUESTION_DATE:
		out[0].text = STR("x");
		n = 1;
		break;
	}
	for (uint32_t i = 0; i < n; i++)
		out[i].kind = ANSWER_VALUE;
	if ((q->na_always || q->na_when != NULL) && n < room)
		out[n++].kind = ANSWER_NA;
	return n;
}

enum { ROOM = 40 };

static void fresh(struct answer *out)
{
	for (uint32_t i = 0; i < ROOM; i++)
		out[i] = (struct answer){ .number = RATIO(0) };
}

static void answer_at_random(const struct pack *p, struct answer *answers,
			     uint32_t known_of_ten)
{
	for (uint32_t q = 0; q < p->question_count; q++) {
		struct answer all[ROOM];
		uint32_t n;

		fresh(all);
		n = answers_of(&p->questions[q], all, ROOM);
		answers[q] = all[chance(n)];
		if (chance(10) < known_of_ten)
			continue;
		answers[q] = (struct answer){ .number = RATIO(0) };
		if (chance(3) == 0)
			answers[q].kind = ANSWER_DONT_KNOW;
	}
}

static bool is_open(const struct answer *a)
{
	return a->kind == ANSWER_MISSING || a->kind == ANSWER_DONT_KNOW;
}

/* --- what must hold ------------------------------------------------------------------ */

static bool number_holds(const struct expr_number *bounds,
			 const struct expr_number *now)
{
	if (now->absent)
		return bounds->may_be_absent;
	return bounds->may_be_present &&
	       ratio_cmp(bounds->lo, now->point) <= 0 &&
	       ratio_cmp(now->point, bounds->hi) <= 0;
}

static bool level_holds(uint8_t lo, uint8_t hi, uint8_t now)
{
	return now == 0 || (lo > 0 && lo <= now && now <= hi);
}

static bool scored_holds(const struct scored *bounds, const struct scored *now)
{
	return number_holds(&bounds->raw, &now->raw) &&
	       level_holds(bounds->level_lo, bounds->level_hi, now->level) &&
	       level_holds(bounds->capped_lo, bounds->capped_hi, now->capped);
}

static bool value_holds(const struct expr_value *bounds,
			const struct expr_value *now)
{
	switch (bounds->type) {
	case EXPR_BOOL:
		return (bounds->truth.can & now->truth.point) != 0;
	case EXPR_CHOICE:
		if (now->choice.point == EXPR_OPTIONS)
			return bounds->choice.may_be_absent;
		return (bounds->choice.can >> now->choice.point & 1) != 0;
	default:
		return number_holds(&bounds->number, &now->number);
	}
}

/* What is known of a case before any completion; copied, not borrowed. */
struct kept {
	struct expr_value *facts;
	struct expr_number *lets;
	struct question_result *questions;
	struct scored *criteria, *dimensions;
	struct gate_result *gates;
	struct scored overall;
};

static void *copy(struct arena *a, const void *from, size_t count, size_t size)
{
	void *to = arena_array(a, count, size);

	if (count > 0)
		memcpy(to, from, count * size);
	return to;
}

static struct kept keep(struct arena *a, const struct score *s)
{
	const struct pack *p = s->pack;
	const struct rubric *r = &p->rubric;

	return (struct kept){
		.facts = copy(a, s->facts, p->fact_count, sizeof(*s->facts)),
		.lets = copy(a, s->lets, r->let_count, sizeof(*s->lets)),
		.questions = copy(a, s->questions, p->question_count,
				  sizeof(*s->questions)),
		.criteria = copy(a, s->criteria, r->criterion_count,
				 sizeof(*s->criteria)),
		.dimensions = copy(a, s->dimensions, r->dimension_count,
				   sizeof(*s->dimensions)),
		.gates = copy(a, s->gates, r->gate_count, sizeof(*s->gates)),
		.overall = s->overall,
	};
}

/* The first thing outside its bounds, or NULL. */
static const char *outside(struct arena *a, const struct kept *k,
			   const struct score *s)
{
	const struct pack *p = s->pack;
	const struct rubric *r = &p->rubric;

	for (uint32_t i = 0; i < p->fact_count; i++)
		if (!value_holds(&k->facts[i], &s->facts[i]))
			return str_cstr(a, p->facts[i].id);
	for (uint32_t i = 0; i < p->question_count; i++)
		if (!number_holds(k->questions[i].points,
				  s->questions[i].points))
			return str_cstr(a, p->questions[i].id);
	for (uint32_t i = 0; i < r->let_count; i++)
		if (!number_holds(&k->lets[i], &s->lets[i]))
			return str_cstr(a, r->lets[i].id);
	for (uint32_t i = 0; i < r->criterion_count; i++)
		if (!scored_holds(&k->criteria[i], &s->criteria[i]))
			return str_cstr(a, r->criteria[i].id);
	for (uint32_t i = 0; i < r->dimension_count; i++)
		if (!scored_holds(&k->dimensions[i], &s->dimensions[i]))
			return str_cstr(a, r->dimensions[i].id);
	for (uint32_t i = 0; i < r->gate_count; i++)
		if ((k->gates[i].truth.can & s->gates[i].truth.point) == 0)
			return str_cstr(a, r->gates[i].id);
	return scored_holds(&k->overall, &s->overall) ? NULL : "overall";
}

/* --- completions ----------------------------------------------------------------------- */

struct trial {
	struct arena *arena;
	const struct pack *pack;
	struct engine *engine;
	struct diags diags;
	struct answers answers;
	struct answer_set set;
	struct answer *given, *now;	/* by question */
	struct kept kept;
	uint32_t open[QUESTIONS], open_count;
	struct answer choices[QUESTIONS][ROOM];	/* by open question */
	uint32_t choice_count[QUESTIONS];	/* "stays" comes after them */
	/* Over the completions tried: */
	struct ratio least, most;
	bool any, absent;
	const char *failed;
};

static struct score *rescore(struct trial *t)
{
	diags_init(&t->diags, t->arena);
	return score_again(t->engine, &t->answers, &t->diags);
}

static void try_completion(struct trial *t)
{
	const struct score *s = rescore(t);
	const struct expr_number *raw;

	if (s == NULL)
		return;		/* "not applicable" where it may not be */
	if (t->failed == NULL)
		t->failed = outside(t->arena, &t->kept, s);
	raw = &s->overall.raw;
	t->absent = t->absent || raw->absent;
	if (raw->absent)
		return;
	t->least = t->any ? ratio_min(t->least, raw->point) : raw->point;
	t->most = t->any ? ratio_max(t->most, raw->point) : raw->point;
	t->any = true;
}

static void choose_answer(struct trial *t, uint32_t open, uint32_t choice)
{
	uint32_t q = t->open[open];

	t->now[q] = choice < t->choice_count[open] ? t->choices[open][choice]
						   : t->given[q];
}

static void try_all(struct trial *t, uint32_t open)
{
	if (open == t->open_count) {
		try_completion(t);
		return;
	}
	for (uint32_t c = 0; c <= t->choice_count[open]; c++) {
		choose_answer(t, open, c);
		try_all(t, open + 1);
	}
}

static void try_some(struct trial *t, uint32_t count)
{
	while (count-- > 0) {
		for (uint32_t o = 0; o < t->open_count; o++)
			choose_answer(t, o, chance(t->choice_count[o] + 1));
		try_completion(t);
	}
}

/* False when the answers given are refused. True: every one was tried. */
static bool begin(struct trial *t, uint32_t known_of_ten, uint64_t *completions)
{
	const struct pack *p = t->pack;
	const struct score *s;

	t->given = ARENA_ARRAY(t->arena, p->question_count, struct answer);
	t->now = ARENA_ARRAY(t->arena, p->question_count, struct answer);
	answer_at_random(p, t->given, known_of_ten);
	memcpy(t->now, t->given, p->question_count * sizeof(*t->now));
	t->set = (struct answer_set){ .agreed = true, .answers = t->now };
	t->answers = (struct answers){ .sets = &t->set, .set_count = 1 };
	t->answers.evidence =
	    ARENA_ARRAY(t->arena, p->rubric.criterion_count, uint8_t);
	s = rescore(t);
	if (s == NULL)
		return false;
	t->kept = keep(t->arena, s);
	t->failed = outside(t->arena, &t->kept, s);
	*completions = 1;
	t->open_count = 0;
	for (uint32_t q = 0; q < p->question_count && q < QUESTIONS; q++) {
		uint32_t o = t->open_count;

		if (!is_open(&t->given[q]))
			continue;
		t->open[o] = q;
		fresh(t->choices[o]);
		t->choice_count[o] = answers_of(&p->questions[q],
						t->choices[o], ROOM);
		*completions *= t->choice_count[o] + 1;
		t->open_count++;
	}
	return true;
}

static void print_case(const struct trial *t)
{
	for (uint32_t q = 0; q < t->pack->question_count && q < QUESTIONS; q++)
		fprintf(stderr, "q%u: kind %d->%d choice %d->%d truth %d->%d "
			"chosen %llx->%llx\n", q, (int)t->given[q].kind,
			(int)t->now[q].kind, t->given[q].choice,
			t->now[q].choice, t->given[q].truth, t->now[q].truth,
			(unsigned long long)t->given[q].chosen,
			(unsigned long long)t->now[q].chosen);
}

struct plan {
	const char *name;
	uint64_t seed;
	uint32_t packs, cases;
	bool plain;
};

static void one_case(const struct plan *plan, struct trial *t, uint64_t seed,
		     const char *questionnaire, const char *rubric)
{
	uint64_t completions;
	const struct expr_number *raw = &t->kept.overall.raw;

	if (!begin(t, plan->plain ? 3 : 4, &completions))
		return;
	if (completions <= (plan->plain ? 4000 : COMPLETIONS))
		try_all(t, 0);
	else
		try_some(t, COMPLETIONS / 2);
	if (t->failed != NULL) {
		fprintf(stderr, "seed %llu: %s outside its bounds\n%s\n%s\n",
			(unsigned long long)seed, t->failed, questionnaire,
			rubric);
		print_case(t);
	}
	assert_null(t->failed);
	if (!plan->plain || completions > 4000)
		return;
	assert_int_equal(t->any, raw->may_be_present);
	assert_int_equal(t->absent, raw->may_be_absent);
	if (!t->any)
		return;
	assert_int_equal(ratio_cmp(t->least, raw->lo), 0);
	assert_int_equal(ratio_cmp(t->most, raw->hi), 0);
}

static void test_small(void **state)
{
	const struct plan *plan = *state;

	for (uint32_t i = 0; i < plan->packs; i++) {
		struct arena *a = arena_open();
		struct trial t = { .arena = a };
		struct maker m = { 0 };
		const char *questionnaire, *rubric;

		chance_state = plan->seed + i;
		chance(2);
		questionnaire = make_questionnaire(a, &m, plan->plain);
		rubric = make_rubric(a, &m, plan->plain);
		diags_init(&t.diags, a);
		t.pack = small_pack(a, questionnaire, rubric, &t.diags);
		if (t.pack == NULL)
			small_print(a, &t.diags);
		assert_non_null(t.pack);
		t.engine = engine_open(a, t.pack);
		for (uint32_t c = 0; c < plan->cases; c++) {
			t.any = t.absent = false;
			one_case(plan, &t, plan->seed + i, questionnaire,
				 rubric);
		}
		arena_close(a);
	}
}

static const struct plan plans[] = {
	{ "every function, gates and conditions", 1000, 250, 4, false },
	{ "plain means: bounds are reached", 9000, 60, 2, true },
};

/* --- the real pack ---------------------------------------------------------------------- */

/* Opens at random what was given, then answers it again at random. */
static void complete_at_random(struct trial *t)
{
	const struct pack *p = t->pack;

	for (uint32_t q = 0; q < p->question_count; q++) {
		struct answer all[ROOM];
		uint32_t n;

		t->now[q] = t->given[q];
		if (!is_open(&t->given[q]) || chance(4) == 0)
			continue;
		fresh(all);
		n = answers_of(&p->questions[q], all, ROOM);
		t->now[q] = all[chance(n)];
	}
}

static void test_real(void **state)
{
	struct arena *a = arena_open();
	struct trial t = { .arena = a };
	uint64_t completions;
	uint32_t scored = 0;

	(void)state;
	chance_state = 77;
	diags_init(&t.diags, a);
	t.pack = pack_load(a, ROOT_DIR "/questionnaires/ia-pme", PACK_SCORING,
			   &t.diags);
	assert_non_null(t.pack);
	t.engine = engine_open(a, t.pack);
	for (uint32_t c = 0; c < 40; c++) {
		if (!begin(&t, 1 + c % 9, &completions))
			continue;
		for (uint32_t i = 0; i < 40 && t.failed == NULL; i++) {
			complete_at_random(&t);
			try_completion(&t);
			scored++;
		}
		if (t.failed != NULL)
			fprintf(stderr, "%s\n", t.failed);
		assert_null(t.failed);
	}
	assert_true(scored > 500);
	arena_close(a);
}

enum { PLANS = sizeof(plans) / sizeof(plans[0]) };

int main(void)
{
	struct CMUnitTest tests[PLANS + 1] = { 0 };

	for (size_t i = 0; i < PLANS; i++) {
		tests[i].name = plans[i].name;
		tests[i].test_func = test_small;
		tests[i].initial_state = (void *)(uintptr_t)&plans[i];
	}
	tests[PLANS].name = "the real pack";
	tests[PLANS].test_func = test_real;
	return _cmocka_run_group_tests("bounds", tests, PLANS + 1, NULL, NULL);
}
