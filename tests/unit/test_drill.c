/* Drills and tests, against tables, libm and sums made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/arena.h"
#include "learn/drill.h"

static void near(double found, double wanted, double within)
{
	if (!(fabs(found - wanted) <= within))
		fail_msg("%.17g, expected %.17g", found, wanted);
}

/* --- the quantile -------------------------------------------------------- */

struct quantile {
	double p, z;
};

/*
 * The first three are the check values Wichura prints with the algorithm;
 * the others are in any table of the normal distribution.
 */
static const struct quantile quantiles[] = {
	{ 0.25, -0.6744897501960817 },
	{ 0.001, -3.090232306167814 },
	{ 1e-20, -9.262340089798408 },
	{ 0.5, 0 },
	{ 0.75, 0.6744897501960817 },
	{ 0.9, 1.2815515655446004 },
	{ 0.95, 1.6448536269514722 },
	{ 0.975, 1.959963984540054 },
	{ 0.99, 2.3263478740408408 },
	{ 0.995, 2.5758293035489004 },
};

static void test_quantiles(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(quantiles) / sizeof(*quantiles); i++)
		near(normal_quantile(quantiles[i].p), quantiles[i].z,
		     4e-15 * (1 + fabs(quantiles[i].z)));
}

/* libm's error function goes back from z to p, over all three branches. */
static void test_quantile_against_erfc(void **state)
{
	(void)state;
	for (double p = 1e-300; p < 0.5; p = p < 1e-3 ? p * 7 : p + 1e-3) {
		double z = normal_quantile(p);

		near(erfc(-z / sqrt(2)) / 2 / p, 1, 4e-15 * (2 + z * z));
		if (p > 1e-10)
			near(normal_quantile(1 - p), -z, 1e-5);
	}
	for (double p = 0.5; p < 1; p += 1e-3)
		near(erfc(-normal_quantile(p) / sqrt(2)) / 2, p, 1e-15);
}

/* --- drills -------------------------------------------------------------- */

/* So many contacts that the expert would `expert`, answered `chosen`. */
struct lot {
	uint32_t count;
	enum drill_choice expert;
	uint8_t chosen;
};

struct drill_row {
	const char *name;
	struct lot lots[5];
	struct drill_score want;
};

/*
 * H = (hits + 0.5) / (signals + 1), F = (false alarms + 0.5) / (noise + 1).
 *
 * careful: 19 signals all noticed, 39 others all sent.
 *	H = 19.5 / 20 = 0.975, F = 0.5 / 40 = 0.0125
 *	z(H) = 1.959964, z(F) = -2.241403
 *	d' = 4.201367, c = -(1.959964 - 2.241403) / 2 = 0.140719
 * wary: the same signals, 2 of 24 others stopped.
 *	F = 2.5 / 25 = 0.1, z(F) = -1.281552
 *	d' = 3.241516, c = -(1.959964 - 1.281552) / 2 = -0.339206
 * trusting: 12 of 24 signals sent all the same, 2 of 24 others stopped.
 *	H = 12.5 / 25 = 0.5, z(H) = 0; d' = 1.281552, c = 0.640776
 * blind: one sees nothing, H = F.
 *	H = F = 5.5 / 22 = 0.25; d' = 0, c = 0.674490
 */
