/* Rounds side by side, the earlier one read again under the newer pack. */
#include "app/rounds.h"

#include "app/collection.h"
#include "app/progress.h"
#include "base/arena.h"
#include "format/json.h"

/* --- a round under another pack ---------------------------------------------- */

/* What is being read again: a copy of a round's document, with places. */
struct reading_again {
	struct desk *d;
	const struct pack *pack;
	struct node *document;
	struct str *dropped;
	size_t count, capacity;
};

static struct node *document_again(struct desk *d,
				   const struct case_view *view)
{
	struct node *document =
	    case_document_seen(d, view, STAFF_PUBLISHED, false);
	struct buf text = buf_make(d->arena);
	struct json j = json_make(&text, true);
	struct source *source;

	if (!desk_read_well(d))
		return NULL;
	json_node(&j, document);
	source = source_make(d->arena, "case", buf_view(&text), d->diags);
	return source == NULL ? NULL : json_parse(d->arena, source, d->diags);
}

static void note_dropped(struct reading_again *g, struct str id)
{
	for (size_t i = 0; i < g->count; i++)
		if (str_eq(g->dropped[i], id))
			return;
	g->dropped = arena_grow(g->d->arena, g->dropped, g->count,
				&g->capacity, sizeof(*g->dropped));
	g->dropped[g->count++] = id;
}

static bool covers(const struct node *child, struct span span)
{
	uint32_t from = child->key.len > 0 ? child->key_span.from
					   : child->span.from;

	return span.source != NULL && from <= span.from &&
	       span.from <= child->span.to;
}

static bool is_wrong(const struct node *child, const struct diags *heard)
{
	for (size_t i = 0; i < heard->count; i++)
		if (diag_severity(&heard->items[i]) == SEVERITY_ERROR &&
		    covers(child, heard->items[i].span))
			return true;
	return false;
}

/* Takes out the children that an error points into. */
static bool drop_wrong(struct reading_again *g, struct node *parent,
		       const struct diags *heard)
{
	struct node *kept = NULL, *next;
	bool any = false;

	if (parent == NULL)
		return false;
	for (struct node *n = parent->first; n != NULL; n = next) {
		const struct node *question = node_get(n, "question");

		next = n->next;
		if (!is_wrong(n, heard)) {
			kept = n;
			continue;
		}
		any = true;
		parent->count--;
		note_dropped(g, question != NULL ? question->text : n->key);
		*(kept == NULL ? &parent->first : &kept->next) = next;
	}
	parent->last = kept;
	return any;
}

static bool drop_all_wrong(struct reading_again *g, const struct diags *heard)
{
	struct node *sets = node_get(g->document, "sets");
	bool any = drop_wrong(g, node_get(g->document, "answers"), heard);

	any |= drop_wrong(g, node_get(g->document, "evidence"), heard);
	any |= drop_wrong(g, node_get(g->document, "decisions"), heard);
	for (struct node *n = sets == NULL ? NULL : sets->first; n != NULL;
	     n = n->next)
		any |= drop_wrong(g, node_get(n, "answers"), heard);
	return any;
}

/* --- what the staff say -------------------------------------------------------- */

static bool has_option(const struct question *q, struct str id)
{
	for (uint32_t i = 0; i < q->option_count; i++)
		if (str_eq(q->options[i].id, id))
			return true;
	return false;
}

/* Whether whatever could be answered to the one can be to the other. */
static bool takes_all(const struct question *own, const struct question *q)
{
	if (own->type != q->type ||
	    (q->has_min &&
	     (!own->has_min || ratio_cmp(own->min, q->min) < 0)) ||
	    (q->has_max &&
	     (!own->has_max || ratio_cmp(own->max, q->max) > 0)) ||
	    (own->dont_know && !q->dont_know) ||
	    (own->type == QUESTION_LEVEL &&
	     own->option_count != q->option_count))
		return false;
	for (uint32_t i = 0;
	     own->type != QUESTION_LEVEL && i < own->option_count; i++)
		if (!has_option(q, own->options[i].id))
			return false;
	return true;
}

static bool is_taken(const struct pack *own, const struct pack *pack,
		     struct str id)
{
	uint32_t was = pack_find_question(own, id);
	uint32_t is = pack_find_question(pack, id);

	if (is == NO_INDEX)
		is = pack_find_question(pack, pack_renamed(pack, id));
	return was != NO_INDEX && is != NO_INDEX &&
	       takes_all(&own->questions[was], &pack->questions[is]);
}

/*
 * An answer left out for what it says would tell that one of the staff said
 * it: what is left out of theirs is settled by the two packs alone.
 */
static void drop_of_staff(struct reading_again *g, const struct pack *own,
			  struct node *answers)
{
	struct node *kept = NULL, *next;

	for (struct node *n = answers == NULL ? NULL : answers->first;
	     n != NULL; n = next) {
		next = n->next;
		if (is_taken(own, g->pack, n->key)) {
			kept = n;
			continue;
		}
		answers->count--;
		note_dropped(g, n->key);
		*(kept == NULL ? &answers->first : &kept->next) = next;
	}
	if (answers != NULL)
		answers->last = kept;
}

