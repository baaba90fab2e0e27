/*
 * What an answers file says beside the answers: the client, evidence,
 * decisions, what the plan and the report are asked.
 */
#include "exchange_in.h"

#include <string.h>

#include "app/progress.h"
#include "base/arena.h"

static void put_other(struct importing *im, struct change change)
{
	changes_add(im->d->arena, &im->changes, change);
	im->done->others++;
}

/* --- the client --------------------------------------------------------- */

/* Whether the file's word replaces the case's. */
static bool replaces(struct importing *im, const char *what, struct str here,
		     struct str there)
{
	if (there.len == 0 || str_eq(here, there))
		return false;
	return here.len == 0 ||
	       import_conflicts(im, str_from(what), STR_NONE, here, there);
}

static bool is_of_staff(const struct question *q)
{
	return q->from_client == FROM_CLIENT_STAFF;
}

static bool is_said_once(const struct importing *im, const struct question *q)
{
	const struct case_record *record = im->view->record;
	const struct node *said =
	    node_get(node_get(im->document, "client"),
		     is_of_staff(q) ? "staff" : "sector");

	return (said != NULL && said->kind != NODE_NULL) ||
	       (is_of_staff(q) ? record->staff > 0 : record->sector.len > 0);
}

/* Others have said otherwise here. */
static bool differs_here(const struct importing *im, const struct question *q,
			 const struct answer *said)
{
	struct arena *a = im->d->arena;

	for (uint32_t i = 0; i < im->said_count[0]; i++) {
		const struct answer_record *here = &im->said[0][i];

		if (str_eq(here->question, q->id) &&
		    (here->kind != said->kind ||
		     !payload_same(a, here->value, case_value(a, q, said))))
			return true;
	}
	return false;
}

/*
 * Whether a question of the client (or NO_INDEX) is answered by each for
 * themselves: neither the file's client block nor the case says it, and not
 * everybody says the same, in the file or here.
 */
static bool is_their_own(const struct importing *im, uint32_t question)
{
	const struct answers *all = im->answers;
	const struct answer *first = NULL;
	const struct question *q;

	if (question == NO_INDEX)
		return false;
	q = &im->view->pack->questions[question];
	if (is_said_once(im, q))
		return false;
	for (uint32_t i = 0; i < all->set_count; i++) {
		const struct answer *said = &all->sets[i].answers[question];

		if (said->kind == ANSWER_MISSING)
			continue;
		if (first != NULL && !answer_same(q, first, said))
			return true;
		first = said;
	}
	return first != NULL && differs_here(im, q, first);
}

void import_client(struct importing *im)
{
	const struct pack *pack = im->view->pack;
	struct arena *a = im->d->arena;
	struct case_record record = *im->view->record;
	const struct answers *all = im->answers;
	struct str staff =
	    record.staff > 0 ? exchange_number(a, record.staff) : STR_NONE;
	struct str said =
	    all->staff > 0 ? exchange_number(a, all->staff) : STR_NONE;
	bool changed = false;

	im->own_staff = is_their_own(im, pack->staff_question);
	im->own_sector = is_their_own(im, pack->sector_question);
	if (replaces(im, "client.name", record.client, all->client_name)) {
		record.client = all->client_name;
		changed = true;
	}
	if (!im->own_staff && replaces(im, "client.staff", staff, said)) {
		record.staff = all->staff;
		changed = true;
	}
	if (!im->own_sector &&
	    replaces(im, "client.sector", record.sector, all->client_sector)) {
		record.sector = all->client_sector;
		changed = true;
	}
	if (changed)
		put_other(im, change_case(a, &im->stamp, &record));
}

/* --- evidence and decisions --------------------------------------------- */

static struct str prefixed(struct arena *a, const char *kind, struct str id)
{
	struct buf b = buf_make(a);

	buf_fmt(&b, "%s %.*s", kind, STR_ARGS(id));
	return buf_view(&b);
}

/* "shown", "shown (the procedure, folder 3)". */
static struct str evidence_words(struct arena *a, enum evidence status,
				 struct str note)
{
	struct buf b = buf_make(a);

	buf_text(&b, evidence_name(status));
	if (note.len > 0)
		buf_fmt(&b, " (%.*s)", STR_ARGS(note));
	return buf_view(&b);
}

/* A file that notes nothing does not speak against what is noted here. */
static void import_one_evidence(struct importing *im,
				struct evidence_record *r,
				const struct evidence_record *here)
{
	struct arena *a = im->d->arena;
	bool noted_here = here != NULL && here->note.len > 0;

	if (noted_here && r->note.len == 0)
		r->note = here->note;
	if (here == NULL
		? r->status == EVIDENCE_DECLARED && r->note.len == 0
		: here->status == r->status && str_eq(here->note, r->note))
		return;
	if (here != NULL && (here->status != r->status || noted_here) &&
	    !import_conflicts(im, prefixed(a, "evidence", r->criterion),
			      STR_NONE,
			      evidence_words(a, here->status, here->note),
			      evidence_words(a, r->status, r->note)))
		return;
	put_other(im, change_evidence(a, &im->stamp, im->view->record->id,
				      im->view->round->id, r));
}

