/*
 * Markdown files of a curriculum: read in every language, and the small
 * questions that their readers ask of a tree.
 */
#include "curriculum.h"

#include "base/arena.h"
#include "base/digest.h"
#include "base/file.h"
#include "rubric.h"

/* --- files ---------------------------------------------------------------- */

enum lang course_leader(const struct course *c)
{
	return c->reader.languages[0];
}

static const char *sheet_path(struct course *c, const char *dir,
			      const char *name, enum lang lang)
{
	struct buf file = buf_make(c->reader.arena);

	buf_fmt(&file, "%s.%s.md", name, lang_code(lang));
	return path_join(c->reader.arena, dir,
			 str_cstr(c->reader.arena, buf_view(&file)));
}

void unseen_check(struct course *c, const struct source *source)
{
	struct str text = source->text;
	size_t from = 0, at;

	while ((at = str_find_unseen(str_sub(text, from, text.len))) !=
	       SIZE_MAX) {
		size_t to = from + at + 1;

		while (to < text.len &&
		       ((unsigned char)text.at[to] & 0xC0) == 0x80)
			to++;
		DIAG(c->reader.diags, span_make(source, from + at, to),
		     MSG_TEXT_UNSEEN);
		from = to;
	}
}

static void read_one(struct course *c, enum lang lang, struct sheet *out)
{
	size_t errors = c->reader.diags->errors;

	out->source[lang] = source_load(c->reader.arena, out->path[lang],
					c->reader.diags);
	if (out->source[lang] != NULL) {
		unseen_check(c, out->source[lang]);
		out->document[lang] =
		    markdown_parse(c->reader.arena, out->source[lang],
				   c->reader.diags);
	}
	out->faulty[lang] = c->reader.diags->errors > errors;
}

static void translation_missing(struct course *c, const struct sheet *sheet,
				enum lang lang)
{
	if (c->author)
		DIAG(c->reader.diags,
		     span_make(sheet->source[course_leader(c)], 0, 0),
		     MSG_SHEET_NO_TRANSLATION, lang_code(lang),
		     path_base(c->reader.arena, sheet->path[lang]));
}

bool sheet_read(struct course *c, const char *dir, const char *name,
		bool required, struct sheet *out)
{
	enum lang lead = course_leader(c);

	*out = (struct sheet){ 0 };
	for (uint32_t i = 0; i < c->reader.language_count; i++) {
		enum lang lang = c->reader.languages[i];

		out->path[lang] = sheet_path(c, dir, name, lang);
		if (file_exists(out->path[lang]) || (lang == lead && required))
			read_one(c, lang, out);
		if (out->source[lead] == NULL)
			return false;
		if (out->source[lang] == NULL && lang != lead &&
		    !file_exists(out->path[lang]))
			translation_missing(c, out, lang);
	}
	return out->document[lead] != NULL;
}

/* --- what every file must be ---------------------------------------------- */

static bool is_comment(const struct md *html)
{
	struct str text = str_trim(html->text);

	return str_starts(text, "<!--") &&
	       str_find(text, STR("-->"), 4) == text.len - 3;
}

/* An address that a sheet of paper or a page on its own can be followed to. */
static bool is_followed(struct str url)
{
	return str_starts(url, "https://") || str_starts(url, "http://") ||
	       str_starts(url, "mailto:");
}

/* A kit is read where its curriculum is not: on paper, on a phone, in Moodle. */
static void reach_check(struct course *c, const struct md *md)
{
	if (md->kind == MD_IMAGE)
		DIAG_STR(c->reader.diags, md_find_span(md, md->url),
			 MSG_SHEET_IMAGE, md->url);
	else if (md->kind == MD_LINK && !is_followed(md->url))
		DIAG_STR(c->reader.diags, md_find_span(md, md->url),
			 MSG_SHEET_LINK, md->url);
	for (const struct md *n = md->first; n != NULL; n = n->next)
		reach_check(c, n);
}

/* One is told for each paragraph: a tag that opens, not the one that closes
   it. */
