/* What was noted of initiatives, read with the pack of a round. */
#include "app/progress.h"

#include <stdlib.h>

#include "base/arena.h"

/* --- ids of today ----------------------------------------------------------- */

static bool is_known(const struct pack *pack, struct str id)
{
	return pack_find_initiative(pack, id) != NO_INDEX;
}

/* Of older versions only: an id of today is never led elsewhere. */
static struct str today(const struct pack *pack, struct str id)
{
	return is_known(pack, id) ? id : pack_renamed_initiative(pack, id);
}

static int by_initiative_and_date(const void *a, const void *b)
{
	const struct reading_record *x = a, *y = b;
	int order = str_cmp(x->initiative, y->initiative);

	return order != 0 ? order : str_cmp(x->date, y->date);
}

/* Which of two notes on one initiative stands. */
static bool is_later(const struct progress_record *a, bool a_renamed,
		     const struct progress_record *b)
{
	int order = str_cmp(a->date, b->date);

	return order > 0 || (order == 0 && !a_renamed);
}

static void add_progress(struct noted *n, struct progress_record *all,
			 const struct progress_record *one, struct str id)
{
	for (uint32_t i = 0; i < n->progress_count; i++) {
		if (!str_eq(all[i].initiative, id))
			continue;
		if (is_later(one, !str_eq(one->initiative, id), &all[i])) {
			all[i] = *one;
			all[i].initiative = id;
		}
		return;
	}
	all[n->progress_count] = *one;
	all[n->progress_count++].initiative = id;
}

/* --- read ------------------------------------------------------------------- */

static void read_progress(struct desk *d, const struct case_view *view,
			  const struct pack *pack, struct noted *n)
{
	uint32_t count;
	const struct progress_record *own = store_progress(
	    d->store, d->arena, view->record->id, &count);
	struct progress_record *all =
	    ARENA_ARRAY(d->arena, count, struct progress_record);

	for (uint32_t i = 0; i < count; i++)
		add_progress(n, all, &own[i], today(pack, own[i].initiative));
	n->progress = all;
}

static void read_readings(struct desk *d, const struct case_view *view,
			  const struct pack *pack, struct noted *n)
{
	const struct reading_record *own = store_readings(
	    d->store, d->arena, view->record->id, &n->reading_count);
	struct reading_record *all =
	    ARENA_ARRAY(d->arena, n->reading_count, struct reading_record);

	for (uint32_t i = 0; i < n->reading_count; i++) {
		all[i] = own[i];
		all[i].initiative = today(pack, own[i].initiative);
	}
	if (n->reading_count > 0)
		qsort(all, n->reading_count, sizeof(*all),
		      by_initiative_and_date);
	n->readings = all;
}

struct noted progress_noted(struct desk *d, const struct case_view *view,
			    const struct pack *pack)
{
	struct noted n = { .progress_count = 0 };

	read_progress(d, view, pack, &n);
	read_readings(d, view, pack, &n);
	return n;
}

/* --- what a pack does not know ------------------------------------------------ */

static bool is_told(const struct diags *diags, struct str id)
{
	for (size_t i = 0; i < diags->count; i++)
		if (diags->items[i].message == MSG_PROGRESS_ASIDE &&
		    str_eq(diags->items[i].args[0], id))
			return true;
	return false;
}

static void tell(struct desk *d, const struct pack *pack, struct str id)
{
	if (!is_known(pack, id) && !is_told(d->diags, id))
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_PROGRESS_ASIDE, id,
			 pack->id, pack->version);
}

void progress_tell_aside(struct desk *d, const struct case_view *view,
			 const struct pack *pack)
{
	struct noted n = progress_noted(d, view, pack);

	for (uint32_t i = 0; i < n.progress_count; i++)
		tell(d, pack, n.progress[i].initiative);
	for (uint32_t i = 0; i < n.reading_count; i++)
		tell(d, pack, n.readings[i].initiative);
}
