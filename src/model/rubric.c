/* The rubric: dimensions, criteria and their expressions, in all languages. */
#include "rubric.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"

/* While the rubric is read; the pack's own pointers are const. */
struct work {
	struct loading *l;
	struct rubric *rubric;
	struct outline outline; /* of the first language */
	struct dimension *dimensions;
	struct criterion *criteria;
	const struct node **blocks; /* by part */
	struct rubric_head head;
	bool default_is_bad; /* its mistake was told once */
};

/* --- sources -------------------------------------------------------------- */

const struct source *rubric_source(struct loading *l, enum lang lang,
				   bool required)
{
	struct buf name = buf_make(l->reader.arena);
	const char *file;

	if (lang == l->pack->languages[0] && l->rubric != NULL)
		return l->rubric;
	buf_fmt(&name, "rubric.%s.md", lang_code(lang));
	file = str_cstr(l->reader.arena, buf_view(&name));
	if (!required && !load_has(l, file))
		return NULL;
	return folder_source(l->reader.arena, &l->pack->folder, file,
			     l->reader.diags);
}

/* --- names ---------------------------------------------------------------- */

static uint32_t parts_of(const struct outline *o, enum part_kind kind)
{
	uint32_t count = 0;

	for (size_t i = 0; i < o->count; i++)
		count += o->parts[i].kind == kind;
	return count;
}

bool rubric_too_many(struct loading *l, const struct outline *o,
		     const char *what, uint32_t count, uint32_t limit)
{
	struct str name = str_from(what);

	if (count <= limit)
		return false;
	DIAG_STR(l->reader.diags, o->parts[0].span, MSG_TOO_MANY, name,
		 number_text(l->reader.arena, count),
		 number_text(l->reader.arena, limit));
	return true;
}

static void dimension_name(struct work *w, struct part *part)
{
	struct reader *reader = &w->l->reader;
	uint32_t index = w->rubric->dimension_count;
	struct dimension *d = &w->dimensions[index];

	/* `overall` names the overall level in a gate's caps. */
	if (str_is(part->id, "overall")) {
		DIAG_STR(reader->diags, part->span, MSG_RESERVED_ID, part->id);
		return;
	}
	if (!names_add(reader, w->l->pack->names, part->id, NAME_DIMENSION,
		       index, part->span))
		return;
	part->index = index;
	*d = (struct dimension){ .id = part->id, .span = part->span };
	d->first_criterion = w->rubric->criterion_count;
	d->weight = RATIO(1);
	w->rubric->dimension_count++;
}

static void criterion_name(struct work *w, struct part *part)
{
	uint32_t index = w->rubric->criterion_count;
	struct criterion *c = &w->criteria[index];
	uint32_t parent = w->outline.parts[part->parent].index;

	/* A dimension refused for its name takes its criteria along. */
	if (parent == NO_INDEX ||
	    !names_add(&w->l->reader, w->l->pack->names, part->id,
		       NAME_CRITERION, index, part->span))
		return;
	part->index = index;
	*c = (struct criterion){ .id = part->id, .span = part->span };
	c->dimension = parent;
	c->weight = RATIO(1);
	w->dimensions[parent].criterion_count++;
	w->rubric->criterion_count++;
}