static void drop_of_all_staff(struct reading_again *g, const struct pack *own)
{
	struct node *sets = node_get(g->document, "sets");

	for (struct node *n = sets == NULL ? NULL : sets->first; n != NULL;
	     n = n->next)
		if (str_is(node_get(n, "group")->text, "staff") &&
		    node_get(n, "together") == NULL)
			drop_of_staff(g, own, node_get(n, "answers"));
}

/* Neither plan nor report weighs on a score; both name what may be gone. */
static void drop_blocks(struct node *document)
{
	struct node *kept = NULL, *next;

	for (struct node *n = document->first; n != NULL; n = next) {
		next = n->next;
		if (!str_is(n->key, "plan") && !str_is(n->key, "report")) {
			kept = n;
			continue;
		}
		document->count--;
		*(kept == NULL ? &document->first : &kept->next) = next;
	}
	document->last = kept;
}

/* Each pass takes out what the one before had complained about. */
static struct score *score_again_under(struct reading_again *g)
{
	struct diags heard;
	struct answers *answers;
	struct score *score = NULL;
	bool again = true;

	while (score == NULL && again) {
		diags_init(&heard, g->d->arena);
		answers = answers_read(g->d->arena, g->pack, g->document,
				       &heard);
		if (answers != NULL)
			score = score_case(g->d->arena, g->pack, answers,
					   &heard);
		again = score == NULL && drop_all_wrong(g, &heard);
	}
	return score;
}

/* --- what the pack asks that the round's own did not --------------------------- */

static struct str old_name(const struct pack *pack, struct str id)
{
	const struct renamings *r = &pack->renamings;

	for (uint32_t i = 0; i < r->count; i++)
		if (str_eq(r->all[i].to, id))
			return r->all[i].from;
	return id;
}

static void find_unasked(struct arena *a, const struct pack *own,
			 const struct pack *pack, struct reread *out)
{
	uint32_t *unasked = ARENA_ARRAY(a, pack->question_count, uint32_t);

	for (uint32_t q = 0; q < pack->question_count; q++) {
		struct str id = pack->questions[q].id;

		if (pack_find_question(own, id) == NO_INDEX &&
		    pack_find_question(own, old_name(pack, id)) == NO_INDEX)
			unasked[out->unasked_count++] = q;
	}
	out->unasked = unasked;
}

static bool same_scoring(const struct pack *a, const struct pack *b)
{
	return a == b || (str_eq(a->id, b->id) &&
			  str_eq(str_from(a->digest.hex),
				 str_from(b->digest.hex)));
}

bool rounds_reread(struct desk *d, const struct case_view *view,
		   const struct pack *pack, struct reread *out)
{
	struct reading_again g = { .d = d, .pack = pack };

	*out = (struct reread){ .other_pack = !same_scoring(view->pack, pack) };
	if (view->pack == pack) {
		out->score = case_score(d, view, pack);
		return out->score != NULL;
	}
	g.document = document_again(d, view);
	if (g.document == NULL)
		return false;
	drop_blocks(g.document);
	if (out->other_pack)
		drop_of_all_staff(&g, view->pack);
	out->score = score_again_under(&g);
	if (out->score == NULL || !out->other_pack)
		return out->score != NULL;
	out->dropped = g.dropped;
	out->dropped_count = (uint32_t)g.count;
	find_unasked(d->arena, view->pack, pack, out);
	return true;
}

/* --- side by side ---------------------------------------------------------------- */

static bool is_between(struct str date, const struct rounds_compared *c)
{
	return str_cmp(date, c->before->round->date) >= 0 &&
	       str_cmp(date, c->after->round->date) <= 0;
}

static const struct str *find_done(struct desk *d, struct rounds_compared *c)
{
	struct noted n = progress_noted(d, c->after, c->after->pack);
	struct progress_record *done =
	    ARENA_ARRAY(d->arena, n.progress_count, struct progress_record);
	struct str *ids = ARENA_ARRAY(d->arena, n.progress_count, struct str);

	for (uint32_t i = 0; i < n.progress_count; i++) {
		const struct progress_record *one = &n.progress[i];

		if (one->status != PROGRESS_DONE || !is_between(one->date, c))
			continue;
		ids[c->done_count] = one->initiative;
		done[c->done_count++] = *one;
	}
	c->done = done;
	return ids;
}

bool rounds_compare(struct desk *d, const struct case_view *before,
		    const struct case_view *after,
		    struct rounds_compared *out)
{
	size_t errors = d->diags->errors;
	const struct str *done;
	struct score *is;

	*out = (struct rounds_compared){ .before = before, .after = after };
	is = case_score(d, after, after->pack);
	if (is == NULL)
		return false;
	if (!rounds_reread(d, before, after->pack, &out->was)) {
		if (d->diags->errors > errors || !out->was.other_pack)
			return false;
		out->two_packs = true;
		out->was.score = case_score(d, before, before->pack);
	}
	if (out->was.score == NULL)
		return false;
	done = find_done(d, out);
	if (!desk_read_well(d))
		return false;
	out->comparison = compare_rounds(d->arena, out->was.score, is, done,
					 out->done_count);
	return true;
}
