/* A campaign: its links, and how many came. Making one: desk_invite_make.c. */
#include "desk_invite.h"

enum { PEOPLE_MOST = 100000 };

/* --- links ----------------------------------------------------------------------- */

struct str desk_link_whose(const struct visit *v, const struct link *link)
{
	return link->kind == LINK_PERSON
		   ? PATH(v, link->name, STR(" ("), desk_group(v, link->group),
			  STR(")"))
		   : WORDS(v, P_D_INVITE_SHARED, desk_group(v, link->group));
}

static bool is_past(const struct visit *v, const struct link *link)
{
	return str_cmp(link->expires, v->desk->today) < 0;
}

struct str desk_link_state(const struct visit *v, const struct link *link)
{
	if (link->revoked)
		return words(v, P_D_LINK_REVOKED);
	if (link->once && link->used > 0)
		return words(v, P_D_LINK_SERVED);
	if (is_past(v, link))
		return words(v, P_D_LINK_PAST);
	return words(v, link->once ? P_D_LINK_ONCE : P_D_LINK_GOOD);
}

static void write_link(struct visit *v, const struct link *link)
{
	struct html *h = &v->html;

	desk_row(v, STR_NONE, desk_link_whose(v, link));
	page_cell(v, visit_date(v, link->made));
	page_cell(v, visit_date(v, link->expires));
	if (link->group == GROUP_STAFF)
		page_cell(v, desk_staff_came(v, link->used));
	else
		page_cell_number(v, link->used);
	page_cell(v, desk_link_state(v, link));
	html_open(h, "td", NULL);
	if (!link->revoked) {
		HTML_OPEN(h, "a", { "href", DESK_AT(v, STR("/invite/"),
						    link->id) });
		html_text(h, words(v, P_D_INVITE_REVOKE));
		html_element(h, "span", "unseen",
			     PATH(v, STR(" "), desk_link_whose(v, link)));
		html_close(h, "a");
	}
	html_close(h, "td");
	page_row_end(v);
}

static void write_links(struct visit *v, const struct link *links,
			uint32_t count)
{
	const struct str heads[] = {
		words(v, P_D_INVITE_WHOM),    words(v, P_D_INVITE_MADE),
		words(v, P_D_INVITE_EXPIRES), words(v, P_D_INVITE_USED),
		words(v, P_D_INVITE_STATE),   words(v, P_D_INVITE_DO),
	};

	if (count == 0) {
		page_text(v, words(v, P_D_INVITE_NONE));
		return;
	}
	page_table_begin(v, words(v, P_D_INVITE_LINKS), heads, 6);
	for (uint32_t i = 0; i < count; i++)
		write_link(v, &links[i]);
	page_table_end(v);
	page_hint(v, words(v, P_D_INVITE_GONE));
}

/* --- how many are expected --------------------------------------------------------- */

static void write_expected(struct visit *v, const struct response_rate *rate)
{
	uint32_t expected = rate->invited[GROUP_STAFF];
	const struct input input = {
		.name = STR("people"),
		.label = words(v, P_D_EXPECT_LABEL),
		.hint = words(v, P_D_EXPECT_HINT),
		.value = v->request->method == HTTP_POST
			     ? visit_field(v, "people")
			 : expected > 0 ? visit_number(v, expected)
					: STR_NONE,
		.inputmode = "numeric",
		.autocomplete = "off",
		.width = 8,
		.quiet = true,
	};

	form_begin(v, DESK_AT(v, STR("/expect")));
	control_input(v, &input);
	control_other(v, "save", STR("yes"), words(v, P_SAVE));
	form_end(v);
}

static void write_invitations(struct visit *v)
{
	uint32_t count;
	const struct link *links =
	    access_links(v->desk, v->view->round->id, &count);
	struct response_rate rate = access_rate(v->desk, v->view);

	if (v->desk->failed) {
		visit_troubled(v);
		return;
	}
	desk_begin_wide(v, words(v, P_D_INVITE_TITLE), desk_round(v));
	page_text(v, words(v, P_D_INVITE_LEAD));
	page_next(v, DESK_AT(v, STR("/invite/person")),
		  words(v, P_D_INVITE_PERSON));
	desk_link(v, DESK_AT(v, STR("/invite/group")), P_D_INVITE_GROUP);
	desk_link(v, DESK_AT(v, STR("/remind")), P_D_WAY_REMIND);
	page_heading(v, words(v, P_D_INVITE_LINKS));
	write_links(v, links, count);
	page_heading(v, words(v, P_D_INVITE_WHO_CAME));
	desk_write_rate(v, &rate);
	write_expected(v, &rate);
	page_end(v);
}

void page_desk_invite(struct visit *v)
{
	write_invitations(v);
}

void page_desk_expect_do(struct visit *v)
{
	uint32_t people = desk_whole(v, "people", 0, PEOPLE_MOST);

	if (v->fault_count == 0 &&
	    access_expect_staff(v->desk, v->view->record->id,
				v->view->round->id, people)) {
		visit_note(v, "case.expect", v->view->record->name);
		desk_done(v, DESK_AT(v, STR("/invite")), "expected");
		return;
	}
	if (v->fault_count > 0 || desk_refused(v, STR("people")))
		write_invitations(v);
}

/* --- taking one back ------------------------------------------------------------------ */

const struct link *desk_find_link(struct visit *v)
{
	uint32_t count;
	const struct link *links =
	    access_links(v->desk, v->view->round->id, &count);

	for (uint32_t i = 0; i < count; i++)
		if (str_eq(links[i].id, v->args[0]) && !links[i].revoked)
			return &links[i];
	visit_refuse(v, 404, P_REFUSED_UNKNOWN);
	return NULL;
}

void page_desk_revoke(struct visit *v)
{
	const struct link *link = desk_find_link(v);

	if (link == NULL)
		return;
	desk_begin(v, words(v, P_D_REVOKE_TITLE), DESK_AT(v, STR("/invite")));
	page_text(v, desk_pair(v, words(v, P_D_INVITE_WHOM),
			       desk_link_whose(v, link)));
	page_text(v, words(v, link->group == GROUP_STAFF
				  ? P_D_REVOKE_STAFF
				  : P_D_REVOKE_NAMED));
	form_begin(v, DESK_AT(v, STR("/invite/"), link->id));
	control_danger(v, words(v, P_D_REVOKE_GO));
	form_end(v);
	desk_link(v, DESK_AT(v, STR("/invite")), P_D_CANCEL);
	page_end(v);
}

bool desk_revoke(struct visit *v)
{
	const struct link *link = desk_find_link(v);

	if (link == NULL)
		return false;
	if (!access_revoke_link(v->desk, v->view->record->id, link->id)) {
		visit_troubled(v);
		return false;
	}
	visit_note(v, "case.revoke", v->view->record->name);
	return true;
}

void page_desk_revoke_do(struct visit *v)
{
	if (desk_revoke(v))
		desk_done(v, DESK_AT(v, STR("/invite")), "revoked");
}
