/* initiatives.yaml: what can be done, what it costs and what it closes. */
#include "rubric.h"

#include "base/arena.h"

enum {
	WEEKS = 52,
	IMPACT = 5,
	MONDAY_MINUTES = 60,
	STAFF = 1000000,
	SLOTS = 100
};

/* While the file is read; the pack's own pointers are const. */
struct work {
	struct loading *l;
	struct catalogue *catalogue;
	struct initiative *initiatives;
	const struct node **nodes;    /* by initiative */
	struct str sizes[PACK_SIZES]; /* ids */
};

/* --- sizes ---------------------------------------------------------------- */

static void sizes_load(struct work *w, const struct node *map)
{
	struct catalogue *c = w->catalogue;
	struct reader *r = &w->l->reader;

	if (map == NULL || read_map(r, map, "sizes").node == NULL)
		return;
	if (map->count == 0)
		DIAG(r->diags, node_place(map), MSG_SIZES_NONE);
	if (map->count > PACK_SIZES) {
		read_too_many(&w->l->reader, map, PACK_SIZES);
		return;
	}
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		uint32_t i = c->size_count, from;

		if (!node_read_key_id(r, n, &w->sizes[i]))
			continue;
		from = i > 0 ? c->size_from[i - 1] + 1 : 0;
		node_read_uint(r, n, 0, STAFF, &from);
		if (i > 0 && from <= c->size_from[i - 1])
			DIAG_STR(r->diags, n->span, MSG_SIZES_ASCEND,
				 w->sizes[i], n->text);
		c->sizes[i].id = w->sizes[i];
		c->size_from[i] = from;
		c->size_count++;
	}
}

/* Reads one size's value into place `size` of what is filled. */
typedef bool size_read(struct work *w, const struct node *node, uint32_t size,
		       void *values);

/* Copies the value of one size to another. */
typedef void size_copy(void *values, uint32_t to, uint32_t from);

struct by_size {
	size_read *read;
	size_copy *copy;
	void *values;
};

/* A size left out takes the next smaller one given, or the smallest given. */
static void sizes_fill(const struct work *w, const struct by_size *f,
		       const bool *given)
{
	uint32_t count = w->catalogue->size_count, last = 0;

	while (last < count && !given[last])
		last++;
	if (last == count)
		return;
	for (uint32_t i = 0; i < count; i++) {
		if (given[i])
			last = i;
		else
			f->copy(f->values, i, last);
	}
}

static void by_size_load(struct work *w, const struct node *map,
			 const struct by_size *f)
{
	bool given[PACK_SIZES] = { false };
	struct reader *r = &w->l->reader;
	struct read_map m = read_map(r, map, "sizes");

	if (m.node == NULL)
		return;
	for (uint32_t i = 0; i < w->catalogue->size_count; i++) {
		const char *key = str_cstr(r->arena, w->sizes[i]);
		const struct node *n = read_child(&m, key, false);

		if (n != NULL)
			given[i] = f->read(w, n, i, f->values);
	}
	read_end(&m);
	sizes_fill(w, f, given);
}

static bool estimate_read(struct work *w, const struct node *node,
			  uint32_t size, void *values)
{
	struct estimate *e = (struct estimate *)values + size;

	return node_read_estimate(&w->l->reader, node, e);
}

static void estimate_copy(void *values, uint32_t to, uint32_t from)
{
	struct estimate *e = values;

	e[to] = e[from];
}

static bool amount_in(struct reader *r, const struct node *node,
		      struct ratio *amount)
{
	if (!node_read_ratio(r, node, amount))
		return false;
	if (ratio_cmp(*amount, RATIO(0)) >= 0)
		return true;
	DIAG_STR(r->diags, node->span, MSG_AMOUNT_NEGATIVE, node->text);
	return false;
}

static bool amount_read(struct work *w, const struct node *node, uint32_t size,
			void *values)
{
	return amount_in(&w->l->reader, node, (struct ratio *)values + size);
}

static void amount_copy(void *values, uint32_t to, uint32_t from)
{
	struct ratio *amounts = values;

	amounts[to] = amounts[from];
}

static bool count_read(struct work *w, const struct node *node, uint32_t size,
		       void *values)
{
	return node_read_uint(&w->l->reader, node, 1, SLOTS,
			      (uint32_t *)values + size);
}

static void count_copy(void *values, uint32_t to, uint32_t from)
{
	uint32_t *counts = values;

	counts[to] = counts[from];
}

