/* Forms and their controls. */
#include "controls.h"

#include "base/secret.h"
#include "page.h"
#include "parts.h"

/* --- forms ------------------------------------------------------------------------------ */

/* Whoever gets a form gets the cookie that its token is made from. */
static void write_token(struct visit *v)
{
	if (!v->token_known)
		respond_cookie(v, v->cookie, v->token, false);
	control_hidden(v, STR("csrf"),
		       secret_derive(v->arena, v->token, "csrf"));
}

void form_begin(struct visit *v, struct str action)
{
	HTML_OPEN(&v->html, "form", { "method", STR("post") },
		  { "action", action }, { "novalidate", STR("novalidate") });
	write_token(v);
	html_newline(&v->html);
}

void form_begin_autosave(struct visit *v, struct str action)
{
	HTML_OPEN(&v->html, "form", { "method", STR("post") },
		  { "action", action }, { "novalidate", STR("novalidate") },
		  { "data-autosave", STR("") });
	write_token(v);
	html_newline(&v->html);
}

void form_begin_with_file(struct visit *v, struct str action)
{
	HTML_OPEN(&v->html, "form", { "method", STR("post") },
		  { "action", action }, { "novalidate", STR("novalidate") },
		  { "enctype", STR("multipart/form-data") });
	write_token(v);
	html_newline(&v->html);
}

void form_end(struct visit *v)
{
	html_close(&v->html, "form");
	html_newline(&v->html);
}

void form_button(struct visit *v, struct str action, struct str text)
{
	form_begin(v, action);
	HTML_OPEN(&v->html, "button", { "class", STR("plain") },
		  { "type", STR("submit") });
	html_text(&v->html, text);
	html_close(&v->html, "button");
	form_end(v);
}

/* --- buttons ----------------------------------------------------------------------------- */

void control_hidden(struct visit *v, struct str name, struct str value)
{
	HTML_VOID(&v->html, "input", { "type", STR("hidden") },
		  { "name", name }, { "value", value });
}

static void button(struct visit *v, struct str class_name, struct str text)
{
	HTML_OPEN(&v->html, "button", { "type", STR("submit") },
		  { "class", class_name });
	html_text(&v->html, text);
	html_close(&v->html, "button");
	html_newline(&v->html);
}

void control_submit(struct visit *v, struct str text)
{
	button(v, STR("button"), text);
}

void control_danger(struct visit *v, struct str text)
{
	button(v, STR("button danger"), text);
}

void control_other(struct visit *v, const char *name, struct str value,
		   struct str text)
{
	HTML_OPEN(&v->html, "button", { "type", STR("submit") },
		  { "class", STR("plain") }, { "name", str_from(name) },
		  { "value", value });
	html_text(&v->html, text);
	html_close(&v->html, "button");
	html_newline(&v->html);
}

/* --- what stands around a control --------------------------------------------------------- */

static struct str hint_id(struct visit *v, struct str name)
{
	return PATH(v, name, STR("-hint"));
}

static struct str fault_id(struct visit *v, struct str name)
{
	return PATH(v, name, STR("-fault"));
}

/* For aria-describedby: which of the two are there. */
static struct str described_by(struct visit *v, struct str name,
			       struct str hint)
{
	bool fault = visit_fault_at(v, name).len > 0;

	if (hint.len > 0 && fault)
		return PATH(v, hint_id(v, name), STR(" "), fault_id(v, name));
	if (fault)
		return fault_id(v, name);
	return hint.len > 0 ? hint_id(v, name) : STR_NONE;
}

static void write_hint(struct visit *v, struct str name, struct str hint)
{
	if (hint.len == 0)
		return;
	HTML_OPEN(&v->html, "p", { "class", STR("hint") },
		  { "id", hint_id(v, name) });
	html_text(&v->html, hint);
	html_close(&v->html, "p");
}

static void write_fault(struct visit *v, struct str name)
{
	struct str fault = visit_fault_at(v, name);

	if (fault.len == 0)
		return;
	HTML_OPEN(&v->html, "p", { "class", STR("fault") },
		  { "id", fault_id(v, name) });
	html_element(&v->html, "strong", NULL, words(v, P_FAULT));
	html_text(&v->html, fault);
	html_close(&v->html, "p");
}

static void open_field(struct visit *v, struct str name)
{
	HTML_OPEN(&v->html, "div",
		  { "class", visit_fault_at(v, name).len > 0
				 ? STR("field wrong")
				 : STR("field") });
}

/* Attributes with values, in order; those without a value are left out. */
struct attrs {
	struct html_attr items[HTML_ATTRS];
	uint32_t count;
};

static void add_attr(struct attrs *a, const char *name, struct str value)
{
	if (value.len > 0 && a->count + 1 < HTML_ATTRS)
		a->items[a->count++] = (struct html_attr){ name, value };
}

/* --- typed -------------------------------------------------------------------------------- */

static void write_label(struct visit *v, const struct input *input)
{
	HTML_OPEN(&v->html, "label", { "for", input->name },
		  { "class", input->quiet ? STR("quiet") : STR("label") });
	html_text(&v->html, input->label);
	html_close(&v->html, "label");
}

static struct attrs input_attrs(struct visit *v, const struct input *input)
{
	struct attrs a = { 0 };

	add_attr(&a, "id", input->name);
	add_attr(&a, "name", input->name);
	add_attr(&a, "aria-describedby",
		 described_by(v, input->name, input->hint));
	if (visit_fault_at(v, input->name).len > 0)
		add_attr(&a, "aria-invalid", STR("true"));
	if (input->autocomplete != NULL)
		add_attr(&a, "autocomplete", str_from(input->autocomplete));
	if (input->inputmode != NULL)
		add_attr(&a, "inputmode", str_from(input->inputmode));
	return a;
}

