/*
 * Which question a live room answers next: where people differ most comes
 * first, then all others, as the questionnaire has them.
 */
#include "desk_case.h"
#include "engine/agreement.h"
#include "room_desk.h"

struct listing {
	const struct room *room;
	const struct score *score;	/* NULL: it cannot be scored */
	const struct room_asked *asked;
	uint32_t asked_count;
};

static bool listing_of(struct visit *v, const struct room *room,
		       struct listing *l)
{
	*l = (struct listing){ .room = room };
	l->score = case_score(v->desk, v->view, v->view->pack);
	l->asked = room_asked(v->desk, room, v->view->pack, &l->asked_count);
	if (v->desk->failed)
		visit_troubled(v);
	return !v->desk->failed;
}

/* What applies to the firm, and has options. */
static bool is_offered(const struct visit *v, const struct listing *l,
		       uint32_t question)
{
	return room_takes(&v->view->pack->questions[question]) &&
	       (l->score == NULL || l->score->questions[question].shown);
}

static const struct room_asked *find_asked(const struct listing *l,
					   uint32_t question)
{
	for (uint32_t i = 0; i < l->asked_count; i++)
		if (l->asked[i].question == question)
			return &l->asked[i];
	return NULL;
}

static bool is_on_screens(const struct visit *v, const struct listing *l,
			  uint32_t question)
{
	return str_eq(l->room->question,
		      v->view->pack->questions[question].id);
}

/* Of the one that still takes answers, no more than that. */
static struct str standing(const struct visit *v, const struct listing *l,
			   uint32_t question)
{
	const struct room_asked *asked = find_asked(l, question);

	if (is_on_screens(v, l, question) && l->room->state == ROOM_ASKING)
		return words(v, P_ROOM_TAG_ASKING);
	if (asked != NULL)
		return words(v, asked->shows ? P_ROOM_TAG_SHOWN
					     : P_ROOM_TAG_FEW);
	if (l->score != NULL && l->score->questions[question].decided)
		return words(v, P_D_QUESTIONS_DECIDED);
	return STR_NONE;
}

static void write_item(struct visit *v, const struct listing *l,
		       uint32_t question)
{
	const struct question *q = &v->view->pack->questions[question];

	desk_item(v, ROOM_AT(v, STR("/questions/"), q->id),
		  visit_text(v, &q->text), standing(v, l, question));
}

/* --- where people differ --------------------------------------------------- */

struct differing {
	uint32_t question;
	struct ratio by;
};

/* Those who answer by name, in steps of the scale: the widest first. */
static uint32_t named_apart(struct visit *v, const struct listing *l,
			    const struct agreement *g, struct differing *all)
{
	uint32_t count = 0;

	for (uint32_t q = 0; q < v->view->pack->question_count; q++) {
		const struct agreement_question *a = &g->questions[q];
		uint32_t at = count;

		if (!a->named.known || a->decided || !is_offered(v, l, q) ||
		    ratio_is_zero(a->named.deviation))
			continue;
		for (; at > 0 && ratio_cmp(all[at - 1].by,
					   a->named.deviation) < 0;
		     at--)
			all[at] = all[at - 1];
		all[at] = (struct differing){ q, a->named.deviation };
		count++;
	}
	return count;
}

static bool is_widest(const struct agreement *g, uint32_t question)
{
	for (uint32_t i = 0; i < g->widest_count; i++)
		if (g->widest[i] == question)
			return true;
	return false;
}

