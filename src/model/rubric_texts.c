/* What a rubric says to people, in each language, matched by id. */
#include "rubric.h"

#include "base/arena.h"

/* --- variants ------------------------------------------------------------- */

static uint32_t boolean_fact(struct loading *l, const struct part *part)
{
	const struct pack *p = l->pack;
	struct str *names = ARENA_ARRAY(l->trees, p->fact_count, struct str);
	uint32_t count = 0;

	for (uint32_t i = 0; i < p->fact_count; i++) {
		if (p->facts[i].type != EXPR_BOOL)
			continue;
		if (str_eq(p->facts[i].id, part->id))
			return i;
		names[count++] = p->facts[i].id;
	}
	read_unknown(&l->reader, part->span, MSG_RUBRIC_VARIANT_FACT, part->id,
		     names, count);
	return NO_INDEX;
}

static struct variant *variant_find(const struct criterion *c, uint32_t fact)
{
	for (uint32_t i = 0; i < c->variant_count; i++)
		if (c->variants[i].fact == fact)
			return (struct variant *)&c->variants[i];
	return NULL;
}

static void variant_add(struct loading *l, const struct part *part,
			struct criterion *c, struct variant *variants)
{
	uint32_t fact = boolean_fact(l, part);
	struct variant *v = &variants[c->variant_count];
	struct variant *other;

	if (fact == NO_INDEX)
		return;
	other = variant_find(c, fact);
	if (other != NULL) {
		struct diag *d = DIAG_STR(l->reader.diags, part->span,
					  MSG_DUPLICATE_ID, part->id);

		diag_note_str(l->reader.diags, d, other->span,
			      MSG_FIRST_GIVEN_HERE, NULL, 0);
		return;
	}
	v->fact = fact;
	v->span = part->span;
	c->variants = variants;
	c->variant_count++;
}

static uint32_t variants_of(const struct outline *o, size_t criterion)
{
	uint32_t count = 0;

	for (size_t i = criterion + 1; i < o->count; i++)
		count += o->parts[i].kind == PART_VARIANT &&
			 o->parts[i].parent == criterion;
	return count;
}

void rubric_variants_load(struct loading *l, const struct outline *o)
{
	struct criterion *criteria =
	    (struct criterion *)l->pack->rubric.criteria;

	for (size_t i = 0; i < o->count; i++) {
		const struct part *part = &o->parts[i];
		struct variant *variants;

		if (part->kind != PART_CRITERION || part->index == NO_INDEX)
			continue;
		variants = ARENA_ARRAY(l->reader.arena, variants_of(o, i),
				       struct variant);
		for (size_t j = i + 1; j < o->count; j++)
			if (o->parts[j].kind == PART_VARIANT &&
			    o->parts[j].parent == i)
				variant_add(l, &o->parts[j],
					    &criteria[part->index], variants);
	}
}

/* --- texts ---------------------------------------------------------------- */

struct filling {
	struct loading *l;
	const struct outline *outline;
	enum lang lang;
	bool first; /* the language whose places are kept */
};

static void fill(const struct filling *f, struct text *text, struct str value,
		 const struct part *part)
{
	text->in[f->lang] = value;
	if (f->first)
		text->span = part->span;
}

/* People read titles, not ids. */
static void fill_title(const struct filling *f, struct text *title,
		       const struct part *part)
{
	if (part->title.len == 0)
		DIAG_STR(f->l->reader.diags, part->span, MSG_RUBRIC_UNTITLED,
			 part->id);
	fill(f, title, part->title, part);
}

static void fill_level(const struct filling *f, const struct part *part,
		       struct text *level, uint32_t n)
{
	struct str text = part_level(f->l->trees, part, n);

	if (text.len > 0)
		text = str_copy(f->l->reader.arena, text);
	else
		DIAG_STR(f->l->reader.diags, part->list->span,
			 MSG_RUBRIC_LEVEL_EMPTY, part->id,
			 number_text(f->l->reader.arena, n));
	fill(f, level, text, part);
}

