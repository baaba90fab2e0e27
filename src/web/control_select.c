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

static void write_select(struct visit *v, const struct choices *c)
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
	for (uint32_t i = 0; i < c->count; i++)
		write_option(v, &c->items[i]);
	html_close(&v->html, "select");
}

static void write_field(struct visit *v, const struct choices *c)
{
	struct html *h = &v->html;
	bool wrong = visit_fault_at(v, c->name).len > 0;

	HTML_OPEN(h, "div",
		  { "class", wrong ? STR("field wrong") : STR("field") });
	HTML_OPEN(h, "label", { "for", c->name }, { "class", STR("label") });
	html_text(h, c->legend);
	html_close(h, "label");
	control_tell(v, c);
	write_select(v, c);
	html_close(h, "div");
	html_newline(h);
}

void control_select(struct visit *v, struct str name, struct str label,
		    const struct choice *items, uint32_t count)
{
	const struct choices c = {
		.name = name, .legend = label, .items = items, .count = count,
	};

	write_field(v, &c);
}

void control_list(struct visit *v, const struct choices *c)
{
	struct choices with_none = *c;
	struct choice *items = ARENA_ARRAY(v->arena, c->count + 1,
					   struct choice);

	items[0].label = words(v, P_QUESTION_CHOOSE);
	for (uint32_t i = 0; i < c->count; i++)
		items[i + 1] = c->items[i];
	with_none.items = items;
	with_none.count++;
	write_field(v, &with_none);
	for (uint32_t i = 0; i < c->count; i++)
		if (c->items[i].with != NULL)
			control_input(v, c->items[i].with);
}
