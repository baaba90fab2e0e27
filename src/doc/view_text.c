/* Numbers, levels and answers as sentences of one language. */
#include "view.h"

#include "doc/typography.h"
#include "plan/weeks.h"

struct str view_word(const struct view *v, enum word word)
{
	return word_text(word, v->lang);
}

struct str view_text(const struct view *v, const struct text *text)
{
	return text_in(text, v->lang, v->pack);
}

struct str view_count(const struct view *v, uint64_t n)
{
	return typo_number(v->arena, RATIO((int64_t)n), 0, v->lang);
}

static int score_places(const struct view *v)
{
	int places = v->consultant ? 2 : 1;

	return places > v->pack->rubric.places ? v->pack->rubric.places
					       : places;
}

struct str view_score(const struct view *v, struct ratio published)
{
	int places = score_places(v);

	/* Cut, so that no print contradicts a level. */
	return typo_number(v->arena, ratio_truncate(published, places), places,
			   v->lang);
}

struct str view_score_high(const struct view *v, struct ratio published)
{
	int places = score_places(v);
	struct ratio cut = ratio_truncate(published, places);

	if (ratio_cmp(cut, published) < 0)
		cut = ratio_add(cut, ratio_make(1, places == 0   ? 1
						   : places == 1 ? 10
								 : 100));
	return typo_number(v->arena, cut, places, v->lang);
}

struct str view_days(const struct view *v, struct ratio days)
{
	return typo_number(v->arena, ratio_round(days, 2, ROUND_HALF_UP), -1,
			   v->lang);
}

/* French counts from two on as several; English, all but one. */
static bool is_one(const struct view *v, struct ratio n)
{
	if (v->lang == LANG_EN)
		return ratio_cmp(n, RATIO(1)) == 0;
	return ratio_cmp(n, RATIO(2)) < 0 && ratio_cmp(n, RATIO(-2)) > 0;
}

struct str view_units(const struct view *v, enum word unit, struct ratio n,
		      struct str written)
{
	struct str both = WORDS(v->arena, unit, v->lang, written);
	size_t bar = str_find(both, STR("|"), 0);

	if (bar == SIZE_MAX)
		BUG("the word `%.*s` has one form only", STR_ARGS(both));
	return is_one(v, n) ? str_sub(both, 0, bar)
			    : str_sub(both, bar + 1, both.len);
}

struct str view_person_days(const struct view *v, struct ratio days)
{
	return view_units(v, W_N_DAYS, days, view_days(v, days));
}

struct str view_some(const struct view *v, enum word unit, struct ratio n)
{
	if (ratio_is_zero(n))
		return STR_NONE;
	return view_units(v, unit, n, view_days(v, n));
}

struct str view_effort(const struct view *v, const struct estimate *days)
{
	return view_units(v, W_N_DAYS, days->likely,
			  view_estimate(v, days, false));
}

/* The sign of the dollar stands once, on the likely value. */
static struct str bare(const struct view *v, struct ratio n, bool money)
{
	return money ? typo_number(v->arena, n, 0, v->lang) : view_days(v, n);
}

struct str view_estimate(const struct view *v, const struct estimate *e,
			 bool money)
{
	struct str likely = money ? typo_money(v->arena, e->likely, v->lang)
				  : view_days(v, e->likely);

	if (ratio_cmp(e->low, e->high) == 0)
		return likely;
	return WORDS(v->arena, W_ESTIMATE, v->lang, likely,
		     bare(v, e->low, money), bare(v, e->high, money));
}

struct str view_join(const struct view *v, const struct str *items,
		     size_t count)
{
	struct buf out = buf_make(v->arena);

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_str(&out, i + 1 < count ? STR(", ")
						    : view_word(v, W_AND));
		buf_str(&out, items[i]);
	}
	return buf_view(&out);
}

struct str view_week(const struct view *v, uint32_t week)
{
	if (!v->has_start)
		return WORDS(v->arena, W_WEEK, v->lang,
			     view_count(v, week + 1));
	return typo_date(v->arena, plan_week_begins(v->start, week), v->lang);
}

struct str view_week_end(const struct view *v, uint32_t week)
{
	if (!v->has_start)
		return WORDS(v->arena, W_END_OF_WEEK, v->lang,
			     view_count(v, week));
	return typo_date(v->arena, plan_weeks_end(v->start, week), v->lang);
}

struct str view_weeks(const struct view *v, uint32_t start, uint32_t end)
{
	struct str first = view_count(v, start + 1);

	if (end <= start + 1)
		return first;
	return WORDS(v->arena, W_RANGE, v->lang, first, view_count(v, end));
}

/* --- levels --------------------------------------------------------------- */

