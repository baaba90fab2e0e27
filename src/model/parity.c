/*
 * Two languages say the same thing: the same headings in the same order, the
 * same blocks under each, as many items, the same placeholders; and a
 * translation says which text it follows.
 */
#include "rubric.h"

#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/file.h"

/* One translation beside the language that leads. */
struct pair {
	struct loading *l;
	struct outline first, other;
	enum lang lang; /* of `other` */
	bool apart;     /* some heading has no counterpart */
};

static const char *leader(const struct pair *p)
{
	return lang_code(p->l->pack->languages[0]);
}

/* --- the line that names what was translated ------------------------------ */

void parity_marker(struct reader *r, struct span span, struct str original)
{
	struct digest digest = digest_of(original);
	struct str line = span_text(span), mark;

	if (!str_starts(line, "<!-- source:")) {
		DIAG(r->diags, span, MSG_PARITY_UNMARKED, digest.hex);
		return;
	}
	mark = str_sub(line, sizeof("<!-- source:") - 1, line.len);
	if (str_ends(mark, "-->"))
		mark.len -= 3;
	if (!str_is(str_trim(mark), digest.hex))
		DIAG(r->diags, span, MSG_PARITY_STALE, digest.hex);
}

static struct span first_line(const struct source *source)
{
	return span_make(source, 0, source_line(source, 0).len);
}

/* --- headings ------------------------------------------------------------- */

static bool same_part(const struct part *a, const struct part *b)
{
	return a->kind == b->kind && a->depth == b->depth &&
	       str_eq(a->id, b->id);
}

/* A part by what opens it. Variants of two criteria may share an id. */
static const struct part *counterpart(const struct outline *o,
				      const struct outline *in,
				      const struct part *part)
{
	const struct part *parent =
	    part->parent == NO_INDEX ? NULL : &o->parts[part->parent];

	for (size_t i = 0; i < in->count; i++) {
		const struct part *p = &in->parts[i];

		if (!same_part(p, part))
			continue;
		if (part->kind != PART_VARIANT || p->parent == NO_INDEX ||
		    str_eq(in->parts[p->parent].id, parent->id))
			return p;
	}
	return NULL;
}

static struct str part_name(const struct part *part)
{
	return part->id.len > 0 ? part->id : part->title;
}

static void missing(struct pair *p, const struct part *part)
{
	p->apart = true;
	DIAG_STR(p->l->reader.diags, part->span, MSG_PARITY_MISSING_PART,
		 part_name(part), str_from(lang_code(p->lang)));
}

static void extra(struct pair *p, const struct part *part)
{
	p->apart = true;
	DIAG_STR(p->l->reader.diags, part->span, MSG_PARITY_EXTRA_PART,
		 part_name(part), str_from(leader(p)));
}

static void ids_check(struct pair *p)
{
	for (size_t i = 1; i < p->first.count; i++)
		if (p->first.parts[i].id.len > 0 &&
		    counterpart(&p->first, &p->other, &p->first.parts[i]) ==
			NULL)
			missing(p, &p->first.parts[i]);
	for (size_t i = 1; i < p->other.count; i++)
		if (p->other.parts[i].id.len > 0 &&
		    counterpart(&p->other, &p->first, &p->other.parts[i]) ==
			NULL)
			extra(p, &p->other.parts[i]);
}

static const struct part *part_at(const struct outline *o, size_t i)
{
	return i < o->count ? &o->parts[i] : NULL;
}

static bool same_here(const struct part *a, const struct part *b)
{
	return a != NULL && b != NULL ? same_part(a, b) : a == b;
}

/* The headings that differ at `i`: one too many, one too few, or moved. */
static void order_report(struct pair *p, size_t i)
{
	const struct part *a = part_at(&p->first, i);
	const struct part *b = part_at(&p->other, i);

	if (a == NULL || (b != NULL && b->id.len == 0 &&
			  same_here(a, part_at(&p->other, i + 1)))) {
		extra(p, b);
	} else if (b == NULL || a->id.len == 0) {
		missing(p, a);
	} else if (b->id.len == 0) {
		extra(p, b);
	} else {
		p->apart = true;
		DIAG_STR(p->l->reader.diags, b->span, MSG_PARITY_ORDER,
			 part_name(b), str_from(leader(p)));
	}
}

/* Where the two orders part; told once, since all that follows is shifted. */
static void order_check(struct pair *p)
{
	for (size_t i = 0; i < p->first.count || i < p->other.count; i++) {
		if (same_here(part_at(&p->first, i), part_at(&p->other, i)))
			continue;
		order_report(p, i);
		return;
	}
}

/* --- placeholders --------------------------------------------------------- */

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '#' ||
	       c == '/' || c == '^';
}

