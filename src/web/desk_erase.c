/* A person of a case, or the case; for good. Counted first, then confirmed. */
#include "desk.h"

#include "app/exchange.h"

/* --- counting -------------------------------------------------------------------- */

static void write_counts(struct visit *v, const struct erasing *e, bool person)
{
	if (e->alone) {
		page_text(v, words(v, P_D_ERASE_ALONE));
		return;
	}
	page_facts_begin(v);
	page_fact(v, words(v, P_D_ERASE_ROUNDS), visit_number(v, e->rounds));
	if (!person) {
		page_fact(v, words(v, P_D_ERASE_PEOPLE),
			  visit_number(v, e->people));
		page_fact(v, words(v, P_D_ERASE_STAFF),
			  desk_staff_came(v, e->staff));
	}
	if (desk_may_count_answers(e))
		page_fact(v, words(v, P_D_ERASE_ANSWERS),
			  visit_number(v, e->answers));
	page_facts_end(v);
}

bool desk_may_count_answers(const struct erasing *e)
{
	return e->staff == 0 || e->staff >= COLLECTION_LEAST;
}

/* What one types to show that it is meant. */
static void write_confirm(struct visit *v, struct str action, struct str who)
{
	form_begin(v, action);
	if (who.len > 0)
		control_hidden(v, STR("who"), who);
	control_input(v, &(struct input){
				 .name = STR("name"),
				 .label = WORDS(v, P_D_ERASE_TYPE,
						v->view->record->name),
				 .hint = words(v, P_D_ERASE_TYPE_HINT),
				 .autocomplete = "off" });
	control_danger(v, words(v, who.len > 0 ? P_D_ERASE_PERSON_GO
					       : P_D_ERASE_CASE_GO));
	form_end(v);
}

static bool is_confirmed(struct visit *v)
{
	if (str_eq(str_trim(visit_field(v, "name")), v->view->record->name))
		return true;
	visit_fault(v, STR("name"),
		    WORDS(v, P_D_ERASE_NOT_TYPED, v->view->record->name));
	return false;
}

/* --- the case, and whom to choose --------------------------------------------------- */

/* By a form each: a name stays out of addresses, which are kept in many
   places. */
static void write_named(struct visit *v, const struct respondent_record *r)
{
	form_begin(v, PATH(v, desk_case(v), STR("/erase/who")));
	control_other(v, "who",
		      PATH(v, str_from(group_name(r->group)), STR(":"),
			   r->name),
		      desk_who(v, r->name, r->group, false, false));
	form_end(v);
}

static void write_people(struct visit *v)
{
	const struct case_view *view = v->view;

	page_heading(v, words(v, P_D_ERASE_PERSON));
	for (uint32_t i = 0; i < view->respondent_count; i++) {
		const struct respondent_record *r = &view->respondents[i];

		if (r->name.len > 0)
			write_named(v, r);
	}
	form_begin(v, PATH(v, desk_case(v), STR("/erase/who")));
	control_input(v, &(struct input){
				 .name = STR("who"),
				 .label = words(v, P_D_ERASE_WHO),
				 .hint = words(v, P_D_WHO_HINT),
				 .value = visit_field(v, "who"),
				 .autocomplete = "off",
				 .quiet = true });
	control_other(v, "go", STR("yes"), words(v, P_D_ERASE_LOOK));
	form_end(v);
}

static void write_erase(struct visit *v, const struct erasing *e)
{
	desk_begin(v, words(v, P_D_ERASE_TITLE), desk_case(v));
	write_people(v);
	page_heading(v, words(v, P_D_ERASE_CASE));
	page_text(v, words(v, P_D_ERASE_CASE_LEAD));
	write_counts(v, e, false);
	page_text(v, words(v, P_D_ERASE_COPIES));
	write_confirm(v, PATH(v, desk_case(v), STR("/erase")), STR_NONE);
	page_end(v);
}

static void show_erase(struct visit *v)
{
	struct erasing e;

	if (exchange_erase(v->desk, v->view->record->id, STR_NONE, false, &e))
		write_erase(v, &e);
	else
		visit_troubled(v);
}

void page_desk_erase(struct visit *v)
{
	show_erase(v);
}

void page_desk_erase_do(struct visit *v)
{
	struct str name = v->view->record->name;
	struct erasing e;

	if (!is_confirmed(v)) {
		show_erase(v);
		return;
	}
	if (!exchange_erase(v->desk, v->view->record->id, STR_NONE, true, &e)) {
		visit_troubled(v);
		return;
	}
	visit_note(v, "case.erase", name);
	desk_done(v, STR("/cases"), "erased");
}

/* --- a person ------------------------------------------------------------------------- */

