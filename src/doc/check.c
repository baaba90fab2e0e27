/* Tags, parts and charts of somebody's own templates, before they are used. */
#include "template.h"

#include "base/arena.h"
#include "charts.h"

/*
 * Tags of one document, its parts at each of their calls: a part that calls
 * itself many times would have no end in sight.
 */
enum { TAG_DEPTH = 32, PART_DEPTH = 8, TAGS_MAX = 100 * 1000 };

/* The parts of the view that are open at a tag, innermost last. */
struct open_tags {
	int shapes[TAG_DEPTH];
	struct str names[TAG_DEPTH];
	int depth;
};

struct checking {
	struct arena *arena;
	const struct template_family *family;
	struct templates by_lang[LANG_COUNT];
	struct templates *templates;	/* of the language being checked */
	struct diags *diags;
	int parts;		/* open parts, to stop those that call themselves */
	size_t tags;		/* looked at so far in this document */
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

static void add_names(const struct field_table *table, struct str *names,
		      size_t *count, int shape)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct field *f = &table->fields[i];

		if (f->in != shape)
			continue;
		if (f->kind == FIELD_ALL)
			add_names(table, names, count, f->shape);
		else
			names[(*count)++] = str_from(f->name);
	}
}

static void suggest(struct checking *c, const struct open_tags *open,
		    struct str wrong, struct diag *diag)
{
	struct str *names = ARENA_ARRAY(
		c->arena, c->family->table->count * (TAG_DEPTH + 1),
		struct str);
	size_t count = 0;

	for (int i = open->depth - 1; i >= 0; i--)
		add_names(c->family->table, names, &count, open->shapes[i]);
	diag_suggest(c->diags, diag, wrong, names, count);
}

/* The first part of a dotted name is looked for outwards, the rest inside. */
static const struct field *find_name(const struct field_table *table,
				     const struct open_tags *open,
				     struct str name, struct str *missing)
{
	size_t dot = str_find(name, STR("."), 0);
	const struct field *f = NULL;

	*missing = str_sub(name, 0, dot);
	for (int i = open->depth - 1; i >= 0 && f == NULL; i--)
		f = field_find(table, open->shapes[i], *missing);
	while (f != NULL && dot != SIZE_MAX) {
		name = str_sub(name, dot + 1, name.len);
		dot = str_find(name, STR("."), 0);
		*missing = str_sub(name, 0, dot);
		f = field_find(table, f->shape, *missing);
	}
	return f;
}

static const struct field *check_name(struct checking *c,
				      const struct open_tags *open,
				      const struct mustache_tag *tag)
{
	struct str missing;
	const struct field *f = find_name(c->family->table, open, tag->name,
					&missing);

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
					    : 0;
	open->names[open->depth++] = tag->name;
}

static void check_template(struct checking *c, const struct mustache *template,
			   struct open_tags open);

