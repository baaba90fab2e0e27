/* One of many, from a list that opens: on a phone a long one takes no page. */
#include "controls.h"

#include "base/arena.h"

static void write_option(struct visit *v, const struct choice *one)
{
	if (one->chosen)
		HTML_OPEN(&v->html, "option", { "value", one->value },
			  { "selected", STR("selected") });
	else
		HTML_OPEN(&v->html, "option", { "value", one->value });
	html_text(&v->html, one->label);
	html_close(&v->html, "option");
	html_newline(&v->html);
}

static void write_select(struct visit *v, struct str name, struct str hint,
			 const struct choice *items, uint32_t count)
{
	struct html_attr attrs[HTML_ATTRS] = { { "id", name },
					       { "name", name } };
	struct str told = control_told(v, name, hint);
	uint32_t n = 2;

	if (told.len > 0)
		attrs[n++] = (struct html_attr){ "aria-describedby", told };
	if (visit_fault_at(v, name).len > 0)
		attrs[n++] = (struct html_attr){ "aria-invalid", STR("true") };
	html_open(&v->html, "select", attrs);
	for (uint32_t i = 0; i < count; i++)
		write_option(v, &items[i]);
	html_close(&v->html, "select");
}

static void write_label(struct visit *v, struct str name, struct str label)
{
	HTML_OPEN(&v->html, "label", { "for", name }, { "class", STR("label") });
	html_text(&v->html, label);
	html_close(&v->html, "label");
}

static void open_field(struct visit *v, struct str name)
{
	HTML_OPEN(&v->html, "div",
		  { "class", visit_fault_at(v, name).len > 0
				 ? STR("field wrong")
				 : STR("field") });
}

void control_select(struct visit *v, struct str name, struct str label,
		    const struct choice *items, uint32_t count)
{
	const struct choices c = { .name = name };

	open_field(v, name);
	write_label(v, name, label);
	control_tell(v, &c);
	write_select(v, name, STR_NONE, items, count);
	html_close(&v->html, "div");
	html_newline(&v->html);
}

void control_list(struct visit *v, const struct choices *c)
{
	struct choice *items = ARENA_ARRAY(v->arena, c->count + 1,
					   struct choice);

	items[0].label = words(v, P_QUESTION_CHOOSE);
	for (uint32_t i = 0; i < c->count; i++)
		items[i + 1] = c->items[i];
	open_field(v, c->name);
	write_label(v, c->name, c->legend);
	control_tell(v, c);
	write_select(v, c->name, c->hint, items, c->count + 1);
	html_close(&v->html, "div");
	html_newline(&v->html);
	for (uint32_t i = 0; i < c->count; i++)
		if (c->items[i].with != NULL)
			control_input(v, c->items[i].with);
}
