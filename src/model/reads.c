/*
 * What the conditions of each question read, whatever the way: by a fact, by
 * its section, by what decides whether a question read is asked itself.
 */
#include "load.h"

#include <string.h>

#include "base/arena.h"

struct following {
	const struct pack *pack;
	bool *questions;	/* read, found so far */
	bool *facts;		/* already followed */
};

static void follow_question(struct following *f, uint32_t question);

static void follow(void *context, enum expr_symbol_kind kind, uint32_t index,
		   struct span where)
{
	struct following *f = context;

	(void)where;
	if (kind == EXPR_QUESTION && !f->questions[index]) {
		f->questions[index] = true;
		follow_question(f, index);
	}
	if (kind == EXPR_FACT && !f->facts[index]) {
		f->facts[index] = true;
		expr_uses(f->pack->facts[index].is, follow, f);
	}
}

static void follow_some(struct following *f, const struct expr *e)
{
	if (e != NULL)
		expr_uses(e, follow, f);
}

static void follow_question(struct following *f, uint32_t question)
{
	const struct question *q = &f->pack->questions[question];

	follow_some(f, q->when);
	follow_some(f, q->na_when);
	follow_some(f, f->pack->sections[q->section].when);
}

static void forget(struct following *f)
{
	memset(f->questions, 0, f->pack->question_count * sizeof(bool));
	memset(f->facts, 0, f->pack->fact_count * sizeof(bool));
}

/* What was found, in order. */
static const uint32_t *list(const struct following *f, uint32_t *count)
{
	uint32_t *all;

	*count = 0;
	for (uint32_t q = 0; q < f->pack->question_count; q++)
		*count += f->questions[q];
	all = ARENA_ARRAY(f->pack->arena, *count, uint32_t);
	*count = 0;
	for (uint32_t q = 0; q < f->pack->question_count; q++)
		if (f->questions[q])
			all[(*count)++] = q;
	return all;
}

void reads_link(struct pack *p, struct question *questions)
{
	struct following f = {
		.pack = p,
		.questions = ARENA_ARRAY(p->arena, p->question_count, bool),
		.facts = ARENA_ARRAY(p->arena, p->fact_count, bool),
	};

	for (uint32_t n = 0; n < p->fact_count; n++)
		follow_some(&f, p->facts[n].is);
	for (uint32_t q = 0; q < p->question_count; q++)
		questions[q].read_by_facts = f.questions[q];
	for (uint32_t q = 0; q < p->question_count; q++) {
		forget(&f);
		follow_question(&f, q);
		questions[q].reads = list(&f, &questions[q].read_count);
	}
}

bool question_reads(const struct question *q, uint32_t other)
{
	for (uint32_t n = 0; n < q->read_count; n++)
		if (q->reads[n] == other)
			return true;
	return false;
}
