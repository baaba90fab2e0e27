/* Writing a sheet, if what it was judged on still stands. */
#include "sheet_part.h"

#include "base/arena.h"

/* --- what has to be written ---------------------------------------------- */

void sheet_changes(struct sheet *w)
{
	struct interview *i = w->i;
	struct arena *a = i->desk->arena;
	struct stamp stamp = interview_stamp(i);
	uint32_t questions = i->pack->question_count;
	bool arrived = i->known;

	w->changes = ARENA_ARRAY(a, questions + 2, struct change);
	w->change_count = 0;
	if (w->corrects)
		w->changes[w->change_count++] =
		    change_case(a, &stamp, &w->record);
	for (uint32_t q = 0; q < questions; q++) {
		struct answer_record theirs = w->next[q];

		if (case_same_said(&theirs, &i->said[q]))
			continue;
		if (!arrived)
			w->changes[w->change_count++] =
			    interview_arrival(i, &stamp);
		arrived = true;
		theirs.respondent = i->id;
		w->changes[w->change_count++] =
		    change_answer(a, &stamp, i->record.id, &theirs);
	}
}

/* --- what it was judged on, looked at again inside the write ------------- */

static bool said_moved(struct store *s, struct arena *a,
		       const struct interview *i)
{
	static const struct answer_record nothing = { 0 };
	uint32_t count, n = 0, known = 0;
	const struct answer_record *all =
	    store_answers_of(s, a, i->id, NULL, 0, &count);

	for (uint32_t q = 0; q < i->pack->question_count; q++)
		known += !case_same_said(&i->said[q], &nothing);
	for (; n < count; n++) {
		uint32_t q = pack_find_question(i->pack, all[n].question);

		if (q == NO_INDEX)
			known++;
		else if (!case_same_said(&all[n], &i->said[q]))
			return true;
	}
	return known != count;
}

static bool somebody_came(struct store *s, struct arena *a,
			  const struct interview *i)
{
	uint32_t count;
	const struct respondent_record *all =
	    store_respondents(s, a, i->view->round->id, &count);

	for (uint32_t n = 0; n < count; n++)
		if (interview_is_named(i, &all[n]))
			return true;
	return false;
}

/* Of one that is erased the write is refused, and need not be judged again. */
static bool case_moved(struct store *s, struct arena *a,
		       const struct case_record *before)
{
	const struct case_record *now = store_case(s, a, before->id);

	return now != NULL &&
	       (now->staff != before->staff ||
		!str_eq(now->sector, before->sector) ||
		!str_eq(now->name, before->name) ||
		!str_eq(now->client, before->client) ||
		!str_eq(now->keep_until, before->keep_until));
}

/* The journal ends where it ended: nothing of the case has moved. */
static bool stands_there(struct store *s, const struct interview *i)
{
	struct store_mark now;

	return store_mark(s, i->record.id, &now) &&
	       store_mark_same(&now, &i->mark);
}

/* Another thread may run it, while this one waits. */
static enum store_result write_if_still(struct store *s, void *context,
					struct diags *diags)
{
	struct sheet *w = context;
	const struct interview *i = w->i;
	struct arena *a = i->desk->arena;
	bool stands = stands_there(s, i);

	(void)diags;
	w->mark = (struct store_mark){ 0 };
	w->moved = !stands &&
		   ((i->known ? said_moved(s, a, i) : somebody_came(s, a, i)) ||
		    (w->corrects && case_moved(s, a, &i->record)));
	if (w->moved)
		return STORE_DONE;
	store_append(s, w->changes, w->change_count);
	/* What else the journal holds since, nobody has read. */
	if (stands)
		(void)store_mark(s, i->record.id, &w->mark);
	return STORE_DONE;
}

bool sheet_write(struct sheet *w)
{
	struct desk *d = w->i->desk;
	struct diags *kept = d->diags;
	bool written;

	d->diags = w->diags;
	written = desk_write(d, write_if_still, w);
	d->diags = kept;
	return written;
}

/* What somebody said meanwhile, elsewhere, under the same name. */
bool sheet_look_again(struct sheet *w)
{
	struct interview *i = w->i;
	struct desk *d = i->desk;
	struct diags *kept = d->diags;
	uint32_t count;
	const struct respondent_record *all;
	const struct case_record *now;
	bool good;

	interview_mark(i);
	all = store_respondents(d->store, d->arena, i->view->round->id,
				&count);
	for (uint32_t n = 0; n < count && !i->known; n++) {
		if (!interview_is_named(i, &all[n]))
			continue;
		i->id = all[n].id;
		i->known = true;
	}
	now = store_case(d->store, d->arena, i->record.id);
	if (now != NULL)
		i->record = *now;
	/* Those that are not applicable no more are found once more. */
	i->withdrawn = 0;
	d->diags = w->diags;
	good = interview_load_said(i);
	d->diags = kept;
	return good;
}
