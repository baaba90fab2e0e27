/*
 * Filling a template.
 *
 * Recursion is bounded: sections nest to 32 in a template and partials to 32,
 * where filling stops for good. What lists in lists could still make without
 * end is bounded by the size of what is written and by a count of pieces.
 */
#include "mustache_part.h"

#include "base/arena.h"

enum { PIECES_MAX = 1000 * 1000 };

/* The data in view: the innermost section's first. */
struct scope {
	const struct node *node;
	const struct scope *outer;
};

struct render {
	struct buf *out;
	const struct mustache_env *env;
	size_t out_max;
	size_t pieces; /* filled so far */
	int depth;     /* of partials */
	bool endless;  /* they nested too deep */
};

/* A template being filled, and what its lines start with. */
struct text {
	const struct mustache *template;
	struct str indent;
};

static bool is_spent(const struct render *r)
{
	return r->endless || r->pieces > PIECES_MAX ||
	       r->out->len > r->out_max;
}

/* The child of that name; one in YAML's or JSON's tree has it as key. */
static const struct node *child(const struct node *map, struct str name)
{
	if (map == NULL || map->kind != NODE_MAP)
		return NULL;
	for (const struct node *n = map->first; n != NULL; n = n->next)
		if (str_eq(n->key, name))
			return n;
	return NULL;
}

/* The first part of a dotted name is looked for outwards, the rest inside. */
static const struct node *find(const struct scope *scope, struct str name)
{
	size_t dot = str_find(name, STR("."), 0);
	const struct node *node = NULL;

	if (str_is(name, "."))
		return scope->node;
	for (; scope != NULL && node == NULL; scope = scope->outer)
		node = child(scope->node, str_sub(name, 0, dot));
	while (node != NULL && dot != SIZE_MAX) {
		name = str_sub(name, dot + 1, name.len);
		dot = str_find(name, STR("."), 0);
		node = child(node, str_sub(name, 0, dot));
	}
	return node;
}

/* Missing, null, false, an empty list and an empty text are not shown. */
static bool is_shown(const struct node *node)
{
	if (node == NULL || node->kind == NODE_NULL)
		return false;
	if (node->kind == NODE_LIST)
		return node->first != NULL;
	if (node->kind == NODE_SCALAR)
		return node->text.len > 0 &&
		       !(node->plain && str_is(node->text, "false"));
	return true;
}

static void write_value(struct render *r, const struct node *node, bool raw)
{
	if (node == NULL || node->kind != NODE_SCALAR)
		return;
	if (raw && (node->trusted || r->env->trust_all))
		buf_str(r->out, node->text);
	else
		r->env->escape(r->out, node->text);
}

static void fill(struct render *r, struct text text, size_t from, size_t to,
		 const struct scope *scope);

static void fill_section(struct render *r, struct text text, size_t at,
			 const struct scope *scope)
{
	const struct mustache_piece *piece = &text.template->pieces[at];
	const struct node *node = find(scope, piece->text);
	struct scope inner = { .node = node, .outer = scope };

	if (piece->kind == PIECE_INVERTED) {
		if (!is_shown(node))
			fill(r, text, at + 1, piece->end + 1, scope);
		return;
	}
	if (!is_shown(node))
		return;
	if (node->kind != NODE_LIST) {
		fill(r, text, at + 1, piece->end + 1, &inner);
		return;
	}
	for (const struct node *n = node->first; n != NULL; n = n->next) {
		inner.node = n;
		fill(r, text, at + 1, piece->end + 1, &inner);
		if (is_spent(r))
			return;
	}
}

static void stop(struct render *r, const struct mustache_piece *piece)
{
	r->endless = true;
	if (r->env->stop != NULL)
		*r->env->stop = (struct mustache_stop){ piece->span,
							piece->text };
}

static void fill_partial(struct render *r, struct text text,
			 const struct mustache_piece *piece,
			 const struct scope *scope)
{
	const struct mustache_env *env = r->env;
	struct text inner = { 0 };

	if (env->partial == NULL)
		return;
	inner.template = env->partial(piece->text, env->context);
	if (inner.template == NULL)
		return;
	if (r->depth == MUSTACHE_DEPTH) {
		stop(r, piece);
		return;
	}
	if (piece->indent.len > 0) {
		struct buf indent = buf_make(r->out->arena);

		buf_str(&indent, text.indent);
		buf_str(&indent, piece->indent);
		inner.indent = buf_view(&indent);
	} else if (piece->alone) {
		inner.indent = text.indent;
	}
	r->depth++;
	fill(r, inner, 0, inner.template->count, scope);
	r->depth--;
}

static void fill_piece(struct render *r, struct text text, size_t at,
		       const struct scope *scope)
{
	const struct mustache_piece *piece = &text.template->pieces[at];

	switch (piece->kind) {
	case PIECE_TEXT:
		buf_str(r->out, piece->text);
		break;
	case PIECE_VALUE:
	case PIECE_RAW:
		write_value(r, find(scope, piece->text),
			    piece->kind == PIECE_RAW);
		break;
	case PIECE_SECTION:
	case PIECE_INVERTED:
		fill_section(r, text, at, scope);
		break;
	case PIECE_PARTIAL:
		fill_partial(r, text, piece, scope);
		break;
	case PIECE_CLOSE:
		break;
	}
}

static void fill(struct render *r, struct text text, size_t from, size_t to,
		 const struct scope *scope)
{
	for (size_t at = from; at < to && !is_spent(r); at++) {
		const struct mustache_piece *piece = &text.template->pieces[at];

		r->pieces++;
		if (piece->line_start)
			buf_str(r->out, text.indent);
		fill_piece(r, text, at, scope);
		if (piece->kind == PIECE_SECTION ||
		    piece->kind == PIECE_INVERTED)
			at = piece->end;
	}
}

bool mustache_render(struct buf *out, const struct mustache *template,
		     const struct node *data, const struct mustache_env *env)
{
	struct render r = {
		.out = out,
		.env = env,
		.out_max = out->len + SOURCE_MAX_BYTES,
	};
	struct scope scope = { .node = data };

	fill(&r, (struct text){ .template = template }, 0, template->count,
	     &scope);
	return !is_spent(&r);
}
