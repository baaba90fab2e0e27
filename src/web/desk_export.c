/* A case for others: whole, as answers, as tables; one person's; on paper. */
#include "desk_file.h"

#include "app/exchange.h"
#include "base/file.h"
#include "doc/form.h"

enum { CASE_BYTES_MOST = 512 * 1024 * 1024 };

static const struct kind {
	const char *slug, *ending, *type;
	enum export_as as;
	enum phrase name, hint;
} kinds[] = {
	{ "case", ".jalon", "application/octet-stream", AS_CASE,
	  P_D_EXPORT_CASE, P_D_EXPORT_CASE_HINT },
	{ "yaml", ".yaml", "application/yaml; charset=utf-8", AS_YAML,
	  P_D_EXPORT_YAML, P_D_EXPORT_YAML_HINT },
	{ "json", ".json", "application/json", AS_JSON, P_D_EXPORT_JSON,
	  P_D_EXPORT_JSON_HINT },
	{ "csv", ".csv", "text/csv; charset=utf-8", AS_CSV, P_D_EXPORT_CSV,
	  P_D_EXPORT_CSV_HINT },
	{ "scores", "-scores.csv", "text/csv; charset=utf-8", AS_SCORES,
	  P_D_EXPORT_SCORES, P_D_EXPORT_SCORES_HINT },
	{ "dictionary", "-dictionary.csv", "text/csv; charset=utf-8",
	  AS_DICTIONARY, P_D_EXPORT_DICTIONARY, P_D_EXPORT_DICTIONARY_HINT },
};
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

/*
 * The staff are told that nobody sees their answers in the application, and
 * that who keeps the file could read them: on one's own machine that is the
 * one who asks.
 */
static bool may_take_staff(const struct visit *v)
{
	return v->config->local;
}

/* --- the page ------------------------------------------------------------------------ */

static void write_export(struct visit *v)
{
	desk_begin(v, words(v, P_D_EXPORT_TITLE), desk_round(v));
	page_text(v, words(v, P_D_EXPORT_LEAD));
	desk_items_begin(v);
	for (int k = 0; k < KINDS; k++)
		desk_item(v,
			  DESK_AT(v, STR("/export/"),
				  str_from(kinds[k].slug)),
			  words(v, kinds[k].name), words(v, kinds[k].hint));
	desk_items_end(v);
	if (may_take_staff(v))
		desk_link(v, DESK_AT(v, STR("/export/staff")),
			  P_D_EXPORT_STAFF);
	else
		page_hint(v, words(v, P_D_EXPORT_STAFF_NOT_HERE));
	page_heading(v, words(v, P_D_EXPORT_PERSON));
	page_text(v, words(v, P_D_EXPORT_PERSON_LEAD));
	form_begin(v, DESK_AT(v, STR("/export/person")));
	control_input(v, &(struct input){
				 .name = STR("who"),
				 .label = words(v, P_D_WHO_LABEL),
				 .hint = words(v, P_D_WHO_HINT),
				 .value = visit_field(v, "who"),
				 .autocomplete = "off",
				 .quiet = true });
	control_other(v, "go", STR("yes"), words(v, P_D_EXPORT_PERSON_GO));
	form_end(v);
	page_end(v);
}

void page_desk_export(struct visit *v)
{
	write_export(v);
}

/* --- files ----------------------------------------------------------------------------- */

static struct str file_name(struct visit *v, const char *ending, bool round)
{
	struct str name = v->view->record->name;

	return round ? PATH(v, name, STR("-"),
			    visit_number(v, v->view->number),
			    str_from(ending))
		     : PATH(v, name, str_from(ending));
}

