/* What the result's pages share: the doors, the frame, addresses, words. */
#include "result.h"

#include "base/arena.h"
#include "doc/typography.h"
#include "gate.h"
#include "parts.h"

enum { COMPUTE_WAIT = 10000, COMPUTE_RETRY = 5 };	/* ms; s */

/* --- the doors ---------------------------------------------------------- */

/* "/cases/NAME/2/result" of what was asked for, whatever follows. */
static struct str door_of_account(struct str path)
{
	size_t at = 0;

	for (int part = 0; part < 4; part++)
		at = str_find(path, STR("/"), at) + 1;
	return str_sub(path, 0, str_find(path, STR("/"), at));
}

static struct result behind(struct visit *v)
{
	bool client = v->account == NULL;
	struct str door = client ? STR("/answers/result")
				 : door_of_account(v->request->path);

	return (struct result){
		.v = v,
		.client = client,
		.audience = client ? AUDIENCE_CLIENT : AUDIENCE_CONSULTANT,
		.door = door,
		.home = str_sub(door, 0, door.len - STR("/result").len),
	};
}

bool result_compute_begin(struct visit *v)
{
	if (gate_enter(v->site->planning, COMPUTE_WAIT))
		return true;
	visit_refuse(v, 503, P_REFUSED_BUSY);
	v->response->retry_after = COMPUTE_RETRY;
	return false;
}

void result_compute_end(struct visit *v)
{
	gate_leave(v->site->planning);
}

static bool plan_it(struct result *r)
{
	const struct plan_options none = { 0 };

	if (!result_compute_begin(r->v))
		return false;
	r->plan = plan_make(r->v->arena, r->score, &none);
	result_compute_end(r->v);
	return true;
}

static bool score_it(struct result *r, enum result_needs needs)
{
	struct visit *v = r->v;

	r->score = case_score(v->desk, v->view, v->view->pack);
	if (r->score == NULL) {
		visit_troubled(v);
		return false;
	}
	return needs == RESULT_SCORE || plan_it(r);
}

/*
 * Answers are blind: whoever was invited sees the firm's result once the
 * collection is closed, for until then it tells what the others said.
 */
static bool is_early(const struct visit *v)
{
	return v->account == NULL && !visit_is(v, WHO_SELF) &&
	       !v->view->round->closed;
}

static void write_early(struct visit *v)
{
	const struct page_wish wish = { .title = words(v, P_RESULT_EARLY),
					.back = STR("/answers") };

	page_begin_as(v, &wish);
	page_text(v, words(v, P_RESULT_EARLY_TEXT));
	page_end(v);
}

bool result_open(struct visit *v, enum result_needs needs, struct result *r)
{
	/* Whoever came by a shared link is nobody until they answer. */
	if (v->account == NULL &&
	    (v->view == NULL || v->session->respondent.len == 0)) {
		visit_redirect(v, STR("/answers"));
		return false;
	}
	if (is_early(v)) {
		write_early(v);
		return false;
	}
	*r = behind(v);
	/* An account's may be opened one after the other, by the hundred. */
	return (v->account != NULL ||
		visit_attempt(v, ATTEMPT_RESULT, v->session->respondent)) &&
	       score_it(r, needs);
}

bool result_may_see_groups(const struct visit *v)
{
	return v->account != NULL || v->session->group == GROUP_LEADERS;
}

/* --- the frame ---------------------------------------------------------- */

static void nav_link(struct result *r, bool here, struct str path,
		     enum phrase text)
{
	struct html *h = &r->v->html;

	html_open(h, "li", NULL);
	if (here)
		HTML_OPEN(h, "a", { "href", path },
			  { "aria-current", STR("page") });
	else
		HTML_OPEN(h, "a", { "href", path });
	html_text(h, words(r->v, text));
	html_close(h, "a");
	html_close(h, "li");
}

static void write_nav(struct result *r, enum result_page at)
{
	struct html *h = &r->v->html;

	HTML_OPEN(h, "nav", { "class", STR("pages") },
		  { "aria-label", words(r->v, P_RESULT_PAGES) });
	html_open(h, "ul", NULL);
	nav_link(r, at == RESULT_SUMMARY, r->door, P_RESULT_NAV_SUMMARY);
	if (r->v->view->pack->has_catalogue)
		nav_link(r, at == RESULT_AT_PLAN, result_path(r, STR("plan")),
			 P_RESULT_NAV_PLAN);
	if (r->v->view->number > 1)
		nav_link(r, at == RESULT_AT_COMPARE,
			 result_path(r, STR("compare")),
			 P_RESULT_NAV_COMPARE);
	if (result_may_see_groups(r->v))
		nav_link(r, at == RESULT_AT_GROUPS,
			 result_path(r, STR("groups")), P_RESULT_NAV_GROUPS);
	html_close(h, "ul");
	html_close(h, "nav");
	html_newline(h);
}

