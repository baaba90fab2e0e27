/* `jalon case erase`: a person of a case, or the case; for good. */
#include "case_words.h"

#include "app/exchange.h"

/* One and many, by language. */
struct noun {
	const char *one[LANG_COUNT], *many[LANG_COUNT];
};

static const struct noun answers = { { "réponse", "answer" },
				     { "réponses", "answers" } };
static const struct noun rounds = { { "ronde", "round" },
				    { "rondes", "rounds" } };
static const struct noun people = {
	{ "personne nommée ou réponse commune", "person by name or agreed set" },
	{ "personnes nommées ou réponses communes",
	  "people by name or agreed sets" }
};
static const struct noun members = {
	{ "membre du personnel", "member of the staff" },
	{ "membres du personnel", "members of the staff" }
};

static void put_noun(struct buf *out, const struct call *call, uint32_t n,
		     const struct noun *noun)
{
	words_count(out, n, call->lang, noun->one[call->lang],
		    noun->many[call->lang]);
}

static struct str what_goes(struct call *call, const struct erasing *e,
			    bool person)
{
	struct buf b = buf_make(call->arena);

	if (e->alone)
		buf_text(&b, say(call->lang,
				 "tout ce que cette personne a "
				 "répondu",
				 "all that this person answered"));
	else if (person) {
		put_noun(&b, call, e->answers, &answers);
		buf_text(&b, say(call->lang, " dans ", " in "));
		put_noun(&b, call, e->rounds, &rounds);
	} else {
		put_noun(&b, call, e->rounds, &rounds);
		buf_text(&b, ", ");
		put_noun(&b, call, e->people, &people);
		buf_text(&b, ", ");
		put_noun(&b, call, e->staff, &members);
		buf_text(&b, ", ");
		put_noun(&b, call, e->answers, &answers);
	}
	return buf_view(&b);
}

static void ask_if_sure(struct call *call, const struct erasing *e,
			const char *who)
{
	struct str name = str_from(call->operands[0]);
	struct str goes = what_goes(call, e, who != NULL);

	if (e->alone)
		DIAG(&call->diags, (struct span){ 0 }, MSG_ERASE_FIGURES,
		     call->operands[0]);
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

/* --- where the name stands all the same --------------------------------- */

static void put_comment(struct call *call, struct buf *line,
			const struct name_place *p)
{
	buf_text(line, say(call->lang, "commentaire de ", "comment of "));
	if (p->agreed || p->who.len == 0)
		buf_text(line, say(call->lang, "la réponse commune",
				   "the agreed answer"));
	else
		put_visible(line, p->who);
	buf_fmt(line, say(call->lang, " sur %.*s", " on %.*s"),
		STR_ARGS(p->what));
}

/* What it is, and which command writes it again. */
static void put_place(struct call *call, struct buf *line,
		      const struct name_place *p)
{
	static const struct {
		const char *fr, *en, *again;
	} words[] = {
		[NAME_AUTHOR] = { "auteur de la décision sur ",
				  "author of the decision on ",
				  "case decide" },
		[NAME_REASON] = { "raison de la décision sur ",
				  "reason of the decision on ",
				  "case decide" },
		[NAME_EVIDENCE] = { "note de la preuve de ",
				    "note on the evidence of ",
				    "case evidence" },
		[NAME_COMMENT] = { "", "", "interview" },
		[NAME_BLOCK] = { "bloc ", "block ",
				 "case export, case import --take file" },
		[NAME_TITLE] = { "titre de la ronde", "title of the round",
				 NULL },
		[NAME_CLIENT] = { "nom du client", "the client's name",
				  "case import --take file" },
		[NAME_PROGRESS] = { "note de l'initiative ",
				    "note on the initiative ",
				    "case progress" },
		[NAME_READING] = { "relevé de l'initiative ",
				   "reading of the initiative ",
				   "case reading" },
	};

	if (p->where == NAME_COMMENT) {
		put_comment(call, line, p);
	} else {
		buf_text(line, say(call->lang, words[p->where].fr,
				   words[p->where].en));
		put_visible(line, p->what);
	}
	if (p->where == NAME_READING)
		buf_fmt(line, say(call->lang, ", le %.*s", ", on %.*s"),
			STR_ARGS(p->who));
	if (words[p->where].again != NULL)
		buf_fmt(line, " (jalon %s)", words[p->where].again);
}

static void put_names(struct call *call, const struct erasing *e)
{
	put_line(call,
		 e->place_count == 0
		     ? "Ce nom ne se trouve plus ailleurs dans le dossier. "
		       "Cherchez aussi un prénom seul ou un surnom."
		     : "Ce nom reste là où d'autres l'ont écrit; voici chaque "
		       "place, et ce qui la récrit. Cherchez aussi un prénom "
		       "seul ou un surnom. Le journal garde ce qui était écrit "
		       "avant.",
		 e->place_count == 0
		     ? "This name is nowhere else in the case. Look for a "
		       "first name alone or a nickname too."
		     : "This name remains where others wrote it; here is each "
		       "place, and what writes it again. Look for a first "
		       "name alone or a nickname too. The journal keeps what "
		       "was written before.");
	for (uint32_t i = 0; i < e->place_count; i++) {
		const struct name_place *p = &e->places[i];
		struct buf line = buf_make(call->arena);

		if (p->round > 0)
			buf_fmt(&line,
				say(call->lang, "ronde %u · ", "round %u · "),
				p->round);
		put_place(call, &line, p);
		put_wrapped(&call->out, buf_view(&line), 2);
	}
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
	if (who != NULL && !e->alone)
		put_names(call, e);
	if (e->alone)
		put_line(call,
			 "Les chiffres du personnel publiés pour sa ronde sont "
			 "retirés; ils reviennent à une fermeture suivante, "
			 "après cinq réponses nouvelles ou changées.",
			 "The staff figures published for their round are "
			 "withdrawn; they come back at a later closing, after "
			 "five new or changed answers.");
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
		   "journal garde la place vide et se vérifie encore. Effacer "
		   "quelqu'un du personnel retire tous les chiffres du "
		   "personnel publiés pour sa ronde, pour que rien ne dise à "
		   "quoi cette personne avait répondu; ils reviennent à une "
		   "fermeture suivante, après cinq réponses nouvelles ou "
		   "changées.",
		   "The content leaves the file, to the last byte; the journal "
		   "keeps the empty place and still verifies. Erasing a member "
		   "of the staff withdraws all the staff figures published for "
		   "their round, so that nothing tells what they had answered; "
		   "they come back at a later closing, after five new or "
		   "changed answers." },
	.example = "jalon case erase quincaillerie --person \"Anne Roy\"",
	.flags = flags,
	.needs = NEEDS_CASES_WRITE,
	.run = case_erase_run,
};
