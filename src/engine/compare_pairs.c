/*
 * Which things of two packs are the same one, and whether they are defined
 * alike. Ids first, then the renamings of the pack after, then those of the
 * pack before: the rounds may come in either order.
 */
#include "comparing.h"

#include "base/arena.h"

/* --- ids ------------------------------------------------------------------ */

static struct str id_of(const struct pack *p, enum pair_kind kind, uint32_t i)
{
	switch (kind) {
	case PAIR_QUESTION:
		return p->questions[i].id;
	case PAIR_CRITERION:
		return p->rubric.criteria[i].id;
	case PAIR_DIMENSION:
		return p->rubric.dimensions[i].id;
	case PAIR_GATE:
		return p->rubric.gates[i].id;
	case PAIR_FACT:
		return p->facts[i].id;
	case PAIR_LET:
		return p->rubric.lets[i].id;
	case PAIR_KINDS:
		break;
	}
	BUG("pair kind %d", (int)kind);
}

static uint32_t count_of(const struct pack *p, enum pair_kind kind)
{
	switch (kind) {
	case PAIR_QUESTION:
		return p->question_count;
	case PAIR_CRITERION:
		return p->rubric.criterion_count;
	case PAIR_DIMENSION:
		return p->rubric.dimension_count;
	case PAIR_GATE:
		return p->rubric.gate_count;
	case PAIR_FACT:
		return p->fact_count;
	case PAIR_LET:
		return p->rubric.let_count;
	case PAIR_KINDS:
		break;
	}
	BUG("pair kind %d", (int)kind);
}

static uint32_t find_let(const struct pack *p, struct str id)
{
	for (uint32_t i = 0; i < p->rubric.let_count; i++)
		if (str_eq(p->rubric.lets[i].id, id))
			return i;
	return NO_INDEX;
}

static uint32_t find(const struct pack *p, enum pair_kind kind, struct str id)
{
	switch (kind) {
	case PAIR_QUESTION:
		return pack_find_question(p, id);
	case PAIR_CRITERION:
		return pack_find_criterion(p, id);
	case PAIR_DIMENSION:
		return pack_find_dimension(p, id);
	case PAIR_GATE:
		return pack_find_gate(p, id);
	case PAIR_FACT:
		return pack_find_fact(p, id);
	case PAIR_LET:
		return find_let(p, id);
	case PAIR_KINDS:
		break;
	}
	BUG("pair kind %d", (int)kind);
}

/* --- pairs ---------------------------------------------------------------- */

static uint32_t *unpaired(struct arena *a, uint32_t count)
{
	uint32_t *to = ARENA_ARRAY(a, count, uint32_t);

	for (uint32_t i = 0; i < count; i++)
		to[i] = NO_INDEX;
	return to;
}

static void pair(struct pairs *p, uint32_t before, uint32_t after)
{
	if (before == NO_INDEX || after == NO_INDEX ||
	    p->to_after[before] != NO_INDEX || p->to_before[after] != NO_INDEX)
		return;
	p->to_after[before] = after;
	p->to_before[after] = before;
}

static void pair_kind(struct comparing *c, enum pair_kind kind)
{
	const struct pack *was = c->before->pack, *is = c->after->pack;
	struct pairs *p = &c->pairs[kind];

	p->before_count = count_of(was, kind);
	p->after_count = count_of(is, kind);
	p->to_after = unpaired(c->arena, p->before_count);
	p->to_before = unpaired(c->arena, p->after_count);
	for (uint32_t i = 0; i < p->before_count; i++)
		pair(p, i, find(is, kind, id_of(was, kind, i)));
	for (uint32_t i = 0; i < p->before_count; i++)
		pair(p, i,
		     find(is, kind, pack_renamed(is, id_of(was, kind, i))));
	for (uint32_t i = 0; i < p->after_count; i++)
		pair(p, find(was, kind, pack_renamed(was, id_of(is, kind, i))),
		     i);
}

/* --- questions ------------------------------------------------------------ */

static uint32_t find_option(const struct question *q, struct str id)
{
	for (uint32_t i = 0; i < q->option_count; i++)
		if (str_eq(q->values.ids[i], id))
			return i;
	return NO_INDEX;
}

