/* The result: the client's report, and around it what a page can do. */
#include "result_files.h"

#include "base/arena.h"

enum { SETTLING = 3 };

/* --- what would settle it ----------------------------------------------- */

/* The questions whose answers narrow the overall most, the first first. */
static uint32_t choose_settling(const struct result *r,
				uint32_t out[SETTLING])
{
	struct arena *a = r->v->arena;
	uint32_t count = 0, all = r->score->pack->question_count;
	bool *among = ARENA_ARRAY(a, all, bool);

	for (uint32_t q = 0; q < all; q++)
		among[q] = !r->score->pack->questions[q].optional;
	while (count < SETTLING) {
		struct next_question next =
		    score_next_among(a, r->score, among);

		if (next.question == NO_INDEX)
			break;
		among[next.question] = false;
		out[count++] = next.question;
	}
	return count;
}

static struct str asked_of(const struct result *r, const struct question *q)
{
	struct buf b = buf_make(r->v->arena);

	for (int g = 0; g < GROUP_COUNT; g++) {
		if ((q->groups >> g & 1) == 0)
			continue;
		if (b.len > 0)
			buf_text(&b, ", ");
		buf_str(&b, result_group(r, (enum group)g));
	}
	return buf_view(&b);
}

static void write_settling(struct result *r, const uint32_t *questions,
			   uint32_t count)
{
	struct html *h = &r->v->html;

	html_open(h, "ol", NULL);
	for (uint32_t i = 0; i < count; i++) {
		const struct question *q =
		    &r->score->pack->questions[questions[i]];

		html_open(h, "li", NULL);
		page_link(r->v, result_question_path(r, questions[i]),
			  visit_text(r->v, &q->text));
		html_text(h, STR(" "));
		html_element(h, "span", "hint",
			     WORDS(r->v, P_RESULT_ASKED_OF, asked_of(r, q)));
		html_close(h, "li");
		html_newline(h);
	}
	html_close(h, "ol");
}

/* The range itself is the document's to tell. */
static void write_settled(struct result *r)
{
	const struct scored *s = &r->score->overall;
	struct visit *v = r->v;

	if (s->capped_hi == 0)
		page_text(v, words(v, P_RESULT_SETTLE_NONE));
	else if (s->capped_lo == s->capped_hi)
		page_text(v, words(v, P_RESULT_SETTLE_SCORE));
	else
		page_text(v, words(v, P_RESULT_SETTLE_LEVEL));
}

/* What is next for who reads: one's own questions, others', then the plan. */
static void write_onward(struct result *r)
{
	struct visit *v = r->v;
	const struct path *own = r->own->path;

	HTML_OPEN(&v->html, "div", { "class", STR("no-print") });
	if (own->next < own->step_count) {
		page_next(v, answers_next(v, r->own),
			  words(v, P_RESULT_GO_ON));
	} else if (own->others[GROUP_EXPERTS].count > 0 &&
		   visit_is(v, WHO_SELF)) {
		answers_write_others(v, own);
	} else if (v->view->pack->has_catalogue) {
		page_next(v, result_path(r, STR("plan")),
			  words(v, P_RESULT_GO_PLAN));
	}
	html_close(&v->html, "div");
	html_newline(&v->html);
}

void result_why_overall(struct result *r)
{
	struct visit *v = r->v;

	HTML_OPEN(&v->html, "p", { "class", STR("no-print") });
	page_link(v, result_explain_path(r, STR("overall")),
		  words(v, P_RESULT_WHY_OVERALL));
	html_close(&v->html, "p");
	html_newline(&v->html);
}

void result_narrowing(struct result *r)
{
	struct visit *v = r->v;
	uint32_t questions[SETTLING];
	uint32_t count = choose_settling(r, questions);

	if (count > 0) {
		HTML_OPEN(&v->html, "div", { "class", STR("settle") });
		write_settled(r);
		write_settling(r, questions, count);
		html_close(&v->html, "div");
		html_newline(&v->html);
	}
}

void result_settling(struct result *r)
{
	result_narrowing(r);
	if (r->own != NULL)
		write_onward(r);
}

/* --- the profile's figures ---------------------------------------------- */

static struct str said(const struct result *r, const struct node *map,
		       const char *key)
{
	const struct node *n = node_get(map, key);

	return n == NULL || n->kind != NODE_SCALAR ? words(r->v, P_RESULT_NONE)
						   : n->text;
}

static void write_row(struct result *r, struct str id, struct str title,
		      const struct node *d)
{
	struct visit *v = r->v;

	page_row_begin(v);
	HTML_OPEN(&v->html, "th", { "scope", STR("row") });
	page_link(v, result_explain_path(r, id), title);
	html_close(&v->html, "th");
	html_element(&v->html, "td", "right", said(r, d, "score"));
	page_cell(v, said(r, d, "bounds"));
	page_cell(v, said(r, d, "level"));
	html_element(&v->html, "td", "right", said(r, d, "target"));
	page_row_end(v);
}

void result_profile(struct result *r)
{
	struct visit *v = r->v;
	const struct str heads[] = {
		words(v, P_RESULT_DIMENSION), words(v, P_RESULT_SCORE),
		words(v, P_RESULT_BOUNDS), words(v, P_RESULT_LEVEL),
		words(v, P_RESULT_TARGET),
	};
	const struct document_request request = {
		.score = r->score, .plan = r->plan, .lang = v->lang,
		.audience = r->audience,
	};
	const struct node *view = document_view(v->arena, &request);
	const struct node *list = node_get(view, "dimensions");

	page_table_begin(v, words(v, P_RESULT_PROFILE_CAPTION), heads, 5);
	for (const struct node *d = list->first; d != NULL; d = d->next)
		write_row(r, said(r, d, "id"), said(r, d, "title"), d);
	write_row(r, STR("overall"), words(v, P_RESULT_OVERALL),
		  node_get(view, "overall"));
	page_table_end(v);
}

/* --- the page ----------------------------------------------------------- */

static void write_fold_link(struct result *r, bool unfolded)
{
	struct html *h = &r->v->html;

	HTML_OPEN(h, "p", { "class", STR("no-print") });
	page_link(r->v,
		  unfolded ? r->door
			   : PATH(r->v, r->door, STR("?unfold=yes")),
		  words(r->v, unfolded ? P_RESULT_FOLD : P_RESULT_UNFOLD));
	html_close(h, "p");
	html_newline(h);
}

static void write_page(struct result *r, const struct document *document)
{
	bool unfolded = visit_field(r->v, "unfold").len > 0;

	result_begin_document(r, RESULT_SUMMARY, document);
	result_body(r, document, unfolded);
	write_fold_link(r, unfolded);
	result_files_list(r, unfolded);
	result_end(r);
}

static void show(struct result *r)
{
	const struct document *document =
	    result_document_of(r, DOCUMENT_REPORT, r->plan, true);

	if (document == NULL)
		visit_troubled(r->v);
	else
		write_page(r, document);
}

void page_result(struct visit *v)
{
	struct answering own;
	struct result r;

	if (!result_open(v, RESULT_PLAN, &r))
		return;
	if (!r.client) {
		show(&r);
		return;
	}
	if (!answers_open(v, &own))
		return;
	own.path = sheet_path(own.interview, r.score, v->arena);
	r.own = &own;
	r.preview = own.path->next < own.path->step_count;
	show(&r);
	answers_close(&own);
}
