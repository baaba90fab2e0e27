/*
 * The expression language, without a pack: names and values are made up here.
 *
 * A row of `mistakes` gives one diagnostic: its slug, its column and what it
 * underlines. A row of `values` gives the point, then the bounds when they
 * say more: `4`, `- [1, 5]?` (absent now; 1 to 5, or absent), `true`,
 * `absent {true, absent}`, `a {a, b}?`.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "expr/expr.h"

/* --- a world of names ------------------------------------------------------ */

enum {
	LV,		/* level, 4 */
	LO,		/* level, open */
	B,		/* boolean, true */
	BO,		/* boolean, open */
	N,		/* number, 7 */
	NO,		/* number from -2 to 10, open */
	S,		/* single, b */
	SO,		/* single, open */
	M,		/* multiple, x and y */
	MO,		/* multiple, open */
	MN,		/* multiple, nothing chosen; some completion hides it */
	H,		/* level, hidden */
	NA,		/* boolean, not applicable */
	DK,		/* level, don't know */
	T,		/* text, answered */
	PO,		/* single, answered by an option without points */
	Q_COUNT
};

static const struct str abc[] = { STR_INIT("a"), STR_INIT("b"), STR_INIT("c") };
static const struct str xyz[] = { STR_INIT("x"), STR_INIT("y"), STR_INIT("z") };
static const struct str kinds[] = { STR_INIT("none"), STR_INIT("some"),
				    STR_INIT("b") };
static const uint32_t all_questions[] = { LV, LO, H, DK };
static const uint32_t raw_questions[] = { LV, B, DK };
static const uint32_t no_questions[] = { 0 };

static const struct symbol {
	const char *name;
	struct expr_symbol is;
} symbols[] = {
#define Q(name, index, type) { name, { EXPR_QUESTION, index, type, { 0 }, NULL, 0 } }
#define QV(name, index, type, values)                                          \
	{ name, { EXPR_QUESTION, index, type, { values, 3 }, NULL, 0 } }
	Q("lv", LV, EXPR_LEVEL), Q("lo", LO, EXPR_LEVEL), Q("b", B, EXPR_BOOL),
	Q("bo", BO, EXPR_BOOL), Q("n", N, EXPR_NUMBER),
	Q("no", NO, EXPR_NUMBER), QV("s", S, EXPR_CHOICE, abc),
	QV("so", SO, EXPR_CHOICE, abc), QV("m", M, EXPR_OPTIONS_SET, xyz),
	QV("mo", MO, EXPR_OPTIONS_SET, xyz),
	QV("mn", MN, EXPR_OPTIONS_SET, xyz), Q("h", H, EXPR_LEVEL),
	Q("na_q", NA, EXPR_BOOL), Q("dk", DK, EXPR_LEVEL),
	Q("t", T, EXPR_OTHER), QV("po", PO, EXPR_CHOICE, abc),
	{ "fb", { EXPR_FACT, 0, EXPR_BOOL, { 0 }, NULL, 0 } },
	{ "fn", { EXPR_FACT, 1, EXPR_NUMBER, { 0 }, NULL, 0 } },
	{ "fc", { EXPR_FACT, 2, EXPR_CHOICE, { kinds, 3 }, NULL, 0 } },
	{ "l0", { EXPR_LET, 0, EXPR_NUMBER, { 0 }, NULL, 0 } },
	{ "sec", { EXPR_SET, 0, EXPR_ITEMS, { 0 }, all_questions, 4 } },
	{ "tag.raw", { EXPR_SET, 0, EXPR_ITEMS, { 0 }, raw_questions, 3 } },
	{ "tag.none", { EXPR_SET, 0, EXPR_ITEMS, { 0 }, no_questions, 0 } },
	{ "own", { EXPR_SET, 0, EXPR_ITEMS, { 0 }, all_questions, 2 } },
	{ "d.c", { EXPR_CRITERION, 0, EXPR_ITEMS, { 0 }, all_questions, 2 } },
	{ "d", { EXPR_DIMENSION, 0, EXPR_ITEMS, { 0 }, all_questions, 2 } },
	{ "e", { EXPR_DIMENSION, 1, EXPR_ITEMS, { 0 }, raw_questions, 3 } },
};

enum { SYMBOLS = sizeof(symbols) / sizeof(symbols[0]) };

static bool find(void *context, struct str name, struct span where,
		 struct expr_symbol *symbol)
{
	(void)context;
	(void)where;
	for (size_t i = 0; i < SYMBOLS; i++) {
		if (!str_is(name, symbols[i].name))
			continue;
		*symbol = symbols[i].is;
		return true;
	}
	return false;
}

static struct expr_scope scope_of(struct str *names, bool scores, bool capped)
{
	for (size_t i = 0; i < SYMBOLS; i++)
		names[i] = str_from(symbols[i].name);
	return (struct expr_scope){ .find = find, .names = names,
				    .name_count = SYMBOLS, .dimensions = 2,
				    .scores = scores, .capped = capped };
}