static void capacity_load(struct work *w, const struct node *node)
{
	struct expr_scope scope = load_scope(w->l, NULL, 0, false, false);
	struct by_size slots = { count_read, count_copy, w->catalogue->slots };
	struct by_size budget = { amount_read, amount_copy,
				  w->catalogue->budget };
	struct read_map m = read_map(&w->l->reader, node, "capacity");
	const struct node *days;

	for (uint32_t i = 0; i < PACK_SIZES; i++)
		w->catalogue->budget[i] = RATIO(0);
	if (m.node == NULL)
		return;
	days = read_child(&m, "days_per_month", true);
	if (days != NULL)
		w->catalogue->days_per_month =
		    load_expr(w->l, days, &scope, EXPR_NUMBER, NULL);
	by_size_load(w, read_child(&m, "slots", true), &slots);
	by_size_load(w, read_child(&m, "budget", true), &budget);
	read_end(&m);
}

/* --- one initiative ------------------------------------------------------- */

static void closes_read(struct work *w, const struct node *map,
			struct initiative *it)
{
	const struct rubric *rubric = &w->l->pack->rubric;
	struct reader *r = &w->l->reader;
	struct closing *closes;
	struct str *names;

	if (map == NULL || read_map(r, map, "closes").node == NULL)
		return;
	closes = ARENA_ARRAY(r->arena, map->count, struct closing);
	names = ARENA_ARRAY(w->l->trees, rubric->criterion_count, struct str);
	for (uint32_t i = 0; i < rubric->criterion_count; i++)
		names[i] = rubric->criteria[i].id;
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		struct closing *c = &closes[it->close_count];

		c->criterion = pack_find_criterion(w->l->pack, n->key);
		if (c->criterion == NO_INDEX)
			read_unknown(r, n->key_span, MSG_UNKNOWN_CRITERION,
				     n->key, names, rubric->criterion_count);
		else if (node_read_uint(r, n, 1, rubric->level_count,
					&c->level))
			it->close_count++;
	}
	it->closes = closes;
}

static enum initiative_kind kind_read(struct read_map *m)
{
	static const struct str kinds[] = {
		[INITIATIVE_PLAIN] = STR_INIT("initiative"),
		[INITIATIVE_PAUSE] = STR_INIT("pause"),
		[INITIATIVE_BOT] = STR_INIT("bot"),
	};
	const struct node *node = read_child(m, "kind", false);
	uint32_t kind;

	if (node == NULL)
		return INITIATIVE_PLAIN;
	kind = ids_find(kinds, 3, node->text);
	if (kind != NO_INDEX)
		return (enum initiative_kind)kind;
	read_unknown(m->reader, node->span, MSG_INITIATIVE_KIND, node->text,
		     kinds, 3);
	return INITIATIVE_PLAIN;
}

/* The first step, within an hour. */
static void monday_read(struct work *w, const struct node *node,
			struct initiative *it)
{
	struct read_map m = read_map(&w->l->reader, node, "monday");

	if (m.node == NULL)
		return;
	read_text(&m, "do", true, &it->monday_do);
	read_uint(&m, "minutes", true, 1, MONDAY_MINUTES, &it->monday_minutes);
	read_text(&m, "tell", false, &it->monday_tell);
	read_text(&m, "proof", false, &it->monday_proof);
	read_end(&m);
}

static void texts_read(struct read_map *m, struct initiative *it)
{
	/* A pause asks little: to stop is not a project. */
	bool plain = it->kind != INITIATIVE_PAUSE;

	read_str(m, "code", false, &it->code);
	read_text(m, "title", true, &it->title);
	read_text(m, "why", true, &it->why);
	read_text(m, "staff_change", false, &it->staff_change);
	read_text(m, "owner", plain, &it->owner);
	read_text(m, "metric", plain, &it->metric);
	read_text(m, "stop", plain, &it->stop);
	read_text(m, "template", false, &it->template);
	read_str(m, "module", false, &it->module);
}

static void optional_amount(struct read_map *m, const char *key,
			    struct ratio *amount)
{
	const struct node *node = read_child(m, key, false);

	if (node != NULL)
		amount_in(m->reader, node, amount);
}

/* NOTE: a ratio of zero bytes is 0/0, which is no number. */
static void numbers_default(struct initiative *it)
{
	const struct estimate nothing = { RATIO(0), RATIO(0), RATIO(0) };

	it->impact = 1;
	it->weeks = 1;
	it->attendance_hours = RATIO(0);
	it->routine_days = RATIO(0);
	for (uint32_t i = 0; i < PACK_SIZES; i++)
		it->days[i] = it->cost[i] = nothing;
}

