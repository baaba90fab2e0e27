/* Cases past their date, erased one by one by whoever answers for it. */
#include "admin.h"

#include "app/exchange.h"
#include "desk.h"

/* --- which ---------------------------------------------------------------------------------- */

/* Past its date it goes, also when nobody of the firm may read it; then its
   name is nobody's to read either. */
static struct str shown(struct visit *v, const struct case_record *record)
{
	if (v->config->local ||
	    access_holds(v->desk, v->account, record->id))
		return record->client;
	return words(v, P_DUE_ALONE);
}

static void write_row(struct visit *v, const struct case_record *record)
{
	page_row_begin(v);
	page_cell(v, shown(v, record));
	page_cell(v, visit_date(v, record->opened));
	page_cell(v, visit_date(v, record->keep_until));
	html_open(&v->html, "td", NULL);
	HTML_OPEN(&v->html, "a",
		  { "href", PATH(v, STR("/admin/retention/"), record->id) },
		  { "aria-label", PATH(v, words(v, P_DUE_ERASE), STR(" – "),
				       shown(v, record)) });
	html_text(&v->html, words(v, P_DUE_ERASE));
	html_close(&v->html, "a");
	html_close(&v->html, "td");
	page_row_end(v);
}

static void write_table(struct visit *v, const struct case_record *all,
			uint32_t count)
{
	const struct str heads[] = {
		words(v, P_DUE_CLIENT), words(v, P_DUE_OPENED),
		words(v, P_DUE_UNTIL), words(v, P_DUE_DO),
	};

	page_table_begin(v, words(v, P_DUE_CAPTION), heads,
			 sizeof(heads) / sizeof(heads[0]));
	for (uint32_t i = 0; i < count; i++)
		write_row(v, &all[i]);
	page_table_end(v);
}

static const struct said due_said[] = {
	{ "erased", P_DUE_SAID_ERASED },
	{ 0 },
};

void page_admin_due(struct visit *v)
{
	uint32_t count;
	const struct case_record *all = access_due(v->desk, &count);

	if (v->desk->failed) {
		visit_troubled(v);
		return;
	}
	admin_begin(v, words(v, P_DUE_TITLE), STR("/admin"));
	account_say_done(v, due_said);
	page_text(v, words(v, P_DUE_LEAD));
	if (count == 0)
		page_text(v, words(v, P_DUE_NONE));
	else
		write_table(v, all, count);
	page_end(v);
}

/* --- erasing --------------------------------------------------------------------------------- */

/* The case of the path, if it is past its date: what is kept by right is not
   erased from here. NULL: a page was answered. */
static const struct case_record *find(struct visit *v)
{
	uint32_t count;
	const struct case_record *all = access_due(v->desk, &count);

	for (uint32_t i = 0; !v->desk->failed && i < count; i++)
		if (str_eq(all[i].id, v->args[0]))
			return &all[i];
	if (v->desk->failed)
		visit_troubled(v);
	else
		visit_refuse(v, 404, P_DUE_GONE);
	return NULL;
}

static void write_confirmation(struct visit *v,
			       const struct case_record *record,
			       const struct erasing *e)
{
	const struct page_wish wish = { .title = words(v, P_DUE_ERASE_TITLE),
					.back = STR("/admin/retention") };

	page_begin_as(v, &wish);
	page_facts_begin(v);
	page_fact(v, words(v, P_DUE_CLIENT), shown(v, record));
	page_fact(v, words(v, P_DUE_OPENED), visit_date(v, record->opened));
	page_fact(v, words(v, P_DUE_UNTIL), visit_date(v, record->keep_until));
	page_fact(v, words(v, P_DUE_ROUNDS), visit_number(v, e->rounds));
	page_fact(v, words(v, P_DUE_PEOPLE), visit_number(v, e->people));
	page_fact(v, words(v, P_DUE_STAFF), desk_staff_came(v, e->staff));
	if (desk_may_count_answers(e))
		page_fact(v, words(v, P_DUE_ANSWERS),
			  visit_number(v, e->answers));
	page_facts_end(v);
	page_text(v, words(v, P_DUE_ERASE_TEXT));
	form_begin(v, PATH(v, STR("/admin/retention/"), record->id));
	control_danger(v, words(v, P_DUE_ERASE_GO));
	form_end(v);
	page_end(v);
}

void page_admin_due_case(struct visit *v)
{
	const struct case_record *record = find(v);
	struct erasing e = { 0 };

	if (record == NULL)
		return;
	if (exchange_erase(v->desk, record->id, STR_NONE, false, &e))
		write_confirmation(v, record, &e);
	else
		visit_troubled(v);
}

/* The log gets what it would show of an erased case: the beginning of its
   id. */
void page_admin_due_case_do(struct visit *v)
{
	const struct case_record *record = find(v);
	struct erasing e = { 0 };

	if (record == NULL)
		return;
	if (!exchange_erase(v->desk, record->id, STR_NONE, true, &e)) {
		visit_troubled(v);
		return;
	}
	visit_note(v, "case.erase", str_sub(record->id, 0, 8));
	visit_redirect(v, STR("/admin/retention?done=erased"));
}
