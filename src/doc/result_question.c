/*
 * Questions as JSON. Leaders and experts stand there by name, because they
 * answer so and are told; of the staff there is a group's mean or nothing.
 */
#include "base/arena.h"
#include "result_parts.h"

/* --- answers -------------------------------------------------------------- */

static void write_value(struct json *j, const struct question *q,
			const struct answer *a)
{
	switch (q->type) {
	case QUESTION_LEVEL:
		json_int(j, a->choice + 1);
		return;
	case QUESTION_SINGLE:
		json_str(j, q->options[a->choice].id);
		return;
	case QUESTION_MULTIPLE:
		json_begin_array(j);
		for (uint32_t i = 0; i < q->option_count; i++)
			if ((a->chosen >> i & 1) != 0)
				json_str(j, q->options[i].id);
		json_end(j);
		return;
	case QUESTION_BOOLEAN:
		json_bool(j, a->truth);
		return;
	case QUESTION_NUMBER:
		json_ratio(j, a->number, RESULT_PLACES);
		return;
	case QUESTION_TEXT:
	case QUESTION_DATE:
		json_str(j, a->text);
		return;
	}
	BUG("question type %d", (int)q->type);
}

static enum expr_state state_of(const struct answer *a)
{
	switch (a->kind) {
	case ANSWER_VALUE:
		return STATE_ANSWERED;
	case ANSWER_NA:
		return STATE_NA;
	case ANSWER_DONT_KNOW:
		return STATE_DONT_KNOW;
	case ANSWER_MISSING:
		return STATE_UNANSWERED;
	}
	BUG("answer kind %d", (int)a->kind);
}

static void write_answer(struct json *j, const char *key,
			 const struct question *q, const struct answer *a)
{
	json_key(j, key);
	if (a->kind == ANSWER_VALUE)
		write_value(j, q, a);
	else
		json_put_null(j);
}

static void write_if(struct json *j, const char *key, struct str text)
{
	if (text.len == 0)
		return;
	json_key(j, key);
	json_str(j, text);
}

/* State, value, and what was said beside it: members of an open object. */
static void write_said(struct json *j, const char *key,
		       const struct question *q, const struct answer *a)
{
	json_key(j, "state");
	json_text(j, expr_state_name(state_of(a)));
	write_answer(j, key, q, a);
	write_if(j, "note", a->note);
}

/* --- who said what -------------------------------------------------------- */

static void write_respondents(struct json *j, const struct score *s,
			      uint32_t question)
{
	const struct question *q = &s->pack->questions[question];
	const struct answer_set *set;
	uint32_t at = 0;

	json_key(j, "respondents");
	json_begin_array(j);
	while ((set = score_next_named(s, question, &at)) != NULL) {
		const struct answer *a = &set->answers[question];

		json_begin_object(j);
		json_key(j, "respondent");
		json_str(j, set->respondent);
		json_key(j, "group");
		json_text(j, group_name(set->group));
		if (set->proxy) {
			json_key(j, "proxy");
			json_bool(j, true);
		}
		write_said(j, "answer", q, a);
		write_if(j, "reason", a->reason);
		json_key(j, "counts");
		json_bool(j, score_counts(s, question, set));
		json_end(j);
	}
	json_end(j);
}

static void write_groups(struct json *j, const struct group_points *groups)
{
	json_key(j, "groups");
	json_begin_object(j);
	for (int g = 0; g < GROUP_COUNT; g++) {
		if (groups[g].respondents == 0)
			continue;
		json_key(j, group_name((enum group)g));
		json_begin_object(j);
		json_key(j, "mean");
		json_ratio(j, groups[g].mean.point, RESULT_PLACES);
		json_key(j, "respondents");
		json_int(j, groups[g].respondents);
		if (groups[g].together) {
			json_key(j, "together");
			json_bool(j, true);
		}
		json_end(j);
	}
	json_end(j);
}

/* What the decision stands in place of; respondents are the question's. */
static void write_originals(struct json *j, const struct score *s,
			    uint32_t question)
{
	static const struct answer nothing = { .kind = ANSWER_MISSING };
	const struct answers *as = s->answers;
	struct group_points groups[GROUP_COUNT];
	const struct answer *agreed;

	json_key(j, "originals");
	json_begin_object(j);
	if (s->several) {
		score_originals(s, question, groups);
		write_groups(j, groups);
	} else {
		agreed = as->set_count > 0 ? &as->sets[0].answers[question]
					   : &nothing;
		write_said(j, "answer", &s->pack->questions[question], agreed);
		write_if(j, "reason", agreed->reason);
	}
	json_end(j);
}

static void write_decision(struct json *j, const struct score *s,
			   uint32_t question)
{
	const struct decision *d = score_decision(s, question);

	if (d == NULL)
		return;
	json_key(j, "decision");
	json_begin_object(j);
	json_key(j, "kind");
	json_text(j, d->overrides ? "override" : "consensus");
	write_said(j, "value", &s->pack->questions[question], &d->value);
	write_if(j, "na_reason", d->value.reason);
	json_key(j, "reason");
	json_str(j, d->reason);
	json_key(j, "author");
	json_str(j, d->author);
	json_key(j, "date");
	json_str(j, d->date);
	write_originals(j, s, question);
	json_end(j);
}

/* --- questions ------------------------------------------------------------ */

void result_question(struct json *j, const struct score *s, uint32_t i)
{
	const struct question *q = &s->pack->questions[i];
	const struct question_result *r = &s->questions[i];

	json_begin_object(j);
	json_key(j, "id");
	json_str(j, q->id);
	json_key(j, "state");
	json_text(j, expr_state_name(r->state));
	write_answer(j, "answer", q, r->firm);
	json_key(j, "counts");
	json_bool(j, !r->points->absent);
	json_key(j, "points");
	result_ratio(j, !r->points->absent, r->points->point);
	json_key(j, "bounds");
	result_bounds(j, r->points->may_be_present, r->points->lo, r->points->hi);
	write_if(j, "reason", r->firm->reason);
	write_if(j, "note", r->firm->note);
	json_key(j, "disagreement");
	json_bool(j, r->disagreement);
	json_key(j, "decided");
	json_bool(j, r->decided);
	write_decision(j, s, i);
	if (s->several) {
		write_groups(j, r->groups);
		write_respondents(j, s, i);
	}
	result_place(j, q->span);
	json_end(j);
}

/* Why a question of a criterion adds nothing, or NULL when it counts. */
static const char *left_out(const struct question_result *r)
{
	if (!r->points->absent)
		return NULL;
	switch (r->state) {
	case STATE_HIDDEN:
		return "hidden";
	case STATE_NA:
		return "not_applicable";
	case STATE_DONT_KNOW:
		return "dont_know";
	case STATE_UNANSWERED:
		return r->disagreement ? "disagreement" : "unanswered";
	case STATE_ANSWERED:
	case STATE_COUNT:
		break;
	}
	return "without_points";
}

void result_input(struct json *j, const struct score *s, uint32_t question)
{
	const struct question_result *r = &s->questions[question];
	const char *why = left_out(r);

	json_begin_object(j);
	json_key(j, "question");
	json_str(j, s->pack->questions[question].id);
	json_key(j, "state");
	json_text(j, expr_state_name(r->state));
	json_key(j, "points");
	result_ratio(j, !r->points->absent, r->points->point);
	if (r->decided) {
		json_key(j, "decided");
		json_bool(j, true);
	}
	if (why != NULL) {
		json_key(j, "left_out");
		json_text(j, why);
	}
	if (r->state == STATE_NA)
		write_if(j, "reason", r->firm->reason);
	json_end(j);
}
