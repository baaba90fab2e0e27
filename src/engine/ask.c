/*
 * Questions about the score: what to ask next, what would gain most, what
 * holds a level back.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "engine.h"

/* A scorer of the same case, on which answers can be tried out. */
static struct engine *trial(struct arena *a, const struct score *s)
{
	struct engine *e = engine_open(a, s->pack);

	e->lifted = s->engine->lifted;
	return e;
}

/* --- what to ask next --------------------------------------------------------- */

static bool is_open(const struct score *s, uint32_t q)
{
	const struct question_result *r = &s->questions[q];

	return r->shown && !s->pack->questions[q].optional &&
	       (r->state == STATE_UNANSWERED || r->state == STATE_DONT_KNOW);
}

/* The answers to try for a question; 0: it narrows nothing. */
static uint32_t trial_answers(const struct question *q)
{
	switch (q->type) {
	case QUESTION_LEVEL:
	case QUESTION_SINGLE:
	case QUESTION_MULTIPLE:
		return q->option_count;
	case QUESTION_BOOLEAN:
		return 2;
	case QUESTION_NUMBER:
	case QUESTION_TEXT:
	case QUESTION_DATE:
		break;
	}
	return 0;
}

static struct answer trial_answer(uint32_t option)
{
	return (struct answer){ .kind = ANSWER_VALUE,
				.choice = (uint8_t)option,
				.truth = option == 1,
				.chosen = (uint64_t)1 << option };
}

struct width {
	struct ratio level, score;	/* mean over the options tried */
};

static void add_width(struct width *w, const struct scored *overall)
{
	w->level = ratio_add(w->level, RATIO(overall->capped_hi -
					     overall->capped_lo));
	if (overall->raw.may_be_present)
		w->score = ratio_add(w->score, ratio_sub(overall->raw.hi,
							 overall->raw.lo));
}

static struct width mean_width(struct engine *e, const struct score *s,
			       uint32_t q)
{
	uint32_t options = trial_answers(&s->pack->questions[q]);
	struct width w = { RATIO(0), RATIO(0) };

	e->tried_question = q;
	for (uint32_t o = 0; o < options; o++) {
		e->tried = trial_answer(o);
		add_width(&w, &score_again(e, s->answers, NULL)->overall);
	}
	ratio_div(w.level, RATIO(options), &w.level);
	ratio_div(w.score, RATIO(options), &w.score);
	return w;
}

static bool narrower(const struct width *a, const struct width *b)
{
	int order = ratio_cmp(a->level, b->level);

	return order != 0 ? order < 0 : ratio_cmp(a->score, b->score) < 0;
}

static bool may_ask(const struct score *s, const bool *among, uint32_t q)
{
	return is_open(s, q) && (among == NULL || among[q]);
}

static uint32_t next_express(const struct score *s, const bool *among)
{
	for (uint32_t i = 0; i < s->pack->express_count; i++)
		if (may_ask(s, among, s->pack->express[i]))
			return i;
	return NO_INDEX;
}

struct next_question score_next_among(struct arena *a, const struct score *s,
				      const bool *among)
{
	struct next_question next = { NO_INDEX, next_express(s, among),
				      RATIO(0), RATIO(0), RATIO(0), RATIO(0) };
	struct width best = { RATIO(0), RATIO(0) }, now = best;
	struct engine *e;

	if (next.express != NO_INDEX) {
		next.question = s->pack->express[next.express];
		return next;
	}
	e = trial(a, s);
	for (uint32_t q = 0; q < s->pack->question_count; q++) {
		struct width w;

		if (!may_ask(s, among, q) ||
		    trial_answers(&s->pack->questions[q]) == 0)
			continue;
		w = mean_width(e, s, q);
		if (next.question == NO_INDEX || narrower(&w, &best)) {
			next.question = q;
			best = w;
		}
	}
	add_width(&now, &s->overall);
	next.level_width = best.level;
	next.score_width = best.score;
	next.level_now = now.level;
	next.score_now = now.score;
	return next;
}

