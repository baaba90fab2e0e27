/*
 * `jalon workshop`: composes a workshop and writes its kit, whole or not at
 * all. The command line is read in workshop_ask.c.
 */
#include "workshop.h"

#include <string.h>

#include "base/file.h"
#include "doc/kit.h"
#include "outputs.h"

static struct kit_request kit_for(const struct asked *asked,
				  const struct workshop *workshop,
				  enum lang lang)
{
	const struct answers *answers =
	    asked->score == NULL ? NULL : asked->score->answers;

	return (struct kit_request){
		.workshop = workshop,
		.lang = lang,
		.start = asked->start,
		.date = asked->date,
		.trainer = asked->trainer,
		.client = answers == NULL ? STR_NONE : answers->client_name,
		.jobs = answers == NULL ? STR_NONE
					: answers->report.jobs.in[lang],
	};
}

/* "agenda.fr.html" */
static const char *file_name(struct arena *a, enum kit_kind kind,
			     enum lang lang, const char *ending)
{
	struct buf b = buf_make(a);

	buf_fmt(&b, "%s.%s.%s", kit_name(kind), lang_code(lang), ending);
	return str_cstr(a, buf_view(&b));
}

static void add_document(struct call *call, struct outputs *all,
			 enum kit_kind kind, const struct kit_request *request)
{
	struct arena *a = call->arena;
	struct buf html = buf_make(a), markdown = html;
	const struct kit_document *document =
	    kit_make(a, kind, request, &call->diags);

	if (document == NULL)
		return;
	kit_html(&html, a, document);
	outputs_add(all, file_name(a, kind, request->lang, "html"), &html);
	kit_markdown(&markdown, a, document);
	outputs_add(all, file_name(a, kind, request->lang, "md"), &markdown);
}

/* Tables to type the sheets into: see `jalon gain` and `jalon drill`. */
static void add_tables(struct call *call, struct outputs *all,
		       const struct workshop *workshop)
{
	struct buf test = buf_make(call->arena), drill = test;

	if (kit_has(workshop, KIT_TEST)) {
		kit_test_table(&test, workshop, call->lang);
		outputs_add(all, "test.csv", &test);
	}
	if (kit_has(workshop, KIT_DRILL)) {
		kit_drill_table(&drill, workshop, call->lang);
		outputs_add(all, "drill.csv", &drill);
	}
}

static void compose(struct call *call, struct outputs *all,
		    const struct asked *asked, const struct workshop *workshop)
{
	struct buf numbers = buf_make(call->arena);
	struct kit_request request =
	    kit_for(asked, workshop, asked->curriculum->languages[0]);

	kit_numbers(&numbers, &request);
	outputs_add(all, "workshop.json", &numbers);
	add_tables(call, all, workshop);
	for (int l = 0; l < LANG_COUNT; l++) {
		request = kit_for(asked, workshop, (enum lang)l);
		for (int k = 0; asked->langs[l] && k < KIT_COUNT; k++)
			if (kit_has(workshop, (enum kit_kind)k))
				add_document(call, all, (enum kit_kind)k,
					     &request);
	}
}

/* What an earlier kit left in the folder is of another workshop. */
static void warn_older(struct call *call, const struct outputs *all,
		       const char *dir)
{
	static const char *const endings[] = { "html", "md" };

	for (int n = 0; n < KIT_COUNT * LANG_COUNT * 2; n++) {
		const char *name =
		    file_name(call->arena, (enum kit_kind)(n / 4),
			      (enum lang)(n / 2 % LANG_COUNT), endings[n % 2]);

		if (!outputs_have(all, name) &&
		    file_exists(path_join(call->arena, dir, name)))
			DIAG(&call->diags, (struct span){ 0 },
			     MSG_OLDER_DOCUMENT,
			     path_join(call->arena, dir, name));
	}
}

static enum status write_kit(struct call *call, const struct asked *asked,
			     const struct workshop *workshop, const char *dir)
{
	struct outputs all = { .count = 0 };
	int error;

	compose(call, &all, asked, workshop);
	if (call->diags.errors > 0)
		return STATUS_INPUT;
	error = outputs_write(call->arena, &all, dir);
	if (error != 0)
		return environment_failed(call, dir, error);
	outputs_tell(call, &all, dir);
	warn_older(call, &all, dir);
	return STATUS_DONE;
}

static enum status print_agenda(struct call *call, const struct asked *asked,
				const struct workshop *workshop)
{
	struct kit_request request = kit_for(asked, workshop, call->lang);
	const struct kit_document *document;

	/* The interface may speak a language that the curriculum does not. */
	if (!asked->langs[call->lang])
		request = kit_for(asked, workshop,
				  asked->curriculum->languages[0]);
	document = kit_make(call->arena, KIT_AGENDA, &request, &call->diags);
	if (document == NULL)
		return STATUS_INPUT;
	kit_markdown(&call->out, call->arena, document);
	return STATUS_DONE;
}

static enum status workshop_run(struct call *call)
{
	const char *dir = call_flag(call, "output");
	struct asked asked = { .curriculum = NULL };
	const struct workshop *workshop;
	enum status status = workshop_ask(call, &asked);

