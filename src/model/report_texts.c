/* report.yaml: what the report says by level and by exposure. */
#include "rubric.h"

#include "base/arena.h"

static void level_read(struct loading *l, const struct node *node,
		       uint32_t level)
{
	struct report_texts *t = &l->pack->report_texts;
	struct read_map m = read_map(&l->reader, node, "level");

	read_text(&m, "meaning", true, &t->level_meaning[level]);
	read_text(&m, "next", true, &t->level_next[level]);
	read_end(&m);
}

static void levels_read(struct loading *l, const struct node *map)
{
	uint32_t count = l->pack->rubric.level_count;
	bool seen[PACK_LEVELS + 1] = { false };
	struct reader *r = &l->reader;

	if (map == NULL || read_map(r, map, "levels").node == NULL)
		return;
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		uint32_t level = key_number(n->key);

		if (level < 1 || level > count) {
			DIAG_STR(r->diags, n->key_span, MSG_REPORT_LEVEL,
				 n->key, number_text(r->arena, count));
			continue;
		}
		seen[level] = true;
		level_read(l, n, level);
	}
	for (uint32_t level = 1; level <= count; level++)
		if (!seen[level])
			DIAG_STR(r->diags, node_place(map),
				 MSG_REPORT_LEVEL_MISSING,
				 number_text(r->arena, level));
}

static void exposures_read(struct loading *l, struct read_map *head)
{
	uint32_t fact = l->pack->rubric.target_by;
	const struct node *map =
	    read_child(head, "exposures", fact != NO_INDEX);
	bool seen[EXPR_OPTIONS] = { false };
	struct reader *r = &l->reader;
	const struct expr_values *values;

	if (map == NULL)
		return;
	if (fact == NO_INDEX) {
		DIAG(r->diags, map->key_span, MSG_EXPOSURE_NONE);
		return;
	}
	if (read_map(r, map, "exposures").node == NULL)
		return;
	values = &l->pack->facts[fact].values;
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		uint32_t i = ids_find(values->ids, values->count, n->key);

		if (i == NO_INDEX) {
			read_unknown(r, n->key_span, MSG_EXPOSURE_UNKNOWN,
				     n->key, values->ids, values->count);
			continue;
		}
		seen[i] = true;
		node_read_text(r, n, &l->pack->report_texts.exposures[i]);
	}
	for (uint32_t i = 0; i < values->count; i++)
		if (!seen[i])
			DIAG_STR(r->diags, map->key_span, MSG_EXPOSURE_MISSING,
				 values->ids[i]);
}

bool report_texts_load(struct loading *l)
{
	const struct source *source;
	const struct node *node;
	struct read_map m;

	if (!load_has(l, "report.yaml"))
		return true;
	node = load_tree(l, "report.yaml", &source);
	m = read_map(&l->reader, node, "report");
	if (m.node == NULL)
		return false;
	l->pack->has_report_texts = true;
	levels_read(l, read_child(&m, "levels", true));
	exposures_read(l, &m);
	read_text(&m, "notice", true, &l->pack->report_texts.notice);
	read_text(&m, "title", false, &l->pack->report_texts.title);
	read_text(&m, "usual", false, &l->pack->report_texts.usual);
	read_text(&m, "references", false, &l->pack->report_texts.references);
	read_end(&m);
	return true;
}