static bool names_load(struct work *w)
{
	struct arena *a = w->l->reader.arena;
	uint32_t dimensions = parts_of(&w->outline, PART_DIMENSION);
	uint32_t criteria = parts_of(&w->outline, PART_CRITERION);

	/* A model of plain sums needs none: it states its overall score. */
	if (dimensions == 0 && w->head.overall_score == NULL) {
		DIAG(w->l->reader.diags, w->outline.parts[0].span,
		     MSG_RUBRIC_NO_DIMENSION);
		return false;
	}
	if (rubric_too_many(w->l, &w->outline, "dimension", dimensions,
			    PACK_DIMENSIONS) ||
	    rubric_too_many(w->l, &w->outline, "criterion", criteria,
			    PACK_CRITERIA))
		return false;
	w->dimensions = ARENA_ARRAY(a, dimensions, struct dimension);
	w->criteria = ARENA_ARRAY(a, criteria, struct criterion);
	w->rubric->dimensions = w->dimensions;
	w->rubric->criteria = w->criteria;
	for (size_t i = 0; i < w->outline.count; i++) {
		struct part *part = &w->outline.parts[i];

		if (part->kind == PART_DIMENSION)
			dimension_name(w, part);
		else if (part->kind == PART_CRITERION)
			criterion_name(w, part);
	}
	for (uint32_t i = 0; i < w->rubric->dimension_count; i++)
		if (w->dimensions[i].criterion_count == 0 &&
		    str_is_id(w->dimensions[i].id))
			DIAG_STR(w->l->reader.diags, w->dimensions[i].span,
				 MSG_RUBRIC_DIMENSION_EMPTY,
				 w->dimensions[i].id);
	return true;
}

/* --- values --------------------------------------------------------------- */

static void weight_read(struct read_map *m, struct ratio *weight)
{
	const struct node *node = read_child(m, "weight", false);

	if (node != NULL && node_read_ratio(m->reader, node, weight) &&
	    ratio_cmp(*weight, RATIO(0)) <= 0) {
		DIAG_STR(m->reader->diags, node->span, MSG_RUBRIC_POSITIVE,
			 node->text);
		*weight = RATIO(1);
	}
}

static bool target_value(struct work *w, const struct node *node,
			 uint8_t *target)
{
	uint32_t level;

	if (!node_read_uint(&w->l->reader, node, 1, w->rubric->level_count,
			    &level))
		return false;
	*target = (uint8_t)level;
	return true;
}

/* {value: level, ...}: every value of the fact named by target_by. */
static void targets_by_value(struct work *w, const struct node *map,
			     uint8_t *targets, const struct expr_values *values)
{
	struct reader *reader = &w->l->reader;
	bool *seen = ARENA_ARRAY(reader->arena, values->count, bool);

	for (const struct node *n = map->first; n != NULL; n = n->next) {
		uint32_t i = ids_find(values->ids, values->count, n->key);

		if (i == NO_INDEX) {
			read_unknown(reader, n->key_span,
				     MSG_RUBRIC_TARGET_UNKNOWN, n->key,
				     values->ids, values->count);
			continue;
		}
		seen[i] = true;
		target_value(w, n, &targets[i]);
	}
	for (uint32_t i = 0; i < values->count; i++)
		if (!seen[i])
			DIAG_STR(reader->diags, map->key_span,
				 MSG_RUBRIC_TARGET_MISSING, values->ids[i]);
}

static void targets_read(struct work *w, struct read_map *m,
			 struct dimension *d)
{
	static const struct expr_values alone = { NULL, 1 };
	const struct node *node = read_child(m, "target", false);
	const struct rubric *r = w->rubric;
	const struct expr_values *values = &alone;
	uint8_t *targets;

	if (node == NULL)
		return;
	if (r->target_by != NO_INDEX)
		values = &w->l->pack->facts[r->target_by].values;
	targets = ARENA_ARRAY(w->l->reader.arena, values->count, uint8_t);
	if (node->kind == NODE_MAP && r->target_by == NO_INDEX)
		DIAG(w->l->reader.diags, node_place(node),
		     MSG_RUBRIC_TARGET_MAP);
	else if (node->kind == NODE_MAP)
		targets_by_value(w, node, targets, values);
	else if (target_value(w, node, &targets[0]))
		for (uint32_t i = 1; i < values->count; i++)
			targets[i] = targets[0];
	d->targets = targets;
}

static int by_index(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return a < b ? -1 : a > b;
}

static void questions_read(struct work *w, const struct node *list,
			   struct criterion *c)
{
	const struct pack *pack = w->l->pack;
	uint32_t *questions;