/* A criterion the file does not name says nothing, not "declared". */
void import_evidence(struct importing *im)
{
	const struct rubric *rubric = &im->view->pack->rubric;
	const struct node *map = node_get(im->document, "evidence");
	uint32_t count;
	const struct evidence_record *all = store_evidence(
	    im->d->store, im->d->arena, im->view->round->id, &count);

	for (uint32_t c = 0; map != NULL && c < rubric->criterion_count; c++) {
		struct evidence_record r = {
			.criterion = rubric->criteria[c].id,
			.status = (enum evidence)im->answers->evidence[c],
		};
		const struct evidence_record *here = NULL;

		if (im->answers->evidence_notes != NULL)
			r.note = im->answers->evidence_notes[c];
		for (uint32_t i = 0; i < count; i++)
			if (str_eq(all[i].criterion, r.criterion))
				here = &all[i];
		if (r.status != EVIDENCE_DECLARED || r.note.len > 0 ||
		    node_get(map, str_cstr(im->d->arena, r.criterion)) != NULL)
			import_one_evidence(im, &r, here);
	}
}

static const struct decision_record *find_decision(
    const struct decision_record *all, uint32_t count,
    const struct decision_record *like)
{
	for (uint32_t i = 0; i < count; i++)
		if (all[i].overrides == like->overrides &&
		    str_eq(all[i].question, like->question))
			return &all[i];
	return NULL;
}

static bool same_decision(struct arena *a, const struct decision_record *x,
			  const struct decision_record *y)
{
	return x->kind == y->kind && payload_same(a, x->value, y->value) &&
	       str_eq(x->reason, y->reason) && str_eq(x->author, y->author) &&
	       str_eq(x->date, y->date);
}

static void import_decision(struct importing *im, const struct decision *given,
			    const struct decision_record *all, uint32_t count)
{
	struct arena *a = im->d->arena;
	const struct question *q = &im->view->pack->questions[given->question];
	struct decision_record r = {
		.question = q->id,
		.overrides = given->overrides,
		.kind = given->value.kind,
		.value = case_value(a, q, &given->value),
		.reason = given->reason,
		.author = given->author,
		.date = given->date,
	};
	const struct decision_record *here = find_decision(all, count, &r);

	if (r.date.len == 0)
		r.date = here != NULL ? here->date : im->d->today;
	if (here != NULL) {
		if (same_decision(a, here, &r) ||
		    !import_conflicts(
			im,
			prefixed(a, r.overrides ? "override" : "consensus",
				 q->id),
			here->author,
			exchange_said(a, here->kind, here->value, STR_NONE,
				      here->reason),
			exchange_said(a, r.kind, r.value, STR_NONE, r.reason)))
			return;
	}
	put_other(im, change_decision(a, &im->stamp, im->view->record->id,
				      im->view->round->id, &r));
}

void import_decisions(struct importing *im)
{
	uint32_t count;
	const struct decision_record *all = store_decisions(
	    im->d->store, im->d->arena, im->view->round->id, &count);

	for (uint32_t i = 0; i < im->answers->decision_count; i++)
		import_decision(im, &im->answers->decisions[i], all, count);
}

/* --- plan and report ---------------------------------------------------- */

/* The file may be older than the pack: its ids are led to those of today. */
static bool is_done_here(const struct pack *pack, const struct noted *n,
			 struct str initiative)
{
	if (pack_find_initiative(pack, initiative) == NO_INDEX)
		initiative = pack_renamed_initiative(pack, initiative);
	for (uint32_t i = 0; i < n->progress_count; i++)
		if (n->progress[i].status == PROGRESS_DONE &&
		    str_eq(n->progress[i].initiative, initiative))
			return true;
	return false;
}

static struct node *copy_of(struct arena *a, const struct node *node)
{
	struct node *copy = ARENA_NEW(a, struct node);

	*copy = *node;
	copy->next = NULL;
	return copy;
}

/*
 * What the case knows to be done stands in an exported plan, and would come
 * back as something the plan was asked.
 */
static struct node *without_done(struct importing *im, const struct node *plan)
{
	struct arena *a = im->d->arena;
	struct node *kept = node_map(a);
	struct noted noted = progress_noted(im->d, im->view, im->view->pack);

	for (const struct node *n = plan->first; n != NULL; n = n->next) {
		struct node *copy = copy_of(a, n);

		if (str_is(n->key, "done") && n->kind == NODE_LIST) {
			struct node *list = node_list(a);

			for (const struct node *i = n->first; i != NULL;
			     i = i->next)
				if (!is_done_here(im->view->pack,
						  &noted, i->text))
					node_add(list, copy_of(a, i));
			if (list->count == 0)
				continue;
			copy = list;
		}
		node_set(kept, str_cstr(a, n->key), copy);
	}
	return kept;
}

void import_block(struct importing *im, const char *key)
{
	struct arena *a = im->d->arena;
	const struct node *given = node_get(im->document, key);
	struct block_record r = { .key = str_from(key) };
	struct str here = STR_NONE;
	uint32_t count;
	const struct block_record *all =
	    store_blocks(im->d->store, a, im->view->round->id, &count);

	if (given == NULL || given->kind != NODE_MAP)
		return;
	if (strcmp(key, "plan") == 0)
		given = without_done(im, given);
	if (given->count == 0)
		return;
	r.body = payload_json(a, given);
	for (uint32_t i = 0; i < count; i++)
		if (str_is(all[i].key, key))
			here = all[i].body;
	if (payload_same(a, here, r.body))
		return;
	if (here.len == 0 ||
	    import_conflicts(im, r.key, STR_NONE, here, r.body))
		put_other(im, change_block(a, &im->stamp, im->view->record->id,
					   im->view->round->id, &r));
}
