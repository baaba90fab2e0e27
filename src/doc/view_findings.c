/* Five to eight findings: what holds the client back most. */
#include "view.h"

#include "doc/typography.h"

enum { FOREMOST = 3 };	/* findings named in the summary */

uint32_t view_choose_findings(struct view *v, uint32_t *out)
{
	return findings_choose(v->arena, v->score, out);
}

/* --- one finding ---------------------------------------------------------- */

static void put_blocking(struct view *v, struct node *map, uint32_t criterion)
{
	const struct criterion *c = &v->pack->rubric.criteria[criterion];
	struct blocking *blocks = ARENA_ARRAY(v->arena, c->question_count + 1,
					      struct blocking);
	uint32_t count = score_blocking(v->score, criterion, blocks);
	struct node *list = view_put_list(v, map, "blocks");

	for (uint32_t i = 0; i < count; i++)
		view_question(v, view_add_map(v, list), blocks[i].question);
	view_put_flag(v, map, "blocked", count > 0);
}

static bool closes(const struct initiative *i, uint32_t criterion)
{
	for (uint32_t k = 0; k < i->close_count; k++)
		if (i->closes[k].criterion == criterion)
			return true;
	return false;
}

/* The numbers of the plan's lines that serve it: "3 et 7". */
static void put_lines(struct view *v, struct node *map, uint32_t criterion)
{
	uint32_t lines = v->plan == NULL ? 0 : v->plan->line_count;
	struct str *numbers = ARENA_ARRAY(v->arena, lines + 1, struct str);
	uint32_t count = 0;

	for (uint32_t l = 0; l < lines; l++) {
		uint32_t i = v->plan->lines[l].initiative;

		if (closes(&v->pack->catalogue.initiatives[i], criterion))
			numbers[count++] = view_count(v, l + 1);
	}
	view_put_own(v, map, "plan_lines", view_join(v, numbers, count));
	view_put_flag(v, map, "several_plan_lines", count > 1);
}

static void put_finding(struct view *v, struct node *map, uint32_t criterion,
			uint32_t number)
{
	const struct scored *s = &v->score->criteria[criterion];
	const struct finding_edit *edit = findings_edit(v->score, criterion);
	uint32_t level = s->shown_lo > 0 ? s->shown_lo : s->shown_hi;
	uint32_t next = level < v->pack->rubric.level_count ? level + 1 : 0;
	view_put_count(v, map, "number", number);
	view_criterion(v, map, criterion);
	view_put(v, map, "text",
		 edit == NULL ? STR_NONE : view_text(v, &edit->text));
	view_put(v, map, "remark",
		 edit == NULL ? STR_NONE : view_text(v, &edit->note));
	view_put_count(v, map, "next_level", next);
	view_put_own(v, map, "next_name", view_level_name(v, next));
	view_put_own(v, map, "next_text",
		     next == 0 ? STR_NONE
			       : score_level_text(v->score, criterion, next,
						  v->lang));
	view_put_own(v, map, "weighted_gap",
		     v->consultant
			     ? typo_number(v->arena,
					   findings_gap(v->score, criterion),
					   3, v->lang)
			     : STR_NONE);
	put_blocking(v, map, criterion);
	put_lines(v, map, criterion);
}

/* What the consultant chose to hide; the consultant's copy lists it. */
static void put_hidden(struct view *v, struct node *root)
{
	const struct report_request *r = &v->answers->report;
	struct node *list = view_put_list(v, root, "hidden_findings");

	for (uint32_t i = 0; v->consultant && i < r->finding_count; i++) {
		struct node *map;

		if (!r->findings[i].hide)
			continue;
		map = view_add_map(v, list);
		view_criterion(v, map, r->findings[i].criterion);
	}
}

/* The first findings by name, for the summary. */
static void put_foremost(struct view *v, struct node *root,
			 const uint32_t *chosen, uint32_t count)
{
	struct str titles[FOREMOST];

	for (uint32_t i = 0; i < count; i++)
		titles[i] = view_text(v, &v->pack->rubric.criteria[chosen[i]]
						  .title);
	view_put_own(v, root, "foremost", view_join(v, titles, count));
}

void view_findings(struct view *v, struct node *root)
{
	uint32_t chosen[FINDINGS_MOST];
	uint32_t count = view_choose_findings(v, chosen);
	struct node *list = view_put_list(v, root, "findings");

	for (uint32_t i = 0; i < count; i++)
		put_finding(v, view_add_map(v, list), chosen[i], i + 1);
	view_put_flag(v, root, "has_findings", count > 0);
	put_foremost(v, root, chosen, count < FOREMOST ? count : FOREMOST);
	put_hidden(v, root);
}
