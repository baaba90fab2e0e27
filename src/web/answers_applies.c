/*
 * Three minutes in, the profile answered: how exposed the firm is, and what
 * therefore applies to it.
 */
#include "answers.h"
#include "begin.h"
#include "page.h"

static bool holds(const struct expr_value *fact)
{
	return fact->truth.point == TRUTH_TRUE;
}

static void write_exposure(struct visit *v, const struct score *s)
{
	const struct pack *pack = v->view->pack;
	uint32_t f = pack->rubric.target_by;

	if (f == NO_INDEX || !s->exposure_known)
		return;
	page_heading(v, visit_text(v, &pack->facts[f].text));
	html_element(&v->html, "p", "lead",
		     visit_text(v, &pack->facts[f].value_texts[s->exposure]));
}

/* The heading above says it already. */
static bool is_heading(const struct visit *v, uint32_t fact)
{
	const struct pack *pack = v->view->pack;

	return pack->rubric.target_by != NO_INDEX &&
	       str_eq(visit_text(v, &pack->facts[fact].text),
		      visit_text(v, &pack->facts[pack->rubric.target_by].text));
}

/* They come from what was just answered: folded. */
static void write_facts(struct visit *v, const struct score *s)
{
	const struct pack *pack = v->view->pack;

	html_open(&v->html, "details", NULL);
	html_element(&v->html, "summary", NULL, words(v, P_APPLIES_FACTS));
	html_open(&v->html, "ul", NULL);
	for (uint32_t f = 0; f < pack->fact_count; f++)
		if (pack->facts[f].type == EXPR_BOOL && holds(&s->facts[f]) &&
		    !is_heading(v, f))
			html_element(&v->html, "li", NULL,
				     visit_text(v, &pack->facts[f].text));
	html_close(&v->html, "ul");
	html_close(&v->html, "details");
}

/* In force or not yet known: what stands between the firm and a level. */
static void write_gates(struct visit *v, const struct score *s)
{
	const struct pack *pack = v->view->pack;
	uint32_t count = 0;

	for (uint32_t g = 0; g < pack->rubric.gate_count; g++)
		count += s->gates[g].state == GATE_IN_FORCE ||
			 s->gates[g].state == GATE_TO_CONFIRM;
	if (count == 0)
		return;
	page_heading(v, words(v, P_APPLIES_GATES));
	page_text(v, words(v, P_APPLIES_GATES_TEXT));
	html_open(&v->html, "ul", NULL);
	for (uint32_t g = 0; g < pack->rubric.gate_count; g++)
		if (s->gates[g].state == GATE_IN_FORCE ||
		    s->gates[g].state == GATE_TO_CONFIRM)
			html_element(&v->html, "li", NULL,
				     visit_text(
					 v, &pack->rubric.gates[g].title));
	html_close(&v->html, "ul");
}

/* The browser was closed before the code was seen. */
static void write_code_lost(struct visit *v)
{
	page_hint(v, words(v, P_TASKS_CODE));
	html_open(&v->html, "p", NULL);
	page_link(v, STR("/answers/me"), words(v, P_TASKS_ME));
	html_close(&v->html, "p");
}

/* Now there is something to come back to: the code first. */
static void write_onward(struct visit *v, const struct answering *a)
{
	bool waits = begin_code_waits(v);

	if (waits)
		page_next(v, STR("/answers/code?then=on"),
			  words(v, P_CONTINUE));
	else
		page_next(v, answers_next(v, a), words(v, P_APPLIES_GO));
	if (answers_sees_result(v, a))
		page_hint(v, words(v, P_APPLIES_HINT));
	if (!waits && begin_code_pends(v))
		write_code_lost(v);
}

void page_applies(struct visit *v)
{
	const struct page_wish wish = { .title = words(v, P_APPLIES_TITLE),
					.back = STR("/answers") };
	struct answering a;
	const struct score *s;

	if (!answers_open(v, &a))
		return;
	s = interview_result(a.interview);
	page_begin_as(v, &wish);
	if (s != NULL) {
		write_exposure(v, s);
		write_facts(v, s);
		write_gates(v, s);
	}
	write_onward(v, &a);
	page_end(v);
	answers_close(&a);
}
