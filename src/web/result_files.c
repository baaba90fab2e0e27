/* Documents and tables of a result, to keep. */
#include "result_files.h"

#include "app/rounds.h"
#include "doc/tables.h"

struct file_kind {
	const char *name;	/* in the path, and the end of the file's */
	const char *type;
	enum phrase title;
	bool (*make)(struct result *r, struct buf *out);
	enum result_needs needs;
	bool account;		/* not for respondents */
	bool plan;		/* only with a catalogue */
};

/* --- documents ---------------------------------------------------------- */

/* An account also takes away what the client reads. */
static const struct document *for_client(const struct result *r,
					 enum document_kind kind)
{
	struct result client = *r;

	client.audience = AUDIENCE_CLIENT;
	return result_document_of(&client, kind, r->plan, false);
}

static bool put_html(struct result *r, struct buf *out,
		     const struct document *d)
{
	if (d != NULL)
		document_html(out, r->v->arena, d);
	return d != NULL;
}

static bool put_markdown(struct result *r, struct buf *out,
			 const struct document *d)
{
	if (d != NULL)
		document_markdown(out, r->v->arena, d);
	return d != NULL;
}

static bool make_report(struct result *r, struct buf *out)
{
	return put_html(r, out, for_client(r, DOCUMENT_REPORT));
}

static bool make_report_md(struct result *r, struct buf *out)
{
	return put_markdown(r, out, for_client(r, DOCUMENT_REPORT));
}

static bool make_copy(struct result *r, struct buf *out)
{
	return put_html(r, out,
			result_document_of(r, DOCUMENT_REPORT, r->plan,
					   false));
}

static bool make_plan(struct result *r, struct buf *out)
{
	return put_html(r, out, for_client(r, DOCUMENT_PLAN));
}

static bool make_plan_md(struct result *r, struct buf *out)
{
	return put_markdown(r, out, for_client(r, DOCUMENT_PLAN));
}

/* --- tables, and the whole result --------------------------------------- */

static bool make_json(struct result *r, struct buf *out)
{
	result_document(out, r->v->arena, r->score, r->plan, true);
	return true;
}

static bool make_scores(struct result *r, struct buf *out)
{
	struct table_style style = table_style(r->v->lang);

	table_scores(out, r->score, &style);
	return true;
}

static bool make_answers(struct result *r, struct buf *out)
{
	struct table_style style = table_style(r->v->lang);

	table_answers(out, r->score, &style);
	return true;
}

/* It makes the plan for itself. */
static bool make_calendar(struct result *r, struct buf *out)
{
	struct visit *v = r->v;
	struct followup_plan plan;

	if (!rounds_followup(v->desk, v->view, STR_NONE, &plan))
		return false;
	rounds_calendar(out, v->desk, v->view, &plan, v->lang);
	return true;
}

#define HTML_TYPE "text/html; charset=utf-8"
#define MARKDOWN_TYPE "text/markdown; charset=utf-8"
#define CSV_TYPE "text/csv; charset=utf-8"

static const struct file_kind kinds[] = {
	{ "report.html", HTML_TYPE, P_FILE_REPORT, make_report, RESULT_PLAN,
	  false, false },
	{ "report.md", MARKDOWN_TYPE, P_FILE_REPORT_MD, make_report_md,
	  RESULT_PLAN, false, false },
	{ "copy.html", HTML_TYPE, P_FILE_COPY, make_copy, RESULT_PLAN, true,
	  false },
	{ "plan.html", HTML_TYPE, P_FILE_PLAN, make_plan, RESULT_PLAN, false,
	  true },
	{ "plan.md", MARKDOWN_TYPE, P_FILE_PLAN_MD, make_plan_md, RESULT_PLAN,
	  false, true },
	{ "calendar.ics", "text/calendar; charset=utf-8", P_FILE_CALENDAR,
	  make_calendar, RESULT_SCORE, false, true },
	{ "result.json", "application/json", P_FILE_JSON, make_json,
	  RESULT_PLAN, false, false },
	{ "scores.csv", CSV_TYPE, P_FILE_SCORES, make_scores, RESULT_SCORE,
	  false, false },
	{ "answers.csv", CSV_TYPE, P_FILE_ANSWERS, make_answers, RESULT_SCORE,
	  false, false },
};
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

