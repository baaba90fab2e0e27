/* Beginning alone, coming back with a code, coming by a link. */
#include "begin.h"

#include "answers.h"
#include "app/collection.h"
#include "app/minutes.h"
#include "base/secret.h"
#include "comeback.h"
#include "controls.h"
#include "page.h"
#include "parts.h"
#include "shown.h"

/* --- what one agrees to ------------------------------------------------------------ */

static const struct {
	enum phrase label, hint;
} purposes[PURPOSE_COUNT] = {
	[PURPOSE_RESULT] = { P_AGREE_RESULT, P_AGREE_RESULT_HINT },
	[PURPOSE_CONSULTANT] = { P_AGREE_CONSULTANT, P_AGREE_CONSULTANT_HINT },
	[PURPOSE_STATISTICS] = { P_AGREE_STATISTICS, P_AGREE_STATISTICS_HINT },
};

static struct str purpose_field(const struct visit *v, int purpose)
{
	return PATH(v, STR("agree_"), str_from(purpose_name(
					  (enum purpose)purpose)));
}

static void write_purpose(struct visit *v, int purpose, bool agreed)
{
	control_tick(v, purpose_field(v, purpose),
		     words(v, purposes[purpose].label),
		     words(v, purposes[purpose].hint), agreed);
}

static bool read_purpose(const struct visit *v, int purpose)
{
	return field_named(&v->request->form, purpose_field(v, purpose)).len >
	       0;
}

void begin_purposes(struct visit *v, const bool agreed[PURPOSE_COUNT])
{
	for (int p = 0; p < PURPOSE_COUNT; p++)
		write_purpose(v, p, agreed[p]);
}

void begin_read_purposes(struct visit *v, bool agreed[PURPOSE_COUNT])
{
	for (int p = 0; p < PURPOSE_COUNT; p++)
		agreed[p] = read_purpose(v, p);
}

/* Who began alone; nobody else is asked. */
static bool may_agree(struct visit *v, bool agreed[PURPOSE_COUNT])
{
	return visit_is(v, WHO_SELF) &&
	       access_agreed(v->desk, v->session->respondent, agreed);
}

/* What one did not agree to yet, and need not. */
static void write_besides(struct visit *v)
{
	bool agreed[PURPOSE_COUNT];

	if (!may_agree(v, agreed) ||
	    (agreed[PURPOSE_CONSULTANT] && agreed[PURPOSE_STATISTICS]))
		return;
	page_heading(v, words(v, P_CODE_AGREE));
	page_hint(v, words(v, P_CODE_AGREE_HINT));
	for (int p = 0; p < PURPOSE_COUNT; p++)
		if (p != PURPOSE_RESULT && !agreed[p])
			write_purpose(v, p, false);
}

/*
 * Adds and takes nothing back: a page left open says nothing of what was
 * agreed to since. False: it could not be kept.
 */
static bool agree_besides(struct visit *v)
{
	bool agreed[PURPOSE_COUNT], more = false;

	if (!may_agree(v, agreed))
		return !v->desk->failed;
	for (int p = 0; p < PURPOSE_COUNT; p++) {
		if (p == PURPOSE_RESULT || agreed[p] || !read_purpose(v, p))
			continue;
		agreed[p] = true;
		more = true;
	}
	return !more || access_agree(v->desk, v->view->record->id,
				     v->session->respondent, agreed);
}

enum phrase begin_seen(const struct visit *v, struct str chain)
{
	return access_may(v->desk, chain, PURPOSE_CONSULTANT)
		       ? P_LINK_SEEN
		       : P_LINK_SEEN_ALONE;
}

enum phrase begin_counted(const struct visit *v, struct str chain)
{
	return access_may(v->desk, chain, PURPOSE_STATISTICS)
		       ? P_LINK_COUNTED
		       : P_LINK_UNCOUNTED;
}

/* --- beginning alone --------------------------------------------------------------- */

static void write_time(struct visit *v)
{
	const struct pack *pack =
	    shelf_folder(v->site->shelf, v->config->pack_dir, NULL);
	uint32_t questions, all, at_first;

	if (pack == NULL)
		return;
	all = minutes_for_group(pack, v->lang, GROUP_LEADERS, &questions);
	at_first = minutes_for_short(pack, v->lang, GROUP_LEADERS);
	page_text(v, WORDS(v, P_BEGIN_TIME, visit_number(v, all),
			   visit_number(v, at_first)));
}

