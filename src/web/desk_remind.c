/* Who has not finished, and the words to remind them. */
#include "desk_invite.h"

/* Somebody invited or come, who answers by name. */
struct person {
	struct str name;
	enum group group;
	struct str made;		/* when they were invited, or empty */
	const struct member *member;	/* NULL: never came */
};

struct people {
	struct person *items;
	uint32_t count;
};

static struct person *find(const struct people *all, struct str name,
			   enum group group)
{
	for (uint32_t i = 0; i < all->count; i++)
		if (all->items[i].group == group &&
		    str_eq(all->items[i].name, name))
			return &all->items[i];
	return NULL;
}

static struct person *add(struct people *all, struct str name,
			  enum group group)
{
	struct person *p = find(all, name, group);

	if (p == NULL) {
		p = &all->items[all->count++];
		p->name = name;
		p->group = group;
	}
	return p;
}

/* Those on personal links that stand, then those who came otherwise. */
static struct people people_of(struct visit *v, const struct standing *s)
{
	struct people all = { .items = ARENA_ARRAY(
				  v->arena, s->link_count + s->member_count + 1,
				  struct person) };

	for (uint32_t i = 0; i < s->link_count; i++)
		if (s->links[i].kind == LINK_PERSON && !s->links[i].revoked)
			add(&all, s->links[i].name, s->links[i].group)->made =
			    s->links[i].made;
	for (uint32_t i = 0; i < s->member_count; i++) {
		const struct respondent_record *who = s->members[i].who;

		if (!who->agreed && !who->together)
			add(&all, who->name, who->group)->member =
			    &s->members[i];
	}
	return all;
}

static bool has_finished(const struct person *p)
{
	return p->member != NULL && desk_has_finished(p->member);
}

static struct str state_of(const struct visit *v, const struct person *p)
{
	if (p->member == NULL)
		return words(v, P_D_REMIND_NEVER);
	if (has_finished(p))
		return words(v, P_D_REMIND_FINISHED);
	return WORDS(v, P_D_OF,
		     visit_number(v, p->member->answered +
					 p->member->dont_know),
		     visit_number(v, p->member->asked));
}

/* --- the page ------------------------------------------------------------------------ */

static void write_mail(struct visit *v, const struct person *p, enum lang lang)
{
	struct letter letter =
	    desk_reminder(v, p->name, p->made, desk_me(v), lang);
	struct html *h = &v->html;
	bool whole;

	HTML_OPEN(h, "a", { "href", desk_mailto(v, &letter, &whole) });
	html_text(h, words(v, lang == LANG_FR ? P_D_REMIND_MAIL_FR
					      : P_D_REMIND_MAIL_EN));
	html_element(h, "span", "unseen",
		     PATH(v, STR(" "), p->name));
	html_close(h, "a");
}

/* For whoever lost theirs: the form, filled for them. */
static void write_new_link(struct visit *v, const struct person *p)
{
	struct html *h = &v->html;

	HTML_OPEN(h, "a",
		  { "href", DESK_AT(v, STR("/invite/person?name="),
				    desk_escaped(v, p->name), STR("&group="),
				    str_from(group_name(p->group))) });
	html_text(h, words(v, P_D_REMIND_NEW_LINK));
	html_element(h, "span", "unseen", PATH(v, STR(" "), p->name));
	html_close(h, "a");
}

static void write_person(struct visit *v, const struct person *p)
{
	struct html *h = &v->html;

	desk_row(v, STR_NONE, p->name);
	page_cell(v, desk_group(v, p->group));
	page_cell(v, state_of(v, p));
	page_cell(v, p->made.len > 0 ? visit_date(v, p->made) : STR("–"));
	html_open(h, "td", NULL);
	if (!has_finished(p)) {
		write_mail(v, p, LANG_FR);
		html_text(h, STR(" · "));
		write_mail(v, p, LANG_EN);
		html_text(h, STR(" · "));
		write_new_link(v, p);
	}
	html_close(h, "td");
	page_row_end(v);
}