/* --- which -------------------------------------------------------------- */

static bool is_for(const struct visit *v, const struct file_kind *kind)
{
	return v->view != NULL && (!kind->account || v->account != NULL) &&
	       (!kind->plan || v->view->pack->has_catalogue);
}

static const struct file_kind *find(const struct visit *v, struct str name)
{
	for (size_t i = 0; i < KINDS; i++)
		if (str_is(name, kinds[i].name) && is_for(v, &kinds[i]))
			return &kinds[i];
	return NULL;
}

static void write_link(struct result *r, struct str path, enum phrase title)
{
	html_open(&r->v->html, "li", NULL);
	page_link(r->v, path, words(r->v, title));
	html_close(&r->v->html, "li");
	html_newline(&r->v->html);
}

static void write_heading(struct visit *v)
{
	HTML_OPEN(&v->html, "h2", { "id", STR("documents") });
	html_text(&v->html, words(v, P_RESULT_DOCUMENTS));
	html_close(&v->html, "h2");
}

static void write_list(struct result *r)
{
	struct visit *v = r->v;

	page_text(v, words(v, P_RESULT_DOCUMENTS_TEXT));
	html_open(&v->html, "ul", NULL);
	html_newline(&v->html);
	for (size_t i = 0; i < KINDS; i++)
		if (is_for(v, &kinds[i]))
			write_link(r, result_path(r, str_from(kinds[i].name)),
				   kinds[i].title);
	if (!r->client && v->config->curriculum_dir != NULL)
		write_link(r, PATH(v, r->home, STR("/kit")), P_FILE_KIT);
	html_close(&v->html, "ul");
}

static void write_folded(struct result *r)
{
	struct html *h = &r->v->html;

	HTML_OPEN(h, "details", { "class", STR("part") });
	html_open(h, "summary", NULL);
	write_heading(r->v);
	html_close(h, "summary");
	write_list(r);
	html_close(h, "details");
}

void result_files_list(struct result *r, bool unfolded)
{
	struct html *h = &r->v->html;

	HTML_OPEN(h, "section", { "class", STR("no-print") });
	if (r->preview && !unfolded) {
		write_folded(r);
	} else {
		write_heading(r->v);
		write_list(r);
	}
	html_close(h, "section");
	html_newline(h);
}

/* "epicerie-du-coin.report.fr.html" */
static struct str filename(const struct visit *v, const char *name)
{
	struct str whole = str_from(name);
	size_t dot = str_find(whole, STR("."), 0);

	return PATH(v, v->view->record->name, STR("."),
		    str_sub(whole, 0, dot), STR("."),
		    str_from(lang_code(v->lang)),
		    str_sub(whole, dot, whole.len));
}

static void send(struct visit *v, const struct file_kind *kind,
		 const struct buf *bytes)
{
	visit_download(v, kind->type, filename(v, kind->name),
		       buf_view(bytes));
	if (v->account != NULL)
		visit_note(v, "result.download",
			   PATH(v, v->view->record->name, STR(" "),
				str_from(kind->name)));
}

void page_result_file(struct visit *v)
{
	const struct file_kind *kind = find(v, v->args[0]);
	struct buf out = buf_make(v->arena);
	struct result r;

	if (kind == NULL) {
		visit_refuse(v, 404, P_REFUSED_UNKNOWN);
		return;
	}
	if (!result_open(v, kind->needs, &r))
		return;
	if (kind->make(&r, &out))
		send(v, kind, &out);
	else
		visit_troubled(v);
}
