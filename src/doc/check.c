/* Tags, parts and charts of a pack's own templates, before they are used. */
#include "doc/document.h"

#include "base/arena.h"
#include "base/file.h"
#include "assets.h"
#include "charts.h"
#include "template.h"

enum { TAG_DEPTH = 32, PART_DEPTH = 8 };

/* The parts of the view that are open at a tag, innermost last. */
struct open_tags {
	enum shape shapes[TAG_DEPTH];
	struct str names[TAG_DEPTH];
	int depth;
};

struct checking {
	struct arena *arena;
	struct templates by_lang[LANG_COUNT];
	struct templates *templates;	/* of the language being checked */
	struct diags *diags;
	int parts;		/* open parts, to stop those that call themselves */
	struct called *called;	/* parts that some document calls */
};

struct called {
	struct str name;
	struct called *next;
};

/* A part called from several places is still one mistake. */
static bool is_reported(const struct checking *c, struct span span)
{
	for (size_t i = 0; i < c->diags->count; i++)
		if (c->diags->items[i].span.source == span.source &&
		    c->diags->items[i].span.from == span.from)
			return true;
	return false;
}

static void add_names(struct str *names, size_t *count, enum shape shape)
{
	for (size_t i = 0; i < view_field_count; i++) {
		if (view_fields[i].in != shape)
			continue;
		if (view_fields[i].kind == FIELD_ALL)
			add_names(names, count, view_fields[i].shape);
		else
			names[(*count)++] = str_from(view_fields[i].name);
	}
}

static void suggest(struct checking *c, const struct open_tags *open,
		    struct str wrong, struct diag *diag)
{
	struct str *names = ARENA_ARRAY(
		c->arena, view_field_count * (TAG_DEPTH + 1), struct str);
	size_t count = 0;

	for (int i = open->depth - 1; i >= 0; i--)
		add_names(names, &count, open->shapes[i]);
	diag_suggest(c->diags, diag, wrong, names, count);
}

/* The first part of a dotted name is looked for outwards, the rest inside. */
static const struct field *find_field(const struct open_tags *open,
				      struct str name, struct str *missing)
{
	size_t dot = str_find(name, STR("."), 0);
	const struct field *f = NULL;

	*missing = str_sub(name, 0, dot);
	for (int i = open->depth - 1; i >= 0 && f == NULL; i--)
		f = view_find_field(open->shapes[i], *missing);
	while (f != NULL && dot != SIZE_MAX) {
		name = str_sub(name, dot + 1, name.len);
		dot = str_find(name, STR("."), 0);
		*missing = str_sub(name, 0, dot);
		f = view_find_field(f->shape, *missing);
	}
	return f;
}

static const struct field *check_name(struct checking *c,
				      const struct open_tags *open,
				      const struct mustache_tag *tag)
{
	struct str missing;
	const struct field *f = find_field(open, tag->name, &missing);

	if (f == NULL && !is_reported(c, tag->span))
		suggest(c, open, missing,
			DIAG_STR(c->diags, tag->span, MSG_UNKNOWN_TAG,
				 tag->name));
	return f;
}

static void check_value(struct checking *c, const struct open_tags *open,
			const struct mustache_tag *tag)
{
	const struct field *f;

	if (str_is(tag->name, "."))
		return;
	f = check_name(c, open, tag);
	if (f == NULL || is_reported(c, tag->span))
		return;
	if (f->kind == FIELD_MAP || f->kind == FIELD_LIST)
		DIAG_STR(c->diags, tag->span, MSG_TAG_HAS_PARTS, tag->name);
	if (f->kind == FIELD_TEXT && tag->kind == MUSTACHE_RAW_TAG)
		DIAG_STR(c->diags, tag->span, MSG_TAG_UNTRUSTED, tag->name);
}

static void open_section(struct checking *c, struct open_tags *open,
			 const struct mustache_tag *tag)
{
	const struct field *f = check_name(c, open, tag);

	if (open->depth == TAG_DEPTH)
		return;
	open->shapes[open->depth] = f != NULL && tag->kind ==
					   MUSTACHE_SECTION_TAG
					    ? f->shape
					    : SHAPE_NONE;
	open->names[open->depth++] = tag->name;
}

static void check_template(struct checking *c, const struct mustache *template,
			   struct open_tags open);

static bool is_called(const struct checking *c, struct str name)
{
	for (size_t i = 0; i < asset_template_count; i++)
		if (str_eq(name, asset_template_names[i]))
			return true;
	for (const struct called *k = c->called; k != NULL; k = k->next)
		if (str_eq(name, k->name))
			return true;
	return false;
}

static void remember_call(struct checking *c, struct str name)
{
	struct called *called;

	if (is_called(c, name))
		return;
	called = ARENA_NEW(c->arena, struct called);
	called->name = name;
	called->next = c->called;
	c->called = called;
}

static void check_part(struct checking *c, const struct mustache_tag *tag,
		       const struct open_tags *open)
{
	bool failed = false;
	const struct mustache *part =
		template_find(c->templates, tag->name, &failed);

	remember_call(c, tag->name);
	if (part == NULL && !failed && !is_reported(c, tag->span))
		diag_suggest(c->diags,
			     DIAG_STR(c->diags, tag->span, MSG_UNKNOWN_PART,
				      tag->name),
			     tag->name, asset_template_names,
			     asset_template_count);
	if (part == NULL || c->parts == PART_DEPTH)
		return;
	c->parts++;
	check_template(c, part, *open);
	c->parts--;
}