struct str view_level_name(const struct view *v, uint32_t level)
{
	if (level == 0 || level > v->pack->rubric.level_count)
		return STR_NONE;
	return view_text(v, &v->pack->rubric.levels[level]);
}

/* How a level is said when it is one, a range, or only a ceiling. */
struct level_words {
	enum word exact, range, at_most;
};

static struct str level_as(const struct view *v, const struct scored *s,
			   struct level_words words)
{
	enum word word = words.range;

	if (s->shown_hi == 0)
		return STR_NONE;
	if (s->shown_lo == s->shown_hi)
		word = words.exact;
	else if (s->shown_lo == 0)
		word = words.at_most;
	return WORDS(v->arena, word, v->lang, view_count(v, s->shown_lo),
		     view_level_name(v, s->shown_lo),
		     view_count(v, s->shown_hi),
		     view_level_name(v, s->shown_hi));
}

struct str view_level(const struct view *v, const struct scored *s)
{
	return level_as(v, s, (struct level_words){ W_LEVEL_EXACT,
						    W_LEVEL_RANGE,
						    W_LEVEL_AT_MOST });
}

struct str view_level_named(const struct view *v, const struct scored *s)
{
	return level_as(v, s, (struct level_words){ W_LEVEL_NAMED,
						    W_LEVEL_RANGE_NAMED,
						    W_LEVEL_AT_MOST_NAMED });
}

struct str view_at_level(const struct view *v, const struct scored *s)
{
	return level_as(v, s, (struct level_words){ W_AT_LEVEL,
						    W_AT_LEVEL_RANGE,
						    W_AT_LEVEL_AT_MOST });
}

struct str view_at_level_named(const struct view *v, const struct scored *s)
{
	return level_as(v, s, (struct level_words){ W_AT_LEVEL_NAMED,
						    W_AT_LEVEL_RANGE_NAMED,
						    W_AT_LEVEL_AT_MOST_NAMED });
}

/* --- who ------------------------------------------------------------------ */

struct str view_group(const struct view *v, enum group group)
{
	static const enum word words[GROUP_COUNT] = {
		[GROUP_LEADERS] = W_LEADERS,
		[GROUP_STAFF] = W_STAFF,
		[GROUP_EXPERTS] = W_EXPERTS,
	};

	return view_word(v, words[group]);
}

struct str view_who(const struct view *v, const struct question *q)
{
	struct str names[GROUP_COUNT];
	size_t count = 0;

	for (int g = 0; g < GROUP_COUNT; g++)
		if (q->groups & 1u << g)
			names[count++] = view_group(v, (enum group)g);
	return view_join(v, names, count);
}

/* --- answers -------------------------------------------------------------- */

static struct str level_answer(const struct view *v, const struct question *q,
			       uint32_t choice)
{
	return WORDS(v->arena, W_LEVEL_ANSWER, v->lang,
		     view_count(v, choice + 1),
		     view_text(v, &q->options[choice].text));
}

static struct str chosen(const struct view *v, const struct question *q,
			 uint64_t set)
{
	struct buf out = buf_make(v->arena);

	for (uint32_t i = 0; i < q->option_count; i++) {
		if (!(set >> i & 1))
			continue;
		if (out.len > 0)
			buf_text(&out, "; ");
		buf_str(&out, view_text(v, &q->options[i].text));
	}
	return out.len == 0 ? view_word(v, W_NONE_CHOSEN) : buf_view(&out);
}

static struct str with_unit(const struct view *v, const struct question *q,
			    struct ratio number)
{
	struct str n = typo_number(v->arena, number, -1, v->lang);
	struct str unit = view_text(v, &q->unit);
	struct buf out = buf_make(v->arena);

	if (unit.len == 0)
		return n;
	buf_str(&out, n);
	buf_text(&out, NO_BREAK_SPACE);
	buf_str(&out, unit);
	return buf_view(&out);
}

static struct str value_answer(const struct view *v, const struct question *q,
			       const struct answer *answer)
{
	int64_t day;

	switch (q->type) {
	case QUESTION_LEVEL:
		return level_answer(v, q, answer->choice);
	case QUESTION_SINGLE:
		return view_text(v, &q->options[answer->choice].text);
	case QUESTION_MULTIPLE:
		return chosen(v, q, answer->chosen);
	case QUESTION_BOOLEAN:
		return view_word(v, answer->truth ? W_YES : W_NO);
	case QUESTION_NUMBER:
		return with_unit(v, q, answer->number);
	case QUESTION_DATE:
		if (day_read(answer->text, &day))
			return typo_date(v->arena, day, v->lang);
		return answer->text;
	case QUESTION_TEXT:
		return answer->text;
	}
	BUG("a question type without a way to print it");
}

