/* "Why this number": the rubric's words, then the derivation. */
#include "result_told.h"

#include "engine/explain.h"
#include "result_gates.h"
#include "result_trial.h"

/* --- what the rubric says ----------------------------------------------- */

static void write_levels(struct result *r, uint32_t index)
{
	const struct scored *s = &r->score->criteria[index];
	const struct pack *p = r->score->pack;
	struct html *h = &r->v->html;

	html_open(h, "ol", NULL);
	for (uint32_t l = 1; l <= p->rubric.level_count; l++) {
		struct str text =
		    score_level_text(r->score, index, l, r->v->lang);

		html_open(h, "li", NULL);
		if (l >= s->shown_lo && l <= s->shown_hi && s->shown_hi > 0)
			html_element(h, "strong", NULL,
				     words(r->v, P_RESULT_HERE));
		result_markup(r, text.len > 0
				     ? text
				     : visit_text(r->v, &p->rubric.levels[l]));
		html_close(h, "li");
		html_newline(h);
	}
	html_close(h, "ol");
	html_newline(h);
}

static void write_criterion(struct result *r, uint32_t index)
{
	const struct criterion *c = &r->score->pack->rubric.criteria[index];

	page_heading(r->v, words(r->v, P_RESULT_RUBRIC));
	result_markup(r, visit_text(r->v, &c->about));
	write_levels(r, index);
	result_markup(r, visit_text(r->v, &c->evidence));
}

static void write_about(struct result *r, const struct text *text)
{
	if (text_in(text, r->v->lang, r->score->pack).len == 0)
		return;
	page_heading(r->v, words(r->v, P_RESULT_RUBRIC));
	result_markup(r, visit_text(r->v, text));
}

static void write_fact(struct result *r, enum phrase term,
		       const struct text *text)
{
	struct str value = visit_text(r->v, text);

	if (value.len > 0)
		page_fact(r->v, words(r->v, term), value);
}

static void write_initiative(struct result *r, uint32_t index)
{
	const struct initiative *i =
	    &r->score->pack->catalogue.initiatives[index];

	page_facts_begin(r->v);
	write_fact(r, P_RESULT_WHY_IT, &i->why);
	write_fact(r, P_RESULT_STAFF_CHANGE, &i->staff_change);
	write_fact(r, P_RESULT_OWNER, &i->owner);
	write_fact(r, P_RESULT_METRIC, &i->metric);
	write_fact(r, P_RESULT_STOP, &i->stop);
	page_facts_end(r->v);
}

static void write_rubric(struct result *r, struct str id)
{
	const struct pack *p = r->score->pack;
	uint32_t i;

	if (str_starts(id, "plan.")) {
		i = pack_find_initiative(p, str_sub(id, 5, id.len));
		if (i != NO_INDEX)
			write_initiative(r, i);
	} else if ((i = pack_find_question(p, id)) != NO_INDEX) {
		write_about(r, &p->questions[i].help);
	} else if ((i = pack_find_criterion(p, id)) != NO_INDEX) {
		write_criterion(r, i);
	} else if ((i = pack_find_dimension(p, id)) != NO_INDEX) {
		write_about(r, &p->rubric.dimensions[i].about);
	} else if ((i = pack_find_gate(p, id)) != NO_INDEX) {
		write_about(r, &p->rubric.gates[i].message);
	}
}

/* --- the figures at a glance -------------------------------------------- */

static const struct scored *scored_of(const struct result *r, struct str id)
{
	const struct pack *p = r->score->pack;
	uint32_t i;

	if (str_is(id, "overall"))
		return &r->score->overall;
	if ((i = pack_find_criterion(p, id)) != NO_INDEX)
		return &r->score->criteria[i];
	if ((i = pack_find_dimension(p, id)) != NO_INDEX)
		return &r->score->dimensions[i];
	return NULL;
}

