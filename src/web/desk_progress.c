/* What became of the plan: where initiatives stand, readings, dates. */
#include "app/rounds.h"
#include "desk.h"
#include "doc/typography.h"

/* --- the round that the plan stands on ------------------------------------------- */

/* The visit's view becomes it. False: a page was answered. */
static bool at_basis(struct visit *v)
{
	const struct case_view *basis =
	    rounds_basis(v->desk, v->view->record->id, 0);

	if (basis == NULL) {
		desk_troubled(v);
		return false;
	}
	v->view = basis;
	return true;
}

static struct str title_of(const struct visit *v, const struct work *w)
{
	return w->initiative == NO_INDEX
		   ? w->id
		   : visit_text(v, &v->view->pack->catalogue
					 .initiatives[w->initiative]
					 .title);
}

static struct str status_of(const struct visit *v, const struct work *w)
{
	if (w->progress == NULL)
		return words(v, P_D_PROGRESS_TO_COME);
	return WORDS(v, P_D_PROGRESS_SINCE,
		     desk_progress(v, w->progress->status),
		     visit_date(v, w->progress->date));
}

static struct str planned(const struct visit *v, const struct work *w)
{
	return WORDS(v, P_D_PROGRESS_FROM_TO, visit_date(v, w->start),
		     visit_date(v, w->end));
}

static struct str last_reading(const struct visit *v, const struct work *w)
{
	const struct reading_record *first = w->readings;
	const struct reading_record *last;
	struct str value;

	if (w->reading_count == 0)
		return STR("–");
	last = &w->readings[w->reading_count - 1];
	value = WORDS(v, P_D_PROGRESS_READ, last->value,
		      visit_date(v, last->date));
	if (w->reading_count == 1)
		return value;
	return desk_change(v,
			   WORDS(v, P_D_PROGRESS_READ, first->value,
				 visit_date(v, first->date)),
			   value);
}

/* --- the list ------------------------------------------------------------------------ */

static void write_work(struct visit *v, const struct work *w)
{
	desk_row(v, PATH(v, desk_case(v), STR("/progress/"), w->id),
		 title_of(v, w));
	page_cell(v, status_of(v, w));
	page_cell(v, w->line == NULL ? STR("–") : planned(v, w));
	page_cell(v, last_reading(v, w));
	page_cell(v, w->progress == NULL ? STR_NONE : w->progress->note);
	page_row_end(v);
}

static void write_works(struct visit *v, const struct works *works)
{
	const struct str heads[] = {
		words(v, P_D_PROGRESS_INITIATIVE),
		words(v, P_D_PROGRESS_STATUS), words(v, P_D_PROGRESS_PLANNED),
		words(v, P_D_PROGRESS_METRIC), words(v, P_D_PROGRESS_NOTE),
	};

	if (works->count == 0) {
		page_text(v, words(v, P_D_PROGRESS_NONE));
		return;
	}
	page_table_begin(v, words(v, P_D_PROGRESS_CAPTION), heads, 5);
	for (uint32_t i = 0; i < works->count; i++)
		write_work(v, &works->items[i]);
	page_table_end(v);
}

void page_desk_progress(struct visit *v)
{
	struct works works;

	if (!at_basis(v))
		return;
	if (!rounds_works(v->desk, v->view, &works)) {
		desk_troubled(v);
		return;
	}
	desk_begin_wide(v, words(v, P_D_PROGRESS_TITLE), desk_case(v));
	page_text(v, words(v, P_D_PROGRESS_LEAD));
	write_works(v, &works);
	if (works.count > 0)
		desk_link(v, PATH(v, desk_case(v), STR("/followup.ics")),
			  P_D_PROGRESS_CALENDAR);
	desk_link(v, DESK_AT(v, STR("/start")), P_D_START_TITLE);
	desk_link(v, PATH(v, desk_case(v), STR("/followup")),
		  P_D_WAY_FOLLOWUP);
	page_end(v);
}

/* --- one ------------------------------------------------------------------------------- */

