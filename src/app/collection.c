/* The staff's collection: closed, reopened, and what is read of it. */
#include "collecting.h"

#include <stdlib.h>

#include "base/arena.h"

/* --- what is published, dealt out --------------------------------------- */

static int by_value(const void *a, const void *b)
{
	const struct answer_record *x = a, *y = b;
	int order = str_cmp(x->question, y->question);

	if (order == 0)
		order = (int)x->kind - (int)y->kind;
	return order != 0 ? order : str_cmp(x->value, y->value);
}

static int by_respondent(const void *a, const void *b)
{
	const struct answer_record *x = a, *y = b;
	int order = str_cmp(x->respondent, y->respondent);

	return order != 0 ? order : str_cmp(x->question, y->question);
}

/* The staff members' ids, in order. */
static const struct str *staff_ids(struct arena *a,
				   const struct respondent_record *all,
				   uint32_t count, uint32_t *staff)
{
	struct str *ids = ARENA_ARRAY(a, count, struct str);

	*staff = 0;
	for (uint32_t i = 0; i < count; i++)
		if (all[i].group == GROUP_STAFF && !all[i].together)
			ids[(*staff)++] = all[i].id;
	return ids;
}

static void deal(struct answer_record *all, uint32_t count,
		 const struct str *ids, uint32_t staff)
{
	uint32_t next = 0;

	qsort(all, count, sizeof(*all), by_value);
	for (uint32_t i = 0; i < count; i++) {
		if (i == 0 || !str_eq(all[i].question, all[i - 1].question))
			next = 0;
		if (next == staff)
			BUG("%u published answers of %u staff", next + 1,
			    staff);
		all[i].respondent = ids[next++];
	}
	qsort(all, count, sizeof(*all), by_respondent);
}

const struct answer_record *collection_published(
    struct desk *d, struct str round,
    const struct respondent_record *respondents, uint32_t respondent_count,
    uint32_t *count)
{
	uint32_t kept = 0, staff, n;
	const struct answer_record *from =
	    store_published(d->store, d->arena, round, &n);
	const struct str *ids =
	    staff_ids(d->arena, respondents, respondent_count, &staff);
	struct answer_record *all =
	    ARENA_ARRAY(d->arena, n, struct answer_record);

	for (uint32_t i = 0; i < n; i++)
		if (from[i].kind != ANSWER_NA)
			all[kept++] = from[i];
	if (kept > 0)
		deal(all, kept, ids, staff);
	*count = kept;
	return all;
}

/* --- places ------------------------------------------------------------- */

static bool is_inside(struct span place, struct span whole)
{
	return place.source != NULL && place.source == whole.source &&
	       place.from >= whole.from && place.to <= whole.to;
}

static void hide_in(struct diags *diags, size_t from, const struct span *whole)
{
	for (size_t i = from; i < diags->count; i++) {
		struct diag *diag = &diags->items[i];

		if (whole == NULL || is_inside(diag->span, *whole))
			diag->span = (struct span){ 0 };
		for (struct diag_note *n = diag->notes; n != NULL; n = n->next)
			if (whole == NULL || is_inside(n->span, *whole))
				n->span = (struct span){ 0 };
	}
}

void collection_hide_places(struct answers *answers, uint32_t questions,
			    struct diags *diags, size_t from)
{
	if (answers == NULL)
		hide_in(diags, from, NULL);
	for (uint32_t s = 0; answers != NULL && s < answers->set_count; s++) {
		struct answer_set *set = &answers->sets[s];

		if (set->group != GROUP_STAFF || set->together || set->agreed)
			continue;
		hide_in(diags, from, &set->span);
		for (uint32_t q = 0; q < questions; q++)
			set->answers[q].span = (struct span){ 0 };
	}
}

/* --- how it stands ------------------------------------------------------ */

/* By question: whether what is published of it makes a figure. */
static bool *published_now(struct desk *d, const struct case_view *v)
{
	const struct pack *pack = v->pack;
	bool *published = ARENA_ARRAY(d->arena, pack->question_count, bool);
	uint32_t *counting =
	    ARENA_ARRAY(d->arena, pack->question_count, uint32_t);
	uint32_t count;
	const struct answer_record *all =
	    store_published(d->store, d->arena, v->round->id, &count);

	for (uint32_t i = 0; i < count; i++) {
		uint32_t q = pack_find_question(pack, all[i].question);
		struct counted c;

		if (q == NO_INDEX || !gives_figure(&pack->questions[q]))
			continue;
		c = counted_of(d->arena, &pack->questions[q], all[i].kind,
			       all[i].value);
		counting[q] += c.counts;
		published[q] = counting[q] >= COLLECTION_LEAST;
	}
	return published;
}

struct collection collection_of(struct desk *d, const struct case_view *v)
{
	struct collection c = { .closed = v->round->closed,
				.closings = v->round->closings };
	const bool *published = published_now(d, v);

	for (uint32_t i = 0; i < v->respondent_count; i++) {
		const struct respondent_record *r = &v->respondents[i];

		c.people += r->group == GROUP_STAFF && !r->together;
		c.together = c.together || r->together;
	}
	for (uint32_t q = 0; q < v->pack->question_count; q++) {
		c.asked += gives_figure(&v->pack->questions[q]);
		c.published += published[q];
	}
	return c;
}

/* --- closing and reopening ---------------------------------------------- */

static bool save(struct desk *d, const struct case_view *v, bool closed,
		 const struct str *questions, uint32_t count)
{
	struct stamp stamp = desk_stamp(d);
	struct change change =
	    change_collection(d->arena, &stamp, v->record->id, v->round->id,
			      closed, questions, count);

	return desk_save(d, &change, 1);
}

static bool may_close(struct desk *d, const struct case_view *v)
{
	uint32_t people;

	if (v->round->closed) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_COLLECTION_CLOSED,
			 v->record->name);
		return false;
	}
	staff_ids(d->arena, v->respondents, v->respondent_count, &people);
	if (people == 0)
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_COLLECTION_NOBODY,
			 v->record->name);
	return people > 0;
}

bool collection_close(struct desk *d, const struct case_view *v,
		      struct closing_done *done)
{
	const struct pack *pack = v->pack;
	bool *due = ARENA_ARRAY(d->arena, pack->question_count, bool);
	struct str *ids =
	    ARENA_ARRAY(d->arena, pack->question_count, struct str);
	const bool *published = published_now(d, v);

	*done = (struct closing_done){ 0 };
	if (!may_close(d, v) || !collection_due(d, v, due))
		return false;
	for (uint32_t q = 0; q < pack->question_count; q++) {
		if (!gives_figure(&pack->questions[q]))
			continue;
		if (due[q])
			ids[done->fresh++] = pack->questions[q].id;
		else if (published[q])
			done->kept++;
		else
			done->without++;
	}
	return save(d, v, true, ids, done->fresh);
}

bool collection_reopen(struct desk *d, const struct case_view *v)
{
	if (v->round->closed)
		return save(d, v, false, NULL, 0);
	DIAG_STR(d->diags, (struct span){ 0 }, MSG_COLLECTION_OPEN,
		 v->record->name);
	return false;
}
