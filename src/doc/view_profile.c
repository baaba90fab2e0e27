/* Dimensions and criteria: now, bounds, target; where groups disagree. */
#include "view.h"

#include "doc/typography.h"

enum { STRENGTHS = 3, STRENGTH_FROM = 3 };

/* A rubric's quote often opens with the word the template writes itself. */
static struct str without_label(const struct view *v, struct str text)
{
	struct str label = view_word(v, W_EVIDENCE_LABEL);
	size_t at = label.len;

	if (text.len < at || !str_eq(str_sub(text, 0, at), label))
		return text;
	/* A space, breaking or not, and the colon. */
	while (at < text.len && (text.at[at] == ' ' || text.at[at] == ':' ||
				 str_starts(str_sub(text, at, text.len),
					    NO_BREAK_SPACE)))
		at += text.at[at] == NO_BREAK_SPACE[0] ? 2 : 1;
	return str_sub(text, at, text.len);
}

static void put_evidence(struct view *v, struct node *map, uint32_t criterion)
{
	static const enum word words[] = {
		[EVIDENCE_DECLARED] = W_DECLARED,
		[EVIDENCE_SHOWN] = W_SHOWN,
		[EVIDENCE_VERIFIED] = W_VERIFIED,
	};
	const struct criterion *c = &v->pack->rubric.criteria[criterion];
	uint8_t evidence = v->answers->evidence == NULL
				   ? (uint8_t)EVIDENCE_DECLARED
				   : v->answers->evidence[criterion];

	view_put_own(v, map, "evidence",
		     without_label(v, view_text(v, &c->evidence)));
	view_put_own(v, map, "evidence_status", view_word(v, words[evidence]));
}

static void put_mappings(struct view *v, struct node *map,
			 const struct criterion *c)
{
	struct node *list = view_put_list(v, map, "mappings");
	struct buf all = buf_make(v->arena);

	for (uint32_t i = 0; i < c->map_count; i++) {
		const struct mapping *m = &c->maps[i];
		struct node *item;

		if (!view_is_listed(v, m))
			continue;
		item = view_add_map(v, list);
		view_put_own(v, item, "to", m->to);
		view_put_own(v, item, "mark", m->mark);
		if (all.len > 0)
			buf_text(&all, "; ");
		buf_str(&all, m->to);
		if (v->consultant)
			buf_fmt(&all, " (%.*s)", STR_ARGS(m->mark));
	}
	view_put_own(v, map, "mappings_text", buf_view(&all));
}

void view_criterion(struct view *v, struct node *map, uint32_t criterion)
{
	const struct criterion *c = &v->pack->rubric.criteria[criterion];
	const struct scored *s = &v->score->criteria[criterion];
	uint32_t level = s->shown_lo > 0 ? s->shown_lo : s->shown_hi;

	view_put_own(v, map, "id", c->id);
	view_put_own(v, map, "code", c->code);
	view_put_text(v, map, "title", &c->title);
	view_put_text(v, map, "about", &c->about);
	view_put_text(v, map, "dimension",
		      &v->pack->rubric.dimensions[c->dimension].title);
	view_scored(v, map, s);
	view_put_own(v, map, "level_text",
		     level == 0 ? STR_NONE
				: score_level_text(v->score, criterion, level,
						   v->lang));
	put_evidence(v, map, criterion);
	put_mappings(v, map, c);
}

static void put_dimension(struct view *v, struct node *map, uint32_t index)
{
	const struct dimension *d = &v->pack->rubric.dimensions[index];
	struct node *list;

	view_put_own(v, map, "id", d->id);
	view_put_own(v, map, "code", d->code);
	view_put_text(v, map, "title", &d->title);
	view_put_text(v, map, "about", &d->about);
	view_put_own(v, map, "weight",
		     typo_number(v->arena, d->weight, -1, v->lang));
	view_scored(v, map, &v->score->dimensions[index]);
	list = view_put_list(v, map, "criteria");
	for (uint32_t i = 0; i < d->criterion_count; i++)
		view_criterion(v, view_add_map(v, list), d->first_criterion + i);
}

