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

#include "small_pack.h"

#ifndef ROOT_DIR
#define ROOT_DIR "."
#endif

enum {
	QUESTIONS = 6,
	COMPLETIONS = 400,	/* of one case; beyond that, drawn at random */
	NUMBERS = 5,		/* values tried for a number */
};

/* --- chance ---------------------------------------------------------------- */

static uint64_t chance_state;

static uint32_t chance(uint32_t below)
{
	chance_state = chance_state * 6364136223846793005u +
		       1442695040888963407u;
	return (uint32_t)(chance_state >> 33) % below;
}

static const char *one_of(const char *const *words, uint32_t count)
{
	return words[chance(count)];
}

#define ONE_OF(...)                                                            \
	one_of((const char *const[]){ __VA_ARGS__ },                           \
	       sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

/* --- expressions at random --------------------------------------------------- */

/* What a made pack holds; questions are q0, q1..., options a, b, c. */
struct maker {
	struct buf *out;
	enum question_type types[QUESTIONS];
	uint32_t options[QUESTIONS];
	uint32_t count;
	/* What an expression may read at its place: */
	uint32_t questions;	/* the first so many */
	bool facts, lets, own, capped;
	/* Scores and levels: the first so many. */
	uint32_t criterion_scores, criterion_levels;
	uint32_t dimension_scores, dimension_levels;
};

static void number(struct maker *m, int depth);
static void truth(struct maker *m, int depth);

static void put(struct maker *m, const char *text)
{
	buf_text(m->out, text);
}

/* A question of the type, or none. */
static bool question(const struct maker *m, enum question_type type,
		     uint32_t *found)
{
	uint32_t from = chance(QUESTIONS);

	for (uint32_t i = 0; i < m->questions; i++) {
		*found = (from + i) % m->questions;
		if (m->types[*found] == type)
			return true;
	}
	return false;
}

static void option(struct maker *m, uint32_t q)
{
	buf_char(m->out, (char)('a' + chance(m->options[q])));
}

static void set(struct maker *m)
{
	uint32_t kind = chance(m->own ? 6 : 4);

	/* Before any question a set would be a forward reference. */
	if (m->questions < m->count)
		buf_fmt(m->out, "q%u", chance(m->questions));
	else if (kind >= 4)
		put(m, kind == 4 ? "own" : "own & tag.odd");
	else if (kind == 3)
		put(m, ONE_OF("s0 & tag.odd", "s1", "d0", "d1 & tag.even",
			      "d0.c0"));
	else
		put(m, ONE_OF("s0", "s1", "tag.odd", "tag.even"));
}

static void binary(struct maker *m, int depth, const char *op,
		   void (*side)(struct maker *, int))
{
	put(m, "(");
	side(m, depth - 1);
	put(m, op);
	side(m, depth - 1);
	put(m, ")");
}

static void call(struct maker *m, int depth, const char *name, int count,
		 void (*side)(struct maker *, int))
{
	put(m, name);
	put(m, "(");
	for (int i = 0; i < count; i++) {
		if (i > 0)
			put(m, ", ");
		side(m, depth - 1);
	}
	put(m, ")");
}

static void choose(struct maker *m, int depth,
		   void (*side)(struct maker *, int))
{
	put(m, "if(");
	truth(m, depth - 1);
	put(m, ", ");
	side(m, depth - 1);
	put(m, ", ");
	side(m, depth - 1);
	put(m, ")");
}

static void truth_leaf(struct maker *m)
{
	uint32_t q;

	switch (chance(8)) {
	case 0:
		if (question(m, QUESTION_BOOLEAN, &q)) {
			buf_fmt(m->out, "q%u", q);
			return;
		}
		break;
	case 1:
		if (question(m, QUESTION_SINGLE, &q)) {
			buf_fmt(m->out, "(q%u %s ", q, ONE_OF("==", "!="));
			option(m, q);
			put(m, ")");
			return;
		}
		break;
	case 2:
		if (question(m, QUESTION_SINGLE, &q)) {
			buf_fmt(m->out, "(q%u in [", q);
			option(m, q);
			put(m, ", a])");
			return;
		}
		break;
	case 3:
	case 4:
		if (question(m, QUESTION_MULTIPLE, &q) ||
		    question(m, QUESTION_SINGLE, &q)) {
			buf_fmt(m->out, "has(q%u, ", q);
			option(m, q);
			put(m, ")");
			return;
		}
		break;
	case 5:
		buf_fmt(m->out, "(state(q%u) %s)", chance(m->questions),
			ONE_OF("== hidden", "in [na, hidden]",
			       "!= unanswered", "== dont_know", "== answered"));
		return;
	case 6:
		if (m->facts) {
			put(m, ONE_OF("f_truth", "(f_choice == x)",
				      "(f_choice in [w, z])"));
			return;
		}
		break;
	default:
		break;
	}
	buf_fmt(m->out, "answered(q%u)", chance(m->questions));
}

static void truth(struct maker *m, int depth)
{
	if (depth <= 0) {
		truth_leaf(m);
		return;
	}
	switch (chance(10)) {
	case 0:
		put(m, "(not ");
		truth(m, depth - 1);
		put(m, ")");
		return;
	case 1:
	case 2:
		binary(m, depth, ONE_OF(" and ", " or "), truth);
		return;
	case 3:
	case 4:
	case 5:
		binary(m, depth, ONE_OF(" < ", " <= ", " == ", " != ", " >= ",
					" > "), number);
		return;
	case 6:
		choose(m, depth, truth);
		return;
	case 7:
		call(m, depth, "coalesce", 2, truth);
		return;
	case 8:
		binary(m, depth, ONE_OF(" == ", " != "), truth);
		return;
	default:
		truth_leaf(m);
	}
}

/* A score or a level, where they may be read. */
static bool scored(struct maker *m)
{
	static const char *const criteria[] = { "d0.c0", "d0.c1", "d1.c2" };
	static const char *const dimensions[] = { "d0", "d1" };

	switch (chance(6)) {
	case 0:
		if (!m->criterion_scores)
			return false;
		buf_fmt(m->out, "score(%s)", one_of(criteria, m->criterion_scores));
		return true;
	case 1:
		if (!m->dimension_scores)
			return false;
		buf_fmt(m->out, "score(%s)",
			one_of(dimensions, m->dimension_scores));
		return true;
	case 2:
		if (!m->criterion_levels)
			return false;
		buf_fmt(m->out, "level(%s)",
			one_of(criteria, m->criterion_levels));
		return true;
	case 3:
		if (!m->dimension_levels)
			return false;
		buf_fmt(m->out, "level(%s)",
			one_of(dimensions, m->dimension_levels));
		return true;
	case 4:
		if (!m->capped)
			return false;
		buf_fmt(m->out, "capped(%s)", one_of(dimensions, 2));
		return true;
	default:
		if (!m->capped && m->dimension_levels < 2)
			return false;
		buf_fmt(m->out, "%s(%s(dimensions))",
			ONE_OF("min", "max", "mean", "sum"),
			m->capped ? "capped" : "level");
		return true;
	}
}

static void number_leaf(struct maker *m)
{
	uint32_t q;

	if (chance(3) == 0 && scored(m))
		return;
	switch (chance(9)) {
	case 0:
		put(m, ONE_OF("0", "1", "2.5", "3", "0.333", "-1"));
		return;
	case 1:
		if (question(m, QUESTION_NUMBER, &q)) {
			buf_fmt(m->out, "q%u", q);
			return;
		}
		break;
	case 2:
		if (question(m, QUESTION_MULTIPLE, &q)) {
			buf_fmt(m->out, "count(q%u)", q);
			return;
		}
		break;
	case 3:
		if (m->lets) {
			put(m, ONE_OF("l0", "l1"));
			return;
		}
		break;
	case 4:
		buf_fmt(m->out, "max_points(q%u)", chance(m->questions));
		return;
	case 5:
		if (m->facts) {
			put(m, "f_number");
			return;
		}
		break;
	default:
		break;
	}
	buf_fmt(m->out, "points(q%u)", chance(m->questions));
}

static void number(struct maker *m, int depth)
{
	if (depth <= 0) {
		number_leaf(m);
		return;
	}
	switch (chance(12)) {
	case 0:
	case 1:
		binary(m, depth, ONE_OF(" + ", " - ", " * "), number);
		return;
	case 2:
		binary(m, depth, " / ", number);
		return;
	case 3:
		choose(m, depth, number);
		return;
	case 4:
		call(m, depth, "coalesce", 2, number);
		return;
	case 5:
		call(m, depth, ONE_OF("abs", "round", "floor", "-"), 1, number);
		return;
	case 6:
		call(m, depth, "clamp", 3, number);
		return;
	case 7:
		call(m, depth, ONE_OF("mean", "sum", "min", "max"),
		     2 + (int)chance(2), number);
		return;
	case 8:
		put(m, ONE_OF("count(", "share("));
		set(m);
		put(m, ")");
		return;
	case 9:
	case 10:
		buf_fmt(m->out, "%s(%s(", ONE_OF("mean", "sum", "min", "max"),
			ONE_OF("points", "points", "max_points"));
		set(m);
		put(m, "))");
		return;
	default:
		number_leaf(m);
	}
}

static void may_read(struct maker *m, uint32_t criterion_scores,
		     uint32_t criterion_levels, uint32_t dimension_scores,
		     uint32_t dimension_levels)
{
	m->criterion_scores = criterion_scores;
	m->criterion_levels = criterion_levels;
	m->dimension_scores = dimension_scores;
	m->dimension_levels = dimension_levels;
}

/* `key: expression` on a line of its own. */
static void line(struct maker *m, const char *key, int depth,
		 void (*side)(struct maker *, int))
{
	put(m, key);
	put(m, ": ");
	side(m, depth);
	put(m, "\n");
}

/* --- packs at random ------------------------------------------------------------ */

static void make_options(struct maker *m, uint32_t q, bool plain)
{
	bool exclusive = !plain && m->types[q] == QUESTION_MULTIPLE &&
			 m->options[q] > 2 && chance(3) == 0;
	bool none = !plain && m->types[q] == QUESTION_MULTIPLE &&
		    chance(3) == 0;

	put(m, "        options:\n");
	for (uint32_t o = 0; o < m->options[q]; o++) {
		buf_fmt(m->out, "          - {id: %c, text: {fr: %c}",
			(char)('a' + o), (char)('a' + o));
		if (!none && (plain || chance(4) > 0))
			buf_fmt(m->out, ", points: %s",
				plain ? ONE_OF("1", "2", "3.5", "5")
				      : ONE_OF("0", "1", "2.5", "4", "-2",
					       "0.333"));
		if (exclusive && o == 0)
			put(m, ", exclusive: true");
		put(m, "}\n");
	}
}

static void make_question(struct maker *m, uint32_t q, bool plain)
{
	buf_fmt(m->out, "      - id: q%u\n        text: {fr: q}\n"
		"        type: %s\n        tags: [%s]\n",
		q, question_type_name(m->types[q]), q % 2 ? "odd" : "even");
	switch (m->types[q]) {
	case QUESTION_LEVEL:
		put(m, "        options: [{fr: a}, {fr: b}, {fr: c}, {fr: d}, "
		       "{fr: e}]\n");
		break;
	case QUESTION_SINGLE:
	case QUESTION_MULTIPLE:
		make_options(m, q, plain);
		break;
	case QUESTION_BOOLEAN:
		if (plain || chance(2) == 0)
			put(m, "        points: {if_true: 4, if_false: 1}\n");
		break;
	case QUESTION_NUMBER:
		put(m, "        min: -1\n        max: 3\n");
		break;
	case QUESTION_TEXT:
	case QUESTION_DATE:
		break;
	}
	m->questions = q;
	m->facts = q >= 2;
	if (!plain && q > 0 && chance(3) == 0)
		line(m, "        when", 1, truth);
	if (!plain && chance(5) == 0)
		put(m, "        na_when: true\n");
	else if (!plain && q > 0 && chance(5) == 0)
		line(m, "        na_when", 1, truth);
}

static void make_facts(struct maker *m)
{
	m->questions = 2;
	m->facts = false;
	put(m, "facts:\n");
	line(m, "  f_truth", 2, truth);
	line(m, "  f_number", 2, number);
	put(m, "  f_choice:\n    values: {x: {fr: x}, w: {fr: w}, z: {fr: z}}\n"
	       "    is: if(");
	truth(m, 1);
	put(m, ", x, if(");
	truth(m, 1);
	put(m, ", w, z))\n");
}

static const char *make_questionnaire(struct arena *a, struct maker *m,
				      bool plain)
{
	static const enum question_type any[] = {
		QUESTION_LEVEL, QUESTION_SINGLE, QUESTION_SINGLE,
		QUESTION_MULTIPLE, QUESTION_BOOLEAN, QUESTION_NUMBER,
		QUESTION_TEXT,
	};
	struct buf out = buf_make(a);

	m->out = &out;
	m->count = plain ? 4 + chance(3) : 3 + chance(4);
	for (uint32_t q = 0; q < m->count; q++) {
		uint32_t type = chance(plain ? 3 : 7);

		m->types[q] = plain && type == 2 ? QUESTION_BOOLEAN : any[type];
		m->options[q] = m->types[q] == QUESTION_LEVEL ? 5
							      : 2 + chance(2);
	}
	put(m, "version: 1.0.0\nlanguages: [fr]\ntitle: {fr: t}\n");
	if (!plain)
		make_facts(m);
	put(m, "sections:\n");
	for (uint32_t s = 0; s < 2; s++) {
		buf_fmt(m->out, "  - id: s%u\n    title: {fr: t}\n", s);
		if (s == 1 && !plain && chance(3) == 0) {
			m->questions = 2;
			m->facts = true;
			line(m, "    when", 1, truth);
		}
		put(m, "    questions:\n");
		for (uint32_t q = s * 2; q < (s == 0 ? 2 : m->count); q++)
			make_question(m, q, plain);
	}
	return str_cstr(a, buf_view(&out));
}

static void make_head(struct maker *m, bool plain)
{
	put(m, "# T\n\n```yaml\nlevels: {1: {fr: a}, 2: {fr: b}, 3: {fr: c}, "
	       "4: {fr: d}, 5: {fr: e}}\n");
	if (plain || chance(3) > 0)
		put(m, "bands: {2: 1.80, 3: 2.60, 4: 3.40, 5: 4.20}\n");
	else
		put(m, "bands: {of: max, above: {2: 0.1, 3: 0.25, 4: 0.5, "
		       "5: 0.75}}\n");
	buf_fmt(m->out, "round: {places: %u, half: %s}\n", chance(3),
		ONE_OF("up", "even"));
	if (!plain && chance(3) == 0)
		put(m, ONE_OF("blank: 0\n", "blank: 2\n"));
	m->questions = m->count;
	m->facts = true;
	if (plain) {
		put(m, "```\n\n");
		return;
	}
	put(m, "let:\n");
	line(m, "  l1", 2, number);
	m->lets = false;
	line(m, "  l0", 2, number);
	m->lets = true;
	may_read(m, 3, 3, 2, 2);
	put(m, "overall:\n");
	if (chance(2) == 0)
		line(m, "  score", 3, number);
	else
		put(m, "  score: score(d0) + 0 * l0\n");
	if (chance(3) == 0)
		line(m, "  level", 2, number);
	may_read(m, 0, 0, 0, 0);
	if (chance(2) == 0)
		line(m, "  max", 1, number);
	put(m, "```\n\n");
}

static void make_criterion(struct maker *m, const char *id, uint32_t from,
			   uint32_t to, uint32_t index, bool plain)
{
	buf_fmt(m->out, "### `%s` C\n\nC.\n\n```yaml\nquestions: [", id);
	for (uint32_t q = from; q < to; q++)
		buf_fmt(m->out, "%sq%u", q > from ? ", " : "", q);
	put(m, "]\n");
	if (chance(2) == 0)
		put(m, "weight: 1.5\n");
	m->own = true;
	if (!plain && chance(2) == 0)
		line(m, "score", 2, number);
	m->own = false;
	may_read(m, index + 1, index, 0, 0);
	if (!plain && chance(4) == 0)
		line(m, "level", 2, number);
	may_read(m, 0, 0, 0, 0);
	put(m, "```\n\n");
}

static void make_dimension(struct maker *m, const char *id, uint32_t index,
			   bool plain)
{
	buf_fmt(m->out, "## `%s` D\n\nD.\n\n```yaml\nweight: %s\n", id,
		ONE_OF("0.18", "1", "0.1"));
	may_read(m, 3, 3, index, index);
	if (!plain && chance(3) == 0)
		line(m, "score", 2, number);
	may_read(m, 3, 3, index + 1, index);
	if (!plain && chance(3) == 0)
		line(m, "level", 2, number);
	may_read(m, 0, 0, 0, 0);
	put(m, "```\n\n");
}

/* Never a bare number, which would have to be a level. */
static void cap(struct maker *m, int depth)
{
	put(m, "0 + ");
	number(m, depth);
}

static void make_gates(struct maker *m)
{
	uint32_t count = chance(4);

	put(m, "## Gates\n\n");
	may_read(m, 3, 3, 2, 2);
	for (uint32_t g = 0; g < count; g++) {
		buf_fmt(m->out, "### `g%u` G\n\nG.\n\n```yaml\ngate:\n", g);
		if (chance(4) > 0)
			line(m, "  when", 2, truth);
		put(m, "  cap:\n");
		if (chance(2) == 0)
			put(m, "    d0: 2\n");
		if (chance(3) == 0)
			line(m, "    d1", 1, cap);
		m->capped = true;
		if (chance(2) == 0)
			put(m, "    overall: 3\n");
		else
			line(m, "    overall", 2, cap);
		m->capped = false;
		put(m, "```\n\n");
	}
	may_read(m, 0, 0, 0, 0);
}

static const char *make_rubric(struct arena *a, struct maker *m, bool plain)
{
	struct buf out = buf_make(a);

	m->out = &out;
	make_head(m, plain);
	make_dimension(m, "d0", 0, plain);
	make_criterion(m, "d0.c0", 0, 2, 0, plain);
	make_criterion(m, "d0.c1", 2, plain ? 3 : m->count, 1,
		       plain);
	make_dimension(m, "d1", 1, plain);
	make_criterion(m, "d1.c2", plain ? 3 : chance(2), m->count, 2,
		       plain);
	if (!plain)
		make_gates(m);
	return str_cstr(a, buf_view(&out));
}

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
		if (!number_holds(&k->questions[i].points,
				  &s->questions[i].points))
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