/* Options of a level have no ids: their place is what they are worth. */
static bool has_ids(const struct question *q)
{
	return q->type == QUESTION_SINGLE || q->type == QUESTION_MULTIPLE;
}

static uint32_t same_option(const struct question *before, uint32_t option,
			    const struct question *after)
{
	if (has_ids(before))
		return find_option(after, before->values.ids[option]);
	return option < after->option_count ? option : NO_INDEX;
}

static bool same_options(const struct question *a, const struct question *b)
{
	if (a->option_count != b->option_count)
		return false;
	for (uint32_t i = 0; i < a->option_count; i++) {
		uint32_t at = same_option(a, i, b);
		const struct option *x = &a->options[i], *y;

		if (at == NO_INDEX)
			return false;
		y = &b->options[at];
		if (x->has_points != y->has_points ||
		    x->exclusive != y->exclusive ||
		    (x->has_points && ratio_cmp(x->points, y->points) != 0))
			return false;
	}
	return true;
}

static bool same_limit(bool has_a, struct ratio a, bool has_b, struct ratio b)
{
	return has_a == has_b && (!has_a || ratio_cmp(a, b) == 0);
}

static bool same_question(const struct question *a, const struct question *b)
{
	bool truths = a->type == QUESTION_BOOLEAN && a->scored;

	return a->type == b->type && a->groups == b->groups &&
	       a->scored == b->scored && same_options(a, b) &&
	       same_limit(truths, a->if_true, truths, b->if_true) &&
	       same_limit(truths, a->if_false, truths, b->if_false) &&
	       same_limit(a->has_min, a->min, b->has_min, b->min) &&
	       same_limit(a->has_max, a->max, b->has_max, b->max);
}

/* In a language that both speak; another one is a translation. */
static bool same_text(const struct text *a, const struct text *b)
{
	for (int l = 0; l < LANG_COUNT; l++)
		if (a->in[l].len > 0 && b->in[l].len > 0 &&
		    !str_eq(a->in[l], b->in[l]))
			return false;
	return true;
}

bool is_reworded(const struct question *before, const struct question *after)
{
	if (!same_text(&before->text, &after->text))
		return true;
	for (uint32_t i = 0; i < before->option_count; i++) {
		uint32_t at = same_option(before, i, after);

		if (at != NO_INDEX && !same_text(&before->options[i].text,
						 &after->options[at].text))
			return true;
	}
	return false;
}

static bool same_choice(const struct question *before, uint8_t was,
			const struct question *after, uint8_t is)
{
	return same_option(before, was, after) == is;
}

static bool same_chosen(const struct question *before, uint64_t was,
			const struct question *after, uint64_t is)
{
	uint64_t mapped = 0;

	for (uint32_t i = 0; i < before->option_count; i++) {
		uint32_t at = same_option(before, i, after);

		if ((was >> i & 1) == 0)
			continue;
		if (at == NO_INDEX)
			return false;
		mapped |= (uint64_t)1 << at;
	}
	return mapped == is;
}

bool same_said(const struct question *before, const struct answer *was,
	       const struct question *after, const struct answer *is)
{
	if (was->kind != is->kind || before->type != after->type)
		return false;
	if (was->kind != ANSWER_VALUE)
		return true;
	switch (before->type) {
	case QUESTION_LEVEL:
	case QUESTION_SINGLE:
		return same_choice(before, was->choice, after, is->choice);
	case QUESTION_MULTIPLE:
		return same_chosen(before, was->chosen, after, is->chosen);
	case QUESTION_BOOLEAN:
		return was->truth == is->truth;
	case QUESTION_NUMBER:
		return ratio_cmp(was->number, is->number) == 0;
	case QUESTION_TEXT:
	case QUESTION_DATE:
		return str_eq(was->text, is->text);
	}
	BUG("question type %d", (int)before->type);
}

/* --- expressions ---------------------------------------------------------- */

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
	       c == '.';
}

/* The next word, number or sign; empty at the end. */
static struct str next_token(struct str *text)
{
	size_t to = 0;
	struct str token;

