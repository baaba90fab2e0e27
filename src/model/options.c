/* Options of a question, and the sets of them that questions share. */
#include "load.h"

#include "base/arena.h"

static bool option_load(struct loading *l, const struct node *node,
			struct name_table *ids, struct option *o)
{
	struct read_map m = read_map(&l->reader, node, "option");
	const struct node *id = read_child(&m, "id", true);
	bool good = id != NULL && node_read_id(&l->reader, id, &o->id);

	if (id != NULL)
		o->span = id->span;
	good = good && names_add(&l->reader, ids, o->id, NAME_QUESTION, 0,
				 o->span);
	read_text(&m, "text", true, &o->text);
	o->points = RATIO(0);
	o->has_points = read_ratio(&m, "points", false, &o->points);
	read_bool(&m, "exclusive", false, &o->exclusive);
	read_end(&m);
	return good;
}

/* Two options a reader could not tell apart. */
static void warn_same_text(struct loading *l, const struct option *options,
			   uint32_t count)
{
	enum lang lang = l->reader.languages[0];

	for (uint32_t i = 1; i < count; i++)
		for (uint32_t j = 0; j < i; j++) {
			struct str text = options[i].text.in[lang];

			if (text.len == 0 ||
			    !str_eq(text, options[j].text.in[lang]))
				continue;
			DIAG_STR(l->reader.diags, options[i].text.span,
				 MSG_SAME_OPTION_TEXT, text);
			break;
		}
}

struct answer_options options_load(struct loading *l, const struct node *list)
{
	struct answer_options out = { .span = node_place(list) };
	struct name_table ids = { 0 };
	struct option *options;

	if (list->count > EXPR_OPTIONS) {
		read_too_many(&l->reader, list, EXPR_OPTIONS);
		return out;
	}
	options = ARENA_ARRAY(l->reader.arena, list->count, struct option);
	for (const struct node *n = list->first; n != NULL; n = n->next)
		if (option_load(l, n, &ids, &options[out.count]))
			out.count++;
		else
			options[out.count] = (struct option){ 0 };
	out.options = options;
	if (list->count < 2)
		DIAG(l->reader.diags, node_place(list), MSG_TOO_FEW_OPTIONS);
	if (load_warns(l))
		warn_same_text(l, options, out.count);
	return out;
}

static void set_load(struct loading *l, const struct node *node,
		     struct answer_sets *out)
{
	size_t index = out->names.count;
	struct str id;

	if (!node_read_key_id(&l->reader, node, &id) ||
	    !names_add(&l->reader, &out->names, id, NAME_QUESTION,
		       (uint32_t)index, node->key_span))
		return;
	if (node->kind == NODE_LIST)
		out->sets[index] = options_load(l, node);
	else
		DIAG_STR(l->reader.diags, node_place(node), MSG_EXPECTED_LIST,
			 STR("{id: ..., text: ...}"));
}

void answer_sets_load(struct loading *l, const struct node *sets,
		      struct answer_sets *out)
{
	struct read_map m;

	*out = (struct answer_sets){ 0 };
	if (sets == NULL)
		return;
	m = read_map(&l->reader, sets, "answer_sets");
	if (m.node == NULL)
		return;
	out->sets = ARENA_ARRAY(l->reader.arena, sets->count,
				struct answer_options);
	for (const struct node *n = sets->first; n != NULL; n = n->next)
		set_load(l, n, out);
}