/* The initiative of the path, as it stands. NULL: a page was answered. */
static const struct work *find_work(struct visit *v, struct works *works)
{
	if (!at_basis(v))
		return NULL;
	if (!rounds_works(v->desk, v->view, works)) {
		desk_troubled(v);
		return NULL;
	}
	for (uint32_t i = 0; i < works->count; i++)
		if (str_eq(works->items[i].id, v->args[0]))
			return &works->items[i];
	visit_refuse(v, 404, P_REFUSED_UNKNOWN);
	return NULL;
}

static struct str path_of_work(struct visit *v, const struct work *w)
{
	return PATH(v, desk_case(v), STR("/progress/"), w->id);
}

/* The same in both languages; empty where nothing was noted. */
static struct str status_mark(struct visit *v, const struct work *w)
{
	const struct progress_record *p = w->progress;

	return p == NULL ? STR_NONE
			 : PATH(v, str_from(progress_name(p->status)), STR(" "),
				p->date, STR(" "), p->note);
}

static struct str readings_mark(struct visit *v, const struct work *w)
{
	struct buf b = buf_make(v->arena);

	for (uint32_t i = 0; i < w->reading_count; i++) {
		if (b.len > 0)
			buf_text(&b, "; ");
		buf_str(&b, w->readings[i].date);
		buf_char(&b, ' ');
		buf_str(&b, w->readings[i].value);
	}
	return buf_view(&b);
}

static void write_status_form(struct visit *v, const struct work *w)
{
	bool again = visit_field(v, "status").len + visit_field(v, "date").len >
		     0;
	struct str chosen = again ? visit_field(v, "status")
			    : w->progress == NULL
				? STR_NONE
				: str_from(progress_name(w->progress->status));
	struct choice items[PROGRESS_COUNT];

	for (int i = 0; i < PROGRESS_COUNT; i++) {
		struct str value = str_from(progress_name((enum progress)i));

		items[i] = (struct choice){
			.value = value,
			.label = desk_progress(v, (enum progress)i),
			.chosen = str_eq(value, chosen),
		};
	}
	form_begin(v, path_of_work(v, w));
	desk_standing(v, status_mark(v, w));
	control_choices(v, &(struct choices){
				   .name = STR("status"),
				   .legend = words(v, P_D_PROGRESS_WHERE),
				   .items = items,
				   .count = PROGRESS_COUNT });
	control_input(v, &(struct input){
				 .name = STR("date"),
				 .label = words(v, P_D_PROGRESS_SINCE_WHEN),
				 .hint = words(v, P_D_PROGRESS_TODAY),
				 .value = visit_field(v, "date"),
				 .type = "date" });
	control_input(v, &(struct input){
				 .name = STR("note"),
				 .label = words(v, P_D_PROGRESS_NOTE),
				 .value = again || w->progress == NULL
					      ? visit_field(v, "note")
					      : w->progress->note });
	control_submit(v, words(v, P_SAVE));
	form_end(v);
}

static void write_readings(struct visit *v, const struct work *w)
{
	const struct str heads[] = { words(v, P_D_READING_DATE),
				     words(v, P_D_READING_VALUE) };

	if (w->reading_count == 0)
		return;
	page_table_begin(v, words(v, P_D_READING_CAPTION), heads, 2);
	for (uint32_t i = 0; i < w->reading_count; i++) {
		desk_row(v, STR_NONE, visit_date(v, w->readings[i].date));
		page_cell(v, w->readings[i].value);
		page_row_end(v);
	}
	page_table_end(v);
}

static void write_reading_form(struct visit *v, const struct work *w)
{
	if (w->initiative == NO_INDEX)
		return;
	page_heading(v, words(v, P_D_READING_TITLE));
	page_text(v, visit_text(v, &v->view->pack->catalogue
					 .initiatives[w->initiative]
					 .metric));
	write_readings(v, w);
	form_begin(v, PATH(v, path_of_work(v, w), STR("/reading")));
	desk_standing(v, readings_mark(v, w));
	control_input(v, &(struct input){
				 .name = STR("value"),
				 .label = words(v, P_D_READING_VALUE),
				 .hint = words(v, P_D_READING_HINT),
				 .value = visit_field(v, "value"),
				 .autocomplete = "off",
				 .width = 20 });
	control_input(v, &(struct input){
				 .name = STR("day"),
				 .label = words(v, P_D_READING_DATE),
				 .hint = words(v, P_D_PROGRESS_TODAY),
				 .value = visit_field(v, "day"),
				 .type = "date" });
	control_other(v, "save", STR("yes"), words(v, P_D_READING_GO));
	form_end(v);
}

