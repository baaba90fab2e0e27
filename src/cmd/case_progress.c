/*
 * `jalon case progress`: where the initiatives of a plan stand, and noting
 * where one does. `jalon case reading` is in case_reading.c.
 */
#include "case_progress.h"

#include "case_words.h"
#include "format/json.h"

enum { ID_COLUMNS = 24, STATUS_COLUMNS = 10 };

const char *words_progress(enum progress status, enum lang lang)
{
	switch (status) {
	case PROGRESS_PLANNED:
		return say(lang, "prévue", "planned");
	case PROGRESS_STARTED:
		return say(lang, "commencée", "started");
	case PROGRESS_DONE:
		return say(lang, "faite", "done");
	case PROGRESS_STOPPED:
		return say(lang, "arrêtée", "stopped");
	case PROGRESS_COUNT:
		break;
	}
	BUG("progress %d", (int)status);
}

struct str words_work(const struct case_view *v, const struct work *w,
		      enum lang lang)
{
	return w->initiative == NO_INDEX
		   ? w->id
		   : text_in(&v->pack->catalogue.initiatives[w->initiative]
				  .title,
			     lang, v->pack);
}

/* --- one noted ---------------------------------------------------------------- */

static struct str operand(const struct call *call, uint32_t n)
{
	return n < call->operand_count ? str_from(call->operands[n])
				       : STR_NONE;
}

struct str words_flag(const struct call *call, const char *flag)
{
	const char *value = call_flag(call, flag);

	return value == NULL ? STR_NONE : str_from(value);
}

static enum status note(struct call *call, const struct case_view *v)
{
	struct progress_wish wish = {
		.initiative = operand(call, 1),
		.status = operand(call, 2),
		.date = words_flag(call, "date"),
		.note = words_flag(call, "note"),
	};
	struct progress_record noted;

	if (!rounds_note_progress(call->desk, v, &wish, &noted))
		return STATUS_INPUT;
	buf_fmt(&call->out, "%.*s · %.*s%s%s, %.*s\n",
		STR_ARGS(v->record->name), STR_ARGS(noted.initiative),
		say(call->lang, " : ", ": "),
		words_progress(noted.status, call->lang),
		STR_ARGS(noted.date));
	if (noted.status == PROGRESS_DONE)
		buf_text(&call->out,
			 say(call->lang,
			     "Le prochain plan la compte comme faite.\n",
			     "The next plan counts it as done.\n"));
	return STATUS_DONE;
}

/* --- all of them ----------------------------------------------------------------- */

static void put_reading(struct call *call, const struct case_view *v,
			const struct work *w)
{
	const struct reading_record *last =
	    w->reading_count == 0 ? NULL : &w->readings[w->reading_count - 1];
	struct buf line = buf_make(call->arena);

	if (last == NULL)
		return;
	if (w->initiative != NO_INDEX) {
		buf_str(&line,
			text_in(&v->pack->catalogue
				     .initiatives[w->initiative].metric,
				call->lang, v->pack));
		buf_text(&line, say(call->lang, " : ", ": "));
	}
	if (w->reading_count > 1) {
		buf_visible(&line, w->readings[0].value, true);
		buf_fmt(&line, " (%.*s) → ", STR_ARGS(w->readings[0].date));
	}
	buf_visible(&line, last->value, true);
	buf_fmt(&line, " (%.*s)", STR_ARGS(last->date));
	put_wrapped(&call->out, buf_view(&line), 4);
}

static void put_work(struct call *call, const struct case_view *v,
		     const struct work *w)
{
	struct buf *out = &call->out;
	struct buf dates = buf_make(call->arena);

	buf_text(out, "  ");
	put_cell(out, w->id, ID_COLUMNS);
	buf_char(out, ' ');
	put_cell(out,
		 str_from(w->progress == NULL
			      ? say(call->lang, "à venir", "to come")
			      : words_progress(w->progress->status,
					       call->lang)),
		 STATUS_COLUMNS);
	if (w->progress != NULL)
		buf_fmt(&dates, " %.*s", STR_ARGS(w->progress->date));
	else if (w->line != NULL)
		buf_fmt(&dates,
			say(call->lang, " %.*s au plan", " %.*s in the plan"),
			STR_ARGS(w->start));
	buf_str(out, buf_view(&dates));
	buf_char(out, '\n');
	put_wrapped(out, words_work(v, w, call->lang), 4);
	put_reading(call, v, w);
	if (w->progress != NULL && w->progress->note.len > 0)
		put_wrapped(out, w->progress->note, 4);
}

