/*
 * One question of a round: what each one said, and the decision that stands
 * in its place. What was said stays, whatever is decided.
 */
#include "desk_case.h"
#include "question.h"

struct looked {
	const struct question *q;
	uint32_t at;			/* of the pack */
	const struct score *score;
	const struct decision *decision;	/* or NULL */
};

/* The question of the path; false: a page was answered. */
static bool look(struct visit *v, struct looked *l)
{
	l->at = pack_find_question(v->view->pack, v->args[0]);
	if (l->at == NO_INDEX) {
		visit_refuse(v, 404, P_REFUSED_UNKNOWN);
		return false;
	}
	l->q = &v->view->pack->questions[l->at];
	l->score = case_score(v->desk, v->view, v->view->pack);
	if (l->score == NULL) {
		desk_troubled(v);
		return false;
	}
	l->decision = score_decision(l->score, l->at);
	return true;
}

static struct str path_of_question(struct visit *v, const struct looked *l)
{
	return DESK_AT(v, STR("/question/"), l->q->id);
}

/* --- what each one said ------------------------------------------------------------------ */

static void write_said(struct visit *v, const struct looked *l,
		       struct str who, const struct answer *a)
{
	struct html *h = &v->html;
	struct str text = question_answer(v, l->q, a);

	html_open(h, "div", NULL);
	html_element(h, "dt", NULL, who);
	html_open(h, "dd", NULL);
	html_text(h, text.len > 0 ? text : words(v, P_CHECK_NONE));
	if (a->note.len > 0)
		html_element(h, "p", "hint", WORDS(v, P_CHECK_NOTE, a->note));
	html_close(h, "dd");
	html_close(h, "div");
}

static uint32_t write_named(struct visit *v, const struct looked *l)
{
	const struct answer_set *set;
	uint32_t at = 0, count = 0;

	while ((set = score_next_named(l->score, l->at, &at)) != NULL) {
		write_said(v, l,
			   desk_who(v, set->respondent, set->group, false,
				    false),
			   &set->answers[l->at]);
		count++;
	}
	return count;
}

/* The one set that stands for all, or the staff's answer together. */
static uint32_t write_common(struct visit *v, const struct looked *l)
{
	const struct answers *all = l->score->answers;
	uint32_t count = 0;

	for (uint32_t i = 0; i < all->set_count; i++) {
		const struct answer_set *set = &all->sets[i];

		if ((!set->agreed && !set->together) ||
		    set->answers[l->at].kind == ANSWER_MISSING)
			continue;
		write_said(v, l,
			   desk_who(v, STR_NONE, set->group, set->agreed,
				    set->together),
			   &set->answers[l->at]);
		count++;
	}
	return count;
}

/* A mean that was published: five at least. */
static uint32_t write_staff(struct visit *v, const struct looked *l)
{
	struct group_points groups[GROUP_COUNT];
	const struct group_points *staff = &groups[GROUP_STAFF];

	score_originals(l->score, l->at, groups);
	if (staff->withheld || staff->mean.absent ||
	    staff->respondents < COLLECTION_LEAST)
		return 0;
	page_fact(v, desk_group(v, GROUP_STAFF),
		  WORDS(v, P_D_SAID_MEAN, desk_decimal(v, staff->mean.point),
			visit_number(v, staff->respondents)));
	return 1;
}

static void write_all_said(struct visit *v, const struct looked *l)
{
	uint32_t count;

	page_heading(v, words(v, P_D_SAID_TITLE));
	page_facts_begin(v);
	count = write_named(v, l);
	count += write_common(v, l);
	count += write_staff(v, l);
	if (count == 0)
		page_fact(v, words(v, P_D_SAID_NOBODY), STR("–"));
	page_facts_end(v);
	if ((l->q->groups >> GROUP_STAFF & 1) != 0)
		page_hint(v, words(v, P_D_SAID_STAFF));
}

/* --- the decision that stands ------------------------------------------------------------- */

static void write_decision(struct visit *v, const struct looked *l)
{
	const struct decision *d = l->decision;

	if (d == NULL)
		return;
	page_heading(v, words(v, P_D_DECIDED_TITLE));
	page_facts_begin(v);
	page_fact(v, words(v, d->overrides ? P_D_OVERRIDE : P_D_CONSENSUS),
		  question_answer(v, l->q, &d->value));
	page_fact(v, words(v, P_D_DECIDE_REASON), d->reason);
	page_fact(v, words(v, P_D_DECIDE_AUTHOR), d->author);
	if (d->date.len > 0)
		page_fact(v, words(v, P_D_DECIDE_DATE), visit_date(v, d->date));
	page_facts_end(v);
	desk_link(v, PATH(v, path_of_question(v, l), STR("/withdraw")),
		  P_D_WITHDRAW_TITLE);
}

