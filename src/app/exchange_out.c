/* A round as text for other programs, and a case as a file of its own. */
#include "exchange_part.h"

#include "base/arena.h"
#include "doc/tables.h"
#include "format/json.h"

static uint32_t count_alone(const struct case_view *v)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < v->respondent_count; i++)
		n += person_is_alone(&v->respondents[i]);
	return n;
}

/* --- YAML in blocks ----------------------------------------------------- */

static void put_indent(struct buf *out, int depth)
{
	for (int i = 0; i < depth; i++)
		buf_text(out, "  ");
}

/*
 * Bare only numbers, truths and ids that nothing reads as something else; a
 * text between double quotes has the same escapes in JSON and in YAML.
 */
static bool is_bare(struct arena *a, struct str text)
{
	return str_is_dotted_id(text) && yaml_trap(a, text).len == 0 &&
	       !str_is(text, "null") && !str_is(text, "true") &&
	       !str_is(text, "false");
}

static void put_text(struct buf *out, struct str text)
{
	struct json j = json_make(out, false);

	if (is_bare(out->arena, text))
		buf_str(out, text);
	else
		json_str(&j, text);
}

static void put_scalar(struct buf *out, const struct node *n)
{
	if (n->kind == NODE_NULL)
		return;
	if (n->kind != NODE_SCALAR)
		buf_text(out, n->kind == NODE_MAP ? "{}" : "[]");
	else if (n->plain)
		buf_str(out, n->text);
	else
		put_text(out, n->text);
}

static bool is_block(const struct node *n)
{
	return (n->kind == NODE_MAP || n->kind == NODE_LIST) && n->count > 0;
}

static void put_block(struct buf *out, const struct node *node, int depth);

static void put_value(struct buf *out, const struct node *n, int depth)
{
	if (is_block(n)) {
		buf_char(out, '\n');
		put_block(out, n, depth);
		return;
	}
	if (n->kind != NODE_NULL)
		buf_char(out, ' ');
	put_scalar(out, n);
	buf_char(out, '\n');
}

/* The first member of a map in a list stands beside the dash. */
static void put_members(struct buf *out, const struct node *map, int depth,
			bool after_dash)
{
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		if (!after_dash)
			put_indent(out, depth);
		after_dash = false;
		put_text(out, n->key);
		buf_char(out, ':');
		put_value(out, n, depth + 1);
	}
}

static void put_block(struct buf *out, const struct node *node, int depth)
{
	if (node->kind == NODE_MAP) {
		put_members(out, node, depth, false);
		return;
	}
	for (const struct node *n = node->first; n != NULL; n = n->next) {
		put_indent(out, depth);
		buf_char(out, '-');
		if (n->kind == NODE_MAP && n->count > 0) {
			buf_char(out, ' ');
			put_members(out, n, depth + 1, true);
		} else {
			put_value(out, n, depth + 1);
		}
	}
}

void exchange_yaml(struct buf *out, const struct node *document)
{
	put_block(out, document, 0);
}

/* --- texts -------------------------------------------------------------- */

static bool put_document(struct desk *d, const struct case_view *view,
			 bool yaml, struct buf *out)
{
	const struct node *document = case_document(d, view, STAFF_NONE, false);

	if (!desk_read_well(d))
		return false;
	if (yaml) {
		exchange_yaml(out, document);
	} else {
		struct json j = json_make(out, true);

		json_node(&j, document);
		buf_char(out, '\n');
	}
	return true;
}

bool exchange_export(struct desk *d, const struct case_view *view,
		     enum export_as as, enum lang lang, struct buf *out,
		     struct export_done *done)
{
	struct table_style style = table_style(lang);
	const struct score *score = NULL;

	*done = (struct export_done){ 0 };
	if (as != AS_DICTIONARY)
		done->staff_left = count_alone(view);
	if (as == AS_YAML || as == AS_JSON) {
		uint32_t published;

		store_published(d->store, d->arena, view->round->id,
				&published);
		done->scores_apart = published > 0;
		return put_document(d, view, as == AS_YAML, out);
	}
	if (as == AS_DICTIONARY) {
		table_dictionary(out, view->pack, &style);
		return true;
	}
	score = case_score(d, view, view->pack);
	if (score == NULL)
		return false;
	if (as == AS_CSV)
		table_answers(out, score, &style);
	else
		table_scores(out, score, &style);
	return true;
}

/* --- the case whole ----------------------------------------------------- */

bool exchange_export_case(struct desk *d, const struct case_view *view,
			  bool with_staff, const char *path,
			  struct export_done *done)
{
	*done = (struct export_done){ 0 };
	for (uint32_t i = 0; i < view->round_count && !with_staff; i++) {
		uint32_t count;
		const struct respondent_record *all = store_respondents(
		    d->store, d->arena, view->rounds[i].id, &count);

		for (uint32_t r = 0; r < count; r++)
			done->staff_left += person_is_alone(&all[r]);
	}
	if (!desk_read_well(d) || !exchange_may_write(d, path))
		return false;
	return desk_did(d, store_export(d->store, view->record->id, with_staff,
					path, d->diags));
}
