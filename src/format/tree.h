/*
 * What the YAML and JSON readers share about keys given twice.
 *
 * A hostile file may hold half a million keys in one map: comparing each
 * with each would take minutes, and any hash could be aimed at, so large maps
 * are sorted. Small ones, nearly all of them, are compared pair by pair.
 */
#ifndef JALON_FORMAT_TREE_H
#define JALON_FORMAT_TREE_H

#include "format/node.h"

struct repeated_key {
	const struct node *first; /* stays in the map */
	const struct node *again; /* taken out of it */
};

/* Whether a key of the map is given twice. */
bool keys_repeat(struct arena *a, const struct node *map);

/*
 * Takes the children whose key was given before out of the map (the first
 * stays). Returns how many there are, in `*repeated`.
 */
size_t keys_drop_repeated(struct arena *a, struct node *map,
			  struct repeated_key **repeated);

/* Appends to a list or a map; the child's key is the caller's business. */
static inline void node_append(struct node *parent, struct node *child)
{
	if (parent->last == NULL)
		parent->first = child;
	else
		parent->last->next = child;
	parent->last = child;
	parent->count++;
}

#endif
