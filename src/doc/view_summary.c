/* Who, when, the overall level, and what to do on Monday. */
#include "view.h"

#include "doc/typography.h"

/* "21 novembre 2026 · préparé par ... · Cabinet ... · 28 personnes" */
static void put_lead(struct view *v, struct node *root, struct str date,
		     struct str sector)
{
	struct str author = v->answers->report.consultant;
	int64_t staff = v->answers->staff;
	struct str parts[5];
	struct buf out = buf_make(v->arena);
	size_t count = 0;

	if (date.len > 0)
		parts[count++] = date;
	if (author.len > 0)
		parts[count++] = WORDS(v->arena,
				       date.len > 0 ? W_LEAD_AUTHOR
						    : W_LEAD_AUTHOR_ALONE,
				       v->lang, author);
	/* "Anne Roy, Cabinet Roy" has said it. */
	if (v->firm.len > 0 && str_find(author, v->firm, 0) == SIZE_MAX)
		parts[count++] = v->firm;
	if (staff > 0)
		parts[count++] = view_some(v, W_N_PEOPLE, RATIO(staff));
	if (sector.len > 0)
		parts[count++] = sector;
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_text(&out, " · ");
		buf_str(&out, parts[i]);
	}
	view_put(v, root, "lead", buf_view(&out));
}

static struct str sector_of(const struct view *v)
{
	uint32_t sector = v->pack->sector_question;

	if (sector != NO_INDEX &&
	    v->score->questions[sector].state == STATE_ANSWERED)
		return view_firm_answer(v, sector);
	return v->answers->client_sector;
}

static void put_client(struct view *v, struct node *root)
{
	struct node *map = view_put_map(v, root, "client");
	const struct answers *answers = v->answers;

	view_put(v, map, "name", answers->client_name);
	view_put_own(v, map, "staff",
		     answers->staff == 0
			     ? STR_NONE
			     : view_count(v, (uint64_t)answers->staff));
	view_put(v, map, "sector", sector_of(v));
}

/* Whether scores are the plain means that the method describes. */
static bool has_plain_means(const struct rubric *r)
{
	for (uint32_t c = 0; c < r->criterion_count; c++)
		if (!r->criteria[c].score_is_default)
			return false;
	for (uint32_t d = 0; d < r->dimension_count; d++)
		if (r->dimensions[d].score != NULL)
			return false;
	return r->overall_score == NULL;
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
	view_put_flag(v, map, "plain_means", has_plain_means(&v->pack->rubric));
	view_put_flag(v, map, "counts_blanks", v->pack->rubric.has_blank);
}

/* What the pack says about its own report. */
static void put_texts(struct view *v, struct node *root)
{
	const struct report_texts *t = &v->pack->report_texts;
	bool has = v->pack->has_report_texts;
	struct str title = has ? view_text(v, &t->title) : STR_NONE;

	view_put_own(v, root, "title",
		     title.len > 0 ? title : view_text(v, &v->pack->title));
	view_put_own(v, root, "usual",
		     has ? view_text(v, &t->usual) : STR_NONE);
	view_put_own(v, root, "references_read",
		     has ? view_text(v, &t->references) : STR_NONE);
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

static struct str of_level(struct view *v, const struct text *texts,
			   uint32_t level)
{
	return v->pack->has_report_texts && level > 0
		   ? view_text(v, &texts[level])
		   : STR_NONE;
}

/*
 * What a level means and what comes next are read at the prudent end of a
 * range; over more than two levels, its meaning would be said of a firm that
 * nobody knows yet.
 */
static void put_overall(struct view *v, struct node *root)
{
	struct node *map = view_put_map(v, root, "overall");
	const struct scored *s = &v->score->overall;
	const struct report_texts *t = &v->pack->report_texts;
	uint32_t prudent = s->shown_lo > 0 ? s->shown_lo : s->shown_hi;
	bool wide = s->shown_hi > prudent + 1;

	view_scored(v, map, s);
	view_put_own(v, map, "meaning",
		     of_level(v, t->level_meaning, wide ? 0 : prudent));
	view_put_own(v, map, "next", of_level(v, t->level_next, prudent));
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
	struct str date = STR_NONE;
	int64_t day;

	view_put_own(v, root, "language", str_from(lang_code(v->lang)));
	view_put_flag(v, root, "french", v->lang == LANG_FR);
	view_put_flag(v, root, "english", v->lang == LANG_EN);
	view_put_flag(v, root, "consultant", v->consultant);
	view_put_flag(v, root, "preview", v->score->preview);
	/* One person of several groups' questions is one person. */
	view_put_flag(v, root, "several",
		      v->score->several && v->answers->set_count > 1);
	if (day_read(v->answers->date, &day))
		date = typo_date(v->arena, day, v->lang);
	view_put_own(v, root, "date", date);
	view_put(v, root, "author", request->consultant);
	view_put(v, root, "introduction", view_text(v, &request->introduction));
	view_put(v, root, "next_meeting", view_text(v, &request->next_meeting));
	view_put_own(v, root, "notice", notice(v));
	put_lead(v, root, date, sector_of(v));
	put_texts(v, root);
	put_client(v, root);
	put_pack(v, root);
	put_exposure(v, root);
	put_overall(v, root);
	put_monday(v, root);
}
