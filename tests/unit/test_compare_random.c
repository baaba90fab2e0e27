/*
 * What must hold of any two rounds, on packs and answers made at random.
 *
 * A round compared with itself is unchanged. Exchanging the rounds exchanges
 * up and down, new and gone. Renaming everything in the pack after changes no
 * claim. And a claim is proved the long way: when the score went up, each
 * completion tried of the round after is over each one tried of the round
 * before, found by scoring them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/compare.h"
#include "random_pack.h"
#include "small_pack.h"

#ifndef ROOT_DIR
#define ROOT_DIR "."
#endif

enum { ROOM = 40, SETS = 9, COMPLETIONS = 60 };

/* --- answers at random ---------------------------------------------------- */

/* Exclusive options stand alone. */
static bool may_be_chosen(const struct question *q, uint64_t bits)
{
	for (uint32_t o = 0; o < q->option_count; o++)
		if (q->options[o].exclusive && (bits >> o & 1) != 0 &&
		    bits != (uint64_t)1 << o)
			return false;
	return true;
}

static struct answer any_answer(const struct question *q)
{
	struct answer a = { .kind = ANSWER_VALUE, .number = RATIO(0) };

	if ((q->na_always || q->na_when != NULL) && chance(8) == 0)
		return (struct answer){ .kind = ANSWER_NA,
					.number = RATIO(0) };
	switch (q->type) {
	case QUESTION_LEVEL:
	case QUESTION_SINGLE:
		a.choice = (uint8_t)chance(q->option_count);
		break;
	case QUESTION_MULTIPLE:
		do
			a.chosen = chance(1u << q->option_count);
		while (!may_be_chosen(q, a.chosen));
		break;
	case QUESTION_BOOLEAN:
		a.truth = chance(2) == 0;
		break;
	case QUESTION_NUMBER:
		a.number = RATIO((int64_t)chance(5) - 1);
		break;
	case QUESTION_TEXT:
	case QUESTION_DATE:
		a.text = STR("x");
		break;
	}
	return a;
}

static struct answer open_answer(void)
{
	return (struct answer){ .kind = chance(3) == 0 ? ANSWER_DONT_KNOW
						       : ANSWER_MISSING,
				.number = RATIO(0) };
}

static struct answer *answers_at_random(struct arena *a, const struct pack *p,
					uint32_t known_of_ten)
{
	struct answer *all = ARENA_ARRAY(a, p->question_count, struct answer);

	for (uint32_t q = 0; q < p->question_count; q++)
		all[q] = chance(10) < known_of_ten
			     ? any_answer(&p->questions[q])
			     : open_answer();
	return all;
}

static struct answers *round_of(struct arena *a, const struct pack *p,
				uint32_t sets)
{
	struct answers *as = ARENA_NEW(a, struct answers);

	as->sets = ARENA_ARRAY(a, sets, struct answer_set);
	as->set_count = sets;
	as->evidence = ARENA_ARRAY(a, p->rubric.criterion_count, uint8_t);
	for (uint32_t c = 0; c < p->rubric.criterion_count; c++)
		as->evidence[c] = (uint8_t)chance(3);
	return as;
}

static struct answers *one_set(struct arena *a, const struct pack *p,
			       uint32_t known_of_ten)
{
	struct answers *as = round_of(a, p, 1);

	as->sets[0].agreed = true;
	as->sets[0].answers = answers_at_random(a, p, known_of_ten);
	return as;
}

/* Two leaders, an expert, and five or six of the staff. */
static struct answers *several_sets(struct arena *a, const struct pack *p,
				    uint32_t known_of_ten)
{
	static const struct str names[] = { STR_INIT("A"), STR_INIT("B"),
					    STR_INIT("C") };
	struct answers *as = round_of(a, p, SETS - chance(2));

	for (uint32_t i = 0; i < as->set_count; i++) {
		struct answer_set *set = &as->sets[i];

		set->group = i < 2	? GROUP_LEADERS
			     : i == 2 ? GROUP_EXPERTS
				      : GROUP_STAFF;
		if (i < 3)
			set->respondent = names[chance(6) == 0 ? 2 - i : i];
		set->answers = answers_at_random(a, p, known_of_ten);
	}
	return as;
}

/* NULL when an answer is "not applicable" where it may not be. */
static const struct score *try_score(struct arena *a, const struct pack *p,
				     const struct answers *as)
{
	struct diags diags;

	diags_init(&diags, a);
	return score_case(a, p, as, &diags);
}

