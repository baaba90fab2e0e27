/*
 * `jalon case followup`: what to ask again six months later, with why; its
 * dates as a calendar; its round begun.
 */
#include "case_progress.h"
#include "case_words.h"
#include "followup.h"

#include "app/exchange.h"
#include "base/file.h"
#include "format/json.h"

/* --- why --------------------------------------------------------------------- */

static const char *const reasons[][LANG_COUNT] = {
	[FOLLOWUP_GATE_IN_FORCE] = { "Ce qui retient le niveau",
				     "What holds the level back" },
	[FOLLOWUP_GATE_TO_CONFIRM] = { "Ce qui le retient peut-être",
				       "What may hold it back" },
	[FOLLOWUP_GATE_APPLIES] = { "Le préalable vaut-il encore?",
				    "Does the gate still apply?" },
	[FOLLOWUP_METRIC] = { "Ce que le plan promettait : les mesures",
			      "What the plan promised: the metrics" },
	[FOLLOWUP_DONE] = { "Ce qui a été fait : l'a-t-on gardé?",
			    "What was done: did it take?" },
	[FOLLOWUP_DONT_KNOW] = { "Ce qui restait à savoir",
				 "What was left to find out" },
};

const char *followup_reason_words(enum followup_reason reason, enum lang lang)
{
	return reasons[reason][lang];
}

struct str followup_about(const struct pack *p, const struct followup_item *i,
			  enum lang lang)
{
	if (i->gate != NO_INDEX)
		return text_in(&p->rubric.gates[i->gate].title, lang, p);
	if (i->initiative != NO_INDEX)
		return text_in(&p->catalogue.initiatives[i->initiative].title,
			       lang, p);
	return STR_NONE;
}

static struct str item_id(const struct pack *p, const struct followup_item *i)
{
	return i->question == NO_INDEX
		   ? p->catalogue.initiatives[i->initiative].id
		   : p->questions[i->question].id;
}

static struct str item_text(const struct pack *p,
			    const struct followup_item *i, enum lang lang)
{
	return i->question == NO_INDEX
		   ? text_in(&p->catalogue.initiatives[i->initiative].metric,
			     lang, p)
		   : text_in(&p->questions[i->question].text, lang, p);
}

/* --- for people ------------------------------------------------------------------ */

static void put_item(struct call *call, const struct pack *p,
		     const struct followup_item *i, uint32_t number)
{
	struct buf line = buf_make(call->arena);
	struct str reason = followup_about(p, i, call->lang);

	buf_fmt(&call->out, "%4u  ", number);
	buf_str(&call->out, item_id(p, i));
	if (reason.len > 0) {
		buf_text(&call->out, "  (");
		put_cell(&call->out, reason,
			 str_chars(reason) < 40 ? 0 : 40);
		buf_char(&call->out, ')');
	}
	buf_char(&call->out, '\n');
	buf_str(&line, item_text(p, i, call->lang));
	put_wrapped(&call->out, buf_view(&line), 6);
}

static void put_left_out(struct call *call, uint32_t count)
{
	buf_text(&call->out,
		 say(call->lang, "Sans place ici : ", "No place here: "));
	words_count(&call->out, count, call->lang,
		    say(call->lang, "autre", "more"),
		    say(call->lang, "autres", "more"));
	buf_text(&call->out, say(call->lang,
				 ", pour la prochaine ronde complète.\n",
				 ", for the next full round.\n"));
}

static void put_items(struct call *call, const struct pack *p,
		      const struct followup *f)
{
	for (uint32_t i = 0; i < f->count; i++) {
		if (i == 0 || f->items[i].reason != f->items[i - 1].reason)
			put_title(&call->out,
				  followup_reason_words(f->items[i].reason,
							call->lang));
		put_item(call, p, &f->items[i], i + 1);
	}
	if (f->count == 0)
		buf_text(&call->out,
			 say(call->lang, "  Rien à redemander.\n",
			     "  Nothing to ask again.\n"));
	if (f->left_out > 0)
		put_left_out(call, f->left_out);
}

/* How to ask it. */
static void put_how(struct call *call, const struct case_view *v,
		    const struct followup *f)
{
	struct buf line = buf_make(call->arena);

	if (f->count == 0)
		return;
	buf_fmt(&line,
		say(call->lang,
		    "Pour les poser, dans cet ordre : jalon interview %.*s "
		    "--followup. Les mesures viennent après les questions.",
		    "To ask them, in this order: jalon interview %.*s "
		    "--followup. Metrics come after the questions."),
		STR_ARGS(v->record->name));
	put_wrapped(&call->out, buf_view(&line), 0);
}

static void put_text(struct call *call, const struct case_view *v,
		     const struct followup_plan *plan)
{
	struct buf line = buf_make(call->arena);

	put_visible(&line, v->record->client);
	buf_fmt(&line,
		say(call->lang, " · suivi de la ronde %u, le %.*s",
		    " · follow-up of round %u, on %.*s"),
		v->number, STR_ARGS(plan->date));
	put_title(&call->out, str_cstr(call->arena, buf_view(&line)));
	put_items(call, v->pack, plan->list);
	put_how(call, v, plan->list);
}

/* --- for programs ------------------------------------------------------------------ */

static void item_json(struct json *j, const struct pack *p,
		      const struct followup_item *i, enum lang lang)
{
	json_begin_object(j);
	json_key(j, "reason");
	json_text(j, followup_reason_name(i->reason));
	if (i->question != NO_INDEX) {
		json_key(j, "question");
		json_str(j, p->questions[i->question].id);
	}
	if (i->gate != NO_INDEX) {
		json_key(j, "gate");
		json_str(j, p->rubric.gates[i->gate].id);
	}
	if (i->initiative != NO_INDEX) {
		json_key(j, "initiative");
		json_str(j, p->catalogue.initiatives[i->initiative].id);
	}
	if (i->criterion != NO_INDEX) {
		json_key(j, "criterion");
		json_str(j, p->rubric.criteria[i->criterion].id);
	}
	json_key(j, "text");
	json_str(j, item_text(p, i, lang));
	json_end(j);
}

