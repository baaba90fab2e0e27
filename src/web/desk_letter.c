/* What is sent to people, in both languages, whatever the page's. */
#include "app/minutes.h"
#include "begin.h"
#include "desk_invite.h"
#include "doc/typography.h"

struct writing {
	const struct visit *v;
	enum lang lang;
	struct buf text;
};

#define PUT(w, phrase, ...)                                                    \
	buf_str(&(w)->text,                                                    \
		phrase_fill((w)->v->arena, (phrase), (w)->lang,                \
			    (struct str[]){ __VA_ARGS__ },                     \
			    sizeof((struct str[]){ __VA_ARGS__ }) /            \
				sizeof(struct str)))

static void put_plain(struct writing *w, enum phrase phrase)
{
	buf_str(&w->text, phrase_text(phrase, w->lang));
}

static void end_paragraph(struct writing *w)
{
	buf_text(&w->text, "\n\n");
}

static struct str date_in(const struct writing *w, struct str date)
{
	int64_t day;

	return day_read(date, &day) ? typo_date(w->v->arena, day, w->lang)
				    : date;
}

/* --- parts ------------------------------------------------------------------------- */

static void put_hello(struct writing *w, struct str name)
{
	if (name.len > 0)
		PUT(w, P_D_LETTER_HELLO_NAME, name);
	else
		put_plain(w, P_D_LETTER_HELLO);
	end_paragraph(w);
}

static void put_why(struct writing *w, enum group group)
{
	static const enum phrase why[GROUP_COUNT] = {
		[GROUP_LEADERS] = P_D_LETTER_LEADERS,
		[GROUP_STAFF] = P_D_LETTER_STAFF,
		[GROUP_EXPERTS] = P_D_LETTER_EXPERTS,
	};

	PUT(w, P_D_LETTER_WHY, w->v->view->record->client);
	buf_char(&w->text, ' ');
	put_plain(w, why[group]);
	end_paragraph(w);
}

static void put_how_long(struct writing *w, enum group group)
{
	uint32_t questions;
	uint32_t minutes = minutes_for_group(w->v->view->pack, w->lang, group,
					     &questions);
	uint32_t first = minutes_for_short(w->v->view->pack, w->lang, group);

	if (first > 0 && first < minutes)
		PUT(w, P_D_LETTER_LONG_SHORT, visit_number(w->v, minutes),
		    visit_number(w->v, questions), visit_number(w->v, first));
	else
		PUT(w, P_D_LETTER_LONG, visit_number(w->v, minutes),
		    visit_number(w->v, questions));
	buf_char(&w->text, ' ');
	put_plain(w, P_D_LETTER_PAUSE);
	end_paragraph(w);
}

static void put_what_becomes(struct writing *w, enum group group)
{
	const struct visit *v = w->v;
	struct str keep = v->view->record->keep_until;
	struct str chain = v->view->record->id;

	if (group == GROUP_STAFF) {
		put_plain(w, P_D_LETTER_BECOMES_STAFF);
	} else {
		put_plain(w, P_D_LETTER_BECOMES);
		buf_char(&w->text, ' ');
		put_plain(w, begin_seen(v, chain));
	}
	buf_char(&w->text, ' ');
	put_plain(w, P_LINK_SERVE);
	buf_char(&w->text, ' ');
	put_plain(w, begin_counted(v, chain));
	if (keep.len > 0) {
		buf_char(&w->text, ' ');
		PUT(w, access_is_alone(v->desk, chain) ? P_D_LETTER_KEEP_ALONE
						       : P_D_LETTER_KEEP,
		    date_in(w, keep));
	}
	if (w->v->config->contact.len > 0) {
		buf_char(&w->text, ' ');
		PUT(w, P_D_LETTER_CONTACT, w->v->config->contact);
	}
	end_paragraph(w);
}

/* Who asks, and for which firm. Who began alone asks for nobody else. */
static struct str signed_by(const struct visit *v, struct str by)
{
	struct str firm = v->account != NULL ? v->config->name : STR_NONE;

	return firm.len == 0 || str_eq(firm, by) ? by
						 : PATH(v, by, STR(", "), firm);
}

static struct str subject_in(const struct visit *v, enum phrase phrase,
			     enum lang lang)
{
	return phrase_fill(v->arena, phrase, lang, &v->view->record->client, 1);
}

/* --- letters ------------------------------------------------------------------------ */

static struct str short_of(const struct visit *v, struct str until,
			   struct str url, enum lang lang)
{
	struct str said[] = { until, url };

	return phrase_fill(v->arena, P_D_LETTER_SHORT, lang, said, 2);
}

struct letter desk_invitation(const struct visit *v, const struct link *link,
			      struct str url, struct str by, enum lang lang)
{
	struct writing w = { v, lang, buf_make(v->arena) };