static const struct score *any_round(struct arena *a, const struct pack *p,
				     bool several)
{
	const struct score *s = NULL;

	for (uint32_t i = 0; s == NULL && i < 20; i++) {
		uint32_t known = 5 + chance(6);

		s = try_score(a, p, several ? several_sets(a, p, known)
					    : one_set(a, p, known));
	}
	return s;
}

/* --- packs at random ------------------------------------------------------ */

struct made {
	const char *questionnaire, *rubric;
	const struct pack *pack;
};

static const struct pack *load(struct arena *a, const char *questionnaire,
			       const char *rubric)
{
	struct diags diags;
	const struct pack *p;

	diags_init(&diags, a);
	p = small_pack(a, questionnaire, rubric, &diags);
	if (p == NULL) {
		small_print(a, &diags);
		fprintf(stderr, "%s\n%s\n", questionnaire, rubric);
	}
	assert_non_null(p);
	return p;
}

static struct made make(struct arena *a, uint64_t seed)
{
	struct maker m = { 0 };
	struct made made;
	bool plain = seed % 4 == 0;

	chance_state = seed;
	chance(2);
	made.questionnaire = make_questionnaire(a, &m, plain);
	made.rubric = make_rubric(a, &m, plain);
	made.pack = load(a, made.questionnaire, made.rubric);
	return made;
}

/* --- a round with itself -------------------------------------------------- */

static void is_unchanged(const struct compared *one)
{
	assert_int_equal(one->score.verdict, COMPARE_UNCHANGED);
	assert_int_equal(one->level.verdict, COMPARE_UNCHANGED);
	assert_int_equal(one->question_count, 0);
}

static void check_itself(struct arena *a, const struct score *s)
{
	const struct comparison *c = compare_rounds(a, s, s, NULL, 0);

	is_unchanged(&c->overall);
	for (uint32_t i = 0; i < c->dimension_count; i++)
		is_unchanged(&c->dimensions[i]);
	for (uint32_t i = 0; i < c->criterion_count; i++)
		is_unchanged(&c->criteria[i]);
	for (uint32_t i = 0; i < c->gate_count; i++)
		assert_int_equal(c->gates[i].claim.verdict,
				 COMPARE_UNCHANGED);
	assert_int_equal(c->answer_count, 0);
	assert_false(c->exposure_changed);
	assert_int_equal(c->dimension_count, s->pack->rubric.dimension_count);
	assert_int_equal(c->criterion_count, s->pack->rubric.criterion_count);
	assert_int_equal(c->gate_count, s->pack->rubric.gate_count);
}

/* --- exchanged ------------------------------------------------------------ */

static enum compare_verdict turned(enum compare_verdict v)
{
	return v == COMPARE_UP ? COMPARE_DOWN : v == COMPARE_DOWN ? COMPARE_UP
								  : v;
}

static void claims_turned(struct compare_claim a, struct compare_claim b)
{
	enum compare_reason reason = b.reason == COMPARE_NEW ? COMPARE_GONE
				     : b.reason == COMPARE_GONE ? COMPARE_NEW
								: b.reason;

	assert_int_equal(a.verdict, turned(b.verdict));
	assert_int_equal(a.reason, reason);
}

static bool pair_turned(struct compare_pair a, struct compare_pair b)
{
	return a.before == b.after && a.after == b.before;
}

static void compared_turned(const struct compared *a, const struct compared *b)
{
	assert_ptr_equal(a->was, b->is);
	assert_ptr_equal(a->is, b->was);
	claims_turned(a->score, b->score);
	claims_turned(a->level, b->level);
	assert_int_equal(a->question_count, b->question_count);
}

/* Each of `a` is one of `b`, the other way. */
static void lists_turned(const struct compared *a, uint32_t count,
			 const struct compared *b, uint32_t other_count)
{
	assert_int_equal(count, other_count);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t j = 0;

		while (j < other_count && !pair_turned(a[i].at, b[j].at))
			j++;
		assert_true(j < other_count);
		compared_turned(&a[i], &b[j]);
	}
}

static void gates_turned(const struct comparison *a,
			 const struct comparison *b)
{
	assert_int_equal(a->gate_count, b->gate_count);
	for (uint32_t i = 0; i < a->gate_count; i++) {
		uint32_t j = 0;

		while (j < b->gate_count &&
		       !pair_turned(a->gates[i].at, b->gates[j].at))
			j++;
		assert_true(j < b->gate_count);
		claims_turned(a->gates[i].claim, b->gates[j].claim);
	}
}