static const enum phrase places[] = {
	[NAME_AUTHOR] = P_D_PLACE_AUTHOR,
	[NAME_REASON] = P_D_PLACE_REASON,
	[NAME_EVIDENCE] = P_D_PLACE_EVIDENCE,
	[NAME_COMMENT] = P_D_PLACE_COMMENT,
	[NAME_BLOCK] = P_D_PLACE_BLOCK,
	[NAME_TITLE] = P_D_PLACE_TITLE,
	[NAME_CLIENT] = P_D_PLACE_CLIENT,
	[NAME_PROGRESS] = P_D_PLACE_PROGRESS,
	[NAME_READING] = P_D_PLACE_READING,
};

/* The page that writes it again, where there is one. */
static struct str page_of(const struct visit *v, const struct name_place *p)
{
	struct str round = PATH(v, desk_case(v), STR("/"),
				visit_number(v, p->round));

	switch (p->where) {
	case NAME_AUTHOR:
	case NAME_REASON:
	case NAME_COMMENT:
		return PATH(v, round, STR("/question/"), p->what);
	case NAME_EVIDENCE:
		return PATH(v, round, STR("/evidence/"), p->what);
	case NAME_PROGRESS:
	case NAME_READING:
		return PATH(v, desk_case(v), STR("/progress/"), p->what);
	case NAME_CLIENT:
		return PATH(v, desk_case(v), STR("/about"));
	case NAME_BLOCK:
	case NAME_TITLE:
		break;
	}
	return STR_NONE;
}

static void write_places(struct visit *v, const struct erasing *e)
{
	struct html *h = &v->html;

	page_text(v, words(v, e->place_count == 0 ? P_D_ERASE_NO_PLACE
						  : P_D_ERASE_PLACES));
	if (e->place_count == 0)
		return;
	html_open(h, "ul", NULL);
	for (uint32_t i = 0; i < e->place_count; i++) {
		const struct name_place *p = &e->places[i];
		struct str text = WORDS(v, places[p->where], p->what,
					p->who.len > 0 ? p->who
						       : words(v, P_D_AGREED));

		html_open(h, "li", NULL);
		if (p->round > 0)
			html_text(h, WORDS(v, P_D_ERASE_ROUND,
					   visit_number(v, p->round)));
		if (page_of(v, p).len > 0)
			page_link(v, page_of(v, p), text);
		else
			html_text(h, text);
		html_close(h, "li");
	}
	html_close(h, "ul");
	html_newline(h);
}

/* "experts:Anne Roy" as people write it; a code stays a code. */
static struct str whom(const struct visit *v, struct str who)
{
	enum group group;
	struct str name;

	return exchange_reads_group(who, &group, &name)
		   ? desk_who(v, name, group, false, false)
		   : who;
}

static void write_person(struct visit *v, struct str who,
			 const struct erasing *e)
{
	desk_begin(v, words(v, P_D_ERASE_PERSON_TITLE),
		   PATH(v, desk_case(v), STR("/erase")));
	page_text(v, desk_pair(v, words(v, P_D_ERASE_WHOM), whom(v, who)));
	page_text(v, words(v, P_D_ERASE_PERSON_LEAD));
	write_counts(v, e, true);
	if (e->alone)
		page_text(v, words(v, P_D_ERASE_FIGURES));
	else
		write_places(v, e);
	page_text(v, words(v, P_D_ERASE_COPIES));
	write_confirm(v, PATH(v, desk_case(v), STR("/erase/person")), who);
	page_end(v);
}

/* False: a page was answered. */
static bool look_at(struct visit *v, struct str who, struct erasing *e)
{
	if (who.len == 0)
		visit_fault(v, STR("who"), words(v, P_D_WHO_NONE));
	else if (exchange_erase(v->desk, v->view->record->id, who, false, e))
		return true;
	else if (!desk_refused(v, STR("who")))
		return false;
	show_erase(v);
	return false;
}

/* Nobody is named in an address: a code opens a respondent's answers, and a
   name is what is to be forgotten. */
void page_desk_erase_who_do(struct visit *v)
{
	struct str who = str_trim(visit_field(v, "who"));
	struct erasing e;

	if (look_at(v, who, &e))
		write_person(v, who, &e);
}

static void write_erased(struct visit *v, const struct erasing *e)
{
	desk_begin(v, words(v, P_D_ERASED_TITLE), desk_case(v));
	page_notice(v, words(v, P_D_ERASED_LEAD));
	write_counts(v, e, true);
	if (e->alone)
		page_text(v, words(v, P_D_ERASE_FIGURES));
	else
		write_places(v, e);
	page_text(v, words(v, P_D_ERASE_COPIES));
	page_next(v, desk_case(v), words(v, P_D_BACK_CASE));
	page_end(v);
}

void page_desk_erase_person_do(struct visit *v)
{
	struct str who = str_trim(visit_field(v, "who"));
	struct erasing e;

	if (!look_at(v, who, &e))
		return;
	if (!is_confirmed(v)) {
		write_person(v, who, &e);
		return;
	}
	if (!exchange_erase(v->desk, v->view->record->id, who, true, &e)) {
		visit_troubled(v);
		return;
	}
	visit_note(v, "case.erase-person", v->view->record->name);
	write_erased(v, &e);
}
