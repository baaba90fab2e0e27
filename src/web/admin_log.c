/* The audit log, page by page. */
#include "admin.h"
#include "page.h"

/* What the program notes, in words; anything else is shown as it was noted. */
static const struct {
	const char *slug;
	enum phrase phrase;
} deeds[] = {
	{ "login", P_LOG_LOGIN },
	{ "login.refused", P_LOG_LOGIN_REFUSED },
	{ "logout", P_LOG_LOGOUT },
	{ "account.setup", P_LOG_ACCOUNT_SETUP },
	{ "account.add", P_LOG_ACCOUNT_ADD },
	{ "account.change", P_LOG_ACCOUNT_CHANGE },
	{ "account.disable", P_LOG_ACCOUNT_DISABLE },
	{ "account.reset", P_LOG_ACCOUNT_RESET },
	{ "account.name", P_LOG_ACCOUNT_NAME },
	{ "account.password", P_LOG_ACCOUNT_PASSWORD },
	{ "account.factor", P_LOG_ACCOUNT_FACTOR },
	{ "account.factor.drop", P_LOG_ACCOUNT_FACTOR_DROP },
	{ "account.close", P_LOG_ACCOUNT_CLOSE },
	{ "case.give", P_LOG_CASE_GIVE },
	{ "case.give.to", P_LOG_CASE_GIVE_TO },
	{ "case.take", P_LOG_CASE_TAKE },
	{ "case.take.from", P_LOG_CASE_TAKE_FROM },
	{ "case.erase", P_LOG_CASE_ERASE },
	{ "case.expire", P_LOG_CASE_EXPIRE },
	{ "case.about", P_LOG_CASE_ABOUT },
	{ "case.adopt", P_LOG_CASE_ADOPT },
	{ "case.close", P_LOG_CASE_CLOSE },
	{ "case.decide", P_LOG_CASE_DECIDE },
	{ "case.erase-person", P_LOG_CASE_ERASE_PERSON },
	{ "case.evidence", P_LOG_CASE_EVIDENCE },
	{ "case.expect", P_LOG_CASE_EXPECT },
	{ "case.export", P_LOG_CASE_EXPORT },
	{ "case.export-staff", P_LOG_CASE_EXPORT_STAFF },
	{ "case.import", P_LOG_CASE_IMPORT },
	{ "case.import-undo", P_LOG_CASE_IMPORT_UNDO },
	{ "case.interview", P_LOG_CASE_INTERVIEW },
	{ "case.invite", P_LOG_CASE_INVITE },
	{ "case.new", P_LOG_CASE_NEW },
	{ "case.person", P_LOG_CASE_PERSON },
	{ "case.progress", P_LOG_CASE_PROGRESS },
	{ "case.reading", P_LOG_CASE_READING },
	{ "case.reopen", P_LOG_CASE_REOPEN },
	{ "case.revoke", P_LOG_CASE_REVOKE },
	{ "case.round", P_LOG_CASE_ROUND },
	{ "plan.keep", P_LOG_PLAN_KEEP },
	{ "plan.start", P_LOG_PLAN_START },
	{ "respondent.erase", P_LOG_RESPONDENT_ERASE },
	{ "result.download", P_LOG_RESULT_DOWNLOAD },
	{ "room.open", P_LOG_ROOM_OPEN },
	{ "room.end", P_LOG_ROOM_END },
	{ "workshop.download", P_LOG_WORKSHOP_DOWNLOAD },
	{ "incident.add", P_LOG_INCIDENT_ADD },
	{ "incident.change", P_LOG_INCIDENT_CHANGE },
};

static struct str deed(const struct visit *v, struct str slug)
{
	for (size_t i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++)
		if (str_is(slug, deeds[i].slug))
			return words(v, deeds[i].phrase);
	return slug;
}

static struct str person(const struct visit *v, struct str who)
{
	if (str_is(who, "visitor"))
		return words(v, P_LOG_VISITOR);
	if (str_is(who, "respondent"))
		return words(v, P_LOG_RESPONDENT);
	if (str_eq(who, ACCESS_PROGRAM))
		return words(v, P_LOG_PROGRAM);
	return str_is(who, "local") ? words(v, P_LOG_LOCAL) : who;
}

/* 2026-11-22T14:05:09Z without its letters. */
static struct str moment(struct visit *v, struct str at)
{
	return PATH(v, str_sub(at, 0, 10), STR(" "), str_sub(at, 11, 19));
}

static void write_entry(struct visit *v, const struct audit_entry *e)
{
	page_row_begin(v);
	page_cell(v, moment(v, e->at));
	page_cell(v, person(v, e->who));
	page_cell(v, deed(v, e->what));
	page_cell(v, e->of);
	page_row_end(v);
}

static void write_entries(struct visit *v, const struct audit_entry *all,
			  uint32_t count)
{
	const struct str heads[] = {
		words(v, P_LOG_AT), words(v, P_LOG_WHO), words(v, P_LOG_WHAT),
		words(v, P_LOG_OF),
	};

	page_table_begin(v, words(v, P_LOG_CAPTION), heads,
			 sizeof(heads) / sizeof(heads[0]));
	for (uint32_t i = 0; i < count; i++)
		write_entry(v, &all[i]);
	page_table_end(v);
}

static void write_pages(struct visit *v, const struct audit_entry *all,
			uint32_t count, uint32_t before)
{
	if (before == 0 && count < AUDIT_PAGE)
		return;
	html_open(&v->html, "ul", NULL);
	if (before > 0)
		account_link_item(v, STR("/admin/log"),
				  words(v, P_LOG_LATEST));
	if (count == AUDIT_PAGE)
		account_link_item(
		    v,
		    PATH(v, STR("/admin/log?before="),
			 visit_number(v, all[count - 1].number)),
		    words(v, P_LOG_OLDER));
	html_close(&v->html, "ul");
}

void page_admin_log(struct visit *v)
{
	const struct audit_entry *all;
	uint32_t count, before;

	/* 0, the latest ones, for what is no number. */
	(void)str_whole(visit_field(v, "before"), &before);
	all = access_audit(v->desk, before, &count);
	if (v->desk->failed) {
		visit_troubled(v);
		return;
	}
	admin_begin(v, words(v, P_LOG_TITLE), STR("/admin"));
	page_hint(v, words(v, P_LOG_HINT));
	if (count == 0)
		page_text(v, words(v, P_LOG_EMPTY));
	else
		write_entries(v, all, count);
	write_pages(v, all, count, before);
	page_end(v);
}
