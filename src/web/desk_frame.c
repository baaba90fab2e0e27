/* The frame of the desk's pages: addresses, notices, lists. */
#include "desk.h"

/* --- addresses --------------------------------------------------------------- */

/* As far as the case: "/cases/NAME/2/evidence" gives "/cases/NAME". */
struct str desk_case(const struct visit *v)
{
	struct str path = v->request->path;
	size_t end = str_find(path, STR("/"), sizeof("/cases/") - 1);

	return end == SIZE_MAX ? path : str_sub(path, 0, end);
}

struct str desk_round(const struct visit *v)
{
	return PATH(v, desk_case(v), STR("/"),
		    visit_number(v, v->view->number));
}

struct str desk_path_to(const struct visit *v, const struct case_record *record,
			bool by_id)
{
	by_id = by_id || str_is(record->name, "new") ||
		str_is(record->name, "import");
	return PATH(v, STR("/cases/"), by_id ? record->id : record->name);
}

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
	       c == '~';
}

struct str desk_escaped(const struct visit *v, struct str text)
{
	struct buf b = buf_make(v->arena);

	for (size_t i = 0; i < text.len; i++)
		if (is_plain(text.at[i]))
			buf_char(&b, text.at[i]);
		else
			buf_fmt(&b, "%%%02X", (unsigned char)text.at[i]);
	return buf_view(&b);
}

/* --- frame -------------------------------------------------------------------- */

static const struct {
	const char *slug;
	enum phrase phrase;
} notices[] = {
	{ "new", P_D_DONE_NEW },	    { "adopted", P_D_DONE_ADOPTED },
	{ "round", P_D_DONE_ROUND },	    { "revoked", P_D_DONE_REVOKED },
	{ "expected", P_D_DONE_EXPECTED },  { "reopened", P_D_DONE_REOPENED },
	{ "decided", P_D_DONE_DECIDED },    { "withdrawn", P_D_DONE_WITHDRAWN },
	{ "evidence", P_D_DONE_EVIDENCE },  { "progress", P_D_DONE_PROGRESS },
	{ "reading", P_D_DONE_READING },    { "about", P_D_DONE_ABOUT },
	{ "erased", P_D_DONE_ERASED },	    { "start", P_D_DONE_START },
};

static void write_notice(struct visit *v)
{
	struct str slug = field_get(&v->request->query, "done");

	for (size_t i = 0; i < sizeof(notices) / sizeof(notices[0]); i++)
		if (str_is(slug, notices[i].slug))
			page_notice(v, words(v, notices[i].phrase));
}

/* Of which case and which round everything on the page speaks. */
static void write_whose(struct visit *v)
{
	struct html *h = &v->html;
	const struct case_view *view = v->view;

	if (view == NULL)
		return;
	HTML_OPEN(h, "p", { "class", STR("hint") });
	page_link(v, desk_case(v), view->record->client);
	html_text(h, STR(" · "));
	html_text(h, WORDS(v, P_D_ROUND_OF, visit_number(v, view->number),
			   visit_date(v, view->round->date)));
	if (view->round->title.len > 0) {
		html_text(h, STR(" · "));
		html_text(h, view->round->title);
	}
	html_close(h, "p");
	html_newline(h);
}

static void begin(struct visit *v, struct str title, struct str back,
		  bool wide)
{
	const struct page_wish wish = { .title = title, .back = back,
					.wide = wide };

	page_begin_as(v, &wish);
	write_notice(v);
	write_whose(v);
}

void desk_begin(struct visit *v, struct str title, struct str back)
{
	begin(v, title, back, false);
}

void desk_begin_wide(struct visit *v, struct str title, struct str back)
{
	begin(v, title, back, true);
}

void desk_begin_case(struct visit *v)
{
	const struct page_wish wish = { .title = v->view->record->client,
					.back = STR("/cases") };

	page_begin_as(v, &wish);
	write_notice(v);
}

void desk_done(struct visit *v, struct str path, const char *slug)
{
	visit_redirect(v, PATH(v, path, STR("?done="), str_from(slug)));
}

/* --- links and rows ------------------------------------------------------------ */

void desk_link(struct visit *v, struct str path, enum phrase text)
{
	html_open(&v->html, "p", NULL);
	page_link(v, path, words(v, text));
	html_close(&v->html, "p");
	html_newline(&v->html);
}

void desk_items_begin(struct visit *v)
{
	HTML_OPEN(&v->html, "ul", { "class", STR("tasks") });
	html_newline(&v->html);
}

void desk_item(struct visit *v, struct str path, struct str text,
	       struct str hint)
{
	html_open(&v->html, "li", NULL);
	page_link(v, path, text);
	html_text(&v->html, STR(" "));
	if (hint.len > 0)
		html_element(&v->html, "span", "tag", hint);
	html_close(&v->html, "li");
	html_newline(&v->html);
}

void desk_items_end(struct visit *v)
{
	html_close(&v->html, "ul");
	html_newline(&v->html);
}

void desk_subheading(struct visit *v, struct str text)
{
	html_element(&v->html, "h3", NULL, text);
	html_newline(&v->html);
}

void desk_row(struct visit *v, struct str path, struct str text)
{
	page_row_begin(v);
	HTML_OPEN(&v->html, "th", { "scope", STR("row") });
	if (path.len > 0)
		page_link(v, path, text);
	else
		html_text(&v->html, text);
	html_close(&v->html, "th");
}

/* Nothing is changed by asking: no token, and Back goes where one was. */
void desk_ask_begin(struct visit *v, struct str action)
{
	HTML_OPEN(&v->html, "form", { "method", STR("get") },
		  { "action", action }, { "novalidate", STR("novalidate") });
	html_newline(&v->html);
}

void desk_ask_end(struct visit *v, struct str button, bool main)
{
	HTML_OPEN(&v->html, "button",
		  { "class", main ? STR("button") : STR("plain") },
		  { "type", STR("submit") });
	html_text(&v->html, button);
	html_close(&v->html, "button");
	html_close(&v->html, "form");
	html_newline(&v->html);
}