	put_hello(&w, link->kind == LINK_PERSON ? link->name : STR_NONE);
	put_why(&w, link->group);
	PUT(&w, P_D_LETTER_WHO, signed_by(v, by));
	end_paragraph(&w);
	put_how_long(&w, link->group);
	put_what_becomes(&w, link->group);
	PUT(&w, P_D_LETTER_UNTIL, date_in(&w, link->expires));
	end_paragraph(&w);
	put_plain(&w, link->kind == LINK_PERSON ? P_D_LETTER_LINK
						: P_D_LETTER_LINK_SHARED);
	buf_char(&w.text, '\n');
	buf_str(&w.text, url);
	end_paragraph(&w);
	put_plain(&w, P_D_LETTER_BYE);
	buf_char(&w.text, '\n');
	buf_str(&w.text, by);
	return (struct letter){
		.lang = lang,
		.subject = subject_in(v, P_D_LETTER_SUBJECT, lang),
		.body = buf_view(&w.text),
		.short_subject = phrase_text(P_D_LETTER_SHORT_SUBJECT, lang),
		.short_body = short_of(v, date_in(&w, link->expires), url,
				       lang),
	};
}

struct letter desk_reminder(const struct visit *v, struct str name,
			    struct str made, struct str by, enum lang lang)
{
	struct writing w = { v, lang, buf_make(v->arena) };

	put_hello(&w, name);
	PUT(&w, name.len > 0 ? P_D_REMINDER_WHY : P_D_REMINDER_WHY_ALL,
	    v->view->record->client);
	end_paragraph(&w);
	if (made.len > 0)
		PUT(&w, P_D_REMINDER_HOW, date_in(&w, made));
	else
		put_plain(&w, P_D_REMINDER_HOW_NO_DATE);
	end_paragraph(&w);
	put_plain(&w, P_D_LETTER_BYE);
	buf_char(&w.text, '\n');
	buf_str(&w.text, by);
	return (struct letter){
		.lang = lang,
		.subject = subject_in(v, P_D_REMINDER_SUBJECT, lang),
		.body = buf_view(&w.text),
		.short_subject = phrase_text(P_D_REMINDER_SHORT_SUBJECT, lang),
		.short_body = phrase_text(P_D_REMINDER_SHORT, lang),
	};
}

/* --- to send ---------------------------------------------------------------------------- */

/* RFC 6068: a line ends with %0D%0A. */
static struct str mail_escaped(const struct visit *v, struct str text)
{
	struct buf b = buf_make(v->arena);
	struct str rest = desk_escaped(v, text);

	for (size_t at = 0; at < rest.len;) {
		size_t end = str_find(rest, STR("%0A"), at);

		if (end == SIZE_MAX)
			end = rest.len;
		buf_str(&b, str_sub(rest, at, end));
		if (end < rest.len)
			buf_text(&b, "%0D%0A");
		at = end + 3;
	}
	return buf_view(&b);
}

static struct str mailto(const struct visit *v, struct str subject,
			 struct str body)
{
	return PATH(v, STR("mailto:?subject="), mail_escaped(v, subject),
		    STR("&body="), mail_escaped(v, body));
}

struct str desk_mailto(const struct visit *v, const struct letter *letter,
		       bool *whole)
{
	struct str all = mailto(v, letter->subject, letter->body);

	*whole = all.len <= MAILTO_MOST;
	if (!*whole)
		all = mailto(v, letter->subject, letter->short_body);
	if (all.len > MAILTO_MOST)
		all = mailto(v, letter->short_subject, letter->short_body);
	return all;
}

/* The label speaks the page's language, what is to be copied the letter's. */
static void write_field(struct visit *v, const struct letter *letter,
			struct str id, enum phrase label, struct str text,
			bool long_text)
{
	struct html *h = &v->html;
	struct str lang = str_from(lang_code(letter->lang));

	HTML_OPEN(h, "div", { "class", STR("field") });
	HTML_OPEN(h, "label", { "for", id }, { "class", STR("quiet") });
	html_text(h, words(v, label));
	html_close(h, "label");
	if (long_text) {
		HTML_OPEN(h, "textarea", { "id", id }, { "rows", STR("16") },
			  { "lang", lang });
		html_text(h, text);
		html_close(h, "textarea");
	} else {
		HTML_VOID(h, "input", { "type", STR("text") }, { "id", id },
			  { "lang", lang }, { "value", text });
	}
	html_close(h, "div");
	html_newline(h);
}

void desk_write_letter(struct visit *v, const struct letter *letter,
		       const char *name)
{
	struct str id = PATH(v, str_from(name), STR("-"),
			     str_from(lang_code(letter->lang)));
	bool french = letter->lang == LANG_FR, whole;
	struct str mail = desk_mailto(v, letter, &whole);

	desk_subheading(v, words(v, french ? P_D_LETTER_FR : P_D_LETTER_EN));
	write_field(v, letter, PATH(v, id, STR("-subject")),
		    french ? P_D_LETTER_ABOUT_FR : P_D_LETTER_ABOUT_EN,
		    letter->subject, false);
	write_field(v, letter, id,
		    french ? P_D_LETTER_TEXT_FR : P_D_LETTER_TEXT_EN,
		    letter->body, true);
	desk_link(v, mail, french ? P_D_LETTER_MAIL_FR : P_D_LETTER_MAIL_EN);
	if (!whole)
		page_hint(v, words(v, P_D_LETTER_MAIL_SHORT));
}
