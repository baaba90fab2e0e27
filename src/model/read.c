/* Reading values from a tree, and saying what is wrong with them. */
#include "read.h"

#include <string.h>

#include "base/arena.h"

enum { FOUND_BYTES = 60 };	/* of a wrong value, in a sentence */

/* What was found, short enough for a sentence. */
static struct str found(struct reader *r, const struct node *node)
{
	struct buf b;

	if (node->kind == NODE_LIST)
		return STR("[...]");
	if (node->kind == NODE_MAP)
		return STR("{...}");
	if (node->text.len <= FOUND_BYTES)
		return node->text;
	b = buf_make(r->arena);
	buf_str(&b, str_sub(node->text, 0, FOUND_BYTES));
	while (b.len > 0 && utf8_check(b.at, b.len) < b.len)
		b.len--;
	buf_text(&b, "...");
	return buf_view(&b);
}

static bool wrong(struct reader *r, const struct node *node,
		  enum message message)
{
	DIAG_STR(r->diags, node->span, message, found(r, node));
	return false;
}

struct span node_place(const struct node *node)
{
	if (node->key.len > 0)
		return node->key_span;
	if (node->kind == NODE_MAP && node->first != NULL)
		return node->first->key_span;
	if (node->kind == NODE_LIST)
		return span_make(node->span.source, node->span.from,
				 node->span.from + 1);
	return node->span;
}

/* Nothing after the key, or after the dash. */
static bool is_missing(struct reader *r, const struct node *node)
{
	if (node->kind != NODE_NULL)
		return false;
	DIAG_STR(r->diags, node_place(node), MSG_EXPECTED_VALUE,
		 node->key.len > 0 ? node->key : STR("-"));
	return true;
}

static bool is_scalar(struct reader *r, const struct node *node)
{
	if (is_missing(r, node))
		return false;
	if (node->kind == NODE_SCALAR)
		return true;
	DIAG(r->diags, node_place(node), MSG_EXPECTED_SCALAR);
	return false;
}

/* As it was written, quotes included: between brackets it is a list. */
struct str node_written(const struct node *node)
{
	struct str text = span_text(node->span);

	return text.len == 0 || text.len > FOUND_BYTES ? node->text : text;
}

bool node_is_list(struct reader *r, const struct node *node)
{
	if (node->kind == NODE_LIST)
		return true;
	if (is_missing(r, node))
		return false;
	if (node->kind == NODE_MAP)
		DIAG(r->diags, node_place(node), MSG_EXPECTED_LIST_NOT_MAP);
	else
		DIAG_STR(r->diags, node->span, MSG_EXPECTED_LIST,
			 node->text.len > FOUND_BYTES ? found(r, node)
						      : node_written(node));
	return false;
}

bool node_is_scalar_list(struct reader *r, const struct node *node)
{
	bool good = node_is_list(r, node);

	if (!good)
		return false;
	for (const struct node *c = node->first; c != NULL; c = c->next)
		good = is_scalar(r, c) && good;
	return good;
}

/* --- commas that cut ------------------------------------------------------ */

static int open_parentheses(struct str text)
{
	int open = 0;

	for (size_t i = 0; i < text.len; i++)
		open += text.at[i] == '(' ? 1 : text.at[i] == ')' ? -1 : 0;
	return open;
}

static bool key_is_plain(const struct node *child)
{
	struct str key = span_text(child->key_span);

	return key.len > 0 && key.at[0] != '"' && key.at[0] != '\'';
}

/* A key without a value right after a comma, as only braces can give. */
static bool is_cut_off(const struct node *before, const struct node *child)
{
	struct str gap;

	if (child == NULL || child->kind != NODE_NULL || !before->plain ||
	    before->kind != NODE_SCALAR || before->span.source == NULL ||
	    !key_is_plain(child))
		return false;
	gap = span_text(span_make(before->span.source, before->span.to,
				  child->key_span.from));
	return str_starts(str_trim(gap), ",");
}

bool node_is_split(const struct node *scalar, const struct node **last)
{
	const struct node *child = scalar->next;
	int open;

	if (!is_cut_off(scalar, child))
		return false;
	open = open_parentheses(scalar->text);
	if (open <= 0)
		return false;
	while (child != NULL && child->kind == NODE_NULL && open > 0) {
		open += open_parentheses(child->key);
		*last = child;
		child = child->next;
	}
	return true;
}

