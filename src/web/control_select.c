/* One of many, from a list that opens: on a phone a long one takes no page. */
#include "controls.h"

void control_list_choice(struct visit *v, const struct choice *one)
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

static void open_select(struct visit *v, const struct choices *c)
{
	struct html_attr attrs[HTML_ATTRS] = { { "id", c->name },
					       { "name", c->name } };
	struct str told = control_told(v, c->name, c->hint);
	uint32_t n = 2;

	if (told.len > 0)
		attrs[n++] = (struct html_attr){ "aria-describedby", told };
	if (visit_fault_at(v, c->name).len > 0)
		attrs[n++] = (struct html_attr){ "aria-invalid", STR("true") };
	html_open(&v->html, "select", attrs);
}

void control_list_begin(struct visit *v, const struct choices *c)
{
	struct choice none = { .label = words(v, P_QUESTION_CHOOSE) };
	struct html *h = &v->html;
	bool wrong = visit_fault_at(v, c->name).len > 0;

	HTML_OPEN(h, "div",
		  { "class", wrong ? STR("field wrong") : STR("field") });
	HTML_OPEN(h, "label", { "for", c->name }, { "class", STR("label") });
	html_text(h, c->legend);
	html_close(h, "label");
	control_tell(v, c);
	open_select(v, c);
	if (c->folded)
		control_list_choice(v, &none);
}

void control_list_end(struct visit *v, const struct choices *c)
{
	html_close(&v->html, "select");
	html_close(&v->html, "div");
	html_newline(&v->html);
	for (uint32_t i = 0; i < c->count; i++)
		if (c->items[i].with != NULL)
			control_input(v, c->items[i].with);
}

void control_select(struct visit *v, struct str name, struct str label,
		    const struct choice *items, uint32_t count)
{
	const struct choices c = {
		.name = name, .legend = label, .items = items, .count = count,
	};

	control_list_begin(v, &c);
	for (uint32_t i = 0; i < count; i++)
		control_list_choice(v, &items[i]);
	control_list_end(v, &c);
}
