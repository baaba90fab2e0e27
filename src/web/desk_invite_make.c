/* Making a link, and showing it the one time. */
#include "desk_invite.h"

#include "base/secret.h"
#include "parts.h"
#include "qr.h"
#include "shown.h"

struct wanted {
	struct link link;
	struct str by;
	bool personal;
};

/* --- the form ------------------------------------------------------------------------ */

static struct str by_of(const struct visit *v)
{
	return v->request->method == HTTP_POST ? visit_field(v, "by")
					       : desk_me(v);
}

static void write_groups(struct visit *v, bool personal)
{
	static const enum group named[] = { GROUP_LEADERS, GROUP_EXPERTS };
	static const enum group shared[] = { GROUP_STAFF, GROUP_LEADERS,
					     GROUP_EXPERTS };
	struct choice items[GROUP_COUNT];

	control_choices(v, &(struct choices){
		.name = STR("group"),
		.legend = words(v, personal ? P_D_MAKE_GROUP
					    : P_D_MAKE_FOR_GROUP),
		.items = items,
		.count = personal
			     ? desk_group_choices(v, items, named, 2)
			     : desk_group_choices(v, items, shared, 3) });
}

static void write_common(struct visit *v)
{
	control_input(v, &(struct input){
				 .name = STR("expires"),
				 .label = words(v, P_D_MAKE_EXPIRES),
				 .hint = words(v, P_D_MAKE_EXPIRES_HINT),
				 .value = visit_field(v, "expires"),
				 .type = "date" });
	control_input(v, &(struct input){ .name = STR("by"),
					  .label = words(v, P_D_MAKE_BY),
					  .hint = words(v, P_D_MAKE_BY_HINT),
					  .value = by_of(v),
					  .autocomplete = "name" });
}

static void write_form(struct visit *v, bool personal)
{
	desk_begin(v, words(v, personal ? P_D_INVITE_PERSON
					: P_D_INVITE_GROUP),
		   DESK_AT(v, STR("/invite")));
	page_text(v, words(v, personal ? P_D_MAKE_PERSON_LEAD
				       : P_D_MAKE_GROUP_LEAD));
	form_begin(v, DESK_AT(v, personal ? STR("/invite/person")
					  : STR("/invite/group")));
	if (personal)
		control_input(v, &(struct input){
					 .name = STR("name"),
					 .label = words(v, P_D_MAKE_NAME),
					 .hint = words(v, P_D_MAKE_NAME_HINT),
					 .value = visit_field(v, "name"),
					 .autocomplete = "off" });
	write_groups(v, personal);
	write_common(v);
	if (personal)
		control_tick(v, STR("once"), words(v, P_D_MAKE_ONCE),
			     words(v, P_D_MAKE_ONCE_HINT),
			     visit_field(v, "once").len > 0);
	control_submit(v, words(v, P_D_MAKE_GO));
	form_end(v);
	page_end(v);
}

void page_desk_invite_person(struct visit *v)
{
	write_form(v, true);
}

void page_desk_invite_group(struct visit *v)
{
	write_form(v, false);
}

/* --- the link -------------------------------------------------------------------------- */

static struct wanted read_form(struct visit *v, bool personal)
{
	struct wanted w = {
		.personal = personal,
		.by = str_trim(visit_field(v, "by")),
		.link = {
			.kind = personal ? LINK_PERSON : LINK_GROUP,
			.chain = v->view->record->id,
			.round = v->view->round->id,
			.name = personal ? str_trim(visit_field(v, "name"))
					 : STR_NONE,
			.once = personal && visit_field(v, "once").len > 0,
			.made = v->desk->today,
		},
	};

	if (personal && w.link.name.len == 0)
		visit_fault(v, STR("name"), words(v, P_D_MAKE_NO_NAME));
	if (!desk_read_group(v, &w.link.group))
		visit_fault(v, STR("group"), words(v, P_D_MAKE_NO_GROUP));
	w.link.expires = desk_date(v, "expires");
	if (w.link.expires.len > 0 && v->fault_count == 0 &&
	    str_cmp(w.link.expires, v->desk->today) < 0)
		visit_fault(v, STR("expires"), words(v, P_D_MAKE_PAST));
	if (w.by.len == 0)
		visit_fault(v, STR("by"), words(v, P_D_MAKE_NO_BY));
	return w;
}

static void write_made(struct visit *v, const struct wanted *w,
		       struct str secret)
{
	struct str url = PATH(v, v->site->origin, STR("/go/"), secret);

	desk_begin(v, words(v, P_D_MADE_TITLE), STR_NONE);
	page_text(v, desk_pair(v, words(v, P_D_INVITE_WHOM),
			       desk_link_whose(v, &w->link)));
	page_text(v, WORDS(v, P_D_MADE_LEAD, visit_date(v, w->link.expires)));
	html_element(&v->html, "p", "code", url);
	qr_write(&v->html, v->arena, url, words(v, P_D_MADE_QR));
	page_hint(v, words(v, P_D_MADE_QR_HINT));
	page_heading(v, words(v, P_D_MADE_TEXTS));
	page_hint(v, words(v, P_D_MADE_TEXTS_HINT));
	for (int l = 0; l < LANG_COUNT; l++) {
		struct letter letter = desk_invitation(v, &w->link, url, w->by,
						       (enum lang)l);

		desk_write_letter(v, &letter, "text");
	}
	page_next(v, DESK_AT(v, w->personal ? STR("/invite/person")
					    : STR("/invite/group")),
		  words(v, P_D_MADE_AGAIN));
	desk_link(v, DESK_AT(v, STR("/invite")), P_D_MADE_ALL);
	page_end(v);
}

/* The secret, then who signs: shown_keep's, until another link is made. */
void page_desk_invite_made(struct visit *v)
{
	struct str kept = shown_kept(v, "link");
	struct str secret = str_sub(kept, 0, SECRET_CHARS);
	const struct link *link =
	    secret.len > 0 ? access_link(v->desk, secret) : NULL;
	struct wanted w = { .by = str_sub(kept, SECRET_CHARS, kept.len) };

	if (v->desk->failed) {
		visit_troubled(v);
	} else if (link == NULL || !str_eq(link->round, v->view->round->id)) {
		visit_redirect(v, DESK_AT(v, STR("/invite")));
	} else {
		w.link = *link;
		w.personal = link->kind == LINK_PERSON;
		write_made(v, &w, secret);
	}
}

static void make_link(struct visit *v, bool personal)
{
	struct wanted w = read_form(v, personal);
	struct str secret;

	if (v->fault_count > 0) {
		write_form(v, personal);
		return;
	}
	if (!access_add_link(v->desk, &w.link, &secret)) {
		if (desk_refused(v, personal ? STR("name") : STR("group")))
			write_form(v, personal);
		return;
	}
	visit_note(v, "case.invite", v->view->record->name);
	shown_keep(v, "link", PATH(v, secret, w.by));
	visit_redirect(v, DESK_AT(v, STR("/invite/made")));
}

void page_desk_invite_person_do(struct visit *v)
{
	make_link(v, true);
}

void page_desk_invite_group_do(struct visit *v)
{
	make_link(v, false);
}
