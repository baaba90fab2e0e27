/* Every answer and exclusion, decisions, facts, and the method's figures. */
#include "view.h"

#include "doc/typography.h"

/* What is left out of every score, and why. */
static struct str exclusion(const struct view *v, uint32_t question)
{
	const struct question *q = &v->pack->questions[question];
	const struct question_result *r = &v->score->questions[question];

	if (r->state == STATE_HIDDEN)
		return view_word(v, W_EXCLUDED_HIDDEN);
	if (r->state == STATE_NA)
		return view_word(v, W_EXCLUDED_NA);
	if (view_is_open(v, question))
		return view_word(v, q->optional ? W_EXCLUDED_OPTIONAL
						: W_EXCLUDED_OPEN);
	if (!q->scored && v->consultant)
		return view_word(v, W_EXCLUDED_NO_POINTS);
	return STR_NONE;
}

static void add_group(struct buf *out, struct str text)
{
	if (out->len > 0)
		buf_text(out, "; ");
	buf_str(out, text);
}

/* The one answer the staff recorded. */
static const struct answer *common_answer(const struct view *v,
					  uint32_t question)
{
	for (uint32_t i = 0; i < v->answers->set_count; i++) {
		const struct answer_set *set = &v->answers->sets[i];

		if (set->together &&
		    set->answers[question].kind == ANSWER_VALUE)
			return &set->answers[question];
	}
	BUG("a common answer that nobody gave");
}

/* No count stands beside it: nobody knows for how many it speaks. */
static struct str together(const struct view *v, uint32_t question)
{
	const struct question_result *r = &v->score->questions[question];
	const struct group_points *staff = &r->groups[GROUP_STAFF];
	const struct answer *said = common_answer(v, question);
	struct str label = view_word(v, W_STAFF_TOGETHER);

	if (r->firm == said)
		return label;
	return WORDS(v->arena, W_GROUP_SAID, v->lang, label,
		     staff->mean.absent
			     ? view_answer(v, &v->pack->questions[question],
					   said)
			     : view_score(v, staff->mean.point));
}

/* Answers of experts to one question, and those given in their place. */
struct experts {
	uint32_t answers, proxies;
};

/* All of them, or those that count in the mean. */
static struct experts experts_of(const struct view *v, uint32_t question,
				 bool counted)
{
	const struct answer_set *set;
	struct experts e = { 0 };
	uint32_t at = 0;

	while ((set = score_next_named(v->score, question, &at)) != NULL) {
		if (set->group != GROUP_EXPERTS ||
		    answers_yields(v->answers, set, question) ||
		    (counted && !score_counts(v->score, question, set)))
			continue;
		e.answers++;
		e.proxies += set->proxy;
	}
	return e;
}

/* "2 réponses, dont une donnée à leur place". */
static struct str proxies_text(const struct view *v, struct experts e)
{
	bool all = e.proxies == e.answers;

	return WORDS(v->arena, W_PROXIES, v->lang,
		     view_units(v, W_N_ANSWERS, RATIO(e.answers),
				view_count(v, e.answers)),
		     view_units(v, all ? W_N_PROXY : W_N_PROXY_AMONG,
				RATIO(e.proxies), view_count(v, e.proxies)));
}

static struct str mean_text(const struct view *v, uint32_t question,
			    enum group group)
{
	const struct group_points *p =
		&v->score->questions[question].groups[group];
	struct experts e = { 0 };

	if (group == GROUP_EXPERTS)
		e = experts_of(v, question, true);
	return WORDS(v->arena, W_GROUP_MEAN, v->lang, view_group(v, group),
		     view_score(v, p->mean.point),
		     e.proxies > 0 ? proxies_text(v, e)
				   : view_count(v, p->respondents));
}

/* No figure is theirs, and yet one must know that it is not they who spoke. */
static void add_proxies(const struct view *v, struct buf *out,
			uint32_t question)
{
	struct experts e = experts_of(v, question, false);

	if (e.proxies > 0)
		add_group(out, WORDS(v->arena, W_GROUP_SAID, v->lang,
				     view_group(v, GROUP_EXPERTS),
				     proxies_text(v, e)));
}

/*
 * "direction : 2,50 (2); personnel : 1,67 (6)": means, never one person's,
 * and what the staff said together as what it is.
 */
