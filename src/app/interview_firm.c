/*
 * What the firm says, where conditions read it and this respondent is not
 * asked: their own set of answers then holds it, as scoring would read it.
 */
#include "interview_part.h"

#include "base/arena.h"
#include "document_part.h"

/* --- what conditions read ------------------------------------------------ */

static void add_reads(const struct interview *i, uint32_t question, bool *all)
{
	const struct question *q = &i->pack->questions[question];

	for (uint32_t n = 0; n < q->read_count; n++)
		all[q->reads[n]] = true;
}

const bool *interview_deciding_short_path(const struct interview *i)
{
	bool *all = ARENA_ARRAY(i->desk->arena, i->pack->question_count, bool);

	for (uint32_t n = 0; n < i->pack->express_count; n++)
		add_reads(i, i->pack->express[n], all);
	return all;
}

const bool *interview_read_by_asked(const struct interview *i)
{
	bool *all = ARENA_ARRAY(i->desk->arena, i->pack->question_count, bool);

	for (uint32_t q = 0; q < i->pack->question_count; q++)
		if (interview_asks(i, q))
			add_reads(i, q, all);
	return all;
}

/* All that is read, when this respondent is not asked some of it. */
static const struct str *read_elsewhere(const struct interview *i,
					uint32_t *count)
{
	const bool *reads = interview_read_by_asked(i);
	struct str *ids =
	    ARENA_ARRAY(i->desk->arena, i->pack->question_count, struct str);
	bool elsewhere = false;

	*count = 0;
	for (uint32_t q = 0; q < i->pack->question_count; q++) {
		if (!reads[q])
			continue;
		ids[(*count)++] = i->pack->questions[q].id;
		elsewhere = elsewhere || !interview_asks(i, q);
	}
	if (!elsewhere)
		*count = 0;
	return ids;
}

/* --- who speaks for the firm --------------------------------------------- */

/* One member of the staff never does. */
static bool speaks(const struct respondent_record *r)
{
	return r->group != GROUP_STAFF || r->together;
}

struct speaking {
	struct interview *i;
	const struct str *questions;	/* read */
	uint32_t question_count;
};

static struct node *said_by(const struct speaking *s, struct str respondent)
{
	struct desk *d = s->i->desk;
	struct node *map = node_map(d->arena);
	uint32_t count;
	const struct answer_record *all =
	    store_answers_of(d->store, d->arena, respondent, s->questions,
			     s->question_count, &count);

	for (uint32_t n = 0; n < count; n++) {
		struct node *node = interview_node(d->arena, &all[n]);

		if (node != NULL)
			node_set(map, str_cstr(d->arena, all[n].question),
				 node);
	}
	return map;
}

static void add_set(const struct speaking *s, struct node *sets,
		    const struct respondent_record *who)
{
	struct arena *a = s->i->desk->arena;
	struct node *set = node_add(sets, node_map(a));

	node_set(set, "group", node_text(a, str_from(group_name(who->group))));
	if (who->together)
		node_set(set, "together", node_bool(a, true));
	else
		node_set(set, "respondent", node_text(a, who->name));
	node_set(set, "answers", said_by(s, who->id));
}

/* Theirs alone, and to those questions alone. */
static const struct answers *read_speakers(const struct speaking *s,
					   struct diags *unheard)
{
	const struct interview *i = s->i;
	struct arena *a = i->desk->arena;
	struct node *document = interview_document(a, i);
	struct node *sets = node_list(a);

	for (uint32_t r = 0; r < i->view->respondent_count; r++)
		if (speaks(&i->view->respondents[r]))
			add_set(s, sets, &i->view->respondents[r]);
	if (sets->count == 0)
		node_set(document, "answers", node_map(a));
	else
		node_set(document, "sets", sets);
	document_put_decisions(i->desk, document, i->view);
	return answers_read(a, i->pack, document, unheard);
}

/* Of a list, what is not asked again stands as it stood then. */
static void load_before(struct interview *i, const struct score *before)
{
	const bool *reads = interview_read_by_asked(i);

	for (uint32_t q = 0; q < i->pack->question_count; q++)
		if (reads[q] && !interview_asks(i, q) && i->firm[q].len == 0 &&
		    i->said[q].kind == ANSWER_MISSING &&
		    i->pack->questions[q].from_client == FROM_NOWHERE)
			i->firm[q] = case_value(i->desk->arena,
						&i->pack->questions[q],
						before->questions[q].firm);
}

static void load_now(struct interview *i)
{
	struct arena *a = i->desk->arena;
	struct speaking speaking = { .i = i };
	const struct score *score = NULL;
	const struct answers *answers;
	struct diags unheard;

	speaking.questions = read_elsewhere(i, &speaking.question_count);
	if (speaking.question_count == 0)
		return;
	diags_init(&unheard, a);
	answers = read_speakers(&speaking, &unheard);
	if (answers != NULL)
		score = score_case(a, i->pack, answers, &unheard);
	for (uint32_t n = 0; score != NULL && n < speaking.question_count;
	     n++) {
		uint32_t q =
		    pack_find_question(i->pack, speaking.questions[n]);

		if (!interview_asks(i, q))
			i->firm[q] = case_value(a, &i->pack->questions[q],
						score->questions[q].firm);
	}
}

void interview_load_firm(struct interview *i, const struct score *before)
{
	load_now(i);
	if (before != NULL)
		load_before(i, before);
}