static void write_figures(struct result *r, struct str id)
{
	const struct scored *s = scored_of(r, id);
	struct visit *v = r->v;

	if (s == NULL)
		return;
	page_facts_begin(v);
	page_fact(v, words(v, P_RESULT_LEVEL), result_level(r, s));
	page_fact(v, words(v, P_RESULT_SCORE), result_score_text(r, s));
	if (s->target > 0)
		page_fact(v, words(v, P_RESULT_TARGET),
			  visit_number(v, s->target));
	page_facts_end(v);
}

/* Where the answer, or the evidence, is this visitor's to give. */
static void write_next(struct result *r, struct str id)
{
	const struct pack *p = r->score->pack;
	uint32_t q = pack_find_question(p, id);
	struct visit *v = r->v;

	if (!r->client && !visit_is(v, WHO_CONSULTANT))
		return;
	if (!r->client && q != NO_INDEX)
		page_next(v, PATH(v, r->home, STR("/question/"), id),
			  words(v, P_RESULT_SETTLE_IT));
	else if (!r->client && pack_find_criterion(p, id) != NO_INDEX)
		page_next(v, PATH(v, r->home, STR("/evidence/"), id),
			  words(v, P_RESULT_NOTE_EVIDENCE));
	else if (q != NO_INDEX && !str_eq(result_question_path(r, q),
					  result_explain_path(r, id)))
		page_next(v, result_question_path(r, q),
			  words(v, P_RESULT_ANSWER_IT));
}

/* --- the page ----------------------------------------------------------- */

static bool is_of_plan(struct str id)
{
	return str_is(id, "plan") || (str_starts(id, "plan.") && id.len > 5);
}

static bool explain(struct result *r, struct str id, struct buf *out)
{
	return is_of_plan(id)
		   ? r->plan != NULL &&
			 plan_explain(out, r->plan, str_sub(id, 5, id.len),
				      r->v->lang)
		   : explain_write(out, r->score, id, r->v->lang);
}

/* A gate is said in words; its formula folds below. */
static void write_derivation(struct result *r, struct str id, struct str told)
{
	uint32_t gate = pack_find_gate(r->score->pack, id);
	struct visit *v = r->v;

	if (gate == NO_INDEX) {
		page_heading(v, words(v, P_RESULT_DERIVATION));
		result_told(r, told);
		return;
	}
	gates_write(r, gate, told);
	html_open(&v->html, "details", NULL);
	html_element(&v->html, "summary", NULL,
		     words(v, P_RESULT_DERIVATION));
	result_told(r, told);
	html_close(&v->html, "details");
	html_newline(&v->html);
}

/* For who looks it up in the rubric, or asks the command for it. */
static void write_name(struct result *r, struct str id)
{
	struct html *h = &r->v->html;

	HTML_OPEN(h, "p", { "class", STR("hint") });
	html_text(h, words(r->v, P_RESULT_NAME));
	html_text(h, STR(" "));
	html_element(h, "code", NULL, id);
	html_close(h, "p");
	html_newline(h);
}

static void write_explained(struct result *r, struct str id, struct str told)
{
	struct visit *v = r->v;

	result_begin(r, RESULT_ELSEWHERE, result_title_of(r, id));
	if (r->query.len > 0)
		page_notice(v, words(v, P_TRIAL_EXPLAINED));
	write_figures(r, id);
	write_next(r, id);
	write_rubric(r, id);
	write_derivation(r, id, told);
	write_name(r, id);
	result_end(r);
}

void page_result_explain(struct visit *v)
{
	struct buf told = buf_make(v->arena);
	struct str id = v->args[0];
	struct result r;

	bool of_plan = is_of_plan(id), known;

	if (!result_open(v, of_plan ? RESULT_PLAN : RESULT_SCORE, &r))
		return;
	/* What would bring an initiative in takes plans of its own. */
	if (of_plan && (!trial_explain(&r) || !result_compute_begin(v)))
		return;
	known = explain(&r, id, &told);
	if (of_plan)
		result_compute_end(v);
	if (known)
		write_explained(&r, id, buf_view(&told));
	else
		visit_refuse(v, 404, P_RESULT_UNKNOWN_ID);
}
