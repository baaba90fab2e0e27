/* What became of a plan: progress, readings, and what is left of it. */
#include "app/rounds.h"

#include "app/progress.h"
#include "base/arena.h"
#include "base/day.h"
#include "plan/weeks.h"

enum { LINE_CHARS = 200, NOTE_CHARS = 1000, YEARS_BEFORE = 5 };

/* --- the round it stands on ---------------------------------------------------- */

static bool is_basis(struct desk *d, const struct round_record *round)
{
	uint32_t people;

	if (rounds_is_followup(round))
		return false;
	store_respondents(d->store, d->arena, round->id, &people);
	return people > 0;
}

struct case_view *rounds_basis(struct desk *d, struct str name,
			       uint32_t number)
{
	struct case_view *last = case_view(d, name, number);

	if (last == NULL || number > 0)
		return last;
	for (uint32_t n = last->round_count; n > 0; n--)
		if (is_basis(d, &last->rounds[n - 1]))
			return n == last->number ? last
						 : case_view(d, name, n);
	return desk_read_well(d) ? last : NULL;
}

uint32_t rounds_followup_of(struct desk *d, const struct case_view *basis)
{
	for (uint32_t n = basis->round_count; n > basis->number; n--) {
		const struct round_record *round = &basis->rounds[n - 1];

		if (rounds_is_followup(round))
			return n;
		if (is_basis(d, round))
			break;
	}
	return 0;
}

/* --- noting -------------------------------------------------------------------- */

static bool is_line(struct str text, size_t chars)
{
	return utf8_check(text.at, text.len) == text.len &&
	       str_find_unseen(text) == SIZE_MAX &&
	       str_find(text, STR("\n"), 0) == SIZE_MAX &&
	       str_find(text, STR("\t"), 0) == SIZE_MAX &&
	       str_chars(text) <= chars;
}

/* An id of an older version becomes the one of today. */
static bool initiative_is_known(struct desk *d, const struct case_view *view,
				struct str *initiative)
{
	const struct catalogue *c = &view->pack->catalogue;
	struct str id = *initiative, *ids;
	struct diag *diag;

	if (pack_find_initiative(view->pack, id) != NO_INDEX)
		return true;
	*initiative = pack_renamed_initiative(view->pack, id);
	if (!str_eq(*initiative, id))
		return true;
	ids = ARENA_ARRAY(d->arena, c->initiative_count, struct str);
	for (uint32_t i = 0; i < c->initiative_count; i++)
		ids[i] = c->initiatives[i].id;
	diag = DIAG_STR(d->diags, (struct span){ 0 }, MSG_PROGRESS_INITIATIVE,
			id, view->pack->id);
	diag_suggest(d->diags, diag, id, ids, c->initiative_count);
	return false;
}

static bool status_parse(struct desk *d, struct str text,
			 enum progress *status)
{
	for (int p = 0; p < PROGRESS_COUNT; p++) {
		*status = (enum progress)p;
		if (str_is(text, progress_name(*status)))
			return true;
	}
	DIAG_STR(d->diags, (struct span){ 0 }, MSG_PROGRESS_STATUS, text);
	return false;
}

/* The day so many years before, in order with all dates, there or not. */
static struct str years_before(struct arena *a, struct str date, int years)
{
	struct buf b = buf_make(a);
	struct ics_time day;

	if (!ics_read_date(date, &day))
		return STR_NONE;
	buf_fmt(&b, "%04d-%02u-%02u", day.year - years, (unsigned)day.month,
		(unsigned)day.day);
	return buf_view(&b);
}

/* What has happened has a day behind it; a plan may look ahead. Long before
   the round, a year was mistyped. */
static bool date_is_good(struct desk *d, const struct case_view *view,
			 struct str date, bool may_come)
{
	if (!date_is_real(date)) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_PROGRESS_DATE,
			 date);
		return false;
	}
	if (str_cmp(date, years_before(d->arena, view->round->date,
				       YEARS_BEFORE)) < 0) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_PROGRESS_LONG_PAST,
			 date, view->round->date);
		return false;
	}
	if (may_come || str_cmp(date, d->today) <= 0)
		return true;
	DIAG_STR(d->diags, (struct span){ 0 }, MSG_PROGRESS_TO_COME, date,
		 d->today);
	return false;
}

