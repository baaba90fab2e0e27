/* What a respondent may do with what is kept of them. */
#include "app/exchange.h"
#include "begin.h"
#include "controls.h"
#include "page.h"

static const struct respondent_record *me(const struct visit *v)
{
	return case_respondent(v->view, v->session->respondent);
}

/* As exchange_person and exchange_erase know a person. */
static struct str known_as(const struct visit *v,
			   const struct respondent_record *r)
{
	if (r->name.len == 0)
		return r->id;
	return PATH(v, str_from(group_name(r->group)), STR(":"), r->name);
}

static bool is_staff(const struct visit *v)
{
	return v->session->group == GROUP_STAFF;
}

/* --- the page ------------------------------------------------------------------------- */

static void write_who(struct visit *v, const struct respondent_record *r)
{
	page_facts_begin(v);
	page_fact(v, words(v, P_ME_CLIENT), v->view->record->client);
	if (!is_staff(v))
		page_fact(v, words(v, P_ME_WHO), r->name);
	page_facts_end(v);
	if (is_staff(v))
		page_text(v, words(v, P_ME_STAFF));
}

static void write_button(struct visit *v, enum phrase heading,
			 enum phrase text, const char *path, enum phrase go)
{
	page_heading(v, words(v, heading));
	page_text(v, words(v, text));
	form_button(v, str_from(path), words(v, go));
}

static void write_link(struct visit *v, enum phrase heading, enum phrase text,
		       const char *path, enum phrase go)
{
	page_heading(v, words(v, heading));
	page_text(v, words(v, text));
	html_open(&v->html, "p", NULL);
	page_link(v, str_from(path), words(v, go));
	html_close(&v->html, "p");
}

static void write_agreed(struct visit *v)
{
	bool agreed[PURPOSE_COUNT];

	if (!visit_is(v, WHO_SELF) ||
	    !access_agreed(v->desk, v->session->respondent, agreed))
		return;
	page_heading(v, words(v, P_ME_AGREE));
	form_begin(v, STR("/answers/me"));
	begin_purposes(v, agreed);
	control_submit(v, words(v, P_SAVE));
	form_end(v);
}

/* Whether the link they came by opens their answers again. */
static bool link_serves(struct visit *v)
{
	uint32_t count;
	const struct link *links =
	    access_links(v->desk, v->view->round->id, &count);

	for (uint32_t i = 0; links != NULL && i < count; i++)
		if (str_eq(links[i].id, v->session->link))
			return links[i].kind == LINK_PERSON && !links[i].once;
	return false;
}

/* What leaving does, before it is done. */
static enum phrase leaving(struct visit *v, bool has_code)
{
	if (has_code)
		return P_ME_LEAVE_TEXT;
	return link_serves(v) ? P_ME_LEAVE_LINK : P_ME_LEAVE_LOST;
}

static void write_code(struct visit *v, bool has_code)
{
	write_button(v, P_ME_CODE,
		     is_staff(v) ? P_ME_CODE_STAFF : P_ME_CODE_TEXT,
		     "/answers/me/code", P_ME_CODE_GO);
	if (!has_code)
		return;
	page_hint(v, words(v, P_ME_CODE_DROP_TEXT));
	form_button(v, STR("/answers/me/code/drop"),
		    words(v, P_ME_CODE_DROP_GO));
}

static void write_all(struct visit *v, const struct respondent_record *r)
{
	bool all = visit_is(v, WHO_SELF);
	bool has_code = access_has_code(v->desk, r->id);

	write_who(v, r);
	write_code(v, has_code);
	write_agreed(v);
	write_link(v, P_ME_DATA, P_ME_DATA_TEXT, "/answers/me/data.json",
		   P_ME_DATA_GO);
	write_button(v, P_ME_LEAVE, leaving(v, has_code), "/answers/leave",
		     P_ME_LEAVE_GO);
	write_link(v, P_ME_ERASE,
		   all ? P_ME_ERASE_ALL_TEXT : P_ME_ERASE_MINE_TEXT,
		   "/answers/me/erase",
		   all ? P_ME_ERASE_ALL : P_ME_ERASE_MINE);
}

