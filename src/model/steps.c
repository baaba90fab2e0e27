/*
 * The order in which facts and the visibility of questions are settled.
 *
 * A walk in depth over what each thing reads: a fact reads questions and
 * facts, a question its section and what its conditions name, a section what
 * its own condition names. A thing met again on the way down is a cycle.
 */
#include "load.h"

#include "base/arena.h"

/* Facts, sections and questions numbered one after the other. */
struct thing {
	uint8_t state;		/* one of the three below */
	uint32_t reader;	/* the last that listed it, plus one */
};
enum { UNSEEN, ON_PATH, SETTLED };

struct edge {
	uint32_t to;
	struct span where;	/* no source: a question and its section */
};

struct walk {
	struct loading *l;
	const struct pack *pack;
	struct thing *things;
	uint32_t *path;
	struct edge *reads;	/* path[i] reads path[i + 1] by it */
	uint32_t depth;
	struct step *steps;
	uint32_t count;
};

static uint32_t section_thing(const struct pack *p, uint32_t section)
{
	return p->fact_count + section;
}

static uint32_t question_thing(const struct pack *p, uint32_t question)
{
	return p->fact_count + p->section_count + question;
}

static struct step step_of(const struct pack *p, uint32_t thing)
{
	if (thing < p->fact_count)
		return (struct step){ STEP_FACT, thing };
	thing -= p->fact_count;
	if (thing < p->section_count)
		return (struct step){ STEP_SECTION, thing };
	return (struct step){ STEP_QUESTION, thing - p->section_count };
}

static struct str name_of(const struct pack *p, uint32_t thing)
{
	struct step step = step_of(p, thing);

	switch (step.kind) {
	case STEP_FACT:
		return p->facts[step.index].id;
	case STEP_SECTION:
		return p->sections[step.index].id;
	case STEP_QUESTION:
		break;
	}
	return p->questions[step.index].id;
}

/* --- what a thing reads --------------------------------------------------- */

struct edges {
	struct walk *walk;
	uint32_t reader;
	struct edge *items;
	size_t count, capacity;
};

/* Each thing once: an expression may name a section of a thousand questions
   many times. */
static void add_edge(struct edges *e, uint32_t to, struct span where)
{
	if (e->walk->things[to].reader == e->reader + 1)
		return;
	e->walk->things[to].reader = e->reader + 1;
	e->items = arena_grow(e->walk->l->trees, e->items, e->count,
			      &e->capacity, sizeof(*e->items));
	e->items[e->count++] = (struct edge){ to, where };
}

static void add_use(void *context, enum expr_symbol_kind kind, uint32_t index,
		    struct span where)
{
	struct edges *e = context;

	if (kind == EXPR_QUESTION)
		add_edge(e, question_thing(e->walk->pack, index), where);
	else if (kind == EXPR_FACT)
		add_edge(e, index, where);
}

static void add_uses(struct edges *e, const struct expr *expr)
{
	if (expr != NULL)
		expr_uses(expr, add_use, e);
}

static struct edges edges_of(struct walk *w, uint32_t thing)
{
	struct edges e = { .walk = w, .reader = thing };
	struct step step = step_of(w->pack, thing);
	const struct question *q;
	struct span nowhere = { 0 };

	switch (step.kind) {
	case STEP_FACT:
		add_uses(&e, w->pack->facts[step.index].is);
		break;
	case STEP_SECTION:
		add_uses(&e, w->pack->sections[step.index].when);
		break;
	case STEP_QUESTION:
		q = &w->pack->questions[step.index];
		add_edge(&e, section_thing(w->pack, q->section), nowhere);
		add_uses(&e, q->when);
		add_uses(&e, q->na_when);
		break;
	}
	return e;
}

/* --- cycles --------------------------------------------------------------- */

static uint32_t next_on_cycle(const struct walk *w, uint32_t i, uint32_t again)
{
	return i + 1 < w->depth ? w->path[i + 1] : again;
}

/* Cycles among facts alone were reported when their types were settled. */
static bool is_among_facts(const struct walk *w, uint32_t first)
{
	for (uint32_t i = first; i < w->depth; i++)
		if (w->path[i] >= w->pack->fact_count)
			return false;
	return true;
}

/* The first step that stands in an expression. */
static struct span cycle_place(const struct walk *w, uint32_t first)
{
	for (uint32_t i = first; i < w->depth; i++)
		if (w->reads[i].where.source != NULL)
			return w->reads[i].where;
	return w->reads[first].where;
}

static void add_note(struct walk *w, struct diag *diag, uint32_t i,
		     uint32_t next)
{
	const struct pack *p = w->pack;
	struct step step = step_of(p, w->path[i]);
	struct str args[] = { name_of(p, w->path[i]), name_of(p, next) };
	struct span where = w->reads[i].where;

	if (where.source != NULL)
		diag_note_str(w->l->reader.diags, diag, where, MSG_CYCLE_STEP,
			      args, 2);
	else
		diag_note_str(w->l->reader.diags, diag,
			      p->questions[step.index].span,
			      MSG_CYCLE_SECTION_STEP, args, 2);
}

static void report_cycle(struct walk *w, uint32_t again)
{
	struct buf path = buf_make(w->l->reader.arena);
	uint32_t first = 0;
	struct diag *diag;

	while (w->path[first] != again)
		first++;
	if (is_among_facts(w, first))
		return;
	for (uint32_t i = first; i < w->depth; i++) {
		buf_str(&path, name_of(w->pack, w->path[i]));
		buf_text(&path, " -> ");
	}
	buf_str(&path, name_of(w->pack, again));
	diag = DIAG_STR(w->l->reader.diags, cycle_place(w, first), MSG_CYCLE,
			buf_view(&path));
	for (uint32_t i = first; i < w->depth; i++)
		add_note(w, diag, i, next_on_cycle(w, i, again));
}

/* --- the walk ------------------------------------------------------------- */

static void settle(struct walk *w, uint32_t thing)
{
	struct edges e = edges_of(w, thing);

	w->things[thing].state = ON_PATH;
	w->path[w->depth++] = thing;
	for (size_t i = 0; i < e.count; i++) {
		uint32_t to = e.items[i].to;

		w->reads[w->depth - 1] = e.items[i];
		if (w->things[to].state == UNSEEN)
			settle(w, to);
		else if (w->things[to].state == ON_PATH)
			report_cycle(w, to);
	}
	w->depth--;
	w->things[thing].state = SETTLED;
	w->steps[w->count++] = step_of(w->pack, thing);
}

void steps_order(struct loading *l)
{
	struct pack *p = l->pack;
	uint32_t count = p->fact_count + p->section_count + p->question_count;
	struct walk w = { .l = l, .pack = p };

	w.things = ARENA_ARRAY(l->trees, count, struct thing);
	w.path = ARENA_ARRAY(l->trees, count, uint32_t);
	w.reads = ARENA_ARRAY(l->trees, count, struct edge);
	w.steps = ARENA_ARRAY(l->reader.arena, count, struct step);
	/* Sections and questions first: the order stays that of the file. */
	for (uint32_t i = p->fact_count; i < count; i++)
		if (w.things[i].state == UNSEEN)
			settle(&w, i);
	for (uint32_t i = 0; i < p->fact_count; i++)
		if (w.things[i].state == UNSEEN)
			settle(&w, i);
	p->steps = w.steps;
	p->step_count = w.count;
}