static void send_case(struct visit *v, bool with_staff)
{
	struct own_file f;
	struct export_done done;
	struct str bytes = STR_NONE;
	int error = 0;
	bool good;

	if (!own_file_make(v, STR("case.jalon"), &f))
		return;
	good = exchange_export_case(v->desk, v->view, with_staff, f.path,
				    &done);
	if (good)
		error = file_read(v->arena, f.path, CASE_BYTES_MOST, &bytes);
	own_file_drop(&f);
	if (!good || error != 0) {
		v->desk->failed |= error != 0;
		visit_troubled(v);
		return;
	}
	visit_note(v, with_staff ? "case.export-staff" : "case.export",
		   v->view->record->name);
	visit_download(v, "application/octet-stream",
		       file_name(v, ".jalon", false), bytes);
}

static void send_text(struct visit *v, const struct kind *kind)
{
	struct buf text = buf_make(v->arena);
	struct export_done done;

	if (!exchange_export(v->desk, v->view, kind->as, v->lang, &text,
			     &done)) {
		visit_troubled(v);
		return;
	}
	visit_note(v, "case.export", v->view->record->name);
	visit_download(v, kind->type, file_name(v, kind->ending, true),
		       buf_view(&text));
}

void page_desk_export_file(struct visit *v)
{
	for (int k = 0; k < KINDS; k++) {
		if (!str_is(v->args[0], kinds[k].slug))
			continue;
		if (kinds[k].as == AS_CASE)
			send_case(v, false);
		else
			send_text(v, &kinds[k]);
		return;
	}
	visit_refuse(v, 404, P_REFUSED_UNKNOWN);
}

/* The staff's answers one by one leave only when asked for. */
void page_desk_export_staff(struct visit *v)
{
	if (!may_take_staff(v)) {
		visit_refuse(v, 403, P_D_EXPORT_STAFF_NOT_HERE);
		return;
	}
	desk_begin(v, words(v, P_D_EXPORT_STAFF_TITLE),
		   DESK_AT(v, STR("/export")));
	page_text(v, words(v, P_D_EXPORT_STAFF_LEAD));
	form_begin(v, DESK_AT(v, STR("/export/staff")));
	control_danger(v, words(v, P_D_EXPORT_STAFF_GO));
	form_end(v);
	desk_link(v, DESK_AT(v, STR("/export")), P_D_CANCEL);
	page_end(v);
}

void page_desk_export_staff_do(struct visit *v)
{
	if (may_take_staff(v))
		send_case(v, true);
	else
		visit_refuse(v, 403, P_D_EXPORT_STAFF_NOT_HERE);
}

void page_desk_export_person_do(struct visit *v)
{
	struct str who = str_trim(visit_field(v, "who"));
	struct buf text = buf_make(v->arena);

	if (who.len == 0)
		visit_fault(v, STR("who"), words(v, P_D_WHO_NONE));
	else if (exchange_person(v->desk, v->view, who, v->lang, &text)) {
		visit_note(v, "case.person", v->view->record->name);
		visit_download(v, "application/json",
			       file_name(v, "-person.json", false),
			       buf_view(&text));
		return;
	} else if (!desk_refused(v, STR("who"))) {
		return;
	}
	write_export(v);
}

/* --- on paper -------------------------------------------------------------------------------- */

static bool is_asked(struct visit *v, enum group group)
{
	const struct form_request request = { .pack = v->view->pack,
					      .group = group };
	const bool *asked = form_questions(v->arena, &request);

	for (uint32_t q = 0; q < v->view->pack->question_count; q++)
		if (asked[q])
			return true;
	return false;
}

static void write_form_choices(struct visit *v)
{
	static const enum group groups[] = { GROUP_LEADERS, GROUP_EXPERTS,
					     GROUP_STAFF };
	struct choice items[GROUP_COUNT + 1];
	enum group asked[GROUP_COUNT];
	uint32_t count = 0;

	for (int g = 0; g < GROUP_COUNT; g++)
		if (is_asked(v, groups[g]))
			asked[count++] = groups[g];
	items[0] = (struct choice){ .label = words(v, P_D_FORM_ALL) };
	desk_group_choices(v, items + 1, asked, count);
	control_select(v, STR("group"), words(v, P_D_FORM_GROUP), items,
		       count + 1);
	if (v->view->pack->express_count > 0)
		control_tick(v, STR("short"), words(v, P_D_FORM_SHORT),
			     words(v, P_D_FORM_SHORT_HINT),
			     visit_field(v, "short").len > 0);
}