static bool html_check(struct course *c, const struct md *md)
{
	bool leaf = md->kind == MD_PARAGRAPH || md->kind == MD_HEADING ||
		    md->kind == MD_CELL;

	if (md->kind == MD_HTML && !is_comment(md)) {
		DIAG(c->reader.diags, md_find_span(md, str_trim(md->text)),
		     MSG_RAW_HTML);
		return true;
	}
	for (const struct md *n = md->first; n != NULL; n = n->next)
		if (html_check(c, n) && leaf)
			break;
	return false;
}

/* The line that names what was translated: the first, or the first one after
   the front matter. */
static void marker_check(struct course *c, const struct sheet *sheet,
			 enum lang lang)
{
	struct str original = sheet->source[course_leader(c)]->text;
	const struct md *document = sheet->document[lang];
	const struct md *first = document->first;
	struct span span = span_make(sheet->source[lang], 0, 0);

	if (first != NULL && first->kind == MD_HTML)
		span = md_opening(first);
	else if (first != NULL && document->body.source != NULL)
		span = span_make(sheet->source[lang], first->span.from,
				 first->span.from);
	parity_marker(&c->reader, span, original);
}

void sheet_check(struct course *c, const struct sheet *sheet)
{
	for (uint32_t i = 0; i < c->reader.language_count; i++) {
		enum lang lang = c->reader.languages[i];

		if (sheet->document[lang] == NULL)
			continue;
		html_check(c, sheet->document[lang]);
		reach_check(c, sheet->document[lang]);
		cites_check(c, sheet->document[lang]);
		if (i > 0 && c->author && !sheet->faulty[lang])
			marker_check(c, sheet, lang);
	}
}

/* --- questions of a tree -------------------------------------------------- */

static struct str one_line(struct arena *a, struct str text)
{
	struct str copy = str_copy(a, str_trim(text));

	for (size_t i = 0; i < copy.len; i++)
		if (copy.at[i] == '\n')
			((char *)(uintptr_t)copy.at)[i] = ' ';
	return copy;
}

void text_fold(struct arena *a, struct text *text)
{
	for (int lang = 0; lang < LANG_COUNT; lang++)
		if (str_find(text->in[lang], STR("\n"), 0) != SIZE_MAX)
			text->in[lang] = one_line(a, text->in[lang]);
}

struct str md_line_text(struct arena *a, const struct md *parent,
			const struct md *but)
{
	struct md document = { .kind = MD_DOCUMENT };
	struct md paragraph = { .kind = MD_PARAGRAPH, .parent = &document };
	struct md **end = &paragraph.first;
	struct buf out = buf_make(a);

	document.first = document.last = &paragraph;
	for (const struct md *n = parent->first; n != NULL; n = n->next) {
		if (n == but)
			continue;
		*end = ARENA_NEW(a, struct md);
		**end = *n;
		/* Not the spaces at its end: emphasis may come next. */
		while (end == &paragraph.first && n->kind == MD_TEXT &&
		       str_starts((*end)->text, " "))
			(*end)->text = str_sub((*end)->text, 1,
					       (*end)->text.len);
		(*end)->next = NULL;
		end = &(*end)->next;
	}
	markdown_write(&out, &document, NULL);
	return one_line(a, buf_view(&out));
}

struct str md_plain_text(struct arena *a, const struct md *node)
{
	return one_line(a, md_plain(a, node));
}

struct span md_find_span(const struct md *node, struct str text)
{
	const struct md *n = node;

	for (; n != NULL && text.len > 0; n = n->parent) {
		size_t at = str_find(span_text(n->span), text, 0);

		if (at != SIZE_MAX)
			return span_make(n->span.source, n->span.from + at,
					 n->span.from + at + text.len);
	}
	return md_opening(node);
}

/* NOTE: cmark gives the end of a comment as its start. */
struct span md_opening(const struct md *node)
{
	const struct source *source = node->span.source;
	size_t from = node->span.from;
	size_t end = str_find(source->text, STR("\n"), from);

	if (node->kind >= MD_TEXT)
		return node->span;
	if (end == SIZE_MAX)
		end = source->text.len;
	return span_make(source, from, end);
}

const struct md *md_child(const struct md *parent, enum md_kind kind)
{
	const struct md *n = parent->first;

	while (n != NULL && n->kind != kind)
		n = n->next;
	return n;
}

const struct md *md_visible(const struct md *first)
{
	while (first != NULL && first->kind == MD_HTML)
		first = first->next;
	return first;
}
