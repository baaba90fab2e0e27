/*
 * The portfolio: what is published tells of no fewer than five organisations,
 * whatever is added to and taken from what; and where one stands.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/portfolio.h"
#include "team_case.h"

enum { LABELS = 5, MOST = 60 };

struct merged {
	uint32_t rows[LABELS], columns[LABELS];
};

static struct merged merge(struct arena *a, const uint32_t *rows,
			   const uint32_t *columns, uint32_t count)
{
	struct merged m;

	portfolio_merge(a, rows, columns, count, LABELS, LABELS, m.rows,
			m.columns);
	return m;
}

/* --- by hand -------------------------------------------------------------------- */

/* Organisations by size (line) and sector (column); the groups, by hand. */
struct table {
	const char *name;
	uint32_t counts[LABELS][LABELS];
	const char *rows, *columns;	/* the group of each label */
};

static const struct table tables[] = {
	{ "all apart when all are large",
	  { { 5, 5 }, { 5, 5 } }, "01234", "01234" },
	{ "a group of four goes with the next smallest",
	  { { 9 }, { 4 }, { 6 } }, "01134", "01234" },
	{ "two of three are together six",
	  { { 9 }, { 3 }, { 3 } }, "01134", "01234" },
	{ "a single small one takes one more, or a subtraction tells it",
	  { { 20 }, { 8 }, { 1 } }, "01134", "01234" },
	{ "five in all are one group of each",
	  { { 1, 1 }, { 1, 2 } }, "00234", "00234" },
	/* Size 1 has seven, sector 1 six of them: what differs is one. */
	{ "two groups that nearly overlap",
	  { { 9, 0 }, { 1, 6 } }, "01234", "00234" },
	/* Two pieces that never meet: neither tells of the other. */
	{ "pieces apart",
	  { { 7, 0 }, { 0, 6 } }, "01234", "01234" },
	/* Every size and sector has ten, but two halves meet in two lines. */
	{ "halves that hardly meet",
	  { { 5, 5, 0, 0 }, { 5, 4, 1, 0 }, { 0, 1, 4, 5 }, { 0, 0, 5, 5 } },
	  NULL, NULL },
};

static uint32_t fill(const uint32_t counts[LABELS][LABELS], uint32_t *rows,
		     uint32_t *columns)
{
	uint32_t n = 0;

	for (uint32_t r = 0; r < LABELS; r++)
		for (uint32_t c = 0; c < LABELS; c++)
			for (uint32_t i = 0; i < counts[r][c]; i++) {
				rows[n] = r;
				columns[n++] = c;
			}
	return n;
}

/* --- every combination ---------------------------------------------------------- */

/*
 * The other way round, without a graph: every weight from -1 to 1 for each
 * group of both kinds (a combination that tells of a few exists with such
 * weights if any exists: a cut's two sides need no others). An organisation
 * weighs the sum of its two; those that do not weigh 0 must be none, or five.
 */
static uint32_t least_told(const struct merged *m, const uint32_t *rows,
			   const uint32_t *columns, uint32_t count)
{
	uint32_t least = UINT32_MAX, all = 1;

	for (int i = 0; i < 2 * LABELS; i++)
		all *= 3;
	for (uint32_t w = 0; w < all; w++) {
		int weights[2 * LABELS];
		uint32_t told = 0, rest = w;

		for (int i = 0; i < 2 * LABELS; i++, rest /= 3)
			weights[i] = (int)(rest % 3) - 1;
		for (uint32_t i = 0; i < count; i++)
			told += weights[m->rows[rows[i]]] +
				    weights[LABELS + m->columns[columns[i]]] !=
				0;
		if (told > 0 && told < least)
			least = told;
	}
	return least;
}

static void by_hand(void **state)
{
	const struct table *t = *state;
	struct arena *a = arena_open();
	uint32_t rows[MOST], columns[MOST];
	uint32_t count = fill(t->counts, rows, columns);
	struct merged m = merge(a, rows, columns, count);

	for (int i = 0; i < LABELS && t->rows != NULL; i++) {
		assert_int_equal(m.rows[i], t->rows[i] - '0');
		assert_int_equal(m.columns[i], t->columns[i] - '0');
	}
	assert_true(least_told(&m, rows, columns, count) >= PORTFOLIO_LEAST);
	arena_close(a);
}

