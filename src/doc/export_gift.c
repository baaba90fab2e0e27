/*
 * Moodle's GIFT. Texts are HTML (`[html]` before the question holds for its
 * answers and feedback too). Moodle reads line by line: a question is one
 * block without an empty line; `~ = # { } :` and the backslash are escaped.
 */
#include "exports.h"

static bool is_special(char c)
{
	return c == '~' || c == '=' || c == '#' || c == '{' || c == '}' ||
	       c == ':' || c == '\\';
}

/* After a tag a line end is ours, for people; elsewhere it is text. */
static void put_markup(struct buf *out, struct html_frag html)
{
	struct str s = html.markup;

	/* "%50%" at the start of an answer would be its weight. */
	if (str_starts(s, "%")) {
		buf_text(out, "&\\#37;");
		s = str_sub(s, 1, s.len);
	}
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == '\n') {
			buf_text(out, i > 0 && s.at[i - 1] == '>' ? "" : "\\n");
			continue;
		}
		if (is_special(c))
			buf_char(out, '\\');
		buf_char(out, c);
	}
}

/* A path of names; a slash in one is doubled. */
static void put_category(struct buf *out, struct exporter *e,
			 const struct module *module)
{
	struct str title = export_title(e, &module->title);

	buf_fmt(out, "$CATEGORY: %.*s.%s/%.*s ", STR_ARGS(e->curriculum->id),
		lang_code(e->lang), STR_ARGS(module->id));
	for (size_t i = 0; i < title.len; i++) {
		if (title.at[i] == '/')
			buf_char(out, '/');
		buf_char(out, title.at[i]);
	}
	buf_text(out, "\n\n");
}

static void put_option(struct buf *out, struct exporter *e,
		       const struct item *item,
		       const struct item_option *option)
{
	struct markup feedback = export_feedback(e, option);

	if (item->multiple)
		buf_fmt(out, "\t~%%%s%%", export_fraction(item, option));
	else
		buf_text(out, option->right ? "\t=" : "\t~");
	put_markup(out, export_option(e, option).html);
	if (feedback.html.markup.len > 0) {
		buf_char(out, '#');
		put_markup(out, feedback.html);
	}
	buf_char(out, '\n');
}

static void put_item(struct buf *out, struct exporter *e,
		     const struct module *module, const struct item *item)
{
	buf_fmt(out, "// [id:%.*s] [tag:%.*s] [tag:%.*s]\n", STR_ARGS(item->id),
		STR_ARGS(module->id),
		STR_ARGS(module->objectives[item->objective].id));
	buf_fmt(out, "::%.*s::[html]", STR_ARGS(item->id));
	put_markup(out, export_stem(e, item).html);
	buf_text(out, " {\n");
	for (uint32_t o = 0; o < item->option_count; o++)
		put_option(out, e, item, &item->options[o]);
	buf_text(out, "}\n\n");
}

void export_gift(struct buf *out, struct exporter *e)
{
	const struct curriculum *c = e->curriculum;

	for (uint32_t m = 0; m < c->module_count; m++) {
		const struct module *module = &c->modules[m];

		if (!export_has_module(e, m) || module->item_count == 0)
			continue;
		put_category(out, e, module);
		for (uint32_t i = 0; i < module->item_count; i++)
			put_item(out, e, module, &module->items[i]);
	}
}
