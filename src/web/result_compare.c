/*
 * Two rounds side by side: what moved, and what cannot be told. What may be
 * claimed is engine/compare.h's word; a respondent sees their own round
 * beside earlier ones.
 */
#include "result_compare.h"

/* --- words -------------------------------------------------------------- */

static struct str verdict(const struct comparing *c,
			  enum compare_verdict verdict)
{
	static const enum phrase phrases[] = {
		[COMPARE_UNCHANGED] = P_COMPARE_UNCHANGED,
		[COMPARE_UP] = P_COMPARE_UP,
		[COMPARE_DOWN] = P_COMPARE_DOWN,
		[COMPARE_WITHIN_BOUNDS] = P_COMPARE_WITHIN,
		[COMPARE_OTHER_RESPONDENTS] = P_COMPARE_OTHERS,
		[COMPARE_NOT_COMPARABLE] = P_COMPARE_NOT,
	};

	return words(c->v, phrases[verdict]);
}

static struct str reason(const struct comparing *c, enum compare_reason reason)
{
	static const enum phrase phrases[] = {
		[COMPARE_NO_REASON] = P_COMPARE_BY_OTHERS,
		[COMPARE_NEW] = P_COMPARE_NEW,
		[COMPARE_GONE] = P_COMPARE_GONE,
		[COMPARE_PARTS] = P_COMPARE_PARTS,
		[COMPARE_QUESTIONS] = P_COMPARE_QUESTIONS,
		[COMPARE_SCALE] = P_COMPARE_SCALE,
		[COMPARE_FORMULA] = P_COMPARE_FORMULA,
		[COMPARE_WEIGHT] = P_COMPARE_WEIGHT,
		[COMPARE_APPLIES] = P_COMPARE_APPLIES,
		[COMPARE_GATES] = P_COMPARE_GATES_OTHER,
		[COMPARE_EXPOSURE] = P_COMPARE_EXPOSURE,
	};

	return words(c->v, phrases[reason]);
}

/* --- figures ------------------------------------------------------------ */

static struct str from_to(const struct comparing *c, struct str was,
			  struct str is)
{
	return PATH(c->v, was, STR("\xC2\xA0→ "), is);
}

static struct str claims(const struct comparing *c, const struct compared *one)
{
	if (one->score.verdict == one->level.verdict)
		return verdict(c, one->score.verdict);
	return WORDS(c->v, P_COMPARE_BOTH, verdict(c, one->score.verdict),
		     verdict(c, one->level.verdict));
}

static void write_row(struct comparing *c, struct str id, struct str title,
		      const struct compared *one)
{
	struct visit *v = c->v;

	page_row_begin(v);
	HTML_OPEN(&v->html, "th", { "scope", STR("row") });
	if (one->is != NULL && c->current)
		page_link(v, result_explain_path(c->r, id), title);
	else
		html_text(&v->html, title);
	html_close(&v->html, "th");
	page_cell(v, from_to(c, result_level(c->r, one->was),
			     result_level(c->r, one->is)));
	page_cell(v, from_to(c, result_score_text(c->r, one->was),
			     result_score_text(c->r, one->is)));
	page_cell(v, claims(c, one));
	page_row_end(v);
}

static void table_begin(struct comparing *c, enum phrase caption)
{
	struct visit *v = c->v;
	const struct str heads[] = {
		words(v, P_COMPARE_WHAT), words(v, P_RESULT_LEVEL),
		words(v, P_RESULT_SCORE), words(v, P_COMPARE_CLAIM),
	};

	page_table_begin(v, words(v, caption), heads, 4);
}

static const struct dimension *dimension_of(const struct comparing *c,
					    const struct compared *one)
{
	return one->at.after != NO_INDEX
		   ? &c->is->rubric.dimensions[one->at.after]
		   : &c->was->rubric.dimensions[one->at.before];
}

