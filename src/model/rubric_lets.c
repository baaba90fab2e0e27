/* `let`: named numbers of the rubric, settled in the order they need. */
#include "rubric.h"

#include "base/arena.h"

enum { LETS = 200 }; /* settling recurses no deeper than that */

struct use_list {
	struct arena *arena;
	struct use *items;
	size_t count, capacity;
};

static void use_add(void *context, enum expr_symbol_kind kind, uint32_t index,
		    struct span where)
{
	struct use_list *list = context;

	list->items = arena_grow(list->arena, list->items, list->count,
				 &list->capacity, sizeof(*list->items));
	list->items[list->count++] = (struct use){ kind, index, where };
}

const struct use *uses_of(struct arena *a, const struct expr *e,
			  uint32_t *count)
{
	struct use_list list = { .arena = a };

	*count = 0;
	if (e == NULL)
		return NULL;
	expr_uses(e, use_add, &list);
	*count = (uint32_t)list.count;
	return list.items;
}

/* A depth-first walk over lets; `path` holds the ones being settled. */
struct settling {
	struct loading *l;
	const struct node **nodes; /* as written */
	struct let *lets;          /* as written */
	uint32_t count;
	uint8_t *seen; /* 1: on the path; 2: settled */
	uint32_t *path;
	struct span *reads; /* where path[i] reads path[i + 1] */
	uint32_t depth;
	uint32_t *order;
	uint32_t settled;
	bool cycle;
};

static void cycle_report(struct settling *s, uint32_t again)
{
	struct loading *l = s->l;
	struct buf path = buf_make(l->reader.arena);
	uint32_t first = 0;
	struct diag *d;

	s->cycle = true;
	while (s->path[first] != again)
		first++;
	for (uint32_t i = first; i < s->depth; i++) {
		buf_str(&path, s->lets[s->path[i]].id);
		buf_text(&path, " -> ");
	}
	buf_str(&path, s->lets[again].id);
	d = DIAG_STR(l->reader.diags, s->reads[first], MSG_CYCLE,
		     buf_view(&path));
	for (uint32_t i = first; i < s->depth; i++) {
		uint32_t next = i + 1 < s->depth ? s->path[i + 1] : again;
		struct str args[] = { s->lets[s->path[i]].id,
				      s->lets[next].id };

		diag_note_str(l->reader.diags, d, s->reads[i], MSG_CYCLE_STEP,
			      args, 2);
	}
}

static void settle(struct settling *s, uint32_t i)
{
	uint32_t count;
	const struct use *uses =
	    uses_of(s->l->reader.arena, s->lets[i].is, &count);

	s->seen[i] = 1;
	s->path[s->depth++] = i;
	for (uint32_t u = 0; u < count; u++) {
		if (uses[u].kind != EXPR_LET)
			continue;
		s->reads[s->depth - 1] = uses[u].where;
		if (s->seen[uses[u].index] == 0)
			settle(s, uses[u].index);
		else if (s->seen[uses[u].index] == 1)
			cycle_report(s, uses[u].index);
	}
	s->depth--;
	s->seen[i] = 2;
	s->order[s->settled++] = i;
}

static bool lets_parse(struct loading *l, struct let *lets,
		       const struct node *const *nodes, uint32_t count)
{
	struct expr_scope scope = load_scope(l, NULL, 0, false, false);
	bool good = true;

	for (uint32_t i = 0; i < count; i++) {
		lets[i].is = load_expr(l, nodes[i], &scope, EXPR_NUMBER, NULL);
		good = good && lets[i].is != NULL;
	}
	return good;
}

/*
 * Puts the lets in the order found. Their indices stand inside the trees
 * already read, so they are read again once the names point anew.
 */
static void lets_reorder(struct settling *s, struct let *lets)
{
	struct name_table *t = s->l->pack->names;
	const struct node **nodes =
	    ARENA_ARRAY(s->l->trees, s->count, const struct node *);
	uint32_t *place = ARENA_ARRAY(s->l->reader.arena, s->count, uint32_t);

	for (uint32_t i = 0; i < s->count; i++) {
		place[s->order[i]] = i;
		nodes[i] = s->nodes[s->order[i]];
		lets[i] = s->lets[s->order[i]];
	}
	for (size_t i = 0; i < t->count; i++)
		if (t->names[i].kind == NAME_LET)
			t->names[i].index = place[t->names[i].index];
	s->l->pack->rubric.lets = lets;
	lets_parse(s->l, lets, nodes, s->count);
}

static void lets_settle(struct loading *l, struct let *lets,
			const struct node **nodes, uint32_t count)
{
	struct arena *a = l->reader.arena;
	struct settling s = {
		.l = l, .nodes = nodes, .lets = lets, .count = count
	};
	bool moved = false;

	s.seen = ARENA_ARRAY(a, count, uint8_t);
	s.path = ARENA_ARRAY(a, count, uint32_t);
	s.reads = ARENA_ARRAY(a, count, struct span);
	s.order = ARENA_ARRAY(a, count, uint32_t);
	for (uint32_t i = 0; i < count; i++)
		if (s.seen[i] == 0)
			settle(&s, i);
	for (uint32_t i = 0; i < count; i++)
		moved = moved || s.order[i] != i;
	if (moved && !s.cycle)
		lets_reorder(&s, ARENA_ARRAY(a, count, struct let));
}

void rubric_lets_load(struct loading *l, const struct node *map)
{
	struct rubric *r = &l->pack->rubric;
	const struct node **nodes;
	struct let *lets;

	if (map == NULL)
		return;
	if (read_map(&l->reader, map, "let").node == NULL)
		return;
	if (map->count > LETS) {
		read_too_many(&l->reader, map, LETS);
		return;
	}
	lets = ARENA_ARRAY(l->reader.arena, map->count, struct let);
	nodes = ARENA_ARRAY(l->trees, map->count, const struct node *);
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		struct let let = { .span = n->key_span };

		if (!node_read_key_id(&l->reader, n, &let.id) ||
		    !names_add(&l->reader, l->pack->names, let.id, NAME_LET,
			       r->let_count, let.span))
			continue;
		nodes[r->let_count] = n;
		lets[r->let_count++] = let;
	}
	r->lets = lets;
	if (lets_parse(l, lets, nodes, r->let_count))
		lets_settle(l, lets, nodes, r->let_count);
}