	if (status != STATUS_DONE)
		return status;
	if (dir != NULL && *dir == '\0') {
		DIAG(&call->diags, (struct span){ 0 }, MSG_OUTPUT_EMPTY);
		return STATUS_USAGE;
	}
	if (asked.curriculum->dir != NULL)
		kit_templates_check(call->arena,
				    path_join(call->arena,
					      asked.curriculum->dir,
					      "documents"),
				    &call->diags);
	workshop = workshop_compose(call->arena, &asked.request, &call->diags);
	if (workshop == NULL || call->diags.errors > 0)
		return STATUS_INPUT;
	if (dir == NULL)
		return print_agenda(call, &asked, workshop);
	return write_kit(call, &asked, workshop, dir);
}

static const struct flag flags[] = {
	{ .name = "output",
	  .letter = 'o',
	  .kind = VALUE_DIRECTORY,
	  .value = { "DOSSIER", "DIR" },
	  .summary = { "écrit toute la trousse dans ce dossier; sans cela, "
		       "l'horaire s'affiche",
		       "writes the whole kit into this folder; without it, "
		       "the agenda is printed" } },
	{ .name = "minutes",
	  .kind = VALUE_NUMBER,
	  .value = { "MINUTES", "MINUTES" },
	  .summary = { "le temps en tout, pauses comprises (210 par défaut)",
		       "the time in all, breaks included (210 by default)" } },
	{ .name = "people",
	  .kind = VALUE_NUMBER,
	  .value = { "PERSONNES", "PEOPLE" },
	  .summary = { "les participants (12 par défaut)",
		       "the participants (12 by default)" } },
	{ .name = "audience",
	  .kind = VALUE_TEXT,
	  .value = { "PUBLIC", "AUDIENCE" },
	  .summary = { "le public du parcours à qui il s'adresse",
		       "the curriculum's audience it is meant for" } },
	{ .name = "modules",
	  .kind = VALUE_TEXT,
	  .value = { "MODULES", "MODULES" },
	  .summary = { "ces modules et aucun autre, séparés par des virgules",
		       "these modules and no other, separated by commas" } },
	{ .name = "start",
	  .kind = VALUE_TEXT,
	  .value = { "HEURE", "TIME" },
	  .summary = { "l'heure du début (9:00 par défaut)",
		       "when it begins (9:00 by default)" } },
	{ .name = "date",
	  .kind = VALUE_TEXT,
	  .value = { "AAAA-MM-JJ", "YYYY-MM-DD" },
	  .summary = { "le jour; sans elle, une ligne où l'écrire",
		       "the day; without it, a line to write it on" } },
	{ .name = "trainer",
	  .kind = VALUE_TEXT,
	  .value = { "NOM", "NAME" },
	  .summary = { "qui anime; sans nom, une ligne où l'écrire",
		       "who runs it; without a name, a line to write it on" } },
	{ .name = "prompts",
	  .summary = { "discute les écarts entre direction et personnel, avec "
		       "l'accord de la direction",
		       "discusses gaps between leaders and staff, when the "
		       "leaders agree" } },
	{ .name = "late",
	  .kind = VALUE_NUMBER,
	  .value = { "MINUTES", "MINUTES" },
	  .summary = { "recoupe l'atelier : ces minutes sont perdues",
		       "recuts the workshop: these minutes are lost" } },
	{ .name = "from",
	  .kind = VALUE_TEXT,
	  .value = { "MODULE[.ÉTAPE]", "MODULE[.STEP]" },
	  .summary = { "avec --late : là où l'atelier en est",
		       "with --late: where the workshop stands" } },
	{ .name = "lang",
	  .kind = VALUE_CHOICE,
	  .value = { "LANGUE", "LANGUAGE" },
	  .choices = "fr en",
	  .summary = { "les documents d'une seule langue (par défaut toutes)",
		       "documents of one language only (by default all)" } },
	FLAG_CURRICULUM,
	FLAG_PACK,
	FLAG_CASES,
	{ .name = NULL },
};

const struct command command_workshop = {
	.name = "workshop",
	.operands = { "[RÉPONSES]", "[ANSWERS]" },
	.operand_kind = VALUE_FILE,
	.max = 1,
	.summary = { "un atelier qui tient dans le temps, et tout ce qu'il "
		     "faut imprimer",
		     "a workshop that fits the time, and everything to "
		     "print for it" },
	.about = { "Choisit les modules et les étapes qui servent le plus, "
		   "selon les réponses d'un client s'il y en a, sinon selon le "
		   "public. Avec -o, écrit horaire, guide, cahier, "
		   "diapositives, cartes, quiz, corrigés, évaluation, "
		   "attestation et feuille d'impression, en HTML et en "
		   "Markdown, et les nombres dans workshop.json : tout, ou "
		   "rien si quelque chose manque. RÉPONSES peut être un "
		   "dossier : `case:NOM`, `case:NOM@2` pour sa ronde 2.",
		   "Chooses the modules and steps that serve the most, by a "
		   "client's answers when there are some, else by the "
		   "audience. With -o, writes agenda, guide, workbook, "
		   "slides, cards, quiz, keys, evaluation, certificate and "
		   "printing sheet, as HTML and Markdown, and the numbers as "
		   "workshop.json: all of it, or nothing when something is "
		   "wrong. ANSWERS may be a case: `case:NAME`, "
		   "`case:NAME@2` for its round 2." },
	.example = "jalon workshop client.yaml --audience front_line --minutes "
		   "180 -o out/atelier",
	.flags = flags,
	.run = workshop_run,
};
