/* Rounds a desk saw last, each in an arena of its own. */
#include "recall_part.h"

#include <string.h>

#include "base/arena.h"

enum {
	ROUNDS_MOST = 8,
	FIRST_BYTES = 16 * 1024,
	MOST_BYTES = 128 * 1024,	/* of one round: what is said over and
					   over adds up */
	KEPT_SECONDS = 15 * 60,
};

struct remembered {
	struct arena *arena;		/* where it lies too */
	struct remembered *next;
	struct str chain, round;
	struct store_mark mark;
	struct case_view *view;
	struct str respondent;		/* of whom `said` is; empty: nobody */
	struct answer_record *said;	/* by question */
	struct asked_now asked;		/* by what was said */
	int64_t seen;			/* seconds */
};

struct recall {
	struct arena *own;
	struct remembered *first;	/* the one seen last */
	struct remembered *gone;	/* the job may hold them */
	int64_t now;
};

struct recall *recall_open(void)
{
	struct arena *own = arena_open_small(sizeof(struct recall));
	struct recall *r = ARENA_NEW(own, struct recall);

	r->own = own;
	return r;
}

static void close_all(struct remembered *m)
{
	while (m != NULL) {
		struct remembered *next = m->next;

		arena_close(m->arena);
		m = next;
	}
}

void recall_close(struct recall *r)
{
	if (r == NULL)
		return;
	close_all(r->first);
	close_all(r->gone);
	arena_close(r->own);
}

/* --- the list ------------------------------------------------------------- */

static void take_out(struct recall *r, struct remembered *m)
{
	struct remembered **at = &r->first;

	while (*at != m)
		at = &(*at)->next;
	*at = m->next;
}

static void put_first(struct recall *r, struct remembered *m)
{
	m->seen = r->now;
	m->next = r->first;
	r->first = m;
}

static void forget(struct recall *r, struct remembered *m)
{
	take_out(r, m);
	m->next = r->gone;
	r->gone = m;
}

/* The `keep` first, and of them those that were seen since. */
static void forget_after(struct recall *r, uint32_t keep, int64_t since)
{
	struct remembered *m = r->first;

	while (m != NULL) {
		struct remembered *next = m->next;

		if (keep == 0 || m->seen < since)
			forget(r, m);
		else
			keep--;
		m = next;
	}
}

void recall_begin(struct recall *r, int64_t now)
{
	r->now = now;
	forget_after(r, ROUNDS_MOST, now - KEPT_SECONDS);
	close_all(r->gone);
	r->gone = NULL;
}

static struct remembered *find_view(struct desk *d,
				    const struct case_view *view)
{
	struct remembered *m = d->recall == NULL ? NULL : d->recall->first;

	while (m != NULL && m->view != view)
		m = m->next;
	return m;
}

static struct remembered *find_round(struct recall *r, struct str chain,
				     struct str round)
{
	struct remembered *m = r->first;

	while (m != NULL && (!str_eq(m->round, round) ||
			     !str_eq(m->chain, chain)))
		m = m->next;
	return m;
}

/* --- a round -------------------------------------------------------------- */

static struct remembered *remember(struct recall *r, struct str chain,
				   struct str round,
				   const struct store_mark *mark)
{
	struct arena *a = arena_open_small(FIRST_BYTES);
	struct remembered *m = ARENA_NEW(a, struct remembered);

	m->arena = a;
	m->chain = str_copy(a, chain);
	m->round = str_copy(a, round);
	m->mark = *mark;
	forget_after(r, ROUNDS_MOST - 1, 0);
	put_first(r, m);
	return m;
}

static struct case_view *read_anew(struct desk *d, struct str chain,
				   struct str round,
				   const struct store_mark *mark)
{
	struct remembered *m = remember(d->recall, chain, round, mark);
	struct arena *job = d->arena;

	d->arena = m->arena;
	m->view = case_view_of_round(d, chain, round);
	d->arena = job;
	if (m->view == NULL || store_left_out(d->store, chain))
		forget(d->recall, m);
	return m->view;
}

struct case_view *recall_round(struct desk *d, struct str chain,
			      struct str round)
{
	struct store_mark mark;
	struct remembered *m;

	if (d->recall == NULL || !store_mark(d->store, chain, &mark))
		return case_view_of_round(d, chain, round);
	m = find_round(d->recall, chain, round);
	if (m != NULL && store_mark_same(&m->mark, &mark)) {
		take_out(d->recall, m);
		put_first(d->recall, m);
		return m->view;
	}
	if (m != NULL)
		forget(d->recall, m);
	return read_anew(d, chain, round, &mark);
}

/* --- what somebody said --------------------------------------------------- */

bool recall_mark(struct desk *d, const struct case_view *view,
		 struct store_mark *mark)
{
	const struct remembered *m = find_view(d, view);

	if (m != NULL)
		*mark = m->mark;
	return m != NULL;
}

bool recall_said(struct desk *d, const struct case_view *view,
		 struct str respondent, struct answer_record *said,
		 struct asked_now *asked)
{
	const struct remembered *m = find_view(d, view);
	uint32_t questions = view->pack->question_count;

	if (m == NULL || m->said == NULL || !str_eq(m->respondent, respondent))
		return false;
	memcpy(said, m->said, questions * sizeof(*said));
	asked_now_copy(asked, &m->asked, questions);
	return true;
}

/* When it was said, nobody asks of a respondent's own. */
static void keep(struct remembered *m, uint32_t question,
		 const struct answer_record *r)
{
	struct arena *a = m->arena;

	m->said[question] = (struct answer_record){
		.respondent = m->respondent,
		.question = m->view->pack->questions[question].id,
		.kind = r->kind,
		.value = str_copy(a, r->value),
		.note = str_copy(a, r->note),
		.reason = str_copy(a, r->reason),
	};
}

void recall_keep_said(struct desk *d, const struct case_view *view,
		      struct str respondent, const struct answer_record *said,
		      const struct asked_now *asked)
{
	struct remembered *m = find_view(d, view);
	uint32_t questions = view->pack->question_count;

	/* People who take turns would be said over and over. */
	if (m == NULL || m->said != NULL)
		return;
	m->respondent = str_copy(m->arena, respondent);
	m->said = ARENA_ARRAY(m->arena, questions, struct answer_record);
	for (uint32_t q = 0; q < questions; q++)
		keep(m, q, &said[q]);
	m->asked = asked_now_make(m->arena, questions);
	asked_now_copy(&m->asked, asked, questions);
}

void recall_move(struct desk *d, const struct case_view *view,
		 const struct recall_move *move)
{
	struct remembered *m = find_view(d, view);

	if (m == NULL)
		return;
	if (move->now->number == 0 ||
	    !store_mark_same(&m->mark, move->before) ||
	    !str_eq(m->respondent, move->respondent) ||
	    arena_used(m->arena) > MOST_BYTES) {
		forget(d->recall, m);
		return;
	}
	m->mark = *move->now;
	for (uint32_t q = 0; q < view->pack->question_count; q++)
		if (!case_same_said(&move->was[q], &move->is[q]))
			keep(m, q, &move->is[q]);
	asked_now_copy(&m->asked, move->asked, view->pack->question_count);
}

void recall_forget(struct desk *d, const struct case_view *view)
{
	struct remembered *m = find_view(d, view);

	if (m != NULL)
		forget(d->recall, m);
}
