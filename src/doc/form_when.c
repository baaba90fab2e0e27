/*
 * A condition read for its plain forms. The text was checked when the pack
 * was loaded, so names exist and types fit; whatever is not one of the forms
 * below is left to form_deciders.
 *
 *	f    not f    yes_no    has(q, a)    q == a    q in [a, b]
 *	q >= 5    points(q) < 3        and these joined by `and`, or by `or`
 */
#include "form_view.h"

struct words {
	const struct pack *pack;
	struct str text;
	size_t at;		/* after the current word */
	struct str word;	/* empty at the end */
};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

static bool is_wordy(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
	       c == '.';
}

static bool is_operator(char c)
{
	return c == '<' || c == '>' || c == '=' || c == '!';
}

static void advance(struct words *w)
{
	size_t from;

	while (w->at < w->text.len && is_space(w->text.at[w->at]))
		w->at++;
	from = w->at;
	if (from == w->text.len) {
		w->word = STR_NONE;
		return;
	}
	w->at++;
	if (is_wordy(w->text.at[from]))
		while (w->at < w->text.len && is_wordy(w->text.at[w->at]))
			w->at++;
	else if (is_operator(w->text.at[from]) && w->at < w->text.len &&
		 w->text.at[w->at] == '=')
		w->at++;
	w->word = str_sub(w->text, from, w->at);
}

static bool skip(struct words *w, const char *word)
{
	if (!str_is(w->word, word))
		return false;
	advance(w);
	return true;
}

static bool read_comparison(struct words *w, enum form_comparison *comparison)
{
	static const char *const signs[] = {
		[COMPARE_LESS] = "<",	   [COMPARE_AT_MOST] = "<=",
		[COMPARE_MORE] = ">",	   [COMPARE_AT_LEAST] = ">=",
		[COMPARE_EQUAL] = "==",	   [COMPARE_OTHER] = "!=",
	};

	for (int i = 0; i <= COMPARE_OTHER; i++)
		if (skip(w, signs[i])) {
			*comparison = (enum form_comparison)i;
			return true;
		}
	return false;
}

static bool compare(struct ratio value, enum form_comparison comparison,
		    struct ratio with)
{
	int order = ratio_cmp(value, with);

	switch (comparison) {
	case COMPARE_LESS:
		return order < 0;
	case COMPARE_AT_MOST:
		return order <= 0;
	case COMPARE_MORE:
		return order > 0;
	case COMPARE_AT_LEAST:
		return order >= 0;
	case COMPARE_EQUAL:
		return order == 0;
	case COMPARE_OTHER:
		return order != 0;
	}
	BUG("comparison %d", (int)comparison);
}

static enum form_comparison opposite(enum form_comparison comparison)
{
	static const enum form_comparison opposites[] = {
		[COMPARE_LESS] = COMPARE_AT_LEAST,
		[COMPARE_AT_MOST] = COMPARE_MORE,
		[COMPARE_MORE] = COMPARE_AT_MOST,
		[COMPARE_AT_LEAST] = COMPARE_LESS,
		[COMPARE_EQUAL] = COMPARE_OTHER,
		[COMPARE_OTHER] = COMPARE_EQUAL,
	};

	return opposites[comparison];
}

static bool read_value(struct words *w, const struct expr_values *values,
		       uint64_t *chosen)
{
	for (uint32_t i = 0; i < values->count; i++)
		if (str_eq(values->ids[i], w->word)) {
			*chosen |= (uint64_t)1 << i;
			advance(w);
			return true;
		}
	return false;
}

static bool read_number(struct words *w, struct ratio *number)
{
	bool minus = skip(w, "-");

	if (!ratio_parse(w->word, number))
		return false;
	if (minus)
		*number = ratio_neg(*number);
	advance(w);
	return true;
}

static bool read_question(struct words *w, uint32_t *question)
{
	*question = pack_find_question(w->pack, w->word);
	advance(w);
	return *question != NO_INDEX;
}

/* == a, != a, in [a, b] */
static bool read_values(struct words *w, const struct expr_values *values,
			struct form_clause *c)
{
	enum form_comparison comparison;

	if (skip(w, "in")) {
		if (!skip(w, "["))
			return false;
		do {
			if (!read_value(w, values, &c->chosen))
				return false;
		} while (skip(w, ","));
		return skip(w, "]");
	}
	if (!read_comparison(w, &comparison) || comparison < COMPARE_EQUAL)
		return false;
	c->negated = comparison == COMPARE_OTHER;
	return read_value(w, values, &c->chosen);
}

/* has(q, a) */
static bool read_has(struct words *w, struct form_clause *c)
{
	c->kind = CLAUSE_CHOICE;
	return skip(w, "(") && read_question(w, &c->index) && skip(w, ",") &&
	       read_value(w, &w->pack->questions[c->index].values,
			  &c->chosen) &&
	       skip(w, ")");
}

/* points(q) < 3, as the options that are worth it. */
static bool read_points(struct words *w, struct form_clause *c)
{
	const struct question *q;
	uint64_t all;

	c->kind = CLAUSE_CHOICE;
	if (!skip(w, "(") || !read_question(w, &c->index) || !skip(w, ")") ||
	    !read_comparison(w, &c->comparison) ||
	    !read_number(w, &c->number))
		return false;
	q = &w->pack->questions[c->index];
	if (q->type != QUESTION_LEVEL && q->type != QUESTION_SINGLE)
		return false;
	for (uint32_t i = 0; i < q->option_count; i++)
		if (q->options[i].has_points &&
		    compare(q->options[i].points, c->comparison, c->number))
			c->chosen |= (uint64_t)1 << i;
	all = q->option_count == 64 ? UINT64_MAX
				    : ((uint64_t)1 << q->option_count) - 1;
	return c->chosen != 0 && c->chosen != all;
}

