/*
 * The register of incidents: what the regulation on confidentiality incidents
 * (Quebec, chapter, r. 3.1) wants kept of each, five years at least.
 */
#include "admin.h"

#include "controls.h"
#include "doc/tables.h"
#include "doc/typography.h"
#include "model/answers_table.h"
#include "page.h"

enum { TEXT_MOST = 8000, SHORT_MOST = 200, GIST = 80 };

/* --- its texts ------------------------------------------------------------------------------ */

/* In the order of the form and of the file. */
static const struct told {
	const char *name;
	size_t offset;
	enum phrase label, hint;
	uint32_t rows;
	uint32_t most;			/* characters */
} texts[] = {
#define TEXT(member, label, rows, most)                                        \
	{ #member, offsetof(struct incident, member), P_INCIDENT_##label,      \
	  P_INCIDENT_##label##_HINT, rows, most }
	TEXT(happened, HAPPENED, 0, SHORT_MOST),
	TEXT(what, WHAT, 4, TEXT_MOST),
	TEXT(data, DATA, 3, TEXT_MOST),
	TEXT(people, PEOPLE, 0, TEXT_MOST),
	TEXT(harm, HARM, 4, TEXT_MOST),
	TEXT(told, TOLD, 3, TEXT_MOST),
	TEXT(measures, MEASURES, 4, TEXT_MOST),
#undef TEXT
};

enum { TEXTS = sizeof(texts) / sizeof(texts[0]) };

static struct str *text_of(struct incident *i, const struct told *t)
{
	return (struct str *)(void *)((char *)i + t->offset);
}

/* --- the list --------------------------------------------------------------------------------- */

/* The beginning of its first line. */
static struct str gist(struct visit *v, struct str what)
{
	size_t end = str_find(what, STR("\n"), 0);
	struct str line = str_sub(what, 0, end == SIZE_MAX ? what.len : end);
	size_t at = 0;

	for (size_t chars = 0; at < line.len; at++)
		if ((line.at[at] & 0xC0) != 0x80 && chars++ == GIST)
			return PATH(v, str_sub(line, 0, at), STR("…"));
	return line;
}

static void write_row(struct visit *v, const struct incident *i)
{
	page_row_begin(v);
	page_cell(v, visit_date(v, i->noticed));
	page_cell_link(v, PATH(v, STR("/admin/incidents/"), i->id),
		       gist(v, i->what));
	page_cell(v, words(v, i->serious ? P_YES : P_NO));
	page_cell(v, i->by);
	page_row_end(v);
}

static void write_table(struct visit *v, const struct incident *all,
			uint32_t count)
{
	const struct str heads[] = {
		words(v, P_INCIDENT_NOTICED), words(v, P_INCIDENT_WHAT),
		words(v, P_INCIDENT_SERIOUS_HEAD), words(v, P_INCIDENT_BY),
	};

	page_table_begin(v, words(v, P_INCIDENTS_CAPTION), heads,
			 sizeof(heads) / sizeof(heads[0]));
	for (uint32_t i = 0; i < count; i++)
		write_row(v, &all[i]);
	page_table_end(v);
}

static const struct said incidents_said[] = {
	{ "added", P_INCIDENTS_SAID_ADDED },
	{ "changed", P_INCIDENTS_SAID_CHANGED },
	{ 0 },
};

void page_admin_incidents(struct visit *v)
{
	uint32_t count;
	const struct incident *all = access_incidents(v->desk, &count);

	if (v->desk->failed) {
		visit_troubled(v);
		return;
	}
	admin_begin(v, words(v, P_INCIDENTS_TITLE), STR("/admin"));
	account_say_done(v, incidents_said);
	page_text(v, words(v, P_INCIDENTS_LEAD));
	if (count == 0)
		page_text(v, words(v, P_INCIDENTS_NONE));
	else
		write_table(v, all, count);
	page_next(v, STR("/admin/incidents/new"), words(v, P_INCIDENTS_ADD));
	if (count > 0) {
		html_open(&v->html, "p", NULL);
		page_link(v, STR("/admin/incidents.csv"),
			  words(v, P_INCIDENTS_CSV));
		html_close(&v->html, "p");
	}
	page_end(v);
}

/* --- the file ---------------------------------------------------------------------------------- */

static void put_cell(struct buf *out, const struct table_style *style,
		     struct str text)
{
	if (out->len > 0 && out->at[out->len - 1] == '"')
		buf_char(out, style->separator);
	buf_char(out, '"');
	if (table_guarded(text))
		buf_char(out, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"')
			buf_char(out, '"');
		buf_char(out, text.at[i]);
	}
	buf_char(out, '"');
}

static void put_heads(struct visit *v, struct buf *out,
		      const struct table_style *style)
{
	put_cell(out, style, words(v, P_INCIDENT_NOTICED));
	for (int t = 0; t < TEXTS; t++)
		put_cell(out, style, words(v, texts[t].label));
	put_cell(out, style, words(v, P_INCIDENT_SERIOUS_HEAD));
	put_cell(out, style, words(v, P_INCIDENT_BY));
	buf_char(out, '\n');
}

static void put_line(struct visit *v, struct buf *out,
		     const struct table_style *style, struct incident i)
{
	put_cell(out, style, i.noticed);
	for (int t = 0; t < TEXTS; t++)
		put_cell(out, style, *text_of(&i, &texts[t]));
	put_cell(out, style, words(v, i.serious ? P_YES : P_NO));
	put_cell(out, style, i.by);
	buf_char(out, '\n');
}

void page_admin_incidents_csv(struct visit *v)
{
	const struct table_style style = table_style(v->lang);
	struct buf out = buf_make(v->arena);
	uint32_t count;
	const struct incident *all = access_incidents(v->desk, &count);

	if (v->desk->failed) {
		visit_troubled(v);
		return;
	}
	if (style.mark)
		buf_text(&out, "\ufeff");
	put_heads(v, &out, &style);
	for (uint32_t i = 0; i < count; i++)
		put_line(v, &out, &style, all[i]);
	visit_download(v, "text/csv; charset=utf-8",
		       PATH(v, STR("incidents-"), v->desk->today,
			    STR(".csv")),
		       buf_view(&out));
}

/* --- the form ----------------------------------------------------------------------------------- */

/* `said`: whether somebody decided already that it is serious, or is not. */
static void write_serious(struct visit *v, const struct incident *i, bool said)
{
	const struct choice items[] = {
		{ .value = STR("yes"),
		  .label = words(v, P_INCIDENT_SERIOUS_YES),
		  .hint = words(v, P_INCIDENT_SERIOUS_YES_HINT),
		  .chosen = said && i->serious },
		{ .value = STR("no"),
		  .label = words(v, P_INCIDENT_SERIOUS_NO),
		  .chosen = said && !i->serious },
	};
	const struct choices choices = {
		.name = STR("serious"),
		.legend = words(v, P_INCIDENT_SERIOUS),
		.hint = words(v, P_INCIDENT_SERIOUS_HINT),
		.items = items,
		.count = sizeof(items) / sizeof(items[0]),
	};

	control_choices(v, &choices);
}

static void write_text(struct visit *v, struct incident *i,
		       const struct told *t)
{
	control_input(v, &(struct input){ .name = str_from(t->name),
					  .label = words(v, t->label),
					  .hint = words(v, t->hint),
					  .value = *text_of(i, t),
					  .rows = t->rows });
}

static void write_form(struct visit *v, struct str title, struct str path,
		       struct incident *i, bool said)
{
	const struct page_wish wish = { .title = title,
					.back = STR("/admin/incidents") };

	page_begin_as(v, &wish);
	form_begin(v, path);
	control_input(v,
		      &(struct input){ .name = STR("noticed"),
				       .label = words(v, P_INCIDENT_NOTICED),
				       .hint = words(v,
						     P_INCIDENT_NOTICED_HINT),
				       .value = i->noticed,
				       .type = "date" });
	for (int t = 0; t < TEXTS; t++) {
		/* After what makes it so. */
		if (str_is(str_from(texts[t].name), "told"))
			write_serious(v, i, said);
		write_text(v, i, &texts[t]);
	}
	control_submit(v, words(v, P_SAVE));
	form_end(v);
	page_end(v);
}

static void read_noticed(struct visit *v, struct incident *i)
{
	int64_t day;

	i->noticed = str_trim(visit_field(v, "noticed"));
	if (!day_read(i->noticed, &day))
		visit_fault(v, STR("noticed"), words(v, P_INCIDENT_NO_DATE));
	else if (str_cmp(i->noticed, v->desk->today) > 0)
		visit_fault(v, STR("noticed"), words(v, P_INCIDENT_LATER));
}

/* False: it was not said whether it is serious; a fault says so. */
static bool read_form(struct visit *v, struct incident *i)
{
	struct str serious = visit_field(v, "serious");

	read_noticed(v, i);
	for (int t = 0; t < TEXTS; t++) {
		struct str text = str_trim(visit_field(v, texts[t].name));

		*text_of(i, &texts[t]) = text;
		if (str_chars(text) > texts[t].most)
			visit_fault(v, str_from(texts[t].name),
				    WORDS(v, P_INCIDENT_LONG,
					  visit_number(v, texts[t].most)));
	}
	if (i->what.len == 0)
		visit_fault(v, STR("what"), words(v, P_INCIDENT_NO_WHAT));
	i->serious = str_is(serious, "yes");
	if (i->serious || str_is(serious, "no"))
		return true;
	visit_fault(v, STR("serious"), words(v, P_INCIDENT_NO_SERIOUS));
	return false;
}

/* --- added, changed -------------------------------------------------------------------------------- */

static struct str signature(const struct visit *v)
{
	if (v->account->name.len > 0)
		return v->account->name;
	return v->account->login.len > 0 ? v->account->login : STR("local");
}

static void put(struct visit *v, struct incident *i, struct str title,
		struct str path)
{
	bool fresh = i->id.len == 0, said = read_form(v, i);
	bool done = v->fault_count == 0 && access_put_incident(v->desk, i);

	if (v->desk->failed) {
		visit_troubled(v);
		return;
	}
	if (!done) {
		/* All else was looked at: a day that its month does not
		   have. */
		if (v->fault_count == 0)
			visit_fault(v, STR("noticed"),
				    words(v, P_INCIDENT_NO_DATE));
		write_form(v, title, path, i, said);
		return;
	}
	visit_note(v, fresh ? "incident.add" : "incident.change", i->noticed);
	visit_redirect(v, fresh ? STR("/admin/incidents?done=added")
				: STR("/admin/incidents?done=changed"));
}

void page_admin_incident_new(struct visit *v)
{
	struct incident none = { .noticed = v->desk->today };

	write_form(v, words(v, P_INCIDENTS_ADD),
		   STR("/admin/incidents/new"), &none, false);
}

void page_admin_incident_new_do(struct visit *v)
{
	struct incident wanted = { .by = signature(v) };

	put(v, &wanted, words(v, P_INCIDENTS_ADD),
	    STR("/admin/incidents/new"));
}

/* The incident of the path. False: a page was answered. */
static bool find(struct visit *v, struct incident *found)
{
	uint32_t count;
	const struct incident *all = access_incidents(v->desk, &count);

	for (uint32_t i = 0; !v->desk->failed && i < count; i++)
		if (str_eq(all[i].id, v->args[0])) {
			*found = all[i];
			return true;
		}
	if (v->desk->failed)
		visit_troubled(v);
	else
		visit_refuse(v, 404, P_REFUSED_UNKNOWN);
	return false;
}

void page_admin_incident(struct visit *v)
{
	struct incident i;

	if (find(v, &i))
		write_form(v, words(v, P_INCIDENT_TITLE),
			   PATH(v, STR("/admin/incidents/"), i.id), &i, true);
}

void page_admin_incident_do(struct visit *v)
{
	struct incident i;

	if (find(v, &i))
		put(v, &i, words(v, P_INCIDENT_TITLE),
		    PATH(v, STR("/admin/incidents/"), i.id));
}
