/* The view as a whole, and putting values into it. */
#include "view.h"

#include "plan/weeks.h"

struct view view_make(struct arena *a, const struct document_request *request)
{
	struct view v = {
		.arena = a,
		.score = request->score,
		.plan = request->plan,
		.pack = request->score->pack,
		.answers = request->score->answers,
		.lang = request->lang,
		.firm = request->firm,
		.consultant = request->audience == AUDIENCE_CONSULTANT,
		.no_conditions = request->no_conditions,
	};

	v.has_start = plan_begins(v.answers, &v.start);
	return v;
}

void view_put_null(struct view *v, struct node *map, const char *key)
{
	struct node *nothing = node_map(v->arena);

	nothing->kind = NODE_NULL;
	node_set(map, key, nothing);
}

void view_put(struct view *v, struct node *map, const char *key,
	      struct str text)
{
	if (text.len == 0)
		view_put_null(v, map, key);
	else
		node_set(map, key, node_text(v->arena, text));
}

void view_put_own(struct view *v, struct node *map, const char *key,
		  struct str text)
{
	if (text.len == 0)
		view_put_null(v, map, key);
	else
		node_set(map, key, node_trusted(v->arena, text));
}

void view_put_text(struct view *v, struct node *map, const char *key,
		   const struct text *text)
{
	view_put_own(v, map, key, view_text(v, text));
}

void view_put_flag(struct view *v, struct node *map, const char *key,
		   bool value)
{
	node_set(map, key, node_bool(v->arena, value));
}

/* Zero is null, so that `{{#count}}` opens only when there is something. */
void view_put_count(struct view *v, struct node *map, const char *key,
		    uint64_t n)
{
	view_put_own(v, map, key, n == 0 ? STR_NONE : view_count(v, n));
}

struct node *view_put_map(struct view *v, struct node *map, const char *key)
{
	return node_set(map, key, node_map(v->arena));
}

struct node *view_put_list(struct view *v, struct node *map, const char *key)
{
	return node_set(map, key, node_list(v->arena));
}

struct node *view_add_map(struct view *v, struct node *list)
{
	return node_add(list, node_map(v->arena));
}

struct node *document_view(struct arena *a,
			   const struct document_request *request)
{
	struct view v = view_make(a, request);
	struct node *root = node_map(a);

	view_summary(&v, root);
	view_prerequisites(&v, root);
	view_profile(&v, root);
	view_findings(&v, root);
	view_plan(&v, root);
	view_opportunities(&v, root);
	view_unknown(&v, root);
	view_appendix(&v, root);
	view_exclusions(&v, root);
	view_references(&v, root);
	return root;
}