static void put_json(struct call *call, const struct case_view *v,
		     const struct followup_plan *plan)
{
	struct json j = json_make(&call->out, true);

	words_begin_round(&j, v);
	json_key(&j, "date");
	json_str(&j, plan->date);
	json_key(&j, "items");
	json_begin_array(&j);
	for (uint32_t i = 0; i < plan->list->count; i++)
		item_json(&j, v->pack, &plan->list->items[i], call->lang);
	json_end(&j);
	json_key(&j, "left_out");
	json_int(&j, plan->list->left_out);
	json_key(&j, "initiatives");
	json_begin_array(&j);
	for (uint32_t i = 0; i < plan->works.count; i++)
		work_json(&j, v, &plan->works.items[i], call->lang);
	json_end(&j);
	json_end(&j);
	buf_char(&call->out, '\n');
}

/* --- all of it ---------------------------------------------------------------------- */

static enum status write_calendar(struct call *call,
				  const struct case_view *v,
				  const struct followup_plan *plan)
{
	const char *path = call_flag(call, "ics");
	struct buf text = buf_make(call->arena);
	int error;

	if (path == NULL)
		return STATUS_DONE;
	if (!exchange_may_write(call->desk, path))
		return STATUS_INPUT;
	rounds_calendar(&text, call->desk, v, plan, call->lang);
	error = file_write(path, buf_view(&text));
	if (error != 0)
		return environment_failed(call, path, error);
	if (call_flag(call, "json") != NULL)
		return STATUS_DONE;
	buf_fmt(&call->out,
		say(call->lang,
		    "Écrit : %s, le suivi et les dates du plan (estimations, "
		    "à ajuster)\n",
		    "Written: %s, the follow-up and the plan's dates "
		    "(estimates, to be adjusted)\n"),
		path);
	return STATUS_DONE;
}

static bool begin(struct call *call, const struct case_view *v)
{
	const struct case_view *is;

	if (!rounds_begin_followup(call->desk, v, call->lang))
		return false;
	is = case_view(call->desk, v->record->id, 0);
	if (is == NULL)
		return false;
	if (call_flag(call, "json") == NULL)
		buf_fmt(&call->out,
			say(call->lang,
			    "Ronde %u commencée : « %.*s », %.*s\n",
			    "Round %u begun: \"%.*s\", %.*s\n"),
			is->number, STR_ARGS(is->round->title),
			STR_ARGS(is->round->date));
	return true;
}

static enum status case_followup_run(struct call *call)
{
	struct followup_plan plan;
	const struct case_view *v;
	uint32_t number;

	if (!inputs_round(call, &number))
		return STATUS_USAGE;
	if (!inputs_desk_for(call, call_flag(call, "begin") != NULL
				       ? NEEDS_CASES_WRITE
				       : NEEDS_CASES))
		return STATUS_INPUT;
	v = rounds_basis(call->desk, str_from(call->operands[0]), number);
	if (v == NULL || !rounds_followup(call->desk, v,
					  words_flag(call, "date"), &plan))
		return STATUS_INPUT;
	if (call_flag(call, "begin") != NULL && !begin(call, v))
		return STATUS_INPUT;
	if (call_flag(call, "json") != NULL)
		put_json(call, v, &plan);
	else
		put_text(call, v, &plan);
	return write_calendar(call, v, &plan);
}

static const struct flag flags[] = {
	{ .name = "ics",
	  .kind = VALUE_FILE,
	  .value = { "FICHIER", "FILE" },
	  .summary = { "écrit ses dates et celles du plan, pour un agenda",
		       "writes its dates and the plan's, for a calendar" } },
	{ .name = "date",
	  .kind = VALUE_TEXT,
	  .value = { "AAAA-MM-JJ", "YYYY-MM-DD" },
	  .summary = { "quand (six mois après la ronde par défaut)",
		       "when (six months after the round by default)" } },
	{ .name = "begin",
	  .summary = { "commence la ronde du suivi, sans rien demander",
		       "begins the follow-up's round, and asks nothing" } },
	{ .name = "json",
	  .summary = { "la liste, en JSON", "the list, as JSON" } },
	FLAG_ROUND,
	FLAG_PACK,
	FLAG_CASES,
	FLAG_BY,
	{ .name = NULL },
};

const struct command command_case_followup = {
	.name = "case followup",
	.operands = { "DOSSIER", "CASE" },
	.operand_kind = VALUE_TEXT,
	.min = 1,
	.max = 1,
	.summary = { "le suivi à six mois : quinze questions au plus, et "
		     "pourquoi",
		     "the six-month follow-up: fifteen questions at most, "
		     "and why" },
	.about = { "Préalables, inconnues, mesures des initiatives et "
		   "critères de ce qui a été fait : ce qui vaut d'être "
		   "redemandé dans une courte conversation. La comparaison "
		   "qui suit (`jalon case compare`) n'annonce aucun progrès "
		   "à l'intérieur des bornes.",
		   "Gates, unknowns, the metrics of initiatives and the "
		   "criteria of what was done: what is worth asking again "
		   "in a short conversation. The comparison that follows "
		   "(`jalon case compare`) claims no progress inside the "
		   "bounds." },
	.example = "jalon case followup quincaillerie --ics suivi.ics",
	.flags = flags,
	.needs = NEEDS_NOTHING,	/* see case_followup_run */
	.run = case_followup_run,
};
