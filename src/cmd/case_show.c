/*
 * `jalon case show`: one round of one case on one screen: who answered how
 * much, where it stands, what remains and who can tell, what to do next.
 *
 * Of the staff it says how many came and how many questions have published
 * figures; neither tells of an answer below five.
 */
#include "case_show.h"

#include "case_words.h"
#include "profile.h"

enum { SHOWN_MEMBERS = 6, SHOWN_QUESTIONS = 5, SHOWN_DECISIONS = 3 };

static bool gather(struct call *call, struct shown *w)
{
	struct desk *d = call->desk;
	const struct case_view *v = inputs_case(call);

	*w = (struct shown){ .call = call, .view = v };
	if (v == NULL)
		return false;
	w->score = case_score(d, v, v->pack);
	if (w->score == NULL)
		return false;
	w->staff = collection_of(d, v);
	w->members = group_members(d, v, &w->member_count);
	w->open = group_open(call->arena, w->score, &w->open_count);
	w->decisions = store_decisions(d->store, call->arena, v->round->id,
				       &w->decision_count);
	w->evidence = store_evidence(d->store, call->arena, v->round->id,
				     &w->evidence_count);
	return desk_read_well(d);
}

/* --- who it is ---------------------------------------------------------- */

static void put_head(const struct shown *w)
{
	const struct case_record *r = w->view->record;
	struct buf title = buf_make(w->call->arena);
	struct buf line = buf_make(w->call->arena);
	enum lang lang = w->call->lang;

	put_visible(&title, r->client);
	buf_fmt(&title, " · %.*s · %.*s %.*s", STR_ARGS(r->name),
		STR_ARGS(w->view->pack->id), STR_ARGS(w->view->pack->version));
	put_title(&w->call->out, str_cstr(w->call->arena, buf_view(&title)));
	buf_fmt(
	    &line,
	    say(lang, "Ronde %u sur %u, du %.*s", "Round %u of %u, of %.*s"),
	    w->view->number, w->view->round_count,
	    STR_ARGS(w->view->round->date));
	if (w->view->round->title.len > 0) {
		buf_text(&line, " · ");
		put_visible(&line, w->view->round->title);
	}
	buf_fmt(&line,
		say(lang, " · dossier ouvert le %.*s", " · case opened %.*s"),
		STR_ARGS(r->opened));
	if (r->keep_until.len > 0)
		buf_fmt(&line,
			say(lang, ", à garder jusqu'au %.*s",
			    ", to keep until %.*s"),
			STR_ARGS(r->keep_until));
	put_wrapped(&w->call->out, buf_view(&line), 0);
}

/* --- where it stands ---------------------------------------------------- */

static void put_gates(const struct shown *w, enum gate_state state,
		      const char *title)
{
	const struct rubric *r = &w->view->pack->rubric;
	struct buf line = buf_make(w->call->arena);

	for (uint32_t g = 0; g < r->gate_count; g++) {
		if (w->score->gates[g].state != state)
			continue;
		buf_text(&line, line.len == 0 ? title : ", ");
		buf_str(&line, r->gates[g].id);
	}
	if (line.len > 0)
		put_wrapped(&w->call->out, buf_view(&line), 0);
}

static void put_standing(const struct shown *w)
{
	const struct scored *o = &w->score->overall;
	struct buf *out = &w->call->out;
	enum lang lang = w->call->lang;

	buf_text(out, say(lang, "\nEnsemble : niveau ", "\nOverall: level "));
	put_level(out, w->score, o, lang);
	if (!o->raw.absent) {
		buf_text(out, say(lang, ", score ", ", score "));
		lang_number(out, o->published, 2, lang);
	}
	if (o->target > 0)
		buf_fmt(out, say(lang, ", cible %u", ", target %u"), o->target);
	if (w->score->preview)
		buf_text(out, say(lang,
				  " (aperçu : un préalable attend une "
				  "réponse)",
				  " (preview: a gate waits for an answer)"));
	buf_char(out, '\n');
	put_gates(w, GATE_IN_FORCE,
		  say(lang, "Préalables en vigueur : ", "Gates in force: "));
	put_gates(w, GATE_TO_CONFIRM,
		  say(lang, "Préalables à confirmer : ", "Gates to confirm: "));
}

