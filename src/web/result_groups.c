/*
 * Leaders and staff side by side, under the rules of groups: what the staff
 * say is a published mean or nothing, and one is told which.
 */
#include "result.h"

#include "app/collection.h"
#include "engine/agreement.h"

static struct str mean(const struct result *r, const struct expr_number *of,
		       uint32_t dimension)
{
	if (of == NULL || of[dimension].absent)
		return words(r->v, P_RESULT_NONE);
	return result_number(r, of[dimension].point, 2);
}

static struct str gap_text(const struct result *r, struct ratio gap)
{
	struct str n = result_number(r, gap, 2);

	return gap.num > 0 ? PATH(r->v, STR("+"), n) : n;
}

static struct str gap_of(const struct result *r, uint32_t dimension)
{
	struct ratio gap;

	if (score_gap(r->score, dimension, &gap))
		return gap_text(r, gap);
	return words(r->v, P_RESULT_NONE);
}

static void write_dimensions(struct result *r)
{
	const struct rubric *rubric = &r->score->pack->rubric;
	struct visit *v = r->v;
	const struct str heads[] = {
		words(v, P_RESULT_DIMENSION), words(v, P_GROUPS_LEADERS),
		words(v, P_GROUPS_STAFF), words(v, P_GROUPS_GAP),
	};

	page_table_begin(v, words(v, P_GROUPS_TABLE), heads, 4);
	for (uint32_t d = 0; d < rubric->dimension_count; d++) {
		page_row_begin(v);
		HTML_OPEN(&v->html, "th", { "scope", STR("row") });
		page_link(v,
			  result_explain_path(r, rubric->dimensions[d].id),
			  visit_text(r->v, &rubric->dimensions[d].title));
		html_close(&v->html, "th");
		html_element(&v->html, "td", "right",
			     mean(r, r->score->dimensions_of[GROUP_LEADERS],
				  d));
		html_element(&v->html, "td", "right",
			     mean(r, r->score->dimensions_of[GROUP_STAFF], d));
		html_element(&v->html, "td", "right", gap_of(r, d));
		page_row_end(v);
	}
	page_table_end(v);
	page_hint(v, WORDS(v, P_GROUPS_HINT,
			   result_number(r, rubric->gap, -1)));
}

/* --- the widest --------------------------------------------------------- */

static void write_wide(struct result *r, uint32_t question,
		       const struct agreement_question *a)
{
	const struct question *q = &r->score->pack->questions[question];
	const struct group_points *g = r->score->questions[question].groups;
	struct html *h = &r->v->html;

	html_open(h, "li", NULL);
	page_link(r->v, result_explain_path(r, q->id),
		  visit_text(r->v, &q->text));
	html_void(h, "br", NULL);
	html_text(h, WORDS(r->v, P_GROUPS_BOTH,
			   result_number(r, g[GROUP_LEADERS].mean.point, 2),
			   result_number(r, g[GROUP_STAFF].mean.point, 2),
			   gap_text(r, a->gap)));
	html_close(h, "li");
	html_newline(h);
}

static void write_widest(struct result *r)
{
	struct agreement g = agreement_of(r->v->arena, r->score);
	struct visit *v = r->v;

	page_heading(v, words(v, P_GROUPS_WIDEST));
	if (g.widest_count == 0) {
		page_text(v, words(v, P_GROUPS_NO_GAP));
		return;
	}
	page_text(v, words(v, P_GROUPS_DISCUSS));
	html_open(&v->html, "ol", NULL);
	for (uint32_t i = 0; i < g.widest_count; i++)
		write_wide(r, g.widest[i], &g.questions[g.widest[i]]);
	html_close(&v->html, "ol");
}

/* --- where the staff's answers stand ------------------------------------ */

static void write_collection(struct result *r)
{
	struct collection c = collection_of(r->v->desk, r->v->view);
	struct visit *v = r->v;

	page_text(v, words(v, P_GROUPS_RULE));
	if (c.together)
		page_text(v, words(v, P_GROUPS_TOGETHER));
	else if (c.published > 0)
		page_text(v, WORDS(v, P_GROUPS_PUBLISHED,
				   visit_number(v, c.published),
				   visit_number(v, c.asked)));
	else
		page_text(v, words(v, c.closed ? P_GROUPS_TOO_FEW
					       : P_GROUPS_OPEN));
}

static void write_page(struct result *r)
{
	struct visit *v = r->v;

	result_begin(r, RESULT_AT_GROUPS, words(v, P_GROUPS_TITLE));
	write_collection(r);
	if (!r->score->several) {
		page_text(v, words(v, P_GROUPS_AGREED));
	} else {
		write_dimensions(r);
		write_widest(r);
		html_open(&v->html, "p", NULL);
		page_link(v, result_explain_path(r, STR("gaps")),
			  words(v, P_GROUPS_WHY));
		html_close(&v->html, "p");
	}
	result_end(r);
}

void page_result_groups(struct visit *v)
{
	struct result r;

	if (!result_may_see_groups(v))
		visit_refuse(v, 403, P_REFUSED_RIGHTS);
	else if (result_open(v, RESULT_SCORE, &r))
		write_page(&r);
}