static void begin_as(struct result *r, enum result_page at, struct str title,
		     bool report)
{
	const struct page_wish wish = {
		.title = title,
		.back = at == RESULT_SUMMARY ? r->home : r->door,
		.wide = true,
		.report = report,
	};

	page_begin_as(r->v, &wish);
	write_nav(r, at);
}

void result_begin(struct result *r, enum result_page at, struct str title)
{
	begin_as(r, at, title, false);
}

void result_begin_document(struct result *r, enum result_page at,
			   const struct document *document)
{
	begin_as(r, at, document->title, true);
}

void result_end(struct result *r)
{
	page_end(r->v);
}

/* --- addresses ---------------------------------------------------------- */

struct str result_path(const struct result *r, struct str what)
{
	return PATH(r->v, r->door, STR("/"), what);
}

struct str result_explain_path(const struct result *r, struct str id)
{
	return PATH(r->v, r->door, STR("/explain/"), id);
}

struct str result_initiative_path(const struct result *r, uint32_t initiative)
{
	return PATH(r->v, r->door, STR("/explain/plan."),
		    r->v->view->pack->catalogue.initiatives[initiative].id,
		    r->query);
}

static bool is_open(const struct score *s, uint32_t question)
{
	const struct question_result *q = &s->questions[question];

	return q->shown && (q->state == STATE_UNANSWERED ||
			    q->state == STATE_DONT_KNOW);
}

struct str result_question_path(const struct result *r, uint32_t question)
{
	const struct question *q = &r->score->pack->questions[question];

	if (!is_open(r->score, question))
		return result_explain_path(r, q->id);
	if (r->client && (q->groups >> r->v->session->group & 1) != 0)
		return PATH(r->v, r->home, STR("/q/"), q->id);
	if (!r->client && visit_is(r->v, WHO_CONSULTANT))
		return PATH(r->v, r->home, STR("/question/"), q->id);
	return result_explain_path(r, q->id);
}

/* --- words -------------------------------------------------------------- */

struct str result_initiative(const struct result *r, uint32_t initiative)
{
	return visit_text(r->v, &r->v->view->pack->catalogue
				       .initiatives[initiative]
				       .title);
}

struct str result_level(const struct result *r, const struct scored *s)
{
	struct visit *v = r->v;

	if (s == NULL || s->shown_hi == 0)
		return words(v, P_RESULT_NONE);
	if (s->shown_lo == s->shown_hi)
		return visit_number(v, s->shown_hi);
	if (s->shown_lo == 0)
		return WORDS(v, P_RESULT_AT_MOST, visit_number(v, s->shown_hi));
	return WORDS(v, P_RESULT_FROM_TO, visit_number(v, s->shown_lo),
		     visit_number(v, s->shown_hi));
}

struct str result_number(const struct result *r, struct ratio n, int places)
{
	return typo_number(r->v->arena, n, places, r->v->lang);
}

struct str result_score_text(const struct result *r, const struct scored *s)
{
	int places = r->v->view->pack->rubric.places;

	if (s == NULL || s->raw.absent)
		return words(r->v, P_RESULT_NONE);
	if (!r->client || places < 1)
		return result_number(r, s->published, places);
	return result_number(r, ratio_truncate(s->published, 1), 1);
}

struct str result_group(const struct result *r, enum group group)
{
	static const enum phrase phrases[GROUP_COUNT] = {
		[GROUP_LEADERS] = P_RESULT_LEADERS,
		[GROUP_STAFF] = P_RESULT_STAFF,
		[GROUP_EXPERTS] = P_RESULT_EXPERTS,
	};

	return words(r->v, phrases[group]);
}

void result_markup(const struct result *r, struct str text)
{
	struct visit *v = r->v;
	struct diags quiet;
	const struct source *source;
	struct md *tree;

	if (text.len == 0)
		return;
	diags_init(&quiet, v->arena);
	source = source_make(v->arena, "pack", text, &quiet);
	tree = source == NULL ? NULL
			      : markdown_parse(v->arena, source, &quiet);
	if (tree == NULL) {
		page_text(v, text);
		return;
	}
	typo_tree(v->arena, tree, v->lang);
	html_markdown(&v->html, tree, NULL);
}

/* --- documents ---------------------------------------------------------- */

struct document *result_document_of(const struct result *r,
				    enum document_kind kind,
				    const struct plan *plan, bool on_page)
{
	const struct document_request request = {
		.score = plan != NULL ? plan->score : r->score,
		.plan = plan,
		.lang = r->v->lang,
		.audience = r->audience,
		.logo = r->v->site->logo_url,
		.firm = r->v->config->name,
		.accent = r->v->config->accent,
		.no_conditions = on_page,
	};

	return document_make(r->v->arena, kind, &request, r->v->diags);
}
