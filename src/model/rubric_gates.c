/* Gates: a condition, the levels it caps, the initiatives that lift it. */
#include "rubric.h"

#include "base/arena.h"

enum { GATE_CAPS = 8 }; /* as many as a gate's result holds */

/* A level written as a number, or an expression that gives one. */
static const struct expr *cap_level(struct loading *l, const struct node *node,
				    bool overall)
{
	struct expr_scope scope = load_scope(l, NULL, 0, true, overall);
	uint32_t count = l->pack->rubric.level_count;
	struct ratio value;

	if (node->kind != NODE_SCALAR || !ratio_parse(node->text, &value))
		return load_expr(l, node, &scope, EXPR_NUMBER, NULL);
	if (value.den != 1 || value.num < 1 || value.num > (int64_t)count) {
		struct buf b = buf_make(l->reader.arena);

		buf_int(&b, count);
		DIAG_STR(l->reader.diags, node->span, MSG_RUBRIC_CAP_LEVEL,
			 node->text, buf_view(&b));
		return NULL;
	}
	return expr_constant(l->reader.arena, value, node->span);
}

_Static_assert((int)PACK_DIMENSIONS < (int)READ_KEYS,
	       "a cap for each dimension");

static void cap_read(struct loading *l, const struct node *node,
		     uint32_t dimension, struct cap *caps, struct gate *gate)
{
	struct cap *cap = &caps[gate->cap_count];

	if (node == NULL)
		return;
	cap->dimension = dimension;
	cap->span = node->span;
	cap->level = cap_level(l, node, dimension == NO_INDEX);
	if (cap->level != NULL)
		gate->cap_count++;
}

static void caps_read(struct loading *l, const struct node *map,
		      struct gate *gate)
{
	const struct rubric *r = &l->pack->rubric;
	struct read_map m;
	struct cap *caps;

	if (map->kind != NODE_MAP || map->count == 0 ||
	    map->count > GATE_CAPS) {
		DIAG_STR(l->reader.diags, node_place(map), MSG_RUBRIC_CAP,
			 gate->id);
		return;
	}
	caps = ARENA_ARRAY(l->reader.arena, map->count, struct cap);
	m = read_map(&l->reader, map, "cap");
	cap_read(l, read_child(&m, "overall", false), NO_INDEX, caps, gate);
	for (uint32_t i = 0; i < r->dimension_count; i++)
		cap_read(l,
			 read_child(
			     &m, str_cstr(l->reader.arena, r->dimensions[i].id),
			     false),
			 i, caps, gate);
	read_end(&m);
	gate->caps = caps;
}

/* Their ids only: the initiatives are read after the rubric. */
static void lifters_read(struct loading *l, const struct node *list,
			 struct gate *gate)
{
	struct str *ids;

	if (list == NULL)
		return;
	if (list->count > PACK_INITIATIVES) {
		read_too_many(&l->reader, list, PACK_INITIATIVES);
		return;
	}
	ids = ARENA_ARRAY(l->reader.arena, list->count, struct str);
	for (const struct node *n = list->first; n != NULL; n = n->next) {
		struct str id;

		if (!node_read_id(&l->reader, n, &id))
			continue;
		if (ids_find(ids, gate->lifted_count, id) != NO_INDEX)
			DIAG_STR(l->reader.diags, n->span, MSG_REPEATED_ITEM,
				 id);
		else
			ids[gate->lifted_count++] = id;
	}
	gate->lifted_ids = ids;
}

static void gate_read(struct loading *l, const struct node *node,
		      struct gate *gate)
{
	struct expr_scope scope = load_scope(l, NULL, 0, true, false);
	struct read_map m = read_map(&l->reader, node, "gate");
	const struct node *n;

	if (m.node == NULL)
		return;
	read_str(&m, "code", false, &gate->code);
	n = read_child(&m, "when", false);
	if (n != NULL)
		gate->when = load_expr(l, n, &scope, EXPR_BOOL, NULL);
	n = read_child(&m, "cap", true);
	if (n != NULL)
		caps_read(l, n, gate);
	lifters_read(l, read_list(&m, "lifted_by", false), gate);
	read_end(&m);
}

static void gate_block(struct loading *l, const struct part *part,
		       struct gate *gate)
{
	const struct node *node = part_block(l, part);
	struct read_map m;

	if (part->block == NULL)
		DIAG_STR(l->reader.diags, part->span, MSG_RUBRIC_NO_BLOCK,
			 part->id, STR("gate"));
	if (node == NULL)
		return;
	m = read_map(&l->reader, node, "gate block");
	node = read_child(&m, "gate", true);
	if (node == NULL)
		return;
	gate_read(l, node, gate);
	read_end(&m);
}

uint32_t rubric_find_gate(const struct rubric *r, struct str id)
{
	for (uint32_t i = 0; i < r->gate_count; i++)
		if (str_eq(r->gates[i].id, id))
			return i;
	return NO_INDEX;
}

void rubric_gates_load(struct loading *l, const struct outline *o)
{
	struct rubric *r = &l->pack->rubric;
	struct gate *gates;
	uint32_t count = 0;

	for (size_t i = 0; i < o->count; i++)
		count += o->parts[i].kind == PART_GATE;
	if (rubric_too_many(l, o, "gate", count, PACK_GATES))
		return;
	gates = ARENA_ARRAY(l->reader.arena, count, struct gate);
	r->gates = gates;
	for (size_t i = 0; i < o->count; i++) {
		struct part *part = &o->parts[i];
		uint32_t other;

		if (part->kind != PART_GATE)
			continue;
		other = rubric_find_gate(r, part->id);
		if (other != NO_INDEX) {
			struct diag *d = DIAG_STR(l->reader.diags, part->span,
						  MSG_DUPLICATE_ID, part->id);

			diag_note_str(l->reader.diags, d, gates[other].span,
				      MSG_FIRST_GIVEN_HERE, NULL, 0);
			continue;
		}
		part->index = r->gate_count++;
		gates[part->index].id = part->id;
		gates[part->index].span = part->span;
		gate_block(l, part, &gates[part->index]);
	}
}