static void write_begin(struct visit *v, const struct alone *wanted)
{
	const struct page_wish wish = { .title = words(v, P_BEGIN_TITLE),
					.back = STR("/") };

	page_begin_as(v, &wish);
	write_time(v);
	html_open(&v->html, "details", NULL);
	html_element(&v->html, "summary", NULL, words(v, P_BEGIN_WHO_TITLE));
	page_text(v, words(v, P_BEGIN_WHO));
	html_close(&v->html, "details");
	form_begin(v, STR("/begin"));
	control_input(v, &(struct input){
				 .name = STR("client"),
				 .label = words(v, P_BEGIN_CLIENT),
				 .value = wanted->client,
				 .autocomplete = "organization" });
	control_input(v, &(struct input){
				 .name = STR("name"),
				 .label = words(v, P_BEGIN_NAME),
				 .hint = words(v, P_BEGIN_NAME_HINT),
				 .value = wanted->name,
				 .autocomplete = "name" });
	write_purpose(v, PURPOSE_RESULT, wanted->agreed[PURPOSE_RESULT]);
	control_submit(v, words(v, P_CONTINUE));
	form_end(v);
	page_end(v);
}

/* Another would take the place of the one that this browser began, and of its
   code, which nobody noted: it would be found no more. */
static bool is_under_way(struct visit *v)
{
	const struct page_wish wish = { .title = words(v, P_BEGIN_UNDER_WAY),
					.back = STR("/") };

	if (v->session == NULL || v->session->kind != SESSION_RESPONDENT ||
	    !begin_code_pends(v))
		return false;
	page_begin_as(v, &wish);
	page_text(v, words(v, P_BEGIN_UNDER_WAY_LEAD));
	page_next(v, begin_code_waits(v) ? STR("/answers/code?then=on")
					 : STR("/answers"),
		  words(v, P_BEGIN_UNDER_WAY_GO));
	page_end(v);
	return true;
}

void page_begin_alone(struct visit *v)
{
	const struct alone none = { 0 };

	if (!is_under_way(v))
		write_begin(v, &none);
}

static struct alone read_begin(struct visit *v)
{
	struct alone wanted = {
		.client = str_trim(visit_field(v, "client")),
		.name = str_trim(visit_field(v, "name")),
	};

	/* The others are asked when there is something to read or to count. */
	wanted.agreed[PURPOSE_RESULT] = read_purpose(v, PURPOSE_RESULT);
	if (wanted.client.len == 0)
		visit_fault(v, STR("client"), words(v, P_BEGIN_NO_CLIENT));
	if (wanted.name.len == 0)
		visit_fault(v, STR("name"), words(v, P_BEGIN_NO_NAME));
	if (!wanted.agreed[PURPOSE_RESULT])
		visit_fault(v, purpose_field(v, PURPOSE_RESULT),
			    words(v, P_BEGIN_NO_RESULT));
	return wanted;
}

/* --- a code to come back ----------------------------------------------------------- */

/* It outlives the browser, as the session does and the code shown does not. */
static struct str pending_name(const struct visit *v)
{
	return PATH(v, v->site->cookie, STR("-code"));
}

static struct str pending_mark(const struct visit *v)
{
	return secret_derive(v->arena, v->token, "code not noted");
}

bool begin_code_pends(const struct visit *v)
{
	return secret_equal(field_named(&v->request->cookies, pending_name(v)),
			    pending_mark(v));
}

void begin_code_done(struct visit *v)
{
	if (field_named(&v->request->cookies, pending_name(v)).len > 0)
		respond_cookie(v, pending_name(v), STR_NONE, false);
}

/* One that is worth nothing any more is not shown. */
static struct str waiting_code(struct visit *v)
{
	struct str secret = shown_kept(v, "code");
	const struct link *link =
	    secret.len > 0 ? access_link(v->desk, secret) : NULL;

	return link != NULL && link->kind == LINK_RESUME ? secret : STR_NONE;
}

/* Made by this very request. */
static bool was_held(struct visit *v)
{
	const struct response *r = v->response;

	for (uint32_t i = 0; i < r->cookie_count; i++)
		if (str_eq(r->cookies[i].name, pending_name(v)))
			return r->cookies[i].value.len > 0;
	return false;
}

bool begin_code_waits(struct visit *v)
{
	return was_held(v) || waiting_code(v).len > 0;
}

static void keep_code(struct visit *v, struct str secret)
{
	shown_keep(v, "code", secret);
	respond_cookie(v, pending_name(v), pending_mark(v), true);
}

