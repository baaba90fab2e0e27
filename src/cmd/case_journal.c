/* `jalon case journal`: who changed what and when, and whether it still holds.
 */
#include "case_words.h"

#include "format/json.h"

enum { DATE_LENGTH = 10, LINK_DIGITS = 12 };

/* --- one event, in words ------------------------------------------------ */

static void put_subject(struct buf *out, const struct event *e,
			const char *before)
{
	buf_text(out, before);
	put_visible(out, e->what);
}

static void put_reason(struct call *call, const struct event *e)
{
	if (e->reason.len == 0)
		return;
	buf_text(&call->out, say(call->lang, " (« ", " (“"));
	put_visible(&call->out, e->reason);
	buf_text(&call->out, say(call->lang, " »)", "”)"));
}

static void put_colon(struct call *call)
{
	buf_text(&call->out, say(call->lang, " : ", ": "));
}

static void put_before_after(struct call *call, const struct event *e)
{
	put_colon(call);
	words_change(&call->out, &e->before, &e->after, call->lang);
	put_reason(call, e);
}

static void put_person(struct call *call, const struct event *e)
{
	words_who(&call->out, e->who, e->group, e->agreed, e->together,
		  call->lang);
}

static void put_answer(struct call *call, const struct event *e)
{
	if (!e->note_alone) {
		put_before_after(call, e);
		return;
	}
	put_colon(call);
	buf_text(&call->out,
		 say(call->lang, "la note seulement", "the note alone"));
}

static void put_respondent(struct call *call, const struct event *e)
{
	put_person(call, e);
	if (e->before.kind == ANSWER_MISSING) {
		buf_text(&call->out, say(call->lang, " : réponses commencées",
					 ": answers begun"));
		return;
	}
	buf_text(&call->out,
		 say(call->lang, " : nom corrigé", ": name corrected"));
}

