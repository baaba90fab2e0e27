/* Others' accounts: added, changed, put back to their beginning. */
#include "admin.h"

#include "controls.h"
#include "page.h"
#include "parts.h"

/* On one's own machine there is none. False: 404 was answered. */
static bool there_are(struct visit *v)
{
	if (!v->config->local)
		return true;
	visit_refuse(v, 404, P_REFUSED_UNKNOWN);
	return false;
}

/* The account of the path. NULL: a page was answered. */
static const struct account *find(struct visit *v)
{
	const struct account *a;

	if (!there_are(v))
		return NULL;
	a = access_account(v->desk, v->args[0]);
	if (a == NULL && v->desk->failed)
		visit_troubled(v);
	else if (a == NULL)
		visit_refuse(v, 404, P_ACCOUNT_GONE);
	return a;
}

static bool is_me(const struct visit *v, const struct account *a)
{
	return str_eq(a->id, v->account->id);
}

/* --- the form ------------------------------------------------------------------------------ */

static void write_roles(struct visit *v, enum role chosen, bool none)
{
	static const enum phrase hints[ROLE_COUNT] = {
		[ROLE_TRAINER] = P_ROLE_TRAINER_HINT,
		[ROLE_CONSULTANT] = P_ROLE_CONSULTANT_HINT,
		[ROLE_ADMINISTRATOR] = P_ROLE_ADMINISTRATOR_HINT,
	};
	struct choice items[ROLE_COUNT];
	const struct choices choices = { .name = STR("role"),
					 .legend = words(v, P_ACCOUNT_ROLE),
					 .items = items,
					 .count = ROLE_COUNT };

	for (int r = 0; r < ROLE_COUNT; r++)
		items[r] = (struct choice){
			.value = str_from(role_name((enum role)r)),
			.label = account_role(v, (enum role)r),
			.hint = words(v, hints[r]),
			.chosen = !none && (int)chosen == r,
		};
	control_choices(v, &choices);
}

static void write_fields(struct visit *v, const struct account *a,
			 bool no_role)
{
	control_input(v, &(struct input){ .name = STR("name"),
					  .label = words(v, P_ACCOUNT_NAME),
					  .hint = words(v, P_ACCOUNT_NAME_HINT),
					  .value = a->name,
					  .autocomplete = "off" });
	control_input(v, &(struct input){ .name = STR("login"),
					  .label = words(v, P_ACCOUNT_LOGIN),
					  .hint = words(v,
							P_ACCOUNT_LOGIN_HINT),
					  .value = a->login,
					  .type = "email",
					  .autocomplete = "off" });
	write_roles(v, a->role, no_role);
}

/* False: no role was chosen; a fault says so. */
static bool read_fields(struct visit *v, struct account *a)
{
	bool role = role_parse(visit_field(v, "role"), &a->role);

	a->name = str_trim(visit_field(v, "name"));
	a->login = account_login(v, visit_field(v, "login"));
	if (a->name.len == 0)
		visit_fault(v, STR("name"), words(v, P_ACCOUNT_BAD_NAME));
	if (a->login.len == 0)
		visit_fault(v, STR("login"), words(v, P_ACCOUNT_BAD_LOGIN));
	if (!role)
		visit_fault(v, STR("role"), words(v, P_ADMIN_NO_ROLE));
	return role;
}

/* --- the link, the one time ------------------------------------------------------------------ */

static struct str invitation(struct visit *v, const struct account *a,
			     struct str link, enum lang lang)
{
	const struct str args[] = { a->name, link, a->login,
				    PATH(v, v->site->origin, STR("/login")) };

	return phrase_fill(v->arena, P_ADMIN_INVITATION, lang, args,
			   sizeof(args) / sizeof(args[0]));
}

static void show_link(struct visit *v, const struct account *a,
		      struct str secret)
{
	struct str link =
	    PATH(v, v->site->origin, STR("/setup/"), secret);
	bool french = v->lang == LANG_FR;

	page_begin(v, WORDS(v, P_ADMIN_LINK_TITLE, a->name));
	page_notice(v, words(v, P_ADMIN_LINK_ONCE));
	html_element(&v->html, "p", "code", link);
	page_text(v, words(v, P_ADMIN_LINK_SEND));
	for (int i = 0; i < LANG_COUNT; i++) {
		enum lang lang = (i == 0) == french ? LANG_FR : LANG_EN;

		admin_paste(v, lang == LANG_FR ? STR("text-fr") : STR("text-en"),
			    phrase_text(P_LANGUAGE_NAME, lang), lang,
			    invitation(v, a, link, lang));
	}
	page_next(v, STR("/admin"), words(v, P_CONTINUE));
	page_end(v);
}

