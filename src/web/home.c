/* Pages for everybody. */
#include "page.h"
#include "parts.h"

static void item(struct visit *v, enum phrase phrase)
{
	html_element(&v->html, "li", NULL, words(v, phrase));
}

static void link_line(struct visit *v, struct str path, enum phrase phrase)
{
	html_open(&v->html, "p", NULL);
	page_link(v, path, words(v, phrase));
	html_close(&v->html, "p");
}

void page_home(struct visit *v)
{
	page_begin(v, words(v, P_HOME_TITLE));
	html_element(&v->html, "p", "lead", words(v, P_HOME_LEAD));
	html_open(&v->html, "ul", NULL);
	item(v, P_HOME_1);
	item(v, P_HOME_2);
	html_close(&v->html, "ul");
	page_next(v, STR("/begin"), words(v, P_HOME_START));
	link_line(v, STR("/resume"), P_HOME_RESUME);
	link_line(v, STR("/room"), P_HOME_ROOM);
	if (!v->config->local)
		link_line(v, STR("/login"), P_HOME_LOGIN);
	page_end(v);
}

static void part(struct visit *v, enum phrase heading, enum phrase text)
{
	page_heading(v, words(v, heading));
	page_text(v, words(v, text));
}

void page_privacy(struct visit *v)
{
	page_begin(v, words(v, P_PRIVACY_TITLE));
	part(v, P_PRIVACY_WHAT, P_PRIVACY_WHAT_TEXT);
	part(v, P_PRIVACY_WHY, P_PRIVACY_WHY_TEXT);
	part(v, P_PRIVACY_WHO, P_PRIVACY_WHO_TEXT);
	part(v, P_PRIVACY_HOW_LONG, P_PRIVACY_HOW_LONG_TEXT);
	part(v, P_PRIVACY_RIGHTS, P_PRIVACY_RIGHTS_TEXT);
	page_text(v, v->config->contact.len > 0
			 ? WORDS(v, P_PRIVACY_CONTACT, v->config->contact)
			 : words(v, P_PRIVACY_NO_CONTACT));
	part(v, P_PRIVACY_COOKIES, P_PRIVACY_COOKIES_TEXT);
	page_end(v);
}

/* Ready when the file of cases can be read. */
void page_healthz(struct visit *v)
{
	bool well = desk_read_well(v->desk);

	v->response->status = well ? 200 : 503;
	v->response->type = "text/plain; charset=utf-8";
	buf_text(&v->response->body, well ? "ok\n" : "cases unreadable\n");
}

void page_asset(struct visit *v)
{
	for (int i = 0; i < ASSET_COUNT; i++) {
		const struct site_asset *asset = &v->site->assets[i];

		if (asset->name.len == 0 || !str_eq(asset->name, v->args[0]))
			continue;
		v->response->status = 200;
		v->response->type = asset->type;
		v->response->caching = CACHE_FOREVER;
		v->response->gzipped = asset->gzipped;
		buf_str(&v->response->body, asset->bytes);
		return;
	}
	visit_refuse(v, 404, P_REFUSED_UNKNOWN);
}
