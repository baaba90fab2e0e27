/* Items: the firm's answers pooled, one row an organisation. */
#include <string.h>

#include "base/arena.h"
#include "portfolio_part.h"

/* What leaders, experts and agreed sets took: one row each. */
struct named_rows {
	uint8_t *kinds, *choices;	/* rows x questions */
	uint32_t *cases;
	uint32_t count, capacity;
};

struct pooling {
	struct items_of *out;
	struct item_data data;
	struct named_rows named;
	uint32_t *questions;
	uint8_t *kinds, *choices, *options;
	double *points;
};

/* --- columns ------------------------------------------------------------------- */

static bool is_choice(const struct question *q)
{
	return q->type == QUESTION_LEVEL || q->type == QUESTION_SINGLE;
}

/* Scored questions, then every criterion. */
static void begin(struct pass *pass, struct arena *a)
{
	struct pooling *g = pass->context;
	const struct pack *p = pass->pack;
	uint32_t columns = p->question_count + p->rubric.criterion_count;
	size_t cells;

	g->out->pack = p;
	g->questions = ARENA_ARRAY(a, p->question_count, uint32_t);
	g->options = ARENA_ARRAY(a, columns, uint8_t);
	for (uint32_t q = 0; q < p->question_count; q++) {
		uint32_t at = g->out->question_count;

		if (!p->questions[q].scored)
			continue;
		g->options[at] = is_choice(&p->questions[q])
				     ? (uint8_t)p->questions[q].option_count
				     : 0;
		g->questions[g->out->question_count++] = q;
	}
	g->data.items = g->out->question_count + p->rubric.criterion_count;
	cells = (size_t)pass->cases * g->data.items;
	g->kinds = ARENA_ARRAY(a, cells, uint8_t);
	g->choices = ARENA_ARRAY(a, cells, uint8_t);
	g->points = ARENA_ARRAY(a, cells, double);
}

/* --- rows ------------------------------------------------------------------------ */

static enum item_kind kind_of(const struct question_result *r)
{
	if (!r->shown || r->state == STATE_HIDDEN)
		return ITEM_MISSING;
	if (r->state == STATE_NA)
		return ITEM_NA;
	if (!r->points->absent)
		return ITEM_VALUE;
	if (r->firm->kind == ANSWER_VALUE)
		return ITEM_UNSCORED;
	return r->state == STATE_DONT_KNOW ? ITEM_DONT_KNOW : ITEM_MISSING;
}

static void add_question(struct pooling *g, const struct score *s,
			 uint32_t column, size_t cell)
{
	uint32_t at = g->questions[column];
	const struct question_result *r = &s->questions[at];

	g->kinds[cell] = (uint8_t)kind_of(r);
	g->choices[cell] = ITEMS_NO_CHOICE;
	if (g->kinds[cell] == ITEM_VALUE)
		g->points[cell] = ratio_double(r->points->point);
	if (is_choice(&s->pack->questions[at]) &&
	    r->firm->kind == ANSWER_VALUE)
		g->choices[cell] = r->firm->choice;
}

/* --- who took which option --------------------------------------------------------- */

static void *twice(struct arena *a, const void *from, size_t bytes)
{
	void *to = arena_alloc(a, 2 * bytes);

	memcpy(to, from, bytes);
	return to;
}

static void make_room(struct arena *a, struct pooling *g)
{
	struct named_rows *n = &g->named;
	size_t columns = g->out->question_count;

	if (n->capacity == 0) {
		n->capacity = 64;
		n->kinds = ARENA_ARRAY(a, n->capacity * columns, uint8_t);
		n->choices = ARENA_ARRAY(a, n->capacity * columns, uint8_t);
		n->cases = ARENA_ARRAY(a, n->capacity, uint32_t);
	} else if (n->count == n->capacity) {
		n->kinds = twice(a, n->kinds, n->capacity * columns);
		n->choices = twice(a, n->choices, n->capacity * columns);
		n->cases = twice(a, n->cases,
				 n->capacity * sizeof(*n->cases));
		n->capacity *= 2;
	}
}