static bool read_asked(struct words *w, uint32_t question,
		       struct form_clause *c)
{
	const struct question *q = &w->pack->questions[question];

	c->index = question;
	switch (q->type) {
	case QUESTION_BOOLEAN:
		c->kind = CLAUSE_TRUTH;
		return true;
	case QUESTION_SINGLE:
		c->kind = CLAUSE_CHOICE;
		return read_values(w, &q->values, c);
	case QUESTION_NUMBER:
		c->kind = CLAUSE_NUMBER;
		return read_comparison(w, &c->comparison) &&
		       read_number(w, &c->number);
	case QUESTION_LEVEL:
	case QUESTION_MULTIPLE:
	case QUESTION_TEXT:
	case QUESTION_DATE:
		break;
	}
	return false;
}

static bool has_text(const struct pack *pack, const struct text *text)
{
	return text_in(text, pack->languages[0], pack).len > 0;
}

static bool read_fact(struct words *w, const struct fact *f,
		      struct form_clause *c)
{
	struct form_condition inside;

	c->kind = CLAUSE_FACT;
	c->index = (uint32_t)(f - w->pack->facts);
	if (f->type == EXPR_CHOICE)
		return f->value_texts != NULL && read_values(w, &f->values, c);
	if (f->type != EXPR_BOOL)
		return false;
	if (has_text(w->pack, &f->text))
		return true;
	inside = form_condition_read(w->pack, f->is);
	*c = inside.clauses[0];
	return inside.count == 1;
}

static bool read_name(struct words *w, struct form_clause *c)
{
	uint32_t question = pack_find_question(w->pack, w->word);
	uint32_t fact = pack_find_fact(w->pack, w->word);

	advance(w);
	if (question != NO_INDEX)
		return read_asked(w, question, c);
	return fact != NO_INDEX && read_fact(w, &w->pack->facts[fact], c);
}

static bool read_clause(struct words *w, struct form_clause *c)
{
	bool negated = false, good;

	*c = (struct form_clause){ .number = RATIO(0) };
	while (skip(w, "not"))
		negated = !negated;
	if (skip(w, "has"))
		good = read_has(w, c);
	else if (skip(w, "points"))
		good = read_points(w, c);
	else
		good = read_name(w, c);
	if (!negated)
		return good;
	if (c->kind == CLAUSE_NUMBER)
		c->comparison = opposite(c->comparison);
	else
		c->negated = !c->negated;
	return good;
}

/* A fact without a text, alone: whatever it is made of. */
static const struct fact *lone_fact(const struct pack *pack, struct str text)
{
	uint32_t index = pack_find_fact(pack, text);
	const struct fact *f;

	if (index == NO_INDEX)
		return NULL;
	f = &pack->facts[index];
	return f->type == EXPR_BOOL && !has_text(pack, &f->text) ? f : NULL;
}

/* Nobody reads a sentence that lists them all. */
static bool is_long(uint64_t chosen)
{
	int count = 0;

	for (; chosen != 0; chosen &= chosen - 1)
		count++;
	return count > FORM_CHOICES;
}

struct form_condition form_condition_read(const struct pack *pack,
					  const struct expr *e)
{
	static const struct form_condition unclear;
	struct words w = { .pack = pack, .text = str_trim(expr_text(e)) };
	struct form_condition out = { .count = 0 };
	const struct fact *alone = lone_fact(pack, w.text);

	if (alone != NULL)
		return form_condition_read(pack, alone->is);
	advance(&w);
	for (;;) {
		if (out.count == FORM_CLAUSES ||
		    !read_clause(&w, &out.clauses[out.count]) ||
		    is_long(out.clauses[out.count++].chosen))
			return unclear;
		if (w.word.len == 0)
			return out;
		if (out.count == 1)
			out.any = str_is(w.word, "or");
		if (!skip(&w, out.any ? "or" : "and"))
			return unclear;
	}
}

/* --- what decides it ------------------------------------------------------ */

struct following {
	const struct pack *pack;
	bool *questions;
	bool *facts, *lets;	/* already followed */
};

static void follow(void *context, enum expr_symbol_kind kind, uint32_t index,
		   struct span where)
{
	struct following *f = context;

	(void)where;
	if (kind == EXPR_QUESTION)
		f->questions[index] = true;
	if (kind == EXPR_FACT && !f->facts[index]) {
		f->facts[index] = true;
		expr_uses(f->pack->facts[index].is, follow, f);
	}
	if (kind == EXPR_LET && !f->lets[index]) {
		f->lets[index] = true;
		expr_uses(f->pack->rubric.lets[index].is, follow, f);
	}
}

bool *form_deciders(struct arena *a, const struct pack *pack,
		    const struct expr *e)
{
	struct following f = {
		.pack = pack,
		.questions = ARENA_ARRAY(a, pack->question_count, bool),
		.facts = ARENA_ARRAY(a, pack->fact_count, bool),
		.lets = ARENA_ARRAY(a, pack->rubric.let_count, bool),
	};

	expr_uses(e, follow, &f);
	return f.questions;
}