static bool line_is_good(struct desk *d, struct str text, bool needed,
			 size_t chars)
{
	if (is_line(text, chars) && (text.len > 0 || !needed))
		return true;
	DIAG_STR(d->diags, (struct span){ 0 }, MSG_PROGRESS_LINE, text);
	return false;
}

/* What was noted of an initiative when more was: it may be under older ids. */
struct noted_on {
	const struct case_view *view;
	struct str initiative;
	struct noted stood;
};

static const struct progress_record *find_progress(const struct noted *n,
						   struct str id)
{
	for (uint32_t i = 0; i < n->progress_count; i++)
		if (str_eq(n->progress[i].initiative, id))
			return &n->progress[i];
	return NULL;
}

static bool progress_still(struct desk *inside, const void *context)
{
	const struct noted_on *on = context;
	struct noted now = progress_noted(inside, on->view, on->view->pack);
	const struct progress_record *is = find_progress(&now, on->initiative);
	const struct progress_record *was =
	    find_progress(&on->stood, on->initiative);

	if (is == NULL || was == NULL)
		return is == was;
	return is->status == was->status && str_eq(is->date, was->date) &&
	       str_eq(is->note, was->note);
}

/* By initiative and date: its readings stand together. */
static const struct reading_record *
find_readings(const struct noted *n, struct str id, uint32_t *count)
{
	uint32_t first = 0;

	while (first < n->reading_count &&
	       !str_eq(n->readings[first].initiative, id))
		first++;
	*count = 0;
	while (first + *count < n->reading_count &&
	       str_eq(n->readings[first + *count].initiative, id))
		++*count;
	return n->readings + first;
}

static bool readings_still(struct desk *inside, const void *context)
{
	const struct noted_on *on = context;
	struct noted now = progress_noted(inside, on->view, on->view->pack);
	uint32_t are, were;
	const struct reading_record *is =
	    find_readings(&now, on->initiative, &are);
	const struct reading_record *was =
	    find_readings(&on->stood, on->initiative, &were);

	if (are != were)
		return false;
	for (uint32_t i = 0; i < are; i++)
		if (!str_eq(is[i].date, was[i].date) ||
		    !str_eq(is[i].value, was[i].value))
			return false;
	return true;
}

/* Saved, unless what stands of the initiative is no more what this desk
   reads. */
static bool save_noted(struct desk *d, const struct case_view *view,
		       struct str initiative, const struct change *change,
		       desk_still *still)
{
	const struct noted_on on = {
		.view = view,
		.initiative = initiative,
		.stood = progress_noted(d, view, view->pack),
	};

	return desk_read_well(d) && desk_save_if(d, change, still, &on);
}

/* A metric is a figure to follow; its unit is written with it. */
static bool reading_is_figure(struct desk *d, struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		if (value.at[i] >= '0' && value.at[i] <= '9')
			return true;
	DIAG_STR(d->diags, (struct span){ 0 }, MSG_READING_FIGURE, value);
	return false;
}

bool rounds_note_progress(struct desk *d, const struct case_view *view,
			  const struct progress_wish *wish,
			  struct progress_record *noted)
{
	struct stamp stamp = desk_stamp(d);
	struct change change;

	*noted = (struct progress_record){
		.initiative = wish->initiative,
		.date = wish->date.len > 0 ? wish->date : d->today,
		.note = str_trim(wish->note),
	};
	if (!initiative_is_known(d, view, &noted->initiative) ||
	    !status_parse(d, wish->status, &noted->status) ||
	    !date_is_good(d, view, noted->date,
			  noted->status == PROGRESS_PLANNED) ||
	    !line_is_good(d, noted->note, false, NOTE_CHARS))
		return false;
	change = change_progress(d->arena, &stamp, view->record->id, noted);
	return save_noted(d, view, noted->initiative, &change, progress_still);
}