static bool is_called(const struct checking *c, struct str name)
{
	const struct asset_templates *shipped = c->family->shipped;

	for (size_t i = 0; i < shipped->count; i++)
		if (str_eq(name, shipped->items[i].name))
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

static const struct str *shipped_names(const struct checking *c)
{
	const struct asset_templates *shipped = c->family->shipped;
	struct str *names = ARENA_ARRAY(c->arena, shipped->count, struct str);

	for (size_t i = 0; i < shipped->count; i++)
		names[i] = shipped->items[i].name;
	return names;
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
			     tag->name, shipped_names(c),
			     c->family->shipped->count);
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

	for (size_t i = 0; i < count && c->tags++ < TAGS_MAX; i++) {
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
	size_t count = c->family->charts ? chart_count : 0;

	if (count > 0 && chart_find(name) != NULL)
		return;
	for (size_t i = 0; i < count; i++)
		names[i] = str_from(charts[i].name);
	diag_suggest(c->diags,
		     DIAG_STR(c->diags, where, MSG_UNKNOWN_CHART, name), name,
		     names, count);
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

/* Whether the other family of the folder looks at it. */
static bool is_beside(const struct checking *c, struct str name,
		      enum lang lang)
{
	return c->family->beside != NULL &&
	       asset_template(c->family->beside, name, lang).len > 0;
}

/* Reads a file as a template and looks at what does not depend on its use. */
static void check_file(struct checking *c, const struct folder *folder,
		       const char *file)
{
	const struct mustache *template;
	struct source *source;
	struct str name;
	enum lang lang;

	if (!template_name(str_from(file), &name, &lang) ||
	    is_beside(c, name, lang))
		return;
	c->templates = &c->by_lang[lang];
	template = template_find(c->templates, name, NULL);
	if (template == NULL)
		return;
	source = folder_source(c->arena, folder, file, c->diags);
	if (source == NULL)
		return;
	check_charts(c, source);
	template_check_markdown(c->arena, source, template, c->diags);
}

/* Parts are read where a document calls them: there their tags have a place. */
static void check_document(struct checking *c,
			   const struct template_root *root, enum lang lang)
{
	struct open_tags open = { .shapes = { root->shape }, .depth = 1 };
	const struct mustache *template;

	c->templates = &c->by_lang[lang];
	c->tags = 0;
	template = template_find(c->templates, str_from(root->name), NULL);
	if (template != NULL)
		check_template(c, template, open);
}

/* The files that replace a shipped template. */
static const struct str *shipped_files(const struct checking *c, size_t *count)
{
	const struct asset_templates *shipped = c->family->shipped;
	struct str *files = ARENA_ARRAY(c->arena, shipped->count * LANG_COUNT,
					struct str);

	*count = 0;
	for (size_t t = 0; t < shipped->count; t++) {
		for (int l = 0; l < LANG_COUNT; l++) {
			struct buf file = buf_make(c->arena);

			buf_fmt(&file, "%.*s.%s.md",
				STR_ARGS(shipped->items[t].name),
				lang_code((enum lang)l));
			files[(*count)++] = buf_view(&file);
		}
	}
	return files;
}

/* A name slightly wrong (raport.fr.md) would otherwise do nothing at all. */
static void check_use(struct checking *c, const struct folder *folder,
		      const char *file)
{
	struct str name = str_from(file);
	const struct source *source;
	const struct str *known;
	struct diag *diag;
	enum lang lang;
	size_t count;

	if (!str_ends(name, ".md") ||
	    (template_name(name, &name, &lang) &&
	     (is_called(c, name) || is_beside(c, name, lang))))
		return;
	source = folder_source(c->arena, folder, file, c->diags);
	if (source == NULL)
		return;
	known = shipped_files(c, &count);
	diag = DIAG_STR(c->diags, span_make(source, 0, 0), MSG_TEMPLATE_UNUSED,
			str_from(file));
	diag_suggest(c->diags, diag, str_from(file), known, count);
}

void templates_check(struct arena *a, const struct folder *folder,
		     const struct template_family *family, struct diags *diags)
{
	struct checking c = { .arena = a, .family = family, .diags = diags };
	size_t count;
	const char **files;

	if (!folder_exists(folder))
		return;
	for (int l = 0; l < LANG_COUNT; l++)
		c.by_lang[l] = (struct templates){ .arena = a,
						   .folder = folder,
						   .lang = (enum lang)l,
						   .shipped = family->shipped,
						   .diags = diags };
	files = folder_list(a, folder, &count);
	for (size_t i = 0; files != NULL && i < count; i++)
		check_file(&c, folder, files[i]);
	for (size_t r = 0; r < family->root_count; r++)
		for (int l = 0; l < LANG_COUNT; l++)
			check_document(&c, &family->roots[r], (enum lang)l);
	for (size_t i = 0; files != NULL && i < count && !family->quiet; i++)
		check_use(&c, folder, files[i]);
}