	if (list == NULL)
		return;
	questions = read_indices(&w->l->reader, list, pack->question_ids,
				 pack->question_count, MSG_UNKNOWN_QUESTION,
				 &c->question_count);
	if (c->question_count > 1)
		qsort(questions, c->question_count, sizeof(*questions),
		      by_index);
	c->questions = questions;
}

static void mapping_read(struct work *w, const struct node *node,
			 struct mapping *out)
{
	static const struct str marks[] = { STR_INIT("V"), STR_INIT("V2"),
					    STR_INIT("R"), STR_INIT("X") };
	struct read_map m = read_map(&w->l->reader, node, "map");
	const struct node *mark;

	if (m.node == NULL)
		return;
	read_str(&m, "to", true, &out->to);
	mark = read_child(&m, "mark", true);
	if (mark != NULL) {
		out->mark = mark->text;
		if (ids_find(marks, 4, mark->text) == NO_INDEX)
			read_unknown(&w->l->reader, mark->span, MSG_RUBRIC_MARK,
				     mark->text, marks, 4);
	}
	read_end(&m);
}

static void maps_read(struct work *w, const struct node *list,
		      struct criterion *c)
{
	struct mapping *maps;

	if (list == NULL)
		return;
	maps = ARENA_ARRAY(w->l->reader.arena, list->count, struct mapping);
	for (const struct node *n = list->first; n != NULL; n = n->next)
		mapping_read(w, n, &maps[c->map_count++]);
	c->maps = maps;
}

/* --- expressions ---------------------------------------------------------- */

/* `mean( points (own) )` is the default however it is spaced. */
static bool is_default(struct str text)
{
	static const char plain[] = "mean(points(own))";
	size_t at = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == ' ' || text.at[i] == '\n')
			continue;
		if (at + 1 == sizeof(plain) || text.at[i] != plain[at++])
			return false;
	}
	return at + 1 == sizeof(plain);
}

static const struct expr *score_read(struct work *w, const struct node *own,
				     struct criterion *c)
{
	static const uint32_t none[1];
	struct expr_scope scope =
	    load_scope(w->l, c->questions == NULL ? none : c->questions,
		       c->question_count, false, false);
	const struct expr *score = NULL;

	if (own != NULL) {
		c->score_is_default = is_default(own->text);
		return load_expr(w->l, own, &scope, EXPR_NUMBER, NULL);
	}
	if (w->head.criterion_score != NULL && !w->default_is_bad) {
		c->score_is_default = is_default(w->head.criterion_score->text);
		score = load_expr(w->l, w->head.criterion_score, &scope,
				  EXPR_NUMBER, NULL);
		w->default_is_bad = score == NULL;
		return score;
	}
	c->score_is_default = true;
	return expr_parse(w->l->reader.arena, STR("mean(points(own))"), c->span,
			  &scope, EXPR_NUMBER, NULL, w->l->reader.diags);
}

/* An expression over scores: those settled before its turn. */
static const struct expr *scored_read(struct work *w, const struct node *node,
				      uint32_t turn)
{
	struct expr_scope scope = load_scope(w->l, NULL, 0, true, false);
	const struct expr *e;

	if (node == NULL)
		return NULL;
	e = load_expr(w->l, node, &scope, EXPR_NUMBER, NULL);
	if (e != NULL)
		turn_check(w->l, e, turn);
	return e;
}

static void dimension_read(struct work *w, const struct part *part,
			   const struct node *block)
{
	struct dimension *d = &w->dimensions[part->index];
	struct read_map m;

	if (block == NULL)
		return;
	m = read_map(&w->l->reader, block, "dimension");
	if (m.node == NULL)
		return;
	weight_read(&m, &d->weight);
	targets_read(w, &m, d);
	read_str(&m, "code", false, &d->code);
	d->score = scored_read(w, read_child(&m, "score", false),
			       turn_of_dimension(w->rubric, part->index));
	d->level = scored_read(w, read_child(&m, "level", false),
			       turn_of_dimension(w->rubric, part->index) + 1);
	read_end(&m);
}

