/* The namespace of a pack, and the scope its expressions are read in. */
#include "load.h"

#include <string.h>

#include "base/arena.h"

/* --- the table ------------------------------------------------------------ */

enum { FIRST_SLOTS = 64 };	/* a power of two, as all that follow */

static uint32_t hash(struct str s)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.at[i]) * 16777619u;
	return h ^ (h >> 15);
}

/* The slot that holds the id, or the free one where it would go. */
static uint32_t *slot_of(const struct name_table *t, struct str id)
{
	size_t mask = t->slot_count - 1;
	size_t i = hash(id) & mask;

	while (t->slots[i] != 0 && !str_eq(t->ids[t->slots[i] - 1], id))
		i = (i + 1) & mask;
	return &t->slots[i];
}

/* Never more than half full, so that a search stays short. */
static void make_room(struct arena *a, struct name_table *t)
{
	if (t->slot_count > 2 * (t->count + 1))
		return;
	t->slot_count = t->slot_count == 0 ? FIRST_SLOTS : 2 * t->slot_count;
	t->slots = ARENA_ARRAY(a, t->slot_count, uint32_t);
	for (size_t i = 0; i < t->count; i++)
		*slot_of(t, t->ids[i]) = (uint32_t)i + 1;
}

/* Words that mean something by themselves in an expression. */
static bool is_reserved(struct str id)
{
	static const char *const words[] = {
		"and",	  "or",	      "not",	"in",	"has",	"if",
		"true",	  "false",    "own",	"tag",	"dimensions",
		"coalesce", "points", "max_points", "mean", "sum", "min",
		"max",	  "abs",      "count",	"share", "answered", "state",
		"score",  "level",    "capped", "round", "floor", "clamp",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_is(id, words[i]))
			return true;
	return false;
}

static void taken(struct reader *r, const struct name *first, struct str id,
		  struct span span)
{
	struct diag *diag = DIAG_STR(r->diags, span, MSG_DUPLICATE_ID, id);

	diag_note_str(r->diags, diag, first->span, MSG_FIRST_GIVEN_HERE, NULL,
		      0);
}

bool names_add(struct reader *r, struct name_table *t, struct str id,
	       enum name_kind kind, uint32_t index, struct span span)
{
	uint32_t *slot;

	if (t->shared && is_reserved(id)) {
		DIAG_STR(r->diags, span, MSG_RESERVED_ID, id);
		return false;
	}
	make_room(r->arena, t);
	slot = slot_of(t, id);
	if (*slot != 0) {
		taken(r, &t->names[*slot - 1], id, span);
		return false;
	}
	t->names = arena_grow(r->arena, t->names, t->count, &t->capacity,
			      sizeof(*t->names));
	t->ids = arena_grow(r->arena, t->ids, t->count, &t->ids_capacity,
			    sizeof(*t->ids));
	t->names[t->count] = (struct name){ id, kind, index, span };
	t->ids[t->count] = id;
	*slot = (uint32_t)++t->count;
	return true;
}

const struct name *names_find(const struct name_table *t, struct str id)
{
	uint32_t slot;

	if (t->slot_count == 0)
		return NULL;
	slot = *slot_of(t, id);
	return slot == 0 ? NULL : &t->names[slot - 1];
}

/* --- the scope ------------------------------------------------------------ */

struct scope_context {
	struct loading *l;
	const uint32_t *own;
	uint32_t own_count;
	bool broken;		/* something it reads was already reported */
};

static enum expr_type type_of(const struct question *q)
{
	switch (q->type) {
	case QUESTION_LEVEL:
		return EXPR_LEVEL;
	case QUESTION_SINGLE:
		return EXPR_CHOICE;
	case QUESTION_MULTIPLE:
		return EXPR_OPTIONS_SET;
	case QUESTION_BOOLEAN:
		return EXPR_BOOL;
	case QUESTION_NUMBER:
		return EXPR_NUMBER;
	case QUESTION_TEXT:
	case QUESTION_DATE:
		break;
	}
	return EXPR_OTHER;
}

static void find_question(struct scope_context *c, uint32_t index,
			  struct expr_symbol *symbol)
{
	const struct question *q = &c->l->pack->questions[index];

	c->broken = c->broken || c->l->broken[index];
	symbol->kind = EXPR_QUESTION;
	symbol->index = index;
	symbol->type = type_of(q);
	symbol->values = q->values;
}

static void find_fact(struct scope_context *c, uint32_t index,
		      struct span where, struct expr_symbol *symbol)
{
	const struct fact *f = &c->l->pack->facts[index];

	if (!fact_settle(c->l, index, where))
		c->broken = true;
	symbol->kind = EXPR_FACT;
	symbol->index = index;
	symbol->type = f->type;
	symbol->values = f->values;
}

static void set_symbol(struct expr_symbol *symbol, enum expr_symbol_kind kind,
		       const uint32_t *questions, uint32_t count)
{
	symbol->kind = kind;
	symbol->type = EXPR_ITEMS;
	symbol->questions = questions;
	symbol->count = count;
}

/* The questions of a dimension's criteria, each once, ascending. */
static void collect_dimension(struct loading *l, uint32_t index)
{
	const struct pack *p = l->pack;
	const struct dimension *d = &p->rubric.dimensions[index];
	bool *in = ARENA_ARRAY(l->reader.arena, p->question_count, bool);
	uint32_t *questions =
	    ARENA_ARRAY(l->reader.arena, p->question_count, uint32_t);

	for (uint32_t i = 0; i < d->criterion_count; i++) {
		const struct criterion *k =
		    &p->rubric.criteria[d->first_criterion + i];

		for (uint32_t q = 0; q < k->question_count; q++)
			in[k->questions[q]] = true;
	}
	for (uint32_t q = 0; q < p->question_count; q++)
		if (in[q])
			questions[l->dimension_counts[index]++] = q;
	l->dimension_questions[index] = questions;
}