static void write_form_languages(struct visit *v)
{
	const struct pack *p = v->view->pack;
	struct choice items[LANG_COUNT];

	for (uint32_t l = 0; l < p->language_count; l++)
		items[l] = (struct choice){
			.value = str_from(lang_code(p->languages[l])),
			.label = phrase_text(P_LANGUAGE_NAME, p->languages[l]),
			.chosen = p->languages[l] == v->lang,
		};
	control_select(v, STR("in"), words(v, P_D_FORM_LANGUAGE), items,
		       p->language_count);
}

void page_desk_form(struct visit *v)
{
	desk_begin(v, words(v, P_D_FORM_TITLE), desk_round(v));
	page_text(v, words(v, P_D_FORM_LEAD));
	desk_ask_begin(v, DESK_AT(v, STR("/form/print")));
	write_form_choices(v);
	write_form_languages(v);
	desk_ask_end(v, words(v, P_D_FORM_GO), true);
	page_end(v);
}

static struct form_request read_form(struct visit *v)
{
	struct form_request request = {
		.pack = v->view->pack,
		.lang = v->lang,
		.group = GROUP_COUNT,
		.express = visit_field(v, "short").len > 0 &&
			   v->view->pack->express_count > 0,
	};
	enum group group;

	if (desk_read_group(v, &group) && is_asked(v, group))
		request.group = group;
	lang_parse(visit_field(v, "in"), &request.lang);
	return request;
}

static struct str form_query(struct visit *v)
{
	return PATH(v, STR("?group="), desk_escaped(v, visit_field(v, "group")),
		    STR("&short="), desk_escaped(v, visit_field(v, "short")),
		    STR("&in="), desk_escaped(v, visit_field(v, "in")));
}

static const struct form *make_form(struct visit *v)
{
	const struct form_request request = read_form(v);
	const struct form *form = form_make(v->arena, &request, v->diags);

	if (form == NULL)
		visit_troubled(v);
	return form;
}

void page_desk_form_print(struct visit *v)
{
	const struct form *form = make_form(v);
	struct html *h = &v->html;

	if (form == NULL)
		return;
	page_begin_as(v, &(struct page_wish){ .title = form->title,
					      .back = DESK_AT(v, STR("/form")),
					      .report = true });
	HTML_OPEN(h, "div", { "class", STR("no-print") });
	desk_link(v, DESK_AT(v, STR("/form/form.html"), form_query(v)),
		  P_D_FORM_FILE);
	desk_link(v, DESK_AT(v, STR("/form/sheet.csv"), form_query(v)),
		  P_D_FORM_SHEET);
	html_close(h, "div");
	HTML_OPEN(h, "div",
		  { "lang", str_from(lang_code(form->request.lang)) });
	html_markdown(h, form->tree, NULL);
	html_close(h, "div");
	page_end(v);
}

void page_desk_form_file(struct visit *v)
{
	const struct form *form = make_form(v);
	struct buf out = buf_make(v->arena);

	if (form == NULL)
		return;
	form_html(&out, v->arena, form);
	visit_download(v, "text/html; charset=utf-8",
		       file_name(v, "-form.html", false), buf_view(&out));
}

void page_desk_form_sheet(struct visit *v)
{
	struct form_request request = read_form(v);
	struct buf out = buf_make(v->arena);

	/* One file for one reader: separators are the page's language's. */
	request.lang = v->lang;
	form_sheet(&out, v->arena, &request, FORM_RESPONDENTS);
	visit_download(v, "text/csv; charset=utf-8",
		       file_name(v, "-sheet.csv", false), buf_view(&out));
}