static bool is_digits(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] < '0' || s.at[i] > '9')
			return false;
	return s.len > 0;
}

static struct span through(const struct node *from, const struct node *to)
{
	return span_join(from->span, to->key_span);
}

static void report_cut(struct reader *r, const struct node *before,
		       const struct node *child)
{
	struct span span = through(before, child);
	struct buf both = buf_make(r->arena);

	if (!is_digits(before->text) || !is_digits(child->key) ||
	    span.to - span.from != before->text.len + child->key.len + 1) {
		DIAG_STR(r->diags, span, MSG_SPLIT_TEXT, child->key);
		return;
	}
	buf_str(&both, before->text);
	buf_char(&both, '.');
	buf_str(&both, child->key);
	DIAG_STR(r->diags, span, MSG_DECIMAL_COMMA, span_text(span),
		 buf_view(&both));
}

/* A search of names for each of a million mistakes would take hours. */
static void suggest(struct reader *r, struct diag *diag, struct str wrong,
		    const struct str *names, size_t count)
{
	if (r->diags->dropped == 0)
		diag_suggest(r->diags, diag, wrong, names, count);
}

/* --- maps ----------------------------------------------------------------- */

struct read_map read_map(struct reader *r, const struct node *node,
			 const char *what)
{
	struct read_map m;

	m.reader = r;
	m.node = NULL;
	m.known_count = 0;
	m.misspelt_count = 0;
	m.what = what;
	if (node == NULL || is_missing(r, node))
		return m;
	if (node->kind == NODE_MAP)
		m.node = node;
	else if (node->kind == NODE_LIST)
		DIAG_STR(r->diags, node_place(node), MSG_EXPECTED_MAP,
			 STR("[...]"));
	else
		wrong(r, node, MSG_EXPECTED_MAP);
	return m;
}

static bool is_known(const struct read_map *m, struct str key)
{
	for (uint32_t i = 0; i < m->known_count; i++)
		if (str_eq(m->known[i], key))
			return true;
	return false;
}

static bool key_is_trap(struct reader *r, const struct node *child)
{
	struct str read;

	if (!key_is_plain(child))
		return false;
	read = yaml_trap(r->arena, child->key);
	if (read.len == 0)
		return false;
	DIAG_STR(r->diags, child->key_span, MSG_YAML_TRAP, child->key, read);
	return true;
}

/* Nothing once nobody will read it. */
static struct str key_list(struct reader *r, const struct str *keys,
			   uint32_t count)
{
	struct buf b = buf_make(r->arena);

	if (r->diags->dropped > 0)
		return STR_NONE;
	for (uint32_t i = 0; i < count; i++) {
		buf_text(&b, i == 0 ? "`" : ", `");
		buf_str(&b, keys[i]);
		buf_char(&b, '`');
	}
	return buf_view(&b);
}

static void unknown_key(struct read_map *m, const struct node *child)
{
	struct reader *r = m->reader;
	struct diag *diag;

	for (uint32_t i = 0; i < m->misspelt_count; i++)
		if (m->misspelt[i] == child)
			return;
	if (key_is_trap(r, child))
		return;
	diag = DIAG_STR(r->diags, child->key_span, MSG_UNKNOWN_KEY, child->key,
			key_list(r, m->known, m->known_count));
	suggest(r, diag, child->key, m->known, m->known_count);
}

void read_end(struct read_map *m)
{
	const struct node *before = NULL, *last;

	if (m->node == NULL)
		return;
	for (const struct node *c = m->node->first; c != NULL; c = c->next) {
		bool cut = before != NULL && is_cut_off(before, c);

		if (!is_known(m, c->key) && cut)
			report_cut(m->reader, before, c);
		else if (!is_known(m, c->key))
			unknown_key(m, c);
		/* Its expression was reported when it was read. */
		if (c->kind == NODE_SCALAR && node_is_split(c, &last))
			c = last;
		before = c;
	}
}