static void at_random(void **state)
{
	uint64_t seed = 11;

	(void)state;
	for (int round = 0; round < 12; round++) {
		struct arena *a = arena_open();
		uint32_t rows[MOST], columns[MOST], count;
		unsigned char bytes[2 * MOST + 1];
		struct merged m;

		team_fill(&seed, bytes, sizeof(bytes));
		count = 5 + bytes[2 * MOST] % (MOST - 5);
		for (uint32_t i = 0; i < count; i++) {
			rows[i] = bytes[i] % LABELS;
			/* Sectors follow sizes, so that cuts are narrow. */
			columns[i] = bytes[MOST + i] < 200
					 ? rows[i]
					 : bytes[MOST + i] % LABELS;
		}
		m = merge(a, rows, columns, count);
		assert_true(least_told(&m, rows, columns, count) >=
			    PORTFOLIO_LEAST);
		arena_close(a);
	}
}

/* --- what may be printed ---------------------------------------------------------- */

/* Counts by level from 0, and the levels that are hidden, by hand. */
static const struct hiding {
	const char *name;
	uint32_t counts[PORTFOLIO_COUNTS];
	const char *hidden;
} hidings[] = {
	{ "five and more show", { 0, 5, 7, 0, 20 }, "" },
	{ "all at one level show", { 0, 0, 12 }, "" },
	{ "one and two threes: three are hidden, seven in all",
	  { 0, 1, 3, 3 }, "123" },
	/* One hidden alone is the sum less the others. */
	{ "four takes the least other along", { 0, 6, 7, 4 }, "13" },
	/* Two hidden that are three together: the sum tells of three. */
	{ "one and two take another along",
	  { 0, 9, 1, 8, 0, 2 }, "235" },
	{ "when none is left, the sum stands alone",
	  { 0, 9, 1, 0, 0, 2 }, "125" },
	{ "ranges and no level are counts too", { 1, 8, 9, 0, 0, 0, 4 },
	  "06" },
};

static void hidden_by_hand(void **state)
{
	const struct hiding *h = *state;
	bool hidden[PORTFOLIO_COUNTS];
	uint32_t cells = 0, told = 0;

	portfolio_hide(h->counts, hidden);
	for (int l = 0; l < PORTFOLIO_COUNTS; l++) {
		assert_int_equal(hidden[l], strchr(h->hidden, '0' + l) != NULL);
		cells += hidden[l];
		told += hidden[l] ? h->counts[l] : 0;
	}
	assert_true(cells == 0 || (cells > 1 && told >= PORTFOLIO_LEAST));
}

/* Of 12 at level 2, 10 of one size: the other size's 2 would be told. */
static void one_group_hides_all(void **state)
{
	uint32_t first[PORTFOLIO_COUNTS] = { 0, 0, 10, 6 };
	uint32_t second[PORTFOLIO_COUNTS] = { 0, 0, 2, 9 };
	const struct portfolio_group groups[] = {
		{ .count = 16, .levels = first },
		{ .count = 11, .levels = second },
	};

	(void)state;
	assert_true(portfolio_may_cross(groups, 1, 0));
	assert_false(portfolio_may_cross(groups, 2, 0));
	second[2] = 0;
	assert_true(portfolio_may_cross(groups, 2, 0));
}

/* --- a file of cases ------------------------------------------------------------- */

/*
 * Cases of the mini pack without a bot: one answer, `rules`, makes the whole
 * score. nothing 1, spoken 2.5, written 5 (its rubric).
 */
