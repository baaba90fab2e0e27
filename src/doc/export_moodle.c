/*
 * Moodle's XML. There is no schema; the elements and their order are those
 * that Moodle itself writes. Grades are of its list, texts are HTML.
 */
#include "exports.h"
#include "format/xml.h"

/* <name format="html"><text>...</text> and left open for more. */
static void open_text(struct xml *x, const char *name, struct html_frag html)
{
	XML_OPEN(x, name, { "format", STR("html") });
	xml_element(x, "text", html.markup);
}

static void put_text(struct xml *x, const char *name, struct html_frag html)
{
	open_text(x, name, html);
	xml_close(x, name);
}

static void put_plain(struct xml *x, const char *name, struct str text)
{
	xml_open(x, name, NULL);
	xml_element(x, "text", text);
	xml_close(x, name);
}

static void put_category(struct xml *x, struct exporter *e,
			 const struct module *module)
{
	struct str title = export_title(e, &module->title);
	struct buf path = buf_make(e->arena);

	buf_fmt(&path, "$course$/top/%.*s.%s/%.*s ",
		STR_ARGS(e->curriculum->id), lang_code(e->lang),
		STR_ARGS(module->id));
	for (size_t i = 0; i < title.len; i++) {
		if (title.at[i] == '/')
			buf_char(&path, '/');
		buf_char(&path, title.at[i]);
	}
	XML_OPEN(x, "question", { "type", STR("category") });
	put_plain(x, "category", buf_view(&path));
	xml_close(x, "question");
}

static void put_option(struct xml *x, struct exporter *e,
		       const struct item *item,
		       const struct item_option *option)
{
	XML_OPEN(x, "answer",
		 { "fraction", str_from(export_fraction(item, option)) },
		 { "format", STR("html") });
	xml_element(x, "text", export_option(e, option).html.markup);
	put_text(x, "feedback", export_feedback(e, option).html);
	xml_close(x, "answer");
}

static void put_tags(struct xml *x, const struct module *module,
		     const struct item *item)
{
	xml_open(x, "tags", NULL);
	put_plain(x, "tag", module->id);
	put_plain(x, "tag", module->objectives[item->objective].id);
	xml_close(x, "tags");
}

static void put_item(struct xml *x, struct exporter *e,
		     const struct module *module, const struct item *item)
{
	XML_OPEN(x, "question", { "type", STR("multichoice") });
	put_plain(x, "name", item->id);
	put_text(x, "questiontext", export_stem(e, item).html);
	put_text(x, "generalfeedback", (struct html_frag){ STR_NONE });
	xml_element(x, "defaultgrade", STR("1"));
	xml_element(x, "penalty", STR("0.3333333"));
	xml_element(x, "hidden", STR("0"));
	xml_element(x, "idnumber", item->id);
	xml_element(x, "single", item->multiple ? STR("false") : STR("true"));
	xml_element(x, "shuffleanswers", STR("true"));
	xml_element(x, "answernumbering", STR("abc"));
	for (uint32_t o = 0; o < item->option_count; o++)
		put_option(x, e, item, &item->options[o]);
	put_tags(x, module, item);
	xml_close(x, "question");
}

void export_moodle(struct buf *out, struct exporter *e)
{
	const struct curriculum *c = e->curriculum;
	struct xml x = xml_begin(out);

	xml_open(&x, "quiz", NULL);
	for (uint32_t m = 0; m < c->module_count; m++) {
		const struct module *module = &c->modules[m];

		if (!export_has_module(e, m) || module->item_count == 0)
			continue;
		put_category(&x, e, module);
		for (uint32_t i = 0; i < module->item_count; i++)
			put_item(&x, e, module, &module->items[i]);
	}
	xml_close(&x, "quiz");
}
