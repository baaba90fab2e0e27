/*
 * The sections of a module's file: which there are, where each may stand,
 * what its keys say, and whether every language has the same.
 */
#include "curriculum.h"

#include "base/arena.h"
#include "rubric.h"

/* --- what there is -------------------------------------------------------- */

enum { AT_TOP = 1, IN_STEP = 2, ANYWHERE = 4 };

static const struct rule {
	const char *name;
	unsigned places;
	bool once;
	bool step;	/* at the top it takes minutes */
} rules[SECTION_KINDS] = {
	[SECTION_OBJECTIVES] = { "objectives", AT_TOP, true, false },
	[SECTION_FACILITATOR] = { "facilitator", ANYWHERE, false, true },
	[SECTION_PARTICIPANT] = { "participant", AT_TOP | IN_STEP, false,
				  false },
	[SECTION_SLIDE] = { "slide", AT_TOP | IN_STEP, false, false },
	[SECTION_ACTIVITY] = { "activity", AT_TOP, false, true },
	[SECTION_SOLUTION] = { "solution", IN_STEP, false, false },
	[SECTION_DISCUSSION] = { "discussion", AT_TOP, false, true },
	[SECTION_CASE] = { "case", AT_TOP, false, true },
	[SECTION_ROLEPLAY] = { "roleplay", AT_TOP, false, true },
	[SECTION_DEBRIEF] = { "debrief", AT_TOP | IN_STEP, false, true },
	[SECTION_CARDS] = { "cards", AT_TOP | IN_STEP, false, false },
	[SECTION_KEYPOINTS] = { "keypoints", AT_TOP, true, false },
	[SECTION_FLASHCARDS] = { "flashcards", AT_TOP, true, false },
	[SECTION_GLOSSARY] = { "glossary", AT_TOP, true, false },
};

static const struct str step_keys[] = {
	STR_INIT("id"),    STR_INIT("minutes"), STR_INIT("short"),
	STR_INIT("optional"), STR_INIT("group"),   STR_INIT("people"),
	STR_INIT("needs"),
};
static const struct str cards_keys[] = { STR_INIT("id"), STR_INIT("set"),
					 STR_INIT("sides"), STR_INIT("short") };
enum {
	STEP_KEYS = sizeof(step_keys) / sizeof(*step_keys),
	CARDS_KEYS = sizeof(cards_keys) / sizeof(*cards_keys),
	NUMBER_DIGITS = 6,
	PARTS = 2000,	/* of a module: finding steps is quadratic in it */
};

const char *section_kind_name(enum section_kind kind)
{
	return rules[kind].name;
}

bool section_kind_parse(struct str name, enum section_kind *kind)
{
	for (int i = 0; i < SECTION_KINDS; i++) {
		if (!str_is(name, rules[i].name))
			continue;
		*kind = (enum section_kind)i;
		return true;
	}
	return false;
}

/* --- attributes ----------------------------------------------------------- */

const struct md_attr *section_attr(const struct md *section, const char *key)
{
	const struct md_attr *attr = section->attrs;

	while (attr != NULL && !str_is(attr->key, key))
		attr = attr->next;
	return attr;
}

static bool parse_number(struct str text, uint32_t *value)
{
	*value = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
		*value = *value * 10 + (uint32_t)(text.at[i] - '0');
	}
	return text.len > 0 && text.len <= NUMBER_DIGITS;
}

bool section_number(struct course *c, const struct md *section,
		    const char *key, uint32_t min, uint32_t max,
		    uint32_t *value)
{
	const struct md_attr *attr = section_attr(section, key);
	uint32_t n;

	if (attr == NULL)
		return true;
	if (!parse_number(attr->value, &n)) {
		DIAG_STR(c->reader.diags, attr->span, MSG_SECTION_NOT_A_NUMBER,
			 attr->key, attr->value);
		return false;
	}
	if (n < min || n > max) {
		DIAG_STR(c->reader.diags, attr->span, MSG_OUT_OF_RANGE,
			 attr->value, number_text(c->reader.arena, min),
			 number_text(c->reader.arena, max));
		return false;
	}
	*value = n;
	return true;
}