/* --- mistakes --------------------------------------------------------------- */

enum where { BARE, SCORES, CAPS };

struct row {
	const char *name;
	const char *text;
	const char *want;
	enum expr_type type;
	enum where place;
};

#define B_ EXPR_BOOL
#define N_ EXPR_NUMBER
#define O_ EXPR_OTHER

static const struct row mistakes[] = {
	{ "nothing", " ", "expression-empty 1 ` `", B_, BARE },
	{ "a strange character", "b and §", "expression-character 7 `§`", B_,
	  BARE },
	{ "a typographic minus", "n − 1 > 0", "expression-character 3 `−`", B_,
	  BARE },
	{ "one equals sign", "n = 1", "expression-character 3 `=`", B_, BARE },
	{ "a bang", "!b", "expression-character 1 `!`", B_, BARE },
	{ "double bars", "b || b", "expression-character 3 `|`", B_, BARE },
	{ "a quoted word", "s == 'a'", "expression-character 6 `'`", B_,
	  BARE },
	{ "an exponent", "n > 1e5", "expression-number 5 `1e5`", B_, BARE },
	{ "a number run into a name", "n > 3abc", "expression-number 5 `3abc`",
	  B_, BARE },
	{ "two points", "n > 1.2.3", "expression-number 5 `1.2.3`", B_, BARE },
	{ "no digit after the point", "n > 1.", "expression-number 5 `1.`", B_,
	  BARE },
	{ "sixteen digits", "n > 1234567890123456",
	  "expression-number 5 `1234567890123456`", B_, BARE },
	{ "two values", "b b", "expression-expected 3 `b`", B_, BARE },
	{ "a decimal comma", "n > 0,5", "expression-expected 6 `,`", B_, BARE },
	{ "a parenthesis too many", "(b))", "expression-expected 4 `)`", B_,
	  BARE },
	{ "an operator first", "* 2", "expression-expected 1 `*`", N_, BARE },
	{ "two operators", "n + * 2", "expression-expected 5 `*`", N_, BARE },
	{ "and and", "b and and b", "expression-expected 7 `and`", B_, BARE },
	{ "not after a comparison", "b == not b",
	  "expression-expected 6 `not`", B_, BARE },
	{ "an empty argument", "max(1, )", "expression-expected 8 `)`", N_,
	  BARE },
	{ "in without a list", "s in a", "expression-expected 6 `a`", B_,
	  BARE },
	{ "a list left open", "s in [a", "expression-ends 8 ``", B_, BARE },
	{ "a parenthesis left open", "(b", "expression-ends 3 ``", B_, BARE },
	{ "an operator last", "n +", "expression-ends 4 ``", N_, BARE },
	{ "not alone", "not", "expression-ends 4 ``", B_, BARE },
	{ "a chain", "1 < n < 3", "expression-chain 7 `<`", B_, BARE },
	{ "a chain of equals", "n == n == n", "expression-chain 8 `==`", B_,
	  BARE },
	{ "a chain with in", "s in [a] in [b]", "expression-chain 10 `in`", B_,
	  BARE },
	{ "an unknown name", "b and lw", "unknown-name 7 `lw` ~ lv", B_, BARE },
	{ "an accent", "été", "expression-character 1 `é`", B_, BARE },
	{ "after accents", "s == b or é", "expression-character 11 `é`", B_,
	  BARE },
	{ "a capital", "B", "unknown-name 1 `B` ~ b", B_, BARE },
	{ "an unknown function", "pionts(lv)",
	  "unknown-function 1 `pionts(lv)` ~ points", N_, BARE },
	{ "an unknown tag", "sum(points(tag.rw))",
	  "unknown-name 12 `tag.rw` ~ tag.raw", N_, BARE },
	{ "an unknown option", "has(m, w)", "unknown-option 8 `w` ~ x", B_,
	  BARE },
	{ "another question's option", "has(m, a)", "unknown-option 8 `a` ~ x",
	  B_, BARE },
	{ "an option that is a number", "has(m, 1)", "unknown-option 8 `1` ~ x",
	  B_, BARE },
	{ "an unknown value", "s == d", "expression-type 6 `d`", B_, BARE },
	{ "an unknown value in a list", "s in [a, aa]",
	  "unknown-value 10 `aa` ~ a", B_, BARE },
	{ "an unknown state", "state(lv) == hiden",
	  "unknown-value 14 `hiden` ~ hidden", B_, BARE },
	{ "an unknown group", "score(d, staf)",
	  "unknown-value 10 `staf` ~ staff", N_, SCORES },
	{ "a number where a truth is wanted", "n", "expression-type 1 `n`", B_,
	  BARE },
	{ "a truth where a number is wanted", "b", "expression-type 1 `b`", N_,
	  BARE },
	{ "a text", "t", "expression-type 1 `t`", B_, BARE },
	{ "a set alone", "sec", "expression-type 1 `sec`", N_, BARE },
	{ "a dimension alone", "d > 2", "expression-type 1 `d`", B_, SCORES },
	{ "a number and a truth", "n and b", "expression-type 1 `n`", B_,
	  BARE },
	{ "both sides are told", "n and no",
	  "expression-type 1 `n`; expression-type 7 `no`", B_, BARE },
	{ "ordered truths", "b < b", "expression-type 1 `b`", B_, BARE },
	{ "a choice and a number", "s == 1", "expression-type 6 `1`", B_,
	  BARE },
	{ "branches of two types", "if(b, 1, b)", "expression-type 10 `b`", N_,
	  BARE },
	{ "in of a number", "n in [a]", "expression-type 1 `n`", B_, BARE },
	{ "has of a boolean", "has(b, a)", "expression-type 5 `b`", B_, BARE },
	{ "answered of a set", "answered(sec)", "expression-type 10 `sec`", B_,
	  BARE },
	{ "points of a fact", "points(fb)", "expression-type 8 `fb`", N_,
	  BARE },
	{ "points of a sum", "points(1 + 2)", "expression-type 8 `1 + 2`", N_,
	  BARE },
	{ "score of a question", "score(lv)", "expression-type 7 `lv`", N_,
	  SCORES },
	{ "capped of a criterion", "capped(d.c)", "expression-type 8 `d.c`", N_,
	  CAPS },
	{ "a level question bare", "lv > 2", "expression-use-points 1 `lv`", B_,
	  BARE },
	{ "a multiple bare", "m == x", "expression-use-has 1 `m`", B_, BARE },
	{ "numbers unreduced", "points(sec) > 2",
	  "expression-reduce 1 `points(sec)`", B_, BARE },
	{ "numbers among arguments", "max(1, points(sec))",
	  "expression-reduce 8 `points(sec)`", N_, BARE },
	{ "numbers wanted as anything", "points(own)",
	  "expression-reduce 1 `points(own)`", O_, BARE },
	{ "too few arguments", "clamp(1, 2)",
	  "expression-arguments 1 `clamp(1, 2)`", N_, BARE },
	{ "no argument", "count()", "expression-arguments 1 `count()`", N_,
	  BARE },
	{ "a group for a level", "level(d, staff)",
	  "expression-arguments 1 `level(d, staff)`", N_, SCORES },
	{ "a score too early", "score(d) > 2", "expression-not-here 1 `score(d)`",
	  B_, BARE },
	{ "capped outside a cap", "capped(d)", "expression-not-here 1 `capped(d)`",
	  N_, SCORES },
	{ "and sign outside a set", "b & b", "expression-not-here 3 `&`", B_,
	  BARE },
	{ "and sign among numbers", "max(n & n, 1)",
	  "expression-not-here 5 `n & n`", N_, BARE },
	{ "a mixed set", "mean(score(d.c & d))",
	  "expression-mixed-set 12 `d.c & d`", N_, SCORES },
	{ "a set in parentheses", "mean(points((own)))",
	  "expression-expected 14 `own`", N_, BARE },
	{ "a dimension in parentheses", "score((d))",
	  "expression-expected 8 `d`", N_, SCORES },
	{ "choices that differ", "s == fc", "expression-choices-differ 6 `fc`",
	  B_, BARE },
	{ "no space underlined", "b and (n + b)  and b",
	  "expression-type 12 `b`", B_, BARE },
	{ "the whole of a call", "b and max(n, 1)   and b",
	  "expression-type 7 `max(n, 1)`", B_, BARE },
	{ "the whole of a comparison", "n + (n > 1)   + 2",
	  "expression-type 6 `n > 1`", N_, BARE },
};

