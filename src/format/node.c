/* Trees: building them, looking into them, loading them from files. */
#include "format/node.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "tree.h"

struct node *node_get(const struct node *map, const char *key)
{
	size_t len = strlen(key);

	if (map == NULL || map->kind != NODE_MAP)
		return NULL;
	for (struct node *n = map->first; n != NULL; n = n->next)
		if (n->key.len == len && memcmp(n->key.at, key, len) == 0)
			return n;
	return NULL;
}

static bool is_json(const char *path)
{
	size_t len = strlen(path);

	return len >= 5 && strcasecmp(path + len - 5, ".json") == 0;
}

struct node *node_load(struct arena *a, const char *path,
		       const struct source **source, struct diags *diags)
{
	struct source *loaded = source_load(a, path, diags);

	if (source != NULL)
		*source = loaded;
	if (loaded == NULL)
		return NULL;
	if (is_json(path))
		return json_parse(a, loaded, diags);
	return yaml_parse(a, loaded, diags);
}

static struct node *node_make(struct arena *a, enum node_kind kind)
{
	struct node *n = ARENA_NEW(a, struct node);

	n->kind = kind;
	return n;
}

struct node *node_map(struct arena *a)
{
	return node_make(a, NODE_MAP);
}

struct node *node_list(struct arena *a)
{
	return node_make(a, NODE_LIST);
}

struct node *node_text(struct arena *a, struct str text)
{
	struct node *n = node_make(a, NODE_SCALAR);

	n->text = text;
	return n;
}

struct node *node_trusted(struct arena *a, struct str text)
{
	struct node *n = node_text(a, text);

	n->trusted = true;
	return n;
}

struct node *node_int(struct arena *a, int64_t number)
{
	struct buf digits = buf_make(a);
	struct node *n;

	buf_int(&digits, number);
	n = node_text(a, buf_view(&digits));
	n->plain = true;
	return n;
}

struct node *node_bool(struct arena *a, bool value)
{
	struct node *n = node_text(a, value ? STR("true") : STR("false"));

	n->plain = true;
	return n;
}

struct node *node_set(struct node *map, const char *key, struct node *child)
{
	if (map->kind != NODE_MAP)
		BUG("`%s` set in a node that is no map", key);
	child->key = str_from(key);
	node_append(map, child);
	return child;
}

struct node *node_add(struct node *list, struct node *child)
{
	if (list->kind != NODE_LIST)
		BUG("a child added to a node that is no list");
	node_append(list, child);
	return child;
}

/* Keys given twice. */

enum { PAIRWISE_MAX = 64 };

static int by_key(const void *left, const void *right)
{
	const struct node *a = *(struct node *const *)left;
	const struct node *b = *(struct node *const *)right;
	int order = str_cmp(a->key, b->key);

	if (order != 0)
		return order;
	return a->key_span.from < b->key_span.from ? -1 : 1;
}

static int by_offset(const void *left, const void *right)
{
	const struct node *a = *(struct node *const *)left;
	const struct node *b = *(struct node *const *)right;

	return a->key_span.from < b->key_span.from ? -1 : 1;
}

static struct node **children_by_key(struct arena *a, const struct node *map)
{
	struct node **items = ARENA_ARRAY(a, map->count, struct node *);
	size_t count = 0;

	for (struct node *n = map->first; n != NULL; n = n->next)
		items[count++] = n;
	qsort(items, count, sizeof(*items), by_key);
	return items;
}

/* Ids share beginnings: their last bytes tell most of them apart. */
static bool same_key(struct str a, struct str b)
{
	return a.len == b.len &&
	       (a.len == 0 || a.at[a.len - 1] == b.at[b.len - 1]) &&
	       str_eq(a, b);
}

static bool pairs_repeat(const struct node *map)
{
	for (const struct node *n = map->first; n != NULL; n = n->next)
		for (const struct node *m = map->first; m != n; m = m->next)
			if (same_key(m->key, n->key))
				return true;
	return false;
}

static bool sorted_repeat(struct arena *a, const struct node *map)
{
	struct node **items = children_by_key(a, map);

	for (size_t i = 1; i < map->count; i++)
		if (str_eq(items[i - 1]->key, items[i]->key))
			return true;
	return false;
}

/* FNV-1a. */
static uint32_t key_hash(struct str key)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < key.len; i++)
		hash = (hash ^ (unsigned char)key.at[i]) * 16777619u;
	return hash;
}

/*
 * By hash, unless keys were made to meet: then by sorting, which no input
 * makes slow.
 */
bool keys_repeat(struct arena *a, const struct node *map)
{
	const struct node **seen;
	size_t places = 2, patience = (size_t)map->count * 8;

	if (map->count <= PAIRWISE_MAX)
		return pairs_repeat(map);
	while (places < (size_t)map->count * 2)
		places *= 2;
	seen = ARENA_ARRAY(a, places, const struct node *);
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		size_t at = key_hash(n->key) & (places - 1);

		for (; seen[at] != NULL; at = (at + 1) & (places - 1)) {
			if (same_key(seen[at]->key, n->key))
				return true;
			if (patience-- == 0)
				return sorted_repeat(a, map);
		}
		seen[at] = n;
	}
	return false;
}

/* Chains the children again, in the order of the file. */
static void relink(struct node *map, struct node **items, size_t count)
{
	qsort(items, count, sizeof(*items), by_offset);
	map->first = map->last = NULL;
	map->count = 0;
	for (size_t i = 0; i < count; i++) {
		items[i]->next = NULL;
		node_append(map, items[i]);
	}
}

