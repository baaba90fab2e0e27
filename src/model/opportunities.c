/* opportunities.yaml: uses of AI worth a first trial. */
#include "rubric.h"

#include "base/arena.h"

enum { TRIAL_DAYS = 30 };

/* While the file is read. */
struct work {
	struct loading *l;
	struct catalogue *catalogue;
	struct str *functions; /* ids */
	struct opportunity *opportunities;
};

static void functions_load(struct work *w, const struct node *map)
{
	struct reader *r = &w->l->reader;
	struct named_text *functions;

	if (map == NULL || read_map(r, map, "functions").node == NULL)
		return;
	functions = ARENA_ARRAY(r->arena, map->count, struct named_text);
	w->functions = ARENA_ARRAY(r->arena, map->count, struct str);
	w->catalogue->functions = functions;
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		uint32_t i = w->catalogue->function_count;

		if (!node_read_key_id(r, n, &functions[i].id))
			continue;
		node_read_text(r, n, &functions[i].text);
		w->functions[i] = functions[i].id;
		w->catalogue->function_count++;
	}
}

static void function_read(struct work *w, struct read_map *m,
			  struct opportunity *o)
{
	const struct node *node = read_child(m, "function", true);
	uint32_t count = w->catalogue->function_count;

	o->function = NO_INDEX;
	if (node == NULL)
		return;
	o->function = ids_find(w->functions, count, node->text);
	if (o->function == NO_INDEX)
		read_unknown(m->reader, node->span, MSG_FUNCTION_UNKNOWN,
			     node->text, w->functions, count);
}

static void exposure_read(struct work *w, struct read_map *m,
			  struct opportunity *o)
{
	uint32_t fact = w->l->pack->rubric.target_by;
	const struct node *node = read_child(m, "exposure", fact != NO_INDEX);
	const struct expr_values *values;

	if (node == NULL)
		return;
	if (fact == NO_INDEX) {
		DIAG(m->reader->diags, node->key_span, MSG_EXPOSURE_NONE);
		return;
	}
	values = &w->l->pack->facts[fact].values;
	o->exposure = ids_find(values->ids, values->count, node->text);
	if (o->exposure == NO_INDEX)
		read_unknown(m->reader, node->span, MSG_EXPOSURE_UNKNOWN,
			     node->text, values->ids, values->count);
}

static void sectors_read(struct work *w, struct read_map *m,
			 struct opportunity *o)
{
	const struct node *list = read_list(m, "sectors", false);
	uint32_t question = w->l->pack->sector_question;
	struct expr_values none = { NULL, 0 };
	const struct expr_values *values = &none;
	struct str *sectors;
	uint32_t *found;

	if (list == NULL)
		return;
	if (question != NO_INDEX)
		values = &w->l->pack->questions[question].values;
	found = read_indices(&w->l->reader, list, values->ids, values->count,
			     MSG_SECTOR_UNKNOWN, &o->sector_count);
	sectors = ARENA_ARRAY(m->reader->arena, o->sector_count, struct str);
	for (uint32_t i = 0; i < o->sector_count; i++)
		sectors[i] = values->ids[found[i]];
	o->sectors = sectors;
}

static void texts_read(struct read_map *m, struct opportunity *o)
{
	read_text(m, "title", true, &o->title);
	read_text(m, "task", true, &o->task);
	read_text(m, "data", true, &o->data);
	read_text(m, "trial", true, &o->trial);
	read_text(m, "baseline", true, &o->baseline);
	read_text(m, "stop", true, &o->stop);
	read_text(m, "not_when", true, &o->not_when);
}

static void opportunity_id(struct work *w, struct read_map *m,
			   struct opportunity *o)
{
	struct reader *r = m->reader;

	if (!read_id(m, "id", true, &o->id))
		return;
	o->span = node_get(m->node, "id")->span;
	for (struct opportunity *p = w->opportunities; p != o; p++) {
		struct diag *d;

		if (!str_eq(p->id, o->id))
			continue;
		d = DIAG_STR(r->diags, o->span, MSG_DUPLICATE_ID, o->id);
		diag_note_str(r->diags, d, p->span, MSG_FIRST_GIVEN_HERE, NULL,
			      0);
		return;
	}
}

static void opportunity_read(struct work *w, const struct node *node,
			     struct opportunity *o)
{
	struct expr_scope scope = load_scope(w->l, NULL, 0, false, false);
	struct read_map m = read_map(&w->l->reader, node, "opportunity");
	const struct node *when;

	if (m.node == NULL)
		return;
	opportunity_id(w, &m, o);
	function_read(w, &m, o);
	texts_read(&m, o);
	exposure_read(w, &m, o);
	read_uint(&m, "trial_days", true, 1, TRIAL_DAYS, &o->trial_days);
	when = read_child(&m, "when", false);
	if (when != NULL)
		o->when = load_expr(w->l, when, &scope, EXPR_BOOL, NULL);
	sectors_read(w, &m, o);
	o->requires =
	    read_indices(&w->l->reader, read_list(&m, "requires", false),
			 initiative_ids(w->l), w->catalogue->initiative_count,
			 MSG_UNKNOWN_INITIATIVE, &o->require_count);
	read_end(&m);
}

static void opportunities_read(struct work *w, const struct node *list)
{
	struct catalogue *c = w->catalogue;

	if (list == NULL)
		return;
	if (list->count > PACK_OPPORTUNITIES) {
		read_too_many(&w->l->reader, list, PACK_OPPORTUNITIES);
		return;
	}
	w->opportunities =
	    ARENA_ARRAY(w->l->reader.arena, list->count, struct opportunity);
	c->opportunities = w->opportunities;
	for (const struct node *n = list->first; n != NULL; n = n->next)
		opportunity_read(w, n,
				 &w->opportunities[c->opportunity_count++]);
}

bool opportunities_load(struct loading *l)
{
	struct work w = { .l = l, .catalogue = &l->pack->catalogue };
	const struct source *source;
	const struct node *node;
	struct read_map m;

	if (!load_has(l, "opportunities.yaml"))
		return true;
	node = load_tree(l, "opportunities.yaml", &source);
	m = read_map(&l->reader, node, "opportunities");
	if (m.node == NULL)
		return false;
	functions_load(&w, read_child(&m, "functions", true));
	opportunities_read(&w, read_items(&m, "opportunities", true));
	read_end(&m);
	return true;
}