static void write_one(struct visit *v, const struct work *w)
{
	desk_begin(v, title_of(v, w),
		   PATH(v, desk_case(v), STR("/progress")));
	page_facts_begin(v);
	page_fact(v, words(v, P_D_PROGRESS_STATUS), status_of(v, w));
	/* Else it is in the form. */
	if (v->fault_count > 0 && w->progress != NULL &&
	    w->progress->note.len > 0)
		page_fact(v, words(v, P_D_PROGRESS_NOTE), w->progress->note);
	if (w->line != NULL)
		page_fact(v, words(v, P_D_PROGRESS_PLANNED), planned(v, w));
	page_facts_end(v);
	write_status_form(v, w);
	write_reading_form(v, w);
	page_end(v);
}

void page_desk_work(struct visit *v)
{
	struct works works;
	const struct work *w = find_work(v, &works);

	if (w != NULL)
		write_one(v, w);
}

void page_desk_work_do(struct visit *v)
{
	struct works works;
	const struct work *w = find_work(v, &works);
	struct progress_wish wish = {
		.status = visit_field(v, "status"),
		.date = desk_date(v, "date"),
		.note = str_trim(visit_field(v, "note")),
	};
	struct progress_record noted;

	if (w == NULL)
		return;
	wish.initiative = w->id;
	desk_refuse_unseen(v, status_mark(v, w), STR("status"),
			   P_D_STANDING_UNSEEN);
	if (wish.status.len == 0)
		visit_fault(v, STR("status"), words(v, P_D_PROGRESS_NO_STATUS));
	if (v->fault_count == 0 &&
	    rounds_note_progress(v->desk, v->view, &wish, &noted)) {
		visit_note(v, "case.progress", v->view->record->name);
		desk_done(v, PATH(v, desk_case(v), STR("/progress")),
			  "progress");
		return;
	}
	if (v->fault_count == 0) {
		/* What was noted in the meantime is seen by now. */
		w = find_work(v, &works);
		if (w == NULL)
			return;
		desk_refuse_unseen(v, status_mark(v, w), STR("status"),
				   P_D_STANDING_UNSEEN);
	}
	if (v->fault_count > 0 || desk_refused(v, STR("date")))
		write_one(v, w);
}

void page_desk_reading_do(struct visit *v)
{
	struct works works;
	const struct work *w = find_work(v, &works);
	struct reading_record wish = {
		.date = desk_date(v, "day"),
		.value = str_trim(visit_field(v, "value")),
	}, noted;

	if (w == NULL)
		return;
	wish.initiative = w->id;
	desk_refuse_unseen(v, readings_mark(v, w), STR("value"),
			   P_D_STANDING_UNSEEN);
	if (wish.value.len == 0)
		visit_fault(v, STR("value"), words(v, P_D_READING_NONE));
	if (v->fault_count == 0 &&
	    rounds_note_reading(v->desk, v->view, &wish, &noted)) {
		visit_note(v, "case.reading", v->view->record->name);
		desk_done(v, PATH(v, desk_case(v), STR("/progress")),
			  "reading");
		return;
	}
	if (v->fault_count == 0) {
		w = find_work(v, &works);
		if (w == NULL)
			return;
		desk_refuse_unseen(v, readings_mark(v, w), STR("value"),
				   P_D_STANDING_UNSEEN);
	}
	if (v->fault_count > 0 || desk_refused(v, STR("value")))
		write_one(v, w);
}

/* --- six months later ------------------------------------------------------------------------ */

static const enum phrase reasons[FOLLOWUP_REASONS] = {
	[FOLLOWUP_GATE_IN_FORCE] = P_D_AGAIN_IN_FORCE,
	[FOLLOWUP_GATE_TO_CONFIRM] = P_D_AGAIN_TO_CONFIRM,
	[FOLLOWUP_GATE_APPLIES] = P_D_AGAIN_APPLIES,
	[FOLLOWUP_METRIC] = P_D_AGAIN_METRIC,
	[FOLLOWUP_DONE] = P_D_AGAIN_DONE,
	[FOLLOWUP_DONT_KNOW] = P_D_AGAIN_DONT_KNOW,
};