static void answers_turned(const struct comparison *a,
			   const struct comparison *b)
{
	assert_int_equal(a->answer_count, b->answer_count);
	for (uint32_t i = 0; i < a->answer_count; i++) {
		const struct compared_answer *one = &a->answers[i], *other;
		enum compare_change change = one->change;
		uint32_t j = 0;

		while (j < b->answer_count &&
		       !pair_turned(one->at, b->answers[j].at))
			j++;
		assert_true(j < b->answer_count);
		other = &b->answers[j];
		if (change == COMPARE_NARROWED)
			change = COMPARE_WIDENED;
		else if (change == COMPARE_WIDENED)
			change = COMPARE_NARROWED;
		assert_int_equal(other->change, change);
		assert_int_equal(other->criterion_count, one->criterion_count);
		assert_int_equal(other->gate_count, one->gate_count);
	}
}

static const struct comparison *check_both_ways(struct arena *a,
						const struct score *s,
						const struct score *t)
{
	const struct comparison *c = compare_rounds(a, s, t, NULL, 0);
	const struct comparison *d = compare_rounds(a, t, s, NULL, 0);

	compared_turned(&c->overall, &d->overall);
	lists_turned(c->dimensions, c->dimension_count, d->dimensions,
		     d->dimension_count);
	lists_turned(c->criteria, c->criterion_count, d->criteria,
		     d->criterion_count);
	gates_turned(c, d);
	answers_turned(c, d);
	return c;
}

/* --- renamed -------------------------------------------------------------- */

/* Ids of random packs; options, values, sections and gates stay. */
static const struct {
	const char *from, *to;
} new_names[] = {
	{ "q0", "p0" },	       { "q1", "p1" },	   { "q2", "p2" },
	{ "q3", "p3" },	       { "q4", "p4" },	   { "q5", "p5" },
	{ "f_truth", "g_yes" },  { "f_number", "g_n" }, { "f_choice", "g_c" },
	{ "d0.c0", "e0.k0" },  { "d0.c1", "e0.k1" }, { "d1.c2", "e1.k2" },
	{ "d0", "e0" },	       { "d1", "e1" },	   { "l0", "m0" },
	{ "l1", "m1" },
};
enum { NEW_NAMES = sizeof(new_names) / sizeof(*new_names) };

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
	       c == '.';
}

static struct str new_name(struct str word)
{
	for (size_t i = 0; i < NEW_NAMES; i++)
		if (str_is(word, new_names[i].from))
			return str_from(new_names[i].to);
	return word;
}

static const char *rename_all(struct arena *a, const char *text)
{
	struct str all = str_from(text);
	struct buf out = buf_make(a);

	for (size_t i = 0; i < all.len;) {
		size_t to = i;

		while (to < all.len && is_word(all.at[to]))
			to++;
		if (to == i)
			to++;
		buf_str(&out, new_name(str_sub(all, i, to)));
		i = to;
	}
	return str_cstr(a, buf_view(&out));
}

/* Only what the pack holds may be renamed. */
static const char *say_renamed(struct arena *a, const struct made *made,
			       const char *questionnaire)
{
	struct str old = str_from(made->questionnaire);
	struct str rubric = str_from(made->rubric);
	struct buf out = buf_make(a);
	uint32_t n = 0;

	buf_text(&out, "renamed: {");
	for (size_t i = 0; i < NEW_NAMES; i++) {
		struct buf as_id = buf_make(a), as_key = buf_make(a);
		struct buf as_span = buf_make(a);

		buf_fmt(&as_id, "id: %s\n", new_names[i].from);
		buf_fmt(&as_key, "  %s:", new_names[i].from);
		buf_fmt(&as_span, "`%s`", new_names[i].from);
		if (str_find(old, buf_view(&as_id), 0) == SIZE_MAX &&
		    str_find(old, buf_view(&as_key), 0) == SIZE_MAX &&
		    str_find(rubric, buf_view(&as_key), 0) == SIZE_MAX &&
		    str_find(rubric, buf_view(&as_span), 0) == SIZE_MAX)
			continue;
		buf_fmt(&out, "%s%s: %s", n++ > 0 ? ", " : "",
			new_names[i].from, new_names[i].to);
	}
	buf_text(&out, "}\n");
	buf_text(&out, questionnaire);
	return str_cstr(a, buf_view(&out));
}