/* As it was said, whether it counts in a mean or not. */
static void add_named(struct arena *a, struct pooling *g,
		      const struct score *s, const struct answer_set *set)
{
	struct named_rows *n = &g->named;
	uint32_t columns = g->out->question_count;
	size_t row;

	make_room(a, g);
	row = (size_t)n->count * columns;
	n->cases[n->count++] = g->data.rows;
	for (uint32_t i = 0; i < columns; i++) {
		const struct question *q =
		    &s->pack->questions[g->questions[i]];
		const struct answer *said = &set->answers[g->questions[i]];

		n->choices[row + i] = ITEMS_NO_CHOICE;
		if (said->kind != ANSWER_VALUE || !is_choice(q) ||
		    !s->questions[g->questions[i]].shown)
			continue;
		n->kinds[row + i] = ITEM_UNSCORED;
		n->choices[row + i] = said->choice;
	}
}

static void visit(struct pass *pass, struct arena *a,
		  const struct case_record *record, const struct score *s)
{
	struct pooling *g = pass->context;
	size_t row = (size_t)g->data.rows++ * g->data.items;

	(void)record;
	for (uint32_t i = 0; i < s->answers->set_count; i++)
		if (s->answers->sets[i].agreed ||
		    s->answers->sets[i].group != GROUP_STAFF)
			add_named(a, g, s, &s->answers->sets[i]);
	for (uint32_t i = 0; i < g->out->question_count; i++)
		add_question(g, s, i, row + i);
	for (uint32_t c = 0; c < s->pack->rubric.criterion_count; c++) {
		size_t cell = row + g->out->question_count + c;

		g->choices[cell] = ITEMS_NO_CHOICE;
		if (s->criteria[c].raw.absent)
			continue;
		g->kinds[cell] = ITEM_VALUE;
		g->points[cell] = ratio_double(s->criteria[c].raw.point);
	}
}

/* --- scales ------------------------------------------------------------------------ */

static struct scale_result criterion_scale(struct arena *a, struct pooling *g,
					   const struct criterion *c,
					   uint32_t *count)
{
	uint32_t *items = ARENA_ARRAY(a, c->question_count, uint32_t);
	struct item_scale scale = { .items = items };

	for (uint32_t i = 0; i < g->out->question_count; i++)
		for (uint32_t q = 0; q < c->question_count; q++)
			if (c->questions[q] == g->questions[i])
				items[scale.count++] = i;
	*count = scale.count;
	return items_scale(a, &g->data, &scale);
}

static struct scale_result dimension_scale(struct arena *a, struct pooling *g,
					   const struct dimension *d)
{
	uint32_t *items = ARENA_ARRAY(a, d->criterion_count, uint32_t);
	struct item_scale scale = { items, d->criterion_count };

	for (uint32_t i = 0; i < d->criterion_count; i++)
		items[i] = g->out->question_count + d->first_criterion + i;
	return items_scale(a, &g->data, &scale);
}

static void measure(struct arena *a, struct pooling *g)
{
	const struct rubric *r = &g->out->pack->rubric;
	uint32_t *counts = ARENA_ARRAY(a, r->criterion_count, uint32_t);
	struct item_data named = {
		.rows = g->named.count,
		.items = g->out->question_count,
		.kinds = g->named.kinds,
		.points = g->points,	/* none is read */
		.choices = g->named.choices,
		.options = g->options,
		.cases = g->named.cases,
	};

	g->out->items = items_describe(a, &g->data);
	g->out->named = items_describe(a, &named);
	g->out->criteria =
	    ARENA_ARRAY(a, r->criterion_count, struct scale_result);
	g->out->dimensions =
	    ARENA_ARRAY(a, r->dimension_count, struct scale_result);
	g->out->criterion_items = counts;
	for (uint32_t c = 0; c < r->criterion_count; c++)
		g->out->criteria[c] =
		    criterion_scale(a, g, &r->criteria[c], &counts[c]);
	for (uint32_t i = 0; i < r->dimension_count; i++)
		g->out->dimensions[i] =
		    dimension_scale(a, g, &r->dimensions[i]);
}

struct items_of *portfolio_items(struct desk *d)
{
	struct items_of *out = ARENA_NEW(d->arena, struct items_of);
	struct pooling g = { .out = out };
	struct pass pass = { .begin = begin, .visit = visit, .context = &g };

	if (!portfolio_pass(d, &pass))
		return NULL;
	out->cases = g.data.rows;
	out->questions = g.questions;
	g.data.kinds = g.kinds;
	g.data.choices = g.choices;
	g.data.points = g.points;
	g.data.options = g.options;
	if (out->cases >= ITEMS_CASES)
		measure(d->arena, &g);
	return out;
}