static void add_case(struct team *t, uint32_t number, uint32_t staff,
		     const char *rules)
{
	struct stamp stamp = desk_stamp(&t->desk);
	struct buf name = buf_make(t->arena);
	struct case_record r = { .id = desk_new_id(&t->desk),
				 .opened = STR("2026-11-20"),
				 .staff = staff };
	struct round_record round = { .id = desk_new_id(&t->desk),
				      .date = STR("2026-11-20"),
				      .pack = t->pack };
	struct respondent_record who = { .id = desk_new_id(&t->desk),
					 .round = round.id, .agreed = true };
	struct answer_record answer = { .respondent = who.id,
					.kind = ANSWER_VALUE };

	buf_fmt(&name, "client-%02u", number);
	r.name = r.client = buf_view(&name);
	team_save(t, change_case(t->arena, &stamp, &r));
	team_save(t, change_round(t->arena, &stamp, r.id, &round));
	team_save(t, change_respondent(t->arena, &stamp, r.id, &who));
	answer.question = STR("channel");
	answer.value = STR("[\"people\"]");
	team_save(t, change_answer(t->arena, &stamp, r.id, &answer));
	answer.question = STR("replies");
	answer.value = STR("3");
	team_save(t, change_answer(t->arena, &stamp, r.id, &answer));
	answer.question = STR("rules");
	answer.value = str_from(rules);
	team_save(t, change_answer(t->arena, &stamp, r.id, &answer));
}

static void open_portfolio(struct team *t)
{
	team_open_with(t, "tests/golden/packs/mini");
}

static struct peers peers_of(struct team *t, const struct portfolio *p,
			     const char *name)
{
	struct peers peers;
	const struct case_record *r = case_find(&t->desk, str_from(name));

	assert_non_null(r);
	assert_true(portfolio_peers(&t->desk, p, r, &peers));
	return peers;
}

static void too_few(void **state)
{
	struct team t;
	struct portfolio *p;

	(void)state;
	open_portfolio(&t);
	for (uint32_t i = 0; i < 4; i++)
		add_case(&t, i, 10, "\"nothing\"");
	team_settle(&t);
	p = portfolio_of(&t.desk);
	assert_non_null(p);
	/* The team's own case has nobody who said anything: no score. */
	assert_int_equal(p->count, 4);
	assert_int_equal(p->without_score, 1);
	assert_int_equal(p->all.count, 0);
	assert_int_equal(p->size_count + p->sector_count, 0);
	assert_int_equal(peers_of(&t, p, "client-00").places[0],
			 PEERS_TOO_FEW);
	team_drop(&t);
}

/*
 * Six small firms (10 people) and six large (100). Governance is `rules`
 * alone: of the small 1, 1, 1, 2.5, 5, 5; of the large all 1.
 */
static void among_peers(void **state)
{
	static const char *const rules[] = { "\"nothing\"", "\"nothing\"",
					     "\"nothing\"", "\"spoken\"",
					     "\"written\"", "\"written\"" };
	struct team t;
	struct portfolio *p;
	const uint32_t *levels;

	(void)state;
	open_portfolio(&t);
	for (uint32_t i = 0; i < 12; i++)
		add_case(&t, i, i < 6 ? 10 : 100,
			 i < 6 ? rules[i] : "\"nothing\"");
	team_settle(&t);
	p = portfolio_of(&t.desk);
	assert_non_null(p);
	assert_int_equal(p->count, 12);
	assert_int_equal(p->size_count, 2);
	assert_int_equal(p->sizes[0].count, 6);
	/* The mini pack asks no sector: one group, not shown. */
	assert_int_equal(p->sector_count, 0);
	/* Governance is the second dimension: 9 at level 1, one at 2 (2.5;
	   level 2 begins at 2.00), two at 5. */
	levels = &p->all.levels[2 * PORTFOLIO_COUNTS];
	assert_int_equal(levels[1], 9);
	assert_int_equal(levels[2], 1);
	assert_int_equal(levels[5], 2);
	/* client-04: four of five below. client-03: three below, two above.
	   client-00: none below, two equal, three of five above. */
	assert_int_equal(peers_of(&t, p, "client-04").count, 5);
	assert_int_equal(peers_of(&t, p, "client-04").places[2],
			 PEERS_TOP_QUARTER);
	assert_int_equal(peers_of(&t, p, "client-03").places[2],
			 PEERS_UPPER);
	assert_int_equal(peers_of(&t, p, "client-00").places[2],
			 PEERS_LOWER);
	assert_int_equal(peers_of(&t, p, "client-06").places[2],
			 PEERS_MIDDLE);
	team_drop(&t);
}

