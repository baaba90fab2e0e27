/*
 * Which questions a closing publishes: what each staff member says today,
 * beside what they said at each earlier closing, read from the journal.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "collecting.h"
#include "exchange_part.h"

/* --- what counts -------------------------------------------------------- */

static struct ratio option_points(const struct question *q, struct str id,
				  bool *known)
{
	for (uint32_t o = 0; o < q->option_count; o++) {
		if (!str_eq(q->options[o].id, id))
			continue;
		*known = q->options[o].has_points;
		return q->options[o].points;
	}
	*known = false;
	return RATIO(0);
}

static struct ratio points_of_json(const struct question *q,
				   const struct node *value, bool *known)
{
	struct ratio sum = RATIO(0);
	bool has_points;

	*known = true;
	switch (q->type) {
	case QUESTION_LEVEL:
		*known = ratio_parse(value->text, &sum);
		break;
	case QUESTION_SINGLE:
		return option_points(q, value->text, known);
	case QUESTION_MULTIPLE:
		for (const struct node *n = value->first; n != NULL;
		     n = n->next)
			sum = ratio_add(sum,
					option_points(q, n->text, &has_points));
		break;
	case QUESTION_BOOLEAN:
		return str_is(value->text, "true") ? q->if_true : q->if_false;
	case QUESTION_NUMBER:
	case QUESTION_TEXT:
	case QUESTION_DATE:
		*known = false;
		break;
	}
	return sum;
}

bool gives_figure(const struct question *q)
{
	return (q->groups >> GROUP_STAFF & 1) != 0 && q->scored;
}

struct counted counted_of(struct arena *a, const struct question *q,
			  enum answer_kind kind, struct str json)
{
	struct counted c = { .points = RATIO(0) };

	if (kind == ANSWER_VALUE)
		c.points =
		    points_of_json(q, case_value_node(a, json), &c.counts);
	return c;
}

static bool counted_same(const struct counted *a, const struct counted *b)
{
	if (!a->counts || !b->counts)
		return a->counts == b->counts;
	return ratio_cmp(a->points, b->points) == 0;
}

/* --- the journal -------------------------------------------------------- */

/* One answer of one staff member. */
struct said {
	uint32_t question, person;
	uint32_t number; /* its place in the journal */
	struct counted counted;
};

/* A closing that published something: a print to be compared with. */
struct print {
	uint32_t number;
	bool brought;    /* by a merge, from another copy */
	bool *published; /* by question */
};

struct past {
	struct arena *arena;
	const struct case_view *view;
	struct said *said;
	size_t said_count, said_capacity;
	struct print *prints;
	size_t print_count, print_capacity;
};

/* The place of a staff member among the respondents, or NO_INDEX. */
static uint32_t find_person(const struct case_view *v, struct str id)
{
	for (uint32_t i = 0; i < v->respondent_count; i++) {
		const struct respondent_record *r = &v->respondents[i];

		if (r->group == GROUP_STAFF && !r->together &&
		    str_eq(r->id, id))
			return i;
	}
	return NO_INDEX;
}

static void note_answer(struct past *p, const struct node *payload,
			uint32_t number)
{
	const struct pack *pack = p->view->pack;
	uint32_t question =
	    pack_find_question(pack, payload_text(payload, "question"));
	uint32_t person = find_person(p->view, payload_text(payload, "respondent"));

	if (question == NO_INDEX || person == NO_INDEX ||
	    !gives_figure(&pack->questions[question]))
		return;
	p->said = arena_grow(p->arena, p->said, p->said_count,
			     &p->said_capacity, sizeof(*p->said));
	p->said[p->said_count++] = (struct said){
		.question = question,
		.person = person,
		.number = number,
		.counted =
		    counted_of(p->arena, &pack->questions[question],
			       payload_kind(payload),
			       payload_json(p->arena,
					    node_get(payload, "value"))),
	};
}