/* The next {x}, {{x}} or {{{x}}} at or after `at`; empty when none is left. */
static struct str next_placeholder(struct str text, size_t *at)
{
	for (size_t i = *at; i < text.len; i++) {
		size_t open = i, name, close;

		if (text.at[i] != '{')
			continue;
		while (open < text.len && text.at[open] == '{')
			open++;
		for (name = open; name < text.len && is_name(text.at[name]);)
			name++;
		for (close = name; close < text.len && text.at[close] == '}';)
			close++;
		if (name > open && close - name >= open - i) {
			*at = name + (open - i);
			return str_sub(text, i, *at);
		}
		i = open - 1;
	}
	*at = text.len;
	return STR_NONE;
}

static uint32_t times(struct str text, struct str placeholder)
{
	uint32_t count = 0;
	size_t at = 0;
	struct str found;

	while ((found = next_placeholder(text, &at)).len > 0)
		count += str_eq(found, placeholder);
	return count;
}

enum { PLACEHOLDERS = 100 }; /* of a text: comparing is quadratic */

/* Reports the first placeholder that `text` has more often than `other`. */
static void placeholders_in(struct reader *r, struct str text,
			    struct str other, struct span span)
{
	size_t at = 0, within;
	struct str found;
	int looked = 0;

	while ((found = next_placeholder(text, &at)).len > 0 &&
	       looked++ < PLACEHOLDERS) {
		if (times(text, found) <= times(other, found))
			continue;
		within = str_find(span_text(span), found, 0);
		if (within != SIZE_MAX)
			span = span_make(span.source, span.from + within,
					 span.from + within + found.len);
		DIAG_STR(r->diags, span, MSG_PARITY_PLACEHOLDER, found);
		return;
	}
}

enum { LONG_TEXT = 60 }; /* shorter ones may well be the same */

static void texts_compare(struct reader *r, struct str first,
			  struct span first_span, struct str other,
			  struct span other_span)
{
	placeholders_in(r, first, other, first_span);
	placeholders_in(r, other, first, other_span);
	if (first.len > LONG_TEXT && str_eq(first, other))
		DIAG(r->diags, other_span, MSG_PARITY_SAME);
}

/* --- blocks under a heading ----------------------------------------------- */

/* The next block that both languages must have. */
static const struct md *shared_block(const struct md *n)
{
	while (n != NULL && n->kind != MD_HEADING &&
	       (n->kind == MD_HTML || is_engine_block(n)))
		n = n->next;
	return n != NULL && n->kind == MD_HEADING ? NULL : n;
}

static const struct md *first_block(const struct outline *o,
				    const struct part *part)
{
	return shared_block(part->heading != NULL ? part->heading->next
						  : o->document->first);
}

static const char *block_sign(const struct md *n)
{
	switch ((int)n->kind) {
	case MD_PARAGRAPH:
		return "\xC2\xB6";
	case MD_LIST:
		return n->ordered ? "1." : "-";
	case MD_QUOTE:
		return ">";
	case MD_CODE_BLOCK:
		return "```";
	case MD_TABLE:
		return "|";
	case MD_RULE:
		return "---";
	case MD_SECTION:
		return ":::";
	}
	return "?";
}

enum { SIGNS_SHOWN = 20 };

static struct str signs(struct arena *a, const struct md *n)
{
	struct buf b = buf_make(a);

	if (n == NULL)
		return STR("\xE2\x88\x85");
	for (int i = 0; n != NULL; n = shared_block(n->next), i++) {
		if (i == SIGNS_SHOWN) {
			buf_text(&b, " ...");
			break;
		}
		if (i > 0)
			buf_char(&b, ' ');
		buf_text(&b, block_sign(n));
	}
	return buf_view(&b);
}

static bool same_blocks(const struct md *a, const struct md *b)
{
	while (a != NULL && b != NULL &&
	       strcmp(block_sign(a), block_sign(b)) == 0) {
		a = shared_block(a->next);
		b = shared_block(b->next);
	}
	return a == b; /* both at their ends */
}

static void blocks_compare(struct pair *p, const struct md *a,
			   const struct md *b, const struct part *part)
{
	struct arena *arena = p->l->reader.arena;

	for (; a != NULL;
	     a = shared_block(a->next), b = shared_block(b->next)) {
		/* A list of levels was held to their number already. */
		if (a->kind == MD_LIST && b != part->list &&
		    md_count(a) != md_count(b))
			DIAG_STR(p->l->reader.diags, b->span, MSG_PARITY_ITEMS,
				 part_name(part),
				 number_text(arena, md_count(b)),
				 number_text(arena, md_count(a)),
				 str_from(leader(p)));
		texts_compare(&p->l->reader, md_source(a), a->span,
			      md_source(b), b->span);
	}
}