/* A required key is not there. One nearly so called is one mistake, not two. */
static void missing_key(struct read_map *m, struct str key)
{
	struct reader *r = m->reader;
	struct diag *diag;

	for (const struct node *c = m->node->first; c != NULL; c = c->next) {
		if (m->misspelt_count == READ_MISSPELT || is_known(m, c->key) ||
		    str_nearest(r->arena, c->key, &key, 1).len == 0)
			continue;
		m->misspelt[m->misspelt_count++] = c;
		diag = DIAG_STR(r->diags, c->key_span, MSG_MISSPELT_KEY,
				c->key, key);
		suggest(r, diag, c->key, &key, 1);
		return;
	}
	DIAG_STR(r->diags, node_place(m->node), MSG_MISSING_KEY, key);
}

const struct node *read_child(struct read_map *m, const char *key,
			      bool required)
{
	struct str name = str_from(key);

	if (m->known_count == READ_KEYS)
		BUG("more than %d keys in a map", READ_KEYS);
	m->known[m->known_count++] = name;
	if (m->node == NULL)
		return NULL;
	for (const struct node *c = m->node->first; c != NULL; c = c->next)
		if (str_eq(c->key, name))
			return c;
	if (required)
		missing_key(m, name);
	return NULL;
}

bool read_id(struct read_map *m, const char *key, bool required,
	     struct str *id)
{
	const struct node *node = read_child(m, key, required);

	return node != NULL && node_read_id(m->reader, node, id);
}

bool read_str(struct read_map *m, const char *key, bool required,
	      struct str *text)
{
	const struct node *node = read_child(m, key, required);

	return node != NULL && node_read_str(m->reader, node, text);
}

bool read_text(struct read_map *m, const char *key, bool required,
	       struct text *text)
{
	const struct node *node = read_child(m, key, required);

	return node != NULL && node_read_text(m->reader, node, text);
}

bool read_bool(struct read_map *m, const char *key, bool required, bool *value)
{
	const struct node *node = read_child(m, key, required);

	return node != NULL && node_read_bool(m->reader, node, value);
}

bool read_ratio(struct read_map *m, const char *key, bool required,
		struct ratio *value)
{
	const struct node *node = read_child(m, key, required);

	return node != NULL && node_read_ratio(m->reader, node, value);
}

bool read_uint(struct read_map *m, const char *key, bool required, uint32_t min,
	       uint32_t max, uint32_t *value)
{
	const struct node *node = read_child(m, key, required);

	return node != NULL &&
	       node_read_uint(m->reader, node, min, max, value);
}

bool read_estimate(struct read_map *m, const char *key, bool required,
		   struct estimate *value)
{
	const struct node *node = read_child(m, key, required);

	return node != NULL && node_read_estimate(m->reader, node, value);
}

const struct node *read_items(struct read_map *m, const char *key,
			      bool required)
{
	const struct node *node = read_child(m, key, required);

	return node != NULL && node_is_list(m->reader, node) ? node : NULL;
}

const struct node *read_list(struct read_map *m, const char *key,
			     bool required)
{
	const struct node *node = read_child(m, key, required);

	if (node == NULL || !node_is_scalar_list(m->reader, node))
		return NULL;
	return node;
}

/* --- values --------------------------------------------------------------- */

bool node_read_str(struct reader *r, const struct node *node, struct str *text)
{
	struct str trimmed;

	if (!is_scalar(r, node))
		return false;
	trimmed = str_trim(node->text);
	if (trimmed.len == 0) {
		DIAG(r->diags, node->span, MSG_EMPTY_TEXT);
		return false;
	}
	*text = trimmed;
	return true;
}

static struct str language_form(const struct reader *r)
{
	struct buf b = buf_make(r->arena);

	for (uint32_t i = 0; i < r->language_count; i++) {
		if (i > 0)
			buf_text(&b, ", ");
		buf_text(&b, lang_code(r->languages[i]));
		buf_text(&b, ": ...");
	}
	return buf_view(&b);
}

static bool has_language(const struct reader *r, struct str code)
{
	for (uint32_t i = 0; i < r->language_count; i++)
		if (str_is(code, lang_code(r->languages[i])))
			return true;
	return false;
}

