/* After the questions of a follow-up, its metrics: each a reading, or none. */
#include "interview.h"

static const struct work *work_of(const struct followup_talk *f,
				  uint32_t initiative)
{
	const struct works *w = &f->plan.works;

	for (uint32_t i = 0; i < w->count; i++)
		if (w->items[i].initiative == initiative)
			return &w->items[i];
	return NULL;
}

/* Noted by somebody else, or the last time it was asked. */
static bool is_noted(const struct talk *t, const struct work *w)
{
	struct str since = t->call->view->round->date;

	for (uint32_t i = 0; w != NULL && i < w->reading_count; i++)
		if (str_cmp(w->readings[i].date, since) >= 0)
			return true;
	return false;
}

static void put_readings(struct talk *t, const struct work *w)
{
	struct buf line = buf_make(t->turn);

	if (w == NULL || w->reading_count == 0)
		return;
	buf_text(&line, say(t->call->lang, "Relevés : ", "Readings: "));
	for (uint32_t i = 0; i < w->reading_count; i++) {
		buf_text(&line, i == 0 ? "" : "; ");
		put_visible(&line, w->readings[i].value);
		buf_fmt(&line, say(t->call->lang, " le %.*s", " on %.*s"),
			STR_ARGS(w->readings[i].date));
	}
	put_wrapped(&t->out, buf_view(&line), 0);
}

static void put_metric(struct talk *t, const struct initiative *i,
		       const struct work *w)
{
	const struct pack *p = t->screen.followup->basis->pack;
	struct buf line = buf_make(t->turn);

	buf_text(&line, say(t->call->lang, "Mesure · ", "Metric · "));
	buf_str(&line, text_in(&i->title, t->call->lang, p));
	buf_char(&t->out, '\n');
	put_title(&t->out, str_cstr(t->turn, buf_view(&line)));
	buf_char(&t->out, '\n');
	put_wrapped(&t->out, text_in(&i->metric, t->call->lang, p), 0);
	put_readings(t, w);
}

/* False after a mistake, which is told: to be asked again. */
static bool note(struct talk *t, const struct initiative *i, struct str value)
{
	struct desk *d = t->call->desk;
	struct diags *kept = d->diags;
	struct reading_record wish = { .initiative = i->id,
				       .value = str_copy(d->arena, value) };
	struct reading_record noted;
	bool good;

	inputs_time(d);
	d->diags = &t->heard;
	good = rounds_note_reading(d, t->screen.followup->basis, &wish,
				   &noted);
	d->diags = kept;
	if (!good) {
		talk_mistakes(t);
		return false;
	}
	talk_put(t, "Relevé noté : ", "Reading noted: ");
	put_visible(&t->out, noted.value);
	buf_fmt(&t->out, ", %.*s\n", STR_ARGS(noted.date));
	return true;
}

/* False when nothing more is to be asked. */
static bool ask(struct talk *t, const struct initiative *i)
{
	struct str line;

	for (;;) {
		talk_put(t, "La valeur, telle quelle (Entrée pour passer) · q "
			    "quitter > ",
			 "The value, as it is (Enter to skip) · q quit > ");
		talk_flush(t);
		arena_reset(t->turn);
		t->out = buf_make(t->turn);
		diags_init(&t->heard, t->turn);
		if (talk_take(t, &line) != LINE_TYPED) {
			buf_char(&t->out, '\n');
			return false;
		}
		line = str_trim(line);
		if (str_is(line, "q"))
			return false;
		if (line.len == 0 || note(t, i, line))
			return true;
	}
}

void talk_metrics(struct talk *t)
{
	const struct followup_talk *f = t->screen.followup;
	const struct catalogue *c = &f->basis->pack->catalogue;

	for (uint32_t n = 0; n < f->plan.list->count; n++) {
		const struct followup_item *item = &f->plan.list->items[n];
		const struct initiative *i;
		const struct work *w;

		if (item->reason != FOLLOWUP_METRIC)
			continue;
		i = &c->initiatives[item->initiative];
		w = work_of(f, item->initiative);
		if (is_noted(t, w))
			continue;
		put_metric(t, i, w);
		if (!ask(t, i))
			return;
	}
}
