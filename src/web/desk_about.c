/* What the case says of the client, corrected. */
#include "desk.h"

#include "app/exchange.h"

static struct str now(const struct visit *v, const char *field,
		      struct str kept)
{
	return v->request->method == HTTP_POST ? visit_field(v, field) : kept;
}

static void write_about(struct visit *v)
{
	const struct case_record *r = v->view->record;
	enum phrase keep_hint = access_is_alone(v->desk, r->id)
				    ? P_D_ABOUT_KEEP_ALONE
				    : P_D_NEW_KEEP_HINT;

	desk_begin(v, words(v, P_D_WAY_ABOUT), desk_case(v));
	page_text(v, words(v, P_D_ABOUT_LEAD));
	form_begin(v, PATH(v, desk_case(v), STR("/about")));
	control_input(v, &(struct input){ .name = STR("client"),
					  .label = words(v, P_D_NEW_CLIENT),
					  .hint = words(v, P_D_NEW_CLIENT_HINT),
					  .value = now(v, "client", r->client),
					  .autocomplete = "off" });
	control_input(v, &(struct input){
				 .name = STR("staff"),
				 .label = words(v, P_D_NEW_STAFF),
				 .value = now(v, "staff",
					      r->staff > 0
						  ? visit_number(v, r->staff)
						  : STR_NONE),
				 .inputmode = "numeric",
				 .autocomplete = "off",
				 .width = 8 });
	desk_sector_field(v, now(v, "sector", r->sector));
	control_input(v, &(struct input){
				 .name = STR("keep"),
				 .label = words(v, P_D_NEW_KEEP),
				 .hint = words(v, keep_hint),
				 .value = now(v, "keep", r->keep_until),
				 .type = "date" });
	control_input(v, &(struct input){ .name = STR("name"),
					  .label = words(v, P_D_ABOUT_NAME),
					  .hint = words(v, P_D_ABOUT_NAME_HINT),
					  .value = now(v, "name", r->name),
					  .autocomplete = "off" });
	control_submit(v, words(v, P_SAVE));
	form_end(v);
	page_end(v);
}

void page_desk_about(struct visit *v)
{
	write_about(v);
}

/* Under the name it has now, or by its id if that is how one came: another may
   bear the name. */
static struct str place_after(const struct visit *v, struct str name)
{
	struct case_record now = *v->view->record;
	bool by_id = str_eq(desk_case(v), PATH(v, STR("/cases/"), now.id));

	now.name = name;
	return desk_path_to(v, &now, by_id);
}

void page_desk_about_do(struct visit *v)
{
	struct case_new wanted = desk_read_particulars(v);

	if (v->fault_count == 0 &&
	    case_correct(v->desk, v->view->record, &wanted)) {
		visit_note(v, "case.about", wanted.name);
		desk_done(v, place_after(v, wanted.name), "about");
		return;
	}
	if (v->fault_count > 0 || desk_refused(v, STR("name")))
		write_about(v);
}