static void fill_levels(const struct filling *f, const struct part *part,
			struct text *levels)
{
	uint32_t want = f->l->pack->rubric.level_count;
	struct buf found, expected;

	if (part->list == NULL || part->split)
		return;
	if (part->list->start != 1 || md_count(part->list) != want) {
		found = buf_make(f->l->reader.arena);
		expected = buf_make(f->l->reader.arena);
		buf_int(&found, md_count(part->list));
		buf_int(&expected, want);
		DIAG_STR(f->l->reader.diags, part->list->span,
			 part->list->start != 1 ? MSG_RUBRIC_LIST_START
						: MSG_RUBRIC_LIST_COUNT,
			 part->id, buf_view(&found), buf_view(&expected));
		return;
	}
	for (uint32_t n = 1; n <= want; n++)
		fill_level(f, part, &levels[n], n);
}

static void fill_criterion(const struct filling *f, const struct part *part,
			   struct criterion *c)
{
	fill_title(f, &c->title, part);
	fill(f, &c->about, part->about, part);
	fill(f, &c->evidence, part->evidence, part);
	fill_levels(f, part, c->levels);
}

static void fill_variant(const struct filling *f, const struct part *part,
			 const struct criterion *c)
{
	uint32_t fact = pack_find_fact(f->l->pack, part->id);
	struct variant *v = fact == NO_INDEX ? NULL : variant_find(c, fact);

	if (v == NULL)
		return;
	fill(f, &v->title, part->title, part);
	fill_levels(f, part, v->levels);
}

static void fill_gate(const struct filling *f, const struct part *part)
{
	uint32_t i = rubric_find_gate(&f->l->pack->rubric, part->id);
	struct gate *gate;

	if (i == NO_INDEX)
		return;
	gate = (struct gate *)&f->l->pack->rubric.gates[i];
	fill_title(f, &gate->title, part);
	fill(f, &gate->message, part->about, part);
}

static void fill_dimension(const struct filling *f, const struct part *part)
{
	uint32_t i = pack_find_dimension(f->l->pack, part->id);
	struct dimension *d;

	if (i == NO_INDEX)
		return;
	d = (struct dimension *)&f->l->pack->rubric.dimensions[i];
	fill_title(f, &d->title, part);
	fill(f, &d->about, part->about, part);
}

void rubric_texts_load(struct loading *l, const struct outline *o,
		       enum lang lang)
{
	struct filling f = { l, o, lang, lang == l->pack->languages[0] };
	struct rubric *r = &l->pack->rubric;
	struct criterion *c = NULL;

	for (size_t i = 0; i < o->count; i++) {
		const struct part *part = &o->parts[i];
		uint32_t found;

		switch (part->kind) {
		case PART_HEAD:
			fill(&f, &r->title, part->title, part);
			fill(&f, &r->about, part->about, part);
			break;
		case PART_DIMENSION:
			fill_dimension(&f, part);
			break;
		case PART_CRITERION:
			found = pack_find_criterion(l->pack, part->id);
			c = found == NO_INDEX
				? NULL
				: (struct criterion *)&r->criteria[found];
			if (c != NULL)
				fill_criterion(&f, part, c);
			break;
		case PART_VARIANT:
			if (c != NULL)
				fill_variant(&f, part, c);
			break;
		case PART_GATE:
			fill_gate(&f, part);
			break;
		case PART_GATES:
		case PART_PROSE:
			break;
		}
	}
}

void rubric_translations_load(struct loading *l)
{
	for (uint32_t i = 1; i < l->pack->language_count; i++) {
		enum lang lang = l->pack->languages[i];
		const struct source *s = rubric_source(l, lang, false);
		struct outline o;

		if (s != NULL && outline_read(l, s, l->reader.diags, &o))
			rubric_texts_load(l, &o, lang);
	}
}