static void put_mistake(struct buf *out, const struct diag *d)
{
	buf_fmt(out, "%s%s %u `", out->len > 0 ? "; " : "",
		message_slug(d->message), span_place(d->span).column);
	buf_str(out, span_text(d->span));
	buf_char(out, '`');
	if (d->suggestion.len > 0) {
		buf_text(out, " ~ ");
		buf_str(out, d->suggestion);
	}
}

static struct expr *parse(struct arena *a, const struct row *row,
			  struct diags *diags)
{
	struct str names[SYMBOLS];
	struct expr_scope scope = scope_of(names, row->place != BARE,
					   row->place == CAPS);
	struct source *s = source_make(a, "t", str_from(row->text), diags);

	return expr_parse(a, s->text, span_make(s, 0, s->text.len), &scope,
			  row->type, NULL, diags);
}

/* No hole of a sentence may be left empty. */
static void sentences_are_whole(struct arena *a, const struct diag *d)
{
	for (int l = 0; l < LANG_COUNT; l++) {
		struct buf out = buf_make(a);

		message_write(&out, d->message, (enum lang)l, d->args);
		assert_int_equal(str_find(buf_view(&out), STR("``"), 0),
				 SIZE_MAX);
	}
}

static void test_mistake(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	struct buf got = buf_make(a);
	struct diags diags;

	diags_init(&diags, a);
	assert_null(parse(a, row, &diags));
	for (size_t i = 0; i < diags.count; i++)
		put_mistake(&got, &diags.items[i]);
	assert_string_equal(str_cstr(a, buf_view(&got)), row->want);
	for (size_t i = 0; i < diags.count; i++)
		sentences_are_whole(a, &diags.items[i]);
	arena_close(a);
}