static const struct drill_row drills[] = {
	{ "careful",
	  { { 10, DRILL_EDIT, DRILL_EDIT }, { 9, DRILL_ESCALATE, DRILL_ESCALATE },
	    { 39, DRILL_SEND, DRILL_SEND } },
	  { 58, 58, 0, 0, 0, 19, 39, true, 4.201367, 0.140719 } },
	{ "wary",
	  { { 19, DRILL_TAKE_OVER, DRILL_TAKE_OVER },
	    { 22, DRILL_SEND, DRILL_SEND }, { 2, DRILL_SEND, DRILL_EDIT } },
	  { 43, 41, 0, 2, 0, 19, 24, true, 3.241516, -0.339206 } },
	{ "trusting",
	  { { 12, DRILL_EDIT, DRILL_SEND }, { 5, DRILL_EDIT, DRILL_EDIT },
	    { 7, DRILL_EDIT, DRILL_TAKE_OVER }, { 22, DRILL_SEND, DRILL_SEND },
	    { 2, DRILL_SEND, DRILL_ESCALATE } },
	  { 48, 27, 12, 2, 7, 24, 24, true, 1.281552, 0.640776 } },
	{ "blind",
	  { { 16, DRILL_ESCALATE, DRILL_SEND },
	    { 5, DRILL_ESCALATE, DRILL_EDIT }, { 16, DRILL_SEND, DRILL_SEND },
	    { 5, DRILL_SEND, DRILL_EDIT } },
	  { 42, 16, 16, 5, 5, 21, 21, true, 0, 0.674490 } },
	{ "forty are enough",
	  { { 1, DRILL_EDIT, DRILL_EDIT }, { 39, DRILL_SEND, DRILL_SEND },
	    { 3, DRILL_EDIT, DRILL_UNANSWERED } },
	  /* H = 1.5 / 2 = 0.75, z = 0.674490; F = 0.0125 as above */
	  { 40, 40, 0, 0, 0, 1, 39, true, 2.915892, 0.783457 } },
	{ "thirty-nine say too little",
	  { { 10, DRILL_EDIT, DRILL_EDIT }, { 29, DRILL_SEND, DRILL_EDIT },
	    { 9, DRILL_SEND, DRILL_UNANSWERED } },
	  { 39, 10, 0, 29, 0, 10, 29, false, 0, 0 } },
	{ "nothing to notice",
	  { { 50, DRILL_SEND, DRILL_SEND } },
	  { 50, 50, 0, 0, 0, 0, 50, false, 0, 0 } },
	{ "nothing to send",
	  { { 50, DRILL_EDIT, DRILL_SEND } },
	  { 50, 0, 50, 0, 0, 50, 0, false, 0, 0 } },
	{ "nothing answered",
	  { { 50, DRILL_EDIT, DRILL_UNANSWERED } },
	  { 0, 0, 0, 0, 0, 0, 0, false, 0, 0 } },
	{ "no contacts", { { 0, DRILL_SEND, DRILL_SEND } }, { 0 } },
};

static void test_drill(void **state)
{
	const struct drill_row *row = *state;
	struct contact contacts[64] = { { .confidence = 90 } };
	uint8_t choices[64];
	struct drill_score s;
	uint32_t n = 0;

	for (uint32_t l = 0; l < 5; l++)
		for (uint32_t i = 0; i < row->lots[l].count; i++) {
			contacts[n].expert = row->lots[l].expert;
			choices[n++] = row->lots[l].chosen;
		}
	s = drill_score(contacts, n, choices);
	assert_int_equal(s.answered, row->want.answered);
	assert_int_equal(s.same, row->want.same);
	assert_int_equal(s.over_trust, row->want.over_trust);
	assert_int_equal(s.under_trust, row->want.under_trust);
	assert_int_equal(s.other, row->want.other);
	assert_int_equal(s.signals, row->want.signals);
	assert_int_equal(s.noise, row->want.noise);
	assert_int_equal(s.has_measures, row->want.has_measures);
	near(s.sensitivity, row->want.sensitivity, 1.5e-6);
	near(s.criterion, row->want.criterion, 1.5e-6);
}

/* --- tests --------------------------------------------------------------- */

struct gain_row {
	const char *name;
	/* Marks: person, item, b or a, 1 or 0; separated by spaces. */
	const char *marks;
	uint32_t people;
	struct ratio before, after;
	bool has_gain;
	struct ratio gain;
};

