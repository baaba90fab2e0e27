/*
 * Two languages say the same thing: under each section or question, as many
 * lists and tables of the same shape in the same order, the same facts cited
 * as often. Paragraphs may be cut otherwise.
 */
#include "curriculum.h"

#include "base/arena.h"
#include "rubric.h"

/* A list or a table. */
struct shape {
	const struct md *node;
	uint32_t rows, columns;	/* columns 0: a list */
};

struct cite {
	struct str id;
	const struct md *text;
};

/* What stands in some blocks, the sections among them apart. */
struct holding {
	struct arena *arena;
	struct shape *shapes;
	uint32_t shape_count;
	size_t shape_capacity;
	struct cite *cites;
	uint32_t cite_count;
	size_t cite_capacity;
	bool lists;		/* they are compared too */
};

/* --- collecting ----------------------------------------------------------- */

static void shape_add(struct holding *h, const struct md *node)
{
	struct shape s = { .node = node, .rows = md_count(node) };

	if (node->kind == MD_TABLE && node->first != NULL)
		s.columns = md_count(node->first);
	h->shapes = arena_grow(h->arena, h->shapes, h->shape_count,
			       &h->shape_capacity, sizeof(s));
	h->shapes[h->shape_count++] = s;
}

static void cites_add(struct holding *h, const struct md *text)
{
	struct cite cite = { .text = text };
	size_t at = 0, from;

	while (md_next_cite(text->text, &at, &cite.id, &from)) {
		h->cites = arena_grow(h->arena, h->cites, h->cite_count,
				      &h->cite_capacity, sizeof(cite));
		h->cites[h->cite_count++] = cite;
	}
}

static void collect(struct holding *h, const struct md *node)
{
	if (node->kind == MD_SECTION)
		return;
	if (node->kind == MD_TABLE || (node->kind == MD_LIST && h->lists))
		shape_add(h, node);
	if (node->kind == MD_TEXT)
		cites_add(h, node);
	for (const struct md *n = node->first; n != NULL; n = n->next)
		collect(h, n);
}

/* Up to a heading of that level or a larger one. */
static struct holding hold(struct arena *a, const struct md *first,
			   unsigned level, bool lists)
{
	struct holding h = { .arena = a, .lists = lists };

	for (const struct md *n = first; n != NULL; n = n->next) {
		if (n->kind == MD_HEADING && n->level <= level)
			break;
		collect(&h, n);
	}
	return h;
}

/* --- comparing ------------------------------------------------------------ */

/* "| 3 x 2", "- 4", or the sign of nothing. */
static struct str shape_text(struct arena *a, const struct shape *s)
{
	struct buf b = buf_make(a);

	if (s == NULL)
		return STR("\xE2\x88\x85");
	if (s->columns > 0)
		buf_fmt(&b, "| %u \xC3\x97 %u", s->rows, s->columns);
	else
		buf_fmt(&b, "- %u", s->rows);
	return buf_view(&b);
}

static const struct shape *shape_at(const struct holding *h, uint32_t i)
{
	return i < h->shape_count ? &h->shapes[i] : NULL;
}

static bool same_shape(const struct shape *a, const struct shape *b)
{
	return a != NULL && b != NULL && a->rows == b->rows &&
	       a->columns == b->columns;
}

/* The first that differs: what follows may only be shifted. */
static void shapes_compare(struct course *c, const struct holding *first,
			   const struct holding *other, struct span place)
{
	struct arena *a = c->reader.arena;
	uint32_t i = 0;
	const struct shape *shape;

	while (i < first->shape_count &&
	       same_shape(&first->shapes[i], shape_at(other, i)))
		i++;
	if (i == first->shape_count && i == other->shape_count)
		return;
	shape = shape_at(other, i);
	DIAG_STR(c->reader.diags,
		 shape != NULL ? md_opening(shape->node) : place,
		 MSG_PARITY_SHAPE, shape_text(a, shape),
		 shape_text(a, shape_at(first, i)),
		 str_from(lang_code(course_leader(c))));
}

static uint32_t times(const struct holding *h, struct str id)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < h->cite_count; i++)
		count += str_eq(h->cites[i].id, id);
	return count;
}

