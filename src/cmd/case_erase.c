/* `jalon case erase`: a person of a case, or the case; for good. */
#include "rows.h"

#include "app/exchange.h"

static struct str what_goes(struct call *call, const struct erasing *e,
			    bool person)
{
	struct buf b = buf_make(call->arena);

	if (e->alone)
		buf_text(&b, say(call->lang,
				 "tout ce que cette personne a "
				 "répondu",
				 "all that this person answered"));
	else if (person)
		buf_fmt(&b,
			say(call->lang, "%u réponse(s) dans %u ronde(s)",
			    "%u answer(s) in %u round(s)"),
			e->answers, e->rounds);
	else
		buf_fmt(&b,
			say(call->lang,
			    "%u ronde(s), %u personne(s) nommée(s) ou réponse "
			    "commune, %u membre(s) du personnel, %u réponse(s)",
			    "%u round(s), %u person(s) by name or agreed set, "
			    "%u member(s) of the staff, %u answer(s)"),
			e->rounds, e->people, e->staff, e->answers);
	return buf_view(&b);
}

static void ask_if_sure(struct call *call, const struct erasing *e,
			const char *who)
{
	struct str name = str_from(call->operands[0]);
	struct str goes = what_goes(call, e, who != NULL);

	if (who == NULL)
		DIAG_STR(&call->diags, (struct span){ 0 }, MSG_ERASE_CASE_SURE,
			 name, goes);
	else
		DIAG_STR(&call->diags, (struct span){ 0 },
			 MSG_ERASE_PERSON_SURE, name, str_from(who), goes);
}

static void put_line(struct call *call, const char *fr, const char *en)
{
	put_wrapped(&call->out, str_from(call->lang == LANG_FR ? fr : en), 0);
}

static void tell(struct call *call, const struct erasing *e, const char *who)
{
	struct buf *out = &call->out;

	buf_text(out, say(call->lang, "Effacé : ", "Erased: "));
	buf_str(out, what_goes(call, e, who != NULL));
	buf_text(out, ".\n");
	put_line(call,
		 "Il reste la trace que quelque chose a été effacé, et le "
		 "journal tient toujours.",
		 "What remains is the trace that something was erased, and the "
		 "journal still holds.");
	if (who != NULL && e->signed_by > 0)
		buf_fmt(out,
			say(call->lang,
			    "Ce nom reste sous %u décision(s) de l'entreprise, "
			    "qui l'engagent.\n",
			    "This name remains under %u decision(s) of the "
			    "firm, which bind it.\n"),
			e->signed_by);
	if (who != NULL && !e->alone)
		put_line(call,
			 "Relisez les notes des preuves et le bloc du "
			 "rapport : ce nom peut y être écrit.",
			 "Read the notes on evidence and the report block "
			 "again: this name may be written there.");
	put_line(call,
		 "Les copies faites par `jalon backup` ou `jalon case export`, "
		 "les fichiers importés et les documents déjà produits ne sont "
		 "pas touchés : effacez-les aussi là où ils sont.",
		 "Copies made by `jalon backup` or `jalon case export`, files "
		 "that were imported and documents already made are not "
		 "touched: erase them too, where they are.");
}

static enum status case_erase_run(struct call *call)
{
	const char *who = call_flag(call, "person");
	bool really = call_flag(call, "yes") != NULL;
	struct erasing e;

	if (!exchange_erase(call->desk, str_from(call->operands[0]),
			    who == NULL ? STR_NONE : str_from(who), really, &e))
		return STATUS_INPUT;
	if (!really) {
		ask_if_sure(call, &e, who);
		return STATUS_USAGE;
	}
	tell(call, &e, who);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "person",
	  .kind = VALUE_TEXT,
	  .value = { "QUI", "WHO" },
	  .summary = { "cette personne seulement : son nom, ou le code d'un "
		       "membre du personnel",
		       "this person only: their name, or the code of a member "
		       "of the staff" } },
	{ .name = "yes",
	  .summary = { "effacer vraiment; sans elle, dire ce qui "
		       "disparaîtrait",
		       "really erase; without it, say what would "
		       "disappear" } },
	FLAG_PACK,
	FLAG_CASES,
	FLAG_BY,
	{ .name = NULL },
};

const struct command command_case_erase = {
	.name = "case erase",
	.operands = { "DOSSIER", "CASE" },
	.operand_kind = VALUE_TEXT,
	.min = 1,
	.max = 1,
	.summary = { "efface une personne ou un dossier, pour de bon",
		     "erases a person or a case, for good" },
	.about = { "Le contenu disparaît du fichier, octets compris; le "
		   "journal garde la place vide et se vérifie encore. Ce que "
		   "le personnel avait répondu aux mêmes questions se "
		   "retire des chiffres publiés jusqu'à une autre fermeture "
		   "de la collecte.",
		   "The content leaves the file, to the last byte; the journal "
		   "keeps the empty place and still verifies. What the staff "
		   "had answered to the same questions is withdrawn from the "
		   "published figures until the collection is closed again." },
	.example = "jalon case erase quincaillerie --person \"Anne Roy\"",
	.flags = flags,
	.needs = NEEDS_CASES_WRITE,
	.run = case_erase_run,
};