bool rounds_note_reading(struct desk *d, const struct case_view *view,
			 const struct reading_record *wish,
			 struct reading_record *noted)
{
	struct stamp stamp = desk_stamp(d);
	struct change change;

	*noted = (struct reading_record){
		.initiative = wish->initiative,
		.date = wish->date.len > 0 ? wish->date : d->today,
		.value = str_trim(wish->value),
	};
	if (!initiative_is_known(d, view, &noted->initiative) ||
	    !date_is_good(d, view, noted->date, false) ||
	    !line_is_good(d, noted->value, true, LINE_CHARS) ||
	    !reading_is_figure(d, noted->value))
		return false;
	change = change_reading(d->arena, &stamp, view->record->id, noted);
	return save_noted(d, view, noted->initiative, &change, readings_still);
}

/* --- what is left -------------------------------------------------------------- */

static void add_noted(struct work *w, const struct noted *n)
{
	for (uint32_t i = 0; i < n->progress_count; i++)
		if (str_eq(n->progress[i].initiative, w->id))
			w->progress = &n->progress[i];
	for (uint32_t i = 0; i < n->reading_count; i++) {
		if (!str_eq(n->readings[i].initiative, w->id))
			continue;
		if (w->reading_count++ == 0)
			w->readings = &n->readings[i];
	}
}

static bool is_listed(const struct works *w, struct str id)
{
	for (uint32_t i = 0; i < w->count; i++)
		if (str_eq(w->items[i].id, id))
			return true;
	return false;
}

static bool is_planned(const struct plan *plan, const struct pack *pack,
		       struct str id)
{
	uint32_t initiative = pack_find_initiative(pack, id);

	for (uint32_t i = 0; i < plan->line_count; i++)
		if (plan->lines[i].initiative == initiative)
			return true;
	return false;
}

static void add_outside(struct works *out, struct work *items,
			const struct plan *plan, const struct pack *pack,
			struct str id, const struct noted *n)
{
	struct work *w = &items[out->count];

	if (is_planned(plan, pack, id) || is_listed(out, id))
		return;
	*w = (struct work){ .id = id,
			    .initiative = pack_find_initiative(pack, id) };
	add_noted(w, n);
	out->count++;
}

static void add_line(struct arena *a, struct works *out, struct work *items,
		     const struct plan_line *line,
		     const struct case_view *view, const struct noted *n)
{
	const struct catalogue *c = &view->pack->catalogue;
	struct work *w = &items[out->count++];
	int64_t monday;

	*w = (struct work){
		.id = c->initiatives[line->initiative].id,
		.initiative = line->initiative,
		.line = line,
	};
	if (plan_begins(out->score->answers, &monday)) {
		w->start = day_write(a, plan_week_begins(monday, line->start));
		w->end = day_write(a, plan_weeks_end(monday, line->end));
	}
	add_noted(w, n);
}

static void add_all(struct arena *a, struct works *out,
		    const struct plan *plan, const struct case_view *view,
		    const struct noted *n)
{
	struct work *items = ARENA_ARRAY(
	    a, n->progress_count + n->reading_count + plan->line_count,
	    struct work);

	out->items = items;
	for (uint32_t i = 0; i < n->progress_count; i++)
		add_outside(out, items, plan, view->pack,
			    n->progress[i].initiative, n);
	for (uint32_t i = 0; i < n->reading_count; i++)
		add_outside(out, items, plan, view->pack,
			    n->readings[i].initiative, n);
	for (uint32_t i = 0; i < plan->line_count; i++)
		add_line(a, out, items, &plan->lines[i], view, n);
}

bool rounds_works(struct desk *d, const struct case_view *view,
		  struct works *out)
{
	struct plan_options none = { 0 };
	struct noted n;
	const struct plan *plan;

	*out = (struct works){ .score = case_score(d, view, view->pack) };
	if (out->score == NULL)
		return false;
	plan = plan_make(d->arena, out->score, &none);
	if (plan == NULL) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_PLAN_NONE,
			 view->pack->id);
		return false;
	}
	n = progress_noted(d, view, view->pack);
	if (!desk_read_well(d))
		return false;
	add_all(d->arena, out, plan, view, &n);
	return true;
}