/* --- added ----------------------------------------------------------------------------------- */

static void write_new(struct visit *v, const struct account *a, bool no_role)
{
	const struct page_wish wish = { .title = words(v, P_ADMIN_ADD),
					.back = STR("/admin") };

	page_begin_as(v, &wish);
	form_begin(v, STR("/admin/accounts/new"));
	write_fields(v, a, no_role);
	control_submit(v, words(v, P_ADMIN_ADD_GO));
	form_end(v);
	page_end(v);
}

void page_admin_account_new(struct visit *v)
{
	const struct account none = { 0 };

	if (there_are(v))
		write_new(v, &none, true);
}

void page_admin_account_new_do(struct visit *v)
{
	struct account wanted = { 0 };
	struct str secret;
	bool role;

	if (!there_are(v))
		return;
	role = read_fields(v, &wanted);
	if (v->fault_count > 0) {
		write_new(v, &wanted, !role);
		return;
	}
	if (!access_add_account(v->desk, &wanted, &secret)) {
		if (account_refused(v, 0))
			write_new(v, &wanted, false);
		return;
	}
	visit_note(v, "account.add", wanted.login);
	show_link(v, &wanted, secret);
}

/* --- changed ---------------------------------------------------------------------------------- */

static void write_change(struct visit *v, const struct account *was,
			 const struct account *a)
{
	const struct page_wish wish = { .title = was->name,
					.back = STR("/admin") };
	struct str path = PATH(v, STR("/admin/accounts/"), was->id);

	page_begin_as(v, &wish);
	form_begin(v, path);
	write_fields(v, a, false);
	control_tick(v, STR("disabled"), words(v, P_ADMIN_DISABLED),
		     words(v, P_ADMIN_DISABLED_HINT), a->disabled);
	control_submit(v, words(v, P_SAVE));
	form_end(v);
	if (!is_me(v, was)) {
		html_open(&v->html, "p", NULL);
		page_link(v, PATH(v, path, STR("/reset")),
			  words(v, P_ADMIN_RESET_LINK));
		html_close(&v->html, "p");
	}
	page_end(v);
}

void page_admin_account(struct visit *v)
{
	const struct account *a = find(v);

	if (a != NULL)
		write_change(v, a, a);
}

void page_admin_account_do(struct visit *v)
{
	const struct account *was = find(v);
	struct account wanted;

	if (was == NULL)
		return;
	wanted = *was;
	wanted.disabled = visit_field(v, "disabled").len > 0;
	if (!read_fields(v, &wanted))
		wanted.role = was->role;
	if (v->fault_count > 0) {
		write_change(v, was, &wanted);
		return;
	}
	if (!access_change_account(v->desk, &wanted)) {
		if (account_refused(v, 0))
			write_change(v, was, &wanted);
		return;
	}
	visit_note(v, wanted.disabled && !was->disabled ? "account.disable"
							: "account.change",
		   wanted.login);
	visit_redirect(v, is_me(v, was) && wanted.role != ROLE_ADMINISTRATOR
			      ? STR("/account")
			      : STR("/admin?done=changed"));
}

/* --- back to the beginning --------------------------------------------------------------------- */

void page_admin_account_reset(struct visit *v)
{
	const struct account *a = find(v);
	struct page_wish wish;

	if (a == NULL)
		return;
	if (is_me(v, a)) {
		visit_redirect(v, STR("/account/password"));
		return;
	}
	wish = (struct page_wish){
		.title = WORDS(v, P_ADMIN_RESET_TITLE, a->name),
		.back = PATH(v, STR("/admin/accounts/"), a->id),
	};
	page_begin_as(v, &wish);
	page_text(v, words(v, P_ADMIN_RESET_TEXT));
	form_begin(v, PATH(v, STR("/admin/accounts/"), a->id, STR("/reset")));
	control_danger(v, words(v, P_ADMIN_RESET_GO));
	form_end(v);
	page_end(v);
}

/* Not one's own: the link, lost, would leave nobody in. */
void page_admin_account_reset_do(struct visit *v)
{
	const struct account *a = find(v);
	struct str secret;

	if (a == NULL)
		return;
	if (is_me(v, a)) {
		visit_redirect(v, STR("/account/password"));
		return;
	}
	if (!access_reset_account(v->desk, a->id, &secret)) {
		visit_troubled(v);
		return;
	}
	visit_note(v, "account.reset", a->login);
	show_link(v, a, secret);
}
