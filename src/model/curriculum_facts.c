/* facts.yaml, and the `[^id]` that cite it. */
#include "curriculum.h"

#include "base/arena.h"
#include "base/file.h"
#include "model/answers.h"
#include "rubric.h"

static const struct str marks[] = {
	[MARK_V] = STR_INIT("V"),
	[MARK_V2] = STR_INIT("V2"),
	[MARK_R] = STR_INIT("R"),
	[MARK_X] = STR_INIT("X"),
};
enum { MARKS = sizeof(marks) / sizeof(*marks) };

const char *mark_name(enum mark mark)
{
	return marks[mark].at;
}

/* --- facts.yaml ----------------------------------------------------------- */

/* 2024, 2024-02 or 2024-02-27: the rest is made up to be a whole date. */
static bool is_part_of_date(struct str text)
{
	static const char rest[] = "0000-01-01";
	char whole[10];

	if (text.len != 4 && text.len != 7 && text.len != 10)
		return false;
	for (size_t i = 0; i < sizeof(whole); i++)
		whole[i] = i < text.len ? text.at[i] : rest[i];
	return date_is_real((struct str){ whole, sizeof(whole) });
}

static void date_read(struct read_map *m, struct str *date)
{
	const struct node *node = read_child(m, "date", true);

	if (node != NULL && node_read_str(m->reader, node, date) &&
	    !is_part_of_date(*date))
		DIAG_STR(m->reader->diags, node->span, MSG_FACT_DATE, *date);
}

static void review_read(struct read_map *m, struct str *date)
{
	const struct node *node = read_child(m, "review_by", false);

	if (node != NULL && node_read_str(m->reader, node, date) &&
	    !date_is_real(*date))
		DIAG_STR(m->reader->diags, node->span, MSG_EXPECTED_DATE,
			 *date);
}

static void mark_read(struct read_map *m, enum mark *mark)
{
	const struct node *node = read_child(m, "mark", true);
	struct str word;
	uint32_t i;

	if (node == NULL || !node_read_str(m->reader, node, &word))
		return;
	i = ids_find(marks, MARKS, word);
	if (i != NO_INDEX)
		*mark = (enum mark)i;
	else
		read_unknown(m->reader, node->span, MSG_RUBRIC_MARK, word,
			     marks, MARKS);
}

/* What was published has one title in every language. */
static void source_read(struct read_map *m, struct text *source)
{
	const struct node *node = read_child(m, "source", true);
	struct str title;

	if (node == NULL)
		return;
	if (node->kind == NODE_MAP) {
		node_read_text(m->reader, node, source);
		return;
	}
	if (!node_read_str(m->reader, node, &title))
		return;
	source->span = node->span;
	for (uint32_t i = 0; i < m->reader->language_count; i++)
		source->in[m->reader->languages[i]] = title;
}

static void fact_read(struct course *c, const struct node *node,
		      struct curriculum_fact *f, uint32_t index)
{
	struct read_map m = read_map(&c->reader, node, "fact");
	const struct node *id = read_child(&m, "id", true);

	f->span = node_place(node);
	if (id != NULL)
		f->span = id->span;
	if (id != NULL && node_read_id(&c->reader, id, &f->id))
		names_add(&c->reader, &c->facts, f->id, NAME_FACT, index,
			  f->span);
	date_read(&m, &f->date);
	mark_read(&m, &f->mark);
	source_read(&m, &f->source);
	review_read(&m, &f->review_by);
	read_text(&m, "text", true, &f->text);
	read_end(&m);
}

/* --- citations ------------------------------------------------------------ */

/* Only where the facilitator alone reads: the innermost section decides. */
static bool facilitator_reads(const struct md *node)
{
	while (node != NULL && node->kind != MD_SECTION)
		node = node->parent;
	return node != NULL && (str_is(node->name, "facilitator") ||
				str_is(node->name, "solution"));
}