/* --- who answered ------------------------------------------------------- */

static void put_member(const struct shown *w, const struct member *m)
{
	struct buf *out = &w->call->out;
	struct buf name = buf_make(w->call->arena);
	enum lang lang = w->call->lang;

	words_who(&name, m->who->name, m->who->group, m->who->agreed,
		  m->who->together, lang);
	buf_text(out, "  ");
	put_cell(out, buf_view(&name), 40);
	if (m->asked > 0)
		buf_fmt(out, say(lang, " %u sur %u", " %u of %u"), m->answered,
			m->asked);
	else
		buf_text(out, " –");
	if (m->dont_know > 0)
		buf_fmt(out,
			say(lang, ", %u « ne sait pas »", ", %u don't know"),
			m->dont_know);
	buf_char(out, '\n');
}

/* How many came, and what closing has published: no more than that. */
static void put_staff(const struct shown *w)
{
	const struct collection *c = &w->staff;
	struct buf line = buf_make(w->call->arena);
	enum lang lang = w->call->lang;

	if (c->people == 0)
		return;
	buf_text(&line, say(lang, "personnel, sans nom : ",
			    "staff, without a name: "));
	words_count(&line, c->people, lang, say(lang, "personne", "person"),
		    say(lang, "personnes", "people"));
	if (c->people < COLLECTION_LEAST)
		buf_text(&line,
			 say(lang, " (il en faut cinq)", " (five are needed)"));
	buf_text(&line,
		 c->closed
		     ? say(lang, "; collecte fermée", "; collection closed")
		     : say(lang, "; collecte ouverte", "; collection open"));
	buf_text(&line, "; ");
	words_count(&line, c->published, lang,
		    say(lang, "question publiée", "question published"),
		    say(lang, "questions publiées", "questions published"));
	put_wrapped(&w->call->out, buf_view(&line), 2);
}

static void put_people(const struct shown *w)
{
	struct buf *out = &w->call->out;
	enum lang lang = w->call->lang;

	put_title(out, say(lang, "\nRépondants", "\nRespondents"));
	for (uint32_t i = 0; i < w->member_count && i < SHOWN_MEMBERS; i++)
		put_member(w, &w->members[i]);
	if (w->member_count > SHOWN_MEMBERS) {
		buf_text(out, say(lang, "  et ", "  and "));
		words_count(out, w->member_count - SHOWN_MEMBERS, lang,
			    say(lang, "autre\n", "more\n"),
			    say(lang, "autres\n", "more\n"));
	}
	put_staff(w);
	if (w->member_count == 0 && w->staff.people == 0)
		buf_text(out,
			 say(lang, "  personne encore\n", "  nobody yet\n"));
}

/* --- what remains ------------------------------------------------------- */

/* The open questions of those who can tell, cut to a line. */
static void put_open_of(const struct shown *w, enum group group)
{
	const struct pack *pack = w->view->pack;
	struct buf line = buf_make(w->call->arena);
	struct buf named = buf_make(w->call->arena);
	uint32_t n = 0;

	for (uint32_t i = 0; i < w->open_count; i++) {
		const struct question *q = &pack->questions[w->open[i]];

		if ((q->groups >> group & 1) == 0)
			continue;
		if (n++ >= SHOWN_QUESTIONS)
			continue;
		buf_text(&line, n == 1 ? "" : ", ");
		buf_str(&line, q->id);
	}
	if (n == 0)
		return;
	if (n > SHOWN_QUESTIONS)
		buf_fmt(&line, ", … (%u)", n);
	buf_fmt(&named, say(w->call->lang, "%s : %.*s", "%s: %.*s"),
		words_group(group, w->call->lang), STR_ARGS(buf_view(&line)));
	put_wrapped(&w->call->out, buf_view(&named), 2);
}