struct next_question score_next(struct arena *a, const struct score *s)
{
	return score_next_among(a, s, NULL);
}

uint32_t score_next_question(struct arena *a, const struct score *s)
{
	return score_next(a, s).question;
}

/* --- points to gain ------------------------------------------------------------- */

/* The next points an option gives above the present ones. */
static bool next_points(const struct question *q, struct ratio now,
			struct ratio *next)
{
	bool any = false;

	if (q->type == QUESTION_LEVEL) {
		*next = ratio_min(ratio_add(now, RATIO(1)), RATIO(5));
		return ratio_cmp(now, RATIO(5)) < 0;
	}
	if (q->type == QUESTION_BOOLEAN) {
		*next = ratio_max(q->if_true, q->if_false);
		return ratio_cmp(*next, now) > 0;
	}
	for (uint32_t i = 0; i < q->option_count; i++) {
		struct ratio p = q->options[i].points;

		if (!q->options[i].has_points || ratio_cmp(p, now) <= 0)
			continue;
		*next = any ? ratio_min(*next, p) : p;
		any = true;
	}
	return any;
}

static int by_gain(const void *left, const void *right)
{
	const struct gain *a = left, *b = right;
	int order = ratio_cmp(b->overall, a->overall);

	if (order != 0)
		return order;
	return a->question < b->question ? -1 : a->question > b->question;
}

uint32_t score_gains(struct arena *a, const struct score *s, struct gain *out,
		     uint32_t limit)
{
	struct engine *e = trial(a, s);
	struct gain *all = ARENA_ARRAY(a, s->pack->question_count, struct gain);
	uint32_t n = 0;

	for (uint32_t q = 0; q < s->pack->question_count; q++) {
		const struct question *one = &s->pack->questions[q];
		const struct score *t;

		if (!s->questions[q].shown || !one->scored ||
		    one->type == QUESTION_MULTIPLE ||
		    s->questions[q].points->absent || s->overall.raw.absent ||
		    !next_points(one, s->questions[q].points->point,
				 &e->raised_to))
			continue;
		e->raised_question = q;
		t = score_again(e, s->answers, NULL);
		all[n].question = q;
		all[n].overall = ratio_sub(t->overall.raw.point,
					   s->overall.raw.point);
		if (ratio_cmp(all[n].overall, RATIO(0)) > 0)
			n++;
	}
	if (n > 1)
		qsort(all, n, sizeof(*all), by_gain);
	if (n > limit)
		n = limit;
	for (uint32_t i = 0; i < n; i++)
		out[i] = all[i];
	return n;
}

/* --- what blocks the next level --------------------------------------------------- */

static int by_points(const void *left, const void *right)
{
	const struct blocking *a = left, *b = right;
	int order;

	if (a->open != b->open)
		return a->open ? 1 : -1;
	order = a->open ? 0 : ratio_cmp(a->points, b->points);
	if (order != 0)
		return order;
	return a->question < b->question ? -1 : a->question > b->question;
}

uint32_t score_blocking(const struct score *s, uint32_t criterion,
			struct blocking *out)
{
	const struct rubric *r = &s->pack->rubric;
	const struct criterion *c = &r->criteria[criterion];
	uint32_t level = s->criteria[criterion].level, n = 0;

	if (level == 0 || level >= r->level_count || !r->has_bands ||
	    r->bands_are_shares)
		return 0;
	for (uint32_t i = 0; i < c->question_count; i++) {
		uint32_t q = c->questions[i];
		const struct question_result *one = &s->questions[q];
		bool open = is_open(s, q);

		if (!one->shown || !s->pack->questions[q].scored ||
		    (!open && (one->points->absent ||
			       ratio_cmp(one->points->point,
					 r->bands[level + 1]) >= 0)))
			continue;
		out[n++] = (struct blocking){ q, one->points->point,
					      r->bands[level + 1], open };
	}
	if (n > 1)
		qsort(out, n, sizeof(*out), by_points);
	return n;
}