	*text = str_trim(*text);
	while (to < text->len && is_word(text->at[to]))
		to++;
	if (to == 0 && text->len > 0)
		to = 1;
	token = str_sub(*text, 0, to);
	*text = str_sub(*text, to, text->len);
	return token;
}

static bool same_token(const struct comparing *c, struct str was,
		       struct str is)
{
	return str_eq(was, is) ||
	       str_eq(pack_renamed(c->after->pack, was), is) ||
	       str_eq(was, pack_renamed(c->before->pack, is));
}

static bool same_words(const struct comparing *c, struct str was,
		       struct str is)
{
	struct str a, b;

	do {
		a = next_token(&was);
		b = next_token(&is);
		if (!same_token(c, a, b))
			return false;
	} while (a.len > 0 && b.len > 0);
	return a.len == b.len;
}

static bool find_same_fact(struct comparing *c, uint32_t after)
{
	uint32_t before = c->pairs[PAIR_FACT].to_before[after];
	const struct fact *is = &c->after->pack->facts[after], *was;

	if (before == NO_INDEX)
		return false;
	was = &c->before->pack->facts[before];
	return was->type == is->type && same_expr(c, was->is, is->is);
}

static bool find_same_let(struct comparing *c, uint32_t after)
{
	uint32_t before = c->pairs[PAIR_LET].to_before[after];

	return before != NO_INDEX &&
	       same_expr(c, c->before->pack->rubric.lets[before].is,
			 c->after->pack->rubric.lets[after].is);
}

struct naming {
	struct comparing *c;
	bool same;
};

/* Facts and lets make no circle: the loader saw to it. */
static void check_named(void *context, enum expr_symbol_kind kind,
			uint32_t index, struct span where)
{
	struct naming *n = context;
	uint8_t *known;

	(void)where;
	if (kind != EXPR_FACT && kind != EXPR_LET)
		return;
	known = kind == EXPR_FACT ? &n->c->facts[index] : &n->c->lets[index];
	if (*known == ALIKE_UNKNOWN)
		*known = (kind == EXPR_FACT ? find_same_fact(n->c, index)
					    : find_same_let(n->c, index))
			     ? ALIKE_YES
			     : ALIKE_NO;
	n->same = n->same && *known == ALIKE_YES;
}

bool same_expr(struct comparing *c, const struct expr *before,
	       const struct expr *after)
{
	struct naming n = { c, true };

	if (before == NULL || after == NULL)
		return before == after;
	if (!same_words(c, expr_text(before), expr_text(after)))
		return false;
	expr_uses(after, check_named, &n);
	return n.same;
}

static bool same_scale(const struct rubric *a, const struct rubric *b)
{
	if (a->level_count != b->level_count || a->has_bands != b->has_bands ||
	    a->bands_are_shares != b->bands_are_shares ||
	    a->places != b->places || a->rounding != b->rounding ||
	    a->evidence_from != b->evidence_from ||
	    a->evidence_as != b->evidence_as ||
	    ratio_cmp(a->range_min, b->range_min) != 0 ||
	    ratio_cmp(a->range_max, b->range_max) != 0 ||
	    !same_limit(a->has_blank, a->blank, b->has_blank, b->blank))
		return false;
	for (uint32_t n = 2; a->has_bands && n <= a->level_count; n++)
		if (ratio_cmp(a->bands[n], b->bands[n]) != 0)
			return false;
	return true;
}

void pair_all(struct comparing *c)
{
	const struct pairs *p = &c->pairs[PAIR_QUESTION];

	for (int kind = 0; kind < PAIR_KINDS; kind++)
		pair_kind(c, (enum pair_kind)kind);
	c->facts = ARENA_ARRAY(c->arena, c->after->pack->fact_count, uint8_t);
	c->lets = ARENA_ARRAY(c->arena, c->after->pack->rubric.let_count,
			      uint8_t);
	c->same_question = ARENA_ARRAY(c->arena, p->after_count, bool);
	for (uint32_t q = 0; q < p->after_count; q++)
		c->same_question[q] =
		    p->to_before[q] != NO_INDEX &&
		    same_question(
			&c->before->pack->questions[p->to_before[q]],
			&c->after->pack->questions[q]);
	c->same_scale = same_scale(&c->before->pack->rubric,
				   &c->after->pack->rubric);
}