static struct str group_means(const struct view *v, uint32_t question)
{
	const struct question_result *r = &v->score->questions[question];
	struct buf out = buf_make(v->arena);

	if (!v->score->several)
		return STR_NONE;
	for (int g = 0; g < GROUP_COUNT; g++) {
		const struct group_points *p = &r->groups[g];
		struct str name = view_group(v, (enum group)g);

		if (p->together)
			add_group(&out, together(v, question));
		if (p->withheld)
			add_group(&out, WORDS(v->arena, W_GROUP_WITHHELD,
					      v->lang, name));
		else if (!p->together && p->respondents > 0)
			add_group(&out, mean_text(v, question, (enum group)g));
		else if (g == GROUP_EXPERTS)
			add_proxies(v, &out, question);
	}
	return buf_view(&out);
}

/*
 * "Direction générale (direction) : 3. Souvent; ...": leaders and experts by
 * name, for the consultant; never staff.
 */
static struct str respondents(const struct view *v, uint32_t question)
{
	const struct question *q = &v->pack->questions[question];
	const struct answer_set *set;
	struct buf out = buf_make(v->arena);
	uint32_t at = 0;

	if (!v->consultant)
		return STR_NONE;
	while ((set = score_next_named(v->score, question, &at)) != NULL) {
		bool counts = (q->groups >> set->group & 1) != 0 &&
			      !answers_yields(v->answers, set, question);

		if (out.len > 0)
			buf_text(&out, "; ");
		buf_str(&out, WORDS(v->arena,
				    counts ? W_RESPONDENT : W_RESPONDENT_OTHER,
				    v->lang, set->respondent,
				    view_group(v, set->group),
				    view_answer(v, q,
						&set->answers[question])));
	}
	return buf_view(&out);
}

/* An answer kept though its question is not asked: promise 3. */
static struct str kept(const struct view *v, uint32_t question)
{
	const struct question_result *r = &v->score->questions[question];

	if (r->state != STATE_HIDDEN)
		return STR_NONE;
	for (uint32_t i = 0; i < v->answers->set_count; i++) {
		const struct answer_set *set = &v->answers->sets[i];
		const struct answer *answer = &set->answers[question];

		if (answer->kind == ANSWER_MISSING ||
		    (set->group == GROUP_STAFF && !set->agreed &&
		     !set->together))
			continue;
		return view_answer(v, &v->pack->questions[question], answer);
	}
	return STR_NONE;
}

static void put_answer(struct view *v, struct node *map, uint32_t question)
{
	const struct question *q = &v->pack->questions[question];

	view_question(v, map, question);
	view_put_own(v, map, "id", q->id);
	view_put_own(v, map, "excluded", exclusion(v, question));
	view_put(v, map, "kept", kept(v, question));
	view_put_own(v, map, "groups", group_means(v, question));
	view_put(v, map, "respondents", respondents(v, question));
	view_put_flag(v, map, "decided",
		      v->score->questions[question].decided);
}

/* Clients need not read questions that were not asked of them. */
static bool is_listed(const struct view *v, uint32_t question)
{
	return v->consultant ||
	       v->score->questions[question].state != STATE_HIDDEN ||
	       kept(v, question).len > 0;
}

static void put_sections(struct view *v, struct node *root)
{
	struct node *sections = view_put_list(v, root, "sections");
	uint64_t skipped = 0;

	for (uint32_t s = 0; s < v->pack->section_count; s++) {
		const struct section *section = &v->pack->sections[s];
		struct node *map = node_map(v->arena), *list;

		view_put_text(v, map, "title", &section->title);
		view_put_flag(v, map, "optional", section->optional);
		list = view_put_list(v, map, "questions");
		for (uint32_t i = 0; i < section->question_count; i++) {
			uint32_t q = section->questions[i];

			if (is_listed(v, q))
				put_answer(v, view_add_map(v, list), q);
			else
				skipped++;
		}
		if (list->count > 0)
			node_add(sections, map);
	}
	view_put_count(v, root, "not_asked", skipped);
}

