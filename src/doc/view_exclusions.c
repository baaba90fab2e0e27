/*
 * What no score reads, briefly: questions that do not concern the client,
 * those that wait for another answer, and what was declared not applicable.
 */
#include "view.h"

enum { TITLE_CHARS = 60 };	/* of a question, in the list */

/* The beginning of a text, cut between words. */
static struct str shortened(const struct view *v, struct str text)
{
	struct buf out = buf_make(v->arena);
	size_t cut = 0, seen = 0;

	if (str_chars(text) <= TITLE_CHARS)
		return text;
	for (size_t i = 0; i < text.len && seen < TITLE_CHARS; i++) {
		if (text.at[i] == ' ')
			cut = i;
		seen += ((unsigned char)text.at[i] & 0xC0) != 0x80;
	}
	while (cut > 0 && (text.at[cut - 1] == ',' || text.at[cut - 1] == ' '))
		cut--;
	buf_str(&out, str_sub(text, 0, cut));
	buf_text(&out, "…");
	return buf_view(&out);
}

/* An open answer may still show the question: it is not excluded for good. */
static bool is_left_out(const struct view *v, uint32_t question, bool pending)
{
	const struct question_result *r = &v->score->questions[question];

	return r->state == STATE_HIDDEN && r->maybe_hidden == pending;
}

static void put_by_section(struct view *v, struct node *map, const char *list,
			   const char *count, enum word word, bool pending)
{
	struct node *items = view_put_list(v, map, list);
	int64_t total = 0;

	for (uint32_t s = 0; s < v->pack->section_count; s++) {
		const struct section *section = &v->pack->sections[s];
		struct buf titles = buf_make(v->arena);
		struct node *item;

		for (uint32_t i = 0; i < section->question_count; i++) {
			uint32_t q = section->questions[i];

			if (!is_left_out(v, q, pending))
				continue;
			if (titles.len > 0)
				buf_text(&titles, " · ");
			buf_str(&titles,
				shortened(v, view_text(v, &v->pack->questions[q]
								   .text)));
			total++;
		}
		if (titles.len == 0)
			continue;
		item = view_add_map(v, items);
		view_put_text(v, item, "section", &section->title);
		view_put_own(v, item, "questions", buf_view(&titles));
	}
	view_put_own(v, map, count, view_some(v, word, RATIO(total)));
}

static void put_not_applicable(struct view *v, struct node *map)
{
	struct node *list = view_put_list(v, map, "not_applicable");

	for (uint32_t q = 0; q < v->pack->question_count; q++) {
		const struct question_result *r = &v->score->questions[q];
		struct node *item;

		if (r->state != STATE_NA)
			continue;
		item = view_add_map(v, list);
		view_put_text(v, item, "question", &v->pack->questions[q].text);
		view_put(v, item, "reason",
			 r->firm->kind == ANSWER_NA ? r->firm->reason
						    : STR_NONE);
	}
	view_put_flag(v, map, "has_not_applicable", list->count > 0);
}

void view_exclusions(struct view *v, struct node *root)
{
	struct node *map = view_put_map(v, root, "exclusions");
	bool any = false;

	put_by_section(v, map, "not_asked", "not_asked_count", W_N_NOT_ASKED,
		       false);
	put_by_section(v, map, "pending", "pending_count", W_N_PENDING, true);
	put_not_applicable(v, map);
	for (uint32_t q = 0; q < v->pack->question_count; q++)
		any = any || v->score->questions[q].state == STATE_HIDDEN ||
		      v->score->questions[q].state == STATE_NA;
	view_put_flag(v, map, "any", any);
}
