/*
 * Answers as a table: who said what, for those who answer by name, and a
 * group's mean for the staff.
 */
#include "model/answers_table.h"
#include "tables.h"

enum { STAFF_AT_LEAST = 5 }; /* below, a mean is of a common answer */

/* What comes after `date`. */
static const uint32_t columns_of_means = 3;

/* --- who ----------------------------------------------------------------- */

static enum table_group group_of(const struct answer_set *set)
{
	if (set->agreed)
		return TABLE_ALL;
	return set->together ? TABLE_TOGETHER : (enum table_group)set->group;
}

static bool is_staff_member(const struct answer_set *set)
{
	return group_of(set) == TABLE_STAFF;
}

static bool says_something(const struct answer *a)
{
	return a->kind != ANSWER_MISSING || a->note.len > 0;
}

static bool is_taken(const struct str *names, const struct answers *as,
		     uint32_t set, struct str name)
{
	for (uint32_t i = 0; i < as->set_count; i++) {
		struct str other = i < set ? names[i] : as->sets[i].respondent;

		if (i != set &&
		    group_of(&as->sets[i]) == group_of(&as->sets[set]) &&
		    str_eq(other, name))
			return true;
	}
	return false;
}

/* The name, or one that nobody else of the group has: "Anne (2)". */
static struct str own_name(struct arena *a, const struct str *names,
			   const struct answers *as, uint32_t set)
{
	struct str name = as->sets[set].respondent;
	bool taken = false;

	for (uint32_t i = 0; i < set && !taken; i++)
		taken = group_of(&as->sets[i]) == group_of(&as->sets[set]) &&
			str_eq(names[i], name);
	for (int n = 2; taken; n++) {
		struct buf b = buf_make(a);

		buf_fmt(&b, "%.*s%s(%d)", STR_ARGS(as->sets[set].respondent),
			as->sets[set].respondent.len > 0 ? " " : "", n);
		name = buf_view(&b);
		taken = is_taken(names, as, set, name);
	}
	return name;
}

/* --- one answer ---------------------------------------------------------- */

static void put_chosen(struct table_out *t, const struct question *q,
		       uint64_t chosen)
{
	struct buf b = buf_make(t->out->arena);

	for (uint32_t i = 0; i < q->option_count; i++) {
		if ((chosen >> i & 1) == 0)
			continue;
		buf_text(&b, b.len > 0 ? " | " : "");
		buf_str(&b, q->options[i].id);
	}
	if (chosen == 0)
		buf_text(&b, "[]");
	table_id(t, buf_view(&b));
}

static void put_value(struct table_out *t, const struct question *q,
		      const struct answer *a)
{
	bool french = t->style->lang == LANG_FR;

	switch (q->type) {
	case QUESTION_LEVEL:
		table_int(t, a->choice + 1);
		return;
	case QUESTION_SINGLE:
		table_id(t, q->options[a->choice].id);
		return;
	case QUESTION_MULTIPLE:
		put_chosen(t, q, a->chosen);
		return;
	case QUESTION_BOOLEAN:
		if (french)
			table_word(t, a->truth ? "oui" : "non");
		else
			table_word(t, a->truth ? "yes" : "no");
		return;
	case QUESTION_NUMBER:
		table_number(t, a->number);
		return;
	case QUESTION_DATE:
		table_id(t, a->text);
		return;
	case QUESTION_TEXT:
		table_text(t, a->text);
		return;
	}
	BUG("question type %d", (int)q->type);
}

static void put_answer(struct table_out *t, const struct question *q,
		       const struct answer *a)
{
	switch (a->kind) {
	case ANSWER_VALUE:
		put_value(t, q, a);
		return;
	case ANSWER_DONT_KNOW:
		/* In words it could be the text of an option. */
		table_word(t, "?");
		return;
	case ANSWER_NA:
	case ANSWER_MISSING:
		table_skip(t, 1);
		return;
	}
	BUG("answer kind %d", (int)a->kind);
}

static void put_line(struct table_out *t, const struct score *s, uint32_t set,
		     struct str name, uint32_t question)
{
	const struct question *q = &s->pack->questions[question];
	const struct answer *a = &s->answers->sets[set].answers[question];

	table_text(t, name);
	table_word(
	    t, table_group(group_of(&s->answers->sets[set]), t->style->lang));
	table_id(t, q->id);
	put_answer(t, q, a);
	table_text(t, a->note);
	table_text(t, a->kind == ANSWER_NA ? a->reason : STR_NONE);
	table_id(t, s->answers->date);
	table_skip(t, columns_of_means);
	table_end_line(t);
}

static void put_sets(struct table_out *t, const struct score *s)
{
	const struct answers *as = s->answers;
	struct str *names =
	    ARENA_ARRAY(t->out->arena, as->set_count, struct str);

	for (uint32_t i = 0; i < as->set_count; i++) {
		if (is_staff_member(&as->sets[i]))
			continue;
		names[i] = own_name(t->out->arena, names, as, i);
		for (uint32_t q = 0; q < s->pack->question_count; q++)
			if (says_something(&as->sets[i].answers[q]))
				put_line(t, s, i, names[i], q);
	}
}

/* --- the staff ----------------------------------------------------------- */

static void put_mean(struct table_out *t, const struct score *s,
		     uint32_t question, const struct group_points *staff)
{
	bool french = t->style->lang == LANG_FR;

	table_skip(t, 1);
	table_word(t, table_group(TABLE_STAFF, t->style->lang));
	table_id(t, s->pack->questions[question].id);
	table_skip(t, 3);
	table_id(t, s->answers->date);
	table_number(t, ratio_round(staff->mean.point, 6, ROUND_HALF_UP));
	table_int(t, staff->respondents);
	table_word(t, french ? "moyenne du groupe" : "mean of the group");
	table_end_line(t);
}

static void put_withheld(struct table_out *t)
{
	bool french = t->style->lang == LANG_FR;

	table_skip(t, 1);
	table_word(t, table_group(TABLE_STAFF, t->style->lang));
	table_skip(t, 7);
	table_word(t, french ? "les questions auxquelles moins de cinq membres "
			       "du personnel ont répondu ne sont pas ici"
			     : "questions that fewer than five of the staff "
			       "answered are left out");
	table_end_line(t);
}

/* A decision replaces the groups in the score; what they said stays here. */
static void put_staff(struct table_out *t, const struct score *s)
{
	bool withheld = false;

	for (uint32_t q = 0; q < s->pack->question_count; q++) {
		struct group_points groups[GROUP_COUNT];
		const struct group_points *staff = &groups[GROUP_STAFF];

		score_originals(s, q, groups);
		if (!staff->withheld && staff->respondents >= STAFF_AT_LEAST)
			put_mean(t, s, q, staff);
		withheld = withheld || staff->withheld;
	}
	if (withheld)
		put_withheld(t);
}

void table_answers(struct buf *out, const struct score *s,
		   const struct table_style *style)
{
	struct table_out t = table_begin(out, style);

	for (int i = 0; i < TITLE_TEXT; i++)
		table_word(&t, table_title((enum table_title)i, style->lang));
	table_end_line(&t);
	put_sets(&t, s);
	if (s->several)
		put_staff(&t, s);
}