static void put_text(struct call *call, const struct case_view *v,
		     const struct works *works)
{
	struct buf line = buf_make(call->arena);

	put_visible(&line, v->record->client);
	buf_fmt(&line,
		say(call->lang, " · plan de la ronde %u, %.*s",
		    " · plan of round %u, %.*s"),
		v->number, STR_ARGS(v->round->date));
	put_title(&call->out, str_cstr(call->arena, buf_view(&line)));
	for (uint32_t i = 0; i < works->count; i++)
		put_work(call, v, &works->items[i]);
	if (works->count == 0)
		buf_text(&call->out, say(call->lang,
					 "  aucune initiative au plan\n",
					 "  no initiative in the plan\n"));
	buf_fmt(&call->out,
		say(call->lang,
		    "\nPour noter : jalon case progress %.*s INITIATIVE "
		    "started|done|stopped\n",
		    "\nTo note one: jalon case progress %.*s INITIATIVE "
		    "started|done|stopped\n"),
		STR_ARGS(v->record->name));
}

void work_json(struct json *j, const struct case_view *v,
	       const struct work *w, enum lang lang)
{
	json_begin_object(j);
	json_key(j, "initiative");
	json_str(j, w->id);
	json_key(j, "title");
	json_str(j, words_work(v, w, lang));
	json_key(j, "status");
	if (w->progress == NULL)
		json_put_null(j);
	else
		json_text(j, progress_name(w->progress->status));
	if (w->progress != NULL) {
		json_key(j, "date");
		json_str(j, w->progress->date);
		json_key(j, "note");
		json_str(j, w->progress->note);
	}
	json_key(j, "in_plan");
	json_bool(j, w->line != NULL);
	if (w->line != NULL) {
		json_key(j, "start");
		json_str(j, w->start);
		json_key(j, "end");
		json_str(j, w->end);
	}
	json_key(j, "readings");
	json_begin_array(j);
	for (uint32_t i = 0; i < w->reading_count; i++) {
		json_begin_object(j);
		json_key(j, "date");
		json_str(j, w->readings[i].date);
		json_key(j, "value");
		json_str(j, w->readings[i].value);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

static void put_json(struct call *call, const struct case_view *v,
		     const struct works *works)
{
	struct json j = json_make(&call->out, true);

	words_begin_round(&j, v);
	json_key(&j, "initiatives");
	json_begin_array(&j);
	for (uint32_t i = 0; i < works->count; i++)
		work_json(&j, v, &works->items[i], call->lang);
	json_end(&j);
	json_end(&j);
	buf_char(&call->out, '\n');
}

static enum status list(struct call *call, const struct case_view *v)
{
	struct works works;

	if (!rounds_works(call->desk, v, &works))
		return STATUS_INPUT;
	if (call_flag(call, "json") != NULL)
		put_json(call, v, &works);
	else
		put_text(call, v, &works);
	return STATUS_DONE;
}

static enum status case_progress_run(struct call *call)
{
	const struct case_view *v;
	uint32_t number;

	if (call->operand_count == 2) {
		DIAG_STR(&call->diags, (struct span){ 0 },
			 MSG_PROGRESS_NO_STATUS, operand(call, 1));
		return STATUS_USAGE;
	}
	if (!inputs_round(call, &number))
		return STATUS_USAGE;
	if (!inputs_desk_for(call, call->operand_count == 1
				       ? NEEDS_CASES
				       : NEEDS_CASES_WRITE))
		return STATUS_INPUT;
	v = rounds_basis(call->desk, operand(call, 0), number);
	if (v == NULL)
		return STATUS_INPUT;
	return call->operand_count == 1 ? list(call, v) : note(call, v);
}

static const struct flag flags[] = {
	{ .name = "date",
	  .kind = VALUE_TEXT,
	  .value = { "AAAA-MM-JJ", "YYYY-MM-DD" },
	  .summary = { "quand (aujourd'hui par défaut)",
		       "when (today by default)" } },
	{ .name = "note",
	  .kind = VALUE_TEXT,
	  .value = { "TEXTE", "TEXT" },
	  .summary = { "un mot à garder avec", "a word to keep with it" } },
	{ .name = "json",
	  .summary = { "la liste, en JSON", "the list, as JSON" } },
	FLAG_ROUND,
	FLAG_PACK,
	FLAG_CASES,
	FLAG_BY,
	{ .name = NULL },
};

const struct command command_case_progress = {
	.name = "case progress",
	.operands = { "DOSSIER [INITIATIVE STATUT]",
		      "CASE [INITIATIVE STATUS]" },
	.operand_kind = VALUE_TEXT,
	.min = 1,
	.max = 3,
	.summary = { "où en sont les initiatives du plan; note où en est une",
		     "where the plan's initiatives stand; notes where one "
		     "does" },
	.about = { "STATUT : planned (prévue), started (commencée), done "
		   "(faite) ou stopped (arrêtée). Sans initiative, donne "
		   "celles du dernier plan. Ce qui est fait ne revient pas "
		   "dans le plan suivant.",
		   "STATUS: planned, started, done or stopped. Without an "
		   "initiative, gives those of the last plan. What is done "
		   "does not come back in the next plan." },
	.example = "jalon case progress quincaillerie visible_person done",
	.flags = flags,
	.needs = NEEDS_NOTHING,	/* see case_progress_run */
	.run = case_progress_run,
};