static bool is_first(const struct holding *h, uint32_t i)
{
	for (uint32_t j = 0; j < i; j++)
		if (str_eq(h->cites[j].id, h->cites[i].id))
			return false;
	return true;
}

enum { CITES = 200 };	/* of a section: comparing is quadratic */

/* Facts that `h` cites more often than `other`, each told once. */
static void cites_compare(struct course *c, const struct holding *h,
			  const struct holding *other, enum lang lang)
{
	for (uint32_t i = 0; i < h->cite_count && i < CITES; i++) {
		struct str id = h->cites[i].id;
		struct buf cite;

		/* One that does not exist was reported as such. */
		if (!is_first(h, i) || times(h, id) <= times(other, id) ||
		    names_find(&c->facts, id) == NULL)
			continue;
		cite = buf_make(c->reader.arena);
		buf_fmt(&cite, "[^%.*s]", STR_ARGS(id));
		DIAG_STR(c->reader.diags,
			 md_find_span(h->cites[i].text, buf_view(&cite)),
			 MSG_PARITY_CITE, id, str_from(lang_code(lang)));
	}
}

void blocks_parity(struct course *c, const struct md *first,
		   const struct md *other, enum lang lang, unsigned level,
		   bool lists, struct span place)
{
	struct arena *a = c->reader.arena;
	struct holding one = hold(a, first, level, lists);
	struct holding two = hold(a, other, level, lists);

	shapes_compare(c, &one, &two, place);
	cites_compare(c, &one, &two, lang);
	cites_compare(c, &two, &one, course_leader(c));
}

/* --- whole files ---------------------------------------------------------- */

static bool holds_list(enum section_kind kind)
{
	return kind == SECTION_OBJECTIVES || kind == SECTION_KEYPOINTS ||
	       kind == SECTION_FLASHCARDS || kind == SECTION_GLOSSARY;
}

void sections_parity(struct module_work *w)
{
	const struct reader *r = &w->course->reader;
	const struct module_cut *cut = &w->cuts[r->languages[0]];

	for (uint32_t l = 1; l < r->language_count; l++) {
		enum lang lang = r->languages[l];

		for (uint32_t i = 0; i < cut->count; i++) {
			const struct part_of_module *twin =
			    part_twin(w, i, lang);

			if (twin == NULL)
				break;
			blocks_parity(w->course, cut->parts[i].node->first,
				      twin->node->first, lang, 0,
				      !holds_list(twin->kind),
				      md_opening(twin->node));
		}
	}
}

static const struct md *next_heading(const struct md *n)
{
	while (n != NULL && (n->kind != MD_HEADING || n->level > 2))
		n = n->next;
	return n;
}

static uint32_t count_headings(const struct md *document)
{
	const struct md *n = next_heading(document->first);
	uint32_t count = 0;

	for (; n != NULL; n = next_heading(n->next))
		count++;
	return count;
}

static void headings_compare(struct course *c, const struct md *first,
			     const struct md *other, enum lang lang)
{
	const struct md *a = next_heading(first->first);
	const struct md *b = next_heading(other->first);

	for (; a != NULL && b != NULL;
	     a = next_heading(a->next), b = next_heading(b->next))
		blocks_parity(c, a->next, b->next, lang, 2, true,
			      md_opening(b));
}

void sheet_parity(struct course *c, const struct sheet *sheet)
{
	const struct md *first = sheet->document[course_leader(c)];

	for (uint32_t i = 1; i < c->reader.language_count; i++) {
		enum lang lang = c->reader.languages[i];
		const struct md *other = sheet->document[lang];
		struct arena *a = c->reader.arena;

		if (other == NULL)
			continue;
		if (count_headings(first) == count_headings(other))
			headings_compare(c, first, other, lang);
		else
			DIAG_STR(c->reader.diags,
				 span_make(sheet->source[lang], 0, 0),
				 MSG_PARITY_HEADINGS,
				 number_text(a, count_headings(other)),
				 number_text(a, count_headings(first)),
				 str_from(lang_code(course_leader(c))));
	}
}
