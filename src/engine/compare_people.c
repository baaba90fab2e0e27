/*
 * Who speaks to each question, on both sides. Leaders and experts are told
 * by name; of the staff, only whether a figure is published, and how it came.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "comparing.h"

static int by_name(const void *left, const void *right)
{
	const struct str *a = left, *b = right;

	return str_cmp(*a, *b);
}

static bool same_names(const struct names *a, const struct names *b)
{
	if (a->count != b->count)
		return false;
	/* Somebody without a name is nobody's equal. */
	for (uint32_t i = 0; i < a->count; i++)
		if (a->at[i].len == 0 || !str_eq(a->at[i], b->at[i]))
			return false;
	return true;
}

static void order_names(struct names *n)
{
	if (n->count > 1)
		qsort(n->at, n->count, sizeof(*n->at), by_name);
}

/* --- members of a group --------------------------------------------------- */

static struct names members(struct arena *a, const struct score *s,
			    enum group group)
{
	const struct answers *as = s->answers;
	struct names n = { ARENA_ARRAY(a, as->set_count, struct str), 0 };

	for (uint32_t i = 0; s->several && i < as->set_count; i++)
		if (as->sets[i].group == group)
			n.at[n.count++] = as->sets[i].respondent;
	order_names(&n);
	return n;
}

/* Those of `a` that `b` does not hold, each as often as it is short. */
static uint32_t only_in(struct arena *arena, const struct names *a,
			const struct names *b, const struct str **out)
{
	struct str *left = ARENA_ARRAY(arena, a->count, struct str);
	uint32_t n = 0, j = 0;

	for (uint32_t i = 0; i < a->count; i++) {
		while (j < b->count && str_cmp(b->at[j], a->at[i]) < 0)
			j++;
		if (j < b->count && a->at[i].len > 0 &&
		    str_eq(b->at[j], a->at[i]))
			j++;
		else
			left[n++] = a->at[i];
	}
	*out = left;
	return n;
}

static void compare_members(struct comparing *c, struct comparison *out,
			    enum group group)
{
	struct compare_people *people = &out->people[group];
	struct names *were = &c->were[group], *are = &c->are[group];

	people->same = true;
	if (group == GROUP_STAFF)
		return;
	*were = members(c->arena, c->before, group);
	*are = members(c->arena, c->after, group);
	people->same = same_names(were, are);
	people->left_count = only_in(c->arena, were, are, &people->left);
	people->joined_count = only_in(c->arena, are, were, &people->joined);
}

/* --- one question --------------------------------------------------------- */

/* Those of a group, asked the question, who answered it. */
static struct names who_answered(struct arena *a, const struct score *s,
				 uint32_t question, enum group group)
{
	struct names n = { ARENA_ARRAY(a, s->answers->set_count, struct str),
			   0 };
	const struct answer_set *set;
	uint32_t at = 0;

	if ((s->pack->questions[question].groups >> group & 1) == 0)
		return n;
	while ((set = score_next_named(s, question, &at)) != NULL) {
		enum answer_kind kind = set->answers[question].kind;

		if (set->group == group &&
		    !answers_yields(s->answers, set, question) &&
		    (kind == ANSWER_VALUE ||
		     (kind == ANSWER_NA && !s->questions[question].na_aside)))
			n.at[n.count++] = set->respondent;
	}
	order_names(&n);
	return n;
}

/* All of them are members, and have a name. */
static bool are_members(struct comparing *c, const struct names *some,
			const struct names *group)
{
	const struct str *others;

	return only_in(c->arena, some, group, &others) == 0;
}

static bool same_answering(struct comparing *c, uint32_t before,
			   uint32_t after, enum group group)
{
	struct names was = who_answered(c->arena, c->before, before, group);
	struct names is = who_answered(c->arena, c->after, after, group);

	/* Open then to those who answer now: the bounds hold what they say. */
	if (was.count == 0)
		return are_members(c, &is, &c->were[group]);
	if (is.count == 0)
		return are_members(c, &was, &c->are[group]);
	return same_names(&was, &is);
}

/* How the staff's figure came. */
enum staff_voice { STAFF_SILENT, STAFF_TOGETHER, STAFF_SEVERAL };

static enum staff_voice staff_voice(const struct score *s, uint32_t question)
{
	uint16_t n = s->questions[question].groups[GROUP_STAFF].respondents;

	/* Fewer than five enter no figure: one is the answer together. */
	return n == 0 ? STAFF_SILENT : n == 1 ? STAFF_TOGETHER : STAFF_SEVERAL;
}

/*
 * Whose answer is the firm's one: experts before leaders before the staff
 * together, as conditions read it. GROUP_COUNT: nobody's yet.
 */
static enum group who_decides(struct comparing *c, const struct score *s,
			      uint32_t question)
{
	enum answer_kind kind = s->questions[question].firm->kind;

	if (who_answered(c->arena, s, question, GROUP_EXPERTS).count > 0)
		return GROUP_EXPERTS;
	if (who_answered(c->arena, s, question, GROUP_LEADERS).count > 0)
		return GROUP_LEADERS;
	return kind == ANSWER_VALUE || kind == ANSWER_NA ? GROUP_STAFF
							 : GROUP_COUNT;
}

/* The bounds hold what nobody said yet, not who takes whose place. */
static bool same_deciding(struct comparing *c, uint32_t before, uint32_t after)
{
	enum group was = who_decides(c, c->before, before);
	enum group is = who_decides(c, c->after, after);

	return was == is || was == GROUP_COUNT || is == GROUP_COUNT;
}

/* Hidden or not applicable on both sides: nobody speaks in the figures. */
static bool stands_aside(const struct score *s, uint32_t question)
{
	enum expr_state state = s->questions[question].state;

	return state == STATE_HIDDEN || state == STATE_NA;
}

static bool same_speakers(struct comparing *c, uint32_t before, uint32_t after)
{
	const struct score *was = c->before, *is = c->after;

	if (stands_aside(was, before) && stands_aside(is, after))
		return true;
	if (was->several != is->several)
		return false;
	if (!was->several)
		return true;	/* the firm, with one voice */
	if (was->questions[before].decided != is->questions[after].decided)
		return false;
	return same_answering(c, before, after, GROUP_LEADERS) &&
	       same_answering(c, before, after, GROUP_EXPERTS) &&
	       same_deciding(c, before, after) &&
	       staff_voice(was, before) == staff_voice(is, after);
}

void pair_people(struct comparing *c, struct comparison *out)
{
	const struct pairs *p = &c->pairs[PAIR_QUESTION];

	for (int g = 0; g < GROUP_COUNT; g++)
		compare_members(c, out, (enum group)g);
	c->same_people = ARENA_ARRAY(c->arena, p->after_count, bool);
	for (uint32_t q = 0; q < p->after_count; q++)
		c->same_people[q] = p->to_before[q] != NO_INDEX &&
				    same_speakers(c, p->to_before[q], q);
}