static const struct criterion *criterion_of(const struct comparing *c,
					    const struct compared *one)
{
	return one->at.after != NO_INDEX
		   ? &c->is->rubric.criteria[one->at.after]
		   : &c->was->rubric.criteria[one->at.before];
}

static void write_dimensions(struct comparing *c)
{
	table_begin(c, P_COMPARE_DIMENSIONS);
	write_row(c, STR("overall"), words(c->v, P_RESULT_OVERALL),
		  &c->c->overall);
	for (uint32_t i = 0; i < c->c->dimension_count; i++) {
		const struct compared *one = &c->c->dimensions[i];
		const struct dimension *d = dimension_of(c, one);

		write_row(c, d->id, visit_text(c->r->v, &d->title), one);
	}
	page_table_end(c->v);
	page_hint(c->v, words(c->v, P_COMPARE_HINT));
}

static bool moved(const struct compared *one)
{
	return one->score.verdict == COMPARE_UP ||
	       one->score.verdict == COMPARE_DOWN ||
	       one->level.verdict == COMPARE_UP ||
	       one->level.verdict == COMPARE_DOWN || one->done_count > 0;
}

static void write_criteria(struct comparing *c)
{
	uint32_t shown = 0;

	for (uint32_t i = 0; i < c->c->criterion_count; i++) {
		const struct compared *one = &c->c->criteria[i];
		const struct criterion *criterion = criterion_of(c, one);

		if (!moved(one))
			continue;
		if (shown++ == 0)
			table_begin(c, P_COMPARE_CRITERIA);
		write_row(c, criterion->id,
			  visit_text(c->r->v, &criterion->title), one);
	}
	if (shown > 0)
		page_table_end(c->v);
	else
		page_text(c->v, words(c->v, P_COMPARE_NO_CRITERION));
}

/* --- what cannot be told ------------------------------------------------ */

static bool is_untold(enum compare_verdict verdict)
{
	return verdict == COMPARE_NOT_COMPARABLE ||
	       verdict == COMPARE_OTHER_RESPONDENTS;
}

/* Counts it when it cannot be told. */
static void write_reason(struct comparing *c, struct str title,
			 const struct compared *one, uint32_t *count)
{
	bool score = is_untold(one->score.verdict);
	const struct compare_claim *claim = score ? &one->score : &one->level;
	struct html *h = &c->v->html;

	if (!is_untold(claim->verdict))
		return;
	if ((*count)++ == 0)
		html_open(h, "ul", NULL);
	html_open(h, "li", NULL);
	html_element(h, "strong", NULL, title);
	html_text(h, STR(" · "));
	html_text(h, score ? reason(c, claim->reason)
			   : WORDS(c->v, P_COMPARE_LEVEL_ALONE,
				   reason(c, claim->reason)));
	html_close(h, "li");
	html_newline(h);
}

static void write_reasons(struct comparing *c)
{
	uint32_t count = 0;

	write_reason(c, words(c->v, P_RESULT_OVERALL), &c->c->overall, &count);
	for (uint32_t i = 0; i < c->c->dimension_count; i++)
		write_reason(c,
			     visit_text(c->r->v,
					 &dimension_of(c, &c->c->dimensions[i])
					      ->title),
			     &c->c->dimensions[i], &count);
	for (uint32_t i = 0; i < c->c->criterion_count; i++)
		write_reason(c,
			     visit_text(c->r->v,
					 &criterion_of(c, &c->c->criteria[i])
					      ->title),
			     &c->c->criteria[i], &count);
	if (count > 0)
		html_close(&c->v->html, "ul");
	else
		page_text(c->v, words(c->v, P_COMPARE_ALL_TOLD));
}

void compare_figures(struct comparing *c)
{
	page_heading(c->v, words(c->v, P_COMPARE_MOVED));
	write_dimensions(c);
	write_criteria(c);
}

void compare_untold(struct comparing *c)
{
	page_heading(c->v, words(c->v, P_COMPARE_UNTOLD));
	write_reasons(c);
	page_hint(c->v, words(c->v, P_COMPARE_CAUSE));
}
