/* A criterion, a dimension or the overall: its numbers and its level. */
#include "view.h"

#include "doc/typography.h"

/* "entre 1,9 et 2,4", or nothing when every completion gives the same. */
static struct str bounds(const struct view *v, const struct scored *s)
{
	struct str low, high;

	if (!s->raw.may_be_present || number_is_certain(&s->raw))
		return STR_NONE;
	low = view_score(v, s->published_lo);
	high = view_score_high(v, s->published_hi);
	if (str_eq(low, high))
		return STR_NONE;
	return WORDS(v->arena, W_BETWEEN, v->lang, low, high);
}

/* The value before rounding, as a fraction when it does not end. */
static struct str exact(const struct view *v, const struct scored *s)
{
	struct ratio cut = ratio_truncate(s->raw.point, 4);
	struct buf out = buf_make(v->arena);

	if (s->raw.absent || !v->consultant)
		return STR_NONE;
	buf_str(&out, typo_number(v->arena, cut, -1, v->lang));
	if (ratio_cmp(cut, s->raw.point) != 0)
		buf_text(&out, "…");
	return buf_view(&out);
}

static struct str level_if(const struct view *v, uint8_t level)
{
	return level == 0 ? STR_NONE : view_count(v, level);
}

static void put_levels(struct view *v, struct node *map, const struct scored *s)
{
	bool lowered = s->gate != NO_INDEX && s->capped < s->level;

	view_put_flag(v, map, "known", s->shown_hi > 0);
	view_put_flag(v, map, "to_confirm", s->confirm);
	view_put_flag(v, map, "unsettled", scored_is_unsettled(s));
	view_put_own(v, map, "level", view_level(v, s));
	view_put_own(v, map, "level_named", view_level_named(v, s));
	view_put_own(v, map, "at_level", view_at_level(v, s));
	view_put_own(v, map, "at_level_named", view_at_level_named(v, s));
	view_put_own(v, map, "computed", level_if(v, s->level));
	view_put_own(v, map, "after_gates", level_if(v, s->capped));
	view_put_flag(v, map, "lowered", lowered);
	view_put_own(v, map, "lowered_by",
		     lowered ? view_text(v, &v->pack->rubric.gates[s->gate].title)
			     : STR_NONE);
	view_put_flag(v, map, "declared", s->declared);
	view_put_own(v, map, "target", level_if(v, s->target));
	view_put_flag(v, map, "at_target",
		      s->target > 0 && s->shown_lo >= s->target);
}

void view_scored(struct view *v, struct node *map, const struct scored *s)
{
	view_put_own(v, map, "score",
		     s->raw.absent ? STR_NONE : view_score(v, s->published));
	view_put_own(v, map, "exact", exact(v, s));
	view_put_own(v, map, "bounds", bounds(v, s));
	put_levels(v, map, s);
	view_put_own(v, map, "coverage",
		     s->applying == 0
			     ? STR_NONE
			     : WORDS(v->arena, W_OUT_OF, v->lang,
				     view_count(v, s->answered),
				     view_count(v, s->applying)));
	view_put_count(v, map, "dont_know", s->dont_know);
	view_put_count(v, map, "unanswered", s->unanswered);
	view_put_count(v, map, "not_applicable", s->na);
	view_put_count(v, map, "not_asked", s->hidden);
}

void view_question(struct view *v, struct node *map, uint32_t question)
{
	const struct question *q = &v->pack->questions[question];
	const struct question_result *r = &v->score->questions[question];
	bool known = r->state == STATE_ANSWERED && !view_is_open(v, question);

	view_put_own(v, map, "code", q->code);
	view_put_text(v, map, "question", &q->text);
	view_put(v, map, "answer", view_firm_answer(v, question));
	view_put(v, map, "note", view_notes(v, question));
	view_put_own(v, map, "who", view_who(v, q));
	view_put_flag(v, map, "open", view_is_open(v, question));
	view_put_flag(v, map, "staff_mean", view_is_staff_mean(v, question));
	view_put_own(v, map, "points",
		     known && v->consultant && !r->points->absent
			     ? view_units(v, W_N_POINTS, r->points->point,
					  typo_number(v->arena,
						      r->points->point, 2,
						      v->lang))
			     : STR_NONE);
}