static void write_differing(struct visit *v, const struct listing *l)
{
	uint32_t questions = v->view->pack->question_count, count, begun = 0;
	struct differing *all =
	    ARENA_ARRAY(v->arena, questions, struct differing);
	struct agreement g;

	if (l->score == NULL)
		return;
	g = agreement_of(v->arena, l->score);
	count = named_apart(v, l, &g, all);
	for (uint32_t i = 0; i < g.widest_count + count; i++) {
		uint32_t q = i < g.widest_count
				 ? g.widest[i]
				 : all[i - g.widest_count].question;

		if (!is_offered(v, l, q) ||
		    (i >= g.widest_count && is_widest(&g, q)))
			continue;
		if (begun++ == 0) {
			page_heading(v, words(v, P_ROOM_DIFFERING));
			desk_items_begin(v);
		}
		write_item(v, l, q);
	}
	if (begun > 0)
		desk_items_end(v);
}

/* --- all of them ----------------------------------------------------------- */

static void write_section(struct visit *v, const struct listing *l,
			  const struct section *section)
{
	bool begun = false;

	for (uint32_t i = 0; i < section->question_count; i++) {
		uint32_t q = section->questions[i];

		if (!is_offered(v, l, q))
			continue;
		if (!begun) {
			page_heading(v, visit_text(v, &section->title));
			desk_items_begin(v);
		}
		begun = true;
		write_item(v, l, q);
	}
	if (begun)
		desk_items_end(v);
}

void page_room_questions(struct visit *v)
{
	const struct room *room = room_at_desk(v);
	const struct pack *pack = v->view->pack;
	struct listing l;

	if (room == NULL || !listing_of(v, room, &l))
		return;
	if (room->state == ROOM_ENDED) {
		visit_redirect(v, ROOM_AT(v, STR_NONE));
		return;
	}
	desk_begin(v, words(v, P_ROOM_CHOOSE), ROOM_AT(v, STR_NONE));
	page_text(v, words(v, P_ROOM_CHOOSE_LEAD));
	write_differing(v, &l);
	for (uint32_t n = 0; n < pack->section_count; n++)
		write_section(v, &l, &pack->sections[n]);
	page_end(v);
}

/* --- one of them ----------------------------------------------------------- */

/* False: a page was answered. */
static bool look(struct visit *v, struct listing *l, uint32_t *question)
{
	const struct room *room = room_at_desk(v);

	if (room == NULL || !listing_of(v, room, l))
		return false;
	*question = pack_find_question(v->view->pack, v->args[1]);
	if (*question == NO_INDEX || !is_offered(v, l, *question)) {
		visit_refuse(v, 404, P_REFUSED_UNKNOWN);
		return false;
	}
	if (room->state == ROOM_ENDED)
		visit_redirect(v, ROOM_AT(v, STR_NONE));
	return room->state != ROOM_ENDED;
}

void page_room_question(struct visit *v)
{
	const struct question *q;
	const struct room_asked *asked;
	struct listing l;
	uint32_t question;

	if (!look(v, &l, &question))
		return;
	q = &v->view->pack->questions[question];
	asked = find_asked(&l, question);
	desk_begin(v, visit_text(v, &q->text), ROOM_AT(v, STR("/questions")));
	html_open(&v->html, "ul", NULL);
	for (uint32_t o = 0; o < question_option_count(q); o++)
		html_element(&v->html, "li", NULL, question_option(v, q, o));
	html_close(&v->html, "ul");
	if (l.room->state == ROOM_ASKING && !is_on_screens(v, &l, question))
		page_text(v, words(v, P_ROOM_WILL_CLOSE));
	if (asked != NULL && asked->shows)
		page_text(v, words(v, P_ROOM_ONE_PRINT));
	form_begin(v, ROOM_AT(v, STR("/questions/"), q->id));
	control_submit(v, words(v, asked != NULL && asked->shows
					       ? P_ROOM_SHOW_GO
					       : P_ROOM_ASK_GO));
	form_end(v);
	page_end(v);
}

void page_room_question_do(struct visit *v)
{
	struct listing l;
	uint32_t question;

	if (!look(v, &l, &question))
		return;
	if (room_ask(v->desk, v->view, l.room,
		     v->view->pack->questions[question].id))
		visit_redirect(v, ROOM_AT(v, STR_NONE));
	else
		visit_troubled(v);
}