struct str view_answer(const struct view *v, const struct question *q,
		       const struct answer *answer)
{
	switch (answer->kind) {
	case ANSWER_VALUE:
		return value_answer(v, q, answer);
	case ANSWER_DONT_KNOW:
		return view_word(v, W_DONT_KNOW);
	case ANSWER_NA:
		return WORDS(v->arena, W_NOT_APPLICABLE, v->lang,
			     answer->reason);
	case ANSWER_MISSING:
		return view_word(v, W_UNANSWERED);
	}
	BUG("an answer of no kind");
}

/* What several groups said on average, when that is what the score reads. */
static struct str groups_mean(const struct view *v, uint32_t question)
{
	const struct question_result *r = &v->score->questions[question];

	if (!v->score->several || r->decided || r->points->absent ||
	    !v->pack->questions[question].scored)
		return STR_NONE;
	if (r->state == STATE_ANSWERED && r->firm->kind == ANSWER_VALUE &&
	    v->pack->questions[question].type == QUESTION_LEVEL &&
	    ratio_cmp(r->points->point, RATIO(r->firm->choice + 1)) == 0)
		return STR_NONE;
	return WORDS(v->arena, W_GROUPS_MEAN, v->lang,
		     view_score(v, r->points->point));
}

bool view_is_staff_mean(const struct view *v, uint32_t question)
{
	const struct question_result *r = &v->score->questions[question];

	return v->score->several && !r->decided && !r->disagreement &&
	       r->firm->kind == ANSWER_MISSING &&
	       r->groups[GROUP_STAFF].respondents > 0 &&
	       r->groups[GROUP_LEADERS].respondents == 0 &&
	       r->groups[GROUP_EXPERTS].respondents == 0;
}

static struct str staff_mean(const struct view *v, uint32_t question)
{
	const struct group_points *staff =
		&v->score->questions[question].groups[GROUP_STAFF];
	uint16_t n = staff->respondents;

	return WORDS(v->arena, W_STAFF_MEAN, v->lang,
		     view_score(v, staff->mean.point),
		     view_units(v, W_N_ANSWERS, RATIO(n), view_count(v, n)));
}

static struct str state_text(const struct view *v, uint32_t question)
{
	const struct question_result *r = &v->score->questions[question];

	if (r->disagreement && !r->decided)
		return view_word(v, W_DISAGREEMENT);
	switch (r->state) {
	case STATE_HIDDEN:
		return view_word(v, W_HIDDEN);
	case STATE_UNANSWERED:
		return view_word(v, W_UNANSWERED);
	case STATE_DONT_KNOW:
		return view_word(v, W_DONT_KNOW);
	case STATE_ANSWERED:
	case STATE_NA:
	case STATE_COUNT:
		break;
	}
	return view_answer(v, &v->pack->questions[question], r->firm);
}

struct str view_firm_answer(const struct view *v, uint32_t question)
{
	struct str mean = groups_mean(v, question);
	struct str said = state_text(v, question);
	struct buf out = buf_make(v->arena);

	/* They answered without speaking for the firm. */
	if (view_is_staff_mean(v, question))
		return staff_mean(v, question);
	if (mean.len == 0)
		return said;
	buf_str(&out, said);
	buf_text(&out, " (");
	buf_str(&out, mean);
	buf_char(&out, ')');
	return buf_view(&out);
}

bool view_is_open(const struct view *v, uint32_t question)
{
	const struct question_result *r = &v->score->questions[question];
	const struct question *q = &v->pack->questions[question];

	if (r->state != STATE_UNANSWERED && r->state != STATE_DONT_KNOW &&
	    !r->disagreement)
		return false;
	/* The groups' means may still give a scored question its points. */
	return q->gating || !q->scored || r->points->absent ||
	       !number_is_certain(r->points);
}

static void add_note(const struct view *v, struct buf *out,
		     const struct answer_set *set, struct str note)
{
	if (note.len == 0)
		return;
	if (out->len > 0)
		buf_text(out, " · ");
	if (v->consultant && set->respondent.len > 0) {
		buf_str(out, set->respondent);
		buf_text(out, v->lang == LANG_FR ? " : " : ": ");
	}
	buf_str(out, note);
}

struct str view_notes(const struct view *v, uint32_t question)
{
	struct buf out = buf_make(v->arena);

	for (uint32_t i = 0; i < v->answers->set_count; i++) {
		const struct answer_set *set = &v->answers->sets[i];

		/* One staff member's words could give them away. */
		if (set->group == GROUP_STAFF && !set->agreed && !set->together)
			continue;
		add_note(v, &out, set, set->answers[question].note);
	}
	return buf_view(&out);
}
