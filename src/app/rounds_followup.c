/* A round begun; the follow-up: what to ask, when, and its calendar. */
#include "app/rounds.h"

#include "app/access.h"
#include "base/arena.h"

/* --- any round ------------------------------------------------------------------ */

bool rounds_waits(struct desk *d, const struct case_view *last)
{
	const struct pack *today = desk_today_pack(d);
	uint32_t people, links;

	store_respondents(d->store, d->arena, last->round->id, &people);
	access_links(d, last->round->id, &links);
	return today != NULL && people + links == 0 &&
	       str_is(str_from(last->pack->digest.hex), today->digest.hex) &&
	       !rounds_is_followup(last->round);
}

bool rounds_begin(struct desk *d, const struct case_view *last,
		  struct str title)
{
	struct stamp stamp = desk_stamp(d);
	struct round_record round = *last->round;
	struct change change;

	if (!rounds_waits(d, last))
		return desk_read_well(d) &&
		       case_begin_round(d, last->record, title);
	if (!desk_read_well(d) || !desk_takes_text(d, title, true))
		return false;
	round.date = d->today;
	round.title = title;
	change = change_round(d->arena, &stamp, last->record->id, &round);
	return desk_save(d, &change, 1);
}

/* --- its questions -------------------------------------------------------------- */

static const struct str titles[LANG_COUNT] = {
	[LANG_FR] = STR_INIT("Suivi à six mois"),
	[LANG_EN] = STR_INIT("Six-month follow-up"),
};

struct str rounds_followup_title(enum lang lang)
{
	return titles[lang];
}

bool rounds_is_followup(const struct round_record *round)
{
	for (int l = 0; l < LANG_COUNT; l++)
		if (str_eq(round->title, titles[l]))
			return true;
	return false;
}

struct str rounds_months_after(struct arena *a, struct str date,
			       uint32_t months)
{
	struct buf b = buf_make(a);
	struct ics_time day;
	int month;

	if (!ics_read_date(date, &day))
		return date;
	month = day.month - 1 + (int)months;
	day.year += month / 12;
	day.month = (uint8_t)(month % 12 + 1);
	while (!ics_time_is_real(day) && day.day > 28)
		day.day--;
	buf_fmt(&b, "%04d-%02u-%02u", day.year, (unsigned)day.month,
		(unsigned)day.day);
	return buf_view(&b);
}

static uint32_t find_begun(const struct works *works,
			   struct followup_work *begun)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < works->count; i++) {
		const struct work *w = &works->items[i];

		if (w->initiative == NO_INDEX || w->progress == NULL ||
		    (w->progress->status != PROGRESS_STARTED &&
		     w->progress->status != PROGRESS_DONE))
			continue;
		begun[count++] = (struct followup_work){
			.initiative = w->initiative,
			.done = w->progress->status == PROGRESS_DONE,
		};
	}
	return count;
}

static struct str last_day(const struct answers *answers)
{
	return answers->until.len > 0 ? answers->until : answers->date;
}

bool rounds_followup(struct desk *d, const struct case_view *view,
		     struct str date, struct followup_plan *out)
{
	struct followup_work *begun;
	uint32_t count;

	*out = (struct followup_plan){ .date = date };
	if (date.len > 0 && !date_is_real(date)) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_PROGRESS_DATE,
			 date);
		return false;
	}
	if (!rounds_works(d, view, &out->works))
		return false;
	if (date.len == 0)
		out->date = rounds_months_after(
		    d->arena, last_day(out->works.score->answers),
		    FOLLOWUP_MONTHS);
	begun = ARENA_ARRAY(d->arena, out->works.count, struct followup_work);
	count = find_begun(&out->works, begun);
	out->list = followup_questions(d->arena, out->works.score, begun,
				       count);
	return true;
}

/* --- its round ------------------------------------------------------------------ */

/*
 * Its questions are those of the basis: another pack would not know them.
 */
static struct str pack_of_followup(struct desk *d,
				   const struct case_view *basis)
{
	const struct pack *today;

	if (d->pack_dir == NULL)
		return basis->round->pack;
	today = desk_today_pack(d);
	if (today == NULL)
		return STR_NONE;
	return str_eq(today->id, basis->pack->id) ? desk_keep_pack(d)
						  : basis->round->pack;
}

bool rounds_begin_followup(struct desk *d, const struct case_view *basis,
			   enum lang lang)
{
	struct stamp stamp = desk_stamp(d);
	struct round_record round = { .date = d->today,
				      .title = rounds_followup_title(lang),
				      .pack = pack_of_followup(d, basis) };
	uint32_t begun = rounds_followup_of(d, basis);
	struct change change;
	struct buf number = buf_make(d->arena);

	if (begun > 0) {
		buf_int(&number, begun);
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_FOLLOWUP_BEGUN,
			 buf_view(&number));
		return false;
	}
	if (round.pack.len == 0)
		return false;
	round.id = desk_new_id(d);
	change = change_round(d->arena, &stamp, basis->record->id, &round);
	return desk_save(d, &change, 1);
}