/* --- values ------------------------------------------------------------------ */

static struct expr_number between(int64_t lo, int64_t hi)
{
	struct expr_number n = number_absent();

	n.lo = RATIO(lo);
	n.hi = RATIO(hi);
	n.may_be_present = true;
	return n;
}

static struct expr_number maybe(int64_t point, int64_t lo, int64_t hi)
{
	struct expr_number n = between(lo, hi);

	n.absent = n.may_be_absent = false;
	n.point = RATIO(point);
	return n;
}

static const uint8_t open_states = 1 << STATE_UNANSWERED | 1 << STATE_ANSWERED;

static void set_state(struct expr_answer *v, enum expr_state state, uint8_t can)
{
	v->number = number_absent();
	v->state = (uint8_t)state;
	v->can_state = (uint8_t)(can == 0 ? 1 << state : can);
}

static void fill_answers(struct expr_answer *v, struct expr_number *points)
{
	for (int q = 0; q < Q_COUNT; q++) {
		set_state(&v[q], STATE_ANSWERED, 0);
		points[q] = number_absent();
	}
	points[LV] = number_exactly(RATIO(4));
	set_state(&v[LO], STATE_UNANSWERED, open_states);
	points[LO] = between(1, 5);
	v[B].truth = (struct expr_truth){ TRUTH_TRUE, TRUTH_TRUE };
	points[B] = number_exactly(RATIO(5));
	set_state(&v[BO], STATE_UNANSWERED, open_states);
	v[BO].truth = (struct expr_truth){
		TRUTH_ABSENT, TRUTH_TRUE | TRUTH_FALSE | TRUTH_ABSENT
	};
	v[N].number = number_exactly(RATIO(7));
	set_state(&v[NO], STATE_UNANSWERED, open_states);
	v[NO].number = between(-2, 10);
	v[S].choice = (struct expr_choice){ 1, false, 2 };
	points[S] = number_exactly(ratio_make(5, 2));
	set_state(&v[SO], STATE_UNANSWERED, open_states);
	v[SO].choice = (struct expr_choice){ EXPR_OPTIONS, true, 7 };
	points[SO] = between(-1, 2);
	v[M].chosen = (struct expr_chosen){ 3, 3, 3, false, false };
	points[M] = number_exactly(RATIO(3));
	set_state(&v[MO], STATE_UNANSWERED, open_states);
	v[MO].chosen = (struct expr_chosen){ 0, 0, 7, true, true };
	points[MO] = between(0, 3);
	set_state(&v[MN], STATE_HIDDEN,
		  1 << STATE_HIDDEN | 1 << STATE_ANSWERED);
	v[MN].chosen = (struct expr_chosen){ 0, 0, 0, true, true };
	set_state(&v[H], STATE_HIDDEN, 0);
	set_state(&v[NA], STATE_NA, 0);
	v[NA].truth = (struct expr_truth){ TRUTH_ABSENT, TRUTH_ABSENT };
	set_state(&v[DK], STATE_DONT_KNOW,
		  1 << STATE_DONT_KNOW | 1 << STATE_ANSWERED);
	points[DK] = between(1, 5);
	v[PO].choice = (struct expr_choice){ 2, false, 4 };
}