static void write_people(struct visit *v, const struct people *all)
{
	const struct str heads[] = {
		words(v, P_D_REMIND_NAME), words(v, P_D_CASE_GROUP),
		words(v, P_D_REMIND_STATE), words(v, P_D_REMIND_INVITED),
		words(v, P_D_REMIND_MAIL),
	};

	if (all->count == 0) {
		page_text(v, words(v, P_D_REMIND_NOBODY));
		return;
	}
	page_table_begin(v, words(v, P_D_REMIND_CAPTION), heads, 5);
	for (uint32_t i = 0; i < all->count; i++)
		write_person(v, &all->items[i]);
	page_table_end(v);
	page_hint(v, words(v, P_D_REMIND_LINK_GONE));
	desk_link(v, DESK_AT(v, STR("/remind.csv")), P_D_REMIND_CSV);
}

/* Nobody of the staff is known: all of them are reminded at once. */
static void write_staff(struct visit *v, const struct standing *s)
{
	uint32_t came = s->rate.came[GROUP_STAFF];
	uint32_t expected = s->rate.invited[GROUP_STAFF];

	page_heading(v, words(v, P_D_REMIND_STAFF));
	if (s->staff.closed) {
		page_text(v, words(v, P_D_REMIND_STAFF_CLOSED));
		return;
	}
	page_text(v, expected > 0 && came >= COLLECTION_LEAST
			 ? WORDS(v, P_D_REMIND_STAFF_RATE,
				 visit_number(v, came),
				 visit_number(v, expected))
			 : WORDS(v, P_D_REMIND_STAFF_CAME,
				 desk_staff_came(v, came)));
	for (int l = 0; l < LANG_COUNT; l++) {
		struct letter letter = desk_reminder(
		    v, STR_NONE, STR_NONE, desk_me(v), (enum lang)l);

		desk_write_letter(v, &letter, "staff");
	}
}

void page_desk_remind(struct visit *v)
{
	struct standing s;
	struct people all;

	if (!desk_gather(v, &s)) {
		visit_troubled(v);
		return;
	}
	all = people_of(v, &s);
	desk_begin_wide(v, words(v, P_D_REMIND_TITLE), desk_round(v));
	page_text(v, words(v, P_D_REMIND_LEAD));
	write_people(v, &all);
	write_staff(v, &s);
	page_end(v);
}

/* --- the table, for a mailing ------------------------------------------------------------ */

/*
 * A cell is always quoted; what a spreadsheet would take for a formula gets
 * an apostrophe before it, for names are typed by people.
 */
static void put_cell(struct buf *out, struct str text)
{
	buf_char(out, '"');
	if (text.len > 0 && (text.at[0] == '=' || text.at[0] == '+' ||
			     text.at[0] == '-' || text.at[0] == '@' ||
			     text.at[0] == '\t'))
		buf_char(out, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"')
			buf_char(out, '"');
		buf_char(out, text.at[i]);
	}
	buf_char(out, '"');
}

static void put_row(const struct visit *v, struct buf *out,
		    const struct str *cells, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (i > 0)
			buf_char(out, v->lang == LANG_FR ? ';' : ',');
		put_cell(out, cells[i]);
	}
	buf_text(out, "\r\n");
}

void page_desk_remind_csv(struct visit *v)
{
	struct standing s;
	struct people all;
	struct buf out = buf_make(v->arena);
	const struct str heads[] = {
		words(v, P_D_REMIND_NAME), words(v, P_D_CASE_GROUP),
		words(v, P_D_REMIND_STATE), words(v, P_D_REMIND_INVITED),
	};

	if (!desk_gather(v, &s)) {
		visit_troubled(v);
		return;
	}
	all = people_of(v, &s);
	/* Spreadsheets take a file without it for the old Windows letters. */
	if (v->lang == LANG_FR)
		buf_text(&out, "\xEF\xBB\xBF");
	put_row(v, &out, heads, 4);
	for (uint32_t i = 0; i < all.count; i++) {
		const struct person *p = &all.items[i];
		const struct str cells[] = { p->name, desk_group(v, p->group),
					     state_of(v, p), p->made };

		put_row(v, &out, cells, 4);
	}
	visit_note(v, "case.export", v->view->record->name);
	visit_download(v, "text/csv; charset=utf-8",
		       PATH(v, v->view->record->name, STR("-"),
			    words(v, P_D_REMIND_FILE), STR(".csv")),
		       buf_view(&out));
}