static struct str why(const struct visit *v, const struct followup_item *i)
{
	const struct pack *p = v->view->pack;

	if (i->gate != NO_INDEX)
		return visit_text(v, &p->rubric.gates[i->gate].title);
	if (i->initiative != NO_INDEX)
		return visit_text(
		    v, &p->catalogue.initiatives[i->initiative].title);
	return STR_NONE;
}

static struct str what(const struct visit *v, const struct followup_item *i)
{
	const struct pack *p = v->view->pack;

	return i->question == NO_INDEX
		   ? visit_text(v, &p->catalogue.initiatives[i->initiative]
					   .metric)
		   : visit_text(v, &p->questions[i->question].text);
}

static void write_again(struct visit *v, const struct followup *f)
{
	struct html *h = &v->html;

	for (uint32_t i = 0; i < f->count; i++) {
		const struct followup_item *one = &f->items[i];
		bool first = i == 0 || one->reason != one[-1].reason;

		if (first && i > 0)
			html_close(h, "ul");
		if (first) {
			page_heading(v, words(v, reasons[one->reason]));
			html_open(h, "ul", NULL);
		}
		html_open(h, "li", NULL);
		html_text(h, what(v, one));
		if (why(v, one).len > 0)
			html_element(h, "p", "hint", why(v, one));
		html_close(h, "li");
	}
	if (f->count > 0)
		html_close(h, "ul");
	html_newline(h);
}

static bool make_followup(struct visit *v, struct followup_plan *plan)
{
	if (!at_basis(v))
		return false;
	if (rounds_followup(v->desk, v->view, STR_NONE, plan))
		return true;
	desk_troubled(v);
	return false;
}

/* One is begun for a round; while it lasts, it goes on. */
static void write_begin(struct visit *v)
{
	uint32_t begun = rounds_followup_of(v->desk, v->view);

	page_heading(v, words(v, P_D_FOLLOWUP_BEGIN));
	if (begun > 0) {
		page_text(v, words(v, P_D_FOLLOWUP_BEGUN));
		page_next(v, PATH(v, desk_case(v), STR("/"),
				  visit_number(v, begun)),
			  words(v, P_D_FOLLOWUP_GO_ON));
		return;
	}
	page_text(v, words(v, P_D_FOLLOWUP_BEGIN_LEAD));
	form_begin(v, PATH(v, desk_case(v), STR("/followup")));
	control_submit(v, words(v, P_D_FOLLOWUP_GO));
	form_end(v);
}

void page_desk_followup(struct visit *v)
{
	struct followup_plan plan;

	if (!make_followup(v, &plan))
		return;
	desk_begin(v, words(v, P_D_FOLLOWUP_TITLE), desk_case(v));
	page_text(v, WORDS(v, P_D_FOLLOWUP_LEAD, visit_date(v, plan.date)));
	desk_link(v, PATH(v, desk_case(v), STR("/followup.ics")),
		  P_D_PROGRESS_CALENDAR);
	if (plan.list->count == 0)
		page_text(v, words(v, P_D_FOLLOWUP_NONE));
	write_again(v, plan.list);
	if (plan.list->left_out > 0)
		page_hint(v, WORDS(v, P_D_FOLLOWUP_LEFT,
				   visit_number(v, plan.list->left_out)));
	write_begin(v);
	page_end(v);
}

void page_desk_followup_do(struct visit *v)
{
	if (!at_basis(v))
		return;
	if (!rounds_begin_followup(v->desk, v->view, v->lang)) {
		desk_troubled(v);
		return;
	}
	visit_note(v, "case.round", v->view->record->name);
	desk_done(v, desk_case(v), "round");
}

void page_desk_calendar(struct visit *v)
{
	struct followup_plan plan;
	struct buf out = buf_make(v->arena);

	if (!make_followup(v, &plan))
		return;
	rounds_calendar(&out, v->desk, v->view, &plan, v->lang);
	visit_note(v, "case.export", v->view->record->name);
	visit_download(v, "text/calendar; charset=utf-8",
		       PATH(v, v->view->record->name, STR(".ics")),
		       buf_view(&out));
}