static const struct row values[] = {
	/* precedence */
	{ "times before plus", "1 + 2 * 3", "7", N_, BARE },
	{ "minus from the left", "10 - 3 - 2", "5", N_, BARE },
	{ "divided from the left", "24 / 4 / 3", "2", N_, BARE },
	{ "minus sign tighter than times", "-2 * -3", "6", N_, BARE },
	{ "two minus signs", "- -2", "2", N_, BARE },
	{ "parentheses", "(1 + 2) * 3", "9", N_, BARE },
	{ "and before or", "true or b and false", "true", B_, BARE },
	{ "not before and", "not b and false", "false", B_, BARE },
	{ "not looser than comparison", "not n < 3", "true", B_, BARE },
	{ "not looser than in", "not s in [a]", "true", B_, BARE },
	{ "arithmetic before comparison", "n + 1 == 2 * 4", "true", B_, BARE },
	{ "truths compared", "(n > 1) == b", "true", B_, BARE },
	{ "a line end", "n\n+\n1", "8", N_, BARE },
	{ "exact decimals", "0.1 + 0.2 == 0.3", "true", B_, BARE },
	{ "exact thirds", "1 / 3 + 1 / 3 + 1 / 3 == 1", "true", B_, BARE },
	/* absence */
	{ "absent passes on", "points(h) + 1", "-", N_, BARE },
	{ "absent in a comparison", "points(h) < 3", "absent", B_, BARE },
	{ "absent and false", "points(h) < 3 and false", "false", B_, BARE },
	{ "absent or true", "na_q or true", "true", B_, BARE },
	{ "not absent", "not na_q", "absent", B_, BARE },
	{ "absent and true", "na_q and b", "absent", B_, BARE },
	{ "absent equals absent", "na_q == na_q", "absent", B_, BARE },
	{ "an open comparison", "points(lo) < 3", "absent {true, false, absent}",
	  B_, BARE },
	{ "an open one settled", "points(lo) < 6", "absent {true, absent}", B_,
	  BARE },
	{ "not of an open one", "not points(lo) < 6",
	  "absent {false, absent}", B_, BARE },
	{ "coalesced", "coalesce(points(lo), 0)", "0 [0, 5]", N_, BARE },
	{ "coalesce stops", "coalesce(points(lv), points(lo))", "4", N_, BARE },
	{ "coalesce of absences", "coalesce(points(h), points(lo))",
	  "- [1, 5]?", N_, BARE },
	{ "coalesce of truths", "coalesce(na_q, bo, b)", "true {true, false}",
	  B_, BARE },
	{ "coalesce of choices", "coalesce(so, s) == b", "true {true, false}",
	  B_, BARE },
	/* if */
	{ "if", "if(b, 1, 2)", "1", N_, BARE },
	{ "an unknown if takes the hull", "if(bo, 1, 3)", "- [1, 3]?", N_,
	  BARE },
	{ "an unknown if of truths", "if(bo, true, true)",
	  "absent {true, absent}", B_, BARE },
	{ "an if of an absent condition", "if(na_q, 1, 3)", "-", N_, BARE },
	{ "an if of choices", "if(bo, s, so) == a",
	  "absent {true, false, absent}", B_, BARE },
	{ "the word of the other branch", "if(b, s, c) == b", "true", B_,
	  BARE },
	/* arithmetic over bounds */
	{ "plus", "points(lo) + points(lv)", "- [5, 9]?", N_, BARE },
	{ "minus turns around", "10 - points(lo)", "- [5, 9]?", N_, BARE },
	{ "a sign turns around", "-points(lo)", "- [-5, -1]?", N_, BARE },
	{ "times across zero", "no * no", "- [-20, 100]?", N_, BARE },
	{ "times a negative", "points(lo) * -2", "- [-10, -2]?", N_, BARE },
	{ "over a positive", "6 / points(dk)", "- [1.2, 6]?", N_, BARE },
	{ "over zero", "1 / 0", "-", N_, BARE },
	{ "zero over zero", "0 / (n - 7)", "-", N_, BARE },
	{ "over what may be zero", "1 / no > 2",
	  "absent {true, false, absent}", B_, BARE },
	{ "abs across zero", "abs(no)", "- [0, 10]?", N_, BARE },
	{ "abs below zero", "abs(-points(lo))", "- [1, 5]?", N_, BARE },
	{ "round half up", "round(2.5)", "3", N_, BARE },
	{ "round a negative half", "round(-2.5)", "-2", N_, BARE },
	{ "round bounds", "round(points(lo) / 2)", "- [1, 3]?", N_, BARE },
	{ "floor below zero", "floor(-0.5)", "-1", N_, BARE },
	{ "floor bounds", "floor(points(lo) / 2)", "- [0, 2]?", N_, BARE },
	{ "floor of an absent min", "floor(min(points(lo), points(dk)))",
	  "- [1, 5]?", N_, BARE },
	{ "round of an absent max", "round(max(points(lo), points(dk)))",
	  "- [1, 5]?", N_, BARE },
	{ "abs of an absent min", "abs(min(no, points(h)))", "- [0, 10]?", N_,
	  BARE },
	{ "clamp", "clamp(9, 1, 5)", "5", N_, BARE },
	{ "clamp bounds", "clamp(no, 0, points(lo))", "- [0, 5]?", N_, BARE },
	{ "clamp with its limits crossed", "clamp(3, 5, 1)", "1", N_, BARE },
	/* sets */
	{ "points of one", "points(lv)", "4", N_, BARE },
	{ "an option without points", "points(po)", "-", N_, BARE },
	{ "answered without points", "answered(po)", "true", B_, BARE },
	{ "a mean skips", "mean(points(sec))", "4 [2, 4.666667]", N_, BARE },
	{ "a mean of tags", "mean(points(tag.raw))", "4.5 [3.333333, 4.666667]",
	  N_, BARE },
	{ "a mean of nothing", "mean(points(tag.none))", "-", N_, BARE },
	{ "a sum of nothing", "sum(points(h), points(h))", "-", N_, BARE },
	{ "a sum", "sum(points(sec))", "4 [4, 14]", N_, BARE },
	{ "a sum may be negative", "sum(points(so), points(so))", "- [-2, 4]?",
	  N_, BARE },
	{ "a min", "min(points(sec))", "4 [1, 4]", N_, BARE },
	{ "a max", "max(points(sec))", "4 [4, 5]", N_, BARE },
	{ "a min of open ones", "min(points(lo), points(so))", "- [-1, 5]?", N_,
	  BARE },
	{ "a mean of scalars", "mean(1, 2, points(h))", "1.5", N_, BARE },
	{ "a mean of one", "mean(3)", "3", N_, BARE },
	{ "an intersection", "sum(points(sec & tag.raw))", "4 [4, 9]", N_,
	  BARE },
	{ "three sets", "sum(points(sec & tag.raw & own))", "4", N_, BARE },
	{ "an empty intersection", "count(own & tag.none)", "0", N_, BARE },
	{ "a set of a dimension", "count(d)", "1 [1, 2]", N_, SCORES },
	{ "max points are static", "sum(max_points(sec))", "20", N_, BARE },
	{ "count", "count(sec)", "1 [1, 3]", N_, BARE },
	{ "count of one question", "count(lv)", "1", N_, BARE },
	{ "share", "share(sec)", "0.333333 [0.333333, 1]", N_, BARE },
	{ "share of nothing", "share(tag.none)", "-", N_, BARE },
	{ "share of a hidden one", "share(h)", "-", N_, BARE },
	{ "count of a multiple", "count(m)", "2", N_, BARE },
	{ "count of an open multiple", "count(mo)", "- [0, 3]?", N_, BARE },
	{ "count of an empty one, maybe hidden", "count(mn)", "- [0, 0]?", N_,
	  BARE },
	{ "has", "has(m, y)", "true", B_, BARE },
	{ "has not", "has(m, z)", "false", B_, BARE },
	{ "has of a single", "has(s, b)", "true", B_, BARE },
	{ "has of an open multiple", "has(mo, x)",
	  "absent {true, false, absent}", B_, BARE },
	{ "has of an empty one, maybe hidden", "has(mn, x)",
	  "absent {false, absent}", B_, BARE },
	{ "has of an open single", "has(so, x) or b",
	  "unknown-option", O_, BARE },
	{ "answered", "answered(lo)", "false {true, false}", B_, BARE },
	{ "answered when hidden", "answered(h)", "false", B_, BARE },
	{ "a state", "state(dk) == dont_know", "true {true, false}", B_, BARE },
	{ "a state in a list", "state(h) in [na, hidden]", "true", B_, BARE },
	{ "a state that cannot be", "state(lv) != answered", "false", B_,
	  BARE },
	{ "a choice", "s == b", "true", B_, BARE },
	{ "a value that is also a question, first", "b == s", "true", B_,
	  BARE },
	{ "a word before what it is compared with", "a == s", "false", B_,
	  BARE },
	{ "a value before its fact", "some != fc", "true {true, false}", B_,
	  BARE },
	{ "an open choice", "so == b", "absent {true, false, absent}", B_,
	  BARE },
	{ "a choice in a list", "s in [a, b]", "true", B_, BARE },
	{ "a choice in all", "so in [a, b, c]", "absent {true, absent}", B_,
	  BARE },
	{ "a value that is also a question", "fc == b", "false {true, false}",
	  B_, BARE },
	{ "a fact", "fb", "absent {true, absent}", B_, BARE },
	{ "a number fact", "fn * 2", "4 [2, 6]", N_, BARE },
	{ "a let", "l0 + 1", "3.5", N_, BARE },
	/* scores */
	{ "a score", "score(d.c)", "2.5 [2, 3]", N_, SCORES },
	{ "a dimension's score", "score(d)", "2 [1, 3]", N_, SCORES },
	{ "a group's score", "score(d.c, staff)", "4", N_, SCORES },
	{ "a group that did not answer", "score(d.c, leaders)", "-", N_,
	  SCORES },
	{ "a gap", "score(d, experts) - score(d)", "3 [2, 4]", N_, SCORES },
	{ "a level", "level(d.c)", "2 [2, 3]", N_, SCORES },
	{ "levels", "min(level(dimensions))", "1 [1, 3]", N_, SCORES },
	{ "capped", "capped(d) + 1", "2 [2, 3]", N_, CAPS },
	{ "the weakest link",
	  "min(min(capped(d), capped(e)) + 1, min(capped(dimensions)) + 2)",
	  "2 [2, 3]", N_, CAPS },
};

