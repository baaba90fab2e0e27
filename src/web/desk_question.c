/*
 * One question of a round: what each one said, and the decision that stands
 * in its place. What was said stays, whatever is decided.
 */
#include "desk_case.h"
#include "question.h"

enum { OPTIONS_MOST = 66 };

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

/* --- the form -------------------------------------------------------------------------------- */

static bool form_has(const struct visit *v, struct str value)
{
	const struct fields *form = &v->request->form;

	for (uint32_t i = 0; i < form->count; i++)
		if (str_is(form->items[i].name, "value") &&
		    str_eq(form->items[i].value, value))
			return true;
	return false;
}

static void add_choice(const struct visit *v, struct choices *c,
		       struct choice *items, struct str value, struct str label,
		       bool apart)
{
	items[c->count++] = (struct choice){ .value = value, .label = label,
					     .apart = apart,
					     .chosen = form_has(v, value) };
}

static void add_options(struct visit *v, const struct question *q,
			struct choices *c, struct choice *items)
{
	if (q->type == QUESTION_BOOLEAN) {
		add_choice(v, c, items, STR("true"), words(v, P_YES), false);
		add_choice(v, c, items, STR("false"), words(v, P_NO), false);
	}
	for (uint32_t o = 0; o < q->option_count; o++)
		add_choice(v, c, items,
			   q->type == QUESTION_LEVEL ? visit_number(v, o + 1)
						     : q->options[o].id,
			   desk_text(v, &q->options[o].text), false);
}

static void write_choices(struct visit *v, const struct question *q)
{
	struct choice items[OPTIONS_MOST];
	struct choices c = {
		.name = STR("value"),
		.legend = words(v, P_D_DECIDE_VALUE),
		.several = q->type == QUESTION_MULTIPLE,
		.items = items,
	};
	bool na = q->na_always || q->na_when != NULL;

	if (q->option_count + 2 > OPTIONS_MOST)
		BUG("too many options");
	add_options(v, q, &c, items);
	if (q->dont_know)
		add_choice(v, &c, items, STR("dont_know"),
			   words(v, P_QUESTION_DONT_KNOW), true);
	if (na)
		add_choice(v, &c, items, STR("na"), words(v, P_QUESTION_NA),
			   !q->dont_know);
	control_choices(v, &c);
}

static void write_value(struct visit *v, const struct question *q)
{
	if (q->option_count > 0 || q->type == QUESTION_BOOLEAN) {
		write_choices(v, q);
		return;
	}
	control_input(v, &(struct input){
				 .name = STR("value"),
				 .label = words(v, P_D_DECIDE_VALUE),
				 .value = visit_field(v, "value"),
				 .unit = desk_text(v, &q->unit),
				 .rows = q->type == QUESTION_TEXT ? 3 : 0,
				 .type = q->type == QUESTION_DATE ? "date"
								  : NULL,
				 .inputmode = q->type == QUESTION_NUMBER
						      ? "decimal"
						      : NULL });
}

static void write_reason(struct visit *v)
{
	bool again = v->request->method == HTTP_POST;

	control_input(v, &(struct input){
				 .name = STR("reason"),
				 .label = words(v, P_D_DECIDE_REASON),
				 .hint = words(v, P_D_DECIDE_REASON_HINT),
				 .value = visit_field(v, "reason"),
				 .rows = 3 });
	control_input(v, &(struct input){
				 .name = STR("author"),
				 .label = words(v, P_D_DECIDE_AUTHOR),
				 .hint = words(v, P_D_DECIDE_AUTHOR_HINT),
				 .value = again ? visit_field(v, "author")
						: desk_me(v),
				 .autocomplete = "name" });
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
	desk_begin(v, desk_text(v, &l->q->text),
		   DESK_AT(v, STR("/consensus")));
	if (l->q->help.in[0].len + l->q->help.in[1].len > 0)
		page_hint(v, desk_text(v, &l->q->help));
	write_all_said(v, l);
	write_decision(v, l);
	page_heading(v, words(v, l->decision == NULL ? P_D_DECIDE_TITLE
						     : P_D_DECIDE_AGAIN));
	page_text(v, words(v, P_D_DECIDE_LEAD));
	form_begin(v, path_of_question(v, l));
	write_value(v, l->q);
	write_kind(v);
	write_reason(v);
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

/* As group_decide takes it: several with commas, a point in a number. */
static struct str read_value(const struct visit *v, const struct question *q)
{
	const struct fields *form = &v->request->form;
	struct buf b = buf_make(v->arena);

	for (uint32_t i = 0; i < form->count; i++) {
		if (!str_is(form->items[i].name, "value"))
			continue;
		if (b.len > 0)
			buf_char(&b, ',');
		buf_str(&b, str_trim(form->items[i].value));
	}
	for (size_t i = 0; q->type == QUESTION_NUMBER && i < b.len; i++)
		if (b.at[i] == ',')
			b.at[i] = '.';
	return buf_view(&b);
}

static struct decision_wish read_wish(struct visit *v, const struct looked *l)
{
	struct decision_wish wish = {
		.question = l->q->id,
		.value = read_value(v, l->q),
		.reason = str_trim(visit_field(v, "reason")),
		.author = str_trim(visit_field(v, "author")),
		.overrides = str_is(visit_field(v, "kind"), "override"),
	};

	if (wish.reason.len == 0)
		visit_fault(v, STR("reason"), words(v, P_D_DECIDE_NO_REASON));
	if (wish.author.len == 0)
		visit_fault(v, STR("author"), words(v, P_D_DECIDE_NO_AUTHOR));
	return wish;
}

void page_desk_question_do(struct visit *v)
{
	struct looked l;
	struct decision_wish wish;
	struct decided done;

	if (!look(v, &l))
		return;
	wish = read_wish(v, &l);
	if (wish.value.len == 0)
		visit_fault(v, STR("value"), words(v, P_D_DECIDE_NO_VALUE));
	if (visit_field(v, "kind").len == 0)
		visit_fault(v, STR("kind"), words(v, P_D_DECIDE_NO_KIND));
	if (v->fault_count == 0 &&
	    group_decide(v->desk, v->view, &wish, &done)) {
		visit_note(v, "case.decide", v->view->record->name);
		desk_done(v, DESK_AT(v, STR("/consensus")), "decided");
		return;
	}
	if (v->fault_count > 0 || desk_refused(v, STR("value")))
		write_question(v, &l);
}

/* --- taken back ------------------------------------------------------------------------------------ */

static void write_withdraw(struct visit *v, const struct looked *l)
{
	desk_begin(v, words(v, P_D_WITHDRAW_TITLE), path_of_question(v, l));
	page_text(v, desk_text(v, &l->q->text));
	page_text(v, words(v, P_D_WITHDRAW_LEAD));
	form_begin(v, PATH(v, path_of_question(v, l), STR("/withdraw")));
	write_reason(v);
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
	wish = read_wish(v, &l);
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

	page_heading(v, q == NULL ? r->question : desk_text(v, &q->text));
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