bool begin_hold_code(struct visit *v, const struct session *session)
{
	const struct link wanted = {
		.kind = LINK_RESUME,
		.chain = session->chain,
		.round = session->round,
		.respondent = session->respondent,
		.group = session->group,
		.self = session->self,
	};
	struct str secret;

	if (!access_add_link(v->desk, &wanted, &secret))
		return false;
	keep_code(v, secret);
	return true;
}

bool begin_make_code(struct visit *v, const struct session *session)
{
	if (!begin_hold_code(v, session))
		return false;
	visit_redirect(v, STR("/answers/code"));
	return true;
}

/* Where one was going when the code came between; empty: to the list. */
static struct str then(const struct visit *v)
{
	return visit_field(v, "then");
}

static void write_code(struct visit *v, struct str secret)
{
	page_begin(v, words(v, P_CODE_TITLE));
	page_text(v, words(v, P_CODE_LEAD));
	html_element(&v->html, "p", "code", secret_printed(v->arena, secret));
	page_text(v, WORDS(v, P_CODE_WHERE,
			   PATH(v, v->site->origin, STR("/resume"))));
	page_hint(v, words(v, P_CODE_ONCE));
	form_begin(v, STR("/answers/code"));
	control_hidden(v, STR("then"), then(v));
	write_besides(v);
	control_submit(v, words(v, P_CONTINUE));
	form_end(v);
	page_end(v);
}

/* Back skips it once it is noted, and leads to the page before. */
void page_code(struct visit *v)
{
	struct str secret = waiting_code(v);

	if (v->desk->failed)
		visit_troubled(v);
	else if (secret.len > 0)
		write_code(v, secret);
	else if (str_is(then(v), "on"))
		visit_redirect(v, STR("/answers/applies"));
	else
		visit_redirect(v, STR("/answers/me"));
}

/* To the first page with something open. */
static void go_on(struct visit *v)
{
	struct answering a;

	if (!answers_open(v, &a))
		return;
	visit_redirect(v, answers_next(v, &a));
	answers_close(&a);
}

void page_code_do(struct visit *v)
{
	if (!agree_besides(v))
		return;
	shown_done(v);
	begin_code_done(v);
	if (str_is(then(v), "on"))
		go_on(v);
	else if (str_is(then(v), "me"))
		visit_redirect(v, STR("/answers/me"));
	else
		visit_redirect(v, STR("/answers"));
}

/* --- beginning alone, done --------------------------------------------------------- */

void page_begin_alone_do(struct visit *v)
{
	struct alone wanted;
	struct str secret;

	if (is_under_way(v))
		return;
	wanted = read_begin(v);
	if (v->fault_count > 0) {
		write_begin(v, &wanted);
		return;
	}
	if (!visit_attempt(v, ATTEMPT_BEGIN, STR_NONE))
		return;
	if (!access_begin_alone(v->desk, &wanted, visit_new_token(v),
				&secret)) {
		if (v->desk->failed) {
			visit_troubled(v);
			return;
		}
		visit_faults_of(v, STR("name"), v->diags, 0);
		write_begin(v, &wanted);
		return;
	}
	/* There is nothing to come back to yet: the code waits. */
	keep_code(v, secret);
	if (arrive_at_begun(v))
		go_on(v);
}

/* --- coming back -------------------------------------------------------------------- */

static void write_resume(struct visit *v, struct str typed)
{
	const struct page_wish wish = { .title = words(v, P_RESUME_TITLE),
					.back = STR("/") };

	page_begin_as(v, &wish);
	form_begin(v, STR("/resume"));
	comeback_field(v, COMEBACK_RESPONDENTS);
	control_input(v, &(struct input){ .name = STR("code"),
					  .label = words(v, P_RESUME_CODE),
					  .hint = words(v, P_RESUME_HINT),
					  .value = typed,
					  .autocomplete = "off",
					  .width = 34 });
	control_submit(v, words(v, P_RESUME_GO));
	form_end(v);
	page_end(v);
}

void page_resume(struct visit *v)
{
	write_resume(v, STR_NONE);
}

/*
 * Where a session of that kind goes on. The link of one who came by it for the
 * only time opens nothing more: another way back is shown first.
 */
static void go_in(struct visit *v, const struct session *session, bool once)
{
	if (once && session->respondent.len > 0 && begin_make_code(v, session))
		return;
	visit_redirect(v, session->kind == SESSION_SEAT
			      ? STR("/room/seat")
			      : comeback_to(v, COMEBACK_RESPONDENTS,
					    STR("/answers")));
}