static void put_number(struct buf *out, const struct expr_number *n)
{
	if (n->absent)
		buf_char(out, '-');
	else
		ratio_write(out, n->point, -1);
	if (!number_is_certain(n) && n->may_be_present) {
		buf_text(out, " [");
		ratio_write(out, n->lo, -1);
		buf_text(out, ", ");
		ratio_write(out, n->hi, -1);
		buf_text(out, n->may_be_absent ? "]?" : "]");
	}
}

static const char *truth_word(uint8_t truth)
{
	return truth == TRUTH_TRUE ? "true"
	       : truth == TRUTH_FALSE ? "false" : "absent";
}

static void put_truth(struct buf *out, const struct expr_truth *t)
{
	static const uint8_t order[] = { TRUTH_TRUE, TRUTH_FALSE,
					 TRUTH_ABSENT };
	bool first = true;

	buf_text(out, truth_word(t->point));
	if (t->can == t->point)
		return;
	for (int i = 0; i < 3; i++) {
		if ((t->can & order[i]) == 0)
			continue;
		buf_text(out, first ? " {" : ", ");
		buf_text(out, truth_word(order[i]));
		first = false;
	}
	buf_char(out, '}');
}

static struct expr_value evaluate(const struct expr *e)
{
	struct expr_answer answers[Q_COUNT];
	struct expr_number points[Q_COUNT];
	struct ratio max_points[Q_COUNT];
	struct expr_value facts[3] = {
		{ .type = EXPR_BOOL,
		  .truth = { TRUTH_ABSENT, TRUTH_TRUE | TRUTH_ABSENT } },
		{ .type = EXPR_NUMBER, .number = maybe(2, 1, 3) },
		{ .type = EXPR_CHOICE, .choice = { 0, false, 7 } },
	};
	struct expr_number lets[] = { number_exactly(ratio_make(5, 2)) };
	struct expr_number criteria[] = { maybe(2, 2, 3) };
	struct expr_number dimensions[] = { maybe(2, 1, 3), maybe(4, 3, 5) };
	struct expr_number staff[] = { number_exactly(RATIO(4)) };
	struct expr_number experts[] = { number_exactly(RATIO(5)),
					 number_absent() };
	struct expr_number levels[] = { maybe(2, 2, 3) };
	struct expr_number dimension_levels[] = { maybe(1, 1, 3),
						  maybe(4, 3, 5) };
	struct expr_number capped[] = { maybe(1, 1, 2), maybe(4, 3, 4) };
	struct expr_env env = {
		.answers = answers, .points = points,
		.max_points = max_points, .facts = facts,
		.lets = lets, .criteria = criteria, .dimensions = dimensions,
		.criteria_of = { NULL, staff, NULL },
		.dimensions_of = { NULL, NULL, experts },
		.criterion_levels = levels,
		.dimension_levels = dimension_levels, .capped = capped,
		.dimension_count = 2,
	};