/* What must be known before any expression is read: whose questions. */
static void criterion_questions(struct work *w, const struct part *part,
				const struct node *block)
{
	struct read_map m;

	if (part->block == NULL)
		DIAG_STR(w->l->reader.diags, part->span, MSG_RUBRIC_NO_BLOCK,
			 part->id, STR("questions"));
	if (block == NULL || block->kind != NODE_MAP)
		return;
	m = read_map(&w->l->reader, block, "criterion");
	questions_read(w, read_list(&m, "questions", false),
		       &w->criteria[part->index]);
}

static void criterion_read(struct work *w, const struct part *part,
			   const struct node *block)
{
	struct criterion *c = &w->criteria[part->index];
	struct read_map m;

	if (block == NULL)
		return;
	m = read_map(&w->l->reader, block, "criterion");
	if (m.node == NULL)
		return;
	read_child(&m, "questions", false);
	weight_read(&m, &c->weight);
	read_str(&m, "code", false, &c->code);
	maps_read(w, read_items(&m, "maps", false), c);
	c->score = score_read(w, read_child(&m, "score", false), c);
	c->level = scored_read(w, read_child(&m, "level", false),
			       turn_of_criterion(part->index) + 1);
	read_end(&m);
}

/* Bands may be left out only when every level is an expression. */
static void bands_check(struct work *w)
{
	const struct rubric *r = w->rubric;
	bool every = r->overall_level != NULL;

	if (r->has_bands)
		return;
	for (uint32_t i = 0; i < r->dimension_count; i++)
		every = every && r->dimensions[i].level != NULL;
	for (uint32_t i = 0; i < r->criterion_count; i++)
		every = every && r->criteria[i].level != NULL;
	if (!every)
		DIAG(w->l->reader.diags, w->outline.parts[0].block->span,
		     MSG_RUBRIC_NO_BANDS);
}

static void overall_load(struct work *w)
{
	struct expr_scope scope = load_scope(w->l, NULL, 0, false, false);
	struct rubric *r = w->rubric;

	r->overall_score = scored_read(w, w->head.overall_score, LAST_TURN);
	if (w->head.overall_max != NULL)
		r->overall_max = load_expr(w->l, w->head.overall_max, &scope,
					   EXPR_NUMBER, NULL);
	r->overall_level = scored_read(w, w->head.overall_level, LAST_TURN);
}

static void blocks_load(struct work *w)
{
	struct outline *o = &w->outline;

	for (size_t i = 1; i < o->count; i++) {
		struct part *part = &o->parts[i];

		if (part->index == NO_INDEX)
			continue;
		w->blocks[i] = part_block(w->l, part);
		if (part->kind == PART_CRITERION)
			criterion_questions(w, part, w->blocks[i]);
	}
	rubric_lets_load(w->l, w->head.let);
	for (size_t i = 1; i < o->count; i++) {
		if (o->parts[i].index == NO_INDEX)
			continue;
		if (o->parts[i].kind == PART_DIMENSION)
			dimension_read(w, &o->parts[i], w->blocks[i]);
		else if (o->parts[i].kind == PART_CRITERION)
			criterion_read(w, &o->parts[i], w->blocks[i]);
	}
}

bool rubric_load(struct loading *l, unsigned what)
{
	struct work w = { .l = l, .rubric = &l->pack->rubric };
	const struct source *source =
	    rubric_source(l, l->pack->languages[0], true);

	if (source == NULL)
		return false;
	l->rubric = source;
	if (!outline_read(l, source, l->reader.diags, &w.outline) ||
	    !rubric_head_load(l, &w.outline.parts[0], &w.head) ||
	    !names_load(&w))
		return false;
	w.blocks = ARENA_ARRAY(l->trees, w.outline.count, const struct node *);
	blocks_load(&w);
	overall_load(&w);
	rubric_gates_load(l, &w.outline);
	bands_check(&w);
	rubric_variants_load(l, &w.outline);
	rubric_texts_load(l, &w.outline, l->pack->languages[0]);
	if ((what & PACK_TEXTS) != 0)
		rubric_translations_load(l);
	return true;
}