static void put_open(const struct shown *w)
{
	struct buf *out = &w->call->out;
	enum lang lang = w->call->lang;

	if (w->open_count == 0)
		return;
	buf_text(out, say(lang, "\nReste à savoir : ", "\nStill to know: "));
	words_count(out, w->open_count, lang, "question", "questions");
	buf_text(out, say(lang, "; qui peut le dire :\n", "; who can tell:\n"));
	put_open_of(w, GROUP_LEADERS);
	put_open_of(w, GROUP_EXPERTS);
	put_open_of(w, GROUP_STAFF);
}

/* --- what was settled --------------------------------------------------- */

static void put_decisions(const struct shown *w)
{
	struct buf *out = &w->call->out;
	enum lang lang = w->call->lang;

	for (uint32_t i = 0; i < w->decision_count && i < SHOWN_DECISIONS;
	     i++) {
		const struct decision_record *r = &w->decisions[i];
		struct spoken value =
		    spoken_of(w->call->arena, r->kind, r->value);

		buf_text(out, r->overrides
				  ? say(lang, "Correction : ", "Override: ")
				  : say(lang, "Entente : ", "Consensus: "));
		put_visible(out, r->question);
		buf_text(out, " = ");
		words_spoken(out, &value, lang);
		buf_text(out, ", ");
		put_visible(out, r->author);
		buf_fmt(out, ", %.*s\n", STR_ARGS(r->date));
	}
	if (w->decision_count > SHOWN_DECISIONS) {
		buf_text(out, say(lang, "Et ", "And "));
		words_count(out, w->decision_count - SHOWN_DECISIONS, lang,
			    say(lang, "autre décision\n", "more decision\n"),
			    say(lang, "autres décisions\n",
				"more decisions\n"));
	}
}

static void put_evidence(const struct shown *w)
{
	uint32_t counts[3] = { 0 };
	struct buf *out = &w->call->out;
	enum lang lang = w->call->lang;

	for (uint32_t i = 0; i < w->evidence_count; i++)
		counts[w->evidence[i].status]++;
	if (counts[EVIDENCE_SHOWN] + counts[EVIDENCE_VERIFIED] == 0)
		return;
	buf_text(out, say(lang, "Preuves : ", "Evidence: "));
	words_count(out, counts[EVIDENCE_SHOWN], lang,
		    say(lang, "montrée", "shown"),
		    say(lang, "montrées", "shown"));
	buf_text(out, ", ");
	words_count(out, counts[EVIDENCE_VERIFIED], lang,
		    say(lang, "vérifiée", "verified"),
		    say(lang, "vérifiées", "verified"));
	buf_fmt(out, say(lang, ", sur %u critères\n", ", of %u criteria\n"),
		w->view->pack->rubric.criterion_count);
}

/* --- what to do next ---------------------------------------------------- */

bool show_is_disputed(const struct shown *w, uint32_t question)
{
	return w->score->questions[question].disagreement &&
	       !w->score->questions[question].decided;
}

static uint32_t first_disputed(const struct shown *w)
{
	for (uint32_t i = 0; i < w->open_count; i++)
		if (show_is_disputed(w, w->open[i]))
			return w->open[i];
	return NO_INDEX;
}

enum next_step show_next(const struct shown *w)
{
	const struct collection *c = &w->staff;

	if (w->member_count == 0 && c->people == 0)
		return NEXT_INTERVIEW;
	if (c->people > 0 && !c->closed && c->people >= COLLECTION_LEAST)
		return NEXT_CLOSE;
	if (c->people > 0 && c->people < COLLECTION_LEAST && !c->together)
		return NEXT_TOGETHER;
	if (first_disputed(w) != NO_INDEX)
		return NEXT_DECIDE;
	return w->open_count > 0 ? NEXT_ASK : NEXT_RUN;
}

