/*
 * Small packs at random, from a seed: questions of every type, conditions,
 * facts, formulas with every function, gates. For test_bounds.c.
 */
#ifndef JALON_TESTS_RANDOM_PACK_H
#define JALON_TESTS_RANDOM_PACK_H

#include "base/arena.h"
#include "model/pack.h"

enum { QUESTIONS = 6 };

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

#endif
