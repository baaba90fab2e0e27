/*
 * The answers that changed: the firm's one answer and the published means of
 * groups, never anybody's own.
 */
#include "base/arena.h"
#include "comparing.h"

const char *compare_change_name(enum compare_change change)
{
	switch (change) {
	case COMPARE_ANSWER:
		return "answer";
	case COMPARE_NARROWED:
		return "narrowed";
	case COMPARE_WIDENED:
		return "widened";
	case COMPARE_OPEN:
		return "open";
	case COMPARE_APPLYING:
		return "applies";
	case COMPARE_MEANS:
		return "means";
	case COMPARE_ASKED:
		return "asked";
	}
	BUG("change %d", (int)change);
}

static const struct answer nothing_said = { .kind = ANSWER_MISSING };

/* --- what changed --------------------------------------------------------- */

static bool is_aside(enum expr_state state)
{
	return state == STATE_HIDDEN || state == STATE_NA;
}

static bool is_open(enum expr_state state)
{
	return state == STATE_DONT_KNOW || state == STATE_UNANSWERED;
}

static bool has_mean(const struct score *s, uint32_t question, int group)
{
	return s->several &&
	       s->questions[question].groups[group].respondents > 0;
}

/* The means that both sides publish; true when one of them moved. */
static bool take_means(const struct comparing *c, struct compared_answer *out)
{
	bool moved = false;

	for (int g = 0; g < GROUP_COUNT; g++) {
		if (!has_mean(c->before, out->at.before, g) ||
		    !has_mean(c->after, out->at.after, g))
			continue;
		out->has_mean[g] = true;
		out->was_mean[g] =
		    c->before->questions[out->at.before].groups[g].mean.point;
		out->is_mean[g] =
		    c->after->questions[out->at.after].groups[g].mean.point;
		moved = moved ||
			ratio_cmp(out->was_mean[g], out->is_mean[g]) != 0;
	}
	return moved;
}

/* Published points moved although every mean that both publish stands: a
   group's figure is there on one side only. */
static bool points_moved(const struct comparing *c, struct compare_pair at)
{
	const struct expr_number *was = c->before->questions[at.before].points;
	const struct expr_number *is = c->after->questions[at.after].points;

	return was->absent != is->absent ||
	       (!was->absent && ratio_cmp(was->point, is->point) != 0);
}

/* Somebody answered on both sides; the firm with one voice, or not. */
static enum compare_change answered_change(const struct answer *was,
					   const struct answer *is, bool same)
{
	bool voice_was = was->kind == ANSWER_VALUE;
	bool voice_is = is->kind == ANSWER_VALUE;

	if (voice_was != voice_is)
		return voice_is ? COMPARE_NARROWED : COMPARE_WIDENED;
	return voice_is && !same ? COMPARE_ANSWER : COMPARE_MEANS;
}

/* A change of disagreement alone leaves the state and the means. */
static bool change_of(const struct comparing *c, struct compared_answer *out,
		      enum compare_change *change)
{
	const struct question_result *was =
	    &c->before->questions[out->at.before];
	const struct question_result *is = &c->after->questions[out->at.after];
	bool means = take_means(c, out);
	bool same = same_said(
	    &c->before->pack->questions[out->at.before], was->firm,
	    &c->after->pack->questions[out->at.after], is->firm);

	if (is_aside(was->state) && is_aside(is->state)) {
		*change = COMPARE_APPLYING;
		return was->state != is->state;
	}
	if (is_aside(was->state) || is_aside(is->state)) {
		*change = COMPARE_APPLYING;
		return true;
	}
	if (is_open(was->state) && is_open(is->state)) {
		*change = COMPARE_OPEN;
		return was->state != is->state ||
		       was->disagreement != is->disagreement;
	}
	if (is_open(was->state) || is_open(is->state)) {
		*change = is_open(was->state) ? COMPARE_NARROWED
					      : COMPARE_WIDENED;
		return true;
	}
	*change = answered_change(was->firm, is->firm, same);
	return !same || means || points_moved(c, out->at);
}

/* --- where it moved something --------------------------------------------- */

static bool reads(const struct reading_of *m, struct compare_pair at)
{
	return (at.before != NO_INDEX && m->before.questions[at.before]) ||
	       (at.after != NO_INDEX && m->after.questions[at.after]);
}

static bool criterion_moved(const struct compared *one)
{
	return one->was == NULL || one->is == NULL ||
	       !same_score(one->was, one->is) || !same_level(one->was, one->is);
}

static void take_moved(struct comparing *c, const struct comparison *all,
		       struct compared_answer *out)
{
	uint32_t *criteria = ARENA_ARRAY(c->arena, all->criterion_count,
					 uint32_t);
	uint32_t *gates = ARENA_ARRAY(c->arena, all->gate_count, uint32_t);

	for (uint32_t i = 0; i < all->criterion_count; i++)
		if (reads(&c->criteria[i], out->at) &&
		    criterion_moved(&all->criteria[i]))
			criteria[out->criterion_count++] = i;
	for (uint32_t i = 0; i < all->gate_count; i++)
		if (reads(&c->gates[i], out->at) &&
		    all->gates[i].was != all->gates[i].is)
			gates[out->gate_count++] = i;
	out->criteria = criteria;
	out->gates = gates;
}

/* --- everything ----------------------------------------------------------- */

static void take_side(const struct score *s, uint32_t question,
		      enum expr_state *state, const struct answer **answer)
{
	*state = STATE_HIDDEN;
	*answer = &nothing_said;
	if (question == NO_INDEX)
		return;
	*state = s->questions[question].state;
	*answer = s->questions[question].firm;
}

/* In one pack only: told when something was said to it there. */
static bool asked_once(const struct compared_answer *one)
{
	enum expr_state state = one->at.before == NO_INDEX ? one->is_state
							   : one->was_state;

	return state == STATE_ANSWERED || state == STATE_DONT_KNOW ||
	       state == STATE_NA;
}

static bool compare_answer(const struct comparing *c, struct compare_pair at,
			   struct compared_answer *out)
{
	*out = (struct compared_answer){ .at = at };
	take_side(c->before, at.before, &out->was_state, &out->was);
	take_side(c->after, at.after, &out->is_state, &out->is);
	if (at.before == NO_INDEX || at.after == NO_INDEX) {
		out->change = COMPARE_ASKED;
		return asked_once(out);
	}
	out->reworded = is_reworded(&c->before->pack->questions[at.before],
				    &c->after->pack->questions[at.after]);
	return change_of(c, out, &out->change);
}

static void add_answer(struct comparing *c, struct comparison *out,
		       struct compare_pair at, struct compared_answer *list)
{
	struct compared_answer *one = &list[out->answer_count];

	if (!compare_answer(c, at, one))
		return;
	take_moved(c, out, one);
	out->answer_count++;
}

void list_answers(struct comparing *c, struct comparison *out)
{
	const struct pairs *p = &c->pairs[PAIR_QUESTION];
	struct compared_answer *list = ARENA_ARRAY(
	    c->arena, p->before_count + p->after_count,
	    struct compared_answer);

	for (uint32_t q = 0; q < p->after_count; q++)
		add_answer(c, out, (struct compare_pair){ p->to_before[q], q },
			   list);
	for (uint32_t q = 0; q < p->before_count; q++)
		if (p->to_after[q] == NO_INDEX)
			add_answer(c, out,
				   (struct compare_pair){ q, NO_INDEX }, list);
	out->answers = list;
}