static void numbers_read(struct work *w, struct read_map *m,
			 struct initiative *it)
{
	struct by_size days = { estimate_read, estimate_copy, it->days };
	struct by_size cost = { estimate_read, estimate_copy, it->cost };

	numbers_default(it);
	read_uint(m, "impact", it->kind != INITIATIVE_PAUSE, 1, IMPACT,
		  &it->impact);
	read_uint(m, "weeks", true, 1, WEEKS, &it->weeks);
	by_size_load(w, read_child(m, "days", true), &days);
	by_size_load(w, read_child(m, "cost", false), &cost);
	optional_amount(m, "attendance_hours", &it->attendance_hours);
	optional_amount(m, "routine_days", &it->routine_days);
}

static void initiative_read(struct work *w, uint32_t index)
{
	struct expr_scope scope = load_scope(w->l, NULL, 0, false, false);
	struct initiative *it = &w->initiatives[index];
	struct read_map m =
	    read_map(&w->l->reader, w->nodes[index], "initiative");
	const struct node *node;

	read_child(&m, "id", false);
	it->kind = kind_read(&m);
	texts_read(&m, it);
	numbers_read(w, &m, it);
	closes_read(w, read_child(&m, "closes", false), it);
	it->requires =
	    read_indices(&w->l->reader, read_list(&m, "requires", false),
			 initiative_ids(w->l), w->catalogue->initiative_count,
			 MSG_UNKNOWN_INITIATIVE, &it->require_count);
	node = read_child(&m, "when", false);
	if (node != NULL)
		it->when = load_expr(w->l, node, &scope, EXPR_BOOL, NULL);
	node = read_child(&m, "monday", false);
	if (node != NULL)
		monday_read(w, node, it);
	read_end(&m);
}

static void initiative_name(struct work *w, const struct node *node)
{
	struct reader *r = &w->l->reader;
	uint32_t index = w->catalogue->initiative_count;
	struct read_map m = read_map(r, node, "initiative");
	struct str id;
	uint32_t other;
	struct diag *d;

	if (m.node == NULL || !read_id(&m, "id", true, &id))
		return;
	other = ids_find(initiative_ids(w->l), index, id);
	if (other != NO_INDEX) {
		d = DIAG_STR(r->diags, node_get(node, "id")->span,
			     MSG_DUPLICATE_ID, id);
		diag_note_str(r->diags, d, w->initiatives[other].span,
			      MSG_FIRST_GIVEN_HERE, NULL, 0);
		return;
	}
	w->nodes[index] = node;
	w->initiatives[index].id = id;
	w->initiatives[index].span = node_get(node, "id")->span;
	w->catalogue->initiative_count++;
}

static void initiatives_read(struct work *w, const struct node *list)
{
	struct loading *l = w->l;

	if (list == NULL)
		return;
	if (list->count > PACK_INITIATIVES) {
		read_too_many(&l->reader, list, PACK_INITIATIVES);
		return;
	}
	w->initiatives =
	    ARENA_ARRAY(l->reader.arena, list->count, struct initiative);
	w->nodes = ARENA_ARRAY(l->trees, list->count, const struct node *);
	w->catalogue->initiatives = w->initiatives;
	for (const struct node *n = list->first; n != NULL; n = n->next)
		initiative_name(w, n);
	for (uint32_t i = 0; i < w->catalogue->initiative_count; i++)
		initiative_read(w, i);
}

/* --- prerequisites -------------------------------------------------------- */

struct waiting {
	struct work *w;
	uint8_t *seen; /* 1: on the path; 2: done */
	uint32_t *path;
	uint32_t depth;
};

/* Where an initiative names what it waits for. */
static struct span requires_span(const struct work *w, uint32_t from,
				 uint32_t to)
{
	const struct node *list = node_get(w->nodes[from], "requires");

	for (const struct node *n = list->first; n != NULL; n = n->next)
		if (str_eq(n->text, w->initiatives[to].id))
			return n->span;
	return list->span;
}

static void loop_report(const struct waiting *s, uint32_t again)
{
	const struct initiative *all = s->w->initiatives;
	struct reader *r = &s->w->l->reader;
	struct buf path = buf_make(r->arena);
	uint32_t first = 0, next;
	struct diag *d;

	while (s->path[first] != again)
		first++;
	for (uint32_t i = first; i < s->depth; i++) {
		buf_str(&path, all[s->path[i]].id);
		buf_text(&path, " -> ");
	}
	buf_str(&path, all[again].id);
	next = first + 1 < s->depth ? s->path[first + 1] : again;
	d = DIAG_STR(r->diags, requires_span(s->w, again, next),
		     MSG_INITIATIVE_LOOP, buf_view(&path));
	for (uint32_t i = first; i < s->depth; i++) {
		struct str args[2];

		next = i + 1 < s->depth ? s->path[i + 1] : again;
		args[0] = all[s->path[i]].id;
		args[1] = all[next].id;
		diag_note_str(r->diags, d,
			      requires_span(s->w, s->path[i], next),
			      MSG_INITIATIVE_LOOP_STEP, args, 2);
	}
}

