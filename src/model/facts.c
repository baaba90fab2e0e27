/*
 * Facts: named expressions, read in the order they need each other.
 *
 * A fact's type is known only once its expression is read, and that
 * expression may read other facts. So the scope of an expression asks for a
 * fact to be settled when it meets its name; the facts being settled form a
 * path, and a name met again on the path is a cycle.
 */
#include "load.h"

#include "base/arena.h"

enum fact_state { FACT_UNREAD, FACT_READING, FACT_READ, FACT_BROKEN };

struct fact_check {
	enum fact_state state;
	const struct node *is;	/* its expression; NULL: none to read */
};

struct fact_checks {
	struct fact *facts;
	struct fact_check *checks;
	uint32_t *path;		/* facts being read */
	struct span *reads;	/* where path[i] reads path[i + 1] */
	uint32_t depth;
};

static void values_read(struct loading *l, const struct node *map,
			struct fact *f)
{
	struct arena *a = l->reader.arena;
	struct name_table ids = { 0 };
	struct str *names;
	struct text *texts;
	uint32_t count = 0;

	if (map == NULL || map->kind != NODE_MAP)
		return;
	names = ARENA_ARRAY(a, map->count, struct str);
	texts = ARENA_ARRAY(a, map->count, struct text);
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		if (count == EXPR_OPTIONS) {
			read_too_many(&l->reader, map, EXPR_OPTIONS);
			break;
		}
		if (!node_read_key_id(&l->reader, n, &names[count]) ||
		    !names_add(&l->reader, &ids, names[count], NAME_FACT, count,
			       n->key_span)) {
			l->incomplete = true;
			continue;
		}
		node_read_text(&l->reader, n, &texts[count++]);
	}
	f->values = (struct expr_values){ names, count };
	f->value_texts = texts;
	f->type = EXPR_CHOICE;
}

/* The long form: a text, values, and the expression under `is`; NULL when it
   cannot be read, which was said. */
static const struct node *long_form(struct loading *l, const struct node *node,
				    struct fact *f)
{
	struct read_map m = read_map(&l->reader, node, "fact");
	const struct node *values, *is;
	bool listed;

	read_text(&m, "text", false, &f->text);
	values = read_child(&m, "values", false);
	if (values != NULL && values->kind == NODE_MAP && values->count > 0)
		values_read(l, values, f);
	else if (values != NULL)
		DIAG_STR(l->reader.diags, node_place(values), MSG_FACT_VALUES,
			 f->id);
	listed = values == NULL || f->values.count > 0;
	l->incomplete |= !listed;
	is = read_child(&m, "is", true);
	read_end(&m);
	return listed ? is : NULL;
}

static void declare(struct loading *l, const struct node *node)
{
	struct fact_checks *all = l->fact_checks;
	uint32_t index = l->pack->fact_count;
	struct fact *f = &all->facts[index];
	struct fact_check *check = &all->checks[index];

	if (!node_read_key_id(&l->reader, node, &f->id) ||
	    !names_add(&l->reader, l->pack->names, f->id, NAME_FACT, index,
		       node->key_span)) {
		l->incomplete = true;
		return;
	}
	f->span = node->key_span;
	f->type = EXPR_OTHER;
	check->is = node->kind == NODE_MAP ? long_form(l, node, f) : node;
	if (check->is == NULL)
		check->state = FACT_BROKEN;
	l->pack->fact_count++;
}

void facts_declare(struct loading *l, const struct node *facts)
{
	struct arena *a = l->trees;
	struct fact_checks *all = ARENA_NEW(a, struct fact_checks);
	uint32_t room = 0;

	l->fact_checks = all;
	if (facts != NULL && facts->kind == NODE_MAP)
		room = facts->count;
	all->facts = ARENA_ARRAY(l->reader.arena, room, struct fact);
	all->checks = ARENA_ARRAY(a, room, struct fact_check);
	all->path = ARENA_ARRAY(a, room, uint32_t);
	all->reads = ARENA_ARRAY(a, room, struct span);
	l->pack->facts = all->facts;
	if (facts == NULL)
		return;
	if (facts->kind != NODE_MAP) {
		read_map(&l->reader, facts, "facts");
		return;
	}
	if (facts->count > PACK_FACTS) {
		read_too_many(&l->reader, facts, PACK_FACTS);
		return;
	}
	for (const struct node *n = facts->first; n != NULL; n = n->next)
		declare(l, n);
}

/* A fact without values takes the type of its expression. */
static bool type_fits(struct loading *l, struct fact *f)
{
	if (f->values.count > 0)
		return true;
	f->type = expr_type(f->is);
	if (f->type == EXPR_BOOL || f->type == EXPR_NUMBER)
		return true;
	DIAG_STR(l->reader.diags, expr_span(f->is), MSG_FACT_TYPE, f->id);
	return false;
}

static bool read_one(struct loading *l, uint32_t index)
{
	struct fact *f = &l->fact_checks->facts[index];
	/* Its own scope: reading another fact on the way changes it. */
	struct expr_scope scope = load_scope(l, NULL, 0, false, false);
	bool listed = f->values.count > 0;

	f->is = load_expr(l, l->fact_checks->checks[index].is, &scope,
			  listed ? EXPR_CHOICE : EXPR_OTHER,
			  listed ? &f->values : NULL);
	return f->is != NULL && type_fits(l, f);
}

static void path_write(struct buf *out, const struct fact_checks *all,
		       uint32_t first, uint32_t again)
{
	for (uint32_t i = first; i < all->depth; i++) {
		buf_str(out, all->facts[all->path[i]].id);
		buf_text(out, " -> ");
	}
	buf_str(out, all->facts[again].id);
}

static void cycle_report(struct loading *l, uint32_t again)
{
	struct fact_checks *all = l->fact_checks;
	struct diags *d = l->reader.diags;
	struct buf path = buf_make(l->reader.arena);
	uint32_t first = 0;
	struct diag *diag;

	while (all->path[first] != again)
		first++;
	path_write(&path, all, first, again);
	diag = DIAG_STR(d, all->reads[first], MSG_CYCLE, buf_view(&path));
	for (uint32_t i = first; i < all->depth; i++) {
		uint32_t next = i + 1 < all->depth ? all->path[i + 1] : again;
		struct str args[] = { all->facts[all->path[i]].id,
				      all->facts[next].id };

		diag_note_str(d, diag, all->reads[i], MSG_CYCLE_STEP, args, 2);
	}
}

bool fact_settle(struct loading *l, uint32_t fact, struct span where)
{
	struct fact_checks *all = l->fact_checks;
	struct fact_check *check = &all->checks[fact];

	if (all->depth > 0)
		all->reads[all->depth - 1] = where;
	if (check->state == FACT_READING) {
		cycle_report(l, fact);
		return false;
	}
	if (check->state == FACT_UNREAD) {
		bool good;

		check->state = FACT_READING;
		all->path[all->depth++] = fact;
		good = read_one(l, fact);
		all->depth--;
		check->state = good ? FACT_READ : FACT_BROKEN;
	}
	return check->state == FACT_READ;
}

void facts_check(struct loading *l)
{
	struct span nowhere = { 0 };

	for (uint32_t i = 0; i < l->pack->fact_count; i++)
		fact_settle(l, i, nowhere);
}