static void engine_blocks_check(struct pair *p)
{
	for (const struct md *n = p->other.document->first; n != NULL;
	     n = n->next)
		if (is_engine_block(n))
			DIAG(p->l->reader.diags, n->span, MSG_PARITY_BLOCK,
			     leader(p));
}

static void part_compare(struct pair *p, const struct part *first,
			 const struct part *other)
{
	const struct md *a = first_block(&p->first, first);
	const struct md *b = first_block(&p->other, other);
	struct arena *arena = p->l->reader.arena;

	placeholders_in(&p->l->reader, first->title, other->title, first->span);
	placeholders_in(&p->l->reader, other->title, first->title, other->span);
	if (same_blocks(a, b))
		blocks_compare(p, a, b, other);
	else
		DIAG_STR(p->l->reader.diags, other->span, MSG_PARITY_STRUCTURE,
			 part_name(other), signs(arena, b), signs(arena, a),
			 str_from(leader(p)));
}

/* By position when the headings agree, else by id. */
static void parts_compare(struct pair *p)
{
	for (size_t i = 0; i < p->other.count; i++) {
		const struct part *other = &p->other.parts[i];
		const struct part *first = &p->first.parts[i];

		if (p->apart && other->id.len == 0)
			continue;
		if (p->apart)
			first = counterpart(&p->other, &p->first, other);
		if (first != NULL)
			part_compare(p, first, other);
	}
}

/* --- one translation ------------------------------------------------------ */

static const struct source *read_again(struct loading *l, enum lang lang)
{
	struct diags *diags = l->reader.diags, heard;
	const struct source *source;

	diags_init(&heard, l->reader.arena);
	l->reader.diags = &heard;
	source = rubric_source(l, lang, false);
	l->reader.diags = diags;
	return source;
}

static void translation_check(struct loading *l, enum lang lang)
{
	const struct source *source = read_again(l, lang);
	struct pair p = { .l = l, .lang = lang };
	struct diags heard; /* what loading has said already */

	if (source == NULL) {
		struct buf name = buf_make(l->reader.arena);

		buf_fmt(&name, "rubric.%s.md", lang_code(lang));
		DIAG_STR(l->reader.diags, span_make(l->rubric, 0, 0),
			 MSG_PARITY_NO_FILE, str_from(lang_code(lang)),
			 buf_view(&name));
		return;
	}
	diags_init(&heard, l->reader.arena);
	if (!outline_read(l, l->rubric, &heard, &p.first) ||
	    !outline_read(l, source, &heard, &p.other))
		return;
	parity_marker(&l->reader, first_line(source), l->rubric->text);
	/* Until each stands by itself, what differs is only a consequence. */
	if (heard.errors > 0)
		return;
	engine_blocks_check(&p);
	ids_check(&p);
	if (!p.apart)
		order_check(&p);
	parts_compare(&p);
}

/* --- texts in YAML -------------------------------------------------------- */

/* {fr: ..., en: ...}: a map that has the leading language as a text. */
static const struct node *leading_text(const struct reader *r,
				       const struct node *map)
{
	const struct node *n;

	if (map->kind != NODE_MAP)
		return NULL;
	n = node_get(map, lang_code(r->languages[0]));
	return n != NULL && n->kind == NODE_SCALAR ? n : NULL;
}

static void tree_compare(struct reader *r, const struct node *node)
{
	const struct node *first = leading_text(r, node);

	for (const struct node *n = node->first; n != NULL; n = n->next) {
		if (first == NULL)
			tree_compare(r, n);
		else if (n != first && n->kind == NODE_SCALAR)
			texts_compare(r, first->text, first->span, n->text,
				      n->span);
	}
}

void parity_file(struct reader *r, const char *path)
{
	const struct source *source;
	const struct node *node;
	struct diags heard;	/* what loading has said already */

	if (!file_exists(path))
		return;
	diags_init(&heard, r->arena);
	node = node_load(r->arena, path, &source, &heard);
	if (node != NULL)
		tree_compare(r, node);
}

static void pack_file(struct loading *l, const char *name)
{
	parity_file(&l->reader,
		    folder_path(l->reader.arena, &l->pack->folder, name));
}

void parity_check(struct loading *l)
{
	if (l->rubric == NULL)
		return;
	for (uint32_t i = 1; i < l->pack->language_count; i++)
		translation_check(l, l->pack->languages[i]);
	pack_file(l, "questionnaire.yaml");
	pack_file(l, "initiatives.yaml");
	pack_file(l, "opportunities.yaml");
	pack_file(l, "report.yaml");
}