static void write_me(struct visit *v)
{
	const struct page_wish wish = { .title = words(v, P_ME_TITLE),
					.back = STR("/answers") };
	const struct respondent_record *r = me(v);

	page_begin_as(v, &wish);
	if (str_is(visit_field(v, "done"), "agree"))
		page_notice(v, words(v, P_ME_AGREED));
	else if (str_is(visit_field(v, "done"), "code"))
		page_notice(v, words(v, P_ME_CODE_DROPPED));
	else if (r != NULL && begin_code_pends(v))
		page_notice(v, words(v, P_ME_CODE_LOST));
	if (r == NULL)
		page_text(v, words(v, P_ME_CODE_FIRST));
	else
		write_all(v, r);
	page_end(v);
}

void page_me(struct visit *v)
{
	if (begin_code_waits(v))
		visit_redirect(v, STR("/answers/code?then=me"));
	else
		write_me(v);
}

void page_me_do(struct visit *v)
{
	bool agreed[PURPOSE_COUNT];

	begin_read_purposes(v, agreed);
	if (!agreed[PURPOSE_RESULT]) {
		visit_fault(v, STR_NONE, words(v, P_ME_AGREE_NEEDED));
		write_me(v);
		return;
	}
	if (access_agree(v->desk, v->view->record->id, v->session->respondent,
			 agreed))
		visit_redirect(v, STR("/answers/me?done=agree"));
}

/* --- a code --------------------------------------------------------------------------- */

void page_me_code_do(struct visit *v)
{
	if (me(v) == NULL)
		visit_redirect(v, STR("/answers/me"));
	else
		begin_make_code(v, v->session);
}

void page_me_code_drop_do(struct visit *v)
{
	if (me(v) == NULL)
		visit_redirect(v, STR("/answers/me"));
	else if (access_drop_code(v->desk, v->view->record->id,
				  v->session->respondent, v->token)) {
		begin_code_done(v);
		visit_redirect(v, STR("/answers/me?done=code"));
	}
}

/* --- their data ------------------------------------------------------------------------- */

void page_me_data(struct visit *v)
{
	const struct respondent_record *r = me(v);
	struct buf out = buf_make(v->arena);

	if (r == NULL)
		visit_redirect(v, STR("/answers/me"));
	else if (exchange_person(v->desk, v->view, known_as(v, r), v->lang,
				 &out))
		visit_download(v, "application/json; charset=utf-8",
			       STR("jalon.json"), buf_view(&out));
}

/* --- erasing ------------------------------------------------------------------------------ */

void page_me_erase(struct visit *v)
{
	bool all = visit_is(v, WHO_SELF);
	const struct page_wish wish = {
		.title = words(v, all ? P_ME_ERASE_ALL : P_ME_ERASE_MINE),
		.back = STR("/answers/me"),
	};

	page_begin_as(v, &wish);
	page_text(v, words(v, all ? P_ME_ERASE_ALL_TEXT
				  : P_ME_ERASE_MINE_TEXT));
	form_begin(v, STR("/answers/me/erase"));
	control_danger(v, words(v, P_ME_ERASE_GO));
	form_end(v);
	html_open(&v->html, "p", NULL);
	page_link(v, STR("/answers/me"), words(v, P_ME_ERASE_KEEP));
	html_close(&v->html, "p");
	page_end(v);
}

/* Who began alone takes the case along. */
void page_me_erase_do(struct visit *v)
{
	const struct respondent_record *r = me(v);
	struct erasing done;

	if (r == NULL) {
		visit_redirect(v, STR("/answers/me"));
		return;
	}
	if (!exchange_erase(v->desk, v->view->record->id,
			    visit_is(v, WHO_SELF) ? STR_NONE : known_as(v, r),
			    true, &done))
		return;
	visit_note(v, "respondent.erase", STR_NONE);
	visit_forget_token(v);
	page_begin(v, words(v, P_ME_ERASED_TITLE));
	page_text(v, words(v, P_ME_ERASED_TEXT));
	page_end(v);
}

void page_leave_do(struct visit *v)
{
	if (!access_close_session(v->desk, v->token))
		return;
	visit_forget_token(v);
	visit_redirect(v, STR("/"));
}
