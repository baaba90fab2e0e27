/* A leader who began alone invites colleagues. */
#include "answers_invite.h"
#include "app/rounds.h"
#include "desk_invite.h"
#include "parts.h"
#include "qr.h"
#include "shown.h"

enum { INVITED_MONTHS = 3, INVITED_KINDS = 3 };

struct wanted {
	bool chosen;
	enum group group;
	struct str name;
};

static const struct {
	enum group group;
	enum phrase label;
} kinds[INVITED_KINDS] = {
	{ GROUP_EXPERTS, P_INVITE_EXPERT },
	{ GROUP_LEADERS, P_INVITE_LEADER },
	{ GROUP_STAFF, P_INVITE_STAFF },
};

/* --- the form ----------------------------------------------------------------------------- */

static void write_groups(struct visit *v, const struct wanted *w)
{
	struct choice items[INVITED_KINDS];

	for (int i = 0; i < INVITED_KINDS; i++)
		items[i] = (struct choice){
			.value = str_from(group_name(kinds[i].group)),
			.label = words(v, kinds[i].label),
			.hint = kinds[i].group == GROUP_STAFF
					? words(v, P_INVITE_STAFF_HINT)
					: STR_NONE,
			.chosen = w->chosen && w->group == kinds[i].group,
		};
	control_choices(v, &(struct choices){
				   .name = STR("group"),
				   .legend = words(v, P_INVITE_GROUP),
				   .items = items,
				   .count = INVITED_KINDS });
}

static void write_invite(struct visit *v, const struct wanted *w)
{
	const struct page_wish wish = { .title = words(v, P_INVITE_TITLE),
					.back = STR("/answers") };

	page_begin_as(v, &wish);
	answers_invite_notice(v);
	page_text(v, words(v, P_INVITE_LEAD));
	form_begin(v, STR("/answers/invite"));
	write_groups(v, w);
	control_input(v, &(struct input){ .name = STR("name"),
					  .label = words(v, P_INVITE_NAME),
					  .hint = words(v, P_INVITE_NAME_HINT),
					  .value = w->name,
					  .autocomplete = "off" });
	control_submit(v, words(v, P_INVITE_GO));
	form_end(v);
	answers_write_collection(v);
	answers_write_links(v);
	page_end(v);
}

void page_answers_invite(struct visit *v)
{
	const struct wanted none = { 0 };

	write_invite(v, &none);
}

/* --- the link --------------------------------------------------------------------------------- */

/* A link to a name leads to the answers that bear it. */
static bool is_myself(const struct visit *v, const struct wanted *w)
{
	const struct respondent_record *me =
	    case_respondent(v->view, v->session->respondent);

	return me != NULL && me->group == w->group && me->name.len > 0 &&
	       case_same_person(v->arena, me->name, w->name);
}

static struct wanted read_form(struct visit *v)
{
	struct str group = visit_field(v, "group");
	struct wanted w = { .name = str_trim(visit_field(v, "name")) };

	for (int i = 0; i < INVITED_KINDS; i++) {
		if (!str_is(group, group_name(kinds[i].group)))
			continue;
		w.chosen = true;
		w.group = kinds[i].group;
	}
	if (!w.chosen)
		visit_fault(v, STR("group"), words(v, P_INVITE_NO_GROUP));
	else if (w.group != GROUP_STAFF && w.name.len == 0)
		visit_fault(v, STR("name"), words(v, P_INVITE_NO_NAME));
	else if (is_myself(v, &w))
		visit_fault(v, STR("name"), words(v, P_INVITE_YOURSELF));
	return w;
}

static void write_invited(struct visit *v, const struct link *link,
			  struct str secret)
{
	struct str address = PATH(v, v->site->origin, STR("/go/"), secret);
	const struct respondent_record *me =
	    case_respondent(v->view, v->session->respondent);

	page_begin(v, words(v, P_INVITED_TITLE));
	page_text(v, WORDS(v, P_INVITED_LEAD, visit_date(v, link->expires)));
	html_element(&v->html, "p", "code", address);
	qr_write(&v->html, v->arena, address, words(v, P_D_MADE_QR));
	page_heading(v, words(v, P_D_MADE_TEXTS));
	page_hint(v, words(v, P_D_MADE_TEXTS_HINT));
	for (int l = 0; me != NULL && l < LANG_COUNT; l++) {
		struct letter letter = desk_invitation(v, link, address,
						       me->name, (enum lang)l);

		desk_write_letter(v, &letter, "text");
	}
	html_open(&v->html, "p", NULL);
	page_link(v, STR("/answers/invite"), words(v, P_INVITED_AGAIN));
	html_close(&v->html, "p");
	page_next(v, STR("/answers"), words(v, P_CONTINUE));
	page_end(v);
}

/* What was made last, until another is. */
void page_answers_invited(struct visit *v)
{
	struct str secret = shown_kept(v, "link");
	const struct link *link =
	    secret.len > 0 ? access_link(v->desk, secret) : NULL;

	if (v->desk->failed)
		visit_troubled(v);
	else if (link == NULL || !str_eq(link->round, v->view->round->id))
		visit_redirect(v, STR("/answers/invite"));
	else
		write_invited(v, link, secret);
}

static struct link link_of(struct visit *v, const struct wanted *w)
{
	return (struct link){
		.kind = w->group == GROUP_STAFF ? LINK_GROUP : LINK_PERSON,
		.chain = v->view->record->id,
		.round = v->view->round->id,
		.name = w->group == GROUP_STAFF ? STR_NONE : w->name,
		.group = w->group,
		.made = v->desk->today,
		.expires = rounds_months_after(v->arena, v->desk->today,
					       INVITED_MONTHS),
	};
}

void page_answers_invite_do(struct visit *v)
{
	struct wanted w = read_form(v);
	struct link link = link_of(v, &w);
	struct str secret;

	if (v->fault_count == 0 && access_add_link(v->desk, &link, &secret)) {
		shown_keep(v, "link", secret);
		visit_redirect(v, STR("/answers/invite/made"));
		return;
	}
	if (v->desk->failed)
		return;
	visit_faults_of(v, STR("name"), v->diags, 0);
	write_invite(v, &w);
}
