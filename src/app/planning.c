/* Plans tried with other limits, and what was asked of them kept. */
#include "app/planning.h"

#include "base/arena.h"
#include "format/json.h"

/* --- trying ------------------------------------------------------------- */

struct planning_wish planning_asked(const struct score *score)
{
	const struct plan_request *r = &score->answers->plan;

	return (struct planning_wish){
		.has_budget = r->has_budget,
		.has_days = r->has_days,
		.budget = r->budget,
		.days_per_month = r->days_per_month,
		.refused = r->excluded,
		.refused_count = r->excluded_count,
		.imposed = r->included,
		.imposed_count = r->included_count,
	};
}

struct plan *planning_try(struct arena *a, const struct score *score,
			  const struct planning_wish *wish)
{
	struct answers *answers = ARENA_NEW(a, struct answers);
	struct score *asked = ARENA_NEW(a, struct score);
	struct plan_request *r = &answers->plan;

	*answers = *score->answers;
	r->has_budget = wish->has_budget;
	r->budget = wish->budget;
	r->has_days = wish->has_days;
	r->days_per_month = wish->days_per_month;
	r->excluded = wish->refused;
	r->excluded_count = wish->refused_count;
	r->included = wish->imposed;
	r->included_count = wish->imposed_count;
	*asked = *score;
	asked->answers = answers;
	return plan_make(a, asked, NULL);
}

/* --- comparing ---------------------------------------------------------- */

static const struct plan_line *line_of(const struct plan *p,
				       uint32_t initiative)
{
	for (uint32_t i = 0; i < p->line_count; i++)
		if (p->lines[i].initiative == initiative)
			return &p->lines[i];
	return NULL;
}

static uint32_t add_where(struct planning_difference *out, uint32_t count,
			  const struct plan *was, const struct plan *is,
			  enum planning_move move)
{
	const struct plan *from = move == PLANNING_OUT ? was : is;

	for (uint32_t i = 0; i < from->line_count; i++) {
		struct planning_difference d = {
			.initiative = from->lines[i].initiative, .move = move,
			.was = line_of(was, from->lines[i].initiative),
			.is = line_of(is, from->lines[i].initiative),
		};
		bool both = d.was != NULL && d.is != NULL;

		if (move == PLANNING_MOVED
			? both && (d.was->start != d.is->start ||
				   d.was->end != d.is->end)
			: !both)
			out[count++] = d;
	}
	return count;
}

const struct planning_difference *
planning_compare(struct arena *a, const struct plan *was, const struct plan *is,
		 uint32_t *count)
{
	struct planning_difference *all =
	    ARENA_ARRAY(a, was->line_count + 2 * is->line_count,
			struct planning_difference);

	*count = add_where(all, 0, was, is, PLANNING_IN);
	*count = add_where(all, *count, was, is, PLANNING_OUT);
	*count = add_where(all, *count, was, is, PLANNING_MOVED);
	return all;
}

/* --- keeping ------------------------------------------------------------ */

static struct node *ratio_node(struct arena *a, struct ratio r)
{
	struct buf b = buf_make(a);
	struct node *node;

	ratio_write(&b, r, -1);
	node = node_text(a, buf_view(&b));
	node->plain = true;
	return node;
}

static void put_ids(struct arena *a, const struct pack *pack,
		    struct node *block, const char *key, const uint32_t *all,
		    uint32_t count)
{
	struct node *list = node_list(a);

	for (uint32_t i = 0; i < count; i++)
		node_add(list, node_text(a, pack->catalogue
						.initiatives[all[i]].id));
	if (count > 0)
		node_set(block, key, list);
}

static bool is_ours(struct str key)
{
	return str_is(key, "budget") || str_is(key, "days_per_month") ||
	       str_is(key, "include") || str_is(key, "exclude");
}

static bool is_start(struct str key)
{
	return str_is(key, "start");
}

/* The block as it is, without what is asked anew. */
static struct node *rest_of_block(struct desk *d, const struct case_view *view,
				  bool (*is_asked)(struct str key))
{
	struct node *kept = node_map(d->arena), *block = NULL;
	uint32_t count;
	const struct block_record *all = store_blocks(
	    d->store, d->arena, view->round->id, &count);

	for (uint32_t i = 0; i < count; i++)
		if (str_is(all[i].key, "plan"))
			block = case_value_node(d->arena, all[i].body);
	for (struct node *n = block == NULL ? NULL : block->first, *next;
	     n != NULL; n = next) {
		next = n->next;
		n->next = NULL;
		if (!is_asked(n->key))
			node_set(kept, str_cstr(d->arena, n->key), n);
	}
	return kept;
}

static bool keep_block(struct desk *d, const struct case_view *view,
		       const struct node *block)
{
	struct block_record record = { .key = STR("plan") };
	struct stamp stamp = desk_stamp(d);
	struct buf body = buf_make(d->arena);
	struct json j = json_make(&body, false);
	struct change change;

	json_node(&j, block);
	record.body = buf_view(&body);
	change = change_block(d->arena, &stamp, view->record->id,
			      view->round->id, &record);
	return desk_save(d, &change, 1);
}

bool planning_begin(struct desk *d, const struct case_view *view,
		    struct str date)
{
	struct node *block = rest_of_block(d, view, is_start);

	if (!desk_read_well(d))
		return false;
	if (date.len > 0 && !date_is_real(date)) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_PROGRESS_DATE,
			 date);
		return false;
	}
	if (date.len > 0)
		node_set(block, "start", node_text(d->arena, date));
	return keep_block(d, view, block);
}

bool planning_keep(struct desk *d, const struct case_view *view,
		   const struct planning_wish *wish)
{
	struct arena *a = d->arena;
	struct node *block = rest_of_block(d, view, is_ours);

	if (!desk_read_well(d))
		return false;
	if (wish->has_budget)
		node_set(block, "budget", ratio_node(a, wish->budget));
	if (wish->has_days)
		node_set(block, "days_per_month",
			 ratio_node(a, wish->days_per_month));
	put_ids(a, view->pack, block, "include", wish->imposed,
		wish->imposed_count);
	put_ids(a, view->pack, block, "exclude", wish->refused,
		wish->refused_count);
	return keep_block(d, view, block);
}
