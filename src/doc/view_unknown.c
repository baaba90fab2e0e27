/* What is not known yet, and who can tell. */
#include "view.h"

enum { UNKNOWN_SHOWN = 6 };	/* of a group, to clients */

static bool is_missing(const struct view *v, uint32_t question)
{
	return view_is_open(v, question) &&
	       !v->pack->questions[question].optional;
}

static struct str reason_of(const struct view *v, uint32_t question)
{
	const struct question_result *r = &v->score->questions[question];

	if (r->disagreement)
		return view_word(v, W_DISAGREEMENT);
	if (r->state == STATE_DONT_KNOW)
		return view_word(v, W_DONT_KNOW);
	if (r->groups[GROUP_STAFF].withheld)
		return view_word(v, W_WITHHELD);
	return view_word(v, W_UNANSWERED);
}

static void put_missing(struct view *v, struct node *map, uint32_t question,
			bool decides)
{
	const struct question *q = &v->pack->questions[question];

	view_put_own(v, map, "code", q->code);
	view_put_text(v, map, "question", &q->text);
	view_put_own(v, map, "reason", reason_of(v, question));
	view_put(v, map, "note", view_notes(v, question));
	view_put_flag(v, map, "gating", decides);
}

/*
 * Questions for exactly these groups; those a gate waits for first. A client
 * sees the first few, and how many more the appendix lists.
 */
static void put_group(struct view *v, struct node *groups, uint8_t who,
		      const bool *decides, uint32_t *total)
{
	struct node *map = NULL, *list = NULL;
	uint64_t more = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (uint32_t i = 0; i < v->pack->question_count; i++) {
			const struct question *q = &v->pack->questions[i];

			if (q->groups != who || decides[i] != (pass == 0) ||
			    !is_missing(v, i))
				continue;
			if (map == NULL) {
				map = view_add_map(v, groups);
				view_put_own(v, map, "name", view_who(v, q));
				list = view_put_list(v, map, "questions");
			}
			++*total;
			if (!v->consultant && list->count == UNKNOWN_SHOWN)
				more++;
			else
				put_missing(v, view_add_map(v, list), i,
					    decides[i]);
		}
	}
	if (map != NULL)
		view_put_count(v, map, "more", more);
}

void view_unknown(struct view *v, struct node *root)
{
	struct node *map = view_put_map(v, root, "unknown");
	struct node *groups = view_put_list(v, map, "groups");
	uint32_t next = score_next_question(v->arena, v->score);
	const bool *decides = view_gate_questions(v);
	uint32_t total = 0;

	for (uint8_t who = 1; who < 1u << GROUP_COUNT; who++)
		put_group(v, groups, who, decides, &total);
	view_put_flag(v, map, "any", total > 0);
	view_put_flag(v, map, "several", total > 1);
	view_put_count(v, map, "count", total);
	view_put_own(v, map, "next",
		     next == NO_INDEX
			     ? STR_NONE
			     : view_text(v, &v->pack->questions[next].text));
	view_put_own(v, map, "next_who",
		     next == NO_INDEX
			     ? STR_NONE
			     : view_who(v, &v->pack->questions[next]));
}
