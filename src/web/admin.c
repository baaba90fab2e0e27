/* Where administration begins: accounts, registers, copies. */
#include "admin.h"

#include "controls.h"
#include "page.h"

void admin_begin(struct visit *v, struct str title, struct str back)
{
	const struct page_wish wish = { .title = title, .back = back,
					.wide = true };

	page_begin_as(v, &wish);
}

void admin_paste(struct visit *v, struct str id, struct str label,
		 enum lang lang, struct str text)
{
	HTML_OPEN(&v->html, "div", { "class", STR("field") });
	HTML_OPEN(&v->html, "label", { "for", id },
		  { "class", STR("label") });
	html_text(&v->html, label);
	html_close(&v->html, "label");
	HTML_OPEN(&v->html, "textarea", { "id", id }, { "rows", STR("11") },
		  { "readonly", STR("readonly") },
		  { "lang", str_from(lang_code(lang)) });
	html_text(&v->html, text);
	html_close(&v->html, "textarea");
	html_close(&v->html, "div");
	html_newline(&v->html);
}

/* --- accounts --------------------------------------------------------------------------- */

static enum phrase state_of(const struct account *a)
{
	if (a->disabled)
		return P_ADMIN_STATE_DISABLED;
	return a->ready ? P_ADMIN_STATE_READY : P_ADMIN_STATE_WAITING;
}

static void write_account(struct visit *v, const struct account *a)
{
	page_row_begin(v);
	page_cell_link(v, PATH(v, STR("/admin/accounts/"), a->id), a->name);
	page_cell(v, a->login);
	page_cell(v, account_role(v, a->role));
	page_cell(v, words(v, state_of(a)));
	page_cell(v, words(v, a->second_factor ? P_YES : P_NO));
	page_row_end(v);
}

static void write_accounts(struct visit *v, const struct account *all,
			   uint32_t count)
{
	const struct str heads[] = {
		words(v, P_ACCOUNT_NAME), words(v, P_ADMIN_LOGIN),
		words(v, P_ACCOUNT_ROLE), words(v, P_ADMIN_STATE),
		words(v, P_FACTOR),
	};

	page_heading(v, words(v, P_ADMIN_ACCOUNTS));
	page_table_begin(v, words(v, P_ADMIN_ACCOUNTS_CAPTION), heads,
			 sizeof(heads) / sizeof(heads[0]));
	for (uint32_t i = 0; i < count; i++)
		write_account(v, &all[i]);
	page_table_end(v);
	page_next(v, STR("/admin/accounts/new"), words(v, P_ADMIN_ADD));
}

/* --- the page ----------------------------------------------------------------------------- */

static const struct said admin_said[] = {
	{ "changed", P_ADMIN_SAID_CHANGED },
	{ 0 },
};

static void write_registers(struct visit *v, uint32_t due)
{
	page_heading(v, words(v, P_ADMIN_REGISTERS));
	html_open(&v->html, "ul", NULL);
	account_link_item(v, STR("/admin/log"), words(v, P_LOG_TITLE));
	account_link_item(v, STR("/admin/incidents"),
			  words(v, P_INCIDENTS_TITLE));
	account_link_item(v, STR("/admin/retention"),
			  due == 0 ? words(v, P_DUE_TITLE)
				   : WORDS(v, P_DUE_TITLE_SOME,
					   visit_number(v, due)));
	html_close(&v->html, "ul");
}

void page_admin(struct visit *v)
{
	uint32_t count, due;
	const struct account *all = access_accounts(v->desk, &count);

	access_due(v->desk, &due);
	if (v->desk->failed) {
		visit_troubled(v);
		return;
	}
	admin_begin(v, words(v, P_ADMIN_TITLE), STR_NONE);
	account_say_done(v, admin_said);
	if (!v->config->local)
		write_accounts(v, all, count);
	write_registers(v, due);
	page_heading(v, words(v, P_ADMIN_COPIES));
	page_text(v, words(v, P_ADMIN_COPIES_TEXT));
	page_end(v);
}
