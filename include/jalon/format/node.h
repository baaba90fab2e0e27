/*
 * One tree for YAML and JSON, and for what templates are filled with.
 *
 * libyaml's events and jansson's values are copied into this tree at once and
 * freed; nothing of either library leaves format/. Every node knows its place
 * in the source, keys included. Scalars stay text: whoever reads one knows
 * what it should be, and says so when it is not.
 *
 * A text or a key is a slice of the source when it stands there unchanged,
 * else a copy, and never a part of its node: who keeps the texts of a tree may
 * let its nodes go (yaml_parse_span).
 */
#ifndef JALON_FORMAT_NODE_H
#define JALON_FORMAT_NODE_H

#include "base/diag.h"
#include "base/ratio.h"

struct arena;

enum node_kind { NODE_NULL, NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	bool plain;		/* scalar: written without quotes */
	bool trusted;		/* template data: text of the pack, not of an
				   answer; may hold Markdown */
	uint32_t count;		/* children of a list or map */
	struct span span;	/* of the value, its quotes included */
	struct str text;	/* scalar: its text, unescaped */
	struct str key;		/* child of a map: its key */
	struct span key_span;
	struct node *first;	/* first child */
	struct node *last;	/* last child */
	struct node *next;	/* next sibling */
};

/*
 * Reads one YAML document. Returns NULL after at least one diagnostic:
 * a syntax error, a directive, an anchor, alias or tag, a second document,
 * nesting over 64, a tab in the indentation. Duplicate keys are reported and
 * reading goes on (the first one wins), so a tree may come back with errors
 * counted in `diags`. A file without content is an error. Plain scalars that
 * YAML 1.1 would turn into something else are left as text; see yaml_trap.
 * An empty value and a plain `null` are NODE_NULL.
 * The source is scanned first (format/scan.h).
 */
struct node *yaml_parse(struct arena *a, const struct source *source,
			struct diags *diags);

/*
 * The same for a stretch of a source, all of it or a YAML text embedded there
 * (a fenced block of a Markdown file). Nodes live in `nodes`; texts and keys
 * in `texts`, or in the source. The two may be one.
 */
struct node *yaml_parse_span(struct arena *nodes, struct arena *texts,
			     struct span where, struct diags *diags);

/*
 * Reads one JSON text (RFC 8259), strictly: duplicate keys, NaN, trailing
 * text, bad escapes and nesting over 64 are refused with their place. Numbers
 * keep their text. true, false and null are plain scalars ("true") and
 * NODE_NULL. Texts without escapes are slices of the source.
 */
struct node *json_parse(struct arena *a, const struct source *source,
			struct diags *diags);

/* YAML or JSON, by the file's name (".json" or ".JSON" is JSON). */
struct node *node_load(struct arena *a, const char *path,
		       const struct source **source, struct diags *diags);

/* The child with that key, or NULL. `map` may be NULL or no map. */
struct node *node_get(const struct node *map, const char *key);

/* Building trees for templates. */
struct node *node_map(struct arena *a);
struct node *node_list(struct arena *a);
struct node *node_text(struct arena *a, struct str text);
struct node *node_trusted(struct arena *a, struct str text);
struct node *node_int(struct arena *a, int64_t n);
struct node *node_bool(struct arena *a, bool value);
/* Appends `child` under `key` (borrowed); returns the child. */
struct node *node_set(struct node *map, const char *key, struct node *child);
struct node *node_add(struct node *list, struct node *child);

/*
 * What a plain scalar that looks like a YAML 1.1 trap would have been read
 * as elsewhere, or what was probably meant: `no`, `non` -> "false", `12:30`
 * -> "750", `0,33` -> "0.33", `0o17`, `017` -> "15", `~` -> "null". Returns an
 * empty slice when it is no trap.
 */
struct str yaml_trap(struct arena *a, struct str text);

#endif