size_t keys_drop_repeated(struct arena *a, struct node *map,
			  struct repeated_key **repeated)
{
	struct node **items;
	size_t kept = 0, dropped = 0;

	if (!keys_repeat(a, map))
		return 0;
	items = children_by_key(a, map);
	*repeated = ARENA_ARRAY(a, map->count, struct repeated_key);
	for (size_t i = 0; i < map->count; i++) {
		if (kept > 0 && str_eq(items[kept - 1]->key, items[i]->key))
			(*repeated)[dropped++] =
			    (struct repeated_key){ items[kept - 1], items[i] };
		else
			items[kept++] = items[i];
	}
	relink(map, items, kept);
	return dropped;
}

/* YAML 1.1 traps. */

static const struct {
	const char *word;
	const char *read_as;
} trap_words[] = {
	{ "y", "true" },          { "n", "false" },
	{ "yes", "true" },        { "no", "false" },
	{ "on", "true" },         { "off", "false" },
	{ "oui", "true" },        { "non", "false" },
	{ "ja", "true" },         { "nein", "false" },
	{ "vrai", "true" },       { "faux", "false" },
	{ "~", "null" },          { "null", "null" },
	{ ".inf", "infinity" },   { "+.inf", "infinity" },
	{ "-.inf", "-infinity" }, { ".nan", "not a number" },
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* In capitals or not. */
static bool is_word(struct str text, const char *word)
{
	return strlen(word) == text.len &&
	       strncasecmp(text.at, word, text.len) == 0;
}

static struct str trap_word(struct str text)
{
	for (size_t i = 0; i < sizeof(trap_words) / sizeof(*trap_words); i++)
		if (is_word(text, trap_words[i].word))
			return str_from(trap_words[i].read_as);
	/* `true` and `false` themselves are what is wanted. */
	if (is_word(text, "true") && !str_is(text, "true"))
		return STR("true");
	if (is_word(text, "false") && !str_is(text, "false"))
		return STR("false");
	return STR_NONE;
}

static int digit_value(char c)
{
	if (is_digit(c))
		return c - '0';
	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
		return (c | 0x20) - 'a' + 10;
	return 99;
}

/* Digits of another base, with underscores: 0x1F, 0o17, 017, 0b101. */
static bool read_base(struct str digits, int base, int64_t *value)
{
	*value = 0;
	if (digits.len == 0)
		return false;
	for (size_t i = 0; i < digits.len; i++) {
		if (digits.at[i] == '_')
			continue;
		if (digit_value(digits.at[i]) >= base ||
		    *value > INT64_MAX / base - base)
			return false;
		*value = *value * base + digit_value(digits.at[i]);
	}
	return true;
}

static bool read_prefixed(struct str text, int64_t *value)
{
	struct str rest = str_sub(text, 2, text.len);

	if (text.len < 2 || text.at[0] != '0')
		return false;
	switch (text.at[1]) {
	case 'o':
		return read_base(rest, 8, value);
	case 'x':
		return read_base(rest, 16, value);
	case 'b':
		return read_base(rest, 2, value);
	default:
		return read_base(str_sub(text, 1, text.len), 8, value);
	}
}

/* Hours, minutes, seconds: 12:30 is 750 in YAML 1.1. */
static bool read_sexagesimal(struct str text, int64_t *value)
{
	int64_t part = 0;
	size_t digits = 0, colons = 0;

	*value = 0;
	if (text.len > 12 || text.len == 0 || text.at[0] == '0')
		return false;
	for (size_t i = 0; i <= text.len; i++) {
		if (i < text.len && is_digit(text.at[i])) {
			part = part * 10 + (text.at[i] - '0');
			digits++;
			continue;
		}
		if (digits == 0 || (colons > 0 && (digits > 2 || part > 59)) ||
		    (i < text.len && text.at[i] != ':'))
			return false;
		*value = *value * 60 + part;
		part = 0;
		digits = 0;
		colons += i < text.len;
	}
	return colons > 0;
}

/*
 * A decimal that only needs cleaning: 0,33  1_000  +5  .5  5. Writes it in
 * the plain form of ratio_parse. False when it is that already, or no number.
 */
static bool clean_decimal(struct buf *out, struct str text)
{
	bool changed = false, point = false, digit = false;

	if (text.len > 0 && text.at[0] == '+')
		changed = true;
	for (size_t i = changed; i < text.len; i++) {
		char c = text.at[i];

		if (is_digit(c)) {
			buf_char(out, c);
			digit = true;
		} else if (c == '-' && i == 0) {
			buf_char(out, c);
		} else if (c == '_' && digit) {
			changed = true;
		} else if ((c == '.' || c == ',') && !point) {
			bool bare = !digit || i + 1 == text.len;

			changed |= c == ',' || bare;
			point = true;
			buf_text(out, digit ? "" : "0");
			buf_text(out, i + 1 == text.len ? "" : ".");
		} else {
			return false;
		}
	}
	return changed && digit;
}

struct str yaml_trap(struct arena *a, struct str text)
{
	struct str word = text.len == 0 ? STR_NONE : trap_word(text);
	struct str digits = text;
	struct buf out = buf_make(a);
	int64_t value;
	bool minus = text.len > 0 && text.at[0] == '-';

	if (word.len > 0 || text.len == 0 || text.len > 32)
		return word;
	if (minus || text.at[0] == '+')
		digits = str_sub(text, 1, text.len);
	if (read_prefixed(digits, &value) || read_sexagesimal(digits, &value)) {
		buf_int(&out, minus ? -value : value);
		return buf_view(&out);
	}
	return clean_decimal(&out, text) ? buf_view(&out) : STR_NONE;
}