	criteria[0].point = ratio_make(5, 2);
	fill_answers(answers, points);
	for (int q = 0; q < Q_COUNT; q++)
		max_points[q] = RATIO(5);
	return expr_eval(e, &env);
}

static void test_value(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	struct buf got = buf_make(a);
	struct diags diags;
	struct expr_value v;
	struct expr *e;

	diags_init(&diags, a);
	e = parse(a, row, &diags);
	if (e == NULL) {
		buf_text(&got, message_slug(diags.items[0].message));
	} else {
		v = evaluate(e);
		assert_int_equal(v.type, row->type);
		if (v.type == EXPR_NUMBER)
			put_number(&got, &v.number);
		else
			put_truth(&got, &v.truth);
	}
	assert_string_equal(str_cstr(a, buf_view(&got)), row->want);
	arena_close(a);
}

/* --- limits -------------------------------------------------------------------- */

/* head, then `unit` so many times, then tail. */
struct limit {
	const char *name;
	const char *head, *unit, *middle, *close, *tail;
	int times;
	const char *want;	/* slug, or "" */
};

static const struct limit limits[] = {
	{ "40 parentheses", "", "(", "1", ")", "", 40, "" },
	{ "100 parentheses", "", "(", "1", ")", "", 100, "expression-deep" },
	{ "40 signs", "", "-", "1", "", "", 40, "" },
	{ "100000 signs", "", "-", "1", "", "", 100000, "expression-deep" },
	{ "100000 nots", "0 == 1 or ", "not ", "true", "", "", 100000,
	  "expression-deep" },
	{ "40 terms", "1", "+1", "", "", "", 40, "" },
	{ "100 terms", "1", "+1", "", "", "", 100, "expression-deep" },
	{ "100000 terms", "1", "+1", "", "", "", 100000, "expression-deep" },
	{ "100000 calls", "", "abs(", "1", "", "", 100000, "expression-deep" },
	{ "40 sets", "count(sec", "&sec", "", "", ")", 40, "" },
	{ "500000 sets", "count(sec", "&sec", "", "", ")", 500000,
	  "expression-deep" },
	{ "64 arguments", "max(1", ",1", "", "", ")", 63, "" },
	{ "65 arguments", "max(1", ",1", "", "", ")", 64,
	  "expression-arguments" },
	{ "100000 arguments", "max(1", ",1", "", "", ")", 100000,
	  "expression-arguments" },
	{ "chains within chains", "", "(", "1", "+1+1+1+1+1+1+1+1)", "", 40,
	  "expression-deep" },
	{ "100000 values of a list", "s in [a", ",a", "", "", "]", 100000,
	  "" },
};