static void find_dimension(struct scope_context *c, uint32_t index,
			   struct expr_symbol *symbol)
{
	struct loading *l = c->l;

	if (l->dimension_questions[index] == NULL)
		collect_dimension(l, index);
	set_symbol(symbol, EXPR_DIMENSION, l->dimension_questions[index],
		   l->dimension_counts[index]);
	symbol->index = index;
}

static void find_criterion(struct scope_context *c, uint32_t index,
			   struct expr_symbol *symbol)
{
	const struct criterion *k = &c->l->pack->rubric.criteria[index];

	set_symbol(symbol, EXPR_CRITERION, k->questions, k->question_count);
	symbol->index = index;
}

static void find_section(struct scope_context *c, uint32_t index,
			 struct expr_symbol *symbol)
{
	const struct section *s = &c->l->pack->sections[index];

	set_symbol(symbol, EXPR_SET, s->questions, s->question_count);
}

static void find_tag(struct scope_context *c, uint32_t index,
		     struct expr_symbol *symbol)
{
	const struct tag *t = &c->l->tags[index];

	set_symbol(symbol, EXPR_SET, t->questions, (uint32_t)t->count);
}

static bool find_own(struct scope_context *c, struct expr_symbol *symbol)
{
	if (c->own == NULL)
		return false;
	set_symbol(symbol, EXPR_SET, c->own, c->own_count);
	return true;
}

static bool find(void *context, struct str name, struct span where,
		 struct expr_symbol *symbol)
{
	struct scope_context *c = context;
	const struct name *n;

	*symbol = (struct expr_symbol){ 0 };
	if (str_is(name, "own"))
		return find_own(c, symbol);
	n = names_find(c->l->pack->names, name);
	if (n == NULL)
		return false;
	switch (n->kind) {
	case NAME_QUESTION:
		find_question(c, n->index, symbol);
		break;
	case NAME_FACT:
		find_fact(c, n->index, where, symbol);
		break;
	case NAME_SECTION:
		find_section(c, n->index, symbol);
		break;
	case NAME_LET:
		symbol->kind = EXPR_LET;
		symbol->index = n->index;
		symbol->type = EXPR_NUMBER;
		break;
	case NAME_CRITERION:
		find_criterion(c, n->index, symbol);
		break;
	case NAME_DIMENSION:
		find_dimension(c, n->index, symbol);
		break;
	case NAME_TAG:
		find_tag(c, n->index, symbol);
		break;
	}
	return true;
}

struct expr_scope load_scope(struct loading *l, const uint32_t *own_questions,
			     uint32_t own_count, bool scores, bool capped)
{
	struct scope_context *c =
	    ARENA_NEW(l->reader.arena, struct scope_context);
	const struct name_table *t = l->pack->names;

	c->l = l;
	c->own = own_questions;
	c->own_count = own_count;
	return (struct expr_scope){
		.find = find,
		.names = t->ids,
		.name_count = t->count,
		.dimensions = l->pack->rubric.dimension_count,
		.scores = scores,
		.capped = capped,
		.context = c,
	};
}

/* --- an expression -------------------------------------------------------- */

/* Nothing that an expression could be read from. */
static bool is_refused(struct loading *l, const struct node *node)
{
	struct diags *d = l->reader.diags;
	const struct node *last;
	struct str read;

	if (node->kind != NODE_SCALAR || str_trim(node->text).len == 0) {
		DIAG(d, node_place(node), MSG_EXPECTED_EXPRESSION);
		return true;
	}
	if (node_is_split(node, &last)) {
		DIAG(d, span_join(node->span, last->key_span),
		     MSG_SPLIT_EXPRESSION);
		return true;
	}
	read = node->plain ? yaml_trap(l->reader.arena, node->text)
			   : STR_NONE;
	if (str_is(read, "true") || str_is(read, "false")) {
		DIAG_STR(d, node->span, MSG_YAML_TRAP_BOOL, node->text, read);
		return true;
	}
	if (read.len > 0) {
		DIAG_STR(d, node->span, MSG_YAML_TRAP_NUMBER, node->text, read);
		return true;
	}
	return false;
}

/* Takes over what was found apart. */
static void diags_move(struct diags *to, const struct diags *from)
{
	to->errors += from->errors;
	to->dropped += from->dropped;
	for (size_t i = 0; i < from->count; i++) {
		if (to->count == DIAGS_MAX) {
			to->dropped++;
			continue;
		}
		to->items = arena_grow(to->arena, to->items, to->count,
				       &to->capacity, sizeof(*to->items));
		to->items[to->count] = from->items[i];
		to->items[to->count].order = (uint32_t)to->count;
		to->count++;
	}
}

const struct expr *load_expr(struct loading *l, const struct node *node,
			     const struct expr_scope *scope,
			     enum expr_type want,
			     const struct expr_values *values)
{
	struct scope_context *c = scope->context;
	struct diags apart;
	struct expr *e;

	if (is_refused(l, node))
		return NULL;
	diags_init(&apart, l->reader.diags->arena);
	c->broken = false;
	e = expr_parse(l->reader.arena, node->text, node->span, scope, want,
		       values, &apart);
	/* What a broken name leads to would only hide the first mistake. */
	if (!c->broken)
		diags_move(l->reader.diags, &apart);
	return e;
}