static const struct gain_row gains[] = {
	/* p 1/2 -> 2/2, q 0/2 -> 1/2: 1/4 -> 3/4, (1/2) / (3/4) */
	{ "two people",
	  "pxb1 pyb0 pxa1 pya1 qxb0 qyb0 qxa1 qya0",
	  2, { 1, 4 }, { 3, 4 }, true, { 2, 3 } },
	{ "any order",
	  "qya0 pya1 qxa1 pyb0 qyb0 pxa1 qxb0 pxb1",
	  2, { 1, 4 }, { 3, 4 }, true, { 2, 3 } },
	/* q left before the end and r came after the beginning */
	{ "those who took both",
	  "pxb0 pxa1 qxb1 rxa0", 1, { 0, 1 }, { 1, 1 }, true, { 1, 1 } },
	/* y was asked once: p 1/1 -> 0/1, q 0/1 -> 0/1 */
	{ "items asked twice",
	  "pxb1 pya1 pxa0 qxb0 qxa0 qyb1", 2, { 1, 2 }, { 0, 1 }, true,
	  { -1, 1 } },
	/* p 1/3 -> 2/3, q 1/1 -> 1/1: 2/3 -> 5/6, (1/6) / (1/3) */
	{ "shares, not marks",
	  "pxb1 pyb0 pzb0 pxa1 pya1 pza0 qxb1 qxa1", 2, { 2, 3 }, { 5, 6 },
	  true, { 1, 2 } },
	{ "nothing to gain", "pxb1 pxa0", 1, { 1, 1 }, { 0, 1 }, false,
	  { 0, 1 } },
	{ "marked again", "pxb1 pxb0 pxa0 pxa1", 1, { 0, 1 }, { 1, 1 }, true,
	  { 1, 1 } },
	{ "nobody", "", 0, { 0, 1 }, { 0, 1 }, false, { 0, 1 } },
	{ "nobody twice", "pxb1 qxa1", 0, { 0, 1 }, { 0, 1 }, false, { 0, 1 } },
};

static void same_ratio(struct ratio found, struct ratio wanted)
{
	assert_int_equal(found.num, wanted.num);
	assert_int_equal(found.den, wanted.den);
}

static void test_gains(void **state)
{
	const struct gain_row *row = *state;
	struct test_mark marks[16];
	struct arena *a = arena_open();
	struct test_gain g;
	size_t n = 0;

	for (const char *at = row->marks; *at != '\0'; n++) {
		marks[n] = (struct test_mark){ { at, 1 }, { at + 1, 1 },
					       at[2] == 'a', at[3] == '1' };
		at += at[4] == ' ' ? 5 : 4;
	}
	g = test_gain(marks, n, a);
	assert_int_equal(g.people, row->people);
	same_ratio(g.before, row->before);
	same_ratio(g.after, row->after);
	assert_int_equal(g.has_gain, row->has_gain);
	same_ratio(g.gain, row->gain);
	arena_close(a);
}

int main(void)
{
	enum { DRILLS = sizeof(drills) / sizeof(*drills),
	       GAINS = sizeof(gains) / sizeof(*gains) };
	struct CMUnitTest tests[2 + DRILLS + GAINS] = {
		cmocka_unit_test(test_quantiles),
		cmocka_unit_test(test_quantile_against_erfc),
	};

	for (size_t i = 0; i < DRILLS; i++)
		tests[2 + i] = (struct CMUnitTest){
			.name = drills[i].name,
			.test_func = test_drill,
			.initial_state = (void *)(uintptr_t)&drills[i],
		};
	for (size_t i = 0; i < GAINS; i++)
		tests[2 + DRILLS + i] = (struct CMUnitTest){
			.name = gains[i].name,
			.test_func = test_gains,
			.initial_state = (void *)(uintptr_t)&gains[i],
		};
	return _cmocka_run_group_tests("drill", tests,
				       sizeof(tests) / sizeof(*tests), NULL,
				       NULL);
}