/* "`group`, `person`" */
static struct str listed(struct arena *a, const struct str *words,
			 uint32_t count)
{
	struct buf b = buf_make(a);

	for (uint32_t i = 0; i < count; i++) {
		buf_text(&b, i > 0 ? ", `" : "`");
		buf_str(&b, words[i]);
		buf_char(&b, '`');
	}
	return buf_view(&b);
}

bool section_choice(struct course *c, const struct md *section,
		    const char *key, const struct str *words, uint32_t count,
		    uint32_t *value)
{
	const struct md_attr *attr = section_attr(section, key);
	struct diag *diag;

	if (attr == NULL)
		return false;
	*value = ids_find(words, count, attr->value);
	if (*value != NO_INDEX)
		return true;
	diag = DIAG_STR(c->reader.diags, attr->span, MSG_SECTION_VALUE,
			attr->key, attr->value,
			listed(c->reader.arena, words, count));
	diag_suggest(c->reader.diags, diag, attr->value, words, count);
	return false;
}

/* --- one section ---------------------------------------------------------- */

struct cutter {
	struct module_work *w;
	struct module_cut *cut;
	bool leads;		/* the language that holds the numbers */
	bool seen[SECTION_KINDS];
	bool strayed;		/* text outside was reported */
};

static struct diags *diags_of(const struct cutter *c)
{
	return c->w->course->reader.diags;
}

static struct arena *arena_of(const struct cutter *c)
{
	return c->w->course->reader.arena;
}

static bool name_parse(struct cutter *c, const struct md *node,
		       enum section_kind *kind)
{
	struct str names[SECTION_KINDS];
	struct diag *diag;

	if (section_kind_parse(node->name, kind))
		return true;
	c->cut->broken = true;
	if (!str_is_id(node->name))
		return false; /* the reader of Markdown said so */
	for (int i = 0; i < SECTION_KINDS; i++)
		names[i] = str_from(rules[i].name);
	diag = DIAG_STR(diags_of(c), md_find_span(node, node->name),
			MSG_SECTION_UNKNOWN, node->name,
			listed(arena_of(c), names, SECTION_KINDS));
	diag_suggest(diags_of(c), diag, node->name, names, SECTION_KINDS);
	return false;
}

static bool parent_is_step(const struct cutter *c, uint32_t parent)
{
	return parent != NO_INDEX && c->cut->parts[parent].step;
}

static void place_check(struct cutter *c, const struct part_of_module *part)
{
	unsigned places = rules[part->kind].places;
	bool top = part->parent == NO_INDEX;
	enum message message = MSG_SECTION_TOP;

	if (places & ANYWHERE || (places & AT_TOP && top) ||
	    (places & IN_STEP && parent_is_step(c, part->parent)))
		return;
	if (places & IN_STEP)
		message = places & AT_TOP ? MSG_SECTION_TOP_OR_STEP
					  : MSG_SECTION_IN_STEP;
	c->cut->broken = true;
	DIAG_STR(diags_of(c), md_opening(part->node), message,
		 part->node->name);
}

static void once_check(struct cutter *c, const struct part_of_module *part)
{
	if (c->seen[part->kind] && rules[part->kind].once) {
		c->cut->broken = true;
		DIAG_STR(diags_of(c), md_opening(part->node),
			 MSG_SECTION_TWICE, part->node->name);
	}
	c->seen[part->kind] = true;
	if (part->kind == SECTION_OBJECTIVES && c->cut->count > 1)
		DIAG_STR(diags_of(c), md_opening(part->node),
			 MSG_SECTION_FIRST, part->node->name);
}

/*
 * A facilitator's section at the top is a step when it has keys, else a note.
 * NOTE: translations hold no minutes; there an id makes the step.
 */
static bool is_step(enum section_kind kind, const struct md *node,
		    uint32_t parent)
{
	if (parent != NO_INDEX || !rules[kind].step)
		return false;
	return kind != SECTION_FACILITATOR || node->attrs != NULL;
}