static void write_input(struct visit *v, const struct input *input)
{
	struct attrs a = input_attrs(v, input);

	if (input->rows > 0) {
		add_attr(&a, "rows", visit_number(v, input->rows));
		html_open(&v->html, "textarea", a.items);
		html_text(&v->html, input->value);
		html_close(&v->html, "textarea");
		return;
	}
	add_attr(&a, "type",
		 input->type == NULL ? STR("text") : str_from(input->type));
	if (input->width > 0)
		add_attr(&a, "size", visit_number(v, input->width));
	add_attr(&a, "value", input->value);
	html_void(&v->html, "input", a.items);
	if (input->unit.len > 0)
		html_element(&v->html, "span", "unit", input->unit);
}

void control_input(struct visit *v, const struct input *input)
{
	open_field(v, input->name);
	write_label(v, input);
	write_hint(v, input->name, input->hint);
	write_fault(v, input->name);
	write_input(v, input);
	html_close(&v->html, "div");
	html_newline(&v->html);
}

void control_file(struct visit *v, struct str name, struct str label,
		  struct str hint)
{
	const struct input input = { .name = name, .label = label,
				     .hint = hint, .type = "file" };

	control_input(v, &input);
}

/* --- chosen ------------------------------------------------------------------------------- */

static void write_choice(struct visit *v, const struct choices *c, uint32_t at)
{
	const struct choice *one = &c->items[at];
	struct str own = PATH(v, c->name, STR("-"), visit_number(v, at + 1));
	/* The first has the group's own id: what a fault's link leads to. */
	struct str id = at == 0 ? c->name : own;
	struct attrs a = { 0 };

	HTML_OPEN(&v->html, "div",
		  { "class", one->apart ? STR("choice apart") : STR("choice") });
	add_attr(&a, "type", c->several ? STR("checkbox") : STR("radio"));
	add_attr(&a, "id", id);
	add_attr(&a, "name", c->name);
	add_attr(&a, "value", one->value);
	if (one->chosen)
		add_attr(&a, "checked", STR("checked"));
	if (one->hint.len > 0)
		add_attr(&a, "aria-describedby", hint_id(v, own));
	html_void(&v->html, "input", a.items);
	HTML_OPEN(&v->html, "label", { "for", id });
	html_text(&v->html, one->label);
	html_close(&v->html, "label");
	write_hint(v, own, one->hint);
	html_close(&v->html, "div");
	if (one->with != NULL) {
		HTML_OPEN(&v->html, "div", { "class", STR("with") });
		control_input(v, one->with);
		html_close(&v->html, "div");
	}
	html_newline(&v->html);
}

static void write_more(struct visit *v, const struct choices *c)
{
	if (c->more.len == 0)
		return;
	HTML_OPEN(&v->html, "details", { "class", STR("more") });
	html_element(&v->html, "summary", NULL, c->more_title);
	html_element(&v->html, "p", "hint", c->more);
	html_close(&v->html, "details");
}

static void open_choices(struct visit *v, const struct choices *c)
{
	struct attrs a = { 0 };

	open_field(v, c->name);
	add_attr(&a, "aria-describedby", described_by(v, c->name, c->hint));
	if (c->small)
		add_attr(&a, "class", STR("small"));
	html_open(&v->html, "fieldset", a.count == 0 ? NULL : a.items);
	html_element(&v->html, "legend", NULL, c->legend);
	control_tell(v, c);
}

static void close_choices(struct visit *v)
{
	html_close(&v->html, "fieldset");
	html_close(&v->html, "div");
	html_newline(&v->html);
}

void control_choices_begin(struct visit *v, const struct choices *c)
{
	if (c->folded)
		control_list_begin(v, c);
	else
		open_choices(v, c);
}

void control_choice(struct visit *v, const struct choices *c, uint32_t at)
{
	if (c->folded)
		control_list_choice(v, &c->items[at]);
	else
		write_choice(v, c, at);
}

void control_choices_end(struct visit *v, const struct choices *c)
{
	if (c->folded)
		control_list_end(v, c);
	else
		close_choices(v);
}

void control_choices(struct visit *v, const struct choices *c)
{
	control_choices_begin(v, c);
	for (uint32_t i = 0; i < c->count; i++)
		control_choice(v, c, i);
	control_choices_end(v, c);
}

void control_tick(struct visit *v, struct str name, struct str label,
		  struct str hint, bool ticked)
{
	struct attrs a = { 0 };

	open_field(v, name);
	write_fault(v, name);
	HTML_OPEN(&v->html, "div", { "class", STR("choice") });
	add_attr(&a, "type", STR("checkbox"));
	add_attr(&a, "id", name);
	add_attr(&a, "name", name);
	add_attr(&a, "value", STR("yes"));
	if (ticked)
		add_attr(&a, "checked", STR("checked"));
	add_attr(&a, "aria-describedby", described_by(v, name, hint));
	html_void(&v->html, "input", a.items);
	HTML_OPEN(&v->html, "label", { "for", name });
	html_text(&v->html, label);
	html_close(&v->html, "label");
	write_hint(v, name, hint);
	html_close(&v->html, "div");
	html_close(&v->html, "div");
	html_newline(&v->html);
}

/* --- for a control in a file of its own --------------------------------------------------- */

struct str control_told(struct visit *v, struct str name, struct str hint)
{
	return described_by(v, name, hint);
}

void control_tell(struct visit *v, const struct choices *c)
{
	write_hint(v, c->name, c->hint);
	write_more(v, c);
	write_fault(v, c->name);
}