static void extra_language(struct reader *r, const struct node *child)
{
	struct str codes[LANG_COUNT];

	for (uint32_t i = 0; i < r->language_count; i++)
		codes[i] = str_from(lang_code(r->languages[i]));
	DIAG_STR(r->diags, child->key_span, MSG_EXTRA_LANGUAGE, child->key,
		 key_list(r, codes, r->language_count));
}

static bool only_languages(struct reader *r, const struct node *node)
{
	const struct node *before = NULL;
	bool good = true;

	for (const struct node *c = node->first; c != NULL; c = c->next) {
		if (!has_language(r, c->key)) {
			if (before != NULL && is_cut_off(before, c))
				report_cut(r, before, c);
			else
				extra_language(r, c);
			good = false;
		}
		before = c;
	}
	return good;
}

static bool read_language(struct reader *r, const struct node *node,
			  enum lang lang, struct text *text)
{
	const struct node *child = node_get(node, lang_code(lang));

	if (child == NULL) {
		DIAG(r->diags, node_place(node), MSG_MISSING_LANGUAGE,
		     lang_code(lang));
		return false;
	}
	if (child->kind == NODE_NULL) {
		DIAG(r->diags, child->key_span, MSG_EMPTY_TEXT);
		return false;
	}
	return node_read_str(r, child, &text->in[lang]);
}

bool node_read_text(struct reader *r, const struct node *node,
		    struct text *text)
{
	bool good;

	if (node->kind != NODE_MAP) {
		DIAG_STR(r->diags, node->kind == NODE_SCALAR ? node->span
							     : node_place(node),
			 MSG_EXPECTED_TEXTS, language_form(r));
		return false;
	}
	text->span = node->span;
	good = only_languages(r, node);
	for (uint32_t i = 0; i < r->language_count; i++)
		good = read_language(r, node, r->languages[i], text) && good;
	return good;
}

bool node_read_id(struct reader *r, const struct node *node, struct str *id)
{
	struct str read;

	if (!is_scalar(r, node))
		return false;
	read = node->plain ? yaml_trap(r->arena, node->text) : STR_NONE;
	if (read.len > 0) {
		DIAG_STR(r->diags, node->span, MSG_YAML_TRAP, node->text, read);
		return false;
	}
	if (!str_is_id(node->text))
		return wrong(r, node, MSG_EXPECTED_ID);
	*id = node->text;
	return true;
}

bool node_read_key_id(struct reader *r, const struct node *child,
		      struct str *id)
{
	if (key_is_trap(r, child))
		return false;
	if (!str_is_id(child->key)) {
		DIAG_STR(r->diags, child->key_span, MSG_EXPECTED_ID,
			 child->key);
		return false;
	}
	*id = child->key;
	return true;
}

/* "0,33" is written "0.33". */
static bool is_decimal_comma(struct reader *r, const struct node *node)
{
	const char *comma = memchr(node->text.at, ',', node->text.len);
	struct str with_point;
	struct ratio unused;

	if (comma == NULL)
		return false;
	with_point = str_copy(r->arena, node->text);
	((char *)(uintptr_t)with_point.at)[comma - node->text.at] = '.';
	if (!ratio_parse(with_point, &unused))
		return false;
	DIAG_STR(r->diags, node->span, MSG_DECIMAL_COMMA, node->text,
		 with_point);
	return true;
}

static bool not_a_number(struct reader *r, const struct node *node)
{
	struct str read = yaml_trap(r->arena, node->text);
	struct ratio unused;

	if (!node->plain && ratio_parse(node->text, &unused))
		return wrong(r, node, MSG_QUOTED_VALUE);
	if (node->text.len > 0 && is_decimal_comma(r, node))
		return false;
	if (!node->plain || read.len == 0)
		return wrong(r, node, MSG_EXPECTED_NUMBER);
	DIAG_STR(r->diags, node->span, MSG_YAML_TRAP_NUMBER, found(r, node),
		 read);
	return false;
}

/* 010 is 8 elsewhere. The only trap that also reads as a plain decimal. */
static bool is_octal(struct str text)
{
	size_t sign = str_starts(text, "-") ? 1 : 0;

	return text.len > sign + 1 && text.at[sign] == '0' &&
	       text.at[sign + 1] != '.';
}