static void unknown_key(struct cutter *c, const struct md *node,
			const struct md_attr *attr, const struct str *keys,
			uint32_t count)
{
	struct diag *diag;

	if (count == 0) {
		DIAG_STR(diags_of(c), attr->span, MSG_SECTION_NO_KEYS,
			 node->name, attr->key);
		return;
	}
	diag = DIAG_STR(diags_of(c), attr->span, MSG_SECTION_KEY, attr->key,
			node->name, listed(arena_of(c), keys, count));
	diag_suggest(diags_of(c), diag, attr->key, keys, count);
}

static void keys_check(struct cutter *c, const struct part_of_module *part)
{
	const struct str *keys = part->step ? step_keys : cards_keys;
	uint32_t count = part->step			? STEP_KEYS
			 : part->kind == SECTION_CARDS ? CARDS_KEYS
						       : 0;

	for (const struct md_attr *a = part->node->attrs; a; a = a->next) {
		if (ids_find(keys, count, a->key) == NO_INDEX)
			unknown_key(c, part->node, a, keys, count);
		else if (!c->leads && !str_is(a->key, "id"))
			DIAG_STR(diags_of(c), a->span, MSG_SECTION_KEY_LEADER,
				 a->key,
				 str_from(lang_code(
				     course_leader(c->w->course))));
	}
}

static struct str id_read(struct cutter *c, const struct part_of_module *part)
{
	const struct md_attr *attr = section_attr(part->node, "id");

	if (!part->step && part->kind != SECTION_CARDS)
		return STR_NONE;
	if (attr == NULL) {
		DIAG_STR(diags_of(c), md_opening(part->node),
			 MSG_SECTION_NO_ID, part->node->name);
	} else if (!str_is_id(attr->value)) {
		DIAG_STR(diags_of(c), attr->span, MSG_EXPECTED_ID,
			 attr->value);
	} else if (!c->leads || names_add(&c->w->course->reader, &c->w->ids,
					  attr->value, NAME_SECTION,
					  c->cut->count - 1, attr->span)) {
		return attr->value;
	}
	c->cut->broken = true;
	return STR_NONE;
}

/* A step and a slide open with their title. */
static void title_check(struct cutter *c, const struct part_of_module *part)
{
	const struct md *first = md_visible(part->node->first);

	if (!part->step && part->kind != SECTION_SLIDE)
		return;
	if (first == NULL || first->kind != MD_HEADING || first->level != 3 ||
	    md_plain_text(arena_of(c), first).len == 0)
		DIAG_STR(diags_of(c), md_opening(part->node),
			 MSG_SECTION_UNTITLED, part->node->name);
}

static void too_many(struct cutter *c, const struct md *node)
{
	if (!c->cut->broken)
		DIAG_STR(diags_of(c), md_opening(node), MSG_MODULE_PARTS,
			 number_text(arena_of(c), PARTS));
	c->cut->broken = true;
}

static void cut_children(struct cutter *c, const struct md *parent,
			 uint32_t index);

static void cut_section(struct cutter *c, const struct md *node,
			uint32_t parent)
{
	struct module_cut *cut = c->cut;
	struct part_of_module part = { .parent = parent, .node = node };
	uint32_t index = cut->count;

	if (index == PARTS) {
		too_many(c, node);
		return;
	}
	if (!name_parse(c, node, &part.kind))
		return;
	part.step = is_step(part.kind, node, parent);
	cut->parts = arena_grow(arena_of(c), cut->parts, cut->count,
				&cut->capacity, sizeof(part));
	cut->parts[cut->count++] = part;
	place_check(c, &part);
	once_check(c, &part);
	keys_check(c, &part);
	title_check(c, &part);
	cut->parts[index].id = id_read(c, &part);
	cut_children(c, node, index);
}

static void cut_children(struct cutter *c, const struct md *parent,
			 uint32_t index)
{
	for (const struct md *n = parent->first; n != NULL; n = n->next) {
		if (n->kind == MD_SECTION) {
			cut_section(c, n, index);
		} else if (index == NO_INDEX && n->kind != MD_HTML &&
			   n->kind != MD_RULE && !c->strayed) {
			DIAG(diags_of(c), md_opening(n), MSG_SECTION_OUTSIDE);
			c->strayed = true;
		}
	}
}