/* A sentence, and the command that does it. */
static const char *const next_words[][LANG_COUNT] = {
	[NEXT_INTERVIEW] = { "posez les questions", "ask the questions" },
	[NEXT_TOGETHER] = { "attendez cinq personnes du personnel, ou "
			    "faites-les répondre ensemble",
			    "wait for five people of the staff, or let them "
			    "answer together" },
	[NEXT_CLOSE] = { "quand tout le personnel a répondu, fermez la "
			 "collecte",
			 "when all the staff have answered, close the "
			 "collection" },
	[NEXT_DECIDE] = { "les répondants ne s'accordent pas; entendez-vous",
			  "respondents disagree; agree with them" },
	[NEXT_ASK] = { "posez ce qui reste, ou lisez déjà le résultat",
		       "ask what remains, or read the result already" },
	[NEXT_RUN] = { "faites les documents", "make the documents" },
};

static void put_command(const struct shown *w, enum next_step step)
{
	struct str name = w->view->record->name;
	struct buf *out = &w->call->out;
	uint32_t disputed = first_disputed(w);

	switch (step) {
	case NEXT_INTERVIEW:
	case NEXT_ASK:
		buf_fmt(out, "jalon interview %.*s", STR_ARGS(name));
		break;
	case NEXT_TOGETHER:
		buf_fmt(out, "jalon interview %.*s --together", STR_ARGS(name));
		break;
	case NEXT_CLOSE:
		buf_fmt(out, "jalon case close %.*s", STR_ARGS(name));
		break;
	case NEXT_DECIDE:
		buf_fmt(out,
			say(w->call->lang,
			    "jalon case decide %.*s %.*s VALEUR --author NOM "
			    "--reason TEXTE",
			    "jalon case decide %.*s %.*s VALUE --author NAME "
			    "--reason TEXT"),
			STR_ARGS(name),
			STR_ARGS(w->view->pack->questions[disputed].id));
		break;
	case NEXT_RUN:
		buf_fmt(out, "jalon run case:%.*s", STR_ARGS(name));
		break;
	}
}

static void put_next(const struct shown *w)
{
	enum next_step step = show_next(w);
	struct buf line = buf_make(w->call->arena);
	struct buf *out = &w->call->out;

	buf_text(&line,
		 say(w->call->lang, "Prochaine étape : ", "Next step: "));
	buf_text(&line, next_words[step][w->call->lang]);
	buf_char(out, '\n');
	put_wrapped(out, buf_view(&line), 0);
	buf_text(out, "  ");
	put_command(w, step);
	buf_char(out, '\n');
}

static enum status case_show_run(struct call *call)
{
	struct shown w;

	if (!gather(call, &w))
		return STATUS_INPUT;
	if (call_flag(call, "json") != NULL) {
		show_json(&w);
		return STATUS_DONE;
	}
	put_head(&w);
	put_standing(&w);
	put_people(&w);
	put_decisions(&w);
	put_evidence(&w);
	put_open(&w);
	put_next(&w);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "json",
	  .summary = { "la même chose, en JSON", "the same, as JSON" } },
	FLAG_ROUND,
	FLAG_PACK,
	FLAG_CASES,
	{ .name = NULL },
};

const struct command command_case_show = {
	.name = "case show",
	.operands = { "DOSSIER", "CASE" },
	.operand_kind = VALUE_TEXT,
	.min = 1,
	.max = 1,
	.summary = { "un dossier sur un écran : qui a répondu, ce qui reste, "
		     "quoi faire",
		     "a case on one screen: who answered, what remains, what "
		     "to do" },
	.example = "jalon case show quincaillerie",
	.flags = flags,
	.needs = NEEDS_CASES,
	.run = case_show_run,
};
