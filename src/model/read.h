/*
 * Reading values from a tree, with a diagnostic for whatever is not as
 * expected. Private to model/.
 *
 * Each reader takes a map and a key, marks the key as known, and says true
 * when a good value was stored. A missing key is an error only when
 * `required`. After reading a map, read_end() reports its unknown keys, with
 * the nearest known one.
 */
#ifndef MODEL_READ_H
#define MODEL_READ_H

#include "model/pack.h"

enum { READ_KEYS = 48, READ_MISSPELT = 4 };

/* The languages a pack's texts must have, and where diagnostics go. */
struct reader {
	struct arena *arena;
	struct diags *diags;
	enum lang languages[LANG_COUNT];
	uint32_t language_count;
};

/* One map being read. */
struct read_map {
	struct reader *reader;
	const struct node *node;	/* NULL when it was not a map */
	struct str known[READ_KEYS];
	uint32_t known_count;
	const struct node *misspelt[READ_MISSPELT];	/* already reported */
	uint32_t misspelt_count;
	const char *what;	/* "question", "option": for the sentences */
};

/* Begins reading; reports a node that is not a map. */
struct read_map read_map(struct reader *r, const struct node *node,
			 const char *what);
void read_end(struct read_map *m);

/* The child under `key` (marked as known), or NULL after a diagnostic when
   it is required. */
const struct node *read_child(struct read_map *m, const char *key,
			      bool required);
bool read_id(struct read_map *m, const char *key, bool required,
	     struct str *id);
bool read_str(struct read_map *m, const char *key, bool required,
	      struct str *text);
/* {fr: ..., en: ...}: every language of the pack, nothing empty. */
bool read_text(struct read_map *m, const char *key, bool required,
	       struct text *text);
bool read_bool(struct read_map *m, const char *key, bool required, bool *value);
bool read_ratio(struct read_map *m, const char *key, bool required,
		struct ratio *value);
bool read_uint(struct read_map *m, const char *key, bool required, uint32_t min,
	       uint32_t max, uint32_t *value);
/* A list of scalars; a single scalar where a list is meant is an error. */
const struct node *read_list(struct read_map *m, const char *key,
			     bool required);
/* A list of anything (maps, mostly). */
const struct node *read_items(struct read_map *m, const char *key,
			      bool required);
/* {low, likely, high}, in order. */
bool read_estimate(struct read_map *m, const char *key, bool required,
		   struct estimate *value);

/* The same for a node already in hand. */
bool node_is_list(struct reader *r, const struct node *node);
bool node_is_scalar_list(struct reader *r, const struct node *node);
bool node_read_text(struct reader *r, const struct node *node,
		    struct text *text);
bool node_read_id(struct reader *r, const struct node *node, struct str *id);
bool node_read_ratio(struct reader *r, const struct node *node,
		     struct ratio *value);
bool node_read_bool(struct reader *r, const struct node *node, bool *value);
bool node_read_uint(struct reader *r, const struct node *node, uint32_t min,
		    uint32_t max, uint32_t *value);
bool node_read_estimate(struct reader *r, const struct node *node,
			struct estimate *value);

/* A key that is an id the author chose (a fact, a value, a size). */
bool node_read_key_id(struct reader *r, const struct node *child,
		      struct str *id);
/* A scalar's text, not empty; a list or a map is an error. */
bool node_read_str(struct reader *r, const struct node *node,
		   struct str *text);
/* "leaders", "staff" or "experts". */
bool node_read_group(struct reader *r, const struct node *node,
		     enum group *group);
/* Three whole numbers: "1.0.0". */
bool node_read_version(struct reader *r, const struct node *node,
		       struct str *version);
/* A scalar as its author wrote it, with its quotes, when it is short. */
struct str node_written(const struct node *node);
/* The place to speak of a whole map or list: its key, or its first line. */
struct span node_place(const struct node *node);
/*
 * In braces, a comma ends a plain scalar: `{when: if(a, b, c)}` has a key
 * `when` worth `if(a`, then keys `b` and `c)` worth nothing. True when that
 * happened to this expression; `*last` is the last key cut off.
 */
bool node_is_split(const struct node *scalar, const struct node **last);

/* An error at `span`: `name` is not one of `names`, with a suggestion. */
void read_unknown(struct reader *r, struct span span, enum message message,
		  struct str name, const struct str *names, size_t count);

/* `items` has more children than the limit: says so. */
void read_too_many(struct reader *r, const struct node *items, uint32_t limit);
/* `languages:` into the reader; false when it gives none. */
bool read_languages(struct read_map *m);

#endif