/* The same words as long as the same decision stands; none without one. */
static struct str standing(struct visit *v, const struct looked *l)
{
	const struct decision *d = l->decision;

	if (d == NULL)
		return STR_NONE;
	return PATH(v, d->overrides ? STR("override ") : STR("consensus "),
		    question_answer(v, l->q, &d->value), STR(" "), d->reason,
		    STR(" "), d->author);
}

/* --- the form -------------------------------------------------------------------------------- */

static void write_choices(struct visit *v, const struct question *q)
{
	struct choices c = {
		.name = STR("value"),
		.legend = words(v, P_D_DECIDE_VALUE),
		.several = q->type == QUESTION_MULTIPLE,
	};
	struct choice *items = question_choices(v, q, &c.count);

	if (question_may_na(q))
		question_add_na(v, q, items, &c.count);
	question_choose_typed(&v->request->form, c.name, items, c.count);
	c.items = items;
	control_choices(v, &c);
}

static void write_value(struct visit *v, const struct question *q)
{
	if (question_option_count(q) > 0) {
		write_choices(v, q);
		return;
	}
	control_input(v, &(struct input){
				 .name = STR("value"),
				 .label = words(v, P_D_DECIDE_VALUE),
				 .value = visit_field(v, "value"),
				 .unit = visit_text(v, &q->unit),
				 .rows = q->type == QUESTION_TEXT ? 3 : 0,
				 .type = q->type == QUESTION_DATE ? "date"
								  : NULL,
				 .inputmode = q->type == QUESTION_NUMBER
						      ? "decimal"
						      : NULL });
}

static void write_kind(struct visit *v)
{
	struct str kind = visit_field(v, "kind");
	const struct choice items[] = {
		{ .value = STR("consensus"), .label = words(v, P_D_CONSENSUS),
		  .hint = words(v, P_D_CONSENSUS_HINT),
		  .chosen = str_is(kind, "consensus") },
		{ .value = STR("override"), .label = words(v, P_D_OVERRIDE),
		  .hint = words(v, P_D_OVERRIDE_HINT),
		  .chosen = str_is(kind, "override") },
	};

	control_choices(v, &(struct choices){
				   .name = STR("kind"),
				   .legend = words(v, P_D_DECIDE_KIND),
				   .items = items,
				   .count = 2 });
}

static void write_question(struct visit *v, const struct looked *l)
{
	desk_begin(v, visit_text(v, &l->q->text),
		   DESK_AT(v, STR("/consensus")));
	if (l->q->help.in[0].len + l->q->help.in[1].len > 0)
		page_hint(v, visit_text(v, &l->q->help));
	write_all_said(v, l);
	write_decision(v, l);
	page_heading(v, words(v, l->decision == NULL ? P_D_DECIDE_TITLE
						     : P_D_DECIDE_AGAIN));
	page_text(v, words(v, P_D_DECIDE_LEAD));
	form_begin(v, path_of_question(v, l));
	desk_standing(v, standing(v, l));
	write_value(v, l->q);
	write_kind(v);
	desk_reason_fields(v);
	control_submit(v, words(v, P_D_DECIDE_GO));
	form_end(v);
	page_end(v);
}

void page_desk_question(struct visit *v)
{
	struct looked l;

	if (look(v, &l))
		write_question(v, &l);
}

/* --- recorded ----------------------------------------------------------------------------------- */