bool node_read_ratio(struct reader *r, const struct node *node,
		     struct ratio *value)
{
	if (!is_scalar(r, node))
		return false;
	if (node->plain && !is_octal(node->text) &&
	    ratio_parse(node->text, value))
		return true;
	return not_a_number(r, node);
}

bool node_read_bool(struct reader *r, const struct node *node, bool *value)
{
	struct str read;

	if (!is_scalar(r, node))
		return false;
	if (str_is(node->text, "true") || str_is(node->text, "false")) {
		if (!node->plain)
			return wrong(r, node, MSG_QUOTED_VALUE);
		*value = node->text.at[0] == 't';
		return true;
	}
	read = node->plain ? yaml_trap(r->arena, node->text) : STR_NONE;
	if (!str_is(read, "true") && !str_is(read, "false"))
		return wrong(r, node, MSG_EXPECTED_BOOL);
	DIAG_STR(r->diags, node->span, MSG_YAML_TRAP_BOOL, node->text, read);
	return false;
}

bool node_read_uint(struct reader *r, const struct node *node, uint32_t min,
		    uint32_t max, uint32_t *value)
{
	struct ratio n;
	struct buf low = buf_make(r->arena), high = buf_make(r->arena);

	if (!node_read_ratio(r, node, &n))
		return false;
	if (n.den != 1)
		return wrong(r, node, MSG_EXPECTED_INTEGER);
	if (n.num >= (int64_t)min && n.num <= (int64_t)max) {
		*value = (uint32_t)n.num;
		return true;
	}
	buf_int(&low, (int64_t)min);
	buf_int(&high, (int64_t)max);
	DIAG_STR(r->diags, node->span, MSG_OUT_OF_RANGE, node->text,
		 buf_view(&low), buf_view(&high));
	return false;
}

bool node_read_estimate(struct reader *r, const struct node *node,
			struct estimate *value)
{
	struct read_map m = read_map(r, node, "estimate");
	bool good = read_ratio(&m, "low", true, &value->low);

	good = read_ratio(&m, "likely", true, &value->likely) && good;
	good = read_ratio(&m, "high", true, &value->high) && good;
	read_end(&m);
	if (!good)
		return false;
	if (value->low.num < 0) {
		DIAG_STR(r->diags, node_get(node, "low")->span,
			 MSG_BELOW_MINIMUM, node_get(node, "low")->text,
			 STR("0"));
		return false;
	}
	if (ratio_cmp(value->low, value->likely) <= 0 &&
	    ratio_cmp(value->likely, value->high) <= 0)
		return true;
	DIAG(r->diags, node->span, MSG_ESTIMATE_ORDER);
	return false;
}

void read_unknown(struct reader *r, struct span span, enum message message,
		  struct str name, const struct str *names, size_t count)
{
	struct diag *diag = DIAG_STR(r->diags, span, message, name);

	suggest(r, diag, name, names, count);
}

void read_too_many(struct reader *r, const struct node *items, uint32_t limit)
{
	struct buf count = buf_make(r->arena), most = buf_make(r->arena);

	buf_int(&count, items->count);
	buf_int(&most, limit);
	DIAG_STR(r->diags, node_place(items), MSG_TOO_MANY,
		 items->key.len > 0 ? items->key : STR("-"), buf_view(&count),
		 buf_view(&most));
}

static bool speaks(const struct reader *r, enum lang lang)
{
	for (uint32_t i = 0; i < r->language_count; i++)
		if (r->languages[i] == lang)
			return true;
	return false;
}

static void add_language(struct reader *r, const struct node *node)
{
	enum lang lang;

	if (!lang_parse(node->text, &lang))
		DIAG_STR(r->diags, node->span, MSG_UNKNOWN_LANGUAGE,
			 node->text);
	else if (speaks(r, lang))
		DIAG_STR(r->diags, node->span, MSG_REPEATED_ITEM, node->text);
	else
		r->languages[r->language_count++] = lang;
}

bool read_languages(struct read_map *m)
{
	const struct node *list = read_list(m, "languages", true);
	struct reader *r = m->reader;

	if (list == NULL)
		return false;
	for (const struct node *n = list->first; n != NULL; n = n->next)
		add_language(r, n);
	if (list->first == NULL)
		DIAG(r->diags, node_place(list), MSG_EMPTY_LIST);
	return r->language_count > 0;
}