static void wait_for(struct waiting *s, uint32_t i)
{
	const struct initiative *it = &s->w->initiatives[i];

	s->seen[i] = 1;
	s->path[s->depth++] = i;
	for (uint32_t j = 0; j < it->require_count; j++) {
		if (s->seen[it->requires[j]] == 0)
			wait_for(s, it->requires[j]);
		else if (s->seen[it->requires[j]] == 1)
			loop_report(s, it->requires[j]);
	}
	s->depth--;
	s->seen[i] = 2;
}

static void loops_check(struct work *w)
{
	uint32_t count = w->catalogue->initiative_count;
	struct waiting s = { .w = w };

	s.seen = ARENA_ARRAY(w->l->reader.arena, count, uint8_t);
	s.path = ARENA_ARRAY(w->l->reader.arena, count, uint32_t);
	for (uint32_t i = 0; i < count; i++)
		if (s.seen[i] == 0)
			wait_for(&s, i);
}

/* --- gates ---------------------------------------------------------------- */

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* Where a gate names an initiative: found again in its text, since a gate
   keeps the ids alone. */
static struct span lifter_span(const struct gate *gate, struct str id)
{
	struct str text = gate->span.source->text;
	size_t at = str_find(text, STR("lifted_by"), gate->span.from);

	while (at != SIZE_MAX && (at = str_find(text, id, at)) != SIZE_MAX) {
		struct str around = str_sub(text, at - 1, at + id.len + 1);

		if (!is_word(around.at[0]) && !is_word(around.at[id.len + 1]))
			return span_make(gate->span.source, at, at + id.len);
		at++;
	}
	return gate->span;
}

static void lifter_link(struct work *w, const struct str *ids,
			const struct gate *gate, struct str id,
			uint32_t *lifted_by)
{
	uint32_t i = ids_find(ids, w->catalogue->initiative_count, id);
	struct initiative *it;
	uint32_t *lifts;
	struct diag *d;

	if (i == NO_INDEX) {
		d = DIAG_STR(w->l->reader.diags, lifter_span(gate, id),
			     MSG_RUBRIC_LIFTED_BY, id, gate->id);
		diag_suggest(w->l->reader.diags, d, id, ids,
			     w->catalogue->initiative_count);
		return;
	}
	*lifted_by = i;
	it = &w->initiatives[i];
	if (it->lifts == NULL)
		it->lifts =
		    ARENA_ARRAY(w->l->reader.arena, PACK_GATES, uint32_t);
	lifts = (uint32_t *)it->lifts;
	lifts[it->lift_count++] = (uint32_t)(gate - w->l->pack->rubric.gates);
}

static void gates_link(struct work *w)
{
	struct gate *gates = (struct gate *)w->l->pack->rubric.gates;
	const struct str *ids = initiative_ids(w->l);

	for (uint32_t i = 0; i < w->l->pack->rubric.gate_count; i++) {
		uint32_t *by = ARENA_ARRAY(w->l->reader.arena,
					   gates[i].lifted_count, uint32_t);

		for (uint32_t j = 0; j < gates[i].lifted_count; j++)
			lifter_link(w, ids, &gates[i], gates[i].lifted_ids[j],
				    &by[j]);
		gates[i].lifted_by = by;
	}
}

bool initiatives_load(struct loading *l)
{
	struct work w = { .l = l, .catalogue = &l->pack->catalogue };
	const struct source *source;
	const struct node *node;
	struct read_map m;

	if (!load_has(l, "initiatives.yaml"))
		return true;
	node = load_tree(l, "initiatives.yaml", &source);
	m = read_map(&l->reader, node, "initiatives");
	if (m.node == NULL)
		return false;
	l->pack->has_catalogue = true;
	sizes_load(&w, read_child(&m, "sizes", true));
	node = read_child(&m, "capacity", true);
	if (node != NULL)
		capacity_load(&w, node);
	initiatives_read(&w, read_items(&m, "initiatives", true));
	l->initiatives_renamed =
	    renamings_read(l, read_child(&m, "renamed", false),
			   &l->pack->initiative_renamings);
	read_end(&m);
	if (w.initiatives != NULL) {
		loops_check(&w);
		gates_link(&w);
	}
	return true;
}