/*
 * Thirty firms: `rules` is nothing 10 times, spoken 10, written 10. The mean
 * is (10 + 25 + 50) / 30 = 2.8333; the squares sum to 10 (1 + 6.25 + 25) =
 * 322.5, less 30 x 2.8333^2 = 240.8333: 81.6667 / 29 = 2.8161, whose root is
 * 1.6781.
 */
static void thirty(void **state)
{
	static const char *const rules[] = { "\"nothing\"", "\"spoken\"",
					     "\"written\"" };
	struct team t;
	struct items_of *s;

	(void)state;
	open_portfolio(&t);
	for (uint32_t i = 0; i < 29; i++)
		add_case(&t, i, 10, rules[i % 3]);
	team_settle(&t);
	s = portfolio_items(&t.desk);
	assert_int_equal(s->cases, 29);
	assert_null(s->items);
	add_case(&t, 29, 10, rules[2]);
	team_settle(&t);
	s = portfolio_items(&t.desk);
	assert_int_equal(s->cases, 30);
	for (uint32_t i = 0; i < s->question_count; i++) {
		const struct item_result *r = &s->items[i];

		if (!str_is(s->pack->questions[s->questions[i]].id, "rules"))
			continue;
		assert_int_equal(r->n, 30);
		assert_true(r->mean.value > 2.8333 && r->mean.value < 2.8334);
		assert_true(r->sd.value > 1.6780 && r->sd.value < 1.6782);
		for (int o = 0; o < 3; o++)
			assert_int_equal(s->named[i].uses[o], 10);
	}
	team_drop(&t);
}

/* A consultant who was given five of seven cases counts five; another, none. */
static void what_one_sees(void **state)
{
	const struct account wanted = { .login = STR("a@example.ca"),
					.name = STR("A"),
					.role = ROLE_CONSULTANT };
	const struct account other = { .id = STR("b"),
				       .role = ROLE_CONSULTANT };
	const struct account all = { .role = ROLE_ADMINISTRATOR };
	struct account given;
	struct str secret;
	uint32_t count;
	struct team t;

	(void)state;
	open_portfolio(&t);
	assert_true(access_add_account(&t.desk, &wanted, &secret));
	given = access_accounts(&t.desk, &count)[0];
	for (uint32_t i = 0; i < 7; i++)
		add_case(&t, i, 10, "\"nothing\"");
	team_settle(&t);
	for (uint32_t i = 0; i < 5; i++) {
		struct buf name = buf_make(t.arena);

		buf_fmt(&name, "client-%02u", i);
		assert_true(access_give_case(
		    &t.desk, case_find(&t.desk, buf_view(&name))->id,
		    given.id));
	}
	assert_int_equal(portfolio_of(&t.desk)->count, 7);
	assert_int_equal(portfolio_seen(&t.desk, &all)->count, 7);
	assert_int_equal(portfolio_seen(&t.desk, &given)->count, 5);
	assert_int_equal(portfolio_seen(&t.desk, &given)->all.count, 5);
	assert_int_equal(portfolio_seen(&t.desk, &other)->count, 0);
	assert_int_equal(portfolio_seen(&t.desk, &other)->all.count, 0);
	team_drop(&t);
}

int main(void)
{
	enum { TABLES = sizeof(tables) / sizeof(tables[0]) };
	enum { HIDINGS = sizeof(hidings) / sizeof(hidings[0]) };
	struct CMUnitTest tests[TABLES + HIDINGS + 6];
	size_t n = 0;

	for (size_t i = 0; i < TABLES; i++)
		tests[n++] = (struct CMUnitTest){
			.name = tables[i].name,
			.test_func = by_hand,
			.initial_state = (void *)(uintptr_t)&tables[i],
		};
	for (size_t i = 0; i < HIDINGS; i++)
		tests[n++] = (struct CMUnitTest){
			.name = hidings[i].name,
			.test_func = hidden_by_hand,
			.initial_state = (void *)(uintptr_t)&hidings[i],
		};
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(one_group_hides_all);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(at_random);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(too_few);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(among_peers);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(thirty);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(what_one_sees);
	return _cmocka_run_group_tests("portfolio", tests, n, NULL, NULL);
}