static void put_decisions(struct view *v, struct node *root)
{
	struct node *list = view_put_list(v, root, "decisions");

	for (uint32_t i = 0; i < v->answers->decision_count; i++) {
		const struct decision *d = &v->answers->decisions[i];
		const struct question *q = &v->pack->questions[d->question];
		struct node *map = view_add_map(v, list);
		int64_t day;

		view_put_own(v, map, "code", q->code);
		view_put_text(v, map, "question", &q->text);
		view_put(v, map, "answer", view_answer(v, q, &d->value));
		view_put_own(v, map, "kind",
			     view_word(v, d->overrides ? W_OVERRIDE
						       : W_CONSENSUS));
		view_put(v, map, "reason", d->reason);
		view_put(v, map, "author", d->author);
		view_put_own(v, map, "date",
			     day_read(d->date, &day)
				     ? typo_date(v->arena, day, v->lang)
				     : STR_NONE);
	}
	view_put_flag(v, root, "has_decisions", list->count > 0);
}

static struct str truth_text(const struct view *v, uint8_t truth)
{
	if (truth == TRUTH_ABSENT)
		return view_word(v, W_UNKNOWN);
	return view_word(v, truth == TRUTH_TRUE ? W_YES : W_NO);
}

static struct str fact_value(const struct view *v, uint32_t index)
{
	const struct fact *f = &v->pack->facts[index];
	const struct expr_value *value = &v->score->facts[index];

	if (f->type == EXPR_BOOL)
		return truth_text(v, value->truth.point);
	if (f->type == EXPR_NUMBER)
		return value->number.absent
			       ? view_word(v, W_UNKNOWN)
			       : typo_number(v->arena, value->number.point, -1,
					     v->lang);
	if (value->choice.point >= f->values.count)
		return view_word(v, W_UNKNOWN);
	if (f->value_texts == NULL)
		return f->values.ids[value->choice.point];
	return view_text(v, &f->value_texts[value->choice.point]);
}

static void put_facts(struct view *v, struct node *root)
{
	struct node *list = view_put_list(v, root, "facts");

	for (uint32_t f = 0; v->consultant && f < v->pack->fact_count; f++) {
		struct node *map = view_add_map(v, list);
		struct str text = view_text(v, &v->pack->facts[f].text);

		view_put_own(v, map, "id", v->pack->facts[f].id);
		view_put_own(v, map, "text",
			     text.len > 0 ? text : v->pack->facts[f].id);
		view_put_own(v, map, "value", fact_value(v, f));
		view_put_own(v, map, "formula",
			     expr_text(v->pack->facts[f].is));
	}
}

static uint64_t count_proxies(const struct view *v)
{
	uint64_t count = 0;

	for (uint32_t q = 0; q < v->pack->question_count; q++)
		count += experts_of(v, q, false).proxies;
	return count;
}

/* Some of what is printed of the staff is their one answer. */
static bool staff_is_together(const struct view *v)
{
	for (uint32_t q = 0; q < v->pack->question_count; q++)
		if (v->score->questions[q].groups[GROUP_STAFF].together)
			return true;
	return false;
}

static void put_method(struct view *v, struct node *root)
{
	const struct rubric *r = &v->pack->rubric;
	struct node *map = view_put_map(v, root, "method");
	uint64_t respondents[GROUP_COUNT] = { 0 };

	for (uint32_t i = 0; i < v->answers->set_count; i++)
		respondents[v->answers->sets[i].group]++;
	view_put_count(v, map, "questions", v->pack->question_count);
	view_put_count(v, map, "criteria", r->criterion_count);
	view_put_count(v, map, "dimensions", r->dimension_count);
	view_put_count(v, map, "evidence_from", r->evidence_from);
	view_put_count(v, map, "evidence_as", r->evidence_as);
	view_put_own(v, map, "unknown_above",
		     typo_percent(v->arena, r->unknown_above, v->lang));
	view_put_count(v, map, "leaders", respondents[GROUP_LEADERS]);
	view_put_count(v, map, "experts", respondents[GROUP_EXPERTS]);
	view_put_flag(v, map, "staff_together", staff_is_together(v));
	view_put_own(v, map, "by_proxy",
		     view_some(v, W_N_BY_PROXY,
			       RATIO((int64_t)count_proxies(v))));
}

void view_appendix(struct view *v, struct node *root)
{
	put_sections(v, root);
	put_decisions(v, root);
	put_facts(v, root);
	put_method(v, root);
}
