/* Lists of ids, read into the indices of what they name. */
#include "rubric.h"

#include "base/arena.h"

uint32_t ids_find(const struct str *ids, uint32_t count, struct str id)
{
	for (uint32_t i = 0; i < count; i++)
		if (str_eq(ids[i], id))
			return i;
	return NO_INDEX;
}

enum { SPARE = 100 }; /* repeated or unknown ones, told one by one */

static bool is_in(const uint32_t *items, uint32_t count, uint32_t item)
{
	for (uint32_t i = 0; i < count; i++)
		if (items[i] == item)
			return true;
	return false;
}

uint32_t *read_indices(struct reader *r, const struct node *list,
		       const struct str *ids, uint32_t id_count,
		       enum message message, uint32_t *count)
{
	uint32_t *items;

	*count = 0;
	if (list == NULL)
		return NULL;
	if (list->count > id_count + SPARE) {
		read_too_many(r, list, id_count);
		return NULL;
	}
	items = ARENA_ARRAY(r->arena, list->count, uint32_t);
	for (const struct node *n = list->first; n != NULL; n = n->next) {
		uint32_t found;
		struct str id;

		if (!node_read_id(r, n, &id))
			continue;
		found = ids_find(ids, id_count, id);
		if (found == NO_INDEX)
			read_unknown(r, n->span, message, id, ids,
				     id_count);
		else if (is_in(items, *count, found))
			DIAG_STR(r->diags, n->span, MSG_REPEATED_ITEM, id);
		else
			items[(*count)++] = found;
	}
	return items;
}

struct str *initiative_ids(struct loading *l)
{
	const struct catalogue *c = &l->pack->catalogue;
	struct str *ids =
	    ARENA_ARRAY(l->trees, c->initiative_count, struct str);

	for (uint32_t i = 0; i < c->initiative_count; i++)
		ids[i] = c->initiatives[i].id;
	return ids;
}
