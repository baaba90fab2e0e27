/* Who, when, the overall level, and what to do on Monday. */
#include "view.h"

#include "typography.h"

static void put_client(struct view *v, struct node *root)
{
	struct node *map = view_put_map(v, root, "client");
	const struct answers *answers = v->answers;
	uint32_t sector = v->pack->sector_question;

	view_put(v, map, "name", answers->client_name);
	view_put_own(v, map, "staff",
		     answers->staff == 0
			     ? STR_NONE
			     : view_count(v, (uint64_t)answers->staff));
	if (sector != NO_INDEX &&
	    v->score->questions[sector].state == STATE_ANSWERED)
		view_put(v, map, "sector", view_firm_answer(v, sector));
	else
		view_put(v, map, "sector", answers->client_sector);
}

static void put_pack(struct view *v, struct node *root)
{
	struct node *map = view_put_map(v, root, "pack");

	view_put_own(v, map, "id", v->pack->id);
	view_put_text(v, map, "title", &v->pack->title);
	view_put_own(v, map, "version", v->pack->version);
	view_put_own(v, map, "digest",
		     str_sub(str_from(v->pack->digest.hex), 0, 12));
	view_put_text(v, map, "rubric", &v->pack->rubric.title);
}

/* An exposure that nothing settles yet is said so: targets are then high. */
static void put_exposure(struct view *v, struct node *root)
{
	uint32_t by = v->pack->rubric.target_by;
	uint32_t value = v->score->exposure;
	struct node *map;
	bool named;

	if (by == NO_INDEX) {
		view_put_null(v, root, "exposure");
		return;
	}
	named = v->pack->facts[by].value_texts != NULL &&
		value < v->pack->facts[by].values.count;
	map = view_put_map(v, root, "exposure");
	view_put_own(v, map, "name",
		     named ? view_text(v, &v->pack->facts[by]
						   .value_texts[value])
			   : view_word(v, W_TO_CONFIRM));
	view_put_own(v, map, "text",
		     named && v->pack->has_report_texts
			     ? view_text(v, &v->pack->report_texts
						     .exposures[value])
			     : STR_NONE);
	view_put_flag(v, map, "known", v->score->exposure_known);
}

/* What the level means, read at the prudent end of a range. */
static void put_overall(struct view *v, struct node *root)
{
	struct node *map = view_put_map(v, root, "overall");
	const struct scored *s = &v->score->overall;
	uint32_t level = s->shown_lo > 0 ? s->shown_lo : s->shown_hi;
	bool texts = v->pack->has_report_texts && level > 0;
	const struct report_texts *t = &v->pack->report_texts;

	view_scored(v, map, s);
	view_put_own(v, map, "meaning",
		     texts ? view_text(v, &t->level_meaning[level]) : STR_NONE);
	view_put_own(v, map, "next",
		     texts ? view_text(v, &t->level_next[level]) : STR_NONE);
	view_put_own(v, map, "highest",
		     typo_number(v->arena,
				 v->score->overall_max.absent
					 ? v->pack->rubric.range_max
					 : v->score->overall_max.point,
				 -1, v->lang));
}

static void put_step(struct view *v, struct node *map, uint32_t index)
{
	const struct monday_step *step = &v->plan->monday[index];
	const struct initiative *i =
		&v->pack->catalogue.initiatives[step->initiative];

	view_put_count(v, map, "number", index + 1);
	view_put_text(v, map, "initiative", &i->title);
	view_put_text(v, map, "do", &i->monday_do);
	view_put_text(v, map, "owner", &i->owner);
	view_put_count(v, map, "minutes", i->monday_minutes);
	view_put_text(v, map, "template", &i->template);
	view_put_text(v, map, "tell", &i->monday_tell);
	view_put_text(v, map, "proof", &i->monday_proof);
	view_put_own(v, map, "gate",
		     step->gate == NO_INDEX
			     ? STR_NONE
			     : view_text(v, &v->pack->rubric.gates[step->gate]
						     .title));
}

static void put_monday(struct view *v, struct node *root)
{
	struct node *list = view_put_list(v, root, "monday");

	for (uint32_t i = 0; v->plan != NULL && i < v->plan->monday_count; i++)
		put_step(v, view_add_map(v, list), i);
	view_put_flag(v, root, "has_monday", list->count > 0);
}

static struct str notice(const struct view *v)
{
	struct str own = STR_NONE;

	if (v->pack->has_report_texts)
		own = view_text(v, &v->pack->report_texts.notice);
	return own.len > 0 ? own : view_word(v, W_NOTICE);
}

void view_summary(struct view *v, struct node *root)
{
	const struct report_request *request = &v->answers->report;
	int64_t day;

	view_put_own(v, root, "language", str_from(lang_code(v->lang)));
	view_put_flag(v, root, "french", v->lang == LANG_FR);
	view_put_flag(v, root, "english", v->lang == LANG_EN);
	view_put_flag(v, root, "consultant", v->consultant);
	view_put_flag(v, root, "preview", v->score->preview);
	view_put_flag(v, root, "several", v->score->several);
	view_put_own(v, root, "date",
		     typo_day(v->answers->date, &day)
			     ? typo_date(v->arena, day, v->lang)
			     : STR_NONE);
	view_put(v, root, "author", request->consultant);
	view_put(v, root, "introduction", view_text(v, &request->introduction));
	view_put(v, root, "next_meeting", view_text(v, &request->next_meeting));
	view_put_own(v, root, "notice", notice(v));
	put_client(v, root);
	put_pack(v, root);
	put_exposure(v, root);
	put_overall(v, root);
	put_monday(v, root);
}