/* Leaders and staff who do not see the same thing. */
static void put_group_gaps(struct view *v, struct node *root)
{
	const struct rubric *r = &v->pack->rubric;
	struct node *list = view_put_list(v, root, "group_gaps");
	bool any_common = false;

	for (uint32_t d = 0; d < r->dimension_count; d++) {
		struct ratio gap, size;
		struct node *map;
		bool common;

		if (!score_gap(v->score, d, &gap))
			continue;
		size = ratio_cmp(gap, RATIO(0)) < 0 ? ratio_neg(gap) : gap;
		if (ratio_cmp(size, r->gap) < 0)
			continue;
		map = view_add_map(v, list);
		view_put_text(v, map, "title", &r->dimensions[d].title);
		view_put_own(v, map, "gap",
			     view_units(v, W_N_POINTS, ratio_truncate(size, 1),
					view_score(v, size)));
		view_put_flag(v, map, "leaders_higher",
			      ratio_cmp(gap, RATIO(0)) > 0);
		common = score_gap_together(v->score, d);
		view_put_flag(v, map, "together", common);
		any_common = any_common || common;
	}
	view_put_flag(v, root, "has_group_gaps", list->count > 0);
	view_put_flag(v, root, "has_common_gaps", any_common);
}

static bool is_strength(const struct scored *s)
{
	return !s->confirm && s->shown_lo >= STRENGTH_FROM &&
	       s->shown_lo >= s->target;
}

static uint32_t best_strength(const struct view *v, const bool *taken)
{
	const struct scored *s = v->score->criteria;
	uint32_t best = NO_INDEX;

	for (uint32_t c = 0; c < v->pack->rubric.criterion_count; c++) {
		if (taken[c] || !is_strength(&s[c]))
			continue;
		if (best == NO_INDEX ||
		    ratio_cmp(s[c].published, s[best].published) > 0)
			best = c;
	}
	return best;
}

/* The best criteria that are at their target, by score, then in order. */
static void put_strengths(struct view *v, struct node *root)
{
	const struct rubric *r = &v->pack->rubric;
	bool *taken = ARENA_ARRAY(v->arena, r->criterion_count, bool);
	struct str titles[STRENGTHS];
	size_t count = 0;

	while (count < STRENGTHS) {
		uint32_t best = best_strength(v, taken);

		if (best == NO_INDEX)
			break;
		taken[best] = true;
		titles[count++] = WORDS(v->arena, W_LEADS_TO, v->lang,
					view_text(v, &r->criteria[best].title),
					view_level(v, &v->score->criteria[best]));
	}
	view_put_own(v, root, "strengths", view_join(v, titles, count));
}

static void put_scale(struct view *v, struct node *root)
{
	const struct rubric *r = &v->pack->rubric;
	struct node *list = view_put_list(v, root, "levels");

	for (uint32_t l = 1; l <= r->level_count; l++) {
		struct node *map = view_add_map(v, list);
		bool from = r->has_bands && !r->bands_are_shares && l > 1;

		view_put_count(v, map, "number", l);
		view_put_own(v, map, "name", view_level_name(v, l));
		view_put_own(v, map, "from",
			     from ? typo_number(v->arena, r->bands[l], 2,
						v->lang)
				  : STR_NONE);
	}
}

/* What the words around the profile depend on. */
static void put_measured(struct view *v, struct node *root)
{
	const struct rubric *r = &v->pack->rubric;
	bool targets = false, measured = false;

	for (uint32_t d = 0; d < r->dimension_count; d++)
		targets = targets || v->score->dimensions[d].target > 0;
	for (uint32_t c = 0; c < r->criterion_count; c++)
		measured = measured || !v->score->criteria[c].raw.absent;
	view_put_flag(v, root, "has_targets", targets);
	view_put_flag(v, root, "measured", measured);
}

void view_profile(struct view *v, struct node *root)
{
	struct node *list = view_put_list(v, root, "dimensions");

	for (uint32_t d = 0; d < v->pack->rubric.dimension_count; d++)
		put_dimension(v, view_add_map(v, list), d);
	put_measured(v, root);
	put_group_gaps(v, root);
	put_strengths(v, root);
	put_scale(v, root);
}