static void cut(struct module_work *w, enum lang lang)
{
	struct cutter c = { .w = w, .cut = &w->cuts[lang] };

	c.leads = lang == course_leader(w->course);
	c.cut->broken = w->sheet.document[lang] == NULL ||
			w->sheet.faulty[lang];
	if (!c.cut->broken)
		cut_children(&c, w->sheet.document[lang], NO_INDEX);
}

/* --- the same in every language ------------------------------------------- */

static bool same(const struct part_of_module *a,
		 const struct part_of_module *b)
{
	return a->kind == b->kind && a->parent == b->parent &&
	       str_eq(a->id, b->id);
}

static const struct part_of_module *part_at(const struct module_cut *cut,
					    uint32_t i)
{
	return i < cut->count ? &cut->parts[i] : NULL;
}

static bool same_here(const struct part_of_module *a,
		      const struct part_of_module *b)
{
	return a != NULL && b != NULL ? same(a, b) : a == b;
}

/* "activity write_rules" */
static struct str part_name(struct arena *a, const struct part_of_module *part)
{
	struct buf b = buf_make(a);

	buf_text(&b, rules[part->kind].name);
	if (part->id.len > 0)
		buf_char(&b, ' ');
	buf_str(&b, part->id);
	return buf_view(&b);
}

/* The same section in the same one, wherever that stands. */
static bool alike(const struct module_cut *in_a, const struct part_of_module *a,
		  const struct module_cut *in_b, const struct part_of_module *b)
{
	if (a->kind != b->kind || !str_eq(a->id, b->id) ||
	    (a->parent == NO_INDEX) != (b->parent == NO_INDEX))
		return false;
	return a->parent == NO_INDEX ||
	       alike(in_a, &in_a->parts[a->parent], in_b,
		     &in_b->parts[b->parent]);
}

static uint32_t times(const struct module_cut *cut,
		      const struct module_cut *in,
		      const struct part_of_module *part)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < cut->count; i++)
		count += alike(cut, &cut->parts[i], in, part);
	return count;
}

/* One too many, one too few, or moved: told once, since all that follows is
   shifted. */
static void differ(struct module_work *w, enum lang lang, uint32_t i)
{
	struct reader *r = &w->course->reader;
	const struct module_cut *first = &w->cuts[course_leader(w->course)];
	const struct module_cut *other = &w->cuts[lang];
	const struct part_of_module *a = part_at(first, i);
	const struct part_of_module *b = part_at(other, i);
	struct str leader = str_from(lang_code(course_leader(w->course)));

	if (b != NULL && times(other, other, b) > times(first, other, b))
		DIAG_STR(r->diags, md_opening(b->node), MSG_SECTION_EXTRA,
			 part_name(r->arena, b), leader);
	else if (a != NULL && times(first, first, a) > times(other, first, a))
		DIAG_STR(r->diags, md_opening(a->node), MSG_SECTION_MISSING,
			 part_name(r->arena, a), str_from(lang_code(lang)));
	else
		DIAG_STR(r->diags, md_opening(b != NULL ? b->node : a->node),
			 MSG_SECTION_OTHER, part_name(r->arena, b ? b : a),
			 part_name(r->arena, a ? a : b), leader);
}

static void compare(struct module_work *w, enum lang lang)
{
	struct module_cut *other = &w->cuts[lang];
	const struct module_cut *first = &w->cuts[course_leader(w->course)];

	if (first->broken || other->broken)
		return;
	for (uint32_t i = 0; i < first->count || i < other->count; i++) {
		if (same_here(part_at(first, i), part_at(other, i)))
			continue;
		differ(w, lang, i);
		other->broken = true;
		return;
	}
}

const struct part_of_module *part_twin(const struct module_work *w, uint32_t i,
				       enum lang lang)
{
	if (w->cuts[lang].broken || w->cuts[course_leader(w->course)].broken)
		return NULL;
	return part_at(&w->cuts[lang], i);
}

void sections_cut(struct module_work *w)
{
	const struct course *c = w->course;

	for (uint32_t i = 0; i < c->reader.language_count; i++)
		cut(w, c->reader.languages[i]);
	for (uint32_t i = 1; i < c->reader.language_count; i++)
		compare(w, c->reader.languages[i]);
}