void page_desk_question_do(struct visit *v)
{
	struct looked l;
	struct decision_wish wish;
	struct decided done;
	struct str value;

	if (!look(v, &l))
		return;
	/* In the order of the page, which is that of its list of faults. */
	desk_refuse_unseen(v, standing(v, &l), STR("value"),
			   P_D_DECIDE_UNSEEN);
	value = desk_read_value(v, l.q);
	if (visit_field(v, "kind").len == 0)
		visit_fault(v, STR("kind"), words(v, P_D_DECIDE_NO_KIND));
	wish = desk_read_reason(v, l.q);
	wish.value = value;
	wish.overrides = str_is(visit_field(v, "kind"), "override");
	if (v->fault_count == 0 &&
	    group_decide(v->desk, v->view, &wish, &done)) {
		visit_note(v, "case.decide", v->view->record->name);
		desk_done(v, DESK_AT(v, STR("/consensus")), "decided");
		return;
	}
	if (v->fault_count == 0) {
		/* What was decided in the meantime is seen by now. */
		if (!look(v, &l))
			return;
		desk_refuse_unseen(v, standing(v, &l), STR("value"),
				   P_D_DECIDE_UNSEEN);
	}
	if (v->fault_count > 0 || desk_refused(v, STR("value")))
		write_question(v, &l);
}

/* --- taken back ------------------------------------------------------------------------------------ */

static void write_withdraw(struct visit *v, const struct looked *l)
{
	desk_begin(v, words(v, P_D_WITHDRAW_TITLE), path_of_question(v, l));
	page_text(v, visit_text(v, &l->q->text));
	page_text(v, words(v, P_D_WITHDRAW_LEAD));
	form_begin(v, PATH(v, path_of_question(v, l), STR("/withdraw")));
	desk_reason_fields(v);
	control_danger(v, words(v, P_D_WITHDRAW_GO));
	form_end(v);
	desk_link(v, path_of_question(v, l), P_D_CANCEL);
	page_end(v);
}

static bool look_at_decided(struct visit *v, struct looked *l)
{
	if (!look(v, l))
		return false;
	if (l->decision == NULL)
		visit_refuse(v, 404, P_REFUSED_UNKNOWN);
	return l->decision != NULL;
}

void page_desk_withdraw(struct visit *v)
{
	struct looked l;

	if (look_at_decided(v, &l))
		write_withdraw(v, &l);
}

void page_desk_withdraw_do(struct visit *v)
{
	struct looked l;
	struct decision_wish wish;
	struct decided done;

	if (!look_at_decided(v, &l))
		return;
	wish = desk_read_reason(v, l.q);
	wish.withdraw = true;
	wish.overrides = l.decision->overrides;
	if (v->fault_count == 0 &&
	    group_decide(v->desk, v->view, &wish, &done)) {
		visit_note(v, "case.decide", v->view->record->name);
		desk_done(v, DESK_AT(v, STR("/decisions")), "withdrawn");
		return;
	}
	if (v->fault_count > 0 || desk_refused(v, STR("reason")))
		write_withdraw(v, &l);
}

/* --- all decisions ---------------------------------------------------------------------------------- */

static void write_one(struct visit *v, const struct decision_record *r)
{
	uint32_t at = pack_find_question(v->view->pack, r->question);
	const struct question *q =
	    at == NO_INDEX ? NULL : &v->view->pack->questions[at];
	struct spoken value = spoken_of(v->arena, r->kind, r->value);

	page_heading(v, q == NULL ? r->question : visit_text(v, &q->text));
	page_facts_begin(v);
	page_fact(v, words(v, r->overrides ? P_D_OVERRIDE : P_D_CONSENSUS),
		  desk_spoken(v, q, &value));
	page_fact(v, words(v, P_D_DECIDE_REASON), r->reason);
	page_fact(v, words(v, P_D_DECIDE_AUTHOR), r->author);
	page_fact(v, words(v, P_D_DECIDE_DATE), visit_date(v, r->date));
	page_facts_end(v);
	if (q != NULL)
		desk_link(v, DESK_AT(v, STR("/question/"), q->id),
			  P_D_DECISIONS_LOOK);
}

void page_desk_decisions(struct visit *v)
{
	uint32_t count;
	const struct decision_record *all = store_decisions(
	    v->desk->store, v->arena, v->view->round->id, &count);

	if (!desk_read_well(v->desk)) {
		visit_troubled(v);
		return;
	}
	desk_begin(v, words(v, P_D_DECISIONS_TITLE), desk_round(v));
	page_text(v, words(v, count == 0 ? P_D_DECISIONS_NONE
					 : P_D_DECISIONS_LEAD));
	for (uint32_t i = 0; i < count; i++)
		write_one(v, &all[i]);
	desk_link(v, DESK_AT(v, STR("/consensus")), P_D_CONSENSUS_TITLE);
	desk_link(v, DESK_AT(v, STR("/questions")), P_D_QUESTIONS_TITLE);
	page_end(v);
}
