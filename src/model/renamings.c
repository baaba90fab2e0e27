/* Ids of older versions: `renamed:`, read, checked and followed. */
#include <stdlib.h>

#include "base/arena.h"
#include "load.h"

static int by_old_id(const void *a, const void *b)
{
	return str_cmp(((const struct renaming *)a)->from,
		       ((const struct renaming *)b)->from);
}

const struct node *renamings_read(struct loading *l, const struct node *map,
				  struct renamings *out)
{
	struct renaming *all;

	if (map == NULL || read_map(&l->reader, map, "renamed").node == NULL)
		return NULL;
	all = ARENA_ARRAY(l->reader.arena, map->count, struct renaming);
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		struct renaming *r = &all[out->count];

		r->from = n->key;
		if (!str_is_dotted_id(n->key))
			DIAG_STR(l->reader.diags, n->key_span, MSG_EXPECTED_ID,
				 n->key);
		else if (node_read_str(&l->reader, n, &r->to))
			out->count++;
	}
	qsort(all, out->count, sizeof(*all), by_old_id);
	out->all = all;
	return map;
}

void renamings_check(struct loading *l, const struct node *map,
		     const struct name_table *names)
{
	if (map == NULL)
		return;
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		if (names_find(names, n->key) != NULL)
			DIAG_STR(l->reader.diags, n->key_span,
				 MSG_RENAMED_STILL_THERE, n->key);
		if (n->kind == NODE_SCALAR && names_find(names, n->text) == NULL)
			read_unknown(&l->reader, n->span,
				     MSG_RENAMED_TO_NOTHING, n->text,
				     names->ids, names->count);
	}
}

static struct str follow(const struct renamings *r, struct str id)
{
	uint32_t low = 0, high = r->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = str_cmp(id, r->all[middle].from);

		if (order == 0)
			return r->all[middle].to;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return id;
}

struct str pack_renamed(const struct pack *pack, struct str id)
{
	return follow(&pack->renamings, id);
}

struct str pack_renamed_initiative(const struct pack *pack, struct str id)
{
	return follow(&pack->initiative_renamings, id);
}
