/* The people of a round, and what remains to be known. */
#include "app/groups.h"

#include "app/interview.h"
#include "base/arena.h"
#include "format/json.h"
#include "interview_part.h"

static enum interview_kind kind_of(const struct respondent_record *who)
{
	return who->agreed	? INTERVIEW_AGREED
	       : who->together	? INTERVIEW_TOGETHER
				: INTERVIEW_NAMED;
}

/*
 * As their interview counts: by what they said themselves, whatever others
 * did.
 */
static void count_answers(struct desk *d, const struct case_view *v,
			  struct member *m)
{
	struct interview_wish wish = { .kind = kind_of(m->who),
				       .group = m->who->group,
				       .name = m->who->name };
	struct diags heard, *told = d->diags;
	struct interview *i;

	diags_init(&heard, d->arena);
	d->diags = &heard;
	i = interview_begin(d, v, &wish);
	for (uint32_t q = 0; i != NULL && q < v->pack->question_count; q++) {
		if (!interview_applies(i, q) ||
		    interview_from_case(i, q).len > 0)
			continue;
		m->asked++;
		if (interview_said(i, q)->kind == ANSWER_DONT_KNOW)
			m->dont_know++;
		else if (interview_said(i, q)->kind != ANSWER_MISSING)
			m->answered++;
	}
	interview_end(i);
	d->diags = told;
}

const struct member *group_members(struct desk *d, const struct case_view *v,
				   uint32_t *count)
{
	struct member *all =
	    ARENA_ARRAY(d->arena, v->respondent_count, struct member);

	*count = 0;
	for (uint32_t i = 0; i < v->respondent_count; i++) {
		const struct respondent_record *who = &v->respondents[i];

		if (who->group == GROUP_STAFF && !who->together && !who->agreed)
			continue;
		all[*count].who = who;
		count_answers(d, v, &all[*count]);
		++*count;
	}
	return all;
}

/* Asked of the staff alone, without a figure or a condition that reads it. */
static bool is_of_no_use(const struct question *q)
{
	return q->groups == 1u << GROUP_STAFF && !q->scored && !q->gating;
}

/* A mean stands for those who disagree, but not for a condition. */
static bool is_unsettled(const struct question *q,
			 const struct question_result *r)
{
	return r->state == STATE_UNANSWERED || r->state == STATE_DONT_KNOW ||
	       (r->disagreement && (q->gating || !q->scored));
}

const uint32_t *group_open(struct arena *a, const struct score *s,
			   uint32_t *count)
{
	uint32_t *open = ARENA_ARRAY(a, s->pack->question_count, uint32_t);

	*count = 0;
	for (uint32_t q = 0; q < s->pack->question_count; q++) {
		const struct question *question = &s->pack->questions[q];

		if (s->questions[q].shown && !question->optional &&
		    !is_of_no_use(question) &&
		    is_unsettled(question, &s->questions[q]))
			open[(*count)++] = q;
	}
	return open;
}

/* --- values ------------------------------------------------------------- */

struct spoken spoken_of(struct arena *a, enum answer_kind kind, struct str json)
{
	struct spoken s = { .kind = kind };
	struct buf b = buf_make(a);
	const struct node *node;

	if (kind != ANSWER_VALUE)
		return s;
	node = case_value_node(a, json);
	if (node->kind == NODE_SCALAR)
		buf_str(&b, node->text);
	for (const struct node *n = node->first; n != NULL; n = n->next) {
		if (n != node->first)
			buf_text(&b, ", ");
		buf_str(&b, n->text);
	}
	s.text = buf_view(&b);
	return s;
}
