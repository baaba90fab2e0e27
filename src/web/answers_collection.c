/*
 * A leader who began alone runs her own campaign: the links she made, taken
 * back; the staff's collection, closed and opened again. As on the
 * consultant's desk (desk_invite.c, desk_collection.c), but of how many of the
 * staff came she learns less: she knows them one by one.
 */
#include "answers_invite.h"
#include "desk_invite.h"

/* --- what was just done ---------------------------------------------------------- */

void answers_invite_notice(struct visit *v)
{
	struct str done = visit_field(v, "done");

	if (v->request->method != HTTP_GET)
		return;
	if (str_is(done, "revoked"))
		page_notice(v, words(v, P_D_DONE_REVOKED));
	else if (str_is(done, "closed"))
		page_notice(v, words(v, P_INVITE_CLOSED));
	else if (str_is(done, "reopened"))
		page_notice(v, words(v, P_D_DONE_REOPENED));
}

static void back_to_invite(struct visit *v, const char *done)
{
	visit_redirect(v, PATH(v, STR("/answers/invite?done="),
			       str_from(done)));
}

static void begin_page(struct visit *v, enum phrase title)
{
	page_begin_as(v, &(struct page_wish){ .title = words(v, title),
					      .back = STR("/answers/invite") });
}

/* One button that is not to be pressed in passing, and the way out. */
static void end_page(struct visit *v, struct str action, enum phrase go)
{
	form_begin(v, action);
	control_danger(v, words(v, go));
	form_end(v);
	desk_link(v, STR("/answers/invite"), P_D_CANCEL);
	page_end(v);
}

/* --- links ------------------------------------------------------------------------ */

static bool has_come(const struct visit *v, const struct link *link)
{
	const struct respondent_record *all = v->view->respondents;

	for (uint32_t i = 0; i < v->view->respondent_count; i++)
		if (all[i].group == link->group && !all[i].agreed &&
		    !all[i].together && str_eq(all[i].name, link->name))
			return true;
	return false;
}

/* Of the staff nobody knows who came. */
static enum phrase state_of(const struct visit *v, const struct link *link)
{
	if (link->kind != LINK_PERSON)
		return P_INVITE_LINK_STATE;
	return has_come(v, link) ? P_INVITE_LINK_CAME : P_INVITE_LINK_AWAITED;
}

void answers_write_links(struct visit *v)
{
	uint32_t count, shown = 0;
	const struct link *links =
	    access_links(v->desk, v->view->round->id, &count);

	for (uint32_t i = 0; links != NULL && i < count; i++) {
		if (links[i].revoked)
			continue;
		if (shown++ == 0) {
			page_heading(v, words(v, P_INVITE_LINKS));
			page_hint(v, words(v, P_INVITE_LINKS_HINT));
			desk_items_begin(v);
		}
		desk_item(v, PATH(v, STR("/answers/invite/"), links[i].id),
			  desk_link_whose(v, &links[i]),
			  WORDS(v, state_of(v, &links[i]),
				desk_link_state(v, &links[i]),
				visit_date(v, links[i].expires)));
	}
	if (shown > 0)
		desk_items_end(v);
}

void page_answers_revoke(struct visit *v)
{
	const struct link *link = desk_find_link(v);

	if (link == NULL)
		return;
	begin_page(v, P_D_REVOKE_TITLE);
	page_text(v, desk_pair(v, words(v, P_D_INVITE_WHOM),
			       desk_link_whose(v, link)));
	page_text(v, words(v, link->group == GROUP_STAFF
				  ? P_D_REVOKE_STAFF
				  : P_D_REVOKE_NAMED));
	end_page(v, PATH(v, STR("/answers/invite/"), link->id),
		 P_D_REVOKE_GO);
}

void page_answers_revoke_do(struct visit *v)
{
	if (desk_revoke(v))
		back_to_invite(v, "revoked");
}

/* --- the staff's collection --------------------------------------------------------- */

static struct str came_words(const struct visit *v, uint32_t people)
{
	return people < COLLECTION_LEAST ? desk_staff_came(v, people)
					 : words(v, P_INVITE_CAME_ENOUGH);
}

static void write_facts(struct visit *v, const struct collection *c)
{
	page_facts_begin(v);
	page_fact(v, words(v, P_D_COLLECTION_STATE),
		  words(v, c->closed ? P_D_CASES_CLOSED : P_D_CASES_OPEN));
	page_fact(v, words(v, P_D_COLLECTION_CAME), came_words(v, c->people));
	if (c->closed)
		page_fact(v, words(v, P_D_COLLECTION_PUBLISHED),
			  WORDS(v, P_D_OF, visit_number(v, c->published),
				visit_number(v, c->asked)));
	page_facts_end(v);
}

void answers_write_collection(struct visit *v)
{
	struct collection c = collection_of(v->desk, v->view);

	if (c.people == 0 && !c.closed)
		return;
	page_heading(v, words(v, P_INVITE_COLLECTION));
	page_text(v, words(v, P_D_COLLECTION_LEAD));
	write_facts(v, &c);
	if (c.closed)
		form_button(v, STR("/answers/reopen"),
			    words(v, P_D_COLLECTION_REOPEN));
	else
		desk_link(v, STR("/answers/close"), P_D_COLLECTION_CLOSE);
}

static void write_nobody(struct visit *v)
{
	begin_page(v, P_D_CLOSE_TITLE);
	page_text(v, words(v, P_INVITE_CLOSE_NOBODY));
	page_next(v, STR("/answers/invite"), words(v, P_INVITE_TITLE));
	page_end(v);
}

/* False: the collection is closed, or nobody came; a page says so. */
static bool can_close(struct visit *v, const struct collection *c)
{
	if (c->closed)
		back_to_invite(v, "closed");
	else if (c->people == 0)
		write_nobody(v);
	return !c->closed && c->people > 0;
}

void page_answers_close(struct visit *v)
{
	struct collection c = collection_of(v->desk, v->view);

	if (!can_close(v, &c))
		return;
	begin_page(v, P_D_CLOSE_TITLE);
	page_text(v, words(v, P_D_CLOSE_LEAD));
	page_text(v, words(v, P_D_CLOSE_WHY));
	if (c.people < COLLECTION_LEAST)
		page_text(v, words(v, P_INVITE_CLOSE_FEW));
	write_facts(v, &c);
	end_page(v, STR("/answers/close"), P_D_CLOSE_GO);
}

void page_answers_close_do(struct visit *v)
{
	struct collection c = collection_of(v->desk, v->view);
	struct closing_done done;

	if (!can_close(v, &c))
		return;
	if (!collection_close(v->desk, v->view, &done)) {
		visit_troubled(v);
		return;
	}
	visit_note(v, "case.close", v->view->record->name);
	back_to_invite(v, "closed");
}

void page_answers_reopen_do(struct visit *v)
{
	if (!collection_reopen(v->desk, v->view)) {
		visit_troubled(v);
		return;
	}
	visit_note(v, "case.reopen", v->view->record->name);
	back_to_invite(v, "reopened");
}