static void same_claims(const struct compared *a, const struct compared *b)
{
	assert_int_equal(a->score.verdict, b->score.verdict);
	assert_int_equal(a->score.reason, b->score.reason);
	assert_int_equal(a->level.verdict, b->level.verdict);
	assert_int_equal(a->level.reason, b->level.reason);
	assert_int_equal(a->question_count, b->question_count);
}

/* Ids are all that changed: places are the same. */
static void same_comparison(const struct comparison *a,
			    const struct comparison *b)
{
	same_claims(&a->overall, &b->overall);
	assert_int_equal(a->dimension_count, b->dimension_count);
	assert_int_equal(a->criterion_count, b->criterion_count);
	assert_int_equal(a->gate_count, b->gate_count);
	assert_int_equal(a->answer_count, b->answer_count);
	for (uint32_t i = 0; i < a->dimension_count; i++)
		same_claims(&a->dimensions[i], &b->dimensions[i]);
	for (uint32_t i = 0; i < a->criterion_count; i++)
		same_claims(&a->criteria[i], &b->criteria[i]);
	for (uint32_t i = 0; i < a->gate_count; i++)
		assert_int_equal(a->gates[i].claim.verdict,
				 b->gates[i].claim.verdict);
	for (uint32_t i = 0; i < a->answer_count; i++) {
		assert_int_equal(a->answers[i].change, b->answers[i].change);
		assert_int_equal(a->answers[i].criterion_count,
				 b->answers[i].criterion_count);
	}
}

static void check_renamed(struct arena *a, const struct made *made,
			  const struct score *s, const struct score *t)
{
	const char *questionnaire = rename_all(a, made->questionnaire);
	const struct pack *renamed;
	const struct score *again;

	renamed = load(a, say_renamed(a, made, questionnaire),
		       rename_all(a, made->rubric));
	again = try_score(a, renamed, t->answers);
	assert_non_null(again);
	same_comparison(compare_rounds(a, s, t, NULL, 0),
			check_both_ways(a, s, again));
}

/* --- claims are proved ---------------------------------------------------- */

struct range {
	bool scored, levelled;	/* some completion gives one */
	bool no_score, no_level;	/* some completion gives none */
	struct ratio lo, hi;	/* of the published score */
	uint8_t level_lo, level_hi;
};

static void widen(struct range *r, const struct scored *s)
{
	if (s->raw.absent) {
		r->no_score = true;
	} else {
		r->lo = r->scored ? ratio_min(r->lo, s->published)
				  : s->published;
		r->hi = r->scored ? ratio_max(r->hi, s->published)
				  : s->published;
		r->scored = true;
	}
	if (s->capped == 0) {
		r->no_level = true;
		return;
	}
	if (!r->levelled || s->capped < r->level_lo)
		r->level_lo = s->capped;
	if (!r->levelled || s->capped > r->level_hi)
		r->level_hi = s->capped;
	r->levelled = true;
}

/* What completions of a round, drawn at random, give to each thing. */
struct drawn {
	struct range overall, dimensions[2], criteria[3];
};

/* A leader or an expert answered it, or the one agreed set did. */
static bool is_answered(const struct answers *as, uint32_t question)
{
	for (uint32_t i = 0; i < as->set_count; i++) {
		enum answer_kind kind = as->sets[i].answers[question].kind;

		if (as->sets[i].group != GROUP_STAFF &&
		    (kind == ANSWER_VALUE || kind == ANSWER_NA))
			return true;
	}
	return false;
}

/* Answers some of what nobody answered by name; the staff stay. */
static struct answers *complete(struct arena *a, const struct pack *p,
				const struct answers *as)
{
	struct answers *out = ARENA_NEW(a, struct answers);

	*out = *as;
	out->sets = ARENA_ARRAY(a, as->set_count, struct answer_set);
	for (uint32_t i = 0; i < as->set_count; i++) {
		struct answer *all = ARENA_ARRAY(a, p->question_count,
						 struct answer);

		for (uint32_t q = 0; q < p->question_count; q++)
			all[q] = as->sets[i].group != GROUP_STAFF &&
					 !is_answered(as, q) && chance(6) > 0
				     ? any_answer(&p->questions[q])
				     : as->sets[i].answers[q];
		out->sets[i] = as->sets[i];
		out->sets[i].answers = all;
	}
	return out;
}