static void test_limit(void **state)
{
	const struct limit *limit = *state;
	struct arena *a = arena_open();
	struct buf text = buf_make(a);
	struct row row = { .type = EXPR_OTHER, .place = BARE };
	struct diags diags;
	struct expr *e;

	diags_init(&diags, a);
	buf_text(&text, limit->head);
	for (int i = 0; i < limit->times; i++)
		buf_text(&text, limit->unit);
	buf_text(&text, limit->middle);
	for (int i = 0; i < limit->times; i++)
		buf_text(&text, limit->close);
	buf_text(&text, limit->tail);
	row.text = str_cstr(a, buf_view(&text));
	e = parse(a, &row, &diags);
	if (limit->want[0] == '\0') {
		assert_non_null(e);
		evaluate(e);
	} else {
		assert_null(e);
		assert_int_equal(diags.count, 1);
		assert_string_equal(message_slug(diags.items[0].message),
				    limit->want);
	}
	arena_close(a);
}

/* --- places ---------------------------------------------------------------------- */

/* The expression `b and q` within a file; `where` is what its span holds. */
static const struct row places[] = {
	{ "plain", "when: b and q", "1:13 `q`", B_, BARE },
	{ "in single quotes", "é: 'b and q'", "1:11 `q`", B_, BARE },
	{ "in double quotes", "\té: \"b and q\"", "1:12 `q`", B_, BARE },
	{ "on the second line", "# é\n\twhen: b and q", "2:14 `q`", B_, BARE },
	{ "escaped: the whole is underlined", "w: \"b\\x20and q\"",
	  "1:4 `\"b\\x20and q\"`", B_, BARE },
	{ "folded: the whole is underlined", "w: >\n  b\n  and q\n",
	  "1:4 `>\n  b\n  and q`", B_, BARE },
};

static void test_place(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	struct buf got = buf_make(a);
	struct str names[SYMBOLS];
	struct expr_scope scope = scope_of(names, false, false);
	struct diags diags;
	struct source *s;
	struct str text;
	size_t from;

	diags_init(&diags, a);
	s = source_make(a, "t", str_from(row->text), &diags);
	text = str_trim(s->text);
	from = str_find(s->text, STR(": "), 0) + 2;
	assert_null(expr_parse(a, STR("b and q"),
			       span_make(s, from,
					 (size_t)(text.at + text.len -
						  s->text.at)),
			       &scope, EXPR_BOOL, NULL, &diags));
	assert_int_equal(diags.count, 1);
	buf_fmt(&got, "%u:%u `", span_place(diags.items[0].span).line,
		span_place(diags.items[0].span).column);
	buf_str(&got, span_text(diags.items[0].span));
	buf_char(&got, '`');
	assert_string_equal(str_cstr(a, buf_view(&got)), row->want);
	arena_close(a);
}

/* --- what an expression reads ------------------------------------------------------ */

static const struct row uses[] = {
	{ "names in order", "if(b, n, points(lv)) + l0", "q2 q4 q0 l0", N_,
	  BARE },
	{ "the questions of a set", "mean(points(own))", "q0 q1", N_, BARE },
	{ "has, answered, state, count",
	  "has(m, x) and answered(t) and state(h) == na and count(mo) > 0",
	  "q8 q14 q11 q9", B_, BARE },
	{ "arguments", "max(n, no, fn)", "q4 q5 f1", N_, BARE },
	{ "scores and caps", "min(score(d.c), level(e), capped(d))",
	  "c0 d1 d0", N_, CAPS },
	{ "all dimensions", "min(capped(dimensions))", "d0 d1", N_, CAPS },
	{ "in", "fc in [none]", "f2", B_, BARE },
	{ "clamp", "clamp(n, no, l0)", "q4 q5 l0", N_, BARE },
};

static void put_use(void *context, enum expr_symbol_kind kind, uint32_t index,
		    struct span where)
{
	static const char letters[] = "qflcds";
	struct buf *out = context;

	assert_non_null(where.source);
	buf_fmt(out, "%s%c%u", out->len > 0 ? " " : "", letters[kind], index);
}

static void test_uses(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	struct buf got = buf_make(a);
	struct diags diags;
	struct expr *e;

	diags_init(&diags, a);
	e = parse(a, row, &diags);
	assert_non_null(e);
	expr_uses(e, put_use, &got);
	assert_string_equal(str_cstr(a, buf_view(&got)), row->want);
	assert_int_equal(expr_reads_capped(e),
			 strstr(row->text, "capped") != NULL);
	arena_close(a);
}

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define FILL(array, function)                                                  \
	for (size_t i = 0; i < COUNT(array); i++) {                            \
		tests[n].name = (array)[i].name;                               \
		tests[n].test_func = function;                                 \
		tests[n++].initial_state = (void *)(uintptr_t)&(array)[i];     \
	}

int main(void)
{
	static struct CMUnitTest tests[COUNT(mistakes) + COUNT(values) +
				       COUNT(limits) + COUNT(places) +
				       COUNT(uses)];
	size_t n = 0;

	FILL(mistakes, test_mistake)
	FILL(values, test_value)
	FILL(limits, test_limit)
	FILL(places, test_place)
	FILL(uses, test_uses)
	return _cmocka_run_group_tests("expr", tests, n, NULL, NULL);
}