static void put_case(struct call *call, const struct event *e)
{
	static const struct {
		const char *particular, *fr, *en;
	} names[] = {
		{ "client", "client", "client" },
		{ "name", "nom du dossier", "name of the case" },
		{ "sector", "secteur", "sector" },
		{ "staff", "nombre de personnes", "number of people" },
		{ "keep_until", "à garder jusqu'au", "to keep until" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_is(e->what, names[i].particular))
			buf_text(&call->out,
				 say(call->lang, names[i].fr, names[i].en));
	put_before_after(call, e);
}

static void put_collection(struct call *call, const struct event *e)
{
	struct buf *out = &call->out;

	if (!e->closed) {
		buf_text(out, say(call->lang, "collecte du personnel rouverte",
				  "the staff's collection opened again"));
		return;
	}
	buf_text(out, say(call->lang, "collecte du personnel fermée, ",
			  "the staff's collection closed, "));
	words_count(
	    out, e->published, call->lang,
	    say(call->lang, "question publiée", "question published"),
	    say(call->lang, "questions publiées", "questions published"));
}

static void put_decision(struct call *call, const struct event *e)
{
	struct buf *out = &call->out;

	buf_text(out, e->overrides
			  ? say(call->lang, "correction sur ", "override on ")
			  : say(call->lang, "entente sur ", "consensus on "));
	put_visible(out, e->what);
	put_colon(call);
	words_change(out, &e->before, &e->after, call->lang);
	buf_text(out, say(call->lang, ", par ", ", by "));
	put_visible(out, e->author);
	put_reason(call, e);
}

static struct spoken evidence_said(const struct spoken *s, enum lang lang)
{
	static const enum evidence all[] = { EVIDENCE_DECLARED, EVIDENCE_SHOWN,
					     EVIDENCE_VERIFIED };
	struct spoken out = *s;

	for (size_t i = 0; i < 3; i++)
		if (s->kind == ANSWER_VALUE &&
		    str_is(s->text, evidence_name(all[i])))
			out.text = str_from(words_evidence(all[i], lang));
	return out;
}

static void put_evidence(struct call *call, const struct event *e)
{
	struct spoken before = evidence_said(&e->before, call->lang);
	struct spoken after = evidence_said(&e->after, call->lang);

	put_subject(&call->out, e,
		    say(call->lang, "preuve de ", "evidence of "));
	put_colon(call);
	words_change(&call->out, &before, &after, call->lang);
	put_reason(call, e);
}

/* A person, the case, an import, or what a merge could not leave published. */
static void put_erasure(struct call *call, const struct event *e)
{
	struct buf *out = &call->out;
	enum lang lang = call->lang;

	if (str_is(e->what, "merge")) {
		buf_text(out, say(lang,
				  "chiffres du personnel retirés par la "
				  "fusion, ",
				  "staff figures withdrawn by the merge, "));
		words_count(out, e->published, lang,
			    say(lang, "question", "question"),
			    say(lang, "questions", "questions"));
		return;
	}
	buf_text(out, str_is(e->what, "case")
			  ? say(lang, "dossier effacé", "case erased")
		      : str_is(e->what, "import")
			  ? say(lang, "une importation retirée",
				"an import taken back")
			  : say(lang, "une personne effacée",
				"a person erased"));
}

static void put_what(struct call *call, const struct event *e)
{
	struct buf *out = &call->out;
	enum lang lang = call->lang;

	switch (e->kind) {
	case CHANGE_CASE:
		put_case(call, e);
		break;
	case CHANGE_ROUND:
		buf_fmt(out, say(lang, "ronde %u", "round %u"), e->round);
		if (e->before.kind == ANSWER_MISSING)
			buf_text(out, say(lang, " ouverte", " opened"));
		if (e->before.kind != ANSWER_MISSING ||
		    e->after.kind != ANSWER_MISSING)
			put_before_after(call, e);
		break;
	case CHANGE_RESPONDENT:
		put_respondent(call, e);
		break;
	case CHANGE_ANSWER:
		put_person(call, e);
		put_subject(out, e, ", ");
		put_answer(call, e);
		break;
	case CHANGE_EVIDENCE:
		put_evidence(call, e);
		break;
	case CHANGE_DECISION:
		put_decision(call, e);
		break;
	case CHANGE_BLOCK:
		put_subject(out, e, say(lang, "bloc ", "block "));
		break;
	case CHANGE_COLLECTION:
		put_collection(call, e);
		break;
	case CHANGE_PROGRESS:
	case CHANGE_READING:
		put_subject(out, e, say(lang, "initiative ", "initiative "));
		put_before_after(call, e);
		break;
	case CHANGE_IMPORT:
		put_subject(out, e, say(lang, "importation de ", "import of "));
		break;
	case CHANGE_ERASURE:
		put_erasure(call, e);
		break;
	case CHANGE_KINDS:
		break;
	}
}

/* --- lines -------------------------------------------------------------- */

static void put_staff(struct call *call, const struct event *e)
{
	struct buf *out = &call->out;

	buf_text(out, say(call->lang,
			  "  ce jour  personnel : ", "  that day  staff: "));
	if (e->people == 0)
		buf_text(out, say(call->lang, "moins de cinq personnes",
				  "fewer than five people"));
	else
		buf_fmt(out, say(call->lang, "%u personnes", "%u people"),
			e->people);
	buf_text(out, say(call->lang, " ont répondu", " answered"));
}

/* "  14:05  Consultante · "; its date alone where it has no hour. */
static void put_when(struct call *call, const struct event *e)
{
	struct buf *out = &call->out;

	buf_text(out, "  ");
	if (e->at.len > DATE_LENGTH)
		put_visible(out,
			    str_sub(e->at, DATE_LENGTH + 1, DATE_LENGTH + 6));
	else
		buf_text(out, "     ");
	buf_text(out, "  ");
	if (e->by.len == 0)
		return;
	put_visible(out, e->by);
	buf_text(out, " · ");
}

static void put_event(struct call *call, const struct event *e, bool rounds)
{
	struct buf *out = &call->out;

	if (e->staff) {
		put_staff(call, e);
	} else {
		put_when(call, e);
		put_what(call, e);
	}
	if (rounds && e->round > 0 && e->kind != CHANGE_ROUND)
		buf_fmt(out, say(call->lang, " [ronde %u]", " [round %u]"),
			e->round);
	if (e->from.len > 0) {
		buf_text(out, say(call->lang, " [de ", " [from "));
		put_visible(out, e->from);
		buf_char(out, ']');
	}
	buf_char(out, '\n');
}

static bool same_date(const struct event *a, const struct event *b)
{
	return str_eq(str_sub(a->at, 0, DATE_LENGTH),
		      str_sub(b->at, 0, DATE_LENGTH));
}

static bool several_rounds(const struct history *h)
{
	for (uint32_t i = 0; i < h->count; i++)
		if (h->events[i].round > 1)
			return true;
	return false;
}

static void put_verified(struct call *call, const struct history *h)
{
	struct buf *out = &call->out;
	struct str digits = str_sub(h->last, 0, LINK_DIGITS);

	buf_char(out, '\n');
	if (h->erased)
		buf_text(out,
			 say(call->lang,
			     "Des changements ont été effacés, ou ne sont "
			     "pas dans cette copie.\n",
			     "Some changes were erased, or are not in this "
			     "copy.\n"));
	if (h->broken == 0)
		buf_fmt(out,
			say(call->lang,
			    "Le journal est intact jusqu'à son dernier "
			    "changement, %.*s.\n",
			    "The journal is intact up to its last change, "
			    "%.*s.\n"),
			STR_ARGS(digits));
}

static void put_text(struct call *call, const struct history *h)
{
	bool rounds = several_rounds(h);

	buf_text(&call->out, say(call->lang, "Heures en temps universel.\n",
				 "Hours in universal time.\n"));
	for (uint32_t i = 0; i < h->count; i++) {
		const struct event *e = &h->events[i];

		if (i == 0 || !same_date(e, e - 1)) {
			put_visible(&call->out, str_sub(e->at, 0, DATE_LENGTH));
			buf_char(&call->out, '\n');
		}
		put_event(call, e, rounds);
	}
	put_verified(call, h);
}

/* --- for programs ------------------------------------------------------- */

static void member(struct json *j, const char *key, struct str text)
{
	if (text.len == 0)
		return;
	json_key(j, key);
	json_str(j, text);
}

static void staff_json(struct json *j, const struct event *e)
{
	json_key(j, "kind");
	json_text(j, "staff");
	json_key(j, "people");
	if (e->people == 0)
		json_put_null(j);
	else
		json_int(j, e->people);
}

static void what_json(struct json *j, const struct event *e)
{
	json_key(j, "kind");
	json_text(j, change_kind_name(e->kind));
	member(j, "by", e->by);
	member(j, "from", e->from);
	if (e->kind == CHANGE_RESPONDENT || e->kind == CHANGE_ANSWER) {
		member(j, "respondent", e->who);
		json_key(j, "group");
		json_text(j, group_name(e->group));
		json_key(j, "agreed");
		json_bool(j, e->agreed);
		json_key(j, "together");
		json_bool(j, e->together);
	}
	member(j, "what", e->what);
	if (e->kind == CHANGE_DECISION) {
		json_key(j, "override");
		json_bool(j, e->overrides);
		member(j, "author", e->author);
	}
	if (e->kind == CHANGE_COLLECTION) {
		json_key(j, "closed");
		json_bool(j, e->closed);
		json_key(j, "published");
		json_int(j, e->published);
	} else if (e->kind == CHANGE_ERASURE && str_is(e->what, "merge")) {
		json_key(j, "withdrawn");
		json_int(j, e->published);
	} else if (e->kind != CHANGE_IMPORT && e->kind != CHANGE_ERASURE &&
		   e->kind != CHANGE_BLOCK) {
		words_spoken_json(j, "before", &e->before);
		words_spoken_json(j, "after", &e->after);
	}
	member(j, "reason", e->reason);
}

static void put_json(struct call *call, const struct case_record *record,
		     const struct history *h)
{
	struct json j = json_make(&call->out, true);

	json_begin_object(&j);
	member(&j, "case", record->name);
	json_key(&j, "verified");
	json_bool(&j, h->broken == 0);
	member(&j, "last_link", h->last);
	json_key(&j, "erased");
	json_bool(&j, h->erased);
	json_key(&j, "events");
	json_begin_array(&j);
	for (uint32_t i = 0; i < h->count; i++) {
		const struct event *e = &h->events[i];

		json_begin_object(&j);
		member(&j, "at", e->at);
		if (e->round > 0) {
			json_key(&j, "round");
			json_int(&j, e->round);
		}
		if (e->staff)
			staff_json(&j, e);
		else
			what_json(&j, e);
		json_end(&j);
	}
	json_end(&j);
	json_end(&j);
	buf_char(&call->out, '\n');
}

static void tell_broken(struct call *call, uint32_t broken)
{
	struct buf number = buf_make(call->arena);

	buf_int(&number, broken);
	DIAG_STR(&call->diags, (struct span){ 0 }, MSG_JOURNAL_BROKEN,
		 str_from(call->operands[0]), buf_view(&number));
}

static enum status case_journal_run(struct call *call)
{
	const struct case_record *record =
	    case_find(call->desk, str_from(call->operands[0]));
	struct history h;

	if (record == NULL || !group_history(call->desk, record, &h))
		return STATUS_INPUT;
	if (call_flag(call, "json") != NULL)
		put_json(call, record, &h);
	else
		put_text(call, &h);
	if (h.broken == 0)
		return STATUS_DONE;
	tell_broken(call, h.broken);
	return STATUS_INPUT;
}

static const struct flag flags[] = {
	{ .name = "json",
	  .summary = { "la même chose, en JSON", "the same, as JSON" } },
	FLAG_CASES,
	{ .name = NULL },
};

const struct command command_case_journal = {
	.name = "case journal",
	.operands = { "DOSSIER", "CASE" },
	.operand_kind = VALUE_TEXT,
	.min = 1,
	.max = 1,
	.summary = { "qui a changé quoi et quand, et si le journal tient",
		     "who changed what and when, and whether it holds" },
	.about = { "Chaque changement de la direction, des spécialistes et de "
		   "qui tape, avec ce qui était là avant. Du personnel, des "
		   "dates seulement, et combien de personnes ont répondu "
		   "ce jour-là : ni question, ni réponse, ni heure.",
		   "Every change of leaders, experts and of whoever types, "
		   "with what stood before. Of the staff, dates alone, and how "
		   "many people answered that day: no question, no answer, no "
		   "hour." },
	.example = "jalon case journal quincaillerie",
	.flags = flags,
	.needs = NEEDS_CASES,
	.run = case_journal_run,
};
