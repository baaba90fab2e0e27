/*
 * Markdown of somebody's own templates, before they are filled. A tag is
 * covered by as many letters, and one alone on its line by blanks, so that
 * places stay what they are; the reader of filled documents then says what
 * it would say of them.
 */
#include "template.h"

#include "base/arena.h"
#include "format/markdown.h"

/* Nothing else stands on the line: the template leaves the line out. */
static bool is_alone(struct str text, size_t from, size_t to)
{
	while (from > 0 && text.at[from - 1] != '\n')
		if (text.at[--from] != ' ' && text.at[from] != '\t')
			return false;
	for (; to < text.len && text.at[to] != '\n'; to++)
		if (text.at[to] != ' ' && text.at[to] != '\t')
			return false;
	return true;
}

static void cover(char *out, struct str text, size_t from, size_t to)
{
	char with = is_alone(text, from, to) ? ' ' : 'x';

	for (size_t i = from; i < to; i++)
		if (out[i] != '\n')
			out[i] = with;
}

/* `{{! ... }}`, which is no tag to the checker. */
static void cover_comments(char *out, struct str text)
{
	size_t at = 0;

	while ((at = str_find(text, STR("{{!"), at)) != SIZE_MAX) {
		size_t end = str_find(text, STR("}}"), at);

		end = end == SIZE_MAX ? text.len : end + 2;
		cover(out, text, at, end);
		at = end;
	}
}

static struct str covered(struct arena *a, const struct source *source,
			  const struct mustache *template)
{
	size_t count;
	const struct mustache_tag *tags = mustache_tags(template, &count);
	struct str text = source->text;
	char *out = ARENA_ARRAY(a, text.len + 1, char);

	for (size_t i = 0; i < text.len; i++)
		out[i] = text.at[i];
	for (size_t i = 0; i < count; i++)
		if (tags[i].span.to <= text.len)
			cover(out, text, tags[i].span.from, tags[i].span.to);
	cover_comments(out, text);
	return (struct str){ out, text.len };
}

static void point_at(struct span *span, const struct source *from,
		     const struct source *to)
{
	if (span->source == from)
		span->source = to;
}

void template_check_markdown(struct arena *a, const struct source *source,
			     const struct mustache *template,
			     struct diags *diags)
{
	size_t told = diags->count;
	const struct source *plain = source_make(
		a, source->name, covered(a, source, template), diags);

	if (plain != NULL)
		markdown_parse(a, plain, diags);
	for (size_t i = told; i < diags->count; i++) {
		point_at(&diags->items[i].span, plain, source);
		for (struct diag_note *n = diags->items[i].notes; n != NULL;
		     n = n->next)
			point_at(&n->span, plain, source);
	}
}
