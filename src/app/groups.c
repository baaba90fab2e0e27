/* The people of a round, and what remains to be known. */
#include "app/groups.h"

#include "base/arena.h"
#include "format/json.h"

static bool is_for(const struct question *q,
		   const struct respondent_record *who)
{
	return who->agreed || (q->groups >> who->group & 1) != 0;
}

/* The client's particulars answer it already. */
static bool is_given(const struct case_view *v, const struct question *q)
{
	return (q->from_client == FROM_CLIENT_STAFF && v->record->staff > 0) ||
	       (q->from_client == FROM_CLIENT_SECTOR &&
		v->record->sector.len > 0);
}

static void count_answers(const struct case_view *v, const struct score *s,
			  const struct answer_record *all, uint32_t count,
			  struct member *m)
{
	for (uint32_t q = 0; q < v->pack->question_count; q++) {
		const struct question *question = &v->pack->questions[q];

		m->asked += s->questions[q].shown &&
			    is_for(question, m->who) && !is_given(v, question);
	}
	for (uint32_t i = 0; i < count; i++) {
		uint32_t q = pack_find_question(v->pack, all[i].question);

		if (!str_eq(all[i].respondent, m->who->id) || q == NO_INDEX ||
		    !s->questions[q].shown ||
		    !is_for(&v->pack->questions[q], m->who) ||
		    is_given(v, &v->pack->questions[q]))
			continue;
		if (all[i].kind == ANSWER_DONT_KNOW)
			m->dont_know++;
		else
			m->answered++;
	}
}

const struct member *group_members(struct desk *d, const struct case_view *v,
				   const struct score *score, uint32_t *count)
{
	struct member *all =
	    ARENA_ARRAY(d->arena, v->respondent_count, struct member);
	uint32_t said_count;
	const struct answer_record *said =
	    store_answers(d->store, d->arena, v->round->id, &said_count);

	*count = 0;
	for (uint32_t i = 0; i < v->respondent_count; i++) {
		const struct respondent_record *who = &v->respondents[i];

		if (who->group == GROUP_STAFF && !who->together && !who->agreed)
			continue;
		all[*count].who = who;
		count_answers(v, score, said, said_count, &all[*count]);
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