struct followup_asked rounds_followup_asked(struct desk *d,
					    const struct case_view *basis,
					    const struct case_view *round,
					    const struct followup_plan *plan)
{
	const struct followup *list = plan->list;
	uint32_t *questions = ARENA_ARRAY(d->arena, FOLLOWUP_ITEMS, uint32_t);
	struct followup_asked out = { .questions = questions };
	struct reread before;

	out.items = ARENA_ARRAY(d->arena, FOLLOWUP_ITEMS,
				const struct followup_item *);
	for (uint32_t i = 0; i < list->count; i++) {
		uint32_t q = list->items[i].question;
		struct str id;

		if (q == NO_INDEX)
			continue;
		id = basis->pack->questions[q].id;
		q = pack_find_question(round->pack, id);
		if (q == NO_INDEX)
			q = pack_find_question(round->pack,
					       pack_renamed(round->pack, id));
		if (q == NO_INDEX)
			continue;
		out.items[out.count] = &list->items[i];
		questions[out.count++] = q;
	}
	if (rounds_reread(d, basis, round->pack, &before))
		out.before = before.score;
	return out;
}

/* --- the calendar ------------------------------------------------------------- */

struct dates {
	struct arena *arena;
	const struct case_view *view;
	enum lang lang;
	struct ics_event *events;
	uint32_t count;
};

static const char *say_in(enum lang lang, const char *fr, const char *en)
{
	return lang == LANG_FR ? fr : en;
}

static struct ics_event *add_event(struct dates *t, struct str date,
				   const char *what, struct str id)
{
	struct ics_event *e = &t->events[t->count];
	struct buf uid = buf_make(t->arena);

	*e = (struct ics_event){ .length = 1 };
	if (!ics_read_date(date, &e->start))
		return NULL;
	buf_fmt(&uid, "%.*s.%s%s%.*s@jalon",
		STR_ARGS(t->view->round->id), what, id.len > 0 ? "." : "",
		STR_ARGS(id));
	e->uid = buf_view(&uid);
	t->count++;
	return e;
}

/* "Client · Début : une page de règles" */
static struct str summary(const struct dates *t, const char *what,
			  struct str title)
{
	struct buf b = buf_make(t->arena);

	buf_visible(&b, t->view->record->client, true);
	buf_text(&b, " · ");
	buf_text(&b, what);
	if (title.len > 0) {
		buf_text(&b, t->lang == LANG_FR ? "\xC2\xA0: " : ": ");
		buf_str(&b, title);
	}
	return buf_view(&b);
}

static void add_conversation(struct dates *t, struct str date)
{
	struct ics_event *e = add_event(t, date, "followup", STR_NONE);

	if (e == NULL)
		return;
	e->summary = summary(
	    t, say_in(t->lang, "Suivi à six mois", "Six-month follow-up"),
	    STR_NONE);
	e->description = str_from(
	    say_in(t->lang,
		   "Reprendre les questions que le plan devait faire bouger, "
		   "et comparer.",
		   "Ask again the questions that the plan was to move, and "
		   "compare."));
}

static void add_start(struct dates *t, const struct work *w)
{
	const struct pack *pack = t->view->pack;
	const struct initiative *i =
	    &pack->catalogue.initiatives[w->initiative];
	struct str date = w->progress == NULL ? w->start : w->progress->date;
	struct ics_event *e = add_event(t, date, "start", w->id);

	if (e == NULL)
		return;
	e->summary = summary(t, say_in(t->lang, "Début", "Start"),
			     text_in(&i->title, t->lang, pack));
	e->description = text_in(&i->monday_do, t->lang, pack);
}

static void add_reading(struct dates *t, const struct work *w)
{
	const struct pack *pack = t->view->pack;
	const struct initiative *i =
	    &pack->catalogue.initiatives[w->initiative];
	struct ics_event *e = add_event(t, w->end, "reading", w->id);

	if (e == NULL)
		return;
	e->summary = summary(t, say_in(t->lang, "Mesure", "Reading"),
			     text_in(&i->metric, t->lang, pack));
	e->description = text_in(&i->title, t->lang, pack);
}

static bool is(const struct work *w, enum progress status)
{
	return w->progress != NULL && w->progress->status == status;
}

static void stamp_read(struct str now, struct ics_time *time)
{
	struct str clock = str_sub(now, 11, 19);

	ics_read_date(str_sub(now, 0, 10), time);
	time->clock = ICS_UTC;
	if (clock.len < 8)
		return;
	time->hour = (uint8_t)((clock.at[0] - '0') * 10 + clock.at[1] - '0');
	time->minute = (uint8_t)((clock.at[3] - '0') * 10 + clock.at[4] - '0');
	time->second = (uint8_t)((clock.at[6] - '0') * 10 + clock.at[7] - '0');
}

void rounds_calendar(struct buf *out, const struct desk *d,
		     const struct case_view *view,
		     const struct followup_plan *plan, enum lang lang)
{
	const struct works *w = &plan->works;
	struct dates t = { .arena = d->arena, .view = view, .lang = lang };
	struct ics_calendar calendar = { .event_count = 0 };

	t.events = ARENA_ARRAY(d->arena, 2 * w->count + 1, struct ics_event);
	add_conversation(&t, plan->date);
	for (uint32_t i = 0; i < w->count; i++) {
		const struct work *one = &w->items[i];

		if (one->line == NULL || is(one, PROGRESS_STOPPED))
			continue;
		if (one->progress == NULL || is(one, PROGRESS_PLANNED))
			add_start(&t, one);
		if (one->reading_count == 0)
			add_reading(&t, one);
	}
	stamp_read(d->now, &calendar.stamp);
	calendar.events = t.events;
	calendar.event_count = t.count;
	ics_write(out, &calendar);
}