static void cite_check(struct course *c, struct str id, struct span span,
		       bool for_facilitator)
{
	const struct name *name = names_find(&c->facts, id);
	const struct curriculum_fact *fact;

	if (c->cited == NULL)
		return; /* facts.yaml could not be read, which was said */
	if (name == NULL) {
		read_unknown(&c->reader, span, MSG_FACT_UNKNOWN, id,
			     c->facts.ids, c->facts.count);
		return;
	}
	c->cited[name->index] = true;
	fact = &c->curriculum->facts[name->index];
	if ((fact->mark == MARK_R || fact->mark == MARK_X) && !for_facilitator)
		DIAG_STR(c->reader.diags, span, MSG_FACT_UNSURE, id,
			 marks[fact->mark]);
}

/* "[^id]", where it stands. */
static struct span cite_span(const struct md *text, struct str cite)
{
	struct span span = md_find_span(text, cite);

	return span.to - span.from == cite.len ? span : md_opening(text);
}

void cites_check(struct course *c, const struct md *document)
{
	size_t at = 0, from;
	struct str id;

	while (document->kind == MD_TEXT &&
	       md_next_cite(document->text, &at, &id, &from))
		cite_check(c, id,
			   cite_span(document,
				     str_sub(document->text, from, at)),
			   facilitator_reads(document));
	for (const struct md *n = document->first; n != NULL; n = n->next)
		cites_check(c, n);
}

/* Raw ones were told when the file was read. */
static void escapes_check(struct course *c, const struct node *node)
{
	if (str_find_unseen(node->text) != SIZE_MAX &&
	    str_find_unseen(span_text(node->span)) == SIZE_MAX)
		DIAG(c->reader.diags, node->span, MSG_TEXT_UNSEEN);
}

void texts_check(struct course *c, const struct node *tree)
{
	struct str id;
	size_t at = 0, from;

	if (tree == NULL)
		return;
	for (const struct node *n = tree->first; n != NULL; n = n->next)
		texts_check(c, n);
	if (tree->kind != NODE_SCALAR)
		return;
	escapes_check(c, tree);
	while (md_next_cite(tree->text, &at, &id, &from))
		cite_check(c, id, tree->span, false);
}

/* « Sources » is made of facts: a number within it would be too late. */
static void fact_texts_check(struct course *c, const struct node *tree)
{
	struct str id;
	size_t at = 0, from;

	for (const struct node *n = tree->first; n != NULL; n = n->next)
		fact_texts_check(c, n);
	if (tree->kind != NODE_SCALAR)
		return;
	escapes_check(c, tree);
	if (md_next_cite(tree->text, &at, &id, &from))
		DIAG(c->reader.diags, tree->span, MSG_FACT_CITES);
}

bool cites_any(const struct md *node)
{
	size_t at = 0, from;
	struct str id;

	if (node->kind == MD_TEXT)
		return md_next_cite(node->text, &at, &id, &from);
	for (const struct md *n = node->first; n != NULL; n = n->next)
		if (cites_any(n))
			return true;
	return false;
}

/* --- the file ------------------------------------------------------------- */

void facts_load(struct course *c)
{
	const char *path = path_join(c->reader.arena, c->curriculum->dir,
				     "facts.yaml");
	const struct source *source;
	const struct node *tree, *list;
	struct curriculum_fact *all;
	struct read_map m;

	tree = node_load(c->reader.arena, path, &source, c->reader.diags);
	if (tree != NULL) {
		unseen_check(c, source);
		fact_texts_check(c, tree);
	}
	m = read_map(&c->reader, tree, "facts");
	list = read_items(&m, "facts", true);
	read_end(&m);
	if (list == NULL)
		return;
	if (list->count > CURRICULUM_FACTS) {
		read_too_many(&c->reader, list, CURRICULUM_FACTS);
		return;
	}
	all = ARENA_ARRAY(c->reader.arena, list->count, struct curriculum_fact);
	c->cited = ARENA_ARRAY(c->reader.arena, list->count, bool);
	c->curriculum->facts = all;
	for (const struct node *n = list->first; n != NULL; n = n->next) {
		uint32_t i = c->curriculum->fact_count++;

		fact_read(c, n, &all[i], i);
	}
}