static void note_closing(struct past *p, const struct node *payload,
			 uint32_t number)
{
	const struct node *questions = node_get(payload, "questions");
	const struct pack *pack = p->view->pack;
	struct print *c;

	if (questions == NULL || questions->first == NULL ||
	    !str_eq(payload_text(payload, "round"), p->view->round->id))
		return;
	p->prints = arena_grow(p->arena, p->prints, p->print_count,
			       &p->print_capacity, sizeof(*p->prints));
	c = &p->prints[p->print_count++];
	c->number = number;
	c->brought = payload_text(payload, "origin").len > 0;
	c->published = ARENA_ARRAY(p->arena, pack->question_count, bool);
	for (const struct node *n = questions->first; n != NULL; n = n->next) {
		uint32_t question = pack_find_question(pack, n->text);

		if (question != NO_INDEX)
			c->published[question] = true;
	}
}

static int by_question(const void *a, const void *b)
{
	const struct said *x = a, *y = b;

	if (x->question != y->question)
		return x->question < y->question ? -1 : 1;
	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

static bool read_past(struct desk *d, struct past *p)
{
	uint32_t count;
	const struct journal_entry *all =
	    store_journal(d->store, d->arena, p->view->record->id, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (all[i].payload.len == 0)
			continue;
		if (all[i].kind == CHANGE_ANSWER)
			note_answer(p,
				    case_value_node(d->arena, all[i].payload),
				    all[i].number);
		if (all[i].kind == CHANGE_COLLECTION)
			note_closing(p,
				     case_value_node(d->arena, all[i].payload),
				     all[i].number);
	}
	if (p->said_count > 1)
		qsort(p->said, p->said_count, sizeof(*p->said), by_question);
	return desk_read_well(d);
}

/* --- the rule ----------------------------------------------------------- */

/* The last of one person's answers before a place of the journal. */
static struct counted at_closing(const struct said *from, size_t count,
				 uint32_t number)
{
	struct counted then = { .points = RATIO(0) };

	for (size_t i = 0; i < count && from[i].number < number; i++)
		then = from[i].counted;
	return then;
}

/* Answers side by side: of one question, of one person to it. */
struct stretch {
	const struct said *from;
	size_t count;
};

static struct stretch next_person(struct stretch *rest)
{
	struct stretch one = { .from = rest->from };

	while (one.count < rest->count &&
	       one.from[one.count].person == one.from[0].person)
		one.count++;
	rest->from += one.count;
	rest->count -= one.count;
	return one;
}

/* How many count in what they say now... */
static uint32_t counting_now(struct stretch all)
{
	uint32_t n = 0;

	while (all.count > 0) {
		struct stretch one = next_person(&all);

		n += one.from[one.count - 1].counted.counts;
	}
	return n;
}

/*
 * Whether one person says otherwise than at a closing. Before a closing of
 * another copy stands here all that was known there, with what was said here
 * alone between: of what the person had said by then one thing, or nothing,
 * stood in that print. So only what they had never said is other than it.
 */
static bool has_moved(struct stretch one, const struct print *print)
{
	const struct counted *now = &one.from[one.count - 1].counted;
	struct counted then = at_closing(one.from, one.count, print->number);

	if (!print->brought)
		return !counted_same(now, &then);
	for (size_t i = 0;
	     i < one.count && one.from[i].number < print->number; i++)
		if (counted_same(now, &one.from[i].counted))
			return false;
	return now->counts;
}

/* ...and how many of them otherwise than at a closing. */
static uint32_t moved_since(struct stretch all, const struct print *print)
{
	uint32_t n = 0;

	while (all.count > 0)
		n += has_moved(next_person(&all), print);
	return n;
}

static bool is_due(const struct past *p, uint32_t question, struct stretch all)
{
	if (counting_now(all) < COLLECTION_LEAST)
		return false;
	for (size_t c = 0; c < p->print_count; c++)
		if (p->prints[c].published[question] &&
		    moved_since(all, &p->prints[c]) < COLLECTION_LEAST)
			return false;
	return true;
}

bool collection_due(struct desk *d, const struct case_view *view, bool *due)
{
	struct past p = { .arena = d->arena, .view = view };

	if (!read_past(d, &p))
		return false;
	memset(due, 0, view->pack->question_count * sizeof(*due));
	for (size_t i = 0; i < p.said_count;) {
		struct stretch all = { .from = &p.said[i] };

		while (i < p.said_count &&
		       p.said[i].question == all.from[0].question) {
			all.count++;
			i++;
		}
		due[all.from[0].question] =
		    is_due(&p, all.from[0].question, all);
	}
	return true;
}