static bool trade(struct visit *v, struct str secret, struct str field)
{
	struct str token = secret_make(v->arena, &v->desk->chance);
	const struct session *session;
	const struct link *link;

	if (!visit_attempt(v, ATTEMPT_TRADE, STR_NONE))
		return true;
	link = access_link(v->desk, secret);
	/* The session they had stays theirs until another is open. */
	if (link != NULL && access_trade(v->desk, secret, token, &session)) {
		visit_take_token(v, token);
		go_in(v, session, link->once);
		return true;
	}
	if (v->desk->failed) {
		visit_troubled(v);
		return true;
	}
	visit_fault(v, field, words(v, P_LINK_DEAD));
	return false;
}

void page_resume_do(struct visit *v)
{
	struct str typed = str_trim(visit_field(v, "code"));
	struct str secret = secret_typed(v->arena, typed);

	if (secret.len == 0)
		visit_fault(v, STR("code"),
			    words(v, typed.len == 0 ? P_RESUME_NONE
						    : P_RESUME_BAD));
	else if (trade(v, secret, STR("code")))
		return;
	write_resume(v, typed);
}

/* --- by a link ------------------------------------------------------------------------- */

static void write_who(struct visit *v, const struct link *link)
{
	enum phrase as = link->group == GROUP_LEADERS ? P_LINK_LEADERS
						      : P_LINK_EXPERTS;

	if (link->group == GROUP_STAFF)
		page_text(v, words(v, P_LINK_STAFF));
	else
		page_text(v, PATH(v, WORDS(v, as, link->name), STR(" "),
				  words(v, begin_seen(v, link->chain))));
}

/* A shared link begins anew, with nothing of what this browser said before. */
static void write_begun(struct visit *v, const struct link *link)
{
	const struct session *s = v->session;

	if (link->kind != LINK_GROUP || s == NULL ||
	    s->kind != SESSION_RESPONDENT || s->respondent.len == 0 ||
	    s->group != link->group || !str_eq(s->round, link->round))
		return;
	page_text(v, words(v, P_LINK_BEGUN));
	html_open(&v->html, "p", NULL);
	page_link(v, STR("/answers"), words(v, P_LINK_BEGUN_GO));
	html_close(&v->html, "p");
}

/*
 * Programs that read mail follow links: looking uses nothing up, the button
 * does.
 */
static void write_link(struct visit *v, const struct link *link,
		       struct str secret)
{
	const struct case_view *view = case_view(v->desk, link->chain, 0);

	page_begin(v, words(v, P_LINK_TITLE));
	if (view != NULL)
		page_text(v, WORDS(v, P_LINK_CLIENT, view->record->client));
	write_who(v, link);
	page_hint(v, PATH(v, words(v, P_LINK_AGREE), STR(" "),
			  words(v, begin_counted(v, link->chain))));
	write_begun(v, link);
	form_begin(v, STR("/go"));
	control_hidden(v, STR("code"), secret);
	control_submit(v, words(v, P_LINK_GO));
	form_end(v);
	page_end(v);
}

/* What it says when nobody is asked any more: first, and nothing else. */
static bool is_closed(struct visit *v, const struct link *link)
{
	const struct case_view *view;

	if (link->kind != LINK_GROUP || link->group != GROUP_STAFF)
		return false;
	view = recall_round(v->desk, link->chain, link->round);
	return view != NULL && collection_of(v->desk, view).closed;
}

static void write_closed(struct visit *v)
{
	page_begin(v, words(v, P_LINK_CLOSED_TITLE));
	page_text(v, words(v, P_LINK_CLOSED));
	page_next(v, STR("/resume"), words(v, P_RESUME_TITLE));
	page_end(v);
}

static void write_dead(struct visit *v)
{
	v->response->status = 404;
	page_begin(v, words(v, P_REFUSED_TITLE));
	page_text(v, words(v, P_LINK_DEAD));
	page_next(v, STR("/resume"), words(v, P_RESUME_TITLE));
	page_end(v);
}

void page_go(struct visit *v)
{
	struct str secret = secret_typed(v->arena, v->args[0]);
	const struct link *link = NULL;

	if (secret.len > 0)
		link = access_link(v->desk, secret);
	if (v->desk->failed)
		visit_troubled(v);
	else if (link == NULL || link->kind == LINK_SETUP)
		write_dead(v);
	else if (is_closed(v, link))
		write_closed(v);
	else
		write_link(v, link, secret);
}

void page_go_do(struct visit *v)
{
	struct str secret = secret_typed(v->arena, visit_field(v, "code"));

	if (secret.len == 0 || !trade(v, secret, STR_NONE)) {
		v->fault_count = 0;
		write_dead(v);
	}
}
