/* Which accounts see a case: given and taken back. */
#include "account.h"

#include "base/arena.h"
#include "controls.h"
#include "page.h"

/* On one's own machine there are no accounts. False: 404 was answered. */
static bool there_are(struct visit *v)
{
	if (!v->config->local)
		return true;
	visit_refuse(v, 404, P_REFUSED_UNKNOWN);
	return false;
}

static struct str page_path(struct visit *v)
{
	return PATH(v, STR("/cases/"), v->view->record->name,
		    STR("/people"));
}

static bool is_among(const struct account *all, uint32_t count, struct str id)
{
	for (uint32_t i = 0; i < count; i++)
		if (str_eq(all[i].id, id))
			return true;
	return false;
}

/* --- who has it ---------------------------------------------------------------------------- */

static void write_take(struct visit *v, const struct account *a)
{
	form_begin(v, PATH(v, page_path(v), STR("/take")));
	control_hidden(v, STR("account"), a->id);
	HTML_OPEN(&v->html, "button", { "type", STR("submit") },
		  { "class", STR("plain") },
		  { "aria-label", WORDS(v, P_HOLDERS_TAKE_FROM, a->name) });
	html_text(&v->html, words(v, P_HOLDERS_TAKE));
	html_close(&v->html, "button");
	form_end(v);
}

static void write_holder(struct visit *v, const struct account *a)
{
	page_row_begin(v);
	page_cell(v, a->name);
	page_cell(v, a->login);
	page_cell(v, a->disabled ? words(v, P_ADMIN_STATE_DISABLED)
				 : account_role(v, a->role));
	html_open(&v->html, "td", NULL);
	write_take(v, a);
	html_close(&v->html, "td");
	page_row_end(v);
}

static void write_holders(struct visit *v, const struct account *all,
			  uint32_t count)
{
	const struct str heads[] = {
		words(v, P_ACCOUNT_NAME), words(v, P_ADMIN_LOGIN),
		words(v, P_ACCOUNT_ROLE), words(v, P_HOLDERS_ACTION),
	};

	page_table_begin(v, words(v, P_HOLDERS_CAPTION), heads,
			 sizeof(heads) / sizeof(heads[0]));
	for (uint32_t i = 0; i < count; i++)
		write_holder(v, &all[i]);
	page_table_end(v);
}

/* --- who could have it --------------------------------------------------------------------------- */

/* Administrators have every case as it is. */
static bool could(const struct account *a, const struct account *holders,
		  uint32_t count)
{
	return !a->disabled && a->role != ROLE_ADMINISTRATOR &&
	       !is_among(holders, count, a->id);
}

static void write_give(struct visit *v, const struct account *holders,
		       uint32_t holder_count)
{
	uint32_t count, offered = 0;
	const struct account *all = access_accounts(v->desk, &count);
	struct choice *items =
	    ARENA_ARRAY(v->arena, count + 1, struct choice);

	for (uint32_t i = 0; i < count; i++)
		if (could(&all[i], holders, holder_count))
			items[++offered] = (struct choice){
				.value = all[i].id,
				.label = PATH(v, all[i].name, STR(" – "),
					      account_role(v, all[i].role)),
			};
	page_heading(v, words(v, P_HOLDERS_GIVE));
	if (offered == 0) {
		page_text(v, words(v, P_HOLDERS_NOBODY));
		return;
	}
	items[0] = (struct choice){ .label = words(v, P_HOLDERS_CHOOSE) };
	form_begin(v, page_path(v));
	control_select(v, STR("account"), words(v, P_HOLDERS_ACCOUNT), items,
		       offered + 1);
	control_submit(v, words(v, P_HOLDERS_GIVE_GO));
	form_end(v);
}

/* --- the page ------------------------------------------------------------------------------------ */

static const struct said holders_said[] = {
	{ "given", P_HOLDERS_SAID_GIVEN },
	{ "taken", P_HOLDERS_SAID_TAKEN },
	{ 0 },
};

static void write_holders_page(struct visit *v)
{
	const struct page_wish wish = {
		.title = WORDS(v, P_HOLDERS_TITLE, v->view->record->client),
		.back = PATH(v, STR("/cases/"), v->view->record->name),
		.wide = true,
	};
	uint32_t count;
	const struct account *holders =
	    access_holders(v->desk, v->view->record->id, &count);

	if (v->desk->failed) {
		visit_troubled(v);
		return;
	}
	page_begin_as(v, &wish);
	account_say_done(v, holders_said);
	page_text(v, words(v, P_HOLDERS_LEAD));
	if (count == 0)
		page_text(v, words(v, P_HOLDERS_NONE));
	else
		write_holders(v, holders, count);
	write_give(v, holders, count);
	page_end(v);
}

void page_holders(struct visit *v)
{
	if (there_are(v))
		write_holders_page(v);
}

/* --- given and taken -------------------------------------------------------------------------------- */

/* The account that the form names. NULL: a page was answered. */
static const struct account *chosen(struct visit *v)
{
	const struct account *a;

	if (!there_are(v))
		return NULL;
	a = access_account(v->desk, visit_field(v, "account"));
	if (a == NULL && v->desk->failed) {
		visit_troubled(v);
	} else if (a == NULL) {
		visit_fault(v, STR("account"), words(v, P_HOLDERS_NO_ACCOUNT));
		write_holders_page(v);
	}
	return a;
}

/* The case, then whom: each is followed in the log by itself. */
static void note(struct visit *v, const char *what, const char *whom,
		 const struct account *a)
{
	visit_note(v, what, v->view->record->name);
	visit_note(v, whom, a->login);
}

void page_holders_do(struct visit *v)
{
	const struct account *a = chosen(v);

	if (a == NULL)
		return;
	if (!access_give_case(v->desk, v->view->record->id, a->id)) {
		visit_troubled(v);
		return;
	}
	note(v, "case.give", "case.give.to", a);
	visit_redirect(v, PATH(v, page_path(v), STR("?done=given")));
}

void page_holders_take_do(struct visit *v)
{
	const struct account *a = chosen(v);
	bool mine;

	if (a == NULL)
		return;
	if (!access_take_case(v->desk, v->view->record->id, a->id)) {
		visit_troubled(v);
		return;
	}
	note(v, "case.take", "case.take.from", a);
	mine = str_eq(a->id, v->account->id) &&
	       !visit_is(v, WHO_ADMINISTRATOR);
	visit_redirect(v, mine ? STR("/cases")
			       : PATH(v, page_path(v), STR("?done=taken")));
}