static struct drawn draw(struct arena *a, const struct score *s)
{
	const struct pack *p = s->pack;
	struct drawn d = { 0 };

	for (uint32_t n = 0; n < COMPLETIONS; n++) {
		const struct score *t = try_score(
		    a, p, n == 0 ? s->answers : complete(a, p, s->answers));

		if (t == NULL)
			continue;
		widen(&d.overall, &t->overall);
		for (uint32_t i = 0; i < p->rubric.dimension_count; i++)
			widen(&d.dimensions[i], &t->dimensions[i]);
		for (uint32_t i = 0; i < p->rubric.criterion_count; i++)
			widen(&d.criteria[i], &t->criteria[i]);
	}
	return d;
}

static bool moved(struct compare_claim claim)
{
	return claim.verdict == COMPARE_UP || claim.verdict == COMPARE_DOWN;
}

static void check_claim(const struct compared *c, const struct range *was,
			const struct range *is, uint32_t *claims)
{
	if (moved(c->score))
		assert_false(was->no_score || is->no_score);
	if (c->score.verdict == COMPARE_UP)
		assert_true(ratio_cmp(is->lo, was->hi) > 0);
	if (c->score.verdict == COMPARE_DOWN)
		assert_true(ratio_cmp(is->hi, was->lo) < 0);
	if (moved(c->level))
		assert_false(was->no_level || is->no_level);
	if (c->level.verdict == COMPARE_UP)
		assert_true(is->level_lo > was->level_hi);
	if (c->level.verdict == COMPARE_DOWN)
		assert_true(is->level_hi < was->level_lo);
	*claims += moved(c->score) + moved(c->level);
}

static void check_claims(struct arena *a, const struct score *s,
			 const struct score *t, uint32_t *claims)
{
	const struct comparison *c = compare_rounds(a, s, t, NULL, 0);
	struct drawn was = draw(a, s), is = draw(a, t);

	check_claim(&c->overall, &was.overall, &is.overall, claims);
	for (uint32_t i = 0; i < c->dimension_count; i++)
		check_claim(&c->dimensions[i], &was.dimensions[i],
			    &is.dimensions[i], claims);
	for (uint32_t i = 0; i < c->criterion_count; i++)
		check_claim(&c->criteria[i], &was.criteria[i],
			    &is.criteria[i], claims);
}

/* --- tests ---------------------------------------------------------------- */

enum what { ITSELF, BOTH_WAYS, OTHER_PACK, RENAMED, CLAIMS };

struct plan {
	const char *name;
	enum what what;
	uint32_t packs, cases;
	bool several;
};

static const struct plan plans[] = {
	{ "with itself", ITSELF, 60, 3, false },
	{ "with itself, several respondents", ITSELF, 40, 3, true },
	{ "exchanged", BOTH_WAYS, 60, 4, false },
	{ "exchanged, several respondents", BOTH_WAYS, 40, 4, true },
	{ "exchanged, two packs", OTHER_PACK, 60, 2, false },
	{ "renamed", RENAMED, 60, 2, false },
	{ "renamed, several respondents", RENAMED, 30, 2, true },
	{ "claims hold in every completion", CLAIMS, 60, 4, false },
	{ "claims of several respondents hold", CLAIMS, 60, 4, true },
};
enum { PLANS = sizeof(plans) / sizeof(plans[0]) };

static void one_case(struct arena *a, const struct plan *plan,
		     const struct made *made, const struct made *other,
		     uint32_t *claims)
{
	const struct score *s = any_round(a, made->pack, plan->several);
	const struct score *t = any_round(a, other->pack, plan->several);

	if (s == NULL || t == NULL)
		return;
	switch (plan->what) {
	case ITSELF:
		check_itself(a, s);
		return;
	case BOTH_WAYS:
	case OTHER_PACK:
		check_both_ways(a, s, t);
		return;
	case RENAMED:
		check_renamed(a, made, s, t);
		return;
	case CLAIMS:
		check_claims(a, s, t, claims);
		return;
	}
}