static void check_template(struct checking *c, const struct mustache *template,
			   struct open_tags open)
{
	size_t count;
	const struct mustache_tag *tags = mustache_tags(template, &count);

	for (size_t i = 0; i < count; i++) {
		switch (tags[i].kind) {
		case MUSTACHE_TEXT_TAG:
		case MUSTACHE_RAW_TAG:
			check_value(c, &open, &tags[i]);
			break;
		case MUSTACHE_SECTION_TAG:
		case MUSTACHE_INVERTED_TAG:
			open_section(c, &open, &tags[i]);
			break;
		case MUSTACHE_CLOSE_TAG:
			if (open.depth > 1)
				open.depth--;
			break;
		case MUSTACHE_PARTIAL_TAG:
			check_part(c, &tags[i], &open);
			break;
		}
	}
}

/* --- charts --------------------------------------------------------------- */

static void check_chart(struct checking *c, struct span where, struct str name)
{
	struct str *names = ARENA_ARRAY(c->arena, chart_count, struct str);

	if (chart_find(name) != NULL)
		return;
	for (size_t i = 0; i < chart_count; i++)
		names[i] = str_from(charts[i].name);
	diag_suggest(c->diags,
		     DIAG_STR(c->diags, where, MSG_UNKNOWN_CHART, name), name,
		     names, chart_count);
}

/* Lines "```chart NAME": tags may stand around them, so no Markdown yet. */
static void check_charts(struct checking *c, const struct source *source)
{
	static const char opening[] = "```chart ";
	struct str mark = str_from(opening);
	size_t at = 0;

	while ((at = str_find(source->text, mark, at)) != SIZE_MAX) {
		size_t from = at + mark.len;
		size_t end = str_find(source->text, STR("\n"), from);
		struct str name;

		if (end == SIZE_MAX)
			end = source->text.len;
		name = str_trim(str_sub(source->text, from, end));
		check_chart(c, span_make(source, from, from + name.len), name);
		at = end;
	}
}

/* --- a folder ------------------------------------------------------------- */

/* Reads a file as a template and looks at what does not depend on its use. */
static void check_file(struct checking *c, const char *dir, const char *file)
{
	const char *path = path_join(c->arena, dir, file);
	struct source *source;
	struct str name;
	enum lang lang;

	if (!template_name(str_from(file), &name, &lang))
		return;
	c->templates = &c->by_lang[lang];
	if (template_find(c->templates, name, NULL) == NULL)
		return;
	source = source_load(c->arena, path, c->diags);
	if (source != NULL)
		check_charts(c, source);
}

/* Parts are read where a document calls them: there their tags have a place. */
static void check_document(struct checking *c, enum document_kind kind,
			   enum lang lang)
{
	struct open_tags open = { .shapes = { SHAPE_ROOT }, .depth = 1 };
	const struct mustache *template;

	c->templates = &c->by_lang[lang];
	template = template_find(c->templates, str_from(document_name(kind)),
				 NULL);
	if (template != NULL)
		check_template(c, template, open);
}

/* The files that replace a shipped template. */
static const struct str *shipped_files(struct arena *a, size_t *count)
{
	struct str *files = ARENA_ARRAY(
		a, asset_template_count * LANG_COUNT, struct str);

	*count = 0;
	for (size_t t = 0; t < asset_template_count; t++) {
		for (int l = 0; l < LANG_COUNT; l++) {
			struct buf file = buf_make(a);

			buf_fmt(&file, "%.*s.%s.md",
				STR_ARGS(asset_template_names[t]),
				lang_code((enum lang)l));
			files[(*count)++] = buf_view(&file);
		}
	}
	return files;
}

/* A name slightly wrong (raport.fr.md) would otherwise do nothing at all. */
static void check_use(struct checking *c, const char *dir, const char *file)
{
	struct str name = str_from(file);
	const struct source *source;
	const struct str *known;
	struct diag *diag;
	enum lang lang;
	size_t count;

	if (!str_ends(name, ".md") ||
	    (template_name(name, &name, &lang) && is_called(c, name)))
		return;
	source = source_load(c->arena, path_join(c->arena, dir, file),
			     c->diags);
	if (source == NULL)
		return;
	known = shipped_files(c->arena, &count);
	diag = DIAG_STR(c->diags, span_make(source, 0, 0), MSG_TEMPLATE_UNUSED,
			str_from(file));
	diag_suggest(c->diags, diag, str_from(file), known, count);
}

void documents_check(struct arena *a, const char *dir, struct diags *diags)
{
	struct checking c = { .arena = a, .diags = diags };
	size_t count;
	const char **files;

	if (!file_is_directory(dir))
		return;
	for (int l = 0; l < LANG_COUNT; l++)
		c.by_lang[l] = (struct templates){ .arena = a, .dir = dir,
						   .lang = (enum lang)l,
						   .diags = diags };
	files = file_list(a, dir, &count);
	for (size_t i = 0; files != NULL && i < count; i++)
		check_file(&c, dir, files[i]);
	for (int k = 0; k < DOCUMENT_COUNT; k++)
		for (int l = 0; l < LANG_COUNT; l++)
			check_document(&c, (enum document_kind)k, (enum lang)l);
	for (size_t i = 0; files != NULL && i < count; i++)
		check_use(&c, dir, files[i]);
}