static void test_plan(void **state)
{
	const struct plan *plan = *state;
	uint32_t claims = 0;

	for (uint32_t i = 0; i < plan->packs; i++) {
		struct arena *a = arena_open();
		struct made made = make(a, 4000 + i), other = made;

		if (plan->what == OTHER_PACK)
			other = make(a, 5000 + i);
		for (uint32_t c = 0; c < plan->cases; c++)
			one_case(a, plan, &made, &other, &claims);
		arena_close(a);
	}
	if (plan->what == CLAIMS)
		assert_true(claims > (plan->several ? 10 : 100));
}

/* --- the shipped pack ----------------------------------------------------- */

static const char *const samples[] = { "billetterie", "meunerie",
				       "quincaillerie" };
enum { SAMPLES = sizeof(samples) / sizeof(samples[0]) };

static const struct score *sample(struct arena *a, const struct pack *p,
				  const char *name)
{
	struct buf path = buf_make(a);
	struct diags diags;
	struct answers *as;

	diags_init(&diags, a);
	buf_fmt(&path, ROOT_DIR "/questionnaires/ia-pme/samples/%s.yaml", name);
	as = answers_load(a, p, str_cstr(a, buf_view(&path)), &diags);
	assert_non_null(as);
	return score_case(a, p, as, &diags);
}

static const struct pack *shipped(struct arena *a)
{
	struct diags diags;
	const struct pack *p;

	diags_init(&diags, a);
	p = pack_load(a, ROOT_DIR "/questionnaires/ia-pme", PACK_CATALOGUE,
		      &diags);
	assert_non_null(p);
	return p;
}

static void test_samples(void **state)
{
	struct arena *a = arena_open();
	const struct pack *p = shipped(a);
	const struct score *all[SAMPLES];

	(void)state;
	for (size_t i = 0; i < SAMPLES; i++)
		all[i] = sample(a, p, samples[i]);
	for (size_t i = 0; i < SAMPLES; i++) {
		check_itself(a, all[i]);
		for (size_t j = 0; j < SAMPLES; j++)
			check_both_ways(a, all[i], all[j]);
	}
	arena_close(a);
}

/*
 * initiatives.yaml: needs_day closes strategy.needs and strategy.value and
 * lifts nothing; ai_notice lifts two gates.
 */
static void test_done(void **state)
{
	static const struct str done[] = {
		STR_INIT("ai_notice"), STR_INIT("no_such_thing"),
		STR_INIT("needs_day"), STR_INIT("needs_day"),
	};
	struct arena *a = arena_open();
	const struct pack *p = shipped(a);
	const struct score *s = sample(a, p, samples[0]);
	const struct comparison *c = compare_rounds(a, s, s, done, 4);
	uint32_t needs = pack_find_initiative(p, STR("needs_day"));
	uint32_t notice = pack_find_initiative(p, STR("ai_notice"));
	uint32_t closed = 0, lifted = 0;

	(void)state;
	assert_int_equal(c->unknown_count, 1);
	assert_true(str_is(c->unknown[0], "no_such_thing"));
	for (uint32_t i = 0; i < c->criterion_count; i++) {
		struct str id = p->rubric.criteria[i].id;
		bool wanted = str_is(id, "strategy.needs") ||
			      str_is(id, "strategy.value");
		bool found = false;

		for (uint32_t d = 0; d < c->criteria[i].done_count; d++)
			found = found || c->criteria[i].done[d] == needs;
		assert_int_equal(found, wanted);
		closed += found;
	}
	assert_int_equal(closed, 2);
	for (uint32_t i = 0; i < c->gate_count; i++) {
		struct str id = p->rubric.gates[i].id;

		for (uint32_t d = 0; d < c->gates[i].done_count; d++) {
			assert_int_equal(c->gates[i].done[d], notice);
			assert_true(str_is(id, "french_equal") ||
				    str_is(id, "bot_announced"));
			lifted++;
		}
	}
	assert_int_equal(lifted, 2);
	arena_close(a);
}

int main(void)
{
	struct CMUnitTest tests[PLANS + 2] = { 0 };

	for (size_t i = 0; i < PLANS; i++) {
		tests[i].name = plans[i].name;
		tests[i].test_func = test_plan;
		tests[i].initial_state = (void *)(uintptr_t)&plans[i];
	}
	tests[PLANS].name = "the shipped samples";
	tests[PLANS].test_func = test_samples;
	tests[PLANS + 1].name = "initiatives done in between";
	tests[PLANS + 1].test_func = test_done;
	return _cmocka_run_group_tests("compare random", tests, PLANS + 2,
				       NULL, NULL);
}
